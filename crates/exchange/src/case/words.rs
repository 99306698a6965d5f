//! The keys of the words: what each kind, stage, step, outcome, duty is called. The texts are in `i18n/case.*.ftl`.

use super::check::Problem;
use super::clock::ClockState;
use super::delays::{Length, Unit};
use super::judge::Irregularity;
use super::model::{Answer, CaseKind, Duty, Form, Outcome, Stage, Step, StepName};
use liptako_core::{Lang, UnixSeconds, Verdict};
use liptako_journal::journals::Level;
use liptako_web::{Message, day_words, moment_words};

/// What a kind of case is called.
pub const fn kind_key(kind: CaseKind) -> &'static str {
    match kind {
        CaseKind::Information => "case-kind-information",
        CaseKind::Complaint => "case-kind-complaint",
        CaseKind::Inspection => "case-kind-inspection",
        CaseKind::Consultation => "case-kind-consultation",
        CaseKind::Urgent => "case-kind-urgent",
        CaseKind::Opinion => "case-kind-opinion",
    }
}

/// Where a case stands.
pub const fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Headless => "case-stage-headless",
        Stage::Opened => "case-stage-opened",
        Stage::Incomplete => "case-stage-incomplete",
        Stage::Examined => "case-stage-examined",
        Stage::Answered => "case-stage-answered",
        Stage::Drafted => "case-stage-drafted",
        Stage::Contested => "case-stage-contested",
        Stage::Adopted => "case-stage-adopted",
        Stage::Closed => "case-stage-closed",
    }
}

/// What a step is called on the timeline.
pub const fn step_key(step: StepName) -> &'static str {
    match step {
        StepName::Opened => "case-step-opened",
        StepName::Person => "case-step-person",
        StepName::Acknowledged => "case-step-acknowledged",
        StepName::Completed => "case-step-completed",
        StepName::Admissibility => "case-step-admissibility",
        StepName::Lead => "case-step-lead",
        StepName::Request => "case-step-request",
        StepName::Reply => "case-step-reply",
        StepName::Note => "case-step-note",
        StepName::Document => "case-step-document",
        StepName::KeyPoints => "case-step-key-points",
        StepName::Draft => "case-step-draft",
        StepName::Position => "case-step-position",
        StepName::EarlyResolution => "case-step-early-resolution",
        StepName::Reminder => "case-step-reminder",
        StepName::Extension => "case-step-extension",
        StepName::Handled => "case-step-handled",
        StepName::Urgent => "case-step-urgent",
        StepName::Widened => "case-step-widened",
        StepName::Resent => "case-step-resent",
        StepName::Closed => "case-step-closed",
        StepName::Reopened => "case-step-reopened",
        StepName::Retained => "case-step-retained",
    }
}

/// How a case ended.
pub const fn outcome_key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Answered => "case-outcome-answered",
        Outcome::Decided => "case-outcome-decided",
        Outcome::Resolved => "case-outcome-resolved",
        Outcome::Inadmissible => "case-outcome-inadmissible",
        Outcome::Withdrawn => "case-outcome-withdrawn",
        Outcome::NoAction => "case-outcome-no-action",
    }
}

/// What is due.
pub const fn duty_key(duty: Duty) -> &'static str {
    match duty {
        Duty::Transmission => "case-duty-transmission",
        Duty::Acknowledgement => "case-duty-acknowledgement",
        Duty::Admissibility => "case-duty-admissibility",
        Duty::Completion => "case-duty-completion",
        Duty::Reply => "case-duty-reply",
        Duty::Position => "case-duty-position",
        Duty::Revision => "case-duty-revision",
        Duty::EarlyResolution => "case-duty-early-resolution",
        Duty::Measure => "case-duty-measure",
        Duty::Closing => "case-duty-closing",
    }
}

/// Where a delay stands.
pub const fn clock_key(state: ClockState) -> &'static str {
    match state {
        ClockState::NotStarted => "case-clock-not-started",
        ClockState::Running { is_near: false } => "case-clock-running",
        ClockState::Running { is_near: true } => "case-clock-near",
        ClockState::Met { is_proven: true, .. } => "case-clock-met",
        ClockState::Met { is_proven: false, .. } => "case-clock-met-by-word",
        ClockState::Late => "case-clock-late",
        ClockState::DoneLate { .. } => "case-clock-done-late",
        ClockState::Lapsed => "case-clock-lapsed",
    }
}

/// Why a step has no effect, or may not be taken.
pub const fn mark_key(why: Irregularity) -> &'static str {
    match why {
        Irregularity::Unreadable => "case-mark-unreadable",
        Irregularity::Audience => "case-mark-audience",
        Irregularity::NotConcerned => "case-mark-not-concerned",
        Irregularity::NotSigned => "case-mark-not-signed",
        Irregularity::Number => "case-mark-number",
        Irregularity::Target => "case-mark-target",
        Irregularity::NotYours => "case-mark-not-yours",
        Irregularity::AlreadyDone => "case-mark-already-done",
        Irregularity::Closed => "case-mark-closed",
        Irregularity::NotClosed => "case-mark-not-closed",
        Irregularity::TextOpen => "case-mark-text-open",
        Irregularity::TextDecided => "case-mark-text-decided",
        Irregularity::AgreedElsewhere => "case-mark-agreed-elsewhere",
        Irregularity::Kind => "case-mark-kind",
        Irregularity::TooMany => "case-mark-too-many",
    }
}

/// How a request is answered.
pub const fn answer_key(answer: Answer) -> &'static str {
    match answer {
        Answer::Full => "case-answer-full",
        Answer::Partial => "case-answer-partial",
        Answer::Refused => "case-answer-refused",
    }
}

/// What a text would be.
pub const fn form_key(form: Form) -> &'static str {
    match form {
        Form::Decision => "case-form-decision",
        Form::Opinion => "case-form-opinion",
    }
}

/// A length in its unit; asks for `count`.
pub const fn unit_key(unit: Unit) -> &'static str {
    match unit {
        Unit::Days => "case-unit-days",
        Unit::WorkingDays => "case-unit-working-days",
        Unit::Weeks => "case-unit-weeks",
        Unit::Months => "case-unit-months",
    }
}

/// What is wrong with a field. Those with a bound ask for `max`.
pub const fn problem_key(problem: Problem) -> &'static str {
    match problem {
        Problem::Empty => "case-problem-empty",
        Problem::TooLong(_) => "case-problem-too-long",
        Problem::Unknown => "case-problem-unknown",
        Problem::Checklist => "case-problem-checklist",
        Problem::TooMany(_) => "case-problem-too-many",
        Problem::Day => "case-problem-day",
        Problem::Control => "case-problem-control",
    }
}

/// How sure a record is. The words are the shell's.
pub const fn level_key(level: Level) -> &'static str {
    match level {
        Level::N0 => "level-n0",
        Level::N1 => "level-n1",
        Level::N2 => "level-n2",
    }
}

/// Where a text stands.
pub const fn verdict_key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Open => "case-verdict-open",
        Verdict::Adopted => "case-verdict-adopted",
        Verdict::Rejected => "case-verdict-rejected",
    }
}

/// A voice: one language, and who turns messages into it (a page, or the command line).
#[derive(Clone, Copy)]
pub struct Speech<'a> {
    /// The language.
    pub lang: Lang,
    /// Says a message in it.
    pub say: &'a dyn Fn(&Message) -> String,
}

impl Speech<'_> {
    /// The words of a key.
    pub fn t(&self, key: &'static str) -> String {
        (self.say)(&Message::new(key))
    }

    /// The words of a key that asks for one text.
    pub fn with(&self, key: &'static str, name: &'static str, value: &str) -> String {
        (self.say)(&Message::new(key).with(name, value))
    }

    /// The words of a key that asks for one number.
    pub fn number(&self, key: &'static str, name: &'static str, value: u64) -> String {
        (self.say)(&Message::new(key).with(name, value))
    }

    /// A moment.
    pub fn moment(&self, seconds: UnixSeconds) -> String {
        moment_words(self.lang, seconds)
    }

    /// A length of time.
    pub fn length(&self, length: Length) -> String {
        self.number(unit_key(length.unit), "count", u64::from(length.count))
    }
}

fn lines(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("\n")
}

/// What a step says, in one text: for a paper, or the command line. Members and places are left to what stands beside it.
pub fn step_text(speech: &Speech<'_>, step: &Step) -> String {
    let duty = |duty: &Duty| speech.t(duty_key(*duty));
    match step {
        Step::Opened(opening) => lines(&[&opening.title, &opening.facts, &opening.asked]),
        Step::Person(person) => lines(&[&person.name, &person.contact, &person.remark]),
        Step::Acknowledged { reference } => reference.clone(),
        Step::Completed { text, .. }
        | Step::Note { text }
        | Step::KeyPoints { text }
        | Step::EarlyResolution { text }
        | Step::Request { text, .. } => text.clone(),
        Step::Admissibility { is_admissible, reason, .. } => {
            let word = if *is_admissible { "case-admissible-yes" } else { "case-admissible-no" };
            lines(&[&speech.t(word), reason])
        }
        Step::Lead { reason, .. } => reason.clone(),
        Step::Reply { answer, text, .. } => lines(&[&speech.t(answer_key(*answer)), text]),
        Step::Document(document) => lines(&[&document.name, &document.caption]),
        Step::Draft { form, title, .. } => lines(&[&speech.t(form_key(*form)), title]),
        Step::Position { agrees, reason, .. } => {
            let word = if *agrees { "case-position-agrees" } else { "case-position-objects" };
            lines(&[&speech.t(word), reason])
        }
        Step::Reminder { duty: of, text, .. } => lines(&[&duty(of), text]),
        Step::Extension { duty: of, days, reason, .. } => {
            let days = speech.number(unit_key(Unit::Days), "count", u64::from(*days));
            lines(&[&duty(of), &days, reason])
        }
        Step::Handled { name, function } => format!("{name}, {function}"),
        Step::Urgent { measure, until, reason } => {
            let until = day_words(speech.lang, (*until).into());
            lines(&[measure, &speech.with("case-measure-until", "day", &until), reason])
        }
        Step::Widened { reason, .. } | Step::Reopened { reason } => reason.clone(),
        Step::Resent { step, .. } => lines(&[&speech.t(step_key(step.step())), &step_text(speech, step)]),
        Step::Closed { outcome, text } => lines(&[&speech.t(outcome_key(*outcome)), text]),
        Step::Retained(left) => lines(&[&left.number.to_string(), &speech.t(outcome_key(left.outcome))]),
    }
}
