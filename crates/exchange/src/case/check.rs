//! What may be written in a step: lengths, and what must not be empty. Pure.

use super::delays::{MAX_EXTENSION, checklist};
use super::model::{Answer, CaseKind, Document, Head, Opening, Person, Step};

/// Longest title, name or other line, in characters.
pub const MAX_LINE: usize = 160;
/// Longest text, in characters.
pub const MAX_TEXT: usize = 40_000;
/// Longest reason, in characters.
pub const MAX_REASON: usize = 2_000;

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// It must not be empty.
    Empty,
    /// It has more characters than this.
    TooLong(usize),
    /// It is none of the values offered.
    Unknown,
    /// A needed item of the checklist is not fulfilled.
    Checklist,
    /// The number is out of bounds: at most this.
    TooMany(u16),
    /// It is a day that has passed, or is yet to come, and may not be.
    Day,
    /// A line break or another control character stands where one line is expected.
    Control,
}

/// A field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Name of the field, as in forms.
    pub field: &'static str,
    /// What is wrong.
    pub problem: Problem,
}

/// Faults as they are found.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Adds one.
    pub fn add(&mut self, field: &'static str, problem: Problem) {
        self.0.push(Fault { field, problem });
    }

    /// All of them, when there is one.
    ///
    /// # Errors
    /// The faults.
    pub fn into_result(self) -> Result<(), Vec<Fault>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }

    fn line(&mut self, field: &'static str, text: &str, is_needed: bool) {
        self.length(field, text, is_needed, MAX_LINE);
        if text.chars().any(char::is_control) {
            self.add(field, Problem::Control);
        }
    }

    fn length(&mut self, field: &'static str, text: &str, is_needed: bool, max: usize) {
        if is_needed && text.trim().is_empty() {
            self.add(field, Problem::Empty);
        } else if text.chars().count() > max {
            self.add(field, Problem::TooLong(max));
        }
    }

    fn known(&mut self, field: &'static str, kind: Option<CaseKind>, items: &[String]) {
        let Some(kind) = kind else { return };
        let is_known = |id: &String| checklist(kind).iter().any(|item| item.id == *id);
        if !items.iter().all(is_known) {
            self.add(field, Problem::Unknown);
        }
    }
}

fn opening(opening: &Opening, faults: &mut Faults) {
    faults.line("title", &opening.title, true);
    faults.line("controller", &opening.controller, opening.kind == CaseKind::Complaint);
    let country = &opening.country;
    let is_code = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
    if !country.is_empty() && !is_code {
        faults.add("country", Problem::Unknown);
    }
    faults.length("facts", &opening.facts, true, MAX_TEXT);
    faults.length("asked", &opening.asked, true, MAX_REASON);
    faults.known("checklist", Some(opening.kind), &opening.checklist);
    let has = |id: &str| opening.checklist.iter().any(|done| done == id);
    if !checklist(opening.kind).iter().filter(|item| item.is_needed).all(|item| has(&item.id)) {
        faults.add("checklist", Problem::Checklist);
    }
}

fn person(person: &Person, faults: &mut Faults) {
    faults.line("person_name", &person.name, true);
    faults.length("person_contact", &person.contact, false, MAX_REASON);
    faults.length("person_remark", &person.remark, false, MAX_REASON);
}

fn document(document: &Document, faults: &mut Faults) {
    faults.line("document", &document.name, true);
    faults.line("caption", &document.caption, false);
}

fn head(head: &Head, faults: &mut Faults) {
    faults.line("title", &head.title, true);
}

/// Checks the fields of a step of a case of this kind.
///
/// # Errors
/// The faults, by field.
pub fn check(kind: Option<CaseKind>, step: &Step) -> Result<(), Vec<Fault>> {
    let mut faults = Faults::default();
    check_into(kind, step, &mut faults);
    faults.into_result()
}

fn check_into(kind: Option<CaseKind>, step: &Step, faults: &mut Faults) {
    match step {
        Step::Opened(what) => opening(what, faults),
        Step::Person(who) => person(who, faults),
        Step::Acknowledged { reference } => faults.line("reference", reference, false),
        Step::Completed { text, checklist } => {
            faults.length("text", text, true, MAX_TEXT);
            faults.known("checklist", kind, checklist);
        }
        Step::Admissibility { is_admissible, missing, reason } => {
            faults.known("missing", kind, missing);
            faults.length("reason", reason, !is_admissible, MAX_REASON);
        }
        Step::Lead { reason, .. } => faults.length("reason", reason, false, MAX_REASON),
        Step::Reply { answer, text, .. } => {
            let max = if *answer == Answer::Refused { MAX_REASON } else { MAX_TEXT };
            faults.length("text", text, true, max);
        }
        Step::Request { text, .. }
        | Step::Note { text }
        | Step::KeyPoints { text }
        | Step::EarlyResolution { text } => faults.length("text", text, true, MAX_TEXT),
        Step::Document(what) => document(what, faults),
        Step::Draft { title, text, .. } => {
            faults.line("title", title, true);
            faults.length("text", text, true, MAX_TEXT);
        }
        Step::Position { agrees, reason, .. } => faults.length("reason", reason, !agrees, MAX_TEXT),
        Step::Reminder { text, .. } => faults.length("text", text, false, MAX_REASON),
        Step::Extension { days, reason, .. } => {
            if *days == 0 || *days > MAX_EXTENSION {
                faults.add("days", Problem::TooMany(MAX_EXTENSION));
            }
            faults.length("reason", reason, true, MAX_REASON);
        }
        Step::Handled { name, function } => {
            faults.line("name", name, true);
            faults.line("function", function, true);
        }
        Step::Urgent { measure, reason, .. } => {
            faults.length("measure", measure, true, MAX_TEXT);
            faults.length("reason", reason, true, MAX_REASON);
        }
        Step::Widened { head: what, reason, .. } => {
            head(what, faults);
            faults.length("reason", reason, true, MAX_TEXT);
        }
        Step::Resent { step, .. } => {
            // What was written once may be sent again as it was.
            let _: &Step = step;
        }
        Step::Closed { text, .. } => faults.length("text", text, false, MAX_TEXT),
        Step::Reopened { reason } => faults.length("reason", reason, true, MAX_REASON),
        Step::Retained(_) => {}
    }
}
