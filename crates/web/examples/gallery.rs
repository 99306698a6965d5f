//! The living style guide: every component, with fictional content.
//!
//! `cargo run -p liptako-web --example gallery`, then open <http://127.0.0.1:8807/gallery>. Sign in as
//! `a.traore` with `quatre chameaux bleus` to see the pages of the shell itself.

#[path = "../tests/it/house.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "it is made for the tests, which use more of it")]
mod house;

use askama::Template;
use axum::response::Response;
use liptako_web::{
    Access, BarRow, Failure, Flash, Form, FormErrors, FormState, Heat, HeatCell, HeatMap, HeatRow, Html,
    Line, Look, Message, Page, Part, StepPlot, WebConfig, WebModule, bars, progress_bar, stacked_bar,
};
use std::net::SocketAddr;

/// The words of a page that only the people who build the house see.
fn say(page: &Page, fr: &str, en: &str) -> String {
    page.lang().pick(fr, en).to_owned()
}

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery<'a> {
    page: &'a Page,
    form: FormState,
}

impl Gallery<'_> {
    fn say(&self, fr: &str, en: &str) -> String {
        say(self.page, fr, en)
    }

    fn states(&self) -> Vec<(&'static str, String)> {
        vec![
            ("done", self.say("réalisée", "done")),
            ("active", self.say("en cours", "under way")),
            ("late", self.say("en retard", "late")),
            ("blocked", self.say("bloquée", "blocked")),
            ("planned", self.say("prévue", "planned")),
        ]
    }

    fn bar(&self, counts: &[u64; 5]) -> Html {
        let parts: Vec<Part> = self
            .states()
            .into_iter()
            .zip(counts)
            .map(|((tone, words), count)| Part { tone, words, count: *count })
            .collect();
        stacked_bar(self.page, &self.say("État des actions", "State of the actions"), &parts)
    }

    fn progress(&self) -> Html {
        progress_bar(&self.say("7 textes comparés sur 12", "7 texts compared of 12"), 7, 12)
    }

    fn bars(&self) -> Html {
        let row = |label: &str, words: &str, length| BarRow {
            label: label.to_owned(),
            words: words.to_owned(),
            length,
            tone: "active",
        };
        bars(&[
            row("A", &self.say("7 ans", "7 years"), Some(1000)),
            row("B", &self.say("5 ans", "5 years"), Some(714)),
            row("C", &self.say("non établi", "not established"), None),
        ])
    }

    fn heat(&self) -> Html {
        let cell = |(heat, mark): (Heat, &str)| {
            Some(HeatCell { heat, mark: mark.to_owned(), more: "3 / 8".to_owned(), title: String::new() })
        };
        let marks = ["?", "100 %", "80 %", "50 %", "0 %"];
        let cells = Heat::ALL.into_iter().zip(marks).map(cell).collect();
        let label = self.say("De rien d’établi à un grand écart", "From nothing established to far apart");
        let columns = ["A", "B", "C", "D", "E"].map(str::to_owned).into();
        HeatMap { label: label.clone(), columns, rows: vec![HeatRow { label, cells }] }.draw()
    }

    fn plot(&self) -> Html {
        let line = |look, words: String, shares: [Option<u16>; 3]| Line {
            look,
            words,
            points: [0, 40, 70].into_iter().zip(shares).collect(),
        };
        StepPlot {
            label: self.say("Deux parts dans le temps", "Two shares over time"),
            span: (0, 100),
            moments: vec![(0, self.say("début", "start")), (100, self.say("fin", "end"))],
            shares: vec![(0, "0 %".to_owned()), (500, "50 %".to_owned()), (1000, "100 %".to_owned())],
            lines: vec![
                line(Look::Whole, self.say("Convergence", "Convergence"), [None, Some(800), Some(900)]),
                line(Look::Broken, self.say("Couverture", "Coverage"), [Some(0), Some(100), Some(400)]),
            ],
        }
        .draw()
    }

    fn functions(&self) -> Vec<(String, String)> {
        let choice = |value: &str, fr, en| (value.to_owned(), self.say(fr, en));
        vec![choice("jurist", "Juriste", "Legal officer"), choice("trainer", "Formation", "Trainer")]
    }

    fn roles(&self) -> Vec<(String, String, String)> {
        let choice = |value: &str, words: String, hint: String| (value.to_owned(), words, hint);
        vec![
            choice("reader", self.say("Lecture", "Reader"), self.say("Lire le plan", "Read the plan")),
            choice("drafter", self.say("Rédaction", "Drafter"), self.say("Proposer", "Propose")),
        ]
    }
}

fn errors() -> FormErrors {
    let mut errors = FormErrors::new();
    errors.add("due", Message::new("form-required"));
    errors.add("roles", Message::new("identity-no-role"));
    errors
}

async fn gallery(page: Page) -> Result<Response, Failure> {
    let words = say(&page, "Comparer les régimes de transfert", "Compare the transfer regimes");
    let form = page.blank_form().with("title", words).with("function", "jurist").failing(errors());
    page.view(say(&page, "Galerie des composants", "Component gallery"))
        .crumb("/", say(&page, "Accueil", "Home"))
        .crumb("/gallery", say(&page, "Guide de style", "Style guide"))
        .html(&Gallery { page: &page, form })
}

async fn sent(page: Page, _: Form) -> Response {
    page.redirect_with("/gallery", &Flash::done(Message::new("person-saved")))
}

async fn broken() -> Failure {
    Failure::internal("the gallery shows what an internal error looks like")
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let module = WebModule::new("gallery")
        .get("/", Access::Public, gallery)
        .get("/gallery", Access::Public, gallery)
        .post("/gallery", Access::Public, sent)
        .get("/broken", Access::Public, broken)
        .menu("/gallery", "about-title", Access::Public, 10)
        .menu("/about", "about-members", Access::Public, 20)
        .menu("/account", "account-title", Access::SignedIn, 30);
    let house = house::House::with(vec![module], WebConfig { demonstration: true, ..WebConfig::default() });
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 8807)).await?;
    println!("http://{}/gallery", listener.local_addr()?);
    let service = house.router().into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await
}
