//! `/exchange/cases/delays`: the delays and checklists, with where each comes from: a proposal of ours, said as one.

use super::super::delays::{Delay, Item, checklist, shipped_delays};
use super::super::model::{CaseKind, Duty};
use super::super::words::{duty_key, kind_key, unit_key};
use super::Answered;
use askama::Template;
use liptako_web::{Failure, Page};

struct Row {
    duty: String,
    length: String,
    extension: String,
    alerts: String,
    source: String,
    is_modelled: bool,
}

struct Group {
    name: &'static str,
    kind: String,
    rows: Vec<Row>,
    items: &'static [Item],
}

#[derive(Template)]
#[template(path = "case/web/delays.html")]
struct DelaysPage<'a> {
    page: &'a Page,
    version: u32,
    groups: Vec<Group>,
    retention: Row,
}

impl DelaysPage<'_> {
    fn item<'i>(&self, item: &'i Item) -> &'i str {
        item.text.pick(self.page.lang())
    }
}

fn row(page: &Page, duty: String, delay: &Delay) -> Row {
    let days = |n: u16| page.text("casepages-days").with("n", n).to_string();
    Row {
        duty,
        length: page.text(unit_key(delay.length.unit)).with("count", delay.length.count).to_string(),
        extension: if delay.extension == 0 { page.t("casepages-delays-no") } else { days(delay.extension) },
        alerts: delay.alerts.iter().map(|n| days(*n)).collect::<Vec<_>>().join(", "),
        source: delay.source.pick(page.lang()).to_owned(),
        is_modelled: delay.is_modelled,
    }
}

pub async fn show(page: Page) -> Answered {
    let delays = shipped_delays().map_err(Failure::internal)?;
    let groups = CaseKind::ALL.into_iter().map(|kind| {
        let known = Duty::ALL.into_iter().filter_map(|duty| Some((duty, delays.of(kind, duty)?)));
        let rows = known.map(|(duty, delay)| row(&page, page.t(duty_key(duty)), delay)).collect();
        Group { name: kind.name(), kind: page.t(kind_key(kind)), rows, items: checklist(kind) }
    });
    let content = DelaysPage {
        page: &page,
        version: delays.version,
        groups: groups.collect(),
        retention: row(&page, page.t("casepages-delays-retention"), &delays.retention),
    };
    page.view(page.t("casepages-delays-title"))
        .crumb("/exchange/cases", page.t("casepages-title"))
        .html(&content)
}
