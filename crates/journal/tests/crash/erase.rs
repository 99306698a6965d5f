//! An erasure is made to fail at every call in every way; once it is asked for again, nothing of the text is left, and
//! nothing else is missing.

use crate::world::{ML, World, assert_sound};
use liptako_core::{Audience, Kind, SeededChance};
use liptako_journal::disk::Disk;
use liptako_journal::log::StoreError;
use liptako_journal::simdisk::{CrashMode, Fault, SimDisk};
use liptako_journal::{Body, BodyHeader, Entry, Hash};
use std::path::Path;
use std::sync::Arc;

/// What the erased texts say, many times over.
const SECRET: &[u8] = b"Zaynabou Distinctive, rue 1234";

struct Stage {
    world: World,
    disk: SimDisk,
    /// Entries whose bodies stay.
    kept: Vec<Hash>,
    /// Entries to erase: one within a segment, one over two of them.
    erased: Vec<(u64, Hash)>,
}

impl Stage {
    /// Everything in the segment that is written now.
    fn small() -> Self {
        Self::of([700, 20_000, 3_000, 900, 90_000, 800])
    }

    /// The first text in a segment that is full, the second over two.
    fn large() -> Self {
        Self::of([700, 70_000, 4_000_000, 900, 200_000, 800])
    }

    fn of(lengths: [usize; 6]) -> Self {
        let world = World::new();
        let disk = Arc::new(SimDisk::new());
        world.init(&disk, ML);
        let journals = world.open(&disk, ML).unwrap();
        let (mut kept, mut erased) = (Vec::new(), Vec::new());
        for (seed, length) in (1..).zip(lengths) {
            let (entry, body) = if [2, 5].contains(&seed) {
                secret(&world, seed, length)
            } else {
                world.record(ML, seed, length)
            };
            let commitment = body.commitment;
            let index = journals.append(&[(entry, body)]).unwrap().start;
            match seed {
                2 | 5 => erased.push((index, commitment)),
                _ => kept.push(commitment),
            }
        }
        // The journal says it, as the road has written it.
        for (index, _) in &erased {
            let entry = Entry::decode(&journals.own_log().unwrap().entry(*index).unwrap()).unwrap();
            let erasure = Entry { kind: Kind::ERASURE, previous: Some(*index), bodies: Vec::new(), ..entry };
            journals.append_with(&[(erasure.encode().unwrap(), &[])]).unwrap();
        }
        drop(journals);
        Self { world, disk: disk.snapshot(), kept, erased }
    }

    /// Opens and erases, as every start does.
    fn play(&self, disk: &Arc<SimDisk>) -> Result<(), StoreError> {
        let journals = self.world.open(disk, ML)?;
        let entries: Vec<_> = self.erased.iter().map(|(index, _)| (ML, *index)).collect();
        let done = journals.erase(&entries);
        if matches!(done, Err(StoreError::Stopped(_))) {
            let again = journals.append(&[self.world.record(ML, 9999, 10)]);
            assert!(matches!(again, Err(StoreError::Stopped(_))), "a stopped node refuses: {again:?}");
        }
        done
    }

    fn check(&self, disk: &Arc<SimDisk>, case: &str) {
        self.play(disk).unwrap_or_else(|error| panic!("{case}: {error}"));
        let journals = self.world.open(disk, ML).unwrap();
        for commitment in &self.kept {
            assert!(journals.bodies().get(commitment).unwrap().is_some(), "{case}: a neighbour");
        }
        for (_, commitment) in &self.erased {
            assert!(!journals.bodies().knows(commitment), "{case}");
        }
        let range = journals.append(&[self.world.record(ML, 7777, 300)]).unwrap();
        assert_eq!(range.start, 8, "{case}");
        drop(journals);
        assert!(!holds(disk, Path::new("/"), SECRET), "{case}: the text is still somewhere");
        assert_sound(&self.world, disk, ML);
    }
}

fn secret(world: &World, seed: u64, length: usize) -> (Vec<u8>, Body) {
    let (entry, _) = world.record(ML, seed, 10);
    let mut entry = Entry { audience: Audience::all(&world.charter), ..Entry::decode(&entry).unwrap() };
    let text: Vec<u8> = SECRET.iter().copied().cycle().take(length).collect();
    let header = BodyHeader::of(&entry, world.origin(ML));
    let body = Body::seal(&header, &text, &SeededChance::new(seed)).unwrap();
    entry.bodies = vec![body.body_ref()];
    (entry.encode().unwrap(), body)
}

/// Whether any file holds these bytes, under whatever name.
fn holds(disk: &SimDisk, dir: &Path, needle: &[u8]) -> bool {
    disk.list(dir).unwrap().into_iter().any(|name| {
        let path = dir.join(name);
        if disk.is_dir(&path).unwrap() {
            return holds(disk, &path, needle);
        }
        let bytes = disk.read(&path).unwrap_or_default();
        let mut begins = bytes.iter().enumerate().filter(|(_, byte)| **byte == needle[0]);
        begins.any(|(at, _)| bytes[at..].starts_with(needle))
    })
}

fn every_call_fails_with(fault: Fault, stage: &Stage, modes: &[CrashMode]) {
    let whole = Arc::new(stage.disk.snapshot());
    assert!(holds(&whole, Path::new("/"), SECRET));
    stage.play(&whole).unwrap();
    let calls = whole.calls();
    assert!(!holds(&whole, Path::new("/"), SECRET));
    for call in 0..calls {
        let disk = Arc::new(stage.disk.snapshot());
        disk.plant(call, fault);
        let _ = stage.play(&disk);
        for mode in modes {
            let survivor = Arc::new(disk.crash(*mode));
            stage.check(&survivor, &format!("{fault:?} at call {call} of {calls}, {mode:?}"));
        }
        // The process alone dies, and starts again on what the page cache shows.
        let restarted = Arc::new(disk.snapshot());
        stage.check(&restarted, &format!("{fault:?} at call {call} of {calls}, killed"));
    }
}

const MODES: [CrashMode; 4] =
    [CrashMode::NothingUnsynced, CrashMode::Everything, CrashMode::Torn(7), CrashMode::Torn(38)];

#[test]
fn power_cut_at_every_call_of_an_erasure_leaves_no_text_once_started_again() {
    every_call_fails_with(Fault::Die, &Stage::small(), &MODES);
    every_call_fails_with(Fault::Die, &Stage::large(), &[CrashMode::Torn(7)]);
}

#[test]
fn input_output_error_at_every_call_of_an_erasure_leaves_no_text_once_started_again() {
    every_call_fails_with(Fault::EioApplied, &Stage::small(), &MODES);
    every_call_fails_with(Fault::Eio, &Stage::small(), &MODES);
}

#[test]
fn full_disk_at_every_call_of_an_erasure_leaves_no_text_once_asked_again() {
    every_call_fails_with(Fault::NoSpace, &Stage::small(), &MODES);
}

#[test]
fn what_was_spoiled_is_erased_too() {
    let stage = Stage::large();
    let disk = Arc::new(stage.disk.snapshot());
    let segment = Path::new("/data/bodies/000000.seg");
    let at = disk.read(segment).unwrap().windows(SECRET.len()).position(|window| window == SECRET).unwrap();
    disk.flip(segment, at + 5000, 3).unwrap();
    let journals = stage.world.open(&disk, ML).unwrap();
    let (_, commitment) = stage.erased[0];
    assert_eq!(journals.bodies().get(&commitment).unwrap(), None, "it is forgotten");
    drop(journals);
    stage.check(&disk, "spoiled");
}

#[test]
fn an_erased_body_is_no_missing_one_and_takes_no_late_copy() {
    let stage = Stage::small();
    let disk = Arc::new(stage.disk.snapshot());
    let journals = stage.world.open(&disk, ML).unwrap();
    let (index, commitment) = stage.erased[0];
    let late = journals.bodies().get(&commitment).unwrap().unwrap();
    journals.erase(&stage.erased.iter().map(|(index, _)| (ML, *index)).collect::<Vec<_>>()).unwrap();
    assert!(journals.is_erased(ML, index));
    journals.store_chunks(ML, index, &late.to_chunks().unwrap()).unwrap();
    assert!(!journals.bodies().knows(&commitment));
    drop(journals);
    let report = liptako_journal::verify::verify(
        &stage.world.home(&disk),
        &stage.world.charter,
        ML,
        &stage.world.cards,
        &mut |_| {},
    );
    assert!(report.is_sound(), "{:?}", report.faults);
    let own = &report.journals[0];
    assert_eq!((own.bodies, own.bodies_erased, own.bodies_missing), (4, 2, 0));
}

#[test]
fn to_name_another_s_body_and_erase_that_does_not_destroy_it() {
    let world = World::new();
    let disk = Arc::new(SimDisk::new());
    world.init(&disk, ML);
    let journals = world.open(&disk, ML).unwrap();
    let (entry, body) = world.record(ML, 1, 500);
    journals.append(&[(entry.clone(), body.clone())]).unwrap();
    let thief =
        Entry { object: liptako_core::ObjectId::from_bytes([9; 16]), ..Entry::decode(&entry).unwrap() };
    journals.append(&[(thief.encode().unwrap(), body.clone())]).unwrap();
    journals.erase(&[(ML, 1)]).unwrap();
    assert_eq!(journals.bodies().get(&body.commitment).unwrap(), Some(body));
}
