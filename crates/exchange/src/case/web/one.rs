//! `/exchange/cases/{number}`: one case, with its clock, what can be done now, and its one timeline.

use super::super::act::may;
use super::super::clock::{ClockState, Deadline};
use super::super::drafts::{self, CaseDraft};
use super::super::fold::Text;
use super::super::model::{Document, Duty, Event, Place, Stage, Step, StepName};
use super::super::store::{self, CaseView};
use super::super::words::{kind_key, mark_key};
use super::clock::step_of;
use super::field::Desk;
use super::said::Said;
use super::tell::{Told, hex};
use super::{Answered, case_of};
use askama::Template;
use axum::extract::{Path, State};
use liptako_core::{MemberIndex, Verdict};
use liptako_identity::Permission;
use liptako_storage::Erasure;
use liptako_web::texts::key;
use liptako_web::{Html, Page, Shell};

/// The steps offered besides those that a deadline asks for, in the order of the page.
const OFFERED: [StepName; 19] = [
    StepName::Acknowledged,
    StepName::Admissibility,
    StepName::Reply,
    StepName::Position,
    StepName::Note,
    StepName::Request,
    StepName::Completed,
    StepName::KeyPoints,
    StepName::Draft,
    StepName::EarlyResolution,
    StepName::Lead,
    StepName::Handled,
    StepName::Reminder,
    StepName::Extension,
    StepName::Urgent,
    StepName::Resent,
    StepName::Widened,
    StepName::Closed,
    StepName::Reopened,
];

/// Something that can be done now.
struct Doable {
    step: StepName,
    /// The deadline that asks for it.
    line: Option<Deadline>,
}

struct Moment<'a> {
    event: &'a Event,
    told: Told,
    /// Why it has no effect, if it has none.
    mark: Option<String>,
}

#[derive(Template)]
#[template(path = "case/web/one.html")]
struct OnePage<'a> {
    page: &'a Page,
    s: Said<'a>,
    view: &'a CaseView,
    /// What is awaited, and what is past.
    open: Vec<&'a Deadline>,
    past: Vec<&'a Deadline>,
    pressing: Vec<Doable>,
    other: Vec<Doable>,
    drafts: &'a [CaseDraft],
    timeline: Vec<Moment<'a>>,
    path: String,
}

impl OnePage<'_> {
    fn kind(&self) -> String {
        self.view.kind().map(|kind| self.page.t(kind_key(kind))).unwrap_or_default()
    }

    fn stage(&self) -> Html {
        self.s.stage_badge(self.view.case().stage(), self.view.case().outcome())
    }

    fn lead_words(&self) -> Option<String> {
        let case = self.view.case();
        let lead = case.lead()?;
        let key = if case.agreed_lead.is_some() {
            key("casepages-lead-agreed")
        } else {
            key("casepages-lead-opener")
        };
        Some(self.page.text(key).with("authority", self.s.acronym(&lead)).to_string())
    }

    /// What each authority says about who should lead, while they differ.
    fn lead_said(&self) -> Vec<String> {
        let case = self.view.case();
        if case.agreed_lead.is_some() && case.words.values().all(|word| Some(*word) == case.agreed_lead) {
            return Vec::new();
        }
        let said = |(by, lead): (&MemberIndex, &MemberIndex)| {
            self.page
                .text("casepages-lead-said")
                .with("by", self.s.acronym(by))
                .with("lead", self.s.acronym(lead))
                .to_string()
        };
        case.words.iter().map(said).collect()
    }

    /// Who handles it and under which reference, at each authority concerned.
    fn desks(&self) -> Vec<(String, String)> {
        let case = self.view.case();
        let desk = |member: MemberIndex| {
            let handler = case.handlers.get(&member).map(|(name, function)| format!("{name}, {function}"));
            let handler = handler.unwrap_or_else(|| self.page.t("casepages-handler-unsaid"));
            let reference = case.acknowledged.get(&member).map(|(_, reference)| reference.as_str());
            let words = match reference.filter(|reference| !reference.is_empty()) {
                Some(own) => {
                    let own = self.page.text("casepages-own-reference").with("reference", own).to_string();
                    format!("{handler} {own}")
                }
                None => handler,
            };
            (self.s.acronym(&member).to_owned(), words)
        };
        case.members(self.s.shell.charter()).into_iter().map(desk).collect()
    }

    fn may_write(&self) -> bool {
        self.page.may(Permission::CASE_WRITE)
    }

    fn may_erase(&self) -> bool {
        let own = self.view.events.iter().any(|event| event.place.origin == self.s.me());
        self.page.may(Permission::CASE_DECIDE) && own
    }

    fn is_whole(&self) -> bool {
        self.view.case().is_whole()
    }

    fn is_retained(&self) -> bool {
        self.view.case().retained.is_some()
    }

    fn is_headless(&self) -> bool {
        self.view.case().stage() == Stage::Headless
    }

    fn step_path(&self, step: &StepName) -> String {
        format!("{}/steps/{}", self.path, step.name())
    }

    /// The text before the authorities, with what brought it.
    fn text(&self) -> Option<(&Text, &Event, &str, &str)> {
        let text = self.view.case().text()?;
        let event = self.view.text_of(text.commitment)?;
        match &event.step {
            Step::Draft { title, text: words, .. } => Some((text, event, title, words)),
            _ => None,
        }
    }

    fn verdict(&self, text: &Text) -> Html {
        let (tone, key) = match text.verdict {
            Verdict::Open => ("active", key("casepages-text-open")),
            Verdict::Adopted => ("done", key("casepages-text-adopted")),
            Verdict::Rejected => ("blocked", key("casepages-text-refused")),
        };
        super::said::badge(tone, &self.page.t(key))
    }

    /// Each authority's position on a text: agrees, objects, or nothing yet; and the step that says so.
    fn positions(&self, text: &Text) -> Vec<(MemberIndex, Option<(bool, Place)>)> {
        let said = |member: MemberIndex| {
            let found = text.positions.iter().find(|(who, ..)| *who == member);
            (member, found.map(|(_, agrees, place)| (*agrees, *place)))
        };
        self.s.members(text.concerned).into_iter().map(said).collect()
    }

    fn reason_of(&self, place: &Place) -> Option<&str> {
        match &self.view.event(*place)?.step {
            Step::Position { reason, .. } if !reason.is_empty() => Some(reason),
            _ => None,
        }
    }

    /// The documents, each with the step that brought it.
    fn documents(&self) -> Vec<(&Event, &Document)> {
        let mut all: Vec<(&Event, &Document)> = Vec::new();
        for (event, document) in self.view.documents() {
            if !all.iter().any(|(_, known)| known.file == document.file) {
                all.push((event, document));
            }
        }
        all
    }

    fn digest(&self, document: &Document) -> String {
        hex(&document.sha256)
    }

    fn is_long(&self, words: &str) -> bool {
        words.chars().count() > 1500
    }

    /// Who has destroyed it, each with the day and hour of its receipt.
    fn receipts(&self, erasure: &Erasure) -> Vec<(String, Html)> {
        let said = |(holder, at): &(MemberIndex, liptako_core::UnixSeconds)| {
            let words = self.page.text("casepages-receipt").with("authority", self.s.acronym(holder));
            (words.to_string(), self.page.moment(*at))
        };
        erasure.receipts.iter().map(said).collect()
    }

    fn missing(&self, erasure: &Erasure) -> String {
        self.s.acronyms(&erasure.missing)
    }

    fn erased_place(&self, erasure: &Erasure) -> Place {
        Place { origin: erasure.origin, index: erasure.erased }
    }

    fn draft_name(&self, draft: &CaseDraft) -> String {
        self.s.step_name(draft.step.step())
    }
}

/// What an officer of this authority may do now: what a deadline asks for first.
fn doable(desk: &Desk<'_>) -> (Vec<Doable>, Vec<Doable>) {
    let (case, me) = (desk.view.case(), desk.s.me());
    let asks = |line: &&Deadline| {
        let presses = match line.duty {
            Duty::Closing => {
                matches!(case.stage(), Stage::Answered | Stage::Adopted)
                    || matches!(line.state, ClockState::Late | ClockState::Running { is_near: true })
            }
            Duty::EarlyResolution => false,
            _ => true,
        };
        line.whose == me && line.state.is_open() && presses
    };
    let mut pressing: Vec<Doable> = Vec::new();
    for line in desk.clock.iter().filter(asks) {
        if let Some(step) = step_of(line.duty)
            && may(case, me, step)
            && !pressing.iter().any(|known| known.step == step)
        {
            pressing.push(Doable { step, line: Some(line.clone()) });
        }
    }
    let has_fields = |step: StepName| match step {
        StepName::Reminder | StepName::Extension => !desk.lines(step).is_empty(),
        StepName::Resent => !desk.unshared().is_empty(),
        StepName::Widened => !desk.s.others(case.concerned).is_empty(),
        StepName::Completed => case.stage() == Stage::Incomplete,
        _ => true,
    };
    let other = OFFERED.into_iter().filter(|step| {
        may(case, me, *step) && has_fields(*step) && !pressing.iter().any(|known| known.step == *step)
    });
    let other = other.map(|step| Doable { step, line: None }).collect();
    (pressing, other)
}

pub async fn show(State(shell): State<Shell>, page: Page, Path(name): Path<String>) -> Answered {
    let view = case_of(&shell, &name).await?;
    let (charter, now, asked) = (shell.charter().clone(), page.now(), view.clone());
    let (clock, drafts) = shell
        .read(move |tx| Ok((store::clock(tx, &charter, &asked, now)?, drafts::of_case(tx, asked.object)?)))
        .await?;
    let s = Said::new(&page, &shell);
    let desk = Desk { s, view: &view, clock: &clock };
    let (pressing, other) = doable(&desk);
    let mut open: Vec<&Deadline> = clock.iter().filter(|line| line.state.is_open()).collect();
    open.sort_by_key(|line| (line.ends.is_none(), line.ends));
    // The newest step first: whoever comes back sees what has changed.
    let timeline = view.events.iter().zip(&view.folded.marks).rev().map(|(event, mark)| Moment {
        told: s.told(view.case(), event),
        mark: mark.map(|why| page.t(mark_key(why))),
        event,
    });
    let content = OnePage {
        page: &page,
        s,
        view: &view,
        open,
        past: clock.iter().filter(|line| !line.state.is_open()).collect(),
        pressing,
        other,
        drafts: &drafts,
        timeline: timeline.collect(),
        path: desk.path(),
    };
    page.view(s.number(view.number())).crumb("/exchange/cases", page.t("casepages-title")).html(&content)
}
