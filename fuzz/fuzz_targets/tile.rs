//! A tile's name, its hashes or a bundle's bytes: refused, or written back unchanged.
#![no_main]

use libfuzzer_sys::fuzz_target;
use liptako_journal::tile::{TileName, decode_bundle, decode_hashes, encode_bundle};

fuzz_target!(|input: (u16, &[u8])| {
    let (width, bytes) = input;
    if let Ok(entries) = decode_bundle(bytes, width) {
        assert_eq!(encode_bundle(&entries).as_deref(), Ok(bytes));
    }
    if let Ok(hashes) = decode_hashes(bytes, width) {
        assert_eq!(hashes.len() * 32, bytes.len());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Ok(name) = text.parse::<TileName>() {
            assert_eq!(name.to_string(), text);
        }
    }
});
