//! Which bodies became whole, in the order in which they did: so that who waits for some need not look for all.

use super::Journals;
use crate::hash::Hash;
use std::collections::VecDeque;
use std::sync::PoisonError;

/// Most arrivals remembered.
const MAX_REMEMBERED: usize = 65_536;

/// The newest arrivals.
#[derive(Debug, Default)]
pub(super) struct Arrivals {
    /// All since the start, remembered or not.
    count: u64,
    newest: VecDeque<Hash>,
}

impl Journals {
    /// The bodies that became whole since the count `after`, and the count now; `None` when that is too long ago to be
    /// remembered. Counts begin at 0 with each start: what came before is not among them.
    pub fn arrived(&self, after: u64) -> (u64, Option<Vec<Hash>>) {
        let arrivals = self.arrivals.lock().unwrap_or_else(PoisonError::into_inner);
        let new = arrivals.count.saturating_sub(after);
        let remembered = usize::try_from(new).ok().filter(|new| *new <= arrivals.newest.len());
        let newest =
            remembered.map(|new| arrivals.newest.iter().skip(arrivals.newest.len() - new).copied().collect());
        (arrivals.count, newest)
    }

    /// Called once they are durable.
    pub(super) fn note_arrivals(&self, bodies: impl Iterator<Item = Hash>) {
        let mut arrivals = self.arrivals.lock().unwrap_or_else(PoisonError::into_inner);
        for body in bodies {
            arrivals.count += 1;
            if arrivals.newest.len() >= MAX_REMEMBERED {
                arrivals.newest.pop_front();
            }
            arrivals.newest.push_back(body);
        }
    }
}
