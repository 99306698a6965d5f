//! The keys of the words: what each kind, stage, step, outcome, duty is called. The texts are in `i18n/case.*.ftl`.

use super::check::Problem;
use super::clock::ClockState;
use super::delays::Unit;
use super::judge::Irregularity;
use super::model::{Answer, CaseKind, Duty, Form, Outcome, Stage, StepName};

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
