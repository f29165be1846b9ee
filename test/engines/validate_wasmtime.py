"""Says of each component whether a second engine, wasmtime, takes it under the features of the host (contract 6.3).

Usage: validate_wasmtime.py FOLDER COUNT
Reads FOLDER/0.wasm to FOLDER/<COUNT - 1>.wasm, and FOLDER/footprints.json: by index, the core instances, tables and
memories that instantiation should take. Prints a JSON list of {"isSound", "reason", "isExact"}; isExact says whether
that footprint is enough and one less of anything is not, null where none is given.
"""

import json
import sys

from wasmtime import Config, Engine, Store, WasmtimeError, component

FUEL = 1_000_000_000


def judge(engine, path, footprint):
    with open(path, "rb") as file:
        content = file.read()
    try:
        plugin = component.Component(engine, content)
    except WasmtimeError as error:
        return {"isSound": False, "reason": " ".join(str(error).split())[:200], "isExact": None}
    return {"isSound": True, "reason": "sound", "isExact": footprint and is_exact(engine, plugin, footprint)}


def linker_of(engine, plugin):
    """None for a component that imports core modules, which cannot be made up."""
    linker = component.Linker(engine)
    try:
        linker.define_unknown_imports_as_traps(plugin)
        return linker
    except WasmtimeError:
        return None


def is_exact(engine, plugin, footprint):
    linker = linker_of(engine, plugin)
    if linker is None:
        return None
    less = [
        [value - (position == index) for position, value in enumerate(footprint)]
        for index, most in enumerate(footprint)
        if most > 0
    ]
    return instantiates(engine, linker, plugin, footprint) and not any(
        instantiates(engine, linker, plugin, each) for each in less
    )


def instantiates(engine, linker, plugin, footprint):
    instances, tables, memories = footprint
    store = Store(engine)
    store.set_limits(instances=instances, tables=tables, memories=memories)
    store.set_fuel(FUEL)
    try:
        linker.instantiate(store, plugin)
        return True
    except WasmtimeError:
        return False


def main(folder, count):
    config = Config()
    config.consume_fuel = True
    config.wasm_threads = False
    config.wasm_gc = False
    config.wasm_exceptions = False
    config.cranelift_opt_level = "none"
    engine = Engine(config)
    with open(f"{folder}/footprints.json", encoding="utf-8") as file:
        footprints = json.load(file)
    print(json.dumps([judge(engine, f"{folder}/{index}.wasm", footprints.get(str(index))) for index in range(count)]))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
