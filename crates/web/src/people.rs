//! The people of the authority: opening, changing and closing accounts, for administrators.

use crate::account::labels;
use crate::form::{Fields, Form, FormErrors, FormState};
use crate::module::{Access, WebModule};
use crate::page::Page;
use crate::shell::Shell;
use crate::texts::{Message, key};
use crate::{Failure, Flash};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use liptako_core::{Lang, ObjectId};
use liptako_identity::{NewPerson, PasswordState, Permission, PermissionTable, Person, PersonEdit, Role};
use std::collections::BTreeSet;

/// Longest field of the form, in characters; identity has its own, closer bounds.
const MAX_FIELD: usize = 200;

pub(crate) fn module() -> WebModule {
    let manage = Access::Needs(Permission::PEOPLE_MANAGE);
    WebModule::new("people")
        .get("/people", manage, list)
        .get("/people/new", manage, show_new)
        .post("/people/new", manage, create)
        .get("/people/{id}", manage, show)
        .post("/people/{id}", manage, edit)
        .post("/people/{id}/disable", manage, disable)
        .post("/people/{id}/enable", manage, enable)
        .post("/people/{id}/reset-password", manage, reset_password)
        .post("/people/{id}/end-sessions", manage, end_sessions)
        .menu("/people", key("people-menu"), manage, 900)
}

struct Line {
    person: Person,
    function: String,
    roles: String,
}

impl Line {
    fn is_waiting(&self) -> bool {
        self.person.password == PasswordState::Temporary
    }
}

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage<'a> {
    page: &'a Page,
    lines: Vec<Line>,
}

async fn list(State(shell): State<Shell>, page: Page) -> Result<Response, Failure> {
    let people =
        shell.blocking(|shell| shell.road().db().read(|tx| Ok(shell.identity().people(tx)?))).await?;
    let line = |person: Person| {
        let (function, roles) = labels(shell.identity().table(), &person, page.lang());
        Line { person, function, roles }
    };
    let lines = people.into_iter().map(line).collect();
    page.html(page.t("people-title"), &PeoplePage { page: &page, lines })
}

/// Value, words, and what more there is to know.
type Choice = (String, String, String);

/// The form for a person, new or known.
#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage<'a> {
    page: &'a Page,
    form: FormState,
    functions: Vec<(String, String)>,
    roles: Vec<Choice>,
    /// The account shown; none when it is being opened.
    person: Option<Person>,
}

impl PersonPage<'_> {
    fn is_self(&self) -> bool {
        let own = self.page.who().person().map(|person| person.id);
        own.is_some() && own == self.person.as_ref().map(|person| person.id)
    }
}

fn answer(shell: &Shell, page: &Page, form: FormState, person: Option<Person>) -> Result<Response, Failure> {
    let table = shell.identity().table();
    let lang = page.lang();
    let title = person.as_ref().map_or_else(|| page.t("people-new"), |person| person.name.clone());
    let view = page.view(title).crumb("/people", page.t("people-title"));
    let view = if form.errors().is_empty() { view } else { view.refused() };
    let functions = table
        .functions()
        .iter()
        .map(|function| (function.name.clone(), function.label(lang).to_owned()))
        .collect();
    view.html(&PersonPage { page, form, functions, roles: role_choices(table, lang), person })
}

/// The roles, each with what sets it apart: permissions that every role gives are left out, unless a role gives
/// no other.
fn role_choices(table: &PermissionTable, lang: Lang) -> Vec<Choice> {
    let common = |name: &String| table.roles().all(|role| role.permissions.contains(name));
    let words = |names: Vec<&String>| {
        let labels = names.into_iter().filter_map(|name| table.permission_label(name, lang));
        labels.collect::<Vec<_>>().join(" · ")
    };
    let choice = |role: &Role| {
        let own: Vec<&String> = role.permissions.iter().filter(|name| !common(name)).collect();
        let shown = if own.is_empty() { role.permissions.iter().collect() } else { own };
        (role.name.clone(), role.label(lang).to_owned(), words(shown))
    };
    table.roles().map(choice).collect()
}

async fn show_new(State(shell): State<Shell>, page: Page) -> Result<Response, Failure> {
    let form = page.blank_form();
    answer(&shell, &page, form, None)
}

fn read_edit(fields: &Fields, errors: &mut FormErrors) -> PersonEdit {
    let name = errors.required(fields, "name", MAX_FIELD);
    let function = errors.required(fields, "function", MAX_FIELD);
    let roles: BTreeSet<String> = fields.values("roles").map(ToOwned::to_owned).collect();
    if roles.is_empty() {
        errors.add("roles", Message::new("identity-no-role"));
    }
    PersonEdit { name, function, roles }
}

/// A temporary password, shown once to be handed over.
#[derive(Template)]
#[template(path = "person_password.html")]
struct TemporaryPage<'a> {
    page: &'a Page,
    name: &'a str,
    login: &'a str,
    password: &'a str,
}

impl<'a> TemporaryPage<'a> {
    fn answer(page: &'a Page, person: &'a Person, password: &'a str) -> Result<Response, Failure> {
        let content = TemporaryPage { page, name: &person.name, login: &person.login, password };
        page.view(page.t("temporary-title")).crumb("/people", page.t("people-title")).html(&content)
    }
}

async fn create(State(shell): State<Shell>, page: Page, form: Form) -> Result<Response, Failure> {
    let request = form.request;
    let act = async {
        let mut errors = FormErrors::new();
        let login = errors.required(&form.value, "login", MAX_FIELD);
        let PersonEdit { name, function, roles } = read_edit(&form.value, &mut errors);
        if errors.is_empty() {
            let by = page.who().clone();
            let new = NewPerson { login, name, function, roles };
            let made = shell
                .blocking(move |shell| {
                    let (clock, chance) = (&**shell.clock(), &**shell.chance());
                    Ok(shell.identity().create_person(shell.road().db(), &by, &new, clock, chance))
                })
                .await?;
            match made {
                Ok((person, password)) => return TemporaryPage::answer(&page, &person, password.reveal()),
                Err(error) => errors.refuse(error)?,
            }
        }
        answer(&shell, &page, form.again(errors), None)
    };
    shell.once(&page, request, act).await
}

async fn known(shell: &Shell, id: &str) -> Result<Person, Failure> {
    let id: ObjectId = id.parse().map_err(|_| Failure::NotFound)?;
    let found = shell
        .blocking(move |shell| shell.road().db().read(|tx| Ok(shell.identity().person(tx, id)?)))
        .await?;
    found.ok_or(Failure::NotFound)
}

async fn show(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Result<Response, Failure> {
    let person = known(&shell, &id).await?;
    let form = page.blank_form().with("name", &person.name).with("function", &person.function);
    let form = person.roles.iter().fold(form, |form, role| form.with("roles", role));
    answer(&shell, &page, form, Some(person))
}

async fn edit(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let person = known(&shell, &id).await?;
    let mut errors = FormErrors::new();
    let change = read_edit(&form.value, &mut errors);
    if errors.is_empty() {
        let (by, id) = (page.who().clone(), person.id);
        let edited = shell
            .blocking(move |shell| Ok(shell.identity().edit_person(shell.road().db(), &by, id, &change)))
            .await?;
        match edited {
            Ok(_) => {
                shell.publish_keys(form.request).await;
                return Ok(page.redirect_with(page.path(), &Flash::done(Message::new("person-saved"))));
            }
            Err(error) => errors.refuse(error)?,
        }
    }
    answer(&shell, &page, form.again(errors), Some(person))
}

async fn disable(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let person = known(&shell, &id).await?;
    let (by, id) = (page.who().clone(), person.id);
    shell.blocking(move |shell| Ok(shell.identity().disable_person(shell.road().db(), &by, id)?)).await?;
    shell.publish_keys(form.request).await;
    let flash = Flash::done(Message::new("person-disabled").with("name", person.name));
    Ok(page.redirect_with("/people", &flash))
}

async fn enable(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let act = async {
        let person = known(&shell, &id).await?;
        let (by, id) = (page.who().clone(), person.id);
        let password = shell
            .blocking(move |shell| {
                let (clock, chance) = (&**shell.clock(), &**shell.chance());
                Ok(shell.identity().enable_person(shell.road().db(), &by, id, clock, chance)?)
            })
            .await?;
        TemporaryPage::answer(&page, &person, password.reveal())
    };
    shell.once(&page, form.request, act).await
}

async fn reset_password(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let act = async {
        let person = known(&shell, &id).await?;
        let (by, id) = (page.who().clone(), person.id);
        let password = shell
            .blocking(move |shell| {
                let (clock, chance) = (&**shell.clock(), &**shell.chance());
                Ok(shell.identity().reset_password(shell.road().db(), &by, id, clock, chance)?)
            })
            .await?;
        shell.publish_keys(form.request).await;
        TemporaryPage::answer(&page, &person, password.reveal())
    };
    shell.once(&page, form.request, act).await
}

async fn end_sessions(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    _: Form,
) -> Result<Response, Failure> {
    let person = known(&shell, &id).await?;
    let (by, id) = (page.who().clone(), person.id);
    let ended = shell
        .blocking(move |shell| {
            shell.road().db().write(|tx| Ok(shell.identity().revoke_all_sessions(tx, &by, id)?))
        })
        .await?;
    let flash = Flash::done(Message::new("sessions-ended").with("n", ended));
    Ok(page.redirect_with(&format!("/people/{}", person.id), &flash))
}
