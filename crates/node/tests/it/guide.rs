//! The guide from the command line, without a node and with one.

use crate::program::{PROGRAM, answer, ended};
use liptako_testkit::run;

const CLINIC: [&str; 8] = [
    "established=bf",
    "means=bf",
    "persons_in=bf",
    "data=ordinary,health",
    "hosting=other",
    "status=private",
    "support=computer",
    "persons=patients",
];

fn asked<'a>(facts: &[&'a str], rest: &[&'a str]) -> Vec<&'a str> {
    let facts = facts.iter().flat_map(|fact| ["--fact", fact]);
    ["guide"].into_iter().chain(facts).chain(rest.iter().copied()).collect()
}

#[test]
fn the_guide_answers_offline_in_words_and_in_json() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("none");
    let dir = dir.to_str().unwrap();
    let told = run(PROGRAM, &asked(&CLINIC, &["--dir", dir, "--lang", "fr"]));
    ended(&told, 0);
    let text = String::from_utf8_lossy(&told.stdout);
    assert!(text.contains("Lois telles que ce programme les contient"), "{text}");
    assert!(text.contains("Les données de santé doivent être hébergées dans le pays"), "{text}");
    assert!(text.contains("(art. 31 ; 42, source secondaire, non attesté)"), "{text}");
    assert!(text.contains("Non établi, à demander à l’autorité (CIL)"), "{text}");

    let verdict = answer(&run(PROGRAM, &asked(&CLINIC, &["--dir", dir, "--json"])));
    assert_eq!(verdict["countries"][0]["applies"], "no");
    assert_eq!(verdict["description"]["data"], serde_json::json!(["ordinary", "health"]));
}

#[test]
fn a_report_that_nobody_confirmed_is_told_neither_in_words_nor_in_json() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("none");
    for form in [&["--lang", "fr"][..], &["--json"][..]] {
        let rest = [&["--dir", dir.to_str().unwrap()][..], form].concat();
        let told = run(PROGRAM, &asked(&["established=ne"], &rest));
        ended(&told, 0);
        let text = String::from_utf8_lossy(&told.stdout);
        assert!(text.contains("HAPDP"), "{text}");
        for report in ["reported_abolished", "suppression", "supprim"] {
            assert!(!text.contains(report), "{report}: {text}");
        }
    }
}

#[test]
fn what_may_be_described_is_listed() {
    let told = run(PROGRAM, &["guide", "--list-facts", "--lang", "en"]);
    ended(&told, 0);
    let text = String::from_utf8_lossy(&told.stdout);
    assert!(
        text.contains("hosting") && text.contains("ml, bf, ne, other") && text.contains("yes, no"),
        "{text}"
    );
    let asked = answer(&run(PROGRAM, &["guide", "--list-facts", "--json"]));
    assert!(asked["facts"].as_array().unwrap().len() > 20);
}

#[test]
fn a_description_that_cannot_be_taken_is_refused_with_every_fault() {
    let refused = run(PROGRAM, &asked(&["vidoe=yes", "transfer=perhaps"], &["--lang", "fr"]));
    ended(&refused, 2);
    let text = String::from_utf8_lossy(&refused.stderr);
    assert!(text.contains("vidoe") && text.contains("n’est pas un fait du guide"), "{text}");
    assert!(text.contains("demande yes ou no, et non") && text.contains("perhaps"), "{text}");
    assert!(text.contains("--list-facts"), "{text}");
    let refused = run(PROGRAM, &asked(&["video"], &["--lang", "en"]));
    ended(&refused, 2);
    let refused = run(PROGRAM, &asked(&["transfer=no", "means=bf", "hosting=other"], &["--lang", "en"]));
    ended(&refused, 2);
    let text = String::from_utf8_lossy(&refused.stderr);
    assert!(text.contains("contradicts itself") && text.contains("the data leave no country"), "{text}");
}
