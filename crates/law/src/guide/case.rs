//! Worked cases: a description, and what a lawyer expects of it. They hold the rules, as tests hold a program.

use super::Guide;
use super::facts::Description;
use super::fault::{GuideFault, GuideProblem, Reading};
use super::model::Truth;
use super::verdict::{CountryVerdict, Verdict};
use crate::profile::{Code, DataFile};
use liptako_core::Bilingual;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseForm {
    fr: String,
    en: String,
    facts: Spanned<BTreeMap<String, toml::Value>>,
    expect: BTreeMap<String, Spanned<ExpectForm>>,
    #[serde(default)]
    differ: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectForm {
    applies: Spanned<String>,
    #[serde(default)]
    yes: Vec<Spanned<String>>,
    #[serde(default)]
    no: Vec<Spanned<String>>,
    #[serde(default)]
    not_established: Vec<Spanned<String>>,
    #[serde(default)]
    set_aside: Vec<Spanned<String>>,
    #[serde(default)]
    articles: BTreeMap<String, String>,
    #[serde(default)]
    to_ask: Vec<Spanned<String>>,
}

/// What is expected of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// This outcome.
    Truth(Truth),
    /// That it does not concern the processing.
    SetAside,
}

/// What is expected of a country's law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// The country.
    pub country: Code,
    /// Whether its law applies.
    pub applies: Truth,
    /// What rules say.
    pub rules: Vec<(Code, Expected)>,
    /// The article that an outcome rests on.
    pub articles: Vec<(Code, String)>,
    /// Questions to put to the authority.
    pub to_ask: Vec<String>,
}

/// A worked case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its name: that of its file.
    pub id: String,
    /// What it is about.
    pub title: Bilingual,
    /// What is described.
    pub description: Description,
    /// What is expected, country by country.
    pub expected: Vec<Expectation>,
    /// Rules expected to differ for certain between the countries.
    pub differ: Vec<Code>,
}

/// Reads a worked case.
///
/// # Errors
/// Every fault of the file, with its line.
pub fn read_case(guide: &Guide, file: DataFile<'_>) -> Result<Case, Vec<GuideFault>> {
    let mut reading = Reading::of(file);
    let Some(form) = reading.form::<CaseForm>() else { return reading.end(None) };
    let title = reading.both(0, None, form.fr, form.en);
    let start = form.facts.span().start;
    let description = described(guide, form.facts.into_inner());
    let description = reading.keep(start, None, description);
    let mut expected = Vec::with_capacity(form.expect.len());
    for (country, form) in form.expect {
        let about = format!("expect.{country}");
        let start = form.span().start;
        let Some(country) = reading.keep(start, Some(&about), country.parse::<Code>()) else { continue };
        expected.extend(read_expected(&mut reading, guide, country, form.into_inner()));
    }
    let differ = read_names(&mut reading, guide, form.differ);
    let id = file.name.rsplit('/').next().unwrap_or(file.name).trim_end_matches(".toml").to_owned();
    reading.end(description.map(|description| Case { id, title, description, expected, differ }))
}

fn described(guide: &Guide, facts: BTreeMap<String, toml::Value>) -> Result<Description, GuideProblem> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (name, value) in facts {
        let words = match value {
            toml::Value::Array(values) => values,
            other => vec![other],
        };
        for word in words {
            let word = match word {
                toml::Value::Boolean(yes) => if yes { "yes" } else { "no" }.to_owned(),
                toml::Value::Integer(count) => count.to_string(),
                toml::Value::String(text) => text,
                other => {
                    return Err(GuideProblem::Form(format!("“{name}”: {} is no answer", other.type_str())));
                }
            };
            pairs.push((name.clone(), word));
        }
    }
    let pairs = pairs.iter().map(|(name, word)| (name.as_str(), word.as_str()));
    Description::parse(guide.facts(), pairs).map_err(|faults| {
        GuideProblem::Form(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    })
}

fn read_names(reading: &mut Reading<'_>, guide: &Guide, names: Vec<Spanned<String>>) -> Vec<Code> {
    let mut known = Vec::with_capacity(names.len());
    for name in names {
        match guide.rules().iter().find(|rule| rule.id.as_str() == name.get_ref()) {
            Some(rule) => known.push(rule.id.clone()),
            None => {
                let start = name.span().start;
                reading.fault(start, None, GuideProblem::UndeclaredRule(name.into_inner()));
            }
        }
    }
    known
}

fn read_expected(
    reading: &mut Reading<'_>,
    guide: &Guide,
    country: Code,
    form: ExpectForm,
) -> Option<Expectation> {
    let applies = Truth::ALL.into_iter().find(|truth| truth.name() == form.applies.get_ref());
    if applies.is_none() {
        let problem = GuideProblem::Form("write yes, no or not_established".to_owned());
        reading.fault(form.applies.span().start, None, problem);
    }
    let lists = [
        (Expected::Truth(Truth::Yes), form.yes),
        (Expected::Truth(Truth::No), form.no),
        (Expected::Truth(Truth::NotEstablished), form.not_established),
        (Expected::SetAside, form.set_aside),
    ];
    let mut rules = Vec::new();
    for (expected, names) in lists {
        rules.extend(read_names(reading, guide, names).into_iter().map(|rule| (rule, expected)));
    }
    let mut articles = Vec::with_capacity(form.articles.len());
    for (rule, article) in form.articles {
        if let Some(rule) = guide.rules().iter().find(|known| known.id.as_str() == rule) {
            articles.push((rule.id.clone(), article));
        } else {
            reading.fault(0, None, GuideProblem::UndeclaredRule(rule));
        }
    }
    let to_ask = form.to_ask.into_iter().map(Spanned::into_inner).collect();
    Some(Expectation { country, applies: applies?, rules, articles, to_ask })
}

impl Case {
    /// What a verdict says otherwise than expected: nothing when the case holds.
    pub fn failures(&self, verdict: &Verdict<'_>) -> Vec<String> {
        let mut failures = Vec::new();
        for expected in &self.expected {
            let found = verdict.countries.iter().find(|country| country.country == expected.country);
            match found {
                Some(country) => expected.check(country, &mut failures),
                None => failures.push(format!("{}: no law", expected.country)),
            }
        }
        for rule in &self.differ {
            let differs = verdict.differences.iter().any(|one| one.is_certain && one.rule.id == *rule);
            if !differs {
                failures.push(format!("{rule} does not differ for certain"));
            }
        }
        failures.iter().map(|failure| format!("{}: {failure}", self.id)).collect()
    }
}

impl Expectation {
    fn check(&self, found: &CountryVerdict<'_>, failures: &mut Vec<String>) {
        let here = &self.country;
        if found.applies != self.applies {
            failures.push(format!("{here}: applies is {}, expected {}", found.applies, self.applies));
        }
        for (rule, expected) in &self.rules {
            let outcome = found.outcome(rule.as_str());
            let is_set_aside = found.set_aside.iter().any(|aside| aside.id == *rule);
            let held = match expected {
                Expected::Truth(truth) => outcome.is_some_and(|outcome| outcome.truth == *truth),
                Expected::SetAside => is_set_aside,
            };
            if !held {
                let said = outcome.map_or("absent", |outcome| outcome.truth.name());
                failures.push(format!("{here}: {rule} is {said}, expected {expected:?}"));
            }
        }
        for (rule, article) in &self.articles {
            let outcome = found.outcome(rule.as_str());
            let cites = outcome.is_some_and(|outcome| {
                outcome.cites.iter().any(|cite| cite.cell.answer.article.as_deref() == Some(article))
            });
            if !cites {
                failures.push(format!("{here}: {rule} does not cite article {article}"));
            }
        }
        for question in &self.to_ask {
            if !found.to_ask.iter().any(|(asked, _)| asked.id.as_str() == question) {
                failures.push(format!("{here}: {question} is not to be asked"));
            }
        }
    }
}
