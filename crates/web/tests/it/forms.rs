//! Forms: only ours are believed, and each acts once.

use crate::browser::Browser;
use crate::house::{House, LOGIN, PASSWORD};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use liptako_web::{Access, Failure, Form, FormErrors, Html, Page, WebConfig, WebModule};

/// A form that says the request id it came with, or shows itself again when `title` is empty.
async fn sent(page: Page, form: Form) -> Result<Response, Failure> {
    let mut errors = FormErrors::new();
    let title = errors.required(&form.value, "title", 10);
    if errors.is_empty() {
        return Ok(page.redirect(&format!("/done/{}/{title}", form.request)));
    }
    shown(page, form.again(errors))
}

#[derive(askama::Template)]
#[template(source = "{{ guard }}<p>{{ value }}</p><p>{{ fault }}</p>", ext = "html")]
struct Shown {
    guard: Html,
    value: String,
    fault: String,
}

fn shown(page: Page, state: liptako_web::FormState) -> Result<Response, Failure> {
    let content = Shown {
        guard: state.guard(&page),
        value: state.value("title").to_owned(),
        fault: state.error(&page, "title"),
    };
    page.view("Essai").refused().html(&content)
}

async fn blank(page: Page) -> Result<Response, Failure> {
    let state = page.blank_form();
    shown(page, state)
}

fn house() -> House {
    let module = WebModule::new("try").get("/try", Access::Public, blank).post("/try", Access::Public, sent);
    House::with(vec![module], WebConfig::default())
}

#[tokio::test]
async fn a_form_without_our_token_is_refused_and_says_what_to_do() {
    let house = house();
    let mut browser = Browser::new(house.router());
    let page = browser.get("/try").await;
    let request = page.hidden("request");
    for token in ["", "00", &"ab".repeat(32)] {
        let answer = browser.post("/try", &[("csrf", token), ("request", &request), ("title", "x")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("Rechargez la page"), "{}", answer.text());
    }
}

#[tokio::test]
async fn the_token_of_one_visitor_does_not_serve_another() {
    let house = house();
    let (mut one, mut other) = (Browser::new(house.router()), Browser::new(house.router()));
    let page = one.get("/try").await;
    other.get("/try").await;
    let stolen = other.fill(&page, "/try", &[("title", "x")]).await;
    assert_eq!(stolen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let own = one.fill(&page, "/try", &[("title", "x")]).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_visitors_token_does_not_outlive_signing_in() {
    let house = house();
    let mut browser = Browser::new(house.router());
    let page = browser.get("/try").await;
    assert_eq!(browser.sign_in(LOGIN, PASSWORD).await.status, StatusCode::SEE_OTHER);
    let answer = browser.fill(&page, "/try", &[("title", "x")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_form_sent_from_another_site_is_refused_before_anything_reads_it() {
    let house = house();
    let mut browser = Browser::new(house.router());
    let page = browser.get("/try").await;
    let body = format!("csrf={}&request={}&title=x", page.hidden("csrf"), page.hidden("request"));
    let foreign = Request::post("/try")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .body(Body::from(body))
        .unwrap();
    let answer = browser.send(foreign).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("vient d’un autre site"));
}

#[tokio::test]
async fn a_form_sent_twice_carries_the_same_request_and_two_forms_never_do() {
    let house = house();
    let mut browser = Browser::new(house.router());
    let page = browser.get("/try").await;
    let first = browser.fill(&page, "/try", &[("title", "x")]).await;
    let second = browser.fill(&page, "/try", &[("title", "x")]).await;
    assert_eq!(first.location(), second.location());
    let other = browser.get("/try").await;
    assert_ne!(page.hidden("request"), other.hidden("request"));
}

#[tokio::test]
async fn a_refused_form_comes_back_filled_and_keeps_its_request() {
    let house = house();
    let mut browser = Browser::new(house.router());
    let page = browser.get("/try").await;
    let again = browser.fill(&page, "/try", &[("title", "douze lettres <b>")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("Raccourcissez ce texte\u{a0}: 17 caractères, 10 au plus."));
    assert!(again.text().contains("douze lettres &#60;b&#62;"));
    assert_eq!(again.hidden("request"), page.hidden("request"));
    let done = browser.fill(&again, "/try", &[("title", "dix")]).await;
    assert_eq!(done.location(), format!("/done/{}/dix", page.hidden("request")));
}

#[tokio::test]
async fn a_giant_form_is_refused_without_being_read() {
    let house = house();
    let mut browser = Browser::new(house.router());
    let page = browser.get("/try").await;
    let answer = browser.fill(&page, "/try", &[("title", &"a".repeat(300_000))]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("trop volumineux"));
    let many = "a=&".repeat(2000);
    let request = Request::post("/try").body(Body::from(many)).unwrap();
    assert_eq!(browser.send(request).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}
