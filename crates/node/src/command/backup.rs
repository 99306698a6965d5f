//! `liptako backup`, `restore` and `rebuild`: what lets a node outlive its machine.

use crate::cli::{Backup, Restore};
use crate::exit::{Code, Exit};
use crate::faults::{FileFault, Told};
use crate::node::{DescribeError, Described, Layout, modules};
use crate::terminal::{Progress as Bar, Terminal};
use liptako_core::{Clock, SystemClock};
use liptako_exchange::advisory::marking::Tlp;
use liptako_journal::verify;
use liptako_storage::DbUrl;
use liptako_storage::backup::{self, BackupError, Plan, Progress, Step};
use liptako_web::Message;
use std::cell::RefCell;
use std::path::{Path, PathBuf};

/// Copies a node, also while it runs.
///
/// # Errors
/// A folder that exists; a disk that refuses.
pub fn backup(dir: &Path, arguments: &Backup, terminal: Terminal) -> Result<(), Exit> {
    let described = super::describe(dir, terminal)?;
    let db = super::tables(&described)?;
    let files = own_files(&described.layout)?;
    let plan = Plan { member: described.code(), data: dir, files: &files, now: SystemClock.now() };
    let bar = terminal.progress(&Message::new("backup-doing"));
    let mut show = |progress| step(&bar, progress);
    let made = backup::create(&plan, &db, &modules(), &described.charter, &arguments.folder, &mut show);
    drop(bar);
    let manifest = made?;
    terminal.say(
        &Message::new("backup-done")
            .with("folder", arguments.folder.display().to_string())
            .with("files", manifest.files.len()),
    );
    let strict = db.read(liptako_exchange::advisory::store::count_by_label)?;
    let strict = strict.iter().filter(|(tlp, _)| *tlp >= Tlp::Amber).map(|(_, n)| n).sum::<u64>();
    if strict > 0 {
        terminal.say(&Message::new("backup-marked").with("n", strict));
    }
    terminal.answer(&manifest)
}

/// What a node is besides its journals and tables.
fn own_files(layout: &Layout) -> Result<Vec<(String, PathBuf)>, Exit> {
    let mut files = Vec::new();
    for name in [crate::config::FILE_NAME, "charter.toml", "permissions.toml"] {
        let path = layout.dir.join(name);
        if path.is_file() {
            files.push((name.to_owned(), path));
        }
    }
    for folder in ["keys", "cards", "evidence"] {
        let path = layout.dir.join(folder);
        if !path.is_dir() {
            continue;
        }
        let fault = FileFault::at(&path);
        for entry in path.read_dir().map_err(&fault)? {
            let entry = entry.map_err(&fault)?;
            if entry.file_type().map_err(&fault)?.is_file() {
                files.push((format!("{folder}/{}", entry.file_name().to_string_lossy()), entry.path()));
            }
        }
    }
    Ok(files)
}

/// Makes a node again. It may not sign until its peers have shown it its newest state.
///
/// # Errors
/// [`Code::Fault`] names the damaged file; nothing stands at the target then.
pub fn restore(dir: &Path, arguments: &Restore, terminal: Terminal) -> Result<(), Exit> {
    if dir.read_dir().is_ok_and(|mut files| files.next().is_some()) {
        let what = Message::new("init-not-empty").with("dir", dir.display().to_string());
        return Err(terminal.exit(Code::Usage, &what));
    }
    let bar = terminal.progress(&Message::new("restore-doing"));
    // What this crate refuses passes through the storage as text: its sentences wait here.
    let refusal = RefCell::new(None);
    let keep = |telling, words: String| {
        *refusal.borrow_mut() = Some(telling);
        BackupError::Verify(words)
    };
    let refuse = |fault: DescribeError| keep(fault.told(), fault.to_string());
    let database = |folder: &Path| -> Result<DbUrl, BackupError> {
        Described::load(folder).and_then(|described| described.database()).map_err(refuse)
    };
    let verified = |folder: &Path| match first_fault(folder).map_err(refuse)? {
        None => Ok(()),
        Some(fault) => Err(keep(fault.told(), fault.to_string())),
    };
    let restored = backup::restore(&arguments.folder, dir, &modules(), database, verified, &mut |progress| {
        step(&bar, progress);
    });
    drop(bar);
    let manifest = restored.map_err(|fault| match refusal.take() {
        Some(cause) => cause.within(Message::new("fault-restored-refused")).code(Code::Fault),
        None => fault.told(),
    })?;
    // The first opening fills the tables from the journals.
    drop(super::open(dir, terminal)?);
    terminal.say(&Message::new("restore-done").with("dir", dir.display().to_string()));
    terminal.say(&Message::new("restore-next"));
    terminal.answer(&manifest)
}

/// Checks every byte of a restored directory before it is considered one; the first fault, if any.
fn first_fault(folder: &Path) -> Result<Option<verify::Fault>, DescribeError> {
    let described = Described::load(folder)?;
    let home = described.home();
    let report = verify::verify(&home, &described.charter, described.me, &described.cards, &mut |_| {});
    Ok(report.faults.into_iter().next())
}

/// Folds the journals into the tables again.
///
/// # Errors
/// What keeps the node from opening; a database that fails.
pub fn rebuild(dir: &Path, terminal: Terminal) -> Result<(), Exit> {
    let node = super::open(dir, terminal)?;
    let before = node.road.digest()?;
    let bar = terminal.progress(&Message::new("rebuild-doing"));
    let rebuilt = node.road.rebuild(|progress| bar.at(progress.done, progress.total))?;
    drop(bar);
    let after = node.road.digest()?;
    terminal.say(&Message::new("rebuild-done").with("n", rebuilt.applied));
    if before != after {
        terminal.say(&Message::new("rebuild-differed"));
    }
    terminal.answer(&serde_json::json!({
        "applied": rebuilt.applied, "digest": after.to_string(), "changed": before != after
    }))
}

fn step(bar: &Bar, progress: Progress) {
    if progress.step != Step::Verify {
        bar.at(progress.done, progress.total);
    }
}
