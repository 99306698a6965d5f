//! A node that does nothing: what it weighs, and how soon it is there.

mod postgres;

use crate::client::Client;
use crate::ground::{Ground, free_ports};
use crate::process::{Running, memory, until};
use crate::row::{Row, Rows, Target};
use crate::samples::{Samples, rest};
use crate::setting::Setting;
use anyhow::{Context, Result};
use liptako::demonstration::Seat;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const STARTS: usize = 20;
const IDLE: Duration = Duration::from_secs(30);

/// Measures start and rest.
pub fn run(setting: &Setting, rows: &mut Rows) -> Result<()> {
    let ground = Ground::prepare(setting)?;
    starts(setting, rows, &ground.seats[0])?;
    resting(setting, rows, &ground)
}

fn starts(setting: &Setting, rows: &mut Rows, seat: &Seat) -> Result<()> {
    let program = setting.program()?;
    let [mut ready, mut answers, mut python] = <[Samples; 3]>::default();
    let folder = setting.folder("static")?;
    std::fs::write(folder.path().join("index.html"), "<!doctype html><title>Rien</title>")?;
    for _ in 0..setting.share(STARTS) {
        let start = Instant::now();
        let (node, took) = Running::node(program, &seat.dir)?;
        ready.add(took);
        until(|| Client::connect(seat.pages, false)?.page("/"))?;
        answers.add(start.elapsed());
        drop(node);
        if let Some(took) = python_start(folder.path())? {
            python.add(took);
        }
    }
    let python = |share| (python.count() > 0).then(|| python.percentile(share)).transpose();
    let note =
        format!("{} starts; the node verifies its journals and catches up its tables first", ready.count());
    let name = "python3 -m http.server, from its start to its first answer";
    let row = Row::new("From the start to “liptako: ready”: longest", ready.max()? / 1000.0, "s");
    rows.tell(&row.target(Target::AtMost(0.5)).peer(name, python(1.0)?.map(|ms| ms / 1000.0)).note(note))?;
    let row = Row::new("From the start to the first page, whole: median", answers.median()? / 1000.0, "s");
    rows.tell(&row.peer(name, python(0.5)?.map(|ms| ms / 1000.0)))
}

/// Starts a file server on a folder; answers when it answered, or nothing when there is no Python.
fn python_start(folder: &Path) -> Result<Option<Duration>> {
    // Debian's own, not a wrapper that may stand before it on the path.
    let debian = Path::new("/usr/bin/python3");
    let program = if debian.exists() { debian } else { Path::new("python3") };
    if Command::new(program).arg("--version").output().is_err() {
        return Ok(None);
    }
    let port = free_ports(1)?;
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let start = Instant::now();
    let mut command = Command::new(program);
    command.args(["-m", "http.server", "--bind", "127.0.0.1", &port.to_string()]).current_dir(folder);
    let server = Running::start(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
    until(|| Client::connect(address, false)?.page("/"))?;
    let took = start.elapsed();
    drop(server);
    Ok(Some(took))
}

fn resting(setting: &Setting, rows: &mut Rows, ground: &Ground) -> Result<()> {
    let program = setting.program()?;
    let nodes = ground
        .seats
        .iter()
        .map(|seat| Ok(Running::node(program, &seat.dir)?.0))
        .collect::<Result<Vec<_>>>()?;
    // A node at rest has served its first page and met its peers.
    for seat in &ground.seats {
        Client::connect(seat.pages, true)?.page("/")?;
    }
    let database = postgres::start()?;
    let idle = if setting.quick { IDLE / 10 } else { IDLE };
    rest(idle);
    let ours = nodes.iter().map(|node| memory(node.id())).max_by_key(|memory| memory.resident);
    let ours = ours.context("no node runs")?;
    let theirs = database.as_ref().map(postgres::Database::memory);
    let note = format!(
        "the heaviest of three joined nodes, after {} s without a reader, meeting their peers every 5 s; \
         proportional: {} kB, PostgreSQL {} kB",
        idle.as_secs(),
        ours.proportional / 1000,
        theirs.map_or_else(|| "absent".into(), |memory| (memory.proportional / 1000).to_string())
    );
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    let row = Row::new(
        "A node at rest with the demonstration's data: resident memory",
        megabytes(ours.resident),
        "MB",
    );
    let row = row.target(Target::AtMost(60.0)).note(note);
    let name = "PostgreSQL at rest, empty, default settings, all its processes";
    rows.tell(&row.peer(name, theirs.map(|memory| megabytes(memory.resident))))
}
