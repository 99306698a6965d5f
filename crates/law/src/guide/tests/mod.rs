//! The guide that ships, guides with faults, worked cases, and what must hold of any guide.

mod cases;
mod faults;
mod interpreter;
mod monotone;
mod samples;

use super::*;
use crate::profile::shipped as library;

#[test]
fn what_ships_has_no_fault_and_fits_a_telephone() {
    let faults: Vec<String> =
        super::shipped().err().unwrap_or_default().iter().map(ToString::to_string).collect();
    assert_eq!(faults, Vec::<String>::new());
    let guide = super::shipped().unwrap();
    let n_evaluations = guide.rules().len() * countries(library().unwrap()).len();
    assert!(n_evaluations >= 300, "{n_evaluations}");
    assert!(guide.facts().len() <= 27, "{} facts are too many", guide.facts().len());
}

#[test]
fn every_country_whose_law_is_asked_can_be_named() {
    let guide = super::shipped().unwrap();
    for fact in ["established", "means", "persons_in", "hosting", "transfer_to"] {
        for country in countries(library().unwrap()) {
            let fact = guide.fact(fact).unwrap();
            assert!(fact.label(&country).is_some(), "{} does not offer {country}", fact.id);
        }
    }
}
