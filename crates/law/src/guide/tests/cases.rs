//! The worked cases, and rules broken one by one: some case must notice.

use super::super::case::{Case, read_case};
use super::super::eval::Test;
use super::*;
use crate::comparison::shipped_weights;
use jiff::civil::date;
use std::path::Path;

fn cases(guide: &Guide) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/guide/cases");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let (name, text) = (path.display().to_string(), std::fs::read_to_string(path).unwrap());
        read_case(guide, DataFile { name: &name, text: &text })
            .unwrap_or_else(|faults| panic!("{}", faults.iter().map(ToString::to_string).collect::<String>()))
    };
    paths.iter().map(read).collect()
}

/// What the cases say otherwise than this guide.
fn failures(guide: &Guide, cases: &[Case], columns: &[Column<'_>]) -> Vec<String> {
    let weights = shipped_weights().unwrap();
    let mut failures = Vec::new();
    for case in cases {
        match guide.verdict(&case.description, columns, weights, date(2026, 11, 24)) {
            Ok(verdict) => failures.extend(case.failures(&verdict)),
            Err(contradictions) => failures.push(format!("{}: {contradictions:?}", case.id)),
        }
    }
    failures
}

#[test]
fn every_worked_case_holds() {
    let guide = super::super::shipped().unwrap();
    let (cases, columns) = (cases(guide), shipped_columns(library().unwrap()));
    assert!(cases.len() >= 12);
    assert_eq!(failures(guide, &cases, &columns), Vec::<String>::new());
}

fn fixed(yes: bool) -> Condition {
    Condition { source: yes.to_string(), test: Test::Fixed(yes) }
}

fn turned(condition: &Condition) -> Condition {
    Condition { source: String::new(), test: Test::Not(Box::new(condition.test.clone())) }
}

/// A guide whose rule at this place is another.
fn broken(guide: &Guide, place: usize, change: impl FnOnce(&mut Rule)) -> Guide {
    let mut broken = guide.clone();
    change(&mut broken.rules.rules[place]);
    broken
}

#[test]
fn a_rule_that_concerns_nobody_or_everybody_is_noticed() {
    let guide = super::super::shipped().unwrap();
    let (cases, columns) = (cases(guide), shipped_columns(library().unwrap()));
    let mut unnoticed = Vec::new();
    for (place, rule) in guide.rules().iter().enumerate() {
        let nobody = broken(guide, place, |rule| rule.when = Some(fixed(false)));
        if failures(&nobody, &cases, &columns).is_empty() {
            unnoticed.push(format!("{} for nobody", rule.id));
        }
        if rule.when.is_some() {
            let everybody = broken(guide, place, |rule| rule.when = None);
            if failures(&everybody, &cases, &columns).is_empty() {
                unnoticed.push(format!("{} for everybody", rule.id));
            }
        }
    }
    assert_eq!(unnoticed, Vec::<String>::new());
}

#[test]
fn a_rule_turned_round_is_noticed_wherever_a_law_answers_it() {
    let guide = super::super::shipped().unwrap();
    let (cases, columns) = (cases(guide), shipped_columns(library().unwrap()));
    let mut unnoticed = Vec::new();
    for (place, rule) in guide.rules().iter().enumerate() {
        let Some(requires) = &rule.requires else { continue };
        let other = broken(guide, place, |rule| rule.requires = Some(turned(requires)));
        // Where no law answers, the contrary is not established either: no case can tell them apart.
        let always = broken(guide, place, |rule| rule.requires = Some(fixed(true)));
        if failures(&other, &cases, &columns).is_empty() && failures(&always, &cases, &columns).is_empty() {
            unnoticed.push(rule.id.to_string());
        }
    }
    assert_eq!(unnoticed, Vec::<String>::new());
}

#[test]
fn a_case_with_a_rule_or_a_fact_that_does_not_exist_is_refused_with_its_line() {
    let guide = super::super::shipped().unwrap();
    let text =
        "fr = \"a\"\nen = \"b\"\n[facts]\nvideo = true\n[expect.ml]\napplies = \"yes\"\nyes = [\"video\"]\n";
    let faults = read_case(guide, DataFile { name: "bad.toml", text }).unwrap_err();
    assert_eq!(
        faults[0].to_string(),
        "bad.toml, line 7: it reads “rule.video”, which is no rule of this file"
    );
    let text = "fr = \"a\"\nen = \"b\"\n[facts]\nvideo = \"perhaps\"\nvidoe = true\n[expect.ml]\napplies = \"yes\"\n";
    let faults = read_case(guide, DataFile { name: "bad.toml", text }).unwrap_err();
    assert_eq!(
        faults[0].to_string(),
        "bad.toml, line 3: “video”: “perhaps” is neither yes nor no; “vidoe”: nothing of that name is asked"
    );
}
