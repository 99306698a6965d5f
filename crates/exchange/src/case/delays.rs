//! The delays of cases and the checklists of admissibility: data that ships, read and checked whole.

use super::model::{CaseKind, Duty};
use jiff::civil::{Date, Weekday};
use jiff::tz::Offset;
use jiff::{Span, Timestamp, ToSpan};
use liptako_core::{Bilingual, UnixSeconds};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Longest delay, in units.
const MAX_COUNT: u16 = 1000;
/// Most days that an extension may add.
pub const MAX_EXTENSION: u16 = 366;

/// What a delay is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Days of the calendar.
    Days,
    /// Days of work: neither Saturday nor Sunday nor a day without work of the country.
    WorkingDays,
    /// Weeks.
    Weeks,
    /// Months of the calendar.
    Months,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 4] = [Self::Days, Self::WorkingDays, Self::Weeks, Self::Months];

    /// Stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::WorkingDays => "working-days",
            Self::Weeks => "weeks",
            Self::Months => "months",
        }
    }
}

/// How long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length {
    /// How many.
    pub count: u16,
    /// Of what.
    pub unit: Unit,
}

/// One delay, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delay {
    /// How long.
    pub length: Length,
    /// Days before the end on which the authority is told again, the most first.
    pub alerts: Vec<u16>,
    /// Days that may be added, once; 0 when it cannot be extended.
    pub extension: u16,
    /// Whether the source is a text that serves as a model. Either way the delay is a proposal.
    pub is_modelled: bool,
    /// Where it comes from.
    pub source: Bilingual,
}

/// A country's days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Country {
    /// Distance to universal time, in hours.
    pub utc_hours: i8,
    /// Days without work, besides Saturdays and Sundays.
    pub closed: BTreeSet<Date>,
}

/// All delays of one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delays {
    /// Goes up with every change.
    pub version: u32,
    /// How long the content of a closed case is kept.
    pub retention: Delay,
    delays: BTreeMap<(CaseKind, Duty), Delay>,
    countries: BTreeMap<String, Country>,
}

/// An item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its identifier, as records keep it.
    pub id: String,
    /// Whether a case cannot be examined without it.
    pub is_needed: bool,
    /// What it says.
    pub text: Bilingual,
}

/// Why a file of data is refused: a test keeps the shipped ones without fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CaseDataFault(String);

fn fault(text: impl std::fmt::Display) -> CaseDataFault {
    CaseDataFault(text.to_string())
}

impl Delays {
    /// The delay of this duty in cases of this kind; none when nothing is due.
    pub fn of(&self, kind: CaseKind, duty: Duty) -> Option<&Delay> {
        self.delays.get(&(kind, duty))
    }

    /// Every delay, by kind and duty.
    pub fn all(&self) -> impl Iterator<Item = (CaseKind, Duty, &Delay)> {
        self.delays.iter().map(|((kind, duty), delay)| (*kind, *duty, delay))
    }

    /// A country's days. An unknown one has universal time and no day without work of its own.
    pub fn country(&self, code: &str) -> Country {
        self.countries.get(code).cloned().unwrap_or_default()
    }
}

impl Country {
    /// The day it is there at this moment.
    pub fn day_of(&self, seconds: UnixSeconds) -> Date {
        let end = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
        let moment = Timestamp::from_second(seconds).unwrap_or(end);
        self.offset().to_datetime(moment).date()
    }

    /// The last second of this day there.
    pub fn end_of(&self, day: Date) -> UnixSeconds {
        let last = day.at(23, 59, 59, 0);
        let end = if day.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
        self.offset().to_timestamp(last).unwrap_or(end).as_second()
    }

    fn offset(&self) -> Offset {
        Offset::from_hours(self.utc_hours).unwrap_or(Offset::UTC)
    }

    /// Whether people work there on this day.
    pub fn is_working(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !self.closed.contains(&day)
    }

    /// The last second of a delay that begins at this moment: its first day does not count, and a last day without work
    /// moves to the next day of work.
    pub fn end(&self, starts: UnixSeconds, length: Length, extra_days: u16) -> UnixSeconds {
        let first = self.day_of(starts);
        let count = i64::from(length.count);
        let last = match length.unit {
            Unit::Days => plus(first, count.days()),
            Unit::Weeks => plus(first, count.weeks()),
            Unit::Months => plus(first, count.months()),
            Unit::WorkingDays => (0..length.count).fold(first, |day, _| self.next_working(day)),
        };
        let last = plus(last, i64::from(extra_days).days());
        self.end_of(if self.is_working(last) { last } else { self.next_working(last) })
    }

    fn next_working(&self, day: Date) -> Date {
        let mut next = plus(day, 1.day());
        // A list of days without work is bounded, so this ends; so does it at the end of time.
        while !self.is_working(next) && next < Date::MAX {
            next = plus(next, 1.day());
        }
        next
    }
}

fn plus(day: Date, span: Span) -> Date {
    day.saturating_add(span)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DelaysForm {
    version: u32,
    retention: RetentionForm,
    #[serde(default)]
    country: Vec<CountryForm>,
    #[serde(default)]
    delay: Vec<DelayForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RetentionForm {
    length: String,
    model: bool,
    source_fr: String,
    source_en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountryForm {
    code: String,
    utc_hours: i8,
    closed: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DelayForm {
    kind: String,
    duty: String,
    length: String,
    alerts: Vec<u16>,
    extension: u16,
    model: bool,
    source_fr: String,
    source_en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChecklistForm {
    item: Vec<ItemForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemForm {
    kind: String,
    id: String,
    must: bool,
    fr: String,
    en: String,
}

fn length(text: &str) -> Result<Length, CaseDataFault> {
    let refuse = || fault(format!("“{text}” is not a length such as “4 weeks”"));
    let (count, unit) = text.split_once(' ').ok_or_else(refuse)?;
    let unit = Unit::ALL.into_iter().find(|known| known.name() == unit).ok_or_else(refuse)?;
    let count: u16 = count.parse().map_err(|_| refuse())?;
    if (1..=MAX_COUNT).contains(&count) { Ok(Length { count, unit }) } else { Err(refuse()) }
}

fn kind(name: &str) -> Result<CaseKind, CaseDataFault> {
    CaseKind::from_name(name).ok_or_else(|| fault(format!("“{name}” is not a kind of case")))
}

/// Reads a file of delays.
///
/// # Errors
/// [`CaseDataFault`], the first of the file.
pub fn read_delays(text: &str) -> Result<Delays, CaseDataFault> {
    let form: DelaysForm = toml::from_str(text).map_err(fault)?;
    let mut delays = BTreeMap::new();
    for line in form.delay {
        let duty =
            Duty::from_name(&line.duty).ok_or_else(|| fault(format!("“{}” is not a duty", line.duty)))?;
        let kind = kind(&line.kind)?;
        let mut alerts = line.alerts;
        alerts.sort_unstable_by(|a, b| b.cmp(a));
        if line.extension > MAX_EXTENSION || (line.extension > 0 && !duty.can_be_extended()) {
            return Err(fault(format!("{} {} cannot be extended so", kind.name(), duty.name())));
        }
        let delay = Delay {
            length: length(&line.length)?,
            alerts,
            extension: line.extension,
            is_modelled: line.model,
            source: Bilingual { fr: line.source_fr, en: line.source_en },
        };
        if duty == Duty::Measure || delays.insert((kind, duty), delay).is_some() {
            return Err(fault(format!("{} {} stands twice, or is no delay", kind.name(), duty.name())));
        }
    }
    let mut countries = BTreeMap::new();
    for line in form.country {
        let days: Result<BTreeSet<Date>, _> = line.closed.iter().map(|day| day.parse()).collect();
        let closed = days.map_err(|error| fault(format!("{}: {error}", line.code)))?;
        Offset::from_hours(line.utc_hours).map_err(fault)?;
        countries.insert(line.code, Country { utc_hours: line.utc_hours, closed });
    }
    let kept = form.retention;
    let retention = Delay {
        length: length(&kept.length)?,
        alerts: Vec::new(),
        extension: 0,
        is_modelled: kept.model,
        source: Bilingual { fr: kept.source_fr, en: kept.source_en },
    };
    Ok(Delays { version: form.version, retention, delays, countries })
}

/// Reads the checklists.
///
/// # Errors
/// [`CaseDataFault`], the first of the file.
pub fn read_checklists(text: &str) -> Result<BTreeMap<CaseKind, Vec<Item>>, CaseDataFault> {
    let form: ChecklistForm = toml::from_str(text).map_err(fault)?;
    let mut lists: BTreeMap<CaseKind, Vec<Item>> = BTreeMap::new();
    for line in form.item {
        let list = lists.entry(kind(&line.kind)?).or_default();
        let is_plain = line.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') && !line.id.is_empty();
        if !is_plain || list.iter().any(|item| item.id == line.id) {
            return Err(fault(format!("{} {} stands twice, or is no identifier", line.kind, line.id)));
        }
        let text = Bilingual { fr: line.fr, en: line.en };
        list.push(Item { id: line.id, is_needed: line.must, text });
    }
    Ok(lists)
}

static DELAYS: LazyLock<Result<Delays, CaseDataFault>> =
    LazyLock::new(|| read_delays(include_str!("../../data/case-delays.toml")));
static CHECKLISTS: LazyLock<Result<BTreeMap<CaseKind, Vec<Item>>, CaseDataFault>> =
    LazyLock::new(|| read_checklists(include_str!("../../data/case-admissibility.toml")));

/// The delays that ship with the program.
///
/// # Errors
/// The fault of the file; a test keeps it at none.
pub fn shipped_delays() -> Result<&'static Delays, &'static CaseDataFault> {
    DELAYS.as_ref()
}

/// The checklist of a kind, as it ships; empty when the file has a fault, which a test excludes.
pub fn checklist(kind: CaseKind) -> &'static [Item] {
    CHECKLISTS.as_ref().ok().and_then(|lists| lists.get(&kind)).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn at(text: &str) -> UnixSeconds {
        text.parse::<Timestamp>().unwrap().as_second()
    }

    #[test]
    fn the_shipped_data_have_no_fault_and_every_kind_its_list() {
        let delays = shipped_delays().unwrap();
        for kind in CaseKind::ALL {
            assert!(!checklist(kind).is_empty(), "{}", kind.name());
            for duty in [Duty::Acknowledgement, Duty::Reply, Duty::Position, Duty::Closing] {
                assert!(delays.of(kind, duty).is_some(), "{} {}", kind.name(), duty.name());
            }
        }
        assert!(CHECKLISTS.is_ok());
        for (_, _, delay) in delays.all() {
            let begins = if delay.is_modelled { "D’après" } else { "Proposition" };
            assert!(delay.source.fr.starts_with(begins), "each says where it comes from: {delay:?}");
        }
    }

    #[test]
    fn the_first_day_does_not_count_and_a_last_day_without_work_moves_on() {
        let mali = Country::default();
        // Tuesday 24 November 2026.
        let start = at("2026-11-24T10:00:00Z");
        let end = |count, unit| mali.day_of(mali.end(start, Length { count, unit }, 0));
        assert_eq!(end(1, Unit::Days), day("2026-11-25"));
        assert_eq!(end(4, Unit::Days), day("2026-11-30"), "Saturday moves to Monday");
        assert_eq!(end(4, Unit::WorkingDays), day("2026-11-30"));
        assert_eq!(end(5, Unit::WorkingDays), day("2026-12-01"));
        assert_eq!(end(1, Unit::Months), day("2026-12-24"));
        assert_eq!(end(6, Unit::Weeks), day("2027-01-05"));
        assert_eq!(mali.end(start, Length { count: 1, unit: Unit::Days }, 2), at("2026-11-27T23:59:59Z"));
        let holiday = Country { utc_hours: 0, closed: [day("2026-11-25")].into() };
        assert_eq!(
            holiday.day_of(holiday.end(start, Length { count: 1, unit: Unit::WorkingDays }, 0)),
            day("2026-11-26")
        );
    }

    #[test]
    fn a_day_ends_at_its_own_midnight_in_each_country() {
        let niger = shipped_delays().unwrap().country("NE");
        // Half past eleven in the evening in Bamako is already the next day in Niamey.
        let start = at("2026-11-24T23:30:00Z");
        assert_eq!(niger.day_of(start), day("2026-11-25"));
        assert_eq!(niger.end(start, Length { count: 1, unit: Unit::Days }, 0), at("2026-11-26T22:59:59Z"));
    }

    #[test]
    fn moments_beyond_all_calendars_end_without_panic() {
        let niger = shipped_delays().unwrap().country("NE");
        for start in [i64::MIN, i64::MAX, 0, -1, 253_402_300_799] {
            let _ = niger.end(start, Length { count: 1000, unit: Unit::WorkingDays }, 366);
            let _ = niger.end(start, Length { count: 1000, unit: Unit::Months }, 366);
        }
    }

    #[test]
    fn a_fault_of_the_file_is_named() {
        let file = include_str!("../../data/case-delays.toml");
        let said = |from: &str, to: &str| read_delays(&file.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(said("5 working-days", "5 moons").contains("“5 moons”"));
        assert!(said("\"consultation\"", "\"information\"").contains("twice"));
        assert!(said("\"information\"", "\"rumour\"").contains("“rumour”"));
    }
}
