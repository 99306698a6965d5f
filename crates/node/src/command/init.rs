//! `liptako init`: a new node, ready to be joined to the others.

use crate::cli::Init;
use crate::config::{Config, ExchangeSection, FILE_NAME, NodeSection, StorageSection, WebSection};
use crate::exit::{Code, Exit};
use crate::faults::FileFault;
use crate::node::{Layout, parse_charter};
use crate::terminal::Terminal;
use liptako_core::OsChance;
use liptako_journal::journals::{Journals, Start};
use liptako_journal::{Card, NodeKeys, RecoveryKey};
use liptako_web::Message;
use std::path::Path;

/// The charter of the three founding members.
pub const FOUNDING_CHARTER: &str = include_str!("../../data/charter.toml");

/// Creates a node and tells what to do next.
///
/// # Errors
/// A directory that already holds something; a charter or code that does not fit.
pub fn run(dir: &Path, arguments: &Init, terminal: Terminal) -> Result<(), Exit> {
    let charter = match &arguments.charter {
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(FileFault::at(path))?;
            parse_charter(path, &text)?;
            text
        }
        None => FOUNDING_CHARTER.to_owned(),
    };
    let config = Config {
        node: NodeSection { authority: arguments.authority.clone() },
        web: WebSection { listen: arguments.listen, ..WebSection::default() },
        exchange: ExchangeSection { listen: arguments.exchange, ..ExchangeSection::default() },
        storage: StorageSection { database: arguments.database.clone(), ..StorageSection::default() },
        peers: Vec::new(),
    };
    let (card, recovery) = create(dir, &charter, &config, terminal)?;
    // Opening writes the journal's first entry: from here on the node exists.
    super::open(dir, terminal)?;
    let recovery_file = dir.join("recovery-key.txt");
    terminal.say(&Message::new("init-done").with("dir", dir.display().to_string()));
    terminal.line("");
    terminal.say(&Message::new("init-recovery").with("file", recovery_file.display().to_string()));
    terminal.line(&format!("  {}", recovery.to_text()));
    terminal.line("");
    terminal.say(
        &Message::new("init-fingerprint")
            .with("card", Layout::of(dir).card(&card.member).display().to_string()),
    );
    terminal.line(&format!("  {}", card.fingerprint()));
    terminal.line("");
    terminal.say(&Message::new("init-next").with("dir", dir.display().to_string()));
    terminal.answer(&serde_json::json!({
        "dir": dir, "card": Layout::of(dir).card(&card.member), "fingerprint": card.fingerprint(),
        "recovery_key_file": recovery_file,
    }))
}

/// Writes a new node's directory: charter, settings, keys, card, recovery key.
///
/// # Errors
/// As [`run`].
pub fn create(
    dir: &Path,
    charter_text: &str,
    config: &Config,
    terminal: Terminal,
) -> Result<(Card, RecoveryKey), Exit> {
    let layout = Layout::of(dir);
    let charter = parse_charter(&layout.charter(), charter_text)?;
    let code = &config.node.authority;
    let Some(me) = charter.by_code(code) else {
        let known = charter.members.iter().map(|m| m.code.as_str()).collect::<Vec<_>>().join(", ");
        let what = Message::new("init-not-a-member").with("code", code).with("known", known);
        return Err(terminal.exit(Code::Usage, &what));
    };
    if dir.read_dir().is_ok_and(|mut files| files.next().is_some()) {
        let what = Message::new("init-not-empty").with("dir", dir.display().to_string());
        return Err(terminal.exit(Code::Usage, &what));
    }
    std::fs::create_dir_all(layout.cards()).map_err(FileFault::at(dir))?;
    let origin = &charter.members[usize::from(me.0)].origin;
    let (keys, recovery) = NodeKeys::generate(origin, &OsChance)?;
    let card = keys.card(code);
    super::write_file(&layout.charter(), charter_text)?;
    super::write_file(&layout.card(code), &card.to_string())?;
    private_file(&dir.join("recovery-key.txt"), &recovery.to_text())?;
    keys.save(&layout.keys())?;
    // The settings come last: without them the directory is not a node, and `init` can be run again elsewhere.
    super::write_file(&dir.join(FILE_NAME), &config.to_file())?;
    let home = super::describe(dir, terminal)?.home();
    Journals::init(&home, &charter, &keys, Start::New, &OsChance)?;
    Ok((card, recovery))
}

fn private_file(path: &Path, text: &str) -> Result<(), Exit> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let fault = FileFault::at(path);
    let mut file = options.open(path).map_err(&fault)?;
    writeln!(file, "{text}").map_err(&fault)?;
    Ok(file.sync_all().map_err(fault)?)
}
