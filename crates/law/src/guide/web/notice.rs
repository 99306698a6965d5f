//! What is wrong with a description, said where it can be put right.

use super::address::{AddressFault, Answers, MAX_QUERY, Way};
use super::{answer_words, text};
use crate::guide::{AnswerProblem, Contradiction, Fact, Guide};
use askama::Template;
use liptako_web::{Failure, Html, Page};

/// Longest piece of a foreign address that a page repeats, in characters.
const SHOWN: usize = 60;

/// One answer of a contradiction: its question, what was answered, where to change it.
struct Said {
    question: String,
    answer: String,
    place: String,
}

/// One contradiction.
struct Clashing {
    words: Option<String>,
    said: Vec<Said>,
}

#[derive(Template)]
#[template(path = "guide/web/notice.html")]
struct Notice<'a> {
    page: &'a Page,
    faults: Vec<(String, Option<String>)>,
    clashing: Vec<Clashing>,
}

/// The notice of everything that is wrong; empty when nothing is.
pub(super) fn notice(
    page: &Page,
    guide: &Guide,
    answers: &Answers,
    contradictions: &[Contradiction<'_>],
) -> Result<Html, Failure> {
    if answers.faults.is_empty() && contradictions.is_empty() {
        return Ok(Html::default());
    }
    let way = Way::of(guide.facts(), &answers.description);
    let faults = answers.faults.iter().map(|fault| whole(page, guide, fault, &way)).collect();
    let clashing = contradictions.iter().map(|one| clashing(page, answers, one, &way)).collect();
    Ok(Html::trusted(Notice { page, faults, clashing }.render()?))
}

fn clashing(page: &Page, answers: &Answers, one: &Contradiction<'_>, way: &Way) -> Clashing {
    let said = one.facts.iter().filter_map(|fact| {
        let value = answers.description.of(fact)?;
        Some(Said {
            question: text(page, &fact.question),
            answer: answer_words(page, fact, value),
            place: way.question(fact),
        })
    });
    Clashing { words: one.clash.map(|clash| text(page, &clash.text)), said: said.collect() }
}

/// A fault of an address in words, with the question it is about.
fn whole(page: &Page, guide: &Guide, fault: &AddressFault, way: &Way) -> (String, Option<String>) {
    match fault {
        AddressFault::TooLong(length) => {
            (page.text("guide-fault-long").with("length", *length).with("max", MAX_QUERY).to_string(), None)
        }
        AddressFault::Unreadable => (page.t("guide-fault-unreadable"), None),
        AddressFault::NotAKind(name) => {
            (page.text("guide-fault-unknown").with("name", cut(name)).to_string(), None)
        }
        AddressFault::Answer(answer) => match guide.fact(&answer.fact) {
            Some(fact) => {
                let question = text(page, &fact.question);
                let fault = brief(page, fact, &answer.problem);
                let words = page.text("guide-fault-at").with("question", question).with("fault", fault);
                (words.to_string(), Some(way.question(fact)))
            }
            None => (page.text("guide-fault-unknown").with("name", cut(&answer.fact)).to_string(), None),
        },
    }
}

/// The fault of an answer, beside its question.
pub(super) fn brief(page: &Page, fact: &Fact, problem: &AnswerProblem) -> String {
    let label = |code: &str| {
        let choice = fact.shape.choices().iter().find(|choice| choice.code.as_str() == code);
        choice.map_or_else(|| code.to_owned(), |choice| text(page, &choice.label))
    };
    match problem {
        AnswerProblem::YesNo(value) | AnswerProblem::Choice { given: value, .. } => {
            page.text("guide-fault-value").with("value", cut(value)).to_string()
        }
        AnswerProblem::Several => page.t("guide-fault-several"),
        AnswerProblem::Alone(code) => page.text("guide-fault-alone").with("choice", label(code)).to_string(),
        AnswerProblem::Count(value) => page.text("guide-fault-count").with("value", cut(value)).to_string(),
        AnswerProblem::UnknownFact | AnswerProblem::TooLong | AnswerProblem::TooMany => {
            page.t("guide-fault-too-much")
        }
    }
}

fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(SHOWN).collect()
}
