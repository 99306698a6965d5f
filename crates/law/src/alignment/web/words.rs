//! How the alignment is said and shown: outcomes, grounds, efforts, proofs.

use super::super::act::AlignmentError;
use super::super::decision::{Irregularity, Outcome, Place, deciding_rule};
use super::super::model::{Ground, Problem, Subject};
use super::super::options::{Choice, Effort, Withheld};
use super::super::store::{PositionView, ProposalLine};
use crate::comparison::{Bridge, Obstacle};
use crate::profile::store::{Cell, Column, Signed};
use crate::profile::{Confidence, Finding, Instrument, Library, Question, Value};
use crate::words::{Words, confidence_key};
use liptako_core::{Bilingual, MemberIndex, Rule};
use liptako_journal::journals::Level;
use liptako_web::texts::key;
use liptako_web::{Failure, FormErrors, Html, Message, Page, Shell, escape, level_badge};

/// What every template of the alignment shows values with.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    /// The page being answered.
    pub page: &'a Page,
    /// The node that answers.
    pub shell: &'a Shell,
    /// The questions and instruments.
    pub library: &'a Library,
    /// How values are said.
    pub w: Words<'a>,
}

impl<'a> Said<'a> {
    pub const fn new(page: &'a Page, shell: &'a Shell, library: &'a Library) -> Self {
        Self { page, shell, library, w: Words { page, questionnaire: &library.questionnaire } }
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

    /// The name of a member's country.
    pub fn country(&self, member: MemberIndex) -> String {
        let member = self.shell.charter().member(member);
        let name = member.map(|m| Bilingual::new(m.country_fr.as_str(), m.country_en.as_str()));
        name.map(|name| name.pick(self.page.lang()).to_owned()).unwrap_or_default()
    }

    /// What people quote a proposal by: `CIL-12`.
    pub fn reference(&self, place: &Place) -> String {
        format!("{}-{}", self.acronym(&place.origin), place.index)
    }

    /// Address of a proposal.
    pub fn proposal_path(&self, place: &Place) -> String {
        format!("/law/alignment/proposals/{}-{}", self.code(place.origin), place.index)
    }

    /// Address of a record's proof.
    pub fn proof_path(&self, place: &Place) -> String {
        format!("/journal/{}/{}", self.code(place.origin), place.index)
    }

    /// The place of a position.
    pub const fn at(&self, position: &PositionView) -> Place {
        place_of(&position.by)
    }

    /// An officer's function.
    pub fn function(&self, by: &'a Signed) -> &'a str {
        by.function.pick(self.page.lang())
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

    /// The confirmation of a decision: of the proposal, and of as many agreements as the rule asks for, the best
    /// confirmed ones.
    pub fn decision_level(&self, line: &ProposalLine) -> u8 {
        let members = self.shell.charter().members.len();
        let needed = match deciding_rule(self.shell.charter()) {
            Rule::Majority => members / 2 + 1,
            Rule::Consensus | Rule::Owner => members,
        };
        let agreed = line.positions.iter().filter(|position| position.agrees);
        let mut levels: Vec<u8> = agreed.map(|position| self.level(place_of(&position.by))).collect();
        levels.sort_unstable_by(|a, b| b.cmp(a));
        let least = levels.get(needed.saturating_sub(1)).copied().unwrap_or(0);
        least.min(self.level(line.place))
    }

    /// Whether an adopted proposal is in force: adopted, and confirmed by every authority.
    pub fn is_in_force(&self, line: &ProposalLine) -> bool {
        line.outcome == Outcome::Adopted && self.decision_level(line) >= 2
    }

    /// Where a proposal stands, in words.
    pub fn outcome(&self, line: &ProposalLine) -> String {
        match line.outcome {
            Outcome::Open => self.page.t("law-align-outcome-open"),
            Outcome::Rejected if line.is_withdrawn() => self.page.t("law-align-outcome-withdrawn"),
            Outcome::Rejected => self.page.t("law-align-outcome-rejected"),
            Outcome::Superseded => self.page.t("law-align-outcome-superseded"),
            Outcome::Adopted => match self.decision_level(line) {
                2 => self.page.t("law-align-outcome-in-force"),
                level => {
                    let level = format!("N{level}");
                    self.page.text("law-align-outcome-adopted-at").with("level", level).to_string()
                }
            },
        }
    }

    /// Where a proposal stands, as a badge.
    pub fn outcome_badge(&self, line: &ProposalLine) -> Html {
        let tone = match line.outcome {
            Outcome::Open => "active",
            Outcome::Adopted => "done",
            Outcome::Rejected => "blocked",
            Outcome::Superseded => "neutral",
        };
        badge(tone, &self.outcome(line))
    }

    /// Agrees, refuses, or takes back, as a badge.
    pub fn position_badge(&self, line: &ProposalLine, position: &PositionView) -> Html {
        match position.agrees {
            true => badge("done", &self.page.t("law-align-agrees")),
            false if position.by.origin == line.place.origin => {
                badge("blocked", &self.page.t("law-align-withdraws"))
            }
            false => badge("blocked", &self.page.t("law-align-refuses")),
        }
    }

    /// The decision rule, in a sentence.
    pub fn rule(&self) -> String {
        match deciding_rule(self.shell.charter()) {
            Rule::Majority => self.page.t("law-align-rule-majority"),
            Rule::Consensus | Rule::Owner => self.page.t("law-align-rule-consensus"),
        }
    }

    /// The members that have stored and cosigned a record.
    pub fn cosigners(&self, place: &Place) -> String {
        let Some(log) = self.shell.road().source().journals().and_then(|all| all.log(place.origin)) else {
            return String::new();
        };
        let others = self.shell.charter().indices().filter(|member| *member != place.origin);
        let have: Vec<_> =
            others.filter(|member| log.cosigned_size(self.code(*member)) > place.index).collect();
        self.acronyms(&have)
    }

    fn instrument(&self, id: &str) -> Option<&'a Instrument> {
        self.library.profile(id).map(|profile| &profile.instrument)
    }

    /// Whose option it is.
    pub fn ground(&self, ground: &Ground) -> String {
        match ground {
            Ground::Strictest => self.page.t("law-align-strictest"),
            Ground::Protective => self.page.t("law-align-protective"),
            Ground::Instrument(id) => {
                self.instrument(id.as_str()).map_or_else(|| id.to_string(), |known| self.w.short(known))
            }
        }
    }

    /// Whose a value is, or that the authorities made it.
    pub fn grounds(&self, grounds: &[Ground]) -> String {
        if grounds.is_empty() {
            return self.page.t("law-align-own");
        }
        grounds.iter().map(|ground| self.ground(ground)).collect::<Vec<_>>().join(", ")
    }

    /// Why an option is not offered.
    pub fn withheld(&self, why: &Withheld) -> String {
        self.page.t(match why {
            Withheld::Undeclared => key("law-align-withheld-undeclared"),
            Withheld::TooFew => key("law-align-withheld-too-few"),
            Withheld::Unrankable => key("law-align-withheld-unrankable"),
            Withheld::NothingCommon => key("law-align-withheld-nothing-common"),
            Withheld::Unknown => key("law-align-withheld-unknown"),
            Withheld::Silent => key("law-align-withheld-silent"),
            Withheld::NotApplicable => key("law-align-withheld-not-applicable"),
            Withheld::Reported => key("law-align-withheld-reported"),
        })
    }

    /// A value in words, marked when it is a text in French and the reader reads another language.
    pub fn value(&self, question: &Question, value: &Value) -> Html {
        match value {
            Value::Text(text) => self.w.french(text),
            other => Html::text(&self.w.value(question, other)),
        }
    }

    /// An option's value, with what to know before choosing it.
    pub fn choice(&self, question: &Question, choice: &Choice) -> Html {
        let mut markup = format!("<b>{}</b>", self.value(question, &choice.value));
        if choice.open {
            markup.push_str(&format!(
                " <span class=\"soft\">{}</span>",
                escape(&self.page.t("law-align-open"))
            ));
        }
        if choice.recalled {
            markup.push_str(&format!(" {}", badge("late", &self.page.t("law-confidence-recalled"))));
        }
        Html::trusted(markup)
    }

    /// What was found, as plain text.
    pub fn finding(&self, question: &Question, cell: &Cell) -> String {
        match cell.answer.finding() {
            Finding::Unknown => self.page.t("law-finding-unknown"),
            Finding::Silent => self.page.t("law-finding-silent"),
            Finding::NotApplicable => self.page.t("law-finding-not-applicable"),
            Finding::Value(value) if question.is_reported(value) => {
                let said = self.w.value(question, value);
                self.page.text("law-reported").with("report", said).to_string()
            }
            Finding::Value(value) if cell.answer.is_partial() => {
                let said = self.w.value(question, value);
                self.page.text("law-open-list").with("list", said).to_string()
            }
            Finding::Value(value) => self.w.value(question, value),
        }
    }

    /// How sure an answer is, and whether its authority stands by it, as plain text.
    pub fn certainty(&self, column: &Column<'_>, cell: &Cell) -> String {
        let confidence = cell.answer.confidence();
        if confidence == Confidence::Unknown {
            return String::new();
        }
        let sure = self.page.t(confidence_key(confidence));
        match (&cell.attested, column.keeper) {
            (Some(by), _) => {
                let authority = self.acronym(&by.origin);
                let attested = self.page.text("law-attested-by").with("authority", authority).to_string();
                format!("{sure}, {attested}")
            }
            (None, Some(_)) => format!("{sure}, {}", self.page.t("law-not-attested")),
            (None, None) => sure,
        }
    }

    /// What a rule would ask of a law: its name, and the rest.
    pub fn effort(
        &self,
        question: &Question,
        effort: &Effort,
        value: &Value,
        cell: &Cell,
    ) -> (String, String) {
        let t = |key: &'static str| self.page.t(key);
        match effort {
            Effort::Already => (t(key("law-align-already")), String::new()),
            Effort::Check(Bridge::Units | Bridge::Parity) => {
                (t(key("law-align-already")), t(key("law-align-other-units")))
            }
            Effort::Check(Bridge::OpenList) => {
                (t(key("law-align-check")), t(key("law-align-check-open-list")))
            }
            Effort::Check(Bridge::OpenBound) => (t(key("law-align-check")), t(key("law-bridge-open-bound"))),
            Effort::Check(Bridge::Declared) => (t(key("law-align-check")), t(key("law-bridge-declared"))),
            Effort::Change(distance) => {
                let (from, to) = (self.finding(question, cell), self.w.value(question, value));
                let change =
                    self.page.text("law-align-from-to").with("from", from).with("to", to).to_string();
                let distance = match distance {
                    // Which codes come and go is what the change says already.
                    crate::comparison::Distance::Codes { .. } => String::new(),
                    other => self.w.distance(other),
                };
                let parts = [change, distance];
                let said: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                (t(key("law-align-must-change")), said.join(", "))
            }
            Effort::Legislate => (t(key("law-align-must-legislate")), t(key("law-align-silent"))),
            Effort::NotEstablished => (t(key("law-finding-unknown")), String::new()),
            Effort::NotApplicable => (t(key("law-finding-not-applicable")), String::new()),
            Effort::Read => (t(key("law-align-read")), self.finding(question, cell)),
            Effort::CannotTell(obstacle) => {
                let why = match obstacle {
                    Obstacle::OpenLists => key("law-obstacle-open-lists"),
                    Obstacle::Bounds => key("law-obstacle-bounds"),
                    Obstacle::NotApplicable | Obstacle::Text | Obstacle::Type => key("law-obstacle-type"),
                };
                (t(key("law-align-check")), t(why))
            }
        }
    }

    /// The same as markup: a badge, then the rest.
    pub fn effort_badge(&self, question: &Question, effort: &Effort, value: &Value, cell: &Cell) -> Html {
        let (name, rest) = self.effort(question, effort, value, cell);
        let tone = match effort {
            Effort::Already | Effort::Check(Bridge::Units | Bridge::Parity) => "done",
            Effort::Change(_) | Effort::Legislate => "late",
            Effort::NotEstablished | Effort::NotApplicable => {
                return Html::trusted(format!("<span class=\"soft\">{}</span>", escape(&name)));
            }
            Effort::Check(_) | Effort::Read | Effort::CannotTell(_) => "neutral",
        };
        let rest = if rest.is_empty() { rest } else { format!("<br><small>{}</small>", escape(&rest)) };
        Html::trusted(format!("{}{rest}", badge(tone, &name)))
    }

    /// What a proposal is about, in one line.
    pub fn subject(&self, line: &ProposalLine) -> String {
        let question = self.library.questionnaire.question(line.subject.question().as_str());
        let question = question
            .map_or_else(|| line.subject.question().to_string(), |question| self.w.text(&question.label));
        match &line.subject {
            Subject::CommonRule(_) => question,
            Subject::Reference { instrument, .. } => {
                let name = self.instrument(instrument.as_str());
                let name = name.map_or_else(|| instrument.to_string(), |known| self.w.short(known));
                self.page
                    .text("law-align-subject-reference")
                    .with("instrument", name)
                    .with("question", question)
                    .to_string()
            }
        }
    }

    /// A text in the reader's language, its lines kept, marked when it is in another.
    pub fn lines(&self, text: &Bilingual) -> Html {
        let lang = self.page.lang();
        let picked = text.picked(lang);
        let mark = if picked == lang { String::new() } else { format!(" lang=\"{}\"", picked.tag()) };
        let words = escape(&liptako_web::texts::spaced(picked, text.pick(lang))).replace('\n', "<br>");
        Html::trusted(format!("<p{mark}>{words}</p>"))
    }
}

/// The place of a signed record.
pub const fn place_of(by: &Signed) -> Place {
    Place { origin: by.origin, index: by.index }
}

/// A badge of this tone.
pub fn badge(tone: &str, words: &str) -> Html {
    Html::trusted(format!("<span class=\"badge {tone}\">{}</span>", escape(words)))
}

fn problem(problem: Problem) -> Message {
    match problem {
        Problem::Empty => Message::new("form-required"),
        Problem::TooLong => Message::new("law-align-fault-long").with("max", crate::profile::MAX_TEXT),
        Problem::Unreadable => Message::new("law-align-fault-unreadable"),
        Problem::Value => Message::new("law-align-fault-value"),
        Problem::Grounds | Problem::Answer => Message::new("law-align-fault-answer"),
    }
}

fn irregularity(why: Irregularity) -> Message {
    Message::new(match why {
        Irregularity::Stale | Irregularity::UnknownParent => key("law-align-refused-stale"),
        Irregularity::OwnProposal => key("law-align-duty-drafted"),
        Irregularity::SpokenTwice => key("law-align-refused-spoken"),
        Irregularity::Competing => key("law-align-refused-competing"),
        Irregularity::Column => key("law-align-refused-column"),
        Irregularity::UnknownProposal => key("law-align-refused-other-text"),
        Irregularity::Signature => key("law-align-refused-signature"),
        Irregularity::Unreadable
        | Irregularity::Audience
        | Irregularity::Content
        | Irregularity::ProposalTwice
        | Irregularity::Rule => key("law-align-fault-answer"),
    })
}

/// Puts a refused act beside the fields it is about, or above the form.
///
/// # Errors
/// The failure that ends the request, when nothing typed could mend it.
pub fn refuse(errors: &mut FormErrors, error: AlignmentError) -> Result<(), Failure> {
    match error {
        AlignmentError::Faults(faults) => {
            for fault in faults {
                // A value has several fields: its fault stands above the form.
                let field = if fault.field == "value" { "" } else { fault.field };
                errors.add(field, problem(fault.problem));
            }
        }
        AlignmentError::Rule(why) => errors.add("", irregularity(why)),
        AlignmentError::NotHarmonised => errors.add("", Message::new("law-align-refused-not-harmonised")),
        AlignmentError::NoChange => errors.add("", Message::new("law-align-refused-no-change")),
        AlignmentError::OtherText => errors.add("", Message::new("law-align-refused-other-text")),
        AlignmentError::Decided(outcome) => {
            let message = Message::new(match outcome {
                Outcome::Adopted => key("law-align-refused-adopted"),
                Outcome::Rejected => key("law-align-refused-rejected"),
                Outcome::Open | Outcome::Superseded => key("law-align-refused-superseded"),
            });
            errors.add("", message);
        }
        AlignmentError::NotFound => return Err(Failure::NotFound),
        AlignmentError::Storage(fault) => return Err(fault.into()),
    }
    Ok(())
}
