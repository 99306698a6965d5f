//! A change said field by field: before and after, only what differs.

use super::super::{Action, Content, Indicator, Measure, Progress};
use super::Words;
use liptako_core::{Bilingual, MemberIndex, ObjectId};
use liptako_web::{Day, concept_label, day_words};
use std::collections::BTreeMap;

/// One field of a change.
pub struct Difference {
    /// What the field is called.
    pub label: String,
    /// What stood there; empty for nothing.
    pub before: String,
    /// What would stand there; empty for nothing.
    pub after: String,
}

/// The titles of the things a change may name.
pub type Titles = BTreeMap<ObjectId, Bilingual>;

/// The fields of a value, in the order of the pages: label and words. Empty ones stay, so that both sides align.
type Fields = Vec<(String, String)>;

/// The fields that differ; every field that is not empty when there was no value before.
pub fn differences(
    w: &Words<'_>,
    titles: &Titles,
    before: Option<&Content>,
    after: &Content,
) -> Vec<Difference> {
    let new = fields(w, titles, after);
    let mut old: BTreeMap<String, String> =
        before.map(|content| fields(w, titles, content).into_iter().collect()).unwrap_or_default();
    let mut all: Vec<Difference> = new
        .into_iter()
        .map(|(label, after)| Difference { before: old.remove(&label).unwrap_or_default(), label, after })
        .collect();
    all.extend(old.into_iter().map(|(label, before)| Difference { label, before, after: String::new() }));
    all.retain(|difference| difference.before != difference.after);
    all
}

fn fields(w: &Words<'_>, titles: &Titles, content: &Content) -> Fields {
    let page = w.page;
    let mut all = Fields::new();
    let mut bilingual = |fr: String, en: String, text: &Bilingual| {
        all.push((fr, text.fr.clone()));
        all.push((en, text.en.clone()));
    };
    match content {
        Content::Axis(axis) => {
            bilingual(page.t("plan-title-fr"), page.t("plan-title-en"), &axis.title);
            bilingual(page.t("plan-summary-fr"), page.t("plan-summary-en"), &axis.summary);
            all.push((page.t("plan-number"), axis.number.to_string()));
        }
        Content::Objective(objective) => {
            bilingual(page.t("plan-title-fr"), page.t("plan-title-en"), &objective.title);
            all.push((page.t("plan-axis"), named(w, titles, &objective.axis)));
            all.push((page.t("plan-number"), objective.number.to_string()));
        }
        Content::Action(action) => {
            bilingual(page.t("plan-title-fr"), page.t("plan-title-en"), &action.title);
            bilingual(page.t("plan-description-fr"), page.t("plan-description-en"), &action.description);
            action_fields(w, titles, action, &mut all);
        }
        Content::Progress(progress) => progress_fields(w, progress, &mut all),
    }
    all
}

fn action_fields(w: &Words<'_>, titles: &Titles, action: &Action, all: &mut Fields) {
    let page = w.page;
    let day = |date| day_words(page.lang(), Day::from(date));
    let members = |members: &[MemberIndex]| w.acronyms(members);
    all.push((page.t("plan-objective"), named(w, titles, &action.objective)));
    all.push((page.t("plan-number"), action.number.to_string()));
    all.push((page.t("plan-owner"), w.acronym(&action.owner).to_owned()));
    all.push((page.t("plan-contributors"), members(&action.contributors)));
    all.push((page.t("plan-start"), day(action.start)));
    all.push((page.t("plan-due"), day(action.due)));
    let deliverables: Vec<String> = action.deliverables.iter().map(both).collect();
    all.push((page.t("plan-deliverables"), deliverables.join("\n")));
    for indicator in &action.indicators {
        let label = page.text("plan-indicator-named").with("id", &indicator.id).to_string();
        all.push((label, indicator_words(w, indicator)));
    }
    let needs: Vec<String> = action.depends_on.iter().map(|object| named(w, titles, object)).collect();
    all.push((page.t("plan-needs"), needs.join("\n")));
    let concepts: Vec<String> = action.concepts.iter().map(|id| concept_label(page.lang(), id)).collect();
    all.push((page.t("plan-concepts"), concepts.join("\n")));
}

fn progress_fields(w: &Words<'_>, progress: &Progress, all: &mut Fields) {
    let page = w.page;
    all.push((page.t("plan-state"), w.state(&progress.state)));
    all.push((page.t("plan-account"), progress.account.clone()));
    for Measure { indicator, date, value, evidence } in &progress.measures {
        let day = day_words(page.lang(), Day::from(*date));
        let label = page.text("plan-measure-named").with("indicator", indicator).with("day", day).to_string();
        all.push((label, format!("{}\n{evidence}", w.number(value))));
    }
}

fn both(text: &Bilingual) -> String {
    if text.en.is_empty() { text.fr.clone() } else { format!("{} / {}", text.fr, text.en) }
}

fn indicator_words(w: &Words<'_>, indicator: &Indicator) -> String {
    w.page
        .text("plan-indicator-words")
        .with("name", both(&indicator.name))
        .with("unit", both(&indicator.unit))
        .with("baseline", w.number(&indicator.baseline))
        .with("target", w.number(&indicator.target))
        .to_string()
}

fn named(w: &Words<'_>, titles: &Titles, object: &ObjectId) -> String {
    titles.get(object).map_or_else(|| object.to_string(), |title| title.pick(w.page.lang()).to_owned())
}
