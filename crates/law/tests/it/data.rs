//! The data files: all there, honest, and each fault told with its place.

use liptako_law::profile::data::{
    CODES, INSTRUMENTS, QUESTIONS, TOPICS, read_library, read_profile, read_questionnaire,
};
use liptako_law::profile::{
    Answer, AuthorityStatus, Confidence, DataFault, DataFile, Finding, Library, Profile, Questionnaire, Role,
    shipped,
};

fn library() -> &'static Library {
    shipped().unwrap_or_else(|faults| panic!("{}", told(faults)))
}

fn told(faults: &[DataFault]) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}

fn counts(profile: &Profile) -> [usize; 4] {
    let of = |level| profile.answers.values().filter(|answer| answer.confidence() == level).count();
    Confidence::ALL.map(of)
}

/// The counts of the survey of November 2026. A change of the data changes them here, on purpose.
#[test]
fn every_instrument_topic_question_and_answer_is_there() {
    let library = library();
    assert_eq!(library.questionnaire.topics.len(), 25);
    assert_eq!(library.questionnaire.questions.len(), 130);
    assert_eq!(library.profiles.len(), 8);
    let expected = [
        ("ml_2013_015", [12, 52, 0, 66]),
        ("bf_001_2021", [21, 57, 0, 52]),
        ("ne_2022_59", [6, 33, 0, 91]),
        ("au_malabo_2014", [30, 3, 97, 0]),
        ("coe_108plus_2018", [0, 0, 130, 0]),
        ("eu_gdpr_2016", [129, 0, 0, 1]),
        ("ecowas_2010", [0, 6, 115, 9]),
    ];
    let found: Vec<_> = library.questioned().map(|p| (p.instrument.id.as_str(), counts(p))).collect();
    assert_eq!(found, expected, "verified, secondary, recalled, unknown");
    let answers: usize = library.profiles.iter().map(|profile| profile.answers.len()).sum();
    assert_eq!(answers, 910);
}

#[test]
fn the_types_of_the_questions_are_those_of_the_survey() {
    let of = |name| {
        let all = library().questionnaire.questions.iter();
        all.filter(|question| question.shape.name() == name).count()
    };
    let counts = ["bool", "enum", "duration", "text", "amount", "integer"].map(of);
    assert_eq!(counts, [81, 20, 11, 8, 6, 4]);
}

#[test]
fn the_framework_is_described_and_not_questioned() {
    let framework = library().profile("aes_cc_apdp_2025").unwrap();
    assert_eq!(framework.instrument.role, Role::CooperationFramework);
    assert!(framework.answers.is_empty() && !framework.instrument.answers_expected);
}

#[test]
fn open_lists_are_the_twelve_of_the_survey() {
    let all = library().profiles.iter().flat_map(|profile| profile.answers.values());
    assert_eq!(all.filter(|answer| answer.is_partial()).count(), 12);
}

#[test]
fn the_reported_abolition_is_marked_as_a_report() {
    let niger = library().profile("ne_2022_59").unwrap();
    assert_eq!(niger.instrument.authority_status, Some(AuthorityStatus::ReportedAbolished));
    let question = library().questionnaire.question("authority.current_status").unwrap();
    let Finding::Value(value) = niger.answers["authority.current_status"].finding() else { panic!() };
    assert!(question.is_reported(value), "never a fact");
    let mali = &library().profile("ml_2013_015").unwrap().answers["authority.current_status"];
    assert!(matches!(mali.finding(), Finding::Value(value) if !question.is_reported(value)));
}

#[test]
fn a_value_that_is_not_from_memory_names_a_source() {
    for profile in library().questioned() {
        for (id, answer) in &profile.answers {
            let said = matches!(answer.confidence(), Confidence::Verified | Confidence::Secondary);
            assert!(!said || !answer.sources.is_empty(), "{} {id}", profile.instrument.id);
        }
    }
}

#[test]
fn what_people_read_uses_the_typographic_apostrophe() {
    for file in INSTRUMENTS.iter().chain([&TOPICS, &CODES, &QUESTIONS]) {
        for (number, line) in file.text.lines().enumerate() {
            assert!(!line.contains('\''), "{}, line {}: {line}", file.name, number + 1);
        }
    }
}

fn questionnaire() -> Questionnaire {
    read_questionnaire(TOPICS, CODES, QUESTIONS).unwrap()
}

/// A small instrument: one source on line 14, then one block that begins on line 18.
fn with_answer(block: &str) -> String {
    let head = r#"[instrument]
id = "test"
role = "national_law"
short_fr = "Essai"
short_en = "Test"
title_fr = "Loi d’essai"
title_en = "Test law"
date = "2020-01-01"
read_whole = false
answers_expected = true
sources = ["jo"]


[[source]]
key = "jo"
name = "Journal officiel"

[[answer]]
"#;
    format!("{head}{block}\n")
}

fn faults(block: &str) -> Vec<String> {
    let text = with_answer(block);
    let file = DataFile { name: "instruments/test.toml", text: &text };
    let faults = read_profile(&questionnaire(), file).unwrap_err();
    faults.iter().map(ToString::to_string).collect()
}

fn fault(block: &str) -> String {
    let found = faults(block);
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().unwrap()
}

#[test]
fn a_fault_names_its_file_line_and_question() {
    let deadline = r#"question = "breach.notify_authority.deadline""#;
    assert_eq!(
        fault(&format!("{deadline}\nvalue = \"72 hours\"\nconfidence = \"verified\"")),
        "instruments/test.toml, line 20, question breach.notify_authority.deadline: \
         “72 hours” is not a time; write PT72H, P30D, P1M, P5Y or without_delay"
    );
    assert_eq!(
        fault(&format!("{deadline}\nvalue = true\nconfidence = \"verified\"")),
        "instruments/test.toml, line 20, question breach.notify_authority.deadline: \
         the question is of type duration, this is boolean"
    );
    assert_eq!(
        fault("question = \"breach.deadline\"\nvalue = \"unknown\""),
        "instruments/test.toml, line 18, question breach.deadline: there is no such question in questions.toml"
    );
    assert_eq!(
        fault("question = \"dpo.exists\"\nvalue = true"),
        "instruments/test.toml, line 18, question dpo.exists: \
         an answer that is not “unknown” says how sure it is: verified, secondary or recalled"
    );
    assert_eq!(
        fault("question = \"dpo.exists\"\nvalue = true\nconfidence = \"sure\""),
        "instruments/test.toml, line 18, question dpo.exists: \
         “sure” is not a level of confidence; write verified, secondary or recalled"
    );
    assert_eq!(
        fault(
            "question = \"dpo.exists\"\nvalue = true\nconfidence = \"verified\"\nsources = [\"jo\", \"x\"]"
        ),
        "instruments/test.toml, line 18, question dpo.exists: no [[source]] of this file has the key “x”"
    );
}

#[test]
fn a_key_that_is_not_one_is_told_with_its_line() {
    let said = fault("question = \"dpo.exists\"\nvalue = true\nconfidance = \"verified\"");
    assert!(said.starts_with("instruments/test.toml, line 21: unknown field `confidance`"), "{said}");
    let said = fault("question = \"dpo.exists\nvalue = true");
    assert!(said.starts_with("instruments/test.toml, line 19: "), "{said}");
}

#[test]
fn all_faults_of_a_file_are_told_at_once() {
    let block = "question = \"dpo.exists\"\nvalue = 3\nconfidence = \"verified\"\n\n[[answer]]\n\
                 question = \"dpo.mandatory\"\nvalue = \"perhaps\"\nconfidence = \"verified\"";
    let found = faults(block);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("line 20, question dpo.exists") && found[1].contains("dpo.mandatory"));
}

#[test]
fn an_instrument_answers_every_question_once() {
    let found = faults("question = \"dpo.exists\"\nvalue = \"unknown\"");
    assert_eq!(found.len(), 129, "every other question is named");
    assert!(found[0].ends_with("no block answers it; write value = \"unknown\" when nobody knows"));
    let twice = faults(
        "question = \"dpo.exists\"\nvalue = \"unknown\"\n\n[[answer]]\nquestion = \"dpo.exists\"\nvalue = \"silent\"\nconfidence = \"recalled\"",
    );
    assert!(twice.iter().any(|said| said.contains("“dpo.exists” is there twice")), "{twice:?}");
}

#[test]
fn the_same_instrument_is_not_read_twice() {
    let faults = read_library(&[INSTRUMENTS[0], INSTRUMENTS[0]]).unwrap_err();
    assert!(faults[0].to_string().contains("“ml_2013_015” is there twice"), "{}", told(&faults));
}

#[test]
fn days_of_validity_are_read_and_are_in_order() {
    let questionnaire = questionnaire();
    let all: String = questionnaire.questions.iter().skip(1).fold(String::new(), |text, question| {
        text + &format!("\n[[answer]]\nquestion = \"{}\"\nvalue = \"unknown\"\n", question.id)
    });
    let first = &questionnaire.questions[0].id;
    let dated = |from: &str, to: &str| {
        let block = format!(
            "question = \"{first}\"\nvalue = true\nconfidence = \"verified\"\nvalid_from = \"{from}\"\nvalid_to = \"{to}\"\n{all}"
        );
        let text = with_answer(&block);
        let file = DataFile { name: "t", text: &text };
        read_profile(&questionnaire, file).map_err(|faults| told(&faults))
    };
    let profile = dated("2021-03-30", "2026-01-01").unwrap();
    let valid = profile.answers[first].valid;
    assert_eq!(valid.from.unwrap().to_string(), "2021-03-30");
    assert!(dated("2026-01-02", "2026-01-01").unwrap_err().contains("it ends before it begins"));
    assert!(dated("30/03/2021", "2026-01-01").unwrap_err().contains("is not a day"));
}

#[test]
fn a_code_without_a_meaning_or_a_use_is_refused() {
    let codes = CODES.text.replace("id = \"oath\"", "id = \"vow\"");
    let faults = read_questionnaire(TOPICS, DataFile { name: "codes.toml", text: &codes }, QUESTIONS);
    assert!(told(&faults.unwrap_err()).contains("codes.toml does not say what “oath” means"));
    let codes = CODES.text.to_owned() + "\n[[code]]\nid = \"vow\"\nfr = \"vœu\"\nen = \"vow\"\n";
    let faults = read_questionnaire(TOPICS, DataFile { name: "codes.toml", text: &codes }, QUESTIONS);
    let said = told(&faults.unwrap_err());
    assert!(
        said.contains("no question offers the code “vow”") && said.starts_with("codes.toml, line "),
        "{said}"
    );
}

#[test]
fn values_are_of_their_questions_type() {
    for profile in library().questioned() {
        for question in &library().questionnaire.questions {
            let agrees = question.admits(profile.answers[&question.id].finding());
            assert!(agrees, "{} {}", profile.instrument.id, question.id);
        }
    }
    assert_eq!(Answer::unknown().confidence(), Confidence::Unknown);
}

/// The thread of the house: nothing in the laws hangs loose.
#[test]
fn every_topic_and_every_question_hangs_on_a_concept() {
    let questionnaire = &library().questionnaire;
    let vocabulary = liptako_core::vocabulary::shipped().unwrap();
    let topics = questionnaire.topics.iter().map(|topic| (topic.id.to_string(), &topic.concepts));
    let questions =
        questionnaire.questions.iter().map(|question| (question.id.to_string(), &question.concepts));
    for (id, concepts) in topics.chain(questions) {
        assert!(!concepts.is_empty(), "{id} hangs on nothing");
        for concept in concepts {
            assert!(vocabulary.concept(concept.as_str()).is_some(), "{id}: {concept}");
        }
    }
}

#[test]
fn a_concept_that_does_not_exist_is_named_with_its_place() {
    let told = |text: &str| {
        let file = DataFile { name: "questions.toml", text };
        told(&read_questionnaire(TOPICS, CODES, file).unwrap_err())
    };
    let wrong = QUESTIONS.text.replacen("concepts = [\"entry-into-force\"]", "concepts = [\"entry\"]", 1);
    let fault = told(&wrong);
    assert!(fault.contains("question status.in_force: the vocabulary has no concept “entry”"), "{fault}");
    assert!(fault.starts_with("questions.toml, line "), "{fault}");
    let none = QUESTIONS.text.replacen("concepts = [\"entry-into-force\"]\n", "", 1);
    assert!(told(&none).contains("hang on 1 to 12 concepts"), "{}", told(&none));

    let text = TOPICS.text.replacen("concepts = [\"scope\"]", "concepts = [\"scope\", \"scope\"]", 1);
    let file = DataFile { name: "topics.toml", text: &text };
    let faults = read_questionnaire(file, CODES, QUESTIONS).unwrap_err();
    assert!(faults[0].to_string().contains("“scope” is there twice"), "{}", faults[0]);
}
