//! `/law/alignment/proposals/{id}`: one proposal, what it would change, who has said what, who must still decide, and
//! the proofs.

use super::super::act::{AlignmentError, Decision, Duty, decide as record, duty};
use super::super::decision::{Outcome, Place, deciding_rule};
use super::super::model::{CommonRule, Subject};
use super::super::options::effort;
use super::super::store::{self, CommentView, ProposalLine};
use super::words::{place_of, refuse};
use super::{Answered, Said, absent, desk, place, road_failure};
use crate::profile::store::{Column, columns};
use crate::profile::web::trail::{Difference, differences};
use crate::profile::{Answer, Instrument, Question};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use liptako_core::{RequestId, Rule};
use liptako_identity::{Client, IdentityError, Permission};
use liptako_journal::Hash;
use liptako_storage::{Recorded, RoadError, record_at};
use liptako_web::{Failure, Flash, Form, FormErrors, FormState, Html, Message, Page, ReaderAddress, Shell};

#[derive(Template)]
#[template(path = "alignment/web/proposal.html")]
struct ProposalPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    form: FormState,
    line: &'a ProposalLine,
    question: &'a Question,
    weights: &'static crate::comparison::Weights,
    laws: Vec<&'a Column<'a>>,
    instrument: Option<&'a Instrument>,
    /// What it would replace.
    before: Option<&'a ProposalLine>,
    /// The answer of a reference that it would replace, when that is what it is about.
    present: Option<&'a Answer>,
    competitors: Vec<&'a ProposalLine>,
    comments: Vec<&'a CommentView>,
    recorded: Option<Recorded>,
    duty: Duty,
}

/// A record of the decision, for the panel of proofs.
struct Proof<'a> {
    what: String,
    place: Place,
    recorded: Option<&'a Recorded>,
}

impl ProposalPage<'_> {
    fn effort(&self, rule: &CommonRule, law: &Column<'_>) -> Html {
        let Some(cell) = law.cells.get(&self.question.id) else { return Html::default() };
        let effort = effort(self.question, self.weights, &rule.value, cell);
        self.s.effort_badge(self.question, &effort, &rule.value, cell)
    }

    fn before_rule(&self) -> Option<&CommonRule> {
        self.before.and_then(ProposalLine::common_rule)
    }

    /// The fields in which the answer proposed differs from the one it would replace.
    fn differences(&self) -> Vec<Difference> {
        let Subject::Reference { answer, .. } = &self.line.subject else { return Vec::new() };
        let present = self.present.map(|present| differences(&self.s.w, self.question, present, answer));
        present.unwrap_or_default()
    }

    /// What happens next, in a sentence.
    fn next(&self) -> String {
        let charter = self.s.shell.charter();
        match self.line.outcome {
            Outcome::Open => {
                let awaited = self.s.acronyms(&self.line.awaited(charter));
                match deciding_rule(charter) {
                    Rule::Majority => {
                        self.page.text("law-align-next-majority").with("awaited", awaited).to_string()
                    }
                    Rule::Consensus | Rule::Owner => {
                        self.page.text("law-align-next-consensus").with("awaited", awaited).to_string()
                    }
                }
            }
            Outcome::Adopted if self.s.is_in_force(self.line) => self.page.t("law-align-next-in-force"),
            Outcome::Adopted => self.page.t("law-align-next-confirming"),
            Outcome::Rejected if self.line.is_withdrawn() => self.page.t("law-align-next-withdrawn"),
            Outcome::Rejected => self.page.t("law-align-next-rejected"),
            Outcome::Superseded => self.page.t("law-align-next-superseded"),
        }
    }

    /// Why the reader has no button, when they have none.
    fn why_not(&self) -> Option<String> {
        Some(match self.duty {
            Duty::Decide | Duty::RefuseOnly(_) | Duty::Decided(_) => return None,
            Duty::Drafted => self.page.t("law-align-duty-drafted"),
            Duty::Spoken => {
                let authority = self.page.face().acronym();
                self.page.text("law-align-duty-spoken").with("authority", authority).to_string()
            }
            Duty::NotPermitted => self.page.t("law-align-duty-not-permitted"),
            Duty::SignedOut => self.page.t("law-align-duty-signed-out"),
        })
    }

    fn may_agree(&self) -> bool {
        self.duty == Duty::Decide
    }

    fn may_decide(&self) -> bool {
        matches!(self.duty, Duty::Decide | Duty::RefuseOnly(_))
    }

    fn may_comment(&self) -> bool {
        self.page.may(Permission::LAW_COMMENT)
    }

    fn is_ours(&self) -> bool {
        self.line.place.origin == self.s.shell.me()
    }

    /// The competing proposal that keeps the authority from agreeing.
    fn obstacle(&self) -> Option<Place> {
        match self.duty {
            Duty::RefuseOnly(place) => Some(place),
            _ => None,
        }
    }

    fn signed_out(&self) -> bool {
        self.duty == Duty::SignedOut
    }

    /// In which function the reader would speak.
    fn as_officer(&self) -> String {
        let officer = self.page.who().officer();
        officer.map(|officer| officer.function.label(self.page.lang()).to_owned()).unwrap_or_default()
    }

    fn at_comment(&self, comment: &CommentView) -> Place {
        place_of(&comment.by)
    }

    /// How forms name the proposal: `bf-12`.
    fn short_reference(&self) -> String {
        format!("{}-{}", self.s.code(self.line.place.origin), self.line.place.index)
    }

    fn proofs(&self) -> Vec<Proof<'_>> {
        let own = Proof {
            what: self.page.t("law-align-proof-proposal"),
            place: self.line.place,
            recorded: self.recorded.as_ref(),
        };
        let positions = self.line.positions.iter().map(|position| Proof {
            what: self
                .page
                .text("law-align-proof-position")
                .with("authority", self.s.acronym(&position.by.origin))
                .to_string(),
            place: place_of(&position.by),
            recorded: position.recorded.as_ref(),
        });
        std::iter::once(own).chain(positions).collect()
    }
}

/// How addresses name a place: `bf-12`.
fn name(shell: &Shell, place: Place) -> String {
    let code = shell.charter().member(place.origin).map_or("", |member| member.code.as_str());
    format!("{code}-{}", place.index)
}

/// The page of a proposal, around this form.
async fn answer(shell: &Shell, page: &Page, place: Place, form: FormState) -> Answered {
    let desk = desk()?;
    let (charter, me) = (shell.charter().clone(), shell.me());
    let reader = page.who().person().map(|person| person.id);
    let may_decide = page.may(Permission::LAW_DECIDE);
    let found = shell
        .read(move |tx| {
            let Some(line) = store::proposal(tx, place)? else { return Ok(None) };
            let duty = duty(tx, &charter, me, &line, reader, may_decide)?;
            let about = store::about(tx, &line.subject.target())?;
            let comments = store::comments(tx, line.subject.question())?;
            let recorded = record_at(tx, place.origin, place.index)?;
            let columns = columns(tx, desk.library, &charter)?;
            Ok(Some((line, duty, about, comments, recorded, columns)))
        })
        .await?;
    let (line, duty, about, comments, recorded, columns) =
        found.ok_or_else(|| absent("law-align-absent-proposal", &name(shell, place)))?;
    let question = desk.library.questionnaire.question(line.subject.question().as_str());
    let question = question.ok_or(Failure::NotFound)?;
    let target = line.subject.target();
    let column = columns.iter().find(|column| Some(&column.instrument.id) == target.instrument.as_ref());
    let cell = column.and_then(|column| column.cells.get(&question.id));
    let before = about.iter().find(|other| line.parent == Some(other.commitment));
    let before_answer = before.and_then(|before| match &before.subject {
        Subject::Reference { answer, .. } => Some(answer),
        Subject::CommonRule(_) => None,
    });
    let shipped = desk.library.profile(target.instrument.as_ref().map_or("", |id| id.as_str()));
    let shipped = shipped.and_then(|profile| profile.answers.get(&question.id));
    let s = Said::new(page, shell, desk.library);
    let wrong = !form.errors().is_empty();
    let title = page.text("law-align-proposal-title").with("reference", s.reference(&line.place)).to_string();
    let content = ProposalPage {
        page,
        s,
        form,
        question,
        weights: desk.weights,
        laws: columns.iter().filter(|column| column.keeper.is_some()).collect(),
        instrument: column.map(|column| column.instrument),
        before,
        present: before_answer.or(if cell.is_some() { shipped } else { None }),
        competitors: about
            .iter()
            .filter(|other| other.place != line.place && other.parent == line.parent)
            .collect(),
        comments: comments.iter().filter(|comment| comment.proposal == Some(line.commitment)).collect(),
        line: &line,
        recorded,
        duty,
    };
    let view = page
        .view(title)
        .crumb("/law/alignment", page.t("law-align-title"))
        .crumb(format!("/law/alignment/{}", question.id), s.w.text(&question.label));
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

/// The page again, with what is wrong with a remark.
pub(super) async fn again(shell: &Shell, page: &Page, place: Place, form: FormState) -> Answered {
    answer(shell, page, place, form).await
}

pub async fn show(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let place = place(&shell, &id)?;
    let form = page.blank_form();
    answer(&shell, &page, place, form).await
}

pub async fn decide(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    ReaderAddress(address): ReaderAddress,
    headers: HeaderMap,
    form: Form,
) -> Answered {
    let place = place(&shell, &id)?;
    let mut errors = FormErrors::new();
    let agrees = match form.value.value("decision") {
        "agree" => true,
        "refuse" => false,
        _ => return Err(Failure::Invalid(Message::new("form-refused"))),
    };
    let password = form.value.value("password").to_owned();
    if password.is_empty() {
        errors.add("password", Message::new("form-required"));
    }
    let reason = form.value.value("reason").trim().replace("\r\n", "\n");
    if !agrees && reason.is_empty() {
        errors.add("reason", Message::new("law-align-refusal-needs-reason"));
    }
    let commitment: Hash =
        form.value.value("commitment").parse().map_err(|_| Failure::Invalid(Message::new("form-refused")))?;
    if errors.is_empty() {
        let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let asked = Asked {
            request: form.request,
            decision: Decision { proposal: place, commitment, agrees, reason },
            password,
            address,
            agent: agent.to_owned(),
        };
        match sign(&shell, &page, asked).await? {
            Ok(()) => {
                let said = if agrees { "law-align-agreed" } else { "law-align-refused" };
                let to = format!("/law/alignment/proposals/{id}");
                return Ok(page.redirect_with(&to, &Flash::done(Message::new(said))));
            }
            Err(Refusal::Rule(error)) => refuse(&mut errors, error)?,
            Err(Refusal::Identity(error)) => errors.refuse(error)?,
        }
    }
    answer(&shell, &page, place, form.again(errors)).await
}

struct Asked {
    request: RequestId,
    decision: Decision,
    password: String,
    address: String,
    agent: String,
}

enum Refusal {
    Rule(AlignmentError),
    Identity(IdentityError),
}

/// Opens the officer's key with the password typed anew, and records the position it signs.
async fn sign(shell: &Shell, page: &Page, asked: Asked) -> Result<Result<(), Refusal>, Failure> {
    let who = page.who().clone();
    shell
        .blocking(move |shell| {
            let client = Client { address: &asked.address, agent: &asked.agent };
            let (clock, chance) = (&**shell.clock(), &**shell.chance());
            let identity = std::sync::Arc::clone(shell.identity());
            let opened = identity.unlock(shell.road().db(), &who, &asked.password, &client, clock, chance);
            let key = match opened {
                Ok(key) => key,
                Err(error) => return Ok(Err(Refusal::Identity(error))),
            };
            let decision = asked.decision;
            let done = shell.road().act(asked.request, move |scribe| {
                identity.publish_keys(scribe)?;
                record(scribe, key.officer().clone(), &key, &decision)
            });
            match done {
                Ok(_) => Ok(Ok(())),
                Err(RoadError::Rule(error)) => Ok(Err(Refusal::Rule(error))),
                Err(other) => Err(road_failure(other)),
            }
        })
        .await
}
