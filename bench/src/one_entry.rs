//! What one new proposal costs on the way to a peer.

use crate::ground::{self, Ground, ML};
use crate::row::{Row, Rows, Target};
use crate::setting::{Setting, repository};
use anyhow::{Context, Result, ensure};
use liptako::Node;
use liptako::demonstration;
use liptako_core::{Clock, MemberIndex, SystemClock};
use liptako_council::plan::store::{self, ActionFilter, ActionView};
use liptako_council::plan::{Change, Content, Draft, Place, Progress, State, day_of};
use liptako_mirror::ContactReport;
use serde::Deserialize;
use std::process::{Command, Stdio};
use std::sync::Arc;
use tokio::runtime::Runtime;

const BF: MemberIndex = MemberIndex(1);
/// The account of the progress proposed, and the reason in the peer's document.
const TEXT: &str = "Le responsable de traitement a répondu à la mise en demeure du 12 mars ; la mesure est levée. \
    Les pièces sont au dossier et la notification aux personnes concernées est faite (texte fictif).";

/// What the peer's script counts.
#[derive(Deserialize)]
struct Counted {
    requests: u64,
    bytes_up: u64,
    bytes_down: u64,
}

/// Measures a progress and a whole action.
pub fn run(setting: &Setting, rows: &mut Rows) -> Result<()> {
    let (ground, runtime) = (Ground::prepare(setting)?, ground::runtime()?);
    let nodes = ground.open()?;
    let _listening = ground::listen(&nodes, &runtime)?;
    demonstration::meet(&nodes, &runtime).map_err(ground::told)?;
    let view = own_action(&nodes[0])?;

    let progress = Progress {
        reports_on: view.line.action.commitment,
        state: State::UnderWay,
        account: TEXT.to_owned(),
        measures: Vec::new(),
    };
    let change = Change {
        object: view.line.action.object,
        parent: view.progress_parent,
        content: Content::Progress(progress),
    };
    let (report, body) = send(&nodes, &runtime, "Point d'étape.", change)?;
    tell(rows, "One new proposal (progress of an action)", &report, body, true)?;
    // The action itself, whole, with a later last day: the longest thing officers usually propose.
    let mut action = view.line.action.value.clone();
    action.due = action.due.saturating_add(jiff::Span::new().days(30));
    let parent = Some(view.line.action.commitment);
    let change = Change { object: view.line.action.object, parent, content: Content::Action(action) };
    let (report, body) = send(&nodes, &runtime, TEXT, change)?;
    tell(rows, "One new proposal (an action, its whole content in two languages)", &report, body, false)
}

/// An action of the first member that the plan holds.
fn own_action(node: &Node) -> Result<ActionView> {
    let today = day_of(SystemClock.now());
    let filter = ActionFilter { owner: Some(ML), ..ActionFilter::default() };
    let found = node.road.db().read(|tx| {
        let (lines, _) = store::actions(tx, &filter, today, 1, 0)?;
        match lines.first() {
            Some(line) => store::action(tx, line.action.object, today),
            None => Ok(None),
        }
    })?;
    found.context("the demonstration has no action of the first member")
}

/// Proposes a change and brings it to the peer; answers the contact and the bytes of the body.
fn send(
    nodes: &[Arc<Node>],
    runtime: &Runtime,
    reason: &str,
    change: Change,
) -> Result<(ContactReport, usize)> {
    let draft = Draft { reason: reason.to_owned(), changes: vec![change] };
    let place = demonstration::propose(&nodes[0], draft).map_err(ground::told)?;
    let report = runtime.block_on(nodes[0].mirror.sync_with(BF))?;
    let arrived = nodes[1].road.db().read(|tx| store::proposal(tx, place))?;
    ensure!(arrived.is_some(), "the proposal did not arrive");
    let body = body_bytes(&nodes[0], place)?;
    demonstration::meet(nodes, runtime).map_err(ground::told)?;
    Ok((report, body))
}

fn body_bytes(node: &Node, place: Place) -> Result<usize> {
    let log = node.journals.log(place.origin).context("no journal")?;
    let entry = liptako_journal::Entry::decode(&log.entry(place.index)?)?;
    let commitment = entry.bodies.first().context("no body")?.commitment;
    Ok(node.journals.bodies().get(&commitment)?.context("the body is gone")?.plaintext.len())
}

fn tell(rows: &mut Rows, what: &str, report: &ContactReport, body: usize, promised: bool) -> Result<()> {
    let text = if promised { TEXT.to_owned() } else { "x".repeat(body) };
    let counted = counted(&text)?;
    let name = if promised {
        "PouchDB replication, same text"
    } else {
        "PouchDB replication, a text of the body's length"
    };
    let note = format!(
        "body of {body} bytes; {} bytes with the TLS handshake; entry, body, checkpoint, proof, cosignature and \
         HTTP heads included",
        report.wire_bytes
    );
    let row = Row::new(format!("{what}: bytes above TLS, both ways"), report.exchange_bytes as f64, "bytes");
    let row = row
        .peer(name, counted.as_ref().map(|counted| (counted.bytes_up + counted.bytes_down) as f64))
        .note(note);
    rows.tell(&if promised { row.target(Target::AtMost(2000.0)) } else { row })?;
    let row = Row::new(format!("{what}: requests"), report.n_requests as f64, "requests");
    let row = row.peer(name, counted.map(|counted| counted.requests as f64));
    rows.tell(&if promised { row.target(Target::AtMost(2.0)) } else { row })
}

/// Runs the peer's script; `None` when its packages are not installed.
fn counted(text: &str) -> Result<Option<Counted>> {
    let folder = repository().join("bench/pouchdb");
    if !folder.join("node_modules").is_dir() {
        eprintln!("PouchDB is not installed: cd bench/pouchdb && npm ci");
        return Ok(None);
    }
    let output = Command::new("node")
        .current_dir(folder)
        .args(["one-document.mjs", text])
        .stderr(Stdio::inherit())
        .output()
        .context("node")?;
    ensure!(output.status.success(), "one-document.mjs failed");
    Ok(Some(serde_json::from_slice(&output.stdout)?))
}
