//! Made-up histories of three authorities for tests: each writes from what it has seen, some of it false.

use super::decision::{Facts, Outcome, Place, Rules};
use super::fold::{Received, Word};
use super::samples::{action, id, officer, progress};
use super::{Axis, Change, Content, Objective, Part, Position, Proposal, State};
use liptako_core::{Bilingual, Chance, MemberIndex, ObjectId, SeededChance};
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
    letters: Vec<usize>,
}

/// A history: letters in the order in which they were written.
pub struct Story {
    pub letters: Vec<Letter>,
    desks: [Desk; 3],
    chances: Chances,
    rules: Rules,
}

const AXIS: u8 = 1;
const OBJECTIVE: u8 = 2;
const ACTIONS: [u8; 2] = [3, 4];

impl Story {
    /// A first plan adopted by all, then `steps` of reading and writing.
    pub fn tell(seed: u64, steps: usize, rules: Rules) -> Self {
        let desks = std::array::from_fn(|_| Desk::default());
        let mut story = Self { letters: Vec::new(), desks, chances: Chances::new(seed), rules };
        story.found_the_plan();
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

    fn found_the_plan(&mut self) {
        let mut changes = vec![
            first(AXIS, Content::Axis(axis("Former"))),
            first(OBJECTIVE, Content::Objective(objective("Un cours"))),
        ];
        changes.extend(ACTIONS.map(|number| {
            let mut action = action();
            action.owner = MemberIndex(number % 3);
            action.contributors.clear();
            first(number, Content::Action(action))
        }));
        let proposal = self.proposal(changes);
        let object = id(100);
        self.write(0, object, Word::Proposal(proposal));
        let commitment = self.letters[0].commitment;
        for who in 0..3 {
            while self.read_one(who) {}
            let position =
                Position { proposal: commitment, agrees: true, reason: String::new(), officer: officer(9) };
            self.write(who, object, Word::Position { position, signed: true });
        }
    }

    fn proposal(&self, changes: Vec<Change>) -> Proposal {
        let rule = self.rules.rule(changes[0].content.part());
        Proposal { drafter: officer(1), reason: "Parce que.".into(), rule, changes }
    }

    fn write(&mut self, who: usize, object: ObjectId, word: Word) {
        let desk = &mut self.desks[who];
        let place = Place { origin: MemberIndex(who as u8), index: desk.sizes[who] };
        let seen = desk.sizes.to_vec();
        let letter = Letter { place, seen, object, commitment: self.chances.hash(), word };
        let _ = desk.facts.receive(&self.rules, &letter.received());
        desk.sizes[who] += 1;
        desk.letters.push(self.letters.len());
        self.letters.push(letter);
    }

    /// Takes in one letter whose past this desk already holds; false when there is none.
    fn read_one(&mut self, who: usize) -> bool {
        let desk = &mut self.desks[who];
        let ready: Vec<usize> =
            (0..self.letters.len()).filter(|at| is_next(&self.letters[*at], &desk.sizes)).collect();
        let Some(at) = self.chances.pick(&ready).copied() else { return false };
        let letter = &self.letters[at];
        let _ = desk.facts.receive(&self.rules, &letter.received());
        desk.sizes[usize::from(letter.place.origin.0)] += 1;
        desk.letters.push(at);
        true
    }

    fn read_some(&mut self, who: usize) {
        for _ in 0..=self.chances.below(12) {
            self.read_one(who);
        }
    }

    /// Drafts a change of one thing from what this desk knows, sometimes a false one.
    fn propose(&mut self, who: usize) {
        let (number, part) = match self.chances.below(8) {
            0 => (AXIS, Part::Axis),
            1 => (OBJECTIVE, Part::Objective),
            2..=4 => (ACTIONS[self.chances.below(2)], Part::Action),
            _ => (ACTIONS[self.chances.below(2)], Part::Progress),
        };
        let object = id(number);
        let tip = self.tip(who, part, object);
        let content = self.content(who, part, object);
        let mut change = Change { object, parent: tip, content };
        if self.chances.one_in(10) {
            change.parent = if self.chances.one_in(2) { None } else { self.any_commitment(who) };
        }
        let mut proposal = self.proposal(vec![change]);
        let mut own_id = id(101 + self.letters.len() as u8 % 150);
        match self.chances.below(24) {
            0 => proposal.reason.clear(),
            1 => proposal.rule = liptako_core::Rule::Owner,
            2 => own_id = id(100),
            _ => {}
        }
        self.write(who, own_id, Word::Proposal(proposal));
    }

    fn content(&mut self, who: usize, part: Part, object: ObjectId) -> Content {
        let title = format!("Titre {}", self.letters.len());
        match part {
            Part::Axis => Content::Axis(axis(&title)),
            Part::Objective => {
                let mut objective = objective(&title);
                if self.chances.one_in(5) {
                    objective.axis = id(77);
                }
                Content::Objective(objective)
            }
            Part::Action => {
                let mut action = action();
                action.title = Bilingual::new(title, "");
                action.owner = MemberIndex(self.chances.below(3) as u8);
                action.contributors.clear();
                Content::Action(action)
            }
            Part::Progress => {
                let mut progress = progress(State::UnderWay);
                progress.account = title;
                let reported = self.tip(who, Part::Action, object).unwrap_or(Hash([0; 32]));
                let other = if self.chances.one_in(8) { self.any_commitment(who) } else { None };
                progress.reports_on = other.unwrap_or(reported);
                Content::Progress(progress)
            }
        }
    }

    /// The commitment of the proposal that made the present value, within the present tenure for progress.
    fn tip(&self, who: usize, part: Part, object: ObjectId) -> Option<Hash> {
        let facts = &self.desks[who].facts;
        let plan = facts.plan(&self.rules);
        let fact = facts.proposals.get(plan.get(&(part, object))?)?;
        if part == Part::Progress {
            let action = facts.proposals.get(plan.get(&(Part::Action, object))?)?;
            let change_of = |changes: &[super::ChangeFact], wanted: Part| {
                let found = changes.iter().find(|c| c.slot.part == wanted && c.slot.object == object);
                found.and_then(|change| change.tenure).map(|tenure| tenure.since)
            };
            if change_of(&fact.changes, Part::Progress) != change_of(&action.changes, Part::Action) {
                return None;
            }
        }
        Some(fact.commitment)
    }

    fn any_commitment(&mut self, who: usize) -> Option<Hash> {
        let known: Vec<Hash> =
            self.desks[who].letters.iter().map(|at| self.letters[*at].commitment).collect();
        self.chances.pick(&known).copied()
    }

    fn take_position(&mut self, who: usize) {
        let facts = &self.desks[who].facts;
        let open: Vec<Place> = facts.proposals.keys().copied().collect();
        let undecided: Vec<Place> = open
            .iter()
            .copied()
            .filter(|place| facts.outcome(&self.rules, *place) == Some(Outcome::Open))
            .collect();
        let among = if self.chances.one_in(4) || undecided.is_empty() { open } else { undecided };
        let Some(place) = self.chances.pick(&among).copied() else { return };
        let cited = self.desks[who].facts.proposals[&place].clone();
        let own_draft = self.chances.one_in(12);
        let wrong_text = self.chances.one_in(20);
        let position = Position {
            proposal: if wrong_text { self.chances.hash() } else { cited.commitment },
            agrees: !self.chances.one_in(6),
            reason: if self.chances.one_in(20) { "x".repeat(1001) } else { "Vu.".into() },
            officer: officer(if own_draft { 1 } else { 2 }),
        };
        let signed = !self.chances.one_in(15);
        self.write(who, cited.object, Word::Position { position, signed });
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

fn first(number: u8, content: Content) -> Change {
    Change { object: id(number), parent: None, content }
}

fn axis(title: &str) -> Axis {
    Axis { number: 3, title: Bilingual::new(title, ""), summary: Bilingual::default() }
}

fn objective(title: &str) -> Objective {
    Objective { axis: id(AXIS), number: 1, title: Bilingual::new(title, "") }
}
