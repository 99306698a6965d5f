//! What the pages load besides themselves: one stylesheet and one icon, kept inside the program.

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;

/// The stylesheet as people edit it.
pub const STYLE: &str = include_str!("style.css");

/// The house's mark: three strokes, each leaning on the next, around an open middle.
pub const ICON: &str = include_str!("../assets/icon.svg");

/// Address of the stylesheet. It ends with the beginning of the file's SHA-256, so that it can be kept for
/// ever and a new version is fetched at once.
pub const STYLE_PATH: &str = concat!("/static/app.", env!("LIPTAKO_STYLE_HASH"), ".css");

/// Address of the icon.
pub const ICON_PATH: &str = "/static/icon.svg";

/// The routes of the assets. They need no session, no language and no shell.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
    const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");
    const CSS: HeaderValue = HeaderValue::from_static("text/css; charset=utf-8");
    const SVG: HeaderValue = HeaderValue::from_static("image/svg+xml");
    let style = || async {
        ([(header::CONTENT_TYPE, CSS), (header::CACHE_CONTROL, FOR_EVER)], squeezed_style()).into_response()
    };
    let icon =
        || async { ([(header::CONTENT_TYPE, SVG), (header::CACHE_CONTROL, A_DAY)], ICON).into_response() };
    Router::new().route(STYLE_PATH, get(style)).route(ICON_PATH, get(icon)).route("/favicon.ico", get(icon))
}

/// The stylesheet without its comments and indentation.
pub fn squeezed_style() -> String {
    let mut out = String::with_capacity(STYLE.len());
    let mut rest = STYLE;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    out.push_str(rest);
    out.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
