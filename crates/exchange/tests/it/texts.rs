//! The words: none missing, none unused, each given the values it asks for, in both languages.

use liptako_exchange::web::TEXTS;

#[test]
fn no_message_is_missing_unused_or_filled_otherwise_than_it_asks() {
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/src").as_ref();
    let faults = liptako_web::texts::check::check_crate(sources, TEXTS, liptako_web::TEXTS);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_apostrophe_is_typographic() {
    for (_, text) in TEXTS {
        assert!(text.lines().all(|line| !line.contains('\'')));
    }
}
