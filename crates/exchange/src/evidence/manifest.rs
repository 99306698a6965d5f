//! The manifest of a seal: a text that a person can read and a program can check, the same bytes for the same folder.
//!
//! ```text
//! liptako-evidence/1
//! made 2026-03-05T10:00:00Z
//! title Contrôle sur place du 5 mars 2026
//! reference ML-2026-0007
//! exhibits 2
//! bytes 1048579
//! root 0f3a… (64 hexadecimal digits)
//!
//! 9c1e… 1048576 1772704800 photos/entrée.jpg
//! 77b2… 3 1772704860 notes.txt
//! - photos/vides/
//! ```
//!
//! A file's hash is the RFC 6962 root over its blocks of 64 KiB, each a leaf; the root of the whole is the RFC 6962 root
//! over the lines of the exhibits, in the order of their paths. `title` and `reference` may be absent. A line that begins
//! with `-` is a folder without anything in it.

use jiff::Timestamp;
use liptako_core::UnixSeconds;
use liptako_journal::Hash;
use liptako_journal::merkle::{MemoryTree, leaf_hash};
use std::fmt::{self, Write as _};
use std::str::FromStr;

/// Bytes of a block: what a change is narrowed down to.
pub const BLOCK_BYTES: usize = 64 * 1024;
/// Most exhibits of one seal.
pub const MAX_EXHIBITS: usize = 200_000;
/// Longest manifest, in bytes.
pub const MAX_MANIFEST_BYTES: usize = 64 * 1024 * 1024;
/// Longest path, in bytes.
pub const MAX_PATH: usize = 1024;
/// Most folders around a file.
pub const MAX_DEPTH: usize = 64;
/// Longest title, in characters.
pub const MAX_TITLE: usize = 200;
/// Longest reference, in characters.
pub const MAX_REFERENCE: usize = 60;

const FIRST_LINE: &str = "liptako-evidence/1";

/// What lies at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A file.
    File {
        /// RFC 6962 root over its blocks.
        root: Hash,
        /// Its length.
        bytes: u64,
        /// When it was last changed, by the machine it lay on.
        modified: UnixSeconds,
    },
    /// A folder with nothing in it.
    EmptyFolder,
}

/// One line of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exhibit {
    /// Its path under the sealed folder: parts separated by `/`, in Unicode's composed form (NFC).
    pub path: String,
    /// What lies there.
    pub content: Content,
}

/// A folder as it was when it was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// When it was sealed, by the clock of the machine: a claim.
    pub made: UnixSeconds,
    /// What it is, in a few words; may be empty.
    pub title: String,
    /// Number of the case or of the inspection; may be empty.
    pub reference: String,
    /// Its exhibits, in the order of their paths.
    pub exhibits: Vec<Exhibit>,
}

/// What is wrong with a line of a manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ManifestProblem {
    /// Longer than [`MAX_MANIFEST_BYTES`], or more than [`MAX_EXHIBITS`] exhibits.
    #[error("it is too large for a manifest")]
    TooLarge,
    /// It does not begin as a manifest of this version.
    #[error("it does not begin with “liptako-evidence/1”")]
    Start,
    /// Not the line that stands here in a manifest.
    #[error("it is not the line expected here")]
    Line,
    /// A path that no seal writes: absolute, with “..”, control characters or a backslash, too long or too deep.
    #[error("the path is not one of a sealed folder")]
    Path,
    /// Paths twice, or not in order.
    #[error("the paths are not in their order")]
    Order,
    /// The counts or the root do not fit the lines.
    #[error("the counts or the root at its head do not fit its lines")]
    Sum,
    /// A title or reference that is too long or holds control characters.
    #[error("the title or reference is too long, or holds control characters")]
    Words,
}

/// A manifest that cannot be read, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the manifest: {problem}")]
pub struct ManifestFault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: ManifestProblem,
}

/// Sixteen bytes of the SHA-256 of a manifest, for people to read out to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 16]);

impl fmt::Display for Fingerprint {
    /// Eight groups of four hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, pair) in self.0.chunks(2).enumerate() {
            if place > 0 {
                f.write_char(' ')?;
            }
            for byte in pair {
                write!(f, "{byte:02X}")?;
            }
        }
        Ok(())
    }
}

impl Fingerprint {
    /// Of a manifest's hash.
    pub fn of(manifest: &Hash) -> Self {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&manifest.0[..16]);
        Self(bytes)
    }
}

/// Number of blocks of a file of this length.
pub const fn blocks_of(bytes: u64) -> u64 {
    bytes.div_ceil(BLOCK_BYTES as u64)
}

/// Whether a path is one that a seal writes.
pub fn is_lawful_path(path: &str) -> bool {
    let parts = path.split('/');
    let is_lawful = |part: &str| !part.is_empty() && part != "." && part != "..";
    path.len() <= MAX_PATH
        && parts.clone().count() <= MAX_DEPTH
        && parts.clone().all(is_lawful)
        && !path.chars().any(|c| c.is_control() || c == '\\')
}

/// Whether words may stand on one line of the head.
pub fn are_lawful_words(words: &str, most: usize) -> bool {
    words.chars().count() <= most && words.trim() == words && !words.chars().any(char::is_control)
}

impl Exhibit {
    /// Its line, without the end of line: what is hashed.
    pub fn line(&self) -> String {
        match self.content {
            Content::File { root, bytes, modified } => format!("{root} {bytes} {modified} {}", self.path),
            Content::EmptyFolder => format!("- {}/", self.path),
        }
    }

    fn parse(line: &str) -> Result<Self, ManifestProblem> {
        if let Some(path) = line.strip_prefix("- ").and_then(|rest| rest.strip_suffix('/')) {
            let exhibit = Self { path: path.to_owned(), content: Content::EmptyFolder };
            return if is_lawful_path(path) { Ok(exhibit) } else { Err(ManifestProblem::Path) };
        }
        let mut fields = line.splitn(4, ' ');
        let mut next = || fields.next().ok_or(ManifestProblem::Line);
        let root: Hash = next()?.parse().map_err(|_| ManifestProblem::Line)?;
        let bytes = next()?.parse().map_err(|_| ManifestProblem::Line)?;
        let modified = next()?.parse().map_err(|_| ManifestProblem::Line)?;
        let path = next()?.to_owned();
        if !is_lawful_path(&path) {
            return Err(ManifestProblem::Path);
        }
        Ok(Self { path, content: Content::File { root, bytes, modified } })
    }
}

impl Manifest {
    /// Puts exhibits in order under a head.
    pub fn new(made: UnixSeconds, title: String, reference: String, mut exhibits: Vec<Exhibit>) -> Self {
        exhibits.sort_by(|a, b| a.path.cmp(&b.path));
        Self { made, title, reference, exhibits }
    }

    /// Root over the lines of the exhibits.
    pub fn root(&self) -> Hash {
        MemoryTree::from_leaves(self.exhibits.iter().map(|exhibit| leaf_hash(exhibit.line().as_bytes())))
            .root()
    }

    /// Bytes of all its files.
    pub fn bytes(&self) -> u64 {
        let sizes = self.exhibits.iter().map(|exhibit| match exhibit.content {
            Content::File { bytes, .. } => bytes,
            Content::EmptyFolder => 0,
        });
        sizes.fold(0, u64::saturating_add)
    }

    /// Number of its files.
    pub fn n_files(&self) -> u64 {
        self.exhibits.iter().filter(|exhibit| exhibit.content != Content::EmptyFolder).count() as u64
    }

    /// SHA-256 of its text: covers the head too.
    pub fn hash(&self) -> Hash {
        Hash::of(self.to_string().as_bytes())
    }

    /// Blocks of all its files.
    pub fn n_blocks(&self) -> u64 {
        let blocks = self.exhibits.iter().map(|exhibit| match exhibit.content {
            Content::File { bytes, .. } => blocks_of(bytes),
            Content::EmptyFolder => 0,
        });
        blocks.fold(0, u64::saturating_add)
    }
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let made = Timestamp::from_second(self.made).unwrap_or_default();
        writeln!(f, "{FIRST_LINE}\nmade {made}")?;
        for (name, words) in [("title", &self.title), ("reference", &self.reference)] {
            if !words.is_empty() {
                writeln!(f, "{name} {words}")?;
            }
        }
        writeln!(f, "exhibits {}\nbytes {}\nroot {}\n", self.exhibits.len(), self.bytes(), self.root())?;
        for exhibit in &self.exhibits {
            writeln!(f, "{}", exhibit.line())?;
        }
        Ok(())
    }
}

/// Lines with their numbers, one at a time.
struct Lines<'a> {
    rest: std::iter::Peekable<std::str::Split<'a, char>>,
    line: usize,
}

impl<'a> Lines<'a> {
    fn fault(&self, problem: ManifestProblem) -> ManifestFault {
        ManifestFault { line: self.line, problem }
    }

    fn next(&mut self) -> Option<&'a str> {
        self.line += 1;
        self.rest.next()
    }

    /// The words behind a name that must stand here.
    fn named(&mut self, name: &str) -> Result<&'a str, ManifestFault> {
        let line = self.next().and_then(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.ok_or_else(|| self.fault(ManifestProblem::Line))
    }

    /// The words behind a name that may stand here.
    fn words(&mut self, name: &str, most: usize) -> Result<String, ManifestFault> {
        if self.rest.peek().is_none_or(|line| !line.starts_with(&format!("{name} "))) {
            return Ok(String::new());
        }
        let words = self.named(name)?;
        if words.is_empty() || !are_lawful_words(words, most) {
            return Err(self.fault(ManifestProblem::Words));
        }
        Ok(words.to_owned())
    }

    fn number(&mut self, name: &str) -> Result<u64, ManifestFault> {
        self.named(name)?.parse().map_err(|_| self.fault(ManifestProblem::Line))
    }
}

impl FromStr for Manifest {
    type Err = ManifestFault;

    /// Accepts only the one text that a seal writes.
    fn from_str(text: &str) -> Result<Self, ManifestFault> {
        let mut lines = Lines { rest: text.split('\n').peekable(), line: 0 };
        if text.len() > MAX_MANIFEST_BYTES {
            return Err(ManifestFault { line: 1, problem: ManifestProblem::TooLarge });
        }
        if lines.next() != Some(FIRST_LINE) {
            return Err(lines.fault(ManifestProblem::Start));
        }
        let made: Timestamp = lines.named("made")?.parse().map_err(|_| lines.fault(ManifestProblem::Line))?;
        let title = lines.words("title", MAX_TITLE)?;
        let reference = lines.words("reference", MAX_REFERENCE)?;
        let (n_exhibits, bytes) = (lines.number("exhibits")?, lines.number("bytes")?);
        let head = lines.line;
        if n_exhibits > MAX_EXHIBITS as u64 {
            return Err(lines.fault(ManifestProblem::TooLarge));
        }
        let root: Hash = lines.named("root")?.parse().map_err(|_| lines.fault(ManifestProblem::Line))?;
        if lines.next() != Some("") {
            return Err(lines.fault(ManifestProblem::Line));
        }
        let mut exhibits: Vec<Exhibit> = Vec::new();
        for _ in 0..n_exhibits {
            let line = lines.next().ok_or_else(|| lines.fault(ManifestProblem::Line))?;
            let exhibit = Exhibit::parse(line).map_err(|problem| lines.fault(problem))?;
            if exhibits.last().is_some_and(|last| last.path >= exhibit.path) {
                return Err(lines.fault(ManifestProblem::Order));
            }
            exhibits.push(exhibit);
        }
        if lines.next() != Some("") || lines.next().is_some() {
            return Err(lines.fault(ManifestProblem::Line));
        }
        let read = Self { made: made.as_second(), title, reference, exhibits };
        if read.bytes() != bytes || read.root() != root {
            return Err(ManifestFault { line: head, problem: ManifestProblem::Sum });
        }
        // Numbers and times have one spelling only.
        if read.to_string() != text {
            return Err(ManifestFault { line: 2, problem: ManifestProblem::Line });
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn file(path: &str, bytes: u64) -> Exhibit {
        let content = Content::File { root: Hash([7; 32]), bytes, modified: 1_772_704_800 };
        Exhibit { path: path.into(), content }
    }

    pub(crate) fn sample() -> Manifest {
        let folder = Exhibit { path: "photos/vides".into(), content: Content::EmptyFolder };
        let exhibits = vec![file("photos/entrée.jpg", 1_048_576), folder, file("notes.txt", 3)];
        Manifest::new(1_772_704_900, "Contrôle sur place (fiction)".into(), "ML-2026-0007".into(), exhibits)
    }

    #[test]
    fn the_text_is_frozen_and_comes_back() {
        let text = sample().to_string();
        assert_eq!(
            text,
            "liptako-evidence/1\nmade 2026-03-05T10:01:40Z\ntitle Contrôle sur place (fiction)\nreference ML-2026-0007\n\
             exhibits 3\nbytes 1048579\nroot 957f927fed16f2650c00ed0c9ffbc63e25457ae2de87ee9fbb1aeafd1f2960bd\n\n\
             0707070707070707070707070707070707070707070707070707070707070707 3 1772704800 notes.txt\n\
             0707070707070707070707070707070707070707070707070707070707070707 1048576 1772704800 photos/entrée.jpg\n\
             - photos/vides/\n"
        );
        assert_eq!(text.parse::<Manifest>().unwrap(), sample());
        assert_eq!(Fingerprint::of(&sample().hash()).to_string().len(), 8 * 4 + 7);
    }

    #[test]
    fn a_manifest_written_by_hand_is_refused_where_it_is_wrong() {
        let text = sample().to_string();
        let refused = |from: &str, to: &str| {
            let fault = text.replacen(from, to, 1).parse::<Manifest>().unwrap_err();
            (fault.line, fault.problem)
        };
        use ManifestProblem as P;
        assert_eq!(refused("evidence/1", "evidence/2"), (1, P::Start));
        assert_eq!(refused("T10:01:40Z", "T10:01:40+00:00"), (2, P::Line));
        assert_eq!(refused("title Contrôle", "title \u{7}Contrôle"), (3, P::Words));
        assert_eq!(refused("exhibits 3", "exhibits 999999999"), (6, P::TooLarge));
        assert_eq!(refused("exhibits 3", "exhibits 4"), (12, P::Line));
        assert_eq!(refused("bytes 1048579", "bytes 9"), (6, P::Sum));
        assert_eq!(refused("photos/entrée.jpg", "../../etc/passwd"), (10, P::Path));
        assert_eq!(refused("photos/entrée.jpg", "/etc/passwd"), (10, P::Path));
        assert_eq!(refused("photos/entrée.jpg", "a.txt"), (10, P::Order));
        assert_eq!(refused(" 3 1772704800", " 4 1772704800"), (6, P::Sum));
        assert_eq!(refused("- photos", "? photos"), (11, P::Line));
    }

    #[test]
    fn unlawful_paths_are_known() {
        for path in ["", "/a", "a/", "a//b", ".", "a/../b", "a\\b", "a\nb", "a\u{0}"] {
            assert!(!is_lawful_path(path), "{path:?}");
        }
        assert!(is_lawful_path("Pièces saisies/n° 1.pdf"));
        assert!(!is_lawful_path(&"a/".repeat(70)) && !is_lawful_path(&"a".repeat(1025)));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "(liptako-evidence/1\n)?(made |title |bytes |root )?[ -~\n]{0,200}") {
            let _ = text.parse::<Manifest>();
        }

        #[test]
        fn one_changed_byte_is_refused_or_read_as_another_seal(at in 0usize..400, flip in 1u8..128) {
            let mut bytes = sample().to_string().into_bytes();
            let at = at % bytes.len();
            bytes[at] ^= flip;
            if let Ok(Ok(read)) = String::from_utf8(bytes).map(|text| text.parse::<Manifest>()) {
                prop_assert_ne!(read.hash(), sample().hash());
            }
        }
    }
}
