//! What a first copy of 10,000 entries costs: bytes and time.

mod git;

use crate::ground::{self, Ground, ML};
use crate::history;
use crate::row::{Row, Rows, Target};
use crate::setting::Setting;
use crate::site::{Members, Site};
use anyhow::{Context, Result, ensure};
use liptako::{Described, Layout, Node};
use liptako_core::{Audience, MemberIndex, OsChance};
use liptako_journal::journals::{Journals, Start};
use liptako_journal::{Entry, NodeKeys};
use liptako_mirror::ContactReport;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const ENTRIES: usize = 10_000;
/// Actions reported on in turn; each is written about so many times in the whole.
const ACTIONS: usize = 180;
/// A member outside the audience of the entries whose bodies stay behind.
const OUTSIDER: MemberIndex = MemberIndex(2);

/// One entry and its body, as the peer holds them.
struct Held {
    entry: Vec<u8>,
    /// Salt and plaintext.
    body: Vec<u8>,
}

/// Measures the first copy: entries with bodies into a whole node, then entries alone.
pub fn run(setting: &Setting, rows: &mut Rows) -> Result<()> {
    let ground = Ground::prepare(setting)?;
    fill(setting, &ground)?;
    let (report, took, held) = whole_copy(&ground)?;
    let folder = setting.folder("git")?;
    let git = git::copy(folder.path(), &held)?;
    let alone = entries_alone(setting, &held)?;
    tell_entries(rows, &held, &alone)?;
    tell_bodies(rows, &held, &report, git.map(|git| git.bytes))?;
    let row = Row::new(
        "That copy: time until every entry is verified, stored and in the tables",
        took.as_secs_f64(),
        "s",
    );
    let row = row.peer(git::NAME, git.map(|git| git.took.as_secs_f64()));
    rows.tell(&row.note(format!(
        "{} entries; {} requests over TLS on loopback",
        held.len(),
        report.n_requests
    )))
}

/// Grows the demonstration's journal by the real path.
fn fill(setting: &Setting, ground: &Ground) -> Result<()> {
    let runtime = ground::runtime()?;
    let nodes = ground.open()?;
    let listening = ground::listen(&nodes, &runtime)?;
    let mut actions = ground::enlarge(&nodes, &runtime, ACTIONS)?;
    let approver = history::approver(&nodes[0])?;
    drop((listening, nodes, runtime));
    history::write(ground.dir(), &approver, &mut actions, setting.share(ENTRIES)).map(drop)
}

/// An empty node takes everything from the one that holds it.
fn whole_copy(ground: &Ground) -> Result<(ContactReport, Duration, Vec<Held>)> {
    let runtime = ground::runtime()?;
    let empty = empty_twin(&ground.seats[2].dir, &ground.folder.path().join("empty"))?;
    let (source, copy) = (ground::open(ground.dir())?, ground::open(&empty)?);
    let _listening = ground::listen([&source], &runtime)?;
    let start = Instant::now();
    let report = runtime.block_on(copy.mirror.sync_with(ML))?;
    let took = start.elapsed();
    ensure!(copy.journals.sizes() == source.journals.sizes(), "the copy lacks entries");
    ensure!(copy.road.digest()? == source.road.digest()?, "the copy's tables differ");
    Ok((report, took, held(&source)?))
}

/// A node of the same authority that has lost everything but its keys.
fn empty_twin(of: &Path, dir: &Path) -> Result<PathBuf> {
    for folder in [Layout::of(of).keys(), Layout::of(of).cards()] {
        let target = dir.join(folder.strip_prefix(of)?);
        std::fs::create_dir_all(&target)?;
        for file in folder.read_dir()? {
            let file = file?;
            std::fs::copy(file.path(), target.join(file.file_name()))?;
        }
    }
    for name in [liptako::config::FILE_NAME, "charter.toml", "permissions.toml"] {
        std::fs::copy(of.join(name), dir.join(name)).with_context(|| name.to_owned())?;
    }
    let described = Described::load(dir)?;
    let keys = NodeKeys::load(&described.layout.keys())?;
    Journals::init(&described.home(), &described.charter, &keys, Start::Lost, &OsChance)?;
    Ok(dir.to_owned())
}

fn held(node: &Node) -> Result<Vec<Held>> {
    let mut all = Vec::new();
    for member in node.described.charter.indices() {
        let log = node.journals.log(member).context("a journal is missing")?;
        for from in (0..log.size()).step_by(256) {
            for entry in log.entries(from..log.size().min(from + 256))? {
                let mut body = Vec::new();
                for named in Entry::decode(&entry)?.bodies {
                    let found =
                        node.journals.bodies().get(&named.commitment)?.context("a body is missing")?;
                    body.extend_from_slice(&found.salt);
                    body.extend_from_slice(&found.plaintext);
                }
                all.push(Held { entry, body });
            }
        }
    }
    Ok(all)
}

/// The same entries, copied by a member who may not read their bodies.
fn entries_alone(setting: &Setting, held: &[Held]) -> Result<ContactReport> {
    let for_two = |held: &Held| -> Result<Vec<u8>> {
        let mut entry = Entry::decode(&held.entry)?;
        entry.audience = Audience(0b011);
        Ok(entry.encode()?)
    };
    let entries = held.iter().map(for_two).collect::<Result<Vec<_>>>()?;
    let (members, runtime) = (Members::draw()?, ground::runtime()?);
    let author = Site::new(&members, ML, setting.folder("author")?)?;
    author.fill_entries(&entries)?;
    let reader = Site::new(&members, OUTSIDER, setting.folder("reader")?)?;
    runtime.block_on(async {
        let (address, _listening) = author.listen().await?;
        let report = reader.meet(ML, address).await?;
        ensure!(reader.size(ML) == entries.len() as u64, "the copy lacks entries");
        Ok(report)
    })
}

/// Everything in one zstd frame of the highest level with a long window: no exchange that resumes can do it.
fn floor(parts: impl Iterator<Item = Vec<u8>>) -> Result<usize> {
    let mut encoder = zstd::stream::Encoder::new(Vec::new(), 22)?;
    encoder.long_distance_matching(true)?;
    encoder.window_log(27)?;
    parts.into_iter().try_for_each(|part| encoder.write_all(&part))?;
    Ok(encoder.finish()?.len())
}

const FLOOR: &str = "zstd -22 --long of the same, in one piece";

fn tell_entries(rows: &mut Rows, held: &[Held], alone: &ContactReport) -> Result<()> {
    let plain: usize = held.iter().map(|held| held.entry.len()).sum();
    let floor = floor(held.iter().map(|held| held.entry.clone()))?;
    let row = Row::new(
        format!("A first copy of {} entries, bodies aside: bytes above TLS, both ways", held.len()),
        alone.exchange_bytes as f64 / 1000.0,
        "kB",
    );
    let row = row.target(Target::RatioAtMost(1.15)).peer(FLOOR, floor as f64 / 1000.0);
    let mean = plain / held.len().max(1);
    rows.tell(&row.note(format!(
        "entries of {mean} bytes on average, half of them signed by an officer; {} packages, {} requests, proofs \
         and HTTP heads included; {} kB with TLS",
        alone.packages_pulled,
        alone.n_requests,
        alone.wire_bytes / 1000
    )))
}

fn tell_bodies(rows: &mut Rows, held: &[Held], report: &ContactReport, git: Option<f64>) -> Result<()> {
    let plain: usize = held.iter().map(|held| held.body.len()).sum();
    // Entries together, then bodies together: the most favourable order for the floor.
    let entries = held.iter().map(|held| held.entry.clone());
    let floor = floor(entries.chain(held.iter().map(|held| held.body.clone())))?;
    let note =
        format!("bodies of {} bytes on average, a salt of 16 bytes in each", plain / held.len().max(1));
    let row = |peer: &str, bytes: Option<f64>| {
        let question = format!("A first copy of {} entries with their bodies: bytes above TLS", held.len());
        Row::new(question, report.exchange_bytes as f64 / 1000.0, "kB")
            .peer(peer, bytes.map(|bytes| bytes / 1000.0))
    };
    rows.tell(&row(FLOOR, Some(floor as f64)).note(note))?;
    rows.tell(&row(git::NAME, git).note("git keeps neither an author's signature per entry nor a proof"))
}
