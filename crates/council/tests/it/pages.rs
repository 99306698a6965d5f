//! The pages, as a person without scripts uses them.

use crate::house::{Planning, Trio, action_about};
use axum::http::StatusCode;
use liptako_council::plan::{Outcome, Part, State, store};
use liptako_stage::{PASSWORD, on_one_engine};

#[test]
fn a_proposal_travels_from_its_form_to_the_plan_in_force() {
    on_one_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let action = action_about(&demo, "statuts");
        let path = format!("/council/plan/actions/{action}");

        let mut drafter = trio.hapdp().browser("plume");
        drafter.open(&path);
        assert!(drafter.says("Proposer une modification"), "{}", drafter.main());
        let change = format!("{path}/change");
        drafter.open(&change);
        drafter.submit(&change, &[("due", "2026-12-31"), ("reason", "Plus de temps."), ("step", "check")]);
        assert_eq!(drafter.status, StatusCode::OK);
        assert!(drafter.says("Ce que vous allez proposer"), "{}", drafter.main());
        assert!(drafter.says("31 décembre 2026"));
        drafter.submit(&change, &[("step", "propose")]);
        assert_eq!(drafter.status, StatusCode::SEE_OTHER, "{}", drafter.main());
        drafter.follow();
        assert!(drafter.says("La proposition est inscrite au journal"), "{}", drafter.main());
        assert!(drafter.says("une autre personne de votre autorité doit se prononcer"));
        trio.exchange();

        let reference = {
            let (open, _) = trio.apdp().read(|tx| store::proposals(tx, Some(Outcome::Open), 5, 0));
            format!("/council/plan/proposals/ne-{}", open[0].place.index)
        };
        for house in &trio.nodes {
            let mut approver = house.browser("sceau");
            approver.open("/");
            assert!(
                approver.says("1 proposition attend la décision de votre autorité"),
                "{}",
                approver.main()
            );
            approver.open(&reference);
            assert!(approver.says("un seul refus la rejette"), "{}", approver.main());
            approver.submit(&reference, &[("decision", "agree"), ("password", "pas le bon du tout")]);
            assert_eq!(approver.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(approver.says("Le mot de passe n’est pas le bon"), "{}", approver.main());
            approver.submit(&reference, &[("decision", "agree"), ("password", PASSWORD)]);
            assert_eq!(approver.status, StatusCode::SEE_OTHER, "{}", approver.main());
            approver.follow();
            assert!(approver.says("est signée et inscrite au journal"), "{}", approver.main());
        }
        trio.exchange();
        let mut reader = trio.cil().browser("sceau");
        reader.open(&reference);
        assert!(reader.says("adoptée"), "{}", reader.main());
        assert!(reader.text.contains("/journal/ne/"), "the proofs are linked");
        reader.open(&path);
        assert!(reader.says("31 décembre 2026"));
        assert!(reader.says("Historique"));
    });
}

#[test]
fn a_form_with_faults_comes_back_filled_with_each_fault_beside_its_field() {
    on_one_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let change = format!("/council/plan/actions/{}/change", action_about(&demo, "statuts"));
        let mut drafter = trio.hapdp().browser("plume");
        drafter.open(&change);
        let wrong = [
            ("due", "2020-01-01"),
            ("title_fr", ""),
            ("indicator-0-target", "0"),
            ("indicator-1-name_fr", "Autre"),
            ("indicator-1-baseline", "beaucoup"),
            ("contributors", "ne"),
            ("step", "propose"),
        ];
        drafter.submit(&change, &wrong);
        assert_eq!(drafter.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(drafter.says("Écrivez un nombre, par exemple 12,5"), "{}", drafter.main());
        assert!(drafter.text.contains("value=\"beaucoup\""), "what was typed is kept");

        drafter.submit(
            &change,
            &[("indicator-1-baseline", "1"), ("indicator-1-target", "2"), ("indicator-1-unit_fr", "x")],
        );
        for words in [
            "L’échéance ne peut pas précéder le début",
            "Remplissez ce champ",
            "La cible doit différer de la valeur de départ",
            "L’autorité responsable ne peut pas être aussi contributrice",
        ] {
            assert!(drafter.says(words), "“{words}” is missing from: {}", drafter.main());
        }
        for field in ["due", "title_fr", "reason", "indicator-0-target", "contributors"] {
            assert!(drafter.text.contains(&format!("id=\"e-{field}\"")), "no fault beside {field}");
        }
        let (open, _) = trio.hapdp().read(|tx| store::proposals(tx, Some(Outcome::Open), 5, 0));
        assert_eq!(open, vec![], "nothing was recorded");
    });
}

#[test]
fn a_new_action_is_proposed_from_an_empty_form() {
    on_one_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let objective =
            demo.changes.iter().find(|change| change.content.part() == Part::Objective).unwrap().object;
        let mut drafter = trio.cil().browser("plume");
        drafter.open("/council/plan/actions/new");
        let fields = [
            ("title_fr", "Publier un glossaire commun"),
            ("objective", &objective.to_string()),
            ("number", "9"),
            ("description_fr", "Les mêmes mots dans les trois pays."),
            ("owner", "bf"),
            ("start", "2026-04-01"),
            ("due", "2026-06-30"),
            ("indicator-0-name_fr", "Termes définis"),
            ("indicator-0-unit_fr", "termes"),
            ("indicator-0-baseline", "0"),
            ("indicator-0-target", "1 200,5"),
            ("reason", "Parler d’une seule voix."),
            ("step", "propose"),
        ];
        drafter.submit("/council/plan/actions/new", &fields);
        assert_eq!(drafter.status, StatusCode::SEE_OTHER, "{}", drafter.main());
        drafter.follow();
        assert!(drafter.says("Nouvel élément du plan"), "{}", drafter.main());
        assert!(drafter.says("Termes définis, en termes"), "{}", drafter.main());
        let (open, _) = trio.cil().read(|tx| store::proposals(tx, Some(Outcome::Open), 5, 0));
        assert_eq!(open[0].title.fr, "Publier un glossaire commun");
    });
}

#[test]
fn progress_is_reported_with_a_value_and_decided_by_the_owner_alone() {
    on_one_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let action = action_about(&demo, "session de formation");
        let path = format!("/council/plan/actions/{action}/progress");
        let mut drafter = trio.apdp().browser("tout");
        drafter.open(&path);
        drafter.submit(
            &path,
            &[
                ("state", "blocked"),
                ("reason", "Bilan."),
                ("new-1-value", "34"),
                ("new-1-date", "2026-03-01"),
            ],
        );
        assert_eq!(drafter.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(drafter.says("Indiquez pourquoi l’action est bloquée"), "{}", drafter.main());
        assert!(drafter.text.contains("id=\"e-new-1-evidence\""), "the proof is asked for beside its field");

        drafter.submit(&path, &[("state", "under-way"), ("new-1-evidence", "Liste de présence")]);
        assert_eq!(drafter.status, StatusCode::SEE_OTHER, "{}", drafter.main());
        drafter.follow();
        assert!(drafter.says("une autre personne de votre autorité doit se prononcer"), "{}", drafter.main());
        let (open, _) = trio.apdp().read(|tx| store::proposals(tx, Some(Outcome::Open), 5, 0));
        trio.exchange();
        let reference = format!("/council/plan/proposals/ml-{}", open[0].place.index);
        let mut elsewhere = trio.cil().browser("sceau");
        elsewhere.open(&reference);
        assert!(
            elsewhere.says("Cette décision revient à l’autorité responsable de l’action (APDP)"),
            "{}",
            elsewhere.main()
        );
        trio.apdp().agree(open[0].place).unwrap();
        drafter.open(&format!("/council/plan/actions/{action}"));
        assert!(drafter.says("34 départ : 0, cible : 90 personnes"), "{}", drafter.main());
        assert_eq!(trio.apdp().action(action).line.state, State::UnderWay);
    });
}

#[test]
fn lists_are_narrowed_searched_and_downloaded() {
    on_one_engine(|base| {
        let (trio, _, _) = Trio::with_plan(base);
        let mut reader = trio.cil().browser("sceau");
        reader.open("/council/plan/actions");
        assert!(reader.says("20 actions"), "{}", reader.main());
        reader.open("/council/plan/actions?owner=bf&standing=planned");
        assert!(reader.says("CIL") && !reader.main().contains("Rédiger les statuts"), "{}", reader.main());
        reader.open("/council/plan/actions?words=serie+RADIOPHONIQUE");
        assert!(
            reader.says("1 action") && reader.says("Diffuser une série radiophonique"),
            "{}",
            reader.main()
        );
        reader.open("/council/plan/actions?words=zzzz&standing=nonsense&page=-4");
        assert!(reader.says("Aucune action ne répond à cette recherche"), "{}", reader.main());

        let csv = reader.open("/council/plan/actions.csv?words=radiophonique").to_owned();
        assert_eq!(csv.lines().count(), 2, "{csv}");
        assert!(csv.starts_with('\u{feff}') && csv.contains(";Diffuser une série radiophonique"), "{csv}");
        let json: serde_json::Value =
            serde_json::from_str(reader.open("/council/plan/actions.json")).unwrap();
        assert_eq!(json.as_array().unwrap().len(), 20);
        assert_eq!(json[0]["owner"], "bf");
        assert_eq!(json[0]["indicators"][0]["target"], "14", "numbers are texts: nobody rounds them");
        reader.open("/council/plan/proposals?outcome=adopted");
        assert!(reader.says("APDP-"), "{}", reader.main());
    });
}

#[test]
fn pages_speak_english_to_those_who_ask() {
    on_one_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let mut reader = trio.cil().browser("sceau");
        reader.open("/language/en?next=/");
        reader.follow();
        assert!(reader.says("Harmonise the laws") && reader.says("under way"), "{}", reader.main());
        reader.open(&format!("/council/plan/actions/{}", action_about(&demo, "statuts")));
        assert!(reader.says("Draft the statutes") && reader.says("Authority in charge"), "{}", reader.main());
    });
}

#[test]
fn what_is_not_there_is_said_so_and_visitors_are_sent_to_sign_in() {
    on_one_engine(|base| {
        let (trio, _, _) = Trio::with_plan(base);
        let mut reader = trio.cil().browser("sceau");
        for nowhere in [
            "/council/plan/actions/zz",
            "/council/plan/actions/00000000000000000000000000000000",
            "/council/plan/proposals/xx-3",
            "/council/plan/proposals/bf-999",
            "/council/plan/proposals/bf",
        ] {
            reader.open(nowhere);
            assert_eq!(reader.status, StatusCode::NOT_FOUND, "{nowhere}");
        }
        reader.open("/council/plan/actions/new");
        assert_eq!(reader.status, StatusCode::FORBIDDEN, "an approver does not draft");

        let mut visitor = trio.cil().visitor();
        visitor.open("/council/plan");
        assert_eq!(
            (visitor.status, visitor.location.as_str()),
            (StatusCode::SEE_OTHER, "/sign-in?next=/council/plan")
        );
    });
}

#[test]
fn an_action_hangs_on_concepts_that_lead_back_to_it() {
    on_one_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let action = action_about(&demo, "statuts");
        let path = format!("/council/plan/actions/{action}");
        let mut reader = trio.cil().browser("sceau");
        reader.open(&path);
        assert!(reader.text.contains("href=\"/vocabulary/framework-rules\""), "{}", reader.text);
        reader.open("/vocabulary/framework-rules");
        assert!(reader.says("Dans le plan d’action") && reader.text.contains(&path), "{}", reader.main());
        reader.open("/council/plan/actions?concept=framework-rules");
        assert!(reader.says("1 action") && reader.text.contains(&path), "{}", reader.main());
        reader.open("/council/plan/actions?concept=%3Cb%3E&words=statuts");
        assert!(reader.says("1 action"), "what names no concept narrows nothing: {}", reader.main());

        // The filter offers the concepts that actions hang on, and keeps the present choice even when it is no longer one.
        let option = |id: &str, chosen: &str| format!("<option value=\"{id}\"{chosen}>");
        reader.open("/council/plan/actions?owner=ml");
        assert!(reader.text.contains(&option("framework-rules", "")), "{}", reader.text);
        assert!(!reader.text.contains(&option("consent", "")), "no action hangs on it: {}", reader.text);
        for (concept, found) in [("framework-rules", true), ("consent", false), ("of-tomorrow", false)] {
            reader.open(&format!("/council/plan/actions?concept={concept}"));
            assert!(reader.text.contains(&option(concept, " selected")), "{concept}: {}", reader.text);
            assert_eq!(reader.text.contains(&path), found, "{concept}");
        }

        let mut visitor = trio.cil().visitor();
        visitor.open("/vocabulary/framework-rules");
        assert_eq!(visitor.status, StatusCode::OK);
        assert!(!visitor.main().contains("Dans le plan d’action"), "a visitor does not read the plan here");
    });
}

#[test]
fn concepts_are_chosen_in_the_form_and_shown_before_and_after() {
    on_one_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let action = action_about(&demo, "statuts");
        let change = format!("/council/plan/actions/{action}/change");
        let mut drafter = trio.hapdp().browser("plume");
        drafter.open(&change);
        drafter.submit(&change, &[("concepts", "Pas un identifiant"), ("reason", "Mieux ranger.")]);
        assert_eq!(drafter.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(drafter.says("n’est pas dans le vocabulaire"), "{}", drafter.main());
        drafter.open(&change);
        let typed = [("concepts", "not-yet"), ("reason", "Mieux ranger."), ("step", "propose")];
        drafter.submit(&change, &typed);
        assert_eq!(drafter.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", drafter.main());
        assert!(drafter.says("n’est pas dans le vocabulaire"), "{}", drafter.main());
        drafter.open(&change);
        let typed = [("concepts", "lead-authority"), ("reason", "Mieux ranger."), ("step", "propose")];
        drafter.submit(&change, &typed);
        assert_eq!(drafter.status, StatusCode::SEE_OTHER, "{}", drafter.main());
        drafter.follow();
        assert!(drafter.says("Autorité chef de file") && drafter.says("Statuts et règlement intérieur"));
    });
}
