//! The three forms of version 1, held by golden files; anything else is refused.

use super::super::samples::{position, proposal, question, reference, rule};
use super::*;
use crate::profile::samples::officer;
use proptest::prelude::*;

fn comment() -> Comment {
    let text = "Le décret fixe-t-il un délai ?".into();
    Comment { question: question(0), proposal: Some(Hash([9; 32])), text, officer: officer(2) }
}

fn golden(name: &str, bytes: &[u8]) {
    let path = format!("{}/tests/golden/{name}.hex", env!("CARGO_MANIFEST_DIR"));
    if std::env::var("GOLDEN_WRITE").is_ok() {
        std::fs::write(&path, hex::encode(bytes) + "\n").unwrap();
    }
    let held = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert_eq!(hex::encode(bytes), held.trim(), "{name}: a published form never changes");
}

#[test]
fn version_1_reads_and_writes_the_bytes_of_the_golden_files() {
    let common = proposal(rule(0, "PT72H"), Some(Hash([5; 32])));
    let joint = proposal(reference(false, "P1M"), None);
    let (word, remark) = (position(Hash([7; 32]), true), comment());
    golden("law-proposal-common-1", &encode_proposal(&common));
    golden("law-proposal-reference-1", &encode_proposal(&joint));
    golden("law-position-1", &encode_position(&word));
    golden("law-comment-1", &encode_comment(&remark));
    assert_eq!(decode_proposal(&encode_proposal(&common)), Ok(common));
    assert_eq!(decode_proposal(&encode_proposal(&joint)), Ok(joint));
    assert_eq!(decode_position(&encode_position(&word)), Ok(word));
    assert_eq!(decode_comment(&encode_comment(&remark)), Ok(remark));
}

#[test]
fn a_subject_alone_reads_back() {
    for subject in [rule(1, "P30D"), reference(false, "P1M")] {
        assert_eq!(decode_subject(&encode_subject(&subject)), Ok(subject));
    }
}

#[test]
fn what_is_longer_newer_or_cut_is_refused() {
    let bytes = encode_proposal(&proposal(rule(0, "PT72H"), None));
    let mut newer = bytes.clone();
    newer[1] = 2;
    assert_eq!(decode_proposal(&newer), Err(RecordError::Version(2)));
    assert!(decode_proposal(&[&bytes[..], &[0]].concat()).is_err());
    for cut in 0..bytes.len() {
        assert!(decode_proposal(&bytes[..cut]).is_err(), "cut at {cut}");
    }
    let huge = vec![0; crate::profile::record::MAX_PAYLOAD_BYTES + 1];
    assert_eq!(decode_proposal(&huge), Err(RecordError::TooLarge(huge.len())));
}

#[test]
fn a_list_of_grounds_is_bounded() {
    let Subject::CommonRule(mut common) = rule(0, "PT72H") else { panic!() };
    common.grounds = vec![Ground::Strictest; MAX_GROUNDS + 1];
    let bytes = encode_proposal(&proposal(Subject::CommonRule(common), None));
    assert_eq!(decode_proposal(&bytes), Err(RecordError::Shape("a list is too long")));
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_fail_otherwise_than_by_saying_so(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode_proposal(&bytes);
        let _ = decode_position(&bytes);
        let _ = decode_comment(&bytes);
    }

    #[test]
    fn what_is_read_writes_back_to_the_same_bytes(at in 0usize..120, to in any::<u8>()) {
        let mut bytes = encode_proposal(&proposal(rule(0, "PT72H"), Some(Hash([5; 32]))));
        let at = at % bytes.len();
        bytes[at] = to;
        if let Ok(read) = decode_proposal(&bytes) {
            prop_assert_eq!(encode_proposal(&read), bytes);
        }
    }
}
