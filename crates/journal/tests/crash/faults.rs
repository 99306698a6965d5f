//! Full volumes, failed syncs, lock stores that disagree, and input that is refused.

use crate::world::{BF, ML, World, assert_sound};
use liptako_journal::disk::Disk;
use liptako_journal::log::{MAX_BATCH, StoreError};
use liptako_journal::simdisk::{Fault, SimDisk};
use std::path::Path;
use std::sync::Arc;

fn node() -> (World, Arc<SimDisk>) {
    let world = World::new();
    let disk = Arc::new(SimDisk::new());
    world.init(&disk, ML);
    let journals = world.open(&disk, ML).unwrap();
    journals.append(&[world.record(ML, 1, 300)]).unwrap();
    drop(journals);
    (world, disk)
}

#[test]
fn a_full_volume_before_the_promise_refuses_one_append_and_nothing_more() {
    for folder in ["/data/journal", "/data/bodies"] {
        let (world, disk) = node();
        let journals = world.open(&disk, ML).unwrap();
        disk.set_full(&[Path::new(folder)]);
        let refused = journals.append(&[world.record(ML, 2, 300)]).unwrap_err();
        assert!(matches!(refused, StoreError::Full(_)), "{folder}: {refused}");
        assert!(refused.hint().contains("make room"));
        assert_eq!(journals.stopped(), None);
        disk.set_full(&[]);
        assert_eq!(journals.append(&[world.record(ML, 3, 300)]).unwrap(), 1..2);
        drop(journals);
        let journals = world.open(&disk, ML).unwrap();
        assert_eq!(journals.own_log().unwrap().entry(1).unwrap(), world.record(ML, 3, 300).0);
        drop(journals);
        assert_sound(&world, &disk, ML);
    }
}

#[test]
fn a_full_volume_after_the_promise_stops_the_node_and_the_next_start_with_room_keeps_the_promise() {
    let (world, disk) = node();
    let journals = world.open(&disk, ML).unwrap();
    disk.set_full(&[Path::new("/data/journal/ml/tile")]);
    let stopped = journals.append(&[world.record(ML, 2, 300)]).unwrap_err();
    assert!(matches!(stopped, StoreError::Stopped(_)), "{stopped}");
    assert_eq!(journals.own_log().unwrap().size(), 1, "readers see what was acknowledged");
    drop(journals);
    assert!(matches!(world.open(&disk, ML), Err(StoreError::Full(_))), "no room to repair");
    disk.set_full(&[]);
    let journals = world.open(&disk, ML).unwrap();
    assert_eq!(journals.own_log().unwrap().entry(1).unwrap(), world.record(ML, 2, 300).0);
    drop(journals);
    assert_sound(&world, &disk, ML);
}

#[test]
fn a_full_lock_volume_stops_the_node_and_loses_nothing() {
    let (world, disk) = node();
    let journals = world.open(&disk, ML).unwrap();
    disk.set_full(&[Path::new("/locks")]);
    assert!(matches!(journals.append(&[world.record(ML, 2, 300)]), Err(StoreError::Stopped(_))));
    drop(journals);
    disk.set_full(&[]);
    let journals = world.open(&disk, ML).unwrap();
    assert_eq!(journals.append(&[world.record(ML, 3, 300)]).unwrap(), 1..2);
}

#[test]
fn a_failed_sync_stops_the_node_for_good() {
    let (world, disk) = node();
    let journals = world.open(&disk, ML).unwrap();
    // Body record, its sync, staging, its sync.
    disk.plant(disk.calls() + 3, Fault::Eio);
    let stopped = journals.append(&[world.record(ML, 2, 300)]).unwrap_err();
    assert!(matches!(stopped, StoreError::Stopped(_)), "{stopped}");
    let again = journals.append(&[world.record(ML, 3, 300)]).unwrap_err();
    assert!(matches!(again, StoreError::Stopped(_)) && again.hint().contains("start the node again"));
    assert!(journals.stopped().is_some());
    assert_eq!(journals.own_log().unwrap().entry(0).unwrap(), world.record(ML, 1, 300).0, "reading goes on");
}

#[test]
fn a_published_checkpoint_ahead_of_the_lock_store_is_refused() {
    let (world, disk) = node();
    let lock = Path::new("/locks/ml.lock");
    let old = disk.read(lock).unwrap();
    world.open(&disk, ML).unwrap().append(&[world.record(ML, 2, 300)]).unwrap();
    disk.write_at(lock, 0, &old).unwrap();
    let refused = world.open(&disk, ML).unwrap_err();
    assert!(matches!(refused, StoreError::PublishedAhead { published: 2, locked: 1, .. }), "{refused}");
    assert!(refused.hint().contains("lock store"));
    disk.remove(lock).unwrap();
    assert!(matches!(world.open(&disk, ML), Err(StoreError::LockMissing(_))));
}

#[test]
fn two_nodes_on_one_lock_store_cannot_both_write() {
    let (world, disk) = node();
    let home = world.home(&disk);
    let first = world.open(&disk, ML).unwrap();
    // A copy of the data directory, whose lock stores are the same.
    let copied: Vec<_> = disk.files().into_iter().filter(|path| path.starts_with("/data")).collect();
    for path in copied {
        let copy = Path::new("/copy").join(path.strip_prefix("/data").unwrap());
        disk.create_dir_all(copy.parent().unwrap()).unwrap();
        disk.write_at(&copy, 0, &disk.read(&path).unwrap()).unwrap();
    }
    disk.remove(Path::new("/copy/lock")).unwrap();
    let home = liptako_journal::journals::Home { data: "/copy".into(), ..home };
    let chance = Arc::new(liptako_core::SeededChance::new(5));
    let second = liptako_journal::journals::Journals::open(
        home,
        &world.charter,
        world.keys_of(ML),
        &world.cards,
        chance,
    );
    let second = second.unwrap();
    let copied = second.append(&[world.record(ML, 2, 300)]);
    assert!(matches!(copied, Err(StoreError::Recovering(_))), "its lease names another file");
    let refused = first.append(&[world.record(ML, 3, 300)]).unwrap_err();
    assert!(matches!(&refused, StoreError::Stopped(reason) if reason.contains("somebody else")), "{refused}");
}

#[test]
fn what_is_no_entry_or_has_another_body_is_refused_and_nothing_changes() {
    let (world, disk) = node();
    let journals = world.open(&disk, ML).unwrap();
    let log = journals.own_log().unwrap();
    let (entry, body) = world.record(ML, 2, 300);
    let (_, other) = world.record(ML, 3, 300);
    assert!(matches!(journals.append(&[(entry.clone(), other)]), Err(StoreError::Bodies(0))));
    assert!(matches!(journals.append(&[(b"no entry".to_vec(), body)]), Err(StoreError::Entry(_))));
    assert!(matches!(log.append(&[]), Err(StoreError::BatchSize { asked: 0, .. })));
    let many = vec![entry; MAX_BATCH + 1];
    assert!(matches!(log.append(&many), Err(StoreError::BatchSize { .. })));
    let copy = journals.log(BF).unwrap();
    assert!(matches!(copy.append(&world.bare(0..1)), Err(StoreError::Misused(_))));
    assert_eq!(journals.sizes(), [1, 0, 0]);
}

#[test]
fn a_directory_without_a_journal_is_not_made_by_opening_it() {
    let world = World::new();
    let disk = Arc::new(SimDisk::new());
    assert!(matches!(world.open(&disk, ML), Err(StoreError::NotCreated(_))));
    assert!(disk.files().is_empty());
}
