mod pdk;

use pdk::{Result, ToolContext, ToolOutput};
use serde::Deserialize;

/// The input of `example_echo`, as its schema in plugin.toml describes it. The host does not enforce schemas: this type does.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EchoInput {
    text: String,
}

fn echo(_context: &ToolContext, input: EchoInput) -> Result<ToolOutput> {
    let summary = format!("Echoed {} characters.", input.text.chars().count());
    Ok(ToolOutput::new(summary, Some(input.text)))
}

pdk::export_tools! {
    "example_echo" => echo,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_with_the_text() {
        let input = EchoInput {
            text: "Grüße".into(),
        };
        let output = echo(&ToolContext::new("echo"), input).unwrap();
        assert_eq!(output.summary_text(), "Echoed 5 characters.");
        assert_eq!(output.content(), Some("Grüße"));
    }

    #[test]
    fn refuses_an_input_with_unknown_keys() {
        assert!(pdk::parse_json_input::<EchoInput>(r#"{"text":"a","more":1}"#).is_err());
    }
}
