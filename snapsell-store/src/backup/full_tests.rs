//! Copies on a disk that has no room for them. A process of its own has such a disk, where the system lets it.

use super::*;
use crate::connection::Options;
use crate::fixture::{Folder, answered};
use snapsell_core::Journal as _;
use std::process::Command;

/// Set in the process that has a disk of its own; names where that is.
const DISK: &str = "SMALL_DISK_AT";

/// Runs a test again in a process that has this many KiB of disk. Whether this is that process, and where its disk is.
fn small_disk(test: &str, kib: u64) -> Option<PathBuf> {
    if let Some(disk) = std::env::var_os(DISK) {
        return Some(disk.into());
    }
    let disk = tempfile::tempdir().unwrap();
    // The mount is the process's alone and ends with it.
    let mount = format!("mount -t tmpfs -o size={kib}k tmpfs \"${DISK}\"");
    let alone = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script]);
        command.env(DISK, disk.path());
        command
    };
    if !alone(&mount).output().is_ok_and(|ran| ran.status.success()) {
        // This system lets nobody have a disk.
        return None;
    }
    let mut child = alone(&format!("{mount} && exec \"$0\" \"$@\""));
    child.arg(std::env::current_exe().unwrap());
    let name = format!("backup::full_tests::{test}");
    let ran = child.args(["--exact", &name]).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
    None
}

fn names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// How large a database with one shop is, and where one lies that has room.
fn shop() -> (Folder, Store, u64) {
    let (folder, store, shop) = Folder::with_shop();
    assert!(store.commit(&[answered(shop, 1, vec![], "one")])[0].is_ok());
    store.empty_log().unwrap();
    let kib = std::fs::metadata(folder.database()).unwrap().len() / 1024;
    (folder, store, kib)
}

/// What a file holds by itself, without anything that lies beside it.
fn alone(file: &Path) -> BackupReport {
    let folder = tempfile::tempdir().unwrap();
    let moved = folder.path().join("alone.db");
    std::fs::copy(file, &moved).unwrap();
    Store::verify_backup(&moved).unwrap()
}

#[test]
fn a_copy_needs_its_own_size_and_where_that_is_missing_there_is_none() {
    let (_folder, store, kib) = shop();
    // Room for the copy, but not for the copy and a log of all of it.
    let Some(disk) = small_disk(
        "a_copy_needs_its_own_size_and_where_that_is_missing_there_is_none",
        kib + kib / 2,
    ) else {
        return;
    };
    let copy = disk.join("copy.db");
    let report = store.backup(&copy).unwrap();
    assert_eq!(alone(&copy), report);
    assert_eq!(store.backup(&disk.join("second.db")), Err(StoreError::Full));
    assert_eq!(names(&disk), ["copy.db"]);
}

#[test]
fn what_cannot_be_put_back_leaves_the_database_that_is_there() {
    let (folder, store, kib) = shop();
    let Some(disk) = small_disk(
        "what_cannot_be_put_back_leaves_the_database_that_is_there",
        2 * kib - 8,
    ) else {
        return;
    };
    let copy = folder.path("copy.db");
    store.backup(&copy).unwrap();
    drop(store);
    let database = disk.join("snapsell.db");
    std::fs::copy(folder.database(), &database).unwrap();
    let before = std::fs::read(&database).unwrap();
    let log = beside(&database, "-wal");
    std::fs::write(&log, b"x").unwrap();
    let full = Store::restore(&copy, &database, true);
    assert_eq!(full, Err(StoreError::Full));
    assert_eq!(names(&disk), ["snapsell.db", "snapsell.db-wal"]);
    assert!(std::fs::read(&database).unwrap() == before);
    assert_eq!(std::fs::read(&log).unwrap(), b"x");
}

#[test]
fn a_restored_database_is_whole_on_a_disk_that_holds_two_of_it() {
    let (folder, store, kib) = shop();
    let Some(disk) = small_disk(
        "a_restored_database_is_whole_on_a_disk_that_holds_two_of_it",
        2 * kib + 40,
    ) else {
        return;
    };
    let copy = folder.path("copy.db");
    let report = store.backup(&copy).unwrap();
    drop(store);
    let database = disk.join("snapsell.db");
    std::fs::copy(folder.database(), &database).unwrap();
    assert_eq!(Store::restore(&copy, &database, true), Ok(report.clone()));
    assert_eq!(names(&disk), ["snapsell.db"]);
    assert_eq!(alone(&database), report);
    drop(Store::open(&database, folder.key(), Options::default()).unwrap());
}
