//! `liptako practice import`: the documents of a folder become drafts.
//!
//! A document is known by the SHA-256 of its bytes, and its draft is saved together with the note that it was, in one
//! transaction: cut at any moment, the command goes on where it was, and makes nothing twice. A folder from elsewhere is
//! foreign input: links are not followed, what a file is called decides nothing about where anything is written, lengths
//! are bounded, and what is refused is told with its place.

use crate::exit::{Code, Exit};
use crate::faults::{FileFault, Told};
use crate::node::{Described, Node};
use crate::terminal::Terminal;
use liptako_core::{Audience, Charter, Clock, OsChance, RequestId, SystemClock};
use liptako_exchange::file::{self as files, FileError, FileName};
use liptako_exchange::practice::import::{
    DocumentKind, Known, MAX_DOCUMENT_BYTES, MAX_DOCUMENTS, draft_id, is_near, keep, known, near,
};
use liptako_exchange::practice::{Content, PracticeError, file};
use liptako_identity::{Client, IdentityError, Officer, Permission};
use liptako_journal::{Hash, Sha256Writer};
use liptako_storage::Db;
use liptako_web::Message;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Deepest folder looked into.
const MAX_DEPTH: usize = 12;

/// Something of the folder that is not imported, and why.
struct Refused {
    path: String,
    why: Message,
}

/// What came of a folder.
#[derive(Default)]
struct Summary {
    made: u64,
    already: u64,
    /// Path, and the path whose bytes are the same.
    same: Vec<(String, String)>,
    /// Path, and the practice that has it attached.
    attached: Vec<(String, String)>,
    /// Path, and the title that is near.
    near: Vec<(String, String)>,
    refused: Vec<Refused>,
}

/// Imports a folder in the name of `login`; without one, only tells what would be made.
pub fn run(
    dir: &Path,
    described: &Described,
    folder: &Path,
    login: Option<&str>,
    password_stdin: bool,
    terminal: Terminal,
) -> Result<(), Exit> {
    let mut summary = Summary::default();
    let found = documents(folder, &mut summary, terminal)?;
    // A document that is attached goes into the journals' store of bodies: that takes the node alone.
    let attaches = found.iter().any(|document| document.kind.is_attached());
    let node = match login {
        Some(_) if attaches => Some(super::super::open(dir, terminal)?),
        _ => None,
    };
    let db = match (login, &node) {
        (_, Some(node)) => node.road.db().clone(),
        (Some(_), None) => super::super::national_tables(described)?,
        (None, None) => super::super::tables(described)?,
    };
    let officer = match login {
        Some(login) => Some(officer(described, &db, login, password_stdin, terminal)?),
        None => None,
    };
    let desk = Desk { described, db, node, officer };
    let total = found.len() as u64;
    let bar = terminal.progress(&Message::new("cmd-practice-importing"));
    let mut seen: BTreeMap<[u8; 32], String> = BTreeMap::new();
    let mut titles: Vec<String> = Vec::new();
    for (done, document) in (0u64..).zip(found) {
        bar.at(done, total);
        match desk.one(&document, &mut seen, &mut titles, &mut summary) {
            Ok(()) => {}
            Err(Stop::Refused(why)) => summary.refused.push(Refused { path: document.shown, why }),
            Err(Stop::Failed(exit)) => return Err(exit),
        }
    }
    bar.at(total, total);
    drop(bar);
    told(&summary, login.is_none(), terminal)
}

/// What an import works with.
struct Desk<'a> {
    described: &'a Described,
    db: Db,
    /// The node, when something is attached.
    node: Option<Arc<Node>>,
    /// In whose name; nobody's when it is only told what would be made.
    officer: Option<Officer>,
}

/// Why a document is not imported, or why none can be.
enum Stop {
    Refused(Message),
    Failed(Exit),
}

impl<E: Into<Exit>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

fn officer(
    described: &Described,
    db: &Db,
    login: &str,
    password_stdin: bool,
    terminal: Terminal,
) -> Result<Officer, Exit> {
    let question = Message::new("cmd-practice-password").with("login", login);
    let password = terminal.password(password_stdin, &question)?;
    let identity = super::super::user::identity(described)?;
    let client = &Client::COMMAND_LINE;
    let signed = identity.sign_in(db, login, &password, client, &SystemClock, &OsChance)?;
    identity.sign_out(db, &signed.cookie)?;
    if !signed.who.may(Permission::PRACTICE_WRITE) {
        return Err(terminal.exit(Code::Usage, &Message::new("cmd-practice-forbidden")));
    }
    signed.who.officer().cloned().ok_or_else(|| IdentityError::Forbidden.into())
}

/// A document found.
struct Document {
    path: PathBuf,
    /// Its way inside the folder, as people read it.
    shown: String,
    name: String,
    kind: DocumentKind,
}

/// Every document of a folder and the folders in it, by path; what is none is noted.
fn documents(folder: &Path, summary: &mut Summary, terminal: Terminal) -> Result<Vec<Document>, Exit> {
    let is_folder = std::fs::symlink_metadata(folder).map_err(FileFault::at(folder))?.is_dir();
    if !is_folder {
        let shown = folder.display().to_string();
        let what = Message::new("cmd-practice-not-a-folder").with("folder", shown);
        return Err(terminal.exit(Code::Usage, &what));
    }
    let mut found = Vec::new();
    let mut waiting = vec![(folder.to_owned(), String::new(), 0)];
    while let Some((path, way, depth)) = waiting.pop() {
        for entry in std::fs::read_dir(&path).map_err(FileFault::at(&path))? {
            let entry = entry.map_err(FileFault::at(&path))?;
            let name = entry.file_name();
            let shown = format!("{way}{}", name.to_string_lossy());
            let mut refuse = |why| summary.refused.push(Refused { path: shown.clone(), why });
            // The entry itself, never what a link leads to.
            let kind = entry.file_type().map_err(FileFault::at(&path))?;
            let Some(name) = name.to_str().filter(|name| !name.chars().any(char::is_control)) else {
                refuse(Message::new("cmd-practice-why-name"));
                continue;
            };
            if kind.is_symlink() {
                refuse(Message::new("cmd-practice-why-link"));
            } else if kind.is_dir() && depth >= MAX_DEPTH {
                refuse(Message::new("cmd-practice-why-deep"));
            } else if kind.is_dir() {
                waiting.push((entry.path(), format!("{shown}/"), depth + 1));
            } else if !kind.is_file() {
                refuse(Message::new("cmd-practice-why-special"));
            } else if let Some(kind) = DocumentKind::of(name) {
                found.push(Document { path: entry.path(), name: name.to_owned(), shown, kind });
            } else {
                refuse(Message::new("cmd-practice-why-kind"));
            }
            if found.len() + summary.refused.len() > MAX_DOCUMENTS {
                let what = Message::new("cmd-practice-too-many").with("max", MAX_DOCUMENTS);
                return Err(terminal.exit(Code::Usage, &what));
            }
        }
    }
    found.sort_by(|a, b| a.shown.cmp(&b.shown));
    summary.refused.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// Opens a file that was an ordinary one when the folder was listed: not a link put in its place meanwhile.
#[cfg(unix)]
fn opened(path: &Path) -> Result<std::fs::File, Stop> {
    use std::os::unix::fs::MetadataExt;
    let unreadable = |error: std::io::Error| {
        Stop::Refused(Message::new("cmd-practice-why-unreadable").with("detail", error.to_string()))
    };
    let listed = std::fs::symlink_metadata(path).map_err(unreadable)?;
    if !listed.is_file() {
        return Err(Stop::Refused(Message::new("cmd-practice-why-changed")));
    }
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let open = file.metadata().map_err(unreadable)?;
    if (open.dev(), open.ino()) != (listed.dev(), listed.ino()) || !open.is_file() {
        return Err(Stop::Refused(Message::new("cmd-practice-why-changed")));
    }
    Ok(file)
}

impl Desk<'_> {
    fn one(
        &self,
        document: &Document,
        seen: &mut BTreeMap<[u8; 32], String>,
        titles: &mut Vec<String>,
        summary: &mut Summary,
    ) -> Result<(), Stop> {
        let (sha256, bytes) = read(document)?;
        if let Some(other) = seen.get(&sha256.0) {
            summary.same.push((document.shown.clone(), other.clone()));
            return Ok(());
        }
        seen.insert(sha256.0, document.shown.clone());
        match self.db.read(|tx| known(tx, &sha256))? {
            Known::New => {}
            Known::Imported(_) => {
                summary.already += 1;
                return Ok(());
            }
            Known::Attached(title) => {
                summary.attached.push((document.shown.clone(), title));
                return Ok(());
            }
        }
        let content = match bytes {
            Some(bytes) => content(&self.described.charter, document, &bytes)?,
            None => file::of_document(&document.name),
        };
        let title = content.title.clone();
        let alike = match titles.iter().find(|other| is_near(other, &title)) {
            Some(other) => Some(other.clone()),
            None => self.db.read(|tx| near(tx, &title))?,
        };
        summary.made += u64::from(self.keep(document, sha256, content)?);
        summary.near.extend(alike.map(|other| (document.shown.clone(), other)));
        titles.push(title);
        Ok(())
    }

    /// Saves the draft, with its document when it is one that is attached. Whether there is one more.
    fn keep(&self, document: &Document, sha256: Hash, content: Content) -> Result<bool, Stop> {
        let Some(officer) = &self.officer else { return Ok(true) };
        let now = SystemClock.now();
        let node = match &self.node {
            Some(node) if document.kind.is_attached() => node,
            _ => {
                return Ok(self
                    .db
                    .write(|tx| keep(tx, now, officer, (&sha256, &document.shown), content.clone()))?);
            }
        };
        let ours = Audience(1 << node.described.me.0);
        let name = FileName::clean(&document.name);
        let stored = files::store(&node.road, &document.path, name, ours, true, &*node.chance);
        let stored = stored.map_err(|error| unreadable(&error))?;
        if stored.attachment().sha256 != sha256.0 {
            stored.abandon(&node.road)?;
            return Err(Stop::Refused(Message::new("cmd-practice-why-changed")));
        }
        let (given, by, path, whole) =
            (stored.clone(), officer.clone(), document.shown.clone(), content.clone());
        // Named by the bytes: after a cut the same document makes the same act.
        let request = RequestId::from_bytes(*draft_id(&sha256).as_bytes());
        let done = node.road.act(request, move |scribe| -> Result<_, PracticeError> {
            let attached = files::attach(scribe, &given, ours, true).map_err(|error| match error {
                FileError::Storage(error) => PracticeError::Storage(error),
                _ => PracticeError::File,
            })?;
            let content = Content { attachments: vec![attached], ..whole };
            keep(scribe.tx(), now, &by, (&sha256, &path), content)
        });
        stored.abandon(&node.road)?;
        let done = done?;
        let Some(record) = done.records().first().map(|record| record.object) else { return Ok(false) };
        // Cut between the journal and the tables, an act leaves its record and no draft: made now.
        let made = self.db.write(|tx| {
            let attachments = files::attachment(tx, record)?.into_iter().collect();
            let content = Content { attachments, ..content.clone() };
            keep(tx, now, officer, (&sha256, &document.shown), content)
        })?;
        Ok(made || done.value() == Some(true))
    }
}

fn unreadable(error: &dyn std::fmt::Display) -> Stop {
    Stop::Refused(Message::new("cmd-practice-why-unreadable").with("detail", error.to_string()))
}

/// The SHA-256 of a document; its bytes too when it is read into the practice.
fn read(document: &Document) -> Result<(Hash, Option<Vec<u8>>), Stop> {
    let refused = |why| Err(Stop::Refused(why));
    let attached = document.kind.is_attached();
    let limit = if attached { MAX_DOCUMENT_BYTES } else { file::MAX_FILE_BYTES as u64 };
    let mut opened = opened(&document.path)?.take(limit + 1);
    let (mut hasher, mut kept, mut length) = (Sha256Writer::default(), Vec::new(), 0u64);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let n = opened.read(&mut buffer).map_err(|error| unreadable(&error))?;
        if n == 0 {
            break;
        }
        let piece = &buffer[..n];
        if length == 0 && attached && !document.kind.begins(piece) {
            return refused(Message::new("cmd-practice-why-content"));
        }
        hasher = hasher.and(piece);
        length += n as u64;
        if !attached {
            kept.extend_from_slice(piece);
        }
    }
    if length == 0 {
        return refused(Message::new("cmd-practice-why-empty"));
    }
    if length > limit {
        return refused(Message::new("cmd-practice-why-large"));
    }
    if !attached && !document.kind.begins(&kept) {
        return refused(Message::new("cmd-practice-why-content"));
    }
    Ok((hasher.finish(), (!attached).then_some(kept)))
}

fn content(charter: &Charter, document: &Document, bytes: &[u8]) -> Result<Content, Stop> {
    let text =
        std::str::from_utf8(bytes).map_err(|_| Stop::Refused(Message::new("cmd-practice-why-text")))?;
    file::read(text, &document.name, charter).map_err(|fault| {
        let mut sentences = fault.told().sentences;
        Stop::Refused(if sentences.len() == 1 {
            sentences.remove(0)
        } else {
            Message::new("cmd-practice-why-unreadable").with("detail", fault.to_string())
        })
    })
}

fn told(summary: &Summary, dry_run: bool, terminal: Terminal) -> Result<(), Exit> {
    let made = if dry_run {
        Message::new("cmd-practice-would-import").with("n", summary.made)
    } else {
        Message::new("cmd-practice-imported").with("n", summary.made)
    };
    terminal.say(&made);
    if summary.already > 0 {
        terminal.say(&Message::new("cmd-practice-already").with("n", summary.already));
    }
    for (path, other) in &summary.same {
        terminal.say(&Message::new("cmd-practice-same").with("path", path).with("other", other));
    }
    for (path, other) in &summary.attached {
        terminal.say(&Message::new("cmd-practice-attached").with("path", path).with("other", other));
    }
    for (path, other) in &summary.near {
        terminal.say(&Message::new("cmd-practice-near").with("path", path).with("other", other));
    }
    if !summary.refused.is_empty() {
        terminal.say(&Message::new("cmd-practice-refused").with("n", summary.refused.len()));
    }
    let mut refused = Vec::new();
    for one in &summary.refused {
        let why = terminal.words(&one.why);
        terminal.say(&Message::new("cmd-practice-refused-one").with("path", &one.path).with("why", &why));
        refused.push(json!({ "path": one.path, "why": why }));
    }
    let pairs = |all: &[(String, String)]| -> Vec<_> {
        all.iter().map(|(path, other)| json!({ "path": path, "other": other })).collect()
    };
    terminal
        .answer(&json!({ "drafts": summary.made, "already": summary.already, "same": pairs(&summary.same),
        "attached": pairs(&summary.attached), "near": pairs(&summary.near), "refused": refused }))
}
