//! The guide for programs: what is asked, and the verdict on a description, as JSON.
//!
//! `GET /api/guide` gives the facts and the rules; `GET /api/guide/verdict?fact=value&…` takes the very address of the
//! verdict page. Both are public; nothing is kept, here or by anybody on the way. A description that cannot be taken is
//! answered by status 422 and `{"errors": [{"fact", "problem", "message"}]}`, a contradictory one by status 409 and
//! `{"contradictions": [{"facts", "fr", "en"}]}`, an address that is too long by status 414.

use super::facts::{AnswerProblem, Contradiction, Description, DescriptionFault};
use super::model::{Fact, FactShape, Kind, Rule, Truth};
use super::verdict::{Cite, CountryVerdict, Gap, Outcome, Said, Verdict};
use super::{Guide, shipped};
use crate::profile::store::columns;
use crate::profile::{Answer, Confidence, Finding, Library, Value};
use crate::web::{library, weights};
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use liptako_core::{Bilingual, Lang};
use liptako_web::texts::key;
use liptako_web::{Access, Failure, Page, Shell, WebModule, today};
use serde_json::{Map, Value as Json, json};

/// Longest query, in bytes.
pub const MAX_QUERY: usize = 8 * 1024;

/// The guide that ships, or a failure for the log.
fn guide() -> Result<&'static Guide, Failure> {
    shipped().map_err(|faults| {
        Failure::Internal(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    })
}

fn answer(status: StatusCode, body: &Json) -> Response {
    let head =
        [(header::CONTENT_TYPE, "application/json; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, head, body.to_string()).into_response()
}

/// Adds what programs ask to the pages of the domain.
pub(crate) fn routes(module: WebModule) -> WebModule {
    module.get("/api/guide", Access::Public, asked).get("/api/guide/verdict", Access::Public, verdict)
}

/// `GET /api/guide`.
async fn asked() -> Result<Response, Failure> {
    Ok(answer(StatusCode::OK, &asked_json(guide()?, library()?)))
}

/// `GET /api/guide/verdict`.
async fn verdict(
    State(shell): State<Shell>,
    page: Page,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let (guide, library, weights) = (guide()?, library()?, weights()?);
    let query = query.unwrap_or_default();
    if query.len() > MAX_QUERY {
        let message = format!("an address has at most {MAX_QUERY} bytes after the question mark");
        return Ok(answer(StatusCode::URI_TOO_LONG, &json!({ "errors": [{ "message": message }] })));
    }
    let Ok(pairs) = serde_urlencoded::from_str::<Vec<(String, String)>>(&query) else {
        let message = "the address is not made of fact=value pairs";
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "errors": [{ "message": message }] })));
    };
    // What the page shows of the verdict is the page's affair.
    let pairs = pairs.iter().filter(|(name, _)| name != "only");
    let pairs = pairs.map(|(name, value)| (name.as_str(), value.as_str()));
    let description = match Description::parse(guide.facts(), pairs) {
        Ok(description) => description,
        Err(faults) => return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &faults_json(&faults))),
    };
    let charter = shell.charter().clone();
    let columns = shell.read(move |tx| Ok(columns(tx, library, &charter)?)).await?;
    let told = match guide.verdict(&description, &columns, weights, today(page.now())) {
        Ok(verdict) => (StatusCode::OK, verdict_json(guide, &description, &verdict)),
        Err(found) => {
            let told =
                |lang: Lang, one: &Contradiction<'_>| contradiction_words(&page.in_language(lang), one);
            let both = |one: &Contradiction<'_>| Bilingual::new(told(Lang::Fr, one), told(Lang::En, one));
            (StatusCode::CONFLICT, contradictions_json(&found, both))
        }
    };
    Ok(answer(told.0, &told.1))
}

/// What a contradiction is, in the language of a page.
fn contradiction_words(page: &Page, contradiction: &Contradiction<'_>) -> String {
    if let Some(clash) = contradiction.clash {
        return clash.text.pick(page.lang()).to_owned();
    }
    let mut questions = contradiction.facts.iter().map(|fact| fact.question.pick(page.lang()).to_owned());
    let first = questions.next().unwrap_or_default();
    let others = questions.collect::<Vec<_>>().join(", ");
    page.text(key("guide-api-not-asked")).with("fact", first).with("others", others).to_string()
}

fn both(text: &Bilingual) -> Json {
    json!({ "fr": text.fr, "en": text.en })
}

/// What is asked and the rules, for programs.
pub fn asked_json(guide: &Guide, library: &Library) -> Json {
    let steps: Vec<Json> = guide
        .steps()
        .iter()
        .map(|step| json!({ "id": step.id.as_str(), "fr": step.title.fr, "en": step.title.en }))
        .collect();
    let facts: Vec<Json> = guide.facts().iter().map(fact_json).collect();
    let contradictions: Vec<Json> = guide
        .clashes()
        .iter()
        .map(|clash| {
            json!({ "id": clash.id.as_str(), "when": clash.when.source, "fr": clash.text.fr, "en": clash.text.en,
                "facts": clash.facts.iter().map(|fact| fact.as_str()).collect::<Vec<_>>() })
        })
        .collect();
    let rules: Vec<Json> = guide.rules().iter().map(rule_json).collect();
    let codes: Map<String, Json> =
        library.questionnaire.codes.iter().map(|(code, label)| (code.to_string(), both(label))).collect();
    json!({ "steps": steps, "facts": facts, "contradictions": contradictions, "rules": rules, "codes": codes,
        "kinds": Kind::ALL.map(Kind::name), "answers": Truth::ALL.map(Truth::name) })
}

fn fact_json(fact: &Fact) -> Json {
    let choices: Vec<Json> = fact
        .shape
        .choices()
        .iter()
        .map(|choice| {
            json!({ "code": choice.code.as_str(), "fr": choice.label.fr, "en": choice.label.en,
                "alone": choice.is_alone })
        })
        .collect();
    let mut told = json!({ "id": fact.id.as_str(), "step": fact.step.as_str(), "type": fact.shape.name(),
        "fr": fact.question.fr, "en": fact.question.en, "for_the_letter_only": fact.is_for_letter });
    if !matches!(fact.shape, FactShape::YesNo | FactShape::Count) {
        told["choices"] = Json::Array(choices);
    }
    if let Some(help) = &fact.help {
        told["help"] = both(help);
    }
    if let Some(asked) = &fact.asked {
        told["asked_when"] = json!(asked.source);
    }
    told
}

fn rule_json(rule: &Rule) -> Json {
    let mut told = json!({ "id": rule.id.as_str(), "kind": rule.kind.name(), "topic": rule.topic.as_str(),
        "fr": rule.text.fr, "en": rule.text.en });
    for (name, condition) in [("when", &rule.when), ("requires", &rule.requires)] {
        if let Some(condition) = condition {
            told[name] = json!(condition.source);
        }
    }
    if let Some(value) = &rule.value {
        told["value"] = json!(value.as_str());
    }
    if let Some(advice) = &rule.advice {
        told["advice"] = both(advice);
    }
    told
}

/// Why a description was not taken, for programs.
pub fn faults_json(faults: &[DescriptionFault]) -> Json {
    let told: Vec<Json> = faults
        .iter()
        .map(|fault| {
            let problem = match fault.problem {
                AnswerProblem::UnknownFact => "unknown_fact",
                AnswerProblem::YesNo(_) => "not_yes_or_no",
                AnswerProblem::Choice { .. } => "not_offered",
                AnswerProblem::Several => "several_answers",
                AnswerProblem::Alone(_) => "goes_with_no_other",
                AnswerProblem::Count(_) => "not_a_count",
                AnswerProblem::TooLong => "too_long",
                AnswerProblem::TooMany => "too_many",
            };
            json!({ "fact": fault.fact, "problem": problem, "message": fault.to_string() })
        })
        .collect();
    json!({ "errors": told })
}

/// What contradicts itself, for programs; the words of each are the caller's.
pub fn contradictions_json(
    found: &[Contradiction<'_>],
    words: impl Fn(&Contradiction<'_>) -> Bilingual,
) -> Json {
    let told: Vec<Json> = found
        .iter()
        .map(|one| {
            let facts: Vec<&str> = one.facts.iter().map(|fact| fact.id.as_str()).collect();
            let (id, words) = (one.clash.map(|clash| clash.id.as_str()), words(one));
            json!({ "id": id, "facts": facts, "fr": words.fr, "en": words.en })
        })
        .collect();
    json!({ "contradictions": told })
}

/// A verdict, for programs.
pub fn verdict_json(guide: &Guide, description: &Description, verdict: &Verdict<'_>) -> Json {
    let mut described: Map<String, Json> = Map::new();
    for fact in guide.facts() {
        if let Some(value) = description.of(fact) {
            described.insert(fact.id.to_string(), json!(value.words()));
        }
    }
    let countries: Vec<Json> = verdict.countries.iter().map(country_json).collect();
    let differences: Vec<Json> = verdict
        .differences
        .iter()
        .map(|difference| {
            let said: Map<String, Json> = difference
                .said
                .iter()
                .filter_map(|(place, said)| {
                    let country = verdict.countries.get(*place)?.country.to_string();
                    let said = match said {
                        Said::Truth(truth) => truth.name(),
                        Said::NotConcerned => "not_concerned",
                    };
                    Some((country, json!(said)))
                })
                .collect();
            json!({ "rule": difference.rule.id.as_str(), "certain": difference.is_certain, "said": said })
        })
        .collect();
    let missing: Vec<&str> = verdict.missing.iter().map(|fact| fact.id.as_str()).collect();
    json!({ "description": described, "countries": countries, "differences": differences, "missing": missing })
}

fn country_json(country: &CountryVerdict<'_>) -> Json {
    let instrument = country.column.instrument;
    let to_ask: Vec<Json> = country
        .to_ask
        .iter()
        .map(|(question, standing)| {
            json!({ "question": question.id.as_str(), "fr": question.label.fr, "en": question.label.en,
                "because": standing.name() })
        })
        .collect();
    json!({ "country": country.country.as_str(), "authority": instrument.authority,
        "law": { "id": instrument.id.as_str(), "fr": instrument.title.fr, "en": instrument.title.en },
        "applies": country.applies.name(),
        "scope": country.scope.iter().map(outcome_json).collect::<Vec<_>>(),
        "outcomes": country.outcomes.iter().map(outcome_json).collect::<Vec<_>>(),
        "set_aside": country.set_aside.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(),
        "to_ask": to_ask })
}

fn outcome_json(outcome: &Outcome<'_>) -> Json {
    let mut told = rule_json(outcome.rule);
    if outcome.truth != Truth::Yes
        && let Some(told) = told.as_object_mut()
    {
        told.remove("advice");
    }
    if let Some(question) = told.as_object_mut().and_then(|told| told.remove("value")) {
        told["reports"] = question;
        told["value"] = outcome.value.map_or(Json::Null, value_json);
    }
    told["answer"] = json!(outcome.truth.name());
    told["concerned"] = json!(outcome.relevant.name());
    told["rests_on"] = outcome.cites.iter().map(cite_json).collect();
    told["missing_facts"] = outcome.missing().map(|fact| fact.id.as_str()).collect();
    let laws = outcome.gaps.iter().filter_map(|gap| match gap {
        Gap::Fact(_) => None,
        Gap::Law { question, standing } => {
            Some(json!({ "question": question.id.as_str(), "because": standing.name() }))
        }
    });
    told["missing_law"] = laws.collect();
    told
}

/// A cell that an outcome rests on. Of an unconfirmed report it says what the pages say: that nothing is established.
fn cite_json(cite: &Cite<'_>) -> Json {
    let told = (!cite.is_report()).then_some(&cite.cell.answer);
    let confidence = told.map_or(Confidence::Unknown, Answer::confidence);
    let sources = told.map(|answer| answer.sources.iter().map(|source| source.name.as_str()));
    json!({ "question": cite.question.id.as_str(), "finding": told.map_or(json!("unknown"), finding_json),
        "article": told.and_then(|answer| answer.article.as_deref()),
        "note": told.and_then(|answer| answer.note.as_deref()), "confidence": confidence.name(),
        "attested": cite.cell.attested.is_some(), "open_list": told.is_some_and(Answer::is_partial),
        "standing": cite.standing.name(), "sources": sources.into_iter().flatten().collect::<Vec<_>>() })
}

/// What was found.
fn finding_json(answer: &Answer) -> Json {
    match answer.finding() {
        Finding::Unknown => json!("unknown"),
        Finding::Silent => json!("silent"),
        Finding::NotApplicable => json!("not_applicable"),
        Finding::Value(value) => json!({ "value": value_json(value) }),
    }
}

/// A value as the data files write it.
fn value_json(value: &Value) -> Json {
    match value {
        Value::Bool(yes) => json!(yes),
        Value::Choice(code) => json!(code.as_str()),
        Value::Choices(codes) => codes.iter().map(|code| code.as_str()).collect(),
        Value::Duration(time) => json!(time.to_string()),
        Value::Amount(amount) => {
            let mut told = json!({ "currency": amount.currency().code() });
            let parts = [("min", amount.min()), ("max", amount.max())];
            for (name, part) in
                parts.into_iter().chain([("percent_turnover", amount.percent_turnover().map(u64::from))])
            {
                if let Some(part) = part {
                    told[name] = json!(part);
                }
            }
            told
        }
        Value::Integer(number) => json!(number),
        Value::Text(text) => json!(text),
    }
}
