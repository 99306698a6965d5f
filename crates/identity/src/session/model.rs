//! What a session is.

use crate::identity::Policy;
use crate::officer::Officer;
use crate::permission::{Permission, PermissionTable, Permissions};
use crate::person::{PasswordState, Person};
use liptako_core::{Chance, ObjectId, UnixSeconds};
use liptako_journal::Hash;
use std::fmt;

/// Somebody who asks for a page or a change, and what they may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    person: Option<Person>,
    officer: Option<Officer>,
    permissions: Permissions,
    session: Option<ObjectId>,
    csrf: Option<String>,
}

impl Who {
    /// Somebody who has not signed in.
    pub const fn visitor(permissions: Permissions) -> Self {
        Self { person: None, officer: None, permissions, session: None, csrf: None }
    }

    /// Somebody at the machine's command line: they hold the machine, so they may manage accounts.
    pub fn command_line() -> Self {
        Self::visitor([Permission::PEOPLE_MANAGE].into_iter().collect())
    }

    /// Somebody signed in. Until they have chosen their own password they may do nothing else.
    pub(crate) fn signed_in(
        table: &PermissionTable,
        person: Person,
        session: ObjectId,
        secret: &Secret,
    ) -> Self {
        let permissions = match person.password {
            PasswordState::Own => person.permissions(table),
            PasswordState::Temporary => [Permission::ACCOUNT_OWN].into_iter().collect(),
        };
        Self {
            officer: Some(person.officer(table)),
            person: Some(person),
            permissions,
            session: Some(session),
            csrf: Some(secret.csrf()),
        }
    }

    /// Whether they may do this.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(permission)
    }

    /// Everything they may do.
    pub const fn permissions(&self) -> &Permissions {
        &self.permissions
    }

    /// Their account, when they are signed in.
    pub const fn person(&self) -> Option<&Person> {
        self.person.as_ref()
    }

    /// How shared records name them, when they are signed in.
    pub const fn officer(&self) -> Option<&Officer> {
        self.officer.as_ref()
    }

    /// Their session, by the name under which it is listed and revoked.
    pub const fn session(&self) -> Option<ObjectId> {
        self.session
    }

    /// What every form of theirs must carry: derived from the session's secret, so a page elsewhere cannot know it.
    pub fn csrf(&self) -> Option<&str> {
        self.csrf.as_deref()
    }

    /// Whether they must choose their own password before anything else.
    pub fn must_change_password(&self) -> bool {
        self.person.as_ref().is_some_and(|person| person.password == PasswordState::Temporary)
    }
}

/// A session just opened.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Value of the session cookie: 64 hexadecimal digits. To be set `HttpOnly`, `SameSite=Lax` or stricter, and
    /// `Secure` when served over TLS; it is stored nowhere.
    pub cookie: String,
    /// How long the cookie can be good for, in seconds.
    pub max_age_s: i64,
    /// Who it is.
    pub who: Who,
}

impl fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedIn").field("who", &self.who.person().map(|person| &person.login)).finish()
    }
}

/// An open session, as its owner sees it in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Name under which it is revoked. Not the secret.
    pub id: ObjectId,
    /// Whose it is.
    pub person: ObjectId,
    /// When it was opened.
    pub created: UnixSeconds,
    /// When it last asked for a page, to within five minutes.
    pub last_seen: UnixSeconds,
    /// From which address it was opened.
    pub address: String,
    /// What the browser called itself.
    pub agent: String,
}

impl Session {
    /// Whether it is still good. One that claims to have been seen in the future, by more than it could be idle,
    /// was dated by a wrong clock and is not.
    pub(crate) const fn is_open(&self, policy: &Policy, now: UnixSeconds) -> bool {
        let (idle, age) = (now - self.last_seen, now - self.created);
        -policy.idle_s < idle && idle < policy.idle_s && age < policy.absolute_s
    }
}

/// The 32 random bytes of a session cookie.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret([u8; 32]);

impl Secret {
    pub(crate) fn draw(chance: &dyn Chance) -> Self {
        let mut bytes = [0; 32];
        chance.fill(&mut bytes);
        Self(bytes)
    }

    /// Reads a cookie; anything but 64 hexadecimal digits is none.
    pub(crate) fn from_cookie(cookie: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(cookie, &mut bytes).ok()?;
        Some(Self(bytes))
    }

    pub(crate) fn cookie(&self) -> String {
        hex::encode(self.0)
    }

    /// What the tables know it by. A plain SHA-256 is enough: 256 random bits cannot be guessed.
    pub(crate) fn hash(&self) -> Hash {
        Hash::of(&self.0)
    }

    pub(crate) fn csrf(&self) -> String {
        Hash::of(&[b"liptako-csrf/1\n", &self.0[..]].concat()).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use liptako_core::SeededChance;
    use proptest::prelude::*;

    #[test]
    fn the_csrf_token_does_not_give_the_cookie_away() {
        let secret = Secret::draw(&SeededChance::new(1));
        assert_ne!(secret.csrf(), secret.cookie());
        assert_ne!(secret.csrf(), secret.hash().to_string());
        assert!(Secret::from_cookie(&secret.csrf()).is_some_and(|other| other.hash() != secret.hash()));
    }

    #[test]
    fn a_session_ends_by_idleness_by_age_and_by_an_impossible_date() {
        let policy = Policy::FOR_TESTS;
        let session = |created, last_seen| Session {
            id: ObjectId::from_bytes([1; 16]),
            person: ObjectId::from_bytes([2; 16]),
            created,
            last_seen,
            address: String::new(),
            agent: String::new(),
        };
        assert!(session(0, 0).is_open(&policy, 12 * 3600 - 1));
        assert!(!session(0, 0).is_open(&policy, 12 * 3600));
        assert!(session(0, 7 * 86_400 - 2).is_open(&policy, 7 * 86_400 - 1));
        assert!(!session(0, 7 * 86_400 - 1).is_open(&policy, 7 * 86_400));
        assert!(!session(1_000_000, 1_000_000).is_open(&policy, 0));
    }

    proptest! {
        #[test]
        fn only_sixty_four_hexadecimal_digits_are_a_cookie(text in "\\PC{0,70}") {
            let digits = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
            prop_assert_eq!(Secret::from_cookie(&text).is_some(), digits);
        }
    }
}
