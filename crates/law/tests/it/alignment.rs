//! The common rule, as people make it on three nodes: proposed on one, decided by all, in the common text of all.

use crate::LAW;
use axum::http::StatusCode;
use liptako_law::alignment::{Outcome, store};
use liptako_stage::{Browser, PASSWORD, Trio, on_one_engine};

const QUESTION: &str = "/law/alignment/breach.notify_authority.deadline";
const WORDING: &str = "Le responsable notifie la violation à l’autorité dans ce délai.";

/// Types a common rule on this page and sends it; gives the address of the proposal.
fn propose(browser: &mut Browser, hours: &str, wording: &str) -> String {
    let form = format!("{QUESTION}/propose");
    browser.open(&form);
    let typed =
        [("hours", hours), ("wording_fr", wording), ("reason", "Les trois lois ne disent rien de commun.")];
    browser.submit(&form, &typed);
    assert_eq!(browser.status, StatusCode::SEE_OTHER, "{}", browser.main());
    browser.location.clone()
}

fn decide(browser: &mut Browser, proposal: &str, decision: &str, reason: &str) {
    browser.open(proposal);
    browser.submit(proposal, &[("decision", decision), ("reason", reason), ("password", PASSWORD)]);
}

fn all_agree(trio: &Trio, proposal: &str) {
    for node in &trio.nodes {
        let mut approver = node.browser("sceau");
        decide(&mut approver, proposal, "agree", "");
        assert_eq!(approver.status, StatusCode::SEE_OTHER, "{}", approver.main());
    }
}

#[test]
fn a_common_rule_travels_from_its_form_to_the_common_text_of_three_nodes() {
    on_one_engine(|base| {
        let trio = Trio::new(LAW, base);
        let mut drafter = trio.cil().browser("plume");
        drafter.open(QUESTION);
        assert!(drafter.says("72 heures") && drafter.says("Partir de cette option"), "{}", drafter.main());
        assert!(drafter.says("0 des 3 lois nationales sont établies"), "{}", drafter.main());

        // The GDPR's answer is one of the options: the form opens with it.
        let form = format!("{QUESTION}/propose");
        let with_gdpr = (1..9).find(|number| {
            drafter.open(&format!("{form}?option={number}"));
            drafter.text.contains("name=\"hours\"") && drafter.text.contains("value=\"72\"")
        });
        assert!(with_gdpr.is_some(), "no option fills 72 hours");
        let typed = [("wording_fr", WORDING), ("reason", "La règle la plus répandue.")];
        drafter.submit(&form, &typed);
        assert_eq!(drafter.status, StatusCode::SEE_OTHER, "{}", drafter.main());
        let proposal = drafter.location.clone();
        drafter.follow();
        assert!(drafter.says("La proposition est inscrite au journal"), "{}", drafter.main());
        assert!(drafter.says("RGPD"), "the act found whose option it is: {}", drafter.main());
        assert!(drafter.says("Votre rôle ne permet pas") || drafter.says("Vous avez rédigé"));
        trio.exchange();

        for node in &trio.nodes {
            let mut approver = node.browser("sceau");
            approver.open("/law/alignment");
            assert!(
                approver.says("1 proposition attend la position de votre autorité"),
                "{}",
                approver.main()
            );
            approver.open(&proposal);
            assert!(approver.says("un seul refus la rejette"), "{}", approver.main());
            approver.submit(&proposal, &[("decision", "agree"), ("password", "pas le bon du tout")]);
            assert_eq!(approver.status, StatusCode::UNPROCESSABLE_ENTITY);
            decide(&mut approver, &proposal, "agree", "");
            assert_eq!(approver.status, StatusCode::SEE_OTHER, "{}", approver.main());
            approver.follow();
            assert!(approver.says("est signée et inscrite au journal"), "{}", approver.main());
        }
        trio.exchange();
        trio.assert_alike();
        for node in &trio.nodes {
            let mut reader = node.browser("lectrice");
            reader.open("/law/common-text");
            assert!(reader.says(WORDING) && reader.says("dont 0 en vigueur"), "{}", reader.main());
        }
        trio.confirm();
        for node in &trio.nodes {
            let mut reader = node.browser("lectrice");
            reader.open("/law/common-text");
            assert!(
                reader.says("adoptée, en vigueur") && reader.says("APDP, CIL, HAPDP"),
                "{}",
                reader.main()
            );
            reader.open("/law/transposition/ml");
            assert!(reader.says(WORDING) && reader.says("non établi"), "{}", reader.main());
            reader.open("/law/concordance");
            assert!(reader.says(WORDING), "{}", reader.main());
        }
    });
}

#[test]
fn a_later_rule_replaces_the_one_it_cites_and_the_earlier_stays_in_the_history() {
    on_one_engine(|base| {
        let trio = Trio::new(LAW, base);
        let first = propose(&mut trio.cil().browser("plume"), "72", WORDING);
        trio.exchange();
        all_agree(&trio, &first);
        trio.exchange();
        let mut drafter = trio.hapdp().browser("plume");
        drafter.open(&format!("{QUESTION}/propose"));
        assert!(drafter.text.contains("value=\"72\"") && drafter.says("remplacerait la règle en vigueur"));
        drafter.submit(&format!("{QUESTION}/propose"), &[("reason", "Rien ne change.")]);
        assert_eq!(drafter.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(drafter.says("rien ne changerait"), "{}", drafter.main());
        let second = propose(&mut drafter, "48", "Dans les quarante-huit heures.");
        // Meanwhile the CIL proposes another replacement of the same rule: only one of them can be adopted.
        let rival = propose(&mut trio.cil().browser("plume"), "24", "Dans les vingt-quatre heures.");
        trio.exchange();
        all_agree(&trio, &second);
        trio.exchange();
        trio.assert_alike();
        let mut reader = trio.apdp().browser("sceau");
        reader.open("/law/common-text");
        assert!(reader.says("Dans les quarante-huit heures.") && reader.says("1 rédaction antérieure"));
        reader.open(&rival);
        assert!(reader.says("caduque"), "{}", reader.main());
        let lines = trio.hapdp().read(|tx| store::proposals(tx, None));
        let outcomes: Vec<Outcome> = lines.iter().map(|line| line.outcome).collect();
        assert_eq!(outcomes.iter().filter(|outcome| **outcome == Outcome::Adopted).count(), 2);
    });
}

#[test]
fn an_authority_agrees_to_one_of_two_rivals_and_takes_back_its_own() {
    on_one_engine(|base| {
        let trio = Trio::new(LAW, base);
        let ours = propose(&mut trio.cil().browser("plume"), "72", WORDING);
        let theirs = propose(&mut trio.hapdp().browser("plume"), "48", WORDING);
        trio.exchange();
        let mut approver = trio.cil().browser("sceau");
        decide(&mut approver, &theirs, "agree", "");
        approver.open(&ours);
        assert!(approver.says("a déjà approuvé une proposition concurrente"), "{}", approver.main());
        assert!(approver.says("Retirer la proposition") && !approver.says("Approuver la proposition"));
        decide(&mut approver, &ours, "refuse", "");
        assert_eq!(approver.status, StatusCode::UNPROCESSABLE_ENTITY, "a refusal has its reason");
        decide(&mut approver, &ours, "refuse", "Nous rejoignons l’autre proposition.");
        approver.follow();
        assert!(approver.says("retirée"), "{}", approver.main());
        trio.exchange();
        let mut other = trio.apdp().browser("sceau");
        other.open(&ours);
        assert!(other.says("L’autorité qui l’avait proposée l’a retirée"), "{}", other.main());
        trio.assert_alike();
    });
}

#[test]
fn who_drafts_does_not_decide_and_who_reads_does_neither() {
    on_one_engine(|base| {
        let trio = Trio::new(LAW, base);
        let mut both = trio.cil().browser("tout");
        let proposal = propose(&mut both, "72", WORDING);
        both.open(&proposal);
        assert!(both.says("Vous avez rédigé cette proposition"), "{}", both.main());
        assert!(!both.says("Approuver la proposition"));
        let mut reader = trio.cil().browser("lectrice");
        reader.open(&proposal);
        assert!(reader.says("Votre rôle ne permet pas"), "{}", reader.main());
        reader.open(&format!("{QUESTION}/propose"));
        assert_eq!(reader.status, StatusCode::FORBIDDEN);
        let mut visitor = trio.cil().visitor();
        visitor.open("/law/alignment");
        assert_eq!(visitor.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn remarks_are_seen_by_all_on_the_question_and_on_the_proposal() {
    on_one_engine(|base| {
        let trio = Trio::new(LAW, base);
        let proposal = propose(&mut trio.cil().browser("plume"), "72", WORDING);
        trio.exchange();
        let form = format!("{QUESTION}/comment");
        let mut approver = trio.apdp().browser("sceau");
        approver.open(&proposal);
        approver.submit(&form, &[("comment", "Le décret fixe-t-il un délai ?")]);
        assert_eq!(approver.status, StatusCode::SEE_OTHER, "{}", approver.main());
        approver.open(QUESTION);
        approver.submit(&form, &[("comment", "  ")]);
        assert_eq!(approver.status, StatusCode::UNPROCESSABLE_ENTITY);
        approver.submit(&form, &[("comment", "Une remarque générale.")]);
        assert_eq!(approver.status, StatusCode::SEE_OTHER, "{}", approver.main());
        trio.exchange();
        let mut reader = trio.hapdp().browser("lectrice");
        reader.open(QUESTION);
        assert!(reader.says("2 commentaires") && reader.says("sur CIL-"), "{}", reader.main());
        reader.open(&proposal);
        assert!(reader.says("1 commentaire") && reader.says("Le décret fixe-t-il un délai ?"));
        assert!(!reader.text.contains(&form), "who only reads has no form");
    });
}

#[test]
fn a_reference_is_corrected_together_and_only_a_reference() {
    on_one_engine(|base| {
        let trio = Trio::new(LAW, base);
        let path = "/law/alignment/references/coe_108plus_2018/breach.notify_authority.deadline";
        let mut drafter = trio.apdp().browser("plume");
        drafter.open(path);
        assert!(drafter.says("Aucune autorité ne tient seule la colonne"), "{}", drafter.main());
        let typed = [
            ("finding", "silent"),
            ("confidence", "verified"),
            ("article", "7"),
            ("note", "Sans délai chiffré."),
            ("reason", "Le texte a été relu."),
        ];
        let cleared = ["at_once", "hours", "days", "months", "years"].map(|name| (name, ""));
        let all: Vec<_> = typed.into_iter().chain(cleared).collect();
        drafter.submit(path, &all);
        assert_eq!(drafter.status, StatusCode::SEE_OTHER, "{}", drafter.main());
        let proposal = drafter.location.clone();
        drafter.follow();
        assert!(drafter.says("Réponse proposée") && drafter.says("rien de prévu"), "{}", drafter.main());
        trio.exchange();
        all_agree(&trio, &proposal);
        trio.exchange();
        trio.assert_alike();
        for node in &trio.nodes {
            let mut reader = node.browser("lectrice");
            reader.open("/law/comparison/breach.notify_authority.deadline");
            assert!(reader.says("Sans délai chiffré."), "{}", reader.main());
            reader.open("/law/profile/coe_108plus_2018/breach.notify_authority.deadline");
            assert!(
                reader.says("Le texte a été relu.") && reader.text.contains(&proposal),
                "{}",
                reader.main()
            );
        }
        drafter.open("/law/comparison/time?columns=bf_001_2021-coe_108plus_2018");
        assert!(drafter.says("1 réponse enregistrée"), "what was adopted is a step: {}", drafter.main());
        drafter.open("/law/profile/coe_108plus_2018/breach.notify_authority.deadline");
        assert!(drafter.text.contains(path), "the cell leads to its correction");
        drafter.open("/law/alignment/references/bf_001_2021/breach.notify_authority.deadline");
        assert_eq!(drafter.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", drafter.main());
        assert!(drafter.says("son autorité la tient seule"), "{}", drafter.main());
    });
}

#[test]
fn wrong_fields_are_named_and_nothing_is_recorded() {
    on_one_engine(|base| {
        let trio = Trio::new(LAW, base);
        let form = format!("{QUESTION}/propose");
        let mut drafter = trio.cil().browser("plume");
        drafter.open(&form);
        drafter.submit(&form, &[("hours", "beaucoup"), ("wording_fr", ""), ("reason", &"x".repeat(2_001))]);
        assert_eq!(drafter.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["hours", "wording_fr", "reason"] {
            assert!(drafter.text.contains(&format!("id=\"e-{field}\"")), "no fault beside {field}");
        }
        assert!(drafter.text.contains("value=\"beaucoup\""), "what was typed is kept");
        drafter.open("/law/alignment/authority.name/propose");
        assert_eq!(drafter.status, StatusCode::UNPROCESSABLE_ENTITY);
        for nowhere in [
            "/law/alignment/nonsense",
            "/law/alignment/nonsense/propose",
            "/law/alignment/proposals/xx-3",
            "/law/alignment/proposals/bf-999",
            "/law/alignment/references/nonsense/rights.access",
            "/law/transposition/zz",
            "/law/transposition/ml.exe",
        ] {
            drafter.open(nowhere);
            assert_eq!(drafter.status, StatusCode::NOT_FOUND, "{nowhere}");
        }
        assert_eq!(trio.cil().read(|tx| store::proposals(tx, None)), vec![], "nothing was recorded");
    });
}

#[test]
fn the_list_puts_what_awaits_first_and_filters_narrow_it() {
    on_one_engine(|base| {
        let trio = Trio::new(LAW, base);
        propose(&mut trio.cil().browser("plume"), "72", WORDING);
        let mut approver = trio.cil().browser("sceau");
        approver.open("/law/alignment");
        let main = approver.main();
        let first = main.find("Délai de notification à l’autorité").expect("the question is listed");
        assert!(main.find("Durée du mandat").is_some_and(|other| first < other), "{main}");
        approver.open("/law/alignment?state=awaiting");
        assert!(approver.says("1 question"), "{}", approver.main());
        approver.open("/law/alignment?topic=breach&state=none");
        assert!(approver.says("3 questions"), "{}", approver.main());
        approver.open("/law/alignment?topic=nonsense&state=nonsense&relation=nonsense");
        assert!(approver.says("Durée du mandat"), "what does not exist narrows nothing");
        approver.open("/law/alignment/authority.mandate");
        assert!(
            approver.says("doit changer") && approver.says("de « 5 ans » à « 7 ans »"),
            "{}",
            approver.main()
        );
    });
}

#[test]
fn tables_are_handed_out_in_every_format_and_say_the_same() {
    on_one_engine(|base| {
        let trio = Trio::new(LAW, base);
        let proposal = propose(&mut trio.cil().browser("plume"), "72", WORDING);
        trio.exchange();
        all_agree(&trio, &proposal);
        trio.exchange();
        let mut reader = trio.apdp().browser("lectrice");
        for table in ["/law/concordance", "/law/transposition/bf", "/law/common-text"] {
            let csv = reader.open(&format!("{table}.csv")).to_owned();
            assert!(csv.starts_with('\u{feff}') && csv.contains(WORDING), "{table}: {csv}");
            for format in ["pdf", "docx", "xlsx"] {
                let bytes = reader.bytes(&format!("{table}.{format}"));
                assert_eq!(reader.status, StatusCode::OK, "{table}.{format}");
                let head: &[u8] = if format == "pdf" { b"%PDF-" } else { b"PK" };
                assert!(bytes.starts_with(head), "{table}.{format}");
                assert_eq!(bytes, reader.bytes(&format!("{table}.{format}")), "the same bytes again");
            }
        }
        let narrow = reader.open("/law/concordance.csv").len();
        assert!(reader.open("/law/concordance.csv?references=1").len() > narrow);
        reader.open("/law/concordance");
        assert!(reader.says("7 ans") && reader.says("source secondaire, non attesté"), "{}", reader.main());
    });
}
