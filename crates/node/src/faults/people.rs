//! What the rules of accounts and of the plan refuse.

use super::{Telling, Told};
use crate::exit::Code;
use liptako_council::plan::demo::DemoError;
use liptako_council::plan::{Irregularity, Outcome, PlanError};
use liptako_identity::{IdentityError, SignInError};
use liptako_law::alignment::demo::DemoFault;
use liptako_law::alignment::{self, AlignmentError};
use liptako_web::texts::key;
use liptako_web::{Message, identity_message};

/// The sentences are those of the pages.
impl Told for IdentityError {
    fn told(&self) -> Telling {
        match self {
            Self::Storage(error) => error.told(),
            Self::Forbidden
            | Self::NotFound
            | Self::LoginTaken(_)
            | Self::Login
            | Self::Name
            | Self::UnknownFunction(_)
            | Self::UnknownRole(_)
            | Self::NoRole
            | Self::Incompatible { .. }
            | Self::LastAdministrator
            | Self::OwnAccount
            | Self::AdministratorExists
            | Self::Inactive
            | Self::Weak(_)
            | Self::SamePassword
            | Self::WrongPassword
            | Self::Wait { .. }
            | Self::MustChangePassword
            | Self::NotASigner
            | Self::Cost => Telling::usage(identity_message(self)),
        }
    }
}

impl Told for SignInError {
    fn told(&self) -> Telling {
        match self {
            Self::Refused => Telling::usage(Message::new("identity-sign-in-refused")),
            Self::Wait { seconds } => {
                Telling::usage(Message::new("failure-too-many-what").with("seconds", *seconds))
            }
            Self::TemporaryExpired => Telling::usage(Message::new("identity-temporary-expired")),
            Self::Storage(error) => error.told(),
        }
    }
}

impl Told for PlanError {
    fn told(&self) -> Telling {
        match self {
            Self::Faults(faults) => {
                let sentences = faults.iter().flat_map(|fault| {
                    let problem = Message::new(fault.problem.key());
                    let problem = match fault.problem.bound() {
                        Some(max) => problem.with("max", max),
                        None => problem,
                    };
                    [Message::new("fault-plan-field").with("field", &fault.field), problem]
                });
                Telling { code: Code::Usage, sentences: sentences.collect(), hint: None }
            }
            Self::Rule(irregularity) => irregularity.told(),
            Self::NotFound => Telling::usage(Message::new("fault-plan-no-proposal")),
            Self::Decided(outcome) => Telling::failed(Message::new(match outcome {
                Outcome::Adopted => key("plan-refused-adopted"),
                Outcome::Rejected => key("plan-refused-rejected"),
                Outcome::Open | Outcome::Superseded => key("plan-refused-superseded"),
            })),
            Self::NotOurs(_) => Telling::failed(Message::new("plan-refused-not-ours")),
            Self::OtherText => Telling::failed(Message::new("plan-refused-other-text")),
            Self::Circle => Telling::failed(Message::new("plan-refused-circle")),
            Self::Storage(error) => error.told(),
        }
    }
}

impl Told for Irregularity {
    fn told(&self) -> Telling {
        Telling::failed(Message::new(match self {
            Self::Stale => key("plan-refused-stale"),
            Self::UnknownParent => key("plan-refused-unknown-parent"),
            Self::UnknownReference => key("plan-refused-unknown-reference"),
            Self::OwnProposal => key("plan-refused-own-proposal"),
            Self::SpokenTwice => key("plan-refused-spoken-twice"),
            Self::Competing => key("plan-refused-competing"),
            Self::Unreadable
            | Self::Audience
            | Self::Content
            | Self::ProposalTwice
            | Self::Rule
            | Self::Signature
            | Self::UnknownProposal => self.code(),
        }))
    }
}

impl Told for DemoError {
    fn told(&self) -> Telling {
        Telling::failed(match self {
            Self::Toml(error) => Message::new("fault-demo-form").with("detail", error.message()),
            Self::Unknown(name) => Message::new("fault-demo-unknown").with("name", name),
            Self::Date(error) => Message::new("fault-demo-date").with("detail", error.to_string()),
        })
    }
}

impl Told for AlignmentError {
    fn told(&self) -> Telling {
        match self {
            Self::Faults(faults) => {
                let sentences = faults.iter().flat_map(|fault| {
                    let problem = match fault.problem {
                        alignment::Problem::Empty => Message::new("form-required"),
                        alignment::Problem::TooLong => {
                            Message::new("law-align-fault-long").with("max", liptako_law::profile::MAX_TEXT)
                        }
                        alignment::Problem::Unreadable => Message::new("law-align-fault-unreadable"),
                        alignment::Problem::Value => Message::new("law-align-fault-value"),
                        alignment::Problem::Grounds | alignment::Problem::Answer => {
                            Message::new("law-align-fault-answer")
                        }
                    };
                    [Message::new("fault-plan-field").with("field", fault.field), problem]
                });
                Telling { code: Code::Usage, sentences: sentences.collect(), hint: None }
            }
            // The codes of irregular records are the keys of their own sentences.
            Self::Rule(why) => Telling::failed(Message::new(why.code())),
            Self::NotFound => Telling::usage(Message::new("fault-law-not-found")),
            Self::NotHarmonised => Telling::failed(Message::new("law-align-refused-not-harmonised")),
            Self::NoChange => Telling::failed(Message::new("law-align-refused-no-change")),
            Self::OtherText => Telling::failed(Message::new("law-align-refused-other-text")),
            Self::Decided(outcome) => Telling::failed(Message::new(match outcome {
                alignment::Outcome::Adopted => key("law-align-refused-adopted"),
                alignment::Outcome::Rejected => key("law-align-refused-rejected"),
                alignment::Outcome::Open | alignment::Outcome::Superseded => {
                    key("law-align-refused-superseded")
                }
            })),
            Self::Storage(error) => error.told(),
        }
    }
}

impl Told for DemoFault {
    fn told(&self) -> Telling {
        Telling::failed(Message::new("fault-demo-laws").with("name", &self.0))
    }
}
