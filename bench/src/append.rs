//! How long an officer waits until the act is on disk, and how many officers a node serves at once.

use crate::ground::{self, Ground};
use crate::row::{Row, Rows, Target};
use crate::samples::{Samples, paced};
use crate::setting::Setting;
use crate::site::{Members, Site};
use anyhow::{Result, anyhow};
use liptako::Node;
use liptako_core::{Audience, Clock, Kind, MemberIndex, ObjectId, OsChance, RequestId, SystemClock};
use liptako_council::plan::{self, Change, Content, Draft};
use liptako_journal::{Body, BodyHeader, Entry};
use rusqlite::Connection;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Appends of each subject, in blocks that take turns: what else the machine does then falls on all alike.
const APPENDS: usize = 600;
const BLOCKS: usize = 6;
const EVERY: Duration = Duration::from_millis(50);
const BODY_BYTES: usize = 1024;
const OFFICERS: usize = 32;
/// How long each side of the grouped measure has the machine to itself, in turns.
const TURNS: u32 = 3;
const TURN: Duration = Duration::from_secs(4);

/// Measures everything about appends.
pub fn run(setting: &Setting, rows: &mut Rows) -> Result<()> {
    let ground = Ground::prepare(setting)?;
    let node = ground::open(ground.dir())?;
    let site = Site::new(&Members::draw()?, MemberIndex(0), setting.folder("site")?)?;
    single(setting, rows, &node, &site)?;
    grouped(setting, rows, &node)
}

/// A record of the size in question, outside any road.
fn record(origin: &str) -> Result<(Vec<u8>, Body)> {
    let header = BodyHeader {
        origin: origin.to_owned(),
        object: ObjectId::fresh(&OsChance),
        kind: Kind::PLAN_PROPOSAL,
        previous: None,
        audience: Audience(7),
    };
    let body = Body::seal(&header, &[b'x'; BODY_BYTES], &OsChance)?;
    let entry = Entry {
        kind: header.kind,
        object: header.object,
        previous: None,
        audience: header.audience,
        seconds: SystemClock.now(),
        seen: vec![0, 0],
        bodies: vec![body.body_ref()],
        act: None,
    };
    Ok((entry.encode()?, body))
}

/// The peer's table: a database that flushes each transaction, like ours.
fn database(path: &Path) -> Result<Connection> {
    let db = Connection::open(path)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.execute("CREATE TABLE IF NOT EXISTS entry (number INTEGER PRIMARY KEY, entry BLOB, body BLOB)", [])?;
    Ok(db)
}

fn insert(db: &Connection, (entry, body): &(Vec<u8>, Body)) -> Result<()> {
    db.prepare_cached("INSERT INTO entry (entry, body) VALUES (?1, ?2)")?
        .execute((entry, &body.plaintext))?;
    Ok(())
}

/// One officer's whole act: rule, record, journal, tables. Answers the bytes of what was recorded.
fn propose(node: &Node, objective: ObjectId, number: usize) -> Result<u64> {
    let content = Content::Action(ground::action(objective, number));
    let change = Change { object: ObjectId::fresh(&OsChance), parent: None, content };
    let draft = Draft { reason: "Donnée de mesure, fictive. ".repeat(8), changes: vec![change] };
    let rule =
        move |scribe: &mut liptako_storage::Scribe<'_>| plan::propose(scribe, ground::drafter(), draft);
    let done = node.road.act(RequestId::fresh(&OsChance), rule).map_err(|fault| anyhow!("{fault}"))?;
    Ok(done.records().first().and_then(|record| record.payload_len).unwrap_or(0))
}

fn single(setting: &Setting, rows: &mut Rows, node: &Node, site: &Site) -> Result<()> {
    let (origin, objective) = (site.journals.own_log()?.origin().to_owned(), ground::objective(node)?);
    let folder = setting.folder("peer")?;
    let db = database(&folder.path().join("peer.db"))?;
    let mut file = File::create(folder.path().join("floor"))?;
    let [mut journal, mut act, mut sqlite, mut floor] = <[Samples; 4]>::default();
    let (per_block, mut payload) = (setting.share(APPENDS / BLOCKS), 0);
    for _ in 0..BLOCKS {
        let new: Vec<_> = (0..per_block).map(|_| record(&origin)).collect::<Result<_>>()?;
        let mut next = new.iter();
        paced(&mut journal, per_block, EVERY, || {
            let one = next.next().cloned().into_iter().collect::<Vec<_>>();
            site.journals.append(&one).map(drop).map_err(Into::into)
        })?;
        let mut next = new.iter();
        paced(&mut sqlite, per_block, EVERY, || next.next().map_or(Ok(()), |one| insert(&db, one)))?;
        let mut next = new.iter();
        paced(&mut floor, per_block, EVERY, || {
            let Some((entry, body)) = next.next() else { return Ok(()) };
            file.write_all(&[entry.as_slice(), &body.plaintext].concat())?;
            Ok(file.sync_data()?)
        })?;
        let before = act.count();
        let mut number = before;
        paced(&mut act, per_block, EVERY, || {
            number += 1;
            payload = propose(node, objective, number)?;
            Ok(())
        })?;
    }
    let kinds = [
        ("One append to the journal, a body of 1,024 bytes, fsynced".to_owned(), &journal),
        (format!("One whole act of an officer, a body of {payload} bytes: rules, journal, tables"), &act),
    ];
    for (what, samples) in kinds {
        tell_single(rows, &what, samples, &sqlite, &floor)?;
    }
    Ok(())
}

/// The middle and the slow end of a subject, beside the same of its peers.
fn tell_single(rows: &mut Rows, what: &str, ours: &Samples, sqlite: &Samples, floor: &Samples) -> Result<()> {
    let database = "SQLite, WAL, synchronous=FULL, one transaction per insert of 1 kB";
    let bare = "write and fdatasync of 1 kB to one file";
    let note = format!("{} of each, 20 a second, in {BLOCKS} blocks that take turns", ours.count());
    for (name, peer) in [(database, sqlite), (bare, floor)] {
        let row = Row::new(format!("{what}: median"), ours.median()?, "ms");
        rows.tell(&row.peer(name, peer.median()?))?;
        let row = Row::new(format!("{what}: 99 in 100"), ours.percentile(0.99)?, "ms");
        let row = row.target(Target::AtMost(50.0)).peer(name, peer.percentile(0.99)?);
        rows.tell(&row.note(format!("{note}; longest {:.1} ms", ours.max()?)))?;
    }
    Ok(())
}

/// Runs a thing on many threads for a while; answers how often it was done a second.
fn rate(time: Duration, thing: impl Fn(usize) -> Result<()> + Sync) -> Result<f64> {
    let (done, start) = (AtomicU64::new(0), Instant::now());
    std::thread::scope(|scope| {
        let one = |officer: usize| {
            let (done, thing) = (&done, &thing);
            scope.spawn(move || -> Result<()> {
                while start.elapsed() < time {
                    thing(officer)?;
                    done.fetch_add(1, Ordering::Relaxed);
                }
                Ok(())
            })
        };
        let threads: Vec<_> = (0..OFFICERS).map(one).collect();
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| anyhow!("a thread failed"))?)
    })?;
    Ok(done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64())
}

fn grouped(setting: &Setting, rows: &mut Rows, node: &Arc<Node>) -> Result<()> {
    let objective = ground::objective(node)?;
    let folder = setting.folder("peer")?;
    let db = Mutex::new(database(&folder.path().join("peer.db"))?);
    let sample = record("liptako.example/ml/1")?;
    let time = if setting.quick { TURN / 4 } else { TURN };
    let number = AtomicU64::new(0);
    let (mut ours, mut theirs) = (0.0, 0.0);
    for _ in 0..TURNS {
        ours += rate(time, |_| {
            propose(node, objective, number.fetch_add(1, Ordering::Relaxed) as usize).map(drop)
        })?;
        theirs += rate(time, |_| insert(&db.lock().unwrap_or_else(PoisonError::into_inner), &sample))?;
    }
    let turns = f64::from(TURNS);
    let row = Row::new(
        format!("{OFFICERS} officers at once: whole acts a second, each fsynced"),
        ours / turns,
        "acts/s",
    );
    let row = row.target(Target::AtLeast(200.0));
    let row = row.peer("SQLite as above, one transaction per insert, same threads", theirs / turns);
    rows.tell(
        &row.note("acts that wait share one append; each is answered when it is on disk and in the tables"),
    )
}
