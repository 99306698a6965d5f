//! How the plan's values are said and shown: badges, names, dates, numbers, confirmation levels.

use super::super::store::{ActionLine, PositionView, ProposalLine};
use super::super::{
    Decimal, Irregularity, Officer, Outcome, Part, Place, PlanError, Problem, Standing, State,
};
use jiff::civil::Date;
use liptako_core::vocabulary::ConceptId;
use liptako_core::{Bilingual, Lang, MemberIndex, Rule};
use liptako_journal::journals::Level;
use liptako_web::texts::key;
use liptako_web::{Failure, FormErrors, Html, Message, Page, Shell, concept_links, escape, level_badge};

/// What every template of the plan shows values with.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The page being answered.
    pub page: &'a Page,
    /// The node that answers.
    pub shell: &'a Shell,
}

impl<'a> Words<'a> {
    pub const fn new(page: &'a Page, shell: &'a Shell) -> Self {
        Self { page, shell }
    }

    fn lang(&self) -> Lang {
        self.page.lang()
    }

    /// What people call a member.
    pub fn acronym(&self, member: &MemberIndex) -> &str {
        self.page.face().acronym_of(*member)
    }

    /// Several members, in order.
    pub fn acronyms(&self, members: &[MemberIndex]) -> String {
        members.iter().map(|member| self.acronym(member)).collect::<Vec<_>>().join(", ")
    }

    /// A member's code, as addresses use it.
    pub fn code(&self, member: MemberIndex) -> &str {
        self.shell.charter().member(member).map_or("", |member| member.code.as_str())
    }

    /// A text in the reader's language, marked when it is in another.
    pub fn text(&self, text: &Bilingual) -> Html {
        let words = escape(text.pick(self.lang()));
        let picked = text.picked(self.lang());
        if picked == self.lang() {
            Html::trusted(words)
        } else {
            Html::trusted(format!("<span lang=\"{}\">{words}</span>", picked.tag()))
        }
    }

    /// The same without markup, for titles and options.
    pub fn plain(&self, text: &'a Bilingual) -> &'a str {
        text.pick(self.lang())
    }

    /// A longer text, its blank lines made into paragraphs.
    pub fn paragraphs(&self, text: &Bilingual) -> Html {
        let picked = text.picked(self.lang());
        let lang = if picked == self.lang() { String::new() } else { format!(" lang=\"{}\"", picked.tag()) };
        let blocks = text.pick(self.lang()).split("\n\n").filter(|block| !block.trim().is_empty());
        let paragraphs = blocks.map(|block| format!("<p{lang}>{}</p>", escape(block).replace('\n', "<br>")));
        Html::trusted(paragraphs.collect())
    }

    /// Links to concepts of the common vocabulary.
    pub fn concepts(&self, concepts: &[ConceptId]) -> Html {
        concept_links(self.page, concepts)
    }

    /// A number as the language writes it.
    pub fn number(&self, number: &Decimal) -> String {
        match self.lang() {
            Lang::Fr => number.written(',', "\u{202f}"),
            Lang::En => number.written('.', ","),
        }
    }

    /// A number with its unit.
    pub fn quantity(&self, number: &Decimal, unit: &Bilingual) -> String {
        format!("{}\u{a0}{}", self.number(number), unit.pick(self.lang()))
    }

    /// A day.
    pub fn day(&self, date: &Date) -> Html {
        self.page.date(*date)
    }

    /// What an officer's function is called.
    pub fn function(&self, officer: &'a Officer) -> &'a str {
        officer.function.pick(self.lang())
    }

    /// Where an action stands, in words.
    pub fn standing(&self, standing: &Standing) -> String {
        self.page.t(standing_key(*standing))
    }

    /// Where an action stands, as badges: a blocked action that is late bears both.
    pub fn standing_badges(&self, line: &ActionLine) -> Html {
        let mut badges = self.standing_badge(&line.standing).as_str().to_owned();
        if line.late && line.standing != Standing::Late {
            badges.push(' ');
            badges.push_str(self.standing_badge(&Standing::Late).as_str());
        }
        Html::trusted(badges)
    }

    /// Where an action stands, as one badge.
    pub fn standing_badge(&self, standing: &Standing) -> Html {
        badge(tone(*standing), &self.standing(standing))
    }

    /// A declared state, in words.
    pub fn state(&self, state: &State) -> String {
        self.page.t(state_key(*state))
    }

    /// Where a proposal stands. An adopted one says whether every authority has confirmed what decided it.
    pub fn outcome_badge(&self, line: &ProposalLine) -> Html {
        match line.outcome {
            Outcome::Open => badge("active", &self.page.t("plan-outcome-open")),
            Outcome::Rejected => badge("blocked", &self.page.t("plan-outcome-rejected")),
            Outcome::Superseded => badge("neutral", &self.page.t("plan-outcome-superseded")),
            Outcome::Adopted => match self.decision_level(line) {
                2 => badge("done", &self.page.t("plan-outcome-in-force")),
                level => {
                    let level = format!("N{level}");
                    let words = self.page.text("plan-outcome-adopted-at").with("level", level).to_string();
                    badge("done", &words)
                }
            },
        }
    }

    /// The lowest confirmation among the proposal and the positions that decided it.
    pub fn decision_level(&self, line: &ProposalLine) -> u8 {
        let deciding = line.deciding(self.shell.charter().members.len());
        deciding.into_iter().map(|place| self.level(place)).min().unwrap_or(0)
    }

    /// How far a record is confirmed: 0, 1 or 2.
    pub fn level(&self, place: Place) -> u8 {
        match self.shell.road().source().level(place.origin, place.index) {
            Level::N0 => 0,
            Level::N1 => 1,
            Level::N2 => 2,
        }
    }

    /// How far a record is confirmed, as a badge.
    pub fn level_badge(&self, place: &Place) -> Html {
        level_badge(self.page, self.level(*place))
    }

    /// The members that have stored and cosigned a record.
    pub fn cosigners(&self, place: &Place) -> String {
        let Some(log) = self.shell.road().source().journals().and_then(|all| all.log(place.origin)) else {
            return String::new();
        };
        let others = self.shell.charter().indices().filter(|member| *member != place.origin);
        let have =
            others.filter(|member| log.cosigned_size(self.code(*member)) > place.index).collect::<Vec<_>>();
        self.acronyms(&have)
    }

    /// Address of a record's proof.
    pub fn proof_path(&self, place: &Place) -> String {
        format!("/journal/{}/{}", self.code(place.origin), place.index)
    }

    /// Address of a proposal.
    pub fn proposal_path(&self, place: &Place) -> String {
        format!("/council/plan/proposals/{}-{}", self.code(place.origin), place.index)
    }

    /// What people quote a proposal by: `CIL-12`.
    pub fn reference(&self, place: &Place) -> String {
        format!("{}-{}", self.acronym(&place.origin), place.index)
    }

    /// What a proposal is about, in one line.
    pub fn subject(&self, line: &'a ProposalLine) -> String {
        let title = self.plain(&line.title);
        match (line.part, line.n_changes) {
            (Part::Progress, _) => self.page.text("plan-subject-progress").with("title", title).to_string(),
            (_, 1) => title.to_owned(),
            (_, n) => {
                self.page.text("plan-subject-several").with("title", title).with("n", n - 1).to_string()
            }
        }
    }

    /// A decision rule, in a sentence.
    pub fn rule(&self, line: &ProposalLine) -> String {
        match line.rule {
            Rule::Consensus => self.page.t("plan-rule-consensus"),
            Rule::Majority => self.page.t("plan-rule-majority"),
            Rule::Owner => {
                self.page.text("plan-rule-owner").with("owner", self.acronym(&line.decider)).to_string()
            }
        }
    }

    /// Agrees or refuses, as a badge.
    pub fn position_badge(&self, position: &PositionView) -> Html {
        if position.agrees {
            badge("done", &self.page.t("plan-position-agrees"))
        } else {
            badge("blocked", &self.page.t("plan-position-refuses"))
        }
    }

    /// The members whose word is still awaited.
    pub fn awaited(&self, line: &ProposalLine) -> Vec<MemberIndex> {
        line.awaited(self.shell.charter().indices())
    }
}

fn badge(tone: &str, words: &str) -> Html {
    Html::trusted(format!("<span class=\"badge {tone}\">{}</span>", escape(words)))
}

/// Class of a standing's colour and shape.
pub const fn tone(standing: Standing) -> &'static str {
    match standing {
        Standing::Done => "done",
        Standing::UnderWay => "active",
        Standing::Late => "late",
        Standing::Blocked => "blocked",
        Standing::Planned => "planned",
        Standing::Cancelled => "neutral",
    }
}

const fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::Done => key("plan-standing-done"),
        Standing::UnderWay => key("plan-standing-under-way"),
        Standing::Late => key("plan-standing-late"),
        Standing::Blocked => key("plan-standing-blocked"),
        Standing::Planned => key("plan-standing-planned"),
        Standing::Cancelled => key("plan-standing-cancelled"),
    }
}

/// Key of a declared state's words: the standing of the same name, for it is said alike.
pub const fn state_key(state: State) -> &'static str {
    match state {
        State::Planned => standing_key(Standing::Planned),
        State::UnderWay => standing_key(Standing::UnderWay),
        State::Done => standing_key(Standing::Done),
        State::Blocked => standing_key(Standing::Blocked),
        State::Cancelled => standing_key(Standing::Cancelled),
    }
}

/// Key of an outcome's words in filters.
pub const fn outcome_key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Open => key("plan-outcome-open"),
        Outcome::Adopted => key("plan-outcome-adopted"),
        Outcome::Rejected => key("plan-outcome-rejected"),
        Outcome::Superseded => key("plan-outcome-superseded"),
    }
}

/// A problem, as a message.
pub fn problem(problem: Problem) -> Message {
    let message = Message::new(problem.key());
    match problem.bound() {
        Some(max) => message.with("max", max),
        None => message,
    }
}

/// Why a rule of the plan refuses an act, as a message to the officer who tried it.
fn irregularity(why: Irregularity) -> Message {
    Message::new(match why {
        Irregularity::Stale => key("plan-refused-stale"),
        Irregularity::UnknownParent => key("plan-refused-unknown-parent"),
        Irregularity::UnknownReference => key("plan-refused-unknown-reference"),
        Irregularity::OwnProposal => key("plan-refused-own-proposal"),
        Irregularity::SpokenTwice => key("plan-refused-spoken-twice"),
        Irregularity::Competing => key("plan-refused-competing"),
        other => other.code(),
    })
}

/// Puts a refused act beside the fields it is about, or above the form.
///
/// # Errors
/// The failure that ends the request, when nothing typed could mend it.
pub fn refuse(errors: &mut FormErrors, error: PlanError) -> Result<(), Failure> {
    match error {
        PlanError::Faults(faults) => {
            faults.iter().for_each(|fault| errors.add(&fault.field, problem(fault.problem)));
        }
        PlanError::Rule(why) => errors.add("", irregularity(why)),
        PlanError::Decided(outcome) => {
            let message = Message::new(match outcome {
                Outcome::Adopted => key("plan-refused-adopted"),
                Outcome::Rejected => key("plan-refused-rejected"),
                Outcome::Open | Outcome::Superseded => key("plan-refused-superseded"),
            });
            errors.add("", message);
        }
        PlanError::NotOurs(_) => errors.add("", Message::new("plan-refused-not-ours")),
        PlanError::OtherText => errors.add("", Message::new("plan-refused-other-text")),
        PlanError::Circle => errors.add("", Message::new("plan-refused-circle")),
        PlanError::NotFound => return Err(Failure::NotFound),
        PlanError::Storage(fault) => return Err(fault.into()),
    }
    Ok(())
}
