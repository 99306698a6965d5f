//! What a person is, and what may be said of one.

use crate::error::IdentityError;
use crate::officer::Officer;
use crate::permission::{Function, PermissionTable, Permissions, VISITOR};
use liptako_core::{ObjectId, UnixSeconds};
use std::collections::BTreeSet;

/// A way to prove who one is, as the tables name it.
///
/// Passkeys, one-time codes (TOTP) and a national identity provider (OpenID Connect) come as further variants:
/// `person_factor.factor` and `session.factor` hold the code, `person_factor.label` tells several passkeys apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Factor {
    /// A password, kept as its Argon2id hash.
    Password,
}

impl Factor {
    /// Its code in the tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
        }
    }
}

/// Where a person stands with their password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordState {
    /// Drawn by the machine and handed over by an administrator: opens only the page where one's own is chosen.
    Temporary,
    /// Chosen by the person.
    Own,
}

/// Somebody with an account at this authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Stable for life, and the officer's identifier in shared records.
    pub id: ObjectId,
    /// What they sign in with.
    pub login: String,
    /// Name as shown to others.
    pub name: String,
    /// Name of their function in the permission table.
    pub function: String,
    /// Names of their roles in the permission table.
    pub roles: BTreeSet<String>,
    /// Whether they may sign in.
    pub active: bool,
    /// When the account was opened.
    pub created: UnixSeconds,
    /// Whether they have chosen their password.
    pub password: PasswordState,
}

impl Person {
    /// What their roles allow, before anything a session may withhold. A disabled person may do nothing.
    pub fn permissions(&self, table: &PermissionTable) -> Permissions {
        if self.active { table.allowed(self.roles.iter().map(String::as_str)) } else { Permissions::NONE }
    }

    /// How shared records name them. A function that has left the table is shown by its bare name.
    pub fn officer(&self, table: &PermissionTable) -> Officer {
        let bare =
            || Function { name: self.function.clone(), fr: self.function.clone(), en: self.function.clone() };
        let function = table.function(&self.function).cloned().unwrap_or_else(bare);
        Officer { id: self.id, name: self.name.clone(), function }
    }
}

/// What an administrator says of a new person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// What they will sign in with; capital letters are made small.
    pub login: String,
    /// Name as shown to others.
    pub name: String,
    /// Name of a function of the permission table.
    pub function: String,
    /// Names of roles of the permission table, at least one.
    pub roles: BTreeSet<String>,
}

/// What an administrator changes of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonEdit {
    /// Name as shown to others.
    pub name: String,
    /// Name of a function of the permission table.
    pub function: String,
    /// Names of roles of the permission table, at least one.
    pub roles: BTreeSet<String>,
}

/// A login in its one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Login(String);

impl Login {
    /// Reads a login as typed: outer spaces dropped, capitals made small.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let login = text.trim().to_ascii_lowercase();
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b);
        let fits = (2..=40).contains(&login.len())
            && login.bytes().all(plain)
            && login.starts_with(|c: char| c.is_ascii_lowercase());
        fits.then_some(Self(login))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a text can be shown as somebody's name: 1 to 80 characters, none of them a control character or one
/// that changes the direction of what follows, and not only spaces.
pub(crate) fn valid_name(name: &str) -> bool {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    !name.trim().is_empty() && name.chars().count() <= 80 && !name.chars().any(|c| c.is_control() || turns(c))
}

/// A name, a function and roles that are fit to be stored.
#[derive(Debug)]
pub(crate) struct PersonForm {
    pub(crate) name: String,
    pub(crate) function: String,
    pub(crate) roles: BTreeSet<String>,
}

impl PersonForm {
    /// Checks what is said of a person against the table: names known, at least one role, duties separated.
    pub(crate) fn check(edit: &PersonEdit, table: &PermissionTable) -> Result<Self, IdentityError> {
        if !valid_name(&edit.name) {
            return Err(IdentityError::Name);
        }
        if table.function(&edit.function).is_none() {
            return Err(IdentityError::UnknownFunction(edit.function.clone()));
        }
        if edit.roles.is_empty() {
            return Err(IdentityError::NoRole);
        }
        if let Some(role) = edit.roles.iter().find(|role| *role == VISITOR || table.role(role).is_none()) {
            return Err(IdentityError::UnknownRole(role.clone()));
        }
        if let Some(set) = table.conflict(&edit.roles) {
            return Err(IdentityError::Incompatible { fr: set.fr.clone(), en: set.en.clone() });
        }
        let name = edit.name.trim().to_owned();
        Ok(Self { name, function: edit.function.clone(), roles: edit.roles.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edit(roles: &[&str]) -> PersonEdit {
        let roles = roles.iter().map(|role| (*role).to_owned()).collect();
        PersonEdit { name: "Awa Traoré".into(), function: "legal-officer".into(), roles }
    }

    fn check(edit: &PersonEdit) -> Result<PersonForm, IdentityError> {
        PersonForm::check(edit, &PermissionTable::standard().unwrap())
    }

    #[test]
    fn logins_have_one_form() {
        assert_eq!(Login::parse(" A.Traore ").unwrap().as_str(), "a.traore");
        for wrong in ["", "a", "9a", "a b", "é.b", "a\0b", &"a".repeat(41)] {
            assert_eq!(Login::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn who_opens_accounts_does_not_sign() {
        assert!(matches!(
            check(&edit(&["administrator", "approver"])),
            Err(IdentityError::Incompatible { .. })
        ));
        assert!(check(&edit(&["administrator", "drafter"])).is_ok());
        assert!(check(&edit(&["drafter", "approver"])).is_ok());
    }

    #[test]
    fn the_visitors_role_is_given_to_nobody() {
        assert_eq!(check(&edit(&["visitor"])).unwrap_err(), IdentityError::UnknownRole("visitor".into()));
        assert_eq!(check(&edit(&[])).unwrap_err(), IdentityError::NoRole);
        let mut stranger = edit(&["reader"]);
        stranger.function = "king".into();
        assert_eq!(check(&stranger).unwrap_err(), IdentityError::UnknownFunction("king".into()));
    }

    #[test]
    fn a_name_cannot_turn_the_direction_of_the_page() {
        let mut turning = edit(&["reader"]);
        turning.name = "Awa \u{202E}éroarT".into();
        assert_eq!(check(&turning).unwrap_err(), IdentityError::Name);
    }

    proptest! {
        /// Whatever roles are asked for, what is accepted is known, not empty, and separates duties.
        #[test]
        fn accepted_roles_keep_every_rule(asked in proptest::collection::btree_set(
            prop_oneof!["visitor", "reader", "drafter", "approver", "administrator", "[a-z]{1,6}"], 0..5)) {
            let table = PermissionTable::standard().unwrap();
            let wish = PersonEdit { roles: asked.clone(), ..edit(&[]) };
            let lawful = !asked.is_empty()
                && asked.iter().all(|role| table.roles().any(|known| known.name == *role))
                && !(asked.contains("administrator") && asked.contains("approver"));
            let outcome = PersonForm::check(&wish, &table);
            prop_assert_eq!(outcome.is_ok(), lawful);
            if let Ok(form) = outcome { prop_assert_eq!(form.roles, asked); }
        }
    }
}
