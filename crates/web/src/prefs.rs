//! The reader's language and light, chosen by link and kept in cookies.

use crate::cookie::{Cookie, Jar};
use crate::texts::key;
use axum::http::{HeaderMap, header};
use liptako_core::Lang;

/// Longest address to come back to, in bytes: a page of the guide carries a whole description in its own.
const MAX_NEXT: usize = 2048;

/// Light or dark pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the reader's device says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// Its name in addresses, cookies and the `data-theme` attribute.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Message key of its words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Auto => key("theme-auto"),
            Self::Light => key("theme-light"),
            Self::Dark => key("theme-dark"),
        }
    }

    /// The theme of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// What a language calls itself.
pub const fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "Français",
        Lang::En => "English",
    }
}

/// The language of a request: the reader's choice, else what the browser prefers, else French.
pub fn lang_of(headers: &HeaderMap, jar: Jar) -> Lang {
    Cookie::Lang
        .read(headers, jar)
        .and_then(Lang::from_tag)
        .or_else(|| accepted(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?))
        .unwrap_or_default()
}

/// The theme of a request.
pub fn theme_of(headers: &HeaderMap, jar: Jar) -> Theme {
    Cookie::Theme.read(headers, jar).and_then(Theme::from_name).unwrap_or_default()
}

/// The best language of an `Accept-Language` line (RFC 9110 §12.5.4), by weight then by place.
fn accepted(line: &str) -> Option<Lang> {
    let weighed = line.split(',').take(20).filter_map(|item| {
        let (tag, parameters) = item.split_once(';').unwrap_or((item, ""));
        let weight = match parameters.trim().strip_prefix("q=") {
            Some(number) => {
                number.trim().parse::<f32>().ok().filter(|weight| (0.0..=1.0).contains(weight))?
            }
            None => 1.0,
        };
        Some((Lang::from_tag(tag.trim())?, weight)).filter(|(_, weight)| *weight > 0.0)
    });
    weighed
        .fold(None, |best: Option<(Lang, f32)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        })
        .map(|(lang, _)| lang)
}

/// An address of this site to come back to. Anything that could lead elsewhere becomes the first page.
pub fn safe_next(next: &str) -> &str {
    let stays = next.starts_with('/')
        && !next.starts_with("//")
        && next.len() <= MAX_NEXT
        && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if stays { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use liptako_core::MemberIndex;

    const PLAIN: Jar = Jar { secure: false, node: MemberIndex(0) };
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    fn asking(line: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(line));
        headers
    }

    #[test]
    fn the_chosen_language_wins_over_the_browsers_and_french_is_the_default() {
        assert_eq!(lang_of(&HeaderMap::new(), PLAIN), Lang::Fr);
        assert_eq!(lang_of(&asking("ha, en;q=0.8, fr;q=0.5"), PLAIN), Lang::En);
        assert_eq!(lang_of(&asking("en;q=0, *;q=0.1"), PLAIN), Lang::Fr);
        assert_eq!(lang_of(&asking("fr-BF,en-GB;q=0.9"), PLAIN), Lang::Fr);
        let mut headers = asking("fr");
        headers.insert(header::COOKIE, HeaderValue::from_static("langue=en"));
        assert_eq!(lang_of(&headers, PLAIN), Lang::En);
    }

    proptest! {
        #[test]
        fn any_words_of_a_browser_are_survived(line in "\\PC{0,300}", next in "\\PC{0,100}") {
            let _ = accepted(&line);
            let back = safe_next(&next);
            prop_assert!(back.starts_with('/') && !back.starts_with("//") && !back.contains('\\'));
        }
    }

    #[test]
    fn the_way_back_never_leaves_the_site() {
        assert_eq!(safe_next("/council/plan?axis=2"), "/council/plan?axis=2");
        for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\r\nb"] {
            assert_eq!(safe_next(elsewhere), "/", "{elsewhere}");
        }
    }
}
