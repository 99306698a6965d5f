//! Small sound values for tests.

use super::{Action, Change, Content, Decimal, Indicator, Measure, Officer, Progress, Proposal, State};
use jiff::civil::date;
use liptako_core::{Bilingual, MemberIndex, ObjectId, Rule};
use liptako_journal::Hash;

pub fn id(number: u8) -> ObjectId {
    ObjectId::from_bytes([number; 16])
}

pub fn officer(number: u8) -> Officer {
    Officer {
        id: id(number),
        name: format!("Agent {number}"),
        function: Bilingual::new("Juriste", "Legal officer"),
    }
}

pub fn action() -> Action {
    Action {
        objective: id(2),
        number: 1,
        title: Bilingual::new("Former les correspondants", "Train data-protection officers"),
        description: Bilingual::new("Un cours de quarante heures.", ""),
        owner: MemberIndex(0),
        contributors: vec![MemberIndex(1), MemberIndex(2)],
        start: date(2026, 1, 5),
        due: date(2026, 6, 30),
        deliverables: vec![Bilingual::new("Programme du cours", "Course outline")],
        indicators: vec![Indicator {
            id: "trained".into(),
            name: Bilingual::new("Correspondants formés", "Officers trained"),
            unit: Bilingual::new("personnes", "people"),
            baseline: Decimal::ZERO,
            target: Decimal::new(60, 0).unwrap(),
        }],
        depends_on: vec![],
        concepts: vec![],
    }
}

pub fn progress(state: State) -> Progress {
    Progress {
        reports_on: Hash([3; 32]),
        state,
        account: "Première session tenue.".into(),
        measures: vec![Measure {
            indicator: "trained".into(),
            date: date(2026, 2, 1),
            value: Decimal::new(125, 1).unwrap(),
            evidence: "Liste de présence du 1er février 2026".into(),
        }],
    }
}

/// A proposal of officer 1 that gives first values to things 9, 10, …
pub fn proposal(contents: Vec<Content>) -> Proposal {
    let changes = contents.into_iter().zip(9u8..).map(|(content, number)| Change {
        object: id(number),
        parent: None,
        content,
    });
    Proposal {
        drafter: officer(1),
        reason: "Décidé en réunion ordinaire.".into(),
        rule: Rule::Consensus,
        changes: changes.collect(),
    }
}

/// Three members, the usual rules.
pub fn charter() -> liptako_core::Charter {
    let member = |code: &str, country: &str| liptako_core::Member {
        code: code.into(),
        country: country.into(),
        acronym: code.to_uppercase(),
        name_fr: format!("Autorité {code}"),
        name_en: format!("Authority {code}"),
        country_fr: country.into(),
        country_en: country.into(),
        origin: format!("liptako.example/{code}/1"),
    };
    liptako_core::Charter {
        name_fr: "Cadre de concertation".into(),
        name_en: "Framework".into(),
        decision: liptako_core::Decision { content: Rule::Consensus, progress: Rule::Owner },
        members: vec![member("ml", "ML"), member("bf", "BF"), member("ne", "NE")],
    }
}
