//! `/vocabulary`: the common vocabulary, a page per concept with all that hangs on it, and the files to reuse it.
//!
//! What hangs on a concept is shown by the modules themselves, through the panels they register
//! ([`WebModule::panel`]): this crate knows none of them.

use crate::html::{Html, escape};
use crate::module::{Access, WebModule};
use crate::page::Page;
use crate::shell::Shell;
use crate::texts::{key, spaced};
use crate::{Day, Failure};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use liptako_core::vocabulary::{Concept, ConceptId, Format, Link, Match, Vocabulary, shipped};
use liptako_core::{Bilingual, Lang};
use liptako_journal::Hash;
use liptako_storage::search;
use serde::Deserialize;
use std::sync::LazyLock;

/// Longest question put to the vocabulary, in characters.
const MAX_WORDS: usize = 200;

pub(crate) fn module() -> WebModule {
    WebModule::new("vocabulary")
        .menu("/vocabulary", "vocabulary-menu", Access::Public, 40)
        .get("/vocabulary", Access::Public, index)
        .get("/vocabulary/{concept}", Access::Public, concept)
        .get("/vocabulary.ttl", Access::Public, turtle)
        .get("/vocabulary.jsonld", Access::Public, json_ld)
        .get("/vocabulary.csv", Access::Public, csv)
}

/// The vocabulary that ships, or a failure for the log.
///
/// # Errors
/// [`Failure::Internal`] with the faults of the file.
pub fn vocabulary() -> Result<&'static Vocabulary, Failure> {
    shipped().map_err(|faults| {
        Failure::Internal(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    })
}

/// Links to the pages of concepts, parted by commas. One that this program's vocabulary does not hold yet (a newer
/// node named it) is shown by its identifier.
pub fn concept_links(page: &Page, concepts: &[ConceptId]) -> Html {
    let known = shipped().ok();
    let link = |id: &ConceptId| match known.and_then(|vocabulary| vocabulary.concept(id.as_str())) {
        Some(concept) => {
            let label = spaced(page.lang(), concept.label.pick(page.lang()));
            format!("<a href=\"/vocabulary/{id}\">{}</a>", escape(&label))
        }
        None => format!("<code>{}</code>", escape(id.as_str())),
    };
    Html::trusted(concepts.iter().map(link).collect::<Vec<_>>().join(", "))
}

/// What a concept is called; its identifier when this program's vocabulary does not hold it yet.
pub fn concept_label(lang: Lang, id: &ConceptId) -> String {
    let known = shipped().ok().and_then(|vocabulary| vocabulary.concept(id.as_str()));
    known.map_or_else(|| id.to_string(), |concept| spaced(lang, concept.label.pick(lang)))
}

/// The concepts a form can offer, by group: the group's label, then identifier and label of each of its concepts.
pub fn concept_choices(lang: Lang) -> Vec<(String, Vec<(String, String)>)> {
    let Ok(vocabulary) = shipped() else { return Vec::new() };
    let label = |concept: &Concept| spaced(lang, concept.label.pick(lang));
    let mut offered = std::collections::BTreeSet::new();
    let mut group = |top| {
        let all = vocabulary.group(top).into_iter().map(|(_, concept)| concept);
        // A concept under two groups is offered in the first.
        let fresh = all.filter(|concept| offered.insert(concept.id.clone()));
        fresh.map(|concept| (concept.id.to_string(), label(concept))).collect::<Vec<_>>()
    };
    vocabulary.tops().map(|top| (label(top), group(top))).collect()
}

/// What a reader asked of the vocabulary.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    words: String,
}

#[derive(Template)]
#[template(path = "vocabulary.html")]
struct IndexPage<'a> {
    page: &'a Page,
    vocabulary: &'a Vocabulary,
    words: String,
    found: Vec<&'a Concept>,
}

/// How the templates say a concept.
trait Said {
    fn page(&self) -> &Page;

    fn text(&self, text: &Bilingual) -> String {
        let lang = self.page().lang();
        spaced(lang, text.pick(lang))
    }
}

impl Said for IndexPage<'_> {
    fn page(&self) -> &Page {
        self.page
    }
}

impl IndexPage<'_> {
    fn asks(&self) -> bool {
        !self.words.trim().is_empty()
    }

    /// What lies under a concept, as nested lists.
    fn under(&self, concept: &Concept) -> Html {
        let mut out = String::new();
        self.list(concept, &mut out);
        Html::trusted(out)
    }

    fn list(&self, concept: &Concept, out: &mut String) {
        let mut under = self.vocabulary.narrower(concept.id.as_str()).peekable();
        if under.peek().is_none() {
            return;
        }
        out.push_str("<ul>");
        for concept in under {
            let (id, label) = (&concept.id, escape(&self.text(&concept.label)));
            out.push_str(&format!("<li><a href=\"/vocabulary/{id}\">{label}</a>"));
            self.list(concept, out);
            out.push_str("</li>");
        }
        out.push_str("</ul>");
    }

    fn version(&self) -> String {
        let day = self.vocabulary.version.parse::<jiff::civil::Date>();
        day.map_or_else(
            |_| self.vocabulary.version.clone(),
            |day| crate::day_words(self.page.lang(), Day::from(day)),
        )
    }
}

/// What answers the words, those whose labels hold them first.
fn found<'a>(vocabulary: &'a Vocabulary, words: &str) -> Vec<&'a Concept> {
    let labels = |concept: &'a Concept| -> Vec<(Lang, &'a str)> {
        let each = |lang: Lang| {
            let own = lang.pick(&concept.label.fr, &concept.label.en);
            concept.also(lang).iter().map(String::as_str).chain([own]).map(move |label| (lang, label))
        };
        Lang::ALL.into_iter().flat_map(each).collect()
    };
    let mut hits: Vec<(u8, &Concept)> = Vec::new();
    for concept in vocabulary.concepts() {
        let mut texts = labels(concept);
        if search::holds(words, &texts) {
            hits.push((0, concept));
            continue;
        }
        texts
            .extend([(Lang::Fr, concept.definition.fr.as_str()), (Lang::En, concept.definition.en.as_str())]);
        if search::holds(words, &texts) {
            hits.push((1, concept));
        }
    }
    hits.sort_by_key(|(rank, _)| *rank);
    hits.into_iter().map(|(_, concept)| concept).collect()
}

async fn index(page: Page, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let vocabulary = vocabulary()?;
    let words: String = asked.words.chars().take(MAX_WORDS).collect();
    let found = found(vocabulary, &words);
    page.html(page.t("vocabulary-title"), &IndexPage { page: &page, vocabulary, words, found })
}

#[derive(Template)]
#[template(path = "concept.html")]
struct ConceptPage<'a> {
    page: &'a Page,
    vocabulary: &'a Vocabulary,
    concept: &'a Concept,
    panels: Vec<(String, Html)>,
}

impl Said for ConceptPage<'_> {
    fn page(&self) -> &Page {
        self.page
    }
}

impl<'a> ConceptPage<'a> {
    fn also(&self) -> String {
        self.concept.also(self.page.lang()).join(", ")
    }

    /// Language and words of the label in the other language.
    fn other(&self) -> (Lang, &'a str) {
        match self.page.lang() {
            Lang::Fr => (Lang::En, &self.concept.label.en),
            Lang::En => (Lang::Fr, &self.concept.label.fr),
        }
    }

    fn broader(&self) -> Vec<&'a Concept> {
        self.vocabulary.broader(self.concept).collect()
    }

    fn narrower(&self) -> Vec<&'a Concept> {
        self.vocabulary.narrower(self.concept.id.as_str()).collect()
    }

    fn related(&self) -> Vec<&'a Concept> {
        let ids = self.concept.related.iter();
        ids.filter_map(|id| self.vocabulary.concept(id.as_str())).collect()
    }

    fn kind(&self, link: &Link) -> String {
        self.page.t(match link.kind {
            Match::Exact => key("vocabulary-match-exact"),
            Match::Close => key("vocabulary-match-close"),
            Match::Broad => key("vocabulary-match-broad"),
            Match::Narrow => key("vocabulary-match-narrow"),
            Match::Near => key("vocabulary-match-near"),
        })
    }

    fn iri(&self) -> String {
        self.vocabulary.iri(&self.concept.id)
    }
}

async fn concept(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let vocabulary = vocabulary()?;
    let concept = vocabulary.concept(&id).ok_or(Failure::NotFound)?;
    let panels = panels(&shell, &page, concept).await?;
    let said = |text: &Bilingual| spaced(page.lang(), text.pick(page.lang()));
    let mut view = page.view(said(&concept.label)).crumb("/vocabulary", page.t("vocabulary-title"));
    for above in vocabulary.way_to(concept) {
        view = view.crumb(format!("/vocabulary/{}", above.id), said(&above.label));
    }
    view.html(&ConceptPage { page: &page, vocabulary, concept, panels })
}

/// What the modules show of a concept to this reader, all read in one transaction.
async fn panels(
    shell: &Shell,
    page: &Page,
    concept: &'static Concept,
) -> Result<Vec<(String, Html)>, Failure> {
    let (own, page) = (shell.clone(), page.clone());
    shell
        .read(move |tx| {
            let mut shown = Vec::new();
            for panel in own.panels().iter().filter(|panel| panel.access.admits(page.who())) {
                if let Some(markup) = (panel.make)(tx, &own, &page, concept)? {
                    shown.push((page.t(panel.heading), markup));
                }
            }
            Ok(shown)
        })
        .await
}

/// A file and its validator.
struct File {
    body: String,
    tag: HeaderValue,
}

fn made(format: Format) -> Option<File> {
    let body = shipped().ok()?.export(format);
    let digest = Hash::of(body.as_bytes()).to_string();
    // Weak: the same words may travel compressed.
    let tag = HeaderValue::from_str(&format!("W/\"{}\"", &digest[..16])).ok()?;
    Some(File { body, tag })
}

static TURTLE: LazyLock<Option<File>> = LazyLock::new(|| made(Format::Turtle));
static JSON_LD: LazyLock<Option<File>> = LazyLock::new(|| made(Format::JsonLd));
static CSV: LazyLock<Option<File>> = LazyLock::new(|| made(Format::Csv));

/// Answers with a file, or says that the reader's copy is still good (RFC 9110, 13.1.2).
fn served(format: Format, file: Option<&File>, asked: &HeaderMap) -> Result<Response, Failure> {
    let file = file.ok_or_else(|| Failure::internal("the vocabulary cannot be exported"))?;
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let tag = file.tag.to_str().unwrap_or_default().trim_start_matches("W/");
    let is_known = known
        .flat_map(|line| line.split(','))
        .any(|one| one.trim() == "*" || one.trim().trim_start_matches("W/") == tag);
    let name = format!("inline; filename=\"vocabulary.{}\"", format.name());
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400")),
        (header::ETAG, file.tag.clone()),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(Failure::internal)?),
    ];
    Ok(if is_known {
        (StatusCode::NOT_MODIFIED, headers).into_response()
    } else {
        (headers, file.body.clone()).into_response()
    })
}

async fn turtle(asked: HeaderMap) -> Result<Response, Failure> {
    served(Format::Turtle, TURTLE.as_ref(), &asked)
}

async fn json_ld(asked: HeaderMap) -> Result<Response, Failure> {
    served(Format::JsonLd, JSON_LD.as_ref(), &asked)
}

async fn csv(asked: HeaderMap) -> Result<Response, Failure> {
    served(Format::Csv, CSV.as_ref(), &asked)
}
