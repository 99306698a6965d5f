//! Answers in plain words, for files that no page stands around.

use crate::profile::{
    Amount, Answer, Code, Confidence, Currency, Duration, Finding, Question, Questionnaire, Shape, Unit,
    Value,
};
use liptako_core::Lang;

/// What was found, in words.
pub(super) fn finding(
    questionnaire: &Questionnaire,
    question: &Question,
    answer: &Answer,
    lang: Lang,
) -> String {
    let value = match answer.finding() {
        Finding::Unknown => return lang.pick("non établi", "not established").to_owned(),
        Finding::Silent => {
            return lang
                .pick("le texte lu ne prévoit rien", "the text that was read provides nothing")
                .to_owned();
        }
        Finding::NotApplicable => return lang.pick("sans objet", "not applicable").to_owned(),
        Finding::Value(value) => value,
    };
    let said = said(questionnaire, question, value, lang);
    if question.is_reported(value) {
        return format!("{} ({said})", lang.pick("signalé, non confirmé", "reported, not confirmed"));
    }
    match answer.is_partial() {
        true => format!("{} {said}", lang.pick("entre autres :", "among others:")),
        false => said,
    }
}

fn said(questionnaire: &Questionnaire, question: &Question, value: &Value, lang: Lang) -> String {
    let code = |code: &Code| {
        let label = questionnaire.codes.get(code).map(|label| label.pick(lang).to_owned());
        label.unwrap_or_else(|| code.to_string())
    };
    match value {
        Value::Bool(true) => lang.pick("oui", "yes").to_owned(),
        Value::Bool(false) => lang.pick("non", "no").to_owned(),
        Value::Choice(one) => code(one),
        Value::Choices(codes) => codes.iter().map(code).collect::<Vec<_>>().join(", "),
        Value::Duration(time) => self::time(*time, lang),
        Value::Amount(sum) => amount(sum, lang),
        Value::Integer(number) => match question.shape {
            Shape::Integer(Some(Unit::Years)) => count(*number, ("an", "ans"), ("year", "years"), lang),
            Shape::Integer(Some(Unit::Percent)) => format!("{number} %"),
            _ => number.to_string(),
        },
        Value::Text(text) => text.clone(),
    }
}

fn count(number: u32, fr: (&str, &str), en: (&str, &str), lang: Lang) -> String {
    let unit = match (lang, number) {
        (Lang::Fr, 0 | 1) => fr.0,
        (Lang::Fr, _) => fr.1,
        (Lang::En, 1) => en.0,
        (Lang::En, _) => en.1,
    };
    format!("{number} {unit}")
}

/// A time in the units of the law.
fn time(time: Duration, lang: Lang) -> String {
    let Duration::Lasting { years, months, days, hours } = time else {
        return lang.pick("sans délai", "without delay").to_owned();
    };
    let parts = [
        (years, ("an", "ans"), ("year", "years")),
        (months, ("mois", "mois"), ("month", "months")),
        (days, ("jour", "jours"), ("day", "days")),
        (hours, ("heure", "heures"), ("hour", "hours")),
    ];
    let said = parts.into_iter().filter(|(number, ..)| *number > 0);
    said.map(|(number, fr, en)| count(number, fr, en, lang)).collect::<Vec<_>>().join(" ")
}

fn amount(sum: &Amount, lang: Lang) -> String {
    let currency = sum.currency();
    let unit = if currency == Currency::XOF { "FCFA" } else { currency.code() };
    let said = |bound: u64| {
        let digits = bound.to_string();
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push('\u{202f}');
            }
            grouped.push(digit);
        }
        format!("{grouped} {unit}")
    };
    let sums = match (sum.min(), sum.max()) {
        (Some(min), Some(max)) if min == max => said(min),
        (Some(min), Some(max)) => match lang {
            Lang::Fr => format!("de {} à {}", said(min), said(max)),
            Lang::En => format!("from {} to {}", said(min), said(max)),
        },
        (Some(min), None) => format!("{} {}", lang.pick("au moins", "at least"), said(min)),
        (None, Some(max)) => format!("{} {}", lang.pick("au plus", "at most"), said(max)),
        (None, None) => String::new(),
    };
    match sum.percent_turnover() {
        None => sums,
        Some(share) => match lang {
            Lang::Fr => format!("{sums}, ou {share} % du chiffre d’affaires"),
            Lang::En => format!("{sums}, or {share} % of turnover"),
        },
    }
}

/// How sure an answer is, in words.
pub(super) const fn confidence(level: Confidence, lang: Lang) -> &'static str {
    match (level, lang) {
        (Confidence::Verified, Lang::Fr) => "lu dans le texte",
        (Confidence::Verified, Lang::En) => "read in the text",
        (Confidence::Secondary, Lang::Fr) => "source secondaire",
        (Confidence::Secondary, Lang::En) => "secondary source",
        (Confidence::Recalled, Lang::Fr) => "de mémoire, à vérifier",
        (Confidence::Recalled, Lang::En) => "from memory, to be checked",
        (Confidence::Unknown, Lang::Fr) => "non établi",
        (Confidence::Unknown, Lang::En) => "not established",
    }
}
