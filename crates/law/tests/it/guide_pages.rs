//! The guide, as somebody without an account uses it.

use crate::LAW;
use axum::http::StatusCode;
use liptako_core::{Audience, Kind, MemberIndex};
use liptako_law::guide::{FactShape, shipped};
use liptako_law::profile::record::{
    AnswerRecord, AttestationRecord, cell_object, digest, encode_answer_record, encode_attestation,
};
use liptako_law::profile::{Answer, Confidence, Finding, Value};
use liptako_stage::{Base, Browser, OFFICERS, Page, World, charter, officer, on_each_engine};

/// A clinic of Ouagadougou that hosts its data abroad.
const CLINIC: &str = "status=private&activity=health&support=computer&established=bf&means=bf&persons_in=bf\
    &data=ordinary,health&persons=staff,patients&purposes=service&hosting=other&transfer=yes&transfer_to=other";

/// A bank in the three countries.
const BANK: &str = "status=private&activity=finance&support=computer&established=ml,bf,ne&means=ml,bf,ne\
    &persons_in=ml,bf,ne&data=ordinary,national_id&persons=customers,staff&purposes=service,staff";

fn world(test: impl Fn(&World, Base)) {
    let done = std::cell::Cell::new(false);
    on_each_engine(|base| {
        if !done.replace(true) {
            test(&World::new(LAW, 3), base());
        }
    });
}

fn visiting(test: impl Fn(&mut Browser)) {
    world(|world, base| {
        let house = world.staffed_node(base, 1);
        test(&mut house.visitor());
    });
}

/// Addresses of this path on the page, as a reader would follow them.
fn links(browser: &Browser, path: &str) -> Vec<String> {
    let parts = browser.text.split("href=\"").skip(1).filter_map(|part| part.split('"').next());
    let links = parts.filter(|link| link.starts_with(path)).map(|link| link.replace("&#38;", "&"));
    links.map(|link| link.replace("&amp;", "&")).collect()
}

#[test]
fn the_entry_says_what_it_does_and_that_nothing_is_stored() {
    visiting(|visitor| {
        visitor.open("/guide");
        assert_eq!(visitor.status, StatusCode::OK);
        assert!(
            visitor.says("Rien n’est enregistré ici") && visitor.says("6 écrans courts"),
            "{}",
            visitor.main()
        );
        assert!(visitor.says("ne remplace pas un avis juridique"));
        assert!(visitor.text.contains("<a class=\"button\" href=\"/guide/who\""), "{}", visitor.text);
        assert!(
            visitor.text.contains("<a href=\"/guide\" aria-current=\"page\">Guide</a>"),
            "it is in the menu"
        );
    });
}

#[test]
fn each_screen_asks_only_what_is_relevant_and_carries_the_other_answers() {
    visiting(|visitor| {
        visitor.open("/guide/who");
        assert!(
            visitor.text.contains("action=\"/guide/where\"") && visitor.text.contains("name=\"activity\"")
        );
        visitor.open("/guide/who?status=personal");
        assert!(!visitor.text.contains("name=\"activity\""), "private use has no field of activity");
        visitor.open("/guide/data?status=private&established=ml&established=bf&data=");
        let text = visitor.text.clone();
        assert!(text.contains("type=\"hidden\" name=\"established\" value=\"ml,bf\""), "{text}");
        assert!(text.contains("type=\"hidden\" name=\"status\" value=\"private\""), "{text}");
        assert!(
            text.contains("formaction=\"/guide/where\"") && text.contains("formaction=\"/guide/verdict\"")
        );
        assert!(visitor.says("Écran 3 sur 6"), "{}", visitor.main());
        visitor.open("/guide/breach?breach=no");
        assert!(!visitor.text.contains("name=\"breach_risk\""), "no breach, no risk to weigh");
        assert!(visitor.text.contains("action=\"/guide/verdict\""), "the last screen leads to the result");
    });
}

#[test]
fn answers_of_the_address_are_chosen_on_the_screen_and_listed_with_a_way_to_change_them() {
    visiting(|visitor| {
        visitor.open(&format!("/guide/data?{CLINIC}"));
        assert!(visitor.text.contains("name=\"data\" value=\"health\" checked"), "{}", visitor.text);
        assert!(!visitor.text.contains("name=\"data\" value=\"genetic\" checked"));
        visitor.open(&format!("/guide/answers?{CLINIC}"));
        assert!(
            visitor.says("Identité, coordonnées, vie courante ; Santé")
                || visitor.says("vie courante\u{a0}; Santé")
        );
        let changes = links(visitor, "/guide/data?");
        assert!(
            changes.iter().any(|link| link.ends_with("#f-data") && link.contains("status=private")),
            "{changes:?}"
        );
        let verdict = links(visitor, "/guide/verdict?");
        assert_eq!(
            verdict,
            [format!("/guide/verdict?{CLINIC}")],
            "written one way, whatever the way it was read"
        );
    });
}

#[test]
fn every_question_has_its_field_and_every_screen_its_fields() {
    visiting(|visitor| {
        let guide = shipped().unwrap();
        for step in guide.steps() {
            visitor.open(&format!("/guide/{}", step.id));
            assert_eq!(visitor.status, StatusCode::OK, "{}", step.id);
            for fact in guide.facts().iter().filter(|fact| fact.step == step.id) {
                let control = match fact.shape {
                    FactShape::Choices(_) => "checkbox",
                    FactShape::Count => "numeric",
                    _ => "radio",
                };
                let field =
                    visitor.text.split('<').find(|tag| tag.contains(&format!("name=\"{}\"", fact.id)));
                assert!(field.is_some_and(|field| field.contains(control)), "{}: {field:?}", fact.id);
            }
        }
        visitor.open("/guide/nowhere");
        assert_eq!(visitor.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_an_address_should_not_hold_is_named_and_the_rest_is_kept() {
    visiting(|visitor| {
        for (path, words) in [
            ("/guide/who?status=private&colour=blue", "L’adresse nomme « colour »"),
            ("/guide/verdict?status=private&colour=blue", "L’adresse nomme « colour »"),
            ("/guide/verdict?status=private&only=fee,magic", "L’adresse nomme « magic »"),
            (
                "/guide/where?status=king",
                "Qui décide du traitement\u{202f}? « king » n’est pas une des réponses",
            ),
            ("/guide/verdict.pdf?video=maybe", "« maybe » n’est pas une des réponses proposées"),
            ("/guide/letter/bf.txt?how_many=lots", "« lots » n’est pas un nombre entier"),
            ("/guide/abroad?marketing=none,calls", "« Pas de prospection » ne va avec aucune autre réponse"),
            ("/guide/where?status=private,public", "Choisissez une seule réponse"),
        ] {
            visitor.open(path);
            assert_eq!(visitor.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert!(visitor.says(words), "{path}: {}", visitor.main());
        }
        visitor.open("/guide/where?status=king&support=paper");
        assert!(visitor.text.contains("action=\"/guide/where\""), "the screen of the fault is shown");
        assert!(visitor.text.contains("name=\"support\" value=\"paper\" checked"), "what was right stays");
        let long = format!("/guide/verdict?data={}", "health,".repeat(400));
        visitor.open(&long);
        assert_eq!(visitor.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(visitor.says("L’adresse est trop longue"), "{}", visitor.main());
    });
}

#[test]
fn no_address_breaks_a_page_nor_enters_it_as_markup() {
    visiting(|visitor| {
        let odd = [
            "%",
            "%ff%fe",
            "=",
            "&&&",
            "a=%3Cscript%3E",
            "status=%3Cscript%3E",
            "only=%3Cscript%3E",
            "status=private&status=public",
        ];
        for page in [
            "/guide",
            "/guide/who",
            "/guide/answers",
            "/guide/verdict",
            "/guide/verdict.pdf",
            "/guide/letter/ml.txt",
        ] {
            for query in odd {
                visitor.open(&format!("{page}?{query}"));
                assert!(visitor.status.as_u16() < 500, "{page}?{query}: {}", visitor.status);
                assert!(!visitor.text.contains("<script"), "{page}?{query}");
            }
        }
    });
}

#[test]
fn a_description_that_contradicts_itself_names_both_answers_and_how_to_change_them() {
    visiting(|visitor| {
        let query = "persons=patients&data=ordinary";
        for page in
            ["/guide/use", "/guide/answers", "/guide/verdict", "/guide/verdict.pdf", "/guide/letter/bf.txt"]
        {
            visitor.open(&format!("{page}?{query}"));
            assert_eq!(visitor.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
            assert!(visitor.says("Deux réponses se contredisent"), "{page}: {}", visitor.main());
            assert!(
                visitor.says("Patients") && visitor.says("vous ne cochez pas la santé"),
                "{}",
                visitor.main()
            );
            let changes = links(visitor, "/guide/data?");
            for place in ["#f-persons", "#f-data"] {
                assert!(
                    changes.iter().any(|link| link.ends_with(place)),
                    "{page}: {place} among {changes:?}"
                );
            }
            assert!(!visitor.says("Cette loi s’applique à vous"), "nothing is concluded");
        }
        // An answer to what the other answers leave without object.
        visitor.open("/guide/verdict?breach=no&breach_risk=high");
        assert_eq!(visitor.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(visitor.says("Quel risque pour les personnes") && visitor.says("Non"), "{}", visitor.main());
    });
}

#[test]
fn the_questions_people_come_with_are_answered_one_click_from_the_entry() {
    visiting(|visitor| {
        visitor.open("/guide");
        let answers = links(visitor, "/guide/verdict?");
        assert!(answers.len() >= 3, "{answers:?}");

        visitor.open(&answers[0]);
        assert!(visitor.says("Une clinique de Ouagadougou peut-elle héberger ses données à l’étranger"));
        assert!(
            visitor.says("Les données de santé doivent être hébergées dans le pays Oui"),
            "{}",
            visitor.main()
        );
        assert!(visitor.says("art. 42"), "{}", visitor.main());

        visitor.open(&answers[1]);
        let main = visitor.main();
        assert!(main.contains("100 000 FCFA") && main.contains("Décret n°2024-0300"), "{main}");
        assert!(main.contains("Déclaration préalable du traitement Oui"), "{main}");
        assert!(visitor.says("Non établi ici\u{a0}: demandez à l’autorité (HAPDP)"), "{main}");
        assert!(visitor.says("Ce qui change d’un pays à l’autre"));
        assert!(
            !main.contains("suppression") && !main.contains("supprimé"),
            "a report is not for the public: {main}"
        );

        visitor.open(&answers[2]);
        let main = visitor.main();
        for acronym in ["APDP", "CIL", "HAPDP"] {
            let words = format!("demandez à l’autorité ({acronym})");
            assert!(main.contains(&words), "no law is known to set a delay: {main}");
        }
        assert!(main.contains("Délai pour la notifier à l’autorité"), "{main}");
    });
}

#[test]
fn each_outcome_can_be_opened_to_its_rule_and_links_lead_only_where_the_reader_may_go() {
    world(|world, base| {
        let house = world.staffed_node(base, 1);
        let mut visitor = house.visitor();
        visitor.open(&format!("/guide/verdict?{BANK}"));
        let outcomes = visitor.text.matches("class=\"said\"").count();
        let rules = visitor.text.matches("Règle <code>").count();
        assert!(outcomes > 60 && rules >= outcomes, "{outcomes} outcomes, {rules} rules");
        assert!(
            visitor.says("Oui si : « Déclaration préalable exigée ? » dans la loi : Oui"),
            "{}",
            visitor.main()
        );
        assert!(
            visitor.says("Vaut si : « Qui décide du traitement ? » : pas Une personne, pour son usage privé")
        );
        assert!(!visitor.text.contains("<summary></summary>"), "each says at least that it can be opened");
        assert_eq!(links(&visitor, "/law/"), Vec::<String>::new());
        let mut reader = house.browser("lectrice");
        reader.open(&format!("/guide/verdict?{BANK}"));
        let cells = links(&reader, "/law/comparison/");
        assert!(cells.iter().any(|link| link == "/law/comparison/formalities.declaration"), "{cells:?}");
    });
}

#[test]
fn a_law_that_does_not_apply_says_why_and_concludes_nothing() {
    visiting(|visitor| {
        visitor.open(&format!("/guide/verdict?{CLINIC}"));
        assert!(
            visitor.says("Burkina Faso, loi n°001-2021/AN Cette loi s’applique à vous."),
            "{}",
            visitor.main()
        );
        assert_eq!(visitor.main().matches("Cette loi ne semble pas s’appliquer à vous.").count(), 2);
        assert!(
            !visitor.text.contains("id=\"ml-formality\"") && visitor.text.contains("id=\"bf-formality\"")
        );
        visitor.open("/guide/verdict");
        assert_eq!(visitor.location, "/guide", "nothing described, nothing concluded");
    });
}

#[test]
fn one_part_of_the_verdict_can_be_seen_alone() {
    visiting(|visitor| {
        visitor.open(&format!("/guide/verdict?{BANK}&only=fee"));
        assert!(visitor.text.contains("id=\"ml-fee\"") && !visitor.text.contains("id=\"ml-duty\""));
        let letters = links(visitor, "/guide/letter/ml.txt");
        assert!(
            letters.iter().all(|link| link.ends_with("&only=fee")),
            "the letter asks about the same: {letters:?}"
        );
    });
}

#[test]
fn nothing_is_stored_and_nothing_is_kept_by_the_way() {
    visiting(|visitor| {
        for path in [
            "/guide",
            "/guide/who",
            "/guide/answers",
            "/guide/verdict",
            "/guide/verdict.pdf",
            "/guide/letter/ml.txt",
        ] {
            visitor.open(&format!("{path}?{BANK}"));
            assert_eq!(visitor.status, StatusCode::OK, "{path}");
            assert_eq!(visitor.header("set-cookie"), "", "{path}");
            assert!(visitor.header("cache-control").contains("no-store"), "{path}");
            assert_eq!(visitor.header("referrer-policy"), "same-origin", "{path}");
        }
        visitor.open(&format!("/guide/who?{BANK}"));
        let english = links(visitor, "/language/en");
        assert!(
            english[0].contains("status%3Dprivate"),
            "the answers follow into the other language: {english:?}"
        );
    });
}

#[test]
fn what_an_authority_attests_is_in_the_verdict_at_once() {
    world(|_, base| {
        let mut world = World::new(LAW, 5);
        let (instrument, question) =
            ("bf_001_2021".parse().unwrap(), "breach.notify_authority.deadline".parse().unwrap());
        let object = cell_object(&instrument, &question);
        let value = Finding::Value(Value::Duration("PT48H".parse().unwrap()));
        let mut answer = Answer::new(value, false, Confidence::Verified).unwrap();
        answer.article = Some("99 (essai)".into());
        let digest = digest(&answer);
        let (cil, audience) = (MemberIndex(1), Audience::all(&charter()));
        let seen = [OFFICERS.len() as u64; 3];
        let recorded = AnswerRecord {
            instrument,
            question,
            parent: None,
            officer: officer(1),
            reason: "Essai.".into(),
            answer,
        };
        let payload = encode_answer_record(&recorded);
        world.write(
            cil,
            seen,
            &Page { kind: Kind::LAW_ANSWER, object, payload: &payload, audience, signer: None },
        );
        let AnswerRecord { instrument, question, .. } = recorded;
        let word = AttestationRecord { instrument, question, digest, officer: officer(2) };
        let payload = encode_attestation(&word);
        let signed =
            Page { kind: Kind::LAW_ATTESTATION, object, payload: &payload, audience, signer: Some(2) };
        world.write(cil, seen, &signed);

        let house = world.staffed_node(base, 1);
        let mut visitor = house.visitor();
        visitor.open("/guide/verdict?status=private&activity=trade&support=computer&established=bf&breach=yes&only=breach");
        assert!(visitor.says("48 heures"), "{}", visitor.main());
        assert!(visitor.says("art. 99 (essai), lu dans le texte, attesté par CIL"), "{}", visitor.main());
    });
}

#[test]
fn the_letter_states_the_processing_and_asks_what_is_not_established() {
    visiting(|visitor| {
        visitor.open(&format!("/guide/letter/bf.txt?{BANK}&how_many=12000&only=formality,fee"));
        assert_eq!(visitor.header("content-type"), "text/plain; charset=utf-8");
        let text = visitor.text.clone();
        assert!(text.contains("Objet : traitement de données à caractère personnel"), "{text}");
        assert!(text.contains("Banque, assurance, microfinance") && text.contains("12 000"), "{text}");
        assert!(text.contains("1. ") && text.contains("Frais de dossier d'une déclaration"), "{text}");
        assert!(text.contains("[Nom de votre organisme]") && text.contains("[Nom, fonction, signature]"));
        assert!(text.lines().all(|line| line.chars().count() <= 72), "{text}");
        assert!(!text.contains(['’', '\u{a0}', '\u{202f}', '«']), "{text}");
        visitor.open("/language/en");
        visitor.open(&format!("/guide/letter/bf.txt?{BANK}"));
        assert!(visitor.text.contains("Madame, Monsieur"), "in the language of the authority");
        for nowhere in ["/guide/letter/xx.txt", "/guide/letter/bf", "/guide/letter/bf.pdf"] {
            visitor.open(&format!("{nowhere}?{BANK}"));
            assert_eq!(visitor.status, StatusCode::NOT_FOUND, "{nowhere}");
        }
    });
}

#[test]
fn the_guide_speaks_english_to_those_who_ask() {
    visiting(|visitor| {
        visitor.open("/language/en?next=/guide");
        visitor.follow();
        assert!(visitor.says("Nothing is stored here"), "{}", visitor.main());
        visitor.open(&format!("/guide/verdict?{BANK}"));
        assert!(visitor.says("What to file") && visitor.says("not attested"), "{}", visitor.main());
    });
}
