//! What leaves the pages: the notice for sectors (page, PDF, plain text), the advisory on paper, STIX and MISP files. Each
//! goes to whoever may open the advisory, and carries its label.

use super::super::fold::{Advisory, Fact};
use super::super::formats::Exported;
use super::super::model::{Outlet, Sector, Version};
use super::super::store::{self, Contact};
use super::super::{misp, paper, stix};
use super::words::Said;
use super::{Answered, opened};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use liptako_core::ObjectId;
use liptako_identity::Permission;
use liptako_paper::Format as Paper;
use liptako_web::{Failure, Page, Shell, day_words};

#[derive(Template)]
#[template(path = "advisory/web/notice.html")]
struct NoticePage<'a> {
    page: &'a Page,
    s: Said<'a>,
    id: &'a str,
    current: &'a Fact<Version>,
    sectors: Vec<Sector>,
    contacts: Vec<Contact>,
    text: String,
}

impl NoticePage<'_> {
    fn may_publish(&self) -> bool {
        self.page.may(Permission::ADVISORY_DECIDE)
    }
}

/// The advisory, if its marking lets it be handed to partners.
async fn handed(shell: &Shell, page: &Page, id: &str) -> Result<(Advisory, Fact<Version>), Failure> {
    let (advisory, current) = opened(shell, page, id).await?;
    if current.says.for_sectors().is_none() || advisory.withdrawal.is_some() {
        return Err(Failure::NotFound);
    }
    Ok((advisory, current))
}

/// The sectors that this authority handed it to.
fn handed_to(shell: &Shell, advisory: &Advisory) -> Vec<Sector> {
    let mut sectors: Vec<Sector> = advisory
        .publications
        .iter()
        .filter(|fact| fact.place.origin == shell.me())
        .flat_map(|fact| match &fact.says.outlet {
            Outlet::Sectors(sectors) => sectors.clone(),
            Outlet::Public | Outlet::Retracted => Vec::new(),
        })
        .collect();
    sectors.sort_unstable();
    sectors.dedup();
    sectors
}

/// The plain text that is sent: no address to follow, nothing to type in. Whoever receives it knows where to look.
fn plain(page: &Page, shell: &Shell, version: &Version) -> String {
    let s = Said::new(page, shell);
    let content = &version.content;
    let mut lines = vec![
        version.marking.tlp().label().to_owned(),
        page.text("advisory-notice-from").with("authority", page.face().acronym()).to_string(),
        String::new(),
        content.title.clone(),
        format!("{} – {}", s.threat(content.threat), s.severity_word(content.severity)),
        String::new(),
        liptako_web::markdown::plain(&content.summary),
    ];
    if !content.actions.is_empty() {
        lines.extend([String::new(), page.t("advisory-field-actions")]);
        for step in &content.actions {
            let due = step.due.map(|day| {
                format!(" ({} {})", page.t("advisory-before"), day_words(page.lang(), day.into()))
            });
            lines.push(format!("- {}{}", step.text, due.unwrap_or_default()));
        }
    }
    if !content.indicators.is_empty() {
        lines.extend([String::new(), page.t("advisory-field-indicators"), page.t("advisory-defanged")]);
        lines.extend(content.indicators.iter().map(|found| format!("- {}", found.defanged())));
    }
    lines.extend([
        String::new(),
        s.tlp_means(version.marking.tlp()),
        page.t("advisory-never"),
        String::new(),
    ]);
    without_links(&lines.join("\n"))
}

/// A message to partners never holds an address that a telephone makes a link of.
fn without_links(text: &str) -> String {
    text.replace("https://", "https[:]//").replace("http://", "http[:]//")
}

pub(super) async fn page(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let (advisory, current) = handed(&shell, &page, &id).await?;
    let sectors = handed_to(&shell, &advisory);
    let mut contacts = shell.read(|tx| Ok(store::contacts(tx)?)).await?;
    contacts.retain(|contact| sectors.contains(&contact.sector));
    let text = plain(&page, &shell, &current.says);
    let s = Said::new(&page, &shell);
    let content = NoticePage { page: &page, s, id: &id, current: &current, sectors, contacts, text };
    page.view(page.t("advisory-notice-title"))
        .crumb("/exchange/advisories", page.t("advisory-title"))
        .crumb(format!("/exchange/advisories/{id}"), &current.says.content.title)
        .html(&content)
}

fn file(kind: &str, name: &str, body: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let heads = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (heads, body).into_response()
}

fn name(current: &Fact<Version>, id: &str, extension: &str) -> String {
    let short: String = id.chars().take(8).collect();
    format!("{}-{short}-v{}.{extension}", current.says.marking.tlp().name(), current.says.revision)
}

pub(super) async fn notice_text(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let (_, current) = handed(&shell, &page, &id).await?;
    let text = plain(&page, &shell, &current.says);
    Ok(file("text/plain; charset=utf-8", &name(&current, &id, "txt"), text.into_bytes()))
}

pub(super) async fn notice_pdf(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let (_, current) = handed(&shell, &page, &id).await?;
    on_paper(&shell, &page, &current, &id)
}

pub(super) async fn pdf(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let (_, current) = opened(&shell, &page, &id).await?;
    on_paper(&shell, &page, &current, &id)
}

fn on_paper(shell: &Shell, page: &Page, current: &Fact<Version>, id: &str) -> Answered {
    let s = Said::new(page, shell);
    let paper = paper::paper(&s, current);
    let bytes = liptako_paper::pdf(&paper).map_err(Failure::internal)?;
    Ok(file(Paper::Pdf.media_type(), &name(current, id, "pdf"), bytes))
}

/// The version as exports write it.
pub(super) fn exported<'a>(
    shell: &'a Shell,
    object: ObjectId,
    advisory: &'a Advisory,
    current: &'a Fact<Version>,
) -> Option<Exported<'a>> {
    super::super::export::of(shell.charter(), object, advisory, current)
}

pub(super) async fn stix(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let (advisory, current) = opened(&shell, &page, &id).await?;
    let exported = exported(&shell, super::id_of(&id)?, &advisory, &current).ok_or(Failure::NotFound)?;
    Ok(file("application/stix+json;version=2.1", &name(&current, &id, "stix.json"), stix::write(&exported)))
}

pub(super) async fn misp(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let (advisory, current) = opened(&shell, &page, &id).await?;
    let exported = exported(&shell, super::id_of(&id)?, &advisory, &current).ok_or(Failure::NotFound)?;
    Ok(file("application/json", &name(&current, &id, "misp.json"), misp::write(&exported)))
}
