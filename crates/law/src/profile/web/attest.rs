//! `/law/profile/{instrument}/{question}/attest` and `/law/profile/{instrument}/attest?topic=…`: an officer signs that
//! answers about the authority's own law are right, exactly as they were read.

use super::super::store::{self, Cell};
use super::super::{
    Instrument, InstrumentId, Library, NotAttested, ProfileError, Question, QuestionId, Topic, attest_all,
    keeper, record::digest, to_attest,
};
use super::cell::{Duty, Place, absent, column, load, why_not};
use super::edit::{failure, said};
use super::trail::validity;
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use liptako_core::RequestId;
use liptako_identity::{Client, IdentityError};
use liptako_journal::Hash;
use liptako_storage::RoadError;
use liptako_web::{Failure, Flash, Form, FormErrors, FormState, Message, Page, ReaderAddress, Shell};
use serde::Deserialize;
use std::sync::Arc;

/// Most answers attested in one act.
pub const MAX_ATTESTED: usize = 64;

/// An answer as an officer reads it before signing.
struct Reading<'a> {
    question: &'a Question,
    cell: &'a Cell,
    digest: Hash,
    /// Somebody else must attest it: the reader wrote it.
    wrote: bool,
}

impl Reading<'_> {
    /// What is sent to attest this very answer.
    fn ticket(&self) -> String {
        format!("{} {}", self.question.id, self.digest)
    }
}

/// What an officer asks to sign.
struct Asked {
    request: RequestId,
    instrument: InstrumentId,
    read: Vec<(QuestionId, Hash)>,
    password: String,
    address: String,
    agent: String,
}

enum Refusal {
    Law(NotAttested),
    Identity(IdentityError),
}

/// Who sends a form, for the limits on passwords.
struct Sender {
    address: String,
    agent: String,
}

impl Sender {
    fn of(ReaderAddress(address): ReaderAddress, headers: &HeaderMap) -> Self {
        let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Self { address, agent: agent.unwrap_or_default().to_owned() }
    }
}

/// Opens the officer's key with the password typed anew, and records what it signs: all of it or nothing.
async fn sign(
    shell: &Shell,
    page: &Page,
    library: &'static Library,
    asked: Asked,
) -> Result<Result<(), Refusal>, Failure> {
    let who = page.who().clone();
    shell
        .blocking(move |shell| {
            let client = Client { address: &asked.address, agent: &asked.agent };
            let (clock, chance) = (&**shell.clock(), &**shell.chance());
            let identity = Arc::clone(shell.identity());
            let opened = identity.unlock(shell.road().db(), &who, &asked.password, &client, clock, chance);
            let key = match opened {
                Ok(key) => key,
                Err(error) => return Ok(Err(Refusal::Identity(error))),
            };
            let (instrument, read) = (asked.instrument, asked.read);
            let done = shell.road().act(asked.request, move |scribe| {
                identity.publish_keys(scribe).map_err(|fault| first(&read, fault.into()))?;
                attest_all(scribe, library, key.officer(), &key, &instrument, &read)
            });
            match done {
                Ok(_) => Ok(Ok(())),
                Err(RoadError::Rule(why)) => Ok(Err(Refusal::Law(why))),
                Err(other) => Err(failure(other)),
            }
        })
        .await
}

/// A fault that concerns them all, told of the first.
fn first(read: &[(QuestionId, Hash)], why: ProfileError) -> NotAttested {
    match read.first() {
        Some((question, _)) => NotAttested { question: question.clone(), why },
        None => unreachable!("an act attests at least one answer"),
    }
}

/// Reads the password, without which nothing is tried.
fn password(form: &Form, errors: &mut FormErrors) -> String {
    let password = form.value.value("password").to_owned();
    if password.is_empty() {
        errors.add("password", Message::new("form-required"));
    }
    password
}

#[derive(Template)]
#[template(path = "profile/attest.html")]
struct AttestPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    place: Place,
    reading: Reading<'a>,
    duty: Duty,
    form: FormState,
    digest: String,
}

impl AttestPage<'_> {
    fn may_attest(&self) -> bool {
        self.duty == Duty::Attest
    }

    fn why_not(&self) -> Option<String> {
        match self.duty {
            Duty::Attested => Some(self.page.t("law-refused-attested")),
            Duty::NotOurs => Some(self.page.t("law-refused-not-ours")),
            duty => why_not(self.page, duty),
        }
    }

    fn validity(&self, cell: &Cell) -> String {
        validity(self.page, &cell.answer.valid)
    }

    fn as_officer(&self) -> String {
        as_officer(self.page)
    }
}

/// In which function the reader would sign.
fn as_officer(page: &Page) -> String {
    let officer = page.who().officer();
    officer.map(|officer| officer.function.label(page.lang()).to_owned()).unwrap_or_default()
}

async fn answer(
    shell: &Shell,
    page: &Page,
    place: Place,
    form: FormState,
    read: Option<String>,
) -> Result<Response, Failure> {
    let found = load(shell, page, place).await?;
    let w = place.words(page);
    let present = digest(&found.cell.answer);
    let wrong = !form.errors().is_empty();
    let content = AttestPage {
        page,
        w,
        place,
        reading: Reading { question: place.question, cell: &found.cell, digest: present, wrote: false },
        duty: found.duty,
        form,
        digest: read.unwrap_or_else(|| present.to_string()),
    };
    let view = page
        .view(page.t("law-attest-title"))
        .crumb("/law/profile", page.t("law-profile-title"))
        .crumb(format!("/law/profile/{}", place.instrument.id), w.short(place.instrument))
        .crumb(place.path(), w.text(&place.question.label));
    let view = if wrong { view.refused() } else { view };
    view.html(&content)
}

/// The answer to be attested, and the form.
pub async fn show(
    State(shell): State<Shell>,
    page: Page,
    Path((instrument, question)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let place = Place::find(&shell, &page, &instrument, &question)?;
    let form = page.blank_form();
    answer(&shell, &page, place, form, None).await
}

/// Attests one answer.
pub async fn attest(
    State(shell): State<Shell>,
    page: Page,
    Path((instrument, question)): Path<(String, String)>,
    address: ReaderAddress,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Failure> {
    let place = Place::find(&shell, &page, &instrument, &question)?;
    let mut errors = FormErrors::new();
    let password = password(&form, &mut errors);
    let read: Hash =
        form.value.value("digest").parse().map_err(|_| Failure::Invalid(Message::new("form-refused")))?;
    let mut shown = Some(read.to_string());
    if errors.is_empty() {
        let Sender { address, agent } = Sender::of(address, &headers);
        let asked = Asked {
            request: form.request,
            instrument: place.instrument.id.clone(),
            read: vec![(place.question.id.clone(), read)],
            password,
            address,
            agent,
        };
        match sign(&shell, &page, place.library, asked).await? {
            Ok(()) => {
                let done = Flash::done(Message::new("law-attest-done").with("n", 1));
                return Ok(page.redirect_with(&place.path(), &done));
            }
            Err(Refusal::Law(NotAttested { why, .. })) => {
                // The page shows the answer that stands now: that is what a second try would sign.
                shown = shown.filter(|_| why != ProfileError::OtherAnswer);
                errors.add("", said(why)?);
            }
            Err(Refusal::Identity(error)) => errors.refuse(error)?,
        }
    }
    answer(&shell, &page, place, form.again(errors), shown).await
}

/// Which topic is to be attested.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct AskedTopic {
    #[serde(default)]
    topic: String,
}

#[derive(Template)]
#[template(path = "profile/attest_topic.html")]
struct TopicPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    instrument: &'a Instrument,
    topic: &'a Topic,
    readings: Vec<Reading<'a>>,
    form: FormState,
}

impl TopicPage<'_> {
    fn may_attest(&self) -> bool {
        self.readings.iter().any(|reading| !reading.wrote)
    }

    fn validity(&self, cell: &Cell) -> String {
        validity(self.page, &cell.answer.valid)
    }

    fn as_officer(&self) -> String {
        as_officer(self.page)
    }
}

/// The column and the topic that an address names, if the column is this authority's.
fn named(
    shell: &Shell,
    page: &Page,
    instrument: &str,
    topic: &str,
) -> Result<(&'static Library, &'static Instrument, &'static Topic), Failure> {
    let (library, instrument) = column(page, instrument)?;
    if keeper(shell.charter(), &instrument.id) != Some(shell.me()) {
        return Err(Failure::Invalid(Message::new("law-refused-not-ours")));
    }
    let known = library.questionnaire.topics.iter().find(|known| known.id.as_str() == topic);
    Ok((library, instrument, known.ok_or_else(|| absent("law-absent-topic", topic))?))
}

async fn answer_topic(
    shell: &Shell,
    page: &Page,
    (library, instrument, topic): (&'static Library, &'static Instrument, &'static Topic),
    form: FormState,
) -> Result<Response, Failure> {
    let (charter, me) = (shell.charter().clone(), shell.me());
    let reader = page.who().person().map(|person| person.id).ok_or(Failure::SignIn)?;
    let (column, written) = shell
        .read(move |tx| {
            let column = store::column(tx, library, &charter, instrument.id.as_str())?;
            Ok((column, store::written_by(tx, me, &instrument.id, reader)?))
        })
        .await?;
    let column = column.ok_or(Failure::NotFound)?;
    let readings = to_attest(library, &column, topic).into_iter().map(|(question, cell)| {
        let digest = digest(&cell.answer);
        Reading { question, cell, digest, wrote: written.contains(&(question.id.to_string(), digest)) }
    });
    let w = Words { page, questionnaire: &library.questionnaire };
    let wrong = !form.errors().is_empty();
    let content = TopicPage { page, w, instrument, topic, readings: readings.collect(), form };
    let view = page
        .view(page.text("law-attest-topic-title").with("topic", w.text(&topic.name)))
        .crumb("/law/profile", page.t("law-profile-title"))
        .crumb(format!("/law/profile/{}", instrument.id), w.short(instrument));
    let view = if wrong { view.refused() } else { view };
    view.html(&content)
}

/// The answers of a topic that nobody attests yet, and the form.
pub async fn show_topic(
    State(shell): State<Shell>,
    page: Page,
    Path(instrument): Path<String>,
    Query(asked): Query<AskedTopic>,
) -> Result<Response, Failure> {
    let place = named(&shell, &page, &instrument, &asked.topic)?;
    let form = page.blank_form();
    answer_topic(&shell, &page, place, form).await
}

/// Reads `question digest` from the boxes that were ticked.
fn ticked(form: &Form, errors: &mut FormErrors) -> Result<Vec<(QuestionId, Hash)>, Failure> {
    let refused = || Failure::Invalid(Message::new("form-refused"));
    let mut read: Vec<(QuestionId, Hash)> = Vec::new();
    for ticket in form.value.values("attest").take(MAX_ATTESTED + 1) {
        let (question, digest) = ticket.split_once(' ').ok_or_else(refused)?;
        let question: QuestionId = question.parse().map_err(|_| refused())?;
        if read.iter().all(|(known, _)| *known != question) {
            read.push((question, digest.parse().map_err(|_| refused())?));
        }
    }
    if read.is_empty() {
        errors.add("attest", Message::new("law-attest-nothing"));
    }
    if read.len() > MAX_ATTESTED {
        errors.add("attest", Message::new("law-attest-too-many").with("max", MAX_ATTESTED));
    }
    Ok(read)
}

/// Attests the answers that were ticked, in one act.
pub async fn attest_topic(
    State(shell): State<Shell>,
    page: Page,
    Path(instrument): Path<String>,
    Query(asked): Query<AskedTopic>,
    address: ReaderAddress,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Failure> {
    let place = named(&shell, &page, &instrument, &asked.topic)?;
    let mut errors = FormErrors::new();
    let read = ticked(&form, &mut errors)?;
    let password = password(&form, &mut errors);
    if errors.is_empty() {
        let Sender { address, agent } = Sender::of(address, &headers);
        let n_read = read.len();
        let (request, id) = (form.request, place.1.id.clone());
        let asked = Asked { request, instrument: id, read, password, address, agent };
        match sign(&shell, &page, place.0, asked).await? {
            Ok(()) => {
                let done = Flash::done(Message::new("law-attest-done").with("n", n_read));
                return Ok(page.redirect_with("/law/profile", &done));
            }
            Err(Refusal::Law(NotAttested { question, why })) => {
                let w = Words { page: &page, questionnaire: &place.0.questionnaire };
                let known = place.0.questionnaire.question(question.as_str());
                let label = known.map_or_else(|| question.to_string(), |known| w.text(&known.label));
                let why = page.say(&said(why)?);
                errors.add(
                    "attest",
                    Message::new("law-attest-refused").with("question", label).with("why", why),
                );
            }
            Err(Refusal::Identity(error)) => errors.refuse(error)?,
        }
    }
    answer_topic(&shell, &page, place, form.again(errors)).await
}
