//! What a value must satisfy to be proposed. Each fault names a field, so that a form can show it in its place.
//!
//! The same checks run on what an officer writes and on what another authority's journal brings.

use super::{Action, Axis, Content, Indicator, Objective, Officer, Progress, Proposal, State};
use liptako_core::{Bilingual, MemberIndex, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// Longest title, in characters.
pub const MAX_TITLE: usize = 200;
/// Longest description or summary, in characters.
pub const MAX_DESCRIPTION: usize = 4000;
/// Longest reason or account, in characters.
pub const MAX_REASON: usize = 1000;
/// Longest evidence text, in characters.
pub const MAX_EVIDENCE: usize = 500;
/// Longest unit, in characters.
pub const MAX_UNIT: usize = 40;
/// Longest name or function of an officer, in characters.
pub const MAX_NAME: usize = 120;
/// Longest indicator identifier, in bytes.
pub const MAX_INDICATOR_ID: usize = 40;
/// Most deliverables of an action.
pub const MAX_DELIVERABLES: usize = 20;
/// Most indicators of an action.
pub const MAX_INDICATORS: usize = 12;
/// Most actions that one action depends on.
pub const MAX_DEPENDENCIES: usize = 30;
/// Most concepts that an action hangs on.
pub const MAX_CONCEPTS: usize = 12;
/// Most measured values in one progress.
pub const MAX_MEASURES: usize = 200;
/// Most changes in one proposal.
pub const MAX_CHANGES: usize = 100;

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// Nothing is written where something must be.
    Empty,
    /// More characters than this.
    TooLong(usize),
    /// More items than this.
    TooMany(usize),
    /// Holds a control character, or one that reverses the order of reading.
    Unreadable,
    /// Not a date.
    NotADate,
    /// Not a number.
    NotANumber,
    /// Out of the range from 1 to 255.
    NumberRange,
    /// The last day comes before the first.
    DueBeforeStart,
    /// The owner is among the contributors.
    OwnerContributes,
    /// No such member, or one named twice or out of charter order.
    Member,
    /// Two indicators share an identifier.
    IndicatorTwice,
    /// An identifier with something else than letters, digits and hyphens.
    IndicatorId,
    /// The target equals the baseline: nothing would be measured.
    TargetIsBaseline,
    /// The action would depend on itself, directly or through others.
    Cycle,
    /// The same action is named twice.
    DependencyTwice,
    /// The concepts are not each named once, in the order of their identifiers.
    ConceptOrder,
    /// No such concept in the common vocabulary.
    UnknownConcept,
    /// What is referred to does not exist in the plan.
    Unknown,
    /// A blocked action without the reason.
    BlockedWithoutReason,
    /// A cancelled action without the reason.
    CancelledWithoutReason,
    /// A finished action without what was delivered.
    DoneWithoutAccount,
    /// A measured value without its proof.
    NoEvidence,
    /// A measured value of an indicator that the action does not have.
    UnknownIndicator,
    /// Two values of one indicator on one day.
    MeasuredTwice,
    /// A value measured on a day that has not come.
    MeasuredLater,
    /// Nothing would change.
    NoChange,
    /// One thing is changed twice.
    ChangedTwice,
    /// Progress must be proposed alone.
    ProgressNotAlone,
}

impl Problem {
    /// Key of its message in `i18n/*.ftl`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "plan-fault-empty",
            Self::TooLong(_) => "plan-fault-too-long",
            Self::TooMany(_) => "plan-fault-too-many",
            Self::Unreadable => "plan-fault-unreadable",
            Self::NotADate => "plan-fault-not-a-date",
            Self::NotANumber => "plan-fault-not-a-number",
            Self::NumberRange => "plan-fault-number-range",
            Self::DueBeforeStart => "plan-fault-due-before-start",
            Self::OwnerContributes => "plan-fault-owner-contributes",
            Self::Member => "plan-fault-member",
            Self::IndicatorTwice => "plan-fault-indicator-twice",
            Self::IndicatorId => "plan-fault-indicator-id",
            Self::TargetIsBaseline => "plan-fault-target-is-baseline",
            Self::Cycle => "plan-fault-cycle",
            Self::DependencyTwice => "plan-fault-dependency-twice",
            Self::ConceptOrder => "plan-fault-concept-order",
            Self::UnknownConcept => "plan-fault-unknown-concept",
            Self::Unknown => "plan-fault-unknown",
            Self::BlockedWithoutReason => "plan-fault-blocked-without-reason",
            Self::CancelledWithoutReason => "plan-fault-cancelled-without-reason",
            Self::DoneWithoutAccount => "plan-fault-done-without-account",
            Self::NoEvidence => "plan-fault-no-evidence",
            Self::UnknownIndicator => "plan-fault-unknown-indicator",
            Self::MeasuredTwice => "plan-fault-measured-twice",
            Self::MeasuredLater => "plan-fault-measured-later",
            Self::NoChange => "plan-fault-no-change",
            Self::ChangedTwice => "plan-fault-changed-twice",
            Self::ProgressNotAlone => "plan-fault-progress-not-alone",
        }
    }

    /// The bound that the message names, when it names one.
    pub const fn bound(self) -> Option<usize> {
        match self {
            Self::TooLong(max) | Self::TooMany(max) => Some(max),
            _ => None,
        }
    }
}

/// A fault: the field, as forms name it (`title_fr`, `indicator-2-target`), and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The field.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

/// The faults found so far.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Notes a fault.
    pub fn add(&mut self, field: impl Into<String>, problem: Problem) {
        self.0.push(Fault { field: field.into(), problem });
    }

    /// All faults, or nothing.
    ///
    /// # Errors
    /// The faults, when there are any.
    pub fn into_result(self) -> Result<(), Vec<Fault>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }

    /// Whether none was found.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Checks a text that must be there.
    fn required(&mut self, field: &str, text: &str, max: usize) {
        if text.trim().is_empty() {
            self.add(field, Problem::Empty);
        }
        self.optional(field, text, max);
    }

    /// Checks a text that may be empty.
    fn optional(&mut self, field: &str, text: &str, max: usize) {
        if text.chars().count() > max {
            self.add(field, Problem::TooLong(max));
        }
        if text.chars().any(is_unreadable) {
            self.add(field, Problem::Unreadable);
        }
    }

    /// Checks a French text that must be there and its English version that may be.
    fn bilingual(&mut self, field: &str, text: &Bilingual, max: usize) {
        self.required(&format!("{field}_fr"), &text.fr, max);
        self.optional(&format!("{field}_en"), &text.en, max);
    }

    fn number(&mut self, number: u8) {
        if number == 0 {
            self.add("number", Problem::NumberRange);
        }
    }

    fn count(&mut self, field: &str, count: usize, max: usize) {
        if count > max {
            self.add(field, Problem::TooMany(max));
        }
    }
}

/// Control characters other than the line feed, and the ones by which a text can be made to show otherwise
/// than it reads (Unicode bidirectional embeddings, overrides and isolates; UTS 39).
const fn is_unreadable(c: char) -> bool {
    (c.is_ascii_control() && c != '\n')
        || matches!(c, '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

impl Content {
    /// Checks everything that needs no knowledge of the rest of the plan.
    ///
    /// `object` is what the content belongs to; `members` how many members the charter has.
    pub fn check(&self, object: ObjectId, members: usize, faults: &mut Faults) {
        match self {
            Self::Axis(axis) => axis.check(faults),
            Self::Objective(objective) => objective.check(faults),
            Self::Action(action) => action.check(object, members, faults),
            Self::Progress(progress) => progress.check(faults),
        }
    }
}

impl Axis {
    fn check(&self, faults: &mut Faults) {
        faults.number(self.number);
        faults.bilingual("title", &self.title, MAX_TITLE);
        faults.optional("summary_fr", &self.summary.fr, MAX_DESCRIPTION);
        faults.optional("summary_en", &self.summary.en, MAX_DESCRIPTION);
    }
}

impl Objective {
    fn check(&self, faults: &mut Faults) {
        faults.number(self.number);
        faults.bilingual("title", &self.title, MAX_TITLE);
    }
}

impl Action {
    fn check(&self, object: ObjectId, members: usize, faults: &mut Faults) {
        faults.number(self.number);
        faults.bilingual("title", &self.title, MAX_TITLE);
        faults.required("description_fr", &self.description.fr, MAX_DESCRIPTION);
        faults.optional("description_en", &self.description.en, MAX_DESCRIPTION);
        self.check_members(members, faults);
        if self.due < self.start {
            faults.add("due", Problem::DueBeforeStart);
        }
        faults.count("deliverables_fr", self.deliverables.len(), MAX_DELIVERABLES);
        for text in &self.deliverables {
            faults.bilingual("deliverables", text, MAX_TITLE);
        }
        faults.count("indicators", self.indicators.len(), MAX_INDICATORS);
        let mut seen = BTreeSet::new();
        for (place, indicator) in self.indicators.iter().enumerate() {
            indicator.check(place, faults);
            if !seen.insert(&indicator.id) {
                faults.add(format!("indicator-{place}-name_fr"), Problem::IndicatorTwice);
            }
        }
        faults.count("depends_on", self.depends_on.len(), MAX_DEPENDENCIES);
        if self.depends_on.contains(&object) {
            faults.add("depends_on", Problem::Cycle);
        }
        if self.depends_on.iter().collect::<BTreeSet<_>>().len() < self.depends_on.len() {
            faults.add("depends_on", Problem::DependencyTwice);
        }
        faults.count("concepts", self.concepts.len(), MAX_CONCEPTS);
        if !self.concepts.is_sorted_by(|a, b| a < b) {
            faults.add("concepts", Problem::ConceptOrder);
        }
    }

    fn check_members(&self, members: usize, faults: &mut Faults) {
        let exists = |member: MemberIndex| usize::from(member.0) < members;
        if !exists(self.owner) {
            faults.add("owner", Problem::Member);
        }
        if self.contributors.contains(&self.owner) {
            faults.add("contributors", Problem::OwnerContributes);
        }
        let in_order = self.contributors.windows(2).all(|pair| pair[0] < pair[1]);
        if !in_order || !self.contributors.iter().all(|member| exists(*member)) {
            faults.add("contributors", Problem::Member);
        }
    }
}

impl Indicator {
    fn check(&self, place: usize, faults: &mut Faults) {
        let field = |name: &str| format!("indicator-{place}-{name}");
        let id_bytes = self.id.len();
        let id_is_plain = self.id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if id_bytes == 0 || id_bytes > MAX_INDICATOR_ID || !id_is_plain {
            faults.add(field("name_fr"), Problem::IndicatorId);
        }
        faults.bilingual(&field("name"), &self.name, MAX_TITLE);
        faults.bilingual(&field("unit"), &self.unit, MAX_UNIT);
        if self.target == self.baseline {
            faults.add(field("target"), Problem::TargetIsBaseline);
        }
    }
}

impl Progress {
    fn check(&self, faults: &mut Faults) {
        faults.optional("account", &self.account, MAX_REASON);
        if self.account.trim().is_empty() {
            match self.state {
                State::Blocked => faults.add("account", Problem::BlockedWithoutReason),
                State::Cancelled => faults.add("account", Problem::CancelledWithoutReason),
                State::Done => faults.add("account", Problem::DoneWithoutAccount),
                State::Planned | State::UnderWay => {}
            }
        }
        faults.count("measures", self.measures.len(), MAX_MEASURES);
        let mut seen = BTreeSet::new();
        for (place, measure) in self.measures.iter().enumerate() {
            let field = |name: &str| format!("measure-{place}-{name}");
            if measure.evidence.trim().is_empty() {
                faults.add(field("evidence"), Problem::NoEvidence);
            }
            faults.optional(&field("evidence"), &measure.evidence, MAX_EVIDENCE);
            faults.optional(&field("value"), &measure.indicator, MAX_INDICATOR_ID);
            if !seen.insert((&measure.indicator, measure.date)) {
                faults.add(field("date"), Problem::MeasuredTwice);
            }
        }
    }

    /// Checks what needs the action itself and the day: indicators that exist, values not from the future.
    pub fn check_against(&self, action: &Action, today: jiff::civil::Date, faults: &mut Faults) {
        for (place, measure) in self.measures.iter().enumerate() {
            if !action.indicators.iter().any(|indicator| indicator.id == measure.indicator) {
                faults.add(format!("measure-{place}-value"), Problem::UnknownIndicator);
            }
            if measure.date > today {
                faults.add(format!("measure-{place}-date"), Problem::MeasuredLater);
            }
        }
    }
}

impl Officer {
    pub(super) fn check(&self, faults: &mut Faults) {
        faults.required("officer", &self.name, MAX_NAME);
        faults.bilingual("officer", &self.function, MAX_NAME);
    }
}

/// Checks the reason of a position: needed when refusing.
pub fn check_reason(agrees: bool, reason: &str, faults: &mut Faults) {
    if agrees {
        faults.optional("reason", reason, MAX_REASON);
    } else {
        faults.required("reason", reason, MAX_REASON);
    }
}

impl Proposal {
    /// Checks everything that needs no knowledge of the rest of the plan.
    ///
    /// # Errors
    /// Every fault found, by field.
    pub fn check(&self, members: usize) -> Result<(), Vec<Fault>> {
        let mut faults = Faults::default();
        self.drafter.check(&mut faults);
        faults.required("reason", &self.reason, MAX_REASON);
        faults.count("changes", self.changes.len(), MAX_CHANGES);
        if self.changes.is_empty() {
            faults.add("changes", Problem::NoChange);
        }
        let progress = self.changes.iter().any(|change| change.content.part() == super::Part::Progress);
        if progress && self.changes.len() > 1 {
            faults.add("changes", Problem::ProgressNotAlone);
        }
        let mut touched = BTreeSet::new();
        for change in &self.changes {
            if !touched.insert((change.content.part(), change.object)) {
                faults.add("changes", Problem::ChangedTwice);
            }
            change.content.check(change.object, members, &mut faults);
        }
        faults.into_result()
    }
}

/// Whether giving `action` these dependencies would close a circle, given the others' dependencies.
pub fn closes_a_circle(
    action: ObjectId,
    depends_on: &[ObjectId],
    others: &BTreeMap<ObjectId, Vec<ObjectId>>,
) -> bool {
    let mut waiting: Vec<ObjectId> = depends_on.to_vec();
    let mut seen = BTreeSet::new();
    while let Some(next) = waiting.pop() {
        if next == action {
            return true;
        }
        if seen.insert(next) {
            waiting.extend(others.get(&next).into_iter().flatten());
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::samples::{action, id, officer, progress, proposal};
    use super::super::{Change, Measure, Part};
    use super::*;
    use jiff::civil::date;

    fn faults_of(content: &Content) -> Vec<(String, Problem)> {
        let mut faults = Faults::default();
        content.check(id(9), 3, &mut faults);
        faults.0.into_iter().map(|fault| (fault.field, fault.problem)).collect()
    }

    fn faults_with(edit: impl FnOnce(&mut Action)) -> Vec<(String, Problem)> {
        let mut action = action();
        edit(&mut action);
        faults_of(&Content::Action(action))
    }

    fn one(field: &str, problem: Problem) -> Vec<(String, Problem)> {
        vec![(field.to_owned(), problem)]
    }

    #[test]
    fn a_sound_action_has_no_fault() {
        assert_eq!(faults_of(&Content::Action(action())), vec![]);
    }

    #[test]
    fn dates_are_in_order() {
        assert_eq!(faults_with(|a| a.due = a.start), vec![]);
        assert_eq!(faults_with(|a| a.due = date(2020, 1, 1)), one("due", Problem::DueBeforeStart));
    }

    #[test]
    fn an_owner_is_not_among_the_contributors() {
        let found = faults_with(|a| a.contributors = vec![MemberIndex(0), MemberIndex(1)]);
        assert_eq!(found, one("contributors", Problem::OwnerContributes));
    }

    #[test]
    fn members_exist_and_are_named_once_in_order() {
        assert_eq!(faults_with(|a| a.owner = MemberIndex(3)), one("owner", Problem::Member));
        for wrong in [vec![2, 1], vec![1, 1], vec![7]] {
            let found = faults_with(|a| a.contributors = wrong.into_iter().map(MemberIndex).collect());
            assert_eq!(found, one("contributors", Problem::Member));
        }
    }

    #[test]
    fn lengths_are_bounded_in_characters() {
        let title = |n: usize| "é".repeat(n);
        assert_eq!(faults_with(|a| a.title.fr = title(200)), vec![]);
        assert_eq!(faults_with(|a| a.title.fr = title(201)), one("title_fr", Problem::TooLong(200)));
        assert_eq!(faults_with(|a| a.title.fr = "  ".into()), one("title_fr", Problem::Empty));
        assert_eq!(
            faults_with(|a| a.description.en = title(4001)),
            one("description_en", Problem::TooLong(4000))
        );
        let many = faults_with(|a| a.deliverables = vec![Bilingual::new("x", ""); 21]);
        assert_eq!(many, one("deliverables_fr", Problem::TooMany(20)));
    }

    #[test]
    fn a_text_that_shows_otherwise_than_it_reads_is_refused() {
        let found = faults_with(|a| a.title.fr = "refus\u{202e}drocca".into());
        assert_eq!(found, one("title_fr", Problem::Unreadable));
        assert_eq!(faults_with(|a| a.title.fr = "a\u{0}b".into()), one("title_fr", Problem::Unreadable));
        assert_eq!(faults_with(|a| a.description.fr = "une ligne\nune autre".into()), vec![]);
    }

    #[test]
    fn indicators_are_unique_and_measure_something() {
        let twice = faults_with(|a| a.indicators.push(a.indicators[0].clone()));
        assert_eq!(twice, one("indicator-1-name_fr", Problem::IndicatorTwice));
        let still = faults_with(|a| a.indicators[0].target = a.indicators[0].baseline);
        assert_eq!(still, one("indicator-0-target", Problem::TargetIsBaseline));
        let spaced = faults_with(|a| a.indicators[0].id = "a b".into());
        assert_eq!(spaced, one("indicator-0-name_fr", Problem::IndicatorId));
    }

    #[test]
    fn an_action_does_not_depend_on_itself_even_through_others() {
        assert_eq!(faults_with(|a| a.depends_on = vec![id(9)]), one("depends_on", Problem::Cycle));
        assert_eq!(
            faults_with(|a| a.depends_on = vec![id(1), id(1)]),
            one("depends_on", Problem::DependencyTwice)
        );
        let others = BTreeMap::from([(id(1), vec![id(2)]), (id(2), vec![id(3)]), (id(3), vec![id(2)])]);
        assert!(closes_a_circle(id(2), &[id(1)], &others));
        assert!(!closes_a_circle(id(9), &[id(1)], &others), "a circle among others is not ours");
    }

    #[test]
    fn concepts_are_few_and_named_once_in_order() {
        let named = |names: &[&str]| -> Vec<liptako_core::vocabulary::ConceptId> {
            names.iter().map(|name| name.parse().unwrap()).collect()
        };
        assert_eq!(faults_with(|a| a.concepts = named(&["dpo", "training"])), vec![]);
        // A concept that only a newer program knows is no fault of a record.
        assert_eq!(faults_with(|a| a.concepts = named(&["not-yet"])), vec![]);
        for wrong in [["training", "dpo"], ["dpo", "dpo"]] {
            let found = faults_with(|a| a.concepts = named(&wrong));
            assert_eq!(found, one("concepts", Problem::ConceptOrder));
        }
        let many: Vec<String> = (10..=10 + MAX_CONCEPTS).map(|n| format!("c{n}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(
            faults_with(|a| a.concepts = named(&many)),
            one("concepts", Problem::TooMany(MAX_CONCEPTS))
        );
    }

    #[test]
    fn a_state_that_asks_for_an_account_needs_it() {
        for (state, problem) in [
            (State::Blocked, Problem::BlockedWithoutReason),
            (State::Cancelled, Problem::CancelledWithoutReason),
            (State::Done, Problem::DoneWithoutAccount),
        ] {
            let mut progress = progress(state);
            progress.account = " ".into();
            assert_eq!(faults_of(&Content::Progress(progress)), one("account", problem));
        }
    }

    #[test]
    fn a_measured_value_carries_its_proof_and_its_day() {
        let mut progress = progress(State::UnderWay);
        progress.measures[0].evidence.clear();
        let found = faults_of(&Content::Progress(progress.clone()));
        assert_eq!(found, one("measure-0-evidence", Problem::NoEvidence));

        progress.measures = vec![
            Measure {
                indicator: "none".into(),
                date: date(2026, 3, 2),
                value: super::super::Decimal::ZERO,
                evidence: "PV".into()
            };
            2
        ];
        let found = faults_of(&Content::Progress(progress.clone()));
        assert_eq!(found, one("measure-1-date", Problem::MeasuredTwice));

        progress.measures.pop();
        let mut faults = Faults::default();
        progress.check_against(&action(), date(2026, 3, 1), &mut faults);
        let found: Vec<_> = faults.0.into_iter().map(|fault| fault.problem).collect();
        assert_eq!(found, vec![Problem::UnknownIndicator, Problem::MeasuredLater]);
    }

    #[test]
    fn a_refusal_gives_its_reason() {
        let mut faults = Faults::default();
        check_reason(true, "", &mut faults);
        assert!(faults.is_empty());
        check_reason(false, "", &mut faults);
        assert!(!faults.is_empty());
    }

    #[test]
    fn a_proposal_changes_each_thing_once_and_progress_alone() {
        let sound = proposal(vec![Content::Action(action())]);
        assert_eq!(sound.check(3), Ok(()));
        let problems = |proposal: &Proposal| -> Vec<Problem> {
            proposal.check(3).unwrap_err().into_iter().map(|fault| fault.problem).collect()
        };

        let mut twice = sound.clone();
        twice.changes.push(Change { ..twice.changes[0].clone() });
        assert_eq!(problems(&twice), vec![Problem::ChangedTwice]);

        let mixed = proposal(vec![Content::Action(action()), Content::Progress(progress(State::UnderWay))]);
        assert_eq!(mixed.changes[1].content.part(), Part::Progress);
        assert_eq!(problems(&mixed), vec![Problem::ProgressNotAlone]);

        let mut empty = sound.clone();
        empty.changes.clear();
        assert_eq!(problems(&empty), vec![Problem::NoChange]);

        let mut nameless = sound;
        nameless.drafter = Officer { name: String::new(), ..officer(1) };
        assert_eq!(problems(&nameless), vec![Problem::Empty]);
    }
}
