//! A file that holds one secret.

use std::fs;
use std::path::Path;

use zeroize::Zeroizing;

use crate::exit::Failure;
use crate::talk::{self, Lang};

/// All of it as text, which leaves no trace in memory.
///
/// # Errors
/// Exit code 78 when it cannot be read.
pub(super) fn read(path: &Path, lang: Lang) -> Result<Zeroizing<String>, Failure> {
    let text = fs::read_to_string(path).map(Zeroizing::new);
    text.map_err(|error| {
        let args = [path.display().to_string(), error.to_string()];
        Failure::config(
            lang,
            &talk::FILE_UNREADABLE,
            &args.each_ref().map(String::as_str),
        )
    })
}
