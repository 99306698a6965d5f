//! Acts that bind the authority: the officer types the password anew, and the key it opens signs.

use crate::form::{Fields, FormErrors};
use crate::page::Page;
use crate::shell::Shell;
use crate::texts::Message;
use crate::{Failure, ReaderAddress};
use axum::http::{HeaderMap, header};
use liptako_core::RequestId;
use liptako_identity::{Client, IdentityError, Unlocked};
use liptako_storage::{ActOutcome, RoadError, Scribe, StorageError};
use std::fmt::Display;
use std::sync::Arc;

/// Field in which forms ask for the password.
pub const PASSWORD_FIELD: &str = "password";

/// Who signs, from where, and under which request id.
#[derive(Clone)]
pub struct Signing {
    request: RequestId,
    password: String,
    address: String,
    agent: String,
}

impl std::fmt::Debug for Signing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signing({:?})", self.request)
    }
}

/// Why an act was not signed. Nothing was recorded.
#[derive(Debug)]
pub enum NotSigned<E> {
    /// The module's rule refused.
    Rule(E),
    /// The password is wrong, or the officer has no key.
    Identity(IdentityError),
}

impl Signing {
    /// Reads the password of a form; an empty one is said in `errors`.
    pub fn read(
        request: RequestId,
        fields: &Fields,
        address: ReaderAddress,
        headers: &HeaderMap,
        errors: &mut FormErrors,
    ) -> Self {
        let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let password = fields.value(PASSWORD_FIELD);
        if password.is_empty() {
            errors.add(PASSWORD_FIELD, Message::new("form-required"));
        }
        Self { request, password: password.to_owned(), address: address.0, agent: agent.to_owned() }
    }
}

impl Shell {
    /// Opens the reader's key, and does the act that it signs.
    ///
    /// # Errors
    /// [`Failure`] of the road; what the rule or the password refuses is in the value, to be shown on the form.
    pub async fn sign<T, E, F>(
        &self,
        page: &Page,
        signing: Signing,
        act: F,
    ) -> Result<Result<ActOutcome<T>, NotSigned<E>>, Failure>
    where
        T: Send + 'static,
        E: From<StorageError> + Display + Send + 'static,
        F: FnOnce(&mut Scribe<'_>, &Unlocked) -> Result<T, E> + Send + 'static,
    {
        let who = page.who().clone();
        self.blocking(move |shell| {
            let client = Client { address: &signing.address, agent: &signing.agent };
            let (clock, chance) = (&**shell.clock(), &**shell.chance());
            let identity = Arc::clone(shell.identity());
            let key =
                match identity.unlock(shell.road().db(), &who, &signing.password, &client, clock, chance) {
                    Ok(key) => key,
                    Err(error) => return Ok(Err(NotSigned::Identity(error))),
                };
            let done = shell.road().act(signing.request, move |scribe| {
                identity.publish_keys(scribe)?;
                act(scribe, &key)
            });
            match done {
                Ok(done) => Ok(Ok(done)),
                Err(RoadError::Rule(error)) => Ok(Err(NotSigned::Rule(error))),
                Err(other) => Err(road_failure(other)),
            }
        })
        .await
    }
}

/// A road's failure that is not the rule's.
pub fn road_failure<E: Display>(error: RoadError<E>) -> Failure {
    let without_rule: RoadError<Failure> = match error {
        RoadError::Rule(error) => RoadError::Rule(Failure::internal(error)),
        RoadError::Recovering(why) => RoadError::Recovering(why),
        RoadError::Journal(why) => RoadError::Journal(why),
        RoadError::Storage(why) => RoadError::Storage(why),
        RoadError::Behind => RoadError::Behind,
        RoadError::Panicked => RoadError::Panicked,
        RoadError::Closed => RoadError::Closed,
    };
    without_rule.into()
}
