//! Three authorities' nodes that share a world of journals.

use crate::engines::Base;
use jiff::civil::{Date, date};
use liptako_core::{
    Charter, Decision as Rules, ManualClock, Member, MemberIndex, ObjectId, RequestId, Rule, SeededChance,
};
use liptako_council::plan::demo::{DEMO_PLAN, DemoPlan, read};
use liptako_council::plan::store::{ActionView, ProposalLine, ProposalView};
use liptako_council::plan::{
    self, Action, Change, Content, Decision, Draft, Officer, Part, Place, PlanError, Progress, State, store,
};
use liptako_identity::{Client, Identity, NewPerson, PermissionTable, Policy, Unlocked, Who};
use liptako_journal::Hash;
use liptako_storage::memory::MemoryJournals;
use liptako_storage::{Db, Road, RoadError, StorageError, Tx};
use liptako_web::{ShellParts, Site, WebConfig};
use std::sync::Arc;

const PASSWORD: &str = "fleuve Niger 7";
const DESK: Client<'static> = Client { address: "192.0.2.7", agent: "Navigateur" };

/// The day on which tests happen.
pub const TODAY: Date = date(2026, 3, 5);

/// Noon of that day.
const NOON: i64 = 1_772_712_000;

pub fn charter() -> Charter {
    let member = |code: &str, acronym: &str| Member {
        code: code.to_owned(),
        country: code.to_uppercase(),
        acronym: acronym.to_owned(),
        name_fr: format!("Autorité {code}"),
        name_en: format!("Authority {code}"),
        country_fr: code.to_owned(),
        country_en: code.to_owned(),
        origin: format!("liptako.example/{code}/1"),
    };
    Charter {
        name_fr: "Cadre".into(),
        name_en: "Framework".into(),
        decision: Rules { content: Rule::Consensus, progress: Rule::Owner },
        members: vec![member("ml", "APDP"), member("bf", "CIL"), member("ne", "HAPDP")],
    }
}

/// One authority's node with its people: “plume” drafts, “sceau” approves, “tout” does both.
pub struct House {
    pub road: Road,
    pub identity: Arc<Identity>,
    journals: Arc<MemoryJournals>,
    clock: Arc<ManualClock>,
    chance: Arc<SeededChance>,
    // Last, so that the road has closed its database before the place goes.
    _base: Base,
}

impl House {
    fn new(base: Base, journals: Arc<MemoryJournals>) -> Self {
        use liptako_storage::Source as _;
        let me = journals.me();
        let clock = Arc::new(ManualClock::at(NOON));
        let chance = Arc::new(SeededChance::new(u64::from(me.0) + 1));
        let db = Db::open(&base.url).unwrap();
        let modules = vec![liptako_identity::module(), liptako_council::module()];
        let road = Road::open(
            db,
            Arc::clone(&journals) as _,
            charter(),
            modules,
            Arc::clone(&clock) as _,
            Arc::clone(&chance) as _,
        )
        .unwrap();
        let table = PermissionTable::standard().unwrap();
        let origin = charter().member(me).unwrap().origin.clone();
        let identity = Arc::new(Identity::new(table, Policy::FOR_TESTS, me, &origin).unwrap());
        let house = Self { road, identity, journals, clock, chance, _base: base };
        for (login, roles) in
            [("plume", &["drafter"][..]), ("sceau", &["approver"]), ("tout", &["drafter", "approver"])]
        {
            house.settle(login, roles);
        }
        house
    }

    fn settle(&self, login: &str, roles: &[&str]) {
        let new = NewPerson {
            login: login.to_owned(),
            name: format!("{login} (fiction)"),
            function: "legal-officer".to_owned(),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        };
        let by = Who::command_line();
        let (db, clock, chance) = (self.road.db(), &*self.clock, &*self.chance);
        let (_, temporary) = self.identity.create_person(db, &by, &new, clock, chance).unwrap();
        let first = self.identity.sign_in(db, login, temporary.reveal(), &DESK, clock, chance).unwrap();
        let who = first.who;
        self.identity.change_password(db, &who, temporary.reveal(), PASSWORD, &DESK, clock, chance).unwrap();
    }

    pub fn who(&self, login: &str) -> Who {
        let (db, clock, chance) = (self.road.db(), &*self.clock, &*self.chance);
        self.identity.sign_in(db, login, PASSWORD, &DESK, clock, chance).unwrap().who
    }

    pub fn officer(&self, login: &str) -> Officer {
        Officer::from(self.who(login).officer().unwrap())
    }

    fn unlocked(&self, login: &str) -> Unlocked {
        let (db, clock, chance) = (self.road.db(), &*self.clock, &*self.chance);
        self.identity.unlock(db, &self.who(login), PASSWORD, &DESK, clock, chance).unwrap()
    }

    /// The site of this node, and the password of its people.
    pub fn site(&self) -> (Site, &'static str) {
        let parts = ShellParts {
            road: self.road.clone(),
            identity: Arc::clone(&self.identity),
            clock: Arc::clone(&self.clock) as _,
            chance: Arc::clone(&self.chance) as _,
            config: WebConfig::default(),
        };
        (Site::new(parts, vec![liptako_council::plan::web::module()]).unwrap(), PASSWORD)
    }

    pub fn request(&self) -> RequestId {
        RequestId::fresh(&*self.chance)
    }

    pub fn me(&self) -> MemberIndex {
        self.road.me()
    }

    pub fn propose_as(&self, login: &str, reason: &str, changes: Vec<Change>) -> Result<Place, PlanError> {
        self.propose_under(self.request(), login, reason, changes)
    }

    /// Proposes under a request that may have been sent before.
    pub fn propose_under(
        &self,
        request: RequestId,
        login: &str,
        reason: &str,
        changes: Vec<Change>,
    ) -> Result<Place, PlanError> {
        let (drafter, draft) = (self.officer(login), Draft { reason: reason.to_owned(), changes });
        let done = self.road.act(request, move |scribe| plan::propose(scribe, drafter, draft));
        let done = done.map_err(refusal)?;
        let record = &done.records()[0];
        Ok(Place { origin: record.origin, index: record.index })
    }

    pub fn propose(&self, changes: Vec<Change>) -> Result<Place, PlanError> {
        self.propose_as("plume", "Parce que.", changes)
    }

    pub fn decide_as(&self, login: &str, proposal: Place, agrees: bool) -> Result<Place, PlanError> {
        let commitment = self.proposal(proposal).line.commitment;
        self.decide_on(login, proposal, commitment, agrees)
    }

    pub fn decide_on(
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

    pub fn agree(&self, proposal: Place) -> Result<Place, PlanError> {
        self.decide_as("sceau", proposal, true)
    }

    pub fn refuse(&self, proposal: Place) -> Result<Place, PlanError> {
        self.decide_as("sceau", proposal, false)
    }

    pub fn read<T>(&self, body: impl FnMut(&mut dyn Tx) -> Result<T, StorageError>) -> T {
        self.road.db().read(body).unwrap()
    }

    pub fn proposal(&self, place: Place) -> ProposalView {
        self.read(|tx| store::proposal(tx, place)).expect("the proposal is here")
    }

    pub fn awaiting(&self) -> Vec<ProposalLine> {
        self.read(|tx| store::awaiting(tx, self.me()))
    }

    pub fn action(&self, object: ObjectId) -> ActionView {
        self.read(|tx| store::action(tx, object, TODAY)).expect("the action is in the plan")
    }

    /// Takes in everything the others have written.
    pub fn read_all(&self) {
        self.journals.see_all();
        self.road.catch_up(|_| {}).unwrap();
    }

    /// A change of an action, from the value in force here.
    pub fn change(&self, object: ObjectId, edit: impl FnOnce(&mut Action)) -> Change {
        let mut action = self.action(object).line.action;
        edit(&mut action.value);
        Change { object, parent: Some(action.commitment), content: Content::Action(action.value) }
    }

    /// The next progress of an action, from the one in force here.
    pub fn progress(&self, object: ObjectId, state: State, account: &str) -> Change {
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

/// The three nodes: APDP, CIL, HAPDP.
pub struct Trio {
    pub houses: Vec<House>,
}

impl Trio {
    pub fn new(base: &mut dyn FnMut() -> Base) -> Self {
        let nodes = MemoryJournals::world(3);
        Self { houses: nodes.into_iter().map(|journals| House::new(base(), journals)).collect() }
    }

    /// Three nodes that hold the demonstration's plan, adopted by all.
    pub fn with_plan(base: &mut dyn FnMut() -> Base) -> (Self, DemoPlan, Place) {
        let trio = Self::new(base);
        let demo = read(DEMO_PLAN, &charter(), TODAY).unwrap();
        let place = trio.apdp().propose_as("plume", &demo.reason, demo.changes.clone()).unwrap();
        trio.exchange();
        trio.all_agree(place);
        trio.exchange();
        (trio, demo, place)
    }

    pub fn apdp(&self) -> &House {
        &self.houses[0]
    }

    pub fn cil(&self) -> &House {
        &self.houses[1]
    }

    pub fn hapdp(&self) -> &House {
        &self.houses[2]
    }

    /// Every authority agrees.
    pub fn all_agree(&self, proposal: Place) {
        for house in &self.houses {
            house.agree(proposal).unwrap();
        }
    }

    /// Everybody reads everybody.
    pub fn exchange(&self) {
        self.houses.iter().for_each(House::read_all);
    }

    pub fn assert_alike(&self) {
        let digests: Vec<Hash> = self.houses.iter().map(|house| house.road.digest().unwrap()).collect();
        assert!(digests.windows(2).all(|pair| pair[0] == pair[1]), "the nodes differ");
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
