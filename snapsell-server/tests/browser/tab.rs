//! One page of the browser: it goes somewhere, is looked at, and keys are pressed in it.

use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

/// Longer than anything takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A page, spoken to by the DevTools protocol.
pub(crate) struct Tab {
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    asked: u64,
    /// What the page complained of: errors of scripts and breaches of its policy.
    complaints: Vec<String>,
    loaded: u64,
}

impl Tab {
    pub(crate) fn connect(address: &str) -> Self {
        let (mut socket, _) = tungstenite::connect(address).unwrap();
        if let MaybeTlsStream::Plain(stream) = socket.get_mut() {
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
        }
        Self {
            socket,
            asked: 0,
            complaints: Vec::new(),
            loaded: 0,
        }
    }

    /// Sends a command and gives its result.
    pub(crate) fn call(&mut self, method: &str, params: &Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        let request = json!({"id": id, "method": method, "params": params});
        self.socket
            .send(Message::text(request.to_string()))
            .unwrap();
        loop {
            let mut answer = self.read(method);
            if answer["id"] == json!(id) {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].take();
            }
        }
    }

    fn read(&mut self, waiting_for: &str) -> Value {
        let read = self.socket.read();
        let message = read.unwrap_or_else(|error| panic!("{waiting_for}: {error}"));
        let value: Value = serde_json::from_str(message.to_text().unwrap()).unwrap_or_default();
        match value["method"].as_str() {
            Some("Runtime.exceptionThrown") => self.complaints.push(value["params"].to_string()),
            Some("Log.entryAdded") if value["params"]["entry"]["level"] == "error" => {
                self.complaints
                    .push(value["params"]["entry"]["text"].to_string());
            }
            Some("Page.loadEventFired") => self.loaded += 1,
            Some(_) | None => {}
        }
        value
    }

    /// Opens an address and waits until the page is there.
    pub(crate) fn goto(&mut self, url: &str) {
        let before = self.loaded;
        self.call("Page.navigate", &json!({"url": url}));
        while self.loaded == before {
            self.read(url);
        }
    }

    /// Does something that leads to another page, and waits for that page.
    pub(crate) fn leads_on(&mut self, act: impl FnOnce(&mut Self)) {
        // Word that this very page is loaded may still be on its way.
        self.eval("window.left = false");
        let mut before = self.loaded;
        act(self);
        loop {
            while self.loaded == before {
                self.read("the next page");
            }
            if self.eval("window.left === undefined") == json!(true) {
                return;
            }
            before = self.loaded;
        }
    }

    /// Takes complaints with these words for what was meant to happen.
    pub(crate) fn forgive(&mut self, words: &str) {
        self.complaints
            .retain(|complaint| !complaint.contains(words));
    }

    /// The viewport, in CSS pixels; narrow ones are phones.
    pub(crate) fn size(&mut self, width: u32, height: u32) {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 700});
        self.call("Emulation.setDeviceMetricsOverride", &metrics);
    }

    /// `light` or `dark`, and nothing moves: what fades in would be measured halfway.
    pub(crate) fn colours(&mut self, scheme: &str) {
        let features = json!({"features": [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]});
        self.call("Emulation.setEmulatedMedia", &features);
    }

    /// What an expression gives; a promise is waited for.
    pub(crate) fn eval(&mut self, script: &str) -> Value {
        let params = json!({"expression": script, "awaitPromise": true, "returnByValue": true, "userGesture": true});
        let mut answer = self.call("Runtime.evaluate", &params);
        let thrown = &answer["exceptionDetails"];
        assert!(thrown.is_null(), "{script}: {thrown}");
        answer["result"]["value"].take()
    }

    /// Waits until an expression is true.
    pub(crate) fn until(&mut self, condition: &str) {
        let patience = PATIENCE.as_millis() - 5_000;
        let waited = self.eval(&format!(
            "new Promise((ok) => {{ const end = performance.now() + {patience}; const look = () => {{ \
             if ({condition}) ok(true); else if (performance.now() > end) ok(false); \
             else setTimeout(look, 30); }}; look(); }})"
        ));
        assert_eq!(
            waited,
            json!(true),
            "never: {condition}; the page says\n{}",
            self.eval("document.body.innerText")
        );
    }

    /// Presses a key: one character, or `Tab`, `Enter`, `Escape`.
    pub(crate) fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            one => (u32::from(one.to_uppercase().as_bytes()[0]), one),
        };
        let down = json!({"type": if text.is_empty() { "rawKeyDown" } else { "keyDown" }, "key": key, "text": text,
            "windowsVirtualKeyCode": code});
        self.call("Input.dispatchKeyEvent", &down);
        let up = json!({"type": "keyUp", "key": key, "windowsVirtualKeyCode": code});
        self.call("Input.dispatchKeyEvent", &up);
    }

    /// Types words where the focus is.
    pub(crate) fn type_words(&mut self, words: &str) {
        self.call("Input.insertText", &json!({"text": words}));
    }

    /// The id of the element that has the focus, else its words.
    pub(crate) fn focus(&mut self) -> String {
        let focused = self.eval(
            "(() => { const e = document.activeElement; return e.id || e.dataset.who || e.innerText || e.tagName; })()",
        );
        focused.as_str().unwrap_or_default().trim().to_owned()
    }

    /// Fails when a script failed or the page broke its own policy.
    pub(crate) fn has_no_complaints(&self) {
        assert!(self.complaints.is_empty(), "{:#?}", self.complaints);
    }
}
