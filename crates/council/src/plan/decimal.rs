//! Exact decimal numbers: an indicator's 12,5 is never stored as 12.499999.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// Most digits after the point.
pub const MAX_SCALE: u8 = 6;
/// Largest absolute number of units (the digits read without the point).
pub const MAX_UNITS: u64 = 999_999_999_999_999;

/// An exact decimal number: `units` ÷ 10^`scale`, kept in its shortest form.
///
/// At most 15 digits, of which at most 6 after the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    units: i64,
    scale: u8,
}

/// Why a text or a pair of numbers is not a decimal of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Not digits with at most one point or comma.
    #[error("not a decimal number")]
    Syntax,
    /// More than 15 digits, or more than 6 after the point.
    #[error("a number has at most 15 digits, 6 of them after the point")]
    TooLong,
    /// Not in its shortest form (only numbers read from a record).
    #[error("the number is not in its shortest form")]
    NotShortest,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { units: 0, scale: 0 };

    /// A number from its digits and how many of them follow the point; it is brought to its shortest form.
    ///
    /// # Errors
    /// [`DecimalError::TooLong`] outside the bounds.
    pub fn new(mut units: i64, mut scale: u8) -> Result<Self, DecimalError> {
        while scale > 0 && units % 10 == 0 {
            units /= 10;
            scale -= 1;
        }
        if scale > MAX_SCALE || units.unsigned_abs() > MAX_UNITS {
            return Err(DecimalError::TooLong);
        }
        Ok(Self { units, scale })
    }

    /// A number read from a record, where only the shortest form is accepted.
    ///
    /// # Errors
    /// [`DecimalError`] when out of bounds or not shortest.
    pub fn exact(units: i64, scale: u8) -> Result<Self, DecimalError> {
        let number = Self::new(units, scale)?;
        if number.scale == scale { Ok(number) } else { Err(DecimalError::NotShortest) }
    }

    /// The digits read without the point.
    pub const fn units(self) -> i64 {
        self.units
    }

    /// How many digits follow the point.
    pub const fn scale(self) -> u8 {
        self.scale
    }

    /// Both numbers as integers of one common scale; 15 + 6 digits always fit.
    fn aligned(self, other: Self) -> (i128, i128) {
        let at = |number: Self| i128::from(number.units) * 10i128.pow(u32::from(MAX_SCALE - number.scale));
        (at(self), at(other))
    }

    /// How far `self` has come from `baseline` towards `target`, in per cent, between 0 and 100, rounded down.
    ///
    /// `None` when baseline and target are equal. Works for targets below the baseline too.
    ///
    /// ```
    /// # use liptako_council::plan::Decimal;
    /// let d = |text: &str| text.parse::<Decimal>().unwrap();
    /// assert_eq!(d("5").percent_between(d("0"), d("20")), Some(25));
    /// assert_eq!(d("40").percent_between(d("60"), d("10")), Some(40));
    /// assert_eq!(d("5").percent_between(d("3"), d("3")), None);
    /// ```
    pub fn percent_between(self, baseline: Self, target: Self) -> Option<u8> {
        let (from, to) = baseline.aligned(target);
        let (now, _) = self.aligned(Self::ZERO);
        let (done, whole) = if to < from { (from - now, from - to) } else { (now - from, to - from) };
        if whole == 0 {
            return None;
        }
        let percent = (done * 100).div_euclid(whole).clamp(0, 100);
        u8::try_from(percent).ok()
    }

    /// The number as people write it, with this decimal mark and this group separator.
    pub fn written(self, mark: char, group: &str) -> String {
        let digits = self.units.unsigned_abs().to_string();
        let scale = usize::from(self.scale);
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        let mut out = String::new();
        if self.units < 0 {
            out.push('\u{2212}');
        }
        // Four digits stand alone, as usage has it.
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && whole.len() > 4 && (whole.len() - place) % 3 == 0 {
                out.push_str(group);
            }
            out.push(digit);
        }
        if scale > 0 {
            out.push(mark);
            out.push_str(fraction);
        }
        out
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    /// Reads `1250`, `1 250,5`, `12.5`, `-3`: point or comma, spaces between groups.
    fn from_str(text: &str) -> Result<Self, DecimalError> {
        if text.len() > 64 {
            return Err(DecimalError::TooLong);
        }
        let mut digits = String::new();
        let mut after_mark: Option<u32> = None;
        for (place, c) in text.trim().chars().enumerate() {
            match c {
                '-' | '\u{2212}' if place == 0 => digits.push('-'),
                '0'..='9' => {
                    digits.push(c);
                    after_mark = after_mark.map(|n| n + 1);
                }
                ',' | '.' if after_mark.is_none() => after_mark = Some(0),
                ' ' | '\u{a0}' | '\u{202f}' if after_mark.is_none() => {}
                _ => return Err(DecimalError::Syntax),
            }
        }
        if digits.trim_start_matches('-').is_empty() || after_mark == Some(0) {
            return Err(DecimalError::Syntax);
        }
        let scale = after_mark.unwrap_or(0);
        let units = digits.parse::<i64>().map_err(|_| DecimalError::TooLong)?;
        Self::new(units, u8::try_from(scale).map_err(|_| DecimalError::TooLong)?)
    }
}

impl fmt::Display for Decimal {
    /// Plain form with a point, without groups and with an ordinary minus sign: `-1250.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written('.', "").replace('\u{2212}', "-"))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let (left, right) = self.aligned(*other);
        left.cmp(&right)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl serde::Serialize for Decimal {
    /// As a text, so that no reader turns it into a floating-point number.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn officers_may_write_a_comma_or_a_point_and_group_digits() {
        assert_eq!(d("1 250,50"), d("1250.5"));
        assert_eq!(d("1\u{202f}250,5").to_string(), "1250.5");
        assert_eq!(d("\u{2212}3").to_string(), "-3");
        assert_eq!(d("0,05").to_string(), "0.05");
    }

    #[test]
    fn numbers_are_written_in_the_readers_manner() {
        assert_eq!(d("12500.5").written(',', "\u{202f}"), "12\u{202f}500,5");
        assert_eq!(d("1250").written(',', "\u{202f}"), "1250");
        assert_eq!(d("-1234567").written('.', ","), "\u{2212}1,234,567");
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for wrong in ["", "-", "12,", ",", "1,2,3", "1e3", "12 %", "0x1", "1,5 0", "--1"] {
            assert_eq!(wrong.parse::<Decimal>(), Err(DecimalError::Syntax), "{wrong}");
        }
        assert_eq!("1234567890123456".parse::<Decimal>(), Err(DecimalError::TooLong));
        assert_eq!("0.1234567".parse::<Decimal>(), Err(DecimalError::TooLong));
        assert_eq!("9".repeat(70).parse::<Decimal>(), Err(DecimalError::TooLong));
    }

    #[test]
    fn a_record_holds_only_the_shortest_form() {
        assert_eq!(Decimal::exact(50, 1), Err(DecimalError::NotShortest));
        assert_eq!(Decimal::exact(5, 0), Ok(d("5")));
    }

    #[test]
    fn progress_is_rounded_down_in_both_directions() {
        assert_eq!(d("1").percent_between(d("0"), d("3")), Some(33));
        assert_eq!(d("2").percent_between(d("3"), d("0")), Some(33));
        assert_eq!(d("9").percent_between(d("3"), d("0")), Some(0));
        assert_eq!(d("200").percent_between(d("0"), d("3")), Some(100));
    }

    proptest! {
        #[test]
        fn text_form_round_trips(units in -999_999_999_999_999i64..=999_999_999_999_999, scale in 0u8..=6) {
            let number = Decimal::new(units, scale).unwrap();
            prop_assert_eq!(number.to_string().parse::<Decimal>(), Ok(number));
            prop_assert_eq!(number.written(',', "\u{202f}").parse::<Decimal>(), Ok(number));
            prop_assert_eq!(Decimal::exact(number.units(), number.scale()), Ok(number));
        }
    }
}
