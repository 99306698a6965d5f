//! `liptako law`: profiles as files from the command line.
//!
//! Exporting, checking and a dry run only read, also while the node runs; checking needs no node at all. Importing
//! writes to the journal, so the node must be stopped, and the officer signs in as `plan decide` asks; the pages do it
//! while the node runs.

use crate::cli::Law;
use crate::exit::{Code, Exit};
use crate::faults::FileFault;
use crate::terminal::Terminal;
use liptako_core::{Clock, OsChance, RequestId, SystemClock};
use liptako_identity::{Client, IdentityError, Permission};
use liptako_law::comparison::shipped_weights;
use liptako_law::formats::framework::{self, Issue};
use liptako_law::formats::import::{FileFault as Fault, Plan, Read, import as record, read};
use liptako_law::formats::{native, sheet};
use liptako_law::profile::store::{self, Column};
use liptako_law::profile::{InstrumentId, Library, Profile, keeper, shipped};
use liptako_paper::{Format, Sheet, csv, xlsx};
use liptako_storage::{Db, StorageError};
use liptako_web::Message;
use serde_json::json;
use std::io::{Read as _, Write as _};
use std::path::Path;

/// Largest file looked at: one byte more than what is read, so that a larger one is told as such.
const MAX_LOOKED_AT: u64 = liptako_paper::sheet::MAX_BYTES as u64 + 1;

/// Exports, checks or imports a profile.
///
/// # Errors
/// An identifier that names nothing; every fault of a file; what the rules of profiles refuse.
pub fn run(dir: &Path, arguments: Law, terminal: Terminal) -> Result<(), Exit> {
    match arguments {
        Law::Export { instrument: Some(id), format, out, .. } => {
            export(dir, &id, &format, out.as_deref(), terminal)
        }
        Law::Export { out, .. } => mappings(dir, out.as_deref(), terminal),
        Law::Check { file } => check(&file, terminal),
        Law::Import { file, instrument, dry_run: true, .. } => {
            dry_run(dir, &file, instrument.as_deref(), terminal)
        }
        Law::Import { file, instrument, login, reason, password_stdin, .. } => {
            let (login, reason) = (login.unwrap_or_default(), reason.unwrap_or_default());
            let word = Word { login, reason, password_stdin };
            import(dir, &file, instrument.as_deref(), word, terminal)
        }
    }
}

/// What ships with the program. A test keeps it without fault.
fn library() -> Result<&'static Library, Exit> {
    shipped().map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        crate::faults::Unforeseen::new(std::io::Error::other(faults.join("; "))).into()
    })
}

fn instrument<'a>(library: &'a Library, id: &str, terminal: Terminal) -> Result<&'a Profile, Exit> {
    library.profile(id).ok_or_else(|| {
        let known: Vec<&str> =
            library.profiles.iter().map(|profile| profile.instrument.id.as_str()).collect();
        let what =
            Message::new("cmd-law-no-instrument").with("instrument", id).with("known", known.join(", "));
        terminal.exit(Code::Usage, &what)
    })
}

// ---- export -----------------------------------------------------------------------------------------------------

fn export(dir: &Path, id: &str, format: &str, out: Option<&Path>, terminal: Terminal) -> Result<(), Exit> {
    let library = library()?;
    let known = instrument(library, id, terminal)?;
    let described = super::describe(dir, terminal)?;
    let db = super::tables(&described)?;
    let charter = &described.charter;
    let questionnaire = &library.questionnaire;
    let column = db.read(|tx| store::column(tx, library, charter, id))?;
    let profile = || {
        let cells = column.iter().flat_map(|column| &column.cells);
        let answers = cells.map(|(question, cell)| (question.clone(), cell.answer.clone())).collect();
        Profile { instrument: known.instrument.clone(), answers }
    };
    let table = || sheet::table(questionnaire, &profile(), terminal.lang);
    let bytes = match (format, Format::from_extension(format)) {
        ("toml", _) => native::write_profile(questionnaire, &profile()).into_bytes(),
        ("yaml", _) => {
            let what = Message::new("cmd-law-no-answers").with("instrument", id);
            let column = column.as_ref().ok_or_else(|| terminal.exit(Code::Usage, &what))?;
            let issue = Issue::at(SystemClock.now(), &*charter.name_fr);
            framework::library(questionnaire, column, &issue).into_bytes()
        }
        (_, Some(Format::Csv)) => csv(&table())?,
        (_, Some(Format::Xlsx)) => xlsx(&[Sheet::from(&table())])?,
        _ => {
            return Err(terminal.exit(Code::Usage, &Message::new("cmd-law-format").with("format", format)));
        }
    };
    hand_out(&bytes, out, terminal)
}

fn mappings(dir: &Path, out: Option<&Path>, terminal: Terminal) -> Result<(), Exit> {
    let library = library()?;
    let weights = shipped_weights().map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        crate::faults::Unforeseen::new(std::io::Error::other(faults.join("; ")))
    })?;
    let described = super::describe(dir, terminal)?;
    let db = super::tables(&described)?;
    let columns = db.read(|tx| store::columns(tx, library, &described.charter))?;
    let laws: Vec<&Column<'_>> = columns.iter().filter(|column| column.keeper.is_some()).collect();
    let issue = Issue::at(SystemClock.now(), &*described.charter.name_fr);
    let text = framework::mappings(&library.questionnaire, weights, &laws, &issue);
    hand_out(text.as_bytes(), out, terminal)
}

/// To the file, whole or not at all; or to standard output, as it is.
fn hand_out(bytes: &[u8], out: Option<&Path>, terminal: Terminal) -> Result<(), Exit> {
    let Some(path) = out else {
        return match std::io::stdout().write_all(bytes) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(crate::faults::Unforeseen::new(error).into())
            }
            _ => Ok(()),
        };
    };
    super::write_bytes(path, bytes)?;
    terminal.say(&Message::new("cmd-law-written").with("file", path.display().to_string()));
    terminal.answer(&json!({ "file": path.display().to_string(), "bytes": bytes.len() }))
}

// ---- files that come in -----------------------------------------------------------------------------------------

/// Reads a file, or tells all its faults.
fn load(library: &Library, file: &Path, terminal: Terminal) -> Result<Read, Exit> {
    let fault = FileFault::at(file);
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(file).map_err(&fault)?;
    opened.take(MAX_LOOKED_AT).read_to_end(&mut bytes).map_err(&fault)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    read(&library.questionnaire, &name, &bytes).map_err(|faults| told(&faults, terminal))
}

/// Prints each fault with its place; the end of the command counts them.
fn told(faults: &[Fault], terminal: Terminal) -> Exit {
    let mut answer = Vec::new();
    for fault in faults {
        let told = fault.told();
        let (place, what) = (terminal.words(&told.place), terminal.words(&told.what));
        let question = told.question.map(|id| format!(" ({id})")).unwrap_or_default();
        terminal.line(&format!("{place}{question}{} {what}", terminal.lang.pick("\u{a0}:", ":")));
        answer.push(json!({ "place": place, "question": question.trim(), "what": what }));
    }
    if let Err(exit) = terminal.answer(&json!({ "faults": answer })) {
        return exit;
    }
    terminal.exit(Code::Fault, &Message::new("cmd-law-faults").with("n", faults.len()))
}

fn check(file: &Path, terminal: Terminal) -> Result<(), Exit> {
    let library = library()?;
    let found = load(library, file, terminal)?;
    terminal.say(&Message::new("cmd-law-sound").with("n", found.answers.len()));
    let instrument = found.instrument.as_ref().map(InstrumentId::as_str);
    terminal.answer(&json!({ "faults": [], "instrument": instrument, "answers": found.answers.len() }))
}

/// The file, and the instrument that the file and the command agree on.
fn wanted(
    library: &Library,
    file: &Path,
    asked: Option<&str>,
    terminal: Terminal,
) -> Result<(InstrumentId, Read), Exit> {
    let asked = match asked {
        Some(id) => Some(instrument(library, id, terminal)?.instrument.id.clone()),
        None => None,
    };
    let found = load(library, file, terminal)?;
    let id = match (asked, found.instrument.clone()) {
        (Some(asked), Some(said)) if asked != said => {
            let file = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            return Err(told(&[Fault::OtherInstrument { file, expected: asked, found: said }], terminal));
        }
        (Some(id), _) | (None, Some(id)) => id,
        (None, None) => {
            return Err(terminal.exit(Code::Usage, &Message::new("cmd-law-which-instrument")));
        }
    };
    instrument(library, id.as_str(), terminal)?;
    Ok((id, found))
}

/// Shows what the file would change in the column; gives the changes.
fn plan<'a>(library: &'a Library, column: &'a Column<'_>, found: &Read, terminal: Terminal) -> Plan<'a> {
    let questionnaire = &library.questionnaire;
    let plan = Plan::of(questionnaire, column, &found.answers);
    terminal.say(&Message::new("law-import-changes").with("n", plan.changes.len()));
    let lines = plan.in_words(questionnaire, terminal.lang);
    if !lines.is_empty() {
        let head = ["cmd-law-column-question", "cmd-law-column-before", "cmd-law-column-after"];
        let head = head.map(|key| terminal.words(&column_head(key)));
        let rows: Vec<Vec<String>> =
            std::iter::once(head).chain(lines).map(|row| row.map(|cell| shortened(&cell)).to_vec()).collect();
        terminal.table(&rows);
    }
    for (key, n) in [("same", plan.n_same), ("absent", plan.n_absent), ("attested", plan.n_attested())] {
        if n > 0 {
            terminal.say(&count(key, n));
        }
    }
    plan
}

fn column_head(key: &str) -> Message {
    match key {
        "cmd-law-column-before" => Message::new("cmd-law-column-before"),
        "cmd-law-column-after" => Message::new("cmd-law-column-after"),
        _ => Message::new("cmd-law-column-question"),
    }
}

fn count(what: &str, n: usize) -> Message {
    match what {
        "same" => Message::new("law-import-same").with("n", n),
        "absent" => Message::new("law-import-absent").with("n", n),
        _ => Message::new("law-import-attested").with("n", n),
    }
}

/// An answer that fits a terminal's line.
fn shortened(text: &str) -> String {
    const WIDTH: usize = 48;
    let line = text.replace('\n', " ");
    if line.chars().count() <= WIDTH {
        return line;
    }
    line.chars().take(WIDTH - 1).chain(['…']).collect()
}

fn column_of<'a>(
    db: &Db,
    library: &'a Library,
    charter: &liptako_core::Charter,
    id: &InstrumentId,
    terminal: Terminal,
) -> Result<Column<'a>, Exit> {
    let found: Result<_, StorageError> = db.read(|tx| store::column(tx, library, charter, id.as_str()));
    let what = Message::new("cmd-law-no-answers").with("instrument", id.as_str());
    found?.ok_or_else(|| terminal.exit(Code::Usage, &what))
}

fn dry_run(dir: &Path, file: &Path, asked: Option<&str>, terminal: Terminal) -> Result<(), Exit> {
    let library = library()?;
    let (id, found) = wanted(library, file, asked, terminal)?;
    let described = super::describe(dir, terminal)?;
    let db = super::tables(&described)?;
    let column = column_of(&db, library, &described.charter, &id, terminal)?;
    let plan = plan(library, &column, &found, terminal);
    let changes = plan.in_words(&library.questionnaire, terminal.lang);
    let changes: Vec<_> = changes
        .iter()
        .map(|[question, before, after]| json!({ "question": question, "before": before, "after": after }))
        .collect();
    terminal.answer(&json!({ "instrument": id.as_str(), "changes": changes, "same": plan.n_same,
        "absent": plan.n_absent, "attested": plan.n_attested() }))
}

/// Who imports, and why.
struct Word {
    login: String,
    reason: String,
    password_stdin: bool,
}

fn import(dir: &Path, file: &Path, asked: Option<&str>, word: Word, terminal: Terminal) -> Result<(), Exit> {
    let library = library()?;
    let (id, found) = wanted(library, file, asked, terminal)?;
    let node = super::open(dir, terminal)?;
    let charter = &node.described.charter;
    if keeper(charter, &id) != Some(node.described.me) {
        return Err(terminal.exit(Code::Usage, &Message::new("law-import-not-ours")));
    }
    let question = Message::new("cmd-plan-password").with("login", &word.login);
    let password = terminal.password(word.password_stdin, &question)?;
    let (clock, chance) = (&*node.clock, &*node.chance);
    let signed = node.identity.sign_in(
        node.road.db(),
        &word.login,
        &password,
        &Client::COMMAND_LINE,
        clock,
        chance,
    )?;
    if !signed.who.may(Permission::LAW_EDIT) {
        return Err(IdentityError::Forbidden.into());
    }
    let officer = signed.who.officer().cloned().ok_or(IdentityError::Forbidden)?;
    let column = column_of(node.road.db(), library, charter, &id, terminal)?;
    let changes = plan(library, &column, &found, terminal).to_carry();
    let n_changes = changes.len();
    if n_changes > 0 {
        let (id, reason) = (id.clone(), word.reason.clone());
        node.road.act(RequestId::fresh(&OsChance), move |scribe| {
            record(scribe, library, &officer, &id, changes, &reason)
        })?;
        terminal.say(&Message::new("cmd-law-imported").with("n", n_changes));
    }
    terminal.answer(&json!({ "instrument": id.as_str(), "recorded": n_changes }))
}
