//! The paths of the listening side.

use crate::MirrorError;
use crate::exchange::{Exchange, PeerState};
use crate::gossip::Via;
use crate::meter::Counters;
use crate::server::{Answer, Answering, Ask};
use crate::wire::{self, Greeting, Told, Wanted};
use liptako_core::MemberIndex;
use liptako_journal::{Hash, TileName};
use std::sync::Arc;

impl Answering for Exchange {
    fn counters(&self, peer: MemberIndex) -> (Arc<Counters>, Arc<Counters>) {
        match self.peer(peer) {
            Ok(peer) => (Arc::clone(&peer.wire), Arc::clone(&peer.exchange)),
            Err(_) => (Arc::default(), Arc::default()),
        }
    }

    fn answer(&self, peer: MemberIndex, ask: &Ask) -> Answer {
        match self.peer(peer).and_then(|peer| self.route(peer, ask)) {
            Ok(body) => Answer { status: if ask.range_from.is_some() { 206 } else { 200 }, body },
            Err(error) => {
                if !matches!(error, MirrorError::NotHere(_)) {
                    tracing::warn!(peer = self.code(peer), path = ask.path, "exchange: refused: {error}");
                }
                error.into()
            }
        }
    }

    fn ended(&self, peer: MemberIndex) {
        // Nobody came back to say where two histories part: freeze where both surely agree.
        let settled = self.peer(peer).and_then(|peer| {
            self.settle_after(peer)?;
            self.project()?;
            self.remember(peer)
        });
        if let Err(error) = settled {
            tracing::warn!(peer = self.code(peer), "exchange: {error}");
        }
    }
}

impl Exchange {
    fn route(&self, peer: &PeerState, ask: &Ask) -> Result<Vec<u8>, MirrorError> {
        match (ask.is_get, ask.path.as_str()) {
            (false, wire::ADD_CHECKPOINT) => self.answer_greeting(peer, &ask.body),
            (false, wire::ADD_ENTRIES) => Ok(self.stored(peer, &ask.body)?.encode()),
            (true, wire::PACKAGES) => {
                let origin = origin(ask)?;
                let log = self.log(origin)?;
                let (from, learnt) = (number(ask, "from")?, number(ask, "learnt")?);
                Ok(self.delivery(peer.member, origin, log, from, learnt)?.encode())
            }
            (true, wire::ROOT) => {
                Ok(self.earlier_root(self.log(origin(ask)?)?, number(ask, "size")?)?.encode())
            }
            (true, wire::EVIDENCE) => {
                let origin = origin(ask)?;
                let told = self.told(origin, self.log(origin)?)?;
                Ok(told.ok_or(MirrorError::NotHere("evidence"))?.encode())
            }
            (false, wire::EVIDENCE) => {
                self.hear_told(peer.member, &Told::decode(&ask.body)?)?;
                Ok(Vec::new())
            }
            (is_get, path) => match path.strip_prefix(wire::BODIES) {
                Some(commitment) => self.answer_body(peer, ask, is_get, commitment),
                None if is_get => self.answer_static(path),
                None => Err(MirrorError::NoSuchPath),
            },
        }
    }

    fn answer_greeting(&self, peer: &PeerState, body: &[u8]) -> Result<Vec<u8>, MirrorError> {
        let greeting = Greeting::decode(body)?;
        self.greeted(peer, &greeting, Via::Live)?;
        self.cosign_stored()?;
        self.contacted(peer, Ok(()));
        let (answer, sent) = self.greeting(peer, false, wire::MISSING_PER_GREETING)?;
        self.arrived(peer, &sent);
        Ok(answer.encode())
    }

    fn answer_body(
        &self,
        peer: &PeerState,
        ask: &Ask,
        is_get: bool,
        commitment: &str,
    ) -> Result<Vec<u8>, MirrorError> {
        let short = |name| {
            number(ask, name).and_then(|value| {
                u32::try_from(value).map_err(|error| MirrorError::malformed("query", error))
            })
        };
        let wanted = Wanted {
            origin: origin(ask)?.0,
            index: number(ask, "index")?,
            commitment: commitment
                .parse::<Hash>()
                .map_err(|error| MirrorError::malformed("commitment", error))?,
            chunk: short("chunk")?,
            have: if is_get { 0 } else { short("have")? },
        };
        if is_get {
            let mut frame = self.frame_for(peer.member, &wanted)?;
            let from = usize::try_from(ask.range_from.unwrap_or(0)).unwrap_or(usize::MAX);
            if from > frame.len() {
                return Err(MirrorError::malformed("Range", "beyond the end"));
            }
            return Ok(frame.split_off(from));
        }
        Ok(wire::encode_have(self.take_piece(&wanted, number(ask, "total")?, &ask.body)?))
    }

    /// `/<code>/checkpoint`, `/<code>/tile/…` (C2SP tlog-tiles 0.1).
    fn answer_static(&self, path: &str) -> Result<Vec<u8>, MirrorError> {
        let (code, name) =
            path.strip_prefix('/').and_then(|path| path.split_once('/')).ok_or(MirrorError::NoSuchPath)?;
        let log = self.log(self.charter.by_code(code).ok_or(MirrorError::NoSuchPath)?)?;
        if name == "checkpoint" {
            let checkpoint = log.checkpoint().ok_or(MirrorError::NotHere("a checkpoint"))?;
            return Ok(checkpoint.to_string().into_bytes());
        }
        let name: TileName = name.parse().map_err(|_| MirrorError::NoSuchPath)?;
        log.snapshot().resource(&name).map_err(|_| MirrorError::NotHere("this tile"))
    }
}

/// The origin that a query names.
fn origin(ask: &Ask) -> Result<MemberIndex, MirrorError> {
    let origin = number(ask, "origin")?;
    u8::try_from(origin).map(MemberIndex).map_err(|error| MirrorError::malformed("query", error))
}

/// A number of the query; absent is zero.
fn number(ask: &Ask, name: &str) -> Result<u64, MirrorError> {
    let mut pairs = ask.query.split('&').filter_map(|pair| pair.split_once('='));
    match pairs.find(|(key, _)| *key == name) {
        None => Ok(0),
        Some((_, value)) => value.parse().map_err(|error| MirrorError::malformed("query", error)),
    }
}
