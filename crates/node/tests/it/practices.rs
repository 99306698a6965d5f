//! The library of practices from the command line: a folder of documents, cut and taken up again.

use crate::program::{PROGRAM, answer, ended};
use liptako::demonstration::{DRAFTER, PASSWORD};
use liptako_testkit::{Trio, run, run_with};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// A node of the demonstration, closed: commands work on its directory.
fn node() -> (Trio, String) {
    let mut trio = Trio::met();
    let dir = trio.nodes[1].seat.dir.to_str().unwrap().to_owned();
    trio.nodes[1].close();
    (trio, dir)
}

fn import(dir: &str, folder: &Path) -> Value {
    let folder = folder.to_str().unwrap();
    let words =
        ["practice", "import", folder, "--login", DRAFTER, "--password-stdin", "--dir", dir, "--json"];
    answer(&run_with(PROGRAM, &words, &format!("{PASSWORD}\n"), &[]))
}

fn titles(dir: &str) -> Vec<String> {
    let told = answer(&run(PROGRAM, &["practice", "list", "--drafts", "--dir", dir, "--json"]));
    let mut all: Vec<String> = told["drafts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["title"].as_str().unwrap().to_owned())
        .collect();
    all.sort();
    all
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_folder_becomes_drafts_and_what_is_refused_is_told_with_its_place() {
    let (_trio, dir) = node();
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let folder = folder.path();
    write(elsewhere.path(), "secret.md", "# Un secret\n\nHors du dossier.");
    write(folder, "a/guide.md", "# Recevoir une plainte\n\nÉcouter, puis écrire.");
    write(folder, "b/copie.md", "# Recevoir une plainte\n\nÉcouter, puis écrire.");
    write(folder, "c.md", "# Recevoir une plainte (v2)\n\nÉcouter deux fois, puis écrire.");
    write(folder, "note.txt", "Une note de service.");
    write(folder, "tête.md", "+++\nkind = \"checklist\"\ntitle = \"Une grille\"\n+++\n- [ ] voir");
    write(folder, "faute.md", "+++\nkind = \"chekclist\"\n+++\ntexte");
    write(folder, "faux.pdf", "MZ ce n’est pas un PDF");
    write(folder, "programme.exe", "MZ");
    write(folder, "rapport annuel.pdf", "%PDF-1.4\n% un document d’essai\n");
    write(folder, "vide.md", "");
    write(folder, "latin.txt", b"\xe9t\xe9");
    std::os::unix::fs::symlink(elsewhere.path().join("secret.md"), folder.join("lien.md")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), folder.join("dossier")).unwrap();

    let told = import(&dir, folder);
    assert_eq!(told["drafts"], 5, "{told}");
    assert_eq!(told["same"][0]["path"], "b/copie.md");
    assert_eq!(told["same"][0]["other"], "a/guide.md");
    assert_eq!(told["near"][0]["path"], "c.md");
    let refused: BTreeSet<&str> =
        told["refused"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    let expected = ["dossier", "faute.md", "faux.pdf", "latin.txt", "lien.md", "programme.exe", "vide.md"];
    assert_eq!(refused, BTreeSet::from(expected), "{told}");
    let why = told["refused"].as_array().unwrap().iter().find(|one| one["path"] == "faute.md").unwrap();
    assert!(why["why"].as_str().unwrap().contains("chekclist"), "{why}");
    assert_eq!(
        titles(&dir),
        ["Recevoir une plainte", "Recevoir une plainte (v2)", "Une grille", "note", "rapport annuel"]
    );

    // The same folder once more, with one document more.
    write(folder, "d.md", "# Un document de plus\n\nTexte.");
    let told = import(&dir, folder);
    assert_eq!((&told["drafts"], &told["already"]), (&Value::from(1), &Value::from(5)), "{told}");
    assert_eq!(titles(&dir).len(), 6);

    // A link in place of the folder; a person who may not write.
    let link = elsewhere.path().join("par-ici");
    std::os::unix::fs::symlink(folder, &link).unwrap();
    let words = ["practice", "import", link.to_str().unwrap(), "--dry-run", "--dir", &dir];
    ended(&run(PROGRAM, &words), 2);
    let words = [
        "practice",
        "import",
        folder.to_str().unwrap(),
        "--login",
        "admin",
        "--password-stdin",
        "--dir",
        &dir,
    ];
    ended(&run_with(PROGRAM, &words, &format!("{PASSWORD}\n"), &[]), 2);
}

#[test]
fn an_import_killed_in_mid_work_goes_on_and_makes_nothing_twice() {
    let (_trio, dir) = node();
    let folder = tempfile::tempdir().unwrap();
    let names: BTreeSet<String> = (0..400).map(|n| format!("Pratique numéro {n:03} du fonds")).collect();
    for (n, name) in names.iter().enumerate() {
        write(folder.path(), &format!("{n}.md"), format!("# {name}\n\nTexte {n}."));
    }
    let path = folder.path().to_str().unwrap();
    let words = ["practice", "import", path, "--login", DRAFTER, "--password-stdin", "--dir", &dir];
    for _ in 0..3 {
        let mut child = std::process::Command::new(PROGRAM)
            .args(words)
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), format!("{PASSWORD}\n").as_bytes())
            .unwrap();
        // Killed as soon as it has made some more drafts, or has come to its end by itself.
        let before = titles(&dir).len();
        while child.try_wait().unwrap().is_none() && titles(&dir).len() == before {}
        let _ = child.kill();
        child.wait().unwrap();
    }
    let before = titles(&dir).len() as u64;
    let told = import(&dir, folder.path());
    assert_eq!(told["drafts"].as_u64().unwrap() + told["already"].as_u64().unwrap(), 400, "{told}");
    assert_eq!(told["already"], before);
    assert_eq!(titles(&dir).into_iter().collect::<BTreeSet<_>>(), names);
    assert_eq!(titles(&dir).len(), 400);
}

#[test]
fn the_library_is_listed_shown_and_written_out_while_the_node_runs() {
    let trio = Trio::met();
    trio.play_practices();
    let dir = trio.nodes[0].seat.dir.to_str().unwrap().to_owned();
    let told = answer(&run(PROGRAM, &["practice", "list", "--kind", "guide", "--dir", &dir, "--json"]));
    let n_guides = told["total"].as_u64().unwrap();
    assert!(n_guides >= 4, "{told}");
    let found =
        answer(&run(PROGRAM, &["practice", "list", "--search", "usurpations", "--dir", &dir, "--json"]));
    let name = found["practices"][0]["name"].as_str().unwrap().to_owned();
    let shown = answer(&run(PROGRAM, &["practice", "show", &name, "--dir", &dir, "--json"]));
    assert!(shown["text"].as_str().unwrap().starts_with("+++\nkind = \"guide\""), "{shown}");
    ended(&run(PROGRAM, &["practice", "show", "bf-99999", "--dir", &dir]), 2);
    ended(&run(PROGRAM, &["practice", "list", "--kind", "guyde", "--dir", &dir]), 2);
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("pratiques");
    let told = answer(&run(PROGRAM, &["practice", "export", out.to_str().unwrap(), "--dir", &dir, "--json"]));
    assert!(told["practices"].as_u64().unwrap() >= 15, "{told}");
    assert_eq!(std::fs::read_dir(&out).unwrap().count() as u64, told["practices"].as_u64().unwrap());
    // Nothing is written over.
    ended(&run(PROGRAM, &["practice", "export", out.to_str().unwrap(), "--dir", &dir]), 1);
    // What one node writes out, another takes in.
    let (_other, other) = node();
    let taken = import(&other, &out);
    assert_eq!(taken["drafts"], told["practices"], "{taken}");
}

#[test]
fn every_question_of_law_that_a_practice_rests_on_is_in_the_comparison() {
    let library = liptako_law::profile::shipped().unwrap();
    let charter = &Trio::met().nodes[0].node().described.charter.clone();
    let demo = liptako_exchange::practice::demo::read(charter).unwrap();
    let mut n = 0;
    for one in &demo.published {
        for question in one.content.basis.iter().filter_map(|basis| basis.question.as_deref()) {
            assert!(library.questionnaire.question(question).is_some(), "{}: {question}", one.file);
            n += 1;
        }
    }
    assert!(n > 20, "{n} references");
}
