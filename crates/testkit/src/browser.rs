//! A browser without a window: keeps cookies, fills in forms, sends them.

use crate::html::{PageForm, forms, visible_text};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use tokio::runtime::Handle;
use tower::ServiceExt;

/// Longest answer read, in bytes.
const MAX_ANSWER: usize = 16 * 1024 * 1024;

/// What came back.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Status code.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body, as sent.
    pub body: Vec<u8>,
}

impl Reply {
    /// The body as text.
    ///
    /// # Panics
    /// When it is not UTF-8.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The words a reader sees.
    pub fn words(&self) -> String {
        visible_text(self.text())
    }

    /// A header's value; empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where it sends the reader.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The form that is sent to `action`.
    ///
    /// # Panics
    /// When the page has none.
    pub fn form(&self, action: &str) -> PageForm {
        let all = forms(self.text());
        let names: Vec<_> = all.iter().map(|form| form.action.clone()).collect();
        let found = all.into_iter().find(|form| form.action == action);
        found.unwrap_or_else(|| panic!("no form is sent to {action}; there are {names:?}"))
    }
}

/// Who answers.
#[derive(Clone)]
enum To {
    Router(Router, Handle),
    Address(SocketAddr),
}

/// A reader's browser. Clones have cookies of their own.
#[derive(Clone)]
pub struct Browser {
    to: To,
    cookies: BTreeMap<String, String>,
    headers: HeaderMap,
}

impl std::fmt::Debug for Browser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Browser").field("cookies", &self.cookies.keys()).finish_non_exhaustive()
    }
}

impl Browser {
    /// A browser on a site in this process.
    pub fn on_router(router: Router, runtime: Handle) -> Self {
        Self { to: To::Router(router, runtime), cookies: BTreeMap::new(), headers: HeaderMap::new() }
    }

    /// A browser on a node's process.
    pub fn on_address(address: SocketAddr) -> Self {
        Self { to: To::Address(address), cookies: BTreeMap::new(), headers: HeaderMap::new() }
    }

    /// The same with one more header on every request.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        self
    }

    /// Forgets every cookie.
    pub fn forget(&mut self) {
        self.cookies.clear();
    }

    /// Asks for a page.
    ///
    /// # Panics
    /// When nobody answers.
    pub fn get(&mut self, path: &str) -> Reply {
        self.send(Method::GET, path, None).unwrap()
    }

    /// Sends fields to an address.
    ///
    /// # Panics
    /// When nobody answers.
    pub fn post(&mut self, path: &str, fields: &[(String, String)]) -> Reply {
        self.try_post(path, fields).unwrap()
    }

    /// Sends fields to an address, which may be gone.
    ///
    /// # Errors
    /// When nobody answers, or the answer breaks off.
    ///
    /// # Panics
    /// When the fields cannot be written.
    pub fn try_post(&mut self, path: &str, fields: &[(String, String)]) -> std::io::Result<Reply> {
        let body = serde_urlencoded::to_string(fields).unwrap();
        self.send(Method::POST, path, Some(("application/x-www-form-urlencoded", body.into_bytes())))
    }

    /// Sends a form with files, as `multipart/form-data`.
    ///
    /// # Panics
    /// When nobody answers.
    pub fn upload(&mut self, form: &PageForm, field: &str, files: &[(String, Vec<u8>)]) -> Reply {
        const EDGE: &str = "liptako-edge-of-part";
        let mut body = Vec::new();
        let mut part = |head: &str, content: &[u8]| {
            body.extend_from_slice(
                format!("--{EDGE}\r\ncontent-disposition: form-data; {head}\r\n\r\n").as_bytes(),
            );
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        };
        for (name, value) in &form.fields {
            part(&format!("name=\"{name}\""), value.as_bytes());
        }
        for (name, bytes) in files {
            part(&format!("name=\"{field}\"; filename=\"{name}\""), bytes);
        }
        body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        self.send(Method::POST, &form.action, Some((&kind, body))).unwrap()
    }

    /// Sends a form of a page.
    ///
    /// # Panics
    /// When nobody answers.
    pub fn submit(&mut self, form: &PageForm) -> Reply {
        self.post(&form.action, &form.fields)
    }

    /// Signs in.
    ///
    /// # Panics
    /// When the reader is not let in.
    pub fn sign_in(&mut self, login: &str, password: &str) -> Reply {
        let page = self.get("/sign-in");
        let form = page.form("/sign-in").with("login", login).with("password", password);
        let answer = self.submit(&form);
        assert_eq!(answer.status, 303, "{login} is not let in: {}", answer.words());
        answer
    }

    fn send(&mut self, method: Method, path: &str, body: Option<(&str, Vec<u8>)>) -> std::io::Result<Reply> {
        let mut headers = self.headers.clone();
        headers.insert("host", HeaderValue::from_static("liptako.test"));
        headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
        if !self.cookies.is_empty() {
            let all: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            headers.insert("cookie", all.join("; ").parse().unwrap());
        }
        if let Some((kind, _)) = &body {
            headers.insert("content-type", kind.parse().unwrap());
        }
        let body = body.map(|(_, bytes)| bytes).unwrap_or_default();
        let reply = match &self.to {
            To::Router(router, runtime) => {
                let mut request = Request::new(Body::from(body));
                (*request.method_mut(), *request.uri_mut()) = (method, path.parse().unwrap());
                *request.headers_mut() = headers;
                runtime.block_on(ask(router.clone(), request))
            }
            To::Address(address) => over_tcp(*address, &method, path, &headers, &body)?,
        };
        self.keep_cookies(&reply.headers);
        Ok(reply)
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for line in headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok()) {
            let (pair, rest) = line.split_once(';').unwrap_or((line, ""));
            let Some((name, value)) = pair.split_once('=') else { continue };
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

async fn ask(router: Router, request: Request<Body>) -> Reply {
    let Ok(response) = router.oneshot(request).await;
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, MAX_ANSWER).await.unwrap().to_vec();
    Reply { status: parts.status.as_u16(), headers: parts.headers, body }
}

/// One request on a connection of its own.
fn over_tcp(
    address: SocketAddr,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> std::io::Result<Reply> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let mut text = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    text.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    stream.write_all(text.as_bytes())?;
    stream.write_all(body)?;
    let mut answer = Vec::new();
    stream.take(MAX_ANSWER as u64).read_to_end(&mut answer)?;
    parse_answer(&answer).ok_or_else(|| std::io::Error::other("the answer broke off"))
}

fn parse_answer(bytes: &[u8]) -> Option<Reply> {
    let end = bytes.windows(4).position(|part| part == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let mut headers = HeaderMap::new();
    for line in lines {
        let (name, value) = line.split_once(':')?;
        headers.append(name.parse::<HeaderName>().ok()?, value.trim().parse().ok()?);
    }
    let body = bytes[end + 4..].to_vec();
    let stated: Option<usize> =
        headers.get("content-length").and_then(|value| value.to_str().ok()?.parse().ok());
    // Without a length there is no telling a whole answer from one that was cut: our pages always give it.
    (stated == Some(body.len())).then_some(Reply { status, headers, body })
}
