//! The history of a cell: every answer that stood there, who wrote it, and who attested it. Pure.

use super::model::Answer;
use super::record::digest;
use super::store::{Attestation, Revision, Signed};

/// An answer that stood in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Number of the revision; 0 is what ships.
    pub number: u32,
    /// The answer.
    pub answer: Answer,
    /// Who wrote it and why; nobody for what ships.
    pub written: Option<(Signed, String)>,
    /// Who attested it while it stood, or later, the first one first.
    pub attested: Vec<Signed>,
}

/// What happened to a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The answers, the newest first; what ships comes last, unless there are too many to show.
    pub steps: Vec<Step>,
    /// Attestations of answers that this program has never seen: what another version of it shipped.
    pub of_others: Vec<Signed>,
}

impl History {
    /// Puts what stands in the tables in order. `revisions` and `attestations` come the newest first, from the journal
    /// of the cell's keeper.
    pub fn of(shipped: &Answer, revisions: Vec<Revision>, attestations: &[Attestation]) -> Self {
        let mut steps: Vec<Step> = revisions
            .into_iter()
            .map(|revision| Step {
                number: revision.number,
                answer: revision.answer,
                written: Some((revision.by, revision.reason)),
                attested: Vec::new(),
            })
            .collect();
        // Of an answer corrected more often than a page can show, the oldest are left out.
        if steps.last().is_none_or(|oldest| oldest.number == 1) {
            steps.push(Step { number: 0, answer: shipped.clone(), written: None, attested: Vec::new() });
        }
        let digests: Vec<_> = steps.iter().map(|step| digest(&step.answer)).collect();
        let mut of_others = Vec::new();
        for attestation in attestations.iter().rev() {
            // The same answer may have stood twice: the attestation belongs to the one its officer saw last.
            let stood =
                |step: &Step| step.written.as_ref().is_none_or(|(by, _)| by.index < attestation.by.index);
            let mut known = steps.iter_mut().zip(&digests);
            match known.find(|(step, known)| **known == attestation.digest && stood(step)) {
                Some((step, _)) => step.attested.push(attestation.by.clone()),
                None => of_others.push(attestation.by.clone()),
            }
        }
        Self { steps, of_others }
    }

    /// Each answer with the one it replaced.
    pub fn changes(&self) -> impl Iterator<Item = (&Step, Option<&Step>)> {
        let before = self.steps.iter().skip(1).map(Some).chain([None]);
        self.steps.iter().zip(before)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::answer;
    use super::*;
    use liptako_core::{Bilingual, MemberIndex, ObjectId};
    use liptako_journal::Hash;

    fn signed(index: u64) -> Signed {
        Signed {
            origin: MemberIndex(1),
            index,
            officer: ObjectId::from_bytes([1; 16]),
            name: "Agent".into(),
            function: Bilingual::new("Juriste", "Legal officer"),
            seconds: 0,
        }
    }

    fn revision(number: u32, index: u64, time: &str) -> Revision {
        let reason = format!("Relu {number}");
        Revision {
            number,
            commitment: Hash([number as u8; 32]),
            answer: answer(time),
            reason,
            by: signed(index),
        }
    }

    fn attestation(index: u64, time: &str) -> Attestation {
        Attestation { digest: digest(&answer(time)), by: signed(index) }
    }

    #[test]
    fn an_attestation_stands_beside_the_answer_its_officer_saw() {
        let revisions = vec![revision(3, 9, "P1M"), revision(2, 7, "P30D"), revision(1, 5, "P1M")];
        let attestations =
            [attestation(10, "P1M"), attestation(8, "P30D"), attestation(6, "P1M"), attestation(4, "P2M")];
        let history = History::of(&answer("PT72H"), revisions, &attestations);
        let seen: Vec<_> = history
            .steps
            .iter()
            .map(|step| (step.number, step.attested.iter().map(|by| by.index).collect::<Vec<_>>()))
            .collect();
        assert_eq!(seen, [(3, vec![10]), (2, vec![8]), (1, vec![6]), (0, vec![])]);
        assert_eq!(history.of_others, [signed(4)], "it attests what another version shipped");
        let numbers: Vec<_> =
            history.changes().map(|(new, old)| (new.number, old.map(|old| old.number))).collect();
        assert_eq!(numbers, [(3, Some(2)), (2, Some(1)), (1, Some(0)), (0, None)]);
    }

    #[test]
    fn what_ships_can_be_attested_before_and_after_a_correction() {
        let revisions = vec![revision(1, 5, "P1M")];
        let history =
            History::of(&answer("PT72H"), revisions, &[attestation(6, "PT72H"), attestation(3, "PT72H")]);
        assert_eq!(history.steps[1].attested, [signed(3), signed(6)]);
        assert_eq!((history.steps[0].attested.len(), history.of_others.len()), (0, 0));
    }
}
