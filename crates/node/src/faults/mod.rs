//! Every failure as sentences in the reader's language: what happened, where, what to do.
//!
//! The errors of the crates carry structure and technical English; here each variant gets its words, by a `match`
//! without a catch-all, so that a new variant does not compile before it can be told. What the operating system,
//! the database engine or a peer said in its own words stands between parentheses.

mod advisories;
mod cases;
mod evidence;
mod exchange;
mod formats;
mod guide;
mod irregular;
mod journal;
mod laws;
mod node;
mod people;
mod practices;
mod storage;

pub use guide::Contradicted;
pub use irregular::irregular_words;

use crate::exit::Code;
use crate::texts::texts;
use liptako_core::Lang;
use liptako_web::Message;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A failure that can be told to a person.
pub trait Told {
    /// What happened, where, and what to do.
    fn told(&self) -> Telling;
}

/// A failure as it is told: the sentences, the exit code of a command that ends so, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// The exit code.
    pub code: Code,
    /// What happened and where, the outermost circumstance first; each is a whole sentence.
    pub sentences: Vec<Message>,
    /// What to do or to run, when there is something.
    pub hint: Option<Message>,
}

impl Telling {
    /// A failure told by one sentence.
    pub fn new(code: Code, sentence: Message) -> Self {
        Self { code, sentences: vec![sentence], hint: None }
    }

    /// Something that failed.
    pub fn failed(sentence: Message) -> Self {
        Self::new(Code::Failed, sentence)
    }

    /// Something that a check found wrong.
    pub fn fault(sentence: Message) -> Self {
        Self::new(Code::Fault, sentence)
    }

    /// Something that was typed or set wrong.
    pub fn usage(sentence: Message) -> Self {
        Self::new(Code::Usage, sentence)
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: Message) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Goes on with the cause: its sentences follow, and its advice when there is none yet.
    #[must_use]
    pub fn because(mut self, cause: Self) -> Self {
        self.sentences.extend(cause.sentences);
        self.hint = self.hint.or(cause.hint);
        self
    }

    /// Says first in what circumstance it happened; code and advice stay.
    #[must_use]
    pub fn within(mut self, circumstance: Message) -> Self {
        self.sentences.insert(0, circumstance);
        self
    }

    /// With another exit code.
    #[must_use]
    pub fn code(mut self, code: Code) -> Self {
        self.code = code;
        self
    }

    /// The sentences in this language.
    pub fn words(&self, lang: Lang) -> String {
        let said: Vec<String> = self.sentences.iter().map(|sentence| texts().say(lang, sentence)).collect();
        said.join(" ")
    }

    /// What to do, in this language.
    pub fn advice(&self, lang: Lang) -> Option<String> {
        self.hint.as_ref().map(|hint| texts().say(lang, hint))
    }

    /// The sentences and what to do, for a page.
    pub fn whole(&self, lang: Lang) -> String {
        match self.advice(lang) {
            Some(advice) => format!("{} {advice}", self.words(lang)),
            None => self.words(lang),
        }
    }
}

impl Told for Telling {
    fn told(&self) -> Telling {
        self.clone()
    }
}

impl<T: Told + ?Sized> Told for Box<T> {
    fn told(&self) -> Telling {
        (**self).told()
    }
}

/// A file or folder that the operating system refuses.
#[derive(Debug)]
pub struct FileFault {
    path: PathBuf,
    error: io::Error,
}

impl FileFault {
    /// A refusal about this path.
    pub fn new(path: &Path, error: io::Error) -> Self {
        Self { path: path.to_owned(), error }
    }

    /// Makes refusals about this path, for `map_err`.
    pub fn at(path: &Path) -> impl Fn(io::Error) -> Self + '_ {
        |error| Self::new(path, error)
    }
}

impl Told for FileFault {
    fn told(&self) -> Telling {
        file(&self.path, &self.error)
    }
}

/// What the system says of a file or folder.
fn file(path: &Path, error: &io::Error) -> Telling {
    let path = shown(path);
    match error.kind() {
        io::ErrorKind::NotFound => Telling::failed(Message::new("fault-file-missing").with("path", path)),
        io::ErrorKind::PermissionDenied => {
            Telling::failed(Message::new("fault-file-denied").with("path", path))
                .hint(Message::new("fault-file-denied-hint"))
        }
        io::ErrorKind::AlreadyExists => Telling::failed(Message::new("fault-file-exists").with("path", path)),
        io::ErrorKind::InvalidData => Telling::failed(Message::new("fault-file-not-text").with("path", path)),
        io::ErrorKind::StorageFull => Telling::failed(Message::new("fault-full").with("path", path))
            .hint(Message::new("fault-full-hint")),
        io::ErrorKind::ReadOnlyFilesystem => {
            Telling::failed(Message::new("fault-file-read-only").with("path", path))
        }
        _ => Telling::failed(Message::new("fault-file").with("path", path).with("detail", error.to_string())),
    }
}

/// Something that no other sentence foresees: what was being done is told by the program's own words.
#[derive(Debug)]
pub struct Unforeseen(String);

impl Unforeseen {
    /// With the technical words.
    pub fn new(detail: impl fmt::Display) -> Self {
        Self(detail.to_string())
    }
}

impl Told for Unforeseen {
    fn told(&self) -> Telling {
        Telling::failed(Message::new("fault-unforeseen").with("detail", &self.0))
            .hint(Message::new("fault-unforeseen-hint"))
    }
}

/// A path as a sentence shows it.
fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests;
