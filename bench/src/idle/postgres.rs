//! A PostgreSQL cluster that does nothing, in a folder of its own.

use crate::ground::free_ports;
use crate::process::{Memory, family_memory};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A running cluster; dropping this stops it.
pub struct Database {
    programs: PathBuf,
    data: PathBuf,
    id: u32,
    _folder: TempDir,
}

/// Makes and starts a cluster; `None` when PostgreSQL is not on this machine.
pub fn start() -> Result<Option<Database>> {
    let Some(programs) = programs() else { return Ok(None) };
    // Its own user must be able to reach it, which a home directory may not allow.
    let folder = tempfile::Builder::new().prefix("liptako-bench-pg-").tempdir()?;
    if is_root() {
        let own = Command::new("chown").arg("postgres").arg(folder.path()).status()?;
        if !own.success() {
            return Ok(None);
        }
    }
    let (data, log) = (folder.path().join("data"), folder.path().join("log"));
    let mut make = as_database(&programs.join("initdb"), folder.path());
    run(make.arg("-D").arg(&data).args(["-U", "liptako", "--auth=trust", "--no-sync"]))?;
    let settings = format!("-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories=", free_ports(1)?);
    let mut begin = as_database(&programs.join("pg_ctl"), folder.path());
    run(begin.arg("-D").arg(&data).arg("-l").arg(log).args(["-w", "-o", &settings, "start"]))?;
    let told = std::fs::read_to_string(data.join("postmaster.pid"))?;
    let id = told.lines().next().context("postmaster.pid is empty")?.parse()?;
    Ok(Some(Database { programs, data, id, _folder: folder }))
}

impl Database {
    /// Memory of the postmaster and its helpers.
    pub fn memory(&self) -> Memory {
        family_memory(self.id)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let folder = self.data.parent().unwrap_or(&self.data);
        let mut stop = as_database(&self.programs.join("pg_ctl"), folder);
        // Whatever it answers, its folder goes now.
        let _ = run(stop.arg("-D").arg(&self.data).args(["-m", "immediate", "stop"]));
    }
}

/// Debian keeps them off the path, by version.
fn programs() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = Path::new("/usr/lib/postgresql")
        .read_dir()
        .ok()?
        .filter_map(|version| Some(version.ok()?.path().join("bin")))
        .filter(|folder| folder.join("initdb").exists())
        .collect();
    found.sort();
    found.pop()
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout == b"0\n")
}

/// PostgreSQL refuses to run as root.
fn as_database(program: &Path, folder: &Path) -> Command {
    let mut command = if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir(folder);
    command
}

fn run(command: &mut Command) -> Result<()> {
    // Not a pipe: the cluster would hold it open.
    let status = command.stdout(std::process::Stdio::null()).status()?;
    ensure!(status.success(), "{command:?} failed");
    Ok(())
}
