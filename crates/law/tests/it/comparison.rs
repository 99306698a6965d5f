//! The comparison of what ships: honest over what is unknown, and in step with the weights.

use liptako_law::comparison::{
    Basis, Comparison, Convergence, RelationKind, Side, WEIGHTS, compare, convergence, read_weights,
    shipped_weights,
};
use liptako_law::profile::{DataFile, Library, Question, shipped};

fn library() -> &'static Library {
    shipped().unwrap()
}

fn compared(ids: &[&str], basis: Basis) -> Vec<(&'static Question, Comparison)> {
    let library = library();
    let profiles: Vec<_> = ids.iter().map(|id| library.profile(id).unwrap()).collect();
    let questions = library.questionnaire.questions.iter();
    questions
        .map(|question| {
            let sides: Vec<_> = profiles.iter().map(|p| Side::of(&p.answers[&question.id])).collect();
            (question, compare(question, shipped_weights().unwrap(), basis, &sides))
        })
        .collect()
}

fn converging(ids: &[&str], basis: Basis) -> Convergence {
    let compared = compared(ids, basis);
    convergence(shipped_weights().unwrap(), compared.iter().map(|(question, one)| (*question, one)))
}

const NATIONAL: [&str; 3] = ["ml_2013_015", "bf_001_2021", "ne_2022_59"];

#[test]
fn a_convention_known_from_memory_alone_has_no_score() {
    let ids = ["bf_001_2021", "coe_108plus_2018"];
    let strict = converging(&ids, Basis::Established);
    assert_eq!((strict.whole.convergence(), strict.whole.coverage()), (None, 0));
    assert_eq!(strict.whole.of(RelationKind::Missing), 130);
    let wide = converging(&ids, Basis::Recalled);
    assert!(wide.whole.convergence().is_some() && wide.whole.coverage() > 0);
    assert!(compared(&ids, Basis::Recalled).iter().any(|(_, comparison)| comparison.recalled));
}

#[test]
fn what_is_unknown_in_all_three_laws_has_no_score_in_its_topic() {
    let national = converging(&NATIONAL, Basis::Established);
    assert_eq!(national.topics.len(), 25);
    for topic in ["breach", "dpia", "limitation"] {
        let tally = national.topic(topic).unwrap();
        assert_eq!((tally.convergence(), tally.coverage()), (None, 0), "{topic}");
    }
    let whole = national.whole;
    assert!(whole.convergence().is_some());
    assert!((1..1000).contains(&whole.coverage()), "{}", whole.coverage());
}

/// As the survey says: 25 questions are established for the three laws at once.
#[test]
fn twenty_five_questions_are_known_for_all_three_laws() {
    let library = library();
    let all_known = library.questionnaire.questions.iter().filter(|question| {
        NATIONAL.iter().all(|id| {
            let answer = &library.profile(id).unwrap().answers[&question.id];
            *answer.finding() != liptako_law::profile::Finding::Unknown
        })
    });
    assert_eq!(all_known.count(), 25);
    // One of them only reports an abolition, which is not a fact.
    let compared = compared(&NATIONAL, Basis::Established);
    assert_eq!(compared.iter().filter(|(_, comparison)| comparison.n_known == 3).count(), 24);
}

#[test]
fn a_law_compared_with_itself_differs_in_nothing() {
    for id in NATIONAL {
        let own = converging(&[id, id], Basis::Established);
        assert_eq!(own.whole.of(RelationKind::Different), 0, "{id}");
        assert_eq!(own.whole.convergence(), Some(1000), "{id}");
    }
}

#[test]
fn the_mandates_of_the_authorities_differ_by_two_years() {
    let compared = compared(&["ml_2013_015", "bf_001_2021"], Basis::Established);
    let (_, mandate) = compared.iter().find(|(q, _)| q.id.as_str() == "authority.mandate").unwrap();
    assert_eq!(mandate.kind, RelationKind::Different);
}

#[test]
fn a_fault_in_the_weights_names_its_line() {
    let told = |text: &str| {
        let file = DataFile { name: "weights.toml", text };
        let faults = read_weights(&library().questionnaire, file).unwrap_err();
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let said = told(&WEIGHTS.text.replace("id = \"dpia\"", "id = \"impact\""));
    assert!(
        said.contains("there is no topic “impact”") && said.contains("no weight for the topic “dpia”"),
        "{said}"
    );
    let said = told(&WEIGHTS.text.replace("silent = 700", "silent = 1700"));
    assert!(said.starts_with("weights.toml, line ") && said.contains("a severity is at most 1000"), "{said}");
    let said = told(&WEIGHTS.text.replace("\"independent_authority\"]", "\"free_authority\"]"));
    assert!(said.contains("question authority.legal_form") && said.contains("free_authority"), "{said}");
    let said = told(&WEIGHTS.text.replace("weight = 3", "weight = 4"));
    assert!(said.contains("a weight is at most 3"), "{said}");
}
