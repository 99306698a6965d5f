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
