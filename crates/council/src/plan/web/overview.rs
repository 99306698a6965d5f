//! `/` and `/council/plan`: the axes at a glance, and what awaits the reader's authority.

use super::super::Standing;
use super::super::store::{self, AxisView, Counts, ProposalLine};
use super::words::tone;
use super::{Words, today};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use liptako_identity::Permission;
use liptako_web::{Failure, Html, Page, Part, Shell, doors, front, stacked_bar};

#[derive(Template)]
#[template(path = "plan/web/overview.html")]
struct Overview<'a> {
    page: &'a Page,
    w: Words<'a>,
    axes: &'a [AxisView],
    awaiting: &'a [ProposalLine],
    newest: &'a [ProposalLine],
    may_propose: bool,
    doors: Html,
}

impl Overview<'_> {
    fn totals(&self) -> Counts {
        let mut all = Counts::default();
        for standing in Standing::ALL {
            all.add(standing, self.axes.iter().map(|view| view.counts.of(standing)).sum());
        }
        all
    }

    /// The bar of an axis, or of the whole plan; what was given up is not drawn.
    fn bar(&self, label: &str, counts: &Counts) -> Html {
        let drawn = Standing::ALL.into_iter().filter(|standing| *standing != Standing::Cancelled);
        let parts: Vec<Part> = drawn
            .map(|standing| Part {
                tone: tone(standing),
                words: self.counted(standing, counts.of(standing)),
                count: counts.of(standing),
            })
            .collect();
        stacked_bar(self.page, label, &parts)
    }

    /// What follows a figure: “4 réalisées”.
    fn counted(&self, standing: Standing, n: u64) -> String {
        let words = match standing {
            Standing::Done => self.page.text("plan-counted-done").with("n", n),
            Standing::UnderWay => self.page.text("plan-counted-under-way").with("n", n),
            Standing::Late => self.page.text("plan-counted-late").with("n", n),
            Standing::Blocked => self.page.text("plan-counted-blocked").with("n", n),
            Standing::Planned => self.page.text("plan-counted-planned").with("n", n),
            Standing::Cancelled => self.page.text("plan-counted-cancelled").with("n", n),
        };
        words.to_string()
    }

    fn axis_bar(&self, view: &AxisView) -> Html {
        self.bar(self.w.plain(&view.axis.value.title), &view.counts)
    }

    /// The standings that call for attention in an axis, with how many and the address of their list.
    fn alerts(&self, view: &AxisView) -> Vec<(String, String)> {
        let calls = [Standing::Late, Standing::Blocked].into_iter();
        calls
            .filter(|standing| view.counts.of(*standing) > 0)
            .map(|standing| {
                let address =
                    format!("/council/plan/actions?axis={}&standing={}", view.axis.object, standing.name());
                let n = view.counts.of(standing);
                let words = match standing {
                    Standing::Late => self.page.text("plan-late-count").with("n", n).to_string(),
                    _ => self.page.text("plan-blocked-count").with("n", n).to_string(),
                };
                (address, words)
            })
            .collect()
    }
}

/// The first page: the plan for those who may read it, the ways in that are everybody's for the others.
pub async fn home(State(shell): State<Shell>, page: Page) -> Result<Response, Failure> {
    if page.may(Permission::PLAN_READ) { show(State(shell), page).await } else { front(&page) }
}

pub async fn show(State(shell): State<Shell>, page: Page) -> Result<Response, Failure> {
    let (day, me) = (today(&page), shell.me());
    let (axes, awaiting, newest) = shell
        .read(move |tx| {
            let (newest, _) = store::proposals(tx, None, 5, 0)?;
            Ok((store::overview(tx, day)?, store::awaiting(tx, me)?, newest))
        })
        .await?;
    let content = Overview {
        page: &page,
        w: Words::new(&page, &shell),
        axes: &axes,
        awaiting: &awaiting,
        newest: &newest,
        may_propose: page.may(Permission::PLAN_PROPOSE),
        doors: doors(&page)?,
    };
    page.html(page.t("plan-title"), &content)
}
