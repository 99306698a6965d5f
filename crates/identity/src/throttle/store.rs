//! The failures on disk.

use super::{Failures, Subject, Throttle};
use liptako_core::UnixSeconds;
use liptako_storage::{StorageError, Tx, params, sql};

/// Counts an attempt against each subject before it is looked at, so that attempts made at once all count; a
/// success takes its own back ([`forgive`]). Returns the seconds to wait instead when one subject must wait: an
/// attempt that is turned away neither counts nor lengthens the wait.
pub(crate) fn begin(
    tx: &mut dyn Tx,
    subjects: [(Subject, &Throttle); 2],
    now: UnixSeconds,
) -> Result<Option<i64>, StorageError> {
    let mut left = 0;
    let mut counted = Vec::with_capacity(2);
    for (subject, throttle) in subjects {
        let failures = failures(tx, subject)?.and_then(|failures| failures.now(throttle, now));
        let failures = failures.unwrap_or(Failures { count: 0, last: now });
        left = left.max(failures.seconds_left(throttle, now));
        counted.push((subject, failures));
    }
    for (subject, failures) in counted {
        if left == 0 {
            put(tx, subject, Failures { count: failures.count.saturating_add(1), last: now })?;
        } else if failures.count > 0 {
            // Kept as it counts now: a date in the future must not make every later wait start anew.
            put(tx, subject, failures)?;
        }
    }
    let longest = subjects.iter().map(|(_, throttle)| throttle.forget_s).max().unwrap_or(0);
    tx.execute(sql!("DELETE FROM throttle WHERE last <= ?1"), params![now - longest])?;
    Ok((left > 0).then_some(left))
}

/// After a success: the login starts afresh, and the address is forgiven what this login had cost it. Not more,
/// or one valid account would open endless guessing at others from one address.
pub(crate) fn forgive(tx: &mut dyn Tx, login: Subject, address: Subject) -> Result<(), StorageError> {
    let cost = failures(tx, login)?.map_or(0, |failures| failures.count);
    tx.execute(sql!("DELETE FROM throttle WHERE subject = ?1"), params![login.0])?;
    if let Some(known) = failures(tx, address)? {
        let count = known.count.saturating_sub(cost);
        if count == 0 {
            tx.execute(sql!("DELETE FROM throttle WHERE subject = ?1"), params![address.0])?;
        } else {
            put(tx, address, Failures { count, ..known })?;
        }
    }
    Ok(())
}

fn failures(tx: &mut dyn Tx, subject: Subject) -> Result<Option<Failures>, StorageError> {
    let row = tx.opt(sql!("SELECT failures, last FROM throttle WHERE subject = ?1"), params![subject.0])?;
    row.map(|row| Ok(Failures { count: row.get("failures")?, last: row.get("last")? })).transpose()
}

fn put(tx: &mut dyn Tx, subject: Subject, failures: Failures) -> Result<(), StorageError> {
    let sql = sql!(
        "INSERT INTO throttle (subject, failures, last) VALUES (?1, ?2, ?3) \
         ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, last = excluded.last"
    );
    tx.execute(sql, params![subject.0, failures.count, failures.last]).map(drop)
}
