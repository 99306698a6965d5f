//! Packages, tiles and bundles.

use crate::sample;
use liptako_journal::merkle::leaf_hash;
use liptako_journal::tile::{self, decode_bundle, decode_hashes, encode_bundle, next_entry};
use liptako_journal::{Frontier, Package, PackageError, SignedCheckpoint, TileError, TileKind, TileName};
use proptest::prelude::*;

pub fn edge_of(entries: &[Vec<u8>]) -> Frontier {
    let mut edge = Frontier::new();
    entries.iter().for_each(|entry| drop(edge.push(leaf_hash(entry))));
    edge
}

/// The plain form behind the tag that says so.
pub fn bare(package: &Package) -> Vec<u8> {
    let frame = package.encode().expect("a small package");
    if frame[0] == 0 { frame } else { [vec![0], zstd::decode_all(&frame[1..]).expect("our frame")].concat() }
}

#[test]
fn packages_of_256_rebuild_a_journal_from_any_point() {
    let all = sample::entries(700);
    let (tree, checkpoint) = (sample::tree(&all), sample::checkpoint_of(&all));
    for start in [0, 1, 255, 256, 300, 511, 512, 699] {
        let mut edge = edge_of(&all[..start]);
        let mut ends = Vec::new();
        while edge.size() < 700 {
            let (from, to) = (edge.size() as usize, Package::end(edge.size(), 700) as usize);
            let package = Package::build(&tree, from as u64, all[from..to].to_vec(), &checkpoint);
            let frame = package.and_then(|package| package.encode()).expect("a run of the journal");
            edge = Package::decode(&frame).and_then(|read| read.verify(&edge, &checkpoint)).expect("a proof");
            ends.push(edge.size());
        }
        let expected: Vec<u64> = [256, 512, 700].into_iter().filter(|end| *end > start as u64).collect();
        assert_eq!(ends, expected, "from {start}");
        assert_eq!(edge.root(), *checkpoint.root());
    }
}

#[test]
fn no_bit_of_a_package_can_change() {
    let (all, checkpoint, package) = sample::package();
    let (held, key) = (edge_of(&all[..4]), sample::log_key());
    let frame = bare(&package);
    assert_eq!(Package::decode(&frame).as_ref(), Ok(&package));
    for bit in 8..frame.len() * 8 {
        let mut changed = frame.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let verdict = Package::decode(&changed).ok().and_then(|package| {
            package.verify(&held, &checkpoint).ok()?;
            SignedCheckpoint::parse_verified(package.checkpoint.as_deref()?, key.verifier()).ok()
        });
        assert!(verdict.is_none(), "bit {bit}");
    }
}

/// A compressor may say one thing in several ways; what must hold is that no other thing gets through.
#[test]
fn a_changed_frame_is_refused_or_says_the_same() {
    let (all, checkpoint, package) = sample::package();
    let (held, key) = (edge_of(&all[..4]), sample::log_key());
    let frame = package.encode().expect("a small package");
    for bit in 0..frame.len() * 8 {
        let mut changed = frame.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let Ok(read) = Package::decode(&changed) else { continue };
        let note = read.checkpoint.as_deref().unwrap_or_default();
        let signed = SignedCheckpoint::parse_verified(note, key.verifier()).is_ok();
        assert!(read == package || !signed || read.verify(&held, &checkpoint).is_err(), "bit {bit}");
    }
}

#[test]
fn a_package_that_does_not_continue_is_refused_and_changes_nothing() {
    let (all, checkpoint, package) = sample::package();
    let held = edge_of(&all[..4]);
    assert!(package.verify(&held, &checkpoint).is_ok());
    let not_next = |verdict| matches!(verdict, Err(PackageError::NotNext(_)));
    assert!(not_next(package.verify(&edge_of(&all[..3]), &checkpoint)), "a gap");
    assert!(not_next(package.verify(&edge_of(&all[..5]), &checkpoint)), "again");
    assert!(not_next(package.verify(&held, &sample::checkpoint_of(&all[..6]))), "another checkpoint");
    let other = Package { origin: "liptako.example/bf/1".into(), ..package.clone() };
    assert!(not_next(other.verify(&held, &checkpoint)), "another journal");
    let mut forked = all[..4].to_vec();
    forked.swap(0, 1);
    assert!(matches!(package.verify(&edge_of(&forked), &checkpoint), Err(PackageError::Merkle(_))), "a fork");
    assert_eq!(held, edge_of(&all[..4]));
}

#[test]
fn a_package_never_crosses_a_multiple_of_256() {
    let all = sample::entries(300);
    let (tree, checkpoint) = (sample::tree(&all), sample::checkpoint_of(&all));
    for (from, to) in [(0, 257), (255, 257), (0, 0), (290, 290)] {
        let refused = Package::build(&tree, from as u64, all[from..to].to_vec(), &checkpoint);
        assert_eq!(refused, Err(PackageError::Range), "{from}..{to}");
    }
    let beyond = Package::build(&tree, 299, vec![all[0].clone(), all[1].clone()], &checkpoint);
    assert_eq!(beyond, Err(PackageError::Range));
}

#[test]
fn chunks_ride_only_with_the_entry_that_commits_to_them() {
    let (all, checkpoint, package) = sample::package();
    let stray = Package {
        from: 0,
        entries: all[..1].to_vec(),
        proof: Vec::new(),
        checkpoint: None,
        ..package.clone()
    };
    assert_eq!(stray.encode(), Err(PackageError::StrayChunk));
    let mut twice = package.clone();
    twice.chunks.push(package.chunks[0].clone());
    assert_eq!(twice.encode(), Err(PackageError::StrayChunk));
    let mut other = package;
    other.chunks[0].salt = [0; 16];
    let read = Package::decode(&other.encode().expect("a small package")).expect("a package");
    assert!(matches!(read.verify(&edge_of(&all[..4]), &checkpoint), Err(PackageError::Body(_))));
}

#[test]
fn an_entry_of_a_later_version_is_carried_as_it_is() {
    let mut all = sample::entries(3);
    all.push(vec![0x82, 0x02, 0x00]);
    let checkpoint = sample::checkpoint_of(&all);
    let package = Package::build(&sample::tree(&all), 0, all.clone(), &checkpoint).expect("a run");
    let read = Package::decode(&package.encode().expect("a small package")).expect("a package");
    assert_eq!(read.entries, all);
    assert!(read.verify(&Frontier::new(), &checkpoint).is_ok());
}

#[test]
fn a_tree_of_70_000_has_the_tiles_of_the_specification() {
    let widths = |kind, index| TileName::in_tree(kind, index, 70_000).map(|tile| tile.width);
    assert_eq!(widths(TileKind::Hashes(0), 272), Some(256));
    assert_eq!(widths(TileKind::Hashes(0), 273), Some(112));
    assert_eq!(widths(TileKind::Hashes(0), 274), None);
    assert_eq!(widths(TileKind::Hashes(1), 0), Some(256));
    assert_eq!(widths(TileKind::Hashes(1), 1), Some(17));
    assert_eq!(widths(TileKind::Hashes(2), 0), Some(1));
    assert_eq!(widths(TileKind::Hashes(3), 0), None);
    assert_eq!(widths(TileKind::Entries, 273), Some(112));
    let name = TileName { kind: TileKind::Entries, index: 1_234_067, width: 256 };
    assert_eq!(name.to_string(), "tile/entries/x001/x234/067");
    assert_eq!(TileName { width: 7, ..name }.to_string(), "tile/entries/x001/x234/067.p/7");
}

#[test]
fn a_tile_has_one_name() {
    for name in ["tile/0/000", "tile/5/000.p/255", "tile/entries/x001/x234/067", "tile/entries/000.p/1"] {
        assert!(name.parse::<TileName>().is_ok(), "{name}");
    }
    for name in [
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/+1/000",
        "tile/6/000",
        "tile/64/000",
        "tile/data/000",
        "/tile/0/000",
        "tile/0/000/",
        "tile/0/001/000",
        "tile/0/x000/001",
        "tile/0/x001/x234",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000.p/-1",
        "tile/0/../000",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
        "tile/0/x005/x000/x000/000",
    ] {
        assert!(matches!(name.parse::<TileName>(), Err(TileError::Path(_))), "{name}");
    }
}

#[test]
fn a_hash_tile_is_as_wide_as_its_name() {
    let tree = sample::tree(&sample::entries(300));
    let tile = TileName::in_tree(TileKind::Hashes(0), 1, 300).expect("a partial tile");
    let bytes = tile.hash_bytes(&tree).expect("a tree in memory");
    assert_eq!(decode_hashes(&bytes, 44).expect("44 hashes").len(), 44);
    for (width, length) in [(43, 44 * 32), (45, 44 * 32), (44, 44 * 32 - 1), (300, 300 * 32)] {
        let mut bytes = bytes.clone();
        bytes.resize(length, 0);
        assert_eq!(decode_hashes(&bytes, width), Err(TileError::Width { expected: width, found: length }));
    }
    let above = TileName::in_tree(TileKind::Hashes(1), 0, 300).expect("a partial tile");
    let bytes = above.hash_bytes(&tree).expect("a tree in memory");
    assert_eq!(bytes, sample::tree(&sample::entries(300)[..256]).root().0);
    assert!(TileName { kind: TileKind::Entries, ..above }.hash_bytes(&tree).is_err());
}

#[test]
fn a_bundle_holds_what_its_name_says() {
    let all = sample::entries(5);
    let bytes = encode_bundle(&all).expect("five entries");
    assert_eq!(decode_bundle(&bytes, 5).expect("five entries"), all);
    assert_eq!(decode_bundle(&bytes, 4), Err(TileError::Bundle(4)));
    assert_eq!(decode_bundle(&bytes, 6), Err(TileError::Bundle(6)));
    assert_eq!(decode_bundle(&bytes[..bytes.len() - 1], 5), Err(TileError::Bundle(5)));
    assert_eq!(decode_bundle(&[0, 0], 1), Err(TileError::EntryLength(0)));
    assert_eq!(decode_bundle(&[0xff; 9], 1), Err(TileError::EntryLength(0xffff)));
    assert_eq!(decode_bundle(&vec![0; tile::MAX_BUNDLE_BYTES + 1], 1), Err(TileError::Bundle(1)));
    assert_eq!(encode_bundle(&vec![[1]; 257]), Err(TileError::Bundle(256)));
    let (first, rest) = next_entry(&bytes).expect("whole").expect("one entry");
    assert_eq!((first, rest.len()), (&all[0][..], bytes.len() - 2 - all[0].len()));
    assert_eq!(next_entry(&bytes[..9]), Ok(None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_package_survives_the_journey(
        before in 0usize..20, count in 1usize..20, after in 0usize..20, with_checkpoint in any::<bool>(),
    ) {
        let all = sample::entries(before + count + after);
        let checkpoint = sample::checkpoint_of(&all);
        let run = all[before..before + count].to_vec();
        let mut package = Package::build(&sample::tree(&all), before as u64, run, &checkpoint).expect("a run");
        package.checkpoint = with_checkpoint.then(|| checkpoint.to_string());
        let read = Package::decode(&package.encode().expect("a small package")).expect("a package");
        prop_assert_eq!(&read, &package);
        let edge = read.verify(&edge_of(&all[..before]), &checkpoint).expect("a proof");
        prop_assert_eq!(edge, edge_of(&all[..before + count]));
    }

    #[test]
    fn any_bytes_are_a_package_or_an_error(tag in 0u8..3, bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Package::decode(&[vec![tag], bytes.clone()].concat());
        let _ = decode_bundle(&bytes, u16::from(tag));
        let _ = String::from_utf8_lossy(&bytes).parse::<TileName>();
    }
}
