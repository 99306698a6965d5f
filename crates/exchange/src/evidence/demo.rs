//! A seal of the demonstration: the exhibits of an inspection that never took place.

use super::manifest::{BLOCK_BYTES, Content, Exhibit, Manifest};
use liptako_core::UnixSeconds;
use liptako_journal::Hash;
use liptako_journal::merkle::{MemoryTree, leaf_hash};

const EXHIBITS: [(&str, &str); 3] = [
    ("constat.txt", "Donnée de démonstration, fictive : quatre caméras, dont une tournée vers la rue.\n"),
    ("photos/camera-4.txt", "Donnée de démonstration, fictive : description d’une photographie.\n"),
    ("registre.csv", "date;demande;réponse\n2026-03-02;accès;aucune (fiction)\n"),
];

/// The manifest that `liptako evidence seal` would write of it.
pub fn manifest(now: UnixSeconds) -> Manifest {
    let file = |(path, text): (&str, &str)| {
        let leaves: Vec<Hash> = text.as_bytes().chunks(BLOCK_BYTES).map(leaf_hash).collect();
        let root = MemoryTree::from_leaves(leaves).root();
        let content = Content::File { root, bytes: text.len() as u64, modified: now - 3_600 };
        Exhibit { path: path.to_owned(), content }
    };
    let title = "Contrôle de vidéosurveillance d’une boutique (fiction)".to_owned();
    Manifest::new(now - 1_800, title, "CTRL-2026-014".to_owned(), EXHIBITS.map(file).to_vec())
}

/// Where and how it was made, in words.
pub const NOTE: &str = "Donnée de démonstration, fictive. Boutique du marché central ; présents : le gérant, deux agents de contrôle.";
