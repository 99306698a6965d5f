//! `liptako evidence`: sealing and verifying a folder of exhibits, on any machine. No node is needed, except for the cards
//! by which a proof is checked; recording a seal is done on the pages, where an officer signs.

use crate::cli::Evidence;
use crate::exit::{Code, Exit};
use crate::faults::{FileFault, Told};
use crate::terminal::Terminal;
use liptako_core::{Clock, SystemClock};
use liptako_exchange::evidence::{
    Established, EvidenceProof, Fingerprint, Manifest, PROOF_FILE, Report, Sealing, read_seal, seal_folder,
    verify_folder,
};
use liptako_journal::{Card, VerifierKey};
use liptako_web::{Message, moment_words};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Spans of one file that are listed; the others are counted.
const SHOWN_SPANS: usize = 8;

/// Seals or verifies.
///
/// # Errors
/// A folder that cannot be read; [`Code::Fault`] when the exhibits are not as they were sealed, or the proof does not hold.
pub fn run(dir: &Path, arguments: Evidence, terminal: Terminal) -> Result<(), Exit> {
    match arguments {
        Evidence::Seal { folder, out, title, reference } => {
            let out = out.unwrap_or_else(|| beside(&folder));
            seal(&folder, &out, (&title, &reference), terminal)
        }
        Evidence::Verify { folder, seal, cards } => {
            let seal = seal.unwrap_or_else(|| beside(&folder));
            verify(dir, &folder, &seal, &cards, terminal)
        }
    }
}

/// `pieces/` is sealed as `pieces.seal`.
fn beside(folder: &Path) -> PathBuf {
    let whole = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    whole.with_file_name(format!("{name}.seal"))
}

fn seal(folder: &Path, out: &Path, (title, reference): (&str, &str), terminal: Terminal) -> Result<(), Exit> {
    let bar = terminal.progress(&Message::new("cmd-evidence-reading"));
    let sealing = Sealing { folder, out, title, reference, now: SystemClock.now() };
    let manifest = seal_folder(&sealing, &mut |progress| bar.at(progress.done, progress.total));
    drop(bar);
    let manifest = manifest.map_err(|fault| fault.told())?;
    let hash = manifest.hash();
    terminal.say(
        &Message::new("cmd-evidence-sealed")
            .with("n", manifest.n_files())
            .with("out", out.display().to_string()),
    );
    terminal.say(&Message::new("cmd-evidence-fingerprint"));
    terminal.line(&format!("  {}", Fingerprint::of(&hash)));
    terminal.say(&Message::new("cmd-evidence-next"));
    terminal.answer(
        &json!({ "seal": out.display().to_string(), "files": manifest.n_files(), "bytes": manifest.bytes(),
        "manifest": hash.to_string(), "root": manifest.root().to_string(),
        "fingerprint": Fingerprint::of(&hash).to_string() }),
    )
}

fn verify(dir: &Path, folder: &Path, seal: &Path, cards: &[PathBuf], terminal: Terminal) -> Result<(), Exit> {
    let (manifest, blocks) = read_seal(seal).map_err(|fault| fault.told())?;
    let established = proven(dir, seal, &manifest, cards, terminal)?;
    let bar = terminal.progress(&Message::new("cmd-evidence-reading"));
    let report = verify_folder(folder, &manifest, blocks.as_deref(), &mut |progress| {
        bar.at(progress.done, progress.total);
    });
    drop(bar);
    let report = report.map_err(|fault| fault.told())?;
    let hash = manifest.hash();
    terminal.say(&Message::new("cmd-evidence-fingerprint"));
    terminal.line(&format!("  {}", Fingerprint::of(&hash)));
    tell(&report, blocks.is_some(), terminal);
    terminal.answer(&answer(&report, &manifest, established.as_ref()))?;
    if report.is_intact() {
        terminal.say(&Message::new("cmd-evidence-intact").with("n", report.n_intact));
        Ok(())
    } else {
        Err(terminal.exit(Code::Fault, &Message::new("cmd-evidence-not-intact")))
    }
}

/// What became of the folder, one line per exhibit.
fn tell(report: &Report, has_blocks: bool, terminal: Terminal) {
    let line = |message: Message| terminal.line(&format!("✗ {}", terminal.words(&message)));
    for altered in &report.altered {
        line(
            Message::new("cmd-evidence-altered")
                .with("path", &altered.path)
                .with("then", altered.bytes_then)
                .with("now", altered.bytes_now),
        );
        for span in altered.spans.iter().take(SHOWN_SPANS) {
            let said = Message::new("cmd-evidence-span").with("from", span.from).with("to", span.to - 1);
            terminal.line(&format!("    {}", terminal.words(&said)));
        }
        if altered.spans.len() > SHOWN_SPANS {
            let said = Message::new("cmd-evidence-spans-more").with("n", altered.spans.len() - SHOWN_SPANS);
            terminal.line(&format!("    {}", terminal.words(&said)));
        }
    }
    for path in &report.missing {
        line(Message::new("cmd-evidence-missing").with("path", path));
    }
    for path in &report.added {
        line(Message::new("cmd-evidence-added").with("path", path));
    }
    for (then, now) in &report.renamed {
        line(Message::new("cmd-evidence-renamed").with("path", then).with("now", now));
    }
    for (path, then, now) in &report.touched {
        terminal.say(
            &Message::new("cmd-evidence-touched")
                .with("path", path)
                .with("then", moment_words(terminal.lang, *then))
                .with("now", moment_words(terminal.lang, *now)),
        );
    }
    if !has_blocks {
        terminal.say(&Message::new("cmd-evidence-no-blocks"));
    }
}

/// Cards given, or those of a node in the directory when there is one.
fn cards_at_hand(dir: &Path, given: &[PathBuf], terminal: Terminal) -> Result<Vec<Card>, Exit> {
    if given.is_empty() {
        return Ok(super::describe(dir, terminal).map(|described| described.cards).unwrap_or_default());
    }
    super::journal::read_cards(given)
}

/// What the proof beside the seal establishes; nothing when there is none, or no card to check it by.
fn proven(
    dir: &Path,
    seal: &Path,
    manifest: &Manifest,
    given: &[PathBuf],
    terminal: Terminal,
) -> Result<Option<Established>, Exit> {
    let path = seal.join(PROOF_FILE);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            terminal.say(&Message::new("cmd-evidence-no-proof"));
            return Ok(None);
        }
        Err(error) => return Err(FileFault::new(&path, error).told().code(Code::Usage).into()),
    };
    let within = || Message::new("fault-in-file").with("path", path.display().to_string());
    let proof: EvidenceProof = text
        .parse()
        .map_err(|fault: liptako_exchange::evidence::EvidenceProofError| fault.told().within(within()))?;
    let cards = cards_at_hand(dir, given, terminal)?;
    let origin = proof.proof.claimed_origin().to_owned();
    let Some(card) = cards.iter().find(|card| card.origin == origin) else {
        terminal.say(&Message::new("cmd-evidence-no-card").with("origin", origin));
        return Ok(None);
    };
    let others: Vec<&Card> = cards.iter().filter(|other| other.origin != card.origin).collect();
    let keys: Vec<VerifierKey> = others.iter().map(|other| other.mirror.clone()).collect();
    let established =
        proof.verify(&manifest.hash(), &card.log, &keys).map_err(|fault| fault.told().within(within()))?;
    terminal.say(
        &Message::new("cmd-evidence-proven").with("who", card.member.as_str()).with("n", established.index),
    );
    for (position, seconds) in &established.cosigners {
        let who = others.get(*position).map_or("?", |other| other.member.as_str());
        terminal.say(
            &Message::new("journal-proof-cosigned")
                .with("who", who)
                .with("moment", moment_words(terminal.lang, *seconds)),
        );
    }
    Ok(Some(established))
}

fn answer(report: &Report, manifest: &Manifest, established: Option<&Established>) -> serde_json::Value {
    let altered: Vec<_> = report
        .altered
        .iter()
        .map(|altered| {
            let spans: Vec<_> = altered.spans.iter().map(|span| json!([span.from, span.to])).collect();
            json!({ "path": altered.path, "bytes_then": altered.bytes_then, "bytes_now": altered.bytes_now,
                "spans": spans })
        })
        .collect();
    json!({ "intact": report.is_intact(), "files_intact": report.n_intact, "altered": altered,
        "missing": report.missing, "added": report.added,
        "renamed": report.renamed.iter().map(|(then, now)| json!({ "then": then, "now": now })).collect::<Vec<_>>(),
        "touched": report.touched.iter().map(|(path, then, now)| json!({ "path": path, "then": then, "now": now })).collect::<Vec<_>>(),
        "manifest": manifest.hash().to_string(),
        "recorded": established.map(|it| json!({ "index": it.index, "by": it.seal.officer.name,
            "cosigned": it.cosigners.iter().map(|(_, seconds)| seconds).min() })) })
}
