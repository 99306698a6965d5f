//! What “strict” and “protective” mean, question by question: a judgement of ours, kept as data beside the questions.

use crate::profile::data::Reading;
use crate::profile::{Code, DataFault, DataFile, Problem, Question, QuestionId, Questionnaire, Shape};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use toml::Spanned;

/// Which way a question's answers go, towards the more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// This answer.
    Yes(bool),
    /// The longer time (`true`), or the shorter.
    Time(bool),
    /// The higher count (`true`), or the lower.
    Count(bool),
    /// The higher sum (`true`), or the lower.
    Sum(bool),
    /// All that one of the lists names (`true`), or what all of them name.
    Codes(bool),
    /// The codes in order, the least first.
    Ranked(Vec<Code>),
}

/// A way of comparing laws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    /// Binds most tightly whoever processes data (*la plus stricte*).
    Strict,
    /// Protects persons most (*la plus protectrice*).
    Protective,
}

/// The scales in force.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scales {
    orders: BTreeMap<(QuestionId, Scale), Order>,
}

impl Scales {
    /// How this scale orders the answers to this question; none when nobody said.
    pub fn order(&self, question: &QuestionId, scale: Scale) -> Option<&Order> {
        self.orders.get(&(question.clone(), scale))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScalesForm {
    #[serde(default)]
    question: Vec<Spanned<QuestionForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionForm {
    id: String,
    strict: Option<OrderForm>,
    protective: Option<OrderForm>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OrderForm {
    Ranked(Vec<String>),
    Word(String),
}

/// Reads a file of scales for this questionnaire.
///
/// # Errors
/// Every fault of the file, with its line.
pub fn read_scales(questionnaire: &Questionnaire, file: DataFile<'_>) -> Result<Scales, Vec<DataFault>> {
    let mut reading = Reading::of(file);
    let Some(form) = reading.form::<ScalesForm>() else { return reading.end(None) };
    let mut scales = Scales::default();
    let mut seen = Vec::new();
    for block in form.question {
        let (start, form) = (block.span().start, block.into_inner());
        let Some(question) = questionnaire.question(&form.id) else {
            reading.fault(start, Some(&form.id), Problem::UnknownQuestion);
            continue;
        };
        if seen.contains(&question.id) {
            reading.fault(start, None, Problem::Twice(form.id.clone()));
        }
        seen.push(question.id.clone());
        if form.strict.is_none() && form.protective.is_none() {
            let empty = Problem::Form("declare “strict”, “protective” or both".to_owned());
            reading.fault(start, Some(&form.id), empty);
        }
        for (scale, order) in [(Scale::Strict, form.strict), (Scale::Protective, form.protective)] {
            let Some(order) = order else { continue };
            if let Some(order) = reading.keep(start, Some(&form.id), order_of(question, &order)) {
                scales.orders.insert((question.id.clone(), scale), order);
            }
        }
    }
    reading.end(Some(scales))
}

fn order_of(question: &Question, form: &OrderForm) -> Result<Order, Problem> {
    let fault = || {
        let asked = match question.shape {
            Shape::Bool => "“yes” or “no”",
            Shape::Duration => "“shorter” or “longer”",
            Shape::Amount | Shape::Integer(_) => "“higher” or “lower”",
            Shape::Choices(_) => "“more” or “fewer”",
            Shape::Choice(_) => "a list of two codes or more, the least first",
            Shape::Text => "nothing: texts have no order",
        };
        Problem::Form(format!("a question of this type is ordered by {asked}"))
    };
    let word = match form {
        OrderForm::Ranked(codes) => {
            return match &question.shape {
                Shape::Choice(offered) if codes.len() > 1 => ranked(offered, codes).map(Order::Ranked),
                _ => Err(fault()),
            };
        }
        OrderForm::Word(word) => word.as_str(),
    };
    match (&question.shape, word) {
        (Shape::Bool, "yes") => Ok(Order::Yes(true)),
        (Shape::Bool, "no") => Ok(Order::Yes(false)),
        (Shape::Duration, "longer") => Ok(Order::Time(true)),
        (Shape::Duration, "shorter") => Ok(Order::Time(false)),
        (Shape::Integer(_), "higher") => Ok(Order::Count(true)),
        (Shape::Integer(_), "lower") => Ok(Order::Count(false)),
        (Shape::Amount, "higher") => Ok(Order::Sum(true)),
        (Shape::Amount, "lower") => Ok(Order::Sum(false)),
        (Shape::Choices(_), "more") => Ok(Order::Codes(true)),
        (Shape::Choices(_), "fewer") => Ok(Order::Codes(false)),
        _ => Err(fault()),
    }
}

fn ranked(offered: &[Code], given: &[String]) -> Result<Vec<Code>, Problem> {
    let mut codes: Vec<Code> = Vec::with_capacity(given.len());
    for text in given {
        let known = offered.iter().find(|code| code.as_str() == text);
        let code =
            known.ok_or_else(|| Problem::Form(format!("“{text}” is not an answer to this question")))?;
        if codes.contains(code) {
            return Err(Problem::Twice(text.clone()));
        }
        codes.push(code.clone());
    }
    Ok(codes)
}

/// The scales that ship with the program.
pub const SCALES: DataFile<'_> =
    DataFile { name: "alignment.toml", text: include_str!("../../data/alignment.toml") };

static SHIPPED: LazyLock<Result<Scales, Vec<DataFault>>> = LazyLock::new(|| {
    let library = crate::profile::shipped().map_err(<[DataFault]>::to_vec)?;
    read_scales(&library.questionnaire, SCALES)
});

/// The scales that ship with the program, read once.
///
/// # Errors
/// The faults of the file; a test keeps them at none.
pub fn shipped_scales() -> Result<&'static Scales, &'static [DataFault]> {
    SHIPPED.as_ref().map_err(Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::shipped;

    fn read(text: &str) -> Result<Scales, Vec<DataFault>> {
        read_scales(&shipped().unwrap().questionnaire, DataFile { name: "alignment.toml", text })
    }

    fn told(text: &str) -> String {
        let faults = read(text).unwrap_err();
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_ships_has_no_fault_and_takes_no_side_where_it_says_so() {
        let scales = shipped_scales().unwrap_or_else(|faults| panic!("{faults:?}"));
        let order = |id: &str, scale| scales.order(&id.parse().unwrap(), scale).cloned();
        assert_eq!(order("breach.notify_authority.deadline", Scale::Strict), Some(Order::Time(false)));
        assert_eq!(order("scope.household_exemption", Scale::Strict), Some(Order::Yes(false)));
        assert_eq!(order("scope.journalism", Scale::Protective), None);
        assert_eq!(order("formalities.fees.declaration", Scale::Strict), None);
    }

    #[test]
    fn each_fault_names_its_line_and_its_question() {
        let said = told(
            "[[question]]\nid = \"rights.access\"\nstrict = \"yes\"\n\n[[question]]\nid = \"rights.flight\"\nstrict = \"yes\"\n",
        );
        assert!(said.contains("line 5") && said.contains("rights.flight"), "{said}");
        for (id, order, expected) in [
            ("rights.access", "strict = \"shorter\"", "“yes” or “no”"),
            ("rights.access.deadline", "strict = \"higher\"", "“shorter” or “longer”"),
            ("principles.list", "strict = [\"accuracy\", \"transparency\"]", "“more” or “fewer”"),
            ("dpo.mandatory", "strict = \"more\"", "a list of two codes or more"),
            ("dpo.mandatory", "strict = [\"none\", \"sometimes\"]", "“sometimes” is not an answer"),
            ("dpo.mandatory", "strict = [\"none\", \"none\"]", "“none” is there twice"),
            ("formalities.declaration.exemptions", "strict = \"more\"", "texts have no order"),
            ("rights.access", "", "declare “strict”, “protective” or both"),
            ("rights.access", "sterner = \"yes\"", "sterner"),
        ] {
            let said = told(&format!("[[question]]\nid = \"{id}\"\n{order}\n"));
            assert!(said.contains(expected) && said.contains("line "), "{id} {order}: {said}");
        }
        let twice = "[[question]]\nid = \"rights.access\"\nstrict = \"yes\"\n".repeat(2);
        assert!(told(&twice).contains("“rights.access” is there twice"));
    }
}
