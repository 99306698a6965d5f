//! The people of the authority.

use crate::browser::{Answer, Browser};
use crate::house::{House, LOGIN, PASSWORD};
use axum::http::StatusCode;
use liptako_web::WebConfig;

const NEW: [(&str, &str); 4] =
    [("login", "i.maiga"), ("name", "Issa Maïga"), ("function", "legal-officer"), ("roles", "drafter")];

fn temporary(answer: &Answer) -> String {
    let text = answer.text();
    let inside = text.split("<code class=\"hash\">").nth(1).unwrap();
    inside.split('<').next().unwrap().to_owned()
}

async fn administrator(house: &House) -> Browser {
    let mut browser = Browser::new(house.router());
    browser.sign_in(LOGIN, PASSWORD).await;
    browser
}

#[tokio::test]
async fn a_new_person_chooses_a_password_before_anything_else() {
    let house = House::with(vec![], WebConfig::default());
    let mut admin = administrator(&house).await;
    let page = admin.get("/people/new").await;
    insta::assert_snapshot!("person_new", page.main());
    let made = admin.fill(&page, "/people/new", &NEW).await;
    assert_eq!(made.status, StatusCode::OK);
    let password = temporary(&made);
    let twice = admin.fill(&page, "/people/new", &NEW).await;
    assert_eq!(temporary(&twice), password, "a double tap shows the same password");

    let mut issa = Browser::new(house.router());
    let opened = issa.sign_in("i.maiga", &password).await;
    assert_eq!(opened.location(), "/account/password");
    assert_eq!(issa.get("/people").await.location(), "/account/password");
    let page = issa.get("/account/password").await;
    assert!(page.text().contains("Votre mot de passe est provisoire"));
    let own = "la rivière en crue";
    let fields = [("password", password.as_str()), ("new", own), ("again", own)];
    assert_eq!(issa.fill(&page, "/account/password", &fields).await.location(), "/account");
    assert_eq!(issa.get("/people").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn faults_of_a_new_account_are_said_in_both_languages() {
    let house = House::with(vec![], WebConfig::default());
    for mut browser in [Browser::new(house.router()), Browser::english(house.router())] {
        browser.sign_in(LOGIN, PASSWORD).await;
        let page = browser.get("/people/new").await;
        let fields = [
            ("login", LOGIN),
            ("name", "X"),
            ("function", "legal-officer"),
            ("roles", "administrator"),
            ("roles", "approver"),
        ];
        let answer = browser.fill(&page, "/people/new", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let words = ["Qui ouvre les comptes", "Whoever opens accounts"];
        assert_eq!(words.iter().filter(|words| answer.text().contains(**words)).count(), 1);
        let taken = [("login", LOGIN), ("name", "X"), ("function", "legal-officer"), ("roles", "reader")];
        let answer = browser.fill(&answer, "/people/new", &taken).await;
        assert!(answer.text().contains("id=\"e-login\""), "{}", answer.main());
    }
}

#[tokio::test]
async fn a_disabled_person_is_out_at_once_and_comes_back_with_a_new_password() {
    let house = House::with(vec![], WebConfig::default());
    let mut admin = administrator(&house).await;
    let page = admin.get("/people/new").await;
    let password = temporary(&admin.fill(&page, "/people/new", &NEW).await);
    let mut issa = Browser::new(house.router());
    issa.sign_in("i.maiga", &password).await;
    let list = admin.get("/people").await;
    insta::assert_snapshot!("people", list.main());
    let text = list.text();
    let link = text.split("href=\"/people/").map(|part| part.split('"').next().unwrap());
    let mut addresses: Vec<String> =
        link.skip(1).filter(|id| id.len() == 32).map(|id| format!("/people/{id}")).collect();
    let mut person = String::new();
    while !person.contains("i.maiga") {
        person = admin.get(addresses.last().unwrap()).await.text();
        if !person.contains("i.maiga") {
            addresses.pop();
        }
    }
    let address = addresses.pop().unwrap();
    let page = admin.get(&address).await;
    let done = admin.fill(&page, &format!("{address}/disable"), &[]).await;
    assert_eq!(done.location(), "/people");
    assert!(admin.get("/people").await.text().contains("Le compte est désactivé\u{a0}: Issa Maïga"));
    assert_eq!(issa.get("/account/password").await.status, StatusCode::SEE_OTHER);
    let page = admin.get(&address).await;
    let back = admin.fill(&page, &format!("{address}/enable"), &[]).await;
    assert_ne!(temporary(&back), password);
}

#[tokio::test]
async fn nobody_disables_their_own_account() {
    let house = House::with(vec![], WebConfig::default());
    let mut admin = administrator(&house).await;
    let text = admin.get("/people").await.text();
    let own =
        text.split("href=\"/people/").map(|part| part.split('"').next().unwrap()).find(|id| id.len() == 32);
    let address = format!("/people/{}", own.unwrap());
    let page = admin.get(&address).await;
    assert!(!page.text().contains("/disable"));
    let refused = admin.fill(&page, &format!("{address}/disable"), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Demandez à un autre administrateur"));
}

#[tokio::test]
async fn an_unknown_or_malformed_person_is_not_found() {
    let house = House::with(vec![], WebConfig::default());
    let mut admin = administrator(&house).await;
    for id in ["00112233445566778899aabbccddeeff", "x", "%00"] {
        assert_eq!(admin.get(&format!("/people/{id}")).await.status, StatusCode::NOT_FOUND, "{id}");
    }
}
