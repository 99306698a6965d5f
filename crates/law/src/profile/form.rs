//! An answer as people type it: one form for every shape of question.
//!
//! The fields are read into an [`Answer`] as a whole or not at all, with one fault for each field that is wrong. What was typed is
//! never dropped in silence: a value beside “the text provides nothing” is a fault, and so is a value of another type.
//!
//! The names of the fields: `finding`, `at_once`, `years`, `months`, `days`, `hours`, `min`, `max`, `currency`,
//! `turnover`, `count`, `codes`, `partial`, `text`, `confidence`, `article`, `note`, `source-N-name`, `source-N-url`,
//! `source-N-cited`, `valid_from`, `valid_to`. A form that holds these may add fields of other names.

use super::model::{
    Answer, AnswerFault, Confidence, Finding, MAX_SOURCES, MAX_TEXT, Question, Questionnaire, Shape, Source,
    Unit, Validity,
};
use super::value::{
    Amount, Code, Currency, Duration, MAX_AMOUNT, MAX_INTEGER, MAX_TEXT_VALUE, MAX_TIME, Value,
};
use crate::words::{Words, confidence_key};
use askama::Template;
use jiff::civil::Date;
use liptako_web::texts::key;
use liptako_web::{Failure, Fields, FormErrors, FormState, Html, Message, Page};

/// The fields that hold a value, whatever the shape.
const VALUE_FIELDS: [&str; 12] = [
    "at_once", "years", "months", "days", "hours", "min", "max", "turnover", "count", "codes", "partial",
    "text",
];
/// What begins the value of `finding` when it is a code.
const CODE: &str = "code:";
/// Rows for sources that a form shows at least.
const LEAST_ROWS: usize = 2;

/// The form of an answer to a question.
#[derive(Debug, Clone, Copy)]
pub struct AnswerForm<'a> {
    question: &'a Question,
}

impl<'a> AnswerForm<'a> {
    /// The form for this question.
    pub const fn of(question: &'a Question) -> Self {
        Self { question }
    }

    /// Fills a form with an answer.
    #[must_use]
    pub fn fill(&self, form: FormState, answer: &Answer) -> FormState {
        typed(answer).into_iter().fold(form, |form, (name, value)| form.with(&name, value))
    }

    /// Fills a form in which an answer is to be established. What is unknown leaves the choice open, and the note
    /// aside, which says what is not known.
    #[must_use]
    pub fn fill_open(&self, form: FormState, answer: &Answer) -> FormState {
        let is_known = *answer.finding() != Finding::Unknown;
        let stays = |(name, _): &(String, String)| is_known || !matches!(&**name, "finding" | "note");
        let typed = typed(answer).into_iter().filter(stays);
        typed.fold(form, |form, (name, value)| form.with(&name, value))
    }

    /// Reads the answer that was typed; nothing when something is wrong, and `errors` then says what, by field.
    pub fn read(&self, fields: &Fields, errors: &mut FormErrors) -> Option<Answer> {
        let mut own = FormErrors::new();
        let answer = self.read_all(fields, &mut own);
        own.iter().for_each(|(field, message)| errors.add(field, message.clone()));
        answer.filter(|_| own.is_empty())
    }

    /// Fills a form with a value alone, as [`AnswerForm::read_value`] reads it.
    #[must_use]
    pub fn fill_value(&self, form: FormState, value: &Value) -> FormState {
        let finding = ("finding".to_owned(), chosen(&Finding::Value(value.clone())));
        let mut all = vec![finding];
        type_value(value, &mut |name, text: String| all.push((name.to_owned(), text)));
        all.into_iter().fold(form, |form, (name, text)| form.with(&name, text))
    }

    /// Reads a value alone; nothing when something is wrong, and `errors` then says what, by field.
    pub fn read_value(&self, fields: &Fields, errors: &mut FormErrors) -> Option<Value> {
        match self.finding(fields, errors)? {
            Finding::Value(value) => Some(value),
            Finding::Unknown | Finding::Silent | Finding::NotApplicable => self.wrong_type(errors),
        }
    }

    fn read_all(&self, fields: &Fields, errors: &mut FormErrors) -> Option<Answer> {
        let finding = self.finding(fields, errors);
        let confidence = match (&finding, Confidence::from_name(fields.value("confidence"))) {
            (Some(Finding::Unknown), _) => Confidence::Unknown,
            (_, Some(known)) if known != Confidence::Unknown => known,
            (None, _) => Confidence::Unknown,
            _ => {
                errors.add("confidence", Message::new("law-edit-fault-confidence"));
                Confidence::Unknown
            }
        };
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let article = some(errors.optional(fields, "article", MAX_TEXT));
        let note = some(errors.optional(fields, "note", MAX_TEXT));
        let sources = sources(fields, errors);
        let valid = Validity { from: day(fields, errors, "valid_from"), to: day(fields, errors, "valid_to") };
        let partial =
            is_ticked(fields, "partial") && matches!(finding, Some(Finding::Value(Value::Choices(_))));
        if !errors.is_empty() {
            return None;
        }
        let built = Answer::new(finding?, partial, confidence).and_then(|mut answer| {
            (answer.article, answer.note, answer.sources, answer.valid) = (article, note, sources, valid);
            answer.check().map(|()| answer)
        });
        built.map_err(|fault| refuse(errors, fault)).ok()
    }

    fn finding(&self, fields: &Fields, errors: &mut FormErrors) -> Option<Finding> {
        let typed = |name: &str| !fields.value(name).trim().is_empty();
        let own = self.value_fields();
        if VALUE_FIELDS.iter().any(|name| typed(name) && !own.contains(name)) {
            return self.wrong_type(errors);
        }
        let has_value = own.iter().any(|name| typed(name));
        let bare = match fields.value("finding") {
            "unknown" => Finding::Unknown,
            "silent" => Finding::Silent,
            "not_applicable" => Finding::NotApplicable,
            "" if !has_value => {
                errors.add("finding", Message::new("law-edit-fault-finding"));
                return None;
            }
            chosen => return self.value(chosen, fields, errors).map(Finding::Value),
        };
        if has_value {
            errors.add("finding", Message::new("law-edit-fault-both"));
            return None;
        }
        Some(bare)
    }

    fn wrong_type<T>(&self, errors: &mut FormErrors) -> Option<T> {
        errors.add("finding", Message::new(shape_fault(&self.question.shape)));
        None
    }

    /// The fields that this question's values are typed in.
    const fn value_fields(&self) -> &'static [&'static str] {
        match &self.question.shape {
            Shape::Bool | Shape::Choice(_) => &[],
            Shape::Choices(_) => &["codes", "partial"],
            Shape::Duration => &["at_once", "years", "months", "days", "hours"],
            Shape::Amount => &["min", "max", "turnover"],
            Shape::Integer(_) => &["count"],
            Shape::Text => &["text"],
        }
    }

    fn value(&self, chosen: &str, fields: &Fields, errors: &mut FormErrors) -> Option<Value> {
        let with_fields = matches!(chosen, "value" | "");
        match &self.question.shape {
            Shape::Bool => match chosen {
                "yes" => Some(Value::Bool(true)),
                "no" => Some(Value::Bool(false)),
                _ => self.wrong_type(errors),
            },
            Shape::Choice(offered) => {
                let known = |code: &str| offered.iter().find(|known| known.as_str() == code);
                match chosen.strip_prefix(CODE).and_then(known) {
                    Some(code) => Some(Value::Choice(code.clone())),
                    None => self.wrong_type(errors),
                }
            }
            _ if !with_fields => self.wrong_type(errors),
            Shape::Choices(_) => {
                let given: Vec<&str> = fields.values("codes").collect();
                let value = Value::of_codes(&self.question.shape, &given, true);
                let fault = if given.is_empty() {
                    Message::new("law-edit-fault-no-code")
                } else {
                    Message::new("form-choice")
                };
                value.map_err(|_| errors.add("codes", fault)).ok()
            }
            Shape::Duration => duration(fields, errors).map(Value::Duration),
            Shape::Amount => amount(fields, errors).map(Value::Amount),
            Shape::Integer(_) => {
                let count = whole(fields, errors, "count", MAX_INTEGER.into())?;
                if count.is_none() {
                    errors.add("count", Message::new("law-edit-fault-no-value"));
                }
                count.and_then(|count| Value::of_integer(count.try_into().ok()?).ok())
            }
            Shape::Text => {
                let text = errors.optional(fields, "text", MAX_TEXT_VALUE);
                if text.is_empty() {
                    errors.add("text", Message::new("law-edit-fault-no-value"));
                }
                Value::of_text(&text).ok()
            }
        }
    }

    /// The fields as markup, to be put into a form of the page.
    ///
    /// # Errors
    /// [`Failure::Internal`] when the template cannot be written.
    pub fn draw(
        &self,
        page: &Page,
        questionnaire: &Questionnaire,
        form: &FormState,
    ) -> Result<Html, Failure> {
        let w = Words { page, questionnaire };
        let content = AnswerFields { page, w, question: self.question, form, value_only: false };
        Ok(Html::trusted(content.render()?))
    }

    /// The fields of a value alone, as markup, to be put into a form of the page.
    ///
    /// # Errors
    /// [`Failure::Internal`] when the template cannot be written.
    pub fn draw_value(
        &self,
        page: &Page,
        questionnaire: &Questionnaire,
        form: &FormState,
    ) -> Result<Html, Failure> {
        let w = Words { page, questionnaire };
        let content = AnswerFields { page, w, question: self.question, form, value_only: true };
        Ok(Html::trusted(content.render()?))
    }
}

/// What somebody types to give this answer: names and values of fields.
fn typed(answer: &Answer) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut add = |name: &str, value: String| {
        if !value.is_empty() {
            all.push((name.to_owned(), value));
        }
    };
    add("finding", chosen(answer.finding()));
    if let Finding::Value(value) = answer.finding() {
        type_value(value, &mut add);
    }
    if answer.is_partial() {
        add("partial", "1".to_owned());
    }
    if answer.confidence() != Confidence::Unknown {
        add("confidence", answer.confidence().name().to_owned());
    }
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    add("article", text(&answer.article));
    add("note", text(&answer.note));
    for (row, source) in (1..).zip(&answer.sources) {
        add(&source_field(row, "name"), source.name.clone());
        add(&source_field(row, "url"), text(&source.url));
        add(&source_field(row, "cited"), text(&source.cited_url));
    }
    add("valid_from", day(answer.valid.from));
    add("valid_to", day(answer.valid.to));
    all
}

/// The choice that goes with a finding.
fn chosen(finding: &Finding) -> String {
    match finding {
        Finding::Unknown => "unknown".to_owned(),
        Finding::Silent => "silent".to_owned(),
        Finding::NotApplicable => "not_applicable".to_owned(),
        Finding::Value(Value::Bool(true)) => "yes".to_owned(),
        Finding::Value(Value::Bool(false)) => "no".to_owned(),
        Finding::Value(Value::Choice(code)) => format!("{CODE}{code}"),
        Finding::Value(_) => "value".to_owned(),
    }
}

fn type_value(value: &Value, add: &mut impl FnMut(&str, String)) {
    match value {
        Value::Bool(_) | Value::Choice(_) => {}
        Value::Choices(codes) => codes.iter().for_each(|code| add("codes", code.to_string())),
        Value::Duration(Duration::WithoutDelay) => add("at_once", "1".to_owned()),
        Value::Duration(Duration::Lasting { years, months, days, hours }) => {
            let parts = [("years", years), ("months", months), ("days", days), ("hours", hours)];
            let said = parts.into_iter().filter(|(_, number)| **number > 0);
            said.for_each(|(name, number)| add(name, number.to_string()));
        }
        Value::Amount(amount) => {
            let share = amount.percent_turnover().map(u64::from);
            for (name, number) in [("min", amount.min()), ("max", amount.max()), ("turnover", share)] {
                add(name, number.map(|number| number.to_string()).unwrap_or_default());
            }
            add("currency", amount.currency().code().to_owned());
        }
        Value::Integer(count) => add("count", count.to_string()),
        Value::Text(text) => add("text", text.clone()),
    }
}

fn source_field(row: usize, name: &str) -> String {
    format!("source-{row}-{name}")
}

/// What an answer of another type is told, by what the question asks for.
const fn shape_fault(shape: &Shape) -> &'static str {
    match shape {
        Shape::Bool => key("law-edit-fault-not-bool"),
        Shape::Choice(_) => key("law-edit-fault-not-choice"),
        Shape::Choices(_) => key("law-edit-fault-not-list"),
        Shape::Duration => key("law-edit-fault-not-duration"),
        Shape::Amount => key("law-edit-fault-not-amount"),
        Shape::Integer(_) => key("law-edit-fault-not-count"),
        Shape::Text => key("law-edit-fault-not-text"),
    }
}

/// A whole number that may be left out, its digits grouped by spaces or not. Nothing at all when it is no number.
#[expect(clippy::option_option, reason = "a number left out is no fault")]
fn whole(fields: &Fields, errors: &mut FormErrors, name: &str, max: u64) -> Option<Option<u64>> {
    let digits: String = fields.value(name).chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        return Some(None);
    }
    let plain = digits.len() <= 20 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.parse::<u64>().ok().filter(|number| plain && *number <= max);
    if number.is_none() {
        errors.add(name, Message::new("law-edit-fault-number").with("field", name).with("max", max));
    }
    number.map(Some)
}

fn is_ticked(fields: &Fields, name: &str) -> bool {
    !fields.value(name).trim().is_empty()
}

fn duration(fields: &Fields, errors: &mut FormErrors) -> Option<Duration> {
    let mut part = |name| {
        let number = whole(fields, errors, name, MAX_TIME.into())?;
        u32::try_from(number.unwrap_or(0)).ok()
    };
    let parts = [part("years"), part("months"), part("days"), part("hours")];
    let [Some(years), Some(months), Some(days), Some(hours)] = parts else { return None };
    let lasts = years > 0 || months > 0 || days > 0 || hours > 0;
    match (is_ticked(fields, "at_once"), lasts) {
        (true, false) => Some(Duration::WithoutDelay),
        (false, true) => Some(Duration::Lasting { years, months, days, hours }),
        (true, true) => {
            errors.add("at_once", Message::new("law-edit-fault-at-once"));
            None
        }
        (false, false) => {
            errors.add("at_once", Message::new("law-edit-fault-no-time"));
            None
        }
    }
}

fn amount(fields: &Fields, errors: &mut FormErrors) -> Option<Amount> {
    let min = whole(fields, errors, "min", MAX_AMOUNT);
    let max = whole(fields, errors, "max", MAX_AMOUNT);
    let share = whole(fields, errors, "turnover", 100);
    let typed = fields.value("currency").trim().to_ascii_uppercase();
    let currency = if typed.is_empty() { Some(Currency::XOF) } else { typed.parse().ok() };
    if currency.is_none() {
        errors.add("currency", Message::new("law-edit-fault-currency"));
    }
    let (min, max, share, currency) = (min?, max?, share?, currency?);
    let share = share.and_then(|share| u8::try_from(share).ok());
    if min.is_none() && max.is_none() {
        errors.add("max", Message::new("law-edit-fault-no-sum"));
        return None;
    }
    let amount = Amount::new(min, max, currency, share);
    amount.map_err(|_| errors.add("max", Message::new("law-edit-fault-bounds"))).ok()
}

fn sources(fields: &Fields, errors: &mut FormErrors) -> Vec<Source> {
    let mut sources = Vec::new();
    for row in 1..=MAX_SOURCES {
        let names = ["name", "url", "cited"].map(|name| source_field(row, name));
        let [name, url, cited] = names.each_ref().map(|name| errors.optional(fields, name, MAX_TEXT));
        if name.is_empty() && url.is_empty() && cited.is_empty() {
            continue;
        }
        if name.is_empty() {
            errors.add(&names[0], Message::new("law-edit-fault-source-name").with("row", row));
        }
        for (field, address) in [(&names[1], &url), (&names[2], &cited)] {
            if !address.is_empty() && !is_address(address) {
                errors.add(field, Message::new("law-edit-fault-address").with("row", row));
            }
        }
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        sources.push(Source { name, url: some(url), cited_url: some(cited) });
    }
    if ["name", "url", "cited"].iter().any(|name| fields.sent(&source_field(MAX_SOURCES + 1, name))) {
        errors.add("source-1-name", Message::new("law-edit-fault-many-sources").with("max", MAX_SOURCES));
    }
    sources
}

/// Whether a reader can be sent there: a page of the web, written without spaces.
pub(crate) fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.contains('.') && !text.contains(char::is_whitespace))
}

fn day(fields: &Fields, errors: &mut FormErrors, name: &str) -> Option<Date> {
    let text = fields.value(name).trim();
    if text.is_empty() {
        return None;
    }
    let day = text.parse::<Date>().ok().filter(|day| day.to_string() == text && day.year() > 0);
    if day.is_none() {
        errors.add(name, Message::new("law-edit-fault-day").with("field", name));
    }
    day
}

/// Puts what an answer as a whole is refused for beside the field it is about.
pub(crate) fn refuse(errors: &mut FormErrors, fault: AnswerFault) {
    match fault {
        AnswerFault::EndsBeforeStart => errors.add("valid_to", Message::new("law-edit-fault-ends-before")),
        AnswerFault::NoConfidence | AnswerFault::UnknownButSure => {
            errors.add("confidence", Message::new("law-edit-fault-confidence"));
        }
        AnswerFault::PartialNotList => errors.add("finding", Message::new("law-edit-fault-not-list")),
        AnswerFault::TooManySources => {
            let message = Message::new("law-edit-fault-many-sources").with("max", MAX_SOURCES);
            errors.add("source-1-name", message);
        }
        AnswerFault::TooLong => {
            errors.add("note", Message::new("law-edit-fault-long").with("max", MAX_TEXT));
        }
    }
}

/// The fields, for a template.
#[derive(Template)]
#[template(path = "profile/fields.html")]
struct AnswerFields<'a> {
    page: &'a Page,
    w: Words<'a>,
    question: &'a Question,
    form: &'a FormState,
    /// Whether only a value is asked for: not how sure it is, nor where it is read.
    value_only: bool,
}

/// A choice: value, words, hint.
type Choice = (String, String, String);

impl AnswerFields<'_> {
    /// What can be found: the values that need no field of their own, then what is not a value.
    fn findings(&self) -> Vec<Choice> {
        let choice = |value: &str, words: String, hint: String| (value.to_owned(), words, hint);
        let said = |key: &'static str| self.page.t(key);
        let mut all = match &self.question.shape {
            Shape::Bool => vec![
                choice("yes", said(key("law-yes")), String::new()),
                choice("no", said(key("law-no")), String::new()),
            ],
            Shape::Choice(codes) => codes
                .iter()
                .map(|code| choice(&format!("{CODE}{code}"), self.code(code), String::new()))
                .collect(),
            _ => {
                vec![choice("value", said(key("law-edit-finding-value")), said(key("law-edit-value-below")))]
            }
        };
        if self.value_only {
            return all;
        }
        all.extend([
            choice("silent", said(key("law-finding-silent")), said(key("law-edit-silent-hint"))),
            choice("not_applicable", said(key("law-finding-not-applicable")), said(key("law-edit-na-hint"))),
            choice("unknown", said(key("law-finding-unknown")), said(key("law-edit-unknown-hint"))),
        ]);
        all
    }

    /// Whether what is found is chosen among several.
    fn has_findings(&self) -> bool {
        !self.value_only || matches!(self.question.shape, Shape::Bool | Shape::Choice(_))
    }

    /// What a code means. One that only repeats a report says so here too.
    fn code(&self, code: &Code) -> String {
        let words = self.w.code(code);
        if self.question.reported.contains(code) {
            self.page.text("law-reported").with("report", words).to_string()
        } else {
            words
        }
    }

    fn codes(&self) -> Vec<Choice> {
        let codes = self.question.shape.codes().iter();
        codes.map(|code| (code.to_string(), self.code(code), String::new())).collect()
    }

    fn partial(&self) -> Vec<Choice> {
        let (words, hint) = (self.page.t("law-edit-partial"), self.page.t("law-edit-partial-hint"));
        vec![("1".to_owned(), words, hint)]
    }

    fn at_once(&self) -> Vec<Choice> {
        vec![("1".to_owned(), self.page.t("law-without-delay"), String::new())]
    }

    /// Label of a count: its unit.
    fn count(&self) -> String {
        self.page.t(match self.question.shape {
            Shape::Integer(Some(Unit::Years)) => key("law-edit-years"),
            Shape::Integer(Some(Unit::Percent)) => key("law-edit-percent"),
            _ => key("law-edit-count"),
        })
    }

    fn levels(&self) -> Vec<Choice> {
        let hints = [
            (Confidence::Verified, key("law-edit-verified-hint")),
            (Confidence::Secondary, key("law-edit-secondary-hint")),
            (Confidence::Recalled, key("law-edit-recalled-hint")),
        ];
        let choice = |(level, hint): (Confidence, &'static str)| {
            (level.name().to_owned(), self.page.t(confidence_key(level)), self.page.t(hint))
        };
        hints.map(choice).into()
    }

    /// The rows of the sources: those that are filled, and one more.
    fn rows(&self) -> Vec<[String; 3]> {
        let filled = |row: &usize| {
            ["name", "url", "cited"].iter().any(|name| !self.form.value(&source_field(*row, name)).is_empty())
        };
        let last = (1..=MAX_SOURCES).rev().find(filled).unwrap_or(0);
        let rows = 1..=(last + 1).clamp(LEAST_ROWS, MAX_SOURCES);
        rows.map(|row| ["name", "url", "cited"].map(|name| source_field(row, name))).collect()
    }

    /// What a currency field holds when nothing was typed.
    fn with_currency(&self) -> FormState {
        let form = self.form.clone();
        if form.value("currency").is_empty() { form.with("currency", "XOF") } else { form }
    }
}

#[cfg(test)]
mod tests;
