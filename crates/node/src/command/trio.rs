//! The three processes of the demonstration: started together, watched, ended together.

use crate::faults::{Telling, Told};
use liptako_web::Message;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;

/// Line that `serve` prints when its pages answer.
pub const READY: &str = "liptako: ready";

/// Why a node's process is not there.
#[derive(Debug)]
pub enum NotStarted {
    /// The program cannot be run.
    Program(std::io::Error),
    /// The process of this node ended before its pages answered.
    Ended(String),
}

impl Told for NotStarted {
    fn told(&self) -> Telling {
        match self {
            Self::Program(error) => {
                Telling::failed(Message::new("fault-process").with("detail", error.to_string()))
            }
            Self::Ended(name) => Telling::failed(Message::new("fault-process-ended").with("name", name))
                .hint(Message::new("fault-process-hint")),
        }
    }
}

/// The running nodes. Dropping it ends them.
#[derive(Debug, Default)]
pub struct Trio {
    children: Vec<(String, Child)>,
}

impl Trio {
    /// Starts one node as a process of its own and waits until its pages answer.
    ///
    /// # Errors
    /// When the process cannot start, or ends before it is ready; its own words are on the error stream.
    pub fn start(&mut self, name: &str, dir: &Path) -> Result<(), NotStarted> {
        let program: PathBuf = std::env::current_exe().map_err(NotStarted::Program)?;
        let mut child = Command::new(program)
            .args(["serve", "--dir"])
            .arg(dir)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(NotStarted::Program)?;
        let output = child.stdout.take();
        self.children.push((name.to_owned(), child));
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            let Some(output) = output else { return };
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if line.starts_with(READY) {
                    // The receiver is gone once the node was ready: nothing to tell then.
                    let _ = tell.send(());
                }
            }
        });
        told.recv().map_err(|_| NotStarted::Ended(name.to_owned()))
    }

    /// Process numbers, by name.
    pub fn processes(&self) -> impl Iterator<Item = (&str, u32)> {
        self.children.iter().map(|(name, child)| (name.as_str(), child.id()))
    }
}

impl Drop for Trio {
    fn drop(&mut self) {
        for (_, child) in &mut self.children {
            // A node that is already gone needs no ending; the journal stands any moment of death.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
