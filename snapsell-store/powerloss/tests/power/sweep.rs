//! Every single operation from a new file to a sent reply fails once, from then on, for lack of room or of a lock.

use snapsell_core::Span;
use snapsell_powerloss::rig::{Acked, KEY, Rig, new_shop, open, options, patiently};
use snapsell_powerloss::{Disk, Fault};
use snapsell_store::{MasterKey, Store, StoreError};

/// A server's life from an open database on: what worked is acknowledged.
fn life(rig: &Rig, acked: &mut Acked) -> Result<(), String> {
    let mut live = rig.open(1, acked)?;
    for _ in 0..6 {
        live.group(acked).map_err(|error| error.to_string())?;
    }
    live.send(acked).map_err(|error| error.to_string())?;
    live.group(acked).map_err(|error| error.to_string())
}

/// Fails every k-th operation in turn; how many there were.
fn sweep(rig: &Rig, fault: Fault) -> u64 {
    let mut quiet = 0;
    for k in 0.. {
        rig.disk.restore(&rig.image, k);
        rig.disk.arm(k, fault);
        let mut acked = Acked::default();
        let ended = life(rig, &mut acked);
        let struck = rig.disk.disarm();
        match (struck, &ended) {
            (true, _) => quiet = 0,
            (false, Ok(())) => quiet += 1,
            (false, Err(what)) => panic!("{fault:?} at {k} did not strike, and {what}"),
        }
        if fault == Fault::FromThenOn && struck && rig.disk.operations() > k + 40 {
            assert!(ended.is_err(), "{fault:?} at {k} is hidden");
        }
        // The process ends: its threads hold nothing any more, however late they notice.
        rig.disk.kill(0);
        // The machine is as it was: nothing that was acknowledged is lost, and it works again.
        let mut live = rig
            .open(2, &acked)
            .unwrap_or_else(|what| panic!("{fault:?} at {k}: {what}"));
        for _ in 0..3 {
            live.group(&mut acked)
                .unwrap_or_else(|error| panic!("{fault:?} at {k}, afterwards: {error}"));
        }
        drop(live);
        rig.disk.cut();
        if let Err(what) = rig.open(3, &acked) {
            panic!("{fault:?} at {k}, and a power cut afterwards: {what}");
        }
        if quiet == 1 {
            return k;
        }
    }
    unreachable!("a life ends")
}

fn complete(fault: Fault) {
    let folder = tempfile::tempdir().unwrap();
    let rig = Rig::new(folder.path()).unwrap();
    let operations = sweep(&rig, fault);
    assert!(operations > 300, "{operations} operations");
}

#[test]
fn each_operation_may_fail_once() {
    complete(Fault::Once);
}

#[test]
fn each_operation_may_be_the_first_of_many_that_fail() {
    complete(Fault::FromThenOn);
}

#[test]
fn the_disk_may_be_full_at_any_operation() {
    complete(Fault::Full);
}

#[test]
fn a_lock_may_be_taken_at_any_operation() {
    complete(Fault::Busy);
}

#[test]
fn each_read_may_break_off() {
    complete(Fault::ShortRead);
}

/// Migration, first opening and the first shop, each operation failing in turn.
#[test]
fn a_database_can_be_made_after_any_failure_while_it_was_made() {
    for fault in [
        Fault::Once,
        Fault::FromThenOn,
        Fault::Full,
        Fault::Busy,
        Fault::Cut,
    ] {
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::new(folder.path(), 1, 0).unwrap();
        let empty = disk.image();
        for k in 0.. {
            disk.restore(&empty, k);
            disk.arm(k, fault);
            let made = make(&disk);
            let struck = disk.disarm();
            // The process ends: its threads hold nothing any more, however late they notice.
            disk.kill(0);
            disk.boot(0);
            let made = match made {
                Err(_) | Ok(()) if struck => patiently(&disk, 0, || make(&disk)),
                made => made,
            };
            assert_eq!(made, Ok(()), "{fault:?} at {k}");
            let store = open(&disk, 0).unwrap();
            let shop = store.shop_by_slug("acme").unwrap().expect("it was made");
            assert_eq!(store.audit(shop.id).unwrap().violation, None);
            assert!(
                store
                    .lease(
                        snapsell_powerloss::rig::START,
                        1,
                        Span::from_secs(1),
                        |_| snapsell_store::Turn::Now
                    )
                    .unwrap()
                    .is_empty()
            );
            if !struck {
                break;
            }
        }
    }
}

fn make(disk: &Disk) -> Result<(), StoreError> {
    Store::migrate(&disk.path(0), false)?;
    let store = Store::open(&disk.path(0), MasterKey::from_base64(KEY)?, options())?;
    match store.create_shop(&new_shop("acme")) {
        Ok(_) | Err(StoreError::Taken(_)) => Ok(()),
        Err(error) => Err(error),
    }
}
