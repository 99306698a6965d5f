use super::*;
use crate::body::BodyHeader;
use crate::simdisk::{CrashMode, SimDisk};
use liptako_core::{Audience, Kind, ObjectId, SeededChance};

const DIR: &str = "/data/bodies";

fn body(seed: u64, length: usize) -> Body {
    let chance = SeededChance::new(seed);
    let header = BodyHeader {
        origin: "liptako.example/ml/1".into(),
        object: ObjectId::fresh(&chance),
        kind: Kind::PLAN_PROPOSAL,
        previous: None,
        audience: Audience(7),
    };
    Body::seal(&header, &vec![seed as u8; length], &chance).unwrap()
}

fn open(disk: &SimDisk) -> Bodies {
    Bodies::open(Arc::new(disk.snapshot()), Path::new(DIR)).unwrap()
}

/// Bodies on a disk that the test keeps hold of.
fn shared() -> (Arc<SimDisk>, Bodies) {
    let disk = Arc::new(SimDisk::new());
    let bodies = Bodies::open(Arc::clone(&disk) as Arc<dyn Disk>, Path::new(DIR)).unwrap();
    (disk, bodies)
}

#[test]
fn a_body_is_found_again_after_a_start() {
    let (disk, bodies) = shared();
    let (small, large) = (body(1, 200), body(2, 200_000));
    bodies.put_body(&small).unwrap();
    bodies.put_body(&large).unwrap();
    bodies.sync().unwrap();
    let again = open(&disk.crash(CrashMode::NothingUnsynced));
    assert_eq!(again.get(&small.commitment).unwrap(), Some(small));
    assert_eq!(again.get(&large.commitment).unwrap(), Some(large));
}

#[test]
fn chunks_come_in_any_order_and_twice_without_harm() {
    let (_, bodies) = shared();
    let body = body(3, 200_000);
    let chunks = body.to_chunks().unwrap();
    assert!(bodies.put(&chunks[3]).unwrap());
    assert!(!bodies.put(&chunks[3]).unwrap());
    assert_eq!(bodies.missing(&body.body_ref()), [0, 1, 2]);
    assert_eq!(bodies.get(&body.commitment).unwrap(), None);
    for chunk in &chunks {
        bodies.put(chunk).unwrap();
    }
    assert!(bodies.has(&body.commitment) && bodies.missing(&body.body_ref()).is_empty());
    for chunk in &chunks {
        assert_eq!(bodies.chunk(&body.commitment, chunk.index).unwrap().as_ref(), Some(chunk));
    }
}

#[test]
fn a_chunk_of_another_body_is_refused() {
    let (_, bodies) = shared();
    let mut chunk = body(4, 100).to_chunks().unwrap().remove(0);
    chunk.bytes[0] ^= 1;
    assert!(matches!(bodies.put(&chunk), Err(StoreError::Body(_))));
    let mut forged = body(4, 100);
    forged.plaintext[0] ^= 1;
    assert!(matches!(bodies.put_body(&forged), Err(StoreError::Body(_))));
    assert!(bodies.commitments().is_empty());
}

#[test]
fn a_torn_end_is_cut_and_what_was_synced_stays() {
    for seed in 0..40 {
        let (disk, bodies) = shared();
        let (kept, torn, after) = (body(5, 900), body(6, 5000), body(7, 900));
        bodies.put_body(&kept).unwrap();
        bodies.sync().unwrap();
        bodies.put_body(&torn).unwrap();
        bodies.put_body(&after).unwrap();
        let disk = Arc::new(disk.crash(CrashMode::Torn(seed)));
        let again = Bodies::open(Arc::clone(&disk) as Arc<dyn Disk>, Path::new(DIR)).unwrap();
        assert_eq!(again.get(&kept.commitment).unwrap().as_ref(), Some(&kept));
        again.put_body(&torn).unwrap();
        again.put_body(&after).unwrap();
        again.sync().unwrap();
        let last = open(&disk.crash(CrashMode::NothingUnsynced));
        for body in [kept, torn, after] {
            assert_eq!(last.get(&body.commitment).unwrap(), Some(body), "seed {seed}");
        }
        let segment = disk.read(&segment_path(Path::new(DIR), 0)).unwrap();
        assert!(scan(&segment, |_, _| ()).is_empty(), "nothing unsound stays");
    }
}

#[test]
fn a_spoiled_body_is_missing_until_it_is_sent_again() {
    let (disk, bodies) = shared();
    let body = body(8, 300);
    bodies.put_body(&body).unwrap();
    disk.flip(&segment_path(Path::new(DIR), 0), segment::HEADER + 250, 5).unwrap();
    assert_eq!(bodies.get(&body.commitment).unwrap(), None);
    assert_eq!(bodies.missing(&body.body_ref()), [0]);
    bodies.put(&body.to_chunks().unwrap()[0]).unwrap();
    assert_eq!(bodies.get(&body.commitment).unwrap(), Some(body));
}

#[test]
fn a_full_volume_refuses_a_body_and_takes_it_when_there_is_room() {
    let (disk, bodies) = shared();
    let (first, second) = (body(9, 300), body(10, 300));
    bodies.put_body(&first).unwrap();
    disk.set_full(&[Path::new(DIR)]);
    assert!(matches!(bodies.put_body(&second), Err(StoreError::Full(_))));
    disk.set_full(&[]);
    bodies.put_body(&second).unwrap();
    bodies.sync().unwrap();
    let again = open(&disk.crash(CrashMode::NothingUnsynced));
    assert!(again.has(&first.commitment) && again.has(&second.commitment));
}

#[test]
fn segments_roll_and_all_are_read_again() {
    let (disk, bodies) = shared();
    let many: Vec<Body> = (20..24).map(|seed| body(seed, 1_500_000)).collect();
    for body in &many {
        bodies.put_body(body).unwrap();
    }
    bodies.sync().unwrap();
    assert_eq!(disk.list(Path::new(DIR)).unwrap(), ["000000.seg", "000001.seg"]);
    let again = open(&disk.crash(CrashMode::NothingUnsynced));
    assert!(many.iter().all(|body| again.has(&body.commitment)));
}

#[test]
fn a_record_hidden_in_a_spoiled_one_does_not_keep_the_true_body_out() {
    let (disk, bodies) = shared();
    let victim = body(30, 400);
    let forged =
        Record { commitment: victim.commitment, salt: [0; 16], index: 0, count: 2, bytes: b"not the body" }
            .encode();
    let chance = SeededChance::new(31);
    let header = BodyHeader {
        origin: "liptako.example/bf/1".into(),
        object: ObjectId::fresh(&chance),
        kind: Kind::PLAN_PROPOSAL,
        previous: None,
        audience: Audience(7),
    };
    let carrier = Body::seal(&header, &forged, &chance).unwrap();
    bodies.put_body(&carrier).unwrap();
    bodies.sync().unwrap();
    disk.flip(&segment_path(Path::new(DIR), 0), 0, 0).unwrap();
    let again = open(&disk);
    assert!(again.commitments().contains(&victim.commitment), "the hidden record was found");
    assert_eq!(again.get(&victim.commitment).unwrap(), None);
    again.put(&victim.to_chunks().unwrap()[0]).unwrap();
    assert_eq!(again.get(&victim.commitment).unwrap(), Some(victim));
}

fn header(seed: u64) -> BodyHeader {
    let chance = SeededChance::new(seed);
    BodyHeader {
        origin: "liptako.example/ml/1".into(),
        object: ObjectId::fresh(&chance),
        kind: Kind::EXCHANGE_FILE,
        previous: None,
        audience: Audience(7),
    }
}

fn payload(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at * 31 % 251) as u8).collect()
}

fn stream(bodies: &Bodies, seed: u64, payload: &[u8], is_hidden: bool) -> BodyRef {
    let mut file = std::io::Cursor::new(payload);
    let chance = SeededChance::new(seed);
    bodies.put_stream(&header(seed), &mut file, payload.len() as u64, is_hidden, &chance).unwrap()
}

#[test]
fn a_body_stored_by_stream_is_the_one_sealed_in_memory() {
    let (_, bodies) = shared();
    for (seed, length) in [(1, 0), (2, 900), (3, 65_536), (4, 300_000), (5, 5_000_000)] {
        for is_hidden in [false, true] {
            let payload = payload(length);
            let named = stream(&bodies, seed, &payload, is_hidden);
            let seal = if is_hidden { Body::seal_hidden } else { Body::seal };
            let whole = seal(&header(seed), &payload, &SeededChance::new(seed)).unwrap();
            assert_eq!(named, whole.body_ref());
            assert_eq!(bodies.get(&named.commitment).unwrap(), Some(whole));
        }
    }
}

#[test]
fn every_chunk_of_a_long_body_is_read_alone_and_proven() {
    let (_, bodies) = shared();
    let payload = payload(300_000);
    let named = stream(&bodies, 6, &payload, false);
    let mut text = Vec::new();
    for index in 0..named.chunks {
        let chunk = bodies.chunk(&named.commitment, index).unwrap().unwrap();
        chunk.verify().unwrap();
        text.extend(chunk.bytes);
    }
    let opening = crate::body::Opening::of(&text).unwrap();
    assert_eq!((opening.header, opening.payload_bytes), (header(6), 300_000));
    assert_eq!(text[opening.header_bytes as usize..], payload);
    assert_eq!(bodies.chunk(&named.commitment, named.chunks).unwrap(), None);
}

/// Says another thing each time it is read.
struct Fickle(u8, std::io::Cursor<Vec<u8>>);

impl std::io::Read for Fickle {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.1.read(buf)?;
        buf[..n].iter_mut().for_each(|byte| *byte ^= self.0);
        Ok(n)
    }
}

impl std::io::Seek for Fickle {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.0 += 1;
        self.1.seek(to)
    }
}

#[test]
fn a_file_that_changes_or_ends_while_it_is_stored_leaves_nothing() {
    let (disk, bodies) = shared();
    let chance = SeededChance::new(7);
    let mut fickle = Fickle(0, std::io::Cursor::new(payload(200_000)));
    fickle.1.set_position(0);
    bodies.put_stream(&header(7), &mut fickle, 200_000, false, &chance).unwrap_err();
    let mut short = std::io::Cursor::new(payload(1000));
    let error = bodies.put_stream(&header(7), &mut short, 2000, false, &chance).unwrap_err();
    assert!(matches!(error, StoreError::Source(_)));
    assert!(bodies.commitments().is_empty() && bodies.unnamed().is_empty());
    assert!(open(&disk.crash(CrashMode::Everything)).commitments().is_empty());
}

#[test]
fn a_body_destroyed_is_gone_for_good_and_its_neighbours_stay() {
    let (disk, bodies) = shared();
    let small = body(8, 200);
    bodies.put_body(&small).unwrap();
    // Over three segments, others between its chunks.
    let payload = payload(9_000_000);
    let long = stream(&bodies, 9, &payload, false);
    let after = body(10, 200_000);
    bodies.put_body(&after).unwrap();
    bodies.sync().unwrap();
    bodies.destroy(&[long.commitment, Hash([1; 32])]).unwrap();
    for node in [&bodies, &open(&disk.crash(CrashMode::NothingUnsynced))] {
        assert_eq!(node.lacks(&long), long.chunks);
        assert_eq!(node.get(&small.commitment).unwrap(), Some(small.clone()));
        assert_eq!(node.get(&after.commitment).unwrap(), Some(after.clone()));
    }
    let needle = &payload[70_000..70_064];
    let dir = Path::new(DIR);
    for number in segment::segments(&*disk, dir).unwrap() {
        let bytes = disk.read(&segment_path(dir, number)).unwrap();
        assert!(!bytes.windows(64).any(|window| window == needle), "segment {number} still holds it");
    }
    // And what is written afterwards is found.
    let later = body(11, 100_000);
    bodies.put_body(&later).unwrap();
    bodies.sync().unwrap();
    let again = open(&disk.crash(CrashMode::NothingUnsynced));
    assert_eq!(again.get(&later.commitment).unwrap(), Some(later));
}

#[test]
fn a_marker_stands_until_an_entry_names_the_body() {
    let (disk, bodies) = shared();
    let named = stream(&bodies, 12, &payload(100_000), false);
    let again = open(&disk.crash(CrashMode::NothingUnsynced));
    assert_eq!(again.unnamed(), [named.commitment]);
    again.named(&[named.commitment]).unwrap();
    assert!(again.unnamed().is_empty());
}

#[test]
fn a_body_is_checked_chunk_by_chunk_as_it_is_whole() {
    let check = |plaintext: &[u8]| {
        let chunk = |at: usize| plaintext.chunks(crate::body::CHUNK_BYTES).nth(at).map(<[u8]>::to_vec);
        crate::body::check_by_chunks(plaintext.len(), chunk)
    };
    for length in [0, 900, 65_300, 70_000, 300_000] {
        for seal in [Body::seal, Body::seal_hidden] {
            let body = seal(&header(13), &payload(length), &SeededChance::new(13)).unwrap();
            assert_eq!(check(&body.plaintext), Ok(header(13)), "{length}");
            let mut longer = body.plaintext.clone();
            longer.push(0);
            assert_eq!(
                check(&longer),
                crate::body::open(&longer).map(|(header, _)| header),
                "{length} and a byte"
            );
            let mut last = body.plaintext.clone();
            *last.last_mut().unwrap() ^= 1;
            assert_eq!(
                check(&last),
                crate::body::open(&last).map(|(header, _)| header),
                "{length}, last changed"
            );
        }
    }
}
