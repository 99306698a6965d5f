//! What an exchange weighs. `cargo test -p liptako-journal --test formats weight -- --nocapture` tells the figures.

use crate::sample;
use liptako_core::{Audience, Chance, Kind, ObjectId, SeededChance};
use liptako_journal::merkle::{consistency_proof, leaf_hash};
use liptako_journal::{
    Act, Body, BodyHeader, BodyRef, Entry, Frontier, Hash, MemoryTree, Package, SignedCheckpoint,
};
use std::io::Write as _;

/// An invented journal: officers come back to the same objects, three entries in four bear an act.
struct Journal {
    chance: SeededChance,
    officers: Vec<ObjectId>,
    objects: Vec<(ObjectId, u64)>,
    seen: [u64; 2],
    seconds: i64,
    most_bodies: u64,
}

impl Journal {
    fn new(most_bodies: u64) -> Self {
        let chance = SeededChance::new(2);
        let officers = (0..12).map(|_| ObjectId::fresh(&chance)).collect();
        Self { chance, officers, objects: Vec::new(), seen: [0, 0], seconds: 1_790_000_000, most_bodies }
    }

    fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.chance.fill(&mut bytes);
        bytes
    }

    fn below(&self, bound: u64) -> u64 {
        u64::from_le_bytes(self.bytes()) % bound
    }

    fn next(&mut self, index: u64) -> Vec<u8> {
        self.seconds += self.below(20_000) as i64;
        self.seen = [self.seen[0] + self.below(3), self.seen[1] + self.below(3)];
        let newest = self.objects.len() as u64;
        let (object, previous) = if newest > 0 && self.below(100) < 60 {
            let at = (newest - 1 - self.below(newest.min(40))) as usize;
            (self.objects[at].0, Some(std::mem::replace(&mut self.objects[at].1, index)))
        } else {
            let object = ObjectId::fresh(&self.chance);
            self.objects.push((object, index));
            (object, None)
        };
        let bodies = (0..=self.below(self.most_bodies))
            .map(|_| BodyRef { commitment: Hash(self.bytes()), chunks: 1, bucket: self.below(3) as u8 })
            .collect();
        let officer = self.officers[self.below(self.officers.len() as u64) as usize];
        let entry = Entry {
            kind: Kind([32, 33, 33, 16, 48, 49][self.below(6) as usize]),
            object,
            previous,
            audience: Audience(0b111),
            seconds: self.seconds,
            seen: self.seen.to_vec(),
            bodies,
            act: (self.below(100) < 75).then(|| Act { key: officer, signature: self.bytes() }),
        };
        entry.encode().expect("a valid entry")
    }
}

/// All entries one after another in one zstd-22 frame with a long window: no resumable exchange can do it.
fn floor(entries: &[Vec<u8>]) -> usize {
    let mut encoder = zstd::stream::Encoder::new(Vec::new(), 22).expect("a compressor");
    encoder.long_distance_matching(true).expect("a known setting");
    encoder.window_log(27).expect("a known setting");
    encoder.write_all(&entries.concat()).expect("bytes in memory");
    encoder.finish().expect("bytes in memory").len()
}

fn weigh(most_bodies: u64) -> (usize, usize, usize) {
    const ENTRIES: u64 = 10_000;
    let mut journal = Journal::new(most_bodies);
    let entries: Vec<_> = (0..ENTRIES).map(|index| journal.next(index)).collect();
    let tree = MemoryTree::from_leaves(entries.iter().map(|entry| leaf_hash(entry)));
    let checkpoint = sample::checkpoint_of(&entries);
    let (mut packed, mut edge) = (0, Frontier::new());
    while edge.size() < ENTRIES {
        let (from, to) = (edge.size(), Package::end(edge.size(), ENTRIES));
        let run = entries[from as usize..to as usize].to_vec();
        let frame = Package::build(&tree, from, run, &checkpoint).and_then(|package| package.encode());
        let frame = frame.expect("a run of the journal");
        assert!(frame.len() <= 64 * 1024, "a cut link loses at most one package");
        packed += frame.len();
        edge = Package::decode(&frame).and_then(|read| read.verify(&edge, &checkpoint)).expect("a proof");
    }
    (entries.concat().len(), packed, floor(&entries))
}

#[test]
fn a_first_copy_of_10_000_entries_weighs_at_most_1_15_times_the_floor() {
    for most_bodies in [1, 6] {
        let (plain, packed, floor) = weigh(most_bodies);
        let (mean, ratio) = (plain as f64 / 10_000.0, packed as f64 / floor as f64);
        println!("10,000 entries of {mean:.0} bytes: floor {floor}, packages {packed}, ratio {ratio:.3}");
        assert!(packed * 100 <= floor * 115, "{packed} bytes for a floor of {floor}");
    }
}

/// An officer's usual decision: some three hundred characters of French.
const DECISION: &str = "L’Autorité approuve la proposition de modification de l’action 2.3 du plan conjoint, sous \
réserve que le calendrier de la formation des points focaux soit communiqué aux trois autorités avant le 30 juin. \
Motif : la date initiale ne laissait pas aux établissements le temps de désigner leurs représentants. Texte fictif.";

#[test]
fn one_new_entry_with_its_small_body_crosses_in_two_thousand_bytes() {
    let mut all: Vec<Vec<u8>> = Vec::new();
    let mut journal = Journal::new(1);
    (0..9_999).for_each(|index| all.push(journal.next(index)));
    let before = sample::checkpoint_of(&all);
    let (mut entry, _) = sample::entry_with_body();
    let header = BodyHeader::of(&entry, sample::ORIGIN);
    let body = Body::seal(&header, DECISION.as_bytes(), &SeededChance::new(8)).expect("a small body");
    entry.bodies = vec![body.body_ref()];
    sample::sign(&mut entry);
    all.push(entry.encode().expect("a valid entry"));

    let (tree, after): (_, SignedCheckpoint) = (sample::tree(&all), sample::checkpoint_of(&all));
    let mut package = Package::build(&tree, 9_999, vec![all[9_999].clone()], &after).expect("a run");
    package.chunks = body.to_chunks().expect("a body just sealed");
    let package = package.encode().expect("a small package");
    // The proof from the mirror's size to the new one, in base64 lines as C2SP tlog-witness writes it.
    let proof = consistency_proof(&tree, before.size(), after.size()).expect("a tree in memory");
    let request = "POST /add-checkpoint HTTP/1.1\r\nhost: liptako\r\ncontent-length: 900\r\n\r\nold 9999\n\n";
    let announce = request.len() + proof.len() * 45 + after.to_string().len();
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".len();
    let push =
        "POST /add-entries HTTP/1.1\r\nhost: liptako\r\ncontent-length: 900\r\n\r\n".len() + package.len();
    let cosignature = after.cosign(&sample::mirror_key(1), 1_790_000_000).expect("a time after 1970");
    let confirm = "HTTP/1.1 200 OK\r\ncontent-length: 200\r\n\r\n".len() + cosignature.to_string().len() + 1;
    let total = announce + answer + push + confirm;
    println!(
        "one entry: announce {announce} (proof of {}), answer {answer}, push {push} (package {}), confirm {confirm}: {total}",
        proof.len(),
        package.len()
    );
    assert!(total <= 2_000, "{total} bytes");
}
