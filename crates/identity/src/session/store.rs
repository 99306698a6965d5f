//! Every SQL statement about sessions.

use super::model::{Secret, Session};
use crate::person::Factor;
use liptako_core::{ObjectId, UnixSeconds};
use liptako_storage::{Row, StorageError, Tx, params, sql};

/// Most sessions that one person keeps open; the one seen longest ago gives way.
const MOST_PER_PERSON: u32 = 20;

pub(crate) fn insert(
    tx: &mut dyn Tx,
    session: &Session,
    secret: &Secret,
    factor: Factor,
) -> Result<(), StorageError> {
    tx.execute(
        sql!(
            "INSERT INTO session (id, secret_hash, person, factor, created, last_seen, address, agent) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ),
        params![
            session.id,
            secret.hash(),
            session.person,
            factor.code(),
            session.created,
            session.last_seen,
            &session.address,
            &session.agent
        ],
    )?;
    let most = sql!(
        "DELETE FROM session WHERE person = ?1 AND id NOT IN \
         (SELECT id FROM session WHERE person = ?1 ORDER BY last_seen DESC, created DESC, id LIMIT ?2)"
    );
    tx.execute(most, params![session.person, MOST_PER_PERSON]).map(drop)
}

pub(crate) fn by_secret(tx: &mut dyn Tx, secret: &Secret) -> Result<Option<Session>, StorageError> {
    let row = tx.opt(
        sql!("SELECT id, person, created, last_seen, address, agent FROM session WHERE secret_hash = ?1"),
        params![secret.hash()],
    )?;
    row.as_ref().map(session).transpose()
}

pub(crate) fn of_person(tx: &mut dyn Tx, person: ObjectId) -> Result<Vec<Session>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT id, person, created, last_seen, address, agent FROM session WHERE person = ?1 \
             ORDER BY last_seen DESC, created DESC, id"
        ),
        params![person],
    )?;
    rows.iter().map(session).collect()
}

fn session(row: &Row) -> Result<Session, StorageError> {
    Ok(Session {
        id: row.get("id")?,
        person: row.get("person")?,
        created: row.get("created")?,
        last_seen: row.get("last_seen")?,
        address: row.get("address")?,
        agent: row.get("agent")?,
    })
}

pub(crate) fn touch(tx: &mut dyn Tx, id: ObjectId, now: UnixSeconds) -> Result<(), StorageError> {
    tx.execute(sql!("UPDATE session SET last_seen = ?2 WHERE id = ?1"), params![id, now]).map(drop)
}

/// Ends a session of this person; how many were ended.
pub(crate) fn delete(tx: &mut dyn Tx, person: ObjectId, id: ObjectId) -> Result<u64, StorageError> {
    tx.execute(sql!("DELETE FROM session WHERE person = ?1 AND id = ?2"), params![person, id])
}

/// Ends every session of this person, except one.
pub(crate) fn delete_all(
    tx: &mut dyn Tx,
    person: ObjectId,
    except: Option<ObjectId>,
) -> Result<u64, StorageError> {
    match except {
        None => tx.execute(sql!("DELETE FROM session WHERE person = ?1"), params![person]),
        Some(kept) => {
            tx.execute(sql!("DELETE FROM session WHERE person = ?1 AND id <> ?2"), params![person, kept])
        }
    }
}

pub(crate) fn delete_by_secret(tx: &mut dyn Tx, secret: &Secret) -> Result<(), StorageError> {
    tx.execute(sql!("DELETE FROM session WHERE secret_hash = ?1"), params![secret.hash()]).map(drop)
}

/// Clears sessions that can no longer be good.
pub(crate) fn delete_ended(
    tx: &mut dyn Tx,
    idle_before: UnixSeconds,
    created_before: UnixSeconds,
) -> Result<(), StorageError> {
    let sql = sql!("DELETE FROM session WHERE last_seen <= ?1 OR created <= ?2");
    tx.execute(sql, params![idle_before, created_before]).map(drop)
}
