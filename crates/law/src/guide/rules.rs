//! The rules, as `data/guide/rules.toml` writes them.

use super::eval::{Hole, LawNames, Names, compile};
use super::facts::Facts;
use super::fault::{GuideFault, GuideProblem, Reading};
use super::model::{Condition, Fact, Kind, Rule};
use crate::profile::{Code, DataFile, Question, Questionnaire, Shape};
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesForm {
    #[serde(default)]
    rule: Vec<Spanned<RuleForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleForm {
    id: String,
    kind: Kind,
    topic: String,
    when: Option<Spanned<String>>,
    requires: Option<Spanned<String>>,
    value: Option<Spanned<String>>,
    fr: String,
    en: String,
    advice_fr: Option<String>,
    advice_en: Option<String>,
}

/// The rules of a file, the questions they read, and the order in which they can be evaluated.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// The rules, in the order of the file.
    pub rules: Vec<Rule>,
    /// The questions they read.
    pub questions: Vec<Question>,
    /// Their places, those that a rule reads before it.
    pub(super) order: Vec<usize>,
}

/// Reads a file of rules, for the laws of these countries.
///
/// # Errors
/// Every fault of the file, with its line and rule.
pub fn read_rules(
    facts: &Facts,
    questionnaire: &Questionnaire,
    countries: &[Code],
    file: DataFile<'_>,
) -> Result<Rules, Vec<GuideFault>> {
    let mut reading = Reading::of(file);
    let Some(form) = reading.form::<RulesForm>() else { return reading.end(None) };
    reading.bound(&form.rule);
    let ids: Vec<Option<Code>> = read_ids(&mut reading, &form.rule);
    let known: Vec<Code> = ids.iter().flatten().cloned().collect();
    let laws = LawNames { questionnaire, questions: Vec::new(), rules: &known, countries };
    let mut names = Names { facts: &facts.facts, laws: Some(laws) };
    let mut rules = Vec::with_capacity(form.rule.len());
    let mut starts = Vec::with_capacity(form.rule.len());
    for (block, id) in form.rule.into_iter().zip(ids) {
        let start = block.span().start;
        let Some(id) = id else { continue };
        if let Some(rule) = read_rule(&mut reading, block, id, &mut names) {
            rules.push(rule);
            starts.push(start);
        }
    }
    let questions = names.laws.map(|laws| laws.questions).unwrap_or_default();
    if rules.len() < known.len() {
        return reading.end(None);
    }
    let order = match order(&rules) {
        Ok(order) => order,
        Err(place) => {
            let (about, id) = (format!("rule {}", rules[place].id), rules[place].id.to_string());
            reading.fault(starts[place], Some(&about), GuideProblem::Cycle(id));
            Vec::new()
        }
    };
    if let Some(idle) = idle(facts, &rules) {
        reading.fault(0, None, GuideProblem::IdleFact(idle.id.to_string()));
    }
    reading.end(Some(Rules { rules, questions, order }))
}

fn read_ids(reading: &mut Reading<'_>, blocks: &[Spanned<RuleForm>]) -> Vec<Option<Code>> {
    let mut ids: Vec<Option<Code>> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let (start, text) = (block.span().start, &block.get_ref().id);
        let about = format!("rule {text}");
        let id = reading.keep(start, Some(&about), text.parse::<Code>());
        if id.as_ref().is_some_and(|id| ids.iter().flatten().any(|other| other == id)) {
            reading.fault(start, Some(&about), GuideProblem::Twice(text.clone()));
        }
        ids.push(id);
    }
    ids
}

fn read_rule(
    reading: &mut Reading<'_>,
    block: Spanned<RuleForm>,
    id: Code,
    names: &mut Names<'_>,
) -> Option<Rule> {
    let start = block.span().start;
    let form = block.into_inner();
    let about = format!("rule {id}");
    let about = Some(about.as_str());
    let text = reading.both(start, about, form.fr, form.en);
    let advice = match (form.advice_fr, form.advice_en) {
        (None, None) => None,
        (fr, en) => Some(reading.both(start, about, fr.unwrap_or_default(), en.unwrap_or_default())),
    };
    let topics = names.laws.as_ref().map(|laws| laws.questionnaire.topics.as_slice()).unwrap_or_default();
    let topic = topics.iter().find(|topic| topic.id.as_str() == form.topic).map(|topic| topic.id.clone());
    if topic.is_none() {
        reading.fault(start, about, GuideProblem::UnknownTopic(form.topic));
    }
    let mut condition = |source: Option<Spanned<String>>| match source {
        None => Some(None),
        Some(source) => {
            let condition = compile(source.get_ref(), names);
            reading.keep(source.span().start, about, condition).map(Some)
        }
    };
    let (when, requires): (Option<Option<Condition>>, _) = (condition(form.when), condition(form.requires));
    let reports = form.value.map(|value| {
        let place = reported(value.get_ref(), names);
        reading.keep(value.span().start, about, place)
    });
    let (topic, when, requires) = (topic?, when?, requires?);
    let reports = match reports {
        None => None,
        Some(place) => Some(place?),
    };
    if requires.is_none() && reports.is_none() {
        reading.fault(start, about, GuideProblem::NoOutcome);
    }
    let mut found = Vec::new();
    for condition in [&requires, &when].into_iter().flatten() {
        condition.test.reads(&mut found);
    }
    let mut reads: Vec<usize> = reports.into_iter().collect();
    reads.extend(found.iter().filter_map(|hole| match hole {
        Hole::Law(place) => Some(*place),
        _ => None,
    }));
    let mut seen = Vec::new();
    reads.retain(|place| {
        !seen.contains(place) && {
            seen.push(*place);
            true
        }
    });
    let questions = names.laws.as_ref().map(|laws| laws.questions.as_slice()).unwrap_or_default();
    let value = reports.and_then(|place| questions.get(place)).map(|question| question.id.clone());
    Some(Rule { id, kind: form.kind, topic, when, requires, value, text, advice, reads, reports })
}

fn reported(id: &str, names: &mut Names<'_>) -> Result<usize, GuideProblem> {
    let unknown = || GuideProblem::UnknownQuestion(id.chars().take(80).collect());
    let laws = names.laws.as_mut().ok_or_else(unknown)?;
    let place = laws.place(id).ok_or_else(unknown)?;
    if laws.questions[place].shape == Shape::Bool {
        return Err(GuideProblem::ValueIsYesNo(id.to_owned()));
    }
    Ok(place)
}

/// The facts that nothing reads and that the letter does not need.
fn idle<'a>(facts: &'a Facts, rules: &[Rule]) -> Option<&'a Fact> {
    let mut found = Vec::new();
    for condition in rules.iter().flat_map(|rule| [&rule.when, &rule.requires]).flatten() {
        condition.test.reads(&mut found);
    }
    for condition in facts.facts.iter().filter_map(|fact| fact.asked.as_ref()) {
        condition.test.reads(&mut found);
    }
    let is_read = |place: usize| found.contains(&Hole::Fact(place));
    let idle = facts.facts.iter().enumerate().find(|(place, fact)| !fact.is_for_letter && !is_read(*place));
    idle.map(|(_, fact)| fact)
}

/// Places of the rules, those that a rule reads before it; or the place of a rule that waits for itself.
fn order(rules: &[Rule]) -> Result<Vec<usize>, usize> {
    let waits: Vec<Vec<usize>> = rules
        .iter()
        .map(|rule| {
            let mut found = Vec::new();
            for condition in [&rule.when, &rule.requires].into_iter().flatten() {
                condition.test.reads(&mut found);
            }
            let rules = found.iter().filter_map(|hole| match hole {
                Hole::Rule(place) => Some(*place),
                _ => None,
            });
            rules.collect()
        })
        .collect();
    let mut order = Vec::with_capacity(rules.len());
    let mut is_done = vec![false; rules.len()];
    while order.len() < rules.len() {
        let before = order.len();
        for place in 0..rules.len() {
            if !is_done[place] && waits[place].iter().all(|other| is_done[*other]) {
                is_done[place] = true;
                order.push(place);
            }
        }
        if order.len() == before {
            return Err(is_done.iter().position(|done| !done).unwrap_or_default());
        }
    }
    Ok(order)
}
