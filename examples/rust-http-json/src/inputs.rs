// Written by `yoi-plugin build --emit-types` from the input schemas in plugin.toml; edits are lost.
#![allow(dead_code)]

use serde::Deserialize;

/// Reads the title and the text of one post.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadPostInput {
    /// Number of the post, 1 or more.
    pub id: i64,
}
