//! Answers as an address holds them: nothing else keeps them.

use crate::guide::{Description, DescriptionFault, Fact, Kind};
use crate::profile::Code;

/// Longest query that a page of the guide reads, in bytes: with its path it stays within what the links of language
/// and light carry along.
pub(super) const MAX_QUERY: usize = 1_900;

/// Name of the part of an address that asks for some things only: `only=formality,fee`.
const ONLY: &str = "only";

/// Why a part of an address cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AddressFault {
    /// Longer than [`MAX_QUERY`]; then nothing is read.
    TooLong(usize),
    /// Not the query of a form; then nothing is read.
    Unreadable,
    /// Something that a verdict has not.
    NotAKind(String),
    /// An answer that cannot be taken; the others are.
    Answer(DescriptionFault),
}

/// What an address says.
#[derive(Debug, Clone, Default)]
pub(super) struct Answers {
    /// What could be read.
    pub(super) description: Description,
    /// What the reader wants to see of the verdict; everything when nothing is said.
    pub(super) only: Vec<Kind>,
    /// What could not.
    pub(super) faults: Vec<AddressFault>,
}

impl Answers {
    /// Reads the query of an address.
    pub(super) fn read(facts: &[Fact], query: Option<&str>) -> Self {
        let query = query.unwrap_or_default();
        let nothing = |fault| Self { faults: vec![fault], ..Self::default() };
        if query.len() > MAX_QUERY {
            return nothing(AddressFault::TooLong(query.len()));
        }
        let Ok(mut pairs) = serde_urlencoded::from_str::<Vec<(String, String)>>(query) else {
            return nothing(AddressFault::Unreadable);
        };
        let mut only = Vec::new();
        let mut faults = Vec::new();
        let wanted = pairs.iter().filter(|(name, _)| name == ONLY).flat_map(|(_, value)| value.split(','));
        for name in wanted.filter(|name| !name.is_empty()) {
            match Kind::ALL.into_iter().find(|kind| kind.name() == name) {
                Some(kind) => only.push(kind),
                None => faults.push(AddressFault::NotAKind(name.to_owned())),
            }
        }
        pairs.retain(|(name, _)| name != ONLY);
        let read = |skip: &[DescriptionFault]| {
            let kept = pairs.iter().filter(|(name, _)| !skip.iter().any(|fault| concerns(fault, name)));
            Description::parse(facts, kept.map(|(name, value)| (name.as_str(), value.as_str())))
        };
        match read(&[]) {
            Ok(description) => Self { description, only, faults },
            Err(wrong) => {
                let description = read(&wrong).unwrap_or_default();
                faults.extend(wrong.into_iter().map(AddressFault::Answer));
                Self { description, only, faults }
            }
        }
    }

    /// The fault of an answer to this fact.
    pub(super) fn fault_of(&self, fact: &Fact) -> Option<&AddressFault> {
        let of = |fault: &&AddressFault| match fault {
            AddressFault::Answer(fault) => fault.fact == fact.id.as_str(),
            _ => false,
        };
        self.faults.iter().find(of)
    }
}

/// A fault names its fact as written, shortened when it is very long.
fn concerns(fault: &DescriptionFault, name: &str) -> bool {
    name == fault.fact || (fault.fact.chars().count() >= 80 && name.starts_with(&fault.fact))
}

/// Addresses that carry a description along.
#[derive(Debug, Clone)]
pub(super) struct Way {
    query: String,
}

impl Way {
    /// The addresses of this description.
    pub(super) fn of(facts: &[Fact], description: &Description) -> Self {
        let answered = facts.iter().filter_map(|fact| Some((&fact.id, description.of(fact)?)));
        // Names, codes and numbers need no escape.
        let parts = answered.map(|(id, value)| format!("{id}={}", value.words().join(",")));
        Self { query: parts.collect::<Vec<_>>().join("&") }
    }

    /// A page of the guide.
    pub(super) fn to(&self, path: &str) -> String {
        if self.query.is_empty() { path.to_owned() } else { format!("{path}?{}", self.query) }
    }

    /// A page of the guide that shows these things only; everything when none is named.
    pub(super) fn only(&self, path: &str, kinds: &[Kind]) -> String {
        let whole = self.to(path);
        if kinds.is_empty() {
            return whole;
        }
        let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
        let mark = if self.query.is_empty() { '?' } else { '&' };
        format!("{whole}{mark}{ONLY}={}", names.join(","))
    }

    /// A page of the questionnaire.
    pub(super) fn step(&self, step: &Code) -> String {
        self.to(&step_path(step))
    }

    /// The place of a question.
    pub(super) fn question(&self, fact: &Fact) -> String {
        format!("{}#f-{}", self.step(&fact.step), fact.id)
    }
}

/// The path of a page of the questionnaire.
pub(super) fn step_path(step: &Code) -> String {
    format!("/guide/{step}")
}
