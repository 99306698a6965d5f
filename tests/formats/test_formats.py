"""What we write, as independent programs read it."""

import csv
import os
import pathlib
import re
import subprocess
import tomllib
import unittest

import docx
import openpyxl
import pypdf
import yaml

OUT = pathlib.Path(os.environ["LIPTAKO_OUT"])
PAPERS = pathlib.Path(os.environ["LIPTAKO_PAPERS"])
PROGRAM = os.environ["LIPTAKO_BIN"]
LAWS = ["ml_2013_015", "bf_001_2021", "ne_2022_59"]
INSTRUMENTS = LAWS + ["au_malabo_2014", "coe_108plus_2018", "eu_gdpr_2016", "ecowas_2010"]
HEADS = [
    "partie", "clé", "thème", "question", "type", "valeur", "liste ouverte", "article", "note", "certitude",
    "sources", "valable du", "valable au",
]


def rows_of_csv(instrument):
    with open(OUT / f"{instrument}.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    return [[cell[1:] if re.match(r"'[=+\-@\t\r']", cell) else cell for cell in row] for row in rows]


def rows_of_xlsx(instrument):
    sheet = openpyxl.load_workbook(OUT / f"{instrument}.xlsx").worksheets[0]
    return sheet, [["" if cell.value is None else cell.value for cell in row] for row in sheet.iter_rows()]


class Sheets(unittest.TestCase):
    def test_csv_and_xlsx_hold_the_same_texts(self):
        for instrument in INSTRUMENTS:
            with self.subTest(instrument):
                _, from_xlsx = rows_of_xlsx(instrument)
                from_csv = rows_of_csv(instrument)
                self.assertEqual(from_csv[0], HEADS)
                self.assertEqual(len(from_csv), len(from_xlsx))
                for one, other in zip(from_csv, from_xlsx):
                    self.assertEqual([cell.replace("\r\n", "\n") for cell in one], other)

    def test_one_row_per_question_with_the_value_of_the_native_file(self):
        for instrument in INSTRUMENTS:
            with self.subTest(instrument), open(OUT / f"{instrument}.toml", "rb") as file:
                native = tomllib.load(file)
                answers = {row[1]: row for row in rows_of_csv(instrument) if row[0] == "réponse"}
                self.assertEqual(list(answers), [answer["question"] for answer in native["answer"]])
                words = {"unknown": "non établi", "silent": "silence", "not_applicable": "sans objet"}
                for answer in native["answer"]:
                    row, value = answers[answer["question"]], answer["value"]
                    match value:
                        case bool():
                            expected = "oui" if value else "non"
                        case list():
                            expected = ", ".join(value)
                        case dict():
                            expected = None
                            self.assertIn(str(value.get("max", value.get("min"))), row[5])
                        case _:
                            expected = words.get(value, str(value))
                    if expected is not None:
                        self.assertEqual(row[5], expected)
                    self.assertEqual(row[7], answer.get("article", ""))
                    self.assertEqual(row[8], answer.get("note", ""))

    def test_every_cell_of_a_workbook_is_a_text_and_its_head_is_frozen(self):
        for path in [OUT / "ml_2013_015.xlsx", PAPERS / "sample.xlsx"]:
            sheet = openpyxl.load_workbook(path).worksheets[0]
            self.assertEqual(sheet.freeze_panes, "A2")
            kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
            self.assertEqual(kinds, {"s"}, "a formula would be “f”, a number “n”")

    def test_a_sheet_saved_by_another_program_is_read_as_it_was(self):
        for instrument in INSTRUMENTS:
            with self.subTest(instrument):
                book = openpyxl.load_workbook(OUT / f"{instrument}.xlsx")
                saved = OUT / f"{instrument}.saved.xlsx"
                book.save(saved)
                done = subprocess.run([PROGRAM, "--json", "law", "check", saved], capture_output=True, text=True)
                self.assertEqual(done.returncode, 0, done.stdout)
                node = OUT.parent / "node"
                asked = [PROGRAM, "--json", "--dir", node, "law", "import", saved, "--dry-run"]
                plan = yaml.safe_load(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
                self.assertEqual((plan["changes"], plan["same"]), ([], 130))

    def test_a_fault_made_in_a_spreadsheet_is_told_with_its_cell(self):
        book = openpyxl.load_workbook(OUT / "ml_2013_015.xlsx")
        sheet = book.worksheets[0]
        row = next(row for row in sheet.iter_rows() if row[1].value == "status.in_force")
        row[5].value = 3.5
        book.save(OUT / "spoilt.xlsx")
        done = subprocess.run([PROGRAM, "law", "check", OUT / "spoilt.xlsx"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 3)
        self.assertIn(f"cellule F{row[5].row}", done.stdout)
        self.assertIn("« 3.5 » n’est ni oui ni non", done.stdout.replace("\xa0", " ").replace("\u202f", " "))


class Frameworks(unittest.TestCase):
    def library(self, instrument):
        return yaml.safe_load((OUT / f"{instrument}.yaml").read_text(encoding="utf-8"))

    def test_a_library_has_what_the_format_asks_for(self):
        for instrument in INSTRUMENTS:
            with self.subTest(instrument):
                library = self.library(instrument)
                for key in ["urn", "locale", "ref_id", "name", "description", "copyright", "provider", "packager"]:
                    self.assertIsInstance(library[key], str)
                    self.assertTrue(library[key])
                self.assertIsInstance(library["version"], int)
                framework = library["objects"]["framework"]
                nodes = framework["requirement_nodes"]
                urns = [node["urn"] for node in nodes]
                self.assertEqual(len(urns), len(set(urns)), "each urn once")
                self.assertEqual(len([node for node in nodes if node["depth"] == 2]), 130)
                seen = set()
                for node in nodes:
                    self.assertRegex(node["urn"], r"^urn:liptako:risk:req_node:[a-z0-9_]+:[a-z0-9_.]+$")
                    self.assertIsInstance(node["assessable"], bool)
                    self.assertTrue(node["name"] and node["translations"]["en"]["name"])
                    if node["depth"] == 1:
                        self.assertNotIn("parent_urn", node)
                        self.assertFalse(node["assessable"])
                    else:
                        self.assertIn(node["parent_urn"], seen, "a parent stands before its children")
                    seen.add(node["urn"])

    def test_only_what_is_established_can_be_assessed(self):
        for instrument in INSTRUMENTS:
            with self.subTest(instrument), open(OUT / f"{instrument}.toml", "rb") as file:
                answers = {answer["question"]: answer for answer in tomllib.load(file)["answer"]}
                nodes = self.library(instrument)["objects"]["framework"]["requirement_nodes"]
                for node in (node for node in nodes if node["assessable"]):
                    answer = answers[node["ref_id"]]
                    self.assertNotIn(answer["value"], ["unknown", "silent", "not_applicable", False])
                    self.assertIn(answer["confidence"], ["verified", "secondary"])
                    self.assertNotEqual(answer["value"], "reported_abolished")

    def test_mappings_lead_from_node_to_node_and_turn_with_their_direction(self):
        library = yaml.safe_load((OUT / "mappings.yaml").read_text(encoding="utf-8"))
        libraries = {law: self.library(law) for law in LAWS}
        self.assertEqual(library["dependencies"], [libraries[law]["urn"] for law in LAWS])
        nodes = {
            node["urn"]: node
            for law in LAWS
            for node in libraries[law]["objects"]["framework"]["requirement_nodes"]
        }
        frameworks = {libraries[law]["objects"]["framework"]["urn"] for law in LAWS}
        sets = library["objects"]["requirement_mapping_sets"]
        self.assertEqual(len({one["urn"] for one in sets}), 6)
        found = {}
        for one in sets:
            pair = (one["source_framework_urn"], one["target_framework_urn"])
            self.assertTrue(set(pair) <= frameworks and pair[0] != pair[1])
            for mapping in one["requirement_mappings"]:
                source, target = mapping["source_requirement_urn"], mapping["target_requirement_urn"]
                self.assertTrue(nodes[source]["assessable"] and nodes[target]["assessable"])
                self.assertTrue(source.startswith(pair[0].replace(":framework:", ":req_node:") + ":"))
                self.assertTrue(target.startswith(pair[1].replace(":framework:", ":req_node:") + ":"))
                self.assertIn(mapping["relationship"], ["equal", "subset", "superset", "intersect"])
                self.assertEqual(mapping["rationale"], "semantic")
                self.assertNotIn((source, target), found)
                found[(source, target)] = mapping["relationship"]
        self.assertGreater(len(found), 20)
        turned = {"equal": "equal", "intersect": "intersect", "subset": "superset", "superset": "subset"}
        for (source, target), relationship in found.items():
            self.assertEqual(found[(target, source)], turned[relationship])


class Papers(unittest.TestCase):
    def test_a_pdf_is_tagged_and_its_text_is_text(self):
        pdf = pypdf.PdfReader(PAPERS / "sample.pdf")
        text = "\n".join(page.extract_text() for page in pdf.pages)
        for said in ["Tableau de concordance", "Ce que disent les lois", "ɓ ɗ ŋ ɛ ɔ ɲ ƴ", "Question 59", "=30 jours"]:
            self.assertIn(said, text)
        self.assertEqual(pdf.metadata.title, "Tableau de concordance")
        root = pdf.trailer["/Root"]
        self.assertEqual(root["/Lang"], "fr")
        self.assertTrue(root["/MarkInfo"]["/Marked"])
        self.assertIn(b"pdfuaid", root["/Metadata"].get_data())
        for number, page in enumerate(pdf.pages, 1):
            self.assertIn(f"{number} / {len(pdf.pages)}", page.extract_text())
            self.assertIn("Question", page.extract_text(), "the head is on each page of the table")

    def test_the_parts_of_a_pdf_are_told_in_order_with_heads_and_cells(self):
        pdf = pypdf.PdfReader(PAPERS / "sample.pdf")
        kinds = []

        def walk(part):
            part = part.get_object()
            if isinstance(part, list):
                return [walk(one) for one in part]
            if isinstance(part, dict) and "/S" in part:
                kinds.append(part["/S"])
            if isinstance(part, dict) and "/K" in part:
                walk(part["/K"])

        walk(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"])
        for kind in ["/H1", "/H2", "/L", "/LI", "/Table", "/THead", "/TBody", "/TR", "/TH", "/TD", "/Link"]:
            self.assertIn(kind, kinds)
        self.assertNotIn("/H3", kinds, "no level is skipped")
        self.assertEqual(kinds.count("/THead"), 1, "a repeated head is told once")
        self.assertLess(kinds.index("/H1"), kinds.index("/Table"))

    def test_fonts_are_embedded(self):
        pdf = pypdf.PdfReader(PAPERS / "sample.pdf")
        fonts = [font.get_object() for font in pdf.pages[0]["/Resources"]["/Font"].values()]
        self.assertTrue(fonts)
        for font in fonts:
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            self.assertTrue({"/FontFile2", "/FontFile3"} & set(descriptor))

    def test_a_text_document_opens_with_its_headings_tables_and_language(self):
        paper = docx.Document(PAPERS / "sample.docx")
        styles = [paragraph.style.name for paragraph in paper.paragraphs]
        self.assertEqual(styles[0], "Title")
        self.assertIn("Heading 1", styles)
        self.assertIn("Heading 2", styles)
        self.assertIn("List Bullet", styles)
        table = paper.tables[1]
        self.assertEqual([cell.text for cell in table.rows[0].cells], ["Question", "Mali", "Source"])
        self.assertIn("tblHeader", table.rows[0]._tr.xml)
        self.assertEqual(len(table.rows), 1 + 60 + 6)
        self.assertEqual(paper.core_properties.title, "Tableau de concordance")
        self.assertEqual(paper.core_properties.language, "fr-FR")
        section = paper.sections[0]
        self.assertGreater(section.page_width, section.page_height)


if __name__ == "__main__":
    unittest.main()
