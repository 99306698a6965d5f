//! The tasks that listen and that keep in touch.

use crate::Mirror;
use crate::exchange::{Exchange, locked};
use liptako_core::MemberIndex;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// Connections served at a time; more wait to be accepted.
const MAX_CONNECTIONS: usize = 256;
/// Connections served at a time from one address: a stranger who says nothing cannot take every place.
const MAX_PER_ADDRESS: usize = 8;
/// News is gathered so long before it is carried, so that one contact carries all of an act.
const GATHER: Duration = Duration::from_millis(30);
/// After a failure the pause doubles up to this many times.
const MAX_DOUBLINGS: u32 = 4;

/// Wakes the dialling tasks on every change of the journals.
pub(crate) fn wake_on_change(exchange: &Arc<Exchange>) {
    let exchange = Arc::downgrade(exchange);
    let journals = exchange.upgrade().map(|exchange| Arc::clone(&exchange.journals));
    if let Some(journals) = journals {
        journals.on_change(move |_| {
            if let Some(exchange) = exchange.upgrade() {
                exchange.note_change();
            }
        });
    }
}

/// How many connections each address holds.
type Held = Arc<Mutex<HashMap<IpAddr, usize>>>;

/// A place of one address, given back when dropped.
struct Place {
    address: IpAddr,
    held: Held,
}

impl Place {
    /// `None` when the address holds all it may.
    fn take(held: &Held, address: IpAddr) -> Option<Self> {
        let mut counts = held.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= MAX_PER_ADDRESS {
            return None;
        }
        *count += 1;
        Some(Self { address, held: Arc::clone(held) })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

/// Accepts connections for ever.
pub(crate) async fn listen(mirror: Mirror, listener: TcpListener) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let held = Held::default();
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let (stream, address) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file handles, mostly: give the others time to end.
                tracing::warn!("exchange: cannot accept a connection: {error}");
                tokio::time::sleep(Duration::from_secs(1)).await;
                continue;
            }
        };
        let Some(own_place) = Place::take(&held, address.ip()) else {
            tracing::info!("exchange: {address}: too many connections from this address");
            continue;
        };
        drop(stream.set_nodelay(true));
        let mirror = mirror.clone();
        tokio::spawn(async move {
            if let Err(error) = mirror.serve(stream).await {
                tracing::info!("exchange: {address}: {error}");
            }
            drop((place, own_place));
        });
    }
}

/// Dials one peer for ever: when there is news for it, and now and then.
pub(crate) async fn keep_in_touch(mirror: Mirror, member: MemberIndex, every: Duration) {
    let exchange = Arc::clone(&mirror.exchange);
    let mut changes = exchange.changes.subscribe();
    let mut failures = 0;
    loop {
        changes.mark_unchanged();
        match mirror.sync_with(member).await {
            Ok(_) => failures = 0,
            Err(error) => {
                failures += 1;
                tracing::warn!(peer = exchange.code(member), "exchange: {error}");
            }
        }
        let doubled = every.saturating_mul(1 << failures.min(MAX_DOUBLINGS));
        let pause = tokio::time::sleep(spread(&exchange, doubled));
        tokio::pin!(pause);
        loop {
            tokio::select! {
                () = &mut pause => break,
                changed = changes.changed() => {
                    if changed.is_err() {
                        return;
                    }
                    // A peer that does not answer is not dialled at every change, until it dials us.
                    if failures == 0 || is_back(&exchange, member) {
                        tokio::time::sleep(GATHER).await;
                        changes.mark_unchanged();
                        if has_news(&exchange, member).await {
                            break;
                        }
                    }
                }
            }
        }
    }
}

/// Whether a peer that did not answer has dialled us since.
fn is_back(exchange: &Exchange, member: MemberIndex) -> bool {
    exchange.peer(member).is_ok_and(|peer| locked(&peer.seen).last_error.is_none())
}

/// A pause of 80 to 120 % of the one given, so that nodes started together do not dial together.
fn spread(exchange: &Exchange, pause: Duration) -> Duration {
    let mut byte = [0];
    exchange.chance.fill(&mut byte);
    pause.mul_f64(0.8 + f64::from(byte[0]) / 255.0 * 0.4)
}

/// Whether this node should dial now: it has something about its own journal that the peer is not known to
/// hold, or a cosignature of its own to bring to that journal's author.
///
/// News of third parties waits for the next regular contact: their authors carry it themselves, and two nodes
/// relaying the same entries to a third at once would send them twice.
async fn has_news(exchange: &Arc<Exchange>, member: MemberIndex) -> bool {
    let exchange = Arc::clone(exchange);
    let asked = tokio::task::spawn_blocking(move || {
        let Ok(peer) = exchange.peer(member) else { return false };
        exchange.logs().any(|(origin, log)| {
            let (told, learnt) = {
                let seen = locked(&peer.seen);
                let theirs = &seen.origins[usize::from(origin.0)];
                (theirs.frozen, theirs.stored)
            };
            if exchange.is_suspect(origin, log) {
                return !told;
            }
            (origin == exchange.me || origin == member)
                && (!exchange.knows_all(peer, origin, log) || origin == exchange.me && learnt < log.size())
        })
    });
    asked.await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_cannot_take_every_place_and_gets_back_what_it_leaves() {
        let held = Held::default();
        let (here, there) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let mut places: Vec<_> = (0..MAX_PER_ADDRESS).filter_map(|_| Place::take(&held, here)).collect();
        assert_eq!(places.len(), MAX_PER_ADDRESS);
        assert!(Place::take(&held, here).is_none());
        assert!(Place::take(&held, there).is_some());
        places.pop();
        assert!(Place::take(&held, here).is_some());
        drop(places);
        assert!(held.lock().unwrap().is_empty());
    }
}
