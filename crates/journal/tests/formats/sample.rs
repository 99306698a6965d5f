//! One invented journal, the same at every run.

use liptako_core::{Audience, Chance, Kind, ObjectId, SeededChance};
use liptako_journal::merkle::leaf_hash;
use liptako_journal::{
    Act, ActKey, Body, BodyHeader, BodyRef, Checkpoint, Entry, Evidence, Hash, LogKey, MemoryTree, MirrorKey,
    NodeKeys, Package, SignedCheckpoint,
};

pub const ORIGIN: &str = "liptako.example/ml/1";
pub const PAYLOAD: &[u8] = "Donnée de démonstration : rien ici n’a eu lieu.".as_bytes();

pub fn log_key() -> LogKey {
    LogKey::from_seed(ORIGIN, &[1; 32]).expect("a valid name")
}

pub fn mirror_key(number: u8) -> MirrorKey {
    MirrorKey::from_seed(&format!("liptako.example/bf/{number}/miroir"), &[100 + number; 32])
        .expect("a valid name")
}

pub fn act_key() -> ActKey {
    ActKey::from_seed(&[9; 32])
}

pub fn keys() -> NodeKeys {
    NodeKeys::generate(ORIGIN, &SeededChance::new(11)).expect("a valid name").0
}

/// An entry with a body of a few words, signed by an officer.
pub fn entry_with_body() -> (Entry, Body) {
    let chance = SeededChance::new(5);
    let mut entry = Entry {
        kind: Kind::PLAN_PROPOSAL,
        object: ObjectId::fresh(&chance),
        previous: Some(3),
        audience: Audience(0b111),
        seconds: 1_790_000_000,
        seen: vec![12, 70_000],
        bodies: Vec::new(),
        act: None,
    };
    let body = Body::seal(&BodyHeader::of(&entry, ORIGIN), PAYLOAD, &chance).expect("a small body");
    entry.bodies.push(body.body_ref());
    sign(&mut entry);
    (entry, body)
}

pub fn sign(entry: &mut Entry) {
    let key = act_key();
    let signature = key.sign(&entry.act_message(ORIGIN));
    entry.act = Some(Act { key: key.public().key_id(), signature });
}

/// `count` different entries; the last is [`entry_with_body`].
pub fn entries(count: usize) -> Vec<Vec<u8>> {
    let chance = SeededChance::new(6);
    let mut commitment = [0; 32];
    let mut all: Vec<Vec<u8>> = (1..count)
        .map(|number| {
            chance.fill(&mut commitment);
            let body = BodyRef { commitment: Hash(commitment), chunks: 1, bucket: 0 };
            let entry = Entry {
                kind: Kind::PLAN_POSITION,
                object: ObjectId::fresh(&chance),
                previous: None,
                audience: Audience(0b111),
                seconds: 1_780_000_000 + number as i64,
                seen: vec![number as u64, 0],
                bodies: vec![body],
                act: None,
            };
            entry.encode().expect("a valid entry")
        })
        .collect();
    all.push(entry_with_body().0.encode().expect("a valid entry"));
    all
}

pub fn tree(entries: &[Vec<u8>]) -> MemoryTree {
    MemoryTree::from_leaves(entries.iter().map(|entry| leaf_hash(entry)))
}

pub fn checkpoint_of(entries: &[Vec<u8>]) -> SignedCheckpoint {
    let root = tree(entries).root();
    let checkpoint = Checkpoint { origin: ORIGIN.into(), size: entries.len() as u64, root };
    SignedCheckpoint::sign(checkpoint, &log_key()).expect("the journal's own key")
}

/// A checkpoint of five entries, cosigned by two.
pub fn checkpoint() -> SignedCheckpoint {
    let mut checkpoint = checkpoint_of(&entries(5));
    for number in [1, 2] {
        let key = mirror_key(number);
        let line = checkpoint.cosign(&key, 1_790_000_100 + i64::from(number)).expect("a time after 1970");
        checkpoint.add_cosignature(line, key.verifier()).expect("a cosignature that verifies");
    }
    checkpoint
}

/// The last of five entries, with its body; then a sixth and seventh follow in the journal.
pub fn package() -> (Vec<Vec<u8>>, SignedCheckpoint, Package) {
    let mut all = entries(5);
    all.extend(entries(2));
    let checkpoint = checkpoint_of(&all);
    let run = vec![all[4].clone()];
    let mut package = Package::build(&tree(&all), 4, run, &checkpoint).expect("a run of the journal");
    package.chunks = entry_with_body().1.to_chunks().expect("a body just sealed");
    package.checkpoint = Some(checkpoint.to_string());
    (all, checkpoint, package)
}

/// The journal's key signed seven entries, and before that five of another past.
pub fn evidence() -> Evidence {
    let mut all = entries(5);
    all.extend(entries(2));
    let mut other = all[..5].to_vec();
    other[2] = all[1].clone();
    let found = Evidence::between(&tree(&all), &checkpoint_of(&all), &checkpoint_of(&other));
    found.expect("a tree in memory").expect("another past")
}
