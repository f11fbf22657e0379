//! The pictures of a page: those that captions are of, and where on the page pictures stand.

/// A picture that a caption is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// Where it is, as written.
    pub(crate) source: Box<str>,
    /// What stands in its place where it is not shown.
    pub(crate) words: Box<str>,
}

/// A picture as it stands on the page, icons and the like left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShownPicture {
    /// The line before which it stands: an index into [`Page::lines`](super::Page::lines), or their number.
    pub(crate) before: usize,
    /// Its element: an index into [`Page::elements`](super::Page::elements).
    pub(crate) element: u32,
    /// What its attributes say in its place, or beside it.
    pub(crate) words: Box<str>,
}

/// Moves pictures up to where they stand once lines are gone.
pub(super) fn move_up(pictures: &mut [ShownPicture], drop: &[bool]) {
    let (mut gone, mut counted) = (0, 0);
    for picture in pictures {
        let end = picture.before.min(drop.len()).max(counted);
        gone += drop[counted..end].iter().filter(|drop| **drop).count();
        counted = end;
        picture.before = picture.before.saturating_sub(gone);
    }
}
