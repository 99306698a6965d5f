//! `/exchange/advisories/{id}`: one advisory, what each authority does about it, its versions, its proofs.

use super::super::act::{self, Answer};
use super::super::fold::{Advisory, Fact, Place};
use super::super::marking::Tlp;
use super::super::model::{Acknowledgement, MAX_SHORT, Outlet, Response, Version};
use super::sign::{Hand, signed};
use super::words::Said;
use super::{Answered, id_of, opened};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use jiff::civil::Date;
use liptako_core::{MemberIndex, UnixSeconds};
use liptako_identity::Permission;
use liptako_journal::Hash;
use liptako_web::{
    Failure, Flash, Form, FormErrors, FormState, Html, Message, Page, ReaderAddress, Shell, today,
};

#[derive(Template)]
#[template(path = "advisory/web/advisory.html")]
struct AdvisoryPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    form: FormState,
    id: &'a str,
    advisory: &'a Advisory,
    current: &'a Fact<Version>,
}

/// What one authority has done about an advisory.
struct Row<'a> {
    member: MemberIndex,
    word: Option<&'a Fact<Acknowledgement>>,
    is_author: bool,
    is_late: bool,
    is_awaited: bool,
}

/// A record of the advisory, for its history.
struct Step {
    what: String,
    place: Place,
    seconds: UnixSeconds,
    by: String,
    reason: String,
}

impl AdvisoryPage<'_> {
    fn me(&self) -> MemberIndex {
        self.s.shell.me()
    }

    fn is_ours(&self) -> bool {
        self.current.place.origin == self.me()
    }

    fn is_standing(&self) -> bool {
        self.advisory.withdrawal.is_none()
    }

    fn deadline(&self) -> Option<Date> {
        self.advisory.asked().map(|(_, day)| day)
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let charter = self.s.shell.charter();
        let readers = self.advisory.audience(charter);
        let deadline = self.deadline();
        charter
            .indices()
            .filter(|member| readers.contains(*member))
            .map(|member| {
                let word = self.advisory.word_of(member);
                let is_author = member == self.current.place.origin;
                let is_awaited = self.is_standing() && !is_author && !self.advisory.has_answered(member);
                let day = match (is_awaited, word) {
                    (false, Some(word)) => today(word.seconds),
                    _ => today(self.page.now()),
                };
                let is_late =
                    !is_author && (is_awaited || word.is_some()) && deadline.is_some_and(|due| day > due);
                Row { member, word, is_author, is_late, is_awaited }
            })
            .collect()
    }

    /// What the reader can do about it, if their authority is asked.
    fn may_acknowledge(&self) -> bool {
        self.is_standing() && !self.is_ours() && self.page.may(Permission::ADVISORY_DECIDE)
    }

    fn must_acknowledge(&self) -> bool {
        self.is_standing() && !self.is_ours() && !self.advisory.has_answered(self.me())
    }

    fn may_revise(&self) -> bool {
        self.is_standing() && self.is_ours() && self.page.may(Permission::ADVISORY_WRITE)
    }

    fn may_withdraw(&self) -> bool {
        self.is_standing() && self.is_ours() && self.page.may(Permission::ADVISORY_DECIDE)
    }

    fn may_publish(&self) -> bool {
        self.is_standing()
            && self.current.says.for_sectors().is_some()
            && self.page.may(Permission::ADVISORY_DECIDE)
    }

    fn has_notice(&self) -> bool {
        self.is_standing() && self.current.says.for_sectors().is_some()
    }

    fn responses(&self) -> Vec<(String, String, String)> {
        Response::ALL
            .iter()
            .map(|response| {
                let words = self.page.t(match response {
                    Response::Received => "advisory-response-received",
                    Response::Acting => "advisory-response-acting",
                    Response::NotConcerned => "advisory-response-not-concerned",
                });
                (response.name().to_owned(), words, String::new())
            })
            .collect()
    }

    /// Whose eyes it is for, in one sentence.
    fn readers(&self) -> String {
        let charter = self.s.shell.charter();
        let marking = &self.current.says.marking;
        let members: Vec<_> = charter.indices().filter(|m| marking.audience(charter).contains(*m)).collect();
        let authorities = self.s.acronyms(&members);
        match marking.functions() {
            None => self.page.text("advisory-for").with("authorities", authorities).to_string(),
            Some(functions) => {
                let table = self.s.shell.identity().table();
                let label = |name: &String| {
                    let known = table.function(name);
                    known.map_or_else(|| name.clone(), |f| f.label(self.page.lang()).to_owned())
                };
                let functions = functions.names().iter().map(label).collect::<Vec<_>>().join(", ");
                self.page
                    .text("advisory-for-functions")
                    .with("authorities", authorities)
                    .with("functions", functions)
                    .to_string()
            }
        }
    }

    fn is_sealed(&self) -> bool {
        self.current.says.marking.is_sealed(self.s.shell.charter())
    }

    /// The members that show it to the public, and whether it is the version in force.
    fn public(&self) -> Vec<(MemberIndex, bool)> {
        let shown = |member| {
            let (_, version) = self.advisory.public_page(member)?;
            Some((member, version.commitment == self.current.commitment))
        };
        self.s.shell.charter().indices().filter_map(shown).collect()
    }

    /// Everything recorded, the newest first.
    fn history(&self) -> Vec<Step> {
        let mut steps: Vec<(liptako_storage::Order, Step)> = Vec::new();
        for fact in &self.advisory.versions {
            let what = self
                .page
                .text("advisory-history-version")
                .with("revision", fact.says.revision)
                .with("label", fact.says.marking.tlp().label())
                .to_string();
            steps.push((fact.order, self.step(fact, what, &fact.says.issuer, &fact.says.reason)));
        }
        for fact in &self.advisory.acknowledgements {
            let what = self.page.t(match fact.says.response {
                Response::Received => "advisory-response-received",
                Response::Acting => "advisory-response-acting",
                Response::NotConcerned => "advisory-response-not-concerned",
            });
            steps.push((fact.order, self.step(fact, what, &fact.says.officer, &fact.says.reason)));
        }
        for fact in &self.advisory.publications {
            let what = match &fact.says.outlet {
                Outlet::Public => self.page.t("advisory-history-public"),
                Outlet::Retracted => self.page.t("advisory-history-retracted"),
                Outlet::Sectors(sectors) => self
                    .page
                    .text("advisory-history-sectors")
                    .with("sectors", self.s.sectors(sectors))
                    .to_string(),
            };
            steps.push((fact.order, self.step(fact, what, &fact.says.officer, "")));
        }
        if let Some(fact) = &self.advisory.withdrawal {
            let what = self.page.t("advisory-history-withdrawn");
            steps.push((fact.order, self.step(fact, what, &fact.says.officer, &fact.says.reason)));
        }
        steps.sort_by_key(|(order, _)| std::cmp::Reverse(*order));
        steps.into_iter().map(|(_, step)| step).collect()
    }

    fn step<T>(&self, fact: &Fact<T>, what: String, by: &liptako_identity::Officer, reason: &str) -> Step {
        let by = format!("{}, {}", self.s.acronym(fact.place.origin), self.s.officer(by));
        Step { what, place: fact.place, seconds: fact.seconds, by, reason: reason.to_owned() }
    }

    fn lines(&self, text: &str) -> Html {
        Html::trusted(liptako_web::escape(text).replace('\n', "<br>"))
    }

    fn is_strict(&self) -> bool {
        self.current.says.marking.tlp() >= Tlp::Amber
    }
}

async fn drawn(shell: &Shell, page: &Page, id: &str, form: FormState) -> Answered {
    let (advisory, current) = opened(shell, page, id).await?;
    let wrong = !form.errors().is_empty();
    let s = Said::new(page, shell);
    let title = current.says.content.title.clone();
    let content = AdvisoryPage { page, s, form, id, advisory: &advisory, current: &current };
    let view = page.view(title).crumb("/exchange/advisories", page.t("advisory-title"));
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

pub(super) async fn show(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let form = page.blank_form();
    drawn(&shell, &page, &id, form).await
}

pub(super) async fn acknowledge(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    ReaderAddress(address): ReaderAddress,
    headers: HeaderMap,
    form: Form,
) -> Answered {
    let version: Hash =
        form.value.value("version").parse().map_err(|_| Failure::Invalid(Message::new("form-refused")))?;
    let mut errors = FormErrors::new();
    let response =
        errors.choice(&form.value, "response", Response::ALL.iter().map(|response| response.name()));
    let reason = errors.optional(&form.value, "reason", MAX_SHORT);
    let password = form.value.value("password");
    if password.is_empty() {
        errors.add("password", Message::new("form-required"));
    }
    if let (true, Some(response)) = (errors.is_empty(), Response::from_name(&response)) {
        let hand = Hand::new(form.request, password, address, &headers);
        let answer = Answer { object: id_of(&id)?, version, response, reason };
        let done = signed(&shell, &page, hand, move |scribe, _, officer, key| {
            act::acknowledge(scribe, officer, key, &answer)
        });
        match done.await? {
            Ok(_) => {
                let to = format!("/exchange/advisories/{id}");
                return Ok(page.redirect_with(&to, &Flash::done(Message::new("advisory-acknowledged"))));
            }
            Err(refusal) => refusal.into_errors(&mut errors)?,
        }
    }
    drawn(&shell, &page, &id, form.again(errors)).await
}
