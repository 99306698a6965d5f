//! Clocks that are wrong: they never stop anybody from writing, and never stand under a cosignature.

use crate::steps::{grow, level};
use liptako_journal::journals::Level;
use liptako_testkit::Trio;

const DAY: i64 = 86_400;

fn a_wrong_clock_cosigns_nothing_and_still_writes(error_s: i64) {
    let trio = Trio::met();
    trio.play();
    let niger = &trio.nodes[2];
    niger.clock.advance(error_s);
    let theirs = grow(&trio, 0, "Pendant que l'horloge du Niger est fausse.");
    let own = grow(&trio, 2, "Écrit avec une horloge fausse.");
    trio.meet();
    trio.check();
    for node in &trio.nodes {
        assert_eq!(level(node, theirs), Level::N1, "cosigned by Burkina Faso alone");
        assert_eq!(level(node, own), Level::N2, "the others' clocks are right");
    }
    niger.clock.advance(-error_s);
    trio.meet();
    for node in &trio.nodes {
        assert_eq!(level(node, theirs), Level::N2, "cosigned once the clock is right");
    }
    trio.check();
}

#[test]
fn a_clock_a_year_behind_cosigns_nothing_and_still_writes() {
    a_wrong_clock_cosigns_nothing_and_still_writes(-365 * DAY);
}

#[test]
fn a_clock_a_day_ahead_cosigns_nothing_and_still_writes() {
    a_wrong_clock_cosigns_nothing_and_still_writes(DAY);
}

#[test]
fn a_few_minutes_of_difference_stop_nobody() {
    let trio = Trio::met();
    trio.play();
    trio.nodes[1].clock.advance(300);
    trio.nodes[2].clock.advance(-200);
    // Niger's clock is behind its own last cosignature until that moment has passed.
    trio.nodes[2].clock.advance(210);
    let place = grow(&trio, 0, "À quelques minutes près.");
    trio.meet();
    assert_eq!(level(&trio.nodes[0], place), Level::N2);
    trio.check();
}
