//! Runs a tool component in wasmtime 45.0.2, the engine of the host, under the limits of contract 6.3.
//!
//! Usage: `yoi-judge COMPONENT (TOOL INPUT)...`. Prints a line per call: the fuel, a space and the output text; in place of
//! the output `!` and the reason when the call failed. Each call gets a store of its own, as in the host's tool world.

use std::{env, error::Error, fs, process::ExitCode, thread};
use wasmtime::component::{Component, Linker};
use wasmtime::{Config, Engine, Store, StoreLimits, StoreLimitsBuilder};

const FUEL_PER_CALL: u64 = 5_000_000;
const MEMORY_BYTES: usize = 2 * 1024 * 1024;
const TABLE_ELEMENTS: usize = 256;
const MAX_WASM_STACK_BYTES: usize = 8 * 1024 * 1024;
const THREAD_STACK_BYTES: usize = 4 * MAX_WASM_STACK_BYTES;

fn main() -> ExitCode {
    let work = thread::Builder::new().stack_size(THREAD_STACK_BYTES).spawn(run);
    match work.expect("a thread").join().expect("no panic") {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let args: Vec<String> = env::args().skip(1).collect();
    let (path, calls) = args.split_first().ok_or("usage: yoi-judge COMPONENT (TOOL INPUT)...")?;
    let engine = engine().map_err(|error| error.to_string())?;
    let bytes = fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let component = Component::new(&engine, bytes).map_err(|error| format!("{error:#}"))?;
    for call in calls.chunks_exact(2) {
        let mut store = store(&engine).map_err(|error| error.to_string())?;
        let answer = match call_once(&component, &mut store, &call[0], &call[1]) {
            Ok(output) => output.replace('\n', " "),
            Err(error) => format!("!{error:#}").replace('\n', " "),
        };
        let left = store.get_fuel().map_err(|error| error.to_string())?;
        println!("{} {answer}", FUEL_PER_CALL - left);
    }
    Ok(())
}

fn engine() -> wasmtime::Result<Engine> {
    let mut config = Config::new();
    config.consume_fuel(true).max_wasm_stack(MAX_WASM_STACK_BYTES);
    Engine::new(&config)
}

fn store(engine: &Engine) -> wasmtime::Result<Store<StoreLimits>> {
    let limits = StoreLimitsBuilder::new()
        .memory_size(MEMORY_BYTES)
        .table_elements(TABLE_ELEMENTS)
        .instances(1)
        .tables(1)
        .memories(1)
        .trap_on_grow_failure(true)
        .build();
    let mut store = Store::new(engine, limits);
    store.limiter(|limits| limits);
    store.set_fuel(FUEL_PER_CALL)?;
    Ok(store)
}

fn call_once(
    component: &Component,
    store: &mut Store<StoreLimits>,
    tool: &str,
    input: &str,
) -> Result<String, Box<dyn Error>> {
    let instance = Linker::new(store.engine()).instantiate(&mut *store, component)?;
    let call = instance.get_typed_func::<(&str, &str), (String,)>(&mut *store, "call")?;
    let (output,) = call.call(&mut *store, (tool, input))?;
    Ok(output)
}
