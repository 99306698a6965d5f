//! The line between the nodes of a stage.

#![expect(clippy::unwrap_used, reason = "in a test an error is a failure, and says where")]

use liptako_journal::journals::Level;
use liptako_stage::{APDP, Base, CIL, HAPDP, Node, Program, Trio};
use liptako_storage::{Module, Source as _};
use liptako_web::WebModule;

const NOTHING: Program = Program {
    module: || Module {
        name: "nothing",
        migrations: &[],
        shared_tables: &[],
        national_tables: &[],
        projectors: Vec::new(),
    },
    pages: || WebModule::new("nothing"),
};

/// Makes the officer's key public: the one act of a node that carries no domain.
fn act(node: &Node) -> u64 {
    let identity = std::sync::Arc::clone(&node.identity);
    let done = node.road.act(node.request(), move |scribe| identity.publish_keys(scribe));
    done.unwrap().records().len() as u64
}

#[test]
fn a_node_off_line_neither_gives_nor_receives_until_it_is_back() {
    let trio = Trio::new(NOTHING, &mut Base::sqlite);
    assert!(trio.nodes.iter().all(|node| act(node) > 0));
    trio.off_line(CIL);
    trio.exchange();
    trio.confirm();
    let seen = |node: &Node| [APDP, CIL, HAPDP].map(|origin| node.journals.size(origin) > 0);
    assert_eq!(seen(trio.apdp()), [true, false, true]);
    assert_eq!(seen(trio.cil()), [false, true, false]);
    assert_eq!(trio.apdp().journals.level(APDP, 0), Level::N1);
    trio.on_line(CIL);
    trio.exchange();
    trio.confirm();
    assert_eq!(seen(trio.cil()), [true; 3]);
    assert_eq!(trio.apdp().journals.level(APDP, 0), Level::N2);
    trio.assert_alike();
}
