//! The file system as SQLite calls it: thin C functions over [`Drive`].
#![expect(
    unsafe_code,
    reason = "SQLite calls a file system through C function pointers and shares memory through raw ones"
)]

use std::cell::UnsafeCell;
use std::collections::BTreeMap;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};

use rusqlite::ffi::{self, sqlite3_file, sqlite3_io_methods, sqlite3_vfs};

use crate::drive::{Drive, Handle};

type Shared = Arc<Mutex<Drive>>;

/// The disks of this process, by the folder over those of their nodes.
static DISKS: Mutex<BTreeMap<String, Shared>> = Mutex::new(BTreeMap::new());
static INSTALLED: Once = Once::new();
/// What SQLite asks for at a time.
const REGION: usize = 32 * 1024;
/// A day in 2026, as a Julian day in milliseconds: time stands still.
const JULIAN_MS: i64 = 212_661_849_600_000;

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
struct Open {
    base: sqlite3_file,
    inner: *mut Inner,
}

struct Inner {
    drive: Shared,
    kind: Kind,
    /// Kept alive as long as the connection may look at them.
    regions: Vec<Arc<Region>>,
}

enum Kind {
    File(Handle),
    /// A file without a name: private to its connection, nothing of it must last.
    Nameless(Vec<u8>),
}

pub(crate) fn mount(root: &str, drive: &Shared) {
    disks().insert(root.to_owned(), Arc::clone(drive));
}

pub(crate) fn unmount(root: &str) {
    disks().remove(root);
}

fn disks() -> MutexGuard<'static, BTreeMap<String, Shared>> {
    DISKS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn locked(drive: &Shared) -> MutexGuard<'_, Drive> {
    drive.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes this the file system of every connection that is opened from now on.
pub(crate) fn install() {
    INSTALLED.call_once(|| {
        let vfs = Box::leak(Box::new(sqlite3_vfs {
            iVersion: 2,
            szOsFile: c_int::try_from(size_of::<Open>()).expect("a few words"),
            mxPathname: 1_024,
            pNext: ptr::null_mut(),
            zName: c"powerloss".as_ptr(),
            pAppData: ptr::null_mut(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_path_name),
            xDlOpen: None,
            xDlError: None,
            xDlSym: None,
            xDlClose: None,
            xRandomness: Some(randomness),
            xSleep: Some(sleep),
            xCurrentTime: Some(current_time),
            xGetLastError: None,
            xCurrentTimeInt64: Some(current_time_int64),
            xSetSystemCall: None,
            xGetSystemCall: None,
            xNextSystemCall: None,
        }));
        // SAFETY: the structure lives for ever and all its functions are those below.
        let done = unsafe { ffi::sqlite3_vfs_register(vfs, 1) };
        assert_eq!(done, ffi::SQLITE_OK, "SQLite takes the file system");
    });
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
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

/// The disk, the node and the file behind a path.
fn resolve(path: *const c_char) -> Option<(Shared, u32, String)> {
    // SAFETY: SQLite gives paths as strings that end with a zero.
    let path = unsafe { CStr::from_ptr(path) }.to_str().ok()?;
    let (folder, name) = path.rsplit_once('/')?;
    let (root, node) = folder.rsplit_once('/')?;
    let drive = disks().get(root).map(Arc::clone)?;
    Some((drive, node.parse().ok()?, name.to_owned()))
}

fn code(done: Result<(), i32>) -> c_int {
    done.map_or_else(|code| code, |()| ffi::SQLITE_OK)
}

/// The file behind SQLite's pointer.
///
/// # Safety
/// `file` was opened by [`open`], is not closed, and is not used by another thread now: SQLite serialises.
unsafe fn inner<'a>(file: *mut sqlite3_file) -> &'a mut Inner {
    // SAFETY: by the contract, it points to an `Open` whose `inner` came from `Box::into_raw`.
    unsafe { &mut *(*file.cast::<Open>()).inner }
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    path: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives room for `szOsFile` bytes; without methods it will not close what failed to open.
    unsafe { (*file).pMethods = ptr::null() };
    let opened = if path.is_null() {
        Ok((
            Arc::new(Mutex::new(Drive::new(0))),
            Kind::Nameless(Vec::new()),
        ))
    } else {
        resolve(path)
            .ok_or(ffi::SQLITE_CANTOPEN)
            .and_then(|(drive, node, name)| {
                let make = flags & (ffi::SQLITE_OPEN_CREATE | ffi::SQLITE_OPEN_MAIN_DB) != 0;
                let handle = locked(&drive).open(node, &name, make)?;
                Ok((drive, Kind::File(handle)))
            })
    };
    match opened {
        Err(code) => code,
        Ok((drive, kind)) => {
            let inner = Box::new(Inner {
                drive,
                kind,
                regions: Vec::new(),
            });
            // SAFETY: as above; `out_flags` may be null.
            unsafe {
                (*file.cast::<Open>()).inner = Box::into_raw(inner);
                (*file).pMethods = &raw const METHODS;
                if !out_flags.is_null() {
                    *out_flags = flags;
                }
            }
            ffi::SQLITE_OK
        }
    }
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

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, path: *const c_char, sync_folder: c_int) -> c_int {
    match resolve(path) {
        Some((drive, node, name)) => code(locked(&drive).delete(node, &name, sync_folder != 0)),
        None => ffi::SQLITE_IOERR_DELETE,
    }
}

unsafe extern "C" fn access(
    _: *mut sqlite3_vfs,
    path: *const c_char,
    _: c_int,
    found: *mut c_int,
) -> c_int {
    let exists = resolve(path).is_some_and(|(drive, _, name)| locked(&drive).exists(&name));
    // SAFETY: SQLite gives room for the answer.
    unsafe { *found = c_int::from(exists) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn full_path_name(
    _: *mut sqlite3_vfs,
    path: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: SQLite gives a string that ends with a zero.
    let path = unsafe { CStr::from_ptr(path) }.to_bytes_with_nul();
    if path.len() > usize_of(room) {
        return ffi::SQLITE_CANTOPEN;
    }
    // SAFETY: `out` has room for `room` bytes, and they do not overlap.
    unsafe { ptr::copy_nonoverlapping(path.as_ptr().cast(), out, path.len()) };
    ffi::SQLITE_OK
}

/// The same numbers in every process: salts and temporary names, nothing secret.
unsafe extern "C" fn randomness(_: *mut sqlite3_vfs, count: c_int, out: *mut c_char) -> c_int {
    let mut chance = 7;
    for index in 0..usize_of(count) {
        let byte = crate::file::random(&mut chance).to_le_bytes()[0];
        // SAFETY: `out` has room for `count` bytes.
        unsafe { *out.add(index) = byte.cast_signed() as c_char };
    }
    count
}

/// Nobody really waits, but others may go on.
unsafe extern "C" fn sleep(_: *mut sqlite3_vfs, micros: c_int) -> c_int {
    std::thread::yield_now();
    micros
}

unsafe extern "C" fn current_time(_: *mut sqlite3_vfs, out: *mut f64) -> c_int {
    // SAFETY: SQLite gives room for the answer.
    unsafe { *out = JULIAN_MS as f64 / 86_400_000.0 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn current_time_int64(_: *mut sqlite3_vfs, out: *mut i64) -> c_int {
    // SAFETY: SQLite gives room for the answer.
    unsafe { *out = JULIAN_MS };
    ffi::SQLITE_OK
}

fn usize_of(count: c_int) -> usize {
    usize::try_from(count).expect("SQLite counts from zero")
}

fn position(at: i64) -> usize {
    usize::try_from(at).expect("files begin at zero")
}
