//! How long to wait, as arithmetic.

use liptako_core::UnixSeconds;
use liptako_journal::Hash;
use std::net::IpAddr;

/// How attempts are slowed down: some are free, then each failure doubles the wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttle {
    /// Failures before the first wait.
    pub free: u32,
    /// First wait, in seconds.
    pub first_wait_s: i64,
    /// Longest wait, in seconds.
    pub longest_wait_s: i64,
    /// After this long without a failure, in seconds, all is forgotten.
    pub forget_s: i64,
}

impl Throttle {
    /// Per login: five free, then 15 s, 30 s… up to 15 minutes.
    pub const PER_LOGIN: Self = Self { free: 5, first_wait_s: 15, longest_wait_s: 900, forget_s: 86_400 };

    /// Per address: twenty free, because a whole authority often shares one address.
    pub const PER_ADDRESS: Self = Self { free: 20, ..Self::PER_LOGIN };

    /// The wait after this many failures, in seconds.
    pub fn wait_s(&self, failures: u32) -> i64 {
        match failures.checked_sub(self.free) {
            None => 0,
            Some(beyond) if beyond < 32 => (self.first_wait_s << beyond).min(self.longest_wait_s),
            Some(_) => self.longest_wait_s,
        }
    }
}

/// Failures of one subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Failures {
    pub(crate) count: u32,
    pub(crate) last: UnixSeconds,
}

impl Failures {
    /// What still counts now. A failure dated in the future (the clock was turned back, as when a machine loses
    /// its battery) counts as of now: nobody waits longer than the longest wait.
    pub(crate) fn now(self, throttle: &Throttle, now: UnixSeconds) -> Option<Self> {
        let last = self.last.min(now);
        (now - last < throttle.forget_s).then_some(Self { last, ..self })
    }

    /// Seconds until the next attempt is looked at; 0 when it is at once.
    pub(crate) fn seconds_left(self, throttle: &Throttle, now: UnixSeconds) -> i64 {
        (self.last + throttle.wait_s(self.count) - now).max(0)
    }
}

/// What failures are counted against. Only its SHA-256 is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Subject(pub(crate) Hash);

impl Subject {
    /// A login as typed, known or not.
    pub(crate) fn login(login: &str) -> Self {
        Self(Hash::of(format!("login {}", login.trim().to_ascii_lowercase()).as_bytes()))
    }

    /// A client's address. An IPv6 client owns a whole /64, so that is what counts.
    pub(crate) fn address(address: &str) -> Self {
        let named = match address.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
            Ok(IpAddr::V6(v6)) => format!("address {:x}/64", u128::from(v6) >> 64),
            Ok(IpAddr::V4(v4)) => format!("address {v4}"),
            Err(_) => format!("address {address}"),
        };
        Self(Hash::of(named.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_wait_doubles_from_fifteen_seconds_to_fifteen_minutes() {
        let waits: Vec<i64> = (4..13).map(|failures| Throttle::PER_LOGIN.wait_s(failures)).collect();
        assert_eq!(waits, [0, 15, 30, 60, 120, 240, 480, 900, 900]);
        assert_eq!(Throttle::PER_LOGIN.wait_s(u32::MAX), 900);
    }

    #[test]
    fn one_client_cannot_walk_through_its_own_ipv6_network() {
        assert_eq!(Subject::address("2001:db8::1"), Subject::address("2001:db8::ffff:2"));
        assert_ne!(Subject::address("2001:db8::1"), Subject::address("2001:db8:0:1::1"));
        assert_eq!(Subject::address("::ffff:192.0.2.7"), Subject::address("192.0.2.7"));
    }

    proptest! {
        #[test]
        fn nobody_waits_longer_than_the_longest_wait(count in any::<u32>(), last in -1_000_000i64..1_000_000, now in -1_000_000i64..1_000_000) {
            let throttle = Throttle::PER_LOGIN;
            if let Some(failures) = (Failures { count, last }).now(&throttle, now) {
                prop_assert!((0..=900).contains(&failures.seconds_left(&throttle, now)));
            }
        }
    }
}
