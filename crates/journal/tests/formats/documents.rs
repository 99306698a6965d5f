//! Notes, checkpoints, evidence: the signed texts.

use crate::sample::{self, ORIGIN};
use liptako_journal::merkle::EMPTY_ROOT;
use liptako_journal::{
    Checkpoint, CheckpointError, Evidence, EvidenceError, Hash, KeyKind, LogKey, MerkleError, MirrorKey,
    NoteError, SignatureLine, SignedCheckpoint, SignedNote, VerifierKey,
};
use proptest::prelude::*;

fn signed(checkpoint: &Checkpoint) -> SignedCheckpoint {
    SignedCheckpoint::sign(checkpoint.clone(), &sample::log_key()).expect("the journal's own key")
}

/// A note with this text and the log's own signature, whatever the text says.
fn note_of(text: &str) -> String {
    SignedNote { text: text.into(), signatures: vec![sample::log_key().sign(text)] }.to_string()
}

fn parse(note: &str) -> Result<SignedCheckpoint, CheckpointError> {
    SignedCheckpoint::parse_verified(note, sample::log_key().verifier())
}

#[test]
fn no_bit_of_a_signed_checkpoint_can_change() {
    let note = sample::checkpoint_of(&sample::entries(5)).to_string();
    for bit in 0..note.len() * 8 {
        let mut changed = note.clone().into_bytes();
        changed[bit / 8] ^= 1 << (bit % 8);
        let Ok(changed) = String::from_utf8(changed) else { continue };
        assert!(parse(&changed).is_err(), "bit {bit}: {changed}");
    }
}

#[test]
fn a_changed_cosignature_counts_for_nothing_and_is_not_passed_on() {
    let (checkpoint, key) = (sample::checkpoint(), sample::mirror_key(1));
    let mut note = checkpoint.note().clone();
    note.signatures[1].bytes[3] ^= 1;
    let mut read = parse(&note.to_string()).expect("the log's signature still holds");
    assert!(read.cosignature_time(key.verifier()).is_err());
    let other = sample::mirror_key(2);
    assert_eq!(read.cosigners([key.verifier(), other.verifier()]), [(1, 1_790_000_102)]);
    read.retain_verified(sample::log_key().verifier(), [key.verifier(), other.verifier()]);
    let names: Vec<_> = read.note().signatures.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(names, [ORIGIN, other.verifier().name()]);
}

#[test]
fn a_later_cosignature_takes_the_place_of_an_earlier_one_and_never_the_reverse() {
    let (mut checkpoint, key) = (sample::checkpoint(), sample::mirror_key(1));
    let later = checkpoint.cosign(&key, 1_790_000_500).expect("a time after 1970");
    let earlier = checkpoint.cosign(&key, 1_790_000_300).expect("a time after 1970");
    assert_eq!(checkpoint.add_cosignature(later.clone(), key.verifier()), Ok(true));
    assert_eq!(checkpoint.add_cosignature(earlier, key.verifier()), Ok(false));
    assert_eq!(checkpoint.add_cosignature(later, key.verifier()), Ok(false));
    assert_eq!(checkpoint.cosignature_time(key.verifier()), Ok(Some(1_790_000_500)));
    assert_eq!(checkpoint.note().signatures.len(), 3);
}

#[test]
fn a_verified_cosignature_takes_the_place_of_junk_that_came_along() {
    let key = sample::mirror_key(1);
    let checkpoint = sample::checkpoint_of(&sample::entries(5));
    let line = checkpoint.cosign(&key, 7).expect("a time after 1970");
    let mut note = checkpoint.note().clone();
    note.signatures.push(SignatureLine { bytes: vec![0xff; 72], ..line.clone() });
    let mut read = parse(&note.to_string()).expect("the log's signature holds");
    assert_eq!(read.add_cosignature(line, key.verifier()), Ok(true));
    assert_eq!(read.cosignature_time(key.verifier()), Ok(Some(7)));
}

#[test]
fn a_cosignature_of_another_checkpoint_is_refused() {
    let key = sample::mirror_key(1);
    let line = sample::checkpoint_of(&sample::entries(4)).cosign(&key, 7).expect("a time after 1970");
    let mut other = sample::checkpoint_of(&sample::entries(5));
    let refused = other.add_cosignature(line, key.verifier());
    assert_eq!(refused, Err(NoteError::Signature(key.verifier().name().into()).into()));
}

#[test]
fn a_key_serves_one_purpose() {
    let seed = [5; 32];
    let log = LogKey::from_seed(ORIGIN, &seed).expect("a valid name");
    let mirror = MirrorKey::from_seed(ORIGIN, &seed).expect("a valid name");
    assert_ne!(log.verifier().id(), mirror.verifier().id());
    let note = signed(&Checkpoint { origin: ORIGIN.into(), size: 0, root: EMPTY_ROOT }).to_string();
    let as_log = SignedCheckpoint::parse_verified(&note, mirror.verifier());
    assert_eq!(as_log, Err(CheckpointError::KeyKind(ORIGIN.into())));
    let mut checkpoint = sample::checkpoint();
    let line = log.sign(&checkpoint.note().text);
    assert!(matches!(checkpoint.add_cosignature(line, log.verifier()), Err(CheckpointError::KeyKind(_))));
}

#[test]
fn nobody_signs_for_another_journal() {
    let checkpoint = Checkpoint { origin: "liptako.example/bf/1".into(), size: 0, root: EMPTY_ROOT };
    let refused = SignedCheckpoint::sign(checkpoint.clone(), &sample::log_key());
    assert!(matches!(refused, Err(CheckpointError::Origin { .. })));
    assert!(matches!(parse(&note_of(&checkpoint.to_string())), Err(CheckpointError::Origin { .. })));
}

#[test]
fn a_checkpoint_has_one_spelling() {
    let root = Hash([1; 32]).to_base64();
    let bare = root.trim_end_matches('=');
    for (text, why) in [
        (format!("{ORIGIN}\n05\n{root}\n"), "a leading zero"),
        (format!("{ORIGIN}\n+5\n{root}\n"), "a sign"),
        (format!("{ORIGIN}\n\n{root}\n"), "no size"),
        (format!("{ORIGIN}\n9223372036854775808\n{root}\n"), "2^63 entries"),
        (format!("{ORIGIN}\n18446744073709551616\n{root}\n"), "2^64 entries"),
        (format!("{ORIGIN}\n1099511627777\n{root}\n"), "2^40 entries and one"),
        (format!("{ORIGIN}\n5\n{bare}\n"), "no padding"),
        (format!("{ORIGIN}\n5\nAAAA\n"), "a short root"),
        (format!("{ORIGIN}\n0\n{root}\n"), "an empty tree with another root"),
        (format!("{ORIGIN}\n5\n{root}\nextension\n"), "an extension line"),
        (format!("{ORIGIN}\n5\n"), "no root"),
        (format!("\n5\n{root}\n"), "no origin"),
    ] {
        assert!(text.parse::<Checkpoint>().is_err(), "{why}");
        assert!(parse(&note_of(&text)).is_err(), "{why}, signed");
    }
}

#[test]
fn a_note_has_one_spelling() {
    let good = note_of("texte\n");
    assert!(SignedNote::parse(&good).is_ok());
    for (note, why) in [
        (good.trim_end().to_owned(), "no last newline"),
        (format!("{good}\n"), "a blank line too many"),
        (good.replace('\n', "\r\n"), "carriage returns"),
        (good.replace("texte", "te\txte"), "a tab"),
        (good.replace("— ", "- "), "another dash"),
        (good.replacen("— ", "—  ", 1), "two spaces"),
        ("texte\n\n".to_owned(), "no signature"),
        ("texte\n".to_owned(), "no blank line"),
        (format!("{good}{}", good.rsplit("\n\n").next().expect("a line")), "a key that signs twice"),
        (good.replace("=\n", "\n"), "base64 without padding"),
    ] {
        assert!(SignedNote::parse(&note).is_err(), "{why}");
    }
}

#[test]
fn key_names_are_clean() {
    for name in ["", "deux mots", "plus+un", "insécable\u{a0}", "ligne\n", "\u{7}", &"x".repeat(256)] {
        assert!(matches!(LogKey::from_seed(name, &[1; 32]), Err(NoteError::Name(_))), "{name:?}");
    }
}

#[test]
fn a_verifier_key_is_checked_when_read() {
    let good = sample::log_key().verifier().to_string();
    assert_eq!(good.parse(), Ok(sample::log_key().verifier().clone()));
    let mut parts = good.split('+');
    let (name, id) = (parts.next().expect("a name"), parts.next().expect("an id"));
    let rest = good.splitn(3, '+').nth(2).expect("a key");
    for (text, why) in [
        (format!("{name}+{}+{rest}", id.to_uppercase() + "0"), "a longer id"),
        (format!("{name}+00000000+{rest}"), "another id"),
        (format!("autre+{id}+{rest}"), "another name"),
        (format!("{name}+{id}"), "no key"),
        (format!("{name}+{id}+{}", &rest[..20]), "a short key"),
        (format!("{name}+{id}+AgAAAA=="), "an unknown type"),
    ] {
        assert!(text.parse::<VerifierKey>().is_err(), "{why}");
    }
}

/// Under such a key the signature of nothing in particular verifies for many texts.
#[test]
fn a_key_of_small_order_is_no_key() {
    let mut neutral = [0; 32];
    neutral[0] = 1;
    for kind in [KeyKind::Log, KeyKind::Cosigner] {
        assert!(VerifierKey::new("faible", kind, &neutral).is_err());
        assert!(VerifierKey::new("nul", kind, &[0; 32]).is_err());
    }
}

#[test]
fn a_cosignature_before_1970_or_beyond_2_to_63_is_refused() {
    let key = sample::mirror_key(1);
    assert_eq!(key.cosign("texte\n", -1), Err(NoteError::Time));
    let mut line = key.cosign("texte\n", 1).expect("a time after 1970");
    line.bytes[0] = 0x80;
    assert_eq!(key.verifier().verify("texte\n", &line), Err(NoteError::Time));
}

#[test]
fn no_bit_of_evidence_can_change() {
    let text = sample::evidence().to_string();
    let key = sample::log_key();
    for bit in 0..text.len() * 8 {
        let mut changed = text.clone().into_bytes();
        changed[bit / 8] ^= 1 << (bit % 8);
        let Ok(changed) = String::from_utf8(changed) else { continue };
        let verdict = changed.parse::<Evidence>().and_then(|evidence| evidence.verify(key.verifier()));
        assert!(verdict.is_err(), "bit {bit}");
    }
}

#[test]
fn two_roots_of_one_size_are_evidence_and_one_root_is_not() {
    let (all, mut other) = (sample::entries(5), sample::entries(5));
    other.swap(0, 1);
    let (held, heard) = (sample::checkpoint_of(&all), sample::checkpoint_of(&other));
    let tree = sample::tree(&all);
    let found = Evidence::between(&tree, &held, &heard).expect("a tree in memory").expect("two roots");
    assert_eq!(found.verify(sample::log_key().verifier()), Ok(5));
    assert_eq!(found.claimed_origin(), ORIGIN);
    assert_eq!(found.to_string().parse(), Ok(found));
    assert_eq!(Evidence::between(&tree, &held, &sample::checkpoint()), Ok(None));
    let none = Evidence::SameSize { a: held.to_string(), b: held.to_string() };
    assert_eq!(none.verify(sample::log_key().verifier()), Err(EvidenceError::NoContradiction));
}

#[test]
fn an_honest_past_is_never_evidence() {
    let all = sample::entries(9);
    let held = sample::checkpoint_of(&all);
    for size in 0..=9 {
        let heard = sample::checkpoint_of(&all[..size]);
        assert_eq!(Evidence::between(&sample::tree(&all), &held, &heard), Ok(None), "size {size}");
    }
}

#[test]
fn an_accuser_cannot_invent_a_contradiction() {
    let all = sample::entries(9);
    let (older, newer) =
        (sample::checkpoint_of(&all[..5]).to_string(), sample::checkpoint_of(&all).to_string());
    let honest =
        liptako_journal::merkle::consistency_proof(&sample::tree(&all), 5, 9).expect("a tree in memory");
    for other_root in [Hash([3; 32]), sample::tree(&all[..5]).root()] {
        for proof in [honest.clone(), honest[1..].to_vec(), vec![Hash([9; 32]); 4], vec![Hash([0; 32]); 65]] {
            let (older, newer) = (older.clone(), newer.clone());
            let lie = Evidence::Forked { older, newer, other_root, proof };
            assert!(lie.verify(sample::log_key().verifier()).is_err());
        }
    }
    let stranger = LogKey::from_seed(ORIGIN, &[77; 32]).expect("a valid name");
    assert!(sample::evidence().verify(stranger.verifier()).is_err());
}

#[test]
fn a_fork_from_a_size_that_is_a_power_of_two_is_evidence_too() {
    let all = sample::entries(9);
    for size in [1, 2, 4, 8] {
        let mut other = all[..size].to_vec();
        other[size - 1] = b"autre".to_vec();
        let (held, heard) = (sample::checkpoint_of(&all), sample::checkpoint_of(&other));
        let found = Evidence::between(&sample::tree(&all), &held, &heard).expect("a tree in memory");
        let found = found.expect("another past");
        assert_eq!(found.verify(sample::log_key().verifier()), Ok(size as u64));
        assert_eq!(found.to_string().parse(), Ok(found));
    }
}

#[test]
fn a_proof_too_long_is_refused_before_use() {
    let Evidence::Forked { older, newer, other_root, .. } = sample::evidence() else { unreachable!() };
    let long = Evidence::Forked { older, newer, other_root, proof: vec![Hash([0; 32]); 65] };
    assert_eq!(long.verify(sample::log_key().verifier()), Err(MerkleError::ProofTooLong(65).into()));
    assert_eq!(long.to_string().parse::<Evidence>(), Err(MerkleError::ProofTooLong(65).into()));
}

proptest! {
    #[test]
    fn any_text_is_a_document_or_an_error(text in "(?s).{0,300}", lines in "([0-9a-zA-Z—+/= ]{0,30}\n){0,9}") {
        for text in [&text, &lines] {
            let _ = SignedNote::parse(text);
            let _ = text.parse::<Evidence>();
            let _ = text.parse::<VerifierKey>();
            let _ = text.parse::<Checkpoint>();
            let _ = liptako_journal::Card::parse(text);
        }
    }
}
