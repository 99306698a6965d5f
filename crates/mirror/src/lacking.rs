//! Bodies on their way: which are wanted here, which may leave for whom.

use crate::MirrorError;
use crate::exchange::{Exchange, locked};
use crate::pieces;
use crate::wire::{MAX_MISSING, MAX_OFFERS, Offers, Wanted};
use liptako_core::{Audience, MemberIndex};
use liptako_journal::body::header_of;
use liptako_journal::log::Log;
use liptako_journal::{BodyHeader, BodyRef, Entry, Hash, JournalError};
use std::collections::{BTreeMap, HashMap};

/// Entries read at a time while looking for bodies that lack.
const SCAN_STEP: u64 = 256;
/// Most entries looked through for one message of offers; the next message goes on.
const OFFER_SCAN: u64 = 16_384;
/// Most headers of bodies remembered.
const MAX_HEADERS: usize = 1024;

/// A body that is not all here. The order is the order of the two queues: what is short or has legal effect
/// goes before what is long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    is_long: bool,
    origin: MemberIndex,
    index: u64,
    commitment: Hash,
}

#[derive(Debug, Clone, Copy)]
struct Missing {
    body: BodyRef,
    /// Who else may hold it.
    readers: Audience,
    is_sealed: bool,
}

/// The bodies that lack here, kept up to date as entries and chunks come.
#[derive(Debug, Default)]
pub(crate) struct Lacking {
    /// Entries looked at, by origin.
    scanned: Vec<u64>,
    /// Whether the sealed bodies offered to this node were looked at since the last came.
    knows_offers: bool,
    missing: BTreeMap<Place, Missing>,
    /// What whole bodies say of themselves; `None` for one that says nothing lawful.
    headers: HashMap<Hash, Option<BodyHeader>>,
}

impl Lacking {
    pub(crate) fn new(n_origins: usize) -> Self {
        Self { scanned: vec![0; n_origins], ..Self::default() }
    }
}

impl Exchange {
    /// Brings the list of missing bodies up to date.
    fn look_for_missing(&self, lacking: &mut Lacking) -> Result<(), MirrorError> {
        for (origin, log) in self.logs() {
            let snapshot = log.snapshot();
            let mut next = lacking.scanned[usize::from(origin.0)].min(snapshot.size());
            while next < snapshot.size() {
                let end = snapshot.size().min(next + SCAN_STEP);
                for (index, bytes) in (next..).zip(snapshot.entries(next..end)?) {
                    // An entry of a later version names no bodies this node could ask for.
                    let Ok(entry) = Entry::decode(&bytes) else { continue };
                    // A sealed body of our own that a lost disk took away: its readers hand it back.
                    if origin == self.me || entry.audience.contains(self.me) {
                        self.mark_missing(lacking, origin, index, &entry, None);
                    }
                }
                next = end;
            }
            lacking.scanned[usize::from(origin.0)] = next;
        }
        if !lacking.knows_offers {
            self.look_at_offers(lacking)?;
            lacking.knows_offers = true;
        }
        // Bodies also come by the own act of a person, or by another contact; and what is erased is no longer wanted.
        lacking.missing.retain(|place, _| {
            !self.journals.bodies().has(&place.commitment)
                && !self.journals.is_erased(place.origin, place.index)
        });
        Ok(())
    }

    /// The sealed bodies that this node was told it may read: at the first look of a run all of them, so that one which
    /// the disk has spoiled is asked for again.
    fn look_at_offers(&self, lacking: &mut Lacking) -> Result<(), MirrorError> {
        for (origin, index, commitment) in self.ledger.offered()? {
            let Some(log) = self.journals.log(origin).filter(|log| index < log.size()) else { continue };
            if self.journals.is_erased(origin, index) {
                self.ledger.drop_offer(&commitment)?;
            } else if !self.journals.bodies().has(&commitment)
                && let Ok(entry) = Entry::decode(&log.entry(index)?)
            {
                self.mark_missing(lacking, origin, index, &entry, Some(commitment));
            }
        }
        Ok(())
    }

    fn mark_missing(
        &self,
        lacking: &mut Lacking,
        origin: MemberIndex,
        index: u64,
        entry: &Entry,
        only: Option<Hash>,
    ) {
        for body in &entry.bodies {
            let wanted = only.is_none_or(|only| only == body.commitment);
            if wanted && !self.journals.bodies().has(&body.commitment) {
                let is_long = body.chunks > 1 && entry.act.is_none();
                let place = Place { is_long, origin, index, commitment: body.commitment };
                let is_sealed = entry.is_sealed();
                let readers = if is_sealed { Audience(u32::MAX) } else { entry.audience };
                lacking.missing.insert(place, Missing { body: *body, readers, is_sealed });
            }
        }
    }

    /// How many bodies lack here.
    pub(crate) fn lacks(&self) -> Result<u64, MirrorError> {
        let mut lacking = locked(&self.lacking);
        self.look_for_missing(&mut lacking)?;
        Ok(lacking.missing.len() as u64)
    }

    /// The next chunks wanted here, most urgent first.
    pub(crate) fn wanted(&self, limit: usize) -> Result<Vec<Wanted>, MirrorError> {
        self.wanted_of(None, limit)
    }

    /// The next chunks wanted here that this peer may hold, most urgent first.
    pub(crate) fn wanted_of(
        &self,
        peer: Option<MemberIndex>,
        limit: usize,
    ) -> Result<Vec<Wanted>, MirrorError> {
        let mut lacking = locked(&self.lacking);
        self.look_for_missing(&mut lacking)?;
        let partials = locked(&self.partials);
        let mut wanted = Vec::new();
        for (place, missing) in &lacking.missing {
            let may_hold = |peer: MemberIndex| peer == place.origin || missing.readers.contains(peer);
            if !peer.is_none_or(may_hold) {
                continue;
            }
            for chunk in self.journals.bodies().missing(&missing.body) {
                if wanted.len() >= limit.min(MAX_MISSING) {
                    return Ok(wanted);
                }
                let have = partials.have(place.commitment, chunk);
                let Place { origin, index, commitment, .. } = *place;
                wanted.push(Wanted { origin: origin.0, index, commitment, chunk, have });
            }
        }
        Ok(wanted)
    }

    /// What the entry says of the body, when it names it.
    fn named_body(&self, wanted: &Wanted) -> Result<(&Log, Entry, BodyRef), MirrorError> {
        let log = self.log(MemberIndex(wanted.origin))?;
        if wanted.index >= log.size() {
            return Err(MirrorError::NotHere("this body"));
        }
        let entry = Entry::decode(&log.entry(wanted.index)?).map_err(JournalError::from)?;
        let body = entry.bodies.iter().find(|body| body.commitment == wanted.commitment).copied();
        Ok((log, entry, body.ok_or(MirrorError::NotHere("this body"))?))
    }

    /// Whether a body may leave for a peer: its author has it anyway, everybody else must be in its audience.
    ///
    /// What the body says of itself decides, so that one which is not whole here never leaves, and an entry that
    /// names another's body (a commitment is public) opens it to nobody, its own author included.
    pub(crate) fn may_read(
        &self,
        peer: MemberIndex,
        origin: MemberIndex,
        log: &Log,
        entry: &Entry,
        body: &BodyRef,
    ) -> Result<bool, MirrorError> {
        let in_audience = peer == origin || entry.is_sealed() || entry.audience.contains(peer);
        if !in_audience || !self.journals.bodies().has(&body.commitment) {
            return Ok(false);
        }
        let Some(header) = self.header(&body.commitment)? else { return Ok(false) };
        let is_its_own = header.matches(entry, log.origin()).is_ok();
        Ok(is_its_own && (peer == origin || header.audience.contains(peer)))
    }

    /// What a whole body says of itself.
    fn header(&self, commitment: &Hash) -> Result<Option<BodyHeader>, MirrorError> {
        let known = locked(&self.lacking).headers.get(commitment).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let Some(first) = self.journals.bodies().chunk(commitment, 0)? else { return Ok(None) };
        let header = header_of(&first.bytes).ok();
        let headers = &mut locked(&self.lacking).headers;
        if headers.len() >= MAX_HEADERS {
            headers.clear();
        }
        headers.insert(*commitment, header.clone());
        Ok(header)
    }

    /// Sealed bodies this peer may read, in the entries from `from` on.
    pub(crate) fn offers(
        &self,
        peer: MemberIndex,
        origin: MemberIndex,
        log: &Log,
        from: u64,
    ) -> Result<Offers, MirrorError> {
        let snapshot = log.snapshot();
        let end = snapshot.size().min(from.saturating_add(OFFER_SCAN)).min(self.awaited_from(origin)?);
        let mut offers = Offers { to: from.min(end), bodies: Vec::new() };
        while offers.to < end {
            let step = end.min(offers.to + SCAN_STEP);
            for (index, bytes) in (offers.to..).zip(snapshot.entries(offers.to..step)?) {
                let Ok(entry) = Entry::decode(&bytes) else { continue };
                if !entry.is_sealed() || origin == peer {
                    continue;
                }
                for body in &entry.bodies {
                    if self.may_read(peer, origin, log, &entry, body)? {
                        offers.bodies.push((index, body.commitment));
                    }
                }
            }
            offers.to = step;
            if offers.bodies.len() > MAX_OFFERS - body_bound(SCAN_STEP) {
                break;
            }
        }
        Ok(offers)
    }

    /// The first sealed entry of which a body was offered to this node and is not here yet. What comes from there on is
    /// offered to others later: they would take it that they have heard of it, and wait for the author in vain.
    fn awaited_from(&self, origin: MemberIndex) -> Result<u64, MirrorError> {
        if origin == self.me {
            return Ok(u64::MAX);
        }
        let mut lacking = locked(&self.lacking);
        self.look_for_missing(&mut lacking)?;
        let sealed =
            lacking.missing.iter().filter(|(place, missing)| place.origin == origin && missing.is_sealed);
        Ok(sealed.map(|(place, _)| place.index).min().unwrap_or(u64::MAX))
    }

    /// Takes offers of sealed bodies, durably, of the entries that are here and name them: the rest is offered again
    /// once its entries are here, and nobody can fill the list, or take a body's one place in it, with what is not. The
    /// list is kept: it alone tells which sealed bodies are for this node, should its disk lose one.
    ///
    /// `along` are those that came in the same message.
    pub(crate) fn take_offers(
        &self,
        peer: &crate::exchange::PeerState,
        origin: MemberIndex,
        log: &Log,
        offers: &Offers,
        along: &[(u64, Hash)],
    ) -> Result<(), MirrorError> {
        let at = usize::from(origin.0);
        let to = offers.to.min(log.size());
        if (to == 0 && along.is_empty()) || origin == self.me {
            return Ok(());
        }
        let learnt = self.ledger.learnt(&peer.code, self.charter.members.len())?;
        let learnt = learnt.get(at).copied().unwrap_or(0);
        if learnt >= to && offers.bodies.is_empty() && along.is_empty() {
            return Ok(());
        }
        let mut kept = Offers { to: to.max(learnt), bodies: along.to_vec() };
        for (index, commitment) in &offers.bodies {
            if *index >= to {
                continue;
            }
            let entry = Entry::decode(&log.entry(*index)?);
            if entry.is_ok_and(|entry| entry.bodies.iter().any(|body| body.commitment == *commitment)) {
                kept.bodies.push((*index, *commitment));
            }
        }
        tracing::debug!(origin = log.origin(), n_bodies = kept.bodies.len(), "sealed bodies are offered");
        self.ledger.take_offers(&peer.code, origin, &kept)?;
        locked(&self.lacking).knows_offers = false;
        Ok(())
    }

    /// The frame of a chunk, for a peer who may read it.
    pub(crate) fn frame_for(&self, peer: MemberIndex, wanted: &Wanted) -> Result<Vec<u8>, MirrorError> {
        let (log, entry, body) = self.named_body(wanted)?;
        // One answer for “not here” and “not for you”: a stranger learns nothing by asking.
        let not_here = MirrorError::NotHere("this body");
        if !self.may_read(peer, MemberIndex(wanted.origin), log, &entry, &body)? {
            return Err(not_here);
        }
        let chunk = self.journals.bodies().chunk(&wanted.commitment, wanted.chunk)?.ok_or(not_here)?;
        pieces::encode_frame(&chunk)
    }

    /// Takes a whole frame: verified, then durable. Answers whether the body is now whole.
    pub(crate) fn take_frame(&self, wanted: &Wanted, frame: &[u8]) -> Result<bool, MirrorError> {
        let (_, entry, body) = self.named_body(wanted)?;
        let for_us = wanted.origin == self.me.0 || entry.is_sealed() || entry.audience.contains(self.me);
        if !for_us {
            return Err(MirrorError::malformed("chunk", "its body is not for this node"));
        }
        let chunk = pieces::decode_frame(wanted.commitment, frame)?;
        if chunk.index != wanted.chunk {
            return Err(MirrorError::malformed("chunk", "it is another one than announced"));
        }
        if chunk.count != body.chunks {
            return Err(MirrorError::malformed("chunk", "the entry names another body"));
        }
        self.journals.store_chunks(MemberIndex(wanted.origin), wanted.index, &[chunk])?;
        Ok(self.journals.bodies().has(&wanted.commitment))
    }

    /// Takes a piece of a frame from a peer that pushes; answers the bytes of the frame now held.
    ///
    /// `total` is the length of the whole frame by the sender's word: bounded, and checked by the frame itself.
    pub(crate) fn take_piece(&self, wanted: &Wanted, total: u64, piece: &[u8]) -> Result<u32, MirrorError> {
        if total > crate::wire::MAX_CHUNK_FRAME_BYTES {
            return Err(MirrorError::TooLong { what: "chunk", limit: crate::wire::MAX_CHUNK_FRAME_BYTES });
        }
        let (_, _, body) = self.named_body(wanted)?;
        if !self.journals.bodies().missing(&body).contains(&wanted.chunk) {
            return Ok(u32::try_from(total).unwrap_or(u32::MAX));
        }
        let mut frame = locked(&self.partials).take(wanted.commitment, wanted.chunk);
        if frame.len() == wanted.have as usize && frame.len() + piece.len() <= total as usize {
            frame.extend_from_slice(piece);
        }
        let have = frame.len() as u32;
        if u64::from(have) == total {
            // A frame that does not verify is dropped whole: the next try starts from nothing.
            if self.take_frame(wanted, &frame)? {
                self.project()?;
            }
        } else {
            locked(&self.partials).keep(wanted.commitment, wanted.chunk, frame);
        }
        Ok(have)
    }
}

/// Most bodies that so many entries can name.
const fn body_bound(n_entries: u64) -> usize {
    let bound = n_entries as usize * liptako_journal::MAX_BODIES;
    if bound > MAX_OFFERS / 2 { MAX_OFFERS / 2 } else { bound }
}

/// Whether a body is short enough to travel with its entry.
pub(crate) fn rides_along(body: &BodyRef) -> bool {
    // Bucket 2 ends at 16 KiB.
    body.chunks == 1 && body.bucket <= 2
}
