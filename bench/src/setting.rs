//! Where a run works and how much it does.

use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What the caller chose.
pub struct Setting {
    /// The program measured.
    pub liptako: PathBuf,
    /// Folder for what is written; on a disk, not in memory: fsync is what some topics measure.
    pub work: PathBuf,
    /// A tenth of the work, to try the benchmarks themselves.
    pub quick: bool,
}

impl Setting {
    /// Reads the environment.
    pub fn read() -> Result<Self> {
        let own = std::env::current_exe()?;
        let beside = own.parent().map(|folder| folder.join("liptako")).unwrap_or_default();
        let liptako = std::env::var_os("LIPTAKO_BIN").map_or(beside, PathBuf::from);
        let work = std::env::var_os("LIPTAKO_BENCH_WORK");
        let work = work.map_or_else(|| repository().join("target/bench"), PathBuf::from);
        std::fs::create_dir_all(&work).with_context(|| work.display().to_string())?;
        let quick = std::env::var_os("LIPTAKO_BENCH_QUICK").is_some_and(|value| value == "1");
        Ok(Self { liptako, work: work.canonicalize()?, quick })
    }

    /// The program measured, built.
    pub fn program(&self) -> Result<&Path> {
        ensure!(
            self.liptako.is_file(),
            "{} is not there: build it, or set LIPTAKO_BIN",
            self.liptako.display()
        );
        Ok(&self.liptako)
    }

    /// `whole`, or a tenth of it in a quick run.
    pub const fn share(&self, whole: usize) -> usize {
        if self.quick { whole / 10 } else { whole }
    }

    /// A new folder, gone with its handle.
    pub fn folder(&self, name: &str) -> Result<TempDir> {
        Ok(tempfile::Builder::new().prefix(&format!("{name}-")).tempdir_in(&self.work)?)
    }
}

/// The folder of the whole repository.
pub fn repository() -> PathBuf {
    let mut folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    folder.pop();
    folder
}
