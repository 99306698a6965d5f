//! How a command ends: an exit code for scripts, and one helpful sentence for people.

use crate::terminal::Terminal;
use std::process::ExitCode;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub struct Exit {
    /// The exit code.
    pub code: Code,
    /// One sentence in the reader's language: what happened, where.
    pub message: String,
    /// What to do or to run, when there is something.
    pub hint: Option<String>,
}

/// The exit codes; part of the interface, listed in `liptako --help`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Code {
    /// It failed; nothing acknowledged is lost.
    Failed = 1,
    /// The arguments or the settings are wrong.
    Usage = 2,
    /// A check found a fault: a changed byte, a false proof, a damaged backup.
    Fault = 3,
    /// Another process uses the directory.
    Busy = 4,
    /// The node may not sign until its peers were heard.
    Recovering = 5,
}

impl Exit {
    /// An end with this code and sentence.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None }
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Prints it, as JSON when the caller is a script.
    pub fn report(&self, terminal: Terminal) -> ExitCode {
        if terminal.json {
            let told = serde_json::json!({
                "error": self.message, "hint": self.hint, "code": self.code as u8
            });
            eprintln!("{told}");
        } else {
            eprintln!("liptako{}: {}", terminal.lang.pick("\u{a0}", ""), self.message);
            if let Some(hint) = &self.hint {
                eprintln!("  → {hint}");
            }
        }
        ExitCode::from(self.code as u8)
    }
}

impl<E: std::error::Error> From<E> for Exit {
    fn from(fault: E) -> Self {
        let mut message = fault.to_string();
        let mut cause = fault.source();
        while let Some(inner) = cause {
            let text = inner.to_string();
            if !message.contains(&text) {
                message.push_str(" : ");
                message.push_str(&text);
            }
            cause = inner.source();
        }
        Self::new(Code::Failed, message)
    }
}
