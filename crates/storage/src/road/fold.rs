//! The fold: from journals to tables, in causal order, the same on every node.

use super::source::Source;
use crate::migration::OWN_SHARED;
use crate::record::{applied_size, irregular_at};
use crate::{Module, Order, ProjectCtx, Projector, Record, StorageError, Tx, Value, params, search, sql};
use liptako_core::{Audience, Charter, Kind, MemberIndex, ObjectId, RequestId};
use liptako_journal::{Entry, Hash, body, merkle};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

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
        Self { source, charter, modules, by_kind }
    }

    fn projectors(&self, kind: Kind) -> impl Iterator<Item = &dyn Projector> {
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
        self.modules.iter().flat_map(|module| module.national_tables.iter().copied())
    }

    /// How much of a journal may be applied.
    fn reach(&self, origin: MemberIndex) -> u64 {
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
            && entry.audience.contains(self.source.me())
        {
            plaintext = self.source.body(&body.commitment)?;
            if plaintext.is_none() {
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
        let opened = plaintext.map(|plaintext| read_body(plaintext, &entry, &origin_line));
        let (request, payload) = match opened {
            None => (None, None),
            Some(Ok((request, payload))) => (Some(request), Some(payload)),
            Some(Err(fault)) => {
                faults.push(fault);
                (None, None)
            }
        };
        let sum = seen.iter().fold(0u64, |sum, size| sum.saturating_add(*size));
        let record = Record {
            origin,
            origin_line,
            index,
            kind: entry.kind,
            object: entry.object,
            previous: entry.previous,
            audience: entry.audience,
            seconds: entry.seconds,
            seen,
            order: Order { sum, origin, index },
            entry_hash: merkle::leaf_hash(bytes),
            commitment: entry.bodies.first().map(|body| body.commitment),
            request,
            payload,
            entry,
        };
        insert(tx, &record)?;
        for fault in &faults {
            irregular_at(tx, origin, index, fault)?;
        }
        let readable = record.payload.is_some() || record.commitment.is_none();
        if readable {
            self.project(tx, whose, &record)?;
        }
        Ok(record)
    }

    fn project(&self, tx: &mut dyn Tx, whose: Whose, record: &Record) -> Result<(), StorageError> {
        let ctx = ProjectCtx { charter: &self.charter, me: self.source.me() };
        for projector in self.projectors(record.kind) {
            if whose == Whose::Ours {
                // The act's own savepoint takes everything back.
                projector.project(&ctx, tx, record)?;
                continue;
            }
            tx.batch("SAVEPOINT projection")?;
            // A fault in a projector must not end the fold of every later record.
            let outcome = catch_unwind(AssertUnwindSafe(|| projector.project(&ctx, tx, record)));
            match outcome {
                Ok(Ok(())) => tx.batch("RELEASE SAVEPOINT projection")?,
                Ok(Err(error)) if !error.is_of_the_data() => return Err(error),
                failed => {
                    tx.batch("ROLLBACK TO SAVEPOINT projection; RELEASE SAVEPOINT projection")?;
                    let why = match failed {
                        Ok(Err(error)) => error.to_string(),
                        _ => "the projector panicked".to_owned(),
                    };
                    tracing::warn!(
                        origin = record.origin.0,
                        index = record.index,
                        why,
                        "a record is irregular"
                    );
                    irregular_at(tx, record.origin, record.index, "projection-failed")?;
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

fn insert(tx: &mut dyn Tx, record: &Record) -> Result<(), StorageError> {
    let seen: Vec<String> = record.seen.iter().map(u64::to_string).collect();
    tx.execute(
        sql!(
            "INSERT INTO record (origin, idx, kind, object, previous, audience, seconds, seen, ord_sum, entry_hash, \
             commitment, act_key, request, payload_len) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
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
            record.entry.act.as_ref().map(|act| act.key),
            record.request,
            record.payload.as_ref().map(Vec::len),
        ],
    )?;
    tx.execute(
        sql!("INSERT INTO applied (origin, size) VALUES (?1, ?2) ON CONFLICT (origin) DO UPDATE SET size = excluded.size"),
        params![record.origin, record.index + 1],
    )?;
    Ok(())
}

/// What stands in a body: the idempotency key of the act, then what the module wrote.
pub(crate) fn envelope(request: RequestId, payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(17 + payload.len());
    bytes.push(1);
    bytes.extend_from_slice(request.as_bytes());
    bytes.extend_from_slice(payload);
    bytes
}

fn read_body(plaintext: &[u8], entry: &Entry, origin: &str) -> Result<(RequestId, Vec<u8>), &'static str> {
    let (header, content) = body::open(plaintext).map_err(|_| "unreadable-body")?;
    header.matches(entry, origin).map_err(|_| "body-of-another-entry")?;
    let (first, rest) = content.split_at_checked(17).ok_or("unreadable-body")?;
    match first {
        [1, request @ ..] => {
            let request = RequestId::try_from(request).map_err(|_| "unreadable-body")?;
            Ok((request, rest.to_vec()))
        }
        _ => Err("unreadable-body"),
    }
}

/// A digest of the rows of each table given, the same on both engines and whatever the order of insertion.
///
/// SHA-256 over, per table: its name, the names of its columns, and the sorted SHA-256 of its rows.
pub(crate) fn digest(
    tx: &mut dyn Tx,
    tables: impl Iterator<Item = &'static str>,
) -> Result<Hash, StorageError> {
    use sha2::{Digest, Sha256};
    let mut names: Vec<&str> = tables.collect();
    names.sort_unstable();
    let mut all = Sha256::new();
    for table in names {
        let columns = crate::migration::columns(tx, table)?;
        let list: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
        let rows = tx.query_text(&format!("SELECT {} FROM {table}", list.join(", ")), params![])?;
        let mut hashes: Vec<[u8; 32]> = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut bytes = Vec::new();
            row.values().iter().for_each(|value| value.encode(&mut bytes));
            hashes.push(Sha256::digest(&bytes).into());
        }
        hashes.sort_unstable();
        let mut head = Vec::new();
        Value::from(table).encode(&mut head);
        columns.iter().for_each(|column| Value::from(column).encode(&mut head));
        Value::from(hashes.len()).encode(&mut head);
        all.update(&head);
        hashes.iter().for_each(|hash| all.update(hash));
    }
    Ok(Hash(all.finalize().into()))
}
