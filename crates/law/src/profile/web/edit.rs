//! `/law/profile/{instrument}/{question}/edit`: an authority answers for its own law.

use super::super::form::refuse as refuse_answer;
use super::super::store::Cell;
use super::super::{AnswerForm, Draft, Finding, Irregularity, MAX_TEXT, ProfileError, answer as record};
use super::cell::{Place, load};
use super::trail::validity;
use crate::web::library;
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use liptako_journal::Hash;
use liptako_storage::RoadError;
use liptako_web::{Failure, Flash, Form, FormErrors, FormState, Html, Message, Page, Shell};

#[derive(Template)]
#[template(path = "profile/edit.html")]
struct EditPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    place: Place,
    cell: &'a Cell,
    fields: Html,
    form: FormState,
    parent: String,
}

impl EditPage<'_> {
    fn validity(&self) -> String {
        validity(self.page, &self.cell.answer.valid)
    }
}

/// Refuses to write in another's column, and says who does.
fn check_column(shell: &Shell, page: &Page, place: &Place) -> Result<(), Failure> {
    let instrument = place.words(page).short(place.instrument);
    match place.keeper {
        Some(keeper) if keeper == shell.me() => Ok(()),
        Some(keeper) => {
            let keeper = page.face().acronym_of(keeper);
            let why =
                Message::new("law-refused-column").with("instrument", instrument).with("authority", keeper);
            Err(Failure::Invalid(why))
        }
        None => Err(Failure::Invalid(Message::new("law-refused-reference").with("instrument", instrument))),
    }
}

fn answer(
    page: &Page,
    place: Place,
    cell: &Cell,
    parent: String,
    form: FormState,
) -> Result<Response, Failure> {
    let w = place.words(page);
    let fields = AnswerForm::of(place.question).draw(page, &place.library.questionnaire, &form)?;
    let wrong = !form.errors().is_empty();
    let view = page
        .view(page.t("law-edit-title"))
        .crumb("/law/profile", page.t("law-profile-title"))
        .crumb(format!("/law/profile/{}", place.instrument.id), w.short(place.instrument))
        .crumb(place.path(), w.text(&place.question.label));
    let view = if wrong { view.refused() } else { view };
    view.html(&EditPage { page, w, place, cell, fields, form, parent })
}

fn written(parent: Option<Hash>) -> String {
    parent.map(|hash| hash.to_string()).unwrap_or_default()
}

/// The form, filled with the answer that stands.
pub async fn show(
    State(shell): State<Shell>,
    page: Page,
    Path((instrument, question)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let place = Place::find(&shell, &page, &instrument, &question)?;
    check_column(&shell, &page, &place)?;
    let found = load(&shell, &page, place).await?;
    let form = AnswerForm::of(place.question).fill_open(page.blank_form(), &found.cell.answer);
    answer(&page, place, &found.cell, written(found.parent), form)
}

/// Records the answer.
pub async fn save(
    State(shell): State<Shell>,
    page: Page,
    Path((instrument, question)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Failure> {
    let place = Place::find(&shell, &page, &instrument, &question)?;
    check_column(&shell, &page, &place)?;
    let mut errors = FormErrors::new();
    let parent = form.value.value("parent").to_owned();
    let cited = if parent.is_empty() {
        None
    } else {
        Some(parent.parse::<Hash>().map_err(|_| Failure::Invalid(Message::new("form-refused")))?)
    };
    let typed = AnswerForm::of(place.question).read(&form.value, &mut errors);
    let reason = errors.optional(&form.value, "reason", MAX_TEXT);
    if reason.is_empty() {
        errors.add("reason", Message::new("law-edit-fault-reason"));
    }
    let mut parent = parent;
    if let Some(typed) = typed.filter(|_| errors.is_empty()) {
        let unknown = *typed.finding() == Finding::Unknown;
        let draft = Draft {
            instrument: place.instrument.id.clone(),
            question: place.question.id.clone(),
            parent: cited,
            answer: typed,
            reason,
        };
        match send(&shell, &page, &form, draft).await? {
            Ok(()) => {
                let words = if unknown { "law-saved-unknown" } else { "law-saved" };
                return Ok(page.redirect_with(&place.path(), &Flash::done(Message::new(words))));
            }
            Err(why) => {
                let stale = why == ProfileError::Rule(Irregularity::Stale);
                refuse(&mut errors, why)?;
                if stale {
                    // What is typed stays; it would replace the answer that the page now shows.
                    parent = written(load(&shell, &page, place).await?.parent);
                }
            }
        }
    }
    let found = load(&shell, &page, place).await?;
    answer(&page, place, &found.cell, parent, form.again(errors))
}

async fn send(
    shell: &Shell,
    page: &Page,
    form: &Form,
    draft: Draft,
) -> Result<Result<(), ProfileError>, Failure> {
    let (officer, library) = (page.who().officer().cloned().ok_or(Failure::SignIn)?, library()?);
    let request = form.request;
    shell
        .blocking(move |shell| {
            match shell.road().act(request, move |scribe| record(scribe, library, officer, draft)) {
                Ok(_) => Ok(Ok(())),
                Err(RoadError::Rule(why)) => Ok(Err(why)),
                Err(other) => Err(failure(other)),
            }
        })
        .await
}

/// A road's failure that is not the rule's.
pub fn failure<E>(error: RoadError<E>) -> Failure {
    let without_rule: RoadError<Failure> = match error {
        RoadError::Rule(_) => RoadError::Panicked,
        RoadError::Recovering(why) => RoadError::Recovering(why),
        RoadError::Journal(why) => RoadError::Journal(why),
        RoadError::Storage(why) => RoadError::Storage(why),
        RoadError::Behind => RoadError::Behind,
        RoadError::Panicked => RoadError::Panicked,
        RoadError::Closed => RoadError::Closed,
    };
    without_rule.into()
}

/// Puts a refused act beside the fields it is about, or above the form.
///
/// # Errors
/// The failure that ends the request, when nothing typed could mend it.
pub fn refuse(errors: &mut FormErrors, why: ProfileError) -> Result<(), Failure> {
    match why {
        ProfileError::Answer(fault) => refuse_answer(errors, fault),
        ProfileError::Type => errors.add("finding", Message::new("law-refused-type")),
        ProfileError::Reason => errors.add("reason", Message::new("law-edit-fault-reason")),
        other => errors.add("", said(other)?),
    }
    Ok(())
}

/// Why an act is refused, as a message.
///
/// # Errors
/// The failure that ends the request, when nothing typed could mend it.
pub fn said(why: ProfileError) -> Result<Message, Failure> {
    Ok(Message::new(match why {
        ProfileError::Rule(Irregularity::Stale) => "law-refused-stale",
        ProfileError::Rule(Irregularity::OwnAnswer) => "law-duty-wrote",
        ProfileError::Rule(Irregularity::Column) => "law-refused-not-ours",
        ProfileError::Rule(other) => return Err(Failure::internal(other)),
        ProfileError::Answer(_) | ProfileError::Type => "law-refused-type",
        ProfileError::Reason => "law-edit-fault-reason",
        ProfileError::NoChange => "law-refused-no-change",
        ProfileError::Unknown => "law-duty-unknown",
        ProfileError::OtherAnswer => "law-refused-other-answer",
        ProfileError::Attested => "law-refused-attested",
        ProfileError::NotFound => return Err(Failure::NotFound),
        ProfileError::Storage(fault) => return Err(fault.into()),
    }))
}
