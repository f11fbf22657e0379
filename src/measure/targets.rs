//! Where the links of a page lead: below the page itself, into the same folder as its other links, to where another link
//! leads as well. Only lines that are mostly link are looked at; a link within a sentence says nothing of its line.

use rustc_hash::FxHashMap;
use url::Url;

use super::line::LineMeasures;
use crate::line::{Line, Page, Tag};

/// From this share on a line is mostly link.
const MOSTLY: f32 = 0.5;

/// So many other links to the same target outside of menus make it one that stands again.
const TWICE: u32 = 2;

/// What has more bytes is data and no address.
const LONGEST: usize = 2_000;

/// What targets are resolved against where the page's address is not known.
const UNKNOWN: &str = "https://page.invalid/";

/// File names that stand for their folder, sorted.
const FOLDER_FILES: &[&str] = &["default", "index"];

/// Where a line that is mostly link leads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target {
    /// Whether its path goes on from the page's own.
    pub(crate) is_below: bool,
    /// Share of the page's other linked lines that lead into the same folder.
    pub(crate) fellows: f32,
    /// Whether the same target also stands in a menu, header or footer, or twice outside of them.
    pub(crate) is_again: bool,
}

/// Per line: where it leads, if it is mostly link.
pub(super) fn find(page: &Page, lines: &[LineMeasures]) -> Vec<Option<Target>> {
    let linked = |line: &Line, measures: &LineMeasures| measures.linked >= MOSTLY && !line.block.links.is_empty();
    if !page.lines.iter().zip(lines).any(|(line, measures)| linked(line, measures)) {
        return vec![None; lines.len()];
    }
    let frames = frames(page);
    let mut book = Book::of(page);
    let mut own = Vec::with_capacity(lines.len());
    for (line, measures) in page.lines.iter().zip(lines) {
        let in_frame = line.markup.as_ref().is_some_and(|markup| frames[markup.element as usize]);
        let mut longest: Option<(usize, usize)> = None;
        for (range, target) in line.block.links.iter().filter(|_| linked(line, measures)) {
            let Some(place) = book.place(target) else { continue };
            let count = if in_frame { &mut book.known[place].in_frame } else { &mut book.known[place].outside };
            *count += 1;
            longest = longest.filter(|(length, _)| *length >= range.len()).or(Some((range.len(), place)));
        }
        own.push(longest.map(|(_, place)| (place, in_frame)));
    }
    let mut fellows = vec![0_u32; book.folders.len()];
    own.iter().flatten().for_each(|(place, _)| fellows[book.known[*place].folder] += 1);
    let others = own.iter().flatten().count().saturating_sub(1).max(1) as f32;
    let told = own.into_iter().map(|own| {
        let (place, in_frame) = own?;
        let known = &book.known[place];
        let outside = known.outside - u32::from(!in_frame);
        Some(Target {
            is_below: known.is_below,
            fellows: (fellows[known.folder] - 1) as f32 / others,
            is_again: known.in_frame > u32::from(in_frame) || outside >= TWICE,
        })
    });
    told.collect()
}

/// Per element: whether it stands in a menu, or in the header or footer of the page. Articles have headers of their own.
fn frames(page: &Page) -> Vec<bool> {
    let [nav, header, footer, article, main] = ["nav", "header", "footer", "article", "main"].map(Tag::of);
    let mut frames = vec![false; page.elements.len()];
    let mut in_text = vec![false; page.elements.len()];
    // Parents stand before their children.
    for (id, element) in page.elements.iter().enumerate() {
        let above = element.parent as usize;
        let is_edge = (element.tag == header || element.tag == footer) && !in_text[above];
        frames[id] = frames[above] || element.tag == nav || is_edge;
        in_text[id] = in_text[above] || element.tag == article || element.tag == main;
    }
    frames
}

/// The targets met so far.
struct Book<'p> {
    base: Option<Url>,
    /// Host and path from which the targets below the page go on.
    own: Option<String>,
    /// What a target as written leads to.
    written: FxHashMap<&'p str, Option<usize>>,
    addresses: FxHashMap<String, usize>,
    folders: FxHashMap<String, usize>,
    known: Vec<Known>,
}

/// What is known of a target.
struct Known {
    folder: usize,
    is_below: bool,
    in_frame: u32,
    outside: u32,
}

impl<'p> Book<'p> {
    fn of(page: &Page) -> Book<'p> {
        // What is resolved against an address takes as long as that is.
        let address = page.metadata.address.as_deref().filter(|address| address.len() <= LONGEST);
        let address = address.and_then(|address| Url::parse(address).ok());
        Book {
            own: address.as_ref().and_then(own_folder),
            base: address.or_else(|| Url::parse(UNKNOWN).ok()),
            written: FxHashMap::default(),
            addresses: FxHashMap::default(),
            folders: FxHashMap::default(),
            known: Vec::new(),
        }
    }

    /// The place of a target; none of one that leads to no other page.
    fn place(&mut self, written: &'p str) -> Option<usize> {
        if let Some(place) = self.written.get(written) {
            return *place;
        }
        let leads_on = !written.starts_with('#') && written.len() <= LONGEST;
        let url = self.base.as_ref().filter(|_| leads_on).and_then(|base| base.join(written).ok());
        let place = url.and_then(|url| self.add(&url));
        self.written.insert(written, place);
        place
    }

    fn add(&mut self, url: &Url) -> Option<usize> {
        let mut address = host_and_path(url)?;
        let folder = address.rfind('/').map_or("", |end| &address[..end]).to_owned();
        let is_below = self.own.as_ref().is_some_and(|own| address.starts_with(own) && address.len() > own.len());
        if let Some(query) = url.query() {
            address.push('?');
            address.push_str(query);
        }
        let next = self.folders.len();
        let folder = *self.folders.entry(folder).or_insert(next);
        let known = &mut self.known;
        Some(*self.addresses.entry(address).or_insert_with(|| {
            known.push(Known { folder, is_below, in_frame: 0, outside: 0 });
            known.len() - 1
        }))
    }
}

/// Host and path, without what differs between addresses of one page.
fn host_and_path(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(format!("{}{}", host.strip_prefix("www.").unwrap_or(host), url.path().trim_end_matches('/')))
}

/// The folder of what stands below a page: its own path without what a file's name ends in. All pages of a site stand
/// below its first one, which therefore has none.
fn own_folder(address: &Url) -> Option<String> {
    let path = host_and_path(address)?;
    let (above, file) = path.rsplit_once('/')?;
    let name = file.split_once('.').map_or(file, |(name, _)| name);
    let is_folder = FOLDER_FILES.binary_search(&name).is_ok();
    let folder = if is_folder { format!("{above}/") } else { format!("{above}/{name}/") };
    let segments = folder.matches('/').count();
    (segments > 1).then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_files_are_sorted() {
        assert!(FOLDER_FILES.is_sorted());
    }

    #[test]
    fn pages_have_folders_of_their_own() {
        for (address, folder) in [
            ("https://www.quay.example/guide/boats", Some("quay.example/guide/boats/")),
            ("https://quay.example/guide/boats/", Some("quay.example/guide/boats/")),
            ("https://quay.example/guide/boats.html?page=2", Some("quay.example/guide/boats/")),
            ("https://quay.example/guide/index.php", Some("quay.example/guide/")),
            ("https://quay.example/index.html", None),
            ("https://quay.example/", None),
        ] {
            let url = Url::parse(address).expect("an address");
            assert_eq!(own_folder(&url).as_deref(), folder, "{address}");
        }
    }
}
