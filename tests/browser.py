"""A headless Chromium to ask what a page really does, over its debugging pipe."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager

_ARGUMENTS = (
    "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --disable-background-networking "
    "--hide-scrollbars --remote-debugging-pipe --window-size=1400,900"
)


_LAUNCH = """
import fcntl, os, sys
orders, answers = (fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3])
os.dup2(orders, 3)
os.dup2(answers, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""The browser takes its orders from descriptor 3 and answers on 4."""


_STEADY = """(selector) => new Promise((done) => {
  const begun = Date.now();
  let before = "", still = 0;
  const look = () => {
    const element = document.querySelector(selector);
    if (element && !before) element.scrollIntoView({block: "center", behavior: "instant"});
    const box = element && element.getClientRects()[0];
    const place = box ? [box.x + box.width / 2, box.y + box.height / 2] : null;
    const hit = place && document.elementFromPoint(...place);
    const ready = hit && (element.contains(hit) || hit.contains(element));
    still = ready && before === String(place) ? still + 1 : 0;
    before = String(place);
    if (still > 1) return done(place);
    if (Date.now() - begun > 10000) return done(null);
    requestAnimationFrame(look);
  };
  look();
})"""
"""Where an element's middle lies when three frames have drawn it there: a frame earlier a click may fall beside it."""


class Page:
    """A page of the browser. What it logs, and what it fetches beside itself, is kept."""

    def __init__(self, send, receive):
        self._send, self._receive = send, receive
        self._count = 0
        self._session = None
        self._loaded = set()
        self.complaints = []
        self.fetched = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")
        self.ask("Page.setLifecycleEventsEnabled", enabled=True)

    def ask(self, method, **parameters):
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        self._send(message | ({"sessionId": self._session} if self._session else {}))
        while True:
            answer = self._next()
            if answer.get("id") == self._count:
                assert "error" not in answer, answer["error"]
                return answer["result"]

    def _next(self):
        answer = self._receive()
        method, parameters = answer.get("method"), answer.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.complaints.append(parameters["exceptionDetails"]["text"])
        if method == "Log.entryAdded":
            self.complaints.append(parameters["entry"]["text"])
        if method == "Page.javascriptDialogOpening":
            self.complaints.append(f"dialog: {parameters['message']}")
        if method == "Page.lifecycleEvent" and parameters["name"] == "load":
            self._loaded.add(parameters["loaderId"])
        if method == "Network.requestWillBeSent":
            self.fetched.append(parameters["request"]["url"])
        return answer

    def open(self, path, *, scripts=True):
        """Load a file and wait until it is laid out."""
        self.ask("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.visit(path.as_uri())

    def visit(self, address):
        """Load an address and wait until this very page, and none before it, is laid out."""
        loader = self.ask("Page.navigate", url=address).get("loaderId")
        while loader is not None and loader not in self._loaded:
            self._next()

    def resize(self, width, height):
        """A window of that size; a narrow one is a phone's."""
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500
        )

    def violations(self, axe):
        """What axe-core (its source) finds against WCAG 2.2 AA: the rule, and the first element that breaks it."""
        self.evaluate(f"{axe};0")
        rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        found = f"axe.run(document, {{runOnly: {rules}}})"
        return self.evaluate(f"{found}.then((all) => all.violations.map((one) => [one.id, one.nodes[0].html]))")

    def evaluate(self, expression):
        """The value of an expression in the page (also where the page's own scripts are off)."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key):
        """Press and release a key as a person would."""
        what = {"key": key, "windowsVirtualKeyCode": {"Escape": 27}.get(key, 0)}
        self.ask("Input.dispatchKeyEvent", type="keyDown", text=key if len(key) == 1 else "", **what)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **what)

    def click(self, selector):
        """Click the middle of the first box of an element, scrolled into view, once it stands still and uncovered."""
        place = self.evaluate(f"({_STEADY})({json.dumps(selector)})")
        assert place, f"{selector} is not there to click, moves, or lies under something else"
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)


@contextmanager
def browse(chromium, profile):
    """A fresh page of a fresh browser."""
    orders_out, orders_in = os.pipe()
    answers_out, answers_in = os.pipe()
    launch = [sys.executable, "-c", _LAUNCH, str(orders_out), str(answers_in)]
    process = subprocess.Popen(
        [*launch, chromium, *_ARGUMENTS.split(), f"--user-data-dir={profile}"],
        pass_fds=(orders_out, answers_in),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(orders_out)
    os.close(answers_in)
    with os.fdopen(orders_in, "wb") as orders, os.fdopen(answers_out, "rb") as answers:
        waiting = bytearray()

        def send(message):
            orders.write(json.dumps(message).encode() + b"\0")
            orders.flush()

        def receive():
            while b"\0" not in waiting:
                got = answers.read1(1 << 20)
                assert got, "the browser has gone"
                waiting.extend(got)
            message, _, rest = bytes(waiting).partition(b"\0")
            waiting[:] = rest
            return json.loads(message)

        try:
            yield Page(send, receive)
        finally:
            process.terminate()
            process.wait(10)
