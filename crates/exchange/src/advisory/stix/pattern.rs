//! Patterns (STIX 2.1 §9): written one comparison at a time, read as far as they are alternatives of such comparisons.

use super::super::indicator::{Indicator, IndicatorKind};

/// The object path of a kind.
const fn path(kind: IndicatorKind) -> &'static str {
    match kind {
        IndicatorKind::Domain => "domain-name:value",
        IndicatorKind::Url => "url:value",
        IndicatorKind::Ipv4 => "ipv4-addr:value",
        IndicatorKind::Ipv6 => "ipv6-addr:value",
        IndicatorKind::Md5 => "file:hashes.MD5",
        IndicatorKind::Sha1 => "file:hashes.'SHA-1'",
        IndicatorKind::Sha256 => "file:hashes.'SHA-256'",
        IndicatorKind::Sha512 => "file:hashes.'SHA-512'",
        IndicatorKind::Email => "email-addr:value",
        // STIX has no object for phone numbers: one of ours, named as custom objects are.
        IndicatorKind::Phone => "x-phone-number:value",
        IndicatorKind::FileName => "file:name",
    }
}

fn kind_of(found: &str) -> Option<IndicatorKind> {
    let plain = found.replace(['\'', '"'], "").to_ascii_lowercase();
    let known = IndicatorKind::ALL
        .into_iter()
        .find(|kind| path(*kind).replace('\'', "").to_ascii_lowercase() == plain);
    known.or(match plain.as_str() {
        "file:hashes.sha1" => Some(IndicatorKind::Sha1),
        "file:hashes.sha256" => Some(IndicatorKind::Sha256),
        "file:hashes.sha512" => Some(IndicatorKind::Sha512),
        "email-message:from_ref.value" | "email-message:sender_ref.value" => Some(IndicatorKind::Email),
        "network-traffic:dst_ref.value" | "network-traffic:src_ref.value" => Some(IndicatorKind::Ipv4),
        _ => None,
    })
}

/// The pattern of an indicator.
pub(crate) fn written(indicator: &Indicator) -> String {
    let value = indicator.value().replace('\\', "\\\\").replace('\'', "\\'");
    format!("[{} = '{value}']", path(indicator.kind()))
}

/// What a pattern compares, when it is one comparison, or alternatives of such; nothing when it is anything else: the
/// half of a condition must not be taken for the whole.
pub(crate) fn read(pattern: &str) -> Option<Vec<(IndicatorKind, String)>> {
    let mut found = Vec::new();
    let mut rest = pattern.trim();
    loop {
        rest = rest.strip_prefix('[')?.trim_start();
        loop {
            let (kind, value, after) = comparison(rest)?;
            found.push((kind, value));
            rest = after.trim_start();
            match rest.strip_prefix("OR ") {
                Some(after) => rest = after.trim_start(),
                None => break,
            }
        }
        rest = rest.strip_prefix(']')?.trim_start();
        if rest.is_empty() {
            return Some(found);
        }
        rest = rest.strip_prefix("OR ")?.trim_start();
    }
}

/// Reads `path = 'value'`; gives what follows.
fn comparison(text: &str) -> Option<(IndicatorKind, String, &str)> {
    let (path, rest) = text.split_once('=')?;
    let kind = kind_of(path.trim())?;
    let rest = rest.trim_start().strip_prefix('\'')?;
    let mut value = String::new();
    let mut chars = rest.char_indices();
    loop {
        match chars.next()? {
            (at, '\'') => return Some((kind, value, &rest[at + 1..])),
            (_, '\\') => value.push(chars.next()?.1),
            (_, c) => value.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn alternatives_are_read_and_conditions_left_whole() {
        use IndicatorKind as K;
        let one = |kind, value: &str| (kind, value.to_owned());
        assert_eq!(
            read(
                "[domain-name:value = 'a.example' OR url:value='http://b.example'] OR [file:hashes.MD5 = 'AB']"
            ),
            Some(vec![one(K::Domain, "a.example"), one(K::Url, "http://b.example"), one(K::Md5, "AB")])
        );
        assert_eq!(read(r"[file:name = 'l\'a\\b']"), Some(vec![one(K::FileName, r"l'a\b")]));
        for other in [
            "[domain-name:value = 'a.example' AND url:value = 'x']",
            "[domain-name:value = 'a.example'] FOLLOWEDBY [url:value = 'x']",
            "[domain-name:value LIKE '%.example']",
            "[process:pid = 1]",
            "[domain-name:value != 'a.example']",
            "[domain-name:value = 'a.example'",
            "",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn every_kind_reads_back_from_its_pattern() {
        for line in [
            "a.example",
            "http://a.example/'x",
            "192.0.2.1",
            "2001:db8::1",
            "a'b@c.example",
            "+22670000000",
            "file:l'été.exe",
            "d41d8cd98f00b204e9800998ecf8427e",
            &"a".repeat(40),
            &"b".repeat(64),
            &"c".repeat(128),
        ] {
            let indicator = Indicator::guess(line).unwrap();
            let pattern = written(&indicator);
            assert_eq!(
                read(&pattern),
                Some(vec![(indicator.kind(), indicator.value().to_owned())]),
                "{pattern}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_ends_without_panic(text in "\\PC{0,80}|[\\[\\]a-z:=' OR\\\\]{0,80}") {
            let _ = read(&text);
        }
    }
}
