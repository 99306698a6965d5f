//! Three members with their keys, and nodes on simulated disks.

use liptako_core::{Audience, Charter, Decision, Kind, Member, MemberIndex, ObjectId, Rule, SeededChance};
use liptako_journal::disk::Disk;
use liptako_journal::journals::{Home, Journals, Start};
use liptako_journal::log::{Cosigner, Log, Opening, Place, StoreError};
use liptako_journal::simdisk::SimDisk;
use liptako_journal::{Body, BodyHeader, Card, Entry, NodeKeys, Package, SignedCheckpoint};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub const ML: MemberIndex = MemberIndex(0);
pub const BF: MemberIndex = MemberIndex(1);
pub const NE: MemberIndex = MemberIndex(2);
const CODES: [&str; 3] = ["ml", "bf", "ne"];

pub struct World {
    pub charter: Charter,
    pub keys: Vec<NodeKeys>,
    pub cards: Vec<Card>,
}

impl World {
    pub fn new() -> Self {
        let members: Vec<Member> = CODES.iter().map(|code| member(code)).collect();
        let decision = Decision { content: Rule::Consensus, progress: Rule::Owner };
        let charter = Charter { name_fr: "Essai".into(), name_en: "Test".into(), decision, members };
        charter.check().unwrap();
        let keys: Vec<NodeKeys> = (0..)
            .zip(&charter.members)
            .map(|(seed, member)| NodeKeys::generate(&member.origin, &SeededChance::new(seed)).unwrap().0)
            .collect();
        let cards = keys.iter().zip(CODES).map(|(keys, code)| keys.card(code)).collect();
        Self { charter, keys, cards }
    }

    pub fn keys_of(&self, member: MemberIndex) -> &NodeKeys {
        &self.keys[usize::from(member.0)]
    }

    /// A home on a simulated disk, data and lock stores in two folders as on two volumes.
    pub fn home(&self, disk: &Arc<SimDisk>) -> Home {
        Home { disk: Arc::clone(disk) as Arc<dyn Disk>, data: "/data".into(), locks: "/locks".into() }
    }

    pub fn init(&self, disk: &Arc<SimDisk>, member: MemberIndex) {
        let chance = SeededChance::new(99);
        Journals::init(&self.home(disk), &self.charter, self.keys_of(member), Start::New, &chance).unwrap();
    }

    pub fn open(&self, disk: &Arc<SimDisk>, member: MemberIndex) -> Result<Journals, StoreError> {
        let chance = Arc::new(SeededChance::new(disk.calls()));
        Journals::open(self.home(disk), &self.charter, self.keys_of(member), &self.cards, chance)
    }

    /// A member's own journal alone on a disk of its own, for making packages.
    pub fn author(&self, member: MemberIndex) -> Log {
        self.author_on(&Arc::new(SimDisk::new()), member)
    }

    pub fn author_on(&self, disk: &Arc<SimDisk>, member: MemberIndex) -> Log {
        let keys = self.keys_of(member);
        let cosigners = (0..3).filter(|peer| *peer != usize::from(member.0));
        let cosigners = cosigners.map(|peer| Cosigner {
            code: CODES[peer].into(),
            key: self.keys[peer].mirror.verifier().clone(),
        });
        let place = Place {
            disk: Arc::clone(disk) as Arc<dyn Disk>,
            dir: "/author".into(),
            lock: "/author-lock/log.lock".into(),
            log: keys.log.verifier().clone(),
            cosigners: cosigners.collect(),
        };
        match Log::create_own(place.clone(), keys.log.clone()) {
            Err(StoreError::AlreadyCreated(_)) => {
                Log::open_own(place, keys.log.clone(), Opening::Strict).unwrap()
            }
            other => other.unwrap(),
        }
    }

    pub fn origin(&self, member: MemberIndex) -> &str {
        &self.charter.member(member).unwrap().origin
    }

    /// An entry with one body; `seed` makes it unlike any other.
    pub fn record(&self, member: MemberIndex, seed: u64, text: usize) -> (Vec<u8>, Body) {
        let chance = SeededChance::new(seed.wrapping_mul(0x1000) + u64::from(member.0));
        let mut entry = self.plain_entry(seed);
        entry.object = ObjectId::fresh(&chance);
        let header = BodyHeader::of(&entry, self.origin(member));
        let body = Body::seal(&header, &vec![b'x'; text], &chance).unwrap();
        entry.bodies = vec![body.body_ref()];
        (entry.encode().unwrap(), body)
    }

    /// Entries without a body: quick to make in numbers.
    pub fn bare(&self, seeds: std::ops::Range<u64>) -> Vec<Vec<u8>> {
        seeds.map(|seed| self.plain_entry(seed).encode().unwrap()).collect()
    }

    fn plain_entry(&self, seed: u64) -> Entry {
        Entry {
            kind: Kind::RECEIPT,
            object: ObjectId::fresh(&SeededChance::new(seed)),
            previous: None,
            audience: Audience::all(&self.charter),
            seconds: 1_790_000_000 + seed as i64,
            seen: vec![0, 0],
            bodies: Vec::new(),
            act: None,
        }
    }

    pub fn cosigned(&self, checkpoint: &SignedCheckpoint, by: MemberIndex, at: i64) -> SignedCheckpoint {
        let keys = self.keys_of(by);
        let mut cosigned = checkpoint.clone();
        let line = checkpoint.cosign(&keys.mirror, at).unwrap();
        cosigned.add_cosignature(line, keys.mirror.verifier()).unwrap();
        cosigned
    }
}

fn member(code: &str) -> Member {
    Member {
        code: code.into(),
        country: code.to_uppercase(),
        acronym: code.to_uppercase(),
        name_fr: "Autorité fictive".into(),
        name_en: "Fictional authority".into(),
        country_fr: "Pays".into(),
        country_en: "Country".into(),
        origin: format!("liptako.example/{code}/1"),
    }
}

/// The package that begins at `from`, leading to this author's newest checkpoint.
pub fn package(author: &Log, from: u64) -> (Package, SignedCheckpoint) {
    let snapshot = author.snapshot();
    let checkpoint = (**snapshot.checkpoint().unwrap()).clone();
    let to = Package::end(from, checkpoint.size());
    let entries = snapshot.entries(from..to).unwrap();
    (Package::build(&snapshot, from, entries, &checkpoint).unwrap(), checkpoint)
}

/// Brings a copy up to its author, package by package.
pub fn catch_up(journals: &Journals, member: MemberIndex, author: &Log) {
    while journals.log(member).unwrap().size() < author.size() {
        let (package, checkpoint) = package(author, journals.log(member).unwrap().size());
        journals.store(member, &package, &checkpoint).unwrap();
    }
}

/// Panics with every fault when the node's files are not all sound.
pub fn assert_sound(world: &World, disk: &Arc<SimDisk>, member: MemberIndex) {
    let report =
        liptako_journal::verify::verify(&world.home(disk), &world.charter, member, &world.cards, &mut |_| {});
    let faults: Vec<String> = report.faults.iter().map(ToString::to_string).collect();
    assert!(report.is_sound(), "{}", faults.join("\n"));
}

pub fn journal_file(code: &str, name: &str) -> PathBuf {
    Path::new("/data/journal").join(code).join(name)
}
