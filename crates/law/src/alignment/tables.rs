//! The documents of the alignment: the concordance table, the transposition table of a country, the common text. Each
//! is built once; the page and the files are that one table in other clothes, so that all say the same.

use super::options::{Effort, effort};
use super::store::ProposalLine;
use super::web::words::Said;
use crate::comparison::{Bridge, Weights};
use crate::profile::QuestionId;
use crate::profile::store::{Cell, Column};
use liptako_core::MemberIndex;
use liptako_paper::{Block, Column as Head, Paper, Row, Table};
use liptako_web::day_words;
use liptako_web::texts::key;
use std::collections::BTreeMap;

/// Adopted common rules by question, the newest revision first.
pub(crate) type Rules = BTreeMap<QuestionId, Vec<ProposalLine>>;

/// What an instrument answers: the value, the article, how sure it is, one below the other.
fn answer(s: &Said<'_>, question: &crate::profile::Question, column: &Column<'_>, cell: &Cell) -> String {
    let article = cell.answer.article.as_ref();
    let article =
        article.map(|article| s.page.text("law-conc-article").with("article", article.as_str()).to_string());
    let parts = [s.finding(question, cell), article.unwrap_or_default(), s.certainty(column, cell)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The concordance table (*tableau de concordance*): what each law provides on each question, the references if asked
/// for, and the common rule.
pub(crate) fn concordance(
    s: &Said<'_>,
    columns: &[Column<'_>],
    rules: &Rules,
    with_references: bool,
) -> Table {
    let shown: Vec<&Column<'_>> =
        columns.iter().filter(|column| with_references || column.keeper.is_some()).collect();
    let mut heads = vec![Head::new(s.page.t("law-col-question"), 3)];
    heads.extend(shown.iter().map(|column| Head::new(s.w.short(column.instrument), 3)));
    heads.push(Head::new(s.page.t("law-align-rule"), 4));
    let mut rows = Vec::new();
    for topic in &s.library.questionnaire.topics {
        rows.push(Row::group(s.w.text(&topic.name)));
        for question in s.library.questionnaire.of_topic(&topic.id) {
            let mut cells = vec![s.w.text(&question.label)];
            cells.extend(shown.iter().map(|column| {
                let cell = column.cells.get(&question.id);
                cell.map(|cell| answer(s, question, column, cell)).unwrap_or_default()
            }));
            let line = rules.get(&question.id).and_then(|lines| lines.first());
            cells.push(line.map(|line| common_rule(s, question, line)).unwrap_or_default());
            rows.push(Row::new(cells));
        }
    }
    Table { caption: s.page.t("law-conc-title"), columns: heads, rows }
}

/// A common rule: its value, its wording, where it stands.
fn common_rule(s: &Said<'_>, question: &crate::profile::Question, line: &ProposalLine) -> String {
    let Some(rule) = line.common_rule() else { return String::new() };
    let value = s.w.value(question, &rule.value);
    let wording = rule.wording.pick(s.page.lang());
    format!("{value}\n{wording}\n{} ({})", s.outcome(line), s.reference(&line.place))
}

/// Where the transposition of a rule stands in a law.
fn transposition_state(effort: &Effort, attested: bool) -> &'static str {
    match effort {
        Effort::Already | Effort::Check(Bridge::Units | Bridge::Parity) if attested => {
            key("law-trans-done-attested")
        }
        Effort::Already | Effort::Check(Bridge::Units | Bridge::Parity) => key("law-trans-done"),
        Effort::Change(_) | Effort::Legislate => key("law-trans-to-do"),
        Effort::NotEstablished => key("law-trans-not-established"),
        Effort::NotApplicable => key("law-finding-not-applicable"),
        Effort::Check(_) | Effort::Read | Effort::CannotTell(_) => key("law-trans-to-check"),
    }
}

/// The transposition table of one country: each common rule, what its law provides today, what must change.
pub(crate) fn transposition(
    s: &Said<'_>,
    weights: &Weights,
    columns: &[Column<'_>],
    rules: &Rules,
    member: MemberIndex,
) -> Table {
    let titles = [
        ("law-col-question", 3),
        ("law-trans-provision", 5),
        ("law-trans-present", 4),
        ("law-trans-change", 4),
        ("law-align-state", 2),
    ];
    let heads = titles.map(|(key, share)| Head::new(s.page.t(key), share)).into();
    let law = columns.iter().find(|column| column.keeper == Some(member));
    let mut rows = Vec::new();
    for topic in &s.library.questionnaire.topics {
        let mut of_topic = Vec::new();
        for question in s.library.questionnaire.of_topic(&topic.id) {
            let line = rules.get(&question.id).and_then(|lines| lines.first());
            let rule = line.and_then(|line| Some((line, line.common_rule()?)));
            let cell = law.and_then(|law| Some((law, law.cells.get(&question.id)?)));
            let (Some((line, rule)), Some((law, cell))) = (rule, cell) else { continue };
            let effort = effort(question, weights, &rule.value, cell);
            let (name, rest) = s.effort(question, &effort, &rule.value, cell);
            let change = if rest.is_empty() { name } else { format!("{name}\n{rest}") };
            of_topic.push(Row::new([
                s.w.text(&question.label),
                common_rule(s, question, line),
                answer(s, question, law, cell),
                change,
                s.page.t(transposition_state(&effort, cell.attested.is_some())),
            ]));
        }
        if !of_topic.is_empty() {
            rows.push(Row::group(s.w.text(&topic.name)));
            rows.append(&mut of_topic);
        }
    }
    let caption = s.page.text("law-trans-of").with("country", s.country(member)).to_string();
    Table { caption, columns: heads, rows }
}

/// The common text as a table: what the sheets hold.
pub(crate) fn common_text_table(s: &Said<'_>, rules: &Rules) -> Table {
    let titles =
        [("law-col-question", 3), ("law-align-value", 2), ("law-align-wording", 5), ("law-align-state", 2)];
    let heads = titles.map(|(key, share)| Head::new(s.page.t(key), share)).into();
    let mut rows = Vec::new();
    for topic in &s.library.questionnaire.topics {
        let mut of_topic = Vec::new();
        for question in s.library.questionnaire.of_topic(&topic.id) {
            let line = rules.get(&question.id).and_then(|lines| lines.first());
            let Some((line, rule)) = line.and_then(|line| Some((line, line.common_rule()?))) else {
                continue;
            };
            of_topic.push(Row::new([
                s.w.text(&question.label),
                s.w.value(question, &rule.value),
                rule.wording.pick(s.page.lang()).to_owned(),
                format!("{} ({})", s.outcome(line), s.reference(&line.place)),
            ]));
        }
        if !of_topic.is_empty() {
            rows.push(Row::group(s.w.text(&topic.name)));
            rows.append(&mut of_topic);
        }
    }
    Table { caption: s.page.t("law-common-title"), columns: heads, rows }
}

/// The common text as a text: topics, then each provision under its question.
pub(crate) fn common_text_blocks(s: &Said<'_>, rules: &Rules) -> Vec<Block> {
    let mut blocks = Vec::new();
    for row in common_text_table(s, rules).rows {
        let mut cells = row.cells.into_iter().map(|cell| cell.text);
        let title = cells.next().unwrap_or_default();
        if row.is_group {
            blocks.push(Block::Heading(2, title));
            continue;
        }
        let [value, wording, state] = std::array::from_fn(|_| cells.next().unwrap_or_default());
        blocks.push(Block::Heading(3, title));
        wording.split("\n\n").for_each(|part| blocks.push(Block::Paragraph(part.to_owned())));
        blocks.push(Block::Note(value));
        blocks.push(Block::Note(state));
    }
    if blocks.is_empty() {
        blocks.push(Block::Paragraph(s.page.t("law-common-empty")));
    }
    blocks
}

/// A paper around these blocks, issued by the reader's authority today.
pub(crate) fn paper(s: &Said<'_>, title: String, lead: String, blocks: Vec<Block>, landscape: bool) -> Paper {
    let face = s.page.face();
    Paper {
        title,
        subtitle: Some(lead),
        lang: s.page.lang(),
        publisher: face.acronym().to_owned(),
        date: day_words(s.page.lang(), s.page.now().into()),
        landscape,
        notice: Some(s.page.t("law-nature")),
        blocks,
    }
}
