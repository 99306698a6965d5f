//! `liptako peers`: the other authorities' nodes, and the cards that make them known.

use crate::cli::{Peers, PeersCommand};
use crate::config::{FILE_NAME, PeerLine};
use crate::exit::{Code, Exit};
use crate::faults::{FileFault, Told, Unforeseen};
use crate::terminal::Terminal;
use liptako_journal::Card;
use liptako_journal::lease::State;
use liptako_mirror::{Lag, remembered};
use liptako_web::Message;
use std::path::Path;

/// Lists, shows or accepts.
///
/// # Errors
/// A card that is refused, a fingerprint that differs, a directory that is no node's.
pub fn run(dir: &Path, arguments: Peers, terminal: Terminal) -> Result<(), Exit> {
    match arguments.command.unwrap_or(PeersCommand::List) {
        PeersCommand::List => list(dir, terminal),
        PeersCommand::Card => card(dir, terminal),
        PeersCommand::Add { card, address, fingerprint } => {
            add(dir, &card, address, fingerprint.as_deref(), terminal)
        }
        PeersCommand::Resume { reason } => resume(dir, &reason, terminal),
    }
}

fn card(dir: &Path, terminal: Terminal) -> Result<(), Exit> {
    let described = super::describe(dir, terminal)?;
    let path = described.layout.card(described.code());
    let text = std::fs::read_to_string(&path).map_err(FileFault::at(&path))?;
    let card = Card::parse(&text)?;
    terminal.line(&text);
    terminal.answer(&serde_json::json!({ "card": text, "fingerprint": card.fingerprint() }))
}

fn add(
    dir: &Path,
    file: &Path,
    address: Option<String>,
    fingerprint: Option<&str>,
    terminal: Terminal,
) -> Result<(), Exit> {
    let described = super::describe(dir, terminal)?;
    let text = std::fs::read_to_string(file)
        .map_err(|error| FileFault::new(file, error).told().code(Code::Usage))?;
    let within = Message::new("fault-in-file").with("path", file.display().to_string());
    let card = Card::parse(&text).and_then(|card| card.member_in(&described.charter).map(|_| card));
    let card = card.map_err(|fault| fault.told().within(within).code(Code::Fault))?;
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    match fingerprint {
        Some(heard) if digits(heard) != digits(&card.fingerprint()) => {
            let what = Message::new("peers-other-fingerprint").with("found", card.fingerprint());
            return Err(terminal.exit(Code::Fault, &what));
        }
        Some(_) => {}
        None => {
            let what = Message::new("peers-read-aloud").with("fingerprint", card.fingerprint());
            return Err(terminal.exit(Code::Usage, &what).hint(Message::new("peers-read-aloud-hint")));
        }
    }
    accept(dir, &card, &text, address)?;
    let acronym = described
        .charter
        .by_code(&card.member)
        .and_then(|m| described.charter.member(m).map(|m| m.acronym.clone()));
    terminal.say(&Message::new("peers-added").with("who", acronym.unwrap_or(card.member)));
    terminal.answer(&serde_json::json!({ "added": true }))
}

/// Puts a peer's card in its place and its address in the settings.
///
/// # Errors
/// A file that cannot be written.
pub fn accept(dir: &Path, card: &Card, text: &str, address: Option<String>) -> Result<(), Exit> {
    let described = crate::node::Described::load(dir)?;
    super::write_file(&described.layout.card(&card.member), text)?;
    let known = described.config.peers.iter().any(|line| line.code == card.member);
    if !known {
        let path = dir.join(FILE_NAME);
        let settings = std::fs::read_to_string(&path).map_err(FileFault::at(&path))?;
        let line = PeerLine { code: card.member.clone(), address };
        super::write_file(&path, &(settings + &line.to_file()))?;
    }
    Ok(())
}

fn list(dir: &Path, terminal: Terminal) -> Result<(), Exit> {
    let described = super::describe(dir, terminal)?;
    let db = super::tables(&described)?;
    let charter = &described.charter;
    let peers = db.read(|tx| remembered(tx, charter, described.me))?;
    let words = |message: &Message| terminal.words(message);
    let mut rows = vec![vec![
        words(&Message::new("peers-column-authority")),
        words(&Message::new("peers-last-contact")),
        words(&Message::new("peers-lacks")),
        words(&Message::new("peers-we-lack")),
        words(&Message::new("peers-bytes")),
        words(&Message::new("peers-column-error")),
    ]];
    let total = |lags: &[Lag]| lags.iter().map(|lag| lag.n_entries).sum::<u64>();
    let mut answer = Vec::new();
    for peer in &peers {
        let Some(member) = charter.member(peer.member) else { continue };
        let moment = |seconds| liptako_web::moment_words(terminal.lang, seconds);
        let (they_lack, we_lack) = (total(&peer.they_lack), total(&peer.we_lack));
        let bytes = Message::new("peers-bytes-counted")
            .with("sent", peer.wire_sent)
            .with("received", peer.wire_received);
        rows.push(vec![
            member.acronym.clone(),
            peer.last_contact.map_or_else(|| words(&Message::new("peers-never")), moment),
            words(&Message::new("peers-entries").with("n", they_lack)),
            words(&Message::new("peers-entries").with("n", we_lack)),
            words(&bytes),
            peer.last_error
                .as_ref()
                .map_or_else(|| "—".into(), |incident| incident.told().words(terminal.lang)),
        ]);
        answer.push(serde_json::json!({
            "authority": member.code, "last_contact": peer.last_contact, "last_error": peer.last_error.as_ref().map(ToString::to_string),
            "they_lack": they_lack, "we_lack": we_lack, "bytes_sent": peer.wire_sent,
            "bytes_received": peer.wire_received,
        }));
    }
    terminal.table(&rows);
    terminal.answer(&answer)
}

/// Ends the wait of a restored node after a person decided so.
fn resume(dir: &Path, reason: &str, terminal: Terminal) -> Result<(), Exit> {
    let node = super::open(dir, terminal)?;
    if node.journals.state() == State::Writable {
        terminal.say(&Message::new("peers-resume-needless"));
        return terminal.answer(&serde_json::json!({ "resumed": false }));
    }
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Unforeseen::new)?;
    for (member, met) in runtime.block_on(node.mirror.sync_all()) {
        if let Err(fault) = met {
            let code = node.described.charter.member(member).map_or("?", |m| &m.code);
            terminal.line(&format!("  {code} — {}", fault.told().words(terminal.lang)));
        }
    }
    // Every peer may have been heard just now: then nobody needs to decide anything.
    if node.journals.state() != State::Writable {
        node.journals.override_restore().map_err(|fault| {
            fault.told().within(Message::new("peers-resume-refused")).code(Code::Recovering)
        })?;
        crate::genesis::record_override(&node.road, reason)?;
    }
    terminal.say(&Message::new("peers-resumed"));
    terminal.answer(&serde_json::json!({ "resumed": true }))
}
