//! Large files between real nodes: over links that break, through nodes that are killed, on a stick.
//!
//! `LIPTAKO_TEST_FILE_MB` sets their length in megabytes; what a run with 1,000 measured is in `docs/benchmarks`.

use crate::program::PROGRAM;
use liptako::Node;
use liptako::demonstration::seats;
use liptako_core::{Audience, Chance, MemberIndex, ObjectId, OsChance, RequestId, SeededChance};
use liptako_exchange::file::{self, Attachment, Content, FileError, FileName};
use liptako_journal::Hash;
use liptako_storage::Scribe;
use liptako_testkit::{Plan, Relay, Running, Trio, free_ports, run, verify_dir};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

const ALL: Audience = Audience(0b111);

fn megabytes(usual: u64) -> u64 {
    std::env::var("LIPTAKO_TEST_FILE_MB").ok().and_then(|n| n.parse().ok()).unwrap_or(usual) * 1_000_000
}

/// A file of noise, which nothing compresses.
fn noise(dir: &Path, bytes: u64, seed: u64) -> PathBuf {
    let path = dir.join("enquete.bin");
    let mut file = File::create(&path).unwrap();
    let chance = SeededChance::new(seed);
    let mut block = vec![0; 1_000_000];
    let mut left = bytes;
    while left > 0 {
        chance.fill(&mut block);
        let n = left.min(block.len() as u64);
        file.write_all(&block[..n as usize]).unwrap();
        left -= n;
    }
    path
}

fn attach(node: &Node, path: &Path) -> Attachment {
    let name = FileName::clean("Enquête.bin");
    let stored = file::store(&node.road, path, name, ALL, false, &OsChance).unwrap();
    let rule = move |scribe: &mut Scribe<'_>| file::attach(scribe, &stored, ALL, false);
    node.road.act::<_, FileError, _>(RequestId::fresh(&OsChance), rule).unwrap().value().unwrap()
}

fn content(node: &Node, object: ObjectId) -> Option<Content> {
    let found = node.road.db().read(|tx| file::file(tx, object)).unwrap()?;
    Some(Content::new(node.road.source().clone(), &found))
}

/// Pieces that lack on a node, and all there are; everything while the record itself lacks.
fn lacks(node: &Node, object: ObjectId) -> (u64, u64) {
    content(node, object).map_or((u64::MAX, u64::MAX), |content| content.lacks())
}

/// SHA-256 of a file as a node hands it out.
fn digest(node: &Node, object: ObjectId) -> [u8; 32] {
    let mut content = content(node, object).unwrap();
    let (mut at, mut hash) = (0, liptako_journal::Sha256Writer::default());
    while at < content.bytes() {
        let piece = content.read_at(at).unwrap();
        at += piece.len() as u64;
        hash = hash.and(&piece);
    }
    hash.finish().0
}

/// Most memory this process has held, in MB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().to_owned();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1000
}

#[test]
fn a_large_file_arrives_over_a_link_that_keeps_breaking_and_lets_the_urgent_pass() {
    let mut trio = Trio::with(Plan { relays: true, ..Plan::default() });
    let bytes = megabytes(40);
    let path = noise(&trio.desk(), bytes, 1);
    let began = Instant::now();
    let attached = attach(trio.nodes[0].node(), &path);
    let object = attached.object;
    println!("stored {bytes} bytes in {:?}, peak {} MB", began.elapsed(), peak());
    fs::remove_file(&path).unwrap();
    let chance = SeededChance::new(2);
    let (mut breaks, mut urgent, began) = (0u64, None, Instant::now());
    let passed = |trio: &Trio| trio.link(0, 1).passed() + trio.link(1, 0).passed();
    let before = passed(&trio);
    loop {
        // The author pushes and the reader pulls, in turns; both are cut in the middle of something.
        let (from, to) = if breaks % 2 == 0 { (1, 0) } else { (0, 1) };
        let mut draw = [0; 4];
        chance.fill(&mut draw);
        let credit = 200_000 + u64::from(u32::from_be_bytes(draw)) % (bytes / 12);
        trio.link(from, to).cut_after(credit);
        let met = trio.dial(from, to);
        trio.link(from, to).mend();
        let (here, all) = lacks(trio.nodes[1].node(), object);
        match urgent {
            // Half of the file is under way when something short is written.
            None if here < all / 2 => {
                let note = noise(&trio.desk(), 2000, 9);
                urgent = Some(attach(trio.nodes[0].node(), &note).object);
            }
            // The next contact brings it whole, although there is still much of the file to bring.
            Some(note) => assert_eq!(lacks(trio.nodes[1].node(), note).0, 0, "the short waits for the long"),
            None => {}
        }
        if breaks == 6 {
            // What was received is there after a start too.
            trio.nodes[1].reopen();
            assert!(lacks(trio.nodes[1].node(), object).0 <= here);
        }
        if met.is_ok() && here == 0 {
            break;
        }
        breaks += 1;
        assert!(breaks < 400, "no end in sight: {here} of {all} lack");
    }
    let moved = passed(&trio) - before;
    let waste = moved.saturating_sub(bytes);
    println!(
        "{breaks} breaks, {moved} bytes moved for {bytes}, in {:?}, peak {} MB",
        began.elapsed(),
        peak()
    );
    assert!(breaks >= 5 && urgent.is_some());
    // Proofs, heads and greetings are some 3 %; a cut costs less than a chunk.
    assert!(waste < bytes / 25 + breaks * 40_000, "{waste} bytes wasted in {breaks} breaks");
    assert_eq!(digest(trio.nodes[1].node(), object), attached.sha256);
    // The third gets it from the second, who is not its author.
    trio.dial(2, 1).unwrap();
    assert_eq!(lacks(trio.nodes[2].node(), object).0, 0);
    println!("peak {} MB for three nodes", peak());
    assert!(verify_dir(&trio.nodes[2].seat.dir).is_sound());
}

#[test]
fn a_file_travels_on_a_stick_whose_parts_come_in_any_order_and_not_all_at_once() {
    let trio = Trio::met();
    let bytes = megabytes(6);
    let path = noise(&trio.desk(), bytes, 3);
    let attached = attach(trio.nodes[0].node(), &path);
    let (stick, later) = (trio.desk().join("stick"), trio.desk().join("later"));
    [&stick, &later].into_iter().for_each(|dir| fs::create_dir_all(dir).unwrap());
    let exported = trio.nodes[0].node().mirror.export_bundle(MemberIndex(2), &stick, |_| {}).unwrap();
    println!("{exported:?}, peak {} MB", peak());
    let names: Vec<_> = fs::read_dir(&exported.folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mut parts: Vec<_> =
        names.iter().filter(|name| name.extension().is_some_and(|end| end == "age")).collect();
    assert!(parts.iter().all(|part| fs::metadata(part).unwrap().len() <= 1024 * 1024));
    parts.sort();
    // Every second part is forgotten, among them the first.
    for part in parts.iter().step_by(2) {
        fs::rename(part, later.join(part.file_name().unwrap())).unwrap();
    }
    let mirror = &trio.nodes[2].node().mirror;
    mirror.import_bundle(&stick, false, |_| {}).ok();
    for part in parts.iter().step_by(2) {
        fs::rename(later.join(part.file_name().unwrap()), part).unwrap();
    }
    let mut is_partial = exported.is_partial;
    mirror.import_bundle(&stick, true, |_| {}).unwrap();
    // A stick holds half a gigabyte: its receipt goes back, and the next one goes on where it ended.
    while is_partial {
        let author = &trio.nodes[0].node().mirror;
        author.import_bundle(&stick, false, |_| {}).unwrap();
        fs::remove_dir_all(&stick).unwrap();
        fs::create_dir_all(&stick).unwrap();
        let next = author.export_bundle(MemberIndex(2), &stick, |_| {}).unwrap();
        mirror.import_bundle(&stick, true, |_| {}).unwrap();
        println!("{next:?}: {:?} lack, peak {} MB", lacks(trio.nodes[2].node(), attached.object), peak());
        is_partial = next.is_partial;
    }
    assert_eq!(lacks(trio.nodes[2].node(), attached.object).0, 0);
    assert_eq!(digest(trio.nodes[2].node(), attached.object), attached.sha256);
}

#[test]
fn a_file_damaged_on_disk_is_not_handed_out_and_comes_again_from_a_peer() {
    let mut trio = Trio::met();
    let path = noise(&trio.desk(), 3_000_000, 4);
    let attached = attach(trio.nodes[0].node(), &path);
    trio.dial(1, 0).unwrap();
    assert_eq!(digest(trio.nodes[1].node(), attached.object), attached.sha256);
    trio.nodes[1].close();
    let bodies = trio.nodes[1].seat.dir.join("bodies");
    let segments = fs::read_dir(&bodies).unwrap().map(|entry| entry.unwrap().path());
    let longest = segments.max_by_key(|path| fs::metadata(path).unwrap().len()).unwrap();
    let mut spoiled = fs::read(&longest).unwrap();
    let middle = spoiled.len() / 2;
    spoiled[middle] ^= 1;
    fs::write(&longest, spoiled).unwrap();
    trio.nodes[1].open().unwrap();
    let mut content = content(trio.nodes[1].node(), attached.object).unwrap();
    assert!(content.read_at(0).is_err());
    trio.dial(1, 0).unwrap();
    assert_eq!(digest(trio.nodes[1].node(), attached.object), attached.sha256);
}

/// Bytes of bodies that a node holds on disk.
fn held(dir: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(dir.join("bodies")) else { return 0 };
    entries.flatten().filter_map(|entry| entry.metadata().ok()).map(|data| data.len()).sum()
}

#[test]
fn a_node_killed_again_and_again_takes_a_large_file_on_from_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("demo");
    let (pages, exchange) = (free_ports(3), free_ports(3));
    let (port, exchange_port) = (pages.to_string(), exchange.to_string());
    let asked =
        ["demo", "--folder", root.to_str().unwrap(), "--port", &port, "--exchange-port", &exchange_port];
    assert!(run(PROGRAM, &[&asked[..], &["--prepare-only"]].concat()).status.success());
    let seats = seats(&root, pages, exchange);
    let bytes = megabytes(12);
    let path = noise(folder.path(), bytes, 5);
    let attached = {
        let node = Node::open(&seats[0].dir, liptako::Surroundings::machine(), |_| {}).unwrap();
        attach(&node, &path)
    };
    // A link of its own, to count what passes; the reader dials through it.
    let relay = Relay::to(seats[0].exchange);
    let config = seats[1].dir.join("liptako.toml");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, text.replace(&seats[0].exchange.to_string(), &relay.address().to_string())).unwrap();
    let config = seats[0].dir.join("liptako.toml");
    let text = fs::read_to_string(&config).unwrap();
    // The author waits to be dialled.
    fs::write(&config, text.replace(&seats[1].exchange.to_string(), "127.0.0.1:1")).unwrap();
    let author = Running::serve(PROGRAM, &seats[0].dir);
    let start = held(&seats[1].dir);
    let mut kills = 0u64;
    for step in 1..=4 {
        let reader = Running::serve(PROGRAM, &seats[1].dir);
        let goal = start + bytes * step / 5;
        let began = Instant::now();
        while held(&seats[1].dir) < goal {
            assert!(began.elapsed() < Duration::from_secs(600), "{} of {goal}", held(&seats[1].dir));
            std::thread::park_timeout(Duration::from_millis(5));
        }
        reader.kill();
        kills += 1;
    }
    let reader = Running::serve(PROGRAM, &seats[1].dir);
    let began = Instant::now();
    while held(&seats[1].dir) < start + bytes {
        assert!(began.elapsed() < Duration::from_secs(600));
        std::thread::park_timeout(Duration::from_millis(20));
    }
    // One more look at the other side, so that what is written is also sound.
    std::thread::park_timeout(Duration::from_millis(500));
    reader.end();
    author.end();
    let moved = relay.passed();
    println!("{kills} kills, {moved} bytes moved for {bytes}");
    assert!(moved < bytes + bytes / 50 + (kills + 1) * 200_000, "{moved} bytes moved for {bytes}");
    let node = Arc::new(Node::open(&seats[1].dir, liptako::Surroundings::machine(), |_| {}).unwrap());
    assert_eq!(lacks(&node, attached.object).0, 0);
    assert_eq!(digest(&node, attached.object), attached.sha256);
    drop(node);
    assert!(verify_dir(&seats[1].dir).is_sound());
    assert_ne!(Hash(attached.sha256), Hash([0; 32]));
}
