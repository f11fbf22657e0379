//! The templates: what stands around a text on sites of nine kinds, all of them invented. `{TITLE}` and `{CONTENT}` are
//! filled in; `{LANG}` and `{DIR}` say what the document is written in.

use crate::style::{Codes, Formulas, Headings, Lists, Notes, Paragraphs, Style, Tables};

/// A kind of site.
#[derive(Debug)]
pub(crate) struct Template {
    pub(crate) name: &'static str,
    pub(crate) frame: &'static str,
    pub(crate) style: Style,
}

const PLAIN: Style = Style {
    paragraph: Paragraphs::P,
    heading: Headings::Plain,
    list: Lists::Plain,
    quote: ("<blockquote>\n", "</blockquote>\n"),
    table: Tables::Plain,
    code: Codes::Plain,
    formula: Formulas::Katex,
    notes: Notes::List,
    cut_words: false,
    between: "",
};

/// All of them, sorted by name.
pub(crate) const TEMPLATES: &[Template] = &[
    Template { name: "blog", frame: include_str!("frames/blog.html"), style: PLAIN },
    Template {
        name: "builder",
        frame: include_str!("frames/builder.html"),
        style: Style {
            paragraph: Paragraphs::Spans,
            heading: Headings::Span,
            list: Lists::Blocks,
            table: Tables::Paragraphs,
            code: Codes::Lines,
            formula: Formulas::MathJax3,
            cut_words: true,
            ..PLAIN
        },
    },
    Template {
        name: "journal",
        frame: include_str!("frames/journal.html"),
        style: Style {
            list: Lists::Paragraphs,
            quote: ("<div class=\"quote-wrap\"><blockquote class=\"pull\">\n", "</blockquote></div>\n"),
            table: Tables::RowHeads,
            code: Codes::Copy,
            formula: Formulas::MathMl,
            ..PLAIN
        },
    },
    Template {
        name: "magazine",
        frame: include_str!("frames/magazine.html"),
        style: Style {
            table: Tables::Bold,
            code: Codes::Copy,
            formula: Formulas::Picture,
            between: "<figure class=\"wp-block-image\"><img class=\"lazyload\" data-src=\"/i/7.jpg\" src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\" alt=\"\">\
                <noscript><img src=\"/i/7.jpg\" alt=\"\"></noscript></figure>\n\
                <div class=\"ad-slot\" aria-label=\"Advertisement\"><span>Advertisement</span></div>\n",
            ..PLAIN
        },
    },
    Template {
        name: "manual",
        frame: include_str!("frames/manual.html"),
        style: Style {
            heading: Headings::Anchor,
            list: Lists::Paragraphs,
            code: Codes::Numbered,
            formula: Formulas::MathJax2,
            ..PLAIN
        },
    },
    Template {
        name: "news",
        frame: include_str!("frames/news.html"),
        style: Style {
            code: Codes::Tokens,
            formula: Formulas::Delimited,
            between: "<div class=\"advert advert--inline\"><p class=\"advert__label\">Advertisement</p></div>\n\
                <aside class=\"inline-related\"><h4>More on this</h4><ul><li><a href=\"/a/91\">Ferry prices to rise in May</a></li></ul></aside>\n",
            ..PLAIN
        },
    },
    Template {
        name: "oldblog",
        frame: include_str!("frames/oldblog.html"),
        style: Style {
            paragraph: Paragraphs::Breaks,
            code: Codes::Breaks,
            formula: Formulas::Delimited,
            notes: Notes::Word,
            cut_words: true,
            ..PLAIN
        },
    },
    Template {
        name: "tables",
        frame: include_str!("frames/tables.html"),
        style: Style {
            heading: Headings::Span,
            table: Tables::Paragraphs,
            code: Codes::Plain,
            formula: Formulas::Picture,
            notes: Notes::Word,
            ..PLAIN
        },
    },
    Template {
        name: "wiki",
        frame: include_str!("frames/wiki.html"),
        style: Style {
            heading: Headings::Edit,
            table: Tables::RowHeads,
            code: Codes::Tokens,
            formula: Formulas::Wiki,
            notes: Notes::Wiki,
            ..PLAIN
        },
    },
];
