//! What stands in the way of sealing or verifying a folder.

use super::{FileFault, Telling, Told};
use crate::exit::Code;
use liptako_exchange::evidence::{EvidenceError, EvidenceProofError, FolderFault, MAX_EXHIBITS, problem_key};
use liptako_web::Message;
use std::path::Path;

fn path(key: &'static str, path: &Path) -> Telling {
    Telling::usage(Message::new(key).with("path", path.display().to_string()))
}

impl Told for FolderFault {
    fn told(&self) -> Telling {
        match self {
            Self::Io { path, error } => {
                FileFault::new(path, std::io::Error::new(error.kind(), error.to_string())).told()
            }
            Self::NotAFolder(at) => path("fault-evidence-no-folder", at),
            Self::Empty(at) => path("fault-evidence-empty", at),
            Self::Odd(at) => path("fault-evidence-odd", at),
            Self::Name(at) => path("fault-evidence-name", at),
            Self::Twice(at) => path("fault-evidence-twice", at),
            Self::TooLarge(at) => {
                let place = at.display().to_string();
                Telling::usage(
                    Message::new("fault-evidence-large").with("path", place).with("max", MAX_EXHIBITS),
                )
            }
            Self::Changed(at) => path("fault-evidence-changed", at),
            Self::Inside(at) => path("fault-evidence-inside", at),
            Self::Exists(at) => path("fault-evidence-exists", at),
            Self::Words => Telling::usage(Message::new("fault-evidence-words")),
            Self::Manifest { path, fault } => {
                let within = Message::new("fault-in-file").with("path", path.display().to_string());
                Telling::fault(
                    Message::new("evidence-fault-manifest")
                        .with("line", fault.line)
                        .with("why", problem_key(fault.problem)),
                )
                .within(within)
            }
        }
    }
}

/// The sentences are those of the page.
impl Told for EvidenceError {
    fn told(&self) -> Telling {
        match self {
            Self::Already(index) => Telling::fault(Message::new("evidence-fault-already").with("n", *index)),
            Self::Words => Telling::usage(Message::new("fault-evidence-words")),
            Self::Rule(why) => Telling::failed(Message::new(why.code())),
            Self::Storage(error) => error.told(),
        }
    }
}

impl Told for EvidenceProofError {
    fn told(&self) -> Telling {
        match self {
            Self::TooLong => Telling::failed(Message::new("fault-evidence-proof-long")),
            Self::Line(line) => Telling::fault(Message::new("fault-evidence-proof-line").with("line", *line))
                .code(Code::Fault),
            Self::Proof(error) => error.told(),
            Self::Body => Telling::fault(Message::new("fault-evidence-proof-body")),
            Self::OtherManifest => Telling::fault(Message::new("fault-evidence-proof-other")),
        }
    }
}
