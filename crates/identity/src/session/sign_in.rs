//! Coming in, staying, leaving.

use super::model::{Secret, Session, SignedIn, Who};
use super::store;
use crate::error::{IdentityError, SignInError};
use crate::identity::{Client, Identity};
use crate::password::{Password, stored_cost};
use crate::permission::Permission;
use crate::person::store::Credentials;
use crate::person::{Factor, Login, PasswordState, store as people};
use liptako_core::{Chance, Clock, ObjectId, UnixSeconds};
use liptako_storage::{Db, StorageError, Tx};

/// A session's last page is noted no more often than this, in seconds: reading pages must not mean writing.
const TOUCH_EVERY_S: i64 = 300;
/// Longest address and browser name kept, in characters.
const MAX_CLIENT_CHARS: usize = 200;

impl Identity {
    /// Opens a session for whoever knows the login and its password.
    ///
    /// An unknown login, a wrong password and a disabled account take the same work and get the same answer.
    ///
    /// # Errors
    /// [`SignInError`].
    pub fn sign_in(
        &self,
        db: &Db,
        login: &str,
        password: &str,
        client: &Client<'_>,
        clock: &dyn Clock,
        chance: &dyn Chance,
    ) -> Result<SignedIn, SignInError> {
        let now = clock.now();
        // An inner error is an answer, not a failure: what was counted must be kept.
        let found = db.write(|tx| -> Result<_, SignInError> {
            if let Some(seconds) = self.begin_attempt(tx, login, client, now)? {
                return Ok(Err(SignInError::Wait { seconds }));
            }
            match Login::parse(login) {
                Some(login) => Ok(Ok(people::by_login(tx, login.as_str())?)),
                None => Ok(Ok(None)),
            }
        })??;
        let typed = Password::typed(password);
        let right = self.verify(typed.as_ref(), found.as_ref().map(|found| found.secret.as_str()));
        let (Some(credentials), Some(typed), true) = (found, typed, right) else {
            return Err(SignInError::Refused);
        };
        if !credentials.person.active {
            return Err(SignInError::Refused);
        }
        if self.is_expired(&credentials, now) {
            return Err(SignInError::TemporaryExpired);
        }
        // A hash made when computing was cheaper is renewed while the password is at hand.
        let renewed = (stored_cost(&credentials.secret) != Some(self.policy.cost))
            .then(|| self.hash(&typed, chance).ok())
            .flatten();
        db.write(|tx| self.open_session(tx, &credentials, renewed.as_deref(), client, now, chance))
    }

    fn open_session(
        &self,
        tx: &mut dyn Tx,
        checked: &Credentials,
        renewed: Option<&str>,
        client: &Client<'_>,
        now: UnixSeconds,
        chance: &dyn Chance,
    ) -> Result<SignedIn, SignInError> {
        let person = checked.person.id;
        // Between the two transactions the account may have been disabled or its password reset.
        let current = people::by_id(tx, person)?
            .filter(|current| current.person.active && current.secret == checked.secret)
            .ok_or(SignInError::Refused)?;
        if let Some(secret) = renewed {
            people::set_password(tx, person, secret, current.person.password, checked.since)?;
        }
        self.end_attempt(tx, &current.person.login, client)?;
        store::delete_ended(tx, now - self.policy.idle_s, now - self.policy.absolute_s)?;
        let secret = Secret::draw(chance);
        let session = Session {
            id: ObjectId::fresh(chance),
            person,
            created: now,
            last_seen: now,
            address: shown(client.address),
            agent: shown(client.agent),
        };
        store::insert(tx, &session, &secret, Factor::Password)?;
        let who = Who::signed_in(&self.table, current.person, session.id, &secret);
        Ok(SignedIn { cookie: secret.cookie(), max_age_s: self.policy.absolute_s, who })
    }

    /// Whether a temporary password is past its time.
    pub(crate) fn is_expired(&self, credentials: &Credentials, now: UnixSeconds) -> bool {
        credentials.person.password == PasswordState::Temporary
            && now - credentials.since >= self.policy.temporary_s
    }

    /// Who this session cookie belongs to; `None` when it is forged, revoked or over, or the account disabled.
    ///
    /// # Errors
    /// [`StorageError`] of the tables.
    pub fn session(&self, db: &Db, cookie: &str, clock: &dyn Clock) -> Result<Option<Who>, StorageError> {
        let Some(secret) = Secret::from_cookie(cookie) else { return Ok(None) };
        let now = clock.now();
        let found = db.read(|tx| -> Result<_, StorageError> {
            let session = store::by_secret(tx, &secret)?.filter(|session| session.is_open(&self.policy, now));
            let Some(session) = session else { return Ok(None) };
            Ok(people::by_id(tx, session.person)?.map(|credentials| (session, credentials)))
        })?;
        let Some((session, credentials)) = found else { return Ok(None) };
        if !credentials.person.active || self.is_expired(&credentials, now) {
            return Ok(None);
        }
        if (now - session.last_seen).abs() >= TOUCH_EVERY_S
            && let Err(error) = db.write(|tx| store::touch(tx, session.id, now))
        {
            // A full disk must not keep people from reading.
            tracing::warn!(%error, "could not note a session's last page");
        }
        Ok(Some(Who::signed_in(&self.table, credentials.person, session.id, &secret)))
    }

    /// Ends the session of this cookie.
    ///
    /// # Errors
    /// [`StorageError`] of the tables.
    pub fn sign_out(&self, db: &Db, cookie: &str) -> Result<(), StorageError> {
        match Secret::from_cookie(cookie) {
            Some(secret) => db.write(|tx| store::delete_by_secret(tx, &secret)),
            None => Ok(()),
        }
    }

    /// The open sessions of a person, the one seen last first.
    ///
    /// # Errors
    /// [`StorageError`] of the tables.
    pub fn sessions(
        &self,
        tx: &mut dyn Tx,
        person: ObjectId,
        clock: &dyn Clock,
    ) -> Result<Vec<Session>, StorageError> {
        let now = clock.now();
        let mut sessions = store::of_person(tx, person)?;
        sessions.retain(|session| session.is_open(&self.policy, now));
        Ok(sessions)
    }

    /// Ends one of one's own sessions.
    ///
    /// # Errors
    /// [`IdentityError::NotFound`] when it is not one's own; [`IdentityError::Forbidden`] for visitors.
    pub fn revoke_session(&self, tx: &mut dyn Tx, who: &Who, session: ObjectId) -> Result<(), IdentityError> {
        let person = who.person().ok_or(IdentityError::Forbidden)?;
        match store::delete(tx, person.id, session)? {
            0 => Err(IdentityError::NotFound),
            _ => Ok(()),
        }
    }

    /// Ends all of one's own sessions but the present one; how many were ended.
    ///
    /// # Errors
    /// [`IdentityError::Forbidden`] for visitors.
    pub fn revoke_other_sessions(&self, tx: &mut dyn Tx, who: &Who) -> Result<u64, IdentityError> {
        let person = who.person().ok_or(IdentityError::Forbidden)?;
        Ok(store::delete_all(tx, person.id, who.session())?)
    }

    /// Ends all sessions of somebody, as an administrator; how many were ended.
    ///
    /// # Errors
    /// [`IdentityError::Forbidden`] without the permission to manage people.
    pub fn revoke_all_sessions(
        &self,
        tx: &mut dyn Tx,
        by: &Who,
        person: ObjectId,
    ) -> Result<u64, IdentityError> {
        if !by.may(Permission::PEOPLE_MANAGE) {
            return Err(IdentityError::Forbidden);
        }
        Ok(store::delete_all(tx, person, None)?)
    }
}

/// What a client says of itself, fit to be stored and shown.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(MAX_CLIENT_CHARS).collect()
}
