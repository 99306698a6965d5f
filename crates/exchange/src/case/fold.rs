//! What follows from all the steps of a case: a pure fold, the same whatever the order in which they arrived.
//!
//! Each step is judged by what its author had seen when writing it, never by what was written elsewhere meanwhile: two
//! honest steps that cross on the way are both regular. The state then follows from the regular steps in the one
//! [`Order`](liptako_storage::Order). A text's adoption is final: positions are never taken back, and an authority
//! agrees to one text at a time.

use super::judge::{Irregularity, judge};
use super::model::{
    Answer, CaseKind, Duty, Event, Form, Head, Opening, Outcome, Person, Place, Skeleton, Stage, Step,
};
use super::number::CaseNumber;
use liptako_core::{Audience, Charter, MemberIndex, Rule, UnixSeconds, Verdict};
use liptako_journal::Hash;
use std::collections::BTreeMap;

/// What was asked of whom, and whether it is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The step that asks: the opening, or a request.
    pub place: Place,
    /// Who asks.
    pub from: MemberIndex,
    /// Of whom.
    pub to: MemberIndex,
    /// Where it is answered, in full or by a refusal.
    pub answered: Option<Place>,
}

/// A text before the authorities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The step that brought it.
    pub place: Place,
    /// What a position cites.
    pub commitment: Hash,
    /// What it would be.
    pub form: Form,
    /// The authorities that take position: those to whom it was addressed.
    pub concerned: Audience,
    /// The positions, in the one order: who, agrees, where.
    pub positions: Vec<(MemberIndex, bool, Place)>,
    /// Where it stands.
    pub verdict: Verdict,
}

impl Text {
    /// The position of this authority.
    pub fn position_of(&self, member: MemberIndex) -> Option<bool> {
        self.positions.iter().find(|(who, ..)| *who == member).map(|(_, agrees, _)| *agrees)
    }
}

/// Time taken, once, for a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extended {
    /// Who took it.
    pub by: MemberIndex,
    /// For what.
    pub duty: Duty,
    /// The step that the delay runs from.
    pub about: Place,
    /// Days added.
    pub days: u16,
}

/// A case as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What is known of it at the least; from the opening, or from what an authority that joined later was told, or from
    /// what remains after an erasure.
    pub head: Option<Head>,
    /// The opening, when it is readable here.
    pub opening: Option<(Place, Opening)>,
    /// Who complains.
    pub person: Option<Person>,
    /// The authorities concerned.
    pub concerned: Audience,
    /// What each authority last said about who should lead.
    pub words: BTreeMap<MemberIndex, MemberIndex>,
    /// Who leads, once all concerned have said the same.
    pub agreed_lead: Option<MemberIndex>,
    /// Which authorities have acknowledged receipt, and under which reference of theirs they keep it.
    pub acknowledged: BTreeMap<MemberIndex, (Place, String)>,
    /// What each authority last said about admissibility.
    pub admissible: BTreeMap<MemberIndex, (Place, bool)>,
    /// Whether what was missing has been brought since.
    pub is_completed: bool,
    /// What was asked.
    pub asked: Vec<Asked>,
    /// The texts, in the one order; the last is the one before the authorities.
    pub texts: Vec<Text>,
    /// Extensions taken.
    pub extended: Vec<Extended>,
    /// Who handles it in each authority: name and function.
    pub handlers: BTreeMap<MemberIndex, (String, String)>,
    /// Provisional measures: where, and until when.
    pub measures: Vec<(Place, jiff::civil::Date)>,
    /// Where an early resolution was noted.
    pub resolved: Option<Place>,
    /// Where and how it was closed, while it is.
    pub closed: Option<(Place, UnixSeconds, Outcome)>,
    /// What remains after an erasure.
    pub retained: Option<Skeleton>,
    /// Regular steps so far.
    pub steps: usize,
}

impl Default for Case {
    fn default() -> Self {
        Self {
            head: None,
            opening: None,
            person: None,
            concerned: Audience::NONE,
            words: BTreeMap::new(),
            agreed_lead: None,
            acknowledged: BTreeMap::new(),
            admissible: BTreeMap::new(),
            is_completed: false,
            asked: Vec::new(),
            texts: Vec::new(),
            extended: Vec::new(),
            handlers: BTreeMap::new(),
            measures: Vec::new(),
            resolved: None,
            closed: None,
            retained: None,
            steps: 0,
        }
    }
}

/// A case and the judgement of each of its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// The case.
    pub case: Case,
    /// For each event given, in the order given: why it has no effect, if it has none.
    pub marks: Vec<Option<Irregularity>>,
}

impl Case {
    /// Whether its whole history may be here: an authority that joined later lacks what came before.
    pub const fn is_whole(&self) -> bool {
        self.opening.is_some()
    }

    /// Its number, when it is known.
    pub fn number(&self) -> Option<&CaseNumber> {
        self.head.as_ref().map(|head| &head.number)
    }

    /// Its kind, when it is known.
    pub fn kind(&self) -> Option<CaseKind> {
        self.head.as_ref().map(|head| head.kind)
    }

    /// Who opened it, when it is known.
    pub fn opener(&self) -> Option<MemberIndex> {
        self.head.as_ref().map(|head| head.opener)
    }

    /// Who leads: by agreement, else whoever opened it.
    pub fn lead(&self) -> Option<MemberIndex> {
        self.agreed_lead.or_else(|| self.opener())
    }

    /// Whether this authority may bring a text. It leads, and has not said that another should: so a new lead has always
    /// seen every text of the one before.
    pub fn may_draft(&self, member: MemberIndex) -> bool {
        self.lead() == Some(member) && self.words.get(&member).is_none_or(|word| *word == member)
    }

    /// The text before the authorities, or the last that was.
    pub fn text(&self) -> Option<&Text> {
        self.adopted().or_else(|| self.texts.last())
    }

    /// The text that was adopted.
    pub fn adopted(&self) -> Option<&Text> {
        self.texts.iter().find(|text| text.verdict == Verdict::Adopted)
    }

    /// The text on which positions are awaited.
    pub fn open_text(&self) -> Option<&Text> {
        self.texts.iter().rev().find(|text| text.verdict == Verdict::Open)
    }

    /// Where it stands.
    pub fn stage(&self) -> Stage {
        if self.closed.is_some() || (self.opening.is_none() && self.retained.is_some()) {
            return Stage::Closed;
        }
        if self.head.is_none() {
            return Stage::Headless;
        }
        if self.adopted().is_some() {
            return Stage::Adopted;
        }
        match self.texts.last() {
            Some(text) if text.verdict == Verdict::Open => return Stage::Drafted,
            Some(_) => return Stage::Contested,
            None => {}
        }
        if !self.asked.is_empty() && self.asked.iter().all(|asked| asked.answered.is_some()) {
            return Stage::Answered;
        }
        let said: Vec<bool> = self.admissible.values().map(|(_, is_admissible)| *is_admissible).collect();
        if said.contains(&false) && !self.is_completed {
            Stage::Incomplete
        } else if said.contains(&true) {
            Stage::Examined
        } else {
            Stage::Opened
        }
    }

    /// How it ended, when it has.
    pub fn outcome(&self) -> Option<Outcome> {
        match &self.closed {
            Some((.., outcome)) => Some(*outcome),
            None => self.retained.as_ref().filter(|_| self.opening.is_none()).map(|left| left.outcome),
        }
    }

    /// The members concerned, in the order of the charter.
    pub fn members(&self, charter: &Charter) -> Vec<MemberIndex> {
        charter.indices().filter(|member| self.concerned.contains(*member)).collect()
    }

    /// Takes a regular step in.
    fn take(&mut self, charter: &Charter, event: &Event) {
        let (place, by) = (event.place, event.place.origin);
        self.steps += 1;
        match &event.step {
            Step::Opened(opening) => self.open(charter, event, opening),
            Step::Person(person) => self.person = Some(person.clone()),
            Step::Acknowledged { reference } => {
                self.acknowledged.entry(by).or_insert((place, reference.clone()));
            }
            Step::Completed { .. } => self.is_completed = true,
            Step::Admissibility { is_admissible, .. } => {
                self.is_completed = false;
                self.admissible.insert(by, (place, *is_admissible));
            }
            Step::Lead { lead, .. } => {
                self.words.insert(by, *lead);
                self.agree_on_lead(charter);
            }
            Step::Request { to, .. } => {
                self.asked.push(Asked { place, from: by, to: *to, answered: None });
            }
            Step::Reply { to, answer, .. } => {
                let asked = self.asked.iter_mut().find(|asked| asked.place == *to && asked.to == by);
                if let Some(asked) = asked
                    && *answer != Answer::Partial
                {
                    asked.answered.get_or_insert(place);
                }
            }
            Step::Draft { form, .. } => self.texts.push(Text {
                place,
                commitment: event.commitment,
                form: *form,
                concerned: event.audience,
                positions: Vec::new(),
                verdict: Verdict::Open,
            }),
            Step::Position { on, agrees, .. } => self.position(charter, *on, by, *agrees, place),
            Step::EarlyResolution { .. } => self.resolved = Some(place),
            Step::Extension { duty, about, days, .. } => {
                self.extended.push(Extended { by, duty: *duty, about: *about, days: *days });
            }
            Step::Handled { name, function } => {
                self.handlers.insert(by, (name.clone(), function.clone()));
            }
            Step::Urgent { until, .. } => self.measures.push((place, *until)),
            Step::Widened { head, .. } => {
                self.head.get_or_insert_with(|| head.clone());
                self.concerned = Audience(self.concerned.0 | event.audience.0);
                self.agree_on_lead(charter);
            }
            Step::Closed { outcome, .. } => self.closed = Some((place, event.seconds, *outcome)),
            Step::Reopened { .. } => self.closed = None,
            Step::Retained(skeleton) => self.retain(skeleton),
            Step::Note { .. }
            | Step::Document(_)
            | Step::KeyPoints { .. }
            | Step::Reminder { .. }
            | Step::Resent { .. } => {}
        }
    }

    fn open(&mut self, charter: &Charter, event: &Event, opening: &Opening) {
        let by = event.place.origin;
        self.head = Some(Head {
            number: opening.number.clone(),
            kind: opening.kind,
            title: opening.title.clone(),
            opener: by,
            opened: event.seconds,
            delays: opening.delays,
        });
        self.concerned = event.audience;
        self.opening = Some((event.place, opening.clone()));
        if opening.kind.awaits_reply() {
            let others = charter.indices().filter(|member| *member != by && event.audience.contains(*member));
            let asked = |to| Asked { place: event.place, from: by, to, answered: None };
            self.asked.extend(others.map(asked));
        }
    }

    fn agree_on_lead(&mut self, charter: &Charter) {
        let members = self.members(charter);
        let mut said = members.iter().map(|member| self.words.get(member));
        if let Some(Some(first)) = said.next()
            && said.all(|word| word == Some(first))
        {
            self.agreed_lead = Some(*first);
        }
    }

    fn position(&mut self, charter: &Charter, on: Hash, by: MemberIndex, agrees: bool, place: Place) {
        let Some(text) = self.texts.iter_mut().find(|text| text.commitment == on) else { return };
        text.positions.push((by, agrees, place));
        let words: Vec<(MemberIndex, bool)> =
            text.positions.iter().map(|(who, agrees, _)| (*who, *agrees)).collect();
        let members = charter.indices().filter(|member| text.concerned.contains(*member)).count();
        text.verdict = joint_rule(charter).verdict(members, text.place.origin, &words);
    }

    fn retain(&mut self, left: &Skeleton) {
        self.head.get_or_insert_with(|| Head {
            number: left.number.clone(),
            kind: left.kind,
            title: String::new(),
            opener: left.opener,
            opened: left.opened,
            delays: 0,
        });
        if self.opening.is_none() {
            self.concerned = Audience(self.concerned.0 | left.concerned.0);
        }
        self.retained = Some(left.clone());
    }
}

/// The charter's rule for a joint text.
pub const fn joint_rule(charter: &Charter) -> Rule {
    charter.decision.content
}

/// Whether the author of `later` had seen `earlier` when writing.
pub fn had_seen(later: &Event, earlier: &Event) -> bool {
    let size = later.seen.get(usize::from(earlier.place.origin.0)).copied().unwrap_or(0);
    earlier.place.index < size
}

/// Folds the steps of one case, given in any order.
pub fn fold(charter: &Charter, events: &[Event]) -> Folded {
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_unstable_by_key(|at| events[*at].order);
    let mut marks = vec![None; events.len()];
    let mut case = Case::default();
    for (position, at) in order.iter().enumerate() {
        let event = &events[*at];
        let before = &order[..position];
        let regular = |at: &&usize| marks[**at].is_none();
        // Usually an author has seen all that comes before in the one order: no need to fold it again.
        let unseen = before.iter().filter(regular).any(|at| !had_seen(event, &events[*at]));
        let mark = if unseen {
            let mut past = Case::default();
            for at in before.iter().filter(regular) {
                if had_seen(event, &events[*at]) {
                    past.take(charter, &events[*at]);
                }
            }
            judge(charter, &past, event).err()
        } else {
            judge(charter, &case, event).err()
        };
        if mark.is_none() {
            case.take(charter, event);
        }
        marks[*at] = mark;
    }
    if case.head.is_none() {
        let all = events.iter().fold(0, |bits, event| bits | event.audience.0);
        case.concerned = Audience(all);
    }
    Folded { case, marks }
}
