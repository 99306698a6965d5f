//! `/exchange/practices`: the library, narrowed and searched.

use super::super::draft;
use super::super::model::{PracticeKind, Sector, Stance};
use super::super::view::{self, Filter, Listing};
use super::words::{kind_key, sector_key, stance_key};
use super::{Answered, Said};
use askama::Template;
use axum::extract::{Query, State};
use liptako_core::vocabulary::ConceptId;
use liptako_identity::Permission;
use liptako_web::{Page, Shell, concept_links};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How many practices a page of the list shows.
const ON_A_PAGE: u32 = 20;
/// Longest search, in characters.
const MAX_WORDS: usize = 200;

/// What a reader asked of the list.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    sector: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    concept: String,
    #[serde(default)]
    page: String,
}

/// An option of a filter: its value, its words with how many there are, and whether it is chosen.
type Choice = (String, String, bool);

#[derive(Template)]
#[template(path = "practice/web/list.html")]
struct ListPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    asked: &'a Asked,
    listing: Listing,
    counts: BTreeMap<String, u64>,
    n_drafts: u64,
    concept: Option<ConceptId>,
    number: u64,
}

impl ListPage<'_> {
    fn n(&self, facet: &str) -> u64 {
        self.counts.get(facet).copied().unwrap_or(0)
    }

    fn choice(&self, value: &str, words: &str, facet: &str, chosen: &str) -> Choice {
        let words = format!("{words} ({})", self.page.number(self.n(facet)));
        (value.to_owned(), words, value == chosen)
    }

    fn kinds(&self) -> Vec<Choice> {
        let all = PracticeKind::ALL.iter();
        all.map(|kind| {
            let words = self.page.t(kind_key(*kind));
            self.choice(kind.name(), &words, &format!("kind:{}", kind.name()), &self.asked.kind)
        })
        .collect()
    }

    fn sectors(&self) -> Vec<Choice> {
        let all = Sector::ALL.iter();
        all.map(|sector| {
            let words = self.page.t(sector_key(*sector));
            self.choice(sector.name(), &words, &format!("sector:{}", sector.name()), &self.asked.sector)
        })
        .collect()
    }

    fn countries(&self) -> Vec<Choice> {
        let all = self.s.members().into_iter();
        all.map(|member| {
            let words = self.s.country(&member);
            self.choice(self.s.code(member), &words, &format!("country:{}", member.0), &self.asked.country)
        })
        .collect()
    }

    fn states(&self) -> Vec<Choice> {
        let me = self.s.shell.me();
        let mut all = vec![
            self.choice(
                "awaiting",
                &self.page.text("practice-state-awaiting").with("authority", self.s.acronym(&me)).to_string(),
                &format!("stance:{}:none", me.0),
                &self.asked.state,
            ),
            self.choice("by-all", &self.page.t("practice-state-by-all"), "used-by-all", &self.asked.state),
        ];
        for stance in Stance::ALL {
            let words = self.page.t(stance_key(*stance));
            let words = format!("{words}, {}", self.s.acronym(&me));
            let facet = format!("stance:{}:{}", me.0, stance.name());
            all.push(self.choice(stance.name(), &words, &facet, &self.asked.state));
        }
        for (value, words, facet) in [
            ("unread", self.page.t("practice-state-unread"), "review:none"),
            ("unfit", self.page.t("practice-state-unfit"), "review:unfit"),
            ("unanswered", self.page.t("practice-state-unanswered"), "unanswered"),
            ("offered", self.page.t("practice-state-offered"), "offered"),
        ] {
            all.push(self.choice(value, &words, facet, &self.asked.state));
        }
        all
    }

    fn is_narrowed(&self) -> bool {
        let asked = self.asked;
        [&asked.q, &asked.kind, &asked.sector, &asked.country, &asked.state, &asked.concept]
            .iter()
            .any(|one| !one.is_empty())
    }

    fn total(&self) -> String {
        let key = if self.listing.more { "practice-found-more" } else { "practice-found" };
        match key {
            "practice-found-more" => {
                self.page.text("practice-found-more").with("n", self.listing.total).to_string()
            }
            _ => self.page.text("practice-found").with("n", self.listing.total).to_string(),
        }
    }

    fn may_write(&self) -> bool {
        self.page.may(Permission::PRACTICE_WRITE)
    }

    /// Address of another page of this list.
    fn page_path(&self, number: u64) -> String {
        let asked = self.asked;
        let fields = [
            ("q", &asked.q),
            ("kind", &asked.kind),
            ("sector", &asked.sector),
            ("country", &asked.country),
            ("state", &asked.state),
            ("concept", &asked.concept),
        ];
        let mut pairs: Vec<(&str, String)> =
            fields.iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| (*n, (*v).clone())).collect();
        pairs.push(("page", number.to_string()));
        format!("/exchange/practices?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
    }

    fn before(&self) -> Option<String> {
        (self.number > 1).then(|| self.page_path(self.number - 1))
    }

    fn after(&self) -> Option<String> {
        (self.number * u64::from(ON_A_PAGE) < self.listing.total).then(|| self.page_path(self.number + 1))
    }

    fn concept_link(&self, concept: &ConceptId) -> liptako_web::Html {
        concept_links(self.page, std::slice::from_ref(concept))
    }
}

/// What was asked for, as facets. What does not exist narrows nothing.
fn facets(shell: &Shell, asked: &Asked) -> Vec<String> {
    let me = shell.me();
    let mut all = Vec::new();
    all.extend(PracticeKind::from_name(&asked.kind).map(|kind| format!("kind:{}", kind.name())));
    all.extend(Sector::from_name(&asked.sector).map(|sector| format!("sector:{}", sector.name())));
    all.extend(shell.charter().by_code(&asked.country).map(|member| format!("country:{}", member.0)));
    all.extend(asked.concept.parse::<ConceptId>().ok().map(|concept| format!("concept:{concept}")));
    all.extend(match asked.state.as_str() {
        "awaiting" => Some(format!("stance:{}:none", me.0)),
        "by-all" => Some("used-by-all".to_owned()),
        "unread" => Some("review:none".to_owned()),
        "unfit" => Some("review:unfit".to_owned()),
        "unanswered" => Some("unanswered".to_owned()),
        "offered" => Some("offered".to_owned()),
        other => Stance::from_name(other).map(|stance| format!("stance:{}:{}", me.0, stance.name())),
    });
    all
}

pub async fn show(State(shell): State<Shell>, page: Page, Query(asked): Query<Asked>) -> Answered {
    let words: String = asked.q.chars().take(MAX_WORDS).collect();
    let filter = Filter { words, facets: facets(&shell, &asked) };
    let number = asked.page.parse::<u64>().unwrap_or(1).clamp(1, 1_000_000);
    let may_write = page.may(Permission::PRACTICE_WRITE);
    let (listing, counts, n_drafts) = shell
        .read(move |tx| {
            let offset = (number - 1) * u64::from(ON_A_PAGE);
            let n_drafts = if may_write { draft::count(tx)? } else { 0 };
            Ok((view::list(tx, &filter, ON_A_PAGE, offset)?, view::counts(tx)?, n_drafts))
        })
        .await?;
    let s = Said::new(&page, &shell);
    let concept = asked.concept.parse().ok();
    let content = ListPage { page: &page, s, asked: &asked, listing, counts, n_drafts, concept, number };
    page.html(page.t("practice-title"), &content)
}
