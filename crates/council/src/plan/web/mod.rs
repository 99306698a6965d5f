//! The pages of the plan. Each handler reads its views in one transaction and hands them to its template.

mod action;
mod concept;
mod difference;
mod edit;
mod export;
mod list;
mod overview;
mod progress;
mod proposal;
mod words;

use super::day_of;
use jiff::civil::Date;
use liptako_core::Lang;
use liptako_identity::Permission;
use liptako_web::texts::TextSource;
use liptako_web::{Access, Page, WebModule};
use serde::Deserialize;
use words::Words;

/// Actions or proposals on one page of a list.
const PAGE_LINES: u32 = 50;

/// The words of the plan.
pub const TEXTS: &[TextSource] =
    &[(Lang::Fr, include_str!("../../../i18n/fr.ftl")), (Lang::En, include_str!("../../../i18n/en.ftl"))];

/// The pages, who may reach them, and their menu entries.
pub fn module() -> WebModule {
    let read = Access::Needs(Permission::PLAN_READ);
    let propose = Access::Needs(Permission::PLAN_PROPOSE);
    let decide = Access::Needs(Permission::PLAN_DECIDE);
    WebModule::new("council")
        .texts(TEXTS)
        .menu("/council/plan", "plan-menu", read, 10)
        .menu("/council/plan/actions", "plan-menu-actions", read, 11)
        .menu("/council/plan/proposals", "plan-menu-proposals", read, 12)
        .panel("plan-concept-panel", read, 50, concept::panel)
        .get("/", Access::Public, overview::home)
        .get("/council/plan", read, overview::show)
        .get("/council/plan/actions", read, list::actions)
        .get("/council/plan/actions.csv", read, export::csv)
        .get("/council/plan/actions.json", read, export::json)
        .get("/council/plan/actions/new", propose, edit::show_new)
        .post("/council/plan/actions/new", propose, edit::create)
        .get("/council/plan/actions/{id}", read, action::show)
        .get("/council/plan/actions/{id}/change", propose, edit::show_change)
        .post("/council/plan/actions/{id}/change", propose, edit::change)
        .get("/council/plan/actions/{id}/progress", propose, progress::show)
        .post("/council/plan/actions/{id}/progress", propose, progress::report)
        .get("/council/plan/proposals", read, list::proposals)
        .get("/council/plan/proposals/{id}", read, proposal::show)
        .post("/council/plan/proposals/{id}", decide, proposal::decide)
}

/// The day of the page.
fn today(page: &Page) -> Date {
    day_of(page.now())
}

/// Which page of a list a reader asked for.
#[derive(Debug, Clone, Default, Deserialize)]
struct AskedPage {
    #[serde(default)]
    page: String,
}

impl AskedPage {
    /// The number of the page, from 1; the first one for anything else than a number.
    fn number(&self) -> u64 {
        self.page.parse().ok().filter(|number| (1..=1_000_000).contains(number)).unwrap_or(1)
    }
}

/// Earlier and later pages of a list.
struct Pages {
    earlier: Option<String>,
    later: Option<String>,
    number: u64,
    last: u64,
}

impl Pages {
    /// `address` ends where the page number is to be added.
    fn of(total: u64, number: u64, lines: u32, address: &str) -> Self {
        let last = total.div_ceil(u64::from(lines)).max(1);
        let at = |number: u64| format!("{address}page={number}");
        Self {
            earlier: (number > 1).then(|| at(number - 1)),
            later: (number < last).then(|| at(number + 1)),
            number,
            last,
        }
    }
}
