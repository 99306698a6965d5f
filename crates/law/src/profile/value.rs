//! The values that answers hold: codes, times, sums, counts.

use super::model::{IdFault, Shape, is_id};
use std::fmt;
use std::str::FromStr;

/// Most codes in one list.
pub const MAX_CODES: usize = 32;
/// Longest text value, in characters.
pub const MAX_TEXT_VALUE: usize = 400;
/// Largest count.
pub const MAX_INTEGER: u32 = 1_000_000;
/// Largest sum, in the unit of its currency.
pub const MAX_AMOUNT: u64 = 1_000_000_000_000_000;
/// Largest number in a time.
pub const MAX_TIME: u32 = 100_000;

/// One of the answers a question offers: `high_risk`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(Box<str>);

impl Code {
    /// The code as files write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Code {
    type Err = IdFault;

    fn from_str(text: &str) -> Result<Self, IdFault> {
        if is_id(text) { Ok(Self(text.into())) } else { Err(IdFault(text.chars().take(80).collect())) }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A time that a law gives, in the units in which it gives it (ISO 8601 duration).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Duration {
    /// At once (*sans délai*): shorter than any other, and not measurable.
    WithoutDelay,
    /// So long.
    Lasting {
        /// Years.
        years: u32,
        /// Months.
        months: u32,
        /// Days.
        days: u32,
        /// Hours.
        hours: u32,
    },
}

/// A time as parts that convert exactly: a month has no fixed number of hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Years and months.
    pub months: u64,
    /// Days and hours.
    pub hours: u64,
}

impl Extent {
    /// Hours of the mean month of the Gregorian calendar, to the half hour.
    const HALF_HOURS_PER_MONTH: u64 = 1_461;

    /// About how many hours: exactly so without months.
    pub const fn about_hours(self) -> u64 {
        self.hours + (self.months * Self::HALF_HOURS_PER_MONTH).div_ceil(2)
    }
}

impl Duration {
    /// The parts that can be added up; nothing for “without delay”.
    pub const fn extent(self) -> Option<Extent> {
        match self {
            Self::WithoutDelay => None,
            Self::Lasting { years, months, days, hours } => Some(Extent {
                months: years as u64 * 12 + months as u64,
                hours: days as u64 * 24 + hours as u64,
            }),
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Lasting { years, months, days, hours } = self else { return f.write_str("without_delay") };
        f.write_str("P")?;
        for (number, letter) in [(years, "Y"), (months, "M"), (days, "D")] {
            if *number > 0 {
                write!(f, "{number}{letter}")?;
            }
        }
        if *hours > 0 { write!(f, "T{hours}H") } else { Ok(()) }
    }
}

impl FromStr for Duration {
    type Err = ValueFault;

    /// Years, months, days, then hours, each at most once, none zero, in ISO 8601 form; or `without_delay`.
    fn from_str(text: &str) -> Result<Self, ValueFault> {
        let fault = || ValueFault::Duration(text.chars().take(40).collect());
        if text == "without_delay" {
            return Ok(Self::WithoutDelay);
        }
        let rest = text.strip_prefix('P').ok_or_else(fault)?;
        let (date, time) = rest.split_once('T').map_or((rest, None), |(date, time)| (date, Some(time)));
        let mut parts = [0u32; 4];
        let mut next = 0;
        let mut digits = String::new();
        let letters = date.chars().map(|c| (c, false)).chain(time.unwrap_or("").chars().map(|c| (c, true)));
        for (c, in_time) in letters {
            if c.is_ascii_digit() && digits.len() < 6 {
                digits.push(c);
                continue;
            }
            let place = match (c, in_time) {
                ('Y', false) => 0,
                ('M', false) => 1,
                ('D', false) => 2,
                ('H', true) => 3,
                _ => return Err(fault()),
            };
            let number: u32 = std::mem::take(&mut digits).parse().map_err(|_| fault())?;
            if place < next || number == 0 || number > MAX_TIME {
                return Err(fault());
            }
            parts[place] = number;
            next = place + 1;
        }
        let [years, months, days, hours] = parts;
        let duration = Self::Lasting { years, months, days, hours };
        // One spelling only: no digits left over, no empty parts, no leading zeros.
        if next > 0 && duration.to_string() == text { Ok(duration) } else { Err(fault()) }
    }
}

/// A currency: `XOF` is the CFA franc.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The CFA franc of West Africa (*franc CFA*).
    pub const XOF: Self = Self(*b"XOF");

    /// Its ISO 4217 code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl FromStr for Currency {
    type Err = ValueFault;

    fn from_str(text: &str) -> Result<Self, ValueFault> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_uppercase) => Ok(Self(code)),
            _ => Err(ValueFault::Currency(text.chars().take(12).collect())),
        }
    }
}

/// A sum, or a range of sums, with a share of turnover beside it where the law gives one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    min: Option<u64>,
    max: Option<u64>,
    currency: Currency,
    percent_turnover: Option<u8>,
}

impl Amount {
    /// At least one bound, at most [`MAX_AMOUNT`], the lower not above the upper; a share of at most 100.
    ///
    /// # Errors
    /// [`ValueFault::Amount`].
    pub fn new(
        min: Option<u64>,
        max: Option<u64>,
        currency: Currency,
        percent_turnover: Option<u8>,
    ) -> Result<Self, ValueFault> {
        let bounded = [min, max].into_iter().flatten().all(|bound| bound <= MAX_AMOUNT);
        let ordered = !matches!((min, max), (Some(min), Some(max)) if min > max);
        let given = min.is_some() || max.is_some();
        if bounded && ordered && given && percent_turnover.is_none_or(|share| share <= 100) {
            Ok(Self { min, max, currency, percent_turnover })
        } else {
            Err(ValueFault::Amount)
        }
    }

    /// Lower bound.
    pub const fn min(&self) -> Option<u64> {
        self.min
    }

    /// Upper bound.
    pub const fn max(&self) -> Option<u64> {
        self.max
    }

    /// The currency of both bounds.
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// Share of turnover, in hundredths.
    pub const fn percent_turnover(&self) -> Option<u8> {
        self.percent_turnover
    }
}

/// What a law answers, in its question's type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// One code.
    Choice(Code),
    /// Several codes, at least one, in the order of the question, each once.
    Choices(Vec<Code>),
    /// A time.
    Duration(Duration),
    /// A sum.
    Amount(Amount),
    /// A count.
    Integer(u32),
    /// A short text, in French.
    Text(String),
}

/// Why something is not a value of a question. Each says what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueFault {
    /// Another type than the question's.
    #[error("the question is of type {expected}, this is {found}")]
    Type {
        /// What the question asks for.
        expected: &'static str,
        /// What was given.
        found: &'static str,
    },
    /// A code the question does not offer.
    #[error("“{code}” is not an answer to this question; it offers {offered}")]
    Code {
        /// The code given.
        code: String,
        /// The codes offered.
        offered: String,
    },
    /// A code twice.
    #[error("“{0}” is in the list twice")]
    Twice(String),
    /// A list with nothing in it.
    #[error("a list names at least one code; write “silent” or “unknown” when there is none")]
    Empty,
    /// Not a time.
    #[error("“{0}” is not a time; write PT72H, P30D, P1M, P5Y or without_delay")]
    Duration(String),
    /// Not a currency.
    #[error("“{0}” is not a currency; write XOF for the CFA franc")]
    Currency(String),
    /// Not a sum.
    #[error("a sum has a lower or an upper bound, the lower not above the upper, and a share of at most 100")]
    Amount,
    /// Not a count.
    #[error("{0} is not a count from 0 to {MAX_INTEGER}")]
    Integer(i64),
    /// A text that is empty or too long.
    #[error("a text has 1 to {MAX_TEXT_VALUE} characters")]
    Text,
}

impl Value {
    /// One or several codes, as the question asks, put in the order of the question.
    ///
    /// # Errors
    /// [`ValueFault`] when the question does not offer a code, or asks for one and gets several.
    pub fn of_codes(shape: &Shape, given: &[&str], as_list: bool) -> Result<Self, ValueFault> {
        let offered = shape.codes();
        let place = |code: &str| offered.iter().position(|known| known.as_str() == code);
        for code in given {
            if place(code).is_none() {
                let offered = offered.iter().map(Code::as_str).collect::<Vec<_>>().join(", ");
                return Err(ValueFault::Code { code: code.chars().take(80).collect(), offered });
            }
        }
        match (shape, given, as_list) {
            (Shape::Choice(_), [one], false) => {
                Ok(Self::Choice(offered[place(one).unwrap_or_default()].clone()))
            }
            (Shape::Choice(_), _, _) => Err(ValueFault::Type { expected: "one code", found: "a list" }),
            (_, [], _) => Err(ValueFault::Empty),
            (_, _, false) => Err(ValueFault::Type { expected: "a list of codes", found: "one code" }),
            _ => {
                let mut places: Vec<usize> = given.iter().filter_map(|code| place(code)).collect();
                places.sort_unstable();
                if let Some(pair) = places.windows(2).find(|pair| pair[0] == pair[1]) {
                    return Err(ValueFault::Twice(offered[pair[0]].to_string()));
                }
                Ok(Self::Choices(places.into_iter().map(|place| offered[place].clone()).collect()))
            }
        }
    }

    /// A count within its bounds.
    ///
    /// # Errors
    /// [`ValueFault::Integer`].
    pub fn of_integer(number: i64) -> Result<Self, ValueFault> {
        let within = u32::try_from(number).ok().filter(|number| *number <= MAX_INTEGER);
        within.map(Self::Integer).ok_or(ValueFault::Integer(number))
    }

    /// A text within its bounds.
    ///
    /// # Errors
    /// [`ValueFault::Text`].
    pub fn of_text(text: &str) -> Result<Self, ValueFault> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > MAX_TEXT_VALUE {
            return Err(ValueFault::Text);
        }
        Ok(Self::Text(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn codes(names: &[&str]) -> Vec<Code> {
        names.iter().map(|name| name.parse().unwrap()).collect()
    }

    #[test]
    fn a_time_has_one_spelling() {
        for good in ["PT72H", "P1M", "P7Y", "P30D", "P1Y6M", "P2DT12H", "without_delay"] {
            assert_eq!(good.parse::<Duration>().unwrap().to_string(), good);
        }
        for bad in ["", "P", "PT", "72H", "P72H", "PT1M", "P0D", "P01D", "P1M1Y", "P1D1D", "P1", "P1W", "p1d"]
        {
            assert!(bad.parse::<Duration>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_sum_has_a_bound_and_its_bounds_are_in_order() {
        let xof = Currency::XOF;
        assert!(Amount::new(Some(5), Some(20), xof, None).is_ok());
        assert!(Amount::new(None, Some(20), xof, Some(4)).is_ok());
        for (min, max, share) in
            [(None, None, Some(4)), (Some(21), Some(20), None), (Some(1), None, Some(101))]
        {
            assert_eq!(Amount::new(min, max, xof, share), Err(ValueFault::Amount));
        }
        assert!(Amount::new(Some(MAX_AMOUNT + 1), None, xof, None).is_err());
        assert!("FCFA".parse::<Currency>().is_err() && "xof".parse::<Currency>().is_err());
    }

    #[test]
    fn a_list_is_put_in_the_order_of_its_question() {
        let shape = Shape::Choices(codes(&["fine", "warning", "publication"]));
        let value = Value::of_codes(&shape, &["publication", "fine"], true).unwrap();
        assert_eq!(value, Value::Choices(codes(&["fine", "publication"])));
        let refused = Value::of_codes(&shape, &["fine", "prison"], true).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "“prison” is not an answer to this question; it offers fine, warning, publication"
        );
        assert_eq!(Value::of_codes(&shape, &[], true), Err(ValueFault::Empty));
        assert_eq!(Value::of_codes(&shape, &["fine", "fine"], true), Err(ValueFault::Twice("fine".into())));
        assert!(Value::of_codes(&shape, &["fine"], false).is_err(), "one code is not a list");
        let one = Shape::Choice(codes(&["yes", "no"]));
        assert_eq!(Value::of_codes(&one, &["no"], false), Ok(Value::Choice("no".parse().unwrap())));
        assert!(Value::of_codes(&one, &["no"], true).is_err(), "a list is not one code");
    }

    #[test]
    fn counts_and_texts_are_bounded() {
        assert_eq!(Value::of_integer(15), Ok(Value::Integer(15)));
        assert!(Value::of_integer(-1).is_err() && Value::of_integer(i64::MAX).is_err());
        assert_eq!(Value::of_text(" APDP "), Ok(Value::Text("APDP".into())));
        assert!(Value::of_text("  ").is_err() && Value::of_text(&"é".repeat(MAX_TEXT_VALUE + 1)).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_a_time_in_one_spelling_or_is_refused(text in "[PTYMDH0-9]{0,12}") {
            if let Ok(duration) = text.parse::<Duration>() {
                prop_assert_eq!(duration.to_string(), text);
            }
        }
    }
}
