//! One authority's node with its pages and people: “lectrice” reads, “juriste” drafts, “presidente” attests, “greffier”
//! does both, “passant” has not signed in.

use crate::browser::Browser;
use crate::engines::Base;
use crate::world::{World, charter};
use liptako_core::{ManualClock, MemberIndex, SeededChance};
use liptako_identity::{Client, Identity, NewPerson, PermissionTable, Policy, Who};
use liptako_storage::Road;
use liptako_web::{ShellParts, Site, WebConfig};
use std::sync::Arc;

pub const PASSWORD: &str = "fleuve Niger 7";
const DESK: Client<'static> = Client { address: "192.0.2.7", agent: "Navigateur" };

pub struct House {
    // Before the place, so that its database is closed when that goes.
    _road: Road,
    site: Site,
    _base: Base,
}

impl House {
    /// The CIL's node.
    pub fn new(base: Base, world: &World) -> Self {
        let road = world.informed_node(&base, 1);
        let clock = Arc::new(ManualClock::at(1_772_712_000));
        let chance = Arc::new(SeededChance::new(9));
        let origin = charter().members[1].origin.clone();
        let table = PermissionTable::standard().unwrap();
        let identity = Arc::new(Identity::new(table, Policy::FOR_TESTS, MemberIndex(1), &origin).unwrap());
        for (login, roles) in [
            ("lectrice", &["reader"][..]),
            ("juriste", &["drafter"]),
            ("presidente", &["approver"]),
            ("greffier", &["drafter", "approver"]),
        ] {
            let new = NewPerson {
                login: login.into(),
                name: format!("{}{} (fiction)", login[..1].to_uppercase(), &login[1..]),
                function: "legal-officer".into(),
                roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            };
            let (db, by) = (road.db(), Who::command_line());
            let (_, temporary) = identity.create_person(db, &by, &new, &*clock, &*chance).unwrap();
            let temporary = temporary.reveal();
            let first = identity.sign_in(db, login, temporary, &DESK, &*clock, &*chance).unwrap();
            let who = first.who;
            identity.change_password(db, &who, temporary, PASSWORD, &DESK, &*clock, &*chance).unwrap();
        }
        let parts = ShellParts {
            road: road.clone(),
            identity,
            clock: clock as _,
            chance: chance as _,
            config: WebConfig::default(),
        };
        let site = Site::new(parts, vec![liptako_law::web::module()]).unwrap();
        Self { _road: road, site, _base: base }
    }

    /// The browser of somebody who only reads.
    pub fn reader(&self) -> Browser {
        self.person("lectrice")
    }

    /// The browser of somebody who has signed in.
    pub fn person(&self, login: &str) -> Browser {
        let mut browser = self.visitor();
        browser.sign_in(login, PASSWORD);
        browser
    }

    /// The browser of somebody who has not.
    pub fn visitor(&self) -> Browser {
        Browser::new(self.site.router.clone())
    }
}
