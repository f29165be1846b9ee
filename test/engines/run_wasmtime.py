"""Runs a tool component in a second engine, wasmtime, under the limits of the host (contract 6.3).

Usage: run_wasmtime.py COMPONENT CALLS.json
CALLS.json is a list of {"tool", "input", "summary", "content"}: the input text and the expected output (content null: not compared).
With "replies", a list of {"function", "arguments", "answer"}, these host calls are expected in this order, e.g. of "fs.read"; such a
component takes two core instances, and must not start with one (contract 11.1).
Prints a line per check and, last, "N passed, N failed".
"""

import json
import sys

from wasmtime import Config, Engine, Store, WasmtimeError, component

FUEL_PER_CALL = 5_000_000
MEMORY_BYTES = 2 * 1024 * 1024
TABLE_ELEMENTS = 256
HOST_APIS = {
    "request": ["request"],
    "websocket": ["open", "send-text", "recv", "close"],
    "fs": ["read", "list", "write"],
}


def make_linker(engine, replies):
    """All three interfaces whole, as the host links them. Calls take the replies one by one."""
    linker = component.Linker(engine)

    def answer(name, arguments):
        if not replies:
            raise ValueError(f"{name}{arguments!r} was not expected")
        expected = replies.pop(0)
        if [name, arguments] != [expected["function"], expected["arguments"]]:
            raise ValueError(f"{name}{arguments!r} instead of {expected['function']}{expected['arguments']!r}")
        return json.dumps(expected["answer"], ensure_ascii=False, separators=(",", ":"))

    for api, functions in HOST_APIS.items():
        with linker.root() as root, root.add_instance(f"yoi:host/{api}@1.0.0") as instance:
            for function in functions:
                name = f"{api}.{function}"
                instance.add_func(function, lambda _, *arguments, name=name: answer(name, list(arguments)))
    return linker


def make_store(engine, instances):
    store = Store(engine)
    store.set_limits(
        memory_size=MEMORY_BYTES, table_elements=TABLE_ELEMENTS, instances=instances, tables=1, memories=1
    )
    store.set_fuel(FUEL_PER_CALL)
    return store


def call_once(engine, plugin, tool, input_json, replies):
    """A fresh store for each call, as the host does in the tool world. Returns the output text and the fuel used."""
    store = make_store(engine, 1 if replies is None else 2)
    output = call_in(store, make_linker(engine, replies), plugin, tool, input_json)
    return output, FUEL_PER_CALL - store.get_fuel()


def call_in(store, linker, plugin, tool, input_json):
    instance = linker.instantiate(store, plugin)
    call = instance.get_func(store, "call")
    output = call(store, tool, input_json)
    call.post_return(store)
    return output


def judge(expected, output):
    answer = json.loads(output)
    if answer.get("summary") != expected["summary"]:
        return f"summary: expected {expected['summary']!r}, received {answer.get('summary')!r}"
    if expected["content"] is not None and answer.get("content") != expected["content"]:
        return f"content: expected {expected['content']!r}, received {answer.get('content')!r}"
    return None


def starts_alone(engine, plugin):
    """Whether the component starts with one core instance."""
    try:
        make_linker(engine, None).instantiate(make_store(engine, 1), plugin)
    except WasmtimeError as error:
        if "instance count too high at 2" not in str(error):
            raise
        return False
    return True


def main(component_path, calls_path):
    config = Config()
    config.consume_fuel = True
    engine = Engine(config)
    with open(component_path, "rb") as file:
        plugin = component.Component(engine, file.read())
    with open(calls_path, encoding="utf-8") as file:
        calls = json.load(file)
    failed = 0
    if starts_alone(engine, plugin) == any("replies" in expected for expected in calls):
        failed += 1
        print("FAIL core instances: one must be enough exactly where no call has replies")
    for expected in calls:
        try:
            replies = expected.get("replies")
            output, fuel = call_once(engine, plugin, expected["tool"], expected["input"], replies)
            problem = judge(expected, output)
            if problem is None and replies:
                problem = f"{len(replies)} host calls were not made"
        except (WasmtimeError, ValueError) as error:
            problem, fuel = str(error).splitlines()[0], 0
        failed += problem is not None
        print(f"{'FAIL' if problem else 'ok  '} {expected['tool']} {expected['input'][:60]}: {problem or f'{fuel} fuel'}")
    print(f"{max(0, len(calls) - failed)} passed, {failed} failed")
    return 1 if failed or not calls else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
