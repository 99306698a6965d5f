//! `liptako case`: cross-border cases from the command line. It only reads, also while the node runs; steps are taken on the
//! pages, where two officers sign in.

use crate::cli::Case;
use crate::exit::{Code, Exit};
use crate::faults::Told;
use crate::node::Described;
use crate::terminal::Terminal;
use crate::texts::texts;
use liptako_core::{Clock, MemberIndex, SystemClock, UnixSeconds};
use liptako_exchange::case::paper::{PaperInput, paper};
use liptako_exchange::case::store::{self, CaseLine, CaseView, Filter, MAX_LINES};
use liptako_exchange::case::words::{
    Speech, clock_key, duty_key, kind_key, mark_key, outcome_key, stage_key, step_key, step_text,
};
use liptako_exchange::case::{CaseKind, Cosigned, Deadline, export};
use liptako_paper::{docx, pdf};
use liptako_storage::{Db, StorageError};
use liptako_web::{Message, day_words};
use serde_json::json;
use std::path::Path;

/// Lists, shows or exports.
///
/// # Errors
/// A kind or number that names nothing; an ending that is no format; a file that cannot be written.
pub fn run(dir: &Path, arguments: Case, terminal: Terminal) -> Result<(), Exit> {
    let described = super::describe(dir, terminal)?;
    let desk = Desk { db: super::tables(&described)?, described, terminal, now: SystemClock.now() };
    match arguments {
        Case::List { kind, open, search } => desk.list(kind.as_deref(), open, search.unwrap_or_default()),
        Case::Show { number } => desk.show(&number),
        Case::Export { number, out, without_person } => desk.export(&number, &out, !without_person),
    }
}

struct Desk {
    described: Described,
    db: Db,
    terminal: Terminal,
    now: UnixSeconds,
}

/// One case, with what is read beside it.
struct Read {
    view: CaseView,
    clock: Vec<Deadline>,
    cosigned: Cosigned,
}

impl Desk {
    fn acronym(&self, member: MemberIndex) -> &str {
        self.described.charter.member(member).map_or("?", |member| member.acronym.as_str())
    }

    fn words(&self, key: &'static str) -> String {
        self.terminal.words(&Message::new(key))
    }

    fn list(&self, kind: Option<&str>, open_only: bool, words: String) -> Result<(), Exit> {
        let kind = match kind {
            None => None,
            Some(name) => Some(CaseKind::from_name(name).ok_or_else(|| {
                let known = CaseKind::ALL.map(CaseKind::name).join(", ");
                let what = Message::new("cmd-case-no-kind").with("kind", name).with("known", known);
                self.terminal.exit(Code::Usage, &what)
            })?),
        };
        let filter = Filter { kind, open_only, words, ..Filter::default() };
        let lines = self.db.read(|tx| store::list(tx, &filter, MAX_LINES))?;
        let heads = ["number", "kind", "title", "concerned", "stage", "opened"];
        let mut rows = vec![heads.iter().map(|head| self.heading(head)).collect::<Vec<_>>()];
        for line in &lines {
            let concerned: Vec<&str> = line.concerned.iter().map(|member| self.acronym(*member)).collect();
            rows.push(vec![
                line.number.as_ref().map(ToString::to_string).unwrap_or_default(),
                line.kind.map(|kind| self.words(kind_key(kind))).unwrap_or_default(),
                line.title.clone(),
                concerned.join(", "),
                self.stage(line),
                day_words(self.terminal.lang, line.opened.into()),
            ]);
        }
        self.terminal.table(&rows);
        let answer: Vec<_> = lines.iter().map(|line| self.line_json(line)).collect();
        self.terminal.answer(&answer)
    }

    fn heading(&self, head: &str) -> String {
        self.words(match head {
            "number" => "cmd-case-number",
            "kind" => "cmd-case-kind",
            "title" => "cmd-case-title",
            "concerned" => "cmd-case-concerned",
            "stage" => "cmd-case-stage",
            _ => "cmd-case-opened",
        })
    }

    fn stage(&self, line: &CaseLine) -> String {
        let stage = self.words(stage_key(line.stage));
        match line.outcome {
            Some(outcome) => format!("{stage} ({})", self.words(outcome_key(outcome))),
            None => stage,
        }
    }

    fn line_json(&self, line: &CaseLine) -> serde_json::Value {
        let code = |member: &MemberIndex| {
            self.described.charter.member(*member).map_or("?", |member| member.code.as_str())
        };
        json!({ "number": line.number.as_ref().map(ToString::to_string), "kind": line.kind.map(CaseKind::name),
            "title": line.title, "concerned": line.concerned.iter().map(code).collect::<Vec<_>>(),
            "opener": line.opener.as_ref().map(code), "stage": line.stage.name(),
            "outcome": line.outcome.map(|outcome| outcome.name()), "opened": line.opened, "closed": line.closed })
    }

    fn read(&self, number: &str) -> Result<Read, Exit> {
        let unknown =
            || self.terminal.exit(Code::Usage, &Message::new("cmd-case-none").with("number", number));
        let number = number.to_uppercase().parse().map_err(|_| unknown())?;
        let charter = &self.described.charter;
        let found = self.db.read(|tx| -> Result<_, StorageError> {
            let Some(object) = store::by_number(tx, &number)? else { return Ok(None) };
            let Some(view) = store::case(tx, charter, object)? else { return Ok(None) };
            let clock = store::clock(tx, charter, &view, self.now)?;
            let cosigned = store::cosigned(tx, &view.events)?;
            Ok(Some(Read { view, clock, cosigned }))
        })?;
        found.ok_or_else(unknown)
    }

    fn show(&self, number: &str) -> Result<(), Exit> {
        let Read { view, clock, .. } = self.read(number)?;
        let lang = self.terminal.lang;
        let say = |message: &Message| texts().say(lang, message);
        let speech = Speech { lang, say: &say };
        let kind = view.kind().map(|kind| self.words(kind_key(kind))).unwrap_or_default();
        self.terminal.line(&format!("{}  {kind}  {}", number.to_uppercase(), view.title()));
        self.terminal.line(&self.words(stage_key(view.case().stage())));
        let mut rows = Vec::new();
        for line in &clock {
            let moment = |at: Option<i64>| at.map(|at| speech.moment(at)).unwrap_or_default();
            rows.push(vec![
                self.words(duty_key(line.duty)),
                self.acronym(line.whose).to_owned(),
                moment(line.ends),
                self.words(clock_key(line.state)),
            ]);
        }
        self.terminal.table(&rows);
        for (event, mark) in view.events.iter().zip(&view.folded.marks) {
            let step = self.words(step_key(event.step.step()));
            let when = speech.moment(event.seconds);
            let who = event.approver.as_ref().unwrap_or(&event.drafter);
            self.terminal.line(&format!(
                "{} {} · {when} · {step} · {}",
                self.acronym(event.place.origin),
                event.place.index,
                who.name
            ));
            if let Some(why) = mark {
                self.terminal.line(&format!("    {}", self.words(mark_key(*why))));
            }
            for line in step_text(&speech, &event.step).lines() {
                self.terminal.line(&format!("    {line}"));
            }
        }
        self.terminal.answer(&export::json(&self.described.charter, &view, &clock))
    }

    fn export(&self, number: &str, out: &Path, with_person: bool) -> Result<(), Exit> {
        let Read { view, clock, cosigned } = self.read(number)?;
        let charter = &self.described.charter;
        let lang = self.terminal.lang;
        let say = |message: &Message| texts().say(lang, message);
        let level = |place| store::level_of(charter, &cosigned, place);
        let publisher = charter.member(self.described.me).map(|member| match lang {
            liptako_core::Lang::Fr => format!("{} – {}", member.acronym, member.name_fr),
            liptako_core::Lang::En => format!("{} – {}", member.acronym, member.name_en),
        });
        let input = PaperInput {
            speech: Speech { lang, say: &say },
            charter,
            view: &view,
            clock: &clock,
            level: &level,
            publisher: &publisher.unwrap_or_default(),
            date: &day_words(lang, self.now.into()),
            with_person,
        };
        let refused = |error: liptako_paper::PaperError| Exit { telling: error.told() };
        let bytes = match out.extension().and_then(|ending| ending.to_str()) {
            Some("pdf") => pdf(&paper(&input)).map_err(refused)?,
            Some("docx") => docx(&paper(&input)).map_err(refused)?,
            Some("json") => format!("{:#}\n", export::json(charter, &view, &clock)).into_bytes(),
            _ => return Err(self.terminal.exit(Code::Usage, &Message::new("cmd-case-format"))),
        };
        super::write_bytes(out, &bytes)?;
        let path = out.display().to_string();
        self.terminal.say(&Message::new("cmd-case-written").with("file", path.as_str()));
        self.terminal.answer(&json!({ "file": path, "bytes": bytes.len() }))
    }
}
