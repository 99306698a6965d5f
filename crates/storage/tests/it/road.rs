//! The road: acts become records, records become rows, on every node alike.

use crate::engine::{Place, on_both_engines};
use crate::house::{A, B, NOTE, Node, NoteError, nodes, note, object, open, request, text_of, write};
use liptako_core::{Audience, Chance, Kind, MemberIndex, SeededChance};
use liptako_journal::bodies::ReadSeek;
use liptako_journal::{ActKey, Body, BodyHeader, BodyRef, Entry};
use liptako_storage::memory::{Failure, MemoryJournals};
use liptako_storage::{
    ActOutcome, AppendError, Db, NewRecord, RoadError, Source, StorageError, WaitReason, Waiting,
    applied_size, irregularities, params, record_at, records_of, sql,
};
use proptest::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn one(place: &Place) -> Node {
    nodes(&[place]).remove(0)
}

fn catch_up(node: &Node) -> Vec<Waiting> {
    node.road.catch_up(|_| {}).unwrap().waiting
}

fn reasons(db: &Db, origin: MemberIndex, index: u64) -> Vec<String> {
    db.read(|tx| irregularities(tx, origin, index)).unwrap()
}

/// Puts an entry into a node's journal by its own hand, past every rule.
fn forge(
    source: &MemoryJournals,
    kind: Kind,
    seen: Vec<u64>,
    payload: &[u8],
    change: impl FnOnce(&mut BodyHeader),
) {
    let chance = SeededChance::new(99);
    let mut entry = Entry {
        kind,
        object: object(200),
        previous: None,
        audience: Audience(0b111),
        seconds: 0,
        seen,
        bodies: Vec::new(),
        act: None,
    };
    let letter = char::from(b'a' + source.me().0);
    let mut header = BodyHeader::of(&entry, &format!("liptako.example/{letter}{letter}/1"));
    change(&mut header);
    let body = Body::seal(&header, payload, &chance).unwrap();
    entry.bodies = vec![body.body_ref()];
    source.append(&[(entry.encode().unwrap(), body)]).unwrap();
}

/// What stands in a body: version, request, text.
fn content(text: &[u8]) -> Vec<u8> {
    [&[1u8][..], &[7; 16], text].concat()
}

on_both_engines! {
    fn an_act_is_recorded_projected_and_answered(place) {
        let node = one(place);
        let done = write(&node.road, request(1), object(1), "bonjour").unwrap();
        let [record] = done.records() else { panic!("{done:?}") };
        assert_eq!((record.origin, record.index, record.kind, record.object), (A, 0, NOTE, object(1)));
        assert_eq!(done.clone().value(), Some(0));
        assert_eq!(text_of(node.road.db(), object(1)).as_deref(), Some("bonjour"));
        assert_eq!(node.source.held(A), 1);
        let kept = node.road.db().read(|tx| record_at(tx, A, 0)).unwrap();
        assert_eq!(kept.as_ref(), Some(record));
    }

    fn a_refusal_leaves_nothing(place) {
        let node = one(place);
        let refused = node.road.act(request(1), |scribe| {
            note(scribe, object(1), "écrit avant le refus")?;
            note(scribe, object(1), "")
        });
        assert_eq!(refused, Err(RoadError::Rule(NoteError::Empty)));
        assert_eq!((text_of(node.road.db(), object(1)), node.source.held(A)), (None, 0));
        write(&node.road, request(1), object(1), "ensuite").unwrap();
        assert_eq!(text_of(node.road.db(), object(1)).as_deref(), Some("ensuite"));
    }

    fn a_rule_that_panics_takes_nobody_with_it(place) {
        let node = one(place);
        let panicked = node.road.act(request(1), |scribe| {
            note(scribe, object(1), "écrit avant la faute")?;
            panic!("a fault of the program");
            #[expect(unreachable_code, reason = "gives the closure its type")]
            Ok::<(), NoteError>(())
        });
        assert_eq!(panicked, Err(RoadError::Panicked));
        assert_eq!((text_of(node.road.db(), object(1)), node.source.held(A)), (None, 0));
        write(&node.road, request(2), object(1), "ensuite").unwrap();
    }

    fn a_rule_that_swallows_an_error_of_the_tables_fails_alone(place) {
        let node = one(place);
        write(&node.road, request(1), object(1), "avant").unwrap();
        let swallowed = node.road.act(request(2), |scribe| {
            note(scribe, object(2), "à moitié")?;
            let twice = sql!("INSERT INTO applied (origin, size) VALUES (0, 0)");
            assert!(scribe.tx().execute(twice, params![]).is_err());
            Ok::<(), NoteError>(())
        });
        assert!(matches!(swallowed, Err(RoadError::Storage(StorageError::Constraint(_)))), "{swallowed:?}");
        assert_eq!((text_of(node.road.db(), object(2)), node.source.held(A)), (None, 1));
        write(&node.road, request(3), object(2), "après").unwrap();
    }

    fn a_form_sent_twice_acts_once_even_after_a_rebuild(place) {
        let node = one(place);
        let first = write(&node.road, request(1), object(1), "une fois").unwrap();
        let second = write(&node.road, request(1), object(1), "deux fois").unwrap();
        assert_eq!(second, ActOutcome::Already { records: first.records().to_vec() });
        node.road.rebuild(|_| {}).unwrap();
        let third = write(&node.road, request(1), object(1), "trois fois").unwrap();
        assert_eq!(third, second);
        assert_eq!(node.source.held(A), 1);
    }

    fn an_append_that_fails_leaves_nothing_and_can_be_tried_again(place) {
        let node = one(place);
        node.source.fail_next(Failure::Before);
        let failed = write(&node.road, request(1), object(1), "perdu");
        assert!(matches!(failed, Err(RoadError::Journal(_))), "{failed:?}");
        assert_eq!((text_of(node.road.db(), object(1)), node.source.held(A)), (None, 0));
        let again = write(&node.road, request(1), object(1), "repris").unwrap();
        assert!(matches!(again, ActOutcome::Done { .. }));
        assert_eq!(text_of(node.road.db(), object(1)).as_deref(), Some("repris"));
    }

    fn a_crash_between_journal_and_tables_is_healed(place) {
        let node = one(place);
        write(&node.road, request(1), object(1), "avant").unwrap();
        node.source.fail_next(Failure::After);
        assert!(write(&node.road, request(2), object(1), "au milieu").is_err());
        assert_eq!(text_of(node.road.db(), object(1)).as_deref(), Some("avant"), "the tables do not know yet");
        // The same form again: the journal has it, so it is not done twice.
        let again = write(&node.road, request(2), object(1), "autre").unwrap();
        assert!(matches!(&again, ActOutcome::Already { records } if records.len() == 1));
        assert_eq!(text_of(node.road.db(), object(1)).as_deref(), Some("au milieu"));
        assert_eq!(node.source.held(A), 2);
    }

    fn a_start_applies_what_a_crash_left_in_the_journal(place) {
        let node = one(place);
        node.source.fail_next(Failure::After);
        assert!(write(&node.road, request(1), object(1), "au milieu").is_err());
        let Node { source, road } = node;
        drop(road);
        let road = open(place.open(), source, 1);
        assert_eq!(road.catch_up(|_| {}).unwrap().applied, 1);
        assert_eq!(text_of(road.db(), object(1)).as_deref(), Some("au milieu"));
    }

    fn a_node_that_may_not_sign_says_so(place) {
        let node = one(place);
        node.source.refuse(Some("restored: ask a peer"));
        let refused = write(&node.road, request(1), object(1), "non");
        assert_eq!(refused, Err(RoadError::Recovering("restored: ask a peer".into())));
        node.source.refuse(None);
        write(&node.road, request(1), object(1), "oui").unwrap();
    }

    fn an_own_record_that_its_projector_refuses_is_not_made(place) {
        let node = one(place);
        let refused = node.road.act(request(1), |scribe| {
            let audience = Audience::all(scribe.charter());
            let new = NewRecord::open(NOTE, object(1), audience, vec![0xff]);
            scribe.record(new).map(|record| record.index).map_err(NoteError::from)
        });
        let Err(RoadError::Rule(NoteError::Storage(StorageError::Record(why)))) = refused else { panic!("{refused:?}") };
        assert!(why.contains("note-not-text"), "{why}");
        assert_eq!(node.source.held(A), 0);
    }

    fn one_act_may_record_several_things(place) {
        let node = one(place);
        let done = node.road.act(request(1), |scribe| {
            note(scribe, object(1), "un")?;
            note(scribe, object(1), "deux")?;
            note(scribe, object(2), "trois")
        });
        let done = done.unwrap();
        assert_eq!(done.records().iter().map(|record| (record.index, record.previous)).collect::<Vec<_>>(),
            [(0, None), (1, Some(0)), (2, None)]);
        let about = node.road.db().read(|tx| records_of(tx, object(1))).unwrap();
        assert_eq!(about, done.records()[..2]);
    }

    fn an_officer_s_signature_travels_with_the_record(place) {
        let node = one(place);
        let key = ActKey::generate(&SeededChance::new(5));
        let public = key.public();
        let other = ActKey::generate(&SeededChance::new(6)).public();
        let verified = node.road.act(request(1), move |scribe| {
            let audience = Audience::all(scribe.charter());
            let new = NewRecord::open(NOTE, object(1), audience, b"acte".to_vec()).with_signer(Some(&key));
            let record = scribe.record(new)?;
            Ok::<_, NoteError>((record.verify_act(&public).is_ok(), record.verify_act(&other).is_ok()))
        });
        let verified = verified.unwrap();
        assert_eq!(verified.records()[0].act_key, Some(public.key_id()));
        assert_eq!(verified.value(), Some((true, false)));
    }

    fn listeners_hear_of_every_change(place) {
        let node = one(place);
        let heard = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&heard);
        node.road.on_change(move || { counter.fetch_add(1, Ordering::SeqCst); });
        write(&node.road, request(1), object(1), "un").unwrap();
        assert_eq!(heard.load(Ordering::SeqCst), 1);
        catch_up(&node);
        write(&node.road, request(2), object(1), "").unwrap_err();
        assert_eq!(heard.load(Ordering::SeqCst), 1, "nothing had changed");
    }

    fn tables_of_another_history_are_rebuilt(place) {
        let first = one(place);
        write(&first.road, request(1), object(1), "une histoire").unwrap();
        drop(first);
        let second = one(place);
        forge(&second.source, NOTE, vec![], &content(b"une autre"), |_| {});
        assert!(second.road.catch_up(|_| {}).unwrap().rebuilt);
        assert_eq!(text_of(second.road.db(), object(1)), None);
        assert_eq!(text_of(second.road.db(), object(200)).as_deref(), Some("une autre"));
    }

    fn an_entry_waits_for_what_its_author_had_seen(place) {
        let (other, third) = (place.another(), place.another());
        let all = nodes(&[place, &other, &third]);
        write(&all[0].road, request(1), object(1), "question").unwrap();
        all[1].source.see_all();
        catch_up(&all[1]);
        write(&all[1].road, request(2), object(1), "réponse").unwrap();
        // The answer arrives before the question.
        all[2].source.see(B, 1);
        let reason = WaitReason::Seen { origin: A, needs: 1, has: 0 };
        assert_eq!(catch_up(&all[2]), [Waiting { origin: B, index: 0, behind: 1, reason }]);
        assert_eq!(all[2].road.waiting().len(), 1);
        assert_eq!(text_of(all[2].road.db(), object(1)), None);
        all[2].source.see(A, 1);
        assert_eq!(catch_up(&all[2]), []);
        assert_eq!(text_of(all[2].road.db(), object(1)).as_deref(), Some("réponse"));
        assert_eq!(all[2].road.digest().unwrap(), all[1].road.digest().unwrap());
    }

    fn an_entry_waits_for_its_body_and_others_do_not_wait_for_it(place) {
        let (other, third) = (place.another(), place.another());
        let all = nodes(&[place, &other, &third]);
        let late = write(&all[0].road, request(1), object(1), "long texte").unwrap().records()[0].commitment.unwrap();
        write(&all[1].road, request(2), object(2), "à part").unwrap();
        all[2].source.withhold(late, true);
        all[2].source.see_all();
        let waiting = catch_up(&all[2]);
        assert_eq!(waiting, [Waiting { origin: A, index: 0, behind: 1, reason: WaitReason::Body(late) }]);
        assert_eq!(text_of(all[2].road.db(), object(2)).as_deref(), Some("à part"));
        all[2].source.withhold(late, false);
        assert_eq!(catch_up(&all[2]), []);
        assert_eq!(text_of(all[2].road.db(), object(1)).as_deref(), Some("long texte"));
    }

    fn a_record_for_others_is_kept_without_its_text(place) {
        let (other, third) = (place.another(), place.another());
        let all = nodes(&[place, &other, &third]);
        all[0].road.act(request(1), |scribe| {
            let audience = [A, B].into_iter().collect();
            let new = NewRecord::open(NOTE, object(1), audience, b"entre nous".to_vec());
            scribe.record(new).map(|record| record.index).map_err(NoteError::from)
        }).unwrap();
        for node in &all[1..] {
            node.source.see_all();
            assert_eq!(catch_up(node), []);
        }
        assert_eq!(text_of(all[1].road.db(), object(1)).as_deref(), Some("entre nous"));
        assert_eq!(text_of(all[2].road.db(), object(1)), None);
        let kept = all[2].road.db().read(|tx| record_at(tx, A, 0)).unwrap().unwrap();
        assert_eq!((kept.object, kept.payload_len), (object(1), None));
    }

    fn nothing_past_a_freeze_is_applied_and_what_was_is_taken_back(place) {
        let other = place.another();
        let all = nodes(&[place, &other]);
        for (n, text) in ["un", "deux", "trois"].into_iter().enumerate() {
            write(&all[0].road, request(n as u8), object(1), text).unwrap();
        }
        all[1].source.see(A, 2);
        catch_up(&all[1]);
        assert_eq!(text_of(all[1].road.db(), object(1)).as_deref(), Some("deux"));
        all[1].source.freeze(A, 1);
        let caught = all[1].road.catch_up(|_| {}).unwrap();
        assert!(caught.rebuilt);
        assert_eq!(caught.waiting, [Waiting { origin: A, index: 1, behind: 1, reason: WaitReason::Frozen }]);
        assert_eq!(text_of(all[1].road.db(), object(1)).as_deref(), Some("un"));
        all[1].source.see_all();
        assert!(!all[1].road.catch_up(|_| {}).unwrap().rebuilt, "once is enough");
        write(&all[1].road, request(9), object(2), "la vie continue").unwrap();
    }

    fn a_freeze_below_what_others_had_seen_stops_nobody_but_its_author(place) {
        let (other, third) = (place.another(), place.another());
        let all = nodes(&[place, &other, &third]);
        for (n, text) in ["un", "deux", "trois"].into_iter().enumerate() {
            write(&all[0].road, request(n as u8), object(1), text).unwrap();
        }
        all[1].source.see_all();
        assert_eq!(catch_up(&all[1]), []);
        write(&all[1].road, request(8), object(2), "écrit après avoir vu trois").unwrap();
        all[2].source.see_all();
        assert_eq!(catch_up(&all[2]), []);
        for node in &all[1..] {
            node.source.freeze(A, 1);
            let caught = node.road.catch_up(|_| {}).unwrap();
            assert_eq!(
                caught.waiting,
                [Waiting { origin: A, index: 1, behind: 2, reason: WaitReason::Frozen }]
            );
            assert_eq!(text_of(node.road.db(), object(1)).as_deref(), Some("un"));
            assert_eq!(text_of(node.road.db(), object(2)).as_deref(), Some("écrit après avoir vu trois"));
        }
        assert_eq!(all[1].road.digest().unwrap(), all[2].road.digest().unwrap());
        write(&all[1].road, request(9), object(2), "la vie continue").unwrap();
        all[2].source.see_all();
        catch_up(&all[2]);
        assert_eq!(text_of(all[2].road.db(), object(2)).as_deref(), Some("la vie continue"));
        assert_eq!(all[1].road.digest().unwrap(), all[2].road.digest().unwrap());
    }

    fn a_bad_record_from_elsewhere_never_stops_the_fold(place) {
        let (other, third) = (place.another(), place.another());
        let all = nodes(&[place, &other, &third]);
        let source = &all[0].source;
        forge(source, NOTE, vec![0, 0], &content(b"panic"), |_| {});
        forge(source, NOTE, vec![0, 0], &content(b"a\0b"), |_| {});
        forge(source, NOTE, vec![0, 0], &content(&[0xff]), |_| {});
        forge(source, NOTE, vec![0, 0], b"short", |_| {});
        forge(source, NOTE, vec![0, 0], &content(b"other"), |header| header.object = object(201));
        forge(source, NOTE, vec![0, 0, 0, 0], &content(b"from a larger house"), |_| {});
        forge(source, Kind(999), vec![0, 0], &content(b"a kind of the future"), |_| {});
        let spare = Body::seal(&BodyHeader::of(&Entry::decode(&source.entry(A, 0).unwrap()).unwrap(), "x"), b"", &SeededChance::new(1)).unwrap();
        source.append(&[(b"not an entry".to_vec(), spare)]).unwrap();
        forge(source, NOTE, vec![0, 0], &content(b"enfin"), |_| {});
        for node in &all[1..] {
            node.source.see_all();
            assert_eq!(catch_up(node), []);
            let db = node.road.db();
            assert_eq!(db.read(|tx| applied_size(tx, A)), Ok(9));
            let told: Vec<Vec<String>> = (0..9).map(|index| reasons(db, A, index)).collect();
            assert_eq!(told, [
                vec!["projection-failed"], vec!["projection-failed"], vec!["note-not-text"], vec!["unreadable-body"],
                vec!["body-of-another-entry"], vec!["unknown-member"], vec![], vec!["unreadable-entry"], vec![],
            ]);
            assert_eq!(text_of(db, object(200)).as_deref(), Some("enfin"));
        }
        assert_eq!(all[1].road.digest().unwrap(), all[2].road.digest().unwrap());
        write(&all[1].road, request(1), object(1), "la vie continue").unwrap();
    }

    fn an_author_who_forgets_what_it_saw_cannot_upset_the_order(place) {
        let other = place.another();
        let all = nodes(&[place, &other]);
        for n in 0..5 {
            write(&all[1].road, request(n), object(1), "texte").unwrap();
        }
        forge(&all[0].source, NOTE, vec![5], &content(b"I saw five"), |_| {});
        forge(&all[0].source, NOTE, vec![0], &content(b"I saw none"), |_| {});
        all[1].source.see_all();
        assert_eq!(catch_up(&all[1]), []);
        let db = all[1].road.db();
        let order = |index| db.read(|tx| record_at(tx, A, index)).unwrap().unwrap().order;
        assert!(order(1) > order(0));
        assert_eq!((reasons(db, A, 0), reasons(db, A, 1)), (vec![], vec!["seen-went-back".to_owned()]));
    }

    fn a_rebuild_reports_how_far_it_is_and_gives_the_same_tables(place) {
        let node = one(place);
        for n in 0..20 {
            write(&node.road, request(n), object(n % 3), "texte").unwrap();
        }
        let before = node.road.digest().unwrap();
        node.road.db().write(|tx| tx.execute(sql!("UPDATE note_now SET text = 'faux'"), params![])).unwrap_or_else(|error: StorageError| panic!("{error}"));
        assert_ne!(node.road.digest().unwrap(), before);
        let mut told = Vec::new();
        node.road.rebuild(|progress| told.push((progress.done, progress.total))).unwrap();
        assert_eq!(told, (1..=20).map(|done| (done, 20)).collect::<Vec<_>>());
        assert_eq!(node.road.digest().unwrap(), before);
    }

    fn many_officers_at_once_share_appends(place) {
        let source = Arc::new(Counting { inner: MemoryJournals::world(1).remove(0), appends: AtomicUsize::new(0) });
        let road = open(place.open(), source.clone(), 1);
        std::thread::scope(|scope| {
            for officer in 0..20u8 {
                let road = road.clone();
                scope.spawn(move || (0..10).for_each(|n| {
                    write(&road, request(officer * 10 + n), object(officer), "texte").unwrap();
                }));
            }
        });
        assert_eq!(source.inner.held(A), 200);
        let appends = source.appends.load(Ordering::SeqCst);
        assert!(appends < 200, "{appends} appends for 200 acts");
        let before = road.digest().unwrap();
        road.rebuild(|_| {}).unwrap();
        assert_eq!(road.digest().unwrap(), before);
    }
}

/// Counts appends on their way.
struct Counting {
    inner: Arc<MemoryJournals>,
    appends: AtomicUsize,
}

impl Source for Counting {
    fn me(&self) -> MemberIndex {
        self.inner.me()
    }
    fn size(&self, origin: MemberIndex) -> u64 {
        self.inner.size(origin)
    }
    fn frozen(&self, origin: MemberIndex) -> Option<u64> {
        self.inner.frozen(origin)
    }
    fn entry(&self, origin: MemberIndex, index: u64) -> Result<Vec<u8>, StorageError> {
        self.inner.entry(origin, index)
    }
    fn body(&self, commitment: &liptako_journal::Hash) -> Result<Option<Vec<u8>>, StorageError> {
        self.inner.body(commitment)
    }
    fn refusal(&self) -> Option<String> {
        self.inner.refusal()
    }
    fn append(&self, records: &[(Vec<u8>, Body)]) -> Result<std::ops::Range<u64>, AppendError> {
        self.appends.fetch_add(1, Ordering::SeqCst);
        self.inner.append(records)
    }
    fn store_body(
        &self,
        header: &BodyHeader,
        payload: &mut dyn ReadSeek,
        payload_bytes: u64,
        is_sealed: bool,
        chance: &dyn Chance,
    ) -> Result<BodyRef, StorageError> {
        self.inner.store_body(header, payload, payload_bytes, is_sealed, chance)
    }
    fn erase(&self, entries: &[(MemberIndex, u64)]) -> Result<(), StorageError> {
        self.inner.erase(entries)
    }
    fn body_piece(&self, body: &BodyRef, index: u32) -> Result<Option<Vec<u8>>, StorageError> {
        self.inner.body_piece(body, index)
    }
    fn body_lacks(&self, body: &BodyRef) -> u32 {
        self.inner.body_lacks(body)
    }
    fn abandon_bodies(&self, bodies: &[BodyRef]) -> Result<(), StorageError> {
        self.inner.abandon_bodies(bodies)
    }
    fn level(&self, origin: MemberIndex, index: u64) -> liptako_journal::journals::Level {
        self.inner.level(origin, index)
    }
}

/// One step of a random history: who does it, and what.
#[derive(Debug, Clone)]
enum Happening {
    Writes(u8, u8),
    Sees(u8, u8, u64),
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let step = prop_oneof![
        (0..3u8, 0..3u8).prop_map(|(who, what)| Happening::Writes(who, what)),
        (0..3u8, 0..3u8, 1..4u64).prop_map(|(who, whom, more)| Happening::Sees(who, whom, more)),
    ];
    prop::collection::vec(step, 1..25)
}

/// Plays a history on three nodes, then lets everybody see everything; checks that all agree.
fn play(places: [&Place; 3], history: &[Happening]) {
    let all = nodes(&places);
    let mut next = 0;
    for happening in history {
        match *happening {
            Happening::Writes(who, what) => {
                next += 1;
                let texts = ["rien", "quelque chose", "autre chose", "la suite"];
                let text = texts[usize::from(next) % texts.len()];
                write(&all[usize::from(who)].road, request(next), object(what), text).unwrap();
            }
            Happening::Sees(who, whom, more) => {
                let node = &all[usize::from(who)];
                let whom = MemberIndex(whom);
                node.source.see(whom, node.source.size(whom) + more);
                catch_up(node);
            }
        }
    }
    let mut digests = Vec::new();
    for node in &all {
        node.source.see_all();
        assert_eq!(catch_up(node), []);
        digests.push(node.road.digest().unwrap());
        node.road.rebuild(|_| {}).unwrap();
        digests.push(node.road.digest().unwrap());
    }
    assert!(digests.iter().all(|digest| *digest == digests[0]), "{digests:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_history_in_any_causal_order_gives_one_set_of_tables(history in happenings()) {
        let places = [Place::sqlite(), Place::sqlite(), Place::sqlite()];
        play([&places[0], &places[1], &places[2]], &history);
    }
}

#[test]
fn two_engines_fold_one_history_into_one_digest() {
    let Some(server) = Place::postgres() else { return };
    let history = [
        Happening::Writes(0, 1),
        Happening::Sees(1, 0, 1),
        Happening::Writes(1, 1),
        Happening::Writes(2, 1),
        Happening::Sees(2, 1, 1),
        Happening::Sees(2, 0, 1),
        Happening::Writes(2, 2),
        Happening::Writes(0, 1),
    ];
    play([&Place::sqlite(), &server, &Place::sqlite()], &history);
}

#[test]
fn levels_are_those_of_the_journals() {
    use liptako_journal::journals::Level;
    let place = Place::sqlite();
    let node = one(&place);
    node.source.cosign(A, 2, 1);
    let levels: Vec<Level> = (0..3).map(|index| node.road.level(A, index)).collect();
    assert_eq!(levels, [Level::N2, Level::N1, Level::N0]);
}
