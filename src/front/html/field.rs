//! What stands in `<textarea>` to be taken along: the article once more for who wants to print it elsewhere, the code that
//! shows it on another page, its address. It is no text of the page, and told from code or text that stands in a field to
//! be read by points. Other copies of the page's text are the business of `copies`.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::hidden;
use crate::line::{BlockKind, Page};
use crate::measure::hash_words;

/// Points for being there to be taken along.
const REPEATS: f32 = 3.0;
const IS_ADDRESS: f32 = 3.0;
const EMBEDS: f32 = 3.0;
const OPENS_WITH_TAG: f32 = 2.0;
const NAMED_SO: f32 = 1.5;
const OUT_OF_SIGHT: f32 = 1.5;
const IS_LONG: f32 = -1.5;

/// What a field needs of them.
const ENOUGH: f32 = 3.0;

/// From this share of its runs of words on, a field repeats the page; a run has so many words.
const REPEATED: f32 = 0.6;
const RUN: usize = 5;

/// Code of more lines is there to be read.
const LONG_LINES: usize = 12;

/// How many elements above a field are asked for their names, the field included.
const REACH: usize = 4;

/// Tags and marks of forums that show something from elsewhere, and others that code to be taken along opens with, sorted.
const EMBEDDING: &[&str] = &["<embed", "<iframe", "<object", "[img", "[left", "[url"];
const TAGS: &[&str] = &["<a ", "<blockquote", "<div", "<h1", "<i ", "<img", "<p", "<script", "<span"];

/// Words of names of what is there to be taken along, sorted.
const NAMES: &[&str] = &[
    "copy",
    "embed",
    "embedcode",
    "republication",
    "republish",
    "share",
    "shareable",
    "sharing",
    "shortlink",
    "snippet",
    "syndicate",
    "template",
];

/// A field with text in it.
#[derive(Default)]
struct Field {
    lines: Vec<usize>,
    /// Hashes of its runs of words, tags left out.
    runs: Vec<u64>,
}

/// Takes out the lines of such fields; whether one of them repeated the page.
pub(super) fn drop_taken_along(page: &mut Page) -> bool {
    let fields = fields(page);
    if fields.is_empty() {
        return false;
    }
    let shown = shown_runs(page);
    let mut drop = vec![false; page.lines.len()];
    let mut has_copies = false;
    for (&element, field) in &fields {
        let repeated = field.runs.iter().filter(|run| shown.contains(run)).count() as f32;
        let repeats = !field.runs.is_empty() && repeated >= REPEATED * field.runs.len() as f32;
        let points = if repeats { REPEATS } else { of_code(page, field) } + of_place(page, element);
        if points >= ENOUGH {
            has_copies |= repeats;
            field.lines.iter().for_each(|&line| drop[line] = true);
        }
    }
    page.drop_lines(&drop);
    has_copies
}

/// The fields of a page by their elements.
fn fields(page: &Page) -> FxHashMap<u32, Field> {
    let mut fields: FxHashMap<u32, Field> = FxHashMap::default();
    let mut words = Vec::new();
    for (at, line) in page.lines.iter().enumerate() {
        if let Some(element) = field_of(page, at) {
            let field = fields.entry(element).or_default();
            field.lines.push(at);
            hash_words(&without_tags(&line.text), &mut words);
            field.runs.extend(words.windows(RUN).map(hash));
        }
    }
    fields
}

/// The field that a line stands in. A field holds text alone, so that no element stands between.
fn field_of(page: &Page, line: usize) -> Option<u32> {
    let is_field = |id: &u32| page.elements[*id as usize].tag.name() == "textarea";
    let line = &page.lines[line];
    line.element().filter(|_| matches!(line.block.kind, BlockKind::Code(_))).filter(is_field)
}

/// Hashes of the runs of words outside fields.
fn shown_runs(page: &Page) -> FxHashSet<u64> {
    let mut runs = FxHashSet::default();
    let mut words = Vec::new();
    for (_, line) in page.lines.iter().enumerate().filter(|&(at, _)| field_of(page, at).is_none()) {
        hash_words(&line.text, &mut words);
        runs.extend(words.windows(RUN).map(hash));
    }
    runs
}

fn hash(words: &[u64]) -> u64 {
    let mut hasher = FxHasher::default();
    words.iter().for_each(|&word| hasher.write_u64(word));
    hasher.finish()
}

/// A line of markup that a field shows as it is written, without its tags.
fn without_tags(line: &str) -> String {
    let mut is_in_tag = false;
    let shown = |c: &char| {
        is_in_tag |= *c == '<';
        let is_shown = !is_in_tag;
        is_in_tag &= *c != '>';
        is_shown
    };
    line.chars().filter(shown).collect()
}

/// What the text of a field says.
fn of_code(page: &Page, field: &Field) -> f32 {
    let text = field.lines.first().map_or("", |&line| page.lines[line].text.trim());
    let opens_with = |tags: &[&str]| {
        tags.iter().any(|tag| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
    };
    let is_address = field.lines.len() == 1 && !text.contains(char::is_whitespace) && text.contains("://");
    let evidence = [
        (is_address, IS_ADDRESS),
        (opens_with(EMBEDDING), EMBEDS),
        (opens_with(TAGS), OPENS_WITH_TAG),
        (field.lines.len() > LONG_LINES, IS_LONG),
    ];
    evidence.into_iter().filter(|(is_so, _)| *is_so).map(|(_, points)| points).sum()
}

/// What the names of a field say, and of the elements above.
fn of_place(page: &Page, element: u32) -> f32 {
    let named = page.path_in_body(element).take(REACH).any(|(_, element)| hidden::has(&element.names, NAMES));
    let field = &page.elements[element as usize];
    let is_hidden = field.hidden || field.hidden_by_class;
    let evidence = [(named, NAMED_SO), (is_hidden, OUT_OF_SIGHT)];
    evidence.into_iter().filter(|(is_so, _)| *is_so).map(|(_, points)| points).sum()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!([EMBEDDING, TAGS, NAMES].iter().all(|list| list.is_sorted()));
    }

    #[test]
    fn copies_in_fields_go() {
        let text = "The ferry between the two islands is back in service since this morning.";
        let more = "Nobody had thought of bringing the nets back to the loft before the boats came in.";
        let page = |field: &str| format!("<p>{text}</p><p>{more}</p><textarea readonly>{field}</textarea>");
        check(&page(&format!("{text}\n\n{more}\n")), &[text, more]);
        check(
            &page(&format!("&lt;h1&gt;Ferry&lt;/h1&gt;\n&lt;p class=a&gt;{text}&lt;/p&gt; &lt;p&gt;{more}&lt;/p&gt;")),
            &[text, more],
        );
        let own = "My boat lies at the upper quay, and I cannot find the key to the loft.";
        check(&page(own), &[text, more, own]);
        let chinese = "两座岛之间的渡轮从今天早上起恢复通航了。";
        check(&format!("<p>{chinese}</p><textarea>{chinese}</textarea>"), &[chinese]);
    }

    #[test]
    fn code_to_be_taken_along_goes() {
        let page = |attributes: &str, field: &str, lines: &[&str]| {
            check(
                &format!("<p>A quay</p><div><textarea {attributes}>{field}</textarea></div>"),
                &[&["A quay"], lines].concat(),
            );
        };
        page("", "&lt;iframe src='https://a.example/b'&gt;&lt;/iframe&gt;", &[]);
        page("id=embed_code", "&lt;a href='https://a.example/b'&gt;A quay&lt;/a&gt;", &[]);
        page("class=share-box", "[LEFT][URL='https://a.example/b']A quay[/URL]", &[]);
        page("", "https://a.example/b", &[]);
        page("class=hide", "&lt;div id=x&gt;{{ boat }}&lt;/div&gt;", &[]);
        page("", "&lt;p&gt;A quay&lt;/p&gt;", &["<p>A quay</p>"]);
        page("class=editor", "let boat = quay.open();", &["let boat = quay.open();"]);
        page("", "See https://a.example/b for more", &["See https://a.example/b for more"]);
    }

    #[test]
    fn text_that_only_scripts_see_is_no_text() {
        let text = "<p>The ferry between the two islands is back in service since this morning.</p>";
        let shown = "The ferry between the two islands is back in service since this morning.";
        for held in [
            format!("<template>{text}</template>"),
            format!("<script type='text/template'>{text}</script>"),
            format!("<script type='text/x-handlebars'>{text}</script>"),
            "<div data-post-content='The boats lie in the harbour again'></div>".to_owned(),
        ] {
            check(&format!("{text}{held}"), &[shown]);
        }
    }
}
