//! The demonstration's plan: read from `data/demo-plan.toml`, fictional, and said to be so in every text.

use super::{Action, Axis, Change, Content, Decimal, Indicator, Measure, Objective, Progress, State};
use jiff::ToSpan;
use jiff::civil::Date;
use liptako_core::vocabulary::{self, ConceptId};
use liptako_core::{Bilingual, Charter, MemberIndex, ObjectId};
use liptako_journal::Hash;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The demonstration's data, as shipped.
pub const DEMO_PLAN: &str = include_str!("../../data/demo-plan.toml");

const FICTIONAL: (&str, &str) = ("Donnée de démonstration, fictive.", "Demonstration data, fictional.");
const FICTIONAL_DOCUMENT: &str = " (document fictif)";

/// Why a demonstration plan is refused.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// Not the TOML that is expected.
    #[error("the demonstration plan cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// A key, a member, a number or a state that does not exist.
    #[error("the demonstration plan names “{0}”, which does not exist")]
    Unknown(String),
    /// A month outside the calendar.
    #[error("the demonstration plan has a date outside the calendar: {0}")]
    Date(#[from] jiff::Error),
}

/// The demonstration's plan: what to propose, in which order, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPlan {
    /// Who proposes the plan itself.
    pub author: MemberIndex,
    /// Why.
    pub reason: String,
    /// The axes, objectives and actions: one proposal, to be adopted by all.
    pub changes: Vec<Change>,
    /// The progress of each action that has some, in the plan's order. `reports_on` is to be set to the
    /// commitment of the adopted plan; the owner proposes and decides.
    pub progress: Vec<DemoProgress>,
    /// Proposals to leave open, each of one authority.
    pub open: Vec<DemoProposal>,
}

/// How far an action of the demonstration is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoProgress {
    /// The action.
    pub action: ObjectId,
    /// Its owner.
    pub owner: MemberIndex,
    /// Its state, account and measures.
    pub state: State,
    /// Account given.
    pub account: String,
    /// Values measured.
    pub measures: Vec<Measure>,
}

impl DemoProgress {
    /// The content to propose, once the plan is adopted by the proposal with this commitment.
    pub fn content(&self, plan: Hash) -> Content {
        Content::Progress(Progress {
            reports_on: plan,
            state: self.state,
            account: self.account.clone(),
            measures: self.measures.clone(),
        })
    }
}

/// A proposal of the demonstration that awaits its positions: a new due date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoProposal {
    /// Who proposes.
    pub author: MemberIndex,
    /// Why.
    pub reason: String,
    /// The action.
    pub object: ObjectId,
    /// Its new content; its parent is to be set to the commitment of the adopted plan.
    pub action: Action,
}

type Pair = (String, String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    reason: String,
    author: String,
    axis: Vec<AxisEntry>,
    objective: Vec<ObjectiveEntry>,
    action: Vec<ActionEntry>,
    proposal: Vec<ProposalEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AxisEntry {
    key: String,
    number: u8,
    title: Pair,
    summary: Pair,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ObjectiveEntry {
    key: String,
    axis: String,
    number: u8,
    title: Pair,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActionEntry {
    key: String,
    objective: String,
    number: u8,
    title: Pair,
    description: Pair,
    owner: String,
    contributors: Vec<String>,
    start: i32,
    due: i32,
    #[serde(default)]
    depends_on: Vec<String>,
    concepts: Vec<String>,
    deliverables: Vec<Pair>,
    indicators: Vec<IndicatorEntry>,
    state: String,
    #[serde(default)]
    account: String,
    #[serde(default)]
    measures: Vec<MeasureEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorEntry {
    id: String,
    name: Pair,
    unit: Pair,
    baseline: String,
    target: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureEntry {
    indicator: String,
    month: i32,
    value: String,
    evidence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProposalEntry {
    author: String,
    action: String,
    due: i32,
    reason: String,
}

/// Reads the demonstration's plan for these members, as if it were shown on the day `today`.
///
/// # Errors
/// [`DemoError`] when the file names something that does not exist.
pub fn read(toml_text: &str, charter: &Charter, today: Date) -> Result<DemoPlan, DemoError> {
    let file: File = toml::from_str(toml_text)?;
    let reader = Reader { charter, today, ids: identifiers(&file) };
    let mut changes = Vec::new();
    for axis in &file.axis {
        let (title, summary) = (bilingual(&axis.title), bilingual(&axis.summary));
        let content = Content::Axis(Axis { number: axis.number, title, summary });
        changes.push(first(reader.id("axis", &axis.key)?, content));
    }
    for objective in &file.objective {
        let content = Content::Objective(Objective {
            axis: reader.id("axis", &objective.axis)?,
            number: objective.number,
            title: bilingual(&objective.title),
        });
        changes.push(first(reader.id("objective", &objective.key)?, content));
    }
    let mut progress = Vec::new();
    let mut actions = BTreeMap::new();
    for entry in &file.action {
        let object = reader.id("action", &entry.key)?;
        let action = reader.action(entry)?;
        changes.push(first(object, Content::Action(action.clone())));
        progress.extend(reader.progress(object, action.owner, entry)?);
        actions.insert(&entry.key, (object, action));
    }
    let mut open = Vec::new();
    for entry in &file.proposal {
        let (object, action) =
            actions.get(&entry.action).ok_or_else(|| DemoError::Unknown(entry.action.clone()))?;
        let action = Action { due: reader.last_day(entry.due)?, ..action.clone() };
        let author = reader.member(&entry.author)?;
        open.push(DemoProposal { author, reason: entry.reason.clone(), object: *object, action });
    }
    Ok(DemoPlan { author: reader.member(&file.author)?, reason: file.reason, changes, progress, open })
}

const fn first(object: ObjectId, content: Content) -> Change {
    Change { object, parent: None, content }
}

fn bilingual((fr, en): &Pair) -> Bilingual {
    Bilingual::new(fr.as_str(), en.as_str())
}

fn fictional((fr, en): &Pair) -> Bilingual {
    Bilingual::new(format!("{fr}\n\n{}", FICTIONAL.0), format!("{en}\n\n{}", FICTIONAL.1))
}

/// Identifiers are drawn from the keys, so that the demonstration has the same addresses each time.
fn identifiers(file: &File) -> BTreeMap<(&'static str, String), ObjectId> {
    let axes = file.axis.iter().map(|entry| ("axis", &entry.key));
    let objectives = file.objective.iter().map(|entry| ("objective", &entry.key));
    let actions = file.action.iter().map(|entry| ("action", &entry.key));
    axes.chain(objectives)
        .chain(actions)
        .map(|(part, key)| {
            let hash = Hash::of(format!("liptako demonstration\n{part}\n{key}").as_bytes());
            let mut bytes = [0; 16];
            bytes.copy_from_slice(&hash.0[..16]);
            ((part, key.clone()), ObjectId::from_bytes(bytes))
        })
        .collect()
}

/// Concepts that the common vocabulary holds, in the order of their identifiers.
fn concepts(names: &[String]) -> Result<Vec<ConceptId>, DemoError> {
    let unknown = |name: &String| DemoError::Unknown(name.clone());
    let known = |name: &String| vocabulary::shipped().ok().and_then(|all| all.concept(name));
    let mut found = names
        .iter()
        .map(|name| known(name).map(|concept| concept.id.clone()).ok_or_else(|| unknown(name)))
        .collect::<Result<Vec<_>, _>>()?;
    found.sort();
    Ok(found)
}

struct Reader<'a> {
    charter: &'a Charter,
    today: Date,
    ids: BTreeMap<(&'static str, String), ObjectId>,
}

impl Reader<'_> {
    fn id(&self, part: &'static str, key: &str) -> Result<ObjectId, DemoError> {
        self.ids.get(&(part, key.to_owned())).copied().ok_or_else(|| DemoError::Unknown(key.to_owned()))
    }

    fn member(&self, code: &str) -> Result<MemberIndex, DemoError> {
        self.charter.by_code(code).ok_or_else(|| DemoError::Unknown(code.to_owned()))
    }

    fn first_day(&self, month: i32) -> Result<Date, DemoError> {
        Ok(self.today.first_of_month().checked_add(month.months())?)
    }

    fn last_day(&self, month: i32) -> Result<Date, DemoError> {
        Ok(self.first_day(month)?.last_of_month())
    }

    fn number(text: &str) -> Result<Decimal, DemoError> {
        text.parse().map_err(|_| DemoError::Unknown(text.to_owned()))
    }

    fn action(&self, entry: &ActionEntry) -> Result<Action, DemoError> {
        let mut contributors =
            entry.contributors.iter().map(|code| self.member(code)).collect::<Result<Vec<_>, _>>()?;
        contributors.sort_unstable();
        let indicators = entry.indicators.iter().map(|indicator| {
            Ok(Indicator {
                id: indicator.id.clone(),
                name: bilingual(&indicator.name),
                unit: bilingual(&indicator.unit),
                baseline: Self::number(&indicator.baseline)?,
                target: Self::number(&indicator.target)?,
            })
        });
        Ok(Action {
            objective: self.id("objective", &entry.objective)?,
            number: entry.number,
            title: bilingual(&entry.title),
            description: fictional(&entry.description),
            owner: self.member(&entry.owner)?,
            contributors,
            start: self.first_day(entry.start)?,
            due: self.last_day(entry.due)?,
            deliverables: entry.deliverables.iter().map(bilingual).collect(),
            indicators: indicators.collect::<Result<_, DemoError>>()?,
            depends_on: entry
                .depends_on
                .iter()
                .map(|key| self.id("action", key))
                .collect::<Result<_, _>>()?,
            concepts: concepts(&entry.concepts)?,
        })
    }

    /// An action that is planned and has nothing measured has no progress to propose.
    fn progress(
        &self,
        action: ObjectId,
        owner: MemberIndex,
        entry: &ActionEntry,
    ) -> Result<Option<DemoProgress>, DemoError> {
        let state = State::from_name(&entry.state).ok_or_else(|| DemoError::Unknown(entry.state.clone()))?;
        if state == State::Planned && entry.measures.is_empty() {
            return Ok(None);
        }
        let measures = entry.measures.iter().map(|measure| {
            // The fifteenth, or today when the month is not that far.
            let fifteenth = self.first_day(measure.month)?.checked_add(14.days())?;
            Ok(Measure {
                indicator: measure.indicator.clone(),
                date: fifteenth.min(self.today),
                value: Self::number(&measure.value)?,
                evidence: format!("{}{FICTIONAL_DOCUMENT}", measure.evidence),
            })
        });
        let measures = measures.collect::<Result<_, DemoError>>()?;
        Ok(Some(DemoProgress { action, owner, state, account: entry.account.clone(), measures }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{charter, officer};
    use super::super::{Facts, Faults, Part, Place, Proposal, Received, Rules, Standing, Word};
    use super::*;
    use jiff::civil::date;
    use liptako_core::Rule;

    fn plan() -> DemoPlan {
        read(DEMO_PLAN, &charter(), date(2026, 3, 5)).unwrap()
    }

    #[test]
    fn the_shipped_plan_has_four_axes_and_keeps_every_rule() {
        let plan = plan();
        let count = |part| plan.changes.iter().filter(|change| change.content.part() == part).count();
        assert_eq!(count(Part::Axis), 4);
        assert!((16..=24).contains(&count(Part::Action)));

        let proposal = Proposal {
            drafter: officer(1),
            reason: plan.reason.clone(),
            rule: Rule::Consensus,
            changes: plan.changes.clone(),
        };
        let rules = Rules::of(&charter());
        let word = Word::Proposal(proposal);
        let received = Received {
            place: Place { origin: plan.author, index: 0 },
            seen: &[0, 0, 0],
            object: ObjectId::from_bytes([1; 16]),
            commitment: Hash([1; 32]),
            word: &word,
        };
        assert_eq!(Facts::default().receive(&rules, &received), Ok(()));
    }

    #[test]
    fn its_progress_keeps_every_rule_and_shows_every_standing() {
        let plan = plan();
        let today = date(2026, 3, 5);
        let mut standings = std::collections::BTreeSet::new();
        let actions = plan.changes.iter().filter_map(|change| match &change.content {
            Content::Action(action) => Some((change.object, action)),
            _ => None,
        });
        for (object, action) in actions {
            let progress = plan.progress.iter().find(|progress| progress.action == object);
            let state = progress.map_or(State::Planned, |progress| progress.state);
            standings.insert(Standing::of(state, action.due, today));
            if let Some(progress) = progress {
                let content = progress.content(Hash([1; 32]));
                let mut faults = Faults::default();
                content.check(object, 3, &mut faults);
                let Content::Progress(progress) = &content else { unreachable!() };
                progress.check_against(action, today, &mut faults);
                assert_eq!(faults.into_result(), Ok(()), "{}", action.title.fr);
            }
        }
        let expected =
            [Standing::Done, Standing::UnderWay, Standing::Late, Standing::Blocked, Standing::Planned];
        assert_eq!(standings, expected.into());
    }

    #[test]
    fn every_action_hangs_on_a_concept() {
        for change in &plan().changes {
            if let Content::Action(action) = &change.content {
                assert!(!action.concepts.is_empty(), "{}", action.title.fr);
            }
        }
    }

    #[test]
    fn every_text_says_that_it_is_fictional() {
        let plan = plan();
        for change in &plan.changes {
            if let Content::Action(action) = &change.content {
                assert!(action.description.fr.contains("fictive"), "{}", action.title.fr);
                assert!(action.description.en.contains("fictional"), "{}", action.title.en);
            }
        }
        let evidence = plan.progress.iter().flat_map(|progress| &progress.measures);
        for measure in evidence {
            assert!(measure.evidence.ends_with("(document fictif)"));
        }
    }

    #[test]
    fn french_punctuation_never_starts_a_line() {
        for line in DEMO_PLAN.lines().filter(|line| !line.starts_with('#')) {
            for mark in [" :", " ;", " ?", " !", " »", "« "] {
                assert!(!line.contains(mark), "an ordinary space beside “{mark}” in: {line}");
            }
        }
    }

    #[test]
    fn a_plan_that_names_a_stranger_is_refused() {
        let wrong = DEMO_PLAN.replacen("author = \"ml\"", "author = \"xx\"", 1);
        assert!(
            matches!(read(&wrong, &charter(), date(2026, 3, 5)), Err(DemoError::Unknown(name)) if name == "xx")
        );
    }
}
