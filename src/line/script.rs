//! What a page states in data of its own: scripts of JSON-LD, parsed once for all who ask, and posts in microdata.

use serde_json::Value;

/// A script of JSON-LD.
#[derive(Debug, Default)]
pub(crate) struct Script {
    /// The text as written.
    pub(crate) text: String,
    /// What it says; none where it is no JSON even to a lenient reader.
    pub(crate) value: Option<Value>,
}

impl Script {
    /// Reads a script, leniently: pages wrap it in comments, and end lists with commas.
    pub(crate) fn read(text: String) -> Script {
        let script =
            text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
        let script = script
            .trim_end_matches("-->")
            .trim_end_matches("//]]>")
            .trim_end_matches("]]>")
            .trim()
            .trim_end_matches(';');
        let value =
            serde_json::from_str(script).ok().or_else(|| serde_json_lenient::from_str_lenient::<Value>(script).ok());
        Script { value, text }
    }
}

/// A post as microdata state it, as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct MarkedPost {
    pub(crate) author: Option<String>,
    pub(crate) published: Option<String>,
    /// Its words, or the first of them.
    pub(crate) text: Option<String>,
}

impl MarkedPost {
    /// Types of what is a post, by the end of their names, sorted.
    const TYPES: &[&str] = &["Answer", "Comment", "ForumPosting", "Question", "SocialMediaPosting"];

    /// Whether a stated type is that of a post.
    pub(crate) fn is_type(name: &str) -> bool {
        MarkedPost::TYPES.iter().any(|known| name.ends_with(known))
    }

    /// Whether a text names such a type at all.
    pub(crate) fn is_named_in(text: &str) -> bool {
        MarkedPost::TYPES.iter().any(|known| text.contains(known))
    }
}
