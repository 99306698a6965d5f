//! Made-up histories of three authorities for tests: each writes from what it has seen, some of it false.

use super::decision::{Facts, Outcome, Place, Received, Word};
use super::model::Target;
use super::samples::{position, proposal, reference, rule};
use crate::profile::samples::officer;
use liptako_core::{Chance, Charter, MemberIndex, ObjectId, Rule, SeededChance};
use liptako_journal::Hash;

/// Repeatable choices.
pub struct Chances(SeededChance);

impl Chances {
    pub fn new(seed: u64) -> Self {
        Self(SeededChance::new(seed))
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        u32::from_le_bytes(bytes) as usize % bound
    }

    fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == 0
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        if items.is_empty() { None } else { items.get(self.below(items.len())) }
    }

    fn hash(&mut self) -> Hash {
        let mut bytes = [0; 32];
        self.0.fill(&mut bytes);
        Hash(bytes)
    }
}

/// A record of a story.
#[derive(Debug, Clone)]
pub struct Letter {
    pub place: Place,
    pub seen: Vec<u64>,
    pub object: ObjectId,
    pub commitment: Hash,
    pub word: Word,
}

impl Letter {
    pub fn received(&self) -> Received<'_> {
        Received {
            place: self.place,
            seen: &self.seen,
            object: self.object,
            commitment: self.commitment,
            word: &self.word,
        }
    }
}

/// What one authority's node holds.
#[derive(Default)]
struct Desk {
    sizes: [u64; 3],
    facts: Facts,
}

/// A history: letters in the order in which they were written.
pub struct Story {
    pub letters: Vec<Letter>,
    desks: [Desk; 3],
    chances: Chances,
    charter: Charter,
}

impl Story {
    /// `steps` of reading and writing.
    pub fn tell(seed: u64, steps: usize, charter: Charter) -> Self {
        let desks = std::array::from_fn(|_| Desk::default());
        let mut story = Self { letters: Vec::new(), desks, chances: Chances::new(seed), charter };
        for _ in 0..steps {
            let who = story.chances.below(3);
            match story.chances.below(8) {
                0..=2 => story.read_some(who),
                3..=4 => story.propose(who),
                _ => story.take_position(who),
            }
        }
        story
    }

    /// Reads the next letters of the others, as far as all that their authors had seen is here.
    fn read_some(&mut self, who: usize) {
        for _ in 0..1 + self.chances.below(6) {
            let desk = &self.desks[who];
            let ready: Vec<usize> =
                (0..self.letters.len()).filter(|at| is_next(&self.letters[*at], &desk.sizes)).collect();
            let Some(at) = self.chances.pick(&ready).copied() else { return };
            self.take_in(who, at);
        }
    }

    fn take_in(&mut self, who: usize, at: usize) {
        let (desk, letter) = (&mut self.desks[who], &self.letters[at]);
        let _ = desk.facts.receive(&self.charter, &letter.received());
        desk.sizes[usize::from(letter.place.origin.0)] += 1;
    }

    fn write(&mut self, who: usize, object: ObjectId, word: Word) {
        let origin = MemberIndex(who as u8);
        let seen = self.desks[who].sizes.to_vec();
        let place = Place { origin, index: seen[who] };
        let commitment = self.chances.hash();
        self.letters.push(Letter { place, seen, object, commitment, word });
        self.take_in(who, self.letters.len() - 1);
    }

    fn propose(&mut self, who: usize) {
        let times = ["PT72H", "P1M", "P30D"];
        let time = times[self.chances.below(times.len())];
        let subject = match self.chances.below(5) {
            0 => reference(self.chances.one_in(4), time),
            number => rule(number, time),
        };
        let mut proposal = proposal(subject, None);
        proposal.parent = self.parent(who, &proposal.subject.target());
        proposal.rule = self.charter.decision.content;
        if self.chances.one_in(15) {
            proposal.rule = Rule::Owner;
        }
        if self.chances.one_in(15) {
            proposal.reason = "x".repeat(crate::profile::MAX_TEXT + 1);
        }
        let twice = self.chances.one_in(12);
        let own =
            self.desks[who].facts.proposals.iter().find(|(place, _)| usize::from(place.origin.0) == who);
        let object = match own {
            Some((_, fact)) if twice => fact.object,
            _ => ObjectId::fresh(&self.chances.0),
        };
        self.write(who, object, Word::Proposal(proposal));
    }

    /// Mostly what is in force; now and then what was, or anything.
    fn parent(&mut self, who: usize, target: &Target) -> Option<Hash> {
        let facts = &self.desks[who].facts;
        let settled = facts.settled(&self.charter);
        let tip = settled.get(target).map(|place| facts.proposals[place].commitment);
        let any: Vec<Hash> = facts.proposals.values().map(|fact| fact.commitment).collect();
        match self.chances.below(8) {
            0 => None,
            1 => self.chances.pick(&any).copied(),
            _ => tip,
        }
    }

    fn take_position(&mut self, who: usize) {
        let facts = &self.desks[who].facts;
        let all: Vec<Place> = facts.proposals.keys().copied().collect();
        let open = |place: &Place| facts.outcome(&self.charter, *place) == Some(Outcome::Open);
        let undecided: Vec<Place> = all.iter().copied().filter(open).collect();
        let among = if self.chances.one_in(4) || undecided.is_empty() { all } else { undecided };
        let Some(place) = self.chances.pick(&among).copied() else { return };
        let cited = self.desks[who].facts.proposals[&place].clone();
        let wrong_text = self.chances.one_in(20);
        let commitment = if wrong_text { self.chances.hash() } else { cited.commitment };
        let mut word = position(commitment, !self.chances.one_in(6));
        if self.chances.one_in(12) {
            word.officer = officer(1);
        }
        if self.chances.one_in(20) {
            word.reason = "x".repeat(crate::profile::MAX_TEXT + 1);
        }
        let signed = !self.chances.one_in(15);
        self.write(who, cited.object, Word::Position { position: word, signed });
    }
}

/// Whether this letter is the next of its journal and all its author had seen is held.
fn is_next(letter: &Letter, sizes: &[u64; 3]) -> bool {
    letter.place.index == sizes[usize::from(letter.place.origin.0)]
        && letter.seen.iter().zip(sizes).all(|(seen, held)| seen <= held)
}

/// The letters in a random causal order.
pub fn deliver<'a>(letters: &'a [Letter], chances: &mut Chances) -> Vec<&'a Letter> {
    let mut sizes = [0; 3];
    let mut order = Vec::with_capacity(letters.len());
    loop {
        let ready: Vec<&Letter> = letters.iter().filter(|letter| is_next(letter, &sizes)).collect();
        let Some(next) = chances.pick(&ready).copied() else { return order };
        sizes[usize::from(next.place.origin.0)] += 1;
        order.push(next);
    }
}
