//! `/law/comparison/time`: how near the laws were, from the survey that ships through every correction recorded.

use super::super::timeline::{SURVEYED, Step, timeline};
use super::shown::Shown;
use super::{Memory, columns, name};
use crate::comparison::store::events;
use crate::profile::InstrumentId;
use crate::profile::store::Column;
use crate::web::{library, weights};
use crate::words::Words;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::civil::Date;
use liptako_web::{Day, Failure, Html, Line, Look, Page, Shell, StepPlot, day_words, today};
use serde::Deserialize;

/// Most days in the table; the drawing holds all.
const MOST_LINES: usize = 120;

/// What a reader asked.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    /// Empty for the laws, or two instruments as the matrix names them.
    #[serde(default)]
    columns: String,
    #[serde(default)]
    memory: String,
}

#[derive(Template)]
#[template(path = "comparison/time.html")]
struct TimePage<'a> {
    page: &'a Page,
    w: Words<'a>,
    columns: &'a [Column<'a>],
    shown: Shown,
    steps: Vec<Step>,
    today: Date,
    with_memory: bool,
}

fn number(day: Date) -> i64 {
    let since = Date::constant(1970, 1, 1).until(day);
    since.map_or(0, |span| i64::from(span.get_days()))
}

impl TimePage<'_> {
    fn day(&self, day: Date) -> String {
        day_words(self.page.lang(), Day::from(day))
    }

    /// What a step is called: the survey, the first of all, is known by its month.
    fn step_name(&self, place: usize, step: &Step) -> String {
        if place == 0 { self.page.t("law-comparison-time-survey") } else { self.day(step.day) }
    }

    /// Whether anything was recorded at all.
    fn is_corrected(&self) -> bool {
        self.steps.iter().any(|step| step.n_answers + step.n_attested > 0)
    }

    /// What happened that day.
    fn what(&self, step: &Step) -> String {
        let parts = [
            (step.n_answers > 0)
                .then(|| self.page.text("law-comparison-time-answers").with("n", step.n_answers).to_string()),
            (step.n_attested > 0).then(|| {
                self.page.text("law-comparison-time-attested").with("n", step.n_attested).to_string()
            }),
            (step.n_turned > 0)
                .then(|| self.page.text("law-comparison-time-turned").with("n", step.n_turned).to_string()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The steps of the table, the newest first.
    fn lines(&self) -> Vec<(usize, &Step)> {
        self.steps.iter().enumerate().rev().take(MOST_LINES).collect()
    }

    fn last(&self) -> Option<&Step> {
        self.steps.last()
    }

    fn plot(&self) -> Html {
        let first = self.steps.first().map_or(self.today, |step| step.day);
        let span = (number(first), number(self.today.max(first)));
        let mut moments = vec![(span.0, self.moment(first))];
        if span.1 > span.0 {
            moments.push((span.1, self.day(self.today)));
        }
        let of = |figure: &dyn Fn(&Step) -> Option<u16>| {
            self.steps.iter().map(|step| (number(step.day), figure(step))).collect::<Vec<_>>()
        };
        let end = |words: String, figure: Option<u16>| match figure {
            Some(figure) => format!("{words} {}", self.w.percent(figure)),
            None => words,
        };
        let last = self.steps.last();
        let (score, share) =
            (last.and_then(|step| step.score.convergence()), last.map(|step| step.score.coverage()));
        let lines = vec![
            Line {
                look: Look::Whole,
                words: end(self.page.t("law-comparison-convergence"), score),
                points: of(&|step| step.score.convergence()),
            },
            Line {
                look: Look::Broken,
                words: end(self.page.t("law-comparison-coverage"), share),
                points: of(&|step| Some(step.score.coverage())),
            },
        ];
        let shares = [0u16, 250, 500, 750, 1000].map(|share| (share, self.w.percent(share))).into();
        let label = self.page.text("law-comparison-time-label").with("n", self.steps.len()).to_string();
        StepPlot { label, span, moments, shares, lines }.draw()
    }

    fn moment(&self, first: Date) -> String {
        if first == SURVEYED { self.page.t("law-comparison-time-surveyed") } else { self.day(first) }
    }

    fn choices(&self) -> Vec<(String, String, bool)> {
        let mut choices =
            vec![(String::new(), self.page.t("law-filter-national"), self.shown == Shown::National)];
        for (place, left) in self.columns.iter().enumerate().filter(|(_, column)| column.keeper.is_some()) {
            for right in &self.columns[place + 1..] {
                let words = format!("{} – {}", name(&self.w, left), name(&self.w, right));
                let shown = Shown::Pair(left.instrument.id.to_string(), right.instrument.id.to_string());
                choices.push((shown.address(), words, shown == self.shown));
            }
        }
        choices
    }

    fn other_memory(&self) -> String {
        let columns = if self.shown == Shown::National { String::new() } else { self.shown.address() };
        let memory = if self.with_memory { "" } else { "1" };
        format!("/law/comparison/time?columns={columns}&memory={memory}")
    }
}

/// The page.
pub async fn time(
    State(shell): State<Shell>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let (library, weights) = (library()?, weights()?);
    let charter = shell.charter().clone();
    let events = shell.read(move |tx| Ok(events(tx, library, &charter, today)?)).await?;
    let columns = columns(&shell, &page).await?;
    let shown = match Shown::read(&asked.columns, &columns) {
        Shown::All => Shown::National,
        other => other,
    };
    let laws: Vec<InstrumentId> =
        shown.compared(&columns).into_iter().map(|column| column.instrument.id.clone()).collect();
    let basis = Memory { memory: asked.memory.clone() }.basis();
    let today = today(page.now());
    let steps = timeline(library, weights, basis, &laws, &events, today);
    let content = TimePage {
        page: &page,
        w: Words { page: &page, questionnaire: &library.questionnaire },
        columns: &columns,
        shown,
        steps,
        today,
        with_memory: !asked.memory.is_empty(),
    };
    let view = page.view(page.t("law-comparison-time-title"));
    view.crumb("/law/comparison", page.t("law-comparison-title")).html(&content)
}
