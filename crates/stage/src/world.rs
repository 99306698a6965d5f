//! Three authorities that share a world of journals, with officers whose act keys are known, and records written by
//! hand where no honest node would write them.

use crate::{Base, NOON, Node, Program, charter};
use liptako_core::{Audience, Kind, ManualClock, MemberIndex, ObjectId, SeededChance};
use liptako_identity::{Function, Officer};
use liptako_journal::{Act, ActKey, Body, BodyHeader, Entry, Hash};
use liptako_storage::memory::MemoryJournals;
use liptako_storage::{ActSigner, Db, Road, Source as _};
use minicbor::bytes::ByteArray;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Officers whose act keys each journal registers first.
pub const OFFICERS: [u8; 2] = [1, 2];

/// An officer of any authority.
pub fn officer(number: u8) -> Officer {
    let function =
        Function { name: "legal-officer".into(), fr: "Juriste".into(), en: "Legal officer".into() };
    Officer { id: ObjectId::from_bytes([number; 16]), name: format!("Agent {number}"), function }
}

/// An officer's key, ready to sign.
pub struct Pen(ActKey);

impl ActSigner for Pen {
    fn key_id(&self) -> ObjectId {
        self.0.public().key_id()
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message)
    }
}

/// What to write into a journal.
pub struct Page<'a> {
    /// Its kind.
    pub kind: Kind,
    /// The object it speaks of.
    pub object: ObjectId,
    /// Its content.
    pub payload: &'a [u8],
    /// Who receives it.
    pub audience: Audience,
    /// Number of the officer who signs the act.
    pub signer: Option<u8>,
}

/// The three journals, and the keys of their officers.
pub struct World {
    /// What each member sees of them.
    pub nodes: Vec<Arc<MemoryJournals>>,
    program: Program,
    chance: SeededChance,
    keys: Vec<ActKey>,
    newest: BTreeMap<(MemberIndex, ObjectId), u64>,
}

impl World {
    /// Three journals that hold nothing but the keys of [`OFFICERS`].
    pub fn new(program: Program, seed: u64) -> Self {
        let chance = SeededChance::new(seed);
        let keys = (0..3 * OFFICERS.len()).map(|_| ActKey::generate(&chance)).collect();
        let (nodes, newest) = (MemoryJournals::world(3), BTreeMap::new());
        let mut world = Self { nodes, program, chance, keys, newest };
        for member in (0..3).map(MemberIndex) {
            for number in OFFICERS {
                world.register(member, number);
            }
        }
        world
    }

    fn key(&self, member: MemberIndex, number: u8) -> ActKey {
        let place = OFFICERS.iter().position(|known| *known == number).unwrap();
        ActKey::from_seed(&self.keys[usize::from(member.0) * OFFICERS.len() + place].seed())
    }

    /// The key of an officer.
    pub fn pen(&self, member: MemberIndex, number: u8) -> Pen {
        Pen(self.key(member, number))
    }

    fn register(&mut self, member: MemberIndex, number: u8) {
        let (key, id) = (self.key(member, number), officer(number).id);
        let line = charter().members[usize::from(member.0)].origin.clone();
        let public = key.public().to_bytes();
        let head = [b"liptako-act-key/1\n", line.as_bytes(), b"\n"].concat();
        let proof = key.sign(&[&head[..], &id.as_bytes()[..], &public].concat());
        let fields = (1u8, ByteArray::from(public), ByteArray::from(proof), officer(number));
        let payload = minicbor::to_vec(fields).unwrap();
        let audience = Audience::all(&charter());
        let page = Page { kind: Kind::ACT_KEY, object: id, payload: &payload, audience, signer: None };
        self.write(member, [0; 3], &page);
    }

    /// Appends a record whose author had seen these sizes; gives its commitment and index.
    pub fn write(&mut self, origin: MemberIndex, seen: [u64; 3], page: &Page<'_>) -> (Hash, u64) {
        let line = charter().members[usize::from(origin.0)].origin.clone();
        let node = &self.nodes[usize::from(origin.0)];
        let index = node.size(origin);
        let previous = self.newest.insert((origin, page.object), index);
        let (kind, object, audience) = (page.kind, page.object, page.audience);
        let header = BodyHeader { origin: line.clone(), object, kind, previous, audience };
        // The envelope of the storage crate: version, request, payload.
        let request = ObjectId::fresh(&self.chance);
        let content = [&[1], &request.as_bytes()[..], page.payload].concat();
        let body = Body::seal(&header, &content, &self.chance).unwrap();
        let others = (0u8..3).filter(|member| *member != origin.0);
        let seen = others.map(|member| seen[usize::from(member)]).collect();
        let bodies = vec![body.body_ref()];
        let mut entry = Entry { kind, object, previous, audience, seconds: 0, seen, bodies, act: None };
        if let Some(number) = page.signer {
            let key = self.key(origin, number);
            let signature = key.sign(&entry.act_message(&line));
            entry.act = Some(Act { key: key.public().key_id(), signature });
        }
        let commitment = body.commitment;
        node.append(&[(entry.encode().unwrap(), body)]).unwrap();
        (commitment, index)
    }

    /// A node that reads these journals as this member does.
    pub fn node(&self, base: &Base, member: usize) -> Road {
        let db = Db::open(&base.url).unwrap();
        let modules = self.program.modules();
        let (clock, chance) = (Arc::new(ManualClock::at(NOON)), Arc::new(SeededChance::new(1)));
        Road::open(db, Arc::clone(&self.nodes[member]) as _, charter(), modules, clock, chance).unwrap()
    }

    /// A node that has read everything.
    pub fn informed_node(&self, base: &Base, member: usize) -> Road {
        let road = self.node(base, member);
        self.nodes[member].see_all();
        road.catch_up(|_| {}).unwrap();
        road
    }

    /// A node that has read everything, with its pages and people.
    pub fn staffed_node(&self, base: Base, member: usize) -> Node {
        let journals = Arc::clone(&self.nodes[member]);
        journals.see_all();
        let node = Node::new(self.program, base, journals, Arc::new(ManualClock::at(NOON)));
        node.road.catch_up(|_| {}).unwrap();
        node
    }
}
