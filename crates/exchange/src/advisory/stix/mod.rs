//! STIX 2.1 (OASIS Standard, 10 June 2021), with the markings of the extension “TLP 2.0” of OASIS
//! (`cti-stix-common-objects`, October 2022).

mod pattern;
mod read;
mod write;

pub use read::read;
pub use write::write;

use super::marking::Tlp;

/// The extension that says a TLP 2.0 label.
pub const TLP_EXTENSION: &str = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";
/// When the official marking definitions were made.
pub(crate) const TLP_CREATED: &str = "2022-10-01T00:00:00.000Z";

/// The official marking definition of a label: its identifier, and how the extension says it.
pub const fn official(tlp: Tlp) -> (&'static str, &'static str) {
    match tlp {
        Tlp::Clear => ("marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", "clear"),
        Tlp::Green => ("marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "green"),
        Tlp::Amber => ("marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", "amber"),
        Tlp::AmberStrict => ("marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", "amber+strict"),
        Tlp::Red => ("marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", "red"),
    }
}

/// The marking definitions of TLP 1.0 that STIX 2.1 itself fixes (§7.2.1.4), and what FIRST makes of them since 2.0:
/// white became CLEAR; the others kept their names.
pub(crate) const FIRST_EDITION: [(&str, &str, Tlp); 4] = [
    ("marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "white", Tlp::Clear),
    ("marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", "green", Tlp::Green),
    ("marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", "amber", Tlp::Amber),
    ("marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "red", Tlp::Red),
];

/// The label of an official marking definition.
pub(crate) fn label_of(id: &str) -> Option<Tlp> {
    let second = Tlp::ALL.into_iter().find(|tlp| official(*tlp).0 == id);
    second.or_else(|| FIRST_EDITION.iter().find(|(known, _, _)| *known == id).map(|(_, _, tlp)| *tlp))
}

#[cfg(test)]
mod tests;
