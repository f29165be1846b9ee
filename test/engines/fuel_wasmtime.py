"""Says how much fuel calls of tool components use in a second engine, wasmtime.

Usage: fuel_wasmtime.py PLAN.json
PLAN.json is a list of {"path", "calls": [[tool, input], ...]}. Prints a JSON list with a list of figures for each; a call
that fails gives its reason in place of the figure.
"""

import json
import sys

from wasmtime import Config, Engine, Store, WasmtimeError, component

FUEL_PER_CALL = 5_000_000
MEMORY_BYTES = 2 * 1024 * 1024
TABLE_ELEMENTS = 256


def fuel_of(engine, plugin, tool, input_json):
    store = Store(engine)
    store.set_limits(
        memory_size=MEMORY_BYTES, table_elements=TABLE_ELEMENTS, instances=1, tables=1, memories=1
    )
    store.set_fuel(FUEL_PER_CALL)
    try:
        instance = component.Linker(engine).instantiate(store, plugin)
        call = instance.get_func(store, "call")
        call(store, tool, input_json)
        call.post_return(store)
    except WasmtimeError as error:
        return str(error).splitlines()[0]
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
        figures.append([fuel_of(engine, plugin, tool, text) for tool, text in each["calls"]])
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1])
