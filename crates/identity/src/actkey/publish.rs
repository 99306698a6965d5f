//! Telling the other authorities which act keys count.

use super::record::{KnownKey, registration, revocation};
use super::store;
use crate::identity::Identity;
use crate::person::{Person, store as people};
use liptako_core::{Audience, Kind, ObjectId};
use liptako_storage::{NewRecord, Scribe, StorageError, Tx, previous_of};
use std::collections::BTreeMap;

/// A record about an officer's key that the journal still lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PendingKey {
    pub(crate) kind: Kind,
    pub(crate) officer: ObjectId,
    pub(crate) payload: Vec<u8>,
}

impl Identity {
    /// Records in our journal every key that should count and is not known, every new name or function of its
    /// officer, and the end of every key that should no longer count. Returns how many records it made.
    ///
    /// Call it after a password was chosen, a person changed, disabled or reset, at start, and at the beginning of
    /// an act that an officer signs. Doing it twice does nothing more.
    ///
    /// # Errors
    /// [`StorageError`] of the tables or of the record.
    pub fn publish_keys(&self, scribe: &mut Scribe<'_>) -> Result<usize, StorageError> {
        let pending = self.pending_keys(scribe.tx())?;
        let made = pending.len();
        for PendingKey { kind, officer, payload } in pending {
            let previous = previous_of(scribe.tx(), self.me, officer)?;
            let audience = Audience::all(scribe.charter());
            scribe.record(NewRecord::open(kind, officer, audience, payload).with_previous(previous))?;
        }
        Ok(made)
    }

    /// Whether [`Identity::publish_keys`] would record anything.
    ///
    /// # Errors
    /// [`StorageError`] of the tables.
    pub fn keys_to_publish(&self, tx: &mut dyn Tx) -> Result<bool, StorageError> {
        Ok(!self.pending_keys(tx)?.is_empty())
    }

    /// Compares the keys that should count (those resting here, of active people who sign) with those that our
    /// journal says count.
    pub(crate) fn pending_keys(&self, tx: &mut dyn Tx) -> Result<Vec<PendingKey>, StorageError> {
        let signers: BTreeMap<ObjectId, Person> = people::all(tx)?
            .into_iter()
            .filter(|person| self.signs(person))
            .map(|person| (person.id, person))
            .collect();
        // The newest word on each key.
        let mut known: BTreeMap<ObjectId, KnownKey> = BTreeMap::new();
        for word in store::known_of(tx, self.me)? {
            known.insert(word.public.key_id(), word);
        }
        let mut pending = Vec::new();
        for (owner, key) in store::secrets(tx)? {
            let Some(person) = signers.get(&owner).filter(|_| self.is_proved(owner, &key)) else { continue };
            let officer = person.officer(&self.table);
            let told = match known.remove(&key.public.key_id()) {
                Some(word) => word.revoked.is_some() || word.officer == officer,
                None => false,
            };
            if !told {
                let payload = registration(&officer, &key.public, &key.proof)?;
                pending.push(PendingKey { kind: Kind::ACT_KEY, officer: owner, payload });
            }
        }
        // What is left belongs to nobody who could still use it.
        for (key, word) in known {
            if word.revoked.is_none() {
                let (officer, payload) = (word.officer.id, revocation(key));
                pending.push(PendingKey { kind: Kind::ACT_KEY_REVOKED, officer, payload });
            }
        }
        Ok(pending)
    }
}
