//! `liptako plan`: the joint action plan from the command line.
//!
//! Reading works while the node runs. Taking a position writes to the journal, so the node must be stopped; the
//! pages do it while it runs.

use crate::cli::Plan;
use crate::exit::{Code, Exit};
use crate::node::Described;
use crate::terminal::Terminal;
use liptako_core::{Clock, Lang, MemberIndex, ObjectId, OsChance, RequestId, SystemClock};
use liptako_council::plan::{self, Decision, Outcome, PlanError, Standing, store};
use liptako_identity::Client;
use liptako_storage::{Db, StorageError};
use liptako_web::Message;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;

/// Most lines shown at once.
const MOST: u32 = 500;

/// Shows the plan, or takes a position on a proposal.
///
/// # Errors
/// An identifier that names nothing; what the plan's rules refuse.
pub fn run(dir: &Path, arguments: Plan, terminal: Terminal) -> Result<(), Exit> {
    if let Plan::Decide { proposal, login, refuse, reason, password_stdin } = arguments {
        let word = Word { proposal, login, agrees: !refuse, reason, password_stdin };
        return decide(dir, word, terminal);
    }
    let described = super::describe(dir, terminal)?;
    let desk = Desk { db: super::tables(&described)?, described, terminal };
    match arguments {
        Plan::Overview => desk.overview(),
        Plan::List { axis, owner, late, search } => desk.list(axis, owner.as_deref(), late, search),
        Plan::Show { action } => desk.show(&action),
        Plan::Proposals | Plan::Decide { .. } => desk.proposals(),
    }
}

struct Desk {
    described: Described,
    db: Db,
    terminal: Terminal,
}

impl Desk {
    fn today(&self) -> jiff::civil::Date {
        plan::day_of(SystemClock.now())
    }

    fn lang(&self) -> Lang {
        self.terminal.lang
    }

    fn acronym(&self, member: MemberIndex) -> &str {
        self.described.charter.member(member).map_or("?", |m| &m.acronym)
    }

    fn code(&self, member: MemberIndex) -> &str {
        self.described.charter.member(member).map_or("?", |m| &m.code)
    }

    fn words(&self, key: &'static str) -> String {
        self.terminal.words(&Message::new(key))
    }

    fn overview(&self) -> Result<(), Exit> {
        let today = self.today();
        let axes = self.db.read(|tx| store::overview(tx, today))?;
        let standings = Standing::ALL;
        let mut head = vec![self.words("cmd-plan-column-axis")];
        head.extend(standings.iter().map(|standing| self.standing(*standing)));
        let mut rows = vec![head];
        for axis in &axes {
            let title = axis.axis.value.title.pick(self.lang());
            let mut row = vec![format!("{}. {title}", axis.axis.value.number)];
            row.extend(standings.iter().map(|standing| axis.counts.of(*standing).to_string()));
            rows.push(row);
        }
        self.terminal.table(&rows);
        let answer: Vec<_> = axes
            .iter()
            .map(|axis| {
                json!({ "axis": axis.axis.value.number, "title_fr": axis.axis.value.title.fr,
                    "title_en": axis.axis.value.title.en, "counts": axis.counts })
            })
            .collect();
        self.terminal.answer(&answer)
    }

    fn standing(&self, standing: Standing) -> String {
        self.words(match standing {
            Standing::Done => "cmd-plan-cli-done",
            Standing::UnderWay => "cmd-plan-cli-under-way",
            Standing::Late => "cmd-plan-cli-late",
            Standing::Blocked => "cmd-plan-cli-blocked",
            Standing::Planned => "cmd-plan-cli-planned",
            Standing::Cancelled => "cmd-plan-cli-cancelled",
        })
    }

    fn list(
        &self,
        axis: Option<u32>,
        owner: Option<&str>,
        late: bool,
        search: Option<String>,
    ) -> Result<(), Exit> {
        let owner = match owner {
            None => None,
            Some(code) => Some(self.described.charter.by_code(code).ok_or_else(|| {
                let known: Vec<_> = self.described.charter.members.iter().map(|m| m.code.clone()).collect();
                let what =
                    Message::new("init-not-a-member").with("code", code).with("known", known.join(", "));
                self.terminal.exit(Code::Usage, &what)
            })?),
        };
        let today = self.today();
        let lines = self.db.read(|tx| -> Result<_, StorageError> {
            let axes = store::overview(tx, today)?;
            let wanted = axes.iter().find(|view| Some(u32::from(view.axis.value.number)) == axis);
            if axis.is_some() && wanted.is_none() {
                return Ok(None);
            }
            let filter = store::ActionFilter {
                axis: wanted.map(|view| view.axis.object),
                owner,
                standing: late.then_some(Standing::Late),
                concept: None,
                words: search.unwrap_or_default(),
            };
            Ok(Some(store::actions(tx, &filter, today, MOST, 0)?.0))
        })?;
        let lines =
            lines.ok_or_else(|| self.terminal.exit(Code::Usage, &Message::new("cmd-plan-no-axis")))?;
        let mut rows = vec![vec![
            self.words("cmd-plan-column-number"),
            self.words("cmd-plan-column-action"),
            self.words("cmd-plan-column-owner"),
            self.words("cmd-plan-column-state"),
            self.words("cmd-plan-column-due"),
            self.words("cmd-plan-column-id"),
        ]];
        for line in &lines {
            let action = &line.action.value;
            rows.push(vec![
                line.reference(),
                shortened(action.title.pick(self.lang())),
                self.acronym(action.owner).to_owned(),
                self.standing(line.standing),
                action.due.to_string(),
                line.action.object.to_string(),
            ]);
        }
        self.terminal.table(&rows);
        let answer: Vec<_> = lines
            .iter()
            .map(|line| {
                json!({ "number": line.reference(), "id": line.action.object.to_string(),
                    "action": line.action.value, "standing": line.standing.name(), "late": line.late })
            })
            .collect();
        self.terminal.answer(&answer)
    }

    fn show(&self, id: &str) -> Result<(), Exit> {
        let object: ObjectId = id.parse()?;
        let today = self.today();
        let (view, history) = self.db.read(|tx| -> Result<_, StorageError> {
            Ok((store::action(tx, object, today)?, store::history(tx, object)?))
        })?;
        let view =
            view.ok_or_else(|| self.terminal.exit(Code::Usage, &Message::new("cmd-plan-no-action")))?;
        let action = &view.line.action.value;
        let lang = self.lang();
        self.terminal.line(&format!("{}  {}", view.line.reference(), action.title.pick(lang)));
        self.terminal.line(action.description.pick(lang));
        self.terminal.line(&format!(
            "{} · {} → {} · {}",
            self.acronym(action.owner),
            action.start,
            action.due,
            self.standing(view.line.standing)
        ));
        for proposal in &history {
            let line = &proposal.line;
            self.terminal.line(&format!(
                "  {} {} — {} ({}, {})",
                line.reference(self.code(line.place.origin)),
                self.outcome(line.outcome),
                line.reason,
                line.drafter.name,
                line.drafter.function.pick(lang),
            ));
            for position in &line.positions {
                let word = if position.agrees { "cmd-plan-cli-agrees" } else { "cmd-plan-cli-refuses" };
                self.terminal.line(&format!(
                    "      {} {} — {}, {}",
                    self.acronym(position.place.origin),
                    self.words(word),
                    position.officer.name,
                    position.officer.function.pick(lang),
                ));
            }
        }
        let history: Vec<_> = history.iter().map(|proposal| self.proposal_json(&proposal.line)).collect();
        self.terminal
            .answer(&json!({ "number": view.line.reference(), "id": object.to_string(), "action": action,
            "standing": view.line.standing.name(), "late": view.line.late, "history": history }))
    }

    fn outcome(&self, outcome: Outcome) -> String {
        self.words(match outcome {
            Outcome::Open => "cmd-plan-cli-open",
            Outcome::Adopted => "cmd-plan-cli-adopted",
            Outcome::Rejected => "cmd-plan-cli-rejected",
            Outcome::Superseded => "cmd-plan-cli-superseded",
        })
    }

    fn proposal_json(&self, line: &store::ProposalLine) -> serde_json::Value {
        let positions: Vec<_> = line
            .positions
            .iter()
            .map(|p| {
                json!({ "authority": self.code(p.place.origin), "entry": p.place.index, "agrees": p.agrees,
                    "reason": p.reason, "officer": p.officer })
            })
            .collect();
        json!({ "reference": line.reference(self.code(line.place.origin)), "outcome": line.outcome.name(),
            "id": line.object.to_string(), "title": line.title, "reason": line.reason, "drafter": line.drafter,
            "commitment": line.commitment.to_string(), "positions": positions })
    }

    fn proposals(&self) -> Result<(), Exit> {
        let (lines, _) = self.db.read(|tx| store::proposals(tx, None, MOST, 0))?;
        let mut rows = vec![vec![
            self.words("cmd-plan-column-reference"),
            self.words("cmd-plan-column-about"),
            self.words("cmd-plan-column-state"),
            self.words("cmd-plan-column-positions"),
        ]];
        for line in &lines {
            let positions: Vec<String> = line
                .positions
                .iter()
                .map(|p| format!("{} {}", self.acronym(p.place.origin), if p.agrees { "✓" } else { "✗" }))
                .collect();
            rows.push(vec![
                line.reference(self.code(line.place.origin)),
                shortened(line.title.pick(self.lang())),
                self.outcome(line.outcome),
                positions.join(", "),
            ]);
        }
        self.terminal.table(&rows);
        let answer: Vec<_> = lines.iter().map(|line| self.proposal_json(line)).collect();
        self.terminal.answer(&answer)
    }
}

/// A title that fits a terminal's line.
fn shortened(title: &str) -> String {
    const WIDTH: usize = 60;
    if title.chars().count() <= WIDTH {
        return title.to_owned();
    }
    title.chars().take(WIDTH - 1).chain(['…']).collect()
}

/// A position asked for on the command line.
struct Word {
    proposal: String,
    login: String,
    agrees: bool,
    reason: String,
    password_stdin: bool,
}

fn decide(dir: &Path, word: Word, terminal: Terminal) -> Result<(), Exit> {
    let node = super::open(dir, terminal)?;
    let place = find(&node.road.db().clone(), &node.described, &word.proposal, terminal)?;
    let password = terminal
        .password(word.password_stdin, &Message::new("cmd-plan-password").with("login", &word.login))?;
    let client = &Client::COMMAND_LINE;
    let (clock, chance) = (&*node.clock, &*node.chance);
    let signed = node.identity.sign_in(node.road.db(), &word.login, &password, client, clock, chance)?;
    let signer = node.identity.unlock(node.road.db(), &signed.who, &password, client, clock, chance)?;
    let identity = node.identity.clone();
    let signer = Arc::new(signer);
    let done = node.road.act(RequestId::fresh(&OsChance), move |scribe| -> Result<(), PlanError> {
        identity.publish_keys(scribe)?;
        let view = store::proposal(scribe.tx(), place)?.ok_or(PlanError::NotFound)?;
        let decision = Decision {
            proposal: place,
            commitment: view.line.commitment,
            agrees: word.agrees,
            reason: word.reason,
        };
        plan::decide(scribe, signer.officer().into(), &*signer, &decision).map(drop)
    });
    done?;
    terminal.say(&Message::new("cmd-plan-decided"));
    terminal.answer(&json!({ "recorded": true }))
}

/// A proposal by its reference (`ml-12`) or its identifier.
fn find(db: &Db, described: &Described, text: &str, terminal: Terminal) -> Result<plan::Place, Exit> {
    let by_reference = text.rsplit_once('-').and_then(|(code, index)| {
        Some(plan::Place { origin: described.charter.by_code(code)?, index: index.parse().ok()? })
    });
    let place = match by_reference {
        Some(place) => db.read(|tx| store::proposal(tx, place))?.map(|view| view.line.place),
        None => match text.parse::<ObjectId>() {
            Ok(object) => db.read(|tx| store::find_proposal(tx, object))?,
            Err(_) => None,
        },
    };
    place.ok_or_else(|| {
        terminal.exit(Code::Usage, &Message::new("cmd-plan-no-proposal").with("proposal", text))
    })
}
