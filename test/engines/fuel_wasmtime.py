"""Says how much fuel calls of tool components use in a second engine, wasmtime.

Usage: fuel_wasmtime.py PLAN.json
PLAN.json is a list of {"path", "calls": [[tool, input, replies], ...]}; replies, null without host calls, are those of run_wasmtime.py. Prints a JSON list with a list of figures for each; a call
that fails gives its reason in place of the figure.
"""

import json
import sys

from run_wasmtime import call_once
from wasmtime import Config, Engine, WasmtimeError, component


def fuel_of(engine, plugin, tool, input_json, replies):
    try:
        return call_once(engine, plugin, tool, input_json, replies)[1]
    except WasmtimeError as error:
        return str(error).splitlines()[0]


def main(plan_path):
    config = Config()
    config.consume_fuel = True
    engine = Engine(config)
    with open(plan_path, encoding="utf-8") as file:
        plan = json.load(file)
    figures = []
    for each in plan:
        with open(each["path"], "rb") as file:
            plugin = component.Component(engine, file.read())
        figures.append([fuel_of(engine, plugin, *call) for call in each["calls"]])
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1])
