//! What a thousand cut connections waste.

use crate::ground;
use crate::relay::{Link, relay};
use crate::row::{Row, Rows, Target};
use crate::setting::Setting;
use crate::site::{Members, Site};
use anyhow::{Result, ensure};
use liptako_core::{
    Audience, Chance, Clock, Kind, MemberIndex, ObjectId, OsChance, SeededChance, SystemClock,
};
use liptako_journal::{Body, BodyHeader, Entry};
use std::net::SocketAddr;
use std::sync::Arc;

const AUTHOR: MemberIndex = MemberIndex(0);
const READER: MemberIndex = MemberIndex(2);
const CUTS: usize = 1000;

/// What crosses: so many entries, each with a body of this size.
struct Load {
    what: &'static str,
    entries: usize,
    /// Bytes that do not compress, in the body of each entry.
    noise: usize,
    /// A cut falls anywhere up to here, so in the middle of it on average.
    longest_contact: u64,
    seed: u64,
}

/// What a run of cut contacts came to.
#[derive(Default)]
struct Told {
    cuts: usize,
    transfers: usize,
    moved: u64,
    /// Bytes of a contact beyond its share of the whole, at most.
    worst: f64,
}

/// Measures both loads.
pub fn run(setting: &Setting, rows: &mut Rows) -> Result<()> {
    let runtime = ground::runtime()?;
    let entries = Load {
        what: "3,000 entries with bodies of some words",
        entries: 3000,
        noise: 0,
        longest_contact: 90_000,
        seed: 41,
    };
    runtime.block_on(measure(setting, rows, &entries))?;
    let documents = Load {
        what: "2,500 entries with documents of 52 kB",
        entries: setting.share(2500),
        noise: 52_000,
        longest_contact: 262_144,
        seed: 42,
    };
    runtime.block_on(measure(setting, rows, &documents))
}

async fn measure(setting: &Setting, rows: &mut Rows, load: &Load) -> Result<()> {
    let members = Members::draw()?;
    let author = Site::new(&members, AUTHOR, setting.folder("author")?)?;
    author.fill(&records(author.journals.own_log()?.origin(), load)?)?;
    let (address, _listening) = author.listen().await?;
    let (relayed, link, _relay) = relay(address).await?;
    let clean = whole_transfer(setting, &members, load, relayed, &link).await?;
    let mut told = Told::default();
    let chance = SeededChance::new(load.seed);
    while told.cuts < setting.share(CUTS) {
        let reader = Site::new(&members, READER, setting.folder("reader")?)?;
        cut_transfer(&reader, load, clean, relayed, &link, &chance, &mut told).await?;
    }
    tell(rows, load, clean, &told)
}

fn records(origin: &str, load: &Load) -> Result<Vec<(Vec<u8>, Body)>> {
    let chance = SeededChance::new(load.seed);
    let record = |number: usize| {
        let mut payload =
            format!("Constat n° {number} de la mission, transmis aux trois autorités (fictif).").into_bytes();
        let words = payload.len();
        payload.resize(words + load.noise, 0);
        chance.fill(&mut payload[words..]);
        let header = BodyHeader {
            origin: origin.to_owned(),
            object: ObjectId::fresh(&chance),
            kind: Kind::PLAN_PROPOSAL,
            previous: None,
            audience: Audience(7),
        };
        let body = Body::seal(&header, &payload, &OsChance)?;
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
    };
    (0..load.entries).map(record).collect()
}

/// Bytes on the wire of a transfer that nothing cuts, TLS included.
async fn whole_transfer(
    setting: &Setting,
    members: &Members,
    load: &Load,
    relayed: SocketAddr,
    link: &Link,
) -> Result<u64> {
    let reader = Site::new(members, READER, setting.folder("reader")?)?;
    let before = link.passed();
    link.allow(i64::MAX);
    reader.meet(AUTHOR, relayed).await?;
    ensure!(is_whole(&reader, load)?, "the uncut transfer left something behind");
    Ok(link.passed() - before)
}

fn is_whole(reader: &Site, load: &Load) -> Result<bool> {
    Ok(reader.size(AUTHOR) == load.entries as u64 && lacks_no_body(reader)?)
}

fn lacks_no_body(reader: &Site) -> Result<bool> {
    Ok(reader.mirror.status()?.iter().all(|peer| peer.we_lack_bodies == 0))
}

/// What has arrived whole, as a share of all.
fn arrived(reader: &Site, load: &Load) -> f64 {
    let of_documents = load.noise > 0;
    let arrived =
        if of_documents { reader.journals.bodies().commitments().len() as u64 } else { reader.size(AUTHOR) };
    arrived as f64 / load.entries as f64
}

/// Cuts contacts at random bytes until one goes through.
async fn cut_transfer(
    reader: &Site,
    load: &Load,
    clean: u64,
    relayed: SocketAddr,
    link: &Arc<Link>,
    chance: &SeededChance,
    told: &mut Told,
) -> Result<()> {
    told.transfers += 1;
    loop {
        let (share, passed) = (arrived(reader, load), link.passed());
        let mut draw = [0; 8];
        chance.fill(&mut draw);
        link.allow((u64::from_be_bytes(draw) % load.longest_contact) as i64);
        let met = reader.meet(AUTHOR, relayed).await;
        let moved = link.passed() - passed;
        told.moved += moved;
        if met.is_ok() {
            ensure!(is_whole(reader, load)?, "a contact ended well and left something behind");
            return Ok(());
        }
        told.cuts += 1;
        let useful = (arrived(reader, load) - share) * clean as f64;
        told.worst = told.worst.max(moved as f64 - useful);
    }
}

fn tell(rows: &mut Rows, load: &Load, clean: u64, told: &Told) -> Result<()> {
    let useful = clean * told.transfers as u64;
    let wasted = told.moved.saturating_sub(useful) as f64;
    let whole = format!("{} kB when nothing is cut, TLS included", clean / 1000);
    let times = match told.transfers {
        1 => String::new(),
        more => format!("; {more} transfers one after another"),
    };
    let note = format!("{} cuts, seeded; {whole}{times}", told.cuts);
    if load.noise == 0 {
        // What came of a chunk is kept and not visible from outside: only of entries the worst cut can be told.
        let row = Row::new(format!("{}: waste of the worst cut", load.what), told.worst / 1000.0, "kB");
        rows.tell(&row.target(Target::AtMost(64.0)).note(&note))?;
    }
    let row =
        Row::new(format!("{}: mean waste per cut", load.what), wasted / told.cuts as f64 / 1000.0, "kB");
    let row = row.target(Target::AtMost(64.0));
    // The peer is any protocol that begins again: each cut loses all that its contact moved.
    rows.tell(
        &row.peer(
            "what a cut would lose if nothing were resumed",
            told.moved as f64 / told.cuts as f64 / 1000.0,
        )
        .note(&note),
    )?;
    let row = Row::new(format!("{}: bytes moved in all", load.what), told.moved as f64 / 1000.0, "kB");
    let row = row.peer("the same without a cut", useful as f64 / 1000.0).note(note);
    let row = if load.noise > 0 { row.target(Target::RatioAtMost(1.05)) } else { row };
    rows.tell(&row)
}
