//! The pages of advisories. Each handler reads its views in one transaction and hands them to its template; whoever may
//! not open an advisory is told that there is none.

mod concept;
mod contacts;
mod draft;
mod fields;
mod import;
mod issue;
mod list;
mod notice;
mod public;
mod publish;
mod show;
mod sign;
pub(crate) mod words;

pub use words::message;

use super::fold::{Advisory, Fact};
use super::model::Version;
use super::store::{self, Reader};
use axum::response::Response;
use liptako_core::ObjectId;
use liptako_identity::{Officer, Permission};
use liptako_web::{Access, Door, Failure, Page, Shell, WebModule};

/// Adds the pages of advisories to those of the domain.
pub fn add(module: WebModule) -> WebModule {
    let read = Access::Needs(Permission::ADVISORY_READ);
    let write = Access::Needs(Permission::ADVISORY_WRITE);
    let decide = Access::Needs(Permission::ADVISORY_DECIDE);
    module
        .get("/exchange/advisories", read, list::show)
        .get("/exchange/advisories/new", write, draft::blank)
        .post("/exchange/advisories/new", write, draft::begin)
        .get("/exchange/advisories/import", write, import::ask)
        .post("/exchange/advisories/import", write, import::bring)
        .get("/exchange/advisories/import/{id}", write, import::preview)
        .post("/exchange/advisories/import/{id}", write, import::keep)
        .get("/exchange/advisories/contacts", read, contacts::show)
        .post("/exchange/advisories/contacts", write, contacts::change)
        .get("/exchange/advisories/drafts/{id}", read, draft::show)
        .post("/exchange/advisories/drafts/{id}", write, draft::save)
        .post("/exchange/advisories/drafts/{id}/discard", write, draft::discard)
        .get("/exchange/advisories/drafts/{id}/issue", decide, issue::show)
        .post("/exchange/advisories/drafts/{id}/issue", decide, issue::send)
        .get("/exchange/advisories/{id}", read, show::show)
        .get("/exchange/advisories/{id}/revise", write, draft::revise)
        .post("/exchange/advisories/{id}/revise", write, draft::begin_revision)
        .post("/exchange/advisories/{id}/acknowledge", decide, show::acknowledge)
        .get("/exchange/advisories/{id}/publish", decide, publish::show)
        .post("/exchange/advisories/{id}/publish", decide, publish::send)
        .get("/exchange/advisories/{id}/withdraw", decide, publish::show_withdraw)
        .post("/exchange/advisories/{id}/withdraw", decide, publish::withdraw)
        .get("/exchange/advisories/{id}/notice", read, notice::page)
        .get("/exchange/advisories/{id}/notice.pdf", read, notice::notice_pdf)
        .get("/exchange/advisories/{id}/notice.txt", read, notice::notice_text)
        .get("/exchange/advisories/{id}/advisory.pdf", read, notice::pdf)
        .get("/exchange/advisories/{id}/stix.json", read, notice::stix)
        .get("/exchange/advisories/{id}/misp.json", read, notice::misp)
        .get("/exchange/advisories/public", Access::Public, public::list)
        .get("/exchange/advisories/public/{id}", Access::Public, public::show)
        .panel("advisory-title", read, 30, concept::panel)
        .door(Door {
            path: "/exchange/advisories/public",
            title: "advisory-door-title",
            lead: "advisory-door-lead",
            button: "advisory-door-button",
        })
}

/// The place of advisories under the menu of the domain.
pub fn section(module: WebModule) -> WebModule {
    module.section("/exchange/advisories", "advisory-section", Access::Needs(Permission::ADVISORY_READ))
}

/// The answer to a form: shown again when something is wrong.
type Answered = Result<Response, Failure>;

/// Who reads: always a person, whatever the node's table gives to visitors.
fn reader(page: &Page) -> Result<(Officer, Reader), Failure> {
    let officer = page.who().officer().ok_or(Failure::SignIn)?.clone();
    let reader = Reader::of(&officer);
    Ok((officer, reader))
}

fn id_of(text: &str) -> Result<ObjectId, Failure> {
    text.parse().map_err(|_| Failure::NotFound)
}

/// An advisory that this reader may open, with its version in force.
async fn opened(shell: &Shell, page: &Page, id: &str) -> Result<(Advisory, Fact<Version>), Failure> {
    let (_, reader) = reader(page)?;
    let (charter, object) = (shell.charter().clone(), id_of(id)?);
    let found = shell.read(move |tx| Ok(store::advisory(tx, &charter, object)?)).await?;
    let advisory = found.ok_or(Failure::NotFound)?;
    let current = advisory.current().filter(|current| reader.may_open(&current.says)).cloned();
    Ok((advisory, current.ok_or(Failure::NotFound)?))
}
