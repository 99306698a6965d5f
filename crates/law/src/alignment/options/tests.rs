//! Options and efforts on made-up columns.

use super::*;
use crate::alignment::shipped_scales;
use crate::comparison::shipped_weights;
use crate::profile::{Amount, Currency, Instrument, Library, QuestionId, shipped};
use liptako_core::MemberIndex;
use std::collections::BTreeMap;

fn library() -> &'static Library {
    shipped().unwrap()
}

fn question(id: &str) -> &'static Question {
    library().questionnaire.question(id).unwrap()
}

fn instrument(id: &str) -> &'static Instrument {
    &library().profile(id).unwrap().instrument
}

const LAWS: [&str; 3] = ["ml_2013_015", "bf_001_2021", "ne_2022_59"];

fn cell(finding: Finding, confidence: Confidence) -> Cell {
    Cell { answer: Answer::new(finding, false, confidence).unwrap(), revision: None, attested: None }
}

fn said(value: Value) -> Cell {
    cell(Finding::Value(value), Confidence::Verified)
}

fn unknown() -> Cell {
    cell(Finding::Unknown, Confidence::Unknown)
}

fn silent() -> Cell {
    cell(Finding::Silent, Confidence::Verified)
}

fn time(text: &str) -> Value {
    Value::Duration(text.parse().unwrap())
}

fn codes(given: &[&str]) -> Value {
    Value::Choices(given.iter().map(|code| code.parse().unwrap()).collect())
}

/// The three laws with these answers, and the GDPR with the last when there are four.
fn columns(id: &QuestionId, cells: Vec<Cell>) -> Vec<Column<'static>> {
    let ids = LAWS.into_iter().chain(["eu_gdpr_2016"]);
    let members = (0..3).map(|member| Some(MemberIndex(member))).chain([None]);
    let column = |((name, keeper), cell)| Column {
        instrument: instrument(name),
        keeper,
        cells: BTreeMap::from([(id.clone(), cell)]),
    };
    ids.zip(members).zip(cells).map(column).collect()
}

fn offered(id: &str, cells: Vec<Cell>) -> Options {
    let question = question(id);
    let columns = columns(&question.id, cells);
    options(question, shipped_weights().unwrap(), shipped_scales().unwrap(), &columns)
}

fn value_of(options: &Options, ground: &Ground) -> Option<Value> {
    let found = options.choices.iter().find(|choice| choice.grounds.contains(ground));
    found.map(|choice| choice.value.clone())
}

fn why_not(options: &Options, ground: &Ground) -> Option<Withheld> {
    options.withheld.iter().find(|(known, _)| known == ground).map(|(_, why)| *why)
}

fn of(id: &str) -> Ground {
    Ground::Instrument(id.parse().unwrap())
}

const DEADLINE: &str = "breach.notify_authority.deadline";

#[test]
fn the_shorter_time_is_the_stricter_and_equal_options_are_one() {
    let cells = vec![said(time("P5D")), said(time("PT72H")), unknown(), said(time("PT72H"))];
    let options = offered(DEADLINE, cells);
    assert_eq!((options.n_known, options.n_laws), (2, 3));
    assert_eq!(options.choices.len(), 2, "{options:?}");
    let first = &options.choices[0];
    assert_eq!(first.value, time("PT72H"));
    let expected = vec![Ground::Strictest, Ground::Protective, of("bf_001_2021"), of("eu_gdpr_2016")];
    assert_eq!(first.grounds, expected);
    assert_eq!(why_not(&options, &of("ne_2022_59")), Some(Withheld::Unknown));
    assert_eq!(options.grounds(&time("PT72H")), expected);
    assert_eq!(options.grounds(&time("PT1H")), vec![], "an own value has no ground");
}

#[test]
fn without_delay_is_shorter_than_any_time() {
    let options = offered(DEADLINE, vec![said(time("PT1H")), said(time("without_delay")), unknown()]);
    assert_eq!(value_of(&options, &Ground::Strictest), Some(time("without_delay")));
}

#[test]
fn one_known_law_makes_no_strictest() {
    let options = offered(DEADLINE, vec![said(time("PT72H")), unknown(), unknown(), said(time("PT72H"))]);
    assert_eq!(why_not(&options, &Ground::Strictest), Some(Withheld::TooFew));
    let recalled = cell(Finding::Value(time("PT24H")), Confidence::Recalled);
    let options = offered(DEADLINE, vec![said(time("PT72H")), recalled, unknown()]);
    assert_eq!(why_not(&options, &Ground::Strictest), Some(Withheld::TooFew), "memory establishes nothing");
    assert!(options.choices.iter().any(|choice| choice.recalled && choice.value == time("PT24H")));
    let options = offered(DEADLINE, vec![said(time("PT72H")), silent(), unknown()]);
    assert_eq!(value_of(&options, &Ground::Strictest), Some(time("PT72H")), "silence is known");
    assert_eq!(why_not(&options, &of("bf_001_2021")), Some(Withheld::Silent));
}

#[test]
fn an_undeclared_scale_is_not_offered() {
    let options = offered("authority.mandate", vec![said(time("P7Y")), said(time("P5Y")), unknown()]);
    assert_eq!(why_not(&options, &Ground::Strictest), Some(Withheld::Undeclared));
    assert_eq!(why_not(&options, &Ground::Protective), Some(Withheld::Undeclared));
    assert_eq!(options.choices.len(), 2);
}

#[test]
fn a_no_can_be_the_stricter_answer() {
    let cells = vec![said(Value::Bool(true)), said(Value::Bool(false)), unknown()];
    let options = offered("scope.household_exemption", cells);
    assert_eq!(value_of(&options, &Ground::Strictest), Some(Value::Bool(false)));
    assert_eq!(why_not(&options, &Ground::Protective), Some(Withheld::Undeclared));
}

#[test]
fn lists_join_or_cross_in_the_order_of_the_question() {
    let cells = vec![said(codes(&["accuracy"])), said(codes(&["transparency", "accuracy"])), unknown()];
    let options = offered("principles.list", cells);
    assert_eq!(value_of(&options, &Ground::Strictest), Some(codes(&["transparency", "accuracy"])));
    let cells = vec![said(codes(&["consent", "contract"])), said(codes(&["contract"])), unknown()];
    assert_eq!(value_of(&offered("legal_basis.list", cells), &Ground::Strictest), Some(codes(&["contract"])));
    let cells = vec![said(codes(&["consent"])), said(codes(&["contract"])), unknown()];
    let options = offered("legal_basis.list", cells);
    assert_eq!(why_not(&options, &Ground::Strictest), Some(Withheld::NothingCommon));
    let mut open = said(codes(&["consent"]));
    open.answer = Answer::new(open.answer.finding().clone(), true, Confidence::Verified).unwrap();
    let options = offered("legal_basis.list", vec![open, said(codes(&["consent"])), unknown()]);
    assert_eq!(
        why_not(&options, &Ground::Strictest),
        Some(Withheld::Unrankable),
        "an open list may hold more"
    );
    let open_choice = options.choices.iter().find(|choice| choice.open).unwrap();
    assert_eq!(open_choice.grounds, vec![of("ml_2013_015")], "an open list is not the closed one");
}

#[test]
fn a_code_without_a_rank_is_not_ordered() {
    let choice = |code: &str| said(Value::Choice(code.parse().unwrap()));
    let id = "breach.notify_persons.threshold";
    let options = offered(id, vec![choice("high_risk"), choice("risk"), unknown()]);
    assert_eq!(value_of(&options, &Ground::Protective), Some(Value::Choice("risk".parse().unwrap())));
    let options = offered(id, vec![choice("high_risk"), choice("serious_interference"), unknown()]);
    assert_eq!(why_not(&options, &Ground::Protective), Some(Withheld::Unrankable));
}

#[test]
fn a_sum_is_the_higher_only_when_its_share_of_turnover_is_not_the_lower() {
    let sum = |max: u64, share: Option<u8>| {
        said(Value::Amount(Amount::new(None, Some(max), Currency::XOF, share).unwrap()))
    };
    let id = "sanctions_admin.fine_upper";
    let options = offered(id, vec![sum(5_000_000, None), sum(100_000_000, Some(1)), unknown()]);
    assert!(
        matches!(value_of(&options, &Ground::Strictest), Some(Value::Amount(a)) if a.max() == Some(100_000_000))
    );
    let options = offered(id, vec![sum(5_000_000, Some(5)), sum(100_000_000, None), unknown()]);
    assert_eq!(why_not(&options, &Ground::Strictest), Some(Withheld::Unrankable));
    let lower_only = said(Value::Amount(Amount::new(Some(5), None, Currency::XOF, None).unwrap()));
    let options = offered(id, vec![lower_only, sum(1, None), unknown()]);
    assert_eq!(why_not(&options, &Ground::Strictest), Some(Withheld::Unrankable));
}

#[test]
fn a_reported_status_is_no_option() {
    let reported = said(Value::Choice("reported_abolished".parse().unwrap()));
    let options = offered("authority.current_status", vec![reported, unknown(), unknown()]);
    assert_eq!(options.choices, vec![]);
    assert_eq!(why_not(&options, &of("ml_2013_015")), Some(Withheld::Reported));
}

#[test]
fn each_law_is_told_what_a_rule_would_ask_of_it() {
    let question = question(DEADLINE);
    let asked = |cell: &Cell| effort(question, shipped_weights().unwrap(), &time("PT72H"), cell);
    assert_eq!(asked(&said(time("PT72H"))), Effort::Already);
    assert_eq!(asked(&said(time("P3D"))), Effort::Check(Bridge::Units));
    assert!(matches!(
        asked(&said(time("P5D"))),
        Effort::Change(Distance::Time { hours: 48, exact: true, .. })
    ));
    assert_eq!(asked(&silent()), Effort::Legislate);
    assert_eq!(asked(&unknown()), Effort::NotEstablished);
    let recalled = cell(Finding::Value(time("P5D")), Confidence::Recalled);
    assert_eq!(asked(&recalled), Effort::NotEstablished, "what is from memory is not established");
    let none = cell(Finding::NotApplicable, Confidence::Verified);
    assert_eq!(asked(&none), Effort::NotApplicable);
    assert!(asked(&silent()).is_change() && !asked(&unknown()).is_change());
}

#[test]
fn equal_texts_are_already_so_and_others_are_read_by_people() {
    let question = question("formalities.declaration.exemptions");
    let text = |text: &str| Value::Text(text.into());
    let asked =
        |cell: &Cell| effort(question, shipped_weights().unwrap(), &text("Fichiers du personnel"), cell);
    assert_eq!(asked(&said(text("Fichiers du personnel"))), Effort::Already);
    assert_eq!(asked(&said(text("Aucune"))), Effort::Read);
}

#[test]
fn what_describes_institutions_is_not_harmonised() {
    let weights = shipped_weights().unwrap();
    let may = |id: &str| may_be_harmonised(question(id), weights);
    assert!(may(DEADLINE) && may("formalities.declaration.exemptions"));
    assert!(!may("status.in_force") && !may("authority.name") && !may("authority.members"));
}
