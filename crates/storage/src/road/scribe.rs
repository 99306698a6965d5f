//! What an act may do while it holds the pen.

use super::fold::{Folder, Whose, envelope};
use crate::record::{applied_size, irregularities};
use crate::{Record, StorageError, Tx};
use liptako_core::{Audience, Chance, Charter, Kind, MemberIndex, ObjectId, RequestId, UnixSeconds};
use liptako_journal::{Act, ActKey, Body, BodyHeader, Entry};

/// An officer's signing hand: an act key that the officer's password opened.
pub trait ActSigner: Send {
    /// Names the key, as its registration does.
    fn key_id(&self) -> ObjectId;

    /// Signs an act message (PROTOCOL.md, Entry).
    fn sign(&self, message: &[u8]) -> [u8; 64];
}

impl ActSigner for ActKey {
    fn key_id(&self) -> ObjectId {
        self.public().key_id()
    }
    fn sign(&self, message: &[u8]) -> [u8; 64] {
        Self::sign(self, message)
    }
}

/// A record to be made.
pub struct NewRecord<'a> {
    /// What it is about.
    pub kind: Kind,
    /// The shared thing it is about.
    pub object: ObjectId,
    /// This authority's previous record on the object: [`previous_of`](crate::previous_of).
    pub previous: Option<u64>,
    /// Who may read it; never nobody.
    pub audience: Audience,
    /// The module's own versioned, deterministic encoding.
    pub payload: Vec<u8>,
    /// The officer whose act it is, when it has legal effect.
    pub signer: Option<&'a dyn ActSigner>,
}

/// The pen: reads the tables, checks rules, makes records. Lives as long as one act.
pub struct Scribe<'a> {
    pub(super) tx: &'a mut dyn Tx,
    pub(super) folder: &'a Folder,
    pub(super) chance: &'a dyn Chance,
    pub(super) now: UnixSeconds,
    pub(super) request: RequestId,
    /// What the whole group of acts will append.
    pub(super) staged: &'a mut Vec<(Vec<u8>, Body)>,
    /// What this act made.
    pub(super) made: Vec<Record>,
}

impl Scribe<'_> {
    /// The transaction: rules read the tables through it, and may write national ones. What the act records is
    /// already projected when [`Scribe::record`] returns.
    pub fn tx(&mut self) -> &mut dyn Tx {
        self.tx
    }

    /// When the act happens, by this node's clock.
    pub const fn now(&self) -> UnixSeconds {
        self.now
    }

    /// Chance, for fresh identifiers.
    pub const fn chance(&self) -> &dyn Chance {
        self.chance
    }

    /// Members and rules.
    pub fn charter(&self) -> &Charter {
        &self.folder.charter
    }

    /// The member whose node this is, the author of every record made here.
    pub fn me(&self) -> MemberIndex {
        self.folder.source.me()
    }

    /// The idempotency key of this act.
    pub const fn request(&self) -> RequestId {
        self.request
    }

    /// Makes a record: body, entry, officer's signature, rows. It takes effect, all acts of the group together,
    /// once the journal holds it.
    ///
    /// # Errors
    /// [`StorageError::Record`] when it is too long or a projector finds it irregular: a command must never make a
    /// record that its own projector refuses. The act should then end with this error.
    pub fn record(&mut self, new: NewRecord<'_>) -> Result<&Record, StorageError> {
        let refused = |error: &dyn std::fmt::Display| StorageError::Record(error.to_string());
        let me = self.me();
        let member = self.folder.charter.member(me).ok_or_else(|| refused(&"this node is no member"))?;
        let index = applied_size(self.tx, me)?;
        let others: Vec<MemberIndex> = self.folder.others(me).collect();
        let seen =
            others.into_iter().map(|other| applied_size(self.tx, other)).collect::<Result<Vec<_>, _>>()?;
        let header = BodyHeader {
            origin: member.origin.clone(),
            object: new.object,
            kind: new.kind,
            previous: new.previous,
            audience: new.audience,
        };
        let content = envelope(self.request, &new.payload);
        let body = Body::seal(&header, &content, self.chance).map_err(|error| refused(&error))?;
        let mut entry = Entry {
            kind: new.kind,
            object: new.object,
            previous: new.previous,
            audience: new.audience,
            seconds: self.now,
            seen,
            bodies: vec![body.body_ref()],
            act: None,
        };
        if let Some(signer) = new.signer {
            let signature = signer.sign(&entry.act_message(&member.origin));
            entry.act = Some(Act { key: signer.key_id(), signature });
        }
        let bytes = entry.encode().map_err(|error| refused(&error))?;
        let readable = new.audience.contains(me).then_some(body.plaintext.as_slice());
        let record = self.folder.apply(self.tx, Whose::Ours, me, index, &bytes, entry, readable)?;
        let faults = irregularities(self.tx, me, index)?;
        if !faults.is_empty() {
            return Err(StorageError::Record(format!("it would be irregular ({})", faults.join(", "))));
        }
        self.staged.push((bytes, body));
        self.made.push(record);
        self.made.last().ok_or_else(|| refused(&"it was not kept"))
    }
}
