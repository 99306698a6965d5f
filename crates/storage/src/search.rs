//! Full-text search over folded words: FTS5 on SQLite, `tsvector` on PostgreSQL.
//!
//! The one place of the house with two variants of SQL. What is searched is a projection: projectors
//! [`put`] and [`remove`] texts, a rebuild empties and refills them.

mod fold;
mod texts;

pub use texts::{Kept, Wanted};

use crate::tx::{Engine, Tx};
use crate::{Row, StorageError, params, sql};
use fold::Term;
use liptako_core::{Kind, Lang, ObjectId};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

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

/// Most texts that are weighed against one another for one question. Where a word is in more of them, those that hold
/// it in their title come first, and which others is left to the index: weighing all would make every reader wait for
/// an order that tells nobody anything.
const WEIGHED_MAX: u32 = 500;

/// Finds what holds every telling word of `question`, best first, each object once, at most `limit` and fewer than 500.
///
/// An empty question finds nothing. The last word may be only a beginning, when whole words answer with too little.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn find(tx: &mut dyn Tx, question: &str, limit: u32) -> Result<Vec<Hit>, StorageError> {
    let mut terms = fold::question(question);
    if terms.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let beginnings: Vec<_> = terms.iter_mut().map(|term| term.beginning.take()).collect();
    let hits = weighed(tx, &terms)?;
    let begun = beginnings.iter().any(Option::is_some);
    let mut hits = if begun && hits.len() < limit as usize {
        terms.iter_mut().zip(beginnings).for_each(|(term, beginning)| term.beginning = beginning);
        weighed(tx, &terms)?
    } else {
        hits
    };
    hits.truncate(limit as usize);
    Ok(hits)
}

/// Whether these texts together hold every telling word of `question`, by the rules of [`find`]: for what ships with
/// the program and stands in no table. An empty question is held by nothing.
///
/// ```
/// use liptako_core::Lang::Fr;
/// use liptako_storage::search::holds;
/// assert!(holds("donnees sensible", &[(Fr, "Donnée sensible")]));
/// assert!(!holds("donnée de santé", &[(Fr, "Donnée sensible")]));
/// ```
pub fn holds(question: &str, texts: &[(Lang, &str)]) -> bool {
    let terms = fold::question(question);
    let kept: Vec<String> = texts.iter().map(|(lang, text)| fold::folded(text, *lang)).collect();
    let words: BTreeSet<&str> = kept.iter().flat_map(|text| text.split(' ')).collect();
    let held = |term: &Term| {
        let begins = |start: &String| words.iter().any(|word| word.starts_with(start.as_str()));
        term.forms.iter().any(|form| words.contains(form.as_str()))
            || term.beginning.as_ref().is_some_and(begins)
    };
    !terms.is_empty() && terms.iter().all(held)
}

/// The objects that hold every term, best first.
fn weighed(tx: &mut dyn Tx, terms: &[Term]) -> Result<Vec<Hit>, StorageError> {
    let mut rows = candidates(tx, terms, Where::Anywhere)?;
    if rows.len() >= WEIGHED_MAX as usize {
        rows.extend(candidates(tx, terms, Where::Title)?);
    }
    let mut hits = rows.iter().map(|row| weigh(row, terms)).collect::<Result<Vec<_>, _>>()?;
    let thing = |hit: &Hit| (hit.kind, hit.object, hit.lang.tag());
    hits.sort_by(|a, b| b.rank.total_cmp(&a.rank).then_with(|| thing(a).cmp(&thing(b))));
    let mut told = BTreeSet::new();
    hits.retain(|hit| told.insert((hit.kind, hit.object)));
    Ok(hits)
}

fn weigh(row: &Row, terms: &[Term]) -> Result<Hit, StorageError> {
    Ok(Hit {
        kind: row.get("kind")?,
        object: row.get("object")?,
        lang: Lang::from_tag(&row.get::<String>("lang")?).unwrap_or_default(),
        rank: fold::rank(terms, &row.get::<String>("title")?, &row.get::<String>("words")?),
    })
}

/// In which words of a text a term is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    Anywhere,
    Title,
}

/// Texts that hold every term, at most [`WEIGHED_MAX`]. The engines stop looking there: there is no order to be made.
fn candidates(tx: &mut dyn Tx, terms: &[Term], place: Where) -> Result<Vec<Row>, StorageError> {
    let (text, question) = match tx.engine() {
        Engine::Sqlite => (SQLITE_FIND, sqlite_match(terms, place)),
        Engine::Postgres => (POSTGRES_FIND, postgres_match(terms, place)),
    };
    tx.query_text(text, params![question, WEIGHED_MAX])
}

const SQLITE_FIND: &str = "SELECT d.kind, d.object, d.lang, d.title, d.words FROM search_index \
     JOIN search_doc d ON d.id = search_index.rowid WHERE search_index MATCH ?1 LIMIT ?2";

macro_rules! postgres_vector {
    () => {
        "(setweight(to_tsvector('simple'::regconfig, title), 'A') || setweight(to_tsvector('simple'::regconfig, words), 'C'))"
    };
}

const POSTGRES_FIND: &str = concat!(
    "SELECT kind, object, lang, title, words FROM search_doc WHERE ",
    postgres_vector!(),
    " @@ to_tsquery('simple'::regconfig, ?1) LIMIT ?2"
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

/// Merges the parts of the engine's own index, so that no part keeps the words of a text that was removed.
pub(crate) fn merge(tx: &mut dyn Tx) -> Result<(), StorageError> {
    match tx.engine() {
        Engine::Sqlite => tx.batch("INSERT INTO search_index (search_index) VALUES ('optimize')"),
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
fn sqlite_match(terms: &[Term], place: Where) -> String {
    let any = |term: &Term| {
        let forms = term.forms.iter().map(|form| format!("\"{form}\""));
        let beginning = term.beginning.iter().map(|start| format!("\"{start}\" *"));
        format!("({})", forms.chain(beginning).collect::<Vec<_>>().join(" OR "))
    };
    let all = terms.iter().map(any).collect::<Vec<_>>().join(" AND ");
    if place == Where::Title { format!("{{title}} : ({all})") } else { all }
}

fn postgres_match(terms: &[Term], place: Where) -> String {
    let (whole, begun) = if place == Where::Title { (":A", ":*A") } else { ("", ":*") };
    let any = |term: &Term| {
        let forms = term.forms.iter().map(|form| format!("'{form}'{whole}"));
        let beginning = term.beginning.iter().map(|start| format!("'{start}'{begun}"));
        format!("({})", forms.chain(beginning).collect::<Vec<_>>().join(" | "))
    };
    terms.iter().map(any).collect::<Vec<_>>().join(" & ")
}
