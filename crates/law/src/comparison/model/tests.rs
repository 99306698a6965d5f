//! Worked cases, and what holds of every comparison.

use super::*;
use crate::comparison::{Convergence, Standing, gravest_first, pair, shipped_weights};
use crate::profile::{Currency, shipped};
use proptest::prelude::*;

fn question(id: &str) -> &'static Question {
    shipped().unwrap().questionnaire.question(id).unwrap()
}

fn weights() -> &'static Weights {
    shipped_weights().unwrap()
}

fn verified(finding: Finding) -> Answer {
    let level = if finding == Finding::Unknown { Confidence::Unknown } else { Confidence::Verified };
    Answer::new(finding, false, level).unwrap()
}

fn said(value: Value) -> Answer {
    verified(Finding::Value(value))
}

fn time(text: &str) -> Answer {
    said(Value::Duration(text.parse().unwrap()))
}

fn sum(min: Option<u64>, max: Option<u64>, currency: &str, share: Option<u8>) -> Answer {
    said(Value::Amount(Amount::new(min, max, currency.parse().unwrap(), share).unwrap()))
}

fn codes(names: &[&str]) -> Vec<Code> {
    names.iter().map(|name| name.parse().unwrap()).collect()
}

fn list(names: &[&str], open: bool) -> Answer {
    Answer::new(Finding::Value(Value::Choices(codes(names))), open, Confidence::Secondary).unwrap()
}

fn related(id: &str, a: &Answer, b: &Answer) -> Relation {
    relate(question(id), weights(), Basis::Established, Side::of(a), Side::of(b))
}

const DEADLINE: &str = "breach.notify_authority.deadline";
const FINE: &str = "sanctions_admin.fine_upper";
const CASES: &str = "formalities.authorisation.cases";

#[test]
fn times_are_the_same_in_the_same_units_only() {
    assert_eq!(related(DEADLINE, &time("PT72H"), &time("PT72H")), Relation::Same);
    assert_eq!(related(DEADLINE, &time("PT72H"), &time("P3D")), Relation::Compatible(Bridge::Units));
    assert_eq!(related(DEADLINE, &time("P1Y"), &time("P12M")), Relation::Compatible(Bridge::Units));
    assert_eq!(
        related(DEADLINE, &time("PT72H"), &time("PT48H")),
        Relation::Different(Distance::Time { hours: 24, exact: true, ratio: 666 })
    );
    assert_eq!(
        related(DEADLINE, &time("without_delay"), &time("PT72H")),
        Relation::Different(Distance::AtOnce)
    );
    assert_eq!(related(DEADLINE, &time("without_delay"), &time("without_delay")), Relation::Same);
}

#[test]
fn a_month_is_never_the_same_as_thirty_days() {
    let Relation::Different(Distance::Time { hours, exact, ratio }) =
        related("rights.access.deadline", &time("P1M"), &time("P30D"))
    else {
        panic!("they differ");
    };
    assert_eq!((hours, exact), (11, false));
    assert!(ratio < 1000);
}

#[test]
fn sums_differ_by_so_many_francs() {
    let burkina = sum(Some(5_000_000), Some(100_000_000), "XOF", None);
    let mali = sum(Some(5_000_000), Some(20_000_000), "XOF", None);
    assert_eq!(
        related(FINE, &mali, &burkina),
        Relation::Different(Distance::Money {
            francs: Some(80_000_000),
            converted: false,
            turnover: 0,
            ratio: 200
        })
    );
    assert_eq!(related(FINE, &mali, &mali), Relation::Same);
    let upper_only = sum(None, Some(20_000_000), "XOF", None);
    assert_eq!(related(FINE, &mali, &upper_only), Relation::Compatible(Bridge::OpenBound));
    let lower_only = sum(Some(5_000_000), None, "XOF", None);
    assert_eq!(related(FINE, &lower_only, &upper_only), Relation::NotComparable(Obstacle::Bounds));
    let with_share = sum(Some(5_000_000), Some(20_000_000), "XOF", Some(5));
    assert!(matches!(
        related(FINE, &mali, &with_share),
        Relation::Different(Distance::Money { francs: Some(0), turnover: 5, .. })
    ));
}

#[test]
fn euros_are_converted_at_the_fixed_parity_and_never_called_the_same() {
    let euros = sum(None, Some(1_000), "EUR", None);
    let francs = sum(None, Some(655_957), "XOF", None);
    assert_eq!(related(FINE, &euros, &francs), Relation::Compatible(Bridge::Parity));
    let more = sum(None, Some(1_311_914), "XOF", None);
    assert_eq!(
        related(FINE, &euros, &more),
        Relation::Different(Distance::Money {
            francs: Some(655_957),
            converted: true,
            turnover: 0,
            ratio: 500
        })
    );
    let dollars = sum(None, Some(1_000), "USD", None);
    assert!(matches!(
        related(FINE, &dollars, &francs),
        Relation::Different(Distance::Money { francs: None, converted: true, .. })
    ));
}

#[test]
fn what_is_absent_from_an_open_list_proves_nothing() {
    let closed = list(&["sensitive", "biometric", "transfer"], false);
    assert_eq!(related(CASES, &closed, &closed), Relation::Same);
    let open = list(&["sensitive", "biometric"], true);
    assert_eq!(related(CASES, &open, &closed), Relation::Compatible(Bridge::OpenList));
    assert_eq!(related(CASES, &open, &open), Relation::Compatible(Bridge::OpenList), "never the same");
    let beyond = list(&["sensitive", "video"], true);
    assert_eq!(
        related(CASES, &beyond, &closed),
        Relation::Different(Distance::Codes {
            common: codes(&["sensitive"]),
            left: codes(&["video"]),
            right: vec![],
            unproved: codes(&["biometric", "transfer"]),
            open: true,
        })
    );
    let elsewhere = list(&["video"], true);
    assert_eq!(related(CASES, &open, &elsewhere), Relation::NotComparable(Obstacle::OpenLists));
}

#[test]
fn closed_lists_say_what_each_has_alone() {
    let a = list(&["sensitive", "biometric"], false);
    let b = list(&["biometric", "transfer"], false);
    let relation = related(CASES, &a, &b);
    let Relation::Different(Distance::Codes { common, left, right, unproved, open }) = &relation else {
        panic!("they differ");
    };
    assert_eq!(
        (common, left, right),
        (&codes(&["biometric"]), &codes(&["sensitive"]), &codes(&["transfer"]))
    );
    assert!(unproved.is_empty() && !open);
    assert_eq!(weights().severity(&relation), Some(666), "two codes of three are not shared");
}

#[test]
fn codes_declared_compatible_are_not_the_same() {
    let one = |code: &str| said(Value::Choice(code.parse().unwrap()));
    let (a, b) = (one("independent_administrative_authority"), one("independent_authority"));
    assert_eq!(related("authority.legal_form", &a, &b), Relation::Compatible(Bridge::Declared));
    assert_eq!(related("authority.legal_form", &b, &a), Relation::Compatible(Bridge::Declared));
    assert_eq!(
        related("authority.legal_form", &a, &one("ministry_body")),
        Relation::Different(Distance::Choice)
    );
}

#[test]
fn a_reported_abolition_is_not_a_fact_to_compare() {
    let id = "authority.current_status";
    let one = |code: &str| said(Value::Choice(code.parse().unwrap()));
    let reported = one("reported_abolished");
    assert_eq!(related(id, &reported, &one("operational")), Relation::Missing);
    assert_eq!(related(id, &reported, &reported), Relation::Missing);
    assert!(matches!(related(id, &one("merging"), &one("operational")), Relation::Different(_)));
}

#[test]
fn silence_is_neither_ignorance_nor_a_no() {
    let (yes, no) = (said(Value::Bool(true)), said(Value::Bool(false)));
    let (silent, unknown) = (verified(Finding::Silent), Answer::unknown());
    let none = verified(Finding::NotApplicable);
    let id = "dpia.required";
    assert_eq!(related(id, &yes, &no), Relation::Different(Distance::YesNo));
    assert_eq!(related(id, &no, &silent), Relation::Silent(Quiet::Right));
    assert_eq!(related(id, &silent, &silent), Relation::Silent(Quiet::Both));
    assert_eq!(related(id, &silent, &unknown), Relation::Missing);
    assert_eq!(related(id, &none, &yes), Relation::NotComparable(Obstacle::NotApplicable));
    assert_eq!(related(id, &none, &unknown), Relation::Missing);
}

#[test]
fn memory_counts_only_when_asked_for_and_says_so() {
    let recalled = Answer::new(Finding::Value(Value::Bool(true)), false, Confidence::Recalled).unwrap();
    let read = said(Value::Bool(true));
    let of = |basis, side: Side<'_>| {
        compare(question("dpia.required"), weights(), basis, &[Side::of(&read), side])
    };
    let strict = of(Basis::Established, Side::of(&recalled));
    assert_eq!((strict.kind, strict.n_known, strict.recalled), (RelationKind::Missing, 1, false));
    let wide = of(Basis::Recalled, Side::of(&recalled));
    assert_eq!((wide.kind, wide.n_known, wide.recalled), (RelationKind::Same, 2, true));
    let attested = of(Basis::Established, Side { answer: &recalled, attested: true });
    assert_eq!((attested.kind, attested.recalled), (RelationKind::Same, false), "its authority stands by it");
}

#[test]
fn several_are_different_as_soon_as_two_are_and_the_same_only_when_all_are() {
    let (yes, no) = (said(Value::Bool(true)), said(Value::Bool(false)));
    let (silent, unknown) = (verified(Finding::Silent), Answer::unknown());
    let of = |answers: &[&Answer]| {
        let sides: Vec<Side<'_>> = answers.iter().map(|answer| Side::of(answer)).collect();
        compare(question("dpia.required"), weights(), Basis::Established, &sides).kind
    };
    assert_eq!(of(&[&yes, &yes, &yes]), RelationKind::Same);
    assert_eq!(of(&[&yes, &yes, &unknown]), RelationKind::Missing, "the third may differ");
    assert_eq!(of(&[&yes, &no, &unknown]), RelationKind::Different, "whatever the third says");
    assert_eq!(of(&[&yes, &silent, &unknown]), RelationKind::Silent);
    assert_eq!(of(&[&silent, &silent, &unknown]), RelationKind::Missing);
    assert_eq!(of(&[&silent, &silent, &silent]), RelationKind::Silent);
    assert_eq!(of(&[&yes]), RelationKind::Missing, "one alone is compared with nothing");
    assert_eq!(of(&[]), RelationKind::Missing);
}

fn any_finding(question: &'static Question) -> BoxedStrategy<(Finding, bool)> {
    use crate::profile::Shape;
    let value = match &question.shape {
        Shape::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        Shape::Choice(codes) => proptest::sample::select(codes.clone()).prop_map(Value::Choice).boxed(),
        Shape::Choices(codes) => {
            let n = codes.len();
            proptest::sample::subsequence(codes.clone(), 1..=n).prop_map(Value::Choices).boxed()
        }
        Shape::Duration => {
            let times = vec!["without_delay", "PT72H", "P3D", "P1M", "P30D", "P1Y", "P12M", "P7Y", "PT73H"];
            proptest::sample::select(times).prop_map(|t| Value::Duration(t.parse().unwrap())).boxed()
        }
        Shape::Amount => {
            let bound = proptest::option::of(0u64..5);
            let currency = proptest::sample::select(&["XOF", "EUR", "USD"][..]);
            (bound.clone(), bound, currency, proptest::option::of(0u8..3))
                .prop_filter_map("bounds in order", |(min, max, currency, share)| {
                    let currency: Currency = currency.parse().ok()?;
                    Amount::new(min, max, currency, share).ok().map(Value::Amount)
                })
                .boxed()
        }
        Shape::Integer(_) => (0u32..5).prop_map(Value::Integer).boxed(),
        Shape::Text => "[a-c]{1,2}".prop_map(Value::Text).boxed(),
    };
    let special = proptest::sample::select(vec![Finding::Unknown, Finding::Silent, Finding::NotApplicable]);
    prop_oneof![1 => special.prop_map(|finding| (finding, false)), 4 => (value.prop_map(Finding::Value), any::<bool>())]
        .boxed()
}

fn any_answer(question: &'static Question) -> impl Strategy<Value = Answer> {
    let level = proptest::sample::select(&Confidence::ALL[..3]);
    (any_finding(question), level).prop_map(|((finding, open), level)| {
        let level = if finding == Finding::Unknown { Confidence::Unknown } else { level };
        let open = open && matches!(finding, Finding::Value(Value::Choices(_)));
        Answer::new(finding, open, level).unwrap()
    })
}

fn any_case() -> impl Strategy<Value = (&'static Question, Vec<Answer>, Basis)> {
    let questions: Vec<&'static Question> = shipped().unwrap().questionnaire.questions.iter().collect();
    let basis = prop_oneof![Just(Basis::Established), Just(Basis::Recalled)];
    (proptest::sample::select(questions), basis).prop_flat_map(|(question, basis)| {
        proptest::collection::vec(any_answer(question), 2..5)
            .prop_map(move |answers| (question, answers, basis))
    })
}

/// Whether two answers hold one and the same value, with nothing left open.
fn are_one(a: &Answer, b: &Answer) -> bool {
    matches!(a.finding(), Finding::Value(_))
        && a.finding() == b.finding()
        && !a.is_partial()
        && !b.is_partial()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn a_relation_is_the_same_from_both_sides((question, answers, basis) in any_case()) {
        let (a, b) = (Side::of(&answers[0]), Side::of(&answers[1]));
        let there = relate(question, weights(), basis, a, b);
        prop_assert_eq!(relate(question, weights(), basis, b, a), there.clone().turned());
        prop_assert_eq!(weights().severity(&there), weights().severity(&there.clone().turned()));
    }

    #[test]
    fn only_one_value_is_the_same_and_nothing_else((question, answers, basis) in any_case()) {
        let (a, b) = (&answers[0], &answers[1]);
        let relation = relate(question, weights(), basis, Side::of(a), Side::of(b));
        if relation == Relation::Same {
            prop_assert!(are_one(a, b), "{a:?} {b:?}");
        }
        if matches!(relation, Relation::Different(_)) {
            prop_assert!(a.finding() != b.finding());
            prop_assert!(weights().severity(&relation).unwrap() > 0, "a difference always weighs");
        }
    }

    #[test]
    fn the_unknown_never_counts((question, answers, basis) in any_case()) {
        for answer in &answers {
            let unknown = Answer::unknown();
            let sides = [Side::of(answer), Side::of(&unknown)];
            let relation = relate(question, weights(), basis, sides[0], sides[1]);
            prop_assert_eq!(&relation, &Relation::Missing);
            prop_assert_eq!(weights().severity(&relation), None);
            let compared = compare(question, weights(), basis, &sides);
            let score = crate::comparison::convergence(weights(), [(question, &compared)]).whole;
            prop_assert_eq!((score.convergence(), score.n_counted), (None, 0));
        }
    }

    #[test]
    fn learning_an_answer_never_takes_back_a_difference((question, answers, basis) in any_case()) {
        let sides: Vec<Side<'_>> = answers.iter().map(Side::of).collect();
        let unknown = Answer::unknown();
        let mut fewer = sides.clone();
        fewer[0] = Side::of(&unknown);
        let (before, after) = (compare(question, weights(), basis, &fewer), compare(question, weights(), basis, &sides));
        if before.kind == RelationKind::Different {
            prop_assert_eq!(after.kind, RelationKind::Different);
        }
        prop_assert!(before.kind != RelationKind::Same, "one is unknown");
        prop_assert!(after.n_known >= before.n_known);
    }

    #[test]
    fn the_order_of_the_columns_changes_nothing((question, answers, basis) in any_case()) {
        let sides: Vec<Side<'_>> = answers.iter().map(Side::of).collect();
        let turned: Vec<Side<'_>> = answers.iter().rev().map(Side::of).collect();
        let (a, b) = (compare(question, weights(), basis, &sides), compare(question, weights(), basis, &turned));
        prop_assert_eq!((a.kind, a.n_known, a.recalled), (b.kind, b.n_known, b.recalled));
        let score = |compared: &Comparison| {
            let whole = crate::comparison::convergence(weights(), [(question, compared)]).whole;
            (whole.convergence(), whole.coverage())
        };
        prop_assert_eq!(score(&a), score(&b));
    }

    #[test]
    fn severities_are_thousandths((question, answers, basis) in any_case()) {
        let relation = relate(question, weights(), basis, Side::of(&answers[0]), Side::of(&answers[1]));
        prop_assert!(weights().severity(&relation).is_none_or(|severity| severity <= 1000));
    }

    /// Whatever is not known, or only recalled when memory is not asked for, is as if the question had not been put:
    /// the score stays, and only the coverage tells that there is more to establish.
    #[test]
    fn unknowns_lower_the_coverage_and_never_move_the_score(
        known in proptest::collection::vec(any_case(), 0..8),
        unknown in proptest::collection::vec(any_case(), 0..8),
    ) {
        let nobody = Answer::unknown();
        let basis = Basis::Established;
        let mut score = Convergence::default();
        for (question, answers, _) in &known {
            let (a, b) = (Side::of(&answers[0]), Side::of(&answers[1]));
            score.add(weights(), question, &relate(question, weights(), basis, a, b));
        }
        let before = score.whole;
        for (question, answers, _) in &unknown {
            let (a, b) = (Side::of(&answers[0]), Side::of(&nobody));
            score.add(weights(), question, &relate(question, weights(), basis, a, b));
        }
        let after = score.whole;
        prop_assert_eq!((before.convergence(), before.n_counted), (after.convergence(), after.n_counted));
        prop_assert!(after.coverage() <= before.coverage() || before.n_whole == 0);
        prop_assert_eq!(after.convergence().is_some(), after.coverage() > 0);
    }

    #[test]
    fn a_standing_weighs_alike_from_both_sides_and_a_divergence_is_always_proved(
        (question, answers, basis) in any_case()
    ) {
        let (a, b) = (Side::of(&answers[0]), Side::of(&answers[1]));
        let there = Standing::between(question, weights(), basis, a, b);
        let back = Standing::between(question, weights(), basis, b, a);
        prop_assert_eq!((there.severity, there.recalled), (back.severity, back.recalled));
        prop_assert_eq!(there.is_divergence(), back.is_divergence());
        prop_assert_eq!(&there.relation, &back.relation.turned());
        let is_known = |side: Side<'_>| *side.finding(question, basis) != Finding::Unknown;
        prop_assert!(!there.is_divergence() || (is_known(a) && is_known(b)));
    }
}

#[test]
fn the_gravest_comes_first_and_every_question_once() {
    let library = shipped().unwrap();
    let questionnaire = &library.questionnaire;
    let sides = |id: &str| -> Vec<Side<'_>> {
        let answers = &library.profile(id).unwrap().answers;
        questionnaire.questions.iter().map(|question| Side::of(&answers[&question.id])).collect()
    };
    let (gdpr, law) = (sides("eu_gdpr_2016"), sides("bf_001_2021"));
    let pair = pair(questionnaire, weights(), Basis::Established, (0, &gdpr), (1, &law));
    let places = gravest_first(questionnaire, weights(), &pair, |_, _| true);
    let grave = |place: &usize| {
        u32::from(pair.standings[*place].severity.unwrap_or(0))
            * u32::from(weights().of(&questionnaire.questions[*place]))
    };
    assert!(places.is_sorted_by(|a, b| grave(a) >= grave(b)));
    let mut all = places.clone();
    all.sort_unstable();
    assert_eq!(all, (0..130).collect::<Vec<_>>());
    let parting = gravest_first(questionnaire, weights(), &pair, |_, standing| standing.is_divergence());
    assert!(!parting.is_empty() && places.starts_with(&parting[..5]));
}
