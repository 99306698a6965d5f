//! A whole site in memory, with fictional people: for the tests of this crate and for its gallery.

use axum::Router;
use liptako_core::{Chance, Charter, Clock, Decision, ManualClock, Member, MemberIndex, Rule, SeededChance};
use liptako_identity::{Identity, NewPerson, PermissionTable, Policy};
use liptako_storage::memory::MemoryJournals;
use liptako_storage::{Db, DbUrl, Road};
use liptako_web::{ShellParts, Site, WebConfig, WebModule};
use std::sync::Arc;

/// 23 November 2026, 21:00 UTC.
pub const NOW: i64 = 1_795_467_600;

/// Password of the fictional administrator.
pub const PASSWORD: &str = "quatre chameaux bleus";

/// Login of the fictional administrator.
pub const LOGIN: &str = "a.traore";

/// The members, in charter order.
pub fn charter() -> Charter {
    let member = |code: &str, country: &str, name: [&str; 2], place: [&str; 2]| Member {
        code: code.into(),
        country: country.into(),
        acronym: code.to_uppercase(),
        name_fr: name[0].into(),
        name_en: name[1].into(),
        country_fr: place[0].into(),
        country_en: place[1].into(),
        origin: format!("liptako.example/{code}/1"),
    };
    Charter {
        name_fr: "Cadre de concertation des autorités de protection des données à caractère personnel".into(),
        name_en: "Joint framework of the personal data protection authorities".into(),
        decision: Decision { content: Rule::Consensus, progress: Rule::Owner },
        members: vec![
            member(
                "apdp",
                "ML",
                [
                    "Autorité de protection des données à caractère personnel",
                    "Personal Data Protection Authority",
                ],
                ["Mali", "Mali"],
            ),
            member(
                "cil",
                "BF",
                ["Commission de l’informatique et des libertés", "Commission on Computing and Liberties"],
                ["Burkina Faso", "Burkina Faso"],
            ),
            member(
                "hapdp",
                "NE",
                [
                    "Haute autorité de protection des données à caractère personnel",
                    "High Authority for Personal Data Protection",
                ],
                ["Niger", "Niger"],
            ),
        ],
    }
}

/// A site with one administrator, and what moves its time.
pub struct House {
    /// The site.
    pub site: Site,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    /// Holds the database's file for as long as the house stands.
    _dir: tempfile::TempDir,
}

impl House {
    /// Builds the site of the CIL with these modules besides the shell's own.
    pub fn with(modules: Vec<WebModule>, config: WebConfig) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&DbUrl::Sqlite(dir.path().join("web.db"))).unwrap();
        let (clock, chance) = (Arc::new(ManualClock::at(NOW)), Arc::new(SeededChance::new(7)));
        let me = MemberIndex(1);
        let journals = MemoryJournals::world(3).swap_remove(usize::from(me.0));
        let shared: (Arc<dyn Clock>, Arc<dyn Chance>) = (Arc::clone(&clock) as _, chance as _);
        let tables = vec![liptako_identity::module()];
        let road = Road::open(db, journals, charter(), tables, Arc::clone(&shared.0), Arc::clone(&shared.1))
            .unwrap();
        let table = PermissionTable::standard().unwrap();
        let identity = Identity::new(table, Policy::FOR_TESTS, me, &charter().members[1].origin).unwrap();
        let new = NewPerson {
            login: LOGIN.into(),
            name: "Awa Traoré".into(),
            function: "it-administrator".into(),
            roles: ["administrator".to_owned(), "drafter".to_owned()].into(),
        };
        identity.create_first_administrator(road.db(), &new, PASSWORD, &*shared.0, &*shared.1).unwrap();
        let parts =
            ShellParts { road, identity: Arc::new(identity), clock: shared.0, chance: shared.1, config };
        Self { site: Site::new(parts, modules).unwrap(), clock, _dir: dir }
    }

    /// The site's router.
    pub fn router(&self) -> Router {
        self.site.router.clone()
    }
}
