//! Why each line of a page got its label, for a person: the facts of the page, then every line with the hits that
//! decided, each with its points and what its cue asks. The answer is made of spans with a [`Style`], so that a program
//! colours it as its terminal likes; here nothing is known of terminals, and nothing is judged again.

use std::borrow::Cow;

use crate::document::{Document, Hit, JudgedLine, Rival, Sum};
use crate::render::shortened;
use crate::rules::Rules;

/// So many hits of a sum are shown, those with the most points; the others are told as one.
const GATE_HITS: usize = 6;
const LABEL_HITS: usize = 4;

/// So many candidates of a field are told, each with so many hits.
const CANDIDATES: usize = 3;
const CANDIDATE_HITS: usize = 8;

/// What would have tipped a verdict is told up to so many hits.
const TIPPING_HITS: usize = 3;

/// The width of the longest label, and of the longest name of a fact.
const LABEL_WIDTH: usize = 12;
const FACT_WIDTH: usize = 10;

/// Hits are named in a column of this width; the few longer names push their meaning to the right.
const CUE_WIDTH: usize = 26;

/// What a piece of an explanation is, for a program to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Style {
    /// Text that needs no colour.
    Plain,
    /// The name of a fact of the page.
    Fact,
    /// The label of a line that is content.
    Content,
    /// The label of a line that is not.
    Boilerplate,
    /// Points that speak for it.
    For,
    /// Points that speak against it.
    Against,
    /// What a cue asks, and other asides.
    Aside,
}

/// A piece of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Span<'d> {
    /// What it is.
    pub style: Style,
    /// The text as it stands, spaces and line breaks among it.
    pub text: Cow<'d, str>,
}

/// Explains a document that was cleaned with [`Options::hits`](crate::Options::hits), by the rules that judged it. The
/// texts of all spans, one after the other, are the whole explanation.
///
/// ```
/// use copydesk::{Cleaner, Options, Rules, explain::explain};
/// let document = Cleaner::new(Options::default().hits(true)).clean(b"<p>The ferry is back in service.</p>");
/// let spans = explain(&document, &Rules::built_in());
/// let text: String = spans.iter().map(|span| &*span.text).collect();
/// assert!(text.contains("The ferry is back in service."));
/// ```
pub fn explain<'d>(document: &'d Document, rules: &Rules) -> Vec<Span<'d>> {
    let mut told = Told::default();
    told.facts(document);
    told.candidates(document, rules);
    for line in &document.lines {
        told.add(Style::Plain, "\n");
        told.line(line);
        told.hits(line, Sum::Gate, GATE_HITS, rules);
        told.hits(line, Sum::Label, LABEL_HITS, rules);
        told.rival(line);
    }
    told.spans
}

#[derive(Debug, Default)]
struct Told<'d> {
    spans: Vec<Span<'d>>,
}

impl<'d> Told<'d> {
    fn add(&mut self, style: Style, text: impl Into<Cow<'d, str>>) {
        self.spans.push(Span { style, text: text.into() });
    }

    /// What was found of the page as a whole.
    fn facts(&mut self, document: &'d Document) {
        let dateline = document.dateline.as_ref().map(|dateline| dateline.text.as_str());
        let notes = document.notes.iter().map(|note| note.name()).collect::<Vec<_>>().join(", ");
        let facts: [(&str, Option<Cow<'d, str>>); 11] = [
            ("source", document.source.as_deref().map(Cow::Borrowed)),
            ("kind", Some(document.kind.name().into())),
            ("cut", cut(document).map(Cow::Owned)),
            ("confidence", Some(format!("{:.2}", document.confidence).into())),
            ("rules", Some(document.rules.as_str().into())),
            ("encoding", Some(document.encoding.as_str().into())),
            ("headline", document.headline.as_deref().map(Cow::Borrowed)),
            ("byline", Some(document.byline.join(", ").into())),
            ("published", document.published.as_deref().map(Cow::Borrowed)),
            ("dateline", dateline.map(Cow::Borrowed)),
            ("notes", Some(notes.into())),
        ];
        for (name, value) in facts {
            let Some(value) = value.filter(|value| !value.is_empty()) else { continue };
            self.add(Style::Fact, format!("{name:FACT_WIDTH$}  "));
            self.add(Style::Plain, value);
            self.add(Style::Plain, "\n");
        }
    }

    /// A line: its label, its points, its text.
    fn line(&mut self, line: &'d JudgedLine) {
        let style = if line.label.is_content() { Style::Content } else { Style::Boilerplate };
        self.add(style, format!("{:LABEL_WIDTH$}", line.label));
        self.points(line.points);
        self.add(Style::Plain, shortened(&line.text));
        self.add(Style::Plain, "\n");
    }

    /// The hits of a sum that count most, and the rest as one.
    fn hits(&mut self, line: &'d JudgedLine, sum: Sum, shown: usize, rules: &Rules) {
        let mut hits: Vec<&'d Hit> = line.hits.iter().filter(|hit| hit.sum == sum).collect();
        hits.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
        let (most, rest) = hits.split_at(shown.min(hits.len()));
        let name = if sum == Sum::Label { line.label.name() } else { "" };
        for hit in most {
            self.hit(name, hit, rules);
        }
        if !rest.is_empty() {
            let points: f32 = rest.iter().map(|hit| hit.points).sum();
            self.add(Style::Aside, format!("{name:>LABEL_WIDTH$}"));
            self.points(points);
            self.add(Style::Aside, format!("{} more\n", rest.len()));
        }
    }

    /// The label that came closest, and without which hits the line would have it.
    fn rival(&mut self, line: &'d JudgedLine) {
        let Some(rival) = line.rivals.first() else { return };
        let style = if rival.label.is_content() { Style::Content } else { Style::Boilerplate };
        self.add(style, format!("{:>LABEL_WIDTH$}", format!("or {}", rival.label)));
        self.points(rival.points);
        let tipping = tipping(line, rival);
        let mut told: Vec<String> =
            tipping.iter().take(TIPPING_HITS).map(|(cue, points)| format!("{cue} ({points:+.2})")).collect();
        if tipping.len() > TIPPING_HITS {
            told.push(format!("{} more", tipping.len() - TIPPING_HITS));
        }
        let told = match told.split_last() {
            Some((last, [])) => format!("but for {last}"),
            Some((last, first)) => format!("but for {} and {last}", first.join(", ")),
            None => "as good as that".to_owned(),
        };
        self.add(Style::Aside, format!("{told}\n"));
    }

    /// The best candidates of each field, and why they are.
    fn candidates(&mut self, document: &'d Document, rules: &Rules) {
        let mut field = "";
        let mut shown = 0;
        for candidate in &document.candidates {
            shown = if candidate.field == field { shown + 1 } else { 0 };
            field = &candidate.field;
            if shown == 0 {
                self.add(Style::Plain, "\n");
            }
            if shown >= CANDIDATES {
                continue;
            }
            let wins = shown == 0 && candidate.points > 0.0;
            self.add(if wins { Style::Content } else { Style::Boilerplate }, format!("{field:LABEL_WIDTH$}"));
            self.points(candidate.points);
            self.add(Style::Plain, shortened(&candidate.value));
            self.add(Style::Plain, "\n");
            let mut hits: Vec<&'d Hit> = candidate.hits.iter().filter(|hit| hit.points != 0.0).collect();
            hits.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
            for hit in hits.into_iter().take(CANDIDATE_HITS) {
                self.hit("", hit, rules);
            }
        }
    }

    /// A hit, its points and what it says.
    fn hit(&mut self, name: &'static str, hit: &'d Hit, rules: &Rules) {
        self.add(Style::Aside, format!("{name:>LABEL_WIDTH$}"));
        self.points(hit.points);
        let cue = hit.cue.rsplit('/').next().filter(|_| hit.sum == Sum::Credit).unwrap_or(&hit.cue);
        self.add(Style::Plain, format!("{cue:CUE_WIDTH$}"));
        let meaning = rules.meaning(&hit.cue).unwrap_or("a cue that these rules do not know");
        self.add(Style::Aside, format!("  {meaning}\n"));
    }

    fn points(&mut self, points: f32) {
        let style = if points > 0.0 { Style::For } else { Style::Against };
        self.add(style, format!("{points:+9.2}  "));
    }
}

/// The fewest hits without which a line would have had the other label, and what they gave the one that it has.
pub fn tipping<'d>(line: &'d JudgedLine, rival: &'d Rival) -> Vec<(&'d str, f32)> {
    let gate = line.hits.iter().filter(|hit| hit.sum == Sum::Gate);
    let against: Vec<(&str, f32)> = match rival.sum {
        Sum::Gate => gate.map(|hit| (hit.cue.as_str(), hit.points * line.points.signum())).collect(),
        _ => rival.hits.iter().map(|hit| (hit.cue.as_str(), -hit.points)).collect(),
    };
    let mut against: Vec<(&str, f32)> = against.into_iter().filter(|(_, points)| *points > 0.0).collect();
    against.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut lacks = -rival.points;
    let enough = against.iter().take_while(|(_, points)| {
        let still = lacks > 0.0;
        lacks -= points;
        still
    });
    let count = enough.count();
    against.truncate(count);
    against
}

/// The cut, read back from the points that it gives every line.
fn cut(document: &Document) -> Option<String> {
    let hits = document.lines.first()?.hits.iter();
    let points = hits.filter(|hit| hit.sum == Sum::Gate && hit.cue == "cut").map(|hit| hit.points).next()?;
    Some(format!("{:.2}, which is {points:+.2} points for each line", crate::score::chance(-points)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Kind, Label};
    use crate::line::BlockKind;
    use crate::render::samples;

    fn told(document: &Document) -> String {
        explain(document, &Rules::built_in()).iter().map(|span| &*span.text).collect()
    }

    fn hit(sum: Sum, cue: &str, points: f32) -> Hit {
        Hit { sum, cue: cue.to_owned(), points }
    }

    fn page(hits: Vec<Hit>) -> Document {
        let mut line = samples::line(BlockKind::Paragraph, "Hello\tthere");
        line.hits = hits;
        let mut other = samples::line(BlockKind::Paragraph, &"é".repeat(150));
        (other.label, other.points) = (Label::ForumWidget, -2.0);
        samples::document(vec![line, other])
    }

    #[test]
    fn a_page_is_told_by_its_hits() {
        let mut hits = vec![
            hit(Sum::Gate, "cut", 0.0),
            hit(Sum::Gate, "base", -0.25),
            hit(Sum::Gate, "no-such-cue:2", 1.75),
            hit(Sum::Label, "kind:article", 0.5),
        ];
        hits[0].points = 0.4;
        let mut document = page(hits);
        document.confidence = 0.97;
        document.rules = "1-abcdef".to_owned();
        let expected = format!(
            "kind        article\n\
             cut         0.40, which is +0.40 points for each line\n\
             confidence  0.97\n\
             rules       1-abcdef\n\
             \n\
             body            +1.50  Hello there\n\
             \x20               +1.75  no-such-cue:2               a cue that these rules do not know\n\
             \x20               +0.40  cut                         the cut between content and the rest\n\
             \x20               -0.25  base                        the start value\n\
             \x20       body    +0.50  kind:article                the kind of page\n\
             \n\
             forum-widget    -2.00  {}…\n",
            "é".repeat(100)
        );
        assert_eq!(told(&document), expected);
    }

    #[test]
    fn the_closest_label_and_what_would_have_tipped_it() {
        let gate =
            || vec![hit(Sum::Gate, "words:20..30", 2.0), hit(Sum::Gate, "cut", 0.4), hit(Sum::Gate, "base", -0.9)];
        let rival = |sum, points, hits| Rival { label: Label::Related, sum, points, hits };
        let differences = |all: &[f32]| all.iter().map(|&points| hit(Sum::Label, "kind:article", points)).collect();
        for (rival, expected) in [
            (rival(Sum::Gate, -1.5, Vec::new()), "  or related    -1.50  but for words:20..30 (+2.00)\n"),
            (
                rival(Sum::Label, -0.5, differences(&[1.0, -0.4, -1.1])),
                "  or related    -0.50  but for kind:article (+1.10)\n",
            ),
            (
                rival(Sum::Label, -1.2, differences(&[-0.6, -1.1, 0.5])),
                "  or related    -1.20  but for kind:article (+1.10) and kind:article (+0.60)\n",
            ),
            (rival(Sum::Label, -1.0, differences(&[-0.25; 6])), "(+0.25) and 1 more\n"),
            (rival(Sum::Label, 0.0, Vec::new()), "  or related    +0.00  as good as that\n"),
        ] {
            let mut document = page(gate());
            document.lines[0].rivals = vec![rival];
            let text = told(&document);
            assert!(text.contains(expected), "{expected}{text}");
        }
    }

    #[test]
    fn hits_beyond_the_first_are_told_as_one() {
        let gate = (1..=8_u8).map(|at| hit(Sum::Gate, "base", f32::from(at)));
        let label = (1..=6_u8).map(|at| hit(Sum::Label, "base", -f32::from(at)));
        let text = told(&page(gate.chain(label).collect()));
        assert_eq!(text.matches("the start value").count(), GATE_HITS + LABEL_HITS);
        assert!(text.contains("     +3.00  2 more\n") && text.contains("body    -3.00  2 more\n"), "{text}");
    }

    #[test]
    fn styles_tell_content_from_the_rest() {
        let document = page(Vec::new());
        let rules = Rules::built_in();
        let spans = explain(&document, &rules);
        let style = |text: &str| spans.iter().find(|span| span.text.trim() == text).map(|span| span.style);
        for (text, expected) in [
            ("kind", Style::Fact),
            ("article", Style::Plain),
            ("body", Style::Content),
            ("forum-widget", Style::Boilerplate),
            ("+1.50", Style::For),
            ("-2.00", Style::Against),
        ] {
            assert_eq!(style(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn facts_that_are_known() {
        let mut document = Document { kind: Kind::Thread, ..Document::default() };
        assert_eq!(told(&document), "kind        thread\nconfidence  0.00\n");
        document.source = Some("page.html".to_owned());
        document.byline = vec!["Jane Doe".to_owned(), "Li".to_owned()];
        document.dateline = Some(samples::oslo());
        let text = told(&document);
        for fact in ["source      page.html\n", "byline      Jane Doe, Li\n", "dateline    OSLO (AP) -\n"] {
            assert!(text.contains(fact), "{text}");
        }
    }

    #[test]
    fn every_label_and_built_in_hit_can_be_told() {
        let rules = Rules::built_in();
        assert!(Label::ALL.iter().all(|label| label.name().len() <= LABEL_WIDTH));
        for hit in rules.hit_names() {
            assert!(rules.meaning(hit).is_some(), "{hit}");
        }
    }
}
