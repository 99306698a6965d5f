//! A native profile of any text: refused, or the same after being written again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use liptako_law::formats::native::write_profile;
use liptako_law::profile::data::{DataFile, read_profile};
use liptako_law::profile::shipped;

fuzz_target!(|text: &str| {
    let questionnaire = &shipped().unwrap().questionnaire;
    if let Ok(profile) = read_profile(questionnaire, DataFile { name: "x.toml", text }) {
        let written = write_profile(questionnaire, &profile);
        let again = read_profile(questionnaire, DataFile { name: "x.toml", text: &written });
        assert_eq!(again, Ok(profile));
    }
});
