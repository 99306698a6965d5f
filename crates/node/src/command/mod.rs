//! The commands, one file each.

mod advisory;
mod backup;
mod bundle;
mod case;
mod config;
mod demo;
mod evidence;
mod guide;
mod init;
mod journal;
mod law;
mod peers;
mod plan;
mod practice;
mod serve;
mod trio;
mod user;
mod vocabulary;

use crate::cli::{Cli, Command};
use crate::exit::{Code, Exit};
use crate::faults::{FileFault, Told};
use crate::node::{DescribeError, Described, Node, OpenError, Surroundings};
use crate::terminal::Terminal;
use liptako_journal::log::StoreError;
use liptako_storage::Db;
use liptako_web::Message;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use init::{FOUNDING_CHARTER, create as create_node};
pub(crate) use peers::accept as accept_card;

/// Runs the command that was typed.
///
/// # Errors
/// [`Exit`] with its code and sentence.
pub fn run(cli: Cli, terminal: Terminal) -> Result<(), Exit> {
    let dir = &cli.dir;
    match cli.command {
        Command::Init(arguments) => init::run(dir, &arguments, terminal),
        Command::Serve => serve::run(dir, terminal),
        Command::Demo(arguments) => demo::run(&arguments, terminal),
        Command::User(arguments) => user::run(dir, arguments, terminal),
        Command::Plan(arguments) => plan::run(dir, arguments, terminal),
        Command::Guide(arguments) => guide::run(dir, &arguments, terminal),
        Command::Law(arguments) => law::run(dir, arguments, terminal),
        Command::Practice(arguments) => practice::run(dir, arguments, terminal),
        Command::Evidence(arguments) => evidence::run(dir, arguments, terminal),
        Command::Case(arguments) => case::run(dir, arguments, terminal),
        Command::Advisory(arguments) => advisory::run(dir, arguments, terminal),
        Command::Vocabulary(arguments) => vocabulary::run(&arguments),
        Command::Journal(arguments) => journal::run(dir, arguments, terminal),
        Command::Bundle(arguments) => bundle::run(dir, arguments, terminal),
        Command::Peers(arguments) => peers::run(dir, arguments, terminal),
        Command::Backup(arguments) => backup::backup(dir, &arguments, terminal),
        Command::Restore(arguments) => backup::restore(dir, &arguments, terminal),
        Command::Rebuild => backup::rebuild(dir, terminal),
        Command::Config(_) => config::check(dir, terminal),
    }
}

/// Opens a node for a command that works alone on its directory.
fn open(dir: &Path, terminal: Terminal) -> Result<Arc<Node>, Exit> {
    let bar = terminal.progress(&Message::new("cmd-catching-up"));
    let opened = Node::open(dir, Surroundings::machine(), |p| bar.at(p.done, p.total));
    drop(bar);
    opened.map(Arc::new).map_err(|fault| not_opened(dir, fault, terminal))
}

/// Reads a node's description, without opening it.
fn describe(dir: &Path, terminal: Terminal) -> Result<Described, Exit> {
    Described::load(dir).map_err(|fault| not_described(dir, fault, terminal))
}

/// Opens a node's tables for reading, also while it runs.
fn tables(described: &Described) -> Result<Db, Exit> {
    Ok(Db::open_read_only(&described.database()?)?)
}

/// Opens a node's tables for national data, also while it runs.
fn national_tables(described: &Described) -> Result<Db, Exit> {
    Ok(Db::open(&described.database()?)?)
}

fn not_described(dir: &Path, fault: DescribeError, terminal: Terminal) -> Exit {
    let missing = match &fault {
        DescribeError::Config(crate::config::ConfigError::Read { source, .. }) => {
            source.kind() == std::io::ErrorKind::NotFound
        }
        _ => false,
    };
    if missing {
        let what = Message::new("cmd-no-node").with("dir", dir.display().to_string());
        return terminal.exit(Code::Usage, &what).hint(Message::new("cmd-no-node-hint"));
    }
    Exit { telling: fault.told().code(Code::Usage) }
}

fn not_opened(dir: &Path, fault: OpenError, terminal: Terminal) -> Exit {
    match fault {
        OpenError::Describe(fault) => not_described(dir, fault, terminal),
        OpenError::Journals(StoreError::InUse { holder, .. }) => {
            let what = Message::new("cmd-busy").with("dir", dir.display().to_string()).with("holder", holder);
            terminal.exit(Code::Busy, &what).hint(Message::new("cmd-busy-hint"))
        }
        other => Exit::from(other),
    }
}

/// Writes a text as a file, whole or not at all, durably.
fn write_file(path: &Path, text: &str) -> Result<(), Exit> {
    write_bytes(path, text.as_bytes())
}

/// Writes a file whole or not at all, durably.
fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), Exit> {
    let fault = FileFault::at(path);
    let staged: PathBuf = path.with_extension("new");
    std::fs::write(&staged, bytes).map_err(&fault)?;
    std::fs::File::open(&staged).and_then(|file| file.sync_all()).map_err(&fault)?;
    Ok(std::fs::rename(&staged, path).map_err(fault)?)
}
