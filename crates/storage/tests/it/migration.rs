//! Tables change by numbered steps, and a program never works on tables it does not know.

use crate::engine::on_both_engines;
use crate::house::{MIGRATIONS, module};
use liptako_storage::{Migration, Module, StorageError};

static EDITED: [Migration; 2] =
    [Migration { sql: "CREATE TABLE other (a INTEGER)", ..MIGRATIONS[0] }, MIGRATIONS[1]];
static UNDECLARED: [Migration; 1] =
    [Migration { module: "stray", version: 1, sql: "CREATE TABLE stray (a INTEGER)" }];
static SKIPPED: [Migration; 1] =
    [Migration { module: "skipped", version: 2, sql: "CREATE TABLE skipped (a INTEGER)" }];
static BROKEN: [Migration; 1] = [Migration {
    module: "broken",
    version: 1,
    sql: "CREATE TABLE broken (a INTEGER); CREATE TABLE broken (a INTEGER)",
}];

fn only(
    name: &'static str,
    migrations: &'static [Migration],
    shared_tables: &'static [&'static str],
) -> Module {
    Module { name, migrations, shared_tables, ..Module::default() }
}

on_both_engines! {
    fn each_step_is_applied_once(place) {
        let db = place.open();
        assert_eq!(db.migrate(&[module()]), Ok(4));
        assert_eq!(db.migrate(&[module()]), Ok(0));
        assert_eq!(place.open().migrate(&[module()]), Ok(0));
    }

    fn a_newer_step_is_applied_to_an_older_database(place) {
        let db = place.open();
        let older = Module { migrations: &MIGRATIONS[..1], national_tables: &["person"], ..module() };
        assert_eq!(db.migrate(&[older]), Ok(3));
        assert_eq!(db.migrate(&[module()]), Ok(1));
    }

    fn a_database_newer_than_the_program_is_refused(place) {
        let db = place.open();
        db.migrate(&[module()]).unwrap();
        let older = Module { migrations: &MIGRATIONS[..1], national_tables: &["person"], ..module() };
        let refused = db.migrate(&[older]);
        assert_eq!(refused, Err(StorageError::Newer { module: "notes".into(), found: 2, known: 1 }));
        let without = db.migrate(&[]);
        assert_eq!(without, Err(StorageError::Newer { module: "notes".into(), found: 2, known: 0 }));
    }

    fn a_step_edited_after_it_was_applied_is_refused(place) {
        let db = place.open();
        db.migrate(&[module()]).unwrap();
        let edited = Module { migrations: &EDITED, ..module() };
        assert_eq!(db.migrate(&[edited]), Err(StorageError::Changed { module: "notes".into(), version: 1 }));
    }

    fn a_table_that_nobody_declares_is_refused_and_not_made(place) {
        let db = place.open();
        let refused = db.migrate(&[only("stray", &UNDECLARED, &[])]);
        assert_eq!(refused, Err(StorageError::Table("stray".into())));
        let declared = db.migrate(&[only("stray", &UNDECLARED, &["stray"])]);
        assert_eq!(declared, Ok(3));
        let twice = db.migrate(&[Module { national_tables: &["stray"], ..only("stray", &UNDECLARED, &["stray"]) }]);
        assert_eq!(twice, Err(StorageError::Table("stray".into())));
    }

    fn steps_are_numbered_without_holes(place) {
        let refused = place.open().migrate(&[only("skipped", &SKIPPED, &["skipped"])]);
        assert_eq!(refused, Err(StorageError::Numbering { module: "skipped".into(), found: 2 }));
    }

    fn a_step_that_fails_half_way_leaves_nothing(place) {
        let db = place.open();
        assert!(db.migrate(&[only("broken", &BROKEN, &["broken"])]).is_err());
        assert_eq!(db.migrate(&[]), Ok(2), "not even this crate's own tables were left");
    }
}
