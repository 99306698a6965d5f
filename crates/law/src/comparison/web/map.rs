//! `/law/comparison/map`: topics, or the questions of one, against pairs of instruments; drawn, and in a table.

use super::super::{PairBoard, Standing, Tally, Weights, pair};
use super::{columns, heat, heat_of, mark, name, sides};
use crate::profile::store::Column;
use crate::profile::{Question, Questionnaire, Topic};
use crate::web::{library, weights};
use crate::words::{Words, relation_key};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use liptako_web::{Failure, HeatCell, HeatMap, HeatRow, Html, Page, Shell};
use serde::Deserialize;

/// What a reader asked of the map.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    topic: String,
    /// Empty for the laws by pairs, `all`, or a reference.
    #[serde(default)]
    against: String,
    #[serde(default)]
    memory: String,
}

/// A line of the map: a topic or a question.
enum Line<'a> {
    Topic(&'a Topic),
    Question(usize, &'a Question),
}

#[derive(Template)]
#[template(path = "comparison/map.html")]
struct MapPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    asked: Asked,
    topic: Option<&'a Topic>,
    topics: &'a [Topic],
    questionnaire: &'a Questionnaire,
    columns: &'a [Column<'a>],
    pairs: Vec<PairBoard>,
    weights: &'a Weights,
}

impl<'a> MapPage<'a> {
    fn with_memory(&self) -> bool {
        !self.asked.memory.is_empty()
    }

    fn column(&self, place: &usize) -> &'a Column<'a> {
        &self.columns[*place]
    }

    fn lines(&self) -> Vec<Line<'a>> {
        match self.topic {
            None => self.topics.iter().map(Line::Topic).collect(),
            Some(topic) => {
                let all = self.questionnaire.questions.iter().enumerate();
                let of = all.filter(|(_, question)| question.topic == topic.id);
                of.map(|(place, question)| Line::Question(place, question)).collect()
            }
        }
    }

    fn label(&self, line: &Line<'_>) -> String {
        match line {
            Line::Topic(topic) => self.w.text(&topic.name),
            Line::Question(_, question) => self.w.text(&question.label),
        }
    }

    fn link(&self, line: &Line<'_>) -> String {
        let end = if self.with_memory() { "memory=1" } else { "" };
        match line {
            Line::Topic(topic) => {
                let against = &self.choice();
                format!("/law/comparison/map?topic={}&against={against}&{end}", topic.id)
            }
            Line::Question(_, question) => format!("/law/comparison/{}?{end}", question.id),
        }
    }

    /// The choice of pairs, as addresses write it; what does not exist is the first choice.
    fn choice(&self) -> String {
        self.choices().into_iter().find(|(.., chosen)| *chosen).map(|(value, ..)| value).unwrap_or_default()
    }

    fn choices(&self) -> Vec<(String, String, bool)> {
        let mut choices = vec![(String::new(), self.page.t("law-comparison-pairs-national"))];
        for column in self.columns.iter().filter(|column| column.keeper.is_none()) {
            let reference = self.w.short(column.instrument);
            let words = self.page.text("law-comparison-against").with("reference", reference).to_string();
            choices.push((column.instrument.id.to_string(), words));
        }
        choices.push(("all".to_owned(), self.page.t("law-comparison-pairs-all")));
        let known = choices.iter().any(|(value, _)| *value == self.asked.against);
        let present = if known { self.asked.against.as_str() } else { "" };
        choices
            .into_iter()
            .map(|(value, words)| {
                let chosen = value == present;
                (value, words, chosen)
            })
            .collect()
    }

    fn head(&self, pair: &PairBoard) -> String {
        format!("{} – {}", name(&self.w, self.column(&pair.left)), name(&self.w, self.column(&pair.right)))
    }

    /// What stands in a cell of the table: the words of what the map draws.
    fn words(&self, line: &Line<'_>, pair: &PairBoard) -> String {
        match line {
            Line::Topic(topic) => self.w.short_score(&tally(pair, topic)),
            Line::Question(place, _) => {
                pair.standings.get(*place).map(|one| self.said(one)).unwrap_or_default()
            }
        }
    }

    fn said(&self, standing: &Standing) -> String {
        let detail = self.w.detail(&standing.relation);
        let relation = self.page.t(relation_key(standing.relation.kind()));
        if detail.is_empty() { relation } else { format!("{relation}{}{detail}", self.page.t("colon")) }
    }

    fn drawn(&self, line: &Line<'_>, pair: &PairBoard) -> Option<HeatCell> {
        let title = format!(
            "{}, {}{}{}",
            self.label(line),
            self.head(pair),
            self.page.t("colon"),
            self.words(line, pair)
        );
        Some(match line {
            Line::Topic(topic) => {
                let tally = tally(pair, topic);
                let (mark, more) = match (tally.convergence(), tally.n_whole) {
                    (Some(score), whole) => (self.w.percent(score), self.of(tally.n_counted, whole)),
                    (None, 0) => ("–".to_owned(), String::new()),
                    (None, whole) => ("?".to_owned(), self.of(0, whole)),
                };
                HeatCell { heat: heat_of(&tally), mark, more, title }
            }
            Line::Question(place, _) => {
                let standing = pair.standings.get(*place)?;
                HeatCell {
                    heat: heat(standing.severity),
                    mark: mark(standing).to_owned(),
                    more: String::new(),
                    title,
                }
            }
        })
    }

    fn of(&self, counted: u32, whole: u32) -> String {
        self.page.text("law-comparison-of").with("counted", counted).with("whole", whole).to_string()
    }

    fn map(&self) -> Html {
        let lines = self.lines();
        let columns = self.pairs.iter().map(|pair| self.head(pair)).collect();
        let rows = lines.iter().map(|line| HeatRow {
            label: self.label(line),
            cells: self.pairs.iter().map(|pair| self.drawn(line, pair)).collect(),
        });
        let label = match self.topic {
            None => self.page.t("law-comparison-map-label"),
            Some(topic) => self
                .page
                .text("law-comparison-map-label-topic")
                .with("topic", self.w.text(&topic.name))
                .to_string(),
        };
        HeatMap { label, columns, rows: rows.collect() }.draw()
    }

    /// The convergence of all the lines shown, with its coverage.
    fn whole(&self, pair: &PairBoard) -> String {
        match self.topic {
            None => self.w.short_score(&pair.score.whole),
            Some(topic) => self.w.short_score(&tally(pair, topic)),
        }
    }

    fn pair_link(&self, pair: &PairBoard) -> String {
        let (left, right) = (&self.column(&pair.left).instrument.id, &self.column(&pair.right).instrument.id);
        let topic = self.topic.map(|topic| format!("topic={}&", topic.id)).unwrap_or_default();
        let end = if self.with_memory() { "memory=1" } else { "" };
        format!("/law/comparison/pairs/{left}/{right}?{topic}{end}")
    }

    fn weight(&self, line: &Line<'_>) -> Option<u8> {
        match line {
            Line::Topic(_) => None,
            Line::Question(_, question) => Some(self.weights.of(question)),
        }
    }
}

fn tally(pair: &PairBoard, topic: &Topic) -> Tally {
    pair.score.topic(topic.id.as_str()).copied().unwrap_or_default()
}

/// The pairs that a reader asked for, as places of columns.
fn pairs_of(columns: &[Column<'_>], against: &str) -> Vec<(usize, usize)> {
    let is_law = |place: &usize| columns[*place].keeper.is_some();
    let is_asked = |place: &usize| columns[*place].instrument.id.as_str() == against && !is_law(place);
    let all = || 0..columns.len();
    let laws = || all().filter(is_law);
    if let Some(reference) = all().find(is_asked) {
        return laws().map(|law| (law, reference)).collect();
    }
    let between =
        laws().flat_map(|left| laws().filter(move |right| left < *right).map(move |right| (left, right)));
    let mut pairs: Vec<_> = between.collect();
    if against == "all" {
        let references = all().filter(|place| !is_law(place));
        pairs.extend(references.flat_map(|reference| laws().map(move |law| (law, reference))));
    }
    pairs
}

/// The map.
pub async fn map(
    State(shell): State<Shell>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let (library, weights) = (library()?, weights()?);
    let questionnaire = &library.questionnaire;
    let columns = columns(&shell, &page).await?;
    let all: Vec<_> = columns.iter().map(|column| sides(column, questionnaire)).collect();
    let basis = super::Memory { memory: asked.memory.clone() }.basis();
    let pairs = pairs_of(&columns, &asked.against)
        .into_iter()
        .map(|(left, right)| pair(questionnaire, weights, basis, (left, &all[left]), (right, &all[right])));
    let content = MapPage {
        page: &page,
        w: Words { page: &page, questionnaire },
        topic: questionnaire.topics.iter().find(|topic| topic.id.as_str() == asked.topic),
        topics: &questionnaire.topics,
        questionnaire,
        columns: &columns,
        pairs: pairs.collect(),
        weights,
        asked,
    };
    let title = match content.topic {
        None => page.t("law-comparison-map-title"),
        Some(topic) => {
            page.text("law-comparison-map-title-topic").with("topic", content.w.text(&topic.name)).to_string()
        }
    };
    let view = page.view(title).crumb("/law/comparison", page.t("law-comparison-title"));
    match content.topic {
        None => view.html(&content),
        Some(_) => view.crumb("/law/comparison/map", page.t("law-comparison-map-title")).html(&content),
    }
}
