//! One node of the common house: command line, settings, wiring, demonstration, and the pages of journals and peers.
//!
//! `cli.rs` is what can be typed, `command/` has one file per command, `node.rs` opens a node in the order in
//! which its parts must stand, `pages/` are the pages that need the exchange or the journals.

pub mod cli;
mod command;
pub mod config;
pub mod demonstration;
pub mod exit;
pub mod faults;
mod genesis;
mod node;
mod pages;
mod proofs;
pub mod terminal;
pub mod texts;

pub use genesis::other_charters;
pub use liptako_journal::proof_of;
pub use node::{DescribeError, Described, Layout, Node, OpenError, Surroundings, modules};
pub use proofs::{Holder, holders};

use exit::Code;
use liptako_core::Lang;
use std::process::ExitCode;
use terminal::Terminal;

/// Runs one command and answers with its exit code.
pub fn run(arguments: Vec<String>) -> ExitCode {
    let lang = texts::language(&arguments, &|name| std::env::var(name).ok());
    let cli = match cli::parse(arguments, lang) {
        Ok(cli) => cli,
        Err(wrong) => return misused(&wrong, lang),
    };
    let terminal = Terminal { lang, json: cli.json };
    match command::run(cli, terminal) {
        Ok(()) => ExitCode::SUCCESS,
        Err(exit) => exit.report(terminal),
    }
}

/// Help and version end well; wrong arguments are told with what to type.
fn misused(wrong: &clap::Error, lang: Lang) -> ExitCode {
    use clap::error::ErrorKind;
    let _ = match wrong.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = wrong.print();
            return ExitCode::SUCCESS;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => wrong.print(),
        _ if lang == Lang::En => wrong.print(),
        _ => {
            eprintln!("{}", french_misuse(wrong));
            Ok(())
        }
    };
    ExitCode::from(Code::Usage as u8)
}

/// clap speaks English; here is what it says most, in French.
fn french_misuse(wrong: &clap::Error) -> String {
    use clap::error::{ContextKind, ErrorKind};
    let part = |kind| wrong.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = part(ContextKind::InvalidArg);
    let value = part(ContextKind::InvalidValue);
    let what = match wrong.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("la commande « {} » n'existe pas", part(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("l'option « {argument} » n'existe pas ici"),
        ErrorKind::MissingRequiredArgument => format!("il manque {argument}"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("« {value} » ne convient pas pour {argument}")
        }
        _ => "les arguments ne conviennent pas".into(),
    };
    let suggested = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg]
        .into_iter()
        .map(part)
        .find(|text| !text.is_empty())
        .map(|text| format!("\n  → vouliez-vous dire : {text} ?"));
    format!("liptako : {what}.{}\n  → essayez : liptako --help", suggested.unwrap_or_default())
}
