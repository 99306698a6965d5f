//! What is asked, as `data/guide/facts.toml` writes it; and a description: what was answered.

use super::eval::{Names, compile};
use super::fault::{GuideFault, GuideProblem, MAX_CHOICES, Reading};
use super::model::{Choice, Clash, Condition, Fact, FactShape, MAX_COUNT, Step};
use crate::profile::{Code, DataFile};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// Most answers that one description may hold, a list counting once per element.
pub const MAX_ANSWERS: usize = 400;
/// Longest answer, in bytes.
pub const MAX_ANSWER: usize = 400;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactsForm {
    #[serde(default)]
    step: Vec<Spanned<StepForm>>,
    #[serde(default)]
    fact: Vec<Spanned<FactForm>>,
    #[serde(default)]
    clash: Vec<Spanned<ClashForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepForm {
    id: String,
    fr: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactForm {
    id: String,
    step: String,
    #[serde(rename = "type")]
    shape: String,
    fr: String,
    en: String,
    help_fr: Option<String>,
    help_en: Option<String>,
    asked: Option<Spanned<String>>,
    #[serde(default)]
    letter: bool,
    #[serde(default)]
    choices: Vec<ChoiceForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceForm {
    code: String,
    fr: String,
    en: String,
    #[serde(default)]
    alone: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClashForm {
    id: String,
    when: Spanned<String>,
    facts: Vec<String>,
    fr: String,
    en: String,
}

/// The questionnaire: its pages, its questions, and what cannot be answered together.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Pages, in order.
    pub steps: Vec<Step>,
    /// Questions, each page's together.
    pub facts: Vec<Fact>,
    /// What cannot be so together.
    pub clashes: Vec<Clash>,
}

/// Reads a file of facts.
///
/// # Errors
/// Every fault of the file, with its line.
pub fn read_facts(file: DataFile<'_>) -> Result<Facts, Vec<GuideFault>> {
    let mut reading = Reading::of(file);
    let Some(form) = reading.form::<FactsForm>() else { return reading.end(None) };
    reading.bound(&form.step);
    reading.bound(&form.fact);
    reading.bound(&form.clash);
    let steps = read_steps(&mut reading, form.step);
    let mut facts: Vec<Fact> = Vec::with_capacity(form.fact.len());
    for block in form.fact {
        if let Some(fact) = read_fact(&mut reading, block, &steps, &facts) {
            facts.push(fact);
        }
    }
    let mut clashes: Vec<Clash> = Vec::with_capacity(form.clash.len());
    for block in form.clash {
        if let Some(clash) = read_clash(&mut reading, block, &facts) {
            if clashes.iter().any(|other| other.id == clash.id) {
                reading.fault(0, None, GuideProblem::Twice(clash.id.to_string()));
            }
            clashes.push(clash);
        }
    }
    reading.end(Some(Facts { steps, facts, clashes }))
}

fn read_steps(reading: &mut Reading<'_>, blocks: Vec<Spanned<StepForm>>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let start = block.span().start;
        let StepForm { id, fr, en } = block.into_inner();
        let about = format!("step {id}");
        let title = reading.both(start, Some(&about), fr, en);
        let Some(id) = reading.keep(start, Some(&about), id.parse::<Code>()) else { continue };
        if steps.iter().any(|other| other.id == id) {
            reading.fault(start, Some(&about), GuideProblem::Twice(id.to_string()));
        }
        steps.push(Step { id, title });
    }
    steps
}

fn read_fact(
    reading: &mut Reading<'_>,
    block: Spanned<FactForm>,
    steps: &[Step],
    before: &[Fact],
) -> Option<Fact> {
    let start = block.span().start;
    let form = block.into_inner();
    let about = format!("fact {}", form.id);
    let about = Some(about.as_str());
    let question = reading.both(start, about, form.fr, form.en);
    let help = match (form.help_fr, form.help_en) {
        (None, None) => None,
        (fr, en) => Some(reading.both(start, about, fr.unwrap_or_default(), en.unwrap_or_default())),
    };
    let id = reading.keep(start, about, form.id.parse::<Code>());
    let step = reading.keep(start, about, form.step.parse::<Code>());
    if let Some(step) = step.as_ref().filter(|step| !steps.iter().any(|known| known.id == **step)) {
        reading.fault(start, about, GuideProblem::UnknownStep(step.to_string()));
    }
    let choices = read_choices(reading, start, about, form.choices);
    let shape = shape(&form.shape, choices);
    let shape = reading.keep(start, about, shape);
    let asked = form.asked.and_then(|asked| read_asked(reading, &asked, about, before));
    let (id, step, shape) = (id?, step?, shape?);
    if ["here", "law", "rule"].contains(&id.as_str()) || before.iter().any(|other| other.id == id) {
        reading.fault(start, about, GuideProblem::Twice(id.to_string()));
    }
    Some(Fact { id, step, question, help, shape, asked, is_for_letter: form.letter })
}

fn read_choices(
    reading: &mut Reading<'_>,
    start: usize,
    about: Option<&str>,
    forms: Vec<ChoiceForm>,
) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::with_capacity(forms.len());
    for ChoiceForm { code, fr, en, alone } in forms {
        let label = reading.both(start, about, fr, en);
        let Some(code) = reading.keep(start, about, code.parse::<Code>()) else { continue };
        if choices.iter().any(|other| other.code == code) {
            reading.fault(start, about, GuideProblem::Twice(code.to_string()));
        }
        choices.push(Choice { code, label, is_alone: alone });
    }
    choices
}

fn shape(name: &str, choices: Vec<Choice>) -> Result<FactShape, GuideProblem> {
    let offers = (2..=MAX_CHOICES).contains(&choices.len());
    match name {
        "choice" if offers => Ok(FactShape::Choice(choices)),
        "choices" if offers => Ok(FactShape::Choices(choices)),
        "yes_no" if choices.is_empty() => Ok(FactShape::YesNo),
        "count" if choices.is_empty() => Ok(FactShape::Count),
        "choice" | "choices" | "yes_no" | "count" => Err(GuideProblem::Choices),
        other => Err(GuideProblem::UnknownType(other.chars().take(40).collect())),
    }
}

fn read_asked(
    reading: &mut Reading<'_>,
    source: &Spanned<String>,
    about: Option<&str>,
    facts: &[Fact],
) -> Option<Condition> {
    let condition = compile(source.get_ref(), &mut Names { facts, laws: None });
    reading.keep(source.span().start, about, condition)
}

fn read_clash(reading: &mut Reading<'_>, block: Spanned<ClashForm>, facts: &[Fact]) -> Option<Clash> {
    let start = block.span().start;
    let form = block.into_inner();
    let about = format!("clash {}", form.id);
    let about = Some(about.as_str());
    let text = reading.both(start, about, form.fr, form.en);
    let when = read_asked(reading, &form.when, about, facts);
    let mut named = Vec::with_capacity(form.facts.len());
    for name in form.facts {
        match facts.iter().find(|fact| fact.id.as_str() == name) {
            Some(fact) => named.push(fact.id.clone()),
            None => reading.fault(start, about, GuideProblem::UndeclaredFact(name)),
        }
    }
    if named.len() < 2 {
        let problem = GuideProblem::Form("a contradiction names at least two facts".to_owned());
        reading.fault(start, about, problem);
    }
    let id = reading.keep(start, about, form.id.parse::<Code>());
    Some(Clash { id: id?, when: when?, facts: named, text })
}

/// What was answered to one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactValue {
    /// Yes or no.
    YesNo(bool),
    /// One of the choices.
    Choice(Code),
    /// Some of them, in the order of the fact.
    Choices(Vec<Code>),
    /// A number.
    Count(u32),
}

impl FactValue {
    /// The words that an address holds: one, or one per element of a list.
    pub fn words(&self) -> Vec<String> {
        match self {
            Self::YesNo(yes) => vec![if *yes { "yes" } else { "no" }.to_owned()],
            Self::Choice(code) => vec![code.to_string()],
            Self::Choices(codes) => codes.iter().map(ToString::to_string).collect(),
            Self::Count(count) => vec![count.to_string()],
        }
    }
}

/// An answer that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{fact}”: {problem}")]
pub struct DescriptionFault {
    /// The fact, as it was written.
    pub fact: String,
    /// What is wrong.
    pub problem: AnswerProblem,
}

/// Why an answer cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerProblem {
    /// No such fact.
    #[error("nothing of that name is asked")]
    UnknownFact,
    /// Not yes or no.
    #[error("“{0}” is neither yes nor no")]
    YesNo(String),
    /// A code that is not offered.
    #[error("“{given}” is not offered; choose among {offered}")]
    Choice {
        /// What was given.
        given: String,
        /// The codes offered.
        offered: String,
    },
    /// Two answers where one is asked.
    #[error("only one answer is asked")]
    Several,
    /// “None of these” together with one of these.
    #[error("“{0}” goes with no other answer")]
    Alone(String),
    /// Not a number in bounds.
    #[error("“{0}” is not a whole number from 0 to {MAX_COUNT}")]
    Count(String),
    /// Longer than [`MAX_ANSWER`].
    #[error("an answer has at most {MAX_ANSWER} characters")]
    TooLong,
    /// More than [`MAX_ANSWERS`].
    #[error("a description has at most {MAX_ANSWERS} answers")]
    TooMany,
}

/// What was answered: nothing else is known of the processing, and nothing is kept of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Description {
    values: BTreeMap<Code, FactValue>,
}

impl Description {
    /// Reads answers as an address writes them: `data=health&data=genetic&video=yes`, in any order. A list may be
    /// written in one go, with commas. Empty answers are not answers.
    ///
    /// # Errors
    /// One fault per answer that cannot be taken; then nothing is taken.
    pub fn parse<'p>(
        facts: &[Fact],
        pairs: impl IntoIterator<Item = (&'p str, &'p str)>,
    ) -> Result<Self, Vec<DescriptionFault>> {
        let mut faults = Vec::new();
        let mut given: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (n, (name, value)) in pairs.into_iter().enumerate() {
            let problem = match () {
                () if n >= MAX_ANSWERS => AnswerProblem::TooMany,
                () if value.len() > MAX_ANSWER => AnswerProblem::TooLong,
                () => {
                    given.entry(name).or_default().push(value);
                    continue;
                }
            };
            faults.push(DescriptionFault { fact: shortened(name), problem });
            if n >= MAX_ANSWERS {
                break;
            }
        }
        let mut values = BTreeMap::new();
        for (name, texts) in given {
            let texts: Vec<&str> = texts
                .iter()
                .flat_map(|text| text.split(','))
                .map(str::trim)
                .filter(|t| !t.is_empty())
                .collect();
            let Some(fact) = facts.iter().find(|fact| fact.id.as_str() == name) else {
                faults.push(DescriptionFault { fact: shortened(name), problem: AnswerProblem::UnknownFact });
                continue;
            };
            if texts.is_empty() {
                continue;
            }
            match answer(fact, &texts) {
                Ok(value) => drop(values.insert(fact.id.clone(), value)),
                Err(problem) => faults.push(DescriptionFault { fact: fact.id.to_string(), problem }),
            }
        }
        if faults.is_empty() { Ok(Self { values }) } else { Err(faults) }
    }

    /// What was answered to a fact.
    pub fn get(&self, fact: &str) -> Option<&FactValue> {
        self.values.iter().find(|(id, _)| id.as_str() == fact).map(|(_, value)| value)
    }

    /// The answer to a fact, by its identifier.
    pub fn of(&self, fact: &Fact) -> Option<&FactValue> {
        self.values.get(&fact.id)
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The same description as an address writes it, in the order of the facts.
    pub fn pairs(&self, facts: &[Fact]) -> Vec<(String, String)> {
        let answered = facts.iter().filter_map(|fact| Some((fact, self.of(fact)?)));
        answered
            .flat_map(|(fact, value)| value.words().into_iter().map(|word| (fact.id.to_string(), word)))
            .collect()
    }

    /// The same description without one of its answers.
    #[must_use]
    pub fn without(&self, fact: &Code) -> Self {
        let mut values = self.values.clone();
        values.remove(fact);
        Self { values }
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(80).collect()
}

fn answer(fact: &Fact, texts: &[&str]) -> Result<FactValue, AnswerProblem> {
    let one = || match texts {
        [one] => Ok(*one),
        _ => Err(AnswerProblem::Several),
    };
    match &fact.shape {
        FactShape::YesNo => match one()? {
            "yes" | "true" | "oui" | "1" => Ok(FactValue::YesNo(true)),
            "no" | "false" | "non" | "0" => Ok(FactValue::YesNo(false)),
            other => Err(AnswerProblem::YesNo(shortened(other))),
        },
        FactShape::Choice(choices) => Ok(FactValue::Choice(chosen(choices, one()?)?.code.clone())),
        FactShape::Choices(choices) => {
            let mut places = Vec::with_capacity(texts.len());
            for text in texts {
                let choice = chosen(choices, text)?;
                places.push(choices.iter().position(|other| other.code == choice.code).unwrap_or_default());
            }
            places.sort_unstable();
            places.dedup();
            let codes: Vec<&Choice> = places.into_iter().filter_map(|place| choices.get(place)).collect();
            if let Some(alone) = codes.iter().find(|choice| choice.is_alone && codes.len() > 1) {
                return Err(AnswerProblem::Alone(alone.code.to_string()));
            }
            Ok(FactValue::Choices(codes.into_iter().map(|choice| choice.code.clone()).collect()))
        }
        FactShape::Count => {
            let text = one()?;
            let count = text.parse::<u32>().ok().filter(|count| *count <= MAX_COUNT);
            count.map(FactValue::Count).ok_or_else(|| AnswerProblem::Count(shortened(text)))
        }
    }
}

fn chosen<'a>(choices: &'a [Choice], text: &str) -> Result<&'a Choice, AnswerProblem> {
    choices.iter().find(|choice| choice.code.as_str() == text).ok_or_else(|| AnswerProblem::Choice {
        given: shortened(text),
        offered: choices.iter().map(|choice| choice.code.as_str()).collect::<Vec<_>>().join(", "),
    })
}

/// Answers that cannot be so together.
#[derive(Debug, Clone, PartialEq)]
pub struct Contradiction<'a> {
    /// The facts that contradict one another, at least two.
    pub facts: Vec<&'a Fact>,
    /// The declared contradiction, with its words; otherwise the first fact was answered although the others say
    /// that it has no object.
    pub clash: Option<&'a Clash>,
}

impl Fact {
    /// Whether an answer says that something is so: “no”, “none” and zero do not.
    pub(super) fn affirms(&self, value: &FactValue) -> bool {
        let is_alone = |code: &Code| self.shape.choices().iter().any(|one| one.code == *code && one.is_alone);
        match value {
            FactValue::YesNo(yes) => *yes,
            FactValue::Choice(code) => !is_alone(code),
            FactValue::Choices(codes) => codes.iter().any(|code| !is_alone(code)),
            FactValue::Count(count) => *count > 0,
        }
    }
}
