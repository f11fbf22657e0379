//! Dumps what headline, byline and date of each page are chosen from. `credits.py` beside it fits their points.

use std::io::Write;

use anyhow::Result;
use copydesk::fit::field_candidates;
use serde_json::{Value, json};

use crate::{create, listed, rules_in};

/// A line of JSON for each page: `id`, `kind`, and for each field its candidates as pairs of value and hits.
pub(crate) fn dump(rules: &str, list: &str, out: &str) -> Result<()> {
    let rules = rules_in(rules)?;
    let mut file = create(out.to_owned())?;
    for listed in listed(list)? {
        let found = field_candidates(&listed.bytes()?, listed.input, &rules);
        let row = json!({
            "id": listed.id,
            "kind": found.kind.name(),
            "headline": found.headline,
            "byline": found.byline,
            "published": found.published,
        });
        writeln!(file, "{row}")?;
    }
    let cues: Value = copydesk::fit::field_cues().map(|(field, names)| (field.to_owned(), json!(names))).collect();
    std::fs::write(format!("{out}.cues"), cues.to_string())?;
    Ok(())
}
