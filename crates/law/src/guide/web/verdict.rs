//! `/guide/verdict`: what each law says of the processing described, and what differs between them.

use super::address::{Answers, Way};
use super::answers::{Part, parts};
use super::condition::Teller;
use super::said::{Answer, Contrast, Country, Line, Voice, applies_key};
use super::{columns, guide, judged};
use crate::guide::{Kind, Truth};
use crate::web::library;
use crate::words::Words;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use liptako_identity::Permission;
use liptako_web::texts::key;
use liptako_web::{Failure, Html, Page, Shell};

#[derive(Template)]
#[template(path = "guide/web/verdict.html")]
struct VerdictPage<'a> {
    page: &'a Page,
    voice: Voice<'a>,
    countries: Vec<Country<'a>>,
    certain: Vec<Contrast>,
    perhaps: Vec<Contrast>,
    parts: Vec<Part>,
    /// Questions that would settle more, and where they are asked.
    missing: Vec<(String, String)>,
    /// Those whose law does not seem to apply.
    outside: Vec<Country<'a>>,
    /// The question of the entry that brought here.
    question: Option<String>,
    /// Things that can be seen alone: their words, the address, whether they are what is seen.
    views: Vec<(String, String, bool)>,
}

impl VerdictPage<'_> {
    fn badge(&self, answer: &Answer) -> Html {
        let (tone, words) = match answer {
            Answer::Yes | Answer::YesButHowMuch => ("active", self.voice.answer_words(answer)),
            Answer::No => ("neutral", self.voice.answer_words(answer)),
            Answer::Open => ("late", self.voice.answer_words(answer)),
            Answer::Text(words) => {
                return Html::trusted(format!(
                    "<strong class=\"value\">{}</strong>",
                    self.voice.words.french(words)
                ));
            }
            Answer::Value(value) => {
                return Html::trusted(format!(
                    "<strong class=\"value\">{}</strong>",
                    liptako_web::escape(value)
                ));
            }
        };
        Html::trusted(format!("<span class=\"badge {tone}\">{}</span>", liptako_web::escape(&words)))
    }

    fn applies(&self, country: &Country<'_>) -> String {
        self.page.t(applies_key(country.verdict.applies))
    }

    /// Whether the reader may follow the links to the comparison.
    fn may_compare(&self) -> bool {
        self.page.may(Permission::LAW_READ)
    }

    fn paper(&self) -> String {
        self.voice.way.only("/guide/verdict.pdf", self.voice.only)
    }

    fn letter(&self, country: &Country<'_>) -> String {
        self.voice.way.only(&format!("/guide/letter/{}.txt", country.code), self.voice.only)
    }

    /// When a rule holds, in words.
    fn conditions(&self, line: &Line<'_>, country: &Country<'_>) -> Vec<String> {
        let teller = Teller { voice: self.voice, country: &country.name };
        let rule = line.outcome.rule;
        let told = [(key("guide-when"), &rule.when), (key("guide-requires"), &rule.requires)].into_iter();
        told.filter_map(|(title, condition)| {
            Some(format!("{} {}", self.page.t(title), teller.words(condition.as_ref()?)?))
        })
        .collect()
    }
}

/// Things that belong together, when a reader comes with one question.
const VIEWS: [(&str, &[Kind]); 5] = [
    (key("guide-view-file"), &[Kind::Authority, Kind::Formality, Kind::Fee, Kind::Delay]),
    (key("guide-view-abroad"), &[Kind::Transfer, Kind::Hosting]),
    (key("guide-view-duties"), &[Kind::Lawfulness, Kind::Duty, Kind::Rights]),
    (key("guide-view-breach"), &[Kind::Breach]),
    (key("guide-view-risk"), &[Kind::Sanction, Kind::Complaint]),
];

fn views(voice: &Voice<'_>) -> Vec<(String, String, bool)> {
    let everything = (voice.page.t("guide-view-all"), voice.way.to("/guide/verdict"), voice.only.is_empty());
    let some = VIEWS.iter().map(|(words, kinds)| {
        (voice.page.t(words), voice.way.only("/guide/verdict", kinds), voice.only == *kinds)
    });
    std::iter::once(everything).chain(some).collect()
}

/// The verdict.
pub async fn show(
    State(shell): State<Shell>,
    page: Page,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let guide = guide()?;
    let answers = Answers::read(guide.facts(), query.as_deref());
    let columns = columns(&shell).await?;
    let verdict = match judged(&page, guide, &answers, &columns)? {
        Ok(verdict) => verdict,
        Err(refusal) => return Ok(refusal),
    };
    let way = Way::of(guide.facts(), &answers.description);
    let words = Words { page: &page, questionnaire: &library()?.questionnaire };
    let voice = Voice {
        page: &page,
        words,
        guide,
        description: &answers.description,
        way: &way,
        only: &answers.only,
    };
    if answers.description.is_empty() {
        return Ok(page.redirect("/guide"));
    }
    let (countries, outside): (Vec<_>, Vec<_>) =
        voice.countries(&verdict).into_iter().partition(|country| country.verdict.applies != Truth::No);
    let mut missing: Vec<(String, String)> = Vec::new();
    for one in countries.iter().flat_map(Country::missing) {
        if !missing.contains(&one) {
            missing.push(one);
        }
    }
    let content = VerdictPage {
        page: &page,
        voice,
        views: views(&voice),
        countries,
        certain: voice.contrasts(&verdict, true),
        perhaps: voice.contrasts(&verdict, false),
        parts: parts(&page, guide, &answers),
        missing,
        outside,
        question: super::start::question_of(&page, &way, &answers.only),
    };
    page.view(page.t("guide-verdict-title")).crumb("/guide", page.t("guide-menu")).html(&content)
}
