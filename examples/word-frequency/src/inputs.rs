// Written by `yoi-plugin build --emit-types` from the input schemas in plugin.toml; edits are lost.
#![allow(dead_code)]

use serde::Deserialize;

/// Counts the words of a text, in any language, and lists the most frequent ones.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordFrequencyInput {
    /// The text to count, at most a few thousand words.
    pub text: String,
    /// How many words to list; 5 when absent, 50 at most.
    pub top: Option<i64>,
}
