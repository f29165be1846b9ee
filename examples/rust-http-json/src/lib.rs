mod inputs;
mod pdk;

use inputs::ReadPostInput;
use pdk::request::{Request, Response};
use pdk::{Result, ToolContext, ToolError, ToolOutput};
use serde::{Deserialize, Serialize};

/// What of the API's answer is passed on; it may hold more.
#[derive(Deserialize, Serialize)]
struct Post {
    title: String,
    body: String,
}

fn read_post(_context: &ToolContext, input: ReadPostInput) -> Result<ToolOutput> {
    if input.id < 1 {
        return Err(ToolError::invalid_input("posts are numbered from 1"));
    }
    let url = format!("https://api.example.com/posts/{}", input.id);
    answer(
        &Request::get(url)
            .header("accept", "application/json")
            .send()?,
    )
}

fn answer(response: &Response) -> Result<ToolOutput> {
    if response.status != 200 {
        return Err(ToolError::failed(format!(
            "the server answered {}",
            response.status
        )));
    }
    let post: Post = response.json()?;
    ToolOutput::json(&post.title, &post)
}

pdk::export_tools! {
    "read_post" => read_post,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(status: u16, body: &str) -> Response {
        Response {
            status,
            headers: Vec::new(),
            body: body.into(),
            truncated: false,
        }
    }

    #[test]
    fn passes_on_title_and_text() {
        let output = answer(&response(200, r#"{"id":1,"title":"Hello","body":"World"}"#)).unwrap();
        assert_eq!(output.summary_text(), "Hello");
        assert_eq!(
            output.content(),
            Some(r#"{"title":"Hello","body":"World"}"#)
        );
    }

    #[test]
    fn refuses_other_answers() {
        assert_eq!(
            answer(&response(404, "")).unwrap_err().message(),
            "the server answered 404"
        );
        assert!(answer(&response(200, "<html>")).is_err());
    }
}
