//! A permission as code asks for it, and the set of them that somebody holds.

use std::collections::BTreeSet;
use std::fmt;

/// Something that can be allowed, by its name in the permission table.
///
/// A crate declares the permissions its pages ask for as constants; the table gives them to roles.
/// One that the table does not know is held by nobody ([`PermissionTable::check_known`] refuses it at start).
///
/// [`PermissionTable::check_known`]: crate::PermissionTable::check_known
///
/// ```
/// use liptako_identity::{Permission, Permissions};
/// const CASE_READ: Permission = Permission::new("case.read");
/// let held = Permissions::from_iter([CASE_READ]);
/// assert!(held.contains(CASE_READ) && !held.contains(Permission::PLAN_DECIDE));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permission(&'static str);

impl Permission {
    /// Manage one's own account: password, open sessions.
    pub const ACCOUNT_OWN: Self = Self("account.own");
    /// Read the action plan.
    pub const PLAN_READ: Self = Self("plan.read");
    /// Propose a change of the plan.
    pub const PLAN_PROPOSE: Self = Self("plan.propose");
    /// Take a position on a proposal for one's authority.
    pub const PLAN_DECIDE: Self = Self("plan.decide");
    /// Read the laws side by side.
    pub const LAW_READ: Self = Self("law.read");
    /// Draft answers about one's authority's law.
    pub const LAW_EDIT: Self = Self("law.edit");
    /// Attest answers about one's authority's law.
    pub const LAW_ATTEST: Self = Self("law.attest");
    /// Propose a common rule, or an answer of a reference instrument.
    pub const LAW_PROPOSE: Self = Self("law.propose");
    /// Remark on a question of law or a proposal.
    pub const LAW_COMMENT: Self = Self("law.comment");
    /// Take a position on a common rule for one's authority.
    pub const LAW_DECIDE: Self = Self("law.decide");
    /// Read the library of practices.
    pub const PRACTICE_READ: Self = Self("practice.read");
    /// Draft practices, answer questions, tell what using one showed.
    pub const PRACTICE_WRITE: Self = Self("practice.write");
    /// Publish, review and adopt practices for one's authority.
    pub const PRACTICE_DECIDE: Self = Self("practice.decide");
    /// Read the seals of evidence.
    pub const EVIDENCE_READ: Self = Self("evidence.read");
    /// Record a seal of evidence.
    pub const EVIDENCE_SEAL: Self = Self("evidence.seal");
    /// Read advisories, as far as their marking lets one.
    pub const ADVISORY_READ: Self = Self("advisory.read");
    /// Draft advisories, import them, keep recipients.
    pub const ADVISORY_WRITE: Self = Self("advisory.write");
    /// Issue, acknowledge, hand on and withdraw advisories for one's authority.
    pub const ADVISORY_DECIDE: Self = Self("advisory.decide");
    /// Read the journal and its proofs.
    pub const JOURNAL_READ: Self = Self("journal.read");
    /// See the exchanges with the other authorities.
    pub const EXCHANGE_READ: Self = Self("exchange.read");
    /// Import and export bundles, manage the links.
    pub const EXCHANGE_MANAGE: Self = Self("exchange.manage");
    /// Manage accounts and roles.
    pub const PEOPLE_MANAGE: Self = Self("people.manage");

    /// Read one's authority's cross-border cases.
    pub const CASE_READ: Self = Self("case.read");
    /// Draft the steps of cross-border cases.
    pub const CASE_WRITE: Self = Self("case.write");
    /// Approve what leaves in a case, for one's authority.
    pub const CASE_DECIDE: Self = Self("case.decide");

    /// Every permission this crate names.
    pub const ALL: [Self; 25] = [
        Self::ACCOUNT_OWN,
        Self::PLAN_READ,
        Self::PLAN_PROPOSE,
        Self::PLAN_DECIDE,
        Self::LAW_READ,
        Self::LAW_EDIT,
        Self::LAW_ATTEST,
        Self::LAW_PROPOSE,
        Self::LAW_COMMENT,
        Self::LAW_DECIDE,
        Self::PRACTICE_READ,
        Self::PRACTICE_WRITE,
        Self::PRACTICE_DECIDE,
        Self::EVIDENCE_READ,
        Self::EVIDENCE_SEAL,
        Self::ADVISORY_READ,
        Self::ADVISORY_WRITE,
        Self::ADVISORY_DECIDE,
        Self::JOURNAL_READ,
        Self::EXCHANGE_READ,
        Self::EXCHANGE_MANAGE,
        Self::PEOPLE_MANAGE,
        Self::CASE_READ,
        Self::CASE_WRITE,
        Self::CASE_DECIDE,
    ];

    /// Names a permission, `module.verb`.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// Its name in the table.
    pub const fn name(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// The permissions somebody holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Permissions(BTreeSet<String>);

impl Permissions {
    /// None at all.
    pub const NONE: Self = Self(BTreeSet::new());

    /// Whether this permission is among them.
    pub fn contains(&self, permission: Permission) -> bool {
        self.0.contains(permission.0)
    }

    /// Their names, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    pub(crate) fn from_names(names: impl IntoIterator<Item = String>) -> Self {
        Self(names.into_iter().collect())
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(permissions.into_iter().map(|permission| permission.0.to_owned()).collect())
    }
}
