//! An evidence file of any text: refused, or written back unchanged, and never convincing under a key that did not sign.
#![no_main]

use libfuzzer_sys::fuzz_target;
use liptako_journal::{Evidence, LogKey};

fuzz_target!(|text: &str| {
    if let Ok(evidence) = text.parse::<Evidence>() {
        assert_eq!(evidence.to_string(), text);
        if let Ok(key) = LogKey::from_seed("liptako.example/ml/1", &[0xff; 32]) {
            assert!(evidence.verify(key.verifier()).is_err());
        }
    }
});
