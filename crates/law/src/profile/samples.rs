//! Small sound values for tests.

use super::{Answer, Confidence, Finding, Source, Value};
use jiff::civil::date;
use liptako_core::ObjectId;
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
