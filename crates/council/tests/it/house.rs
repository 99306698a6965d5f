//! Three authorities' nodes with the plan, and what their people do with it.

use jiff::civil::{Date, date};
use liptako_core::{ObjectId, RequestId};
use liptako_council::plan::demo::{DEMO_PLAN, DemoPlan, read};
use liptako_council::plan::store::{ActionView, ProposalLine, ProposalView};
use liptako_council::plan::{
    self, Action, Change, Content, Decision, Draft, Officer, Part, Place, PlanError, Progress, State, store,
};
use liptako_journal::Hash;
use liptako_stage::{Base, Node, Program, charter};
use liptako_storage::RoadError;
use std::ops::Deref;
use std::sync::Arc;

/// The day on which tests happen.
pub const TODAY: Date = date(2026, 3, 5);

const COUNCIL: Program =
    Program { module: liptako_council::module, pages: liptako_council::plan::web::module };

/// What an authority's people do with the plan, on their node.
pub trait Planning {
    fn propose_as(&self, login: &str, reason: &str, changes: Vec<Change>) -> Result<Place, PlanError>;
    /// Proposes under a request that may have been sent before.
    fn propose_under(
        &self,
        request: RequestId,
        login: &str,
        reason: &str,
        changes: Vec<Change>,
    ) -> Result<Place, PlanError>;
    fn propose(&self, changes: Vec<Change>) -> Result<Place, PlanError>;
    fn decide_as(&self, login: &str, proposal: Place, agrees: bool) -> Result<Place, PlanError>;
    fn decide_on(
        &self,
        login: &str,
        proposal: Place,
        commitment: Hash,
        agrees: bool,
    ) -> Result<Place, PlanError>;
    fn agree(&self, proposal: Place) -> Result<Place, PlanError>;
    fn refuse(&self, proposal: Place) -> Result<Place, PlanError>;
    fn proposal(&self, place: Place) -> ProposalView;
    fn awaiting(&self) -> Vec<ProposalLine>;
    fn action(&self, object: ObjectId) -> ActionView;
    /// A change of an action, from the value in force here.
    fn change(&self, object: ObjectId, edit: impl FnOnce(&mut Action)) -> Change;
    /// The next progress of an action, from the one in force here.
    fn progress(&self, object: ObjectId, state: State, account: &str) -> Change;
}

impl Planning for Node {
    fn propose_as(&self, login: &str, reason: &str, changes: Vec<Change>) -> Result<Place, PlanError> {
        self.propose_under(self.request(), login, reason, changes)
    }

    fn propose_under(
        &self,
        request: RequestId,
        login: &str,
        reason: &str,
        changes: Vec<Change>,
    ) -> Result<Place, PlanError> {
        let (drafter, draft) =
            (Officer::from(&self.officer(login)), Draft { reason: reason.to_owned(), changes });
        let done = self.road.act(request, move |scribe| plan::propose(scribe, drafter, draft));
        let done = done.map_err(refusal)?;
        let record = &done.records()[0];
        Ok(Place { origin: record.origin, index: record.index })
    }

    fn propose(&self, changes: Vec<Change>) -> Result<Place, PlanError> {
        self.propose_as("plume", "Parce que.", changes)
    }

    fn decide_as(&self, login: &str, proposal: Place, agrees: bool) -> Result<Place, PlanError> {
        let commitment = self.proposal(proposal).line.commitment;
        self.decide_on(login, proposal, commitment, agrees)
    }

    fn decide_on(
        &self,
        login: &str,
        proposal: Place,
        commitment: Hash,
        agrees: bool,
    ) -> Result<Place, PlanError> {
        let signer = self.unlocked(login);
        let identity = Arc::clone(&self.identity);
        let reason = if agrees { String::new() } else { "Pas ainsi.".to_owned() };
        let word = Decision { proposal, commitment, agrees, reason };
        let done = self.road.act(self.request(), move |scribe| {
            identity.publish_keys(scribe)?;
            let officer = Officer::from(signer.officer());
            plan::decide(scribe, officer, &signer, &word)
        });
        done.map_err(refusal).map(|done| done.value().unwrap())
    }

    fn agree(&self, proposal: Place) -> Result<Place, PlanError> {
        self.decide_as("sceau", proposal, true)
    }

    fn refuse(&self, proposal: Place) -> Result<Place, PlanError> {
        self.decide_as("sceau", proposal, false)
    }

    fn proposal(&self, place: Place) -> ProposalView {
        self.read(|tx| store::proposal(tx, place)).expect("the proposal is here")
    }

    fn awaiting(&self) -> Vec<ProposalLine> {
        self.read(|tx| store::awaiting(tx, self.me()))
    }

    fn action(&self, object: ObjectId) -> ActionView {
        self.read(|tx| store::action(tx, object, TODAY)).expect("the action is in the plan")
    }

    fn change(&self, object: ObjectId, edit: impl FnOnce(&mut Action)) -> Change {
        let mut action = self.action(object).line.action;
        edit(&mut action.value);
        Change { object, parent: Some(action.commitment), content: Content::Action(action.value) }
    }

    fn progress(&self, object: ObjectId, state: State, account: &str) -> Change {
        let view = self.action(object);
        let measures = view.progress.map(|progress| progress.value.measures).unwrap_or_default();
        let account = account.to_owned();
        let reports_on = view.line.action.commitment;
        let content = Content::Progress(Progress { reports_on, state, account, measures });
        Change { object, parent: view.progress_parent, content }
    }
}

fn refusal(error: RoadError<PlanError>) -> PlanError {
    match error {
        RoadError::Rule(refused) => refused,
        other => panic!("{other}"),
    }
}

/// Three nodes of the council.
pub struct Trio(liptako_stage::Trio);

impl Deref for Trio {
    type Target = liptako_stage::Trio;

    fn deref(&self) -> &liptako_stage::Trio {
        &self.0
    }
}

impl Trio {
    /// Three nodes that hold the demonstration's plan, adopted by all.
    pub fn with_plan(base: &mut dyn FnMut() -> Base) -> (Self, DemoPlan, Place) {
        let trio = Self(liptako_stage::Trio::new(COUNCIL, base));
        let demo = read(DEMO_PLAN, &charter(), TODAY).unwrap();
        let place = trio.apdp().propose_as("plume", &demo.reason, demo.changes.clone()).unwrap();
        trio.exchange();
        trio.all_agree(place);
        trio.exchange();
        (trio, demo, place)
    }

    /// Every authority agrees.
    pub fn all_agree(&self, proposal: Place) {
        for house in &self.nodes {
            house.agree(proposal).unwrap();
        }
    }
}

/// The action of the demonstration whose title holds these words.
pub fn action_about(demo: &DemoPlan, words: &str) -> ObjectId {
    let found = demo.changes.iter().find(|change| {
        change.content.part() == Part::Action
            && change.content.title().is_some_and(|title| title.fr.contains(words))
    });
    found.unwrap_or_else(|| panic!("no action about “{words}”")).object
}
