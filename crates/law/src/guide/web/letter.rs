//! `/guide/letter/{country}.txt`: a letter to an authority, in French, that states the processing and asks what is not
//! established. Plain text that any device can open, print or send.

use super::address::{Answers, Way};
use super::said::{Answer, Country, Voice};
use super::{answer_words, columns, file, guide, judged};
use crate::guide::{Description, Guide, Kind, Truth};
use crate::web::library;
use crate::words::Words;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use liptako_core::Lang;
use liptako_web::{Failure, Page, Shell, day_words};

/// Longest line, in characters: what a printer or an old screen shows whole.
const LINE: usize = 72;

/// The letter to the authority of a country.
pub async fn show(
    State(shell): State<Shell>,
    page: Page,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let guide = guide()?;
    let code = name.strip_suffix(".txt").ok_or(Failure::NotFound)?;
    // A letter to an authority is in its working language, whatever the reader's.
    let french = page.in_language(Lang::Fr);
    let answers = Answers::read(guide.facts(), query.as_deref());
    let columns = columns(&shell).await?;
    let verdict = match judged(&page, guide, &answers, &columns)? {
        Ok(verdict) => verdict,
        Err(refusal) => return Ok(refusal),
    };
    let way = Way::of(guide.facts(), &answers.description);
    let words = Words { page: &french, questionnaire: &library()?.questionnaire };
    let voice = Voice {
        page: &french,
        words,
        guide,
        description: &answers.description,
        way: &way,
        only: &answers.only,
    };
    let countries = voice.countries(&verdict);
    let country = countries.iter().find(|country| country.code == code).ok_or(Failure::NotFound)?;
    let body = letter(&voice, country);
    Ok(file("text/plain; charset=utf-8", &format!("lettre-{code}.txt"), body.into_bytes()))
}

fn letter(voice: &Voice<'_>, country: &Country<'_>) -> String {
    let page = voice.page;
    let mut out = Sheet::default();
    for key in ["guide-letter-sender", "guide-letter-address", "guide-letter-contact"] {
        out.line(&page.t(key));
    }
    out.gap();
    let (authority, acronym) = (country.authority_name.as_str(), country.authority.as_str());
    let to = page.text("guide-letter-to").with("authority", authority).with("acronym", acronym);
    out.line(&to.to_string());
    out.gap();
    out.line(&page.t("guide-letter-place"));
    out.gap();
    out.line(&page.t("guide-letter-subject"));
    out.gap();
    out.line(&page.t("guide-letter-greeting"));
    out.gap();
    out.line(&page.text("guide-letter-opening").with("law", country.law.clone()).to_string());
    processing(&mut out, voice);
    known(&mut out, voice, country);
    asked(&mut out, voice, country);
    out.gap();
    out.line(&page.t("guide-letter-closing"));
    out.gap();
    out.line(&page.t("guide-letter-signature"));
    out.gap();
    out.line("--");
    let date = day_words(page.lang(), super::day(page).into());
    out.line(&page.text("guide-letter-origin").with("date", date).to_string());
    out.text
}

/// What was answered, those answers that only the letter uses included.
fn processing(out: &mut Sheet, voice: &Voice<'_>) {
    let (guide, description): (&Guide, &Description) = (voice.guide, voice.description);
    out.title(&voice.page.t("guide-letter-processing"));
    if description.is_empty() {
        out.item(&voice.page.t("guide-letter-describe"));
    }
    for fact in guide.facts() {
        if let Some(value) = description.of(fact) {
            let question = super::text(voice.page, &fact.question);
            out.item(&format!("{question} {}", answer_words(voice.page, fact, value)));
        }
    }
}

/// What is established of what must be filed, and what it costs.
fn known(out: &mut Sheet, voice: &Voice<'_>, country: &Country<'_>) {
    let of_interest = |kind: Kind| matches!(kind, Kind::Formality | Kind::Fee | Kind::Delay);
    let lines = country.groups.iter().filter(|group| of_interest(group.kind)).flat_map(|group| &group.lines);
    let lines: Vec<_> = lines.filter(|line| line.outcome.truth == Truth::Yes).collect();
    if lines.is_empty() {
        return;
    }
    out.title(&voice.page.t("guide-letter-known"));
    for line in lines {
        let answer = match &line.answer {
            Answer::Yes => String::new(),
            other => format!(" : {}", voice.answer_words(other)),
        };
        let trust = if line.trust.is_empty() { String::new() } else { format!(" ({})", line.trust) };
        out.item(&format!("{}{answer}{trust}", line.text));
    }
}

/// What is not established.
fn asked(out: &mut Sheet, voice: &Voice<'_>, country: &Country<'_>) {
    let to_ask = country.to_ask();
    if to_ask.is_empty() {
        return;
    }
    out.title(&voice.page.t("guide-letter-asked"));
    let mut under = "";
    for (number, (title, text)) in to_ask.into_iter().enumerate() {
        if title != under {
            out.line(title);
            under = title;
        }
        out.wrapped(&format!("{:>3}. ", number + 1), "     ", text);
    }
}

/// A sheet of plain text: short lines, plain marks, line ends that every device knows.
#[derive(Default)]
struct Sheet {
    text: String,
}

impl Sheet {
    fn gap(&mut self) {
        self.text.push_str("\r\n");
    }

    fn title(&mut self, text: &str) {
        self.gap();
        self.line(text);
        self.gap();
    }

    fn line(&mut self, text: &str) {
        self.wrapped("", "", text);
    }

    fn item(&mut self, text: &str) {
        self.wrapped("- ", "  ", text);
    }

    fn wrapped(&mut self, first: &str, next: &str, text: &str) {
        let mut line = first.to_owned();
        let mut is_begun = false;
        for word in plain(text).split_whitespace() {
            if is_begun && line.chars().count() + 1 + word.chars().count() > LINE {
                self.text.push_str(&line);
                self.gap();
                line = next.to_owned();
                is_begun = false;
            }
            if is_begun {
                line.push(' ');
            }
            line.push_str(word);
            is_begun = true;
        }
        self.text.push_str(&line);
        self.gap();
    }
}

/// The marks that every device has: typographic ones come out as question marks on old printers.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // The no-break spaces inside French quotation marks go with them.
    for c in text.replace("«\u{a0}", "«").replace("\u{a0}»", "»").chars() {
        match c {
            '\u{a0}' | '\u{202f}' | '\u{2009}' => out.push(' '),
            '’' | '‘' => out.push('\''),
            '«' | '»' | '“' | '”' => out.push('"'),
            '–' | '—' | '‑' => out.push('-'),
            '…' => out.push_str("..."),
            'œ' => out.push_str("oe"),
            'Œ' => out.push_str("Oe"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_short_and_marks_are_plain() {
        let mut sheet = Sheet::default();
        sheet.item(&"L’autorité n°2 — délai\u{a0}: ".repeat(12));
        assert!(sheet.text.lines().count() > 3);
        assert!(sheet.text.lines().all(|line| line.chars().count() <= LINE), "{}", sheet.text);
        assert!(sheet.text.lines().skip(1).all(|line| line.starts_with("  ")), "{}", sheet.text);
        assert!(!sheet.text.contains('’') && !sheet.text.contains('\u{a0}') && sheet.text.ends_with("\r\n"));
    }

    #[test]
    fn a_word_longer_than_a_line_stands_alone() {
        let mut sheet = Sheet::default();
        sheet.line(&format!("a {} b", "x".repeat(100)));
        assert_eq!(sheet.text.lines().count(), 3);
    }
}
