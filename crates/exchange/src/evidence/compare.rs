//! A sealed folder beside the same folder read again: what changed, and where.

use super::manifest::{BLOCK_BYTES, Content, Exhibit, Manifest, blocks_of};
use liptako_core::UnixSeconds;
use liptako_journal::Hash;
use std::collections::{BTreeMap, HashMap};

/// An exhibit as it is found now, with the leaf hashes of its blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub exhibit: Exhibit,
    /// Of each block, when it differs from what was sealed; may be empty otherwise.
    pub leaves: Vec<Hash>,
}

/// Bytes from the first to the one before `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First byte, from 0.
    pub from: u64,
    /// First byte after it.
    pub to: u64,
}

/// A file whose content is another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Altered {
    /// Its path.
    pub path: String,
    /// Its length when it was sealed.
    pub bytes_then: u64,
    /// Its length now.
    pub bytes_now: u64,
    /// Where it differs, in whole blocks; empty when the file of blocks is not there to tell.
    pub spans: Vec<Span>,
}

/// What became of a sealed folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Files that are byte for byte as they were.
    pub n_intact: u64,
    /// Files whose content changed.
    pub altered: Vec<Altered>,
    /// Files and empty folders that are gone.
    pub missing: Vec<String>,
    /// Files and empty folders that were not there.
    pub added: Vec<String>,
    /// Files whose content is under another path now: then, now.
    pub renamed: Vec<(String, String)>,
    /// Files whose content is as it was and whose time is another: path, then, now.
    pub touched: Vec<(String, UnixSeconds, UnixSeconds)>,
}

impl Report {
    /// Whether every byte is where it was: times alone do not count.
    pub fn is_intact(&self) -> bool {
        self.altered.is_empty() && self.missing.is_empty() && self.added.is_empty() && self.renamed.is_empty()
    }
}

/// Compares. `blocks` are the leaf hashes of all blocks as they were sealed, in the manifest's order, when they are there.
pub fn compare(sealed: &Manifest, blocks: Option<&[Hash]>, found: &[Found]) -> Report {
    let now: BTreeMap<&str, &Found> =
        found.iter().map(|found| (found.exhibit.path.as_str(), found)).collect();
    let mut report = Report::default();
    let mut gone: Vec<&Exhibit> = Vec::new();
    let mut offset = 0usize;
    for exhibit in &sealed.exhibits {
        let n_blocks = match exhibit.content {
            Content::File { bytes, .. } => blocks_of(bytes) as usize,
            Content::EmptyFolder => 0,
        };
        let leaves = blocks.and_then(|all| all.get(offset..offset + n_blocks));
        offset += n_blocks;
        match (exhibit.content, now.get(exhibit.path.as_str())) {
            (_, None) => gone.push(exhibit),
            (Content::File { root, bytes, modified }, Some(other)) => match other.exhibit.content {
                Content::File { root: root_now, bytes: bytes_now, modified: modified_now } => {
                    if root != root_now || bytes != bytes_now {
                        let spans = leaves.map(|leaves| spans(leaves, &other.leaves, bytes.max(bytes_now)));
                        report.altered.push(Altered {
                            path: exhibit.path.clone(),
                            bytes_then: bytes,
                            bytes_now,
                            spans: spans.unwrap_or_default(),
                        });
                    } else {
                        report.n_intact += 1;
                        if modified != modified_now {
                            report.touched.push((exhibit.path.clone(), modified, modified_now));
                        }
                    }
                }
                Content::EmptyFolder => gone.push(exhibit),
            },
            (Content::EmptyFolder, Some(other)) => {
                if other.exhibit.content != Content::EmptyFolder {
                    gone.push(exhibit);
                }
            }
        }
    }
    let known: HashMap<&str, &Exhibit> =
        sealed.exhibits.iter().map(|exhibit| (exhibit.path.as_str(), exhibit)).collect();
    let is_file = |exhibit: &Exhibit| exhibit.content != Content::EmptyFolder;
    let mut new: Vec<&Exhibit> = found.iter().map(|found| &found.exhibit).collect();
    new.retain(|exhibit| {
        known.get(exhibit.path.as_str()).is_none_or(|then| is_file(then) != is_file(exhibit))
    });
    for exhibit in gone {
        match new.iter().position(|other| same_content(exhibit, other)) {
            Some(place) => report.renamed.push((exhibit.path.clone(), new.remove(place).path.clone())),
            None => report.missing.push(exhibit.path.clone()),
        }
    }
    report.added = new.into_iter().map(|exhibit| exhibit.path.clone()).collect();
    report.added.sort();
    report
}

/// Whether two files hold the same bytes; an empty file says nothing of where it came from.
fn same_content(a: &Exhibit, b: &Exhibit) -> bool {
    match (a.content, b.content) {
        (Content::File { root: a, bytes, .. }, Content::File { root: b, bytes: bytes_b, .. }) => {
            bytes > 0 && a == b && bytes == bytes_b
        }
        _ => false,
    }
}

/// Runs of blocks that differ.
fn spans(then: &[Hash], now: &[Hash], end: u64) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for block in 0..then.len().max(now.len()) {
        if then.get(block) == now.get(block) {
            continue;
        }
        let from = (block * BLOCK_BYTES) as u64;
        let to = (from + BLOCK_BYTES as u64).min(end);
        match spans.last_mut() {
            Some(last) if last.to == from => last.to = to,
            _ => spans.push(Span { from, to }),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use liptako_journal::merkle::{MemoryTree, leaf_hash};

    fn found(path: &str, bytes: &[u8], modified: UnixSeconds) -> Found {
        let leaves: Vec<Hash> = bytes.chunks(BLOCK_BYTES).map(leaf_hash).collect();
        let root = MemoryTree::from_leaves(leaves.iter().copied()).root();
        let content = Content::File { root, bytes: bytes.len() as u64, modified };
        Found { exhibit: Exhibit { path: path.into(), content }, leaves }
    }

    fn sealed(files: &[Found]) -> (Manifest, Vec<Hash>) {
        let exhibits = files.iter().map(|found| found.exhibit.clone()).collect();
        let manifest = Manifest::new(0, String::new(), String::new(), exhibits);
        let mut files = files.to_vec();
        files.sort_by(|a, b| a.exhibit.path.cmp(&b.exhibit.path));
        (manifest, files.into_iter().flat_map(|found| found.leaves).collect())
    }

    #[test]
    fn everything_that_may_happen_to_a_folder_is_told_apart() {
        let long = vec![5u8; 3 * BLOCK_BYTES + 10];
        let mut changed = long.clone();
        changed[BLOCK_BYTES + 1] = 6;
        *changed.last_mut().unwrap() = 6;
        let (manifest, blocks) = sealed(&[
            found("a", b"un", 1),
            found("b", &long, 1),
            found("c", b"trois", 1),
            found("d", b"quatre", 1),
            found("e", b"", 1),
        ]);
        let now =
            [found("a", b"un", 2), found("b", &changed, 1), found("z", b"trois", 1), found("f", b"", 1)];
        let report = compare(&manifest, Some(&blocks), &now);
        assert!(!report.is_intact());
        assert_eq!(report.n_intact, 1);
        assert_eq!(report.touched, [("a".to_owned(), 1, 2)]);
        assert_eq!(report.renamed, [("c".to_owned(), "z".to_owned())]);
        assert_eq!(report.missing, ["d", "e"]);
        assert_eq!(report.added, ["f"]);
        let block = BLOCK_BYTES as u64;
        assert_eq!(
            report.altered[0].spans,
            [Span { from: block, to: 2 * block }, Span { from: 3 * block, to: 3 * block + 10 }]
        );
        let without = compare(&manifest, None, &now);
        assert_eq!((without.altered.len(), without.altered[0].spans.len()), (1, 0));
    }

    #[test]
    fn a_longer_file_differs_to_its_end() {
        let (manifest, blocks) = sealed(&[found("a", b"court", 1)]);
        let report = compare(&manifest, Some(&blocks), &[found("a", &[1; 100_000], 1)]);
        assert_eq!(report.altered[0].spans, [Span { from: 0, to: 100_000 }]);
    }

    proptest::proptest! {
        #[test]
        fn any_single_byte_is_found_at_its_place(length in 1usize..300_000, at in 0usize..300_000, flip in 1u8..=255) {
            let at = at % length;
            let before = vec![9u8; length];
            let mut after = before.clone();
            after[at] ^= flip;
            let (manifest, blocks) = sealed(&[found("x", &before, 1)]);
            let report = compare(&manifest, Some(&blocks), &[found("x", &after, 1)]);
            let span = report.altered[0].spans[0];
            proptest::prop_assert!(span.from <= at as u64 && (at as u64) < span.to);
            proptest::prop_assert!(span.to - span.from <= BLOCK_BYTES as u64);
        }
    }
}
