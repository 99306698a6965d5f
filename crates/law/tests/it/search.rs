//! The search: words as people type them, and where they were found.

use crate::LAW;
use liptako_law::comparison::search::{Found, MAX_WORDS, Part, Place, search, topics};
use liptako_law::profile::store::{Column, columns};
use liptako_law::profile::{Answer, Confidence, Finding, Library, Value, shipped};
use liptako_stage::{World, charter, on_each_engine};

fn library() -> &'static Library {
    shipped().unwrap()
}

fn id(found: &Found) -> &'static str {
    library().questionnaire.questions[found.question].id.as_str()
}

fn with_columns(test: impl Fn(Vec<Column<'static>>)) {
    on_each_engine(|base| {
        let base = base();
        let road = World::new(LAW, 1).informed_node(&base, 1);
        test(road.db().read(|tx| columns(tx, library(), &charter())).unwrap());
    });
}

#[test]
fn a_breach_and_its_deadline_are_found_as_people_type_them() {
    with_columns(|columns| {
        for words in ["délai violation", "DELAI violations", "delais de violation", "breach deadline"] {
            let found = search(library(), &columns, words);
            assert_eq!(id(&found[0]), "breach.notify_authority.deadline", "{words}");
        }
        let found = search(library(), &columns, "délai violation");
        assert_eq!(found[0].places[..2], [Place::Question, Place::Topic]);
        let named: Vec<_> = topics(library(), "délai violation")
            .into_iter()
            .map(|place| library().questionnaire.topics[place].id.as_str())
            .collect();
        assert_eq!(named, ["breach"]);
        let all = search(library(), &columns, "violation");
        let breach = library().questionnaire.questions.iter().filter(|one| one.topic.as_str() == "breach");
        for question in breach {
            assert!(all.iter().any(|one| id(one) == question.id.as_str()), "{}", question.id);
        }
    });
}

#[test]
fn every_question_is_found_by_its_own_words_in_both_languages() {
    with_columns(|columns| {
        for (place, question) in library().questionnaire.questions.iter().enumerate() {
            for words in [&question.label.fr, &question.label.en] {
                let found = search(library(), &columns, words);
                assert!(found.iter().any(|one| one.question == place), "{words}");
            }
        }
    });
}

#[test]
fn answers_notes_articles_sources_and_codes_are_searched_and_told_apart() {
    with_columns(|columns| {
        let place = |words: &str, question: &str| {
            let found = search(library(), &columns, words);
            let one = found.iter().find(|one| id(one) == question);
            one.unwrap_or_else(|| panic!("{words}")).places.clone()
        };
        let gdpr = columns.iter().position(|one| one.instrument.id.as_str() == "eu_gdpr_2016").unwrap();
        let told = place("72 heures", "breach.notify_authority.deadline");
        assert!(told.contains(&Place::Answer(gdpr, Part::Value)), "{told:?}");
        let told = place("mandat 54(1)(d)", "authority.mandate");
        assert!(told.contains(&Place::Answer(gdpr, Part::Article)), "{told:?}");
        let told = place("mandat CIL rattachée", "authority.mandate");
        assert!(told.iter().any(|one| matches!(one, Place::Answer(_, Part::Note))), "{told:?}");
    });
}

#[test]
fn a_corrected_answer_is_found_by_its_new_words_and_not_by_the_old() {
    with_columns(|mut columns| {
        let question = "authority.name";
        let column = columns.iter_mut().find(|one| one.instrument.id.as_str() == "bf_001_2021").unwrap();
        let mut answer =
            Answer::new(Finding::Value(Value::Text("Zébulon".into())), false, Confidence::Verified).unwrap();
        answer.note = Some("Relu au Journal officiel, essai.".into());
        column.cells.get_mut(question).unwrap().answer = answer;
        let found = search(library(), &columns, "zebulon");
        assert_eq!(found.iter().map(id).collect::<Vec<_>>(), [question]);
    });
}

#[test]
fn nothing_asked_finds_nothing_and_a_giant_question_is_cut() {
    with_columns(|columns| {
        for words in ["", "  ", " ’ — ! ", "zzzz", "délai zzzz"] {
            assert!(search(library(), &columns, words).is_empty(), "{words}");
        }
        let giant = format!("{}{}", "délai ".repeat(MAX_WORDS), "zzzz ".repeat(50_000));
        assert!(!search(library(), &columns, &giant).is_empty(), "what follows is not read");
    });
}
