//! What follows from the steps, whatever the order in which they arrive.

use super::fold::fold;
use super::judge::Irregularity;
use super::model::{Answer, CaseKind, Duty, Form, Outcome, Place, Stage, Step};
use super::samples::{APDP, Book, CIL, HAPDP, charter, opening};
use liptako_core::{Audience, MemberIndex, Verdict};
use proptest::prelude::*;

fn note(text: &str) -> Step {
    Step::Note { text: text.into() }
}

fn draft(title: &str) -> Step {
    Step::Draft { form: Form::Decision, title: title.into(), text: "Texte.".into(), revises: None }
}

fn position(book: &Book, text: Place, agrees: bool) -> Step {
    Step::Position { on: book.commitment(text), agrees, reason: "Motif.".into() }
}

fn closed(outcome: Outcome) -> Step {
    Step::Closed { outcome, text: String::new() }
}

#[test]
fn a_complaint_goes_from_its_opening_to_a_joint_decision() {
    let mut book = Book::opened(CaseKind::Complaint);
    assert_eq!(book.case().stage(), Stage::Opened);
    book.write(CIL, Step::Acknowledged { reference: "CIL/12".into() });
    book.write(
        CIL,
        Step::Admissibility { is_admissible: false, missing: vec![], reason: "Sans date.".into() },
    );
    assert_eq!(book.case().stage(), Stage::Incomplete);
    book.meet();
    book.write(APDP, Step::Completed { text: "Le 3 mars.".into(), checklist: vec![] });
    book.meet();
    book.write(CIL, Step::Admissibility { is_admissible: true, missing: vec![], reason: String::new() });
    assert_eq!(book.case().stage(), Stage::Examined);
    for by in [APDP, CIL] {
        book.write(by, Step::Lead { lead: CIL, reason: String::new() });
    }
    assert_eq!(book.case().lead(), Some(CIL));
    book.meet();
    let first = book.write(CIL, draft("Projet"));
    book.meet();
    assert_eq!(book.case().stage(), Stage::Drafted);
    book.write(CIL, position(&book, first, true));
    book.write(APDP, position(&book, first, false));
    assert_eq!(book.case().stage(), Stage::Contested);
    book.meet();
    let second = book.write(CIL, draft("Projet revu"));
    book.meet();
    book.write(CIL, position(&book, second, true));
    book.write(APDP, position(&book, second, true));
    book.meet();
    assert_eq!(book.case().stage(), Stage::Adopted);
    assert_eq!(book.case().text().unwrap().place, second);
    book.write(CIL, closed(Outcome::Decided));
    let folded = book.folded();
    assert!(folded.marks.iter().all(Option::is_none), "{:?}", folded.marks);
    assert_eq!((folded.case.stage(), folded.case.outcome()), (Stage::Closed, Some(Outcome::Decided)));
}

#[test]
fn a_text_is_adopted_only_when_all_agree_to_the_same_commitment() {
    let mut book = Book::opened(CaseKind::Opinion);
    let text = book.write(APDP, draft("Avis"));
    book.meet();
    book.write(APDP, position(&book, text, true));
    let mut other = book.commitment(text);
    other.0[9] ^= 1;
    let wrong = book.write(CIL, Step::Position { on: other, agrees: true, reason: String::new() });
    assert_eq!(book.mark(wrong), Some(Irregularity::Target));
    assert_eq!(book.case().stage(), Stage::Drafted);
    book.write(CIL, position(&book, text, true));
    assert_eq!(book.case().stage(), Stage::Adopted);
    let again = book.write(CIL, position(&book, text, false));
    assert_eq!(book.mark(again), Some(Irregularity::AlreadyDone), "positions are final");
    assert_eq!(book.case().stage(), Stage::Adopted);
}

#[test]
fn nobody_agrees_to_two_texts_at_a_time() {
    let mut book = Book::opened(CaseKind::Opinion);
    let first = book.write(APDP, draft("Un"));
    book.write(APDP, position(&book, first, true));
    let second = book.write(APDP, draft("Deux"));
    let twice = book.write(APDP, position(&book, second, true));
    assert_eq!(book.mark(twice), Some(Irregularity::AgreedElsewhere));
    book.meet();
    book.write(CIL, position(&book, first, false));
    book.meet();
    book.write(APDP, position(&book, second, true));
    book.write(CIL, position(&book, second, true));
    assert_eq!(book.case().adopted().unwrap().place, second);
}

#[test]
fn who_drafts_does_not_approve_and_an_unsigned_decision_has_no_effect() {
    let mut book = Book::opened(CaseKind::Complaint);
    for (approver, is_signed) in [(None, false), (Some(1), true), (Some(2), false)] {
        let place = book.write_by(CIL, draft("Seul"), approver, is_signed);
        assert_eq!(book.mark(place), Some(Irregularity::NotSigned));
    }
    let note = book.write_by(CIL, note("Bonjour"), None, false);
    assert_eq!(book.mark(note), None, "a note needs no approval");
}

#[test]
fn each_step_belongs_to_somebody() {
    let mut book = Book::opened(CaseKind::Information);
    let wrong = |book: &mut Book, by: MemberIndex, step: Step, why: Irregularity| {
        let place = book.write(by, step);
        assert_eq!(book.mark(place), Some(why));
    };
    let open = Place { origin: APDP, index: 0 };
    let reply = |answer| Step::Reply { to: open, answer, text: "Voici.".into() };
    wrong(&mut book, APDP, Step::Acknowledged { reference: String::new() }, Irregularity::NotYours);
    wrong(&mut book, APDP, reply(Answer::Full), Irregularity::NotYours);
    wrong(&mut book, CIL, draft("Projet"), Irregularity::NotYours);
    wrong(&mut book, CIL, closed(Outcome::Answered), Irregularity::NotYours);
    wrong(&mut book, APDP, closed(Outcome::Decided), Irregularity::Target);
    wrong(&mut book, CIL, Step::EarlyResolution { text: "Accord.".into() }, Irregularity::Kind);
    wrong(&mut book, HAPDP, note("Je regarde"), Irregularity::Audience);
    wrong(&mut book, CIL, Step::Opened(opening(CaseKind::Opinion)), Irregularity::Number);
    let long = Step::Extension { duty: Duty::Acknowledgement, about: open, days: 3, reason: "Non.".into() };
    wrong(&mut book, CIL, long, Irregularity::Target);
    book.write(CIL, reply(Answer::Partial));
    assert_eq!(book.case().stage(), Stage::Opened);
    book.write(CIL, reply(Answer::Full));
    assert_eq!(book.case().stage(), Stage::Answered);
    wrong(&mut book, CIL, reply(Answer::Refused), Irregularity::AlreadyDone);
    book.meet();
    book.write(APDP, closed(Outcome::Answered));
    book.meet();
    wrong(&mut book, CIL, note("Encore"), Irregularity::Closed);
    book.write(CIL, Step::Reopened { reason: "Fait nouveau.".into() });
    assert_eq!(book.case().stage(), Stage::Answered);
    assert_eq!(book.case().number().unwrap().to_string(), "ML-2026-0007");
}

#[test]
fn two_honest_steps_that_cross_are_both_regular() {
    let mut book = Book::opened(CaseKind::Information);
    let open = Place { origin: APDP, index: 0 };
    // The APDP withdraws while the CIL, off-line, answers.
    let withdrawn = book.write(APDP, closed(Outcome::Withdrawn));
    let answer = book.write(CIL, Step::Reply { to: open, answer: Answer::Full, text: "Voici.".into() });
    assert_eq!((book.mark(withdrawn), book.mark(answer)), (None, None));
    assert_eq!(book.case().stage(), Stage::Closed);
    book.hears(CIL);
    let late = book.write(CIL, note("Et encore ceci"));
    assert_eq!(book.mark(late), Some(Irregularity::Closed), "by now it knew");
}

#[test]
fn an_authority_that_joins_reads_from_then_on_and_nothing_before() {
    let mut book = Book::opened(CaseKind::Inspection);
    book.write(CIL, note("Entre nous"));
    book.meet();
    let head = book.case().head.unwrap();
    let all: Audience = [APDP, CIL, HAPDP].into_iter().collect();
    let two = book.audience;
    book.audience = all;
    let widen = Step::Widened { member: HAPDP, head, reason: "Succursale à Niamey.".into() };
    let wrong = book.write(CIL, widen.clone());
    assert_eq!(book.mark(wrong), Some(Irregularity::NotYours), "the lead widens");
    book.write(APDP, widen);
    book.meet();
    book.audience = two;
    let narrow = book.write(CIL, note("Toujours entre nous ?"));
    assert_eq!(book.mark(narrow), Some(Irregularity::Audience), "from then on to all");
    book.audience = all;
    let welcome = book.write(HAPDP, note("Bien reçu"));
    let folded = fold(&charter(), &book.events);
    assert_eq!(book.mark(welcome), None);
    assert!(folded.case.concerned.contains(HAPDP));

    let theirs: Vec<_> = book.events.iter().filter(|event| event.audience.contains(HAPDP)).cloned().collect();
    let seen_there = fold(&charter(), &theirs);
    assert_eq!(seen_there.case.number(), folded.case.number());
    assert!(!seen_there.case.is_whole() && seen_there.case.opening.is_none());
    assert!(!theirs.iter().any(|event| event.step == note("Entre nous")));
}

#[test]
fn what_remains_after_an_erasure_is_number_dates_kind_and_outcome() {
    let mut book = Book::opened(CaseKind::Information);
    book.write(APDP, closed(Outcome::Answered));
    let case = book.case();
    let head = case.head.clone().unwrap();
    let left = super::Skeleton {
        number: head.number.clone(),
        kind: head.kind,
        opener: APDP,
        concerned: case.concerned,
        opened: head.opened,
        closed: case.closed.unwrap().1,
        outcome: Outcome::Answered,
        met: 2,
        late: 0,
    };
    let place = book.write(APDP, Step::Retained(left));
    assert_eq!(book.mark(place), None);
    book.events.retain(|event| event.place == place);
    let bare = book.case();
    assert_eq!((bare.stage(), bare.outcome()), (Stage::Closed, Some(Outcome::Answered)));
    assert_eq!(bare.number(), Some(&head.number));
    assert_eq!((bare.head.unwrap().title, bare.opening), (String::new(), None));
}

/// One of many possible steps, chosen by chance, most of them irregular.
fn any_step(book: &Book, choice: u8, target: u8) -> Step {
    let text = |n: u8| {
        let drafts: Vec<_> =
            book.events.iter().filter(|event| matches!(event.step, Step::Draft { .. })).collect();
        let all: Vec<_> = book.events.iter().collect();
        let among = if drafts.is_empty() { all } else { drafts };
        among[usize::from(n) % among.len()].commitment
    };
    let place = book.events[usize::from(target) % book.events.len()].place;
    match choice % 14 {
        0 => note("Note"),
        1 => Step::Acknowledged { reference: String::new() },
        2 => Step::Admissibility {
            is_admissible: target.is_multiple_of(2),
            missing: vec![],
            reason: "Motif".into(),
        },
        3 => Step::Lead { lead: MemberIndex(target % 3), reason: String::new() },
        4 => Step::Request { to: MemberIndex(target % 3), text: "Quoi ?".into() },
        5 => Step::Reply { to: place, answer: Answer::ALL[usize::from(target) % 3], text: "Ceci.".into() },
        6 => draft("Projet"),
        7 | 8 | 12 | 13 => {
            Step::Position { on: text(target), agrees: !choice.is_multiple_of(8), reason: "Motif".into() }
        }
        9 => closed(Outcome::ALL[usize::from(target) % 6]),
        10 => Step::Reopened { reason: "Motif".into() },
        _ => Step::Extension { duty: Duty::Reply, about: place, days: 5, reason: "Motif".into() },
    }
}

fn stories() -> impl Strategy<Value = Book> {
    let moves = prop::collection::vec((0u8..3, any::<u8>(), any::<u8>(), 0u8..4), 1..28);
    moves.prop_map(|moves| {
        let mut book = Book::opened(CaseKind::Complaint);
        for (by, choice, target, hears) in moves {
            if hears == 0 {
                book.hears(MemberIndex(by));
            }
            let step = any_step(&book, choice, target);
            book.write(MemberIndex(by), step);
        }
        book
    })
}

proptest! {
    #[test]
    fn the_same_case_follows_from_any_order_of_arrival(book in stories(), seed in any::<u64>()) {
        let whole = book.folded();
        let mut shuffled: Vec<usize> = (0..book.events.len()).collect();
        // A shuffle drawn from the seed.
        let mut state = seed | 1;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(at, (state >> 33) as usize % (at + 1));
        }
        let events: Vec<_> = shuffled.iter().map(|at| book.events[*at].clone()).collect();
        let again = fold(&charter(), &events);
        prop_assert_eq!(&again.case, &whole.case);
        for (mark, at) in again.marks.iter().zip(&shuffled) {
            prop_assert_eq!(*mark, whole.marks[*at]);
        }
    }

    /// Bodies that arrive late are as if they had never been written, until they are there: nothing panics, and once the
    /// opening is there at most one text is adopted. Before, nothing can be judged by what came before it.
    #[test]
    fn any_part_of_a_case_folds(book in stories(), kept in any::<u32>()) {
        let part: Vec<_> = book.events.iter().enumerate()
            .filter(|(at, _)| kept >> (at % 32) & 1 == 1)
            .map(|(_, event)| event.clone())
            .collect();
        let folded = fold(&charter(), &part);
        prop_assert_eq!(folded.marks.len(), part.len());
        let adopted = folded.case.texts.iter().filter(|text| text.verdict == Verdict::Adopted);
        prop_assert!(adopted.count() <= 1 || !folded.case.is_whole());
    }

    /// A text, once adopted with all its history here, stays so whatever is added by somebody who had seen it or not.
    #[test]
    fn an_adoption_is_final(book in stories(), cut in any::<prop::sample::Index>()) {
        let cut = cut.index(book.events.len()) + 1;
        // A cut in the order of writing is closed under what authors had seen.
        let early = fold(&charter(), &book.events[..cut]);
        let late = book.folded();
        if let Some(text) = early.case.adopted() {
            prop_assert_eq!(late.case.adopted().map(|text| text.place), Some(text.place));
        }
    }
}
