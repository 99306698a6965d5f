//! A node's secret keys, and the folder that holds them.
//!
//! `keys/` has one small text file per key, readable by the service's own account alone. The recovery key
//! never lies there: it is shown once, kept off line, and only its hash stays.

use crate::card::{Card, mirror_name};
use crate::hash::{Hash, Sha256Writer};
use crate::note::{LogKey, MirrorKey, NoteError};
use age::secrecy::ExposeSecret as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::SigningKey;
use liptako_core::Chance;
use std::fmt;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Longest key file, in bytes.
const MAX_KEY_FILE_BYTES: u64 = 1024;

/// Why keys cannot be made, stored or read.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The folder already holds keys; they are never overwritten.
    #[error("{0} already exists: keys are never overwritten")]
    Exists(PathBuf),
    /// A file that others than the service's account can read.
    #[error("{0} can be read by other accounts: run chmod 600 on it")]
    Exposed(PathBuf),
    /// Not what this version writes.
    #[error("{0} is not a key file of this kind")]
    Malformed(PathBuf),
    /// The file system refuses.
    #[error("{path}: {error}")]
    Io {
        /// What was being read or written.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The origin cannot name a key.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Not the text of a recovery key, or one with a reading mistake.
    #[error("not a recovery key: check each group of four")]
    Recovery,
}

/// The secrets of one node. Wiped from memory when dropped.
#[derive(Clone)]
pub struct NodeKeys {
    /// Signs the checkpoints of its own journal.
    pub log: LogKey,
    /// Cosigns what it has stored of the others.
    pub mirror: MirrorKey,
    /// Its TLS identity.
    pub tls: TlsKey,
    /// Opens bundles sealed for it.
    pub age: age::x25519::Identity,
    /// SHA-256 of the recovery key's public half.
    pub recovery: Hash,
}

/// Shows the public halves alone.
impl fmt::Debug for NodeKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NodeKeys").field("log", self.log.verifier()).finish_non_exhaustive()
    }
}

/// The Ed25519 key of a node's TLS identity.
#[derive(Debug, Clone)]
pub struct TlsKey(SigningKey);

impl TlsKey {
    /// The 32 public bytes, as the card shows them.
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// The secret key in the form that TLS libraries read (PKCS #8 version 1, RFC 8410).
    pub fn to_pkcs8(&self) -> Vec<u8> {
        const HEAD: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
        [&HEAD[..], &self.0.to_bytes()].concat()
    }
}

impl NodeKeys {
    /// Draws every key of a new node, and the recovery key to be kept off line.
    ///
    /// # Errors
    /// [`KeysError::Note`] when the origin cannot name a key.
    pub fn generate(origin: &str, chance: &dyn Chance) -> Result<(Self, RecoveryKey), KeysError> {
        let recovery = RecoveryKey(SigningKey::from_bytes(&draw(chance)));
        let keys = Self {
            log: LogKey::generate(origin, chance)?,
            mirror: MirrorKey::generate(&mirror_name(origin), chance)?,
            tls: TlsKey(SigningKey::from_bytes(&draw(chance))),
            age: age_identity(&draw(chance)).ok_or(KeysError::Recovery)?,
            recovery: recovery.hash(),
        };
        Ok((keys, recovery))
    }

    /// The public card of these keys.
    pub fn card(&self, member: &str) -> Card {
        Card {
            member: member.to_owned(),
            origin: self.log.verifier().name().to_owned(),
            log: self.log.verifier().clone(),
            mirror: self.mirror.verifier().clone(),
            tls: self.tls.public(),
            age: self.age.to_public(),
            recovery: self.recovery,
        }
    }

    /// Writes the folder `keys`, which must not exist yet. All or nothing, also when power fails.
    ///
    /// # Errors
    /// [`KeysError::Exists`], [`KeysError::Io`].
    pub fn save(&self, keys: &Path) -> Result<(), KeysError> {
        if keys.exists() {
            return Err(KeysError::Exists(keys.to_owned()));
        }
        // What a crash left of an earlier attempt was never used: only the rename makes keys count.
        let staging = keys.with_extension("new");
        if staging.exists() {
            fs::remove_dir_all(&staging).map_err(io_at(&staging))?;
        }
        private_directory(&staging).map_err(io_at(&staging))?;
        let origin = self.log.verifier().name();
        let seed = |seed: [u8; 32]| STANDARD.encode(seed);
        write_line(&staging, "log.key", &["liptako-log-key/1", origin, &seed(self.log.seed())])?;
        write_line(&staging, "mirror.key", &["liptako-mirror-key/1", origin, &seed(self.mirror.seed())])?;
        write_line(&staging, "tls.key", &["liptako-tls-key/1", origin, &seed(self.tls.0.to_bytes())])?;
        let age = self.age.to_string();
        write_line(&staging, "age.key", &["liptako-age-key/1", origin, age.expose_secret()])?;
        write_line(
            &staging,
            "recovery.hash",
            &["liptako-recovery-hash/1", origin, &self.recovery.to_string()],
        )?;
        sync_directory(&staging)?;
        fs::rename(&staging, keys).map_err(io_at(keys))?;
        match keys.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            Some(parent) => sync_directory(parent),
            None => sync_directory(Path::new(".")),
        }
    }

    /// Reads the folder `keys`.
    ///
    /// # Errors
    /// [`KeysError`]; a file that other accounts can read is refused.
    pub fn load(keys: &Path) -> Result<Self, KeysError> {
        let (origin, log) = read_seed(keys, "log.key", "liptako-log-key/1")?;
        let (_, mirror) = read_seed(keys, "mirror.key", "liptako-mirror-key/1")?;
        let (_, tls) = read_seed(keys, "tls.key", "liptako-tls-key/1")?;
        let (_, age) = read_line(keys, "age.key", "liptako-age-key/1")?;
        let (_, recovery) = read_line(keys, "recovery.hash", "liptako-recovery-hash/1")?;
        let malformed = |name| KeysError::Malformed(keys.join(name));
        Ok(Self {
            log: LogKey::from_seed(&origin, &log)?,
            mirror: MirrorKey::from_seed(&mirror_name(&origin), &mirror)?,
            tls: TlsKey(SigningKey::from_bytes(&tls)),
            age: age.parse().map_err(|_| malformed("age.key"))?,
            recovery: recovery.parse().map_err(|_| malformed("recovery.hash"))?,
        })
    }
}

/// Shows the hash alone.
impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RecoveryKey").field(&self.hash()).finish()
    }
}

/// The off-line key that can name a journal's last state when its log key is lost. Shown once.
pub struct RecoveryKey(SigningKey);

impl RecoveryKey {
    /// SHA-256 of the public half: what the first entry and the card commit to.
    pub fn hash(&self) -> Hash {
        Hash::of(self.0.verifying_key().as_bytes())
    }

    /// What is written on paper: seventeen groups of four hexadecimal digits, the last of which catches
    /// reading mistakes.
    pub fn to_text(&self) -> String {
        let seed = self.0.to_bytes();
        let digits = hex::encode([&seed[..], &checksum(&seed)].concat());
        digits.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
    }

    /// Takes the key back from paper; spaces, dashes and letter case do not matter.
    ///
    /// # Errors
    /// [`KeysError::Recovery`].
    pub fn from_text(text: &str) -> Result<Self, KeysError> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').take(69).collect();
        let mut bytes = [0; 34];
        hex::decode_to_slice(digits, &mut bytes).map_err(|_| KeysError::Recovery)?;
        match bytes.split_first_chunk::<32>() {
            Some((seed, check)) if check == checksum(seed) => Ok(Self(SigningKey::from_bytes(seed))),
            _ => Err(KeysError::Recovery),
        }
    }
}

fn checksum(seed: &[u8; 32]) -> [u8; 2] {
    let hash = Sha256Writer::default().and(b"liptako-recovery/1\n").and(seed).finish();
    [hash.0[0], hash.0[1]]
}

fn draw(chance: &dyn Chance) -> [u8; 32] {
    let mut seed = [0; 32];
    chance.fill(&mut seed);
    seed
}

/// The `age` identity of 32 secret bytes, through its text form: the library offers no other way in that
/// leaves the choice of chance to us.
fn age_identity(secret: &[u8; 32]) -> Option<age::x25519::Identity> {
    const LETTERS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    const PREFIX: &str = "age-secret-key-";
    // Bech32 (BIP 173): groups of five bits, then a checksum over prefix and groups.
    let mut groups = Vec::with_capacity(58);
    let (mut held, mut bits) = (0u32, 0);
    for byte in secret {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            groups.push((held >> bits & 31) as u8);
        }
        held &= (1 << bits) - 1;
    }
    groups.push((held << (5 - bits) & 31) as u8);
    let prefix = PREFIX.bytes();
    let checked = prefix.clone().map(|b| b >> 5).chain([0]).chain(prefix.map(|b| b & 31));
    let checked = checked.chain(groups.iter().copied()).chain([0; 6]);
    let sum = checked.fold(1, bech32_step) ^ 1;
    groups.extend((0..6).rev().map(|at| (sum >> (5 * at) & 31) as u8));
    let text: String = groups.iter().map(|group| char::from(LETTERS[usize::from(*group)])).collect();
    format!("{PREFIX}1{text}").to_uppercase().parse().ok()
}

fn bech32_step(sum: u32, value: u8) -> u32 {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let mixed = (sum & 0x01ff_ffff) << 5 ^ u32::from(value);
    let top = sum >> 25;
    (0..5).filter(|bit| top >> bit & 1 == 1).fold(mixed, |mixed, bit| mixed ^ GENERATOR[bit])
}

fn io_at(path: &Path) -> impl FnOnce(io::Error) -> KeysError {
    let path = path.to_owned();
    move |error| KeysError::Io { path, error }
}

fn private_directory(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn sync_directory(path: &Path) -> Result<(), KeysError> {
    // Elsewhere than on Unix a directory cannot be opened, and its entries are durable with the files.
    if cfg!(unix) { File::open(path).and_then(|dir| dir.sync_all()).map_err(io_at(path)) } else { Ok(()) }
}

fn write_line(folder: &Path, name: &str, words: &[&str]) -> Result<(), KeysError> {
    let path = folder.join(name);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&path).and_then(|mut file| {
        file.write_all(format!("{}\n", words.join(" ")).as_bytes())?;
        file.sync_all()
    });
    written.map_err(io_at(&path))
}

/// Second and third word of a key file whose first word is `kind`.
fn read_line(folder: &Path, name: &str, kind: &str) -> Result<(String, String), KeysError> {
    let path = folder.join(name);
    let file = File::open(&path).map_err(io_at(&path))?;
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::MetadataExt::mode(&file.metadata().map_err(io_at(&path))?);
        if mode & 0o077 != 0 {
            return Err(KeysError::Exposed(path));
        }
    }
    let mut text = String::new();
    file.take(MAX_KEY_FILE_BYTES).read_to_string(&mut text).map_err(io_at(&path))?;
    let words: Vec<&str> = text.strip_suffix('\n').unwrap_or_default().split(' ').collect();
    match words[..] {
        [found, origin, value] if found == kind => Ok((origin.to_owned(), value.to_owned())),
        _ => Err(KeysError::Malformed(path)),
    }
}

fn read_seed(folder: &Path, name: &str, kind: &str) -> Result<(String, [u8; 32]), KeysError> {
    let (origin, value) = read_line(folder, name, kind)?;
    let seed = STANDARD.decode(value).ok().and_then(|bytes| bytes.try_into().ok());
    Ok((origin, seed.ok_or_else(|| KeysError::Malformed(folder.join(name)))?))
}
