//! What was acknowledged is on the disk after a power cut; and the tests would see if it were not.

use rusqlite::Connection;
use snapsell_powerloss::rig::Rig;
use snapsell_powerloss::{Disk, Fault};

/// Histories, of three cuts each.
const HISTORIES: u64 = 100;

#[test]
fn what_was_acknowledged_survives_every_cut() {
    let folder = tempfile::tempdir().unwrap();
    let rig = Rig::new(folder.path()).unwrap();
    let mut acked = 0;
    for seed in 0..HISTORIES {
        match rig.cycle(seed, 3) {
            Ok(count) => acked += count,
            Err(what) => panic!("seed {seed}: {what}"),
        }
    }
    assert!(acked > 3_000, "only {acked} entries were acknowledged");
}

#[test]
fn a_disk_that_only_says_that_it_synced_is_found_out() {
    let folder = tempfile::tempdir().unwrap();
    let rig = Rig::new(folder.path()).unwrap();
    let lost = (0..20)
        .filter(|&seed| lying_cycle(&rig, seed).is_err())
        .count();
    assert!(lost > 10, "{lost} of 20");
}

fn lying_cycle(rig: &Rig, seed: u64) -> Result<(), String> {
    rig.disk.restore(&rig.image, seed);
    let mut acked = Default::default();
    let mut live = rig.open(seed, &acked)?;
    rig.disk.lie(true);
    for _ in 0..10 {
        live.group(&mut acked).unwrap();
    }
    rig.disk.cut();
    rig.disk.lie(false);
    drop(live);
    rig.open(0, &acked).map(drop)
}

/// Inserts, cuts, and counts the cycles in which a row that was committed is gone.
fn lossy_cycles(synchronous: &str) -> u32 {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::new(folder.path(), 1, 1).unwrap();
    let setup = format!("PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous};");
    let open = || {
        let connection = Connection::open(disk.path(0)).unwrap();
        connection.execute_batch(&setup).unwrap();
        connection
    };
    let connection = open();
    connection
        .execute_batch("PRAGMA synchronous = FULL; CREATE TABLE t (n INTEGER PRIMARY KEY)")
        .unwrap();
    drop(connection);
    let image = disk.image();
    let mut lossy = 0;
    for seed in 0..100 {
        disk.restore(&image, seed);
        let connection = open();
        disk.arm(20 + seed, Fault::Cut);
        let insert = |n: &u32| {
            connection
                .execute("INSERT INTO t VALUES (?1)", [*n])
                .is_ok()
        };
        let committed = (0..60).take_while(insert).count();
        drop(connection);
        disk.boot(0);
        let found: usize = open()
            .query_row("SELECT count(*) FROM t", [], |row| row.get(0))
            .unwrap();
        lossy += u32::from(found < committed);
    }
    lossy
}

#[test]
fn the_disk_tells_a_commit_that_waits_for_it_from_one_that_does_not() {
    assert_eq!(lossy_cycles("FULL"), 0);
    let normal = lossy_cycles("NORMAL");
    assert!(
        normal > 30,
        "NORMAL lost rows in {normal} of 100 cycles only"
    );
}
