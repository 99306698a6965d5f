//! `liptako practice`: the library from the command line. All of it works while the node runs: reading only reads, and
//! an import makes drafts, which are national data; publishing them is done on the pages, by another officer, who signs.

mod import;

use crate::cli::Practice;
use crate::exit::{Code, Exit};
use crate::faults::FileFault;
use crate::node::Described;
use crate::terminal::Terminal;
use liptako_exchange::practice::view::{self, Filter, PracticeLine, PracticeView};
use liptako_exchange::practice::web::{kind_key, stance_key};
use liptako_exchange::practice::{Place, PracticeKind, draft, file};
use liptako_storage::{Db, StorageError};
use liptako_web::Message;
use serde_json::json;
use std::path::Path;

/// Most lines shown at once.
const MOST: u32 = 1_000;

/// Lists, shows, exports or imports practices.
///
/// # Errors
/// A name that names nothing; a folder that cannot be read or made; what identity refuses.
pub fn run(dir: &Path, arguments: Practice, terminal: Terminal) -> Result<(), Exit> {
    let described = super::describe(dir, terminal)?;
    match arguments {
        Practice::Import { folder, dry_run, login, password_stdin } => {
            let login = login.filter(|_| !dry_run);
            import::run(dir, &described, &folder, login.as_deref(), password_stdin, terminal)
        }
        Practice::List { drafts: true, .. } => Desk::open(described, terminal)?.drafts(),
        Practice::List { kind, search, .. } => Desk::open(described, terminal)?.list(kind.as_deref(), search),
        Practice::Show { practice } => Desk::open(described, terminal)?.show(&practice),
        Practice::Export { folder } => Desk::open(described, terminal)?.export(&folder),
    }
}

struct Desk {
    described: Described,
    db: Db,
    terminal: Terminal,
}

impl Desk {
    fn open(described: Described, terminal: Terminal) -> Result<Self, Exit> {
        Ok(Self { db: super::tables(&described)?, described, terminal })
    }

    fn words(&self, key: &'static str) -> String {
        self.terminal.words(&Message::new(key))
    }

    fn name(&self, place: &Place) -> String {
        let member = self.described.charter.member(place.origin);
        format!("{}-{}", member.map_or("?", |member| member.code.as_str()), place.index)
    }

    fn acronym(&self, member: liptako_core::MemberIndex) -> &str {
        self.described.charter.member(member).map_or("?", |member| &member.acronym)
    }

    fn stances(&self, line: &PracticeLine) -> String {
        let said = line.stances.iter().map(|(member, stance)| {
            format!("{} {}", self.acronym(*member), self.words(stance_key(*stance)).to_lowercase())
        });
        said.collect::<Vec<_>>().join(", ")
    }

    fn list(&self, kind: Option<&str>, search: Option<String>) -> Result<(), Exit> {
        let unknown = |kind: &str| {
            let what = Message::new("fault-practice-value")
                .with("line", 0)
                .with("field", "kind")
                .with("value", kind);
            self.terminal.exit(Code::Usage, &what)
        };
        let kind = match kind {
            None => None,
            Some(kind) => Some(PracticeKind::from_name(kind).ok_or_else(|| unknown(kind))?),
        };
        let facets = kind.iter().map(|kind| format!("kind:{}", kind.name())).collect();
        let filter = Filter { words: search.unwrap_or_default(), facets };
        let listing = self.db.read(|tx| view::list(tx, &filter, MOST, 0))?;
        if listing.lines.is_empty() {
            self.terminal.say(&Message::new("cmd-practice-none"));
        } else {
            let head = [
                "cmd-practice-column-name",
                "cmd-practice-column-version",
                "cmd-practice-column-kind",
                "cmd-practice-column-title",
                "cmd-practice-column-state",
            ];
            let mut rows = vec![head.map(|key| self.terminal.words(&column(key))).to_vec()];
            rows.extend(listing.lines.iter().map(|line| {
                vec![
                    self.name(&line.place),
                    line.number.to_string(),
                    self.words(kind_key(line.kind)),
                    line.title.clone(),
                    self.stances(line),
                ]
            }));
            self.terminal.table(&rows);
        }
        let told: Vec<_> = listing.lines.iter().map(|line| self.as_json(line)).collect();
        self.terminal.answer(&json!({ "total": listing.total, "practices": told }))
    }

    fn as_json(&self, line: &PracticeLine) -> serde_json::Value {
        let stances: serde_json::Map<String, serde_json::Value> = line
            .stances
            .iter()
            .map(|(member, stance)| (self.acronym(*member).to_owned(), json!(stance.name())))
            .collect();
        json!({ "name": self.name(&line.place), "version": line.number, "kind": line.kind.name(), "title": line.title,
            "summary": line.summary, "stances": stances, "fit": line.n_fit, "unfit": line.n_unfit, "told": line.n_told })
    }

    fn drafts(&self) -> Result<(), Exit> {
        let (lines, total) = self.db.read(|tx| draft::list(tx, MOST, 0))?;
        if lines.is_empty() {
            self.terminal.say(&Message::new("cmd-practice-no-draft"));
        } else {
            let mut rows = vec![vec![
                self.words("cmd-practice-column-title"),
                self.words("cmd-practice-column-officer"),
            ]];
            rows.extend(lines.iter().map(|line| vec![line.title.clone(), line.officer.name.clone()]));
            self.terminal.table(&rows);
        }
        let told: Vec<_> = lines
            .iter()
            .map(|line| json!({ "id": line.id.to_string(), "title": line.title, "by": line.officer.name }))
            .collect();
        self.terminal.answer(&json!({ "total": total, "drafts": told }))
    }

    fn find(&self, name: &str) -> Result<PracticeView, Exit> {
        let absent = || self.terminal.exit(Code::Usage, &Message::new("fault-practice-unknown"));
        let place = || {
            let (code, index) = name.rsplit_once('-')?;
            let origin = self.described.charter.by_code(&code.to_ascii_lowercase())?;
            Some(Place { origin, index: index.parse().ok()? })
        };
        let place = place().ok_or_else(absent)?;
        self.db.read(|tx| view::practice(tx, place))?.ok_or_else(absent)
    }

    fn show(&self, name: &str) -> Result<(), Exit> {
        let view = self.find(name)?;
        let newest = view
            .newest()
            .ok_or_else(|| self.terminal.exit(Code::Usage, &Message::new("fault-practice-unknown")))?;
        let text = file::write(&newest.version.content, &self.described.charter);
        self.terminal.line(&text);
        for one in &view.versions {
            let note = &one.version.note;
            self.terminal.line(&format!("v{} {} {note}", one.version.number, self.name(&one.cited.place)));
        }
        for one in &view.reviews {
            let key = if one.word.fit { "practice-fit" } else { "practice-unfit" };
            let verdict = self.terminal.words(&verdict(key));
            self.terminal.line(&format!(
                "{} — {verdict}. {}",
                self.acronym(one.place.origin),
                one.word.remarks
            ));
        }
        for one in &view.adoptions {
            let stance = self.words(stance_key(one.word.stance));
            self.terminal.line(&format!("{} — {stance}. {}", self.acronym(one.place.origin), one.word.text));
        }
        for one in &view.told {
            self.terminal.line(&format!("{} — {}", self.acronym(one.place.origin), one.word.text));
        }
        let mut told = self.as_json(&view.line);
        told["text"] = json!(text);
        self.terminal.answer(&told)
    }

    /// Every practice as a file, in a folder that was not there: nothing is ever written over.
    fn export(&self, folder: &Path) -> Result<(), Exit> {
        std::fs::create_dir(folder).map_err(FileFault::at(folder))?;
        let (mut offset, mut n) = (0, 0u64);
        loop {
            let filter = Filter::default();
            let listing: Result<_, StorageError> = self.db.read(|tx| view::list(tx, &filter, MOST, offset));
            let lines = listing?.lines;
            if lines.is_empty() {
                break;
            }
            offset += lines.len() as u64;
            for line in lines {
                let Some(view) = self.db.read(|tx| view::practice(tx, line.place))? else { continue };
                let Some(newest) = view.newest() else { continue };
                let text = file::write(&newest.version.content, &self.described.charter);
                super::write_file(&folder.join(format!("{}.md", self.name(&line.place))), &text)?;
                n += 1;
            }
        }
        let folder = folder.display().to_string();
        self.terminal.say(&Message::new("cmd-practice-exported").with("n", n).with("folder", &folder));
        self.terminal.answer(&json!({ "folder": folder, "practices": n }))
    }
}

fn verdict(key: &str) -> Message {
    match key {
        "practice-fit" => Message::new("practice-fit"),
        _ => Message::new("practice-unfit"),
    }
}

fn column(key: &str) -> Message {
    match key {
        "cmd-practice-column-name" => Message::new("cmd-practice-column-name"),
        "cmd-practice-column-version" => Message::new("cmd-practice-column-version"),
        "cmd-practice-column-kind" => Message::new("cmd-practice-column-kind"),
        "cmd-practice-column-state" => Message::new("cmd-practice-column-state"),
        _ => Message::new("cmd-practice-column-title"),
    }
}
