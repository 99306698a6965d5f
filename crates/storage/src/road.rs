//! The road that everything shared travels: act → rule → record → journal → projection.

mod digest;
mod envelope;
mod erasure;
mod fold;
mod scribe;
mod source;
mod writer;

pub use envelope::payload_of;
pub use erasure::MAX_REASON_BYTES;
pub(crate) use fold::Folder;
pub use fold::{Progress, WaitReason, Waiting};
pub use scribe::{ActSigner, NewRecord, Scribe};
pub use source::{AppendError, Source};

use crate::cosigned::{self, Noted};
use crate::{Db, Module, Recorded, StorageError, Tx, params, sql};
use digest::digest;
use liptako_core::{Chance, Charter, Clock, Kind, MemberIndex, RequestId, UnixSeconds};
use liptako_journal::Hash;
use liptako_journal::journals::Level;
use std::collections::BTreeSet;
use std::sync::mpsc::{SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread::JoinHandle;

/// Acts that may wait; more callers wait for a place.
const QUEUE_MAX: usize = 1024;
/// Entries applied per transaction while catching up: other writers get their turn between two.
const BATCH: u64 = 256;

/// How an act ended well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActOutcome<T> {
    /// It was done now, and is durable.
    Done {
        /// What the rule returned.
        value: T,
        /// The records it made, in the journal's order.
        records: Vec<Recorded>,
    },
    /// The same request was recorded earlier: nothing was done again.
    Already {
        /// The records it made then.
        records: Vec<Recorded>,
    },
}

impl<T> ActOutcome<T> {
    /// The records of the act, made now or earlier.
    pub fn records(&self) -> &[Recorded] {
        match self {
            Self::Done { records, .. } | Self::Already { records } => records,
        }
    }

    /// What the rule returned, when the act was done now.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Done { value, .. } => Some(value),
            Self::Already { .. } => None,
        }
    }
}

/// Why an act was not done. Nothing of it remains, unless a variant says so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RoadError<E> {
    /// The module's rule refused.
    #[error("{0}")]
    Rule(E),
    /// This node may not sign now; the text says what to do.
    #[error("this node may not sign now: {0}")]
    Recovering(String),
    /// The journal failed. When its disk failed, the program must stop: on restart the record is either there,
    /// whole, or not; the same request can be sent again.
    #[error("the journal did not take the record: {0}")]
    Journal(String),
    /// The tables failed. The record may be in the journal; the same request can be sent again.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The own journal holds entries that cannot be applied yet; [`Road::waiting`] says why.
    #[error("this node is still reading its own journal; try again in a moment")]
    Behind,
    /// The rule panicked: a fault of the program.
    #[error("the program failed while it checked this; nothing was changed")]
    Panicked,
    /// The road is closed: the program is stopping.
    #[error("the node is stopping; send this again when it is back")]
    Closed,
}

/// What a catch-up did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaughtUp {
    /// Entries applied.
    pub applied: u64,
    /// Sealed entries, applied earlier, that were opened now that their body is here.
    pub opened: u64,
    /// Whether the tables were rebuilt because they held what the journals do not.
    pub rebuilt: bool,
    /// What still waits, one per journal that waits.
    pub waiting: Vec<Waiting>,
}

type Listener = Box<dyn Fn() + Send + Sync>;

/// What the writer's thread and the callers share.
struct Core {
    db: Db,
    folder: Folder,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    waiting: Mutex<Vec<Waiting>>,
    listeners: RwLock<Vec<Listener>>,
    /// One catch-up at a time. Within: how many arrivals of bodies it has looked at; `None` before the first, which looks
    /// at every body that a sealed entry waits for.
    catching: Mutex<Option<u64>>,
    /// Erasures whose bodies this run has destroyed.
    honoured: Mutex<BTreeSet<(MemberIndex, u64)>>,
    /// The newest cosignatures in the tables; `None` before they were read.
    noted: Mutex<Option<Noted>>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Core {
    fn changed(&self) {
        for listener in self.listeners.read().unwrap_or_else(PoisonError::into_inner).iter() {
            listener();
        }
    }

    /// Before an act: what the journals hold and the tables do not is applied.
    fn settle(&self) -> Result<(), StorageError> {
        let me = self.folder.source.me();
        let behind = self
            .db
            .read(|tx| Ok::<_, StorageError>(crate::applied_size(tx, me)? != self.folder.source.size(me)))?;
        if behind { self.catch_up(&mut |_| {}).map(drop) } else { Ok(()) }
    }

    fn catch_up(&self, progress: &mut dyn FnMut(Progress)) -> Result<CaughtUp, StorageError> {
        let mut looked_at = locked(&self.catching);
        for origin in self.folder.charter.indices() {
            self.note_cosigned(origin)?;
        }
        let caught = self.apply(progress)?;
        let opened = self.open_late(&mut looked_at)?;
        Ok(CaughtUp { opened, ..caught })
    }

    fn apply(&self, progress: &mut dyn FnMut(Progress)) -> Result<CaughtUp, StorageError> {
        if self.db.read(|tx| self.folder.diverges(tx))? {
            tracing::warn!("the tables hold what the journals do not: rebuilding them");
            return self.fold_again(progress);
        }
        let total = self.db.read(|tx| self.folder.pending(tx))?;
        let mut done = 0;
        loop {
            let mut waiting = Vec::new();
            let applied = match total {
                0 => self.db.read(|tx| self.folder.advance(tx, 0, &mut waiting, || {}))?,
                _ => self.db.write(|tx| self.folder.advance(tx, BATCH, &mut waiting, || {}))?,
            };
            done += applied;
            if total > 0 {
                progress(Progress { done, total: total.max(done) });
            }
            if applied < BATCH {
                waiting.clone_into(&mut locked(&self.waiting));
                return Ok(CaughtUp { applied: done, opened: 0, rebuilt: false, waiting });
            }
        }
    }

    fn rebuild(&self, progress: &mut dyn FnMut(Progress)) -> Result<CaughtUp, StorageError> {
        let mut looked_at = locked(&self.catching);
        let caught = self.fold_again(progress)?;
        let opened = self.open_late(&mut looked_at)?;
        Ok(CaughtUp { opened, ..caught })
    }

    fn fold_again(&self, progress: &mut dyn FnMut(Progress)) -> Result<CaughtUp, StorageError> {
        let mut waiting = Vec::new();
        let applied = self.db.write(|tx| {
            self.folder.empty(tx)?;
            let total = self.folder.pending(tx)?;
            let mut done = 0;
            self.folder.advance(tx, u64::MAX, &mut waiting, || {
                done += 1;
                progress(Progress { done, total: total.max(done) });
            })
        })?;
        waiting.clone_into(&mut locked(&self.waiting));
        Ok(CaughtUp { applied, opened: 0, rebuilt: true, waiting })
    }

    /// Opens sealed entries whose bodies came after they were applied, in the one order.
    ///
    /// Entries are looked for after the arrivals are counted, and applied by nobody else meanwhile: a body that comes
    /// later is counted next time. A crash leaves the rest to the next start, which looks at all of them.
    fn open_late(&self, looked_at: &mut Option<u64>) -> Result<u64, StorageError> {
        let (count, arrived) = self.folder.source.arrived(looked_at.unwrap_or(0));
        let arrived = if looked_at.is_some() { arrived } else { None };
        if arrived.as_ref().is_some_and(Vec::is_empty) {
            return Ok(0);
        }
        let mut due = self.db.read(|tx| self.openable(tx, arrived.as_deref()))?;
        due.sort_unstable();
        let mut opened = 0;
        for batch in due.chunks(BATCH as usize) {
            opened += self.db.write(|tx| {
                let mut opened = 0;
                for (_, origin, index) in batch {
                    opened += u64::from(self.folder.open_late(tx, *origin, *index)?);
                }
                Ok::<_, StorageError>(opened)
            })?;
        }
        *looked_at = Some(count);
        Ok(opened)
    }

    /// Sealed entries not opened yet whose body is here, as (order, journal, index).
    fn openable(
        &self,
        tx: &mut dyn Tx,
        arrived: Option<&[Hash]>,
    ) -> Result<Vec<(u64, MemberIndex, u64)>, StorageError> {
        let rows = match arrived {
            None => tx.query(sql!("SELECT origin, idx, commitment, ord_sum FROM unopened"), params![])?,
            Some(arrived) => {
                let mut rows = Vec::new();
                for commitment in arrived {
                    let sql =
                        sql!("SELECT origin, idx, commitment, ord_sum FROM unopened WHERE commitment = ?1");
                    rows.extend(tx.query(sql, params![*commitment])?);
                }
                rows
            }
        };
        let mut due = Vec::new();
        for row in rows {
            if self.folder.source.holds(&row.get("commitment")?)? {
                due.push((row.get("ord_sum")?, row.get("origin")?, row.get("idx")?));
            }
        }
        Ok(due)
    }

    /// Notes cosignatures that the journals hold and the tables do not.
    fn note_cosigned(&self, origin: MemberIndex) -> Result<(), StorageError> {
        let mut noted = locked(&self.noted);
        let known = match noted.as_mut() {
            Some(known) => known,
            None => {
                let rows = self.db.read(|tx| {
                    tx.query(
                        sql!(
                            "SELECT c.origin, c.peer, c.size, c.seconds FROM cosigned c JOIN (SELECT origin, peer, \
                             max(size) AS newest FROM cosigned GROUP BY origin, peer) n \
                             ON n.origin = c.origin AND n.peer = c.peer AND n.newest = c.size"
                        ),
                        params![],
                    )
                })?;
                let read = |row: &crate::Row| {
                    let place = (row.get("origin")?, row.get("peer")?);
                    Ok::<_, StorageError>((place, (row.get("size")?, row.get("seconds")?)))
                };
                noted.insert(rows.iter().map(read).collect::<Result<Noted, _>>()?)
            }
        };
        let new = cosigned::not_noted(self.folder.source.as_ref(), origin, known);
        if new.is_empty() {
            return Ok(());
        }
        self.db.write(|tx| {
            new.iter()
                .try_for_each(|(peer, size, seconds)| cosigned::note(tx, origin, *peer, *size, *seconds))
        })?;
        known.extend(new.into_iter().map(|(peer, size, seconds)| ((origin, peer), (size, seconds))));
        Ok(())
    }
}

/// The road of one node. Cheap to clone; every method blocks, except the accessors.
#[derive(Clone)]
pub struct Road(Arc<Handle>);

struct Handle {
    core: Arc<Core>,
    queue: Mutex<Option<SyncSender<Box<dyn writer::Job>>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Road {
    /// Brings the tables to their newest version and opens the road. It applies nothing: call
    /// [`Road::catch_up`] next, with a progress bar if it may be long.
    ///
    /// # Errors
    /// As [`Db::migrate`]; [`StorageError::Open`] when no thread can be started.
    pub fn open(
        db: Db,
        source: Arc<dyn Source>,
        charter: impl Into<Arc<Charter>>,
        modules: Vec<Module>,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
    ) -> Result<Self, StorageError> {
        db.migrate(&modules)?;
        let core = Arc::new(Core {
            db,
            folder: Folder::new(source, charter.into(), modules),
            clock,
            chance,
            waiting: Mutex::default(),
            listeners: RwLock::default(),
            catching: Mutex::default(),
            honoured: Mutex::default(),
            noted: Mutex::default(),
        });
        let (queue, jobs) = sync_channel(QUEUE_MAX);
        let at_work = Arc::clone(&core);
        let thread = std::thread::Builder::new()
            .name("liptako-road".into())
            .spawn(move || writer::work(&at_work, &jobs))
            .map_err(|error| StorageError::Open { place: core.db.place(), reason: error.to_string() })?;
        Ok(Self(Arc::new(Handle { core, queue: Mutex::new(Some(queue)), thread: Mutex::new(Some(thread)) })))
    }

    /// Does an act: runs `rule` on the writer's thread, records what it records, answers when it is durable
    /// and in the tables.
    ///
    /// `request` is the idempotency key: when the own journal already holds records of it, the rule does not
    /// run. When the rule refuses, nothing it wrote remains.
    ///
    /// # Errors
    /// [`RoadError`]. Never call it inside a read, a write or another act of the same database.
    pub fn act<T, E, F>(&self, request: RequestId, rule: F) -> Result<ActOutcome<T>, RoadError<E>>
    where
        T: Send + 'static,
        E: Send + 'static,
        F: FnOnce(&mut Scribe<'_>) -> Result<T, E> + Send + 'static,
    {
        let (reply, answer) = channel();
        let job = writer::Typed { request, rule: Some(rule), outcome: None, reply };
        let queue = self.0.queue.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let queue = queue.ok_or(RoadError::Closed)?;
        queue.send(Box::new(job)).map_err(|_| RoadError::Closed)?;
        drop(queue);
        let outcome = answer.recv().unwrap_or(Err(RoadError::Closed))?;
        if outcome.records().iter().any(|record| record.kind == Kind::ERASURE) {
            self.try_to_honour_erasures();
        }
        Ok(outcome)
    }

    /// Applies what the journals hold and the tables do not, in causal order, as far as it can.
    ///
    /// Call it at start and whenever an exchange stored something. When the tables hold what the journals do
    /// not (a journal was frozen below them, or they belong to another history), it rebuilds them.
    ///
    /// # Errors
    /// [`StorageError`] of the tables or the journal; what was applied before stays.
    pub fn catch_up(&self, mut progress: impl FnMut(Progress)) -> Result<CaughtUp, StorageError> {
        let caught = self.0.core.catch_up(&mut progress)?;
        if caught.applied > 0 || caught.opened > 0 || caught.rebuilt {
            self.0.core.changed();
        }
        self.try_to_honour_erasures();
        Ok(caught)
    }

    /// Empties the shared tables and folds every journal again, in one transaction: readers see the old tables
    /// until the end, and a failure leaves them.
    ///
    /// # Errors
    /// As [`Road::catch_up`].
    pub fn rebuild(&self, mut progress: impl FnMut(Progress)) -> Result<CaughtUp, StorageError> {
        let rebuilt = self.0.core.rebuild(&mut progress)?;
        self.0.core.changed();
        self.try_to_honour_erasures();
        Ok(rebuilt)
    }

    /// Notes in the tables the cosignatures of a journal that were just made or heard, so that each first time is kept.
    /// A crash before it is healed by the next catch-up.
    ///
    /// # Errors
    /// [`StorageError`] of the tables.
    pub fn note_cosigned(&self, origin: MemberIndex) -> Result<(), StorageError> {
        self.0.core.note_cosigned(origin)
    }

    /// When each peer first cosigned an entry, as far as this node knows ([`first_cosigned`](crate::first_cosigned)).
    ///
    /// # Errors
    /// [`StorageError`] of the tables.
    pub fn first_cosigned(
        &self,
        origin: MemberIndex,
        index: u64,
    ) -> Result<Vec<(MemberIndex, UnixSeconds)>, StorageError> {
        self.db().read(|tx| cosigned::first_cosigned(tx, origin, index))
    }

    /// What each journal waits for, as the last catch-up found it: empty when all that is here is applied.
    pub fn waiting(&self) -> Vec<Waiting> {
        self.0.core.waiting.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A digest of every shared table: equal on two nodes that applied the same entries of records addressed to
    /// both, on both engines, and after a rebuild.
    ///
    /// # Errors
    /// [`StorageError`] of the tables.
    pub fn digest(&self) -> Result<Hash, StorageError> {
        self.0.core.db.read(|tx| digest(tx, self.0.core.folder.shared_tables()))
    }

    /// Calls `listener` after every change of the shared tables, on the thread that made it: it must be quick
    /// (wake somebody) and never call the road.
    pub fn on_change(&self, listener: impl Fn() + Send + Sync + 'static) {
        self.0.core.listeners.write().unwrap_or_else(PoisonError::into_inner).push(Box::new(listener));
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.core.db
    }

    /// The journals.
    pub fn source(&self) -> &Arc<dyn Source> {
        &self.0.core.folder.source
    }

    /// How sure a record is (PROTOCOL.md, Levels of confirmation): shown wherever a record is shown.
    pub fn level(&self, origin: MemberIndex, index: u64) -> Level {
        self.source().level(origin, index)
    }

    /// Members and rules.
    pub fn charter(&self) -> &Arc<Charter> {
        &self.0.core.folder.charter
    }

    /// The member whose node this is.
    pub fn me(&self) -> MemberIndex {
        self.0.core.folder.source.me()
    }

    /// Tables of national data, in the order in which a restore fills them.
    pub fn national_tables(&self) -> Vec<&'static str> {
        self.0.core.folder.national_tables().collect()
    }
}

impl std::fmt::Debug for Road {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Road(member {}, {:?})", self.me().0, self.db())
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        // A listener or a rule may hold the last handle: a thread does not wait for itself.
        if let Some(thread) = thread
            && thread.thread().id() != std::thread::current().id()
            && thread.join().is_err()
        {
            tracing::error!("the writer's thread had panicked");
        }
    }
}
