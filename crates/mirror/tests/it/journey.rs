//! What goes well: push, pull, levels, bodies.

use crate::house::{A, B, C, meet, trio};
use liptako_journal::journals::Level;

#[tokio::test]
async fn one_entry_costs_two_requests_and_at_most_two_thousand_bytes() {
    let nodes = trio();
    nodes[0].say("Premier constat.");
    meet(&nodes[0], &nodes[1]).await.unwrap();
    meet(&nodes[0], &nodes[2]).await.unwrap();
    meet(&nodes[0], &nodes[1]).await.unwrap();
    nodes[0].say(
        "Le responsable de traitement a répondu à la mise en demeure du 12 mars ; la mesure est levée. Les pièces \
         sont au dossier, la notification aux personnes concernées est faite et l'indicateur passe à 14 sur 20.",
    );
    let report = meet(&nodes[0], &nodes[1]).await.unwrap();
    println!("{report:?}");
    assert_eq!((report.n_requests, report.packages_pushed), (2, 1));
    assert!(report.exchange_bytes <= 2000, "{report:?}");
    assert_eq!(nodes[1].root(A), nodes[0].root(A));
    assert_eq!(nodes[0].journals.level(A, 1), Level::N1);
    assert_eq!(nodes[1].journals.level(A, 1), Level::N1);
    assert_eq!(nodes[1].road.digest().unwrap(), nodes[0].road.digest().unwrap());
}

#[tokio::test]
async fn who_dials_pushes_and_pulls_and_relays_what_others_wrote() {
    let nodes = trio();
    nodes[0].say("a");
    nodes[1].say("b");
    nodes[2].say("c");
    meet(&nodes[0], &nodes[1]).await.unwrap();
    // C never meets B: it hears of B's entry from A, and A is not its author.
    meet(&nodes[2], &nodes[0]).await.unwrap();
    for origin in [A, B, C] {
        assert_eq!(nodes[2].size(origin), 1);
        assert_eq!(nodes[0].root(origin), nodes[2].root(origin));
    }
    assert_eq!(nodes[2].journals.level(B, 0), Level::N2);
    // B learns at its next contact, with whomever.
    meet(&nodes[1], &nodes[0]).await.unwrap();
    assert_eq!(nodes[1].journals.level(B, 0), Level::N2);
    assert_eq!(nodes[1].journals.level(A, 0), Level::N2);
    assert_eq!(nodes[1].road.digest().unwrap(), nodes[2].road.digest().unwrap());
    // And now nothing is left to say.
    let quiet = meet(&nodes[1], &nodes[0]).await.unwrap();
    assert_eq!(quiet.n_requests, 1);
    assert!(quiet.exchange_bytes < 400, "{quiet:?}");
}
