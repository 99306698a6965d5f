//! The check after each step: every byte verifies, and the tables are what the journals say.

use liptako::Described;
use liptako::Node;
use liptako_journal::Hash;
use liptako_journal::verify::{Report, verify};
use std::path::Path;

/// Verifies everything a node keeps, makes its tables again, and returns their digest.
///
/// # Panics
/// When a byte is not as it must be, or the tables made again differ.
pub fn check_node(node: &Node) -> Hash {
    let described = &node.described;
    let report = verify(&described.home(), &described.charter, described.me, &described.cards, &mut |_| {});
    assert!(report.is_sound(), "{}: {:#?}", described.code(), report.faults);
    let before = node.road.digest().unwrap();
    node.road.rebuild(|_| {}).unwrap();
    assert_eq!(before, node.road.digest().unwrap(), "{}: the tables made again differ", described.code());
    before
}

/// Verifies the journals in a node's directory, whether the node runs or not.
///
/// # Panics
/// When the directory is not that of a node.
pub fn verify_dir(dir: &Path) -> Report {
    let described = Described::load(dir).unwrap();
    verify(&described.home(), &described.charter, described.me, &described.cards, &mut |_| {})
}
