//! Chunks of bodies on their way: one frame per chunk, resumable at any byte.

use crate::{MirrorError, wire};
use liptako_core::check_deterministic;
use liptako_journal::Hash;
use liptako_journal::body::{CHUNK_BYTES, Chunk};
use liptako_journal::merkle::MAX_PROOF_HASHES;
use minicbor::{Decoder, Encoder};
use std::collections::VecDeque;

/// Most unfinished frames kept; the oldest is dropped first and starts again.
const MAX_PARTIALS: usize = 64;

/// Compression level of a chunk's frame. The bytes must be the same at each request, so that a frame can be
/// resumed in its middle: the level is part of the frozen text.
const LEVEL: i32 = 19;

/// `[index, count, salt, [proof…], zstd of the bytes]`
pub(crate) fn encode_frame(chunk: &Chunk) -> Result<Vec<u8>, MirrorError> {
    let packed =
        zstd::bulk::compress(&chunk.bytes, LEVEL).map_err(|error| MirrorError::malformed("chunk", error))?;
    let mut encoder = Encoder::new(Vec::with_capacity(packed.len() + 256));
    let written: Result<(), minicbor::encode::Error<std::convert::Infallible>> = (|| {
        encoder.array(5)?.u32(chunk.index)?.u32(chunk.count)?.bytes(&chunk.salt)?;
        encoder.array(chunk.proof.len() as u64)?;
        for hash in &chunk.proof {
            encoder.bytes(&hash.0)?;
        }
        encoder.bytes(&packed)?;
        Ok(())
    })();
    written.map_err(|error| MirrorError::malformed("chunk", error))?;
    Ok(encoder.into_writer())
}

/// Reads a frame and verifies the chunk against the commitment.
///
/// Memory is bounded before decompression: a chunk has at most 64 KiB, whatever the frame claims.
pub(crate) fn decode_frame(commitment: Hash, frame: &[u8]) -> Result<Chunk, MirrorError> {
    if frame.len() as u64 > wire::MAX_CHUNK_FRAME_BYTES {
        return Err(MirrorError::TooLong { what: "chunk", limit: wire::MAX_CHUNK_FRAME_BYTES });
    }
    check_deterministic(frame).map_err(|error| MirrorError::malformed("chunk", error))?;
    let fields = read_fields(commitment, frame).map_err(|error| MirrorError::malformed("chunk", error))?;
    let (mut chunk, packed) = fields;
    chunk.bytes = zstd::bulk::decompress(packed, CHUNK_BYTES)
        .map_err(|_| MirrorError::malformed("chunk", "not zstd of at most 65,536 bytes"))?;
    chunk.verify().map_err(|error| MirrorError::malformed("chunk", error))?;
    Ok(chunk)
}

fn read_fields(commitment: Hash, frame: &[u8]) -> Result<(Chunk, &[u8]), minicbor::decode::Error> {
    let message = minicbor::decode::Error::message;
    let mut decoder = Decoder::new(frame);
    if decoder.array()? != Some(5) {
        return Err(message("another number of fields"));
    }
    let (index, count) = (decoder.u32()?, decoder.u32()?);
    let salt = decoder.bytes()?.try_into().map_err(|_| message("a salt has 16 bytes"))?;
    let n_hashes = decoder.array()?.unwrap_or(u64::MAX);
    if n_hashes > MAX_PROOF_HASHES as u64 {
        return Err(message("proof too long"));
    }
    let mut proof = Vec::new();
    for _ in 0..n_hashes {
        proof.push(Hash(decoder.bytes()?.try_into().map_err(|_| message("a hash has 32 bytes"))?));
    }
    let packed = decoder.bytes()?;
    Ok((Chunk { commitment, salt, index, count, proof, bytes: Vec::new() }, packed))
}

/// Frames of which only a part has come, kept in memory: after a cut the transfer goes on at the next byte,
/// after a restart of the node at the next chunk.
#[derive(Debug, Default)]
pub(crate) struct Partials(VecDeque<(Hash, u32, Vec<u8>)>);

impl Partials {
    /// Bytes of this frame that are here.
    pub(crate) fn have(&self, commitment: Hash, chunk: u32) -> u32 {
        let frame = self.0.iter().find(|(body, at, _)| (*body, *at) == (commitment, chunk));
        frame.map_or(0, |(_, _, bytes)| bytes.len() as u32)
    }

    /// Takes the unfinished frame out, empty when there is none.
    pub(crate) fn take(&mut self, commitment: Hash, chunk: u32) -> Vec<u8> {
        let at = self.0.iter().position(|(body, at, _)| (*body, *at) == (commitment, chunk));
        at.and_then(|at| self.0.remove(at)).map(|(_, _, bytes)| bytes).unwrap_or_default()
    }

    /// Keeps what came of a frame.
    pub(crate) fn keep(&mut self, commitment: Hash, chunk: u32, bytes: Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        drop(self.take(commitment, chunk));
        if self.0.len() >= MAX_PARTIALS {
            self.0.pop_front();
        }
        self.0.push_back((commitment, chunk, bytes));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use liptako_core::{Audience, Kind, ObjectId, SeededChance};
    use liptako_journal::body::{Body, BodyHeader};

    fn body(n_bytes: usize) -> Body {
        let chance = SeededChance::new(4);
        let header = BodyHeader {
            origin: "liptako.example/ml/1".to_owned(),
            object: ObjectId::fresh(&chance),
            kind: Kind::PLAN_PROPOSAL,
            previous: None,
            audience: Audience(7),
        };
        let payload: Vec<u8> = (0..n_bytes).map(|at| (at % 251) as u8).collect();
        Body::seal(&header, &payload, &chance).unwrap()
    }

    #[test]
    fn every_chunk_of_a_body_travels_in_its_frame() {
        for chunk in body(150_000).to_chunks().unwrap() {
            let frame = encode_frame(&chunk).unwrap();
            assert!(frame.len() as u64 <= wire::MAX_CHUNK_FRAME_BYTES);
            assert_eq!(decode_frame(chunk.commitment, &frame).unwrap(), chunk);
        }
    }

    #[test]
    fn a_frame_of_another_body_is_refused() {
        let chunks = body(100).to_chunks().unwrap();
        let frame = encode_frame(&chunks[0]).unwrap();
        let error = decode_frame(Hash([1; 32]), &frame).unwrap_err();
        assert!(error.to_string().starts_with("chunk is malformed"), "{error}");
    }

    #[test]
    fn a_compression_bomb_is_refused_within_one_chunk_of_memory() {
        let mut chunk = body(100).to_chunks().unwrap().remove(0);
        chunk.bytes = vec![0; 64 << 20];
        let frame = encode_frame(&chunk).unwrap();
        assert!(frame.len() < 10_000);
        let error = decode_frame(chunk.commitment, &frame).unwrap_err();
        assert_eq!(error.to_string(), "chunk is malformed: not zstd of at most 65,536 bytes");
    }

    proptest::proptest! {
        #[test]
        fn a_frame_with_one_byte_changed_is_refused_or_is_the_same_chunk(at in 0usize..10_000, bit in 0u8..8) {
            let chunk = body(300).to_chunks().unwrap().remove(0);
            let mut frame = encode_frame(&chunk).unwrap();
            let at = at % frame.len();
            frame[at] ^= 1 << bit;
            if let Ok(read) = decode_frame(chunk.commitment, &frame) {
                proptest::prop_assert_eq!(read, chunk);
            }
        }
    }

    #[test]
    fn unfinished_frames_are_bounded_in_number() {
        let mut partials = Partials::default();
        for chunk in 0..200 {
            partials.keep(Hash([1; 32]), chunk, vec![1; 10]);
        }
        assert_eq!(partials.0.len(), MAX_PARTIALS);
        assert_eq!((partials.have(Hash([1; 32]), 0), partials.have(Hash([1; 32]), 199)), (0, 10));
    }
}
