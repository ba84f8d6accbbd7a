//! What programs of one run each are asked to do, and the runtime that their servers have.

use crate::product::Broken;
use std::path::PathBuf;
use tokio::runtime::{Builder, Runtime};

/// What a run is asked to do.
#[derive(Debug)]
pub struct Options {
    /// Hundredths of the usual load.
    pub scale: u64,
    /// Where databases are made: the disk that is measured.
    pub folder: PathBuf,
    /// Figures as JSON.
    pub json: bool,
}

impl Options {
    /// Reads the words of the command line.
    ///
    /// # Errors
    /// `usage` for a word that is not known or lacks its value; a value that is no number.
    pub fn read(words: &[&str], usage: &'static str) -> Result<Self, Broken> {
        let mut options = Self {
            scale: 100,
            folder: std::env::temp_dir(),
            json: false,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(usage);
            match *word {
                "--scale" => options.scale = value()?.parse()?,
                "--dir" => options.folder = PathBuf::from(value()?),
                "--json" => options.json = true,
                _ => return Err(usage.into()),
            }
        }
        Ok(options)
    }
}

/// As many threads as there are cores.
///
/// # Errors
/// When the system gives none.
pub fn runtime() -> std::io::Result<Runtime> {
    Builder::new_multi_thread().enable_all().build()
}
