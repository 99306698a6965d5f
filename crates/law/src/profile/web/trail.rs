//! Where a record stands: who signed, how far it is confirmed, where its proof is.

use super::super::store::Signed;
use super::super::{Answer, Question, Validity};
use crate::words::{Words, confidence_key};
use jiff::civil::Date;
use liptako_core::MemberIndex;
use liptako_web::texts::key;
use liptako_web::{Html, Page, Shell, day_words, escape};

/// Shows records of the journals.
#[derive(Clone, Copy)]
pub struct Trail<'a> {
    pub page: &'a Page,
    pub shell: &'a Shell,
}

impl Trail<'_> {
    fn code(&self, member: MemberIndex) -> &str {
        self.shell.charter().member(member).map_or("", |member| member.code.as_str())
    }

    /// How far a record is confirmed, as a badge.
    pub fn level(&self, signed: &Signed) -> Html {
        self.page.level(self.shell.road().level(signed.origin, signed.index))
    }

    /// Address of a record's proof.
    pub fn proof_path(&self, signed: &Signed) -> String {
        format!("/journal/{}/{}", self.code(signed.origin), signed.index)
    }

    /// Address of the proposal that a record is.
    pub fn proposal_path(&self, signed: &Signed) -> String {
        format!("/law/alignment/proposals/{}-{}", self.code(signed.origin), signed.index)
    }

    /// What people quote a record by: `CIL-12`.
    pub fn reference(&self, signed: &Signed) -> String {
        format!("{}-{}", self.page.face().acronym_of(signed.origin), signed.index)
    }

    /// Who signed: name, function, authority.
    pub fn signer(&self, signed: &Signed) -> String {
        let function = signed.function.pick(self.page.lang());
        format!("{}, {function} ({})", signed.name, self.page.face().acronym_of(signed.origin))
    }
}

/// A field that an answer changes.
pub struct Difference {
    pub label: String,
    pub before: Html,
    pub after: Html,
}

/// The fields in which two answers differ, in the order of the page.
pub fn differences(w: &Words<'_>, question: &Question, before: &Answer, after: &Answer) -> Vec<Difference> {
    let pairs = fields(w, question, before).into_iter().zip(fields(w, question, after));
    let differing = pairs.filter(|((_, before), (_, after))| before != after);
    differing
        .map(|((label, before), (_, after))| Difference { label: w.page.t(label), before, after })
        .collect()
}

fn fields(w: &Words<'_>, question: &Question, answer: &Answer) -> [(&'static str, Html); 6] {
    let french = |text: &Option<String>| text.as_ref().map(|text| w.lines(text)).unwrap_or_default();
    let sources = answer.sources.iter().map(|source| {
        let addresses = [&source.url, &source.cited_url].into_iter().flatten();
        let addresses =
            addresses.map(|address| format!("<br><small class=\"hash\">{}</small>", escape(address)));
        format!("{}{}", w.french(&source.name), addresses.collect::<String>())
    });
    [
        (key("law-col-answer"), w.found(question, answer)),
        (key("law-col-confidence"), Html::text(&w.page.t(confidence_key(answer.confidence())))),
        (key("law-col-article"), french(&answer.article)),
        (key("law-edit-note"), french(&answer.note)),
        (key("law-edit-sources"), Html::trusted(sources.collect::<Vec<_>>().join("<br>"))),
        (key("law-edit-valid"), Html::text(&validity(w.page, &answer.valid))),
    ]
}

/// From when until when an answer holds, in words; empty when nothing is said.
pub fn validity(page: &Page, valid: &Validity) -> String {
    let day = |day: Date| day_words(page.lang(), day.into());
    match (valid.from, valid.to) {
        (Some(from), Some(to)) => {
            page.text("law-valid-between").with("from", day(from)).with("to", day(to)).to_string()
        }
        (Some(from), None) => page.text("law-valid-since").with("from", day(from)).to_string(),
        (None, Some(to)) => page.text("law-valid-until").with("to", day(to)).to_string(),
        (None, None) => String::new(),
    }
}
