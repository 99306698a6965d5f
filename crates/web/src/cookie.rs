//! The few cookies of the house. None follows anybody: preferences, the session, a form's proof, a notice.

use axum::http::{HeaderMap, HeaderValue, header};
use liptako_core::MemberIndex;

/// Longest cookie value read, in bytes.
const MAX_VALUE: usize = 2048;

/// Whose cookies they are. Browsers do not tell the ports of one host apart, so that nodes which share a
/// machine, as in the demonstration, must not share the names of what belongs to one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jar {
    /// The site is served over TLS.
    pub secure: bool,
    /// The node's member.
    pub node: MemberIndex,
}

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
    pub fn name(self, jar: Jar) -> String {
        let host = if jar.secure { "__Host-" } else { "" };
        let node = jar.node.0;
        match self {
            Self::Lang => "langue".into(),
            Self::Theme => "theme".into(),
            Self::Session => format!("{host}seance-{node}"),
            Self::Visit => format!("{host}visite-{node}"),
            Self::Flash => format!("avis-{node}"),
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
    pub fn read(self, headers: &HeaderMap, jar: Jar) -> Option<&str> {
        let name = self.name(jar);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(found, _)| **found == name)
            .map(|(_, value)| value)
            .filter(|value| !value.is_empty() && value.len() <= MAX_VALUE)
    }

    /// The header that sets it. `value` holds only letters, digits and dashes.
    pub fn set(self, value: &str, jar: Jar) -> Option<HeaderValue> {
        let mut line = format!("{}={value}; Path=/; SameSite=Lax; HttpOnly", self.name(jar));
        if let Some(seconds) = self.max_age() {
            line.push_str(&format!("; Max-Age={seconds}"));
        }
        if jar.secure {
            line.push_str("; Secure");
        }
        HeaderValue::from_str(&line).ok()
    }

    /// The header that removes it.
    pub fn clear(self, jar: Jar) -> Option<HeaderValue> {
        let tail = if jar.secure { "; Secure" } else { "" };
        let line = format!("{}=; Path=/; SameSite=Lax; HttpOnly; Max-Age=0{tail}", self.name(jar));
        HeaderValue::from_str(&line).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Jar = Jar { secure: false, node: MemberIndex(1) };
    const TLS: Jar = Jar { secure: true, node: MemberIndex(1) };

    #[test]
    fn the_session_cookie_is_bound_to_the_host_under_tls() {
        let line = Cookie::Session.set("ab12", TLS).unwrap();
        assert_eq!(line, "__Host-seance-1=ab12; Path=/; SameSite=Lax; HttpOnly; Secure");
        let line = Cookie::Session.set("ab12", PLAIN).unwrap();
        assert_eq!(line, "seance-1=ab12; Path=/; SameSite=Lax; HttpOnly");
    }

    #[test]
    fn a_cookie_is_found_among_others_and_a_giant_one_is_not_read() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("xlangue=en; langue=fr; theme=dark"));
        assert_eq!(Cookie::Lang.read(&headers, PLAIN), Some("fr"));
        assert_eq!(Cookie::Theme.read(&headers, PLAIN), Some("dark"));
        assert_eq!(Cookie::Session.read(&headers, PLAIN), None);
        let giant = format!("langue={}", "a".repeat(3000));
        headers.insert(header::COOKIE, giant.parse().unwrap());
        assert_eq!(Cookie::Lang.read(&headers, PLAIN), None);
    }

    #[test]
    fn nodes_that_share_a_host_do_not_share_a_session() {
        let other = Jar { node: MemberIndex(2), ..PLAIN };
        assert_ne!(Cookie::Session.name(PLAIN), Cookie::Session.name(other));
        assert_ne!(Cookie::Visit.name(PLAIN), Cookie::Visit.name(other));
        assert_eq!(Cookie::Lang.name(PLAIN), Cookie::Lang.name(other));
    }
}
