//! The pages of the alignment. Each handler reads its views in one transaction and hands them to its template.

mod common;
mod list;
mod proposal;
mod propose;
mod question;
mod tables;
pub(crate) mod words;

use super::act::{Desk, shipped_desk};
use super::decision::Place;
use crate::profile::Question;
use crate::profile::web::cell::absent;
use crate::web::failure;
use axum::response::Response;
use liptako_identity::Permission;
use liptako_storage::RoadError;
use liptako_web::{Access, Failure, Shell, WebModule};
use words::Said;

/// Adds the pages of the alignment to those of the domain.
pub(crate) fn add(module: WebModule) -> WebModule {
    let read = Access::Needs(Permission::LAW_READ);
    let propose = Access::Needs(Permission::LAW_PROPOSE);
    let comment = Access::Needs(Permission::LAW_COMMENT);
    let decide = Access::Needs(Permission::LAW_DECIDE);
    module
        .get("/law/alignment", read, list::show)
        .get("/law/alignment/{question}", read, question::show)
        .post("/law/alignment/{question}/comment", comment, question::comment)
        .get("/law/alignment/{question}/propose", propose, propose::show)
        .post("/law/alignment/{question}/propose", propose, propose::send)
        .get("/law/alignment/proposals/{id}", read, proposal::show)
        .post("/law/alignment/proposals/{id}", decide, proposal::decide)
        .get("/law/alignment/references/{instrument}/{question}", propose, propose::show_reference)
        .post("/law/alignment/references/{instrument}/{question}", propose, propose::send_reference)
        .get("/law/common-text", read, common::show)
        .get("/law/common-text.pdf", read, common::file)
        .get("/law/common-text.docx", read, common::file)
        .get("/law/common-text.xlsx", read, common::file)
        .get("/law/common-text.csv", read, common::file)
        .get("/law/concordance", read, tables::concordance)
        .get("/law/concordance.pdf", read, tables::concordance_file)
        .get("/law/concordance.docx", read, tables::concordance_file)
        .get("/law/concordance.xlsx", read, tables::concordance_file)
        .get("/law/concordance.csv", read, tables::concordance_file)
        .get("/law/transposition/{country}", read, tables::transposition)
}

/// What the acts and pages judge by.
fn desk() -> Result<Desk, Failure> {
    shipped_desk().map_err(failure)
}

/// The question that an address names.
fn question_of(desk: &Desk, id: &str) -> Result<&'static Question, Failure> {
    desk.library.questionnaire.question(id).ok_or_else(|| absent("law-absent-question", id))
}

/// Reads `bf-12`.
fn place(shell: &Shell, text: &str) -> Result<Place, Failure> {
    let read = || {
        let (code, index) = text.rsplit_once('-')?;
        let origin = shell.charter().by_code(&code.to_ascii_lowercase())?;
        Some(Place { origin, index: index.parse().ok()? })
    };
    read().ok_or_else(|| absent("law-align-absent-proposal", text))
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

/// The answer to a form: shown again when something is wrong.
type Answered = Result<Response, Failure>;
