//! Proposals, positions and remarks on the journals: the same tables everywhere, whatever the order.

use crate::LAW;
use liptako_core::{Audience, Bilingual, Chance, Kind, MemberIndex, ObjectId, Rule, SeededChance};
use liptako_journal::Hash;
use liptako_law::alignment::record::{encode_comment, encode_position, encode_proposal};
use liptako_law::alignment::{
    Comment, CommonRule, Facts, Irregularity, Outcome, Place, Position, Proposal, Received, Subject, Word,
    question_object, store,
};
use liptako_law::profile::store::columns;
use liptako_law::profile::{Answer, Confidence, Finding, QuestionId, Value, shipped};
use liptako_stage::{OFFICERS, Page, World, charter, officer, on_each_engine};
use liptako_storage::{Road, irregularities};
use std::collections::BTreeMap;

fn below(chance: &SeededChance, n: usize) -> usize {
    let mut bytes = [0; 8];
    chance.fill(&mut bytes);
    (u64::from_le_bytes(bytes) % n as u64) as usize
}

fn question() -> QuestionId {
    "breach.notify_authority.deadline".parse().unwrap()
}

fn subject(chance: &SeededChance) -> Subject {
    let value = Value::Duration(["PT72H", "P1M", "P30D"][below(chance, 3)].parse().unwrap());
    match below(chance, 4) {
        0 => {
            // Now and then a national law, which no proposal may touch.
            let instrument = if below(chance, 4) == 0 { "bf_001_2021" } else { "eu_gdpr_2016" };
            let answer = Answer::new(Finding::Value(value), false, Confidence::Secondary).unwrap();
            Subject::Reference { instrument: instrument.parse().unwrap(), question: question(), answer }
        }
        _ => {
            let wording = Bilingual::new("Dans ce délai.", "");
            Subject::CommonRule(CommonRule { question: question(), value, grounds: vec![], wording })
        }
    }
}

/// What counts, told by the pure rules alone.
#[derive(Default)]
struct Told {
    facts: Facts,
    irregular: BTreeMap<Place, Irregularity>,
    subjects: BTreeMap<Place, Subject>,
    n_comments: usize,
}

struct Teller<'a> {
    world: &'a mut World,
    chance: SeededChance,
    seen: [[u64; 3]; 3],
    told: Told,
}

impl Teller<'_> {
    fn tell(world: &mut World, seed: u64, steps: usize) -> Told {
        let mut teller = Teller {
            world,
            chance: SeededChance::new(seed),
            seen: [[OFFICERS.len() as u64; 3]; 3],
            told: Told::default(),
        };
        for _ in 0..steps {
            teller.step();
        }
        teller.told
    }

    fn below(&self, n: usize) -> usize {
        below(&self.chance, n)
    }

    fn step(&mut self) {
        let (author, other) = (self.below(3), self.below(3));
        if other != author {
            // With a journal comes what its author had seen.
            let theirs = self.seen[other];
            let held = self.world.nodes[other].held(MemberIndex(other as u8));
            self.seen[author].iter_mut().zip(theirs).for_each(|(ours, size)| *ours = (*ours).max(size));
            self.seen[author][other] = held;
        }
        self.seen[author][author] = self.world.nodes[author].held(MemberIndex(author as u8));
        match self.below(6) {
            0 | 1 => self.propose(author),
            2 => self.comment(author),
            _ => self.take_position(author),
        }
    }

    fn known(&self, author: usize) -> Vec<Place> {
        let seen = self.seen[author];
        let all = self.told.facts.proposals.keys().copied();
        all.filter(|place| place.index < seen[usize::from(place.origin.0)]).collect()
    }

    fn pick(&self, places: &[Place]) -> Option<Place> {
        if places.is_empty() { None } else { places.get(self.below(places.len())).copied() }
    }

    fn write(
        &mut self,
        author: usize,
        (kind, object): (Kind, ObjectId),
        payload: &[u8],
        signer: Option<u8>,
    ) -> (Place, Hash) {
        let origin = MemberIndex(author as u8);
        let page = Page { kind, object, payload, audience: Audience::all(&charter()), signer };
        let (commitment, index) = self.world.write(origin, self.seen[author], &page);
        (Place { origin, index }, commitment)
    }

    fn receive(&mut self, author: usize, place: Place, object: ObjectId, commitment: Hash, word: &Word) {
        let received = Received { place, seen: &self.seen[author], object, commitment, word };
        if let Err(why) = self.told.facts.receive(&charter(), &received) {
            self.told.irregular.insert(place, why);
        }
    }

    fn propose(&mut self, author: usize) {
        let subject = subject(&self.chance);
        let target = subject.target();
        let known = self.known(author);
        let adopted = known.iter().rev().find(|place| {
            let fact = &self.told.facts.proposals[*place];
            fact.target == target && self.told.facts.outcome(&charter(), **place) == Some(Outcome::Adopted)
        });
        let parent = match self.below(5) {
            0 => None,
            1 => self.pick(&known).map(|place| self.told.facts.proposals[&place].commitment),
            _ => adopted.map(|place| self.told.facts.proposals[place].commitment),
        };
        let rule = if self.below(12) == 0 { Rule::Majority } else { Rule::Consensus };
        let (drafter, reason) = (officer(1), "Les lois divergent.".to_owned());
        let proposal = Proposal { subject: subject.clone(), parent, drafter, reason, rule };
        let object = ObjectId::fresh(&self.chance);
        let (place, commitment) =
            self.write(author, (Kind::LAW_PROPOSAL, object), &encode_proposal(&proposal), None);
        self.receive(author, place, object, commitment, &Word::Proposal(proposal));
        self.told.subjects.insert(place, subject);
    }

    fn take_position(&mut self, author: usize) {
        let Some(cited) = self.pick(&self.known(author)) else { return };
        let fact = self.told.facts.proposals[&cited].clone();
        let number = if self.below(10) == 0 { 1 } else { 2 };
        let proposal = if self.below(15) == 0 { Hash([3; 32]) } else { fact.commitment };
        let (agrees, reason) = (self.below(10) > 0, "Vu.".to_owned());
        let position = Position { proposal, agrees, reason, officer: officer(number) };
        // A false signature is another officer's.
        let signed = self.below(12) > 0;
        let signer = if signed { number } else { 3 - number };
        let payload = encode_position(&position);
        let (place, commitment) =
            self.write(author, (Kind::LAW_POSITION, fact.object), &payload, Some(signer));
        self.receive(author, place, fact.object, commitment, &Word::Position { position, signed });
    }

    fn comment(&mut self, author: usize) {
        let cited = self.pick(&self.known(author));
        let fact = cited.map(|place| self.told.facts.proposals[&place].clone());
        let false_citation = self.below(6) == 0;
        let object = match &fact {
            Some(fact) if !false_citation => fact.object,
            _ => question_object(&question()),
        };
        let proposal = fact.map(|fact| fact.commitment);
        let text = "À préciser.".to_owned();
        let comment = Comment { question: question(), proposal, text, officer: officer(1) };
        let (place, _) = self.write(author, (Kind::LAW_COMMENT, object), &encode_comment(&comment), None);
        if false_citation && proposal.is_some() {
            self.told.irregular.insert(place, Irregularity::UnknownProposal);
        } else {
            self.told.n_comments += 1;
        }
    }
}

fn deliver_in_pieces(world: &World, road: &Road, member: usize, chance: &SeededChance) {
    let journals = &world.nodes[member];
    let mut sizes = [0; 3];
    while (0..3).any(|other| sizes[other] < journals.held(MemberIndex(other as u8))) {
        let other = below(chance, 3);
        sizes[other] += 1 + below(chance, 9) as u64;
        journals.see(MemberIndex(other as u8), sizes[other]);
        road.catch_up(|_| {}).unwrap();
    }
    assert_eq!(road.waiting(), vec![], "everything was applied");
}

fn check(road: &Road, world: &World, told: &Told) {
    let db = road.db();
    for member in (0..3).map(MemberIndex) {
        for index in OFFICERS.len() as u64..world.nodes[usize::from(member.0)].held(member) {
            let found = db.read(|tx| irregularities(tx, member, index)).unwrap();
            let why = told.irregular.get(&Place { origin: member, index });
            let expected: Vec<String> = why.map(|why| why.code().to_owned()).into_iter().collect();
            assert_eq!(found, expected, "{member:?} {index}");
        }
    }
    let all = db.read(|tx| store::proposals(tx, None)).unwrap();
    assert_eq!(all.len(), told.facts.proposals.len(), "no other proposal counts");
    for line in &all {
        assert_eq!(Some(line.outcome), told.facts.outcome(&charter(), line.place), "{:?}", line.place);
        assert_eq!(line.subject, told.subjects[&line.place]);
    }
    assert_eq!(db.read(|tx| store::comments(tx, &question())).unwrap().len(), told.n_comments);
    let settled = told.facts.settled(&charter());
    let rules = db.read(store::common_rules).unwrap();
    let columns = db.read(|tx| columns(tx, shipped().unwrap(), &charter())).unwrap();
    for (target, place) in &settled {
        match &told.subjects[place] {
            Subject::CommonRule(rule) => {
                let first = rules[&target.question].first().unwrap();
                assert_eq!((first.place, first.common_rule()), (*place, Some(rule)));
            }
            Subject::Reference { instrument, question, answer } => {
                let column = columns.iter().find(|column| column.instrument.id == *instrument).unwrap();
                assert_eq!(column.cells[question].answer, *answer, "the column follows what was adopted");
                assert!(column.cells[question].revision.is_some());
            }
        }
    }
}

#[test]
fn any_causal_order_gives_the_same_tables_as_the_pure_fold() {
    on_each_engine(|base| {
        let (mut met, mut outcomes) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
        let mut references = 0;
        for seed in 0..6 {
            let mut world = World::new(LAW, seed);
            let told = Teller::tell(&mut world, seed, 130);
            met.extend(told.irregular.values().copied());
            outcomes.extend(told.facts.proposals.keys().filter_map(|p| told.facts.outcome(&charter(), *p)));
            references +=
                told.facts.settled(&charter()).keys().filter(|target| target.instrument.is_some()).count();
            let mut digests = Vec::new();
            for member in 0..3 {
                let base = base();
                let road = world.node(&base, member);
                deliver_in_pieces(&world, &road, member, &SeededChance::new(seed * 3 + member as u64));
                check(&road, &world, &told);
                let before = road.digest().unwrap();
                road.rebuild(|_| {}).unwrap();
                assert_eq!(road.digest().unwrap(), before, "a rebuild gives the same tables");
                digests.push(before);
            }
            assert!(digests.windows(2).all(|pair| pair[0] == pair[1]), "the nodes differ, seed {seed}");
        }
        // Otherwise the stories would prove nothing.
        use Irregularity as I;
        let needed =
            [I::Column, I::Rule, I::Stale, I::Signature, I::OwnProposal, I::SpokenTwice, I::Competing];
        assert!(needed.iter().all(|why| met.contains(why)), "{met:?}");
        assert_eq!(outcomes.len(), Outcome::ALL.len(), "{outcomes:?}");
        assert!(references > 0, "a reference was corrected");
    });
}

#[test]
fn a_record_that_cannot_be_read_or_is_hidden_from_a_member_has_no_effect() {
    on_each_engine(|base| {
        let mut world = World::new(LAW, 1);
        let object = ObjectId::from_bytes([5; 16]);
        let all = Audience::all(&charter());
        let some: Audience = [MemberIndex(0), MemberIndex(1)].into_iter().collect();
        let kinds = [Kind::LAW_PROPOSAL, Kind::LAW_POSITION, Kind::LAW_COMMENT];
        for (kind, audience) in kinds.map(|kind| (kind, all)).into_iter().chain([(Kind::LAW_PROPOSAL, some)])
        {
            let page = Page { kind, object, payload: b"\xff\x00", audience, signer: None };
            world.write(MemberIndex(1), [2, 2, 2], &page);
        }
        let base = base();
        let road = world.informed_node(&base, 0);
        let reasons = |index| road.db().read(|tx| irregularities(tx, MemberIndex(1), index)).unwrap();
        for index in 2..5 {
            assert_eq!(reasons(index), ["law-irregular-unreadable"]);
        }
        assert_eq!(reasons(5), ["law-irregular-audience"]);
        assert_eq!(road.db().read(|tx| store::proposals(tx, None)).unwrap(), vec![]);
    });
}
