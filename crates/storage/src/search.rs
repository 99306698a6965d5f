//! Full-text search over folded words: FTS5 on SQLite, `tsvector` on PostgreSQL.
//!
//! The one place of the house with two variants of SQL. What is searched is a projection: projectors
//! [`put`] and [`remove`] texts, a rebuild empties and refills them.

mod fold;

use crate::tx::{Engine, Tx};
use crate::{StorageError, params, sql};
use fold::Term;
use liptako_core::{Kind, Lang, ObjectId};
use sha2::{Digest, Sha256};

/// Something found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// What kind of thing it is.
    pub kind: Kind,
    /// Which thing.
    pub object: ObjectId,
    /// In which language the words were found.
    pub lang: Lang,
    /// How well it answers: more is better, comparable within one result only. Titles weigh four times.
    pub rank: f64,
}

/// Makes `text` findable under `(kind, object, lang)`, in place of what was there.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn put(
    tx: &mut dyn Tx,
    kind: Kind,
    object: ObjectId,
    lang: Lang,
    title: &str,
    text: &str,
) -> Result<(), StorageError> {
    let id = identifier(kind, object, lang);
    let (title, words) = (fold::folded(title, lang), fold::folded(text, lang));
    tx.execute(
        sql!(
            "INSERT INTO search_doc (id, kind, object, lang, title, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
             ON CONFLICT (id) DO UPDATE SET title = excluded.title, words = excluded.words"
        ),
        params![id, kind, object, lang.tag(), &title, &words],
    )?;
    if tx.engine() == Engine::Sqlite {
        tx.execute_text("DELETE FROM search_index WHERE rowid = ?1", params![id])?;
        tx.execute_text(
            "INSERT INTO search_index (rowid, title, words) VALUES (?1, ?2, ?3)",
            params![id, title, words],
        )?;
    }
    Ok(())
}

/// Makes an object unfindable, in every language.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn remove(tx: &mut dyn Tx, kind: Kind, object: ObjectId) -> Result<(), StorageError> {
    for lang in Lang::ALL {
        let id = identifier(kind, object, lang);
        tx.execute(sql!("DELETE FROM search_doc WHERE id = ?1"), params![id])?;
        if tx.engine() == Engine::Sqlite {
            tx.execute_text("DELETE FROM search_index WHERE rowid = ?1", params![id])?;
        }
    }
    Ok(())
}

/// Finds what holds every telling word of `question`, best first, each object once, at most `limit`.
///
/// An empty question finds nothing. The last word may be only a beginning.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn find(tx: &mut dyn Tx, question: &str, limit: u32) -> Result<Vec<Hit>, StorageError> {
    let terms = fold::question(question);
    if terms.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    // An object can answer once per language.
    let rows_wanted = u64::from(limit) * Lang::ALL.len() as u64;
    let rows = match tx.engine() {
        Engine::Sqlite => tx.query_text(SQLITE_FIND, params![sqlite_match(&terms), rows_wanted])?,
        Engine::Postgres => tx.query_text(POSTGRES_FIND, params![postgres_match(&terms), rows_wanted])?,
    };
    let mut hits: Vec<Hit> = Vec::new();
    for row in rows {
        let hit = Hit {
            kind: row.get("kind")?,
            object: row.get("object")?,
            lang: Lang::from_tag(&row.get::<String>("lang")?).unwrap_or_default(),
            rank: row.get("rank")?,
        };
        if hits.iter().all(|earlier| (earlier.kind, earlier.object) != (hit.kind, hit.object)) {
            hits.push(hit);
        }
    }
    hits.truncate(limit as usize);
    Ok(hits)
}

const SQLITE_FIND: &str = "SELECT d.kind AS kind, d.object AS object, d.lang AS lang, -bm25(search_index, 4.0, 1.0) AS rank \
     FROM search_index JOIN search_doc d ON d.id = search_index.rowid WHERE search_index MATCH ?1 \
     ORDER BY bm25(search_index, 4.0, 1.0), d.kind, d.object, d.lang LIMIT ?2";

macro_rules! postgres_vector {
    () => {
        "(setweight(to_tsvector('simple'::regconfig, title), 'A') || setweight(to_tsvector('simple'::regconfig, words), 'C'))"
    };
}

const POSTGRES_FIND: &str = concat!(
    "SELECT kind, object, lang, CAST(ts_rank(ARRAY[0.1, 0.1, 0.25, 1.0]::real[], ",
    postgres_vector!(),
    ", to_tsquery('simple'::regconfig, ?1)) AS REAL) AS rank FROM search_doc WHERE ",
    postgres_vector!(),
    " @@ to_tsquery('simple'::regconfig, ?1) ORDER BY rank DESC, kind, object, lang LIMIT ?2"
);

/// Makes the engine's own index, once.
pub(crate) fn create(tx: &mut dyn Tx) -> Result<(), StorageError> {
    tx.batch(match tx.engine() {
        Engine::Sqlite => {
            "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5(title, words, content='', \
             contentless_delete=1, tokenize='unicode61 remove_diacritics 0')"
        }
        Engine::Postgres => concat!(
            "CREATE INDEX IF NOT EXISTS search_index ON search_doc USING gin (",
            postgres_vector!(),
            ")"
        ),
    })
}

/// Empties the engine's own index; `search_doc` is emptied as any shared table.
pub(crate) fn clear(tx: &mut dyn Tx) -> Result<(), StorageError> {
    match tx.engine() {
        Engine::Sqlite => tx.batch("INSERT INTO search_index (search_index) VALUES ('delete-all')"),
        Engine::Postgres => Ok(()),
    }
}

/// 63 bits drawn from what the text is about: the same on every node and after every rebuild.
fn identifier(kind: Kind, object: ObjectId, lang: Lang) -> i64 {
    let mut hasher = Sha256::new();
    hasher.update(kind.0.to_be_bytes());
    hasher.update(object.as_bytes());
    hasher.update(lang.tag());
    let digest: [u8; 32] = hasher.finalize().into();
    digest[..8].iter().fold(0i64, |id, byte| id << 8 | i64::from(*byte)) & i64::MAX
}

// Tokens are ASCII letters and digits, so quoting them needs no escape.
fn sqlite_match(terms: &[Term]) -> String {
    let any = |term: &Term| {
        let forms = term.forms.iter().map(|form| format!("\"{form}\""));
        let beginning = term.beginning.iter().map(|start| format!("\"{start}\" *"));
        format!("({})", forms.chain(beginning).collect::<Vec<_>>().join(" OR "))
    };
    terms.iter().map(any).collect::<Vec<_>>().join(" AND ")
}

fn postgres_match(terms: &[Term]) -> String {
    let any = |term: &Term| {
        let forms = term.forms.iter().map(|form| format!("'{form}'"));
        let beginning = term.beginning.iter().map(|start| format!("'{start}':*"));
        format!("({})", forms.chain(beginning).collect::<Vec<_>>().join(" | "))
    };
    terms.iter().map(any).collect::<Vec<_>>().join(" & ")
}
