//! Broken settings: each is one clear error that names the line or the variable, and nothing is changed.

use crate::program::{PROGRAM, ended};
use liptako_identity::PermissionTable;
use liptako_testkit::{Running, free_ports, run, run_with};
use std::fs;
use std::path::PathBuf;

fn node(folder: &tempfile::TempDir) -> PathBuf {
    let dir = folder.path().join("node");
    ended(&run(PROGRAM, &["init", "--dir", dir.to_str().unwrap(), "--authority", "bf"]), 0);
    dir
}

#[test]
fn a_broken_line_is_named_with_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let dir = node(&folder);
    let file = dir.join("liptako.toml");
    let good = fs::read_to_string(&file).unwrap();
    let line_of = |words: &str| good.lines().position(|line| line.starts_with(words)).unwrap() + 1;
    let broken = [
        ("listen = ", "listen = \"127.0.0.1\"", "listen ="),
        ("listen = ", "listen = \"127.0.0.1:99999\"", "listen ="),
        ("listen = ", "lisen = \"127.0.0.1:8100\"", "listen ="),
        ("behind_proxy = ", "behind_proxy = \"oui\"", "behind_proxy ="),
        ("every_seconds = ", "every_seconds = -5", "every_seconds ="),
        ("every_seconds = ", "every_seconds = 5 secondes", "every_seconds ="),
        ("lock = ", "lock = \"sans fin", "lock ="),
        ("[storage]", "[stockage]", "[storage]"),
        ("[web]", "[web", "[web]"),
        ("authority = ", "authority = \"bf\"\nauthority = \"ml\"", "authority ="),
    ];
    for (start, replacement, at) in broken {
        let text: Vec<String> = good
            .lines()
            .map(|line| if line.starts_with(start) { replacement.to_owned() } else { line.to_owned() })
            .collect();
        fs::write(&file, text.join("\n")).unwrap();
        let line = line_of(at) + usize::from(replacement.contains('\n'));
        for command in [&["config", "check"][..], &["serve"], &["plan", "overview"]] {
            let said = ended(&run(PROGRAM, &[command, &["--dir", dir.to_str().unwrap()]].concat()), 2);
            assert!(
                said.contains("liptako.toml") && said.contains(&format!("line {line}")),
                "{replacement}: {said}"
            );
        }
        let french = ["config", "check", "--dir", dir.to_str().unwrap(), "--lang", "fr"];
        let said = ended(&run(PROGRAM, &french), 2);
        assert!(said.contains("liptako.toml") && said.contains(&line.to_string()), "{replacement}: {said}");
    }
    fs::write(&file, &good).unwrap();
    ended(&run(PROGRAM, &["config", "check", "--dir", dir.to_str().unwrap()]), 0);
}

#[test]
fn settings_that_do_not_fit_together_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let dir = node(&folder);
    let file = dir.join("liptako.toml");
    let good = fs::read_to_string(&file).unwrap();
    let cases = [
        (good.replace("authority = \"bf\"", "authority = \"tg\""), "tg"),
        (good.clone() + "\n[[peer]]\ncode = \"ml\"\n", "ml"),
        (good.clone() + "\n[[peer]]\ncode = \"ml\"\n\n[[peer]]\ncode = \"ml\"\n", "ml"),
        (good.replace("database = \"sqlite\"", "database = \"mysql://x\""), "mysql"),
    ];
    for (text, named) in cases {
        fs::write(&file, text).unwrap();
        let said = ended(&run(PROGRAM, &["config", "check", "--dir", dir.to_str().unwrap()]), 2);
        assert!(said.contains(named), "{named}: {said}");
    }
}

#[test]
fn a_wrong_or_unknown_variable_is_named_with_what_would_be_right() {
    let folder = tempfile::tempdir().unwrap();
    let dir = node(&folder);
    let check = ["config", "check", "--dir", dir.to_str().unwrap()];
    for (name, value) in [
        ("LIPTAKO_WEB_LISTEN", "here"),
        ("LIPTAKO_WEB_BEHIND_PROXY", "yes"),
        ("LIPTAKO_EXCHANGE_EVERY_SECONDS", "soon"),
    ] {
        let said = ended(&run_with(PROGRAM, &check, "", &[(name, value)]), 2);
        assert!(said.contains(name) && said.contains(value), "{said}");
    }
    let said = ended(&run_with(PROGRAM, &check, "", &[("LIPTAKO_WEB_LISTN", "127.0.0.1:1")]), 2);
    assert!(said.contains("LIPTAKO_WEB_LISTN") && said.contains("LIPTAKO_WEB_LISTEN"), "{said}");
    // One that is right wins over the file and says so.
    let shown = run_with(
        PROGRAM,
        &[&check[..], &["--json"]].concat(),
        "",
        &[("LIPTAKO_WEB_LISTEN", "127.0.0.1:8199")],
    );
    let settings = crate::program::answer(&shown);
    let listen =
        settings.as_array().unwrap().iter().find(|line| line["key"] == "web.listen").unwrap().clone();
    assert_eq!(
        (listen["value"].as_str(), listen["source"].as_str()),
        (Some("127.0.0.1:8199"), Some("environment"))
    );
}

#[test]
fn a_node_with_the_permission_table_of_an_earlier_version_starts_and_says_what_nobody_holds() {
    let folder = tempfile::tempdir().unwrap();
    let dir = node(&folder);
    let place = dir.to_str().unwrap();
    let check = |lang| {
        let told = run(PROGRAM, &["config", "check", "--dir", place, "--lang", lang]);
        ended(&told, 0);
        String::from_utf8(told.stdout).unwrap()
    };
    assert!(!check("en").contains("permissions.toml"), "the table of the program says nothing");
    let definition = "[[permission]]\nname = \"law.attest\"";
    let (before, rest) = PermissionTable::STANDARD.split_once(definition).unwrap();
    let (_, after) = rest.split_once("\n\n").unwrap();
    let earlier = format!("{before}{after}").replace("\"law.attest\", ", "");
    assert!(!earlier.contains("law.attest"));
    fs::write(dir.join("permissions.toml"), earlier).unwrap();
    for (lang, words) in
        [("en", "law.attest (usually: approver)"), ("fr", "law.attest (d’ordinaire\u{a0}: approver)")]
    {
        let said = check(lang);
        assert!(said.lines().any(|line| line.contains("permissions.toml") && line.contains(words)), "{said}");
    }
    let settings = fs::read_to_string(dir.join("liptako.toml")).unwrap();
    let listen = format!("listen = \"127.0.0.1:{}\"", free_ports(1));
    let settings = settings.lines().map(|line| if line.starts_with("listen = ") { &*listen } else { line });
    fs::write(dir.join("liptako.toml"), settings.collect::<Vec<_>>().join("\n")).unwrap();
    // Waits until its pages answer.
    drop(Running::serve(PROGRAM, &dir));
}
