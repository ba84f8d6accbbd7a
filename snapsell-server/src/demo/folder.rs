//! Where a demo lives: a temporary folder that is removed at the end, or one that the person named.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The folder of a demo. A temporary one is removed when this is dropped.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    temporary: Option<TempDir>,
}

impl Folder {
    /// A new temporary folder, for its owner alone.
    ///
    /// # Errors
    /// The system's.
    pub fn temporary() -> io::Result<Self> {
        let temporary = tempfile::Builder::new()
            .prefix("snapsell-demo-")
            .tempdir()?;
        Ok(Self {
            path: temporary.path().to_owned(),
            temporary: Some(temporary),
        })
    }

    /// This folder, made where it does not exist, and kept.
    ///
    /// # Errors
    /// The system's; [`io::ErrorKind::AlreadyExists`] when it holds a database.
    pub fn kept(path: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(path)?;
        let folder = Self {
            path: path.to_owned(),
            temporary: None,
        };
        match folder.database().exists() {
            true => Err(io::ErrorKind::AlreadyExists.into()),
            false => Ok(folder),
        }
    }

    /// The database inside.
    pub fn database(&self) -> PathBuf {
        self.path.join("snapsell.db")
    }

    /// In a kept folder, writes the master key, for its owner alone, and a configuration that names both files:
    /// `snapsell audit --config DIR/snapsell.toml` reads what is left of the demo.
    pub(super) fn keep_key(&self, key: &str) -> io::Result<()> {
        if self.temporary.is_some() {
            return Ok(());
        }
        let path = std::path::absolute(&self.path)?;
        let key_file = path.join("snapsell.key");
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&key_file)?;
        writeln!(file, "{key}")?;
        let quoted = |path: &Path| {
            path.display()
                .to_string()
                .replace('\\', "\\\\")
                .replace('"', "\\\"")
        };
        let (database, key_file) = (quoted(&path.join("snapsell.db")), quoted(&key_file));
        let config =
            format!("database = \"sqlite:{database}\"\nmaster_key_file = \"{key_file}\"\n");
        std::fs::write(path.join("snapsell.toml"), config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temporary_folder_is_gone_afterwards_and_a_named_one_is_never_written_over() {
        let folder = Folder::temporary().unwrap();
        let path = folder.database().parent().unwrap().to_owned();
        assert!(path.is_dir());
        let kept = path.join("kept");
        let named = Folder::kept(&kept).unwrap();
        std::fs::write(named.database(), "x").unwrap();
        let again = Folder::kept(&kept).map_err(|error| error.kind());
        assert_eq!(again.err(), Some(io::ErrorKind::AlreadyExists));
        drop(folder);
        assert!(!path.exists());
    }
}
