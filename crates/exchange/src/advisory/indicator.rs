//! Technical traces by which a threat is recognised (*indicateurs de compromission*): typed, checked, and shown
//! defanged, so that nobody follows one by a slip of the finger.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Longest value of an indicator, in characters.
pub const MAX_VALUE: usize = 2_000;
/// Longest remark on an indicator, in characters.
pub const MAX_REMARK: usize = 300;

/// What an indicator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndicatorKind {
    /// A domain name.
    Domain,
    /// A web address.
    Url,
    /// An IPv4 address.
    Ipv4,
    /// An IPv6 address.
    Ipv6,
    /// An MD5 digest of a file.
    Md5,
    /// A SHA-1 digest of a file.
    Sha1,
    /// A SHA-256 digest of a file.
    Sha256,
    /// A SHA-512 digest of a file.
    Sha512,
    /// An e-mail address.
    Email,
    /// A phone number, or the short number of a sender.
    Phone,
    /// The name of a file.
    FileName,
}

impl IndicatorKind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Domain,
        Self::Url,
        Self::Ipv4,
        Self::Ipv6,
        Self::Md5,
        Self::Sha1,
        Self::Sha256,
        Self::Sha512,
        Self::Email,
        Self::Phone,
        Self::FileName,
    ];

    /// Stable name, for forms and text keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Url => "url",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::FileName => "file-name",
        }
    }

    /// The number that records use.
    pub const fn number(self) -> u8 {
        match self {
            Self::Domain => 1,
            Self::Url => 2,
            Self::Ipv4 => 3,
            Self::Ipv6 => 4,
            Self::Md5 => 5,
            Self::Sha1 => 6,
            Self::Sha256 => 7,
            Self::Sha512 => 8,
            Self::Email => 9,
            Self::Phone => 10,
            Self::FileName => 11,
        }
    }

    /// The kind of this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// Digits of a digest; none for what is no digest.
    const fn digits(self) -> Option<usize> {
        match self {
            Self::Md5 => Some(32),
            Self::Sha1 => Some(40),
            Self::Sha256 => Some(64),
            Self::Sha512 => Some(128),
            _ => None,
        }
    }

    /// Whether it may point at a person: to be looked at again before anything is published.
    pub const fn may_be_personal(self) -> bool {
        matches!(self, Self::Email | Self::Phone)
    }
}

/// A text is no indicator of the kind it is said to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is no {}", .kind.map_or("indicator", IndicatorKind::name))]
pub struct IndicatorFault {
    /// The kind, when one was said or guessed.
    pub kind: Option<IndicatorKind>,
    /// The beginning of the text.
    pub text: String,
}

/// A technical trace.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Indicator {
    kind: IndicatorKind,
    value: String,
    remark: String,
}

impl Indicator {
    /// Reads a value, defanged or not, of a known kind.
    ///
    /// # Errors
    /// [`IndicatorFault`] when it is none.
    pub fn new(kind: IndicatorKind, text: &str, remark: &str) -> Result<Self, IndicatorFault> {
        let fault = || IndicatorFault { kind: Some(kind), text: text.chars().take(80).collect() };
        let sound = text.chars().count() <= MAX_VALUE
            && remark.chars().count() <= MAX_REMARK
            && !text.chars().chain(remark.chars()).any(char::is_control);
        if !sound {
            return Err(fault());
        }
        let value = normal(kind, text).ok_or_else(fault)?;
        Ok(Self { kind, value, remark: remark.trim().to_owned() })
    }

    /// Reads a line as an officer types it: the value, then perhaps `|` and a remark. The kind is guessed; `file:` (or
    /// `fichier:`) before a name says that it is a file's.
    ///
    /// # Errors
    /// [`IndicatorFault`] when it is like no indicator.
    pub fn guess(line: &str) -> Result<Self, IndicatorFault> {
        let (text, remark) = line.split_once('|').unwrap_or((line, ""));
        let (text, remark) = (text.trim(), remark.trim());
        let lower = text.to_lowercase();
        for prefix in ["file:", "fichier:"] {
            if lower.starts_with(prefix) && text.is_char_boundary(prefix.len()) {
                return Self::new(IndicatorKind::FileName, text[prefix.len()..].trim(), remark);
            }
        }
        let plain = refanged(text);
        let hex = plain.bytes().all(|byte| byte.is_ascii_hexdigit());
        let digest = IndicatorKind::ALL.into_iter().find(|kind| hex && kind.digits() == Some(plain.len()));
        let kind = if plain.contains("://") {
            IndicatorKind::Url
        } else if plain.contains('@') {
            IndicatorKind::Email
        } else if plain.split('.').count() == 4 && plain.bytes().all(|b| b == b'.' || b.is_ascii_digit()) {
            IndicatorKind::Ipv4
        } else if plain.contains(':') {
            IndicatorKind::Ipv6
        } else if let Some(digest) = digest {
            digest
        } else if plain.starts_with('+') || phone(&plain).is_some() {
            IndicatorKind::Phone
        } else {
            IndicatorKind::Domain
        };
        Self::new(kind, text, remark)
    }

    /// What it is.
    pub const fn kind(&self) -> IndicatorKind {
        self.kind
    }

    /// Its value as machines read it; never put on a page.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// What is to know of it; may be empty.
    pub fn remark(&self) -> &str {
        &self.remark
    }

    /// Its value as people read it: nothing recognises it as a link.
    pub fn defanged(&self) -> String {
        match self.kind {
            IndicatorKind::Domain | IndicatorKind::Ipv4 => self.value.replace('.', "[.]"),
            IndicatorKind::Ipv6 => self.value.replace(':', "[:]"),
            IndicatorKind::Email => self.value.replace('@', "[@]").replace('.', "[.]"),
            IndicatorKind::Url => {
                let (scheme, rest) = self.value.split_once("://").unwrap_or(("http", &self.value));
                let scheme = scheme.replace("tt", "xx");
                let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
                let (host, path) = rest.split_at(end);
                // The path may carry another address: no part of it must look like one either.
                format!("{scheme}[:]//{}{}", host.replace('.', "[.]"), path.replace("://", "[:]//"))
            }
            _ => self.value.clone(),
        }
    }

    /// A line that [`Indicator::guess`] reads back.
    pub fn line(&self) -> String {
        let prefix = if self.kind == IndicatorKind::FileName { "file:" } else { "" };
        let remark = if self.remark.is_empty() { String::new() } else { format!(" | {}", self.remark) };
        format!("{prefix}{}{remark}", self.defanged())
    }
}

/// Undoes the usual ways of defanging.
fn refanged(text: &str) -> String {
    let mut plain = text.trim().to_owned();
    for (from, to) in [
        ("[.]", "."),
        ("(.)", "."),
        ("{.}", "."),
        ("[dot]", "."),
        ("(dot)", "."),
        ("[point]", "."),
        ("[@]", "@"),
        ("(@)", "@"),
        ("[at]", "@"),
        ("(at)", "@"),
        ("[:]", ":"),
        ("[://]", "://"),
    ] {
        plain = plain.replace(from, to);
    }
    for (from, to) in [("hxxps://", "https://"), ("hxxp://", "http://"), ("fxp://", "ftp://")] {
        if plain.get(..from.len()).is_some_and(|start| start.eq_ignore_ascii_case(from)) {
            plain = format!("{to}{}", &plain[from.len()..]);
        }
    }
    plain
}

fn normal(kind: IndicatorKind, text: &str) -> Option<String> {
    if kind == IndicatorKind::FileName {
        let name = text.trim();
        let sound = !name.is_empty() && name.chars().count() <= 255 && !name.contains(['/', '\\', '|']);
        return (sound && name != "." && name != "..").then(|| name.to_owned());
    }
    let plain = refanged(text);
    match kind {
        IndicatorKind::Domain => domain(&plain),
        IndicatorKind::Url => url(&plain),
        IndicatorKind::Ipv4 => Some(plain.parse::<Ipv4Addr>().ok()?.to_string()),
        IndicatorKind::Ipv6 => Some(plain.parse::<Ipv6Addr>().ok()?.to_string()),
        IndicatorKind::Email => {
            let (local, host) = plain.rsplit_once('@')?;
            let known = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{}~.".contains(&byte);
            let sound = (1..=64).contains(&local.len()) && local.bytes().all(known);
            sound.then_some(())?;
            Some(format!("{local}@{}", domain(host)?))
        }
        IndicatorKind::Phone => phone(&plain),
        _ => {
            let hex = plain.len() == kind.digits()? && plain.bytes().all(|byte| byte.is_ascii_hexdigit());
            hex.then(|| plain.to_ascii_lowercase())
        }
    }
}

/// A host name of at least two labels (RFC 1035 §2.3.1, with the underscore that is met in practice).
fn domain(text: &str) -> Option<String> {
    let lower = text.trim_end_matches('.').to_ascii_lowercase();
    let label = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        (1..=63).contains(&label.len())
            && label.bytes().all(plain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let labels: Vec<&str> = lower.split('.').collect();
    let last = labels.last()?;
    let sound = lower.len() <= 253
        && labels.len() >= 2
        && labels.iter().all(|part| label(part))
        && last.starts_with(|first: char| first.is_ascii_alphabetic());
    sound.then_some(lower)
}

fn url(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https" | "ftp") {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host_port = authority.rsplit('@').next()?;
    let host = match host_port.rsplit_once(':') {
        Some((host, port)) if !host.ends_with(':') && !port.contains(']') => {
            port.parse::<u16>().ok()?;
            host
        }
        _ => host_port,
    };
    let bracketed = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let known = match bracketed {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => host.parse::<Ipv4Addr>().is_ok() || domain(host).is_some(),
    };
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '|' | '\\' | '^' | '`');
    let sound = known && authority.chars().all(plain) && path.chars().all(plain);
    sound.then(|| format!("{scheme}://{}{path}", authority.to_ascii_lowercase()))
}

/// An international number, or the short one of a sender: digits, perhaps with `+` before.
fn phone(text: &str) -> Option<String> {
    let plain: String =
        text.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')' | '\u{a0}' | '\u{202f}')).collect();
    let digits = plain.strip_prefix('+').unwrap_or(&plain);
    let sound = digits.bytes().all(|byte| byte.is_ascii_digit());
    let long = if plain.starts_with('+') { 8..=15 } else { 3..=12 };
    (sound && long.contains(&digits.len())).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(line: &str) -> (IndicatorKind, String, String) {
        let found = Indicator::guess(line).unwrap();
        (found.kind(), found.value().to_owned(), found.defanged())
    }

    #[test]
    fn a_line_is_read_defanged_or_not_and_always_shown_defanged() {
        use IndicatorKind as K;
        for (line, kind, value, defanged) in [
            ("Argent-Facile[.]example", K::Domain, "argent-facile.example", "argent-facile[.]example"),
            (
                "hxxps://argent.example/a?next=http://b.example",
                K::Url,
                "https://argent.example/a?next=http://b.example",
                "hxxps[:]//argent[.]example/a?next=http[:]//b.example",
            ),
            ("192.0.2.7", K::Ipv4, "192.0.2.7", "192[.]0[.]2[.]7"),
            ("2001:db8::7", K::Ipv6, "2001:db8::7", "2001[:]db8[:][:]7"),
            ("alerte[@]cil.example", K::Email, "alerte@cil.example", "alerte[@]cil[.]example"),
            ("+226 70 00 00 00", K::Phone, "+22670000000", "+22670000000"),
            ("36 111", K::Phone, "36111", "36111"),
            ("fichier: facture.pdf.exe", K::FileName, "facture.pdf.exe", "facture.pdf.exe"),
            (
                "d41d8cd98f00b204e9800998ecf8427e",
                K::Md5,
                "d41d8cd98f00b204e9800998ecf8427e",
                "d41d8cd98f00b204e9800998ecf8427e",
            ),
        ] {
            assert_eq!(shown(line), (kind, value.to_owned(), defanged.to_owned()), "{line}");
            let again = Indicator::guess(&Indicator::guess(line).unwrap().line()).unwrap();
            assert_eq!(again.value(), value);
        }
        assert_eq!(Indicator::guess("a.example | vu le 3 mai").unwrap().remark(), "vu le 3 mai");
    }

    #[test]
    fn what_is_no_indicator_is_refused_with_its_text() {
        for line in [
            "",
            "bonjour",
            "javascript://a.example/%0aalert(1)",
            "http://",
            "http://a.example/\"><script>",
            "a..example",
            "999.0.0.1",
            "fichier: ../../etc/passwd",
            "@a.example",
            "é.example",
        ] {
            assert!(Indicator::guess(line).is_err(), "{line}");
        }
        let fault = Indicator::new(IndicatorKind::Sha256, "abc", "").unwrap_err();
        assert_eq!(fault.to_string(), "“abc” is no sha256");
        assert!(Indicator::new(IndicatorKind::Domain, "a.example", "x\ny").is_err());
    }

    proptest! {
        #[test]
        fn any_line_ends_without_panic_and_what_is_read_reads_back(line in "\\PC{0,60}|[a-z0-9.:/@\\[\\]+| -]{0,60}") {
            if let Ok(found) = Indicator::guess(&line) {
                let again = Indicator::guess(&found.line()).unwrap();
                prop_assert_eq!(again.value(), found.value());
                prop_assert!(!found.defanged().contains("://"));
            }
        }
    }
}
