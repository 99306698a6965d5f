//! The journals on disk, the keys, the cards, the proofs and the writer lease.

use super::{Telling, Told, file, shown};
use crate::exit::Code;
use liptako_journal::lease::Reason;
use liptako_journal::log::StoreError;
use liptako_journal::verify::{Fault, Remedy};
use liptako_journal::{CardError, JournalError, KeysError, ProofError};
use liptako_web::Message;
use liptako_web::texts::key;

impl Told for Reason {
    fn told(&self) -> Telling {
        let why = match self {
            Self::NoLease => Message::new("fault-lease-none"),
            Self::CopiedLease => Message::new("fault-lease-copied"),
            Self::OldImage { shown, held } => {
                Message::new("fault-lease-old").with("shown", *shown).with("held", *held)
            }
            Self::Behind { promised, held } => {
                Message::new("fault-lease-behind").with("promised", *promised).with("held", *held)
            }
        };
        Telling::new(Code::Recovering, why).hint(Message::new("fault-lease-hint"))
    }
}

impl Told for StoreError {
    fn told(&self) -> Telling {
        match self {
            Self::Full(path) => Telling::failed(Message::new("fault-full").with("path", shown(path)))
                .hint(Message::new("fault-full-hint")),
            Self::Io { path, error } => file(path, error),
            Self::Stopped(reason) => Telling::failed(Message::new("fault-stopped").with("detail", reason))
                .hint(Message::new("fault-stopped-hint")),
            Self::InUse { path, holder } => {
                let dir = path.parent().unwrap_or(path);
                let what = Message::new("cmd-busy").with("dir", shown(dir)).with("holder", holder);
                Telling::new(Code::Busy, what).hint(Message::new("cmd-busy-hint"))
            }
            Self::NotCreated(path) => {
                Telling::usage(Message::new("fault-no-journal").with("path", shown(path)))
                    .hint(Message::new("fault-no-journal-hint"))
            }
            Self::AlreadyCreated(path) => {
                Telling::usage(Message::new("fault-journal-exists").with("path", shown(path)))
                    .hint(Message::new("fault-empty-folder-hint"))
            }
            Self::Damaged { path, what } => {
                Telling::fault(Message::new("fault-damaged").with("path", shown(path)).with("detail", what))
                    .hint(Message::new("fault-damaged-hint"))
            }
            Self::LockMissing(_)
            | Self::LockDamaged(_)
            | Self::LockMoved(_)
            | Self::PublishedAhead { .. }
            | Self::Behind { .. } => lock_store(self),
            Self::Forked { .. } | Self::Frozen { .. } => two_histories(self),
            Self::Recovering(reason) => reason.told(),
            Self::Beyond { .. }
            | Self::BatchSize { .. }
            | Self::NotNext { .. }
            | Self::Misused(_)
            | Self::Source(_)
            | Self::Bodies(_) => asked(self),
            Self::Evidence(error) => error.told(),
            Self::Body(error) => error.told(),
            Self::Package(error) => error.told(),
            Self::Merkle(error) => error.told(),
            Self::Entry(error) => error.told(),
            Self::Note(error) => error.told(),
            Self::Checkpoint(error) => error.told(),
        }
    }
}

/// What is wrong between the files and their lock store.
fn lock_store(error: &StoreError) -> Telling {
    let hint = Message::new("fault-lock-hint");
    match error {
        StoreError::LockMissing(path) => {
            Telling::failed(Message::new("fault-lock-missing").with("path", shown(path))).hint(hint)
        }
        StoreError::LockDamaged(path) => {
            Telling::fault(Message::new("fault-lock-damaged").with("path", shown(path))).hint(hint)
        }
        StoreError::LockMoved(path) => {
            Telling::failed(Message::new("fault-lock-moved").with("path", shown(path)))
                .hint(Message::new("fault-lock-moved-hint"))
        }
        StoreError::PublishedAhead { origin, published, locked, lock } => {
            let what = Message::new("fault-lock-old")
                .with("origin", origin)
                .with("published", *published)
                .with("locked", *locked)
                .with("path", shown(lock));
            Telling::failed(what).hint(hint)
        }
        StoreError::Behind { origin, locked, held } => {
            let what = Message::new("fault-files-old")
                .with("origin", origin)
                .with("locked", *locked)
                .with("held", *held);
            Telling::failed(what).hint(Message::new("fault-files-old-hint"))
        }
        other => Telling::failed(Message::new("fault-journal").with("detail", other.to_string())),
    }
}

/// Two histories of one journal.
fn two_histories(error: &StoreError) -> Telling {
    let hint = Message::new("fault-fork-hint");
    match error {
        StoreError::Forked { origin, evidence: Some(_) } => {
            Telling::fault(Message::new("fault-fork-proven").with("origin", origin)).hint(hint)
        }
        StoreError::Forked { origin, evidence: None } => {
            Telling::fault(Message::new("fault-fork").with("origin", origin))
        }
        StoreError::Frozen { origin, size } => {
            Telling::fault(Message::new("fault-frozen").with("origin", origin).with("n", *size)).hint(hint)
        }
        other => Telling::failed(Message::new("fault-journal").with("detail", other.to_string())),
    }
}

/// Something asked of a journal that it cannot do.
fn asked(error: &StoreError) -> Telling {
    Telling::failed(match error {
        StoreError::Beyond { index, size } => {
            Message::new("fault-beyond").with("index", *index).with("size", *size)
        }
        StoreError::BatchSize { asked, most } => {
            Message::new("fault-batch").with("asked", *asked).with("most", *most)
        }
        StoreError::NotNext { expected, from } => {
            Message::new("fault-not-next").with("expected", *expected).with("from", *from)
        }
        StoreError::Source(error) => Message::new("fault-source").with("detail", error.to_string()),
        StoreError::Bodies(position) => Message::new("fault-bodies").with("n", *position),
        other => Message::new("fault-journal").with("detail", other.to_string()),
    })
}

impl Told for KeysError {
    fn told(&self) -> Telling {
        match self {
            Self::Exists(path) => Telling::failed(Message::new("fault-keys-exist").with("path", shown(path)))
                .hint(Message::new("fault-empty-folder-hint")),
            Self::Exposed(path) => {
                Telling::failed(Message::new("fault-keys-exposed").with("path", shown(path)))
                    .hint(Message::new("fault-keys-exposed-hint").with("path", shown(path)))
            }
            Self::Malformed(path) => {
                Telling::fault(Message::new("fault-keys-malformed").with("path", shown(path)))
                    .hint(Message::new("fault-keys-malformed-hint"))
            }
            Self::Io { path, error } => file(path, error),
            Self::Note(error) => error.told(),
            Self::Recovery => Telling::usage(Message::new("fault-recovery-key")),
        }
    }
}

impl Told for CardError {
    fn told(&self) -> Telling {
        match self {
            Self::TooLong(bytes) => Telling::fault(Message::new("fault-card-long").with("n", *bytes)),
            Self::Toml(detail) => Telling::fault(Message::new("fault-card-form").with("detail", detail))
                .hint(Message::new("fault-card-hint")),
            Self::Note(error) => error.told().within(Message::new("fault-card-key")).code(Code::Fault),
            Self::Field { field, reason } => {
                Telling::fault(Message::new("fault-card-field").with("field", *field).with("detail", *reason))
                    .hint(Message::new("fault-card-hint"))
            }
            Self::NotInCharter { code, origin } => {
                Telling::fault(Message::new("fault-card-stranger").with("code", code).with("origin", origin))
                    .hint(Message::new("fault-card-stranger-hint"))
            }
        }
    }
}

impl Told for ProofError {
    fn told(&self) -> Telling {
        match self {
            Self::TooLong => Telling::fault(Message::new("fault-proof-long")),
            Self::Line(line) => Telling::fault(Message::new("fault-proof-line").with("line", *line))
                .hint(Message::new("fault-proof-hint")),
            Self::Hash { line, fault } => {
                fault.told().within(Message::new("fault-proof-line").with("line", *line))
            }
            Self::Checkpoint(error) => error.told(),
            Self::Entry(error) => error.told(),
            Self::Inclusion(error) => error.told().within(Message::new("fault-proof-inclusion")),
        }
    }
}

impl Told for JournalError {
    fn told(&self) -> Telling {
        match self {
            Self::Merkle(error) => error.told(),
            Self::Entry(error) => error.told(),
            Self::Note(error) => error.told(),
            Self::Checkpoint(error) => error.told(),
            Self::Body(error) => error.told(),
            Self::Tile(error) => error.told(),
            Self::Package(error) => error.told(),
            Self::Evidence(error) => error.told(),
            Self::Card(error) => error.told(),
            Self::Keys(error) => error.told(),
            Self::Store(error) => error.told(),
        }
    }
}

/// What a full verification found; what exactly differs stands in technical words between parentheses.
impl Told for Fault {
    fn told(&self) -> Telling {
        let path = shown(&self.path);
        let what = match self.entry {
            Some(entry) => Message::new("fault-found-entry")
                .with("path", path)
                .with("n", entry)
                .with("detail", &self.what),
            None => Message::new("fault-found").with("path", path).with("detail", &self.what),
        };
        Telling::fault(what).hint(Message::new(match self.remedy {
            Remedy::Restore => key("fault-remedy-restore"),
            Remedy::StartOnce => key("fault-remedy-start"),
            Remedy::Refetch => key("fault-remedy-refetch"),
            Remedy::NextContact => key("fault-remedy-contact"),
            Remedy::TellAuthor => key("fault-remedy-author"),
            Remedy::Wait => key("fault-lease-hint"),
            Remedy::Store(_) => key("fault-remedy-store"),
        }))
    }
}
