//! The pages of the library. Each handler reads its views in one transaction and hands them to its template.

mod concept;
mod files;
mod list;
mod paper;
mod show;
mod speak;
mod words;
mod write;

use super::act::PracticeError;
use super::model::{Fault, Place, Problem};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use liptako_core::{Kind, RequestId};
use liptako_identity::{Client, IdentityError, Permission, Unlocked};
use liptako_storage::{RoadError, Scribe};
use liptako_web::texts::key;
use liptako_web::{Access, Failure, FormErrors, Message, Page, Shell, WebModule};
use words::Said;
pub use words::{kind_key, stance_key};

/// Adds the pages of the library to those of the domain, and the domain's entry in the menu.
pub fn add(module: WebModule) -> WebModule {
    let read = Access::Needs(Permission::PRACTICE_READ);
    let write = Access::Needs(Permission::PRACTICE_WRITE);
    let decide = Access::Needs(Permission::PRACTICE_DECIDE);
    module
        .menu("/exchange/practices", "exchange-menu", read, 30)
        .section("/exchange/practices", "practice-section", read)
        .panel("practice-concept-panel", read, 30, concept::panel)
        .get("/exchange/practices", read, list::show)
        .get("/exchange/practices/new", write, write::ask)
        .post("/exchange/practices/new", write, write::create)
        .get("/exchange/practices/drafts", write, write::drafts)
        .post("/exchange/practices/drafts", decide, write::publish_several)
        .get("/exchange/practices/drafts/{draft}", write, write::draft)
        .get("/exchange/practices/drafts/{draft}/edit", write, write::edit)
        .post("/exchange/practices/drafts/{draft}/edit", write, write::save)
        .post("/exchange/practices/drafts/{draft}/publish", decide, write::publish)
        .post("/exchange/practices/drafts/{draft}/discard", write, write::discard)
        .post("/exchange/practices/drafts/{draft}/files", write, files::add)
        .get("/exchange/practices/drafts/{draft}/files/{file}", write, files::of_draft)
        .get("/exchange/practices/{practice}", read, show::show)
        .get("/exchange/practices/{practice}/print.pdf", read, paper::pdf_of)
        .get("/exchange/practices/{practice}/versions/{number}", read, show::version)
        .get("/exchange/practices/{practice}/files/{file}", read, files::of_practice)
        .get("/exchange/practices/{practice}/changes", read, show::changes)
        .get("/exchange/practices/{practice}/review", decide, speak::ask_review)
        .post("/exchange/practices/{practice}/review", decide, speak::review)
        .get("/exchange/practices/{practice}/adopt", decide, speak::ask_adoption)
        .post("/exchange/practices/{practice}/adopt", decide, speak::adopt)
        .get("/exchange/practices/{practice}/tell", write, speak::ask_feedback)
        .post("/exchange/practices/{practice}/tell", write, speak::tell)
}

/// The answer to a form: shown again when something is wrong.
type Answered = Result<Response, Failure>;

/// Reads `bf-12`.
fn place(shell: &Shell, text: &str) -> Result<Place, Failure> {
    let read = || {
        let (code, index) = text.rsplit_once('-')?;
        let origin = shell.charter().by_code(&code.to_ascii_lowercase())?;
        Some(Place { origin, index: index.parse().ok()? })
    };
    read().ok_or_else(|| absent(text))
}

/// Nothing has this name.
fn absent(name: &str) -> Failure {
    let name: String = name.chars().take(60).collect();
    Failure::Absent(Message::new("practice-absent").with("name", name))
}

/// A road's failure that is not the rule's.
fn road_failure<E: std::fmt::Display>(error: RoadError<E>) -> Failure {
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

/// Puts what a rule refuses where it belongs on the form.
fn refuse(errors: &mut FormErrors, error: PracticeError) -> Result<(), Failure> {
    let whole = |errors: &mut FormErrors, key| errors.add("", Message::new(key));
    match error {
        PracticeError::Faults(faults) => faults.iter().for_each(|fault| add_fault(errors, fault)),
        PracticeError::Rule(why) => whole(errors, why.code()),
        PracticeError::NotFound => return Err(Failure::NotFound),
        PracticeError::Changed => whole(errors, key("practice-refused-changed")),
        PracticeError::OwnDraft => whole(errors, key("practice-refused-own-draft")),
        PracticeError::NotOurs => whole(errors, key("practice-refused-not-ours")),
        PracticeError::NoChange => whole(errors, key("practice-refused-no-change")),
        PracticeError::File => whole(errors, key("practice-refused-file")),
        PracticeError::Storage(error) => return Err(error.into()),
    }
    Ok(())
}

fn add_fault(errors: &mut FormErrors, fault: &Fault) {
    errors.add(fault.field, problem(fault.problem));
}

/// What is wrong, in words.
pub fn problem(problem: Problem) -> Message {
    match problem {
        Problem::Missing => Message::new("form-required"),
        Problem::TooLong(max) => Message::new("practice-fault-long").with("max", max),
        Problem::TooMany(max) => Message::new("practice-fault-many").with("max", max),
        Problem::Control => Message::new("form-control-characters"),
        Problem::Twice => Message::new("practice-fault-twice"),
        Problem::UnknownConcept => Message::new("practice-fault-concept"),
        Problem::Unknown => Message::new("practice-fault-unknown"),
    }
}

/// Who signs, and from where.
struct Signing {
    request: RequestId,
    password: String,
    address: String,
    agent: String,
}

impl Signing {
    fn new(request: RequestId, password: &str, address: String, headers: &HeaderMap) -> Self {
        let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self { request, password: password.to_owned(), address, agent: agent.to_owned() }
    }
}

enum Refusal {
    Rule(PracticeError),
    Identity(IdentityError),
}

impl Refusal {
    fn onto(self, errors: &mut FormErrors) -> Result<(), Failure> {
        match self {
            Self::Rule(error) => refuse(errors, error),
            Self::Identity(error) => errors.refuse(error),
        }
    }
}

/// Opens the officer's key with the password typed anew, and does the act that it signs. Gives the record made.
async fn signed(
    shell: &Shell,
    page: &Page,
    signing: Signing,
    act: impl FnOnce(&mut Scribe<'_>, &Unlocked) -> Result<(), PracticeError> + Send + 'static,
) -> Result<Result<Option<Place>, Refusal>, Failure> {
    let who = page.who().clone();
    shell
        .blocking(move |shell| {
            let client = Client { address: &signing.address, agent: &signing.agent };
            let (clock, chance) = (&**shell.clock(), &**shell.chance());
            let identity = std::sync::Arc::clone(shell.identity());
            let opened = identity.unlock(shell.road().db(), &who, &signing.password, &client, clock, chance);
            let key = match opened {
                Ok(key) => key,
                Err(error) => return Ok(Err(Refusal::Identity(error))),
            };
            let done = shell.road().act(signing.request, move |scribe| {
                identity.publish_keys(scribe)?;
                act(scribe, &key)
            });
            match done {
                Ok(done) => {
                    // Beside keys published, files attached and private copies erased, an act makes one record.
                    let beside = [Kind::ACT_KEY, Kind::EXCHANGE_FILE, Kind::ERASURE];
                    let mut made = done.records().iter().filter(|record| !beside.contains(&record.kind));
                    Ok(Ok(made.next().map(|record| Place { origin: record.origin, index: record.index })))
                }
                Err(RoadError::Rule(error)) => Ok(Err(Refusal::Rule(error))),
                Err(other) => Err(road_failure(other)),
            }
        })
        .await
}
