//! Nodes for tests: three authorities, each with its own directory, keys, database and clock.

use liptako_core::{
    Audience, Charter, Decision, Kind, ManualClock, Member, MemberIndex, ObjectId, RequestId, Rule,
    SeededChance,
};
use liptako_journal::disk::RealDisk;
use liptako_journal::journals::{Home, Journals, Start};
use liptako_journal::{Body, BodyHeader, Entry, NodeKeys};
use liptako_mirror::{Deadlines, Mirror, Peer, Setup};
use liptako_storage::{Db, DbUrl, NewRecord, Road, StorageError};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};

pub const A: MemberIndex = MemberIndex(0);
pub const B: MemberIndex = MemberIndex(1);
pub const C: MemberIndex = MemberIndex(2);
pub const NOON: i64 = 1_786_000_000;

pub fn charter() -> Charter {
    let member = |code: &str, acronym: &str| Member {
        code: code.to_owned(),
        country: code.to_uppercase(),
        acronym: acronym.to_owned(),
        name_fr: acronym.to_owned(),
        name_en: acronym.to_owned(),
        country_fr: code.to_owned(),
        country_en: code.to_owned(),
        origin: format!("liptako.example/{code}/1"),
    };
    Charter {
        name_fr: "Cadre".to_owned(),
        name_en: "Framework".to_owned(),
        decision: Decision { content: Rule::Consensus, progress: Rule::Owner },
        members: vec![member("ml", "APDP"), member("bf", "CIL"), member("ne", "HAPDP")],
    }
}

/// What stays of a node when it is stopped.
pub struct Site {
    pub member: MemberIndex,
    pub charter: Charter,
    pub keys: Arc<NodeKeys>,
    pub dir: tempfile::TempDir,
    pub chance: Arc<SeededChance>,
    pub clock: Arc<ManualClock>,
}

impl Site {
    pub fn home(&self) -> Home {
        Home {
            disk: Arc::new(RealDisk::new()),
            data: self.dir.path().to_path_buf(),
            locks: self.dir.path().join("locks"),
        }
    }

    /// Opens the node on what is in its directory.
    pub fn open(self: &Arc<Self>, sites: &[Arc<Site>]) -> Node {
        self.open_with(sites, Deadlines::default())
    }

    /// Opens the node with what it knows of the others' addresses.
    pub fn open_at(self: &Arc<Self>, sites: &[Arc<Site>], addresses: &[Option<String>]) -> Node {
        self.open_node(sites, Deadlines::default(), addresses)
    }

    pub fn open_with(self: &Arc<Self>, sites: &[Arc<Site>], deadlines: Deadlines) -> Node {
        self.open_node(sites, deadlines, &[None, None, None])
    }

    fn open_node(
        self: &Arc<Self>,
        sites: &[Arc<Site>],
        deadlines: Deadlines,
        addresses: &[Option<String>],
    ) -> Node {
        let cards: Vec<_> = sites
            .iter()
            .map(|site| site.keys.card(&self.charter.members[usize::from(site.member.0)].code))
            .collect();
        let chance: Arc<SeededChance> = Arc::clone(&self.chance);
        let journals =
            Journals::open(self.home(), &self.charter, &self.keys, &cards, chance.clone()).unwrap();
        let journals = Arc::new(journals);
        let db = Db::open(&DbUrl::Sqlite(self.dir.path().join("tables.db"))).unwrap();
        let road = Road::open(
            db,
            journals.clone(),
            self.charter.clone(),
            vec![liptako_mirror::module()],
            self.clock.clone(),
            chance.clone(),
        )
        .unwrap();
        road.catch_up(|_| {}).unwrap();
        let mirror = Mirror::new(Setup {
            keys: Arc::clone(&self.keys),
            peers: cards
                .into_iter()
                .zip(addresses)
                .map(|(card, address)| Peer { card, address: address.clone() })
                .collect(),
            journals: journals.clone(),
            road: road.clone(),
            clock: self.clock.clone(),
            chance,
            data_dir: self.dir.path().to_path_buf(),
            deadlines,
            every: Duration::from_secs(60),
        })
        .unwrap();
        Node { site: Arc::clone(self), journals, road, mirror }
    }
}

/// A running node.
pub struct Node {
    pub site: Arc<Site>,
    pub journals: Arc<Journals>,
    pub road: Road,
    pub mirror: Mirror,
}

/// Three sites, with keys and empty journals.
pub fn sites() -> Vec<Arc<Site>> {
    let charter = charter();
    (0..3u8)
        .map(|at| {
            let chance = Arc::new(SeededChance::new(1000 + u64::from(at)));
            let origin = &charter.members[usize::from(at)].origin;
            let (keys, _) = NodeKeys::generate(origin, &*chance).unwrap();
            let site = Site {
                member: MemberIndex(at),
                charter: charter.clone(),
                keys: Arc::new(keys),
                dir: tempfile::tempdir().unwrap(),
                chance,
                clock: Arc::new(ManualClock::at(NOON)),
            };
            Journals::init(&site.home(), &charter, &site.keys, Start::New, &*site.chance).unwrap();
            Arc::new(site)
        })
        .collect()
}

/// Three running nodes.
pub fn trio() -> Vec<Node> {
    let sites = sites();
    sites.iter().map(|site| site.open(&sites)).collect()
}

impl Node {
    /// Records something readable by `audience`; answers its index.
    pub fn act(&self, audience: Audience, payload: &[u8]) -> u64 {
        let (payload, chance) = (payload.to_vec(), Arc::clone(&self.site.chance));
        let object = ObjectId::fresh(&*chance);
        let outcome = self.road.act(RequestId::fresh(&*chance), move |scribe| {
            scribe.record(NewRecord::open(Kind::PLAN_PROPOSAL, object, audience, payload.clone()))?;
            Ok::<_, StorageError>(())
        });
        outcome.unwrap().records()[0].index
    }

    /// As [`Node::act`], readable by all.
    pub fn say(&self, text: &str) -> u64 {
        self.act(Audience(7), text.as_bytes())
    }

    /// Appends many entries at once, with a small body each.
    pub fn fill(&self, n_entries: usize) {
        let me = self.site.member;
        let origin = self.journals.log(me).unwrap().origin().to_owned();
        let chance = &*self.site.chance;
        let mut batch = Vec::new();
        for number in 0..n_entries {
            let header = BodyHeader {
                origin: origin.clone(),
                object: ObjectId::fresh(chance),
                kind: Kind::PLAN_PROPOSAL,
                previous: None,
                audience: Audience(7),
            };
            let payload = format!("Constat numéro {number} de la mission de contrôle.");
            let body = Body::seal(&header, payload.as_bytes(), chance).unwrap();
            let entry = Entry {
                kind: header.kind,
                object: header.object,
                previous: None,
                audience: header.audience,
                seconds: NOON,
                seen: vec![0, 0],
                bodies: vec![body.body_ref()],
                act: None,
            };
            batch.push((entry.encode().unwrap(), body));
        }
        for part in batch.chunks(1000) {
            self.journals.append(part).unwrap();
        }
        self.road.catch_up(|_| {}).unwrap();
    }

    /// Appends a sealed entry whose body only `audience` may read.
    pub fn seal(&self, audience: Audience, payload: &[u8]) -> liptako_journal::Hash {
        let me = self.site.member;
        let chance = &*self.site.chance;
        let header = BodyHeader {
            origin: self.journals.log(me).unwrap().origin().to_owned(),
            object: ObjectId::fresh(chance),
            kind: Kind::PLAN_PROPOSAL,
            previous: None,
            audience,
        };
        let body = Body::seal_hidden(&header, payload, chance).unwrap();
        let entry = Entry::sealed(NOON, vec![0, 0], vec![body.body_ref()], chance);
        let commitment = body.commitment;
        self.journals.append(&[(entry.encode().unwrap(), body)]).unwrap();
        self.road.catch_up(|_| {}).unwrap();
        commitment
    }

    pub fn size(&self, origin: MemberIndex) -> u64 {
        self.journals.log(origin).unwrap().size()
    }

    pub fn root(&self, origin: MemberIndex) -> liptako_journal::Hash {
        self.journals.log(origin).unwrap().root()
    }
}

/// Two ends of a TCP connection on loopback.
pub async fn wire() -> (TcpStream, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (dialled, accepted) = tokio::join!(TcpStream::connect(address), listener.accept());
    (dialled.unwrap(), accepted.unwrap().0)
}

/// One contact of `from`, who dials, with `to`.
pub async fn meet(
    from: &Node,
    to: &Node,
) -> Result<liptako_mirror::ContactReport, liptako_mirror::MirrorError> {
    let (dialled, accepted) = wire().await;
    let serving = to.mirror.clone();
    let served = tokio::spawn(async move { serving.serve(accepted).await });
    let report = from.mirror.sync_over(to.site.member, dialled).await;
    served.await.unwrap().ok();
    report
}
