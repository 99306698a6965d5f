//! The fields of each step: few, and described once for showing, filling and reading.

use super::super::clock::Deadline;
use super::super::delays::{Item, checklist};
use super::super::fold::Case;
use super::super::model::{
    Answer, CaseKind, Duty, Form as TextForm, Head, Outcome, Person, Place, Step, StepName,
};
use super::super::store::CaseView;
use super::super::words::{answer_key, duty_key, form_key, outcome_key, step_key};
use super::said::Said;
use super::{name_of, place_of};
use liptako_core::{MemberIndex, ObjectId, UnixSeconds};
use liptako_identity::Officer;
use liptako_journal::Hash;
use liptako_web::texts::key;
use liptako_web::{Fields, FormErrors, FormState, Message};

/// A choice: value, words, more words.
pub type Choice = (String, String, String);

/// What a field is filled in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// One line of this HTML type.
    Line(&'static str),
    /// Several lines, so many shown.
    Area(u8),
    /// One of a few.
    Radio(Vec<Choice>),
    /// Any of a few.
    Boxes(Vec<Choice>),
    /// One of many.
    Select(Vec<(String, String)>),
    /// Nothing to fill in.
    Hidden(String),
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name, as the faults of commands name it.
    pub name: &'static str,
    /// What it asks for.
    pub label: String,
    /// How to fill it in; may be empty.
    pub hint: String,
    /// Whether it must be filled in.
    pub is_required: bool,
    /// How it is filled in.
    pub control: Control,
}

/// What the fields of a step are made from.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// How things are said.
    pub s: Said<'a>,
    /// The case.
    pub view: &'a CaseView,
    /// Its legal clock.
    pub clock: &'a [Deadline],
}

fn field(name: &'static str, label: String, is_required: bool, control: Control) -> Field {
    Field { name, label, hint: String::new(), is_required, control }
}

impl Field {
    fn hint(mut self, hint: String) -> Self {
        self.hint = hint;
        self
    }
}

fn plain(value: &str, words: String) -> Choice {
    (value.to_owned(), words, String::new())
}

/// The items of a checklist as choices; those needed say so.
pub fn item_choices(s: Said<'_>, items: &[Item]) -> Vec<Choice> {
    let choice = |item: &Item| {
        let more = if item.is_needed { s.page.t("casepages-item-needed") } else { String::new() };
        (item.id.clone(), item.text.pick(s.page.lang()).to_owned(), more)
    };
    items.iter().map(choice).collect()
}

impl Desk<'_> {
    fn case(&self) -> &Case {
        self.view.case()
    }

    fn t(&self, key: &str) -> String {
        self.s.page.t(key)
    }

    fn members(&self, wanted: impl Fn(&MemberIndex) -> bool) -> Vec<Choice> {
        let all = self.s.shell.charter().indices();
        let choice = |member: MemberIndex| {
            (self.s.code(&member).to_owned(), self.s.acronym(&member).to_owned(), self.s.country(&member))
        };
        all.filter(|member| wanted(member)).map(choice).collect()
    }

    fn others(&self) -> Vec<Choice> {
        self.members(|member| !self.s.is_me(member) && self.case().concerned.contains(*member))
    }

    fn items(&self) -> Vec<Choice> {
        self.view.kind().map(|kind| item_choices(self.s, checklist(kind))).unwrap_or_default()
    }

    /// The open deadlines that a step may be about, as choices.
    pub fn lines(&self, step: StepName) -> Vec<&Deadline> {
        let wanted = |line: &&Deadline| {
            let has_begun = line.state.is_open() && line.starts.is_some() && !line.is_window;
            let is_ours = self.s.is_me(&line.whose);
            let fits = match step {
                StepName::Extension => {
                    let delays = super::super::delays::shipped_delays().ok();
                    let kind = self.view.kind();
                    let most = delays.zip(kind).and_then(|(delays, kind)| delays.of(kind, line.duty));
                    is_ours && line.extended == 0 && most.is_some_and(|delay| delay.extension > 0)
                }
                _ => !is_ours,
            };
            has_begun && fits
        };
        self.clock.iter().filter(wanted).collect()
    }

    fn line_choices(&self, step: StepName) -> Vec<(String, String)> {
        let words = |line: &&Deadline| {
            let who = self.s.acronym(&line.whose);
            let words = format!("{who}, {} ({})", self.t(duty_key(line.duty)), self.s.clock_words(line));
            (self.line_value(line), words)
        };
        self.lines(step).iter().map(words).collect()
    }

    /// How a deadline stands in a field.
    pub fn line_value(&self, line: &Deadline) -> String {
        let about = self.s.place(&line.about);
        format!("{} {about} {}", line.duty.name(), self.s.code(&line.whose))
    }

    fn asked(&self) -> Vec<Choice> {
        let open =
            self.case().asked.iter().filter(|asked| asked.to == self.s.me() && asked.answered.is_none());
        let choice = |asked: &super::super::fold::Asked| {
            let from = self.s.acronym(&asked.from);
            let what = self.view.event(asked.place).map(|event| event.step.step());
            let what = what.map(|step| self.t(step_key(step))).unwrap_or_default();
            let words = format!("{} ({from}, {what})", self.s.reference(&asked.place));
            (self.s.place(&asked.place), words, String::new())
        };
        open.map(choice).collect()
    }

    /// Own steps that not all who are concerned now can read.
    pub fn unshared(&self) -> Vec<Choice> {
        let (me, concerned) = (self.s.me(), self.case().concerned);
        let resent = |place: Place| {
            self.view.events.iter().any(|event| {
                matches!(&event.step, Step::Resent { of, .. } if *of == place) && event.audience == concerned
            })
        };
        let own = self.view.events.iter().zip(&self.view.folded.marks).filter(|(event, mark)| {
            mark.is_none()
                && event.place.origin == me
                && event.audience != concerned
                && !matches!(event.step, Step::Resent { .. } | Step::Widened { .. })
                && !resent(event.place)
        });
        own.map(|(event, _)| {
            let words =
                format!("{} ({})", self.t(step_key(event.step.step())), self.s.reference(&event.place));
            (
                self.s.place(&event.place),
                words,
                liptako_web::day_words(self.s.page.lang(), event.seconds.into()),
            )
        })
        .collect()
    }

    /// A text, asked for in a few words.
    fn text(&self, label: &str, rows: u8) -> Field {
        field("text", self.t(label), true, Control::Area(rows))
    }

    fn reason(&self, is_required: bool) -> Field {
        field("reason", self.t("casepages-f-reason"), is_required, Control::Area(3))
    }

    /// The fields of a step.
    pub fn fields(&self, step: StepName) -> Vec<Field> {
        match step {
            StepName::Acknowledged => vec![
                field("reference", self.t("casepages-f-reference"), false, Control::Line("text"))
                    .hint(self.t("casepages-h-reference")),
            ],
            StepName::Completed => vec![
                field("checklist", self.t("casepages-f-checklist"), false, Control::Boxes(self.items())),
                self.text("casepages-f-completed", 8),
            ],
            StepName::Admissibility => self.admissibility(),
            StepName::Lead => vec![
                field("lead", self.t("casepages-f-lead"), true, Control::Radio(self.concerned()))
                    .hint(self.t("casepages-h-lead")),
                self.reason(false),
            ],
            StepName::Request => vec![
                field("to", self.t("casepages-f-to"), true, Control::Radio(self.others())),
                self.text("casepages-f-request", 12),
            ],
            StepName::Reply => self.reply(),
            StepName::Note => vec![self.text("casepages-f-note", 5).hint(self.t("casepages-h-note"))],
            StepName::KeyPoints => {
                vec![self.text("casepages-f-key-points", 12).hint(self.t("casepages-h-key-points"))]
            }
            StepName::EarlyResolution => {
                vec![self.text("casepages-f-resolution", 8).hint(self.t("casepages-h-resolution"))]
            }
            StepName::Draft => self.draft(),
            StepName::Position => self.position(),
            StepName::Reminder | StepName::Extension => self.timed(step),
            StepName::Handled => vec![
                field("name", self.t("casepages-f-handler-name"), true, Control::Line("text")),
                field("function", self.t("casepages-f-handler-function"), true, Control::Line("text")),
            ],
            StepName::Urgent => vec![
                field("measure", self.t("casepages-f-measure"), true, Control::Area(8)),
                field("until", self.t("casepages-f-until"), true, Control::Line("date")),
                field("reason", self.t("casepages-f-why-urgent"), true, Control::Area(3)),
            ],
            StepName::Widened => vec![
                field("member", self.t("casepages-f-joins"), true, Control::Radio(self.strangers())),
                field("reason", self.t("casepages-f-widen-reason"), true, Control::Area(6))
                    .hint(self.t("casepages-h-widen-reason")),
            ],
            StepName::Resent => vec![
                field("of", self.t("casepages-f-resend"), true, Control::Radio(self.unshared()))
                    .hint(self.t("casepages-h-resend")),
            ],
            StepName::Closed => vec![
                field("outcome", self.t("casepages-f-outcome"), true, Control::Radio(self.outcomes())),
                field("text", self.t("casepages-f-closing-text"), false, Control::Area(8)),
            ],
            StepName::Reopened => vec![self.reason(true)],
            StepName::Person => person_fields(self.s),
            StepName::Opened | StepName::Document | StepName::Retained => Vec::new(),
        }
    }

    fn concerned(&self) -> Vec<Choice> {
        self.members(|member| self.case().concerned.contains(*member))
    }

    fn strangers(&self) -> Vec<Choice> {
        self.members(|member| !self.case().concerned.contains(*member))
    }

    fn admissibility(&self) -> Vec<Field> {
        let said = [
            plain("yes", self.t("casepages-admissible-yes")),
            plain("no", self.t("casepages-admissible-no")),
        ];
        vec![
            field("is_admissible", self.t("casepages-f-admissible"), true, Control::Radio(said.into()))
                .hint(self.t("casepages-h-admissible")),
            field("missing", self.t("casepages-f-missing"), false, Control::Boxes(self.items())),
            self.reason(false).hint(self.t("casepages-h-admissible-reason")),
        ]
    }

    fn reply(&self) -> Vec<Field> {
        let asked = self.asked();
        let to = match asked.as_slice() {
            [(only, ..)] => field("to", String::new(), true, Control::Hidden(only.clone())),
            _ => field("to", self.t("casepages-f-answers"), true, Control::Radio(asked)),
        };
        let answers = Answer::ALL.map(|answer| plain(answer.name(), self.t(answer_key(answer))));
        vec![
            to,
            field("answer", self.t("casepages-f-answer"), true, Control::Radio(answers.into())),
            self.text("casepages-f-reply", 12),
        ]
    }

    fn draft(&self) -> Vec<Field> {
        let forms = TextForm::ALL.map(|form| plain(form.name(), self.t(form_key(form))));
        let also = vec![("yes".to_owned(), self.t("casepages-also-agree"), self.t("casepages-h-also-agree"))];
        vec![
            field("form", self.t("casepages-f-form"), true, Control::Radio(forms.into())),
            field("title", self.t("casepages-f-title"), true, Control::Line("text")),
            self.text("casepages-f-draft", 20).hint(self.t("casepages-h-draft")),
            field("also_agree", self.t("casepages-f-also-agree"), false, Control::Boxes(also)),
        ]
    }

    fn position(&self) -> Vec<Field> {
        let on = self.case().open_text().map(|text| text.commitment.to_string()).unwrap_or_default();
        let said = [plain("yes", self.t("casepages-agree-yes")), plain("no", self.t("casepages-agree-no"))];
        vec![
            field("on", String::new(), true, Control::Hidden(on)),
            field("agrees", self.t("casepages-f-agrees"), true, Control::Radio(said.into())),
            field("reason", self.t("casepages-f-objection"), false, Control::Area(8))
                .hint(self.t("casepages-h-objection")),
        ]
    }

    fn timed(&self, step: StepName) -> Vec<Field> {
        let lines = self.line_choices(step);
        let about = field("about", self.t("casepages-f-deadline"), true, Control::Select(lines));
        if step == StepName::Reminder {
            let text = field("text", self.t("casepages-f-reminder"), false, Control::Area(5));
            return vec![about, text];
        }
        let days = field("days", self.t("casepages-f-days"), true, Control::Line("number"));
        vec![about, days.hint(self.t("casepages-h-days")), self.reason(true)]
    }

    fn outcomes(&self) -> Vec<Choice> {
        let may = |outcome: &Outcome| *outcome != Outcome::Decided || self.case().adopted().is_some();
        let all = Outcome::ALL.into_iter().filter(may);
        all.map(|outcome| plain(outcome.name(), self.t(outcome_key(outcome)))).collect()
    }

    /// The form of a step, filled with what is known already.
    pub fn fill(&self, step: StepName, mut form: FormState, reader: Option<&Officer>) -> FormState {
        match step {
            StepName::Handled => {
                if let Some(officer) = reader {
                    form = form.with("name", &*officer.name).with("function", &*officer.function.fr);
                }
            }
            StepName::Draft => {
                let named = match self.view.kind() {
                    Some(CaseKind::Consultation | CaseKind::Opinion) => TextForm::Opinion,
                    _ => TextForm::Decision,
                };
                form = form.with("form", named.name()).with("also_agree", "yes");
                // A new text begins with the one that was refused.
                let last = self.case().texts.last().and_then(|text| self.view.text_of(text.commitment));
                if let Some(Step::Draft { title, text, .. }) = last.map(|event| &event.step) {
                    form = form.with("title", &**title).with("text", &**text);
                }
            }
            StepName::Reply => form = form.with("answer", Answer::Full.name()),
            StepName::KeyPoints => {
                let last = self.view.events.iter().rev().find_map(|event| match &event.step {
                    Step::KeyPoints { text } => Some(text),
                    _ => None,
                });
                form = form.with("text", last.cloned().unwrap_or_default());
            }
            _ => {}
        }
        match self.fields(step).first().map(|first| &first.control) {
            Some(Control::Radio(only)) if only.len() == 1 => {
                let name = self.fields(step).first().map_or("", |first| first.name);
                form.with(name, only.first().map(|(value, ..)| value.as_str()).unwrap_or_default())
            }
            _ => form,
        }
    }

    /// Reads the step that a form asks for; nothing when the form says what is wrong.
    pub fn read(&self, step: StepName, fields: &Fields, errors: &mut FormErrors) -> Option<Step> {
        let shell = self.s.shell;
        let text = |name: &str| fields.value(name).trim().replace("\r\n", "\n");
        let member = |errors: &mut FormErrors, name: &str| {
            let found = shell.charter().by_code(fields.value(name));
            if found.is_none() {
                errors.add(name, Message::new("form-choice"));
            }
            found
        };
        let read = match step {
            StepName::Acknowledged => Step::Acknowledged { reference: text("reference") },
            StepName::Completed => {
                Step::Completed { text: text("text"), checklist: values(fields, "checklist") }
            }
            StepName::Admissibility => {
                let is_admissible = yes(fields, "is_admissible", errors)?;
                let missing = if is_admissible { Vec::new() } else { values(fields, "missing") };
                Step::Admissibility { is_admissible, missing, reason: text("reason") }
            }
            StepName::Lead => Step::Lead { lead: member(errors, "lead")?, reason: text("reason") },
            StepName::Request => Step::Request { to: member(errors, "to")?, text: text("text") },
            StepName::Reply => {
                let to = place_of(shell, fields.value("to"));
                let answer = Answer::from_name(fields.value("answer"));
                Step::Reply {
                    to: known(to, "to", errors)?,
                    answer: known(answer, "answer", errors)?,
                    text: text("text"),
                }
            }
            StepName::Note => Step::Note { text: text("text") },
            StepName::KeyPoints => Step::KeyPoints { text: text("text") },
            StepName::EarlyResolution => Step::EarlyResolution { text: text("text") },
            StepName::Draft => {
                let form = known(TextForm::from_name(fields.value("form")), "form", errors)?;
                Step::Draft { form, title: text("title"), text: text("text"), revises: None }
            }
            StepName::Position => {
                let on: Option<Hash> = fields.value("on").parse().ok();
                let (on, agrees) = (known(on, "", errors)?, yes(fields, "agrees", errors)?);
                Step::Position { on, agrees, reason: text("reason") }
            }
            StepName::Handled => Step::Handled { name: text("name"), function: text("function") },
            StepName::Widened => {
                let member = member(errors, "member")?;
                Step::Widened { member, head: self.head()?, reason: text("reason") }
            }
            StepName::Closed => {
                let outcome = known(Outcome::from_name(fields.value("outcome")), "outcome", errors)?;
                Step::Closed { outcome, text: text("text") }
            }
            StepName::Reopened => Step::Reopened { reason: text("reason") },
            StepName::Person => Step::Person(read_person(fields)),
            other => return self.read_timed(other, fields, errors),
        };
        Some(read)
    }

    fn read_timed(&self, step: StepName, fields: &Fields, errors: &mut FormErrors) -> Option<Step> {
        let text = |name: &str| fields.value(name).trim().replace("\r\n", "\n");
        match step {
            StepName::Reminder => {
                let (duty, about, to) = known(self.line(fields.value("about")), "about", errors)?;
                Some(Step::Reminder { to, duty, about, text: text("text") })
            }
            StepName::Extension => {
                let (duty, about, _) = known(self.line(fields.value("about")), "about", errors)?;
                let fault = Message::new("casepages-fault-number");
                let days = errors.parsed(fields, "days", fault)?;
                Some(Step::Extension { duty, about, days, reason: text("reason") })
            }
            StepName::Urgent => {
                let until = errors.parsed(fields, "until", Message::new("casepages-fault-date"))?;
                Some(Step::Urgent { measure: text("measure"), until, reason: text("reason") })
            }
            _ => {
                errors.add("", Message::new("form-refused"));
                None
            }
        }
    }

    fn line(&self, value: &str) -> Option<(Duty, Place, MemberIndex)> {
        let mut parts = value.split(' ');
        let duty = Duty::from_name(parts.next()?)?;
        let about = place_of(self.s.shell, parts.next()?)?;
        let whose = self.s.shell.charter().by_code(parts.next()?)?;
        Some((duty, about, whose))
    }

    fn head(&self) -> Option<Head> {
        self.case().head.clone()
    }

    /// Address of the case.
    pub fn path(&self) -> String {
        format!("/exchange/cases/{}", name_of(self.view.number(), self.view.object))
    }
}

/// Fills the form of a step with what a draft says.
pub fn filled(s: Said<'_>, mut form: FormState, step: &Step) -> FormState {
    let code = |member: &MemberIndex| s.code(member).to_owned();
    match step {
        Step::Acknowledged { reference } => form.with("reference", &**reference),
        Step::Completed { text, checklist } => all(form, "checklist", checklist).with("text", &**text),
        Step::Admissibility { is_admissible, missing, reason } => {
            let said = if *is_admissible { "yes" } else { "no" };
            all(form, "missing", missing).with("is_admissible", said).with("reason", &**reason)
        }
        Step::Lead { lead, reason } => form.with("lead", code(lead)).with("reason", &**reason),
        Step::Request { to, text } => form.with("to", code(to)).with("text", &**text),
        Step::Reply { to, answer, text } => {
            form.with("to", s.place(to)).with("answer", answer.name()).with("text", &**text)
        }
        Step::Note { text } | Step::KeyPoints { text } | Step::EarlyResolution { text } => {
            form.with("text", &**text)
        }
        Step::Draft { form: named, title, text, .. } => {
            form.with("form", named.name()).with("title", &**title).with("text", &**text)
        }
        Step::Position { on, agrees, reason } => {
            let said = if *agrees { "yes" } else { "no" };
            form.with("on", on.to_string()).with("agrees", said).with("reason", &**reason)
        }
        Step::Reminder { to, duty, about, text } => {
            let value = format!("{} {} {}", duty.name(), s.place(about), code(to));
            form.with("about", value).with("text", &**text)
        }
        Step::Extension { duty, about, days, reason } => {
            let value = format!("{} {} {}", duty.name(), s.place(about), code(&s.me()));
            form.with("about", value).with("days", days.to_string()).with("reason", &**reason)
        }
        Step::Handled { name, function } => form.with("name", &**name).with("function", &**function),
        Step::Urgent { measure, until, reason } => {
            form.with("measure", &**measure).with("until", until.to_string()).with("reason", &**reason)
        }
        Step::Widened { member, reason, .. } => form.with("member", code(member)).with("reason", &**reason),
        Step::Closed { outcome, text } => form.with("outcome", outcome.name()).with("text", &**text),
        Step::Reopened { reason } => form.with("reason", &**reason),
        Step::Person(person) => fill_person(form, person),
        Step::Opened(opening) => {
            form = all(form, "checklist", &opening.checklist);
            form.with("title", &*opening.title)
                .with("controller", &*opening.controller)
                .with("country", &*opening.country)
                .with("facts", &*opening.facts)
                .with("asked", &*opening.asked)
                .with("received", opening.received.map(|day| day.to_string()).unwrap_or_default())
        }
        Step::Document(_) | Step::Resent { .. } | Step::Retained(_) => form,
    }
}

fn all(form: FormState, name: &str, values: &[String]) -> FormState {
    values.iter().fold(form, |form, value| form.with(name, &**value))
}

/// The ticked boxes of this name.
pub fn values(fields: &Fields, name: &str) -> Vec<String> {
    fields.values(name).map(ToOwned::to_owned).collect()
}

fn known<T>(value: Option<T>, name: &str, errors: &mut FormErrors) -> Option<T> {
    if value.is_none() {
        let message = if name.is_empty() { key("form-refused") } else { key("form-choice") };
        errors.add(name, Message::new(message));
    }
    value
}

fn yes(fields: &Fields, name: &str, errors: &mut FormErrors) -> Option<bool> {
    let said = match fields.value(name) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    known(said, name, errors)
}

/// The fields about who complains.
pub fn person_fields(s: Said<'_>) -> Vec<Field> {
    vec![
        field("person_name", s.page.t("casepages-f-person_name"), true, Control::Line("text")),
        field("person_contact", s.page.t("casepages-f-person_contact"), false, Control::Area(2)),
        field("person_remark", s.page.t("casepages-f-person_remark"), false, Control::Area(2))
            .hint(s.page.t("casepages-h-person_remark")),
    ]
}

/// Who complains, as typed.
pub fn read_person(fields: &Fields) -> Person {
    let text = |name: &str| fields.value(name).trim().replace("\r\n", "\n");
    Person { name: text("person_name"), contact: text("person_contact"), remark: text("person_remark") }
}

/// Fills the fields about who complains.
pub fn fill_person(form: FormState, person: &Person) -> FormState {
    form.with("person_name", &*person.name)
        .with("person_contact", &*person.contact)
        .with("person_remark", &*person.remark)
}

/// What a field asks for, made outside this file.
pub fn ask(name: &'static str, label: String, hint: String, is_required: bool, control: Control) -> Field {
    Field { name, label, hint, is_required, control }
}

/// The day of a moment in this node's country.
pub fn day_here(s: Said<'_>, seconds: UnixSeconds) -> jiff::civil::Date {
    let code = s.shell.charter().member(s.me()).map_or("", |member| member.country.as_str());
    super::super::delays::shipped_delays()
        .map(|delays| delays.country(code).day_of(seconds))
        .unwrap_or_else(|_| liptako_web::today(seconds))
}

/// The identifier that a command gives to the draft of a form.
pub fn draft_of(request: liptako_core::RequestId) -> ObjectId {
    ObjectId::from_bytes(*request.as_bytes())
}
