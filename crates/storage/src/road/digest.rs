//! What the shared tables come to, in thirty-two bytes.

use crate::{StorageError, Tx, Value, params};
use liptako_journal::Hash;
use sha2::{Digest, Sha256};

/// A digest of the rows of each table given, the same on both engines and whatever the order of insertion.
///
/// SHA-256 over, per table: its name, the names of its columns, and the sorted SHA-256 of its rows.
pub(super) fn digest(
    tx: &mut dyn Tx,
    tables: impl Iterator<Item = &'static str>,
) -> Result<Hash, StorageError> {
    let mut names: Vec<&str> = tables.collect();
    names.sort_unstable();
    let mut all = Sha256::new();
    for table in names {
        let columns = crate::migration::columns(tx, table)?;
        let list: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
        let rows = tx.query_text(&format!("SELECT {} FROM {table}", list.join(", ")), params![])?;
        let mut hashes: Vec<[u8; 32]> = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut bytes = Vec::new();
            row.values().iter().for_each(|value| value.encode(&mut bytes));
            hashes.push(Sha256::digest(&bytes).into());
        }
        hashes.sort_unstable();
        let mut head = Vec::new();
        Value::from(table).encode(&mut head);
        columns.iter().for_each(|column| Value::from(column).encode(&mut head));
        Value::from(hashes.len()).encode(&mut head);
        all.update(&head);
        hashes.iter().for_each(|hash| all.update(hash));
    }
    Ok(Hash(all.finalize().into()))
}
