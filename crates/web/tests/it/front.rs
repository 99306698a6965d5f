//! The first page of whoever has not signed in.

use crate::browser::Browser;
use crate::house::{House, LOGIN, PASSWORD};
use axum::response::Response;
use liptako_web::{Access, Door, Failure, Page, WebConfig, WebModule, front};

async fn home(page: Page) -> Result<Response, Failure> {
    front(&page)
}

fn house() -> House {
    let door = Door { path: "/about", title: "about-title", lead: "about-lead", button: "about-members" };
    House::with(vec![WebModule::new("try").get("/", Access::Public, home).door(door)], WebConfig::default())
}

#[tokio::test]
async fn a_visitor_is_shown_the_ways_in_that_are_everybodys_and_the_way_to_sign_in() {
    let house = house();
    let mut browser = Browser::new(house.router());
    let page = browser.get("/").await.text();
    assert!(page.contains("<a class=\"button\" href=\"/about\">"), "{page}");
    assert!(page.contains("Vous travaillez pour l’autorité") && page.contains("href=\"/sign-in\""), "{page}");
}

#[tokio::test]
async fn whoever_has_signed_in_is_not_asked_to_again() {
    let house = house();
    let mut browser = Browser::new(house.router());
    browser.sign_in(LOGIN, PASSWORD).await;
    let page = browser.get("/").await.text();
    assert!(page.contains("href=\"/about\"") && !page.contains("Vous travaillez pour"), "{page}");
}
