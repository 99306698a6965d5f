//! A case as JSON: everything that is readable here, for an authority's own archive or another program.

use super::clock::{ClockState, Deadline};
use super::model::{Event, Place, Step};
use super::store::CaseView;
use liptako_core::{Charter, MemberIndex};
use liptako_identity::Officer;
use serde_json::{Value, json};

/// Names of members by their codes.
struct Codes<'a>(&'a Charter);

impl Codes<'_> {
    fn of(&self, member: MemberIndex) -> &str {
        self.0.member(member).map_or("?", |member| member.code.as_str())
    }

    fn place(&self, place: Place) -> Value {
        json!({ "authority": self.of(place.origin), "entry": place.index })
    }
}

/// The whole case. Members are named by their codes, moments are seconds since 1970.
pub fn json(charter: &Charter, view: &CaseView, clock: &[Deadline]) -> Value {
    let codes = Codes(charter);
    let case = view.case();
    let concerned: Vec<&str> = case.members(charter).into_iter().map(|member| codes.of(member)).collect();
    let events: Vec<Value> = view
        .events
        .iter()
        .zip(&view.folded.marks)
        .map(|(event, mark)| event_json(&codes, event, mark.map(super::Irregularity::code)))
        .collect();
    json!({
        "number": view.number().map(ToString::to_string),
        "kind": view.kind().map(super::CaseKind::name),
        "title": view.title(),
        "opener": case.opener().map(|member| codes.of(member)),
        "lead": case.agreed_lead.map(|member| codes.of(member)),
        "concerned": concerned,
        "stage": case.stage().name(),
        "outcome": case.outcome().map(super::Outcome::name),
        "deadlines": clock.iter().map(|line| deadline_json(&codes, line)).collect::<Vec<_>>(),
        "steps": events,
        "erasures": view.erasures.iter().map(|erasure| json!({
            "authority": codes.of(erasure.origin), "entry": erasure.erased, "reason": erasure.reason,
            "asked": erasure.asked,
            "receipts": erasure.receipts.iter().map(|(member, at)| json!([codes.of(*member), at])).collect::<Vec<_>>(),
            "missing": erasure.missing.iter().map(|member| codes.of(*member)).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

fn deadline_json(codes: &Codes<'_>, line: &Deadline) -> Value {
    let proven = match line.state {
        ClockState::Met { is_proven, .. } => Some(is_proven),
        _ => None,
    };
    json!({ "duty": line.duty.name(), "authority": codes.of(line.whose), "about": codes.place(line.about),
        "starts": line.starts, "ends": line.ends, "state": line.state.name(), "proven": proven,
        "days_added": line.extended, "reminders": line.reminders })
}

fn officer_json(officer: &Officer) -> Value {
    json!({ "name": officer.name, "function_fr": officer.function.fr, "function_en": officer.function.en })
}

fn event_json(codes: &Codes<'_>, event: &Event, mark: Option<&str>) -> Value {
    json!({
        "step": event.step.step().name(),
        "place": codes.place(event.place),
        "seconds": event.seconds,
        "commitment": event.commitment.to_string(),
        "drafted_by": officer_json(&event.drafter),
        "approved_by": event.approver.as_ref().map(officer_json),
        "no_effect": mark,
        "content": step_json(codes, &event.step),
    })
}

fn step_json(codes: &Codes<'_>, step: &Step) -> Value {
    match step {
        Step::Opened(what) => {
            json!({ "controller": what.controller, "country": what.country, "title": what.title,
            "facts": what.facts, "asked": what.asked, "checklist": what.checklist,
            "received": what.received.map(|day| day.to_string()), "delays": what.delays })
        }
        Step::Person(who) => json!({ "name": who.name, "contact": who.contact, "remark": who.remark }),
        Step::Acknowledged { reference } => json!({ "reference": reference }),
        Step::Completed { text, checklist } => json!({ "text": text, "checklist": checklist }),
        Step::Admissibility { is_admissible, missing, reason } => {
            json!({ "admissible": is_admissible, "missing": missing, "reason": reason })
        }
        Step::Lead { lead, reason } => json!({ "lead": codes.of(*lead), "reason": reason }),
        Step::Request { to, text } => json!({ "to": codes.of(*to), "text": text }),
        Step::Reply { to, answer, text } => {
            json!({ "to": codes.place(*to), "answer": answer.name(), "text": text })
        }
        Step::Note { text } | Step::KeyPoints { text } | Step::EarlyResolution { text } => {
            json!({ "text": text })
        }
        Step::Document(file) => {
            json!({ "file": file.file.to_string(), "name": file.name, "media": file.media,
            "bytes": file.bytes, "sha256": liptako_journal::Hash(file.sha256).to_string(), "caption": file.caption })
        }
        Step::Draft { form, title, text, revises } => {
            json!({ "form": form.name(), "title": title, "text": text,
            "revises": revises.map(|commitment| commitment.to_string()) })
        }
        Step::Position { on, agrees, reason } => {
            json!({ "on": on.to_string(), "agrees": agrees, "reason": reason })
        }
        Step::Reminder { to, duty, about, text } => json!({ "to": codes.of(*to), "duty": duty.name(),
            "about": codes.place(*about), "text": text }),
        Step::Extension { duty, about, days, reason } => json!({ "duty": duty.name(),
            "about": codes.place(*about), "days": days, "reason": reason }),
        Step::Handled { name, function } => json!({ "name": name, "function": function }),
        Step::Urgent { measure, until, reason } => {
            json!({ "measure": measure, "until": until.to_string(), "reason": reason })
        }
        Step::Widened { member, reason, .. } => json!({ "authority": codes.of(*member), "reason": reason }),
        Step::Resent { of, commitment, seconds, step } => json!({ "of": codes.place(*of),
            "commitment": commitment.to_string(), "seconds": seconds, "step": step.step().name(),
            "content": step_json(codes, step) }),
        Step::Closed { outcome, text } => json!({ "outcome": outcome.name(), "text": text }),
        Step::Reopened { reason } => json!({ "reason": reason }),
        Step::Retained(left) => json!({ "number": left.number.to_string(), "kind": left.kind.name(),
            "opened": left.opened, "closed": left.closed, "outcome": left.outcome.name(), "met": left.met,
            "late": left.late }),
    }
}
