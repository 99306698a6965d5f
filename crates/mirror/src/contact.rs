//! One contact, by the side that dials: greet, tell of forks, push, pull, bodies both ways.
//!
//! Every step leaves what it did durable, so a cut costs at most the message that was under way.

use crate::MirrorError;
use crate::client::{Call, Link};
use crate::exchange::{Exchange, PeerState, locked};
use crate::gossip::Via;
use crate::wire::{self, Delivery, EarlierRoot, Greeting, Stored, Told, Wanted};
use hyper::Method;
use liptako_core::MemberIndex;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Most rounds of one contact: each must have moved something, so this only bounds a peer that plays games.
const MAX_ROUNDS: usize = 10_000;
/// Chunks asked for or pushed between two looks at what is most urgent.
const CHUNKS_PER_ROUND: usize = 16;
/// Chunks of long bodies moved each way between two greetings: what is new on either side never waits for more than a
/// quarter of a megabyte, however long the file that is under way. A greeting adds less than half a percent to it.
const LONG_CHUNKS_PER_ROUND: usize = 4;

/// What one contact did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContactReport {
    /// Requests made.
    pub n_requests: u64,
    /// Packages handed over.
    pub packages_pushed: u64,
    /// Packages taken.
    pub packages_pulled: u64,
    /// Chunks of bodies handed over.
    pub chunks_pushed: u64,
    /// Chunks of bodies taken.
    pub chunks_pulled: u64,
    /// Bytes above TLS, both ways, HTTP heads included.
    pub exchange_bytes: u64,
    /// Bytes on the wire, both ways, TLS included.
    pub wire_bytes: u64,
    /// Why the peer did not cosign, by its own word.
    pub cosign_refused: Option<String>,
}

/// A contact under way.
pub(crate) struct Contact {
    exchange: Arc<Exchange>,
    at: usize,
    link: Link,
    pub(crate) report: ContactReport,
    /// Bodies the peer turned out not to hold, or not for us.
    not_there: BTreeSet<Wanted>,
    /// The chunks the peer asked for last.
    wanted: Vec<Wanted>,
    /// We want more of a long body than this round brought.
    wants_more: bool,
}

/// Whether a chunk is surely of a body that has several.
const fn is_of_long(wanted: &Wanted) -> bool {
    wanted.chunk > 0
}

impl Contact {
    pub(crate) fn new(exchange: Arc<Exchange>, at: usize, link: Link) -> Self {
        Self {
            exchange,
            at,
            link,
            report: ContactReport::default(),
            not_there: BTreeSet::new(),
            wanted: Vec::new(),
            wants_more: false,
        }
    }

    fn peer(&self) -> &PeerState {
        &self.exchange.peers[self.at]
    }

    /// Runs blocking work of the exchange on a blocking thread.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Exchange, &PeerState) -> Result<T, MirrorError> + Send + 'static,
    ) -> Result<T, MirrorError> {
        let (exchange, at) = (Arc::clone(&self.exchange), self.at);
        let done = tokio::task::spawn_blocking(move || work(&exchange, &exchange.peers[at]));
        done.await.map_err(|_| MirrorError::Stopping)?
    }

    async fn call(&mut self, call: Call<'_>) -> Result<Vec<u8>, MirrorError> {
        self.report.n_requests += 1;
        self.link.call(call).await
    }

    /// The whole contact. What came is in the tables when it ends, even when a cut ends it.
    pub(crate) async fn run(&mut self) -> Result<(), MirrorError> {
        let ended = self.rounds().await;
        let projected = self.work(|exchange, _| exchange.project()).await;
        ended.and(projected)
    }

    async fn rounds(&mut self) -> Result<(), MirrorError> {
        for _ in 0..MAX_ROUNDS {
            self.wanted = self.greet().await?;
            self.tell_of_forks().await?;
            let mut moved = self.entries().await?;
            moved |= self.pull_bodies().await?;
            // A long file may keep the contact up for hours: what else has come is not to wait for its end.
            if moved {
                self.work(|exchange, _| exchange.project()).await?;
            }
            moved |= self.push_bodies().await?;
            if !self.needs_another_round(moved).await? {
                break;
            }
        }
        Ok(())
    }

    /// Exchanges greetings; answers the chunks the peer wants.
    async fn greet(&mut self) -> Result<Vec<Wanted>, MirrorError> {
        let (greeting, sent) =
            self.work(|exchange, peer| exchange.greeting(peer, false, wire::MISSING_PER_GREETING)).await?;
        let call = Call::post(wire::ADD_CHECKPOINT, greeting.encode(), wire::MAX_GREETING_BYTES);
        let answer = Greeting::decode(&self.call(call).await?)?;
        self.work(move |exchange, peer| {
            exchange.arrived(peer, &sent);
            let wanted = exchange.greeted(peer, &answer, Via::Live)?;
            exchange.cosign_stored()?;
            Ok(wanted)
        })
        .await
    }

    /// After the work of a round: is there a cosignature to bring, or more bodies to ask about?
    async fn needs_another_round(&self, moved: bool) -> Result<bool, MirrorError> {
        let asked = !self.wanted.is_empty() || self.wants_more;
        self.work(move |exchange, peer| {
            exchange.cosign_stored()?;
            let differs = exchange.logs().any(|(origin, log)| {
                !exchange.is_suspect(origin, log) && !exchange.knows_all(peer, origin, log)
            });
            Ok(moved && (differs || asked))
        })
        .await
    }

    /// Pushes what the peer lacks and pulls what we lack, of every origin. Answers whether anything moved.
    async fn entries(&mut self) -> Result<bool, MirrorError> {
        let mut moved = false;
        let mut origins: Vec<MemberIndex> = self.exchange.logs().map(|(origin, _)| origin).collect();
        // Our own news first: nobody else can bring it.
        let me = self.exchange.me;
        origins.sort_by_key(|origin| *origin != me);
        for origin in origins {
            if self.is_suspect(origin)? {
                continue;
            }
            moved |= self.push_entries(origin).await?;
            moved |= self.pull_entries(origin).await?;
        }
        Ok(moved)
    }

    fn is_suspect(&self, origin: MemberIndex) -> Result<bool, MirrorError> {
        let log = self.exchange.log(origin)?;
        let theirs = locked(&self.peer().seen).origins[usize::from(origin.0)].frozen;
        Ok(theirs || self.exchange.is_suspect(origin, log))
    }

    fn stored(&self, origin: MemberIndex) -> (u64, u64) {
        let seen = locked(&self.peer().seen);
        let theirs = &seen.origins[usize::from(origin.0)];
        (theirs.stored, theirs.learnt)
    }

    async fn push_entries(&mut self, origin: MemberIndex) -> Result<bool, MirrorError> {
        let mut moved = false;
        loop {
            let (stored, learnt) = self.stored(origin);
            let delivery = self
                .work(move |exchange, peer| {
                    let log = exchange.log(origin)?;
                    let ahead = log.checkpoint().is_some_and(|checkpoint| checkpoint.size() > stored);
                    if !ahead {
                        return Ok(None);
                    }
                    exchange.delivery(peer.member, origin, log, stored, learnt).map(Some)
                })
                .await?;
            let Some(delivery) = delivery.filter(|delivery| !delivery.package.is_empty()) else {
                return Ok(moved);
            };
            let call = Call::post(wire::ADD_ENTRIES, delivery.encode(), wire::MAX_ANSWER_BYTES);
            let answer = Stored::decode(&self.call(call).await?)?;
            self.report.packages_pushed += 1;
            if answer.refusal.is_some() {
                self.report.cosign_refused.clone_from(&answer.refusal);
            }
            self.wanted.clone_from(&answer.wanted);
            let size = answer.size;
            let to = delivery.offers.to;
            self.work(move |exchange, peer| {
                exchange.pushed(peer, origin, exchange.log(origin)?, &answer)?;
                locked(&peer.seen).origins[usize::from(origin.0)].learnt = to;
                Ok(())
            })
            .await?;
            if size <= stored {
                return Err(MirrorError::malformed("answer to a package", "nothing was stored"));
            }
            moved = true;
        }
    }

    async fn pull_entries(&mut self, origin: MemberIndex) -> Result<bool, MirrorError> {
        let mut moved = false;
        loop {
            let (theirs, _) = self.stored(origin);
            let held = self.exchange.log(origin)?.size();
            if theirs <= held {
                return Ok(moved);
            }
            let learnt = self
                .work(move |exchange, peer| {
                    let learnt = exchange.ledger.learnt(&peer.code, exchange.charter.members.len())?;
                    Ok(learnt[usize::from(origin.0)])
                })
                .await?;
            let path = format!("{}?origin={}&from={held}&learnt={learnt}", wire::PACKAGES, origin.0);
            let bytes = self.call(Call::get(&path, wire::MAX_DELIVERY_BYTES)).await?;
            if Delivery::decode(&bytes)?.package.is_empty() {
                return Ok(moved);
            }
            let taken =
                self.work(move |exchange, peer| exchange.take_delivery(peer, &bytes, Via::Live)).await;
            if let Err(error) = taken {
                // It may be that the author showed the two of us different histories.
                self.investigate(origin).await?;
                return if self.is_suspect(origin)? { Ok(moved) } else { Err(error) };
            }
            self.report.packages_pulled += 1;
            if self.exchange.log(origin)?.size() <= held {
                return Err(MirrorError::malformed("package", "it brought nothing new"));
            }
            moved = true;
        }
    }

    /// Takes the chunks we lack from this peer, most urgent first: all that are short, a few of those that are long.
    async fn pull_bodies(&mut self) -> Result<bool, MirrorError> {
        let (mut moved, mut n_long) = (false, 0);
        self.wants_more = false;
        loop {
            let wanted =
                self.work(|exchange, peer| exchange.wanted_of(Some(peer.member), wire::MAX_MISSING)).await?;
            let wanted: Vec<Wanted> = wanted
                .into_iter()
                .filter(|wanted| !self.not_there.contains(&Wanted { have: 0, chunk: 0, ..*wanted }))
                .take(CHUNKS_PER_ROUND)
                .collect();
            if wanted.is_empty() {
                return Ok(moved);
            }
            for wanted in wanted {
                if n_long == LONG_CHUNKS_PER_ROUND {
                    self.wants_more = true;
                    return Ok(moved);
                }
                let has_come = self.pull_chunk(wanted).await?;
                moved |= has_come;
                n_long += usize::from(has_come && is_of_long(&wanted));
            }
        }
    }

    async fn pull_chunk(&mut self, wanted: Wanted) -> Result<bool, MirrorError> {
        let Wanted { origin, index, commitment, chunk, .. } = wanted;
        let body = Wanted { have: 0, chunk: 0, ..wanted };
        if self.not_there.contains(&body) {
            return Ok(false);
        }
        let mut frame = locked(&self.exchange.partials).take(commitment, chunk);
        let path = format!("{}{commitment}?origin={origin}&index={index}&chunk={chunk}", wire::BODIES);
        self.report.n_requests += 1;
        let from = frame.len();
        let limit = wire::MAX_CHUNK_FRAME_BYTES.saturating_sub(from as u64);
        let done = self.link.call_into(Call::get(&path, limit), Some(from), &mut frame).await;
        match done {
            Ok(()) => {
                self.work(move |exchange, _| exchange.take_frame(&wanted, &frame)).await?;
                self.report.chunks_pulled += 1;
                Ok(true)
            }
            Err(MirrorError::Refused { status: 404, .. }) => {
                self.not_there.insert(body);
                Ok(false)
            }
            Err(error) => {
                // What came before the cut is kept: the next contact goes on at the next byte.
                locked(&self.exchange.partials).keep(commitment, chunk, frame);
                Err(error)
            }
        }
    }

    /// Hands over the chunks the peer wants and may read.
    async fn push_bodies(&mut self) -> Result<bool, MirrorError> {
        let (mut moved, mut n_long) = (false, 0);
        for wanted in self.wanted.clone() {
            if n_long == LONG_CHUNKS_PER_ROUND {
                break;
            }
            n_long += usize::from(is_of_long(&wanted));
            let frame = self
                .work(move |exchange, peer| match exchange.frame_for(peer.member, &wanted) {
                    Ok(frame) => Ok(Some(frame)),
                    Err(MirrorError::NotHere(_)) => Ok(None),
                    Err(error) => Err(error),
                })
                .await?;
            if let Some(frame) = frame {
                self.push_frame(&wanted, &frame).await?;
                moved = true;
            }
        }
        Ok(moved)
    }

    async fn push_frame(&mut self, wanted: &Wanted, frame: &[u8]) -> Result<(), MirrorError> {
        let Wanted { origin, index, commitment, chunk, .. } = *wanted;
        let mut have = (wanted.have as usize).min(frame.len());
        // Twice as many pieces as needed: a peer that forgets what it has is asked to stop.
        for _ in 0..2 + 2 * frame.len() / wire::PIECE_BYTES {
            let end = frame.len().min(have + wire::PIECE_BYTES);
            let path = format!(
                "{}{commitment}?origin={origin}&index={index}&chunk={chunk}&have={have}&total={}",
                wire::BODIES,
                frame.len()
            );
            let piece = frame[have..end].to_vec();
            let call = Call { method: Method::PUT, path: &path, body: piece, limit: wire::MAX_ANSWER_BYTES };
            have = wire::decode_have(&self.call(call).await?)? as usize;
            if have >= frame.len() {
                self.report.chunks_pushed += 1;
                return Ok(());
            }
        }
        Err(MirrorError::malformed("answer to a piece", "the peer keeps losing pieces"))
    }

    /// Tells the peer of frozen origins it does not know of, and hears of those it knows.
    async fn tell_of_forks(&mut self) -> Result<(), MirrorError> {
        let origins: Vec<MemberIndex> = self.exchange.logs().map(|(origin, _)| origin).collect();
        for origin in origins {
            let theirs = locked(&self.peer().seen).origins[usize::from(origin.0)].frozen;
            let log = self.exchange.log(origin)?;
            let ours = self.exchange.is_suspect(origin, log);
            if theirs && !ours {
                let path = format!("{}?origin={}", wire::EVIDENCE, origin.0);
                let told = Told::decode(&self.call(Call::get(&path, wire::MAX_EVIDENCE_BYTES)).await?)?;
                self.work(move |exchange, peer| exchange.hear_told(peer.member, &told)).await?;
            }
            if self.exchange.is_suspect(origin, self.exchange.log(origin)?) {
                let found = self.find_parting(origin).await?;
                if found || !theirs {
                    self.tell(origin).await?;
                }
            }
        }
        Ok(())
    }

    /// Asks the peer for the root its history has where ours is signed, and takes the proof that makes.
    async fn investigate(&mut self, origin: MemberIndex) -> Result<(), MirrorError> {
        let Some(ours) = self.exchange.log(origin)?.checkpoint() else { return Ok(()) };
        if self.exchange.is_suspect(origin, self.exchange.log(origin)?) || ours.size() == 0 {
            return Ok(());
        }
        let Some(theirs) = self.earlier_root(origin, ours.size()).await? else { return Ok(()) };
        self.work(move |exchange, peer| {
            let log = exchange.log(origin)?;
            match exchange.evidence_from(log, &theirs)? {
                Some(evidence) => exchange.suspect(origin, log, Some(peer.member), evidence),
                None => Ok(()),
            }
        })
        .await?;
        if self.exchange.is_suspect(origin, self.exchange.log(origin)?) {
            self.find_parting(origin).await?;
            self.tell(origin).await?;
        }
        Ok(())
    }

    async fn earlier_root(
        &mut self,
        origin: MemberIndex,
        size: u64,
    ) -> Result<Option<EarlierRoot>, MirrorError> {
        let path = format!("{}?origin={}&size={size}", wire::ROOT, origin.0);
        match self.call(Call::get(&path, wire::MAX_ANSWER_BYTES)).await {
            Ok(bytes) => EarlierRoot::decode(&bytes).map(Some),
            Err(MirrorError::Refused { status: 404, .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Finds the last size common to the peer's history and ours, by halves, and freezes the origin there.
    /// Answers whether it did: otherwise the peer is on our side of the fork, and the holder of the other
    /// history must tell.
    async fn find_parting(&mut self, origin: MemberIndex) -> Result<bool, MirrorError> {
        let log = self.exchange.log(origin)?;
        if log.frozen().is_some() {
            return Ok(false);
        }
        let (mut agreed, mut differs) = (0, log.size().min(self.stored(origin).0).saturating_add(1));
        let mut parted = false;
        while differs - agreed > 1 {
            let middle = agreed + (differs - agreed) / 2;
            let Some(theirs) = self.earlier_root(origin, middle).await? else {
                differs = middle;
                continue;
            };
            let same = self
                .work(move |exchange, _| exchange.agrees_at(exchange.log(origin)?, middle, &theirs))
                .await?;
            if same {
                agreed = middle;
            } else {
                (differs, parted) = (middle, true);
            }
        }
        if parted {
            self.work(move |exchange, _| exchange.settle(origin, exchange.log(origin)?, agreed)).await?;
        }
        Ok(parted)
    }

    async fn tell(&mut self, origin: MemberIndex) -> Result<(), MirrorError> {
        let told = self.work(move |exchange, _| exchange.told(origin, exchange.log(origin)?)).await?;
        if let Some(told) = told {
            let call = Call::post(wire::EVIDENCE, told.encode(), wire::MAX_ANSWER_BYTES);
            self.call(call).await?;
            locked(&self.peer().seen).origins[usize::from(origin.0)].frozen = true;
        }
        Ok(())
    }
}
