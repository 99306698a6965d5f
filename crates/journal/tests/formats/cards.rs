//! Cards and the folder of keys.

use crate::sample::{self, ORIGIN};
use liptako_core::SeededChance;
use liptako_journal::{Card, CardError, KeysError, NodeKeys, RecoveryKey};

#[test]
fn a_card_survives_the_journey_by_hand() {
    let card = sample::keys().card("ml");
    assert_eq!(Card::parse(&card.to_string()), Ok(card.clone()));
    let windows = card.to_string().replace('\n', "\r\n");
    assert_eq!(Card::parse(&windows), Ok(card));
}

#[test]
fn a_fingerprint_is_six_groups_of_five_digits() {
    let fingerprint = sample::keys().card("ml").fingerprint();
    let groups: Vec<_> = fingerprint.split(' ').collect();
    assert_eq!(groups.len(), 6);
    assert!(groups.iter().all(|group| group.len() == 5 && group.bytes().all(|digit| digit.is_ascii_digit())));
}

#[test]
fn every_changed_card_is_refused_or_has_another_fingerprint() {
    let card = sample::keys().card("ml");
    let (text, fingerprint) = (card.to_string(), card.fingerprint());
    let values = text.find("member").expect("the first field");
    for bit in values * 8..text.len() * 8 {
        let mut changed = text.clone().into_bytes();
        changed[bit / 8] ^= 1 << (bit % 8);
        let Ok(changed) = String::from_utf8(changed) else { continue };
        if let Ok(read) = Card::parse(&changed) {
            assert!(read.fingerprint() != fingerprint || read == card, "bit {bit}: {changed}");
        }
    }
}

#[test]
fn a_card_with_keys_in_the_wrong_places_is_refused() {
    let card = sample::keys().card("ml");
    let refused = [
        (Card { mirror: card.log.clone(), ..card.clone() }, "mirror"),
        (Card { log: card.mirror.clone(), ..card.clone() }, "log"),
        (Card { origin: "liptako.example/bf/1".into(), ..card.clone() }, "log"),
        (Card { tls: card.log.public(), ..card.clone() }, "tls"),
        (Card { tls: [0; 32], ..card.clone() }, "tls"),
        (Card { member: "M".into(), ..card.clone() }, "member"),
    ];
    for (card, expected) in refused {
        assert!(
            matches!(card.check(), Err(CardError::Field { field, .. }) if field == expected),
            "{expected}"
        );
        assert!(Card::parse(&card.to_string()).is_err(), "{expected}, read");
    }
    let text = card.to_string();
    assert!(Card::parse(&format!("{text}surprise = 1\n")).is_err());
    assert!(Card::parse(&text.replace("age = \"age1", "age = \"age2")).is_err());
    assert!(Card::parse(&text.replace("recovery = \"", "recovery = \"z")).is_err());
    assert!(Card::parse(&text.replace("tls = \"", "tls = \"AAAA")).is_err());
}

#[test]
fn keys_come_back_from_their_folder() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("keys");
    let keys = sample::keys();
    keys.save(&path).expect("a new folder");
    let back = NodeKeys::load(&path).expect("keys just written");
    assert_eq!(back.card("ml"), keys.card("ml"));
    assert_eq!(back.tls.to_pkcs8(), keys.tls.to_pkcs8());
    assert_eq!(back.log.sign("texte\n"), keys.log.sign("texte\n"));
    assert!(matches!(keys.save(&path), Err(KeysError::Exists(_))), "keys are never overwritten");
}

#[test]
fn what_a_crash_left_of_a_first_attempt_does_not_stand_in_the_way() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("keys");
    std::fs::create_dir(path.with_extension("new")).expect("a new folder");
    std::fs::write(path.with_extension("new").join("log.key"), "à moit").expect("a new file");
    assert!(NodeKeys::load(&path).is_err());
    sample::keys().save(&path).expect("a second attempt");
    assert!(NodeKeys::load(&path).is_ok());
    assert!(!path.with_extension("new").exists());
}

#[cfg(unix)]
#[test]
fn keys_that_other_accounts_can_read_are_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("keys");
    sample::keys().save(&path).expect("a new folder");
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(&path.join("log.key"))), (0o700, 0o600));
    std::fs::set_permissions(path.join("tls.key"), std::fs::Permissions::from_mode(0o644)).expect("own file");
    assert!(matches!(NodeKeys::load(&path), Err(KeysError::Exposed(file)) if file.ends_with("tls.key")));
}

#[test]
fn a_key_file_in_the_place_of_another_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("keys");
    sample::keys().save(&path).expect("a new folder");
    std::fs::copy(path.join("log.key"), path.join("mirror.key")).expect("own files");
    assert!(matches!(NodeKeys::load(&path), Err(KeysError::Malformed(file)) if file.ends_with("mirror.key")));
}

#[test]
fn a_bundle_sealed_for_a_card_opens_with_its_keys() {
    let keys = sample::keys();
    let card = Card::parse(&keys.card("ml").to_string()).expect("a card");
    let sealed = age::encrypt(&card.age, b"pour le Mali").expect("bytes in memory");
    assert_eq!(age::decrypt(&keys.age, &sealed).expect("its own bundle"), b"pour le Mali");
}

#[test]
fn a_recovery_key_comes_back_from_paper_and_a_reading_mistake_is_noticed() {
    let (keys, recovery) = NodeKeys::generate(ORIGIN, &SeededChance::new(4)).expect("a valid name");
    let text = recovery.to_text();
    assert_eq!(text.split(' ').count(), 17);
    let back = RecoveryKey::from_text(&text.to_uppercase().replace(' ', "-")).expect("the same key");
    assert_eq!(back.hash(), keys.recovery);
    for at in 0..text.len() {
        let mut wrong = text.clone().into_bytes();
        if wrong[at] != b' ' {
            wrong[at] = if wrong[at] == b'0' { b'1' } else { b'0' };
            let wrong = String::from_utf8(wrong).expect("text");
            assert!(RecoveryKey::from_text(&wrong).is_err(), "digit {at}");
        }
    }
    assert!(RecoveryKey::from_text("").is_err());
}
