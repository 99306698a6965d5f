//! `liptako serve`: the node at work, until it is told to stop or its disk fails.

use super::trio::READY;
use crate::exit::{Code, Exit};
use crate::faults::Unforeseen;
use crate::node::Node;
use crate::terminal::Terminal;
use liptako_core::{Chance, RequestId};
use liptako_storage::StorageError;
use liptako_web::Message;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tower_http::timeout::RequestBodyTimeoutLayer;

/// How long requests under way may take to end once the node is told to stop.
const FAREWELL: Duration = Duration::from_secs(5);

/// Longest silence inside the body of a request.
const SILENCE: Duration = Duration::from_secs(60);

/// Runs the node until SIGINT or SIGTERM.
///
/// # Errors
/// An address in use; a directory in use; a disk that failed.
pub fn run(dir: &Path, terminal: Terminal) -> Result<(), Exit> {
    let log = tracing_subscriber::fmt().with_max_level(tracing::Level::INFO).with_writer(std::io::stderr);
    // Set once per process; a second time (tests) changes nothing.
    let _ = log.with_target(false).with_ansi(false).try_init();
    let node = super::open(dir, terminal)?;
    if let Some(unheld) = super::config::unheld(&node.described, terminal) {
        tracing::warn!("{unheld}");
    }
    publish_keys(&node)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("liptako")
        .enable_all()
        .build()
        .map_err(Unforeseen::new)?;
    let ended = runtime.block_on(serve(node, terminal));
    // A blocking task that hangs on a dead disk must not hold the process back.
    runtime.shutdown_timeout(FAREWELL);
    ended
}

async fn serve(node: Arc<Node>, terminal: Terminal) -> Result<(), Exit> {
    let address = node.described.config.web.listen;
    let site = node.site()?;
    let listener = bind(address, terminal).await?;
    let exchange = match node.described.config.exchange.listen {
        Some(address) => Some(bind(address, terminal).await?),
        None => None,
    };
    let exchange = node.mirror.spawn(exchange);
    println!("{READY} http://{address}");
    // Whoever sends nothing for this long is not on a slow link, but gone.
    let router = site.router.layer(RequestBodyTimeoutLayer::new(SILENCE));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let pages = axum::serve(listener, service).with_graceful_shutdown(told_to_stop());
    let ended = tokio::select! {
        ended = async { pages.await } => ended.map_err(|error| Unforeseen::new(error).into()),
        reason = disk_failed(&node) => {
            let what = Message::new("serve-stopped").with("reason", reason);
            Err(terminal.exit(Code::Failed, &what).hint(Message::new("serve-stopped-hint")))
        }
    };
    drop(exchange);
    ended
}

async fn bind(address: SocketAddr, terminal: Terminal) -> Result<TcpListener, Exit> {
    TcpListener::bind(address).await.map_err(|error| {
        let what = Message::new("serve-address")
            .with("address", address.to_string())
            .with("reason", error.to_string());
        terminal.exit(Code::Failed, &what).hint(Message::new("serve-address-hint"))
    })
}

/// Tells the other authorities of officers' keys made while the node was down.
fn publish_keys(node: &Arc<Node>) -> Result<(), Exit> {
    let identity = node.identity.clone();
    let due = node.road.db().read(|tx| identity.keys_to_publish(tx))?;
    let chance: &dyn Chance = &*node.chance;
    if due && liptako_storage::Source::refusal(&*node.journals).is_none() {
        node.road.act(RequestId::fresh(chance), move |scribe| -> Result<usize, StorageError> {
            identity.publish_keys(scribe)
        })?;
    }
    Ok(())
}

pub(super) async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
            return;
        }
    }
    let _ = interrupted.await;
}

/// After a failed fsync nothing more may be promised: the process ends, and its next start repairs.
async fn disk_failed(node: &Arc<Node>) -> String {
    let mut every = tokio::time::interval(Duration::from_millis(500));
    loop {
        every.tick().await;
        if let Some(reason) = node.journals.stopped() {
            return reason;
        }
    }
}
