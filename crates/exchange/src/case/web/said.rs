//! How cases are said and shown: people, members, states, proofs.

use super::super::model::{Outcome, Place, Stage, Step};
use super::super::number::CaseNumber;
use super::super::store::CaseLine;
use super::super::words::{kind_key, outcome_key, stage_key};
use super::name_of;
use liptako_core::{Audience, Bilingual, Lang, MemberIndex, ObjectId};
use liptako_identity::Officer;
use liptako_journal::journals::Level;
use liptako_web::{Html, Page, Shell, escape, level_badge};
use std::borrow::Borrow;

/// What every template of cases shows values with.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    /// The page being answered.
    pub page: &'a Page,
    /// The node that answers.
    pub shell: &'a Shell,
}

impl<'a> Said<'a> {
    /// For this page.
    pub const fn new(page: &'a Page, shell: &'a Shell) -> Self {
        Self { page, shell }
    }

    /// This node's authority.
    pub fn me(&self) -> MemberIndex {
        self.shell.me()
    }

    /// Whether it is this node's authority.
    pub fn is_me(&self, member: &MemberIndex) -> bool {
        *member == self.shell.me()
    }

    /// What people call a member.
    pub fn acronym(&self, member: &MemberIndex) -> &'a str {
        self.page.face().acronym_of(*member)
    }

    /// Several members, in order.
    pub fn acronyms(&self, members: &[MemberIndex]) -> String {
        members.iter().map(|member| self.acronym(member)).collect::<Vec<_>>().join(", ")
    }

    /// The members of an audience, in the order of the charter.
    pub fn members(&self, audience: impl Borrow<Audience>) -> Vec<MemberIndex> {
        let audience = *audience.borrow();
        self.shell.charter().indices().filter(|member| audience.contains(*member)).collect()
    }

    /// The members that are not of an audience.
    pub fn others(&self, audience: impl Borrow<Audience>) -> Vec<MemberIndex> {
        let audience = *audience.borrow();
        self.shell.charter().indices().filter(|member| !audience.contains(*member)).collect()
    }

    /// A member's code, as addresses use it.
    pub fn code(&self, member: &MemberIndex) -> &'a str {
        self.shell.charter().member(*member).map_or("", |member| member.code.as_str())
    }

    /// The name of a member's country.
    pub fn country(&self, member: &MemberIndex) -> String {
        let member = self.shell.charter().member(*member);
        let name = member.map(|m| Bilingual::new(m.country_fr.as_str(), m.country_en.as_str()));
        name.map(|name| name.pick(self.page.lang()).to_owned()).unwrap_or_default()
    }

    /// The name of a country by its code; the code when no member is of it.
    pub fn country_named(&self, code: &str) -> String {
        let found =
            self.shell.charter().indices().find(|member| {
                self.shell.charter().member(*member).is_some_and(|known| known.country == code)
            });
        found.map_or_else(|| code.to_owned(), |member| self.country(&member))
    }

    /// What people quote a step by: `CIL-12`.
    pub fn reference(&self, place: &Place) -> String {
        format!("{}-{}", self.acronym(&place.origin), place.index)
    }

    /// How addresses name a step: `bf-12`.
    pub fn place(&self, place: &Place) -> String {
        format!("{}-{}", self.code(&place.origin), place.index)
    }

    /// Address of a record's proof.
    pub fn proof_path(&self, place: &Place) -> String {
        format!("/journal/{}/{}", self.code(&place.origin), place.index)
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

    /// The number of a case, or what stands for it.
    pub fn number(&self, number: Option<&CaseNumber>) -> String {
        number.map_or_else(|| self.page.t("casepages-no-number"), ToString::to_string)
    }

    /// Address of a case.
    pub fn path(&self, number: Option<&CaseNumber>, object: &ObjectId) -> String {
        format!("/exchange/cases/{}", name_of(number, *object))
    }

    /// Address of a case in a list.
    pub fn line_path(&self, line: &CaseLine) -> String {
        self.path(line.number.as_ref(), &line.object)
    }

    /// What a case in a list is about, in one line.
    pub fn line_title(&self, line: &CaseLine) -> String {
        if line.title.is_empty() { self.page.t("casepages-no-title") } else { line.title.clone() }
    }

    /// The kind of a case in a list.
    pub fn line_kind(&self, line: &CaseLine) -> String {
        line.kind.map(|kind| self.page.t(kind_key(kind))).unwrap_or_default()
    }

    /// Where a case stands, as a badge; how it ended when it has.
    pub fn stage_badge(&self, stage: Stage, outcome: Option<Outcome>) -> Html {
        let tone = match stage {
            Stage::Headless => "neutral",
            Stage::Opened => "planned",
            Stage::Incomplete | Stage::Contested => "late",
            Stage::Examined | Stage::Drafted => "active",
            Stage::Answered | Stage::Adopted | Stage::Closed => "done",
        };
        let words = self.page.t(stage_key(stage));
        match outcome {
            Some(outcome) => {
                let ended = self.page.t(outcome_key(outcome));
                let words = self.page.text("casepages-closed-as").with("outcome", ended).to_string();
                badge(tone, &words)
            }
            None => badge(tone, &words),
        }
    }

    /// Where a case in a list stands.
    pub fn line_stage(&self, line: &CaseLine) -> Html {
        self.stage_badge(line.stage, line.outcome)
    }

    /// A text as its author typed it: Markdown, its line breaks kept.
    pub fn prose(&self, text: &str) -> Html {
        // Texts are written once, in French as a rule; a reader of English is told by the language of the element.
        let lang = if self.page.lang() == Lang::Fr { "" } else { " lang=\"fr\"" };
        Html::trusted(format!("<div class=\"prose\"{lang}>{}</div>", liptako_web::markdown::render(text)))
    }
}

/// A badge of this tone.
pub fn badge(tone: &str, words: &str) -> Html {
    Html::trusted(format!("<span class=\"badge {tone}\">{}</span>", escape(words)))
}

/// The step itself, or the one that it sends again.
pub const fn inner(step: &Step) -> &Step {
    match step {
        Step::Resent { step, .. } => step,
        step => step,
    }
}
