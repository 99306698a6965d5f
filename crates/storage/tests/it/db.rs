//! What both engines must do alike.

use crate::engine::on_both_engines;
use crate::house::module;
use liptako_storage::{Db, DbUrl, StorageError, Value, params, sql};

/// Fills `person` with `(id, name)`.
fn people(db: &Db, names: &[&str]) {
    db.migrate(&[module()]).unwrap();
    db.write(|tx| {
        for (id, name) in names.iter().enumerate() {
            tx.execute(sql!("INSERT INTO person (id, name) VALUES (?1, ?2)"), params![id, *name])?;
        }
        Ok::<_, StorageError>(())
    })
    .unwrap();
}

fn count(db: &Db) -> i64 {
    db.read(|tx| tx.one(sql!("SELECT count(*) AS n FROM person"), params![])?.get("n"))
        .unwrap_or_else(|error: StorageError| panic!("{error}"))
}

on_both_engines! {
    fn every_value_comes_back_as_it_went(place) {
        let db = place.open();
        db.migrate(&[module()]).unwrap();
        let (name, photo) = ("Aïssata « Ouédraogo » — ߒߞߏ", vec![0u8, 255, 7]);
        db.write(|tx| {
            let insert = sql!("INSERT INTO person (id, name, height, photo) VALUES (?1, ?2, ?3, ?4)");
            tx.execute(insert, params![i64::MAX, name, 1.625, photo.clone()])?;
            tx.execute(insert, params![i64::MIN, "", None::<f64>, None::<Vec<u8>>])
        })
        .unwrap_or_else(|error: StorageError| panic!("{error}"));
        let rows = db
            .read(|tx| tx.query(sql!("SELECT id, name, height, photo FROM person ORDER BY id"), params![]))
            .unwrap_or_else(|error: StorageError| panic!("{error}"));
        assert_eq!(rows[0].values(), params![i64::MIN, "", Value::Null, Value::Null]);
        assert_eq!(rows[1].values(), params![i64::MAX, name, 1.625, photo]);
    }

    fn upserts_windows_and_optional_filters_mean_the_same(place) {
        let db = place.open();
        people(&db, &["Awa", "Boubacar", "Awa"]);
        let ranked = db.write(|tx| {
            tx.execute(
                sql!("INSERT INTO person (id, name) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET name = excluded.name RETURNING id"),
                params![1, "Zeïnabou"],
            )?;
            tx.query(
                sql!("SELECT name, CAST(sum(id) OVER (PARTITION BY name) AS INTEGER) AS total, \
                      row_number() OVER (ORDER BY name, id) AS place FROM person ORDER BY name, id"),
                params![],
            )
        });
        let ranked = ranked.unwrap_or_else(|error: StorageError| panic!("{error}"));
        let told: Vec<_> = ranked.iter().map(|row| row.values().to_vec()).collect();
        assert_eq!(told, [params!["Awa", 2, 1].to_vec(), params!["Awa", 2, 2].to_vec(), params!["Zeïnabou", 1, 3].to_vec()]);
        let filtered = |name: Option<&str>| {
            let sql = sql!("SELECT id FROM person WHERE (CAST(?1 AS TEXT) IS NULL OR name = ?1) AND id <> ?2 ORDER BY id LIMIT ?3");
            db.read(|tx| Ok::<_, StorageError>(tx.query(sql, params![name, 9, 10])?.len())).unwrap()
        };
        assert_eq!((filtered(None), filtered(Some("Awa")), filtered(Some("Moussa"))), (3, 2, 0));
    }

    fn text_sorts_alike_whatever_the_server_s_language(place) {
        let db = place.open();
        people(&db, &["éclair", "Zinder", "abc", "Éclair", "eclair"]);
        let rows = db
            .read(|tx| tx.query(sql!("SELECT name FROM person ORDER BY name"), params![]))
            .unwrap_or_else(|error: StorageError| panic!("{error}"));
        let names: Vec<String> = rows.iter().map(|row| row.get("name").unwrap()).collect();
        assert_eq!(names, ["Zinder", "abc", "eclair", "Éclair", "éclair"]);
    }

    fn a_comparison_reads_as_a_boolean(place) {
        let db = place.open();
        people(&db, &["Awa"]);
        let row = db
            .read(|tx| tx.one(sql!("SELECT name = ?1 AS same, id IS NOT DISTINCT FROM ?2 AS absent FROM person"), params!["Awa", None::<i64>]))
            .unwrap_or_else(|error: StorageError| panic!("{error}"));
        assert_eq!((row.get::<bool>("same"), row.get::<bool>("absent")), (Ok(true), Ok(false)));
    }

    fn a_failed_write_changes_nothing(place) {
        let db = place.open();
        people(&db, &["Awa"]);
        let failed = db.write(|tx| {
            tx.execute(sql!("DELETE FROM person"), params![])?;
            Err::<(), _>(StorageError::Record("the rule refuses".into()))
        });
        assert_eq!(failed, Err(StorageError::Record("the rule refuses".into())));
        assert_eq!(count(&db), 1);
    }

    fn a_panic_in_a_write_changes_nothing_and_the_next_write_works(place) {
        let db = place.open();
        people(&db, &["Awa"]);
        let clone = db.clone();
        let panicked = std::thread::spawn(move || {
            clone.write(|tx| {
                tx.execute(sql!("DELETE FROM person"), params![])?;
                panic!("a fault of the program");
                #[expect(unreachable_code, reason = "gives the closure its type")]
                Ok::<(), StorageError>(())
            })
        });
        assert!(panicked.join().is_err());
        assert_eq!(count(&db), 1);
        db.write(|tx| tx.execute(sql!("DELETE FROM person"), params![])).unwrap_or_else(|error: StorageError| panic!("{error}"));
        assert_eq!(count(&db), 0);
    }

    fn a_read_sees_one_state_while_others_write(place) {
        let db = place.open();
        people(&db, &["Awa"]);
        db.read(|tx| {
            let before: i64 = tx.one(sql!("SELECT count(*) AS n FROM person"), params![])?.get("n")?;
            db.write(|tx| tx.execute(sql!("DELETE FROM person"), params![]))?;
            let after: i64 = tx.one(sql!("SELECT count(*) AS n FROM person"), params![])?.get("n")?;
            assert_eq!((before, after), (1, 1));
            Ok::<_, StorageError>(())
        })
        .unwrap();
        assert_eq!(count(&db), 0);
    }

    fn a_read_may_not_write(place) {
        let db = place.open();
        people(&db, &["Awa"]);
        let refused = db.read(|tx| tx.execute(sql!("DELETE FROM person"), params![]));
        assert_eq!(refused, Err(StorageError::ReadOnly));
        assert_eq!(count(&db), 1);
    }

    fn a_write_inside_a_write_is_refused_instead_of_waiting_for_itself(place) {
        let db = place.open();
        people(&db, &[]);
        let nested = db.write(|_| db.write(|_| Ok::<_, StorageError>(())));
        assert_eq!(nested, Err(StorageError::Nested));
    }

    fn a_broken_rule_of_the_tables_is_told_apart_from_a_broken_machine(place) {
        let db = place.open();
        people(&db, &["Awa"]);
        for broken in [params![0, "twice"], params![7, None::<String>]] {
            let error = db.write(|tx| tx.execute(sql!("INSERT INTO person (id, name) VALUES (?1, ?2)"), broken));
            assert!(matches!(error, Err(StorageError::Constraint(_))), "{error:?}");
        }
        let orphan = db.write(|tx| tx.execute(sql!("INSERT INTO visit (person, at) VALUES (99, 0)"), params![]));
        assert!(matches!(orphan, Err(StorageError::Constraint(_))), "{orphan:?}");
        let nul = db.write(|tx| tx.execute(sql!("UPDATE person SET name = ?1"), params!["a\0b"]));
        assert!(matches!(nul, Err(StorageError::Constraint(_))), "{nul:?}");
    }

    fn an_error_that_is_swallowed_fails_the_write_all_the_same(place) {
        let db = place.open();
        people(&db, &["Awa"]);
        let written = db.write(|tx| {
            tx.execute(sql!("UPDATE person SET name = 'Aminata'"), params![])?;
            let twice = tx.execute(sql!("INSERT INTO person (id, name) VALUES (0, 'x')"), params![]);
            assert!(matches!(twice, Err(StorageError::Constraint(_))));
            assert_eq!(tx.execute(sql!("DELETE FROM person"), params![]), twice, "nothing works after an error");
            Ok::<_, StorageError>(())
        });
        assert!(matches!(written, Err(StorageError::Constraint(_))), "{written:?}");
        let name = db.read(|tx| tx.one(sql!("SELECT name FROM person"), params![])?.get::<String>("name"));
        assert_eq!(name, Ok("Awa".into()));
    }

    fn one_row_is_one_row(place) {
        let db = place.open();
        people(&db, &["Awa", "Boubacar"]);
        let names = sql!("SELECT name FROM person WHERE id >= ?1");
        let asked = |from: i64| db.read(|tx| tx.one(names, params![from]));
        assert!(matches!(asked(0), Err(StorageError::RowCount { found: 2, .. })));
        assert!(matches!(asked(5), Err(StorageError::RowCount { found: 0, .. })));
        assert_eq!(asked(1).unwrap().get::<String>("name"), Ok("Boubacar".into()));
    }

    fn many_threads_read_and_write_together(place) {
        let db = place.open();
        people(&db, &[]);
        std::thread::scope(|scope| {
            for thread in 0..12i64 {
                let db = db.clone();
                scope.spawn(move || {
                    for n in 0..5 {
                        db.write(|tx| {
                            let insert = sql!("INSERT INTO person (id, name) VALUES (?1, ?2)");
                            tx.execute(insert, params![thread * 100 + n, "x"])
                        })
                        .unwrap_or_else(|error: StorageError| panic!("{error}"));
                        assert!(count(&db) > n);
                    }
                });
            }
        });
        assert_eq!(count(&db), 60);
    }

    fn a_second_opening_reads_while_the_first_writes(place) {
        let db = place.open();
        people(&db, &["Awa"]);
        let reader = Db::open_read_only(&place.url).unwrap();
        assert_eq!(count(&reader), 1);
        db.write(|tx| tx.execute(sql!("DELETE FROM person"), params![])).unwrap_or_else(|error: StorageError| panic!("{error}"));
        assert_eq!(count(&reader), 0);
        let refused = reader.write(|tx| tx.execute(sql!("DELETE FROM person"), params![]));
        assert_eq!(refused, Err(StorageError::ReadOnly));
    }

    fn every_statement_of_this_crate_prepares(place) {
        let db = place.open();
        db.migrate(&[module()]).unwrap();
        let faults = match db.check_statements() {
            Ok(prepared) => {
                assert!(prepared > 20, "{prepared}");
                return;
            }
            Err(faults) => faults,
        };
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("{}", told.join("\n"));
    }
}

#[test]
fn a_database_that_is_not_there_is_not_opened_for_reading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("absent.db");
    assert!(matches!(Db::open_read_only(&DbUrl::Sqlite(path.clone())), Err(StorageError::Open { .. })));
    assert!(!path.exists());
}

#[test]
fn a_column_that_only_postgresql_has_is_named() {
    let Some(place) = crate::engine::Place::postgres() else { return };
    let db = place.open();
    people(&db, &["Awa"]);
    // Not through `sql!`: what is refused must not stay in the register of statements.
    let sql = liptako_storage::Sql::registered("SELECT sum(id) AS total FROM person");
    let error = db.read(|tx| tx.query(sql, params![])).unwrap_err();
    assert_eq!(error, StorageError::UnsupportedColumn { column: "total".into(), found: "numeric".into() });
}

#[test]
fn an_address_is_a_file_or_a_server() {
    assert_eq!("node.db".parse(), Ok(DbUrl::Sqlite("node.db".into())));
    assert_eq!("sqlite:/srv/node.db".parse(), Ok(DbUrl::Sqlite("/srv/node.db".into())));
    assert!("postgres://apdp@localhost/liptako".parse::<DbUrl>().is_ok());
    for bad in ["", "mysql://x/y", "postgres://h/d?schema=DROP TABLE"] {
        assert!(matches!(bad.parse::<DbUrl>(), Err(StorageError::Url(_))), "{bad}");
    }
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    let text = "Madame, Monsieur, ".repeat(100);
    std::fs::write(&path, &text).unwrap();
    let refused = Db::open(&DbUrl::Sqlite(path.clone()));
    assert!(
        matches!(&refused, Err(StorageError::Open { place, .. }) if place.ends_with("letter.txt")),
        "{refused:?}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_cut_link_to_the_server_is_mended_at_the_next_use() {
    let Some(place) = crate::engine::Place::postgres() else { return };
    let db = place.open();
    people(&db, &["Awa"]);
    assert_eq!(count(&db), 1);
    let cut = |tx: &mut dyn liptako_storage::Tx| {
        let me = liptako_storage::Sql::registered("SELECT pg_terminate_backend(pg_backend_pid()) AS gone");
        tx.query(me, params![])
    };
    assert!(matches!(db.write(cut), Err(StorageError::Cut(_))));
    assert!(matches!(db.read(cut), Err(StorageError::Cut(_))));
    assert_eq!(count(&db), 1);
    db.write(|tx| tx.execute(sql!("DELETE FROM person"), params![]))
        .unwrap_or_else(|error: StorageError| panic!("{error}"));
    assert_eq!(count(&db), 0);
}

#[test]
fn a_server_without_the_schema_is_not_opened_for_reading() {
    let Some(place) = crate::engine::Place::postgres() else { return };
    let refused = Db::open_read_only(&place.url);
    assert!(
        matches!(&refused, Err(StorageError::Open { reason, .. }) if reason.contains("schema")),
        "{refused:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_new_file_and_its_companions_are_closed_to_others() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = crate::engine::Place::sqlite();
    let db = place.open();
    people(&db, &["Awa"]);
    let files: Vec<_> = std::fs::read_dir(place.folder()).unwrap().map(|entry| entry.unwrap()).collect();
    assert_eq!(files.len(), 3, "the file, its log, its index");
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o077, 0, "{:?}", file.path());
    }
}
