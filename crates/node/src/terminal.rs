//! What a command shows: sentences, tables, progress bars for people; JSON for scripts.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use liptako_core::Lang;
use liptako_web::texts::Message;
use std::io::{BufRead, IsTerminal, Write};

use crate::exit::{Code, Exit};
use crate::faults::Unforeseen;

/// The person or the script at the other end of a command.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Language of sentences.
    pub lang: Lang,
    /// Whether a script reads the answer.
    pub json: bool,
}

impl Terminal {
    /// The words of a message in the reader's language.
    pub fn words(&self, message: &Message) -> String {
        crate::texts::texts().say(self.lang, message)
    }

    /// A failure told in the reader's language.
    pub fn exit(&self, code: Code, message: &Message) -> Exit {
        Exit::new(code, message.clone())
    }

    /// Prints a sentence; silent for scripts.
    pub fn say(&self, message: &Message) {
        if !self.json {
            written(&self.words(message));
        }
    }

    /// Prints a line of plain text; silent for scripts.
    pub fn line(&self, text: &str) {
        if !self.json {
            written(text);
        }
    }

    /// Prints the answer of a script.
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn answer(&self, value: &impl serde::Serialize) -> Result<(), Exit> {
        if self.json {
            written(&serde_json::to_string_pretty(value).map_err(Unforeseen::new)?);
        }
        Ok(())
    }

    /// Prints columns, the first row being their names; nothing for scripts.
    pub fn table(&self, rows: &[Vec<String>]) {
        if self.json {
            return;
        }
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in rows {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', width - cell.chars().count() + 2));
            }
            written(line.trim_end());
        }
    }

    /// A bar for long work, on the error stream so that output stays clean; hidden for scripts and pipes.
    pub fn progress(&self, what: &Message) -> Progress {
        let bar = ProgressBar::new(0);
        if self.json || !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}") {
            bar.set_style(style);
        }
        bar.set_message(self.words(what));
        Progress(bar)
    }

    /// Asks for a password, unseen; or reads one line from standard input.
    ///
    /// # Errors
    /// When nothing can be read.
    pub fn password(&self, from_stdin: bool, question: &Message) -> Result<String, Exit> {
        if from_stdin {
            let mut line = String::new();
            std::io::stdin().lock().read_line(&mut line).map_err(Unforeseen::new)?;
            return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
        }
        eprint!("{} ", self.words(question));
        std::io::stderr().flush().map_err(Unforeseen::new)?;
        Ok(rpassword::read_password().map_err(Unforeseen::new)?)
    }
}

/// Writes a line to standard output. A reader that has gone (`… | head`) does not stop the work under way.
fn written(line: &str) {
    if let Err(error) = writeln!(std::io::stdout(), "{line}")
        && error.kind() != std::io::ErrorKind::BrokenPipe
    {
        eprintln!("{error}");
    }
}

/// A bar that shows how far long work is.
#[derive(Debug)]
pub struct Progress(ProgressBar);

impl Progress {
    /// `done` of `total` steps are done.
    pub fn at(&self, done: u64, total: u64) {
        self.0.set_length(total);
        self.0.set_position(done);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
