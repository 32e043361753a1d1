"""A server of the page for tests: on a free port of the loopback, in a thread, stopped at the end; and a visitor without a browser."""

import http.client
import json
import re
import socket
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit

import uvicorn

from auditor import pipeline
from auditor.settings import Settings
from auditor.store import casework, open_store
from auditor.web import app, labour, office
from auditor.web.cases import Cases
from auditor.web.desk import Desk
from auditor.web.guard import COOKIE, Keys
from auditor.web.intake import Group, Intake, _planned

FORM = """项目支出绩效自评表
（2023年度）
项目名称\t街巷路灯更换
主管部门\t清河县城市管理局
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
产出指标\t数量指标\t更换路灯\t≥400盏\t{lamps}盏\t30\t30\t
产出指标\t质量指标\t亮灯率\t≥95%\t97%\t30\t30\t
效益指标\t社会效益指标\t夜间事故\t≤5起\t3起\t30\t30\t
满意度指标\t服务对象满意度指标\t居民满意度\t≥90%\t93%\t10\t10\t
总分\t\t\t\t\t100\t{total}\t
"""
WRONG, RIGHT = (FORM.format(lamps=410, total=total).encode() for total in (98, 100))
"""A small form whose total is wrong, and the same mended."""


class Site:
    """What runs: its keys, its office, and the application behind the guard."""

    def __init__(self, keys, made, guarded):
        self.keys, self.office, self.guarded = keys, made, guarded

    @property
    def base(self):
        return f"http://127.0.0.1:{self.keys.port}"


@contextmanager
def opened(root, store=None, settings=None, *, hours=1.0, most_bytes=20_000_000, workers=1):
    settings = settings or Settings()
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    keys = Keys(listening.getsockname()[1], hours)
    record = open_store(store or root)
    desk = Desk(root / "desk", settings, hours, workers=workers)
    intake = Intake(record, root, settings, workers=workers)
    made = office.Office(settings, desk, most_bytes, hours, record, intake, Cases(record))
    guarded = app.create(made, keys)
    server = uvicorn.Server(uvicorn.Config(guarded, log_level="critical", access_log=False, server_header=False))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield Site(keys, made, guarded)
    finally:
        server.should_exit = True
        thread.join(10)
        desk.close(forget=True)
        intake.close()
        record.close()
        listening.close()


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")


class Visitor:
    """Asks as a browser would: with its cookie, its origin and the token of its forms."""

    def __init__(self, site, *, enters=True):
        self.site = site
        self.cookie = self.csrf = ""
        if enters:
            entered = self.ask("GET", "/enter?" + urlencode({"token": site.keys.token}))
            assert entered.status == 303, entered.text
            self.cookie = re.search(rf"{COOKIE}=([^;]+)", entered.headers["set-cookie"])[1]
            self.csrf = re.search(r'name="csrf" content="([^"]+)"', self.get("/").text)[1]

    def ask(self, method, path, body=None, **headers):
        stated = {"Host": f"127.0.0.1:{self.site.keys.port}"}
        if self.cookie:
            stated["Cookie"] = f"{COOKIE}={self.cookie}"
        stated |= {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
        connection = http.client.HTTPConnection("127.0.0.1", self.site.keys.port, timeout=60)
        try:
            connection.request(method, path, body, stated)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def post(self, path, fields=None, files=(), **headers):
        """A form; with files a multipart one."""
        headers = {"Origin": self.site.base, "X_CSRF_Token": self.csrf} | headers
        if not files:
            headers.setdefault("Content_Type", "application/x-www-form-urlencoded")
            return self.ask("POST", path, urlencode(fields or {}).encode(), **headers)
        edge = "edge-of-a-part"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in (fields or {}).items()
        ]
        for name, data in files:
            head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
            parts.append(head.encode() + data + b"\r\n")
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        return self.ask("POST", path, body, Content_Type=f"multipart/form-data; boundary={edge}", **headers)

    def upload(self, *files, to="/check", **fields):
        """Upload, and wait until nothing goes on; the page of the case."""
        sent = self.post(to, fields, files)
        assert sent.status == 303, sent.text
        return self.rested(urlsplit(sent.headers["location"]).path)

    def rested(self, path):
        """The page once nothing goes on there: its events are followed to their end."""
        assert "event: over" in self.get(f"{path}/events").text
        return path, self.get(path).text


def said(page):
    """The words of a page, without markup."""
    plain = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", plain))


def trail(visitor, path):
    return json.loads(visitor.get(f"{path}/export/trail.json").text)


def handed_in(office, run, name, data, *, to=None):
    """A submission entered and audited in this process; its number. `to` is a case that gets a corrected version."""
    intake = office.intake
    taken = _planned(run, Group(name, [(name, data, None)]))
    planned = intake._kept(taken)
    if to is None:
        number = casework.add(office.store, run, [planned])[0]
    else:
        number = to
        casework.supersede(office.store, number, planned)
    intake._kept(taken)
    intake._work(number, run)
    return number


def batch(office, name="年度核查", **more):
    told = {
        "year": 2023,
        "department": "",
        "profile": "",
        "preparer": "张三",
        "letterhead": {},
        "settings": "s",
        "tool": "t",
    }
    return casework.make(office.store, name, **(told | more))


def here(monkeypatch):
    """Audits of the page done in this process: what is tested is what becomes of them."""

    def done(sent, settings, way="together"):
        told = {
            "files": [{"name": one.name, "size": len(one.data), "role": one.role, "password": None} for one in sent],
            "settings": settings.model_dump(mode="json", exclude={"api_key", "password", "headers"}),
            "way": way,
        }
        data = b"".join(one.data for one in sent)
        return labour.Done.model_validate_json(labour.examine(data, sent[0].name, pipeline.limits(settings), told))

    monkeypatch.setattr(labour, "done", done)
