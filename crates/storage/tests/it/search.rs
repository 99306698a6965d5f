//! Search answers alike on both engines.

use crate::engine::{Place, on_both_engines};
use crate::house::{NOTE, object};
use liptako_core::{Kind, Lang, ObjectId};
use liptako_storage::search::{Kept, Wanted, find, put, remove};
use liptako_storage::{Db, StorageError};

const TEXTS: [(u8, &str, &str); 5] = [
    (1, "La déclaration des traitements", "Chaque responsable déclare ses fichiers à l’autorité."),
    (2, "Campagne à l'école", "Affiches et jeux pour les écoles du Sahel, en français et en fulfulde."),
    (3, "Former les inspecteurs", "Module sur le contrôle, les fichiers biométriques et les déclarations."),
    (4, "Harmoniser les lois", "Comparer la loi n° 2013-015 du 21 mai 2013 et les deux autres."),
    (5, "ߒߞߏ", "𞤀𞤣𞤤𞤢𞤥"),
];

fn filled(place: &Place) -> Db {
    let db = place.open();
    db.migrate(&[]).unwrap();
    db.write(|tx| {
        TEXTS.iter().try_for_each(|(n, title, text)| put(tx, NOTE, object(*n), Lang::Fr, title, text))?;
        put(
            tx,
            NOTE,
            object(2),
            Lang::En,
            "A campaign in schools",
            "Posters and games for schools of the Sahel.",
        )
    })
    .unwrap_or_else(|error: StorageError| panic!("{error}"));
    db
}

fn found(db: &Db, question: &str) -> Vec<u8> {
    let hits = db.read(|tx| find(tx, question, 10)).unwrap_or_else(|error: StorageError| panic!("{error}"));
    assert!(hits.is_sorted_by(|a, b| a.rank >= b.rank), "{hits:?}");
    hits.iter().map(|hit| hit.object.as_bytes()[0]).collect()
}

on_both_engines! {
    fn a_question_is_answered_without_accents_plurals_or_articles(place) {
        let db = filled(place);
        assert_eq!(found(&db, "declaration"), [1, 3], "a title weighs more than a text");
        let mut plural = found(&db, "DÉCLARATIONS");
        plural.sort_unstable();
        assert_eq!(plural, [1, 3], "the very form weighs too, so the first may differ");
        assert_eq!(found(&db, "ecole"), [2]);
        assert_eq!(found(&db, "l'école"), [2]);
        assert_eq!(found(&db, "la loi 2013-015"), [4]);
        assert_eq!(found(&db, "schools"), [2], "found in English, told once");
        assert_eq!(found(&db, "ߒߞߏ"), [5]);
        assert_eq!(found(&db, "𞤀𞤣𞤤𞤢𞤥"), [5]);
    }

    fn texts_at_hand_are_searched_as_the_tables_are(place) {
        let db = filled(place);
        for question in ["declaration", "l'école", "la loi 2013-015", "fichiers biom", "biom fichiers", "ߒߞߏ", "zzz"] {
            let wanted = Wanted::read(question);
            let holds = |text: String| wanted.found_in(&Kept::of(&text, Lang::Fr)).all(|found| found);
            let held = TEXTS.iter().filter(|(_, title, text)| holds(format!("{title}\n{text}")));
            let held: Vec<u8> = held.map(|(n, ..)| *n).collect();
            let mut kept = found(&db, question);
            kept.sort_unstable();
            assert_eq!(held, kept, "{question}");
        }
        assert!(Wanted::read(" ’ — ! ").is_empty() && Kept::of("", Lang::Fr) == Kept::default());
    }

    fn every_telling_word_must_be_there_and_the_last_may_be_begun(place) {
        let db = filled(place);
        assert_eq!(found(&db, "fichiers biométriques"), [3]);
        assert_eq!(found(&db, "fichiers biom"), [3]);
        assert!(found(&db, "biom fichiers").is_empty(), "only the last word may be begun");
        assert!(found(&db, "fichiers fulfulde").is_empty());
    }

    fn what_a_reader_types_is_never_a_query_language(place) {
        let db = filled(place);
        for question in ["\"", "' OR 1=1 --", "a AND NOT b*", "NEAR(x y)", "(((", "title:loi", "%", ":* & !", "\\", "\0"] {
            found(&db, question);
        }
        assert!(found(&db, "").is_empty());
        assert!(found(&db, "’ — ").is_empty());
    }

    fn a_text_replaced_or_removed_is_no_longer_found(place) {
        let db = filled(place);
        db.write(|tx| put(tx, NOTE, object(1), Lang::Fr, "Autre chose", "")).unwrap_or_else(|error: StorageError| panic!("{error}"));
        assert_eq!(found(&db, "declaration"), [3]);
        assert_eq!(found(&db, "autre chose"), [1]);
        db.write(|tx| remove(tx, NOTE, object(3))).unwrap_or_else(|error: StorageError| panic!("{error}"));
        assert!(found(&db, "declaration").is_empty());
    }

    fn one_object_of_two_kinds_is_two_things(place) {
        let db = filled(place);
        db.write(|tx| put(tx, Kind(901), object(2), Lang::Fr, "École", "")).unwrap_or_else(|error: StorageError| panic!("{error}"));
        assert_eq!(found(&db, "école").len(), 2);
        db.write(|tx| remove(tx, Kind(901), object(2))).unwrap_or_else(|error: StorageError| panic!("{error}"));
        assert_eq!(found(&db, "école"), [2]);
    }

    fn the_limit_counts_objects(place) {
        let db = filled(place);
        let hits = db.read(|tx| find(tx, "sahel", 1)).unwrap_or_else(|error: StorageError| panic!("{error}"));
        assert_eq!(hits.len(), 1);
        let none = db.read(|tx| find(tx, "sahel", 0)).unwrap_or_else(|error: StorageError| panic!("{error}"));
        assert!(none.is_empty());
    }

    fn of_a_word_that_is_everywhere_titles_come_first_and_not_all_is_weighed(place) {
        let db = filled(place);
        db.write(|tx| {
            for number in 0..700u16 {
                let [high, low] = number.to_be_bytes();
                let mut id = [7; 16];
                (id[0], id[1]) = (200 + high, low);
                let title = if number == 650 { "Le fleuve" } else { "Autre chose" };
                put(tx, NOTE, ObjectId::from_bytes(id), Lang::Fr, title, "Au bord du fleuve, au bord du chemin.")?;
            }
            Ok::<_, StorageError>(())
        })
        .unwrap_or_else(|error: StorageError| panic!("{error}"));
        let hits = db.read(|tx| find(tx, "fleuve", 2000)).unwrap_or_else(|error: StorageError| panic!("{error}"));
        assert!((500..=501).contains(&hits.len()), "{}", hits.len());
        assert_eq!(hits[0].object.as_bytes()[..2], [202, 138], "the only one that names it in its title");
        assert_eq!(found(&db, "fleu").len(), 10, "the beginning of a word is looked for when no whole word answers");
    }

    fn a_very_long_text_is_kept_up_to_its_bound(place) {
        let db = filled(place);
        let long = (0..60_000).map(|n| format!("mot{n} ")).collect::<String>();
        db.write(|tx| put(tx, NOTE, object(9), Lang::Fr, "long", &long)).unwrap_or_else(|error: StorageError| panic!("{error}"));
        assert_eq!(found(&db, "mot7"), [9]);
        assert!(found(&db, "mot59999").is_empty());
    }
}
