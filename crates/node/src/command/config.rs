//! `liptako config check`: each setting, its value, where it comes from, what it does.

use crate::config::{Config, Source};
use crate::exit::Exit;
use crate::node::Described;
use crate::terminal::Terminal;
use liptako_identity::PermissionTable;
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
    if let Some(unheld) = unheld(&described, terminal) {
        terminal.line(&unheld);
    }
    terminal.say(&Message::new("config-well"));
    terminal.answer(&settings)
}

/// One line on the permissions that nobody holds, with the roles that usually give them: after an upgrade, a node's
/// own table gives the new ones to no role yet. None when each is given to somebody.
pub(super) fn unheld(described: &Described, terminal: Terminal) -> Option<String> {
    let table = &described.permissions;
    let standard = PermissionTable::standard().ok()?;
    let usual = |name: &str| {
        let giving = standard.roles().filter(|role| role.permissions.iter().any(|given| given == name));
        let roles: Vec<&str> = giving.map(|role| role.name.as_str()).collect();
        if roles.is_empty() {
            return name.to_owned();
        }
        let named = Message::new("permissions-usual").with("name", name).with("roles", roles.join(", "));
        terminal.words(&named)
    };
    let names: Vec<String> = table.unheld().into_iter().map(usual).collect();
    let what = Message::new("permissions-unheld")
        .with("file", described.layout.permissions().display().to_string())
        .with("n", names.len())
        .with("names", names.join(" ; "));
    (!names.is_empty()).then(|| terminal.words(&what))
}
