//! The peer of a page: the same bytes, from memory, by the same HTTP library and nothing else.

use anyhow::Result;
use axum::Router;
use axum::routing::get;
use std::net::SocketAddr;
use tokio::runtime::Runtime;

/// A server at work; dropping this ends it.
pub struct Still {
    /// Where it answers.
    pub address: SocketAddr,
    _runtime: Runtime,
}

/// Serves these bytes at `/`.
pub fn serve(bytes: Vec<u8>) -> Result<Still> {
    let runtime = crate::ground::runtime()?;
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))?;
    let address = listener.local_addr()?;
    let router = Router::new().route("/", get(move || std::future::ready(bytes.clone())));
    runtime.spawn(async move { axum::serve(listener, router).await });
    Ok(Still { address, _runtime: runtime })
}
