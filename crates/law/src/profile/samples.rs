//! Small sound values for tests.

use super::{Answer, Confidence, Finding, Source, Value};
use jiff::civil::date;
use liptako_core::{Charter, Decision, Member, ObjectId, Rule};
use liptako_identity::{Function, Officer};

pub fn officer(number: u8) -> Officer {
    let function =
        Function { name: "legal-officer".into(), fr: "Juriste".into(), en: "Legal officer".into() };
    Officer { id: ObjectId::from_bytes([number; 16]), name: format!("Agent {number}"), function }
}

/// A verified answer that gives this time.
pub fn answer(time: &str) -> Answer {
    let value = Finding::Value(Value::Duration(time.parse().unwrap()));
    let mut answer = Answer::new(value, false, Confidence::Verified).unwrap();
    answer.article = Some("12".into());
    answer.note = Some("Délai compté de la réception.".into());
    answer.sources = vec![Source { name: "Journal officiel".into(), url: None, cited_url: None }];
    answer.valid.from = Some(date(2021, 3, 30));
    answer
}

/// The three authorities, by the countries of their laws.
pub fn charter() -> Charter {
    let member = |code: &str| Member {
        code: code.to_owned(),
        country: code.to_uppercase(),
        acronym: code.to_uppercase(),
        name_fr: code.to_owned(),
        name_en: code.to_owned(),
        country_fr: code.to_owned(),
        country_en: code.to_owned(),
        origin: format!("liptako.example/{code}/1"),
    };
    Charter {
        name_fr: "Cadre".into(),
        name_en: "Framework".into(),
        decision: Decision { content: Rule::Consensus, progress: Rule::Owner },
        members: vec![member("ml"), member("bf"), member("ne")],
    }
}
