//! Long histories by the real path: officers propose and decide, the rules check, the tables follow; only the
//! journal waits until the end and is then appended in large parts.

use crate::ground::{InForce, ML, drafter};
use crate::site::FILL_AT_ONCE;
use anyhow::{Context, Result, anyhow};
use jiff::civil::Date;
use liptako::{Described, Layout, demonstration, modules};
use liptako_core::{Chance, Clock, MemberIndex, OsChance, RequestId, SystemClock};
use liptako_council::plan::{
    self, Change, Content, Decimal, Decision, Draft, Measure, Place, PlanError, Progress, State, day_of,
    store,
};
use liptako_journal::bodies::ReadSeek;
use liptako_journal::journals::{Journals, Level};
use liptako_journal::{Body, BodyHeader, BodyRef, Hash, NodeKeys};
use liptako_storage::{ActSigner, AppendError, Db, DbUrl, Road, Source, StorageError};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// An officer with the key in hand, and what is signed in whose name.
pub struct Approver<S> {
    /// The officer, as the position names them.
    pub officer: plan::Officer,
    /// The key.
    pub signer: Arc<S>,
}

/// The approver of a node that is open.
pub fn approver(node: &liptako::Node) -> Result<Approver<impl ActSigner + Sync + use<>>> {
    let signer = Arc::new(demonstration::approver(node).map_err(crate::ground::told)?);
    Ok(Approver { officer: signer.officer().into(), signer })
}

/// A journal that is being written: what is on disk, and what is to follow.
struct Notebook {
    held: Arc<Journals>,
    start: u64,
    written: Mutex<Vec<(Vec<u8>, Body)>>,
}

impl Notebook {
    fn read<T>(&self, read: impl FnOnce(&mut Vec<(Vec<u8>, Body)>) -> T) -> T {
        read(&mut self.written.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Source for Notebook {
    fn me(&self) -> MemberIndex {
        self.held.own()
    }

    fn size(&self, origin: MemberIndex) -> u64 {
        match origin == self.me() {
            true => self.start + self.read(|written| written.len() as u64),
            false => Source::size(&*self.held, origin),
        }
    }

    fn frozen(&self, origin: MemberIndex) -> Option<u64> {
        self.held.frozen(origin)
    }

    fn entry(&self, origin: MemberIndex, index: u64) -> Result<Vec<u8>, StorageError> {
        if origin != self.me() || index < self.start {
            return self.held.entry(origin, index);
        }
        let at = (index - self.start) as usize;
        let entry = self.read(|written| written.get(at).map(|(entry, _)| entry.clone()));
        entry.ok_or_else(|| StorageError::Journal(format!("no entry {index}")))
    }

    fn body(&self, commitment: &Hash) -> Result<Option<Vec<u8>>, StorageError> {
        let new = |written: &mut Vec<(Vec<u8>, Body)>| {
            written
                .iter()
                .find(|(_, body)| body.commitment == *commitment)
                .map(|(_, body)| body.plaintext.clone())
        };
        match self.read(new) {
            Some(plaintext) => Ok(Some(plaintext)),
            None => self.held.body(commitment),
        }
    }

    fn refusal(&self) -> Option<String> {
        Source::refusal(&*self.held)
    }

    fn append(&self, records: &[(Vec<u8>, Body)]) -> Result<Range<u64>, AppendError> {
        let size = Source::size(self, self.me());
        self.read(|written| written.extend_from_slice(records));
        Ok(size..size + records.len() as u64)
    }

    fn store_body(
        &self,
        header: &BodyHeader,
        payload: &mut dyn ReadSeek,
        payload_bytes: u64,
        is_sealed: bool,
        chance: &dyn Chance,
    ) -> Result<BodyRef, StorageError> {
        self.held.store_body(header, payload, payload_bytes, is_sealed, chance)
    }

    fn erase(&self, entries: &[(MemberIndex, u64)]) -> Result<(), StorageError> {
        Source::erase(&*self.held, entries)
    }

    fn body_piece(&self, body: &BodyRef, index: u32) -> Result<Option<Vec<u8>>, StorageError> {
        self.held.body_piece(body, index)
    }

    fn body_lacks(&self, body: &BodyRef) -> u32 {
        self.held.body_lacks(body)
    }

    fn abandon_bodies(&self, bodies: &[BodyRef]) -> Result<(), StorageError> {
        self.held.abandon_bodies(bodies)
    }

    fn level(&self, _origin: MemberIndex, _index: u64) -> Level {
        Level::N0
    }
}

/// Where files cost no disk; the machine's folder for passing files when there is none.
fn memory_folder() -> PathBuf {
    let shared = PathBuf::from("/dev/shm");
    if shared.is_dir() { shared } else { std::env::temp_dir() }
}

/// Writes records into a closed node's own journal and tables: each action in turn is reported on by its drafter,
/// and the report adopted by its owner. Returns what was written.
pub fn write<S: ActSigner + Sync + 'static>(
    dir: &Path,
    approver: &Approver<S>,
    actions: &mut [InForce],
    records: usize,
) -> Result<Vec<(Vec<u8>, Body)>> {
    let described = Described::load(dir)?;
    let keys = NodeKeys::load(&described.layout.keys())?;
    let held =
        Journals::open(described.home(), &described.charter, &keys, &described.cards, Arc::new(OsChance))?;
    let held = Arc::new(held);
    let start = Source::size(&*held, ML);
    let notebook = Arc::new(Notebook { held: held.clone(), start, written: Mutex::default() });
    let fast = tempfile::Builder::new().prefix("liptako-bench-").tempdir_in(memory_folder())?;
    let (tables, copy) = (Layout::of(dir).database(), fast.path().join("tables.db"));
    std::fs::copy(&tables, &copy)?;
    let road = Road::open(
        Db::open(&DbUrl::Sqlite(copy.clone()))?,
        notebook.clone(),
        described.charter.clone(),
        modules(),
        Arc::new(SystemClock),
        Arc::new(OsChance),
    )?;
    let n_actions = actions.len();
    for number in 0..records / 2 {
        report(&road, approver, &mut actions[number * 7919 % n_actions], number)?;
    }
    drop(road);
    std::fs::copy(&copy, &tables)?;
    let written = notebook.read(std::mem::take);
    for part in written.chunks(FILL_AT_ONCE) {
        held.append(part)?;
    }
    Ok(written)
}

/// One act on the road.
pub fn act<T: Send + 'static>(
    road: &Road,
    rule: impl FnOnce(&mut liptako_storage::Scribe<'_>) -> Result<T, PlanError> + Send + 'static,
) -> Result<T> {
    let done = road.act(RequestId::fresh(&OsChance), rule).map_err(|fault| anyhow!("{fault}"))?;
    done.value().context("a fresh request was known")
}

/// Agrees to a proposal in the approver's name; returns its commitment.
pub fn agree<S: ActSigner + Sync + 'static>(
    road: &Road,
    approver: &Approver<S>,
    place: Place,
) -> Result<Hash> {
    let (officer, signer) = (approver.officer.clone(), approver.signer.clone());
    act(road, move |scribe| {
        let view = store::proposal(scribe.tx(), place)?.ok_or(PlanError::NotFound)?;
        let commitment = view.line.commitment;
        let word = Decision { proposal: place, commitment, agrees: true, reason: String::new() };
        plan::decide(scribe, officer, &*signer, &word)?;
        Ok(commitment)
    })
}

fn report<S: ActSigner + Sync + 'static>(
    road: &Road,
    approver: &Approver<S>,
    action: &mut InForce,
    number: usize,
) -> Result<()> {
    let content = Content::Progress(progress(action.made_by, number, day_of(SystemClock.now()))?);
    let change = Change { object: action.object, parent: action.progress, content };
    let draft =
        Draft { reason: "Point trimestriel (donnée de mesure, fictive).".into(), changes: vec![change] };
    let place: Place = act(road, move |scribe| plan::propose(scribe, drafter(), draft))?;
    let commitment = agree(road, approver, place)?;
    action.progress = Some(commitment);
    Ok(())
}

const WHAT: [&str; 6] = [
    "La relecture croisée est faite",
    "Les observations du point focal sont reçues",
    "La séance technique s'est tenue par visioconférence",
    "Le tableau des écarts est complété",
    "La note de synthèse est transmise au secrétariat",
    "Deux articles restent à rapprocher",
];
const WHY: [&str; 5] = [
    "le calendrier initial est maintenu",
    "une réponse est attendue de l'opérateur avant la fin du mois",
    "la traduction demandée n'est pas encore livrée",
    "les trois autorités partagent la même lecture",
    "la prochaine réunion fixera la version définitive",
];

/// A progress as officers write them: an account of a sentence or two, one value measured with its proof.
fn progress(made_by: Hash, number: usize, today: Date) -> Result<Progress> {
    let (what, why) = (WHAT[number % WHAT.len()], WHY[number / 3 % WHY.len()]);
    let account = format!("{what} (dossier n° {number}) ; {why}. Donnée de mesure, fictive.");
    let measure = Measure {
        indicator: "articles".into(),
        date: today,
        value: Decimal::new(i64::try_from(number % 120)?, 0)?,
        evidence: format!("Relevé n° {} du point focal (fictif)", number * 31 % 9973),
    };
    Ok(Progress { reports_on: made_by, state: State::UnderWay, account, measures: vec![measure] })
}
