//! MISP events as JSON (MISP core format, the form that MISP 2.5 writes and reads): the label is a tag, `tlp:…`.

mod read;
mod write;

pub use read::read;
pub use write::write;

use super::indicator::IndicatorKind;
use super::marking::Tlp;

/// The tag of a label, from MISP's taxonomy `tlp`.
pub const fn tag(tlp: Tlp) -> &'static str {
    match tlp {
        Tlp::Red => "tlp:red",
        Tlp::AmberStrict => "tlp:amber+strict",
        Tlp::Amber => "tlp:amber",
        Tlp::Green => "tlp:green",
        Tlp::Clear => "tlp:clear",
    }
}

/// What a tag of the taxonomy `tlp` means: a label, or nothing that is known.
pub(crate) fn label_of(name: &str) -> Option<Option<Tlp>> {
    let lower = name.trim().to_ascii_lowercase();
    let rest = lower.strip_prefix("tlp:")?;
    // The first edition's `white` is what the second calls CLEAR.
    if rest == "white" {
        return Some(Some(Tlp::Clear));
    }
    Some(Tlp::ALL.into_iter().find(|tlp| tag(*tlp) == lower))
}

/// Category and type of an attribute, for each kind of indicator.
pub(crate) const fn typed(kind: IndicatorKind) -> (&'static str, &'static str) {
    match kind {
        IndicatorKind::Domain => ("Network activity", "domain"),
        IndicatorKind::Url => ("Network activity", "url"),
        IndicatorKind::Ipv4 | IndicatorKind::Ipv6 => ("Network activity", "ip-dst"),
        IndicatorKind::Md5 => ("Payload delivery", "md5"),
        IndicatorKind::Sha1 => ("Payload delivery", "sha1"),
        IndicatorKind::Sha256 => ("Payload delivery", "sha256"),
        IndicatorKind::Sha512 => ("Payload delivery", "sha512"),
        IndicatorKind::Email => ("Payload delivery", "email-src"),
        IndicatorKind::Phone => ("Other", "phone-number"),
        IndicatorKind::FileName => ("Payload delivery", "filename"),
    }
}

#[cfg(test)]
mod tests;
