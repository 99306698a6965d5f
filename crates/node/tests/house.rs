//! Checks the house itself: which crate may use which, and that nothing is left half done.
//!
//! The allowed edges are written once, for people, in the fenced `edges` block of `ARCHITECTURE.md`.

#![expect(clippy::expect_used, reason = "a test ends at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Crates of a domain: what two of them share belongs to `core`, or to a panel registered with the shell.
const DOMAINS: [&str; 6] = ["council", "law", "exchange", "training", "campaign", "portal"];

/// Kinds of file in which an unfinished mark would be ours.
const TEXT_FILES: [&str; 8] = ["rs", "html", "css", "ftl", "toml", "sql", "md", "svg"];

type Edges = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What the manifests say; a crate's name is that of its folder, an edge for tests only ends in `?`.
fn declared() -> Edges {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    packages.iter().map(|package| (short(&package["name"]), edges_of(package))).collect()
}

fn edges_of(package: &serde_json::Value) -> BTreeSet<String> {
    let all = package["dependencies"].as_array().expect("a list of dependencies");
    let ours = all.iter().filter(|dependency| dependency["path"].is_string());
    ours.map(|dependency| match dependency["kind"].as_str() {
        Some("dev") => short(&dependency["name"]) + "?",
        _ => short(&dependency["name"]),
    })
    .collect()
}

fn short(package: &serde_json::Value) -> String {
    let name = package.as_str().expect("a package has a name");
    if name == "liptako" { "node".into() } else { name.trim_start_matches("liptako-").into() }
}

/// What `ARCHITECTURE.md` allows.
fn allowed() -> Edges {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let (_, rest) = text.split_once("```edges\n").expect("a fenced block named edges");
    let (block, _) = rest.split_once("```").expect("the end of the block");
    let lines = block.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let (from, to) = line.split_once("->").expect("each line reads `crate -> crates`");
            (from.trim().into(), to.split_whitespace().map(String::from).collect())
        })
        .collect()
}

/// Every file of the crates that people write.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be listed").flatten() {
        let path = entry.path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "node_modules") {
                files(&path, found);
            }
        } else if path.extension().is_some_and(|kind| TEXT_FILES.iter().any(|known| kind == *known)) {
            found.push(path);
        }
    }
}

fn sources_of(name: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let folder = if name == "bench" { root().join(name) } else { root().join("crates").join(name) };
    files(&folder, &mut found);
    found
}

#[test]
fn crates_use_only_the_crates_that_the_architecture_allows() {
    assert_eq!(declared(), allowed(), "left: Cargo.toml files; right: the edges block of ARCHITECTURE.md");
}

#[test]
fn an_allowed_edge_is_used_by_the_code() {
    let mut idle = Vec::new();
    for (from, edges) in declared() {
        let sources = sources_of(&from);
        let texts = sources.iter().filter(|path| path.extension().is_some_and(|kind| kind == "rs"));
        let code: String = texts.map(|path| std::fs::read_to_string(path).expect("UTF-8")).collect();
        for edge in edges {
            let name = match edge.trim_end_matches('?') {
                "node" => "liptako::".to_owned(),
                other => format!("liptako_{other}"),
            };
            if !code.contains(&name) {
                idle.push(format!("{from} -> {edge}"));
            }
        }
    }
    assert!(idle.is_empty(), "edges that no code uses: {idle:?}");
}

#[test]
fn domain_crates_never_use_one_another() {
    for (from, edges) in declared() {
        if DOMAINS.contains(&from.as_str()) {
            let sideways = edges.iter().find(|to| DOMAINS.contains(&to.trim_end_matches('?')));
            assert_eq!(sideways, None, "{from} uses another domain");
        }
    }
}

#[test]
fn no_file_carries_an_unfinished_mark() {
    // Written in halves, so that this file does not find itself.
    let marks =
        [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("unimpl", "emented!"), concat!("to", "do!(")];
    let mut found = Vec::new();
    files(&root().join("crates"), &mut found);
    files(&root().join("bench"), &mut found);
    assert!(found.len() > 50, "the walk saw only {} files", found.len());
    for path in found {
        let text = std::fs::read_to_string(&path).expect("our files are UTF-8");
        for (number, line) in text.lines().enumerate() {
            let mark = marks.iter().find(|mark| line.contains(**mark));
            assert_eq!(mark, None, "{}:{}", path.display(), number + 1);
        }
    }
}
