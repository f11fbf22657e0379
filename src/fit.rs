//! What `tools/fit` sees of the cues: the lines of a page and the numbers of the hits on each. No part of the stable
//! interface.

use crate::credits::date::DateContext;
use crate::cues::{FirstReading, Judged, Stage};
use crate::document::{Kind, Note};
use crate::front;
use crate::kind::{self, KindChances};
use crate::label;
use crate::line::Page;
use crate::measure::{Measured, fold, split_names, word_key};
use crate::options::Input;
use crate::reread::Mended;
use crate::rules::Rules;
use crate::score::HitList;
use crate::{credits, cues, thread};

/// A page that has been cut into lines.
pub struct FitPage(Page);

/// The hits of each line (or gap), by their numbers.
pub type Hits = Vec<Vec<u16>>;

impl FitPage {
    /// Reads a decoded page.
    pub fn read(text: &str, input: Input, url: Option<&str>, rules: &Rules) -> FitPage {
        let mut page = match input {
            Input::Html => front::html::read(text, &mut Vec::<Note>::new()),
            Input::Text => {
                let mended = Mended::of(text);
                let text = mended.as_ref().map_or(text, |mended| mended.text.as_str());
                front::text::read(text, &|line| credits::date_spans(line, &rules.months))
            }
        };
        if let Some(url) = url {
            page.metadata.address = Some(url.to_owned());
        }
        FitPage(page)
    }

    /// The lines' texts.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.0.lines.iter().map(|line| line.text.as_str())
    }

    /// The words that might carry points, each with the prefix of its cue.
    pub fn vocabulary(&self) -> Vec<String> {
        let mut words = Vec::new();
        for line in &self.0.lines {
            if let Some(markup) = &line.markup {
                let near = self.0.path_in_body(markup.element).take(2);
                near.for_each(|(_, element)| split_names(&element.names, |word| words.push(format!("class:{word}"))));
                let above = self.0.path_in_body(markup.element).skip(2).take(10);
                above.for_each(|(_, element)| split_names(&element.names, |word| words.push(format!("above:{word}"))));
            }
            let folded = fold(line.words());
            if folded.split(' ').count() <= 8 && !folded.is_empty() {
                let key = word_key(&folded);
                let parts: Vec<&str> = key.split('_').collect();
                words.extend(parts.iter().map(|word| format!("word:{word}")));
                words.extend(parts.windows(2).map(|pair| format!("word:{}", pair.join("_"))));
                words.push(format!("whole:{key}"));
            }
        }
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Words of the page's address and of the types that it states.
    pub fn page_vocabulary(&self) -> Vec<String> {
        cues::page_words(&self.0)
    }

    /// The page hits, and the hits of each line by itself. `words` of each line come with them.
    pub fn line_hits(&self, rules: &Rules) -> (Vec<u16>, Hits, Vec<f32>) {
        let page = Measured::new(&self.0, rules);
        let page_hits = kind::hits(&page, rules).of(0).to_vec();
        let words = page.lines.iter().map(|line| line.words).collect();
        (page_hits, spread(&label::line_hits(&page, rules), page.lines.len()), words)
    }

    /// The hits of each line with the verdicts of a first reading.
    pub fn context_hits(&self, rules: &Rules, chances: Vec<f32>) -> Hits {
        let page = Measured::new(&self.0, rules);
        let first = FirstReading::new(&page, chances);
        spread(&label::context_hits(&page, rules, &first), page.lines.len())
    }

    /// The page read as a thread, as far as the step wants.
    pub fn thread(&self, rules: &Rules, step: ThreadStep) -> FitThread {
        let page = Measured::new(&self.0, rules);
        let verdicts = label::judge(&page, rules, KindChances::certain(Kind::Thread), None);
        if step == ThreadStep::Turns {
            let turns = verdicts.points.iter().enumerate();
            let turns =
                turns.map(|(line, &points)| (points - verdicts.cut, verdicts.turn_hits.of(line).to_vec())).collect();
            return FitThread { turns, ..FitThread::default() };
        }
        let judged = Judged::new(&page, &verdicts.labels);
        let gaps = thread::gaps(&page, rules, &judged);
        let hits = thread::start_hits(&page, rules, &judged, &gaps);
        if step == ThreadStep::Gaps {
            let gaps = gaps.iter().enumerate().map(|(at, (line, _))| (*line, hits.of(at).to_vec())).collect();
            return FitThread { gaps, ..FitThread::default() };
        }
        let posts = thread::split(rules, &gaps, &hits);
        let evidence = credits::Evidence::new(&page, rules, &verdicts.labels, Kind::Thread, &crate::Options::default());
        if step == ThreadStep::Posts {
            let mut posts = posts;
            thread::read_cards(&page, rules, &judged, &evidence.dates, &mut posts);
            let hits = thread::post_hits(&page, rules, &judged, &posts);
            let row = |(at, post): (usize, thread::PostLines)| (post.body, post.points, hits.of(at).to_vec());
            return FitThread { parted: posts.into_iter().enumerate().map(row).collect(), ..FitThread::default() };
        }
        let stage = if step == ThreadStep::Cards { Stage::Card } else { Stage::Place };
        let [names, days] = thread::card_hits(&page, rules, &judged, &evidence.dates, &posts, stage).map(|found| {
            let row = |(one, points, hits): (thread::Candidate, f32, _)| FitCandidate {
                post: one.post,
                value: one.value,
                points,
                hits,
            };
            found.into_iter().map(row).collect()
        });
        let text = |post: &thread::PostLines| credits::content_text(&evidence, post.body.clone());
        FitThread { posts: posts.iter().map(text).collect(), names, days, ..FitThread::default() }
    }

    /// The hits of what the verdicts that these rules give promise: from them the confidence is fitted.
    pub fn promise_hits(&self, rules: &Rules) -> Vec<u16> {
        let page = Measured::new(&self.0, rules);
        let kinds = kind::find(&page, rules);
        label::judge(&page, rules, kinds, None).promise.hits(&page, rules, kinds)
    }

    /// The words of the paths that links of the page lead to.
    pub fn link_words(&self) -> Vec<String> {
        let mut words = Vec::new();
        for (_, target) in self.0.lines.iter().flat_map(|line| &line.block.links) {
            cues::path_words(target, |word| words.push(word.to_owned()));
        }
        words.sort_unstable();
        words.dedup();
        words
    }
}

/// How far a thread is read for the fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThreadStep {
    /// The lines with what fires on them in the third reading; no points of that reading may be in the rules.
    Turns,
    /// The gaps before content lines, with what fires on them.
    Gaps,
    /// The posts, with what fires on the names and dates beside them.
    Cards,
    /// The same with what fires on the places of these; no points of that may be in the rules.
    Places,
    /// The posts with their cards, and what fires on them; no points of that may be in the rules.
    Posts,
}

/// A thread as the fit sees it; only what the step asks for is filled.
#[derive(Debug, Default)]
pub struct FitThread {
    /// Per line its points so far and hits.
    pub turns: Vec<(f32, Vec<u16>)>,
    /// Per gap its content line and hits.
    pub gaps: Vec<(usize, Vec<u16>)>,
    /// Per post its lines, the points with which it starts, and hits.
    pub parted: Vec<(std::ops::Range<usize>, f32, Vec<u16>)>,
    /// The texts of the posts.
    pub posts: Vec<String>,
    /// What may be a post's author.
    pub names: Vec<FitCandidate>,
    /// What may be its date.
    pub days: Vec<FitCandidate>,
}

/// What may be a post's author or its date.
#[derive(Debug)]
pub struct FitCandidate {
    /// The post, by its place on the page.
    pub post: usize,
    /// The name, or the date.
    pub value: String,
    /// What it has in points by itself.
    pub points: f32,
    /// What fires on it.
    pub hits: Vec<u16>,
}

/// The names of all hits, by their numbers.
pub fn hit_names(rules: &Rules) -> impl Iterator<Item = &str> {
    rules.hit_names().iter().map(|name| &**name)
}

/// The first date in a text.
pub fn first_date(text: &str, rules: &Rules) -> Option<String> {
    let context = DateContext { language: None, now: None, day_first: None };
    credits::date::find_dates(text, &context, &rules.months).into_iter().next().map(|date| date.value)
}

fn spread(list: &HitList, count: usize) -> Hits {
    (0..count).map(|line| list.of(line).to_vec()).collect()
}

/// Decodes the bytes of a page.
pub fn decode(bytes: &[u8]) -> String {
    crate::decode::decode(bytes, None, None).text.into_owned()
}

/// Cleans a page step by step and calls `done` with the name of each step behind it, for benchmarks.
pub fn steps(bytes: &[u8], rules: &Rules, mut done: impl FnMut(&'static str)) {
    let decoded = crate::decode::decode(bytes, None, None);
    done("decode");
    let page = front::html::read(&decoded.text, &mut Vec::new());
    done("parse and lines");
    let measured = Measured::new(&page, rules);
    done("measure");
    let kinds = kind::find(&measured, rules);
    let kind = kinds.best();
    done("kind");
    let verdicts = label::judge(&measured, rules, kinds, None);
    done("cues, both readings, labels");
    let evidence = credits::Evidence::new(&measured, rules, &verdicts.labels, kind, &crate::Options::default());
    let posts = if kind == Kind::Thread {
        thread::posts(&measured, rules, &verdicts.labels, &evidence.dates)
    } else {
        Vec::new()
    };
    let comments = thread::comments(&measured, rules, &verdicts.labels, &evidence.dates);
    drop(credits::record(&evidence, &posts, &comments));
    done("credits, threads, record");
}

/// What the fields of a page are chosen from, for the fit of their points.
pub struct FieldCandidates {
    /// The kind of page, by whose column points count.
    pub kind: crate::Kind,
    /// What each candidate says, and the names of its hits.
    pub headline: Vec<(String, Vec<&'static str>)>,
    /// The same; names in order.
    pub byline: Vec<(Vec<String>, Vec<&'static str>)>,
    /// The same.
    pub published: Vec<(String, Vec<&'static str>)>,
}

/// Gathers the candidates of a page.
pub fn field_candidates(bytes: &[u8], input: Input, rules: &Rules) -> FieldCandidates {
    let text = decode(bytes);
    let page = FitPage::read(&text, input, None, rules).0;
    let measured = Measured::new(&page, rules);
    let kinds = kind::find(&measured, rules);
    let kind = kinds.best();
    let verdicts = label::judge(&measured, rules, kinds, None);
    let evidence = credits::Evidence::new(&measured, rules, &verdicts.labels, kind, &crate::Options::default());
    let posts = if kind == Kind::Thread {
        thread::posts(&measured, rules, &verdicts.labels, &evidence.dates)
    } else {
        Vec::new()
    };
    let (headline, byline, published) = credits::dump(&evidence, &posts);
    FieldCandidates { kind, headline, byline, published }
}

/// The names of the cues of each field, as an object by the field's name.
pub fn field_cues() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    credits::FIELDS.iter().map(|field| (field.name, field.cues.iter().map(|(name, _)| *name).collect()))
}
