//! The program itself: it starts, answers its own health check, and stops when told.

use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use crate::support::Certificate;

fn snapsell() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_snapsell"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("SNAPSELL_") {
            command.env_remove(name);
        }
    }
    command.env("LC_ALL", "C");
    command
}

/// A folder with what `init` writes: `serve` makes the database.
fn shop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let ran = snapsell().arg("init").arg(folder.path()).output().unwrap();
    assert!(ran.status.success());
    folder
}

/// Starts `serve` on a free port; gives the process and the address of its health page.
fn serve(folder: &Path, more: &[&str]) -> (Child, String) {
    serve_as(snapsell(), folder, more)
}

fn serve_as(mut program: Command, folder: &Path, more: &[&str]) -> (Child, String) {
    let mut child = program
        .arg("serve")
        .arg("--config")
        .arg(folder.join("snapsell.toml"))
        .args(["--listen", "127.0.0.1:0"])
        .args(more)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let talk = BufReader::new(child.stderr.take().unwrap());
    let mut lines = talk.lines().map_while(Result::ok);
    let first = lines.find(|line| line.starts_with("SnapSell "));
    let built_with = format!("   SQLite {}   ", rusqlite::version());
    assert!(first.is_some_and(|first| first.contains(&built_with)));
    let health = lines
        .find_map(|line| Some(line.trim().strip_prefix("Health")?.trim().to_owned()))
        .expect("the banner names the health page");
    (child, health)
}

fn health(url: &str) -> Output {
    snapsell().args(["health", url]).output().unwrap()
}

fn signal(child: &Child, name: &str) {
    let killed = Command::new("kill")
        .args(["-s", name, &child.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
}

fn terminate(child: &mut Child) -> Option<i32> {
    signal(child, "TERM");
    child.wait().unwrap().code()
}

#[test]
fn it_serves_health_and_stops_cleanly() {
    let folder = shop();
    let (mut child, url) = serve(folder.path(), &[]);
    let ready = health(&url);
    assert!(ready.status.success());
    assert_eq!(
        String::from_utf8_lossy(&ready.stdout),
        "{\"causes\":[],\"ready\":true}\n"
    );
    let metrics = health(&url.replace("/readyz", "/metrics"));
    let figures = String::from_utf8_lossy(&metrics.stdout).into_owned();
    assert!(figures.contains("snapsell_connections 1"), "{figures}");
    assert_eq!(
        health(&url.replace("/readyz", "/absent")).status.code(),
        Some(1)
    );
    assert_eq!(terminate(&mut child), Some(0));
    assert_eq!(health(&url).status.code(), Some(1));
}

#[test]
fn a_log_of_json_is_json_from_its_first_line_and_has_no_link() {
    let folder = shop();
    let key = folder.path().join("snapsell.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let mut child = snapsell()
        .args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json"])
        .arg("--config")
        .arg(folder.path().join("snapsell.toml"))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut said = Vec::new();
    loop {
        let line = lines.next().expect("it goes on").unwrap();
        let record: serde_json::Value = serde_json::from_str(&line).expect(&line);
        said.push(line);
        if record["message"]
            .as_str()
            .unwrap()
            .starts_with("no owner yet: run snapsell shop create, then snapsell user create")
        {
            break;
        }
    }
    assert_eq!(terminate(&mut child), Some(0));
    let said = said.join("\n");
    for words in [
        "others may read",
        "made the database",
        "\"health\":\"http://127.0.0.1:",
        "public_url is not set",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert!(!said.contains("/setup/"), "{said}");
}

#[test]
fn without_a_certificate_a_hangup_changes_nothing() {
    let folder = shop();
    let (mut child, url) = serve(folder.path(), &[]);
    assert!(health(&url).status.success());
    signal(&child, "HUP");
    assert!(health(&url).status.success());
    assert_eq!(terminate(&mut child), Some(0));
}

#[test]
fn whatever_asks_it_to_quit_it_stops_cleanly() {
    let folder = shop();
    for name in ["INT", "QUIT"] {
        let (mut child, _) = serve(folder.path(), &[]);
        signal(&child, name);
        assert_eq!(child.wait().unwrap().code(), Some(0), "{name}");
    }
}

#[test]
fn a_master_key_that_others_may_read_is_said_and_served() {
    let folder = shop();
    let key = folder.path().join("snapsell.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let check = || {
        let file = folder.path().join("snapsell.toml");
        let ran = snapsell()
            .args(["serve", "--check", "--config"])
            .arg(file)
            .output()
            .unwrap();
        assert!(ran.status.success());
        String::from_utf8(ran.stderr).unwrap()
    };
    let said = check();
    let next = format!("chmod 600 {}", key.display());
    assert!(
        said.contains("others may read the master key") && said.contains(&next),
        "{said}"
    );
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(!check().contains("others may read"));
}

#[test]
fn with_tls_it_recognises_its_own_certificate_and_no_other() {
    let folder = shop();
    let own = Certificate::new();
    let flags = |certificate: &Certificate| {
        let path = |path: &Path| path.to_str().unwrap().to_owned();
        let (cert, key) = (path(&certificate.files.cert), path(&certificate.files.key));
        ["--tls-cert".to_owned(), cert, "--tls-key".to_owned(), key]
    };
    let given = flags(&own);
    let (mut child, url) = serve(folder.path(), &given.each_ref().map(String::as_str));
    let address = url
        .trim_start_matches("https://")
        .trim_end_matches("/readyz");
    let ask = |flags: [String; 4]| {
        snapsell()
            .args(["health", "--listen", address])
            .args(flags)
            .output()
            .unwrap()
    };
    let ready = ask(given);
    assert!(
        ready.status.success(),
        "{}",
        String::from_utf8_lossy(&ready.stderr)
    );
    assert_eq!(ask(flags(&Certificate::new())).status.code(), Some(1));
    assert_eq!(terminate(&mut child), Some(0));
}

#[test]
fn a_renewed_certificate_is_shown_after_a_hangup() {
    let folder = shop();
    let (shown, renewed) = (Certificate::new(), Certificate::new());
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    let flags = |one: &Certificate| {
        let (cert, key) = (path(&one.files.cert), path(&one.files.key));
        ["--tls-cert".to_owned(), cert, "--tls-key".to_owned(), key]
    };
    let given = flags(&shown);
    let (mut child, url) = serve(folder.path(), &given.each_ref().map(String::as_str));
    let address = url
        .trim_start_matches("https://")
        .trim_end_matches("/readyz");
    let trusts = |flags: &[String; 4]| {
        let asked = snapsell()
            .args(["health", "--listen", address])
            .args(flags)
            .output();
        asked.unwrap().status.success()
    };
    std::fs::copy(&renewed.files.cert, &shown.files.cert).unwrap();
    std::fs::copy(&renewed.files.key, &shown.files.key).unwrap();
    assert!(!trusts(&given), "nobody said that it was renewed");
    let id = child.id().to_string();
    let told = Command::new("kill").args(["-HUP", &id]).status().unwrap();
    assert!(told.success());
    assert!(
        (0..200).any(|_| trusts(&given)),
        "it is shown to whoever comes now"
    );
    assert_eq!(terminate(&mut child), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn as_many_files_may_be_open_as_the_system_allows() {
    let folder = shop();
    let mut few = Command::new("sh");
    few.args(["-c", "ulimit -S -n 100; exec \"$0\" \"$@\""])
        .arg(env!("CARGO_BIN_EXE_snapsell"));
    let (mut child, _) = serve_as(few, folder.path(), &[]);
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let files = limits
        .lines()
        .find(|line| line.starts_with("Max open files"));
    let files: Vec<&str> = files.unwrap().split_whitespace().collect();
    assert_eq!(files[3], files[4], "{limits}");
    assert_eq!(terminate(&mut child), Some(0));
}

#[test]
fn a_taken_address_is_a_failure_with_its_code() {
    let folder = shop();
    let (mut child, url) = serve(folder.path(), &[]);
    let address = url
        .trim_start_matches("http://")
        .trim_end_matches("/readyz");
    let second = snapsell()
        .arg("serve")
        .arg("--config")
        .arg(folder.path().join("snapsell.toml"))
        .args(["--listen", address])
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&second.stderr).contains("SNAP-0201"));
    assert_eq!(terminate(&mut child), Some(0));
}

#[test]
fn a_database_is_made_or_brought_up_to_date_and_never_taken_back() {
    let folder = shop();
    let file = folder.path().join("snapsell.toml");
    let checked = snapsell()
        .args(["serve", "--check", "--config"])
        .arg(&file)
        .output();
    assert!(checked.unwrap().status.success());
    assert!(!folder.path().join("snapsell.db").exists(), "only checked");

    let (mut child, _) = serve(folder.path(), &[]);
    assert_eq!(terminate(&mut child), Some(0));
    let database = folder.path().join("snapsell.db");
    let raw = rusqlite::Connection::open(&database).unwrap();
    let later = "INSERT INTO schema_version VALUES (99, 'later', x'00')";
    raw.execute(later, []).unwrap();
    drop(raw);
    let refused = snapsell()
        .arg("serve")
        .arg("--config")
        .arg(&file)
        .args(["--listen", "127.0.0.1:0"])
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(78));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("SNAP-0503"));
}
