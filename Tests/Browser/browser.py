"""A headless or headed Chromium for the tests. Needs Debian's chromium and python3-websocket."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

import websocket


class Browser:
    """A Chromium of its own with one tab, spoken to by the DevTools protocol.

    With an X display it has a window there, else none.
    """

    def __init__(self, display=None):
        self.folder = tempfile.mkdtemp(prefix="bohp-browser-")
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if program is None:
            sys.exit("no chromium found")
        self.process = subprocess.Popen(
            [program, *([] if display else ["--headless=new"]), "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
             "--remote-debugging-port=0", "--remote-allow-origins=*", f"--user-data-dir={self.folder}",
             "about:blank"],
            env=os.environ | ({"DISPLAY": display} if display else {}),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        self.number = 0
        self.events = []
        self.socket = websocket.create_connection(self._tab_address(), timeout=60, max_size=None)

    def _tab_address(self):
        port_file = pathlib.Path(self.folder, "DevToolsActivePort")
        for _ in range(600):
            if port_file.exists() and port_file.read_text().strip():
                port = port_file.read_text().split()[0]
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=30) as answer:
                    tabs = [tab for tab in json.load(answer) if tab["type"] == "page"]
                if tabs:
                    return tabs[0]["webSocketDebuggerUrl"]
            if self.process.poll() is not None:
                sys.exit("chromium ended at once")
            time.sleep(0.1)
        sys.exit("chromium did not start within a minute")

    def call(self, method, **parameters):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == self.number:
                if "error" in message:
                    sys.exit(f"{method}: {message['error'].get('message')}")
                return message["result"]
            self.events.append(message)

    def wait_for(self, method):
        self.wait_until(lambda event: event["method"] == method)

    def wait_until(self, is_wanted):
        while not any(map(is_wanted, self.events)):
            self.events.append(json.loads(self.socket.recv()))

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            sys.exit(f"{answer['exceptionDetails']}")
        return answer["result"].get("value")

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait(timeout=30)
        shutil.rmtree(self.folder, ignore_errors=True)
