//! The plan for programs: the same values for `--json` on the command line and for files.
//!
//! Members are named by their code, numbers are texts (so that no reader rounds them), days are ISO 8601, hashes
//! and identifiers hexadecimal.

use super::store::{ActionLine, AxisView, Counts, InForce, PositionView, ProposalLine, ProposalView};
use super::{Content, Decimal, Officer, Outcome, Part, Progress, Standing, State};
use liptako_core::{Bilingual, Charter, Lang, MemberIndex, Rule, UnixSeconds};
use serde::Serialize;

/// An axis and how its actions stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AxisJson {
    /// Identifier.
    pub id: String,
    /// Number in the plan.
    pub number: u8,
    /// Title.
    pub title: Bilingual,
    /// What it is about.
    pub summary: Bilingual,
    /// Its objectives, in their order.
    pub objectives: Vec<ObjectiveJson>,
    /// How its actions stand.
    pub actions: Counts,
}

/// An objective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ObjectiveJson {
    /// Identifier.
    pub id: String,
    /// Number within its axis.
    pub number: u8,
    /// Title.
    pub title: Bilingual,
}

/// An action with its progress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionJson {
    /// Identifier.
    pub id: String,
    /// Number in the plan: axis, objective, action.
    pub number: String,
    /// Identifier of its objective.
    pub objective: String,
    /// Title.
    pub title: Bilingual,
    /// What is to be done.
    pub description: Bilingual,
    /// Code of the owner.
    pub owner: String,
    /// Codes of those who take part.
    pub contributors: Vec<String>,
    /// First day.
    pub start: String,
    /// Last day.
    pub due: String,
    /// State declared by the owner.
    pub state: State,
    /// Where it stands today.
    pub standing: Standing,
    /// Whether it is past its last day.
    pub late: bool,
    /// What will exist when it is done.
    pub deliverables: Vec<Bilingual>,
    /// How it is measured.
    pub indicators: Vec<IndicatorJson>,
    /// Identifiers of the actions that must be done first.
    pub depends_on: Vec<String>,
    /// The concepts of the common vocabulary that it hangs on.
    pub concepts: Vec<String>,
    /// Why it is blocked or given up, or what was delivered.
    pub account: String,
    /// Number of its value in force.
    pub revision: u32,
    /// Commitment of the proposal that made that value.
    pub commitment: String,
}

/// An indicator and what was measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndicatorJson {
    /// Identifier within the action.
    pub id: String,
    /// What is measured.
    pub name: Bilingual,
    /// The unit.
    pub unit: Bilingual,
    /// The value at the start.
    pub baseline: Decimal,
    /// The value to reach.
    pub target: Decimal,
    /// The values measured, oldest first.
    pub measures: Vec<MeasureJson>,
}

/// A measured value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasureJson {
    /// The day.
    pub date: String,
    /// The value.
    pub value: Decimal,
    /// What proves it.
    pub evidence: String,
}

/// A proposal and the positions on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProposalJson {
    /// What people quote: `bf-12`.
    pub reference: String,
    /// Identifier.
    pub id: String,
    /// What positions cite.
    pub commitment: String,
    /// Code of the authority that drafted it.
    pub author: String,
    /// Index in its journal.
    pub index: u64,
    /// When, by the author's clock: seconds since 1970-01-01 UTC.
    pub seconds: UnixSeconds,
    /// Who drafted it.
    pub drafter: Officer,
    /// Why.
    pub reason: String,
    /// The rule that adopts it.
    pub rule: Rule,
    /// Where it stands.
    pub outcome: Outcome,
    /// What its first change is about.
    pub part: Part,
    /// What that thing is called.
    pub title: Bilingual,
    /// How many changes it holds.
    pub changes: u64,
    /// Codes of the members whose word is awaited.
    pub awaited: Vec<String>,
    /// The positions taken.
    pub positions: Vec<PositionJson>,
}

/// A position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PositionJson {
    /// Code of the authority.
    pub authority: String,
    /// Index in its journal.
    pub index: u64,
    /// Agrees, or refuses.
    pub agrees: bool,
    /// Why.
    pub reason: String,
    /// Who spoke.
    pub officer: Officer,
    /// When, by the author's clock.
    pub seconds: UnixSeconds,
}

/// A proposal with what it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProposalWholeJson {
    /// As in the list.
    #[serde(flatten)]
    pub proposal: ProposalJson,
    /// Before and after, per thing.
    pub content: Vec<ChangeJson>,
    /// References of the proposals that would replace the same values.
    pub competitors: Vec<String>,
}

/// One change. Members inside a content are numbers: their positions in the charter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeJson {
    /// Identifier of the thing.
    pub id: String,
    /// What it is called.
    pub title: Bilingual,
    /// Number of the value it makes.
    pub revision: u32,
    /// The value replaced.
    pub before: Option<Content>,
    /// The value proposed.
    pub after: Content,
}

fn code(charter: &Charter, member: MemberIndex) -> String {
    charter.member(member).map(|member| member.code.clone()).unwrap_or_default()
}

fn codes(charter: &Charter, members: &[MemberIndex]) -> Vec<String> {
    members.iter().map(|member| code(charter, *member)).collect()
}

/// The axes.
pub fn overview(axes: &[AxisView]) -> Vec<AxisJson> {
    let objective = |objective: &InForce<super::Objective>| ObjectiveJson {
        id: objective.object.to_string(),
        number: objective.value.number,
        title: objective.value.title.clone(),
    };
    let axis = |view: &AxisView| AxisJson {
        id: view.axis.object.to_string(),
        number: view.axis.value.number,
        title: view.axis.value.title.clone(),
        summary: view.axis.value.summary.clone(),
        objectives: view.objectives.iter().map(objective).collect(),
        actions: view.counts,
    };
    axes.iter().map(axis).collect()
}

/// The actions.
pub fn actions(charter: &Charter, lines: &[ActionLine]) -> Vec<ActionJson> {
    lines.iter().map(|line| action(charter, line)).collect()
}

/// One action.
pub fn action(charter: &Charter, line: &ActionLine) -> ActionJson {
    let value = &line.action.value;
    let progress = line.progress.as_ref();
    ActionJson {
        id: line.action.object.to_string(),
        number: line.reference(),
        objective: value.objective.to_string(),
        title: value.title.clone(),
        description: value.description.clone(),
        owner: code(charter, value.owner),
        contributors: codes(charter, &value.contributors),
        start: value.start.to_string(),
        due: value.due.to_string(),
        state: line.state,
        standing: line.standing,
        late: line.late,
        deliverables: value.deliverables.clone(),
        indicators: value.indicators.iter().map(|indicator| measured(indicator, progress)).collect(),
        depends_on: value.depends_on.iter().map(ToString::to_string).collect(),
        concepts: value.concepts.iter().map(ToString::to_string).collect(),
        account: progress.map(|progress| progress.account.clone()).unwrap_or_default(),
        revision: line.action.revision,
        commitment: line.action.commitment.to_string(),
    }
}

fn measured(indicator: &super::Indicator, progress: Option<&Progress>) -> IndicatorJson {
    let all = progress.map_or(&[][..], |progress| &progress.measures);
    let mut own: Vec<_> = all.iter().filter(|measure| measure.indicator == indicator.id).collect();
    own.sort_by_key(|measure| measure.date);
    let measures = own.into_iter().map(|measure| MeasureJson {
        date: measure.date.to_string(),
        value: measure.value,
        evidence: measure.evidence.clone(),
    });
    IndicatorJson {
        id: indicator.id.clone(),
        name: indicator.name.clone(),
        unit: indicator.unit.clone(),
        baseline: indicator.baseline,
        target: indicator.target,
        measures: measures.collect(),
    }
}

/// The proposals.
pub fn proposals(charter: &Charter, lines: &[ProposalLine]) -> Vec<ProposalJson> {
    lines.iter().map(|line| proposal(charter, line)).collect()
}

/// One proposal, as in the list.
pub fn proposal(charter: &Charter, line: &ProposalLine) -> ProposalJson {
    let position = |position: &PositionView| PositionJson {
        authority: code(charter, position.place.origin),
        index: position.place.index,
        agrees: position.agrees,
        reason: position.reason.clone(),
        officer: position.officer.clone(),
        seconds: position.seconds,
    };
    let author = code(charter, line.place.origin);
    ProposalJson {
        reference: line.reference(&author),
        id: line.object.to_string(),
        commitment: line.commitment.to_string(),
        author,
        index: line.place.index,
        seconds: line.seconds,
        drafter: line.drafter.clone(),
        reason: line.reason.clone(),
        rule: line.rule,
        outcome: line.outcome,
        part: line.part,
        title: line.title.clone(),
        changes: line.n_changes,
        awaited: codes(charter, &line.awaited(charter.indices())),
        positions: line.positions.iter().map(position).collect(),
    }
}

/// One proposal whole.
pub fn proposal_whole(charter: &Charter, view: &ProposalView) -> ProposalWholeJson {
    let content = view.changes.iter().map(|change| ChangeJson {
        id: change.object.to_string(),
        title: change.title.clone(),
        revision: change.revision,
        before: change.before.clone(),
        after: change.after.clone(),
    });
    let competitors = view.competitors.iter().map(|line| line.reference(&code(charter, line.place.origin)));
    ProposalWholeJson {
        proposal: proposal(charter, &view.line),
        content: content.collect(),
        competitors: competitors.collect(),
    }
}

/// The actions as a table: RFC 4180 with semicolons and a byte order mark, which is what spreadsheets set for
/// French open without questions.
pub fn actions_csv(charter: &Charter, lines: &[ActionLine], lang: Lang) -> String {
    let head = match lang {
        Lang::Fr => [
            "numéro",
            "action",
            "responsable",
            "contributeurs",
            "début",
            "échéance",
            "situation",
            "en retard",
            "compte rendu",
            "indicateurs",
            "identifiant",
        ],
        Lang::En => [
            "number",
            "action",
            "owner",
            "contributors",
            "start",
            "due",
            "standing",
            "late",
            "account",
            "indicators",
            "identifier",
        ],
    };
    let mut out = format!("\u{feff}{}\r\n", head.join(";"));
    for line in lines {
        let json = action(charter, line);
        let indicators = json.indicators.iter().map(|indicator| {
            let latest = indicator.measures.last().map_or_else(|| "–".to_owned(), |m| m.value.to_string());
            let (name, unit) = (indicator.name.pick(lang), indicator.unit.pick(lang));
            format!("{name} ({unit}) : {latest} / {}", indicator.target)
        });
        let late = match (lang, json.late) {
            (Lang::Fr, true) => "oui",
            (Lang::Fr, false) => "non",
            (Lang::En, true) => "yes",
            (Lang::En, false) => "no",
        };
        let cells = [
            json.number.clone(),
            json.title.pick(lang).to_owned(),
            json.owner.clone(),
            json.contributors.join(", "),
            json.start.clone(),
            json.due.clone(),
            json.standing.name().to_owned(),
            late.to_owned(),
            json.account.clone(),
            indicators.collect::<Vec<_>>().join(", "),
            json.id.clone(),
        ];
        out.push_str(&cells.map(|cell| cell_text(&cell)).join(";"));
        out.push_str("\r\n");
    }
    out
}

/// A cell that no spreadsheet takes for a formula.
fn cell_text(text: &str) -> String {
    let guarded =
        if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if guarded.contains([';', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_neither_a_formula_nor_a_broken_row() {
        assert_eq!(cell_text("=1+1"), "'=1+1");
        assert_eq!(cell_text("a;b"), "\"a;b\"");
        assert_eq!(cell_text("dit « oui »\n\"bien\""), "\"dit « oui »\n\"\"bien\"\"\"");
        assert_eq!(cell_text("APDP"), "APDP");
    }
}
