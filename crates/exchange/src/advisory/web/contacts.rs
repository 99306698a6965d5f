//! `/exchange/advisories/contacts`: whom the authority writes to in each sector. National data, never shared.

use super::super::model::Sector;
use super::super::store::{self, Contact};
use super::words::Said;
use super::{Answered, reader};
use askama::Template;
use axum::extract::State;
use liptako_core::ObjectId;
use liptako_identity::Permission;
use liptako_web::{Failure, Flash, Form, FormErrors, FormState, Message, Page, Shell};

/// Longest name or address of a recipient, in characters.
const MAX_LINE: usize = 200;

#[derive(Template)]
#[template(path = "advisory/web/contacts.html")]
struct ContactsPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    form: FormState,
    contacts: Vec<Contact>,
}

impl ContactsPage<'_> {
    fn sectors(&self) -> Vec<(String, String)> {
        Sector::ALL.iter().map(|sector| (sector.name().to_owned(), self.s.sector(sector))).collect()
    }

    fn may_write(&self) -> bool {
        self.page.may(Permission::ADVISORY_WRITE)
    }
}

async fn drawn(shell: &Shell, page: &Page, form: FormState) -> Answered {
    reader(page)?;
    let contacts = shell.read(|tx| Ok(store::contacts(tx)?)).await?;
    let wrong = !form.errors().is_empty();
    let content = ContactsPage { page, s: Said::new(page, shell), form, contacts };
    let view =
        page.view(page.t("advisory-contacts-title")).crumb("/exchange/advisories", page.t("advisory-title"));
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

pub(super) async fn show(State(shell): State<Shell>, page: Page) -> Answered {
    let form = page.blank_form();
    drawn(&shell, &page, form).await
}

pub(super) async fn change(State(shell): State<Shell>, page: Page, form: Form) -> Answered {
    if !form.value.value("remove").is_empty() {
        let id: ObjectId = form.value.value("remove").parse().map_err(|_| Failure::NotFound)?;
        shell.blocking(move |shell| Ok(shell.road().db().write(|tx| store::delete_contact(tx, id))?)).await?;
        let flash = Flash::done(Message::new("advisory-contact-removed"));
        return Ok(page.redirect_with("/exchange/advisories/contacts", &flash));
    }
    let mut errors = FormErrors::new();
    let sector = errors.choice(&form.value, "sector", Sector::ALL.iter().map(|sector| sector.name()));
    let name = errors.required(&form.value, "name", MAX_LINE);
    let address = errors.required(&form.value, "address", MAX_LINE);
    for (field, text) in [("name", &name), ("address", &address)] {
        if text.contains('\n') {
            errors.add(field, Message::new("form-control-characters"));
        }
    }
    if let (true, Some(sector)) = (errors.is_empty(), Sector::from_name(&sector)) {
        // The request is the recipient's name in the table: sent twice, the form adds one.
        let contact = Contact { id: ObjectId::from_bytes(*form.request.as_bytes()), sector, name, address };
        shell
            .blocking(move |shell| {
                let known = shell.road().db().read(store::contacts)?;
                if known.iter().any(|known| known.id == contact.id) {
                    return Ok(());
                }
                Ok(shell.road().db().write(|tx| store::put_contact(tx, &contact))?)
            })
            .await?;
        let flash = Flash::done(Message::new("advisory-contact-added"));
        return Ok(page.redirect_with("/exchange/advisories/contacts", &flash));
    }
    drawn(&shell, &page, form.again(errors)).await
}
