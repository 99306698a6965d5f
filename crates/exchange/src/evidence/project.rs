//! How records of seals become rows.

use super::record::{Seal, decode_seal};
use super::store;
use liptako_core::{Kind, MemberIndex};
use liptako_identity::{ActFault, check_act};
use liptako_storage::{ProjectCtx, Projector, Record, Recorded, StorageError, Tx, irregular};

/// Why the record of a seal does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Irregularity {
    /// Its bytes say nothing, or its object is not its manifest's.
    #[error("the record of the seal cannot be read")]
    Unreadable,
    /// It is not signed by the officer it names.
    #[error("the seal is not signed by the officer it names")]
    Signature,
    /// It is not sealed, or its author may not read it.
    #[error("a seal of evidence is a sealed record")]
    Audience,
}

impl Irregularity {
    /// Short code: the table `irregular` keeps it, pages translate it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "evidence-irregular-unreadable",
            Self::Signature => "evidence-irregular-signature",
            Self::Audience => "evidence-irregular-audience",
        }
    }
}

/// Keeps a row of each seal: each stands alone, so that no order of arrival matters.
#[derive(Debug, Clone, Copy, Default)]
pub struct EvidenceProjector;

impl Projector for EvidenceProjector {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::EVIDENCE_SEAL]
    }

    fn may_be_erased(&self, kind: Kind) -> bool {
        self.kinds().contains(&kind)
    }

    fn project(&self, _: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<(), StorageError> {
        match read(tx, record)? {
            Ok(seal) => store::insert(tx, record, &seal),
            Err(why) => irregular(tx, record, why.code()),
        }
    }

    fn erased(&self, _: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Recorded) -> Result<(), StorageError> {
        store::delete(tx, record.origin, record.index)
    }
}

fn read(tx: &mut dyn Tx, record: &Record) -> Result<Result<Seal, Irregularity>, StorageError> {
    let seal = record.payload.as_deref().and_then(|payload| decode_seal(payload).ok());
    let Some(seal) = seal.filter(|seal| seal.object() == record.object) else {
        return Ok(Err(Irregularity::Unreadable));
    };
    if !record.is_sealed || !record.audience.contains(record.origin) {
        return Ok(Err(Irregularity::Audience));
    }
    match check_act(tx, record) {
        Ok(officer) if officer == seal.officer => Ok(Ok(seal)),
        Ok(_) => Ok(Err(Irregularity::Signature)),
        Err(ActFault::Storage(error)) => Err(error),
        Err(_) => Ok(Err(Irregularity::Signature)),
    }
}

/// The index of this authority's record of a manifest, when there is one.
pub(super) fn recorded(tx: &mut dyn Tx, me: MemberIndex, seal: &Seal) -> Result<Option<u64>, StorageError> {
    let found = store::seals_of(tx, &seal.manifest)?;
    Ok(found.into_iter().find(|line| line.origin == me).map(|line| line.index))
}
