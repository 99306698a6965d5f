//! What an enemy would send: refused at once, and without the memory it asks for.

use crate::packages::{bare, edge_of};
use crate::sample;
use liptako_journal::merkle::{MAX_PROOF_HASHES, verify_consistency, verify_inclusion};
use liptako_journal::{
    Card, CheckpointError, Entry, EntryError, Evidence, EvidenceError, Hash, MAX_PACKAGE_BYTES, MerkleError,
    NoteError, Package, PackageError, SignatureLine, SignedCheckpoint, SignedNote,
};

fn frame(plain: &[u8]) -> Vec<u8> {
    [vec![1], zstd::bulk::compress(plain, 19).expect("bytes in memory")].concat()
}

#[test]
fn a_bomb_is_refused_by_what_it_announces() {
    for size in [300 * 1024, 4 << 20, 64 << 20] {
        let bomb = frame(&vec![0; size]);
        assert!(bomb.len() < 8 * 1024);
        assert_eq!(
            Package::decode(&bomb),
            Err(PackageError::TooLarge),
            "{size} zeros in {} bytes",
            bomb.len()
        );
    }
}

#[test]
fn a_frame_that_hides_its_size_is_refused() {
    let mut encoder = zstd::stream::Encoder::new(Vec::new(), 3).expect("a compressor");
    std::io::Write::write_all(&mut encoder, &vec![0; 8 << 20]).expect("bytes in memory");
    let stream = encoder.finish().expect("bytes in memory");
    let refused = Package::decode(&[&[1], stream.as_slice()].concat());
    assert!(matches!(refused, Err(PackageError::Zstd(_))), "{refused:?}");
}

#[test]
fn a_frame_that_lies_about_its_size_is_refused() {
    let (_, _, package) = sample::package();
    let honest = package.encode().expect("a small package");
    assert_eq!(honest[0], 1);
    // The size stands after the magic number and the descriptor; with one or two bytes, per RFC 8878.
    let mut lying = honest.clone();
    lying[6] ^= 0x10;
    assert!(matches!(Package::decode(&lying), Err(PackageError::Zstd(_))));
}

#[test]
fn bytes_after_a_frame_are_refused() {
    let (_, _, package) = sample::package();
    let honest = package.encode().expect("a small package");
    let twice = [honest.as_slice(), &honest[1..]].concat();
    assert!(matches!(Package::decode(&twice), Err(PackageError::Zstd(_))));
    let trailing = [honest.as_slice(), &[0]].concat();
    assert!(matches!(Package::decode(&trailing), Err(PackageError::Zstd(_))));
    for length in 0..honest.len() {
        assert!(Package::decode(&honest[..length]).is_err(), "cut at {length}");
    }
}

#[test]
fn a_package_beyond_its_bound_is_not_even_read() {
    assert_eq!(Package::decode(&vec![1; MAX_PACKAGE_BYTES + 1]), Err(PackageError::TooLarge));
    assert_eq!(Package::decode(&[9, 9]), Err(PackageError::Encoding(9)));
    assert!(Package::decode(&[]).is_err());
}

/// An array head that promises 2^63 entries, proofs or chunks must cost nothing.
#[test]
fn a_promise_of_2_to_63_costs_nothing() {
    let giant = [0x9b, 0x80, 0, 0, 0, 0, 0, 0, 0];
    let (_, _, package) = sample::package();
    let plain = bare(&package);
    for at in 1..plain.len() {
        let promising = [&plain[..at], &giant[..], &plain[at..]].concat();
        assert!(Package::decode(&promising).is_err(), "at {at}");
    }
    assert!(matches!(Entry::decode(&giant), Err(EntryError::Cbor(_))));
}

#[test]
fn a_journal_of_2_to_63_entries_is_refused() {
    let (all, checkpoint, package) = sample::package();
    for size in [1 << 63, (1 << 40) + 1, u64::MAX] {
        let vast = Package { size, ..package.clone() };
        assert_eq!(vast.encode(), Err(PackageError::Range));
        assert!(vast.verify(&edge_of(&all[..4]), &checkpoint).is_err());
        let far = Package { from: size, size, ..package.clone() };
        assert_eq!(far.encode(), Err(PackageError::Range));
    }
}

#[test]
fn a_proof_of_65_hashes_is_refused() {
    let long = vec![Hash([0; 32]); MAX_PROOF_HASHES + 1];
    let (root, refused) = (Hash([1; 32]), Err(MerkleError::ProofTooLong(65)));
    assert_eq!(verify_inclusion(&root, 5, 1 << 63, &root, &long), refused);
    assert_eq!(verify_consistency(5, 1 << 63, &root, &root, &long), refused);
    let (_, _, package) = sample::package();
    let long = Package { proof: long, ..package };
    assert_eq!(long.encode(), Err(MerkleError::ProofTooLong(65).into()));
}

#[test]
fn seventeen_signatures_are_refused() {
    let mut note = sample::checkpoint().note().clone();
    for number in note.signatures.len()..17 {
        note.signatures.push(SignatureLine { name: format!("n{number}"), key_id: 1, bytes: vec![0; 64] });
    }
    assert_eq!(SignedNote::parse(&note.to_string()), Err(NoteError::TooManySignatures));
    note.signatures.pop();
    assert_eq!(SignedNote::parse(&note.to_string()).map(|note| note.signatures.len()), Ok(16));
    let full = SignedCheckpoint::parse_verified(&note.to_string(), sample::log_key().verifier());
    let mut full = full.expect("the log's signature holds");
    let key = sample::mirror_key(3);
    let line = full.cosign(&key, 9).expect("a time after 1970");
    assert_eq!(full.add_cosignature(line, key.verifier()), Err(NoteError::TooManySignatures.into()));
}

#[test]
fn endless_texts_are_refused_by_their_length() {
    let long = "x".repeat(70_000);
    assert_eq!(SignedNote::parse(&long), Err(NoteError::TooLong(70_000)));
    let checkpoint = SignedCheckpoint::parse_verified(&long, sample::log_key().verifier());
    assert_eq!(checkpoint, Err(CheckpointError::TooLong(70_000)));
    assert_eq!(long.parse::<Evidence>(), Err(EvidenceError::TooLong(70_000)));
    assert!(Card::parse(&long).is_err());
    assert_eq!(Entry::decode(&[0; 513]), Err(EntryError::TooLong(513)));
}

#[test]
fn over_long_cbor_is_refused() {
    let (entry, _) = sample::entry_with_body();
    let bytes = entry.encode().expect("a valid entry");
    // The first element, version 1, in two bytes; then the array head in two bytes.
    let long_version = [&bytes[..1], &[0x18, 0x01], &bytes[2..]].concat();
    let long_head = [&[0x98, 0x09], &bytes[1..]].concat();
    let endless = [&[0x9f], &bytes[1..], &[0xff]].concat();
    for changed in [long_version, long_head, endless] {
        assert!(matches!(Entry::decode(&changed), Err(EntryError::Cbor(_))));
    }
    let version_two = [&bytes[..1], &[0x02], &bytes[2..]].concat();
    assert_eq!(Entry::decode(&version_two), Err(EntryError::Version(2)));
    let deep = [vec![0x81; 200], vec![0]].concat();
    assert!(matches!(Entry::decode(&deep), Err(EntryError::Cbor(_))));
    assert!(Package::decode(&[vec![0], vec![0x81; 100_000]].concat()).is_err());
}

#[test]
fn a_zero_filled_padding_still_travels_and_comes_back() {
    use liptako_core::SeededChance;
    use liptako_journal::{Body, BodyHeader};
    let (mut entry, _) = sample::entry_with_body();
    let header = BodyHeader::of(&entry, sample::ORIGIN);
    let body = Body::seal_hidden(&header, &vec![0; 300_000], &SeededChance::new(2)).expect("a body");
    assert_eq!(body.plaintext.len(), 1 << 20);
    entry.bodies = vec![body.body_ref()];
    sample::sign(&mut entry);
    let all = vec![entry.encode().expect("a valid entry")];
    let checkpoint = sample::checkpoint_of(&all);
    let mut package = Package::build(&sample::tree(&all), 0, all, &checkpoint).expect("a run");
    package.chunks = body.to_chunks().expect("a body just sealed");
    let frame = package.encode().expect("within bounds");
    assert_eq!(frame[0], 0, "it shrinks beyond what a receiver accepts, so it travels bare");
    assert_eq!(Package::decode(&frame), Ok(package));
}
