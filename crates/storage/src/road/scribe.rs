//! What an act may do while it holds the pen.

use super::envelope::{envelope, signed_content};
use super::fold::{Folder, Whose};
use crate::record::{applied_size, irregularities, record_at};
use crate::{Record, StorageError, Tx};
use liptako_core::{Audience, Chance, Charter, Kind, MemberIndex, ObjectId, RequestId, UnixSeconds};
use liptako_journal::{Act, ActKey, Body, BodyHeader, BodyRef, Entry};

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

/// A record to be made: [`NewRecord::open`] or [`NewRecord::sealed`], then what else it has.
pub struct NewRecord<'a> {
    /// What it is about.
    pub kind: Kind,
    /// The shared thing it is about.
    pub object: ObjectId,
    /// This authority's previous record on the object: [`previous_of`](crate::previous_of), for a sealed record
    /// [`previous_sealed_of`](crate::previous_sealed_of).
    pub previous: Option<u64>,
    /// Who may read it; never nobody.
    pub audience: Audience,
    /// The module's own versioned, deterministic encoding.
    pub payload: Vec<u8>,
    /// The officer whose act it is, when it has legal effect.
    pub signer: Option<&'a dyn ActSigner>,
    /// Its entry shows strangers only that something was sent, and roughly how much: kind, object, previous record,
    /// readers and the officer's act are inside the body.
    pub is_sealed: bool,
    /// Further bodies, already stored: the parts of a file. At most seven. Each begins with the header of this record.
    pub parts: &'a [BodyRef],
}

impl<'a> NewRecord<'a> {
    /// A record that says to everybody what it is about; only its readers get its body.
    pub fn open(kind: Kind, object: ObjectId, audience: Audience, payload: Vec<u8>) -> Self {
        Self { kind, object, previous: None, audience, payload, signer: None, is_sealed: false, parts: &[] }
    }

    /// A record of which all but its readers learn only that there is one. Its author is among the readers.
    pub fn sealed(kind: Kind, object: ObjectId, audience: Audience, payload: Vec<u8>) -> Self {
        Self { is_sealed: true, ..Self::open(kind, object, audience, payload) }
    }

    /// After this authority's earlier record on the same object.
    #[must_use]
    pub fn with_previous(self, previous: Option<u64>) -> Self {
        Self { previous, ..self }
    }

    /// As the act of this officer.
    #[must_use]
    pub fn with_signer(self, signer: Option<&'a dyn ActSigner>) -> Self {
        Self { signer, ..self }
    }

    /// With these further bodies.
    #[must_use]
    pub fn with_parts(self, parts: &'a [BodyRef]) -> Self {
        Self { parts, ..self }
    }
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

    /// An open record may not point at a sealed one: strangers would learn what it is about.
    fn check_open(&mut self, new: &NewRecord<'_>) -> Result<(), StorageError> {
        let me = self.me();
        let Some(previous) = new.previous else { return Ok(()) };
        match record_at(self.tx, me, previous)? {
            Some(earlier) if earlier.is_sealed => {
                Err(StorageError::Record("an open record cannot name a sealed one as its previous".into()))
            }
            _ => Ok(()),
        }
    }

    fn check_sealed(&self, new: &NewRecord<'_>) -> Result<(), StorageError> {
        let refused = |why: &str| Err(StorageError::Record(why.into()));
        if !new.audience.contains(self.me()) {
            return refused("the author of a sealed record is among its readers");
        }
        if !self.folder.projectors(new.kind).all(|projector| projector.may_be_sealed(new.kind)) {
            return refused("records of this kind cannot be sealed");
        }
        Ok(())
    }

    /// Seals the body and makes the entry, with the officer's signature in the one or the other.
    fn seal(
        &self,
        new: &NewRecord<'_>,
        header: &BodyHeader,
        seen: Vec<u64>,
    ) -> Result<(Entry, Body), StorageError> {
        let seal = |act: Option<&Act>| {
            let content = envelope(self.request, act, &new.payload);
            let seal = if new.is_sealed { Body::seal_hidden } else { Body::seal };
            seal(header, &content, self.chance).map_err(|error| StorageError::Record(error.to_string()))
        };
        let mut entry = if new.is_sealed {
            Entry::sealed(self.now, seen, Vec::new(), self.chance)
        } else {
            Entry {
                kind: new.kind,
                object: new.object,
                previous: new.previous,
                audience: new.audience,
                seconds: self.now,
                seen,
                bodies: Vec::new(),
                act: None,
            }
        };
        let mut body = seal(None)?;
        let bodies =
            |body: &Body| std::iter::once(body.body_ref()).chain(new.parts.iter().copied()).collect();
        entry.bodies = bodies(&body);
        if let Some(signer) = new.signer {
            let key = signer.key_id();
            if new.is_sealed {
                let content = signed_content(self.request, &new.payload);
                let signature = signer.sign(&entry.sealed_act_message(header, &content));
                body = seal(Some(&Act { key, signature }))?;
                entry.bodies = bodies(&body);
            } else {
                let signature = signer.sign(&entry.act_message(&header.origin));
                entry.act = Some(Act { key, signature });
            }
        }
        Ok((entry, body))
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
        if new.is_sealed {
            self.check_sealed(&new)?;
        } else {
            self.check_open(&new)?;
        }
        let (entry, body) = self.seal(&new, &header, seen)?;
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
