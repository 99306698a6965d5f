//! Values that several tests begin with.

use super::indicator::Indicator;
use super::marking::{Functions, Marking, Named};
use super::model::{Content, Reference, Sector, Severity, Step, Threat, Version};
use jiff::civil::date;

use liptako_core::{Audience, Charter, Decision, Lang, Member, ObjectId, Rule};
use liptako_identity::{Function, Officer};

pub(crate) fn charter() -> Charter {
    let member = |code: &str, acronym: &str| Member {
        code: code.into(),
        country: code.to_uppercase(),
        acronym: acronym.into(),
        name_fr: acronym.into(),
        name_en: acronym.into(),
        country_fr: code.into(),
        country_en: code.into(),
        origin: format!("liptako.example/{code}/1"),
    };
    Charter {
        name_fr: "Cadre".into(),
        name_en: "Framework".into(),
        decision: Decision { content: Rule::Consensus, progress: Rule::Owner },
        members: vec![member("ml", "APDP"), member("bf", "CIL"), member("ne", "HAPDP")],
    }
}

pub(crate) fn officer(n: u8) -> Officer {
    let function = Function { name: "president".into(), fr: "Présidence".into(), en: "President".into() };
    Officer { id: ObjectId::from_bytes([n; 16]), name: format!("Personne {n} (fictive)"), function }
}

pub(crate) fn two() -> Named {
    Named::new(Audience(0b011)).unwrap()
}

pub(crate) fn red() -> Marking {
    Marking::Red { readers: two(), functions: Functions::new(vec!["president".into()]).unwrap() }
}

pub(crate) fn amber() -> Marking {
    Marking::Amber(two())
}

pub(crate) fn content() -> Content {
    Content {
        lang: Lang::Fr,
        title: "Exercice : appels se faisant passer pour un opérateur".into(),
        threat: Threat::Fraud,
        severity: Severity::High,
        sectors: vec![Sector::People, Sector::MobileMoney],
        summary: "Donnée fictive. Un appelant demande le **code reçu par SMS**.".into(),
        body: "## Comment cela se passe\n\nL'appelant connaît le nom.".into(),
        indicators: vec![
            Indicator::guess("+226 70 00 00 00 | vu en exercice").unwrap(),
            Indicator::guess("hxxps://gain-facile.example/mobile").unwrap(),
            Indicator::guess("fichier: reçu.pdf.exe").unwrap(),
        ],
        actions: vec![
            Step {
                text: "Rappeler qu'aucun opérateur ne demande un code".into(),
                due: Some(date(2026, 12, 1)),
            },
            Step { text: "Relayer par la radio".into(), due: None },
        ],
        concepts: vec!["data-breach".parse().unwrap(), "online-fraud".parse().unwrap()],
        references: vec![Reference {
            name: "FIRST, TLP 2.0".into(),
            url: Some("https://www.first.org/tlp/".into()),
        }],
        acknowledge_by: Some(date(2026, 11, 27)),
        origin: None,
    }
}

pub(crate) fn version() -> Version {
    Version {
        seed: [7; 16],
        revision: 1,
        parent: None,
        drafter: officer(1),
        issuer: officer(2),
        reason: String::new(),
        marking: Marking::Green,
        content: content(),
    }
}
