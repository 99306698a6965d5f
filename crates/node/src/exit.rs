//! How a command ends: an exit code for scripts, and helpful sentences for people.

use crate::faults::{Telling, Told};
use crate::terminal::Terminal;
use liptako_core::Lang;
use liptako_web::Message;
use std::process::ExitCode;

/// Why a command did not do what was asked. Whatever can be [`Told`] becomes one by `?`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exit {
    /// What is told.
    pub telling: Telling,
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
    pub fn new(code: Code, sentence: Message) -> Self {
        Self { telling: Telling::new(code, sentence) }
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(self, hint: Message) -> Self {
        Self { telling: self.telling.hint(hint) }
    }

    /// What is told, in a language: the sentences, then what to do.
    pub fn words(&self, lang: Lang) -> String {
        self.telling.whole(lang)
    }

    /// Prints it, as JSON when the caller is a script.
    pub fn report(&self, terminal: Terminal) -> ExitCode {
        let code = self.telling.code as u8;
        let (message, hint) = (self.telling.words(terminal.lang), self.telling.advice(terminal.lang));
        if terminal.json {
            let told = serde_json::json!({ "error": message, "hint": hint, "code": code });
            eprintln!("{told}");
        } else {
            eprintln!("liptako{}: {}", terminal.lang.pick("\u{a0}", ""), after_a_colon(&message));
            if let Some(hint) = hint {
                eprintln!("  → {hint}");
            }
        }
        ExitCode::from(code)
    }
}

/// A sentence as it goes on after a colon: its first letter is small, unless a name or an acronym begins it.
fn after_a_colon(sentence: &str) -> String {
    let mut chars = sentence.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() && !second.is_numeric() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => sentence.to_owned(),
    }
}

/// Only what has its sentences: an error without [`Told`] does not compile here.
impl<T: Told> From<T> for Exit {
    fn from(fault: T) -> Self {
        Self { telling: fault.told() }
    }
}
