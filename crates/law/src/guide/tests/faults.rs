//! Files and descriptions with faults: each is told with its place, and nothing is half taken.

use super::samples::description;
use super::*;
use crate::comparison::shipped_weights;
use crate::profile::{Confidence, Finding, Value};
use jiff::civil::date;

/// The faults of one rule, put on line 1 of a file of its own.
fn of_rule(conditions: &str) -> String {
    let (guide, library) = (super::super::shipped().unwrap(), library().unwrap());
    let head = "[[rule]]\nid = \"one\"\nkind = \"duty\"\ntopic = \"security\"\nfr = \"a\"\nen = \"b\"\n";
    let text = format!("{head}{conditions}\n");
    let file = DataFile { name: "rules.toml", text: &text };
    let faults = read_rules(&guide.asked, &library.questionnaire, &countries(library), file).unwrap_err();
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    // One rule cannot read every fact that is asked.
    told.into_iter().filter(|fault| !fault.contains("no rule reads the fact")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_rule_that_reads_an_undeclared_fact_names_file_line_and_rule() {
    assert_eq!(
        of_rule("when = \"vidoe\"\nrequires = \"law.security.obligation\""),
        "rules.toml, line 7, rule one: it reads “vidoe”, which no fact declares"
    );
    // The interpreter would absorb the misspelt name, and answer yes.
    assert!(of_rule("requires = 'law.security.obligation || vidoe == \"x\"'").contains("“vidoe”"));
}

#[test]
fn every_name_is_checked_before_anything_is_evaluated() {
    let faults = [
        ("requires = \"law.security.obligaton\"", "it reads “law.security.obligaton”, which is no question"),
        ("requires = \"rule.two\"", "it reads “rule.two”, which is no rule"),
        ("requires = \"rule.one\"", "it waits for itself: one"),
        ("requires = \"has(law.security)\"", "a condition may not use has(…)"),
        ("requires = \"data.exists(d, d == 'x')\"", "a condition may not use macros"),
        ("requires = \"video ? true : false\"", "a condition may not use a ? b : c"),
        ("requires = \"video && \"", "the condition is not CEL"),
        ("requires = \"contains(data, here)\"", "there is no function “contains”"),
        ("requires = \"data.size() > 2\"", "there is no function “size”"),
        ("requires = \"data[0] == here\"", "a condition may not use brackets"),
        ("requires = \"how_many > 3\"", "it reads “how_many”, which is kept for the letter"),
        ("requires = \"law.minors.consent_age + 1 > 3\"", "a condition may not use arithmetic"),
        ("value = \"security.obligaton\"", "there is no question “security.obligaton” in questions.toml"),
        ("value = \"security.obligation\"", "is answered by yes or no: write it under “requires”"),
        ("when = \"video\"", "a rule has “requires”, or “value”, or both"),
    ];
    for (conditions, fault) in faults {
        let told = of_rule(conditions);
        assert!(told.starts_with("rules.toml, line ") && told.contains("rule one: "), "{conditions}: {told}");
        assert!(told.contains(fault), "{conditions}: {told}");
    }
    let long = format!("requires = \"{}video\"", "video || ".repeat(200));
    assert!(of_rule(&long).contains("longer than 1000 bytes"));
    // Whatever nests, by any part of the grammar: refused before the parser, which would run out of stack.
    let nesting = [
        "!(",
        "(",
        "[",
        "!",
        "video.",
        "video == ",
        "video in ",
        "video < ",
        "f(",
        "a.f(",
        "video ? video : ",
    ];
    for one in nesting {
        let deep = format!("requires = \"{}video\"", one.repeat(900 / one.len()));
        assert!(of_rule(&deep).contains("a condition may not use "), "{one}: {}", of_rule(&deep));
    }
}

#[test]
fn types_and_codes_are_checked() {
    let faults = [
        ("requires = \"data\"", "“data” is a list of codes, and yes or no is needed here"),
        ("requires = \"status\"", "“status” is one code, and yes or no is needed here"),
        ("requires = \"status == true\"", "“true” is yes or no, and one code is needed here"),
        ("requires = \"video == 'yes'\"", "“yes” is one code, and true or false is needed here"),
        ("requires = \"status == 'privat'\"", "“privat” is never an answer to “status”; it offers private,"),
        ("requires = \"'cloud' in hosting\"", "“cloud” is never an answer to “hosting”"),
        ("requires = \"here in data\"", "“ml” is never an answer to “data”"),
        (
            "requires = \"'biometrics' in law.formalities.authorisation.cases\"",
            "“biometrics” is never an answer to “law.formalities.authorisation.cases”",
        ),
        ("requires = \"law.breach.notify_authority.deadline == 'PT72H'\"", "a time, a sum or a text"),
        ("requires = \"law.minors.consent_age > 'x'\"", "“x” is one code, and a number is needed here"),
        ("requires = \"overlap(status, data)\"", "“status” is one code, and a list of codes is needed here"),
    ];
    for (conditions, fault) in faults {
        let told = of_rule(conditions);
        assert!(told.contains(fault), "{conditions}: {told}");
    }
}

#[test]
fn all_the_faults_of_a_file_are_told_at_once() {
    let told = of_rule("when = \"vidoe\"\nrequires = \"law.x\"");
    assert_eq!(told.lines().count(), 2, "{told}");
    assert!(told.contains("line 7") && told.contains("line 8"));
}

#[test]
fn a_fact_that_nothing_reads_is_a_fault() {
    let library = library().unwrap();
    let text = format!(
        "{}\n[[fact]]\nid = \"idle\"\nstep = \"who\"\ntype = \"yes_no\"\nfr = \"a\"\nen = \"b\"\n",
        FACTS.text.split("# ---- what cannot").next().unwrap()
    );
    let faults = Guide::read(library, DataFile { name: "facts.toml", text: &text }, RULES).unwrap_err();
    assert_eq!(faults[0].to_string(), "guide/rules.toml, line 1: no rule reads the fact “idle”");
}

#[test]
fn facts_have_their_faults_too() {
    let step = "[[step]]\nid = \"who\"\nfr = \"a\"\nen = \"b\"\n";
    let fact = |rest: &str| format!("{step}[[fact]]\nid = \"one\"\nfr = \"a\"\nen = \"b\"\n{rest}\n");
    let faults = [
        (fact("step = \"where\"\ntype = \"yes_no\""), "there is no [[step]] “where”"),
        (fact("step = \"who\"\ntype = \"maybe\""), "“maybe” is not a type"),
        (fact("step = \"who\"\ntype = \"choice\""), "has 2 to 24 choices"),
        (fact("step = \"who\"\ntype = \"yes_no\"\nasked = \"later\""), "“later”, which no fact declares"),
        (fact("step = \"who\"\ntype = \"yes_no\"\nasked = \"law.x\""), "only facts can be read here"),
        (fact("step = \"who\"\ntype = \"yes_no\"\ncolour = 1"), "unknown field"),
    ];
    for (text, fault) in faults {
        let told = read_facts(DataFile { name: "facts.toml", text: &text }).unwrap_err();
        let told: Vec<String> = told.iter().map(ToString::to_string).collect();
        assert!(
            told.iter().any(|one| one.contains(fault) && one.starts_with("facts.toml, line ")),
            "{told:?}"
        );
    }
}

#[test]
fn an_answer_that_cannot_be_taken_names_its_fact() {
    let guide = super::super::shipped().unwrap();
    let told = |pairs: &[(&str, &str)]| {
        let faults = Description::parse(guide.facts(), pairs.iter().copied()).unwrap_err();
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(told(&[("vidoe", "yes")]), "“vidoe”: nothing of that name is asked");
    assert_eq!(told(&[("video", "perhaps")]), "“video”: “perhaps” is neither yes nor no");
    assert!(told(&[("status", "firm")]).contains("“firm” is not offered; choose among private, public,"));
    assert_eq!(told(&[("status", "private"), ("status", "public")]), "“status”: only one answer is asked");
    assert_eq!(told(&[("marketing", "none,calls")]), "“marketing”: “none” goes with no other answer");
    assert!(told(&[("how_many", "-3")]).contains("is not a whole number"));
    assert!(told(&[("how_many", "99999999999")]).contains("is not a whole number"));
    let long = "x".repeat(MAX_ANSWER + 1);
    assert!(told(&[("status", &long)]).contains("at most 400 characters"));
    let many = vec![("data", "health"); MAX_ANSWERS + 1];
    assert!(told(&many).contains("at most 400 answers"));
    assert!(Description::parse(guide.facts(), [("video", " "), ("status", "")]).unwrap().is_empty());
}

#[test]
fn a_contradictory_description_is_refused_and_names_both_facts() {
    let guide = super::super::shipped().unwrap();
    let contradictions = [
        ("no_transfer_but_hosted_elsewhere", "transfer=no&established=bf&hosting=other&means=other"),
        ("no_transfer_but_hosted_in_another_country", "transfer=no&means=bf&hosting=bf,other"),
        ("transfer_to_where_they_are", "transfer=yes&transfer_to=bf&means=bf&hosting=bf"),
        ("biometrics_without_biometric_data", "biometrics=yes&data=ordinary"),
        ("patients_without_health_data", "persons=patients&data=ordinary"),
        ("marketing_purpose_without_marketing", "purposes=marketing&marketing=none"),
        ("paper_but_decided_by_a_program", "support=paper&decision=automatic"),
        ("private_use_but_public_service", "status=personal&purposes=public_service"),
        ("paper_but_video", "support=paper&video=yes"),
        ("association_for_state_security", "status=nonprofit&activity=security"),
    ];
    for (id, query) in contradictions {
        let found = guide.contradictions(&description(guide, query));
        assert_eq!(found.len(), 1, "{id}");
        assert_eq!(found[0].clash.map(|clash| clash.id.as_str()), Some(id));
        for fact in &found[0].facts {
            assert!(query.contains(fact.id.as_str()), "{id} names {}", fact.id);
        }
        // Without either fact there is no contradiction: nothing is supposed.
        for fact in found[0].facts.iter().take(2) {
            assert!(guide.contradictions(&description(guide, query).without(&fact.id)).is_empty(), "{id}");
        }
        let columns = shipped_columns(library().unwrap());
        let refused = guide.verdict(
            &description(guide, query),
            &columns,
            shipped_weights().unwrap(),
            date(2026, 11, 24),
        );
        assert!(refused.is_err(), "{id}");
    }
    assert_eq!(contradictions.len(), guide.clashes().len());
}

#[test]
fn an_answer_to_what_is_not_asked_contradicts_the_answer_before() {
    let guide = super::super::shipped().unwrap();
    let found =
        guide.contradictions(&description(guide, "transfer=no&transfer_to=other&means=other&hosting=other"));
    assert_eq!(found.len(), 1);
    let named: Vec<&str> = found[0].facts.iter().map(|fact| fact.id.as_str()).collect();
    assert_eq!((named, found[0].clash), (vec!["transfer_to", "transfer"], None));
    assert!(guide.contradictions(&description(guide, "breach=no&breach_risk=none")).is_empty());
}

/// The truth of `hosting.health` in Burkina Faso, whose cell is this.
fn hosting(answer: Answer, is_attested: bool) -> (Truth, Vec<Standing>) {
    let guide = super::super::shipped().unwrap();
    let mut columns = shipped_columns(library().unwrap());
    let column =
        columns.iter_mut().find(|column| column.instrument.country.as_deref() == Some("BF")).unwrap();
    let by = || crate::profile::store::Signed {
        origin: liptako_core::MemberIndex(1),
        index: 3,
        officer: liptako_core::ObjectId::from_bytes([1; 16]),
        name: "Agent".into(),
        function: liptako_core::Bilingual::new("Juriste", "Legal officer"),
        seconds: 1_764_000_000,
    };
    let cell = column.cells.get_mut("localisation.health_data").unwrap();
    *cell = Cell { answer, revision: None, attested: is_attested.then(by) };
    let asked = description(guide, "data=health&established=bf");
    let verdict = guide.verdict(&asked, &columns, shipped_weights().unwrap(), date(2026, 11, 24)).unwrap();
    let outcome = verdict.countries[1].outcome("hosting.health").unwrap();
    (outcome.truth, outcome.cites.iter().map(|cite| cite.standing).collect())
}

#[test]
fn only_what_is_established_decides() {
    let value = |yes| Finding::Value(Value::Bool(yes));
    let answer = |finding, confidence| Answer::new(finding, false, confidence).unwrap();
    let open = Truth::NotEstablished;
    assert_eq!(hosting(answer(value(true), Confidence::Secondary), false).0, Truth::Yes);
    assert_eq!(hosting(answer(value(false), Confidence::Verified), false).0, Truth::No);
    assert_eq!(hosting(Answer::unknown(), false), (open, vec![Standing::Unknown]));
    assert_eq!(hosting(answer(value(true), Confidence::Recalled), false), (open, vec![Standing::Recalled]));
    assert_eq!(hosting(answer(value(true), Confidence::Recalled), true).0, Truth::Yes, "attested");
    assert_eq!(hosting(answer(Finding::Silent, Confidence::Verified), false), (open, vec![Standing::Silent]));
    let mut later = answer(value(true), Confidence::Verified);
    later.valid.from = Some(date(2027, 1, 1));
    assert_eq!(hosting(later, false), (open, vec![Standing::OutOfDate]));
    let mut over = answer(value(true), Confidence::Verified);
    over.valid.to = Some(date(2026, 11, 23));
    assert_eq!(hosting(over, false), (open, vec![Standing::OutOfDate]));
}

#[test]
fn a_report_is_never_told_as_a_fact() {
    let guide = super::super::shipped().unwrap();
    let columns = shipped_columns(library().unwrap());
    let asked = description(guide, "established=ne");
    let verdict = guide.verdict(&asked, &columns, shipped_weights().unwrap(), date(2026, 11, 24)).unwrap();
    let niger = verdict.countries.iter().find(|country| country.country.as_str() == "ne").unwrap();
    let status = niger.outcome("authority.status").unwrap();
    assert_eq!((status.truth, status.value), (Truth::NotEstablished, None));
    assert_eq!(status.cites[0].standing, Standing::Reported);
}

#[test]
fn programs_are_not_told_a_report_nor_its_note_even_when_it_is_also_out_of_date() {
    let guide = super::super::shipped().unwrap();
    let mut columns = shipped_columns(library().unwrap());
    let told = |columns: &[Column<'_>]| {
        let asked = description(guide, "established=ne");
        let weights = shipped_weights().unwrap();
        let verdict = guide.verdict(&asked, columns, weights, date(2026, 11, 24)).unwrap();
        super::super::api::verdict_json(guide, &asked, &verdict)
    };
    let status = |told: &serde_json::Value| {
        let countries = told["countries"].as_array().unwrap();
        let niger = countries.iter().find(|country| country["country"] == "ne").unwrap();
        let outcomes = niger["outcomes"].as_array().unwrap();
        outcomes.iter().find(|outcome| outcome["id"] == "authority.status").unwrap()["rests_on"][0].clone()
    };
    let hidden = |standing: &str| {
        serde_json::json!({ "question": "authority.current_status", "finding": "unknown", "article": null,
            "note": null, "confidence": "unknown", "attested": false, "open_list": false,
            "standing": standing, "sources": [] })
    };
    assert_eq!(status(&told(&columns)), hidden("reported"));
    for column in &mut columns {
        if column.instrument.id.as_str() == "ne_2022_59" {
            let cell = column.cells.values_mut().find(|cell| {
                cell.answer
                    .note
                    .as_deref()
                    .is_some_and(|note| note.contains("décret présidentiel du 8 juin 2026"))
            });
            cell.unwrap().answer.valid.to = Some(date(2026, 11, 23));
        }
    }
    assert_eq!(status(&told(&columns)), hidden("out_of_date"));
    let whole = told(&columns).to_string();
    assert!(!whole.contains("reported_abolished") && !whole.contains("supprim"), "{whole}");
}
