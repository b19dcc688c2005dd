"""A headless chromium that is driven by the tests, through its DevTools pipe."""

import base64
import fcntl
import json
import os
import subprocess
import sys
import time
from shutil import which

import pytest

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no chromium on this machine")
START = "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execvp(sys.argv[3], sys.argv[3:])"


class Browser:
    """One tab. ``asked`` are the addresses that its pages requested, ``complaints`` what they wrote to the console, and errors of scripts."""

    def __init__(self, profile):
        (far_in, self._out), (self._in, far_out) = os.pipe(), os.pipe()
        high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 10) for fd in (far_in, far_out)]  # neither is 3 or 4, which chromium reads and writes
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--remote-debugging-pipe"]
        command = [CHROMIUM or "chromium", *flags, f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, *map(str, high), *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=high
        )
        for fd in (far_in, far_out, *high):
            os.close(fd)
        self._number, self._rest, self._session = 0, b"", None
        self.asked, self.complaints = [], []
        tab = next(t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=tab["targetId"], flatten=True)["sessionId"]
        for part in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{part}.enable")

    def close(self):
        self._process.kill()
        self._process.wait()
        os.close(self._out)
        os.close(self._in)

    def call(self, method, **given):
        self._number += 1
        request = {"id": self._number, "method": method, "params": given} | ({"sessionId": self._session} if self._session else {})
        os.write(self._out, json.dumps(request).encode() + b"\0")
        while True:
            said = self._read()
            if said.get("id") == self._number:
                assert "error" not in said, said
                return said["result"]

    def _read(self):
        while b"\0" not in self._rest:
            self._rest += os.read(self._in, 1 << 16)
        one, _, self._rest = self._rest.partition(b"\0")
        said = json.loads(one)
        given = said.get("params", {})
        if said.get("method") == "Network.requestWillBeSent":
            self.asked.append(given["request"]["url"])
        elif said.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(given["exceptionDetails"].get("exception", {}).get("description", given["exceptionDetails"]["text"]))
        elif said.get("method") == "Log.entryAdded" and given["entry"]["level"] == "error":
            self.complaints.append(given["entry"]["text"])
        return said

    def open(self, address, width=1280, height=900):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.call("Page.navigate", url=address)
        self.wait("document.readyState == 'complete' && location.href != 'about:blank'")

    def run(self, script):
        said = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    def wait(self, script, seconds=30):
        end = time.monotonic() + seconds
        while not self.run(script):
            assert time.monotonic() < end, f"{script}: not within {seconds} s; {self.complaints}"
            time.sleep(0.05)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def picture(self, file, *, whole=False):
        data = self.call("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        file.write_bytes(base64.b64decode(data))
