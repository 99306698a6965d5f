//! The guide that ships, and guides with faults.

use super::*;
use crate::profile::shipped as library;

#[test]
fn what_ships_has_no_fault() {
    let faults: Vec<String> =
        super::shipped().err().unwrap_or_default().iter().map(ToString::to_string).collect();
    assert_eq!(faults, Vec::<String>::new());
    let guide = super::shipped().unwrap();
    let n_evaluations = guide.rules().len() * countries(library().unwrap()).len();
    assert!(n_evaluations >= 300, "{n_evaluations}");
    assert!(guide.facts().len() <= 27, "{} facts are too many for a telephone", guide.facts().len());
}
