//! A file's name of any text: made safe, and safe then; the record of a file of any bytes: refused, or the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use liptako_exchange::file::record::{decode, encode};
use liptako_exchange::file::{FileName, MAX_NAME_BYTES, MediaType};

fuzz_target!(|bytes: &[u8]| {
    let name = FileName::clean(&String::from_utf8_lossy(bytes));
    assert_eq!(name.as_str().parse(), Ok(name.clone()));
    assert!(!name.as_str().is_empty() && name.as_str().len() <= MAX_NAME_BYTES);
    assert!(!name.as_str().contains(['/', '\\', '\0']));
    let _ = MediaType::of(&name, bytes);
    if let Ok(file) = decode(bytes) {
        assert_eq!(decode(&encode(&file).unwrap()), Ok(file));
    }
});
