//! `/law/alignment/{question}`: the options for one question, what each would ask of each law, and what was said.

use super::super::act::comment as record;
use super::super::decision::{Outcome, Place};
use super::super::model::Target;
use super::super::options::{Choice, Options, effort, may_be_harmonised, options};
use super::super::scales::{Order, Scale};
use super::super::store::{self, CommentView, ProposalLine};
use super::list::compare_laws;
use super::words::{place_of, refuse};
use super::{Answered, Said, desk, place, question_of, road_failure};
use crate::comparison::Comparison;
use crate::profile::store::{Column, columns};
use crate::profile::{Question, Topic, Value};
use askama::Template;
use axum::extract::{Path, State};
use liptako_identity::Permission;
use liptako_storage::RoadError;
use liptako_web::texts::key;
use liptako_web::{Failure, Flash, Form, FormErrors, FormState, Html, Message, Page, Shell};

#[derive(Template)]
#[template(path = "alignment/web/question.html")]
struct QuestionPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    form: FormState,
    question: &'a Question,
    topic: Option<&'a Topic>,
    comparison: Comparison,
    laws: Vec<&'a Column<'a>>,
    options: &'a Options,
    weights: &'static crate::comparison::Weights,
    scales: Vec<(String, String)>,
    rules: Vec<&'a ProposalLine>,
    proposals: &'a [ProposalLine],
    comments: &'a [CommentView],
    harmonised: bool,
}

impl QuestionPage<'_> {
    /// What a rule of this value would ask of a law.
    fn effort(&self, value: &Value, law: &Column<'_>) -> Html {
        let Some(cell) = law.cells.get(&self.question.id) else { return Html::default() };
        let effort = effort(self.question, self.weights, value, cell);
        self.s.effort_badge(self.question, &effort, value, cell)
    }

    fn present(&self, law: &Column<'_>) -> Html {
        let Some(cell) = law.cells.get(&self.question.id) else { return Html::default() };
        let (found, mark) = (self.s.w.finding(self.question, cell), self.s.w.mark(cell));
        Html::trusted(format!("{found}{mark}"))
    }

    /// How many laws would have to change.
    fn n_changes(&self, choice: &Choice) -> usize {
        let cells = self.laws.iter().filter_map(|law| law.cells.get(&self.question.id));
        let efforts = cells.map(|cell| effort(self.question, self.weights, &choice.value, cell));
        efforts.filter(super::super::options::Effort::is_change).count()
    }

    fn may_propose(&self) -> bool {
        self.harmonised && self.page.may(Permission::LAW_PROPOSE)
    }

    fn may_comment(&self) -> bool {
        self.page.may(Permission::LAW_COMMENT)
    }

    fn propose_path(&self, at: &usize) -> String {
        format!("/law/alignment/{}/propose?option={}", self.question.id, at + 1)
    }

    /// The proposal that a remark is about, when it is on this page.
    fn about(&self, comment: &CommentView) -> Option<Place> {
        let cited = comment.proposal?;
        self.proposals.iter().find(|line| line.commitment == cited).map(|line| line.place)
    }

    fn proof(&self, comment: &CommentView) -> Place {
        place_of(&comment.by)
    }

    fn open(&self) -> Vec<&ProposalLine> {
        self.proposals.iter().filter(|line| line.outcome == Outcome::Open).collect()
    }
}

/// What the two scales mean for a question, in words.
fn scales(page: &Page, s: &Said<'_>, desk: &super::Desk, question: &Question) -> Vec<(String, String)> {
    let all = [(Scale::Strict, key("law-align-strictest")), (Scale::Protective, key("law-align-protective"))];
    let said = |order: Option<&Order>| match order {
        None => page.t("law-align-order-none"),
        Some(Order::Yes(true)) => page.t("law-align-order-yes"),
        Some(Order::Yes(false)) => page.t("law-align-order-no"),
        Some(Order::Time(true)) => page.t("law-align-order-longer"),
        Some(Order::Time(false)) => page.t("law-align-order-shorter"),
        Some(Order::Count(true) | Order::Sum(true)) => page.t("law-align-order-higher"),
        Some(Order::Count(false) | Order::Sum(false)) => page.t("law-align-order-lower"),
        Some(Order::Codes(true)) => page.t("law-align-order-more"),
        Some(Order::Codes(false)) => page.t("law-align-order-fewer"),
        Some(Order::Ranked(codes)) => {
            let codes: Vec<String> = codes.iter().map(|code| s.w.code(code)).collect();
            page.text("law-align-order-ranked").with("codes", codes.join(" < ")).to_string()
        }
    };
    all.map(|(scale, name)| (page.t(name), said(desk.scales.order(&question.id, scale)))).into()
}

async fn answer(shell: &Shell, page: &Page, id: &str, form: FormState) -> Answered {
    let desk = desk()?;
    let question = question_of(&desk, id)?;
    let charter = shell.charter().clone();
    let (columns, proposals, comments) = shell
        .read(move |tx| {
            let columns = columns(tx, desk.library, &charter)?;
            let proposals = store::about(tx, &Target::common(question.id.clone()))?;
            Ok((columns, proposals, store::comments(tx, &question.id)?))
        })
        .await?;
    let options = options(question, desk.weights, desk.scales, &columns);
    let s = Said::new(page, shell, desk.library);
    let mut rules: Vec<&ProposalLine> =
        proposals.iter().filter(|line| line.outcome == Outcome::Adopted).collect();
    rules.sort_by_key(|line| std::cmp::Reverse(line.revision));
    let wrong = !form.errors().is_empty();
    let content = QuestionPage {
        page,
        s,
        form,
        question,
        topic: desk.library.questionnaire.topics.iter().find(|topic| topic.id == question.topic),
        comparison: compare_laws(question, desk.weights, &columns),
        laws: columns.iter().filter(|column| column.keeper.is_some()).collect(),
        options: &options,
        weights: desk.weights,
        scales: scales(page, &s, &desk, question),
        rules,
        proposals: &proposals,
        comments: &comments,
        harmonised: may_be_harmonised(question, desk.weights),
    };
    let title = s.w.text(&question.label);
    let view = page.view(title).crumb("/law/alignment", page.t("law-align-title"));
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

pub async fn show(State(shell): State<Shell>, page: Page, Path(id): Path<String>) -> Answered {
    let form = page.blank_form();
    answer(&shell, &page, &id, form).await
}

/// Records a remark, and shows the page it was made on.
pub async fn comment(State(shell): State<Shell>, page: Page, Path(id): Path<String>, form: Form) -> Answered {
    let desk = desk()?;
    let question = &question_of(&desk, &id)?.id;
    let cited = match form.value.value("proposal") {
        "" => None,
        text => Some(place(&shell, text)?),
    };
    let officer = page.who().officer().ok_or(Failure::SignIn)?.clone();
    let text = form.value.value("comment").replace("\r\n", "\n");
    let request = form.request;
    let done = shell
        .blocking(move |shell| {
            let done = shell
                .road()
                .act(request, move |scribe| record(scribe, &desk, officer, question, cited, &text));
            match done {
                Ok(_) => Ok(Ok(())),
                Err(RoadError::Rule(error)) => Ok(Err(error)),
                Err(other) => Err(road_failure(other)),
            }
        })
        .await?;
    let Err(error) = done else {
        let s = Said::new(&page, &shell, desk.library);
        let to = cited.map_or_else(|| format!("/law/alignment/{id}"), |place| s.proposal_path(&place));
        let message = Message::new("law-align-commented");
        return Ok(page.redirect_with(&format!("{to}#comments"), &Flash::done(message)));
    };
    let mut errors = FormErrors::new();
    refuse(&mut errors, error)?;
    let form = form.again(errors);
    match cited {
        None => answer(&shell, &page, &id, form).await,
        Some(place) => super::proposal::again(&shell, &page, place, form).await,
    }
}
