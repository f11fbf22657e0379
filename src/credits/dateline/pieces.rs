//! Cuts the head of a dateline into its pieces: at commas, brackets, slashes that stand as
//! brackets, dashes, and full stops that end no abbreviation.

use super::places::Agencies;
use super::shapes;

/// What stands around a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Plain,
    Round,
    Square,
    /// `/PRNewswire/`
    Slashed,
}

/// A piece of a head, trimmed, and where it starts there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'t> {
    pub(super) frame: Frame,
    pub(super) text: &'t str,
    pub(super) start: usize,
    pub(super) after_dash: bool,
}

impl Piece<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// More pieces than any dateline has.
const MOST_PIECES: usize = 8;

/// The pieces of a head, or none where a bracket stays open or the pieces are too many.
pub(super) fn pieces<'t>(head: &'t str, agencies: &Agencies) -> Option<Vec<Piece<'t>>> {
    let mut cutter = Cutter { head, pieces: Vec::new(), plain_from: 0, after_dash: false };
    let mut past = 0;
    for (at, c) in head.char_indices() {
        // Most characters are none at which a head is cut.
        if at < past || c.is_alphanumeric() {
            continue;
        }
        let (before, rest) = head.split_at(at);
        let framed = match c {
            '(' | '（' => Some((Frame::Round, closing(rest, [')', '）'])?)),
            '[' => Some((Frame::Square, closing(rest, [']', ']'])?)),
            '/' => slashed(before, rest, agencies).map(|length| (Frame::Slashed, length)),
            _ => None,
        };
        if let Some((frame, length)) = framed {
            cutter.plain(at);
            let inner = rest.get(c.len_utf8()..length).unwrap_or_default();
            cutter.push(frame, inner, at + c.len_utf8())?;
            let close = rest[length..].chars().next().map_or(0, char::len_utf8);
            past = at + length + close;
            cutter.plain_from = past;
        } else if let Some(length) = shapes::dash_at(before, rest) {
            cutter.plain(at);
            past = at + length;
            cutter.plain_from = past;
            cutter.after_dash = true;
        } else if c == '/' && cutter.ends_framed(before, rest) {
            cutter.plain(at);
            past = at + 1;
            cutter.plain_from = past;
        } else if matches!(c, ',' | '،') || (c == '.' && ends_sentence(before, rest)) {
            cutter.plain(at);
            past = at + c.len_utf8();
            cutter.plain_from = past;
        }
        if cutter.pieces.len() > MOST_PIECES {
            return None;
        }
    }
    cutter.plain(head.len());
    Some(cutter.pieces)
}

struct Cutter<'t> {
    head: &'t str,
    pieces: Vec<Piece<'t>>,
    plain_from: usize,
    after_dash: bool,
}

impl<'t> Cutter<'t> {
    /// Ends the plain piece that runs up to here, if there is any.
    fn plain(&mut self, to: usize) {
        let text = self.head.get(self.plain_from..to).unwrap_or_default();
        let start = self.plain_from;
        if text.chars().any(char::is_alphanumeric) {
            // A piece with a letter is never empty, so nothing is refused here.
            let _ = self.push(Frame::Plain, text, start);
        }
    }

    /// Whether the slash closes what another one opened: `/ ACCESSWIRE / May 5, 2025 /`.
    fn ends_framed(&self, before: &str, rest: &str) -> bool {
        let spaced = before.ends_with(' ') && (rest.len() == 1 || rest[1..].starts_with(' '));
        spaced && self.pieces.iter().any(|piece| piece.frame == Frame::Slashed)
    }

    fn push(&mut self, frame: Frame, text: &'t str, start: usize) -> Option<()> {
        let trimmed = text.trim_start();
        let start = start + text.len() - trimmed.len();
        let text = trimmed.trim_end();
        let after_dash = std::mem::take(&mut self.after_dash);
        self.pieces.push(Piece { frame, text, start, after_dash });
        (!text.is_empty()).then_some(())
    }
}

/// How many bytes there are up to the bracket's closing partner.
fn closing(rest: &str, partners: [char; 2]) -> Option<usize> {
    rest.find(partners)
}

/// Whether the slash opens a framed agency, and how many bytes there are up to the closing one:
/// `/TASS/` and `/ ACCESSWIRE /`, but not the places of `BERLIN / PARIS / LONDON`.
fn slashed(before: &str, rest: &str, agencies: &Agencies) -> Option<usize> {
    if !(before.is_empty() || before.ends_with(char::is_whitespace)) {
        return None;
    }
    let inner = rest.get(1..)?;
    let length = inner.find('/')?;
    let name = &inner[..length];
    let tight = !name.starts_with(char::is_whitespace) && !name.is_empty();
    (tight || agencies.knows(name.trim())).then_some(length + 1)
}

/// A full stop cuts where a long word stands before it and more follows: `КИЕВ. 3 декабря. УНН`.
fn ends_sentence(before: &str, rest: &str) -> bool {
    let spaced = rest[1..].starts_with(char::is_whitespace);
    let bare = before.trim_end().ends_with(char::is_alphabetic);
    spaced && bare && !shapes::ends_in_short_word(before)
}
