//! `/law/profile/{instrument}/export.…`: a column as a file; `…/import`: a file into the authority's own column, in two
//! steps: what would change, then the one act that changes it.

use super::framework::{self, Issue};
use super::import::{FileFault, MAX_CARRIED_BYTES, NotImported, Plan, carried, import, read};
use super::native::write_profile;
use super::sheet::table;
use crate::profile::store::{self, Cell, Column};
use crate::profile::web::edit;
use crate::profile::{Finding, Instrument, MAX_TEXT, Profile, ProfileError, Question, keeper};
use crate::web::{library, weights};
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use liptako_identity::Permission;
use liptako_paper::{Format, PaperError, Sheet, csv, xlsx};
use liptako_storage::RoadError;
use liptako_web::{Failure, Flash, Form, FormErrors, FormState, Html, Message, Page, Shell, Upload, escape};

/// Faults of a file that a page lists; the others are counted.
const SHOWN_FAULTS: usize = 50;

/// A column as it stands, as a profile.
async fn profile(shell: &Shell, id: &str) -> Result<Profile, Failure> {
    let (library, charter, id) = (library()?, shell.charter().clone(), id.to_owned());
    let shipped = library.profile(&id).ok_or(Failure::NotFound)?;
    let answers = shell
        .read(move |tx| {
            let column = store::column(tx, library, &charter, &id)?;
            let cells = column.map(|column| column.cells).unwrap_or_default();
            Ok(cells.into_iter().map(|(question, cell)| (question, cell.answer)).collect())
        })
        .await?;
    Ok(Profile { instrument: shipped.instrument.clone(), answers })
}

fn file(kind: &str, name: &str, body: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let heads = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (heads, body).into_response()
}

fn paper(error: PaperError) -> Failure {
    Failure::internal(error)
}

/// The native file.
pub async fn native(State(shell): State<Shell>, Path(id): Path<String>) -> Result<Response, Failure> {
    let profile = profile(&shell, &id).await?;
    let text = write_profile(&library()?.questionnaire, &profile);
    Ok(file("application/toml; charset=utf-8", &format!("{id}.toml"), text.into_bytes()))
}

/// One row per question, for a program.
pub async fn as_csv(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let table = table(&library()?.questionnaire, &profile(&shell, &id).await?, page.lang());
    let bytes = csv(&table).map_err(paper)?;
    Ok(file(Format::Csv.media_type(), &Format::Csv.file_name(&id), bytes))
}

/// One row per question, for a spreadsheet.
pub async fn as_xlsx(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let table = table(&library()?.questionnaire, &profile(&shell, &id).await?, page.lang());
    let bytes = xlsx(&[Sheet::from(&table)]).map_err(paper)?;
    Ok(file(Format::Xlsx.media_type(), &Format::Xlsx.file_name(&id), bytes))
}

const YAML: &str = "application/yaml; charset=utf-8";

fn issue(shell: &Shell, page: &Page) -> Issue {
    Issue::at(page.now(), &*shell.charter().name_fr)
}

/// The framework library of one instrument.
pub async fn as_framework(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (library, charter, issue) = (library()?, shell.charter().clone(), issue(&shell, &page));
    let name = id.clone();
    let text = shell
        .read(move |tx| {
            let column = store::column(tx, library, &charter, &id)?.ok_or(Failure::NotFound)?;
            Ok(framework::library(&library.questionnaire, &column, &issue))
        })
        .await?;
    Ok(file(YAML, &format!("{name}.yaml"), text.into_bytes()))
}

/// The mappings between the laws of the members' States.
pub async fn mappings(State(shell): State<Shell>, page: Page) -> Result<Response, Failure> {
    let (library, weights, charter) = (library()?, weights()?, shell.charter().clone());
    let issue = issue(&shell, &page);
    let text = shell
        .read(move |tx| {
            let columns = store::columns(tx, library, &charter)?;
            let laws: Vec<&Column<'_>> = columns.iter().filter(|column| column.keeper.is_some()).collect();
            Ok(framework::mappings(&library.questionnaire, weights, &laws, &issue))
        })
        .await?;
    Ok(file(YAML, "mappings.yaml", text.into_bytes()))
}

#[derive(Template)]
#[template(path = "formats/exports.html")]
struct Exports<'a> {
    page: &'a Page,
    id: &'a str,
    is_asked: bool,
    may_import: bool,
}

/// The ways out of a column, and the way in for its keeper: a part of the instrument's page.
pub fn exports(shell: &Shell, page: &Page, instrument: &Instrument) -> Result<Html, Failure> {
    let ours = keeper(shell.charter(), &instrument.id) == Some(shell.me());
    drawn(page, instrument, ours && page.may(Permission::LAW_EDIT))
}

fn drawn(page: &Page, instrument: &Instrument, may_import: bool) -> Result<Html, Failure> {
    let is_asked = instrument.answers_expected;
    let part = Exports { page, id: instrument.id.as_str(), is_asked, may_import };
    Ok(Html::trusted(part.render().map_err(Failure::internal)?))
}

// ---- import -----------------------------------------------------------------------------------------------------

/// A fault as the page shows it.
struct Line {
    place: String,
    question: String,
    what: String,
}

#[derive(Template)]
#[template(path = "formats/import.html")]
struct ImportPage<'a> {
    page: &'a Page,
    instrument: &'a Instrument,
    form: FormState,
    faults: Vec<Line>,
    n_faults: usize,
    exports: Html,
}

/// The instrument of this address, when it is the authority's own.
fn own(shell: &Shell, id: &str) -> Result<&'static Instrument, Failure> {
    let instrument = &library()?.profile(id).ok_or(Failure::NotFound)?.instrument;
    if keeper(shell.charter(), &instrument.id) == Some(shell.me()) && instrument.answers_expected {
        Ok(instrument)
    } else {
        Err(Failure::Invalid(Message::new("law-import-not-ours")))
    }
}

fn asking(
    page: &Page,
    instrument: &Instrument,
    form: FormState,
    faults: &[FileFault],
) -> Result<Response, Failure> {
    let line = |fault: &FileFault| {
        let told = fault.told();
        let question = told.question.unwrap_or_default();
        Line { place: page.say(&told.place), question, what: page.say(&told.what) }
    };
    let content = ImportPage {
        page,
        instrument,
        faults: faults.iter().take(SHOWN_FAULTS).map(line).collect(),
        n_faults: faults.len(),
        exports: drawn(page, instrument, false)?,
        form,
    };
    let wrong = !faults.is_empty() || !content.form.errors().is_empty();
    let view = crumbs(page, instrument, page.t("law-import-title"))?;
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

fn crumbs<'a>(
    page: &'a Page,
    instrument: &Instrument,
    title: String,
) -> Result<liptako_web::View<'a>, Failure> {
    let w = Words { page, questionnaire: &library()?.questionnaire };
    let path = format!("/law/profile/{}", instrument.id);
    Ok(page.view(title).crumb("/law/profile", page.t("law-profile-title")).crumb(path, w.short(instrument)))
}

/// Asks for a file.
pub async fn ask(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let instrument = own(&shell, &id)?;
    asking(&page, instrument, page.blank_form(), &[])
}

/// An answer that would change.
struct Changed {
    question: String,
    before: Html,
    after: Html,
}

#[derive(Template)]
#[template(path = "formats/preview.html")]
struct PreviewPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    instrument: &'a Instrument,
    plan: Plan<'a>,
    carried: String,
    form: FormState,
}

impl PreviewPage<'_> {
    fn lines(&self) -> Vec<Changed> {
        let changes = self.plan.changes.iter();
        changes
            .map(|(question, cell, answer)| {
                let after = Cell { answer: answer.clone(), revision: None, attested: None };
                let question_words = self.w.text(&question.label);
                let (before, after) = (self.shown(question, cell), self.shown(question, &after));
                Changed { question: question_words, before, after }
            })
            .collect()
    }

    /// Everything of an answer, so that no change of it goes unseen.
    fn shown(&self, question: &Question, cell: &Cell) -> Html {
        let answer = &cell.answer;
        let mut said = self.w.finding(question, cell).to_string();
        if *answer.finding() != Finding::Unknown {
            said.push_str(&format!(" {}", self.w.confidence(cell)));
        }
        let mut small = |text: &str| said.push_str(&format!("<br><small>{}</small>", escape(text)));
        if let Some(article) = &answer.article {
            small(&self.page.text("law-import-article").with("article", article).to_string());
        }
        if let Some(note) = &answer.note {
            small(note);
        }
        for source in &answer.sources {
            let parts = [Some(&source.name), source.url.as_ref(), source.cited_url.as_ref()];
            small(&parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" · "));
        }
        let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
        if answer.valid.from.is_some() || answer.valid.to.is_some() {
            small(&format!("{} → {}", day(answer.valid.from), day(answer.valid.to)));
        }
        Html::trusted(said)
    }
}

/// Reads the file, and shows what it would change; nothing is kept.
pub async fn preview(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    upload: Upload,
) -> Result<Response, Failure> {
    let instrument = own(&shell, &id)?;
    let wrong = |key: Message| {
        let mut errors = FormErrors::new();
        errors.add("file", key);
        asking(&page, instrument, page.blank_form().failing(errors), &[])
    };
    let sent = match upload.files.as_slice() {
        [one] => one.clone(),
        [] => return wrong(Message::new("law-import-no-file")),
        _ => return wrong(Message::new("law-import-one-file")),
    };
    let library = library()?;
    let expected = instrument.id.clone();
    let found = shell
        .blocking(move |_| {
            let found = read(&library.questionnaire, &sent.name, &sent.bytes);
            Ok(found.and_then(|found| match found.instrument {
                Some(other) if other != expected => {
                    let file = sent.name.chars().take(120).collect();
                    Err(vec![FileFault::OtherInstrument { file, expected, found: other }])
                }
                _ => Ok(found),
            }))
        })
        .await?;
    let found = match found {
        Ok(found) => found,
        Err(faults) => return asking(&page, instrument, page.blank_form(), &faults),
    };
    let charter = shell.charter().clone();
    let column = shell.read(move |tx| Ok(store::column(tx, library, &charter, &id)?)).await?;
    let column = column.ok_or(Failure::NotFound)?;
    let plan = Plan::of(&library.questionnaire, &column, &found.answers);
    let carried = plan.carried();
    if carried.len() > MAX_CARRIED_BYTES {
        return wrong(Message::new("law-import-too-much"));
    }
    previewed(&page, instrument, plan, carried, page.blank_form())
}

fn previewed(
    page: &Page,
    instrument: &Instrument,
    plan: Plan<'_>,
    carried: String,
    form: FormState,
) -> Result<Response, Failure> {
    let w = Words { page, questionnaire: &library()?.questionnaire };
    let wrong = !form.errors().is_empty();
    let view = crumbs(page, instrument, page.t("law-import-preview"))?;
    let content = PreviewPage { page, w, instrument, plan, carried, form };
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

/// Records the answers that the preview carried: all of them, or none.
pub async fn apply(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let (instrument, library) = (own(&shell, &id)?, library()?);
    let questionnaire = &library.questionnaire;
    let changes = carried(questionnaire, form.value.value("changes"));
    let changes = changes.ok_or(Failure::Invalid(Message::new("form-refused")))?;
    let reason = form.value.value("reason").trim().replace("\r\n", "\n");
    if reason.is_empty() || reason.chars().count() > MAX_TEXT {
        let mut errors = FormErrors::new();
        errors.add("reason", Message::new("law-import-reason-missing").with("max", MAX_TEXT));
        let charter = shell.charter().clone();
        let column = shell.read(move |tx| Ok(store::column(tx, library, &charter, &id)?)).await?;
        let column = column.ok_or(Failure::NotFound)?;
        let answers = changes.into_iter().map(|change| (change.question, change.answer)).collect();
        let mut plan = Plan::of(questionnaire, &column, &answers);
        plan.n_absent = 0;
        let again = form.value.value("changes").to_owned();
        return previewed(&page, instrument, plan, again, form.again(errors));
    }
    let officer = page.who().officer().cloned().ok_or(Failure::SignIn)?;
    let (request, n_changes) = (form.request, changes.len());
    let done = shell
        .blocking(move |shell| {
            let act = shell.road().act(request, move |scribe| {
                import(scribe, library, &officer, &instrument.id, changes, &reason)
            });
            match act {
                Ok(_) => Ok(Ok(())),
                Err(RoadError::Rule(why)) => Ok(Err(why)),
                Err(other) => Err(edit::failure(other)),
            }
        })
        .await?;
    match done {
        Ok(()) => {
            let words = Message::new("law-import-done").with("n", n_changes);
            let path = format!("/law/profile/{}", instrument.id);
            Ok(page.redirect_with(&path, &Flash::done(words)))
        }
        Err(why) => Err(refused(&page, why)?),
    }
}

/// Why the act was refused, with the question that stopped it.
fn refused(page: &Page, refused: NotImported) -> Result<Failure, Failure> {
    let NotImported { question, why } = refused;
    let known = library()?.questionnaire.question(question.as_str());
    let w = Words { page, questionnaire: &library()?.questionnaire };
    let question = known.map_or_else(|| question.to_string(), |known| w.text(&known.label));
    Ok(match why {
        ProfileError::Storage(error) => error.into(),
        ProfileError::OtherAnswer | ProfileError::NoChange => {
            Failure::Conflict(Message::new("law-import-moved").with("question", question))
        }
        _ => Failure::Invalid(Message::new("law-import-refused").with("question", question)),
    })
}
