//! Downloads of any size: streamed, resumable, and inert in a browser.
//!
//! What is sent is proven piece by piece before it leaves. When a piece turns out to be damaged, or gone, the answer breaks
//! off before its end: the browser then says that the download failed, and never shows a wrong file as a good one.

use crate::Failure;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use http_body_util::channel::Channel;
use std::ops::Range;

/// Rules for what a downloaded file may do if a browser shows it all the same: nothing.
pub const DOWNLOAD_POLICY: &str = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
/// Pieces that wait for a slow reader.
const WAITING: usize = 4;

/// A file to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Its name, already safe: no folder, no control character.
    pub name: String,
    /// Its kind, from a fixed list: nothing that a browser runs.
    pub media: &'static str,
    /// Its length.
    pub bytes: u64,
    /// Names its bytes, whatever the file is called: the SHA-256 in hexadecimal digits.
    pub tag: String,
}

/// Where the bytes come from. It blocks.
pub trait Pieces: Send + 'static {
    /// The next piece of the range asked for; `None` at its end.
    ///
    /// # Errors
    /// Why there are no more, in words for the log: the answer then breaks off.
    fn next(&mut self) -> Result<Option<Vec<u8>>, String>;
}

/// What of a file a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Asked {
    Whole,
    Part(Range<u64>),
    Beyond,
}

impl Download {
    /// Answers a request: all of it, or the part that its `Range` asks for. `open` gives the pieces of a range.
    ///
    /// # Errors
    /// What `open` answers; [`Failure::Internal`] when a name cannot be put in a header.
    pub fn answer<P: Pieces>(
        &self,
        headers: &HeaderMap,
        open: impl FnOnce(Range<u64>) -> Result<P, Failure>,
    ) -> Result<Response, Failure> {
        let asked = self.asked(headers);
        let (status, range) = match &asked {
            Asked::Whole => (StatusCode::OK, 0..self.bytes),
            Asked::Part(range) => (StatusCode::PARTIAL_CONTENT, range.clone()),
            Asked::Beyond => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
        };
        let length = range.end - range.start;
        let body = if asked == Asked::Beyond { Body::empty() } else { stream(open(range.clone())?, length) };
        let mut response = Response::new(body);
        *response.status_mut() = status;
        let head = response.headers_mut();
        let text = |text: String| HeaderValue::from_str(&text).map_err(Failure::internal);
        let media = if asked == Asked::Beyond { "application/octet-stream" } else { self.media };
        head.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
        head.insert(header::CONTENT_DISPOSITION, text(disposition(&self.name))?);
        head.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(DOWNLOAD_POLICY));
        head.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        head.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store, no-transform"));
        head.insert(header::ETAG, text(self.etag())?);
        head.insert(header::CONTENT_LENGTH, length.into());
        match asked {
            Asked::Whole => {}
            Asked::Part(range) => {
                let (first, last) = (range.start, range.end.saturating_sub(1));
                head.insert(header::CONTENT_RANGE, text(format!("bytes {first}-{last}/{}", self.bytes))?);
            }
            Asked::Beyond => {
                head.insert(header::CONTENT_RANGE, text(format!("bytes */{}", self.bytes))?);
            }
        }
        Ok(response)
    }

    fn etag(&self) -> String {
        format!("\"{}\"", self.tag)
    }

    /// One range is answered; several, or none that can be read, are answered with the whole (RFC 9110, section 14.2).
    fn asked(&self, headers: &HeaderMap) -> Asked {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let Some(ranges) = text(header::RANGE).and_then(|value| value.strip_prefix("bytes=")) else {
            return Asked::Whole;
        };
        if text(header::IF_RANGE).is_some_and(|tag| tag != self.etag()) {
            return Asked::Whole;
        }
        let Some((first, last)) = ranges.trim().split_once('-') else { return Asked::Whole };
        let number =
            |text: &str| text.bytes().all(|c| c.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten();
        let range = match (first, last) {
            ("", last) => match number(last) {
                Some(0) => return Asked::Beyond,
                Some(last) => self.bytes.saturating_sub(last)..self.bytes,
                None => return Asked::Whole,
            },
            (first, "") => match number(first) {
                Some(first) => first..self.bytes,
                None => return Asked::Whole,
            },
            (first, last) => match (number(first), number(last)) {
                (Some(first), Some(last)) if first <= last => first..self.bytes.min(last.saturating_add(1)),
                _ => return Asked::Whole,
            },
        };
        if range.start >= range.end { Asked::Beyond } else { Asked::Part(range) }
    }
}

/// Sends the pieces as the reader takes them; breaks off when one fails.
fn stream<P: Pieces>(mut pieces: P, length: u64) -> Body {
    let (mut sender, body) = Channel::<Bytes, std::io::Error>::new(WAITING);
    let here = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || {
        let mut left = length;
        let fault = loop {
            if left == 0 {
                return;
            }
            match pieces.next() {
                Ok(Some(piece)) if piece.len() as u64 <= left => {
                    left -= piece.len() as u64;
                    // The reader has gone away: nobody is told.
                    if here.block_on(sender.send_data(piece.into())).is_err() {
                        return;
                    }
                }
                Ok(_) => break "the pieces do not make the length announced".to_owned(),
                Err(fault) => break fault,
            }
        };
        tracing::error!(fault, "a download breaks off");
        sender.abort(std::io::Error::other(fault));
    });
    Body::new(body)
}

/// `attachment`, with the name in plain letters for old programs and as it is for others (RFC 6266, RFC 8187).
fn disposition(name: &str) -> String {
    let plain: String =
        name.chars()
            .map(|c| {
                if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%' | ';') || c == ' ' { c } else { '_' }
            })
            .collect();
    let mut coded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            coded.push(char::from(byte));
        } else {
            coded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{coded}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    fn file() -> Download {
        Download {
            name: "Délibération n°1.pdf".into(),
            media: "application/pdf",
            bytes: 1000,
            tag: "ab".into(),
        }
    }

    fn asked(headers: &[(HeaderName, &'static str)]) -> Asked {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(name, HeaderValue::from_static(value));
        }
        file().asked(&map)
    }

    #[test]
    fn ranges_are_read_as_browsers_write_them() {
        let of = |range| asked(&[(header::RANGE, range)]);
        assert_eq!(of("bytes=0-99"), Asked::Part(0..100));
        assert_eq!(of("bytes=400-"), Asked::Part(400..1000));
        assert_eq!(of("bytes=-10"), Asked::Part(990..1000));
        assert_eq!(of("bytes=-5000"), Asked::Part(0..1000));
        assert_eq!(of("bytes=900-5000"), Asked::Part(900..1000));
        assert_eq!(of("bytes=1000-"), Asked::Beyond);
        assert_eq!(of("bytes=-0"), Asked::Beyond);
        for whole in
            ["bytes=0-1,5-6", "bytes=a-b", "bytes=9-1", "lines=1-2", "bytes=", "bytes=+1-", "bytes=-"]
        {
            assert_eq!(of(whole), Asked::Whole, "{whole}");
        }
        assert_eq!(asked(&[]), Asked::Whole);
    }

    #[test]
    fn a_download_resumes_only_on_the_very_same_bytes() {
        let of = |tag| asked(&[(header::RANGE, "bytes=400-"), (header::IF_RANGE, tag)]);
        assert_eq!(of("\"ab\""), Asked::Part(400..1000));
        assert_eq!(of("\"cd\""), Asked::Whole);
        assert_eq!(of("W/\"ab\""), Asked::Whole);
    }

    #[test]
    fn names_stand_in_the_header_without_breaking_it() {
        assert_eq!(
            disposition("Délibération n°1.pdf"),
            "attachment; filename=\"D_lib_ration n_1.pdf\"; \
             filename*=UTF-8''D%C3%A9lib%C3%A9ration%20n%C2%B01.pdf"
        );
        assert_eq!(
            disposition("a\"b\r\nc"),
            "attachment; filename=\"a_b__c\"; filename*=UTF-8''a%22b%0D%0Ac"
        );
    }
}
