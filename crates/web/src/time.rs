//! Days and moments as people read them. Moments are in universal time everywhere, and say so: the same
//! act bears the same hour in Bamako, Ouagadougou and Niamey.

use crate::html::Html;
use crate::page::Page;
use jiff::civil::{Date, DateTime};
use liptako_core::{Lang, UnixSeconds};

const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day of the calendar, from a civil date or from the moment it begins with (universal time).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(Date);

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl From<&Date> for Day {
    fn from(date: &Date) -> Self {
        Self(*date)
    }
}

impl From<UnixSeconds> for Day {
    fn from(seconds: UnixSeconds) -> Self {
        Self(civil(seconds).date())
    }
}

impl From<&UnixSeconds> for Day {
    fn from(seconds: &UnixSeconds) -> Self {
        Self::from(*seconds)
    }
}

/// The day's date in universal time.
pub fn today(now: UnixSeconds) -> Date {
    civil(now).date()
}

/// Moments beyond the calendar (years −9999 to 9999) stop at its ends.
fn civil(seconds: UnixSeconds) -> DateTime {
    let moment = jiff::Timestamp::from_second(seconds).unwrap_or(if seconds < 0 {
        jiff::Timestamp::MIN
    } else {
        jiff::Timestamp::MAX
    });
    jiff::tz::Offset::UTC.to_datetime(moment)
}

/// A day in words: `1er août 2025`, `1 August 2025`.
pub fn day_words(lang: Lang, day: Day) -> String {
    let Day(date) = day;
    let months = match lang {
        Lang::Fr => MONTHS_FR,
        Lang::En => MONTHS_EN,
    };
    let month = months.get(usize::from(date.month().unsigned_abs()).saturating_sub(1)).unwrap_or(&"");
    let first = if lang == Lang::Fr && date.day() == 1 { "er" } else { "" };
    format!("{}{first}\u{a0}{month} {}", date.day(), date.year())
}

/// A moment in words: `6 août 2025, 14 h 05 TU`, `6 August 2025, 14:05 UTC`.
pub fn moment_words(lang: Lang, seconds: UnixSeconds) -> String {
    let at = civil(seconds);
    let day = day_words(lang, Day(at.date()));
    match lang {
        Lang::Fr => format!("{day}, {}\u{a0}h\u{a0}{:02}\u{a0}TU", at.hour(), at.minute()),
        Lang::En => format!("{day}, {:02}:{:02}\u{a0}UTC", at.hour(), at.minute()),
    }
}

pub(crate) fn day(lang: Lang, day: Day) -> Html {
    Html::trusted(format!("<time datetime=\"{}\">{}</time>", day.0, day_words(lang, day)))
}

pub(crate) fn moment(lang: Lang, seconds: UnixSeconds) -> Html {
    let machine = machine_form(seconds);
    Html::trusted(format!("<time datetime=\"{machine}\">{}</time>", moment_words(lang, seconds)))
}

pub(crate) fn ago(page: &Page, seconds: UnixSeconds) -> Html {
    let passed = page.now().saturating_sub(seconds);
    let (minutes, hours, days) = (passed / 60, passed / 3600, passed / 86400);
    let words = match passed {
        ..0 => moment_words(page.lang(), seconds),
        0..60 => page.t("ago-now"),
        60..3600 => page.text("ago-minutes").with("n", minutes).to_string(),
        3600..172_800 => page.text("ago-hours").with("n", hours).to_string(),
        _ => page.text("ago-days").with("n", days).to_string(),
    };
    let full = moment_words(page.lang(), seconds);
    Html::trusted(format!("<time datetime=\"{}\" title=\"{full}\">{words}</time>", machine_form(seconds)))
}

fn machine_form(seconds: UnixSeconds) -> String {
    let at = civil(seconds);
    format!("{}T{:02}:{:02}:{:02}Z", at.date(), at.hour(), at.minute(), at.second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_moments_are_written_as_the_language_does() {
        let day = Day::from(jiff::civil::date(2025, 8, 1));
        assert_eq!(day_words(Lang::Fr, day), "1er\u{a0}août 2025");
        assert_eq!(day_words(Lang::En, day), "1\u{a0}August 2025");
        assert_eq!(moment_words(Lang::Fr, 1_754_488_500), "6\u{a0}août 2025, 13\u{a0}h\u{a0}55\u{a0}TU");
        assert_eq!(moment_words(Lang::En, 1_754_488_500), "6\u{a0}August 2025, 13:55\u{a0}UTC");
    }

    #[test]
    fn a_claimed_moment_beyond_the_calendar_still_has_words() {
        assert!(moment_words(Lang::Fr, i64::MAX).contains("9999"));
        assert!(!moment_words(Lang::En, i64::MIN).is_empty());
    }
}
