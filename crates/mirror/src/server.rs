//! The listening side: accepts pinned members only, reads bounded requests, answers from blocking threads.

use crate::error::printable;
use crate::meter::{Counters, Metered};
use crate::tls::{self, Pins};
use crate::{MirrorError, wire};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::{Method, Request, Response, StatusCode, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use liptako_core::MemberIndex;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

/// How long things may take before the other side is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlines {
    /// For the TLS handshake and for the head of each request.
    pub handshake: Duration,
    /// For each period in which at least [`crate::meter::LEAST_PROGRESS`] bytes must move.
    pub stall: Duration,
    /// For one request, body and answer.
    pub request: Duration,
    /// For one connection; a contact cut by it resumes at the next one.
    pub connection: Duration,
}

impl Default for Deadlines {
    /// 30 s, 60 s, 10 minutes, 2 hours: patient enough for 2G, short enough that nobody holds a place for ever.
    fn default() -> Self {
        Self {
            handshake: Duration::from_secs(30),
            stall: Duration::from_secs(60),
            request: Duration::from_secs(600),
            connection: Duration::from_secs(7200),
        }
    }
}

/// A request of a pinned peer, wholly read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ask {
    pub(crate) is_get: bool,
    pub(crate) path: String,
    pub(crate) query: String,
    /// First byte asked for, from a `Range: bytes=N-` header.
    pub(crate) range_from: Option<u64>,
    pub(crate) body: Bytes,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl From<MirrorError> for Answer {
    fn from(error: MirrorError) -> Self {
        Self { status: error.status(), body: error.to_string().into_bytes() }
    }
}

/// What answers requests. Called on blocking threads.
pub(crate) trait Answering: Send + Sync + 'static {
    /// The counters of this peer: on the wire, and above TLS.
    fn counters(&self, peer: MemberIndex) -> (Arc<Counters>, Arc<Counters>);
    /// Answers one request.
    fn answer(&self, peer: MemberIndex, ask: &Ask) -> Answer;
    /// The connection of this peer has ended.
    fn ended(&self, peer: MemberIndex);
}

/// Everything a connection needs to be served.
#[derive(Clone)]
pub(crate) struct Serving {
    pub(crate) tls: TlsAcceptor,
    pub(crate) pins: Pins,
    pub(crate) deadlines: Deadlines,
    pub(crate) answering: Arc<dyn Answering>,
}

/// Serves one connection until it ends, is cut or reaches its deadline.
///
/// # Errors
/// The reason, in one line, when the peer is not one of ours or misbehaved.
pub(crate) async fn serve<S>(serving: Serving, stream: S) -> Result<(), MirrorError>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let Serving { tls, pins, deadlines, answering } = serving;
    let before = Arc::new(Counters::default());
    let metered = Metered::new(stream, vec![Arc::clone(&before)], Some(deadlines.stall));
    let secured = timeout(deadlines.handshake, tls.accept(metered))
        .await
        .map_err(|_| MirrorError::Cut("no TLS handshake in time".to_owned()))?
        .map_err(|error| tls::handshake_error(&error))?;
    let connection = secured.get_ref().1;
    tls::check_protocol(connection.alpn_protocol())?;
    let peer = tls::peer_member(connection.peer_certificates(), &pins)?;
    let (wire, exchange) = answering.counters(peer);
    let last = WireShare { wire, connection: before };
    let above = Metered::new(secured, vec![exchange], None);
    let at_end = Arc::clone(&answering);
    let service = hyper::service::service_fn(move |request| {
        let answering = Arc::clone(&answering);
        async move {
            let answer = timeout(deadlines.request, respond(answering, peer, request)).await;
            Ok::<_, Infallible>(answer.unwrap_or_else(|_| {
                response(Answer { status: 408, body: b"the request took too long".to_vec() })
            }))
        }
    });
    let serving = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(deadlines.stall)
        .auto_date_header(false)
        .max_headers(16)
        .max_buf_size(16 * 1024)
        .serve_connection(TokioIo::new(above), service);
    let ended = timeout(deadlines.connection, serving).await;
    drop(last);
    tokio::task::spawn_blocking(move || at_end.ended(peer)).await.map_err(|_| MirrorError::Stopping)?;
    match ended {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(cut(&error)),
        Err(_) => Err(MirrorError::Cut("the connection reached its longest duration".to_owned())),
    }
}

/// Adds a connection's bytes to its peer's count when it ends, handshake included: before the handshake
/// nobody knows whose they are.
struct WireShare {
    wire: Arc<Counters>,
    connection: Arc<Counters>,
}

impl Drop for WireShare {
    fn drop(&mut self) {
        self.wire.add(&self.connection);
    }
}

/// Why a connection ended: what TLS says of it, else the innermost reason, which is the one that says something.
pub(crate) fn cut(error: &(dyn std::error::Error + 'static)) -> MirrorError {
    if let Some(fault) = tls::tls_fault(error) {
        return fault;
    }
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    let (outer, inner) = (error.to_string(), innermost.to_string());
    let line = if outer == inner { outer } else { format!("{outer}: {inner}") };
    MirrorError::Cut(printable(line.as_bytes()))
}

async fn respond(
    answering: Arc<dyn Answering>,
    peer: MemberIndex,
    request: Request<Incoming>,
) -> Response<Full<Bytes>> {
    let ask = match read_request(request).await {
        Ok(ask) => ask,
        Err(error) => {
            tracing::warn!(peer = peer.0, "exchange: refused a request: {error}");
            let mut response = response(error.into());
            // What was not read of the body must not be taken for the next request.
            response.headers_mut().insert(header::CONNECTION, header::HeaderValue::from_static("close"));
            return response;
        }
    };
    let answer = tokio::task::spawn_blocking(move || answering.answer(peer, &ask)).await;
    response(answer.unwrap_or_else(|_| MirrorError::Stopping.into()))
}

fn response(answer: Answer) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(answer.body)));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}

/// The longest body a path takes.
fn body_limit(path: &str) -> u64 {
    match path {
        wire::ADD_CHECKPOINT => wire::MAX_GREETING_BYTES,
        wire::ADD_ENTRIES => wire::MAX_DELIVERY_BYTES,
        wire::EVIDENCE => wire::MAX_EVIDENCE_BYTES,
        _ if path.starts_with(wire::BODIES) => wire::PIECE_BYTES as u64,
        _ => 0,
    }
}

async fn read_request(request: Request<Incoming>) -> Result<Ask, MirrorError> {
    let (head, body) = request.into_parts();
    let is_get = match head.method {
        Method::GET => true,
        Method::POST | Method::PUT => false,
        _ => return Err(MirrorError::NoSuchPath),
    };
    let path = head.uri.path().to_owned();
    let limit = body_limit(&path);
    let too_long = MirrorError::TooLong { what: "request body", limit };
    // A length that announces too much is refused before a byte of it is read.
    if body.size_hint().lower() > limit {
        return Err(too_long);
    }
    let body = match Limited::new(body, usize::try_from(limit).unwrap_or(usize::MAX)).collect().await {
        Ok(collected) => collected.to_bytes(),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => return Err(too_long),
        Err(error) => return Err(cut(&*error)),
    };
    let query = head.uri.query().unwrap_or_default().to_owned();
    let range = head.headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let range_from = match range {
        None => None,
        Some(range) => Some(
            range
                .strip_prefix("bytes=")
                .and_then(|range| range.strip_suffix('-'))
                .and_then(|from| from.parse().ok())
                .ok_or(MirrorError::Malformed { what: "Range", why: "only bytes=N- is known".to_owned() })?,
        ),
    };
    Ok(Ask { is_get, path, query, range_from, body })
}
