//! A notice shown once, on the page that follows a form.

use crate::texts::Message;
use serde::{Deserialize, Serialize};

/// What a notice is about: decides its colour and its mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// It is done.
    Done,
    /// To know.
    Note,
    /// It was not done, or something needs attention.
    Alert,
}

impl Tone {
    /// Its CSS class.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Done => "flash done",
            Self::Note => "flash note",
            Self::Alert => "flash alert",
        }
    }
}

/// A notice for the next page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// What it is about.
    pub tone: Tone,
    /// What it says.
    pub message: Message,
}

impl Flash {
    /// Something is done.
    pub const fn done(message: Message) -> Self {
        Self { tone: Tone::Done, message }
    }

    /// Something to know.
    pub const fn note(message: Message) -> Self {
        Self { tone: Tone::Note, message }
    }

    /// Something needs attention.
    pub const fn alert(message: Message) -> Self {
        Self { tone: Tone::Alert, message }
    }

    /// Its cookie form: hexadecimal digits, so that no value can break a header.
    pub(crate) fn to_cookie(&self) -> String {
        hex::encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// Reads a cookie; anything else than what we wrote is no notice.
    pub(crate) fn from_cookie(value: &str) -> Option<Self> {
        serde_json::from_slice(&hex::decode(value).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_survives_its_cookie_and_foreign_cookies_are_none() {
        let flash = Flash::done(Message::new("people-created").with("name", "Aïcha; =\r\n").with("n", 3));
        assert_eq!(Flash::from_cookie(&flash.to_cookie()), Some(flash));
        assert_eq!(Flash::from_cookie("zz"), None);
        assert_eq!(Flash::from_cookie("7b7d"), None);
    }
}
