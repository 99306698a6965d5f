//! What journals say of act keys, and how a signed record is checked against it.
//!
//! `act-key` (kind 16), about the officer: CBOR `[1, public key, proof, [officer id, name, function, fr, en]]`. The
//! proof is the key's own signature, so that nobody registers a key they do not hold. A further record of the same
//! key tells a new name or function. `act-key-revoked` (kind 17), about the officer: CBOR `[1, key id]`.
//! A key counts for the journal that registered it, from its record on and before its revocation, by that journal's
//! own indexes: never by time. A revoked key never comes back.

use super::store;
use crate::officer::Officer;
use liptako_core::{Kind, MemberIndex, ObjectId, check_deterministic};
use liptako_journal::ActPublicKey;
use liptako_storage::{ProjectCtx, Projector, Record, StorageError, Tx, irregular};
use minicbor::Decoder;
use minicbor::bytes::ByteArray;
use minicbor::decode::Error as DecodeError;

/// Longest payload looked at, in bytes.
const MAX_PAYLOAD_BYTES: usize = 4096;

/// What a journal says of an act key at one of its records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownKey {
    /// Whose journal says so.
    pub origin: MemberIndex,
    /// At which record.
    pub index: u64,
    /// The public half.
    pub public: ActPublicKey,
    /// Whose key it is, as named from that record on.
    pub officer: Officer,
    /// The record, in the same journal, that ended the key.
    pub revoked: Option<u64>,
}

/// Why a record that must be an officer's act is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActFault {
    /// It carries no officer's signature.
    #[error("the record carries no officer's signature")]
    Missing,
    /// Its author had not registered the key it names.
    #[error("the signing key was not registered by this authority before the record")]
    UnknownKey,
    /// Its author had revoked the key it names.
    #[error("the signing key had been revoked by this authority before the record")]
    RevokedKey,
    /// The signature is not the key's.
    #[error("the officer's signature does not verify")]
    Signature,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl ActFault {
    /// Short code under which a record is marked irregular; `None` when the fault is this machine's.
    pub const fn code(&self) -> Option<&'static str> {
        match self {
            Self::Missing => Some("act-missing"),
            Self::UnknownKey => Some("act-key-unknown"),
            Self::RevokedKey => Some("act-key-revoked"),
            Self::Signature => Some("act-signature"),
            Self::Storage(_) => None,
        }
    }
}

/// Checks that a record is the act of an officer of its author, and names the officer as they were then.
///
/// Gives the same answer on every node: only the author's own earlier records count.
///
/// # Errors
/// [`ActFault`].
pub fn check_act(tx: &mut dyn Tx, record: &Record) -> Result<Officer, ActFault> {
    let act = record.act.as_ref().ok_or(ActFault::Missing)?;
    let mut known = store::known_before(tx, record.origin, act.key, record.index)?;
    let newest = known.pop().ok_or(ActFault::UnknownKey)?;
    record.verify_act(&newest.public).map_err(|_| ActFault::Signature)?;
    if newest.revoked.is_some_and(|revoked| revoked < record.index) {
        return Err(ActFault::RevokedKey);
    }
    Ok(newest.officer)
}

/// Everything a journal has said of act keys, in its order.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn act_keys(tx: &mut dyn Tx, origin: MemberIndex) -> Result<Vec<KnownKey>, StorageError> {
    store::known_of(tx, origin)
}

/// What a key signs to show that whoever registers it holds it.
pub(crate) fn proof_message(origin: &str, officer: ObjectId, public: &ActPublicKey) -> Vec<u8> {
    [b"liptako-act-key/1\n", origin.as_bytes(), b"\n", &officer.as_bytes()[..], &public.to_bytes()].concat()
}

/// Payload of `act-key`.
pub(crate) fn registration(
    officer: &Officer,
    public: &ActPublicKey,
    proof: &[u8; 64],
) -> Result<Vec<u8>, StorageError> {
    let fields = (1u8, ByteArray::from(public.to_bytes()), ByteArray::from(*proof), officer);
    minicbor::to_vec(fields).map_err(|error| StorageError::Record(error.to_string()))
}

/// Payload of `act-key-revoked`.
pub(crate) fn revocation(key: ObjectId) -> Vec<u8> {
    [&[0x82, 0x01, 0x50], &key.as_bytes()[..]].concat()
}

struct Registration {
    public: ActPublicKey,
    proof: [u8; 64],
    officer: Officer,
}

fn read_registration(payload: &[u8]) -> Result<Registration, DecodeError> {
    let mut d = bounded(payload)?;
    shape(d.array()? == Some(4) && d.u8()? == 1)?;
    let public = fixed(&mut d)?;
    let public = ActPublicKey::from_bytes(&public).ok_or_else(|| DecodeError::message("not a public key"))?;
    Ok(Registration { public, proof: fixed(&mut d)?, officer: d.decode()? })
}

fn read_revocation(payload: &[u8]) -> Result<ObjectId, DecodeError> {
    let mut d = bounded(payload)?;
    shape(d.array()? == Some(2) && d.u8()? == 1)?;
    Ok(ObjectId::from_bytes(fixed(&mut d)?))
}

fn bounded(payload: &[u8]) -> Result<Decoder<'_>, DecodeError> {
    shape(payload.len() <= MAX_PAYLOAD_BYTES && check_deterministic(payload).is_ok())?;
    Ok(Decoder::new(payload))
}

fn shape(right: bool) -> Result<(), DecodeError> {
    if right { Ok(()) } else { Err(DecodeError::message("another shape")) }
}

fn fixed<const N: usize>(d: &mut Decoder<'_>) -> Result<[u8; N], DecodeError> {
    d.bytes()?.try_into().map_err(|_| DecodeError::message("another length"))
}

/// Folds act-key records into `act_key`.
///
/// Each fact depends on earlier records of the same journal alone, which every node applies in the same order; so
/// the order between journals does not matter.
#[derive(Debug, Clone, Copy)]
pub struct ActKeys;

impl Projector for ActKeys {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::ACT_KEY, Kind::ACT_KEY_REVOKED]
    }

    fn project(&self, _: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<(), StorageError> {
        let Some(payload) = &record.payload else { return irregular(tx, record, "act-key-unreadable") };
        let fault = if record.kind == Kind::ACT_KEY {
            register(tx, record, payload)?
        } else {
            revoke(tx, record, payload)?
        };
        fault.map_or(Ok(()), |code| irregular(tx, record, code))
    }
}

fn register(tx: &mut dyn Tx, record: &Record, payload: &[u8]) -> Result<Option<&'static str>, StorageError> {
    let Ok(Registration { public, proof, officer }) = read_registration(payload) else {
        return Ok(Some("act-key-unreadable"));
    };
    let message = proof_message(&record.origin_line, record.object, &public);
    if officer.id != record.object || !public.signed(&message, &proof) {
        return Ok(Some("act-key-proof"));
    }
    if let Some(earlier) = store::known_before(tx, record.origin, public.key_id(), record.index)?.first() {
        if earlier.officer.id != officer.id {
            return Ok(Some("act-key-of-another"));
        }
        if earlier.revoked.is_some() {
            return Ok(Some("act-key-revoked"));
        }
    }
    let known = KnownKey { origin: record.origin, index: record.index, public, officer, revoked: None };
    store::insert_known(tx, &known)?;
    Ok(None)
}

fn revoke(tx: &mut dyn Tx, record: &Record, payload: &[u8]) -> Result<Option<&'static str>, StorageError> {
    let Ok(key) = read_revocation(payload) else { return Ok(Some("act-key-unreadable")) };
    let ended = store::revoke(tx, record.origin, key, record.object, record.index)?;
    Ok((ended == 0).then_some("act-key-unknown"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permission::Function;
    use liptako_core::SeededChance;
    use liptako_journal::ActKey;
    use proptest::prelude::*;

    fn good() -> (Vec<u8>, Officer, ActPublicKey) {
        let key = ActKey::generate(&SeededChance::new(3));
        let function =
            Function { name: "president".into(), fr: "Présidence".into(), en: "President".into() };
        let officer = Officer { id: ObjectId::from_bytes([7; 16]), name: "Nom (fiction)".into(), function };
        let proof = key.sign(&proof_message("liptako.example/aa/1", officer.id, &key.public()));
        (registration(&officer, &key.public(), &proof).unwrap(), officer, key.public())
    }

    #[test]
    fn both_records_read_back_from_their_one_form() {
        let (bytes, officer, public) = good();
        assert_eq!(check_deterministic(&bytes), Ok(()));
        let read = read_registration(&bytes).unwrap();
        assert_eq!((read.officer, read.public), (officer, public));
        let bytes = revocation(public.key_id());
        assert_eq!(check_deterministic(&bytes), Ok(()));
        assert_eq!(read_revocation(&bytes).unwrap(), public.key_id());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = (read_registration(&bytes), read_revocation(&bytes));
        }

        /// A changed registration is refused, or its proof no longer covers what binds: key, officer, journal. Only
        /// the name and the labels, which the journal itself vouches for, may read otherwise.
        #[test]
        fn a_changed_byte_never_moves_a_key(at in any::<prop::sample::Index>(), flip in 1u8..) {
            let (mut bytes, officer, public) = good();
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            if let Ok(read) = read_registration(&bytes) {
                let message = proof_message("liptako.example/aa/1", read.officer.id, &read.public);
                if read.public.signed(&message, &read.proof) {
                    prop_assert_eq!((read.officer.id, read.public), (officer.id, public));
                }
            }
        }
    }
}
