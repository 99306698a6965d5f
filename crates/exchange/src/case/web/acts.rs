//! Templates of acts: plain Markdown files in French under `data/acts/`, filled from the case, to be adapted.

use super::super::model::{CaseKind, StepName};
use super::Answered;
use super::field::{Desk, day_here};
use super::said::Said;
use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use liptako_core::{Lang, MemberIndex};
use liptako_web::{Failure, Html, Page, Shell, day_words};

/// Where a template may begin a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// The opening of a case of this kind.
    Opening(CaseKind),
    /// A step.
    Step(StepName),
}

/// A template of acts.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    /// Its name, as addresses have it; that of its file.
    pub id: &'static str,
    /// Where it serves.
    pub of: Use,
    /// The field that it fills.
    pub field: &'static str,
    /// Its text.
    pub source: &'static str,
}

macro_rules! acts {
    ($($id:literal $of:expr, $field:literal;)*) => {
        &[$(Act { id: $id, of: $of, field: $field, source: include_str!(concat!("../../../data/acts/", $id, ".md")) }),*]
    };
}

/// Every template, in the order of a case's life.
pub const ACTS: &[Act] = acts! {
    "demande-d-assistance" Use::Step(StepName::Request), "text";
    "transmission-d-une-plainte" Use::Opening(CaseKind::Complaint), "facts";
    "controle-conjoint" Use::Opening(CaseKind::Inspection), "facts";
    "consultation" Use::Opening(CaseKind::Consultation), "facts";
    "mesure-d-urgence" Use::Step(StepName::Urgent), "measure";
    "accuse-de-reception" Use::Step(StepName::Note), "text";
    "demande-de-complement" Use::Step(StepName::Admissibility), "reason";
    "reponse" Use::Step(StepName::Reply), "text";
    "points-cles" Use::Step(StepName::KeyPoints), "text";
    "projet-de-decision" Use::Step(StepName::Draft), "text";
    "avis-commun" Use::Step(StepName::Draft), "text";
    "objection-motivee" Use::Step(StepName::Position), "reason";
    "resolution-rapide" Use::Step(StepName::EarlyResolution), "text";
    "rappel" Use::Step(StepName::Reminder), "text";
    "cloture" Use::Step(StepName::Closed), "text";
};

/// The templates that may begin an opening.
pub fn for_opening(kind: CaseKind) -> impl Iterator<Item = &'static Act> {
    ACTS.iter().filter(move |act| act.of == Use::Opening(kind))
}

/// The templates that may begin a step.
pub fn for_step(step: StepName) -> impl Iterator<Item = &'static Act> {
    ACTS.iter().filter(move |act| act.of == Use::Step(step))
}

/// What a template is filled with: the name of each blank and its value; an unknown one stays a blank to fill in.
#[derive(Debug, Clone, Default)]
pub struct Values(Vec<(&'static str, String)>);

impl Values {
    fn base(page: &Page, shell: &Shell) -> Self {
        let s = Said::new(page, shell);
        let me = shell.charter().member(shell.me());
        let date = day_words(Lang::Fr, day_here(s, page.now()).into());
        let mut values = Self::default();
        values.put("autorite", me.map_or("", |me| me.acronym.as_str()));
        values.put("date", &date);
        if let Some(officer) = page.who().officer() {
            values.put("redaction", &format!("{}, {}", officer.name, officer.function.fr));
        }
        values
    }

    fn put(&mut self, name: &'static str, value: &str) {
        if !value.trim().is_empty() {
            self.0.push((name, value.trim().to_owned()));
        }
    }

    /// For a case that is not opened yet.
    pub fn of_opening(page: &Page, shell: &Shell) -> Self {
        Self::base(page, shell)
    }

    /// For a case that is under way.
    pub fn of_case(desk: &Desk<'_>) -> Self {
        let s = desk.s;
        let mut values = Self::base(s.page, s.shell);
        let case = desk.view.case();
        let members: Vec<MemberIndex> = s.members(case.concerned);
        let others: Vec<MemberIndex> = members.iter().copied().filter(|member| !s.is_me(member)).collect();
        values.put("numero", &desk.view.number().map(ToString::to_string).unwrap_or_default());
        values.put("objet", desk.view.title());
        values.put("destinataires", &s.acronyms(&others));
        values.put("concernees", &s.acronyms(&members));
        if let Some(head) = &case.head {
            values.put("ouvreur", s.acronym(&head.opener));
            values.put("ouverture", &day_words(Lang::Fr, head.opened.into()));
        }
        if let Some((_, opening)) = &case.opening {
            values.put("responsable", &opening.controller);
        }
        values
    }
}

impl Act {
    /// Its title: the first line.
    pub fn title(&self) -> &'static str {
        self.source.lines().next().map_or(self.id, |line| line.trim_start_matches(['#', ' ']))
    }

    /// Its text, filled: the title and the words about the template are left out, each blank has its value or says what to
    /// write.
    pub fn fill(&self, values: &Values) -> String {
        let body = self.source.lines().skip_while(|line| !line.starts_with('*')).skip(1);
        let body = body.collect::<Vec<_>>().join("\n");
        BLANKS.iter().fold(body.trim().to_owned(), |text, (name, words)| {
            let value = values.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
            text.replace(&format!("{{{name}}}"), &value.unwrap_or_else(|| format!("[{words}]")))
        })
    }
}

/// Every blank of the templates, and what to write in it when the case does not say.
const BLANKS: [(&str, &str); 11] = [
    ("autorite", "notre autorité"),
    ("concernees", "les autorités concernées"),
    ("date", "date"),
    ("destinataires", "l’autorité destinataire"),
    ("lieu", "lieu"),
    ("numero", "numéro"),
    ("objet", "objet"),
    ("ouverture", "date d’ouverture"),
    ("ouvreur", "l’autorité qui a ouvert l’affaire"),
    ("redaction", "nom et fonction"),
    ("responsable", "responsable du traitement"),
];

#[derive(Template)]
#[template(path = "case/web/acts.html")]
struct ActsPage<'a> {
    page: &'a Page,
}

impl ActsPage<'_> {
    fn acts(&self) -> &'static [Act] {
        ACTS
    }

    fn shown(&self, act: &Act) -> Html {
        let body = act.source.lines().skip(1).collect::<Vec<_>>().join("\n");
        let lang = if self.page.lang() == Lang::Fr { "" } else { " lang=\"fr\"" };
        Html::trusted(format!("<div class=\"prose\"{lang}>{}</div>", liptako_web::markdown::render(&body)))
    }
}

pub async fn show(page: Page) -> Answered {
    page.view(page.t("casepages-acts-title"))
        .crumb("/exchange/cases", page.t("casepages-title"))
        .html(&ActsPage { page: &page })
}

/// A template as a file: `/exchange/cases/acts/reponse.md`.
pub async fn file(Path(name): Path<String>) -> Answered {
    let act = ACTS.iter().find(|act| name.strip_suffix(".md") == Some(act.id)).ok_or(Failure::NotFound)?;
    let disposition = format!("attachment; filename=\"{}.md\"", act.id);
    let heads = [
        (header::CONTENT_TYPE, "text/markdown; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((heads, act.source).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_template_says_that_it_is_one_and_names_known_blanks() {
        let mut used = BTreeSet::new();
        for act in ACTS {
            assert!(act.source.starts_with("# "), "{}", act.id);
            assert!(act.source.contains("*Modèle à adapter"), "{}", act.id);
            for blank in act.source.split('{').skip(1) {
                let name = blank.split('}').next().unwrap();
                assert!(BLANKS.iter().any(|(known, _)| *known == name), "{}: {name}", act.id);
                used.insert(name);
            }
        }
        assert_eq!(used.len(), BLANKS.len(), "a blank that no template has: {used:?}");
    }

    #[test]
    fn a_filled_template_has_no_blank_left_in_braces_and_fits_its_field() {
        for act in ACTS {
            let text = act.fill(&Values(vec![("numero", "ML-2026-0007".to_owned())]));
            assert!(!text.contains(['{', '}']) && !text.contains("Modèle à adapter"), "{}: {text}", act.id);
            let longest = if act.field == "reason" { crate::case::MAX_REASON } else { crate::case::MAX_TEXT };
            assert!(text.chars().count() < longest, "{}", act.id);
            assert_eq!(act.source.contains("{numero}"), text.contains("ML-2026-0007"), "{}", act.id);
        }
    }

    #[test]
    fn every_file_of_the_folder_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/acts");
        let names =
            std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        let names: BTreeSet<String> = names.collect();
        assert_eq!(names, ACTS.iter().map(|act| format!("{}.md", act.id)).collect());
    }
}
