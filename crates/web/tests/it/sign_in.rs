//! Coming in, being refused, leaving.

use crate::browser::Browser;
use crate::house::{House, LOGIN, PASSWORD};
use axum::http::StatusCode;
use liptako_web::WebConfig;

#[tokio::test]
async fn whoever_knows_the_password_comes_in_and_goes_where_they_wanted() {
    let house = House::with(vec![], WebConfig::default());
    let mut browser = Browser::new(house.router());
    let sent_away = browser.get("/account?x=1").await;
    assert_eq!(sent_away.location(), "/sign-in?next=/account%3Fx%3D1");
    let page = browser.get(sent_away.location()).await;
    assert_eq!(page.hidden("next"), "/account?x=1");
    let fields = [("login", LOGIN), ("password", PASSWORD), ("next", "/account?x=1")];
    let opened = browser.fill(&page, "/sign-in", &fields).await;
    assert_eq!(opened.location(), "/account?x=1");
    let account = browser.get("/account").await;
    assert!(account.text().contains("Awa Traoré"));
}

#[tokio::test]
async fn after_signing_in_nobody_is_sent_to_another_site() {
    let house = House::with(vec![], WebConfig::default());
    let mut browser = Browser::new(house.router());
    let page = browser.get("/sign-in").await;
    let fields = [("login", LOGIN), ("password", PASSWORD), ("next", "//evil.example/")];
    assert_eq!(browser.fill(&page, "/sign-in", &fields).await.location(), "/");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_login_get_the_same_page() {
    let house = House::with(vec![], WebConfig::default());
    let mut browser = Browser::new(house.router());
    let wrong = browser.sign_in(LOGIN, "not the password").await;
    let unknown = browser.sign_in("nobody", "not the password").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.main().replace(LOGIN, "nobody"), unknown.main());
    assert!(!wrong.text().contains("not the password"));
    insta::assert_snapshot!("sign_in_refused", wrong.main());
}

#[tokio::test]
async fn after_many_wrong_passwords_one_must_wait_and_the_page_says_how_long() {
    let house = House::with(vec![], WebConfig::default());
    let mut browser = Browser::english(house.router());
    let mut answers = Vec::new();
    for _ in 0..12 {
        answers.push(browser.sign_in(LOGIN, "not the password").await);
    }
    let stopped = answers.iter().find(|answer| answer.status == StatusCode::TOO_MANY_REQUESTS).unwrap();
    assert!(stopped.headers.contains_key("retry-after"));
    assert!(stopped.text().contains("Too many attempts"));
}

#[tokio::test]
async fn signing_out_ends_the_session_and_needs_our_form() {
    let house = House::with(vec![], WebConfig::default());
    let mut browser = Browser::new(house.router());
    browser.sign_in(LOGIN, PASSWORD).await;
    let forged = browser.post("/sign-out", &[("csrf", ""), ("request", "")]).await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
    let cookie = browser.cookies.clone();
    let page = browser.get("/about").await;
    let out = browser.fill(&page, "/sign-out", &[]).await;
    assert_eq!(out.location(), "/sign-in");
    let notice = browser.get("/sign-in").await;
    assert!(notice.text().contains("Vous êtes déconnecté."));
    assert!(!browser.get("/sign-in").await.text().contains("Vous êtes déconnecté."));
    browser.cookies = cookie;
    assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn behind_tls_every_cookie_is_marked_so() {
    let house = House::with(vec![], WebConfig { secure: true, ..WebConfig::default() });
    let mut browser = Browser::new(house.router());
    let opened = browser.sign_in(LOGIN, PASSWORD).await;
    let lines: Vec<&str> =
        opened.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
    assert!(
        !lines.is_empty() && lines.iter().all(|line| line.contains("; Secure") && line.contains("HttpOnly"))
    );
    assert!(browser.cookies.keys().any(|name| name.starts_with("__Host-seance")), "{lines:?}");
}
