//! `/law/alignment`: what could be harmonised, how far apart the laws stand on it, and where the work is.

use super::super::decision::Outcome;
use super::super::options::may_be_harmonised;
use super::super::store::{self, ProposalLine};
use super::{Answered, Said, desk};
use crate::comparison::{Basis, Comparison, RelationKind, Side, Weights, compare};
use crate::profile::store::{Column, columns};
use crate::profile::{Question, QuestionId, Topic};
use crate::web::FEW_ROWS;
use crate::words::relation_key;
use askama::Template;
use axum::extract::{Query, State};
use liptako_identity::Permission;
use liptako_web::texts::key;
use liptako_web::{Page, Shell};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a reader asked of the list.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    topic: String,
    #[serde(default)]
    relation: String,
    #[serde(default)]
    state: String,
    /// Anything: every topic is open.
    #[serde(default)]
    all: String,
}

/// Where the work on a question stands, the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Awaiting,
    Open,
    Nothing,
    Adopted,
}

impl Stage {
    const ALL: [Self; 4] = [Self::Awaiting, Self::Open, Self::Nothing, Self::Adopted];

    const fn name(self) -> &'static str {
        match self {
            Self::Awaiting => "awaiting",
            Self::Open => "open",
            Self::Nothing => "none",
            Self::Adopted => "adopted",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Awaiting => key("law-align-state-awaiting"),
            Self::Open => key("law-align-state-open"),
            Self::Nothing => key("law-align-state-none"),
            Self::Adopted => key("law-align-state-adopted"),
        }
    }
}

struct Row<'a> {
    question: &'a Question,
    topic: &'a Topic,
    comparison: Comparison,
    /// How grave the divergence is: its severity in thousandths, times the weight of the question.
    gravity: u32,
    state: Stage,
    /// The proposal to open: the one that waits, else the newest open one.
    open: Option<&'a ProposalLine>,
    rule: Option<&'a ProposalLine>,
}

/// The questions of a topic, the most pressing first.
struct Group<'a, 'r> {
    topic: &'a Topic,
    /// How many they are and what stands out among them, in words.
    counts: String,
    rows: Vec<&'r Row<'a>>,
}

#[derive(Template)]
#[template(path = "alignment/web/list.html")]
struct ListPage<'a, 'r> {
    page: &'a Page,
    s: Said<'a>,
    asked: Asked,
    n_rows: usize,
    /// What comes before the rest, when nothing was asked for in particular.
    first: Vec<&'r Row<'a>>,
    groups: Vec<Group<'a, 'r>>,
    topics: &'a [Topic],
    /// Open proposals on the reference instruments that wait for this authority.
    references: Vec<&'a ProposalLine>,
    n_awaiting: usize,
    n_in_force: usize,
    n_open: usize,
    countries: Vec<(String, String)>,
}

impl ListPage<'_, '_> {
    fn all(&self) -> bool {
        !self.asked.all.is_empty()
    }

    fn is_long(&self) -> bool {
        self.n_rows > FEW_ROWS
    }

    /// The same list with every topic open, or folded again when they are. What else was asked for is short.
    fn turned(&self) -> &'static str {
        if self.all() { "/law/alignment" } else { "/law/alignment?all=1" }
    }

    fn is_topic(&self, topic: &Topic) -> bool {
        topic.id.as_str() == self.asked.topic
    }

    fn relations(&self) -> [(RelationKind, String, bool); 6] {
        RelationKind::ALL
            .map(|kind| (kind, self.page.t(relation_key(kind)), kind.name() == self.asked.relation))
    }

    fn states(&self) -> [(&'static str, String, bool); 4] {
        Stage::ALL.map(|state| (state.name(), self.page.t(state.key()), state.name() == self.asked.state))
    }

    fn state_badge(&self, row: &Row<'_>) -> liptako_web::Html {
        let tone = match row.state {
            Stage::Awaiting => "late",
            Stage::Open => "active",
            Stage::Nothing => "planned",
            Stage::Adopted => "done",
        };
        match (row.state, row.rule) {
            (Stage::Adopted, Some(line)) => self.s.outcome_badge(line),
            _ => super::words::badge(tone, &self.page.t(row.state.key())),
        }
    }
}

impl Asked {
    /// Whether something in particular was asked for.
    fn is_narrow(&self) -> bool {
        [&self.topic, &self.relation, &self.state].into_iter().any(|one| !one.is_empty())
    }
}

impl Row<'_> {
    /// Whether work waits here: a proposal to decide, or laws known to differ that no rule brings together.
    fn is_pressing(&self) -> bool {
        match self.state {
            Stage::Awaiting | Stage::Open => true,
            Stage::Nothing => self.comparison.kind == RelationKind::Different,
            Stage::Adopted => false,
        }
    }
}

pub(super) struct Standing {
    pub columns: Vec<Column<'static>>,
    pub rules: BTreeMap<QuestionId, Vec<ProposalLine>>,
}

fn gravity(question: &Question, weights: &Weights, comparison: &Comparison) -> u32 {
    let severities = comparison.pairs.iter().filter_map(|(_, _, relation)| weights.severity(relation));
    u32::from(severities.max().unwrap_or(0)) * u32::from(weights.of(question))
}

/// How the national laws stand to one another on a question.
pub(super) fn compare_laws(question: &Question, weights: &Weights, columns: &[Column<'_>]) -> Comparison {
    let cells = columns.iter().filter(|column| column.keeper.is_some());
    let cells = cells.filter_map(|column| column.cells.get(&question.id));
    let sides: Vec<Side<'_>> =
        cells.map(|cell| Side { answer: &cell.answer, attested: cell.attested.is_some() }).collect();
    compare(question, weights, Basis::Established, &sides)
}

pub async fn show(State(shell): State<Shell>, page: Page, Query(asked): Query<Asked>) -> Answered {
    let desk = desk()?;
    let charter = shell.charter().clone();
    let (standing, open) = shell
        .read(move |tx| {
            let standing =
                Standing { columns: columns(tx, desk.library, &charter)?, rules: store::common_rules(tx)? };
            Ok((standing, store::proposals(tx, Some(Outcome::Open))?))
        })
        .await?;
    let me = shell.me();
    // Whoever cannot decide, nothing waits for.
    let decides = page.may(Permission::LAW_DECIDE) || page.may(Permission::LAW_PROPOSE);
    let waits = |line: &&ProposalLine| decides && line.position_of(me).is_none();
    let s = Said::new(&page, &shell, desk.library);
    let questionnaire = &desk.library.questionnaire;
    let mut rows: Vec<Row<'_>> = Vec::new();
    for question in questionnaire.questions.iter().filter(|q| may_be_harmonised(q, desk.weights)) {
        let Some(topic) = questionnaire.topics.iter().find(|topic| topic.id == question.topic) else {
            continue;
        };
        let comparison = compare_laws(question, desk.weights, &standing.columns);
        let on_it =
            || open.iter().filter(|line| line.common_rule().is_some_and(|r| r.question == question.id));
        let waiting = on_it().find(waits);
        let rule = standing.rules.get(&question.id).and_then(|lines| lines.first());
        let state = match (waiting, on_it().next(), rule) {
            (Some(_), ..) => Stage::Awaiting,
            (None, Some(_), _) => Stage::Open,
            (None, None, Some(_)) => Stage::Adopted,
            (None, None, None) => Stage::Nothing,
        };
        rows.push(Row {
            question,
            topic,
            gravity: gravity(question, desk.weights, &comparison),
            comparison,
            state,
            open: waiting.or_else(|| on_it().next()),
            rule,
        });
    }
    let n_awaiting = open.iter().filter(waits).count();
    let n_open = rows.iter().filter(|row| row.open.is_some()).count();
    let rules = standing.rules.values().filter_map(|lines| lines.first());
    let n_in_force = rules.filter(|line| s.is_in_force(line)).count();
    narrow(&mut rows, &asked);
    // Of what no severity measures, what is known to differ comes before what agrees.
    rows.sort_by_key(|row| (row.state, std::cmp::Reverse(row.gravity), row.comparison.kind));
    let members = shell.charter().indices();
    let first = match asked.is_narrow() {
        true => Vec::new(),
        false => rows.iter().filter(|row| row.is_pressing()).collect(),
    };
    let content = ListPage {
        page: &page,
        s,
        asked,
        n_rows: rows.len(),
        first,
        groups: grouped(&page, &questionnaire.topics, &rows),
        topics: &questionnaire.topics,
        references: open.iter().filter(|line| line.common_rule().is_none()).filter(waits).collect(),
        n_awaiting,
        n_open,
        n_in_force,
        countries: members.map(|member| (s.code(member).to_owned(), s.country(member))).collect(),
    };
    page.html(page.t("law-align-title"), &content)
}

/// The rows by topic, without the topics that hold none.
fn grouped<'a, 'r>(page: &Page, topics: &'a [Topic], rows: &'r [Row<'a>]) -> Vec<Group<'a, 'r>> {
    let groups = topics.iter().map(|topic| {
        let rows: Vec<&Row<'_>> = rows.iter().filter(|row| row.topic.id == topic.id).collect();
        let n_apart = rows.iter().filter(|row| row.comparison.kind == RelationKind::Different).count();
        let n_open = rows.iter().filter(|row| row.open.is_some()).count();
        let n_adopted = rows.iter().filter(|row| row.rule.is_some()).count();
        let counts = page
            .text("law-align-topic-counts")
            .with("n", rows.len())
            .with("apart", n_apart)
            .with("open", n_open)
            .with("adopted", n_adopted)
            .to_string();
        Group { topic, counts, rows }
    });
    groups.filter(|group| !group.rows.is_empty()).collect()
}

/// Keeps what was asked for. What does not exist narrows nothing.
fn narrow(rows: &mut Vec<Row<'_>>, asked: &Asked) {
    let kind = RelationKind::from_name(&asked.relation);
    let state = Stage::ALL.into_iter().find(|state| state.name() == asked.state);
    let has_topic = rows.iter().any(|row| row.question.topic.as_str() == asked.topic);
    rows.retain(|row| {
        kind.is_none_or(|kind| row.comparison.kind == kind)
            && state.is_none_or(|state| row.state == state)
            && (!has_topic || row.question.topic.as_str() == asked.topic)
    });
}
