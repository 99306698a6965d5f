//! The common vocabulary: its pages, what modules hang on them, and its files.

use crate::browser::Browser;
use crate::house::{House, LOGIN, PASSWORD};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use liptako_core::vocabulary::{Concept, Format, shipped};
use liptako_storage::Tx;
use liptako_web::{Access, Failure, Html, Page, Shell, WebConfig, WebModule};
use tower::ServiceExt;

#[expect(clippy::unnecessary_wraps, reason = "a panel may fail")]
fn open_panel(_: &mut dyn Tx, _: &Shell, _: &Page, concept: &Concept) -> Result<Option<Html>, Failure> {
    let about = concept.id.as_str() == "data-breach";
    Ok(about.then(|| Html::text("vu de tous : <b>")))
}

#[expect(clippy::unnecessary_wraps, reason = "a panel may fail")]
fn closed_panel(_: &mut dyn Tx, _: &Shell, page: &Page, _: &Concept) -> Result<Option<Html>, Failure> {
    Ok(Some(Html::text(&format!("réservé à {}", page.reader_name()))))
}

fn house() -> House {
    let module = WebModule::new("try").panel("people-menu", Access::SignedIn, 2, closed_panel).panel(
        "about-title",
        Access::Public,
        1,
        open_panel,
    );
    House::with(vec![module], WebConfig::default())
}

#[tokio::test]
async fn the_index_leads_to_every_concept() {
    let house = house();
    let mut browser = Browser::new(house.router());
    let text = browser.get("/vocabulary").await.text();
    for concept in shipped().unwrap().concepts() {
        assert!(text.contains(&format!("href=\"/vocabulary/{}\"", concept.id)), "{}", concept.id);
    }
    for format in Format::ALL {
        assert!(text.contains(&format!("href=\"/vocabulary.{}\"", format.name())));
    }
}

#[tokio::test]
async fn every_concept_has_its_page() {
    let house = house();
    let mut browser = Browser::new(house.router());
    for concept in shipped().unwrap().concepts() {
        let page = browser.get(&format!("/vocabulary/{}", concept.id)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", concept.id);
        let text = page.text();
        for id in concept.broader.iter().chain(&concept.related) {
            assert!(text.contains(&format!("href=\"/vocabulary/{id}\"")), "{} → {id}", concept.id);
        }
        for link in &concept.links {
            assert!(text.contains(&format!("<a href=\"{}\" rel=\"external noreferrer\"", link.iri)));
        }
    }
    assert_eq!(browser.get("/vocabulary/nothing").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/vocabulary/%3Cb%3E").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_panel_is_shown_to_those_who_may_see_it_when_it_has_something_to_say() {
    let house = house();
    let mut browser = Browser::new(house.router());
    let visitor = browser.get("/vocabulary/data-breach").await.text();
    assert!(visitor.contains("vu de tous : &lt;b&gt;") && !visitor.contains("réservé"));
    let bare = browser.get("/vocabulary/transparency").await.text();
    assert!(bare.contains("Rien ne se rattache directement"), "{bare}");
    browser.sign_in(LOGIN, PASSWORD).await;
    let officer = browser.get("/vocabulary/data-breach").await.text();
    let place = |words: &str| officer.find(words).unwrap_or_else(|| panic!("no {words}"));
    assert!(place("vu de tous") < place("réservé à"), "panels stand in their order");
}

#[tokio::test]
async fn a_search_finds_labels_other_names_and_definitions_without_accents() {
    let house = house();
    let mut browser = Browser::new(house.router());
    for (asked, id) in [
        ("donnees+sensibles", "sensitive-data"),
        ("correspondant", "dpo"),
        ("hameconnage", "online-fraud"),
        ("data+breach", "data-breach"),
        ("malveillance", "data-breach"),
        ("biom", "biometric-data"),
    ] {
        let text = browser.get(&format!("/vocabulary?words={asked}")).await.text();
        assert!(text.contains(&format!("<dt><a href=\"/vocabulary/{id}\">")), "{asked}");
    }
    let none = browser.get("/vocabulary?words=xylophone").await.text();
    assert!(none.contains("Aucune notion"));
    let hostile = browser.get("/vocabulary?words=%3Cscript%3E").await.text();
    assert!(!hostile.contains("<script"));
    let long = browser.get(&format!("/vocabulary?words={}", "a".repeat(5000))).await;
    assert_eq!(long.status, StatusCode::OK);
}

#[tokio::test]
async fn the_files_have_permanent_addresses_true_types_and_are_sent_once() {
    let house = house();
    let get = async |format: Format, tag: Option<&str>| {
        let mut request = Request::get(format!("/vocabulary.{}", format.name()));
        if let Some(tag) = tag {
            request = request.header(header::IF_NONE_MATCH, tag);
        }
        house.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    };
    for format in Format::ALL {
        let first = get(format, None).await;
        assert_eq!(first.status(), StatusCode::OK);
        let said = |name: header::HeaderName| first.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(said(header::CONTENT_TYPE), format.media_type());
        assert_eq!(said(header::CACHE_CONTROL), "public, max-age=86400");
        let tag = said(header::ETAG);
        let body = axum::body::to_bytes(first.into_body(), 4 << 20).await.unwrap();
        assert_eq!(body, shipped().unwrap().export(format));

        let again = get(format, Some(&tag)).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert!(axum::body::to_bytes(again.into_body(), 10).await.unwrap().is_empty());
        let other = get(format, Some("\"0000\"")).await;
        assert_eq!(other.status(), StatusCode::OK);
    }
}
