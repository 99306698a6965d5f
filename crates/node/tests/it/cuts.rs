//! Nodes that are cut off, and how they catch up: by the network, and by a folder on a stick.

use crate::steps::{approver, decide, grow, level, outcome, signed_in};
use liptako_core::MemberIndex;
use liptako_council::plan::Outcome;
use liptako_journal::journals::Level;
use liptako_testkit::{Plan, Trio};

fn with_links() -> Trio {
    let trio = Trio::with(Plan { relays: true, ..Plan::default() });
    trio.play();
    trio
}

#[test]
fn a_node_that_was_cut_off_catches_up_by_the_network() {
    let trio = with_links();
    trio.cut_off(2);
    let place = grow(&trio, 0, "Pendant la coupure.");
    trio.dial(0, 1).unwrap();
    assert!(trio.dial(0, 2).is_err() && trio.dial(2, 1).is_err());
    trio.dial(0, 1).unwrap();
    // Cut off, the third node works on alone; the two others are sure of what they share, as far as two can be.
    let alone = grow(&trio, 2, "Seule, sans liaison.");
    assert_eq!(outcome(&trio.nodes[2], place), None);
    assert_eq!((level(&trio.nodes[0], place), level(&trio.nodes[2], alone)), (Level::N1, Level::N0));
    trio.rejoin(2);
    trio.meet();
    trio.check();
    for node in &trio.nodes {
        assert_eq!((level(node, place), level(node, alone)), (Level::N2, Level::N2));
        assert_eq!(outcome(node, alone), Some(Outcome::Open));
    }
}

#[test]
fn a_link_that_breaks_in_the_middle_costs_nothing_but_time() {
    let trio = with_links();
    for n in 0..12 {
        grow(&trio, 0, &format!("Retard numéro {n}."));
    }
    let link = trio.link(0, 1);
    let mut breaks = 0;
    // Every contact is cut a little later than the one before, until one is not.
    for bytes in (200..).step_by(1500) {
        link.cut_after(bytes);
        let met = trio.dial(0, 1);
        link.mend();
        if met.is_ok() {
            break;
        }
        breaks += 1;
        let report = liptako_testkit::verify_dir(&trio.nodes[1].seat.dir);
        assert!(report.is_sound(), "after {bytes} bytes: {:?}", report.faults);
    }
    assert!(breaks >= 3, "only {breaks} contacts were cut");
    trio.meet();
    trio.check();
}

#[test]
fn a_node_without_network_takes_part_by_a_stick() {
    let trio = with_links();
    trio.cut_off(2);
    let place = grow(&trio, 0, "Par la clé USB.");
    trio.dial(0, 1).unwrap();
    let stick = trio.desk();
    let [mali, niger] = [0, 2].map(|n| trio.nodes[n].node());
    mali.mirror.export_bundle(MemberIndex(2), &stick, |_| {}).unwrap();
    let taken = niger.mirror.import_bundle(&stick, true, |_| {}).unwrap();
    assert!(taken.iter().all(|bundle| bundle.is_complete()) && taken[0].n_new_entries >= 1, "{taken:?}");
    assert_eq!(outcome(&trio.nodes[2], place), Some(Outcome::Open));
    // Niger answers on the same stick: its receipt, its cosignature, and its position.
    let address = format!("/council/plan/proposals/ml-{}", place.index);
    assert_eq!(decide(&mut approver(&trio.nodes[2]), &address, "agree").status, 303);
    niger.mirror.export_bundle(MemberIndex(0), &stick, |_| {}).unwrap();
    let back = mali.mirror.import_bundle(&stick, false, |_| {}).unwrap();
    assert!(back.iter().all(|bundle| bundle.is_complete()), "{back:?}");
    assert_eq!(level(&trio.nodes[0], place), Level::N2, "both peers have cosigned, one of them by stick");
    // The same bundles again, and old ones, change nothing.
    let digest = mali.road.digest().unwrap();
    let again = mali.mirror.import_bundle(&stick, false, |_| {}).unwrap();
    assert_eq!(again.iter().map(|bundle| bundle.n_new_entries).sum::<u64>(), 0);
    assert_eq!(mali.road.digest().unwrap(), digest);
    trio.dial(0, 1).unwrap();
    trio.dial(1, 0).unwrap();
    trio.rejoin(2);
    trio.meet();
    trio.check();
}

#[test]
fn a_bundle_travels_through_the_pages() {
    let trio = with_links();
    trio.cut_off(2);
    let place = grow(&trio, 0, "Téléchargée puis téléversée.");
    let mut sender = signed_in(&trio.nodes[0], "admin");
    let form = sender.get("/bundles").form("/bundles/export").with("to", "ne");
    assert_eq!(sender.submit(&form).status, 303);
    let page = sender.get("/bundles");
    let found = liptako_testkit::links(page.text());
    let files: Vec<(String, Vec<u8>)> = found
        .iter()
        .filter(|link| link.starts_with("/bundles/LPK1-ml-ne-"))
        .map(|link| (link.rsplit('/').next().unwrap().to_owned(), sender.get(link).body))
        .collect();
    assert!(files.len() >= 2, "a manifest and a part: {found:?}");
    let mut reader = signed_in(&trio.nodes[2], "admin");
    let form = reader.get("/bundles").form("/bundles/import");
    // First without the last part: the page says what is missing. Then with it.
    let answer = reader.upload(&form, "files", &files[..files.len() - 1]);
    assert_eq!(answer.status, 303, "{}", answer.words());
    let said = reader.get(answer.location()).words();
    assert!(said.contains("part-0001.age") || said.contains("manifest"), "{said}");
    assert_eq!(outcome(&trio.nodes[2], place), None);
    let form = reader.get("/bundles").form("/bundles/import");
    let answer = reader.upload(&form, "files", &files);
    let said = reader.get(answer.location()).words();
    assert_eq!(outcome(&trio.nodes[2], place), Some(Outcome::Open), "{said}");
    // A damaged part is refused in one line, and nothing is lost.
    let mut damaged = files.clone();
    let part = damaged.iter_mut().find(|(name, _)| name.starts_with("part")).unwrap();
    let middle = part.1.len() / 2;
    part.1[middle] ^= 1;
    let form = reader.get("/bundles").form("/bundles/import");
    let answer = reader.upload(&form, "files", &damaged);
    let said = reader.get(answer.location()).words();
    assert!(said.contains("part-0001.age"), "{said}");
    trio.rejoin(2);
    trio.meet();
    trio.check();
}

#[test]
fn a_bundle_for_another_node_is_refused_by_name() {
    let trio = Trio::met();
    let stick = trio.desk();
    trio.nodes[0].node().mirror.export_bundle(MemberIndex(1), &stick, |_| {}).unwrap();
    let refused = trio.nodes[2].node().mirror.import_bundle(&stick, true, |_| {}).unwrap_err().to_string();
    assert!(refused.contains("ne") && refused.contains("LPK1-"), "{refused}");
    assert!(!refused.contains('\n'), "one line: {refused}");
    trio.check();
}

#[test]
fn the_peers_page_says_who_is_silent_and_what_is_missing() {
    let trio = with_links();
    trio.cut_off(2);
    grow(&trio, 0, "Manque au Niger.");
    trio.dial(0, 1).unwrap();
    assert!(trio.dial(0, 2).is_err());
    let page = signed_in(&trio.nodes[0], "redaction").get("/peers");
    assert_eq!(page.status, 200);
    let words = page.words();
    assert!(words.contains("HAPDP") && words.contains("CIL"), "{words}");
    let peers = trio.nodes[0].node().mirror.status().unwrap();
    let niger = peers.iter().find(|peer| peer.code == "ne").unwrap();
    assert!(
        !niger.reachable && niger.they_lack.iter().map(|lag| lag.n_entries).sum::<u64>() == 1,
        "{niger:?}"
    );
    assert!(niger.wire_sent > 0 && niger.last_contact.is_some());
}
