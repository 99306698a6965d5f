//! The three authorities of the tests.

use liptako_core::{Charter, Decision, Member, MemberIndex, Rule};

/// APDP, Mali.
pub const APDP: MemberIndex = MemberIndex(0);
/// CIL, Burkina Faso.
pub const CIL: MemberIndex = MemberIndex(1);
/// HAPDP, Niger.
pub const HAPDP: MemberIndex = MemberIndex(2);

/// A charter of three: content by consensus, progress by its owner.
pub fn charter() -> Charter {
    let member = |code: &str, acronym: &str| Member {
        code: code.to_owned(),
        country: code.to_uppercase(),
        acronym: acronym.to_owned(),
        name_fr: format!("Autorité {code}"),
        name_en: format!("Authority {code}"),
        country_fr: code.to_owned(),
        country_en: code.to_owned(),
        origin: format!("liptako.example/{code}/1"),
    };
    Charter {
        name_fr: "Cadre".into(),
        name_en: "Framework".into(),
        decision: Decision { content: Rule::Consensus, progress: Rule::Owner },
        members: vec![member("ml", "APDP"), member("bf", "CIL"), member("ne", "HAPDP")],
    }
}
