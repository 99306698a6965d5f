//! The full verification finds every wrong bit and names the file.

use crate::world::{BF, ML, NE, World, assert_sound, catch_up};
use liptako_journal::disk::Disk;
use liptako_journal::simdisk::SimDisk;
use liptako_journal::verify::{Report, verify};
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn report(world: &World, disk: &Arc<SimDisk>) -> Report {
    verify(&world.home(disk), &world.charter, ML, &world.cards, &mut |_| {})
}

/// A node with everything in it: bodies, a copy with bodies, a cosignature; `bare` entries more in its own journal.
fn node(bare: u64) -> (World, Arc<SimDisk>) {
    let world = World::new();
    let disk = Arc::new(SimDisk::new());
    world.init(&disk, ML);
    let journals = world.open(&disk, ML).unwrap();
    if bare > 0 {
        journals.own_log().unwrap().append(&world.bare(100..100 + bare)).unwrap();
    }
    journals.append(&[world.record(ML, 1, 200), world.record(ML, 2, 300)]).unwrap();
    let author = world.author(BF);
    author.append(&world.bare(10..12)).unwrap();
    catch_up(&journals, BF, &author);
    let own = journals.own_log().unwrap().checkpoint().unwrap();
    journals.add_cosignatures(ML, &world.cosigned(&own, NE, 1_790_000_000)).unwrap();
    drop(journals);
    assert_sound(&world, &disk, ML);
    (world, disk)
}

/// Flips one bit at every `step`-th byte of a file; each time a fault must name this very file.
fn every_flip_is_found(world: &World, disk: &Arc<SimDisk>, path: &Path, step: usize) {
    let length = disk.len(path).unwrap().unwrap() as usize;
    for offset in (0..length).step_by(step) {
        let bit = (offset % 8) as u8;
        disk.flip(path, offset, bit).unwrap();
        let found = report(world, disk);
        let named = found.faults.iter().any(|fault| fault.path == path && !fault.remedy.hint().is_empty());
        assert!(named, "{} byte {offset}: {:?}", path.display(), found.faults);
        disk.flip(path, offset, bit).unwrap();
    }
}

fn files(disk: &SimDisk) -> Vec<PathBuf> {
    // The file `lock` says only who uses the directory.
    disk.files().into_iter().filter(|path| path != Path::new("/data/lock")).collect()
}

#[test]
fn one_wrong_bit_in_any_file_is_found_and_the_file_named() {
    let (world, disk) = node(0);
    for path in files(&disk) {
        // Fixed-size files are mostly padding under one checksum.
        let step = if disk.len(&path).unwrap().unwrap() >= 4096 { 37 } else { 1 };
        every_flip_is_found(&world, &disk, &path, step);
    }
}

#[test]
fn one_wrong_bit_in_a_hash_tile_or_a_full_bundle_is_found() {
    let (world, disk) = node(256);
    every_flip_is_found(&world, &disk, Path::new("/data/journal/ml/tile/0/000"), 211);
    every_flip_is_found(&world, &disk, Path::new("/data/journal/ml/tile/entries/000"), 631);
}

#[test]
fn a_missing_or_cut_file_is_found() {
    let (world, disk) = node(256);
    for path in files(&disk) {
        let name = path.display();
        // Not an error: a restored node has no lease, and a cosignature may not have come yet.
        if ["lease", "ne"].iter().any(|optional| path.ends_with(optional)) || path.ends_with("staging") {
            continue;
        }
        let without = Arc::new(disk.snapshot());
        without.remove(&path).unwrap();
        assert!(!report(&world, &without).is_sound(), "{name} removed");
        let cut = Arc::new(disk.snapshot());
        cut.truncate(&path, disk.len(&path).unwrap().unwrap() - 1).unwrap();
        assert!(!report(&world, &cut).is_sound(), "{name} cut by a byte");
    }
}

#[test]
fn an_entry_at_fault_is_named_by_its_index() {
    let (world, disk) = node(3);
    let bundle = Path::new("/data/journal/ml/tile/entries/000");
    let first = world.bare(100..101)[0].len() + 2;
    // The version of the second entry.
    disk.flip(bundle, first + 2 + 1, 6).unwrap();
    let found = report(&world, &disk);
    assert!(
        found.faults.iter().any(|fault| fault.path == bundle && fault.entry == Some(1)),
        "{:?}",
        found.faults
    );
    assert!(found.faults[0].to_string().contains("entry 1"), "{}", found.faults[0]);
}

#[test]
fn the_report_counts_what_it_verified_and_tells_its_progress() {
    let (world, disk) = node(256);
    let mut parts = Vec::new();
    let found = verify(&world.home(&disk), &world.charter, ML, &world.cards, &mut |progress| {
        assert!(progress.done <= progress.total);
        parts.push(progress.part.to_owned());
    });
    parts.dedup();
    assert_eq!(parts, ["bodies", "ml", "bf", "ne"]);
    let own = &found.journals[0];
    assert_eq!((own.entries, own.bodies, own.bodies_missing, own.cosigners), (258, 2, 0, 1));
    assert_eq!(found.journals[1].entries, 2);
    assert_eq!((found.bodies_unnamed, found.in_use), (0, false));
}

#[test]
fn a_node_at_work_can_be_verified() {
    let (world, disk) = node(2);
    let journals = world.open(&disk, ML).unwrap();
    let found = report(&world, &disk);
    assert!(found.in_use && found.is_sound(), "{:?}", found.faults);
    drop(journals);
}

#[test]
fn a_backup_is_verified_by_what_it_publishes() {
    let (world, disk) = node(256);
    let backup = Arc::new(disk.snapshot());
    for path in backup.files() {
        if path.starts_with("/locks") || path == Path::new("/data/lease") {
            backup.remove(&path).unwrap();
        }
    }
    // The copy of a node at work: an entry, a staging and a body were just being written.
    for name in ["journal/ml/tile/entries/001", "journal/ml/staging", "bodies/000000.seg"] {
        let path = Path::new("/data").join(name);
        backup.write_at(&path, backup.len(&path).unwrap().unwrap(), b"begun").unwrap();
    }
    let found = report(&world, &backup);
    assert!(found.restored && found.is_sound(), "{:?}", found.faults);
    assert_eq!(found.journals[0].entries, 258);
    let bundle = Path::new("/data/journal/ml/tile/entries/000");
    backup.flip(bundle, 700, 2).unwrap();
    assert!(report(&world, &backup).faults.iter().any(|fault| fault.path == bundle && fault.entry.is_some()));
    backup.flip(bundle, 700, 2).unwrap();
    assert_eq!(world.open(&backup, ML).unwrap().sizes(), [258, 2, 0]);
}
