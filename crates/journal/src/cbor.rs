//! Small bridge to `minicbor`: writing to memory, which cannot fail, and reading with one kind of error.

use minicbor::{Decoder, Encoder};
use std::convert::Infallible;

/// Where an encoder writes.
pub(crate) type Writer = Encoder<Vec<u8>>;
/// What `minicbor` answers while writing to memory.
pub(crate) type Written = Result<(), minicbor::encode::Error<Infallible>>;

/// The bytes that `write` puts out.
pub(crate) fn encoded(write: impl FnOnce(&mut Writer) -> Written) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::new());
    match write(&mut encoder) {
        Ok(()) => encoder.into_writer(),
        Err(_) => unreachable!("a growing vector takes every byte, and nothing here refuses to be encoded"),
    }
}

/// Opens an array of known length and answers that length.
pub(crate) fn array(decoder: &mut Decoder<'_>) -> Result<u64, minicbor::decode::Error> {
    decoder.array()?.ok_or_else(|| minicbor::decode::Error::message("array of unknown length"))
}

/// A byte string of exactly `N` bytes.
pub(crate) fn fixed<const N: usize>(decoder: &mut Decoder<'_>) -> Result<[u8; N], minicbor::decode::Error> {
    decoder.bytes()?.try_into().map_err(|_| minicbor::decode::Error::message("byte string of another length"))
}

/// `null` or an unsigned number.
pub(crate) fn optional(decoder: &mut Decoder<'_>) -> Result<Option<u64>, minicbor::decode::Error> {
    if decoder.datatype()? == minicbor::data::Type::Null {
        decoder.null()?;
        return Ok(None);
    }
    decoder.u64().map(Some)
}

/// Writes `null` or an unsigned number.
pub(crate) fn write_optional(encoder: &mut Writer, value: Option<u64>) -> Written {
    match value {
        Some(value) => encoder.u64(value)?,
        None => encoder.null()?,
    };
    Ok(())
}
