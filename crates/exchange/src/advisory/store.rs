//! Every SQL statement of advisories: the records kept, the rows computed from them, what pages show, and the national
//! tables of drafts, files brought in and recipients.

use super::fold::{Advisory, Event, Folded, Place, fold};
use super::marking::{Marking, Tlp};
use super::model::{Content, Format, Sector, Severity, Threat, Version};
use super::project::decoded;
use super::record::{decode_draft, encode_draft};
use jiff::civil::Date;
use liptako_core::vocabulary::ConceptId;
use liptako_core::{Audience, Charter, Kind, Lang, MemberIndex, ObjectId, UnixSeconds};
use liptako_identity::Officer;
use liptako_journal::Hash;
use liptako_storage::{Order, Row, StorageError, Tx, params, search, sql};

/// Most advisories that one page lists.
pub const MAX_LINES: u32 = 200;
/// Most drafts, recipients or files brought in that one page lists.
const MAX_NATIONAL: u32 = 500;
/// Most hits of a search that are looked at.
const MAX_FOUND: u32 = 400;
/// State of an advisory that stands.
pub const STANDING: &str = "standing";
/// State of an advisory that its author took back.
pub const WITHDRAWN: &str = "withdrawn";

fn broken(what: impl std::fmt::Display) -> StorageError {
    StorageError::Constraint(what.to_string())
}

// ---- records and what follows from them -----------------------------------------------------------------------------

/// A record as kept.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The record.
    pub event: Event,
    /// Why it does not count; empty when it does.
    pub fault: String,
}

/// Keeps a record.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn insert_event(
    tx: &mut dyn Tx,
    kind: Kind,
    object: ObjectId,
    event: &Event,
    payload: &[u8],
) -> Result<(), StorageError> {
    tx.execute(
        sql!(
            "INSERT INTO advisory_event (origin, idx, object, kind, commitment, audience, sealed, signed, seconds, \
             ord_sum, payload, fault) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, '')"
        ),
        params![
            event.place.origin,
            event.place.index,
            object,
            kind,
            event.commitment,
            event.audience,
            event.is_sealed,
            event.signed,
            event.seconds,
            event.order.sum,
            payload.to_vec()
        ],
    )
    .map(drop)
}

/// Takes a record out again.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn delete_event(tx: &mut dyn Tx, place: Place) -> Result<(), StorageError> {
    let sql = sql!("DELETE FROM advisory_event WHERE origin = ?1 AND idx = ?2");
    tx.execute(sql, params![place.origin, place.index]).map(drop)
}

/// Says why a record does not count; nothing when it does.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn set_fault(tx: &mut dyn Tx, place: Place, fault: &str) -> Result<(), StorageError> {
    let sql = sql!("UPDATE advisory_event SET fault = ?3 WHERE origin = ?1 AND idx = ?2");
    tx.execute(sql, params![place.origin, place.index, fault]).map(drop)
}

fn kept(row: &Row) -> Result<Kept, StorageError> {
    let place = Place { origin: row.get("origin")?, index: row.get("idx")? };
    let payload: Vec<u8> = row.get("payload")?;
    let word = decoded(row.get("kind")?, &payload).ok_or_else(|| broken("a kept record cannot be read"))?;
    Ok(Kept {
        event: Event {
            place,
            order: Order { sum: row.get("ord_sum")?, origin: place.origin, index: place.index },
            commitment: row.get("commitment")?,
            audience: row.get("audience")?,
            is_sealed: row.get("sealed")?,
            seconds: row.get("seconds")?,
            signed: row.get("signed")?,
            word,
        },
        fault: row.get("fault")?,
    })
}

/// Every record kept about an advisory.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn events(tx: &mut dyn Tx, object: ObjectId) -> Result<Vec<Kept>, StorageError> {
    tx.query(sql!("SELECT * FROM advisory_event WHERE object = ?1"), params![object])?
        .iter()
        .map(kept)
        .collect()
}

/// An advisory with all that was said about it; none when nothing that counts is known here.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn advisory(
    tx: &mut dyn Tx,
    charter: &Charter,
    object: ObjectId,
) -> Result<Option<Advisory>, StorageError> {
    let events: Vec<Event> = events(tx, object)?.into_iter().map(|kept| kept.event).collect();
    let Folded { advisory, .. } = fold(charter, object, &events);
    Ok(advisory.current().is_some().then_some(advisory))
}

fn bits(members: impl IntoIterator<Item = MemberIndex>) -> Audience {
    members.into_iter().collect()
}

/// Functions as a row keeps them: each between bars, so that one can be looked for.
fn barred(marking: &Marking) -> String {
    marking.functions().map(|functions| format!("|{}|", functions.names().join("|"))).unwrap_or_default()
}

/// Puts the rows of an advisory in place of those there were.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn replace_advisory(
    tx: &mut dyn Tx,
    charter: &Charter,
    object: ObjectId,
    advisory: &Advisory,
) -> Result<(), StorageError> {
    tx.execute(sql!("DELETE FROM advisory WHERE object = ?1"), params![object])?;
    tx.execute(sql!("DELETE FROM advisory_sector WHERE object = ?1"), params![object])?;
    tx.execute(sql!("DELETE FROM advisory_concept WHERE object = ?1"), params![object])?;
    search::remove(tx, Kind::ADVISORY, object)?;
    let Some(current) = advisory.current() else { return Ok(()) };
    let Version { drafter, issuer, revision, marking, content, .. } = &current.says;
    let state = if advisory.withdrawal.is_some() { WITHDRAWN } else { STANDING };
    let shown_by = charter.indices().filter(|member| advisory.public_page(*member).is_some());
    tx.execute(
        sql!(
            "INSERT INTO advisory (object, owner, tlp, functions, drafter, issuer, audience, lang, title, threat, \
             severity, revision, state, origin, idx, seconds, ord_sum, acknowledge_by, awaited, shown_by) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)"
        ),
        params![
            object,
            current.place.origin,
            marking.tlp().name(),
            barred(marking),
            drafter.id,
            issuer.id,
            marking.audience(charter),
            content.lang.tag(),
            &content.title,
            content.threat.name(),
            u32::from(content.severity.number()),
            *revision,
            state,
            current.place.origin,
            current.place.index,
            current.seconds,
            current.order.sum,
            advisory.asked().map(|(_, day)| day.to_string()).unwrap_or_default(),
            bits(advisory.awaited(charter)),
            bits(shown_by)
        ],
    )?;
    for sector in &content.sectors {
        let sql = sql!("INSERT INTO advisory_sector (object, sector) VALUES (?1, ?2)");
        tx.execute(sql, params![object, sector.name()])?;
    }
    for concept in &content.concepts {
        let sql = sql!("INSERT INTO advisory_concept (concept, object) VALUES (?1, ?2)");
        tx.execute(sql, params![concept.as_str(), object])?;
    }
    search::put(tx, Kind::ADVISORY, object, content.lang, &content.title, &content.words())
}

// ---- lists ------------------------------------------------------------------------------------------------------------

/// Who looks: what TLP:RED asks of an officer. Without one, nothing that is for named functions is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// The person.
    pub person: ObjectId,
    /// Name of their function.
    pub function: String,
}

impl Reader {
    /// The officer as a reader.
    pub fn of(officer: &Officer) -> Self {
        Self { person: officer.id, function: officer.function.name.clone() }
    }

    /// Whether they may open a version: their function is named, or they drafted or issued it.
    pub fn may_open(&self, version: &Version) -> bool {
        version.marking.admits(&self.function)
            || [version.drafter.id, version.issuer.id].contains(&self.person)
    }
}

/// An advisory as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub object: ObjectId,
    /// Whose.
    pub owner: MemberIndex,
    /// Its label.
    pub tlp: Tlp,
    /// The language of its title.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// What threatens.
    pub threat: Threat,
    /// How bad it is.
    pub severity: Severity,
    /// Which version.
    pub revision: u32,
    /// Whether its author took it back.
    pub is_withdrawn: bool,
    /// Where the version stands.
    pub place: Place,
    /// When it was written.
    pub seconds: UnixSeconds,
    /// By when it is to be acknowledged.
    pub acknowledge_by: Option<Date>,
    /// Who has still to acknowledge it.
    pub awaited: Audience,
    /// Who shows it to the public.
    pub shown_by: Audience,
    functions: String,
    drafter: ObjectId,
    issuer: ObjectId,
}

impl Line {
    /// Whether this reader may open it.
    pub fn may_be_opened_by(&self, reader: Option<&Reader>) -> bool {
        self.functions.is_empty()
            || reader.is_some_and(|reader| {
                self.functions.contains(&format!("|{}|", reader.function))
                    || [self.drafter, self.issuer].contains(&reader.person)
            })
    }
}

fn line(row: &Row) -> Result<Line, StorageError> {
    let text = |name: &str| row.get::<String>(name);
    let unknown = || broken("an advisory's row holds a word that is not known");
    let severity = u8::try_from(row.get::<u32>("severity")?).map_err(broken)?;
    let day = text("acknowledge_by")?;
    Ok(Line {
        object: row.get("object")?,
        owner: row.get("owner")?,
        tlp: Tlp::from_name(&text("tlp")?).ok_or_else(unknown)?,
        lang: Lang::from_tag(&text("lang")?).ok_or_else(unknown)?,
        title: text("title")?,
        threat: Threat::from_name(&text("threat")?).ok_or_else(unknown)?,
        severity: Severity::from_number(severity).ok_or_else(unknown)?,
        revision: row.get("revision")?,
        is_withdrawn: text("state")? == WITHDRAWN,
        place: Place { origin: row.get("origin")?, index: row.get("idx")? },
        seconds: row.get("seconds")?,
        acknowledge_by: if day.is_empty() { None } else { Some(day.parse().map_err(broken)?) },
        awaited: row.get("awaited")?,
        shown_by: row.get("shown_by")?,
        functions: text("functions")?,
        drafter: row.get("drafter")?,
        issuer: row.get("issuer")?,
    })
}

/// Which advisories a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Of this label.
    pub tlp: Option<Tlp>,
    /// Of this severity.
    pub severity: Option<Severity>,
    /// That touch this sector.
    pub sector: Option<Sector>,
    /// Standing or withdrawn.
    pub state: Option<&'static str>,
    /// That this member has still to acknowledge.
    pub awaited_of: Option<MemberIndex>,
    /// That this member shows to the public.
    pub shown_by: Option<MemberIndex>,
    /// That hang on this concept.
    pub concept: Option<ConceptId>,
    /// That hold these words.
    pub words: String,
}

/// The advisories that a filter lets through and this reader may open, the newest first, at most [`MAX_LINES`]; those
/// found by words, the best first. Without a reader, none that is for named functions.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn advisories(
    tx: &mut dyn Tx,
    filter: &Filter,
    reader: Option<&Reader>,
) -> Result<Vec<Line>, StorageError> {
    let bit = |member: Option<MemberIndex>| member.map_or(0, |member| Audience::from_iter([member]).0);
    let function = reader.map_or_else(String::new, |reader| format!("%|{}|%", reader.function));
    let person = reader.map_or_else(Vec::new, |reader| reader.person.as_bytes().to_vec());
    let narrowed = params![
        filter.tlp.map(Tlp::name),
        filter.severity.map(|severity| u32::from(severity.number())),
        filter.state,
        bit(filter.awaited_of),
        bit(filter.shown_by),
        filter.sector.map(Sector::name),
        filter.concept.as_ref().map(ConceptId::as_str),
        function,
        person,
        MAX_LINES
    ];
    if filter.words.trim().is_empty() {
        let rows = tx.query(
            sql!(
                "SELECT * FROM advisory a WHERE (CAST(?1 AS TEXT) IS NULL OR a.tlp = ?1) \
                 AND (CAST(?2 AS INTEGER) IS NULL OR a.severity = ?2) AND (CAST(?3 AS TEXT) IS NULL OR a.state = ?3) \
                 AND (?4 = 0 OR (a.awaited & ?4) <> 0) AND (?5 = 0 OR (a.shown_by & ?5) <> 0) \
                 AND (CAST(?6 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM advisory_sector s WHERE s.object = a.object \
                 AND s.sector = ?6)) \
                 AND (CAST(?7 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM advisory_concept c WHERE c.object = a.object \
                 AND c.concept = ?7)) \
                 AND (a.functions = '' OR a.functions LIKE ?8 OR a.drafter = ?9 OR a.issuer = ?9) \
                 ORDER BY a.ord_sum DESC, a.origin DESC, a.idx DESC LIMIT ?10"
            ),
            narrowed,
        )?;
        return rows.iter().map(line).collect();
    }
    let mut found = Vec::new();
    for hit in search::find(tx, &filter.words, MAX_FOUND)? {
        if hit.kind != Kind::ADVISORY {
            continue;
        }
        let row = tx.opt(sql!("SELECT * FROM advisory WHERE object = ?1"), params![hit.object])?;
        let Some(row) = row else { continue };
        let line = line(&row)?;
        if line.may_be_opened_by(reader) && passes(tx, filter, &line)? {
            found.push(line);
        }
        if found.len() == MAX_LINES as usize {
            break;
        }
    }
    Ok(found)
}

/// What the filter asks besides words.
fn passes(tx: &mut dyn Tx, filter: &Filter, line: &Line) -> Result<bool, StorageError> {
    let state = if line.is_withdrawn { WITHDRAWN } else { STANDING };
    let plain = filter.tlp.is_none_or(|tlp| tlp == line.tlp)
        && filter.severity.is_none_or(|severity| severity == line.severity)
        && filter.state.is_none_or(|wanted| wanted == state)
        && filter.awaited_of.is_none_or(|member| line.awaited.contains(member))
        && filter.shown_by.is_none_or(|member| line.shown_by.contains(member));
    let Some(sector) = filter.sector.filter(|_| plain) else { return Ok(plain) };
    let sql = sql!("SELECT 1 AS one FROM advisory_sector WHERE object = ?1 AND sector = ?2");
    Ok(tx.opt(sql, params![line.object, sector.name()])?.is_some())
}

/// How many advisories this member has still to acknowledge, whoever may open them.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn count_awaited(tx: &mut dyn Tx, member: MemberIndex) -> Result<u64, StorageError> {
    let bit = Audience::from_iter([member]).0;
    tx.one(sql!("SELECT COUNT(*) AS n FROM advisory WHERE (awaited & ?1) <> 0"), params![bit])?.get("n")
}

/// How many advisories of each label this node holds, the strictest first: what a backup carries away.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn count_by_label(tx: &mut dyn Tx) -> Result<Vec<(Tlp, u64)>, StorageError> {
    let mut counts = Vec::new();
    for row in tx.query(sql!("SELECT tlp, COUNT(*) AS n FROM advisory GROUP BY tlp"), params![])? {
        let tlp = Tlp::from_name(&row.get::<String>("tlp")?).ok_or_else(|| broken("an unknown label"))?;
        counts.push((tlp, row.get("n")?));
    }
    counts.sort_by_key(|(tlp, _)| std::cmp::Reverse(*tlp));
    Ok(counts)
}

// ---- drafts -----------------------------------------------------------------------------------------------------------

/// An advisory before it is issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its own identifier; also the seed of a new advisory's, so that one draft makes one advisory.
    pub id: ObjectId,
    /// What it revises: the advisory, and the commitment of the version its drafter saw.
    pub revises: Option<(ObjectId, Hash)>,
    /// Who is to read it; none until it is chosen (an imported one).
    pub marking: Option<Marking>,
    /// What it says.
    pub content: Content,
    /// Why there is a new version.
    pub reason: String,
    /// Who drafted it.
    pub drafter: Officer,
    /// How many times it was saved.
    pub edit: u32,
    /// When it was last saved.
    pub changed: UnixSeconds,
}

impl Draft {
    /// Whether this reader may open it: its drafter, or whoever its label lets read it here. One whose label is not
    /// chosen is its drafter's alone.
    pub fn may_be_opened_by(&self, reader: &Reader) -> bool {
        self.drafter.id == reader.person
            || self.marking.as_ref().is_some_and(|marking| marking.admits(&reader.function))
    }
}

fn draft(row: &Row) -> Result<Draft, StorageError> {
    let (object, parent): (Vec<u8>, Vec<u8>) = (row.get("object")?, row.get("parent")?);
    let revises = if object.is_empty() {
        None
    } else {
        Some((ObjectId::try_from(&*object).map_err(broken)?, Hash::try_from(&*parent).map_err(broken)?))
    };
    let (marking, content) = decode_draft(&row.get::<Vec<u8>>("content")?).map_err(broken)?;
    Ok(Draft {
        id: row.get("id")?,
        revises,
        marking,
        content,
        reason: row.get("reason")?,
        drafter: minicbor::decode(&row.get::<Vec<u8>>("officer")?).map_err(broken)?,
        edit: row.get("edit")?,
        changed: row.get("changed")?,
    })
}

/// Keeps a draft, in place of its earlier state.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn put_draft(tx: &mut dyn Tx, draft: &Draft) -> Result<(), StorageError> {
    let (object, parent) = match draft.revises {
        Some((object, parent)) => (object.as_bytes().to_vec(), parent.0.to_vec()),
        None => (Vec::new(), Vec::new()),
    };
    let officer = minicbor::to_vec(&draft.drafter).map_err(broken)?;
    tx.execute(
        sql!(
            "INSERT INTO advisory_draft (id, object, parent, content, reason, drafter, officer, edit, changed) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) \
             ON CONFLICT (id) DO UPDATE SET content = excluded.content, reason = excluded.reason, \
             drafter = excluded.drafter, officer = excluded.officer, edit = excluded.edit, changed = excluded.changed"
        ),
        params![
            draft.id,
            object,
            parent,
            encode_draft(draft.marking.as_ref(), &draft.content),
            &draft.reason,
            draft.drafter.id,
            officer,
            draft.edit,
            draft.changed
        ],
    )
    .map(drop)
}

/// One draft.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn draft_of(tx: &mut dyn Tx, id: ObjectId) -> Result<Option<Draft>, StorageError> {
    tx.opt(sql!("SELECT * FROM advisory_draft WHERE id = ?1"), params![id])?.as_ref().map(draft).transpose()
}

/// The drafts that this reader may open, the newest first.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn drafts(tx: &mut dyn Tx, reader: &Reader) -> Result<Vec<Draft>, StorageError> {
    let sql = sql!("SELECT * FROM advisory_draft ORDER BY changed DESC, id LIMIT ?1");
    let rows = tx.query(sql, params![MAX_NATIONAL])?;
    let mut drafts = rows.iter().map(draft).collect::<Result<Vec<_>, _>>()?;
    drafts.retain(|draft| draft.may_be_opened_by(reader));
    Ok(drafts)
}

/// Throws a draft away.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn delete_draft(tx: &mut dyn Tx, id: ObjectId) -> Result<(), StorageError> {
    tx.execute(sql!("DELETE FROM advisory_draft WHERE id = ?1"), params![id]).map(drop)
}

// ---- files brought in -------------------------------------------------------------------------------------------------

/// A file brought in, whose preview is not answered yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// Its identifier.
    pub id: ObjectId,
    /// Who brought it: nobody else sees it.
    pub officer: ObjectId,
    /// Its format.
    pub format: Format,
    /// Its name, as the browser gave it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// When it came.
    pub seconds: UnixSeconds,
}

/// Keeps a file until its preview is answered; earlier ones of the same officer go.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn put_brought(tx: &mut dyn Tx, brought: &Brought) -> Result<(), StorageError> {
    tx.execute(sql!("DELETE FROM advisory_import WHERE officer = ?1"), params![brought.officer])?;
    tx.execute(
        sql!(
            "INSERT INTO advisory_import (id, officer, format, name, bytes, seconds) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        ),
        params![
            brought.id,
            brought.officer,
            brought.format.name(),
            &brought.name,
            brought.bytes.clone(),
            brought.seconds
        ],
    )
    .map(drop)
}

/// A file that this officer brought in.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn brought(tx: &mut dyn Tx, id: ObjectId, officer: ObjectId) -> Result<Option<Brought>, StorageError> {
    let sql = sql!("SELECT * FROM advisory_import WHERE id = ?1 AND officer = ?2");
    let Some(row) = tx.opt(sql, params![id, officer])? else { return Ok(None) };
    let format =
        Format::from_name(&row.get::<String>("format")?).ok_or_else(|| broken("an unknown format"))?;
    Ok(Some(Brought {
        id,
        officer,
        format,
        name: row.get("name")?,
        bytes: row.get("bytes")?,
        seconds: row.get("seconds")?,
    }))
}

/// Forgets a file brought in.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn delete_brought(tx: &mut dyn Tx, id: ObjectId) -> Result<(), StorageError> {
    tx.execute(sql!("DELETE FROM advisory_import WHERE id = ?1"), params![id]).map(drop)
}

// ---- recipients -------------------------------------------------------------------------------------------------------

/// Somebody whom the authority writes to in a sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Its identifier.
    pub id: ObjectId,
    /// The sector.
    pub sector: Sector,
    /// Who it is.
    pub name: String,
    /// Where to write: an e-mail address, a phone number, a street.
    pub address: String,
}

/// The recipients that the authority keeps, by sector.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn contacts(tx: &mut dyn Tx) -> Result<Vec<Contact>, StorageError> {
    let sql = sql!("SELECT * FROM advisory_contact ORDER BY sector, name, id LIMIT ?1");
    let rows = tx.query(sql, params![MAX_NATIONAL])?;
    let read = |row: &Row| {
        let sector =
            Sector::from_name(&row.get::<String>("sector")?).ok_or_else(|| broken("an unknown sector"))?;
        Ok(Contact { id: row.get("id")?, sector, name: row.get("name")?, address: row.get("address")? })
    };
    let mut contacts = rows.iter().map(read).collect::<Result<Vec<Contact>, StorageError>>()?;
    contacts.sort_by_key(|contact| contact.sector);
    Ok(contacts)
}

/// Adds a recipient.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn put_contact(tx: &mut dyn Tx, contact: &Contact) -> Result<(), StorageError> {
    let sql = sql!("INSERT INTO advisory_contact (id, sector, name, address) VALUES (?1, ?2, ?3, ?4)");
    let row = params![contact.id, contact.sector.name(), &contact.name, &contact.address];
    tx.execute(sql, row).map(drop)
}

/// Takes a recipient off the list.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn delete_contact(tx: &mut dyn Tx, id: ObjectId) -> Result<(), StorageError> {
    tx.execute(sql!("DELETE FROM advisory_contact WHERE id = ?1"), params![id]).map(drop)
}
