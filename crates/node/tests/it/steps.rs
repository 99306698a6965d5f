//! What officers do in these tests, through the pages.

use liptako::demonstration::{APPROVER, DRAFTER, PASSWORD};
use liptako_council::plan::{Outcome, Place, store};
use liptako_journal::journals::Level;
use liptako_testkit::{Browser, PageForm, Reply, TestNode, Trio};
use serde_json::Value;

/// A browser in which the drafter of a node has signed in.
pub fn drafter(node: &TestNode) -> Browser {
    signed_in(node, DRAFTER)
}

/// A browser in which the approver of a node has signed in.
pub fn approver(node: &TestNode) -> Browser {
    signed_in(node, APPROVER)
}

pub fn signed_in(node: &TestNode, login: &str) -> Browser {
    let mut browser = node.browser();
    browser.sign_in(login, PASSWORD);
    browser
}

/// The actions of the plan, as the pages export them.
pub fn actions(browser: &mut Browser) -> Vec<Value> {
    let list = browser.get("/council/plan/actions.json");
    assert_eq!(list.status, 200);
    let all: Value = serde_json::from_str(list.text()).unwrap();
    all.as_array().or_else(|| all["actions"].as_array()).unwrap().clone()
}

/// An action that no open proposal would change, to be changed by the test.
pub fn a_quiet_action(browser: &mut Browser) -> String {
    let all = actions(browser);
    let ids = all.iter().map(|action| action["id"].as_str().unwrap().to_owned());
    let quiet = ids.into_iter().find(|id| {
        let page = browser.get(&format!("/council/plan/actions/{id}"));
        !page.text().contains("outcome-open") && !page.words().contains("en attente de")
    });
    quiet.expect("an action without an open proposal")
}

/// The form that changes an action, with a later due date and a reason.
pub fn later(browser: &mut Browser, action: &str, reason: &str) -> PageForm {
    let path = format!("/council/plan/actions/{action}/change");
    let page = browser.get(&path);
    assert_eq!(page.status, 200, "{}", page.words());
    let form = page.form(&path);
    let due: jiff::civil::Date = form.value("due").parse().unwrap();
    let due = due.tomorrow().unwrap().to_string();
    form.with("due", due).with("reason", reason).press("propose")
}

/// Proposes that an action be due a day later; answers the proposal's address.
pub fn propose(browser: &mut Browser, action: &str, reason: &str) -> String {
    let form = later(browser, action, reason);
    let answer = browser.submit(&form);
    assert_eq!(answer.status, 303, "{}", answer.words());
    answer.location().to_owned()
}

/// Takes a position on a proposal.
pub fn decide(browser: &mut Browser, proposal: &str, word: &str) -> Reply {
    let page = browser.get(proposal);
    assert_eq!(page.status, 200, "{}", page.words());
    let form = page.form(proposal).with("password", PASSWORD).with("reason", "Essai.").press(word);
    browser.submit(&form)
}

/// Where the record of a proposal's address is: `/council/plan/proposals/ml-12`.
pub fn place_of(trio: &Trio, proposal: &str) -> Place {
    let (code, index) = proposal.rsplit('/').next().unwrap().rsplit_once('-').unwrap();
    let charter = &trio.nodes[0].node().described.charter;
    Place { origin: charter.by_code(&code.to_lowercase()).unwrap(), index: index.parse().unwrap() }
}

/// Where a proposal stands on a node.
pub fn outcome(node: &TestNode, place: Place) -> Option<Outcome> {
    let view = node.node().road.db().read(|tx| store::proposal(tx, place)).unwrap();
    view.map(|view| view.line.outcome)
}

/// How sure a record is on a node.
pub fn level(node: &TestNode, place: Place) -> Level {
    node.node().road.level(place.origin, place.index)
}

/// A form sent from the drafter's page of a node, so that its journal grows by one.
pub fn grow(trio: &Trio, node: usize, reason: &str) -> Place {
    let mut browser = drafter(&trio.nodes[node]);
    let action = actions(&mut browser).pop().unwrap()["id"].as_str().unwrap().to_owned();
    let proposal = propose(&mut browser, &action, reason);
    place_of(trio, &proposal)
}
