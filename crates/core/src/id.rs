//! Identifiers: 16 random bytes, written as 32 lowercase hexadecimal digits.

use crate::Chance;
use std::fmt;
use std::str::FromStr;

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an identifier is 32 hexadecimal digits, not “{0}”")]
pub struct IdError(String);

macro_rules! sixteen_bytes {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// Draws a fresh identifier.
            pub fn fresh(chance: &dyn Chance) -> Self {
                let mut bytes = [0; 16];
                chance.fill(&mut bytes);
                Self(bytes)
            }

            /// Wraps bytes that came from a record or a row.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The 16 bytes.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = IdError;
            fn try_from(bytes: &[u8]) -> Result<Self, IdError> {
                bytes.try_into().map(Self).map_err(|_| IdError(hex::encode(bytes)))
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                let mut bytes = [0; 16];
                hex::decode_to_slice(text, &mut bytes).map_err(|_| {
                    IdError(text.chars().take(40).collect())
                })?;
                Ok(Self(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), hex::encode(self.0))
            }
        }
    };
}

sixteen_bytes! {
    /// Names a shared thing (an action, a proposal, an officer) for its whole life, on every node.
    ObjectId
}

sixteen_bytes! {
    /// Idempotency key of one act: a form sent twice carries the same one and acts once.
    RequestId
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SeededChance;

    #[test]
    fn text_form_round_trips() {
        let id = ObjectId::fresh(&SeededChance::new(7));
        assert_eq!(id.to_string().parse::<ObjectId>(), Ok(id));
        assert_eq!(id.to_string().len(), 32);
    }

    #[test]
    fn wrong_length_and_wrong_digit_are_refused() {
        assert!("abcd".parse::<ObjectId>().is_err());
        assert!("zz".repeat(16).parse::<RequestId>().is_err());
        assert!(ObjectId::try_from(&[0u8; 15][..]).is_err());
    }
}
