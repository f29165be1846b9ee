"""Runs a tool component in a second engine, wasmtime, under the limits of the host (contract 6.3).

Usage: run_wasmtime.py COMPONENT CALLS.json
CALLS.json is a list of {"tool", "input", "summary", "content"}: the input text and the expected output (content null: not compared).
Prints a line per check and, last, "N passed, N failed".
"""

import json
import sys

from wasmtime import Config, Engine, Store, WasmtimeError, component

FUEL_PER_CALL = 5_000_000
MEMORY_BYTES = 2 * 1024 * 1024
TABLE_ELEMENTS = 256


def call_once(engine, plugin, tool, input_json):
    """A fresh store for each call, as the host does in the tool world. Returns the output text and the fuel used."""
    store = Store(engine)
    store.set_limits(
        memory_size=MEMORY_BYTES, table_elements=TABLE_ELEMENTS, instances=1, tables=1, memories=1
    )
    store.set_fuel(FUEL_PER_CALL)
    instance = component.Linker(engine).instantiate(store, plugin)
    call = instance.get_func(store, "call")
    output = call(store, tool, input_json)
    call.post_return(store)
    return output, FUEL_PER_CALL - store.get_fuel()


def judge(expected, output):
    answer = json.loads(output)
    if answer.get("summary") != expected["summary"]:
        return f"summary: expected {expected['summary']!r}, received {answer.get('summary')!r}"
    if expected["content"] is not None and answer.get("content") != expected["content"]:
        return f"content: expected {expected['content']!r}, received {answer.get('content')!r}"
    return None


def main(component_path, calls_path):
    config = Config()
    config.consume_fuel = True
    engine = Engine(config)
    with open(component_path, "rb") as file:
        plugin = component.Component(engine, file.read())
    with open(calls_path, encoding="utf-8") as file:
        calls = json.load(file)
    failed = 0
    for expected in calls:
        try:
            output, fuel = call_once(engine, plugin, expected["tool"], expected["input"])
            problem = judge(expected, output)
        except (WasmtimeError, ValueError) as error:
            problem, fuel = str(error).splitlines()[0], 0
        failed += problem is not None
        print(f"{'FAIL' if problem else 'ok  '} {expected['tool']} {expected['input'][:60]}: {problem or f'{fuel} fuel'}")
    print(f"{len(calls) - failed} passed, {failed} failed")
    return 1 if failed or not calls else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
