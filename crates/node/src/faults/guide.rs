//! The guide: descriptions that cannot be taken, or that contradict themselves.

use super::{Telling, Told};
use liptako_law::guide::{
    AnswerProblem, Contradiction, DescriptionFault, GuideFault, MAX_ANSWER, MAX_ANSWERS, MAX_COUNT,
};
use liptako_web::Message;

impl Told for DescriptionFault {
    fn told(&self) -> Telling {
        let about = |key: &'static str| Message::new(key).with("fact", &self.fact);
        let sentence = match &self.problem {
            AnswerProblem::UnknownFact => about("fault-guide-unknown-fact"),
            AnswerProblem::YesNo(given) => about("fault-guide-yes-no").with("given", given),
            AnswerProblem::Choice { given, offered } => {
                about("fault-guide-choice").with("given", given).with("offered", offered)
            }
            AnswerProblem::Several => about("fault-guide-several"),
            AnswerProblem::Alone(given) => about("fault-guide-alone").with("given", given),
            AnswerProblem::Count(given) => {
                about("fault-guide-count").with("given", given).with("most", MAX_COUNT)
            }
            AnswerProblem::TooLong => {
                about("fault-guide-long").with("most", u32::try_from(MAX_ANSWER).unwrap_or(u32::MAX))
            }
            AnswerProblem::TooMany => {
                Message::new("fault-guide-many").with("most", u32::try_from(MAX_ANSWERS).unwrap_or(u32::MAX))
            }
        };
        Telling::usage(sentence).hint(Message::new("fault-guide-hint"))
    }
}

/// Contradictions, their words in the reader's language.
#[derive(Debug)]
pub struct Contradicted(pub Vec<String>);

impl Contradicted {
    /// The words of each contradiction.
    pub fn of(found: &[Contradiction<'_>], lang: liptako_core::Lang) -> Self {
        Self(found.iter().map(|one| contradiction_words(one, lang)).collect())
    }
}

fn contradiction_words(contradiction: &Contradiction<'_>, lang: liptako_core::Lang) -> String {
    if let Some(clash) = contradiction.clash {
        return clash.text.pick(lang).to_owned();
    }
    let mut questions = contradiction.facts.iter().map(|fact| fact.question.pick(lang).to_owned());
    let first = questions.next().unwrap_or_default();
    let others = questions.collect::<Vec<_>>().join(", ");
    let message = Message::new("guide-api-not-asked").with("fact", first).with("others", others);
    crate::texts::texts().say(lang, &message)
}

impl Told for Contradicted {
    fn told(&self) -> Telling {
        Telling::usage(Message::new("fault-guide-clash").with("words", self.0.join(" ")))
    }
}

impl Told for [GuideFault] {
    fn told(&self) -> Telling {
        let detail = self.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        Telling::failed(Message::new("fault-guide-files").with("detail", detail))
    }
}
