//! The words of a cross-border case as types: its kinds, its number, its steps. Pure: no clock, no SQL.

use super::number::CaseNumber;
use jiff::civil::Date;
use liptako_core::{Audience, MemberIndex, ObjectId, UnixSeconds};
use liptako_identity::Officer;
use liptako_journal::Hash;
use liptako_storage::Order;

/// What a case is about. Numbers are part of the record format, names of addresses, files and translations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseKind {
    /// A request for information (*demande d’information*).
    Information,
    /// A complaint handed to the authority of the controller's country (*transmission d’une plainte*).
    Complaint,
    /// An inspection made together (*contrôle conjoint*).
    Inspection,
    /// A consultation (*consultation*).
    Consultation,
    /// A provisional measure that cannot wait (*mesure d’urgence*).
    Urgent,
    /// An opinion given together (*avis commun*).
    Opinion,
}

impl CaseKind {
    /// Every kind, in the order of forms and tables.
    pub const ALL: [Self; 6] = [
        Self::Information,
        Self::Complaint,
        Self::Inspection,
        Self::Consultation,
        Self::Urgent,
        Self::Opinion,
    ];

    /// Stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Complaint => "complaint",
            Self::Inspection => "inspection",
            Self::Consultation => "consultation",
            Self::Urgent => "urgent",
            Self::Opinion => "opinion",
        }
    }

    /// The kind of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Number in records.
    pub const fn number(self) -> u8 {
        match self {
            Self::Information => 1,
            Self::Complaint => 2,
            Self::Inspection => 3,
            Self::Consultation => 4,
            Self::Urgent => 5,
            Self::Opinion => 6,
        }
    }

    /// The kind of this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// Whether its opening is itself a request that each other authority answers.
    pub const fn awaits_reply(self) -> bool {
        matches!(self, Self::Information | Self::Inspection | Self::Consultation)
    }
}

/// Where a case stands: what follows from all its steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Its opening is not readable here: not yet arrived, or erased.
    Headless,
    /// Opened; nobody has said yet whether it can be examined.
    Opened,
    /// Found incomplete: the authority that opened it must complete it.
    Incomplete,
    /// Under examination.
    Examined,
    /// What was asked is answered.
    Answered,
    /// A text is before the authorities concerned.
    Drafted,
    /// The text was refused; another is awaited.
    Contested,
    /// The text is adopted by all concerned.
    Adopted,
    /// Closed.
    Closed,
}

impl Stage {
    /// Every stage, in the order of a case's life.
    pub const ALL: [Self; 9] = [
        Self::Headless,
        Self::Opened,
        Self::Incomplete,
        Self::Examined,
        Self::Answered,
        Self::Drafted,
        Self::Contested,
        Self::Adopted,
        Self::Closed,
    ];

    /// Stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Headless => "headless",
            Self::Opened => "opened",
            Self::Incomplete => "incomplete",
            Self::Examined => "examined",
            Self::Answered => "answered",
            Self::Drafted => "drafted",
            Self::Contested => "contested",
            Self::Adopted => "adopted",
            Self::Closed => "closed",
        }
    }

    /// The stage of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// How a case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// What was asked is answered.
    Answered,
    /// A joint decision or opinion was adopted.
    Decided,
    /// Resolved early, with the person's agreement.
    Resolved,
    /// Not admissible.
    Inadmissible,
    /// Withdrawn by the authority, or the person, that asked.
    Withdrawn,
    /// Nothing further is done.
    NoAction,
}

impl Outcome {
    /// Every outcome, in the order of forms.
    pub const ALL: [Self; 6] =
        [Self::Answered, Self::Decided, Self::Resolved, Self::Inadmissible, Self::Withdrawn, Self::NoAction];

    /// Stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Decided => "decided",
            Self::Resolved => "resolved",
            Self::Inadmissible => "inadmissible",
            Self::Withdrawn => "withdrawn",
            Self::NoAction => "no-action",
        }
    }

    /// The outcome of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }

    /// Number in records.
    pub const fn number(self) -> u8 {
        match self {
            Self::Answered => 1,
            Self::Decided => 2,
            Self::Resolved => 3,
            Self::Inadmissible => 4,
            Self::Withdrawn => 5,
            Self::NoAction => 6,
        }
    }

    /// The outcome of this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.number() == number)
    }
}

/// A record's place: whose journal, which position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Its author.
    pub origin: MemberIndex,
    /// Its position in its author's journal.
    pub index: u64,
}

/// The opening of a case: what the other authority must know to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Its number, for life.
    pub number: CaseNumber,
    /// What it is.
    pub kind: CaseKind,
    /// What it is about, in one line, without the name of a person concerned.
    pub title: String,
    /// The controller, or the body it is about; may be empty.
    pub controller: String,
    /// ISO 3166-1 code of the controller's country; may be empty.
    pub country: String,
    /// What happened, or what is to be known.
    pub facts: String,
    /// What is asked of the other authority.
    pub asked: String,
    /// Items of the checklist of its kind that are fulfilled.
    pub checklist: Vec<String>,
    /// For a complaint: the day on which the authority received it.
    pub received: Option<Date>,
    /// Version of the delays that count for it.
    pub delays: u32,
}

/// Who complains. A record of its own, so that it can be erased alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Name.
    pub name: String,
    /// How to reach them.
    pub contact: String,
    /// What else must be known of them (represented by whom, minor); may be empty.
    pub remark: String,
}

/// A document attached to a case: the file it names is sealed to the same authorities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The file.
    pub file: ObjectId,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// What it is; may be empty.
    pub caption: String,
}

/// How a request is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// All that was asked.
    Full,
    /// A part; the rest follows.
    Partial,
    /// Refused, with the reason.
    Refused,
}

impl Answer {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Full, Self::Partial, Self::Refused];

    /// Stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Partial => "partial",
            Self::Refused => "refused",
        }
    }

    /// The answer of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.name() == name)
    }
}

/// What a text before the authorities would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A decision.
    Decision,
    /// An opinion.
    Opinion,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 2] = [Self::Decision, Self::Opinion];

    /// Stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Opinion => "opinion",
        }
    }

    /// The form of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// What a delay is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// Hand a complaint over, from the day it was received.
    Transmission,
    /// Acknowledge receipt.
    Acknowledgement,
    /// Say whether the case can be examined.
    Admissibility,
    /// Complete what was found incomplete.
    Completion,
    /// Answer.
    Reply,
    /// Agree to a text or object to it.
    Position,
    /// Bring a revised text after a refusal.
    Revision,
    /// Time in which an early resolution may be sought: a window, not an obligation.
    EarlyResolution,
    /// End of a provisional measure.
    Measure,
    /// Bring the whole case to its end.
    Closing,
}

impl Duty {
    /// Every duty, in the order of a case's life.
    pub const ALL: [Self; 10] = [
        Self::Transmission,
        Self::Acknowledgement,
        Self::Admissibility,
        Self::Completion,
        Self::Reply,
        Self::Position,
        Self::Revision,
        Self::EarlyResolution,
        Self::Measure,
        Self::Closing,
    ];

    /// Stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Transmission => "transmission",
            Self::Acknowledgement => "acknowledgement",
            Self::Admissibility => "admissibility",
            Self::Completion => "completion",
            Self::Reply => "reply",
            Self::Position => "position",
            Self::Revision => "revision",
            Self::EarlyResolution => "early-resolution",
            Self::Measure => "measure",
            Self::Closing => "closing",
        }
    }

    /// The duty of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|duty| duty.name() == name)
    }

    /// Number in records: its place in [`Duty::ALL`], which only grows at its end.
    pub fn number(self) -> u8 {
        Self::ALL.iter().position(|duty| *duty == self).unwrap_or_default() as u8 + 1
    }

    /// The duty of this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// Whether it can be extended, once, with a reason.
    pub const fn can_be_extended(self) -> bool {
        matches!(self, Self::Admissibility | Self::Reply | Self::Position | Self::Revision | Self::Closing)
    }
}

/// What an authority that joins later is told of a case: nothing of what was exchanged before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The case's number.
    pub number: CaseNumber,
    /// What it is.
    pub kind: CaseKind,
    /// What it is about.
    pub title: String,
    /// Who opened it.
    pub opener: MemberIndex,
    /// When, as its opener says.
    pub opened: UnixSeconds,
    /// Version of the delays that count for it.
    pub delays: u32,
}

/// What remains of a case once its content is erased: enough for figures, nobody's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skeleton {
    /// The case's number.
    pub number: CaseNumber,
    /// What it was.
    pub kind: CaseKind,
    /// Who opened it.
    pub opener: MemberIndex,
    /// The authorities concerned.
    pub concerned: Audience,
    /// When it was opened, as its opener says.
    pub opened: UnixSeconds,
    /// When it was closed, as whoever closed it says.
    pub closed: UnixSeconds,
    /// How it ended.
    pub outcome: Outcome,
    /// Delays that were met.
    pub met: u32,
    /// Delays that were not.
    pub late: u32,
}

/// One thing done in a case. Everything on its timeline is one of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// It is opened.
    Opened(Opening),
    /// Who complains.
    Person(Person),
    /// Another authority has received it, and says under which reference it keeps it.
    Acknowledged {
        /// The authority's own reference; may be empty.
        reference: String,
    },
    /// The authority that opened it brings what was missing.
    Completed {
        /// What is brought.
        text: String,
        /// Items of the checklist fulfilled now.
        checklist: Vec<String>,
    },
    /// An authority says whether it can be examined.
    Admissibility {
        /// It can.
        is_admissible: bool,
        /// Items of the checklist that are missing.
        missing: Vec<String>,
        /// Why; needed when it cannot.
        reason: String,
    },
    /// An authority says who should lead. It leads once all concerned say the same.
    Lead {
        /// Who.
        lead: MemberIndex,
        /// Why; may be empty.
        reason: String,
    },
    /// Something more is asked of an authority.
    Request {
        /// Of whom.
        to: MemberIndex,
        /// What.
        text: String,
    },
    /// An answer, to the opening or to a request.
    Reply {
        /// What is answered.
        to: Place,
        /// How.
        answer: Answer,
        /// The answer.
        text: String,
    },
    /// A note between those who handle the case: needs no approval.
    Note {
        /// What is said.
        text: String,
    },
    /// A document.
    Document(Document),
    /// Summary of key points: what the authorities agree or not upon before a text is drafted.
    KeyPoints {
        /// The summary.
        text: String,
    },
    /// A draft decision or opinion, on which the authorities concerned take position. Whoever brings it agrees to it.
    Draft {
        /// What it would be.
        form: Form,
        /// Its title.
        title: String,
        /// Its whole text.
        text: String,
        /// Commitment of the draft that it replaces, when there is one.
        revises: Option<Hash>,
    },
    /// An authority's agreement or objection to a text. Final for that text.
    Position {
        /// Commitment of the text: what was read is what is agreed to.
        on: Hash,
        /// Agrees, or objects.
        agrees: bool,
        /// Why; needed to object.
        reason: String,
    },
    /// The matter is resolved early, with the person's agreement.
    EarlyResolution {
        /// How, and how the person's agreement is known.
        text: String,
    },
    /// An authority is reminded of what is awaited.
    Reminder {
        /// Who.
        to: MemberIndex,
        /// Of what.
        duty: Duty,
        /// The step that the delay runs from.
        about: Place,
        /// What is said; may be empty.
        text: String,
    },
    /// An authority takes more time, once, with a reason.
    Extension {
        /// For what.
        duty: Duty,
        /// The step that the delay runs from.
        about: Place,
        /// Days added.
        days: u16,
        /// Why.
        reason: String,
    },
    /// Somebody else handles the case inside an authority: function and name, nothing more.
    Handled {
        /// Name.
        name: String,
        /// Function, in French.
        function: String,
    },
    /// A provisional measure, with its end.
    Urgent {
        /// What is ordered.
        measure: String,
        /// Until when, that day included.
        until: Date,
        /// Why it cannot wait.
        reason: String,
    },
    /// Another authority joins. It is told the head of the case, and nothing of what was said before.
    Widened {
        /// Who.
        member: MemberIndex,
        /// What it is told.
        head: Head,
        /// Why, and what has happened so far as far as it may be told.
        reason: String,
    },
    /// An earlier step of its author, sent again to all who are concerned now.
    Resent {
        /// Where it stands.
        of: Place,
        /// Commitment that it has there.
        commitment: Hash,
        /// When it was written, as its author says.
        seconds: UnixSeconds,
        /// What it said.
        step: Box<Step>,
    },
    /// The case is closed.
    Closed {
        /// How it ended.
        outcome: Outcome,
        /// What is to be known; may be empty.
        text: String,
    },
    /// The case is opened again under its number.
    Reopened {
        /// Why.
        reason: String,
    },
    /// What remains, written when an authority erases its part.
    Retained(Skeleton),
}

/// What a step is, without its content. Numbers are part of the record format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the step of this name")]
pub enum StepName {
    Opened,
    Person,
    Acknowledged,
    Completed,
    Admissibility,
    Lead,
    Request,
    Reply,
    Note,
    Document,
    KeyPoints,
    Draft,
    Position,
    EarlyResolution,
    Reminder,
    Extension,
    Handled,
    Urgent,
    Widened,
    Resent,
    Closed,
    Reopened,
    Retained,
}

impl StepName {
    /// Every step, in the order of their numbers, which only grows at its end.
    pub const ALL: [Self; 23] = [
        Self::Opened,
        Self::Person,
        Self::Acknowledged,
        Self::Completed,
        Self::Admissibility,
        Self::Lead,
        Self::Request,
        Self::Reply,
        Self::Note,
        Self::Document,
        Self::KeyPoints,
        Self::Draft,
        Self::Position,
        Self::EarlyResolution,
        Self::Reminder,
        Self::Extension,
        Self::Handled,
        Self::Urgent,
        Self::Widened,
        Self::Resent,
        Self::Closed,
        Self::Reopened,
        Self::Retained,
    ];

    /// Stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Person => "person",
            Self::Acknowledged => "acknowledged",
            Self::Completed => "completed",
            Self::Admissibility => "admissibility",
            Self::Lead => "lead",
            Self::Request => "request",
            Self::Reply => "reply",
            Self::Note => "note",
            Self::Document => "document",
            Self::KeyPoints => "key-points",
            Self::Draft => "draft",
            Self::Position => "position",
            Self::EarlyResolution => "early-resolution",
            Self::Reminder => "reminder",
            Self::Extension => "extension",
            Self::Handled => "handled",
            Self::Urgent => "urgent",
            Self::Widened => "widened",
            Self::Resent => "resent",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::Retained => "retained",
        }
    }

    /// The step of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// Number in records.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// Whether one officer drafts it and another approves it with a signature. The exceptions commit the authority to
    /// nothing: receipt, notes between handlers, key points, reminders, who handles the case. A document and a
    /// person's identity leave with an approval, because they may harm when they leave by mistake.
    pub const fn needs_approval(self) -> bool {
        !matches!(
            self,
            Self::Acknowledged
                | Self::Note
                | Self::KeyPoints
                | Self::Reminder
                | Self::Handled
                | Self::Retained
        )
    }
}

impl Step {
    /// Which step it is.
    pub const fn step(&self) -> StepName {
        match self {
            Self::Opened(_) => StepName::Opened,
            Self::Person(_) => StepName::Person,
            Self::Acknowledged { .. } => StepName::Acknowledged,
            Self::Completed { .. } => StepName::Completed,
            Self::Admissibility { .. } => StepName::Admissibility,
            Self::Lead { .. } => StepName::Lead,
            Self::Request { .. } => StepName::Request,
            Self::Reply { .. } => StepName::Reply,
            Self::Note { .. } => StepName::Note,
            Self::Document(_) => StepName::Document,
            Self::KeyPoints { .. } => StepName::KeyPoints,
            Self::Draft { .. } => StepName::Draft,
            Self::Position { .. } => StepName::Position,
            Self::EarlyResolution { .. } => StepName::EarlyResolution,
            Self::Reminder { .. } => StepName::Reminder,
            Self::Extension { .. } => StepName::Extension,
            Self::Handled { .. } => StepName::Handled,
            Self::Urgent { .. } => StepName::Urgent,
            Self::Widened { .. } => StepName::Widened,
            Self::Resent { .. } => StepName::Resent,
            Self::Closed { .. } => StepName::Closed,
            Self::Reopened { .. } => StepName::Reopened,
            Self::Retained(_) => StepName::Retained,
        }
    }
}

/// A step as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Where it stands.
    pub place: Place,
    /// Its place in the one order of all records.
    pub order: Order,
    /// What its author had seen: journal sizes in charter order, in its own place its own index.
    pub seen: Vec<u64>,
    /// When its author says it was written. Order never comes from it.
    pub seconds: UnixSeconds,
    /// What an agreement cites.
    pub commitment: Hash,
    /// Who may read it.
    pub audience: Audience,
    /// Who wrote it.
    pub drafter: Officer,
    /// Who approved it with a signature, when the step needs that.
    pub approver: Option<Officer>,
    /// Whether the approver's signature holds, by a key that the authority registered.
    pub is_signed: bool,
    /// What was done.
    pub step: Step,
}
