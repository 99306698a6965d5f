//! A node's accounts, ready to be tried.

use liptako_core::{
    Chance, Charter, Decision, ManualClock, Member, MemberIndex, ObjectId, OsChance, RequestId, Rule,
    SeededChance,
};
use liptako_identity::{
    Client, Identity, IdentityError, NewPerson, PermissionTable, Person, Policy, SignInError, SignedIn, Who,
    module,
};
use liptako_storage::memory::MemoryJournals;
use liptako_storage::{ActOutcome, Db, DbUrl, Module, Road, RoadError, Scribe, StorageError};
use std::sync::Arc;

/// When every test begins: a Monday in 2026.
pub const MONDAY: i64 = 1_792_400_000;
/// The password that people of the tests choose.
pub const OWN: &str = "fleuve Niger 7";
/// Somebody at a desk.
pub const DESK: Client<'static> = Client { address: "192.0.2.7", agent: "Navigateur" };

/// Where a test's database is; a schema of PostgreSQL is dropped with it.
pub struct Place {
    pub url: DbUrl,
    _folder: Option<tempfile::TempDir>,
    schema: Option<(String, String)>,
}

impl Place {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { url: DbUrl::Sqlite(folder.path().join("node.db")), _folder: Some(folder), schema: None }
    }

    fn postgres(server: &str) -> Self {
        let schema = format!("identity_{}", ObjectId::fresh(&OsChance));
        let joint = if server.contains('?') { '&' } else { '?' };
        let url = DbUrl::Postgres(format!("{server}{joint}schema={schema}"));
        Self { url, _folder: None, schema: Some((server.to_owned(), schema)) }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some((server, schema)) = &self.schema {
            let drop = format!("DROP SCHEMA IF EXISTS {schema} CASCADE");
            let _ = postgres::Client::connect(server, postgres::NoTls)
                .map(|mut server| server.batch_execute(&drop));
        }
    }
}

/// Runs a test on each engine there is.
pub fn on_each_engine(test: impl Fn(&mut dyn FnMut() -> Place)) {
    test(&mut Place::sqlite);
    match std::env::var("LIPTAKO_TEST_PG") {
        Ok(server) => test(&mut || Place::postgres(&server)),
        Err(_) => eprintln!("PostgreSQL skipped: LIPTAKO_TEST_PG is not set"),
    }
}

pub fn charter() -> Charter {
    let member = |code: &str| Member {
        code: code.to_owned(),
        country: code.to_uppercase(),
        acronym: code.to_uppercase(),
        name_fr: format!("Autorité {code}"),
        name_en: format!("Authority {code}"),
        country_fr: code.to_owned(),
        country_en: code.to_owned(),
        origin: format!("liptako.example/{code}/1"),
    };
    Charter {
        name_fr: "Cadre".into(),
        name_en: "Framework".into(),
        decision: Decision { content: Rule::Consensus, progress: Rule::Owner },
        members: vec![member("aa"), member("bb"), member("cc")],
    }
}

/// One authority's node.
pub struct House {
    pub identity: Arc<Identity>,
    pub road: Road,
    pub journals: Arc<MemoryJournals>,
    pub clock: Arc<ManualClock>,
    pub chance: Arc<SeededChance>,
    // Last, so that the road has closed its database before the place goes.
    pub place: Place,
}

impl House {
    /// A node with nobody in it.
    pub fn empty(place: Place) -> Self {
        Self::at(place, MemoryJournals::world(3).swap_remove(0), vec![module()])
    }

    /// A node of one member of a shared world.
    pub fn at(place: Place, journals: Arc<MemoryJournals>, modules: Vec<Module>) -> Self {
        use liptako_storage::Source as _;
        let (clock, me) = (Arc::new(ManualClock::at(MONDAY)), journals.me());
        let chance = Arc::new(SeededChance::new(u64::from(me.0) + 1));
        let db = Db::open(&place.url).unwrap();
        let source = Arc::clone(&journals);
        let road =
            Road::open(db, source, charter(), modules, Arc::clone(&clock) as _, Arc::clone(&chance) as _)
                .unwrap();
        let origin = charter().member(me).unwrap().origin.clone();
        let table = PermissionTable::standard().unwrap();
        let identity = Arc::new(Identity::new(table, Policy::FOR_TESTS, me, &origin).unwrap());
        Self { identity, road, journals, clock, chance, place }
    }

    /// A node with its first administrator, “chef”, signed in.
    pub fn with_chief(place: Place) -> (Self, Who) {
        let house = Self::empty(place);
        let chief = house.chief();
        (house, chief)
    }

    pub fn chief(&self) -> Who {
        let new = new_person("chef", &["administrator"]);
        self.identity.create_first_administrator(self.db(), &new, OWN, &*self.clock, &*self.chance).unwrap();
        self.enter("chef", OWN).unwrap().who
    }

    pub fn db(&self) -> &Db {
        self.road.db()
    }

    pub fn me(&self) -> MemberIndex {
        self.identity.me()
    }

    /// Signs in from the desk.
    pub fn enter(&self, login: &str, password: &str) -> Result<SignedIn, SignInError> {
        self.enter_from(login, password, "192.0.2.7")
    }

    pub fn enter_from(&self, login: &str, password: &str, address: &str) -> Result<SignedIn, SignInError> {
        let client = Client { address, agent: "Navigateur" };
        self.identity.sign_in(self.db(), login, password, &client, &*self.clock, &*self.chance)
    }

    /// Who a cookie belongs to.
    pub fn who(&self, cookie: &str) -> Option<Who> {
        self.identity.session(self.db(), cookie, &*self.clock).unwrap()
    }

    /// Opens an account and lets its owner choose the usual password; they end up signed in.
    pub fn settle(&self, by: &Who, login: &str, roles: &[&str]) -> SignedIn {
        let new = new_person(login, roles);
        let (_, temporary) =
            self.identity.create_person(self.db(), by, &new, &*self.clock, &*self.chance).unwrap();
        let first = self.enter(login, temporary.reveal()).unwrap();
        self.change(&first.who, temporary.reveal(), OWN).unwrap();
        SignedIn { who: self.who(&first.cookie).unwrap(), ..first }
    }

    pub fn change(&self, who: &Who, current: &str, new: &str) -> Result<(), IdentityError> {
        self.identity.change_password(self.db(), who, current, new, &DESK, &*self.clock, &*self.chance)
    }

    pub fn person(&self, login: &str) -> Person {
        self.db().read(|tx| self.identity.person_by_login(tx, login)).unwrap().unwrap()
    }

    /// Does an act under a fresh request.
    pub fn act<T: Send + 'static>(
        &self,
        rule: impl FnOnce(&Identity, &mut Scribe<'_>) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<ActOutcome<T>, RoadError<StorageError>> {
        let identity = Arc::clone(&self.identity);
        self.road.act(self.request(), move |scribe| rule(&identity, scribe))
    }

    pub fn request(&self) -> RequestId {
        RequestId::fresh(&*self.chance as &dyn Chance)
    }

    /// Tells the journal what it lacks; how many records that took.
    pub fn publish(&self) -> usize {
        self.act(|identity, scribe| identity.publish_keys(scribe)).unwrap().value().unwrap()
    }
}

pub fn new_person(login: &str, roles: &[&str]) -> NewPerson {
    NewPerson {
        login: login.to_owned(),
        name: format!("{login} (fiction)"),
        function: "legal-officer".to_owned(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
    }
}
