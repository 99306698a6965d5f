//! A package of any bytes, packed or bare: refused, or the same after another journey.
#![no_main]

use libfuzzer_sys::fuzz_target;
use liptako_journal::Package;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(package) = Package::decode(bytes) {
        assert!(!package.entries.is_empty() && package.to() <= package.size);
        let again = package.encode().and_then(|frame| Package::decode(&frame));
        assert_eq!(again, Ok(package));
    }
});
