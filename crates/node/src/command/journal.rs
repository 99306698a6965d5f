//! `liptako journal`: what the journals hold, and whether every byte of it is as it should be.

use crate::cli::Journal;
use crate::exit::{Code, Exit};
use crate::faults::{FileFault, Told};
use crate::node::Described;
use crate::terminal::Terminal;
use liptako_core::{Kind, MemberIndex};
use liptako_journal::{Card, Proof, ProofError, VerifierKey, proof_of, verify};
use liptako_storage::{Recorded, StorageError, applied_size, journal_records};
use liptako_web::{Message, moment_words};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Newest entries shown of one journal.
const SHOWN: u64 = 30;

/// Shows or verifies.
///
/// # Errors
/// [`Code::Fault`] when a byte is not what was signed.
pub fn run(dir: &Path, arguments: Journal, terminal: Terminal) -> Result<(), Exit> {
    match arguments {
        Journal::Show { origin: None, .. } => show_all(dir, terminal),
        Journal::Show { origin: Some(code), index: None } => show_journal(dir, &code, terminal),
        Journal::Show { origin: Some(code), index: Some(index) } => show_entry(dir, &code, index, terminal),
        Journal::Verify { proof: Some(file), cards } => verify_proof(dir, &file, &cards, terminal),
        Journal::Verify { proof: None, .. } => verify_all(dir, terminal),
    }
}

fn show_all(dir: &Path, terminal: Terminal) -> Result<(), Exit> {
    let described = super::describe(dir, terminal)?;
    let db = super::tables(&described)?;
    let mut rows = vec![vec![
        terminal.words(&Message::new("peers-column-authority")),
        terminal.words(&Message::new("journal-size")),
    ]];
    let mut answer = Vec::new();
    for member in described.charter.indices() {
        let size = db.read(|tx| applied_size(tx, member))?;
        let known = &described.charter.members[usize::from(member.0)];
        rows.push(vec![
            format!("{} ({})", known.acronym, known.code),
            terminal.words(&Message::new("journal-entries").with("n", size)),
        ]);
        answer.push(json!({ "authority": known.code, "origin": known.origin, "size": size }));
    }
    terminal.table(&rows);
    terminal.answer(&answer)
}

fn member_of(described: &Described, code: &str, terminal: Terminal) -> Result<MemberIndex, Exit> {
    described.charter.by_code(code).ok_or_else(|| {
        let known: Vec<_> = described.charter.members.iter().map(|m| m.code.clone()).collect();
        let what = Message::new("init-not-a-member").with("code", code).with("known", known.join(", "));
        terminal.exit(Code::Usage, &what)
    })
}

/// As strangers see it: the command line knows no readers of what is sealed.
fn shown_kind(record: &Recorded) -> String {
    let kind = if record.is_sealed { Kind::SEALED } else { record.kind };
    format!("{}{}", kind.name(), if record.is_erased { " (erased)" } else { "" })
}

fn show_journal(dir: &Path, code: &str, terminal: Terminal) -> Result<(), Exit> {
    let described = super::describe(dir, terminal)?;
    let member = member_of(&described, code, terminal)?;
    let db = super::tables(&described)?;
    let records =
        db.read(|tx| -> Result<_, StorageError> { journal_records(tx, member, u64::MAX >> 1, SHOWN) })?;
    let words = |key: &'static str| terminal.words(&Message::new(key));
    let mut rows = vec![vec![
        words("journal-number"),
        words("journal-kind"),
        words("journal-written"),
        words("entry-leaf"),
    ]];
    for record in &records {
        rows.push(vec![
            record.index.to_string(),
            shown_kind(record),
            moment_words(terminal.lang, record.seconds),
            record.entry_hash.to_string(),
        ]);
    }
    terminal.table(&rows);
    let answer: Vec<_> = records
        .iter()
        .map(|record| {
            json!({ "index": record.index, "kind": if record.is_sealed { Kind::SEALED } else { record.kind }.name(),
                "object": (!record.is_sealed).then(|| record.object.to_string()), "erased": record.is_erased,
                "seconds": record.seconds, "leaf": record.entry_hash.to_string(),
                "commitment": record.commitment.map(|hash| hash.to_string()) })
        })
        .collect();
    terminal.answer(&answer)
}

fn show_entry(dir: &Path, code: &str, index: u64, terminal: Terminal) -> Result<(), Exit> {
    let node = super::open(dir, terminal)?;
    let member = member_of(&node.described, code, terminal)?;
    let log = node.journals.log(member);
    let proof = match log {
        Some(log) => proof_of(log, index)?,
        None => None,
    };
    let missing = || terminal.exit(Code::Usage, &Message::new("journal-no-entry").with("n", index));
    let proof = proof.ok_or_else(missing)?;
    terminal.line(proof.to_string().trim_end());
    terminal.answer(&json!({ "proof": proof.to_string() }))
}

/// Cards read from their files.
pub(super) fn read_cards(files: &[PathBuf]) -> Result<Vec<Card>, Exit> {
    let read = |file: &PathBuf| {
        let text = std::fs::read_to_string(file)
            .map_err(|error| FileFault::new(file, error).told().code(Code::Usage))?;
        let within = || Message::new("fault-in-file").with("path", file.display().to_string());
        Card::parse(&text).map_err(|fault| fault.told().within(within()).code(Code::Fault))
    };
    files.iter().map(|file| read(file).map_err(Exit::from)).collect()
}

/// Checks a proof with the cards given, and with those in the node's directory when none is: no node needs to be there.
fn verify_proof(dir: &Path, file: &Path, given: &[PathBuf], terminal: Terminal) -> Result<(), Exit> {
    let cards = if given.is_empty() { super::describe(dir, terminal)?.cards } else { read_cards(given)? };
    let within = || Message::new("fault-in-file").with("path", file.display().to_string());
    let fault = |error: ProofError| error.told().within(within()).code(Code::Fault);
    let text = std::fs::read_to_string(file)
        .map_err(|error| FileFault::new(file, error).told().code(Code::Usage))?;
    let proof: Proof = text.parse().map_err(fault)?;
    let origin = proof.claimed_origin().to_owned();
    let Some(card) = cards.iter().find(|card| card.origin == origin) else {
        let what = Message::new("journal-unknown-origin").with("origin", origin);
        return Err(terminal.exit(Code::Usage, &what));
    };
    let others: Vec<_> = cards.iter().filter(|other| other.origin != card.origin).collect();
    let keys: Vec<VerifierKey> = others.iter().map(|other| other.mirror.clone()).collect();
    let proven = proof.verify(&card.log, &keys).map_err(fault)?;
    terminal.say(
        &Message::new("journal-proof-holds")
            .with("n", proven.index)
            .with("origin", &card.origin)
            .with("size", proven.size),
    );
    for (position, seconds) in &proven.cosigners {
        let who = others.get(*position).map_or("?", |other| other.member.as_str());
        terminal.say(
            &Message::new("journal-proof-cosigned")
                .with("who", who)
                .with("moment", moment_words(terminal.lang, *seconds)),
        );
    }
    terminal.line(&format!("  {}", proven.leaf));
    let cosigners: Vec<_> = proven
        .cosigners
        .iter()
        .map(|(position, seconds)| json!({ "authority": others.get(*position).map(|o| &o.member), "seconds": seconds }))
        .collect();
    terminal.answer(&json!({ "origin": card.origin, "index": proven.index, "size": proven.size,
        "leaf": proven.leaf.to_string(), "cosigners": cosigners }))
}

fn verify_all(dir: &Path, terminal: Terminal) -> Result<(), Exit> {
    let described = super::describe(dir, terminal)?;
    let bar = terminal.progress(&Message::new("journal-verifying"));
    let home = described.home();
    let report = verify::verify(&home, &described.charter, described.me, &described.cards, &mut |progress| {
        bar.at(progress.done, progress.total);
    });
    drop(bar);
    for journal in &report.journals {
        let acronym = described.charter.member(journal.member).map_or("?", |m| &m.acronym);
        terminal.say(
            &Message::new("journal-verified")
                .with("who", acronym)
                .with("entries", journal.entries)
                .with("bodies", journal.bodies)
                .with("cosigners", journal.cosigners),
        );
        if journal.bodies_erased > 0 {
            terminal.say(&Message::new("journal-verified-erased").with("n", journal.bodies_erased));
        }
    }
    for fault in &report.faults {
        terminal.line(&format!("✗ {}", fault.told().whole(terminal.lang)));
    }
    let faults: Vec<_> = report.faults.iter().map(ToString::to_string).collect();
    terminal.answer(&json!({
        "sound": report.is_sound(), "in_use": report.in_use, "faults": faults,
        "journals": report.journals.iter().map(|journal| json!({
            "authority": described.charter.member(journal.member).map(|m| &m.code), "entries": journal.entries,
            "bodies": journal.bodies, "bodies_missing": journal.bodies_missing, "bodies_erased": journal.bodies_erased,
            "cosigners": journal.cosigners,
        })).collect::<Vec<_>>()
    }))?;
    if report.is_sound() {
        terminal.say(&Message::new("journal-all-sound"));
        Ok(())
    } else {
        Err(terminal.exit(Code::Fault, &Message::new("journal-faults").with("n", report.faults.len())))
    }
}
