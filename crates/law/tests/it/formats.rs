//! Profiles as files: what is written is read back, the same, and what is wrong is told with its place.

use jiff::civil::{Date, date};
use liptako_core::Lang;
use liptako_law::formats::native::write_profile;
use liptako_law::formats::sheet;
use liptako_law::profile::data::{DataFile, read_profile};
use liptako_law::profile::{
    Amount, Answer, Confidence, Duration, Finding, Profile, Question, Questionnaire, Shape, Source, Validity,
    Value, shipped,
};
use liptako_paper::sheet::{Grid, read_csv, read_xlsx};
use liptako_paper::{Sheet, csv, xlsx};
use proptest::prelude::*;

fn questionnaire() -> &'static Questionnaire {
    &shipped().unwrap().questionnaire
}

/// What is read back from every way out.
fn ways_back(profile: &Profile, lang: Lang) -> [Profile; 3] {
    let table = sheet::table(questionnaire(), profile, lang);
    let grid = read_csv(&csv(&table).unwrap()).unwrap();
    let from_csv = sheet::read_profile(questionnaire(), "p.csv", &grid).unwrap();
    let grid = read_xlsx(&xlsx(&[Sheet::from(&table)]).unwrap()).unwrap();
    let from_xlsx = sheet::read_profile(questionnaire(), "p.xlsx", &grid).unwrap();
    let text = write_profile(questionnaire(), profile);
    let from_file = read_profile(questionnaire(), DataFile { name: "p.toml", text: &text }).unwrap();
    [from_csv, from_xlsx, from_file]
}

#[test]
fn every_instrument_comes_back_as_it_went() {
    for profile in &shipped().unwrap().profiles {
        for lang in Lang::ALL {
            for back in ways_back(profile, lang) {
                assert_eq!(back, *profile, "{}", profile.instrument.id);
            }
        }
    }
}

/// Texts that have something to break: quotes, bars, backslashes, line ends, what formulas and numbers begin with.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zé «»’.,;:|\\\\\"'=+@#_\\-\n\r\t0-9]{0,24}",
        "[ -~àéœɓŋ]{1,40}",
        proptest::sample::select(vec![
            "",
            " ",
            "  a  ",
            "silent",
            "Silence",
            "non établi",
            "=1+1",
            "_x000D_",
            "\\",
            "\\e",
            "'",
            "a\u{1}b",
            "true",
            "15",
            "2021-03-30",
            "\u{feff}x",
            "a\u{a0}b\u{202f}c",
            "#REF!",
        ])
        .prop_map(str::to_owned),
    ]
}

fn any_day() -> impl Strategy<Value = Date> {
    (1900i16..2100, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

fn any_source() -> impl Strategy<Value = Source> {
    // A source of the native file has a name that is not blank.
    let name = any_text().prop_map(|text| if text.trim().is_empty() { format!("s{text}") } else { text });
    (name, proptest::option::of(any_text()), proptest::option::of(any_text()))
        .prop_map(|(name, url, cited_url)| Source { name, url, cited_url })
}

fn any_amount() -> impl Strategy<Value = Value> {
    let bound = || proptest::option::of(0u64..1_000_000_000_000);
    let currency = proptest::sample::select(vec!["XOF", "EUR", "USD"]);
    (bound(), bound(), currency, proptest::option::of(0u8..=100)).prop_map(|(a, b, currency, share)| {
        let (min, max) = match (a, b) {
            (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
            (None, None) => (Some(1), None),
            other => other,
        };
        Value::Amount(Amount::new(min, max, currency.parse().unwrap(), share).unwrap())
    })
}

fn any_time() -> impl Strategy<Value = Value> {
    (0u32..20, 0u32..20, 0u32..100, 0u32..100).prop_map(|(years, months, days, hours)| {
        let nothing = years + months + days + hours == 0;
        let lasting = Duration::Lasting { years, months, days, hours };
        Value::Duration(if nothing { Duration::WithoutDelay } else { lasting })
    })
}

fn any_value(shape: &Shape) -> BoxedStrategy<Value> {
    match shape {
        Shape::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        Shape::Choice(codes) => proptest::sample::select(codes.clone()).prop_map(Value::Choice).boxed(),
        Shape::Choices(codes) => {
            proptest::sample::subsequence(codes.clone(), 1..=codes.len()).prop_map(Value::Choices).boxed()
        }
        Shape::Duration => any_time().boxed(),
        Shape::Amount => any_amount().boxed(),
        Shape::Integer(_) => (0u32..=1_000_000).prop_map(Value::Integer).boxed(),
        Shape::Text => any_text()
            .prop_map(|text| Value::of_text(&text).unwrap_or_else(|_| Value::of_text("x").unwrap()))
            .boxed(),
    }
}

fn any_answer(question: &Question) -> BoxedStrategy<Answer> {
    let finding = prop_oneof![
        1 => Just(Finding::Unknown),
        1 => Just(Finding::Silent),
        1 => Just(Finding::NotApplicable),
        5 => any_value(&question.shape).prop_map(Finding::Value),
    ];
    let sure =
        proptest::sample::select(vec![Confidence::Verified, Confidence::Secondary, Confidence::Recalled]);
    let rest = (
        proptest::option::of(any_text()),
        proptest::option::of(any_text()),
        proptest::collection::vec(any_source(), 0..3),
        proptest::option::of(any_day()),
        proptest::option::of(any_day()),
    );
    let made = (finding, sure, any::<bool>(), rest).prop_map(|(finding, sure, open, rest)| {
        let (article, note, sources, from, to) = rest;
        let sure = if finding == Finding::Unknown { Confidence::Unknown } else { sure };
        let open = open && matches!(finding, Finding::Value(Value::Choices(_)));
        let mut answer = Answer::new(finding, open, sure).unwrap();
        answer.article = article;
        answer.note = note;
        answer.sources = sources;
        answer.valid = match (from, to) {
            (Some(a), Some(b)) => Validity { from: Some(a.min(b)), to: Some(a.max(b)) },
            (from, to) => Validity { from, to },
        };
        answer
    });
    made.boxed()
}

fn any_profile() -> impl Strategy<Value = Profile> {
    let answers: Vec<_> = questionnaire()
        .questions
        .iter()
        .map(|question| {
            let id = question.id.clone();
            any_answer(question).prop_map(move |answer| (id.clone(), answer))
        })
        .collect();
    let texts = proptest::collection::vec(any_text(), 0..3);
    let of_instrument = (texts, proptest::option::of(any_text()), proptest::option::of(any::<bool>()));
    (answers, of_instrument).prop_map(|(answers, (texts, reference, in_force))| {
        let mut instrument = shipped().unwrap().profiles[0].instrument.clone();
        instrument.alerts = texts;
        instrument.reference = reference;
        instrument.in_force = in_force;
        Profile { instrument, answers: answers.into_iter().collect() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_profile_comes_back_as_it_went(profile in any_profile(), lang in proptest::sample::select(Lang::ALL.to_vec())) {
        for back in ways_back(&profile, lang) {
            for (id, answer) in &profile.answers {
                prop_assert_eq!(back.answers.get(id), Some(answer));
            }
            prop_assert_eq!(&back, &profile);
        }
    }
}

// ---- faults -----------------------------------------------------------------------------------------------------

/// The sheet of Mali's law as rows of cells, to be spoilt.
fn sheet_of_mali() -> Vec<Vec<String>> {
    let table = sheet::table(questionnaire(), &shipped().unwrap().profiles[0], Lang::Fr);
    let heads = table.columns.iter().map(|column| column.title.clone()).collect();
    let rows = table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect());
    std::iter::once(heads).chain(rows).collect()
}

fn grid(rows: Vec<Vec<String>>) -> Grid {
    let rows = rows.into_iter().enumerate().map(|(at, row)| (at + 1, row)).collect();
    Grid { sheet: "Réponses".to_owned(), rows }
}

/// What is told when `spoil` has been at the sheet.
fn told(spoil: impl Fn(&mut Vec<Vec<String>>)) -> Vec<String> {
    let mut rows = sheet_of_mali();
    spoil(&mut rows);
    match sheet::read_profile(questionnaire(), "mali.xlsx", &grid(rows)) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

/// The row of a question, from 0.
fn row_of(rows: &[Vec<String>], key: &str) -> usize {
    rows.iter().position(|row| row[1] == key).unwrap()
}

/// One cell of the row of a question, by the head of its column.
fn set(rows: &mut [Vec<String>], key: &str, head: &str, text: &str) -> usize {
    let column = rows[0].iter().position(|known| known == head).unwrap();
    let row = row_of(rows, key);
    rows[row][column] = text.to_owned();
    row + 1
}

#[test]
fn a_sheet_as_it_is_has_no_fault() {
    assert_eq!(told(|_| {}), Vec::<String>::new());
}

#[test]
fn each_wrong_cell_is_told_with_its_place_and_what_was_expected() {
    let spoilt: [(&str, &str, &str, &str, &str); 13] = [
        (
            "rights.access.deadline",
            "valeur",
            "un mois",
            "F",
            "“un mois” is not a time; write PT72H, P30D, P1M, P5Y or without_delay",
        ),
        (
            "status.in_force",
            "valeur",
            "peut-être",
            "F",
            "“peut-être” is neither yes nor no; write oui or non",
        ),
        (
            "status.in_force",
            "valeur",
            "",
            "F",
            "a value is needed; write “non établi” (unknown) when nobody knows",
        ),
        (
            "sanctions_admin.types",
            "valeur",
            "fine, prison_ferme",
            "F",
            "“prison_ferme” is not an answer to this question; it offers",
        ),
        (
            "status.in_force",
            "certitude",
            "sûr",
            "J",
            "“sûr” is not a degree of confidence; write vérifié, secondaire or de mémoire",
        ),
        (
            "status.in_force",
            "certitude",
            "",
            "J",
            "an answer that is not “unknown” says how sure it is: verified, secondary or recalled",
        ),
        (
            "breach.notify_authority",
            "certitude",
            "vérifié",
            "J",
            "an unknown answer has no level of confidence",
        ),
        ("status.in_force", "liste ouverte", "oui", "J", "only a list can be partial"),
        ("status.in_force", "valable du", "2021-13-01", "L", "“2021-13-01” is not a day; write 2021-03-30"),
        (
            "status.in_force",
            "sources",
            "a | b | c | d",
            "K",
            "“a | b | c | d” is not a source; write: name | address read | address cited, one source on each line",
        ),
        ("status.in_force", "clé", "status.in_farce", "B", "there is no question “status.in_farce”"),
        (
            "status.in_force",
            "type",
            "durée",
            "E",
            "the question is of type yes or no, the row says “durée”: the cells of this row seem shifted",
        ),
        (
            "status.in_force",
            "partie",
            "",
            "A",
            "“” is not a kind of row; write “réponse” (answer) or “texte” (instrument)",
        ),
    ];
    for (key, head, text, column, expected) in spoilt {
        let row = row_of(&sheet_of_mali(), key) + 1;
        let faults = told(|rows| {
            set(rows, key, head, text);
        });
        let place = format!("mali.xlsx, sheet “Réponses”, cell {column}{row}");
        assert!(faults[0].starts_with(&place) && faults[0].contains(expected), "{faults:?}");
    }
}

#[test]
fn shifted_columns_are_told_as_such() {
    // A cell too many at the beginning of a row: everything moves to the right.
    let faults = told(|rows| {
        let row = row_of(rows, "status.in_force");
        rows[row].insert(2, "intrus".to_owned());
    });
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("seem shifted"), "{faults:?}");
    // A column pulled out: its head and its cells are gone.
    let faults = told(|rows| {
        for row in rows.iter_mut() {
            row.remove(5);
        }
    });
    assert_eq!(faults, ["mali.xlsx, sheet “Réponses”, row 1: the column “valeur” is lacking"]);
    // The heads alone moved by one.
    let faults = told(|rows| {
        rows[0].insert(0, String::new());
    });
    assert!(!faults.is_empty() && faults.iter().all(|fault| fault.contains("cell")), "{faults:?}");
}

#[test]
fn wrong_heads_are_told() {
    let faults = told(|rows| drop(rows.remove(0)));
    assert!(
        faults[0].contains("row 1: the first row must hold the heads of the columns (partie, clé,"),
        "{faults:?}"
    );
    let faults = told(|rows| rows[0][5] = "valleur".to_owned());
    assert!(faults[0].contains("cell F1: “valleur” is not a column of a profile"), "{faults:?}");
    let faults = told(|rows| rows[0][7] = "note".to_owned());
    assert!(faults[0].contains("cell I1: the column “note” is there twice"), "{faults:?}");
    assert!(faults[1].contains("the column “article” is lacking"), "{faults:?}");
    assert_eq!(
        sheet::read_profile(questionnaire(), "vide.csv", &Grid::default()).unwrap_err()[0].to_string(),
        "vide.csv: the sheet is empty"
    );
}

#[test]
fn rows_twice_and_rows_lacking_are_told() {
    let faults = told(|rows| {
        let row = rows[row_of(rows, "status.in_force")].clone();
        rows.push(row);
    });
    let (first, again) = (row_of(&sheet_of_mali(), "status.in_force") + 1, sheet_of_mali().len() + 1);
    assert_eq!(
        faults,
        [format!(
            "mali.xlsx, sheet “Réponses”, cell B{again}, question status.in_force: “status.in_force” is there twice: first in row {first}"
        )]
    );
    let faults = told(|rows| drop(rows.remove(row_of(rows, "status.in_force"))));
    assert!(faults[0].contains("question status.in_force: no row answers it"), "{faults:?}");
    let faults = told(|rows| drop(rows.remove(row_of(rows, "title_fr"))));
    assert!(faults[0].contains("the row “title_fr” about the instrument is lacking"), "{faults:?}");
    let faults = told(|rows| rows.retain(|row| row[0] != "texte"));
    assert!(faults[0].contains("no row says which instrument this is"), "{faults:?}");
}

#[test]
fn every_fault_is_told_at_once() {
    let faults = told(|rows| {
        set(rows, "status.in_force", "valeur", "x");
        set(rows, "rights.access.deadline", "valeur", "x");
        set(rows, "date", "valeur", "hier");
    });
    assert_eq!(faults.len(), 3, "{faults:?}");
}

#[test]
fn words_of_either_language_and_what_a_spreadsheet_makes_of_them_are_read() {
    let faults = told(|rows| {
        set(rows, "status.in_force", "valeur", "TRUE");
        set(rows, "status.in_force", "certitude", "Verified");
        set(rows, "status.in_force", "partie", "Answer");
        rows[0][5] = "Value".to_owned();
    });
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn any_grid_is_read_or_refused() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let cell = prop_oneof![any_text(), proptest::sample::select(sheet_of_mali().concat())];
    let rows = proptest::collection::vec(proptest::collection::vec(cell, 0..15), 0..8);
    let tried = runner.run(&rows, |rows| {
        let mut all = vec![sheet_of_mali().remove(0)];
        all.extend(rows);
        let _ = sheet::read(questionnaire(), "x.csv", &grid(all));
        Ok(())
    });
    assert!(tried.is_ok());
}
