//! The components, as markup.

use crate::browser::Browser;
use crate::house::House;
use askama::Template;
use axum::response::Response;
use liptako_web::{
    Access, Failure, FormErrors, FormState, Message, Page, Part, WebConfig, WebModule, level_badge,
    progress_bar, stacked_bar,
};

#[derive(Template)]
#[template(
    source = r#"{% import "components.html" as ui %}
{{ ui::badge("late", "en <retard>") }}
{{ ui::empty("Rien", "Attendez.") }}
{{ ui::hash("00ff") }}
{{ ui::faults(page, form) }}
{{ ui::field(page, form, "title", "Titre", "Court.", "text", "off", true) }}
{{ ui::area(page, form, "reason", "Motif", "", 3, false) }}
{{ ui::select(page, form, "axis", "Axe", "", axes, true) }}
{{ ui::choices(page, form, "roles", "Rôles", "Un au moins.", "checkbox", roles) }}
{{ ui::password(page, form, "password", "Mot de passe", "", "current-password") }}
{{ liptako_web::level_badge(page, 0) }}
{{ liptako_web::level_badge(page, 1) }}
{{ liptako_web::level_badge(page, 2) }}
{{ bar }}
{{ nothing }}
{{ progress }}
{{ page.date(0) }} {{ page.moment(0) }} {{ page.ago(page.now() - 7200) }}"#,
    ext = "html"
)]
struct Everything<'a> {
    page: &'a Page,
    form: FormState,
    axes: Vec<(&'static str, &'static str)>,
    roles: Vec<(&'static str, &'static str, &'static str)>,
    bar: liptako_web::Html,
    nothing: liptako_web::Html,
    progress: liptako_web::Html,
}

async fn everything(page: Page) -> Result<Response, Failure> {
    let mut errors = FormErrors::new();
    errors.add("title", Message::new("form-required"));
    errors.add("title", Message::new("form-choice"));
    errors.add("", Message::new("form-refused"));
    let form =
        page.blank_form().with("title", "\"><script>").with("axis", "2").with("roles", "a").failing(errors);
    let part = |tone, words: &str, count| Part { tone, words: words.into(), count };
    let content = Everything {
        page: &page,
        form,
        axes: vec![("1", "Lois"), ("2", "Outils")],
        roles: vec![("a", "Lecture", ""), ("b", "Rédaction", "Propose.")],
        bar: stacked_bar(
            &page,
            "Actions",
            &[
                part("done", "réalisées", 3),
                part("late", "en retard", 0),
                part("planned", "<prévues>", 12_000),
            ],
        ),
        nothing: stacked_bar(&page, "Actions", &[part("done", "réalisées", 0)]),
        progress: progress_bar("7 sur 12", 7, 12),
    };
    page.html("Tout", &content)
}

#[tokio::test]
async fn components_keep_their_markup() {
    let module = WebModule::new("try").get("/everything", Access::Public, everything);
    let house = House::with(vec![module], WebConfig::default());
    let page = Browser::new(house.router()).get("/everything").await;
    assert!(!page.text().contains("<script>"));
    insta::assert_snapshot!(page.main());
}

#[tokio::test]
async fn a_level_says_itself_without_its_colour() {
    let said =
        |page: Page| async move { [0, 1, 2].map(|level| level_badge(&page, level).to_string()).concat() };
    let module = WebModule::new("try").get("/levels", Access::Public, said);
    let house = House::with(vec![module], WebConfig::default());
    let text = Browser::english(house.router()).get("/levels").await.text();
    for words in ["recorded, to be confirmed", "confirmed by another authority", "confirmed by all"] {
        assert!(text.contains(words), "{words}");
    }
    assert_eq!(text.matches("class=\"off\"").count(), 3, "two, one, and no stroke unlit");
}
