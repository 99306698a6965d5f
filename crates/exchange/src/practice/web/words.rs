//! How practices are said and shown.

use super::super::model::{Form, Licence, Place, PracticeKind, Sector, Stance};
use super::super::view::{PracticeLine, Standing};
use liptako_core::{Bilingual, Lang, MemberIndex};
use liptako_identity::Officer;
use liptako_journal::journals::Level;
use liptako_web::texts::key;
use liptako_web::{Html, Page, Shell, escape, level_badge, markdown};

/// What every template of the library shows values with.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    /// The page being answered.
    pub page: &'a Page,
    /// The node that answers.
    pub shell: &'a Shell,
}

/// Message key of a kind.
pub const fn kind_key(kind: PracticeKind) -> &'static str {
    match kind {
        PracticeKind::Guide => key("practice-kind-guide"),
        PracticeKind::Checklist => key("practice-kind-checklist"),
        PracticeKind::Template => key("practice-kind-template"),
        PracticeKind::Decision => key("practice-kind-decision"),
        PracticeKind::Tool => key("practice-kind-tool"),
        PracticeKind::Lesson => key("practice-kind-lesson"),
        PracticeKind::Question => key("practice-kind-question"),
    }
}

/// Message key of a sector.
pub const fn sector_key(sector: Sector) -> &'static str {
    match sector {
        Sector::Administration => key("practice-sector-administration"),
        Sector::LocalGovernment => key("practice-sector-local-government"),
        Sector::CivilRegistration => key("practice-sector-civil-registration"),
        Sector::Telecom => key("practice-sector-telecom"),
        Sector::Finance => key("practice-sector-finance"),
        Sector::Health => key("practice-sector-health"),
        Sector::Education => key("practice-sector-education"),
        Sector::Employment => key("practice-sector-employment"),
        Sector::Security => key("practice-sector-security"),
        Sector::Commerce => key("practice-sector-commerce"),
        Sector::Media => key("practice-sector-media"),
        Sector::Humanitarian => key("practice-sector-humanitarian"),
        Sector::Justice => key("practice-sector-justice"),
        Sector::Authorities => key("practice-sector-authorities"),
    }
}

/// Message key of a licence.
pub const fn licence_key(licence: Licence) -> &'static str {
    match licence {
        Licence::CcBy => key("practice-licence-cc-by"),
        Licence::CcBySa => key("practice-licence-cc-by-sa"),
        Licence::Etalab => key("practice-licence-etalab"),
        Licence::Eupl => key("practice-licence-eupl"),
        Licence::Cc0 => key("practice-licence-cc0"),
        Licence::Internal => key("practice-licence-internal"),
    }
}

/// Message key of a stance.
pub const fn stance_key(stance: Stance) -> &'static str {
    match stance {
        Stance::Adopted => key("practice-stance-adopted"),
        Stance::Adapted => key("practice-stance-adapted"),
        Stance::NotApplicable => key("practice-stance-not-applicable"),
    }
}

/// A state as a badge.
pub fn badge(tone: &str, words: &str) -> Html {
    Html::trusted(format!("<span class=\"badge {tone}\">{}</span>", escape(words)))
}

impl<'a> Said<'a> {
    pub const fn new(page: &'a Page, shell: &'a Shell) -> Self {
        Self { page, shell }
    }

    /// What people call a member.
    pub fn acronym(&self, member: &MemberIndex) -> &str {
        self.page.face().acronym_of(*member)
    }

    /// A member's code, as addresses use it.
    pub fn code(&self, member: MemberIndex) -> &str {
        self.shell.charter().member(member).map_or("", |member| member.code.as_str())
    }

    /// The members, in the order of the charter.
    pub fn members(&self) -> Vec<MemberIndex> {
        self.shell.charter().indices().collect()
    }

    /// The name of a member's country.
    pub fn country(&self, member: &MemberIndex) -> String {
        let member = self.shell.charter().member(*member);
        let name = member.map(|m| Bilingual::new(m.country_fr.as_str(), m.country_en.as_str()));
        name.map(|name| name.pick(self.page.lang()).to_owned()).unwrap_or_default()
    }

    /// What people quote a practice by: `CIL-12`.
    pub fn reference(&self, place: &Place) -> String {
        format!("{}-{}", self.acronym(&place.origin), place.index)
    }

    /// How addresses name it: `bf-12`.
    pub fn name(&self, place: &Place) -> String {
        format!("{}-{}", self.code(place.origin), place.index)
    }

    /// Address of a practice.
    pub fn path(&self, place: &Place) -> String {
        format!("/exchange/practices/{}", self.name(place))
    }

    /// Address of a record's proof.
    pub fn proof_path(&self, place: &Place) -> String {
        format!("/journal/{}/{}", self.code(place.origin), place.index)
    }

    /// How far a record is confirmed, as a badge.
    pub fn level_badge(&self, place: &Place) -> Html {
        let level = match self.shell.road().source().level(place.origin, place.index) {
            Level::N0 => 0,
            Level::N1 => 1,
            Level::N2 => 2,
        };
        level_badge(self.page, level)
    }

    /// An officer's function.
    pub fn function(&self, officer: &'a Officer) -> &'a str {
        officer.function.label(self.page.lang())
    }

    pub fn kind(&self, kind: &PracticeKind) -> String {
        self.page.t(kind_key(*kind))
    }

    pub fn licence(&self, licence: &Licence) -> String {
        self.page.t(licence_key(*licence))
    }

    /// Sectors, parted by commas; every sector when none is named.
    pub fn sectors(&self, sectors: &[Sector]) -> String {
        if sectors.is_empty() {
            return self.page.t("practice-sectors-all");
        }
        sectors.iter().map(|sector| self.page.t(sector_key(*sector))).collect::<Vec<_>>().join(", ")
    }

    /// Countries, parted by commas; all three when none is named.
    pub fn countries(&self, countries: &[MemberIndex]) -> String {
        if countries.is_empty() {
            return self.page.t("practice-countries-all");
        }
        countries.iter().map(|member| self.country(member)).collect::<Vec<_>>().join(", ")
    }

    /// What an authority makes of a practice, as a badge.
    pub fn stance_badge(&self, stance: &Stance) -> Html {
        let tone = match stance {
            Stance::Adopted => "done",
            Stance::Adapted => "active",
            Stance::NotApplicable => "neutral",
        };
        badge(tone, &self.page.t(stance_key(*stance)))
    }

    /// Fit or not, as a badge.
    pub fn fit_badge(&self, fit: &bool) -> Html {
        if *fit {
            badge("done", &self.page.t("practice-fit"))
        } else {
            badge("late", &self.page.t("practice-unfit"))
        }
    }

    /// What the authorities make of it, on one line: `APDP adoptée · CIL adaptée`.
    pub fn stances(&self, line: &PracticeLine) -> String {
        let said = line.stances.iter().map(|(member, stance)| {
            format!("{}\u{a0}{}", self.acronym(member), self.page.t(stance_key(*stance)).to_lowercase())
        });
        said.collect::<Vec<_>>().join(" · ")
    }

    /// What the list says of the reviews of the newest version; empty when there is none.
    pub fn read(&self, line: &PracticeLine) -> Html {
        if line.n_unfit > 0 {
            badge("late", &self.page.text("practice-found-unfit").with("n", line.n_unfit).to_string())
        } else if line.n_fit > 0 {
            badge("done", &self.page.text("practice-found-fit").with("n", line.n_fit).to_string())
        } else {
            Html::default()
        }
    }

    /// Feedback or answers, counted; empty when there is none.
    pub fn told(&self, line: &PracticeLine) -> String {
        let key = match line.kind {
            PracticeKind::Question => "practice-n-answers",
            _ if line.n_told == 0 => return String::new(),
            _ => "practice-n-feedback",
        };
        match key {
            "practice-n-answers" => self.page.text("practice-n-answers").with("n", line.n_told).to_string(),
            _ => self.page.text("practice-n-feedback").with("n", line.n_told).to_string(),
        }
    }

    /// How a practice stands to the one it starts from; empty when it starts from none.
    pub fn standing(&self, standing: &Standing) -> Html {
        match standing {
            Standing::Own => Html::default(),
            Standing::Variant => badge("neutral", &self.page.t("practice-standing-variant")),
            Standing::Improvement => badge("active", &self.page.t("practice-standing-improvement")),
            Standing::Taken => badge("done", &self.page.t("practice-standing-taken")),
        }
    }

    /// Whether the page's reader reads another language than the text's: then the text says its own.
    pub fn lang_of(&self, lang: &Lang) -> Html {
        if *lang == self.page.lang() {
            Html::default()
        } else {
            Html::trusted(format!(" lang=\"{}\"", lang.tag()))
        }
    }

    /// A text in Markdown, as markup.
    pub fn markdown(&self, text: &str) -> Html {
        markdown::render(text)
    }

    /// Heading above feedback or answers.
    pub fn form(&self, form: &Form) -> String {
        self.page.t(match form {
            Form::Feedback => key("practice-feedback"),
            Form::Answer => key("practice-answers"),
        })
    }
}
