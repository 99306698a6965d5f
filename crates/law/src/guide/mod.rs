//! The guide: one description of a processing, and what each national law says of it.
//!
//! Three things are data: what is asked (`data/guide/facts.toml`), the rules (`data/guide/rules.toml`), and worked
//! cases that hold the rules (`data/guide/cases/`). The rules are the same for every country; what its law says
//! comes from its column as it stands, so that an answer corrected or attested changes the verdict at once.
//!
//! Everything is three-valued ([`Truth`]): a law that is unknown, recalled, silent or out of date, and a fact that
//! was not given, make an outcome *not established*, never yes nor no.

pub mod api;
pub mod case;
mod eval;
mod facts;
mod fault;
mod model;
mod rules;
mod verdict;
pub(crate) mod web;

pub use facts::{
    AnswerProblem, Contradiction, Description, DescriptionFault, FactValue, Facts, MAX_ANSWER, MAX_ANSWERS,
    read_facts,
};
pub use fault::{GuideFault, GuideProblem, MAX_BLOCKS, MAX_CHOICES, MAX_CONDITION, MAX_FILE_BYTES};
pub use model::{Choice, Clash, Condition, Fact, FactShape, Kind, MAX_COUNT, Rule, Step, Truth};
pub use rules::{Rules, read_rules};
pub use verdict::{Cite, CountryVerdict, Difference, Gap, Outcome, Said, Standing, Verdict};

use crate::profile::store::{Cell, Column};
use crate::profile::{Answer, Code, DataFault, DataFile, Library, Profile, Question, Role};
use eval::{Hole, Scene};
use std::sync::LazyLock;

/// What is asked, and the rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Guide {
    asked: Facts,
    rules: Rules,
    /// Places of the rules in the order of the pages: by kind, then as the file has them.
    shown: Vec<usize>,
}

impl Guide {
    /// Reads a guide for the national laws of a library.
    ///
    /// # Errors
    /// Every fault of the first file that has some.
    pub fn read(
        library: &Library,
        facts: DataFile<'_>,
        rules: DataFile<'_>,
    ) -> Result<Self, Vec<GuideFault>> {
        let asked = read_facts(facts)?;
        let rules = read_rules(&asked, &library.questionnaire, &countries(library), rules)?;
        let mut shown: Vec<usize> = (0..rules.rules.len()).collect();
        shown.sort_by_key(|place| rules.rules[*place].kind);
        Ok(Self { asked, rules, shown })
    }

    /// The pages of the questionnaire.
    pub fn steps(&self) -> &[Step] {
        &self.asked.steps
    }

    /// What is asked, in order.
    pub fn facts(&self) -> &[Fact] {
        &self.asked.facts
    }

    /// The fact of this name.
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts().iter().find(|fact| fact.id.as_str() == id)
    }

    /// What cannot be so together.
    pub fn clashes(&self) -> &[Clash] {
        &self.asked.clashes
    }

    /// The rules, in the order of their file.
    pub fn rules(&self) -> &[Rule] {
        &self.rules.rules
    }

    /// The questions that rules put to each law.
    pub fn questions(&self) -> &[Question] {
        &self.rules.questions
    }

    fn order(&self) -> &[usize] {
        &self.rules.order
    }

    fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// The facts that a rule reads, in the order of the questionnaire.
    pub fn facts_of(&self, rule: &Rule) -> Vec<&Fact> {
        let mut found = Vec::new();
        for condition in [&rule.when, &rule.requires].into_iter().flatten() {
            condition.test.reads(&mut found);
        }
        self.named(&found)
    }

    /// The questions of law that a rule reads or reports.
    pub fn questions_of<'a>(&'a self, rule: &'a Rule) -> impl Iterator<Item = &'a Question> {
        rule.reads.iter().chain(&rule.reports).filter_map(|place| self.questions().get(*place))
    }

    fn named(&self, found: &[Hole]) -> Vec<&Fact> {
        let facts = self.facts().iter().enumerate();
        facts.filter(|(place, _)| found.contains(&Hole::Fact(*place))).map(|(_, fact)| fact).collect()
    }

    /// What was answered to each fact, by its place.
    fn values<'d>(&self, description: &'d Description) -> Vec<Option<&'d FactValue>> {
        self.facts().iter().map(|fact| description.of(fact)).collect()
    }

    /// Whether a fact is asked after these answers: not established while the answers it depends on are missing.
    pub fn is_asked(&self, fact: &Fact, description: &Description) -> Truth {
        let Some(asked) = &fact.asked else { return Truth::Yes };
        let facts = self.values(description);
        Scene { here: "", facts: &facts, laws: &[], rules: &[] }.truth(&asked.test)
    }

    /// What contradicts itself in a description: facts declared not to go together, and answers to what is not asked
    /// after the other answers.
    pub fn contradictions(&self, description: &Description) -> Vec<Contradiction<'_>> {
        let facts = self.values(description);
        let scene = Scene { here: "", facts: &facts, laws: &[], rules: &[] };
        let mut found = Vec::new();
        for clash in self.clashes() {
            if scene.truth(&clash.when.test) == Truth::Yes {
                let facts = clash.facts.iter().filter_map(|id| self.fact(id.as_str())).collect();
                found.push(Contradiction { facts, clash: Some(clash) });
            }
        }
        for (fact, value) in self.facts().iter().zip(&facts) {
            let (Some(asked), Some(value)) = (&fact.asked, value) else { continue };
            if scene.truth(&asked.test) == Truth::No && fact.affirms(value) {
                let mut read = Vec::new();
                asked.test.reads(&mut read);
                let mut named = vec![fact];
                named.extend(self.named(&read));
                found.push(Contradiction { facts: named, clash: None });
            }
        }
        found
    }
}

/// The countries whose laws a library holds, as facts name them.
pub fn countries(library: &Library) -> Vec<Code> {
    let national = library.questioned().map(|profile| &profile.instrument);
    let national = national.filter(|instrument| instrument.role == Role::NationalLaw);
    national.filter_map(|instrument| instrument.country.as_ref()?.to_lowercase().parse().ok()).collect()
}

/// The columns as they ship, without any node: nobody keeps them, nothing is attested.
pub fn shipped_columns(library: &Library) -> Vec<Column<'_>> {
    library.questioned().map(shipped_column).collect()
}

fn shipped_column(profile: &Profile) -> Column<'_> {
    let cell = |answer: &Answer| Cell { answer: answer.clone(), revision: None, attested: None };
    let cells = profile.answers.iter().map(|(id, answer)| (id.clone(), cell(answer))).collect();
    Column { instrument: &profile.instrument, keeper: None, cells }
}

/// The facts that ship with the program.
pub const FACTS: DataFile<'_> =
    DataFile { name: "guide/facts.toml", text: include_str!("../../data/guide/facts.toml") };
/// The rules that ship with the program.
pub const RULES: DataFile<'_> =
    DataFile { name: "guide/rules.toml", text: include_str!("../../data/guide/rules.toml") };

static SHIPPED: LazyLock<Result<Guide, Vec<GuideFault>>> = LazyLock::new(|| {
    let library = crate::profile::shipped().map_err(beneath)?;
    Guide::read(library, FACTS, RULES)
});

fn beneath(faults: &[DataFault]) -> Vec<GuideFault> {
    let fault = |fault: &DataFault| GuideFault {
        file: fault.file.clone(),
        line: fault.line,
        about: None,
        problem: GuideProblem::Beneath(fault.to_string()),
    };
    faults.iter().map(fault).collect()
}

/// The guide that ships with the program, read once.
///
/// # Errors
/// The faults of the files; a test keeps them at none.
pub fn shipped() -> Result<&'static Guide, &'static [GuideFault]> {
    SHIPPED.as_ref().map_err(Vec::as_slice)
}

#[cfg(test)]
mod tests;
