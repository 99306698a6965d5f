//! The Merkle tree of RFC 6962, section 2.1: roots, proofs, and the right edge that grows.
//!
//! One code path serves journals (leaves are entries) and bodies (leaves are chunks). Trees are seen
//! through [`Subtrees`], so the same functions work over memory and over tiles on disk.
//! Verification follows RFC 9162, sections 2.1.3.2 and 2.1.4.2 (same hashes, clearer algorithm).

use crate::hash::{Hash, Sha256Writer};

/// Root of the tree without leaves: SHA-256 of nothing.
pub const EMPTY_ROOT: Hash = Hash([
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27,
    0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
]);

/// Most hashes in a proof. A tree of 2^40 leaves never needs more than 41.
pub const MAX_PROOF_HASHES: usize = 64;

/// Why a tree cannot answer, or why a proof is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MerkleError {
    /// The tree does not hold this complete subtree.
    #[error("the tree has no complete node {index} at level {level}")]
    Missing {
        /// Height: the subtree has `2^level` leaves.
        level: u8,
        /// Position among the nodes of that level.
        index: u64,
    },
    /// The node exists but could not be read.
    #[error("a tree node could not be read: {0}")]
    Unreadable(String),
    /// Sizes that no tree can have together: an index past the end, an old size above the new one.
    #[error("position {position} does not lie within a tree of {size} leaves")]
    Range {
        /// The index or old size asked for.
        position: u64,
        /// The size of the tree.
        size: u64,
    },
    /// More than [`MAX_PROOF_HASHES`].
    #[error("a proof has at most 64 hashes, this one has {0}")]
    ProofTooLong(usize),
    /// The proof has too few or too many hashes for these sizes.
    #[error("the proof does not have the length these sizes need")]
    ProofLength,
    /// The recomputed root is another one.
    #[error("the proof leads to another root")]
    Mismatch,
}

/// Hash of a leaf: SHA-256(0x00 ‖ data).
pub fn leaf_hash(data: &[u8]) -> Hash {
    Sha256Writer::default().and(&[0]).and(data).finish()
}

/// Hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256Writer::default().and(&[1]).and(&left.0).and(&right.0).finish()
}

/// A tree, seen as its complete subtrees.
pub trait Subtrees {
    /// Root of the complete subtree over the leaves `index·2^level .. (index+1)·2^level`.
    ///
    /// # Errors
    /// [`MerkleError::Missing`] when the tree does not reach that far, [`MerkleError::Unreadable`] when
    /// its store fails.
    fn subtree(&self, level: u8, index: u64) -> Result<Hash, MerkleError>;
}

/// The right edge of a tree: enough to add leaves and to tell the root. At most 64 hashes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    /// Roots of the complete subtrees, one per bit set in `size`, largest first.
    peaks: Vec<Hash>,
}

/// A complete node that came to exist when a leaf was added: level, index at that level, hash.
pub type Completed = (u8, u64, Hash);

impl Frontier {
    /// The edge of the empty tree.
    pub const fn new() -> Self {
        Self { size: 0, peaks: Vec::new() }
    }

    /// Reads the edge of the first `size` leaves of a tree.
    ///
    /// # Errors
    /// What `tree` answers.
    pub fn from_subtrees(tree: &impl Subtrees, size: u64) -> Result<Self, MerkleError> {
        let mut peaks = Vec::with_capacity(size.count_ones() as usize);
        let mut begin = 0;
        for level in (0..64u8).rev().filter(|level| size >> level & 1 == 1) {
            peaks.push(tree.subtree(level, begin >> level)?);
            begin += 1 << level;
        }
        Ok(Self { size, peaks })
    }

    /// Adds a leaf; answers every node completed by it, the leaf itself first.
    pub fn push(&mut self, leaf: Hash) -> Vec<Completed> {
        let mut completed = vec![(0, self.size, leaf)];
        let (mut level, mut index, mut hash) = (0u8, self.size, leaf);
        while index & 1 == 1 {
            // One peak stands for each bit set, so an odd index always has its left sibling here.
            let Some(left) = self.peaks.pop() else { break };
            hash = node_hash(&left, &hash);
            level += 1;
            index >>= 1;
            completed.push((level, index, hash));
        }
        self.peaks.push(hash);
        self.size += 1;
        completed
    }

    /// Number of leaves.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Root of the tree so far.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else { return EMPTY_ROOT };
        peaks.fold(*last, |right, left| node_hash(left, &right))
    }
}

/// Root of the first `size` leaves of a tree.
///
/// # Errors
/// What `tree` answers.
pub fn root_at(tree: &impl Subtrees, size: u64) -> Result<Hash, MerkleError> {
    if size == 0 { Ok(EMPTY_ROOT) } else { range_hash(tree, 0, size) }
}

/// Proof that leaf `index` stands in the first `size` leaves, leaf to root (RFC 6962, section 2.1.1).
///
/// # Errors
/// [`MerkleError::Range`] when `index >= size`; what `tree` answers.
pub fn inclusion_proof(tree: &impl Subtrees, index: u64, size: u64) -> Result<Vec<Hash>, MerkleError> {
    if index >= size {
        return Err(MerkleError::Range { position: index, size });
    }
    let (mut begin, mut end) = (0, size);
    let mut proof = Vec::new();
    while end - begin > 1 {
        let middle = begin + split(end - begin);
        if index < middle {
            proof.push(range_hash(tree, middle, end)?);
            end = middle;
        } else {
            proof.push(range_hash(tree, begin, middle)?);
            begin = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// Proof that the first `old` leaves are a prefix of the first `new` ones (RFC 6962, section 2.1.2).
///
/// Empty when `old` is zero or equal to `new`.
///
/// # Errors
/// [`MerkleError::Range`] when `old > new`; what `tree` answers.
pub fn consistency_proof(tree: &impl Subtrees, old: u64, new: u64) -> Result<Vec<Hash>, MerkleError> {
    if old > new {
        return Err(MerkleError::Range { position: old, size: new });
    }
    let mut proof = Vec::new();
    if old == 0 || old == new {
        return Ok(proof);
    }
    let (mut begin, mut end, mut known) = (0, new, true);
    while old != end {
        let middle = begin + split(end - begin);
        if old <= middle {
            proof.push(range_hash(tree, middle, end)?);
            end = middle;
        } else {
            proof.push(range_hash(tree, begin, middle)?);
            begin = middle;
            known = false;
        }
    }
    // The verifier knows the old root: it is left out when it is itself a node of the new tree.
    if !known {
        proof.push(range_hash(tree, begin, end)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Checks that `leaf` is leaf `index` of the tree of `size` leaves with this root.
///
/// # Errors
/// [`MerkleError`] says what is wrong with the proof.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    root: &Hash,
    proof: &[Hash],
) -> Result<(), MerkleError> {
    if index >= size {
        return Err(MerkleError::Range { position: index, size });
    }
    bounded(proof)?;
    let (mut node, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return Err(MerkleError::ProofLength);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    match (last, hash == *root) {
        (0, true) => Ok(()),
        (0, false) => Err(MerkleError::Mismatch),
        _ => Err(MerkleError::ProofLength),
    }
}

/// Recomputes the roots at `old` and `new` that a consistency proof leads to.
///
/// When `old` is a power of two the proof leaves the old root out, and `old_root_hint` takes its place
/// (then the first root answered is the hint itself, so compare the second).
///
/// # Errors
/// [`MerkleError::Range`] unless `0 < old < new`; [`MerkleError::ProofLength`] and
/// [`MerkleError::ProofTooLong`].
pub fn consistency_roots(
    old: u64,
    new: u64,
    proof: &[Hash],
    old_root_hint: &Hash,
) -> Result<(Hash, Hash), MerkleError> {
    if old == 0 || old >= new {
        return Err(MerkleError::Range { position: old, size: new });
    }
    bounded(proof)?;
    let (first, rest) = if old.is_power_of_two() {
        (old_root_hint, proof)
    } else {
        proof.split_first().ok_or(MerkleError::ProofLength)?
    };
    let shift = (old - 1).trailing_ones();
    let (mut node, mut last) = ((old - 1) >> shift, (new - 1) >> shift);
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in rest {
        if last == 0 {
            return Err(MerkleError::ProofLength);
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last == 0 { Ok((old_hash, new_hash)) } else { Err(MerkleError::ProofLength) }
}

/// Checks that the tree of `new` leaves only added to the tree of `old` leaves.
///
/// # Errors
/// [`MerkleError`] says what is wrong; [`MerkleError::Mismatch`] means another history.
pub fn verify_consistency(
    old: u64,
    new: u64,
    old_root: &Hash,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), MerkleError> {
    if old > new {
        return Err(MerkleError::Range { position: old, size: new });
    }
    let same = |left: &Hash, right: &Hash| if left == right { Ok(()) } else { Err(MerkleError::Mismatch) };
    if old == new || old == 0 {
        if !proof.is_empty() {
            return Err(MerkleError::ProofLength);
        }
        return same(old_root, if old == 0 { &EMPTY_ROOT } else { new_root });
    }
    let (old_found, new_found) = consistency_roots(old, new, proof, old_root)?;
    same(&old_found, old_root)?;
    same(&new_found, new_root)
}

/// A whole tree in memory: for the chunks of a body, and as a reference in tests.
#[derive(Debug, Clone, Default)]
pub struct MemoryTree {
    frontier: Frontier,
    levels: Vec<Vec<Hash>>,
}

impl MemoryTree {
    /// Builds the tree over these leaf hashes.
    pub fn from_leaves(leaves: impl IntoIterator<Item = Hash>) -> Self {
        let mut tree = Self::default();
        leaves.into_iter().for_each(|leaf| tree.push(leaf));
        tree
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: Hash) {
        for (level, _, hash) in self.frontier.push(leaf) {
            match self.levels.get_mut(usize::from(level)) {
                Some(nodes) => nodes.push(hash),
                None => self.levels.push(vec![hash]),
            }
        }
    }

    /// Number of leaves.
    pub const fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Root of the whole tree.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }
}

impl Subtrees for MemoryTree {
    fn subtree(&self, level: u8, index: u64) -> Result<Hash, MerkleError> {
        let node = usize::try_from(index).ok().and_then(|i| self.levels.get(usize::from(level))?.get(i));
        node.copied().ok_or(MerkleError::Missing { level, index })
    }
}

fn bounded(proof: &[Hash]) -> Result<(), MerkleError> {
    if proof.len() > MAX_PROOF_HASHES { Err(MerkleError::ProofTooLong(proof.len())) } else { Ok(()) }
}

/// Largest power of two strictly below `leaves`, which is at least 2.
const fn split(leaves: u64) -> u64 {
    1 << (u64::BITS - 1 - (leaves - 1).leading_zeros())
}

/// Root over the leaves `begin..end`, a range that the recursion of RFC 6962 visits: either a complete
/// subtree, or one that reaches the right edge.
fn range_hash(tree: &impl Subtrees, begin: u64, end: u64) -> Result<Hash, MerkleError> {
    let leaves = end - begin;
    if leaves.is_power_of_two() {
        let level = leaves.trailing_zeros();
        return tree.subtree(level as u8, begin >> level);
    }
    let middle = begin + split(leaves);
    let left = range_hash(tree, begin, middle)?;
    Ok(node_hash(&left, &range_hash(tree, middle, end)?))
}
