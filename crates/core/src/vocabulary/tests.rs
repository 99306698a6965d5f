use super::*;
use proptest::prelude::*;

const HEAD: &str = "base = \"urn:x:\"\nversion = \"1\"\ntitle_fr = \"T\"\ntitle_en = \"T\"\n\
    description_fr = \"D\"\ndescription_en = \"D\"\n[prefix]\ndpv = \"https://w3id.org/dpv/2.0#\"\n";

/// A concept's block; `more` is further lines.
fn block(id: &str, more: &str) -> String {
    format!(
        "\n[[concept]]\nid = \"{id}\"\nfr = \"{id} fr\"\nen = \"{id} en\"\ndefinition_fr = \"Ceci.\"\n\
         definition_en = \"This.\"\n{more}\n"
    )
}

fn file(blocks: &[String]) -> String {
    format!("{HEAD}{}", blocks.concat())
}

fn faults(blocks: &[String]) -> Vec<String> {
    read(&file(blocks)).unwrap_err().iter().map(ToString::to_string).collect()
}

/// Terms of the Data Privacy Vocabulary, version 2.0, read one by one in its published files.
const KNOWN_TERMS: &str = include_str!("../../tests/dpv-2.0-terms.txt");

#[test]
fn what_ships_is_read_without_a_fault() {
    let vocabulary = shipped().unwrap_or_else(|faults| {
        panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    });
    assert!(vocabulary.concepts().len() >= 80);
    let tops: Vec<&str> = vocabulary.tops().map(|top| top.id.as_str()).collect();
    assert!((8..=20).contains(&tops.len()), "{tops:?}");
    let grouped: usize = vocabulary.tops().map(|top| vocabulary.group(top).len()).sum();
    assert!(grouped >= vocabulary.concepts().len(), "every concept stands in a group");
}

#[test]
fn every_link_names_a_term_that_was_read() {
    let known: BTreeSet<&str> = KNOWN_TERMS.lines().filter(|line| !line.starts_with('#')).collect();
    for concept in shipped().unwrap().concepts() {
        for link in &concept.links {
            assert!(known.contains(link.iri.as_str()), "{}: {}", concept.id, link.iri);
        }
    }
}

#[test]
fn the_words_of_the_field_are_found() {
    let vocabulary = shipped().unwrap();
    // The glossary of the authorities: each word is a label of some concept.
    let glossary = "mise en demeure|avertissement|sanction pécuniaire|déclaration|récépissé|autorisation préalable|\
        demande d’avis|formalité préalable|plainte|réclamation|saisine|contrôle|procès-verbal de constatation|\
        responsable du traitement|sous-traitant|personne concernée|destinataire|finalité|transfert hors du territoire|\
        niveau suffisant de protection|donnée sensible|violation de données|analyse d’impact|\
        délégué à la protection des données|correspondant|entraide|opération conjointe|autorité chef de file|\
        délibération|commissaire";
    let labels: BTreeSet<String> = vocabulary
        .concepts()
        .iter()
        .flat_map(|concept| concept.also_fr.iter().chain([&concept.label.fr]))
        .map(|label| label.to_lowercase())
        .collect();
    for word in glossary.split('|').map(str::trim) {
        assert!(labels.contains(word), "no concept is called “{word}”");
    }
}

#[test]
fn labels_follow_the_language() {
    for concept in shipped().unwrap().concepts() {
        for text in [&concept.label.fr, &concept.definition.fr] {
            assert!(!text.contains('\''), "{}: a straight apostrophe in “{text}”", concept.id);
        }
        for definition in [&concept.definition.fr, &concept.definition.en] {
            assert!(definition.ends_with('.'), "{}: “{definition}”", concept.id);
        }
    }
}

#[test]
fn a_fault_names_its_line_and_its_concept() {
    let twice = faults(&[block("a", ""), block("b", "also_fr = [\"Z\"]"), block("a", "")]);
    assert!(twice[0].starts_with("vocabulary.toml, line 26, concept a: another concept"), "{twice:?}");
}

#[test]
fn what_breaks_the_scheme_is_refused() {
    let cases: [(Vec<String>, &str); 13] = [
        (vec![block("a", "broader = [\"b\"]")], "“broader” names “b”, which is no concept"),
        (vec![block("a", "related = [\"b\"]")], "“related” names “b”, which is no concept"),
        (vec![block("a", "broader = [\"a\"]")], "the concept itself"),
        (
            vec![
                block("a", "broader = [\"b\"]"),
                block("b", "broader = [\"c\"]"),
                block("c", "broader = [\"a\"]"),
            ],
            "broader than itself: a → b → c → a",
        ),
        // S27: related and above, directly or through others.
        (
            vec![
                block("a", ""),
                block("b", "broader = [\"a\"]"),
                block("c", "broader = [\"b\"]\nrelated = [\"a\"]"),
            ],
            "both related to “a” and above or below it",
        ),
        (
            vec![block("a", "related = [\"b\"]"), block("b", "broader = [\"a\"]")],
            "both related to “b” and above or below it",
        ),
        // S13: a preferred label is no other label of the same concept.
        (vec![block("a", "also_fr = [\"A FR\"]")], "the fr label “A FR” is already that of a"),
        (
            vec![block("a", ""), block("b", "also_en = [\"a en\"]")],
            "the en label “a en” is already that of a",
        ),
        (vec![block("a", "close = [\"dpx:Thing\"]")], "“dpx:Thing” is not a declared prefix"),
        (vec![block("a", "close = [\"dpv:A b>\"]")], "“dpv:A b>” is not a declared prefix"),
        // S46: exact and broad, or exact and related, exclude one another.
        (vec![block("a", "exact = [\"dpv:Data\"]\nbroad = [\"dpv:Data\"]")], "linked to “dpv:Data” twice"),
        (vec![block("A", "")], "“A” does not name a concept"),
        (vec![block("scheme", "")], "names the vocabulary itself"),
    ];
    for (blocks, expected) in cases {
        let found = faults(&blocks);
        assert!(found.iter().any(|fault| fault.contains(expected)), "{expected}: {found:?}");
    }
}

#[test]
fn a_missing_or_endless_text_is_named() {
    // S14: one preferred label per language; here, each of them.
    for field in ["fr", "en", "definition_fr", "definition_en"] {
        let whole = block("a", "");
        let without: Vec<&str> =
            whole.lines().filter(|line| !line.starts_with(&format!("{field} ="))).collect();
        let found = faults(&[without.join("\n")]);
        assert!(found[0].contains(&format!("concept a: “{field}” is missing")), "{found:?}");
    }
    let found = faults(&[block("a", &format!("also_fr = [\"{}\"]", "x".repeat(MAX_LABEL + 1)))]);
    assert!(found[0].contains("“also_fr” is too long"), "{found:?}");
    let twice = faults(&[block("a", "fr = \"another\"")]);
    assert!(twice[0].contains("line"), "TOML holds a key once: {twice:?}");
}

#[test]
fn sizes_are_bounded() {
    let huge = format!("{}{}", file(&[block("a", "")]), "#".repeat(MAX_FILE_BYTES));
    assert_eq!(read(&huge).unwrap_err()[0].problem, Problem::TooLarge);
    let many: Vec<String> = (0..=MAX_CONCEPTS).map(|n| block(&format!("c{n}"), "")).collect();
    assert_eq!(read(&file(&many)).unwrap_err()[0].problem, Problem::TooMany);
    assert!(read("base = 3").unwrap_err()[0].to_string().starts_with("vocabulary.toml, line 1"));
    let spaced = file(&[block("a", "")]).replace("urn:x:", "urn: x");
    assert_eq!(read(&spaced).unwrap_err()[0].problem, Problem::Base("urn: x".into()));
}

#[test]
fn relatedness_is_told_on_both_sides() {
    let vocabulary = read(&file(&[block("a", "related = [\"b\"]"), block("b", "")])).unwrap();
    let related = |id: &str| vocabulary.concept(id).unwrap().related[0].to_string();
    assert_eq!((related("a"), related("b")), ("b".to_owned(), "a".to_owned()));
}

#[test]
fn a_group_is_walked_from_the_top_down() {
    let blocks = [
        block("a", ""),
        block("b", "broader = [\"a\"]"),
        block("c", "broader = [\"b\"]"),
        block("d", "broader = [\"a\", \"c\"]"),
    ];
    let vocabulary = read(&file(&blocks)).unwrap();
    let top = vocabulary.concept("a").unwrap();
    let walked: Vec<_> = vocabulary.group(top).iter().map(|(depth, c)| (*depth, c.id.as_str())).collect();
    assert_eq!(walked, [(0, "a"), (1, "b"), (2, "c"), (3, "d")]);
    let way: Vec<_> =
        vocabulary.way_to(vocabulary.concept("c").unwrap()).iter().map(|c| c.id.as_str()).collect();
    assert_eq!(way, ["a", "b"]);
}

#[test]
fn the_exports_hold_every_concept() {
    let vocabulary = shipped().unwrap();
    let n = vocabulary.concepts().len();
    assert_eq!(vocabulary.export(Format::Turtle).matches(" a skos:Concept ;").count(), n);
    let document: serde_json::Value = serde_json::from_str(&vocabulary.export(Format::JsonLd)).unwrap();
    assert_eq!(document["@graph"].as_array().unwrap().len(), n + 1);
    assert_eq!(vocabulary.export(Format::Csv).matches("\r\n").count(), n + 1);
    for format in Format::ALL {
        assert_eq!(Format::from_name(format.name()), Some(format));
    }
}

#[test]
fn quotes_and_commas_survive_every_form() {
    let words = "Dit « \\\"oui\\\" », \\\\ et c’est tout.";
    let text = file(&[block("a", "").replace("Ceci.", words)]);
    let vocabulary = read(&text).unwrap();
    let said = "Dit « \"oui\" », \\ et c’est tout.";
    assert_eq!(vocabulary.concepts()[0].definition.fr, said);
    assert!(vocabulary.export(Format::Turtle).contains(&format!("\"{words}\"@fr")));
    assert!(vocabulary.export(Format::Csv).contains(&format!("\"{}\"", said.replace('"', "\"\""))));
    let document: serde_json::Value = serde_json::from_str(&vocabulary.export(Format::JsonLd)).unwrap();
    assert_eq!(document["@graph"][1]["definition"]["fr"], said);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_without_panic(text in ".{0,400}") {
        let _ = read(&text);
        let _ = read(&format!("{HEAD}\n[[concept]]\nid = {text:?}\n"));
    }

    #[test]
    fn an_identifier_reads_back_as_written(text in "[a-z][a-z0-9-]{0,39}") {
        prop_assert_eq!(text.parse::<ConceptId>().unwrap().to_string(), text);
    }
}
