//! A sheet of any bytes, as CSV and as a workbook: read within bounds, or refused; and what it says as a profile, the
//! same after being written again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use liptako_law::formats::sheet::{read, read_profile, table};
use liptako_law::profile::shipped;
use liptako_paper::sheet::{read_csv, read_xlsx};

fuzz_target!(|bytes: &[u8]| {
    let questionnaire = &shipped().unwrap().questionnaire;
    let _ = read_xlsx(bytes).map(|grid| read(questionnaire, "x.xlsx", &grid));
    let Ok(grid) = read_csv(bytes) else { return };
    if let Ok(profile) = read_profile(questionnaire, "x.csv", &grid) {
        let written = liptako_paper::csv(&table(questionnaire, &profile, Default::default())).unwrap();
        let again = read_profile(questionnaire, "x.csv", &read_csv(&written).unwrap());
        assert_eq!(again, Ok(profile));
    }
});
