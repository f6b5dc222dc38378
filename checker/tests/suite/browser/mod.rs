//! A headless Chromium, spoken to by its own debugging protocol over a pipe: no driver, no port, no network.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long any answer may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// Letters below this number are keys of another name; the protocol wants both.
const KEYS: [(&str, u32); 8] = [
    ("Tab", 9),
    ("Enter", 13),
    ("End", 35),
    ("Home", 36),
    ("ArrowLeft", 37),
    ("ArrowUp", 38),
    ("ArrowRight", 39),
    ("ArrowDown", 40),
];

/// The roles whose number an element can put into words.
const SPOKEN_IN_WORDS: [&str; 5] = ["meter", "progressbar", "scrollbar", "slider", "spinbutton"];
/// Whose entries in the log are advice about what other versions of the browser will do, not about the page.
const ADVICE: [&str; 3] = ["deprecation", "intervention", "recommendation"];

/// A browser with one page.
pub(crate) struct Browser {
    process: Child,
    commands: ChildStdin,
    answers: Receiver<Value>,
    session: Option<String>,
    number: u64,
    events: Vec<Value>,
    _profile: TempDir,
}

impl Browser {
    /// Starts it with an empty page.
    pub(crate) fn start() -> Self {
        let profile = tempfile::tempdir().expect("there is room for a profile");
        // It reads commands from descriptor 3 and answers on 4: the shell puts our pipes there.
        let mut process = Command::new("sh")
            .args(["-c", "exec chromium \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", "chromium"])
            .args(["--headless", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu"])
            // The sandbox does not start as root, nor in most containers; the page is our own.
            .args(["--no-sandbox", "--disable-dev-shm-usage"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell runs");
        let commands = process.stdin.take().expect("the pipe is ours");
        let mut pipe = BufReader::new(process.stdout.take().expect("the pipe is ours"));
        let (sender, answers) = mpsc::channel();
        thread::spawn(move || {
            let mut message = Vec::new();
            while pipe.read_until(0, &mut message).is_ok_and(|length| length > 0) {
                message.pop();
                let value = serde_json::from_slice(&message).expect("the protocol is JSON");
                message.clear();
                if sender.send(value).is_err() {
                    break;
                }
            }
        });
        let (session, number, events) = (None, 0, Vec::new());
        let mut browser = Self { process, commands, answers, session, number, events, _profile: profile };
        let page = browser.call("Target.createTarget", &json!({ "url": "about:blank" }));
        let target = json!({ "targetId": page["targetId"], "flatten": true });
        let attached = browser.call("Target.attachToTarget", &target);
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network", "DOM", "Accessibility"] {
            browser.call(&format!("{domain}.enable"), &json!({}));
        }
        browser
    }

    /// Opens a file as the page, and waits until it is loaded.
    pub(crate) fn open(&mut self, file: &Path, fragment: &str) {
        // From another page, since with another fragment alone nothing is loaded.
        self.load("about:blank");
        self.load(&format!("file://{}{fragment}", file.display()));
    }

    fn load(&mut self, url: &str) {
        self.events.clear();
        self.call("Page.navigate", &json!({ "url": url }));
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            let event = self.receive();
            self.events.push(event);
        }
    }

    /// The value of an expression in the page.
    pub(crate) fn evaluate(&mut self, expression: &str) -> Value {
        let asked = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.call("Runtime.evaluate", &asked);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// Presses a key and lets it go.
    pub(crate) fn press(&mut self, key: &str) {
        let code =
            KEYS.iter().find(|(name, _)| *name == key).map(|(_, code)| *code).expect("the key is listed");
        for kind in ["rawKeyDown", "keyUp"] {
            let event = json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code });
            self.call("Input.dispatchKeyEvent", &event);
        }
    }

    /// Clicks in the middle of what the selector finds.
    pub(crate) fn click(&mut self, selector: &str) {
        let place = self.evaluate(&format!(
            "(() => {{ const element = document.querySelector({selector:?}); \
             element.scrollIntoView({{ block: 'center' }}); const box = element.getBoundingClientRect(); \
             return [box.x + box.width / 2, box.y + box.height / 2]; }})()"
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({
                "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1,
            });
            self.call("Input.dispatchMouseEvent", &event);
        }
    }

    /// A window of this size, for people who prefer this scheme of colours.
    pub(crate) fn look(&mut self, width: u32, height: u32, scheme: &str) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", &size);
        let scheme = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.call("Emulation.setEmulatedMedia", &scheme);
    }

    /// What a screen reader is told of: role, name and value of each part of the page.
    ///
    /// Which parts there are, their roles, names and numbers is the browser's tree. The words that are said instead of
    /// a number are `aria-valuetext` of the part's element, by ARIA 1.2: not every version has them in this tree.
    pub(crate) fn told(&mut self) -> Vec<(String, String, String)> {
        let tree = self.call("Accessibility.getFullAXTree", &json!({}));
        let text = |value: &Value| match value {
            Value::String(text) => text.trim().to_owned(),
            other => other.to_string(),
        };
        let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
        let mut told = Vec::new();
        for node in nodes.into_iter().filter(|node| node["ignored"] != true) {
            let of = |field: &str| text(&node[field]["value"]);
            let (role, name, number) = (of("role"), of("name"), of("value"));
            let has_words = SPOKEN_IN_WORDS.contains(&role.as_str());
            let words = if has_words { self.words(&node["backendDOMNodeId"]) } else { None };
            told.push((role, name, words.unwrap_or(number)));
        }
        told
    }

    /// What an element says instead of its number.
    fn words(&mut self, element: &Value) -> Option<String> {
        let found = self.call("DOM.resolveNode", &json!({ "backendNodeId": element }));
        let asked = json!({
            "objectId": found["object"]["objectId"], "returnByValue": true,
            "functionDeclaration": "function() { return this.getAttribute('aria-valuetext'); }",
        });
        let words = self.call("Runtime.callFunctionOn", &asked);
        words["result"]["value"].as_str().map(|words| words.trim().to_owned())
    }

    /// What the page complained of since it was opened, and what it asked of the network beside itself.
    pub(crate) fn complaints(&mut self) -> Vec<String> {
        // What was said before this is answered has been received.
        self.evaluate("0");
        let mut complaints = Vec::new();
        let mut is_first = true;
        for event in &self.events {
            let (method, parameters) = (event["method"].as_str().unwrap_or_default(), &event["params"]);
            let source = parameters["entry"]["source"].as_str().unwrap_or_default();
            match method {
                "Log.entryAdded" if ADVICE.contains(&source) => {}
                "Runtime.exceptionThrown" | "Log.entryAdded" | "Runtime.consoleAPICalled" => {
                    complaints.push(parameters.to_string());
                }
                "Network.requestWillBeSent" if is_first => is_first = false,
                "Network.requestWillBeSent" => complaints.push(parameters["request"]["url"].to_string()),
                _ => {}
            }
        }
        complaints
    }

    fn call(&mut self, method: &str, parameters: &Value) -> Value {
        self.number += 1;
        let mut message = json!({ "id": self.number, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        let sent = write!(self.commands, "{message}\0").and_then(|()| self.commands.flush());
        sent.expect("chromium takes commands: is it installed?");
        loop {
            let answer = self.receive();
            if answer["id"] == self.number {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].clone();
            }
            self.events.push(answer);
        }
    }

    fn receive(&mut self) -> Value {
        self.answers.recv_timeout(PATIENCE).expect("chromium answers: is it installed?")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
