//! Copies of others' journals: packages, cosignatures, forks; and trees that are read back from tiles.

use crate::world::{BF, ML, NE, World, assert_sound, catch_up, package};
use liptako_journal::journals::{Change, Level};
use liptako_journal::log::{Standing, StoreError};
use liptako_journal::merkle::{MemoryTree, Subtrees, leaf_hash, root_at, verify_inclusion};
use liptako_journal::simdisk::SimDisk;
use liptako_journal::tile::{TileKind, TileName};
use std::sync::{Arc, Mutex};

fn node() -> (World, Arc<SimDisk>) {
    let world = World::new();
    let disk = Arc::new(SimDisk::new());
    world.init(&disk, ML);
    (world, disk)
}

#[test]
fn packages_come_again_without_harm_and_only_the_next_one_is_taken() {
    let (world, disk) = node();
    let journals = world.open(&disk, ML).unwrap();
    let author = world.author(BF);
    author.append(&world.bare(0..600)).unwrap();
    let (first, checkpoint) = package(&author, 0);
    let (second, _) = package(&author, 256);
    let early = journals.store(BF, &second, &checkpoint).unwrap_err();
    assert!(matches!(early, StoreError::NotNext { expected: 0, from: 256 }));
    assert_eq!(journals.store(BF, &first, &checkpoint).unwrap(), 256);
    assert_eq!(journals.store(BF, &first, &checkpoint).unwrap(), 256);
    let log = journals.log(BF).unwrap();
    assert!(log.checkpoint().is_none() && log.covering().is_some_and(|covering| covering.size() == 600));
    drop(journals);

    let journals = world.open(&disk, ML).unwrap();
    assert_eq!(journals.sizes(), [0, 256, 0], "a part stays over a start");
    catch_up(&journals, BF, &author);
    let log = journals.log(BF).unwrap();
    assert_eq!((log.size(), log.root()), (600, author.root()));
    assert_eq!(log.checkpoint().unwrap().size(), 600);
    assert_eq!(log.entries(0..600).unwrap(), world.bare(0..600));
    drop(journals);
    assert_sound(&world, &disk, ML);
}

#[test]
fn a_forked_package_is_refused_with_the_evidence_and_nothing_is_stored() {
    let (world, disk) = node();
    let journals = world.open(&disk, ML).unwrap();
    let (honest, forked) = (world.author(BF), world.author(BF));
    honest.append(&world.bare(0..5)).unwrap();
    forked.append(&world.bare(50..55)).unwrap();
    catch_up(&journals, BF, &honest);

    // The same size with another root: two signatures prove the fork.
    let (package_of_five, other) = package(&forked, 0);
    let StoreError::Forked { evidence: Some(evidence), .. } =
        journals.store(BF, &package_of_five, &other).unwrap_err()
    else {
        panic!("a proven fork")
    };
    assert_eq!(evidence.verify(honest.verifier()).unwrap(), 5);

    // A larger one does not verify against what is held, whatever it says of itself.
    forked.append(&world.bare(55..60)).unwrap();
    let (longer, checkpoint) = package(&forked, 5);
    assert!(matches!(journals.store(BF, &longer, &checkpoint), Err(StoreError::Package(_))));
    assert_eq!(journals.log(BF).unwrap().root(), honest.root());

    // A smaller one is compared with the past held here.
    let small = world.author(BF);
    small.append(&world.bare(70..72)).unwrap();
    let standing = journals.log(BF).unwrap().standing(&small.checkpoint().unwrap()).unwrap();
    assert!(matches!(standing, Standing::Forked(proof) if proof.verify(honest.verifier()).unwrap() == 2));

    let last_common = journals.last_common_size(BF, &evidence).unwrap();
    journals.freeze(BF, *evidence, last_common).unwrap();
    honest.append(&world.bare(5..6)).unwrap();
    let (next, checkpoint) = package(&honest, 5);
    assert!(matches!(journals.store(BF, &next, &checkpoint), Err(StoreError::Frozen { .. })));
    drop(journals);
    let journals = world.open(&disk, ML).unwrap();
    assert!(journals.log(BF).unwrap().frozen().is_some(), "frozen over a start");
    drop(journals);
    assert_sound(&world, &disk, ML);
}

#[test]
fn altered_entries_and_foreign_checkpoints_are_refused() {
    let (world, disk) = node();
    let journals = world.open(&disk, ML).unwrap();
    let (author, other) = (world.author(BF), world.author(NE));
    author.append(&world.bare(0..5)).unwrap();
    other.append(&world.bare(0..5)).unwrap();
    let (mut altered, checkpoint) = package(&author, 0);
    altered.entries[2] = world.bare(99..100).remove(0);
    assert!(matches!(journals.store(BF, &altered, &checkpoint), Err(StoreError::Package(_))));
    let (foreign, checkpoint) = package(&other, 0);
    assert!(matches!(journals.store(BF, &foreign, &checkpoint), Err(StoreError::Note(_))));
    assert!(matches!(journals.store(ML, &foreign, &checkpoint), Err(StoreError::Misused(_))));
    assert_eq!(journals.sizes(), [0, 0, 0]);
}

#[test]
fn cosignatures_raise_the_level_and_stay() {
    let (world, disk) = node();
    let journals = world.open(&disk, ML).unwrap();
    let changes = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&changes);
    journals.on_change(move |change| heard.lock().unwrap().push(change));
    journals.append(&[world.record(ML, 1, 100)]).unwrap();
    assert_eq!(journals.level(ML, 0), Level::N0);
    let checkpoint = journals.own_log().unwrap().checkpoint().unwrap();
    let by_one = world.cosigned(&checkpoint, BF, 1_790_000_000);
    assert!(journals.add_cosignatures(ML, &by_one).unwrap());
    assert!(!journals.add_cosignatures(ML, &by_one).unwrap(), "nothing new");
    assert_eq!(journals.level(ML, 0), Level::N1);
    let own_word = world.cosigned(&checkpoint, ML, 1_790_000_000);
    assert!(!journals.add_cosignatures(ML, &own_word).unwrap(), "an author does not confirm itself");
    journals.add_cosignatures(ML, &world.cosigned(&checkpoint, NE, 1_790_000_060)).unwrap();
    journals.append(&[world.record(ML, 2, 100)]).unwrap();
    assert_eq!((journals.level(ML, 0), journals.level(ML, 1)), (Level::N2, Level::N0));
    let expected =
        [Change::Entries(ML), Change::Cosignatures(ML), Change::Cosignatures(ML), Change::Entries(ML)];
    assert_eq!(*changes.lock().unwrap(), expected);
    drop(journals);
    let journals = world.open(&disk, ML).unwrap();
    assert_eq!((journals.level(ML, 0), journals.level(ML, 1)), (Level::N2, Level::N0));
    assert_eq!(journals.own_log().unwrap().cosigned_size("bf"), 1);
}

#[test]
fn a_checkpoint_between_two_packages_can_be_adopted() {
    let (world, disk) = node();
    let journals = world.open(&disk, ML).unwrap();
    let author = world.author(BF);
    author.append(&world.bare(0..100)).unwrap();
    let hundred = author.checkpoint().unwrap();
    author.append(&world.bare(100..300)).unwrap();
    let (first, checkpoint) = package(&author, 0);
    journals.store(BF, &first, &checkpoint).unwrap();
    assert!(journals.adopt(BF, &hundred).unwrap());
    assert!(!journals.adopt(BF, &hundred).unwrap());
    assert!(!journals.adopt(BF, &checkpoint).unwrap(), "only a part of it is here");
    drop(journals);
    let journals = world.open(&disk, ML).unwrap();
    let log = journals.log(BF).unwrap();
    assert_eq!((log.size(), log.checkpoint().unwrap().size()), (256, 100));
    drop(journals);
    assert_sound(&world, &disk, ML);
}

#[test]
fn a_tree_of_three_tile_levels_is_read_back_as_it_was_made() {
    let (world, disk) = node();
    let log = world.author_on(&disk, ML);
    let entries = world.bare(0..65_536 + 300);
    for batch in entries.chunks(4096) {
        log.append(batch).unwrap();
    }
    let memory = MemoryTree::from_leaves(entries.iter().map(|entry| leaf_hash(entry)));
    assert_eq!(log.root(), memory.root());
    drop(log);
    let log = world.author_on(&disk, ML);
    let (size, snapshot) = (entries.len() as u64, log.snapshot());
    assert_eq!((snapshot.size(), snapshot.root()), (size, memory.root()));
    for (level, index) in [(0, 5), (0, 65_835), (3, 7), (8, 0), (8, 256), (9, 127), (16, 0)] {
        assert_eq!(snapshot.subtree(level, index), memory.subtree(level, index), "node {level}/{index}");
    }
    assert!(snapshot.subtree(8, 257).is_err() && snapshot.subtree(0, size).is_err());
    for old in [0, 1, 255, 256, 257, 40_000, 65_535, 65_536, 65_700, size] {
        assert_eq!(snapshot.root_at(old).unwrap(), root_at(&memory, old).unwrap(), "size {old}");
    }
    for index in [0, 255, 256, 30_000, 65_535, 65_536, size - 1] {
        let entry = snapshot.entry(index).unwrap();
        assert_eq!(entry, entries[index as usize]);
        let proof = snapshot.inclusion_proof(index, size).unwrap();
        verify_inclusion(&leaf_hash(&entry), index, size, &snapshot.root(), &proof).unwrap();
    }
    assert!(matches!(snapshot.entry(size), Err(StoreError::Beyond { .. })));
    for (kind, index) in [(TileKind::Entries, 257), (TileKind::Hashes(0), 257), (TileKind::Hashes(1), 1)] {
        let name = TileName::in_tree(kind, index, size).unwrap();
        assert!(!name.is_full() && !snapshot.resource(&name).unwrap().is_empty(), "{name}");
    }
}

#[test]
fn readers_see_whole_commits_while_the_writer_works() {
    let (world, disk) = node();
    let journals = world.open(&disk, ML).unwrap();
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|threads| {
        let (journals, world, done) = (&journals, &world, &done);
        threads.spawn(move || {
            for seed in 0..150 {
                journals
                    .append(&[world.record(ML, 2 * seed, 50), world.record(ML, 2 * seed + 1, 50)])
                    .unwrap();
            }
            done.store(true, std::sync::atomic::Ordering::SeqCst);
        });
        threads.spawn(move || {
            let mut before = 0;
            while !done.load(std::sync::atomic::Ordering::SeqCst) {
                let snapshot = journals.own_log().unwrap().snapshot();
                let size = snapshot.size();
                assert!(size >= before && size.is_multiple_of(2));
                assert_eq!(snapshot.checkpoint().unwrap().size(), size);
                assert_eq!(snapshot.root_at(size).unwrap(), snapshot.root());
                assert_eq!(snapshot.entries(0..size).unwrap().len() as u64, size);
                before = size;
            }
        });
    });
    assert_eq!(journals.sizes(), [300, 0, 0]);
}
