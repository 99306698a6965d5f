//! The whole case on paper: what was asked, the clock, the texts and positions, the documents with their hashes, the timeline
//! with its proofs, what was erased.

use super::clock::Deadline;
use super::fold::Text;
use super::model::{Event, Opening, Place, Step};
use super::store::CaseView;
use super::words::{
    Speech, clock_key, duty_key, form_key, kind_key, level_key, mark_key, outcome_key, stage_key, step_key,
    step_text, verdict_key,
};
use liptako_core::{Charter, MemberIndex};
use liptako_identity::Officer;
use liptako_journal::journals::Level;
use liptako_paper::{Block, Column, Paper, Row, Table};

/// What the paper is made from.
#[derive(Clone, Copy)]
pub struct PaperInput<'a> {
    /// The words.
    pub speech: Speech<'a>,
    /// The members.
    pub charter: &'a Charter,
    /// The case.
    pub view: &'a CaseView,
    /// Its clock.
    pub clock: &'a [Deadline],
    /// How sure each record is.
    pub level: &'a dyn Fn(Place) -> Level,
    /// Whose node prints it.
    pub publisher: &'a str,
    /// The date as printed.
    pub date: &'a str,
    /// Whether the complainant's name and contact are printed.
    pub with_person: bool,
}

/// The paper, to be given out as PDF or DOCX.
pub fn paper(input: &PaperInput<'_>) -> Paper {
    let s = &input.speech;
    let number = input.view.number().map(ToString::to_string).unwrap_or_default();
    let mut blocks = vec![Block::Facts(facts(input))];
    if let Some((_, opening)) = &input.view.case().opening {
        blocks.extend(asked(s, opening));
    }
    if let Some(person) = input.view.case().person.as_ref().filter(|_| input.with_person) {
        blocks.push(Block::Heading(1, s.t("case-step-person")));
        blocks.push(Block::Facts(vec![
            (s.t("case-paper-name"), person.name.clone()),
            (s.t("case-paper-contact"), person.contact.clone()),
            (s.t("case-paper-remark"), person.remark.clone()),
        ]));
    }
    blocks.push(Block::Heading(1, s.t("case-paper-clock")));
    blocks.push(if input.clock.is_empty() {
        Block::Paragraph(s.t("case-paper-none"))
    } else {
        Block::Table(clock(input))
    });
    blocks.push(Block::Note(s.t("case-paper-delays-proposed")));
    for text in &input.view.case().texts {
        blocks.extend(joint_text(input, text));
    }
    blocks.push(Block::Heading(1, s.t("case-paper-documents")));
    blocks.push(documents(input));
    blocks.push(Block::Heading(1, s.t("case-paper-timeline")));
    blocks.push(Block::Table(timeline(input)));
    if !input.view.erasures.is_empty() {
        blocks.push(Block::Heading(1, s.t("case-paper-erasures")));
        blocks.push(Block::Table(erasures(input)));
    }
    Paper {
        title: s.with("case-paper-title", "number", &number),
        subtitle: Some(input.view.title().to_owned()).filter(|title| !title.is_empty()),
        lang: s.lang,
        publisher: input.publisher.to_owned(),
        date: input.date.to_owned(),
        landscape: true,
        notice: Some(s.t("case-paper-notice")),
        blocks,
    }
}

fn acronym(input: &PaperInput<'_>, member: MemberIndex) -> String {
    input.charter.member(member).map(|member| member.acronym.clone()).unwrap_or_default()
}

fn facts(input: &PaperInput<'_>) -> Vec<(String, String)> {
    let (s, case) = (&input.speech, input.view.case());
    let mut facts = Vec::new();
    let mut add = |key: &'static str, value: String| {
        if !value.is_empty() {
            facts.push((s.t(key), value));
        }
    };
    add("case-paper-kind", case.kind().map(|kind| s.t(kind_key(kind))).unwrap_or_default());
    add("case-paper-stage", s.t(stage_key(case.stage())));
    add("case-paper-outcome", case.outcome().map(|outcome| s.t(outcome_key(outcome))).unwrap_or_default());
    add("case-paper-opener", case.opener().map(|member| acronym(input, member)).unwrap_or_default());
    add("case-paper-opened", case.head.as_ref().map(|head| s.moment(head.opened)).unwrap_or_default());
    let concerned: Vec<String> =
        case.members(input.charter).into_iter().map(|member| acronym(input, member)).collect();
    add("case-paper-concerned", concerned.join(", "));
    add("case-paper-lead", case.agreed_lead.map(|member| acronym(input, member)).unwrap_or_default());
    for (member, (name, function)) in &case.handlers {
        add("case-paper-handler", format!("{}\u{a0}: {name}, {function}", acronym(input, *member)));
    }
    facts
}

fn asked(s: &Speech<'_>, opening: &Opening) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(1, s.t("case-paper-facts"))];
    if !opening.controller.is_empty() {
        let country = Some(&opening.country).filter(|country| !country.is_empty());
        let who = match country {
            Some(country) => format!("{} ({country})", opening.controller),
            None => opening.controller.clone(),
        };
        blocks.push(Block::Facts(vec![(s.t("case-paper-controller"), who)]));
    }
    blocks.push(Block::Paragraph(opening.facts.clone()));
    blocks.push(Block::Heading(1, s.t("case-paper-asked")));
    blocks.push(Block::Paragraph(opening.asked.clone()));
    let list = super::delays::checklist(opening.kind);
    let fulfilled = list.iter().filter(|item| opening.checklist.contains(&item.id));
    let items: Vec<String> = fulfilled.map(|item| item.text.pick(s.lang).to_owned()).collect();
    if !items.is_empty() {
        blocks.push(Block::Heading(2, s.t("case-paper-checklist")));
        blocks.push(Block::List(items));
    }
    blocks
}

fn clock(input: &PaperInput<'_>) -> Table {
    let s = &input.speech;
    let heads = [
        ("case-paper-duty", 4),
        ("case-paper-whose", 2),
        ("case-paper-starts", 3),
        ("case-paper-ends", 3),
        ("case-paper-state", 4),
    ];
    let not_yet = s.t("case-clock-not-started");
    let row = |line: &Deadline| {
        let moment = |at: Option<i64>| at.map_or_else(|| not_yet.clone(), |at| s.moment(at));
        Row::new([
            s.t(duty_key(line.duty)),
            acronym(input, line.whose),
            moment(line.starts),
            line.ends.map(|ends| s.moment(ends)).unwrap_or_default(),
            s.t(clock_key(line.state)),
        ])
    };
    Table {
        caption: s.t("case-paper-clock"),
        columns: heads.iter().map(|(key, share)| Column::new(s.t(key), *share)).collect(),
        rows: input.clock.iter().map(row).collect(),
    }
}

fn joint_text(input: &PaperInput<'_>, text: &Text) -> Vec<Block> {
    let s = &input.speech;
    let Some(event) = input.view.event(text.place) else { return Vec::new() };
    let Step::Draft { title, text: words, .. } = &event.step else { return Vec::new() };
    let form = s.t(form_key(text.form));
    let heads = [
        ("case-paper-authority", 2),
        ("case-paper-position", 2),
        ("case-paper-signed", 4),
        ("case-paper-why", 5),
    ];
    let row = |(member, agrees, place): &(MemberIndex, bool, Place)| {
        let position = input.view.event(*place);
        let why = position.map(|event| step_text(s, &event.step)).unwrap_or_default();
        let word = if *agrees { "case-position-agrees" } else { "case-position-objects" };
        let signed = position.map(|event| signed(input, event)).unwrap_or_default();
        Row::new([acronym(input, *member), s.t(word), signed, why])
    };
    let mut blocks = vec![
        Block::Heading(1, format!("{form}\u{a0}: {title}")),
        Block::Facts(vec![
            (s.t("case-paper-verdict"), s.t(verdict_key(text.verdict))),
            (s.t("case-paper-commitment"), text.commitment.to_string()),
        ]),
        Block::Paragraph(words.clone()),
    ];
    if !text.positions.is_empty() {
        blocks.push(Block::Table(Table {
            caption: s.t("case-paper-positions"),
            columns: heads.iter().map(|(key, share)| Column::new(s.t(key), *share)).collect(),
            rows: text.positions.iter().map(row).collect(),
        }));
    }
    blocks
}

fn officer(s: &Speech<'_>, officer: &Officer) -> String {
    let function = match s.lang {
        liptako_core::Lang::Fr => &officer.function.fr,
        liptako_core::Lang::En => &officer.function.en,
    };
    format!("{}, {function}", officer.name)
}

/// Who stands behind a step, and how sure its record is.
fn signed(input: &PaperInput<'_>, event: &Event) -> String {
    let s = &input.speech;
    let who = officer(s, event.approver.as_ref().unwrap_or(&event.drafter));
    format!("{who}\n{}\n{}", s.moment(event.seconds), s.t(level_key((input.level)(event.place))))
}

fn documents(input: &PaperInput<'_>) -> Block {
    let s = &input.speech;
    let heads = [
        ("case-paper-document", 4),
        ("case-paper-size", 2),
        ("case-paper-sha256", 6),
        ("case-paper-from", 3),
    ];
    let rows: Vec<Row> = input
        .view
        .documents()
        .map(|(event, document)| {
            let name = match document.caption.as_str() {
                "" => document.name.clone(),
                caption => format!("{}\n{caption}", document.name),
            };
            let size = s.number("case-paper-bytes", "bytes", document.bytes);
            let from = format!("{}\n{}", acronym(input, event.place.origin), s.moment(event.seconds));
            Row::new([name, size, liptako_journal::Hash(document.sha256).to_string(), from])
        })
        .collect();
    if rows.is_empty() {
        return Block::Paragraph(s.t("case-paper-none"));
    }
    Block::Table(Table {
        caption: s.t("case-paper-documents"),
        columns: heads.iter().map(|(key, share)| Column::new(s.t(key), *share)).collect(),
        rows,
    })
}

/// Every step: its text, who wrote and approved it, where it stands in whose journal, under which commitment.
fn timeline(input: &PaperInput<'_>) -> Table {
    let s = &input.speech;
    let heads = [
        ("case-paper-entry", 2),
        ("case-paper-when", 3),
        ("case-paper-step", 3),
        ("case-paper-text", 7),
        ("case-paper-who", 4),
        ("case-paper-proof", 5),
    ];
    let row = |(event, mark): (&Event, &Option<super::Irregularity>)| {
        let mut text = step_text(s, &event.step);
        if matches!(event.step, Step::Person(_)) && !input.with_person {
            text = s.t("case-paper-person-left-out");
        }
        if let Some(why) = mark {
            text = format!("{}\n{}\n{text}", s.t("case-paper-no-effect"), s.t(mark_key(*why)));
        }
        let drafted = officer(s, &event.drafter);
        let who = match &event.approver {
            Some(approver) => {
                let approved = s.with("case-paper-approved-by", "officer", &officer(s, approver));
                format!("{drafted}\n{approved}")
            }
            None => drafted,
        };
        let level = s.t(level_key((input.level)(event.place)));
        Row::new([
            format!("{} {}", acronym(input, event.place.origin), event.place.index),
            s.moment(event.seconds),
            s.t(step_key(event.step.step())),
            text,
            who,
            format!("{level}\n{}", event.commitment),
        ])
    };
    Table {
        caption: s.t("case-paper-timeline"),
        columns: heads.iter().map(|(key, share)| Column::new(s.t(key), *share)).collect(),
        rows: input.view.events.iter().zip(&input.view.folded.marks).map(row).collect(),
    }
}

fn erasures(input: &PaperInput<'_>) -> Table {
    let s = &input.speech;
    let heads = [
        ("case-paper-entry", 2),
        ("case-paper-when", 3),
        ("case-paper-why", 5),
        ("case-paper-receipts", 4),
        ("case-paper-missing", 3),
    ];
    let rows = input.view.erasures.iter().map(|erasure| {
        let receipts: Vec<String> = erasure
            .receipts
            .iter()
            .map(|(member, at)| format!("{}, {}", acronym(input, *member), s.moment(*at)))
            .collect();
        let missing: Vec<String> = erasure.missing.iter().map(|member| acronym(input, *member)).collect();
        Row::new([
            format!("{} {}", acronym(input, erasure.origin), erasure.erased),
            s.moment(erasure.asked),
            erasure.reason.clone(),
            receipts.join("\n"),
            missing.join(", "),
        ])
    });
    Table {
        caption: s.t("case-paper-erasures"),
        columns: heads.iter().map(|(key, share)| Column::new(s.t(key), *share)).collect(),
        rows: rows.collect(),
    }
}
