//! What a step says, as the timeline and the page of a draft show it.

use super::super::delays::checklist;
use super::super::fold::Case;
use super::super::model::{CaseKind, Document, Event, Opening, Person, Skeleton, Step, StepName};
use super::super::words::{answer_key, duty_key, form_key, kind_key, outcome_key, step_key};
use super::said::{Said, badge};
use liptako_web::texts::key;
use liptako_web::{Html, escape};
use std::borrow::Borrow;

/// Longer texts are folded, in characters.
const LONG: usize = 700;

/// What a step says: its facts, and its text.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// What it is, in one line.
    pub what: String,
    /// A state that belongs to it; may be empty.
    pub mark: Html,
    /// Labels and values.
    pub facts: Vec<(String, Html)>,
    /// Its text.
    pub text: Option<Html>,
    /// Whether the text is folded.
    pub is_long: bool,
}

impl Told {
    fn fact(&mut self, label: String, value: &str) {
        if !value.trim().is_empty() {
            self.facts.push((label, Html::trusted(escape(value).replace('\n', "<br>"))));
        }
    }

    fn says(&mut self, s: Said<'_>, text: &str) {
        if !text.trim().is_empty() {
            self.is_long = text.chars().count() > LONG;
            self.text = Some(s.prose(text));
        }
    }
}

impl Said<'_> {
    /// What a step is called.
    pub fn step_name(&self, step: impl Borrow<StepName>) -> String {
        self.page.t(step_key(*step.borrow()))
    }

    /// A fact's label.
    fn label(&self, key: &str) -> String {
        self.page.t(key)
    }

    /// The items of a checklist, in words.
    pub fn items(&self, kind: Option<CaseKind>, ids: &[String]) -> String {
        let lang = self.page.lang();
        let word = |id: &String| {
            let known = kind.and_then(|kind| checklist(kind).iter().find(|item| item.id == *id));
            known.map_or_else(|| id.clone(), |item| item.text.pick(lang).to_owned())
        };
        ids.iter().map(word).collect::<Vec<_>>().join("\n")
    }

    /// The size of a file, in words.
    pub fn size(&self, bytes: impl Borrow<u64>) -> String {
        let bytes = *bytes.borrow();
        let tenths = |unit: u64| bytes.saturating_mul(10).div_ceil(unit);
        let (n, key) = match bytes {
            0..1000 => (bytes * 10, key("casepages-bytes")),
            1000..1_000_000 => (tenths(1000), key("casepages-kilobytes")),
            _ => (tenths(1_000_000), key("casepages-megabytes")),
        };
        let comma = if self.page.lang() == liptako_core::Lang::Fr { ',' } else { '.' };
        let n = if n % 10 == 0 || n >= 1000 {
            (n / 10).to_string()
        } else {
            format!("{}{comma}{}", n / 10, n % 10)
        };
        self.page.text(key).with("n", n).to_string()
    }

    /// What a recorded step says.
    pub fn told(&self, case: &Case, event: &Event) -> Told {
        self.told_step(case, &event.step)
    }

    /// What a step says.
    pub fn told_step(&self, case: &Case, step: &Step) -> Told {
        let mut told = Told { what: self.step_name(step.step()), ..Told::default() };
        let kind = case.kind();
        match step {
            Step::Opened(opening) => self.opening(&mut told, opening),
            Step::Person(person) => self.person(&mut told, person),
            Step::Acknowledged { reference } => {
                told.fact(self.label("casepages-f-reference"), reference);
            }
            Step::Completed { text, checklist } => {
                told.fact(self.label("casepages-f-checklist"), &self.items(kind, checklist));
                told.says(*self, text);
            }
            Step::Admissibility { is_admissible, missing, reason } => {
                told.mark = if *is_admissible {
                    badge("done", &self.page.t("casepages-admissible"))
                } else {
                    badge("late", &self.page.t("casepages-incomplete"))
                };
                told.fact(self.label("casepages-f-missing"), &self.items(kind, missing));
                told.says(*self, reason);
            }
            Step::Lead { lead, reason } => {
                told.fact(self.label("casepages-f-lead"), self.acronym(lead));
                told.says(*self, reason);
            }
            Step::Request { to, text } => {
                told.fact(self.label("casepages-f-to"), self.acronym(to));
                told.says(*self, text);
            }
            Step::Reply { to, answer, text } => {
                told.mark = badge("neutral", &self.page.t(answer_key(*answer)));
                told.fact(self.label("casepages-f-answers"), &self.reference(to));
                told.says(*self, text);
            }
            Step::Note { text } | Step::KeyPoints { text } | Step::EarlyResolution { text } => {
                told.says(*self, text);
            }
            Step::Document(document) => self.document(&mut told, document),
            Step::Draft { form, title, text, .. } => {
                told.mark = badge("neutral", &self.page.t(form_key(*form)));
                told.fact(self.label("casepages-f-title"), title);
                told.says(*self, text);
            }
            Step::Position { on, agrees, reason } => {
                told.mark = self.position_badge(agrees);
                let text = case.texts.iter().find(|text| text.commitment == *on);
                if let Some(text) = text {
                    told.fact(self.label("casepages-f-on"), &self.reference(&text.place));
                }
                told.says(*self, reason);
            }
            other => self.course(case, &mut told, other),
        }
        told
    }

    /// The steps about the course of a case.
    fn course(&self, case: &Case, told: &mut Told, step: &Step) {
        match step {
            Step::Reminder { to, duty, text, .. } => {
                told.fact(self.label("casepages-f-to"), self.acronym(to));
                told.fact(self.label("casepages-f-duty"), &self.page.t(duty_key(*duty)));
                told.says(*self, text);
            }
            Step::Extension { duty, days, reason, .. } => {
                told.fact(self.label("casepages-f-duty"), &self.page.t(duty_key(*duty)));
                let days = self.page.text("casepages-days").with("n", *days).to_string();
                told.fact(self.label("casepages-f-days"), &days);
                told.says(*self, reason);
            }
            Step::Handled { name, function } => {
                told.fact(self.label("casepages-f-handler"), &format!("{name}, {function}"));
            }
            Step::Urgent { measure, until, reason } => {
                let day = liptako_web::day_words(self.page.lang(), (*until).into());
                told.fact(self.label("casepages-f-until"), &day);
                told.fact(self.label("casepages-f-why-urgent"), reason);
                told.says(*self, measure);
            }
            Step::Widened { member, reason, .. } => {
                told.fact(self.label("casepages-f-joins"), self.acronym(member));
                told.says(*self, reason);
            }
            Step::Resent { of, step, .. } => {
                let again = self.told_step(case, step);
                told.fact(
                    self.label("casepages-f-again"),
                    &format!("{}, {}", self.reference(of), again.what),
                );
                told.facts.extend(again.facts);
                (told.mark, told.text, told.is_long) = (again.mark, again.text, again.is_long);
            }
            Step::Closed { outcome, text } => {
                told.mark = badge("done", &self.page.t(outcome_key(*outcome)));
                told.says(*self, text);
            }
            Step::Reopened { reason } => told.says(*self, reason),
            Step::Retained(left) => self.left(told, left),
            _ => {}
        }
    }

    fn opening(&self, told: &mut Told, opening: &Opening) {
        told.mark = badge("neutral", &self.page.t(kind_key(opening.kind)));
        told.fact(self.label("casepages-f-about"), &opening.title);
        told.fact(self.label("casepages-f-controller"), &opening.controller);
        told.fact(self.label("casepages-f-country"), &self.country_named(&opening.country));
        if let Some(day) = opening.received {
            let day = liptako_web::day_words(self.page.lang(), day.into());
            told.fact(self.label("casepages-f-received"), &day);
        }
        told.facts.push((self.label("casepages-f-facts"), self.prose(&opening.facts)));
        told.facts.push((self.label("casepages-f-asked"), self.prose(&opening.asked)));
        told.fact(self.label("casepages-f-checklist"), &self.items(Some(opening.kind), &opening.checklist));
    }

    /// Who complains.
    fn person(&self, told: &mut Told, person: &Person) {
        told.fact(self.label("casepages-f-person_name"), &person.name);
        told.fact(self.label("casepages-f-person_contact"), &person.contact);
        told.fact(self.label("casepages-f-person_remark"), &person.remark);
    }

    fn document(&self, told: &mut Told, document: &Document) {
        told.fact(
            self.label("casepages-f-document"),
            &format!("{} ({})", document.name, self.size(document.bytes)),
        );
        told.fact(self.label("casepages-f-caption"), &document.caption);
        let digest = hex(&document.sha256);
        told.facts
            .push(("SHA-256".to_owned(), Html::trusted(format!("<code class=\"hash\">{digest}</code>"))));
    }

    fn left(&self, told: &mut Told, left: &Skeleton) {
        told.fact(self.label("casepages-f-kind"), &self.page.t(kind_key(left.kind)));
        told.fact(self.label("casepages-f-outcome"), &self.page.t(outcome_key(left.outcome)));
        let counts = self.page.text("casepages-left-counts").with("met", left.met).with("late", left.late);
        told.fact(self.label("casepages-f-clock"), &counts.to_string());
    }

    /// Agrees or objects.
    pub fn position_badge(&self, agrees: &bool) -> Html {
        if *agrees {
            badge("done", &self.page.t("casepages-agrees"))
        } else {
            badge("blocked", &self.page.t("casepages-objects"))
        }
    }
}

/// Lower hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
