//! Three authorities' nodes that share a world of journals, with their pages and people: “plume” drafts, “sceau”
//! approves, “tout” does both, “lectrice” reads.

use crate::browser::Browser;
use crate::engines::Base;
use crate::world::charter;
use liptako_core::{ManualClock, SeededChance};
use liptako_identity::{Client, Identity, NewPerson, PermissionTable, Policy, Who};
use liptako_journal::Hash;
use liptako_storage::memory::MemoryJournals;
use liptako_storage::{Db, Road, Source as _, StorageError, Tx};
use liptako_web::{ShellParts, Site, WebConfig};
use std::sync::Arc;

pub const PASSWORD: &str = "fleuve Niger 7";
const DESK: Client<'static> = Client { address: "192.0.2.7", agent: "Navigateur" };
const PEOPLE: [(&str, &[&str]); 4] = [
    ("plume", &["drafter"]),
    ("sceau", &["approver"]),
    ("tout", &["drafter", "approver"]),
    ("lectrice", &["reader"]),
];

/// One authority's node.
pub struct Node {
    // Before the place, so that its database is closed when that goes.
    pub road: Road,
    site: Site,
    pub journals: Arc<MemoryJournals>,
    _base: Base,
}

impl Node {
    fn new(base: Base, journals: Arc<MemoryJournals>) -> Self {
        let me = journals.me();
        let clock = Arc::new(ManualClock::at(1_772_712_000));
        let chance = Arc::new(SeededChance::new(u64::from(me.0) + 1));
        let db = Db::open(&base.url).unwrap();
        let modules = vec![liptako_identity::module(), liptako_law::module()];
        let (source, time, luck) =
            (Arc::clone(&journals) as _, Arc::clone(&clock) as _, Arc::clone(&chance) as _);
        let road = Road::open(db, source, charter(), modules, time, luck).unwrap();
        let origin = charter().member(me).unwrap().origin.clone();
        let table = PermissionTable::standard().unwrap();
        let identity = Arc::new(Identity::new(table, Policy::FOR_TESTS, me, &origin).unwrap());
        for (login, roles) in PEOPLE {
            settle(&identity, road.db(), &clock, &chance, login, roles);
        }
        let parts = ShellParts {
            road: road.clone(),
            identity,
            clock: clock as _,
            chance: chance as _,
            config: WebConfig::default(),
        };
        let site = Site::new(parts, vec![liptako_law::web::module()]).unwrap();
        Self { road, site, journals, _base: base }
    }

    /// The browser of somebody who has signed in.
    pub fn browser(&self, login: &str) -> Browser {
        let mut browser = Browser::new(self.site.router.clone());
        browser.sign_in(login, PASSWORD);
        browser
    }

    /// The browser of somebody who has not.
    pub fn visitor(&self) -> Browser {
        Browser::new(self.site.router.clone())
    }

    pub fn read<T>(&self, body: impl FnMut(&mut dyn Tx) -> Result<T, StorageError>) -> T {
        self.road.db().read(body).unwrap()
    }
}

fn settle(
    identity: &Identity,
    db: &Db,
    clock: &ManualClock,
    chance: &SeededChance,
    login: &str,
    roles: &[&str],
) {
    let new = NewPerson {
        login: login.to_owned(),
        name: format!("{login} (fiction)"),
        function: "legal-officer".to_owned(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
    };
    let (_, temporary) = identity.create_person(db, &Who::command_line(), &new, clock, chance).unwrap();
    let who = identity.sign_in(db, login, temporary.reveal(), &DESK, clock, chance).unwrap().who;
    identity.change_password(db, &who, temporary.reveal(), PASSWORD, &DESK, clock, chance).unwrap();
}

/// The three nodes: APDP, CIL, HAPDP.
pub struct Trio {
    pub nodes: Vec<Node>,
}

impl Trio {
    pub fn new(base: &mut dyn FnMut() -> Base) -> Self {
        let journals = MemoryJournals::world(3);
        Self { nodes: journals.into_iter().map(|journals| Node::new(base(), journals)).collect() }
    }

    pub fn apdp(&self) -> &Node {
        &self.nodes[0]
    }

    pub fn cil(&self) -> &Node {
        &self.nodes[1]
    }

    pub fn hapdp(&self) -> &Node {
        &self.nodes[2]
    }

    /// Everybody reads everybody.
    pub fn exchange(&self) {
        for node in &self.nodes {
            node.journals.see_all();
            node.road.catch_up(|_| {}).unwrap();
        }
    }

    /// Everybody cosigns everything.
    pub fn confirm(&self) {
        for node in &self.nodes {
            for origin in charter().indices() {
                let size = node.journals.held(origin);
                node.journals.cosign(origin, size, size);
            }
        }
    }

    pub fn assert_alike(&self) {
        let digests: Vec<Hash> = self.nodes.iter().map(|node| node.road.digest().unwrap()).collect();
        assert!(digests.windows(2).all(|pair| pair[0] == pair[1]), "the nodes differ");
    }
}
