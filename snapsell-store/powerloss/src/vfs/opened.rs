//! One open file as SQLite uses it: reads, writes, locks and shared memory.
#![expect(
    unsafe_code,
    reason = "SQLite calls a file through C function pointers and shares memory through raw ones"
)]

use std::cell::UnsafeCell;
use std::ffi::{c_int, c_void};
use std::ptr;
use std::sync::Arc;

use rusqlite::ffi::{self, sqlite3_file, sqlite3_io_methods};

use super::{Shared, code, locked, usize_of};
use crate::drive::Handle;

/// What SQLite asks for at a time.
const REGION: usize = 32 * 1024;

/// One region of shared memory; SQLite guards it by its own locks and atomics.
pub(crate) struct Region(Box<UnsafeCell<[u64; REGION / 8]>>);

// SAFETY: only SQLite touches the bytes, through the pointer that `shm_map` gives it, as it does with mapped files.
unsafe impl Send for Region {}
// SAFETY: as above.
unsafe impl Sync for Region {}

impl Default for Region {
    fn default() -> Self {
        Self(Box::new(UnsafeCell::new([0; REGION / 8])))
    }
}

/// What stands behind an open file of SQLite. The first field is the one that it knows.
#[repr(C)]
pub(super) struct Open {
    base: sqlite3_file,
    pub(super) inner: *mut Inner,
}

pub(super) struct Inner {
    pub(super) drive: Shared,
    pub(super) kind: Kind,
    /// Kept alive as long as the connection may look at them.
    pub(super) regions: Vec<Arc<Region>>,
}

pub(super) enum Kind {
    File(Handle),
    /// A file without a name: private to its connection, nothing of it must last.
    Nameless(Vec<u8>),
}

/// What SQLite calls.
pub(super) static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// The file behind SQLite's pointer.
///
/// # Safety
/// `file` was opened by [`open`], is not closed, and is not used by another thread now: SQLite serialises.
unsafe fn inner<'a>(file: *mut sqlite3_file) -> &'a mut Inner {
    // SAFETY: by the contract, it points to an `Open` whose `inner` came from `Box::into_raw`.
    unsafe { &mut *(*file.cast::<Open>()).inner }
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: SQLite closes what it opened, once.
    let inner = unsafe { Box::from_raw((*file.cast::<Open>()).inner) };
    if let Kind::File(handle) = &inner.kind {
        locked(&inner.drive).close(handle);
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    into: *mut c_void,
    count: c_int,
    at: i64,
) -> c_int {
    // SAFETY: SQLite's own file and a buffer of `count` bytes.
    let (inner, into) = unsafe {
        (
            inner(file),
            std::slice::from_raw_parts_mut(into.cast::<u8>(), usize_of(count)),
        )
    };
    let whole = match &inner.kind {
        Kind::File(handle) => locked(&inner.drive).read(handle, position(at), into),
        Kind::Nameless(bytes) => {
            let have = bytes.get(position(at)..).unwrap_or_default();
            let some = have.len().min(into.len());
            into[..some].copy_from_slice(&have[..some]);
            into[some..].fill(0);
            Ok(some == into.len())
        }
    };
    match whole {
        Ok(true) => ffi::SQLITE_OK,
        Ok(false) => ffi::SQLITE_IOERR_SHORT_READ,
        Err(code) => code,
    }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    count: c_int,
    at: i64,
) -> c_int {
    // SAFETY: SQLite's own file and `count` bytes to be written.
    let (inner, from) = unsafe {
        (
            inner(file),
            std::slice::from_raw_parts(from.cast::<u8>(), usize_of(count)),
        )
    };
    match &mut inner.kind {
        Kind::File(handle) => code(locked(&inner.drive).write(handle, position(at), from)),
        Kind::Nameless(bytes) => {
            let end = position(at) + from.len();
            if bytes.len() < end {
                bytes.resize(end, 0);
            }
            bytes[position(at)..end].copy_from_slice(from);
            ffi::SQLITE_OK
        }
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: i64) -> c_int {
    // SAFETY: SQLite's own file.
    let inner = unsafe { inner(file) };
    match &mut inner.kind {
        Kind::File(handle) => code(locked(&inner.drive).truncate(handle, position(size))),
        Kind::Nameless(bytes) => {
            bytes.truncate(position(size));
            ffi::SQLITE_OK
        }
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, _: c_int) -> c_int {
    // SAFETY: SQLite's own file.
    let inner = unsafe { inner(file) };
    match &inner.kind {
        Kind::File(handle) => code(locked(&inner.drive).sync(handle)),
        Kind::Nameless(_) => ffi::SQLITE_OK,
    }
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, size: *mut i64) -> c_int {
    // SAFETY: SQLite's own file.
    let inner = unsafe { inner(file) };
    let found = match &inner.kind {
        Kind::File(handle) => locked(&inner.drive).size(handle),
        Kind::Nameless(bytes) => Ok(bytes.len()),
    };
    match found {
        Ok(found) => {
            // SAFETY: SQLite gives room for the answer.
            unsafe { *size = i64::try_from(found).unwrap_or(i64::MAX) };
            ffi::SQLITE_OK
        }
        Err(code) => code,
    }
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite's own file.
    let inner = unsafe { inner(file) };
    match &inner.kind {
        Kind::File(handle) => code(locked(&inner.drive).lock(handle, level)),
        Kind::Nameless(_) => ffi::SQLITE_OK,
    }
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite's own file.
    let inner = unsafe { inner(file) };
    if let Kind::File(handle) = &inner.kind {
        locked(&inner.drive).unlock(handle, level);
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn check_reserved_lock(file: *mut sqlite3_file, found: *mut c_int) -> c_int {
    // SAFETY: SQLite's own file.
    let inner = unsafe { inner(file) };
    let reserved = match &inner.kind {
        Kind::File(handle) => locked(&inner.drive).is_reserved(handle),
        Kind::Nameless(_) => Ok(false),
    };
    // SAFETY: SQLite gives room for the answer.
    unsafe { *found = c_int::from(reserved.unwrap_or(false)) };
    code(reserved.map(drop))
}

unsafe extern "C" fn file_control(_: *mut sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_: *mut sqlite3_file) -> c_int {
    4_096
}

/// What SQLite's own file system claims of ordinary disks: bytes beside a write survive a cut.
unsafe extern "C" fn device_characteristics(_: *mut sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn shm_map(
    file: *mut sqlite3_file,
    index: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: SQLite's own file, and room for the answer.
    let inner = unsafe {
        *out = ptr::null_mut();
        inner(file)
    };
    let Kind::File(handle) = &inner.kind else {
        return ffi::SQLITE_IOERR_SHMMAP;
    };
    if usize_of(size) != REGION {
        return ffi::SQLITE_IOERR_SHMMAP;
    }
    match locked(&inner.drive).map(handle, usize_of(index), extend != 0) {
        Ok(None) => ffi::SQLITE_OK,
        Ok(Some(region)) => {
            // SAFETY: room for the answer; the region lives as long as this file, which keeps it.
            unsafe { *out = region.0.get().cast() };
            inner.regions.push(region);
            ffi::SQLITE_OK
        }
        Err(code) => code,
    }
}

unsafe extern "C" fn shm_lock(
    file: *mut sqlite3_file,
    first: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    // SAFETY: SQLite's own file.
    let inner = unsafe { inner(file) };
    match &inner.kind {
        Kind::File(handle) => {
            code(locked(&inner.drive).shm_lock(handle, usize_of(first), usize_of(count), flags))
        }
        Kind::Nameless(_) => ffi::SQLITE_IOERR_SHMLOCK,
    }
}

unsafe extern "C" fn shm_barrier(_: *mut sqlite3_file) {
    std::sync::atomic::fence(std::sync::atomic::Ordering::SeqCst);
}

unsafe extern "C" fn shm_unmap(file: *mut sqlite3_file, _: c_int) -> c_int {
    // SAFETY: SQLite's own file.
    let inner = unsafe { inner(file) };
    if let Kind::File(handle) = &inner.kind {
        locked(&inner.drive).unmap(handle);
    }
    inner.regions.clear();
    ffi::SQLITE_OK
}

fn position(at: i64) -> usize {
    usize::try_from(at).expect("files begin at zero")
}
