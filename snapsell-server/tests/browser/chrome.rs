//! A headless Chromium of this machine, with a profile of its own.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::tab::Tab;

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// A browser that runs until it is dropped.
pub(crate) struct Chrome {
    process: Child,
    /// `ws://127.0.0.1:PORT`
    address: String,
    first: Tab,
    _profile: TempDir,
}

impl Chrome {
    /// Starts one.
    pub(crate) fn start() -> Self {
        let profile = TempDir::new().unwrap();
        let mut process = NAMES
            .iter()
            .find_map(|name| command(name, &profile).spawn().ok())
            .expect("these tests need Chromium: apt-get install chromium");
        let said = BufReader::new(process.stderr.take().unwrap());
        let socket = said
            .lines()
            .map_while(Result::ok)
            .find_map(|line| Some(line.strip_prefix("DevTools listening on ")?.to_owned()))
            .expect("Chromium says where it listens");
        let address = socket.split("/devtools").next().unwrap().to_owned();
        let first = Tab::connect(&socket);
        Self {
            process,
            address,
            first,
            _profile: profile,
        }
    }

    /// An empty page.
    pub(crate) fn tab(&mut self) -> Tab {
        let made = self.first.call(
            "Target.createTarget",
            &serde_json::json!({"url": "about:blank"}),
        );
        self.page(made["targetId"].as_str().unwrap())
    }

    /// A page that another one has opened, with this in its address.
    pub(crate) fn opened(&mut self, address: &str) -> Option<Tab> {
        let open = self.first.call("Target.getTargets", &serde_json::json!({}));
        let page = open["targetInfos"].as_array()?.iter().find(|page| {
            page["url"]
                .as_str()
                .is_some_and(|url| url.contains(address))
        })?;
        Some(self.page(page["targetId"].as_str()?))
    }

    fn page(&self, target: &str) -> Tab {
        let mut tab = Tab::connect(&format!("{}/devtools/page/{target}", self.address));
        for domain in ["Page.enable", "Runtime.enable", "Log.enable"] {
            tab.call(domain, &serde_json::json!({}));
        }
        tab
    }
}

impl Drop for Chrome {
    fn drop(&mut self) {
        // Whatever happens here, the test has its verdict.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn command(name: &str, profile: &TempDir) -> Command {
    let mut command = Command::new(name);
    command
        .args([
            "--headless=new",
            "--remote-debugging-port=0",
            // Tests may run as root, where the sandbox cannot; they open pages of this machine alone.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--lang=fr",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg("about:blank")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}
