//! The library of practices.

mod files;
mod journey;
mod reading;
mod rules;
mod search;

use crate::EXCHANGE;
use liptako_stage::{Browser, Node, Trio, on_each_engine, on_one_engine};

/// Writes a draft as this person, by the pages; gives the address of the draft.
fn write(node: &Node, login: &str, fields: &[(&str, &str)]) -> String {
    let mut browser = node.browser(login);
    browser.open("/exchange/practices/new");
    let mut all = vec![
        ("kind", "guide"),
        ("lang", "fr"),
        ("title", "Préparer un contrôle de vidéosurveillance"),
        ("summary", "Ce qu’il faut réunir avant d’aller sur place."),
        ("body", "# Avant\n\n- [ ] lire la déclaration\n- [ ] prévenir le responsable\n"),
        ("licence", "CC-BY-4.0"),
        ("authors", "Direction du contrôle (fictive)"),
        ("basis", "special.video.formality"),
    ];
    all.retain(|(name, _)| fields.iter().all(|(other, _)| other != name));
    all.extend(fields);
    browser.submit("/exchange/practices/new", &all);
    let path = browser.location.clone();
    browser.follow();
    assert!(browser.says("Le brouillon est enregistré"), "{}", browser.main());
    path
}

/// Publishes a draft as this person; gives the address of the practice.
fn publish(node: &Node, login: &str, draft: &str) -> String {
    let mut browser = node.browser(login);
    browser.open(draft);
    browser.submit(&format!("{draft}/publish"), &[("password", liptako_stage::PASSWORD)]);
    let path = browser.location.clone();
    browser.follow();
    assert!(browser.says("La pratique est publiée"), "{}", browser.main());
    path
}

/// A practice that the CIL published, known everywhere.
fn shared(trio: &Trio, fields: &[(&str, &str)]) -> String {
    let draft = write(trio.cil(), "plume", fields);
    let path = publish(trio.cil(), "sceau", &draft);
    trio.exchange();
    trio.confirm();
    path
}

/// Fills the form of an act on a practice, signs when it asks for a password, and shows where it leads.
fn say(node: &Node, login: &str, path: &str, act: &str, fields: &[(&str, &str)]) -> Browser {
    let mut browser = node.browser(login);
    let address = format!("{path}/{act}");
    browser.open(&address);
    let mut all = fields.to_vec();
    if browser.text.contains("type=\"password\"") {
        all.push(("password", liptako_stage::PASSWORD));
    }
    browser.submit(&address, &all);
    if !browser.location.is_empty() {
        browser.follow();
    }
    browser
}

#[test]
fn a_draft_is_seen_by_its_authority_alone_and_leaves_no_trace_in_the_journal() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let before: Vec<u64> = trio
            .nodes
            .iter()
            .map(|node| node.read(|tx| liptako_storage::applied_size(tx, node.me())))
            .collect();
        let draft = write(trio.cil(), "plume", &[]);
        trio.exchange();
        let after: Vec<u64> = trio
            .nodes
            .iter()
            .map(|node| node.read(|tx| liptako_storage::applied_size(tx, node.me())))
            .collect();
        assert_eq!(before, after);
        let mut other = trio.hapdp().browser("plume");
        other.open(&draft);
        assert_eq!(other.status, 404);
        let mut reader = trio.cil().browser("lectrice");
        reader.open(&draft);
        assert_eq!(reader.status, 403);
        reader.open("/exchange/practices");
        assert!(reader.says("Aucune pratique ne répond"), "{}", reader.main());
    });
}

#[test]
fn whoever_wrote_in_a_draft_does_not_publish_it() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let draft = write(trio.cil(), "tout", &[]);
        let mut writer = trio.cil().browser("tout");
        writer.open(&draft);
        assert!(writer.says("Vous avez écrit dans ce brouillon"), "{}", writer.main());
        assert!(!writer.text.contains("/publish\""));
        // Nor does the drafter, who may not sign at all; nor by a form made by hand.
        writer.forge(
            &format!("{draft}/discard"),
            &format!("{draft}/publish"),
            &[("revision", "1"), ("password", liptako_stage::PASSWORD)],
        );
        assert!(writer.says("une autre personne le publie"), "{}", writer.main());
        let mut drafter = trio.cil().browser("plume");
        drafter.open(&draft);
        assert!(drafter.says("Votre rôle ne permet pas de publier"), "{}", drafter.main());
        publish(trio.cil(), "sceau", &draft);
    });
}

#[test]
fn a_draft_changed_meanwhile_is_not_published_unread() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let draft = write(trio.cil(), "plume", &[]);
        let mut approver = trio.cil().browser("sceau");
        approver.open(&draft);
        let mut drafter = trio.cil().browser("plume");
        let edit = format!("{draft}/edit");
        drafter.open(&edit);
        drafter.submit(&edit, &[("title", "Un autre titre")]);
        drafter.follow();
        assert!(drafter.says("Le brouillon est enregistré"), "{}", drafter.main());
        approver.submit(&format!("{draft}/publish"), &[("password", liptako_stage::PASSWORD)]);
        assert!(approver.says("Ce brouillon a été modifié"), "{}", approver.main());
    });
}

#[test]
fn a_form_sent_twice_saves_one_draft_and_publishes_one_practice() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let mut drafter = trio.cil().browser("plume");
        drafter.open("/exchange/practices/new");
        drafter.submit(
            "/exchange/practices/new",
            &[
                ("kind", "question"),
                ("lang", "fr"),
                ("title", "Qui contrôle les bornes à l’entrée ?"),
                ("summary", "Nous cherchons votre expérience."),
                ("body", "Comment faites-vous ?"),
                ("licence", "CC-BY-4.0"),
            ],
        );
        let first = drafter.location.clone();
        drafter.send_again();
        assert_eq!(drafter.location, first);
        let mut approver = trio.cil().browser("sceau");
        approver.open(&first);
        approver.submit(&format!("{first}/publish"), &[("password", liptako_stage::PASSWORD)]);
        let practice = approver.location.clone();
        approver.send_again();
        assert_eq!(approver.location, practice, "{}", approver.main());
        approver.open("/exchange/practices");
        assert!(approver.says("1 pratique"), "{}", approver.main());
    });
}

#[test]
fn several_drafts_are_published_at_once_each_by_itself() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        for title in ["Un", "Deux"] {
            write(trio.cil(), "plume", &[("title", title)]);
        }
        // Unfinished: it stays a draft.
        write(trio.cil(), "plume", &[("title", "Trois"), ("body", "")]);
        let mut approver = trio.cil().browser("sceau");
        approver.open("/exchange/practices/drafts");
        let boxes = approver.boxes("drafts");
        assert_eq!(boxes.len(), 3);
        let mut fields: Vec<(&str, &str)> = boxes.iter().map(|one| ("drafts", one.as_str())).collect();
        fields.push(("password", liptako_stage::PASSWORD));
        approver.submit("/exchange/practices/drafts", &fields);
        approver.follow();
        assert!(approver.says("2 pratiques publiées"), "{}", approver.main());
        assert!(approver.says("1 brouillon reste à compléter"), "{}", approver.main());
        assert!(approver.says("Trois"));
    });
}
