//! Erasures: rows and words go at once, bodies after, receipts tell; a rebuild finds the same.

use crate::engine::{Place, on_both_engines};
use crate::house::{A, B, NOTE, Node, nodes, object, open, request, text_of, write};
use liptako_core::{Audience, Kind, MemberIndex, ObjectId, SeededChance};
use liptako_journal::{Body, BodyHeader, Entry};
use liptako_storage::memory::Failure;
use liptako_storage::{
    ActOutcome, DbUrl, Erasure, NewRecord, ProjectCtx, Projector, Record, Recorded, RoadError, Source,
    StorageError, Tx, WaitReason, erasure_of, erasures_of, irregularities, newest_records, record_at, search,
};
use proptest::prelude::*;

const C: MemberIndex = MemberIndex(2);
const OURS: Audience = Audience(0b011);

fn seal(node: &Node, key: u8, object: ObjectId, text: &'static str) -> Recorded {
    let done = node.road.act(request(key), move |scribe| {
        scribe.record(NewRecord::sealed(NOTE, object, OURS, text.into())).map(|record| record.index)
    });
    done.unwrap_or_else(|error: RoadError<StorageError>| panic!("{error}")).records()[0].clone()
}

fn erase(node: &Node, key: u8, index: u64) -> Result<ActOutcome<()>, RoadError<StorageError>> {
    node.road.act(request(key), move |scribe| scribe.erase(&[index], "publié par erreur"))
}

fn catch_up(node: &Node) {
    node.source.see_all();
    assert_eq!(node.road.catch_up(|_| {}).unwrap().waiting, []);
}

/// Everybody hears of everything, until nobody has anything more to say.
fn settle(all: &[Node]) {
    for _ in 0..3 {
        all.iter().for_each(catch_up);
    }
}

fn erasures(node: &Node, object: ObjectId) -> Vec<Erasure> {
    node.road.db().read(|tx| erasures_of(tx, object)).unwrap()
}

fn row(node: &Node, origin: MemberIndex, index: u64) -> Recorded {
    node.road.db().read(|tx| record_at(tx, origin, index)).unwrap().unwrap()
}

fn found(node: &Node, word: &str) -> usize {
    node.road.db().read(|tx| search::find(tx, word, 10)).unwrap().len()
}

fn assert_rebuilds(node: &Node) {
    let before = node.road.digest().unwrap();
    let rows = node.road.db().read(|tx| newest_records(tx, 1000, 0)).unwrap();
    node.road.rebuild(|_| {}).unwrap();
    assert_eq!(node.road.db().read(|tx| newest_records(tx, 1000, 0)).unwrap(), rows);
    assert_eq!(node.road.digest().unwrap(), before);
}

on_both_engines! {
    fn an_erased_text_is_gone_everywhere_and_each_holder_says_so(place) {
        let (other, third) = (place.another(), place.another());
        let all = nodes(&[place, &other, &third]);
        let kept = write(&all[0].road, request(1), object(1), "première version").unwrap().records()[0].clone();
        let made = write(&all[0].road, request(2), object(1), "adresse confidentielle").unwrap().records()[0].clone();
        settle(&all);
        assert_eq!(found(&all[2], "confidentielle"), 1);
        erase(&all[0], 3, made.index).unwrap();
        // At once on its author's node, its receipt included.
        assert_eq!(text_of(all[0].road.db(), object(1)).as_deref(), Some("première version"));
        let [asked] = erasures(&all[0], object(1)).try_into().unwrap();
        assert_eq!((asked.origin, asked.erased, asked.kind), (A, made.index, NOTE));
        assert_eq!(asked.reason, "publié par erreur");
        assert_eq!((asked.receipts, asked.missing), (vec![(A, 1_790_000_000)], vec![B, C]));
        settle(&all);
        for node in &all {
            assert_eq!(text_of(node.road.db(), object(1)).as_deref(), Some("première version"));
            assert_eq!((found(node, "confidentielle"), found(node, "première")), (0, 1));
            assert!(!node.source.has_body(&made.commitment.unwrap()));
            assert!(node.source.has_body(&kept.commitment.unwrap()));
            let row = row(node, A, made.index);
            assert_eq!((row.is_erased, row.payload_len, row.object), (true, None, object(1)));
            let [erasure] = erasures(node, object(1)).try_into().unwrap();
            assert_eq!(erasure.missing, []);
            let holders: Vec<MemberIndex> = erasure.receipts.iter().map(|(holder, _)| *holder).collect();
            assert_eq!(holders, [A, B, C]);
            let told = node.road.db().read(|tx| erasure_of(tx, A, made.index)).unwrap();
            assert_eq!(told, Some(erasure));
            assert_rebuilds(node);
        }
        assert_eq!(all[0].road.digest().unwrap(), all[2].road.digest().unwrap());
        let held: Vec<u64> = all.iter().map(|node| node.source.held(node.source.me())).collect();
        assert_eq!(held, [4, 1, 1], "one receipt each");
    }

    fn a_node_that_was_away_does_not_wait_for_what_will_never_come(place) {
        let (other, third) = (place.another(), place.another());
        let all = nodes(&[place, &other, &third]);
        let made = write(&all[0].road, request(1), object(1), "jamais reçu").unwrap().records()[0].clone();
        all[2].source.withhold(made.commitment.unwrap(), true);
        all[2].source.see_all();
        let waiting = all[2].road.catch_up(|_| {}).unwrap().waiting;
        assert_eq!(waiting[0].reason, WaitReason::Body(made.commitment.unwrap()));
        erase(&all[0], 2, made.index).unwrap();
        write(&all[0].road, request(3), object(2), "la suite").unwrap();
        settle(&all);
        assert_eq!(text_of(all[2].road.db(), object(2)).as_deref(), Some("la suite"));
        assert_eq!(erasures(&all[2], object(1))[0].missing, []);
        assert_rebuilds(&all[2]);
        // A peer's late copy changes nothing.
        all[2].source.withhold(made.commitment.unwrap(), false);
        catch_up(&all[2]);
        assert_eq!(text_of(all[2].road.db(), object(1)), None);
        assert_eq!(all[2].road.digest().unwrap(), all[1].road.digest().unwrap());
    }

    fn what_was_sealed_is_erased_sealed(place) {
        let (other, third) = (place.another(), place.another());
        let all = nodes(&[place, &other, &third]);
        let made = seal(&all[0], 1, object(1), "nom du plaignant");
        settle(&all);
        erase(&all[0], 2, made.index).unwrap();
        settle(&all);
        for node in &all[..2] {
            let row = row(node, A, made.index);
            assert_eq!((row.kind, row.is_erased, row.is_sealed), (Kind::SEALED, true, true));
            assert_ne!(row.object, object(1), "what is left is what strangers see");
            let [erasure] = erasures(node, object(1)).try_into().unwrap();
            assert_eq!((erasure.kind, erasure.missing), (NOTE, vec![]));
            assert_eq!((text_of(node.road.db(), object(1)), found(node, "plaignant")), (None, 0));
            assert!(!node.source.has_body(&made.commitment.unwrap()));
            assert_rebuilds(node);
        }
        // The third learns that two more entries were sent, and a receipt each: nothing of what or for whom.
        assert_eq!((erasures(&all[2], object(1)), all[2].source.held(C)), (vec![], 0));
        let rows = all[2].road.db().read(|tx| newest_records(tx, 100, 0)).unwrap();
        assert_eq!(rows.len(), 4);
        assert!(rows.iter().all(|row| row.kind == Kind::SEALED && row.audience == Audience::NONE));
    }

    fn an_erasure_can_arrive_before_the_body_it_erases(place) {
        let (other, third) = (place.another(), place.another());
        let all = nodes(&[place, &other, &third]);
        let made = seal(&all[0], 1, object(1), "trop tard");
        all[1].source.withhold(made.commitment.unwrap(), true);
        settle(&all);
        erase(&all[0], 2, made.index).unwrap();
        settle(&all);
        assert_eq!(erasures(&all[0], object(1))[0].missing, []);
        all[1].source.withhold(made.commitment.unwrap(), false);
        catch_up(&all[1]);
        assert_eq!(text_of(all[1].road.db(), object(1)), None);
        assert_rebuilds(&all[1]);
        assert_eq!(all[1].road.digest().unwrap(), all[0].road.digest().unwrap());
    }

    fn a_crash_between_journal_and_tables_is_healed(place) {
        let (other, third) = (place.another(), place.another());
        let mut all = nodes(&[place, &other, &third]);
        let made = write(&all[0].road, request(1), object(1), "à effacer").unwrap().records()[0].clone();
        all[0].source.fail_next(Failure::After);
        assert!(erase(&all[0], 2, made.index).is_err());
        assert_eq!(text_of(all[0].road.db(), object(1)).as_deref(), Some("à effacer"), "the tables do not know yet");
        let Node { source, road } = all.remove(0);
        drop(road);
        let road = open(place.open(), source.clone(), 3);
        let node = Node { source, road };
        catch_up(&node);
        assert_eq!(text_of(node.road.db(), object(1)), None);
        assert!(!node.source.has_body(&made.commitment.unwrap()));
        // The same form again, and a receipt that the crash took from the tables: nothing is done twice.
        assert!(matches!(erase(&node, 2, made.index), Ok(ActOutcome::Already { .. })));
        node.source.fail_next(Failure::After);
        all[0].source.see_all();
        catch_up(&node);
        assert_eq!(node.source.held(A), 3);
        assert_rebuilds(&node);
    }

    fn a_receipt_that_could_not_be_given_is_given_later_and_once(place) {
        let (other, third) = (place.another(), place.another());
        let all = nodes(&[place, &other, &third]);
        let made = write(&all[0].road, request(1), object(1), "à effacer").unwrap().records()[0].clone();
        erase(&all[0], 2, made.index).unwrap();
        all[1].source.refuse(Some("restored: ask a peer"));
        catch_up(&all[1]);
        assert_eq!(all[1].source.held(B), 0);
        all[1].source.refuse(None);
        all[1].source.fail_next(Failure::After);
        catch_up(&all[1]);
        assert_eq!(all[1].source.held(B), 1, "the journal has it, the tables do not");
        catch_up(&all[1]);
        catch_up(&all[1]);
        assert_eq!(all[1].source.held(B), 1);
        settle(&all);
        assert_eq!(erasures(&all[0], object(1))[0].missing, []);
    }

    fn what_binds_is_not_erased_and_what_is_another_s_neither(place) {
        let (other, third) = (place.another(), place.another());
        let all = nodes(&[place, &other, &third]);
        let mine = write(&all[0].road, request(1), object(1), "le mien").unwrap().records()[0].clone();
        write(&all[1].road, request(2), object(2), "le sien").unwrap();
        settle(&all);
        for index in [1, 7] {
            let refused = erase(&all[0], 3, index);
            assert!(matches!(refused, Err(RoadError::Rule(StorageError::Record(_)))), "{refused:?}");
        }
        let refused = all[0].road.act(request(4), move |scribe| scribe.erase(&[mine.index], "  "));
        assert!(matches!(refused, Err(RoadError::Rule(StorageError::Record(_)))), "{refused:?}");
        erase(&all[0], 5, 0).unwrap();
        assert!(erase(&all[0], 6, 0).is_err(), "once");
        assert!(erase(&all[0], 7, 1).is_err(), "not the erasure itself");
        settle(&all);
        // Forged past the rules: an erasure of another object, of nothing, and one that cannot be read.
        let good = minicbor::to_vec((1u8, NOTE.0, "motif")).unwrap();
        for (about, previous, payload, reason) in [
            (object(9), Some(0), &good, "erasure-of-another"),
            (object(2), None, &good, "erasure-of-nothing"),
        ] {
            let index = forge(&all[1], about, previous, payload);
            settle(&all);
            let faults = all[0].road.db().read(|tx| irregularities(tx, B, index)).unwrap();
            assert!(faults.contains(&reason.to_owned()), "{faults:?}");
        }
        assert_eq!(text_of(all[0].road.db(), object(2)).as_deref(), Some("le sien"));
        settle(&all);
        assert_eq!(erasures(&all[0], object(2)), []);
        // What it erases stands in the entry: a reason that cannot be read takes nothing from it.
        forge(&all[1], object(2), Some(0), &[0x80]);
        settle(&all);
        assert_eq!(text_of(all[0].road.db(), object(2)), None);
        assert_eq!(erasures(&all[0], object(2))[0].reason, "");
        assert_rebuilds(&all[0]);
    }
}

/// Appends an erasure past every rule; answers its index.
fn forge(node: &Node, object: ObjectId, previous: Option<u64>, payload: &[u8]) -> u64 {
    let chance = SeededChance::new(node.source.held(B) + 70);
    let mut entry = Entry {
        kind: Kind::ERASURE,
        object,
        previous,
        audience: Audience(0b111),
        seconds: 0,
        seen: vec![0, 0],
        bodies: Vec::new(),
        act: None,
    };
    let content = [&[1u8][..], &[7; 16], payload].concat();
    let body = Body::seal(&BodyHeader::of(&entry, "liptako.example/bb/1"), &content, &chance).unwrap();
    entry.bodies = vec![body.body_ref()];
    node.source.append(&[(entry.encode().unwrap(), body)]).unwrap().start
}

/// What an authority has said for good: its projector does not let it be erased.
struct Binding;

impl Projector for Binding {
    fn kinds(&self) -> &'static [Kind] {
        &[NOTE]
    }
    fn project(&self, _: &ProjectCtx<'_>, _: &mut dyn Tx, _: &Record) -> Result<(), StorageError> {
        Ok(())
    }
    fn may_be_sealed(&self, _: Kind) -> bool {
        true
    }
}

#[test]
fn an_erasure_of_what_binds_has_no_effect_on_any_node() {
    let (place, other) = (Place::sqlite(), Place::sqlite());
    let all = nodes(&[&place, &other]);
    let made = write(&all[0].road, request(1), object(1), "ma position").unwrap().records()[0].clone();
    erase(&all[0], 2, made.index).unwrap();
    let Node { source, road } = all.into_iter().nth(1).unwrap();
    drop(road);
    let binding = liptako_storage::Module {
        name: "binding",
        projectors: vec![Box::new(Binding)],
        ..Default::default()
    };
    let road =
        crate::house::open_with(other.open(), source.clone(), 2, vec![crate::house::module(), binding]);
    let node = Node { source, road };
    catch_up(&node);
    assert_eq!(node.road.db().read(|tx| irregularities(tx, A, 1)).unwrap(), ["kind-not-erased"]);
    assert_eq!(text_of(node.road.db(), object(1)).as_deref(), Some("ma position"));
    assert!(node.source.has_body(&made.commitment.unwrap()));
    assert_eq!(erasures(&node, object(1)), []);
}

#[test]
fn no_byte_of_an_erased_text_stays_in_the_files_of_the_database() {
    let place = Place::sqlite();
    let node = nodes(&[&place]).remove(0);
    for n in 0..40 {
        write(&node.road, request(n), object(n), "un texte quelconque parmi bien d'autres").unwrap();
    }
    let text = "Zaynabou-Distinctive habite rue 1234";
    let made = write(&node.road, request(99), object(99), text).unwrap().records()[0].clone();
    let DbUrl::Sqlite(path) = &place.url else { unreachable!("a SQLite place") };
    let holds = |word: &str| {
        let files = std::fs::read_dir(path.parent().unwrap()).unwrap();
        files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).any(|bytes| {
            bytes.to_ascii_lowercase().windows(word.len()).any(|window| window == word.as_bytes())
        })
    };
    assert!(holds("zaynabou-distinctive") && holds("zaynabou"));
    erase(&node, 100, made.index).unwrap();
    assert!(!holds("zaynabou"), "neither the text nor a word of it");
    assert!(holds("quelconque"));
}

/// One step of a random history.
#[derive(Debug, Clone)]
enum Happening {
    Writes(u8, u8),
    Seals(u8, u8),
    Erases(u8, usize),
    Sees(u8, u8, u64),
    Withholds(u8, usize),
    Rebuilds(u8),
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let step = prop_oneof![
        2 => (0..3u8, 0..3u8).prop_map(|(who, what)| Happening::Writes(who, what)),
        2 => (0..3u8, 0..3u8).prop_map(|(who, what)| Happening::Seals(who, what)),
        2 => (0..3u8, any::<usize>()).prop_map(|(who, which)| Happening::Erases(who, which)),
        3 => (0..3u8, 0..3u8, 1..4u64).prop_map(|(who, whom, more)| Happening::Sees(who, whom, more)),
        1 => (0..3u8, any::<usize>()).prop_map(|(who, which)| Happening::Withholds(who, which)),
        1 => (0..3u8).prop_map(Happening::Rebuilds),
    ];
    prop::collection::vec(step, 1..30)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn erasures_in_any_order_give_the_tables_of_a_rebuild(history in happenings()) {
        let places = [Place::sqlite(), Place::sqlite(), Place::sqlite()];
        let all = nodes(&[&places[0], &places[1], &places[2]]);
        let (mut next, mut made): (u8, Vec<Recorded>) = (0, Vec::new());
        for happening in &history {
            next += 1;
            match *happening {
                Happening::Writes(who, what) => {
                    let done = write(&all[usize::from(who)].road, request(next), object(what), "ouvert").unwrap();
                    made.push(done.records()[0].clone());
                }
                Happening::Seals(who, what) => {
                    let done = all[usize::from(who)].road.act(request(next), move |scribe| {
                        let everybody = Audience(0b111);
                        let new = NewRecord::sealed(NOTE, object(what + 10), everybody, b"scelle".to_vec());
                        scribe.record(new).map(drop)
                    });
                    made.push(done.unwrap_or_else(|error: RoadError<StorageError>| panic!("{error}")).records()[0].clone());
                }
                Happening::Erases(who, which) => {
                    if let Some(record) = made.get(which % made.len().max(1))
                        && record.origin == MemberIndex(who)
                    {
                        // Refused when it is erased already.
                        drop(erase(&all[usize::from(who)], next, record.index));
                    }
                }
                Happening::Sees(who, whom, more) => {
                    let node = &all[usize::from(who)];
                    node.source.see(MemberIndex(whom), node.source.size(MemberIndex(whom)) + more);
                    node.road.catch_up(|_| {}).unwrap();
                }
                Happening::Withholds(who, which) => {
                    if let Some(record) = made.get(which % made.len().max(1))
                        && record.origin != MemberIndex(who)
                    {
                        all[usize::from(who)].source.withhold(record.commitment.unwrap(), true);
                    }
                }
                Happening::Rebuilds(who) => drop(all[usize::from(who)].road.rebuild(|_| {}).unwrap()),
            }
        }
        for node in &all {
            for record in &made {
                node.source.withhold(record.commitment.unwrap(), false);
            }
        }
        for _ in 0..4 {
            for node in &all {
                node.source.see_all();
                prop_assert_eq!(node.road.catch_up(|_| {}).unwrap().waiting, vec![]);
            }
        }
        let mut digests = Vec::new();
        for node in &all {
            digests.push(node.road.digest().unwrap());
            node.road.rebuild(|_| {}).unwrap();
            digests.push(node.road.digest().unwrap());
            for record in &made {
                let erasure = node.road.db().read(|tx| erasure_of(tx, record.origin, record.index)).unwrap();
                prop_assert_eq!(erasure.is_none(), node.source.has_body(&record.commitment.unwrap()));
                prop_assert!(erasure.is_none_or(|erasure| erasure.missing.is_empty()));
            }
        }
        prop_assert!(digests.iter().all(|digest| *digest == digests[0]), "{:?}", digests);
    }
}

/// An entry as an author's own hand may write it, past every rule.
#[derive(Debug, Clone)]
struct Forged {
    kind: u8,
    is_sealed: bool,
    object: u8,
    previous: Option<u64>,
    audience: u32,
    content: Content,
    /// The body never comes to the others.
    is_withheld: bool,
}

#[derive(Debug, Clone)]
enum Content {
    Bytes(Vec<u8>),
    Text(u8),
    Erasure(u16),
    Receipt(u8, u64),
}

fn forged() -> impl Strategy<Value = Forged> {
    let content = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60).prop_map(Content::Bytes),
        any::<u8>().prop_map(Content::Text),
        prop_oneof![Just(NOTE.0), any::<u16>()].prop_map(Content::Erasure),
        (0..4u8, 0..6u64).prop_map(|(origin, index)| Content::Receipt(origin, index)),
    ];
    let head = (0..4u8, any::<bool>(), 0..3u8, prop::option::of(0..8u64));
    (head, 0..8u32, content, any::<bool>()).prop_map(|(head, audience, content, is_withheld)| {
        let (kind, is_sealed, object, previous) = head;
        Forged { kind, is_sealed, object, previous, audience, content, is_withheld }
    })
}

/// Writes it into B's journal, when the journal takes it at all.
fn append(node: &Node, forged: &Forged, seed: u64) -> Option<liptako_journal::Hash> {
    let chance = SeededChance::new(seed);
    let payload = match &forged.content {
        Content::Bytes(bytes) => bytes.clone(),
        Content::Text(letter) => vec![b'a' + letter % 26; 5],
        Content::Erasure(kind) => minicbor::to_vec((1u8, *kind, "motif")).unwrap(),
        Content::Receipt(origin, index) => minicbor::to_vec((1u8, *origin, *index)).unwrap(),
    };
    let content = match &forged.content {
        Content::Bytes(_) => payload,
        _ => [&[1u8][..], &[seed as u8; 16], &payload].concat(),
    };
    let header = BodyHeader {
        origin: "liptako.example/bb/1".into(),
        object: object(forged.object),
        kind: [NOTE, Kind::ERASURE, Kind::RECEIPT, Kind(7)][usize::from(forged.kind)],
        previous: forged.previous,
        audience: Audience(forged.audience),
    };
    let seal = if forged.is_sealed { Body::seal_hidden } else { Body::seal };
    let body = seal(&header, &content, &chance).unwrap();
    let entry = if forged.is_sealed {
        Entry::sealed(0, vec![0, 0], vec![body.body_ref()], &chance)
    } else {
        let BodyHeader { kind, object, previous, audience, .. } = header;
        let bodies = vec![body.body_ref()];
        Entry { kind, object, previous, audience, seconds: 0, seen: vec![0, 0], bodies, act: None }
    };
    let commitment = body.commitment;
    node.source.append(&[(entry.encode().ok()?, body)]).unwrap();
    Some(commitment)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn whatever_an_author_writes_others_go_on_and_a_rebuild_finds_the_same(
        entries in prop::collection::vec(forged(), 1..10), steps in prop::collection::vec(1..4u64, 4),
    ) {
        let places = [Place::sqlite(), Place::sqlite(), Place::sqlite()];
        let all = nodes(&[&places[0], &places[1], &places[2]]);
        let mut sealed = Vec::new();
        for (seed, forged) in (1..).zip(&entries) {
            let Some(commitment) = append(&all[1], forged, seed) else { continue };
            if forged.is_withheld && forged.is_sealed {
                all[0].source.withhold(commitment, true);
                sealed.push(commitment);
            }
        }
        for step in steps {
            all[0].source.see(B, all[0].source.size(B) + step);
            prop_assert_eq!(all[0].road.catch_up(|_| {}).unwrap().waiting, vec![]);
        }
        for commitment in sealed {
            all[0].source.withhold(commitment, false);
            all[0].road.catch_up(|_| {}).unwrap();
        }
        for node in &all {
            catch_up(node);
            let before = node.road.digest().unwrap();
            node.road.rebuild(|_| {}).unwrap();
            prop_assert_eq!(node.road.digest().unwrap(), before);
        }
        write(&all[0].road, request(200), object(9), "la vie continue").unwrap();
    }
}
