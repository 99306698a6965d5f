//! Bodies that come from peers, and bodies that an author has had erased.
//!
//! What is erased is said by the journal itself: an entry of kind [`Kind::ERASURE`] names it, and whoever folds the
//! journal tells it here, at every start and when such an entry comes. So no file of its own keeps it, and none can be
//! lost or restored to an older state.

use super::{Change, Journals};
use crate::body::{Chunk, header_of};
use crate::entry::Entry;
use crate::hash::Hash;
use crate::log::StoreError;
use crate::package::Package;
use liptako_core::MemberIndex;
use std::collections::BTreeSet;
use std::sync::{PoisonError, RwLockReadGuard};

impl Journals {
    /// Whether the author of an entry is known to have had it erased.
    pub fn is_erased(&self, origin: MemberIndex, index: u64) -> bool {
        self.erased.read().unwrap_or_else(PoisonError::into_inner).contains(&(origin, index))
    }

    /// Destroys the bodies of entries that their authors had erased, and takes none for them from now on.
    ///
    /// A body that says of itself that it is another entry's is left: to name another's commitment, and erase that, must
    /// not destroy it. Doing it again does what was left undone: a crash in the middle leaves a body of which chunks are
    /// here, and the next start asks again.
    ///
    /// # Errors
    /// As [`Bodies::destroy`](crate::bodies::Bodies::destroy).
    pub fn erase(&self, entries: &[(MemberIndex, u64)]) -> Result<(), StoreError> {
        // First, so that no chunk is written behind our back; whoever is writing one now is waited for.
        self.erased.write().unwrap_or_else(PoisonError::into_inner).extend(entries);
        let mut gone = Vec::new();
        for (origin, index) in entries {
            // Without a member's card its journal is not open here; its erasures are asked for again when it is.
            let Some(log) = self.log(*origin) else { continue };
            let entry = Entry::decode(&log.entry(*index)?)?;
            for body in entry.bodies.iter().filter(|body| self.bodies().knows(&body.commitment)) {
                let first = self.bodies().chunk(&body.commitment, 0)?;
                let header = first.and_then(|chunk| header_of(&chunk.bytes).ok());
                if header.is_none_or(|header| header.matches(&entry, log.origin()).is_ok()) {
                    gone.push(body.commitment);
                }
            }
        }
        self.bodies().destroy(&gone)
    }

    /// Stores chunks of the bodies of one entry durably; those of an erased entry are passed over. The caller has
    /// compared their counts with what the entry names.
    ///
    /// # Errors
    /// As [`Bodies::put`](crate::bodies::Bodies::put).
    pub fn store_chunks(&self, origin: MemberIndex, index: u64, chunks: &[Chunk]) -> Result<(), StoreError> {
        let erased = self.erased.read().unwrap_or_else(PoisonError::into_inner);
        if erased.contains(&(origin, index)) {
            return Ok(());
        }
        self.write_chunks(erased, &mut chunks.iter())
    }

    /// Stores the chunks that came along with a package whose entries are held.
    ///
    /// # Errors
    /// As [`Journals::store_chunks`].
    pub fn store_along(&self, origin: MemberIndex, package: &Package) -> Result<(), StoreError> {
        if package.chunks.is_empty() {
            return Ok(());
        }
        let erased = self.erased.read().unwrap_or_else(PoisonError::into_inner);
        let standing = (package.from..).zip(&package.entries);
        let standing = standing.filter(|(index, _)| !erased.contains(&(origin, *index)));
        // An entry of a later version names no bodies known here.
        let entries = standing.filter_map(|(_, bytes)| Entry::decode(bytes).ok());
        let named: BTreeSet<(Hash, u32)> =
            entries.flat_map(|entry| entry.bodies).map(|body| (body.commitment, body.chunks)).collect();
        let mut wanted =
            package.chunks.iter().filter(|chunk| named.contains(&(chunk.commitment, chunk.count)));
        self.write_chunks(erased, &mut wanted)
    }

    fn write_chunks(
        &self,
        erased: RwLockReadGuard<'_, BTreeSet<(MemberIndex, u64)>>,
        chunks: &mut dyn Iterator<Item = &Chunk>,
    ) -> Result<(), StoreError> {
        let mut new = BTreeSet::new();
        for chunk in chunks {
            if self.bodies().put(chunk)? {
                new.insert(chunk.commitment);
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        self.bodies().sync()?;
        drop(erased);
        self.note_arrivals(new.into_iter().filter(|commitment| self.bodies().has(commitment)));
        self.tell(Change::Bodies);
        Ok(())
    }
}
