//! The few cookies of the house. None follows anybody: preferences, the session, a form's proof, a notice.

use axum::http::{HeaderMap, HeaderValue, header};

/// Longest cookie value read, in bytes.
const MAX_VALUE: usize = 2048;

/// A cookie of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// Language of the pages.
    Lang,
    /// Light or dark.
    Theme,
    /// The signed-in session.
    Session,
    /// Proof that a visitor's form comes from our page.
    Visit,
    /// A notice shown once, on the next page.
    Flash,
}

impl Cookie {
    /// Its name. Those that guard something are bound to the host when the site is served over TLS.
    pub const fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Self::Lang, _) => "langue",
            (Self::Theme, _) => "theme",
            (Self::Session, true) => "__Host-seance",
            (Self::Session, false) => "seance",
            (Self::Visit, true) => "__Host-visite",
            (Self::Visit, false) => "visite",
            (Self::Flash, _) => "avis",
        }
    }

    /// Seconds it lives; `None` ends with the browser.
    const fn max_age(self) -> Option<u32> {
        match self {
            Self::Lang | Self::Theme => Some(365 * 24 * 3600),
            Self::Flash => Some(120),
            Self::Session | Self::Visit => None,
        }
    }

    /// Its value in a request, if it has one of bearable length.
    pub fn read(self, headers: &HeaderMap, secure: bool) -> Option<&str> {
        let name = self.name(secure);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(found, _)| *found == name)
            .map(|(_, value)| value)
            .filter(|value| !value.is_empty() && value.len() <= MAX_VALUE)
    }

    /// The header that sets it. `value` holds only letters, digits and dashes.
    pub fn set(self, value: &str, secure: bool) -> Option<HeaderValue> {
        let mut line = format!("{}={value}; Path=/; SameSite=Lax; HttpOnly", self.name(secure));
        if let Some(seconds) = self.max_age() {
            line.push_str(&format!("; Max-Age={seconds}"));
        }
        if secure {
            line.push_str("; Secure");
        }
        HeaderValue::from_str(&line).ok()
    }

    /// The header that removes it.
    pub fn clear(self, secure: bool) -> Option<HeaderValue> {
        let tail = if secure { "; Secure" } else { "" };
        let line = format!("{}=; Path=/; SameSite=Lax; HttpOnly; Max-Age=0{tail}", self.name(secure));
        HeaderValue::from_str(&line).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_cookie_is_bound_to_the_host_under_tls() {
        let line = Cookie::Session.set("ab12", true).unwrap();
        assert_eq!(line, "__Host-seance=ab12; Path=/; SameSite=Lax; HttpOnly; Secure");
        let line = Cookie::Session.set("ab12", false).unwrap();
        assert_eq!(line, "seance=ab12; Path=/; SameSite=Lax; HttpOnly");
    }

    #[test]
    fn a_cookie_is_found_among_others_and_a_giant_one_is_not_read() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("xlangue=en; langue=fr; theme=dark"));
        assert_eq!(Cookie::Lang.read(&headers, false), Some("fr"));
        assert_eq!(Cookie::Theme.read(&headers, false), Some("dark"));
        assert_eq!(Cookie::Session.read(&headers, false), None);
        let giant = format!("langue={}", "a".repeat(3000));
        headers.insert(header::COOKIE, giant.parse().unwrap());
        assert_eq!(Cookie::Lang.read(&headers, false), None);
    }
}
