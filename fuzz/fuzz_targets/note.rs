//! A note, a checkpoint or a verifier key of any text: refused, or read and written back unchanged.
#![no_main]

use libfuzzer_sys::fuzz_target;
use liptako_journal::{Checkpoint, SignedNote, VerifierKey};

fuzz_target!(|text: &str| {
    if let Ok(note) = SignedNote::parse(text) {
        assert_eq!(note.to_string(), text);
        if let Ok(checkpoint) = note.text.parse::<Checkpoint>() {
            assert_eq!(checkpoint.to_string(), note.text);
        }
    }
    if let Ok(key) = text.parse::<VerifierKey>() {
        assert_eq!(key.to_string(), text);
    }
});
