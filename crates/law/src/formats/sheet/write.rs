//! A profile as a table.

use super::super::native::{SPECIAL, moment, role_name, status_name};
use super::{CONFIDENCES, FIELDS, HEADS, Head, PARTS, SPECIALS, Word, YES_NO, type_word};
use crate::profile::{
    Amount, Answer, Code, Finding, Instrument, Profile, Question, Questionnaire, RelatedText, Source, Value,
};
use liptako_core::Lang;
use liptako_paper::{Cell, Column, Row, Table};

/// The profile as a table, with heads and words in `lang`. [`read_profile`] reads it back, the same.
pub fn table(questionnaire: &Questionnaire, profile: &Profile, lang: Lang) -> Table {
    let title = match lang {
        Lang::Fr => "Profil",
        Lang::En => "Profile",
    };
    let columns = HEADS.iter().map(|(_, fr, en, share)| Column::new(lang.pick(fr, en), *share)).collect();
    let mut rows = instrument_rows(&profile.instrument, lang);
    for question in &questionnaire.questions {
        if let Some(answer) = profile.answers.get(&question.id) {
            rows.push(answer_row(questionnaire, question, answer, lang));
        }
    }
    Table { caption: format!("{title} {}", profile.instrument.id), columns, rows }
}

/// A row with these cells filled.
fn row_of(filled: Vec<(Head, String)>) -> Row {
    let mut cells = vec![Cell::default(); HEADS.len()];
    for (head, text) in filled {
        cells[head as usize].text = text;
    }
    Row { cells, is_group: false }
}

fn answer_row(questionnaire: &Questionnaire, question: &Question, answer: &Answer, lang: Lang) -> Row {
    let topic = questionnaire.topics.iter().find(|topic| topic.id == question.topic);
    let confidence = CONFIDENCES.iter().find(|word| word.means == answer.confidence());
    let sources: Vec<String> = answer.sources.iter().map(source_text).collect();
    row_of(vec![
        (Head::Part, PARTS[1].pick(lang).to_owned()),
        (Head::Key, question.id.to_string()),
        (Head::Topic, topic.map(|topic| topic.name.pick(lang).to_owned()).unwrap_or_default()),
        (Head::Label, question.label.pick(lang).to_owned()),
        (Head::Type, type_word(&question.shape).pick(lang).to_owned()),
        (Head::Value, finding_text(answer.finding(), lang)),
        (Head::Partial, if answer.is_partial() { YES_NO[0].pick(lang).to_owned() } else { String::new() }),
        (Head::Article, optional(answer.article.as_deref())),
        (Head::Note, optional(answer.note.as_deref())),
        (Head::Confidence, confidence.map(|word| word.pick(lang).to_owned()).unwrap_or_default()),
        (Head::Sources, sources.join("\n")),
        (Head::From, answer.valid.from.map(|day| day.to_string()).unwrap_or_default()),
        (Head::To, answer.valid.to.map(|day| day.to_string()).unwrap_or_default()),
    ])
}

fn instrument_rows(instrument: &Instrument, lang: Lang) -> Vec<Row> {
    let yes_no = |yes: bool| YES_NO[usize::from(!yes)].pick(lang).to_owned();
    let some = |text: &str| vec![literal(text)];
    let maybe = |text: &Option<String>| text.iter().map(|text| literal(text)).collect::<Vec<_>>();
    let all = |texts: &[String]| texts.iter().map(|text| literal(text)).collect::<Vec<_>>();
    let dated = |texts: &[RelatedText]| {
        let one = |text: &RelatedText| joined(&[Some(moment(text.date)), Some(text.title.clone())]);
        texts.iter().map(one).collect::<Vec<_>>()
    };
    let values: [Vec<String>; FIELDS.len()] = [
        some(instrument.id.as_str()),
        some(role_name(instrument.role)),
        maybe(&instrument.country),
        maybe(&instrument.authority),
        some(&instrument.short.fr),
        some(&instrument.short.en),
        some(&instrument.title.fr),
        some(&instrument.title.en),
        vec![instrument.date.to_string()],
        instrument.in_force.map(yes_no).into_iter().collect(),
        vec![yes_no(instrument.read_whole)],
        maybe(&instrument.reference),
        instrument.authority_status.map(|status| status_name(status).to_owned()).into_iter().collect(),
        maybe(&instrument.composition),
        dated(&instrument.amendments),
        dated(&instrument.implementing_texts),
        all(&instrument.related_texts),
        all(&instrument.alerts),
        instrument.sources.iter().map(source_text).collect(),
        vec![yes_no(instrument.answers_expected)],
    ];
    let mut rows = Vec::new();
    for ((key, _), values) in FIELDS.iter().zip(values) {
        rows.extend(values.into_iter().map(|value| {
            row_of(vec![
                (Head::Part, PARTS[0].pick(lang).to_owned()),
                (Head::Key, (*key).to_owned()),
                (Head::Value, value),
            ])
        }));
    }
    rows
}

/// A text that is there: what would read as nothing, or as shielded, is shielded.
fn literal(text: &str) -> String {
    if text.is_empty() || text.starts_with('\\') { format!("\\{text}") } else { text.to_owned() }
}

fn optional(text: Option<&str>) -> String {
    text.map(literal).unwrap_or_default()
}

fn finding_text(finding: &Finding, lang: Lang) -> String {
    let value = match finding {
        Finding::Value(value) => value,
        special => {
            let at = SPECIAL.iter().position(|(_, known)| known == special).unwrap_or_default();
            return SPECIALS[at].pick(lang).to_owned();
        }
    };
    match value {
        Value::Bool(yes) => YES_NO[usize::from(!yes)].pick(lang).to_owned(),
        Value::Choice(code) => code.to_string(),
        Value::Choices(codes) => codes.iter().map(Code::as_str).collect::<Vec<_>>().join(", "),
        Value::Duration(time) => time.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Amount(sum) => amount_text(sum),
        Value::Text(text) if Word::of(&SPECIALS, text).is_some() => format!("\\{text}"),
        Value::Text(text) => literal(text),
    }
}

fn amount_text(sum: &Amount) -> String {
    let bound = |bound: Option<u64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
    let sums = match (sum.min(), sum.max()) {
        (Some(min), Some(max)) if min == max => min.to_string(),
        (min, max) => format!("{}..{}", bound(min), bound(max)),
    };
    let share = sum.percent_turnover().map(|share| format!(" + {share} %")).unwrap_or_default();
    format!("{sums} {}{share}", sum.currency().code())
}

fn source_text(source: &Source) -> String {
    joined(&[Some(source.name.clone()), source.url.clone(), source.cited_url.clone()])
}

/// Parts on one line, ` | ` between; those that end the line and are not there are left out.
fn joined(parts: &[Option<String>]) -> String {
    let last = parts.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let part = |part: &Option<String>| match part.as_deref() {
        None => String::new(),
        Some("") => "\\e".to_owned(),
        Some(text) => {
            let mut out = String::with_capacity(text.len());
            let n_chars = text.chars().count();
            for (at, c) in text.chars().enumerate() {
                match c {
                    '\\' => out.push_str("\\\\"),
                    '|' => out.push_str("\\|"),
                    '\n' => out.push_str("\\n"),
                    '\r' => out.push_str("\\r"),
                    ' ' if at == 0 || at + 1 == n_chars => out.push_str("\\s"),
                    c => out.push(c),
                }
            }
            out
        }
    };
    parts[..last].iter().map(part).collect::<Vec<_>>().join(" | ")
}
