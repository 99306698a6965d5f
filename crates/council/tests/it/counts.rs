//! Tables of an earlier version are counted when they are brought to this one.

use liptako_core::ObjectId;
use liptako_stage::on_each_engine;
use liptako_storage::{Db, Module, StorageError, Tx, params, sql};

fn add_action(tx: &mut dyn Tx, number: u8, state: &str, due: &str) -> Result<(), StorageError> {
    tx.execute(
        sql!(
            "INSERT INTO plan_action (object, commitment, revision, objective, number, owner, start_day, due_day, \
             content, state) VALUES (?1, ?2, 1, ?2, 1, 0, '2026-01-01', ?3, ?2, ?4)"
        ),
        params![ObjectId::from_bytes([number; 16]), ObjectId::from_bytes([9; 16]), due, state],
    )
    .map(drop)
}

#[test]
fn what_was_there_before_there_were_counts_is_counted() {
    on_each_engine(|base| {
        let (base, now) = (base(), liptako_council::module());
        let then = Module {
            name: now.name,
            migrations: &now.migrations[..1],
            shared_tables: &now.shared_tables[..7],
            ..Module::default()
        };
        let db = Db::open(&base.url).unwrap();
        db.migrate(&[then]).unwrap();
        db.write(|tx| {
            add_action(tx, 1, "planned", "2026-03-05")?;
            add_action(tx, 2, "planned", "2026-03-28")?;
            add_action(tx, 3, "under-way", "2026-03-28")?;
            add_action(tx, 4, "done", "2026-03-28")?;
            add_action(tx, 5, "done", "2026-04-28")
        })
        .unwrap_or_else(|fault: StorageError| panic!("{fault}"));
        db.migrate(&[now]).unwrap();
        let all = sql!("SELECT state, month, n FROM plan_count ORDER BY state, month");
        let rows =
            db.read(|tx| tx.query(all, params![])).unwrap_or_else(|fault: StorageError| panic!("{fault}"));
        let counted: Vec<(String, String, u64)> = rows
            .iter()
            .map(|row| (row.get("state").unwrap(), row.get("month").unwrap(), row.get("n").unwrap()))
            .collect();
        let expected = [("done", "", 2), ("planned", "2026-03", 2), ("under-way", "2026-03", 1)];
        assert_eq!(counted, expected.map(|(state, month, n)| (state.to_owned(), month.to_owned(), n)));
    });
}
