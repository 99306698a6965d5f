"""The common vocabulary, as independent programs read it: rdflib, its SKOS rules in SPARQL, SHACL, and Python's CSV."""

import csv
import io
import os
import subprocess
import unittest

from pyshacl import validate
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SKOS

PROGRAM = os.environ["LIPTAKO_BIN"]

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
[] a sh:NodeShape ; sh:targetClass skos:Concept ;
    sh:property [ sh:path skos:prefLabel ; sh:minCount 2 ; sh:maxCount 2 ; sh:uniqueLang true ; sh:languageIn ("fr" "en") ],
        [ sh:path skos:definition ; sh:minCount 2 ; sh:uniqueLang true ; sh:datatype rdf:langString ],
        [ sh:path skos:inScheme ; sh:minCount 1 ; sh:maxCount 1 ; sh:class skos:ConceptScheme ],
        [ sh:path skos:broader ; sh:class skos:Concept ], [ sh:path skos:related ; sh:class skos:Concept ],
        [ sh:path skos:notation ; sh:minCount 1 ; sh:maxCount 1 ] .
"""

# Each question finds what breaks a condition of the SKOS reference; none may find anything.
RULES = {
    "S9: a concept is no scheme": "?a a skos:Concept, skos:ConceptScheme",
    "S13: preferred and other labels differ": "?a skos:prefLabel ?l ; skos:altLabel ?l",
    "S14: one preferred label per language":
        "?a skos:prefLabel ?l, ?m FILTER(?l != ?m && lang(?l) = lang(?m))",
    "S23: related both ways": "?a skos:related ?b FILTER NOT EXISTS { ?b skos:related ?a }",
    "S25: narrower answers broader": "?a skos:broader ?b FILTER NOT EXISTS { ?b skos:narrower ?a }",
    "S25: broader answers narrower": "?a skos:narrower ?b FILTER NOT EXISTS { ?b skos:broader ?a }",
    "S27: related is apart from broader": "?a skos:related ?b ; skos:broader+ ?b",
    "S46: exact matches are apart": "?a skos:exactMatch ?b { ?a skos:broadMatch ?b } UNION { ?a skos:relatedMatch ?b }",
    "no circle": "?a skos:broader+ ?a",
    "no orphan": "?a a skos:Concept FILTER NOT EXISTS { ?a skos:broader ?b } FILTER NOT EXISTS { ?a skos:topConceptOf ?s }",
    "no label for two": "?a skos:prefLabel|skos:altLabel ?l . ?b skos:prefLabel|skos:altLabel ?l FILTER(?a != ?b)",
}


def exported(form):
    return subprocess.run(
        [PROGRAM, "vocabulary", "export", "--format", form], check=True, capture_output=True
    ).stdout.decode()


class Vocabulary(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.turtle = Graph().parse(data=exported("ttl"), format="turtle")
        cls.json_ld = Graph().parse(data=exported("jsonld"), format="json-ld")

    def test_turtle_and_json_ld_are_one_graph(self):
        self.assertTrue(isomorphic(self.turtle, self.json_ld))
        self.assertGreater(len(set(self.turtle.subjects(RDF.type, SKOS.Concept))), 80)

    def test_no_condition_of_skos_is_broken(self):
        for rule, pattern in RULES.items():
            found = list(self.turtle.query(f"SELECT * WHERE {{ {pattern} }}", initNs={"skos": SKOS}))
            self.assertEqual(found, [], rule)

    def test_the_rules_can_fail(self):
        broken = Graph() + self.turtle
        broken.update(
            "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> INSERT DATA { "
            "<urn:liptako:vocabulary:consent> skos:related <urn:liptako:vocabulary:legal-basis> ; "
            "skos:prefLabel 'Accord'@fr }"
        )
        wrong = [
            rule for rule, pattern in RULES.items()
            if list(broken.query(f"SELECT * WHERE {{ {pattern} }}", initNs={"skos": SKOS}))
        ]
        for number in ("S14", "S23", "S27"):
            self.assertTrue(any(rule.startswith(number) for rule in wrong), (number, wrong))

    def test_the_shapes_hold(self):
        shapes = Graph().parse(data=SHAPES, format="turtle")
        conforms, _, words = validate(self.turtle, shacl_graph=shapes)
        self.assertTrue(conforms, words)

    def test_the_lines_of_the_csv_say_what_the_graph_says(self):
        rows = list(csv.DictReader(io.StringIO(exported("csv"), newline="")))
        concepts = {str(concept) for concept in self.turtle.subjects(RDF.type, SKOS.Concept)}
        self.assertEqual({row["iri"] for row in rows}, concepts)
        for row in rows:
            of = lambda name, split="|": {part for part in row[name].split(split) if part}
            subject = next(s for s in self.turtle.subjects(RDF.type, SKOS.Concept) if str(s) == row["iri"])
            said = {lab.language: str(lab) for lab in self.turtle.objects(subject, SKOS.prefLabel)}
            self.assertEqual(said, {"fr": row["label_fr"], "en": row["label_en"]})
            also = {str(lab) for lab in self.turtle.objects(subject, SKOS.altLabel)}
            self.assertEqual(also, of("also_fr") | of("also_en"))
            broader = {str(up).rsplit(":", 1)[1] for up in self.turtle.objects(subject, SKOS.broader)}
            self.assertEqual(broader, of("broader"))
            close = {str(term) for term in self.turtle.objects(subject, SKOS.closeMatch)}
            self.assertEqual(close, of("closeMatch"))


if __name__ == "__main__":
    unittest.main()
