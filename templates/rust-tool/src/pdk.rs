//! What stands between the Yoi host and this plugin: bounded outputs, error codes, the exported function and the host APIs.
//! Written by `yoi-plugin new`; it is yours to read and to change. What is not used is not linked.
#![allow(dead_code)]

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::fmt::{self, Display, Write};

/// Rust's side of `wit/`: the function that the host calls and the host APIs that the plugin may call.
pub mod bindings {
    wit_bindgen::generate!({ path: "wit", world: "tool", generate_all, pub_export_macro: true });
}

pub const MAX_TOOL_OUTPUT_BYTES: usize = 65_536;
pub const MAX_SUMMARY_BYTES: usize = 1_024;
pub const MAX_CONTENT_BYTES: usize = 60_416;
pub const MAX_ERROR_MESSAGE_BYTES: usize = 4_096;
const MAX_TOOL_NAME_BYTES: usize = 1_024;

pub type Result<T> = std::result::Result<T, ToolError>;

/// What a tool knows about its call.
pub struct ToolContext {
    tool_name: String,
}

impl ToolContext {
    pub fn new(tool_name: &str) -> Self {
        Self {
            tool_name: bound(tool_name, MAX_TOOL_NAME_BYTES, usize::MAX),
        }
    }

    /// The name under which the tool was called.
    pub fn tool_name(&self) -> &str {
        &self.tool_name
    }
}

/// What a tool answers: a line for the model and the user, and if there is more to say, a text.
#[derive(Debug)]
pub struct ToolOutput {
    summary: String,
    content: Option<String>,
}

impl ToolOutput {
    /// Control characters become spaces; what the host would not take is cut off and replaced by `…`.
    pub fn new(summary: impl AsRef<str>, content: Option<String>) -> Self {
        let mut summary = bound(summary.as_ref(), MAX_SUMMARY_BYTES, usize::MAX);
        if summary.trim().is_empty() {
            summary = "tool completed".into();
        }
        let output = Self {
            summary,
            content: None,
        };
        let content = content.map(|text| bound(&text, MAX_CONTENT_BYTES, output.room()));
        Self { content, ..output }
    }

    pub fn summary(text: impl AsRef<str>) -> Self {
        Self::new(text, None)
    }

    /// Content is compact JSON. It is never cut: a value that does not fit is an error.
    pub fn json(summary: impl AsRef<str>, value: &impl Serialize) -> Result<Self> {
        let content = serde_json::to_string(value).map_err(ToolError::serialization)?;
        let output = Self::summary(summary);
        if content.len() > MAX_CONTENT_BYTES || json_prefix(&content, output.room()) < content.len()
        {
            let message = format!(
                "the content has {} bytes of JSON, more than fit",
                content.len()
            );
            return Err(ToolError::invalid_output(message));
        }
        Ok(Self {
            content: Some(content),
            ..output
        })
    }

    pub fn summary_text(&self) -> &str {
        &self.summary
    }

    pub fn content(&self) -> Option<&str> {
        self.content.as_deref()
    }

    pub fn to_json_string(&self) -> String {
        let mut json = String::from(r#"{"summary":"#);
        push_json_string(&mut json, &self.summary);
        if let Some(content) = &self.content {
            json.push_str(r#","content":"#);
            push_json_string(&mut json, content);
        }
        json.push('}');
        json
    }

    /// Bytes that an answer with this summary leaves to the content inside its quotation marks.
    fn room(&self) -> usize {
        MAX_TOOL_OUTPUT_BYTES - self.to_json_string().len() - r#","content":"""#.len()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToolErrorCode {
    InvalidInput,
    InvalidOutput,
    Serialization,
    Denied,
    UnsupportedTool,
    Failed,
}

/// Why a tool refuses. The model reads the code and the message.
#[derive(Debug)]
pub struct ToolError {
    code: ToolErrorCode,
    message: String,
    details: Option<Value>,
}

impl ToolError {
    pub fn new(code: ToolErrorCode, message: impl AsRef<str>) -> Self {
        let message = bound(message.as_ref(), MAX_ERROR_MESSAGE_BYTES, usize::MAX);
        Self {
            code,
            message,
            details: None,
        }
    }

    pub fn invalid_input(message: impl AsRef<str>) -> Self {
        Self::new(ToolErrorCode::InvalidInput, message)
    }

    pub fn invalid_output(message: impl AsRef<str>) -> Self {
        Self::new(ToolErrorCode::InvalidOutput, message)
    }

    pub fn serialization(error: impl Display) -> Self {
        Self::new(ToolErrorCode::Serialization, error.to_string())
    }

    pub fn denied(message: impl AsRef<str>) -> Self {
        Self::new(ToolErrorCode::Denied, message)
    }

    pub fn unsupported_tool(name: &str) -> Self {
        Self::new(
            ToolErrorCode::UnsupportedTool,
            format!("this plugin has no tool \"{name}\""),
        )
    }

    pub fn failed(message: impl AsRef<str>) -> Self {
        Self::new(ToolErrorCode::Failed, message)
    }

    /// Details are left out of an answer that would be too long with them.
    pub fn with_details(mut self, details: Value) -> Self {
        self.details = Some(details);
        self
    }

    pub fn code(&self) -> ToolErrorCode {
        self.code
    }

    pub fn code_str(&self) -> &'static str {
        match self.code {
            ToolErrorCode::InvalidInput => "invalid_input",
            ToolErrorCode::InvalidOutput => "invalid_output",
            ToolErrorCode::Serialization => "serialization",
            ToolErrorCode::Denied => "denied",
            ToolErrorCode::UnsupportedTool => "unsupported_tool",
            ToolErrorCode::Failed => "failed",
        }
    }

    pub fn message(&self) -> &str {
        &self.message
    }

    pub fn into_tool_output(self) -> ToolOutput {
        let summary = format!("tool error: {}", self.code_str());
        let mut error = json!({ "code": self.code_str(), "message": self.message });
        if let Some(details) = &self.details {
            error["details"] = details.clone();
        }
        let whole = ToolOutput::json(&summary, &json!({ "error": error }));
        whole.unwrap_or_else(|_| {
            let error = json!({ "code": self.code_str(), "message": self.message });
            ToolOutput::new(&summary, Some(json!({ "error": error }).to_string()))
        })
    }
}

impl Display for ToolError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{:?}: {}", self.code, self.message)
    }
}

impl std::error::Error for ToolError {}

pub fn parse_json_input<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| ToolError::invalid_input(error.to_string()))
}

/// Parses the input, runs the handler and makes an answer of whatever comes back.
pub fn run_json_tool<I: DeserializeOwned>(
    tool: &str,
    input: &str,
    handler: impl FnOnce(&ToolContext, I) -> Result<ToolOutput>,
) -> String {
    let output = parse_json_input(input).and_then(|input| handler(&ToolContext::new(tool), input));
    output
        .unwrap_or_else(ToolError::into_tool_output)
        .to_json_string()
}

/// Exports the tools of plugin.toml: the name of each and the function `fn(&ToolContext, Input) -> Result<ToolOutput>` that answers.
macro_rules! export_tools {
    ($($name:literal => $handler:path),+ $(,)?) => {
        struct ExportedTools;

        impl $crate::pdk::bindings::Guest for ExportedTools {
            fn call(tool: String, input: String) -> String {
                $crate::pdk::panic_note::install();
                match tool.as_str() {
                    $($name => $crate::pdk::run_json_tool(&tool, &input, $handler),)+
                    other => $crate::pdk::ToolError::unsupported_tool(other).into_tool_output().to_json_string(),
                }
            }
        }

        $crate::pdk::bindings::export!(ExportedTools with_types_in $crate::pdk::bindings);
    };
}
pub(crate) use export_tools;

/// Control characters but newline and tab become spaces. Cuts between characters so that the text has at most `max_bytes`, and at
/// most `max_json_bytes` inside a JSON string.
fn bound(text: &str, max_bytes: usize, max_json_bytes: usize) -> String {
    let clean = sanitise(text);
    if clean.len() <= max_bytes && json_prefix(&clean, max_json_bytes) == clean.len() {
        return clean;
    }
    let ellipsis = '…'.len_utf8();
    let mut end = json_prefix(&clean, max_json_bytes - ellipsis).min(max_bytes - ellipsis);
    while !clean.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}…", &clean[..end])
}

fn sanitise(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let (mut done, mut at) = (0, find_special(text, 0));
    while at < text.len() {
        let control_bytes = match &text.as_bytes()[at..] {
            [0xc2, 0x80..=0x9f, ..] => 2,
            [0xc2 | b'\n' | b'\t' | b'"' | b'\\', ..] => 0,
            _ => 1,
        };
        if control_bytes > 0 {
            clean.push_str(&text[done..at]);
            clean.push(' ');
            done = at + control_bytes;
        }
        at = find_special(text, at + control_bytes.max(1));
    }
    clean.push_str(&text[done..]);
    clean
}

/// How many bytes of a sanitised text fit into a JSON string of `room` bytes.
fn json_prefix(text: &str, room: usize) -> usize {
    if text.len() <= room / 2 {
        return text.len();
    }
    let (mut escapes, mut at) = (0, find_special(text, 0));
    while at < text.len() && at + escapes < room {
        let width = 1 + usize::from(escape(text.as_bytes()[at]).is_some());
        if at + escapes + width > room {
            return at;
        }
        escapes += width - 1;
        at = find_special(text, at + 1);
    }
    at.min(room - escapes)
}

fn push_json_string(json: &mut String, text: &str) {
    json.push('"');
    let (mut done, mut at) = (0, find_special(text, 0));
    while at < text.len() {
        if let Some(escaped) = escape(text.as_bytes()[at]) {
            json.push_str(&text[done..at]);
            json.push_str(escaped);
            done = at + 1;
        }
        at = find_special(text, at + 1);
    }
    json.push_str(&text[done..]);
    json.push('"');
}

/// How JSON writes what sanitised text may hold and a JSON string may not.
fn escape(byte: u8) -> Option<&'static str> {
    match byte {
        b'"' => Some("\\\""),
        b'\\' => Some("\\\\"),
        b'\n' => Some("\\n"),
        b'\t' => Some("\\t"),
        _ => None,
    }
}

/// Index of the next byte that JSON escapes or that may belong to a control character; the length of the text when there is none.
/// Looks at eight bytes at a time: fuel is counted per operator, and most of the work on a text is looking for what it does not hold.
fn find_special(text: &str, start: usize) -> usize {
    const ONES: u64 = u64::MAX / 0xff;
    let is_special = |&byte: &u8| byte < 0x20 || matches!(byte, b'"' | b'\\' | 0x7f | 0xc2);
    let has_less = |word: u64, bound: u64| word.wrapping_sub(ONES * bound) & !word & (ONES << 7);
    let has = |word: u64, byte: u8| has_less(word ^ (ONES * u64::from(byte)), 1);
    let bytes = &text.as_bytes()[start..];
    if bytes.first().is_some_and(is_special) {
        return start;
    }
    let is_plain = |chunk: &[u8; 8]| {
        let word = u64::from_le_bytes(*chunk);
        let control = has_less(word, 0x20) | has(word, 0x7f) | has(word, 0xc2);
        (control | has(word, b'"') | has(word, b'\\')) == 0
    };
    let mut rest = bytes;
    while let Some((chunk, after)) = rest.split_first_chunk::<8>() {
        if !is_plain(chunk) {
            break;
        }
        rest = after;
    }
    start + bytes.len() - rest.len() + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// A panic ends the call as a trap, and the host shows no reason for one. This leaves message and place in memory, where
/// `yoi-plugin check` and `run` find them.
pub mod panic_note {
    use super::{Write, bound};
    use std::sync::Mutex;

    const MAX_NOTE_BYTES: usize = 512;
    /// The mark is followed by the length of the text, little endian, and the text. Length 0: no panic yet.
    #[repr(C)]
    struct Note {
        mark: [u8; 16],
        length: [u8; 4],
        text: [u8; MAX_NOTE_BYTES],
    }

    static NOTE: Mutex<Note> = Mutex::new(Note {
        mark: *b"yoi-plugin-panic",
        length: [0; 4],
        text: [0; MAX_NOTE_BYTES],
    });

    pub fn install() {
        std::panic::set_hook(Box::new(|info| {
            let mut text = String::new();
            let _ = write!(text, "{info}");
            let text = bound(&text, MAX_NOTE_BYTES, usize::MAX);
            if let Ok(mut note) = NOTE.lock() {
                note.text[..text.len()].copy_from_slice(text.as_bytes());
                note.length = (text.len() as u32).to_le_bytes();
            }
        }));
    }
}

fn host_answer<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|error| ToolError::failed(format!("answer of the host: {error}")))
}

fn descriptor(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(ToolError::serialization)
}

/// HTTP requests to what `[[request]]` in plugin.toml declares and a grant allows. A refused or failed request ends the call.
pub mod request {
    use super::{Result, bindings, descriptor, host_answer};
    use serde::{Deserialize, Serialize, de::DeserializeOwned};

    #[derive(Clone, Debug, Serialize, Deserialize)]
    pub struct Header {
        pub name: String,
        pub value: String,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[serde(rename_all = "UPPERCASE")]
    pub enum Method {
        Get,
        Post,
        Put,
        Patch,
        Delete,
    }

    #[derive(Clone, Debug, Serialize)]
    pub struct Request {
        pub method: Method,
        pub url: String,
        pub headers: Vec<Header>,
        pub body: Option<String>,
    }

    #[derive(Clone, Debug, Deserialize)]
    pub struct Response {
        pub status: u16,
        /// At most 16, names in lower case.
        pub headers: Vec<Header>,
        /// At most the first 64 KiB.
        pub body: String,
        /// The body was longer than the host passes on.
        pub truncated: bool,
    }

    impl Request {
        pub fn new(method: Method, url: impl Into<String>) -> Self {
            Self {
                method,
                url: url.into(),
                headers: Vec::new(),
                body: None,
            }
        }

        pub fn get(url: impl Into<String>) -> Self {
            Self::new(Method::Get, url)
        }

        /// At most 16. Credentials such as `authorization` and `cookie` are refused.
        pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
            self.headers.push(Header {
                name: name.into(),
                value: value.into(),
            });
            self
        }

        /// At most 32 KiB.
        pub fn body(mut self, text: impl Into<String>) -> Self {
            self.body = Some(text.into());
            self
        }

        /// A JSON body with its content type.
        pub fn json(self, value: &impl Serialize) -> Result<Self> {
            let text = descriptor(value)?;
            Ok(self.header("content-type", "application/json").body(text))
        }

        pub fn send(&self) -> Result<Response> {
            host_answer(&bindings::yoi::host::request::request(&descriptor(self)?))
        }
    }

    impl Response {
        /// The value of the first header of that name, in any case.
        pub fn header(&self, name: &str) -> Option<&str> {
            let mut headers = self.headers.iter();
            let found = headers.find(|header| header.name.eq_ignore_ascii_case(name));
            found.map(|header| header.value.as_str())
        }

        pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
            host_answer(&self.body)
        }
    }
}

/// Files below the roots that a grant names. A denial or an error ends the call.
pub mod fs {
    use super::{Result, bindings, descriptor, host_answer};
    use serde::Deserialize;
    use serde_json::json;

    #[derive(Clone, Debug, Deserialize)]
    pub struct File {
        pub path: String,
        /// At most the first 64 KiB.
        pub content: String,
        pub truncated: bool,
    }

    #[derive(Clone, Debug, Deserialize)]
    pub struct Folder {
        pub path: String,
        pub entries: Vec<Entry>,
        pub truncated: bool,
    }

    #[derive(Clone, Debug, Deserialize)]
    pub struct Entry {
        pub name: String,
        pub kind: EntryKind,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub enum EntryKind {
        Dir,
        File,
        Symlink,
        Other,
    }

    #[derive(Clone, Debug, Deserialize)]
    pub struct Written {
        pub path: String,
        pub bytes_written: u64,
    }

    pub fn read(path: &str) -> Result<File> {
        host_answer(&bindings::yoi::host::fs::read(&descriptor(
            &json!({ "path": path }),
        )?))
    }

    /// `.` is the root itself.
    pub fn list(path: &str) -> Result<Folder> {
        host_answer(&bindings::yoi::host::fs::list(&descriptor(
            &json!({ "path": path }),
        )?))
    }

    pub fn write(path: &str, content: &str) -> Result<Written> {
        let request = json!({ "path": path, "content": content });
        host_answer(&bindings::yoi::host::fs::write(&descriptor(&request)?))
    }
}

/// WebSocket connections to what `[[websocket]]` in plugin.toml declares and a grant allows. Every error ends the call.
pub mod websocket {
    use super::{Result, bindings::yoi::host::websocket as host, descriptor, host_answer};
    use serde::Deserialize;
    use serde_json::{Value, json};

    #[derive(Clone, Debug, Deserialize)]
    pub struct Connection {
        handle: u32,
        pub url: String,
    }

    #[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
    #[serde(tag = "type", rename_all = "lowercase")]
    pub enum Message {
        Text { text: String },
        Closed,
    }

    pub fn open(url: &str) -> Result<Connection> {
        host_answer(&host::open(&descriptor(&json!({ "url": url }))?))
    }

    impl Connection {
        /// At most 32 KiB.
        pub fn send_text(&self, text: &str) -> Result<()> {
            host_answer::<Value>(&host::send_text(self.handle, text)).map(drop)
        }

        /// Waits at most `timeout_ms`; 0 stands for five seconds. Running out of time ends the call.
        pub fn receive(&self, timeout_ms: u32) -> Result<Message> {
            host_answer(&host::recv(self.handle, timeout_ms))
        }

        pub fn close(self) -> Result<()> {
            host_answer::<Value>(&host::close(self.handle)).map(drop)
        }
    }
}
