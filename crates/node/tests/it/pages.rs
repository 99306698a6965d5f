//! What every page of the house keeps: its weight, its headers, its two languages.

use crate::steps::signed_in;
use liptako_testkit::{Browser, Plan, Reply, TestNode, Trio, links};
use std::collections::BTreeSet;

/// Most bytes of a first page with all that it loads, compressed.
const BUDGET: usize = 14_000;

/// The pages that people see first, and those they see most.
fn main_pages(node: &TestNode) -> Vec<String> {
    let mut browser = signed_in(node, "redaction");
    let action = crate::steps::a_quiet_action(&mut browser);
    let proposals = browser.get("/council/plan/proposals");
    let found = links(proposals.text());
    let proposal =
        found.iter().find(|link| link.starts_with("/council/plan/proposals/")).expect("a proposal");
    let fixed =
        ["/", "/sign-in", "/about", "/council/plan/actions", "/council/plan/proposals", "/journal", "/peers"];
    let guide = [
        "/guide",
        "/guide/who",
        "/guide/where",
        "/guide/data",
        "/guide/use",
        "/guide/abroad",
        "/guide/breach",
    ];
    let mut pages: Vec<String> = fixed.into_iter().chain(guide).map(String::from).collect();
    pages.extend([
        format!("/council/plan/actions/{action}"),
        proposal.clone(),
        "/journal/ml".into(),
        "/journal/ml/0".into(),
    ]);
    pages
}

fn squeezed(browser: &mut Browser, path: &str) -> Reply {
    let answer = browser.get(path);
    assert_eq!(answer.status, 200, "{path}");
    assert_eq!(answer.header("content-encoding"), "gzip", "{path}");
    answer
}

#[test]
fn a_first_page_with_all_it_loads_weighs_less_than_14_kb() {
    let trio = Trio::met();
    trio.play();
    let node = &trio.nodes[0];
    let mut plain = node.browser();
    let mut browser = node.browser().with_header("accept-encoding", "gzip");
    let mut heavy = Vec::new();
    for path in main_pages(node) {
        let page = plain.get(&path);
        let text = page.text().to_owned();
        let loaded: BTreeSet<&str> = text.split(['"']).filter(|part| part.starts_with("/static/")).collect();
        assert!(loaded.len() <= 2, "{path} loads {loaded:?}");
        assert!(!text.contains("<script") && !text.contains(" style=") && !text.contains("<img"), "{path}");
        let html = squeezed(&mut browser, &path).body.len();
        let rest: usize = loaded.iter().map(|part| browser.get(part).body.len()).sum();
        eprintln!("{path}: {html} + {rest} bytes");
        if html + rest > BUDGET {
            heavy.push(format!("{path}: {} bytes", html + rest));
        }
    }
    assert_eq!(heavy, Vec::<String>::new());
}

#[test]
fn every_answer_carries_the_browsers_rules() {
    let trio = Trio::met();
    let node = &trio.nodes[0];
    let mut browser = node.browser();
    let style = browser.get("/about");
    let style = style.text().split('"').find(|part| part.starts_with("/static/app")).unwrap().to_owned();
    let paths =
        ["/", "/about", "/sign-in", "/nowhere", "/journal/ml/0/proof", "/people", "/static/icon.svg", &style];
    for path in paths {
        let answer = browser.get(path);
        let csp = answer.header("content-security-policy");
        assert!(csp.contains("default-src 'none'") && !csp.contains("unsafe"), "{path}: {csp}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert!(!answer.header("permissions-policy").is_empty(), "{path}");
        assert!(!answer.header("cache-control").is_empty(), "{path}");
        let kept = answer.header("cache-control").contains("public");
        assert_eq!(kept, path.starts_with("/static/"), "{path}: only what is the same for all may be kept");
    }
}

/// Every message key of the house.
fn keys() -> BTreeSet<String> {
    let sources =
        liptako_web::TEXTS.iter().chain(liptako_council::plan::web::TEXTS).chain(liptako::texts::SOURCES);
    let lines = sources.flat_map(|(_, text)| text.lines());
    lines
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .filter(|key| {
            key.contains('-')
                && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        })
        .collect()
}

#[test]
fn every_page_speaks_french_and_english_without_a_bare_key() {
    let trio = Trio::met();
    trio.play();
    let node = &trio.nodes[0];
    let keys = keys();
    assert!(keys.len() > 200, "only {} keys were read", keys.len());
    let mut pages = main_pages(node);
    let own = [
        "/account",
        "/account/password",
        "/people",
        "/people/new",
        "/bundles",
        "/council/plan/actions/new",
        "/nowhere",
    ];
    pages.extend(own.map(String::from));
    for lang in ["fr", "en"] {
        for login in ["admin", "redaction", "presidence"] {
            let mut browser = signed_in(node, login);
            browser.get(&format!("/language/{lang}"));
            for path in &pages {
                let answer = browser.get(path);
                let text = answer.text();
                if answer.status == 303 {
                    continue;
                }
                assert!(text.contains(&format!("<html lang=\"{lang}\"")), "{path} in {lang}");
                let words = answer.words();
                let bare: Vec<&str> = words.split_whitespace().filter(|word| keys.contains(*word)).collect();
                assert_eq!(bare, Vec::<&str>::new(), "{path} in {lang}");
                assert!(
                    !words.contains("{ $") && !words.contains("{$"),
                    "{path} in {lang}: a value is missing"
                );
            }
        }
    }
}

#[test]
fn an_unknown_reader_gets_the_language_of_the_browser_and_french_otherwise() {
    let trio = Trio::met();
    let page = |accept: Option<&'static str>| {
        let browser = trio.nodes[0].browser();
        let mut browser = match accept {
            Some(line) => browser.with_header("accept-language", line),
            None => browser,
        };
        browser.get("/about").text().to_owned()
    };
    assert!(page(None).contains("<html lang=\"fr\""));
    assert!(page(Some("en-GB,en;q=0.9")).contains("<html lang=\"en\""));
    assert!(page(Some("ha,bm;q=0.9")).contains("<html lang=\"fr\""));
}

#[test]
fn a_visitor_of_a_node_in_service_is_led_to_the_guide_and_sees_nothing_else() {
    let mut trio = Trio::founded(Plan::default());
    // As in service, unlike in the demonstration: visitors hold no permission.
    std::fs::remove_file(trio.nodes[0].seat.dir.join("permissions.toml")).unwrap();
    trio.nodes[0].open().unwrap();
    let mut browser = trio.nodes[0].browser();
    let first = browser.get("/");
    assert_eq!(first.status, 200);
    let offered: BTreeSet<String> = links(first.text())
        .into_iter()
        .map(|link| link.split(['?', '#']).next().unwrap().to_owned())
        .filter(|link| link.starts_with("/guide") || link.starts_with("/council") || link.starts_with("/law"))
        .collect();
    assert_eq!(offered, BTreeSet::from(["/guide".to_owned()]));
    assert!(first.text().contains("href=\"/sign-in\""), "{}", first.text());
    assert_eq!(browser.get("/guide").status, 200);
    assert_eq!(browser.get("/guide/verdict?established=ml&only=fee").status, 200);
    assert!(browser.get("/council/plan").location().starts_with("/sign-in"));
}
