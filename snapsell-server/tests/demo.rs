//! The demo from the outside: its transcript, its checker, its page without a script.

#![cfg(test)]
#![cfg(feature = "demo")]

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use snapsell_server::cli;
use snapsell_server::config::Env;
use snapsell_server::demo::{self, Folder, Headless, Live, Running};
use snapsell_server::exit::Exit;
use snapsell_server::talk::Lang;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Messages of random customers: fewer than the command plays, so that the tests stay short.
const TAIL: usize = 30;
const PATIENCE: Duration = Duration::from_secs(20);

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap()
}

type Watch<'a> = &'a mut (dyn FnMut(usize, &Path) + Send);

/// The transcript, and the breach that ended it.
fn play(seed: u64, lang: Lang, watch: Watch<'_>) -> (String, Option<String>) {
    let options = Headless {
        folder: Folder::temporary().unwrap(),
        seed,
        lang,
        check: true,
        tail: TAIL,
        watch,
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let played = runtime().block_on(demo::play(options, &mut out, &mut err));
    let breach = played.unwrap().err().map(|breach| breach.to_string());
    (String::from_utf8(out).unwrap(), breach)
}

#[test]
fn the_same_seed_gives_the_same_transcript_and_another_seed_another_one() {
    let (one, breach) = play(7, Lang::Fr, &mut |_, _| {});
    assert_eq!(breach, None);
    let (same, _) = play(7, Lang::Fr, &mut |_, _| {});
    assert_eq!(one, same);
    let (other, breach) = play(8, Lang::Fr, &mut |_, _| {});
    assert_eq!(breach, None);
    assert_ne!(one, other);
    for part in [
        "20:14:05 Marie: [photo] A12\n  à Marie : A12 ·",
        "  * A12 réservé · Awa\n20:15:20 Fatou: A12\n",
        "  * A12 file n° 1 · Fatou\n",
        "  à Binta : 12A n'existe pas. Tu voulais A12",
        "  * reçu validé · Mariam\n",
        "  * A12 expiré · Awa\n  * A12 passe à la suivante · Fatou\n",
        "  · rien : déjà connu\n",
        "  ! réponse perdue pour Mariam",
        "  ! retenu pour Binta (STOP)\n",
        "  * C03 réservé · n° 1\n",
        "  * C03 file n° 19 · n° 20\n",
        "VF-0001  Kady",
        " 0 double attribution.",
    ] {
        assert!(one.contains(part), "{part} is missing from\n{one}");
    }
}

#[test]
fn the_script_speaks_english_too() {
    let (text, breach) = play(7, Lang::En, &mut |_, _| {});
    assert_eq!(breach, None);
    assert!(text.contains("  * A12 expired · Awa\n"), "{text}");
    assert!(text.contains("VF-0003  Mariam    B07"), "{text}");
}

/// Plays until step 20, does something to the database and gives the breach that was found.
fn tampered(sql: &'static str) -> Option<String> {
    let mut tamper = |step: usize, database: &Path| {
        if step == 20 {
            let connection = rusqlite::Connection::open(database).unwrap();
            assert!(connection.execute(sql, []).unwrap() > 0, "{sql}");
        }
    };
    play(7, Lang::Fr, &mut tamper).1
}

#[test]
fn what_is_changed_behind_the_servers_back_is_found() {
    for sql in [
        "UPDATE journal SET at = at + 1 WHERE version = 5",
        "DELETE FROM inbox WHERE seq = 4",
        "UPDATE holds SET slots = '[1,2]'",
        "DELETE FROM outbox WHERE state = 6 AND id = 2",
        "UPDATE outbox SET provider_id = 'SM0' WHERE id = 2",
        "UPDATE order_lines SET price = price + 1",
    ] {
        let breach = tampered(sql);
        assert!(breach.is_some(), "nobody noticed: {sql}");
    }
}

fn command(arguments: &[&str]) -> (Exit, String, String) {
    let arguments: Vec<OsString> = std::iter::once(&"snapsell")
        .chain(arguments)
        .map(OsString::from)
        .collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = cli::run(arguments, &Env::of_pairs(&[]), &mut out, &mut err);
    (
        exit,
        String::from_utf8(out).unwrap(),
        String::from_utf8(err).unwrap(),
    )
}

#[test]
fn the_command_plays_to_its_end_keeps_a_folder_on_request_and_never_writes_over_it() {
    let folder = tempfile::TempDir::new().unwrap();
    let kept = folder.path().join("kept");
    let arguments = ["demo", "--headless", "--keep", kept.to_str().unwrap()];
    let (exit, out, err) = command(&arguments);
    assert_eq!(exit, Exit::Done, "{err}");
    assert!(out.contains("VF-0001"), "{out}");
    assert!(err.contains(" ms ("), "{err}");
    let config = kept.join("snapsell.toml");
    let (exit, out, err) = command(&["audit", "--config", config.to_str().unwrap()]);
    assert_eq!(exit, Exit::Done, "{out}{err}");
    let (exit, _, err) = command(&arguments);
    assert_eq!(exit, Exit::Failed);
    assert!(err.contains("SNAP-0703"), "{err}");
}

/// The page of a demo, as a browser without a script uses it.
struct Browser(String);

impl Browser {
    fn of(running: &Running) -> Self {
        let url = running.url();
        let host = url.trim_start_matches("http://").split('/').next();
        Self(host.unwrap().to_owned())
    }

    async fn ask(&self, head: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.0).await.unwrap();
        let request = format!(
            "{head} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
            self.0,
            body.len()
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    async fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path}"), "").await
    }

    async fn post(&self, path: &str, form: &str) -> String {
        self.ask(&format!("POST {path}"), form).await
    }

    /// Reads the page again until it holds this.
    async fn until(&self, path: &str, part: &str) -> String {
        let reading = async {
            loop {
                let page = self.get(path).await;
                if page.contains(part) {
                    return page;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let read = tokio::time::timeout(PATIENCE, reading).await;
        read.unwrap_or_else(|_| panic!("{part} never appears on {path}"))
    }
}

async fn start() -> Running {
    let live = Live {
        folder: Folder::temporary().unwrap(),
        seed: 7,
        lang: Lang::Fr,
        speed: 1,
    };
    live.start().await.unwrap()
}

async fn stop(running: Running) {
    running.trigger().drain();
    tokio::time::timeout(PATIENCE, running.until_stopped())
        .await
        .expect("it stops");
}

#[test]
fn every_page_has_its_headers_and_strangers_are_refused() {
    runtime().block_on(async {
        let running = start().await;
        let browser = Browser::of(&running);
        for path in ["/demo", "/demo/commandes"] {
            let page = browser.get(path).await;
            assert!(page.starts_with("HTTP/1.1 200"), "{page}");
            for header in [
                "content-security-policy: default-src 'none'; script-src 'nonce-",
                "x-content-type-options: nosniff",
                "cache-control: no-store",
                "x-frame-options: DENY",
            ] {
                assert!(page.contains(header), "{header} is missing from {page}");
            }
            assert!(
                page.contains("Démonstration, rien n&#x27;est envoyé"),
                "{page}"
            );
            assert!(page.contains("<html lang=\"fr\">"), "{page}");
        }
        let elsewhere = "POST /demo/faire HTTP/1.1\r\norigin: http://evil.example\r\nx:";
        let refused = browser.ask(elsewhere, "quoi=couper").await;
        assert!(refused.starts_with("HTTP/1.1 403"), "{refused}");
        let unknown = browser.post("/demo/dire", "qui=inconnue&texte=A12").await;
        assert!(unknown.starts_with("HTTP/1.1 400"), "{unknown}");
        assert!(browser.get("/demo/rien").await.starts_with("HTTP/1.1 404"));
        stop(running).await;
    });
}

#[test]
fn a_customer_writes_without_a_script_and_the_answer_appears() {
    runtime().block_on(async {
        let running = start().await;
        let browser = Browser::of(&running);
        browser.post("/demo/dire", "qui=marie&texte=LIVE").await;
        browser.until("/demo", "le live est ouvert").await;
        browser.post("/demo/dire", "qui=marie&texte=A77").await;
        browser.until("/demo", "A77 · ").await;
        let sent = browser.post("/demo/dire", "qui=awa&texte=a+77").await;
        assert!(sent.starts_with("HTTP/1.1 303"), "{sent}");
        assert!(sent.contains("location: /demo?vers=awa#awa"), "{sent}");
        let page = browser
            .until("/demo?vers=awa", "A77, c&#x27;est à toi")
            .await;
        assert!(page.contains("A77 réservé · Awa"), "{page}");
        browser
            .post("/demo/dire", "qui=awa&texte=12+rue+7,+Cocody")
            .await;
        browser.until("/demo", "adresse notée · Awa").await;
        browser.post("/demo/dire", "qui=awa&texte=OUI").await;
        let orders = browser.until("/demo/commandes", "VF-0001").await;
        assert!(orders.contains("Cocody"), "{orders}");
        browser.post("/demo/faire", "quoi=en").await;
        let english = browser.get("/demo").await;
        assert!(english.contains("<html lang=\"en\">"), "{english}");
        stop(running).await;
    });
}

#[test]
fn a_receipt_is_a_picture_that_the_shop_fetched() {
    runtime().block_on(async {
        let running = start().await;
        let browser = Browser::of(&running);
        browser
            .post("/demo/dire", "qui=marie&texte=B12&photo=1")
            .await;
        let page = browser.until("/demo", "/demo/photo/MM").await;
        let from = page.find("/demo/photo/MM").unwrap();
        let path = &page[from..from + "/demo/photo/".len() + 34];
        let picture = browser.until(path, "content-type: image/jpeg").await;
        assert!(picture.starts_with("HTTP/1.1 200"), "{path}");
        stop(running).await;
    });
}

#[test]
fn a_crowd_of_twenty_has_one_winner_and_an_outage_loses_nothing() {
    runtime().block_on(async {
        let running = start().await;
        let browser = Browser::of(&running);
        browser.post("/demo/faire", "quoi=couper").await;
        browser.post("/demo/faire", "quoi=foule").await;
        let page = browser.until("/demo", "C04 file n° 19 · n° 20").await;
        assert!(page.contains("C04 réservé · n° 1"), "{page}");
        assert_eq!(page.matches("C04 réservé").count(), 1, "{page}");
        browser.post("/demo/faire", "quoi=couper").await;
        for _ in 0..3 {
            browser.post("/demo/faire", "quoi=saut").await;
        }
        browser.until("/demo", "C04 · 15").await;
        let page = browser.until("/demo", "vérifications, aucune faute").await;
        assert!(page.contains("0 double attribution"), "{page}");
        stop(running).await;
    });
}

#[test]
fn the_stream_of_changes_ends_with_the_server() {
    runtime().block_on(async {
        let running = start().await;
        let host = Browser::of(&running).0;
        let mut stream = TcpStream::connect(&host).await.unwrap();
        let request = format!("GET /demo/flux HTTP/1.1\r\nhost: {host}\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut first = vec![0; 4_096];
        let length = stream.read(&mut first).await.unwrap();
        assert!(String::from_utf8_lossy(&first[..length]).contains("text/event-stream"));
        let reader = tokio::spawn(async move {
            let mut rest = Vec::new();
            stream.read_to_end(&mut rest).await
        });
        stop(running).await;
        let ended = tokio::time::timeout(PATIENCE, reader).await;
        assert!(ended.is_ok(), "the stream ends");
    });
}

#[test]
fn a_new_live_begins_in_a_shop_of_its_own() {
    runtime().block_on(async {
        let running = start().await;
        let browser = Browser::of(&running);
        browser.post("/demo/dire", "qui=marie&texte=A77").await;
        browser.until("/demo", "A77 · ").await;
        browser.post("/demo/faire", "quoi=recommencer").await;
        let page = browser.get("/demo").await;
        assert!(!page.contains("A77"), "{page}");
        browser.post("/demo/dire", "qui=marie&texte=A77").await;
        browser.until("/demo", "A77 · 5").await;
        stop(running).await;
    });
}

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
