//! The words of the plan: axes, objectives, actions, their progress, and where an action stands today.
//!
//! Pure types: no clock, no SQL, no encoding. What a value must satisfy to be proposed is in
//! [`check`](super::check), what adopts it in [`decision`](super::decision).

use super::Decimal;
use jiff::civil::Date;
use liptako_core::vocabulary::ConceptId;
use liptako_core::{Bilingual, MemberIndex, ObjectId};
use liptako_journal::Hash;
use serde::Serialize;

/// One of the plan's axes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Axis {
    /// Its number in the plan, from 1.
    pub number: u8,
    /// Its title.
    pub title: Bilingual,
    /// What it is about.
    pub summary: Bilingual,
}

/// What an axis is to reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Objective {
    /// The axis it belongs to.
    #[serde(serialize_with = "as_text")]
    pub axis: ObjectId,
    /// Its number within the axis, from 1.
    pub number: u8,
    /// Its title.
    pub title: Bilingual,
}

/// A measure of what an action brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Indicator {
    /// Names it within its action, for its whole life: letters, digits and hyphens.
    pub id: String,
    /// What is measured.
    pub name: Bilingual,
    /// The unit: people, documents, %.
    pub unit: Bilingual,
    /// The value at the start.
    pub baseline: Decimal,
    /// The value to reach.
    pub target: Decimal,
}

/// An action: what one authority answers for, with whom, by when, and how it is measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Action {
    /// The objective it serves.
    #[serde(serialize_with = "as_text")]
    pub objective: ObjectId,
    /// Its number within the objective, from 1.
    pub number: u8,
    /// Its title.
    pub title: Bilingual,
    /// What is to be done.
    pub description: Bilingual,
    /// The authority that answers for it.
    pub owner: MemberIndex,
    /// The authorities that take part, in charter order, without the owner.
    pub contributors: Vec<MemberIndex>,
    /// First day.
    #[serde(serialize_with = "as_text")]
    pub start: Date,
    /// Last day.
    #[serde(serialize_with = "as_text")]
    pub due: Date,
    /// What will exist when it is done.
    pub deliverables: Vec<Bilingual>,
    /// How it is measured.
    pub indicators: Vec<Indicator>,
    /// The actions that must be done first.
    #[serde(serialize_with = "as_texts")]
    pub depends_on: Vec<ObjectId>,
    /// The concepts of the common vocabulary that it hangs on, in the order of their identifiers. A newer node may
    /// name one that this program's vocabulary does not hold yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub concepts: Vec<ConceptId>,
}

/// How far an action is, as its owner declares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Not begun.
    Planned,
    /// Begun.
    UnderWay,
    /// Finished.
    Done,
    /// Cannot go on; the reason is given.
    Blocked,
    /// Given up; the reason is given.
    Cancelled,
}

impl State {
    /// Every state, in the order of the lists.
    pub const ALL: [Self; 5] = [Self::Planned, Self::UnderWay, Self::Done, Self::Blocked, Self::Cancelled];

    /// Stable name, used in addresses, exports and text keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::UnderWay => "under-way",
            Self::Done => "done",
            Self::Blocked => "blocked",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether nothing more is expected: such an action is never late.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled)
    }
}

/// A measured value, with what proves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// The indicator measured.
    pub indicator: String,
    /// The day it was measured.
    #[serde(serialize_with = "as_text")]
    pub date: Date,
    /// The value.
    pub value: Decimal,
    /// The proof: a document, its reference and date.
    pub evidence: String,
}

/// Where an action has got to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// The revision of the action that this progress reports on: the commitment of the proposal that made it.
    /// It settles which authority owned the action, hence who decides.
    #[serde(serialize_with = "as_text")]
    pub reports_on: Hash,
    /// The state.
    pub state: State,
    /// Why, when blocked or cancelled; what was delivered and where it is, when done.
    pub account: String,
    /// All values measured so far.
    pub measures: Vec<Measure>,
}

/// Where an action stands on a given day: its state and the calendar together. Each action has exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Finished.
    Done,
    /// Under way, in time.
    UnderWay,
    /// Past its last day and neither finished, blocked nor given up.
    Late,
    /// Blocked, whatever the calendar says.
    Blocked,
    /// Not begun, in time.
    Planned,
    /// Given up.
    Cancelled,
}

impl Standing {
    /// Every standing, in the order of the overview.
    pub const ALL: [Self; 6] =
        [Self::Done, Self::UnderWay, Self::Late, Self::Blocked, Self::Planned, Self::Cancelled];

    /// Stable name, used in addresses, exports and text keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::UnderWay => "under-way",
            Self::Late => "late",
            Self::Blocked => "blocked",
            Self::Planned => "planned",
            Self::Cancelled => "cancelled",
        }
    }

    /// The standing of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.name() == name)
    }

    /// The standing of an action in this state, due on `due`, seen on the day `today`.
    ///
    /// ```
    /// # use liptako_council::plan::{Standing, State};
    /// # use jiff::civil::date;
    /// let due = date(2026, 6, 30);
    /// assert_eq!(Standing::of(State::UnderWay, due, date(2026, 6, 30)), Standing::UnderWay);
    /// assert_eq!(Standing::of(State::UnderWay, due, date(2026, 7, 1)), Standing::Late);
    /// assert_eq!(Standing::of(State::Done, due, date(2026, 7, 1)), Standing::Done);
    /// ```
    pub fn of(state: State, due: Date, today: Date) -> Self {
        match state {
            State::Done => Self::Done,
            State::Cancelled => Self::Cancelled,
            State::Blocked => Self::Blocked,
            State::Planned | State::UnderWay if is_late(state, due, today) => Self::Late,
            State::UnderWay => Self::UnderWay,
            State::Planned => Self::Planned,
        }
    }
}

/// Whether an action in this state is past its last day. A blocked action can be late too.
pub fn is_late(state: State, due: Date, today: Date) -> bool {
    due < today && !state.is_over()
}

/// The day of a moment in universal time: the same day for the three countries, one hour apart at most.
///
/// A moment outside the calendar gives its nearest day.
pub fn day_of(seconds: liptako_core::UnixSeconds) -> Date {
    let end = if seconds < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    let moment = jiff::Timestamp::from_second(seconds).unwrap_or(end);
    jiff::tz::Offset::UTC.to_datetime(moment).date()
}

/// What kind of thing a change touches. Numbers are part of the record format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// An axis.
    Axis = 1,
    /// An objective.
    Objective = 2,
    /// An action.
    Action = 3,
    /// The progress of an action.
    Progress = 4,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 4] = [Self::Axis, Self::Objective, Self::Action, Self::Progress];

    /// Its number in records and tables.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The part of this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.number() == number)
    }

    /// Stable name, used in exports and text keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Axis => "axis",
            Self::Objective => "objective",
            Self::Action => "action",
            Self::Progress => "progress",
        }
    }
}

/// The full new value of a thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// An axis.
    Axis(Axis),
    /// An objective.
    Objective(Objective),
    /// An action.
    Action(Action),
    /// The progress of an action.
    Progress(Progress),
}

impl Content {
    /// What kind of thing it is.
    pub const fn part(&self) -> Part {
        match self {
            Self::Axis(_) => Part::Axis,
            Self::Objective(_) => Part::Objective,
            Self::Action(_) => Part::Action,
            Self::Progress(_) => Part::Progress,
        }
    }

    /// Whether adopting `self` after `before` would change anything people can see.
    pub fn differs_from(&self, before: &Self) -> bool {
        match (self, before) {
            (Self::Progress(new), Self::Progress(old)) => {
                (new.state, &new.account, &new.measures) != (old.state, &old.account, &old.measures)
            }
            _ => self != before,
        }
    }

    /// The title people know it by; progress has none of its own.
    pub const fn title(&self) -> Option<&Bilingual> {
        match self {
            Self::Axis(axis) => Some(&axis.title),
            Self::Objective(objective) => Some(&objective.title),
            Self::Action(action) => Some(&action.title),
            Self::Progress(_) => None,
        }
    }
}

/// An officer, as a record names them: the name and function at the time of the act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Officer {
    /// Names the officer for life.
    #[serde(serialize_with = "as_text")]
    pub id: ObjectId,
    /// First and last name.
    pub name: String,
    /// The function in which the officer acted.
    pub function: Bilingual,
}

/// A proposed new value of one thing, in place of a known one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The thing changed. The progress of an action carries the action's identifier.
    #[serde(serialize_with = "as_text")]
    pub object: ObjectId,
    /// Commitment of the proposal that made the value it replaces; none for a first value.
    #[serde(serialize_with = "as_optional_text")]
    pub parent: Option<Hash>,
    /// The full new value.
    pub content: Content,
}

/// A proposal: changes that are adopted together or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// Who drafted it.
    pub drafter: Officer,
    /// Why.
    pub reason: String,
    /// The decision rule the drafter read in the charter.
    pub rule: liptako_core::Rule,
    /// What would change.
    pub changes: Vec<Change>,
}

/// An authority's word on a proposal. It has legal effect: it is signed by the officer's act key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Position {
    /// Commitment of the proposal: exactly the text that the officer read.
    #[serde(serialize_with = "as_text")]
    pub proposal: Hash,
    /// Agrees, or refuses.
    pub agrees: bool,
    /// Why; may be empty when agreeing.
    pub reason: String,
    /// Who speaks for the authority.
    pub officer: Officer,
}

/// Writes an identifier or a hash as its text form.
fn as_text<T: std::fmt::Display, S: serde::Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

fn as_texts<T: std::fmt::Display, S: serde::Serializer>(
    values: &[T],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.iter().map(T::to_string))
}

#[expect(clippy::ref_option, reason = "serde hands the field by reference")]
fn as_optional_text<S: serde::Serializer>(value: &Option<Hash>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().map(Hash::to_string).serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_action_has_exactly_one_standing() {
        let (due, before, after) = (date(2026, 3, 31), date(2026, 3, 31), date(2026, 4, 1));
        let cases = [
            (State::Planned, Standing::Planned, Standing::Late),
            (State::UnderWay, Standing::UnderWay, Standing::Late),
            (State::Blocked, Standing::Blocked, Standing::Blocked),
            (State::Done, Standing::Done, Standing::Done),
            (State::Cancelled, Standing::Cancelled, Standing::Cancelled),
        ];
        for (state, in_time, past_due) in cases {
            assert_eq!(Standing::of(state, due, before), in_time);
            assert_eq!(Standing::of(state, due, after), past_due);
        }
        assert!(is_late(State::Blocked, due, after), "a blocked action can be late too");
    }

    #[test]
    fn names_and_numbers_round_trip() {
        for state in State::ALL {
            assert_eq!(State::from_name(state.name()), Some(state));
        }
        for standing in Standing::ALL {
            assert_eq!(Standing::from_name(standing.name()), Some(standing));
        }
        for part in Part::ALL {
            assert_eq!(Part::from_number(part.number()), Some(part));
        }
        assert_eq!(Part::from_number(5), None);
    }

    #[test]
    fn reporting_on_a_newer_revision_alone_is_no_change() {
        let progress = |byte| Progress {
            reports_on: Hash([byte; 32]),
            state: State::UnderWay,
            account: String::new(),
            measures: Vec::new(),
        };
        assert!(!Content::Progress(progress(1)).differs_from(&Content::Progress(progress(2))));
    }
}
