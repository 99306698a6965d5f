//! Answers typed and read back: whatever the shape, and whatever is typed.

use super::*;
use crate::profile::{Library, shipped};
use proptest::prelude::*;

fn library() -> &'static Library {
    shipped().unwrap()
}

fn question(id: &str) -> &'static Question {
    library().questionnaire.question(id).unwrap()
}

fn fields<'a>(typed: impl IntoIterator<Item = (&'a str, &'a str)>) -> Fields {
    let mut fields = Fields::default();
    typed.into_iter().for_each(|(name, value)| fields.add(name, value));
    fields
}

/// The answer, or the fields at fault.
fn read(question: &Question, typed: &[(&str, &str)]) -> Result<Answer, Vec<String>> {
    read_fields(question, &fields(typed.iter().copied()))
}

fn read_fields(question: &Question, fields: &Fields) -> Result<Answer, Vec<String>> {
    let mut errors = FormErrors::new();
    let answer = AnswerForm::of(question).read(fields, &mut errors);
    answer.ok_or_else(|| errors.iter().map(|(field, _)| field.to_owned()).collect())
}

fn read_back(question: &Question, answer: &Answer) -> Result<Answer, Vec<String>> {
    let typed = typed(answer);
    read_fields(question, &fields(typed.iter().map(|(name, value)| (&**name, &**value))))
}

/// A question of each shape.
const OF_EACH_SHAPE: [&str; 7] = [
    "breach.notify_authority",
    "dpo.mandatory",
    "legal_basis.consent_qualities",
    "breach.notify_authority.deadline",
    "formalities.fees.declaration",
    "sanctions_admin.turnover_percent",
    "status.last_amendment",
];

#[test]
fn the_questions_tried_are_of_every_shape() {
    let mut names: Vec<_> =
        OF_EACH_SHAPE.iter().map(|id| std::mem::discriminant(&question(id).shape)).collect();
    names.dedup();
    assert_eq!(names.len(), 7);
    assert!(names.iter().enumerate().all(|(at, one)| !names[..at].contains(one)));
}

#[test]
fn every_answer_that_ships_can_be_typed() {
    for profile in library().questioned() {
        for (id, answer) in &profile.answers {
            let back = read_back(question(id.as_str()), answer);
            assert_eq!(back.as_ref(), Ok(answer), "{} {id}", profile.instrument.id);
        }
    }
}

const SURE: (&str, &str) = ("confidence", "verified");

#[test]
fn a_value_of_another_type_is_refused_and_nothing_typed_is_dropped() {
    let deadline = question("breach.notify_authority.deadline");
    assert_eq!(read(deadline, &[("finding", "yes"), SURE]), Err(vec!["finding".into()]));
    assert_eq!(read(deadline, &[("finding", "code:fine"), SURE]), Err(vec!["finding".into()]));
    let of_sums = [("finding", "value"), ("hours", "72"), ("min", "5"), SURE];
    assert_eq!(read(deadline, &of_sums), Err(vec!["finding".into()]));
    for bare in ["silent", "unknown", "not_applicable"] {
        let both = [("finding", bare), ("hours", "72"), SURE];
        assert_eq!(read(deadline, &both), Err(vec!["finding".into()]), "{bare}");
    }
    let unticked = read(deadline, &[("hours", "72"), SURE]).unwrap();
    assert_eq!(*unticked.finding(), Finding::Value(Value::Duration("PT72H".parse().unwrap())));
    assert_eq!(read(deadline, &[SURE]), Err(vec!["finding".into()]));
    assert_eq!(
        read(question("breach.notify_authority"), &[("finding", "value"), SURE]).unwrap_err(),
        ["finding"]
    );
    assert_eq!(
        read(question("dpo.mandatory"), &[("finding", "code:consent"), SURE]).unwrap_err(),
        ["finding"]
    );
}

/// What is typed, and the fields at fault.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str]);

#[test]
fn each_field_at_fault_is_named() {
    let deadline = question("breach.notify_authority.deadline");
    let cases: [Case<'_>; 12] = [
        (&[("finding", "value"), SURE], &["at_once"]),
        (&[("finding", "value"), ("at_once", "1"), ("days", "3"), SURE], &["at_once"]),
        (&[("finding", "value"), ("days", "-3"), SURE], &["days"]),
        (&[("finding", "value"), ("days", "trois"), SURE], &["days"]),
        (&[("finding", "value"), ("days", "100001"), SURE], &["days"]),
        (&[("finding", "value"), ("days", "3")], &["confidence"]),
        (&[("finding", "value"), ("days", "3"), ("confidence", "certain")], &["confidence"]),
        (&[("finding", "silent"), SURE, ("valid_from", "2021-02-30")], &["valid_from"]),
        (
            &[("finding", "silent"), SURE, ("valid_from", "2022-01-02"), ("valid_to", "2022-01-01")],
            &["valid_to"],
        ),
        (&[("finding", "silent"), SURE, ("source-1-url", "https://jo.example/1")], &["source-1-name"]),
        (
            &[("finding", "silent"), SURE, ("source-2-name", "JO"), ("source-2-url", "javascript:alert(1)")],
            &["source-2-url"],
        ),
        (&[("finding", "silent"), SURE, ("source-17-name", "JO")], &["source-1-name"]),
    ];
    for (typed, expected) in cases {
        assert_eq!(read(deadline, typed).unwrap_err(), expected, "{typed:?}");
    }
    let fee = question("formalities.fees.declaration");
    let cases: [Case<'_>; 5] = [
        (&[("finding", "value"), SURE], &["max"]),
        (&[("finding", "value"), ("min", "20"), ("max", "5"), SURE], &["max"]),
        (&[("finding", "value"), ("min", "20"), ("currency", "francs"), SURE], &["currency"]),
        (&[("finding", "value"), ("min", "20"), ("turnover", "101"), SURE], &["turnover"]),
        (&[("finding", "value"), ("min", "2,5"), ("max", "x"), SURE], &["min", "max"]),
    ];
    for (typed, expected) in cases {
        assert_eq!(read(fee, typed).unwrap_err(), expected, "{typed:?}");
    }
    let long = "é".repeat(MAX_TEXT + 1);
    let fault = read(fee, &[("finding", "silent"), SURE, ("note", &long)]);
    assert_eq!(fault.unwrap_err(), ["note"]);
}

#[test]
fn sums_are_read_as_people_write_them() {
    let fee = question("formalities.fees.declaration");
    let typed =
        [("finding", "value"), ("min", "50 000"), ("max", "1\u{202f}000\u{a0}000"), ("currency", "xof")];
    let answer = read(fee, &[&typed[..], &[SURE]].concat()).unwrap();
    let sum = Amount::new(Some(50_000), Some(1_000_000), Currency::XOF, None).unwrap();
    assert_eq!(*answer.finding(), Finding::Value(Value::Amount(sum)));
}

fn text(chars: usize) -> impl Strategy<Value = String> {
    proptest::string::string_regex(&format!("[A-Za-z0-9éœɓ«»&<>\"'%+ ;=\n]{{1,{chars}}}"))
        .unwrap()
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("a text says something", |text| !text.is_empty())
}

fn lasting() -> impl Strategy<Value = Duration> {
    let part = || prop_oneof![Just(0), 0..=MAX_TIME];
    let lasting = (part(), part(), part(), part())
        .prop_map(|(years, months, days, hours)| Duration::Lasting { years, months, days, hours })
        .prop_filter("a time lasts", |time| {
            !matches!(time, Duration::Lasting { years: 0, months: 0, days: 0, hours: 0 })
        });
    prop_oneof![Just(Duration::WithoutDelay), lasting]
}

fn sum() -> impl Strategy<Value = Amount> {
    let bound = || proptest::option::of(0..=MAX_AMOUNT);
    (bound(), bound(), "[A-Z]{3}", proptest::option::of(0u8..=100))
        .prop_filter_map("a sum has bounds in order", |(min, max, currency, share)| {
            Amount::new(min, max, currency.parse().ok()?, share).ok()
        })
}

fn value(shape: &Shape) -> BoxedStrategy<Value> {
    match shape {
        Shape::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        Shape::Choice(codes) => proptest::sample::select(codes.clone()).prop_map(Value::Choice).boxed(),
        Shape::Choices(codes) => {
            proptest::sample::subsequence(codes.clone(), 1..=codes.len()).prop_map(Value::Choices).boxed()
        }
        Shape::Duration => lasting().prop_map(Value::Duration).boxed(),
        Shape::Amount => sum().prop_map(Value::Amount).boxed(),
        Shape::Integer(_) => (0..=MAX_INTEGER).prop_map(Value::Integer).boxed(),
        Shape::Text => text(MAX_TEXT_VALUE).prop_map(Value::Text).boxed(),
    }
}

fn source() -> impl Strategy<Value = Source> {
    let address = || proptest::option::of("https?://[a-z]{1,9}\\.example/[a-zA-Z0-9?&=%#;_-]{0,20}");
    (text(60), address(), address()).prop_map(|(name, url, cited_url)| Source { name, url, cited_url })
}

fn day() -> impl Strategy<Value = Option<Date>> {
    let day = (1i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| jiff::civil::date(y, m, d));
    proptest::option::of(day)
}

/// Any sound answer to a question of any shape.
fn answered() -> impl Strategy<Value = (&'static str, Answer)> {
    let finding = proptest::sample::select(&OF_EACH_SHAPE[..]).prop_flat_map(|id| {
        let bare = prop_oneof![Just(Finding::Unknown), Just(Finding::Silent), Just(Finding::NotApplicable)];
        (Just(id), prop_oneof![1 => bare, 4 => value(&question(id).shape).prop_map(Finding::Value)])
    });
    let sources = proptest::collection::vec(source(), 0..=MAX_SOURCES);
    let some = || proptest::option::of(text(80));
    (finding, any::<bool>(), 0usize..3, some(), some(), sources, day(), day()).prop_map(
        |((id, finding), open, level, article, note, sources, one, other)| {
            let is_list = matches!(finding, Finding::Value(Value::Choices(_)));
            let confidence =
                if finding == Finding::Unknown { Confidence::Unknown } else { Confidence::ALL[level] };
            let mut answer = Answer::new(finding, open && is_list, confidence).unwrap();
            (answer.article, answer.note, answer.sources) = (article, note, sources);
            answer.valid = match (one, other) {
                (Some(one), Some(other)) => Validity { from: Some(one.min(other)), to: Some(one.max(other)) },
                (from, to) => Validity { from, to },
            };
            (id, answer)
        },
    )
}

proptest! {
    #[test]
    fn any_answer_typed_is_the_answer_read((id, answer) in answered()) {
        prop_assert_eq!(read_back(question(id), &answer), Ok(answer));
    }

    #[test]
    fn whatever_is_typed_gives_a_sound_answer_or_names_a_fault(
        at in 0..OF_EACH_SHAPE.len(),
        typed in proptest::collection::vec(
            (
                proptest::sample::select(vec![
                    "finding", "at_once", "days", "hours", "min", "max", "currency", "turnover", "count",
                    "codes", "partial", "text", "confidence", "article", "note", "source-1-name",
                    "source-1-url", "valid_from", "valid_to",
                ]),
                prop_oneof![
                    Just("value".to_owned()), Just("yes".to_owned()), Just("silent".to_owned()),
                    Just("verified".to_owned()), Just("2024-01-31".to_owned()), "[0-9]{1,22}", ".{0,12}",
                ],
            ),
            0..12,
        ),
    ) {
        let question = question(OF_EACH_SHAPE[at]);
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, &**value)).collect();
        match read(question, &typed) {
            Ok(answer) => {
                prop_assert!(question.admits(answer.finding()));
                prop_assert_eq!(answer.check(), Ok(()));
                prop_assert_eq!(read_back(question, &answer), Ok(answer));
            }
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }
}
