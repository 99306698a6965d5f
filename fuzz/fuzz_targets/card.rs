//! A node's card of any text: refused, or the same after being written again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use liptako_journal::Card;

fuzz_target!(|text: &str| {
    if let Ok(card) = Card::parse(text) {
        assert_eq!(Card::parse(&card.to_string()), Ok(card));
    }
});
