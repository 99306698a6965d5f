//! `/council/plan/actions/new` and `…/{id}/change`: drafting an action, reading it over, proposing it.

use super::super::check::{MAX_DELIVERABLES, MAX_INDICATORS};
use super::super::store::{self, ActionLine, ActionView, AxisView, ProposalLine};
use super::super::{
    Action, Change, Content, Decimal, Draft, Fault, Faults, Indicator, Officer, PlanError, propose,
};
use super::action::{object, titles};
use super::difference::{Difference, Titles, differences};
use super::proposal::failure;
use super::words::refuse;
use super::{Words, today};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use liptako_core::vocabulary::ConceptId;
use liptako_core::{Bilingual, MemberIndex, ObjectId, RequestId};
use liptako_journal::Hash;
use liptako_storage::RoadError;
use liptako_web::{
    Failure, Fields, Flash, Form, FormErrors, FormState, Message, Page, Shell, concept_choices,
};
use std::str::FromStr;

/// Empty rows offered for new indicators.
const SPARE_ROWS: usize = 2;

#[derive(Template)]
#[template(path = "plan/web/edit.html")]
struct EditPage<'a> {
    page: &'a Page,
    w: Words<'a>,
    form: FormState,
    known: &'a Known,
    rows: usize,
    preview: Option<Vec<Difference>>,
    address: String,
}

/// What the form is drawn from.
struct Known {
    /// The action to change; none for a new one.
    view: Option<ActionView>,
    axes: Vec<AxisView>,
    actions: Vec<ActionLine>,
    titles: Titles,
    /// Proposals that would change the same action.
    open: Vec<ProposalLine>,
}

/// A group of concepts that can be ticked.
struct ConceptGroup {
    label: String,
    ticked: usize,
    /// Identifier and label of each.
    all: Vec<(String, String)>,
}

impl EditPage<'_> {
    fn objectives(&self) -> Vec<(String, String)> {
        let all = self.known.axes.iter().flat_map(|view| {
            view.objectives.iter().map(|objective| {
                let number = format!("{}.{}", view.axis.value.number, objective.value.number);
                let words = format!("{number} {}", self.w.plain(&objective.value.title));
                (objective.object.to_string(), words)
            })
        });
        all.collect()
    }

    fn members(&self) -> Vec<(String, String)> {
        let all = self.w.shell.charter().indices();
        all.map(|member| (self.w.code(member).to_owned(), self.w.acronym(&member).to_owned())).collect()
    }

    fn contributors(&self) -> Vec<(String, String, String)> {
        self.members().into_iter().map(|(code, acronym)| (code, acronym, String::new())).collect()
    }

    fn others(&self) -> Vec<(String, String, String)> {
        let own = self.known.view.as_ref().map(|view| view.line.action.object);
        let others = self.known.actions.iter().filter(|line| Some(line.action.object) != own);
        others
            .map(|line| {
                let words = format!("{} {}", line.reference(), self.w.plain(&line.action.value.title));
                (line.action.object.to_string(), words, String::new())
            })
            .collect()
    }

    /// Whether a group of fields is shown unfolded: for a new action, and when one of its fields is wrong.
    fn unfolds(&self, group: &str) -> bool {
        let fields: &[&str] = match group {
            "description" => &["title_en", "description_fr", "description_en"],
            "authorities" => &["owner", "contributors", "objective", "number"],
            "deliverables" => &["deliverables_fr", "deliverables_en"],
            _ => &[],
        };
        let of_indicators =
            || (0..self.rows).any(|row| self.row(&row).iter().any(|name| self.form.is_wrong(name)));
        self.known.view.is_none()
            || fields.iter().any(|field| self.form.is_wrong(field))
            || (group == "indicator" && of_indicators())
    }

    /// Whether nothing stands in a row yet: it is offered folded.
    fn is_spare(&self, row: &usize) -> bool {
        self.row(row).iter().all(|name| self.form.value(name).is_empty() && !self.form.is_wrong(name))
    }

    /// The concepts offered, by group.
    fn concepts(&self) -> Vec<ConceptGroup> {
        let groups = concept_choices(self.page.lang()).into_iter();
        groups
            .map(|(label, all)| {
                let ticked = all.iter().filter(|(id, _)| self.form.has("concepts", id)).count();
                ConceptGroup { label, ticked, all }
            })
            .collect()
    }

    /// Concepts of the action that this program's vocabulary does not hold: kept as they are.
    fn unlisted_concepts(&self) -> Vec<String> {
        let offered = concept_choices(self.page.lang());
        let is_offered = |id: &str| offered.iter().any(|(_, all)| all.iter().any(|(known, _)| known == id));
        let named = self.known.view.iter().flat_map(|view| &view.line.action.value.concepts);
        named.map(ToString::to_string).filter(|id| !is_offered(id)).collect()
    }

    /// The fields of one row of indicators.
    fn row(&self, row: &usize) -> [String; 7] {
        ["id", "name_fr", "name_en", "unit_fr", "unit_en", "baseline", "target"]
            .map(|name| format!("indicator-{row}-{name}"))
    }
}

async fn known(shell: &Shell, page: &Page, id: Option<ObjectId>) -> Result<Known, Failure> {
    let day = today(page);
    let found = shell
        .read(move |tx| {
            let (mut view, mut open) = (None, Vec::new());
            if let Some(id) = id {
                view = store::action(tx, id, day)?;
                open = store::open_on(tx, id)?;
            }
            let (axes, actions) = (store::overview(tx, day)?, store::action_names(tx, day)?);
            Ok(Known { view, axes, actions, titles: titles(tx, day)?, open })
        })
        .await?;
    if id.is_some() && found.view.is_none() { Err(Failure::NotFound) } else { Ok(found) }
}

/// The form filled with an action in force.
fn filled(shell: &Shell, form: FormState, view: &ActionView) -> FormState {
    let action = &view.line.action.value;
    let code = |member: MemberIndex| {
        shell.charter().member(member).map(|member| member.code.clone()).unwrap_or_default()
    };
    let lines = |pick: fn(&Bilingual) -> &str| {
        action.deliverables.iter().map(pick).collect::<Vec<_>>().join("\n").trim_end().to_owned()
    };
    let mut form = form
        .with("parent", view.line.action.commitment.to_string())
        .with("objective", action.objective.to_string())
        .with("number", action.number.to_string())
        .with("title_fr", &*action.title.fr)
        .with("title_en", &*action.title.en)
        .with("description_fr", &*action.description.fr)
        .with("description_en", &*action.description.en)
        .with("owner", code(action.owner))
        .with("start", action.start.to_string())
        .with("due", action.due.to_string())
        .with("deliverables_fr", lines(|text| &text.fr))
        .with("deliverables_en", lines(|text| &text.en));
    for member in &action.contributors {
        form = form.with("contributors", code(*member));
    }
    for needs in &action.depends_on {
        form = form.with("depends_on", needs.to_string());
    }
    for concept in &action.concepts {
        form = form.with("concepts", concept.as_str());
    }
    for (row, indicator) in action.indicators.iter().enumerate() {
        let field = |name: &str| format!("indicator-{row}-{name}");
        form = form
            .with(&field("id"), &*indicator.id)
            .with(&field("name_fr"), &*indicator.name.fr)
            .with(&field("name_en"), &*indicator.name.en)
            .with(&field("unit_fr"), &*indicator.unit.fr)
            .with(&field("unit_en"), &*indicator.unit.en)
            .with(&field("baseline"), indicator.baseline.to_string())
            .with(&field("target"), indicator.target.to_string());
    }
    form
}

/// An action as typed. `None` when a field could not be read; the errors then say which.
struct Typed {
    action: Option<Action>,
    /// The row of the form in which each indicator stands.
    rows: Vec<usize>,
}

fn read(shell: &Shell, fields: &Fields, errors: &mut FormErrors) -> Typed {
    let text = |name: &str| fields.value(name).trim().replace("\r\n", "\n");
    let bilingual =
        |name: &str| Bilingual { fr: text(&format!("{name}_fr")), en: text(&format!("{name}_en")) };
    let objective = errors.parsed(fields, "objective", Message::new("plan-fault-unknown"));
    let number = errors.parsed(fields, "number", Message::new("plan-fault-number-range"));
    let start: Option<Date> = errors.parsed(fields, "start", Message::new("plan-fault-not-a-date"));
    let due: Option<Date> = errors.parsed(fields, "due", Message::new("plan-fault-not-a-date"));
    let owner = shell.charter().by_code(fields.value("owner"));
    if owner.is_none() {
        errors.add("owner", Message::new("plan-fault-member"));
    }
    let codes = fields.values("contributors");
    let mut contributors: Vec<MemberIndex> = codes.filter_map(|code| shell.charter().by_code(code)).collect();
    contributors.sort_unstable();
    contributors.dedup();
    let mut depends_on: Vec<ObjectId> =
        fields.values("depends_on").filter_map(|id| ObjectId::from_str(id).ok()).collect();
    depends_on.sort_unstable();
    depends_on.dedup();
    let concepts = read_concepts(fields, errors);
    let (indicators, rows) = read_indicators(fields, errors);
    let action = (|| {
        Some(Action {
            objective: objective?,
            number: number?,
            title: bilingual("title"),
            description: bilingual("description"),
            owner: owner?,
            contributors,
            start: start?,
            due: due?,
            deliverables: deliverables(&text("deliverables_fr"), &text("deliverables_en")),
            indicators: indicators?,
            depends_on,
            concepts: concepts?,
        })
    })();
    Typed { action, rows }
}

/// The concepts ticked, in the order of their identifiers; `None` when one is none.
fn read_concepts(fields: &Fields, errors: &mut FormErrors) -> Option<Vec<ConceptId>> {
    let (mut kept, mut readable) = (Vec::new(), true);
    for id in fields.values("concepts") {
        match id.parse::<ConceptId>() {
            Ok(id) => kept.push(id),
            Err(_) => {
                errors.add("concepts", Message::new("plan-fault-unknown-concept"));
                readable = false;
            }
        }
    }
    kept.sort();
    kept.dedup();
    readable.then_some(kept)
}

/// One deliverable per line; the English of each stands on the same line.
fn deliverables(fr: &str, en: &str) -> Vec<Bilingual> {
    let mut english = en.lines();
    let pairs = fr.lines().map(|line| Bilingual::new(line.trim(), english.next().unwrap_or_default().trim()));
    pairs.filter(|text| !text.fr.is_empty() || !text.en.is_empty()).take(MAX_DELIVERABLES + 1).collect()
}

/// The rows in which something is typed, `None` when a number could not be read.
fn read_indicators(fields: &Fields, errors: &mut FormErrors) -> (Option<Vec<Indicator>>, Vec<usize>) {
    let (mut all, mut rows, mut readable) = (Vec::new(), Vec::new(), true);
    let taken: Vec<&str> =
        (0..MAX_INDICATORS + SPARE_ROWS).map(|row| fields.value(&format!("indicator-{row}-id"))).collect();
    for row in 0..MAX_INDICATORS + SPARE_ROWS {
        let field = |name: &str| format!("indicator-{row}-{name}");
        let text = |name: &str| fields.value(&field(name)).trim().to_owned();
        if ["name_fr", "name_en", "unit_fr", "unit_en", "baseline", "target"]
            .iter()
            .all(|n| text(n).is_empty())
        {
            continue;
        }
        let mut number = |name: &str| -> Option<Decimal> {
            errors.parsed(fields, &field(name), Message::new("plan-fault-not-a-number"))
        };
        let (baseline, target) = (number("baseline"), number("target"));
        let fresh = || (1..).map(|n| format!("i{n}")).find(|id| !taken.contains(&id.as_str()));
        let id = match text("id") {
            id if id.is_empty() => format!("{}{}", fresh().unwrap_or_default(), "x".repeat(all.len())),
            id => id,
        };
        match (baseline, target) {
            (Some(baseline), Some(target)) => {
                let name = Bilingual::new(text("name_fr"), text("name_en"));
                let unit = Bilingual::new(text("unit_fr"), text("unit_en"));
                all.push(Indicator { id, name, unit, baseline, target });
                rows.push(row);
            }
            _ => readable = false,
        }
    }
    (readable.then_some(all), rows)
}

/// Renames the fields of numbered faults to those of the form.
pub fn in_form(faults: Vec<Fault>, prefix: &str, rows: &[usize], row_prefix: &str) -> Vec<Fault> {
    let renamed = faults.into_iter().map(|fault| {
        let row = fault.field.strip_prefix(prefix).and_then(|rest| {
            let (place, name) = rest.split_once('-')?;
            let row = rows.get(place.parse::<usize>().ok()?)?;
            Some(format!("{row_prefix}{row}-{name}"))
        });
        let field = row.unwrap_or(match fault.field.as_str() {
            "deliverables_fr" | "deliverables_en" => fault.field.clone(),
            "changes" => String::new(),
            other => other.to_owned(),
        });
        Fault { field, ..fault }
    });
    renamed.collect()
}

fn answer(
    shell: &Shell,
    page: &Page,
    known: &Known,
    form: FormState,
    preview: Option<Vec<Difference>>,
) -> Result<Response, Failure> {
    let wrong = !form.errors().is_empty();
    let filled = (0..MAX_INDICATORS).filter(|row| {
        ["name_fr", "baseline", "target"]
            .iter()
            .any(|name| !form.value(&format!("indicator-{row}-{name}")).is_empty())
    });
    let rows = (filled.max().map_or(0, |row| row + 1) + SPARE_ROWS).min(MAX_INDICATORS);
    let w = Words::new(page, shell);
    let mut view = page
        .view(page.t(if known.view.is_some() { "plan-change-title" } else { "plan-new-action" }))
        .crumb("/council/plan", page.t("plan-title"))
        .crumb("/council/plan/actions", page.t("plan-actions-title"));
    if let Some(action) = &known.view {
        let path = format!("/council/plan/actions/{}", action.line.action.object);
        view = view.crumb(path, w.plain(&action.line.action.value.title));
    }
    if wrong {
        view = view.refused();
    }
    let address = page.path().to_owned();
    view.html(&EditPage { page, w, form, known, rows, preview, address })
}

pub async fn show_new(State(shell): State<Shell>, page: Page) -> Result<Response, Failure> {
    let known = known(&shell, &page, None).await?;
    let form = page.blank_form();
    answer(&shell, &page, &known, form, None)
}

pub async fn show_change(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let known = known(&shell, &page, Some(object(&id)?)).await?;
    let form = match &known.view {
        Some(view) => filled(&shell, page.blank_form(), view),
        None => page.blank_form(),
    };
    answer(&shell, &page, &known, form, None)
}

pub async fn create(State(shell): State<Shell>, page: Page, form: Form) -> Result<Response, Failure> {
    // The identifier is drawn from the request: a form sent twice names one action.
    let object = ObjectId::from_bytes(*form.request.as_bytes());
    save(&shell, &page, None, object, form).await
}

pub async fn change(
    State(shell): State<Shell>,
    page: Page,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    let object = object(&id)?;
    save(&shell, &page, Some(object), object, form).await
}

async fn save(
    shell: &Shell,
    page: &Page,
    existing: Option<ObjectId>,
    object: ObjectId,
    form: Form,
) -> Result<Response, Failure> {
    let known = known(shell, page, existing).await?;
    let mut errors = FormErrors::new();
    let reason = form.value.value("reason").trim().replace("\r\n", "\n");
    let typed = read(shell, &form.value, &mut errors);
    let parent = match existing {
        None => None,
        Some(_) => Some(
            form.value
                .value("parent")
                .parse::<Hash>()
                .map_err(|_| Failure::Invalid(Message::new("form-refused")))?,
        ),
    };
    let Some(action) = typed.action else { return answer(shell, page, &known, form.again(errors), None) };
    let content = Content::Action(action);
    if form.value.value("step") == "check" {
        let mut faults = Faults::default();
        content.check(object, shell.charter().members.len(), &mut faults);
        if let Err(faults) = faults.into_result() {
            refuse(&mut errors, PlanError::Faults(in_form(faults, "indicator-", &typed.rows, "indicator-")))?;
        }
        let w = Words::new(page, shell);
        let before = known.view.as_ref().map(|view| Content::Action(view.line.action.value.clone()));
        let preview = errors.is_empty().then(|| differences(&w, &known.titles, before.as_ref(), &content));
        return answer(shell, page, &known, form.again(errors), preview);
    }
    let draft = Draft { reason, changes: vec![Change { object, parent, content }] };
    match send(shell, page, form.request, draft).await? {
        Ok(response) => Ok(response),
        Err(PlanError::Faults(faults)) => {
            refuse(&mut errors, PlanError::Faults(in_form(faults, "indicator-", &typed.rows, "indicator-")))?;
            answer(shell, page, &known, form.again(errors), None)
        }
        Err(error) => {
            refuse(&mut errors, error)?;
            answer(shell, page, &known, form.again(errors), None)
        }
    }
}

/// Records a proposal and leads to its page.
pub async fn send(
    shell: &Shell,
    page: &Page,
    request: RequestId,
    draft: Draft,
) -> Result<Result<Response, PlanError>, Failure> {
    let drafter = page.who().officer().map(Officer::from).ok_or(Failure::SignIn)?;
    let done = shell
        .blocking(move |shell| {
            match shell.road().act(request, move |scribe| propose(scribe, drafter, draft)) {
                Ok(done) => Ok(Ok(done.records().first().map(|record| (record.origin, record.index)))),
                Err(RoadError::Rule(error)) => Ok(Err(error)),
                Err(other) => Err(failure(other)),
            }
        })
        .await?;
    Ok(match done {
        Err(error) => Err(error),
        Ok(recorded) => {
            let (origin, index) = recorded.ok_or_else(|| Failure::internal("an act without a record"))?;
            let path = Words::new(page, shell).proposal_path(&super::super::Place { origin, index });
            Ok(page.redirect_with(&path, &Flash::done(Message::new("plan-proposed"))))
        }
    })
}
