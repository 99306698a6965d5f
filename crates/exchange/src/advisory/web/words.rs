//! How advisories are said and shown: labels, badges, places, refusals.

use super::super::act::AdvisoryError;
use super::super::fold::{Irregularity, Place};
use super::super::indicator::{Indicator, IndicatorKind};
use super::super::marking::Tlp;
use super::super::model::{Fault, Problem, Response, Sector, Severity, Threat};
use jiff::civil::Date;
use liptako_core::{Lang, MemberIndex};
use liptako_identity::Officer;
use liptako_journal::journals::Level;
use liptako_web::texts::key;
use liptako_web::{Failure, FormErrors, Html, Message, Page, Shell, escape, level_badge, markdown, today};

/// What every template of advisories shows values with.
#[derive(Clone, Copy)]
pub(crate) struct Said<'a> {
    pub page: &'a Page,
    pub shell: &'a Shell,
}

/// A badge of this tone.
fn badge(tone: &str, words: &str) -> Html {
    Html::trusted(format!("<span class=\"badge {tone}\">{}</span>", escape(words)))
}

impl<'a> Said<'a> {
    pub const fn new(page: &'a Page, shell: &'a Shell) -> Self {
        Self { page, shell }
    }

    /// The label in its official colours; its name is always there to read.
    pub fn tlp(&self, tlp: impl std::borrow::Borrow<Tlp>) -> Html {
        let tlp = tlp.borrow();
        Html::trusted(format!("<span class=\"tlp tlp-{}\">{}</span>", tlp.name(), tlp.label()))
    }

    /// What the label means, in our words.
    pub fn tlp_means(&self, tlp: impl std::borrow::Borrow<Tlp>) -> String {
        self.page.t(match tlp.borrow() {
            Tlp::Red => key("advisory-tlp-red"),
            Tlp::AmberStrict => key("advisory-tlp-amber-strict"),
            Tlp::Amber => key("advisory-tlp-amber"),
            Tlp::Green => key("advisory-tlp-green"),
            Tlp::Clear => key("advisory-tlp-clear"),
        })
    }

    pub fn severity_word(&self, severity: impl std::borrow::Borrow<Severity>) -> String {
        self.page.t(match severity.borrow() {
            Severity::Critical => key("advisory-severity-critical"),
            Severity::High => key("advisory-severity-high"),
            Severity::Medium => key("advisory-severity-medium"),
            Severity::Low => key("advisory-severity-low"),
        })
    }

    pub fn severity(&self, severity: impl std::borrow::Borrow<Severity>) -> Html {
        let severity = severity.borrow();
        let tone = match severity {
            Severity::Critical => "blocked",
            Severity::High => "late",
            Severity::Medium => "active",
            Severity::Low => "neutral",
        };
        badge(tone, &self.severity_word(severity))
    }

    pub fn threat(&self, threat: impl std::borrow::Borrow<Threat>) -> String {
        self.page.t(match threat.borrow() {
            Threat::Vulnerability => key("advisory-threat-vulnerability"),
            Threat::Phishing => key("advisory-threat-phishing"),
            Threat::Fraud => key("advisory-threat-fraud"),
            Threat::Malware => key("advisory-threat-malware"),
            Threat::Ransomware => key("advisory-threat-ransomware"),
            Threat::DataBreach => key("advisory-threat-data-breach"),
            Threat::Impersonation => key("advisory-threat-impersonation"),
            Threat::Disruption => key("advisory-threat-disruption"),
            Threat::Other => key("advisory-threat-other"),
        })
    }

    pub fn sector(&self, sector: impl std::borrow::Borrow<Sector>) -> String {
        self.page.t(match sector.borrow() {
            Sector::People => key("advisory-sector-people"),
            Sector::Government => key("advisory-sector-government"),
            Sector::Finance => key("advisory-sector-finance"),
            Sector::MobileMoney => key("advisory-sector-mobile-money"),
            Sector::Telecommunications => key("advisory-sector-telecommunications"),
            Sector::Health => key("advisory-sector-health"),
            Sector::Education => key("advisory-sector-education"),
            Sector::Energy => key("advisory-sector-energy"),
            Sector::Transport => key("advisory-sector-transport"),
            Sector::Commerce => key("advisory-sector-commerce"),
            Sector::Media => key("advisory-sector-media"),
            Sector::Justice => key("advisory-sector-justice"),
            Sector::Associations => key("advisory-sector-associations"),
            Sector::Authorities => key("advisory-sector-authorities"),
        })
    }

    pub fn sectors(&self, sectors: &[Sector]) -> String {
        sectors.iter().map(|sector| self.sector(sector)).collect::<Vec<_>>().join(", ")
    }

    pub fn indicator_kind(&self, indicator: &Indicator) -> String {
        self.page.t(match indicator.kind() {
            IndicatorKind::Domain => key("advisory-indicator-domain"),
            IndicatorKind::Url => key("advisory-indicator-url"),
            IndicatorKind::Ipv4 | IndicatorKind::Ipv6 => key("advisory-indicator-ip"),
            IndicatorKind::Md5 | IndicatorKind::Sha1 | IndicatorKind::Sha256 | IndicatorKind::Sha512 => {
                key("advisory-indicator-hash")
            }
            IndicatorKind::Email => key("advisory-indicator-email"),
            IndicatorKind::Phone => key("advisory-indicator-phone"),
            IndicatorKind::FileName => key("advisory-indicator-file-name"),
        })
    }

    pub fn response(&self, response: impl std::borrow::Borrow<Response>) -> Html {
        let (tone, words) = match response.borrow() {
            Response::Received => ("active", key("advisory-response-received")),
            Response::Acting => ("done", key("advisory-response-acting")),
            Response::NotConcerned => ("neutral", key("advisory-response-not-concerned")),
        };
        badge(tone, &self.page.t(words))
    }

    /// What people call a member.
    pub fn acronym(&self, member: impl std::borrow::Borrow<MemberIndex>) -> &str {
        self.page.face().acronym_of(*member.borrow())
    }

    pub fn acronyms(&self, members: &[MemberIndex]) -> String {
        members.iter().map(|member| self.acronym(member)).collect::<Vec<_>>().join(", ")
    }

    pub fn code(&self, member: MemberIndex) -> &str {
        self.shell.charter().member(member).map_or("", |member| member.code.as_str())
    }

    /// What people quote a record by: `CIL-12`.
    pub fn reference(&self, place: &Place) -> String {
        format!("{}-{}", self.acronym(place.origin), place.index)
    }

    pub fn proof_path(&self, place: &Place) -> String {
        format!("/journal/{}/{}", self.code(place.origin), place.index)
    }

    /// How far a record is confirmed, as a badge.
    pub fn level(&self, place: &Place) -> Html {
        let level = match self.shell.road().source().level(place.origin, place.index) {
            Level::N0 => 0,
            Level::N1 => 1,
            Level::N2 => 2,
        };
        level_badge(self.page, level)
    }

    /// An officer, by name and function.
    pub fn officer(&self, officer: &Officer) -> String {
        format!("{}, {}", officer.name, officer.function.label(self.page.lang()))
    }

    /// A text in Markdown, marked when it is in another language than the page.
    pub fn markdown(&self, lang: impl std::borrow::Borrow<Lang>, text: &str) -> Html {
        let rendered = markdown::render(text);
        let lang = *lang.borrow();
        if lang == self.page.lang() {
            return Html::trusted(format!("<div class=\"prose\">{rendered}</div>"));
        }
        Html::trusted(format!("<div class=\"prose\" lang=\"{}\">{rendered}</div>", lang.tag()))
    }

    /// A plain text of an advisory, marked when it is in another language than the page.
    pub fn foreign(&self, lang: impl std::borrow::Borrow<Lang>, text: &str) -> Html {
        let lang = *lang.borrow();
        if lang == self.page.lang() {
            return Html::text(text);
        }
        Html::trusted(format!("<span lang=\"{}\">{}</span>", lang.tag(), escape(text)))
    }

    /// A day by which something is due; when it is past, that is said, and not by colour alone.
    pub fn due(&self, day: &Date) -> Html {
        let words = self.page.date(day);
        if *day >= today(self.page.now()) {
            return words;
        }
        Html::trusted(format!("{words} {}", badge("late", &self.page.t("advisory-late"))))
    }

    /// A day.
    pub fn day(&self, day: &Date) -> Html {
        self.page.date(day)
    }

    pub fn late(&self) -> Html {
        badge("late", &self.page.t("advisory-late"))
    }

    pub fn withdrawn(&self) -> Html {
        badge("blocked", &self.page.t("advisory-withdrawn"))
    }

    pub fn public(&self) -> Html {
        badge("done", &self.page.t("advisory-public"))
    }

    pub fn awaited(&self) -> Html {
        badge("late", &self.page.t("advisory-awaited"))
    }
}

pub(super) fn problem(problem: Problem) -> Message {
    match problem {
        Problem::Empty => Message::new("form-required"),
        Problem::TooLong(max) => Message::new("advisory-fault-long").with("max", max),
        Problem::TooMany(max) => Message::new("advisory-fault-many").with("max", max),
        Problem::Unreadable => Message::new("form-control-characters"),
        Problem::Address => Message::new("advisory-fault-address"),
        Problem::Order => Message::new("form-choice"),
        Problem::Day => Message::new("advisory-fault-day"),
    }
}

pub(super) fn rule(why: Irregularity) -> Message {
    Message::new(match why {
        Irregularity::OwnDraft => key("advisory-refused-own-draft"),
        Irregularity::NotTheAuthor => key("advisory-refused-author"),
        Irregularity::Audience => key("advisory-refused-audience"),
        Irregularity::Narrowed => key("advisory-refused-narrowed"),
        Irregularity::WiderThanSource => key("advisory-refused-wider"),
        Irregularity::Withdrawn => key("advisory-refused-withdrawn"),
        Irregularity::OwnAdvisory => key("advisory-refused-own-advisory"),
        Irregularity::Marking => key("advisory-refused-marking"),
        Irregularity::Stale | Irregularity::UnknownVersion => key("advisory-refused-moved"),
        Irregularity::Signature => key("advisory-irregular-signature"),
        Irregularity::Unreadable | Irregularity::Content => key("advisory-irregular-content"),
    })
}

/// A refused act as a message; the faults of fields apart.
pub fn message(error: &AdvisoryError) -> Message {
    match error {
        AdvisoryError::Rule(why) => rule(*why),
        AdvisoryError::Unmarked => Message::new("advisory-refused-unmarked"),
        AdvisoryError::Changed => Message::new("advisory-refused-changed"),
        AdvisoryError::OtherReaders => Message::new("advisory-refused-readers"),
        AdvisoryError::Moved => Message::new("advisory-refused-moved"),
        AdvisoryError::NotFound => Message::new("advisory-refused-not-found"),
        AdvisoryError::Faults(faults) => faults
            .first()
            .map_or_else(|| Message::new("advisory-irregular-content"), |fault| problem(fault.problem)),
        AdvisoryError::Storage(_) => Message::new("advisory-irregular-content"),
    }
}

/// Puts a refused act beside the fields it is about, or above the form.
///
/// # Errors
/// The failure that ends the request, when nothing typed could mend it.
pub(super) fn refuse(errors: &mut FormErrors, error: AdvisoryError) -> Result<(), Failure> {
    match error {
        AdvisoryError::Faults(faults) => {
            for Fault { field, problem: found } in faults {
                errors.add(field, problem(found));
            }
        }
        AdvisoryError::NotFound => return Err(Failure::NotFound),
        AdvisoryError::Storage(fault) => return Err(fault.into()),
        AdvisoryError::Rule(Irregularity::WiderThanSource) => {
            errors.add("tlp", rule(Irregularity::WiderThanSource));
        }
        AdvisoryError::Rule(why @ (Irregularity::Narrowed | Irregularity::Audience)) => {
            errors.add("authorities", rule(why));
        }
        other => errors.add("", message(&other)),
    }
    Ok(())
}
