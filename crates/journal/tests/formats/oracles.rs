//! Differential tests: three independent implementations must agree with ours.

use ct_merkle::RootHash;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use liptako_core::SeededChance;
use liptako_journal::merkle::{
    consistency_proof, inclusion_proof, leaf_hash, root_at, verify_consistency, verify_inclusion,
};
use liptako_journal::tile::{TileKind, TileName};
use liptako_journal::{Checkpoint, Hash, LogKey, MemoryTree, MerkleError, SignedCheckpoint, SignedNote};
use proptest::prelude::*;
use sha2::Sha256;
use tlog_tiles::tlog;

/// Every node of a tree, in the order that the `tlog` functions number them.
struct Stored(Vec<tlog::Hash>);

impl tlog::HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
        Ok(indexes.iter().map(|index| self.0[*index as usize]).collect())
    }
}

fn data(size: u64) -> Vec<Vec<u8>> {
    (0..size).map(|number| number.to_be_bytes()[..(number % 9) as usize].to_vec()).collect()
}

fn theirs(data: &[Vec<u8>]) -> Stored {
    let mut stored = Stored(Vec::new());
    for (number, leaf) in (0u64..).zip(data) {
        let new = tlog::stored_hashes(number, leaf, &stored).expect("hashes in memory");
        stored.0.extend(new);
    }
    stored
}

fn ours(data: &[Vec<u8>]) -> MemoryTree {
    MemoryTree::from_leaves(data.iter().map(|leaf| leaf_hash(leaf)))
}

fn to_theirs(proof: &[Hash]) -> Vec<tlog::Hash> {
    proof.iter().map(|hash| tlog::Hash(hash.0)).collect()
}

fn bytes(proof: &[Hash]) -> Vec<u8> {
    proof.iter().flat_map(|hash| hash.0).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn roots_and_proofs_are_those_of_two_other_implementations(
        size in 1u64..600, index in any::<prop::sample::Index>(), old in any::<prop::sample::Index>(),
    ) {
        let (index, old) = (index.index(size as usize) as u64, old.index(size as usize) as u64 + 1);
        let data = data(size);
        let (ours, stored) = (ours(&data), theirs(&data));
        let mut reference = MemoryBackedTree::<Sha256, Vec<u8>>::new();
        data.iter().for_each(|leaf| reference.push(leaf.clone()));
        let root = root_at(&ours, size).expect("a tree in memory");
        prop_assert_eq!(root.0, tlog::tree_hash(size, &stored).expect("hashes in memory").0);
        prop_assert_eq!(root.0.to_vec(), reference.root().as_bytes().to_vec());

        let proof = inclusion_proof(&ours, index, size).expect("a tree in memory");
        prop_assert_eq!(&to_theirs(&proof), &tlog::prove_record(size, index, &stored).expect("a proof"));
        prop_assert_eq!(bytes(&proof), reference.prove_inclusion(index as usize).as_bytes().to_vec());

        let proof = consistency_proof(&ours, old, size).expect("a tree in memory");
        prop_assert_eq!(&to_theirs(&proof), &tlog::prove_tree(size, old, &stored).expect("a proof"));
        prop_assert_eq!(bytes(&proof), reference.prove_consistency((size - old) as usize).as_bytes().to_vec());
    }

    /// What is refused counts as much as what passes: lengths and hashes are changed, sizes are shifted.
    #[test]
    fn a_changed_inclusion_proof_has_the_same_fate_elsewhere(
        size in 1u64..200, index in any::<prop::sample::Index>(), drop_last in any::<bool>(), extra in any::<bool>(),
        shift in 0u64..3, flip in any::<Option<prop::sample::Index>>(),
    ) {
        let index = index.index(size as usize) as u64;
        let data = data(size);
        let tree = ours(&data);
        let mut proof = inclusion_proof(&tree, index, size).expect("a tree in memory");
        if drop_last { proof.pop(); }
        if extra { proof.push(Hash([7; 32])); }
        if let (Some(flip), false) = (flip, proof.is_empty()) {
            let at = flip.index(proof.len());
            proof[at].0[3] ^= 1;
        }
        let (leaf, claimed) = (leaf_hash(&data[index as usize]), size + shift);
        let root = tree.root();
        let verdict = verify_inclusion(&leaf, index, claimed, &root, &proof).is_ok();
        let elsewhere = tlog::check_record(
            &to_theirs(&proof), claimed, tlog::Hash(root.0), index, tlog::Hash(leaf.0),
        );
        prop_assert_eq!(verdict, elsewhere.is_ok());
    }

    #[test]
    fn a_changed_consistency_proof_has_the_same_fate_elsewhere(
        size in 1u64..200, old in any::<prop::sample::Index>(), drop_last in any::<bool>(), extra in any::<bool>(),
        flip in any::<Option<prop::sample::Index>>(), other_past in any::<bool>(),
    ) {
        let old = old.index(size as usize) as u64 + 1;
        let tree = ours(&data(size));
        let mut proof = consistency_proof(&tree, old, size).expect("a tree in memory");
        if drop_last { proof.pop(); }
        if extra { proof.push(Hash([7; 32])); }
        if let (Some(flip), false) = (flip, proof.is_empty()) {
            let at = flip.index(proof.len());
            proof[at].0[3] ^= 1;
        }
        let (mut old_root, new_root) = (root_at(&tree, old).expect("a tree in memory"), tree.root());
        if other_past { old_root.0[0] ^= 1; }
        let verdict = verify_consistency(old, size, &old_root, &new_root, &proof).is_ok();
        let elsewhere = tlog::check_tree(
            &to_theirs(&proof), size, tlog::Hash(new_root.0), old, tlog::Hash(old_root.0),
        );
        prop_assert_eq!(verdict, elsewhere.is_ok());
        let digest = |hash: Hash| sha2::digest::Output::<Sha256>::from(hash.0);
        let third = RootHash::<Sha256>::new(digest(new_root), size).verify_consistency(
            &RootHash::new(digest(old_root), old),
            &ct_merkle::ConsistencyProof::try_from_bytes(bytes(&proof)).expect("whole hashes"),
        );
        prop_assert_eq!(verdict, third.is_ok());
    }

    #[test]
    fn tile_names_are_those_of_another_implementation(
        level in 0u8..6, index in 0u64..1 << 32, width in 1u16..=256, entries in any::<bool>(),
    ) {
        let level = if entries { 0 } else { level };
        let kind = if entries { TileKind::Entries } else { TileKind::Hashes(level) };
        let name = TileName { kind, index, width };
        let theirs = tlog_tiles::Tile::new(8, level, index, u32::from(width), entries).path();
        // That library writes the tile height and calls entries “data”, as tiled logs did before C2SP.
        let theirs = theirs.replacen("tile/8/", "tile/", 1).replacen("/data/", "/entries/", 1);
        prop_assert_eq!(name.to_string(), theirs);
        prop_assert_eq!(name.to_string().parse(), Ok(name));
    }

    #[test]
    fn our_notes_verify_elsewhere(seed in any::<u64>(), text in "([a-zé ]{0,20}\n){1,4}") {
        let key = LogKey::generate("liptako.example/ne/1", &SeededChance::new(seed)).expect("a valid name");
        let note = SignedNote { signatures: vec![key.sign(&text)], text };
        let verifier = signed_note::StandardVerifier::new(&key.verifier().to_string()).expect("our vkey");
        let list = signed_note::VerifierList::new(vec![Box::new(verifier)]);
        let theirs = signed_note::Note::from_bytes(note.to_string().as_bytes()).expect("our note");
        prop_assert_eq!(theirs.verify(&list).expect("our signature").0.len(), 1);
        prop_assert_eq!(theirs.text(), note.text.as_bytes());
        prop_assert_eq!(SignedNote::parse(&note.to_string()), Ok(note));
    }

    #[test]
    fn our_checkpoints_are_read_elsewhere(size in 1u64..1 << 40, root in any::<[u8; 32]>()) {
        let origin = "liptako.example/ml/1";
        let key = LogKey::from_seed(origin, &[3; 32]).expect("a valid name");
        let checkpoint = Checkpoint { origin: origin.into(), size, root: Hash(root) };
        let signed = SignedCheckpoint::sign(checkpoint, &key).expect("its own key");
        let theirs = tlog_tiles::Checkpoint::from_bytes(signed.note().text.as_bytes()).expect("our checkpoint");
        prop_assert_eq!((theirs.origin(), theirs.size(), theirs.hash().0), (origin, size, root));
        prop_assert_eq!(SignedCheckpoint::parse_verified(&signed.to_string(), key.verifier()), Ok(signed));
    }
}

#[test]
fn a_tree_says_what_it_does_not_hold() {
    let tree = ours(&data(5));
    assert_eq!(root_at(&tree, 6), Err(MerkleError::Missing { level: 1, index: 2 }));
    assert_eq!(inclusion_proof(&tree, 5, 5), Err(MerkleError::Range { position: 5, size: 5 }));
    assert_eq!(consistency_proof(&tree, 6, 5), Err(MerkleError::Range { position: 6, size: 5 }));
}
