//! Opening, changing and closing accounts; passwords.

use super::model::{Login, NewPerson, PasswordState, Person, PersonEdit, PersonForm};
use super::store::{self, Credentials};
use crate::actkey;
use crate::error::IdentityError;
use crate::identity::{Client, Identity};
use crate::password::{Password, TemporaryPassword};
use crate::permission::Permission;
use crate::session::{Who, store as sessions};
use liptako_core::{Chance, Clock, ObjectId, UnixSeconds};
use liptako_storage::{Db, StorageError, Tx};

impl Identity {
    /// Everybody with an account, disabled ones included, by login.
    ///
    /// # Errors
    /// [`StorageError`] of the tables.
    pub fn people(&self, tx: &mut dyn Tx) -> Result<Vec<Person>, StorageError> {
        store::all(tx)
    }

    /// One person.
    ///
    /// # Errors
    /// [`StorageError`] of the tables.
    pub fn person(&self, tx: &mut dyn Tx, id: ObjectId) -> Result<Option<Person>, StorageError> {
        Ok(store::by_id(tx, id)?.map(|found| found.person))
    }

    /// The person with this login.
    ///
    /// # Errors
    /// [`StorageError`] of the tables.
    pub fn person_by_login(&self, tx: &mut dyn Tx, login: &str) -> Result<Option<Person>, StorageError> {
        match Login::parse(login) {
            Some(login) => Ok(store::by_login(tx, login.as_str())?.map(|found| found.person)),
            None => Ok(None),
        }
    }

    /// Opens the first administrator's account, with a password of their own choice.
    ///
    /// For the command line alone: no page may call it. It works once, and again only when no active account
    /// manages people any more.
    ///
    /// # Errors
    /// [`IdentityError::AdministratorExists`]; [`IdentityError::NoRole`] when the roles asked for do not manage
    /// people; what [`Identity::create_person`] refuses; [`IdentityError::Weak`].
    pub fn create_first_administrator(
        &self,
        db: &Db,
        new: &NewPerson,
        password: &str,
        clock: &dyn Clock,
        chance: &dyn Chance,
    ) -> Result<Person, IdentityError> {
        let (login, form) = self.checked(new)?;
        let allowed = self.table.allowed(form.roles.iter().map(String::as_str));
        if !allowed.contains(Permission::PEOPLE_MANAGE) {
            return Err(IdentityError::NoRole);
        }
        let chosen = Password::chosen(password, login.as_str())?;
        let secret = self.hash(&chosen, chance)?;
        let (id, now) = (ObjectId::fresh(chance), clock.now());
        db.write(|tx| {
            if self.managers(tx)? > 0 {
                return Err(IdentityError::AdministratorExists);
            }
            insert(tx, id, &login, &form, &secret, PasswordState::Own, now)
        })
    }

    /// Opens an account. The temporary password is shown once, to be handed over in person.
    ///
    /// # Errors
    /// [`IdentityError::Forbidden`] without the permission to manage people; what is wrong with the login, name,
    /// function or roles.
    pub fn create_person(
        &self,
        db: &Db,
        by: &Who,
        new: &NewPerson,
        clock: &dyn Clock,
        chance: &dyn Chance,
    ) -> Result<(Person, TemporaryPassword), IdentityError> {
        manages(by)?;
        let (login, form) = self.checked(new)?;
        let (drawn, secret) = self.temporary(chance)?;
        let (id, now) = (ObjectId::fresh(chance), clock.now());
        let person = db.write(|tx| insert(tx, id, &login, &form, &secret, PasswordState::Temporary, now))?;
        Ok((person, drawn))
    }

    /// Changes a person's name, function and roles. Nobody changes their own roles.
    ///
    /// A new name or function is told to the other authorities with the act key: see
    /// [`Identity::publish_keys`].
    ///
    /// # Errors
    /// [`IdentityError::OwnAccount`], [`IdentityError::LastAdministrator`], and as [`Identity::create_person`].
    pub fn edit_person(
        &self,
        db: &Db,
        by: &Who,
        id: ObjectId,
        edit: &PersonEdit,
    ) -> Result<Person, IdentityError> {
        manages(by)?;
        let form = PersonForm::check(edit, &self.table)?;
        db.write(|tx| {
            let person = existing(tx, id)?.person;
            if is_self(by, id) && person.roles != form.roles {
                return Err(IdentityError::OwnAccount);
            }
            store::update(tx, id, &form)?;
            self.keep_a_manager(tx)?;
            Ok(existing(tx, id)?.person)
        })
    }

    /// Disables an account: its sessions end, its act key is destroyed here and revoked by the next
    /// [`Identity::publish_keys`]. The name stays in what the person did.
    ///
    /// # Errors
    /// [`IdentityError::OwnAccount`], [`IdentityError::LastAdministrator`], [`IdentityError::NotFound`],
    /// [`IdentityError::Forbidden`].
    pub fn disable_person(&self, db: &Db, by: &Who, id: ObjectId) -> Result<(), IdentityError> {
        manages(by)?;
        if is_self(by, id) {
            return Err(IdentityError::OwnAccount);
        }
        db.write(|tx| {
            existing(tx, id)?;
            store::set_active(tx, id, false)?;
            self.keep_a_manager(tx)?;
            shut(tx, id)
        })
    }

    /// Enables an account again, with a new temporary password.
    ///
    /// # Errors
    /// As [`Identity::reset_password`].
    pub fn enable_person(
        &self,
        db: &Db,
        by: &Who,
        id: ObjectId,
        clock: &dyn Clock,
        chance: &dyn Chance,
    ) -> Result<TemporaryPassword, IdentityError> {
        manages(by)?;
        let (drawn, secret) = self.temporary(chance)?;
        let now = clock.now();
        db.write(|tx| -> Result<_, IdentityError> {
            existing(tx, id)?;
            store::set_active(tx, id, true)?;
            store::set_password(tx, id, &secret, PasswordState::Temporary, now)?;
            shut(tx, id)
        })?;
        Ok(drawn)
    }

    /// Gives somebody a temporary password in place of one they lost. Their sessions end, and their act key with
    /// them: an administrator who knows the new password must not be able to sign in their name with the old key.
    ///
    /// # Errors
    /// [`IdentityError::OwnAccount`] (one's own password is changed, not reset), [`IdentityError::Inactive`],
    /// [`IdentityError::NotFound`], [`IdentityError::Forbidden`].
    pub fn reset_password(
        &self,
        db: &Db,
        by: &Who,
        id: ObjectId,
        clock: &dyn Clock,
        chance: &dyn Chance,
    ) -> Result<TemporaryPassword, IdentityError> {
        manages(by)?;
        if is_self(by, id) {
            return Err(IdentityError::OwnAccount);
        }
        let (drawn, secret) = self.temporary(chance)?;
        let now = clock.now();
        db.write(|tx| {
            if !existing(tx, id)?.person.active {
                return Err(IdentityError::Inactive);
            }
            store::set_password(tx, id, &secret, PasswordState::Temporary, now)?;
            shut(tx, id)
        })?;
        Ok(drawn)
    }

    /// Changes one's own password, temporary or not. Every other session of the person ends; the act key is sealed
    /// again under the new password, or a first one is made for those who sign.
    ///
    /// # Errors
    /// [`IdentityError::WrongPassword`], [`IdentityError::Wait`], [`IdentityError::Weak`],
    /// [`IdentityError::SamePassword`], [`IdentityError::Forbidden`] for visitors.
    #[expect(
        clippy::too_many_arguments,
        reason = "time and chance are parameters, and both passwords are needed"
    )]
    pub fn change_password(
        &self,
        db: &Db,
        who: &Who,
        current: &str,
        new: &str,
        client: &Client<'_>,
        clock: &dyn Clock,
        chance: &dyn Chance,
    ) -> Result<(), IdentityError> {
        let person = who.person().ok_or(IdentityError::Forbidden)?;
        let chosen = Password::chosen(new, &person.login)?;
        let now = clock.now();
        let (credentials, sealed) = self.begin_confirm(db, person.id, client, now)?;
        let typed = Password::typed(current).ok_or(IdentityError::WrongPassword)?;
        if !self.verify(Some(&typed), Some(&credentials.secret)) {
            return Err(IdentityError::WrongPassword);
        }
        if typed == chosen {
            return Err(IdentityError::SamePassword);
        }
        let secret = self.hash(&chosen, chance)?;
        let resealed = self.reseal(&credentials.person, sealed, &typed, &chosen, chance)?;
        db.write(|tx| {
            let unchanged = existing(tx, person.id)?;
            if !unchanged.person.active || unchanged.secret != credentials.secret {
                return Err(IdentityError::WrongPassword);
            }
            self.end_attempt(tx, &unchanged.person.login, client)?;
            store::set_password(tx, person.id, &secret, PasswordState::Own, now)?;
            sessions::delete_all(tx, person.id, who.session())?;
            match &resealed {
                Some(sealed) => Ok(actkey::store::put_secret(tx, person.id, sealed)?),
                None => Ok(actkey::store::delete_secret(tx, person.id)?),
            }
        })
    }

    fn checked(&self, new: &NewPerson) -> Result<(Login, PersonForm), IdentityError> {
        let login = Login::parse(&new.login).ok_or(IdentityError::Login)?;
        let edit =
            PersonEdit { name: new.name.clone(), function: new.function.clone(), roles: new.roles.clone() };
        Ok((login, PersonForm::check(&edit, &self.table)?))
    }

    fn temporary(&self, chance: &dyn Chance) -> Result<(TemporaryPassword, String), IdentityError> {
        let drawn = TemporaryPassword::draw(chance);
        let password = Password::typed(drawn.reveal()).ok_or(IdentityError::Cost)?;
        let secret = self.hash(&password, chance)?;
        Ok((drawn, secret))
    }

    /// How many active people manage accounts.
    fn managers(&self, tx: &mut dyn Tx) -> Result<usize, StorageError> {
        let manages = |person: &Person| person.permissions(&self.table).contains(Permission::PEOPLE_MANAGE);
        let people = store::all(tx)?;
        Ok(people.iter().filter(|person| manages(person)).count())
    }

    /// Refuses a change after which nobody could undo it.
    fn keep_a_manager(&self, tx: &mut dyn Tx) -> Result<(), IdentityError> {
        if self.managers(tx)? == 0 { Err(IdentityError::LastAdministrator) } else { Ok(()) }
    }
}

fn manages(by: &Who) -> Result<(), IdentityError> {
    if by.may(Permission::PEOPLE_MANAGE) { Ok(()) } else { Err(IdentityError::Forbidden) }
}

fn is_self(by: &Who, id: ObjectId) -> bool {
    by.person().is_some_and(|person| person.id == id)
}

fn existing(tx: &mut dyn Tx, id: ObjectId) -> Result<Credentials, IdentityError> {
    store::by_id(tx, id)?.ok_or(IdentityError::NotFound)
}

/// Ends all that an earlier password had opened.
fn shut(tx: &mut dyn Tx, id: ObjectId) -> Result<(), IdentityError> {
    sessions::delete_all(tx, id, None)?;
    Ok(actkey::store::delete_secret(tx, id)?)
}

fn insert(
    tx: &mut dyn Tx,
    id: ObjectId,
    login: &Login,
    form: &PersonForm,
    secret: &str,
    state: PasswordState,
    now: UnixSeconds,
) -> Result<Person, IdentityError> {
    if store::by_login(tx, login.as_str())?.is_some() {
        return Err(IdentityError::LoginTaken(login.as_str().to_owned()));
    }
    store::insert(tx, id, login.as_str(), form, now)?;
    store::set_password(tx, id, secret, state, now)?;
    Ok(existing(tx, id)?.person)
}
