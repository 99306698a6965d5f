//! Signed notes (C2SP signed-note 1.0) and timestamped cosignatures (C2SP tlog-cosignature 1.0, type 0x04).
//!
//! Two kinds of key exist here, and two types keep them apart: a [`LogKey`] signs what its own journal
//! says, a [`MirrorKey`] puts a dated cosignature under another journal's checkpoint. Verification is
//! always strict Ed25519 (no second form of a signature passes, no key of small order).

use crate::hash::Hash;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use liptako_core::{Chance, UnixSeconds};
use std::fmt::{self, Write as _};
use std::str::FromStr;

/// Most signatures on one note: what the specification asks every verifier to accept, and no more.
pub const MAX_SIGNATURES: usize = 16;
/// Longest note, in bytes.
pub const MAX_NOTE_BYTES: usize = 64 * 1024;
/// Longest key name, in bytes.
pub const MAX_NAME_BYTES: usize = 255;

/// What a key is for; its byte enters the key id, so one key cannot serve for the other purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// Signs the note text itself: type 0x01.
    Log,
    /// Signs the note text with a time: type 0x04, “cosignature/v1”.
    Cosigner,
}

impl KeyKind {
    const fn byte(self) -> u8 {
        match self {
            Self::Log => 0x01,
            Self::Cosigner => 0x04,
        }
    }
}

/// Why a note, a key or a signature is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Longer than [`MAX_NOTE_BYTES`].
    #[error("a signed note has at most 65,536 bytes, this one has {0}")]
    TooLong(usize),
    /// More than [`MAX_SIGNATURES`].
    #[error("a signed note has at most 16 signatures")]
    TooManySignatures,
    /// Not text, then a blank line, then signature lines; or a control character.
    #[error("not a signed note: {0}")]
    Malformed(&'static str),
    /// The same key signs twice.
    #[error("“{0}” signs twice")]
    Duplicate(String),
    /// Empty, longer than [`MAX_NAME_BYTES`], or with a space, a control character or a plus.
    #[error("“{0}” cannot name a key")]
    Name(String),
    /// Not `name+id+key`, or an id that is not the key's.
    #[error("not a verifier key: {0}")]
    VerifierKey(&'static str),
    /// The note carries no signature of this key.
    #[error("the note is not signed by {0}")]
    Unsigned(String),
    /// The signature of this key does not verify.
    #[error("the signature of {0} does not verify")]
    Signature(String),
    /// A cosignature time that does not fit the specification (0 to 2^63−1).
    #[error("a cosignature time lies between 0 and 2^63−1")]
    Time,
}

/// The public half of a log or cosigning key, with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    kind: KeyKind,
    public: VerifyingKey,
    id: u32,
}

impl VerifierKey {
    /// A key of this name.
    ///
    /// # Errors
    /// [`NoteError::Name`]; [`NoteError::VerifierKey`] when the bytes are no point, or one of small order.
    pub fn new(name: &str, kind: KeyKind, public: &[u8; 32]) -> Result<Self, NoteError> {
        check_name(name)?;
        let point = VerifyingKey::from_bytes(public)
            .map_err(|_| NoteError::VerifierKey("these 32 bytes are no Ed25519 key"))?;
        if point.is_weak() {
            return Err(NoteError::VerifierKey("a key of small order verifies anything"));
        }
        Ok(Self { name: name.to_owned(), kind, public: point, id: key_id(name, kind, public) })
    }

    /// The name, as signature lines show it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the key is for.
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// First four bytes, big-endian, of SHA-256(name ‖ "\n" ‖ type ‖ key).
    pub const fn id(&self) -> u32 {
        self.id
    }

    /// The 32 public bytes.
    pub fn public(&self) -> [u8; 32] {
        self.public.to_bytes()
    }

    /// Whether this line claims to be of this key (the claim is not verified).
    pub fn made(&self, line: &SignatureLine) -> bool {
        line.key_id == self.id && line.name == self.name
    }

    /// Verifies a line of this key over `text`; a cosigner's answers its time.
    ///
    /// # Errors
    /// [`NoteError::Unsigned`] when the line is another key's, [`NoteError::Signature`], [`NoteError::Time`].
    pub fn verify(&self, text: &str, line: &SignatureLine) -> Result<Option<UnixSeconds>, NoteError> {
        if !self.made(line) {
            return Err(NoteError::Unsigned(self.name.clone()));
        }
        let wrong = || NoteError::Signature(self.name.clone());
        let (message, signature, time) = match self.kind {
            KeyKind::Log => (text.as_bytes().to_vec(), line.bytes.as_slice(), None),
            KeyKind::Cosigner => {
                let (time, signature) = line.bytes.split_first_chunk::<8>().ok_or_else(wrong)?;
                let time = i64::try_from(u64::from_be_bytes(*time)).map_err(|_| NoteError::Time)?;
                (cosigned_message(text, time), signature, Some(time))
            }
        };
        let signature = Signature::from_slice(signature).map_err(|_| wrong())?;
        self.public.verify_strict(&message, &signature).map_err(|_| wrong())?;
        Ok(time)
    }
}

/// `name+0a1b2c3d+base64`, the “vkey” of the specification.
impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut encoded = vec![self.kind.byte()];
        encoded.extend(self.public.as_bytes());
        write!(f, "{}+{:08x}+{}", self.name, self.id, STANDARD.encode(encoded))
    }
}

impl FromStr for VerifierKey {
    type Err = NoteError;
    fn from_str(text: &str) -> Result<Self, NoteError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(encoded)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::VerifierKey("it has three parts joined by plus signs"));
        };
        let bytes = STANDARD.decode(encoded).map_err(|_| NoteError::VerifierKey("not base64"))?;
        let (kind, public) = match bytes.split_first() {
            Some((0x01, public)) => (KeyKind::Log, public),
            Some((0x04, public)) => (KeyKind::Cosigner, public),
            _ => return Err(NoteError::VerifierKey("not a key type used here")),
        };
        let public = public.try_into().map_err(|_| NoteError::VerifierKey("a key has 32 bytes"))?;
        let key = Self::new(name, kind, public)?;
        if id == format!("{:08x}", key.id) {
            Ok(key)
        } else {
            Err(NoteError::VerifierKey("its id is not that of the key"))
        }
    }
}

/// The key that signs one journal's checkpoints. Its secret is wiped from memory when dropped.
#[derive(Debug, Clone)]
pub struct LogKey {
    secret: SigningKey,
    verifier: VerifierKey,
}

/// The key that cosigns what this node has stored of other journals. Wiped from memory when dropped.
#[derive(Debug, Clone)]
pub struct MirrorKey {
    secret: SigningKey,
    verifier: VerifierKey,
}

impl LogKey {
    /// Draws a new key for the journal of this origin.
    ///
    /// # Errors
    /// [`NoteError::Name`].
    pub fn generate(origin: &str, chance: &dyn Chance) -> Result<Self, NoteError> {
        Self::from_seed(origin, &draw(chance))
    }

    /// Takes back a key from its 32 secret bytes.
    ///
    /// # Errors
    /// [`NoteError::Name`].
    pub fn from_seed(origin: &str, seed: &[u8; 32]) -> Result<Self, NoteError> {
        let (secret, verifier) = pair(origin, KeyKind::Log, seed)?;
        Ok(Self { secret, verifier })
    }

    /// The 32 secret bytes.
    pub fn seed(&self) -> [u8; 32] {
        self.secret.to_bytes()
    }

    /// The public half.
    pub const fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// Signs a note text. It must end in a newline, as the note will.
    pub fn sign(&self, text: &str) -> SignatureLine {
        line(&self.verifier, self.secret.sign(text.as_bytes()).to_bytes().to_vec())
    }
}

impl MirrorKey {
    /// Draws a new key of this name.
    ///
    /// # Errors
    /// [`NoteError::Name`].
    pub fn generate(name: &str, chance: &dyn Chance) -> Result<Self, NoteError> {
        Self::from_seed(name, &draw(chance))
    }

    /// Takes back a key from its 32 secret bytes.
    ///
    /// # Errors
    /// [`NoteError::Name`].
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, NoteError> {
        let (secret, verifier) = pair(name, KeyKind::Cosigner, seed)?;
        Ok(Self { secret, verifier })
    }

    /// The 32 secret bytes.
    pub fn seed(&self) -> [u8; 32] {
        self.secret.to_bytes()
    }

    /// The public half.
    pub const fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// Cosigns a checkpoint's text: says that, as of `now`, it is the largest one stored here.
    ///
    /// # Errors
    /// [`NoteError::Time`] when `now` lies before 1970.
    pub fn cosign(&self, text: &str, now: UnixSeconds) -> Result<SignatureLine, NoteError> {
        let time = u64::try_from(now).map_err(|_| NoteError::Time)?;
        let mut bytes = time.to_be_bytes().to_vec();
        bytes.extend(self.secret.sign(&cosigned_message(text, now)).to_bytes());
        Ok(line(&self.verifier, bytes))
    }
}

/// One signature under a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureLine {
    /// Name of the key.
    pub name: String,
    /// Short id of the key.
    pub key_id: u32,
    /// What the key's kind says: 64 bytes for a log, 8 bytes of time and 64 more for a cosigner.
    pub bytes: Vec<u8>,
}

impl SignatureLine {
    /// Reads one line, without its newline.
    ///
    /// # Errors
    /// [`NoteError::Malformed`], [`NoteError::Name`].
    pub fn parse(line: &str) -> Result<Self, NoteError> {
        let (name, encoded) = line
            .strip_prefix("— ")
            .and_then(|rest| rest.split_once(' '))
            .ok_or(NoteError::Malformed("a signature line is a dash, a name and base64"))?;
        check_name(name)?;
        let bytes =
            STANDARD.decode(encoded).map_err(|_| NoteError::Malformed("a signature is not base64"))?;
        match bytes.split_first_chunk::<4>() {
            Some((id, signature)) if !signature.is_empty() => {
                Ok(Self { name: name.to_owned(), key_id: u32::from_be_bytes(*id), bytes: signature.to_vec() })
            }
            _ => Err(NoteError::Malformed("a signature is too short")),
        }
    }
}

/// The line without its newline.
impl fmt::Display for SignatureLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let encoded = STANDARD.encode([&self.key_id.to_be_bytes()[..], &self.bytes].concat());
        write!(f, "— {} {encoded}", self.name)
    }
}

/// A text and the signatures under it, none of them verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    /// The text, ending in a newline.
    pub text: String,
    /// One to sixteen signatures, no key twice.
    pub signatures: Vec<SignatureLine>,
}

impl SignedNote {
    /// Reads a note; says nothing of its signatures' worth.
    ///
    /// # Errors
    /// [`NoteError`].
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        if note.len() > MAX_NOTE_BYTES {
            return Err(NoteError::TooLong(note.len()));
        }
        if note.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
            return Err(NoteError::Malformed("it has a control character"));
        }
        // The last blank line separates: a text may itself hold blank lines.
        let cut = note.rfind("\n\n").ok_or(NoteError::Malformed("no blank line before the signatures"))?;
        let (text, lines) = (&note[..=cut], &note[cut + 2..]);
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Malformed("the last line has no end"))?;
        let mut signatures: Vec<SignatureLine> = Vec::new();
        for line in lines.split('\n') {
            if signatures.len() == MAX_SIGNATURES {
                return Err(NoteError::TooManySignatures);
            }
            let line = SignatureLine::parse(line)?;
            if signatures.iter().any(|other| other.name == line.name && other.key_id == line.key_id) {
                return Err(NoteError::Duplicate(line.name));
            }
            signatures.push(line);
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The signature of this key, verified; a cosigner's answers its time.
    ///
    /// # Errors
    /// [`NoteError::Unsigned`], [`NoteError::Signature`], [`NoteError::Time`].
    pub fn verify(&self, key: &VerifierKey) -> Result<Option<UnixSeconds>, NoteError> {
        let line = self.signatures.iter().find(|line| key.made(line));
        key.verify(&self.text, line.ok_or_else(|| NoteError::Unsigned(key.name.clone()))?)
    }
}

/// The note as it travels.
impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        f.write_char('\n')?;
        self.signatures.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

fn check_name(name: &str) -> Result<(), NoteError> {
    let unfit = |c: char| c == '+' || c.is_whitespace() || c.is_control();
    if name.is_empty() || name.len() > MAX_NAME_BYTES || name.contains(unfit) {
        return Err(NoteError::Name(name.chars().take(80).collect()));
    }
    Ok(())
}

fn key_id(name: &str, kind: KeyKind, public: &[u8; 32]) -> u32 {
    let hash = Hash::of(&[name.as_bytes(), b"\n", &[kind.byte()], public].concat());
    u32::from_be_bytes([hash.0[0], hash.0[1], hash.0[2], hash.0[3]])
}

fn cosigned_message(text: &str, time: UnixSeconds) -> Vec<u8> {
    format!("cosignature/v1\ntime {time}\n{text}").into_bytes()
}

fn draw(chance: &dyn Chance) -> [u8; 32] {
    let mut seed = [0; 32];
    chance.fill(&mut seed);
    seed
}

fn pair(name: &str, kind: KeyKind, seed: &[u8; 32]) -> Result<(SigningKey, VerifierKey), NoteError> {
    let secret = SigningKey::from_bytes(seed);
    let verifier = VerifierKey::new(name, kind, secret.verifying_key().as_bytes())?;
    Ok((secret, verifier))
}

fn line(key: &VerifierKey, bytes: Vec<u8>) -> SignatureLine {
    SignatureLine { name: key.name.clone(), key_id: key.id, bytes }
}
