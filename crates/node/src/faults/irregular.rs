//! Why an entry has no effect: the codes kept in the tables, in the reader's words.

use crate::texts::texts;
use liptako_core::Lang;
use liptako_web::texts::key;

/// The sentence of a code that a projector, or the fold itself, wrote beside an entry.
///
/// A code that this version does not know, kept by a newer one, is shown as it is.
pub fn irregular_words(lang: Lang, code: &str) -> String {
    let known = match code {
        "unreadable" | "unreadable-entry" | "unreadable-body" | "act-key-unreadable"
        | "erasure-unreadable" | "receipt-unreadable" => key("irregular-unreadable"),
        "not-first" => key("irregular-not-first"),
        "other-charter" => key("irregular-other-charter"),
        "unknown-member" => key("irregular-unknown-member"),
        "seen-went-back" => key("irregular-seen-went-back"),
        "body-of-another-entry" => key("irregular-other-body"),
        "sealed-from-its-author" => key("irregular-sealed-from-author"),
        "kind-not-sealed" => key("irregular-kind-not-sealed"),
        "kind-not-erased" => key("irregular-kind-not-erased"),
        "erasure-of-nothing" | "erasure-of-another" => key("irregular-erasure-of-nothing"),
        "projection-failed" => key("irregular-projection"),
        "act-key-proof" => key("irregular-key-proof"),
        "act-key-of-another" => key("irregular-key-of-another"),
        "act-key-revoked" => key("irregular-key-revoked"),
        "act-key-unknown" => key("irregular-key-unknown"),
        // The plan's codes are the keys of its own sentences.
        plan => plan,
    };
    texts().text(lang, known)
}
