//! Counts the bytes of a connection and cuts it when nothing moves any more.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// Bytes that must move, in both directions together, within one stall period: 512 bytes a minute is far
/// below the slowest 2G link, and far above what a peer that only holds a connection open would send.
pub const LEAST_PROGRESS: u64 = 512;

/// Bytes that passed a point of a connection, since the node started.
#[derive(Debug, Default)]
pub struct Counters {
    received: AtomicU64,
    sent: AtomicU64,
}

impl Counters {
    /// Bytes received.
    pub fn received(&self) -> u64 {
        self.received.load(Ordering::Relaxed)
    }

    /// Bytes sent.
    pub fn sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    /// Adds what another point counted.
    pub(crate) fn add(&self, other: &Self) {
        self.received.fetch_add(other.received(), Ordering::Relaxed);
        self.sent.fetch_add(other.sent(), Ordering::Relaxed);
    }

    /// Bytes both ways.
    pub fn total(&self) -> u64 {
        self.received() + self.sent()
    }
}

/// A byte stream whose traffic is counted, in every one of the counters given.
#[derive(Debug)]
pub struct Metered<S> {
    stream: S,
    counters: Vec<Arc<Counters>>,
    stall: Option<Stall>,
}

/// When the stream must have made progress.
#[derive(Debug)]
struct Stall {
    period: Duration,
    moved: u64,
    deadline: Pin<Box<Sleep>>,
}

impl Stall {
    fn moved(&mut self, n_bytes: u64) {
        self.moved += n_bytes;
        if self.moved >= LEAST_PROGRESS {
            self.moved = 0;
            let next = Instant::now() + self.period;
            self.deadline.as_mut().reset(next);
        }
    }

    fn is_over(&mut self, context: &mut Context<'_>) -> bool {
        self.deadline.as_mut().poll(context).is_ready()
    }
}

impl<S> Metered<S> {
    /// Counts the traffic of `stream`. Must be called within a tokio runtime when `stall` is given.
    ///
    /// With `stall`, reading and writing fail with [`io::ErrorKind::TimedOut`] once fewer than
    /// [`LEAST_PROGRESS`] bytes have moved for so long.
    pub fn new(stream: S, counters: Vec<Arc<Counters>>, stall: Option<Duration>) -> Self {
        let stall =
            stall.map(|period| Stall { period, moved: 0, deadline: Box::pin(tokio::time::sleep(period)) });
        Self { stream, counters, stall }
    }

    /// The stream within.
    pub const fn get_ref(&self) -> &S {
        &self.stream
    }

    fn timed_out(&mut self, context: &mut Context<'_>) -> bool {
        self.stall.as_mut().is_some_and(|stall| stall.is_over(context))
    }

    fn progress(&mut self, n_bytes: usize) {
        if let Some(stall) = &mut self.stall {
            stall.moved(n_bytes as u64);
        }
    }
}

fn stalled() -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, "the peer let the connection stall")
}

impl<S: AsyncRead + Unpin> AsyncRead for Metered<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.stream).poll_read(context, buffer) {
            Poll::Ready(Ok(())) => {
                let n_bytes = buffer.filled().len() - before;
                for counters in &self.counters {
                    counters.received.fetch_add(n_bytes as u64, Ordering::Relaxed);
                }
                self.progress(n_bytes);
                Poll::Ready(Ok(()))
            }
            Poll::Pending if self.timed_out(context) => Poll::Ready(Err(stalled())),
            other => other,
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Metered<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write(context, bytes) {
            Poll::Ready(Ok(n_bytes)) => {
                for counters in &self.counters {
                    counters.sent.fetch_add(n_bytes as u64, Ordering::Relaxed);
                }
                self.progress(n_bytes);
                Poll::Ready(Ok(n_bytes))
            }
            Poll::Pending if self.timed_out(context) => Poll::Ready(Err(stalled())),
            other => other,
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.stream).poll_flush(context) {
            Poll::Pending if self.timed_out(context) => Poll::Ready(Err(stalled())),
            other => other,
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.stream).poll_shutdown(context) {
            Poll::Pending if self.timed_out(context) => Poll::Ready(Err(stalled())),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    #[tokio::test]
    async fn every_byte_is_counted_once_in_each_direction() {
        let (left, mut right) = tokio::io::duplex(64);
        let counters = Arc::new(Counters::default());
        let mut metered = Metered::new(left, vec![Arc::clone(&counters)], None);
        metered.write_all(b"bonjour").await.unwrap();
        right.write_all(b"ok").await.unwrap();
        let mut answer = [0; 2];
        metered.read_exact(&mut answer).await.unwrap();
        assert_eq!((counters.sent(), counters.received(), counters.total()), (7, 2, 9));
    }

    #[tokio::test(start_paused = true)]
    async fn a_reader_that_stops_reading_is_cut() {
        let (left, _right) = tokio::io::duplex(16);
        let mut metered = Metered::new(left, Vec::new(), Some(Duration::from_secs(60)));
        let error = metered.write_all(&[0; 1000]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test(start_paused = true)]
    async fn a_writer_that_trickles_is_cut() {
        let (left, mut right) = tokio::io::duplex(16);
        let mut metered = Metered::new(left, Vec::new(), Some(Duration::from_secs(60)));
        tokio::spawn(async move {
            while right.write_all(b"x").await.is_ok() {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        });
        let mut everything = Vec::new();
        let error = metered.read_to_end(&mut everything).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(everything.len() < 70);
    }
}
