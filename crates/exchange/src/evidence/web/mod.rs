//! `/exchange/evidence…`: the seals that this authority may read, and recording one.

use super::act::{EvidenceError, record_seal};
use super::manifest::{Fingerprint, Manifest};
use super::paper::paper;
use super::proof::EvidenceProof;
use super::record::{MAX_NOTE, Seal};
use super::store::{self, PAGE, SealLine};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use liptako_core::{Audience, MemberIndex};
use liptako_identity::{Officer, Permission};
use liptako_journal::proof_of;
use liptako_paper::{Format, pdf};
use liptako_web::texts::key;
use liptako_web::{
    Access, Failure, Flash, FormErrors, FormState, Html, Message, NotSigned, Page, ReaderAddress, Shell,
    Signing, Upload, WebModule,
};
use serde::Deserialize;

type Answered = Result<Response, Failure>;

const HOME: &str = "/exchange/evidence";

/// Adds the pages of evidence to those of the domain.
pub fn add(module: WebModule) -> WebModule {
    let read = Access::Needs(Permission::EVIDENCE_READ);
    let seal = Access::Needs(Permission::EVIDENCE_SEAL);
    module
        .section(HOME, "evidence-section", read)
        .get(HOME, read, list)
        .get("/exchange/evidence/record", seal, ask)
        .post("/exchange/evidence/record", seal, record)
        .get("/exchange/evidence/{seal}", read, show)
        .get("/exchange/evidence/{seal}/proof.txt", read, proof)
        .get("/exchange/evidence/{seal}/record.pdf", read, paper_of)
}

/// How templates show a seal.
#[derive(Clone, Copy)]
struct Said<'a> {
    page: &'a Page,
    shell: &'a Shell,
}

impl Said<'_> {
    fn acronym(&self, member: &MemberIndex) -> &str {
        self.page.face().acronym_of(*member)
    }

    fn name(&self, line: &SealLine) -> String {
        let code = self.shell.charter().member(line.origin).map_or("", |member| member.code.as_str());
        format!("{code}-{}", line.index)
    }

    fn path(&self, line: &SealLine) -> String {
        format!("{HOME}/{}", self.name(line))
    }

    fn title(&self, line: &SealLine) -> String {
        if line.seal.title.is_empty() { self.page.t("evidence-untitled") } else { line.seal.title.clone() }
    }

    fn level(&self, line: &SealLine) -> Html {
        self.page.level(self.shell.road().level(line.origin, line.index))
    }

    /// Who cosigned it first, and when.
    fn first(&self, line: &SealLine) -> Option<(String, Html)> {
        let (member, at) = line.first_cosignature()?;
        Some((self.acronym(&member).to_owned(), self.page.moment(at)))
    }

    fn cosigned(&self, line: &SealLine) -> Vec<(String, Html)> {
        let all = line.cosigned.iter();
        all.map(|(member, at)| (self.acronym(member).to_owned(), self.page.moment(*at))).collect()
    }

    fn fingerprint(&self, line: &SealLine) -> String {
        Fingerprint::of(&line.seal.manifest).to_string()
    }

    fn readers(&self, line: &SealLine) -> String {
        let all = self.shell.charter().indices().filter(|member| line.audience.contains(*member));
        all.map(|member| self.acronym(&member).to_owned()).collect::<Vec<_>>().join(", ")
    }

    fn officer(&self, officer: &Officer) -> String {
        format!("{}, {}", officer.name, officer.function.label(self.page.lang()))
    }
}

#[derive(Template)]
#[template(path = "evidence/web/list.html")]
struct ListPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    lines: &'a [SealLine],
    total: u64,
    from: u64,
}

impl ListPage<'_> {
    fn may_record(&self) -> bool {
        self.page.may(Permission::EVIDENCE_SEAL)
    }

    fn before(&self) -> Option<String> {
        self.from.checked_sub(u64::from(PAGE)).map(|from| format!("{HOME}?from={from}"))
    }

    fn after(&self) -> Option<String> {
        let next = self.from + u64::from(PAGE);
        (next < self.total).then(|| format!("{HOME}?from={next}"))
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    from: u64,
}

async fn list(State(shell): State<Shell>, page: Page, Query(asked): Query<Asked>) -> Answered {
    let from = asked.from - asked.from % u64::from(PAGE);
    let (lines, total) = shell.read(move |tx| Ok((store::list(tx, from)?, store::count(tx)?))).await?;
    let s = Said { page: &page, shell: &shell };
    page.html(page.t("evidence-title"), &ListPage { page: &page, s, lines: &lines, total, from })
}

#[derive(Template)]
#[template(path = "evidence/web/seal.html")]
struct SealPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    line: &'a SealLine,
}

async fn read(shell: &Shell, name: &str) -> Result<SealLine, Failure> {
    let place = || {
        let (code, index) = name.rsplit_once('-')?;
        Some((shell.charter().by_code(&code.to_ascii_lowercase())?, index.parse::<u64>().ok()?))
    };
    let (origin, index) = place().ok_or(Failure::NotFound)?;
    let line = shell.read(move |tx| Ok(store::seal_at(tx, origin, index)?)).await?;
    line.ok_or(Failure::NotFound)
}

async fn show(State(shell): State<Shell>, page: Page, Path(name): Path<String>) -> Answered {
    let line = read(&shell, &name).await?;
    let s = Said { page: &page, shell: &shell };
    let view = page.view(s.title(&line)).crumb(HOME, page.t("evidence-title"));
    view.html(&SealPage { page: &page, s, line: &line })
}

fn file(kind: &'static str, disposition: &str, body: Vec<u8>) -> Answered {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(disposition).map_err(Failure::internal)?),
    ];
    Ok((headers, body).into_response())
}

async fn paper_of(State(shell): State<Shell>, page: Page, Path(name): Path<String>) -> Answered {
    let line = read(&shell, &name).await?;
    let made = paper(&|message| page.say(message), page.lang(), shell.charter(), &line);
    let bytes = pdf(&made).map_err(Failure::internal)?;
    let name = Format::Pdf.file_name(&Said { page: &page, shell: &shell }.name(&line));
    file(Format::Pdf.media_type(), &format!("inline; filename=\"{name}\""), bytes)
}

/// The proof, once a peer has cosigned or not: without a cosignature it shows only that the journal holds the seal.
async fn proof(State(shell): State<Shell>, Path(name): Path<String>) -> Answered {
    let line = read(&shell, &name).await?;
    let text = shell
        .blocking(move |shell| {
            let journals = shell.road().source().journals().ok_or(Failure::NotFound)?;
            let log = journals.log(line.origin).ok_or(Failure::NotFound)?;
            let proof = proof_of(log, line.index).map_err(Failure::internal)?.ok_or(Failure::NotFound)?;
            let body = journals.bodies().get(&line.commitment).map_err(Failure::internal)?;
            let body = body.ok_or(Failure::NotFound)?;
            Ok(EvidenceProof { salt: body.salt, body: body.plaintext, proof }.to_string())
        })
        .await?;
    file("text/plain; charset=utf-8", "attachment; filename=\"proof.txt\"", text.into_bytes())
}

#[derive(Template)]
#[template(path = "evidence/web/record.html")]
struct RecordPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    form: FormState,
}

impl RecordPage<'_> {
    fn others(&self) -> Vec<(String, String, String)> {
        let (charter, me) = (self.s.shell.charter(), self.s.shell.me());
        let others = charter.indices().filter(|member| *member != me);
        let option = |member: MemberIndex| {
            let code = charter.member(member).map_or("", |member| member.code.as_str());
            (code.to_owned(), self.s.acronym(&member).to_owned(), String::new())
        };
        others.map(option).collect()
    }

    fn as_officer(&self) -> String {
        let officer = self.page.who().officer();
        officer.map(|officer| officer.function.label(self.page.lang()).to_owned()).unwrap_or_default()
    }
}

fn asking(shell: &Shell, page: &Page, form: FormState) -> Answered {
    let wrong = !form.errors().is_empty();
    let content = RecordPage { page, s: Said { page, shell }, form };
    let view = page.view(page.t("evidence-record-title")).crumb(HOME, page.t("evidence-title"));
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

async fn ask(State(shell): State<Shell>, page: Page) -> Answered {
    let form = page.blank_form();
    asking(&shell, &page, form)
}

/// The manifest that was sent, or what is wrong with it.
fn manifest(upload: &Upload, errors: &mut FormErrors) -> Option<Manifest> {
    let Some(file) = upload.files.first() else {
        errors.add("manifest", Message::new("evidence-fault-file"));
        return None;
    };
    let read = std::str::from_utf8(&file.bytes).ok().map(str::parse::<Manifest>);
    match read {
        Some(Ok(manifest)) => Some(manifest),
        Some(Err(fault)) => {
            errors.add(
                "manifest",
                Message::new("evidence-fault-manifest")
                    .with("line", fault.line)
                    .with("why", problem_key(fault.problem)),
            );
            None
        }
        None => {
            errors.add("manifest", Message::new("evidence-fault-text"));
            None
        }
    }
}

/// What is wrong with a manifest, as one word that the messages choose by.
pub const fn problem_key(problem: super::ManifestProblem) -> &'static str {
    use super::ManifestProblem as P;
    match problem {
        P::TooLarge => "large",
        P::Start => "start",
        P::Line => "line",
        P::Path => "path",
        P::Order => "order",
        P::Sum => "sum",
        P::Words => "words",
    }
}

async fn record(
    State(shell): State<Shell>,
    page: Page,
    address: ReaderAddress,
    headers: HeaderMap,
    upload: Upload,
) -> Answered {
    let mut errors = FormErrors::new();
    let note = errors.optional(&upload.fields, "note", MAX_NOTE);
    let read = manifest(&upload, &mut errors);
    let charter = shell.charter().clone();
    let chosen = charter.indices().filter(|member| {
        let code = charter.member(*member).map_or("", |member| member.code.as_str());
        *member == shell.me() || upload.fields.has("readers", code)
    });
    let readers: Audience = chosen.collect();
    let signing = Signing::read(upload.request, &upload.fields, address, &headers, &mut errors);
    if let (true, Some(manifest)) = (errors.is_empty(), read) {
        let done = shell
            .sign(&page, signing, move |scribe, unlocked| {
                let seal = Seal::of(&manifest, note, unlocked.officer().clone());
                record_seal(scribe, unlocked, &seal, readers)
            })
            .await?;
        match done {
            Ok(done) => return recorded(&shell, &page, done.records()),
            Err(NotSigned::Rule(EvidenceError::Already(index))) => {
                errors.add("manifest", Message::new("evidence-fault-already").with("n", index));
            }
            Err(NotSigned::Rule(EvidenceError::Words)) => {
                errors.add("note", Message::new("form-control-characters"));
            }
            Err(NotSigned::Rule(error)) => return Err(Failure::internal(error)),
            Err(NotSigned::Identity(error)) => errors.refuse(error)?,
        }
    }
    let mut form = page.blank_form().with("note", upload.fields.value("note"));
    for code in upload.fields.values("readers") {
        form = form.with("readers", code);
    }
    asking(&shell, &page, form.failing(errors))
}

fn recorded(shell: &Shell, page: &Page, records: &[liptako_storage::Recorded]) -> Answered {
    let made = records.iter().find(|record| record.kind == liptako_core::Kind::EVIDENCE_SEAL);
    let to = made.and_then(|record| {
        let code = &shell.charter().member(record.origin)?.code;
        Some(format!("{HOME}/{code}-{}", record.index))
    });
    let flash = Flash::done(Message::new(key("evidence-recorded-done")));
    Ok(page.redirect_with(to.as_deref().unwrap_or(HOME), &flash))
}
