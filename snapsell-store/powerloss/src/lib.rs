//! A disk for tests, in memory, under SQLite: it tells what was synced from what was not.
//!
//! When the power is cut, each sector written since the last sync is kept, lost or torn, in any order. Any single
//! operation can fail once, from then on, or because the disk is full or a lock is taken. Several nodes can have the
//! same database open; one of them can be killed alone, and the system then still has what it wrote.

mod drive;
mod fault;
mod file;
mod locks;
pub mod rig;
mod vfs;

pub use fault::Fault;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use drive::Drive;

/// A node that is no part of the system: nothing that it does is counted or fails, save that a cut ends it too.
pub const OBSERVER: u32 = 99;

/// A disk. Clones are the same disk. It holds one folder for each node, all of which show the same files.
#[derive(Clone)]
pub struct Disk {
    root: PathBuf,
    drive: Arc<Mutex<Drive>>,
}

/// What a disk holds, all of it synced. Cheap to keep, and to put on another disk.
#[derive(Clone)]
pub struct Image(std::collections::BTreeMap<String, Vec<u8>>);

impl Disk {
    /// An empty disk for `nodes` nodes; `seed` decides what a cut does. From now on SQLite opens only files of such
    /// disks in this process. The folder is real, and holds empty files: the store makes its file before SQLite does.
    ///
    /// # Errors
    /// When the folders cannot be made.
    pub fn new(root: &Path, nodes: u32, seed: u64) -> std::io::Result<Self> {
        vfs::install();
        for node in 0..nodes {
            std::fs::create_dir_all(root.join(node.to_string()))?;
        }
        let drive = Arc::new(Mutex::new(Drive::new(seed)));
        vfs::mount(&root.to_string_lossy(), &drive);
        Ok(Self {
            root: root.to_owned(),
            drive,
        })
    }

    /// Where a node finds the database.
    #[must_use]
    pub fn path(&self, node: u32) -> PathBuf {
        self.root.join(node.to_string()).join("snapsell.db")
    }

    /// Everything that is on the disk now, as if synced. Ask it when nobody writes.
    #[must_use]
    pub fn image(&self) -> Image {
        Image(self.drive().image())
    }

    /// Puts an image on the disk in place of everything, kills all nodes, boots them and begins a new course of chance.
    pub fn restore(&self, image: &Image, seed: u64) {
        self.drive().restore(&image.0, seed);
    }

    /// The next `after`-th operation fails: 0 is the next one. A fault armed before is forgotten.
    pub fn arm(&self, after: u64, fault: Fault) {
        self.drive().arm(after, fault);
    }

    /// No fault is armed any more; whether it had struck.
    pub fn disarm(&self) -> bool {
        self.drive().disarm()
    }

    /// Whether the fault that is armed has struck.
    #[must_use]
    pub fn has_struck(&self) -> bool {
        self.drive().has_struck()
    }

    /// Whether the node, as it runs now, has a file open.
    #[must_use]
    pub fn is_in_use(&self, node: u32) -> bool {
        self.drive().is_in_use(node)
    }

    /// Operations carried out so far.
    #[must_use]
    pub fn operations(&self) -> u64 {
        self.drive().operations
    }

    /// Writes so far, those of every node.
    #[must_use]
    pub fn writes(&self) -> u64 {
        self.drive().writes
    }

    /// The process of this node ends now: its connections are dead, its locks are gone, what it wrote remains.
    pub fn kill(&self, node: u32) {
        self.drive().kill(node);
    }

    /// The power is cut: every node ends, and what was not synced is kept, lost or torn.
    pub fn cut(&self) {
        self.drive().cut();
    }

    /// Whether the node's connections work.
    #[must_use]
    pub fn is_up(&self, node: u32) -> bool {
        self.drive().is_up(node)
    }

    /// The node may open files again.
    pub fn boot(&self, node: u32) {
        self.drive().boot(node);
    }

    /// From now on the disk says that it synced, and does not: a planted fault, to see that tests see it.
    pub fn lie(&self, lies: bool) {
        self.drive().lies = lies;
    }

    /// Flips one bit of a file, as a bad sector does.
    pub fn flip(&self, file: &str, byte: usize, bit: u8) {
        self.drive().flip(file, byte, bit);
    }

    fn drive(&self) -> MutexGuard<'_, Drive> {
        self.drive.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // The mount holds one, this is another.
        if Arc::strong_count(&self.drive) <= 2 {
            vfs::unmount(&self.root.to_string_lossy());
        }
    }
}

impl std::fmt::Debug for Disk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Disk")
            .field("root", &self.root)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Image").finish_non_exhaustive()
    }
}
