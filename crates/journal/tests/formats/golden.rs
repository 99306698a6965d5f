//! Bytes that must never change: a journal written today is read in thirty years.
//!
//! `LIPTAKO_GOLDEN=write` writes them anew; the difference then shows in the change that needs it.

use crate::sample;
use liptako_journal::{Body, Card, Entry, Evidence, Frontier, Package, SignedCheckpoint};
use std::path::Path;

fn golden(name: &str, made: &[u8]) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("LIPTAKO_GOLDEN").is_some_and(|value| value == "write") {
        std::fs::write(&path, made).expect("the golden folder is writable");
    }
    std::fs::read(&path).expect("the golden file is there")
}

#[test]
fn an_entry_keeps_its_bytes() {
    let (entry, _) = sample::entry_with_body();
    let made = hex::encode(entry.encode().expect("a valid entry")) + "\n";
    let kept = golden("entry.hex", made.as_bytes());
    assert_eq!(String::from_utf8_lossy(&kept), made);
    let bytes = hex::decode(made.trim()).expect("hexadecimal");
    assert_eq!(Entry::decode(&bytes), Ok(entry));
}

#[test]
fn a_body_keeps_its_bytes_and_commitment() {
    let (_, body) = sample::entry_with_body();
    let made = format!("{}\n{}\n{}\n", hex::encode(body.salt), hex::encode(&body.plaintext), body.commitment);
    let kept = golden("body.hex", made.as_bytes());
    assert_eq!(String::from_utf8_lossy(&kept), made);
    assert_eq!(Body::from_plaintext(body.plaintext.clone(), body.salt), Ok(body));
}

#[test]
fn a_checkpoint_keeps_its_bytes() {
    let made = sample::checkpoint().to_string();
    let kept = String::from_utf8(golden("checkpoint.txt", made.as_bytes())).expect("text");
    assert_eq!(kept, made);
    let read = SignedCheckpoint::parse_verified(&kept, sample::log_key().verifier()).expect("signed");
    let keys = [sample::mirror_key(1), sample::mirror_key(2)];
    let cosigners = read.cosigners(keys.iter().map(|key| key.verifier()));
    assert_eq!(cosigners, [(0, 1_790_000_101), (1, 1_790_000_102)]);
}

/// Compressors may differ between versions, so what is kept is what the bytes say, not how small they are.
#[test]
fn a_package_of_the_first_version_is_still_read() {
    let (all, checkpoint, made) = sample::package();
    let kept = golden("package.lpk", &made.encode().expect("a small package"));
    let read = Package::decode(&kept).expect("a package of this version");
    assert_eq!(read, made);
    let mut held = Frontier::new();
    all[..4].iter().for_each(|entry| drop(held.push(liptako_journal::merkle::leaf_hash(entry))));
    assert_eq!(read.verify(&held, &checkpoint).expect("its proof holds").size(), 5);
}

#[test]
fn evidence_keeps_its_bytes() {
    let made = sample::evidence();
    let kept = String::from_utf8(golden("evidence.txt", made.to_string().as_bytes())).expect("text");
    assert_eq!(kept, made.to_string());
    let read: Evidence = kept.parse().expect("evidence of this version");
    assert_eq!(read.verify(sample::log_key().verifier()), Ok(5));
}

#[test]
fn a_card_keeps_its_bytes_and_fingerprint() {
    let made = sample::keys().card("ml");
    let kept = String::from_utf8(golden("card.toml", made.to_string().as_bytes())).expect("text");
    assert_eq!(kept, made.to_string());
    assert_eq!(Card::parse(&kept), Ok(made));
}
