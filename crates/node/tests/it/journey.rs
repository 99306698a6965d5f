//! The main journey: a change proposed on one node, approved on each, adopted and proven on all.

use crate::steps::{
    a_quiet_action, actions, approver, decide, drafter, grow, later, level, outcome, place_of, propose,
};
use liptako::demonstration::PASSWORD;
use liptako_core::{Kind, MemberIndex};
use liptako_council::plan::{Outcome, Place, store};
use liptako_identity::act_keys;
use liptako_journal::journals::Level;
use liptako_journal::{Proof, VerifierKey};
use liptako_testkit::{Databases, Plan, TestNode, Trio, on_each_engine};

#[test]
fn a_change_proposed_in_mali_and_approved_by_all_three_is_adopted_and_proven_everywhere() {
    on_each_engine(|databases| {
        let trio = Trio::with(Plan { databases, ..Plan::default() });
        trio.play();
        let before = trio.check();
        let mut officer = drafter(&trio.nodes[0]);
        let action = a_quiet_action(&mut officer);
        let address =
            propose(&mut officer, &action, "Le centre de formation n'est libre qu'un jour plus tard.");
        let proposal = place_of(&trio, &address);
        trio.meet();
        for node in &trio.nodes {
            assert_eq!(outcome(node, proposal), Some(Outcome::Open));
            let answer = decide(&mut approver(node), &address, "agree");
            assert_eq!(answer.status, 303, "{}", answer.words());
            trio.meet();
            trio.check();
        }
        assert_ne!(trio.check(), before);
        for node in &trio.nodes {
            assert_eq!(outcome(node, proposal), Some(Outcome::Adopted));
            every_proof_of_it_verifies(node, proposal);
            let page = node.browser().get(&address);
            assert!(page.words().contains("en vigueur"), "{}", page.words());
        }
        let due = |node: &TestNode| {
            let all = actions(&mut node.browser());
            all.into_iter().find(|line| line["id"] == action.as_str()).unwrap()["due"].clone()
        };
        assert_eq!(due(&trio.nodes[0]), due(&trio.nodes[1]));
        assert_eq!(due(&trio.nodes[0]), due(&trio.nodes[2]));
    });
}

/// Takes the proof file of the proposal and of each position from a node's pages, and checks each with nothing
/// but the public cards.
fn every_proof_of_it_verifies(node: &TestNode, proposal: Place) {
    let charter = &node.node().described.charter;
    let cards = &node.node().described.cards;
    let places = node.node().road.db().read(|tx| {
        let view = store::proposal(tx, proposal)?.unwrap();
        Ok::<_, liptako_storage::StorageError>(view.line.deciding(charter.members.len()))
    });
    let places = places.unwrap();
    assert_eq!(places.len(), 4, "the proposal and three positions");
    for place in places {
        assert_eq!(level(node, place), Level::N2, "{place:?} on {}", node.seat.code);
        let code = &charter.member(place.origin).unwrap().code;
        let file = node.browser().get(&format!("/journal/{code}/{}/proof", place.index));
        let proof: Proof = file.text().parse().unwrap();
        let card = cards.iter().find(|card| card.member == *code).unwrap();
        let others: Vec<VerifierKey> =
            cards.iter().filter(|other| other.member != *code).map(|other| other.mirror.clone()).collect();
        let proven = proof.verify(&card.log, &others).unwrap();
        assert_eq!((proven.index, proven.cosigners.len()), (place.index, 2));
        if place == proposal {
            assert_eq!(proven.entry.kind, Kind::PLAN_PROPOSAL);
            continue;
        }
        assert_eq!(proven.entry.kind, Kind::PLAN_POSITION);
        let keys = node.node().road.db().read(|tx| act_keys(tx, place.origin)).unwrap();
        let act = proven.entry.act.as_ref().expect("a position is signed by an officer");
        let key = keys.iter().find(|known| known.public.key_id() == act.key).unwrap();
        proven.entry.verify_act(&card.origin, &key.public).unwrap();
        assert_eq!(key.officer.function.en, "President");
    }
}

#[test]
fn one_refusal_ends_a_proposal_of_consensus_on_all_three_nodes() {
    let trio = Trio::met();
    trio.play();
    let proposal = {
        let mut officer = drafter(&trio.nodes[1]);
        let action = a_quiet_action(&mut officer);
        propose(&mut officer, &action, "Essai.")
    };
    let place = place_of(&trio, &proposal);
    trio.meet();
    assert_eq!(decide(&mut approver(&trio.nodes[2]), &proposal, "refuse").status, 303);
    trio.meet();
    for node in &trio.nodes {
        assert_eq!(outcome(node, place), Some(Outcome::Rejected));
    }
    let after = approver(&trio.nodes[0]).get(&proposal);
    assert!(!after.text().contains("value=\"agree\""), "nobody is asked about a proposal that is decided");
    trio.check();
}

#[test]
fn nodes_on_different_engines_hold_the_same_tables() {
    let Some(server) = liptako_testkit::postgres_server() else { return };
    let databases = Databases::postgres(server).with_first_on_sqlite();
    let trio = Trio::with(Plan { databases, ..Plan::default() });
    trio.play();
    grow(&trio, 0, "De SQLite à PostgreSQL.");
    grow(&trio, 2, "De PostgreSQL à SQLite.");
    trio.meet();
    trio.check();
}

#[test]
fn every_statement_of_the_house_is_understood_by_each_engine() {
    on_each_engine(|databases| {
        let mut trio = Trio::founded(Plan { databases, ..Plan::default() });
        trio.nodes[0].open().unwrap();
        let checked = trio.nodes[0].node().road.db().check_statements();
        let faults = |faults: Vec<liptako_storage::StatementFault>| {
            faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        let n = checked.map_err(faults).unwrap();
        assert!(n > 100, "only {n} statements were found: are all crates linked?");
    });
}

#[test]
fn a_form_sent_twice_acts_once() {
    let trio = Trio::met();
    trio.play();
    let node = &trio.nodes[0];
    let size = || node.node().journals.own_log().unwrap().size();
    let mut officer = drafter(node);
    let action = a_quiet_action(&mut officer);
    let form = later(&mut officer, &action, "Envoyé deux fois.");
    let before = size();
    let (first, second) = (officer.submit(&form), officer.submit(&form));
    assert_eq!((first.status, second.status), (303, 303));
    assert_eq!(first.location(), second.location());
    assert_eq!(size(), before + 1);
    let proposal = first.location().to_owned();
    let mut chair = approver(node);
    let form = chair.get(&proposal).form(&proposal).with("password", PASSWORD).press("agree");
    let (first, second) = (chair.submit(&form), chair.submit(&form));
    assert_eq!((first.status, second.status), (303, 303), "{}", second.words());
    assert_eq!(size(), before + 2);
    trio.meet();
    trio.check();
}

#[test]
fn a_form_from_another_request_on_the_same_text_is_a_second_act() {
    let trio = Trio::met();
    trio.play();
    let mut officer = drafter(&trio.nodes[0]);
    let action = a_quiet_action(&mut officer);
    let first = propose(&mut officer, &action, "Un.");
    let second = propose(&mut officer, &action, "Deux.");
    assert_ne!(first, second);
    assert_eq!(place_of(&trio, &first).origin, MemberIndex(0));
}

#[test]
fn nobody_approves_what_they_drafted_and_nobody_speaks_twice_for_an_authority() {
    let trio = Trio::met();
    trio.play();
    let node = &trio.nodes[0];
    let mut officer = drafter(node);
    let action = a_quiet_action(&mut officer);
    let proposal = propose(&mut officer, &action, "Essai.");
    let page = officer.get(&proposal);
    assert!(!page.text().contains("value=\"agree\""), "who drafts is offered no button");
    let mut chair = approver(node);
    let form = chair.get(&proposal).form(&proposal).with("password", PASSWORD);
    // The drafter sends the approver's form with a token of their own.
    let token = page.form("/sign-out");
    let forged =
        form.clone().press("agree").with("csrf", token.value("csrf")).with("request", token.value("request"));
    assert_eq!(officer.submit(&forged).status, 403);
    assert_eq!(decide(&mut chair, &proposal, "agree").status, 303);
    let fresh = chair.get("/account").form("/sign-out");
    let again = form.press("agree").with("request", fresh.value("request"));
    let refused = chair.submit(&again);
    assert!(refused.status >= 400, "{}: {}", refused.status, refused.words());
    trio.meet();
    trio.check();
}
