"""Says how much fuel calls of tool components use in a second engine, wasmtime.

Usage: fuel_wasmtime.py PLAN.json
PLAN.json is a list of {"path", "calls": [[tool, input, replies], ...]}; replies, null without host calls, are those of run_wasmtime.py.
Prints a JSON list with a list for each: the figures, and of calls that fail how far they came.
"""

import json
import sys

from run_wasmtime import FUEL_PER_CALL, call_in, make_linker, make_store
from wasmtime import Config, Engine, WasmtimeError, component


def fuel_of(engine, plugin, tool, input_json, replies):
    store = make_store(engine, 1 if replies is None else 2)
    try:
        call_in(store, make_linker(engine, replies), plugin, tool, input_json)
    except WasmtimeError:
        return f"failed after {FUEL_PER_CALL - store.get_fuel()}"
    return FUEL_PER_CALL - store.get_fuel()


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
