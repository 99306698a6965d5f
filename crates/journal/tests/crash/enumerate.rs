//! Every writing call of a scenario is made to fail in every way, and the machine then loses its power in every way.

use crate::world::{BF, ML, NE, World, assert_sound, catch_up, journal_file, package};
use liptako_core::MemberIndex;
use liptako_journal::disk::Disk;
use liptako_journal::journals::{Journals, Level};
use liptako_journal::log::StoreError;
use liptako_journal::simdisk::{CrashMode, Fault, SimDisk};
use liptako_journal::{Body, Hash, Package, SignedCheckpoint};
use std::sync::Arc;

/// A little below a multiple of 256, so that a few commits fill a bundle and a hash tile.
const PREFILLED: u64 = 254;

/// A node that holds entries of its own and of another, all at rest.
struct Stage {
    world: World,
    disk: SimDisk,
    from_bf: Vec<(Package, SignedCheckpoint)>,
    cosigned: SignedCheckpoint,
    bodies_of_bf: Vec<Body>,
}

/// What the node promised before the power went.
#[derive(Default)]
struct Promised {
    entries: Vec<(u64, Vec<u8>)>,
    bodies: Vec<Hash>,
    checkpoints: Vec<(MemberIndex, SignedCheckpoint)>,
    size_of_bf: u64,
    cosigned: bool,
}

impl Promised {
    fn and(&mut self, later: Self) {
        self.entries.extend(later.entries);
        self.bodies.extend(later.bodies);
        self.checkpoints.extend(later.checkpoints);
        self.size_of_bf = self.size_of_bf.max(later.size_of_bf);
        self.cosigned |= later.cosigned;
    }
}

impl Stage {
    fn new() -> Self {
        let world = World::new();
        let disk = Arc::new(SimDisk::new());
        world.init(&disk, ML);
        let journals = world.open(&disk, ML).unwrap();
        let author = world.author(BF);
        author.append(&world.bare(0..PREFILLED)).unwrap();
        journals.own_log().unwrap().append(&world.bare(1000..1000 + PREFILLED)).unwrap();
        catch_up(&journals, BF, &author);
        let cosigned = world.cosigned(&journals.own_log().unwrap().checkpoint().unwrap(), NE, 1_790_000_000);
        drop(journals);

        let (entries, bodies_of_bf): (Vec<_>, Vec<_>) =
            (0..4).map(|seed| world.record(BF, 500 + seed, 700)).unzip();
        author.append(&entries).unwrap();
        let mut from_bf = Vec::new();
        for (from, bodies) in [(PREFILLED, &bodies_of_bf[..2]), (256, &bodies_of_bf[2..])] {
            let (mut package, checkpoint) = package(&author, from);
            package.chunks = bodies.iter().flat_map(|body| body.to_chunks().unwrap()).collect();
            from_bf.push((package, checkpoint));
        }
        Self { world, disk: disk.snapshot(), from_bf, cosigned, bodies_of_bf }
    }

    /// The scenario, until the node stops. A refusal (a full disk) does not stop it.
    fn play(&self, disk: &Arc<SimDisk>) -> Promised {
        let mut promised = Promised::default();
        let Ok(journals) = self.world.open(disk, ML) else { return promised };
        for step in 0..6 {
            let done = match step {
                0 => self.append(&journals, 0..1, &mut promised),
                1 => self.append(&journals, 1..4, &mut promised),
                2 | 3 => {
                    let (package, checkpoint) = &self.from_bf[step - 2];
                    journals.store(BF, package, checkpoint).map(|size| {
                        promised.size_of_bf = size;
                        promised.bodies.extend(package.chunks.iter().map(|chunk| chunk.commitment));
                    })
                }
                4 => journals.add_cosignatures(ML, &self.cosigned).map(|_| promised.cosigned = true),
                _ => self.append(&journals, 4..5, &mut promised),
            };
            for member in [ML, BF] {
                if let Some(checkpoint) = journals.log(member).and_then(|log| log.checkpoint()) {
                    promised.checkpoints.push((member, (*checkpoint).clone()));
                }
            }
            if matches!(done, Err(StoreError::Stopped(_))) || journals.stopped().is_some() {
                let again = journals.append(&[self.world.record(ML, 9999, 10)]);
                assert!(matches!(again, Err(StoreError::Stopped(_))), "a stopped node refuses: {again:?}");
                break;
            }
        }
        promised
    }

    fn append(
        &self,
        journals: &Journals,
        seeds: std::ops::Range<u64>,
        promised: &mut Promised,
    ) -> Result<(), StoreError> {
        let batch: Vec<(Vec<u8>, Body)> = seeds.map(|seed| self.world.record(ML, seed, 900)).collect();
        let range = journals.append(&batch)?;
        for (index, (entry, body)) in range.zip(batch) {
            promised.entries.push((index, entry));
            promised.bodies.push(body.commitment);
        }
        Ok(())
    }

    /// Starts again on what survived and checks that every promise is kept and that work goes on.
    fn check(&self, survivor: SimDisk, promised: &Promised, case: &str) {
        let disk = Arc::new(survivor);
        let journals = self.world.open(&disk, ML).unwrap_or_else(|error| panic!("{case}: {error}"));
        let log = journals.own_log().unwrap();
        assert!(log.size() >= PREFILLED, "{case}");
        for (index, entry) in &promised.entries {
            assert_eq!(log.entry(*index).ok().as_ref(), Some(entry), "{case}: entry {index}");
        }
        for commitment in &promised.bodies {
            assert!(journals.bodies().get(commitment).unwrap().is_some(), "{case}: body");
        }
        for (member, checkpoint) in &promised.checkpoints {
            let snapshot = journals.log(*member).unwrap().snapshot();
            assert_eq!(snapshot.root_at(checkpoint.size()).ok(), Some(*checkpoint.root()), "{case}: history");
        }
        assert!(journals.log(BF).unwrap().size() >= promised.size_of_bf, "{case}: copy");
        if promised.cosigned {
            assert_eq!(journals.level(ML, PREFILLED - 1), Level::N1, "{case}: cosignature");
        }
        let size = log.size();
        let range = journals.append(&[self.world.record(ML, 7777, 300)]);
        assert_eq!(range.unwrap_or_else(|error| panic!("{case}: {error}")), size..size + 1, "{case}");
        drop(journals);
        assert_sound(&self.world, &disk, ML);
    }

    /// What was published when the power went must be a beginning of what is found afterwards.
    fn note_published(&self, disk: &SimDisk, promised: &mut Promised) {
        // The machine is dead: look at what its page cache showed.
        let shown = disk.snapshot();
        for (member, code) in [(ML, "ml"), (BF, "bf")] {
            let text = shown.read(&journal_file(code, "checkpoint")).unwrap_or_default();
            let key = self.world.keys_of(member).log.verifier();
            if let Ok(checkpoint) = SignedCheckpoint::parse_verified(&String::from_utf8_lossy(&text), key) {
                promised.checkpoints.push((member, checkpoint));
            }
        }
    }
}

fn every_call_fails_with(fault: Fault) {
    let stage = Stage::new();
    let whole = Arc::new(stage.disk.snapshot());
    let all = stage.play(&whole);
    assert_eq!((all.entries.len(), all.size_of_bf, all.cosigned), (5, PREFILLED + 4, true));
    assert_eq!(all.bodies.len(), 5 + stage.bodies_of_bf.len());
    let calls = whole.calls();
    assert!(
        whole.exists(&journal_file("ml", "tile/0/000")) && whole.exists(&journal_file("bf", "tile/0/000"))
    );
    for call in 0..calls {
        let disk = Arc::new(stage.disk.snapshot());
        disk.plant(call, fault);
        let mut promised = stage.play(&disk);
        stage.note_published(&disk, &mut promised);
        let case = |mode: &str| format!("{fault:?} at call {call} of {calls}, {mode}");
        for mode in [CrashMode::NothingUnsynced, CrashMode::Everything, CrashMode::Torn(call * 31 + 7)] {
            stage.check(disk.crash(mode), &promised, &case(&format!("{mode:?}")));
        }
        // The process alone dies, is started again on what the page cache shows, does the same work once more with
        // the same bodies, and then the power goes.
        let restarted = Arc::new(disk.snapshot());
        promised.and(stage.play(&restarted));
        let lost = restarted.crash(CrashMode::NothingUnsynced);
        stage.check(lost, &promised, &case("killed, at work again, then without power"));
    }
}

trait Exists {
    fn exists(&self, path: &std::path::Path) -> bool;
}

impl Exists for SimDisk {
    fn exists(&self, path: &std::path::Path) -> bool {
        self.len(path).is_ok_and(|length| length.is_some())
    }
}

#[test]
fn power_cut_at_every_call_loses_nothing_acknowledged() {
    every_call_fails_with(Fault::Die);
}

#[test]
fn input_output_error_at_every_call_loses_nothing_acknowledged() {
    every_call_fails_with(Fault::Eio);
}

#[test]
fn error_reported_after_the_work_was_done_loses_nothing_acknowledged() {
    every_call_fails_with(Fault::EioApplied);
}

#[test]
fn full_disk_at_every_call_loses_nothing_acknowledged() {
    every_call_fails_with(Fault::NoSpace);
}

#[test]
fn power_cut_during_the_repair_loses_nothing_either() {
    let stage = Stage::new();
    let whole = Arc::new(stage.disk.snapshot());
    stage.play(&whole);
    // Every third call is enough here: several in a row leave the same repair to be done.
    for call in (0..whole.calls()).step_by(3) {
        let disk = Arc::new(stage.disk.snapshot());
        disk.plant(call, Fault::Die);
        let mut promised = stage.play(&disk);
        stage.note_published(&disk, &mut promised);
        let broken = disk.crash(CrashMode::Torn(call));
        let repaired = Arc::new(broken.snapshot());
        drop(stage.world.open(&repaired, ML).unwrap());
        for repair in 0..repaired.calls() {
            let again = Arc::new(broken.snapshot());
            again.plant(repair, Fault::Die);
            assert!(stage.world.open(&again, ML).is_err(), "the power was cut");
            let seed = call * 1000 + repair;
            stage.check(
                again.crash(CrashMode::Torn(seed)),
                &promised,
                &format!("call {call}, repair {repair}"),
            );
        }
    }
}

#[test]
fn an_ordinary_append_costs_four_syncs() {
    let stage = Stage::new();
    let disk = Arc::new(stage.disk.snapshot());
    let journals = stage.world.open(&disk, ML).unwrap();
    journals.append(&[stage.world.record(ML, 1, 3000)]).unwrap();
    let before = disk.syncs();
    journals.append(&[stage.world.record(ML, 3, 3000), stage.world.record(ML, 4, 3000)]).unwrap();
    // At a multiple of 256: the full bundle, its hash tile, the next bundle, each new name with its folder.
    assert!(disk.syncs() - before <= 9, "{}", disk.syncs() - before);
    let before = disk.syncs();
    journals.append(&[stage.world.record(ML, 5, 3000)]).unwrap();
    assert_eq!(disk.syncs() - before, 4, "body segment, staging, lock store, bundle");
}
