//! The native file: the same form as `data/instruments/*.toml`, written so that a reading and a writing leave a file
//! as it was, and a change of one answer is a change of its block alone.

use crate::profile::{
    Amount, Answer, AuthorityStatus, Code, Confidence, Finding, Instrument, Moment, Profile, Questionnaire,
    RelatedText, Role, Shape, Source, Value,
};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Longest key of a source that is made from its name, before a number is added.
const MAX_KEY: usize = 48;

/// Longest list of sources on one line, in characters, its end included.
const MAX_LINE: usize = 109;

/// Writes a profile as its file. [`read_profile`](crate::profile::data::read_profile) reads it back, the same.
pub fn write_profile(questionnaire: &Questionnaire, profile: &Profile) -> String {
    let keys = Keys::of(questionnaire, profile);
    let mut out = String::new();
    let title = profile.instrument.title.fr.replace(['\n', '\r'], " ");
    let _ = write!(
        out,
        "# {title}\n#\n# How this file is written: see the README of the crate, “The data files”.\n\n"
    );
    write_instrument(&mut out, &profile.instrument, &keys);
    out.push_str(
        "\n# What was read. url: the page read; cited_url: an address the source gives, not opened.\n",
    );
    for (key, source) in &keys.known {
        let _ = write!(out, "\n[[source]]\nkey = {}\nname = {}\n", quoted(key), quoted(&source.name));
        line(&mut out, "url", source.url.as_deref());
        line(&mut out, "cited_url", source.cited_url.as_deref());
    }
    if !profile.answers.is_empty() {
        out.push_str("\n# The answers, one block each, in the order of questions.toml.\n");
    }
    for question in &questionnaire.questions {
        let Some(answer) = profile.answers.get(&question.id) else { continue };
        let is_text = question.shape == Shape::Text;
        let _ = write!(
            out,
            "\n[[answer]]\nquestion = {}\nvalue = {}\n",
            quoted(question.id.as_str()),
            finding(answer.finding(), is_text)
        );
        write_rest(&mut out, answer, &keys);
    }
    out
}

fn write_instrument(out: &mut String, instrument: &Instrument, keys: &Keys<'_>) {
    out.push_str("[instrument]\n");
    line(out, "id", Some(instrument.id.as_str()));
    line(out, "role", Some(role_name(instrument.role)));
    line(out, "country", instrument.country.as_deref());
    line(out, "authority", instrument.authority.as_deref());
    line(out, "short_fr", Some(&instrument.short.fr));
    line(out, "short_en", Some(&instrument.short.en));
    line(out, "title_fr", Some(&instrument.title.fr));
    line(out, "title_en", Some(&instrument.title.en));
    line(out, "date", Some(&instrument.date.to_string()));
    if let Some(in_force) = instrument.in_force {
        let _ = writeln!(out, "in_force = {in_force}");
    }
    let _ = writeln!(out, "read_whole = {}", instrument.read_whole);
    line(out, "reference", instrument.reference.as_deref());
    line(out, "authority_status", instrument.authority_status.map(status_name));
    line(out, "composition", instrument.composition.as_deref());
    let dated = |text: &RelatedText| {
        format!("{{ title = {}, date = {} }}", quoted(&text.title), quoted(&moment(text.date)))
    };
    list(out, "amendments", instrument.amendments.iter().map(dated));
    list(out, "implementing_texts", instrument.implementing_texts.iter().map(dated));
    list(out, "related_texts", instrument.related_texts.iter().map(|text| quoted(text)));
    list(out, "alerts", instrument.alerts.iter().map(|text| quoted(text)));
    list(out, "sources", instrument.sources.iter().map(|source| quoted(keys.of_source(source))));
    let _ = writeln!(out, "answers_expected = {}", instrument.answers_expected);
}

/// What follows the value of an answer.
fn write_rest(out: &mut String, answer: &Answer, keys: &Keys<'_>) {
    if answer.is_partial() {
        out.push_str("partial = true\n");
    }
    line(out, "article", answer.article.as_deref());
    line(out, "note", answer.note.as_deref());
    if answer.confidence() != Confidence::Unknown {
        line(out, "confidence", Some(answer.confidence().name()));
    }
    let cited: Vec<String> = answer.sources.iter().map(|source| quoted(keys.of_source(source))).collect();
    let in_line = format!("sources = [{}]\n", cited.join(", "));
    match cited.len() {
        0 => {}
        1 => out.push_str(&in_line),
        _ if in_line.chars().count() <= MAX_LINE => out.push_str(&in_line),
        _ => list(out, "sources", cited.into_iter()),
    }
    line(out, "valid_from", answer.valid.from.map(|day| day.to_string()).as_deref());
    line(out, "valid_to", answer.valid.to.map(|day| day.to_string()).as_deref());
}

fn line(out: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        let _ = writeln!(out, "{key} = {}", quoted(value));
    }
}

/// A list with one item on each line; nothing for an empty one.
fn list(out: &mut String, key: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.collect();
    if !items.is_empty() {
        let _ = writeln!(out, "{key} = [\n    {},\n]", items.join(",\n    "));
    }
}

/// A basic string of TOML 1.0.
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
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}

/// The three values that every type knows, as files write them.
pub(super) const SPECIAL: [(&str, Finding); 3] =
    [("unknown", Finding::Unknown), ("silent", Finding::Silent), ("not_applicable", Finding::NotApplicable)];

fn finding(finding: &Finding, is_text: bool) -> String {
    match finding {
        Finding::Value(value) => self::value(value, is_text),
        special => {
            let named = SPECIAL.iter().find(|(_, known)| known == special);
            quoted(named.map_or("unknown", |(name, _)| name))
        }
    }
}

fn value(value: &Value, is_text: bool) -> String {
    match value {
        Value::Bool(yes) => yes.to_string(),
        Value::Choice(code) => quoted(code.as_str()),
        Value::Choices(codes) => {
            let codes: Vec<String> = codes.iter().map(|code: &Code| quoted(code.as_str())).collect();
            format!("[{}]", codes.join(", "))
        }
        Value::Duration(time) => quoted(&time.to_string()),
        Value::Amount(sum) => amount(sum),
        Value::Integer(number) => number.to_string(),
        // A text that reads as one of the special values is written apart from them.
        Value::Text(text) if is_text && SPECIAL.iter().any(|(name, _)| name == text) => {
            format!("{{ text = {} }}", quoted(text))
        }
        Value::Text(text) => quoted(text),
    }
}

fn amount(sum: &Amount) -> String {
    let mut parts = Vec::new();
    let mut number = |key: &str, value: Option<u64>| {
        if let Some(value) = value {
            parts.push(format!("{key} = {value}"));
        }
    };
    number("min", sum.min());
    number("max", sum.max());
    parts.push(format!("currency = {}", quoted(sum.currency().code())));
    if let Some(share) = sum.percent_turnover() {
        parts.push(format!("percent_turnover = {share}"));
    }
    format!("{{ {} }}", parts.join(", "))
}

pub(super) fn moment(moment: Moment) -> String {
    match moment {
        Moment::Year(year) => format!("{year:04}"),
        Moment::Day(day) => day.to_string(),
    }
}

/// The roles by their names in files.
pub(super) const ROLES: [(&str, Role); 5] = [
    ("national_law", Role::NationalLaw),
    ("regional_reference", Role::RegionalReference),
    ("international_reference", Role::InternationalReference),
    ("foreign_reference", Role::ForeignReference),
    ("cooperation_framework", Role::CooperationFramework),
];

/// Where an authority stands, by the names of files.
pub(super) const STATUSES: [(&str, AuthorityStatus); 4] = [
    ("operational", AuthorityStatus::Operational),
    ("merging", AuthorityStatus::Merging),
    ("reported_abolished", AuthorityStatus::ReportedAbolished),
    ("abolished", AuthorityStatus::Abolished),
];

pub(super) fn role_name(role: Role) -> &'static str {
    ROLES.iter().find(|(_, known)| *known == role).map_or("", |(name, _)| name)
}

pub(super) fn status_name(status: AuthorityStatus) -> &'static str {
    STATUSES.iter().find(|(_, known)| *known == status).map_or("", |(name, _)| name)
}

/// The sources of a file, in the order in which they are first cited, each with its key.
struct Keys<'a> {
    known: Vec<(String, &'a Source)>,
}

impl<'a> Keys<'a> {
    fn of(questionnaire: &Questionnaire, profile: &'a Profile) -> Self {
        let answers = questionnaire.questions.iter().filter_map(|one| profile.answers.get(&one.id));
        let cited = profile.instrument.sources.iter().chain(answers.flat_map(|answer| &answer.sources));
        let (mut known, mut taken): (Vec<(String, &Source)>, BTreeSet<String>) = Default::default();
        for source in cited {
            if known.iter().any(|(_, other)| *other == source) {
                continue;
            }
            let stem = key_of(&source.name);
            let numbered = (2..).map(|number| format!("{stem}-{number}"));
            let key = std::iter::once(stem.clone()).chain(numbered).find(|key| !taken.contains(key));
            let key = key.unwrap_or(stem);
            taken.insert(key.clone());
            known.push((key, source));
        }
        Self { known }
    }

    fn of_source(&self, source: &Source) -> &str {
        self.known.iter().find(|(_, known)| *known == source).map_or("", |(key, _)| key)
    }
}

/// A key from a name: its letters without accents and its digits, hyphens between.
fn key_of(name: &str) -> String {
    let mut key = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        let plain = match c {
            'à' | 'â' | 'ä' | 'á' | 'ã' => "a",
            'ç' => "c",
            'é' | 'è' | 'ê' | 'ë' => "e",
            'î' | 'ï' | 'í' => "i",
            'ô' | 'ö' | 'ó' | 'õ' => "o",
            'ù' | 'û' | 'ü' | 'ú' => "u",
            'ñ' => "n",
            'œ' => "oe",
            'æ' => "ae",
            '°' => "",
            c if c.is_ascii_alphanumeric() => {
                key.push(c);
                continue;
            }
            _ if key.is_empty() || key.ends_with('-') => "",
            _ => "-",
        };
        key.push_str(plain);
    }
    let key: String = key.chars().take(MAX_KEY).collect();
    let key = key.trim_end_matches('-');
    if key.is_empty() { "source".to_owned() } else { key.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::data::{DataFile, INSTRUMENTS, read_profile};
    use crate::profile::shipped;

    #[test]
    fn what_ships_is_written_as_it_is() {
        let library = shipped().unwrap();
        for (file, profile) in INSTRUMENTS.iter().zip(&library.profiles) {
            let written = write_profile(&library.questionnaire, profile);
            let differs = file.text.lines().zip(written.lines()).enumerate().find(|(_, (a, b))| a != b);
            assert_eq!(differs, None, "{}", file.name);
            assert_eq!(written, file.text, "{}", file.name);
        }
    }

    #[test]
    fn a_text_that_reads_as_a_special_value_stays_a_text() {
        let library = shipped().unwrap();
        let mut profile = library.profiles[0].clone();
        let question = library.questionnaire.questions.iter().find(|one| one.shape == Shape::Text).unwrap();
        let text = Finding::Value(Value::of_text("silent").unwrap());
        let mut answer = Answer::new(text, false, Confidence::Secondary).unwrap();
        answer.note = Some("« a\\b\"c\td\u{1}\r\ne »".to_owned());
        profile.answers.insert(question.id.clone(), answer);
        let written = write_profile(&library.questionnaire, &profile);
        let file = DataFile { name: "x.toml", text: &written };
        // The sources that only the old answer cited are gone with it: nothing is idle.
        assert_eq!(read_profile(&library.questionnaire, file), Ok(profile));
    }
}
