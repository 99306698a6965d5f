//! A node comes back from its backup as it was, or not at all.

use crate::engine::{Place, on_both_engines};
use crate::house::{A, charter, module, object, open, request, text_of, write};
use liptako_core::{Charter, SeededChance};
use liptako_journal::NodeKeys;
use liptako_journal::disk::RealDisk;
use liptako_journal::journals::{Home, Journals, Start};
use liptako_journal::verify::verify;
use liptako_storage::backup::{BackupError, Plan, check, create, restore};
use liptako_storage::{Db, DbUrl, Road, RoadError, StorageError, params, sql};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A node on disk, with people of its own.
struct Node {
    charter: Charter,
    keys: NodeKeys,
    data: PathBuf,
    db: DbUrl,
}

fn home(data: &Path) -> Home {
    Home { disk: Arc::new(RealDisk::new()), data: data.to_owned(), locks: data.join("locks") }
}

impl Node {
    fn new(place: &Place) -> Self {
        let charter = charter(1);
        let chance = SeededChance::new(3);
        let (keys, _) = NodeKeys::generate(&charter.members[0].origin, &chance).unwrap();
        let data = place.folder().join("node");
        fs::create_dir(&data).unwrap();
        keys.save(&data.join("keys")).unwrap();
        Journals::init(&home(&data), &charter, &keys, Start::New, &chance).unwrap();
        let node = Self { charter, keys, data, db: place.url.clone() };
        let road = node.open();
        for n in 0..7 {
            write(&road, request(n), object(n % 2), "une note").unwrap();
        }
        road.db()
            .write(|tx| {
                let insert = sql!("INSERT INTO person (id, name, height, photo) VALUES (?1, ?2, ?3, ?4)");
                tx.execute(insert, params![1, "Awa\n\"Diallo\"", 1.7, vec![0u8, 1, 255]])?;
                tx.execute(insert, params![2, "Boubacar", None::<f64>, None::<Vec<u8>>])?;
                tx.execute(sql!("INSERT INTO visit (person, at) VALUES (?1, ?2)"), params![2, 1_790_000_000])
            })
            .unwrap_or_else(|error: StorageError| panic!("{error}"));
        node
    }

    fn open(&self) -> Road {
        open_at(&self.data, &self.charter, &self.keys, &self.db)
    }

    fn back_up(&self, target: &Path) {
        let db = Db::open_read_only(&self.db).unwrap();
        let key_files = fs::read_dir(self.data.join("keys")).unwrap().map(|entry| entry.unwrap().path());
        let name = |path: PathBuf| (format!("keys/{}", path.file_name().unwrap().to_str().unwrap()), path);
        let files: Vec<_> = key_files.map(name).collect();
        let plan = Plan { member: "aa", data: &self.data, files: &files, now: 1_790_000_000 };
        let mut last = 0;
        let manifest =
            create(&plan, &db, &[module()], &self.charter, target, &mut |progress| last = progress.done)
                .unwrap();
        assert!(last > 0);
        assert_eq!(manifest.journals.get("aa"), Some(&7));
        assert_eq!(manifest.tables.iter().map(|table| table.rows).collect::<Vec<_>>(), [0, 2, 1]);
    }
}

fn open_at(data: &Path, charter: &Charter, keys: &NodeKeys, db: &DbUrl) -> Road {
    let chance = Arc::new(SeededChance::new(4));
    let journals = Journals::open(home(data), charter, keys, &[], chance).unwrap();
    let road = open(Db::open(db).unwrap(), Arc::new(journals), 1);
    road.catch_up(|_| {}).unwrap();
    road
}

fn bring_back(backup: &Path, target: &Path, db: &DbUrl) -> Result<(), BackupError> {
    restore(backup, target, &[module()], |_| Ok(db.clone()), |_| Ok(()), &mut |_| {}).map(drop)
}

fn national_rows(db: &Db) -> Vec<Vec<liptako_storage::Value>> {
    db.read(|tx| {
        let mut rows = tx.query(sql!("SELECT id, name, height, photo FROM person ORDER BY id"), params![])?;
        rows.extend(tx.query(sql!("SELECT person, at FROM visit ORDER BY person, at"), params![])?);
        Ok::<_, StorageError>(rows.iter().map(|row| row.values().to_vec()).collect())
    })
    .unwrap()
}

on_both_engines! {
    fn a_restored_node_has_the_same_tables_and_may_not_sign_yet(place) {
        let node = Node::new(place);
        let road = node.open();
        let (digest, people) = (road.digest().unwrap(), national_rows(road.db()));
        let backup = place.folder().join("backup");
        // While the node runs: its journals are locked by this very process.
        node.back_up(&backup);
        drop(road);
        check(&backup, &mut |_| {}).unwrap();
        let mut targets = vec![place.another()];
        targets.extend(place.other_engine());
        for other in targets {
            let target = other.folder().join("restored");
            let verified = |folder: &Path| {
                let keys = NodeKeys::load(&folder.join("keys")).unwrap();
                let report = verify(&home(folder), &node.charter, A, &[keys.card("aa")], &mut |_| {});
                assert_eq!((report.journals[0].entries, report.journals[0].bodies), (7, 7));
                if report.is_sound() { Ok(()) } else { Err(BackupError::Verify(format!("{:?}", report.faults))) }
            };
            let database = |_: &Path| Ok(other.url.clone());
            restore(&backup, &target, &[module()], database, verified, &mut |_| {}).unwrap();
            let keys = NodeKeys::load(&target.join("keys")).unwrap();
            let restored = open_at(&target, &node.charter, &keys, &other.url);
            assert_eq!(restored.digest().unwrap(), digest);
            assert_eq!(national_rows(restored.db()), people);
            assert!(!target.join("lease").exists());
            let refused = write(&restored, request(9), object(1), "trop tôt");
            assert!(matches!(refused, Err(RoadError::Recovering(_))), "{refused:?}");
            assert_eq!(text_of(restored.db(), object(1)).as_deref(), Some("une note"));
        }
    }

    fn a_backup_under_way_while_officers_write_is_whole(place) {
        let node = Node::new(place);
        let road = node.open();
        let backup = place.folder().join("backup");
        let manifest = std::thread::scope(|scope| {
            let writing = scope.spawn(|| (20..60).for_each(|n| { write(&road, request(n), object(1), "pendant").unwrap(); }));
            let db = Db::open_read_only(&node.db).unwrap();
            let plan = Plan { member: "aa", data: &node.data, files: &[], now: 0 };
            let manifest = create(&plan, &db, &[module()], &node.charter, &backup, &mut |_| {}).unwrap();
            writing.join().unwrap();
            manifest
        });
        drop(road);
        let other = place.another();
        let target = other.folder().join("restored");
        bring_back(&backup, &target, &other.url).unwrap();
        let restored = open_at(&target, &node.charter, &node.keys, &other.url);
        let size = restored.source().size(A);
        assert_eq!(Some(&size), manifest.journals.get("aa"));
        assert!(size >= 7);
        assert_eq!(restored.waiting(), []);
    }

    fn a_database_that_holds_a_node_is_not_restored_into(place) {
        let node = Node::new(place);
        let backup = place.folder().join("backup");
        node.back_up(&backup);
        let target = place.folder().join("restored");
        let refused = bring_back(&backup, &target, &place.url);
        assert!(matches!(refused, Err(BackupError::DatabaseInUse(_))), "{refused:?}");
        assert!(!target.exists());
    }

    fn a_backup_of_an_older_program_is_brought_up_to_date(place) {
        use crate::house::MIGRATIONS;
        use liptako_storage::Module;
        let older = Module { migrations: &MIGRATIONS[..1], national_tables: &["person"], ..module() };
        let db = place.open();
        db.migrate(std::slice::from_ref(&older)).unwrap();
        db.write(|tx| tx.execute(sql!("INSERT INTO person (id, name) VALUES (1, 'Awa')"), params![])).unwrap_or_else(|error: StorageError| panic!("{error}"));
        let (backup, data) = (place.folder().join("backup"), place.folder().join("node"));
        fs::create_dir(&data).unwrap();
        let plan = Plan { member: "aa", data: &data, files: &[], now: 0 };
        create(&plan, &db, &[older], &charter(1), &backup, &mut |_| {}).unwrap();
        let other = place.another();
        bring_back(&backup, &other.folder().join("restored"), &other.url).unwrap();
        assert_eq!(national_rows(&other.open()).len(), 1);
    }
}

#[test]
fn one_changed_byte_in_any_file_is_named_and_nothing_is_restored() {
    let place = Place::sqlite();
    let node = Node::new(&place);
    let backup = place.folder().join("backup");
    node.back_up(&backup);
    let mut files = Vec::new();
    let mut folders = vec![backup.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() { folders.push(entry) } else { files.push(entry) }
        }
    }
    assert!(files.len() > 8, "{files:?}");
    for path in files.iter().filter(|path| fs::metadata(path).unwrap().len() > 0) {
        let sound = fs::read(path).unwrap();
        let mut damaged = sound.clone();
        *damaged.last_mut().unwrap() ^= 1;
        // The line end of the manifest's sum is not part of the sum.
        if path.ends_with("manifest.sha256") {
            damaged[0] ^= 1;
        }
        let (target, db) =
            (place.folder().join("restored"), DbUrl::Sqlite(place.folder().join("restored.db")));
        for damage in [damaged, sound[..sound.len() - 1].to_vec(), Vec::new()] {
            if path.ends_with("manifest.sha256") && damage.len() == sound.len() - 1 {
                continue;
            }
            fs::write(path, damage).unwrap();
            let told = check(&backup, &mut |_| {}).unwrap_err().to_string();
            let refused = bring_back(&backup, &target, &db).unwrap_err().to_string();
            let name = path.strip_prefix(&backup).unwrap().to_str().unwrap();
            assert!(told.contains(name) || name.starts_with("manifest"), "{name}: {told}");
            assert!(refused.contains(name) || name.starts_with("manifest"), "{name}: {refused}");
            assert!(!target.exists() && !place.folder().join("restored.restoring").exists());
        }
        fs::remove_file(path).unwrap();
        assert!(check(&backup, &mut |_| {}).is_err(), "{}", path.display());
        fs::write(path, sound).unwrap();
    }
    check(&backup, &mut |_| {}).unwrap();
}

#[test]
fn a_manifest_that_points_outside_is_refused() {
    let place = Place::sqlite();
    let node = Node::new(&place);
    let backup = place.folder().join("backup");
    node.back_up(&backup);
    let path = backup.join("manifest.json");
    let text = fs::read_to_string(&path).unwrap().replace("journal/aa/checkpoint", "../../aa/checkpoint");
    fs::write(&path, &text).unwrap();
    use sha2::Digest as _;
    fs::write(backup.join("manifest.sha256"), hex::encode(sha2::Sha256::digest(&text))).unwrap();
    let refused = check(&backup, &mut |_| {}).unwrap_err();
    assert!(refused.to_string().contains("outside"), "{refused}");
}

#[test]
fn a_verification_that_refuses_leaves_no_node() {
    let place = Place::sqlite();
    let node = Node::new(&place);
    let (backup, target) = (place.folder().join("backup"), place.folder().join("restored"));
    node.back_up(&backup);
    let database = |folder: &Path| Ok(DbUrl::Sqlite(folder.join("node.db")));
    let refuse = |_: &Path| Err(BackupError::Verify("a signature is wrong".into()));
    let refused = restore(&backup, &target, &[module()], database, refuse, &mut |_| {});
    assert!(matches!(refused, Err(BackupError::Verify(_))));
    assert!(!target.exists());
    let kept = restore(&backup, &target, &[module()], database, |_| Ok(()), &mut |_| {});
    assert!(kept.is_ok());
    assert!(target.join("node.db").is_file());
}

#[test]
fn a_folder_that_holds_something_is_not_written_over() {
    let place = Place::sqlite();
    let node = Node::new(&place);
    let backup = place.folder().join("backup");
    node.back_up(&backup);
    let refused = bring_back(&backup, &node.data, &DbUrl::Sqlite(place.folder().join("x.db")));
    assert!(matches!(refused, Err(BackupError::Occupied(_))), "{refused:?}");
    let db = Db::open_read_only(&node.db).unwrap();
    let plan = Plan { member: "aa", data: &node.data, files: &[], now: 0 };
    let twice = create(&plan, &db, &[module()], &node.charter, &backup, &mut |_| {});
    assert!(matches!(twice, Err(BackupError::Occupied(_))));
}

#[cfg(unix)]
#[test]
fn a_backup_is_closed_to_others() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::sqlite();
    let node = Node::new(&place);
    let backup = place.folder().join("backup");
    node.back_up(&backup);
    for name in ["manifest.json", "keys", "journal/aa/checkpoint"] {
        let mode = fs::metadata(backup.join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}");
    }
}
