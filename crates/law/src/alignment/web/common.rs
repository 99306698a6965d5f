//! `/law/common-text`: the common text as it stands, by topic and question, with its history.

use super::super::store::{self, ProposalLine};
use super::super::tables::{Rules, common_text_blocks, common_text_table, paper};
use super::tables::{file as made, format_of};
use super::{Answered, Said, desk};
use crate::profile::{Question, Topic};
use askama::Template;
use axum::extract::State;
use liptako_paper::Format;
use liptako_web::{Failure, Page, Shell, day_words};

struct Provision<'a> {
    question: &'a Question,
    /// The rule as it stands.
    line: &'a ProposalLine,
    /// Those it replaced, the newest first.
    earlier: &'a [ProposalLine],
}

#[derive(Template)]
#[template(path = "alignment/web/common.html")]
struct CommonPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    topics: Vec<(&'a Topic, Vec<Provision<'a>>)>,
    n_rules: usize,
    n_in_force: usize,
}

impl CommonPage<'_> {
    fn formats(&self) -> [(String, String); 4] {
        [Format::Pdf, Format::Docx, Format::Xlsx, Format::Csv].map(|format| {
            (format!("/law/common-text.{}", format.extension()), format.extension().to_uppercase())
        })
    }

    /// The day it was proposed, in words.
    fn day(&self, line: &ProposalLine) -> String {
        day_words(self.page.lang(), line.by.seconds.into())
    }

    /// The members that agreed.
    fn agreed(&self, line: &ProposalLine) -> String {
        let agreed = line.positions.iter().filter(|position| position.agrees);
        self.s.acronyms(&agreed.map(|position| position.by.origin).collect::<Vec<_>>())
    }
}

async fn read(shell: &Shell) -> Result<Rules, Failure> {
    shell.read(|tx| Ok(store::common_rules(tx)?)).await
}

pub async fn show(State(shell): State<Shell>, page: Page) -> Answered {
    let desk = desk()?;
    let rules = read(&shell).await?;
    let s = Said::new(&page, &shell, desk.library);
    let questionnaire = &desk.library.questionnaire;
    let mut topics = Vec::new();
    for topic in &questionnaire.topics {
        let provisions: Vec<Provision<'_>> = questionnaire
            .of_topic(&topic.id)
            .filter_map(|question| {
                let (line, earlier) = rules.get(&question.id)?.split_first()?;
                Some(Provision { question, line, earlier })
            })
            .collect();
        if !provisions.is_empty() {
            topics.push((topic, provisions));
        }
    }
    let all = || topics.iter().flat_map(|(_, provisions)| provisions);
    let (n_rules, n_in_force) = (all().count(), all().filter(|one| s.is_in_force(one.line)).count());
    let content = CommonPage { page: &page, s, topics, n_rules, n_in_force };
    page.view(page.t("law-common-title")).crumb("/law/alignment", page.t("law-align-title")).html(&content)
}

pub async fn file(State(shell): State<Shell>, page: Page) -> Answered {
    let desk = desk()?;
    let (_, format) = format_of(page.path())?;
    let rules = read(&shell).await?;
    let s = Said::new(&page, &shell, desk.library);
    let (title, lead) = (page.t("law-common-title"), page.t("law-common-lead"));
    let paper = paper(&s, title, lead, common_text_blocks(&s, &rules), false);
    made("common-text", format, &paper, &common_text_table(&s, &rules))
}
