//! One of each thing, for the tests of this slice.

use super::model::*;
use crate::file::{Attachment, MediaType};
use liptako_core::{Lang, MemberIndex, ObjectId};
use liptako_identity::{Function, Officer};
use liptako_journal::Hash;

pub(crate) fn officer(number: u8) -> Officer {
    let function =
        Function { name: "inspector".into(), fr: "Responsable du contrôle".into(), en: "Inspector".into() };
    Officer { id: ObjectId::from_bytes([number; 16]), name: format!("Agent {number} (fictif)"), function }
}

pub(crate) fn cited(number: u8) -> Cited {
    let place = Place { origin: MemberIndex(number % 3), index: u64::from(number) };
    Cited { place, commitment: Hash([number; 32]) }
}

pub(crate) fn content() -> Content {
    Content {
        kind: PracticeKind::Checklist,
        lang: Lang::Fr,
        title: "Contrôler une vidéosurveillance".into(),
        summary: "Ce qu’il faut voir sur place, dans l’ordre.".into(),
        body: "# Avant\n\n- [ ] lire la déclaration\n".into(),
        concepts: vec!["video-surveillance".parse().unwrap(), "inspection".parse().unwrap()],
        sectors: vec![Sector::Security, Sector::Commerce],
        countries: vec![MemberIndex(0), MemberIndex(2)],
        basis: vec![
            LegalBasis { question: Some("special.video.formality".into()), reference: String::new() },
            LegalBasis { question: None, reference: "Règlement intérieur (fictif)".into() },
        ],
        licence: Licence::CcBy,
        authors: vec!["Direction du contrôle (fictive)".into()],
        attachments: vec![Attachment {
            object: ObjectId::from_bytes([9; 16]),
            name: "grille.pdf".parse().unwrap(),
            media: MediaType::Pdf,
            bytes: 12_345,
            sha256: [7; 32],
        }],
    }
}

pub(crate) fn version(number: u32) -> Version {
    Version {
        number,
        source: None,
        takes_in: Vec::new(),
        note: if number > 1 { "Point 3 ajouté.".into() } else { String::new() },
        content: content(),
        drafter: officer(1),
        publisher: officer(2),
    }
}
