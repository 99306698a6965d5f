//! The words of an advisory (*alerte*) as types: pure, no clock, no SQL.

use super::indicator::Indicator;
use super::marking::{Marking, Tlp};
use jiff::civil::Date;
use liptako_core::Lang;
use liptako_core::vocabulary::ConceptId;
use liptako_identity::Officer;
use liptako_journal::Hash;

/// Longest title, in characters.
pub const MAX_TITLE: usize = 200;
/// Longest summary, in characters.
pub const MAX_SUMMARY: usize = 2_000;
/// Longest body, in characters.
pub const MAX_BODY: usize = 40_000;
/// Longest reason, remark or other short text, in characters.
pub const MAX_SHORT: usize = 1_000;
/// Most indicators of an advisory.
pub const MAX_INDICATORS: usize = 500;
/// Most actions to take.
pub const MAX_ACTIONS: usize = 30;
/// Most references.
pub const MAX_REFERENCES: usize = 30;
/// Longest address of a reference, in characters.
pub const MAX_ADDRESS: usize = 500;
/// Most concepts.
pub const MAX_CONCEPTS: usize = 20;

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $number:literal, $word:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$of])* $variant,)+ }

        impl $name {
            /// Every value, in the order in which pages list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Stable name, for forms, addresses, tables and text keys.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The number that records use.
            pub const fn number(self) -> u8 {
                match self { $(Self::$variant => $number,)+ }
            }

            /// The value of this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }

            /// The value of this number.
            pub fn from_number(number: u8) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.number() == number)
            }
        }
    };
}

named! {
    /// How bad it is, the worst first.
    Severity {
        /// Harm is certain and wide, or under way: drop other work.
        Critical = 4, "critical";
        /// Serious harm is likely.
        High = 3, "high";
        /// Harm is limited, or needs circumstances.
        Medium = 2, "medium";
        /// Good to know.
        Low = 1, "low";
    }
}

named! {
    /// What threatens.
    Threat {
        /// A weakness of a product (*vulnérabilité*).
        Vulnerability = 1, "vulnerability";
        /// Messages or calls that trick people into giving secrets (*hameçonnage*).
        Phishing = 2, "phishing";
        /// Fraud, of mobile money for one (*fraude*).
        Fraud = 3, "fraud";
        /// Malicious software (*logiciel malveillant*).
        Malware = 4, "malware";
        /// Software that locks or steals data for a ransom (*rançongiciel*).
        Ransomware = 5, "ransomware";
        /// Personal data lost, stolen or laid open (*violation de données*).
        DataBreach = 6, "data-breach";
        /// Somebody passes for an authority (*usurpation de l'identité d'une autorité*).
        Impersonation = 7, "impersonation";
        /// A service is brought down (*interruption de service*).
        Disruption = 8, "disruption";
        /// Something else.
        Other = 9, "other";
    }
}

named! {
    /// Whom it touches first (*secteur*).
    Sector {
        /// The general public.
        People = 1, "people";
        /// Ministries, public bodies, local government.
        Government = 2, "government";
        /// Banks, microfinance, insurance.
        Finance = 3, "finance";
        /// Mobile money.
        MobileMoney = 4, "mobile-money";
        /// Telecommunications and Internet access.
        Telecommunications = 5, "telecommunications";
        /// Health care.
        Health = 6, "health";
        /// Schools and universities.
        Education = 7, "education";
        /// Energy and water.
        Energy = 8, "energy";
        /// Transport.
        Transport = 9, "transport";
        /// Trade, industry and services.
        Commerce = 10, "commerce";
        /// Media.
        Media = 11, "media";
        /// Justice and security.
        Justice = 12, "justice";
        /// Associations and humanitarian work.
        Associations = 13, "associations";
        /// The data-protection authorities themselves.
        Authorities = 14, "authorities";
    }
}

named! {
    /// What an authority says that it does about an advisory.
    Response {
        /// It has received it.
        Received = 1, "received";
        /// It is acting on it.
        Acting = 2, "acting";
        /// It is not concerned, and says why.
        NotConcerned = 3, "not-concerned";
    }
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// What.
    pub text: String,
    /// By which day, if it cannot wait for ever.
    pub due: Option<Date>,
}

/// Where more is said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// What it is called.
    pub name: String,
    /// Its address, `http:` or `https:`.
    pub url: Option<String>,
}

/// A format that advisories come in and go out by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// STIX 2.1 (OASIS).
    Stix,
    /// A MISP event.
    Misp,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 2] = [Self::Stix, Self::Misp];

    /// Its name, on the command line and in addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stix => "stix",
            Self::Misp => "misp",
        }
    }

    /// The format of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// Where an imported advisory comes from. The marking it came under binds for ever: it may be tightened, not loosened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The format it came in.
    pub format: Format,
    /// Its identifier there.
    pub id: String,
    /// Who made it, as the file says; may be empty.
    pub by: String,
    /// The marking it came under, read strictly.
    pub tlp: Tlp,
    /// The source's agreement that it be shared with other authorities: who gave it and when. Needed above TLP:GREEN.
    pub agreement: String,
}

/// What an advisory says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The language it is written in.
    pub lang: Lang,
    /// One line.
    pub title: String,
    /// What threatens.
    pub threat: Threat,
    /// How bad it is.
    pub severity: Severity,
    /// Whom it touches first; in order, each once.
    pub sectors: Vec<Sector>,
    /// What there is to know, in Markdown.
    pub summary: String,
    /// The whole account, in Markdown; may be empty.
    pub body: String,
    /// How to recognise it.
    pub indicators: Vec<Indicator>,
    /// What to do.
    pub actions: Vec<Step>,
    /// The concepts it touches; in order, each once.
    pub concepts: Vec<ConceptId>,
    /// Where more is said.
    pub references: Vec<Reference>,
    /// By which day each authority is to say that it has received it.
    pub acknowledge_by: Option<Date>,
    /// Where it comes from, when it was imported.
    pub origin: Option<Origin>,
}

/// A version of an advisory, as its author issues it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// What ties the advisory's identifier to its author: see [`advisory_object`](super::record::advisory_object).
    pub seed: [u8; 16],
    /// 1 for the first.
    pub revision: u32,
    /// Commitment of the version it replaces.
    pub parent: Option<Hash>,
    /// Who drafted it.
    pub drafter: Officer,
    /// Who issues it: another officer, whose key signs.
    pub issuer: Officer,
    /// Why there is a new version; empty for the first.
    pub reason: String,
    /// Who may read it.
    pub marking: Marking,
    /// What it says.
    pub content: Content,
}

/// The author takes an advisory back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// As in [`Version`].
    pub seed: [u8; 16],
    /// Commitment of the version in force.
    pub parent: Hash,
    /// Why.
    pub reason: String,
    /// Who signs.
    pub officer: Officer,
}

/// An authority says what it does about a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgement {
    /// Commitment of the version.
    pub version: Hash,
    /// What it does.
    pub response: Response,
    /// More about it; needed when it is not concerned.
    pub reason: String,
    /// Who signs.
    pub officer: Officer,
}

/// To whom an authority hands an advisory on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outlet {
    /// Everybody: the public page. TLP:CLEAR only.
    Public,
    /// The recipients that the authority keeps for these sectors. TLP:GREEN or TLP:CLEAR.
    Sectors(Vec<Sector>),
    /// Takes the public page down again.
    Retracted,
}

/// An authority hands an advisory on, beyond the three.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Commitment of the version.
    pub version: Hash,
    /// To whom.
    pub outlet: Outlet,
    /// Who signs.
    pub officer: Officer,
}

/// What a field of an advisory cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Problem {
    /// It must be there.
    #[error("it is missing")]
    Empty,
    /// It has too many characters.
    #[error("it has more than {0} characters")]
    TooLong(usize),
    /// There are too many of them.
    #[error("there are more than {0}")]
    TooMany(usize),
    /// It holds characters that are no text.
    #[error("it holds control characters")]
    Unreadable,
    /// It is no web address.
    #[error("it is no http or https address")]
    Address,
    /// It is not in its one order, or stands twice.
    #[error("it is out of order, or stands twice")]
    Order,
    /// It is a day before the year 2000 or after 2200.
    #[error("it is no day of our time")]
    Day,
}

/// A field that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct Fault {
    /// The field, as forms name it.
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: Problem,
}

/// Checks a text: its bounds and its characters. `lines` tells whether it may have several.
pub(crate) fn check_text(text: &str, max: usize, lines: bool) -> Result<(), Problem> {
    if text.chars().count() > max {
        return Err(Problem::TooLong(max));
    }
    let strange = |c: char| c.is_control() && !(lines && matches!(c, '\n' | '\t'));
    if text.chars().any(strange) { Err(Problem::Unreadable) } else { Ok(()) }
}

fn needed(text: &str, max: usize, lines: bool) -> Result<(), Problem> {
    if text.trim().is_empty() { Err(Problem::Empty) } else { check_text(text, max, lines) }
}

/// Whether a text is an address that a reader may follow.
pub(crate) fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = |c: char| !c.is_control() && !c.is_whitespace() && !matches!(c, '"' | '<' | '>' | '`' | '\\');
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && text.chars().count() <= MAX_ADDRESS
        && text.chars().all(plain)
}

fn in_order<T: Ord>(list: &[T]) -> Result<(), Problem> {
    if list.windows(2).all(|pair| pair[0] < pair[1]) { Ok(()) } else { Err(Problem::Order) }
}

fn day(date: Option<Date>) -> Result<(), Problem> {
    if date.is_none_or(|date| (2000..=2200).contains(&date.year())) { Ok(()) } else { Err(Problem::Day) }
}

const fn at_most(count: usize, max: usize) -> Result<(), Problem> {
    if count > max { Err(Problem::TooMany(max)) } else { Ok(()) }
}

impl Content {
    /// Checks bounds and characters of every field.
    ///
    /// # Errors
    /// Every fault, in the order of the form.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        let mut faults = Vec::new();
        let mut look = |field: &'static str, found: Result<(), Problem>| {
            if let Err(problem) = found {
                faults.push(Fault { field, problem });
            }
        };
        look("title", needed(&self.title, MAX_TITLE, false));
        look("sectors", in_order(&self.sectors));
        look("summary", needed(&self.summary, MAX_SUMMARY, true));
        look("body", check_text(&self.body, MAX_BODY, true));
        look("indicators", at_most(self.indicators.len(), MAX_INDICATORS));
        look("actions", at_most(self.actions.len(), MAX_ACTIONS));
        for step in &self.actions {
            look("actions", needed(&step.text, MAX_SHORT, false).and_then(|()| day(step.due)));
        }
        look("concepts", at_most(self.concepts.len(), MAX_CONCEPTS).and_then(|()| in_order(&self.concepts)));
        look("references", at_most(self.references.len(), MAX_REFERENCES));
        for reference in &self.references {
            look("references", needed(&reference.name, MAX_SHORT, false));
            let sound = reference.url.as_deref().is_none_or(is_web_address);
            look("references", if sound { Ok(()) } else { Err(Problem::Address) });
        }
        look("acknowledge_by", day(self.acknowledge_by));
        if let Some(origin) = &self.origin {
            look("origin", needed(&origin.id, MAX_SHORT, false));
            look("origin", check_text(&origin.by, MAX_SHORT, false));
            look("agreement", check_text(&origin.agreement, MAX_SHORT, true));
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// What search looks through besides the title.
    pub fn words(&self) -> String {
        let mut words = vec![self.summary.clone(), self.body.clone()];
        words.extend(
            self.indicators.iter().flat_map(|found| [found.value().to_owned(), found.remark().to_owned()]),
        );
        words.extend(self.actions.iter().map(|step| step.text.clone()));
        words.extend(self.references.iter().map(|reference| reference.name.clone()));
        words.join("\n")
    }

    /// Indicators that may point at a person.
    pub fn personal_indicators(&self) -> usize {
        self.indicators.iter().filter(|found| found.kind().may_be_personal()).count()
    }
}

/// A version that everybody may read: the only thing that can be put on the public page.
#[derive(Debug, Clone, Copy)]
pub struct PublicVersion<'a>(&'a Version);

/// A version that may be handed to partners in named sectors.
#[derive(Debug, Clone, Copy)]
pub struct SectorVersion<'a>(&'a Version);

impl Version {
    /// This version, if its marking lets everybody read it.
    pub const fn public(&self) -> Option<PublicVersion<'_>> {
        match self.marking {
            Marking::Clear => Some(PublicVersion(self)),
            Marking::Green | Marking::Amber(_) | Marking::AmberStrict(_) | Marking::Red { .. } => None,
        }
    }

    /// This version, if its marking lets partners of the authorities read it.
    pub const fn for_sectors(&self) -> Option<SectorVersion<'_>> {
        match self.marking {
            Marking::Clear | Marking::Green => Some(SectorVersion(self)),
            Marking::Amber(_) | Marking::AmberStrict(_) | Marking::Red { .. } => None,
        }
    }
}

impl<'a> PublicVersion<'a> {
    /// The version.
    pub const fn version(self) -> &'a Version {
        self.0
    }
}

impl<'a> SectorVersion<'a> {
    /// The version.
    pub const fn version(self) -> &'a Version {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{content, version};
    use super::*;

    fn fields(content: &Content) -> Vec<&'static str> {
        content.check().err().unwrap_or_default().iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn names_and_numbers_read_back() {
        for severity in Severity::ALL {
            assert_eq!(Severity::from_name(severity.name()), Some(*severity));
            assert_eq!(Severity::from_number(severity.number()), Some(*severity));
        }
        assert_eq!(Threat::ALL.len(), 9);
        assert_eq!(Sector::from_number(0), None);
        assert_eq!(Response::from_name("ignoring"), None);
    }

    #[test]
    fn every_field_is_bounded() {
        assert_eq!(fields(&content()), Vec::<&str>::new());
        let long = |n: usize| "é".repeat(n);
        for (field, change) in [
            ("title", Box::new(|c: &mut Content| c.title.clear()) as Box<dyn Fn(&mut Content)>),
            ("title", Box::new(|c| c.title = "a\nb".into())),
            ("summary", Box::new(move |c| c.summary = long(MAX_SUMMARY + 1))),
            ("body", Box::new(move |c| c.body = "a\u{0}b".into())),
            ("actions", Box::new(|c| c.actions = vec![c.actions[0].clone(); MAX_ACTIONS + 1])),
            ("indicators", Box::new(|c| c.indicators = vec![c.indicators[0].clone(); MAX_INDICATORS + 1])),
            ("sectors", Box::new(|c| c.sectors = vec![Sector::People, Sector::People])),
            ("references", Box::new(|c| c.references[0].url = Some("javascript:alert(1)".into()))),
            ("acknowledge_by", Box::new(|c| c.acknowledge_by = Some(jiff::civil::date(1400, 1, 1)))),
        ] {
            let mut changed = content();
            change(&mut changed);
            assert!(fields(&changed).contains(&field), "{field}");
        }
    }

    #[test]
    fn only_clear_can_be_made_public_and_only_green_or_clear_handed_to_sectors() {
        use super::super::samples::{amber, red};
        for (marking, public, sectors) in [
            (red(), false, false),
            (amber(), false, false),
            (Marking::Green, false, true),
            (Marking::Clear, true, true),
        ] {
            let version = Version { marking, ..version() };
            assert_eq!(version.public().is_some(), public);
            assert_eq!(version.for_sectors().is_some(), sectors);
        }
    }

    #[test]
    fn only_web_addresses_are_followed() {
        assert!(is_web_address("https://www.first.org/tlp/"));
        for bad in
            ["", "https://", "https:///x", "ftp://a.example", "https://a.example/\"onload=", "https://a b"]
        {
            assert!(!is_web_address(bad), "{bad}");
        }
    }
}
