//! Every SQL statement of practices that the fold and the acts need; what pages read is in `view.rs`.

use super::model::{Adoption, Place, PracticeKind, Stance, Version};
use super::record::{decode_adoption, decode_feedback, decode_review, decode_version};
use crate::file;
use crate::practice::model::Intent;
use liptako_core::{Charter, Kind, MemberIndex, ObjectId};
use liptako_journal::Hash;
use liptako_storage::{Record, Row, StorageError, Tx, params, search, sql};
use liptako_web::markdown;
use std::collections::{BTreeMap, BTreeSet};

/// Names a practice among all: drawn from its author and its object, so that nobody can write under another's.
pub fn key(origin: MemberIndex, object: ObjectId) -> ObjectId {
    let hash = Hash::of(&[b"liptako-practice/1\n", &[origin.0][..], object.as_bytes()].concat());
    let mut id = [0; 16];
    id.copy_from_slice(&hash.0[..16]);
    ObjectId::from_bytes(id)
}

fn broken(error: impl std::fmt::Display) -> StorageError {
    StorageError::Constraint(error.to_string())
}

/// A version as its row keeps it.
pub(super) fn version_of(row: &Row) -> Result<Version, StorageError> {
    decode_version(&row.get::<Vec<u8>>("payload")?).map_err(broken)
}

/// The number of the newest version of a practice that stands here.
pub(super) fn newest_number(tx: &mut dyn Tx, practice: ObjectId) -> Result<Option<u32>, StorageError> {
    let row = tx.opt(
        sql!("SELECT number FROM practice_version WHERE practice = ?1 ORDER BY number DESC LIMIT 1"),
        params![practice],
    )?;
    row.map(|row| row.get("number")).transpose()
}

/// What sort of practice a version is, when its text is here.
pub(super) fn kind_of_version(tx: &mut dyn Tx, place: Place) -> Result<Option<PracticeKind>, StorageError> {
    let row = tx.opt(
        sql!("SELECT payload FROM practice_version WHERE origin = ?1 AND idx = ?2"),
        params![place.origin, place.index],
    )?;
    row.map(|row| Ok(version_of(&row)?.content.kind)).transpose()
}

pub(super) fn insert_version(
    tx: &mut dyn Tx,
    record: &Record,
    practice: ObjectId,
    number: u32,
    commitment: Hash,
    payload: &[u8],
) -> Result<(), StorageError> {
    tx.execute(
        sql!(
            "INSERT INTO practice_version (origin, idx, practice, number, commitment, payload, seconds, ord_sum) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ),
        params![
            record.origin,
            record.index,
            practice,
            number,
            commitment,
            payload,
            record.seconds,
            record.order.sum
        ],
    )?;
    Ok(())
}

pub(super) fn insert_word(
    tx: &mut dyn Tx,
    record: &Record,
    practice: ObjectId,
    version_idx: u64,
    payload: &[u8],
) -> Result<(), StorageError> {
    tx.execute(
        sql!(
            "INSERT INTO practice_word (origin, idx, kind, practice, version_idx, payload, seconds, ord_sum) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ),
        params![
            record.origin,
            record.index,
            record.kind,
            practice,
            version_idx,
            payload,
            record.seconds,
            record.order.sum
        ],
    )?;
    Ok(())
}

pub(super) fn insert_taken(tx: &mut dyn Tx, practice: ObjectId, by: &Record) -> Result<(), StorageError> {
    tx.execute(
        sql!("INSERT INTO practice_taken (practice, origin, idx) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"),
        params![practice, by.origin, by.index],
    )?;
    Ok(())
}

/// Removes what an erased record had left; gives the practices to settle.
pub(super) fn forget(
    tx: &mut dyn Tx,
    kind: Kind,
    origin: MemberIndex,
    index: u64,
) -> Result<Vec<ObjectId>, StorageError> {
    let place = params![origin, index];
    let mut rows = if kind == Kind::PRACTICE_VERSION {
        let rows =
            tx.query(sql!("SELECT practice FROM practice_version WHERE origin = ?1 AND idx = ?2"), place)?;
        tx.execute(sql!("DELETE FROM practice_version WHERE origin = ?1 AND idx = ?2"), place)?;
        rows
    } else {
        let rows =
            tx.query(sql!("SELECT practice FROM practice_word WHERE origin = ?1 AND idx = ?2"), place)?;
        tx.execute(sql!("DELETE FROM practice_word WHERE origin = ?1 AND idx = ?2"), place)?;
        rows
    };
    // What it had taken in is offered again.
    rows.extend(tx.query(sql!("SELECT practice FROM practice_taken WHERE origin = ?1 AND idx = ?2"), place)?);
    tx.execute(sql!("DELETE FROM practice_taken WHERE origin = ?1 AND idx = ?2"), place)?;
    rows.iter().map(|row| row.get("practice")).collect()
}

/// What the words on a practice come to.
#[derive(Default)]
struct Told {
    stances: BTreeMap<MemberIndex, Stance>,
    reviews: BTreeMap<MemberIndex, bool>,
    n_told: u64,
    answers: String,
}

fn told(tx: &mut dyn Tx, practice: ObjectId, newest_idx: u64) -> Result<Told, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT origin, kind, version_idx, payload FROM practice_word WHERE practice = ?1 \
             ORDER BY ord_sum, origin, idx"
        ),
        params![practice],
    )?;
    let mut told = Told::default();
    for row in rows {
        let (origin, payload): (MemberIndex, Vec<u8>) = (row.get("origin")?, row.get("payload")?);
        // The newest word of an authority replaces those before: one journal, one order.
        match row.get("kind")? {
            Kind::PRACTICE_REVIEW => {
                if row.get::<u64>("version_idx")? == newest_idx {
                    told.reviews.insert(origin, decode_review(&payload).map_err(broken)?.fit);
                }
            }
            Kind::PRACTICE_ADOPTION => {
                told.stances.insert(origin, decode_adoption(&payload).map_err(broken)?.stance);
            }
            _ => {
                told.n_told += 1;
                told.answers.push_str(&markdown::plain(&decode_feedback(&payload).map_err(broken)?.text));
                told.answers.push('\n');
            }
        }
    }
    Ok(told)
}

/// Recomputes the row of a practice, the lists it stands in, and, when `words` changed, what finds it.
pub(super) fn settle(
    tx: &mut dyn Tx,
    charter: &Charter,
    practice: ObjectId,
    words: bool,
) -> Result<(), StorageError> {
    let before = tx.opt(sql!("SELECT facets, ord_sum FROM practice WHERE id = ?1"), params![practice])?;
    let before: Option<(String, u64)> =
        before.map(|row| Ok::<_, StorageError>((row.get("facets")?, row.get("ord_sum")?))).transpose()?;
    let newest = tx.opt(
        sql!("SELECT * FROM practice_version WHERE practice = ?1 ORDER BY number DESC LIMIT 1"),
        params![practice],
    )?;
    let Some(row) = newest else {
        // Every text of it was erased.
        if let Some((facets, ord_sum)) = before {
            unlist(tx, practice, &facets, ord_sum)?;
            tx.execute(sql!("DELETE FROM practice WHERE id = ?1"), params![practice])?;
            tx.execute(sql!("DELETE FROM practice_file WHERE practice = ?1"), params![practice])?;
            search::remove(tx, Kind::PRACTICE_VERSION, practice)?;
        }
        return Ok(());
    };
    let version = version_of(&row)?;
    let (origin, newest_idx, ord_sum): (MemberIndex, u64, u64) =
        (row.get("origin")?, row.get("idx")?, row.get("ord_sum")?);
    let told = told(tx, practice, newest_idx)?;
    let standing = standing(tx, practice, &version)?;
    let facets = facets(charter, origin, &version, standing, &told);
    if before.as_ref() != Some(&(facets.clone(), ord_sum)) {
        if let Some((facets, ord_sum)) = &before {
            unlist(tx, practice, facets, *ord_sum)?;
        }
        list(tx, practice, &facets, ord_sum)?;
    }
    write(tx, practice, &row, &version, standing, &told, &facets)?;
    if words {
        put_words(tx, practice, &version, &told)?;
    }
    Ok(())
}

fn put_words(
    tx: &mut dyn Tx,
    practice: ObjectId,
    version: &Version,
    told: &Told,
) -> Result<(), StorageError> {
    let content = &version.content;
    tx.execute(sql!("DELETE FROM practice_file WHERE practice = ?1"), params![practice])?;
    for file in &content.attachments {
        tx.execute(
            sql!("INSERT INTO practice_file (object, practice, sha256) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"),
            params![file.object, practice, Hash(file.sha256)],
        )?;
    }
    let mut words = vec![content.summary.clone(), markdown::plain(&content.body)];
    words.extend(content.authors.iter().cloned());
    words.extend(content.attachments.iter().map(|file| file.name.as_str().replace(['_', '-', '.'], " ")));
    words.extend(content.basis.iter().map(|basis| basis.reference.clone()));
    words.push(told.answers.clone());
    for attached in &content.attachments {
        words.extend(file::text_of(tx, attached.object)?);
    }
    search::put(tx, Kind::PRACTICE_VERSION, practice, content.lang, &content.title, &words.join("\n"))
}

/// The object that the records of a practice name, and the index of its first version: both known from the entries,
/// whose rows stay when a text is erased.
fn first(tx: &mut dyn Tx, origin: MemberIndex, newest_idx: u64) -> Result<(ObjectId, u64), StorageError> {
    let row = tx
        .one(sql!("SELECT object FROM record WHERE origin = ?1 AND idx = ?2"), params![origin, newest_idx])?;
    let object: ObjectId = row.get("object")?;
    let mut first = newest_idx;
    let all = sql!("SELECT origin, idx, kind FROM record WHERE object = ?1 ORDER BY ord_sum, origin, idx");
    for row in tx.query(all, params![object])? {
        if row.get::<MemberIndex>("origin")? == origin && row.get::<Kind>("kind")? == Kind::PRACTICE_VERSION {
            first = first.min(row.get("idx")?);
        }
    }
    Ok((object, first))
}

fn standing(tx: &mut dyn Tx, practice: ObjectId, version: &Version) -> Result<&'static str, StorageError> {
    Ok(match &version.source {
        None => "own",
        Some(source) if source.intent == Intent::Variant => "variant",
        Some(_) => {
            let taken =
                sql!("SELECT idx FROM practice_taken WHERE practice = ?1 ORDER BY origin, idx LIMIT 1");
            if tx.opt(taken, params![practice])?.is_some() { "taken" } else { "improvement" }
        }
    })
}

fn write(
    tx: &mut dyn Tx,
    practice: ObjectId,
    newest: &Row,
    version: &Version,
    standing: &str,
    told: &Told,
    facets: &str,
) -> Result<(), StorageError> {
    let (origin, newest_idx): (MemberIndex, u64) = (newest.get("origin")?, newest.get("idx")?);
    let (object, index) = first(tx, origin, newest_idx)?;
    let source: Vec<u8> = match &version.source {
        None => Vec::new(),
        Some(source) => {
            let place = source.version.place;
            let row = tx.one(
                sql!("SELECT object FROM record WHERE origin = ?1 AND idx = ?2"),
                params![place.origin, place.index],
            )?;
            key(place.origin, row.get("object")?).as_bytes().to_vec()
        }
    };
    let stances: Vec<String> =
        told.stances.iter().map(|(member, stance)| format!("{}:{}", member.0, stance.name())).collect();
    let n_fit = told.reviews.values().filter(|fit| **fit).count();
    tx.execute(
        sql!(
            "INSERT INTO practice (id, object, origin, idx, number, newest_idx, commitment, kind, title, summary, lang, \
             seconds, ord_sum, standing, source, stances, n_fit, n_unfit, n_told, facets) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20) \
             ON CONFLICT (id) DO UPDATE SET idx = excluded.idx, number = excluded.number, \
             newest_idx = excluded.newest_idx, commitment = excluded.commitment, kind = excluded.kind, \
             title = excluded.title, summary = excluded.summary, lang = excluded.lang, seconds = excluded.seconds, \
             ord_sum = excluded.ord_sum, standing = excluded.standing, source = excluded.source, \
             stances = excluded.stances, n_fit = excluded.n_fit, n_unfit = excluded.n_unfit, \
             n_told = excluded.n_told, facets = excluded.facets"
        ),
        params![
            practice,
            object,
            origin,
            index,
            version.number,
            newest_idx,
            newest.get::<Hash>("commitment")?,
            u32::from(version.content.kind.number()),
            &version.content.title,
            &version.content.summary,
            version.content.lang.tag(),
            newest.get::<i64>("seconds")?,
            newest.get::<u64>("ord_sum")?,
            standing,
            source,
            stances.join(" "),
            n_fit,
            told.reviews.len() - n_fit,
            told.n_told,
            facets,
        ],
    )?;
    Ok(())
}

/// Under what a practice is listed, parted by spaces.
fn facets(charter: &Charter, origin: MemberIndex, version: &Version, standing: &str, told: &Told) -> String {
    let content = &version.content;
    let mut all = BTreeSet::new();
    if matches!(standing, "own" | "variant") {
        all.insert("all".to_owned());
    }
    if standing == "improvement" {
        all.insert("offered".to_owned());
    }
    // What is only offered, or was taken in, is found under its concepts and by words, not in the list of what stands.
    let listed = all.contains("all");
    if listed {
        all.insert(format!("kind:{}", content.kind.name()));
        all.insert(format!("by:{}", origin.0));
        all.extend(content.sectors.iter().map(|sector| format!("sector:{}", sector.name())));
        all.extend(content.concepts.iter().map(|concept| format!("concept:{concept}")));
        let countries: Vec<MemberIndex> = if content.countries.is_empty() {
            charter.indices().collect()
        } else {
            content.countries.clone()
        };
        all.extend(countries.iter().map(|member| format!("country:{}", member.0)));
        if content.kind == PracticeKind::Question {
            all.insert(if told.n_told == 0 { "unanswered" } else { "answered" }.to_owned());
        } else {
            for member in charter.indices() {
                let stance = told.stances.get(&member).map_or("none", |stance| stance.name());
                all.insert(format!("stance:{}:{stance}", member.0));
            }
            let uses = |member| matches!(told.stances.get(&member), Some(Stance::Adopted | Stance::Adapted));
            if charter.indices().all(uses) {
                all.insert("used-by-all".to_owned());
            }
            let read = match (told.reviews.values().any(|fit| *fit), told.reviews.values().any(|fit| !fit)) {
                (_, true) => "unfit",
                (true, false) => "fit",
                (false, false) => "none",
            };
            all.insert(format!("review:{read}"));
        }
    }
    all.into_iter().collect::<Vec<_>>().join(" ")
}

fn list(tx: &mut dyn Tx, practice: ObjectId, facets: &str, ord_sum: u64) -> Result<(), StorageError> {
    for facet in facets.split(' ').filter(|facet| !facet.is_empty()) {
        tx.execute(
            sql!("INSERT INTO practice_facet (facet, ord_sum, practice) VALUES (?1, ?2, ?3)"),
            params![facet, ord_sum, practice],
        )?;
        tx.execute(
            sql!(
                "INSERT INTO practice_count (facet, n) VALUES (?1, 1) \
                 ON CONFLICT (facet) DO UPDATE SET n = practice_count.n + 1"
            ),
            params![facet],
        )?;
    }
    Ok(())
}

fn unlist(tx: &mut dyn Tx, practice: ObjectId, facets: &str, ord_sum: u64) -> Result<(), StorageError> {
    for facet in facets.split(' ').filter(|facet| !facet.is_empty()) {
        tx.execute(
            sql!("DELETE FROM practice_facet WHERE facet = ?1 AND ord_sum = ?2 AND practice = ?3"),
            params![facet, ord_sum, practice],
        )?;
        tx.execute(sql!("UPDATE practice_count SET n = n - 1 WHERE facet = ?1"), params![facet])?;
        tx.execute(sql!("DELETE FROM practice_count WHERE facet = ?1 AND n = 0"), params![facet])?;
    }
    Ok(())
}

/// The author and object of a practice.
pub(super) fn author(
    tx: &mut dyn Tx,
    practice: ObjectId,
) -> Result<Option<(MemberIndex, ObjectId)>, StorageError> {
    let row = tx.opt(sql!("SELECT origin, object FROM practice WHERE id = ?1"), params![practice])?;
    row.map(|row| Ok((row.get("origin")?, row.get("object")?))).transpose()
}

/// The newest word of an authority on whether it uses a practice.
pub(super) fn newest_adoption(
    tx: &mut dyn Tx,
    practice: ObjectId,
    of: MemberIndex,
) -> Result<Option<Adoption>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT origin, kind, payload FROM practice_word WHERE practice = ?1 \
             ORDER BY ord_sum DESC, origin DESC, idx DESC"
        ),
        params![practice],
    )?;
    for row in rows {
        if row.get::<MemberIndex>("origin")? == of && row.get::<Kind>("kind")? == Kind::PRACTICE_ADOPTION {
            return decode_adoption(&row.get::<Vec<u8>>("payload")?).map(Some).map_err(broken);
        }
    }
    Ok(None)
}

/// The practices whose newest version has this file.
pub(super) fn with_file(tx: &mut dyn Tx, file: ObjectId) -> Result<Vec<ObjectId>, StorageError> {
    let sql = sql!("SELECT practice FROM practice_file WHERE object = ?1 ORDER BY practice");
    tx.query(sql, params![file])?.iter().map(|row| row.get("practice")).collect()
}
