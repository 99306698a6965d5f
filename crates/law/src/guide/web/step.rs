//! `/guide/{step}`: a page of the questionnaire. Only what is relevant after the other answers is asked.

use super::address::{AddressFault, Answers, Way, step_path};
use super::notice::{brief, notice};
use super::{guide, text};
use crate::guide::{Contradiction, Description, Fact, FactShape, FactValue, Guide, Truth};
use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use liptako_web::{Failure, Html, Page};

/// One question of the page.
struct Asking<'a> {
    fact: &'a Fact,
    value: Option<&'a FactValue>,
    fault: Option<String>,
}

impl Asking<'_> {
    fn is_count(&self) -> bool {
        self.fact.shape == FactShape::Count
    }

    fn count(&self) -> String {
        self.value.map(|value| value.words().concat()).unwrap_or_default()
    }

    /// The control of one option.
    fn control(&self) -> &'static str {
        if matches!(self.fact.shape, FactShape::Choices(_)) { "checkbox" } else { "radio" }
    }

    /// Short answers stand side by side.
    fn layout(&self) -> &'static str {
        if self.fact.shape == FactShape::YesNo { "side" } else { "options" }
    }

    /// What a control is described by.
    fn described(&self) -> Html {
        let id = &self.fact.id;
        let help = self.fact.help.is_some().then(|| format!("h-{id}"));
        let fault = self.fault.is_some().then(|| format!("e-{id}"));
        let parts: Vec<String> = help.into_iter().chain(fault).collect();
        if parts.is_empty() {
            return Html::default();
        }
        Html::trusted(format!(" aria-describedby=\"{}\"", parts.join(" ")))
    }
}

#[derive(Template)]
#[template(path = "guide/web/step.html")]
struct StepPage<'a> {
    page: &'a Page,
    place: usize,
    n_steps: usize,
    notice: Html,
    askings: Vec<Asking<'a>>,
    /// The answers of the other pages.
    carried: Vec<(String, String)>,
    next: String,
    back: Option<String>,
    is_last: bool,
}

impl StepPage<'_> {
    fn text(&self, words: &liptako_core::Bilingual) -> String {
        text(self.page, words)
    }

    /// The options of a question: value, words, whether it is chosen.
    fn options(&self, asking: &Asking<'_>) -> Vec<(String, String, bool)> {
        let chosen = asking.value.map(FactValue::words).unwrap_or_default();
        let option =
            |value: &str, words: String| (value.to_owned(), words, chosen.iter().any(|one| one == value));
        let mut options = match &asking.fact.shape {
            FactShape::YesNo => {
                vec![option("yes", self.page.t("guide-yes")), option("no", self.page.t("guide-no"))]
            }
            shape => {
                shape.choices().iter().map(|one| option(one.code.as_str(), self.text(&one.label))).collect()
            }
        };
        if asking.control() == "radio" {
            options.push((String::new(), self.page.t("guide-unsaid"), false));
        }
        options
    }

    fn many(&self, asking: &Asking<'_>) -> bool {
        asking.control() == "checkbox"
    }
}

/// A page of the questionnaire; when it has nothing to ask, the next one that has.
pub async fn show(
    page: Page,
    Path(step): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let guide = guide()?;
    let wanted = guide.steps().iter().position(|known| known.id.as_str() == step).ok_or(Failure::NotFound)?;
    let answers = Answers::read(guide.facts(), query.as_deref());
    let contradictions = guide.contradictions(&answers.description);
    let wrong = first_wrong(guide, &answers, &contradictions, wanted);
    let asking = |place: &usize| !askings(&page, guide, &answers, *place).is_empty();
    let Some(place) = wrong.or_else(|| (wanted..guide.steps().len()).find(asking)) else {
        return Ok(page.redirect(&Way::of(guide.facts(), &answers.description).to("/guide/verdict")));
    };
    let of_here: Vec<Contradiction<'_>> = contradictions
        .into_iter()
        .filter(|one| one.facts.iter().any(|fact| place_of(guide, fact) <= place))
        .collect();
    let is_wrong = !answers.faults.is_empty() || !of_here.is_empty();
    let content = StepPage {
        page: &page,
        place,
        n_steps: guide.steps().len(),
        notice: notice(&page, guide, &answers, &of_here)?,
        askings: askings(&page, guide, &answers, place),
        carried: carried(guide, &answers.description, place),
        next: after(&page, guide, &answers, place),
        back: before(&page, guide, &answers, place),
        is_last: next_place(&page, guide, &answers, place).is_none(),
    };
    let view = page.view(text(&page, &guide.steps()[place].title)).crumb("/guide", page.t("guide-menu"));
    if is_wrong { view.refused().html(&content) } else { view.html(&content) }
}

fn place_of(guide: &Guide, fact: &Fact) -> usize {
    guide.steps().iter().position(|step| step.id == fact.step).unwrap_or_default()
}

/// The page to put right before going on: of a fault the page of its question, of a contradiction the later one.
fn first_wrong(
    guide: &Guide,
    answers: &Answers,
    contradictions: &[Contradiction<'_>],
    wanted: usize,
) -> Option<usize> {
    let faulty = answers.faults.iter().filter_map(|fault| match fault {
        AddressFault::Answer(fault) => guide.fact(&fault.fact).map(|fact| place_of(guide, fact)),
        _ => None,
    });
    let clashing = contradictions
        .iter()
        .filter(|one| one.facts.iter().all(|fact| place_of(guide, fact) < wanted))
        .filter_map(|one| one.facts.iter().map(|fact| place_of(guide, fact)).max());
    faulty.chain(clashing).min()
}

/// The questions of a page that are relevant.
fn askings<'a>(page: &Page, guide: &'a Guide, answers: &'a Answers, place: usize) -> Vec<Asking<'a>> {
    let Some(step) = guide.steps().get(place) else { return Vec::new() };
    let of_step = guide.facts().iter().filter(|fact| fact.step == step.id);
    let relevant = of_step.filter(|fact| {
        guide.is_asked(fact, &answers.description) != Truth::No || answers.description.of(fact).is_some()
    });
    let asking = |fact: &'a Fact| Asking {
        fact,
        value: answers.description.of(fact),
        fault: answers.fault_of(fact).and_then(|fault| match fault {
            AddressFault::Answer(fault) => Some(brief(page, fact, &fault.problem)),
            _ => None,
        }),
    };
    relevant.map(asking).collect()
}

fn next_place(page: &Page, guide: &Guide, answers: &Answers, place: usize) -> Option<usize> {
    (place + 1..guide.steps().len()).find(|place| !askings(page, guide, answers, *place).is_empty())
}

/// Where the form goes.
fn after(page: &Page, guide: &Guide, answers: &Answers, place: usize) -> String {
    next_place(page, guide, answers, place)
        .map_or_else(|| "/guide/verdict".to_owned(), |next| step_path(&guide.steps()[next].id))
}

/// The page before, if there is one.
fn before(page: &Page, guide: &Guide, answers: &Answers, place: usize) -> Option<String> {
    let back = (0..place).rev().find(|place| !askings(page, guide, answers, *place).is_empty())?;
    Some(step_path(&guide.steps()[back].id))
}

/// The answers of the other pages, as hidden fields.
fn carried(guide: &Guide, description: &Description, place: usize) -> Vec<(String, String)> {
    let others = guide.facts().iter().filter(|fact| place_of(guide, fact) != place);
    let answered =
        others.filter_map(|fact| Some((fact.id.to_string(), description.of(fact)?.words().join(","))));
    answered.collect()
}
