//! What the rules of advisories refuse, and files that cannot be taken.

use super::{Telling, Told};
use liptako_exchange::advisory::act::AdvisoryError;
use liptako_exchange::advisory::demo::DemoFault;
use liptako_exchange::advisory::formats::ImportFault;
use liptako_exchange::advisory::web::message;
use liptako_web::Message;

/// The sentences are those of the pages.
impl Told for AdvisoryError {
    fn told(&self) -> Telling {
        match self {
            Self::Storage(error) => error.told(),
            Self::NotFound => Telling::usage(message(self)),
            Self::Faults(_)
            | Self::Rule(_)
            | Self::Unmarked
            | Self::Changed
            | Self::OtherReaders
            | Self::Moved => Telling::failed(message(self)),
        }
    }
}

impl Told for ImportFault {
    fn told(&self) -> Telling {
        Telling::fault(self.message())
    }
}

impl Told for DemoFault {
    fn told(&self) -> Telling {
        Telling::failed(Message::new("fault-demo-advisories").with("name", &self.0))
    }
}
