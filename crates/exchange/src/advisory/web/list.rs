//! `/exchange/advisories`: what the authority has still to acknowledge, then all that the reader may open.

use super::super::marking::Tlp;
use super::super::model::{Sector, Severity};
use super::super::store::{self, Draft, Filter, Line, STANDING, WITHDRAWN};
use super::words::Said;
use super::{Answered, reader};
use askama::Template;
use axum::extract::{Query, State};
use liptako_identity::Permission;
use liptako_web::{Page, Shell};
use serde::Deserialize;

/// What a reader asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    words: String,
    label: String,
    severity: String,
    sector: String,
    state: String,
}

#[derive(Template)]
#[template(path = "advisory/web/list.html")]
struct ListPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    asked: &'a Asked,
    awaited: Vec<Line>,
    drafts: Vec<Draft>,
    lines: Vec<Line>,
}

type Choice = (String, String, bool);

impl ListPage<'_> {
    fn labels(&self) -> Vec<Choice> {
        Tlp::ALL
            .map(|tlp| (tlp.name().to_owned(), tlp.label().to_owned(), self.asked.label == tlp.name()))
            .into()
    }

    fn severities(&self) -> Vec<Choice> {
        let all = Severity::ALL.iter();
        all.map(|one| (one.name().to_owned(), self.s.severity_word(one), self.asked.severity == one.name()))
            .collect()
    }

    fn sectors(&self) -> Vec<Choice> {
        let all = Sector::ALL.iter();
        all.map(|one| (one.name().to_owned(), self.s.sector(one), self.asked.sector == one.name())).collect()
    }

    fn states(&self) -> Vec<Choice> {
        let words = [
            (STANDING, self.page.t("advisory-state-standing")),
            (WITHDRAWN, self.page.t("advisory-state-withdrawn")),
            ("awaited", self.page.t("advisory-state-awaited")),
            ("public", self.page.t("advisory-state-public")),
        ];
        words.into_iter().map(|(name, words)| (name.to_owned(), words, self.asked.state == name)).collect()
    }

    fn may_write(&self) -> bool {
        self.page.may(Permission::ADVISORY_WRITE)
    }

    fn is_awaited(&self, line: &Line) -> bool {
        line.awaited.contains(self.s.shell.me())
    }

    fn is_shown(&self, line: &Line) -> bool {
        line.shown_by.contains(self.s.shell.me())
    }
}

fn filter(shell: &Shell, asked: &Asked) -> Filter {
    let me = shell.me();
    Filter {
        tlp: Tlp::from_name(&asked.label),
        severity: Severity::from_name(&asked.severity),
        sector: Sector::from_name(&asked.sector),
        state: [STANDING, WITHDRAWN].into_iter().find(|state| *state == asked.state),
        awaited_of: (asked.state == "awaited").then_some(me),
        shown_by: (asked.state == "public").then_some(me),
        concept: None,
        words: asked.words.chars().take(200).collect(),
    }
}

pub(super) async fn show(State(shell): State<Shell>, page: Page, Query(asked): Query<Asked>) -> Answered {
    let (_, who) = reader(&page)?;
    let (filter, me) = (filter(&shell, &asked), shell.me());
    let (awaited, drafts, lines) = shell
        .read(move |tx| {
            let waiting = Filter { awaited_of: Some(me), ..Filter::default() };
            let mut awaited = store::advisories(tx, &waiting, Some(&who))?;
            // Those that are due first come first.
            awaited.sort_by_key(|line| (line.acknowledge_by, std::cmp::Reverse(line.severity)));
            Ok((awaited, store::drafts(tx, &who)?, store::advisories(tx, &filter, Some(&who))?))
        })
        .await?;
    let s = Said::new(&page, &shell);
    page.html(page.t("advisory-title"), &ListPage { page: &page, s, asked: &asked, awaited, drafts, lines })
}
