//! What stands behind a time to say its zone: "+02:00", "GMT", "(UTC+7)", "ET".
//! Only figures, GMT and UTC state an offset; the names of zones do not, since
//! the same letters mean different ones.

use super::scan::Scan;
use super::token::Kind;

/// Time zones that a reader may see after a time. They are part of the time but
/// state no offset: the same letters mean different ones.
const ZONES: &[&str] = &[
    "aedt", "aest", "bst", "cdt", "cest", "cet", "cst", "ct", "edt", "eest", "eet", "est", "et", "hkt", "ist", "jst",
    "kst", "mdt", "mesz", "mez", "mst", "mt", "pdt", "pkt", "pst", "pt", "sgt", "wib", "мск",
];

impl Scan<'_> {
    /// "+02:00", "-0500", "Z", "GMT", "(UTC+7)", and names of zones, which end
    /// the time but state no offset.
    pub(super) fn offset(&self, clock_end: usize) -> Option<(Option<String>, usize)> {
        let mut at = self.skip_space(clock_end);
        if let Some(signed) = self.signed_offset(at, at == clock_end) {
            return Some(signed);
        }
        let bracket = self.is_mark(at, &['(']);
        at += usize::from(bracket);
        let word = self.word(at)?;
        let close = |end: usize| end + usize::from(bracket && self.is_mark(end, &[')']));
        match &*word {
            "z" if at == clock_end => Some((Some("+00:00".to_owned()), at + 1)),
            "gmt" | "utc" => match self.signed_offset(at + 1, true) {
                Some((offset, end)) => Some((offset, close(end))),
                None => Some((Some("+00:00".to_owned()), close(at + 1))),
            },
            _ if ZONES.binary_search(&&*word).is_ok() => Some((None, close(at + 1))),
            _ => None,
        }
    }

    /// An offset in figures. Behind a space or with a minus it needs all four
    /// digits, since "21:26 - 22:00" is a span of time.
    fn signed_offset(&self, at: usize, attached: bool) -> Option<(Option<String>, usize)> {
        let sign = match self.kind(at)? {
            Kind::Mark('+') => '+',
            Kind::Mark('-' | '−') => '-',
            _ => return None,
        };
        let (value, digits) = self.number(at + 1)?;
        let colon = self.is_mark(at + 2, &[':']);
        let minutes = self.number(at + 3).filter(|(_, digits)| colon && *digits == 2);
        let (hours, minutes, end) = match (digits, minutes) {
            (1 | 2, Some((minutes, _))) if attached => (value, minutes, at + 4),
            (4, _) => (value / 100, value % 100, at + 2),
            (1 | 2, None) if attached => (value, 0, at + 2),
            _ => return None,
        };
        // "9:26-10:00" is a span of time too; only a full time has an offset there.
        let back = |count: usize| at.checked_sub(count);
        let full = back(4).is_some_and(|at| self.is_mark(at, &[':']) || self.word(at).is_some_and(|w| w == "t"));
        let fits = hours <= 14 && matches!(minutes, 0 | 30 | 45) && (sign == '+' || digits == 4 || full);
        fits.then(|| (Some(format!("{sign}{hours:02}:{minutes:02}")), end))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_zones_are_sorted() {
        assert!(super::ZONES.is_sorted());
    }
}
