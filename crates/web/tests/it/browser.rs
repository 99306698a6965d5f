//! A browser of few means: cookies, links, forms; no script.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use std::collections::BTreeMap;
use tower::ServiceExt;

/// An answer, read whole.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    /// The value of a hidden field of the last form that has it.
    pub fn hidden(&self, name: &str) -> String {
        let text = self.text();
        let mark = format!("name=\"{name}\" value=\"");
        let start = text.rfind(&mark).unwrap_or_else(|| panic!("no {name} in {text}")) + mark.len();
        text[start..].split('"').next().unwrap().to_owned()
    }

    /// The content of `<main>`, with what chance decides replaced.
    pub fn main(&self) -> String {
        let text = self.text();
        let inside =
            text.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or(&text);
        let lines = inside.lines().map(str::trim).filter(|line| !line.is_empty());
        masked(&lines.collect::<Vec<_>>().join("\n"))
    }
}

/// Replaces every run of eight hexadecimal digits or more.
fn masked(text: &str) -> String {
    let mut out = String::new();
    let mut run = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_hexdigit() {
            run.push(c);
            continue;
        }
        let is_number = run.chars().any(|c| c.is_ascii_digit());
        out.push_str(if run.len() >= 8 && is_number { "[chance]" } else { &run });
        run.clear();
        out.push(c);
    }
    out.trim_end().to_owned()
}

pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    lang: &'static str,
}

impl Browser {
    pub fn new(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new(), lang: "fr" }
    }

    pub fn english(router: Router) -> Self {
        Self { lang: "en", ..Self::new(router) }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form as it stands: the caller gives the hidden fields too.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(fields).unwrap();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Fills the form found on `page` and sends it to `path`.
    pub async fn fill(&mut self, page: &Answer, path: &str, fields: &[(&str, &str)]) -> Answer {
        let (csrf, request) = (page.hidden("csrf"), page.hidden("request"));
        let mut all = vec![("csrf", csrf.as_str()), ("request", request.as_str())];
        all.extend_from_slice(fields);
        self.post(path, &all).await
    }

    pub async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        let page = self.get("/sign-in").await;
        self.fill(&page, "/sign-in", &[("login", login), ("password", password), ("next", "/about")]).await
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let headers = request.headers_mut();
        if !cookies.is_empty() {
            headers.insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        headers.insert(header::ACCEPT_LANGUAGE, self.lang.parse().unwrap());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let (pair, rest) = line.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let body = to_bytes(body, 1 << 20).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}
