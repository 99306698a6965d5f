//! The pages, as a person without scripts uses them.

use crate::LAW;
use axum::http::StatusCode;
use liptako_core::{Audience, Kind, MemberIndex};
use liptako_law::profile::record::{
    AnswerRecord, AttestationRecord, cell_object, digest, encode_answer_record, encode_attestation,
};
use liptako_law::profile::{Answer, Confidence, Finding, Value, shipped};
use liptako_stage::{Browser, OFFICERS, Page, World, charter, officer, on_one_engine};

fn reading(test: impl Fn(&mut Browser)) {
    on_one_engine(|base| {
        let base = base();
        let house = World::new(LAW, 3).staffed_node(base, 1);
        test(&mut house.browser("lectrice"));
    });
}

#[test]
fn the_matrix_shows_every_question_with_its_relation_and_its_coverage() {
    reading(|reader| {
        reader.open("/law/comparison");
        assert_eq!(reader.status, StatusCode::OK);
        assert!(reader.says("130 questions"), "{}", reader.main());
        for question in &shipped().unwrap().questionnaire.questions {
            assert!(reader.text.contains(&format!("/law/comparison/{}\"", question.id)), "{}", question.id);
        }
        let main = reader.main();
        let (before, after) =
            main.split_once("Elle porte sur").expect("the coverage stands beside the score");
        assert!(before.ends_with("% . ") || before.contains("Convergence"), "{before}");
        assert!(after.contains("de ce qui pourrait être comparé"));
        assert!(reader.says("de mémoire") && reader.says("non établi"));
    });
}

#[test]
fn a_reported_abolition_is_never_shown_as_a_fact() {
    reading(|reader| {
        reader.open("/law/comparison/authority.current_status");
        let main = reader.main();
        assert!(main.contains("suppression signalée, non confirmée"), "{main}");
        let confirmed = main.match_indices("suppression signalée").all(|(at, _)| {
            main[..at].trim_end().ends_with("À confirmer\u{a0}:")
                || main[..at].trim_end().ends_with("À confirmer :")
        });
        assert!(confirmed, "each mention asks for confirmation: {main}");
    });
}

#[test]
fn filters_narrow_the_matrix_and_nonsense_narrows_nothing() {
    reading(|reader| {
        reader.open("/law/comparison?topic=breach&columns=national");
        assert!(reader.says("4 questions") && !reader.text.contains("dpo.exists"), "{}", reader.main());
        assert!(!reader.text.contains("data-label=\"RGPD\""), "the references are put aside");
        reader.open("/law/comparison?words=DELAI+notification");
        assert!(!reader.says("130 questions") && reader.says("Délai de notification"), "{}", reader.main());
        reader.open("/law/comparison?relation=different");
        assert!(reader.says("Durée du mandat") && !reader.says("130 questions"), "{}", reader.main());
        reader.open("/law/comparison?topic=nonsense&relation=nonsense");
        assert!(reader.says("130 questions"));
        reader.open("/law/comparison?words=zzzz");
        assert!(reader.says("Aucune question ne répond à cette recherche"), "{}", reader.main());
    });
}

#[test]
fn a_question_shows_each_answer_with_its_article_and_how_far_apart_they_stand() {
    reading(|reader| {
        reader.open("/law/comparison/authority.mandate");
        assert!(
            reader.says("7 ans") && reader.says("5 ans") && reader.says("différentes"),
            "{}",
            reader.main()
        );
        assert!(reader.says("Mali, loi n°2013-015 et Burkina Faso, loi n°001-2021/AN"), "{}", reader.main());
        assert!(reader.says("écart d’environ 2 ans"), "{}", reader.main());
        assert!(reader.says("non attesté") && reader.says("source secondaire"));
        reader.open("/law/comparison/breach.notify_authority.deadline");
        assert!(
            reader.says("72 heures") && reader.says("0 des 3 lois nationales répondent"),
            "{}",
            reader.main()
        );
    });
}

#[test]
fn memory_is_counted_only_on_request() {
    reading(|reader| {
        let path = "/law/comparison/rights.access";
        reader.open(path);
        assert!(!reader.says("repose sur une réponse donnée de mémoire"), "{}", reader.main());
        reader.open(&format!("{path}?memory=1"));
        assert!(reader.says("repose sur une réponse donnée de mémoire"), "{}", reader.main());
    });
}

#[test]
fn the_to_do_list_is_that_of_ones_own_authority_first() {
    reading(|reader| {
        reader.open("/law/profile");
        assert!(reader.says("52 réponses à établir"), "{}", reader.main());
        assert!(reader.says("Aucune réponse attestée") && reader.says("Voir toute la liste"));
        reader.open("/law/profile?authority=ne");
        assert!(reader.says("91 réponses à établir"), "{}", reader.main());
        reader.open("/law/profile?authority=ne&all=1");
        assert!(!reader.says("Voir toute la liste"), "{}", reader.main());
    });
}

#[test]
fn each_instrument_says_what_to_know_before_using_it() {
    reading(|reader| {
        for profile in &shipped().unwrap().profiles {
            reader.open(&format!("/law/profile/{}", profile.instrument.id));
            assert_eq!(reader.status, StatusCode::OK, "{}", profile.instrument.id);
            assert!(reader.says("À savoir avant tout usage"), "{}", reader.main());
        }
        reader.open("/law/profile/ne_2022_59");
        assert!(reader.text.contains("À confirmer\u{a0}: suppression signalée, non confirmée"));
        assert!(reader.says("Ordonnance n°2024-29") && reader.says("24 juin 2024"), "{}", reader.main());
        reader.open("/law/profile/coe_108plus_2018");
        assert!(reader.says("non établi") && reader.says("0 source"), "{}", reader.main());
    });
}

#[test]
fn what_an_authority_recorded_and_attested_is_on_the_pages() {
    on_one_engine(|base| {
        let base = base();
        let mut world = World::new(LAW, 5);
        let (instrument, question) =
            ("bf_001_2021".parse().unwrap(), "breach.notify_authority.deadline".parse().unwrap());
        let object = cell_object(&instrument, &question);
        let value = Finding::Value(Value::Duration("PT48H".parse().unwrap()));
        let answer = Answer::new(value, false, Confidence::Verified).unwrap();
        let digest = digest(&answer);
        let (cil, audience) = (MemberIndex(1), Audience::all(&charter()));
        let seen = [OFFICERS.len() as u64; 3];
        let recorded = AnswerRecord {
            instrument,
            question,
            parent: None,
            officer: officer(1),
            reason: "Relu (essai).".into(),
            answer,
        };
        let payload = encode_answer_record(&recorded);
        let page = Page { kind: Kind::LAW_ANSWER, object, payload: &payload, audience, signer: None };
        world.write(cil, seen, &page);
        let AnswerRecord { instrument, question, .. } = recorded;
        let word = AttestationRecord { instrument, question, digest, officer: officer(2) };
        let payload = encode_attestation(&word);
        let page = Page { kind: Kind::LAW_ATTESTATION, object, payload: &payload, audience, signer: Some(2) };
        world.write(cil, seen, &page);

        let house = world.staffed_node(base, 1);
        let mut reader = house.browser("lectrice");
        reader.open("/law/comparison/breach.notify_authority.deadline");
        assert!(reader.says("48 heures") && reader.says("attesté par CIL"), "{}", reader.main());
        assert!(reader.says("écart de 1 jour"), "against the GDPR's 72 hours: {}", reader.main());
        reader.open("/law/profile");
        assert!(
            reader.says("51 réponses à établir") && reader.says("1 réponse attestée"),
            "{}",
            reader.main()
        );
    });
}

#[test]
fn pages_speak_english_to_those_who_ask_and_mark_what_is_in_french() {
    reading(|reader| {
        reader.open("/language/en?next=/law/comparison");
        reader.follow();
        assert!(
            reader.says("The three laws side by side") && reader.says("not established"),
            "{}",
            reader.main()
        );
        reader.open("/law/comparison/authority.mandate");
        assert!(reader.says("7 years") && reader.text.contains("<span lang=\"fr\">"), "{}", reader.main());
    });
}

#[test]
fn what_is_not_there_is_said_so_and_visitors_are_sent_to_sign_in() {
    on_one_engine(|base| {
        let base = base();
        let house = World::new(LAW, 3).staffed_node(base, 1);
        let mut reader = house.browser("lectrice");
        for nowhere in ["/law/comparison/zz", "/law/comparison/breach", "/law/profile/zz", "/law/nothing"] {
            reader.open(nowhere);
            assert_eq!(reader.status, StatusCode::NOT_FOUND, "{nowhere}");
        }
        let mut visitor = house.visitor();
        for path in ["/law/comparison", "/law/profile", "/law/comparison/breach.notify_authority"] {
            visitor.open(path);
            assert_eq!(visitor.status, StatusCode::SEE_OTHER, "{path}");
            assert!(visitor.location.starts_with("/sign-in"), "{path}");
        }
    });
}

#[test]
fn a_concept_leads_to_its_topics_questions_and_rules_and_they_lead_back() {
    reading(|reader| {
        reader.open("/vocabulary/filing-fee");
        assert!(reader.says("Dans les lois") && reader.says("Ce que le guide en dit"), "{}", reader.main());
        let question = "/law/comparison/formalities.fees.declaration\"";
        assert!(reader.text.contains(question) && reader.says("Niger"), "{}", reader.main());
        reader.open("/law/comparison/formalities.fees.declaration");
        assert!(reader.text.contains("href=\"/vocabulary/filing-fee\""), "{}", reader.main());
        reader.open("/vocabulary/data-breach");
        assert!(reader.text.contains("href=\"/law/comparison?topic=breach\""), "{}", reader.main());
        reader.open("/law/comparison?topic=breach");
        assert!(reader.text.contains("href=\"/vocabulary/data-breach\""), "{}", reader.main());
    });
}
