//! Passwords: what is accepted, how they are kept (Argon2id), and the temporary ones.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use liptako_core::Chance;
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// Fewest characters of a password that a person chooses.
pub const MIN_PASSWORD_CHARS: usize = 12;
/// Longest password looked at, in bytes, before anything is computed from it.
pub const MAX_PASSWORD_BYTES: usize = 512;
/// Fewest different characters of a chosen password.
const MIN_DIFFERENT_CHARS: usize = 5;

/// What one Argon2id computation costs. Stored with each hash, so that it can be raised later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's choice for Argon2id.
    pub const STANDARD: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };

    /// The least that Argon2 knows. For tests only: it protects nothing.
    pub const FOR_TESTS: Self = Self { memory_kib: 8, passes: 1, lanes: 1 };

    /// Most that is accepted from storage: 1 GiB, 64 passes, 16 lanes.
    pub(crate) fn argon2(self) -> Option<Argon2<'static>> {
        if self.memory_kib > 1 << 20 || self.passes > 64 || self.lanes > 16 {
            return None;
        }
        let params = Params::new(self.memory_kib, self.passes, self.lanes, None).ok()?;
        Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}

/// Why a chosen password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Fewer than [`MIN_PASSWORD_CHARS`] characters.
    #[error("a password has at least 12 characters")]
    TooShort,
    /// More than [`MAX_PASSWORD_BYTES`] bytes.
    #[error("a password has at most 512 bytes")]
    TooLong,
    /// Fewer than five different characters.
    #[error("a password has at least five different characters")]
    TooUniform,
    /// It contains the login.
    #[error("a password does not contain the login")]
    ContainsLogin,
}

/// A password as typed, in Unicode's NFKC form so that two keyboards give the same one. Never printed.
#[derive(PartialEq, Eq)]
pub(crate) struct Password(String);

impl Password {
    /// A password typed to be compared: any one that is not too long.
    pub(crate) fn typed(text: &str) -> Option<Self> {
        let normal: String = (text.len() <= MAX_PASSWORD_BYTES).then(|| text.nfkc().collect())?;
        Some(Self(normal))
    }

    /// A password chosen for `login`.
    pub(crate) fn chosen(text: &str, login: &str) -> Result<Self, WeakPassword> {
        let password = Self::typed(text).ok_or(WeakPassword::TooLong)?;
        let mut chars: Vec<char> = password.0.chars().collect();
        if chars.len() < MIN_PASSWORD_CHARS {
            return Err(WeakPassword::TooShort);
        }
        chars.sort_unstable();
        chars.dedup();
        if chars.len() < MIN_DIFFERENT_CHARS {
            return Err(WeakPassword::TooUniform);
        }
        if password.0.to_lowercase().contains(login) {
            return Err(WeakPassword::ContainsLogin);
        }
        Ok(password)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The Argon2id hash, as a PHC string that states its own salt and cost.
    pub(crate) fn hash(&self, cost: Cost, chance: &dyn Chance) -> Option<String> {
        let mut salt = [0; 16];
        chance.fill(&mut salt);
        let hash: PasswordHash = cost.argon2()?.hash_password_with_salt(self.bytes(), &salt).ok()?;
        Some(hash.to_string())
    }

    /// The work of one comparison, for when there is nothing to compare with.
    pub(crate) fn decoy(cost: Cost) {
        let mut out = [0; 32];
        if let Some(argon2) = cost.argon2() {
            // The outcome is of no interest; `black_box` keeps the work.
            let _ = std::hint::black_box(argon2.hash_password_into(b"nobody's password", &[0; 16], &mut out));
        }
    }

    /// Whether this password made `stored`. Compared in constant time; a damaged hash matches nothing.
    pub(crate) fn matches(&self, stored: &str) -> bool {
        let Ok(hash) = PasswordHash::new(stored) else { return false };
        stored_cost(stored)
            .and_then(Cost::argon2)
            .is_some_and(|argon2| argon2.verify_password(self.bytes(), &hash).is_ok())
    }
}

/// The cost that a stored hash states.
pub(crate) fn stored_cost(stored: &str) -> Option<Cost> {
    let params = Params::try_from(&PasswordHash::new(stored).ok()?).ok()?;
    Some(Cost { memory_kib: params.m_cost(), passes: params.t_cost(), lanes: params.p_cost() })
}

/// A password drawn by the machine, shown once to an administrator who hands it over. It opens one door: choosing
/// one's own.
pub struct TemporaryPassword(String);

impl TemporaryPassword {
    /// Sixteen of 31 letters and digits that are not mistaken for one another: 79 bits.
    pub(crate) fn draw(chance: &dyn Chance) -> Self {
        const LETTERS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
        let mut text = String::with_capacity(19);
        while text.len() < 19 {
            if text.len() % 5 == 4 {
                text.push('-');
                continue;
            }
            let mut byte = [0];
            chance.fill(&mut byte);
            // 248 = 8 × 31: taking all 256 values would favour the first eight letters.
            if byte[0] < 248 {
                text.push(char::from(LETTERS[usize::from(byte[0]) % LETTERS.len()]));
            }
        }
        Self(text)
    }

    /// The password, to be shown once.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TemporaryPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TemporaryPassword(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use liptako_core::SeededChance;
    use proptest::prelude::*;

    fn hash(text: &str, seed: u64) -> String {
        Password::typed(text).unwrap().hash(Cost::FOR_TESTS, &SeededChance::new(seed)).unwrap()
    }

    #[test]
    fn the_hash_states_argon2id_and_its_cost() {
        assert!(hash("un mot de passe", 1).starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
        assert_eq!(stored_cost(&hash("un mot de passe", 1)), Some(Cost::FOR_TESTS));
    }

    /// The reference vector of the PHC winner's own test file (argon2id, v = 19, t = 2, m = 2^8, p = 1).
    #[test]
    fn a_hash_made_by_the_reference_implementation_is_understood() {
        let stored = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assert!(Password::typed("password").unwrap().matches(stored));
        assert!(!Password::typed("passwore").unwrap().matches(stored));
    }

    #[test]
    fn two_keyboards_that_write_one_accent_differently_give_one_password() {
        let stored = hash("cl\u{e9} de la ville", 2);
        assert!(Password::typed("cle\u{301} de la ville").unwrap().matches(&stored));
    }

    #[test]
    fn short_uniform_and_telling_passwords_are_refused() {
        let refused = |text: &str| Password::chosen(text, "awa").err();
        assert_eq!(refused("onze lettre"), Some(WeakPassword::TooShort));
        assert_eq!(refused("aaaabbbbccccdddd"), Some(WeakPassword::TooUniform));
        assert_eq!(refused("je suis AWA ici"), Some(WeakPassword::ContainsLogin));
        assert_eq!(refused(&"é".repeat(257)), Some(WeakPassword::TooLong));
        assert_eq!(refused("fleuve niger 7"), None);
    }

    #[test]
    fn a_damaged_or_ruinous_hash_matches_nothing() {
        let password = Password::typed("password").unwrap();
        assert!(!password.matches(""));
        assert!(!password.matches(
            "$argon2id$v=19$m=4294967295,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
        ));
    }

    #[test]
    fn a_temporary_password_is_readable_and_acceptable() {
        for seed in 0..200 {
            let drawn = TemporaryPassword::draw(&SeededChance::new(seed));
            assert_eq!(drawn.reveal().len(), 19);
            assert!(drawn.reveal().split('-').all(|group| group.len() == 4));
            assert!(Password::chosen(drawn.reveal(), "zz-zz").is_ok());
            assert!(!format!("{drawn:?}").contains(drawn.reveal()));
        }
    }

    proptest! {
        #[test]
        fn only_the_same_password_matches(one in "\\PC{1,40}", other in "\\PC{1,40}", seed in any::<u64>()) {
            let same = one.nfkc().eq(other.nfkc());
            prop_assert_eq!(Password::typed(&other).unwrap().matches(&hash(&one, seed)), same);
        }

        #[test]
        fn any_stored_text_is_survived(stored in "\\PC{0,120}") {
            prop_assert!(!Password::typed("password").unwrap().matches(&stored));
        }
    }
}
