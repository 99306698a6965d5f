//! A link between two nodes that a test can cut: a small TCP relay.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// Carries connections to one address until it is cut; can be mended.
#[derive(Debug, Clone)]
pub struct Relay(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    address: SocketAddr,
    to: SocketAddr,
    cut: AtomicBool,
    /// Bytes that may still pass, both directions together.
    credit: AtomicU64,
    passed: AtomicU64,
    streams: Mutex<Vec<TcpStream>>,
}

impl Relay {
    /// A relay to `to`, on a free port.
    ///
    /// # Panics
    /// When no port is free.
    pub fn to(to: SocketAddr) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let inner = Arc::new(Inner {
            address: listener.local_addr().unwrap(),
            to,
            cut: AtomicBool::new(false),
            credit: AtomicU64::new(u64::MAX),
            passed: AtomicU64::new(0),
            streams: Mutex::default(),
        });
        let weak = Arc::downgrade(&inner);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (Ok(stream), Some(inner)) = (stream, weak.upgrade()) else { return };
                inner.carry(stream);
            }
        });
        Self(inner)
    }

    /// Where to dial instead of the address itself.
    pub fn address(&self) -> SocketAddr {
        self.0.address
    }

    /// Cuts the link: what is open breaks off, and nothing new comes through.
    pub fn cut(&self) {
        self.0.cut.store(true, Ordering::SeqCst);
        self.0.hang_up();
    }

    /// Cuts the link once this many more bytes have passed.
    pub fn cut_after(&self, bytes: u64) {
        self.0.credit.store(bytes, Ordering::SeqCst);
    }

    /// Mends the link.
    pub fn mend(&self) {
        self.0.credit.store(u64::MAX, Ordering::SeqCst);
        self.0.cut.store(false, Ordering::SeqCst);
    }

    /// Bytes that have passed so far, both directions together.
    pub fn passed(&self) -> u64 {
        self.0.passed.load(Ordering::SeqCst)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // Wakes the thread that accepts, so that it sees that the relay is gone.
        let _ = TcpStream::connect(self.address);
    }
}

impl Inner {
    fn carry(self: Arc<Self>, from: TcpStream) {
        if self.cut.load(Ordering::SeqCst) {
            return;
        }
        let Ok(to) = TcpStream::connect(self.to) else { return };
        let _ = (from.set_nodelay(true), to.set_nodelay(true));
        {
            let mut streams = self.streams.lock().unwrap();
            streams.extend([from.try_clone().unwrap(), to.try_clone().unwrap()]);
        }
        for (mut source, mut target) in [(from.try_clone().unwrap(), to.try_clone().unwrap()), (to, from)] {
            let inner = Arc::downgrade(&self);
            std::thread::spawn(move || {
                let mut block = [0; 4096];
                while let Ok(length) = source.read(&mut block)
                    && length > 0
                    && let Some(inner) = inner.upgrade()
                {
                    let allowed = inner.spend(length as u64) as usize;
                    if target.write_all(&block[..allowed]).is_err() || allowed < length {
                        break;
                    }
                }
                let _ = (source.shutdown(Shutdown::Both), target.shutdown(Shutdown::Both));
            });
        }
    }

    /// How many of `wanted` bytes may pass; at the end of the credit the link is cut.
    fn spend(&self, wanted: u64) -> u64 {
        let take = |left: u64| Some(if left == u64::MAX { left } else { left.saturating_sub(wanted) });
        let left = self.credit.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take).unwrap_or(0);
        let allowed = wanted.min(left);
        self.passed.fetch_add(allowed, Ordering::SeqCst);
        if allowed < wanted {
            self.cut.store(true, Ordering::SeqCst);
        }
        allowed
    }

    fn hang_up(&self) {
        for stream in self.streams.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}
