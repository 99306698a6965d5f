//! `/exchange/advisories/new`, `…/drafts/{id}`, `…/{id}/revise`: writing an advisory. National data: nothing leaves the
//! node before another officer issues it.

use super::super::act::{self, AdvisoryError, Desk};
use super::super::marking::Tlp;
use super::super::model::{Content, Origin, Sector, Severity, Threat};
use super::super::store::Draft;
use super::words::{Said, refuse};
use super::{Answered, fields, id_of, opened, reader};
use askama::Template;
use axum::extract::{Path, State};
use liptako_core::{Lang, ObjectId};
use liptako_identity::Permission;
use liptako_journal::Hash;
use liptako_web::{Failure, Flash, Form, FormErrors, FormState, Message, Page, Shell, concept_choices};

/// A group of concepts that can be ticked.
struct ConceptGroup {
    label: String,
    ticked: usize,
    all: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "advisory/web/draft.html")]
struct DraftPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    form: FormState,
    /// Where the form goes.
    action: String,
    /// The draft, once it is kept.
    draft: Option<&'a Draft>,
    is_revision: bool,
    origin: Option<&'a Origin>,
}

type Choice = (String, String, String);

impl DraftPage<'_> {
    fn labels(&self) -> Vec<Choice> {
        Tlp::ALL.map(|tlp| (tlp.name().to_owned(), tlp.label().to_owned(), self.s.tlp_means(tlp))).into()
    }

    fn authorities(&self) -> Vec<Choice> {
        let charter = self.s.shell.charter();
        let others = charter.indices().filter(|member| *member != self.s.shell.me());
        others
            .map(|member| {
                let known = &charter.members[usize::from(member.0)];
                let name = self.page.lang().pick(&known.country_fr, &known.country_en);
                (known.code.clone(), known.acronym.clone(), name.to_owned())
            })
            .collect()
    }

    fn functions(&self) -> Vec<Choice> {
        let table = self.s.shell.identity().table();
        let label = |function: &liptako_identity::Function| function.label(self.page.lang()).to_owned();
        table.functions().iter().map(|known| (known.name.clone(), label(known), String::new())).collect()
    }

    fn threats(&self) -> Vec<(String, String)> {
        Threat::ALL.iter().map(|threat| (threat.name().to_owned(), self.s.threat(threat))).collect()
    }

    fn severities(&self) -> Vec<(String, String)> {
        Severity::ALL
            .iter()
            .map(|severity| (severity.name().to_owned(), self.s.severity_word(severity)))
            .collect()
    }

    fn langs(&self) -> Vec<(String, String)> {
        vec![
            (Lang::Fr.tag().to_owned(), self.page.t("advisory-lang-fr")),
            (Lang::En.tag().to_owned(), self.page.t("advisory-lang-en")),
        ]
    }

    fn sectors(&self) -> Vec<Choice> {
        Sector::ALL
            .iter()
            .map(|sector| (sector.name().to_owned(), self.s.sector(sector), String::new()))
            .collect()
    }

    fn concepts(&self) -> Vec<ConceptGroup> {
        let groups = concept_choices(self.page.lang()).into_iter();
        groups
            .map(|(label, all)| {
                let ticked = all.iter().filter(|(id, _)| self.form.has("concepts", id)).count();
                ConceptGroup { label, ticked, all }
            })
            .collect()
    }

    fn needs_agreement(&self) -> bool {
        self.origin.is_some_and(|origin| origin.tlp > Tlp::Green)
    }

    fn may_write(&self) -> bool {
        self.page.may(Permission::ADVISORY_WRITE)
    }

    fn may_issue(&self) -> bool {
        let own =
            self.draft.is_some_and(|draft| Some(draft.drafter.id) == self.page.who().officer().map(|o| o.id));
        self.page.may(Permission::ADVISORY_DECIDE) && !own
    }
}

/// The form, around this draft.
fn drawn(
    shell: &Shell,
    page: &Page,
    form: FormState,
    action: String,
    draft: Option<&Draft>,
    about: About<'_>,
) -> Answered {
    let wrong = !form.errors().is_empty();
    let title = match (draft, about.is_revision) {
        (_, true) => page.t("advisory-revise-title"),
        (Some(_), false) => page.t("advisory-draft-title"),
        (None, false) => page.t("advisory-new-title"),
    };
    let content = DraftPage {
        page,
        s: Said::new(page, shell),
        form,
        action,
        draft,
        is_revision: about.is_revision,
        origin: about.origin,
    };
    let view = page.view(title).crumb("/exchange/advisories", page.t("advisory-title"));
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

/// What the form is of.
#[derive(Clone, Copy, Default)]
struct About<'a> {
    is_revision: bool,
    origin: Option<&'a Origin>,
}

pub(super) async fn blank(State(shell): State<Shell>, page: Page) -> Answered {
    let form = page.blank_form().with("lang", page.lang().tag());
    drawn(&shell, &page, form, "/exchange/advisories/new".into(), None, About::default())
}

pub(super) async fn begin(State(shell): State<Shell>, page: Page, form: Form) -> Answered {
    let mut errors = FormErrors::new();
    if let Some(drafted) = fields::read(&form.value, &mut errors, shell.charter(), shell.me(), false, false) {
        // The request is the draft's name: sent twice, it makes one.
        let id = ObjectId::from_bytes(*form.request.as_bytes());
        match kept(&shell, &page, id, None, drafted).await? {
            Ok(draft) => return Ok(thanks(&page, &draft)),
            Err(error) => refuse(&mut errors, error)?,
        }
    }
    drawn(&shell, &page, form.again(errors), "/exchange/advisories/new".into(), None, About::default())
}

async fn kept(
    shell: &Shell,
    page: &Page,
    id: ObjectId,
    revises: Option<(ObjectId, Hash)>,
    drafted: act::Drafted,
) -> Result<Result<Draft, AdvisoryError>, Failure> {
    let (officer, _) = reader(page)?;
    shell
        .blocking(move |shell| {
            let (charter, me, now) = (shell.charter().clone(), shell.me(), shell.clock().now());
            Ok(shell.road().db().write(|tx| {
                act::begin(tx, Desk { charter: &charter, me, now }, &officer, id, revises, drafted.clone())
            }))
        })
        .await
}

fn thanks(page: &Page, draft: &Draft) -> axum::response::Response {
    let to = format!("/exchange/advisories/drafts/{}", draft.id);
    page.redirect_with(&to, &Flash::done(Message::new("advisory-draft-kept")))
}

pub(super) async fn show(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let draft = found(&shell, &page, &id).await?;
    let form = fields::of_draft(page.blank_form(), shell.charter(), shell.me(), &draft);
    let about = About { is_revision: draft.revises.is_some(), origin: draft.content.origin.as_ref() };
    drawn(&shell, &page, form, format!("/exchange/advisories/drafts/{id}"), Some(&draft), about)
}

/// A draft that this reader may open.
pub(super) async fn found(shell: &Shell, page: &Page, id: &str) -> Result<Draft, Failure> {
    let ((officer, _), id) = (reader(page)?, id_of(id)?);
    let found = shell.read(move |tx| Ok(act::open_draft(tx, &officer, id))).await?;
    match found {
        Ok(draft) => Ok(draft),
        Err(AdvisoryError::Storage(error)) => Err(error.into()),
        Err(_) => Err(Failure::NotFound),
    }
}

pub(super) async fn save(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    form: Form,
) -> Answered {
    let before = found(&shell, &page, &id).await?;
    let (is_revision, is_imported) = (before.revises.is_some(), before.content.origin.is_some());
    let edit: u32 =
        form.value.value("edit").parse().map_err(|_| Failure::Invalid(Message::new("form-refused")))?;
    let mut errors = FormErrors::new();
    let drafted =
        fields::read(&form.value, &mut errors, shell.charter(), shell.me(), is_revision, is_imported);
    if let Some(drafted) = drafted {
        let (officer, _) = reader(&page)?;
        let draft = before.id;
        let saved = shell
            .blocking(move |shell| {
                let (charter, me, now) = (shell.charter().clone(), shell.me(), shell.clock().now());
                Ok(shell.road().db().write(|tx| {
                    act::save(tx, Desk { charter: &charter, me, now }, &officer, draft, edit, drafted.clone())
                }))
            })
            .await?;
        match saved {
            Ok(draft) => return Ok(thanks(&page, &draft)),
            Err(error) => refuse(&mut errors, error)?,
        }
    }
    let about = About { is_revision, origin: before.content.origin.as_ref() };
    drawn(
        &shell,
        &page,
        form.again(errors),
        format!("/exchange/advisories/drafts/{id}"),
        Some(&before),
        about,
    )
}

pub(super) async fn discard(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    _: Form,
) -> Answered {
    let ((officer, _), id) = (reader(&page)?, id_of(&id)?);
    let done =
        shell.blocking(move |shell| Ok(shell.road().db().write(|tx| act::discard(tx, &officer, id)))).await?;
    match done {
        Ok(()) | Err(AdvisoryError::NotFound) => {
            let flash = Flash::done(Message::new("advisory-draft-discarded"));
            Ok(page.redirect_with("/exchange/advisories", &flash))
        }
        Err(AdvisoryError::Storage(error)) => Err(error.into()),
        Err(_) => Err(Failure::NotFound),
    }
}

pub(super) async fn revise(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let (advisory, current) = opened(&shell, &page, &id).await?;
    if current.place.origin != shell.me() || advisory.withdrawal.is_some() {
        return Err(Failure::NotFound);
    }
    let version = &current.says;
    let form = page.blank_form().with("parent", current.commitment.to_string());
    let form = fields::filled(form, shell.charter(), shell.me(), Some(&version.marking), &version.content);
    let about = About { is_revision: true, origin: version.content.origin.as_ref() };
    drawn(&shell, &page, form, format!("/exchange/advisories/{id}/revise"), None, about)
}

pub(super) async fn begin_revision(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    form: Form,
) -> Answered {
    let (_, current) = opened(&shell, &page, &id).await?;
    let origin = current.says.content.origin.clone();
    let parent: Hash =
        form.value.value("parent").parse().map_err(|_| Failure::Invalid(Message::new("form-refused")))?;
    let mut errors = FormErrors::new();
    let drafted = fields::read(&form.value, &mut errors, shell.charter(), shell.me(), true, origin.is_some());
    if let Some(mut drafted) = drafted {
        drafted.content = with_origin(drafted.content, origin.as_ref());
        let draft = ObjectId::from_bytes(*form.request.as_bytes());
        match kept(&shell, &page, draft, Some((id_of(&id)?, parent)), drafted).await? {
            Ok(draft) => return Ok(thanks(&page, &draft)),
            Err(error) => refuse(&mut errors, error)?,
        }
    }
    let about = About { is_revision: true, origin: origin.as_ref() };
    drawn(&shell, &page, form.again(errors), format!("/exchange/advisories/{id}/revise"), None, about)
}

/// Where it comes from stays; only the agreement is as typed.
fn with_origin(content: Content, origin: Option<&Origin>) -> Content {
    let agreement = content.origin.map(|typed| typed.agreement).unwrap_or_default();
    let origin = origin.map(|origin| Origin { agreement, ..origin.clone() });
    Content { origin, ..content }
}
