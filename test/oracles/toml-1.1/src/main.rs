//! Reads JSON strings, one a line, and prints for each what the host's libraries make of it as a manifest: the value as JSON, or `null`.
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::{self, BufRead, Write};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    schema_version: u32,
    id: String,
    name: String,
    version: String,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    surfaces: Vec<Surface>,
    #[serde(default)]
    runtime: Option<Runtime>,
    #[serde(default)]
    hooks: Vec<Hook>,
    #[serde(default)]
    tools: Vec<Tool>,
    #[serde(default)]
    services: Vec<Service>,
    #[serde(default)]
    ingresses: Vec<Ingress>,
    #[serde(default)]
    permissions: Vec<Permission>,
    #[serde(default)]
    request: Vec<RequestTarget>,
    #[serde(default)]
    websocket: Vec<WebSocketTarget>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Surface {
    Hook,
    Tool,
    Service,
    Ingress,
    Wasm,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum HostApi {
    Request,
    Websocket,
    Fs,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Runtime {
    kind: String,
    #[serde(default)]
    entry: Option<String>,
    #[serde(default)]
    abi: Option<String>,
    #[serde(default)]
    component: Option<String>,
    #[serde(default)]
    world: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hook {
    id: String,
    file: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tool {
    name: String,
    description: String,
    input_schema: Value,
    #[serde(default)]
    external_write: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Service {
    name: String,
    description: String,
    #[serde(default)]
    lifecycle: String,
    #[serde(default)]
    status_schema: Option<Value>,
    #[serde(default)]
    side_effects: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ingress {
    name: String,
    description: String,
    #[serde(default)]
    event_kinds: Vec<String>,
    #[serde(default)]
    input_schema: Option<Value>,
    #[serde(default)]
    sources: Vec<String>,
    #[serde(default)]
    side_effects: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RequestTarget {
    #[serde(default)]
    scheme: String,
    #[serde(default)]
    host: String,
    #[serde(default)]
    port: Option<u16>,
    #[serde(default)]
    methods: Vec<String>,
    #[serde(default)]
    path_prefixes: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WebSocketTarget {
    #[serde(default)]
    scheme: String,
    #[serde(default)]
    host: String,
    #[serde(default)]
    port: Option<u16>,
    #[serde(default)]
    path_prefixes: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Permission {
    Surface { surface: Surface },
    Tool { name: String },
    ToolNamespace { namespace: String },
    Service { name: String },
    Ingress { name: String },
    ExternalWrite,
    HostApi { api: HostApi },
}

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout());
    for line in io::stdin().lock().lines() {
        let text: String = serde_json::from_str(&line?)?;
        match toml::from_str::<Manifest>(&text) {
            Ok(manifest) => writeln!(out, "{}", serde_json::to_string(&manifest)?)?,
            Err(_) => writeln!(out, "null")?,
        }
    }
    Ok(())
}
