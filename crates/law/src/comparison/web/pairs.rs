//! `/law/comparison/pairs`: every pair of instruments; `/law/comparison/pairs/{a}/{b}`: two of them, topic by topic, and
//! where they part, the gravest first.

use super::super::{
    Convergence, PairBoard, RelationKind, Standing, Tally, Weights, board, gravest_first,
    pair as set_side_by_side,
};
use super::{Memory, cell, columns, heat_of, name, sides};
use crate::profile::store::{Cell, Column};
use crate::profile::{Question, Questionnaire, Topic};
use crate::web::{library, weights};
use crate::words::{Words, relation_key, relation_tone};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use liptako_web::{BarRow, Failure, HeatCell, HeatMap, HeatRow, Html, Page, Part, Shell, bars, stacked_bar};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "comparison/pairs.html")]
struct Overview<'a> {
    page: &'a Page,
    w: Words<'a>,
    columns: &'a [Column<'a>],
    pairs: &'a [PairBoard],
    with_memory: bool,
}

impl<'a> Overview<'a> {
    fn column(&self, place: &usize) -> &'a Column<'a> {
        &self.columns[*place]
    }

    fn between(&self, a: usize, b: usize) -> Option<&'a PairBoard> {
        self.pairs.iter().find(|pair| (pair.left, pair.right) == (a.min(b), a.max(b)))
    }

    /// The laws between themselves, the laws against each reference, the references between themselves.
    fn groups(&self) -> Vec<(String, Vec<&'a PairBoard>)> {
        let is_law = |place: usize| self.columns[place].keeper.is_some();
        let those = |passes: &dyn Fn(&PairBoard) -> bool| {
            self.pairs.iter().filter(|pair| passes(pair)).collect::<Vec<_>>()
        };
        let laws = those(&|pair| is_law(pair.left) && is_law(pair.right));
        let mut groups = vec![(self.page.t("law-comparison-pairs-national"), laws)];
        for (place, column) in self.columns.iter().enumerate().filter(|(_, column)| column.keeper.is_none()) {
            let against = |pair: &PairBoard| {
                (pair.right == place && is_law(pair.left)) || (pair.left == place && is_law(pair.right))
            };
            let reference = self.w.short(column.instrument);
            let words = self.page.text("law-comparison-against").with("reference", reference).to_string();
            groups.push((words, those(&against)));
        }
        let references = those(&|pair| !is_law(pair.left) && !is_law(pair.right));
        groups.push((self.page.t("law-comparison-pairs-references"), references));
        groups.retain(|(_, pairs)| !pairs.is_empty());
        groups
    }

    fn map(&self) -> Html {
        let names: Vec<String> = self.columns.iter().map(|column| name(&self.w, column)).collect();
        let row = |(row, label): (usize, &String)| HeatRow {
            label: label.clone(),
            cells: (0..names.len()).map(|column| self.drawn(row, column)).collect(),
        };
        let rows = names.iter().enumerate().map(row).collect();
        HeatMap { label: self.page.t("law-comparison-pairs-label"), columns: names, rows }.draw()
    }

    fn drawn(&self, row: usize, column: usize) -> Option<HeatCell> {
        let tally = &self.between(row, column)?.score.whole;
        let (mark, counted) = match tally.convergence() {
            Some(score) => (self.w.percent(score), tally.n_counted),
            None => ("?".to_owned(), 0),
        };
        let more = self.page.text("law-comparison-of").with("counted", counted).with("whole", tally.n_whole);
        let title = format!(
            "{} – {}{}{}",
            name(&self.w, self.column(&row)),
            name(&self.w, self.column(&column)),
            self.page.t("colon"),
            self.w.short_score(tally)
        );
        Some(HeatCell { heat: heat_of(tally), mark, more: more.to_string(), title })
    }

    fn of(&self, pair: &PairBoard, kind: RelationKind) -> String {
        self.page.number(pair.score.whole.of(kind))
    }

    fn memory_query(&self) -> &'static str {
        if self.with_memory { "?memory=1" } else { "" }
    }
}

/// Every pair.
pub async fn overview(
    State(shell): State<Shell>,
    page: Page,
    Query(asked): Query<Memory>,
) -> Result<Response, Failure> {
    let (library, weights) = (library()?, weights()?);
    let questionnaire = &library.questionnaire;
    let columns = columns(&shell, &page).await?;
    let all: Vec<_> = columns.iter().map(|column| sides(column, questionnaire)).collect();
    let pairs = board(questionnaire, weights, asked.basis(), &all);
    let content = Overview {
        page: &page,
        w: Words { page: &page, questionnaire },
        columns: &columns,
        pairs: &pairs,
        with_memory: !asked.memory.is_empty(),
    };
    let view = page.view(page.t("law-comparison-pairs-title"));
    view.crumb("/law/comparison", page.t("law-comparison-title")).html(&content)
}

/// What a reader asked of a pair.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    topic: String,
    /// Empty for the divergences, `all`, or a relation.
    #[serde(default)]
    relation: String,
    #[serde(default)]
    memory: String,
}

struct Row<'a> {
    question: &'a Question,
    standing: &'a Standing,
    left: Option<&'a Cell>,
    right: Option<&'a Cell>,
    weight: u8,
}

#[derive(Template)]
#[template(path = "comparison/pair.html")]
struct PairPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    left: &'a Column<'a>,
    right: &'a Column<'a>,
    topics: &'a [Topic],
    topic: Option<&'a Topic>,
    kind: Option<RelationKind>,
    all: bool,
    with_memory: bool,
    score: &'a Convergence,
    rows: Vec<Row<'a>>,
}

impl PairPage<'_> {
    /// What the whole page counts: a topic, or everything.
    fn tally(&self) -> Tally {
        match self.topic {
            Some(topic) => self.score.topic(topic.id.as_str()).copied().unwrap_or_default(),
            None => self.score.whole,
        }
    }

    fn kind_words(&self, kind: &RelationKind) -> String {
        self.page.t(relation_key(*kind))
    }

    fn names(&self) -> (String, String) {
        (name(&self.w, self.left), name(&self.w, self.right))
    }

    /// The address of this page with another relation.
    fn with_relation(&self, relation: &str) -> String {
        self.address(self.topic, relation, self.with_memory)
    }

    fn with_topic(&self, topic: Option<&Topic>) -> String {
        self.address(topic, self.relation(), self.with_memory)
    }

    fn with_other_memory(&self) -> String {
        self.address(self.topic, self.relation(), !self.with_memory)
    }

    fn relation(&self) -> &'static str {
        self.kind.map_or(if self.all { "all" } else { "" }, RelationKind::name)
    }

    fn address(&self, topic: Option<&Topic>, relation: &str, memory: bool) -> String {
        let mut query = Vec::new();
        if let Some(topic) = topic {
            query.push(format!("topic={}", topic.id));
        }
        if !relation.is_empty() {
            query.push(format!("relation={relation}"));
        }
        if memory {
            query.push("memory=1".to_owned());
        }
        let mark = if query.is_empty() { "" } else { "?" };
        let (left, right) = (&self.left.instrument.id, &self.right.instrument.id);
        format!("/law/comparison/pairs/{left}/{right}{mark}{}", query.join("&"))
    }

    /// How many questions stand in each relation, drawn and in figures.
    fn counts(&self) -> Html {
        let tally = self.tally();
        let parts: Vec<Part> = RelationKind::ALL
            .into_iter()
            .rev()
            .map(|kind| Part {
                tone: relation_tone(kind),
                words: self.page.t(relation_key(kind)),
                count: u64::from(tally.of(kind)),
            })
            .collect();
        stacked_bar(self.page, &self.page.t("law-comparison-counts"), &parts)
    }

    /// The relations to choose from: value, words with the count, whether it is the present one.
    fn relations(&self) -> Vec<(String, String, bool)> {
        let tally = self.tally();
        let text = |words: String, n: u32| {
            self.page.text("law-comparison-words-count").with("words", words).with("n", n).to_string()
        };
        let whole: u32 = RelationKind::ALL.into_iter().map(|kind| tally.of(kind)).sum();
        let mut choices = vec![
            (self.with_relation(""), self.page.t("law-comparison-divergences"), self.relation().is_empty()),
            (self.with_relation("all"), text(self.page.t("law-filter-all"), whole), self.all),
        ];
        choices.extend(RelationKind::ALL.into_iter().filter(|kind| tally.of(*kind) > 0).map(|kind| {
            let words = text(self.page.t(relation_key(kind)), tally.of(kind));
            (self.with_relation(kind.name()), words, self.kind == Some(kind))
        }));
        choices
    }

    /// How near they are topic by topic: a bar for the score, and in words the score with its coverage.
    fn by_topic(&self) -> Html {
        let rows: Vec<BarRow> = self
            .topics
            .iter()
            .map(|topic| {
                let tally = self.score.topic(topic.id.as_str()).copied().unwrap_or_default();
                BarRow {
                    label: self.w.text(&topic.name),
                    words: self.w.short_score(&tally),
                    length: tally.convergence(),
                    tone: "active",
                }
            })
            .collect();
        bars(&rows)
    }
}

/// Two instruments.
pub async fn pair(
    State(shell): State<Shell>,
    page: Page,
    Path((a, b)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let (library, weights) = (library()?, weights()?);
    let questionnaire = &library.questionnaire;
    let columns = columns(&shell, &page).await?;
    let of =
        |id: &str| columns.iter().find(|column| column.instrument.id.as_str() == id).ok_or(Failure::NotFound);
    let (left, right) = (of(&a)?, of(&b)?);
    if a == b {
        return Err(Failure::NotFound);
    }
    let basis = Memory { memory: asked.memory.clone() }.basis();
    let (these, those) = (sides(left, questionnaire), sides(right, questionnaire));
    let pair = set_side_by_side(questionnaire, weights, basis, (0, &these), (1, &those));
    let topic = questionnaire.topics.iter().find(|topic| topic.id.as_str() == asked.topic);
    let kind = RelationKind::from_name(&asked.relation);
    let all = asked.relation == "all";
    let rows = rows(questionnaire, weights, &pair, (left, right), |question, standing| {
        topic.is_none_or(|topic| topic.id == question.topic)
            && match kind {
                Some(kind) => standing.relation.kind() == kind,
                None => all || standing.is_divergence(),
            }
    });
    let w = Words { page: &page, questionnaire };
    let title =
        page.text("law-pair").with("left", w.short(left.instrument)).with("right", w.short(right.instrument));
    let title = title.to_string();
    let content = PairPage {
        page: &page,
        w,
        left,
        right,
        topics: &questionnaire.topics,
        topic,
        kind,
        all,
        with_memory: !asked.memory.is_empty(),
        score: &pair.score,
        rows,
    };
    page.view(title)
        .crumb("/law/comparison", page.t("law-comparison-title"))
        .crumb("/law/comparison/pairs", page.t("law-comparison-pairs-title"))
        .html(&content)
}

fn rows<'a>(
    questionnaire: &'a Questionnaire,
    weights: &Weights,
    pair: &'a PairBoard,
    (left, right): (&'a Column<'a>, &'a Column<'a>),
    passes: impl Fn(&Question, &Standing) -> bool,
) -> Vec<Row<'a>> {
    let places = gravest_first(questionnaire, weights, pair, passes);
    let row = |place: usize| {
        let question = questionnaire.questions.get(place)?;
        Some(Row {
            question,
            standing: pair.standings.get(place)?,
            left: cell(left, question),
            right: cell(right, question),
            weight: weights.of(question),
        })
    };
    places.into_iter().filter_map(row).collect()
}
