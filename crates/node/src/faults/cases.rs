//! What the rules of cross-border cases refuse: the sentences are those of the pages.

use super::{Telling, Told};
use liptako_exchange::case::{CaseError, Problem, words::mark_key, words::problem_key};
use liptako_web::Message;

fn problem(problem: Problem) -> Message {
    let message = Message::new(problem_key(problem));
    match problem {
        Problem::TooLong(max) => message.with("max", max),
        Problem::TooMany(max) => message.with("max", max),
        _ => message,
    }
}

impl Told for CaseError {
    fn told(&self) -> Telling {
        match self {
            Self::Faults(faults) => {
                let mut telling = Telling::failed(Message::new("fault-case-fields").with("n", faults.len()));
                telling.sentences.extend(faults.iter().map(|fault| problem(fault.problem)));
                telling
            }
            Self::Rule(why) => Telling::failed(Message::new(mark_key(*why))),
            Self::NotFound => Telling::failed(Message::new("fault-case-unknown")),
            Self::SameOfficer => Telling::failed(Message::new("casepages-refused-same-officer")),
            Self::NotDrafter => Telling::failed(Message::new("casepages-refused-not-drafter")),
            Self::NotAwaited => Telling::failed(Message::new("casepages-refused-not-awaited")),
            Self::NothingToErase => Telling::failed(Message::new("casepages-refused-nothing-to-erase")),
            Self::Data(fault) => {
                Telling::failed(Message::new("fault-unforeseen").with("detail", fault.to_string()))
            }
            Self::Storage(error) => error.told(),
        }
    }
}
