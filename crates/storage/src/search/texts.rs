//! Searching texts at hand, folded as the tables are.

use super::fold::{self, Term};
use liptako_core::Lang;

/// A question ready to be looked for in texts at hand: what is too small for a table is searched as the tables are,
/// the same on both engines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted(Vec<Term>);

impl Wanted {
    /// Reads what a reader typed; at most 12 words count.
    pub fn read(question: &str) -> Self {
        Self(fold::question(question))
    }

    /// Whether it asks for nothing.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many telling words it holds.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Which of its words a text holds, in their order.
    pub fn found_in<'a>(&'a self, text: &'a Kept) -> impl Iterator<Item = bool> + 'a {
        self.0.iter().map(|term| text.holds(term))
    }
}

/// A text folded once, to be searched many times.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept(Box<str>);

impl Kept {
    /// Folds a text of this language.
    pub fn of(text: &str, lang: Lang) -> Self {
        match fold::folded(text, lang) {
            nothing if nothing.is_empty() => Self::default(),
            // A space before and after each token, so that a token is found whole.
            tokens => Self(format!(" {tokens} ").into()),
        }
    }

    fn holds(&self, term: &Term) -> bool {
        term.forms.iter().any(|form| self.0.contains(&format!(" {form} ")))
            || term.beginning.as_ref().is_some_and(|start| self.0.contains(&format!(" {start}")))
    }
}
