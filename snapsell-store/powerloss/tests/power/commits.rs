//! A commit that fails leaves nothing behind that anybody was told; one whose fate is unknown is found out by repeating it.

use snapsell_core::{CommitError, Journal as _, Version};
use snapsell_powerloss::Fault;
use snapsell_powerloss::rig::{Acked, Rig, open};

/// A commit fails at each of its operations in turn. Whatever the disk has afterwards, repeating it ends well.
fn repeated_after(fault: Fault, cut: bool) -> (u32, u32) {
    let folder = tempfile::tempdir().unwrap();
    let rig = Rig::new(folder.path()).unwrap();
    let (mut gone, mut there) = (0, 0);
    for k in 0..200 {
        rig.disk.restore(&rig.image, k);
        let mut acked = Acked::default();
        let mut live = rig.open(5, &acked).unwrap();
        live.group(&mut acked).unwrap();
        let commit = std::iter::from_fn(|| Some(live.decide()))
            .flatten()
            .next()
            .expect("something happens");
        drop(live);
        let store = open(&rig.disk, 0).unwrap();
        rig.disk.arm(k, fault);
        let answer = store.commit(std::slice::from_ref(&commit)).remove(0);
        let struck = rig.disk.disarm();
        if answer.is_ok() {
            acked
                .entries
                .insert(commit.decision.version, commit.decision.command);
        }
        drop(store);
        if cut {
            rig.disk.cut();
        }
        drop(rig.open(0, &acked).unwrap());
        let store = open(&rig.disk, 0).unwrap();
        match store.commit(std::slice::from_ref(&commit)).remove(0) {
            Ok(()) => gone += 1,
            Err(CommitError::Duplicate) => there += 1,
            Err(other) => panic!("{fault:?} at {k}: the repeated commit is answered {other:?}"),
        }
        let shop = store.shops().unwrap()[0].id;
        let twice = store
            .entries_after(shop, Version::new(0), usize::MAX)
            .unwrap();
        let count = twice
            .iter()
            .filter(|entry| entry.command == commit.decision.command)
            .count();
        assert_eq!(count, 1, "{fault:?} at {k}: its effect exists once");
        if !struck {
            return (gone, there);
        }
    }
    panic!("{fault:?}: a commit ends");
}

#[test]
fn a_commit_that_failed_or_was_cut_off_is_carried_out_once_when_repeated() {
    for fault in [Fault::Once, Fault::FromThenOn, Fault::Full, Fault::Busy] {
        let (gone, _) = repeated_after(fault, false);
        assert!(gone > 0, "{fault:?} never stopped a commit");
    }
    let (gone, there) = repeated_after(Fault::Cut, true);
    assert!(
        gone > 0 && there > 0,
        "a cut leaves a commit either way: {gone} gone, {there} there"
    );
    let (gone, there) = repeated_after(Fault::Once, true);
    assert!(
        gone > 0 && there > 0,
        "as does a sync that fails: {gone} gone, {there} there"
    );
}
