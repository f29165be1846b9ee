mod pdk;

use pdk::request::{Method, Request};
use pdk::websocket::{self, Message};
use pdk::{Result, ToolContext, ToolError, ToolOutput, fs};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VisitInput {}

/// Calls every function of every host API once.
fn visit(_context: &ToolContext, _input: VisitInput) -> Result<ToolOutput> {
    let folder = fs::list(".")?;
    let files: Vec<_> = folder
        .entries
        .iter()
        .filter(|entry| entry.kind == fs::EntryKind::File)
        .map(|entry| entry.name.as_str())
        .collect();
    let file = fs::read("note.txt")?;
    let written = fs::write("copy.txt", &file.content)?;
    let connection = websocket::open("wss://gateway.example.com/feed/1")?;
    connection.send_text(&file.content)?;
    let Message::Text { text } = connection.receive(0)? else {
        return Err(ToolError::failed("the gateway closed the connection"));
    };
    let is_closed = connection.receive(1_000)? == Message::Closed;
    connection.close()?;
    let response = Request::new(Method::Post, "https://api.example.com/v1/notes")
        .json(&json!({ "text": text }))?
        .send()?;
    ToolOutput::json(
        "Visited.",
        &json!({
            "files": files,
            "read": [file.path, file.content, file.truncated.to_string()],
            "written": written.bytes_written,
            "received": text,
            "closed": is_closed,
            "status": response.status,
            "place": response.header("Location"),
        }),
    )
}

pdk::export_tools! {
    "visit" => visit,
}
