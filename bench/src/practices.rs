//! How long a reader waits for the library of practices when it holds 100,000: what the page reads, from the question to
//! the lines it shows.
//!
//! Beside it, in the same run: SQLite's FTS5 alone on the same texts, with its own order, for the same words. It finds
//! whole words as they were written; ours folds accents and endings, counts, and narrows.

use crate::row::{Row, Rows, Target};
use crate::samples::Samples;
use crate::setting::Setting;
use anyhow::{Context as _, Result, ensure};
use liptako_core::{Kind, Lang, ObjectId};
use liptako_exchange::practice::PracticeKind;
use liptako_exchange::practice::view::{self, Filter};
use liptako_storage::{Db, DbUrl, StorageError, Tx, params, search, sql};
use std::hint::black_box;
use std::time::Instant;

const PRACTICES: usize = 100_000;
const TIMES: usize = 300;

/// Words of the field, from which texts are drawn.
const WORDS: [&str; 64] = [
    "autorité",
    "contrôle",
    "plainte",
    "donnée",
    "registre",
    "caméra",
    "affiche",
    "durée",
    "conservation",
    "violation",
    "notification",
    "délai",
    "responsable",
    "traitement",
    "sous-traitant",
    "personne",
    "droit",
    "accès",
    "effacement",
    "opposition",
    "mairie",
    "école",
    "hôpital",
    "opérateur",
    "banque",
    "agent",
    "kiosque",
    "cahier",
    "preuve",
    "scellé",
    "procès-verbal",
    "constat",
    "mise",
    "demeure",
    "sanction",
    "publication",
    "recours",
    "collège",
    "session",
    "dossier",
    "formalité",
    "déclaration",
    "autorisation",
    "avis",
    "transfert",
    "pays",
    "niveau",
    "suffisant",
    "entraide",
    "demande",
    "réponse",
    "échéance",
    "formation",
    "correspondant",
    "élève",
    "parent",
    "message",
    "radio",
    "langue",
    "campagne",
    "sécurité",
    "mot",
    "passe",
    "téléphone",
];

/// Numbers that look drawn, the same in every run.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn text(&mut self, words: usize) -> String {
        (0..words).map(|_| WORDS[self.below(WORDS.len())]).collect::<Vec<_>>().join(" ")
    }
}

fn id(number: usize) -> ObjectId {
    let mut id = [0xaa; 16];
    id[8..].copy_from_slice(&(number as u64).to_be_bytes());
    ObjectId::from_bytes(id)
}

fn fill(
    tx: &mut dyn Tx,
    peer: &rusqlite::Transaction<'_>,
    from: usize,
    to: usize,
) -> Result<(), StorageError> {
    for number in from..to {
        let mut drawn = Drawn(number as u64 + 1);
        // One text in 500 holds a rare word beside its own.
        let rare = if number % 500 == 0 { " girouette" } else { "" };
        let (title, text) = (format!("{} {number}", drawn.text(6)), format!("{}{rare}", drawn.text(80)));
        let kind = PracticeKind::ALL[drawn.below(6)];
        let facets =
            ["all".to_owned(), format!("kind:{}", kind.name()), format!("country:{}", drawn.below(3))];
        let place = number as u64;
        tx.execute(
            sql!(
                "INSERT INTO practice (id, object, origin, idx, number, newest_idx, commitment, kind, title, summary, lang, \
                 seconds, ord_sum, standing, source, stances, n_fit, n_unfit, n_told, facets) \
                 VALUES (?1, ?1, 0, ?2, 1, ?2, ?3, ?4, ?5, ?6, 'fr', 0, ?2, 'own', ?7, '', 0, 0, 0, ?8)"
            ),
            params![
                id(number),
                place,
                [0u8; 32],
                u32::from(kind.number()),
                &title,
                &text.chars().take(40).collect::<String>(),
                Vec::<u8>::new(),
                facets.join(" ")
            ],
        )?;
        for facet in &facets {
            tx.execute(
                sql!("INSERT INTO practice_facet (facet, ord_sum, practice) VALUES (?1, ?2, ?3)"),
                params![facet, place, id(number)],
            )?;
        }
        search::put(tx, Kind::PRACTICE_VERSION, id(number), Lang::Fr, &title, &text)?;
        peer.execute("INSERT INTO plain (title, words) VALUES (?1, ?2)", [&title, &text])
            .map_err(|error| StorageError::Record(error.to_string()))?;
    }
    Ok(())
}

/// Measures the questions of readers on a large library.
pub fn run(setting: &Setting, rows: &mut Rows) -> Result<()> {
    let n = setting.share(PRACTICES);
    let folder = tempfile::tempdir()?;
    let db = Db::open(&DbUrl::Sqlite(folder.path().join("node.db")))?;
    db.migrate(&[liptako_identity::module(), liptako_exchange::module()])?;
    let mut peer = rusqlite::Connection::open(folder.path().join("peer.db"))?;
    peer.execute_batch("PRAGMA journal_mode=WAL; CREATE VIRTUAL TABLE plain USING fts5(title, words)")?;
    for from in (0..n).step_by(5_000) {
        let transaction = peer.transaction()?;
        db.write(|tx| fill(tx, &transaction, from, (from + 5_000).min(n)))?;
        transaction.commit()?;
    }
    db.write(|tx| {
        tx.execute(
            sql!("INSERT INTO practice_count (facet, n) SELECT facet, count(*) FROM practice_facet GROUP BY facet"),
            params![],
        )
    })?;
    let asked = |words: &str, facets: &[&str]| Filter {
        words: words.to_owned(),
        facets: facets.iter().map(|facet| (*facet).to_owned()).collect(),
    };
    let questions = [
        ("a rare word", asked("girouettes", &[]), Some("girouette")),
        ("two words that many texts hold", asked("contrôles cameras", &[]), Some("contrôle caméra")),
        ("words within one kind", asked("plainte délai", &["kind:guide"]), Some("plainte délai")),
        ("the newest of everything", asked("", &[]), None),
        ("one kind in one country", asked("", &["kind:guide", "country:1"]), None),
    ];
    for (name, filter, plain) in questions {
        let [mut ours, mut theirs] = <[Samples; 2]>::default();
        for _ in 0..setting.share(TIMES) {
            let start = Instant::now();
            let listing = db.read(|tx| view::list(tx, &filter, 20, 0))?;
            ours.add(start.elapsed());
            ensure!(!listing.lines.is_empty(), "{name} finds something");
            black_box(listing);
            let Some(words) = plain else { continue };
            let start = Instant::now();
            let mut statement =
                peer.prepare_cached("SELECT rowid FROM plain WHERE plain MATCH ?1 ORDER BY rank LIMIT 20")?;
            let found: Vec<i64> =
                statement.query_map([words], |row| row.get(0))?.collect::<Result<_, _>>()?;
            theirs.add(start.elapsed());
            ensure!(!found.is_empty(), "the peer finds something");
        }
        let row = Row::new(format!("{n} practices, {name}: 99 in 100"), ours.percentile(0.99)?, "ms");
        let row = row.target(Target::AtMost(20.0)).note(format!("median {:.2} ms", ours.median()?));
        let row = match plain {
            Some(_) => {
                row.peer("FTS5 alone, ordered by its rank", theirs.percentile(0.99).context("the peer")?)
            }
            None => row,
        };
        rows.tell(&row)?;
    }
    Ok(())
}
