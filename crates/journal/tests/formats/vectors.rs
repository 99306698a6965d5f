//! Published vectors: the Certificate Transparency reference tree and the notes of the C2SP texts.

use liptako_journal::merkle::{
    EMPTY_ROOT, consistency_proof, inclusion_proof, leaf_hash, root_at, verify_consistency, verify_inclusion,
};
use liptako_journal::{Frontier, Hash, LogKey, MemoryTree, SignedNote, VerifierKey};

/// The eight leaves of the Certificate Transparency reference tree.
const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
/// Its roots at sizes 0 to 8.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
/// (index, size, proof)
const INCLUSION: [(u64, u64, &[&str]); 4] = [
    (
        0,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        &[
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
];
/// (old, new, proof)
const CONSISTENCY: [(u64, u64, &[&str]); 4] = [
    (1, 1, &[]),
    (
        1,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        &[
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        &[
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
];

fn hash(hex: &str) -> Hash {
    hex.parse().expect("a hash")
}

fn hashes(hex: &[&str]) -> Vec<Hash> {
    hex.iter().copied().map(hash).collect()
}

fn leaves() -> Vec<Hash> {
    LEAVES.iter().map(|leaf| leaf_hash(&hex::decode(leaf).expect("hexadecimal"))).collect()
}

#[test]
fn the_reference_tree_has_its_published_roots() {
    let tree = MemoryTree::from_leaves(leaves());
    let mut edge = Frontier::new();
    assert_eq!(edge.root(), EMPTY_ROOT);
    for (size, root) in (0u64..).zip(ROOTS) {
        assert_eq!(root_at(&tree, size), Ok(hash(root)), "size {size}");
        assert_eq!(edge.root(), hash(root), "size {size}, growing");
        assert_eq!(Frontier::from_subtrees(&tree, size), Ok(edge.clone()));
        if let Some(leaf) = leaves().get(size as usize) {
            edge.push(*leaf);
        }
    }
}

#[test]
fn the_reference_tree_has_its_published_inclusion_proofs() {
    let tree = MemoryTree::from_leaves(leaves());
    for (index, size, proof) in INCLUSION {
        assert_eq!(inclusion_proof(&tree, index, size), Ok(hashes(proof)));
        let (leaf, root) = (leaves()[index as usize], hash(ROOTS[size as usize]));
        assert_eq!(verify_inclusion(&leaf, index, size, &root, &hashes(proof)), Ok(()));
    }
}

#[test]
fn the_reference_tree_has_its_published_consistency_proofs() {
    let tree = MemoryTree::from_leaves(leaves());
    for (old, new, proof) in CONSISTENCY {
        assert_eq!(consistency_proof(&tree, old, new), Ok(hashes(proof)));
        let (old_root, new_root) = (hash(ROOTS[old as usize]), hash(ROOTS[new as usize]));
        assert_eq!(verify_consistency(old, new, &old_root, &new_root, &hashes(proof)), Ok(()));
    }
}

const NEUMANN: &str = "\
If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
";
const NEUMANN_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const NEUMANN_SEED: &str = "810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173";

#[test]
fn the_well_known_note_verifies_and_is_written_back_byte_for_byte() {
    let key: VerifierKey = NEUMANN_KEY.parse().expect("a verifier key");
    assert_eq!(key.to_string(), NEUMANN_KEY);
    let note = SignedNote::parse(NEUMANN).expect("a note");
    assert_eq!(note.verify(&key), Ok(None));
    assert_eq!(note.to_string(), NEUMANN);
}

#[test]
fn the_well_known_secret_makes_the_well_known_signature() {
    let mut seed = [0; 32];
    hex::decode_to_slice(NEUMANN_SEED, &mut seed).expect("hexadecimal");
    let key = LogKey::from_seed("PeterNeumann", &seed).expect("a valid name");
    assert_eq!(key.verifier().to_string(), NEUMANN_KEY);
    let note = SignedNote::parse(NEUMANN).expect("a note");
    assert_eq!(key.sign(&note.text), note.signatures[0]);
}

/// From the text of signed-note: its body holds a blank line, which must not end it.
#[test]
fn the_specifications_own_note_is_split_at_its_last_blank_line() {
    let text = "\
Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
";
    let note = SignedNote::parse(text).expect("a note");
    assert!(note.text.ends_with("ed è subito sera.\n"));
    assert_eq!((note.signatures.len(), note.signatures[0].key_id), (1, 0x367b_a04b));
    assert_eq!(note.to_string(), text);
}

/// From the text of tlog-cosignature: the time stands in the first eight bytes.
#[test]
fn the_specifications_own_cosigned_checkpoint_is_read_byte_for_byte() {
    let text = "\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
";
    let note = SignedNote::parse(text).expect("a note");
    let checkpoint: liptako_journal::Checkpoint = note.text.parse().expect("a checkpoint");
    assert_eq!(checkpoint.size, 20_852_163);
    assert_eq!(checkpoint.to_string(), note.text);
    assert_eq!(note.signatures[1].bytes.len(), 72);
    assert_eq!(note.signatures[1].bytes[..8], 1_679_315_147u64.to_be_bytes());
    assert_eq!(note.to_string(), text);
}
