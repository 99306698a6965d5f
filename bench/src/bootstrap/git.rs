//! The peer that keeps history too: the same entries and bodies as commits, packed, then cloned.

use super::Held;
use anyhow::{Context, Result, ensure};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How the report names it.
pub const NAME: &str = "git clone of the same, one commit per entry, packed before";

/// What a clone cost.
#[derive(Clone, Copy)]
pub struct Clone {
    /// Size of the pack that crossed.
    pub bytes: f64,
    /// From the call to the end.
    pub took: Duration,
}

/// Makes the repository and clones it; `None` when git is not on this machine.
pub fn copy(folder: &Path, held: &[Held]) -> Result<Option<Clone>> {
    if Command::new("git").arg("--version").output().is_err() {
        return Ok(None);
    }
    let (source, copy) = (folder.join("source.git"), folder.join("copy.git"));
    git(folder, &["init", "--quiet", "--bare", "source.git"])?;
    import(&source, held)?;
    git(&source, &["gc", "--quiet"])?;
    let address = format!("file://{}", source.display());
    let start = Instant::now();
    git(folder, &["clone", "--quiet", "--bare", "--branch", "main", &address, "copy.git"])?;
    let took = start.elapsed();
    Ok(Some(Clone { bytes: pack_bytes(&copy)? as f64, took }))
}

fn git(folder: &Path, arguments: &[&str]) -> Result<()> {
    let status = Command::new("git").current_dir(folder).args(arguments).status()?;
    ensure!(status.success(), "git {} failed", arguments.join(" "));
    Ok(())
}

fn import(source: &Path, held: &[Held]) -> Result<()> {
    let mut child = Command::new("git")
        .current_dir(source)
        .args(["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()?;
    let mut out = BufWriter::new(child.stdin.take().context("git takes no input")?);
    for (number, held) in held.iter().enumerate() {
        writeln!(out, "commit refs/heads/main\ncommitter n <n> {} +0000\ndata 0", 1_790_000_000 + number)?;
        // Folders of a hundred: git writes a new list of each folder it touches.
        for (kind, bytes) in [("entry", &held.entry), ("body", &held.body)] {
            writeln!(out, "M 100644 inline {}/{}.{kind}\ndata {}", number / 100, number % 100, bytes.len())?;
            out.write_all(bytes)?;
            writeln!(out)?;
        }
    }
    drop(out.into_inner()?);
    ensure!(child.wait()?.success(), "git fast-import failed");
    Ok(())
}

fn pack_bytes(repository: &Path) -> Result<u64> {
    let mut total = 0;
    for file in repository.join("objects/pack").read_dir()? {
        let file = file?;
        if file.path().extension().is_some_and(|kind| kind == "pack") {
            total += file.metadata()?.len();
        }
    }
    Ok(total)
}
