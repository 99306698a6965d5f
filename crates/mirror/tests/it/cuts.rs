//! Links that are cut, anywhere.

use crate::house::{A, B, Node, trio, wire};
use liptako_core::{Audience, Chance, SeededChance};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// A connection that dies after so many bytes, both directions together.
pub struct Cut {
    stream: TcpStream,
    left: usize,
}

impl Cut {
    fn dead() -> io::Error {
        io::Error::new(io::ErrorKind::ConnectionReset, "cut by the test")
    }
}

impl AsyncRead for Cut {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.left == 0 {
            return Poll::Ready(Err(Self::dead()));
        }
        let mut part = vec![0; buffer.remaining().min(self.left)];
        let mut some = ReadBuf::new(&mut part);
        let polled = Pin::new(&mut self.stream).poll_read(context, &mut some);
        if let Poll::Ready(Ok(())) = polled {
            self.left -= some.filled().len();
            buffer.put_slice(some.filled());
        }
        polled
    }
}

impl AsyncWrite for Cut {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.left == 0 {
            return Poll::Ready(Err(Self::dead()));
        }
        let most = bytes.len().min(self.left);
        let polled = Pin::new(&mut self.stream).poll_write(context, &bytes[..most]);
        if let Poll::Ready(Ok(written)) = polled {
            self.left -= written;
        }
        polled
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// A contact cut after `left` bytes; answers whether it went through all the same, and the bytes it moved.
async fn meet_cut(from: &Node, to: &Node, left: usize) -> (bool, u64) {
    let (dialled, accepted) = wire().await;
    let serving = to.mirror.clone();
    let served = tokio::spawn(async move { serving.serve(accepted).await });
    let counters = from.mirror.counters(to.site.member).unwrap().0;
    let before = counters.total();
    let done = from.mirror.sync_over(to.site.member, Cut { stream: dialled, left }).await;
    served.await.unwrap().ok();
    (done.is_ok(), counters.total() - before)
}

fn below(chance: &SeededChance, bound: u64) -> u64 {
    let mut bytes = [0; 8];
    chance.fill(&mut bytes);
    u64::from_be_bytes(bytes) % bound
}

/// Cuts contacts at random places until all went through; checks what each cut wasted. `progress` tells how
/// much is there, in thousandths of the whole.
async fn cut_until_done(
    from: &Node,
    to: &Node,
    whole: u64,
    seed: u64,
    progress: impl Fn() -> u64,
) -> (u64, u64) {
    let chance = SeededChance::new(seed);
    let (mut n_cuts, mut moved_in_all) = (0, 0);
    loop {
        let before = progress();
        let left = 200 + below(&chance, 90_000);
        let (done, moved) = meet_cut(from, to, usize::try_from(left).unwrap()).await;
        moved_in_all += moved;
        if done {
            return (n_cuts, moved_in_all);
        }
        n_cuts += 1;
        let useful = whole * (progress() - before) / 1000;
        assert!(moved <= useful + 64_000, "cut {n_cuts}: {moved} bytes for {useful} useful ones");
        assert!(n_cuts < 200, "no end in sight");
    }
}

#[tokio::test]
async fn a_cut_wastes_at_most_64_kb_of_entries() {
    let n_entries = 5000;
    let mut n_cuts = 0;
    for pushes in [true, false] {
        let nodes = trio();
        nodes[0].fill(n_entries);
        let (author, copy, clean) = (&nodes[0], &nodes[1], &nodes[2]);
        let whole = crate::house::meet(author, clean).await.unwrap().wire_bytes;
        let (from, to) = if pushes { (author, copy) } else { (copy, author) };
        let stored = || copy.size(A) * 1000 / n_entries as u64;
        let (cuts, moved) = cut_until_done(from, to, whole, 40 + u64::from(pushes), stored).await;
        n_cuts += cuts;
        assert!(cuts > 5, "{cuts}");
        assert!(moved < whole + cuts * 48_000, "{moved} bytes moved for {whole}, {cuts} cuts");
        assert_eq!(copy.root(A), author.root(A));
        assert_eq!(copy.road.digest().unwrap(), author.road.digest().unwrap());
    }
    println!("{n_cuts} cuts");
}

#[tokio::test]
async fn a_long_body_goes_on_inside_its_chunk_after_a_cut() {
    let mut n_cuts = 0;
    for pushes in [true, false] {
        let nodes = trio();
        let mut noise = vec![0; 1_500_000];
        SeededChance::new(5).fill(&mut noise);
        nodes[0].act(Audience(7), &noise);
        let (author, copy) = (&nodes[0], &nodes[1]);
        let (from, to) = if pushes { (author, copy) } else { (copy, author) };
        let chance = SeededChance::new(60 + u64::from(pushes));
        let (mut cuts, mut moved_in_all) = (0, 0);
        loop {
            let left = 3000 + below(&chance, 70_000);
            let (done, moved) = meet_cut(from, to, usize::try_from(left).unwrap()).await;
            moved_in_all += moved;
            if done {
                break;
            }
            cuts += 1;
            assert!(cuts < 300);
        }
        n_cuts += cuts;
        // Less than a chunk would allow no progress at all below 64 kB a contact; a resumed chunk does.
        assert!(moved_in_all < 1_600_000 + cuts * 24_000, "{moved_in_all} bytes, {cuts} cuts");
        assert_eq!(copy.road.digest().unwrap(), author.road.digest().unwrap());
        assert!(copy.mirror.status().unwrap().iter().all(|peer| peer.we_lack_bodies == 0));
    }
    assert!(n_cuts >= 60, "{n_cuts}");
    assert_eq!(B.0, 1);
}
