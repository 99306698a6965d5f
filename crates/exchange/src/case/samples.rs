//! Three authorities and their cases, for tests: steps as honest nodes would write them, known here or there.

use super::fold::{Case, Folded, fold};
use super::model::{
    Answer, CaseKind, Document, Duty, Event, Form, Head, Opening, Outcome, Person, Place, Skeleton, Step,
};
use super::number::CaseNumber;
use jiff::civil::date;
use liptako_core::{Audience, Charter, Decision, Member, MemberIndex, ObjectId, Rule};
use liptako_identity::{Function, Officer};
use liptako_journal::Hash;
use liptako_storage::Order;

pub(super) const APDP: MemberIndex = MemberIndex(0);
pub(super) const CIL: MemberIndex = MemberIndex(1);
pub(super) const HAPDP: MemberIndex = MemberIndex(2);
/// Tuesday 24 November 2026, 10:00 UTC.
pub(super) const START: i64 = 1_795_514_400;
pub(super) const DAY: i64 = 86_400;

pub(super) fn charter() -> Charter {
    let member = |code: &str, acronym: &str| Member {
        code: code.to_owned(),
        country: code.to_uppercase(),
        acronym: acronym.to_owned(),
        name_fr: acronym.to_owned(),
        name_en: acronym.to_owned(),
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

pub(super) fn officer(number: u8) -> Officer {
    let function =
        Function { name: "legal-officer".into(), fr: "Juriste".into(), en: "Legal officer".into() };
    Officer { id: ObjectId::from_bytes([number; 16]), name: format!("Personne {number}"), function }
}

pub(super) fn opening(kind: CaseKind) -> Opening {
    Opening {
        number: CaseNumber::new("ML", 2026, 7).unwrap(),
        kind,
        title: "Vente d’un fichier de clients (fiction)".into(),
        controller: "Opérateur fictif".into(),
        country: "BF".into(),
        facts: "Un fichier de clients circule.".into(),
        asked: "Examiner la plainte.".into(),
        checklist: super::checklist(kind).iter().map(|item| item.id.clone()).collect(),
        received: (kind == CaseKind::Complaint).then(|| date(2026, 11, 2)),
        delays: 1,
    }
}

/// One of every step, every field filled.
pub(super) fn every_step() -> Vec<Step> {
    let place = Place { origin: CIL, index: 300 };
    let number = CaseNumber::new("ML", 2026, 7).unwrap();
    let head = Head {
        number: number.clone(),
        kind: CaseKind::Complaint,
        title: "Fichier de clients".into(),
        opener: APDP,
        opened: START,
        delays: 1,
    };
    let text = || "Texte\nà la ligne".to_owned();
    let items = || vec!["facts".to_owned(), "wish".to_owned()];
    vec![
        Step::Opened(opening(CaseKind::Complaint)),
        Step::Person(Person { name: "Awa (fiction)".into(), contact: "000".into(), remark: text() }),
        Step::Acknowledged { reference: "CIL/2026/12".into() },
        Step::Completed { text: text(), checklist: items() },
        Step::Admissibility { is_admissible: false, missing: items(), reason: text() },
        Step::Lead { lead: CIL, reason: text() },
        Step::Request { to: APDP, text: text() },
        Step::Reply { to: place, answer: Answer::Partial, text: text() },
        Step::Note { text: text() },
        Step::Document(Document {
            file: ObjectId::from_bytes([9; 16]),
            name: "pièce-1.pdf".into(),
            media: "application/pdf".into(),
            bytes: 1 << 20,
            sha256: [7; 32],
            caption: "La facture".into(),
        }),
        Step::KeyPoints { text: text() },
        Step::Draft {
            form: Form::Decision,
            title: "Projet".into(),
            text: text(),
            revises: Some(Hash([3; 32])),
        },
        Step::Position { on: Hash([4; 32]), agrees: false, reason: text() },
        Step::EarlyResolution { text: text() },
        Step::Reminder { to: CIL, duty: Duty::Reply, about: place, text: text() },
        Step::Extension { duty: Duty::Position, about: place, days: 14, reason: text() },
        Step::Handled { name: "Issa (fiction)".into(), function: "Juriste".into() },
        Step::Urgent { measure: text(), until: date(2027, 1, 31), reason: text() },
        Step::Widened { member: HAPDP, head, reason: text() },
        Step::Resent {
            of: place,
            commitment: Hash([5; 32]),
            seconds: START,
            step: Box::new(Step::Note { text: text() }),
        },
        Step::Closed { outcome: Outcome::Decided, text: text() },
        Step::Reopened { reason: text() },
        Step::Retained(Skeleton {
            number,
            kind: CaseKind::Complaint,
            opener: APDP,
            concerned: Audience(3),
            opened: START,
            closed: START + DAY,
            outcome: Outcome::Decided,
            met: 4,
            late: 1,
        }),
    ]
}

/// A case being written. Each authority has seen what [`Book::hears`] told it.
#[derive(Debug, Clone)]
pub(super) struct Book {
    pub(super) events: Vec<Event>,
    sizes: [u64; 3],
    seen: [[u64; 3]; 3],
    pub(super) audience: Audience,
    pub(super) now: i64,
}

impl Book {
    pub(super) fn new(members: &[MemberIndex]) -> Self {
        let audience = members.iter().copied().collect();
        Self { events: Vec::new(), sizes: [0; 3], seen: [[0; 3]; 3], audience, now: START }
    }

    /// A case of this kind, opened by the APDP towards the CIL.
    pub(super) fn opened(kind: CaseKind) -> Self {
        let mut book = Self::new(&[APDP, CIL]);
        book.write(APDP, Step::Opened(opening(kind)));
        book.meet();
        book
    }

    /// Everybody reads everybody.
    pub(super) fn meet(&mut self) {
        self.seen = [self.sizes; 3];
    }

    /// This one reads what there is.
    pub(super) fn hears(&mut self, who: MemberIndex) {
        self.seen[usize::from(who.0)] = self.sizes;
    }

    /// A step by this authority, drafted by one officer and signed by another when it needs that.
    pub(super) fn write(&mut self, by: MemberIndex, step: Step) -> Place {
        let needs = step.step().needs_approval();
        self.write_by(by, step, needs.then_some(2), needs)
    }

    pub(super) fn write_by(
        &mut self,
        by: MemberIndex,
        step: Step,
        approver: Option<u8>,
        is_signed: bool,
    ) -> Place {
        let at = usize::from(by.0);
        let index = self.sizes[at];
        let mut seen = self.seen[at].to_vec();
        seen[at] = index;
        let place = Place { origin: by, index };
        let mut hash = [0; 32];
        hash[..2].copy_from_slice(&[by.0 + 1, index as u8]);
        self.events.push(Event {
            place,
            order: Order { sum: seen.iter().sum(), origin: by, index },
            seen,
            seconds: self.now,
            commitment: Hash(hash),
            audience: self.audience,
            drafter: officer(1),
            approver: approver.map(officer),
            is_signed,
            step,
        });
        self.sizes[at] += 1;
        self.seen[at][at] = self.sizes[at];
        place
    }

    pub(super) fn commitment(&self, place: Place) -> Hash {
        self.events.iter().find(|event| event.place == place).unwrap().commitment
    }

    pub(super) fn folded(&self) -> Folded {
        fold(&charter(), &self.events)
    }

    pub(super) fn case(&self) -> Case {
        self.folded().case
    }

    /// The mark of this step.
    pub(super) fn mark(&self, place: Place) -> Option<super::Irregularity> {
        let folded = self.folded();
        let at = self.events.iter().position(|event| event.place == place).unwrap();
        folded.marks[at]
    }
}
