//! How long the guide takes to judge a processing by every rule and three laws.
//!
//! Beside it, in the same run: CEL's interpreter alone on the same conditions, the floor of any evaluation that says
//! nothing of what was missing; and OpenFisca on rules of the same form.

use crate::row::{Row, Rows, Target};
use crate::samples::Samples;
use crate::setting::{Setting, repository};
use anyhow::{Context as _, Result, anyhow, ensure};
use cel::{Context, Program, Value as CelValue};
use liptako_law::comparison::shipped_weights;
use liptako_law::guide::{
    Condition, CountryVerdict, Description, FactValue, Guide, Standing, Truth, Verdict, shipped,
    shipped_columns,
};
use liptako_law::profile::{Code, Value};
use serde::Deserialize;
use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::Instant;

const TIMES: usize = 2000;

/// A bank in the three countries, that hosts everything in Bamako: most rules concern it.
const BANK: &str = "status=private&activity=finance&support=computer&officer=yes&established=ml,bf,ne&means=ml,bf,ne\
    &persons_in=ml,bf,ne&data=ordinary,national_id,biometric&persons=customers,staff,companies&minors=no\
    &purposes=service,marketing&basis=contract,legal_obligation,legitimate_interests&decision=assisted&biometrics=yes\
    &video=yes&interconnection=yes&marketing=electronic,calls&hosting=ml&transfer=yes&transfer_to=ml&processors=yes\
    &breach=no";

/// What the peer's script counts.
#[derive(Deserialize)]
struct Judged {
    evaluations: u32,
    microseconds: f64,
}

/// Measures a verdict and its floor.
pub fn run(setting: &Setting, rows: &mut Rows) -> Result<()> {
    let told = |n: usize| anyhow!("the data that ship have {n} faults");
    let library = liptako_law::profile::shipped().map_err(|faults| told(faults.len()))?;
    let guide = shipped().map_err(|faults| told(faults.len()))?;
    let weights = shipped_weights().map_err(|faults| told(faults.len()))?;
    let columns = shipped_columns(library);
    let pairs = BANK.split('&').filter_map(|pair| pair.split_once('='));
    let description = Description::parse(guide.facts(), pairs).map_err(|faults| told(faults.len()))?;
    let today = jiff::civil::date(2026, 11, 24);
    let judge = || guide.verdict(&description, &columns, weights, today).map_err(|found| told(found.len()));
    let said = judge()?;
    let n_judged = guide.rules().len() * said.countries.len();
    ensure!(n_judged >= 300 && said.countries.len() == 3, "{n_judged} evaluations");
    let floor = Floor::of(guide, &description, &said)?;

    let [mut ours, mut alone] = <[Samples; 2]>::default();
    for _ in 0..setting.share(TIMES) {
        let start = Instant::now();
        black_box(judge()?);
        ours.add(start.elapsed());
        let start = Instant::now();
        black_box(floor.run());
        alone.add(start.elapsed());
    }
    let name = format!("cel 0.15's interpreter alone, the same {} conditions, every name bound", floor.len());
    let question = format!("A verdict over three laws and {} rules, {n_judged} judged", guide.rules().len());
    let note = format!(
        "{} times, from the cells as they stand to outcomes with what they rest on, what is missing, and what \
         differs; longest {:.2} ms",
        ours.count(),
        ours.max()?
    );
    let row =
        Row::new(format!("{question}: median"), ours.median()?, "ms").peer(name.as_str(), alone.median()?);
    rows.tell(&row.target(Target::AtMost(1.0)))?;
    let row = Row::new(format!("{question}: 99 in 100"), ours.percentile(0.99)?, "ms")
        .peer(name, alone.percentile(0.99)?);
    rows.tell(&row.target(Target::AtMost(1.0)).note(note))?;

    let peer = openfisca(setting)?;
    let row = Row::new("One rule judged on one law", ours.median()? * 1000.0 / n_judged as f64, "µs");
    let note = "the whole verdict, or the peer's whole simulation, shared among what it judges; OpenFisca has no third \
        value: what is not known is given to it as no";
    let figure = peer.map(|peer| peer.microseconds / f64::from(peer.evaluations));
    rows.tell(&row.peer("OpenFisca 46, rules of the same form", figure).note(note))
}

/// Every condition as CEL's own programs, with what each country's law lets one say.
struct Floor {
    programs: Vec<Program>,
    countries: Vec<Context<'static, 'static>>,
}

impl Floor {
    fn of(guide: &Guide, description: &Description, verdict: &Verdict<'_>) -> Result<Self> {
        let conditions: Vec<&Condition> =
            guide.rules().iter().flat_map(|rule| [&rule.when, &rule.requires]).flatten().collect();
        let compiled = conditions.iter().map(|one| {
            Program::compile(&plain(&one.source)).map_err(|fault| anyhow!("{}: {fault}", one.source))
        });
        let programs = compiled.collect::<Result<_>>()?;
        let countries =
            verdict.countries.iter().map(|country| context(guide, description, country)).collect();
        Ok(Self { programs, countries })
    }

    fn len(&self) -> usize {
        self.programs.len() * self.countries.len()
    }

    /// How many conditions hold.
    fn run(&self) -> usize {
        let held = |context| {
            let said = self.programs.iter().map(move |program| program.execute(context));
            said.filter(|said| matches!(said, Ok(CelValue::Bool(true)))).count()
        };
        self.countries.iter().map(held).sum()
    }
}

fn context(
    guide: &Guide,
    description: &Description,
    country: &CountryVerdict<'_>,
) -> Context<'static, 'static> {
    let mut context = Context::default();
    context.add_variable_from_value("here", country.country.as_str());
    for fact in guide.facts() {
        let value = match description.of(fact) {
            None => continue,
            Some(FactValue::YesNo(yes)) => CelValue::from(*yes),
            Some(FactValue::Choice(code)) => code.as_str().into(),
            Some(FactValue::Choices(codes)) => listed(codes),
            Some(FactValue::Count(count)) => i64::from(*count).into(),
        };
        context.add_variable_from_value(fact.id.as_str(), value);
    }
    for outcome in country.outcomes.iter().chain(&country.scope) {
        if outcome.truth.is_established() {
            let name = format!("rule_{}", outcome.rule.id.as_str().replace('.', "_"));
            context.add_variable_from_value(name, outcome.truth == Truth::Yes);
        }
        for cite in outcome.cites.iter().filter(|cite| cite.standing == Standing::Established) {
            let liptako_law::profile::Finding::Value(value) = cite.cell.answer.finding() else { continue };
            let value = match value {
                Value::Bool(yes) => CelValue::from(*yes),
                Value::Choice(code) => code.as_str().into(),
                Value::Choices(codes) => listed(codes),
                Value::Integer(number) => i64::from(*number).into(),
                Value::Duration(_) | Value::Amount(_) | Value::Text(_) => continue,
            };
            let name = format!("law_{}", cite.question.id.as_str().replace('.', "_"));
            context.add_variable_from_value(name, value);
        }
    }
    context
}

fn listed(codes: &[Code]) -> CelValue {
    codes.iter().map(Code::as_str).collect::<Vec<_>>().into()
}

/// A condition in plain CEL: names without dots, our two functions as macros.
fn plain(source: &str) -> String {
    let mut text = String::new();
    let mut rest = source;
    while let Some(start) = [rest.find("overlap("), rest.find("beyond(")].into_iter().flatten().min() {
        let is_overlap = rest[start..].starts_with("overlap(");
        let inner = &rest[start + if is_overlap { 8 } else { 7 }..];
        let end = inner.find(')').unwrap_or(inner.len());
        let (left, right) = inner[..end].split_once(',').unwrap_or((inner, ""));
        let test = if is_overlap { "in" } else { "!=" };
        text.push_str(&rest[..start]);
        text.push_str(&format!("{left}.exists(x, x {test} ({right}))"));
        rest = inner.get(end + 1..).unwrap_or_default();
    }
    text.push_str(rest);
    let parts: Vec<String> =
        text.split('"').enumerate().map(|(place, part)| named(place % 2 == 1, part)).collect();
    parts.join("\"")
}

/// The dots of `law.` and `rule.` names as low lines; what stands between quotes stays.
fn named(is_quoted: bool, part: &str) -> String {
    let mut in_name = false;
    let letters = part.char_indices().map(|(place, c)| {
        let begins = |word| part[place..].starts_with(word);
        in_name = if in_name {
            c.is_ascii_alphanumeric() || c == '_' || c == '.'
        } else {
            begins("law.") || begins("rule.")
        };
        if in_name && c == '.' && !is_quoted { '_' } else { c }
    });
    letters.collect()
}

/// Runs the peer's script; `None` when its packages are not installed.
fn openfisca(setting: &Setting) -> Result<Option<Judged>> {
    let python = setting.work.join("openfisca/bin/python");
    if !python.is_file() {
        eprintln!("OpenFisca is not installed: bench/run does it where there is a python3 with venv");
        return Ok(None);
    }
    let output = Command::new(python)
        .current_dir(repository().join("bench/openfisca"))
        .args(["verdict.py", &setting.share(TIMES).to_string()])
        .stderr(Stdio::inherit())
        .output()
        .context("python")?;
    ensure!(output.status.success(), "verdict.py failed");
    Ok(Some(serde_json::from_slice(&output.stdout)?))
}
