//! JSON lines: each line an object with a page in one of its fields. Lines are only parted here.

use super::unpack::Unpacked;
use super::{Body, Container, Failure, Found, MOST_BYTES, Record, damaged, read_line, too_large};

/// The lines of one file.
pub(super) struct Lines {
    bytes: Unpacked,
    container: Container,
    number: u64,
    ended: bool,
}

impl Lines {
    pub(super) fn new(bytes: Unpacked, container: Container) -> Lines {
        Lines { bytes, container, number: 0, ended: false }
    }
}

impl Iterator for Lines {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while !self.ended {
            let mut line = Vec::new();
            let read = self.bytes.offset().and_then(|offset| {
                let length = read_line(&mut self.bytes, MOST_BYTES as usize, &mut line)?;
                Ok((offset, length))
            });
            self.number += 1;
            let record = |offset: u64| Record { number: self.number, offset, ..Record::default() };
            match read {
                Ok((_, Some(0))) => return None,
                Ok((_, Some(_))) if line.trim_ascii().is_empty() => {}
                Ok((offset, Some(_))) => return Some(self.container.found(record(offset), Ok(Body::Json(line)))),
                Ok((offset, None)) => return Some(self.container.found(record(offset), Err(too_large()))),
                Err(error) => {
                    self.ended = true;
                    let failure = damaged(&error).unwrap_or_else(|| Failure::new(error.to_string()));
                    return Some(self.container.found(record(0), Err(failure)));
                }
            }
        }
        None
    }
}
