use super::super::samples::{amber, content, officer, red, version};
use super::*;
use proptest::prelude::*;

fn withdrawal() -> Withdrawal {
    let parent = Hash([3; 32]);
    Withdrawal { seed: [7; 16], parent, reason: "Fausse alerte (exercice).".into(), officer: officer(2) }
}

fn acknowledgement() -> Acknowledgement {
    let reason = "Ce secteur n'existe pas chez nous.".into();
    Acknowledgement { version: Hash([3; 32]), response: Response::NotConcerned, reason, officer: officer(2) }
}

fn publication(outlet: Outlet) -> Publication {
    Publication { version: Hash([3; 32]), outlet, officer: officer(2) }
}

#[test]
fn every_marking_reads_back_with_its_version() {
    for marking in
        [red(), amber(), Marking::AmberStrict(super::super::samples::two()), Marking::Green, Marking::Clear]
    {
        let origin = Origin {
            format: Format::Misp,
            id: "5f0e".into(),
            by: "CERT fictif".into(),
            tlp: Tlp::AmberStrict,
            agreement: "Accord du CERT fictif, 24 novembre 2026".into(),
        };
        let content = Content { origin: Some(origin), ..content() };
        let version = Version { marking, content, parent: Some(Hash([9; 32])), revision: 2, ..version() };
        assert_eq!(decode_advisory(&encode_version(&version)), Ok(Word::Version(Box::new(version))));
    }
}

#[test]
fn the_other_records_read_back() {
    assert_eq!(decode_advisory(&encode_withdrawal(&withdrawal())), Ok(Word::Withdrawal(withdrawal())));
    assert_eq!(decode_acknowledgement(&encode_acknowledgement(&acknowledgement())), Ok(acknowledgement()));
    for outlet in [Outlet::Public, Outlet::Sectors(vec![Sector::Finance, Sector::Health]), Outlet::Retracted]
    {
        let word = publication(outlet);
        assert_eq!(decode_publication(&encode_publication(&word)), Ok(word));
    }
    for marking in [None, Some(red())] {
        let bytes = encode_draft(marking.as_ref(), &content());
        assert_eq!(decode_draft(&bytes), Ok((marking, content())));
    }
}

/// The bytes of version 1, for ever. `GOLDEN_UPDATE=1` writes them the first time.
#[test]
fn golden_bytes_are_read_and_written_for_ever() {
    let first = Version { marking: red(), ..version() };
    for (name, bytes) in [
        ("advisory-version-1.hex", encode_version(&first)),
        ("advisory-withdrawal-1.hex", encode_withdrawal(&withdrawal())),
        ("advisory-acknowledgement-1.hex", encode_acknowledgement(&acknowledgement())),
        (
            "advisory-publication-1.hex",
            encode_publication(&publication(Outlet::Sectors(vec![Sector::Finance]))),
        ),
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
        if std::env::var_os("GOLDEN_UPDATE").is_some() {
            std::fs::write(&path, hex::encode(&bytes) + "\n").unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap();
        assert_eq!(hex::encode(&bytes), kept.trim(), "{name}");
    }
}

#[test]
fn another_form_of_the_same_thing_is_refused() {
    let bytes = encode_version(&version());
    let mut long = bytes.clone();
    long.push(0);
    assert!(decode_advisory(&long).is_err());
    assert_eq!(decode_advisory(&[0x82, 0x02, 0x01]), Err(RecordError::Version(2)));
    assert!(decode_advisory(&vec![0; MAX_PAYLOAD_BYTES + 1]).is_err());
    // A TLP:RED without functions, or with them out of order, does not exist.
    let red = encode_version(&Version { marking: red(), ..version() });
    let at = red.windows(9).rposition(|part| part == b"president").unwrap();
    let mut upper = red.clone();
    upper[at] = b'P';
    assert!(decode_advisory(&upper).is_err());
    // An indicator written otherwise than it is normalised.
    let at = bytes.windows(8).position(|part| part == b"gain-fac").unwrap();
    let mut other = bytes.clone();
    other[at] = b'G';
    assert_eq!(decode_advisory(&other), Err(RecordError::Shape("an indicator is not in its one form")));
}

proptest! {
    #[test]
    fn any_bytes_end_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = (decode_advisory(&bytes), decode_acknowledgement(&bytes), decode_publication(&bytes), decode_draft(&bytes));
    }

    #[test]
    fn a_changed_byte_is_another_record_or_none(at in 0usize..2_000, bit in 0u8..8) {
        let bytes = encode_version(&version());
        let mut other = bytes.clone();
        let at = at % other.len();
        other[at] ^= 1 << bit;
        if let Ok(Word::Version(read)) = decode_advisory(&other) {
            prop_assert_eq!(encode_version(&read), other);
        }
    }
}
