"""Says of each component whether a second engine, wasmtime, takes it under the features of the host (contract 6.3).

Usage: validate_wasmtime.py FOLDER COUNT
Reads FOLDER/0.wasm to FOLDER/<COUNT - 1>.wasm. Prints a JSON list of {"isSound", "reason"}.
"""

import json
import sys

from wasmtime import Config, Engine, WasmtimeError, component


def judge(engine, path):
    with open(path, "rb") as file:
        content = file.read()
    try:
        component.Component(engine, content)
    except WasmtimeError as error:
        return {"isSound": False, "reason": " ".join(str(error).split())[:200]}
    return {"isSound": True, "reason": "sound"}


def main(folder, count):
    config = Config()
    config.consume_fuel = True
    config.wasm_threads = False
    config.wasm_gc = False
    config.wasm_exceptions = False
    engine = Engine(config)
    print(json.dumps([judge(engine, f"{folder}/{index}.wasm") for index in range(count)]))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
