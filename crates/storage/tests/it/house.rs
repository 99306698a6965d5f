//! A small house for tests: notes that anybody shares, and people who are national data.

use liptako_core::{
    Audience, Charter, Kind, Lang, ManualClock, MemberIndex, ObjectId, RequestId, SeededChance,
};
use liptako_storage::memory::MemoryJournals;
use liptako_storage::{
    ActOutcome, Db, Migration, Module, NewRecord, ProjectCtx, Projector, Record, Recorded, Road, RoadError,
    Scribe, Source, StorageError, Tx, irregular, params, previous_of, search, sql,
};
use std::sync::Arc;

pub const NOTE: Kind = Kind(900);

pub const MIGRATIONS: [Migration; 2] = [
    Migration {
        module: "notes",
        version: 1,
        sql: "CREATE TABLE note (object BLOB NOT NULL, origin INTEGER NOT NULL, idx INTEGER NOT NULL, \
              ord_sum INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (origin, idx));\n\
              CREATE TABLE note_now (object BLOB NOT NULL PRIMARY KEY, text TEXT NOT NULL, revisions INTEGER NOT NULL);\n\
              CREATE TABLE person (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, height REAL, photo BLOB);",
    },
    Migration {
        module: "notes",
        version: 2,
        sql: "CREATE TABLE visit (person INTEGER NOT NULL REFERENCES person (id), at INTEGER NOT NULL)",
    },
];

pub fn module() -> Module {
    Module {
        name: "notes",
        migrations: &MIGRATIONS,
        shared_tables: &["note", "note_now"],
        national_tables: &["person", "visit"],
        projectors: vec![Box::new(Notes)],
    }
}

/// The newest note in the one order is the text of its object.
struct Notes;

impl Projector for Notes {
    fn kinds(&self) -> &'static [Kind] {
        &[NOTE]
    }

    fn project(&self, _: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<(), StorageError> {
        let Some(text) = record.payload.as_deref().and_then(|payload| std::str::from_utf8(payload).ok())
        else {
            return irregular(tx, record, "note-not-text");
        };
        assert!(text != "panic", "a projector with a fault");
        tx.execute(
            sql!("INSERT INTO note (object, origin, idx, ord_sum, text) VALUES (?1, ?2, ?3, ?4, ?5)"),
            params![record.object, record.origin, record.index, record.order.sum, text],
        )?;
        recompute(tx, record.object)
    }

    fn may_be_sealed(&self, _: Kind) -> bool {
        true
    }

    fn may_be_erased(&self, _: Kind) -> bool {
        true
    }

    fn erased(&self, _: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Recorded) -> Result<(), StorageError> {
        tx.execute(
            sql!("DELETE FROM note WHERE origin = ?1 AND idx = ?2"),
            params![record.origin, record.index],
        )?;
        recompute(tx, record.object)
    }
}

/// The note of an object, from all its rows.
fn recompute(tx: &mut dyn Tx, object: ObjectId) -> Result<(), StorageError> {
    let rows = tx.query(
        sql!("SELECT text FROM note WHERE object = ?1 ORDER BY ord_sum, origin, idx"),
        params![object],
    )?;
    let Some(newest) = rows.last().map(|row| row.get::<String>("text")).transpose()? else {
        tx.execute(sql!("DELETE FROM note_now WHERE object = ?1"), params![object])?;
        return search::remove(tx, NOTE, object);
    };
    search::put(tx, NOTE, object, Lang::Fr, &newest, "")?;
    tx.execute(
        sql!(
            "INSERT INTO note_now (object, text, revisions) VALUES (?1, ?2, ?3) \
             ON CONFLICT (object) DO UPDATE SET text = excluded.text, revisions = excluded.revisions"
        ),
        params![object, newest, rows.len()],
    )?;
    Ok(())
}

/// What can be refused when a note is written.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    #[error("a note says something")]
    Empty,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

pub fn charter(members: u8) -> Charter {
    let member = |n: u8| {
        let letter = char::from(b'a' + n);
        format!(
            "[[member]]\ncode = \"{letter}{letter}\"\ncountry = \"{letter}{letter}\"\nacronym = \"A{n}\"\n\
             name-fr = \"\"\nname-en = \"\"\ncountry-fr = \"\"\ncountry-en = \"\"\n\
             origin = \"liptako.example/{letter}{letter}/1\"\n"
        )
        .replace("-fr", "_fr")
        .replace("-en", "_en")
    };
    let members: String = (0..members).map(member).collect();
    let text = format!(
        "name_fr = \"Essai\"\nname_en = \"Test\"\n[decision]\ncontent = \"consensus\"\nprogress = \"owner\"\n{members}"
    );
    let charter: Charter = toml::from_str(&text).unwrap();
    charter.check().unwrap();
    charter
}

pub fn object(n: u8) -> ObjectId {
    ObjectId::from_bytes([n; 16])
}

pub fn request(n: u8) -> RequestId {
    RequestId::from_bytes([n; 16])
}

pub fn open(db: Db, source: Arc<dyn Source>, members: u8) -> Road {
    open_with(db, source, members, vec![module()])
}

pub fn open_with(db: Db, source: Arc<dyn Source>, members: u8, modules: Vec<Module>) -> Road {
    let seed = u64::from(source.me().0);
    let (clock, chance) = (Arc::new(ManualClock::at(1_790_000_000)), Arc::new(SeededChance::new(seed)));
    Road::open(db, source, charter(members), modules, clock, chance).unwrap()
}

/// The rule of writing a note.
pub fn note(scribe: &mut Scribe<'_>, object: ObjectId, text: &str) -> Result<u64, NoteError> {
    if text.is_empty() {
        return Err(NoteError::Empty);
    }
    let me = scribe.me();
    let previous = previous_of(scribe.tx(), me, object)?;
    let audience = Audience::all(scribe.charter());
    let record =
        scribe.record(NewRecord::open(NOTE, object, audience, text.into()).with_previous(previous))?;
    Ok(record.index)
}

pub fn write(
    road: &Road,
    key: RequestId,
    object: ObjectId,
    text: &'static str,
) -> Result<ActOutcome<u64>, RoadError<NoteError>> {
    road.act(key, move |scribe| note(scribe, object, text))
}

pub fn text_of(db: &Db, object: ObjectId) -> Option<String> {
    db.read(|tx| {
        let row = tx.opt(sql!("SELECT text FROM note_now WHERE object = ?1"), params![object])?;
        row.map(|row| row.get("text")).transpose()
    })
    .unwrap_or_else(|error: StorageError| panic!("{error}"))
}

/// One node in memory journals.
pub struct Node {
    pub source: Arc<MemoryJournals>,
    pub road: Road,
}

pub fn nodes(places: &[&crate::engine::Place]) -> Vec<Node> {
    let members = places.len() as u8;
    let sources = MemoryJournals::world(members);
    let open = |(source, place): (Arc<MemoryJournals>, &&crate::engine::Place)| Node {
        road: open(place.open(), source.clone(), members),
        source,
    };
    sources.into_iter().zip(places).map(open).collect()
}

pub const A: MemberIndex = MemberIndex(0);
pub const B: MemberIndex = MemberIndex(1);
