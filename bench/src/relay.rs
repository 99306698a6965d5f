//! A link between two nodes that can be cut after any byte.

use anyhow::Result;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// What the relay lets through, and what it has let through.
#[derive(Default)]
pub struct Link {
    left: AtomicI64,
    passed: AtomicU64,
}

impl Link {
    /// From now on so many bytes pass, both directions together; then both sides are cut.
    pub fn allow(&self, bytes: i64) {
        self.left.store(bytes, Ordering::SeqCst);
    }

    /// Bytes that passed since the relay began.
    pub fn passed(&self) -> u64 {
        self.passed.load(Ordering::SeqCst)
    }

    /// How many of `wanted` bytes may pass.
    fn take(&self, wanted: usize) -> usize {
        let wanted = wanted as i64;
        let before = self.left.fetch_sub(wanted, Ordering::SeqCst);
        let granted = before.clamp(0, wanted) as usize;
        self.passed.fetch_add(granted as u64, Ordering::SeqCst);
        granted
    }
}

/// Relays connections to `to` until the tasks are dropped.
pub async fn relay(to: SocketAddr) -> Result<(SocketAddr, Arc<Link>, JoinSet<()>)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let (address, link) = (listener.local_addr()?, Arc::new(Link::default()));
    let (mut tasks, shared) = (JoinSet::new(), link.clone());
    tasks.spawn(async move {
        let mut connections = JoinSet::new();
        while let Ok((near, _)) = listener.accept().await {
            let link = shared.clone();
            // A cut is the purpose: how a connection ends is nobody's news.
            connections.spawn(async move { drop(join(near, to, link).await) });
            while connections.try_join_next().is_some() {}
        }
    });
    Ok((address, link, tasks))
}

async fn join(near: TcpStream, to: SocketAddr, link: Arc<Link>) -> io::Result<()> {
    let far = TcpStream::connect(to).await?;
    near.set_nodelay(true)?;
    far.set_nodelay(true)?;
    let ((near_read, near_write), (far_read, far_write)) = (near.into_split(), far.into_split());
    // The first cut drops all four halves.
    tokio::try_join!(pump(near_read, far_write, &link), pump(far_read, near_write, &link)).map(drop)
}

async fn pump(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, link: &Link) -> io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let read = from.read(&mut buffer).await?;
        if read == 0 {
            return to.shutdown().await;
        }
        let granted = link.take(read);
        to.write_all(&buffer[..granted]).await?;
        if granted < read {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
    }
}
