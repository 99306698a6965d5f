//! What a newcomer waits for: the first build of a fresh clone, and an edit with its tests.

use crate::process::{Memory, Running, family_memory};
use crate::row::{Row, Rows, Target};
use crate::samples::{Samples, rest};
use crate::setting::{Setting, repository};
use anyhow::{Context, Result, ensure};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const EDITS: usize = 3;
/// How often the memory of the build is looked at.
const LOOK: Duration = Duration::from_millis(500);
/// The crates any such server of ours would stand on.
const STACK: [&str; 6] = ["axum", "tokio-rustls", "rusqlite", "postgres", "askama", "clap"];

/// What is built: less in a quick run.
struct Plan {
    whole: Vec<&'static str>,
    stack: Vec<&'static str>,
    edited: &'static str,
    file: &'static str,
}

/// What a build cost.
struct Cost {
    took: Duration,
    /// Seconds of processor, all cores together.
    processor: f64,
    most: Memory,
}

/// Measures the first build, then the loop.
pub fn run(setting: &Setting, rows: &mut Rows) -> Result<()> {
    let plan = if setting.quick {
        let file = "crates/core/src/lib.rs";
        Plan { whole: vec!["-p", "liptako-core"], stack: vec!["-p", "hex"], edited: "liptako-core", file }
    } else {
        let file = "crates/council/src/plan/web/overview.rs";
        let stack = STACK.into_iter().flat_map(|name| ["-p", name]).collect();
        Plan { whole: Vec::new(), stack, edited: "liptako-council", file }
    };
    let folder = setting.folder("build")?;
    let sources = clone(folder.path())?;
    first(rows, &plan, &sources, folder.path())?;
    edits(rows, &plan, &sources, folder.path())
}

/// The committed sources, as a fresh clone has them, and what they need downloaded.
fn clone(folder: &Path) -> Result<PathBuf> {
    let sources = folder.join("sources");
    let origin = repository();
    let cloned = Command::new("git")
        .args(["clone", "--quiet", "--no-hardlinks"])
        .arg(origin)
        .arg(&sources)
        .status()?;
    ensure!(cloned.success(), "git clone failed");
    let fetched =
        Command::new("cargo").current_dir(&sources).args(["fetch", "--locked", "--quiet"]).status()?;
    ensure!(fetched.success(), "cargo fetch failed");
    Ok(sources)
}

/// Cargo on two cores, whatever the machine has.
fn cargo(sources: &Path, target: &Path) -> Command {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let mut command = if cores > 2 {
        let mut pinned = Command::new("taskset");
        pinned.args(["-c", "0,1", "cargo"]);
        pinned
    } else {
        Command::new("cargo")
    };
    command.current_dir(sources).env("CARGO_TARGET_DIR", target).env("CARGO_BUILD_JOBS", "2");
    command.env("CARGO_NET_OFFLINE", "true").stdout(Stdio::null());
    command
}

/// Processor time of children that ended, in seconds: fields 16 and 17 of `/proc/self/stat`, in hundredths.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit_once(") ").map_or("", |(_, after)| after);
    let fields: Vec<&str> = after.split(' ').collect();
    let at = |number: usize| fields.get(number - 3).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    (at(16) + at(17)) / 100.0
}

fn cost(command: &mut Command) -> Result<Cost> {
    let (before, start) = (processor(), Instant::now());
    let mut running = Running::start(command)?;
    let mut most = Memory::default();
    let status = loop {
        if let Some(status) = running.ended()? {
            break status;
        }
        let now = family_memory(running.id());
        most.resident = most.resident.max(now.resident);
        most.proportional = most.proportional.max(now.proportional);
        rest(LOOK);
    };
    let took = start.elapsed();
    ensure!(status.success(), "{command:?} failed");
    Ok(Cost { took, processor: processor() - before, most })
}

fn first(rows: &mut Rows, plan: &Plan, sources: &Path, folder: &Path) -> Result<()> {
    let arguments = ["build", "--release", "--locked", "--quiet"];
    let stack = cost(cargo(sources, &folder.join("stack")).args(arguments).args(&plan.stack))?;
    let whole = cost(cargo(sources, &folder.join("first")).args(arguments).args(&plan.whole))?;
    let name = format!(
        "the public crates it stands on alone ({}), same profile",
        plan.stack.iter().filter(|name| **name != "-p").copied().collect::<Vec<_>>().join(", ")
    );
    let row = Row::new(
        "First cargo build --release, sources downloaded, two cores",
        whole.took.as_secs_f64() / 60.0,
        "min",
    );
    let row = row.target(Target::AtMost(8.0)).peer(&name, stack.took.as_secs_f64() / 60.0);
    rows.tell(
        &row.note("from an empty target folder; the time of the clock, so of this machine's other work too"),
    )?;
    let row = Row::new("That build: processor time, all cores", whole.processor, "s");
    rows.tell(&row.peer(&name, stack.processor))?;
    let gigabytes = |bytes: u64| bytes as f64 / 1e9;
    let row = Row::new(
        "That build: most memory at one time, all its processes",
        gigabytes(whole.most.resident),
        "GB",
    );
    rows.tell(&row.peer(&name, gigabytes(stack.most.resident)).note("resident, looked at twice a second"))
}

fn edits(rows: &mut Rows, plan: &Plan, sources: &Path, folder: &Path) -> Result<()> {
    let target = folder.join("loop");
    let once = || -> Result<(Duration, Memory)> {
        let build = cost(cargo(sources, &target).args(["build", "--locked", "--quiet"]).args(&plan.whole))?;
        let test = cost(cargo(sources, &target).args(["test", "--locked", "--quiet", "-p", plan.edited]))?;
        let most = if test.most.resident > build.most.resident { test.most } else { build.most };
        Ok((build.took + test.took, most))
    };
    once()?;
    let [mut edited, mut untouched] = <[Samples; 2]>::default();
    let mut most = 0;
    for number in 0..EDITS {
        let mut file =
            std::fs::OpenOptions::new().append(true).open(sources.join(plan.file)).context(plan.file)?;
        writeln!(file, "/// An edit.\npub const EDIT_{number}: usize = {number};")?;
        drop(file);
        let (took, memory) = once()?;
        edited.add(took);
        most = most.max(memory.resident);
        untouched.add(once()?.0);
    }
    let what = format!("An edit in {}: cargo build, then cargo test of its crate: median", plan.file);
    let row = Row::new(what, edited.median()? / 1000.0, "s").target(Target::AtMost(20.0));
    let row = row.peer("the same two commands with nothing edited", untouched.median()? / 1000.0);
    rows.tell(&row.note(format!(
        "{EDITS} edits, each a new public item; the tests run too; most memory {:.2} GB",
        most as f64 / 1e9
    )))
}
