//! What the rules of the laws' profiles refuse, and what cannot be put on paper.

use super::{Telling, Told};
use crate::exit::Code;
use liptako_law::formats::import::NotImported;
use liptako_law::profile::{Irregularity, MAX_TEXT, ProfileError};
use liptako_paper::PaperError;
use liptako_web::Message;

/// The sentences are those of the pages, where the pages have some.
impl Told for ProfileError {
    fn told(&self) -> Telling {
        match self {
            Self::Rule(Irregularity::Stale) | Self::OtherAnswer => {
                Telling::failed(Message::new("fault-law-moved"))
            }
            Self::Rule(Irregularity::OwnAnswer) => Telling::failed(Message::new("law-duty-wrote")),
            Self::Rule(
                Irregularity::Column
                | Irregularity::Unreadable
                | Irregularity::Audience
                | Irregularity::Signature,
            ) => Telling::failed(Message::new("law-refused-not-ours")),
            Self::NotFound => Telling::usage(Message::new("fault-law-no-question")),
            Self::Answer(_) | Self::Type => Telling::failed(Message::new("law-refused-type")),
            Self::Reason => Telling::usage(Message::new("law-import-reason-missing").with("max", MAX_TEXT)),
            Self::NoChange => Telling::failed(Message::new("law-refused-no-change")),
            Self::Unknown => Telling::failed(Message::new("law-duty-unknown")),
            Self::Attested => Telling::failed(Message::new("law-refused-attested")),
            Self::Storage(error) => error.told(),
        }
    }
}

impl Told for NotImported {
    fn told(&self) -> Telling {
        let where_to = Message::new("fault-law-import").with("question", self.question.as_str());
        self.why.told().within(where_to)
    }
}

impl Told for PaperError {
    fn told(&self) -> Telling {
        match self {
            Self::TooLarge(detail) => {
                Telling::failed(Message::new("fault-paper-large").with("detail", detail)).code(Code::Failed)
            }
            Self::Cells { .. }
            | Self::NoColumns(_)
            | Self::Pdf(_)
            | Self::Docx(_)
            | Self::Xlsx(_)
            | Self::Csv(_) => Telling::failed(Message::new("fault-paper").with("detail", self.to_string())),
        }
    }
}
