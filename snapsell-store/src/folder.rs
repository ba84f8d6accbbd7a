//! The folder that a file is in, and whose a file is. A new name is durable only once its folder is.

use std::fs::File;
use std::io;
use std::path::Path;

/// The folder that a file is in.
pub(crate) fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

/// Makes the names in the folder of this file durable.
///
/// # Errors
/// The system's.
pub fn sync_folder(file: &Path) -> io::Result<()> {
    File::open(folder(file))?.sync_all()
}

/// Gives a new file the owner and the group of the one that it replaces or lies beside, where this process may: what a
/// command run by root leaves must be the server's own.
pub fn keep_owner(new: &Path, like: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, lchown};
        let Ok(of) = std::fs::metadata(like) else {
            return;
        };
        // What a link points to, which the folder's owner may have put there meanwhile, stays whose it is.
        if lchown(new, Some(of.uid()), Some(of.gid())).is_err() {
            // Only root may give files away; for anybody else the file is her own, as all that she makes.
        }
    }
}
