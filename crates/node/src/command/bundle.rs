//! `liptako bundle`: the exchange on a stick, from the command line.

use crate::cli::Bundle;
use crate::exit::{Code, Exit};
use crate::faults::{FileFault, Told};
use crate::terminal::Terminal;
use liptako_mirror::Imported;
use liptako_web::Message;
use serde_json::json;
use std::path::Path;

/// Writes or reads bundles. The node must be stopped; its pages do it while it runs.
///
/// # Errors
/// [`Code::Fault`] when a bundle is refused or a part of it missing.
pub fn run(dir: &Path, arguments: Bundle, terminal: Terminal) -> Result<(), Exit> {
    match arguments {
        Bundle::Export { to, folder } => export(dir, &to, &folder, terminal),
        Bundle::Import { folder } => import(dir, &folder, terminal),
    }
}

fn export(dir: &Path, to: &str, folder: &Path, terminal: Terminal) -> Result<(), Exit> {
    let node = super::open(dir, terminal)?;
    let member = node.described.charter.by_code(to).filter(|member| *member != node.described.me);
    let member = member.ok_or_else(|| {
        let others = node.described.charter.members.iter().filter(|m| m.code != node.described.code());
        let known: Vec<_> = others.map(|m| m.code.clone()).collect();
        let what = Message::new("bundle-not-a-peer").with("code", to).with("known", known.join(", "));
        terminal.exit(Code::Usage, &what)
    })?;
    std::fs::create_dir_all(folder).map_err(FileFault::at(folder))?;
    let bar = terminal.progress(&Message::new("bundle-writing"));
    let made = node.mirror.export_bundle(member, folder, |progress| bar.at(progress.done, progress.total))?;
    drop(bar);
    terminal.say(
        &Message::new("bundles-exported")
            .with("name", made.folder.display().to_string())
            .with("entries", made.n_entries),
    );
    if made.is_partial {
        terminal.say(&Message::new("bundle-partial"));
    }
    terminal.answer(&json!({ "folder": made.folder, "number": made.number, "parts": made.n_parts,
        "entries": made.n_entries, "bytes": made.n_bytes, "partial": made.is_partial }))
}

fn import(dir: &Path, folder: &Path, terminal: Terminal) -> Result<(), Exit> {
    // A stick that is not there is a mistyped argument, not a fault of a bundle.
    std::fs::read_dir(folder).map_err(|error| FileFault::new(folder, error).told().code(Code::Usage))?;
    let node = super::open(dir, terminal)?;
    let bar = terminal.progress(&Message::new("bundle-reading"));
    let read = node.mirror.import_bundle(folder, true, |progress| bar.at(progress.done, progress.total));
    drop(bar);
    let bundles =
        read.map_err(|fault| fault.told().within(Message::new("bundles-refused")).code(Code::Fault))?;
    let entries: u64 = bundles.iter().map(|bundle| bundle.n_new_entries).sum();
    terminal.say(&Message::new("bundles-imported").with("entries", entries));
    for answer in bundles.iter().filter_map(|bundle| bundle.answer.as_ref()) {
        terminal.say(&Message::new("bundle-answer").with("folder", answer.folder.display().to_string()));
    }
    let answer: Vec<_> = bundles
        .iter()
        .map(|bundle| {
            json!({ "folder": bundle.folder, "number": bundle.number, "parts_taken": bundle.parts_taken,
                "parts_missing": bundle.parts_missing, "parts_refused": refused_parts(bundle),
                "new_entries": bundle.n_new_entries, "answer": bundle.answer.as_ref().map(|a| &a.folder) })
        })
        .collect();
    terminal.answer(&answer)?;
    match bundles.iter().find(|bundle| !bundle.is_complete()) {
        None => Ok(()),
        Some(bundle) => Err(incomplete(bundle, terminal)),
    }
}

/// Each refused part with the technical reason, for scripts.
fn refused_parts(bundle: &Imported) -> Vec<(&str, String)> {
    bundle.parts_refused.iter().map(|(part, fault)| (part.as_str(), fault.to_string())).collect()
}

fn incomplete(bundle: &Imported, terminal: Terminal) -> Exit {
    match bundle.parts_refused.first() {
        Some((part, fault)) => {
            let within = Message::new("bundles-part-refused").with("part", part);
            fault.told().within(within).code(Code::Fault).into()
        }
        None => {
            let what = Message::new("bundles-incomplete").with("parts", bundle.parts_missing.join(", "));
            terminal.exit(Code::Fault, &what)
        }
    }
}
