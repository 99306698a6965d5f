//! Documents of a folder that become drafts: pure rules, and the ledger that lets an import go on where it was cut.
//!
//! Each document is named by the SHA-256 of its bytes. Its draft's identifier is drawn from that, and the ledger notes it
//! in the same transaction that saves the draft: after a cut, what was noted is passed over, and nothing is there twice.

use super::act::PracticeError;
use super::draft::{self, Writing};
use super::model::{Content, MAX_LINE, MAX_TITLE};
use super::view;
use liptako_core::{Kind, ObjectId, UnixSeconds};
use liptako_identity::Officer;
use liptako_journal::Hash;
use liptako_storage::{StorageError, Tx, params, search, sql};
use std::collections::BTreeSet;

/// Most documents of one folder.
pub const MAX_DOCUMENTS: usize = 20_000;
/// Largest document, in bytes.
pub const MAX_DOCUMENT_BYTES: u64 = 1 << 30;
/// From which likeness, of 100, two titles are told as nearly the same.
const NEAR: usize = 80;

/// What a document's name says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// Read into the practice itself.
    Markdown,
    /// Likewise, without marks.
    Text,
    /// Attached.
    Pdf,
    /// Attached.
    Docx,
}

impl DocumentKind {
    /// By the extension, whatever its case; `None` for what is not imported.
    pub fn of(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        Some(match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Self::Markdown,
            "txt" => Self::Text,
            "pdf" => Self::Pdf,
            "docx" => Self::Docx,
            _ => return None,
        })
    }

    /// Whether it is attached rather than read into the practice.
    pub const fn is_attached(self) -> bool {
        matches!(self, Self::Pdf | Self::Docx)
    }

    /// Whether the first bytes are those of such a document: a name alone is believed of nobody.
    pub fn begins(self, bytes: &[u8]) -> bool {
        match self {
            Self::Markdown | Self::Text => !bytes.contains(&0),
            Self::Pdf => bytes.starts_with(b"%PDF-"),
            Self::Docx => bytes.starts_with(b"PK\x03\x04"),
        }
    }
}

/// The draft that a document becomes.
pub fn draft_id(sha256: &Hash) -> ObjectId {
    let hash = Hash::of(&[b"liptako-practice-import/1\n", &sha256.0[..]].concat());
    let mut id = [0; 16];
    id.copy_from_slice(&hash.0[..16]);
    ObjectId::from_bytes(id)
}

/// What is known of a document already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    New,
    /// It was imported before, from this path.
    Imported(String),
    /// A practice has it attached: its title.
    Attached(String),
}

/// Whether these bytes are here already.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn known(tx: &mut dyn Tx, sha256: &Hash) -> Result<Known, StorageError> {
    let row = tx.opt(sql!("SELECT path FROM practice_import WHERE sha256 = ?1"), params![*sha256])?;
    if let Some(row) = row {
        return Ok(Known::Imported(row.get("path")?));
    }
    Ok(view::with_bytes(tx, sha256)?.map_or(Known::New, |line| Known::Attached(line.title)))
}

/// Saves a document as a draft and notes it, in one transaction. `false` when it was noted before.
///
/// # Errors
/// [`PracticeError`].
pub fn keep(
    tx: &mut dyn Tx,
    now: UnixSeconds,
    officer: &Officer,
    (sha256, path): (&Hash, &str),
    content: Content,
) -> Result<bool, PracticeError> {
    if known(tx, sha256)? != Known::New {
        return Ok(false);
    }
    let id = draft_id(sha256);
    let title: String = content.title.chars().take(MAX_TITLE).collect();
    let writing =
        Writing { practice: None, content, source: None, takes_in: Vec::new(), note: String::new() };
    draft::save(tx, now, officer, (id, 0), &writing)?;
    let path: String = path.chars().take(MAX_LINE).collect();
    tx.execute(
        sql!("INSERT INTO practice_import (sha256, path, draft, title, seconds) VALUES (?1, ?2, ?3, ?4, ?5)"),
        params![*sha256, path, id, title, now],
    )?;
    Ok(true)
}

/// A practice here whose title is nearly this one.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn near(tx: &mut dyn Tx, title: &str) -> Result<Option<String>, StorageError> {
    for hit in search::find(tx, title, 20)? {
        if hit.kind == Kind::PRACTICE_VERSION
            && let Some(line) = view::by_id(tx, hit.object)?
            && is_near(&line.title, title)
        {
            return Ok(Some(line.title));
        }
    }
    Ok(None)
}

/// Whether two titles are nearly the same: they share most of their groups of three letters, accents and case aside.
pub fn is_near(a: &str, b: &str) -> bool {
    let (a, b) = (groups(a), groups(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let both = a.intersection(&b).count();
    2 * both * 100 >= NEAR * (a.len() + b.len())
}

fn groups(text: &str) -> BTreeSet<[char; 3]> {
    let plain = |c: char| match c {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    };
    let words: Vec<char> = text.chars().flat_map(char::to_lowercase).map(plain).collect();
    let kept: String = words.iter().map(|c| if c.is_alphanumeric() { *c } else { ' ' }).collect();
    let spaced: Vec<char> =
        format!(" {} ", kept.split_whitespace().collect::<Vec<_>>().join(" ")).chars().collect();
    spaced.windows(3).map(|group| [group[0], group[1], group[2]]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_differ_by_a_word_s_end_are_near() {
        for (a, b) in [
            ("Préparer un contrôle de vidéosurveillance", "PREPARER UN CONTROLE DE VIDEOSURVEILLANCE"),
            ("Guide du contrôle en ligne (v2)", "Guide du contrôle en ligne"),
            ("Modèle de mise en demeure", "modele_de_mise-en-demeure"),
        ] {
            assert!(is_near(a, b), "{a} / {b}");
        }
        for (a, b) in [
            ("Contrôle en ligne", "Plainte en ligne"),
            ("Registre des traitements pour une mairie", "Registre des traitements pour un hôpital public"),
            ("", ""),
        ] {
            assert!(!is_near(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn a_document_is_what_it_begins_as() {
        assert_eq!(DocumentKind::of("Guide.PDF"), Some(DocumentKind::Pdf));
        assert_eq!(DocumentKind::of("note"), None);
        assert_eq!(DocumentKind::of("macro.docm"), None);
        assert!(DocumentKind::Pdf.begins(b"%PDF-1.7"));
        assert!(!DocumentKind::Pdf.begins(b"MZ"));
        assert!(!DocumentKind::Text.begins(b"a\0b"));
    }

    #[test]
    fn the_same_bytes_are_the_same_draft() {
        assert_eq!(draft_id(&Hash([1; 32])), draft_id(&Hash([1; 32])));
        assert_ne!(draft_id(&Hash([1; 32])), draft_id(&Hash([2; 32])));
    }
}
