//! The dialling side: one connection, one request at a time, every answer bounded.

use crate::MirrorError;
use crate::error::printable;
use crate::meter::{Counters, Metered};
use crate::server::{Deadlines, cut};
use crate::tls;
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Bytes};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{HOST, HeaderValue, RANGE};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

/// A connection to one peer.
pub(crate) struct Link {
    requests: SendRequest<Full<Bytes>>,
    deadlines: Deadlines,
    /// Reads and writes; ends with the link. None once its end was looked at.
    driver: Option<tokio::task::JoinHandle<Result<(), hyper::Error>>>,
}

impl Drop for Link {
    fn drop(&mut self) {
        if let Some(driver) = &self.driver {
            driver.abort();
        }
    }
}

/// How long the driver of a connection that ended may take to say why.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// A request to a peer.
pub(crate) struct Call<'a> {
    pub(crate) method: Method,
    pub(crate) path: &'a str,
    pub(crate) body: Vec<u8>,
    /// Longest answer accepted.
    pub(crate) limit: u64,
}

impl<'a> Call<'a> {
    pub(crate) const fn get(path: &'a str, limit: u64) -> Self {
        Self { method: Method::GET, path, body: Vec::new(), limit }
    }

    pub(crate) const fn post(path: &'a str, body: Vec<u8>, limit: u64) -> Self {
        Self { method: Method::POST, path, body, limit }
    }
}

impl Link {
    /// Makes a connection to the pinned peer over a stream that is already open.
    pub(crate) async fn open<S>(
        stream: S,
        tls: TlsConnector,
        deadlines: Deadlines,
        wire: Vec<Arc<Counters>>,
        exchange: Vec<Arc<Counters>>,
    ) -> Result<Self, MirrorError>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let metered = Metered::new(stream, wire, Some(deadlines.stall));
        let secured = timeout(deadlines.handshake, tls.connect(tls::server_name()?, metered))
            .await
            .map_err(|_| MirrorError::Cut("no TLS handshake in time".to_owned()))?
            .map_err(|error| tls::handshake_error(&error))?;
        tls::check_protocol(secured.get_ref().1.alpn_protocol())?;
        let above = Metered::new(secured, exchange, None);
        let (requests, driver) = http1::Builder::new()
            .max_headers(16)
            .max_buf_size(16 * 1024)
            .handshake(TokioIo::new(above))
            .await
            .map_err(|error| cut(&error))?;
        Ok(Self { requests, deadlines, driver: Some(tokio::spawn(driver)) })
    }

    /// Sends a request and answers the body of the response.
    pub(crate) async fn call(&mut self, call: Call<'_>) -> Result<Vec<u8>, MirrorError> {
        let mut answer = Vec::new();
        self.call_into(call, None, &mut answer).await?;
        Ok(answer)
    }

    /// Like [`Self::call`], from byte `from` on, into a buffer that keeps what came before a cut.
    pub(crate) async fn call_into(
        &mut self,
        call: Call<'_>,
        from: Option<usize>,
        answer: &mut Vec<u8>,
    ) -> Result<(), MirrorError> {
        let deadline = self.deadlines.request;
        let asked = self.ask(call, from, answer);
        match timeout(deadline, asked).await {
            Ok(done) => done,
            Err(_) => Err(MirrorError::Cut("the peer took too long to answer".to_owned())),
        }
    }

    /// A request that finds the connection gone does not know why: its driver does.
    async fn why_it_ended(&mut self, error: &hyper::Error) -> MirrorError {
        let gone = error.is_closed() || error.is_canceled();
        let Some(driver) = self.driver.take_if(|_| gone) else { return cut(error) };
        match timeout(LAST_WORDS, driver).await {
            Ok(Ok(Err(fault))) => cut(&fault),
            _ => cut(error),
        }
    }

    async fn ask(
        &mut self,
        call: Call<'_>,
        from: Option<usize>,
        answer: &mut Vec<u8>,
    ) -> Result<(), MirrorError> {
        let mut request = Request::new(Full::new(Bytes::from(call.body)));
        *request.method_mut() = call.method;
        *request.uri_mut() = call.path.parse().map_err(|error| MirrorError::malformed("path", error))?;
        // HTTP/1.1 asks for a host; the key is the host, so the name stays empty.
        request.headers_mut().insert(HOST, HeaderValue::from_static(""));
        if let Some(from) = from.filter(|from| *from > 0)
            && let Ok(range) = HeaderValue::from_str(&format!("bytes={from}-"))
        {
            request.headers_mut().insert(RANGE, range);
        }
        let cut = |error: hyper::Error| cut(&error);
        let asked = match self.requests.ready().await {
            Ok(()) => self.requests.send_request(request).await,
            Err(error) => Err(error),
        };
        let response = match asked {
            Ok(response) => response,
            Err(error) => return Err(self.why_it_ended(&error).await),
        };
        let status = response.status();
        let limit = if status.is_success() { call.limit } else { 2048 };
        let mut body = response.into_body();
        let too_long = || MirrorError::TooLong { what: "answer", limit };
        if body.size_hint().lower() > limit {
            return Err(too_long());
        }
        let mut refusal = Vec::new();
        let sink = if status.is_success() { answer } else { &mut refusal };
        let mut n_bytes = 0u64;
        while let Some(frame) = body.frame().await {
            let Ok(data) = frame.map_err(cut)?.into_data() else { continue };
            n_bytes += data.len() as u64;
            if n_bytes > limit {
                return Err(too_long());
            }
            sink.extend_from_slice(&data);
        }
        if status.is_success() {
            Ok(())
        } else {
            Err(MirrorError::Refused { status: status.as_u16(), line: printable(&refusal) })
        }
    }
}
