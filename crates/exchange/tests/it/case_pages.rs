//! The pages of cases on three nodes in memory: what each officer sees and does, and what the third authority does not.

use crate::EXCHANGE;
use liptako_exchange::case;
use liptako_stage::{APDP, Browser, Node, PASSWORD, Trio, Upload, on_each_engine, on_one_engine};
use liptako_storage::Source as _;

const NEW: &str = "/exchange/cases/new/complaint";

/// Everybody has cosigned everything now, and says so.
fn cosigned(trio: &Trio) {
    trio.exchange();
    for node in &trio.nodes {
        for origin in liptako_stage::charter().indices() {
            let size = node.journals.size(origin);
            let now = liptako_core::Clock::now(&*trio.clock);
            for peer in liptako_stage::charter().indices().filter(|peer| *peer != origin) {
                node.journals.cosign_at(origin, peer, size, now);
            }
            node.road.note_cosigned(origin).unwrap();
        }
    }
    trio.confirm();
}

fn ticked<'a>(mut typed: Vec<(&'a str, &'a str)>) -> Vec<(&'a str, &'a str)> {
    for item in case::checklist(case::CaseKind::Complaint) {
        typed.push(("checklist", item.id.as_str()));
    }
    typed
}

fn complaint() -> Vec<(&'static str, &'static str)> {
    ticked(vec![
        ("to", "ml"),
        ("title", "Vente d’un fichier de clients (fiction)"),
        ("controller", "Opérateur fictif de Bamako"),
        ("country", "ML"),
        ("received", "2026-02-20"),
        ("facts", "Un fichier circule.\nIl vient d’une agence."),
        ("asked", "Examiner la plainte **avec nous**."),
        ("person_name", "Awa Fictive"),
        ("person_contact", "+227 00 00 00 00"),
    ])
}

/// Drafts by a form, and gives the address of the draft.
fn draft(browser: &mut Browser, path: &str, typed: &[(&str, &str)]) -> String {
    browser.open(path);
    browser.submit(path, typed);
    assert_eq!(browser.status, 303, "{path}: {}", browser.main());
    browser.location.clone()
}

/// Approves a draft, and gives the address of its case.
fn approve(browser: &mut Browser, draft: &str) -> String {
    browser.open(draft);
    browser.submit(&format!("{draft}/approve"), &[("password", PASSWORD)]);
    assert_eq!(browser.status, 303, "{}", browser.main());
    browser.location.clone()
}

/// Takes a step by its form; approves it when it needs that.
fn take(node: &Node, case: &str, step: &str, typed: &[(&str, &str)]) {
    let mut drafter = node.browser("plume");
    let to = draft(&mut drafter, &format!("{case}/steps/{step}"), typed);
    if to.contains("/drafts/") {
        assert_eq!(approve(&mut node.browser("sceau"), &to), case);
    } else {
        assert_eq!(to, case);
    }
}

#[test]
fn a_complaint_goes_from_its_form_to_a_joint_decision_while_one_node_is_off_line_for_a_while() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.off_line(APDP);
        let mut drafter = trio.hapdp().browser("plume");
        let waiting = draft(&mut drafter, NEW, &complaint());
        drafter.follow();
        assert!(drafter.says("Rien n’a quitté l’autorité"));
        assert!(drafter.says("APDP (ml)\u{a0}: lit tout"), "{}", drafter.main());
        assert!(drafter.says("CIL (bf)\u{a0}: verra seulement"), "{}", drafter.main());
        assert!(drafter.says("Vous l’avez rédigé"), "four eyes");
        let mut approver = trio.hapdp().browser("sceau");
        approver.open("/exchange/cases");
        assert!(approver.says("À approuver par vous"));
        approver.open(&waiting);
        approver.submit(&format!("{waiting}/approve"), &[("password", "un autre mot")]);
        assert_eq!(approver.status, 422);
        let case = approve(&mut approver, &waiting);
        assert_eq!(case, "/exchange/cases/NE-2026-0001");
        approver.follow();
        assert!(approver.says("Commencera quand APDP l’aura reçu"), "{}", approver.main());
        cosigned(&trio);

        let mut third = trio.cil().browser("tout");
        third.open("/exchange/cases");
        assert!(third.says("Aucune affaire encore") && !third.says("NE-2026"), "{}", third.main());
        third.open(&case);
        assert_eq!(third.status, 404);

        trio.on_line(APDP);
        cosigned(&trio);
        let mut received = trio.apdp().browser("plume");
        received.open("/exchange/cases");
        assert!(received.says("3 suites") || received.says("Sur le bureau"), "{}", received.main());
        received.open(&case);
        assert!(received.says("Awa Fictive") && received.says("Examiner la plainte avec nous"));
        assert!(received.says("Se prononcer sur la recevabilité"), "{}", received.main());
        take(trio.apdp(), &case, "acknowledged", &[("reference", "APDP/2026/12")]);
        take(trio.apdp(), &case, "admissibility", &[("is_admissible", "yes")]);
        take(trio.apdp(), &case, "lead", &[("lead", "ml")]);
        trio.exchange();
        take(trio.hapdp(), &case, "lead", &[("lead", "ml")]);
        trio.exchange();
        let text = "# Décision\n\nLe fichier est détruit.";
        let decision = [("form", "decision"), ("title", "Décision commune"), ("text", text)];
        take(trio.apdp(), &case, "draft", &[&decision[..], &[("also_agree", "yes")]].concat());
        trio.exchange();
        let mut reader = trio.hapdp().browser("plume");
        reader.open(&format!("{case}/steps/position"));
        assert!(reader.says("Le fichier est détruit."), "the text stands above the form: {}", reader.main());
        take(trio.hapdp(), &case, "position", &[("agrees", "yes")]);
        trio.exchange();
        for node in [trio.apdp(), trio.hapdp()] {
            let mut browser = node.browser("lectrice");
            browser.open(&case);
            assert!(browser.says("Adopté par toutes"), "{}", browser.main());
            assert!(!browser.text.contains("/steps/"), "a reader has nothing to do here");
        }
        take(trio.apdp(), &case, "closed", &[("outcome", "decided"), ("text", "")]);
        cosigned(&trio);
        let mut browser = trio.hapdp().browser("lectrice");
        browser.open(&case);
        assert!(browser.says("Close\u{a0}: Décision ou avis commun adopté"), "{}", browser.main());
        third.open("/exchange/cases");
        assert!(third.says("Aucune affaire encore"), "the third is blind to the end");
    });
}

#[test]
fn a_draft_is_sent_back_mended_and_approved_and_another_is_given_up() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let (mut drafter, mut approver) = (trio.hapdp().browser("plume"), trio.hapdp().browser("sceau"));
        let waiting = draft(&mut drafter, NEW, &complaint());
        approver.open(&waiting);
        approver.submit(&format!("{waiting}/return"), &[("remark", "")]);
        assert_eq!(approver.status, 422);
        approver.submit(&format!("{waiting}/return"), &[("remark", "Précisez la date.")]);
        assert_eq!(approver.status, 303, "{}", approver.main());
        drafter.open("/exchange/cases");
        assert!(drafter.says("Renvoyé, à reprendre"));
        drafter.open(&waiting);
        assert!(drafter.says("Précisez la date."));
        let edit = format!("{waiting}/edit");
        drafter.open(&edit);
        assert_eq!(drafter.value(&edit, "person_name"), "Awa Fictive", "the form is filled");
        drafter.submit(&edit, &ticked(vec![("facts", "Le 3 mars, un fichier circule.")]));
        assert_eq!(drafter.status, 303, "{}", drafter.main());
        let case = approve(&mut approver, &waiting);
        approver.open(&case);
        assert!(approver.says("Le 3 mars, un fichier circule."));
        approver.open(&waiting);
        assert_eq!(approver.status, 404, "an approved draft is one no more");

        let note = draft(&mut drafter, &format!("{case}/steps/closed"), &[("outcome", "withdrawn")]);
        drafter.open(&note);
        drafter.submit(&format!("{note}/discard"), &[]);
        assert_eq!(drafter.status, 303);
        drafter.open(&note);
        assert_eq!(drafter.status, 404);
    });
}

#[test]
fn a_form_says_what_is_wrong_beside_its_field_and_keeps_what_was_typed() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let mut drafter = trio.hapdp().browser("plume");
        drafter.open(NEW);
        drafter.submit(NEW, &[("title", "Un objet"), ("received", "hier")]);
        assert_eq!(drafter.status, 422);
        assert!(drafter.text.contains("id=\"e-received\""), "{}", drafter.main());
        drafter.submit(NEW, &[("received", "2026-02-20")]);
        for field in ["to", "controller", "facts", "asked", "checklist"] {
            assert!(drafter.text.contains(&format!("id=\"e-{field}\"")), "{field}: {}", drafter.main());
        }
        assert_eq!(drafter.value(NEW, "title"), "Un objet");
        assert!(drafter.open("/exchange/cases/new/rumour").contains("404") || drafter.status == 404);
    });
}

#[test]
fn a_step_that_is_not_ours_to_take_is_refused_and_what_needs_no_approval_leaves_at_once() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let waiting = draft(&mut trio.hapdp().browser("plume"), NEW, &complaint());
        let case = approve(&mut trio.hapdp().browser("sceau"), &waiting);
        let mut opener = trio.hapdp().browser("plume");
        opener.open(&format!("{case}/steps/acknowledged"));
        assert_eq!(opener.status, 422, "whoever opened it does not acknowledge it: {}", opener.main());
        let note = format!("{case}/steps/note");
        opener.open(&note);
        assert!(opener.says("Part dès l’envoi"), "{}", opener.main());
        opener.submit(&note, &[("text", "Pour information <script>alert(1)</script>")]);
        assert_eq!(opener.location, case);
        opener.send_again();
        assert_eq!(opener.location, case, "the same form again");
        opener.open(&case);
        assert_eq!(opener.text.matches("Pour information").count(), 1, "it acted once");
        assert!(!opener.text.contains("<script"));
        let mut approver = trio.hapdp().browser("sceau");
        approver.open(&note);
        assert_eq!(approver.status, 403, "an approver drafts nothing");
    });
}

#[test]
fn a_case_is_widened_with_a_warning_and_the_newcomer_sees_only_what_follows() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let waiting = draft(&mut trio.hapdp().browser("plume"), NEW, &complaint());
        let case = approve(&mut trio.hapdp().browser("sceau"), &waiting);
        trio.exchange();
        let mut opener = trio.hapdp().browser("plume");
        opener.open(&format!("{case}/steps/widened"));
        assert!(opener.says("Élargir ne se reprend pas"));
        take(trio.hapdp(), &case, "widened", &[("member", "bf"), ("reason", "Votre avis est utile.")]);
        trio.exchange();
        let mut third = trio.cil().browser("plume");
        third.open(&case);
        assert!(third.says("a rejoint cette affaire en cours"), "{}", third.main());
        assert!(!third.says("Awa Fictive") && !third.says("Un fichier circule"));
        opener.open(&format!("{case}/steps/resent"));
        let own =
            opener.text.split("name=\"of\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        take(trio.hapdp(), &case, "resent", &[("of", &own)]);
        trio.exchange();
        third.open(&case);
        assert!(third.says("Un fichier circule"), "{}", third.main());
    });
}

#[test]
fn what_is_erased_leaves_the_pages_of_all_and_its_receipts_are_shown() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let waiting = draft(&mut trio.hapdp().browser("plume"), NEW, &complaint());
        let case = approve(&mut trio.hapdp().browser("sceau"), &waiting);
        trio.exchange();
        let mut approver = trio.hapdp().browser("sceau");
        let erase = format!("{case}/erase");
        approver.open(&erase);
        let typed = [("what", "person"), ("reason", "La personne l’a demandé."), ("password", PASSWORD)];
        approver.submit(&erase, &typed);
        assert_eq!(approver.status, 303, "{}", approver.main());
        approver.follow();
        assert!(approver.says("Reçu encore attendu\u{a0}: APDP"), "{}", approver.main());
        assert!(!approver.says("Awa Fictive"));
        trio.exchange();
        trio.exchange();
        let mut reader = trio.apdp().browser("lectrice");
        reader.open(&case);
        assert!(!reader.says("Awa Fictive") && reader.says("La personne l’a demandé."), "{}", reader.main());
        approver.open(&case);
        assert!(approver.says("Reçu de APDP\u{a0}: détruit le"), "{}", approver.main());
    });
}

#[test]
fn the_pages_around_cases_open_in_both_languages() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let mut reader = trio.cil().browser("lectrice");
        for lang in ["fr", "en"] {
            reader.open(&format!("/language/{lang}?next=/about"));
            for path in ["/exchange/cases", "/exchange/cases/delays", "/exchange/cases/acts"] {
                reader.open(path);
                assert_eq!(reader.status, 200, "{path}");
                assert!(!reader.text.contains("casepages-"), "{path} shows a key");
            }
        }
        reader.open("/exchange/cases/acts/reponse.md");
        assert!(reader.text.starts_with("# Réponse"));
        assert!(reader.weight("/exchange/cases") < 14_000);
        let mut visitor = trio.cil().visitor();
        visitor.open("/exchange/cases");
        assert_eq!(visitor.status, 303, "a visitor is sent to sign in");
    });
}

#[test]
fn a_document_stays_here_until_its_draft_is_approved_and_then_reaches_its_readers_alone() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let (mut drafter, mut approver) = (trio.hapdp().browser("plume"), trio.hapdp().browser("sceau"));
        let waiting = draft(&mut drafter, NEW, &complaint());
        let file = Upload { field: "files", name: "relevé.txt", bytes: b"Releve fictif" };
        let files = format!("{waiting}/files");
        drafter.open(&waiting);
        drafter.upload(&files, &[("caption", "Messages")], &[file]);
        assert_eq!(drafter.status, 303, "{}", drafter.main());
        drafter.follow();
        assert!(drafter.says("relevé.txt") && drafter.says("Retirer relevé.txt"), "{}", drafter.main());
        trio.exchange();
        let case = approve(&mut approver, &waiting);
        trio.exchange();
        let mut reader = trio.apdp().browser("lectrice");
        reader.open(&case);
        assert!(reader.says("relevé.txt") && reader.says("Messages"), "{}", reader.main());
        let link = format!("{case}/files/");
        let at = reader.text.find(&link).unwrap();
        let address = reader.text[at..].split('"').next().unwrap().to_owned();
        assert_eq!(reader.bytes(&address), b"Releve fictif");
        assert!(reader.header("content-disposition").starts_with("attachment"));
        let mut third = trio.cil().browser("tout");
        third.open(&address);
        assert_eq!(third.status, 404, "the third has neither case nor document");

        let document = format!("{case}/document");
        drafter.open(&document);
        let other = Upload { field: "files", name: "suite.txt", bytes: b"Suite fictive" };
        drafter.upload(&document, &[("caption", "Suite")], &[other]);
        assert!(drafter.location.contains("/drafts/"), "{}", drafter.main());
        let second = drafter.location.clone();
        assert_eq!(approve(&mut approver, &second), case);
        trio.exchange();
        reader.open(&case);
        assert!(reader.says("suite.txt"), "{}", reader.main());
    });
}

#[test]
fn a_case_is_taken_away_as_paper_and_figures_name_nobody() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let waiting = draft(&mut trio.hapdp().browser("plume"), NEW, &complaint());
        let case = approve(&mut trio.hapdp().browser("sceau"), &waiting);
        let mut reader = trio.hapdp().browser("lectrice");
        assert!(reader.bytes(&format!("{case}/dossier.pdf")).starts_with(b"%PDF-"));
        reader.open(&format!("{case}/dossier.json"));
        assert!(reader.text.contains("NE-2026-0001"));
        for path in ["figures", "figures?all=1", "figures.csv", "figures.json"] {
            reader.open(&format!("/exchange/cases/{path}"));
            assert_eq!(reader.status, 200, "{path}");
            assert!(!reader.text.contains("Awa") && !reader.text.contains("Opérateur"), "{path}");
        }
    });
}
