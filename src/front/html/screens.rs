//! On which screens a site shows an element, as far as its classes say: on all, on wide ones alone, on narrow ones alone, on none.
//! Whether that is so stands in style sheets that nobody has here, so this is evidence and no verdict.

/// Classes that put out of sight, sorted, unless another class shows again at some width.
const AWAY: &[&str] =
    &["d-none", "dn", "hidden", "hide", "invisible", "is-hidden", "u-hidden", "w-condition-invisible"];

/// Classes of what is shown on wide screens alone, sorted.
const WIDE: &[&str] = &[
    "desktop-only",
    "elementor-hidden-mobile",
    "elementor-hidden-phone",
    "hidden-mobile",
    "hidden-phone",
    "hidden-sm",
    "hidden-xs",
    "hide-for-small",
    "hide-for-small-only",
    "hide-mobile",
    "hide-on-mobile",
    "only-desktop",
    "show-for-large",
    "visible-desktop",
    "visible-lg",
    "visible-md",
];

/// Classes of what is shown on narrow screens alone, sorted.
const NARROW: &[&str] = &[
    "elementor-hidden-desktop",
    "hidden-desktop",
    "hidden-lg",
    "hidden-md",
    "hide-desktop",
    "hide-for-large",
    "hide-for-medium",
    "hide-on-desktop",
    "mobile-only",
    "only-mobile",
    "show-for-small",
    "show-for-small-only",
    "visible-mobile",
    "visible-phone",
    "visible-sm",
    "visible-xs",
];

/// Widths of screens, as classes name them.
const WIDTHS: &[&str] = &["2xl", "lg", "md", "print", "sm", "xl", "xs", "xxl"];

/// On which screens something is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Screens {
    All,
    None,
    Narrow,
    Wide,
}

/// Whether the classes among the names hide an element on all screens. Few have such a class, and all else is asked of those.
pub(super) fn hide(names: &str) -> bool {
    names.split_ascii_whitespace().any(|name| AWAY.binary_search(&name).is_ok()) && screens(names) == Screens::None
}

/// What the classes among the names say of screens.
pub(super) fn screens(names: &str) -> Screens {
    let (mut away, mut shown_again, mut narrow, mut wide) = (false, false, false, false);
    for name in names.split_ascii_whitespace() {
        away |= AWAY.binary_search(&name).is_ok();
        narrow |= NARROW.binary_search(&name).is_ok();
        wide |= WIDE.binary_search(&name).is_ok();
        match at_width(name) {
            Some("hidden" | "none") => narrow = true,
            Some(_) => shown_again = true,
            None => {}
        }
    }
    match (away, shown_again) {
        (true, false) => Screens::None,
        (true, true) => Screens::Wide,
        _ if narrow && !wide => Screens::Narrow,
        _ if wide && !narrow => Screens::Wide,
        _ => Screens::All,
    }
}

/// How a class such as `md:flex` or `d-md-none` has something shown from some width on.
fn at_width(name: &str) -> Option<&str> {
    let (width, display) = match name.strip_prefix("d-") {
        Some(rest) => rest.split_once('-')?,
        None => name.split_once(':')?,
    };
    let is_shown = || ["block", "flex", "grid", "inline", "table"].iter().any(|shown| display.starts_with(shown));
    let is_display = matches!(display, "hidden" | "none") && width != "print" || is_shown();
    Some(display).filter(|_| is_display && WIDTHS.contains(&width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_tell_screens() {
        assert!([AWAY, WIDE, NARROW, WIDTHS].iter().all(|list| list.is_sorted()));
        for (names, shown) in [
            ("post", Screens::All),
            ("hidden", Screens::None),
            ("postbody d-none", Screens::None),
            ("overflow-hidden", Screens::All),
            ("hideous", Screens::All),
            ("md:hidden", Screens::Narrow),
            ("hidden md:block", Screens::Wide),
            ("d-none d-md-block", Screens::Wide),
            ("hidden-xs", Screens::Wide),
            ("mobile-only", Screens::Narrow),
            ("mobile-only desktop-only", Screens::All),
        ] {
            assert_eq!(screens(names), shown, "{names}");
        }
    }
}
