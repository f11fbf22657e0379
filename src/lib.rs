//! copydesk takes a scraped web page, as HTML or as text that another scraper has already flattened, says of every line
//! what it is, and gives back the clean text with its headline, byline, dateline and date.
//!
//! ```
//! let page = "<title>Ferry back | Tide Times</title><nav><a href=/>Home</a></nav><article><h1>Ferry back in service</h1>
//!     <p class=byline>By Jane Doe</p><p>BERGEN, Norway (AP) — The ferry between the two islands is back in service,
//!     the harbour master said on Monday, and the first crossing was full.</p></article>";
//! let document = copydesk::clean(page.as_bytes());
//! assert_eq!(document.headline.as_deref(), Some("Ferry back in service"));
//! assert_eq!(document.dateline.unwrap().place.as_deref(), Some("BERGEN"));
//! ```
//!
//! [`clean`] suits most; a [`Cleaner`] with [`Options`] does the rest. A page never fails: what was odd about it stands
//! in [`Document::notes`]. [`render`] turns a document into text, markdown or JSON, [`explain`] tells why a line got
//! its label. With the feature `golden`, `golden::check` holds a folder of saved pages against what is expected of them.

pub mod render;

mod clean;
mod confidence;
mod credits;
mod cues;
mod decode;
mod document;
mod empty;
pub mod explain;
#[cfg(feature = "fit")]
#[doc(hidden)]
pub mod fit;
mod front;
#[cfg(feature = "golden")]
pub mod golden;
mod kind;
mod label;
mod line;
mod measure;
mod options;
mod reread;
mod rules;
mod score;
mod sites;
mod thread;

pub use clean::{Cleaner, clean};
pub use document::{
    Article, Candidate, Caption, Dateline, Document, Hit, JudgedLine, Kind, Label, Note, Post, Rights, Rival, Sum,
};
pub use options::{BadReferenceTime, Input, Options, ReferenceTime};
pub use rules::{Rules, RulesError};
pub use sites::{BadSelector, Sites};
