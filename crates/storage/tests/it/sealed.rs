//! Sealed records: what readers and strangers see, bodies that come late, times of first cosignatures.

use crate::engine::{Place, on_both_engines};
use crate::house::{A, B, NOTE, Node, nodes, object, open, request, text_of, write};
use liptako_core::{Audience, Kind, MemberIndex, ObjectId, SeededChance};
use liptako_journal::{ActKey, ActPublicKey, Body, BodyHeader, Entry, Hash};
use liptako_storage::{
    NewRecord, ProjectCtx, Projector, Record, Recorded, RoadError, Source, StorageError, Tx, first_cosigned,
    irregularities, params, previous_of, previous_sealed_of, record_at, search, sql,
};
use proptest::prelude::*;

const C: MemberIndex = MemberIndex(2);
const OURS: Audience = Audience(0b011);

fn seal(node: &Node, key: u8, object: ObjectId, audience: Audience, text: &'static str) -> Recorded {
    let done = node.road.act(request(key), move |scribe| {
        let me = scribe.me();
        let previous = previous_sealed_of(scribe.tx(), me, object)?;
        scribe
            .record(NewRecord::sealed(NOTE, object, audience, text.into()).with_previous(previous))
            .map(|record| record.index)
    });
    done.unwrap_or_else(|error: RoadError<StorageError>| panic!("{error}")).records()[0].clone()
}

fn catch_up(node: &Node) -> (u64, u64) {
    node.source.see_all();
    let caught = node.road.catch_up(|_| {}).unwrap();
    assert_eq!(caught.waiting, []);
    (caught.applied, caught.opened)
}

fn row(node: &Node, origin: MemberIndex, index: u64) -> Recorded {
    node.road.db().read(|tx| record_at(tx, origin, index)).unwrap().unwrap()
}

fn found(node: &Node, word: &str) -> usize {
    node.road.db().read(|tx| search::find(tx, word, 10)).unwrap().len()
}

on_both_engines! {
    fn readers_see_the_record_and_strangers_that_there_is_one(place) {
        let (other, third) = (place.another(), place.another());
        let all = nodes(&[place, &other, &third]);
        let made = seal(&all[0], 1, object(1), OURS, "entre nous");
        assert_eq!((made.kind, made.object, made.audience, made.is_sealed), (NOTE, object(1), OURS, true));
        assert_eq!((catch_up(&all[1]), catch_up(&all[2])), ((1, 0), (1, 0)));
        assert_eq!(row(&all[1], A, 0), made);
        assert_eq!(text_of(all[1].road.db(), object(1)).as_deref(), Some("entre nous"));
        let seen = row(&all[2], A, 0);
        assert_eq!((seen.kind, seen.previous, seen.audience), (Kind::SEALED, None, Audience::NONE));
        assert_ne!(seen.object, object(1));
        assert_eq!((seen.act_key, seen.payload_len, seen.is_sealed), (None, None, true));
        assert_eq!(text_of(all[2].road.db(), object(1)), None);
        // Nobody waits for what it cannot have: the others' own records come through, after the sealed one.
        write(&all[1].road, request(2), object(2), "la suite").unwrap();
        catch_up(&all[2]);
        assert_eq!(text_of(all[2].road.db(), object(2)).as_deref(), Some("la suite"));
    }

    fn a_body_that_comes_after_its_entry_was_applied_opens_it(place) {
        let (other, third) = (place.another(), place.another());
        let all = nodes(&[place, &other, &third]);
        let first = seal(&all[0], 1, object(1), OURS, "première note");
        let second = seal(&all[0], 2, object(1), OURS, "seconde note");
        for late in [&first, &second] {
            all[1].source.withhold(late.commitment.unwrap(), true);
        }
        assert_eq!(catch_up(&all[1]), (2, 0));
        assert_eq!(row(&all[1], A, 1).kind, Kind::SEALED);
        all[1].source.withhold(second.commitment.unwrap(), false);
        assert_eq!(catch_up(&all[1]), (0, 1));
        assert_eq!(text_of(all[1].road.db(), object(1)).as_deref(), Some("seconde note"));
        all[1].source.withhold(first.commitment.unwrap(), false);
        assert_eq!(catch_up(&all[1]), (0, 1));
        assert_eq!(text_of(all[1].road.db(), object(1)).as_deref(), Some("seconde note"));
        assert_eq!([row(&all[1], A, 0), row(&all[1], A, 1)], [first, second]);
        assert_eq!(catch_up(&all[1]), (0, 0));
        assert_eq!(all[1].road.digest().unwrap(), all[0].road.digest().unwrap());
    }

    fn a_start_opens_what_came_while_nobody_looked(place) {
        let other = place.another();
        let mut all = nodes(&[place, &other]);
        let made = seal(&all[0], 1, object(1), OURS, "arrivé la nuit");
        all[1].source.withhold(made.commitment.unwrap(), true);
        catch_up(&all[1]);
        let Node { source, road } = all.remove(1);
        drop(road);
        source.withhold(made.commitment.unwrap(), false);
        let road = open(other.open(), source, 2);
        assert_eq!(road.catch_up(|_| {}).unwrap().opened, 1);
        assert_eq!(text_of(road.db(), object(1)).as_deref(), Some("arrivé la nuit"));
    }

    fn the_officer_s_act_is_inside_and_verifies_for_readers(place) {
        let (other, third) = (place.another(), place.another());
        let all = nodes(&[place, &other, &third]);
        let key = ActKey::generate(&SeededChance::new(5));
        let (public, other) = (key.public(), ActKey::generate(&SeededChance::new(6)).public());
        let made = all[0].road.act(request(1), move |scribe| {
            let new = NewRecord::sealed(NOTE, object(1), OURS, b"acte".to_vec()).with_signer(Some(&key));
            let record = scribe.record(new)?;
            assert!(record.entry.act.is_none(), "a key in the entry would tell who acted");
            assert!(record.verify_act(&public).is_ok() && record.verify_act(&other).is_err());
            Ok::<_, StorageError>(())
        }).unwrap();
        assert_eq!(made.records()[0].act_key, Some(public.key_id()));
        let judge = Judge(public);
        for (node, sees) in [(&all[1], true), (&all[2], false)] {
            catch_up(node);
            assert_eq!(row(node, A, 0).act_key, sees.then(|| public.key_id()));
        }
        judge.check(&all[1]);
    }

    fn a_sealed_record_is_refused_without_its_author_or_of_a_common_kind(place) {
        let other = place.another();
        let all = nodes(&[place, &other]);
        let refused = all[0].road.act(request(1), move |scribe| {
            let new = NewRecord::sealed(NOTE, object(1), Audience(0b10), b"pour l'autre seul".to_vec());
            scribe.record(new).map(drop)
        });
        assert!(matches!(refused, Err(RoadError::Rule(StorageError::Record(_)))), "{refused:?}");
        // Its own node would not; an author's hand can: it counts for nobody.
        for (kind, audience, reason) in [
            (NOTE, Audience(0b10), "sealed-from-its-author"),
            (Kind::ERASURE, OURS, "erasure-of-nothing"),
        ] {
            let index = forge(&all[0], kind, audience, b"x");
            catch_up(&all[1]);
            let faults = all[1].road.db().read(|tx| irregularities(tx, A, index)).unwrap();
            assert_eq!(faults, [reason]);
        }
    }

    fn an_open_record_does_not_point_at_a_sealed_one(place) {
        let other = place.another();
        let all = nodes(&[place, &other]);
        let sealed = seal(&all[0], 1, object(1), OURS, "scellé");
        let (open, any) = all[0].road.db().read(|tx| Ok::<_, StorageError>((
            previous_of(tx, A, object(1))?, previous_sealed_of(tx, A, object(1))?,
        ))).unwrap();
        assert_eq!((open, any), (None, Some(sealed.index)));
        let refused = all[0].road.act(request(2), move |scribe| {
            let new = NewRecord::open(NOTE, object(1), Audience(3), b"ouvert".to_vec());
            scribe.record(new.with_previous(Some(0))).map(drop)
        });
        assert!(matches!(refused, Err(RoadError::Rule(StorageError::Record(_)))), "{refused:?}");
    }

    fn a_form_sent_twice_seals_once(place) {
        let node = nodes(&[place]).remove(0);
        let first = seal(&node, 1, object(1), Audience(1), "une fois");
        node.road.rebuild(|_| {}).unwrap();
        assert_eq!(seal(&node, 1, object(1), Audience(1), "deux fois"), first);
        assert_eq!(node.source.held(A), 1);
    }

    fn words_of_a_sealed_record_are_found_by_its_readers_alone(place) {
        let (other, third) = (place.another(), place.another());
        let all = nodes(&[place, &other, &third]);
        seal(&all[0], 1, object(1), OURS, "plainte confidentielle");
        catch_up(&all[1]);
        catch_up(&all[2]);
        assert_eq!((found(&all[1], "plainte"), found(&all[2], "plainte")), (1, 0));
    }

    fn the_first_cosignature_that_covers_an_entry_counts(place) {
        let (other, third) = (place.another(), place.another());
        let node = nodes(&[place, &other, &third]).remove(0);
        let first = |index| node.road.first_cosigned(A, index).unwrap();
        assert_eq!(first(0), []);
        node.source.cosign_at(A, B, 1, 1000);
        node.road.note_cosigned(A).unwrap();
        node.source.cosign_at(A, C, 3, 1500);
        node.source.cosign_at(A, B, 4, 2000);
        node.road.note_cosigned(A).unwrap();
        // A later one of the same size, and a start that reads the newest again, change nothing.
        node.source.cosign_at(A, B, 4, 9000);
        node.road.catch_up(|_| {}).unwrap();
        node.road.rebuild(|_| {}).unwrap();
        assert_eq!(first(0), [(B, 1000), (C, 1500)]);
        assert_eq!(first(2), [(B, 2000), (C, 1500)]);
        assert_eq!(first(3), [(B, 2000)]);
        assert_eq!(first(4), []);
        let in_tx = node.road.db().read(|tx| first_cosigned(tx, A, 2)).unwrap();
        assert_eq!(in_tx, first(2));
    }
}

/// Checks acts as a module's projector does.
struct Judge(ActPublicKey);

impl Judge {
    fn check(&self, node: &Node) {
        let bytes = node.source.entry(A, 0).unwrap();
        let entry = Entry::decode(&bytes).unwrap();
        let body = node.source.body(&entry.bodies[0].commitment).unwrap().unwrap();
        let (header, content) = liptako_journal::body::open(&body).unwrap();
        let signature: [u8; 64] = content[33..97].try_into().unwrap();
        let signed = [&content[1..17], &content[97..]].concat();
        assert_eq!(content[0], 2, "frozen");
        assert!(self.0.signed(&entry.sealed_act_message(&header, &signed), &signature));
    }
}

/// Appends a sealed entry past every rule; answers its index.
fn forge(node: &Node, kind: Kind, audience: Audience, payload: &[u8]) -> u64 {
    let chance = SeededChance::new(node.source.held(A) + 70);
    let header = BodyHeader {
        origin: "liptako.example/aa/1".into(),
        object: object(9),
        kind,
        previous: None,
        audience,
    };
    let content = [&[1u8][..], &[7; 16], payload].concat();
    let body = Body::seal_hidden(&header, &content, &chance).unwrap();
    let entry = Entry::sealed(0, vec![0], vec![body.body_ref()], &chance);
    node.source.append(&[(entry.encode().unwrap(), body)]).unwrap().start
}

/// A kind that all members decide upon together: nobody may seal it.
struct Common;

impl Projector for Common {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::PLAN_POSITION]
    }
    fn project(&self, _: &ProjectCtx<'_>, _: &mut dyn Tx, _: &Record) -> Result<(), StorageError> {
        panic!("nothing of it is to be projected")
    }
}

#[test]
fn a_position_sealed_to_one_member_counts_nowhere() {
    let (place, other) = (Place::sqlite(), Place::sqlite());
    let all = nodes(&[&place, &other]);
    let index = forge(&all[0], Kind::PLAN_POSITION, OURS, b"oui");
    let module =
        liptako_storage::Module { name: "common", projectors: vec![Box::new(Common)], ..Default::default() };
    let Node { source, road } = all.into_iter().nth(1).unwrap();
    drop(road);
    let road = crate::house::open_with(other.open(), source.clone(), 2, vec![crate::house::module(), module]);
    source.see_all();
    road.catch_up(|_| {}).unwrap();
    assert_eq!(road.db().read(|tx| irregularities(tx, A, index)).unwrap(), ["kind-not-sealed"]);
    let row = road.db().read(|tx| record_at(tx, A, index)).unwrap().unwrap();
    assert_eq!(row.kind, Kind::SEALED);
}

/// What happens to the nodes: somebody writes, sealed or not; entries come; a body comes.
#[derive(Debug, Clone)]
enum Happening {
    Seals(u8, u8),
    Writes(u8, u8),
    Sees(u8, u8, u64),
    BodyComes(u8, usize),
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let step = prop_oneof![
        3 => (0..3u8, 0..3u8).prop_map(|(who, what)| Happening::Seals(who, what)),
        1 => (0..3u8, 0..3u8).prop_map(|(who, what)| Happening::Writes(who, what)),
        3 => (0..3u8, 0..3u8, 1..4u64).prop_map(|(who, whom, more)| Happening::Sees(who, whom, more)),
        2 => (0..3u8, any::<usize>()).prop_map(|(who, which)| Happening::BodyComes(who, which)),
    ];
    prop::collection::vec(step, 1..30)
}

fn texts(node: &Node) -> Vec<(Vec<u8>, String)> {
    let rows = node
        .road
        .db()
        .read(|tx| tx.query(sql!("SELECT object, text FROM note_now ORDER BY object"), params![]));
    rows.unwrap_or_else(|error: StorageError| panic!("{error}"))
        .iter()
        .map(|row| (row.get("object").unwrap(), row.get("text").unwrap()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn bodies_in_any_order_give_the_tables_of_a_rebuild_and_strangers_nothing(history in happenings()) {
        let places = [Place::sqlite(), Place::sqlite(), Place::sqlite()];
        let all = nodes(&[&places[0], &places[1], &places[2]]);
        let (mut next, mut sealed): (u8, Vec<Hash>) = (0, Vec::new());
        for happening in &history {
            match *happening {
                Happening::Seals(who, what) => {
                    next += 1;
                    let texts = ["un", "deux", "trois", "quatre", "cinq"];
                    // Its author and the next member; the third is left out.
                    let audience = [who, (who + 1) % 3].into_iter().map(MemberIndex).collect();
                    let text = texts[usize::from(next) % texts.len()];
                    let made = seal(&all[usize::from(who)], next, object(what), audience, text);
                    sealed.push(made.commitment.unwrap());
                    all[usize::from((who + 1) % 3)].source.withhold(made.commitment.unwrap(), true);
                }
                Happening::Writes(who, what) => {
                    next += 1;
                    write(&all[usize::from(who)].road, request(next), object(what + 10), "ouvert").unwrap();
                }
                Happening::Sees(who, whom, more) => {
                    let node = &all[usize::from(who)];
                    let whom = MemberIndex(whom);
                    node.source.see(whom, node.source.size(whom) + more);
                    node.road.catch_up(|_| {}).unwrap();
                }
                Happening::BodyComes(who, which) => {
                    if let Some(commitment) = sealed.get(which % sealed.len().max(1)) {
                        all[usize::from(who)].source.withhold(*commitment, false);
                        all[usize::from(who)].road.catch_up(|_| {}).unwrap();
                    }
                }
            }
        }
        for node in &all {
            // What has come so far, late or not, is what a rebuild makes of it.
            let before = node.road.digest().unwrap();
            node.road.rebuild(|_| {}).unwrap();
            prop_assert_eq!(node.road.digest().unwrap(), before);
        }
        for node in &all {
            sealed.iter().for_each(|commitment| node.source.withhold(*commitment, false));
            node.source.see_all();
            prop_assert_eq!(node.road.catch_up(|_| {}).unwrap().waiting, vec![]);
            let (before, shown) = (node.road.digest().unwrap(), texts(node));
            node.road.rebuild(|_| {}).unwrap();
            prop_assert_eq!(node.road.digest().unwrap(), before);
            prop_assert_eq!(texts(node), shown);
            let rows = node.road.db().read(|tx| {
                tx.query(sql!("SELECT kind, audience FROM record WHERE sealed = 1"), params![])
            });
            for row in rows.unwrap_or_else(|error: StorageError| panic!("{error}")) {
                let (kind, audience): (Kind, Audience) = (row.get("kind").unwrap(), row.get("audience").unwrap());
                prop_assert_eq!(kind == NOTE, audience.contains(node.source.me()));
            }
        }
    }
}
