//! The page of a demo, as a browser without a script uses it.

use std::time::Duration;

use snapsell_server::demo::Running;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// The page of a demo, as a browser without a script uses it.
pub(crate) struct Browser(pub(crate) String);

impl Browser {
    pub(crate) fn of(running: &Running) -> Self {
        let url = running.url();
        let host = url.trim_start_matches("http://").split('/').next();
        Self(host.unwrap().to_owned())
    }

    pub(crate) async fn ask(&self, head: &str, body: &str) -> String {
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

    pub(crate) async fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path}"), "").await
    }

    pub(crate) async fn post(&self, path: &str, form: &str) -> String {
        self.ask(&format!("POST {path}"), form).await
    }

    /// Reads the page again until it holds this.
    pub(crate) async fn until(&self, path: &str, part: &str) -> String {
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
