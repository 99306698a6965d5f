//! One opened node: everything wired together, in the order in which it must stand.

use crate::config::{self, Config};
use crate::genesis;
use liptako_core::{Chance, Charter, CharterError, Clock, MemberIndex, OsChance, SystemClock};
use liptako_identity::{Identity, PermissionTable, Policy, TableError};
use liptako_journal::disk::RealDisk;
use liptako_journal::journals::{Home, Journals};
use liptako_journal::{Card, CardError, NodeKeys};
use liptako_mirror::{Deadlines, Mirror, Peer, Setup};
use liptako_storage::{Db, DbUrl, Module, Progress, Road, RoadError, StorageError};
use liptako_web::{ShellParts, Site, WebConfig};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Where the parts of a node lie in its directory.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The directory.
    pub dir: PathBuf,
}

impl Layout {
    /// The layout of a directory.
    pub fn of(dir: &Path) -> Self {
        Self { dir: dir.to_owned() }
    }

    /// The members and rules.
    pub fn charter(&self) -> PathBuf {
        self.dir.join("charter.toml")
    }

    /// The secret keys.
    pub fn keys(&self) -> PathBuf {
        self.dir.join("keys")
    }

    /// The public cards of every node, this one included.
    pub fn cards(&self) -> PathBuf {
        self.dir.join("cards")
    }

    /// The public card of one node.
    pub fn card(&self, code: &str) -> PathBuf {
        self.cards().join(format!("{code}.toml"))
    }

    /// The node's own permission table, when it has one.
    pub fn permissions(&self) -> PathBuf {
        self.dir.join("permissions.toml")
    }

    /// Bundles prepared for download.
    pub fn bundles(&self) -> PathBuf {
        self.dir.join("bundles")
    }

    /// The embedded database.
    pub fn database(&self) -> PathBuf {
        self.dir.join("liptako.db")
    }
}

/// What a node is before anything of it is opened: its settings, charter, cards and permission table.
#[derive(Debug, Clone)]
pub struct Described {
    /// Where its parts lie.
    pub layout: Layout,
    /// Its settings.
    pub config: Config,
    /// The members and rules.
    pub charter: Charter,
    /// Which member it is of.
    pub me: MemberIndex,
    /// The cards of every node known here.
    pub cards: Vec<Card>,
    /// Who may do what.
    pub permissions: PermissionTable,
}

/// Why a directory is not that of a node.
#[derive(Debug, thiserror::Error)]
pub enum DescribeError {
    /// Settings.
    #[error(transparent)]
    Config(#[from] config::ConfigError),
    /// A file of the directory cannot be read.
    #[error("{}: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// A line of the charter is wrong.
    #[error("{}, line {line}: {message}", path.display())]
    Toml {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong there.
        message: String,
    },
    /// A charter that breaks a rule of charters.
    #[error("{}: {error}", path.display())]
    Charter {
        /// The file.
        path: PathBuf,
        /// The rule.
        error: CharterError,
    },
    /// A card that is none, or of a member that the charter does not know.
    #[error("{}: {error}", path.display())]
    Card {
        /// The file.
        path: PathBuf,
        /// Why.
        error: CardError,
    },
    /// A permission table that is refused.
    #[error("{}: {error}", path.display())]
    Permissions {
        /// The file.
        path: PathBuf,
        /// Why.
        error: TableError,
    },
    /// The setting of the database is no address.
    #[error("{}, [storage] database: {error}", path.display())]
    Database {
        /// The settings.
        path: PathBuf,
        /// Why.
        error: StorageError,
    },
    /// The authority named by the settings is not in the charter.
    #[error("[node] authority: the charter has no member “{code}”; it has {known}")]
    NotAMember {
        /// The code.
        code: String,
        /// Those there are.
        known: String,
    },
    /// A peer without its card.
    #[error("[[peer]] {code}: its card is missing; run liptako peers add")]
    NoCard {
        /// The peer.
        code: String,
    },
}

impl Described {
    /// Reads settings, charter, cards and permissions of a directory.
    ///
    /// # Errors
    /// [`DescribeError`] names the file, and the line where there is one.
    pub fn load(dir: &Path) -> Result<Self, DescribeError> {
        let (config, _) = Config::load(dir)?;
        let layout = Layout::of(dir);
        let charter = read_charter(&layout.charter())?;
        let me = charter.by_code(&config.node.authority).ok_or_else(|| DescribeError::NotAMember {
            code: config.node.authority.clone(),
            known: charter.members.iter().map(|m| m.code.as_str()).collect::<Vec<_>>().join(", "),
        })?;
        let cards = read_cards(&layout, &charter)?;
        for peer in &config.peers {
            if !cards.iter().any(|card| card.member == peer.code) {
                return Err(DescribeError::NoCard { code: peer.code.clone() });
            }
        }
        let table = layout.permissions();
        let permissions = match std::fs::read_to_string(&table) {
            Ok(text) => PermissionTable::parse(&text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => PermissionTable::standard(),
            // A table that cannot be read must not silently become another one.
            Err(error) => {
                return Err(DescribeError::Read { path: table, error });
            }
        };
        let permissions = permissions.map_err(|error| DescribeError::Permissions { path: table, error })?;
        Ok(Self { layout, config, charter, me, cards, permissions })
    }

    /// Where the database is.
    ///
    /// # Errors
    /// [`DescribeError::Database`] when the setting is no database address.
    pub fn database(&self) -> Result<DbUrl, DescribeError> {
        match self.config.storage.database.as_str() {
            "sqlite" => Ok(DbUrl::Sqlite(self.layout.database())),
            address => address.parse().map_err(|error| DescribeError::Database {
                path: self.layout.dir.join(config::FILE_NAME),
                error,
            }),
        }
    }

    /// Where the journals and their lock stores are.
    pub fn home(&self) -> Home {
        Home {
            disk: Arc::new(RealDisk::default()),
            data: self.layout.dir.clone(),
            locks: self.layout.dir.join(&self.config.storage.lock),
        }
    }

    /// Code of the authority.
    pub fn code(&self) -> &str {
        &self.config.node.authority
    }

    /// The peers as the exchange knows them.
    pub fn peers(&self) -> Vec<Peer> {
        let address = |code: &str| {
            self.config.peers.iter().find(|line| line.code == code).and_then(|line| line.address.clone())
        };
        let others = self.cards.iter().filter(|card| card.member != self.code());
        others.map(|card| Peer { card: card.clone(), address: address(&card.member) }).collect()
    }
}

/// Reads a charter and checks it.
///
/// # Errors
/// [`DescribeError`] names the file.
pub fn read_charter(path: &Path) -> Result<Charter, DescribeError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| DescribeError::Read { path: path.to_owned(), error })?;
    parse_charter(path, &text)
}

/// Reads a charter from its text and checks it; `path` is for messages.
///
/// # Errors
/// [`DescribeError::Toml`], [`DescribeError::Charter`].
pub fn parse_charter(path: &Path, text: &str) -> Result<Charter, DescribeError> {
    let charter: Charter = toml::from_str(text).map_err(|fault| DescribeError::Toml {
        path: path.to_owned(),
        line: config::line_of(text, &fault),
        message: fault.message().into(),
    })?;
    charter.check().map_err(|error| DescribeError::Charter { path: path.to_owned(), error })?;
    Ok(charter)
}

fn read_cards(layout: &Layout, charter: &Charter) -> Result<Vec<Card>, DescribeError> {
    let mut cards = Vec::new();
    for member in &charter.members {
        let path = layout.card(&member.code);
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let card = Card::parse(&text).and_then(|card| card.member_in(charter).map(|_| card));
        cards.push(card.map_err(|error| DescribeError::Card { path, error })?);
    }
    Ok(cards)
}

/// Every module's tables and projectors, in the order of the house.
pub fn modules() -> Vec<Module> {
    vec![
        genesis::module(),
        liptako_identity::module(),
        liptako_mirror::module(),
        liptako_council::module(),
        liptako_law::module(),
        liptako_exchange::module(),
    ]
}

/// What a node takes from outside its directory.
#[derive(Clone)]
pub struct Surroundings {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
    /// Times and costs of accounts.
    pub policy: Policy,
}

impl Surroundings {
    /// The machine's clock and random source, and the usual policy: a node in service.
    pub fn machine() -> Self {
        Self { clock: Arc::new(SystemClock), chance: Arc::new(OsChance), policy: Policy::STANDARD }
    }
}

/// One opened node.
pub struct Node {
    /// Its settings, charter and cards.
    pub described: Described,
    /// Its own card.
    pub card: Card,
    /// The journals.
    pub journals: Arc<Journals>,
    /// The road.
    pub road: Road,
    /// People.
    pub identity: Arc<Identity>,
    /// The exchange.
    pub mirror: Mirror,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
}

/// Why a node does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Its description.
    #[error(transparent)]
    Describe(#[from] DescribeError),
    /// Its keys.
    #[error(transparent)]
    Keys(#[from] liptako_journal::KeysError),
    /// Its journals.
    #[error(transparent)]
    Journals(#[from] liptako_journal::log::StoreError),
    /// Its database.
    #[error(transparent)]
    Storage(#[from] liptako_storage::StorageError),
    /// Its people.
    #[error(transparent)]
    Identity(#[from] liptako_identity::IdentityError),
    /// Its exchange.
    #[error(transparent)]
    Mirror(#[from] liptako_mirror::MirrorError),
    /// Its opening record.
    #[error("the journal's first entry could not be written: {0}")]
    Genesis(RoadError<StorageError>),
}

impl Node {
    /// Opens a node's directory: keys, journals (repairing what a crash left), tables (applying what they lack),
    /// people, exchange. Nothing listens or dials yet.
    ///
    /// # Errors
    /// [`OpenError`]; [`liptako_journal::log::StoreError`] names another process that uses the directory.
    pub fn open(
        dir: &Path,
        surroundings: Surroundings,
        progress: impl FnMut(Progress),
    ) -> Result<Self, OpenError> {
        let Surroundings { clock, chance, policy } = surroundings;
        let described = Described::load(dir)?;
        let keys = NodeKeys::load(&described.layout.keys())?;
        let card = keys.card(described.code());
        let journals =
            Journals::open(described.home(), &described.charter, &keys, &described.cards, chance.clone())?;
        let journals = Arc::new(journals);
        let db = Db::open(&described.database()?)?;
        let charter = Arc::new(described.charter.clone());
        let road = Road::open(db, journals.clone(), charter, modules(), clock.clone(), chance.clone())?;
        road.catch_up(progress)?;
        genesis::record_if_first(&road, &described, &card)?;
        let origin = &described.charter.members[usize::from(described.me.0)].origin;
        let identity = Arc::new(Identity::new(described.permissions.clone(), policy, described.me, origin)?);
        let mirror = Mirror::new(Setup {
            keys: Arc::new(keys),
            peers: described.peers(),
            journals: journals.clone(),
            road: road.clone(),
            clock: clock.clone(),
            chance: chance.clone(),
            data_dir: dir.to_owned(),
            deadlines: Deadlines::default(),
            every: Duration::from_secs(u64::from(described.config.exchange.every_seconds)),
        })?;
        Ok(Self { described, card, journals, road, identity, mirror, clock, chance })
    }

    /// The officers' pages of this node.
    ///
    /// # Errors
    /// [`liptako_web::SiteError`] when the words or permissions of the modules do not fit together.
    pub fn site(self: &Arc<Self>) -> Result<Site, liptako_web::SiteError> {
        let web = &self.described.config.web;
        let parts = ShellParts {
            road: self.road.clone(),
            identity: self.identity.clone(),
            clock: self.clock.clone(),
            chance: self.chance.clone(),
            config: WebConfig {
                secure: web.behind_proxy,
                behind_proxy: web.behind_proxy,
                demonstration: web.demonstration,
            },
        };
        let modules = vec![
            liptako_council::plan::web::module(),
            liptako_law::web::module(),
            liptako_exchange::web::module(),
            crate::pages::module(self),
        ];
        Site::new(parts, modules)
    }
}
