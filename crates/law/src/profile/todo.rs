//! What an authority still has to establish, the most useful first, and how far it is. Pure.

use super::model::{Confidence, Finding, Library, Question, QuestionId, Topic};
use super::store::{Cell, Column};
use crate::comparison::Weights;
use std::cmp::Reverse;

/// A question that nobody has answered for a law.
#[derive(Debug, Clone, Copy)]
pub struct Todo<'a> {
    /// The question.
    pub question: &'a Question,
    /// Its topic.
    pub topic: Option<&'a Topic>,
    /// How much a divergence on it counts; 0 for what is only information.
    pub weight: u8,
    /// How many of the other national laws answer it: that many comparisons wait for this answer.
    pub n_waiting: usize,
    /// How many references have an established answer to measure it against.
    pub n_references: usize,
}

impl Todo<'_> {
    /// How useful the answer would be: its weight as often as it would be compared, then the references.
    pub fn usefulness(&self) -> (usize, usize) {
        (usize::from(self.weight) * (1 + self.n_waiting), self.n_references)
    }
}

/// What a column lacks, the most useful first; what is equally useful in the order of the questions.
pub fn lacking<'a>(
    library: &'a Library,
    weights: &Weights,
    column: &Column<'_>,
    columns: &[Column<'_>],
) -> Vec<Todo<'a>> {
    let questionnaire = &library.questionnaire;
    let others = || columns.iter().filter(|other| other.instrument.id != column.instrument.id);
    let unknown = |question: &&Question| cell(column, &question.id).is_none_or(is_unknown);
    let mut todo: Vec<Todo<'a>> = questionnaire
        .questions
        .iter()
        .filter(unknown)
        .map(|question| Todo {
            question,
            topic: questionnaire.topics.iter().find(|topic| topic.id == question.topic),
            weight: weights.of(question),
            n_waiting: others()
                .filter(|other| other.keeper.is_some())
                .filter(|other| cell(other, &question.id).is_some_and(|cell| !is_unknown(cell)))
                .count(),
            n_references: others()
                .filter(|other| other.keeper.is_none())
                .filter(|other| cell(other, &question.id).is_some_and(is_established))
                .count(),
        })
        .collect();
    todo.sort_by_key(|one| Reverse(one.usefulness()));
    todo
}

/// What to establish after this question: the most useful of its topic, or else the most useful of all.
pub fn next<'a, 'b>(todo: &'b [Todo<'a>], after: &Question) -> Option<&'b Todo<'a>> {
    let others = || todo.iter().filter(|one| one.question.id != after.id);
    others().find(|one| one.question.topic == after.topic).or_else(|| others().next())
}

fn cell<'a>(column: &'a Column<'_>, question: &QuestionId) -> Option<&'a Cell> {
    column.cells.get(question)
}

fn is_unknown(cell: &Cell) -> bool {
    *cell.answer.finding() == Finding::Unknown
}

fn is_established(cell: &Cell) -> bool {
    matches!(cell.answer.confidence(), Confidence::Verified | Confidence::Secondary)
}

/// How far a column, or a topic of it, is established.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Questions.
    pub n_questions: usize,
    /// Answers read in the text or in another source.
    pub n_established: usize,
    /// Answers from memory: known, not established.
    pub n_recalled: usize,
    /// Answers to be established.
    pub n_unknown: usize,
    /// Answers that the keeper attests as they stand.
    pub n_attested: usize,
}

impl Progress {
    /// How far these cells are.
    pub fn of<'a>(cells: impl Iterator<Item = &'a Cell>) -> Self {
        cells.fold(Self::default(), |sum, cell| {
            let unknown = is_unknown(cell);
            let established = is_established(cell);
            Self {
                n_questions: sum.n_questions + 1,
                n_established: sum.n_established + usize::from(established),
                n_recalled: sum.n_recalled + usize::from(!unknown && !established),
                n_unknown: sum.n_unknown + usize::from(unknown),
                n_attested: sum.n_attested + usize::from(cell.attested.is_some()),
            }
        })
    }

    /// How far one topic of a column is.
    pub fn of_topic(library: &Library, column: &Column<'_>, topic: &Topic) -> Self {
        let questions = library.questionnaire.of_topic(&topic.id);
        Self::of(questions.filter_map(|question| column.cells.get(&question.id)))
    }

    /// Answers that are known and that nobody attests.
    pub const fn n_to_attest(&self) -> usize {
        (self.n_established + self.n_recalled).saturating_sub(self.n_attested)
    }
}

/// The answers of a topic that are known and that nobody attests, in the order of the questions.
pub fn to_attest<'a>(
    library: &'a Library,
    column: &'a Column<'_>,
    topic: &'a Topic,
) -> Vec<(&'a Question, &'a Cell)> {
    let questions = library.questionnaire.of_topic(&topic.id);
    questions
        .filter_map(|question| Some((question, column.cells.get(&question.id)?)))
        .filter(|(_, cell)| !is_unknown(cell) && cell.attested.is_none())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::keeper;
    use super::super::samples::{answer, charter};
    use super::*;
    use crate::comparison::shipped_weights;
    use crate::profile::shipped;

    fn columns() -> Vec<Column<'static>> {
        let library = shipped().unwrap();
        let cell =
            |answer: &crate::profile::Answer| Cell { answer: answer.clone(), revision: None, attested: None };
        library
            .questioned()
            .map(|profile| Column {
                instrument: &profile.instrument,
                keeper: keeper(&charter(), &profile.instrument.id),
                cells: profile.answers.iter().map(|(id, answer)| (id.clone(), cell(answer))).collect(),
            })
            .collect()
    }

    fn todo(columns: &[Column<'static>], place: usize) -> Vec<Todo<'static>> {
        lacking(shipped().unwrap(), shipped_weights().unwrap(), &columns[place], columns)
    }

    #[test]
    fn the_most_useful_comes_first_and_an_answer_leaves_the_list() {
        let mut columns = columns();
        let before = todo(&columns, 1);
        assert_eq!(before.len(), 52);
        assert!(before.windows(2).all(|pair| pair[0].usefulness() >= pair[1].usefulness()));
        assert!(before.last().unwrap().weight <= before[0].weight);
        let first = before[0].question.id.clone();
        columns[1].cells.get_mut(&first).unwrap().answer = answer("P1M");
        let after = todo(&columns, 1);
        assert_eq!(after.len(), 51);
        assert!(after.iter().all(|one| one.question.id != first));
        let waiting =
            |todo: &[Todo<'_>]| todo.iter().find(|one| one.question.id == first).map(|one| one.n_waiting);
        if let (Some(now), Some(then)) = (waiting(&todo(&columns, 0)), waiting(&todo(&self::columns(), 0))) {
            assert_eq!(now, then + 1, "another law knows it now");
        }
    }

    #[test]
    fn the_next_question_is_of_the_same_topic_while_there_is_one() {
        let columns = columns();
        let all = todo(&columns, 2);
        let of_topic = all.iter().find(|one| one.question.topic.as_str() == "breach").unwrap().question;
        let following = next(&all, of_topic).unwrap();
        assert_eq!(following.question.topic, of_topic.topic);
        assert_ne!(following.question.id, of_topic.id);
        let alone = [all[0]];
        assert!(next(&alone, all[0].question).is_none());
        let elsewhere = all.iter().find(|one| one.question.topic != all[0].question.topic).unwrap();
        assert_eq!(next(&alone, elsewhere.question).unwrap().question.id, all[0].question.id);
    }

    #[test]
    fn what_is_established_recalled_and_unknown_adds_up() {
        let library = shipped().unwrap();
        for column in &columns() {
            let whole = Progress::of(column.cells.values());
            assert_eq!(whole.n_established + whole.n_recalled + whole.n_unknown, 130);
            let topics = library.questionnaire.topics.iter();
            let of_topics: usize =
                topics.map(|topic| Progress::of_topic(library, column, topic).n_to_attest()).sum();
            assert_eq!(of_topics, whole.n_to_attest());
        }
        let memory = Progress::of(columns()[4].cells.values());
        assert_eq!((memory.n_established, memory.n_recalled), (0, 130), "108+ is known from memory alone");
    }
}
