//! An entry or a body's plaintext of any bytes: refused, or read and written back unchanged.
#![no_main]

use libfuzzer_sys::fuzz_target;
use liptako_journal::{Entry, body};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(entry) = Entry::decode(bytes) {
        assert_eq!(entry.encode().as_deref(), Ok(bytes));
    }
    if let Ok((header, payload)) = body::open(bytes) {
        assert!(payload.len() <= bytes.len() && header.origin.len() <= bytes.len());
    }
});
