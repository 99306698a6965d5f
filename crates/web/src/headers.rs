//! What every answer says to the browser about itself.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;

/// What a page may load and where its forms may go: our stylesheet, our pictures, our addresses; no script.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; \
    form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const FIXED: [(HeaderName, HeaderValue); 6] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), interest-cohort=()"),
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
];

/// Adds the headers to every answer. Pages are never kept by a cache unless they say so themselves.
pub(crate) async fn dress(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // A download says for itself what it may do: less than a page.
    let own = headers.get(header::CONTENT_SECURITY_POLICY).cloned();
    let own = own.filter(|policy| policy == crate::download::DOWNLOAD_POLICY);
    for (name, value) in FIXED {
        headers.insert(name, value);
    }
    if let Some(policy) = own {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.append(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    }
    response
}

/// Whether a request that changes something may come from another site.
///
/// Browsers say where a form comes from: `Sec-Fetch-Site`, or on older ones `Origin`, whose host must be ours.
/// A program that sends neither is let through: it holds no cookie it did not mean to send.
pub(crate) fn is_foreign(request: &Request) -> bool {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return false;
    }
    let text = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return !matches!(site, "same-origin" | "none");
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => {
            origin.split_once("://").is_none_or(|(_, of)| !of.eq_ignore_ascii_case(host))
        }
        (Some(_), None) => true,
        (None, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn post(headers: &[(&'static str, &'static str)]) -> Request {
        let mut request = Request::post("/people").body(Body::empty()).unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, HeaderValue::from_static(value));
        }
        request
    }

    #[test]
    fn forms_of_other_sites_are_foreign() {
        assert!(is_foreign(&post(&[("sec-fetch-site", "cross-site")])));
        assert!(is_foreign(&post(&[("sec-fetch-site", "same-site")])));
        assert!(is_foreign(&post(&[("origin", "https://evil.example"), ("host", "cil.example")])));
        assert!(is_foreign(&post(&[("origin", "null"), ("host", "cil.example")])));
    }

    #[test]
    fn our_own_forms_and_plain_programs_are_not() {
        assert!(!is_foreign(&post(&[("sec-fetch-site", "same-origin")])));
        assert!(!is_foreign(&post(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")])));
        assert!(!is_foreign(&post(&[])));
    }
}
