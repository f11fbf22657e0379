//! The content of the rules as a number. The build script takes the built-in files' as well, so that a program that starts
//! need not read through them once more.

/// A hash of the files' names and content (64-bit FNV-1a), the same on every machine, in six hexadecimal digits.
pub(crate) fn fingerprint<'f>(files: impl Iterator<Item = (&'f str, &'f str)>) -> String {
    let bytes = files.flat_map(|(name, text)| name.bytes().chain(text.bytes().filter(|&byte| byte != b'\r')));
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{:06x}", hash & 0xff_ffff)
}
