//! A node's public card: what authorities exchange by hand, once, before their nodes speak.
//!
//! A small TOML file. Two people read its fingerprint to each other over the telephone before they trust it.

use crate::hash::Hash;
use crate::note::{KeyKind, NoteError, VerifierKey};
use age::x25519::Recipient;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::VerifyingKey;
use liptako_core::{Charter, MemberIndex};
use serde::Deserialize;
use std::fmt;
use std::str::FromStr;

/// Longest card, in bytes.
pub const MAX_CARD_BYTES: usize = 4096;

/// Why a card is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// Longer than [`MAX_CARD_BYTES`].
    #[error("a card has at most 4,096 bytes, this one has {0}")]
    TooLong(usize),
    /// Not TOML with exactly the fields of a card.
    #[error("not a node's card: {0}")]
    Toml(String),
    /// A log or mirror key that cannot be read.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// A field that says what it must not.
    #[error("the card's field “{field}” is refused: {reason}")]
    Field {
        /// Name of the field in the file.
        field: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The charter knows no such member, or under another origin.
    #[error("the charter has no member “{code}” with the journal {origin}")]
    NotInCharter {
        /// Member code on the card.
        code: String,
        /// Origin on the card.
        origin: String,
    },
}

/// The public keys of one authority's node.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Member code, as in the charter.
    pub member: String,
    /// Name of its journal.
    pub origin: String,
    /// Signs its checkpoints.
    pub log: VerifierKey,
    /// Cosigns what it has stored of the others.
    pub mirror: VerifierKey,
    /// Raw Ed25519 public key of its TLS identity (RFC 7250).
    pub tls: [u8; 32],
    /// Opens the bundles sealed for it.
    pub age: Recipient,
    /// SHA-256 of its off-line recovery key, which its first entry states too.
    pub recovery: Hash,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CardFile {
    member: String,
    origin: String,
    log: String,
    mirror: String,
    tls: String,
    age: String,
    recovery: String,
}

impl Card {
    /// Reads a card from its TOML text and checks every field.
    ///
    /// # Errors
    /// [`CardError`].
    pub fn parse(text: &str) -> Result<Self, CardError> {
        if text.len() > MAX_CARD_BYTES {
            return Err(CardError::TooLong(text.len()));
        }
        let file: CardFile =
            toml::from_str(text).map_err(|error| CardError::Toml(error.message().to_owned()))?;
        let field = |field, reason| CardError::Field { field, reason };
        let tls = STANDARD.decode(&file.tls).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let card = Self {
            member: file.member,
            origin: file.origin,
            log: file.log.parse()?,
            mirror: file.mirror.parse()?,
            tls: tls.ok_or(field("tls", "not base64 of 32 bytes"))?,
            age: file.age.parse().map_err(|_| field("age", "not an age recipient"))?,
            recovery: file.recovery.parse().map_err(|_| field("recovery", "not 64 hexadecimal digits"))?,
        };
        card.check()?;
        Ok(card)
    }

    /// Checks what the types cannot: that each key has its own purpose and belongs to this journal.
    ///
    /// # Errors
    /// [`CardError::Field`].
    pub fn check(&self) -> Result<(), CardError> {
        let require =
            |holds, field, reason| if holds { Ok(()) } else { Err(CardError::Field { field, reason }) };
        let code = self.member.as_bytes();
        let letters = (2..=8).contains(&code.len()) && code.iter().all(u8::is_ascii_lowercase);
        require(letters, "member", "a code is two to eight letters a–z")?;
        require(self.log.kind() == KeyKind::Log, "log", "not a key that signs checkpoints")?;
        require(self.log.name() == self.origin, "log", "its name is not the origin")?;
        require(self.mirror.kind() == KeyKind::Cosigner, "mirror", "not a cosigning key")?;
        require(
            self.mirror.name() == mirror_name(&self.origin),
            "mirror",
            "its name is not <origin>/miroir",
        )?;
        let tls = VerifyingKey::from_bytes(&self.tls).is_ok_and(|key| !key.is_weak());
        require(tls, "tls", "not an Ed25519 public key")?;
        let keys = [self.log.public(), self.mirror.public(), self.tls];
        let distinct = keys[0] != keys[1] && keys[1] != keys[2] && keys[0] != keys[2];
        require(distinct, "tls", "log, mirror and TLS need three different keys")
    }

    /// The member of the charter that this card is of.
    ///
    /// # Errors
    /// [`CardError::NotInCharter`].
    pub fn member_in(&self, charter: &Charter) -> Result<MemberIndex, CardError> {
        charter
            .by_code(&self.member)
            .filter(|member| charter.by_origin(&self.origin) == Some(*member))
            .ok_or_else(|| CardError::NotInCharter { code: self.member.clone(), origin: self.origin.clone() })
    }

    /// Six groups of five digits to read aloud: the two sides hear the same, or the card is another one.
    ///
    /// About 99 bits of a SHA-256 over every field.
    pub fn fingerprint(&self) -> String {
        let fields = [
            "liptako-card/1",
            &self.member,
            &self.origin,
            &self.log.to_string(),
            &self.mirror.to_string(),
            &STANDARD.encode(self.tls),
            &self.age.to_string(),
            &self.recovery.to_string(),
        ];
        let hash = Hash::of(fields.join("\n").as_bytes());
        let groups = hash.0.chunks_exact(5).map(|five| {
            let number = five.iter().fold(0u64, |number, byte| number << 8 | u64::from(*byte));
            format!("{:05}", number % 100_000)
        });
        groups.collect::<Vec<_>>().join(" ")
    }
}

/// The TOML file, with a word for whoever opens it.
impl fmt::Display for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "# Carte publique du nœud « {} » : aucun secret ici.", self.member)?;
        // No fingerprint here: it must be computed from the fields, not copied from a line beside them.
        writeln!(f, "# Comparez son empreinte de vive voix avant de l'accepter.")?;
        writeln!(f, "member = \"{}\"", self.member)?;
        writeln!(f, "origin = \"{}\"", self.origin)?;
        writeln!(f, "log = \"{}\"", self.log)?;
        writeln!(f, "mirror = \"{}\"", self.mirror)?;
        writeln!(f, "tls = \"{}\"", STANDARD.encode(self.tls))?;
        writeln!(f, "age = \"{}\"", self.age)?;
        writeln!(f, "recovery = \"{}\"", self.recovery)
    }
}

impl FromStr for Card {
    type Err = CardError;
    fn from_str(text: &str) -> Result<Self, CardError> {
        Self::parse(text)
    }
}

/// Name of the cosigning key of the node that writes the journal `origin`.
pub fn mirror_name(origin: &str) -> String {
    format!("{origin}/miroir")
}
