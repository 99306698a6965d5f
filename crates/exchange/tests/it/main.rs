//! What the authorities share with one another. On SQLite always, on PostgreSQL when `LIPTAKO_TEST_PG` is set.

#![expect(clippy::unwrap_used, reason = "in a test an error is a failure, and says where")]

mod advisories;
mod case_pages;
mod cases;
mod evidence;
mod files;
mod practice;
mod texts;

use liptako_stage::{Program, Trio, on_each_engine};

/// What the nodes of these tests carry.
const EXCHANGE: Program = Program { module: liptako_exchange::module, pages: liptako_exchange::web::module };

#[test]
fn three_nodes_open_with_what_the_authorities_share() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let mut reader = trio.cil().browser("lectrice");
        assert!(!reader.open("/about").is_empty());
        trio.exchange();
        trio.assert_alike();
    });
}
