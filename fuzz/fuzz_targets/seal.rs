//! The manifest of a seal, its proof and its record, of any bytes: refused, or the same after being written again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use liptako_exchange::evidence::{EvidenceProof, Manifest, decode_seal, encode_seal};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(seal) = decode_seal(bytes) {
        assert_eq!(encode_seal(&seal), bytes);
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(manifest) = text.parse::<Manifest>() {
        assert_eq!(manifest.to_string(), text);
    }
    if let Ok(proof) = text.parse::<EvidenceProof>() {
        assert_eq!(proof.to_string().parse(), Ok(proof));
    }
});
