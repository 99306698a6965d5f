//! `/council/plan/proposals/{id}`: what would change, who has spoken, who must still decide, and the proofs.

use super::super::store::{self, ChangeView, ProposalLine, ProposalView};
use super::super::{Decision, Duty, Officer, Outcome, Part, Place, PlanError, Rules, decide as record, duty};
use super::Words;
use super::difference::{Difference, Titles, differences};
use super::words::refuse;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use liptako_core::{ObjectId, RequestId, Rule};
use liptako_identity::{Client, IdentityError, Permission};
use liptako_journal::Hash;
use liptako_storage::{Recorded, RoadError};
use liptako_web::{Failure, Flash, Form, FormErrors, FormState, Message, Page, ReaderAddress, Shell};

#[derive(Template)]
#[template(path = "plan/web/proposal.html")]
struct ProposalPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    view: &'a ProposalView,
    titles: &'a Titles,
    duty: Duty,
    form: FormState,
}

/// A record of the decision, for the panel of proofs.
struct Proof<'a> {
    what: String,
    place: Place,
    recorded: Option<&'a Recorded>,
}

impl ProposalPage<'_> {
    fn differences(&self, change: &ChangeView) -> Vec<Difference> {
        differences(&self.w, self.titles, change.before.as_ref(), &change.after)
    }

    fn is_progress(&self, change: &ChangeView) -> bool {
        change.after.part() == Part::Progress
    }

    fn is_action(&self, change: &ChangeView) -> bool {
        matches!(change.after.part(), Part::Action | Part::Progress)
            && self.titles.contains_key(&change.object)
    }

    fn part(&self, change: &ChangeView) -> String {
        match change.after.part() {
            Part::Axis => self.page.t("plan-axis"),
            Part::Objective => self.page.t("plan-objective"),
            Part::Action => self.page.t("plan-action"),
            Part::Progress => self.page.t("plan-progress"),
        }
    }

    /// What happens next, in a sentence.
    fn next(&self) -> String {
        let line = &self.view.line;
        match line.outcome {
            Outcome::Open => {
                let awaited = self.w.acronyms(&self.w.awaited(line));
                match line.rule {
                    Rule::Consensus => {
                        self.page.text("plan-next-consensus").with("awaited", awaited).to_string()
                    }
                    Rule::Majority => {
                        self.page.text("plan-next-majority").with("awaited", awaited).to_string()
                    }
                    Rule::Owner => self.page.text("plan-next-owner").with("awaited", awaited).to_string(),
                }
            }
            Outcome::Adopted if self.w.decision_level(line) >= 2 => self.page.t("plan-next-in-force"),
            Outcome::Adopted => self.page.t("plan-next-confirming"),
            Outcome::Rejected => self.page.t("plan-next-rejected"),
            Outcome::Superseded => self.page.t("plan-next-superseded"),
        }
    }

    /// Why the reader has no button, when they have none.
    fn why_not(&self) -> Option<String> {
        Some(match self.duty {
            Duty::Decide | Duty::RefuseOnly(_) | Duty::Decided(_) => return None,
            Duty::Drafted => self.page.t("plan-duty-drafted"),
            Duty::Spoken => {
                self.page.text("plan-duty-spoken").with("authority", self.page.face().acronym()).to_string()
            }
            Duty::NotOurs(owner) => {
                self.page.text("plan-duty-not-ours").with("owner", self.w.acronym(&owner)).to_string()
            }
            Duty::NotPermitted => self.page.t("plan-duty-not-permitted"),
            Duty::SignedOut => self.page.t("plan-duty-signed-out"),
        })
    }

    fn may_agree(&self) -> bool {
        self.duty == Duty::Decide
    }

    fn may_decide(&self) -> bool {
        matches!(self.duty, Duty::Decide | Duty::RefuseOnly(_))
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

    fn proofs(&self) -> Vec<Proof<'_>> {
        let own = Proof {
            what: self.page.t("plan-proof-proposal"),
            place: self.view.line.place,
            recorded: self.view.recorded.as_ref(),
        };
        let positions = self.view.line.positions.iter().map(|position| Proof {
            what: self
                .page
                .text("plan-proof-position")
                .with("authority", self.w.acronym(&position.place.origin))
                .to_string(),
            place: position.place,
            recorded: position.recorded.as_ref(),
        });
        std::iter::once(own).chain(positions).collect()
    }
}

/// Reads `bf-12`, or the proposal's identifier.
enum Reference {
    Place(Place),
    Object(ObjectId),
}

impl Reference {
    fn read(shell: &Shell, text: &str) -> Result<Self, Failure> {
        if let Ok(object) = text.parse() {
            return Ok(Self::Object(object));
        }
        let (code, index) = text.rsplit_once('-').ok_or(Failure::NotFound)?;
        let origin = shell.charter().by_code(&code.to_ascii_lowercase()).ok_or(Failure::NotFound)?;
        let index = index.parse().map_err(|_| Failure::NotFound)?;
        Ok(Self::Place(Place { origin, index }))
    }
}

struct Found {
    view: ProposalView,
    titles: Titles,
    duty: Duty,
}

async fn find(shell: &Shell, page: &Page, id: &str) -> Result<Found, Failure> {
    let (reference, rules, me) = (Reference::read(shell, id)?, Rules::of(shell.charter()), shell.me());
    let reader = page.who().person().map(|person| person.id);
    let may_decide = page.may(Permission::PLAN_DECIDE);
    let found = shell
        .read(move |tx| {
            let place = match reference {
                Reference::Place(place) => Some(place),
                Reference::Object(object) => store::find_proposal(tx, object)?,
            };
            let Some(place) = place else { return Ok(None) };
            let Some(view) = store::proposal(tx, place)? else { return Ok(None) };
            let duty = duty(tx, &rules, me, &view.line, reader, may_decide)?;
            Ok(Some(Found { titles: store::titles(tx, &view.changes)?, view, duty }))
        })
        .await?;
    found.ok_or(Failure::NotFound)
}

fn answer(shell: &Shell, page: &Page, found: &Found, form: FormState) -> Result<Response, Failure> {
    let w = Words::new(page, shell);
    let wrong = !form.errors().is_empty();
    let title =
        page.text("plan-proposal-title").with("reference", w.reference(&found.view.line.place)).to_string();
    let content = ProposalPage { page, w, view: &found.view, titles: &found.titles, duty: found.duty, form };
    let view = page
        .view(title)
        .crumb("/council/plan", page.t("plan-title"))
        .crumb("/council/plan/proposals", page.t("plan-proposals-title"));
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

pub async fn show(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let found = find(&shell, &page, &id).await?;
    let form = page.blank_form();
    answer(&shell, &page, &found, form)
}

pub async fn decide(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    ReaderAddress(address): ReaderAddress,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Failure> {
    let found = find(&shell, &page, &id).await?;
    let place = found.view.line.place;
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
        errors.add("reason", Message::new("plan-refusal-needs-reason"));
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
            Ok(()) => return Ok(thanks(&shell, &page, &found.view.line, agrees)),
            Err(Refusal::Plan(error)) => refuse(&mut errors, error)?,
            Err(Refusal::Identity(error)) => errors.refuse(error)?,
        }
    }
    answer(&shell, &page, &found, form.again(errors))
}

fn thanks(shell: &Shell, page: &Page, line: &ProposalLine, agrees: bool) -> Response {
    let message = if agrees { Message::new("plan-agreed") } else { Message::new("plan-refused") };
    page.redirect_with(&Words::new(page, shell).proposal_path(&line.place), &Flash::done(message))
}

struct Asked {
    request: RequestId,
    decision: Decision,
    password: String,
    address: String,
    agent: String,
}

enum Refusal {
    Plan(PlanError),
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
                record(scribe, Officer::from(key.officer()), &key, &decision)
            });
            match done {
                Ok(_) => Ok(Ok(())),
                Err(RoadError::Rule(error)) => Ok(Err(Refusal::Plan(error))),
                Err(other) => Err(failure(other)),
            }
        })
        .await
}

/// A road's failure that is not the rule's.
pub fn failure(error: RoadError<PlanError>) -> Failure {
    let without_rule: RoadError<Failure> = match error {
        RoadError::Rule(error) => RoadError::Rule(Failure::internal(error)),
        RoadError::Recovering(why) => RoadError::Recovering(why),
        RoadError::Journal(why) => RoadError::Journal(why),
        RoadError::Storage(why) => RoadError::Storage(why),
        RoadError::Behind => RoadError::Behind,
        RoadError::Panicked => RoadError::Panicked,
        RoadError::Closed => RoadError::Closed,
    };
    without_rule.into()
}
