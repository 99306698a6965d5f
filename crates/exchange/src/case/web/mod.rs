//! The pages of cross-border cases. Each handler reads its views in one transaction and hands them to its template.

mod acts;
mod clock;
mod delays;
mod draft;
mod erase;
mod field;
mod figures;
mod files;
mod list;
mod one;
mod open;
mod paper;
mod said;
mod step;
mod tell;

use super::act::CaseError;
use super::check::Problem;
use super::model::Place;
use super::number::CaseNumber;
use super::store::{self, CaseView};
use super::words::{mark_key, problem_key};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use liptako_core::{ObjectId, RequestId};
use liptako_identity::{Client, IdentityError, Permission, Unlocked};
use liptako_storage::{RoadError, Scribe};
use liptako_web::{Access, Failure, FormErrors, Message, Page, Shell, WebModule};

/// Adds the pages of cases to those of the domain.
pub(crate) fn add(module: WebModule) -> WebModule {
    let read = Access::Needs(Permission::CASE_READ);
    let write = Access::Needs(Permission::CASE_WRITE);
    let decide = Access::Needs(Permission::CASE_DECIDE);
    module
        .section("/exchange/cases", "casepages-section", read)
        .get("/exchange/cases", read, list::show)
        .get("/exchange/cases/new", write, open::kinds)
        .get("/exchange/cases/new/{kind}", write, open::show)
        .post("/exchange/cases/new/{kind}", write, open::send)
        .get("/exchange/cases/delays", read, delays::show)
        .get("/exchange/cases/acts", read, acts::show)
        .get("/exchange/cases/acts/{act}", read, acts::file)
        .get("/exchange/cases/figures", read, figures::show)
        .get("/exchange/cases/figures.csv", read, figures::sheet)
        .get("/exchange/cases/figures.json", read, figures::json)
        .get("/exchange/cases/drafts/{id}", read, draft::show)
        .get("/exchange/cases/drafts/{id}/edit", write, draft::edit)
        .post("/exchange/cases/drafts/{id}/edit", write, draft::amend)
        .post("/exchange/cases/drafts/{id}/approve", decide, draft::approve)
        .post("/exchange/cases/drafts/{id}/return", decide, draft::send_back)
        .post("/exchange/cases/drafts/{id}/discard", write, draft::discard)
        .post("/exchange/cases/drafts/{id}/files", write, files::attach)
        .get("/exchange/cases/drafts/{id}/files/{file}", read, files::of_draft)
        .post("/exchange/cases/drafts/{id}/files/{file}/remove", write, files::remove)
        .get("/exchange/cases/{case}/document", write, files::ask)
        .post("/exchange/cases/{case}/document", write, files::send)
        .get("/exchange/cases/{case}/files/{file}", read, files::of_case)
        .get("/exchange/cases/{case}", read, one::show)
        .get("/exchange/cases/{case}/dossier.pdf", read, paper::file)
        .get("/exchange/cases/{case}/dossier.json", read, paper::json)
        .get("/exchange/cases/{case}/steps/{step}", write, step::show)
        .post("/exchange/cases/{case}/steps/{step}", write, step::send)
        .get("/exchange/cases/{case}/erase", decide, erase::show)
        .post("/exchange/cases/{case}/erase", decide, erase::send)
}

/// The answer to a request.
type Answered = Result<Response, Failure>;

/// The case that an address names: by its number, or by its identifier while its number is not known here.
async fn case_of(shell: &Shell, name: &str) -> Result<CaseView, Failure> {
    let charter = shell.charter().clone();
    let (number, object) = (name.parse::<CaseNumber>().ok(), name.parse::<ObjectId>().ok());
    shell
        .read(move |tx| {
            let object = match (&number, object) {
                (Some(number), _) => store::by_number(tx, number)?,
                (None, object) => object,
            };
            match object {
                Some(object) => Ok(store::case(tx, &charter, object)?),
                None => Ok(None),
            }
        })
        .await?
        .ok_or(Failure::NotFound)
}

/// How addresses name a case.
fn name_of(number: Option<&CaseNumber>, object: ObjectId) -> String {
    number.map_or_else(|| object.to_string(), ToString::to_string)
}

/// Reads a place as addresses and hidden fields write it: `bf-12`.
fn place_of(shell: &Shell, text: &str) -> Option<Place> {
    let (code, index) = text.rsplit_once('-')?;
    Some(Place { origin: shell.charter().by_code(code)?, index: index.parse().ok()? })
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

/// What an act gave: its value, or nothing when the same form had acted already; or why it was refused.
type Acted<T> = Result<Option<T>, CaseError>;

/// Does an act that needs no signature.
async fn act<T: Send + 'static>(
    shell: &Shell,
    request: RequestId,
    rule: impl FnOnce(&mut Scribe<'_>) -> Result<T, CaseError> + Send + 'static,
) -> Result<Acted<T>, Failure> {
    shell
        .blocking(move |shell| match shell.road().act(request, rule) {
            Ok(done) => Ok(Ok(done.value())),
            Err(RoadError::Rule(error)) => Ok(Err(error)),
            Err(other) => Err(road_failure(other)),
        })
        .await
}

/// Who asks for a signature, and with which password.
struct Asked {
    request: RequestId,
    password: String,
    address: String,
    agent: String,
}

impl Asked {
    fn new(request: RequestId, password: &str, address: String, headers: &HeaderMap) -> Self {
        let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self { request, password: password.to_owned(), address, agent: agent.to_owned() }
    }
}

/// Why a signed act is refused.
enum Refusal {
    Rule(CaseError),
    Identity(IdentityError),
}

/// Opens the officer's key with the password typed anew, and does what it signs.
async fn sign<T: Send + 'static>(
    shell: &Shell,
    page: &Page,
    asked: Asked,
    rule: impl FnOnce(&mut Scribe<'_>, &Unlocked) -> Result<T, CaseError> + Send + 'static,
) -> Result<Result<Option<T>, Refusal>, Failure> {
    let who = page.who().clone();
    shell
        .blocking(move |shell| {
            let client = Client { address: &asked.address, agent: &asked.agent };
            let (clock, chance) = (&**shell.clock(), &**shell.chance());
            let identity = std::sync::Arc::clone(shell.identity());
            let opened = identity.unlock(shell.road().db(), &who, &asked.password, &client, clock, chance);
            let key = match opened {
                Ok(key) => key,
                Err(error) => return Ok(Err(Refusal::Identity(error))),
            };
            let done = shell.road().act(asked.request, move |scribe| {
                identity.publish_keys(scribe)?;
                rule(scribe, &key)
            });
            match done {
                Ok(done) => Ok(Ok(done.value())),
                Err(RoadError::Rule(error)) => Ok(Err(Refusal::Rule(error))),
                Err(other) => Err(road_failure(other)),
            }
        })
        .await
}

fn fault_message(problem: Problem) -> Message {
    let message = Message::new(problem_key(problem));
    match problem {
        Problem::TooLong(max) => message.with("max", max),
        Problem::TooMany(max) => message.with("max", max),
        _ => message,
    }
}

/// Puts a refused act beside the fields it is about, or above the form.
///
/// # Errors
/// The failure that ends the request, when nothing typed could mend it.
fn refuse(page: &Page, errors: &mut FormErrors, error: CaseError) -> Result<(), Failure> {
    match error {
        CaseError::Faults(faults) => {
            for fault in faults {
                errors.add(fault.field, fault_message(fault.problem));
            }
        }
        CaseError::Rule(why) => {
            let why = page.t(mark_key(why));
            errors.add("", Message::new("casepages-refused-rule").with("why", why));
        }
        CaseError::SameOfficer => errors.add("", Message::new("casepages-refused-same-officer")),
        CaseError::NotDrafter => errors.add("", Message::new("casepages-refused-not-drafter")),
        CaseError::NotAwaited => errors.add("", Message::new("casepages-refused-not-awaited")),
        CaseError::NothingToErase => errors.add("", Message::new("casepages-refused-nothing-to-erase")),
        CaseError::NotFound => return Err(Failure::NotFound),
        CaseError::Data(fault) => return Err(Failure::internal(fault)),
        CaseError::Storage(fault) => return Err(fault.into()),
    }
    Ok(())
}
