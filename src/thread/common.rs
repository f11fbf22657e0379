//! Lines of cards that go on alike: where a scraper sets a card on one line, the name opens it and what is behind the name
//! comes back at the other posts: "mtorres Joined: 8 years ago", "Lena Senior Member", "Lena Re: The old mill". What stands
//! before words that follow upon different ones may be a name; whether it is one is left to the points.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

use crate::document::Label;
use crate::measure::Measured;

/// A line of more words is no card; one that was taken for a post's words has to be shorter.
const MOST_WORDS: usize = 20;
const MOST_OWN_WORDS: usize = 6;

/// A name has at most so many words.
const NAME_WORDS: usize = 4;

/// Where the lines of a page go on as others do.
pub(super) struct Common {
    /// Per line: where the words end that stand before what comes back, in bytes; 0 where nothing does.
    ends: Vec<u16>,
}

/// Where a line may part into a name and what comes back: where the name ends, what it is, and what follows.
struct Cut {
    end: usize,
    name: u64,
    follows: u64,
}

impl Common {
    pub(super) fn find(page: &Measured<'_>, labels: &[Label]) -> Common {
        let is_open = |line: usize| {
            let most = if labels[line].is_content() { MOST_OWN_WORDS } else { MOST_WORDS };
            page.lines[line].words <= most as f32
        };
        let cuts: Vec<Vec<Cut>> = (0..labels.len())
            .map(|line| if is_open(line) { cuts(page.page.lines[line].words()) } else { Vec::new() })
            .collect();
        // Per words that follow: what they followed first, and whether they follow anything else.
        let mut seen: FxHashMap<u64, (u64, bool)> = FxHashMap::default();
        for cut in cuts.iter().flatten() {
            let (first, is_shared) = seen.entry(cut.follows).or_insert((cut.name, false));
            *is_shared |= *first != cut.name;
        }
        let end = |cuts: &Vec<Cut>| {
            let shared = cuts.iter().find(|cut| seen[&cut.follows].1);
            shared.and_then(|cut| u16::try_from(cut.end).ok()).unwrap_or(0)
        };
        Common { ends: cuts.iter().map(end).collect() }
    }

    /// What stands in a line before words that come back behind others.
    pub(super) fn before<'t>(&self, line: usize, text: &'t str) -> Option<&'t str> {
        let end = usize::from(self.ends.get(line).copied().unwrap_or(0));
        text.get(..end).filter(|name| !name.is_empty())
    }
}

/// The places where a line may part, the shortest name first.
fn cuts(text: &str) -> Vec<Cut> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for word in text.split_whitespace().take(MOST_WORDS + 1) {
        at += text[at..].len() - text[at..].trim_start().len();
        words.push((at, word));
        at += word.len();
    }
    // "2. Lena": the place in a list is no part of a name.
    let opens = usize::from(words.first().is_some_and(|(_, word)| is_number(word)));
    let keys: Vec<u64> = words.iter().map(|(_, word)| key(word)).collect();
    let parts = opens + 1..words.len().min(opens + NAME_WORDS + 1);
    let cut = |part: usize| {
        let mut name = FxHasher::default();
        keys[opens..part].hash(&mut name);
        let mut follows = FxHasher::default();
        (keys[part], keys.get(part + 1)).hash(&mut follows);
        let (start, word) = words[part - 1];
        Cut { end: start + word.len(), name: name.finish(), follows: follows.finish() }
    };
    parts.map(cut).collect()
}

fn is_number(word: &str) -> bool {
    word.strip_suffix('.').is_some_and(|figures| figures.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A word without its marks and in small letters, all numbers alike.
fn key(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    let mut in_number = false;
    for c in word.chars().filter(|c| c.is_alphanumeric()) {
        let is_digit = c.is_numeric();
        if !is_digit {
            c.to_lowercase().for_each(|c| c.hash(&mut hasher));
        } else if !in_number {
            '0'.hash(&mut hasher);
        }
        in_number = is_digit;
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front;
    use crate::rules::Rules;
    use crate::thread::name::trim_name;

    #[test]
    fn names_stand_before_what_comes_back() {
        let cards = [
            ("mtorres Joined: 8 years ago", "mtorres"),
            ("Old Ballast Joined: 11 years ago", "Old Ballast"),
            ("2. Lena Senior Member", "Lena"),
            ("3. Kurt Senior Member", "Kurt"),
            ("Reply to this", ""),
            ("Reply to this", ""),
        ];
        let text: Vec<&str> = cards.iter().map(|(line, _)| *line).collect();
        let page = front::text::read(&text.join("\n"), &|_| Vec::new());
        let rules = Rules::built_in();
        let measured = Measured::new(&page, &rules);
        let common = Common::find(&measured, &[Label::PostMeta; 6]);
        for (at, (line, (_, name))) in page.lines.iter().zip(cards).enumerate() {
            assert_eq!(trim_name(common.before(at, line.words()).unwrap_or_default()), name);
        }
    }
}
