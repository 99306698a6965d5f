//! `liptako law`: a column leaves as a file and comes back, from the command line.

use crate::program::{PROGRAM, answer, ended};
use liptako::demonstration::PASSWORD;
use liptako_testkit::{run, run_with};
use std::path::Path;

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_column_is_exported_checked_and_imported() {
    let folder = tempfile::tempdir().unwrap();
    let demo = folder.path().join("demo");
    ended(&run(PROGRAM, &["demo", "--folder", text(&demo), "--prepare-only"]), 0);
    let node = demo.join("ml");
    let node = text(&node);
    for format in ["toml", "csv", "xlsx", "yaml"] {
        let out = folder.path().join(format!("profil.{format}"));
        let export = [
            "--lang",
            "fr",
            "--dir",
            node,
            "law",
            "export",
            "--instrument",
            "ml_2013_015",
            "--format",
            format,
        ];
        ended(&run(PROGRAM, &[&export[..], &["--out", text(&out)]].concat()), 0);
    }
    let csv = folder.path().join("profil.csv");
    let checked = answer(&run(PROGRAM, &["--json", "law", "check", text(&csv)]));
    assert_eq!(checked["answers"], 130);
    let asked = ["--lang", "fr", "--json", "--dir", node, "law", "import", text(&csv)];
    let same = answer(&run(PROGRAM, &[&asked[..], &["--dry-run"]].concat()));
    assert_eq!(same["changes"].as_array().unwrap().len(), 0, "{same}");
    // What was unknown is read somewhere.
    let before = std::fs::read_to_string(&csv).unwrap();
    let row = |line: &str| line.contains("\"breach.notify_authority.deadline\"");
    let read = |line: &str| {
        line.replace("\"non établi\"", "\"PT72H\"").replace(";\"\";\"\";\"\"", ";\"vérifié\";\"\";\"\"")
    };
    let after: Vec<String> =
        before.lines().map(|line| if row(line) { read(line) } else { line.to_owned() }).collect();
    std::fs::write(&csv, after.join("\n")).unwrap();
    let changed = answer(&run(PROGRAM, &[&asked[..], &["--dry-run"]].concat()));
    assert_eq!(changed["changes"][0]["after"], "72 heures", "{changed}");
    let signed = ["--login", "redaction", "--reason", "Essai.", "--password-stdin"];
    let imported = run_with(PROGRAM, &[&asked[..], &signed[..]].concat(), PASSWORD, &[]);
    assert_eq!(answer(&imported)["recorded"], 1);
    let again = answer(&run_with(PROGRAM, &[&asked[..], &signed[..]].concat(), PASSWORD, &[]));
    assert_eq!(again["recorded"], 0);
    // Whoever may not draft is refused, and so is another's column.
    let signed = ["--login", "admin", "--reason", "Essai.", "--password-stdin"];
    ended(&run_with(PROGRAM, &[&asked[..], &signed[..]].concat(), PASSWORD, &[]), 2);
    let others = folder.path().join("demo").join("bf");
    let asked = ["--lang", "fr", "--dir", text(&others), "law", "import", text(&csv)];
    let signed = ["--login", "redaction", "--reason", "Essai.", "--password-stdin"];
    let refused = run_with(PROGRAM, &[&asked[..], &signed[..]].concat(), PASSWORD, &[]);
    assert!(ended(&refused, 2).contains("n’est pas celle de votre autorité"));
}

#[test]
fn every_fault_of_a_file_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("profil.csv");
    let heads = "partie;clé;valeur;liste ouverte;article;note;certitude;sources;valable du;valable au";
    let rows =
        "réponse;breach.notify_authority.deadline;demain;;;;vérifié;;;\nréponse;nonsense;oui;;;;vérifié;;;";
    std::fs::write(&file, format!("{heads}\n{rows}\n")).unwrap();
    let told = run(PROGRAM, &["law", "check", text(&file), "--lang", "fr"]);
    assert!(ended(&told, 3).contains("le fichier a 2 défauts"));
    let said = String::from_utf8(told.stdout).unwrap();
    assert!(said.contains("profil.csv, cellule C2") && said.contains("n’est pas une durée"), "{said}");
    assert!(said.contains("profil.csv, cellule B3") && said.contains("nonsense"), "{said}");
    let told = run(PROGRAM, &["law", "check", text(&file), "--lang", "en"]);
    assert!(ended(&told, 3).contains("the file has 2 faults"));
    let missing = folder.path().join("absent.csv");
    ended(&run(PROGRAM, &["law", "check", text(&missing)]), 1);
}
