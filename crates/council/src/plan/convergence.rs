//! The tables agree with the pure fold, and with one another, whatever the order of delivery.

use super::decision::{Facts, Outcome, Place, Rules};
use super::fold::Word;
use super::record::{encode_position, encode_proposal};
use super::samples::{charter, officer};
use super::story::{Chances, Letter, Story};
use super::{Content, Part, store};
use liptako_core::{Audience, Kind, ManualClock, MemberIndex, ObjectId, Rule, SeededChance};
use liptako_journal::{Act, ActKey, Body, BodyHeader, Entry, Hash};
use liptako_stage::{Base, on_each_engine};
use liptako_storage::memory::MemoryJournals;
use liptako_storage::{Db, Road, Source as _, StorageError, irregularities, params, sql};
use minicbor::bytes::ByteArray;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Officers whose act keys every journal registers before a story begins.
const OFFICERS: [u8; 3] = [1, 2, 9];

/// The journals of a story, written by hand: some of its records no honest node would make.
struct Printer {
    nodes: Vec<Arc<MemoryJournals>>,
    chance: SeededChance,
    keys: Vec<ActKey>,
    /// Commitments as the story drew them, and as the bodies have them.
    commitments: BTreeMap<Hash, Hash>,
    newest: BTreeMap<(MemberIndex, ObjectId), u64>,
}

impl Printer {
    fn new(seed: u64) -> Self {
        let chance = SeededChance::new(seed);
        let keys = (0..9).map(|_| ActKey::generate(&chance)).collect();
        let nodes = MemoryJournals::world(3);
        Self { nodes, chance, keys, commitments: BTreeMap::new(), newest: BTreeMap::new() }
    }

    fn key(&self, member: MemberIndex, number: u8) -> &ActKey {
        let place = OFFICERS.iter().position(|officer| *officer == number).unwrap();
        &self.keys[usize::from(member.0) * OFFICERS.len() + place]
    }

    fn append(
        &mut self,
        origin: MemberIndex,
        (kind, object): (Kind, ObjectId),
        seen: &[u64],
        payload: &[u8],
        signer: Option<ActKey>,
    ) -> Hash {
        self.append_for(Audience::all(&charter()), origin, (kind, object), seen, payload, signer)
    }

    fn append_for(
        &mut self,
        audience: Audience,
        origin: MemberIndex,
        (kind, object): (Kind, ObjectId),
        seen: &[u64],
        payload: &[u8],
        signer: Option<ActKey>,
    ) -> Hash {
        let charter = charter();
        let line = charter.members[usize::from(origin.0)].origin.clone();
        let node = &self.nodes[usize::from(origin.0)];
        let index = node.size(origin);
        let previous = self.newest.insert((origin, object), index);
        let header = BodyHeader { origin: line.clone(), object, kind, previous, audience };
        // The envelope of the storage crate: version, request, payload.
        let request = ObjectId::fresh(&self.chance);
        let content = [&[1], &request.as_bytes()[..], payload].concat();
        let body = Body::seal(&header, &content, &self.chance).unwrap();
        let others = (0u8..3).filter(|member| *member != origin.0);
        let seen = others.map(|member| seen[usize::from(member)]).collect();
        let bodies = vec![body.body_ref()];
        let mut entry = Entry { kind, object, previous, audience, seconds: 0, seen, bodies, act: None };
        if let Some(key) = signer {
            let signature = key.sign(&entry.act_message(&line));
            entry.act = Some(Act { key: key.public().key_id(), signature });
        }
        let commitment = body.commitment;
        node.append(&[(entry.encode().unwrap(), body)]).unwrap();
        commitment
    }

    /// The first records of each journal: who may sign.
    fn register_officers(&mut self) {
        for member in (0..3).map(MemberIndex) {
            for number in OFFICERS {
                let key = ActKey::from_seed(&self.key(member, number).seed());
                let id = officer(number).id;
                let line = &charter().members[usize::from(member.0)].origin;
                let public = key.public().to_bytes();
                let head = [b"liptako-act-key/1\n", line.as_bytes(), b"\n"].concat();
                let proof = key.sign(&[&head[..], &id.as_bytes()[..], &public].concat());
                let function = liptako_identity::Function {
                    name: "legal-officer".into(),
                    fr: "Juriste".into(),
                    en: "Legal officer".into(),
                };
                let person = liptako_identity::Officer { id, name: officer(number).name, function };
                let fields = (1u8, ByteArray::from(public), ByteArray::from(proof), person);
                let payload = minicbor::to_vec(fields).unwrap();
                let mut seen = [OFFICERS.len() as u64; 3];
                seen.iter_mut().skip(usize::from(member.0)).for_each(|size| *size = 0);
                self.append(member, (Kind::ACT_KEY, id), &seen, &payload, None);
            }
        }
    }

    fn real(&self, told: Hash) -> Hash {
        self.commitments.get(&told).copied().unwrap_or(told)
    }

    /// Writes a letter of the story, its indexes shifted by the officers' keys.
    fn print(&mut self, letter: &Letter) {
        let seen: Vec<u64> = letter.seen.iter().map(|size| size + OFFICERS.len() as u64).collect();
        let origin = letter.place.origin;
        let (kind, payload, signer) = match &letter.word {
            Word::Proposal(proposal) => {
                let mut proposal = proposal.clone();
                for change in &mut proposal.changes {
                    change.parent = change.parent.map(|hash| self.real(hash));
                    if let Content::Progress(progress) = &mut change.content {
                        progress.reports_on = self.real(progress.reports_on);
                    }
                }
                (Kind::PLAN_PROPOSAL, encode_proposal(&proposal), None)
            }
            Word::Position { position, signed } => {
                let mut position = position.clone();
                position.proposal = self.real(position.proposal);
                let number = position.officer.id.as_bytes()[0];
                // A false signature is another officer's.
                let signer = if *signed { number } else { OFFICERS[usize::from(number == OFFICERS[0])] };
                let key = ActKey::from_seed(&self.key(origin, signer).seed());
                (Kind::PLAN_POSITION, encode_position(&position), Some(key))
            }
        };
        let commitment = self.append(origin, (kind, letter.object), &seen, &payload, signer);
        self.commitments.insert(letter.commitment, commitment);
    }
}

fn node(base: &Base, journals: &Arc<MemoryJournals>) -> Road {
    let db = Db::open(&base.url).unwrap();
    let modules = vec![liptako_identity::module(), crate::module()];
    let (clock, chance) = (Arc::new(ManualClock::at(0)), Arc::new(SeededChance::new(1)));
    Road::open(db, Arc::clone(journals) as _, charter(), modules, clock, chance).unwrap()
}

/// Lets the journals reach a node in an order of its own, some entries at a time.
fn deliver_in_pieces(road: &Road, journals: &MemoryJournals, chances: &mut Chances) {
    let mut sizes = [0; 3];
    while (0..3).any(|member| sizes[member] < journals.held(MemberIndex(member as u8))) {
        let member = chances.below(3);
        sizes[member] += 1 + chances.below(9) as u64;
        journals.see(MemberIndex(member as u8), sizes[member]);
        road.catch_up(|_| {}).unwrap();
    }
    assert_eq!(road.waiting(), vec![], "everything was applied");
}

/// What the pure fold says of a story: proposals with their outcomes, and the plan.
fn told(story: &Story, rules: &Rules) -> (BTreeMap<Place, Outcome>, BTreeMap<(Part, ObjectId), Place>) {
    let mut facts = Facts::default();
    for letter in &story.letters {
        let _ = facts.receive(rules, &letter.received());
    }
    let outcomes = facts.proposals.keys().map(|place| (*place, facts.outcome(rules, *place).unwrap()));
    (outcomes.collect(), facts.plan(rules))
}

fn shifted(place: Place) -> Place {
    Place { index: place.index + OFFICERS.len() as u64, ..place }
}

#[test]
fn any_causal_order_gives_the_same_tables_as_the_pure_fold() {
    let rules = Rules::of(&charter());
    assert_eq!((rules.content, rules.progress), (Rule::Consensus, Rule::Owner));
    on_each_engine(|base| {
        for seed in 0..6 {
            let story = Story::tell(seed, 50, rules);
            let mut printer = Printer::new(seed);
            printer.register_officers();
            story.letters.iter().for_each(|letter| printer.print(letter));
            let (outcomes, plan) = told(&story, &rules);
            let mut digests = Vec::new();
            for (number, journals) in printer.nodes.iter().enumerate() {
                let base = base();
                let road = node(&base, journals);
                deliver_in_pieces(&road, journals, &mut Chances::new(seed * 3 + number as u64));
                let db = road.db();
                for (place, outcome) in &outcomes {
                    let view = db.read(|tx| store::proposal(tx, shifted(*place))).unwrap();
                    assert_eq!(view.unwrap().line.outcome, *outcome, "seed {seed}, {place:?}");
                }
                let (_, n_proposals) = db.read(|tx| store::proposals(tx, None, 1, 0)).unwrap();
                assert_eq!(n_proposals, outcomes.len() as u64, "no other proposal counts");
                for ((part, object), place) in &plan {
                    if *part == Part::Action {
                        let today = jiff::civil::date(2026, 1, 1);
                        let view = db.read(|tx| store::action(tx, *object, today)).unwrap().unwrap();
                        let made_by = printer.real(commitment_at(&story, *place));
                        assert_eq!(view.line.action.commitment, made_by);
                        let progress = view.progress.map(|progress| progress.commitment);
                        let expected = plan.get(&(Part::Progress, *object));
                        let expected = expected.map(|place| printer.real(commitment_at(&story, *place)));
                        assert_eq!(progress, expected);
                    }
                }
                counts_are_those_of_the_rows(db);
                let digest = road.digest().unwrap();
                road.rebuild(|_| {}).unwrap();
                assert_eq!(road.digest().unwrap(), digest, "a rebuild gives the same tables");
                digests.push(digest);
            }
            assert!(digests.windows(2).all(|pair| pair[0] == pair[1]), "the nodes differ, seed {seed}");
        }
    });
}

fn counts_are_those_of_the_rows(db: &Db) {
    let rows =
        |sql| db.read(|tx| tx.query(sql, params![])).unwrap_or_else(|fault: StorageError| panic!("{fault}"));
    let counted = rows(sql!("SELECT * FROM plan_count ORDER BY objective, owner, state, month"));
    let recounted = rows(sql!(
        "SELECT objective, owner, state, month, count(*) AS n FROM (SELECT objective, owner, state, \
         CASE WHEN state IN ('planned', 'under-way') THEN substr(due_day, 1, 7) ELSE '' END AS month \
         FROM plan_action) actions GROUP BY objective, owner, state, month ORDER BY objective, owner, state, month"
    ));
    assert_eq!(counted, recounted);
    let counted = rows(sql!("SELECT * FROM plan_outcome ORDER BY outcome"));
    let recounted =
        rows(sql!("SELECT outcome, count(*) AS n FROM plan_proposal GROUP BY outcome ORDER BY outcome"));
    assert_eq!(counted, recounted);
    assert!(!counted.is_empty());
}

fn commitment_at(story: &Story, place: Place) -> Hash {
    story.letters.iter().find(|letter| letter.place == place).unwrap().commitment
}

#[test]
fn a_record_that_cannot_be_read_or_is_hidden_from_a_member_is_kept_and_has_no_effect() {
    on_each_engine(|base| {
        let mut printer = Printer::new(1);
        printer.register_officers();
        let id = ObjectId::from_bytes([5; 16]);
        let kind = (Kind::PLAN_PROPOSAL, id);
        printer.append(MemberIndex(1), kind, &[3, 3, 3], b"\xff\x00", None);
        let some: Audience = [MemberIndex(0), MemberIndex(1)].into_iter().collect();
        printer.append_for(some, MemberIndex(1), kind, &[3, 3, 3], b"\xff\x00", None);
        let base = base();
        let road = node(&base, &printer.nodes[0]);
        printer.nodes[0].see_all();
        road.catch_up(|_| {}).unwrap();
        let reasons = |index| road.db().read(|tx| irregularities(tx, MemberIndex(1), index)).unwrap();
        assert_eq!(reasons(3), vec!["plan-irregular-unreadable".to_owned()]);
        assert_eq!(reasons(4), vec!["plan-irregular-audience".to_owned()]);
        let (proposals, _) = road.db().read(|tx| store::proposals(tx, None, 10, 0)).unwrap();
        assert_eq!(proposals, vec![]);
    });
}
