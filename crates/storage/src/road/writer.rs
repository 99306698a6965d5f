//! The single writer: one thread that takes waiting acts in groups, so that one fsync serves them all.

use super::fold::Folder;
use super::scribe::Scribe;
use super::source::AppendError;
use super::{ActOutcome, Core, RoadError};
use crate::record::{applied_size, records_of_request};
use crate::{Recorded, StorageError, Tx};
use liptako_core::RequestId;
use liptako_journal::Body;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

/// Most acts in one journal append.
const GROUP_MAX: usize = 64;

/// Why a whole group came to nothing.
#[derive(Clone)]
pub(super) enum GroupFault {
    Append(AppendError),
    Storage(StorageError),
    Behind,
}

/// An act that waits, whatever its types.
pub(super) trait Job: Send {
    fn request(&self) -> RequestId;
    /// Runs the rule. `false` when it refused (or panicked): what it wrote is to be taken back.
    fn run(&mut self, scribe: &mut Scribe<'_>) -> bool;
    /// The act was recorded earlier.
    fn already(&mut self, records: Vec<Recorded>);
    /// The tables refuse the act although its rule did not say so.
    fn refused(&mut self, error: StorageError);
    /// What the rule made, once it ran.
    fn made(&mut self, records: Vec<Recorded>);
    /// Tells the caller: as the rule ended, or the fault that took the whole group.
    fn answer(self: Box<Self>, fault: Option<GroupFault>);
}

/// A typed act and the caller who waits for it.
pub(super) struct Typed<T, E, F> {
    pub(super) request: RequestId,
    pub(super) rule: Option<F>,
    pub(super) outcome: Option<Result<ActOutcome<T>, RoadError<E>>>,
    pub(super) reply: Sender<Result<ActOutcome<T>, RoadError<E>>>,
}

impl<T: Send, E: Send, F> Job for Typed<T, E, F>
where
    F: FnOnce(&mut Scribe<'_>) -> Result<T, E> + Send,
{
    fn request(&self) -> RequestId {
        self.request
    }

    fn run(&mut self, scribe: &mut Scribe<'_>) -> bool {
        let Some(rule) = self.rule.take() else { return false };
        let result = catch_unwind(AssertUnwindSafe(|| rule(scribe)));
        let kept = matches!(result, Ok(Ok(_)));
        self.outcome = Some(match result {
            Ok(Ok(value)) => Ok(ActOutcome::Done { value, records: Vec::new() }),
            Ok(Err(error)) => Err(RoadError::Rule(error)),
            Err(_) => Err(RoadError::Panicked),
        });
        kept
    }

    fn already(&mut self, earlier: Vec<Recorded>) {
        self.outcome = Some(Ok(ActOutcome::Already { records: earlier }));
    }

    fn refused(&mut self, error: StorageError) {
        self.outcome = Some(Err(RoadError::Storage(error)));
    }

    fn made(&mut self, made: Vec<Recorded>) {
        if let Some(Ok(ActOutcome::Done { records, .. })) = &mut self.outcome {
            *records = made;
        }
    }

    fn answer(mut self: Box<Self>, fault: Option<GroupFault>) {
        let outcome = match (self.outcome.take(), fault) {
            // A rule's refusal stands whatever became of the others.
            (Some(Err(error)), _) => Err(error),
            (_, Some(fault)) => Err(fault.into()),
            (Some(done), None) => done,
            (None, None) => Err(RoadError::Closed),
        };
        // A caller that went away has nothing to be told; its request key tells it later.
        drop(self.reply.send(outcome));
    }
}

/// The writer's thread: ends when every [`Road`](super::Road) is dropped.
pub(super) fn work(core: &Arc<Core>, queue: &Receiver<Box<dyn Job>>) {
    while let Ok(first) = queue.recv() {
        let mut group = vec![first];
        while group.len() < GROUP_MAX
            && let Ok(next) = queue.try_recv()
        {
            group.push(next);
        }
        let fault = match group_of_acts(core, &mut group) {
            Ok(recorded) => {
                if recorded {
                    core.changed();
                }
                None
            }
            Err(fault) => Some(fault),
        };
        for job in group {
            job.answer(fault.clone());
        }
    }
}

/// Runs a group in one transaction and one append. `Ok` when all that was staged, if anything, is recorded: `true`
/// when there was something.
///
/// Crash points. Before the append returns: the journal holds nothing or all of the batch; the transaction is
/// not committed; nobody was told. Between append and commit: the journal holds the batch, the tables do not;
/// the next catch-up applies it, and a repeated request then finds its records. After commit: done.
fn group_of_acts(core: &Arc<Core>, group: &mut [Box<dyn Job>]) -> Result<bool, GroupFault> {
    if let Some(reason) = core.folder.source.refusal() {
        return Err(GroupFault::Append(AppendError::Recovering(reason)));
    }
    core.settle()?;
    let mut appended = false;
    let outcome = core.db.write(|tx| {
        if applied_size(tx, core.folder.source.me())? != core.folder.source.size(core.folder.source.me()) {
            return Err(GroupFault::Behind);
        }
        let mut staged = Vec::new();
        for job in group.iter_mut() {
            one_act(core, tx, &mut staged, job.as_mut())?;
        }
        if !staged.is_empty() {
            core.folder.source.append(&staged).map_err(GroupFault::Append)?;
            appended = true;
        }
        Ok(())
    });
    match outcome {
        // The journal has it, the tables failed to keep it: fold it again from the journal.
        Err(GroupFault::Storage(error)) if appended => {
            tracing::warn!(%error, "the tables did not keep what the journal holds; folding it again");
            core.settle()?;
            Ok(true)
        }
        Err(fault) => Err(fault),
        Ok(()) => Ok(appended),
    }
}

fn one_act(
    core: &Core,
    tx: &mut dyn Tx,
    staged: &mut Vec<(Vec<u8>, Body)>,
    job: &mut dyn Job,
) -> Result<(), GroupFault> {
    let folder: &Folder = &core.folder;
    let earlier = records_of_request(tx, folder.source.me(), job.request())?;
    if !earlier.is_empty() {
        job.already(earlier);
        return Ok(());
    }
    tx.batch("SAVEPOINT act")?;
    let before = staged.len();
    let mut scribe = Scribe {
        tx: &mut *tx,
        folder,
        chance: core.chance.as_ref(),
        now: core.clock.now(),
        request: job.request(),
        staged: &mut *staged,
        made: Vec::new(),
    };
    let kept = job.run(&mut scribe);
    drop(scribe);
    if kept {
        let me = folder.source.me();
        let made =
            if staged.len() > before { records_of_request(tx, me, job.request()) } else { Ok(Vec::new()) };
        match made.and_then(|made| tx.batch("RELEASE SAVEPOINT act").map(|()| made)) {
            Ok(made) => {
                job.made(made);
                return Ok(());
            }
            // The rule went on after an error of the tables: it alone fails.
            Err(error) if error.is_of_the_data() => job.refused(error),
            Err(error) => return Err(error.into()),
        }
    }
    tx.batch("ROLLBACK TO SAVEPOINT act; RELEASE SAVEPOINT act")?;
    staged.truncate(before);
    Ok(())
}

impl From<StorageError> for GroupFault {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl<E> From<GroupFault> for RoadError<E> {
    fn from(fault: GroupFault) -> Self {
        match fault {
            GroupFault::Append(AppendError::Recovering(reason)) => Self::Recovering(reason),
            GroupFault::Append(AppendError::Failed(reason)) => Self::Journal(reason),
            GroupFault::Storage(error) => Self::Storage(error),
            GroupFault::Behind => Self::Behind,
        }
    }
}
