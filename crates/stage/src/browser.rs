//! A browser without scripts: cookies, links and forms.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use std::collections::BTreeMap;
use tower::ServiceExt as _;

/// A file in a form.
#[derive(Debug, Clone, Copy)]
pub struct Upload<'a> {
    /// Name of the field.
    pub field: &'a str,
    /// Name of the file.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// Somebody at a node, with a browser that runs no script.
pub struct Browser {
    router: Router,
    runtime: tokio::runtime::Runtime,
    cookies: BTreeMap<String, String>,
    /// Status of the last answer.
    pub status: StatusCode,
    /// Text of the last answer.
    pub text: String,
    /// Bytes of the last answer: a file is no text.
    pub bytes: Vec<u8>,
    /// Where the last answer led.
    pub location: String,
    headers: HeaderMap,
    path: String,
    sent: Option<(String, String)>,
}

impl Browser {
    /// A browser that has never been here.
    pub fn new(router: Router) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self {
            router,
            runtime,
            cookies: BTreeMap::new(),
            status: StatusCode::OK,
            text: String::new(),
            bytes: Vec::new(),
            location: String::new(),
            headers: HeaderMap::new(),
            path: String::new(),
            sent: None,
        }
    }

    fn send(&mut self, request: axum::http::request::Builder, body: impl Into<Body>) {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request.header(header::COOKIE, cookies.join("; ")).body(body.into()).unwrap();
        let router = self.router.clone();
        let response = self.runtime.block_on(router.oneshot(request)).unwrap();
        self.status = response.status();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let location = response.headers().get(header::LOCATION);
        self.location = location.map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        self.headers = response.headers().clone();
        self.bytes = self.runtime.block_on(to_bytes(response.into_body(), usize::MAX)).unwrap().to_vec();
        self.text = String::from_utf8_lossy(&self.bytes).into_owned();
    }

    /// Opens a page.
    pub fn open(&mut self, path: &str) -> &str {
        self.path = path.to_owned();
        self.send(Request::get(path), String::new());
        &self.text
    }

    /// How many bytes a page weighs on the wire, compressed.
    pub fn weight(&mut self, path: &str) -> usize {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::get(path).header(header::COOKIE, cookies.join("; "));
        let request = request.header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap();
        let response = self.runtime.block_on(self.router.clone().oneshot(request)).unwrap();
        assert_eq!(response.headers().get(header::CONTENT_ENCODING).unwrap(), "gzip", "{path}");
        self.runtime.block_on(to_bytes(response.into_body(), usize::MAX)).unwrap().len()
    }

    /// Opens a file.
    pub fn bytes(&mut self, path: &str) -> Vec<u8> {
        self.open(path);
        self.bytes.clone()
    }

    /// Opens where the last answer led.
    pub fn follow(&mut self) -> &str {
        let to = self.location.clone();
        assert!(!to.is_empty(), "status {}: {}", self.status, self.main());
        self.open(&to)
    }

    /// The hidden and filled fields of the form of the page whose action is `action`.
    fn form(&self, action: &str) -> Vec<(String, String)> {
        let start = self.text.find(&format!("action=\"{action}\"")).expect("the form is on the page");
        let form = &self.text[start..start + self.text[start..].find("</form>").unwrap()];
        let mut fields = Vec::new();
        for tag in form.split('<').filter(|tag| tag.starts_with("input")) {
            let attribute = |name: &str| {
                let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
                Some(unescape(&tag[start..start + tag[start..].find('"')?]))
            };
            let ticks = matches!(attribute("type").as_deref(), Some("checkbox" | "radio"));
            let ticked = tag.contains(" checked");
            if let (Some(name), Some(value)) = (attribute("name"), attribute("value"))
                && (!ticks || ticked)
            {
                fields.push((name, value));
            }
        }
        for area in form.split("<textarea").skip(1) {
            let name = area.split("name=\"").nth(1).unwrap().split('"').next().unwrap();
            let value = area[area.find('>').unwrap() + 1..].split("</textarea>").next().unwrap();
            fields.push((name.to_owned(), unescape(value)));
        }
        for select in form.split("<select").skip(1) {
            let select = select.split("</select>").next().unwrap();
            let name = select.split("name=\"").nth(1).unwrap().split('"').next().unwrap();
            let chosen = select.split("<option").find(|option| option.contains(" selected"));
            let value = chosen.and_then(|option| option.split("value=\"").nth(1));
            fields.push((
                name.to_owned(),
                value.map(|v| v.split('"').next().unwrap().to_owned()).unwrap_or_default(),
            ));
        }
        fields
    }

    /// Fills the form of this page that is sent to `action`, and sends it.
    pub fn submit(&mut self, action: &str, typed: &[(&str, &str)]) -> &str {
        self.forge(action, action, typed)
    }

    /// Fills the form of this page that is sent to `action`, and sends it to another address.
    pub fn forge(&mut self, action: &str, path: &str, typed: &[(&str, &str)]) -> &str {
        let mut fields = self.form(action);
        fields.retain(|(known, _)| typed.iter().all(|(name, _)| name != known));
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let body = serde_urlencoded::to_string(fields).unwrap();
        self.sent = Some((path.to_owned(), body));
        self.send_again()
    }

    /// Fills the form of this page that is sent to `action`, adds these files, and sends it as `multipart/form-data`:
    /// first every field, then the files.
    pub fn upload(&mut self, action: &str, typed: &[(&str, &str)], files: &[Upload<'_>]) -> &str {
        const EDGE: &str = "edge-of-part";
        let mut fields = self.form(action);
        fields.retain(|(known, _)| typed.iter().all(|(name, _)| name != known));
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let mut body = Vec::new();
        let mut part = |head: &str, content: &[u8]| {
            let head = format!("--{EDGE}\r\ncontent-disposition: form-data; {head}\r\n\r\n");
            body.extend_from_slice(&[head.as_bytes(), content, b"\r\n"].concat());
        };
        for (name, value) in fields {
            part(&format!("name=\"{name}\""), value.as_bytes());
        }
        for file in files {
            part(&format!("name=\"{}\"; filename=\"{}\"", file.field, file.name), file.bytes);
        }
        body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        self.send(Request::post(action).header(header::CONTENT_TYPE, kind), body);
        &self.text
    }

    /// Sends the last form once more, as after a cut.
    pub fn send_again(&mut self) -> &str {
        let (path, body) = self.sent.clone().expect("a form was sent");
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, body);
        &self.text
    }

    /// The values of the boxes of this name on the page.
    pub fn boxes(&self, name: &str) -> Vec<String> {
        let start = format!("<input type=\"checkbox\" name=\"{name}\" value=\"");
        let parts = self.text.split(&start).skip(1);
        parts.map(|part| unescape(part.split('"').next().unwrap())).collect()
    }

    /// What stands in a field of the form sent to `action`.
    pub fn value(&self, action: &str, name: &str) -> String {
        let found = self.form(action).into_iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value).unwrap_or_default()
    }

    /// Signs in, or fails the test.
    pub fn sign_in(&mut self, login: &str, password: &str) {
        self.open("/sign-in");
        self.submit("/sign-in", &[("login", login), ("password", password)]);
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.main());
    }

    /// A header of the last answer; empty when it has none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// What the page says, without its frame and its tags.
    pub fn main(&self) -> String {
        let body = self.text.split("<main").nth(1).unwrap_or(&self.text).split("</main>").next().unwrap();
        let words = body.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words));
        unescape(&words.collect::<Vec<_>>().join(" ")).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The page says these words, whatever breaks its lines.
    pub fn says(&self, words: &str) -> bool {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        self.main().contains(&words)
    }
}

fn unescape(text: &str) -> String {
    let named = [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&#60;", "<"),
        ("&gt;", ">"),
        ("&#62;", ">"),
    ];
    let text = named.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    text.replace("&#38;", "&").replace("&amp;", "&")
}
