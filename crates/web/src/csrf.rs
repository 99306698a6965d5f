//! Proof that a form was sent from a page of ours.
//!
//! The token in a page is the secret hidden under a fresh mask each time, so that compressing a page which
//! also repeats what somebody typed never lets an onlooker guess the secret byte by byte (BREACH, 2013).

use liptako_core::Chance;
use sha2::{Digest, Sha256};

const LEN: usize = 16;

/// The token to put in a form, for a secret of the session or of the visit.
pub(crate) fn token(secret: &str, chance: &dyn Chance) -> String {
    let mut mask = [0; LEN];
    chance.fill(&mut mask);
    let key = digest(secret);
    let hidden: Vec<u8> = mask.iter().zip(key).map(|(mask, key)| mask ^ key).collect();
    hex::encode(mask) + &hex::encode(hidden)
}

/// Whether a token was made from this secret, in a time that does not depend on where they differ.
pub(crate) fn matches(token: &str, secret: &str) -> bool {
    let mut bytes = [0; 2 * LEN];
    if secret.is_empty() || hex::decode_to_slice(token, &mut bytes).is_err() {
        return false;
    }
    let (mask, hidden) = bytes.split_at(LEN);
    let key = digest(secret);
    mask.iter().zip(hidden).zip(key).fold(0, |seen, ((mask, hidden), key)| seen | (mask ^ hidden ^ key)) == 0
}

fn digest(secret: &str) -> [u8; LEN] {
    let whole = Sha256::new().chain_update(b"liptako-form/1\n").chain_update(secret).finalize();
    let mut key = [0; LEN];
    key.copy_from_slice(&whole[..LEN]);
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use liptako_core::SeededChance;

    #[test]
    fn each_token_differs_and_all_match_their_secret_only() {
        let chance = SeededChance::new(1);
        let (first, second) = (token("secret", &chance), token("secret", &chance));
        assert_ne!(first, second);
        assert!(matches(&first, "secret") && matches(&second, "secret"));
        assert!(!matches(&first, "other") && !matches("", "secret") && !matches(&first, ""));
        assert!(!matches(&token("", &chance), ""));
        assert!(!matches(&format!("{first}00"), "secret"));
    }
}
