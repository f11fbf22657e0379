//! The company of a line: what stands right before and right behind the lines that say the same as it. Under a rank stand
//! many names and one rank under a name, so what stands under different lines is a rank, and what stands above a line that
//! others stand above as well is a name. Measured here; cues say what it means.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::document::Label;
use crate::measure::Measured;

/// How many different lines are told apart; more are as good as so many.
const MOST: usize = 6;

/// What stands beside the lines that say the same as a candidate's; not numbers where its line stands once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CompanyMeasures {
    /// How many different lines stand right before those that say the same, and how many right behind.
    pub(crate) before: f32,
    pub(crate) behind: f32,
    /// How many different lines stand right before those that say what the next line says, and how many right behind
    /// those that say what the line before it says.
    pub(crate) above_next: f32,
    pub(crate) below_last: f32,
}

impl Default for CompanyMeasures {
    fn default() -> CompanyMeasures {
        CompanyMeasures { before: f32::NAN, behind: f32::NAN, above_next: f32::NAN, below_last: f32::NAN }
    }
}

/// What the card lines of a page have beside them.
pub(super) struct Company {
    /// Per line: what it says, as a number; 0 where it says nothing of a card.
    said: Vec<u64>,
    beside: FxHashMap<u64, Beside>,
}

#[derive(Default)]
struct Beside {
    count: usize,
    before: Vec<u64>,
    behind: Vec<u64>,
}

impl Company {
    pub(super) fn of(page: &Measured<'_>, labels: &[Label]) -> Company {
        let said: Vec<u64> = (0..labels.len()).map(|line| said(page, labels, line)).collect();
        let mut company = Company { said, beside: FxHashMap::default() };
        for line in (0..labels.len()).filter(|&line| company.said[line] != 0) {
            let (before, behind) = (company.before(line), company.behind(line));
            let one = company.beside.entry(company.said[line]).or_default();
            one.count += 1;
            note(&mut one.before, before);
            note(&mut one.behind, behind);
        }
        company
    }

    /// The company of one line.
    pub(super) fn at(&self, line: usize) -> CompanyMeasures {
        let told = |said: u64, tell: &dyn Fn(&Beside) -> usize| {
            self.beside.get(&said).filter(|one| one.count > 1).map_or(f32::NAN, |one| tell(one) as f32)
        };
        let own = self.said.get(line).copied().unwrap_or(0);
        CompanyMeasures {
            before: told(own, &|one| one.before.len()),
            behind: told(own, &|one| one.behind.len()),
            above_next: told(self.behind(line), &|one| one.before.len()),
            below_last: told(self.before(line), &|one| one.behind.len()),
        }
    }

    fn before(&self, line: usize) -> u64 {
        line.checked_sub(1).and_then(|before| self.said.get(before)).copied().unwrap_or(0)
    }

    fn behind(&self, line: usize) -> u64 {
        self.said.get(line + 1).copied().unwrap_or(0)
    }
}

fn note(seen: &mut Vec<u64>, said: u64) {
    if said != 0 && seen.len() < MOST && !seen.contains(&said) {
        seen.push(said);
    }
}

/// What a card's line says with its numbers left open; 0 for content, for dates and for lines without letters.
fn said(page: &Measured<'_>, labels: &[Label], line: usize) -> u64 {
    let folded = &page.folded[line];
    if labels[line].is_content() || page.patterns.timed[line] || !folded.contains(char::is_alphabetic) {
        return 0;
    }
    let mut hasher = FxHasher::default();
    for word in folded.split(' ') {
        // A word with letters in it is a name as often as not: "ann1" and "ann2" are two.
        if word.contains(char::is_alphabetic) { word.hash(&mut hasher) } else { hasher.write_u8(0) }
    }
    hasher.finish() | 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front;
    use crate::rules::Rules;

    #[test]
    fn a_rank_stands_under_many_names() {
        let text = "Ann\nMember\nPosts: 4\nBen\nMember\nPosts: 9\nAnn\nMember\nPosts: 5";
        let page = front::text::read(text, &|_| Vec::new());
        let rules = Rules::built_in();
        let measured = Measured::new(&page, &rules);
        let labels = [Label::PostMeta; 9];
        let company = Company::of(&measured, &labels);
        let [ann, member, posts] = [0, 1, 2].map(|line| company.at(line));
        assert_eq!((ann.before, ann.behind, ann.above_next), (1.0, 1.0, 2.0), "{ann:?}");
        assert_eq!((member.before, member.behind, member.above_next), (2.0, 1.0, 1.0), "{member:?}");
        assert_eq!((posts.before, posts.behind, posts.below_last), (1.0, 2.0, 1.0), "{posts:?}");
    }
}
