//! The views of the comparison: the map, the pairs, the change over time, the search; light, permanent, and never a
//! score without its coverage.

use crate::LAW;
use axum::http::StatusCode;
use liptako_core::{Audience, Kind, MemberIndex};
use liptako_law::comparison::RelationKind;
use liptako_law::profile::record::{AnswerRecord, cell_object, encode_answer_record};
use liptako_law::profile::{Answer, Confidence, Finding, Value, shipped};
use liptako_stage::{Browser, OFFICERS, Page, World, charter, officer, on_one_engine};

fn reading(test: impl Fn(&mut Browser)) {
    on_one_engine(|base| {
        let base = base();
        let house = World::new(LAW, 3).staffed_node(base, 1);
        test(&mut house.browser("lectrice"));
    });
}

/// The matrix is the heaviest page: with all that it can show it must pass over a slow line.
const MATRIX_MAX: usize = 40_000;

#[test]
fn the_whole_matrix_weighs_at_most_40_kb_compressed() {
    reading(|reader| {
        for lang in ["fr", "en"] {
            reader.open(&format!("/language/{lang}?next=/law/comparison"));
            let (whole, compressed) =
                (reader.open("/law/comparison?memory=1").len(), reader.weight("/law/comparison?memory=1"));
            assert!(reader.says("130 questions"), "everything is shown");
            assert!(compressed <= MATRIX_MAX, "{lang}: {compressed} bytes compressed, {whole} whole");
        }
    });
}

#[test]
fn every_other_view_weighs_less() {
    reading(|reader| {
        for path in VIEWS {
            let weight = reader.weight(path);
            assert!(weight <= MATRIX_MAX / 2, "{path}: {weight} bytes compressed");
        }
    });
}

const VIEWS: [&str; 11] = [
    "/law/comparison?topic=rights",
    "/law/comparison?columns=ml_2013_015-eu_gdpr_2016&weight=3",
    "/law/comparison/map",
    "/law/comparison/map?against=all&memory=1",
    "/law/comparison/map?topic=authority&against=eu_gdpr_2016",
    "/law/comparison/pairs",
    "/law/comparison/pairs?memory=1",
    "/law/comparison/pairs/ml_2013_015/bf_001_2021?relation=all",
    "/law/comparison/pairs/eu_gdpr_2016/coe_108plus_2018",
    "/law/comparison/time",
    "/law/comparison/time?columns=ml_2013_015-eu_gdpr_2016&memory=1",
];

/// Wherever a share of convergence stands, how much it rests on stands right after it.
#[test]
fn no_view_shows_a_convergence_without_its_coverage() {
    reading(|reader| {
        let mut n_scores = 0;
        for path in VIEWS.into_iter().chain(["/law/comparison", "/law/comparison?memory=1"]) {
            reader.open(path);
            assert_eq!(reader.status, StatusCode::OK, "{path}");
            let main = reader.main();
            for (at, said) in main.match_indices("Convergence :") {
                let after: String = main[at + said.len()..].chars().take(40).collect();
                // A title may name the topic after the word; a score is a number.
                if after.trim_start().starts_with(|first: char| first.is_ascii_digit()) {
                    assert!(after.contains("Elle porte sur"), "{path}: {after}");
                    n_scores += 1;
                }
            }
            // In tables and bars: “62 % (4 sur 9)”, in cells of the map “62 % 4 sur 9”.
            for (at, _) in main.match_indices(" sur ") {
                let counts = |text: &str| text.trim_end_matches(')').chars().all(|c| c.is_ascii_digit());
                let after = main[at + 5..].split([' ', ')', ',']).next().unwrap();
                let before = main[..at].rsplit([' ', '(']).next().unwrap();
                n_scores += usize::from(counts(after) && counts(before));
            }
        }
        assert!(n_scores > 500, "{n_scores} were looked at");
    });
}

#[test]
fn a_cell_of_the_map_without_knowledge_bears_no_score() {
    reading(|reader| {
        reader.open("/law/comparison/map");
        let svg = reader.text.split("<svg class=\"heat\"").nth(1).unwrap().split("</svg>").next().unwrap();
        assert_eq!(svg.matches("<rect").count(), 25 * 3);
        for cell in svg.split("<g class=\"h-none\">").skip(1) {
            let cell = cell.split("</g>").next().unwrap();
            assert!(cell.contains(">?<") || cell.contains(">–<"), "{cell}");
        }
        for cell in svg.split("<g class=\"h0\">").skip(1) {
            assert!(cell.split("</g>").next().unwrap().contains('%'), "a colour is never alone: {cell}");
        }
        assert!(reader.says("Violations de données non établie (0 sur 4)"), "the table says the same");
        assert!(svg.contains("role=\"img\" aria-label=\"Carte de la convergence"), "{svg}");
    });
}

#[test]
fn a_topic_of_the_map_opens_on_its_questions() {
    reading(|reader| {
        reader.open("/law/comparison/map");
        assert!(reader.text.contains("/law/comparison/map?topic=authority"), "a way down");
        reader.open("/law/comparison/map?topic=authority");
        assert!(reader.says("Durée du mandat différentes : écart d’environ 2 ans"), "{}", reader.main());
        assert!(reader.text.contains(">≠<") && reader.says("≠ différentes"), "the marks have a key");
        reader.open("/law/comparison/map?topic=nonsense&against=nonsense");
        assert_eq!(reader.status, StatusCode::OK);
        assert!(reader.says("Mali – Burkina Faso") || reader.says("ml – bf"), "{}", reader.main());
    });
}

#[test]
fn any_two_instruments_have_their_page_and_both_orders_say_the_same() {
    reading(|reader| {
        let ids: Vec<_> = shipped().unwrap().questioned().map(|one| one.instrument.id.to_string()).collect();
        let counts = |reader: &mut Browser, a: &str, b: &str| {
            reader.open(&format!("/law/comparison/pairs/{a}/{b}?relation=all"));
            assert_eq!(reader.status, StatusCode::OK, "{a} {b}");
            let bar = reader.text.split("<svg class=\"bar\"").nth(1).unwrap();
            bar.split("aria-label=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
        };
        for (place, a) in ids.iter().enumerate() {
            for b in &ids[place + 1..] {
                let said = counts(reader, a, b);
                assert_eq!(said, counts(reader, b, a), "{a} {b}");
            }
        }
        for nowhere in ["ml_2013_015/ml_2013_015", "ml_2013_015/zz", "aes_cc_apdp_2025/ml_2013_015"] {
            reader.open(&format!("/law/comparison/pairs/{nowhere}"));
            assert_eq!(reader.status, StatusCode::NOT_FOUND, "{nowhere}");
        }
    });
}

#[test]
fn the_gravest_divergence_of_a_pair_comes_first_with_how_far() {
    reading(|reader| {
        reader.open("/law/comparison/pairs/ml_2013_015/bf_001_2021");
        let main = reader.main();
        let at = |words: &str| main.find(words).unwrap_or_else(|| panic!("{words}: {main}"));
        assert!(at("Qui apprécie le niveau de protection") < at("Durée du mandat"));
        assert!(at("Durée du mandat 7 ans") < at("Nombre de membres 15"), "what weighs nothing comes last");
        assert!(main.contains("écart de 80 000 000 FCFA") || main.contains("FCFA"), "{main}");
        for kind in RelationKind::ALL {
            reader.open(&format!("/law/comparison/pairs/ml_2013_015/bf_001_2021?relation={}", kind.name()));
            assert_eq!(reader.status, StatusCode::OK);
        }
        assert!(reader.says("identiques (31)"), "{}", reader.main());
    });
}

#[test]
fn without_a_correction_the_change_over_time_is_one_point_and_says_so() {
    reading(|reader| {
        reader.open("/law/comparison/time");
        assert!(reader.says("Aucune correction n’a encore été enregistrée"), "{}", reader.main());
        assert!(reader.says("Relevé livré (novembre 2026)"));
        let svg = reader.text.split("<svg class=\"plot\"").nth(1).unwrap().split("</svg>").next().unwrap();
        assert_eq!((svg.matches("<circle").count(), svg.matches("<rect").count()), (1, 1));
    });
}

/// Records an answer as the CIL.
fn record(world: &mut World, question: &str, answer: Answer) {
    let (instrument, question) = ("bf_001_2021".parse().unwrap(), question.parse().unwrap());
    let object = cell_object(&instrument, &question);
    let reason = "Relu (essai).".into();
    let record = AnswerRecord { instrument, question, parent: None, officer: officer(1), reason, answer };
    let payload = encode_answer_record(&record);
    let audience = Audience::all(&charter());
    let page = Page { kind: Kind::LAW_ANSWER, object, payload: &payload, audience, signer: None };
    world.write(MemberIndex(1), [OFFICERS.len() as u64; 3], &page);
}

fn answer(time: &str) -> Answer {
    let value = Finding::Value(Value::Duration(time.parse().unwrap()));
    Answer::new(value, false, Confidence::Verified).unwrap()
}

#[test]
fn a_correction_is_a_step_and_an_answer_to_come_does_not_count_yet() {
    on_one_engine(|base| {
        let base = base();
        let mut world = World::new(LAW, 5);
        record(&mut world, "breach.notify_authority.deadline", answer("PT48H"));
        let mut later = answer("P15D");
        later.valid.from = Some(jiff::civil::date(2999, 1, 1));
        record(&mut world, "rights.access.deadline", later);
        let house = world.staffed_node(base, 1);
        let mut reader = house.browser("lectrice");
        reader.open("/law/comparison/time?columns=bf_001_2021-eu_gdpr_2016");
        assert!(
            !reader.says("Aucune correction") && reader.says("2 réponses enregistrées"),
            "{}",
            reader.main()
        );
        assert!(reader.says("1er janvier 1970") || reader.text.contains("1970"), "{}", reader.main());
        reader.open("/law/comparison/rights.access.deadline");
        assert!(!reader.says("15 jours"), "it does not hold yet: {}", reader.main());
        reader.open("/law/comparison/breach.notify_authority.deadline");
        assert!(reader.says("48 heures") && reader.says("À la même échelle"), "{}", reader.main());
    });
}

#[test]
fn filters_keep_to_what_they_name_and_each_view_has_its_address() {
    reading(|reader| {
        let n = |reader: &mut Browser, path: &str| {
            reader.open(path);
            let main = reader.main();
            let before =
                main.split(" question").find_map(|part| part.rsplit(' ').next()?.parse::<u32>().ok());
            before.unwrap_or(0)
        };
        let essential = n(reader, "/law/comparison?weight=3");
        assert!((1..130).contains(&essential));
        let weights: u32 = (0..=3).map(|weight| n(reader, &format!("/law/comparison?weight={weight}"))).sum();
        assert_eq!(weights, 130);
        assert_eq!(n(reader, "/law/comparison?weight=9"), 130, "what does not exist narrows nothing");
        assert_eq!(n(reader, "/law/comparison?attested=none"), 130);
        assert_eq!(n(reader, "/law/comparison?attested=some"), 0);
        let read = n(reader, "/law/comparison?confidence=verified");
        assert!((1..130).contains(&read));
        let pair = n(reader, "/law/comparison?columns=ml_2013_015-eu_gdpr_2016&relation=different");
        assert_eq!(pair, 15, "as the page of the pair counts");
        reader.open("/law/comparison?weight=&topic=breach&relation=&memory=&words=&columns=national");
        assert!(
            reader.text.contains("\"/law/comparison?topic=breach&#38;columns=national\""),
            "{}",
            reader.text
        );
        reader.open("/law/comparison?columns=laws-eu_gdpr_2016");
        assert!(
            reader.text.contains("data-label=\"RGPD\"")
                && !reader.text.contains("data-label=\"Convention 108+\"")
        );
    });
}

/// “Which delay applies to notify a breach?”: the menu, a search or a topic, the answers.
#[test]
fn the_delay_to_notify_a_breach_is_three_clicks_away() {
    reading(|reader| {
        reader.open("/law/comparison");
        let link = "/law/comparison/search?words=d%C3%A9lai+violation";
        assert!(reader.text.contains(&format!("\"{link}\"")), "a search to begin with");
        assert!(reader.text.contains("\"/law/comparison?topic=breach\""), "and the topic");
        reader.open(link);
        assert!(reader.says("Trouvé dans : la question · le thème"), "{}", reader.main());
        assert!(reader.text.contains("\"/law/comparison/breach.notify_authority.deadline\""));
        assert!(reader.says("non établi"), "the answers are there already");
        assert!(reader.says("Dans le thème Violations de données"), "and the rest of the topic");
        reader.open("/law/comparison/search?words=zzzz");
        assert!(reader.says("Aucune question ne répond à cette recherche") && reader.says("Par thème"));
        reader.open("/law/comparison/search?words=%3Cscript%3E%22");
        assert!(!reader.text.contains("<script"), "what is typed is text");
    });
}
