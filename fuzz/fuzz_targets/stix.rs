//! A STIX bundle of any bytes: refused, or advisories within bounds, each under a label.
#![no_main]

use libfuzzer_sys::fuzz_target;
use liptako_exchange::advisory::stix;

fuzz_target!(|bytes: &[u8]| {
    for found in stix::read(bytes).unwrap_or_default() {
        assert_eq!(found.content.check(), Ok(()));
        assert!(found.content.origin.is_some());
    }
});
