//! How near the laws were, day after day, as far as was known: from the survey that ships through every correction
//! that was recorded.
//!
//! Pure: the same history gives the same steps on every node. Each step is reckoned anew from the answers that stood
//! that day, by the weights of today. An answer stands from the day on which it was recorded, within its dates of
//! validity; outside them the one before it stands again, and without any the answer is unknown.

use super::convergence::{Convergence, Tally};
use super::model::{Basis, Relation, Side, relate};
use super::weights::Weights;
use crate::profile::record::digest;
use crate::profile::{Answer, InstrumentId, Library, Question, QuestionId};
use jiff::civil::Date;
use liptako_journal::Hash;
use std::collections::BTreeMap;

/// The survey that ships was compiled in this month: its first day.
pub const SURVEYED: Date = jiff::civil::date(2026, 11, 1);

/// Something that was recorded about an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The day, as its author dates it.
    pub day: Date,
    /// The instrument.
    pub instrument: InstrumentId,
    /// The question.
    pub question: QuestionId,
    /// What.
    pub what: What,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Another answer.
    Answered(Box<Answer>),
    /// That the answer with this digest is right.
    Attested(Hash),
}

/// A day on which something changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The day.
    pub day: Date,
    /// Answers recorded that day.
    pub n_answers: usize,
    /// Answers attested that day.
    pub n_attested: usize,
    /// Answers recorded earlier that began or ceased to hold that day.
    pub n_turned: usize,
    /// How near the laws were at the end of it, with the coverage.
    pub score: Tally,
}

/// The answers of one cell: what ships, then what was recorded, the newest last.
struct CellHistory<'a> {
    shipped: &'a Answer,
    recorded: Vec<&'a Answer>,
    attested: Vec<Hash>,
}

static UNKNOWN: Answer = Answer::unknown();

/// Which of these answers stands on a day: the newest that holds, and unknown when none does. The newest comes last.
pub fn standing<'a>(answers: impl DoubleEndedIterator<Item = &'a Answer>, day: Date) -> &'a Answer {
    answers.rev().find(|answer| answer.valid.holds(day)).unwrap_or(&UNKNOWN)
}

impl<'a> CellHistory<'a> {
    fn side(&self, day: Date) -> Side<'a> {
        let all = std::iter::once(self.shipped).chain(self.recorded.iter().copied());
        let answer = standing(all, day);
        let attested = !self.attested.is_empty() && self.attested.contains(&digest(answer));
        Side { answer, attested }
    }
}

type Cells<'a> = BTreeMap<(&'a str, &'a str), CellHistory<'a>>;

/// The days on which an answer already recorded begins or ceases to hold.
fn turns(answer: &Answer) -> impl Iterator<Item = Date> {
    let end = answer.valid.to.and_then(|to| to.tomorrow().ok());
    [answer.valid.from, end].into_iter().flatten()
}

/// The steps of these instruments together, up to and with `today`. The first is the survey's, dated back to the day
/// of the first event when an author's clock puts that earlier. Events come in the order in which they count.
pub fn timeline(
    library: &Library,
    weights: &Weights,
    basis: Basis,
    laws: &[InstrumentId],
    events: &[Event],
    today: Date,
) -> Vec<Step> {
    let mut cells: Cells<'_> = BTreeMap::new();
    for law in laws {
        let Some(profile) = library.profile(law.as_str()) else { continue };
        for (question, shipped) in &profile.answers {
            let cell = CellHistory { shipped, recorded: Vec::new(), attested: Vec::new() };
            cells.insert((profile.instrument.id.as_str(), question.as_str()), cell);
        }
    }
    let is_known = |event: &&Event| {
        let question = library.questionnaire.question(event.question.as_str());
        let fits = match &event.what {
            What::Answered(answer) => question.is_some_and(|question| question.admits(answer.finding())),
            What::Attested(_) => question.is_some(),
        };
        fits && event.day <= today && laws.contains(&event.instrument)
    };
    let mut days: BTreeMap<Date, Vec<&Event>> = BTreeMap::new();
    for event in events.iter().filter(is_known) {
        days.entry(event.day).or_default().push(event);
    }
    let first = days.keys().next().copied().map_or(SURVEYED, |first| first.min(SURVEYED));
    let turning = turning(&cells, &days, first, today);
    for (turn, _) in &turning {
        days.entry(*turn).or_default();
    }
    let survey = score(library, weights, basis, laws, &cells, first);
    let mut steps = vec![Step { day: first, n_answers: 0, n_attested: 0, n_turned: 0, score: survey }];
    for (day, events) in days {
        for event in &events {
            let key = (event.instrument.as_str(), event.question.as_str());
            let Some(cell) = cells.get_mut(&key) else { continue };
            match &event.what {
                What::Answered(answer) => cell.recorded.push(answer),
                What::Attested(digest) => cell.attested.push(*digest),
            }
        }
        let n_answers = events.iter().filter(|event| matches!(event.what, What::Answered(_))).count();
        let n_turned = turning.iter().filter(|(turn, _)| *turn == day).count();
        let score = score(library, weights, basis, laws, &cells, day);
        steps.push(Step { day, n_answers, n_attested: events.len() - n_answers, n_turned, score });
    }
    steps
}

/// The days up to `today` on which an answer begins or ceases to hold, once it is there: each with the day on which it
/// was recorded.
fn turning(
    cells: &Cells<'_>,
    days: &BTreeMap<Date, Vec<&Event>>,
    first: Date,
    today: Date,
) -> Vec<(Date, Date)> {
    let shipped = cells.values().flat_map(|cell| turns(cell.shipped).map(|day| (day, first)));
    let mut turning: Vec<(Date, Date)> = shipped.collect();
    for (day, events) in days {
        for event in events {
            if let What::Answered(answer) = &event.what {
                turning.extend(turns(answer).map(|turn| (turn, *day)));
            }
        }
    }
    turning.retain(|(turn, recorded)| turn > recorded && *turn <= today);
    turning
}

fn score(
    library: &Library,
    weights: &Weights,
    basis: Basis,
    laws: &[InstrumentId],
    cells: &Cells<'_>,
    day: Date,
) -> Tally {
    let mut score = Convergence::default();
    for question in &library.questionnaire.questions {
        let sides: Vec<Side<'_>> = laws
            .iter()
            .filter_map(|law| cells.get(&(law.as_str(), question.id.as_str())))
            .map(|cell| cell.side(day))
            .collect();
        for relation in relations(question, weights, basis, &sides) {
            score.add(weights, question, &relation);
        }
    }
    score.whole
}

fn relations(question: &Question, weights: &Weights, basis: Basis, sides: &[Side<'_>]) -> Vec<Relation> {
    let pairs = sides
        .iter()
        .enumerate()
        .flat_map(|(place, left)| sides[place + 1..].iter().map(move |right| (*left, *right)));
    pairs.map(|(left, right)| relate(question, weights, basis, left, right)).collect()
}
