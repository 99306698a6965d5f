//! `/exchange/practices/{practice}`: one practice, its versions and their differences.

use super::super::act::Duties;
use super::super::difference::{Change, differences, folded};
use super::super::model::{Adoption, Content, Feedback, Review};
use super::super::view::{self, PracticeLine, PracticeView, VersionView, WordView};
use super::{Answered, Said, absent, files, place};
use askama::Template;
use axum::extract::{Path, Query, State};
use liptako_core::MemberIndex;
use liptako_identity::Permission;
use liptako_web::{Failure, Html, Page, Shell, concept_links};
use serde::Deserialize;

/// Lines shown around a change.
const AROUND: usize = 3;

#[derive(Template)]
#[template(path = "practice/web/practice.html")]
struct PracticePage<'a> {
    page: &'a Page,
    s: Said<'a>,
    view: &'a PracticeView,
    shown: &'a VersionView,
    duties: Duties,
    files: Html,
}

/// An authority's line in the table of the three.
struct Seat<'a> {
    member: MemberIndex,
    adoption: Option<&'a WordView<Adoption>>,
    review: Option<&'a WordView<Review>>,
    is_author: bool,
}

impl<'a> PracticePage<'a> {
    fn content(&self) -> &'a Content {
        &self.shown.version.content
    }

    fn body(&self) -> Html {
        self.s.markdown(&self.content().body)
    }

    fn concepts(&self) -> Html {
        concept_links(self.page, &self.content().concepts)
    }

    fn seats(&self) -> Vec<Seat<'a>> {
        let author = self.view.line.place.origin;
        let all = self.s.members().into_iter();
        all.map(|member| Seat {
            member,
            adoption: self.view.adoption_of(member),
            review: self.view.review_of(member),
            is_author: member == author,
        })
        .collect()
    }

    /// The older words of the authorities, which the table no longer shows.
    fn earlier_adoptions(&self) -> Vec<&'a WordView<Adoption>> {
        let newest = |one: &&WordView<Adoption>| {
            self.view.adoption_of(one.place.origin).map(|n| n.place) != Some(one.place)
        };
        self.view.adoptions.iter().filter(newest).collect()
    }

    fn earlier_reviews(&self) -> Vec<&'a WordView<Review>> {
        let newest = |one: &&WordView<Review>| {
            self.view.review_of(one.place.origin).map(|n| n.place) != Some(one.place)
        };
        self.view.reviews.iter().filter(newest).collect()
    }

    /// Which version a word is about, when it is not the newest one.
    fn about_older(&self, cited: &super::super::Cited) -> Option<u32> {
        let number = self.view.number_of(cited)?;
        (number != self.view.line.number).then_some(number)
    }

    fn feedback_body(&self, word: &WordView<Feedback>) -> Html {
        self.s.markdown(&word.word.text)
    }

    fn told_heading(&self) -> String {
        let form =
            if self.duties.question { super::super::Form::Answer } else { super::super::Form::Feedback };
        self.s.form(&form)
    }

    fn is_newest(&self) -> bool {
        self.shown.version.number == self.view.line.number
    }

    fn may_write(&self) -> bool {
        self.page.may(Permission::PRACTICE_WRITE)
    }

    fn may_decide(&self) -> bool {
        self.page.may(Permission::PRACTICE_DECIDE)
    }

    /// Improvements offered and not taken in, then what else starts from this practice.
    fn children(&self) -> &'a [PracticeLine] {
        &self.view.children
    }

    fn path(&self) -> String {
        self.s.path(&self.view.line.place)
    }

    fn version_path(&self, number: &u32) -> String {
        format!("{}/versions/{number}", self.path())
    }

    fn changes_path(&self, number: &u32) -> String {
        format!("{}/changes?from={}&to={number}", self.path(), number - 1)
    }

    fn has_version(&self, number: u32) -> bool {
        self.view.versions.iter().any(|one| one.version.number == number)
    }

    fn is_open(&self, line: &PracticeLine) -> bool {
        line.standing == view::Standing::Improvement
    }
}

/// Reads a practice, or says that there is none.
pub(super) async fn read(shell: &Shell, name: &str) -> Result<PracticeView, Failure> {
    let place = place(shell, name)?;
    let found = shell.read(move |tx| Ok(view::practice(tx, place)?)).await?;
    found.ok_or_else(|| absent(name))
}

async fn answer(shell: &Shell, page: &Page, view: &PracticeView, number: Option<u32>) -> Answered {
    let s = Said::new(page, shell);
    let shown = match number {
        None => view.newest(),
        Some(number) => view.versions.iter().find(|one| one.version.number == number),
    };
    let shown = shown.ok_or(Failure::NotFound)?;
    let duties = Duties::of(shell.me(), view.line.place.origin, view.line.kind);
    let title = &shown.version.content.title;
    let files = files::list(shell, page, &shown.version.content, s.path(&view.line.place)).await?;
    let content = PracticePage { page, s, view, shown, duties, files };
    page.view(title).crumb("/exchange/practices", page.t("practice-title")).html(&content)
}

pub async fn show(State(shell): State<Shell>, page: Page, Path(name): Path<String>) -> Answered {
    let view = read(&shell, &name).await?;
    answer(&shell, &page, &view, None).await
}

pub async fn version(
    State(shell): State<Shell>,
    page: Page,
    Path((name, number)): Path<(String, String)>,
) -> Answered {
    let view = read(&shell, &name).await?;
    let number = number.parse().map_err(|_| Failure::NotFound)?;
    answer(&shell, &page, &view, Some(number)).await
}

/// Which versions to compare.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

#[derive(Template)]
#[template(path = "practice/web/changes.html")]
struct ChangesPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    view: &'a PracticeView,
    before: &'a VersionView,
    after: &'a VersionView,
}

/// A field that changed: its name, before, after.
type Changed = (String, String, String);

impl ChangesPage<'_> {
    fn fields(&self) -> Vec<Changed> {
        let (a, b) = (&self.before.version.content, &self.after.version.content);
        let t = |key: &str| self.page.t(key);
        let concepts = |content: &Content| {
            let labels = content.concepts.iter().map(|id| liptako_web::concept_label(self.page.lang(), id));
            labels.collect::<Vec<_>>().join(", ")
        };
        let basis = |content: &Content| {
            let all = content.basis.iter().map(|one| {
                let question = one.question.as_deref().unwrap_or_default();
                format!("{question} {}", one.reference).trim().to_owned()
            });
            all.collect::<Vec<_>>().join(" ; ")
        };
        let files = |content: &Content| {
            content.attachments.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", ")
        };
        let hashes =
            |content: &Content| content.attachments.iter().map(|file| file.sha256).collect::<Vec<_>>();
        let mut all = vec![
            (t("practice-field-title"), a.title.clone(), b.title.clone()),
            (t("practice-summary"), a.summary.clone(), b.summary.clone()),
            (t("practice-kind"), self.s.kind(&a.kind), self.s.kind(&b.kind)),
            (t("practice-concepts"), concepts(a), concepts(b)),
            (t("practice-sector"), self.s.sectors(&a.sectors), self.s.sectors(&b.sectors)),
            (t("practice-country"), self.s.countries(&a.countries), self.s.countries(&b.countries)),
            (t("practice-basis"), basis(a), basis(b)),
            (t("practice-licence"), self.s.licence(&a.licence), self.s.licence(&b.licence)),
            (t("practice-authors"), a.authors.join(", "), b.authors.join(", ")),
        ];
        all.retain(|(_, a, b)| a != b);
        if hashes(a) != hashes(b) {
            all.push((t("practice-attachments"), files(a), files(b)));
        }
        all
    }

    /// The lines of the text: `same`, `removed`, `added`, or `gap`.
    fn lines(&self) -> Vec<(&'static str, &str)> {
        let all = differences(&self.before.version.content.body, &self.after.version.content.body);
        if all.iter().all(|(change, _)| *change == Change::Same) {
            return Vec::new();
        }
        folded(&all, AROUND)
            .into_iter()
            .map(|line| match line {
                None => ("gap", ""),
                Some((Change::Same, line)) => ("same", line),
                Some((Change::Removed, line)) => ("removed", line),
                Some((Change::Added, line)) => ("added", line),
            })
            .collect()
    }
}

pub async fn changes(
    State(shell): State<Shell>,
    page: Page,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Answered {
    let view = read(&shell, &name).await?;
    let number = |text: &str| text.parse::<u32>().ok();
    let find = |number: Option<u32>| view.versions.iter().find(|one| Some(one.version.number) == number);
    let after = find(number(&asked.to)).or(view.newest()).ok_or(Failure::NotFound)?;
    let before = find(number(&asked.from)).or_else(|| find(after.version.number.checked_sub(1)));
    let before = before.ok_or(Failure::NotFound)?;
    let s = Said::new(&page, &shell);
    let content = ChangesPage { page: &page, s, view: &view, before, after };
    page.view(page.t("practice-changes"))
        .crumb("/exchange/practices", page.t("practice-title"))
        .crumb(s.path(&view.line.place), &view.line.title)
        .html(&content)
}
