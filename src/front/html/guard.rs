//! Keeps the parse in proportion to the input. html5ever's stack of open elements costs time for every level
//! (servo/html5ever#788), its list of formatting elements can make millions of nodes out of a few kilobytes, and its
//! check for doubled attributes is quadratic. So a guard stands between tokenizer and tree builder: it drops start tags
//! that would open below [`DEEPEST`], and everything once the tree has as many nodes as it may; [`thin_tags`] cuts the
//! attributes that are too many before the tokenizer sees them. What the tokens mean is left to html5ever.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};

use ego_tree::NodeId;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, local_name};
use rustc_hash::FxHasher;
use scraper::HtmlTreeSink;

/// How deep elements may stand. Of 1,358 real pages none is deeper than 200.
const DEEPEST: usize = 512;

/// How many attributes a tag may have. Real tags stay under a hundred.
const MOST_ATTRIBUTES: usize = 256;

/// How many formatting elements of the same name and attributes the standard keeps open (its "Noah's Ark clause").
const MOST_ALIKE: usize = 3;

/// A token sink that passes on to the tree builder what the limits allow.
pub(super) struct Guard {
    builder: TreeBuilder<NodeId, HtmlTreeSink>,
    most_nodes: usize,
    open: RefCell<Vec<Open>>,
    /// The raw-text element whose start tag was dropped, and whose content is to be dropped with it.
    dropping: RefCell<Option<LocalName>>,
    /// Nodes made so far, with the line of the source on which the last of them stood.
    pub(super) lines: RefCell<Vec<(NodeId, u64)>>,
    pub(super) too_deep: Cell<bool>,
    pub(super) too_many_nodes: Cell<bool>,
}

/// An element that the guard takes for open.
struct Open {
    name: LocalName,
    /// For formatting elements, which stay open past the end of their parents: what tells two of them apart.
    formatting: Option<u64>,
}

impl Guard {
    pub(super) fn new(builder: TreeBuilder<NodeId, HtmlTreeSink>, most_nodes: usize) -> Guard {
        Guard {
            builder,
            most_nodes,
            open: RefCell::default(),
            dropping: RefCell::default(),
            lines: RefCell::default(),
            too_deep: Cell::new(false),
            too_many_nodes: Cell::new(false),
        }
    }

    /// The tree, once the tokenizer is done.
    pub(super) fn into_sink(self) -> (HtmlTreeSink, Vec<(NodeId, u64)>) {
        (self.builder.sink, self.lines.into_inner())
    }

    /// Whether the tree has as many nodes as it may.
    fn is_full(&self) -> bool {
        let full = self.builder.sink.0.borrow().tree.values().len() >= self.most_nodes;
        if full {
            self.too_many_nodes.set(true);
        }
        full
    }

    /// Whether a start tag may pass; if so, it is taken for open.
    fn admit(&self, tag: &Tag) -> bool {
        let mut open = self.open.borrow_mut();
        for name in implied_ends(&tag.name) {
            close(&mut open, name, implied_barrier(&tag.name));
        }
        if is_void(&tag.name) || tag.self_closing && is_foreign(&tag.name) {
            return true;
        }
        if open.len() >= DEEPEST {
            self.too_deep.set(true);
            return false;
        }
        let formatting = is_formatting(&tag.name).then(|| fingerprint(tag));
        if formatting.is_some() {
            let alike = open.iter().enumerate().filter(|(_, one)| one.formatting == formatting && one.name == tag.name);
            let (count, first) = alike.fold((0, None), |(n, first), (at, _)| (n + 1, first.or(Some(at))));
            if let (true, Some(at)) = (count >= MOST_ALIKE, first) {
                open.remove(at);
            }
        }
        open.push(Open { name: tag.name.clone(), formatting });
        true
    }

    fn start(&self, tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        // A page that was saved as XML closes `<iframe/>` and `<script/>` at once. HTML has no such thing and would take
        // the whole rest of the page for raw text; no page that was ever looked at relies on that.
        if tag.self_closing && raw_kind(&tag.name).is_some() {
            return TokenSinkResult::Continue;
        }
        if self.is_full() || !self.admit(&tag) {
            let raw = raw_kind(&tag.name);
            if raw.is_some() {
                *self.dropping.borrow_mut() = Some(tag.name);
            }
            return raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
        }
        let result = self.builder.process_token(Token::TagToken(tag), line);
        self.note_line(line);
        result
    }

    /// Remembers on which line of the source the newest node stands.
    fn note_line(&self, line: u64) {
        let mut lines = self.lines.borrow_mut();
        if lines.last().is_none_or(|&(_, last)| last != line) {
            let html = self.builder.sink.0.borrow();
            if let Some(node) = html.tree.nodes().next_back() {
                lines.push((node.id(), line));
            }
        }
    }
}

impl TokenSink for Guard {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if self.dropping.borrow().is_some() {
            if let Token::TagToken(tag) = &token
                && tag.kind == TagKind::EndTag
                && self.dropping.borrow().as_ref() == Some(&tag.name)
            {
                *self.dropping.borrow_mut() = None;
            }
            if token != Token::EOFToken {
                return TokenSinkResult::Continue;
            }
        }
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.start(tag, line),
            Token::TagToken(tag) => {
                close(&mut self.open.borrow_mut(), &tag.name, &[]);
                self.builder.process_token(Token::TagToken(tag), line)
            }
            Token::CharacterTokens(_) | Token::CommentToken(_) if self.is_full() => TokenSinkResult::Continue,
            other => self.builder.process_token(other, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Closes the innermost open element of this name, unless one of `barrier` stands before it. Formatting elements inside
/// it stay open, as the standard opens them again in the next block.
fn close(open: &mut Vec<Open>, name: &LocalName, barrier: &[LocalName]) {
    let Some(at) = open.iter().rposition(|one| one.name == *name || barrier.contains(&one.name)) else { return };
    if open[at].name != *name {
        return;
    }
    if open[at].formatting.is_some() {
        open.remove(at);
        return;
    }
    let mut index = 0;
    open.retain(|one| {
        index += 1;
        index <= at || one.formatting.is_some()
    });
}

/// The elements whose end a start tag implies.
fn implied_ends(name: &LocalName) -> &'static [LocalName] {
    const ITEM: &[LocalName] = &[local_name!("p"), local_name!("li")];
    const TERM: &[LocalName] = &[local_name!("p"), local_name!("dt"), local_name!("dd")];
    const CELL: &[LocalName] = &[local_name!("td"), local_name!("th")];
    const ROW: &[LocalName] = &[local_name!("td"), local_name!("th"), local_name!("tr")];
    const OPTION: &[LocalName] = &[local_name!("option")];
    const PARAGRAPH: &[LocalName] = &[local_name!("p")];
    match &**name {
        "li" => ITEM,
        "dt" | "dd" => TERM,
        "td" | "th" => CELL,
        "tr" | "tbody" | "thead" | "tfoot" => ROW,
        "option" | "optgroup" => OPTION,
        "address" | "article" | "aside" | "blockquote" | "center" | "details" | "dialog" | "div" | "dl"
        | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        | "header" | "hr" | "main" | "menu" | "nav" | "ol" | "p" | "pre" | "search" | "section" | "summary" | "ul" => {
            PARAGRAPH
        }
        _ => &[],
    }
}

/// The elements that an implied end does not reach past.
fn implied_barrier(name: &LocalName) -> &'static [LocalName] {
    const LISTS: &[LocalName] = &[local_name!("ul"), local_name!("ol")];
    const TERMS: &[LocalName] = &[local_name!("dl")];
    const TABLES: &[LocalName] = &[local_name!("table")];
    const SCOPES: &[LocalName] = &[local_name!("td"), local_name!("th"), local_name!("button"), local_name!("object")];
    match &**name {
        "li" => LISTS,
        "dt" | "dd" => TERMS,
        "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" => TABLES,
        _ => SCOPES,
    }
}

fn is_void(name: &LocalName) -> bool {
    matches!(
        &**name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements of SVG and MathML that are written as closing themselves.
fn is_foreign(name: &LocalName) -> bool {
    matches!(
        &**name,
        "path" | "use" | "circle" | "rect" | "line" | "polygon" | "polyline" | "ellipse" | "stop" | "image"
    )
}

fn is_formatting(name: &LocalName) -> bool {
    matches!(
        &**name,
        "a" | "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u"
    )
}

fn fingerprint(tag: &Tag) -> u64 {
    let mut hasher = FxHasher::default();
    for attribute in &tag.attrs {
        attribute.name.local.hash(&mut hasher);
        attribute.value.as_bytes().hash(&mut hasher);
    }
    hasher.finish()
}

/// How the tokenizer reads the content of an element whose start tag the tree builder never sees.
fn raw_kind(name: &LocalName) -> Option<RawKind> {
    match &**name {
        "script" => Some(RawKind::ScriptData),
        "style" | "iframe" | "noembed" | "noframes" | "xmp" => Some(RawKind::Rawtext),
        "textarea" | "title" => Some(RawKind::Rcdata),
        _ => None,
    }
}

/// Cuts the attributes of tags that have more than [`MOST_ATTRIBUTES`]; gives the text back as it is where none has.
pub(super) fn thin_tags(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut kept: Option<String> = None;
    let (mut copied, mut at, mut attributes) = (0, 0, 0);
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found + 1;
        let name = at + usize::from(bytes.get(at) == Some(&b'/'));
        if !bytes.get(name).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (end, cut) = scan_tag(bytes, name, &mut attributes);
        if let Some(cut) = cut {
            let out = kept.get_or_insert_with(|| String::with_capacity(html.len()));
            out.push_str(&html[copied..cut]);
            copied = end;
        }
        at = end;
    }
    match kept {
        None => Cow::Borrowed(html),
        Some(mut out) => {
            out.push_str(&html[copied..]);
            Cow::Owned(out)
        }
    }
}

/// Reads a tag from its name on: where it ends, and where its attributes become too many. Both stand on ASCII bytes,
/// and so between characters. What looks like an end tag inside a tag ends the scan but not the count, since it may be
/// the end of a script whose code looked like a tag, or a part of the tag.
fn scan_tag(bytes: &[u8], start: usize, attributes: &mut usize) -> (usize, Option<usize>) {
    let (mut at, mut cut, mut after_equals) = (start, None, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => {
                *attributes = 0;
                return (at, cut);
            }
            b'<' if bytes.get(at + 1) == Some(&b'/') => return (at, cut),
            b'"' | b'\'' if after_equals => match memchr::memchr(byte, &bytes[at + 1..]) {
                Some(close) => at += close + 1,
                None => return (bytes.len(), cut),
            },
            b' ' | b'\n' | b'\t' | b'\r' | b'/' | b'\x0c' if !after_equals => {
                let opens = bytes.get(at + 1).is_some_and(|next| !b" \n\t\r/>=\x0c".contains(next));
                *attributes += usize::from(opens);
                if *attributes > MOST_ATTRIBUTES {
                    cut = cut.or(Some(at));
                }
            }
            _ => {}
        }
        after_equals = byte == b'=' || after_equals && byte.is_ascii_whitespace();
        at += 1;
    }
    (bytes.len(), cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, attributes_kept: usize) {
        assert_eq!(thin_tags(html).matches("k=").count(), attributes_kept);
    }

    #[test]
    fn attributes_over_the_limit_are_cut() {
        let many = " k=1".repeat(5_000);
        check(&format!("<div{}>text</div>", " k=1".repeat(20)), 20);
        check(&format!("<div{many}>text</div>"), MOST_ATTRIBUTES);
        check(&format!("</div{many}>"), MOST_ATTRIBUTES);
        check(&format!("<div{}>text</div>", " k='<b>' </script".repeat(5_000)), MOST_ATTRIBUTES / 2);
        assert_eq!(thin_tags(&format!("<p{many}>text</p>")).split('>').nth(1), Some("text</p"));
    }

    #[test]
    fn usual_pages_are_left_alone() {
        let script = format!("<script>if (a<b) {{ {} }}</script><p>text</p>", "x = 1; ".repeat(400));
        for html in [script.as_str(), "<a title=\"a > b\" href='x'>y</a>", "a < b", "<div data-x=\"{'a': '<p>'}\">"] {
            let thin = thin_tags(html);
            assert!(thin.ends_with(html.get(html.len().saturating_sub(8)..).unwrap_or(html)), "{thin}");
            assert!(html.len() > 400 || thin == html);
        }
    }
}
