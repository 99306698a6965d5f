//! How answers and relations are said: values in words, confidence and relations as badges.

use crate::comparison::{Bridge, Distance, Obstacle, Quiet, Relation, RelationKind, Tally};
use crate::profile::is_address;
use crate::profile::store::{Cell, Column, Signed};
use crate::profile::{
    Amount, Answer, Code, Confidence, Currency, Duration, Finding, Instrument, Question, Questionnaire,
    Shape, Unit, Value,
};
use jiff::civil::Date;
use liptako_core::vocabulary::ConceptId;
use liptako_core::{Bilingual, Lang, MemberIndex};
use liptako_web::texts::{key, spaced};
use liptako_web::{Html, Page, concept_links, day_words, escape};
use std::borrow::Borrow;

/// What every template of the domain shows values with.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The page being answered.
    pub page: &'a Page,
    /// What the codes mean.
    pub questionnaire: &'a Questionnaire,
}

impl Words<'_> {
    fn lang(&self) -> Lang {
        self.page.lang()
    }

    /// A text in the reader's language.
    pub fn text(&self, text: &Bilingual) -> String {
        spaced(text.picked(self.lang()), text.pick(self.lang()))
    }

    /// A text that is in French only, marked so for those who read another language.
    pub fn french(&self, text: &str) -> Html {
        let words = escape(&spaced(Lang::Fr, text));
        match self.lang() {
            Lang::Fr => Html::trusted(words),
            Lang::En => Html::trusted(format!("<span lang=\"fr\">{words}</span>")),
        }
    }

    /// Links to concepts of the common vocabulary.
    pub fn concepts(&self, concepts: &[ConceptId]) -> Html {
        concept_links(self.page, concepts)
    }

    /// An instrument's short name.
    pub fn short(&self, instrument: &Instrument) -> String {
        self.text(&instrument.short)
    }

    /// What people call a member.
    pub fn acronym(&self, member: &MemberIndex) -> &str {
        self.page.face().acronym_of(*member)
    }

    /// What a code means.
    pub fn code(&self, code: &Code) -> String {
        self.questionnaire.codes.get(code).map_or_else(|| code.to_string(), |label| self.text(label))
    }

    fn codes(&self, codes: &[Code]) -> String {
        codes.iter().map(|code| self.code(code)).collect::<Vec<_>>().join(", ")
    }

    /// What was found, in words. What only repeats a report says so; an open list says so.
    pub fn finding(&self, question: &Question, cell: &Cell) -> Html {
        self.found(question, &cell.answer)
    }

    /// What an answer found, in words, wherever it stands.
    pub fn found(&self, question: &Question, answer: &Answer) -> Html {
        match answer.finding() {
            Finding::Unknown => self.soft(key("law-finding-unknown")),
            Finding::Silent => self.soft(key("law-finding-silent")),
            Finding::NotApplicable => self.soft(key("law-finding-not-applicable")),
            Finding::Value(Value::Text(text)) => match self.day(text) {
                Some(day) => Html::text(&day),
                None => self.french(text),
            },
            Finding::Value(value) if question.is_reported(value) => {
                let said = self.value(question, value);
                Html::text(&self.page.text("law-reported").with("report", said).to_string())
            }
            Finding::Value(value) if answer.is_partial() => {
                let said = self.value(question, value);
                Html::text(&self.page.text("law-open-list").with("list", said).to_string())
            }
            Finding::Value(value) => Html::text(&self.value(question, value)),
        }
    }

    /// What was found, in plain words, for a drawing.
    pub fn plain_finding(&self, question: &Question, cell: &Cell) -> String {
        match cell.answer.finding() {
            Finding::Value(value) if !question.is_reported(value) => self.value(question, value),
            Finding::Silent => self.page.t("law-finding-silent"),
            Finding::NotApplicable => self.page.t("law-finding-not-applicable"),
            Finding::Unknown | Finding::Value(_) => self.page.t("law-finding-unknown"),
        }
    }

    /// The same without markup, for papers and letters.
    pub fn plain(&self, question: &Question, cell: &Cell) -> String {
        match cell.answer.finding() {
            Finding::Unknown => self.page.t("law-finding-unknown"),
            Finding::Silent => self.page.t("law-finding-silent"),
            Finding::NotApplicable => self.page.t("law-finding-not-applicable"),
            Finding::Value(Value::Text(text)) => self.day(text).unwrap_or_else(|| spaced(Lang::Fr, text)),
            Finding::Value(value) => {
                let said = self.value(question, value);
                if question.is_reported(value) {
                    self.page.text("law-reported").with("report", said).to_string()
                } else if cell.answer.is_partial() {
                    self.page.text("law-open-list").with("list", said).to_string()
                } else {
                    said
                }
            }
        }
    }

    fn soft(&self, key: &'static str) -> Html {
        Html::trusted(format!("<span class=\"soft\">{}</span>", escape(&self.page.t(key))))
    }

    /// A value, in words.
    pub fn value(&self, question: &Question, value: &Value) -> String {
        match value {
            Value::Bool(true) => self.page.t("law-yes"),
            Value::Bool(false) => self.page.t("law-no"),
            Value::Choice(code) => self.code(code),
            Value::Choices(codes) => self.codes(codes),
            Value::Duration(time) => self.time(*time),
            Value::Amount(amount) => self.amount(amount),
            Value::Integer(number) => self.count(question, *number),
            Value::Text(text) => self.day(text).unwrap_or_else(|| text.clone()),
        }
    }

    /// A text that is a day of the calendar and nothing else (`2013-05-21`), in words.
    fn day(&self, text: &str) -> Option<String> {
        let day = text.parse::<Date>().ok().filter(|day| day.to_string() == text)?;
        Some(day_words(self.lang(), day.into()))
    }

    fn count(&self, question: &Question, number: u32) -> String {
        match question.shape {
            Shape::Integer(Some(Unit::Years)) => self.page.text("law-years").with("n", number).to_string(),
            Shape::Integer(Some(Unit::Percent)) => {
                self.page.text("law-percent").with("n", number).to_string()
            }
            _ => self.page.number(number),
        }
    }

    /// A time in the units of the law.
    pub fn time(&self, time: Duration) -> String {
        let Duration::Lasting { years, months, days, hours } = time else {
            return self.page.t("law-without-delay");
        };
        let parts = [
            (key("law-years"), years),
            (key("law-months"), months),
            (key("law-days"), days),
            (key("law-hours"), hours),
        ];
        let said = parts.into_iter().filter(|(_, number)| *number > 0);
        said.map(|(key, number)| self.page.text(key).with("n", number).to_string())
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn sum(&self, currency: Currency, sum: u64) -> String {
        let unit = if currency == Currency::XOF { "FCFA" } else { currency.code() };
        format!("{}\u{a0}{unit}", self.page.number(sum))
    }

    /// A sum or a range of sums.
    pub fn amount(&self, amount: &Amount) -> String {
        let sum = |bound: u64| self.sum(amount.currency(), bound);
        let range = match (amount.min(), amount.max()) {
            (Some(min), Some(max)) if min == max => sum(min),
            (Some(min), Some(max)) => {
                self.page.text("law-from-to").with("min", sum(min)).with("max", sum(max)).to_string()
            }
            (None, Some(max)) => self.page.text("law-up-to").with("max", sum(max)).to_string(),
            (Some(min), None) => self.page.text("law-at-least").with("min", sum(min)).to_string(),
            (None, None) => String::new(),
        };
        match amount.percent_turnover() {
            Some(share) => {
                self.page.text("law-with-turnover").with("sum", range).with("n", share).to_string()
            }
            None => range,
        }
    }

    /// How sure an answer is, as a badge.
    pub fn confidence(&self, cell: &Cell) -> Html {
        let confidence = cell.answer.confidence();
        badge(confidence_tone(confidence), &self.page.t(confidence_key(confidence)))
    }

    /// How sure an answer is, in a cell of the matrix: what is not established never looks as if it were.
    pub fn mark(&self, cell: &Cell) -> Html {
        if cell.attested.is_some() {
            return spaced_before(&badge("done", &self.page.t("law-attested")));
        }
        match cell.answer.confidence() {
            Confidence::Unknown => Html::default(),
            Confidence::Recalled => spaced_before(&badge("late", &self.page.t("law-mark-recalled"))),
            Confidence::Verified => self.small(key("law-mark-verified")),
            Confidence::Secondary => self.small(key("law-mark-secondary")),
        }
    }

    fn small(&self, key: &'static str) -> Html {
        Html::trusted(format!(" <small class=\"soft\">{}</small>", escape(&self.page.t(key))))
    }

    /// That an authority stands by an answer, as a badge.
    pub fn attested_by(&self, signed: &Signed) -> Html {
        let authority = self.acronym(&signed.origin);
        badge("done", &self.page.text("law-attested-by").with("authority", authority).to_string())
    }

    /// That nobody stands by an answer yet, as a badge.
    pub fn unattested(&self) -> Html {
        badge("neutral", &self.page.t("law-not-attested"))
    }

    /// An address of the web as a link; anything else as it is written.
    pub fn address(&self, address: &str) -> Html {
        let words = escape(address);
        Html::trusted(if is_address(address) {
            format!("<a class=\"hash\" href=\"{words}\" rel=\"external noreferrer\">{words}</a>")
        } else {
            format!("<span class=\"hash\">{words}</span>")
        })
    }

    /// A text of several lines that is in French only.
    pub fn lines(&self, text: &str) -> Html {
        Html::trusted(self.french(text).as_str().replace('\n', "<br>"))
    }

    /// Whether the keeper of a column stands by an answer, as a badge; nothing for a reference.
    pub fn attested(&self, column: &Column<'_>, cell: &Cell) -> Html {
        match (&cell.attested, column.keeper) {
            (Some(signed), _) => self.attested_by(signed),
            (None, Some(_)) => self.unattested(),
            (None, None) => Html::default(),
        }
    }

    /// How answers stand to one another, as a badge.
    pub fn relation(&self, kind: impl Borrow<RelationKind>) -> Html {
        let kind = *kind.borrow();
        badge(relation_tone(kind), &self.page.t(relation_key(kind)))
    }

    /// What a relation adds to its badge: how far, or why.
    pub fn detail(&self, relation: &Relation) -> String {
        let said = |key: &'static str| self.page.t(key);
        match relation {
            Relation::Same | Relation::Missing => String::new(),
            Relation::Compatible(bridge) => said(match bridge {
                Bridge::OpenList => key("law-bridge-open-list"),
                Bridge::OpenBound => key("law-bridge-open-bound"),
                Bridge::Units => key("law-bridge-units"),
                Bridge::Parity => key("law-bridge-parity"),
                Bridge::Declared => key("law-bridge-declared"),
            }),
            Relation::Silent(Quiet::Both) => said(key("law-silent-both")),
            Relation::Silent(Quiet::Left) => said(key("law-silent-left")),
            Relation::Silent(Quiet::Right) => said(key("law-silent-right")),
            Relation::NotComparable(obstacle) => said(match obstacle {
                Obstacle::NotApplicable => key("law-obstacle-not-applicable"),
                Obstacle::Text => key("law-obstacle-text"),
                Obstacle::OpenLists => key("law-obstacle-open-lists"),
                Obstacle::Bounds => key("law-obstacle-bounds"),
                Obstacle::Type => key("law-obstacle-type"),
            }),
            Relation::Different(distance) => self.distance(distance),
        }
    }

    /// How far apart two answers are.
    pub fn distance(&self, distance: &Distance) -> String {
        match distance {
            Distance::YesNo | Distance::Choice => String::new(),
            Distance::AtOnce => self.page.t("law-distance-at-once"),
            Distance::Time { hours, exact, .. } => self.apart(*hours, *exact),
            Distance::Count { by, .. } => self.page.text("law-distance-count").with("n", *by).to_string(),
            Distance::Money { francs, turnover, converted, .. } => {
                let mut parts = Vec::new();
                match francs {
                    Some(0) => {}
                    Some(francs) => {
                        let sum = self.sum(Currency::XOF, *francs);
                        let key = if *converted {
                            key("law-distance-converted")
                        } else {
                            key("law-distance-money")
                        };
                        parts.push(self.page.text(key).with("sum", sum).to_string());
                    }
                    None => parts.push(self.page.t("law-distance-no-parity")),
                }
                if *turnover > 0 {
                    parts.push(self.page.text("law-distance-turnover").with("n", *turnover).to_string());
                }
                parts.join(", ")
            }
            Distance::Codes { common, left, right, unproved, .. } => {
                let lists = [
                    (key("law-codes-left"), left),
                    (key("law-codes-right"), right),
                    (key("law-codes-common"), common),
                    (key("law-codes-unproved"), unproved),
                ];
                let said = lists.into_iter().filter(|(_, codes)| !codes.is_empty());
                let parts =
                    said.map(|(key, codes)| self.page.text(key).with("codes", self.codes(codes)).to_string());
                parts.collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// Hours between two times, in days when they are whole; in the unit that fits when the count is only approximate.
    fn apart(&self, hours: u64, exact: bool) -> String {
        if exact && (hours < 24 || !hours.is_multiple_of(24)) {
            return self.page.text("law-distance-hours").with("n", hours).to_string();
        }
        let days = (hours + 12) / 24;
        if exact {
            return self.page.text("law-distance-days").with("n", days).to_string();
        }
        // A month is 30.44 days on average. What a law counts in years is not told in days.
        let months = (days * 100 + 1522) / 3044;
        let (key, n) = match months {
            0 | 1 => (key("law-distance-about-days"), days),
            _ if months.is_multiple_of(12) => (key("law-distance-about-years"), months / 12),
            _ => (key("law-distance-about-months"), months),
        };
        self.page.text(key).with("n", n).to_string()
    }

    /// A convergence in words, its coverage always beside it; without one, why.
    pub fn score(&self, tally: impl Borrow<Tally>) -> String {
        let tally = tally.borrow();
        if tally.n_whole == 0 {
            return self.page.t("law-information");
        }
        let convergence = match tally.convergence() {
            Some(score) => self.page.text("law-convergence").with("score", self.percent(score)).to_string(),
            None => self.page.t("law-comparison-no-score"),
        };
        let coverage = self
            .page
            .text("law-coverage")
            .with("coverage", self.percent(tally.coverage()))
            .with("counted", tally.n_counted)
            .with("whole", tally.n_whole);
        format!("{convergence} {coverage}")
    }

    /// The same in a cell: the score, and on how many questions of those that could be compared it rests.
    pub fn short_score(&self, tally: &Tally) -> String {
        match tally.convergence() {
            _ if tally.n_whole == 0 => self.page.t("law-comparison-information"),
            None => self.page.text("law-comparison-score-none").with("whole", tally.n_whole).to_string(),
            Some(score) => self
                .page
                .text("law-comparison-score")
                .with("score", self.percent(score))
                .with("counted", tally.n_counted)
                .with("whole", tally.n_whole)
                .to_string(),
        }
    }

    /// A share in thousandths, in hundredths for people.
    pub fn percent(&self, thousandths: impl Borrow<u16>) -> String {
        self.page.text("law-percent").with("n", (u32::from(*thousandths.borrow()) + 5) / 10).to_string()
    }
}

fn badge(tone: &str, words: &str) -> Html {
    Html::trusted(format!("<span class=\"badge {tone}\">{}</span>", escape(words)))
}

fn spaced_before(markup: &Html) -> Html {
    Html::trusted(format!(" {markup}"))
}

const fn confidence_tone(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Verified => "done",
        Confidence::Secondary => "active",
        Confidence::Recalled => "late",
        Confidence::Unknown => "neutral",
    }
}

/// Key of a level's words.
pub const fn confidence_key(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Verified => key("law-confidence-verified"),
        Confidence::Secondary => key("law-confidence-secondary"),
        Confidence::Recalled => key("law-confidence-recalled"),
        Confidence::Unknown => key("law-confidence-unknown"),
    }
}

/// Class of a relation's colour and shape.
pub const fn relation_tone(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Same => "done",
        RelationKind::Compatible => "active",
        RelationKind::Different => "blocked",
        RelationKind::Silent => "late",
        RelationKind::Missing => "neutral",
        RelationKind::NotComparable => "planned",
    }
}

/// Key of a relation's words.
pub const fn relation_key(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Same => key("law-relation-same"),
        RelationKind::Compatible => key("law-relation-compatible"),
        RelationKind::Different => key("law-relation-different"),
        RelationKind::Silent => key("law-relation-silent"),
        RelationKind::Missing => key("law-relation-missing"),
        RelationKind::NotComparable => key("law-relation-not-comparable"),
    }
}
