//! Real processes on a real disk: the directory lock, and SIGKILL in mid-work.

use crate::world::{ML, World};
use liptako_core::{Chance, SeededChance};
use liptako_journal::Hash;
use liptako_journal::disk::RealDisk;
use liptako_journal::journals::{Home, Journals, Start};
use liptako_journal::log::StoreError;
use liptako_journal::verify::verify;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

const DIRECTORY: &str = "LIPTAKO_TEST_APPENDER";

fn home(dir: &Path) -> Home {
    Home { disk: Arc::new(RealDisk::new()), data: dir.join("data"), locks: dir.join("locks") }
}

fn open(world: &World, dir: &Path) -> Result<Journals, StoreError> {
    let chance = Arc::new(SeededChance::new(1));
    Journals::open(home(dir), &world.charter, world.keys_of(ML), &world.cards, chance)
}

fn init(world: &World, dir: &Path) {
    Journals::init(&home(dir), &world.charter, world.keys_of(ML), Start::New, &SeededChance::new(1)).unwrap();
}

#[test]
fn a_second_process_is_refused_and_told_who_holds_the_directory() {
    let (world, dir) = (World::new(), tempfile::tempdir().unwrap());
    init(&world, dir.path());
    let first = open(&world, dir.path()).unwrap();
    let refused = open(&world, dir.path()).unwrap_err();
    let expected = format!("pid {}", std::process::id());
    assert!(matches!(&refused, StoreError::InUse { holder, .. } if *holder == expected), "{refused}");
    assert!(refused.to_string().contains(&expected));
    first.append(&[world.record(ML, 1, 100)]).unwrap();
    drop(first);
    assert_eq!(open(&world, dir.path()).unwrap().sizes(), [1, 0, 0]);
}

/// What [`a_process_killed_in_mid_work_loses_nothing_acknowledged`] runs in another process: appends for ever and
/// says each acknowledged index with the hash of its entry.
#[test]
#[ignore = "a process of another test"]
fn appends_until_it_is_killed() {
    let dir = std::env::var(DIRECTORY).unwrap();
    let world = World::new();
    let journals = open(&world, Path::new(&dir)).unwrap();
    loop {
        let size = journals.own_log().unwrap().size();
        let batch: Vec<_> = (size..size + 1 + size % 3).map(|seed| world.record(ML, seed, 400)).collect();
        let range = journals.append(&batch).unwrap();
        let mut out = std::io::stdout().lock();
        for (index, (entry, _)) in range.zip(&batch) {
            writeln!(out, "\nack {index} {}", Hash::of(entry)).unwrap();
        }
        out.flush().unwrap();
    }
}

#[test]
fn a_process_killed_in_mid_work_loses_nothing_acknowledged() {
    let (world, dir) = (World::new(), tempfile::tempdir().unwrap());
    init(&world, dir.path());
    let chance = SeededChance::new(2026);
    let mut acknowledged: Vec<(u64, String)> = Vec::new();
    for round in 0..12 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["processes::appends_until_it_is_killed", "--exact", "--ignored", "--nocapture"])
            .env(DIRECTORY, dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut patience = [0];
        chance.fill(&mut patience);
        // The child runs on while this reads, so the kill finds it anywhere in a later commit.
        let mut wanted = 1 + patience[0] % 12;
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let Ok(line) = line else { break };
            // A line that the kill cut short was not said.
            let Some(said) = line.strip_prefix("ack ").and_then(|said| said.split_once(' ')) else {
                continue;
            };
            if said.1.len() == 64 {
                acknowledged.push((said.0.parse().unwrap(), said.1.to_owned()));
            }
            wanted = wanted.saturating_sub(1);
            if wanted == 0 {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        let journals = open(&world, dir.path()).unwrap();
        let log = journals.own_log().unwrap();
        for (index, hash) in &acknowledged {
            assert_eq!(
                Hash::of(&log.entry(*index).unwrap()).to_string(),
                *hash,
                "round {round}, entry {index}"
            );
        }
    }
    assert!(acknowledged.len() > 12);
    let report = verify(&home(dir.path()), &world.charter, ML, &world.cards, &mut |_| {});
    assert!(report.is_sound(), "{:?}", report.faults);
}
