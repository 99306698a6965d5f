//! `liptako advisory`: advisories from the command line, as far as their marking lets whoever types.
//!
//! All of it works while the node runs: reading reads, and an import keeps drafts, which are national data. What is for
//! named functions is shown only to an officer who signs in; each answer says whose eyes it is for.

use super::user::identity;
use crate::cli::{Advisory, AdvisoryReader};
use crate::exit::{Code, Exit};
use crate::faults::FileFault;
use crate::node::Described;
use crate::terminal::Terminal;
use liptako_core::{Clock, MemberIndex, ObjectId, OsChance, SystemClock};
use liptako_exchange::advisory::act::{AdvisoryError, Desk, Drafted, begin};
use liptako_exchange::advisory::fold::{Advisory as Found, Fact};
use liptako_exchange::advisory::formats::Candidate;
use liptako_exchange::advisory::marking::{Marking, Tlp};
use liptako_exchange::advisory::model::{Format, Version};
use liptako_exchange::advisory::store::{self, Filter, Reader};
use liptako_exchange::advisory::{MAX_BYTES, export, import};
use liptako_identity::{Client, IdentityError, Officer, Permission, Who};
use liptako_storage::Db;
use liptako_web::Message;
use serde_json::json;
use std::io::{Read as _, Write as _};
use std::path::Path;

/// Largest file looked at: one byte more than what is read, so that a larger one is told as such.
const MAX_LOOKED_AT: u64 = MAX_BYTES as u64 + 1;

/// Lists, shows, exports or imports advisories.
///
/// # Errors
/// An identifier that names nothing, or nothing for this reader; a file that is refused.
pub fn run(dir: &Path, arguments: Advisory, terminal: Terminal) -> Result<(), Exit> {
    match arguments {
        Advisory::List { label, reader } => list(dir, label.as_deref(), &reader, terminal),
        Advisory::Show { advisory, reader } => show(dir, &advisory, &reader, terminal),
        Advisory::Export { advisory, format, out, reader } => {
            hand_out(dir, &advisory, &format, out.as_deref(), &reader, terminal)
        }
        Advisory::Import { file, dry_run: true, .. } => {
            let (format, candidates) = read(&file)?;
            told(format, &candidates, terminal)
        }
        Advisory::Import { file, login, password_stdin, .. } => {
            let reader = AdvisoryReader { login, password_stdin };
            keep(dir, &file, &reader, terminal)
        }
    }
}

/// Signs in at the command line; no session is left behind.
fn signed_in(
    described: &Described,
    reader: &AdvisoryReader,
    terminal: Terminal,
) -> Result<Option<Who>, Exit> {
    let Some(login) = &reader.login else { return Ok(None) };
    let identity = identity(described)?;
    let db = super::national_tables(described)?;
    let question = Message::new("cmd-plan-password").with("login", login);
    let password = terminal.password(reader.password_stdin, &question)?;
    let client = &Client::COMMAND_LINE;
    let signed = identity.sign_in(&db, login, &password, client, &SystemClock, &OsChance)?;
    identity.sign_out(&db, &signed.cookie)?;
    Ok(Some(signed.who))
}

/// The officer who looks, when one signs in.
fn officer(
    described: &Described,
    reader: &AdvisoryReader,
    asks: Permission,
    terminal: Terminal,
) -> Result<Option<Officer>, Exit> {
    let Some(who) = signed_in(described, reader, terminal)? else { return Ok(None) };
    if !who.may(asks) {
        return Err(IdentityError::Forbidden.into());
    }
    Ok(who.officer().cloned())
}

fn acronyms(described: &Described, marking: &Marking) -> String {
    let audience = marking.audience(&described.charter);
    let readers = described.charter.indices().filter(|member| audience.contains(*member));
    readers.map(|member| acronym(described, member)).collect::<Vec<_>>().join(", ")
}

fn acronym(described: &Described, member: MemberIndex) -> &str {
    described.charter.member(member).map_or("?", |member| member.acronym.as_str())
}

/// Whose eyes an advisory is for.
fn eyes(described: &Described, marking: &Marking, terminal: Terminal) -> String {
    let means = terminal.words(&match marking.tlp() {
        Tlp::Red => Message::new("cmd-advisory-means-red"),
        Tlp::AmberStrict => Message::new("cmd-advisory-means-amber-strict"),
        Tlp::Amber => Message::new("cmd-advisory-means-amber"),
        Tlp::Green => Message::new("cmd-advisory-means-green"),
        Tlp::Clear => Message::new("cmd-advisory-means-clear"),
    });
    let (label, authorities) = (marking.tlp().label(), acronyms(described, marking));
    terminal.words(&match marking.functions() {
        None => Message::new("cmd-advisory-eyes")
            .with("label", label)
            .with("authorities", authorities)
            .with("means", means),
        Some(functions) => Message::new("cmd-advisory-eyes-functions")
            .with("label", label)
            .with("authorities", authorities)
            .with("functions", functions.names().join(", "))
            .with("means", means),
    })
}

fn list(dir: &Path, label: Option<&str>, reader: &AdvisoryReader, terminal: Terminal) -> Result<(), Exit> {
    let tlp = match label {
        None => None,
        Some(name) => Some(Tlp::from_name(name).ok_or_else(|| {
            terminal.exit(Code::Usage, &Message::new("cmd-advisory-label").with("label", name))
        })?),
    };
    let described = super::describe(dir, terminal)?;
    let reader = officer(&described, reader, Permission::ADVISORY_READ, terminal)?;
    let reader = reader.as_ref().map(Reader::of);
    let db = super::tables(&described)?;
    let filter = Filter { tlp, ..Filter::default() };
    let lines = db.read(|tx| store::advisories(tx, &filter, reader.as_ref()))?;
    let red = db.read(store::count_by_label)?.into_iter().find(|(tlp, _)| *tlp == Tlp::Red);
    let red = red.map_or(0, |(_, n)| n);
    let word = |key: Message| terminal.words(&key);
    let mut rows = vec![vec![
        word(Message::new("cmd-advisory-column-id")),
        word(Message::new("cmd-advisory-column-label")),
        word(Message::new("cmd-advisory-column-severity")),
        word(Message::new("cmd-advisory-column-author")),
        word(Message::new("cmd-advisory-column-title")),
    ]];
    let mut answer = Vec::new();
    for line in &lines {
        let author = acronym(&described, line.owner);
        rows.push(vec![
            line.object.to_string(),
            line.tlp.label().to_owned(),
            line.severity.name().to_owned(),
            author.to_owned(),
            line.title.clone(),
        ]);
        answer.push(json!({
            "id": line.object.to_string(),
            "label": line.tlp.label(),
            "severity": line.severity.name(),
            "threat": line.threat.name(),
            "author": author,
            "title": line.title,
            "version": line.revision,
            "withdrawn": line.is_withdrawn,
            "acknowledge_by": line.acknowledge_by.map(|day| day.to_string()),
            "awaited": described.charter.indices().filter(|member| line.awaited.contains(*member))
                .map(|member| acronym(&described, member)).collect::<Vec<_>>(),
        }));
    }
    terminal.table(&rows);
    if reader.is_none() && red > 0 {
        terminal.say(&Message::new("cmd-advisory-hidden").with("n", red));
    }
    terminal.answer(&answer)
}

/// One advisory, if it is for this reader. What is not is told as what does not exist.
fn found(
    described: &Described,
    id: &str,
    reader: &AdvisoryReader,
    terminal: Terminal,
) -> Result<(ObjectId, Found, Fact<Version>), Exit> {
    let none = || terminal.exit(Code::Usage, &Message::new("cmd-advisory-none").with("id", id));
    let object: ObjectId = id.parse().map_err(|_| none())?;
    let reader = officer(described, reader, Permission::ADVISORY_READ, terminal)?;
    let db: Db = super::tables(described)?;
    let advisory = db.read(|tx| store::advisory(tx, &described.charter, object))?.ok_or_else(none)?;
    let reader = reader.as_ref().map(Reader::of);
    let may = |version: &Version| match &reader {
        Some(reader) => reader.may_open(version),
        None => version.marking.functions().is_none(),
    };
    let current = advisory.current().filter(|current| may(&current.says)).cloned().ok_or_else(none)?;
    Ok((object, advisory, current))
}

fn show(dir: &Path, id: &str, reader: &AdvisoryReader, terminal: Terminal) -> Result<(), Exit> {
    let described = super::describe(dir, terminal)?;
    let (object, advisory, current) = found(&described, id, reader, terminal)?;
    let (version, content) = (&current.says, &current.says.content);
    let eyes = eyes(&described, &version.marking, terminal);
    terminal.line(&eyes);
    terminal.line(&content.title);
    terminal.line("");
    terminal.line(&content.summary);
    for step in &content.actions {
        let due = step.due.map(|day| format!(" ({day})")).unwrap_or_default();
        terminal.line(&format!("- {}{due}", step.text));
    }
    for indicator in &content.indicators {
        terminal.line(&format!("- {}", indicator.defanged()));
    }
    if !content.body.is_empty() {
        terminal.line("");
        terminal.line(&content.body);
    }
    let answers: Vec<_> = advisory
        .acknowledgements
        .iter()
        .map(|fact| json!({ "authority": acronym(&described, fact.place.origin), "response": fact.says.response.name() }))
        .collect();
    terminal.answer(&json!({
        "id": object.to_string(),
        "label": version.marking.tlp().label(),
        "for": eyes,
        "author": acronym(&described, current.place.origin),
        "version": version.revision,
        "withdrawn": advisory.withdrawal.is_some(),
        "title": content.title,
        "severity": content.severity.name(),
        "threat": content.threat.name(),
        "sectors": content.sectors.iter().map(|sector| sector.name()).collect::<Vec<_>>(),
        "summary": content.summary,
        "body": content.body,
        "indicators": content.indicators.iter().map(|found| found.defanged()).collect::<Vec<_>>(),
        "acknowledgements": answers,
    }))
}

fn hand_out(
    dir: &Path,
    id: &str,
    format: &str,
    out: Option<&Path>,
    reader: &AdvisoryReader,
    terminal: Terminal,
) -> Result<(), Exit> {
    let described = super::describe(dir, terminal)?;
    let (object, advisory, current) = found(&described, id, reader, terminal)?;
    let none = || terminal.exit(Code::Usage, &Message::new("cmd-advisory-none").with("id", id));
    let format = Format::from_name(format).ok_or_else(none)?;
    let exported = export::of(&described.charter, object, &advisory, &current).ok_or_else(none)?;
    let bytes = export::write(format, &exported);
    let eyes = eyes(&described, &current.says.marking, terminal);
    let Some(path) = out else {
        // The file alone goes to standard output; whose eyes it is for goes beside it.
        eprintln!("{eyes}");
        return match std::io::stdout().write_all(&bytes) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(crate::faults::Unforeseen::new(error).into())
            }
            _ => Ok(()),
        };
    };
    super::write_bytes(path, &bytes)?;
    terminal.say(&Message::new("cmd-advisory-written").with("file", path.display().to_string()));
    terminal.line(&eyes);
    terminal.answer(&json!({ "file": path.display().to_string(), "bytes": bytes.len(), "for": eyes,
        "label": current.says.marking.tlp().label() }))
}

fn read(file: &Path) -> Result<(Format, Vec<Candidate>), Exit> {
    let fault = FileFault::at(file);
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(file).map_err(&fault)?;
    opened.take(MAX_LOOKED_AT).read_to_end(&mut bytes).map_err(&fault)?;
    Ok(import::read(&bytes)?)
}

/// Shows what a file holds, and under which marking each of it came.
fn told(format: Format, candidates: &[Candidate], terminal: Terminal) -> Result<(), Exit> {
    let mut answer = Vec::new();
    for candidate in candidates {
        let label = candidate.content.origin.as_ref().map_or(Tlp::Red, |origin| origin.tlp).label();
        let title = candidate.content.title.as_str();
        terminal.say(&Message::new("cmd-advisory-found").with("title", title).with("label", label));
        let remarks: Vec<String> =
            candidate.remarks.iter().map(|remark| terminal.words(&remark.message())).collect();
        for remark in &remarks {
            terminal.line(&format!("  {remark}"));
        }
        answer.push(json!({ "title": title, "label": label, "remarks": remarks,
            "indicators": candidate.content.indicators.len() }));
    }
    terminal.answer(&json!({ "format": format.name(), "advisories": answer }))
}

fn keep(dir: &Path, file: &Path, reader: &AdvisoryReader, terminal: Terminal) -> Result<(), Exit> {
    let (_, candidates) = read(file)?;
    let described = super::describe(dir, terminal)?;
    let officer = officer(&described, reader, Permission::ADVISORY_WRITE, terminal)?;
    let officer = officer.ok_or(IdentityError::Forbidden)?;
    let db = super::national_tables(&described)?;
    let desk = Desk { charter: &described.charter, me: described.me, now: SystemClock.now() };
    let kept = db.write(|tx| -> Result<Vec<ObjectId>, AdvisoryError> {
        let mut kept = Vec::new();
        for candidate in &candidates {
            // Who may read it is chosen by a person on the pages, never by the file.
            let drafted =
                Drafted { marking: None, content: candidate.content.clone(), reason: String::new() };
            kept.push(begin(tx, desk, &officer, ObjectId::fresh(&OsChance), None, drafted)?.id);
        }
        Ok(kept)
    })?;
    terminal.say(&Message::new("cmd-advisory-kept").with("n", kept.len()));
    terminal.answer(&json!({ "drafts": kept.iter().map(ToString::to_string).collect::<Vec<_>>() }))
}
