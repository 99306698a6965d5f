//! `/exchange/advisories/{id}/publish` and `…/withdraw`: handing an advisory on as far as its marking lets one, and taking
//! it back.

use super::super::act;
use super::super::fold::{Advisory, Fact};
use super::super::model::{MAX_SHORT, Sector, Version};
use super::super::store::{self, Contact};
use super::sign::{Hand, signed};
use super::words::Said;
use super::{Answered, id_of, opened};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use liptako_core::ObjectId;
use liptako_journal::Hash;
use liptako_web::{Failure, Flash, Form, FormErrors, FormState, Message, Page, ReaderAddress, Shell};

#[derive(Template)]
#[template(path = "advisory/web/publish.html")]
struct PublishPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    form: FormState,
    id: &'a str,
    advisory: &'a Advisory,
    current: &'a Fact<Version>,
    contacts: Vec<Contact>,
}

impl PublishPage<'_> {
    fn may_be_public(&self) -> bool {
        self.current.says.public().is_some()
    }

    fn is_public(&self) -> bool {
        self.advisory.public_page(self.s.shell.me()).is_some()
    }

    fn sectors(&self) -> Vec<(String, String, String)> {
        Sector::ALL
            .iter()
            .map(|sector| {
                let known = self.contacts.iter().filter(|contact| contact.sector == *sector).count();
                let words = self.page.text("advisory-recipients").with("n", known).to_string();
                (sector.name().to_owned(), self.s.sector(sector), words)
            })
            .collect()
    }
}

async fn drawn(shell: &Shell, page: &Page, id: &str, form: FormState) -> Answered {
    let (advisory, current) = opened(shell, page, id).await?;
    if current.says.for_sectors().is_none() || advisory.withdrawal.is_some() {
        // There is no such page for a marking that does not let anything be handed on.
        return Err(Failure::NotFound);
    }
    let contacts = shell.read(|tx| Ok(store::contacts(tx)?)).await?;
    let wrong = !form.errors().is_empty();
    let s = Said::new(page, shell);
    let content = PublishPage { page, s, form, id, advisory: &advisory, current: &current, contacts };
    let view = page
        .view(page.t("advisory-publish-title"))
        .crumb("/exchange/advisories", page.t("advisory-title"))
        .crumb(format!("/exchange/advisories/{id}"), &current.says.content.title);
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

pub(super) async fn show(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let form = page.blank_form();
    drawn(&shell, &page, &id, form).await
}

/// What an officer asks for.
enum Wish {
    Public(Hash),
    Sectors(Hash, Vec<Sector>),
    Retract,
}

pub(super) async fn send(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    ReaderAddress(address): ReaderAddress,
    headers: HeaderMap,
    form: Form,
) -> Answered {
    let refused = || Failure::Invalid(Message::new("form-refused"));
    let version: Hash = form.value.value("version").parse().map_err(|_| refused())?;
    let sectors: Vec<Sector> = form.value.values("sectors").filter_map(Sector::from_name).collect();
    let (wish, said, next) = match form.value.value("outlet") {
        "public" => (Wish::Public(version), "advisory-published", ""),
        "sectors" => (Wish::Sectors(version, sectors), "advisory-handed-on", "/notice"),
        "retract" => (Wish::Retract, "advisory-retracted", ""),
        _ => return Err(refused()),
    };
    let mut errors = FormErrors::new();
    let password = form.value.value("password");
    if password.is_empty() {
        errors.add("password", Message::new("form-required"));
    }
    if errors.is_empty() {
        let hand = Hand::new(form.request, password, address, &headers);
        let object: ObjectId = id_of(&id)?;
        let done = signed(&shell, &page, hand, move |scribe, _, officer, key| match wish {
            Wish::Public(version) => act::publish(scribe, officer, key, object, version),
            Wish::Sectors(version, sectors) => act::hand_on(scribe, officer, key, object, version, sectors),
            Wish::Retract => act::retract(scribe, officer, key, object),
        });
        match done.await? {
            Ok(_) => {
                let to = format!("/exchange/advisories/{id}{next}");
                let flash = Flash::done(match said {
                    "advisory-published" => Message::new("advisory-published"),
                    "advisory-handed-on" => Message::new("advisory-handed-on"),
                    _ => Message::new("advisory-retracted"),
                });
                return Ok(page.redirect_with(&to, &flash));
            }
            Err(refusal) => refusal.into_errors(&mut errors)?,
        }
    }
    drawn(&shell, &page, &id, form.again(errors)).await
}

#[derive(Template)]
#[template(path = "advisory/web/withdraw.html")]
struct WithdrawPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    form: FormState,
    id: &'a str,
    current: &'a Fact<Version>,
}

async fn drawn_withdraw(shell: &Shell, page: &Page, id: &str, form: FormState) -> Answered {
    let (advisory, current) = opened(shell, page, id).await?;
    if current.place.origin != shell.me() || advisory.withdrawal.is_some() {
        return Err(Failure::NotFound);
    }
    let wrong = !form.errors().is_empty();
    let content = WithdrawPage { page, s: Said::new(page, shell), form, id, current: &current };
    let view = page
        .view(page.t("advisory-withdraw-title"))
        .crumb("/exchange/advisories", page.t("advisory-title"))
        .crumb(format!("/exchange/advisories/{id}"), &current.says.content.title);
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

pub(super) async fn show_withdraw(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
) -> Answered {
    let form = page.blank_form();
    drawn_withdraw(&shell, &page, &id, form).await
}

pub(super) async fn withdraw(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    ReaderAddress(address): ReaderAddress,
    headers: HeaderMap,
    form: Form,
) -> Answered {
    let version: Hash =
        form.value.value("version").parse().map_err(|_| Failure::Invalid(Message::new("form-refused")))?;
    let mut errors = FormErrors::new();
    let reason = errors.required(&form.value, "reason", MAX_SHORT);
    let password = form.value.value("password");
    if password.is_empty() {
        errors.add("password", Message::new("form-required"));
    }
    if errors.is_empty() {
        let hand = Hand::new(form.request, password, address, &headers);
        let object = id_of(&id)?;
        let done = signed(&shell, &page, hand, move |scribe, _, officer, key| {
            act::withdraw(scribe, officer, key, object, version, &reason)
        });
        match done.await? {
            Ok(_) => {
                let to = format!("/exchange/advisories/{id}");
                return Ok(page.redirect_with(&to, &Flash::done(Message::new("advisory-withdrawn-done"))));
            }
            Err(refusal) => refusal.into_errors(&mut errors)?,
        }
    }
    drawn_withdraw(&shell, &page, &id, form.again(errors)).await
}
