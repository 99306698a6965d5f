//! The form of an advisory: its fields from a draft, and a draft from its fields. Lists are written one item a line.

use super::super::act::Drafted;
use super::super::indicator::Indicator;
use super::super::marking::{Functions, Marking, Named, Tlp};
use super::super::model::{
    Content, Format, MAX_ACTIONS, MAX_BODY, MAX_CONCEPTS, MAX_INDICATORS, MAX_REFERENCES, MAX_SHORT,
    MAX_SUMMARY, MAX_TITLE, Origin, Reference, Sector, Severity, Step, Threat,
};
use super::super::store::Draft;
use jiff::civil::Date;
use liptako_core::vocabulary::ConceptId;
use liptako_core::{Charter, Lang, MemberIndex};
use liptako_web::{Fields, FormErrors, FormState, Message};

/// Puts a marking and a content into a form.
pub(super) fn filled(
    mut form: FormState,
    charter: &Charter,
    me: MemberIndex,
    marking: Option<&Marking>,
    content: &Content,
) -> FormState {
    if let Some(marking) = marking {
        form = form.with("tlp", marking.tlp().name());
        let audience = marking.audience(charter);
        for member in charter.indices().filter(|member| *member != me && audience.contains(*member)) {
            form = form.with("authorities", charter.members[usize::from(member.0)].code.as_str());
        }
        for name in marking.functions().iter().flat_map(|functions| functions.names()) {
            form = form.with("functions", name.as_str());
        }
    }
    form = form
        .with("lang", content.lang.tag())
        .with("title", content.title.as_str())
        .with("threat", content.threat.name())
        .with("severity", content.severity.name())
        .with("summary", content.summary.as_str())
        .with("body", content.body.as_str())
        .with("acknowledge_by", content.acknowledge_by.map(|day| day.to_string()).unwrap_or_default());
    for sector in &content.sectors {
        form = form.with("sectors", sector.name());
    }
    for concept in &content.concepts {
        form = form.with("concepts", concept.as_str());
    }
    let indicators: Vec<String> = content.indicators.iter().map(Indicator::line).collect();
    let actions: Vec<String> = content.actions.iter().map(step_line).collect();
    let references: Vec<String> = content.references.iter().map(reference_line).collect();
    form = form
        .with("indicators", indicators.join("\n"))
        .with("actions", actions.join("\n"))
        .with("references", references.join("\n"));
    match &content.origin {
        Some(origin) => form.with("agreement", origin.agreement.as_str()),
        None => form,
    }
}

/// The form of a draft.
pub(super) fn of_draft(form: FormState, charter: &Charter, me: MemberIndex, draft: &Draft) -> FormState {
    filled(form, charter, me, draft.marking.as_ref(), &draft.content)
        .with("reason", draft.reason.as_str())
        .with("edit", draft.edit.to_string())
}

fn step_line(step: &Step) -> String {
    match step.due {
        Some(due) => format!("{} | {due}", step.text),
        None => step.text.clone(),
    }
}

fn reference_line(reference: &Reference) -> String {
    match &reference.url {
        Some(url) => format!("{} | {url}", reference.name),
        None => reference.name.clone(),
    }
}

/// Reads one item a line; a line that is none is named, with its number.
fn lines<T>(
    fields: &Fields,
    errors: &mut FormErrors,
    name: &str,
    max: usize,
    read: impl Fn(&str) -> Option<T>,
) -> Vec<T> {
    let mut items = Vec::new();
    for (at, line) in fields.value(name).lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        match read(line) {
            Some(item) => items.push(item),
            None => {
                let text: String = line.chars().take(60).collect();
                errors.add(name, Message::new("advisory-fault-line").with("line", at + 1).with("text", text));
            }
        }
    }
    if items.len() > max {
        errors.add(name, Message::new("advisory-fault-many").with("max", max));
    }
    items
}

fn step(line: &str) -> Option<Step> {
    let (text, due) = match line.rsplit_once('|') {
        Some((text, due)) => (text.trim(), Some(due.trim().parse::<Date>().ok()?)),
        None => (line, None),
    };
    let sound = !text.is_empty() && text.chars().count() <= MAX_SHORT && !text.chars().any(char::is_control);
    sound.then(|| Step { text: text.to_owned(), due })
}

fn reference(line: &str) -> Option<Reference> {
    let (name, url) = match line.rsplit_once('|') {
        Some((name, url)) => (name.trim(), Some(url.trim())),
        None => (line, None),
    };
    let followed = url.is_none_or(super::super::model::is_web_address);
    let sound = followed
        && !name.is_empty()
        && name.chars().count() <= MAX_SHORT
        && !name.chars().any(char::is_control);
    sound.then(|| Reference { name: name.to_owned(), url: url.map(ToOwned::to_owned) })
}

fn marking(fields: &Fields, errors: &mut FormErrors, charter: &Charter, me: MemberIndex) -> Option<Marking> {
    let tlp = errors.choice(fields, "tlp", Tlp::ALL.map(Tlp::name));
    let tlp = Tlp::from_name(&tlp)?;
    let others = fields.values("authorities").filter_map(|code| charter.by_code(code));
    let named = |errors: &mut FormErrors| {
        let named = Named::new(others.chain([me]).collect());
        if named.is_err() {
            errors.add("authorities", Message::new("advisory-fault-nobody"));
        }
        named.ok()
    };
    Some(match tlp {
        Tlp::Clear => Marking::Clear,
        Tlp::Green => Marking::Green,
        Tlp::Amber => Marking::Amber(named(errors)?),
        Tlp::AmberStrict => Marking::AmberStrict(named(errors)?),
        Tlp::Red => {
            let functions = Functions::new(fields.values("functions").map(ToOwned::to_owned).collect());
            if functions.is_err() {
                errors.add("functions", Message::new("advisory-fault-functions"));
            }
            let readers = named(errors);
            Marking::Red { readers: readers?, functions: functions.ok()? }
        }
    })
}

fn chosen<T: Copy + Ord>(fields: &Fields, name: &str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
    let mut all: Vec<T> = fields.values(name).filter_map(read).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Reads what a drafter filled in; nothing when something is wrong.
pub(super) fn read(
    fields: &Fields,
    errors: &mut FormErrors,
    charter: &Charter,
    me: MemberIndex,
    is_revision: bool,
    is_imported: bool,
) -> Option<Drafted> {
    let marking = marking(fields, errors, charter, me);
    let threat = errors.choice(fields, "threat", Threat::ALL.iter().map(|threat| threat.name()));
    let severity = errors.choice(fields, "severity", Severity::ALL.iter().map(|severity| severity.name()));
    let lang = errors.choice(fields, "lang", Lang::ALL.map(Lang::tag));
    let title = errors.required(fields, "title", MAX_TITLE);
    let summary = errors.required(fields, "summary", MAX_SUMMARY);
    let body = errors.optional(fields, "body", MAX_BODY);
    let reason = match is_revision {
        true => errors.required(fields, "reason", MAX_SHORT),
        false => String::new(),
    };
    let indicators = lines(fields, errors, "indicators", MAX_INDICATORS, |line| Indicator::guess(line).ok());
    let actions = lines(fields, errors, "actions", MAX_ACTIONS, step);
    let references = lines(fields, errors, "references", MAX_REFERENCES, reference);
    let acknowledge_by = match fields.value("acknowledge_by").trim() {
        "" => None,
        _ => errors.parsed::<Date>(fields, "acknowledge_by", Message::new("advisory-fault-day")),
    };
    let mut concepts: Vec<ConceptId> = fields.values("concepts").filter_map(|id| id.parse().ok()).collect();
    concepts.sort_unstable();
    concepts.dedup();
    if concepts.len() > MAX_CONCEPTS {
        errors.add("concepts", Message::new("advisory-fault-many").with("max", MAX_CONCEPTS));
    }
    // Only the agreement is the drafter's to write: the rest of where it comes from stays as it was imported.
    let origin = is_imported.then(|| Origin {
        format: Format::Stix,
        id: "–".into(),
        by: String::new(),
        tlp: Tlp::Clear,
        agreement: errors.optional(fields, "agreement", MAX_SHORT),
    });
    if !errors.is_empty() {
        return None;
    }
    let content = Content {
        lang: Lang::from_tag(&lang)?,
        title,
        threat: Threat::from_name(&threat)?,
        severity: Severity::from_name(&severity)?,
        sectors: chosen(fields, "sectors", Sector::from_name),
        summary,
        body,
        indicators,
        actions,
        concepts,
        references,
        acknowledge_by,
        origin,
    };
    Some(Drafted { marking, content, reason })
}
