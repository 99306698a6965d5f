//! Answering and attesting through the pages, as officers without scripts do, and each refusal.

use crate::LAW;
use axum::http::StatusCode;
use liptako_law::profile::{Finding, shipped};
use liptako_stage::{Base, Browser, Node, PASSWORD, World, on_each_engine};

const COLUMN: &str = "/law/profile/bf_001_2021";
const DEADLINE: &str = "/law/profile/bf_001_2021/breach.notify_authority.deadline";
const MANDATE: &str = "/law/profile/bf_001_2021/authority.mandate";

fn at(path: &str, act: &str) -> String {
    format!("{path}/{act}")
}

/// Pages are tried on one engine: the tables below them are tried on both.
fn in_the_house(test: impl Fn(&Node)) {
    let done = std::cell::Cell::new(false);
    on_each_engine(|base: &mut dyn FnMut() -> Base| {
        if !done.replace(true) {
            test(&World::new(LAW, 3).staffed_node(base(), 1));
        }
    });
}

/// What is typed: names and values of fields.
type Typed<'a> = &'a [(&'a str, &'a str)];

const TYPED: [(&str, &str); 5] = [
    ("finding", "value"),
    ("hours", "72"),
    ("confidence", "verified"),
    ("article", "12 bis"),
    ("reason", "Lu au Journal officiel (essai)."),
];

/// Answers the deadline of the notification.
fn answer(officer: &mut Browser, typed: Typed<'_>) {
    officer.open(&at(DEADLINE, "edit"));
    assert_eq!(officer.status, StatusCode::OK, "{}", officer.main());
    officer.submit(&at(DEADLINE, "edit"), typed);
}

fn attest(officer: &mut Browser, path: &str, password: &str) {
    officer.open(&at(path, "attest"));
    officer.submit(&at(path, "attest"), &[("password", password)]);
}

#[test]
fn a_cell_tells_its_answer_what_it_rests_on_and_where_it_comes_from() {
    in_the_house(|house| {
        let mut reader = house.browser("lectrice");
        reader.open(MANDATE);
        for said in [
            "5 ans",
            "source secondaire",
            "non attesté",
            "Tenue par CIL",
            "Relevé documentaire de novembre 2026",
            "Historique",
            "Relevé d’origine",
            "Dates de validité non précisées",
        ] {
            assert!(reader.says(said), "{said}: {}", reader.main());
        }
        assert!(reader.text.contains("rel=\"external noreferrer\""), "sources are links");
        assert!(!reader.says("Répondre ou corriger") && !reader.text.contains("/attest\""), "it is a reader");
        reader.open("/law/profile/eu_gdpr_2016/breach.notify_authority.deadline");
        assert!(reader.says("72 heures") && reader.says("les autorités en décident ensemble"));
        assert!(!reader.says("non attesté"), "nobody can attest a reference: {}", reader.main());
    });
}

#[test]
fn every_form_sent_as_it_was_opened_changes_nothing() {
    in_the_house(|house| {
        let mut officer = house.browser("plume");
        let answers = &shipped().unwrap().profile("bf_001_2021").unwrap().answers;
        for (question, answer) in answers {
            let path = format!("{COLUMN}/{question}/edit");
            officer.open(&path);
            assert_eq!(officer.status, StatusCode::OK, "{question}");
            officer.submit(&path, &[("reason", "Essai.")]);
            assert_eq!(officer.status, StatusCode::UNPROCESSABLE_ENTITY, "{question}");
            let known = *answer.finding() != Finding::Unknown;
            let expected = if known { "déjà inscrite" } else { "Dites ce que prévoit le texte" };
            assert!(officer.says(expected), "{question}: {}", officer.main());
        }
    });
}

#[test]
fn what_was_unknown_is_answered_then_attested_and_the_list_grows_shorter() {
    in_the_house(|house| {
        let mut officer = house.browser("plume");
        officer.open("/law/profile");
        assert!(officer.says("52 réponses à établir") && officer.says("établies : 78 sur 130"));
        officer.open("/law/profile?topic=breach");
        assert!(officer.text.contains(&format!("{}\"", at(DEADLINE, "edit"))), "{}", officer.main());
        answer(&mut officer, &TYPED);
        assert_eq!(officer.location, DEADLINE, "{}", officer.main());
        officer.follow();
        for said in [
            "La réponse est enregistrée",
            "72 heures",
            "12 bis",
            "lu dans le texte",
            "Révision 1",
            "plume (fiction), Juriste (CIL)",
            "Lu au Journal officiel (essai).",
            "non établi",
            "Répondre à la suivante",
            "51 réponses à établir",
            "Une personne qui en a le rôle peut attester",
        ] {
            assert!(officer.says(said), "{said}: {}", officer.main());
        }
        assert!(officer.text.contains("href=\"/journal/bf/"), "its proof");
        assert!(officer.text.contains("class=\"level n0\""), "its level");

        let mut president = house.browser("sceau");
        president.open(DEADLINE);
        assert!(president.text.contains(&format!("{}\"", at(DEADLINE, "attest"))), "{}", president.main());
        assert!(!president.says("Répondre ou corriger"));
        attest(&mut president, DEADLINE, PASSWORD);
        assert_eq!(president.location, DEADLINE, "{}", president.main());
        president.follow();
        assert!(president.says("La réponse est attestée") && president.says("attesté par CIL"));
        assert!(president.says("Attestée par sceau (fiction)"), "{}", president.main());
        president.open("/law/profile?topic=breach");
        assert!(president.says("1 réponse attestée"), "{}", president.main());

        // A correction keeps the history, and leaves the new answer unattested.
        answer(&mut officer, &[("hours", "48"), ("reason", "Relu.")]);
        officer.follow();
        for said in
            ["Révision 2", "Révision 1", "Réponse 72 heures 48 heures", "non attesté", "attesté par CIL"]
        {
            assert!(officer.says(said), "{said}: {}", officer.main());
        }
    });
}

#[test]
fn every_shape_of_answer_is_typed_and_shown() {
    in_the_house(|house| {
        let mut officer = house.browser("plume");
        let cases: [(&str, Typed<'_>, &str); 7] = [
            ("breach.notify_authority", &[("finding", "no")], "Non"),
            ("breach.notify_authority.deadline", &[("at_once", "1")], "sans délai"),
            (
                "formalities.fees.declaration",
                &[("min", "5 000"), ("max", "20 000"), ("turnover", "2")],
                "de 5000 FCFA à 20 000 FCFA, ou 2 % du chiffre d’affaires",
            ),
            ("sanctions_admin.turnover_percent", &[("finding", "value"), ("count", "3")], "3 %"),
            (
                "legal_basis.consent_qualities",
                &[("finding", "value"), ("codes", "free"), ("codes", "informed"), ("partial", "1")],
                "(liste ouverte)",
            ),
            ("status.last_amendment", &[("finding", "value"), ("text", "Aucune (essai)")], "Aucune (essai)"),
            ("dpo.mandatory", &[("finding", "silent")], "rien de prévu"),
        ];
        for (question, typed, said) in cases {
            let path = format!("{COLUMN}/{question}/edit");
            officer.open(&path);
            let typed = [
                typed,
                &[
                    ("confidence", "verified"),
                    ("reason", "Essai."),
                    ("valid_from", "2021-04-01"),
                    ("source-1-name", "Journal officiel (essai)"),
                    ("source-1-url", "https://jo.example/1?a=1&b=2"),
                ],
            ]
            .concat();
            officer.submit(&path, &typed);
            assert_eq!(officer.status, StatusCode::SEE_OTHER, "{question}: {}", officer.main());
            officer.follow();
            let plain = officer.main().replace(['\u{a0}', '\u{202f}'], " ");
            assert!(plain.contains(said), "{question}: {plain}");
            assert!(
                officer.says("depuis le 1er\u{a0}avril 2021") || plain.contains("depuis le 1er avril 2021")
            );
            assert!(officer.text.contains("href=\"https://jo.example/1?a=1&amp;b=2\""), "{question}");
            officer.open(&format!("/law/comparison/{question}"));
            let plain = officer.main().replace(['\u{a0}', '\u{202f}'], " ");
            assert!(plain.contains("valable depuis le 1er avril 2021"), "{question}: {plain}");
        }
    });
}

#[test]
fn a_form_sent_twice_acts_once() {
    in_the_house(|house| {
        let (mut officer, mut president) = (house.browser("plume"), house.browser("sceau"));
        answer(&mut officer, &TYPED);
        officer.send_again();
        assert_eq!(officer.location, DEADLINE, "{}", officer.main());
        attest(&mut president, DEADLINE, PASSWORD);
        president.send_again();
        assert_eq!(president.location, DEADLINE, "{}", president.main());
        officer.open(DEADLINE);
        assert!(officer.says("Révision 1") && !officer.says("Révision 2"), "{}", officer.main());
        assert_eq!(officer.text.matches("sceau (fiction)").count(), 2, "once above, once in the history");
    });
}

#[test]
fn a_wrong_answer_is_refused_with_its_place_and_the_form_stays_filled() {
    in_the_house(|house| {
        let mut officer = house.browser("plume");
        let path = at(DEADLINE, "edit");
        let cases: [(Typed<'_>, &str, &str); 6] = [
            (&[("finding", "yes")], "#f-finding", "Cette question se répond par une durée"),
            (&[("text", "trois jours")], "#f-finding", "Cette question se répond par une durée"),
            (&[("finding", "silent")], "#f-finding", "vous avez choisi qu’il n’y en a pas"),
            (&[("hours", "soixante-douze")], "#f-hours", "Heures : écrivez un nombre entier"),
            (
                &[("valid_from", "2022-01-02"), ("valid_to", "2021-01-02")],
                "#f-valid_to",
                "finit avant de commencer",
            ),
            (&[("source-1-url", "jo.example")], "#f-source-1-url", "Source 1"),
        ];
        for (wrong, field, said) in cases {
            officer.open(&path);
            let typed: Vec<_> =
                TYPED.into_iter().filter(|(name, _)| wrong.iter().all(|(w, _)| w != name)).collect();
            officer.submit(&path, &[&typed[..], wrong].concat());
            assert_eq!(officer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
            assert!(officer.text.contains(&format!("href=\"{field}\"")), "{wrong:?}: {}", officer.main());
            assert!(officer.says(said), "{wrong:?}: {}", officer.main());
            assert_eq!(officer.value(&path, "article"), "12 bis", "{wrong:?}");
            assert_eq!(officer.value(&path, "reason"), TYPED[4].1, "{wrong:?}");
        }
        officer.open(&path);
        officer.submit(&path, &TYPED[..4]);
        assert!(officer.text.contains("href=\"#f-reason\""), "a reason is needed: {}", officer.main());
        officer.open(DEADLINE);
        assert!(!officer.says("Révision 1"), "nothing was recorded: {}", officer.main());
    });
}

#[test]
fn what_somebody_corrected_meanwhile_is_shown_before_it_is_replaced() {
    in_the_house(|house| {
        let (mut officer, mut clerk) = (house.browser("plume"), house.browser("tout"));
        let path = at(DEADLINE, "edit");
        clerk.open(&path);
        answer(&mut officer, &TYPED);
        clerk.submit(&path, &[&TYPED[..1], &[("days", "5")], &TYPED[2..]].concat());
        assert_eq!(clerk.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(clerk.says("corrigée pendant que vous écriviez"), "{}", clerk.main());
        assert!(clerk.says("72 heures") && clerk.value(&path, "days") == "5", "{}", clerk.main());
        clerk.submit(&path, &[]);
        assert_eq!(clerk.location, DEADLINE, "{}", clerk.main());
        clerk.follow();
        assert!(clerk.says("5 jours") && clerk.says("Révision 2"), "{}", clerk.main());
    });
}

#[test]
fn only_ones_own_column_can_be_written_in() {
    in_the_house(|house| {
        let mut clerk = house.browser("tout");
        for (column, why) in
            [("ml_2013_015", "tenue par APDP"), ("eu_gdpr_2016", "se corrige par une proposition")]
        {
            let elsewhere = format!("/law/profile/{column}/breach.notify_authority.deadline");
            clerk.open(&elsewhere);
            assert_eq!(clerk.status, StatusCode::OK);
            assert!(!clerk.text.contains("/edit\"") && !clerk.text.contains("/attest\""), "{}", clerk.main());
            clerk.open(&at(&elsewhere, "edit"));
            assert_eq!(clerk.status, StatusCode::UNPROCESSABLE_ENTITY, "{column}");
            assert!(clerk.says(why), "{column}: {}", clerk.main());
            clerk.open(&at(DEADLINE, "edit"));
            clerk.forge(&at(DEADLINE, "edit"), &at(&elsewhere, "edit"), &TYPED);
            assert!(clerk.status.is_client_error() && clerk.says(why), "{column}: {}", clerk.main());
            clerk.open(&at(MANDATE, "attest"));
            clerk.forge(&at(MANDATE, "attest"), &at(&elsewhere, "attest"), &[("password", PASSWORD)]);
            assert!(clerk.status.is_client_error(), "{column}");
            assert!(clerk.says("tenue par une autre autorité"), "{column}: {}", clerk.main());
            clerk.open(&format!("/law/profile/{column}/attest?topic=breach"));
            assert_eq!(clerk.status, StatusCode::UNPROCESSABLE_ENTITY, "{column}");
        }
    });
}

#[test]
fn what_an_address_names_and_does_not_exist_is_named() {
    in_the_house(|house| {
        let mut clerk = house.browser("tout");
        for (path, said) in [
            ("/law/profile/fr_1978/dpo.exists", "Aucun texte n’a pour identifiant « fr_1978 »"),
            ("/law/profile/bf_001_2021/dpo.colour", "Aucune question n’a pour identifiant « dpo.colour »"),
            ("/law/profile/bf_001_2021/dpo.colour/edit", "« dpo.colour »"),
            ("/law/profile/bf_001_2021/dpo.colour/attest", "« dpo.colour »"),
            ("/law/profile/bf_001_2021/attest?topic=colour", "Aucun thème n’a pour identifiant « colour »"),
            ("/law/profile/aes_cc_apdp_2025/dpo.exists", "Aucune question n’est posée au texte"),
        ] {
            clerk.open(path);
            assert_eq!(clerk.status, StatusCode::NOT_FOUND, "{path}");
            let plain = clerk.main().replace('\u{a0}', " ");
            assert!(plain.contains(said), "{path}: {plain}");
        }
    });
}

#[test]
fn a_role_is_needed_to_write_and_another_to_attest() {
    in_the_house(|house| {
        for (login, path, expected) in [
            ("lectrice", at(DEADLINE, "edit"), StatusCode::FORBIDDEN),
            ("plume", at(MANDATE, "attest"), StatusCode::FORBIDDEN),
            ("plume", format!("{COLUMN}/attest?topic=breach"), StatusCode::FORBIDDEN),
            ("sceau", at(DEADLINE, "edit"), StatusCode::FORBIDDEN),
            ("sceau", at(MANDATE, "attest"), StatusCode::OK),
        ] {
            let mut who = house.browser(login);
            who.open(&path);
            assert_eq!(who.status, expected, "{path}");
        }
    });
}

#[test]
fn an_attestation_needs_the_password_an_answer_another_pen_and_the_text_that_was_read() {
    in_the_house(|house| {
        let (mut clerk, mut president) = (house.browser("tout"), house.browser("sceau"));
        president.open(&at(DEADLINE, "attest"));
        assert!(president.says("Une réponse non établie ne s’atteste pas"), "{}", president.main());
        answer(&mut clerk, &TYPED);
        clerk.open(&at(DEADLINE, "attest"));
        assert!(clerk.says("Vous avez rédigé cette réponse"), "{}", clerk.main());
        assert!(!clerk.text.contains("type=\"password\""));

        for (password, said) in [("", "Remplissez ce champ"), ("fausse clé 99", "mot de passe")] {
            attest(&mut president, DEADLINE, password);
            assert_eq!(president.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(president.main().to_lowercase().contains(&said.to_lowercase()), "{}", president.main());
        }
        // Somebody corrects it between the reading and the signature.
        president.open(&at(DEADLINE, "attest"));
        answer(&mut clerk, &[("hours", "24"), ("reason", "Relu.")]);
        president.submit(&at(DEADLINE, "attest"), &[("password", PASSWORD)]);
        assert_eq!(president.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(president.says("a changé depuis que vous l’avez lue") && president.says("24 heures"));
        president.submit(&at(DEADLINE, "attest"), &[("password", PASSWORD)]);
        assert_eq!(president.location, DEADLINE, "{}", president.main());
        president.open(&at(DEADLINE, "attest"));
        assert!(president.says("déjà attestée") && !president.text.contains("type=\"password\""));
    });
}

#[test]
fn a_topic_is_attested_in_one_act_or_not_at_all() {
    in_the_house(|house| {
        let (mut clerk, mut president) = (house.browser("tout"), house.browser("sceau"));
        let path = format!("{COLUMN}/attest?topic=authority");
        president.open(&path);
        let boxes = president.boxes("attest");
        assert!(boxes.len() > 2, "{}", president.main());
        assert!(boxes.iter().any(|ticket| ticket.starts_with("authority.mandate ")));
        president.submit(&path, &[("password", PASSWORD)]);
        assert!(president.says("Cochez au moins une réponse"), "{}", president.main());

        // One of the answers is corrected meanwhile: none is attested.
        president.open(&path);
        clerk.open(&at(MANDATE, "edit"));
        clerk.submit(&at(MANDATE, "edit"), &[("years", "6"), ("reason", "Relu (essai).")]);
        assert_eq!(clerk.location, MANDATE, "{}", clerk.main());
        let all: Vec<_> = boxes.iter().map(|ticket| ("attest", ticket.as_str())).collect();
        president.submit(&path, &[&all[..], &[("password", PASSWORD)]].concat());
        assert_eq!(president.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(president.says("n’est pas attestée, les autres non plus"), "{}", president.main());
        assert!(president.says("Durée du mandat"), "{}", president.main());
        assert_eq!(president.text.matches(" checked").count(), boxes.len() - 1, "the others stay ticked");
        president.open("/law/profile");
        assert!(president.says("Aucune réponse attestée"), "{}", president.main());

        // Whoever wrote one is not offered it, and is refused it with the others when it is forced.
        clerk.open(&path);
        let offered = clerk.boxes("attest");
        assert_eq!(offered.len(), boxes.len() - 1, "{}", clerk.main());
        president.open(&path);
        let now = president.boxes("attest");
        let all: Vec<_> = now.iter().map(|ticket| ("attest", ticket.as_str())).collect();
        clerk.submit(&path, &[&all[..], &[("password", PASSWORD)]].concat());
        assert!(clerk.says("n’est pas attestée, les autres non plus"), "{}", clerk.main());
        assert!(clerk.says("une autre personne de votre autorité"), "{}", clerk.main());

        president.submit(&path, &[&all[..], &[("password", PASSWORD)]].concat());
        assert_eq!(president.location, "/law/profile", "{}", president.main());
        president.send_again();
        assert_eq!(president.location, "/law/profile", "{}", president.main());
        president.follow();
        assert!(president.says(&format!("{} réponses attestées", now.len())), "{}", president.main());
        president.open(&path);
        assert!(president.says("Rien à attester dans ce thème"), "{}", president.main());
    });
}

#[test]
fn tickets_that_no_page_of_ours_made_are_refused() {
    in_the_house(|house| {
        let mut president = house.browser("sceau");
        let path = format!("{COLUMN}/attest?topic=authority");
        for ticket in ["authority.mandate", "authority.mandate zz", "Nul 00", ""] {
            president.open(&path);
            president.submit(&path, &[("attest", ticket), ("password", PASSWORD)]);
            assert_eq!(president.status, StatusCode::UNPROCESSABLE_ENTITY, "{ticket}");
        }
        let digest = "0".repeat(64);
        let many: Vec<String> = (0..70).map(|n| format!("q{n} {digest}")).collect();
        let mut typed: Vec<_> = many.iter().map(|ticket| ("attest", ticket.as_str())).collect();
        typed.push(("password", PASSWORD));
        president.open(&path);
        president.submit(&path, &typed);
        assert!(president.says("64 réponses au plus"), "{}", president.main());
        president.open(&path);
        president.submit(&path, &[("attest", typed[0].1), ("password", PASSWORD)]);
        assert_eq!(president.status, StatusCode::NOT_FOUND, "no such question: {}", president.main());
    });
}

#[test]
fn the_profile_of_an_instrument_leads_to_each_of_its_answers() {
    in_the_house(|house| {
        let mut reader = house.browser("lectrice");
        for column in ["bf_001_2021", "eu_gdpr_2016"] {
            reader.open(&format!("/law/profile/{column}"));
            for question in &shipped().unwrap().questionnaire.questions {
                let link = format!("\"/law/profile/{column}/{}\"", question.id);
                assert!(reader.text.contains(&link), "{link}");
            }
            assert_eq!(reader.text.matches("<details class=\"fold\" open").count(), 0);
            reader.open(&format!("/law/profile/{column}?topic=breach"));
            assert_eq!(reader.text.matches("<details class=\"fold\" open").count(), 1);
            reader.open(&format!("/law/profile/{column}?all=1"));
            assert_eq!(reader.text.matches("<details class=\"fold\" open").count(), 25);
        }
        reader.open("/law/profile/aes_cc_apdp_2025");
        assert!(!reader.says("Ce que prévoit le texte"), "nothing is asked of it: {}", reader.main());
    });
}

#[test]
fn the_lists_are_narrowed_to_a_topic() {
    in_the_house(|house| {
        let mut officer = house.browser("plume");
        officer.open("/law/profile?topic=breach");
        assert!(officer.says("réponses à établir : Violation") || officer.main().contains("Violation"));
        assert!(officer.text.contains("/breach.notify_authority.deadline/edit\""), "{}", officer.main());
        assert!(!officer.text.contains("/dpo.exists/edit\""));
        officer.open("/law/profile?topic=nonsense&authority=nowhere");
        assert!(officer.says("52 réponses à établir"), "nonsense narrows nothing: {}", officer.main());
        officer.open("/law/profile?authority=ml");
        assert!(!officer.text.contains("/edit\""), "another's column is not offered: {}", officer.main());
    });
}
