//! What the pages, the command line and the exports read. A page reads only the rows that it shows: the list walks an
//! index of facets, a search weighs at most 500 texts.

use super::model::{Adoption, Cited, Feedback, Place, PracticeKind, Review, Stance, Version};
use super::record::{decode_adoption, decode_feedback, decode_review};
use super::store::version_of;
use liptako_core::{Kind, Lang, MemberIndex, ObjectId, UnixSeconds};
use liptako_journal::Hash;
use liptako_storage::{Row, StorageError, Tx, params, search, sql};
use std::collections::BTreeMap;

/// Most practices that one search answers with.
pub const MAX_FOUND: u32 = 200;
/// Most practices of the rarest facet that are looked through when several narrow the list.
pub const MAX_NARROWED: u64 = 2_000;

/// A practice in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeLine {
    /// Its identifier in the tables.
    pub id: ObjectId,
    /// Its author and first version: what people quote it by.
    pub place: Place,
    /// The object that its records name.
    pub object: ObjectId,
    /// Its newest version.
    pub newest: Cited,
    /// Number of the newest version.
    pub number: u32,
    /// What sort of thing it is.
    pub kind: PracticeKind,
    /// Its title.
    pub title: String,
    /// What it gives.
    pub summary: String,
    /// The language of both.
    pub lang: Lang,
    /// When its newest version was published, by its author's clock.
    pub seconds: UnixSeconds,
    /// How it stands to others.
    pub standing: Standing,
    /// What each authority makes of it.
    pub stances: BTreeMap<MemberIndex, Stance>,
    /// Authorities that found the newest version fit.
    pub n_fit: u64,
    /// Authorities that found it unfit.
    pub n_unfit: u64,
    /// Feedback, or answers.
    pub n_told: u64,
}

/// How a practice stands to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It starts from nobody's.
    Own,
    /// It starts from another's and stands by itself.
    Variant,
    /// It is offered to another authority, which has not taken it in.
    Improvement,
    /// It was taken in.
    Taken,
}

fn broken(error: impl std::fmt::Display) -> StorageError {
    StorageError::Constraint(error.to_string())
}

fn line(row: &Row) -> Result<PracticeLine, StorageError> {
    let origin: MemberIndex = row.get("origin")?;
    let place = |index| Place { origin, index };
    let mut stances = BTreeMap::new();
    for one in row.get::<String>("stances")?.split(' ').filter(|one| !one.is_empty()) {
        let (member, stance) = one.split_once(':').ok_or_else(|| broken("a stance"))?;
        let stance = Stance::from_name(stance).ok_or_else(|| broken("a stance"))?;
        stances.insert(MemberIndex(member.parse().map_err(broken)?), stance);
    }
    Ok(PracticeLine {
        id: row.get("id")?,
        place: place(row.get("idx")?),
        object: row.get("object")?,
        newest: Cited { place: place(row.get("newest_idx")?), commitment: row.get("commitment")? },
        number: row.get("number")?,
        kind: u8::try_from(row.get::<u32>("kind")?)
            .ok()
            .and_then(PracticeKind::from_number)
            .ok_or_else(|| broken("a kind"))?,
        title: row.get("title")?,
        summary: row.get("summary")?,
        lang: Lang::from_tag(&row.get::<String>("lang")?).unwrap_or_default(),
        seconds: row.get("seconds")?,
        standing: match row.get::<String>("standing")?.as_str() {
            "own" => Standing::Own,
            "variant" => Standing::Variant,
            "taken" => Standing::Taken,
            _ => Standing::Improvement,
        },
        stances,
        n_fit: row.get("n_fit")?,
        n_unfit: row.get("n_unfit")?,
        n_told: row.get("n_told")?,
    })
}

/// What narrows a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words to look for, in texts and attachments.
    pub words: String,
    /// Facets that must all hold, as `practice_facet` writes them: at most five are used.
    pub facets: Vec<String>,
}

/// A page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The practices, the newest first; of a search, the best first.
    pub lines: Vec<PracticeLine>,
    /// How many there are in all.
    pub total: u64,
    /// Whether there may be more than that, among older ones that were not looked through.
    pub more: bool,
}

/// How many practices stand under each facet.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn counts(tx: &mut dyn Tx) -> Result<BTreeMap<String, u64>, StorageError> {
    let rows = tx.query(sql!("SELECT facet, n FROM practice_count"), params![])?;
    rows.iter().map(|row| Ok((row.get("facet")?, row.get("n")?))).collect()
}

/// How many practices stand under one facet.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn count(tx: &mut dyn Tx, facet: &str) -> Result<u64, StorageError> {
    let row = tx.opt(sql!("SELECT n FROM practice_count WHERE facet = ?1"), params![facet])?;
    row.map_or(Ok(0), |row| row.get("n"))
}

/// A page of the library.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn list(tx: &mut dyn Tx, filter: &Filter, limit: u32, offset: u64) -> Result<Listing, StorageError> {
    if !filter.words.trim().is_empty() {
        return found(tx, filter, limit, offset);
    }
    let mut facets: Vec<(u64, &str)> = Vec::new();
    let wanted = if filter.facets.is_empty() {
        vec!["all"]
    } else {
        filter.facets.iter().map(String::as_str).collect()
    };
    for facet in wanted.into_iter().take(5) {
        facets.push((count(tx, facet)?, facet));
    }
    // The rarest is walked, the others are looked up.
    facets.sort_unstable();
    let Some(((n, rarest), others)) = facets.split_first() else { return Ok(Listing::default()) };
    if others.is_empty() {
        let rows = tx.query(
            sql!(
                "SELECT p.* FROM (SELECT practice, ord_sum FROM practice_facet WHERE facet = ?1 \
                 ORDER BY ord_sum DESC, practice DESC LIMIT ?2 OFFSET ?3) page \
                 JOIN practice p ON p.id = page.practice ORDER BY page.ord_sum DESC, page.practice DESC"
            ),
            params![*rarest, limit, offset],
        )?;
        return Ok(Listing { lines: lines(&rows)?, total: *n, more: false });
    }
    let other = |at: usize| others.get(at).map(|(_, facet)| (*facet).to_owned());
    let rows = tx.query(
        sql!(
            "SELECT page.practice FROM (SELECT practice, ord_sum FROM practice_facet WHERE facet = ?1 \
             ORDER BY ord_sum DESC, practice DESC LIMIT ?2) page WHERE \
             EXISTS (SELECT 1 FROM practice_facet b WHERE b.facet = ?3 AND b.ord_sum = page.ord_sum \
                AND b.practice = page.practice) \
             AND (CAST(?4 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM practice_facet c WHERE c.facet = ?4 \
                AND c.ord_sum = page.ord_sum AND c.practice = page.practice)) \
             AND (CAST(?5 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM practice_facet d WHERE d.facet = ?5 \
                AND d.ord_sum = page.ord_sum AND d.practice = page.practice)) \
             AND (CAST(?6 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM practice_facet e WHERE e.facet = ?6 \
                AND e.ord_sum = page.ord_sum AND e.practice = page.practice)) \
             ORDER BY page.ord_sum DESC, page.practice DESC"
        ),
        params![*rarest, MAX_NARROWED, other(0), other(1), other(2), other(3)],
    )?;
    let start = usize::try_from(offset).unwrap_or(usize::MAX);
    let mut lines = Vec::new();
    for row in rows.iter().skip(start).take(limit as usize) {
        lines.extend(by_id(tx, row.get("practice")?)?);
    }
    Ok(Listing { lines, total: rows.len() as u64, more: *n > MAX_NARROWED })
}

fn lines(rows: &[Row]) -> Result<Vec<PracticeLine>, StorageError> {
    rows.iter().map(line).collect()
}

/// The practices that hold the words, in themselves or in a document that comes with them.
fn found(tx: &mut dyn Tx, filter: &Filter, limit: u32, offset: u64) -> Result<Listing, StorageError> {
    let hits = search::find(tx, &filter.words, MAX_FOUND)?;
    let more = hits.len() >= MAX_FOUND as usize;
    // What its documents hold is found with the practice itself.
    let mut ids: Vec<ObjectId> =
        hits.iter().filter(|hit| hit.kind == Kind::PRACTICE_VERSION).map(|hit| hit.object).collect();
    if !filter.facets.is_empty() {
        let mut kept = Vec::with_capacity(ids.len());
        for id in ids {
            let row = tx.opt(sql!("SELECT facets FROM practice WHERE id = ?1"), params![id])?;
            let own = row.map_or(Ok(String::new()), |row| row.get::<String>("facets"))?;
            if filter.facets.iter().all(|facet| own.split(' ').any(|own| own == facet)) {
                kept.push(id);
            }
        }
        ids = kept;
    }
    // Only those that the page shows are read whole.
    let start = usize::try_from(offset).unwrap_or(usize::MAX);
    let mut lines = Vec::new();
    for id in ids.iter().skip(start).take(limit as usize) {
        lines.extend(by_id(tx, *id)?);
    }
    Ok(Listing { lines, total: ids.len() as u64, more })
}

/// A practice by its identifier in the tables.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn by_id(tx: &mut dyn Tx, id: ObjectId) -> Result<Option<PracticeLine>, StorageError> {
    let row = tx.opt(sql!("SELECT * FROM practice WHERE id = ?1"), params![id])?;
    row.as_ref().map(line).transpose()
}

/// A practice by what people quote it by.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn by_place(tx: &mut dyn Tx, place: Place) -> Result<Option<PracticeLine>, StorageError> {
    let row = tx.opt(
        sql!("SELECT * FROM practice WHERE origin = ?1 AND idx = ?2"),
        params![place.origin, place.index],
    )?;
    row.as_ref().map(line).transpose()
}

/// The practice in which a document with these bytes stands already.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn with_bytes(tx: &mut dyn Tx, sha256: &Hash) -> Result<Option<PracticeLine>, StorageError> {
    let sql = sql!("SELECT practice FROM practice_file WHERE sha256 = ?1 ORDER BY practice LIMIT 1");
    match tx.opt(sql, params![*sha256])? {
        Some(row) => by_id(tx, row.get("practice")?),
        None => Ok(None),
    }
}

/// A version with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionView {
    /// What citations name.
    pub cited: Cited,
    /// When it was published, by its author's clock.
    pub seconds: UnixSeconds,
    /// What it says.
    pub version: Version,
}

/// A word on a practice, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordView<T> {
    /// Where.
    pub place: Place,
    /// When, by its author's clock.
    pub seconds: UnixSeconds,
    /// What it says.
    pub word: T,
}

/// One practice with all that is said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeView {
    /// As it stands in lists.
    pub line: PracticeLine,
    /// Its versions, the newest first.
    pub versions: Vec<VersionView>,
    /// Reviews, the newest first.
    pub reviews: Vec<WordView<Review>>,
    /// What authorities made of it, the newest first.
    pub adoptions: Vec<WordView<Adoption>>,
    /// Feedback and answers, the oldest first.
    pub told: Vec<WordView<Feedback>>,
    /// The practice it starts from.
    pub source: Option<PracticeLine>,
    /// What starts from it, the newest first.
    pub children: Vec<PracticeLine>,
}

impl PracticeView {
    /// The newest version.
    pub fn newest(&self) -> Option<&VersionView> {
        self.versions.first()
    }

    /// The number of a version of this practice.
    pub fn number_of(&self, cited: &Cited) -> Option<u32> {
        self.versions.iter().find(|one| one.cited == *cited).map(|one| one.version.number)
    }

    /// What an authority makes of it now.
    pub fn adoption_of(&self, member: MemberIndex) -> Option<&WordView<Adoption>> {
        self.adoptions.iter().find(|one| one.place.origin == member)
    }

    /// The newest review by an authority.
    pub fn review_of(&self, member: MemberIndex) -> Option<&WordView<Review>> {
        self.reviews.iter().find(|one| one.place.origin == member)
    }
}

/// One practice with all that is said about it.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn practice(tx: &mut dyn Tx, place: Place) -> Result<Option<PracticeView>, StorageError> {
    let Some(line) = by_place(tx, place)? else { return Ok(None) };
    let rows = tx.query(
        sql!("SELECT * FROM practice_version WHERE practice = ?1 ORDER BY number DESC"),
        params![line.id],
    )?;
    let version = |row: &Row| {
        let place = Place { origin: row.get("origin")?, index: row.get("idx")? };
        Ok(VersionView {
            cited: Cited { place, commitment: row.get("commitment")? },
            seconds: row.get("seconds")?,
            version: version_of(row)?,
        })
    };
    let versions = rows.iter().map(version).collect::<Result<Vec<_>, StorageError>>()?;
    let (mut reviews, mut adoptions, mut told) = (Vec::new(), Vec::new(), Vec::new());
    let rows = tx.query(
        sql!(
            "SELECT origin, idx, kind, seconds, payload FROM practice_word WHERE practice = ?1 \
             ORDER BY ord_sum DESC, origin DESC, idx DESC"
        ),
        params![line.id],
    )?;
    for row in &rows {
        let payload: Vec<u8> = row.get("payload")?;
        match row.get("kind")? {
            Kind::PRACTICE_REVIEW => reviews.push(word(row, decode_review(&payload).map_err(broken)?)?),
            Kind::PRACTICE_ADOPTION => adoptions.push(word(row, decode_adoption(&payload).map_err(broken)?)?),
            _ => told.push(word(row, decode_feedback(&payload).map_err(broken)?)?),
        }
    }
    told.reverse();
    let row = tx.one(sql!("SELECT source FROM practice WHERE id = ?1"), params![line.id])?;
    let source: Vec<u8> = row.get("source")?;
    let source = match ObjectId::try_from(&source[..]) {
        Ok(id) => by_id(tx, id)?,
        Err(_) => None,
    };
    let children = tx.query(
        sql!("SELECT * FROM practice WHERE source = ?1 ORDER BY ord_sum DESC, id LIMIT 100"),
        params![line.id.as_bytes().to_vec()],
    )?;
    let children = lines(&children)?;
    Ok(Some(PracticeView { line, versions, reviews, adoptions, told, source, children }))
}

fn word<T>(row: &Row, word: T) -> Result<WordView<T>, StorageError> {
    let place = Place { origin: row.get("origin")?, index: row.get("idx")? };
    Ok(WordView { place, seconds: row.get("seconds")?, word })
}

/// The practice of which a record is a version.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn of_version(tx: &mut dyn Tx, version: Place) -> Result<Option<PracticeLine>, StorageError> {
    let row = tx.opt(
        sql!("SELECT practice FROM practice_version WHERE origin = ?1 AND idx = ?2"),
        params![version.origin, version.index],
    )?;
    match row {
        Some(row) => by_id(tx, row.get("practice")?),
        None => Ok(None),
    }
}
