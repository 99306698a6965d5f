//! The number of a case: one for life, given by the authority that opens it.

use std::fmt;
use std::str::FromStr;

/// Largest serial number of a year.
pub const MAX_SERIAL: u32 = 999_999;

/// `ML-2026-0007`: the country of the authority that opened the case, the year, its serial number.
///
/// Unique by construction: an authority alone writes its journal, and its next number is one more than its greatest of
/// the year. The country keeps the numbers of two authorities apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseNumber {
    country: String,
    year: u16,
    serial: u32,
}

/// Why a text is not a case's number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a case's number looks like ML-2026-0007, not “{0}”")]
pub struct NumberError(String);

impl CaseNumber {
    /// The number with these parts: two capital letters, a year of four digits, 1 to [`MAX_SERIAL`].
    ///
    /// # Errors
    /// [`NumberError`] when a part is out of bounds.
    pub fn new(country: &str, year: u16, serial: u32) -> Result<Self, NumberError> {
        let is_country = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
        if is_country && (1000..=9999).contains(&year) && (1..=MAX_SERIAL).contains(&serial) {
            Ok(Self { country: country.to_owned(), year, serial })
        } else {
            Err(NumberError(format!("{}-{year}-{serial:04}", country.escape_debug())))
        }
    }

    /// Country of the authority that gave it.
    pub fn country(&self) -> &str {
        &self.country
    }

    /// Year in which it was given.
    pub const fn year(&self) -> u16 {
        self.year
    }

    /// Serial number in that year, from 1.
    pub const fn serial(&self) -> u32 {
        self.serial
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{:04}", self.country, self.year, self.serial)
    }
}

impl FromStr for CaseNumber {
    type Err = NumberError;

    /// Reads the one spelling that [`fmt::Display`] writes.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let refuse = || NumberError(text.chars().take(40).collect());
        let mut parts = text.splitn(3, '-');
        let (country, year, serial) = (parts.next(), parts.next(), parts.next());
        let (Some(country), Some(year), Some(serial)) = (country, year, serial) else { return Err(refuse()) };
        let number =
            Self::new(country, year.parse().map_err(|_| refuse())?, serial.parse().map_err(|_| refuse())?)
                .map_err(|_| refuse())?;
        if number.to_string() == text { Ok(number) } else { Err(refuse()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_spelling() {
        let number = CaseNumber::new("ML", 2026, 7).unwrap();
        assert_eq!(number.to_string(), "ML-2026-0007");
        assert_eq!("ML-2026-0007".parse(), Ok(number));
        assert_eq!(CaseNumber::new("NE", 2026, 12_345).unwrap().to_string(), "NE-2026-12345");
        for wrong in [
            "",
            "ML-2026",
            "ML-2026-7",
            "ML-2026-00007",
            "ml-2026-0007",
            "ML-026-0007",
            "ML-2026-0000",
            "ML-2026-+007",
        ] {
            assert!(wrong.parse::<CaseNumber>().is_err(), "{wrong}");
        }
    }
}
