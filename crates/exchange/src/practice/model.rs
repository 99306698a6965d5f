//! What a practice is, in the field's words: pure, no clock, no SQL.

use crate::file::Attachment;
use liptako_core::vocabulary::ConceptId;
use liptako_core::{Lang, MAX_MEMBERS, MemberIndex};
use liptako_identity::Officer;
use liptako_journal::Hash;

/// Longest title, in characters.
pub const MAX_TITLE: usize = 160;
/// Longest summary, in characters.
pub const MAX_SUMMARY: usize = 400;
/// Longest body, in characters: about thirty printed pages. What is longer is an attachment.
pub const MAX_BODY: usize = 60_000;
/// Longest remark, feedback, answer or account of an adaptation, in characters.
pub const MAX_TEXT: usize = 8_000;
/// Longest line: what changed in a version, an author, a reference, the label of a figure, in characters.
pub const MAX_LINE: usize = 300;
/// Most authors, references, figures.
pub const MAX_LINES: usize = 12;
/// Most concepts.
pub const MAX_CONCEPTS: usize = 12;
/// Most attachments.
pub const MAX_ATTACHMENTS: usize = 20;
/// Most improvements that one version takes in.
pub const MAX_TAKEN: usize = 12;

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $number:literal, $text:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every one, in the order in which forms offer them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Technical name, in addresses, files and tables.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The one of this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }

            /// Its number in records.
            pub const fn number(self) -> u8 {
                match self { $(Self::$variant => $number,)* }
            }

            /// The one of this number.
            pub const fn from_number(number: u8) -> Option<Self> {
                match number { $($number => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

named! {
    /// What sort of thing is shared.
    PracticeKind {
        /// How to do something (*guide*).
        Guide = 1, "guide";
        /// What to look at, point by point (*grille de contrôle*).
        Checklist = 2, "checklist";
        /// The frame of an act (*modèle d'acte*).
        Template = 3, "template";
        /// A decision of the college (*délibération*).
        Decision = 4, "decision";
        /// A program or form that others can use (*outil*).
        Tool = 5, "tool";
        /// What was learnt, mistakes included (*retour d'expérience*).
        Lesson = 6, "lesson";
        /// A question put to peers (*question aux pairs*): it is answered, not adopted.
        Question = 7, "question";
    }
}

named! {
    /// Under which terms others may use it. A fixed list, so that nobody has to read a licence before reusing.
    Licence {
        /// Creative Commons Attribution 4.0.
        CcBy = 1, "CC-BY-4.0";
        /// Creative Commons Attribution – Share alike 4.0.
        CcBySa = 2, "CC-BY-SA-4.0";
        /// Licence ouverte Etalab 2.0.
        Etalab = 3, "etalab-2.0";
        /// European Union Public Licence 1.2, for programs.
        Eupl = 4, "EUPL-1.2";
        /// Creative Commons Zero 1.0.
        Cc0 = 5, "CC0-1.0";
        /// Within the authorities only: a document whose rights belong to somebody else, or are not known.
        Internal = 6, "internal";
    }
}

named! {
    /// Where it is used.
    Sector {
        /// Central administration.
        Administration = 1, "administration";
        /// Town halls and regions.
        LocalGovernment = 2, "local-government";
        /// Civil registration and identity.
        CivilRegistration = 3, "civil-registration";
        /// Telephone and Internet.
        Telecom = 4, "telecom";
        /// Banks, mobile money, insurance.
        Finance = 5, "finance";
        /// Care.
        Health = 6, "health";
        /// Schools and universities.
        Education = 7, "education";
        /// Employers.
        Employment = 8, "employment";
        /// Security of premises and persons, cameras included.
        Security = 9, "security";
        /// Trade and services.
        Commerce = 10, "commerce";
        /// Press, radio, social networks.
        Media = 11, "media";
        /// Humanitarian organisations and associations.
        Humanitarian = 12, "humanitarian";
        /// Courts and police.
        Justice = 13, "justice";
        /// The authorities themselves.
        Authorities = 14, "authorities";
    }
}

named! {
    /// What an authority makes of a practice.
    Stance {
        /// Used as it is.
        Adopted = 1, "adopted";
        /// Used with changes, which it tells.
        Adapted = 2, "adapted";
        /// Not for us, for a reason that it tells.
        NotApplicable = 3, "not-applicable";
    }
}

named! {
    /// What a version that starts from another authority's is meant to become.
    Intent {
        /// Offered to its author, who may take it into the next version.
        Improvement = 1, "improvement";
        /// A practice of its own, which says where it comes from.
        Variant = 2, "variant";
    }
}

named! {
    /// What is told about a practice.
    Form {
        /// What using it showed.
        Feedback = 1, "feedback";
        /// An answer to a question.
        Answer = 2, "answer";
    }
}

/// A record, by its author and its number in the author's journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The author's position in the charter.
    pub origin: MemberIndex,
    /// Index in the author's journal.
    pub index: u64,
}

/// A version of a practice, named so that its text cannot be another: where it stands, and its commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cited {
    /// Where.
    pub place: Place,
    /// What.
    pub commitment: Hash,
}

/// Another authority's version that a practice starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// What it is meant to become.
    pub intent: Intent,
    /// The version it starts from.
    pub version: Cited,
}

/// What a practice rests on: a question of the comparison of laws, an article, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalBasis {
    /// The question of the comparison, by its identifier: its page is `/law/comparison/{question}`.
    pub question: Option<String>,
    /// The text and article as the field cites them; may be empty beside a question.
    pub reference: String,
}

/// What a drafter writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// What sort of thing it is.
    pub kind: PracticeKind,
    /// The language of its words.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// What it gives, in two sentences.
    pub summary: String,
    /// The text, in Markdown.
    pub body: String,
    /// The concepts of the common vocabulary it hangs on.
    pub concepts: Vec<ConceptId>,
    /// Where it is used; none for everywhere.
    pub sectors: Vec<Sector>,
    /// Members whose countries it is meant for; none for all.
    pub countries: Vec<MemberIndex>,
    /// What it rests on.
    pub basis: Vec<LegalBasis>,
    /// Under which terms others may use it.
    pub licence: Licence,
    /// Who wrote it, as they want to be named: people, functions, services.
    pub authors: Vec<String>,
    /// The documents that come with it.
    pub attachments: Vec<Attachment>,
}

/// A version as it is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub number: u32,
    /// The version of another authority that the practice starts from.
    pub source: Option<Source>,
    /// Improvements of other authorities that this version takes in.
    pub takes_in: Vec<Cited>,
    /// What changed; empty in a first version.
    pub note: String,
    /// What it says.
    pub content: Content,
    /// Who wrote it.
    pub drafter: Officer,
    /// Who published it: another officer, who signs.
    pub publisher: Officer,
}

/// Another authority's word on a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The version read.
    pub version: Cited,
    /// Fit for use, or not.
    pub fit: bool,
    /// What the reviewer remarked; needed when it is not fit.
    pub remarks: String,
    /// Who signs.
    pub officer: Officer,
}

/// What an authority makes of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// The version.
    pub version: Cited,
    /// Adopted, adapted, not applicable.
    pub stance: Stance,
    /// What it changed, or why it does not apply; may be empty when adopted as it is.
    pub text: String,
    /// Who signs.
    pub officer: Officer,
}

/// A count that using a practice gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Of what.
    pub label: String,
    /// How many.
    pub count: u64,
}

/// What using a practice showed, or an answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// The version used, or the question as it was put.
    pub version: Cited,
    /// Feedback or answer.
    pub form: Form,
    /// What is told, in Markdown.
    pub text: String,
    /// What was counted; never persons by name.
    pub figures: Vec<Figure>,
    /// Who tells it.
    pub officer: Officer,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// Nothing stands there.
    Missing,
    /// Longer than this many characters.
    TooLong(usize),
    /// More than this many.
    TooMany(usize),
    /// Holds a character that cannot be shown.
    Control,
    /// The same twice.
    Twice,
    /// Not in the vocabulary.
    UnknownConcept,
    /// Not a question of the comparison by its form, or no member.
    Unknown,
}

/// A field, and what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The field, as forms and files name it.
    pub field: &'static str,
    /// What.
    pub problem: Problem,
}

/// Collects what is wrong.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, field: &'static str, problem: Problem) {
        self.0.push(Fault { field, problem });
    }

    pub(crate) fn into_result(self) -> Result<(), Vec<Fault>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }

    fn text(&mut self, field: &'static str, text: &str, max: usize) {
        if text.chars().count() > max {
            self.add(field, Problem::TooLong(max));
        }
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            self.add(field, Problem::Control);
        }
    }

    fn line(&mut self, field: &'static str, text: &str, max: usize) {
        self.text(field, text, max);
        if text.contains('\n') {
            self.add(field, Problem::Control);
        }
    }

    fn required(&mut self, field: &'static str, text: &str, max: usize) {
        if text.trim().is_empty() {
            self.add(field, Problem::Missing);
        }
        self.text(field, text, max);
    }

    fn required_line(&mut self, field: &'static str, text: &str, max: usize) {
        self.required(field, text, max);
        if text.contains('\n') {
            self.add(field, Problem::Control);
        }
    }

    fn list<T: PartialEq>(&mut self, field: &'static str, list: &[T], max: usize) {
        if list.len() > max {
            self.add(field, Problem::TooMany(max));
        } else if list.iter().enumerate().any(|(at, one)| list[..at].contains(one)) {
            self.add(field, Problem::Twice);
        }
    }
}

/// Whether a text has the form of a question's identifier, `breach.notify_authority.deadline`: what an address may be
/// made of.
pub fn is_question_id(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    let part = |part: &str| !part.is_empty() && part.bytes().all(plain);
    text.len() <= 80 && text.contains('.') && text.split('.').all(part)
}

impl Content {
    /// Checks all that does not hang on what else is known.
    ///
    /// # Errors
    /// Every fault.
    pub fn check(&self, members: usize) -> Result<(), Vec<Fault>> {
        let mut faults = Faults::default();
        faults.required_line("title", &self.title, MAX_TITLE);
        faults.required("summary", &self.summary, MAX_SUMMARY);
        faults.text("body", &self.body, MAX_BODY);
        if self.body.trim().is_empty() && self.attachments.is_empty() {
            faults.add("body", Problem::Missing);
        }
        faults.list("concepts", &self.concepts, MAX_CONCEPTS);
        faults.list("sectors", &self.sectors, Sector::ALL.len());
        faults.list("countries", &self.countries, MAX_MEMBERS);
        if self.countries.iter().any(|member| usize::from(member.0) >= members) {
            faults.add("countries", Problem::Unknown);
        }
        faults.list("basis", &self.basis, MAX_LINES);
        for basis in &self.basis {
            faults.line("basis", &basis.reference, MAX_LINE);
            match &basis.question {
                Some(question) if !is_question_id(question) => faults.add("basis", Problem::Unknown),
                None if basis.reference.trim().is_empty() => faults.add("basis", Problem::Missing),
                _ => {}
            }
        }
        faults.list("authors", &self.authors, MAX_LINES);
        self.authors.iter().for_each(|author| faults.required_line("authors", author, MAX_LINE));
        faults.list("attachments", &self.attachments, MAX_ATTACHMENTS);
        let named =
            |at: usize| self.attachments[..at].iter().any(|other| other.name == self.attachments[at].name);
        if (0..self.attachments.len()).any(named) {
            faults.add("attachments", Problem::Twice);
        }
        faults.into_result()
    }
}

impl Version {
    /// Checks all that does not hang on what else is known.
    ///
    /// # Errors
    /// Every fault.
    pub fn check(&self, members: usize) -> Result<(), Vec<Fault>> {
        let mut faults = Faults::default();
        if let Err(more) = self.content.check(members) {
            faults.0.extend(more);
        }
        faults.text("note", &self.note, MAX_LINE);
        if self.number > 1 && self.note.trim().is_empty() {
            faults.add("note", Problem::Missing);
        }
        faults.list("takes_in", &self.takes_in, MAX_TAKEN);
        faults.into_result()
    }
}

impl Review {
    /// Checks all that does not hang on what else is known.
    ///
    /// # Errors
    /// Every fault.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        let mut faults = Faults::default();
        if self.fit {
            faults.text("remarks", &self.remarks, MAX_TEXT);
        } else {
            faults.required("remarks", &self.remarks, MAX_TEXT);
        }
        faults.into_result()
    }
}

impl Adoption {
    /// Checks all that does not hang on what else is known.
    ///
    /// # Errors
    /// Every fault.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        let mut faults = Faults::default();
        match self.stance {
            Stance::Adopted => faults.text("text", &self.text, MAX_TEXT),
            Stance::Adapted | Stance::NotApplicable => faults.required("text", &self.text, MAX_TEXT),
        }
        faults.into_result()
    }
}

impl Feedback {
    /// Checks all that does not hang on what else is known.
    ///
    /// # Errors
    /// Every fault.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        let mut faults = Faults::default();
        faults.required("text", &self.text, MAX_TEXT);
        if self.figures.len() > MAX_LINES {
            faults.add("figures", Problem::TooMany(MAX_LINES));
        }
        self.figures.iter().for_each(|figure| faults.required_line("figures", &figure.label, MAX_LINE));
        faults.into_result()
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{content, version};
    use super::*;

    fn faults_of(change: impl FnOnce(&mut Content)) -> Vec<(&'static str, Problem)> {
        let mut one = content();
        change(&mut one);
        let faults = one.check(3).err().unwrap_or_default();
        faults.into_iter().map(|fault| (fault.field, fault.problem)).collect()
    }

    #[test]
    fn a_sound_practice_has_no_fault() {
        assert_eq!(content().check(3), Ok(()));
        assert_eq!(version(1).check(3), Ok(()));
    }

    #[test]
    fn each_fault_names_its_field() {
        assert_eq!(faults_of(|one| one.title = " ".into()), [("title", Problem::Missing)]);
        assert_eq!(faults_of(|one| one.title = "a\nb".into()), [("title", Problem::Control)]);
        assert_eq!(
            faults_of(|one| one.summary = "é".repeat(MAX_SUMMARY + 1)),
            [("summary", Problem::TooLong(MAX_SUMMARY))]
        );
        assert_eq!(faults_of(|one| one.body = "a\u{0}".into()), [("body", Problem::Control)]);
        assert_eq!(faults_of(|one| one.countries = vec![MemberIndex(3)]), [("countries", Problem::Unknown)]);
        assert_eq!(
            faults_of(|one| one.sectors = vec![Sector::Health, Sector::Health]),
            [("sectors", Problem::Twice)]
        );
        let basis = |question: Option<&str>, reference: &str| LegalBasis {
            question: question.map(str::to_owned),
            reference: reference.into(),
        };
        assert_eq!(faults_of(|one| one.basis = vec![basis(None, " ")]), [("basis", Problem::Missing)]);
        assert_eq!(faults_of(|one| one.basis = vec![basis(Some("../x"), "")]), [("basis", Problem::Unknown)]);
    }

    #[test]
    fn a_text_may_be_only_in_an_attachment_but_not_nowhere() {
        assert_eq!(faults_of(|one| one.body.clear()), []);
        let empty = faults_of(|one| {
            one.body.clear();
            one.attachments.clear();
        });
        assert_eq!(empty, [("body", Problem::Missing)]);
    }

    #[test]
    fn two_documents_of_one_name_cannot_be_told_apart() {
        let twice = faults_of(|one| {
            let mut second = one.attachments[0].clone();
            second.object = liptako_core::ObjectId::from_bytes([99; 16]);
            one.attachments.push(second);
        });
        assert_eq!(twice, [("attachments", Problem::Twice)]);
    }

    #[test]
    fn a_later_version_says_what_changed() {
        let mut second = version(2);
        second.note.clear();
        assert_eq!(second.check(3), Err(vec![Fault { field: "note", problem: Problem::Missing }]));
    }

    #[test]
    fn whoever_adapts_refuses_or_finds_unfit_says_why() {
        let (version, officer) = (super::super::samples::cited(1), super::super::samples::officer(1));
        for (stance, ok) in
            [(Stance::Adopted, true), (Stance::Adapted, false), (Stance::NotApplicable, false)]
        {
            let adoption = Adoption { version, stance, text: String::new(), officer: officer.clone() };
            assert_eq!(adoption.check().is_ok(), ok, "{}", stance.name());
        }
        for fit in [true, false] {
            let review = Review { version, fit, remarks: " ".into(), officer: officer.clone() };
            assert_eq!(review.check().is_ok(), fit);
        }
    }

    #[test]
    fn names_and_numbers_lead_back_to_what_they_name() {
        for kind in PracticeKind::ALL {
            assert_eq!(PracticeKind::from_name(kind.name()), Some(*kind));
            assert_eq!(PracticeKind::from_number(kind.number()), Some(*kind));
        }
        for licence in Licence::ALL {
            assert_eq!(Licence::from_name(licence.name()), Some(*licence));
            assert_eq!(Licence::from_number(licence.number()), Some(*licence));
        }
        for sector in Sector::ALL {
            assert_eq!(Sector::from_name(sector.name()), Some(*sector));
            assert_eq!(Sector::from_number(sector.number()), Some(*sector));
        }
        assert_eq!(PracticeKind::from_number(0), None);
    }
}
