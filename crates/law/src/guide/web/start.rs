//! `/guide`: what the guide does, and the questions people come with.

use super::address::{Answers, Way};
use super::guide;
use crate::guide::Kind;
use askama::Template;
use axum::extract::RawQuery;
use axum::response::Response;
use liptako_web::texts::key;
use liptako_web::{Failure, Page};

/// Questions people come with, and what answers them.
const EXAMPLES: [Example; 4] = [
    Example {
        question: key("guide-example-clinic"),
        described: "status=private&activity=health&support=computer&established=bf&means=bf&persons_in=bf\
            &data=ordinary,health&persons=staff,patients&purposes=service&hosting=other&transfer=yes&transfer_to=other",
        only: "hosting,transfer,formality",
    },
    Example {
        question: key("guide-example-bank"),
        described: "status=private&activity=finance&support=computer&established=ml,bf,ne&means=ml,bf,ne\
            &persons_in=ml,bf,ne&data=ordinary,national_id&persons=customers,staff&purposes=service,staff\
            &decision=none&biometrics=no&video=no&interconnection=no&marketing=none&hosting=ml,bf,ne&transfer=no",
        only: "authority,formality,fee,delay",
    },
    Example {
        question: key("guide-example-breach"),
        described: "status=private&activity=trade&support=computer&established=ml,bf,ne&means=ml,bf,ne\
            &persons_in=ml,bf,ne&data=ordinary&persons=customers&breach=yes&breach_risk=high",
        only: "breach",
    },
    Example {
        question: key("guide-example-shop"),
        described: "status=private&activity=trade&support=computer&established=ml&means=ml&persons_in=ml\
            &data=ordinary&persons=customers,staff&purposes=security&video=yes&hosting=ml&transfer=no",
        only: "",
    },
];

/// A question people come with.
struct Example {
    /// Message key of the question.
    question: &'static str,
    /// The description, as an address holds it.
    described: &'static str,
    /// What to show of the verdict; everything when it is empty.
    only: &'static str,
}

impl Example {
    fn address(&self) -> String {
        let only = if self.only.is_empty() { String::new() } else { format!("&only={}", self.only) };
        format!("/guide/verdict?{}{only}", self.described)
    }
}

#[derive(Template)]
#[template(path = "guide/web/start.html")]
struct StartPage<'a> {
    page: &'a Page,
    n_steps: usize,
    start: String,
    /// Where the answers of this address are shown, if it has some.
    resume: Option<String>,
    /// A question, and the address that answers it.
    examples: Vec<(String, String)>,
}

/// The question people come with that an address answers, if it is one of the examples.
pub(super) fn question_of(page: &Page, way: &Way, only: &[Kind]) -> Option<String> {
    let address = way.only("/guide/verdict", only);
    EXAMPLES.iter().find(|one| one.address() == address).map(|one| page.t(one.question))
}

/// The entry.
pub async fn show(page: Page, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let guide = guide()?;
    let answers = Answers::read(guide.facts(), query.as_deref());
    let way = Way::of(guide.facts(), &answers.description);
    let content = StartPage {
        page: &page,
        n_steps: guide.steps().len(),
        start: guide
            .steps()
            .first()
            .map_or_else(|| "/guide".to_owned(), |step| super::address::step_path(&step.id)),
        resume: (!answers.description.is_empty()).then(|| way.to("/guide/answers")),
        examples: EXAMPLES.iter().map(|one| (page.t(one.question), one.address())).collect(),
    };
    page.html(page.t("guide-title"), &content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_can_be_read_and_does_not_contradict_itself() {
        let guide = guide().unwrap();
        for example in &EXAMPLES {
            let address = example.address();
            let answers = Answers::read(guide.facts(), address.split_once('?').map(|(_, query)| query));
            assert_eq!(answers.faults, [], "{address}");
            assert_eq!(guide.contradictions(&answers.description), [], "{address}");
            assert_eq!(answers.only.is_empty(), example.only.is_empty());
            let way = Way::of(guide.facts(), &answers.description);
            assert_eq!(way.to("/guide/verdict").split_once("&only"), None);
            let again = if answers.only.is_empty() {
                way.to("/guide/verdict")
            } else {
                way.only("/guide/verdict", &answers.only)
            };
            assert_eq!(
                again, address,
                "written as the guide writes addresses, so that its question is known again"
            );
        }
    }
}
