mod inputs;
mod pdk;

use inputs::WordFrequencyInput;
use pdk::{Result, ToolContext, ToolError, ToolOutput};
use serde::Serialize;
use std::collections::BTreeMap;

const DEFAULT_TOP: i64 = 5;
const MAX_TOP: i64 = 50;

#[derive(Serialize)]
struct Frequencies {
    words: usize,
    different: usize,
    most_frequent: Vec<Frequency>,
}

#[derive(Serialize)]
struct Frequency {
    word: String,
    count: usize,
}

fn word_frequency(_context: &ToolContext, input: WordFrequencyInput) -> Result<ToolOutput> {
    let top = input.top.unwrap_or(DEFAULT_TOP);
    if !(1..=MAX_TOP).contains(&top) {
        return Err(ToolError::invalid_input(format!(
            "top must be 1 to {MAX_TOP}, found {top}"
        )));
    }
    let counted = count(&input.text, top as usize);
    let summary = format!(
        "{} words, {} of them different",
        counted.words, counted.different
    );
    ToolOutput::json(summary, &counted)
}

/// The most frequent words, those of the same count in the order of the alphabet.
fn count(text: &str, top: usize) -> Frequencies {
    let lower = text.to_lowercase();
    let mut counts = BTreeMap::<&str, usize>::new();
    for word in lower.split(|character: char| !character.is_alphanumeric() && character != '\'') {
        if !word.is_empty() {
            *counts.entry(word).or_default() += 1;
        }
    }
    let words = counts.values().sum();
    let different = counts.len();
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    sorted.truncate(top);
    let most_frequent = sorted
        .into_iter()
        .map(|(word, count)| Frequency {
            word: word.to_owned(),
            count,
        })
        .collect();
    Frequencies {
        words,
        different,
        most_frequent,
    }
}

pdk::export_tools! {
    "word_frequency" => word_frequency,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_without_regard_to_case_and_breaks_ties_by_the_alphabet() {
        let counted = count("The fox. the DOG; a fox?", 2);
        assert_eq!((counted.words, counted.different), (6, 4));
        let words: Vec<_> = counted
            .most_frequent
            .iter()
            .map(|entry| entry.word.as_str())
            .collect();
        assert_eq!(words, ["fox", "the"]);
    }

    #[test]
    fn refuses_a_top_out_of_range() {
        let input = WordFrequencyInput {
            text: String::new(),
            top: Some(51),
        };
        let error = word_frequency(&ToolContext::new("word_frequency"), input).unwrap_err();
        assert_eq!(error.code_str(), "invalid_input");
        assert_eq!(error.message(), "top must be 1 to 50, found 51");
    }
}
