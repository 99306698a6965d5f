//! Three whole nodes that know one another, with accounts and a plan: what most topics measure on.

use crate::history;
use crate::setting::Setting;
use anyhow::{Context, Result, anyhow, ensure};
use liptako::demonstration::{self, Seat};
use liptako::exit::Exit;
use liptako::terminal::Terminal;
use liptako::{Node, Surroundings};
use liptako_core::{Bilingual, Clock, Lang, MemberIndex, ObjectId, OsChance, SystemClock};
use liptako_council::plan::{
    self, Action, Change, Content, Decimal, Draft, Indicator, Officer, Outcome, day_of, store,
};
use liptako_journal::Hash;
use std::net::TcpListener;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// The member whose node is measured.
pub const ML: MemberIndex = MemberIndex(0);
/// Most actions in one proposal: below the bound of the record.
const ACTIONS_PER_PROPOSAL: usize = 90;
/// Proposals between two meetings of the nodes.
const PROPOSALS_PER_MEETING: usize = 10;

/// Silent: the topics tell their own figures.
const TERMINAL: Terminal = Terminal { lang: Lang::En, json: true };

/// The directories of three nodes with the demonstration's history.
pub struct Ground {
    /// The nodes' directories and addresses.
    pub seats: Vec<Seat>,
    /// Holds them.
    pub folder: TempDir,
}

/// A failure of a command, as an error.
pub fn told(exit: Exit) -> anyhow::Error {
    anyhow!(exit.words(Lang::En))
}

/// The first of so many free ports in a row.
pub fn free_ports(count: u16) -> Result<u16> {
    let first = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let is_free = |port: u16| TcpListener::bind(("127.0.0.1", port)).is_ok();
    let mut candidates = (first..first.saturating_add(2000)).chain(20_000..30_000);
    let all_free = |port: &u16| (0..count).all(|n| port.checked_add(n).is_some_and(is_free));
    candidates.find(all_free).context("no free ports")
}

/// Everything that drives a node's own tasks.
pub fn runtime() -> Result<Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?)
}

impl Ground {
    /// Plays the demonstration in a new folder; the nodes are closed again.
    pub fn prepare(setting: &Setting) -> Result<Self> {
        let folder = setting.folder("ground")?;
        let first = free_ports(6)?;
        let seats = demonstration::seats(folder.path(), first, first + 3);
        demonstration::prepare(&seats, TERMINAL).map_err(told)?;
        Ok(Self { seats, folder })
    }

    /// Opens the three nodes in this process.
    pub fn open(&self) -> Result<Vec<Arc<Node>>> {
        demonstration::open(&self.seats).map_err(told)
    }

    /// Directory of the node that is measured.
    pub fn dir(&self) -> &Path {
        &self.seats[0].dir
    }
}

/// Opens one node.
pub fn open(dir: &Path) -> Result<Arc<Node>> {
    Ok(Arc::new(Node::open(dir, Surroundings::machine(), |_| {})?))
}

/// Nodes that listen where their settings say, until this is dropped.
pub struct Listening(#[expect(dead_code, reason = "held for its end")] Vec<tokio::task::JoinSet<()>>);

/// Lets nodes listen.
pub fn listen<'a>(nodes: impl IntoIterator<Item = &'a Arc<Node>>, runtime: &Runtime) -> Result<Listening> {
    let mut all = Vec::new();
    for node in nodes {
        let address = node.described.config.exchange.listen.context("the node has no exchange address")?;
        let listener = runtime.block_on(tokio::net::TcpListener::bind(address))?;
        let _inside = runtime.enter();
        all.push(node.mirror.spawn(Some(listener)));
    }
    Ok(Listening(all))
}

/// An officer who drafts.
pub fn drafter() -> Officer {
    Officer {
        id: ObjectId::from_bytes([7; 16]),
        name: "Rédaction (mesure)".into(),
        function: Bilingual::new("Juriste", "Legal officer"),
    }
}

/// An action as an officer would write it: some 900 bytes in its record. Fictional.
pub fn action(objective: ObjectId, number: usize) -> Action {
    let today = day_of(SystemClock.now());
    let description = format!(
        "Donnée de mesure, fictive. Dossier n° {number} : réunir les correspondants des trois autorités, recueillir \
         leurs observations article par article, établir le tableau des écarts et le soumettre aux points focaux \
         avant la réunion suivante. Le secrétariat transmet le relevé dans les dix jours."
    );
    Action {
        objective,
        number: (number % 250) as u8 + 1,
        title: Bilingual::new(format!("Instruire le dossier de convergence n° {number}"), ""),
        description: Bilingual::new(description, "Measured data, fictional."),
        owner: ML,
        contributors: vec![MemberIndex(1), MemberIndex(2)],
        start: today.saturating_sub(jiff::Span::new().days(300)),
        // Some late, most to come, over three years.
        due: today.saturating_add(jiff::Span::new().days((number % 1000) as i64 - 200)),
        deliverables: vec![Bilingual::new("Tableau des écarts", "Table of differences")],
        indicators: vec![Indicator {
            id: "articles".into(),
            name: Bilingual::new("Articles examinés", "Articles examined"),
            unit: Bilingual::new("articles", "articles"),
            baseline: Decimal::ZERO,
            target: Decimal::new(120, 0).unwrap_or(Decimal::ZERO),
        }],
        depends_on: Vec::new(),
        concepts: Vec::new(),
    }
}

/// An action in force, to report on.
pub struct InForce {
    /// The action.
    pub object: ObjectId,
    /// Commitment of the proposal that made it.
    pub made_by: Hash,
    /// Commitment of its progress in force.
    pub progress: Option<Hash>,
}

/// The objectives of the plan, in their order.
fn objectives(node: &Node) -> Result<Vec<ObjectId>> {
    let today = day_of(SystemClock.now());
    let axes = node.road.db().read(|tx| store::overview(tx, today))?;
    let all: Vec<_> =
        axes.iter().flat_map(|axis| axis.objectives.iter().map(|objective| objective.object)).collect();
    ensure!(!all.is_empty(), "the demonstration's plan has no objective");
    Ok(all)
}

/// The first objective of the plan.
pub fn objective(node: &Node) -> Result<ObjectId> {
    Ok(objectives(node)?[0])
}

/// Adds actions of the first member to the plan in force, by proposals that all three adopt.
pub fn enlarge(nodes: &[Arc<Node>], runtime: &Runtime, count: usize) -> Result<Vec<InForce>> {
    let objectives = objectives(&nodes[0])?;
    let approvers: Vec<_> = nodes.iter().map(|node| history::approver(node)).collect::<Result<_>>()?;
    let proposals: Vec<Range<usize>> = (0..count)
        .step_by(ACTIONS_PER_PROPOSAL)
        .map(|first| first..count.min(first + ACTIONS_PER_PROPOSAL))
        .collect();
    let mut made = Vec::new();
    // Each meeting carries several proposals; an authority that decides reads again what else it has agreed to.
    for part in proposals.chunks(PROPOSALS_PER_MEETING) {
        let mut places = Vec::new();
        for numbers in part {
            let new = |number: usize| Change {
                object: ObjectId::fresh(&OsChance),
                parent: None,
                content: Content::Action(action(objectives[number % objectives.len()], number)),
            };
            let changes: Vec<Change> = numbers.clone().map(new).collect();
            let objects: Vec<ObjectId> = changes.iter().map(|change| change.object).collect();
            let draft = Draft { reason: "Donnée de mesure, fictive.".into(), changes };
            let place = history::act(&nodes[0].road, |scribe| plan::propose(scribe, drafter(), draft))?;
            places.push((place, objects));
        }
        demonstration::meet(nodes, runtime).map_err(told)?;
        for (node, approver) in nodes.iter().zip(&approvers) {
            for (place, _) in &places {
                history::agree(&node.road, approver, *place)?;
            }
        }
        demonstration::meet(nodes, runtime).map_err(told)?;
        for (place, objects) in places {
            let view =
                nodes[0].road.db().read(|tx| store::proposal(tx, place))?.context("the proposal is gone")?;
            ensure!(view.line.outcome == Outcome::Adopted, "a proposal of new actions is not adopted");
            let made_by = view.line.commitment;
            made.extend(objects.into_iter().map(|object| InForce { object, made_by, progress: None }));
        }
    }
    Ok(made)
}
