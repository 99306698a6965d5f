//! `/council/plan/actions/{id}`: one action, its progress, and its whole history with the proofs.

use super::super::store::{self, ActionView, ProposalLine, ProposalView};
use super::super::{Decimal, Indicator, Measure};
use super::difference::{Difference, Titles, differences};
use super::{AskedPage, Pages, Words, today};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use liptako_core::ObjectId;
use liptako_identity::Permission;
use liptako_storage::{StorageError, Tx};
use liptako_web::{Failure, Html, Page, Shell, progress_bar};

/// Proposals of the history shown at once.
const HISTORY_LINES: u32 = 20;

#[derive(Template)]
#[template(path = "plan/web/action.html")]
struct ActionPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    view: &'a ActionView,
    history: &'a [ProposalView],
    open: &'a [ProposalLine],
    titles: &'a Titles,
    total: u64,
    pages: Pages,
    may_propose: bool,
}

/// An indicator with what was measured of it, newest first.
struct Measured<'a> {
    indicator: &'a Indicator,
    measures: Vec<&'a Measure>,
}

impl Measured<'_> {
    fn latest(&self) -> Option<&Measure> {
        self.measures.first().copied()
    }
}

impl ActionPage<'_> {
    fn indicators(&self) -> Vec<Measured<'_>> {
        let measures = self.view.progress.as_ref().map_or(&[][..], |progress| &progress.value.measures);
        let of = |indicator: &Indicator| {
            let mut own: Vec<&Measure> =
                measures.iter().filter(|measure| measure.indicator == indicator.id).collect();
            own.sort_by_key(|measure| std::cmp::Reverse(measure.date));
            own
        };
        let indicators = self.view.line.action.value.indicators.iter();
        indicators.map(|indicator| Measured { indicator, measures: of(indicator) }).collect()
    }

    /// How far the latest value is from baseline to target.
    fn reached(&self, indicator: &Indicator, value: &Decimal) -> Html {
        let percent = value.percent_between(indicator.baseline, indicator.target).unwrap_or(0);
        let words = self.page.text("plan-reached").with("percent", percent).to_string();
        progress_bar(&words, u64::from(percent), 100)
    }

    fn changes(&self, proposal: &ProposalView) -> Vec<Difference> {
        let all = proposal.changes.iter();
        // A first value is the action itself: the page already shows it.
        let known = all.filter(|change| change.before.is_some() || change.after.title().is_none());
        known
            .flat_map(|change| differences(&self.w, self.titles, change.before.as_ref(), &change.after))
            .collect()
    }

    fn is_first(&self, proposal: &ProposalView) -> bool {
        proposal.changes.iter().any(|change| change.before.is_none() && change.after.title().is_some())
    }

    fn sign_in(&self) -> String {
        format!("/sign-in?next={}", self.page.path())
    }
}

/// The titles of everything in the plan that a change may name.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn titles(tx: &mut dyn Tx, today: jiff::civil::Date) -> Result<Titles, StorageError> {
    let mut titles = Titles::new();
    for view in store::overview(tx, today)? {
        titles.insert(view.axis.object, view.axis.value.title);
        titles.extend(view.objectives.into_iter().map(|objective| (objective.object, objective.value.title)));
    }
    let actions = store::action_names(tx, today)?;
    titles.extend(actions.into_iter().map(|line| (line.action.object, line.action.value.title)));
    Ok(titles)
}

/// The identifier in an address; anything else stands nowhere.
pub fn object(text: &str) -> Result<ObjectId, Failure> {
    text.parse().map_err(|_| Failure::NotFound)
}

pub async fn show(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    Query(asked): Query<AskedPage>,
) -> Result<Response, Failure> {
    let (object, day, number) = (object(&id)?, today(&page), asked.number());
    let found = shell
        .read(move |tx| {
            let Some(view) = store::action(tx, object, day)? else { return Ok(None) };
            let offset = (number - 1) * u64::from(HISTORY_LINES);
            let history = store::history_page(tx, object, HISTORY_LINES, offset)?;
            let titles = store::titles(tx, history.0.iter().flat_map(|proposal| &proposal.changes))?;
            Ok(Some((view, history, store::open_on(tx, object)?, titles)))
        })
        .await?;
    let (view, (history, total), open, titles) = found.ok_or(Failure::NotFound)?;
    let w = Words::new(&page, &shell);
    let title = w.plain(&view.line.action.value.title).to_owned();
    let content = ActionPage {
        page: &page,
        w,
        view: &view,
        history: &history,
        open: &open,
        titles: &titles,
        total,
        pages: Pages::of(total, number, HISTORY_LINES, &format!("/council/plan/actions/{object}?")),
        may_propose: page.may(Permission::PLAN_PROPOSE),
    };
    page.view(title)
        .crumb("/council/plan", page.t("plan-title"))
        .crumb("/council/plan/actions", page.t("plan-actions-title"))
        .html(&content)
}
