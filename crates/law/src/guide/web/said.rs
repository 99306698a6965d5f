//! How a verdict is said: the same words on the page, on paper and in the letter.

use super::address::Way;
use super::{answer_words, text};
use crate::guide::{
    Cite, CountryVerdict, Description, Difference, Guide, Kind, Outcome, Said, Standing, Truth, Verdict,
};
use crate::profile::Value;
use crate::words::{Words, confidence_key};
use liptako_core::Member;
use liptako_web::texts::key;
use liptako_web::{Html, Page};

/// What a reader and a description have in common with every line.
#[derive(Clone, Copy)]
pub(super) struct Voice<'a> {
    pub(super) page: &'a Page,
    pub(super) words: Words<'a>,
    pub(super) guide: &'a Guide,
    pub(super) description: &'a Description,
    pub(super) way: &'a Way,
    /// What the reader wants to see; everything when it is empty.
    pub(super) only: &'a [Kind],
}

/// The answer of a line, by what it looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    No,
    /// A fee, a time, a list, as the law gives it.
    Value(String),
    /// The same, in the law's own French.
    Text(String),
    /// Yes; how much or how long is not established.
    YesButHowMuch,
    Open,
}

/// A cell that a line rests on.
pub(super) struct Source {
    pub(super) question: String,
    /// Address of the comparison of this question.
    pub(super) address: String,
    pub(super) finding: Html,
    pub(super) article: Option<String>,
    pub(super) sureness: String,
    pub(super) attested: String,
    pub(super) note: Option<String>,
}

/// What one rule says for one country.
pub(super) struct Line<'a> {
    pub(super) outcome: &'a Outcome<'a>,
    pub(super) text: String,
    pub(super) answer: Answer,
    /// Whether it is not certain that the reader is concerned.
    pub(super) is_conditional: bool,
    pub(super) advice: Option<String>,
    /// Article, sureness, attestation of what decides.
    pub(super) trust: String,
    /// Questions the reader has not answered, and where.
    pub(super) missing: Vec<(String, String)>,
    pub(super) sources: Vec<Source>,
}

/// What one law says about one thing.
pub(super) struct Group<'a> {
    pub(super) kind: Kind,
    pub(super) title: String,
    pub(super) hint: Option<String>,
    pub(super) lines: Vec<Line<'a>>,
}

/// What one law says.
pub(super) struct Country<'a> {
    pub(super) verdict: &'a CountryVerdict<'a>,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) law: String,
    pub(super) authority: String,
    pub(super) authority_name: String,
    pub(super) scope: Vec<Line<'a>>,
    pub(super) groups: Vec<Group<'a>>,
}

/// What differs between the laws in one thing: its words, then what is said in each country.
pub(super) struct Contrast {
    pub(super) text: String,
    pub(super) said: Vec<(String, String)>,
}

impl Country<'_> {
    /// Questions the reader has not answered that would settle something shown, and where.
    pub(super) fn missing(&self) -> Vec<(String, String)> {
        once(self.scope.iter().chain(self.groups.iter().flat_map(|group| &group.lines)))
    }

    /// What only the authority can say of what is shown: under which title, and what.
    pub(super) fn to_ask(&self) -> Vec<(&str, &str)> {
        let groups = self.groups.iter();
        groups
            .flat_map(|group| {
                group.to_ask().into_iter().map(|line| (group.title.as_str(), line.text.as_str()))
            })
            .collect()
    }
}

impl<'a> Group<'a> {
    /// What is yes, no or a value.
    pub(super) fn settled(&self) -> Vec<&Line<'a>> {
        self.lines.iter().filter(|line| line.answer != Answer::Open).collect()
    }

    /// What waits for the reader's answers.
    pub(super) fn to_tell(&self) -> Vec<&Line<'a>> {
        self.lines.iter().filter(|line| line.answer == Answer::Open && !line.missing.is_empty()).collect()
    }

    /// What only the authority can say.
    pub(super) fn to_ask(&self) -> Vec<&Line<'a>> {
        self.lines.iter().filter(|line| line.answer == Answer::Open && line.missing.is_empty()).collect()
    }

    /// Questions the reader has not answered, and where.
    pub(super) fn missing(&self) -> Vec<(String, String)> {
        once(self.lines.iter())
    }
}

/// What lines miss, each question once.
fn once<'l, 'a: 'l>(lines: impl Iterator<Item = &'l Line<'a>>) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for one in lines.flat_map(|line| &line.missing) {
        if !all.contains(one) {
            all.push(one.clone());
        }
    }
    all
}

impl<'a> Voice<'a> {
    /// Every country, with the same groups in the same order: a group that is empty everywhere is left out.
    pub(super) fn countries(&self, verdict: &'a Verdict<'a>) -> Vec<Country<'a>> {
        let outcomes = || verdict.countries.iter().flat_map(|country| &country.outcomes);
        let wanted = if self.only.is_empty() { &Kind::ALL } else { self.only };
        let is_there = |kind: &Kind| outcomes().any(|outcome| outcome.rule.kind == *kind);
        let kinds: Vec<Kind> =
            wanted.iter().copied().filter(|kind| !kind.is_scope()).filter(is_there).collect();
        verdict.countries.iter().map(|country| self.country(country, &kinds)).collect()
    }

    fn wants(&self, kind: Kind) -> bool {
        self.only.is_empty() || self.only.contains(&kind)
    }

    fn country(&self, verdict: &'a CountryVerdict<'a>, kinds: &[Kind]) -> Country<'a> {
        let instrument = verdict.column.instrument;
        let lang = self.page.lang();
        let member = self.member(verdict);
        let group = |kind: &Kind| Group {
            kind: *kind,
            title: self.page.t(kind_key(*kind)),
            hint: (*kind == Kind::Breach).then(|| self.page.t("guide-kind-breach-hint")),
            lines: verdict.of_kind(*kind).map(|outcome| self.line(verdict, outcome)).collect(),
        };
        let acronym = member.map(|member| member.acronym.clone()).or_else(|| instrument.authority.clone());
        let country = member.map(|member| lang.pick(&member.country_fr, &member.country_en).to_owned());
        let full = member.map(|member| lang.pick(&member.name_fr, &member.name_en).to_owned());
        Country {
            verdict,
            code: verdict.country.to_string(),
            name: country.unwrap_or_else(|| self.words.short(instrument)),
            law: self.words.short(instrument),
            authority_name: full.or_else(|| acronym.clone()).unwrap_or_default(),
            authority: acronym.unwrap_or_default(),
            scope: verdict.scope.iter().map(|outcome| self.line(verdict, outcome)).collect(),
            groups: kinds.iter().map(group).collect(),
        }
    }

    /// The authority that keeps a column, else the member of its country.
    fn member(&self, verdict: &CountryVerdict<'_>) -> Option<&'a Member> {
        let charter = self.page.face().charter();
        let of_country = |member: &&Member| member.country.eq_ignore_ascii_case(verdict.country.as_str());
        match verdict.column.keeper {
            Some(keeper) => charter.member(keeper),
            None => charter.members.iter().find(of_country),
        }
    }

    fn line(&self, country: &CountryVerdict<'a>, outcome: &'a Outcome<'a>) -> Line<'a> {
        let missing =
            outcome.missing().map(|fact| (text(self.page, &fact.question), self.way.question(fact)));
        Line {
            outcome,
            text: text(self.page, &outcome.rule.text),
            answer: self.answer(outcome),
            is_conditional: outcome.relevant == Truth::NotEstablished,
            advice: outcome
                .rule
                .advice
                .as_ref()
                .filter(|_| outcome.truth == Truth::Yes)
                .map(|advice| text(self.page, advice)),
            trust: if outcome.truth.is_established() { self.trust(country, outcome) } else { String::new() },
            missing: missing.collect(),
            sources: outcome.cites.iter().map(|cite| self.source(country, cite)).collect(),
        }
    }

    /// What an outcome comes to.
    pub(super) fn answer(&self, outcome: &Outcome<'_>) -> Answer {
        match (outcome.truth, outcome.reported()) {
            (Truth::NotEstablished, _) => Answer::Open,
            (Truth::No, _) => Answer::No,
            (Truth::Yes, None) => Answer::Yes,
            (Truth::Yes, Some(cite)) => match outcome.value {
                Some(Value::Text(_)) => Answer::Text(self.plain(cite)),
                Some(_) => Answer::Value(self.plain(cite)),
                None => Answer::YesButHowMuch,
            },
        }
    }

    /// An answer in words.
    pub(super) fn answer_words(&self, answer: &Answer) -> String {
        match answer {
            Answer::Yes => self.page.t("guide-yes"),
            Answer::No => self.page.t("guide-no"),
            Answer::Value(words) | Answer::Text(words) => words.clone(),
            Answer::YesButHowMuch => self.page.t("guide-how-much-open"),
            Answer::Open => self.page.t("guide-not-established"),
        }
    }

    /// What a cell says, without markup.
    fn plain(&self, cite: &Cite<'_>) -> String {
        self.words.plain(cite.question, cite.cell)
    }

    /// Articles, sureness and attestation of the cells that decide, in one line.
    fn trust(&self, country: &CountryVerdict<'_>, outcome: &Outcome<'_>) -> String {
        let mut found: Vec<(Vec<String>, String)> = Vec::new();
        for cite in outcome.cites.iter().filter(|cite| is_established(cite)) {
            let answer = &cite.cell.answer;
            let sureness = self.page.t(confidence_key(answer.confidence()));
            let sureness = [Some(sureness), self.attested(country, cite)];
            let sureness = sureness.into_iter().flatten().collect::<Vec<_>>().join(", ");
            let place = found.iter().position(|(_, other)| *other == sureness).unwrap_or_else(|| {
                found.push((Vec::new(), sureness));
                found.len() - 1
            });
            let articles = &mut found[place].0;
            if let Some(article) = answer.article.as_deref().map(|article| self.article(article))
                && !articles.contains(&article)
            {
                articles.push(article);
            }
        }
        let line = |(articles, sureness): (Vec<String>, String)| {
            let articles =
                if articles.is_empty() { self.page.t("guide-no-article") } else { articles.join(", ") };
            format!("{articles}, {sureness}")
        };
        found.into_iter().map(line).collect::<Vec<_>>().join(" ; ")
    }

    /// `art. 12` for a number, as it stands for anything else.
    pub(super) fn article(&self, article: &str) -> String {
        if article.starts_with(|c: char| c.is_ascii_digit()) {
            self.page.text("guide-article").with("article", article).to_string()
        } else {
            article.to_owned()
        }
    }

    fn attested(&self, country: &CountryVerdict<'_>, cite: &Cite<'_>) -> Option<String> {
        match (&cite.cell.attested, country.column.keeper) {
            (Some(signed), _) => {
                let authority = self.words.acronym(&signed.origin);
                Some(self.page.text("law-attested-by").with("authority", authority).to_string())
            }
            (None, _) if !is_established(cite) => None,
            (None, _) => Some(self.page.t("law-not-attested")),
        }
    }

    fn source(&self, country: &CountryVerdict<'_>, cite: &Cite<'_>) -> Source {
        let answer = &cite.cell.answer;
        let is_report = cite.is_report();
        Source {
            question: self.words.text(&cite.question.label),
            address: format!("/law/comparison/{}", cite.question.id),
            finding: if is_report {
                Html::text(&self.page.t("guide-not-established"))
            } else {
                self.words.finding(cite.question, cite.cell)
            },
            article: answer.article.as_deref().filter(|_| !is_report).map(|article| self.article(article)),
            sureness: match cite.standing {
                Standing::Established | Standing::OpenList => {
                    self.page.t(confidence_key(answer.confidence()))
                }
                standing => self.page.t(standing_key(standing)),
            },
            attested: self.attested(country, cite).unwrap_or_default(),
            note: answer.note.clone().filter(|_| !is_report),
        }
    }

    /// What was answered to the facts that a rule reads.
    pub(super) fn read_facts(&self, line: &Line<'_>) -> Vec<(String, String)> {
        let facts = self.guide.facts_of(line.outcome.rule).into_iter();
        let said = |value: Option<_>| match value {
            Some((fact, value)) => answer_words(self.page, fact, value),
            None => self.page.t("guide-unanswered"),
        };
        facts
            .map(|fact| {
                let value = self.description.of(fact).map(|value| (fact, value));
                (text(self.page, &fact.question), said(value))
            })
            .collect()
    }

    /// What differs, for certain or perhaps.
    pub(super) fn contrasts(&self, verdict: &Verdict<'_>, certain: bool) -> Vec<Contrast> {
        let asked = |difference: &&Difference<'_>| {
            difference.is_certain == certain && self.wants(difference.rule.kind)
        };
        verdict
            .differences
            .iter()
            .filter(asked)
            .map(|difference| self.contrast(verdict, difference))
            .collect()
    }

    fn contrast(&self, verdict: &Verdict<'_>, difference: &Difference<'_>) -> Contrast {
        let said = difference.said.iter().filter_map(|(place, said)| {
            let country = verdict.countries.get(*place)?;
            let words = match said {
                Said::NotConcerned => self.page.t("guide-not-concerned"),
                Said::Truth(_) => {
                    let outcome = country.outcome(difference.rule.id.as_str())?;
                    self.answer_words(&self.answer(outcome))
                }
            };
            let member = self.member(country);
            let lang = self.page.lang();
            let name = member.map(|member| lang.pick(&member.country_fr, &member.country_en).to_owned());
            Some((name.unwrap_or_else(|| self.words.short(country.column.instrument)), words))
        });
        Contrast { text: text(self.page, &difference.rule.text), said: said.collect() }
    }
}

const fn is_established(cite: &Cite<'_>) -> bool {
    matches!(cite.standing, Standing::Established | Standing::OpenList)
}

/// Key of the title of a kind of rule.
pub(super) const fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Connects => key("guide-kind-connects"),
        Kind::Excludes => key("guide-kind-excludes"),
        Kind::Authority => key("guide-kind-authority"),
        Kind::Formality => key("guide-kind-formality"),
        Kind::Fee => key("guide-kind-fee"),
        Kind::Delay => key("guide-kind-delay"),
        Kind::Transfer => key("guide-kind-transfer"),
        Kind::Hosting => key("guide-kind-hosting"),
        Kind::Lawfulness => key("guide-kind-lawfulness"),
        Kind::Duty => key("guide-kind-duty"),
        Kind::Rights => key("guide-kind-rights"),
        Kind::Breach => key("guide-kind-breach"),
        Kind::Sanction => key("guide-kind-sanction"),
        Kind::Complaint => key("guide-kind-complaint"),
    }
}

/// Key of the reason why an answer about a law is not enough.
const fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::Established | Standing::OpenList => key("guide-standing-open-list"),
        Standing::Unknown => key("guide-standing-unknown"),
        Standing::Recalled => key("guide-standing-recalled"),
        Standing::Silent => key("guide-standing-silent"),
        Standing::NotApplicable => key("guide-standing-not-applicable"),
        Standing::Reported => key("guide-standing-reported"),
        Standing::OutOfDate => key("guide-standing-out-of-date"),
    }
}

/// Key of the words that tell whether a law applies.
pub(super) const fn applies_key(applies: Truth) -> &'static str {
    match applies {
        Truth::Yes => key("guide-applies-yes"),
        Truth::No => key("guide-applies-no"),
        Truth::NotEstablished => key("guide-applies-open"),
    }
}
