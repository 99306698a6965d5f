//! Every SQL statement about act keys.

use super::record::KnownKey;
use crate::officer::Officer;
use crate::permission::Function;
use liptako_core::{MemberIndex, ObjectId};
use liptako_journal::ActPublicKey;
use liptako_storage::{Row, StorageError, Tx, params, sql};

/// An act key as it rests here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SealedKey {
    pub(crate) public: ActPublicKey,
    /// Signature of the key on its own registration.
    pub(crate) proof: [u8; 64],
    /// The secret half, sealed.
    pub(crate) sealed: Vec<u8>,
}

pub(crate) fn secret(tx: &mut dyn Tx, person: ObjectId) -> Result<Option<SealedKey>, StorageError> {
    let row =
        tx.opt(sql!("SELECT public, proof, sealed FROM act_secret WHERE person = ?1"), params![person])?;
    row.as_ref().map(sealed_key).transpose().map(Option::flatten)
}

/// A row that holds no key (damaged) is as good as none: its owner gets a new one.
fn sealed_key(row: &Row) -> Result<Option<SealedKey>, StorageError> {
    let (proof, sealed) = (row.get("proof")?, row.get("sealed")?);
    Ok(ActPublicKey::from_bytes(&row.get("public")?).map(|public| SealedKey { public, proof, sealed }))
}

/// Every key that rests here, with its owner.
pub(crate) fn secrets(tx: &mut dyn Tx) -> Result<Vec<(ObjectId, SealedKey)>, StorageError> {
    let rows =
        tx.query(sql!("SELECT person, public, proof, sealed FROM act_secret ORDER BY person"), params![])?;
    let mut keys = Vec::with_capacity(rows.len());
    for row in &rows {
        if let Some(key) = sealed_key(row)? {
            keys.push((row.get("person")?, key));
        }
    }
    Ok(keys)
}

pub(crate) fn put_secret(tx: &mut dyn Tx, person: ObjectId, key: &SealedKey) -> Result<(), StorageError> {
    let sql = sql!(
        "INSERT INTO act_secret (person, public, proof, sealed) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (person) DO UPDATE SET \
         public = excluded.public, proof = excluded.proof, sealed = excluded.sealed"
    );
    tx.execute(sql, params![person, key.public.to_bytes(), key.proof, &key.sealed]).map(drop)
}

pub(crate) fn delete_secret(tx: &mut dyn Tx, person: ObjectId) -> Result<(), StorageError> {
    tx.execute(sql!("DELETE FROM act_secret WHERE person = ?1"), params![person]).map(drop)
}

/// Notes what a journal says of a key.
pub(crate) fn insert_known(tx: &mut dyn Tx, known: &KnownKey) -> Result<(), StorageError> {
    let officer = &known.officer;
    tx.execute(
        sql!(
            "INSERT INTO act_key (origin, idx, key_id, officer, public, name, function, function_fr, function_en, \
             revoked) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
        ),
        params![
            known.origin,
            known.index,
            known.public.key_id(),
            officer.id,
            known.public.to_bytes(),
            &officer.name,
            &officer.function.name,
            &officer.function.fr,
            &officer.function.en,
            known.revoked
        ],
    )
    .map(drop)
}

/// What a journal had said of a key before `index`, newest last.
pub(crate) fn known_before(
    tx: &mut dyn Tx,
    origin: MemberIndex,
    key: ObjectId,
    index: u64,
) -> Result<Vec<KnownKey>, StorageError> {
    let rows = tx.query(
        sql!("SELECT * FROM act_key WHERE origin = ?1 AND key_id = ?2 AND idx < ?3 ORDER BY idx"),
        params![origin, key, index],
    )?;
    rows.iter().map(known).collect()
}

/// Everything a journal has said of act keys, in its order.
pub(crate) fn known_of(tx: &mut dyn Tx, origin: MemberIndex) -> Result<Vec<KnownKey>, StorageError> {
    let rows = tx.query(sql!("SELECT * FROM act_key WHERE origin = ?1 ORDER BY idx"), params![origin])?;
    rows.iter().map(known).collect()
}

/// Notes where a journal ended a key; the first time counts. How many rows that changed.
pub(crate) fn revoke(
    tx: &mut dyn Tx,
    origin: MemberIndex,
    key: ObjectId,
    officer: ObjectId,
    index: u64,
) -> Result<u64, StorageError> {
    let sql = sql!(
        "UPDATE act_key SET revoked = ?4 \
         WHERE origin = ?1 AND key_id = ?2 AND officer = ?3 AND idx < ?4 AND revoked IS NULL"
    );
    tx.execute(sql, params![origin, key, officer, index])
}

fn known(row: &Row) -> Result<KnownKey, StorageError> {
    let bytes = row.get("public")?;
    let public = ActPublicKey::from_bytes(&bytes).ok_or(StorageError::Column {
        column: "public".to_owned(),
        wanted: "an Ed25519 public key",
        found: "other bytes",
    })?;
    let function =
        Function { name: row.get("function")?, fr: row.get("function_fr")?, en: row.get("function_en")? };
    Ok(KnownKey {
        origin: row.get("origin")?,
        index: row.get("idx")?,
        public,
        officer: Officer { id: row.get("officer")?, name: row.get("name")?, function },
        revoked: row.get("revoked")?,
    })
}
