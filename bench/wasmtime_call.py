"""wasmtime_call.py COMPONENT TOOL INPUT ROUNDS: calls with fuel in a fresh instance each, and prints the median of warm calls in ms."""

import statistics
import sys
import time

from wasmtime import Config, Engine, Store, component


def main(path, tool, text, rounds):
    config = Config()
    config.consume_fuel = True
    engine = Engine(config)
    with open(path, "rb") as file:
        plugin = component.Component(engine, file.read())
    linker = component.Linker(engine)
    times = []
    for _ in range(int(rounds) + 1):
        start = time.perf_counter()
        store = Store(engine)
        store.set_fuel(5_000_000)
        call = linker.instantiate(store, plugin).get_func(store, "call")
        call(store, tool, text)
        call.post_return(store)
        times.append((time.perf_counter() - start) * 1000)
    print(statistics.median(times))


if __name__ == "__main__":
    main(*sys.argv[1:5])
