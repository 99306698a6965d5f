//! The advisories of the demonstration, all fictional, and what becomes of each.

use super::act::Drafted;
use super::indicator::Indicator;
use super::marking::{Functions, Marking, Named, Tlp};
use super::model::{Content, Reference, Response, Sector, Severity, Step, Threat};
use jiff::civil::Date;
use liptako_core::{Charter, Lang, MemberIndex};
use serde::Deserialize;

/// The file of the demonstration.
pub const DEMO_ADVISORIES: &str = include_str!("../../data/demo-advisories.toml");

/// An advisory of the demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAdvisory {
    /// Who issues it.
    pub author: MemberIndex,
    /// What its drafter writes.
    pub drafted: Drafted,
    /// Whether it stays a draft.
    pub is_draft: bool,
    /// Who acknowledges it, how.
    pub acknowledge: Vec<(MemberIndex, Response, String)>,
    /// Who puts it on their public page.
    pub public: Vec<MemberIndex>,
    /// Who hands it on to which sectors.
    pub sectors_of: Vec<(MemberIndex, Vec<Sector>)>,
}

/// The file names something that does not exist, or is no file of the demonstration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the demonstration of the advisories cannot be read: {0}")]
pub struct DemoFault(pub String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileForm {
    advisory: Vec<Form>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    author: String,
    #[serde(default)]
    draft: bool,
    tlp: String,
    #[serde(default)]
    readers: Vec<String>,
    #[serde(default)]
    functions: Vec<String>,
    severity: String,
    threat: String,
    title: String,
    summary: String,
    body: String,
    sectors: Vec<String>,
    concepts: Vec<String>,
    actions: Vec<String>,
    indicators: Vec<String>,
    references: Vec<String>,
    acknowledge_in: i32,
    public: Vec<String>,
    sectors_of: Vec<(String, String)>,
    acknowledge: Vec<(String, String, String)>,
}

fn unknown(text: &str) -> DemoFault {
    DemoFault(text.to_owned())
}

/// Reads the file for the members of this charter; its days count from `today`.
///
/// # Errors
/// [`DemoFault`] names what is wrong.
pub fn read(text: &str, charter: &Charter, today: Date) -> Result<Vec<DemoAdvisory>, DemoFault> {
    let file: FileForm = toml::from_str(text).map_err(|error| unknown(error.message()))?;
    file.advisory.iter().map(|form| one(form, charter, today)).collect()
}

fn after(today: Date, days: i32) -> Result<Date, DemoFault> {
    today.checked_add(jiff::Span::new().days(days)).map_err(|error| DemoFault(error.to_string()))
}

fn one(form: &Form, charter: &Charter, today: Date) -> Result<DemoAdvisory, DemoFault> {
    let member = |code: &String| charter.by_code(code).ok_or_else(|| unknown(code));
    let author = member(&form.author)?;
    let sector = |name: &str| Sector::from_name(name).ok_or_else(|| unknown(name));
    let sorted = |names: Vec<&str>| -> Result<Vec<Sector>, DemoFault> {
        let mut sectors = names.into_iter().map(sector).collect::<Result<Vec<_>, _>>()?;
        sectors.sort_unstable();
        Ok(sectors)
    };
    let mut concepts = form
        .concepts
        .iter()
        .map(|id| id.parse().map_err(|_| unknown(id)))
        .collect::<Result<Vec<liptako_core::vocabulary::ConceptId>, _>>()?;
    concepts.sort_unstable();
    let actions = form.actions.iter().map(|line| {
        let (text, days) = line.rsplit_once('|').ok_or_else(|| unknown(line))?;
        let days: i32 = days.trim().parse().map_err(|_| unknown(line))?;
        Ok(Step { text: text.trim().to_owned(), due: Some(after(today, days)?) })
    });
    let references = form.references.iter().map(|line| match line.rsplit_once('|') {
        Some((name, url)) => Reference { name: name.trim().to_owned(), url: Some(url.trim().to_owned()) },
        None => Reference { name: line.clone(), url: None },
    });
    let indicators =
        form.indicators.iter().map(|line| Indicator::guess(line).map_err(|fault| unknown(&fault.text)));
    let content = Content {
        lang: Lang::Fr,
        title: form.title.clone(),
        threat: Threat::from_name(&form.threat).ok_or_else(|| unknown(&form.threat))?,
        severity: Severity::from_name(&form.severity).ok_or_else(|| unknown(&form.severity))?,
        sectors: sorted(form.sectors.iter().map(String::as_str).collect())?,
        summary: form.summary.clone(),
        body: form.body.trim().to_owned(),
        indicators: indicators.collect::<Result<_, _>>()?,
        actions: actions.collect::<Result<_, DemoFault>>()?,
        concepts,
        references: references.collect(),
        acknowledge_by: Some(after(today, form.acknowledge_in)?),
        origin: None,
    };
    let marking = Some(marking(form, charter, author)?);
    let acknowledge = form.acknowledge.iter().map(|(code, response, reason)| {
        let response = Response::from_name(response).ok_or_else(|| unknown(response))?;
        Ok((member(code)?, response, reason.clone()))
    });
    let sectors_of =
        form.sectors_of.iter().map(|(code, names)| Ok((member(code)?, sorted(names.split(',').collect())?)));
    Ok(DemoAdvisory {
        author,
        drafted: Drafted { marking, content, reason: String::new() },
        is_draft: form.draft,
        acknowledge: acknowledge.collect::<Result<_, DemoFault>>()?,
        public: form.public.iter().map(member).collect::<Result<_, _>>()?,
        sectors_of: sectors_of.collect::<Result<_, DemoFault>>()?,
    })
}

fn marking(form: &Form, charter: &Charter, author: MemberIndex) -> Result<Marking, DemoFault> {
    let tlp = Tlp::from_name(&form.tlp).ok_or_else(|| unknown(&form.tlp))?;
    let named = || {
        let others = form.readers.iter().filter_map(|code| charter.by_code(code));
        Named::new(others.chain([author]).collect()).map_err(|fault| DemoFault(fault.to_string()))
    };
    Ok(match tlp {
        Tlp::Clear => Marking::Clear,
        Tlp::Green => Marking::Green,
        Tlp::Amber => Marking::Amber(named()?),
        Tlp::AmberStrict => Marking::AmberStrict(named()?),
        Tlp::Red => {
            let functions =
                Functions::new(form.functions.clone()).map_err(|fault| DemoFault(fault.to_string()))?;
            Marking::Red { readers: named()?, functions }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::samples::charter;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_demonstration_reads_and_says_that_it_is_fictional() {
        let all = read(DEMO_ADVISORIES, &charter(), date(2026, 11, 24)).unwrap();
        assert_eq!(all.len(), 6);
        for advisory in &all {
            let content = &advisory.drafted.content;
            assert_eq!(content.check(), Ok(()), "{}", content.title);
            assert!(
                content.summary.contains("fictive") && content.title.starts_with("Exercice"),
                "{}",
                content.title
            );
            assert!(advisory.drafted.marking.as_ref().unwrap().check(&charter(), advisory.author).is_ok());
            let vocabulary = liptako_core::vocabulary::shipped().unwrap();
            assert!(
                content.concepts.iter().all(|id| vocabulary.concept(id.as_str()).is_some()),
                "{}",
                content.title
            );
        }
        assert!(all.iter().any(|advisory| advisory.drafted.marking.as_ref().unwrap().tlp() == Tlp::Red));
    }
}
