//! The shell's own small pages: signing in and out, language, light, about.

use crate::Failure;
use crate::cookie::Cookie;
use crate::form::{Form, FormErrors, FormState};
use crate::module::{Access, WebModule};
use crate::page::{Page, append_cookie, encode};
use crate::prefs::{Theme, safe_next};
use crate::refusal::sign_in_refusal;
use crate::shell::{ReaderAddress, Shell};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use liptako_core::{Lang, Member};
use liptako_identity::Client;
use serde::Deserialize;

/// Longest login or password typed into the sign-in form, in characters; identity has its own, closer bounds.
const MAX_TYPED: usize = 512;

pub(crate) fn module() -> WebModule {
    WebModule::new("web")
        .get("/sign-in", Access::Public, show_sign_in)
        .post("/sign-in", Access::Public, sign_in)
        .post("/sign-out", Access::Public, sign_out)
        .get("/language/{tag}", Access::Public, choose_language)
        .get("/theme/{name}", Access::Public, choose_theme)
        .get("/about", Access::Public, about)
}

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'a> {
    page: &'a Page,
    form: FormState,
}

async fn show_sign_in(page: Page, Query(query): Query<Next>) -> Result<Response, Failure> {
    if page.is_signed_in() {
        return Ok(page.redirect(safe_next(&query.next)));
    }
    let form = page.blank_form().with("next", safe_next(&query.next));
    page.html(page.t("sign-in-title"), &SignInPage { page: &page, form })
}

async fn sign_in(
    State(shell): State<Shell>,
    page: Page,
    ReaderAddress(address): ReaderAddress,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Failure> {
    let mut errors = FormErrors::new();
    let login = errors.required(&form.value, "login", MAX_TYPED);
    let password = form.value.value("password").to_owned();
    if password.is_empty() {
        errors.add("password", crate::Message::new("form-required"));
    }
    let agent = agent_of(&headers);
    if errors.is_empty() {
        let outcome = shell
            .blocking(move |shell| {
                let client = Client { address: &address, agent: &agent };
                let (clock, chance) = (&**shell.clock(), &**shell.chance());
                Ok(shell.identity().sign_in(shell.road().db(), &login, &password, &client, clock, chance))
            })
            .await?;
        match outcome {
            Ok(opened) => {
                let next = safe_next(form.value.value("next"));
                let to = if opened.who.must_change_password() { "/account/password" } else { next };
                let mut response = page.redirect(to);
                let jar = shell.face().jar();
                append_cookie(response.headers_mut(), Cookie::Session.set(&opened.cookie, jar));
                append_cookie(response.headers_mut(), Cookie::Visit.clear(jar));
                return Ok(response);
            }
            Err(error) => errors.add("", sign_in_refusal(error)?),
        }
    }
    let form = form.again(errors);
    page.view(page.t("sign-in-title")).refused().html(&SignInPage { page: &page, form })
}

/// What a browser calls itself.
pub(crate) fn agent_of(headers: &HeaderMap) -> String {
    headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

async fn sign_out(
    State(shell): State<Shell>,
    page: Page,
    headers: HeaderMap,
    _: Form,
) -> Result<Response, Failure> {
    let jar = shell.face().jar();
    if let Some(cookie) = Cookie::Session.read(&headers, jar).map(ToOwned::to_owned) {
        shell.blocking(move |shell| Ok(shell.identity().sign_out(shell.road().db(), &cookie)?)).await?;
    }
    let mut response =
        page.redirect_with("/sign-in", &crate::Flash::done(crate::Message::new("sign-out-done")));
    append_cookie(response.headers_mut(), Cookie::Session.clear(jar));
    Ok(response)
}

async fn choose_language(
    page: Page,
    Path(tag): Path<String>,
    Query(query): Query<Next>,
) -> Result<Response, Failure> {
    let lang = Lang::from_tag(&tag).ok_or(Failure::NotFound)?;
    let cookie = Cookie::Lang.set(lang.tag(), page.face().jar());
    Ok(back(&page, &query, cookie))
}

async fn choose_theme(
    page: Page,
    Path(name): Path<String>,
    Query(query): Query<Next>,
) -> Result<Response, Failure> {
    let theme = Theme::from_name(&name).ok_or(Failure::NotFound)?;
    let cookie = Cookie::Theme.set(theme.name(), page.face().jar());
    Ok(back(&page, &query, cookie))
}

fn back(page: &Page, query: &Next, cookie: Option<HeaderValue>) -> Response {
    let mut response = page.redirect(safe_next(&query.next));
    append_cookie(response.headers_mut(), cookie);
    response
}

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage<'a> {
    page: &'a Page,
}

impl AboutPage<'_> {
    fn members(&self) -> &[Member] {
        &self.page.face().charter().members
    }

    fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

async fn about(page: Page) -> Result<Response, Failure> {
    page.html(page.t("about-title"), &AboutPage { page: &page })
}

/// The address of the sign-in page that comes back to `here`.
pub(crate) fn sign_in_address(here: &str) -> String {
    format!("/sign-in?next={}", encode(here))
}
