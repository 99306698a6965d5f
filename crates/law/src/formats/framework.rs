//! Framework libraries in the YAML of CISO Assistant: one framework per instrument, and the mappings between laws, so that others
//! can audit against them. The format is public; none of its text is copied here.
//!
//! A topic is a node that is not assessed, a question one below it. A question can be assessed where the instrument
//! is established to require something: not where the answer is unknown, silent, without object, “no”, from memory
//! and attested by nobody, or a report that nobody confirmed. Those keep their node, which says so.
//!
//! Mappings hold between nodes that can both be assessed:
//!
//! | comparison | mapping |
//! |---|---|
//! | same; the same quantity in other units or currency | `equal` |
//! | a closed list within another closed one | `subset`, `superset` from the other side |
//! | lists in part alike or open; bounds that one does not give; codes declared compatible; different times, sums, counts or codes | `intersect` |
//! | lists with nothing in common; texts; unknown, silent, not comparable | none: the format has no word for “not known”, and a false link would let an audit conclude |

use super::words::{confidence, finding};
use crate::comparison::{Basis, Bridge, Distance, Relation, Side, Weights, relate};
use crate::profile::store::{Cell, Column};
use crate::profile::{Confidence, Finding, Instrument, Question, Questionnaire, Value};
use jiff::civil::Date;
use liptako_core::{Lang, UnixSeconds};
use std::fmt::Write as _;

/// Who issues a library, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The day of publication.
    pub date: Date,
    /// Who issues it.
    pub provider: String,
}

impl Issue {
    /// Issued at this moment, by its day in universal time.
    pub fn at(now: UnixSeconds, provider: impl Into<String>) -> Self {
        let moment = jiff::Timestamp::from_second(now).unwrap_or_default();
        Self { date: jiff::tz::Offset::UTC.to_datetime(moment).date(), provider: provider.into() }
    }
}

/// What begins every name: `urn:liptako:risk:framework:ml_2013_015`.
const URN: &str = "urn:liptako:risk";

const COPYRIGHT: &str =
    "Relevé documentaire, sans valeur officielle ; seule l’autorité nationale atteste sa colonne.";

/// The library of one instrument.
pub fn library(questionnaire: &Questionnaire, column: &Column<'_>, issue: &Issue) -> String {
    let instrument = column.instrument;
    let id = instrument.id.as_str();
    let mut out = Yaml::default();
    let (fr, en) = (&instrument.title.fr, &instrument.title.en);
    let alerts = instrument.alerts.join(" ");
    out.head("library", id, &instrument.short.fr, &format!("{fr}. {alerts}"), version(&[column]), issue);
    out.translation(0, &instrument.short.en, en);
    out.line(0, "objects:");
    out.line(1, "framework:");
    out.text(2, "urn", &format!("{URN}:framework:{id}"));
    out.text(2, "ref_id", id);
    out.text(2, "name", &instrument.short.fr);
    out.text(2, "description", fr);
    out.translation(2, &instrument.short.en, en);
    out.line(2, "requirement_nodes:");
    for topic in &questionnaire.topics {
        let urn = node(instrument, topic.id.as_str());
        out.item(2, "urn", &urn);
        out.line(3, "assessable: false");
        out.line(3, "depth: 1");
        out.text(3, "ref_id", topic.id.as_str());
        out.text(3, "name", &topic.name.fr);
        out.names(3, &topic.name.en);
        for question in questionnaire.of_topic(&topic.id) {
            if let Some(cell) = column.cells.get(&question.id) {
                out.requirement(questionnaire, instrument, &urn, question, cell);
            }
        }
    }
    out.0
}

/// The mappings between these instruments, each ordered pair being a set.
pub fn mappings(
    questionnaire: &Questionnaire,
    weights: &Weights,
    columns: &[&Column<'_>],
    issue: &Issue,
) -> String {
    let ids: Vec<&str> = columns.iter().map(|column| column.instrument.id.as_str()).collect();
    let shorts = |lang: Lang| {
        columns.iter().map(|column| column.instrument.short.pick(lang)).collect::<Vec<_>>().join(" · ")
    };
    let mut out = Yaml::default();
    let id = format!("mapping-{}", ids.join("-"));
    let name = format!("Correspondances : {}", shorts(Lang::Fr));
    let description = "Calculées de la comparaison des réponses établies. Ce qui n’est pas établi n’a pas de \
                       correspondance.";
    out.head("library", &id, &name, description, version(columns), issue);
    out.translation(
        0,
        &format!("Mappings: {}", shorts(Lang::En)),
        "Computed from the comparison of established answers. What is not established has no mapping.",
    );
    out.line(0, "dependencies:");
    for id in &ids {
        out.line(0, &format!("- {URN}:library:{id}"));
    }
    out.line(0, "objects:");
    out.line(1, "requirement_mapping_sets:");
    for source in columns {
        for target in columns.iter().filter(|target| target.instrument.id != source.instrument.id) {
            out.set(questionnaire, weights, source, target);
        }
    }
    out.0
}

/// Grows with each recorded correction, as a reader of libraries expects.
fn version(columns: &[&Column<'_>]) -> u32 {
    let corrections = columns.iter().flat_map(|column| column.cells.values());
    1 + corrections.filter_map(|cell| cell.revision.as_ref()).map(|revision| revision.number).sum::<u32>()
}

fn node(instrument: &Instrument, id: &str) -> String {
    format!("{URN}:req_node:{}:{id}", instrument.id)
}

/// Whether the instrument is established to require something here.
fn is_required(question: &Question, cell: &Cell) -> bool {
    let established = cell.attested.is_some() || cell.answer.confidence() != Confidence::Recalled;
    match cell.answer.finding() {
        Finding::Value(Value::Bool(false)) => false,
        Finding::Value(value) => established && !question.is_reported(value),
        _ => false,
    }
}

/// The word of the format for a relation, seen from the source; none where nothing can be concluded.
fn relationship(relation: &Relation) -> Option<&'static str> {
    match relation {
        Relation::Same | Relation::Compatible(Bridge::Units | Bridge::Parity) => Some("equal"),
        Relation::Compatible(Bridge::OpenList | Bridge::OpenBound | Bridge::Declared) => Some("intersect"),
        Relation::Different(Distance::Codes { common, left, right, open, .. }) => {
            match (common.is_empty(), left.is_empty(), right.is_empty(), open) {
                (true, ..) => None,
                (_, true, false, false) => Some("subset"),
                (_, false, true, false) => Some("superset"),
                _ => Some("intersect"),
            }
        }
        Relation::Different(Distance::YesNo) => None,
        Relation::Different(_) => Some("intersect"),
        Relation::Silent(_) | Relation::Missing | Relation::NotComparable(_) => None,
    }
}

/// A text in YAML 1.2, built line by line; every value is a quoted text, so that nothing is read as something else.
#[derive(Default)]
struct Yaml(String);

impl Yaml {
    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.0, "{:1$}{text}", "", depth * 2);
    }

    fn text(&mut self, depth: usize, key: &str, text: &str) {
        self.line(depth, &format!("{key}: {}", quoted(text)));
    }

    /// The first line of an item of a list.
    fn item(&mut self, depth: usize, key: &str, text: &str) {
        self.line(depth, &format!("- {key}: {}", quoted(text)));
    }

    fn names(&mut self, depth: usize, en: &str) {
        self.line(depth, "translations:");
        self.line(depth + 1, "en:");
        self.text(depth + 2, "name", en);
    }

    fn translation(&mut self, depth: usize, name: &str, description: &str) {
        self.names(depth, name);
        self.text(depth + 2, "description", description);
    }

    fn head(&mut self, kind: &str, id: &str, name: &str, description: &str, version: u32, issue: &Issue) {
        self.text(0, "urn", &format!("{URN}:{kind}:{id}"));
        self.line(0, "locale: fr");
        self.text(0, "ref_id", id);
        self.text(0, "name", name);
        self.text(0, "description", description.trim());
        self.text(0, "copyright", COPYRIGHT);
        self.line(0, &format!("version: {version}"));
        self.line(0, &format!("publication_date: {}", issue.date));
        self.text(0, "provider", &issue.provider);
        self.text(0, "packager", "liptako");
    }

    fn requirement(
        &mut self,
        questionnaire: &Questionnaire,
        instrument: &Instrument,
        parent: &str,
        question: &Question,
        cell: &Cell,
    ) {
        self.item(2, "urn", &node(instrument, question.id.as_str()));
        self.line(3, &format!("assessable: {}", is_required(question, cell)));
        self.line(3, "depth: 2");
        self.text(3, "parent_urn", parent);
        self.text(3, "ref_id", question.id.as_str());
        self.text(3, "name", &question.label.fr);
        self.text(3, "description", &described(questionnaire, question, cell, Lang::Fr));
        let sources: Vec<&str> = cell.answer.sources.iter().map(|source| source.name.as_str()).collect();
        if !sources.is_empty() {
            self.text(3, "annotation", &format!("Sources : {}", sources.join(" ; ")));
        }
        self.translation(3, &question.label.en, &described(questionnaire, question, cell, Lang::En));
    }

    fn set(
        &mut self,
        questionnaire: &Questionnaire,
        weights: &Weights,
        source: &Column<'_>,
        target: &Column<'_>,
    ) {
        let (from, to) = (&source.instrument, &target.instrument);
        let id = format!("{}-to-{}", from.id, to.id);
        self.item(1, "urn", &format!("{URN}:req_mapping_set:{id}"));
        self.text(2, "ref_id", &id);
        self.text(2, "name", &format!("{} → {}", from.short.fr, to.short.fr));
        self.text(2, "description", &format!("{} → {}", from.title.fr, to.title.fr));
        self.text(2, "source_framework_urn", &format!("{URN}:framework:{}", from.id));
        self.text(2, "target_framework_urn", &format!("{URN}:framework:{}", to.id));
        let mut found = Vec::new();
        for question in &questionnaire.questions {
            let cells = (source.cells.get(&question.id), target.cells.get(&question.id));
            let (Some(left), Some(right)) = cells else { continue };
            if !is_required(question, left) || !is_required(question, right) {
                continue;
            }
            let side = |cell: &'_ Cell| cell.attested.is_some();
            let sides = (
                Side { answer: &left.answer, attested: side(left) },
                Side { answer: &right.answer, attested: side(right) },
            );
            let relation = relate(question, weights, Basis::Established, sides.0, sides.1);
            found.extend(relationship(&relation).map(|word| (question, word)));
        }
        if found.is_empty() {
            return self.line(2, "requirement_mappings: []");
        }
        self.line(2, "requirement_mappings:");
        for (question, word) in found {
            self.item(2, "source_requirement_urn", &node(from, question.id.as_str()));
            self.text(3, "target_requirement_urn", &node(to, question.id.as_str()));
            self.line(3, &format!("relationship: {word}"));
            self.line(3, "rationale: semantic");
            if word == "equal" {
                self.line(3, "strength_of_relationship: 10");
            }
        }
    }
}

/// What is said below the name of a requirement: the answer, its article, its note, how sure it is.
fn described(questionnaire: &Questionnaire, question: &Question, cell: &Cell, lang: Lang) -> String {
    let answer = &cell.answer;
    let mut said = vec![format!(
        "{} {}",
        lang.pick("Réponse :", "Answer:"),
        finding(questionnaire, question, answer, lang)
    )];
    if let Some(article) = &answer.article {
        said.push(format!("{} {article}", lang.pick("Article :", "Article:")));
    }
    if *answer.finding() != Finding::Unknown {
        let attested = if cell.attested.is_some() {
            lang.pick(" ; attesté par l’autorité", "; attested by the authority")
        } else {
            lang.pick(" ; non attesté", "; not attested")
        };
        said.push(format!(
            "{} {}{attested}",
            lang.pick("Certitude :", "Confidence:"),
            confidence(answer.confidence(), lang)
        ));
    }
    if let Some(note) = &answer.note {
        said.push(note.clone());
    }
    said.join("\n")
}

/// A text between double quotes: whatever it holds, it is read as that text.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control()
                || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') =>
            {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::shipped_weights;
    use crate::profile::{Library, shipped};
    use std::collections::BTreeSet;

    fn columns(library: &Library) -> Vec<Column<'_>> {
        let cell =
            |answer: &crate::profile::Answer| Cell { answer: answer.clone(), revision: None, attested: None };
        let column = |profile: &'_ crate::profile::Profile| {
            profile.answers.iter().map(|(id, answer)| (id.clone(), cell(answer))).collect()
        };
        let questioned = library.profiles.iter().filter(|profile| profile.instrument.answers_expected);
        questioned
            .map(|profile| Column { instrument: &profile.instrument, keeper: None, cells: column(profile) })
            .collect()
    }

    fn issue() -> Issue {
        Issue { date: jiff::civil::date(2026, 11, 24), provider: "Cadre d’essai".to_owned() }
    }

    #[test]
    fn what_is_not_established_is_not_assessed() {
        let library = shipped().unwrap();
        let columns = columns(library);
        for column in &columns {
            let yaml = super::library(&library.questionnaire, column, &issue());
            let nodes = yaml.matches("depth: 2").count();
            assert_eq!(nodes, library.questionnaire.questions.len(), "{}", column.instrument.id);
        }
        let convention = columns.iter().find(|one| one.instrument.id.as_str() == "coe_108plus_2018").unwrap();
        let yaml = super::library(&library.questionnaire, convention, &issue());
        assert_eq!(yaml.matches("assessable: true").count(), 0, "all of it is from memory");
    }

    #[test]
    fn mappings_turn_with_their_direction_and_never_rest_on_what_is_unknown() {
        let library = shipped().unwrap();
        let columns = columns(library);
        let laws: Vec<&Column<'_>> = columns.iter().take(3).collect();
        let yaml = mappings(&library.questionnaire, shipped_weights().unwrap(), &laws, &issue());
        assert_eq!(yaml.matches("- urn: ").count(), 6, "each ordered pair");
        let count = |word: &str| yaml.matches(&format!("relationship: {word}\n")).count();
        assert_eq!(count("subset"), count("superset"));
        assert!(count("equal") > 0 && count("equal") % 2 == 0);
        let known: BTreeSet<String> = laws
            .iter()
            .flat_map(|column| {
                let known =
                    column.cells.iter().filter(|(_, cell)| *cell.answer.finding() != Finding::Unknown);
                known.map(|(id, _)| node(column.instrument, id.as_str()))
            })
            .collect();
        for line in yaml.lines().filter(|line| line.contains("requirement_urn: ")) {
            let urn = line.split('"').nth(1).unwrap();
            assert!(known.contains(urn), "{urn}");
        }
    }

    #[test]
    fn a_text_cannot_break_out_of_its_quotes() {
        assert_eq!(quoted("a\"\\\n- urn: x\u{1}\u{2028}"), "\"a\\\"\\\\\\n- urn: x\\u0001\\u2028\"");
    }
}
