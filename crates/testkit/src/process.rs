//! The program itself, as people start it.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// Line that `serve` prints when its pages answer.
const READY: &str = "liptako: ready";

/// Longest wait for a node to be ready.
const PATIENCE: Duration = Duration::from_secs(60);

/// The first of `count` free ports that follow one another.
///
/// # Panics
/// When there are none.
pub fn free_ports(count: u16) -> u16 {
    for _ in 0..100 {
        let first = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let rest: Vec<_> = (0..count).filter_map(|n| first.checked_add(n)).collect();
        let held: Vec<_> =
            rest.iter().filter_map(|port| TcpListener::bind(("127.0.0.1", *port)).ok()).collect();
        if held.len() == usize::from(count) {
            return first;
        }
    }
    panic!("no {count} free ports in a row")
}

/// Runs a command to its end, in English unless told otherwise, with nothing of the tester's own settings.
///
/// # Panics
/// When it cannot be started.
pub fn run(program: impl AsRef<OsStr>, arguments: &[&str]) -> Output {
    run_with(program, arguments, "", &[])
}

/// The same with a text on standard input and variables of the environment.
///
/// # Panics
/// When it cannot be started.
pub fn run_with(
    program: impl AsRef<OsStr>,
    arguments: &[&str],
    input: &str,
    variables: &[(&str, &str)],
) -> Output {
    let mut command = quiet(program.as_ref());
    command.args(arguments).envs(variables.iter().copied());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that does not read its input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

/// A command without the variables that would change what it does or says.
fn quiet(program: &OsStr) -> Command {
    let mut command = Command::new(program);
    for (name, _) in
        std::env::vars().filter(|(name, _)| name.starts_with("LIPTAKO_") || name.starts_with("LC_"))
    {
        command.env_remove(name);
    }
    command.env("LIPTAKO_LANG", "en").env("COLUMNS", "100");
    command
}

/// A node that runs as a process of its own. Dropping it kills it.
#[derive(Debug)]
pub struct Running(Child);

impl Running {
    /// Starts `serve` on a directory and waits until its pages answer.
    ///
    /// # Panics
    /// When it ends before, or is not ready in time.
    pub fn serve(program: impl AsRef<OsStr>, dir: &Path) -> Self {
        let mut command = quiet(program.as_ref());
        command.args(["serve", "--dir"]).arg(dir);
        let log = dir.with_extension("log");
        let errors = std::fs::OpenOptions::new().create(true).append(true).open(&log).unwrap();
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors);
        let mut child = command.spawn().unwrap();
        let output = child.stdout.take().unwrap();
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if line.starts_with(READY) {
                    let _ = tell.send(());
                }
            }
        });
        let running = Self(child);
        let ready = told.recv_timeout(PATIENCE);
        let said = || std::fs::read_to_string(&log).unwrap_or_default();
        assert!(ready.is_ok(), "{} is not ready: {}", dir.display(), said());
        running
    }

    /// Asks it to end, as a service manager does (SIGTERM), and waits until it has ended well.
    ///
    /// # Panics
    /// When it does not end well.
    pub fn end(mut self) {
        let asked = Command::new("kill").arg(self.0.id().to_string()).status().unwrap();
        assert!(asked.success());
        assert!(self.0.wait().unwrap().success(), "the node did not end well");
    }

    /// Ends it at once, as a power cut would: SIGKILL.
    ///
    /// # Panics
    /// When it had ended before.
    pub fn kill(mut self) {
        assert!(self.0.try_wait().unwrap().is_none(), "the node had ended by itself");
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
