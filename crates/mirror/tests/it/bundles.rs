//! Sticks.

use crate::house::{A, B, meet, trio};
use liptako_core::{Audience, Chance, SeededChance};
use liptako_journal::journals::Level;
use std::fs;

#[tokio::test]
async fn a_node_that_is_cut_off_catches_up_by_stick_and_answers_on_it() {
    let nodes = trio();
    nodes[0].fill(600);
    let mut noise = vec![0; 2_500_000];
    SeededChance::new(5).fill(&mut noise);
    nodes[0].act(Audience(7), &noise);
    nodes[1].say("réponse");
    let stick = tempfile::tempdir().unwrap();
    let mut steps = Vec::new();
    let out = nodes[0].mirror.export_bundle(B, stick.path(), |progress| steps.push(progress)).unwrap();
    assert_eq!(out.folder.file_name().unwrap(), "LPK1-ml-bf-1");
    assert_eq!((out.n_entries, out.n_parts, out.is_partial), (601, 3, false));
    assert_eq!(steps.last().map(|step| (step.done, step.total)), Some((601, 601)));
    for file in fs::read_dir(&out.folder).unwrap() {
        assert!(file.unwrap().metadata().unwrap().len() <= 1024 * 1024);
    }
    let taken = nodes[1].mirror.import_bundle(stick.path(), true, |_| {}).unwrap().remove(0);
    assert!(taken.is_complete());
    assert_eq!((taken.from, taken.parts_taken, taken.n_new_entries), (A, 3, 601));
    assert_eq!(nodes[1].root(A), nodes[0].root(A));
    assert_eq!(nodes[1].journals.level(A, 600), Level::N1);
    // The answer travels back on the same stick: cosignature, receipt, and B's own entry.
    assert_eq!(nodes[0].journals.level(A, 600), Level::N0);
    nodes[0].mirror.import_bundle(stick.path(), false, |_| {}).unwrap();
    assert_eq!(nodes[0].journals.level(A, 600), Level::N1);
    assert_eq!(nodes[0].road.digest().unwrap(), nodes[1].road.digest().unwrap());
    let status = nodes[0].mirror.status().unwrap();
    assert!(status[0].bundles.iter().any(|bundle| bundle.outgoing && bundle.number == 1 && bundle.complete));
    assert!(status[0].they_lack.is_empty());
}

#[tokio::test]
async fn parts_come_in_any_order_twice_and_a_missing_one_is_named() {
    let nodes = trio();
    nodes[0].fill(6000);
    let stick = tempfile::tempdir().unwrap();
    let out = nodes[0].mirror.export_bundle(B, stick.path(), |_| {}).unwrap();
    assert!(out.n_parts >= 2 || out.n_bytes > 400_000, "{out:?}");
    let mut noise = vec![0; 3_000_000];
    SeededChance::new(5).fill(&mut noise);
    nodes[0].act(Audience(7), &noise);
    let out = nodes[0].mirror.export_bundle(B, stick.path(), |_| {}).unwrap();
    assert!(out.n_parts >= 3, "{out:?}");
    // The first part, with the first entries, is not on the stick yet.
    let aside = stick.path().join("aside");
    fs::rename(out.folder.join("part-0001.age"), &aside).unwrap();
    let taken = nodes[1].mirror.import_bundle(&out.folder, false, |_| {}).unwrap().remove(0);
    assert_eq!(taken.parts_missing, ["part-0001.age"]);
    assert!(!taken.is_complete());
    fs::rename(&aside, out.folder.join("part-0001.age")).unwrap();
    let taken = nodes[1].mirror.import_bundle(&out.folder, false, |_| {}).unwrap().remove(0);
    assert!(taken.is_complete(), "{taken:?}");
    assert_eq!(nodes[1].road.digest().unwrap(), nodes[0].road.digest().unwrap());
    // Again, and an older one after it: nothing changes.
    let again = nodes[1].mirror.import_bundle(stick.path(), false, |_| {}).unwrap();
    assert_eq!(again.len(), 2);
    assert!(again.iter().all(|taken| taken.is_complete() && taken.n_new_entries == 0));
    assert_eq!(nodes[1].root(A), nodes[0].root(A));
}

#[tokio::test]
async fn a_damaged_part_a_foreign_bundle_and_an_old_one_lose_nothing() {
    let nodes = trio();
    let mut noise = vec![0; 1_500_000];
    SeededChance::new(5).fill(&mut noise);
    nodes[0].act(Audience(7), &noise);
    let stick = tempfile::tempdir().unwrap();
    let old = nodes[0].mirror.export_bundle(B, stick.path(), |_| {}).unwrap();
    nodes[0].say("plus récent");
    meet(&nodes[0], &nodes[1]).await.unwrap();
    let before = nodes[1].root(A);
    // Replayed when everything in it is long known.
    nodes[1].mirror.import_bundle(&old.folder, false, |_| {}).unwrap();
    assert_eq!(nodes[1].root(A), before);
    assert_eq!(nodes[1].journals.state(), liptako_journal::lease::State::Writable);
    // Not for C.
    let error = nodes[2].mirror.import_bundle(&old.folder, false, |_| {}).unwrap_err();
    assert_eq!(error.to_string(), "bundle refused: it is for bf, this node is ne");
    let error = nodes[2].mirror.import_bundle(stick.path(), false, |_| {}).unwrap_err();
    assert!(error.to_string().contains("no folder LPK1-…-ne-…"), "{error}");
    // One flipped byte in one part, and a half-copied one.
    let part = old.folder.join("part-0002.age");
    let whole = fs::read(&part).unwrap();
    let mut flipped = whole.clone();
    flipped[1000] ^= 1;
    for bad in [flipped, whole[..whole.len() / 2].to_vec()] {
        fs::write(&part, bad).unwrap();
        let taken = nodes[1].mirror.import_bundle(&old.folder, false, |_| {}).unwrap().remove(0);
        assert_eq!(taken.parts_refused.len(), 1);
        assert!(taken.parts_refused[0].1.to_string().contains("cut or damaged"), "{taken:?}");
        assert_eq!(taken.parts_taken, old.n_parts - 1);
    }
    // A manifest somebody else signed.
    let manifest = old.folder.join("manifest.txt");
    let text = fs::read_to_string(&manifest).unwrap().replace("number 1", "number 9");
    fs::write(&manifest, text).unwrap();
    let error = nodes[1].mirror.import_bundle(&old.folder, false, |_| {}).unwrap_err();
    assert!(error.to_string().starts_with("bundle refused: manifest"), "{error}");
}
