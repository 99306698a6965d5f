//! Durations, and what is told of them.

use anyhow::{Context, Result};
use std::time::{Duration, Instant};

/// Durations of one thing done many times, in milliseconds.
#[derive(Debug, Clone, Default)]
pub struct Samples(Vec<f64>);

impl Samples {
    /// Adds one.
    pub fn add(&mut self, took: Duration) {
        self.0.push(took.as_secs_f64() * 1000.0);
    }

    /// How many there are.
    pub const fn count(&self) -> usize {
        self.0.len()
    }

    /// The duration that this share of them, from 0 to 1, does not exceed (nearest rank).
    pub fn percentile(&self, share: f64) -> Result<f64> {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let rank = (share * sorted.len() as f64).ceil() as usize;
        sorted.get(rank.max(1) - 1).copied().context("nothing was measured")
    }

    /// The middle one.
    pub fn median(&self) -> Result<f64> {
        self.percentile(0.5)
    }

    /// The longest.
    pub fn max(&self) -> Result<f64> {
        self.percentile(1.0)
    }
}

/// Lets this much time go by.
#[expect(clippy::disallowed_methods, reason = "a benchmark keeps a rate, or waits for another program")]
pub fn rest(time: Duration) {
    std::thread::sleep(time);
}

/// Does a thing `count` times, one beginning every `every`, and adds how long each took.
///
/// What is late begins at once: the time is that of the thing, without its waiting in line.
pub fn paced(
    samples: &mut Samples,
    count: usize,
    every: Duration,
    mut thing: impl FnMut() -> Result<()>,
) -> Result<()> {
    let start = Instant::now();
    for number in 0..count {
        let due = every * u32::try_from(number)?;
        rest(due.saturating_sub(start.elapsed()));
        let began = Instant::now();
        thing()?;
        samples.add(began.elapsed());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let mut samples = Samples::default();
        (1..=100).for_each(|ms| samples.add(Duration::from_millis(ms)));
        let told: Vec<f64> =
            [0.5, 0.99, 1.0].into_iter().map(|share| samples.percentile(share).unwrap()).collect();
        assert_eq!(told, [50.0, 99.0, 100.0]);
        assert!(Samples::default().median().is_err());
    }
}
