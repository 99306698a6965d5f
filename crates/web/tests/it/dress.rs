//! How pages are dressed: headers, languages, light, failures, weight, contrast, permissions.

use crate::browser::Browser;
use crate::house::{House, LOGIN, PASSWORD};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use liptako_web::{Access, Failure, Page, WebConfig, WebModule, assets};

async fn broken() -> Failure {
    Failure::internal("a disk is on fire")
}

async fn panicking() -> Failure {
    panic!("a handler gave up")
}

async fn plain(page: Page) -> Result<axum::response::Response, Failure> {
    #[derive(askama::Template)]
    #[template(source = "", ext = "html")]
    struct Nothing;
    page.html("Essai", &Nothing)
}

async fn numbered(axum::extract::Path(_): axum::extract::Path<u32>, _: Page) {}

fn house() -> House {
    let module = WebModule::new("try")
        .get("/broken", Access::Public, broken)
        .get("/panicking", Access::Public, panicking)
        .get("/numbered/{n}", Access::Public, numbered);
    House::with(vec![module], WebConfig::default())
}

#[tokio::test]
async fn every_answer_forbids_what_pages_do_not_need() {
    let house = house();
    let mut browser = Browser::new(house.router());
    for path in ["/about", "/nothing", "/broken", assets::STYLE_PATH, assets::ICON_PATH, "/people"] {
        let answer = browser.get(path).await;
        let said = |name: &str| answer.headers.get(name).map_or("", |value| value.to_str().unwrap());
        let policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
            frame-ancestors 'none'; base-uri 'none'";
        assert_eq!(said("content-security-policy"), policy, "{path}");
        assert_eq!(said("x-content-type-options"), "nosniff");
        assert_eq!(said("referrer-policy"), "same-origin");
        assert_eq!(said("x-frame-options"), "DENY");
        let kept = path.starts_with("/static/");
        assert_eq!(said("cache-control").contains("no-store"), !kept, "{path}");
    }
}

#[tokio::test]
async fn pages_hold_no_script_and_no_style_of_their_own() {
    let house = house();
    let mut browser = Browser::new(house.router());
    browser.sign_in(LOGIN, PASSWORD).await;
    for path in ["/about", "/account", "/people", "/people/new", "/account/password", "/nothing"] {
        let text = browser.get(path).await.text();
        for forbidden in ["<script", "style=", "<style", " onclick", "javascript:", "http://", "https://"] {
            assert!(!text.contains(forbidden), "{path} holds {forbidden}");
        }
    }
}

#[tokio::test]
async fn the_first_page_and_all_it_loads_weigh_less_than_14_kb() {
    let house = house();
    let mut browser = Browser::new(house.router());
    let mut total = 0;
    for path in ["/about", assets::STYLE_PATH, assets::ICON_PATH] {
        let request = Request::get(path).header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap();
        let answer = browser.send(request).await;
        assert_eq!(answer.headers.get("content-encoding").unwrap(), "gzip", "{path}");
        let headers: usize =
            answer.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
        total += answer.body.len() + headers;
        if path == assets::STYLE_PATH {
            assert!(answer.body.len() <= 6 * 1024, "the stylesheet weighs {}", answer.body.len());
        }
    }
    assert!(total <= 9 * 1024, "the shell alone weighs {total} bytes: too little is left for content");
    let page = browser.get("/about").await.text();
    let loaded = page.matches("<link ").count() + page.matches("<img").count();
    assert_eq!(loaded, 2, "one stylesheet and one icon");
}

#[tokio::test]
async fn the_language_is_chosen_by_a_link_that_keeps_the_page() {
    let house = house();
    let mut browser = Browser::new(house.router());
    let french = browser.get("/sign-in?next=/about").await;
    assert!(french.text().contains("<html lang=\"fr\""));
    assert_eq!(french.headers.get(header::CONTENT_LANGUAGE).unwrap(), "fr");
    let link = "/language/en?next=/sign-in%3Fnext%3D/about";
    assert!(french.text().contains(&format!("href=\"{}\"", link)), "{}", french.text());
    assert_eq!(browser.get(link).await.location(), "/sign-in?next=/about");
    assert!(browser.get("/about").await.text().contains("<html lang=\"en\""));
    assert_eq!(browser.get("/language/xx").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_places_of_a_domain_are_listed_on_its_pages_alone_and_the_closest_is_marked() {
    let module = WebModule::new("try")
        .menu("/one", "about-title", Access::Public, 1)
        .section("/one", "about-members", Access::Public)
        .section("/one/deep", "account-title", Access::Public)
        .section("/two", "people-menu", Access::Public)
        .section("/hidden", "people-menu", Access::SignedIn)
        .menu("/alone", "about-members", Access::Public, 2)
        .get("/one", Access::Public, plain)
        .get("/one/{n}", Access::Public, plain)
        .get("/one/deep/{n}", Access::Public, plain)
        .get("/two", Access::Public, plain)
        .get("/alone", Access::Public, plain);
    let house = House::with(vec![module], WebConfig::default());
    let mut browser = Browser::new(house.router());
    for (path, current) in [
        ("/one", "<a href=\"/one\" aria-current=\"page\">"),
        ("/one/3", "<a href=\"/one\" aria-current=\"true\">"),
        ("/one/deep/3", "<a href=\"/one/deep\" aria-current=\"true\">"),
        ("/two", "<a href=\"/two\" aria-current=\"page\">"),
    ] {
        let text = browser.get(path).await.text();
        let places = text.split("class=\"sections\"").nth(1).unwrap().split("</ul>").next().unwrap();
        assert!(places.contains(current), "{path}: {places}");
        assert_eq!(places.matches("aria-current").count(), 1, "{path}");
        assert!(!places.contains("/hidden"), "a place that the reader may not see");
        assert_eq!(
            text.matches("<a href=\"/one\" aria-current=\"page\">").count(),
            if path == "/one" { 2 } else { 1 }
        );
    }
    for path in ["/alone", "/about"] {
        assert!(!browser.get(path).await.text().contains("class=\"sections\""), "{path}");
    }
}

#[tokio::test]
async fn the_light_is_chosen_by_a_link_that_keeps_the_page() {
    let house = house();
    let mut browser = Browser::new(house.router());
    assert!(browser.get("/about").await.text().contains("data-theme=\"auto\""));
    assert_eq!(browser.get("/theme/dark?next=/about").await.location(), "/about");
    assert!(browser.get("/about").await.text().contains("data-theme=\"dark\""));
}

#[tokio::test]
async fn failures_say_what_happened_and_what_to_do() {
    let house = house();
    let mut french = Browser::new(house.router());
    let mut english = Browser::english(house.router());
    let missing = french.get("/nothing").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    insta::assert_snapshot!("not_found_fr", missing.main());
    insta::assert_snapshot!("not_found_en", english.get("/nothing").await.main());
    let internal = french.get("/broken").await;
    assert_eq!(internal.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!internal.text().contains("on fire"), "the fault is for the log only");
    insta::assert_snapshot!("internal_fr", internal.main());
    assert_eq!(french.get("/sign-out").await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(french.get("/numbered/many").await.status, StatusCode::NOT_FOUND);
    assert!(french.get("/numbered/many").await.text().contains("Page introuvable"));
}

#[tokio::test]
async fn a_handler_that_panics_still_answers_with_a_page() {
    let house = house();
    let answer = Browser::english(house.router()).get("/panicking").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(answer.text().contains("An error on our side"));
    assert!(!answer.text().contains("gave up"));
}

#[tokio::test]
async fn every_rule_holds_for_a_visitor() {
    let house = house();
    for rule in &house.site.rules {
        let mut browser = Browser::new(house.router());
        let path = rule.path.replace("{id}", "00112233445566778899aabbccddeeff").replace("{tag}", "fr");
        let path = path.replace("{name}", "dark").replace("{n}", "1");
        let request = Request::builder().method(rule.method.clone()).uri(path).body(Body::empty()).unwrap();
        let answer = browser.send(request).await;
        let stopped =
            answer.location().starts_with("/sign-in?next=") || answer.status == StatusCode::UNAUTHORIZED;
        assert_eq!(
            stopped,
            rule.access != Access::Public,
            "{} {} → {}",
            rule.method,
            rule.path,
            answer.status
        );
    }
}

/// A colour of the stylesheet, as linear light (WCAG 2.2, relative luminance).
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The custom properties of a block of the stylesheet.
fn palette(block: &str) -> Vec<(&str, &str)> {
    let pairs = block.split(['{', ';']).filter_map(|part| part.trim().strip_prefix("--")?.split_once(':'));
    pairs
        .map(|(name, value)| (name.trim(), value.trim()))
        .filter(|(_, value)| value.starts_with('#'))
        .collect()
}

#[test]
fn every_pair_of_colours_is_readable_in_both_lights() {
    let style = assets::STYLE;
    let blocks: Vec<&str> =
        style.split(":root").skip(1).map(|rest| rest.split('}').next().unwrap()).collect();
    let palettes: Vec<_> =
        blocks.iter().map(|block| palette(block)).filter(|found| found.len() > 10).collect();
    assert_eq!(palettes.len(), 3, "light, dark by device, dark by choice");
    assert_eq!(palettes[1], palettes[2], "both dark palettes are the same");
    let grounds = ["paper", "surface", "sunk"];
    let mut pairs: Vec<(&str, &str, f64)> = Vec::new();
    for ground in grounds {
        for words in ["ink", "soft", "indigo", "ochre", "laterite", "green"] {
            pairs.push((words, ground, 4.5));
        }
    }
    for tone in ["indigo", "ochre", "laterite", "green"] {
        pairs.push((
            tone,
            ["wash-indigo", "wash-ochre", "wash-laterite", "wash-green"]
                [["indigo", "ochre", "laterite", "green"].iter().position(|name| *name == tone).unwrap()],
            4.5,
        ));
    }
    pairs.extend([("on-indigo", "indigo", 4.5), ("edge", "surface", 3.0), ("edge", "paper", 3.0)]);
    pairs.extend([("thread-1", "surface", 3.0), ("thread-3", "surface", 3.0)]);
    for found in &palettes {
        let colour =
            |name: &str| found.iter().find(|(known, _)| *known == name).map(|(_, value)| *value).unwrap();
        for (words, ground, least) in &pairs {
            let ratio = contrast(colour(words), colour(ground));
            assert!(ratio >= *least, "{words} on {ground}: {ratio:.2}, {least} at least");
        }
    }
}

#[test]
fn contrast_is_computed_as_the_standard_says() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
    assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01);
}

#[test]
fn sides_are_logical_so_that_pages_can_run_from_right_to_left() {
    let style = assets::squeezed_style();
    for physical in [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "text-align: left",
        "text-align: right",
        "border-left",
        "border-right",
        " left:",
        " right:",
    ] {
        assert!(!style.contains(physical), "{physical}");
    }
}

#[test]
fn words_are_complete_in_both_languages() {
    let src = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let faults = liptako_web::texts::check::check_crate(src.as_ref(), liptako_web::TEXTS, &[]);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
