//! `/exchange/cases`: what waits for this authority first, then what it waits for, then every case.

use super::super::clock::ClockState;
use super::super::drafts::{self, CaseDraft};
use super::super::model::{CaseKind, Stage};
use super::super::store::{self, CaseLine, DueLine, Filter, MAX_LINES};
use super::super::words::{kind_key, stage_key};
use super::said::Said;
use super::{Answered, name_of};
use askama::Template;
use axum::extract::{Query, State};
use liptako_core::{MemberIndex, ObjectId};
use liptako_identity::Permission;
use liptako_web::texts::key;
use liptako_web::{Page, Shell};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Deadlines of other authorities on one page; the rest is on the cases themselves.
const AWAITED: usize = 12;

/// What a reader asked of the list.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    late: String,
    #[serde(default)]
    words: String,
}

/// What this authority is in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Opener,
    Lead,
    Asked,
}

impl Role {
    const ALL: [Self; 3] = [Self::Opener, Self::Lead, Self::Asked];

    const fn name(self) -> &'static str {
        match self {
            Self::Opener => "opener",
            Self::Lead => "lead",
            Self::Asked => "asked",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Opener => key("casepages-role-opener"),
            Self::Lead => key("casepages-role-lead"),
            Self::Asked => key("casepages-role-asked"),
        }
    }

    fn is_of(self, me: MemberIndex, line: &CaseLine) -> bool {
        match self {
            Self::Opener => line.opener == Some(me),
            Self::Lead => line.lead == Some(me),
            Self::Asked => line.opener != Some(me),
        }
    }
}

struct Row {
    line: CaseLine,
    /// What is awaited next in it.
    next: Option<DueLine>,
}

#[derive(Template)]
#[template(path = "case/web/list.html")]
struct ListPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    asked: &'a Asked,
    is_narrowed: bool,
    /// What waits for this authority, the nearest end first.
    ours: Vec<&'a DueLine>,
    /// What it waits for.
    theirs: Vec<&'a DueLine>,
    n_theirs: usize,
    drafts: &'a [CaseDraft],
    numbers: BTreeMap<ObjectId, String>,
    rows: Vec<Row>,
    reader: Option<ObjectId>,
}

impl ListPage<'_> {
    fn kinds(&self) -> [(&'static str, String, bool); 6] {
        CaseKind::ALL.map(|kind| (kind.name(), self.page.t(kind_key(kind)), kind.name() == self.asked.kind))
    }

    fn stages(&self) -> Vec<(&'static str, String, bool)> {
        let all = Stage::ALL.into_iter().filter(|stage| *stage != Stage::Headless);
        all.map(|stage| (stage.name(), self.page.t(stage_key(stage)), stage.name() == self.asked.state))
            .collect()
    }

    fn roles(&self) -> [(&'static str, String, bool); 3] {
        Role::ALL.map(|role| (role.name(), self.page.t(role.key()), role.name() == self.asked.role))
    }

    fn may_write(&self) -> bool {
        self.page.may(Permission::CASE_WRITE)
    }

    /// What a draft would do, in one line.
    fn draft_words(&self, draft: &CaseDraft) -> String {
        let what = self.s.step_name(draft.step.step());
        match draft.case.and_then(|case| self.numbers.get(&case)) {
            Some(number) => format!("{what}, {number}"),
            None => what,
        }
    }

    /// What becomes of a draft now, and the tone of it.
    fn draft_state(&self, draft: &CaseDraft) -> liptako_web::Html {
        let is_mine = Some(draft.drafter.id) == self.reader;
        let (tone, key) = match (&draft.returned, is_mine, self.page.may(Permission::CASE_DECIDE)) {
            (Some(_), true, _) => ("late", key("casepages-draft-returned-to-you")),
            (Some(_), false, _) => ("neutral", key("casepages-draft-returned")),
            (None, false, true) => ("late", key("casepages-draft-awaits-you")),
            (None, ..) => ("active", key("casepages-draft-awaits")),
        };
        super::said::badge(tone, &self.page.t(key))
    }

    fn is_late_only(&self) -> bool {
        !self.asked.late.is_empty()
    }
}

fn filter(asked: &Asked) -> Filter {
    Filter {
        kind: CaseKind::from_name(&asked.kind),
        stage: Stage::from_name(&asked.state),
        member: None,
        open_only: false,
        words: asked.words.chars().take(200).collect(),
    }
}

pub async fn show(State(shell): State<Shell>, page: Page, Query(asked): Query<Asked>) -> Answered {
    let (charter, filter, now) = (shell.charter().clone(), filter(&asked), page.now());
    let is_narrowed = filter != Filter::default() || !asked.role.is_empty() || !asked.late.is_empty();
    let (lines, due, drafts) = shell
        .read(move |tx| {
            let lines = store::list(tx, &filter, MAX_LINES)?;
            Ok((lines, store::due(tx, &charter, None, now)?, drafts::all(tx)?))
        })
        .await?;
    let me = shell.me();
    let role = Role::ALL.into_iter().find(|role| role.name() == asked.role);
    let is_late = |line: &CaseLine| {
        due.iter().any(|due| due.case.object == line.object && due.deadline.state == ClockState::Late)
    };
    let wanted = |line: &CaseLine| {
        role.is_none_or(|role| role.is_of(me, line)) && (asked.late.is_empty() || is_late(line))
    };
    let next = |line: &CaseLine| {
        due.iter().find(|due| due.case.object == line.object && !due.deadline.is_window).cloned()
    };
    let numbers = lines
        .iter()
        .chain(due.iter().map(|due| &due.case))
        .map(|line| (line.object, name_of(line.number.as_ref(), line.object)))
        .collect();
    let rows = lines.into_iter().filter(wanted).map(|line| Row { next: next(&line), line }).collect();
    let is_told = |due: &&DueLine| !due.deadline.is_window;
    let theirs: Vec<_> = due.iter().filter(is_told).filter(|due| due.deadline.whose != me).collect();
    let content = ListPage {
        page: &page,
        s: Said::new(&page, &shell),
        asked: &asked,
        is_narrowed,
        ours: due.iter().filter(is_told).filter(|due| due.deadline.whose == me).collect(),
        n_theirs: theirs.len(),
        theirs: theirs.into_iter().take(AWAITED).collect(),
        drafts: &drafts,
        numbers,
        rows,
        reader: page.who().person().map(|person| person.id),
    };
    page.html(page.t("casepages-title"), &content)
}
