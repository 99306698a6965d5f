//! Drafting and publishing: `/exchange/practices/new`, `/exchange/practices/drafts…`.

use super::super::act::{PracticeError, private_files, publication_request, publish as publish_draft};
use super::super::draft::{self, Draft, DraftLine, Writing};
use super::super::model::{
    Content, Intent, LegalBasis, Licence, MAX_BODY, MAX_LINE, MAX_SUMMARY, MAX_TITLE, PracticeKind, Sector,
    Source,
};
use super::super::view::{self, PracticeLine};
use super::words::{kind_key, licence_key, sector_key};
use super::{Answered, Refusal, Said, Signing, absent, files, place, refuse, road_failure, show, signed};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use liptako_core::{Lang, MemberIndex, ObjectId};
use liptako_identity::{Client, Officer, Permission};
use liptako_storage::RoadError;
use liptako_web::texts::key;
use liptako_web::{
    Failure, Fields, Flash, Form, FormErrors, FormState, Html, Message, Page, ReaderAddress, Shell,
    concept_choices, concept_links,
};
use serde::Deserialize;

/// How many drafts a page of the list shows, and how many are published at once.
const ON_A_PAGE: u32 = 50;

/// What a drafter starts from.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    /// A kind to begin with.
    #[serde(default)]
    kind: String,
    /// The practice to start from: `bf-12`.
    #[serde(default)]
    from: String,
    /// What it would be: `revision`, `improvement`, `variant`.
    #[serde(default, rename = "as")]
    intent: String,
    /// An improvement to take in: `ne-7`.
    #[serde(default)]
    takes: String,
}

/// A group of concepts that can be ticked.
struct ConceptGroup {
    label: String,
    ticked: usize,
    all: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "practice/web/write.html")]
struct WritePage<'a> {
    page: &'a Page,
    s: Said<'a>,
    form: FormState,
    from: Option<PracticeLine>,
    /// The next version of an own practice: it says what changed.
    is_next: bool,
    /// The draft being edited, and its revision.
    draft: Option<&'a Draft>,
}

impl WritePage<'_> {
    fn action(&self) -> &str {
        self.page.path()
    }

    fn kinds(&self) -> Vec<(String, String)> {
        let all = PracticeKind::ALL.iter();
        all.map(|kind| (kind.name().to_owned(), self.page.t(kind_key(*kind)))).collect()
    }

    fn licences(&self) -> Vec<(String, String)> {
        let all = Licence::ALL.iter();
        all.map(|licence| (licence.name().to_owned(), self.page.t(licence_key(*licence)))).collect()
    }

    fn langs(&self) -> Vec<(String, String)> {
        vec![
            ("fr".to_owned(), self.page.t("practice-lang-fr")),
            ("en".to_owned(), self.page.t("practice-lang-en")),
        ]
    }

    fn sectors(&self) -> Vec<(String, String, String)> {
        let all = Sector::ALL.iter();
        all.map(|one| (one.name().to_owned(), self.page.t(sector_key(*one)), String::new())).collect()
    }

    fn countries(&self) -> Vec<(String, String, String)> {
        let all = self.s.members().into_iter();
        all.map(|one| (self.s.code(one).to_owned(), self.s.country(&one), String::new())).collect()
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

    /// Documents that would come along: identifier, name, and whether it is kept.
    fn files(&self) -> Vec<(String, String)> {
        let Some(draft) = self.draft else { return Vec::new() };
        draft
            .content
            .attachments
            .iter()
            .map(|file| (file.object.to_string(), file.name.to_string()))
            .collect()
    }

    fn lead(&self) -> String {
        let what = self.form.value("as");
        let known = match what {
            "improvement" => key("practice-write-improvement"),
            "variant" => key("practice-write-variant"),
            "revision" => key("practice-write-revision"),
            _ => key("practice-write-lead"),
        };
        self.page.t(known)
    }
}

fn fill(form: FormState, content: &Content, shell: &Shell) -> FormState {
    let basis: Vec<String> = content.basis.iter().map(basis_line).collect();
    let mut form = form
        .with("kind", content.kind.name())
        .with("lang", content.lang.tag())
        .with("title", &*content.title)
        .with("summary", &*content.summary)
        .with("body", &*content.body)
        .with("basis", basis.join("\n"))
        .with("licence", content.licence.name())
        .with("authors", content.authors.join("\n"));
    for concept in &content.concepts {
        form = form.with("concepts", concept.as_str());
    }
    for sector in &content.sectors {
        form = form.with("sectors", sector.name());
    }
    for member in &content.countries {
        let code = shell.charter().member(*member).map(|member| member.code.clone());
        form = form.with("countries", code.unwrap_or_default());
    }
    form
}

/// A legal basis as a line of the form: `question : référence`.
fn basis_line(basis: &LegalBasis) -> String {
    match (&basis.question, basis.reference.as_str()) {
        (Some(question), "") => question.clone(),
        (Some(question), reference) => format!("{question} : {reference}"),
        (None, reference) => reference.to_owned(),
    }
}

/// Reads a line of the form: what stands before the first colon is a question when it has the form of one.
fn basis_of(line: &str) -> LegalBasis {
    let (head, rest) = line.split_once(':').unwrap_or((line, ""));
    let (head, rest) = (head.trim(), rest.trim());
    if super::super::model::is_question_id(head) {
        LegalBasis { question: Some(head.to_owned()), reference: rest.to_owned() }
    } else {
        LegalBasis { question: None, reference: line.trim().to_owned() }
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Reads the content typed. What lacks is said where the draft is published; what is too long, here.
fn read(shell: &Shell, fields: &Fields, errors: &mut FormErrors) -> Option<Content> {
    let kind = PracticeKind::from_name(fields.value("kind"));
    let licence = Licence::from_name(fields.value("licence"));
    let lang = Lang::from_tag(fields.value("lang"));
    for (name, known) in [("kind", kind.is_some()), ("licence", licence.is_some()), ("lang", lang.is_some())]
    {
        if !known {
            errors.add(name, Message::new("form-choice"));
        }
    }
    let title = errors.required(fields, "title", MAX_TITLE);
    let summary = errors.optional(fields, "summary", MAX_SUMMARY);
    let body = errors.optional(fields, "body", MAX_BODY);
    let basis = errors.optional(fields, "basis", 4_000);
    let authors = errors.optional(fields, "authors", 4_000);
    let concepts: Result<Vec<_>, _> = fields.values("concepts").map(str::parse).collect();
    if concepts.is_err() {
        errors.add("concepts", Message::new("practice-fault-concept"));
    }
    let members = |code: &str| shell.charter().by_code(code);
    let countries: Vec<MemberIndex> = fields.values("countries").filter_map(members).collect();
    let all_countries = countries.len() == shell.charter().members.len();
    Some(Content {
        kind: kind?,
        lang: lang?,
        title,
        summary,
        body,
        concepts: concepts.ok()?,
        sectors: fields.values("sectors").filter_map(Sector::from_name).collect(),
        countries: if all_countries { Vec::new() } else { countries },
        basis: lines(&basis).map(basis_of).collect(),
        licence: licence?,
        authors: lines(&authors).map(str::to_owned).collect(),
        attachments: Vec::new(),
    })
}

/// What a new draft starts from.
struct Start {
    from: Option<PracticeLine>,
    writing: Option<Writing>,
}

async fn start(shell: &Shell, asked: &Asked) -> Result<Start, Failure> {
    if asked.from.is_empty() {
        return Ok(Start { from: None, writing: None });
    }
    let view = show::read(shell, &asked.from).await?;
    let newest = view.newest().ok_or(Failure::NotFound)?;
    let ours = view.line.place.origin == shell.me();
    let intent = if asked.intent == "improvement" { Intent::Improvement } else { Intent::Variant };
    let source = if ours {
        newest.version.source.map(|source| match asked.intent.as_str() {
            "variant" => Source { intent: Intent::Variant, ..source },
            _ => source,
        })
    } else {
        Some(Source { intent, version: newest.cited })
    };
    let (mut takes_in, mut content) = (Vec::new(), newest.version.content.clone());
    if ours && !asked.takes.is_empty() {
        let place = place(shell, &asked.takes)?;
        let taken = shell.read(move |tx| Ok(view::practice(tx, place)?)).await?;
        let taken = taken.ok_or_else(|| absent(&asked.takes))?;
        let offered = taken.newest().ok_or(Failure::NotFound)?;
        takes_in.push(offered.cited);
        content = offered.version.content.clone();
    }
    let practice = ours.then_some(view.line.id);
    let writing = Writing { practice, content, source, takes_in, note: String::new() };
    Ok(Start { from: Some(view.line), writing: Some(writing) })
}

fn drawn(
    shell: &Shell,
    page: &Page,
    from: Option<PracticeLine>,
    is_next: bool,
    draft: Option<&Draft>,
    form: FormState,
) -> Answered {
    let wrong = !form.errors().is_empty();
    let title = if draft.is_some() { key("practice-edit-title") } else { key("practice-new-title") };
    let s = Said::new(page, shell);
    let content = WritePage { page, s, form, from, is_next, draft };
    let view = page.view(page.t(title)).crumb("/exchange/practices", page.t("practice-title"));
    let view = view.crumb("/exchange/practices/drafts", page.t("practice-drafts"));
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

pub async fn ask(State(shell): State<Shell>, page: Page, Query(asked): Query<Asked>) -> Answered {
    let start = start(&shell, &asked).await?;
    let mut form = page.blank_form();
    form = match &start.writing {
        Some(writing) => fill(form, &writing.content, &shell),
        None => form
            .with("kind", asked.kind.clone())
            .with("lang", page.lang().tag())
            .with("licence", Licence::CcBy.name()),
    };
    form = form.with("from", asked.from).with("as", asked.intent).with("takes", asked.takes);
    let is_next = start.writing.as_ref().is_some_and(|writing| writing.practice.is_some());
    drawn(&shell, &page, start.from, is_next, None, form)
}

/// The officer who writes.
pub(super) fn officer(page: &Page) -> Result<Officer, Failure> {
    page.who().officer().cloned().ok_or(Failure::SignIn)
}

pub async fn create(State(shell): State<Shell>, page: Page, form: Form) -> Answered {
    let value = |name: &str| form.value.value(name).to_owned();
    let asked =
        Asked { kind: String::new(), from: value("from"), intent: value("as"), takes: value("takes") };
    let start = start(&shell, &asked).await?;
    let mut errors = FormErrors::new();
    let content = read(&shell, &form.value, &mut errors);
    let note = errors.optional(&form.value, "note", MAX_LINE);
    let is_next = start.writing.as_ref().is_some_and(|writing| writing.practice.is_some());
    if let (true, Some(mut content)) = (errors.is_empty(), content) {
        let mut writing = start.writing.unwrap_or_else(|| Writing {
            practice: None,
            content: content.clone(),
            source: None,
            takes_in: Vec::new(),
            note: String::new(),
        });
        // The documents of what it starts from come along until the drafter takes them off.
        content.attachments = std::mem::take(&mut writing.content.attachments);
        let writing = Writing { content, note, ..writing };
        // A form sent twice saves one draft.
        let id = ObjectId::from_bytes(*form.request.as_bytes());
        match store(&shell, &page, (id, 0), writing).await? {
            Ok(()) | Err(PracticeError::Changed) => {
                let to = format!("/exchange/practices/drafts/{id}");
                return Ok(page.redirect_with(&to, &Flash::done(Message::new("practice-draft-saved"))));
            }
            Err(error) => refuse(&mut errors, error)?,
        }
    }
    drawn(&shell, &page, start.from, is_next, None, form.again(errors))
}

async fn store(
    shell: &Shell,
    page: &Page,
    at: (ObjectId, u32),
    writing: Writing,
) -> Result<Result<(), PracticeError>, Failure> {
    let (officer, now) = (officer(page)?, page.now());
    shell
        .blocking(move |shell| {
            let saved = shell.road().db().write(|tx| draft::save(tx, now, &officer, at, &writing));
            match saved {
                Ok(_) => Ok(Ok(())),
                Err(PracticeError::Storage(error)) => Err(error.into()),
                Err(error) => Ok(Err(error)),
            }
        })
        .await
}

pub(super) async fn draft_of(shell: &Shell, id: &str) -> Result<Draft, Failure> {
    let id: ObjectId = id.parse().map_err(|_| absent(id))?;
    let found = shell.read(move |tx| Ok(draft::get(tx, id)?)).await?;
    found.ok_or_else(|| Failure::Absent(Message::new("practice-absent-draft")))
}

pub async fn edit(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let draft = draft_of(&shell, &id).await?;
    let form = fill(page.blank_form(), &draft.content, &shell)
        .with("note", &*draft.note)
        .with("revision", draft.revision.to_string());
    drawn(&shell, &page, None, draft.practice.is_some(), Some(&draft), form)
}

pub async fn save(State(shell): State<Shell>, page: Page, Path(id): Path<String>, form: Form) -> Answered {
    let draft = draft_of(&shell, &id).await?;
    let mut errors = FormErrors::new();
    let content = read(&shell, &form.value, &mut errors);
    let note = errors.optional(&form.value, "note", MAX_LINE);
    let revision = form.value.value("revision").parse().unwrap_or(0);
    if let (true, Some(mut content)) = (errors.is_empty(), content) {
        let dropped = |file: &&crate::file::Attachment| form.value.has("drop", &file.object.to_string());
        let all = || draft.content.attachments.iter();
        content.attachments = all().filter(|file| !dropped(file)).cloned().collect();
        let dropped: Vec<ObjectId> = all().filter(dropped).map(|file| file.object).collect();
        let writing = Writing {
            practice: draft.practice,
            content,
            source: draft.source,
            takes_in: draft.takes_in.clone(),
            note,
        };
        match store(&shell, &page, (draft.id, revision), writing).await? {
            Ok(()) => {
                files::forget(&shell, dropped).await?;
                let to = format!("/exchange/practices/drafts/{id}");
                return Ok(page.redirect_with(&to, &Flash::done(Message::new("practice-draft-saved"))));
            }
            Err(error) => refuse(&mut errors, error)?,
        }
    }
    drawn(&shell, &page, None, draft.practice.is_some(), Some(&draft), form.again(errors))
}

#[derive(Template)]
#[template(path = "practice/web/draft.html")]
struct DraftPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    form: FormState,
    draft: &'a Draft,
    /// The practice of which it would be the next version.
    next_of: Option<PracticeLine>,
    files: Html,
    /// What still lacks before it can be published: field and words.
    lacking: Vec<(&'static str, String)>,
}

impl DraftPage<'_> {
    fn content(&self) -> &Content {
        &self.draft.content
    }

    fn body(&self) -> Html {
        self.s.markdown(&self.draft.content.body)
    }

    fn concepts(&self) -> Html {
        concept_links(self.page, &self.draft.content.concepts)
    }

    fn path(&self) -> String {
        format!("/exchange/practices/drafts/{}", self.draft.id)
    }

    fn has_written(&self) -> bool {
        self.page.who().person().is_some_and(|person| self.draft.writers.contains(&person.id))
    }

    fn may_publish(&self) -> bool {
        self.page.may(Permission::PRACTICE_DECIDE) && !self.has_written() && self.lacking.is_empty()
    }

    fn why_not(&self) -> Option<String> {
        if !self.lacking.is_empty() {
            return None;
        }
        if self.has_written() {
            return Some(self.page.t("practice-publish-other"));
        }
        (!self.page.may(Permission::PRACTICE_DECIDE)).then(|| self.page.t("practice-publish-not-permitted"))
    }

    fn field(&self, name: &str) -> String {
        self.page.t(match name {
            "summary" => key("practice-summary"),
            "body" => key("practice-body"),
            "note" => key("practice-note"),
            "basis" => key("practice-basis"),
            "authors" => key("practice-authors"),
            _ => key("practice-field-title"),
        })
    }
}

pub(super) async fn drawn_draft(shell: &Shell, page: &Page, draft: &Draft, form: FormState) -> Answered {
    let files =
        files::list(shell, page, &draft.content, format!("/exchange/practices/drafts/{}", draft.id)).await?;
    let practice = draft.practice;
    let next_of =
        shell.read(move |tx| Ok(practice.map(|id| view::by_id(tx, id)).transpose()?.flatten())).await?;
    let mut lacking: Vec<(&'static str, String)> = Vec::new();
    if let Err(faults) = draft.content.check(shell.charter().members.len()) {
        lacking.extend(faults.iter().map(|fault| (fault.field, page.say(&super::problem(fault.problem)))));
    }
    if draft.practice.is_some() && draft.note.trim().is_empty() {
        lacking.push(("note", page.t("form-required")));
    }
    let wrong = !form.errors().is_empty();
    let s = Said::new(page, shell);
    let content = DraftPage { page, s, form, draft, next_of, files, lacking };
    let view = page
        .view(&draft.content.title)
        .crumb("/exchange/practices", page.t("practice-title"))
        .crumb("/exchange/practices/drafts", page.t("practice-drafts"));
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

pub async fn draft(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let draft = draft_of(&shell, &id).await?;
    let form = page.blank_form();
    drawn_draft(&shell, &page, &draft, form).await
}

pub async fn publish(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    ReaderAddress(address): ReaderAddress,
    headers: HeaderMap,
    form: Form,
) -> Answered {
    let object: ObjectId = id.parse().map_err(|_| absent(&id))?;
    let revision: u32 =
        form.value.value("revision").parse().map_err(|_| Failure::Invalid(Message::new("form-refused")))?;
    let mut errors = FormErrors::new();
    let password = form.value.value("password");
    if password.is_empty() {
        errors.add("password", Message::new("form-required"));
    } else {
        // One draft is published once, whichever page, command or second sending asks for it.
        let request = publication_request(object, revision);
        let signing = Signing::new(request, password, address, &headers);
        let copies = files::copies(&shell, object).await?;
        let given = copies.clone();
        let done = signed(&shell, &page, signing, move |scribe, key| {
            publish_draft(scribe, key.officer().clone(), key, (object, revision), &given).map(drop)
        })
        .await;
        files::settle(&shell, copies).await?;
        let done = done?;
        match done {
            Ok(made) => {
                let line = match made {
                    Some(made) => shell.read(move |tx| Ok(view::of_version(tx, made)?)).await?,
                    None => None,
                };
                let s = Said::new(&page, &shell);
                let to = line.map_or_else(|| "/exchange/practices".to_owned(), |line| s.path(&line.place));
                return Ok(page.redirect_with(&to, &Flash::done(Message::new("practice-published"))));
            }
            Err(refusal) => refusal.onto(&mut errors)?,
        }
    }
    let draft = draft_of(&shell, &id).await?;
    drawn_draft(&shell, &page, &draft, form.again(errors)).await
}

pub async fn discard(State(shell): State<Shell>, page: Page, Path(id): Path<String>, form: Form) -> Answered {
    let object: ObjectId = id.parse().map_err(|_| absent(&id))?;
    let discarding = async {
        let charter = shell.charter().clone();
        let dropped = shell
            .blocking(move |shell| {
                shell.road().db().write(|tx| {
                    let dropped = private_files(tx, &charter, object)?;
                    draft::discard(tx, object)?;
                    Ok::<_, Failure>(dropped)
                })
            })
            .await?;
        files::forget(&shell, dropped).await?;
        let said = Flash::done(Message::new("practice-draft-discarded"));
        Ok(page.redirect_with("/exchange/practices/drafts", &said))
    };
    shell.once(&page, form.request, discarding).await
}

#[derive(Template)]
#[template(path = "practice/web/drafts.html")]
struct DraftsPage<'a> {
    page: &'a Page,
    form: FormState,
    lines: Vec<DraftLine>,
    total: u64,
    number: u64,
}

impl DraftsPage<'_> {
    fn path(&self, line: &DraftLine) -> String {
        format!("/exchange/practices/drafts/{}", line.id)
    }

    fn may_decide(&self) -> bool {
        self.page.may(Permission::PRACTICE_DECIDE)
    }

    /// Whether this reader may publish it.
    fn may_publish(&self, line: &DraftLine) -> bool {
        let reader = self.page.who().person();
        self.may_decide() && reader.is_some_and(|person| !line.writers.contains(&person.id))
    }

    fn some_may_be_published(&self) -> bool {
        self.lines.iter().any(|line| self.may_publish(line))
    }

    fn before(&self) -> Option<String> {
        (self.number > 1).then(|| format!("/exchange/practices/drafts?page={}", self.number - 1))
    }

    fn after(&self) -> Option<String> {
        let more = self.number * u64::from(ON_A_PAGE) < self.total;
        more.then(|| format!("/exchange/practices/drafts?page={}", self.number + 1))
    }
}

/// Which page of the drafts.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Turned {
    #[serde(default)]
    page: String,
}

async fn drawn_drafts(shell: &Shell, page: &Page, number: u64, form: FormState) -> Answered {
    let offset = (number - 1) * u64::from(ON_A_PAGE);
    let (lines, total) = shell.read(move |tx| Ok(draft::list(tx, ON_A_PAGE, offset)?)).await?;
    let wrong = !form.errors().is_empty();
    let content = DraftsPage { page, form, lines, total, number };
    let view = page.view(page.t("practice-drafts")).crumb("/exchange/practices", page.t("practice-title"));
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

pub async fn drafts(State(shell): State<Shell>, page: Page, Query(turned): Query<Turned>) -> Answered {
    let number = turned.page.parse::<u64>().unwrap_or(1).clamp(1, 100_000);
    let form = page.blank_form();
    drawn_drafts(&shell, &page, number, form).await
}

/// Publishes the drafts that were ticked, each in an act of its own: one that is refused keeps none of the others.
pub async fn publish_several(
    State(shell): State<Shell>,
    page: Page,
    ReaderAddress(address): ReaderAddress,
    headers: HeaderMap,
    form: Form,
) -> Answered {
    let ticked = form.value.values("drafts").take(ON_A_PAGE as usize);
    let ticked: Option<Vec<(ObjectId, u32)>> = ticked
        .map(|one| {
            let (id, revision) = one.split_once('.')?;
            Some((id.parse().ok()?, revision.parse().ok()?))
        })
        .collect();
    let ticked = ticked.ok_or(Failure::Invalid(Message::new("form-refused")))?;
    let password = form.value.value("password").to_owned();
    let mut errors = FormErrors::new();
    if password.is_empty() {
        errors.add("password", Message::new("form-required"));
    }
    if ticked.is_empty() {
        errors.add("drafts", Message::new("practice-publish-none"));
    }
    if errors.is_empty() {
        let signing = Signing::new(form.request, &password, address, &headers);
        match publish_all(&shell, &page, signing, ticked).await? {
            Ok((published, refused)) => {
                let said =
                    Message::new("practice-published-several").with("n", published).with("refused", refused);
                return Ok(page.redirect_with("/exchange/practices/drafts", &Flash::done(said)));
            }
            Err(refusal) => refusal.onto(&mut errors)?,
        }
    }
    drawn_drafts(&shell, &page, 1, form.again(errors)).await
}

async fn publish_all(
    shell: &Shell,
    page: &Page,
    signing: Signing,
    ticked: Vec<(ObjectId, u32)>,
) -> Result<Result<(usize, usize), Refusal>, Failure> {
    let who = page.who().clone();
    shell
        .blocking(move |shell| {
            let client = Client { address: &signing.address, agent: &signing.agent };
            let (clock, chance) = (&**shell.clock(), &**shell.chance());
            let identity = std::sync::Arc::clone(shell.identity());
            let opened = identity.unlock(shell.road().db(), &who, &signing.password, &client, clock, chance);
            let key = match opened {
                Ok(key) => std::sync::Arc::new(key),
                Err(error) => return Ok(Err(Refusal::Identity(error))),
            };
            let (mut published, mut refused) = (0, 0);
            for (id, revision) in ticked {
                let (identity, key) = (std::sync::Arc::clone(&identity), std::sync::Arc::clone(&key));
                let copies = files::copied(shell, id)?;
                let given = copies.clone();
                let done = shell.road().act(publication_request(id, revision), move |scribe| {
                    identity.publish_keys(scribe)?;
                    publish_draft(scribe, key.officer().clone(), &*key, (id, revision), &given)
                });
                files::give_up(shell, &copies);
                match done {
                    Ok(_) => published += 1,
                    Err(RoadError::Rule(PracticeError::Storage(error))) => return Err(error.into()),
                    Err(RoadError::Rule(_)) => refused += 1,
                    Err(other) => return Err(road_failure(other)),
                }
            }
            Ok(Ok((published, refused)))
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_a_question_a_reference_or_both() {
        let basis = |question: Option<&str>, reference: &str| LegalBasis {
            question: question.map(str::to_owned),
            reference: reference.to_owned(),
        };
        for (line, expected) in [
            ("special.video.formality", basis(Some("special.video.formality"), "")),
            (
                "formalities.fees.declaration : décret, art. 2",
                basis(Some("formalities.fees.declaration"), "décret, art. 2"),
            ),
            ("Règlement intérieur, art. 4", basis(None, "Règlement intérieur, art. 4")),
            ("loi", basis(None, "loi")),
            ("art. 3", basis(None, "art. 3")),
            ("Loi n° 1 : art. 3", basis(None, "Loi n° 1 : art. 3")),
        ] {
            assert_eq!(basis_of(line), expected);
            assert_eq!(basis_of(&basis_line(&expected)), expected);
        }
    }
}
