//! Small sound values for tests.

use super::{CommonRule, Ground, Position, Proposal, Subject};
use crate::profile::samples::{answer, officer};
use crate::profile::{QuestionId, Value};
use liptako_core::{Bilingual, Charter, Decision, Member, Rule};
use liptako_journal::Hash;

pub fn question(number: usize) -> QuestionId {
    ["breach.notify_authority.deadline", "rights.access.deadline"][number % 2].parse().unwrap()
}

pub fn rule(number: usize, time: &str) -> Subject {
    Subject::CommonRule(CommonRule {
        question: question(number),
        value: Value::Duration(time.parse().unwrap()),
        grounds: vec![Ground::Strictest, Ground::Instrument("eu_gdpr_2016".parse().unwrap())],
        wording: Bilingual::new("Le responsable notifie la violation dans ce délai.", ""),
    })
}

/// Of an instrument that nobody keeps alone, or of a national law, which no proposal may touch.
pub fn reference(national: bool, time: &str) -> Subject {
    let instrument = if national { "bf_001_2021" } else { "eu_gdpr_2016" };
    let (instrument, question) = (instrument.parse().unwrap(), question(0));
    Subject::Reference { instrument, question, answer: answer(time) }
}

/// A proposal of officer 1.
pub fn proposal(subject: Subject, parent: Option<Hash>) -> Proposal {
    let reason = "Les trois lois divergent.".into();
    Proposal { subject, parent, drafter: officer(1), reason, rule: Rule::Consensus }
}

pub fn position(proposal: Hash, agrees: bool) -> Position {
    Position { proposal, agrees, reason: "Vu en collège.".into(), officer: officer(2) }
}

pub fn charter(content: Rule) -> Charter {
    let member = |code: &str| Member {
        code: code.into(),
        country: code.to_uppercase(),
        acronym: code.to_uppercase(),
        name_fr: format!("Autorité {code}"),
        name_en: format!("Authority {code}"),
        country_fr: code.into(),
        country_en: code.into(),
        origin: format!("liptako.example/{code}/1"),
    };
    Charter {
        name_fr: "Cadre".into(),
        name_en: "Framework".into(),
        decision: Decision { content, progress: Rule::Owner },
        members: vec![member("ml"), member("bf"), member("ne")],
    }
}
