//! What a node's directory, its settings and its opening refuse.

use super::{Telling, Told, file, shown};
use crate::config::{ConfigError, Expected};
use crate::node::{DescribeError, OpenError};
use liptako_core::{CharterError, IdError};
use liptako_identity::TableError;
use liptako_web::texts::key;
use liptako_web::{Message, SiteError, TextsError};

impl Told for ConfigError {
    fn told(&self) -> Telling {
        match self {
            Self::Read { path, source } => file(path, source),
            Self::Line { path, line, message } => {
                let what = Message::new("fault-toml")
                    .with("path", shown(path))
                    .with("line", *line)
                    .with("detail", message);
                Telling::usage(what).hint(Message::new("fault-toml-hint"))
            }
            Self::Variable { name, value, expected } => {
                let what = Message::new("fault-variable").with("name", name).with("value", value);
                Telling::usage(what).hint(Message::new(match expected {
                    Expected::Member => key("fault-expected-member"),
                    Expected::Address => key("fault-expected-address"),
                    Expected::YesOrNo => key("fault-expected-yes-or-no"),
                    Expected::Seconds => key("fault-expected-seconds"),
                    Expected::Database => key("fault-db-url-hint"),
                    Expected::Folder => key("fault-expected-folder"),
                }))
            }
            Self::UnknownVariable { name, known } => {
                Telling::usage(Message::new("fault-variable-unknown").with("name", name))
                    .hint(Message::new("fault-variable-unknown-hint").with("known", known))
            }
            Self::PeerTwice { path, code } => {
                Telling::usage(Message::new("fault-peer-twice").with("path", shown(path)).with("code", code))
            }
        }
    }
}

impl Told for CharterError {
    fn told(&self) -> Telling {
        Telling::usage(match self {
            Self::MemberCount(count) => Message::new("fault-charter-members").with("n", *count),
            Self::Code(code) => Message::new("fault-charter-code").with("code", code),
            Self::Duplicate(name) => Message::new("fault-charter-twice").with("name", name),
            Self::Origin(origin) => Message::new("fault-charter-origin").with("origin", origin),
        })
    }
}

impl Told for TableError {
    fn told(&self) -> Telling {
        Telling::usage(match self {
            Self::Syntax(detail) => Message::new("fault-table-form").with("detail", detail),
            Self::Duplicate { list, name } => {
                Message::new("fault-table-twice").with("name", name).with("detail", *list)
            }
            Self::Unknown { within, name } => {
                Message::new("fault-table-unknown").with("name", name).with("detail", within)
            }
            Self::Empty(what) => Message::new("fault-table-empty").with("detail", what),
            Self::Name(name) => Message::new("fault-table-name").with("name", name),
            Self::Label(label) => Message::new("fault-table-label").with("name", label),
            Self::NoVisitor => Message::new("fault-table-visitor"),
        })
    }
}

impl Told for IdError {
    fn told(&self) -> Telling {
        Telling::usage(Message::new("fault-id")).hint(Message::new("fault-id-hint"))
    }
}

impl Told for DescribeError {
    fn told(&self) -> Telling {
        let within = |path| Message::new("fault-in-file").with("path", shown(path));
        match self {
            Self::Config(error) => error.told(),
            Self::Read { path, error } => file(path, error),
            Self::Toml { path, line, message } => {
                let what = Message::new("fault-toml")
                    .with("path", shown(path))
                    .with("line", *line)
                    .with("detail", message);
                Telling::usage(what).hint(Message::new("fault-toml-hint"))
            }
            Self::Charter { path, error } => error.told().within(within(path)),
            Self::Card { path, error } => error.told().within(within(path)),
            Self::Permissions { path, error } => error.told().within(within(path)),
            Self::Database { path, error } => error.told().within(within(path)),
            Self::NotAMember { code, known } => {
                Telling::usage(Message::new("init-not-a-member").with("code", code).with("known", known))
            }
            Self::NoCard { code } => Telling::usage(Message::new("fault-no-card").with("code", code))
                .hint(Message::new("fault-no-card-hint")),
        }
    }
}

impl Told for OpenError {
    fn told(&self) -> Telling {
        match self {
            Self::Describe(error) => error.told(),
            Self::Keys(error) => error.told(),
            Self::Journals(error) => error.told(),
            Self::Storage(error) => error.told(),
            Self::Identity(error) => error.told(),
            Self::Mirror(error) => error.told(),
            Self::Genesis(error) => error.told().within(Message::new("fault-genesis")),
        }
    }
}

impl Told for TextsError {
    fn told(&self) -> Telling {
        let what = match self {
            Self::Syntax { lang, fault } => {
                Message::new("fault-texts").with("lang", *lang).with("detail", fault)
            }
            Self::Duplicate { lang, key } => {
                Message::new("fault-texts-twice").with("lang", *lang).with("name", key)
            }
        };
        Telling::failed(what).hint(Message::new("fault-unforeseen-hint"))
    }
}

impl Told for SiteError {
    fn told(&self) -> Telling {
        match self {
            Self::Texts(error) => error.told(),
            Self::Permission(error) => error.told(),
        }
    }
}
