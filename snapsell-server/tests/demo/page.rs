//! The page of the demo without a script.

use snapsell_server::demo::{Folder, Live, Running};
use snapsell_server::talk::Lang;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::browser::{Browser, PATIENCE, runtime};

async fn start() -> Running {
    let live = Live {
        folder: Folder::temporary().unwrap(),
        seed: 7,
        lang: Lang::Fr,
        speed: 1,
        port: 0,
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
fn an_event_opens_to_the_whole_path_of_its_message() {
    runtime().block_on(async {
        let running = start().await;
        let browser = Browser::of(&running);
        browser.post("/demo/dire", "qui=marie&texte=LIVE").await;
        browser.until("/demo", "le live est ouvert").await;
        browser.post("/demo/dire", "qui=marie&texte=A77").await;
        browser.until("/demo", "A77 · ").await;
        browser.post("/demo/dire", "qui=awa&texte=a+77").await;
        let page = browser.until("/demo", "A77 réservé · Awa").await;
        let end = page.find("A77 réservé · Awa").unwrap();
        let start_of_path = page[..end].rfind("/demo/evenement/").unwrap();
        let path: String = page[start_of_path..]
            .chars()
            .take_while(|letter| *letter != '"')
            .collect();
        let opened = browser.until(&path, "distribué").await;
        for shown in [
            "<html lang=\"fr\">",
            "POST http",
            "Body=a 77",
            "MessageSid=SM",
            "✓ X-Twilio-Signature: <code>",
            "claim.rs</code>",
            "journal (",
            "inbox",
            "holds ← held",
            "units ← held",
            "outbox ×1",
            "answer",
        ] {
            assert!(opened.contains(shown), "{shown}: {opened}");
        }
        let part = browser.get(&format!("{path}?partie")).await;
        assert!(
            part.contains("Body=a 77") && !part.contains("<html"),
            "{part}"
        );
        let none = browser.get("/demo/evenement/99999").await;
        assert!(none.starts_with("HTTP/1.1 404"), "{none}");
        browser.post("/demo/faire", "quoi=couper").await;
        browser.post("/demo/dire", "qui=awa&texte=PANIER").await;
        browser.until("/demo", "nouvel essai dans").await;
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
        let page = browser.until("/demo", "B12 a sa photo").await;
        let before = &page[..page.find("B12 a sa photo").unwrap()];
        let event = &before[before.rfind("/demo/evenement/").unwrap()..];
        let event = event.split('"').next().unwrap();
        let opened = browser.get(event).await;
        let bound = opened.split("photo_bound").nth(1).expect("the fact");
        let id = bound.split("media").nth(1).unwrap().chars().skip(1);
        let id: String = id.skip_while(|c| !c.is_ascii_hexdigit()).take(40).collect();
        let digits = id.chars().take_while(char::is_ascii_hexdigit).count();
        assert_eq!(digits, 32, "no number that readers round: {id}");
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
        let page = browser.until("/demo", "C04 file n° 19 · #20").await;
        assert!(page.contains("C04 réservé · #1"), "{page}");
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
