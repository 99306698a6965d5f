//! An advisory on paper. FIRST asks that the label stand on every page: it is part of the title and of who issues it.

use super::fold::Fact;
use super::model::Version;
use super::web::words::Said;
use liptako_paper::{Block, Column, Paper, Row, Table};
use liptako_web::day_words;
use liptako_web::markdown::{Piece, pieces};

/// The paper of a version.
pub(crate) fn paper(s: &Said<'_>, current: &Fact<Version>) -> Paper {
    let (page, version) = (s.page, &current.says);
    let (content, label) = (&version.content, version.marking.tlp().label());
    let author = s.acronym(current.place.origin);
    let mut blocks = vec![Block::Facts(facts(s, current))];
    put(&mut blocks, &content.summary);
    if !content.actions.is_empty() {
        blocks.push(Block::Heading(2, page.t("advisory-field-actions")));
        let line = |step: &super::model::Step| match step.due {
            Some(day) => {
                format!(
                    "{} ({} {})",
                    step.text,
                    page.t("advisory-before"),
                    day_words(page.lang(), day.into())
                )
            }
            None => step.text.clone(),
        };
        blocks.push(Block::List(content.actions.iter().map(line).collect()));
    }
    if !content.body.is_empty() {
        blocks.push(Block::Heading(2, page.t("advisory-says")));
        put(&mut blocks, &content.body);
    }
    if !content.indicators.is_empty() {
        blocks.push(Block::Heading(2, page.t("advisory-field-indicators")));
        blocks.push(Block::Note(page.t("advisory-defanged")));
        let rows = content
            .indicators
            .iter()
            .map(|found| Row::new([found.defanged(), s.indicator_kind(found), found.remark().to_owned()]));
        blocks.push(Block::Table(Table {
            caption: page.t("advisory-field-indicators"),
            columns: vec![
                Column::new(page.t("advisory-indicator-value"), 4),
                Column::new(page.t("advisory-indicator-kind"), 2),
                Column::new(page.t("advisory-indicator-remark"), 3),
            ],
            rows: rows.collect(),
        }));
    }
    if !content.references.is_empty() {
        blocks.push(Block::Heading(2, page.t("advisory-field-references")));
        blocks.push(Block::List(content.references.iter().map(|reference| reference.name.clone()).collect()));
    }
    Paper {
        title: format!("{label} – {}", content.title),
        subtitle: Some(s.tlp_means(version.marking.tlp())),
        lang: page.lang(),
        publisher: format!("{label} – {author}"),
        date: day_words(page.lang(), current.seconds.into()),
        landscape: false,
        notice: Some(format!("{label}. {}", page.t("advisory-never"))),
        blocks,
    }
}

fn facts(s: &Said<'_>, current: &Fact<Version>) -> Vec<(String, String)> {
    let (page, content) = (s.page, &current.says.content);
    let mut facts = vec![
        (page.t("advisory-label"), current.says.marking.tlp().label().to_owned()),
        (page.t("advisory-field-threat"), s.threat(content.threat)),
        (page.t("advisory-field-severity"), s.severity_word(content.severity)),
        (page.t("advisory-col-author"), s.acronym(current.place.origin).to_owned()),
        (page.t("advisory-version"), current.says.revision.to_string()),
    ];
    if !content.sectors.is_empty() {
        facts.push((page.t("advisory-field-sectors"), s.sectors(&content.sectors)));
    }
    facts
}

/// A text in Markdown as blocks; its headings stand below those of the paper.
fn put(blocks: &mut Vec<Block>, text: &str) {
    for piece in pieces(text) {
        blocks.push(match piece {
            Piece::Heading(_, words) => Block::Heading(3, words),
            Piece::Paragraph(words) => Block::Paragraph(words),
            Piece::List(items) => Block::List(items),
            Piece::Table(head, rows) => {
                let width = head.len();
                let fits = |row: &Vec<String>| row.len() == width;
                Block::Table(Table {
                    caption: String::new(),
                    columns: head.into_iter().map(|title| Column::new(title, 1)).collect(),
                    rows: rows.into_iter().filter(fits).map(Row::new).collect(),
                })
            }
        });
    }
}
