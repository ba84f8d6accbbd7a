//! The demo on a port of its own, and a browser on its page.

use snapsell_server::demo::{Folder, Live, Running};
use snapsell_server::talk::Lang;
use tokio::runtime::Runtime;

use crate::chrome::Chrome;
use crate::tab::Tab;

/// How often the browser is asked for a page that is being opened.
const LOOKS_MAX: usize = 400;

/// The demo, its page opened.
pub(crate) struct Stage {
    runtime: Runtime,
    running: Option<Running>,
    pub(crate) url: String,
    pub(crate) tab: Tab,
    chrome: Chrome,
}

impl Stage {
    pub(crate) fn open(speed: u32, width: u32, height: u32) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .unwrap();
        let live = Live {
            folder: Folder::temporary().unwrap(),
            seed: 7,
            lang: Lang::Fr,
            speed,
            port: 0,
        };
        let running = runtime.block_on(live.start()).unwrap();
        let url = running.url();
        let mut chrome = Chrome::start();
        let mut tab = chrome.tab();
        tab.size(width, height);
        tab.goto(&url);
        Self {
            runtime,
            running: Some(running),
            url,
            tab,
            chrome,
        }
    }

    /// The page that was just opened, with this in its address.
    pub(crate) fn opened(&mut self, address: &str) -> Tab {
        for _ in 0..LOOKS_MAX {
            if let Some(tab) = self.chrome.opened(address) {
                return tab;
            }
            self.tab.eval("new Promise((ok) => setTimeout(ok, 50))");
        }
        panic!("no page with {address} was opened");
    }

    pub(crate) fn close(mut self) {
        self.tab.has_no_complaints();
        let running = self.running.take().unwrap();
        running.trigger().drain();
        self.runtime.block_on(running.until_stopped());
    }
}
