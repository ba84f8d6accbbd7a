//! The disk's state: files by name, nodes, the fault that is armed.

use std::collections::BTreeMap;

use rusqlite::ffi;

use crate::fault::{Fault, Op, Plan, Verdict};
use crate::file::{File, random};

/// An open file.
#[derive(Debug, Clone)]
pub(crate) struct Handle {
    pub(crate) id: u64,
    pub(crate) name: String,
    node: u32,
    generation: u64,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    generation: u64,
    up: bool,
}

/// What can go wrong, as SQLite's code.
type Done<T> = Result<T, i32>;

pub(crate) struct Drive {
    files: BTreeMap<String, File>,
    /// Files deleted without a sync of their folder: a cut may bring them back.
    ghosts: BTreeMap<String, Vec<u8>>,
    nodes: BTreeMap<u32, Node>,
    /// Open files: of which node, and of which of its lives.
    open: BTreeMap<u64, (u32, u64)>,
    plan: Option<Plan>,
    chance: u64,
    next: u64,
    pub(crate) operations: u64,
    pub(crate) writes: u64,
    pub(crate) lies: bool,
}

impl Drive {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            files: BTreeMap::new(),
            ghosts: BTreeMap::new(),
            nodes: BTreeMap::new(),
            open: BTreeMap::new(),
            plan: None,
            chance: seed,
            next: 0,
            operations: 0,
            writes: 0,
            lies: false,
        }
    }

    pub(crate) fn image(&self) -> BTreeMap<String, Vec<u8>> {
        let copy = |(name, file): (&String, &File)| (name.clone(), file.now.clone());
        self.files.iter().map(copy).collect()
    }

    pub(crate) fn restore(&mut self, image: &BTreeMap<String, Vec<u8>>, seed: u64) {
        let file = |(name, bytes): (&String, &Vec<u8>)| (name.clone(), File::synced(bytes.clone()));
        self.files = image.iter().map(file).collect();
        self.ghosts.clear();
        self.plan = None;
        self.chance = seed;
        self.operations = 0;
        self.lies = false;
        for node in self.nodes.values_mut() {
            node.generation += 1;
            node.up = true;
        }
    }

    pub(crate) fn arm(&mut self, left: u64, fault: Fault) {
        self.plan = Some(Plan {
            left,
            fault,
            struck: false,
        });
    }

    pub(crate) fn disarm(&mut self) -> bool {
        self.plan.take().is_some_and(|plan| plan.struck)
    }

    pub(crate) fn has_struck(&self) -> bool {
        self.plan.as_ref().is_some_and(|plan| plan.struck)
    }

    fn node(&mut self, node: u32) -> &mut Node {
        self.nodes.entry(node).or_insert(Node {
            generation: 0,
            up: true,
        })
    }

    pub(crate) fn is_up(&mut self, node: u32) -> bool {
        self.node(node).up
    }

    pub(crate) fn is_in_use(&mut self, node: u32) -> bool {
        let now = (node, self.node(node).generation);
        self.open.values().any(|&whose| whose == now)
    }

    pub(crate) fn boot(&mut self, node: u32) {
        self.node(node).up = true;
    }

    pub(crate) fn kill(&mut self, node: u32) {
        let gone = self.node(node);
        gone.generation += 1;
        gone.up = false;
        for file in self.files.values_mut() {
            let dead: Vec<u64> = file
                .mapped
                .iter()
                .copied()
                .filter(|id| id >> 40 == u64::from(node))
                .collect();
            for id in dead {
                file.mapped.remove(&id);
            }
            file.locks.release_node(node);
            if file.mapped.is_empty() {
                file.shared.clear();
            }
        }
    }

    pub(crate) fn cut(&mut self) {
        let nodes: Vec<u32> = self.nodes.keys().copied().collect();
        for node in nodes {
            self.kill(node);
        }
        let Self {
            files,
            ghosts,
            chance,
            ..
        } = self;
        let mut left: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for (name, file) in files.iter_mut() {
            left.extend(file.cut(chance).map(|bytes| (name.clone(), bytes)));
        }
        for (name, bytes) in std::mem::take(ghosts) {
            if random(chance) & 1 == 0 {
                left.entry(name).or_insert(bytes);
            }
        }
        self.files = left
            .into_iter()
            .map(|(name, bytes)| (name, File::synced(bytes)))
            .collect();
    }

    pub(crate) fn flip(&mut self, name: &str, byte: usize, bit: u8) {
        if let Some(file) = self.files.get_mut(name) {
            file.flip(byte, bit);
        }
    }

    /// Counts an operation of a node; carries out what is armed against it.
    fn operation(&mut self, node: u32, op: Op) -> Done<()> {
        if node == crate::OBSERVER {
            return Ok(());
        }
        self.operations += 1;
        match self
            .plan
            .as_mut()
            .map_or(Verdict::Fine, |plan| plan.judge(op))
        {
            Verdict::Fine => Ok(()),
            Verdict::Fails(code) => Err(code),
            Verdict::Kills => {
                self.kill(node);
                Err(ffi::SQLITE_IOERR)
            }
            Verdict::Cuts => {
                self.cut();
                Err(ffi::SQLITE_IOERR)
            }
        }
    }

    fn alive(&mut self, handle: &Handle) -> Done<()> {
        let node = *self.node(handle.node);
        if node.up && node.generation == handle.generation {
            Ok(())
        } else {
            Err(ffi::SQLITE_IOERR)
        }
    }

    fn begin(&mut self, handle: &Handle, op: Op) -> Done<&mut File> {
        self.alive(handle)?;
        self.operation(handle.node, op)?;
        self.file(handle)
    }

    fn file(&mut self, handle: &Handle) -> Done<&mut File> {
        self.files.get_mut(&handle.name).ok_or(ffi::SQLITE_IOERR)
    }

    /// Opens a file; the store itself makes the database's before, so that a missing one is an empty one.
    pub(crate) fn open(&mut self, node: u32, name: &str, make: bool) -> Done<Handle> {
        let Node { generation, up } = *self.node(node);
        if !up {
            return Err(ffi::SQLITE_CANTOPEN);
        }
        self.operation(node, Op::Open)?;
        if !self.files.contains_key(name) {
            if !make {
                return Err(ffi::SQLITE_CANTOPEN);
            }
            self.files.insert(name.to_owned(), File::default());
        }
        self.next += 1;
        let id = u64::from(node) << 40 | self.next;
        self.open.insert(id, (node, generation));
        Ok(Handle {
            id,
            name: name.to_owned(),
            node,
            generation,
        })
    }

    pub(crate) fn close(&mut self, handle: &Handle) {
        self.unmap(handle);
        self.open.remove(&handle.id);
        if let Some(file) = self.files.get_mut(&handle.name) {
            file.locks.release(handle.id);
        }
    }

    pub(crate) fn exists(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    pub(crate) fn delete(&mut self, node: u32, name: &str, sync_folder: bool) -> Done<()> {
        if !self.is_up(node) {
            return Err(ffi::SQLITE_IOERR_DELETE);
        }
        self.operation(node, Op::Delete)?;
        let file = self
            .files
            .remove(name)
            .ok_or(ffi::SQLITE_IOERR_DELETE_NOENT)?;
        if let (false, Some(bytes)) = (sync_folder && !self.lies, file.durable()) {
            self.ghosts.insert(name.to_owned(), bytes.clone());
        }
        Ok(())
    }

    /// Reads into the whole of `into`; false when the file ends before, the rest is then zeros.
    pub(crate) fn read(&mut self, handle: &Handle, at: usize, into: &mut [u8]) -> Done<bool> {
        let short = matches!(&self.plan, Some(plan) if plan.fault == Fault::ShortRead);
        let file = match self.begin(handle, Op::Read) {
            Ok(file) => file,
            Err(code) => {
                // What a broken read leaves behind is rubbish.
                let some = if short { into.len() / 2 } else { 0 };
                into[..some].fill(0xA5);
                return Err(code);
            }
        };
        let have = file.now.get(at..).unwrap_or_default();
        let count = have.len().min(into.len());
        into[..count].copy_from_slice(&have[..count]);
        into[count..].fill(0);
        Ok(count == into.len())
    }

    pub(crate) fn write(&mut self, handle: &Handle, at: usize, bytes: &[u8]) -> Done<()> {
        self.begin(handle, Op::Write)?.write(at, bytes);
        self.writes += 1;
        Ok(())
    }

    pub(crate) fn truncate(&mut self, handle: &Handle, len: usize) -> Done<()> {
        self.begin(handle, Op::Truncate)?.truncate(len);
        Ok(())
    }

    pub(crate) fn sync(&mut self, handle: &Handle) -> Done<()> {
        self.alive(handle)?;
        let lies = self.lies;
        let done = self.operation(handle.node, Op::Sync);
        // Still alive after an error: the sync failed, nobody was killed.
        self.alive(handle)?;
        let mut chance = random(&mut self.chance);
        let file = self.file(handle)?;
        match done {
            Ok(()) if lies => {}
            Ok(()) => file.sync(),
            Err(_) => file.sync_failed(&mut chance),
        }
        done
    }

    pub(crate) fn size(&mut self, handle: &Handle) -> Done<usize> {
        self.alive(handle)?;
        Ok(self.file(handle)?.now.len())
    }

    pub(crate) fn lock(&mut self, handle: &Handle, level: i32) -> Done<()> {
        let file = self.begin(handle, Op::Lock)?;
        if file.locks.lock(handle.id, level) {
            Ok(())
        } else {
            Err(ffi::SQLITE_BUSY)
        }
    }

    pub(crate) fn unlock(&mut self, handle: &Handle, level: i32) {
        if let Ok(file) = self.file(handle) {
            file.locks.unlock(handle.id, level);
        }
    }

    pub(crate) fn is_reserved(&mut self, handle: &Handle) -> Done<bool> {
        self.alive(handle)?;
        Ok(self.file(handle)?.locks.is_reserved())
    }

    pub(crate) fn shm_lock(
        &mut self,
        handle: &Handle,
        first: usize,
        count: usize,
        flags: i32,
    ) -> Done<()> {
        if flags & ffi::SQLITE_SHM_UNLOCK == 0 {
            self.begin(handle, Op::Lock)?;
        }
        let file = self.file(handle)?;
        if file.locks.shm(handle.id, first, count, flags) {
            Ok(())
        } else {
            Err(ffi::SQLITE_BUSY)
        }
    }

    /// One region of the shared memory, made when it is not there and `make` says so.
    pub(crate) fn map(
        &mut self,
        handle: &Handle,
        index: usize,
        make: bool,
    ) -> Done<Option<std::sync::Arc<crate::vfs::Region>>> {
        self.alive(handle)?;
        let file = self.file(handle)?;
        file.mapped.insert(handle.id);
        while make && file.shared.len() <= index {
            file.shared.push(std::sync::Arc::default());
        }
        Ok(file.shared.get(index).cloned())
    }

    pub(crate) fn unmap(&mut self, handle: &Handle) {
        if let Some(file) = self.files.get_mut(&handle.name)
            && file.mapped.remove(&handle.id)
            && file.mapped.is_empty()
        {
            file.shared.clear();
        }
    }
}
