//! `liptako config check`: each setting, its value, where it comes from, what it does.

use crate::config::{Config, Source};
use crate::exit::Exit;
use crate::terminal::Terminal;
use liptako_web::Message;
use std::path::Path;

/// Explains the settings of a node and checks that they fit together.
///
/// # Errors
/// What is wrong, with its file and line or variable.
pub fn check(dir: &Path, terminal: Terminal) -> Result<(), Exit> {
    let described = super::describe(dir, terminal)?;
    let (_, settings) = Config::load(dir)?;
    described.database()?;
    let explain = |key: &str| match key {
        "node.authority" => Message::new("setting-node-authority"),
        "web.listen" => Message::new("setting-web-listen"),
        "web.behind_proxy" => Message::new("setting-web-behind-proxy"),
        "web.demonstration" => Message::new("setting-web-demonstration"),
        "exchange.listen" => Message::new("setting-exchange-listen"),
        "exchange.every_seconds" => Message::new("setting-exchange-every"),
        "storage.database" => Message::new("setting-storage-database"),
        _ => Message::new("setting-storage-lock"),
    };
    let from = |source| match source {
        Source::File => Message::new("setting-from-file"),
        Source::Environment => Message::new("setting-from-environment"),
        Source::Default => Message::new("setting-from-default"),
    };
    for setting in &settings {
        let value = if setting.value.is_empty() { "—" } else { &setting.value };
        terminal.line(&format!("{} = {value}", setting.key));
        terminal.line(&format!(
            "    {} {}",
            terminal.words(&explain(setting.key)),
            terminal.words(&from(setting.source))
        ));
    }
    for peer in described.peers() {
        let address = peer.address.unwrap_or_else(|| terminal.words(&Message::new("peers-it-dials")));
        terminal.line(&format!("[[peer]] {} = {address}", peer.card.member));
    }
    terminal.say(&Message::new("config-well"));
    terminal.answer(&settings)
}
