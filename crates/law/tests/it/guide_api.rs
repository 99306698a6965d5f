//! The guide as a program asks it.

use crate::LAW;
use axum::http::StatusCode;
use liptako_core::{Audience, Kind, MemberIndex};
use liptako_law::profile::record::{
    AnswerRecord, AttestationRecord, cell_object, digest, encode_answer_record, encode_attestation,
};
use liptako_law::profile::{Amount, Answer, Confidence, Currency, Finding, InstrumentId, QuestionId, Value};
use liptako_stage::{Browser, OFFICERS, Page, World, charter, officer, on_each_engine};
use serde_json::Value as Json;

fn asking(world: &World, test: impl Fn(&mut Browser)) {
    let done = std::cell::Cell::new(false);
    on_each_engine(|base| {
        if !done.replace(true) {
            test(&mut world.staffed_node(base(), 1).visitor());
        }
    });
}

fn told(visitor: &mut Browser, address: &str) -> Json {
    visitor.open(address);
    serde_json::from_str(&visitor.text).unwrap_or_else(|error| panic!("{error}: {}", visitor.text))
}

/// The outcome of a rule in a country.
fn outcome<'a>(verdict: &'a Json, country: &str, rule: &str) -> &'a Json {
    let countries = verdict["countries"].as_array().unwrap();
    let country = countries.iter().find(|one| one["country"] == country).unwrap();
    let outcomes = country["outcomes"].as_array().unwrap();
    outcomes.iter().find(|one| one["id"] == rule).unwrap_or(&Json::Null)
}

#[test]
fn a_program_learns_what_is_asked_and_by_which_rules() {
    asking(&World::new(LAW, 3), |visitor| {
        let asked = told(visitor, "/api/guide");
        assert_eq!(visitor.status, StatusCode::OK);
        let facts = asked["facts"].as_array().unwrap();
        let hosting = facts.iter().find(|fact| fact["id"] == "hosting").unwrap();
        assert_eq!((&hosting["type"], &hosting["choices"][1]["code"]), (&"choices".into(), &"bf".into()));
        let rules = asked["rules"].as_array().unwrap();
        let rule = rules.iter().find(|rule| rule["id"] == "hosting.health_abroad").unwrap();
        assert_eq!(rule["when"], "\"health\" in data && !(here in hosting)");
        assert_eq!(rule["requires"], "law.localisation.health_data");
        assert_eq!(asked["codes"]["merging"]["fr"], "fusion en cours");
    });
}

#[test]
fn may_a_clinic_in_ouagadougou_host_abroad() {
    asking(&World::new(LAW, 3), |visitor| {
        let address = "/api/guide/verdict?status=private&activity=health&support=computer&established=bf&means=bf\
            &persons_in=bf&data=ordinary,health&persons=patients&hosting=other&transfer=yes&transfer_to=other\
            &only=hosting";
        let verdict = told(visitor, address);
        assert_eq!(visitor.status, StatusCode::OK);
        assert_eq!(verdict["countries"][0]["applies"], "no");
        assert_eq!(verdict["countries"][1]["applies"], "yes");
        let hosting = outcome(&verdict, "bf", "hosting.health_abroad");
        assert_eq!(
            (&hosting["answer"], &hosting["rests_on"][0]["confidence"]),
            (&"yes".into(), &"secondary".into())
        );
        let transfer = outcome(&verdict, "bf", "authorisation.transfer");
        assert_eq!(transfer["rests_on"][0]["article"], "31 ; 42");
        let fee = outcome(&verdict, "bf", "fee.authorisation");
        assert_eq!((&fee["answer"], &fee["value"]), (&"not_established".into(), &Json::Null));
        assert_eq!(fee["missing_law"][0]["because"], "unknown");
        assert_eq!(outcome(&verdict, "ml", "fee.authorisation"), &Json::Null, "its law does not apply");
    });
}

#[test]
fn a_report_that_nobody_confirmed_is_not_for_the_public() {
    asking(&World::new(LAW, 3), |visitor| {
        let verdict = told(visitor, "/api/guide/verdict?established=ne");
        let status = outcome(&verdict, "ne", "authority.status");
        assert_eq!((&status["answer"], &status["value"]), (&"not_established".into(), &Json::Null));
        let cell = &status["rests_on"][0];
        assert_eq!((&cell["finding"], &cell["note"]), (&"unknown".into(), &Json::Null));
        assert!(!visitor.text.contains("reported_abolished") && !visitor.text.contains("supprim"));
    });
}

#[test]
fn what_is_described_is_in_the_address_and_stays_nowhere() {
    asking(&World::new(LAW, 3), |visitor| {
        let verdict = told(visitor, "/api/guide/verdict?video=yes&data=health&data=ordinary");
        assert_eq!(verdict["description"]["data"], serde_json::json!(["ordinary", "health"]));
        assert_eq!(visitor.header("cache-control"), "no-store");
        assert_eq!(visitor.header("set-cookie"), "");
        let again = told(visitor, "/api/guide/verdict");
        assert_eq!(again["description"], serde_json::json!({}));
    });
}

#[test]
fn what_cannot_be_taken_is_answered_with_its_place_and_nothing_is_half_taken() {
    asking(&World::new(LAW, 3), |visitor| {
        let refused = told(visitor, "/api/guide/verdict?vidoe=yes&transfer=perhaps&video=yes");
        assert_eq!(visitor.status, StatusCode::UNPROCESSABLE_ENTITY);
        let places: Vec<(&str, &str)> = refused["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| (error["fact"].as_str().unwrap(), error["problem"].as_str().unwrap()))
            .collect();
        assert_eq!(places, [("transfer", "not_yes_or_no"), ("vidoe", "unknown_fact")]);
        assert!(refused.get("countries").is_none());

        let refused =
            told(visitor, "/api/guide/verdict?transfer=no&means=bf&hosting=other&transfer_to=other");
        assert_eq!(visitor.status, StatusCode::CONFLICT);
        let found = refused["contradictions"].as_array().unwrap();
        assert_eq!(found[0]["facts"], serde_json::json!(["transfer", "hosting"]));
        assert!(found[0]["fr"].as_str().unwrap().starts_with("Vous dites que les données ne sortent"));
        let unasked = found.last().unwrap();
        assert_eq!((&unasked["id"], &unasked["facts"][0]), (&Json::Null, &"transfer_to".into()));
        assert!(unasked["en"].as_str().unwrap().contains("has no object"), "{unasked}");

        told(visitor, &format!("/api/guide/verdict?{}", "video=yes&".repeat(1000)));
        assert_eq!(visitor.status, StatusCode::URI_TOO_LONG);
        told(visitor, &format!("/api/guide/verdict?{}", "data=health&".repeat(450)));
        assert_eq!(visitor.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

/// Burkina Faso’s authority records the fee of an authorisation, then attests it.
fn with_a_fee(attests: bool) -> World {
    let mut world = World::new(LAW, 3);
    let bf = MemberIndex(1);
    let (instrument, question): (InstrumentId, QuestionId) =
        ("bf_001_2021".parse().unwrap(), "formalities.fees.authorisation".parse().unwrap());
    let sum = Amount::new(Some(50_000), Some(50_000), Currency::XOF, None).unwrap();
    let answer = Answer::new(Finding::Value(Value::Amount(sum)), false, Confidence::Recalled).unwrap();
    let object = cell_object(&instrument, &question);
    let word = AnswerRecord {
        instrument: instrument.clone(),
        question: question.clone(),
        parent: None,
        officer: officer(1),
        reason: "Barème essayé (fictif).".into(),
        answer: answer.clone(),
    };
    let payload = encode_answer_record(&word);
    let audience = Audience::all(&charter());
    let page = Page { kind: Kind::LAW_ANSWER, object, payload: &payload, audience, signer: None };
    world.write(bf, [2, 2, 2], &page);
    if attests {
        let word = AttestationRecord { instrument, question, digest: digest(&answer), officer: officer(2) };
        let payload = encode_attestation(&word);
        let page = Page {
            kind: Kind::LAW_ATTESTATION,
            object,
            payload: &payload,
            audience,
            signer: Some(OFFICERS[1]),
        };
        world.write(bf, [2, 2, 2], &page);
    }
    world
}

#[test]
fn an_attested_correction_changes_the_verdict_at_once_and_a_memory_does_not() {
    let address = "/api/guide/verdict?established=bf&hosting=other";
    asking(&with_a_fee(false), |visitor| {
        let verdict = told(visitor, address);
        let fee = outcome(&verdict, "bf", "fee.authorisation");
        assert_eq!((&fee["answer"], &fee["value"]), (&"not_established".into(), &Json::Null));
        assert_eq!(fee["missing_law"][0]["because"], "recalled");
    });
    asking(&with_a_fee(true), |visitor| {
        let verdict = told(visitor, address);
        let fee = outcome(&verdict, "bf", "fee.authorisation");
        assert_eq!((&fee["answer"], &fee["value"]["min"]), (&"yes".into(), &50_000.into()));
        assert_eq!(fee["rests_on"][0]["attested"], true);
    });
}
