"""A headless Chromium, driven through its DevTools pipe: for measurements and tests of pages."""

import base64
import fcntl
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from shutil import which
from typing import Any

from kg.errors import KgError

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(which, NAMES)), None)
START = "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execvp(sys.argv[3], sys.argv[3:])"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--remote-debugging-pipe")
GL = ("--enable-unsafe-swiftshader", "--use-gl=angle", "--use-angle=swiftshader")  # WebGL without a graphics card


class SlowError(KgError):
    """The page did not do in time what was waited for."""


class Browser:
    """One tab. ``asked`` are the addresses that its pages requested, ``complaints`` what they wrote to the console, and errors of scripts.

    Raises ``KgError`` when there is no Chromium on this machine.
    """

    def __init__(self, profile: Path, *flags: str) -> None:
        if CHROMIUM is None:
            raise KgError(f"This needs Chromium, which is not on this machine ({', '.join(NAMES)}). Install it, and run the command again.")
        (far_in, self._out), (self._in, far_out) = os.pipe(), os.pipe()
        high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 10) for fd in (far_in, far_out)]  # neither is 3 or 4, which Chromium reads and writes
        command = [CHROMIUM, *FLAGS, *flags, f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, *map(str, high), *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=high
        )
        for fd in (far_in, far_out, *high):
            os.close(fd)
        self._number, self._rest, self._session = 0, b"", ""
        self.asked: list[str] = []
        self.complaints: list[str] = []
        tab = next(t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=tab["targetId"], flatten=True)["sessionId"]
        for part in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{part}.enable")

    def close(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.wait()
        os.close(self._out)
        os.close(self._in)

    def call(self, method: str, seconds: float = 60, **given: object) -> dict[str, Any]:
        """What a method of the DevTools protocol gives; raises ``SlowError`` when that takes too many seconds, ``KgError`` when it fails."""
        self._number += 1
        request = {"id": self._number, "method": method, "params": given} | ({"sessionId": self._session} if self._session else {})
        os.write(self._out, json.dumps(request).encode() + b"\0")
        end = time.monotonic() + seconds
        while (said := self._read(end)).get("id") != self._number:
            self._note(said)
        if "error" in said:
            raise KgError(f"Chromium: {method}: {said['error']}")
        result: dict[str, Any] = said["result"]
        return result

    def _read(self, end: float) -> dict[str, Any]:
        while b"\0" not in self._rest:
            if not select.select([self._in], [], [], max(end - time.monotonic(), 0))[0]:
                raise SlowError("Chromium does not answer in time.")
            if not (more := os.read(self._in, 1 << 16)):
                raise KgError("Chromium has ended.")
            self._rest += more
        one, _, self._rest = self._rest.partition(b"\0")
        said: dict[str, Any] = json.loads(one)
        return said

    def _note(self, said: Mapping[str, Any]) -> None:
        given = said.get("params", {})
        if said.get("method") == "Network.requestWillBeSent":
            self.asked.append(given["request"]["url"])
        elif said.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(given["exceptionDetails"].get("exception", {}).get("description", given["exceptionDetails"]["text"]))
        elif said.get("method") == "Log.entryAdded" and given["entry"]["level"] == "error":
            self.complaints.append(given["entry"]["text"])

    def open(self, address: str, width: int = 1280, height: int = 900) -> None:
        """Show a page, and wait until it is loaded."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.call("Page.navigate", url=address)
        self.wait("document.readyState == 'complete' && location.href != 'about:blank'")

    def run(self, script: str, seconds: float = 60) -> Any:
        """What a script gives in the page."""
        said = self.call("Runtime.evaluate", seconds, expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in said:
            raise KgError(f"{script}: {said}")
        return said["result"].get("value")

    def wait(self, script: str, seconds: float = 30) -> Any:
        """What a script gives, once that is something; raises ``SlowError`` when it is nothing for so many seconds."""
        end = time.monotonic() + seconds
        while not (value := self.run(script, max(end - time.monotonic(), 0.1))):
            if time.monotonic() > end:
                raise SlowError(f"{script}: not within {seconds:g} s; {self.complaints}")
            time.sleep(0.05)
        return value

    def type(self, text: str) -> None:
        """Write where the focus is."""
        self.call("Input.insertText", text=text)

    def picture(self, file: Path, *, whole: bool = False) -> None:
        """Keep what is seen, or the ``whole`` page, as PNG."""
        data = self.call("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        file.write_bytes(base64.b64decode(data))
