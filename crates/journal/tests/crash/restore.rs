//! The restore rule: an old copy of a node never signs a second history.

use crate::world::{BF, ML, NE, World, assert_sound, catch_up, package};
use liptako_core::SeededChance;
use liptako_journal::SignedCheckpoint;
use liptako_journal::disk::{Disk, RealDisk};
use liptako_journal::journals::{Home, Journals, Start};
use liptako_journal::lease::{Reason, State};
use liptako_journal::log::{Log, StoreError};
use liptako_journal::simdisk::SimDisk;
use std::path::Path;
use std::sync::Arc;

/// A node of three entries, and the same node after two more; what a peer holds of it is the latter.
fn old_and_new() -> (World, Arc<SimDisk>, Arc<SimDisk>) {
    let world = World::new();
    let disk = Arc::new(SimDisk::new());
    world.init(&disk, ML);
    let journals = world.open(&disk, ML).unwrap();
    journals.own_log().unwrap().append(&world.bare(0..3)).unwrap();
    drop(journals);
    let old = Arc::new(disk.snapshot());
    let journals = world.open(&disk, ML).unwrap();
    journals.own_log().unwrap().append(&world.bare(3..5)).unwrap();
    drop(journals);
    (world, old, disk)
}

fn newest(world: &World, disk: &Arc<SimDisk>) -> SignedCheckpoint {
    (*world.open(&Arc::new(disk.snapshot()), ML).unwrap().own_log().unwrap().checkpoint().unwrap()).clone()
}

fn hand_back(world: &World, from: &Arc<SimDisk>, to: &Journals) {
    let holder = world.open(&Arc::new(from.snapshot()), ML).unwrap();
    let held: &Log = holder.own_log().unwrap();
    let (package, checkpoint) = package(held, to.own_log().unwrap().size());
    to.store(ML, &package, &checkpoint).unwrap();
}

fn is_refused(world: &World, journals: &Journals) -> Reason {
    match journals.append(&[world.record(ML, 900, 50)]) {
        Err(StoreError::Recovering(reason)) => reason,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn a_restored_node_waits_for_all_its_peers_and_for_what_it_lacks() {
    let (world, old, new) = old_and_new();
    let shown = newest(&world, &new);
    old.remove(Path::new("/data/lease")).unwrap();
    let journals = world.open(&old, ML).unwrap();
    let reason = is_refused(&world, &journals);
    assert_eq!(reason, Reason::NoLease);
    assert!(reason.to_string().contains("newest checkpoint"), "says what to do: {reason}");

    assert!(journals.note_peer_showed(ML, Some(&shown)).is_err(), "its own word does not count");
    journals.note_peer_showed(BF, Some(&shown)).unwrap();
    assert_eq!(is_refused(&world, &journals), Reason::OldImage { shown: 5, held: 3 });
    hand_back(&world, &new, &journals);
    is_refused(&world, &journals);
    assert_eq!(journals.note_peer_showed(NE, None).unwrap(), State::Writable);
    assert_eq!(journals.append(&[world.record(ML, 6, 50)]).unwrap(), 5..6);
    drop(journals);
    assert_eq!(world.open(&old, ML).unwrap().state(), State::Writable, "and stays writable");
    assert_sound(&world, &old, ML);
}

#[test]
fn an_old_image_with_its_lease_stops_writing_when_it_sees_its_own_newer_checkpoint() {
    let (world, old, new) = old_and_new();
    let shown = newest(&world, &new);
    let journals = world.open(&old, ML).unwrap();
    assert_eq!(journals.state(), State::Writable, "nothing tells it from the node itself yet");
    let state = journals.note_peer_showed(BF, Some(&shown)).unwrap();
    assert_eq!(state, State::Recovering { reason: Reason::OldImage { shown: 5, held: 3 } });
    is_refused(&world, &journals);
    drop(journals);
    let journals = world.open(&old, ML).unwrap();
    assert_eq!(is_refused(&world, &journals), Reason::NoLease, "a new start does not forget it");
    hand_back(&world, &new, &journals);
    for peer in [BF, NE] {
        journals.note_peer_showed(peer, Some(&shown)).unwrap();
    }
    assert_eq!(journals.append(&[world.record(ML, 6, 50)]).unwrap(), 5..6);
}

#[test]
fn an_old_image_that_has_written_already_is_frozen_with_the_evidence() {
    let (world, old, new) = old_and_new();
    let shown = newest(&world, &new);
    let journals = world.open(&old, ML).unwrap();
    journals.own_log().unwrap().append(&world.bare(70..72)).unwrap();
    let StoreError::Forked { evidence: Some(evidence), .. } =
        journals.note_peer_showed(BF, Some(&shown)).unwrap_err()
    else {
        panic!("a proven fork")
    };
    evidence.verify(world.keys_of(ML).log.verifier()).unwrap();
    let refused = journals.append(&[world.record(ML, 6, 50)]).unwrap_err();
    assert!(matches!(refused, StoreError::Frozen { .. }), "{refused}");
}

#[test]
fn old_files_under_a_newer_lock_store_are_refused_until_they_are_declared_restored() {
    let (world, old, new) = old_and_new();
    let lock = Path::new("/locks/ml.lock");
    old.write_at(lock, 0, &new.read(lock).unwrap()).unwrap();
    let refused = world.open(&old, ML).unwrap_err();
    assert!(matches!(refused, StoreError::Behind { locked: 5, held: 3, .. }), "{refused}");
    assert!(refused.hint().contains("lease"));
    old.remove(Path::new("/data/lease")).unwrap();
    let journals = world.open(&old, ML).unwrap();
    assert_eq!(is_refused(&world, &journals), Reason::Behind { promised: 5, held: 3 });
    // Even peers that know nothing newer cannot let it sign below what it has promised.
    let shown = newest(&world, &new);
    for peer in [BF, NE] {
        journals.note_peer_showed(peer, None).unwrap();
    }
    is_refused(&world, &journals);
    hand_back(&world, &new, &journals);
    journals.note_peer_showed(BF, Some(&shown)).unwrap();
    assert_eq!(journals.append(&[world.record(ML, 6, 50)]).unwrap(), 5..6);
    drop(journals);
    assert_sound(&world, &old, ML);
}

#[test]
fn what_comes_back_must_be_what_was_promised() {
    let (world, old, new) = old_and_new();
    let lock = Path::new("/locks/ml.lock");
    old.write_at(lock, 0, &new.read(lock).unwrap()).unwrap();
    old.remove(Path::new("/data/lease")).unwrap();
    let journals = world.open(&old, ML).unwrap();
    let forged = world.author(ML);
    forged.append(&world.bare(0..3)).unwrap();
    forged.append(&world.bare(80..83)).unwrap();
    let (package, checkpoint) = package(&forged, 3);
    let refused = journals.store(ML, &package, &checkpoint);
    assert!(matches!(refused, Err(StoreError::Forked { .. })), "{refused:?}");
    assert_eq!(journals.sizes(), [3, 0, 0]);
}

#[test]
fn a_node_that_lost_everything_takes_it_back_from_its_peers() {
    let (world, _, new) = old_and_new();
    let shown = newest(&world, &new);
    let disk = Arc::new(SimDisk::new());
    let chance = SeededChance::new(1);
    Journals::init(&world.home(&disk), &world.charter, world.keys_of(ML), Start::Lost, &chance).unwrap();
    let journals = world.open(&disk, ML).unwrap();
    is_refused(&world, &journals);
    hand_back(&world, &new, &journals);
    for peer in [BF, NE] {
        journals.note_peer_showed(peer, Some(&shown)).unwrap();
    }
    assert_eq!(journals.own_log().unwrap().entries(0..5).unwrap(), world.bare(0..5));
    assert_eq!(journals.append(&[world.record(ML, 6, 50)]).unwrap(), 5..6);
}

#[test]
fn a_lock_store_that_outlived_the_data_still_says_what_was_promised() {
    let (world, _, new) = old_and_new();
    let disk = Arc::new(SimDisk::new());
    let lock = Path::new("/locks/ml.lock");
    disk.create_dir_all(Path::new("/locks")).unwrap();
    disk.write_at(lock, 0, &new.read(lock).unwrap()).unwrap();
    let init = |start| {
        Journals::init(&world.home(&disk), &world.charter, world.keys_of(ML), start, &SeededChance::new(1))
    };
    assert!(init(Start::New).is_err(), "a second journal under the same key");
    init(Start::Lost).unwrap();
    let journals = world.open(&disk, ML).unwrap();
    assert_eq!(is_refused(&world, &journals), Reason::Behind { promised: 5, held: 0 });
    hand_back(&world, &new, &journals);
    for peer in [BF, NE] {
        journals.note_peer_showed(peer, None).unwrap();
    }
    assert_eq!(journals.append(&[world.record(ML, 6, 50)]).unwrap(), 5..6);
    drop(journals);
    assert_sound(&world, &disk, ML);
}

#[test]
fn a_person_may_override_once_one_peer_was_heard() {
    let (world, old, new) = old_and_new();
    let shown = newest(&world, &new);
    old.remove(Path::new("/data/lease")).unwrap();
    let journals = world.open(&old, ML).unwrap();
    assert!(matches!(journals.override_restore(), Err(StoreError::Recovering(_))), "nobody was heard");
    journals.note_peer_showed(BF, Some(&shown)).unwrap();
    assert!(matches!(journals.override_restore(), Err(StoreError::Recovering(_))), "two entries lack");
    hand_back(&world, &new, &journals);
    journals.override_restore().unwrap();
    assert_eq!(journals.append(&[world.record(ML, 6, 50)]).unwrap(), 5..6);
}

#[test]
fn a_lost_lock_volume_is_refused_until_the_node_is_declared_restored() {
    let (world, _, new) = old_and_new();
    for lock in ["ml", "bf", "ne"] {
        new.remove(Path::new(&format!("/locks/{lock}.lock"))).unwrap();
    }
    assert!(matches!(world.open(&new, ML), Err(StoreError::LockMissing(_))));
    new.remove(Path::new("/data/lease")).unwrap();
    let journals = world.open(&new, ML).unwrap();
    is_refused(&world, &journals);
    assert_eq!(journals.sizes(), [5, 0, 0]);
}

#[test]
fn a_copied_directory_may_not_write_and_the_original_may() {
    let (world, dir) = (World::new(), tempfile::tempdir().unwrap());
    let home = |name: &str| Home {
        disk: Arc::new(RealDisk::new()),
        data: dir.path().join(name).join("data"),
        locks: dir.path().join(name).join("locks"),
    };
    let open = |name: &str| {
        let chance = Arc::new(SeededChance::new(4));
        Journals::open(home(name), &world.charter, world.keys_of(ML), &world.cards, chance).unwrap()
    };
    Journals::init(&home("first"), &world.charter, world.keys_of(ML), Start::New, &SeededChance::new(3))
        .unwrap();
    open("first").append(&[world.record(ML, 1, 50)]).unwrap();
    copy(&dir.path().join("first"), &dir.path().join("second"));
    assert_eq!(is_refused(&world, &open("second")), Reason::CopiedLease);
    assert_eq!(open("first").append(&[world.record(ML, 2, 50)]).unwrap(), 1..2);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_copy_kept_for_a_peer_survives_the_restore_too() {
    let (world, old, _) = old_and_new();
    let author = world.author(BF);
    author.append(&world.bare(200..210)).unwrap();
    let journals = world.open(&old, ML).unwrap();
    catch_up(&journals, BF, &author);
    drop(journals);
    old.remove(Path::new("/data/lease")).unwrap();
    old.remove(Path::new("/locks/bf.lock")).unwrap();
    let journals = world.open(&old, ML).unwrap();
    assert_eq!(journals.sizes(), [3, 10, 0]);
    author.append(&world.bare(210..212)).unwrap();
    catch_up(&journals, BF, &author);
    assert_eq!(journals.sizes(), [3, 12, 0]);
}
