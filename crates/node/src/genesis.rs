//! Entry 0 of each journal: who writes it, with which keys, under which charter.
//!
//! Every node compares the charter of every journal with its own: two authorities that hold different
//! members or rules would decide differently, and must notice before they do.

use crate::exit::Exit;
use crate::faults::Unforeseen;
use crate::node::{Described, OpenError};
use liptako_core::{Audience, Kind, MemberIndex, ObjectId, OsChance, RequestId};
use liptako_journal::{Card, Hash};
use liptako_storage::{
    Migration, Module, NewRecord, ProjectCtx, Projector, Record, Road, Scribe, StorageError, Tx,
    applied_size, irregular, params, sql,
};

/// The tables and the projector of opening records.
pub fn module() -> Module {
    Module {
        name: "node",
        migrations: &[Migration {
            module: "node",
            version: 1,
            sql: include_str!("../migrations/0001_genesis.sql"),
        }],
        shared_tables: &["genesis"],
        national_tables: &[],
        projectors: vec![Box::new(Opening)],
    }
}

struct Opening;

impl Projector for Opening {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::GENESIS]
    }

    fn project(&self, ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<(), StorageError> {
        let Some(opening) =
            record.payload.as_deref().and_then(|bytes| minicbor::decode::<Written>(bytes).ok())
        else {
            return irregular(tx, record, "unreadable");
        };
        if record.index != 0 {
            return irregular(tx, record, "not-first");
        }
        let insert = sql!("INSERT INTO genesis (origin, charter, card) VALUES (?1, ?2, ?3)");
        tx.execute(insert, params![record.origin, opening.charter.to_vec(), opening.card])?;
        if opening.charter != ctx.charter.hash() {
            irregular(tx, record, "other-charter")?;
        }
        Ok(())
    }
}

/// The body of an opening record, version 1.
#[derive(minicbor::Encode, minicbor::Decode)]
struct Written {
    #[n(0)]
    version: u8,
    /// SHA-256 of members and rules.
    #[cbor(n(1), with = "minicbor::bytes")]
    charter: [u8; 32],
    /// The public card: keys and hash of the recovery key.
    #[n(2)]
    card: String,
}

/// Writes the opening record of a journal that is still empty and may be signed.
///
/// # Errors
/// [`OpenError::Genesis`].
pub fn record_if_first(road: &Road, described: &Described, card: &Card) -> Result<(), OpenError> {
    let me = described.me;
    if road.source().size(me) > 0 || road.source().refusal().is_some() {
        return Ok(());
    }
    let written = Written { version: 1, charter: described.charter.hash(), card: card.to_string() };
    let unwritable = |fault: minicbor::encode::Error<_>| StorageError::Record(fault.to_string());
    let payload = minicbor::to_vec(&written).map_err(unwritable)?;
    let seed = Hash::of(format!("genesis {}", card.origin).as_bytes());
    let mut first = [0; 16];
    first.copy_from_slice(&seed.0[..16]);
    let object = ObjectId::from_bytes(first);
    let rule = move |scribe: &mut Scribe<'_>| -> Result<(), StorageError> {
        if applied_size(scribe.tx(), me)? > 0 {
            return Ok(());
        }
        let audience = Audience::all(scribe.charter());
        let kind = Kind::GENESIS;
        scribe.record(NewRecord::open(kind, object, audience, payload))?;
        Ok(())
    };
    road.act(RequestId::from_bytes(first), rule).map_err(OpenError::Genesis)?;
    Ok(())
}

/// Records that a person let a restored node sign again before every peer was heard.
///
/// # Errors
/// What keeps the journal from taking it.
pub fn record_override(road: &Road, reason: &str) -> Result<(), Exit> {
    let payload = minicbor::to_vec((1u8, reason)).map_err(Unforeseen::new)?;
    let rule = move |scribe: &mut Scribe<'_>| -> Result<(), StorageError> {
        let (audience, object) = (Audience::all(scribe.charter()), ObjectId::fresh(scribe.chance()));
        let kind = Kind::RESTORE_OVERRIDE;
        scribe.record(NewRecord::open(kind, object, audience, payload)).map(drop)
    };
    road.act(RequestId::fresh(&OsChance), rule)?;
    Ok(())
}

/// Members whose journal opened under another charter than ours.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn other_charters(tx: &mut dyn Tx, ours: &[u8; 32]) -> Result<Vec<MemberIndex>, StorageError> {
    let rows = tx.query(
        sql!("SELECT origin FROM genesis WHERE charter <> ?1 ORDER BY origin"),
        params![ours.to_vec()],
    )?;
    rows.iter().map(|row| row.get("origin")).collect()
}
