//! An officer's signature under an act: the password is typed anew, and opens the key that nobody else can open.

use super::super::act::AdvisoryError;
use super::words::refuse;
use axum::http::{HeaderMap, header};
use liptako_core::RequestId;
use liptako_identity::{Client, Identity, IdentityError, Officer, Unlocked};
use liptako_storage::{RoadError, Scribe};
use liptako_web::{Failure, FormErrors, Page, Shell};
use std::sync::Arc;

/// What comes with a signed form.
pub(super) struct Hand {
    pub request: RequestId,
    pub password: String,
    pub address: String,
    pub agent: String,
}

impl Hand {
    pub fn new(request: RequestId, password: &str, address: String, headers: &HeaderMap) -> Self {
        let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self { request, password: password.to_owned(), address, agent: agent.to_owned() }
    }
}

/// Why an act was not done.
pub(super) enum Refusal {
    Rule(AdvisoryError),
    Identity(IdentityError),
}

impl Refusal {
    /// Puts it beside the fields it is about.
    ///
    /// # Errors
    /// The failure that ends the request, when nothing typed could mend it.
    pub fn into_errors(self, errors: &mut FormErrors) -> Result<(), Failure> {
        match self {
            Self::Rule(error) => refuse(errors, error),
            Self::Identity(error) => errors.refuse(error),
        }
    }
}

/// A road's failure that is not the rule's.
pub(super) fn road_failure<E: std::fmt::Display>(error: RoadError<E>) -> Failure {
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

/// Opens the officer's key and does the act with it. What the act returned is there when it was done now.
pub(super) async fn signed<T: Send + 'static>(
    shell: &Shell,
    page: &Page,
    hand: Hand,
    act: impl FnOnce(&mut Scribe<'_>, &Identity, &Officer, &Unlocked) -> Result<T, AdvisoryError> + Send + 'static,
) -> Result<Result<Option<T>, Refusal>, Failure> {
    let who = page.who().clone();
    shell
        .blocking(move |shell| {
            let client = Client { address: &hand.address, agent: &hand.agent };
            let (clock, chance) = (&**shell.clock(), &**shell.chance());
            let identity = Arc::clone(shell.identity());
            let opened = identity.unlock(shell.road().db(), &who, &hand.password, &client, clock, chance);
            let key = match opened {
                Ok(key) => key,
                Err(error) => return Ok(Err(Refusal::Identity(error))),
            };
            let done = shell.road().act(hand.request, move |scribe| {
                identity.publish_keys(scribe)?;
                let officer = key.officer().clone();
                act(scribe, &identity, &officer, &key)
            });
            match done {
                Ok(done) => Ok(Ok(done.value())),
                Err(RoadError::Rule(error)) => Ok(Err(Refusal::Rule(error))),
                Err(other) => Err(road_failure(other)),
            }
        })
        .await
}
