//! Advisories on three whole nodes: a TLP:RED one shared by two leaves nothing with the third, by any road.

use crate::program::{PROGRAM, answer, ended};
use crate::steps::signed_in;
use liptako::demonstration::{PASSWORD, issue_advisory};
use liptako_core::{Audience, Lang, MemberIndex, ObjectId};
use liptako_exchange::advisory::act::Drafted;
use liptako_exchange::advisory::indicator::Indicator;
use liptako_exchange::advisory::marking::{Functions, Marking, Named};
use liptako_exchange::advisory::model::{Content, Sector, Severity, Step, Threat};
use liptako_testkit::{Plan, Trio, check_node, run, run_with};
use std::fs;
use std::path::Path;

/// Words that stand nowhere but in the advisory.
const SECRETS: [&str; 4] =
    ["hippopotame-turquoise", "Cybercafé Sirba", "Prévenir Zaynabou", "sirba-turquoise.example"];

fn red() -> Drafted {
    let named = Named::new(Audience(0b011)).unwrap();
    let functions = Functions::new(vec!["president".into(), "legal-officer".into()]).unwrap();
    Drafted {
        marking: Some(Marking::Red { readers: named, functions }),
        content: Content {
            lang: Lang::Fr,
            title: "Exercice : hippopotame-turquoise".into(),
            threat: Threat::DataBreach,
            severity: Severity::Critical,
            sectors: vec![Sector::Finance],
            summary: "Fictif. Le Cybercafé Sirba.".into(),
            body: String::new(),
            indicators: vec![Indicator::guess("sirba-turquoise.example").unwrap()],
            actions: vec![Step { text: "Prévenir Zaynabou".into(), due: None }],
            concepts: vec!["data-breach".parse().unwrap()],
            references: Vec::new(),
            acknowledge_by: None,
            origin: None,
        },
        reason: String::new(),
    }
}

/// The files below a folder that hold these words.
fn holding(dir: &Path, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, words));
        } else if fs::read(&path).unwrap().windows(words.len()).any(|part| part == words.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}

fn nothing_in(dir: &Path, object: ObjectId) {
    for words in SECRETS.iter().map(|words| (*words).to_owned()).chain([object.to_string()]) {
        assert_eq!(holding(dir, &words), Vec::<String>::new(), "{words}");
    }
    let raw = holds_bytes(dir, object.as_bytes());
    assert_eq!(raw, Vec::<String>::new(), "its identifier");
}

fn holds_bytes(dir: &Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holds_bytes(&path, bytes));
        } else if fs::read(&path).unwrap().windows(bytes.len()).any(|part| part == bytes) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn a_red_advisory_of_two_leaves_nothing_with_the_third_by_any_road() {
    let trio = Trio::with(Plan { relays: true, ..Plan::default() });
    let object = issue_advisory(trio.nodes[0].node(), red()).unwrap();
    trio.meet();
    let dirs: Vec<_> = trio.nodes.iter().map(|node| node.seat.dir.clone()).collect();
    // The scan finds what is there: on the two that share it, words and identifier.
    for dir in &dirs[..2] {
        assert!(SECRETS.iter().all(|words| !holding(dir, words).is_empty()));
        assert!(!holds_bytes(dir, object.as_bytes()).is_empty());
    }
    // The third met both over real links, and took an entry of each journal.
    assert!(trio.link(0, 2).passed() > 0 && trio.link(1, 2).passed() > 0);
    let size = |at: usize| {
        let journals = &trio.nodes[at].node().journals;
        journals.log(MemberIndex(0)).unwrap().size()
    };
    assert_eq!(size(2), size(0), "it holds the journal, whole");
    nothing_in(&dirs[2], object);
    // By stick, from either; the stick itself is sealed.
    for (at, name) in [(0, "de-ml"), (1, "de-bf")] {
        let stick = trio.desk().join(name);
        fs::create_dir_all(&stick).unwrap();
        trio.nodes[at].node().mirror.export_bundle(MemberIndex(2), &stick, |_| {}).unwrap();
        nothing_in(&stick, object);
        trio.nodes[2].node().mirror.import_bundle(&stick, false, |_| {}).unwrap();
    }
    nothing_in(&dirs[2], object);
    // Its backup, its pages, its commands, its search.
    let third = dirs[2].to_str().unwrap();
    let backup = trio.desk().join("backup");
    answer(&run(PROGRAM, &["backup", "--dir", third, "--json", backup.to_str().unwrap()]));
    nothing_in(&backup, object);
    let path = format!("/exchange/advisories/{object}");
    for login in ["redaction", "presidence", "admin"] {
        let mut browser = signed_in(&trio.nodes[2], login);
        for road in [
            "/exchange/advisories",
            "/exchange/advisories?words=hippopotame",
            "/exchange/advisories?label=red",
            "/exchange/advisories/public",
            "/vocabulary/data-breach",
            "/journal/ml",
            &path,
            &format!("{path}/stix.json"),
            &format!("{path}/misp.json"),
            &format!("{path}/advisory.pdf"),
        ] {
            let page = browser.get(road);
            let text = String::from_utf8_lossy(&page.body).into_owned();
            for words in SECRETS {
                assert!(!text.contains(words), "{login}, {road}: {words}");
            }
        }
    }
    let id = object.to_string();
    let login = ["--login", "presidence", "--password-stdin"];
    let command = |dir: &str, rest: &[&str]| {
        let all = [&["--dir", dir, "--json", "advisory"][..], rest, &login[..]].concat();
        run_with(PROGRAM, &all, PASSWORD, &[])
    };
    assert_eq!(answer(&command(third, &["list"])).as_array().unwrap().len(), 0);
    ended(&command(third, &["show", &id]), 2);
    ended(&command(third, &["export", &id, "--format", "stix"]), 2);
    // On a node that shares it, a command shows it to the functions named alone, and says whose eyes it is for.
    let second = dirs[1].to_str().unwrap();
    assert_eq!(answer(&command(second, &["list"]))[0]["label"], "TLP:RED");
    let shown = answer(&command(second, &["show", &id]));
    assert!(shown["for"].as_str().unwrap().contains("APDP, CIL"), "{shown}");
    let unnamed = run(PROGRAM, &["--dir", second, "--json", "advisory", "list"]);
    assert_eq!(answer(&unnamed).as_array().unwrap().len(), 0);
    ended(&run(PROGRAM, &["--dir", second, "advisory", "show", &id]), 2);
    ended(&run(PROGRAM, &["--dir", second, "advisory", "export", &id, "--format", "misp"]), 2);
    for node in &trio.nodes {
        check_node(node.node());
    }
}

#[test]
fn an_advisory_leaves_one_node_as_a_file_and_comes_into_another_as_a_draft() {
    let trio = Trio::met();
    trio.play_advisories();
    let dir = |at: usize| trio.nodes[at].seat.dir.to_str().unwrap().to_owned();
    let listed = answer(&run(PROGRAM, &["--dir", &dir(0), "--json", "advisory", "list", "--label", "green"]));
    let id = listed[0]["id"].as_str().unwrap().to_owned();
    for format in ["stix", "misp"] {
        let file = trio.desk().join(format!("{format}.json"));
        let file = file.to_str().unwrap();
        let export =
            ["--dir", &dir(0), "--json", "advisory", "export", &id, "--format", format, "--out", file];
        assert_eq!(answer(&run(PROGRAM, &export))["label"], "TLP:GREEN");
        let shown = answer(&run(PROGRAM, &["--json", "advisory", "import", file, "--dry-run"]));
        assert_eq!(
            (&shown["format"], &shown["advisories"][0]["label"]),
            (&format.into(), &"TLP:GREEN".into())
        );
        let import = [
            "--dir",
            &dir(2),
            "--json",
            "advisory",
            "import",
            file,
            "--login",
            "redaction",
            "--password-stdin",
        ];
        let kept = answer(&run_with(PROGRAM, &import, PASSWORD, &[]));
        assert_eq!(kept["drafts"].as_array().unwrap().len(), 1);
    }
    let page = signed_in(&trio.nodes[2], "redaction").get("/exchange/advisories");
    assert!(page.words().contains("Projets à relire ou à émettre"), "{}", page.words());
    let front = trio.nodes[1].browser().get("/");
    assert!(front.text().contains("/exchange/advisories/public"), "a door for visitors");
    // Those two put theirs before the public; the third sees its own page without it.
    let public = |at: usize| {
        trio.nodes[at].browser().get("/exchange/advisories/public").text().contains("faux appels")
    };
    assert!(public(0) && public(1) && !public(2));
    let bad = trio.desk().join("bad.json");
    fs::write(&bad, "[".repeat(1000)).unwrap();
    ended(&run(PROGRAM, &["advisory", "import", bad.to_str().unwrap(), "--dry-run"]), 3);
}
