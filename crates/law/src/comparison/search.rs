//! Full-text search over the comparison: questions, topics, codes, answers with their notes, articles and sources.
//!
//! The whole is small (130 questions, seven columns), so it is searched in memory with the folding of the storage's
//! search: the same answers on both engines and on every node, always of the answers as they stand, and nothing to
//! project or rebuild. What ships is folded once; an answer that was corrected is folded when it is searched.

use crate::profile::store::Column;
use crate::profile::{
    Amount, Answer, Code, Duration, Finding, InstrumentId, Library, QuestionId, Source, Value,
};
use liptako_core::{Bilingual, Lang};
use liptako_storage::search::{Kept, Wanted};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

/// Longest question that is read, in characters.
pub const MAX_WORDS: usize = 200;

/// Where words were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the question.
    Question,
    /// In the name of its topic.
    Topic,
    /// In the answers that it offers.
    Offered,
    /// In what an instrument answers: its place among the columns.
    Answer(usize, Part),
}

/// Parts of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The value.
    Value,
    /// The article.
    Article,
    /// The note.
    Note,
    /// The names of its sources.
    Sources,
}

impl Place {
    /// How much a word found there tells: more is better.
    const fn worth(self) -> u32 {
        match self {
            Self::Question => 16,
            Self::Topic => 8,
            Self::Answer(_, Part::Value) => 4,
            Self::Offered | Self::Answer(_, Part::Note | Part::Article) => 2,
            Self::Answer(_, Part::Sources) => 1,
        }
    }
}

/// A question that holds every word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Place of the question in the questionnaire.
    pub question: usize,
    /// Where its words were found, each place once; a place that adds nothing to better ones is left out.
    pub places: Vec<Place>,
}

/// A text of two languages, folded.
struct Both([Kept; 2]);

impl Both {
    fn of(text: &Bilingual) -> Self {
        Self(Lang::ALL.map(|lang| Kept::of(text.pick(lang), lang)))
    }

    fn found(&self, wanted: &Wanted) -> Vec<bool> {
        let [one, other] = &self.0;
        wanted.found_in(one).zip(wanted.found_in(other)).map(|(a, b)| a || b).collect()
    }
}

struct QuestionTexts {
    label: Both,
    topic: Both,
    offered: Both,
}

struct AnswerTexts {
    value: Both,
    article: Kept,
    note: Kept,
    sources: Kept,
}

/// What ships, folded.
struct Shipped {
    questions: Vec<QuestionTexts>,
    answers: BTreeMap<InstrumentId, BTreeMap<QuestionId, AnswerTexts>>,
}

fn labels(library: &Library, codes: &[Code]) -> Bilingual {
    let known = || codes.iter().filter_map(|code| library.questionnaire.codes.get(code));
    let join = |lang: Lang| known().map(|label| label.pick(lang)).collect::<Vec<_>>().join(", ");
    Bilingual::new(join(Lang::Fr), join(Lang::En))
}

fn time(time: Duration) -> Bilingual {
    let Duration::Lasting { years, months, days, hours } = time else {
        return Bilingual::new("sans délai", "without delay");
    };
    let said = |names: [&str; 4]| {
        let parts = [years, months, days, hours].into_iter().zip(names).filter(|(number, _)| *number > 0);
        parts.map(|(number, name)| format!("{number} {name}")).collect::<Vec<_>>().join(" ")
    };
    Bilingual::new(said(["ans", "mois", "jours", "heures"]), said(["years", "months", "days", "hours"]))
}

fn sum(amount: &Amount) -> String {
    let mut out = amount.currency().code().to_owned();
    for bound in [amount.min(), amount.max()].into_iter().flatten() {
        let _ = write!(out, " {bound}");
    }
    out
}

impl AnswerTexts {
    fn of(library: &Library, answer: &Answer) -> Self {
        let alike = |text: String| Bilingual::new(text.clone(), text);
        let value = match answer.finding() {
            Finding::Value(Value::Choice(code)) => labels(library, std::slice::from_ref(code)),
            Finding::Value(Value::Choices(codes)) => labels(library, codes),
            Finding::Value(Value::Duration(told)) => time(*told),
            Finding::Value(Value::Amount(amount)) => alike(sum(amount)),
            Finding::Value(Value::Integer(number)) => alike(number.to_string()),
            Finding::Value(Value::Text(text)) => Bilingual::new(text.clone(), String::new()),
            Finding::Value(Value::Bool(_)) | Finding::Unknown | Finding::Silent | Finding::NotApplicable => {
                Bilingual::default()
            }
        };
        let french = |text: Option<&String>| text.map_or_else(Kept::default, |text| Kept::of(text, Lang::Fr));
        let names: Vec<&str> = answer.sources.iter().map(|source: &Source| source.name.as_str()).collect();
        Self {
            value: Both::of(&value),
            article: french(answer.article.as_ref()),
            note: french(answer.note.as_ref()),
            sources: Kept::of(&names.join(", "), Lang::Fr),
        }
    }

    fn found(&self, wanted: &Wanted) -> [(Part, Vec<bool>); 4] {
        [
            (Part::Value, self.value.found(wanted)),
            (Part::Article, wanted.found_in(&self.article).collect()),
            (Part::Note, wanted.found_in(&self.note).collect()),
            (Part::Sources, wanted.found_in(&self.sources).collect()),
        ]
    }
}

impl Shipped {
    fn of(library: &Library) -> Self {
        let topics: BTreeMap<_, _> =
            library.questionnaire.topics.iter().map(|topic| (&topic.id, &topic.name)).collect();
        let nothing = Bilingual::default();
        let questions = library.questionnaire.questions.iter().map(|question| QuestionTexts {
            label: Both::of(&question.label),
            topic: Both::of(topics.get(&question.topic).copied().unwrap_or(&nothing)),
            offered: Both::of(&labels(library, question.shape.codes())),
        });
        let answers = library.questioned().map(|profile| {
            let texts = profile.answers.iter();
            let texts = texts.map(|(id, answer)| (id.clone(), AnswerTexts::of(library, answer)));
            (profile.instrument.id.clone(), texts.collect())
        });
        Self { questions: questions.collect(), answers: answers.collect() }
    }
}

static SHIPPED: LazyLock<Option<Shipped>> = LazyLock::new(|| crate::profile::shipped().ok().map(Shipped::of));

/// The questions that hold every telling word of what was typed, the best first. An empty question finds nothing.
/// `library` is what ships, `columns` the answers as they stand.
pub fn search(library: &Library, columns: &[Column<'_>], typed: &str) -> Vec<Found> {
    let typed: String = typed.chars().take(MAX_WORDS).collect();
    let wanted = Wanted::read(&typed);
    let Some(shipped) = SHIPPED.as_ref().filter(|_| !wanted.is_empty()) else { return Vec::new() };
    let mut found: Vec<(u32, Found)> = Vec::new();
    for (place, question) in library.questionnaire.questions.iter().enumerate() {
        let mut hits = Hits::new(wanted.len());
        if let Some(texts) = shipped.questions.get(place) {
            hits.take(Place::Question, &texts.label.found(&wanted));
            hits.take(Place::Topic, &texts.topic.found(&wanted));
            hits.take(Place::Offered, &texts.offered.found(&wanted));
        }
        for (column, one) in columns.iter().enumerate() {
            let Some(cell) = one.cells.get(&question.id) else { continue };
            let told = |texts: &AnswerTexts, hits: &mut Hits| {
                for (part, words) in texts.found(&wanted) {
                    hits.take(Place::Answer(column, part), &words);
                }
            };
            let as_shipped = library.profile(one.instrument.id.as_str());
            let as_shipped = as_shipped.and_then(|profile| profile.answers.get(&question.id));
            let folded = shipped.answers.get(&one.instrument.id).and_then(|all| all.get(&question.id));
            match folded.filter(|_| as_shipped == Some(&cell.answer)) {
                Some(folded) => told(folded, &mut hits),
                None => told(&AnswerTexts::of(library, &cell.answer), &mut hits),
            }
        }
        if let Some((worth, places)) = hits.end() {
            found.push((worth, Found { question: place, places }));
        }
    }
    // Stable: questions of one worth stay in their order.
    found.sort_by_key(|(worth, _)| std::cmp::Reverse(*worth));
    found.into_iter().map(|(_, found)| found).collect()
}

/// The topics whose name holds one at least of the telling words of what was typed, as places in the questionnaire.
pub fn topics(library: &Library, typed: &str) -> Vec<usize> {
    let typed: String = typed.chars().take(MAX_WORDS).collect();
    let wanted = Wanted::read(&typed);
    let named = library.questionnaire.topics.iter().enumerate();
    let held = named.filter(|(_, topic)| Both::of(&topic.name).found(&wanted).contains(&true));
    held.map(|(place, _)| place).collect()
}

/// Where each word of a search was found in one question.
struct Hits {
    /// Per word, the worth of the best place.
    best: Vec<u32>,
    places: Vec<(Place, Vec<bool>)>,
}

impl Hits {
    fn new(n_words: usize) -> Self {
        Self { best: vec![0; n_words], places: Vec::new() }
    }

    fn take(&mut self, place: Place, words: &[bool]) {
        if !words.contains(&true) {
            return;
        }
        for (best, found) in self.best.iter_mut().zip(words) {
            *best = (*best).max(if *found { place.worth() } else { 0 });
        }
        self.places.push((place, words.to_vec()));
    }

    /// The worth of the whole and its telling places, when every word was found somewhere.
    fn end(mut self) -> Option<(u32, Vec<Place>)> {
        if self.best.contains(&0) {
            return None;
        }
        self.places.sort_by_key(|(place, _)| std::cmp::Reverse(place.worth()));
        let mut told = vec![0u32; self.best.len()];
        let mut places = Vec::new();
        for (place, words) in self.places {
            // Worth telling: a word that no better place holds. Places of one worth stand side by side.
            let adds = told.iter().zip(&words).any(|(worth, found)| *found && *worth <= place.worth());
            if adds {
                for (worth, _) in told.iter_mut().zip(&words).filter(|(_, found)| **found) {
                    *worth = (*worth).max(place.worth());
                }
                places.push(place);
            }
        }
        Some((self.best.iter().sum(), places))
    }
}
