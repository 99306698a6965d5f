//! How an act key rests on disk: its secret half encrypted under the officer's own password.
//!
//! `1 ‖ memory KiB u32 ‖ passes u32 ‖ lanes u32 ‖ salt 16 ‖ nonce 24 ‖ XChaCha20-Poly1305(secret 32)`, numbers big
//! endian, the key being Argon2id of the password under that salt and cost. The officer's identifier and the public
//! half are authenticated with it, so that a sealed key moved to another row does not open.

use crate::password::{Cost, Password};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use liptako_core::{Chance, ObjectId};
use liptako_journal::{ActKey, ActPublicKey};

const VERSION: u8 = 1;
const SEALED_BYTES: usize = 1 + 12 + 16 + 24 + 32 + 16;

/// Seals `key` for its officer under a password. `None` when the cost is out of Argon2's range.
pub fn seal(
    key: &ActKey,
    officer: ObjectId,
    password: &Password,
    cost: Cost,
    chance: &dyn Chance,
) -> Option<Vec<u8>> {
    let mut salt = [0; 16];
    let mut nonce = [0; 24];
    chance.fill(&mut salt);
    chance.fill(&mut nonce);
    let mut sealed = Vec::with_capacity(SEALED_BYTES);
    sealed.push(VERSION);
    for number in [cost.memory_kib, cost.passes, cost.lanes] {
        sealed.extend_from_slice(&number.to_be_bytes());
    }
    sealed.extend_from_slice(&salt);
    sealed.extend_from_slice(&nonce);
    let bound = bound(officer, &key.public());
    let payload = Payload { msg: &key.seed(), aad: &bound };
    let secret = cipher(password, &salt, cost)?.encrypt(&XNonce::from(nonce), payload).ok()?;
    sealed.extend_from_slice(&secret);
    Some(sealed)
}

/// Opens a sealed key. `None` when the password is another, or anything was changed.
pub fn open(sealed: &[u8], officer: ObjectId, public: &ActPublicKey, password: &Password) -> Option<ActKey> {
    if sealed.len() != SEALED_BYTES || sealed[0] != VERSION {
        return None;
    }
    let number = |at: usize| Some(u32::from_be_bytes(sealed.get(at..at + 4)?.try_into().ok()?));
    let cost = Cost { memory_kib: number(1)?, passes: number(5)?, lanes: number(9)? };
    let nonce: [u8; 24] = sealed[29..53].try_into().ok()?;
    let bound = bound(officer, public);
    let payload = Payload { msg: &sealed[53..], aad: &bound };
    let seed = cipher(password, &sealed[13..29], cost)?.decrypt(&XNonce::from(nonce), payload).ok()?;
    let key = ActKey::from_seed(&seed.try_into().ok()?);
    (key.public() == *public).then_some(key)
}

fn cipher(password: &Password, salt: &[u8], cost: Cost) -> Option<XChaCha20Poly1305> {
    let mut key = [0; 32];
    cost.argon2()?.hash_password_into(password.bytes(), salt, &mut key).ok()?;
    Some(XChaCha20Poly1305::new(&Key::from(key)))
}

fn bound(officer: ObjectId, public: &ActPublicKey) -> Vec<u8> {
    [b"liptako-sealed-act-key/1\n", &officer.as_bytes()[..], &public.to_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use liptako_core::SeededChance;

    fn fixture() -> (ActKey, ObjectId, Vec<u8>) {
        let chance = SeededChance::new(5);
        let (key, officer) = (ActKey::generate(&chance), ObjectId::fresh(&chance));
        let sealed = seal(&key, officer, &typed("fleuve niger 7"), Cost::FOR_TESTS, &chance).unwrap();
        (key, officer, sealed)
    }

    fn typed(text: &str) -> Password {
        Password::typed(text).unwrap()
    }

    #[test]
    fn the_password_opens_the_key_and_no_other_does() {
        let (key, officer, sealed) = fixture();
        let opened = open(&sealed, officer, &key.public(), &typed("fleuve niger 7")).unwrap();
        assert_eq!(opened.seed(), key.seed());
        assert!(open(&sealed, officer, &key.public(), &typed("fleuve niger 8")).is_none());
    }

    #[test]
    fn the_secret_is_not_in_what_is_stored() {
        let (key, _, sealed) = fixture();
        assert!(!sealed.windows(8).any(|part| key.seed().windows(8).any(|secret| secret == part)));
    }

    #[test]
    fn a_key_moved_to_another_officer_does_not_open() {
        let (key, officer, sealed) = fixture();
        let other = ObjectId::from_bytes([9; 16]);
        assert!(open(&sealed, other, &key.public(), &typed("fleuve niger 7")).is_none());
        let stranger = ActKey::generate(&SeededChance::new(6)).public();
        assert!(open(&sealed, officer, &stranger, &typed("fleuve niger 7")).is_none());
    }

    #[test]
    fn no_changed_byte_and_no_cut_is_accepted() {
        let (key, officer, sealed) = fixture();
        for at in 0..sealed.len() {
            let mut damaged = sealed.clone();
            damaged[at] ^= 0x40;
            assert!(open(&damaged, officer, &key.public(), &typed("fleuve niger 7")).is_none(), "byte {at}");
            assert!(
                open(&sealed[..at], officer, &key.public(), &typed("fleuve niger 7")).is_none(),
                "cut at {at}"
            );
        }
    }
}
