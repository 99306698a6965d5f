//! A practice as a file that people read and write: Markdown with a head in TOML between two lines of `+++`.
//!
//! ```text
//! +++
//! kind = "checklist"
//! title = "Contrôler une vidéosurveillance"
//! summary = "Ce qu’il faut voir sur place, dans l’ordre."
//! lang = "fr"                                   # fr when left out
//! licence = "CC-BY-4.0"
//! authors = ["Direction du contrôle"]
//! concepts = ["video-surveillance"]
//! sectors = ["security"]                        # none: all
//! countries = ["ml", "bf"]                      # codes of the charter; none: all
//! basis = [{ question = "special.video.formality" }, { reference = "Règlement intérieur, art. 4" }]
//! +++
//! # Avant
//! …
//! ```
//!
//! What comes from elsewhere is bounded before it is read; each fault names its line.

use super::model::{Content, Fault, LegalBasis, Licence, MAX_TITLE, PracticeKind, Problem, Sector};
use liptako_core::vocabulary::ConceptId;
use liptako_core::{Charter, Lang, MemberIndex};
use liptako_web::markdown::{Piece, pieces};
use serde::{Deserialize, Serialize};

/// Longest file, in bytes.
pub const MAX_FILE_BYTES: usize = 512 * 1024;
/// Longest head, in bytes.
pub const MAX_HEAD_BYTES: usize = 16 * 1024;
/// What stands above and below the head.
const FENCE: &str = "+++";

/// Why a file is not a practice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// Longer than [`MAX_FILE_BYTES`], or its head than [`MAX_HEAD_BYTES`].
    #[error("the file is too long: {0} bytes")]
    TooLong(usize),
    /// The head begins and does not end.
    #[error("line 1: the head has no end: a line of +++ is missing")]
    OpenHead,
    /// The head is no TOML, or says something unknown.
    #[error("line {line}: {message}")]
    Head {
        /// Line in the file, from 1.
        line: usize,
        /// What is wrong, as the TOML reader says it.
        message: String,
    },
    /// A value of the head names nothing known.
    #[error("line {line}: “{value}” is unknown as {field}")]
    Unknown {
        /// Line in the file, from 1.
        line: usize,
        /// The field.
        field: &'static str,
        /// The value.
        value: String,
    },
    /// The content breaks a rule of practices.
    #[error("{} fields are wrong", .0.len())]
    Content(Vec<Fault>),
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    kind: Option<String>,
    title: Option<String>,
    summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    licence: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    authors: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    concepts: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sectors: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    countries: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    basis: Vec<Basis>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Basis {
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reference: String,
}

/// Parts a file into its head and its body; a file without a head is all body. Gives the line where the body begins.
fn parted(text: &str) -> Result<(Option<&str>, &str), FileFault> {
    if text.len() > MAX_FILE_BYTES {
        return Err(FileFault::TooLong(text.len()));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == FENCE) else {
        return Ok((None, text));
    };
    let start = first.len();
    let mut at = start;
    for line in lines {
        if at - start > MAX_HEAD_BYTES {
            return Err(FileFault::TooLong(at - start));
        }
        if line.trim_end() == FENCE {
            return Ok((Some(&text[start..at]), &text[at + line.len()..]));
        }
        at += line.len();
    }
    Err(FileFault::OpenHead)
}

/// Line in the file of the first place where `value` stands in the head; its first line when it does not.
fn line_of(head: &str, value: &str) -> usize {
    head.find(value).map_or(2, |at| head[..at].matches('\n').count() + 2)
}

/// Reads a practice from a file. `name` gives a title to a text that has none.
///
/// Without a head, the text is a guide whose title is its first heading, to be completed by people before it is
/// published: only what is there is read, nothing is guessed.
///
/// # Errors
/// [`FileFault`], with its line.
pub fn read(text: &str, name: &str, charter: &Charter) -> Result<Content, FileFault> {
    let (head_text, body) = parted(text)?;
    let body = body.replace("\r\n", "\n").trim().to_owned();
    let head_text = head_text.unwrap_or_default();
    let head: Head = toml::from_str(head_text).map_err(|error| FileFault::Head {
        line: error
            .span()
            .map_or(2, |span| head_text[..span.start.min(head_text.len())].matches('\n').count() + 2),
        message: error.message().to_owned(),
    })?;
    let known = |field, value: &str| {
        let value: String = value.chars().take(80).collect();
        FileFault::Unknown { line: line_of(head_text, &value), field, value }
    };
    let kind = match &head.kind {
        None => PracticeKind::Guide,
        Some(kind) => PracticeKind::from_name(kind).ok_or_else(|| known("kind", kind))?,
    };
    let licence = match &head.licence {
        // Nobody said what others may do with it: among authorities, until somebody says more.
        None => Licence::Internal,
        Some(licence) => Licence::from_name(licence).ok_or_else(|| known("licence", licence))?,
    };
    let lang = match &head.lang {
        None => Lang::Fr,
        Some(lang) => Lang::from_tag(lang).ok_or_else(|| known("lang", lang))?,
    };
    let concepts = head.concepts.iter().map(|id| id.parse::<ConceptId>().map_err(|_| known("concepts", id)));
    let sectors = head.sectors.iter().map(|one| Sector::from_name(one).ok_or_else(|| known("sectors", one)));
    let countries =
        head.countries.iter().map(|code| charter.by_code(code).ok_or_else(|| known("countries", code)));
    let title = head.title.unwrap_or_else(|| title_of(&body, name));
    let content = Content {
        kind,
        lang,
        title,
        summary: head.summary.unwrap_or_default(),
        concepts: concepts.collect::<Result<_, _>>()?,
        sectors: sectors.collect::<Result<_, _>>()?,
        countries: countries.collect::<Result<Vec<MemberIndex>, _>>()?,
        basis: head
            .basis
            .into_iter()
            .map(|basis| LegalBasis { question: basis.question, reference: basis.reference })
            .collect(),
        licence,
        authors: head.authors,
        attachments: Vec::new(),
        body,
    };
    match content.check(charter.members.len()) {
        Ok(()) => Ok(content),
        // A draft may lack its summary; people complete it.
        Err(faults) => {
            let grave: Vec<Fault> = faults
                .into_iter()
                .filter(|fault| !(fault.field == "summary" && fault.problem == Problem::Missing))
                .collect();
            if grave.is_empty() { Ok(content) } else { Err(FileFault::Content(grave)) }
        }
    }
}

/// The first heading of a text, else the name of its file made readable.
fn title_of(body: &str, name: &str) -> String {
    let heading = pieces(body).into_iter().find_map(|piece| match piece {
        Piece::Heading(_, words) => Some(words),
        _ => None,
    });
    heading.map_or_else(|| readable(name), |words| words.chars().take(MAX_TITLE).collect())
}

/// A file's name as a title: without its extension, `_` and `-` as spaces.
pub fn readable(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
    let spaced = stem.replace(['_', '-'], " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !c.is_control()).take(MAX_TITLE).collect()
}

/// A guide of which only the document that comes with it is known, by its name: to be completed by people.
pub fn of_document(name: &str) -> Content {
    Content {
        kind: PracticeKind::Guide,
        lang: Lang::Fr,
        title: readable(name),
        summary: String::new(),
        body: String::new(),
        concepts: Vec::new(),
        sectors: Vec::new(),
        countries: Vec::new(),
        basis: Vec::new(),
        licence: Licence::Internal,
        authors: Vec::new(),
        attachments: Vec::new(),
    }
}

/// Writes a practice as a file that [`read`] reads back. Attachments are not in it.
pub fn write(content: &Content, charter: &Charter) -> String {
    let code = |member: &MemberIndex| charter.member(*member).map(|member| member.code.clone());
    let head = Head {
        kind: Some(content.kind.name().to_owned()),
        title: Some(content.title.clone()),
        summary: Some(content.summary.clone()),
        lang: Some(content.lang.tag().to_owned()),
        licence: Some(content.licence.name().to_owned()),
        authors: content.authors.clone(),
        concepts: content.concepts.iter().map(ToString::to_string).collect(),
        sectors: content.sectors.iter().map(|sector| sector.name().to_owned()).collect(),
        countries: content.countries.iter().filter_map(code).collect(),
        basis: content
            .basis
            .iter()
            .map(|basis| Basis { question: basis.question.clone(), reference: basis.reference.clone() })
            .collect(),
    };
    // A struct of texts and lists is always TOML.
    let head = toml::to_string(&head).unwrap_or_default();
    format!("{FENCE}\n{head}{FENCE}\n\n{}\n", content.body.trim())
}

#[cfg(test)]
mod tests {
    use super::super::samples::content;
    use super::*;
    use liptako_core::{Decision, Member, Rule};
    use proptest::prelude::*;

    fn charter() -> Charter {
        let member = |code: &str| Member {
            code: code.into(),
            country: code.to_uppercase(),
            acronym: code.to_uppercase(),
            name_fr: code.into(),
            name_en: code.into(),
            country_fr: code.into(),
            country_en: code.into(),
            origin: format!("liptako.example/{code}/1"),
        };
        Charter {
            name_fr: "Cadre".into(),
            name_en: "Framework".into(),
            decision: Decision { content: Rule::Consensus, progress: Rule::Owner },
            members: vec![member("ml"), member("bf"), member("ne")],
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        let mut sample = content();
        sample.attachments.clear();
        sample.body = sample.body.trim().to_owned();
        let text = write(&sample, &charter());
        assert_eq!(read(&text, "x.md", &charter()), Ok(sample));
    }

    #[test]
    fn a_text_without_a_head_is_a_guide_to_be_completed() {
        let found = read("Bonjour\n\n## Recevoir une plainte\n\nTexte.", "a.md", &charter()).unwrap();
        assert_eq!((found.title.as_str(), found.kind), ("Recevoir une plainte", PracticeKind::Guide));
        assert_eq!((found.licence, found.summary.as_str()), (Licence::Internal, ""));
        let found = read("Texte seul.", "Note_de-service.md", &charter()).unwrap();
        assert_eq!(found.title, "Note de service");
    }

    #[test]
    fn each_fault_names_its_line() {
        let fault = |text: &str| read(text, "x.md", &charter()).unwrap_err().to_string();
        assert!(fault("+++\nkind = \"guide\"\n").contains("no end"));
        assert!(fault("+++\nkind = \"guide\"\ntitel = \"x\"\n+++\nt").starts_with("line 3: unknown field"));
        assert!(fault("+++\nkind = guide\n+++\nt").starts_with("line 2: "));
        assert_eq!(fault("+++\n\nkind = \"guyde\"\n+++\nt"), "line 3: “guyde” is unknown as kind");
        assert_eq!(fault("+++\ncountries = [\"sn\"]\n+++\nt"), "line 2: “sn” is unknown as countries");
        assert_eq!(
            read("+++\ntitle = \"\"\n+++\nt", "x.md", &charter()),
            Err(FileFault::Content(vec![Fault { field: "title", problem: Problem::Missing }]))
        );
    }

    #[test]
    fn lengths_are_bounded_before_anything_is_read() {
        let long = "é".repeat(MAX_FILE_BYTES);
        assert_eq!(read(&long, "x.md", &charter()), Err(FileFault::TooLong(2 * MAX_FILE_BYTES)));
        let head = format!("+++\n# {}\nkind = \"guide\"\n+++\n", "x".repeat(MAX_HEAD_BYTES));
        assert!(matches!(read(&head, "x.md", &charter()), Err(FileFault::TooLong(_))));
    }

    proptest! {
        #[test]
        fn any_text_is_refused_or_reads_back(text in "(\\+\\+\\+\n)?[ -~\néà]{0,300}") {
            if let Ok(found) = read(&text, "x.md", &charter()) {
                let again = read(&write(&found, &charter()), "x.md", &charter());
                prop_assert_eq!(again, Ok(found));
            }
        }
    }
}
