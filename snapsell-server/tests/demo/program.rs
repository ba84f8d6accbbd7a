//! The program: what shows the demo and what must not.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::browser::{Browser, runtime};

fn snapsell() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_snapsell"));
    command.env_clear();
    command
}

/// The program, started; and what follows `mark` in its talk or its results.
fn started(command: &mut Command, mark: &str) -> (Child, String) {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let lines: Box<dyn BufRead> = match mark {
        "Health" => Box::new(BufReader::new(err)),
        _ => Box::new(BufReader::new(out)),
    };
    let told = lines
        .lines()
        .map_while(Result::ok)
        .find_map(|line| Some(line.trim().strip_prefix(mark)?.trim().to_owned()))
        .expect("it says where it listens");
    (child, told)
}

fn terminate(mut child: Child) -> Option<i32> {
    let killed = Command::new("kill").arg(child.id().to_string()).status();
    assert!(killed.unwrap().success());
    child.wait().unwrap().code()
}

#[test]
fn a_server_that_sells_has_no_page_of_the_demo() {
    let folder = tempfile::TempDir::new().unwrap();
    let config = folder.path().join("snapsell.toml");
    let init = snapsell().arg("init").arg(folder.path()).output().unwrap();
    assert!(init.status.success());
    let migrate = snapsell()
        .args(["migrate", "--config"])
        .arg(&config)
        .output();
    assert!(migrate.unwrap().status.success());
    let mut serve = snapsell();
    serve
        .args(["serve", "--listen", "127.0.0.1:0", "--config"])
        .arg(&config);
    let (child, health) = started(&mut serve, "Health");
    let host = health
        .trim_start_matches("http://")
        .trim_end_matches("/readyz");
    let browser = Browser(host.to_owned());
    runtime().block_on(async {
        for path in ["/demo", "/demo/commandes", "/demo/flux", "/demo/style.css"] {
            let page = browser.get(path).await;
            assert!(page.starts_with("HTTP/1.1 404"), "{path}: {page}");
        }
        let pressed = browser.post("/demo/faire", "quoi=foule").await;
        assert!(pressed.starts_with("HTTP/1.1 404"), "{pressed}");
    });
    assert_eq!(terminate(child), Some(0));
}

#[test]
fn the_program_shows_its_page_and_leaves_nothing_behind() {
    let temporary = tempfile::TempDir::new().unwrap();
    let mut demo = snapsell();
    demo.args(["demo", "--no-open"])
        .env("TMPDIR", temporary.path());
    let (child, rest) = started(&mut demo, "http://");
    let browser = Browser(rest.trim_end_matches("/demo").to_owned());
    let page = runtime().block_on(async { browser.get("/demo").await });
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    let left = || std::fs::read_dir(temporary.path()).unwrap().count();
    assert_eq!(left(), 1, "it lives in a temporary folder");
    assert_eq!(terminate(child), Some(0));
    assert_eq!(left(), 0, "and removes it");
}

#[test]
fn the_demo_listens_on_the_port_that_it_is_told() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let mut demo = snapsell();
    demo.args([
        "demo",
        "--no-open",
        "--listen",
        &format!("127.0.0.1:{port}"),
    ]);
    let (child, url) = started(&mut demo, "http://127.0.0.1:");
    assert_eq!(url, format!("{port}/demo"));
    terminate(child);
}
