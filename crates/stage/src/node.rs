//! One authority's node: its database, its people, its pages.

use crate::{Base, Browser, charter};
use axum::Router;
use liptako_core::{ManualClock, MemberIndex, RequestId, SeededChance};
use liptako_identity::{Client, Identity, NewPerson, Officer, PermissionTable, Policy, Unlocked, Who};
use liptako_storage::memory::MemoryJournals;
use liptako_storage::{Db, Module, Road, Source as _, StorageError, Tx};
use liptako_web::{ShellParts, Site, WebConfig, WebModule};
use std::sync::Arc;

/// Everybody's password.
pub const PASSWORD: &str = "fleuve Niger 7";

/// Noon of 5 March 2026, when tests begin.
pub const NOON: i64 = 1_772_712_000;

/// Who works at each authority, with their roles.
pub const PEOPLE: [(&str, &[&str]); 4] = [
    ("plume", &["drafter"]),
    ("sceau", &["approver"]),
    ("tout", &["drafter", "approver"]),
    ("lectrice", &["reader"]),
];

const DESK: Client<'static> = Client { address: "192.0.2.7", agent: "Navigateur" };

/// The domain that the nodes of a test carry, beside identity.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    /// Its tables and projectors.
    pub module: fn() -> Module,
    /// Its pages.
    pub pages: fn() -> WebModule,
}

impl Program {
    pub(crate) fn modules(self) -> Vec<Module> {
        vec![liptako_identity::module(), (self.module)()]
    }
}

/// One authority's node.
pub struct Node {
    /// Its road, and by `road.db()` its database.
    pub road: Road,
    /// Its people and their act keys.
    pub identity: Arc<Identity>,
    /// Its journals, in memory.
    pub journals: Arc<MemoryJournals>,
    /// What time it believes it is; the nodes of a [`Trio`](crate::Trio) share one clock.
    pub clock: Arc<ManualClock>,
    /// Where its random bytes come from.
    pub chance: Arc<SeededChance>,
    site: Site,
    // Last, so that the road has closed its database before the place goes.
    _base: Base,
}

impl Node {
    /// A node on these journals, as far as they let it see; its people are settled.
    pub fn new(program: Program, base: Base, journals: Arc<MemoryJournals>, clock: Arc<ManualClock>) -> Self {
        let me = journals.me();
        let chance = Arc::new(SeededChance::new(u64::from(me.0) + 1));
        let db = Db::open(&base.url).unwrap();
        let (source, time, luck) =
            (Arc::clone(&journals) as _, Arc::clone(&clock) as _, Arc::clone(&chance) as _);
        let road = Road::open(db, source, charter(), program.modules(), time, luck).unwrap();
        let origin = charter().member(me).unwrap().origin.clone();
        let table = PermissionTable::standard().unwrap();
        let identity = Arc::new(Identity::new(table, Policy::FOR_TESTS, me, &origin).unwrap());
        let parts = ShellParts {
            road: road.clone(),
            identity: Arc::clone(&identity),
            clock: Arc::clone(&clock) as _,
            chance: Arc::clone(&chance) as _,
            config: WebConfig::default(),
        };
        let site = Site::new(parts, vec![(program.pages)()]).unwrap();
        let node = Self { road, identity, journals, clock, chance, site, _base: base };
        for (login, roles) in PEOPLE {
            node.settle(login, roles);
        }
        node
    }

    /// Gives this node one more person, with these roles and everybody's password.
    pub fn settle(&self, login: &str, roles: &[&str]) {
        let new = NewPerson {
            login: login.to_owned(),
            name: format!("{login} (fiction)"),
            function: "legal-officer".to_owned(),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        };
        let (db, by) = (self.road.db(), Who::command_line());
        let (clock, chance) = (&*self.clock, &*self.chance);
        let (_, temporary) = self.identity.create_person(db, &by, &new, clock, chance).unwrap();
        let temporary = temporary.reveal();
        let who = self.identity.sign_in(db, login, temporary, &DESK, clock, chance).unwrap().who;
        self.identity.change_password(db, &who, temporary, PASSWORD, &DESK, clock, chance).unwrap();
    }

    /// Who this node belongs to.
    pub fn me(&self) -> MemberIndex {
        self.road.me()
    }

    /// A request that was never sent.
    pub fn request(&self) -> RequestId {
        RequestId::fresh(&*self.chance)
    }

    /// This person, signed in.
    pub fn who(&self, login: &str) -> Who {
        let (db, clock, chance) = (self.road.db(), &*self.clock, &*self.chance);
        self.identity.sign_in(db, login, PASSWORD, &DESK, clock, chance).unwrap().who
    }

    /// This person, as a record names them.
    pub fn officer(&self, login: &str) -> Officer {
        self.who(login).officer().unwrap().clone()
    }

    /// This person's act key, unlocked by their password: a signer for acts of [`road`](Self::road). The act must
    /// call `identity.publish_keys(scribe)` before it records.
    pub fn unlocked(&self, login: &str) -> Unlocked {
        let (db, clock, chance) = (self.road.db(), &*self.clock, &*self.chance);
        self.identity.unlock(db, &self.who(login), PASSWORD, &DESK, clock, chance).unwrap()
    }

    /// The pages of this node.
    pub fn router(&self) -> Router {
        self.site.router.clone()
    }

    /// The browser of somebody who has signed in.
    pub fn browser(&self, login: &str) -> Browser {
        let mut browser = self.visitor();
        browser.sign_in(login, PASSWORD);
        browser
    }

    /// The browser of somebody who has not.
    pub fn visitor(&self) -> Browser {
        Browser::new(self.router())
    }

    /// Reads this node's database.
    pub fn read<T>(&self, body: impl FnMut(&mut dyn Tx) -> Result<T, StorageError>) -> T {
        self.road.db().read(body).unwrap()
    }
}
