//! Other programs: started, waited for, weighed, ended.

use crate::samples::rest;
use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// What the program prints once its pages answer.
const READY: &str = "liptako: ready";
const PATIENCE: Duration = Duration::from_secs(60);

/// A program at work; dropping this ends it.
pub struct Running(Child);

impl Running {
    /// Starts a program.
    pub fn start(command: &mut Command) -> Result<Self> {
        let started = command.stdin(Stdio::null()).spawn();
        Ok(Self(started.with_context(|| format!("{}", command.get_program().display()))?))
    }

    /// Starts a node; answers also how long it took until its pages answered, by its own word.
    pub fn node(program: &Path, dir: &Path) -> Result<(Self, Duration)> {
        let start = Instant::now();
        let mut command = Command::new(program);
        command.args(["serve", "--dir"]).arg(dir).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut node = Self::start(&mut command)?;
        let mut output = BufReader::new(node.0.stdout.take().context("no output")?);
        let mut line = String::new();
        ensure!(output.read_line(&mut line)? > 0, "{} does not start", dir.display());
        ensure!(line.starts_with(READY), "it said: {line}");
        Ok((node, start.elapsed()))
    }

    /// How it ended, once it has.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.0.try_wait()?)
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Gone already is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Tries a thing every millisecond until it succeeds.
pub fn until<T>(mut thing: impl FnMut() -> Result<T>) -> Result<T> {
    let start = Instant::now();
    loop {
        match thing() {
            Ok(value) => return Ok(value),
            Err(error) if start.elapsed() > PATIENCE => bail!("still not after a minute: {error:#}"),
            Err(_) => rest(Duration::from_millis(1)),
        }
    }
}

/// Memory of a process, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Memory {
    /// Resident (`VmRSS`).
    pub resident: u64,
    /// Resident, pages shared with others counted in part (`Pss`).
    pub proportional: u64,
}

/// Memory of a process; nothing when it is gone.
pub fn memory(id: u32) -> Memory {
    Memory { resident: field(id, "status", "VmRSS:"), proportional: field(id, "smaps_rollup", "Pss:") }
}

fn field(id: u32, file: &str, name: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{id}/{file}")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}

/// A process and all that descend from it.
pub fn family(id: u32) -> Vec<u32> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(child) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        let stat = std::fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        // The name in parentheses may hold anything; the parent is the second field after it.
        let after = stat.rsplit_once(") ").map(|(_, after)| after);
        let parent = after.and_then(|after| after.split(' ').nth(1)?.parse::<u32>().ok());
        children.entry(parent.unwrap_or(0)).or_default().push(child);
    }
    let (mut found, mut at) = (vec![id], 0);
    while let Some(next) = found.get(at).copied() {
        found.extend(children.get(&next).into_iter().flatten());
        at += 1;
    }
    found
}

/// Memory of a process with all that descend from it.
pub fn family_memory(id: u32) -> Memory {
    family(id).into_iter().map(memory).fold(Memory::default(), |sum, one| Memory {
        resident: sum.resident + one.resident,
        proportional: sum.proportional + one.proportional,
    })
}
