//! What a handler returns when it cannot do what was asked. The shell renders it as a page in the reader's
//! language that says what happened and what to do.

use crate::form::FormErrors;
use crate::texts::{Message, key};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use liptako_storage::StorageError;
use std::fmt;

/// Why a request is not answered as asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Nothing stands at this address.
    NotFound,
    /// Nothing stands at this address, and which part of it names nothing.
    Absent(Message),
    /// The address only receives forms, or only shows a page.
    Method,
    /// The reader is known but may not do this.
    Forbidden,
    /// The reader must sign in first; the shell sends them to the sign-in page and back.
    SignIn,
    /// What was sent cannot be accepted, and why.
    Invalid(Message),
    /// The thing has changed meanwhile, or another act stands in the way.
    Conflict(Message),
    /// Too many tries; seconds to wait.
    TooMany(u64),
    /// The node cannot do this now (recovering, a link down), and why.
    Unavailable(Message),
    /// A fault of ours. The text is for the log, never shown; the reader gets a report number.
    Internal(String),
}

impl Failure {
    /// A fault of ours, described for the log.
    pub fn internal(fault: impl fmt::Display) -> Self {
        Self::Internal(fault.to_string())
    }

    /// Status code of the answer.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::Absent(_) => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Title of its page.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::NotFound | Self::Absent(_) => key("failure-not-found-title"),
            Self::Method => key("failure-method-title"),
            Self::Forbidden => key("failure-forbidden-title"),
            Self::SignIn => key("failure-sign-in-title"),
            Self::Invalid(_) => key("failure-invalid-title"),
            Self::Conflict(_) => key("failure-conflict-title"),
            Self::TooMany(_) => key("failure-too-many-title"),
            Self::Unavailable(_) => key("failure-unavailable-title"),
            Self::Internal(_) => key("failure-internal-title"),
        }
    }

    /// What happened, for the reader.
    pub fn what(&self, report: &str) -> Message {
        match self {
            Self::NotFound => Message::new("failure-not-found-what"),
            Self::Method => Message::new("failure-method-what"),
            Self::Forbidden => Message::new("failure-forbidden-what"),
            Self::SignIn => Message::new("failure-sign-in-what"),
            Self::Absent(why) | Self::Invalid(why) | Self::Conflict(why) | Self::Unavailable(why) => {
                why.clone()
            }
            Self::TooMany(seconds) => Message::new("failure-too-many-what").with("seconds", *seconds),
            Self::Internal(_) => Message::new("failure-internal-what").with("report", report),
        }
    }

    /// What the reader can do about it.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::NotFound | Self::Absent(_) => key("failure-not-found-hint"),
            Self::Method => key("failure-method-hint"),
            Self::Forbidden => key("failure-forbidden-hint"),
            Self::SignIn => key("failure-sign-in-hint"),
            Self::Invalid(_) => key("failure-invalid-hint"),
            Self::Conflict(_) => key("failure-conflict-hint"),
            Self::TooMany(_) => key("failure-too-many-hint"),
            Self::Unavailable(_) => key("failure-unavailable-hint"),
            Self::Internal(_) => key("failure-internal-hint"),
        }
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Busy => Self::Unavailable(Message::new("failure-busy")),
            StorageError::Full => Self::Unavailable(Message::new("failure-full")),
            other => Self::internal(other),
        }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::internal(error)
    }
}

impl From<FormErrors> for Failure {
    /// For forms that are not shown again: the first fault says why.
    fn from(errors: FormErrors) -> Self {
        Self::Invalid(errors.into_first().unwrap_or_else(|| Message::new("form-refused")))
    }
}

/// A failure on its way to the layer that knows the reader's language.
#[derive(Debug, Clone)]
pub(crate) struct Unrendered(pub(crate) Failure);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Unrendered(self));
        response
    }
}
