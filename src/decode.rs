//! Bytes to text: which encoding they are in, and what was odd about them. The order is that of the HTML standard (byte
//! order mark, the caller's charset, the page's own declaration, a guess), except that bytes which are valid UTF-8 are
//! taken for it whatever a page declares: other encodings do not look like it by chance.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::document::Note;
use crate::front::html::declared_encoding;

/// How many bytes the standard looks at for a declaration.
const PRESCANNED: usize = 1024;

/// How many bytes the guess looks at.
const GUESSED_FROM: usize = 64 * 1024;

/// Share of control bytes from which an input is no text. Text has none but white space; pages cut from archives a few.
const BINARY_SHARE: f64 = 0.1;

/// Share of characters that may be replaced before the declared encoding is given up.
const REPLACED_SHARE: f64 = 0.02;

/// Decoded input.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    /// The encoding's name in the Encoding Standard, in lower case.
    pub(crate) encoding: String,
    pub(crate) notes: Vec<Note>,
}

/// Decodes the bytes of a page. `charset` is what an HTTP header declared, `host` helps the guess.
pub(crate) fn decode<'a>(bytes: &'a [u8], charset: Option<&str>, host: Option<&str>) -> Decoded<'a> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return finish(encoding, &bytes[mark..], Vec::new());
    }
    if let Some(encoding) = zeros_of_utf16(bytes) {
        return finish(encoding, bytes, vec![Note::EncodingGuessed]);
    }
    if is_binary(bytes) {
        return Decoded { text: Cow::Borrowed(""), encoding: "binary".to_owned(), notes: vec![Note::Binary] };
    }
    // An escape character may switch tables, as ISO-2022-JP does with bytes that are all ASCII.
    if memchr::memchr(0x1b, bytes).is_none()
        && let Some(text) = whole_utf8(bytes)
    {
        let notes = if text.len() < bytes.len() { vec![Note::TruncatedInput] } else { Vec::new() };
        return Decoded { text: Cow::Borrowed(text), encoding: "utf-8".to_owned(), notes };
    }
    let declared = charset.and_then(|label| Encoding::for_label(label.as_bytes())).or_else(|| prescan(bytes));
    match declared {
        Some(encoding) => declared_or_guess(encoding, bytes, host),
        None => finish(guess(bytes, host), bytes, vec![Note::EncodingGuessed]),
    }
}

/// Valid UTF-8, up to a character that the end of the input cuts.
fn whole_utf8(bytes: &[u8]) -> Option<&str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) if error.error_len().is_none() => {
            let whole = std::str::from_utf8(&bytes[..error.valid_up_to()]).ok();
            // Without another character that proves it, the last byte may be one of any encoding.
            whole.filter(|text| !text.is_ascii())
        }
        Err(_) => None,
    }
}

/// Takes the declared encoding, unless it makes nonsense of the bytes and a guess makes less.
fn declared_or_guess<'a>(encoding: &'static Encoding, bytes: &'a [u8], host: Option<&str>) -> Decoded<'a> {
    let declared = finish(encoding, bytes, Vec::new());
    let bad = replaced(&declared.text);
    if bad as f64 <= REPLACED_SHARE * declared.text.len() as f64 {
        return declared;
    }
    let guessed = finish(guess(bytes, host), bytes, vec![Note::EncodingMismatch, Note::EncodingGuessed]);
    if replaced(&guessed.text) < bad { guessed } else { declared }
}

fn finish<'a>(encoding: &'static Encoding, bytes: &'a [u8], mut notes: Vec<Note>) -> Decoded<'a> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        notes.push(Note::ReplacedCharacters);
    }
    Decoded { text, encoding: encoding.name().to_lowercase(), notes }
}

fn replaced(text: &str) -> usize {
    text.matches(char::REPLACEMENT_CHARACTER).count()
}

/// The page's own declaration: `<?xml encoding?>` or `<meta>` in its first bytes.
fn prescan(bytes: &[u8]) -> Option<&'static Encoding> {
    let first: String = bytes.iter().take(PRESCANNED).map(|&byte| byte as char).collect();
    let label = xml_declaration(&first).map(str::to_owned).or_else(|| declared_encoding(&first))?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // A declaration that could be read byte by byte cannot be one in UTF-16; the standard takes it for UTF-8.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

fn xml_declaration(first: &str) -> Option<&str> {
    let declaration = first.trim_start().strip_prefix("<?xml")?.split('>').next()?;
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

fn guess(bytes: &[u8], host: Option<&str>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(GUESSED_FROM)], true);
    let domain = host.and_then(|host| host.rsplit('.').next()).filter(|domain| domain.is_ascii());
    let domain = domain.map(|domain| domain.to_ascii_lowercase());
    let usable = domain.as_deref().filter(|domain| domain.bytes().all(|byte| byte.is_ascii_lowercase()));
    detector.guess(usable.map(str::as_bytes), Utf8Detection::Allow)
}

/// UTF-16 without a mark: mostly Latin text has a zero in every second byte.
fn zeros_of_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(PRESCANNED) & !1];
    if sample.len() < 4 {
        return None;
    }
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 4 >= half * 3 && even * 4 < half {
        Some(UTF_16LE)
    } else if even * 4 >= half * 3 && odd * 4 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(GUESSED_FROM)];
    let controls =
        sample.iter().filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
    let known = [&b"%PDF-"[..], b"\x89PNG", b"\xff\xd8\xff", b"PK\x03\x04", b"GIF8", b"\x1f\x8b"];
    known.iter().any(|magic| sample.starts_with(magic)) || controls as f64 > BINARY_SHARE * sample.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], charset: Option<&str>, encoding: &str, text: &str, notes: &[Note]) {
        let decoded = decode(bytes, charset, None);
        assert_eq!((decoded.encoding.as_str(), &*decoded.text, &*decoded.notes), (encoding, text, notes));
    }

    #[test]
    fn encodings_are_told() {
        check(b"plain", None, "utf-8", "plain", &[]);
        check("naïve".as_bytes(), Some("latin1"), "utf-8", "naïve", &[]);
        check(b"\xef\xbb\xbfmark", None, "utf-8", "mark", &[]);
        check(b"\xff\xfea\0b\0", None, "utf-16le", "ab", &[]);
        check(b"a\0b\0c\0d\0", None, "utf-16le", "abcd", &[Note::EncodingGuessed]);
        check(b"\0a\0b\0c\0d", None, "utf-16be", "abcd", &[Note::EncodingGuessed]);
        check(b"caf\xe9", Some("iso-8859-1"), "windows-1252", "café", &[]);
        check(b"<meta charset=windows-1251>\xcc\xe8\xf0", None, "windows-1251", "<meta charset=windows-1251>Мир", &[]);
        check(
            b"<?xml version='1.0' encoding='iso-8859-2'?>\xb3",
            None,
            "iso-8859-2",
            "<?xml version='1.0' encoding='iso-8859-2'?>ł",
            &[],
        );
    }

    #[test]
    fn odd_input_is_noted() {
        check(b"", None, "utf-8", "", &[]);
        check(b"%PDF-1.7 x", None, "binary", "", &[Note::Binary]);
        check(&[0; 64], None, "binary", "", &[Note::Binary]);
        check(b"wh\xc3\xb6le \xe2\x82", None, "utf-8", "whöle ", &[Note::TruncatedInput]);
        check(b"\xff\xfe\x00\xd8a\0", None, "utf-16le", "\u{fffd}a", &[Note::ReplacedCharacters]);
        assert!(decode(b"caf\xe9 cr\xe8me", None, None).notes.contains(&Note::EncodingGuessed));
        let greeting = "Привет, мир. ".repeat(20);
        assert_eq!(decode(greeting.as_bytes(), Some("shift_jis"), None).encoding, "utf-8");
    }
}
