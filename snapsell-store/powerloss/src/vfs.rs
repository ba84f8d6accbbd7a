//! The file system as SQLite calls it: thin C functions over [`Drive`].
#![expect(
    unsafe_code,
    reason = "SQLite calls a file system through C function pointers"
)]

use std::collections::BTreeMap;
use std::ffi::{CStr, c_char, c_int};
use std::ptr;
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};

use rusqlite::ffi::{self, sqlite3_file, sqlite3_vfs};

use crate::drive::Drive;

mod opened;

pub(crate) use opened::Region;
use opened::{Inner, Kind, METHODS, Open};

type Shared = Arc<Mutex<Drive>>;

/// The disks of this process, by the folder over those of their nodes.
static DISKS: Mutex<BTreeMap<String, Shared>> = Mutex::new(BTreeMap::new());
static INSTALLED: Once = Once::new();
/// A day in 2026, as a Julian day in milliseconds: time stands still.
const JULIAN_MS: i64 = 212_661_849_600_000;

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

/// The disk, the node and the file behind a path.
fn resolve(path: *const c_char) -> Option<(Shared, u32, String)> {
    // SAFETY: SQLite gives paths as strings that end with a zero.
    let path = unsafe { CStr::from_ptr(path) }.to_str().ok()?;
    let (folder, name) = path.rsplit_once('/')?;
    let (root, node) = folder.rsplit_once('/')?;
    let drive = disks().get(root).map(Arc::clone)?;
    Some((drive, node.parse().ok()?, name.to_owned()))
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

fn code(done: Result<(), i32>) -> c_int {
    done.map_or_else(|code| code, |()| ffi::SQLITE_OK)
}

fn usize_of(count: c_int) -> usize {
    usize::try_from(count).expect("SQLite counts from zero")
}
