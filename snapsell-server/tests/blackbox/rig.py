"""The real binary on a real disk, a provider that it can call, and phones that sign as the provider does.

Shares no code with SnapSell: signatures are made by Twilio's own Python library, state is read with sqlite3.
"""

import base64
import hashlib
import http.client
import http.server
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

from twilio.request_validator import RequestValidator

ACCOUNT = "AC" + "1" * 32
TOKEN = "0123456789abcdef0123456789abcdef"
SENDER = "+14155238886"
SELLER = "+33600000001"


# An address of this process alone, so that no other program's connection takes the port between two starts.
HOST = f"127.1.{os.getpid() >> 8 & 255}.{os.getpid() & 255}"


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Provider:
    """Accepts messages, keeps them, and tells their status in signed callbacks."""

    def __init__(self):
        self.sent = []
        self.lock = threading.Lock()
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def answer(self, status, body):
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def do_GET(self):
                if "/Media/" in self.path:
                    data = b"\xff\xd8\xff\xe0" + bytes(200)
                    self.send_response(200)
                    self.send_header("Content-Type", "image/jpeg")
                    self.send_header("Content-Length", str(len(data)))
                    self.end_headers()
                    self.wfile.write(data)
                    return
                query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
                with provider.lock:
                    found = [m for m in provider.sent if query.get("To", [m["to"]])[0] == m["to"]]
                self.answer(200, {"messages": found[::-1], "next_page_uri": None})

            def do_POST(self):
                form = urllib.parse.parse_qs(
                    self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True
                )
                expected = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
                if self.headers.get("Authorization") != expected:
                    return self.answer(401, {"code": 20003, "message": "Authenticate", "status": 401})
                with provider.lock:
                    sid = "SM" + hashlib.md5(f"{len(provider.sent)}-{random.random()}".encode()).hexdigest()
                    message = {
                        "sid": sid,
                        "account_sid": ACCOUNT,
                        "to": form["To"][0],
                        "from": form["From"][0],
                        "body": form.get("Body", [""])[0],
                        "direction": "outbound-api",
                        "status": "queued",
                        "error_code": None,
                        "num_media": "0",
                        "date_sent": time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime()),
                        "date_created": time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime()),
                        "uri": f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{sid}.json",
                    }
                    provider.sent.append(message)
                self.answer(201, message)

            def do_DELETE(self):
                self.send_response(204)
                self.send_header("Content-Length", "0")
                self.end_headers()

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                # A program that is killed hangs up in the middle of a sentence.
                if not isinstance(sys.exc_info()[1], ConnectionError):
                    super().handle_error(request, client_address)

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def texts(self, phone):
        """What this phone was told, with plain spaces for the no-break ones of good typography."""
        with self.lock:
            told = [m["body"] for m in self.sent if m["to"] == f"whatsapp:{phone}"]
        return [text.replace("\u202f", " ").replace("\u00a0", " ") for text in told]

    def wait(self, phone, word, since=0, seconds=20):
        """The first message to this phone with this word, among those after `since`."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for text in self.texts(phone)[since:]:
                if word in text:
                    return text
            time.sleep(0.02)
        raise AssertionError(f"{phone} was never told {word!r}, only {self.texts(phone)[since:]}")


class Shop:
    """One installation with one shop, in a folder of its own."""

    def __init__(self, binary, settings=()):
        self.binary = str(pathlib.Path(binary).resolve())
        self.folder = tempfile.TemporaryDirectory(prefix="snapsell-rig-")
        self.path = pathlib.Path(self.folder.name)
        self.provider = Provider()
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.process = None
        self.numbers = 0
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": self.folder.name,
            "LANG": "C.UTF-8",
            "SNAPSELL_LISTEN": f"{HOST}:{self.port}",
            "SNAPSELL_PUBLIC_URL": self.url,
            "SNAPSELL_DATABASE": f"sqlite:{self.path / 'snapsell.db'}",
            "SNAPSELL_MASTER_KEY_FILE": str(self.path / "master.key"),
            "SNAPSELL_TWILIO_API_BASE": self.provider.url,
        }
        key = base64.b64encode(os.urandom(32)).decode()
        (self.path / "master.key").write_text(key + "\n")
        (self.path / "master.key").chmod(0o600)
        self.run("migrate")
        created = self.run(
            "shop", "create", "--slug", "acme", "--name", "Acme", "--whatsapp", SENDER, "--account-sid", ACCOUNT,
            "--auth-token", TOKEN, "--seller", SELLER, "--grid", "A=5000,B=10000,S=3000", "--currency", "XOF",
            "--lang", "fr", "--json",
        )
        json.loads(created)
        if settings:
            self.run("shop", "set", "--shop", "acme", *settings)

    def run(self, *arguments, code=0):
        done = subprocess.run(
            [self.binary, *arguments], env=self.env, cwd=self.folder.name, capture_output=True, text=True, timeout=120
        )
        if done.returncode != code:
            raise AssertionError(f"snapsell {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def start(self):
        self.log = open(self.path / "log.jsonl", "a")
        self.process = subprocess.Popen(
            [self.binary, "serve"], env=self.env, cwd=self.folder.name, stdout=self.log, stderr=self.log
        )
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                if self.get("/readyz")[0] == 200:
                    return
            except OSError:
                pass
            if self.process.poll() is not None:
                raise AssertionError(f"serve ended: {self.last_words()}")
            time.sleep(0.005)
        raise AssertionError("serve is never ready")

    def last_words(self):
        return (self.path / "log.jsonl").read_text()[-2000:]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=40)

    def get(self, path):
        connection = http.client.HTTPConnection(HOST, self.port, timeout=10)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def form(self, phone, body, sid=None, **more):
        self.numbers += 1
        sid = sid or "SM" + hashlib.md5(os.urandom(16)).hexdigest()
        form = {
            "AccountSid": ACCOUNT, "ApiVersion": "2010-04-01", "Body": body, "From": f"whatsapp:{phone}",
            "MessageSid": sid, "SmsSid": sid, "SmsMessageSid": sid, "MessageType": "text", "NumMedia": "0",
            "NumSegments": "1", "ProfileName": f"Client {phone[-3:]}", "ReferralNumMedia": "0",
            "SmsStatus": "received", "To": f"whatsapp:{SENDER}", "WaId": phone[1:],
        }
        form.update(more)
        return form

    def photo(self, phone, caption=""):
        sid = "MM" + hashlib.md5(os.urandom(16)).hexdigest()
        url = f"{self.provider.url}/2010-04-01/Accounts/{ACCOUNT}/Messages/{sid}/Media/ME{'a' * 32}"
        return self.form(
            phone, caption, sid=sid, MessageType="image", NumMedia="1", MediaUrl0=url, MediaContentType0="image/jpeg"
        )

    def post(self, form, connection=None, signature=None, path="/t/acme/in"):
        """Delivers a signed webhook; the HTTP status."""
        if signature is None:
            signature = RequestValidator(TOKEN).compute_signature(self.url + path, form)
        body = urllib.parse.urlencode(form)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": signature,
            "User-Agent": "TwilioProxy/1.1",
        }
        own = connection or http.client.HTTPConnection(HOST, self.port, timeout=10)
        try:
            own.request("POST", path, body, headers)
            response = own.getresponse()
            response.read()
            return response.status
        finally:
            if connection is None:
                own.close()

    def say(self, phone, body):
        status = self.post(self.form(phone, body))
        assert status == 200, f"{phone}: {body} was answered with {status}; the log ends: {self.last_words()}"

    def tell(self, phone, body, word):
        """Says something and waits for the answer that has this word."""
        since = len(self.provider.texts(phone))
        self.say(phone, body)
        return self.provider.wait(phone, word, since)
