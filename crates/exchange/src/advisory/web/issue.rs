//! `/exchange/advisories/drafts/{id}/issue`: the advisory as it will be read, the final list of its readers, and the
//! signature that sends it to them and to nobody else.

use super::super::act::{self, AdvisoryError, Confirmed};
use super::super::model::Version;
use super::super::readers::{Authority, Readers, readers};
use super::super::store::Draft;
use super::draft::found;
use super::sign::{Hand, signed};
use super::words::{Said, message};
use super::{Answered, reader};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use liptako_core::ObjectId;
use liptako_journal::Hash;
use liptako_web::{Failure, Flash, Form, FormErrors, FormState, Message, Page, ReaderAddress, Shell};

#[derive(Template)]
#[template(path = "advisory/web/issue.html")]
struct IssuePage<'a> {
    page: &'a Page,
    s: Said<'a>,
    form: FormState,
    draft: &'a Draft,
    /// What it becomes, and for whom; or why it cannot be issued by this officer.
    ready: Result<&'a (Version, Readers), String>,
}

impl IssuePage<'_> {
    fn people(&self, authority: &Authority) -> Vec<(String, String)> {
        let lang = self.page.lang();
        authority
            .officers
            .iter()
            .map(|person| (person.name.clone(), person.function.label(lang).to_owned()))
            .collect()
    }

    /// Those of an authority whom this node cannot name.
    fn others(&self, authority: &Authority, list: &Readers) -> String {
        match (authority.is_ours, list.functions.is_empty()) {
            (true, _) => self.page.t("advisory-readers-ours"),
            (false, true) => self.page.t("advisory-readers-theirs"),
            (false, false) => {
                let functions = list.functions.iter().map(|name| self.function(name)).collect::<Vec<_>>();
                self.page
                    .text("advisory-readers-theirs-in")
                    .with("functions", functions.join(", "))
                    .to_string()
            }
        }
    }

    fn function(&self, name: &str) -> String {
        let known = self.s.shell.identity().table().function(name);
        known.map_or_else(|| name.to_owned(), |function| function.label(self.page.lang()).to_owned())
    }

    /// What lies beyond the authorities.
    fn beyond(&self) -> String {
        let tlp = match &self.ready {
            Ok((_, list)) => list.tlp,
            Err(_) => return String::new(),
        };
        use super::super::marking::Tlp;
        self.page.t(match tlp {
            Tlp::Red => "advisory-beyond-red",
            Tlp::AmberStrict => "advisory-beyond-amber-strict",
            Tlp::Amber => "advisory-beyond-amber",
            Tlp::Green => "advisory-beyond-green",
            Tlp::Clear => "advisory-beyond-clear",
        })
    }

    fn as_officer(&self) -> String {
        let officer = self.page.who().officer();
        officer.map(|officer| officer.function.label(self.page.lang()).to_owned()).unwrap_or_default()
    }
}

/// The page of an issue, around this form.
async fn drawn(shell: &Shell, page: &Page, draft: Draft, form: FormState) -> Answered {
    let (officer, _) = reader(page)?;
    let looked = draft.clone();
    let ready = shell
        .blocking(move |shell| {
            let (charter, me) = (shell.charter().clone(), shell.me());
            let identity = std::sync::Arc::clone(shell.identity());
            let found = shell.road().db().read(|tx| -> Result<_, AdvisoryError> {
                let (_, version) = act::version_of(tx, &charter, me, &looked, &officer)?;
                let known = [&version.drafter, &version.issuer];
                let list = readers(tx, &identity, &charter, me, &version.marking, &known)?;
                Ok((version, list))
            });
            match found {
                Ok(found) => Ok(Ok(found)),
                Err(AdvisoryError::Storage(error)) => Err(error.into()),
                Err(error) => Ok(Err(error)),
            }
        })
        .await?;
    let ready = ready.map_err(|error| page.say(&message(&error)));
    let s = Said::new(page, shell);
    let wrong = !form.errors().is_empty();
    let content = IssuePage { page, s, form, draft: &draft, ready: ready.as_ref().map_err(Clone::clone) };
    let view = page
        .view(page.t("advisory-issue-title"))
        .crumb("/exchange/advisories", page.t("advisory-title"))
        .crumb(format!("/exchange/advisories/drafts/{}", draft.id), page.t("advisory-draft-title"));
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

pub(super) async fn show(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let draft = found(&shell, &page, &id).await?;
    let form = page.blank_form();
    drawn(&shell, &page, draft, form).await
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
    // Sent twice, the draft is gone the second time; the act itself answers, once.
    let draft_id: ObjectId = id.parse().map_err(|_| Failure::NotFound)?;
    let edit: u32 = form.value.value("edit").parse().map_err(|_| refused())?;
    let readers: Hash = form.value.value("readers").parse().map_err(|_| refused())?;
    let mut errors = FormErrors::new();
    if !form.value.has("confirmed", "yes") {
        errors.add("confirmed", Message::new("advisory-confirm-needed"));
    }
    let password = form.value.value("password");
    if password.is_empty() {
        errors.add("password", Message::new("form-required"));
    }
    if errors.is_empty() {
        let hand = Hand::new(form.request, password, address, &headers);
        let confirmed = Confirmed { draft: draft_id, edit, readers };
        let done = signed(&shell, &page, hand, move |scribe, identity, officer, key| {
            act::issue(scribe, identity, officer, key, confirmed)
        });
        match done.await? {
            Ok(issued) => {
                let to = issued.map_or_else(
                    || "/exchange/advisories".to_owned(),
                    |(object, _)| format!("/exchange/advisories/{object}"),
                );
                return Ok(page.redirect_with(&to, &Flash::done(Message::new("advisory-issued"))));
            }
            Err(refusal) => refusal.into_errors(&mut errors)?,
        }
    }
    let draft = found(&shell, &page, &id).await?;
    drawn(&shell, &page, draft, form.again(errors)).await
}
