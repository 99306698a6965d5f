//! The command line as people and scripts read it.

use crate::program::{PROGRAM, answer, ended};
use liptako_core::Lang;
use liptako_testkit::{run, run_with};
use std::path::Path;

/// Every command, as the words to type.
fn commands(command: &clap::Command, before: &[String], found: &mut Vec<Vec<String>>) {
    found.push(before.to_vec());
    for sub in command.get_subcommands() {
        commands(sub, &[before, &[sub.get_name().to_owned()]].concat(), found);
    }
}

fn every_help(lang: Lang) -> String {
    let mut all = Vec::new();
    commands(&liptako::cli::command(lang), &[], &mut all);
    assert!(all.len() > 20, "only {} commands", all.len());
    let mut text = String::new();
    for words in all {
        let mut arguments: Vec<&str> = words.iter().map(String::as_str).collect();
        arguments.extend(["--help", "--lang", lang.tag()]);
        let help = run(PROGRAM, &arguments);
        ended(&help, 0);
        text.push_str(&format!(
            "$ liptako {}\n{}\n",
            arguments.join(" "),
            String::from_utf8_lossy(&help.stdout)
        ));
    }
    text
}

#[test]
fn help_in_french_teaches_every_command() {
    insta::assert_snapshot!("help-fr", every_help(Lang::Fr));
}

#[test]
fn help_in_english_teaches_every_command() {
    insta::assert_snapshot!("help-en", every_help(Lang::En));
}

/// Replaces what changes from run to run: folders, keys, hashes, fingerprints, moments, passwords.
fn still(text: &str, folder: &Path) -> String {
    let text = text.replace(folder.to_str().unwrap(), "<folder>");
    let mut out = String::new();
    for line in text.lines() {
        let groups = line
            .split_whitespace()
            .filter(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_hexdigit()));
        if groups.count() >= 12 {
            out.push_str("  <recovery key>\n");
            continue;
        }
        let words: Vec<String> = line.split(' ').map(still_word).collect();
        out.push_str(words.join(" ").trim_end());
        out.push('\n');
    }
    out
}

fn still_word(word: &str) -> String {
    let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let hexadecimal = bare.len() >= 16 && bare.bytes().all(|b| b.is_ascii_hexdigit());
    let encoded =
        bare.len() >= 40 && bare.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=-_".contains(&b));
    let group = bare.len() == 5 && bare.bytes().all(|b| b.is_ascii_digit());
    let secret = bare.len() >= 14
        && bare.matches('-').count() >= 2
        && bare.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    match () {
        () if hexadecimal => word.replace(bare, "<hexadecimal>"),
        () if encoded => word.replace(bare, "<key>"),
        () if group => word.replace(bare, "<digits>"),
        () if secret => word.replace(bare, "<secret>"),
        () => word.to_owned(),
    }
}

/// Runs commands one after another as a person would, and writes down what was seen.
fn transcript(lang: Lang, folder: &Path, steps: &[(&[&str], &str, i32)]) -> String {
    let dir = folder.join("bf");
    let mut text = String::new();
    for (arguments, input, code) in steps {
        let mut all = arguments.to_vec();
        all.extend(["--dir", dir.to_str().unwrap(), "--lang", lang.tag()]);
        let output = run_with(PROGRAM, &all, input, &[]);
        ended(&output, *code);
        text.push_str(&format!("$ liptako {}\n", arguments.join(" ")));
        text.push_str(&still(&String::from_utf8_lossy(&output.stdout), folder));
        text.push_str(&still(&String::from_utf8_lossy(&output.stderr), folder));
        text.push_str(&format!("[{code}]\n\n"));
    }
    text
}

fn first_steps(lang: Lang) -> String {
    let folder = tempfile::tempdir().unwrap();
    let admin = [
        "user",
        "add",
        "a.sawadogo",
        "--name",
        "A. Sawadogo (fictif)",
        "--function",
        "it-administrator",
        "--role",
        "administrator",
        "--password-stdin",
    ];
    let drafter = [
        "user",
        "add",
        "i.ouedraogo",
        "--name",
        "I. Ouédraogo (fictif)",
        "--function",
        "legal-officer",
        "--role",
        "drafter",
    ];
    transcript(
        lang,
        folder.path(),
        &[
            (&["serve"], "", 2),
            (&["init", "--authority", "tg"], "", 2),
            (&["init", "--authority", "bf"], "", 0),
            (&["init", "--authority", "bf"], "", 2),
            (&["config", "check"], "", 0),
            (&admin, "trop\n", 2),
            (&admin, "une phrase assez longue\n", 0),
            (&admin, "une phrase assez longue\n", 2),
            (&drafter, "", 0),
            (&["user", "list"], "", 0),
            (&["user", "disable", "personne"], "", 2),
            (&["journal", "show"], "", 0),
            (&["journal", "verify"], "", 0),
            (&["peers"], "", 0),
            (&["plan", "overview"], "", 0),
            (&["plan", "show", "42"], "", 2),
            (&["plan", "show", "00000000000000000000000000000000"], "", 2),
            (&["journal", "show", "--origin", "bf", "--index", "99"], "", 2),
            (&["journal", "verify", "--proof", "/nowhere/proof"], "", 2),
            (&["bundle", "import", "/nowhere"], "", 2),
            (&["bundle", "export", "--to", "bf", "/nowhere"], "", 2),
            (&["rebuild"], "", 0),
        ],
    )
}

#[test]
fn the_first_steps_of_an_administrator_read_well_in_french() {
    insta::assert_snapshot!("first-steps-fr", first_steps(Lang::Fr));
}

#[test]
fn the_first_steps_of_an_administrator_read_well_in_english() {
    insta::assert_snapshot!("first-steps-en", first_steps(Lang::En));
}

#[test]
fn wrong_arguments_end_with_code_two_and_say_what_to_type() {
    for lang in ["fr", "en"] {
        for arguments in [
            &["plan", "lst"][..],
            &["init"],
            &["journal", "show", "--index", "x"],
            &["--nope"],
            &["plan", "list", "--axis", "quatre"],
        ] {
            let said = ended(&run(PROGRAM, &[arguments, &["--lang", lang]].concat()), 2);
            assert!(said.contains("--help") || said.contains("liptako"), "{arguments:?}: {said}");
            let english = said.contains("error:") || said.contains("unexpected");
            assert!(lang == "en" || !english, "{arguments:?} in French: {said}");
        }
    }
}

#[test]
fn every_reading_command_answers_scripts_in_json() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("bf");
    let dir = dir.to_str().unwrap();
    answer(&run(PROGRAM, &["init", "--authority", "bf", "--dir", dir, "--json"]));
    let reading = [
        &["config", "check"][..],
        &["user", "list"],
        &["journal", "show"],
        &["journal", "show", "--origin", "bf"],
        &["journal", "show", "--origin", "bf", "--index", "0"],
        &["journal", "verify"],
        &["peers"],
        &["peers", "card"],
        &["plan", "overview"],
        &["plan", "list"],
        &["plan", "proposals"],
        &["rebuild"],
    ];
    for command in reading {
        answer(&run(PROGRAM, &[command, &["--dir", dir, "--json"]].concat()));
    }
    // A failure is JSON too, on the error stream, with the same code.
    let refused = run(PROGRAM, &["plan", "show", "42", "--dir", dir, "--json"]);
    let said: serde_json::Value = serde_json::from_str(&ended(&refused, 2)).unwrap();
    assert_eq!(said["code"], 2);
    assert!(refused.stdout.is_empty());
}

#[test]
fn the_vocabulary_is_printed_without_a_node() {
    use liptako_core::vocabulary::{Format, shipped};
    for format in Format::ALL {
        let printed = run(PROGRAM, &["--dir", "/nowhere", "vocabulary", "export", "--format", format.name()]);
        ended(&printed, 0);
        assert_eq!(String::from_utf8(printed.stdout).unwrap(), shipped().unwrap().export(format));
    }
    let other = run(PROGRAM, &["vocabulary", "export", "--format", "xml"]);
    assert_ne!(other.status.code(), Some(0));
}
