//! Act keys: an officer's own Ed25519 key, for acts with legal effect.

use crate::hash::Hash;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use liptako_core::{Chance, ObjectId};

/// The public half of an officer's act key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActPublicKey(VerifyingKey);

impl ActPublicKey {
    /// Reads a public key; a point of small order, under which anything verifies, is no key.
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        VerifyingKey::from_bytes(bytes).ok().filter(|key| !key.is_weak()).map(Self)
    }

    /// The 32 bytes.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Names the key in entries: the first 16 bytes of its SHA-256.
    pub fn key_id(&self) -> ObjectId {
        let mut id = [0; 16];
        id.copy_from_slice(&Hash::of(self.0.as_bytes()).0[..16]);
        ObjectId::from_bytes(id)
    }

    /// Whether this key signed `message`. Strict: no second form of one signature passes.
    pub fn signed(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }
}

/// An officer's act key, both halves. The secret is wiped from memory when dropped.
#[derive(Debug)]
pub struct ActKey(SigningKey);

impl ActKey {
    /// Draws a new key.
    pub fn generate(chance: &dyn Chance) -> Self {
        let mut seed = [0; 32];
        chance.fill(&mut seed);
        Self::from_seed(&seed)
    }

    /// Takes back a key from its 32 secret bytes.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The 32 secret bytes, to be sealed before they are stored.
    pub fn seed(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// The public half.
    pub fn public(&self) -> ActPublicKey {
        ActPublicKey(self.0.verifying_key())
    }

    /// Signs an act message ([`crate::Entry::act_message`]).
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}
