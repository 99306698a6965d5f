//! The legal clock, with time that moves, peers that are absent and clocks that disagree.

use super::clock::{ClockState, Cosigned, Deadline, Dial, deadlines};
use super::delays::shipped_delays;
use super::model::{Answer, CaseKind, Duty, Form, Outcome, Place, Step};
use super::samples::{APDP, Book, CIL, DAY, HAPDP, START, charter};
use jiff::Timestamp;
use liptako_core::{MemberIndex, UnixSeconds};
use proptest::prelude::*;

fn at(text: &str) -> UnixSeconds {
    text.parse::<Timestamp>().unwrap().as_second()
}

fn clock(book: &Book, cosigned: &Cosigned, now: UnixSeconds) -> Vec<Deadline> {
    let (charter, folded) = (charter(), book.folded());
    let delays = shipped_delays().unwrap();
    deadlines(Dial { charter: &charter, delays, events: &book.events, folded: &folded, cosigned, now })
}

fn line(clock: &[Deadline], duty: Duty, whose: MemberIndex) -> &Deadline {
    let found = |line: &&Deadline| line.duty == duty && line.whose == whose;
    clock.iter().rfind(found).unwrap_or_else(|| panic!("no {} of {}", duty.name(), whose.0))
}

const OPENED: Place = Place { origin: APDP, index: 0 };

/// The APDP asks the CIL for information, which stores the request three days later.
fn asked() -> (Book, Cosigned) {
    let book = Book::opened(CaseKind::Information);
    let cosigned = [(OPENED, vec![(CIL, START + 3 * DAY)])].into();
    (book, cosigned)
}

#[test]
fn the_clock_starts_when_the_peer_has_stored_the_request() {
    let (book, cosigned) = asked();
    let before = clock(&book, &Cosigned::new(), START + 40 * DAY);
    let reply = line(&before, Duty::Reply, CIL);
    assert_eq!((reply.state, reply.starts, reply.ends), (ClockState::NotStarted, None, None));
    let running = clock(&book, &cosigned, START + 4 * DAY);
    let reply = line(&running, Duty::Reply, CIL);
    assert_eq!(reply.starts, Some(START + 3 * DAY), "Friday 27 November");
    assert_eq!(reply.ends, Some(at("2026-12-28T23:59:59Z")), "27 December is a Sunday");
    assert_eq!(reply.state, ClockState::Running { is_near: false });
    assert_eq!(reply.days_left(START + 4 * DAY), Some(30));
}

#[test]
fn a_stranger_who_cosigns_the_sealed_entry_starts_no_clock() {
    let (book, _) = asked();
    let strange = [(OPENED, vec![(HAPDP, START + 60)])].into();
    let clock = clock(&book, &strange, START + DAY);
    assert_eq!(line(&clock, Duty::Reply, CIL).state, ClockState::NotStarted);
    assert_eq!(line(&clock, Duty::Closing, APDP).state, ClockState::NotStarted);
}

#[test]
fn a_delay_runs_nears_its_end_and_is_late() {
    let (book, cosigned) = asked();
    let state = |now| line(&clock(&book, &cosigned, now), Duty::Reply, CIL).state;
    let end = at("2026-12-28T23:59:59Z");
    assert_eq!(state(end - 8 * DAY), ClockState::Running { is_near: false });
    assert_eq!(state(end - 7 * DAY), ClockState::Running { is_near: true });
    assert_eq!(state(end), ClockState::Running { is_near: true });
    assert_eq!(state(end + 1), ClockState::Late);
}

fn reply(book: &mut Book, seconds: i64) -> Place {
    book.now = seconds;
    book.write(CIL, Step::Reply { to: OPENED, answer: Answer::Full, text: "Voici.".into() })
}

#[test]
fn an_answer_in_time_is_proven_by_the_other_authority() {
    let (mut book, mut cosigned) = asked();
    let end = at("2026-12-28T23:59:59Z");
    let place = reply(&mut book, end - 5 * DAY);
    let state = |cosigned: &Cosigned| line(&clock(&book, cosigned, end + 30 * DAY), Duty::Reply, CIL).state;
    let by_word = ClockState::Met { at: end - 5 * DAY, is_proven: false };
    assert_eq!(state(&cosigned), by_word, "nobody else has stored it yet");
    cosigned.insert(place, vec![(HAPDP, end - 4 * DAY)]);
    assert_eq!(state(&cosigned), by_word, "a stranger proves nothing");
    cosigned.insert(place, vec![(APDP, end - 2 * DAY)]);
    assert_eq!(state(&cosigned), ClockState::Met { at: end - 2 * DAY, is_proven: true });
}

#[test]
fn an_answer_written_in_time_that_a_cut_line_kept_back_counts_on_its_authors_word() {
    let (mut book, mut cosigned) = asked();
    let end = at("2026-12-28T23:59:59Z");
    let place = reply(&mut book, end - DAY);
    cosigned.insert(place, vec![(APDP, end + 20 * DAY)]);
    let clock = clock(&book, &cosigned, end + 30 * DAY);
    assert_eq!(line(&clock, Duty::Reply, CIL).state, ClockState::Met { at: end - DAY, is_proven: false });
}

#[test]
fn an_answer_after_the_end_is_late() {
    let (mut book, mut cosigned) = asked();
    let end = at("2026-12-28T23:59:59Z");
    let place = reply(&mut book, end + DAY);
    cosigned.insert(place, vec![(APDP, end + 2 * DAY)]);
    let clock = clock(&book, &cosigned, end + 30 * DAY);
    assert_eq!(line(&clock, Duty::Reply, CIL).state, ClockState::DoneLate { at: end + DAY });
}

#[test]
fn clocks_that_disagree_neither_panic_nor_make_a_prompt_answer_late() {
    let (mut book, mut cosigned) = asked();
    // The CIL's own clock is a year behind the APDP's, which alone cosigned the answer.
    let place = reply(&mut book, START - 365 * DAY);
    cosigned.insert(place, vec![(APDP, START + 5 * DAY)]);
    let clock = clock(&book, &cosigned, START - 365 * DAY);
    assert_eq!(
        line(&clock, Duty::Reply, CIL).state,
        ClockState::Met { at: START + 5 * DAY, is_proven: true }
    );
    assert!(line(&clock, Duty::Closing, APDP).days_left(START - 365 * DAY).unwrap() > 365);
}

#[test]
fn an_extension_counts_once_when_taken_before_the_end_and_never_beyond_its_limit() {
    let (mut book, cosigned) = asked();
    let end = at("2026-12-28T23:59:59Z");
    let longer =
        |days| Step::Extension { duty: Duty::Reply, about: OPENED, days, reason: "Expertise.".into() };
    let ends = |book: &Book| {
        let clock = clock(book, &cosigned, end);
        let line = line(&clock, Duty::Reply, CIL);
        (line.extended, line.ends.unwrap())
    };
    let mut too_late = book.clone();
    too_late.now = end + 1;
    too_late.write(CIL, longer(10));
    assert_eq!(ends(&too_late), (0, end));
    book.now = end - DAY;
    book.write(CIL, longer(400));
    // 27 December and 15 days: Monday 11 January.
    assert_eq!(ends(&book), (15, at("2027-01-11T23:59:59Z")));
    book.write(CIL, longer(3));
    assert_eq!(ends(&book).0, 15, "the second is irregular");
}

#[test]
fn a_complaint_was_handed_over_within_six_weeks_of_its_receipt() {
    let book = Book::opened(CaseKind::Complaint);
    let cosigned = [(OPENED, vec![(CIL, START + 3600)])].into();
    let clock = clock(&book, &cosigned, START + DAY);
    let line = line(&clock, Duty::Transmission, APDP);
    assert_eq!(line.ends, Some(at("2026-12-14T23:59:59Z")));
    assert_eq!(line.state, ClockState::Met { at: START + 3600, is_proven: true });
}

#[test]
fn completing_a_case_starts_its_admissibility_again() {
    let mut book = Book::opened(CaseKind::Complaint);
    book.write(
        CIL,
        Step::Admissibility { is_admissible: false, missing: vec![], reason: "Sans date.".into() },
    );
    book.meet();
    let refused = Place { origin: CIL, index: 0 };
    let mut cosigned: Cosigned = [(OPENED, vec![(CIL, START)]), (refused, vec![(APDP, START + DAY)])].into();
    let now = clock(&book, &cosigned, START + 2 * DAY);
    assert!(matches!(line(&now, Duty::Admissibility, CIL).state, ClockState::Met { .. }));
    assert!(matches!(line(&now, Duty::Completion, APDP).state, ClockState::Running { .. }));
    let completed = book.write(APDP, Step::Completed { text: "Le 3 mars.".into(), checklist: vec![] });
    cosigned.insert(completed, vec![(CIL, START + 3 * DAY)]);
    let now = clock(&book, &cosigned, START + 4 * DAY);
    assert!(matches!(line(&now, Duty::Completion, APDP).state, ClockState::Met { .. }));
    let again = line(&now, Duty::Admissibility, CIL);
    assert_eq!((again.about, again.starts), (completed, Some(START + 3 * DAY)));
    assert!(matches!(again.state, ClockState::Running { .. }));
}

#[test]
fn the_objection_period_runs_for_each_authority_and_a_refusal_asks_for_a_revised_text() {
    let mut book = Book::opened(CaseKind::Opinion);
    let text = book.write(
        APDP,
        Step::Draft { form: Form::Opinion, title: "Avis".into(), text: "Texte.".into(), revises: None },
    );
    book.meet();
    let mut cosigned: Cosigned = [(OPENED, vec![(CIL, START)]), (text, vec![(CIL, START)])].into();
    let now = clock(&book, &cosigned, START + DAY);
    for whose in [APDP, CIL] {
        assert!(matches!(line(&now, Duty::Position, whose).state, ClockState::Running { .. }));
    }
    let on = book.commitment(text);
    let refusal = book.write(CIL, Step::Position { on, agrees: false, reason: "Non.".into() });
    cosigned.insert(refusal, vec![(APDP, START + 2 * DAY)]);
    let now = clock(&book, &cosigned, START + 3 * DAY);
    assert!(matches!(line(&now, Duty::Position, CIL).state, ClockState::Met { is_proven: true, .. }));
    assert_eq!(line(&now, Duty::Position, APDP).state, ClockState::Lapsed);
    assert_eq!(line(&now, Duty::Revision, APDP).starts, Some(START + 2 * DAY));
}

#[test]
fn closing_ends_what_was_not_late_yet_and_keeps_what_was() {
    let (mut book, cosigned) = asked();
    let end = at("2026-12-28T23:59:59Z");
    book.now = end - DAY;
    book.write(APDP, Step::Closed { outcome: Outcome::Withdrawn, text: String::new() });
    let state = |book: &Book, now| line(&clock(book, &cosigned, now), Duty::Reply, CIL).state;
    assert_eq!(state(&book, end + DAY), ClockState::Lapsed);
    let (mut late, _) = asked();
    late.now = end + DAY;
    late.write(APDP, Step::Closed { outcome: Outcome::NoAction, text: String::new() });
    assert_eq!(state(&late, end + 2 * DAY), ClockState::Late);
}

#[test]
fn a_provisional_measure_ends_on_its_day() {
    let mut book = Book::opened(CaseKind::Urgent);
    let until = jiff::civil::date(2026, 12, 24);
    book.write(APDP, Step::Urgent { measure: "Suspendre.".into(), until, reason: "Danger.".into() });
    let state = |now| line(&clock(&book, &Cosigned::new(), now), Duty::Measure, APDP).state;
    assert!(matches!(state(START), ClockState::Running { is_near: false }));
    assert!(matches!(state(at("2026-12-20T12:00:00Z")), ClockState::Running { is_near: true }));
    assert_eq!(state(at("2026-12-25T00:00:00Z")), ClockState::Lapsed);
}

#[test]
fn reminders_are_counted_with_what_they_remind_of() {
    let (mut book, cosigned) = asked();
    for _ in 0..2 {
        book.write(APDP, Step::Reminder { to: CIL, duty: Duty::Reply, about: OPENED, text: String::new() });
    }
    let clock = clock(&book, &cosigned, START + 5 * DAY);
    assert_eq!(line(&clock, Duty::Reply, CIL).reminders, 2);
    assert_eq!(line(&clock, Duty::Acknowledgement, CIL).reminders, 0);
}

proptest! {
    #[test]
    fn any_times_whatever_give_a_clock(
        now in any::<i64>(), first in any::<i64>(), wrote in any::<i64>(), proof in any::<i64>()
    ) {
        let (mut book, mut cosigned) = asked();
        cosigned.insert(OPENED, vec![(CIL, first)]);
        let place = reply(&mut book, wrote);
        cosigned.insert(place, vec![(APDP, proof)]);
        for deadline in clock(&book, &cosigned, now) {
            let _ = deadline.days_left(now);
            if let (Some(starts), Some(ends)) = (deadline.starts, deadline.ends) {
                prop_assert!(starts <= ends || ends >= 253_402_000_000 || deadline.duty == Duty::Transmission);
            }
        }
    }
}
