//! What a page reads does not grow with the library.

use super::shared;
use crate::EXCHANGE;
use liptako_core::ObjectId;
use liptako_exchange::practice::view::{self, Filter};
use liptako_stage::{Node, Trio, on_one_engine};
use liptako_storage::{Db, DbUrl, StorageError, Tx, params, sql};

/// Adds so many practices like the one that is there.
fn enlarge(tx: &mut dyn Tx, from: u64, to: u64) -> Result<(), StorageError> {
    for number in from..to {
        let mut id = [0xee; 16];
        id[8..].copy_from_slice(&number.to_be_bytes());
        let id = ObjectId::from_bytes(id);
        tx.execute(
            sql!(
                "INSERT INTO practice SELECT ?1, object, origin, idx + ?2, number, newest_idx, commitment, kind, title, \
                 summary, lang, seconds, ord_sum + ?2, standing, source, stances, n_fit, n_unfit, n_told, facets \
                 FROM practice ORDER BY ord_sum LIMIT 1"
            ),
            params![id, number],
        )?;
        tx.execute(
            sql!(
                "INSERT INTO practice_facet SELECT facet, ord_sum + ?2, ?1 FROM practice_facet \
                 WHERE practice = (SELECT id FROM practice ORDER BY ord_sum LIMIT 1)"
            ),
            params![id, number],
        )?;
    }
    tx.execute(sql!("UPDATE practice_count SET n = ?1"), params![to]).map(drop)
}

fn steps(node: &Node) -> Vec<(&'static str, u64)> {
    let facets = |facets: &[&str]| Filter {
        facets: facets.iter().map(|facet| (*facet).to_owned()).collect(),
        ..Filter::default()
    };
    type Question<'a> = &'a dyn Fn(&mut dyn Tx) -> Result<u64, StorageError>;
    let (all, kind) = (facets(&[]), facets(&["kind:guide"]));
    let words = Filter { words: "vidéosurveillance".into(), ..Filter::default() };
    let questions: [(&str, Question<'_>); 4] = [
        ("the library", &|tx| Ok(view::list(tx, &all, 20, 0)?.total)),
        ("one kind", &|tx| Ok(view::list(tx, &kind, 20, 0)?.total)),
        ("words", &|tx| Ok(view::list(tx, &words, 20, 0)?.total)),
        ("the counts", &|tx| Ok(view::counts(tx)?.len() as u64)),
    ];
    let ask = |(name, question): (&'static str, Question<'_>)| {
        let (answer, steps) = node.road.db().read_weighed(|tx| question(tx)).unwrap();
        assert!(answer > 0, "{name} finds something");
        (name, steps)
    };
    questions.into_iter().map(ask).collect()
}

#[test]
fn a_page_reads_as_little_of_a_large_library_as_of_a_small_one() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        shared(&trio, &[]);
        let node = trio.cil();
        node.road.db().write(|tx| enlarge(tx, 1, 100)).unwrap();
        let few = steps(node);
        node.road.db().write(|tx| enlarge(tx, 100, 2_000)).unwrap();
        for ((name, few), (_, many)) in few.into_iter().zip(steps(node)) {
            assert!(many <= few + few / 10 + 50, "{name}: {few} steps, then {many}");
        }
    });
}

#[test]
fn no_statement_of_the_library_runs_through_a_whole_table() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&DbUrl::Sqlite(folder.path().join("node.db"))).unwrap();
    db.migrate(&[liptako_identity::module(), liptako_exchange::module()]).unwrap();
    let plans = db.query_plans().unwrap();
    let ours = ["src/practice/store.rs", "src/practice/view.rs", "src/practice/draft.rs"];
    let asked: Vec<_> =
        plans.iter().filter(|(known, _)| ours.iter().any(|file| known.file.ends_with(file))).collect();
    assert!(asked.len() > 25, "{} statements", asked.len());
    for (statement, plan) in asked {
        let whole: Vec<&String> = plan
            .iter()
            .filter(|line| line.starts_with("SCAN ") && !line.contains("USING") && !line.ends_with(" page"))
            // As many rows as there are ways to narrow the list; drafts are counted through their index.
            .filter(|line| !line.starts_with("SCAN practice_count"))
            .collect();
        assert_eq!(whole, Vec::<&String>::new(), "{}\n{plan:#?}", statement.text);
    }
}
