//! The settings of one node: few, in one file, each explained by `liptako config check`.
//!
//! A value comes from `liptako.toml`, or from the environment (`LIPTAKO_WEB_LISTEN` for `[web] listen`), or
//! from its default. An unknown line is an error that names the line: a typing mistake must not pass silently.

use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Name of the settings file in a node's directory.
pub const FILE_NAME: &str = "liptako.toml";

/// `[node]`: which authority this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeSection {
    /// Code of the authority in the charter.
    pub authority: String,
}

/// `[web]`: the officers' pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WebSection {
    /// Address of the pages.
    pub listen: SocketAddr,
    /// Whether a proxy with HTTPS stands in front: cookies are then marked `Secure`, and the reader's address
    /// is the last one the proxy names.
    pub behind_proxy: bool,
    /// Whether the data are fictional: every page says so.
    pub demonstration: bool,
}

impl Default for WebSection {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 8100)), behind_proxy: false, demonstration: false }
    }
}

/// `[exchange]`: the meeting with the peers' nodes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExchangeSection {
    /// Address where peers may dial; without one, this node only dials.
    pub listen: Option<SocketAddr>,
    /// Seconds between two calls when nothing new is to be sent.
    pub every_seconds: u32,
}

impl Default for ExchangeSection {
    fn default() -> Self {
        Self { listen: None, every_seconds: 60 }
    }
}

/// `[storage]`: where the node keeps things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StorageSection {
    /// `sqlite` (a file in the directory), or a `postgres://…` address.
    pub database: String,
    /// Folder of the lock store, better on another volume; relative to the directory.
    pub lock: PathBuf,
}

impl Default for StorageSection {
    fn default() -> Self {
        Self { database: "sqlite".into(), lock: "lock-store".into() }
    }
}

/// `[[peer]]`: how to reach another authority's node, whose card stands in `cards/<code>.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeerLine {
    /// Code of the authority in the charter.
    pub code: String,
    /// `host:port` to dial; without one, this node waits to be dialled.
    pub address: Option<String>,
}

/// All settings of a node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Which authority this is.
    pub node: NodeSection,
    /// The officers' pages.
    #[serde(default)]
    pub web: WebSection,
    /// The meeting with the peers.
    #[serde(default)]
    pub exchange: ExchangeSection,
    /// Where things are kept.
    #[serde(default)]
    pub storage: StorageSection,
    /// The peers' addresses.
    #[serde(default, rename = "peer", skip_serializing_if = "Vec::is_empty")]
    pub peers: Vec<PeerLine>,
}

/// Why settings are refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line of the file is wrong; `at` names line and column.
    #[error("{path}, line {line}: {message}")]
    Line {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong there.
        message: String,
    },
    /// A variable of the environment is wrong.
    #[error("{name}: “{value}” is not valid here ({expected})")]
    Variable {
        /// The variable.
        name: String,
        /// Its value.
        value: String,
        /// What would be.
        expected: Expected,
    },
    /// A variable of the environment looks like a setting and is none: a typing mistake must not pass silently.
    #[error("{name}: there is no such setting; there are {known}")]
    UnknownVariable {
        /// The variable.
        name: String,
        /// Those of the same section.
        known: String,
    },
    /// The same peer twice.
    #[error("{path}: two [[peer]] parts name “{code}”")]
    PeerTwice {
        /// The file.
        path: PathBuf,
        /// The code.
        code: String,
    },
}

/// What a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// The code of a member of the charter.
    Member,
    /// `address:port`.
    Address,
    /// `true` or `false`.
    YesOrNo,
    /// A whole number of seconds.
    Seconds,
    /// `sqlite` or an address of PostgreSQL.
    Database,
    /// A folder.
    Folder,
}

impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Member => "code of a member of the charter",
            Self::Address => "address:port",
            Self::YesOrNo => "true or false",
            Self::Seconds => "whole number of seconds",
            Self::Database => "sqlite or postgres://…",
            Self::Folder => "folder",
        })
    }
}

/// Where a value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// Written in the file.
    File,
    /// Set in the environment.
    Environment,
    /// Nobody said otherwise.
    Default,
}

/// One setting as `config check` shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Setting {
    /// `section.key`.
    pub key: &'static str,
    /// The value in force.
    pub value: String,
    /// Where it came from.
    pub source: Source,
}

/// Every setting that the environment may override: its key and what it expects.
const KEYS: [(&str, Expected); 8] = [
    ("node.authority", Expected::Member),
    ("web.listen", Expected::Address),
    ("web.behind_proxy", Expected::YesOrNo),
    ("web.demonstration", Expected::YesOrNo),
    ("exchange.listen", Expected::Address),
    ("exchange.every_seconds", Expected::Seconds),
    ("storage.database", Expected::Database),
    ("storage.lock", Expected::Folder),
];

impl Config {
    /// Reads the file of a node's directory, then the environment.
    ///
    /// # Errors
    /// [`ConfigError`] names the file and line, or the variable.
    pub fn load(dir: &Path) -> Result<(Self, Vec<Setting>), ConfigError> {
        let path = dir.join(FILE_NAME);
        let text = std::fs::read_to_string(&path)
            .map_err(|source| ConfigError::Read { path: path.clone(), source })?;
        let names = std::env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned());
        check_names(names)?;
        Self::parse(&path, &text, &|name| std::env::var(name).ok())
    }

    /// Reads settings from a text; `path` is for messages.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn parse(
        path: &Path,
        text: &str,
        env: &dyn Fn(&str) -> Option<String>,
    ) -> Result<(Self, Vec<Setting>), ConfigError> {
        let mut config: Self = toml::from_str(text).map_err(|fault| line_error(path, text, &fault))?;
        let written: toml::Table = toml::from_str(text).map_err(|fault| line_error(path, text, &fault))?;
        let mut settings = Vec::new();
        for (key, expected) in KEYS {
            let (section, name) = key.split_once('.').unwrap_or((key, ""));
            let variable = variable(key);
            let in_file = written.get(section).and_then(|s| s.get(name)).is_some();
            let mut source = if in_file { Source::File } else { Source::Default };
            if let Some(value) = env(&variable) {
                config.set(key, &value).ok_or(ConfigError::Variable { name: variable, value, expected })?;
                source = Source::Environment;
            }
            settings.push(Setting { key, value: config.get(key), source });
        }
        for (position, peer) in config.peers.iter().enumerate() {
            if config.peers[..position].iter().any(|earlier| earlier.code == peer.code) {
                return Err(ConfigError::PeerTwice { path: path.into(), code: peer.code.clone() });
            }
        }
        Ok((config, settings))
    }

    /// The file's text for these settings, commented in French.
    pub fn to_file(&self) -> String {
        let listen = match self.exchange.listen {
            Some(address) => format!("listen = \"{address}\""),
            None => "# listen = \"0.0.0.0:9100\"".into(),
        };
        let mut text = format!(
            r#"# Réglages de ce nœud Liptako. `liptako config check` explique chaque valeur et dit d'où elle vient.

[node]
# Code de l'autorité dans charter.toml.
authority = "{authority}"

[web]
# Adresse des pages ; mettez un mandataire HTTPS devant dès qu'elles quittent cette machine.
listen = "{web}"
# true quand un mandataire HTTPS est devant.
behind_proxy = {proxy}
# true quand les données sont fictives : chaque page le dit.
demonstration = {demonstration}

[exchange]
# Adresse où les nœuds pairs peuvent appeler ; sans elle, ce nœud appelle seulement.
{listen}
# Secondes entre deux appels quand rien de nouveau n'est à envoyer.
every_seconds = {every}

[storage]
# "sqlite" (un fichier dans ce dossier) ou une adresse "postgres://…".
database = "{database}"
# Dossier du verrou de signature, de préférence sur un autre volume.
lock = "{lock}"
"#,
            authority = self.node.authority,
            web = self.web.listen,
            proxy = self.web.behind_proxy,
            demonstration = self.web.demonstration,
            every = self.exchange.every_seconds,
            database = self.storage.database,
            lock = self.storage.lock.display(),
        );
        for peer in &self.peers {
            text.push_str(&peer.to_file());
        }
        text
    }

    fn set(&mut self, key: &str, value: &str) -> Option<()> {
        match key {
            "node.authority" => self.node.authority = value.into(),
            "web.listen" => self.web.listen = value.parse().ok()?,
            "web.behind_proxy" => self.web.behind_proxy = value.parse().ok()?,
            "web.demonstration" => self.web.demonstration = value.parse().ok()?,
            "exchange.listen" => self.exchange.listen = Some(value.parse().ok()?),
            "exchange.every_seconds" => self.exchange.every_seconds = value.parse().ok()?,
            "storage.database" => self.storage.database = value.into(),
            "storage.lock" => self.storage.lock = value.into(),
            _ => return None,
        }
        Some(())
    }

    fn get(&self, key: &str) -> String {
        match key {
            "node.authority" => self.node.authority.clone(),
            "web.listen" => self.web.listen.to_string(),
            "web.behind_proxy" => self.web.behind_proxy.to_string(),
            "web.demonstration" => self.web.demonstration.to_string(),
            "exchange.listen" => self.exchange.listen.map(|a| a.to_string()).unwrap_or_default(),
            "exchange.every_seconds" => self.exchange.every_seconds.to_string(),
            // A password in the address is nobody's to read over a shoulder.
            "storage.database" => hide_password(&self.storage.database),
            "storage.lock" => self.storage.lock.display().to_string(),
            _ => String::new(),
        }
    }
}

/// The variable that overrides a setting.
fn variable(key: &str) -> String {
    format!("LIPTAKO_{}", key.replace('.', "_")).to_uppercase()
}

/// Refuses a variable that begins as those of a section do and is none of them.
fn check_names(names: impl IntoIterator<Item = String>) -> Result<(), ConfigError> {
    let known: Vec<String> = KEYS.iter().map(|(key, _)| variable(key)).collect();
    for name in names {
        let section = KEYS.iter().filter_map(|(key, _)| key.split_once('.')).find_map(|(section, _)| {
            let start = variable(section) + "_";
            name.starts_with(&start).then_some(start)
        });
        if let Some(start) = section.filter(|_| !known.contains(&name)) {
            let known: Vec<String> = known.into_iter().filter(|known| known.starts_with(&start)).collect();
            return Err(ConfigError::UnknownVariable { name, known: known.join(", ") });
        }
    }
    Ok(())
}

impl PeerLine {
    /// The lines of the settings file for this peer.
    pub fn to_file(&self) -> String {
        let address = match &self.address {
            Some(address) => format!("address = \"{address}\"\n"),
            None => String::new(),
        };
        format!("\n[[peer]]\ncode = \"{}\"\n{address}", self.code)
    }
}

fn hide_password(address: &str) -> String {
    match (address.find("://"), address.rfind('@')) {
        (Some(scheme), Some(at)) if at > scheme => match address[scheme + 3..at].find(':') {
            Some(colon) => format!("{}:•••{}", &address[..scheme + 3 + colon], &address[at..]),
            None => address.into(),
        },
        _ => address.into(),
    }
}

fn line_error(path: &Path, text: &str, fault: &toml::de::Error) -> ConfigError {
    ConfigError::Line { path: path.into(), line: line_of(text, fault), message: fault.message().into() }
}

/// The line of a text, from 1, that is not what TOML or its reader expects.
pub(crate) fn line_of(text: &str, fault: &toml::de::Error) -> usize {
    let at = fault.span().map_or(0, |span| span.start).min(text.len());
    text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn no_env(_: &str) -> Option<String> {
        None
    }

    fn parse(text: &str) -> Result<(Config, Vec<Setting>), ConfigError> {
        Config::parse(Path::new("liptako.toml"), text, &no_env)
    }

    #[test]
    fn the_written_file_reads_back_the_same() {
        let config = Config {
            node: NodeSection { authority: "ml".into() },
            web: WebSection { demonstration: true, ..WebSection::default() },
            exchange: ExchangeSection { listen: "127.0.0.1:9101".parse().ok(), every_seconds: 5 },
            storage: StorageSection::default(),
            peers: vec![PeerLine { code: "bf".into(), address: Some("127.0.0.1:9102".into()) }],
        };
        assert_eq!(parse(&config.to_file()).unwrap().0, config);
    }

    #[test]
    fn a_mistyped_line_is_named() {
        let fault = parse("[node]\nauthority = \"ml\"\n\n[web]\nlistn = \"127.0.0.1:1\"\n").unwrap_err();
        let message = fault.to_string();
        assert!(message.contains("line 5") && message.contains("listn"), "{message}");
    }

    #[test]
    fn the_environment_wins_and_is_named_as_the_source() {
        let env = |name: &str| (name == "LIPTAKO_WEB_LISTEN").then(|| "127.0.0.1:9".to_owned());
        let (config, settings) = Config::parse(Path::new("x"), "[node]\nauthority = \"ml\"", &env).unwrap();
        assert_eq!(config.web.listen.port(), 9);
        let listen = settings.iter().find(|s| s.key == "web.listen").unwrap();
        assert_eq!(listen.source, Source::Environment);
        let proxy = settings.iter().find(|s| s.key == "web.behind_proxy").unwrap();
        assert_eq!(proxy.source, Source::Default);
    }

    #[test]
    fn a_wrong_variable_says_what_would_be_right() {
        let env = |name: &str| (name == "LIPTAKO_WEB_BEHIND_PROXY").then(|| "yes".to_owned());
        let fault = Config::parse(Path::new("x"), "[node]\nauthority = \"ml\"", &env).unwrap_err();
        assert!(fault.to_string().contains("true or false"));
    }

    #[test]
    fn a_mistyped_variable_is_named_beside_those_there_are() {
        let check = |names: &[&str]| check_names(names.iter().map(|name| (*name).to_owned()));
        let message = check(&["HOME", "LIPTAKO_WEB_LISTN"]).unwrap_err().to_string();
        assert!(message.contains("LIPTAKO_WEB_LISTN") && message.contains("LIPTAKO_WEB_LISTEN"), "{message}");
        assert!(!message.contains("STORAGE"), "{message}");
        check(&["LIPTAKO_WEB_LISTEN", "LIPTAKO_LANG", "LIPTAKO_DIR", "LIPTAKO_WEBSITE"]).unwrap();
    }

    #[test]
    fn one_peer_is_named_once() {
        let text = "[node]\nauthority=\"ml\"\n[[peer]]\ncode=\"bf\"\n[[peer]]\ncode=\"bf\"\n";
        assert!(matches!(parse(text), Err(ConfigError::PeerTwice { .. })));
    }

    #[test]
    fn a_database_password_is_not_shown() {
        let (_, settings) =
            parse("[node]\nauthority=\"ml\"\n[storage]\ndatabase=\"postgres://u:secret@h/d\"").unwrap();
        let shown = settings.iter().find(|s| s.key == "storage.database").unwrap();
        assert_eq!(shown.value, "postgres://u:•••@h/d");
    }
}
