//! A bare node: journals, road and exchange without people or pages, in a directory of its own.

use anyhow::Result;
use liptako_core::{Charter, MemberIndex, OsChance, SystemClock};
use liptako_journal::disk::RealDisk;
use liptako_journal::journals::{Home, Journals, Start};
use liptako_journal::{Body, NodeKeys};
use liptako_mirror::{ContactReport, Deadlines, Mirror, MirrorError, Peer, Setup};
use liptako_storage::{Db, DbUrl, Road};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};

/// Entries appended in one go while a journal is being filled.
pub const FILL_AT_ONCE: usize = 1000;

/// The founding members.
const CHARTER: &str = include_str!("../../crates/node/data/charter.toml");

/// The keys of all members, drawn for one run.
pub struct Members {
    charter: Charter,
    keys: Vec<Arc<NodeKeys>>,
}

impl Members {
    /// Draws keys for the founding members.
    pub fn draw() -> Result<Self> {
        let charter: Charter = toml::from_str(CHARTER)?;
        let draw = |origin: &str| -> Result<_> { Ok(Arc::new(NodeKeys::generate(origin, &OsChance)?.0)) };
        let keys = charter.members.iter().map(|member| draw(&member.origin)).collect::<Result<_>>()?;
        Ok(Self { charter, keys })
    }
}

/// A running bare node.
pub struct Site {
    /// Its journals.
    pub journals: Arc<Journals>,
    /// Its exchange.
    pub mirror: Mirror,
    /// Its directory, last: gone after the others.
    _dir: TempDir,
}

impl Site {
    /// A new node of a member, its journals empty, in `dir`.
    pub fn new(members: &Members, member: MemberIndex, dir: TempDir) -> Result<Self> {
        let Members { charter, keys } = members;
        let own = &keys[usize::from(member.0)];
        let home = Home {
            disk: Arc::new(RealDisk::default()),
            data: dir.path().to_path_buf(),
            locks: dir.path().join("lock-store"),
        };
        let cards: Vec<_> =
            charter.members.iter().zip(keys).map(|(known, keys)| keys.card(&known.code)).collect();
        Journals::init(&home, charter, own, Start::New, &OsChance)?;
        let journals = Arc::new(Journals::open(home, charter, own, &cards, Arc::new(OsChance))?);
        let road = Road::open(
            Db::open(&DbUrl::Sqlite(dir.path().join("liptako.db")))?,
            journals.clone(),
            charter.clone(),
            vec![liptako_mirror::module()],
            Arc::new(SystemClock),
            Arc::new(OsChance),
        )?;
        let mirror = Mirror::new(Setup {
            keys: own.clone(),
            peers: cards.into_iter().map(|card| Peer { card, address: None }).collect(),
            journals: journals.clone(),
            road,
            clock: Arc::new(SystemClock),
            chance: Arc::new(OsChance),
            data_dir: dir.path().to_path_buf(),
            deadlines: Deadlines::default(),
            every: Duration::from_secs(60),
        })?;
        Ok(Self { journals, mirror, _dir: dir })
    }

    /// Appends entries with their bodies to the own journal.
    pub fn fill(&self, records: &[(Vec<u8>, Body)]) -> Result<()> {
        for part in records.chunks(FILL_AT_ONCE) {
            self.journals.append(part)?;
        }
        Ok(())
    }

    /// Appends entries without their bodies: for readers outside the audience.
    pub fn fill_entries(&self, entries: &[Vec<u8>]) -> Result<()> {
        for part in entries.chunks(FILL_AT_ONCE) {
            self.journals.own_log()?.append(part)?;
        }
        Ok(())
    }

    /// Listens on a free port of loopback, until the tasks are dropped.
    pub async fn listen(&self) -> Result<(std::net::SocketAddr, tokio::task::JoinSet<()>)> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        Ok((address, self.mirror.spawn(Some(listener))))
    }

    /// One contact with a member behind an address.
    pub async fn meet(
        &self,
        member: MemberIndex,
        address: std::net::SocketAddr,
    ) -> Result<ContactReport, MirrorError> {
        match TcpStream::connect(address).await.and_then(|stream| stream.set_nodelay(true).map(|()| stream)) {
            Ok(stream) => self.mirror.sync_over(member, stream).await,
            Err(error) => {
                Err(MirrorError::Unreachable { address: address.to_string(), reason: error.to_string() })
            }
        }
    }

    /// Entries held of a member's journal.
    pub fn size(&self, member: MemberIndex) -> u64 {
        self.journals.log(member).map_or(0, liptako_journal::log::Log::size)
    }
}
