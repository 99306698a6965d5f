//! What the demonstration's fictional officers propose on common rules.

use super::act::{Desk, Draft};
use super::model::{CommonRule, Subject};
use crate::profile::{Finding, QuestionId};
use liptako_core::{Bilingual, Charter, MemberIndex};
use serde::Deserialize;

/// The file of the demonstration.
pub const DEMO_RULES: &str = include_str!("../../data/demo-alignment.toml");

/// A proposal of the demonstration, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoRule {
    /// Who proposes.
    pub author: MemberIndex,
    /// The proposal.
    pub draft: Draft,
    /// The question it is about.
    pub question: QuestionId,
    /// Who agrees.
    pub agree: Vec<MemberIndex>,
    /// Who remarks what.
    pub comments: Vec<(MemberIndex, String)>,
}

/// The file names something that does not exist, or is no file of the demonstration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the demonstration of the common rules cannot be read: {0}")]
pub struct DemoFault(pub String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileForm {
    rule: Vec<RuleForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleForm {
    author: String,
    question: String,
    like: String,
    wording_fr: String,
    wording_en: String,
    reason: String,
    agree: Vec<String>,
    comments: Vec<(String, String)>,
}

/// Reads the file for the members of this charter.
///
/// # Errors
/// [`DemoFault`] names what is wrong.
pub fn read(text: &str, charter: &Charter, desk: &Desk) -> Result<Vec<DemoRule>, DemoFault> {
    let form: FileForm = toml::from_str(text).map_err(|error| DemoFault(error.message().to_owned()))?;
    let member = |code: &str| charter.by_code(code).ok_or_else(|| DemoFault(code.to_owned()));
    form.rule
        .into_iter()
        .map(|form| {
            let unknown = || DemoFault(form.question.clone());
            let question = desk.library.questionnaire.question(&form.question).ok_or_else(unknown)?;
            let profile = desk.library.profile(&form.like).ok_or_else(|| DemoFault(form.like.clone()))?;
            let answer = profile.answers.get(&question.id).ok_or_else(unknown)?;
            let Finding::Value(value) = answer.finding() else { return Err(unknown()) };
            let wording = Bilingual::new(form.wording_fr.as_str(), form.wording_en.as_str());
            let (question, value) = (question.id.clone(), value.clone());
            let rule = CommonRule { question: question.clone(), value, grounds: Vec::new(), wording };
            let draft =
                Draft { subject: Subject::CommonRule(rule), parent: None, reason: form.reason.clone() };
            let agree = form.agree.iter().map(|code| member(code)).collect::<Result<_, _>>()?;
            let comments = form.comments.iter().map(|(code, text)| Ok((member(code)?, text.clone())));
            let comments = comments.collect::<Result<_, DemoFault>>()?;
            Ok(DemoRule { author: member(&form.author)?, draft, question, agree, comments })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::charter;
    use super::*;
    use crate::alignment::shipped_desk;
    use liptako_core::Rule;

    #[test]
    fn the_demonstration_reads_and_says_that_it_is_one() {
        let rules = read(DEMO_RULES, &charter(Rule::Consensus), &shipped_desk().unwrap()).unwrap();
        assert_eq!(rules.len(), 2);
        for rule in &rules {
            assert!(rule.draft.reason.contains("fictive"));
            let Subject::CommonRule(common) = &rule.draft.subject else { panic!() };
            assert!(common.wording.fr.starts_with("Exercice."), "{}", common.wording.fr);
        }
    }

    #[test]
    fn a_fault_names_what_does_not_exist() {
        let desk = shipped_desk().unwrap();
        for (from, to) in [("\"eu_gdpr_2016\"", "\"mars_2040\""), ("author = \"bf\"", "author = \"zz\"")] {
            let fault =
                read(&DEMO_RULES.replacen(from, to, 1), &charter(Rule::Consensus), &desk).unwrap_err();
            assert!(fault.0 == "mars_2040" || fault.0 == "zz", "{fault}");
        }
    }
}
