//! Finding: words in French whatever their endings, filters, counts, and pages that read only what they show.

use super::shared;
use crate::EXCHANGE;
use liptako_exchange::practice::view::{self, Filter};
use liptako_stage::{Trio, on_each_engine};

#[test]
fn words_are_found_whatever_their_endings_and_filters_narrow() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        shared(&trio, &[]);
        shared(
            &trio,
            &[
                ("title", "Traiter une plainte pour usurpation d’identité"),
                ("summary", "Les premières heures comptent."),
                ("body", "Les réseaux sociaux retirent plus vite les comptes signalés par une autorité."),
                ("kind", "checklist"),
                ("sectors", "media"),
                ("concepts", "complaint"),
                ("countries", "ml"),
            ],
        );
        let node = trio.hapdp();
        let found = |words: &str, facets: &[&str]| {
            let facets = facets.iter().map(|facet| (*facet).to_owned()).collect();
            let filter = Filter { words: words.to_owned(), facets };
            let listing = node.read(|tx| view::list(tx, &filter, 20, 0));
            listing
                .lines
                .into_iter()
                .map(|line| line.title.chars().take(8).collect::<String>())
                .collect::<Vec<_>>()
        };
        assert_eq!(found("plaintes usurpations", &[]), ["Traiter "]);
        assert_eq!(found("reseau social", &[]), ["Traiter "]);
        assert_eq!(found("contrôler videosurveillances", &[]), ["Préparer"]);
        assert_eq!(found("introuvable", &[]), [""; 0]);
        assert_eq!(found("", &["kind:checklist"]), ["Traiter "]);
        assert_eq!(found("", &["country:0"]), ["Traiter ", "Préparer"]);
        assert_eq!(found("", &["country:1"]), ["Préparer"]);
        assert_eq!(found("", &["country:0", "sector:media", "concept:complaint"]), ["Traiter "]);
        assert_eq!(found("", &["country:1", "sector:media"]), [""; 0]);
        assert_eq!(found("comptes", &["kind:guide"]), [""; 0]);
        let counts = node.read(view::counts);
        assert_eq!(
            (counts["all"], counts["kind:guide"], counts["country:0"], counts["stance:2:none"]),
            (2, 1, 2, 2)
        );
        let mut reader = node.browser("lectrice");
        reader.open("/exchange/practices?concept=complaint&kind=checklist");
        assert!(reader.says("1 pratique") && reader.says("Traiter une plainte"), "{}", reader.main());
        reader.open("/vocabulary/complaint");
        assert!(reader.says("Traiter une plainte"), "{}", reader.main());
    });
}
