"""Advisories that leave as STIX 2.1 and MISP, read by the validators and libraries of others; and what those write, read back."""

import glob
import json
import os
import subprocess
import tempfile
import unittest

from pymisp import MISPEvent
from stix2validator import ValidationOptions, validate_file

OUT = os.environ["LIPTAKO_ADVISORIES"]
PROGRAM = os.environ["LIPTAKO_BIN"]
TLP = {
    "red": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
    "amber+strict": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    "amber": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "green": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "clear": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
}


def files(kind):
    found = sorted(glob.glob(os.path.join(OUT, f"*.{kind}.json")))
    assert len(found) >= 10, found
    return found


def dry_run(path):
    answer = subprocess.run(
        [PROGRAM, "--json", "advisory", "import", path, "--dry-run"], check=True, capture_output=True, text=True
    )
    return json.loads(answer.stdout)["advisories"]


class Stix(unittest.TestCase):
    def test_every_bundle_is_valid(self):
        for path in files("stix"):
            result = validate_file(path, ValidationOptions(version="2.1"))
            self.assertTrue(result.is_valid, [str(e) for r in result.object_results for e in r.errors or []])

    def test_every_bundle_carries_one_official_marking(self):
        seen = set()
        for path in files("stix"):
            with open(path, encoding="utf-8") as file:
                objects = json.load(file)["objects"]
            markings = [o for o in objects if o["type"] == "marking-definition"]
            self.assertEqual(len(markings), 1)
            said = next(iter(markings[0]["extensions"].values()))["tlp_2_0"]
            self.assertEqual(markings[0]["id"], TLP[said])
            for marked in objects:
                if marked["type"] not in ("marking-definition", "identity"):
                    self.assertEqual(marked["object_marking_refs"], [TLP[said]])
            seen.add(said)
        self.assertLessEqual({"red", "amber", "green", "clear"}, seen)


class Misp(unittest.TestCase):
    def test_pymisp_loads_every_event_and_what_it_writes_reads_back(self):
        for path in files("misp"):
            event = MISPEvent()
            event.load_file(path)
            tags = [tag.name for tag in event.tags if tag.name.startswith("tlp:")]
            self.assertEqual(len(tags), 1)
            with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as again:
                again.write(json.dumps({"Event": json.loads(event.to_json())}))
                again.flush()
                found = dry_run(again.name)
            self.assertEqual(found[0]["title"], event.info)
            self.assertEqual(found[0]["label"].lower(), tags[0])

    def test_an_event_made_by_pymisp_is_read_under_its_tag(self):
        event = MISPEvent()
        event.info = "Exercice"
        event.add_tag("tlp:amber+strict")
        event.add_attribute("domain", "gain.example")
        event.add_attribute("phone-number", "+22600000001", category="Other").add_tag("tlp:red")
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            file.write(json.dumps({"Event": json.loads(event.to_json())}))
            file.flush()
            found = dry_run(file.name)
        self.assertEqual((found[0]["label"], found[0]["indicators"]), ("TLP:RED", 2))


if __name__ == "__main__":
    unittest.main()
