//! One's own account: who one is here, one's password, one's open sessions.

use crate::form::{Form, FormErrors, FormState};
use crate::module::{Access, WebModule};
use crate::page::Page;
use crate::pages::agent_of;
use crate::shell::{ReaderAddress, Shell};
use crate::texts::Message;
use crate::{Failure, Flash};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use liptako_core::{Lang, ObjectId, RequestId};
use liptako_identity::{Client, MIN_PASSWORD_CHARS, Permission, PermissionTable, Person, Session};

pub(crate) fn module() -> WebModule {
    let own = Access::Needs(Permission::ACCOUNT_OWN);
    WebModule::new("account")
        .get("/account", own, show)
        .get("/account/password", own, show_password)
        .post("/account/password", own, change_password)
        .post("/account/sessions/end-others", own, end_others)
        .post("/account/sessions/{id}/end", own, end_session)
}

/// The words for a function and for a set of roles, from the permission table.
pub(crate) fn labels(table: &PermissionTable, person: &Person, lang: Lang) -> (String, String) {
    let function =
        table.function(&person.function).map_or(person.function.as_str(), |known| known.label(lang));
    let roles: Vec<&str> = person
        .roles
        .iter()
        .map(|name| table.role(name).map_or(name.as_str(), |role| role.label(lang)))
        .collect();
    (function.to_owned(), roles.join(", "))
}

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage<'a> {
    page: &'a Page,
    person: &'a Person,
    function: String,
    roles: String,
    sessions: Vec<Session>,
}

impl AccountPage<'_> {
    fn is_this(&self, session: &Session) -> bool {
        self.page.who().session() == Some(session.id)
    }

    fn browser(&self, session: &Session) -> String {
        browser(&session.agent).unwrap_or_else(|| self.page.t("session-agent-unknown"))
    }

    fn has_others(&self) -> bool {
        self.sessions.iter().any(|session| !self.is_this(session))
    }
}

/// What a person would call this browser: `Firefox, Android`. The order matters: many claim to be Chrome or Safari.
fn browser(agent: &str) -> Option<String> {
    const PROGRAMS: [(&str, &str); 9] = [
        ("Opera Mini", "Opera Mini"),
        ("OPR/", "Opera"),
        ("UCBrowser", "UC Browser"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Edg", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    match (find(&PROGRAMS), find(&SYSTEMS)) {
        (Some(program), Some(system)) => Some(format!("{program}, {system}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}

async fn show(State(shell): State<Shell>, page: Page) -> Result<Response, Failure> {
    let person = page.who().person().cloned().ok_or(Failure::SignIn)?;
    let id = person.id;
    let mut sessions = shell
        .blocking(move |shell| {
            shell.road().db().read(|tx| Ok(shell.identity().sessions(tx, id, &**shell.clock())?))
        })
        .await?;
    let own = page.who().session();
    sessions.sort_by_key(|session| (Some(session.id) != own, std::cmp::Reverse(session.last_seen)));
    let (function, roles) = labels(shell.identity().table(), &person, page.lang());
    let content = AccountPage { page: &page, person: &person, function, roles, sessions };
    page.html(page.t("account-title"), &content)
}

#[derive(Template)]
#[template(path = "account_password.html")]
struct PasswordPage<'a> {
    page: &'a Page,
    form: FormState,
    min: usize,
}

impl<'a> PasswordPage<'a> {
    fn answer(page: &'a Page, form: FormState) -> Result<Response, Failure> {
        let wrong = !form.errors().is_empty();
        let view = page.view(page.t("password-title")).crumb("/account", page.t("account-title"));
        let view = if wrong { view.refused() } else { view };
        view.html(&PasswordPage { page, form, min: MIN_PASSWORD_CHARS })
    }
}

async fn show_password(page: Page) -> Result<Response, Failure> {
    let form = page.blank_form();
    PasswordPage::answer(&page, form)
}

async fn change_password(
    State(shell): State<Shell>,
    page: Page,
    ReaderAddress(address): ReaderAddress,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Failure> {
    let request = form.request;
    let act = async {
        let mut errors = FormErrors::new();
        let [current, new, again] =
            ["password", "new", "again"].map(|name| form.value.value(name).to_owned());
        if new != again {
            errors.add("again", Message::new("password-differs"));
        }
        if errors.is_empty() {
            let (who, agent) = (page.who().clone(), agent_of(&headers));
            let changed = shell
                .blocking(move |shell| {
                    let client = Client { address: &address, agent: &agent };
                    let (clock, chance) = (&**shell.clock(), &**shell.chance());
                    let db = shell.road().db();
                    Ok(shell.identity().change_password(db, &who, &current, &new, &client, clock, chance))
                })
                .await?;
            match changed {
                Ok(()) => {
                    shell.publish_keys(request).await;
                    return Ok(page.redirect_with("/account", &Flash::done(Message::new("password-changed"))));
                }
                Err(error) => errors.refuse(error)?,
            }
        }
        PasswordPage::answer(&page, form.again(errors))
    };
    shell.once(&page, request, act).await
}

async fn end_session(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    _: Form,
) -> Result<Response, Failure> {
    let session: ObjectId = id.parse().map_err(|_| Failure::NotFound)?;
    let who = page.who().clone();
    shell
        .blocking(move |shell| {
            shell.road().db().write(|tx| Ok(shell.identity().revoke_session(tx, &who, session)?))
        })
        .await?;
    Ok(page.redirect_with("/account", &Flash::done(Message::new("session-ended"))))
}

async fn end_others(State(shell): State<Shell>, page: Page, _: Form) -> Result<Response, Failure> {
    let who = page.who().clone();
    let ended = shell
        .blocking(move |shell| {
            shell.road().db().write(|tx| Ok(shell.identity().revoke_other_sessions(tx, &who)?))
        })
        .await?;
    Ok(page.redirect_with("/account", &Flash::done(Message::new("sessions-ended").with("n", ended))))
}

impl Shell {
    /// Registers in the journal the act keys that the accounts call for. A node that cannot record now does it
    /// with the next act: nothing is lost, so nobody is stopped here.
    pub(crate) async fn publish_keys(&self, request: RequestId) {
        let published = self
            .blocking(move |shell| {
                if !shell.road().db().read(|tx| Ok::<_, Failure>(shell.identity().keys_to_publish(tx)?))? {
                    return Ok(());
                }
                let identity = std::sync::Arc::clone(shell.identity());
                let rule = move |scribe: &mut liptako_storage::Scribe<'_>| {
                    identity.publish_keys(scribe).map(drop).map_err(Failure::from)
                };
                shell.road().act(request, rule).map(drop).map_err(Failure::from)
            })
            .await;
        if let Err(failure) = published {
            tracing::warn!(?failure, "act keys wait to be registered with the next act");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_called_by_their_names() {
        let chrome = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 \
            Mobile Safari/537.36";
        assert_eq!(browser(chrome).as_deref(), Some("Chrome, Android"));
        assert_eq!(browser(&format!("{chrome} OPR/80")).as_deref(), Some("Opera, Android"));
        let firefox = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";
        assert_eq!(browser(firefox).as_deref(), Some("Firefox, Windows"));
        assert_eq!(browser("Nokia6300/2.0"), None);
    }
}
