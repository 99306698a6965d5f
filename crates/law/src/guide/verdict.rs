//! What each law says of a described processing, what differs between them, and what nobody has established.

use super::Guide;
use super::eval::{Hole, Known, Scene};
use super::facts::{Contradiction, Description, FactValue};
use super::model::{Fact, Kind, Rule, Truth};
use crate::comparison::{Basis, Relation, Side, Weights, relate};
use crate::profile::store::{Cell, Column};
use crate::profile::{Code, Confidence, Finding, Question, Role, Value};
use jiff::civil::Date;

/// What an answer about a law allows to conclude.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It can be relied on: read somewhere, or attested by the authority, and valid today.
    Established,
    /// A list that names what it names: what is absent from it is not known to be absent.
    OpenList,
    /// Nobody knows (*non établi*).
    Unknown,
    /// Somebody’s memory, which nobody attested.
    Recalled,
    /// The text that was read provides nothing (*silence*): another text may.
    Silent,
    /// The question has no object for this law.
    NotApplicable,
    /// It only repeats an unconfirmed report.
    Reported,
    /// It does not hold today: not yet, or no longer.
    OutOfDate,
}

impl Standing {
    /// Its name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Established => "established",
            Self::OpenList => "open_list",
            Self::Unknown => "unknown",
            Self::Recalled => "recalled",
            Self::Silent => "silent",
            Self::NotApplicable => "not_applicable",
            Self::Reported => "reported",
            Self::OutOfDate => "out_of_date",
        }
    }
}

/// A cell that an outcome rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cite<'a> {
    /// The question.
    pub question: &'a Question,
    /// What the law answers, with its article, confidence and attestation.
    pub cell: &'a Cell,
    /// What it allows to conclude.
    pub standing: Standing,
}

impl Cite<'_> {
    /// Whether the cell only repeats an unconfirmed report, whatever else is wrong with it. The guide is public: it says
    /// that nothing is established, and neither the report nor its note, article or sources, until the authorities
    /// settled it.
    pub fn is_report(&self) -> bool {
        matches!(self.cell.answer.finding(), Finding::Value(value) if self.question.is_reported(value))
    }
}

/// What kept an outcome from being yes or no.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gap<'a> {
    /// A fact that was not given.
    Fact(&'a Fact),
    /// A law that is not established.
    Law {
        /// What to ask the authority.
        question: &'a Question,
        /// Why what we have is not enough.
        standing: Standing,
    },
}

/// What one rule says for one country.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// Whether the rule concerns this processing: yes, or not established. Rules that do not are set aside.
    pub relevant: Truth,
    /// The answer, if the law applies.
    pub truth: Truth,
    /// The cells of the country’s column that it rests on, the reported value first.
    pub cites: Vec<Cite<'a>>,
    /// The value reported, when the rule reports one and it is established.
    pub value: Option<&'a Value>,
    /// What is missing for a yes or a no.
    pub gaps: Vec<Gap<'a>>,
}

impl<'a> Outcome<'a> {
    /// The question whose answer it reports, with its cell.
    pub fn reported(&self) -> Option<&Cite<'a>> {
        let reports = self.rule.value.as_ref()?;
        self.cites.iter().find(|cite| cite.question.id == *reports)
    }

    /// Facts that are missing for a yes or a no.
    pub fn missing(&self) -> impl Iterator<Item = &'a Fact> {
        self.gaps.iter().filter_map(|gap| match gap {
            Gap::Fact(fact) => Some(*fact),
            Gap::Law { .. } => None,
        })
    }
}

/// What one country’s law says.
#[derive(Debug, Clone, PartialEq)]
pub struct CountryVerdict<'a> {
    /// The law, with its cells.
    pub column: &'a Column<'a>,
    /// The country as facts name it: `bf`.
    pub country: Code,
    /// Whether its law applies.
    pub applies: Truth,
    /// Why, or why not.
    pub scope: Vec<Outcome<'a>>,
    /// What it asks **if it applies**, in the order of the pages; nothing when it does not.
    pub outcomes: Vec<Outcome<'a>>,
    /// Rules that do not concern this processing here.
    pub set_aside: Vec<&'a Rule>,
    /// What to ask the authority, and why.
    pub to_ask: Vec<(&'a Question, Standing)>,
}

impl<'a> CountryVerdict<'a> {
    /// The outcomes of a kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Outcome<'a>> {
        self.outcomes.iter().filter(move |outcome| outcome.rule.kind == kind)
    }

    /// The outcome of a rule, unless it was set aside.
    pub fn outcome(&self, rule: &str) -> Option<&Outcome<'a>> {
        self.outcomes.iter().chain(&self.scope).find(|outcome| outcome.rule.id.as_str() == rule)
    }

    /// What is certain of an outcome: that the law applies, and that it says so.
    pub fn holds(&self, outcome: &Outcome<'_>) -> Truth {
        self.applies.and(outcome.truth)
    }
}

/// What a rule says in one country, beside the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Its outcome.
    Truth(Truth),
    /// The rule does not concern this processing here.
    NotConcerned,
}

/// A rule that does not say the same everywhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// Whether they are known to differ; otherwise one at least is not established.
    pub is_certain: bool,
    /// What it says in each country whose law may apply, by the country’s place in the verdict.
    pub said: Vec<(usize, Said)>,
}

/// One description, and what each law says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict<'a> {
    /// One per national law, in the order of the columns.
    pub countries: Vec<CountryVerdict<'a>>,
    /// What is not the same everywhere, those known to differ first.
    pub differences: Vec<Difference<'a>>,
    /// Facts that would settle more, in the order of the questionnaire.
    pub missing: Vec<&'a Fact>,
}

impl Guide {
    /// What each national law among these columns says of a processing, as the columns stand on this day.
    ///
    /// # Errors
    /// What contradicts itself in the description: then nothing is concluded.
    pub fn verdict<'a>(
        &'a self,
        description: &Description,
        columns: &'a [Column<'a>],
        weights: &Weights,
        today: Date,
    ) -> Result<Verdict<'a>, Vec<Contradiction<'a>>> {
        let contradictions = self.contradictions(description);
        if !contradictions.is_empty() {
            return Err(contradictions);
        }
        let facts = self.values(description);
        let national = columns.iter().filter(|column| column.instrument.role == Role::NationalLaw);
        let countries: Vec<CountryVerdict<'a>> =
            national.filter_map(|column| self.judge(&facts, column, today)).collect();
        let missing = self.missing(&facts, &countries);
        let differences = self.differences(&countries, weights);
        Ok(Verdict { countries, differences, missing })
    }

    fn judge<'a>(
        &'a self,
        facts: &[Option<&FactValue>],
        column: &'a Column<'a>,
        today: Date,
    ) -> Option<CountryVerdict<'a>> {
        let country: Code = column.instrument.country.as_ref()?.to_lowercase().parse().ok()?;
        let cells: Vec<Option<&'a Cell>> =
            self.questions().iter().map(|question| column.cells.get(&question.id)).collect();
        let laws: Vec<Known<'a>> = self
            .questions()
            .iter()
            .zip(&cells)
            .map(|(question, cell)| known(question, *cell, today))
            .collect();
        let bench = Bench { guide: self, cells: &cells, laws: &laws };
        let mut rules = vec![Truth::NotEstablished; self.rules().len()];
        let mut relevant = rules.clone();
        for place in self.order() {
            let rule = &self.rules()[*place];
            let scene = Scene { here: country.as_str(), facts, laws: &laws, rules: &rules };
            let concerned = rule.when.as_ref().map_or(Truth::Yes, |when| scene.truth(&when.test));
            let provided = bench.provided(&scene, rule);
            relevant[*place] = concerned;
            rules[*place] = concerned.and(provided);
        }
        let scene = Scene { here: country.as_str(), facts, laws: &laws, rules: &rules };
        let mut judged = CountryVerdict {
            column,
            country: country.clone(),
            applies: bench.applies(&rules),
            scope: Vec::new(),
            outcomes: Vec::new(),
            set_aside: Vec::new(),
            to_ask: Vec::new(),
        };
        for place in self.shown() {
            let rule = &self.rules()[*place];
            if judged.applies == Truth::No && !rule.kind.is_scope() {
                continue;
            }
            if relevant[*place] == Truth::No {
                judged.set_aside.push(rule);
                continue;
            }
            let outcome = bench.outcome(&scene, *place, relevant[*place]);
            for gap in &outcome.gaps {
                if let Gap::Law { question, standing } = gap
                    && judged.applies != Truth::No
                    && !judged.to_ask.iter().any(|(asked, _)| asked.id == question.id)
                {
                    judged.to_ask.push((question, *standing));
                }
            }
            if rule.kind.is_scope() { judged.scope.push(outcome) } else { judged.outcomes.push(outcome) }
        }
        Some(judged)
    }

    /// Facts not given that kept something from being settled.
    fn missing<'a>(
        &'a self,
        facts: &[Option<&FactValue>],
        countries: &[CountryVerdict<'a>],
    ) -> Vec<&'a Fact> {
        let outcomes = countries.iter().flat_map(|country| country.scope.iter().chain(&country.outcomes));
        let named: Vec<&Fact> = outcomes.flat_map(Outcome::missing).collect();
        let missing =
            self.facts().iter().zip(facts).filter(|(fact, value)| {
                value.is_none() && named.iter().any(|other| std::ptr::eq(*other, *fact))
            });
        missing.map(|(fact, _)| fact).collect()
    }

    fn differences<'a>(&'a self, countries: &[CountryVerdict<'a>], weights: &Weights) -> Vec<Difference<'a>> {
        let mut found = Vec::new();
        let rules = self.shown().iter().filter_map(|place| self.rules().get(*place));
        for rule in rules.filter(|rule| !rule.kind.is_scope()) {
            let mut said = Vec::with_capacity(countries.len());
            let mut outcomes = Vec::with_capacity(countries.len());
            for (place, country) in countries.iter().enumerate() {
                if country.applies == Truth::No {
                    continue;
                }
                match country.outcomes.iter().find(|outcome| std::ptr::eq(outcome.rule, rule)) {
                    Some(outcome) => {
                        said.push((place, Said::Truth(outcome.truth)));
                        outcomes.push(outcome);
                    }
                    None => said.push((place, Said::NotConcerned)),
                }
            }
            if let Some(is_certain) = differ(&said, &outcomes, weights) {
                found.push(Difference { rule, is_certain, said });
            }
        }
        found.sort_by_key(|difference| !difference.is_certain);
        found
    }
}

/// Whether what is said differs: for certain, perhaps, or not at all.
fn differ(said: &[(usize, Said)], outcomes: &[&Outcome<'_>], weights: &Weights) -> Option<bool> {
    let is = |wanted: Said| said.iter().any(|(_, one)| *one == wanted);
    let is_yes = is(Said::Truth(Truth::Yes));
    if is_yes && (is(Said::Truth(Truth::No)) || is(Said::NotConcerned)) {
        return Some(true);
    }
    // A value that may not concern the processing is not said to differ for certain.
    let certain = outcomes.iter().filter(|outcome| outcome.truth == Truth::Yes && outcome.value.is_some());
    let reported: Vec<_> = certain.filter_map(|outcome| outcome.reported()).collect();
    for (place, left) in reported.iter().enumerate() {
        for right in &reported[place + 1..] {
            let relation =
                relate(left.question, weights, Basis::Established, side(left.cell), side(right.cell));
            if matches!(relation, Relation::Different(_)) {
                return Some(true);
            }
        }
    }
    let is_open = is(Said::Truth(Truth::NotEstablished));
    let is_settled = is_yes || is(Said::Truth(Truth::No));
    (is_open && is_settled).then_some(false)
}

const fn side(cell: &Cell) -> Side<'_> {
    Side { answer: &cell.answer, attested: cell.attested.is_some() }
}

/// What a cell allows to conclude on this day.
fn known<'a>(question: &Question, cell: Option<&'a Cell>, today: Date) -> Known<'a> {
    let nothing = |standing| Known { value: None, is_open: false, standing };
    let Some(cell) = cell else { return nothing(Standing::Unknown) };
    let answer = &cell.answer;
    let is_valid =
        answer.valid.from.is_none_or(|from| from <= today) && answer.valid.to.is_none_or(|to| today <= to);
    match answer.finding() {
        Finding::Unknown => nothing(Standing::Unknown),
        _ if answer.confidence() == Confidence::Recalled && cell.attested.is_none() => {
            nothing(Standing::Recalled)
        }
        _ if !is_valid => nothing(Standing::OutOfDate),
        Finding::Silent => nothing(Standing::Silent),
        Finding::NotApplicable => nothing(Standing::NotApplicable),
        Finding::Value(value) if question.is_reported(value) => nothing(Standing::Reported),
        Finding::Value(value) => {
            Known { value: Some(value), is_open: answer.is_partial(), standing: Standing::Established }
        }
    }
}

/// One country’s cells, on the bench.
struct Bench<'a, 'b> {
    guide: &'a Guide,
    cells: &'b [Option<&'a Cell>],
    laws: &'b [Known<'a>],
}

impl<'a> Bench<'a, '_> {
    /// What the law provides: the condition, or that the value reported is established.
    fn provided(&self, scene: &Scene<'_>, rule: &Rule) -> Truth {
        match (&rule.requires, rule.reports) {
            (Some(requires), _) => scene.truth(&requires.test),
            (None, Some(place)) if self.laws.get(place).is_some_and(|known| known.value.is_some()) => {
                Truth::Yes
            }
            (None, _) => Truth::NotEstablished,
        }
    }

    /// A law applies for one reason at least, and when nothing excludes the processing.
    fn applies(&self, rules: &[Truth]) -> Truth {
        let of = |kind: Kind| {
            let places = self.guide.rules().iter().zip(rules).filter(move |(rule, _)| rule.kind == kind);
            places.fold(Truth::No, |any, (_, truth)| any.or(*truth))
        };
        of(Kind::Connects).and(!of(Kind::Excludes))
    }

    fn outcome(&self, scene: &Scene<'_>, place: usize, relevant: Truth) -> Outcome<'a> {
        let rule = &self.guide.rules()[place];
        let mut cites = Vec::with_capacity(rule.reads.len());
        self.cite(scene, place, &mut cites);
        let mut holes = Vec::new();
        self.holes(scene, place, &mut holes);
        holes.sort_unstable();
        holes.dedup();
        let gaps = holes.into_iter().filter_map(|hole| match hole {
            Hole::Fact(place) => self.guide.facts().get(place).map(Gap::Fact),
            Hole::Law(place) => {
                let question = self.guide.questions().get(place)?;
                let standing = match self.laws.get(place)?.standing {
                    Standing::Established => Standing::OpenList,
                    standing => standing,
                };
                Some(Gap::Law { question, standing })
            }
            Hole::Rule(_) => None,
        });
        Outcome {
            rule,
            relevant,
            truth: scene.rules.get(place).copied().unwrap_or(Truth::NotEstablished),
            cites,
            value: rule.reports.and_then(|place| self.laws.get(place)?.value),
            gaps: gaps.collect(),
        }
    }

    /// The cells that a rule rests on; for a rule that only sums up others, those of the rules that decided it.
    fn cite(&self, scene: &Scene<'_>, place: usize, cites: &mut Vec<Cite<'a>>) {
        let rule = &self.guide.rules()[place];
        for place in &rule.reads {
            let Some(question) = self.guide.questions().get(*place) else { continue };
            let (Some(Some(cell)), Some(known)) = (self.cells.get(*place), self.laws.get(*place)) else {
                continue;
            };
            if !cites.iter().any(|cite| cite.question.id == question.id) {
                cites.push(Cite { question, cell, standing: known.standing });
            }
        }
        if !rule.reads.is_empty() {
            return;
        }
        let mut found = Vec::new();
        for condition in [&rule.when, &rule.requires].into_iter().flatten() {
            condition.test.reads(&mut found);
        }
        for hole in found {
            if let Hole::Rule(other) = hole
                && scene.rules.get(other) == scene.rules.get(place)
            {
                self.cite(scene, other, cites);
            }
        }
    }

    /// What kept a rule from being yes or no, and the rules that it reads.
    fn holes(&self, scene: &Scene<'_>, place: usize, holes: &mut Vec<Hole>) {
        let rule = &self.guide.rules()[place];
        if scene.rules.get(place).is_some_and(|truth| truth.is_established()) {
            return;
        }
        let mut own = Vec::new();
        for condition in [&rule.when, &rule.requires].into_iter().flatten() {
            scene.holes(&condition.test, &mut own);
        }
        if let (None, Some(reports)) = (&rule.requires, rule.reports)
            && self.laws.get(reports).is_some_and(|known| known.value.is_none())
        {
            own.push(Hole::Law(reports));
        }
        for hole in own {
            match hole {
                Hole::Rule(other) => self.holes(scene, other, holes),
                hole => holes.push(hole),
            }
        }
    }
}
