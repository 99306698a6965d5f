//! Every SQL statement about people and their factors.

use super::model::{Factor, PasswordState, Person, PersonForm};
use liptako_core::{ObjectId, UnixSeconds};
use liptako_storage::{Row, StorageError, Tx, params, sql};

/// A person with what proves who they are.
#[derive(Debug, Clone)]
pub(crate) struct Credentials {
    pub(crate) person: Person,
    /// The password's Argon2id hash.
    pub(crate) secret: String,
    /// When this password was set.
    pub(crate) since: UnixSeconds,
}

pub(crate) fn all(tx: &mut dyn Tx) -> Result<Vec<Person>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT p.id, p.login, p.name, p.function, p.active, p.created, f.temporary, f.secret, f.since, \
             (SELECT string_agg(r.role, ' ') FROM person_role r WHERE r.person = p.id) AS roles \
             FROM person p JOIN person_factor f ON f.person = p.id AND f.factor = ?1 ORDER BY p.login"
        ),
        params![Factor::Password.code()],
    )?;
    rows.iter().map(|row| Ok(credentials(row)?.person)).collect()
}

pub(crate) fn by_id(tx: &mut dyn Tx, id: ObjectId) -> Result<Option<Credentials>, StorageError> {
    let row = tx.opt(
        sql!(
            "SELECT p.id, p.login, p.name, p.function, p.active, p.created, f.temporary, f.secret, f.since, \
             (SELECT string_agg(r.role, ' ') FROM person_role r WHERE r.person = p.id) AS roles \
             FROM person p JOIN person_factor f ON f.person = p.id AND f.factor = ?1 WHERE p.id = ?2"
        ),
        params![Factor::Password.code(), id],
    )?;
    row.as_ref().map(credentials).transpose()
}

pub(crate) fn by_login(tx: &mut dyn Tx, login: &str) -> Result<Option<Credentials>, StorageError> {
    let row = tx.opt(
        sql!(
            "SELECT p.id, p.login, p.name, p.function, p.active, p.created, f.temporary, f.secret, f.since, \
             (SELECT string_agg(r.role, ' ') FROM person_role r WHERE r.person = p.id) AS roles \
             FROM person p JOIN person_factor f ON f.person = p.id AND f.factor = ?1 WHERE p.login = ?2"
        ),
        params![Factor::Password.code(), login],
    )?;
    row.as_ref().map(credentials).transpose()
}

fn credentials(row: &Row) -> Result<Credentials, StorageError> {
    let roles: Option<String> = row.get("roles")?;
    let temporary: bool = row.get("temporary")?;
    let person = Person {
        id: row.get("id")?,
        login: row.get("login")?,
        name: row.get("name")?,
        function: row.get("function")?,
        roles: roles.unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
        active: row.get("active")?,
        created: row.get("created")?,
        password: if temporary { PasswordState::Temporary } else { PasswordState::Own },
    };
    Ok(Credentials { person, secret: row.get("secret")?, since: row.get("since")? })
}

pub(crate) fn insert(
    tx: &mut dyn Tx,
    id: ObjectId,
    login: &str,
    form: &PersonForm,
    now: UnixSeconds,
) -> Result<(), StorageError> {
    tx.execute(
        sql!(
            "INSERT INTO person (id, login, name, function, active, created) VALUES (?1, ?2, ?3, ?4, 1, ?5)"
        ),
        params![id, login, &form.name, &form.function, now],
    )?;
    put_roles(tx, id, form)
}

pub(crate) fn update(tx: &mut dyn Tx, id: ObjectId, form: &PersonForm) -> Result<(), StorageError> {
    tx.execute(
        sql!("UPDATE person SET name = ?2, function = ?3 WHERE id = ?1"),
        params![id, &form.name, &form.function],
    )?;
    tx.execute(sql!("DELETE FROM person_role WHERE person = ?1"), params![id])?;
    put_roles(tx, id, form)
}

fn put_roles(tx: &mut dyn Tx, id: ObjectId, form: &PersonForm) -> Result<(), StorageError> {
    for role in &form.roles {
        tx.execute(sql!("INSERT INTO person_role (person, role) VALUES (?1, ?2)"), params![id, role])?;
    }
    Ok(())
}

pub(crate) fn set_active(tx: &mut dyn Tx, id: ObjectId, active: bool) -> Result<(), StorageError> {
    tx.execute(sql!("UPDATE person SET active = ?2 WHERE id = ?1"), params![id, active]).map(drop)
}

pub(crate) fn set_password(
    tx: &mut dyn Tx,
    id: ObjectId,
    secret: &str,
    state: PasswordState,
    now: UnixSeconds,
) -> Result<(), StorageError> {
    let sql = sql!(
        "INSERT INTO person_factor (person, factor, label, secret, temporary, since) VALUES (?1, ?2, '', ?3, ?4, ?5) \
         ON CONFLICT (person, factor, label) DO UPDATE SET \
         secret = excluded.secret, temporary = excluded.temporary, since = excluded.since"
    );
    let temporary = state == PasswordState::Temporary;
    tx.execute(sql, params![id, Factor::Password.code(), secret, temporary, now]).map(drop)
}
