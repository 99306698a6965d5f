//! A column leaves as a file, is completed elsewhere, and comes back by the page: seen first, then recorded whole.

use crate::LAW;
use axum::http::StatusCode;
use liptako_law::formats::sheet;
use liptako_law::profile::data::{DataFile, read_profile};
use liptako_law::profile::{Profile, shipped};
use liptako_paper::sheet::{read_csv, read_xlsx};
use liptako_stage::{Base, Browser, Node, Upload, World, on_each_engine};

const COLUMN: &str = "/law/profile/bf_001_2021";
const IMPORT: &str = "/law/profile/bf_001_2021/import";
const APPLY: &str = "/law/profile/bf_001_2021/import/apply";
const DEADLINE: &str = "breach.notify_authority.deadline";

/// Pages are tried on one engine: the tables below them are tried on both.
fn in_the_house(test: impl Fn(&Node)) {
    let done = std::cell::Cell::new(false);
    on_each_engine(|base: &mut dyn FnMut() -> Base| {
        if !done.replace(true) {
            test(&World::new(LAW, 3).staffed_node(base(), 1));
        }
    });
}

fn burkina() -> &'static Profile {
    shipped().unwrap().profile("bf_001_2021").unwrap()
}

/// The sheet of the column with these cells changed: question, head of the column, text.
fn spoilt(officer: &mut Browser, cells: &[(&str, &str, &str)]) -> Vec<u8> {
    officer.open(&format!("{COLUMN}/export.csv"));
    assert_eq!(officer.status, StatusCode::OK);
    let grid = read_csv(&officer.bytes).unwrap();
    let heads = grid.rows[0].1.clone();
    let mut rows: Vec<Vec<String>> = grid.rows.into_iter().map(|(_, row)| row).collect();
    for (question, head, text) in cells {
        let column = heads.iter().position(|known| known == head).unwrap();
        let row = rows.iter_mut().find(|row| row[1] == *question).unwrap();
        row.resize(heads.len(), String::new());
        row[column] = (*text).to_owned();
    }
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(";");
    rows.iter().map(line).collect::<Vec<_>>().join("\n").into_bytes()
}

/// A deadline that was read somewhere.
const READ: [(&str, &str, &str); 3] =
    [(DEADLINE, "valeur", "PT72H"), (DEADLINE, "certitude", "vérifié"), (DEADLINE, "article", "12 bis")];

fn stands(officer: &mut Browser, words: &str) -> bool {
    officer.open(&format!("{COLUMN}/{DEADLINE}"));
    officer.says(words)
}

#[test]
fn every_file_of_a_column_is_that_column() {
    in_the_house(|house| {
        let mut reader = house.browser("lectrice");
        let questionnaire = &shipped().unwrap().questionnaire;
        reader.open(COLUMN);
        for extension in ["toml", "csv", "xlsx", "yaml"] {
            assert!(reader.text.contains(&format!("{COLUMN}/export.{extension}\"")), "{extension}");
        }
        assert!(!reader.text.contains("/import\""), "it is a reader");
        reader.open(&format!("{COLUMN}/export.toml"));
        let file = DataFile { name: "x.toml", text: &reader.text };
        assert_eq!(read_profile(questionnaire, file).as_ref(), Ok(burkina()));
        reader.open(&format!("{COLUMN}/export.csv"));
        let grid = read_csv(&reader.bytes).unwrap();
        assert_eq!(sheet::read_profile(questionnaire, "x.csv", &grid).as_ref(), Ok(burkina()));
        reader.open(&format!("{COLUMN}/export.xlsx"));
        let grid = read_xlsx(&reader.bytes).unwrap();
        assert_eq!(sheet::read_profile(questionnaire, "x.xlsx", &grid).as_ref(), Ok(burkina()));
        reader.open(&format!("{COLUMN}/export.yaml"));
        assert!(
            reader.text.starts_with("urn: \"urn:liptako:risk:library:bf_001_2021\"\n"),
            "{}",
            reader.text
        );
        reader.open("/law/comparison");
        assert!(reader.text.contains("href=\"/law/comparison/mappings.yaml\""), "{}", reader.main());
        reader.open("/law/comparison/mappings.yaml");
        assert!(reader.text.contains("urn:liptako:risk:req_mapping_set:ml_2013_015-to-ne_2022_59"));
        // What nobody questions has a description, and no framework.
        reader.open("/law/profile/aes_cc_apdp_2025/export.toml");
        assert!(reader.text.contains("answers_expected = false"));
        reader.open("/law/profile/aes_cc_apdp_2025/export.yaml");
        assert_eq!(reader.status, StatusCode::NOT_FOUND);
        reader.open("/law/profile/nonsense/export.csv");
        assert_eq!(reader.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_file_is_seen_before_it_is_recorded_and_recorded_once() {
    in_the_house(|house| {
        let mut officer = house.browser("plume");
        let file = spoilt(&mut officer, &READ);
        officer.open(COLUMN);
        assert!(officer.text.contains(&format!("{IMPORT}\"")));
        officer.open(IMPORT);
        officer.upload(IMPORT, &[], &[Upload { field: "file", name: "profil.csv", bytes: &file }]);
        assert_eq!(officer.status, StatusCode::OK, "{}", officer.main());
        for said in [
            "1 réponse changerait",
            "129 réponses sont déjà celles du fichier",
            "non établi",
            "72 heures",
            "12 bis",
        ] {
            assert!(officer.says(said), "{said}: {}", officer.main());
        }
        let mut other = house.browser("lectrice");
        assert!(stands(&mut other, "non établi"), "nothing is recorded by looking");
        officer.submit(APPLY, &[("reason", "Lu au Journal officiel (essai).")]);
        assert_eq!(officer.status, StatusCode::SEE_OTHER, "{}", officer.main());
        officer.follow();
        assert!(officer.says("1 réponse est inscrite"), "{}", officer.main());
        // Sent a second time, as after a cut: it acts once.
        officer.send_again();
        assert_eq!(officer.status, StatusCode::SEE_OTHER, "{}", officer.main());
        assert!(stands(&mut other, "72 heures"));
        assert_eq!(other.text.matches("Lu au Journal officiel (essai).").count(), 1, "{}", other.main());
        // The same file again changes nothing.
        officer.open(IMPORT);
        officer.upload(IMPORT, &[], &[Upload { field: "file", name: "profil.csv", bytes: &file }]);
        assert!(officer.says("Aucune réponse ne changerait") && !officer.text.contains("name=\"changes\""));
    });
}

#[test]
fn a_file_with_a_fault_is_refused_whole_with_its_place() {
    in_the_house(|house| {
        let mut officer = house.browser("plume");
        let wrong = [("status.in_force", "certitude", "sûr"), ("authority.mandate", "type", "liste")];
        let file = spoilt(&mut officer, &[&READ[..], &wrong[..]].concat());
        officer.open(IMPORT);
        officer.upload(IMPORT, &[], &[Upload { field: "file", name: "profil.csv", bytes: &file }]);
        assert_eq!(officer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for said in [
            "Le fichier a 2 défauts. Rien n’a été inscrit",
            "profil.csv, cellule J",
            "degré de certitude",
            "semblent décalées",
        ] {
            assert!(officer.says(said), "{said}: {}", officer.main());
        }
        assert!(stands(&mut officer, "non établi"));
    });
}

#[test]
fn what_is_not_a_profile_of_this_column_is_refused_with_what_to_do() {
    in_the_house(|house| {
        let mut officer = house.browser("plume");
        let mut refused = |name: &str, bytes: &[u8], said: &str| {
            officer.open(IMPORT);
            officer.upload(IMPORT, &[], &[Upload { field: "file", name, bytes }]);
            assert_eq!(officer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(officer.says(said), "{name}: {}", officer.main());
        };
        refused("profil.pdf", b"%PDF-1.7", "envoyez un fichier .toml, .csv ou .xlsx");
        refused("profil.xlsx", b"PK\x03\x04", "ce n’est pas un classeur XLSX");
        refused("profil.csv", b"d\xe9lai;x\n", "CSV UTF-8");
        refused("profil.csv", b"a;b\n1;2\n", "la première ligne doit porter les titres des colonnes");
        refused("profil.toml", b"x = ", "profil.toml, ligne 1");
        refused("profil.csv", b"", "Choisissez un fichier");
        let others = liptako_law::formats::native::write_profile(
            &shipped().unwrap().questionnaire,
            shipped().unwrap().profile("ml_2013_015").unwrap(),
        );
        refused("mali.toml", others.as_bytes(), "c’est le profil « ml_2013_015 »");
    });
}

#[test]
fn only_the_keeper_imports_and_only_a_drafter() {
    in_the_house(|house| {
        let mut officer = house.browser("plume");
        officer.open("/law/profile/ml_2013_015/import");
        assert!(officer.says("Cette colonne n’est pas celle de votre autorité"), "{}", officer.main());
        officer.open("/law/profile/eu_gdpr_2016/import");
        assert!(officer.says("Cette colonne n’est pas celle de votre autorité"));
        let mut reader = house.browser("lectrice");
        reader.open(IMPORT);
        assert_eq!(reader.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn all_is_recorded_or_nothing_when_an_answer_moved_meanwhile() {
    in_the_house(|house| {
        let mut officer = house.browser("plume");
        let more = [
            ("breach.notify_authority", "valeur", "oui"),
            ("breach.notify_authority", "certitude", "vérifié"),
        ];
        let file = spoilt(&mut officer, &[&READ[..], &more[..]].concat());
        officer.open(IMPORT);
        officer.upload(IMPORT, &[], &[Upload { field: "file", name: "profil.csv", bytes: &file }]);
        assert!(officer.says("2 réponses changeraient"), "{}", officer.main());
        // Meanwhile a colleague answers the second question.
        let mut colleague = house.browser("tout");
        let edit = format!("{COLUMN}/{DEADLINE}/edit");
        colleague.open(&edit);
        let typed =
            [("finding", "value"), ("hours", "48"), ("confidence", "secondary"), ("reason", "Lu ailleurs.")];
        colleague.submit(&edit, &typed);
        assert_eq!(colleague.status, StatusCode::SEE_OTHER, "{}", colleague.main());
        officer.submit(APPLY, &[("reason", "Import.")]);
        assert_eq!(officer.status, StatusCode::CONFLICT, "{}", officer.main());
        assert!(officer.says("a changé depuis que le fichier a été lu"), "{}", officer.main());
        officer.open(&format!("{COLUMN}/breach.notify_authority"));
        assert!(!officer.says("Import."), "the first answer is not recorded either: {}", officer.main());
        assert!(stands(&mut officer, "48 heures"));
    });
}

#[test]
fn a_reason_is_asked_for_and_a_touched_form_is_refused() {
    in_the_house(|house| {
        let mut officer = house.browser("plume");
        let file = spoilt(&mut officer, &READ);
        officer.open(IMPORT);
        officer.upload(IMPORT, &[], &[Upload { field: "file", name: "profil.csv", bytes: &file }]);
        officer.submit(APPLY, &[("reason", "  ")]);
        assert_eq!(officer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(officer.says("Donnez un motif") && officer.says("72 heures"), "{}", officer.main());
        let carried = officer.value(APPLY, "changes");
        for touched in [
            "",
            "x",
            &carried[..carried.len() - 3],
            &format!("{carried}\n{carried}"),
            "breach.notify_authority zz 00",
        ] {
            officer.forge(APPLY, APPLY, &[("reason", "Essai."), ("changes", touched)]);
            assert_eq!(officer.status, StatusCode::UNPROCESSABLE_ENTITY, "{touched}");
            officer.open(IMPORT);
            officer.upload(IMPORT, &[], &[Upload { field: "file", name: "profil.csv", bytes: &file }]);
        }
        officer.submit(APPLY, &[("reason", "Lu.")]);
        assert_eq!(officer.status, StatusCode::SEE_OTHER, "{}", officer.main());
        assert!(stands(&mut officer, "72 heures"));
    });
}
