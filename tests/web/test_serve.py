"""The command itself: one address, and nothing lost when it is killed in the middle of anything."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import site_of_tests as site
from site_of_tests import WRONG, said

from auditor.store import casework, lists, open_store


class Served:
    """A server in a process of its own, seen as the tests see one in a thread."""

    def __init__(self, root, port=0):
        command = [sys.executable, "-m", "auditor", "serve", "--port", str(port), "--store", str(root)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        address = self.process.stdout.readline().strip()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/enter\?token=(\S+)", address)
        assert found, self.process.stderr.read()
        self.keys = type("Keys", (), {"port": int(found[1]), "token": found[2]})
        self.base = f"http://127.0.0.1:{found[1]}"

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(30) == 0


@pytest.fixture
def serve(tmp_path):
    """Starts servers over one record; all of them are gone at the end."""
    started = []

    def start():
        started.append(Served(tmp_path))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="process groups and SIGKILL are of Unix")
def test_killed_in_the_middle_of_uploads_runs_and_decisions(serve, tmp_path):
    first = serve()
    visitor = site.Visitor(first)
    made = visitor.post("/review", {"name": "2023年度核查"})
    batch = re.search(r"/review/\d+", made.headers["location"])[0]
    assert visitor.post(f"{batch}/files", None, [("路灯.txt", WRONG)]).status == 303
    visitor.get(f"{batch}/events")
    case = re.search(r'href="(/case/\d+)"', visitor.get(batch).text)[1]
    key = re.search(r'name="key" value="([^"]+)"', visitor.get(case).text)[1]
    assert visitor.post(f"{case}/decide", {"key": key, "state": "confirmed"}).status == 200
    others = [(f"{at}.txt", WRONG.replace(b"400", str(300 + at).encode())) for at in range(3)]
    assert visitor.post(f"{batch}/files", None, others).status == 303
    clerks = visitor.post("/check", None, [("a.txt", WRONG)])
    desk = re.search(r"/check/\w+", clerks.headers["location"])[0]
    with socket.create_connection(("127.0.0.1", first.keys.port)) as half:
        half.sendall(b"POST /check HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n--e")
        first.kill()

    second = serve()
    visitor = site.Visitor(second)
    visitor.get(f"{batch}/events")
    assert "共 4 份，待核对 0 份" in said(visitor.get(batch).text)
    assert 'class="decision"' in visitor.get(case).text
    _path, page = visitor.rested(desk)
    assert "必须改正" in said(page)
    second.stop()
    with_record = open_store(tmp_path)
    try:
        assert casework.waiting(with_record) == []
        assert lists.count(with_record) == 4
    finally:
        with_record.close()
    assert not any((tmp_path / "desk").iterdir()), "what clerks uploaded goes with the server"


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [
            sys.executable,
            "-m",
            "auditor",
            "serve",
            "--port",
            str(taken.getsockname()[1]),
            "--store",
            str(tmp_path),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "--port 0" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_listens_but_the_loopback(serve):
    served = serve()
    time.sleep(0.1)
    listening = []
    table = Path("/proc/net/tcp")
    for line in table.read_text().splitlines()[1:] if table.is_file() else ():
        place, state = line.split()[1], line.split()[3]
        if state == "0A" and int(place.partition(":")[2], 16) == served.keys.port:
            listening.append(place.partition(":")[0])
    assert set(listening) <= {"0100007F"}
