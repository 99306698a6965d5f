//! The lists: actions with filters and search, proposals by where they stand.

use super::super::store::{self, ActionFilter, ActionLine, AxisView, ProposalLine};
use super::super::{Outcome, Standing};
use super::words::outcome_key;
use super::{AskedPage, PAGE_LINES, Pages, Words, today};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use liptako_core::MemberIndex;
use liptako_identity::Permission;
use liptako_web::{Failure, Page, Shell, concept_choices};
use serde::Deserialize;

/// What a reader asked of the list of actions.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    axis: String,
    #[serde(default)]
    owner: String,
    #[serde(default)]
    standing: String,
    #[serde(default)]
    concept: String,
    #[serde(default)]
    words: String,
    #[serde(flatten)]
    page: AskedPage,
}

impl Asked {
    /// As a filter; what does not exist narrows nothing.
    pub fn filter(&self, shell: &Shell) -> ActionFilter {
        ActionFilter {
            axis: self.axis.parse().ok(),
            owner: shell.charter().by_code(&self.owner),
            standing: Standing::from_name(&self.standing),
            concept: self.concept.parse().ok(),
            words: self.words.chars().take(200).collect(),
        }
    }

    /// The same question as the end of an address, `page` aside.
    fn query(&self, shell: &Shell) -> String {
        let filter = self.filter(shell);
        let owner = filter.owner.and_then(|owner| shell.charter().member(owner));
        let asked = [
            ("axis", filter.axis.map(|axis| axis.to_string()).unwrap_or_default()),
            ("owner", owner.map(|member| member.code.clone()).unwrap_or_default()),
            ("standing", filter.standing.map_or("", Standing::name).to_owned()),
            ("concept", filter.concept.map(|concept| concept.to_string()).unwrap_or_default()),
            ("words", filter.words),
        ];
        let said: Vec<_> = asked.iter().filter(|(_, value)| !value.is_empty()).collect();
        let query = serde_urlencoded::to_string(said).unwrap_or_default();
        if query.is_empty() { query } else { query + "&" }
    }
}

#[derive(Template)]
#[template(path = "plan/web/actions.html")]
struct ActionsPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    filter: ActionFilter,
    query: String,
    axes: &'a [AxisView],
    /// The concepts that actions hang on.
    concepts: Vec<String>,
    lines: &'a [ActionLine],
    total: u64,
    pages: Pages,
    may_propose: bool,
}

impl ActionsPage<'_> {
    fn members(&self) -> Vec<(MemberIndex, &str)> {
        self.w.shell.charter().indices().map(|member| (member, self.w.code(member))).collect()
    }

    fn is_axis(&self, view: &AxisView) -> bool {
        self.filter.axis == Some(view.axis.object)
    }

    fn is_owner(&self, member: &MemberIndex) -> bool {
        self.filter.owner == Some(*member)
    }

    fn is_standing(&self, standing: &Standing) -> bool {
        self.filter.standing == Some(*standing)
    }

    fn standings(&self) -> [Standing; 6] {
        Standing::ALL
    }

    fn is_concept(&self, id: &str) -> bool {
        self.filter.concept.as_ref().is_some_and(|concept| concept.as_str() == id)
    }

    /// The concepts to choose from, by group: those that actions hang on, and the present choice.
    fn concept_groups(&self) -> Vec<(String, Vec<(String, String)>)> {
        let is_offered = |id: &str| self.is_concept(id) || self.concepts.iter().any(|used| used == id);
        let groups = concept_choices(self.page.lang()).into_iter().map(|(label, all)| {
            (label, all.into_iter().filter(|(id, _)| is_offered(id)).collect::<Vec<_>>())
        });
        groups.filter(|(_, all)| !all.is_empty()).collect()
    }

    /// The present choice when this program's vocabulary does not hold it.
    fn unlisted_concept(&self) -> Option<String> {
        let offered = self.concept_groups();
        let is_offered = |id: &str| offered.iter().flat_map(|(_, all)| all).any(|(known, _)| known == id);
        self.filter.concept.as_ref().map(ToString::to_string).filter(|id| !is_offered(id))
    }

    fn is_narrowed(&self) -> bool {
        self.filter != ActionFilter::default()
    }
}

pub async fn actions(
    State(shell): State<Shell>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let (day, filter, number) = (today(&page), asked.filter(&shell), asked.page.number());
    let narrowed = filter.clone();
    let (axes, concepts, (lines, total)) = shell
        .read(move |tx| {
            let offset = (number - 1) * u64::from(PAGE_LINES);
            let (axes, concepts) = (store::overview(tx, day)?, store::concepts_in_use(tx)?);
            Ok((axes, concepts, store::actions(tx, &narrowed, day, PAGE_LINES, offset)?))
        })
        .await?;
    let query = asked.query(&shell);
    let content = ActionsPage {
        page: &page,
        w: Words::new(&page, &shell),
        filter,
        pages: Pages::of(total, number, PAGE_LINES, &format!("/council/plan/actions?{query}")),
        query,
        axes: &axes,
        concepts,
        lines: &lines,
        total,
        may_propose: page.may(Permission::PLAN_PROPOSE),
    };
    page.view(page.t("plan-actions-title")).crumb("/council/plan", page.t("plan-title")).html(&content)
}

/// What a reader asked of the list of proposals.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct AskedProposals {
    #[serde(default)]
    outcome: String,
    #[serde(flatten)]
    page: AskedPage,
}

#[derive(Template)]
#[template(path = "plan/web/proposals.html")]
struct ProposalsPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    outcome: Option<Outcome>,
    lines: &'a [ProposalLine],
    total: u64,
    pages: Pages,
}

impl ProposalsPage<'_> {
    /// The choices above the list: address, words, whether it is the present one.
    fn choices(&self) -> Vec<(String, String, bool)> {
        let all =
            ("/council/plan/proposals".to_owned(), self.page.t("plan-all-proposals"), self.outcome.is_none());
        let some = Outcome::ALL.into_iter().map(|outcome| {
            let address = format!("/council/plan/proposals?outcome={}", outcome.name());
            (address, self.page.t(outcome_key(outcome)), self.outcome == Some(outcome))
        });
        std::iter::once(all).chain(some).collect()
    }
}

pub async fn proposals(
    State(shell): State<Shell>,
    page: Page,
    Query(asked): Query<AskedProposals>,
) -> Result<Response, Failure> {
    let (outcome, number) = (Outcome::from_name(&asked.outcome), asked.page.number());
    let (lines, total) = shell
        .read(move |tx| Ok(store::proposals(tx, outcome, PAGE_LINES, (number - 1) * u64::from(PAGE_LINES))?))
        .await?;
    let query = outcome.map(|outcome| format!("outcome={}&", outcome.name())).unwrap_or_default();
    let content = ProposalsPage {
        page: &page,
        w: Words::new(&page, &shell),
        outcome,
        lines: &lines,
        total,
        pages: Pages::of(total, number, PAGE_LINES, &format!("/council/plan/proposals?{query}")),
    };
    page.view(page.t("plan-proposals-title")).crumb("/council/plan", page.t("plan-title")).html(&content)
}
