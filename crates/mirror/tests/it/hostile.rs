//! Bad peers, bad bytes, bad clocks: one clear line each, nothing lost.

use crate::house::{A, B, C, NOON, Node, Site, charter, meet, sites, trio, wire};
use liptako_core::{ManualClock, SeededChance};
use liptako_journal::NodeKeys;
use liptako_journal::journals::{Journals, Level, Start};
use liptako_mirror::wire::{Delivery, Greeting, Offers};
use liptako_mirror::{Deadlines, IncidentKind, MirrorError, tls};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::{TlsConnector, rustls};

fn client_config(from: &Node, to: &Node) -> Arc<ClientConfig> {
    let pins = tls::Pins::new(vec![(to.site.member, to.site.keys.tls.public())]);
    tls::client_config(&from.site.keys.tls, &pins, to.site.member).unwrap()
}

async fn secure<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    config: Arc<ClientConfig>,
) -> std::io::Result<TlsStream<S>> {
    let name = rustls::pki_types::ServerName::try_from("noeud.invalid").unwrap();
    TlsConnector::from(config).connect(name, stream).await
}

/// Sends raw bytes over a pinned connection and answers all that comes back.
async fn raw(from: &Node, to: &Node, request: &[u8]) -> String {
    let (dialled, accepted) = wire().await;
    let serving = to.mirror.clone();
    let served = tokio::spawn(async move { serving.serve(accepted).await });
    let mut stream = secure(dialled, client_config(from, to)).await.unwrap();
    // The other side may hang up before it has read everything.
    stream.write_all(request).await.ok();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok();
    served.await.unwrap().ok();
    String::from_utf8_lossy(&answer).into_owned()
}

pub async fn post(from: &Node, to: &Node, path: &str, body: &[u8]) -> String {
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost:\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    raw(from, to, &[head.as_bytes(), body].concat()).await
}

pub async fn get(from: &Node, to: &Node, path: &str) -> String {
    raw(from, to, format!("GET {path} HTTP/1.1\r\nhost:\r\nconnection: close\r\n\r\n").as_bytes()).await
}

async fn still_works(nodes: &[Node]) {
    nodes[0].say("rien n'est perdu");
    meet(&nodes[0], &nodes[1]).await.unwrap();
    assert_eq!(nodes[1].root(A), nodes[0].root(A));
}

#[tokio::test]
async fn a_compression_bomb_is_refused_by_its_announced_size() {
    let nodes = trio();
    let mut frame = vec![1];
    frame.extend(zstd::bulk::compress(&vec![0; 200 << 20], 3).unwrap());
    let delivery = Delivery { package: frame, offers: Offers::default() };
    let answer = post(&nodes[2], &nodes[1], "/add-entries", &delivery.encode()).await;
    assert!(answer.contains("400") && answer.contains("unpack to more than is accepted"), "{answer}");
    still_works(&nodes).await;
}

#[tokio::test]
async fn a_length_that_lies_is_refused_before_the_body_is_read() {
    let nodes = trio();
    let head = b"POST /add-entries HTTP/1.1\r\nhost:\r\ncontent-length: 99999999999\r\n\r\n";
    let answer = raw(&nodes[2], &nodes[1], head).await;
    assert!(answer.contains("413") && answer.contains("longer than 1048576 bytes"), "{answer}");
    still_works(&nodes).await;
}

#[tokio::test]
async fn an_endless_body_is_cut_at_its_bound() {
    let nodes = trio();
    let mut request =
        b"POST /add-checkpoint HTTP/1.1\r\nhost:\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..40 {
        request.extend(b"4000\r\n");
        request.extend([b'x'; 0x4000]);
        request.extend(b"\r\n");
    }
    let answer = raw(&nodes[2], &nodes[1], &request).await;
    assert!(answer.is_empty() || answer.contains("413"), "{answer}");
    still_works(&nodes).await;
}

#[tokio::test]
async fn deep_cbor_and_unknown_paths_are_refused() {
    let nodes = trio();
    let answer = post(&nodes[2], &nodes[1], "/add-checkpoint", &[0x81; 1000]).await;
    assert!(answer.contains("nested more than 8 deep"), "{answer}");
    let answer = post(&nodes[2], &nodes[1], "/admin", b"").await;
    assert!(answer.contains("404"), "{answer}");
    let answer =
        raw(&nodes[2], &nodes[1], b"GET /corps/zz HTTP/1.1\r\nhost:\r\nconnection: close\r\n\r\n").await;
    assert!(answer.contains("400") && answer.contains("commitment is malformed"), "{answer}");
    let stranger = format!(
        "GET /corps/{}?origin=0&index=0&chunk=0 HTTP/1.1\r\nhost:\r\nconnection: close\r\n\r\n",
        "00".repeat(32)
    );
    let answer = raw(&nodes[2], &nodes[1], stranger.as_bytes()).await;
    assert!(answer.contains("404"), "{answer}");
    still_works(&nodes).await;
}

#[tokio::test]
async fn another_version_and_another_charter_are_named() {
    let nodes = trio();
    let greeting = Greeting { charter: [0; 8], now: NOON, ..Greeting::default() };
    let mut newer = greeting.encode();
    newer[1] = 2;
    let answer = post(&nodes[2], &nodes[1], "/add-checkpoint", &newer).await;
    assert!(answer.contains("400") && answer.contains("another version"), "{answer}");
    let answer = post(&nodes[2], &nodes[1], "/add-checkpoint", &greeting.encode()).await;
    assert!(answer.contains("409") && answer.contains("another charter"), "{answer}");
}

#[tokio::test]
async fn the_cold_path_serves_checkpoint_and_tiles() {
    let nodes = trio();
    nodes[1].fill(300);
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nhost:\r\nconnection: close\r\n\r\n").into_bytes();
    let checkpoint = raw(&nodes[2], &nodes[1], &get("/bf/checkpoint")).await;
    assert!(checkpoint.contains("liptako.example/bf/1\n300\n"), "{checkpoint}");
    for path in ["/bf/tile/entries/000", "/bf/tile/0/000", "/bf/tile/0/001.p/44"] {
        assert!(raw(&nodes[2], &nodes[1], &get(path)).await.starts_with("HTTP/1.1 200"), "{path}");
    }
    for path in ["/bf/tile/0/002", "/bf/../keys/log", "/zz/checkpoint"] {
        assert!(raw(&nodes[2], &nodes[1], &get(path)).await.starts_with("HTTP/1.1 404"), "{path}");
    }
}

#[tokio::test]
async fn a_truncated_package_stores_nothing() {
    let nodes = trio();
    nodes[0].fill(20);
    let get = b"GET /paquets?origin=0&from=0 HTTP/1.1\r\nhost:\r\nconnection: close\r\n\r\n";
    let (dialled, accepted) = wire().await;
    let serving = nodes[0].mirror.clone();
    let served = tokio::spawn(async move { serving.serve(accepted).await });
    let mut stream = secure(dialled, client_config(&nodes[1], &nodes[0])).await.unwrap();
    stream.write_all(get).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok();
    served.await.unwrap().ok();
    let body = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4;
    let delivery = Delivery::decode(&answer[body..]).unwrap();
    for keep in [0, 1, 10, delivery.package.len() / 2, delivery.package.len() - 1] {
        let cut = Delivery { package: delivery.package[..keep].to_vec(), offers: Offers::default() };
        let answer = post(&nodes[0], &nodes[1], "/add-entries", &cut.encode()).await;
        assert!(answer.contains("HTTP/1.1 400"), "{keep}: {answer}");
        assert_eq!(nodes[1].size(A), 0);
    }
    // A relay that changes one byte of what it relays.
    let mut changed = delivery.clone();
    let middle = changed.package.len() / 2;
    changed.package[middle] ^= 1;
    let answer = post(&nodes[2], &nodes[1], "/add-entries", &changed.encode()).await;
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    assert_eq!(nodes[1].size(A), 0);
    post(&nodes[0], &nodes[1], "/add-entries", &delivery.encode()).await;
    assert_eq!(nodes[1].size(A), 20);
}

/// A node that has A's member code and card of nobody's.
fn impostor(sites: &[Arc<Site>]) -> Node {
    let chance = Arc::new(SeededChance::new(666));
    let charter = charter();
    let (keys, _) = NodeKeys::generate(&charter.members[0].origin, &*chance).unwrap();
    let site = Arc::new(Site {
        member: A,
        charter,
        keys: Arc::new(keys),
        dir: tempfile::tempdir().unwrap(),
        chance,
        clock: Arc::new(ManualClock::at(NOON)),
    });
    Journals::init(&site.home(), &site.charter, &site.keys, Start::New, &*site.chance).unwrap();
    site.open(sites)
}

#[tokio::test]
async fn a_wrong_key_is_refused_on_both_sides_with_one_line() {
    let sites = sites();
    let nodes: Vec<Node> = sites.iter().map(|site| site.open(&sites)).collect();
    let impostor = impostor(&sites);
    // The impostor dials: B refuses its key.
    let (dialled, accepted) = wire().await;
    let serving = nodes[1].mirror.clone();
    let served = tokio::spawn(async move { serving.serve(accepted).await });
    let dialling = impostor.mirror.sync_over(B, dialled).await.unwrap_err();
    let serving = served.await.unwrap().unwrap_err();
    assert!(matches!(serving, MirrorError::WrongKey(_)), "{serving}");
    assert!(serving.to_string().contains("is not the one on this member's card"), "{serving}");
    assert!(matches!(dialling, MirrorError::WrongKey(_) | MirrorError::Cut(_)), "{dialling}");
    // B dials what it takes for A: it refuses the impostor's key.
    let (dialled, accepted) = wire().await;
    let serving = impostor.mirror.clone();
    tokio::spawn(async move { serving.serve(accepted).await });
    let dialling = nodes[1].mirror.sync_over(A, dialled).await.unwrap_err();
    assert!(matches!(dialling, MirrorError::WrongKey(_)), "{dialling}");
    let status = nodes[1].mirror.status().unwrap();
    assert!(status[0].last_error.as_ref().unwrap().kind == IncidentKind::WrongKey, "{status:?}");
    assert!(!status[0].reachable);
}

#[tokio::test]
async fn another_protocol_name_is_refused() {
    let nodes = trio();
    for protocols in [vec![b"liptako-mirror/2".to_vec()], vec![]] {
        let (dialled, accepted) = wire().await;
        let serving = nodes[1].mirror.clone();
        let served = tokio::spawn(async move { serving.serve(accepted).await });
        let mut config = (*client_config(&nodes[0], &nodes[1])).clone();
        config.alpn_protocols = protocols;
        if let Ok(mut stream) = secure(dialled, Arc::new(config)).await {
            stream.read_to_end(&mut Vec::new()).await.ok();
        }
        let error = served.await.unwrap().unwrap_err();
        assert_eq!(error.to_string(), "the other side does not speak liptako-mirror/1");
    }
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_stops_in_the_middle_of_a_request_is_cut() {
    let nodes = trio();
    let (dialled, accepted) = tokio::io::duplex(4096);
    let serving = nodes[1].mirror.clone();
    let served = tokio::spawn(async move { serving.serve(accepted).await });
    let mut stream = secure(dialled, client_config(&nodes[0], &nodes[1])).await.unwrap();
    stream
        .write_all(b"POST /add-checkpoint HTTP/1.1\r\nhost:\r\ncontent-length: 5000\r\n\r\nabc")
        .await
        .unwrap();
    stream.flush().await.unwrap();
    // Told why, and cut.
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok();
    served.await.unwrap().unwrap();
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.contains("400") && answer.contains("stall"), "{answer}");
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_never_reads_is_cut() {
    let sites = sites();
    let nodes: Vec<Node> = sites.iter().map(|site| site.open(&sites)).collect();
    nodes[1].fill(256);
    let (dialled, accepted) = tokio::io::duplex(2048);
    let serving = nodes[1].mirror.clone();
    let served = tokio::spawn(async move { serving.serve(accepted).await });
    let mut stream = secure(dialled, client_config(&nodes[0], &nodes[1])).await.unwrap();
    stream.write_all(b"GET /paquets?origin=1&from=0 HTTP/1.1\r\nhost:\r\n\r\n").await.unwrap();
    stream.flush().await.unwrap();
    let error = served.await.unwrap().unwrap_err();
    assert!(error.to_string().contains("stall"), "{error}");
    drop(stream);
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_says_nothing_is_cut_before_it_is_known() {
    let sites = sites();
    let deadlines = Deadlines { handshake: Duration::from_secs(5), ..Deadlines::default() };
    let node = sites[1].open_with(&sites, deadlines);
    let (_silent, accepted) = tokio::io::duplex(64);
    let error = node.mirror.serve(accepted).await.unwrap_err();
    assert_eq!(error.to_string(), "connection cut: no TLS handshake in time");
}

#[tokio::test]
async fn a_wrong_clock_stops_cosigning_and_never_appending() {
    let nodes = trio();
    nodes[1].site.clock.advance(-365 * 86_400);
    nodes[0].say("un");
    let report = meet(&nodes[0], &nodes[1]).await.unwrap();
    assert!(report.cosign_refused.unwrap().contains("seconds from the nearest peer's clock"));
    // Stored all the same, and its own journal goes on.
    assert_eq!(nodes[1].size(A), 1);
    assert_eq!(nodes[0].journals.level(A, 0), Level::N0);
    nodes[1].say("l'horloge est fausse, le travail continue");
    // The clock is set: the next contact brings the cosignature.
    nodes[1].site.clock.set(NOON + 5);
    meet(&nodes[0], &nodes[1]).await.unwrap();
    assert_eq!(nodes[0].journals.level(A, 0), Level::N1);
    // Behind its own last cosignature by a minute: within ten minutes of its peers, and still no.
    nodes[1].site.clock.set(NOON - 60);
    nodes[0].say("deux");
    let report = meet(&nodes[0], &nodes[1]).await.unwrap();
    assert!(report.cosign_refused.unwrap().contains("before this node's own last cosignature"));
    assert_eq!(C.0, 2);
}
