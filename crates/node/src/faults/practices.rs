//! What the rules of the library of practices refuse: the sentences are those of the pages, where the pages have some.

use super::{Telling, Told};
use liptako_exchange::practice::PracticeError;
use liptako_exchange::practice::demo::DemoFault;
use liptako_exchange::practice::file::FileFault;
use liptako_exchange::practice::web::problem;
use liptako_web::Message;

impl Told for PracticeError {
    fn told(&self) -> Telling {
        match self {
            Self::Faults(faults) => {
                let mut telling =
                    Telling::failed(Message::new("fault-practice-fields").with("n", faults.len()));
                for fault in faults {
                    telling.sentences.push(Message::new("fault-practice-field").with("field", fault.field));
                    telling.sentences.push(problem(fault.problem));
                }
                telling
            }
            Self::Rule(why) => Telling::failed(Message::new(why.code())),
            Self::NotFound => Telling::usage(Message::new("fault-practice-unknown")),
            Self::Changed => Telling::failed(Message::new("practice-refused-changed")),
            Self::OwnDraft => Telling::failed(Message::new("practice-refused-own-draft")),
            Self::NotOurs => Telling::failed(Message::new("practice-refused-not-ours")),
            Self::File => Telling::failed(Message::new("practice-refused-file")),
            Self::NoChange => Telling::failed(Message::new("practice-refused-no-change")),
            Self::Storage(error) => error.told(),
        }
    }
}

impl Told for FileFault {
    fn told(&self) -> Telling {
        match self {
            Self::TooLong(bytes) => Telling::fault(Message::new("fault-practice-long").with("bytes", *bytes)),
            Self::OpenHead => Telling::fault(Message::new("fault-practice-open-head")),
            Self::Head { line, message } => Telling::fault(
                Message::new("fault-practice-head").with("line", *line).with("detail", message),
            ),
            Self::Unknown { line, field, value } => Telling::fault(
                Message::new("fault-practice-value")
                    .with("line", *line)
                    .with("field", *field)
                    .with("value", value),
            ),
            Self::Content(faults) => PracticeError::Faults(faults.clone()).told(),
        }
    }
}

impl Told for DemoFault {
    fn told(&self) -> Telling {
        Telling::failed(Message::new("fault-unforeseen").with("detail", self.to_string()))
    }
}
