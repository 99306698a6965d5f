//! `liptako guide`: what the national laws ask of a processing, without an account and without a node.
//!
//! With a node's directory, its tables are read, also while it runs: what the authorities corrected and attested counts.
//! Without one, the laws are those that ship with the program.

use crate::cli::Guide as Arguments;
use crate::exit::{Code, Exit};
use crate::faults::{Contradicted, Telling, Told, Unforeseen};
use crate::terminal::Terminal;
use liptako_core::{Clock, Lang, SystemClock};
use liptako_law::comparison::shipped_weights;
use liptako_law::guide::{
    self, CountryVerdict, Description, Fact, FactShape, Guide, Kind, Outcome, Truth, Verdict, api,
};
use liptako_law::profile::store::{Column, columns};
use liptako_law::profile::{self, Amount, Code as LawCode, Currency, Duration, Library, Unit, Value};
use liptako_law::profile::{Question, Shape};
use liptako_web::Message;
use liptako_web::texts::whole_number;
use std::path::Path;

/// Judges a description, or lists what may be described.
///
/// # Errors
/// A description that cannot be taken or contradicts itself; a node that cannot be read.
pub fn run(dir: &Path, arguments: &Arguments, terminal: Terminal) -> Result<(), Exit> {
    let library = profile::shipped().map_err(unread)?;
    let guide = guide::shipped().map_err(|faults| faults.told())?;
    if arguments.list_facts {
        list(guide, terminal);
        return terminal.answer(&api::asked_json(guide, library));
    }
    let description = described(guide, &arguments.facts, terminal)?;
    let columns = laws(dir, library, terminal)?;
    let weights = shipped_weights().map_err(unread)?;
    let today = liptako_web::today(SystemClock.now());
    let verdict = guide
        .verdict(&description, &columns, weights, today)
        .map_err(|found| Contradicted::of(&found, terminal.lang))?;
    Desk { terminal, library }.show(&verdict);
    terminal.answer(&api::verdict_json(guide, &description, &verdict))
}

/// The facts typed; every fault is told at once.
fn described(guide: &Guide, facts: &[String], terminal: Terminal) -> Result<Description, Exit> {
    let mut pairs = Vec::with_capacity(facts.len());
    for fact in facts {
        let Some(pair) = fact.split_once('=') else {
            let given: String = fact.chars().take(80).collect();
            let what = Message::new("cmd-guide-not-a-pair").with("given", given);
            return Err(terminal.exit(Code::Usage, &what).hint(Message::new("fault-guide-hint")));
        };
        pairs.push(pair);
    }
    Description::parse(guide.facts(), pairs).map_err(|faults| {
        let told: Vec<Telling> = faults.iter().map(Told::told).collect();
        let whole = told.into_iter().reduce(Telling::because);
        Exit::from(whole.unwrap_or_else(|| Telling::usage(Message::new("fault-guide-hint"))))
    })
}

/// The laws as the node of this directory holds them, or as they ship when there is no node.
fn laws<'a>(dir: &Path, library: &'a Library, terminal: Terminal) -> Result<Vec<Column<'a>>, Exit> {
    if dir.join(crate::config::FILE_NAME).exists() {
        let described = super::describe(dir, terminal)?;
        let db = super::tables(&described)?;
        return Ok(db.read(|tx| columns(tx, library, &described.charter))?);
    }
    let dir = dir.display().to_string();
    terminal.say(&Message::new("cmd-guide-shipped").with("dir", dir));
    Ok(guide::shipped_columns(library))
}

/// Faults of the files that ship: a test keeps them at none.
fn unread(faults: &[profile::DataFault]) -> Unforeseen {
    Unforeseen::new(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
}

fn list(guide: &Guide, terminal: Terminal) {
    let words = |key: &'static str| terminal.words(&Message::new(key));
    let mut rows = vec![vec![words("cmd-guide-column-fact"), words("cmd-guide-column-question")]];
    for fact in guide.facts() {
        rows.push(vec![fact.id.to_string(), fact.question.pick(terminal.lang).to_owned()]);
        // Under the question: beside it, the longest list would make every line too wide.
        rows.push(vec![String::new(), format!("  {}", values(fact, terminal))]);
    }
    terminal.table(&rows);
}

/// The values a fact takes, as they are typed.
fn values(fact: &Fact, terminal: Terminal) -> String {
    match fact.shape {
        FactShape::YesNo => "yes, no".to_owned(),
        FactShape::Count => terminal.words(&Message::new("cmd-guide-number")),
        FactShape::Choice(_) | FactShape::Choices(_) => {
            fact.shape.choices().iter().map(|choice| choice.code.as_str()).collect::<Vec<_>>().join(", ")
        }
    }
}

struct Desk<'a> {
    terminal: Terminal,
    library: &'a Library,
}

impl Desk<'_> {
    fn lang(&self) -> Lang {
        self.terminal.lang
    }

    fn words(&self, key: &'static str) -> String {
        self.terminal.words(&Message::new(key))
    }

    fn show(&self, verdict: &Verdict<'_>) {
        for country in &verdict.countries {
            self.country(country);
        }
        let certain: Vec<_> = verdict.differences.iter().filter(|difference| difference.is_certain).collect();
        if !certain.is_empty() {
            self.terminal.line("");
            self.terminal.line(&self.words("cmd-guide-differences"));
            for difference in certain {
                self.terminal.line(&format!("  {}", difference.rule.text.pick(self.lang())));
            }
        }
        if !verdict.missing.is_empty() {
            let facts = verdict.missing.iter().map(|fact| fact.id.as_str()).collect::<Vec<_>>().join(", ");
            self.terminal.line("");
            self.terminal.say(&Message::new("cmd-guide-missing").with("facts", facts));
        }
    }

    fn country(&self, country: &CountryVerdict<'_>) {
        let instrument = country.column.instrument;
        let authority = instrument.authority.clone().unwrap_or_default();
        self.terminal.line("");
        self.terminal.line(&format!("{} ({authority})", instrument.short.pick(self.lang())));
        self.terminal.line(&self.words(match country.applies {
            Truth::Yes => "cmd-guide-applies-yes",
            Truth::No => "cmd-guide-applies-no",
            Truth::NotEstablished => "cmd-guide-applies-not-established",
        }));
        for kind in Kind::ALL {
            let settled: Vec<&Outcome<'_>> =
                country.of_kind(kind).filter(|outcome| outcome.truth.is_established()).collect();
            if settled.is_empty() {
                continue;
            }
            self.terminal.line(&format!("  {}", self.words(kind_key(kind))));
            for outcome in settled {
                self.terminal.line(&format!("    {}", self.outcome(outcome)));
            }
        }
        if !country.to_ask.is_empty() {
            self.terminal.say(&Message::new("cmd-guide-to-ask").with("authority", authority));
            for (question, _) in &country.to_ask {
                self.terminal.line(&format!("    {}", question.label.pick(self.lang())));
            }
        }
    }

    /// `Frais de dossier : 100 000 FCFA (Décret n°2024-0300, source secondaire)`.
    fn outcome(&self, outcome: &Outcome<'_>) -> String {
        let said = match (outcome.truth, outcome.reported(), outcome.value) {
            (Truth::Yes, Some(cite), Some(value)) => {
                let said = self.value(cite.question, value);
                match cite.cell.answer.is_partial() {
                    true => self.terminal.words(&Message::new("law-open-list").with("list", said)),
                    false => said,
                }
            }
            (Truth::Yes, ..) => self.words("law-yes"),
            _ => self.words("law-no"),
        };
        let mut trust = Vec::new();
        if let Some(cite) = outcome.cites.iter().find(|cite| cite.standing == guide::Standing::Established) {
            let answer = &cite.cell.answer;
            if let Some(article) = &answer.article {
                trust.push(self.terminal.words(&Message::new("cmd-guide-article").with("article", article)));
            }
            trust.push(self.words(match answer.confidence() {
                profile::Confidence::Verified => "law-confidence-verified",
                profile::Confidence::Secondary => "law-confidence-secondary",
                profile::Confidence::Recalled => "law-confidence-recalled",
                profile::Confidence::Unknown => "law-confidence-unknown",
            }));
            trust.push(self.words(match cite.cell.attested {
                Some(_) => "law-attested",
                None => "law-not-attested",
            }));
        }
        let colon = self.lang().pick("\u{a0}: ", ": ");
        let text = outcome.rule.text.pick(self.lang());
        if trust.is_empty() {
            return format!("{text}{colon}{said}");
        }
        format!("{text}{colon}{said} ({})", trust.join(", "))
    }

    fn code(&self, code: &LawCode) -> String {
        let label = self.library.questionnaire.codes.get(code);
        label.map_or_else(|| code.to_string(), |label| label.pick(self.lang()).to_owned())
    }

    fn counted(&self, key: &'static str, number: u32) -> String {
        self.terminal.words(&Message::new(key).with("n", number))
    }

    fn value(&self, question: &Question, value: &Value) -> String {
        match value {
            Value::Bool(true) => self.words("law-yes"),
            Value::Bool(false) => self.words("law-no"),
            Value::Choice(code) => self.code(code),
            Value::Choices(codes) => codes.iter().map(|code| self.code(code)).collect::<Vec<_>>().join(", "),
            Value::Duration(time) => self.time(*time),
            Value::Amount(amount) => self.amount(amount),
            Value::Integer(number) => match question.shape {
                Shape::Integer(Some(Unit::Years)) => self.counted("law-years", *number),
                Shape::Integer(Some(Unit::Percent)) => self.counted("law-percent", *number),
                _ => number.to_string(),
            },
            Value::Text(text) => text.clone(),
        }
    }

    fn time(&self, time: Duration) -> String {
        let Duration::Lasting { years, months, days, hours } = time else {
            return self.words("law-without-delay");
        };
        let parts = [("law-years", years), ("law-months", months), ("law-days", days), ("law-hours", hours)];
        let said = parts.into_iter().filter(|(_, number)| *number > 0);
        said.map(|(key, number)| self.counted(key, number)).collect::<Vec<_>>().join(" ")
    }

    fn amount(&self, amount: &Amount) -> String {
        let unit = if amount.currency() == Currency::XOF {
            "FCFA".to_owned()
        } else {
            amount.currency().code().to_owned()
        };
        let sum = |bound: u64| {
            let number = whole_number(self.lang(), i64::try_from(bound).unwrap_or(i64::MAX));
            format!("{number}\u{a0}{unit}")
        };
        let say = |message: Message| self.terminal.words(&message);
        let range = match (amount.min(), amount.max()) {
            (Some(min), Some(max)) if min == max => sum(min),
            (Some(min), Some(max)) => {
                say(Message::new("law-from-to").with("min", sum(min)).with("max", sum(max)))
            }
            (None, Some(max)) => say(Message::new("law-up-to").with("max", sum(max))),
            (Some(min), None) => say(Message::new("law-at-least").with("min", sum(min))),
            (None, None) => String::new(),
        };
        match amount.percent_turnover() {
            Some(share) => {
                say(Message::new("law-with-turnover").with("sum", range).with("n", u32::from(share)))
            }
            None => range,
        }
    }
}

const fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Connects => "guide-kind-connects",
        Kind::Excludes => "guide-kind-excludes",
        Kind::Authority => "guide-kind-authority",
        Kind::Formality => "guide-kind-formality",
        Kind::Fee => "guide-kind-fee",
        Kind::Delay => "guide-kind-delay",
        Kind::Transfer => "guide-kind-transfer",
        Kind::Hosting => "guide-kind-hosting",
        Kind::Lawfulness => "guide-kind-lawfulness",
        Kind::Duty => "guide-kind-duty",
        Kind::Rights => "guide-kind-rights",
        Kind::Breach => "guide-kind-breach",
        Kind::Sanction => "guide-kind-sanction",
        Kind::Complaint => "guide-kind-complaint",
    }
}
