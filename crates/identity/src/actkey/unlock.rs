//! Opening an act key for the length of one act.

use super::record::proof_message;
use super::seal;
use super::store::{self, SealedKey};
use crate::error::IdentityError;
use crate::identity::{Client, Identity};
use crate::officer::Officer;
use crate::password::Password;
use crate::person::store::Credentials;
use crate::person::{PasswordState, Person, store as people};
use crate::session::Who;
use liptako_core::{Chance, Clock, ObjectId, UnixSeconds};
use liptako_journal::ActKey;
use liptako_storage::{ActSigner, Db};

/// An officer's act key, open. Keep it for one act; the secret is wiped from memory when it is dropped.
///
/// Call [`Identity::publish_keys`] in the same act, before the first record it signs.
#[derive(Debug)]
pub struct Unlocked {
    key: ActKey,
    officer: Officer,
}

impl Unlocked {
    /// Who signs, with the function the act names.
    pub const fn officer(&self) -> &Officer {
        &self.officer
    }
}

impl ActSigner for Unlocked {
    fn key_id(&self) -> ObjectId {
        self.key.public().key_id()
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message)
    }
}

impl Identity {
    /// Opens the act key of whoever is signed in, with their password typed anew. Makes a first key when there is
    /// none yet, or the one that was here has been revoked.
    ///
    /// # Errors
    /// [`IdentityError::WrongPassword`], [`IdentityError::Wait`], [`IdentityError::MustChangePassword`],
    /// [`IdentityError::NotASigner`], [`IdentityError::Inactive`], [`IdentityError::Forbidden`] for visitors.
    pub fn unlock(
        &self,
        db: &Db,
        who: &Who,
        password: &str,
        client: &Client<'_>,
        clock: &dyn Clock,
        chance: &dyn Chance,
    ) -> Result<Unlocked, IdentityError> {
        let person = who.person().ok_or(IdentityError::Forbidden)?;
        let (credentials, sealed) = self.begin_confirm(db, person.id, client, clock.now())?;
        let typed = Password::typed(password).ok_or(IdentityError::WrongPassword)?;
        if credentials.person.password == PasswordState::Temporary {
            return Err(IdentityError::MustChangePassword);
        }
        if !self.signs(&credentials.person) {
            return Err(IdentityError::NotASigner);
        }
        let opened = sealed.and_then(|sealed| self.open(&sealed, person.id, &typed));
        let (key, fresh) = match opened {
            Some(key) => (key, None),
            None if self.verify(Some(&typed), Some(&credentials.secret)) => {
                let (key, sealed) = self.new_key(person.id, &typed, chance)?;
                (key, Some(sealed))
            }
            None => return Err(IdentityError::WrongPassword),
        };
        db.write(|tx| {
            let unchanged = people::by_id(tx, person.id)?.ok_or(IdentityError::NotFound)?;
            if !unchanged.person.active || unchanged.secret != credentials.secret {
                return Err(IdentityError::WrongPassword);
            }
            self.end_attempt(tx, &unchanged.person.login, client)?;
            if let Some(sealed) = &fresh {
                store::put_secret(tx, person.id, sealed)?;
            }
            Ok(Unlocked { key, officer: unchanged.person.officer(&self.table) })
        })
    }

    /// Counts an attempt to confirm one's password and reads what it is checked against: the account, and the act
    /// key when there is one that is not revoked.
    pub(crate) fn begin_confirm(
        &self,
        db: &Db,
        person: ObjectId,
        client: &Client<'_>,
        now: UnixSeconds,
    ) -> Result<(Credentials, Option<SealedKey>), IdentityError> {
        // An inner error is an answer, not a failure: what was counted must be kept.
        db.write(|tx| -> Result<_, IdentityError> {
            let credentials = people::by_id(tx, person)?.ok_or(IdentityError::NotFound)?;
            if !credentials.person.active {
                return Ok(Err(IdentityError::Inactive));
            }
            if let Some(seconds) = self.begin_attempt(tx, &credentials.person.login, client, now)? {
                return Ok(Err(IdentityError::Wait { seconds }));
            }
            let Some(sealed) = store::secret(tx, person)? else { return Ok(Ok((credentials, None))) };
            let known = store::known_before(tx, self.me, sealed.public.key_id(), u64::MAX)?;
            let revoked = known.iter().any(|known| known.revoked.is_some());
            let usable = !revoked && self.is_proved(person, &sealed);
            Ok(Ok((credentials, usable.then_some(sealed))))
        })?
    }

    /// The act key after a change of password: the same one sealed anew, a first one, or none for who signs nothing.
    pub(crate) fn reseal(
        &self,
        person: &Person,
        sealed: Option<SealedKey>,
        current: &Password,
        new: &Password,
        chance: &dyn Chance,
    ) -> Result<Option<SealedKey>, IdentityError> {
        if !self.signs(person) {
            return Ok(None);
        }
        let kept = sealed.and_then(|sealed| self.open(&sealed, person.id, current));
        match kept {
            Some(key) => self.sealed(&key, person.id, new, chance).map(Some),
            None => self.new_key(person.id, new, chance).map(|(_, sealed)| Some(sealed)),
        }
    }

    /// Whether what this person may do is exercised by signing.
    pub(crate) fn signs(&self, person: &Person) -> bool {
        self.table.signs(&person.permissions(&self.table))
    }

    /// Whether a key can be registered in our journal. One made for an earlier journal of this authority cannot.
    pub(crate) fn is_proved(&self, officer: ObjectId, key: &SealedKey) -> bool {
        key.public.signed(&proof_message(&self.origin, officer, &key.public), &key.proof)
    }

    fn open(&self, sealed: &SealedKey, officer: ObjectId, password: &Password) -> Option<ActKey> {
        let _turn = self.turn();
        seal::open(&sealed.sealed, officer, &sealed.public, password)
    }

    fn new_key(
        &self,
        officer: ObjectId,
        password: &Password,
        chance: &dyn Chance,
    ) -> Result<(ActKey, SealedKey), IdentityError> {
        let key = ActKey::generate(chance);
        let sealed = self.sealed(&key, officer, password, chance)?;
        Ok((key, sealed))
    }

    fn sealed(
        &self,
        key: &ActKey,
        officer: ObjectId,
        password: &Password,
        chance: &dyn Chance,
    ) -> Result<SealedKey, IdentityError> {
        let _turn = self.turn();
        let public = key.public();
        let proof = key.sign(&proof_message(&self.origin, officer, &public));
        let sealed =
            seal::seal(key, officer, password, self.policy.cost, chance).ok_or(IdentityError::Cost)?;
        Ok(SealedKey { public, proof, sealed })
    }
}
