"""Rules of the guide, on three laws, judged by OpenFisca: the bank's description, the same facts and answers.

Prints {"evaluations", "microseconds", "yes"} as JSON: how many rules were judged, the median time of a whole new
simulation that judges them all, and how many said yes. OpenFisca knows yes and no only: what is not known is given to it
as no.
"""

import json
import statistics
import sys
import time

from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2026-11"
COUNTRIES = ("ml", "bf", "ne")

# What the laws answer, as the columns that ship have it; what is not established there is no here.
LAWS = {
    "ml": {"declaration": True, "biometrics": True, "interconnection": True, "transfer": True, "video": True,
           "opt_in": True, "hours": True, "security": True, "information": True},
    "bf": {"declaration": True, "biometrics": True, "interconnection": True, "transfer": True, "video": True,
           "profiling": True, "national_id": True, "adequacy": True, "encryption": True, "officer": True,
           "security": True, "information": True, "processor": True},
    "ne": {"transfer": True, "information": True},
}

# Facts of the bank that hosts everything in Bamako.
FACTS = {"biometrics": True, "video": True, "interconnection": True, "profiling": True, "national_id": True,
         "marketing": True, "processors": True, "officer": True,
         "hosted_ml": True, "hosted_bf": False, "hosted_ne": False}

# Each rule: whom it concerns, and what the law must provide.
RULES = {
    "declaration": (lambda fact, here: True, "declaration"),
    "authorisation_biometrics": (lambda fact, here: fact("biometrics"), "biometrics"),
    "authorisation_interconnection": (lambda fact, here: fact("interconnection"), "interconnection"),
    "authorisation_profiling": (lambda fact, here: fact("profiling"), "profiling"),
    "authorisation_national_id": (lambda fact, here: fact("national_id"), "national_id"),
    "authorisation_transfer": (lambda fact, here: ~fact("hosted_" + here), "transfer"),
    "declaration_video": (lambda fact, here: fact("video"), "video"),
    "transfer_adequacy": (lambda fact, here: ~fact("hosted_" + here), "adequacy"),
    "transfer_encryption": (lambda fact, here: ~fact("hosted_" + here), "encryption"),
    "marketing_opt_in": (lambda fact, here: fact("marketing"), "opt_in"),
    "marketing_hours": (lambda fact, here: fact("marketing"), "hours"),
    "security": (lambda fact, here: True, "security"),
    "information": (lambda fact, here: True, "information"),
    "processor_contract": (lambda fact, here: fact("processors"), "processor"),
    "officer_lacking": (lambda fact, here: ~fact("officer"), "officer"),
}

Controller = build_entity(key="controller", plural="controllers", label="A controller", is_person=True)


def system():
    made = TaxBenefitSystem([Controller])
    answers = sorted({answer for _, answer in RULES.values()})
    made.parameters = ParameterNode("", data={
        country: {
            answer: {"values": {"2020-01-01": {"value": LAWS[country].get(answer, False)}}} for answer in answers
        }
        for country in COUNTRIES
    })

    def add(name, formula=None):
        body = {"value_type": bool, "entity": Controller, "definition_period": DateUnit.MONTH, "label": name}
        if formula:
            body["formula"] = formula
        made.add_variable(type(name, (Variable,), body))

    for fact in FACTS:
        add(fact)
    for rule, (concerns, answer) in RULES.items():
        for country in COUNTRIES:
            def formula(controller, period, parameters, concerns=concerns, answer=answer, country=country):
                provides = getattr(getattr(parameters(period), country), answer)
                return concerns(lambda name: controller(name, period), country) & provides

            add(f"{rule}_{country}", formula)
    return made


def judge(made):
    entities = {"controllers": {"bank": {name: {PERIOD: value} for name, value in FACTS.items()}}}
    simulation = SimulationBuilder().build_from_entities(made, entities)
    return [bool(simulation.calculate(f"{rule}_{country}", PERIOD)[0]) for rule in RULES for country in COUNTRIES]


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    made = system()
    said = judge(made)
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        again = judge(made)
        taken.append((time.perf_counter() - start) * 1e6)
        assert again == said
    print(json.dumps({"evaluations": len(said), "microseconds": statistics.median(taken), "yes": sum(said)}))


if __name__ == "__main__":
    main()
