//! What a page reads does not grow with the plan: no statement of a page or an act runs through a whole table, and the engine's
//! own count of its steps hardly moves when there are ten times as many rows.

use crate::house::{Planning, TODAY, Trio, action_about};
use liptako_core::{MemberIndex, ObjectId};
use liptako_council::plan::store::{self, ActionFilter};
use liptako_council::plan::{Outcome, Place, Standing};
use liptako_stage::Base;
use liptako_stage::Node;
use liptako_storage::{Db, DbUrl, StorageError, Tx, journal_records, newest_records, params, sql};

/// Where the statements of the pages and of the acts are.
const ASKED: [&str; 5] = [
    "plan/store/query.rs",
    "plan/store/in_order.rs",
    "plan/store/count.rs",
    "plan/store/facts.rs",
    "storage/src/record.rs",
];

/// What a plan may read whole: a few dozen rows, or rows that were narrowed before. By the name in the statement.
const SMALL: [&str; 7] =
    ["plan_axis", "plan_objective", "o", "plan_count", "plan_outcome", "counted", "page"];

/// What marks a statement whose rows may be put in order once found: they are those of one page or one action.
const FEW: [&str; 5] = [") page ", "FROM plan_dependency d", "c.object = ?1", ") touching", "c.part <> 4"];

/// What of a statement's plan would make every reader wait longer with every record.
fn faults<'a>(text: &str, plan: &'a [String]) -> Vec<&'a String> {
    let is_few = |marks: &[&str]| marks.iter().any(|mark| text.contains(mark));
    let is_fault = |line: &&String| match line.split(' ').collect::<Vec<_>>()[..] {
        // An index is followed as far as the page goes, or holds all that is asked.
        ["SCAN", _, "USING", ..] => {
            !text.contains(" LIMIT ") && !text.contains("FROM plan_dependency ORDER BY")
        }
        // All that one author has written.
        ["SEARCH", .., "(origin=?)"] => true,
        ["SCAN", table, ..] => !SMALL.contains(&table) && !is_few(&FEW),
        ["USE", "TEMP", "B-TREE", "FOR", "ORDER", "BY"] => {
            !is_few(&FEW) && !is_few(&["FROM plan_axis ", "FROM plan_objective "])
        }
        _ => false,
    };
    plan.iter().filter(is_fault).collect()
}

#[test]
fn no_page_and_no_act_runs_through_a_whole_table() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&DbUrl::Sqlite(folder.path().join("node.db"))).unwrap();
    db.migrate(&[liptako_identity::module(), liptako_council::module()]).unwrap();
    let plans = db.query_plans().unwrap();
    let asked: Vec<_> =
        plans.iter().filter(|(known, _)| ASKED.iter().any(|file| known.file.ends_with(file))).collect();
    assert!(asked.len() > 30, "{} statements", asked.len());
    for (statement, plan) in asked {
        assert_eq!(faults(statement.text, plan), Vec::<&String>::new(), "{}\n{plan:#?}", statement.text);
    }
    let whole = "SCAN plan_action".to_owned();
    assert_eq!(faults("SELECT count(*) FROM plan_action", std::slice::from_ref(&whole)), [&whole]);
}

/// Adds so many actions like one that is there, and as many adopted proposals with their records.
fn enlarge(tx: &mut dyn Tx, like: ObjectId, from: u64, to: u64) -> Result<(), StorageError> {
    for number in from..to {
        let mut object = [0xee; 16];
        object[8..].copy_from_slice(&number.to_be_bytes());
        let (object, index) = (ObjectId::from_bytes(object), 1000 + number);
        tx.execute(
            sql!(
                "INSERT INTO plan_action SELECT ?1, commitment, revision, objective, ?2, owner, start_day, due_day, \
                 content, state, progress, progress_by FROM plan_action WHERE object = ?3"
            ),
            params![object, number % 250, like],
        )?;
        tx.execute(
            sql!(
                "INSERT INTO plan_proposal SELECT 2, ?1, ?2, commitment, seconds, ord_sum + ?1, drafter, drafter_name, \
                 function_fr, function_en, reason, rule, decider, outcome FROM plan_proposal WHERE idx < 1000"
            ),
            params![index, object],
        )?;
        tx.execute(
            sql!(
                "INSERT INTO plan_change SELECT 2, ?1, 0, part, ?2, commitment, parent, revision, owner, since, \
                 since_revision, content FROM plan_change WHERE object = ?3"
            ),
            params![index, object, like],
        )?;
        tx.execute(
            sql!(
                "INSERT INTO record SELECT 2, ?1, kind, object, previous, audience, seconds, seen, ord_sum + ?1, \
                 entry_hash, commitment, act_key, request, payload_len, sealed, erased FROM record WHERE origin = 0 AND idx = 3"
            ),
            params![index],
        )?;
    }
    tx.execute(sql!("DELETE FROM plan_count"), params![])?;
    tx.execute(
        sql!(
            "INSERT INTO plan_count SELECT objective, owner, state, substr(due_day, 1, 7), count(*) FROM plan_action \
             GROUP BY objective, owner, state, substr(due_day, 1, 7)"
        ),
        params![],
    )?;
    tx.execute(sql!("UPDATE plan_outcome SET n = (SELECT count(*) FROM plan_proposal)"), params![]).map(drop)
}

/// Every question that the reader's pages ask, by name, with the engine's steps to answer it.
fn steps(house: &Node, action: ObjectId, plan: Place) -> Vec<(&'static str, u64)> {
    type Question<'a> = &'a dyn Fn(&mut dyn Tx) -> Result<u64, StorageError>;
    let list = |filter: ActionFilter| move |tx: &mut dyn Tx| Ok(store::actions(tx, &filter, TODAY, 50, 0)?.1);
    let all = list(ActionFilter::default());
    let objective = house.action(action).line.action.value.objective;
    let axis = house.read(|tx| store::objective(tx, objective)).unwrap().value.axis;
    let narrowed = ActionFilter {
        axis: Some(axis),
        owner: None,
        standing: Some(Standing::Planned),
        ..Default::default()
    };
    let narrowed = list(narrowed);
    let questions: [(&str, Question<'_>); 9] = [
        ("the overview", &|tx| Ok(store::overview(tx, TODAY)?.len() as u64)),
        ("what awaits a word", &|tx| Ok(store::awaiting(tx, MemberIndex(0))?.len() as u64)),
        ("the actions", &all),
        ("the actions of an axis that stand so", &narrowed),
        ("the proposals", &|tx| Ok(store::proposals(tx, None, 50, 0)?.1)),
        ("the adopted proposals", &|tx| Ok(store::proposals(tx, Some(Outcome::Adopted), 50, 0)?.1)),
        ("an action's history", &|tx| Ok(store::history_page(tx, action, 20, 0)?.1)),
        ("a proposal", &|tx| Ok(store::proposal(tx, plan)?.map_or(0, |view| view.changes.len() as u64))),
        ("the journals", &|tx| {
            Ok((newest_records(tx, 50, 0)?.len() + journal_records(tx, MemberIndex(2), 1100, 50)?.len())
                as u64)
        }),
    ];
    let ask = |(name, question): (&'static str, Question<'_>)| {
        let (answer, steps) = house.road.db().read_weighed(|tx| question(tx)).unwrap();
        assert!(answer > 0 || name.starts_with("what awaits"), "{name} finds something");
        (name, steps)
    };
    questions.into_iter().map(ask).collect()
}

#[test]
fn ten_times_as_many_records_cost_a_page_nothing() {
    let (trio, demo, plan) = Trio::with_plan(&mut Base::sqlite);
    let (house, like) = (trio.apdp(), action_about(&demo, "radiophonique"));
    let grow = |from, to| house.road.db().write(|tx| enlarge(tx, like, from, to)).unwrap();
    grow(0, 300);
    let before = steps(house, like, plan);
    grow(300, 3000);
    for ((name, before), (_, after)) in before.into_iter().zip(steps(house, like, plan)) {
        assert!(before > 0 && after <= before + before / 4, "{name}: {before} steps, then {after}");
    }
}
