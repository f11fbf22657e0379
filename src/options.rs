//! What a caller may set. Few things, each of them read by the way that `clean` tells.

use std::sync::Arc;

use crate::document::{Kind, Label, LabelSet};
use crate::rules::Rules;
use crate::sites::Sites;

/// What kind of input a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input {
    /// Markup.
    Html,
    /// Text that another scraper has already flattened.
    Text,
}

/// How a [`Cleaner`](crate::Cleaner) works. Everything has a default that suits most pages.
///
/// ```
/// use copydesk::{Cleaner, Kind, Options};
/// let options = Options::default().kind(Kind::Thread).url("https://forum.example/threads/12");
/// let document = Cleaner::new(options).clean(b"First post\n\nHello there, this is my first post.");
/// assert_eq!(document.kind, Kind::Thread);
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Options {
    pub(crate) input: Option<Input>,
    pub(crate) charset: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) kind: Option<Kind>,
    pub(crate) cut: Option<f32>,
    pub(crate) now: Option<ReferenceTime>,
    pub(crate) rules: Option<Arc<Rules>>,
    pub(crate) hits: bool,
    pub(crate) text_labels: LabelSet,
    pub(crate) sites: Arc<Sites>,
    pub(crate) readings: bool,
}

impl Options {
    /// Says whether pages are markup or text; by default that is found from the bytes of each.
    pub fn input(mut self, input: Input) -> Options {
        self.input = Some(input);
        self
    }

    /// Gives the charset that an HTTP header declared, by any label of the Encoding Standard. A byte order mark goes
    /// before it; an unknown label is passed over.
    pub fn charset(mut self, label: impl Into<String>) -> Options {
        self.charset = Some(label.into());
        self
    }

    /// Gives the page's address, which goes before the one that the page states.
    pub fn url(mut self, url: impl Into<String>) -> Options {
        self.url = Some(url.into());
        self
    }

    /// Says what kind of page it is, where the caller knows better than the cues.
    pub fn kind(mut self, kind: Kind) -> Options {
        self.kind = Some(kind);
        self
    }

    /// Sets the certainty, from 0 to 1, from which a line counts as content: a lower cut keeps more of the text, a
    /// higher one lets less boilerplate through. By default it is chosen for each page so that the expected word F1 is
    /// highest. Values outside the range are taken as its ends.
    pub fn cut(mut self, cut: f32) -> Options {
        self.cut = Some(cut);
        self
    }

    /// Gives the time at which the page was fetched, which dates such as "3 hours ago" are counted from. Without it they
    /// are no dates.
    pub fn now(mut self, now: ReferenceTime) -> Options {
        self.now = Some(now);
        self
    }

    /// Makes the text of the lines with these labels, in place of `body` and `heading`. Verdicts stay what they are.
    pub fn text_labels(mut self, labels: impl IntoIterator<Item = Label>) -> Options {
        self.text_labels = labels.into_iter().collect();
        self
    }

    /// Judges with what is known of sites, by CSS selectors.
    pub fn sites(mut self, sites: Sites) -> Options {
        self.sites = Arc::new(sites);
        self
    }

    /// Keeps the readings that stand over Chinese and Japanese characters (ruby), in brackets behind them. Off by default.
    pub fn readings(mut self, keep: bool) -> Options {
        self.readings = keep;
        self
    }

    /// Judges by these rules in place of the built-in ones.
    pub fn rules(mut self, rules: Arc<Rules>) -> Options {
        self.rules = Some(rules);
        self
    }

    /// Keeps, for every line, the hits that made its verdict. Costs time and memory; off by default.
    pub fn hits(mut self, keep: bool) -> Options {
        self.hits = keep;
        self
    }
}

/// A moment that relative dates are counted from: a civil date and time, without a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReferenceTime(pub(crate) jiff::civil::DateTime);

/// A reference time that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no date or time such as 2022-04-27 or 2022-04-27T21:26:00")]
pub struct BadReferenceTime(String);

impl std::str::FromStr for ReferenceTime {
    type Err = BadReferenceTime;

    /// Reads `2022-04-27` (midnight) or `2022-04-27T21:26:00`.
    fn from_str(text: &str) -> Result<ReferenceTime, BadReferenceTime> {
        let moment = text
            .parse::<jiff::civil::DateTime>()
            .or_else(|_| text.parse::<jiff::civil::Date>().map(|day| day.at(0, 0, 0, 0)));
        moment.map(ReferenceTime).map_err(|_| BadReferenceTime(text.to_owned()))
    }
}
