//! CEL's own interpreter as the judge of ours: every condition that ships, on known and unknown facts and laws.
//!
//! The interpreter knows no third value, but it absorbs an error where the other side decides, which is Kleene's
//! table: a name that is not there plays the unknown. Lists are closed here; it cannot say that one is open.

use super::samples::{Dice, any_columns, any_description};
use super::*;
use crate::guide::eval::Known;
use crate::guide::verdict::Standing;
use crate::profile::{Shape, Value};
use cel::{Context, Program, Value as CelValue};
use std::collections::BTreeMap;

/// The condition in plain CEL: names without dots, our two functions as macros.
fn plain(source: &str) -> String {
    let mut text = String::new();
    let mut rest = source;
    while let Some(start) = rest.find("overlap(").into_iter().chain(rest.find("beyond(")).min() {
        text.push_str(&rest[..start]);
        let is_overlap = rest[start..].starts_with("overlap(");
        let inner = &rest[start + if is_overlap { 8 } else { 7 }..];
        let end = inner.find(')').unwrap();
        let (left, right) = inner[..end].split_once(',').unwrap();
        let test = if is_overlap { "in" } else { "!=" };
        text.push_str(&format!("{left}.exists(x, x {test} ({right}))"));
        rest = &inner[end + 1..];
    }
    text.push_str(rest);
    let mut out = String::new();
    let mut in_name = false;
    let mut in_quotes = false;
    for (place, c) in text.char_indices() {
        if c == '"' {
            in_quotes = !in_quotes;
        }
        let begins = |word: &str| text[place..].starts_with(word);
        if !in_quotes && !in_name && (begins("law.") || begins("rule.")) {
            in_name = true;
        } else if in_name && !(c.is_ascii_alphanumeric() || c == '_' || c == '.') {
            in_name = false;
        }
        out.push(if in_name && c == '.' { '_' } else { c });
    }
    out
}

fn listed(codes: &[Code]) -> CelValue {
    codes.iter().map(Code::as_str).collect::<Vec<_>>().into()
}

fn cel_of_fact(value: &FactValue) -> CelValue {
    match value {
        FactValue::YesNo(yes) => (*yes).into(),
        FactValue::Choice(code) => code.as_str().into(),
        FactValue::Choices(codes) => listed(codes),
        FactValue::Count(count) => i64::from(*count).into(),
    }
}

fn cel_of_law(value: &Value) -> Option<CelValue> {
    match value {
        Value::Bool(yes) => Some((*yes).into()),
        Value::Choice(code) => Some(code.as_str().into()),
        Value::Choices(codes) => Some(listed(codes)),
        Value::Integer(number) => Some(i64::from(*number).into()),
        _ => None,
    }
}

#[test]
fn names_lose_their_dots_and_functions_become_macros() {
    assert_eq!(
        plain("law.a.b == \"x.y\" || overlap(data, law.c.d) && !beyond(hosting, here)"),
        "law_a_b == \"x.y\" || data.exists(x, x in ( law_c_d)) && !hosting.exists(x, x != ( here))"
    );
}

#[test]
fn every_condition_is_worth_what_cel_says() {
    let (guide, library) = (super::super::shipped().unwrap(), library().unwrap());
    let conditions: Vec<&Condition> =
        guide.rules().iter().flat_map(|rule| [&rule.when, &rule.requires]).flatten().collect();
    let programs: Vec<(Program, &Condition)> =
        conditions.into_iter().map(|one| (Program::compile(&plain(&one.source)).unwrap(), one)).collect();
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 1..60u64 {
        let mut dice = Dice::new(seed * 7919);
        let description = any_description(guide, &mut dice, 3);
        let facts = guide.values(&description);
        let columns = any_columns(library, &mut dice, true);
        let cells: Vec<_> = guide.questions().iter().map(|q| (q, &columns[0].cells[&q.id])).collect();
        let laws: Vec<Known<'_>> = cells
            .iter()
            .map(|(_, cell)| {
                let known = cell.answer.confidence() == crate::profile::Confidence::Secondary;
                let value = match cell.answer.finding() {
                    crate::profile::Finding::Value(value) if known => Some(value),
                    _ => None,
                };
                Known { value, is_open: false, standing: Standing::Established }
            })
            .collect();
        let rules: Vec<Truth> = guide.rules().iter().map(|_| Truth::ALL[dice.below(3)]).collect();
        let mut context = Context::default();
        context.add_variable_from_value("here", "bf");
        for (fact, value) in guide.facts().iter().zip(&facts) {
            if let Some(value) = value {
                context.add_variable_from_value(fact.id.as_str(), cel_of_fact(value));
            }
        }
        for ((question, _), known) in cells.iter().zip(&laws) {
            if let Some(value) = known.value.and_then(cel_of_law) {
                context.add_variable_from_value(
                    format!("law_{}", question.id.as_str().replace('.', "_")),
                    value,
                );
            }
        }
        for (rule, truth) in guide.rules().iter().zip(&rules) {
            if truth.is_established() {
                let name = format!("rule_{}", rule.id.as_str().replace('.', "_"));
                context.add_variable_from_value(name, *truth == Truth::Yes);
            }
        }
        let scene = Scene { here: "bf", facts: &facts, laws: &laws, rules: &rules };
        for (program, condition) in &programs {
            let judged = match program.execute(&context) {
                Ok(CelValue::Bool(yes)) => Truth::of(yes),
                Ok(other) => panic!("{}: {other:?}", condition.source),
                Err(_) => Truth::NotEstablished,
            };
            assert_eq!(scene.truth(&condition.test), judged, "{}", condition.source);
            *met.entry(judged.name()).or_default() += 1;
        }
    }
    assert!(met.len() == 3 && met.values().all(|n| *n > 500), "{met:?}");
}

#[test]
fn laws_that_are_only_reported_are_never_compared() {
    let guide = super::super::shipped().unwrap();
    for rule in guide.rules() {
        for condition in [&rule.when, &rule.requires].into_iter().flatten() {
            let mut found = Vec::new();
            condition.test.reads(&mut found);
            for hole in found {
                if let Hole::Law(place) = hole {
                    let shape = &guide.questions()[place].shape;
                    assert!(!matches!(shape, Shape::Text | Shape::Amount | Shape::Duration), "{}", rule.id);
                }
            }
        }
    }
}
