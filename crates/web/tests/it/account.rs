//! One's own account.

use crate::browser::Browser;
use crate::house::{House, LOGIN, PASSWORD};
use axum::http::StatusCode;
use liptako_web::WebConfig;

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    let house = House::with(vec![], WebConfig::default());
    let (mut here, mut elsewhere) = (Browser::new(house.router()), Browser::new(house.router()));
    here.sign_in(LOGIN, PASSWORD).await;
    elsewhere.sign_in(LOGIN, PASSWORD).await;
    let page = here.get("/account/password").await;
    let new = "cinq dunes au matin";
    let fields = [("password", PASSWORD), ("new", new), ("again", new)];
    let changed = here.fill(&page, "/account/password", &fields).await;
    assert_eq!(changed.location(), "/account");
    assert_eq!(here.get("/account").await.status, StatusCode::OK);
    assert_eq!(elsewhere.get("/account").await.status, StatusCode::SEE_OTHER);
    // A second tap on the same form gets the same answer, not “wrong password”.
    let again = here.fill(&page, "/account/password", &fields).await;
    assert_eq!(again.location(), "/account");
}

#[tokio::test]
async fn each_fault_of_a_new_password_stands_beside_its_field() {
    let house = House::with(vec![], WebConfig::default());
    let mut browser = Browser::new(house.router());
    browser.sign_in(LOGIN, PASSWORD).await;
    let page = browser.get("/account/password").await;
    let differs = [("password", PASSWORD), ("new", "cinq dunes au matin"), ("again", "six dunes au matin")];
    let answer = browser.fill(&page, "/account/password", &differs).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    insta::assert_snapshot!("password_differs", answer.main());
    let short = [("password", PASSWORD), ("new", "court"), ("again", "court")];
    let answer = browser.fill(&page, "/account/password", &short).await;
    assert!(answer.text().contains("au moins 12 caractères"), "{}", answer.main());
}

#[tokio::test]
async fn a_session_left_open_elsewhere_is_ended_from_the_list() {
    let house = House::with(vec![], WebConfig::default());
    let (mut here, mut elsewhere) = (Browser::new(house.router()), Browser::new(house.router()));
    elsewhere.sign_in(LOGIN, PASSWORD).await;
    house.clock.advance(120);
    here.sign_in(LOGIN, PASSWORD).await;
    let page = here.get("/account").await;
    insta::assert_snapshot!("account", page.main());
    let text = page.text();
    let action = text.split("action=\"").find(|part| {
        part.starts_with("/account/sessions/") && !part.starts_with("/account/sessions/end-others")
    });
    let action = action.unwrap().split('"').next().unwrap();
    let ended = here.fill(&page, action, &[]).await;
    assert_eq!(ended.location(), "/account");
    assert_eq!(elsewhere.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(here.get("/account").await.status, StatusCode::OK);
}
