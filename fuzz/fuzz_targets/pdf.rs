//! A PDF of any bytes: its text within bounds, or none; never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use liptako_exchange::file::MediaType;
use liptako_exchange::file::text::{Text, read};
use std::time::{Duration, Instant};

fuzz_target!(|bytes: &[u8]| {
    let until = Instant::now() + Duration::from_secs(2);
    let _ = read(bytes, MediaType::Pdf, until).as_deref().and_then(Text::fit);
});
