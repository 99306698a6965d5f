//! A form sent twice acts once, also when it changes only national data.
//!
//! Shared acts are kept from repeating by the road, for ever. For the rest (accounts, passwords) the answer to
//! a form is remembered in memory for ten minutes: a double tap, or a resend after a cut, gets the same one.

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use liptako_core::{RequestId, UnixSeconds};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex as StdMutex, PoisonError};
use tokio::sync::Mutex;

use crate::Failure;

/// Answers remembered at most.
const MAX_ANSWERS: usize = 512;

/// Seconds an answer is remembered.
const SECONDS: i64 = 600;

/// Largest answer remembered, in bytes.
const MAX_BYTES: usize = 128 * 1024;

/// Whose form, and which: nobody receives the answer to another's.
pub(crate) type Sender = (String, RequestId);

#[derive(Debug, Clone)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

type Slot = Arc<Mutex<Option<Answer>>>;

#[derive(Debug, Default)]
struct Kept {
    slots: BTreeMap<Sender, Slot>,
    order: VecDeque<(UnixSeconds, Sender)>,
}

/// The answers remembered.
#[derive(Debug, Default)]
pub(crate) struct Once(StdMutex<Kept>);

impl Once {
    /// Answers a form: by `act` the first time, by what it answered then every further time. A second sending
    /// waits for the first. A failure is not remembered.
    pub(crate) async fn answer<F>(
        &self,
        sender: Sender,
        now: UnixSeconds,
        act: F,
    ) -> Result<Response, Failure>
    where
        F: Future<Output = Result<Response, Failure>>,
    {
        let slot = self.slot(sender, now);
        let mut kept = slot.lock().await;
        if let Some(answer) = &*kept {
            return Ok(answer.clone().into_response());
        }
        let (parts, body) = act.await?.into_parts();
        let body = to_bytes(body, MAX_BYTES).await.map_err(Failure::internal)?;
        let answer = Answer { status: parts.status, headers: parts.headers, body };
        // A form shown again with its faults (422) has not acted: its corrected sending must.
        if !answer.status.is_client_error() {
            *kept = Some(answer.clone());
        }
        Ok(answer.into_response())
    }

    fn slot(&self, sender: Sender, now: UnixSeconds) -> Slot {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some((since, _)) = kept.order.front()
            && (now - since > SECONDS || kept.order.len() >= MAX_ANSWERS)
            && let Some((_, oldest)) = kept.order.pop_front()
        {
            kept.slots.remove(&oldest);
        }
        if let Some(slot) = kept.slots.get(&sender) {
            return Arc::clone(slot);
        }
        let slot = Slot::default();
        kept.slots.insert(sender.clone(), Arc::clone(&slot));
        kept.order.push_back((now, sender));
        slot
    }
}

impl Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use liptako_core::SeededChance;
    use std::sync::atomic::{AtomicU32, Ordering};

    fn sender(who: &str, seed: u64) -> Sender {
        (who.to_owned(), RequestId::fresh(&SeededChance::new(seed)))
    }

    async fn send(
        once: &Once,
        sender: Sender,
        now: UnixSeconds,
        acts: &AtomicU32,
        status: StatusCode,
    ) -> Response {
        let act = async {
            let n = acts.fetch_add(1, Ordering::SeqCst);
            let mut response = Response::new(Body::from(n.to_string()));
            *response.status_mut() = status;
            Ok(response)
        };
        once.answer(sender, now, act).await.unwrap()
    }

    #[tokio::test]
    async fn a_second_sending_gets_the_first_answer() {
        let (once, acts) = (Once::default(), AtomicU32::new(0));
        let same = sender("awa", 1);
        let (first, second) = tokio::join!(
            send(&once, same.clone(), 0, &acts, StatusCode::SEE_OTHER),
            send(&once, same, 1, &acts, StatusCode::SEE_OTHER)
        );
        assert_eq!(acts.load(Ordering::SeqCst), 1);
        assert_eq!(first.status(), second.status());
        let body = to_bytes(second.into_body(), 10).await.unwrap();
        assert_eq!(&body[..], b"0");
    }

    #[tokio::test]
    async fn another_person_a_corrected_form_and_an_old_answer_act_anew() {
        let (once, acts) = (Once::default(), AtomicU32::new(0));
        send(&once, sender("awa", 1), 0, &acts, StatusCode::UNPROCESSABLE_ENTITY).await;
        send(&once, sender("awa", 1), 1, &acts, StatusCode::SEE_OTHER).await;
        send(&once, sender("issa", 1), 2, &acts, StatusCode::SEE_OTHER).await;
        send(&once, sender("awa", 1), 700, &acts, StatusCode::SEE_OTHER).await;
        assert_eq!(acts.load(Ordering::SeqCst), 4);
    }
}
