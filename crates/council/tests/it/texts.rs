//! The words: none missing, none unused, each given the values it asks for, in both languages.

use liptako_council::plan::web::TEXTS;

#[test]
fn no_message_is_missing_unused_or_filled_otherwise_than_it_asks() {
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/src").as_ref();
    let faults = liptako_web::texts::check::check_crate(sources, TEXTS, liptako_web::TEXTS);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn french_punctuation_never_starts_a_line() {
    let (_, french) = TEXTS[0];
    for line in french.lines().filter(|line| !line.starts_with('#')) {
        for mark in [" :", " ;", " ?", " !", " »", "« "] {
            assert!(!line.contains(mark), "an ordinary space beside “{mark}” in: {line}");
        }
        assert!(!line.contains('\''), "a straight apostrophe in: {line}");
    }
}
