//! The fold: from journals to tables, in causal order, the same on every node.

use super::envelope::{self, Opened};
use super::erasure::{Ahead, fold_receipt};
use super::source::Source;
use crate::migration::{OWN_SHARED, national_tables};
use crate::record::{applied_size, irregular_at};
use crate::{Module, Order, ProjectCtx, Projector, Record, StorageError, Tx, params, search, sql};
use liptako_core::{Audience, Charter, Kind, MemberIndex, ObjectId};
use liptako_journal::{Entry, Hash, merkle};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

/// Kind under which an entry that cannot be read is kept; no record has it.
pub(crate) const UNREADABLE: Kind = Kind(u16::MAX);

/// Why the fold stands before an entry that is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitReason {
    /// Its body is for this node and has not arrived whole.
    Body(Hash),
    /// Its author had seen more of another journal than has been applied here.
    Seen {
        /// The other journal.
        origin: MemberIndex,
        /// Size that the author had seen.
        needs: u64,
        /// Size applied here.
        has: u64,
    },
    /// Its author signed two histories; people decide.
    Frozen,
}

/// The next entry of a journal that the fold cannot apply yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The journal.
    pub origin: MemberIndex,
    /// Index of the entry: how much of this journal is applied.
    pub index: u64,
    /// Entries of this journal that are here and wait, this one included.
    pub behind: u64,
    /// What it waits for.
    pub reason: WaitReason,
}

/// How far a catch-up or a rebuild is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Entries applied so far.
    pub done: u64,
    /// Entries to apply.
    pub total: u64,
}

/// How to treat a record that breaks a rule.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// From a journal: it is a fact; mark it and go on.
    Journal,
    /// About to be made here: refuse to make it.
    Ours,
}

/// Everything that folding needs and that never changes while a road is open.
pub(crate) struct Folder {
    pub(crate) source: Arc<dyn Source>,
    pub(crate) charter: Arc<Charter>,
    modules: Vec<Module>,
    /// Which (module, projector) fold a kind.
    by_kind: BTreeMap<Kind, Vec<(usize, usize)>>,
    /// What was found while looking ahead for erasures, by journal.
    pub(super) ahead: Mutex<BTreeMap<MemberIndex, Ahead>>,
}

/// What became of a body.
enum Opening {
    /// It is not here, or not for this node.
    NotHere,
    /// It says what its entry says.
    Opened(Box<Opened>),
    /// It is here and breaks a rule.
    Unlawful,
}

/// How one attempt to apply an entry ended.
enum Step {
    Applied,
    Waits(WaitReason),
}

impl Folder {
    pub(crate) fn new(source: Arc<dyn Source>, charter: Arc<Charter>, modules: Vec<Module>) -> Self {
        let mut by_kind: BTreeMap<Kind, Vec<(usize, usize)>> = BTreeMap::new();
        for (m, module) in modules.iter().enumerate() {
            for (p, projector) in module.projectors.iter().enumerate() {
                for kind in projector.kinds() {
                    by_kind.entry(*kind).or_default().push((m, p));
                }
            }
        }
        Self { source, charter, modules, by_kind, ahead: Mutex::default() }
    }

    pub(super) fn projectors(&self, kind: Kind) -> impl Iterator<Item = &dyn Projector> {
        let places = self.by_kind.get(&kind).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|(m, p)| Some(self.modules.get(*m)?.projectors.get(*p)?.as_ref()))
    }

    /// Every shared table, those that refer to others last.
    pub(crate) fn shared_tables(&self) -> impl DoubleEndedIterator<Item = &'static str> {
        OWN_SHARED
            .into_iter()
            .chain(self.modules.iter().flat_map(|module| module.shared_tables.iter().copied()))
    }

    /// Every national table, those that refer to others last.
    pub(crate) fn national_tables(&self) -> impl Iterator<Item = &'static str> {
        national_tables(&self.modules)
    }

    /// How much of a journal may be applied.
    pub(super) fn reach(&self, origin: MemberIndex) -> u64 {
        let size = self.source.size(origin);
        self.source.frozen(origin).map_or(size, |common| size.min(common))
    }

    /// What can be waited for of a journal, of what an author says to have seen: a frozen one never goes further, and
    /// must not hold back those who had followed it past the freeze.
    fn within_reach(&self, origin: MemberIndex, seen: u64) -> u64 {
        self.source.frozen(origin).map_or(seen, |_| seen.min(self.reach(origin)))
    }

    /// How many entries wait to be applied, by what the tables say.
    pub(crate) fn pending(&self, tx: &mut dyn Tx) -> Result<u64, StorageError> {
        let mut total = 0;
        for origin in self.charter.indices() {
            total += self.reach(origin).saturating_sub(applied_size(tx, origin)?);
        }
        Ok(total)
    }

    /// Whether the tables hold something that the journals do not: a frozen journal's other branch, or another
    /// history than the one on this disk. Only a rebuild mends that.
    pub(crate) fn diverges(&self, tx: &mut dyn Tx) -> Result<bool, StorageError> {
        for origin in self.charter.indices() {
            let applied = applied_size(tx, origin)?;
            if applied > self.reach(origin) {
                return Ok(true);
            }
            let Some(last) = applied.checked_sub(1) else { continue };
            let kept: Option<Hash> = tx
                .opt(
                    sql!("SELECT entry_hash FROM record WHERE origin = ?1 AND idx = ?2"),
                    params![origin, last],
                )?
                .map(|row| row.get("entry_hash"))
                .transpose()?;
            if kept != Some(merkle::leaf_hash(&self.source.entry(origin, last)?)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Empties every shared table.
    pub(crate) fn empty(&self, tx: &mut dyn Tx) -> Result<(), StorageError> {
        search::clear(tx)?;
        let tables: Vec<_> = self.shared_tables().collect();
        for table in tables.into_iter().rev() {
            tx.execute_text(&format!("DELETE FROM {table}"), params![])?;
        }
        Ok(())
    }

    /// Applies at most `most` entries in causal order; returns how many. What still waits is in `waiting`.
    pub(crate) fn advance(
        &self,
        tx: &mut dyn Tx,
        most: u64,
        waiting: &mut Vec<Waiting>,
        mut applied_one: impl FnMut(),
    ) -> Result<u64, StorageError> {
        let mut sizes =
            self.charter.indices().map(|origin| applied_size(tx, origin)).collect::<Result<Vec<_>, _>>()?;
        let mut done = 0;
        loop {
            let before = done;
            waiting.clear();
            for origin in self.charter.indices() {
                let place = usize::from(origin.0);
                while done < most && sizes[place] < self.reach(origin) {
                    match self.step(tx, origin, &sizes)? {
                        Step::Applied => {
                            sizes[place] += 1;
                            done += 1;
                            applied_one();
                        }
                        Step::Waits(reason) => {
                            let (index, behind) = (sizes[place], self.source.size(origin) - sizes[place]);
                            waiting.push(Waiting { origin, index, behind, reason });
                            break;
                        }
                    }
                }
                let size = self.source.size(origin);
                if self.source.frozen(origin).is_some_and(|common| sizes[place] >= common && size > common) {
                    let (index, behind) = (sizes[place], size - sizes[place]);
                    waiting.push(Waiting { origin, index, behind, reason: WaitReason::Frozen });
                }
            }
            if done == before || done >= most {
                return Ok(done);
            }
        }
    }

    /// Applies the next entry of one journal, if all that it follows is applied and its body is here.
    fn step(&self, tx: &mut dyn Tx, origin: MemberIndex, sizes: &[u64]) -> Result<Step, StorageError> {
        let index = sizes[usize::from(origin.0)];
        let bytes = self.source.entry(origin, index)?;
        let Ok(entry) = Entry::decode(&bytes) else {
            self.keep_unreadable(tx, origin, index, &bytes)?;
            return Ok(Step::Applied);
        };
        for (other, needs) in self.others(origin).zip(&entry.seen) {
            let (needs, has) = (self.within_reach(other, *needs), sizes[usize::from(other.0)]);
            if has < needs {
                return Ok(Step::Waits(WaitReason::Seen { origin: other, needs, has }));
            }
        }
        let mut plaintext = None;
        if let Some(body) = entry.bodies.first()
            && (entry.is_sealed() || entry.audience.contains(self.source.me()))
        {
            plaintext = self.source.body(&body.commitment)?;
            // For whom a sealed body is only itself tells: nothing waits for it, and it is opened when it comes.
            if plaintext.is_none() && !entry.is_sealed() && !self.is_erased_later(origin, index, &entry)? {
                return Ok(Step::Waits(WaitReason::Body(body.commitment)));
            }
        }
        self.apply(tx, Whose::Journal, origin, index, &bytes, entry, plaintext.as_deref())?;
        Ok(Step::Applied)
    }

    /// The members other than `origin`, in charter order: whose sizes an entry of `origin` states.
    pub(crate) fn others(&self, origin: MemberIndex) -> impl Iterator<Item = MemberIndex> + use<> {
        self.charter.indices().filter(move |other| *other != origin)
    }

    /// Writes one record's row and runs its projectors.
    #[expect(clippy::too_many_arguments, reason = "one entry in all its parts, from two callers")]
    pub(crate) fn apply(
        &self,
        tx: &mut dyn Tx,
        whose: Whose,
        origin: MemberIndex,
        index: u64,
        bytes: &[u8],
        entry: Entry,
        plaintext: Option<&[u8]>,
    ) -> Result<Record, StorageError> {
        let mut faults = Vec::new();
        let seen = self.follows(tx, origin, index, &entry.seen, &mut faults)?;
        let origin_line = self.charter.member(origin).map(|member| member.origin.clone()).unwrap_or_default();
        let opened = self.open(plaintext, origin, &origin_line, &entry, &mut faults);
        let awaits_body = entry.is_sealed() && matches!(opened, Opening::NotHere);
        let opened = if let Opening::Opened(opened) = opened { Some(*opened) } else { None };
        let sum = seen.iter().fold(0u64, |sum, size| sum.saturating_add(*size));
        let order = Order { sum, origin, index };
        let record = made_of(entry, merkle::leaf_hash(bytes), origin_line, seen, order, opened);
        insert(tx, &record)?;
        if awaits_body {
            tx.execute(
                sql!("INSERT INTO unopened (origin, idx, commitment, ord_sum) VALUES (?1, ?2, ?3, ?4)"),
                params![origin, index, record.commitment, sum],
            )?;
        }
        self.judge(tx, whose, &record, &faults)?;
        Ok(record)
    }

    /// Opens a sealed entry that was applied when its body was not here. Answers whether it did.
    ///
    /// Its row then says what it would have said from the beginning, and its projectors run, as far in the past as it
    /// is: that is why they may not rely on what came before or after.
    pub(crate) fn open_late(
        &self,
        tx: &mut dyn Tx,
        origin: MemberIndex,
        index: u64,
    ) -> Result<bool, StorageError> {
        let bytes = self.source.entry(origin, index)?;
        let row = tx.opt(
            sql!("SELECT r.seen, r.ord_sum FROM record r JOIN unopened u ON u.origin = r.origin AND u.idx = r.idx \
                  WHERE r.origin = ?1 AND r.idx = ?2"),
            params![origin, index],
        )?;
        let (Some(row), Ok(entry)) = (row, Entry::decode(&bytes)) else { return Ok(false) };
        let Some(body) = entry.bodies.first() else { return Ok(false) };
        let plaintext = self.source.body(&body.commitment)?;
        let origin_line = self.charter.member(origin).map(|member| member.origin.clone()).unwrap_or_default();
        let mut faults = Vec::new();
        let opened = match self.open(plaintext.as_deref(), origin, &origin_line, &entry, &mut faults) {
            Opening::NotHere => return Ok(false),
            Opening::Opened(opened) => Some(*opened),
            Opening::Unlawful => None,
        };
        let seen: String = row.get("seen")?;
        let seen = seen.split(',').map(|size| size.parse().unwrap_or(0)).collect();
        let order = Order { sum: row.get("ord_sum")?, origin, index };
        let record = made_of(entry, merkle::leaf_hash(&bytes), origin_line, seen, order, opened);
        tx.execute(
            sql!(
                "UPDATE record SET kind = ?3, object = ?4, previous = ?5, audience = ?6, act_key = ?7, request = ?8, \
                 payload_len = ?9 WHERE origin = ?1 AND idx = ?2"
            ),
            params![
                origin,
                index,
                record.kind,
                record.object,
                record.previous,
                record.audience,
                record.act.as_ref().map(|act| act.key),
                record.request,
                record.payload.as_ref().map(Vec::len),
            ],
        )?;
        tx.execute(sql!("DELETE FROM unopened WHERE origin = ?1 AND idx = ?2"), params![origin, index])?;
        self.judge(tx, Whose::Journal, &record, &faults)?;
        Ok(true)
    }

    /// Reads a body that is here. What keeps its record from counting is added to `faults`.
    fn open(
        &self,
        plaintext: Option<&[u8]>,
        origin: MemberIndex,
        origin_line: &str,
        entry: &Entry,
        faults: &mut Vec<&'static str>,
    ) -> Opening {
        let Some(plaintext) = plaintext else { return Opening::NotHere };
        let opened = match envelope::open(plaintext, entry, origin_line) {
            Ok(opened) => opened,
            Err(fault) => {
                faults.push(fault);
                return Opening::Unlawful;
            }
        };
        if entry.is_sealed() {
            let header = &opened.header;
            if !header.audience.contains(origin) {
                faults.push("sealed-from-its-author");
                return Opening::Unlawful;
            }
            if !self.projectors(header.kind).all(|projector| projector.may_be_sealed(header.kind)) {
                faults.push("kind-not-sealed");
                return Opening::Unlawful;
            }
            if !header.audience.contains(self.source.me()) {
                return Opening::NotHere;
            }
        }
        Opening::Opened(Box::new(opened))
    }

    /// Marks what is at fault with a record, and has it projected when it can be read.
    fn judge(
        &self,
        tx: &mut dyn Tx,
        whose: Whose,
        record: &Record,
        faults: &[&'static str],
    ) -> Result<(), StorageError> {
        for fault in faults {
            irregular_at(tx, record.origin, record.index, fault)?;
        }
        // An open erasure is understood by its entry alone: that it can be relied upon is what lets the fold go on past
        // a body that it names and that never came.
        let is_plain_erasure = record.kind == Kind::ERASURE && !record.is_sealed;
        let is_clear = is_plain_erasure && record.audience.contains(self.source.me());
        if record.payload.is_none() && record.commitment.is_some() && !is_clear {
            return Ok(());
        }
        match record.kind {
            Kind::ERASURE => self.fold_erasure(tx, whose, record),
            Kind::RECEIPT => fold_receipt(tx, &self.charter, record),
            _ => self.project(tx, whose, record),
        }
    }

    fn project(&self, tx: &mut dyn Tx, whose: Whose, record: &Record) -> Result<(), StorageError> {
        let ctx = ProjectCtx { charter: &self.charter, me: self.source.me() };
        let place = (record.origin, record.index);
        self.run_projectors(tx, whose, record.kind, place, |projector, tx| {
            projector.project(&ctx, tx, record)
        })
    }

    /// Runs what every projector of a kind does with a record; its fault marks the record at `place`.
    pub(super) fn run_projectors(
        &self,
        tx: &mut dyn Tx,
        whose: Whose,
        kind: Kind,
        place: (MemberIndex, u64),
        work: impl Fn(&dyn Projector, &mut dyn Tx) -> Result<(), StorageError>,
    ) -> Result<(), StorageError> {
        for projector in self.projectors(kind) {
            if whose == Whose::Ours {
                // The act's own savepoint takes everything back.
                work(projector, tx)?;
                continue;
            }
            tx.batch("SAVEPOINT projection")?;
            // A fault in a projector must not end the fold of every later record.
            let outcome = catch_unwind(AssertUnwindSafe(|| work(projector, tx)));
            match outcome {
                Ok(Ok(())) => tx.batch("RELEASE SAVEPOINT projection")?,
                Ok(Err(error)) if !error.is_of_the_data() => return Err(error),
                failed => {
                    tx.batch("ROLLBACK TO SAVEPOINT projection; RELEASE SAVEPOINT projection")?;
                    let why = match failed {
                        Ok(Err(error)) => error.to_string(),
                        _ => "the projector panicked".to_owned(),
                    };
                    tracing::warn!(origin = place.0.0, index = place.1, why, "a record is irregular");
                    irregular_at(tx, place.0, place.1, "projection-failed")?;
                }
            }
        }
        Ok(())
    }

    /// What a record follows, closed under "follows": its own claim, what its author's previous record
    /// followed, and what the last record it saw of each other journal followed. For an honest author all
    /// of this is its claim. The sum over it grows along every causal path, which makes [`Order`] a causal order
    /// whatever an author claims.
    fn follows(
        &self,
        tx: &mut dyn Tx,
        origin: MemberIndex,
        index: u64,
        claimed: &[u64],
        faults: &mut Vec<&'static str>,
    ) -> Result<Vec<u64>, StorageError> {
        let members = self.charter.members.len();
        if claimed.len() + 1 > members {
            // From a charter that this node does not hold; what it saw of unknown journals cannot be waited for.
            faults.push("unknown-member");
        }
        let mut seen = vec![0; members];
        for (other, size) in self.others(origin).zip(claimed) {
            seen[usize::from(other.0)] = self.within_reach(other, *size);
        }
        seen[usize::from(origin.0)] = index;
        let stated = seen.clone();
        for member in self.charter.indices() {
            let place = usize::from(member.0);
            let Some(last) = stated[place].checked_sub(1) else { continue };
            let row = tx
                .one(sql!("SELECT seen FROM record WHERE origin = ?1 AND idx = ?2"), params![member, last])?;
            let theirs: String = row.get("seen")?;
            for (mine, its) in seen.iter_mut().zip(theirs.split(',')) {
                *mine = (*mine).max(its.parse().unwrap_or(0));
            }
        }
        // The record before says its own index, this one comes after it.
        seen[usize::from(origin.0)] = index;
        if seen != stated {
            faults.push("seen-went-back");
        }
        Ok(seen)
    }

    fn keep_unreadable(
        &self,
        tx: &mut dyn Tx,
        origin: MemberIndex,
        index: u64,
        bytes: &[u8],
    ) -> Result<(), StorageError> {
        let entry = Entry {
            kind: UNREADABLE,
            object: ObjectId::from_bytes([0; 16]),
            previous: None,
            audience: Audience::NONE,
            seconds: 0,
            seen: Vec::new(),
            bodies: Vec::new(),
            act: None,
        };
        self.apply(tx, Whose::Journal, origin, index, bytes, entry, None)?;
        irregular_at(tx, origin, index, "unreadable-entry")
    }
}

/// A record from its entry and, when it could be opened, from its body.
fn made_of(
    entry: Entry,
    entry_hash: Hash,
    origin_line: String,
    seen: Vec<u64>,
    order: Order,
    opened: Option<Opened>,
) -> Record {
    let is_sealed = entry.is_sealed();
    let (kind, object, previous, audience) = match &opened {
        Some(Opened { header, .. }) => (header.kind, header.object, header.previous, header.audience),
        None => (entry.kind, entry.object, entry.previous, entry.audience),
    };
    let sealed_act = opened.as_ref().and_then(|opened| opened.act);
    let (request, payload) =
        opened.map_or((None, None), |opened| (Some(opened.request), Some(opened.payload)));
    Record {
        origin: order.origin,
        origin_line,
        index: order.index,
        kind,
        object,
        previous,
        audience,
        seconds: entry.seconds,
        seen,
        order,
        entry_hash,
        commitment: entry.bodies.first().map(|body| body.commitment),
        request,
        payload,
        is_sealed,
        act: if is_sealed { sealed_act } else { entry.act },
        entry,
    }
}

fn insert(tx: &mut dyn Tx, record: &Record) -> Result<(), StorageError> {
    let seen: Vec<String> = record.seen.iter().map(u64::to_string).collect();
    tx.execute(
        sql!(
            "INSERT INTO record (origin, idx, kind, object, previous, audience, seconds, seen, ord_sum, entry_hash, \
             commitment, act_key, request, payload_len, sealed) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
        ),
        params![
            record.origin,
            record.index,
            record.kind,
            record.object,
            record.previous,
            record.audience,
            record.seconds,
            seen.join(","),
            record.order.sum,
            record.entry_hash,
            record.commitment,
            record.act.as_ref().map(|act| act.key),
            record.request,
            record.payload.as_ref().map(Vec::len),
            record.is_sealed,
        ],
    )?;
    tx.execute(
        sql!("INSERT INTO applied (origin, size) VALUES (?1, ?2) ON CONFLICT (origin) DO UPDATE SET size = excluded.size"),
        params![record.origin, record.index + 1],
    )?;
    Ok(())
}
