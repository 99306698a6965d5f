//! What is wrong in a vocabulary's file, each fault with its place.

use super::{ConceptIdFault, MAX_CONCEPTS, MAX_DEFINITION, MAX_FILE_BYTES, MAX_LABEL};

/// A fault in the file, where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VocabularyFault {
    /// The line, from 1.
    pub line: usize,
    /// The concept that the block is about, when it is about one.
    pub concept: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

impl std::fmt::Display for VocabularyFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "vocabulary.toml, line {}", self.line)?;
        if let Some(concept) = &self.concept {
            write!(f, ", concept {concept}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

/// What is wrong. The numbers are those of the integrity conditions of the SKOS reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Larger than [`MAX_FILE_BYTES`].
    #[error("the file is larger than {MAX_FILE_BYTES} bytes")]
    TooLarge,
    /// More than [`MAX_CONCEPTS`].
    #[error("the file has more than {MAX_CONCEPTS} concepts")]
    TooMany,
    /// Not TOML, or a key that is unknown, missing or of another type.
    #[error("{0}")]
    Form(String),
    /// Not an identifier.
    #[error(transparent)]
    Id(#[from] ConceptIdFault),
    /// The name of the scheme itself.
    #[error("“scheme” names the vocabulary itself; choose another identifier")]
    Reserved,
    /// Two concepts of one identifier.
    #[error("another concept has this identifier")]
    Twice,
    /// A text that must be there is not.
    #[error("“{0}” is missing or empty")]
    Empty(&'static str),
    /// A label longer than [`MAX_LABEL`] or a definition longer than [`MAX_DEFINITION`].
    #[error("“{0}” is too long: a label has at most {MAX_LABEL} characters, a definition {MAX_DEFINITION}")]
    TooLong(&'static str),
    /// One label for two concepts, or twice for one (S13, and our own rule between concepts).
    #[error("the {lang} label “{label}” is already that of {of}")]
    LabelTwice {
        /// The language.
        lang: &'static str,
        /// The label.
        label: String,
        /// The concept that has it already.
        of: String,
    },
    /// A concept that the file does not hold.
    #[error("“{field}” names “{id}”, which is no concept of this file")]
    Unknown {
        /// `broader` or `related`.
        field: &'static str,
        /// What it names.
        id: String,
    },
    /// A concept named twice in one list, or itself.
    #[error("“{field}” names “{id}” twice, or the concept itself")]
    Idle {
        /// `broader` or `related`.
        field: &'static str,
        /// What it names.
        id: String,
    },
    /// Broader of itself, through others.
    #[error("it is broader than itself: {0}")]
    Cycle(String),
    /// Related to a concept above or below it (S27).
    #[error("it cannot be both related to “{0}” and above or below it")]
    RelatedInLine(String),
    /// A prefix that the file does not declare, or a term that could not stand in an address.
    #[error("“{0}” is not a declared prefix, a colon and a term")]
    Term(String),
    /// One term linked in two ways (S46 and our own rule).
    #[error("it is linked to “{0}” twice")]
    LinkTwice(String),
    /// A base or a prefix that no name on the web can begin with.
    #[error("“{0}” cannot begin a name on the web")]
    Base(String),
}
