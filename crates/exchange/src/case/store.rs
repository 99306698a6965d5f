//! Every SQL statement of cases, drafts aside, and what pages read.

use super::clock::{Cosigned, Deadline, Dial, deadlines};
use super::delays::shipped_delays;
use super::fold::{Case, Folded, fold};
use super::model::{CaseKind, Document, Event, Outcome, Place, Stage, Step};
use super::number::CaseNumber;
use super::record::{Written, decode, encode};
use liptako_core::{Audience, Charter, Lang, MemberIndex, ObjectId, UnixSeconds};
use liptako_journal::Hash;
use liptako_journal::journals::Level;
use liptako_storage::search::holds;
use liptako_storage::{
    Erasure, Order, Row, StorageError, Tx, erasures_of, first_cosigned, irregular_at, params, regular_at, sql,
};

/// Most lines that a page asks for.
pub const MAX_LINES: u32 = 500;

fn unreadable(error: impl std::fmt::Display) -> StorageError {
    StorageError::Constraint(error.to_string())
}

fn seen_bytes(seen: &[u64]) -> Vec<u8> {
    seen.iter().flat_map(|size| size.to_be_bytes()).collect()
}

fn seen_of(bytes: &[u8]) -> Vec<u64> {
    let size = |eight: &[u8]| eight.iter().fold(0u64, |size, byte| size << 8 | u64::from(*byte));
    bytes.chunks(8).map(size).collect()
}

/// Keeps a step.
///
/// # Errors
/// [`StorageError`] of the tables.
pub(super) fn insert_event(
    tx: &mut dyn Tx,
    object: ObjectId,
    event: &Event,
    payload: &[u8],
) -> Result<(), StorageError> {
    tx.execute(
        sql!(
            "INSERT INTO case_event (origin, idx, object, ord_sum, seen, seconds, commitment, audience, payload, \
             signed, mark) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, '')"
        ),
        params![
            event.place.origin,
            event.place.index,
            object,
            event.order.sum,
            seen_bytes(&event.seen),
            event.seconds,
            event.commitment,
            event.audience,
            payload,
            event.is_signed
        ],
    )
    .map(drop)
}

/// Takes a step away, if it is there.
///
/// # Errors
/// [`StorageError`] of the tables.
pub(super) fn delete_event(tx: &mut dyn Tx, place: Place) -> Result<(), StorageError> {
    let row = tx.opt(
        sql!("SELECT mark FROM case_event WHERE origin = ?1 AND idx = ?2"),
        params![place.origin, place.index],
    )?;
    if let Some(row) = row {
        let mark: String = row.get("mark")?;
        if !mark.is_empty() {
            regular_at(tx, place.origin, place.index, &mark)?;
        }
    }
    tx.execute(
        sql!("DELETE FROM case_event WHERE origin = ?1 AND idx = ?2"),
        params![place.origin, place.index],
    )
    .map(drop)
}

/// Takes a case's line away.
///
/// # Errors
/// [`StorageError`] of the tables.
pub(super) fn delete_head(tx: &mut dyn Tx, object: ObjectId) -> Result<(), StorageError> {
    tx.execute(sql!("DELETE FROM case_head WHERE object = ?1"), params![object]).map(drop)
}

/// Every readable step of a case with its mark, in the one order.
///
/// # Errors
/// [`StorageError`] of the tables.
pub(super) fn events(tx: &mut dyn Tx, object: ObjectId) -> Result<Vec<(Event, String)>, StorageError> {
    let rows = tx.query(
        sql!("SELECT * FROM case_event WHERE object = ?1 ORDER BY ord_sum, origin, idx"),
        params![object],
    )?;
    rows.iter().map(event_of).collect()
}

fn event_of(row: &Row) -> Result<(Event, String), StorageError> {
    let place = Place { origin: row.get("origin")?, index: row.get("idx")? };
    let payload: Vec<u8> = row.get("payload")?;
    let Written { drafter, approver, step } = decode(&payload).map_err(unreadable)?;
    let event = Event {
        place,
        order: Order { sum: row.get("ord_sum")?, origin: place.origin, index: place.index },
        seen: seen_of(&row.get::<Vec<u8>>("seen")?),
        seconds: row.get("seconds")?,
        commitment: row.get("commitment")?,
        audience: row.get("audience")?,
        drafter,
        approver,
        is_signed: row.get("signed")?,
        step,
    };
    Ok((event, row.get("mark")?))
}

/// Marks a step, or takes its mark back.
///
/// # Errors
/// [`StorageError`] of the tables.
pub(super) fn mark(tx: &mut dyn Tx, place: Place, before: &str, now: &str) -> Result<(), StorageError> {
    if before == now {
        return Ok(());
    }
    if !before.is_empty() {
        regular_at(tx, place.origin, place.index, before)?;
    }
    if !now.is_empty() {
        irregular_at(tx, place.origin, place.index, now)?;
    }
    tx.execute(
        sql!("UPDATE case_event SET mark = ?3 WHERE origin = ?1 AND idx = ?2"),
        params![place.origin, place.index, now],
    )
    .map(drop)
}

/// Writes what follows from the steps.
///
/// # Errors
/// [`StorageError`] of the tables.
pub(super) fn put_head(
    tx: &mut dyn Tx,
    object: ObjectId,
    events: &[Event],
    case: &Case,
) -> Result<(), StorageError> {
    delete_head(tx, object)?;
    let head = case.head.as_ref();
    let newest = events.iter().map(|event| event.order).max();
    let (sum, origin) = newest.map_or((0, MemberIndex(0)), |order| (order.sum, order.origin));
    let number = head.map(|head| &head.number);
    let controller = case.opening.as_ref().map_or("", |(_, opening)| opening.controller.as_str());
    let closed = case.closed.map(|(_, at, _)| at);
    let retained = case.retained.as_ref().filter(|_| case.opening.is_none()).map(|left| left.closed);
    tx.execute(
        sql!(
            "INSERT INTO case_head (object, number, country, year, serial, kind, title, controller, opener, lead, \
             concerned, stage, outcome, opened, closed, steps, newest_sum, newest_origin) VALUES (?1, ?2, ?3, ?4, \
             ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)"
        ),
        params![
            object,
            number.map(ToString::to_string).unwrap_or_default(),
            number.map_or("", CaseNumber::country),
            number.map_or(0, |number| i64::from(number.year())),
            number.map_or(0, |number| i64::from(number.serial())),
            case.kind().map_or("", CaseKind::name),
            head.map_or("", |head| head.title.as_str()),
            controller,
            case.opener(),
            case.lead(),
            case.concerned,
            case.stage().name(),
            case.outcome().map_or("", Outcome::name),
            head.map_or(0, |head| head.opened),
            closed.or(retained),
            case.steps as u64,
            sum,
            origin
        ],
    )
    .map(drop)
}

/// The greatest serial number that this country's authority gave in a year; 0 when it gave none.
///
/// # Errors
/// [`StorageError`] of the tables.
pub(super) fn last_serial(tx: &mut dyn Tx, country: &str, year: i64) -> Result<u32, StorageError> {
    let row = tx.one(
        sql!("SELECT max(serial) AS newest FROM case_head WHERE country = ?1 AND year = ?2"),
        params![country, year],
    )?;
    Ok(row.get::<Option<u32>>("newest")?.unwrap_or(0))
}

/// Which cases are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this kind.
    pub kind: Option<CaseKind>,
    /// At this stage.
    pub stage: Option<Stage>,
    /// That concern this authority.
    pub member: Option<MemberIndex>,
    /// Not closed.
    pub open_only: bool,
    /// That hold every telling word of this question in their number, title or controller.
    pub words: String,
}

/// A case, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLine {
    /// Its identifier.
    pub object: ObjectId,
    /// Its number; none while its opening is not here.
    pub number: Option<CaseNumber>,
    /// What it is.
    pub kind: Option<CaseKind>,
    /// What it is about; empty when it is not known here, or erased.
    pub title: String,
    /// The controller; may be empty.
    pub controller: String,
    /// Who opened it.
    pub opener: Option<MemberIndex>,
    /// Who leads: by agreement, else its opener.
    pub lead: Option<MemberIndex>,
    /// The authorities concerned, in the order of the charter.
    pub concerned: Vec<MemberIndex>,
    /// Where it stands.
    pub stage: Stage,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// When it was opened, as its opener says.
    pub opened: UnixSeconds,
    /// When it was closed, as whoever closed it says.
    pub closed: Option<UnixSeconds>,
    /// Regular steps.
    pub steps: u64,
}

fn line(row: &Row) -> Result<CaseLine, StorageError> {
    let number: String = row.get("number")?;
    let (kind, stage): (String, String) = (row.get("kind")?, row.get("stage")?);
    let outcome: String = row.get("outcome")?;
    let concerned: Audience = row.get("concerned")?;
    Ok(CaseLine {
        object: row.get("object")?,
        number: number.parse().ok(),
        kind: CaseKind::from_name(&kind),
        title: row.get("title")?,
        controller: row.get("controller")?,
        opener: row.get("opener")?,
        lead: row.get("lead")?,
        concerned: (0..32).map(MemberIndex).filter(|member| concerned.contains(*member)).collect(),
        stage: Stage::from_name(&stage).ok_or_else(|| unreadable(format!("“{stage}” is not a stage")))?,
        outcome: Outcome::from_name(&outcome),
        opened: row.get("opened")?,
        closed: row.get("closed")?,
        steps: row.get("steps")?,
    })
}

/// The cases wanted, the one with the newest step first, at most `limit` and [`MAX_LINES`].
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn list(tx: &mut dyn Tx, filter: &Filter, limit: u32) -> Result<Vec<CaseLine>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT * FROM case_head WHERE (CAST(?1 AS TEXT) IS NULL OR kind = ?1) \
             AND (CAST(?2 AS TEXT) IS NULL OR stage = ?2) AND (CAST(?3 AS INTEGER) = 0 OR stage <> 'closed') \
             ORDER BY newest_sum DESC, newest_origin DESC, object"
        ),
        params![
            filter.kind.map(|kind| kind.name().to_owned()),
            filter.stage.map(|stage| stage.name().to_owned()),
            i64::from(filter.open_only)
        ],
    )?;
    let limit = limit.min(MAX_LINES) as usize;
    let mut found = Vec::new();
    for row in &rows {
        let line = line(row)?;
        let concerns = filter.member.is_none_or(|member| line.concerned.contains(&member));
        if concerns && answers(&line, &filter.words) {
            found.push(line);
        }
        if found.len() == limit {
            break;
        }
    }
    Ok(found)
}

/// Cases are few and sealed: their words are compared here, and stand in no index.
fn answers(line: &CaseLine, words: &str) -> bool {
    if words.trim().is_empty() {
        return true;
    }
    let number = line.number.as_ref().map(ToString::to_string).unwrap_or_default();
    let asked = words.trim().to_uppercase();
    number.contains(&asked) || holds(words, &[(Lang::Fr, &line.title), (Lang::Fr, &line.controller)])
}

/// The case of this number.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn by_number(tx: &mut dyn Tx, number: &CaseNumber) -> Result<Option<ObjectId>, StorageError> {
    let rows = tx.query(
        sql!("SELECT object FROM case_head WHERE number = ?1 ORDER BY object"),
        params![number.to_string()],
    )?;
    rows.first().map(|row| row.get("object")).transpose()
}

/// The line of this case.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn head(tx: &mut dyn Tx, object: ObjectId) -> Result<Option<CaseLine>, StorageError> {
    let row = tx.opt(sql!("SELECT * FROM case_head WHERE object = ?1"), params![object])?;
    row.as_ref().map(line).transpose()
}

/// A whole case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseView {
    /// Its identifier.
    pub object: ObjectId,
    /// Its readable steps, in the one order.
    pub events: Vec<Event>,
    /// What follows from them.
    pub folded: Folded,
    /// What was erased of it, with the receipts.
    pub erasures: Vec<Erasure>,
}

impl CaseView {
    /// The case.
    pub const fn case(&self) -> &Case {
        &self.folded.case
    }

    /// Its number.
    pub fn number(&self) -> Option<&CaseNumber> {
        self.case().number()
    }

    /// What it is.
    pub fn kind(&self) -> Option<CaseKind> {
        self.case().kind()
    }

    /// What it is about; empty when it is not known here, or erased.
    pub fn title(&self) -> &str {
        self.case().head.as_ref().map_or("", |head| head.title.as_str())
    }

    /// The step at this place.
    pub fn event(&self, place: Place) -> Option<&Event> {
        self.events.iter().find(|event| event.place == place)
    }

    /// The draft of this commitment: its title and text are in its step.
    pub fn text_of(&self, commitment: Hash) -> Option<&Event> {
        self.events
            .iter()
            .find(|event| event.commitment == commitment && matches!(event.step, Step::Draft { .. }))
    }

    /// Its documents, in the one order, those sent again too.
    pub fn documents(&self) -> impl Iterator<Item = (&Event, &Document)> {
        self.events.iter().filter_map(|event| {
            let step = match &event.step {
                Step::Resent { step, .. } => step,
                step => step,
            };
            match step {
                Step::Document(document) => Some((event, document)),
                _ => None,
            }
        })
    }

    /// The document whose file this is.
    pub fn document(&self, file: ObjectId) -> Option<(&Event, &Document)> {
        self.documents().find(|(_, document)| document.file == file)
    }
}

/// A whole case; none when nothing of it is readable here and nothing was erased.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn case(tx: &mut dyn Tx, charter: &Charter, object: ObjectId) -> Result<Option<CaseView>, StorageError> {
    let events: Vec<Event> = events(tx, object)?.into_iter().map(|(event, _)| event).collect();
    if events.is_empty() {
        return Ok(None);
    }
    let folded = fold(charter, &events);
    let erasures = erasures_of(tx, object)?;
    Ok(Some(CaseView { object, events, folded, erasures }))
}

/// When each other authority first cosigned each step, as far as this node knows.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn cosigned(tx: &mut dyn Tx, events: &[Event]) -> Result<Cosigned, StorageError> {
    let mut all = Cosigned::new();
    for event in events {
        let first = first_cosigned(tx, event.place.origin, event.place.index)?;
        all.insert(event.place, first);
    }
    Ok(all)
}

/// How sure a step is by the cosignatures noted here: for those who have no journals at hand. Pages ask the road.
pub fn level_of(charter: &Charter, cosigned: &Cosigned, place: Place) -> Level {
    let known = cosigned.get(&place).map(Vec::as_slice).unwrap_or_default();
    let others = charter.indices().filter(|member| *member != place.origin);
    let stored = |member: &MemberIndex| known.iter().any(|(who, _)| who == member);
    let (mut count, mut all) = (0, true);
    for member in others {
        let has = stored(&member);
        count += usize::from(has);
        all &= has;
    }
    match (count, all) {
        (0, _) => Level::N0,
        (_, true) => Level::N2,
        _ => Level::N1,
    }
}

/// The legal clock of a case: all its delays.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn clock(
    tx: &mut dyn Tx,
    charter: &Charter,
    view: &CaseView,
    now: UnixSeconds,
) -> Result<Vec<Deadline>, StorageError> {
    let delays = shipped_delays().map_err(unreadable)?;
    let cosigned = cosigned(tx, &view.events)?;
    let (events, folded) = (view.events.as_slice(), &view.folded);
    Ok(deadlines(Dial { charter, delays, events, folded, cosigned: &cosigned, now }))
}

/// Something awaited in an open case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueLine {
    /// The case.
    pub case: CaseLine,
    /// What is awaited.
    pub deadline: Deadline,
}

/// What is awaited in the open cases, of this authority or of any, the nearest end first; what has not started comes last.
/// At most [`MAX_LINES`] cases are read.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn due(
    tx: &mut dyn Tx,
    charter: &Charter,
    member: Option<MemberIndex>,
    now: UnixSeconds,
) -> Result<Vec<DueLine>, StorageError> {
    let filter = Filter { open_only: true, ..Filter::default() };
    let mut all = Vec::new();
    for line in list(tx, &filter, MAX_LINES)? {
        let Some(view) = case(tx, charter, line.object)? else { continue };
        for deadline in clock(tx, charter, &view, now)? {
            let is_theirs = member.is_none_or(|member| member == deadline.whose);
            if deadline.state.is_open() && is_theirs {
                all.push(DueLine { case: line.clone(), deadline });
            }
        }
    }
    all.sort_by_key(|due| (due.deadline.ends.is_none(), due.deadline.ends, due.deadline.duty));
    Ok(all)
}

/// Bytes of a record, for those who make one.
pub(super) fn payload(written: &Written) -> Vec<u8> {
    encode(written)
}
