//! Which step, by whom, when. One function: [`judge`].

use super::fold::Case;
use super::model::{Answer, CaseKind, Event, Outcome, Step};
use liptako_core::{Audience, Charter, MemberIndex, Verdict};
use liptako_journal::Hash;

/// Most steps of one case.
pub const MAX_STEPS: usize = 1000;

/// Why a step has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Irregularity {
    /// Its bytes are not a step.
    #[error("its content cannot be read")]
    Unreadable,
    /// It is addressed to others than the authorities concerned.
    #[error("it is not addressed to the authorities concerned, all of them and nobody else")]
    Audience,
    /// Its author is not concerned.
    #[error("its author is not concerned by the case")]
    NotConcerned,
    /// It needs the signature of an officer other than the one who drafted it.
    #[error("it is not signed by an officer other than the one who drafted it")]
    NotSigned,
    /// The case is opened already, or the number is another case's.
    #[error("the case is opened already, or its number is another case's")]
    Number,
    /// What it refers to is unknown.
    #[error("what it refers to is not in the case")]
    Target,
    /// This authority has no part in that step.
    #[error("this step belongs to another authority")]
    NotYours,
    /// It was done already.
    #[error("it was done already")]
    AlreadyDone,
    /// The case is closed.
    #[error("the case is closed")]
    Closed,
    /// The case is not closed.
    #[error("the case is not closed")]
    NotClosed,
    /// A text is still before the authorities, or is adopted.
    #[error("a text is still before the authorities, or is adopted")]
    TextOpen,
    /// The text is decided.
    #[error("the text is already adopted or refused")]
    TextDecided,
    /// The authority agreed to another text that is not refused.
    #[error("this authority has agreed to another text that is not refused")]
    AgreedElsewhere,
    /// This step does not belong to cases of this kind.
    #[error("this step does not belong to cases of this kind")]
    Kind,
    /// The case has as many steps as one may have.
    #[error("the case has as many steps as one may have")]
    TooMany,
}

impl Irregularity {
    /// Every irregularity.
    pub const ALL: [Self; 15] = [
        Self::Unreadable,
        Self::Audience,
        Self::NotConcerned,
        Self::NotSigned,
        Self::Number,
        Self::Target,
        Self::NotYours,
        Self::AlreadyDone,
        Self::Closed,
        Self::NotClosed,
        Self::TextOpen,
        Self::TextDecided,
        Self::AgreedElsewhere,
        Self::Kind,
        Self::TooMany,
    ];

    /// Short code, as the table of irregular records keeps it: the key of its own sentence.
    pub const fn code(self) -> &'static str {
        super::words::mark_key(self)
    }

    /// The irregularity of this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }
}

type Judged = Result<(), Irregularity>;

fn needs(holds: bool, otherwise: Irregularity) -> Judged {
    if holds { Ok(()) } else { Err(otherwise) }
}

/// Judges a step by the case as its author knew it.
///
/// An authority that joined later lacks what came before, and so does everyone once an opening is erased: then only what
/// stands in the step itself is judged.
///
/// # Errors
/// [`Irregularity`], the first that is found.
pub fn judge(charter: &Charter, case: &Case, event: &Event) -> Judged {
    let by = event.place.origin;
    check_signature(event)?;
    needs(event.audience.contains(by), Irregularity::Audience)?;
    needs(case.steps < MAX_STEPS, Irregularity::TooMany)?;
    if let Step::Opened(opening) = &event.step {
        needs(case.opening.is_none(), Irregularity::Number)?;
        let country = charter.member(by).map(|member| member.country.as_str());
        needs(country == Some(opening.number.country()), Irregularity::Number)?;
        let others = charter.indices().any(|member| member != by && event.audience.contains(member));
        return needs(others, Irregularity::Audience);
    }
    if !case.is_whole() {
        return Ok(());
    }
    needs(case.concerned.contains(by), Irregularity::NotConcerned)?;
    check_audience(charter, case, event)?;
    match &event.step {
        Step::Reopened { .. } => return needs(case.closed.is_some(), Irregularity::NotClosed),
        Step::Retained(_) => return needs(case.closed.is_some(), Irregularity::NotClosed),
        _ => needs(case.closed.is_none(), Irregularity::Closed)?,
    }
    judge_open(charter, case, event)
}

fn check_signature(event: &Event) -> Judged {
    let holds = match &event.approver {
        Some(approver) => event.is_signed && approver.id != event.drafter.id,
        None => !event.step.step().needs_approval(),
    };
    needs(holds, Irregularity::NotSigned)
}

fn check_audience(charter: &Charter, case: &Case, event: &Event) -> Judged {
    let expected = match &event.step {
        Step::Widened { member, .. } => {
            needs(charter.member(*member).is_some(), Irregularity::Target)?;
            needs(!case.concerned.contains(*member), Irregularity::AlreadyDone)?;
            Audience(case.concerned.0 | 1 << member.0)
        }
        _ => case.concerned,
    };
    needs(event.audience == expected, Irregularity::Audience)
}

/// Judges a step of a case that is open and whole.
fn judge_open(charter: &Charter, case: &Case, event: &Event) -> Judged {
    let by = event.place.origin;
    let is_opener = case.opener() == Some(by);
    let leads = is_opener || case.lead() == Some(by);
    match &event.step {
        Step::Person(_) => needs(is_opener, Irregularity::NotYours),
        Step::Completed { .. } => needs(is_opener, Irregularity::NotYours),
        Step::Acknowledged { .. } => {
            needs(!is_opener, Irregularity::NotYours)?;
            needs(!case.acknowledged.contains_key(&by), Irregularity::AlreadyDone)
        }
        Step::Admissibility { .. } => needs(!is_opener, Irregularity::NotYours),
        Step::Lead { lead, .. } => {
            needs(case.concerned.contains(*lead), Irregularity::Target)?;
            needs(case.words.get(&by) != Some(lead), Irregularity::AlreadyDone)
        }
        Step::Request { to, .. } | Step::Reminder { to, .. } => {
            needs(case.concerned.contains(*to) && *to != by, Irregularity::Target)
        }
        Step::Reply { to, answer, .. } => {
            let mut asked = case.asked.iter().filter(|asked| asked.place == *to).peekable();
            needs(asked.peek().is_some(), Irregularity::Target)?;
            let ours = asked.find(|asked| asked.to == by).ok_or(Irregularity::NotYours)?;
            needs(ours.answered.is_none() || *answer == Answer::Partial, Irregularity::AlreadyDone)
        }
        Step::Draft { revises, .. } => {
            needs(case.may_draft(by), Irregularity::NotYours)?;
            needs(revises.is_none_or(|on| known(case, on)), Irregularity::Target)
        }
        Step::Position { on, agrees, .. } => judge_position(case, by, *on, *agrees),
        Step::EarlyResolution { .. } => needs(case.kind() == Some(CaseKind::Complaint), Irregularity::Kind),
        Step::Extension { duty, about, .. } => {
            needs(duty.can_be_extended(), Irregularity::Target)?;
            let again = |taken: &&super::fold::Extended| {
                (taken.by, taken.duty, taken.about) == (by, *duty, *about)
            };
            needs(!case.extended.iter().any(|taken| again(&taken)), Irregularity::AlreadyDone)
        }
        Step::Widened { head, .. } => {
            needs(leads, Irregularity::NotYours)?;
            needs(case.head.as_ref() == Some(head), Irregularity::Target)
        }
        Step::Resent { of, step, .. } => {
            needs(of.origin == by && of.index < event.place.index, Irregularity::NotYours)?;
            needs(!matches!(**step, Step::Resent { .. }), Irregularity::Target)
        }
        Step::Closed { outcome, .. } => {
            needs(leads, Irregularity::NotYours)?;
            let decided = *outcome != Outcome::Decided || case.adopted().is_some();
            needs(decided && charter.member(by).is_some(), Irregularity::Target)
        }
        Step::Note { .. }
        | Step::Document(_)
        | Step::KeyPoints { .. }
        | Step::Handled { .. }
        | Step::Urgent { .. }
        // Judged before.
        | Step::Opened(_)
        | Step::Reopened { .. }
        | Step::Retained(_) => Ok(()),
    }
}

fn known(case: &Case, text: Hash) -> bool {
    case.texts.iter().any(|known| known.commitment == text)
}

/// An authority speaks once on a text, and agrees to one text at a time: so two texts are never both adopted.
fn judge_position(case: &Case, by: MemberIndex, on: Hash, agrees: bool) -> Judged {
    let text = case.texts.iter().find(|text| text.commitment == on).ok_or(Irregularity::Target)?;
    needs(text.concerned.contains(by), Irregularity::NotYours)?;
    needs(text.position_of(by).is_none(), Irregularity::AlreadyDone)?;
    let elsewhere = |text: &&super::fold::Text| {
        text.commitment != on && text.verdict != Verdict::Rejected && text.position_of(by) == Some(true)
    };
    needs(!agrees || !case.texts.iter().any(|text| elsewhere(&text)), Irregularity::AgreedElsewhere)
}
