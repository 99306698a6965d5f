//! Saying something of a practice: `…/review`, `…/adopt`, `…/tell`. The form carries the version that the officer read.

use super::super::act::{Duties, adopt as record_adoption, review as record_review, tell as record_told};
use super::super::model::{
    Adoption, Cited, Feedback, Figure, Form as Told, MAX_LINE, MAX_TEXT, Place, Stance,
};
use super::super::view::{PracticeView, VersionView};
use super::words::stance_key;
use super::{Answered, Said, Signing, refuse, road_failure, show, signed};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use liptako_journal::Hash;
use liptako_storage::RoadError;
use liptako_web::texts::key;
use liptako_web::{Failure, Flash, Form, FormErrors, FormState, Message, Page, ReaderAddress, Shell};

/// Rows of figures offered.
const FIGURES: usize = 4;

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Review,
    Adoption,
    Feedback,
    Answer,
}

#[derive(Template)]
#[template(path = "practice/web/speak.html")]
struct SpeakPage<'a> {
    page: &'a Page,
    s: Said<'a>,
    form: FormState,
    view: &'a PracticeView,
    shown: &'a VersionView,
    what: What,
}

impl SpeakPage<'_> {
    fn is_review(&self) -> bool {
        self.what == What::Review
    }

    fn is_adoption(&self) -> bool {
        self.what == What::Adoption
    }

    fn is_feedback(&self) -> bool {
        self.what == What::Feedback
    }

    fn is_signed(&self) -> bool {
        self.is_review() || self.is_adoption()
    }

    fn lead(&self) -> String {
        self.page.t(match self.what {
            What::Review => key("practice-review-lead"),
            What::Adoption => key("practice-adopt-lead"),
            What::Feedback => key("practice-tell-lead"),
            What::Answer => key("practice-answer-lead"),
        })
    }

    fn cited(&self) -> String {
        format!("{}.{}", self.shown.cited.place.index, self.shown.cited.commitment)
    }

    fn stances(&self) -> Vec<(String, String, String)> {
        let hint = |stance| match stance {
            Stance::Adopted => self.page.t("practice-stance-adopted-hint"),
            Stance::Adapted => self.page.t("practice-stance-adapted-hint"),
            Stance::NotApplicable => self.page.t("practice-stance-not-applicable-hint"),
        };
        let all = Stance::ALL.iter();
        all.map(|stance| (stance.name().to_owned(), self.page.t(stance_key(*stance)), hint(*stance)))
            .collect()
    }

    fn verdicts(&self) -> Vec<(String, String, String)> {
        vec![
            ("fit".to_owned(), self.page.t("practice-fit"), String::new()),
            ("unfit".to_owned(), self.page.t("practice-unfit"), self.page.t("practice-unfit-hint")),
        ]
    }

    fn figures(&self) -> Vec<(String, String)> {
        (1..=FIGURES).map(|n| (format!("label-{n}"), format!("count-{n}"))).collect()
    }

    fn as_officer(&self) -> String {
        let officer = self.page.who().officer();
        officer.map(|officer| officer.function.label(self.page.lang()).to_owned()).unwrap_or_default()
    }

    fn button(&self) -> String {
        self.page.t(match self.what {
            What::Review => key("practice-review-send"),
            What::Adoption => key("practice-adopt-send"),
            What::Feedback => key("practice-tell-send"),
            What::Answer => key("practice-answer-send"),
        })
    }
}

/// What may be said of this practice by this authority, or why not.
fn check(shell: &Shell, view: &PracticeView, what: What) -> Result<What, Failure> {
    let duties = Duties::of(shell.me(), view.line.place.origin, view.line.kind);
    let refused = |key| Err(Failure::Invalid(Message::new(key)));
    match what {
        What::Review | What::Adoption if duties.question => refused(key("practice-irregular-wrong-form")),
        What::Review if duties.ours => refused(key("practice-irregular-own-review")),
        What::Feedback | What::Answer => Ok(if duties.question { What::Answer } else { What::Feedback }),
        allowed => Ok(allowed),
    }
}

fn drawn(shell: &Shell, page: &Page, view: &PracticeView, what: What, form: FormState) -> Answered {
    let shown = view.newest().ok_or(Failure::NotFound)?;
    let title = page.t(match what {
        What::Review => key("practice-review-title"),
        What::Adoption => key("practice-adopt-title"),
        What::Feedback => key("practice-tell-title"),
        What::Answer => key("practice-answer-title"),
    });
    let s = Said::new(page, shell);
    let wrong = !form.errors().is_empty();
    let content = SpeakPage { page, s, form, view, shown, what };
    let view = page
        .view(title)
        .crumb("/exchange/practices", page.t("practice-title"))
        .crumb(s.path(&view.line.place), &view.line.title);
    if wrong { view.refused().html(&content) } else { view.html(&content) }
}

async fn ask(shell: &Shell, page: &Page, name: &str, what: What) -> Answered {
    let view = show::read(shell, name).await?;
    let what = check(shell, &view, what)?;
    let form = page.blank_form();
    drawn(shell, page, &view, what, form)
}

pub async fn ask_review(State(shell): State<Shell>, page: Page, Path(name): Path<String>) -> Answered {
    ask(&shell, &page, &name, What::Review).await
}

pub async fn ask_adoption(State(shell): State<Shell>, page: Page, Path(name): Path<String>) -> Answered {
    ask(&shell, &page, &name, What::Adoption).await
}

pub async fn ask_feedback(State(shell): State<Shell>, page: Page, Path(name): Path<String>) -> Answered {
    ask(&shell, &page, &name, What::Feedback).await
}

/// The version that the officer read. Nobody types it: another text than ours is no form of ours.
fn cited(view: &PracticeView, form: &Form) -> Result<Cited, Failure> {
    let read = || {
        let (index, commitment) = form.value.value("version").split_once('.')?;
        let place = Place { origin: view.line.place.origin, index: index.parse().ok()? };
        Some(Cited { place, commitment: commitment.parse::<Hash>().ok()? })
    };
    read().ok_or(Failure::Invalid(Message::new("form-refused")))
}

fn thanks(shell: &Shell, page: &Page, view: &PracticeView, said: &'static str) -> Answered {
    let to = Said::new(page, shell).path(&view.line.place);
    Ok(page.redirect_with(&to, &Flash::done(Message::new(said))))
}

pub async fn review(
    State(shell): State<Shell>,
    page: Page,
    Path(name): Path<String>,
    ReaderAddress(address): ReaderAddress,
    headers: HeaderMap,
    form: Form,
) -> Answered {
    let view = show::read(&shell, &name).await?;
    let what = check(&shell, &view, What::Review)?;
    let version = cited(&view, &form)?;
    let mut errors = FormErrors::new();
    let fit = errors.choice(&form.value, "fit", ["fit", "unfit"]) == "fit";
    let remarks = errors.optional(&form.value, "remarks", MAX_TEXT);
    let password = errors_password(&form, &mut errors);
    if errors.is_empty() {
        let signing = Signing::new(form.request, &password, address, &headers);
        let done = signed(&shell, &page, signing, move |scribe, key| {
            record_review(scribe, key.officer().clone(), key, (version, fit, remarks)).map(drop)
        });
        match done.await? {
            Ok(_) => return thanks(&shell, &page, &view, key("practice-reviewed")),
            Err(refusal) => refusal.onto(&mut errors)?,
        }
    }
    drawn(&shell, &page, &view, what, form.again(errors))
}

fn errors_password(form: &Form, errors: &mut FormErrors) -> String {
    let password = form.value.value("password").to_owned();
    if password.is_empty() {
        errors.add("password", Message::new("form-required"));
    }
    password
}

pub async fn adopt(
    State(shell): State<Shell>,
    page: Page,
    Path(name): Path<String>,
    ReaderAddress(address): ReaderAddress,
    headers: HeaderMap,
    form: Form,
) -> Answered {
    let view = show::read(&shell, &name).await?;
    let what = check(&shell, &view, What::Adoption)?;
    let version = cited(&view, &form)?;
    let mut errors = FormErrors::new();
    let stance = Stance::from_name(form.value.value("stance"));
    if stance.is_none() {
        errors.add("stance", Message::new("form-choice"));
    }
    let text = errors.optional(&form.value, "text", MAX_TEXT);
    let password = errors_password(&form, &mut errors);
    if let (true, Some(stance)) = (errors.is_empty(), stance) {
        let signing = Signing::new(form.request, &password, address, &headers);
        let done = signed(&shell, &page, signing, move |scribe, key| {
            let adoption = Adoption { version, stance, text, officer: key.officer().clone() };
            record_adoption(scribe, key, &adoption).map(drop)
        });
        match done.await? {
            Ok(_) => return thanks(&shell, &page, &view, key("practice-adopted")),
            Err(refusal) => refusal.onto(&mut errors)?,
        }
    }
    drawn(&shell, &page, &view, what, form.again(errors))
}

/// The figures typed: rows of which neither half is empty.
fn figures(form: &Form, errors: &mut FormErrors) -> Vec<Figure> {
    let mut all = Vec::new();
    for n in 1..=FIGURES {
        let (label, count) = (format!("label-{n}"), format!("count-{n}"));
        let typed = form.value.value(&count).trim().replace([' ', '\u{a0}', '\u{202f}'], "");
        let words = errors.optional(&form.value, &label, MAX_LINE);
        match (words.is_empty(), typed.parse::<u64>()) {
            (true, _) if typed.is_empty() => {}
            (true, _) => errors.add(&label, Message::new("form-required")),
            (false, Ok(count)) => all.push(Figure { label: words, count }),
            (false, Err(_)) => errors.add(&count, Message::new("practice-fault-count")),
        }
    }
    all
}

pub async fn tell(State(shell): State<Shell>, page: Page, Path(name): Path<String>, form: Form) -> Answered {
    let view = show::read(&shell, &name).await?;
    let what = check(&shell, &view, What::Feedback)?;
    let version = cited(&view, &form)?;
    let mut errors = FormErrors::new();
    let text = errors.required(&form.value, "text", MAX_TEXT);
    let (told, figures) = match what {
        What::Answer => (Told::Answer, Vec::new()),
        _ => (Told::Feedback, figures(&form, &mut errors)),
    };
    if errors.is_empty() {
        let officer = page.who().officer().ok_or(Failure::SignIn)?.clone();
        let feedback = Feedback { version, form: told, text, figures, officer };
        let request = form.request;
        let done = shell
            .blocking(move |shell| {
                match shell.road().act(request, move |scribe| record_told(scribe, &feedback)) {
                    Ok(_) => Ok(Ok(())),
                    Err(RoadError::Rule(error)) => Ok(Err(error)),
                    Err(other) => Err(road_failure(other)),
                }
            })
            .await?;
        match done {
            Ok(()) => return thanks(&shell, &page, &view, key("practice-told")),
            Err(error) => refuse(&mut errors, error)?,
        }
    }
    drawn(&shell, &page, &view, what, form.again(errors))
}
