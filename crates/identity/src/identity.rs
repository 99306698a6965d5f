//! The one object that pages and the command line talk to.

use crate::actkey::ActKeys;
use crate::error::IdentityError;
use crate::password::{Cost, Password};
use crate::permission::PermissionTable;
use crate::throttle::{Subject, Throttle, store as throttle};
use liptako_core::{Chance, MemberIndex, UnixSeconds};
use liptako_storage::{Migration, Module, StorageError, Tx};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Times and costs, as data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Cost of one Argon2id computation.
    pub cost: Cost,
    /// Waiting times per login.
    pub per_login: Throttle,
    /// Waiting times per client address.
    pub per_address: Throttle,
    /// A session ends after this long without a page, in seconds.
    pub idle_s: i64,
    /// A session ends this long after sign-in whatever happens, in seconds.
    pub absolute_s: i64,
    /// A temporary password is good for this long, in seconds.
    pub temporary_s: i64,
}

impl Policy {
    /// 12 hours idle, 7 days in all; a temporary password is good for 7 days.
    pub const STANDARD: Self = Self {
        cost: Cost::STANDARD,
        per_login: Throttle::PER_LOGIN,
        per_address: Throttle::PER_ADDRESS,
        idle_s: 12 * 3600,
        absolute_s: 7 * 86_400,
        temporary_s: 7 * 86_400,
    };

    /// As [`Policy::STANDARD`], with passwords that cost nothing to compute. For tests only.
    pub const FOR_TESTS: Self = Self { cost: Cost::FOR_TESTS, ..Self::STANDARD };
}

impl Default for Policy {
    fn default() -> Self {
        Self::STANDARD
    }
}

/// Who asks, as the network shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client<'a> {
    /// Address of the client, without port.
    pub address: &'a str,
    /// What its browser calls itself; shown to the person in the list of their sessions.
    pub agent: &'a str,
}

impl Client<'static> {
    /// Somebody at the machine's own command line.
    pub const COMMAND_LINE: Self = Self { address: "local", agent: "liptako" };
}

/// Accounts, sign-in, sessions, roles and act keys of one authority's node.
///
/// Methods that take a [`Db`](liptako_storage::Db) compute passwords between two short transactions and must not be
/// called inside one; they block, so call them on blocking threads.
#[derive(Debug)]
pub struct Identity {
    pub(crate) table: PermissionTable,
    pub(crate) policy: Policy,
    pub(crate) me: MemberIndex,
    pub(crate) origin: String,
    /// One Argon2id computation at a time: a flood of sign-ins must not take 19 MiB each.
    turn: Mutex<()>,
}

impl Identity {
    /// Sets up the accounts of the member `me`, whose journal is `origin`.
    ///
    /// # Errors
    /// [`IdentityError::Cost`] when the policy's cost is out of range.
    pub fn new(
        table: PermissionTable,
        policy: Policy,
        me: MemberIndex,
        origin: &str,
    ) -> Result<Self, IdentityError> {
        policy.cost.argon2().ok_or(IdentityError::Cost)?;
        Ok(Self { table, policy, me, origin: origin.to_owned(), turn: Mutex::new(()) })
    }

    /// Functions, roles and permissions.
    pub const fn table(&self) -> &PermissionTable {
        &self.table
    }

    /// The member whose people these are.
    pub const fn me(&self) -> MemberIndex {
        self.me
    }

    /// Hashes a chosen password.
    pub(crate) fn hash(&self, password: &Password, chance: &dyn Chance) -> Result<String, IdentityError> {
        let _turn = self.turn();
        password.hash(self.policy.cost, chance).ok_or(IdentityError::Cost)
    }

    /// Compares a typed password with a stored hash. Without a password or without a hash the same work is done
    /// and the answer is no, so that the time taken does not tell who has an account.
    pub(crate) fn verify(&self, typed: Option<&Password>, stored: Option<&str>) -> bool {
        let _turn = self.turn();
        match (typed, stored) {
            (Some(password), Some(stored)) => password.matches(stored),
            _ => {
                Password::decoy(self.policy.cost);
                false
            }
        }
    }

    /// Waits for the one place where Argon2id is computed.
    pub(crate) fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts an attempt; the seconds to wait when it is one too many.
    pub(crate) fn begin_attempt(
        &self,
        tx: &mut dyn Tx,
        login: &str,
        client: &Client<'_>,
        now: UnixSeconds,
    ) -> Result<Option<i64>, StorageError> {
        let subjects = [
            (Subject::login(login), &self.policy.per_login),
            (Subject::address(client.address), &self.policy.per_address),
        ];
        throttle::begin(tx, subjects, now)
    }

    /// Takes back what a successful attempt had counted.
    pub(crate) fn end_attempt(
        &self,
        tx: &mut dyn Tx,
        login: &str,
        client: &Client<'_>,
    ) -> Result<(), StorageError> {
        throttle::forgive(tx, Subject::login(login), Subject::address(client.address))
    }
}

/// This crate's tables and projectors.
pub fn module() -> Module {
    Module {
        name: "identity",
        migrations: &[Migration {
            module: "identity",
            version: 1,
            sql: include_str!("../migrations/0001_people.sql"),
        }],
        shared_tables: &["act_key"],
        national_tables: &["person", "person_role", "person_factor", "session", "throttle", "act_secret"],
        projectors: vec![Box::new(ActKeys)],
    }
}
