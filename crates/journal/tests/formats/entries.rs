//! Entries, their acts, and bodies.

use crate::sample::{self, ORIGIN};
use liptako_core::{Audience, Kind, ObjectId, SeededChance};
use liptako_journal::body::{MAX_CHUNKS, bucket, open};
use liptako_journal::{
    ActKey, Body, BodyError, BodyHeader, BodyRef, CHUNK_BYTES, Chunk, Entry, EntryError, Hash, MAX_BODIES,
    MAX_SEEN,
};
use proptest::prelude::*;

fn any_body_ref() -> impl Strategy<Value = BodyRef> {
    (any::<[u8; 32]>(), 1usize..4 << 20).prop_map(|(commitment, length)| BodyRef {
        commitment: Hash(commitment),
        chunks: length.div_ceil(CHUNK_BYTES) as u32,
        bucket: bucket(length),
    })
}

prop_compose! {
    fn any_entry()(
        kind in 1u16.., object in any::<[u8; 16]>(), previous in any::<Option<u64>>(), audience in 1u32..,
        seconds in any::<i64>(), seen in prop::collection::vec(any::<u64>(), 0..8),
        bodies in prop::collection::vec(any_body_ref(), 0..5), signed in any::<bool>(),
    ) -> Entry {
        let object = ObjectId::from_bytes(object);
        let audience = Audience(audience);
        let mut entry = Entry { kind: Kind(kind), object, previous, audience, seconds, seen, bodies, act: None };
        if signed { sample::sign(&mut entry); }
        entry
    }
}

proptest! {
    #[test]
    fn an_entry_survives_the_journey(entry in any_entry()) {
        let bytes = entry.encode().expect("a valid entry");
        prop_assert!(bytes.len() <= 512);
        let read = Entry::decode(&bytes);
        prop_assert_eq!(read.as_ref(), Ok(&entry));
        if entry.act.is_some() {
            prop_assert_eq!(entry.verify_act(ORIGIN, &sample::act_key().public()), Ok(()));
        }
    }

    #[test]
    fn any_bytes_are_an_entry_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = Entry::decode(&bytes);
        let _ = open(&bytes);
    }

    #[test]
    fn an_entry_with_bytes_changed_is_refused_or_says_something_else(
        entry in any_entry(), at in any::<prop::sample::Index>(), value in any::<u8>(),
    ) {
        let bytes = entry.encode().expect("a valid entry");
        let mut changed = bytes.clone();
        let at = at.index(bytes.len());
        changed[at] = value;
        if let (Ok(read), true) = (Entry::decode(&changed), changed != bytes) {
            prop_assert_ne!(read, entry);
        }
    }

    #[test]
    fn a_body_survives_the_journey(
        length in prop_oneof![0usize..2000, 60_000usize..70_000, 200_000usize..400_000], hidden in any::<bool>(),
        seed in any::<u64>(),
    ) {
        let chance = SeededChance::new(seed);
        let header = BodyHeader {
            origin: ORIGIN.into(), object: ObjectId::fresh(&chance), kind: Kind::ERASURE, previous: Some(seed),
            audience: Audience(3),
        };
        let payload = vec![seed as u8; length];
        let seal = if hidden { Body::seal_hidden } else { Body::seal };
        let body = seal(&header, &payload, &chance).expect("a small body");
        prop_assert!(body.body_ref().is_coherent());
        prop_assert_eq!(body.open(), Ok((header, &payload[..])));
        let chunks = body.to_chunks().expect("a body just sealed");
        for chunk in &chunks {
            prop_assert_eq!(chunk.verify(), Ok(()));
        }
        prop_assert_eq!(Body::from_chunks(&body.body_ref(), &chunks), Ok(body.clone()));
        prop_assert_eq!(
            Body::from_chunks(&body.body_ref(), &chunks[1..]).is_err(), true, "a body lacks its first chunk"
        );
    }
}

#[test]
fn no_bit_of_a_signed_entry_can_change() {
    let (entry, _) = sample::entry_with_body();
    let bytes = entry.encode().expect("a valid entry");
    let key = sample::act_key().public();
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let verdict = Entry::decode(&changed).and_then(|entry| entry.verify_act(ORIGIN, &key));
        assert!(verdict.is_err(), "bit {bit}");
    }
}

#[test]
fn an_act_holds_for_one_journal_and_one_key() {
    let (entry, _) = sample::entry_with_body();
    let key = sample::act_key().public();
    assert_eq!(entry.verify_act(ORIGIN, &key), Ok(()));
    assert_eq!(entry.verify_act("liptako.example/bf/1", &key), Err(EntryError::ActSignature));
    let other = ActKey::from_seed(&[8; 32]).public();
    assert_eq!(entry.verify_act(ORIGIN, &other), Err(EntryError::ActSignature));
    let unsigned = Entry { act: None, ..entry };
    assert_eq!(unsigned.verify_act(ORIGIN, &key), Err(EntryError::NoAct));
}

#[test]
fn what_an_officer_signs_is_the_prefix_the_origin_and_the_hash() {
    let (entry, _) = sample::entry_with_body();
    let bare = Entry { act: None, ..entry.clone() }.encode().expect("a valid entry");
    let expected = [b"liptako-acte/1\nliptako.example/ml/1\n".as_slice(), &Hash::of(&bare).0].concat();
    assert_eq!(entry.act_message(ORIGIN), expected);
}

#[test]
fn a_sealed_entry_shows_nothing_and_its_body_tells_everything() {
    let chance = SeededChance::new(1);
    let header = BodyHeader {
        origin: ORIGIN.into(),
        object: ObjectId::fresh(&chance),
        kind: Kind::PLAN_PROPOSAL,
        previous: Some(40),
        audience: Audience(0b011),
    };
    let body = Body::seal_hidden(&header, b"entre nous", &chance).expect("a small body");
    let entry = Entry::sealed(1_790_000_000, vec![1, 2], vec![body.body_ref()], &chance);
    assert!(entry.is_sealed() && entry.encode().is_ok());
    assert_eq!((entry.previous, entry.audience), (None, Audience::NONE));
    assert_ne!(entry.object, header.object);
    let (found, payload) = body.open().expect("a body just sealed");
    assert_eq!(found.matches(&entry, ORIGIN), Ok(()));
    assert_eq!((found, payload), (header, &b"entre nous"[..]));
}

#[test]
fn a_sealed_entry_that_shows_something_is_refused() {
    let (entry, body) = sample::entry_with_body();
    let sealed = Entry::sealed(0, Vec::new(), vec![body.body_ref()], &SeededChance::new(1));
    let refused = [
        Entry { previous: Some(1), ..sealed.clone() },
        Entry { audience: Audience(1), ..sealed.clone() },
        Entry { bodies: Vec::new(), ..sealed.clone() },
        Entry { act: entry.act, ..sealed },
        Entry { audience: Audience::NONE, ..entry },
    ];
    for entry in refused {
        assert_eq!(entry.encode(), Err(EntryError::Sealing), "{entry:?}");
    }
}

#[test]
fn a_sealed_file_has_its_parts_in_further_bodies() {
    let (_, body) = sample::entry_with_body();
    let bodies = vec![body.body_ref(); MAX_BODIES];
    let sealed = Entry::sealed(1_790_000_000, vec![1, 2], bodies, &SeededChance::new(1));
    let bytes = sealed.encode().expect("eight bodies fit");
    assert_eq!(Entry::decode(&bytes), Ok(sealed));
}

#[test]
fn the_act_of_a_sealed_record_covers_all_that_the_entry_hides() {
    let (_, body) = sample::entry_with_body();
    let (header, _) = body.open().expect("a body just sealed");
    let sealed = Entry::sealed(1_790_000_000, vec![1, 2], vec![body.body_ref(); 2], &SeededChance::new(1));
    let message = sealed.sealed_act_message(&header, b"content");
    assert!(message.starts_with(b"liptako-acte-scelle/1\nliptako.example/ml/1\n"));
    assert_eq!(message.len(), 43 + 32);
    let others = [
        sealed.sealed_act_message(&BodyHeader { kind: Kind(4), ..header.clone() }, b"content"),
        sealed.sealed_act_message(&BodyHeader { object: sealed.object, ..header.clone() }, b"content"),
        sealed.sealed_act_message(&BodyHeader { previous: Some(9), ..header.clone() }, b"content"),
        sealed.sealed_act_message(&BodyHeader { audience: Audience(1), ..header.clone() }, b"content"),
        sealed.sealed_act_message(
            &BodyHeader { origin: "liptako.example/bf/1".into(), ..header.clone() },
            b"content",
        ),
        sealed.sealed_act_message(&header, b"other"),
        Entry { seconds: 0, ..sealed.clone() }.sealed_act_message(&header, b"content"),
        Entry { seen: vec![1, 3], ..sealed.clone() }.sealed_act_message(&header, b"content"),
        Entry { bodies: vec![body.body_ref()], ..sealed.clone() }.sealed_act_message(&header, b"content"),
    ];
    assert!(others.iter().all(|other| *other != message));
    // What the seal draws afresh is not signed: the commitment of the body that holds the act, the public object.
    let fresh = Entry { object: header.object, ..sealed };
    assert_eq!(fresh.sealed_act_message(&header, b"content"), message);
}

#[test]
fn an_entry_is_bounded() {
    let (entry, body) = sample::entry_with_body();
    let many = Entry { seen: vec![0; MAX_SEEN + 1], ..entry.clone() };
    assert_eq!(many.encode(), Err(EntryError::Count));
    let many = Entry { bodies: vec![body.body_ref(); 9], ..entry.clone() };
    assert_eq!(many.encode(), Err(EntryError::Count));
    let long = Entry { seen: vec![u64::MAX; MAX_SEEN], bodies: vec![body.body_ref(); 8], ..entry.clone() };
    assert!(matches!(long.encode(), Err(EntryError::TooLong(_))));
    let odd = Entry { bodies: vec![BodyRef { chunks: 2, ..body.body_ref() }], ..entry };
    assert_eq!(odd.encode(), Err(EntryError::Bucket { chunks: 2, bucket: 0 }));
}

#[test]
fn a_body_cannot_be_published_under_another_name() {
    let (entry, body) = sample::entry_with_body();
    let (header, _) = body.open().expect("a body just sealed");
    assert_eq!(header.matches(&entry, ORIGIN), Ok(()));
    assert_eq!(header.matches(&entry, "liptako.example/bf/1"), Err(BodyError::Header));
    let other = Entry { previous: None, ..entry.clone() };
    assert_eq!(header.matches(&other, ORIGIN), Err(BodyError::Header));
    let sealed = Entry::sealed(0, Vec::new(), vec![body.body_ref()], &SeededChance::new(1));
    assert_eq!(header.matches(&sealed, ORIGIN), Ok(()));
    let hollow = BodyHeader { kind: Kind::SEALED, ..header };
    assert_eq!(hollow.matches(&sealed, ORIGIN), Err(BodyError::Header));
}

#[test]
fn one_text_sealed_twice_has_two_commitments() {
    let (entry, body) = sample::entry_with_body();
    let again = Body::seal(&BodyHeader::of(&entry, ORIGIN), sample::PAYLOAD, &SeededChance::new(77));
    let again = again.expect("a small body");
    assert_eq!(again.plaintext, body.plaintext);
    assert_ne!(again.commitment, body.commitment);
}

#[test]
fn the_chunk_count_of_a_hidden_body_tells_no_more_than_its_bucket() {
    let (entry, _) = sample::entry_with_body();
    let header = BodyHeader::of(&entry, ORIGIN);
    let counts = [70_000, 140_000, 250_000].map(|length| {
        let body = Body::seal_hidden(&header, &vec![1; length], &SeededChance::new(1)).expect("a small body");
        (body.chunks, body.body_ref().bucket)
    });
    assert_eq!(counts, [(4, 4); 3]);
}

#[test]
fn nothing_may_hide_behind_a_payload() {
    let (_, body) = sample::entry_with_body();
    let mut longer = body.plaintext.clone();
    longer.push(0);
    assert_eq!(open(&longer), Err(BodyError::Padding));
    let shorter = &body.plaintext[..body.plaintext.len() - 1];
    assert!(matches!(open(shorter), Err(BodyError::Shape(_))));
    let (header, _) = body.open().expect("a body just sealed");
    let hidden = Body::seal_hidden(&header, &vec![1; 70_000], &SeededChance::new(1)).expect("a small body");
    let mut scribbled = hidden.plaintext.clone();
    scribbled[200_000] = 1;
    assert_eq!(open(&scribbled), Err(BodyError::Padding));
}

#[test]
fn a_chunk_of_impossible_shape_is_refused_before_hashing() {
    let (_, body) = sample::entry_with_body();
    let chunk = body.to_chunks().expect("a body just sealed").remove(0);
    let refused = [
        Chunk { index: 1, ..chunk.clone() },
        Chunk { count: 2, ..chunk.clone() },
        Chunk { count: 0, ..chunk.clone() },
        Chunk { index: u32::MAX, count: u32::MAX, ..chunk.clone() },
        Chunk { bytes: vec![0; CHUNK_BYTES], count: MAX_CHUNKS + 1, ..chunk.clone() },
        Chunk { bytes: vec![0; CHUNK_BYTES + 1], ..chunk.clone() },
        Chunk { bytes: Vec::new(), ..chunk.clone() },
        Chunk { proof: vec![Hash([0; 32]); 65], ..chunk.clone() },
    ];
    for chunk in refused {
        assert!(
            matches!(chunk.verify(), Err(BodyError::ChunkShape { .. })),
            "{} of {}",
            chunk.index,
            chunk.count
        );
    }
    let other = Chunk { salt: [0; 16], ..chunk };
    assert!(matches!(other.verify(), Err(BodyError::Proof(_))));
}
