//! What a line shows of dates and names, each name taken out of it in one of a few ways. Beside which posts the line stands,
//! and what is made of it, is left to `candidate`.

use super::candidate::{Gatherer, Taken};
use super::common::Common;
use super::name::{SEPARATORS, after_lead, before_address, is_usable, late_lead, trim_days, trim_name};
use super::rhythm::{dates_of, moments};
use crate::credits::date::FoundDate;
use crate::credits::name::looks_like_name;
use crate::measure::fold;

/// A line of a card that holds a name has at most so many bytes.
const LINE_BYTES: usize = 240;

/// A line of more words is a sentence, of which no part is a name.
const PIECED_WORDS: usize = 8;

/// How many links of a line are looked at.
const MOST_LINKS: usize = 4;

/// What a line shows of dates and names; no dates of a line too long to be a card's.
#[derive(Debug, Default)]
pub(super) struct Shown<'a> {
    pub(super) dates: Option<Vec<FoundDate>>,
    pub(super) names: Vec<ShownName<'a>>,
    /// Whether they stand behind words, as a remark is signed.
    pub(super) is_signed: bool,
}

/// A part of a line that may be a name.
#[derive(Debug)]
pub(super) struct ShownName<'a> {
    pub(super) taken: Taken,
    pub(super) link: Option<u8>,
    pub(super) text: &'a str,
    pub(super) key: String,
    pub(super) is_name_like: bool,
    /// Whether it goes on with what comes back behind other words on the page.
    pub(super) holds_common: bool,
}

/// Reads lines of one page.
pub(super) struct Reader<'g, 'a> {
    gatherer: &'g Gatherer<'a>,
    common: Common,
}

impl<'g, 'a> Reader<'g, 'a> {
    pub(super) fn new(gatherer: &'g Gatherer<'a>) -> Reader<'g, 'a> {
        Reader { gatherer, common: Common::find(gatherer.page, gatherer.labels) }
    }

    /// What a line shows.
    pub(super) fn read(&self, line: usize) -> Shown<'a> {
        let Gatherer { page, rules, dates: context, .. } = *self.gatherer;
        let whole = page.page.lines[line].words();
        let signed = self.gatherer.signed(line);
        let text = signed.unwrap_or(whole);
        if text.len() > LINE_BYTES {
            return Shown::default();
        }
        let dates = moments(text, context, &rules.months);
        let found = dates_of(&dates, text, context, &rules.months);
        let mut names = self.around(text, &dates);
        names.iter_mut().filter(|_| signed.is_some()).for_each(|(taken, ..)| *taken = Taken::Signature);
        let till_date = dates.first().map_or(whole.len(), |date| date.span.start);
        let common = self.common.before(line, whole).filter(|name| name.len() <= till_date).map(trim_name);
        names.extend(common.map(|name| (Taken::BeforeCommon, None, name)));
        let source = &page.page.lines[line];
        let links = source.block.links.iter().take(MOST_LINKS).zip(0..);
        names.extend(
            links.filter_map(|((range, _), at)| Some((Taken::Link, Some(at), source.text.get(range.clone())?))),
        );
        let mut shown: Vec<ShownName<'_>> = Vec::new();
        for (taken, link, text) in names {
            let text = trim_name(text);
            let is_new = taken == Taken::Link || shown.iter().all(|one| one.text != text);
            if is_usable(text) && is_new && !self.is_date(text) {
                let is_name_like = looks_like_name(text, &rules.credit_words);
                let holds_common = common.is_some_and(|name| text.len() > name.len() && text.starts_with(name));
                shown.push(ShownName { taken, link, text, key: fold(text), is_name_like, holds_common });
            }
        }
        Shown { dates: Some(found), names: shown, is_signed: signed.is_some() }
    }

    /// The parts of a line that its dates, its marks and its first words tell apart.
    fn around<'t>(&self, text: &'t str, dates: &[FoundDate]) -> Vec<(Taken, Option<u8>, &'t str)> {
        let words = &self.gatherer.rules.credit_words;
        let mut names: Vec<(Taken, Option<u8>, &str)> = Vec::new();
        let (head, tail) = match dates {
            [] => (text, None),
            [first, ..] => {
                let last = dates.last().unwrap_or(first);
                let head = trim_days(text.get(..first.span.start).unwrap_or_default(), words);
                (head, text.get(last.span.end..))
            }
        };
        if let Some(tail) = tail {
            names.extend([(Taken::BeforeDate, None, head), (Taken::AfterDate, None, tail)]);
        } else {
            names.push((Taken::Whole, None, text));
        }
        let count = head.split_whitespace().take(PIECED_WORDS + 1).count();
        if (2..=PIECED_WORDS).contains(&count) {
            let first = head.split_whitespace().find(|word| word.chars().any(char::is_alphabetic));
            names.extend(first.map(|word| (Taken::FirstWord, None, word)));
            let pieces: Vec<&str> = head.split(SEPARATORS).map(str::trim).filter(|piece| !piece.is_empty()).collect();
            if let [first, .., last] = pieces[..] {
                names.extend([(Taken::FirstPiece, None, first), (Taken::LastPiece, None, last)]);
            }
        }
        let bracket = head.find(" (").and_then(|at| head.get(..at));
        names.extend(bracket.map(|name| (Taken::FirstPiece, None, name)));
        names.extend(before_address(head).map(|name| (Taken::FirstPiece, None, name)));
        // "by Ann on 4 May", "submitted two days ago by Ann".
        let led = [Some(head), tail].into_iter().flatten().filter_map(after_lead);
        names.extend(led.map(|name| (Taken::AfterLead, None, name)));
        if tail.is_some() {
            names.extend(late_lead(head).map(|name| (Taken::AfterLead, None, name)));
        }
        names
    }

    /// Whether a text is nothing but a date, which is nobody's name.
    fn is_date(&self, text: &str) -> bool {
        let Gatherer { rules, dates, .. } = *self.gatherer;
        let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
        has_digit && moments(text, dates, &rules.months).first().is_some_and(|date| date.span.len() * 2 > text.len())
    }
}
