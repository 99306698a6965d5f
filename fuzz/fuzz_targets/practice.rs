//! A practice's file and text of any content: refused with its line, or the same after being written again; shown as
//! markup of the known elements only.
#![no_main]

use libfuzzer_sys::fuzz_target;
use liptako_core::{Charter, Decision, Member, Rule};
use liptako_exchange::practice::file::{FileFault, read, write};
use liptako_exchange::practice::record::{
    decode_adoption, decode_feedback, decode_review, decode_version, encode_version,
};
use liptako_web::markdown;

fn charter() -> Charter {
    let member = |code: &str| Member {
        code: code.into(),
        country: code.to_uppercase(),
        acronym: code.to_uppercase(),
        name_fr: code.into(),
        name_en: code.into(),
        country_fr: code.into(),
        country_en: code.into(),
        origin: format!("liptako.example/{code}/1"),
    };
    Charter {
        name_fr: "Cadre".into(),
        name_en: "Framework".into(),
        decision: Decision { content: Rule::Consensus, progress: Rule::Owner },
        members: vec![member("ml"), member("bf"), member("ne")],
    }
}

fuzz_target!(|bytes: &[u8]| {
    if let Ok(version) = decode_version(bytes) {
        assert_eq!(encode_version(&version), bytes);
    }
    let _ = (decode_review(bytes), decode_adoption(bytes), decode_feedback(bytes));
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match read(text, "any.md", &charter()) {
        Ok(found) => {
            let again = read(&write(&found, &charter()), "any.md", &charter());
            assert_eq!(again, Ok(found));
        }
        Err(FileFault::Head { line, .. } | FileFault::Unknown { line, .. }) => assert!(line >= 1),
        Err(_) => {}
    }
    let made = markdown::render(text).to_string();
    for tag in ["<script", "<img", "<iframe", "<style", "<svg", "<form", "<input", "<object", "<math"] {
        assert!(!made.contains(tag), "{tag}");
    }
    let _ = (markdown::plain(text), markdown::pieces(text));
});
