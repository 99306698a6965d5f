//! The practices of the demonstration: real advice, fictional people and decisions. Read once, refused with their faults.

use super::file::{self, FileFault};
use super::model::{Content, Figure, Stance};
use liptako_core::{Charter, MemberIndex};
use serde::Deserialize;

/// The files, by name.
pub const FILES: &[(&str, &str)] = &[
    ("controle-en-ligne", include_str!("../../data/practices/controle-en-ligne.md")),
    ("controle-videosurveillance", include_str!("../../data/practices/controle-videosurveillance.md")),
    ("convention-entraide", include_str!("../../data/practices/convention-entraide.md")),
    ("cours-correspondants", include_str!("../../data/practices/cours-correspondants.md")),
    (
        "deliberation-conservation-images",
        include_str!("../../data/practices/deliberation-conservation-images.md"),
    ),
    ("fraude-mobile-money", include_str!("../../data/practices/fraude-mobile-money.md")),
    ("mise-en-demeure", include_str!("../../data/practices/mise-en-demeure.md")),
    ("plainte-usurpation-identite", include_str!("../../data/practices/plainte-usurpation-identite.md")),
    ("publier-une-sanction", include_str!("../../data/practices/publier-une-sanction.md")),
    (
        "question-notifier-sans-adresse",
        include_str!("../../data/practices/question-notifier-sans-adresse.md"),
    ),
    ("recevoir-violation", include_str!("../../data/practices/recevoir-violation.md")),
    ("references-cedeao", include_str!("../../data/practices/references-cedeao.md")),
    ("registre-mairie", include_str!("../../data/practices/registre-mairie.md")),
    ("sensibilisation-lycee", include_str!("../../data/practices/sensibilisation-lycee.md")),
    ("session-deux-mille-dossiers", include_str!("../../data/practices/session-deux-mille-dossiers.md")),
];

/// The document of one of them.
const NOTICE: &str = include_str!("../../data/practices/affiche-videosurveillance.txt");

/// What officers do with them.
const DEEDS: &str = include_str!("../../data/practices/demo.toml");

/// Everything the demonstration does in the library, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Demo {
    /// Who publishes what.
    pub published: Vec<Published>,
    /// Reviews: whose, of which file, fit or not, remarks.
    pub reviews: Vec<(MemberIndex, String, bool, String)>,
    /// Adoptions: whose, of which file, stance, text.
    pub adoptions: Vec<(MemberIndex, String, Stance, String)>,
    /// Feedback and answers.
    pub told: Vec<Told>,
    /// Improvements, and what their author says when it takes them in.
    pub improvements: Vec<Improvement>,
    /// Drafts that stay drafts: whose, and what they say.
    pub drafts: Vec<(MemberIndex, Content)>,
}

/// A practice that an authority publishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its file, by which the other deeds name it.
    pub file: String,
    /// Whose it is.
    pub by: MemberIndex,
    /// What it says.
    pub content: Content,
    /// A document that comes with it: its name and text.
    pub document: Option<(&'static str, &'static str)>,
}

/// What somebody tells of a practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Who.
    pub by: MemberIndex,
    /// Of which file.
    pub file: String,
    /// What.
    pub text: String,
    /// What was counted.
    pub figures: Vec<Figure>,
}

/// An improvement of a practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Improvement {
    /// Who offers it.
    pub by: MemberIndex,
    /// Of which file.
    pub file: String,
    /// The whole text as improved.
    pub content: Content,
    /// What its author says when taking it in; none when it stays an offer.
    pub taken: Option<String>,
}

/// Why the demonstration cannot be played.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DemoFault {
    /// A practice's file.
    #[error("{0}.md: {1}")]
    File(String, FileFault),
    /// The list of deeds.
    #[error("demo.toml: {0}")]
    Deeds(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Deeds {
    publish: Vec<Publish>,
    review: Vec<Reviewed>,
    adopt: Vec<Adopted>,
    tell: Vec<Tell>,
    improve: Vec<Improve>,
    draft: Vec<Drafted>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Publish {
    file: String,
    by: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reviewed {
    file: String,
    by: String,
    fit: bool,
    #[serde(default)]
    remarks: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Adopted {
    file: String,
    by: String,
    stance: String,
    #[serde(default)]
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tell {
    file: String,
    by: String,
    text: String,
    #[serde(default)]
    figures: Vec<Counted>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Counted {
    label: String,
    count: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Improve {
    file: String,
    by: String,
    /// A line of the text, and what stands in its place.
    line: String,
    becomes: String,
    taken: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Drafted {
    file: String,
    by: String,
    title: String,
}

/// Reads the practices and deeds of the demonstration.
///
/// # Errors
/// The first fault; a test keeps them at none.
pub fn read(charter: &Charter) -> Result<Demo, DemoFault> {
    let deeds: Deeds = toml::from_str(DEEDS).map_err(|error| DemoFault::Deeds(error.to_string()))?;
    let member = |code: &str| {
        charter.by_code(code).ok_or_else(|| DemoFault::Deeds(format!("no member is called {code}")))
    };
    let content = |name: &str| {
        let (_, text) = FILES
            .iter()
            .find(|(known, _)| *known == name)
            .ok_or_else(|| DemoFault::Deeds(format!("there is no file {name}")))?;
        file::read(text, name, charter).map_err(|fault| DemoFault::File(name.to_owned(), fault))
    };
    let mut demo = Demo::default();
    for one in deeds.publish {
        let (by, content) = (member(&one.by)?, content(&one.file)?);
        let document =
            (one.file == "controle-videosurveillance").then_some(("affiche-videosurveillance.txt", NOTICE));
        demo.published.push(Published { by, content, file: one.file, document });
    }
    for one in deeds.review {
        demo.reviews.push((member(&one.by)?, one.file, one.fit, one.remarks));
    }
    for one in deeds.adopt {
        let stance = Stance::from_name(&one.stance)
            .ok_or_else(|| DemoFault::Deeds(format!("no stance is called {}", one.stance)))?;
        demo.adoptions.push((member(&one.by)?, one.file, stance, one.text));
    }
    for one in deeds.tell {
        let figures = one.figures.into_iter().map(|one| Figure { label: one.label, count: one.count });
        demo.told.push(Told {
            by: member(&one.by)?,
            file: one.file,
            text: one.text,
            figures: figures.collect(),
        });
    }
    for one in deeds.improve {
        let (by, mut content) = (member(&one.by)?, content(&one.file)?);
        if content.body.matches(&one.line).count() != 1 {
            return Err(DemoFault::Deeds(format!("{}: the line to improve is not there once", one.file)));
        }
        content.body = content.body.replace(&one.line, &one.becomes);
        demo.improvements.push(Improvement { by, file: one.file, content, taken: one.taken });
    }
    for one in deeds.draft {
        let (by, mut content) = (member(&one.by)?, content(&one.file)?);
        content.title = one.title;
        demo.drafts.push((by, content));
    }
    Ok(demo)
}

#[cfg(test)]
mod tests {
    use super::*;
    use liptako_core::vocabulary;

    #[test]
    fn every_practice_is_sound_long_enough_to_help_and_says_what_it_is() {
        let charter: Charter = liptako_stage::charter();
        let demo = read(&charter).unwrap();
        assert!(demo.published.len() >= 12);
        assert_eq!(demo.published.len(), FILES.len(), "each file is published once");
        for one in &demo.published {
            let content = &one.content;
            assert_eq!(content.check(charter.members.len()), Ok(()), "{}", one.file);
            let words = content.body.split_whitespace().count();
            assert!((200..=800).contains(&words), "{}: {words} words", one.file);
            let says = ["démonstration", "fictive"].iter().any(|word| content.body.contains(word));
            assert!(says, "{} says that it is for demonstration", one.file);
            let known = |id: &liptako_core::vocabulary::ConceptId| {
                vocabulary::shipped().unwrap().concept(id.as_str()).is_some()
            };
            assert!(!content.concepts.is_empty() && content.concepts.iter().all(known), "{}", one.file);
            let plain =
                [&content.title, &content.summary, &content.body].iter().any(|text| text.contains('\''));
            assert!(!plain, "{}: the apostrophe is typographic", one.file);
            let missing = regular(&content.body);
            assert_eq!(missing, None, "{}", one.file);
        }
    }

    /// The first place where French wants a no-break space and there is a plain one.
    fn regular(text: &str) -> Option<String> {
        [" :", " ;", " ?", " !", "« ", " »"].iter().find_map(|mark| {
            let at = text.lines().filter(|line| !line.starts_with('|')).find(|line| line.contains(mark))?;
            Some(format!("{mark} in {at}"))
        })
    }
}
