//! Forms: sent from our own page (CSRF token), acted upon once (request id), shown again with what was
//! typed and what is wrong.

use crate::Failure;
use crate::html::Html;
use crate::page::Page;
use crate::texts::Message;
use axum::extract::{FromRequest, Request};
use liptako_core::{Chance, RequestId};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Largest form accepted, in bytes as sent.
pub const MAX_FORM_BYTES: usize = 256 * 1024;

/// Most fields a form may have.
const MAX_FIELDS: usize = 1000;

/// Field that carries the CSRF token.
pub(crate) const TOKEN_FIELD: &str = "csrf";

/// Field that carries the request id.
pub(crate) const REQUEST_FIELD: &str = "request";

/// The fields of a form as sent, in order; a name may come several times.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first value of this name; empty when absent.
    pub fn value(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    /// Every value of this name, in order.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Whether this name was sent with this value: a ticked box, a chosen option.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.values(name).any(|found| found == value)
    }

    /// Whether this name was sent at all.
    pub fn sent(&self, name: &str) -> bool {
        self.0.iter().any(|(found, _)| found == name)
    }

    /// Replaces the values of a name.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(found, _)| found != name);
        self.0.push((name.to_owned(), value.into()));
    }

    /// Adds a value to those of a name.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }
}

/// What is wrong with a form: a message per field. The name `""` stands for the form as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormErrors(Vec<(String, Message)>);

impl FormErrors {
    /// Nothing wrong so far.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Says what is wrong with a field. The first word on a field stays.
    pub fn add(&mut self, field: &str, message: Message) {
        if self.of(field).is_none() {
            self.0.push((field.to_owned(), message));
        }
    }

    /// What is wrong with this field.
    pub fn of(&self, field: &str) -> Option<&Message> {
        self.0.iter().find(|(found, _)| found == field).map(|(_, message)| message)
    }

    /// Whether nothing is wrong.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether some fault belongs to a field rather than to the form as a whole.
    pub fn has_fields(&self) -> bool {
        self.0.iter().any(|(field, _)| !field.is_empty())
    }

    /// Every fault, in the order found: field and message.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Message)> {
        self.0.iter().map(|(field, message)| (field.as_str(), message))
    }

    /// The first fault.
    pub fn into_first(self) -> Option<Message> {
        self.0.into_iter().next().map(|(_, message)| message)
    }

    /// Reads a text that must be there: trimmed, at most `max_chars` characters, without control characters
    /// other than line ends.
    pub fn required(&mut self, fields: &Fields, name: &str, max_chars: usize) -> String {
        let text = self.optional(fields, name, max_chars);
        if text.is_empty() {
            self.add(name, Message::new("form-required"));
        }
        text
    }

    /// Reads a text that may be empty, within the same bounds as [`FormErrors::required`].
    pub fn optional(&mut self, fields: &Fields, name: &str, max_chars: usize) -> String {
        let text = fields.value(name).trim().replace("\r\n", "\n");
        let length = text.chars().count();
        if length > max_chars {
            self.add(name, Message::new("form-too-long").with("max", max_chars).with("length", length));
        }
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            self.add(name, Message::new("form-control-characters"));
        }
        text
    }

    /// Reads something that a type can parse; `fault` is the message for what it cannot.
    pub fn parsed<T: std::str::FromStr>(&mut self, fields: &Fields, name: &str, fault: Message) -> Option<T> {
        let text = fields.value(name).trim();
        if text.is_empty() {
            self.add(name, Message::new("form-required"));
            return None;
        }
        let value = text.parse().ok();
        if value.is_none() {
            self.add(name, fault);
        }
        value
    }

    /// Reads a choice among known values.
    pub fn choice<'a>(
        &mut self,
        fields: &Fields,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> String {
        let text = fields.value(name);
        if !known.into_iter().any(|value| value == text) {
            self.add(name, Message::new("form-choice"));
        }
        text.to_owned()
    }
}

/// A form as a template shows it: what was typed, what is wrong, and the id of the act it asks for.
///
/// Shown again after a fault it keeps its request id, so that the corrected form still acts once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormState {
    request: RequestId,
    fields: Fields,
    errors: FormErrors,
}

impl FormState {
    /// An empty form with a fresh request id.
    pub fn blank(chance: &dyn Chance) -> Self {
        Self { request: RequestId::fresh(chance), fields: Fields::default(), errors: FormErrors::new() }
    }

    /// Fills a field in advance.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.add(name, value);
        self
    }

    /// Says what is wrong.
    #[must_use]
    pub fn failing(mut self, errors: FormErrors) -> Self {
        self.errors = errors;
        self
    }

    /// What stands in a field.
    pub fn value(&self, name: &str) -> &str {
        self.fields.value(name)
    }

    /// Whether a box is ticked or an option chosen.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.fields.has(name, value)
    }

    /// What is wrong.
    pub const fn errors(&self) -> &FormErrors {
        &self.errors
    }

    /// What is wrong with a field, in the reader's language; empty when nothing is.
    pub fn error(&self, page: &Page, name: &str) -> String {
        self.errors.of(name).map(|message| page.say(message)).unwrap_or_default()
    }

    /// Whether something is wrong with this field.
    pub fn is_wrong(&self, name: &str) -> bool {
        self.errors.of(name).is_some()
    }

    /// The hidden fields every form carries.
    pub fn guard(&self, page: &Page) -> Html {
        guard(&page.csrf(), self.request)
    }
}

/// The hidden fields: proof that the form is ours, and the id under which it acts once.
pub(crate) fn guard(token: &str, request: RequestId) -> Html {
    Html::trusted(format!(
        "<input type=\"hidden\" name=\"{TOKEN_FIELD}\" value=\"{}\">\
         <input type=\"hidden\" name=\"{REQUEST_FIELD}\" value=\"{request}\">",
        crate::html::escape(token)
    ))
}

/// A form sent by a page of ours: the token is checked, the request id read, the fields put in `T`.
///
/// `T` is anything `serde` can read from `application/x-www-form-urlencoded`; left out, the fields as sent.
///
/// # Errors
/// [`Failure::Forbidden`]-like refusals are said as [`Failure::Invalid`] with what to do: too large, not a
/// form, an expired or foreign token, no request id.
#[derive(Debug, Clone)]
pub struct Form<T = Fields> {
    /// Id under which this form acts once, however often it is sent.
    pub request: RequestId,
    /// What was sent.
    pub value: T,
    /// The fields as sent, to show the form again.
    pub fields: Fields,
}

impl<T> Form<T> {
    /// The form as it was sent, to be shown again with what is wrong.
    pub fn again(self, errors: FormErrors) -> FormState {
        FormState { request: self.request, fields: self.fields, errors }
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        let page = Page::of(request.extensions())?;
        let body = axum::body::to_bytes(request.into_body(), MAX_FORM_BYTES)
            .await
            .map_err(|_| Failure::Invalid(Message::new("form-too-large")))?;
        read(&page, &body)
    }
}

/// Checks and reads the body of a form.
fn read<T: DeserializeOwned>(page: &Page, body: &[u8]) -> Result<Form<T>, Failure> {
    let refused = || Failure::Invalid(Message::new("form-refused"));
    if body.iter().filter(|byte| **byte == b'&').count() >= MAX_FIELDS {
        return Err(refused());
    }
    let fields: Fields = serde_urlencoded::from_bytes(body).map_err(|_| refused())?;
    if !page.recognises(fields.value(TOKEN_FIELD)) {
        return Err(Failure::Invalid(Message::new("form-expired")));
    }
    let request = fields.value(REQUEST_FIELD).parse().map_err(|_| refused())?;
    let value = serde_urlencoded::from_bytes(body).map_err(|_| refused())?;
    Ok(Form { request, value, fields })
}
