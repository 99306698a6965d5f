//! Change over time: honest about what was known when, and the same whatever order the records came in.

use jiff::civil::{Date, date};
use liptako_law::comparison::timeline::{Event, SURVEYED, Step, What, timeline};
use liptako_law::comparison::{Basis, Side, Tally, board, shipped_weights};
use liptako_law::profile::record::digest;
use liptako_law::profile::{Answer, Confidence, Finding, InstrumentId, Library, Value, shipped};
use proptest::prelude::*;

const LAWS: [&str; 3] = ["ml_2013_015", "bf_001_2021", "ne_2022_59"];
const BREACH: &str = "breach.notify_authority.deadline";
const TODAY: Date = date(2027, 6, 1);

fn library() -> &'static Library {
    shipped().unwrap()
}

fn ids(names: &[&str]) -> Vec<InstrumentId> {
    names.iter().map(|name| name.parse().unwrap()).collect()
}

fn steps(names: &[&str], events: &[Event], today: Date) -> Vec<Step> {
    timeline(library(), shipped_weights().unwrap(), Basis::Established, &ids(names), events, today)
}

fn answer(time: &str) -> Answer {
    let value = Finding::Value(Value::Duration(time.parse().unwrap()));
    Answer::new(value, false, Confidence::Verified).unwrap()
}

fn event(day: Date, instrument: &str, question: &str, what: What) -> Event {
    Event { day, instrument: instrument.parse().unwrap(), question: question.parse().unwrap(), what }
}

fn answered(day: Date, instrument: &str, question: &str, answer: Answer) -> Event {
    event(day, instrument, question, What::Answered(Box::new(answer)))
}

/// The score of two laws, these answers put in the place of what ships.
fn score(names: &[&str], changed: &[(&str, &str, &Answer)]) -> Tally {
    let library = library();
    let sides = |name: &&str| -> Vec<Side<'_>> {
        let answers = &library.profile(name).unwrap().answers;
        let questions = library.questionnaire.questions.iter();
        questions
            .map(|question| {
                let other = changed.iter().find(|(law, id, _)| law == name && *id == question.id.as_str());
                Side::of(other.map_or(&answers[&question.id], |(.., answer)| answer))
            })
            .collect()
    };
    let columns: Vec<_> = names.iter().map(sides).collect();
    let pairs = board(&library.questionnaire, shipped_weights().unwrap(), Basis::Established, &columns);
    assert_eq!(pairs.len(), 1);
    pairs[0].score.whole
}

#[test]
fn without_any_correction_there_is_one_step_that_of_the_survey() {
    let steps = steps(&LAWS[..2], &[], TODAY);
    assert_eq!(steps.len(), 1);
    assert_eq!((steps[0].day, steps[0].n_answers, steps[0].n_turned), (SURVEYED, 0, 0));
    assert_eq!(steps[0].score, score(&LAWS[..2], &[]));
}

#[test]
fn each_day_is_reckoned_from_the_answers_that_stood() {
    let (one, other) = (answer("PT72H"), answer("PT48H"));
    let events = [
        answered(date(2026, 12, 1), LAWS[0], BREACH, one.clone()),
        answered(date(2026, 12, 24), LAWS[1], BREACH, other.clone()),
        answered(date(2027, 1, 5), LAWS[1], BREACH, one.clone()),
    ];
    let told = steps(&LAWS[..2], &events, TODAY);
    assert_eq!(told.len(), 4);
    let expected = [
        score(&LAWS[..2], &[]),
        score(&LAWS[..2], &[(LAWS[0], BREACH, &one)]),
        score(&LAWS[..2], &[(LAWS[0], BREACH, &one), (LAWS[1], BREACH, &other)]),
        score(&LAWS[..2], &[(LAWS[0], BREACH, &one), (LAWS[1], BREACH, &one)]),
    ];
    assert_eq!(told.iter().map(|step| step.score).collect::<Vec<_>>(), expected);
    assert_eq!(
        told[0].score, told[1].score,
        "one law alone proves nothing: neither score nor coverage moves"
    );
    assert!(told[2].score.coverage() > told[1].score.coverage());
    assert!(told[3].score.convergence() > told[2].score.convergence(), "they came together");
    assert_eq!(steps(&LAWS[..2], &events, date(2026, 12, 30)).len(), 3, "what is to come is not told");
}

#[test]
fn an_answer_counts_within_its_dates_and_then_gives_way_to_the_one_before() {
    let (first, mut second) = (answer("PT72H"), answer("PT48H"));
    second.valid.from = Some(date(2027, 2, 1));
    second.valid.to = Some(date(2027, 3, 31));
    let events = [
        answered(date(2026, 12, 1), LAWS[0], BREACH, first.clone()),
        answered(date(2026, 12, 1), LAWS[1], BREACH, first.clone()),
        answered(date(2026, 12, 15), LAWS[1], BREACH, second.clone()),
    ];
    let told = steps(&LAWS[..2], &events, TODAY);
    let days: Vec<Date> = told.iter().map(|step| step.day).collect();
    assert_eq!(
        days,
        [SURVEYED, date(2026, 12, 1), date(2026, 12, 15), date(2027, 2, 1), date(2027, 4, 1)],
        "it is recorded, begins, and the day after its last it ceases"
    );
    let agree = score(&LAWS[..2], &[(LAWS[0], BREACH, &first), (LAWS[1], BREACH, &first)]);
    let differ = score(&LAWS[..2], &[(LAWS[0], BREACH, &first), (LAWS[1], BREACH, &second)]);
    assert_eq!(told[1..].iter().map(|step| step.score).collect::<Vec<_>>(), [agree, agree, differ, agree]);
    assert_eq!(told[3..].iter().map(|step| (step.n_answers, step.n_turned)).collect::<Vec<_>>(), [(0, 1); 2]);
}

#[test]
fn an_answer_from_memory_begins_to_count_the_day_its_keeper_attests_it() {
    let value = Finding::Value(Value::Duration("PT72H".parse().unwrap()));
    let recalled = Answer::new(value, false, Confidence::Recalled).unwrap();
    let events = [
        answered(date(2026, 12, 1), LAWS[0], BREACH, answer("PT72H")),
        answered(date(2026, 12, 2), LAWS[1], BREACH, recalled.clone()),
        event(date(2026, 12, 3), LAWS[1], BREACH, What::Attested(digest(&recalled))),
        event(date(2026, 12, 4), LAWS[1], BREACH, What::Attested(digest(&answer("PT1H")))),
    ];
    let told = steps(&LAWS[..2], &events, TODAY);
    let counted: Vec<u32> = told.iter().map(|step| step.score.n_counted).collect();
    assert_eq!(counted, [counted[0], counted[0], counted[0], counted[0] + 1, counted[0] + 1]);
    assert_eq!(told[3].n_attested, 1);
}

#[test]
fn what_is_of_another_law_another_version_or_another_type_changes_nothing() {
    let yes = Answer::new(Finding::Value(Value::Bool(true)), false, Confidence::Verified).unwrap();
    let events = [
        answered(date(2026, 12, 1), LAWS[2], BREACH, answer("PT72H")),
        answered(date(2026, 12, 1), LAWS[0], "breach.colour", answer("PT72H")),
        answered(date(2026, 12, 1), LAWS[0], BREACH, yes),
    ];
    assert_eq!(steps(&LAWS[..2], &events, TODAY).len(), 1);
}

#[test]
fn a_clock_before_the_survey_moves_the_first_step_and_hides_nothing() {
    let events = [answered(date(2026, 3, 5), LAWS[0], BREACH, answer("PT72H"))];
    let told = steps(&LAWS[..2], &events, TODAY);
    let days: Vec<_> = told.iter().map(|step| (step.day, step.n_answers)).collect();
    assert_eq!(days, [(date(2026, 3, 5), 0), (date(2026, 3, 5), 1)], "the survey, then the answer");
}

fn any_events() -> impl Strategy<Value = Vec<Event>> {
    let day = (0i32..200).prop_map(|days| SURVEYED.checked_add(jiff::Span::new().days(days)).unwrap());
    let times = prop::sample::select(&["PT24H", "PT48H", "PT72H", "P1M", "without_delay"][..]);
    let questions = prop::sample::select(&[BREACH, "rights.access.deadline"][..]);
    let one =
        (day.clone(), 0usize..3, questions, times, prop::option::of(day.clone()), prop::option::of(day));
    let one = one.prop_map(|(day, law, question, time, from, to)| {
        let mut answer = answer(time);
        (answer.valid.from, answer.valid.to) = (from, to.filter(|to| from.is_none_or(|from| from <= *to)));
        answered(day, LAWS[law], question, answer)
    });
    prop::collection::vec(one, 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Nodes read the journals in different orders; each author's own order is the only one that counts.
    #[test]
    fn the_order_in_which_authors_are_read_changes_nothing(events in any_events()) {
        let mut by_author = events.clone();
        by_author.sort_by(|a, b| b.instrument.cmp(&a.instrument));
        prop_assert_eq!(steps(&LAWS, &events, TODAY), steps(&LAWS, &by_author, TODAY));
    }

    #[test]
    fn days_go_forward_and_no_score_stands_without_coverage(events in any_events()) {
        let told = steps(&LAWS, &events, TODAY);
        prop_assert!(told.is_sorted_by(|a, b| a.day <= b.day));
        for step in told {
            prop_assert_eq!(step.score.convergence().is_some(), step.score.coverage() > 0);
            prop_assert!(step.score.n_counted <= step.score.n_whole);
        }
    }
}
