//! `/guide/verdict.pdf`: the verdict on paper.

use super::address::{Answers, Way};
use super::said::{Contrast, Country, Line, Voice, applies_key};
use super::{answer_words, columns, file, guide, judged};
use crate::guide::{Truth, Verdict};
use crate::web::library;
use crate::words::Words;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use liptako_paper::{Block, Column, Paper, Row, Table, pdf};
use liptako_web::{Failure, Page, Shell, day_words};

/// The verdict as a file.
pub async fn show(
    State(shell): State<Shell>,
    page: Page,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let guide = guide()?;
    let answers = Answers::read(guide.facts(), query.as_deref());
    let columns = columns(&shell).await?;
    let verdict = match judged(&page, guide, &answers, &columns)? {
        Ok(verdict) => verdict,
        Err(refusal) => return Ok(refusal),
    };
    let way = Way::of(guide.facts(), &answers.description);
    let words = Words { page: &page, questionnaire: &library()?.questionnaire };
    let voice = Voice {
        page: &page,
        words,
        guide,
        description: &answers.description,
        way: &way,
        only: &answers.only,
    };
    let body = pdf(&paper(&voice, &verdict)).map_err(Failure::internal)?;
    Ok(file("application/pdf", "guide.pdf", body))
}

fn paper(voice: &Voice<'_>, verdict: &Verdict<'_>) -> Paper {
    let page = voice.page;
    let mut blocks = vec![Block::Heading(1, page.t("guide-answers-title"))];
    let said = voice.guide.facts().iter().filter_map(|fact| {
        let value = voice.description.of(fact)?;
        Some((super::text(page, &fact.question), answer_words(page, fact, value)))
    });
    let said: Vec<_> = said.collect();
    blocks.push(if said.is_empty() {
        Block::Paragraph(page.t("guide-answers-none"))
    } else {
        Block::Facts(said)
    });
    for country in voice.countries(verdict) {
        law(&mut blocks, voice, &country);
    }
    blocks.push(Block::Heading(1, page.t("guide-differences")));
    match contrasts(page, &voice.contrasts(verdict, true)) {
        Some(table) => blocks.push(Block::Table(table)),
        None => blocks.push(Block::Paragraph(page.t("guide-differences-none"))),
    }
    Paper {
        title: page.t("guide-verdict-title"),
        subtitle: Some(page.t("guide-verdict-lead")),
        lang: page.lang(),
        publisher: page.face().authority(page.lang()).to_owned(),
        date: day_words(page.lang(), super::day(page).into()),
        landscape: false,
        notice: Some(page.t("guide-nature")),
        blocks,
    }
}

/// One law: whether it applies, a table of what it says, what is missing, what to ask.
fn law(blocks: &mut Vec<Block>, voice: &Voice<'_>, country: &Country<'_>) {
    let page = voice.page;
    blocks.push(Block::Heading(1, country.name.clone()));
    blocks.push(Block::Paragraph(format!(
        "{}\n{}",
        country.law,
        page.t(applies_key(country.verdict.applies))
    )));
    if country.verdict.applies == Truth::No {
        let words = page.text("guide-outside").with("authority", country.authority.clone());
        blocks.push(Block::Paragraph(words.to_string()));
        return;
    }
    let mut rows = Vec::new();
    for group in &country.groups {
        let settled = group.settled();
        if !settled.is_empty() {
            rows.push(Row::group(group.title.clone()));
            rows.extend(settled.into_iter().map(|line| row(voice, line)));
        }
    }
    if !rows.is_empty() {
        let columns = [("guide-col-point", 5), ("guide-col-answer", 3), ("guide-col-trust", 4)];
        blocks.push(Block::Table(Table {
            caption: page.text("guide-table-caption").with("country", country.name.clone()).to_string(),
            columns: columns.map(|(key, share)| Column::new(page.t(key), share)).into(),
            rows,
        }));
    }
    let missing: Vec<String> = country.missing().into_iter().map(|(question, _)| question).collect();
    if !missing.is_empty() {
        blocks.push(Block::Heading(2, page.t("guide-tell")));
        blocks.push(Block::List(missing));
    }
    let to_ask = country.to_ask();
    if !to_ask.is_empty() {
        let title = page.text("guide-ask").with("authority", country.authority.clone());
        blocks.push(Block::Heading(2, title.to_string()));
        blocks.push(Block::List(to_ask.into_iter().map(|(_, text)| text.to_owned()).collect()));
    }
}

fn row(voice: &Voice<'_>, line: &Line<'_>) -> Row {
    let mut text = line.text.clone();
    if let Some(advice) = &line.advice {
        text = format!("{text}\n{advice}");
    }
    let rule = format!("{} {}", voice.page.t("guide-rule"), line.outcome.rule.id);
    let trust = if line.trust.is_empty() { rule } else { format!("{}\n{rule}", line.trust) };
    Row::new([text, voice.answer_words(&line.answer), trust])
}

fn contrasts(page: &Page, found: &[Contrast]) -> Option<Table> {
    let first = found.first()?;
    let mut columns = vec![Column::new(page.t("guide-col-point"), 4)];
    columns.extend(first.said.iter().map(|(name, _)| Column::new(name.clone(), 3)));
    let row = |one: &Contrast| {
        let said = one.said.iter().map(|(_, said)| said.clone());
        Row::new(std::iter::once(one.text.clone()).chain(said))
    };
    Some(Table { caption: page.t("guide-differences"), columns, rows: found.iter().map(row).collect() })
}
