"""A local HTTP server that speaks the chat-completions protocol, answers from a report's truth, and misbehaves on order.

The truth is what stands in the document, as the rules read it or as a test says it; the server answers for the numbered
lines it is sent, as a careful model would. A `twist` changes an answer before it goes out; a `fault` takes the place of
an answer; an `envelope` changes the body around it.
"""

import json
import re
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from auditor.errors import NoReportFound
from auditor.extract import rules
from auditor.extract.llm import chunks, windows
from auditor.extract.llm.answers import ANSWERS
from auditor.extract.llm.plan import tokens
from auditor.extract.rules import labels
from auditor.text.normalize import fold

LINE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
CONTROL = re.compile(r"核对码：([A-Z]{5})。")
SIGNS = {
    "head": "找出这份材料的标题",
    "goals": "找出每一项年度绩效目标",
    "indicators": "抄录绩效指标表",
    "budget": "抄录资金",
    "conclusion": "找出自评结论",
    "relations": "你是绩效自评材料的勾稽员",
    "links": "哪条表述",
    "columns": "说明每一栏是什么",
}
MODES = ("tools", "json_schema", "json", "md_json")
ROW = ("name", "operator", "target", "unit", "actual", "weight", "score", "reason")
MONEY = ("initial", "budget", "spent", "weight", "rate", "score")


class FaultError(Exception):
    """What a server does instead of answering: a status with headers and a body, or something rude."""

    def __init__(self, status=None, body=b"{}", headers=(), drop=False, drip=None):
        super().__init__()
        self.status, self.body, self.headers, self.drop, self.drip = status, body, dict(headers), drop, drip


class Truth:
    """What a document says about each of its numbered lines.

    Beside what the rules read a test may tell goals as (target, result), rows and money as {words of a cell: fields}, and
    pairs of a subject and the indicator that speaks of the same.
    """

    def __init__(self, document, *, goals=(), rows=None, money=None, pairs=(), gold=None):
        self.sheet = windows.with_windows(chunks.cut(document))
        self.lines = self.sheet.lines
        self.gold = gold
        self.relations = gold.answers(self.sheet, document.text) if gold is not None else []
        self.reports = _ruled(document)
        self.goals, self.told_rows, self.told_money, self.pairs = goals, rows or {}, money or {}, dict(pairs)
        self.rows = {row.span.start: row for report in self.reports for row in report.indicators}
        self.money = {line.span.start: line for report in self.reports for line in report.budget}

    def answer(self, task, text):
        """The answer to a task for the lines of a text."""
        numbers = [int(number) for number, _ in LINE.findall(text)]
        if task in {"links", "relations"}:
            return getattr(self, f"_{task}")(text)
        return getattr(self, f"_{task}")([self.lines[number] for number in numbers if number in self.lines])

    def _head(self, lines):
        if not self.reports:
            return {}
        report = self.reports[0]
        return {
            field: self._located(getattr(report, f"{field}_span"), lines)
            for field in ("title", "organisation", "project")
        }

    @staticmethod
    def _located(span, lines):
        for line in lines:
            if span is not None and (quote := said(line, span)):
                return {"line": line.number, "quote": quote}
        return {"line": 0, "quote": ""}

    def _goals(self, lines):
        told = [answer for target, actual in self.goals if (answer := self._narrated(target, actual, lines))]
        for goal in (goal for report in self.reports for goal in report.goals):
            for target, actual in zip(*map(pieces, (goal.target, goal.actual)), strict=False):
                sides = self._located(target, lines), self._located(actual, lines)
                if any(side["quote"] for side in sides):
                    told.append(_goal("", *sides))
        return {"goals": told}

    def _narrated(self, target, actual, lines):
        where = [next((line for line in lines if words in line.entries[0].text), None) for words in (target, actual)]
        if where[0] is None:
            return None
        sides = [
            {"line": line.number, "quote": words} if line else {"line": 0, "quote": ""}
            for line, words in zip(where, (target, actual), strict=True)
        ]
        return _goal("", *sides)

    def _indicators(self, lines):
        told = []
        for line in lines:
            if (row := self.rows.get(line.span.start)) is not None:
                told.append(self._row(line, row))
            elif fields := next((self.told_rows[cell] for cell in line.shown if cell in self.told_rows), None):
                told.append(
                    {"line": line.number, "goal": "", "level1": "", "category": ""} | dict.fromkeys(ROW, "") | fields
                )
        return {"rows": told}

    @staticmethod
    def _row(line, row):
        spans = {
            "name": row.name_span, "target": row.target and row.target.span, "actual": row.actual and row.actual.span,
            "weight": row.weight_span, "score": row.score_span, "reason": row.reason_span,
        }  # fmt: skip
        fields = dict.fromkeys(ROW, "") | {field: said(line, span) if span else "" for field, span in spans.items()}
        apart = [line.shown[at] for at in cells(line, spans["target"])] if row.target else []
        if len(apart) > 1:
            fields |= {"operator": apart[0], "target": apart[1], "unit": apart[2] if len(apart) > 2 else ""}
        category = next((cell for cell in line.shown if labels.category(fold(cell)) and cell != fields["name"]), "")
        level = next((cell for cell in line.shown if labels.level(fold(cell)) and cell != category), "")
        return {"line": line.number, "goal": "", "level1": level, "category": category} | fields

    def _budget(self, lines):
        told = []
        for line in lines:
            row = self.money.get(line.span.start)
            if row is not None:
                amounts = {
                    field: said(line, span) if (span := getattr(row, f"{field}_span")) else "" for field in MONEY
                }
                name = next((cell for cell in line.shown if fold(cell) == fold(row.name)), "")
                told.append({"line": line.number, "name": name} | amounts)
            elif fields := next((self.told_money[cell] for cell in line.shown if cell in self.told_money), None):
                told.append({"line": line.number, "name": ""} | dict.fromkeys(MONEY, "") | fields)
        return {"rows": told}

    def _conclusion(self, lines):
        told = {"line": 0, "score": "", "grade": "", "complete": "", "counts": [], "amounts": []}
        told |= {"total_line": 0, "total_weight": "", "total_score": ""}
        for report in self.reports:
            closing, total = report.conclusion, report.total
            for line in lines:
                if closing is not None and (line.span.start <= closing.span.start < line.span.end):
                    told |= {"line": line.number, **self._closing(closing)}
                if total is not None and line.span.start == total.span.start:
                    weight, score = (said(line, span) if span else "" for span in (total.weight_span, total.score_span))
                    told |= {"total_line": line.number, "total_weight": weight, "total_score": score}
        return told

    def _columns(self, lines):
        return {"columns": []}

    @staticmethod
    def _closing(closing):
        amounts = [amount for amount in (closing.total, *closing.parts) if amount and amount.part != "part"]
        return {
            "score": str(closing.score or ""),
            "grade": closing.grade or "",
            "counts": [
                {
                    "of": count.of,
                    "label": count.label if count.label in closing.text else "指标",
                    "number": count.quantity.text,
                }
                for count in closing.counts
            ],
            "amounts": [
                {
                    "part": one.part,
                    "label": one.label,
                    "amount": one.amount.text,
                    "rate": one.rate.text if one.rate else "",
                }
                for one in amounts
            ],
        }

    def _relations(self, text):
        """The relations known, as far as their figures are shown; those of rows too."""
        shown = {f"#{number}" for number in windows.ids(text)} | set(
            re.findall(r"^\[\d+\] (R\d+) ", text, re.MULTILINE)
        )
        told = [one for one in self.relations if {one["result"], *one["of"]} - {""} <= shown]
        return {"relations": [dict(one) for one in told]}

    def _links(self, text):
        ids = [line[1].split(" ", 2) for line in LINE.findall(text)]
        named = [(at, words.split("（")[0]) for at, _goal, words in ids]
        links = [
            {"claim": claim, "indicator": row}
            for claim, subject in named
            for row, name in named
            if claim[0] == "C" and row[0] == "R" and self.pairs.get(subject) == name
        ]
        return {"links": links}


def _ruled(document):
    try:
        return rules.extract(document)
    except NoReportFound:
        return []


def _goal(number, target, actual):
    return {
        "number": number,
        "target_line": target["line"], "target": target["quote"],
        "actual_line": actual["line"], "actual": actual["quote"],
    }  # fmt: skip


def pieces(statement):
    """The spans of a statement, one more than it has so that two of them can be walked side by side."""
    spans = [] if statement is None else list(statement.pieces or (statement.span,))
    return [*spans, None, None]


def cells(line, span):
    """The cells of a line that a span lies over."""
    return [at for at, entry in enumerate(line.entries) if entry.span.start < span.end and span.start < entry.span.end]


def said(line, span):
    """What stands at a span of a line: a cell, or the part of it; a long text by its two ends."""
    over = cells(line, span)
    if not over:
        return ""
    at = over[0]
    entry = line.entries[at]
    start, end = max(0, span.start - entry.span.start), min(len(entry.text), span.end - entry.span.start)
    return abridged(line.shown[at][start:end])


class Script:
    """How the server behaves: what it knows, and what it does to it before it answers."""

    def __init__(self, truth=None, *, twist=None, fault=None, envelope=None, delay=0.0, modes=MODES):
        self.truth = truth
        self.twist, self.fault, self.envelope, self.delay, self.modes = twist, fault, envelope, delay, modes
        self.requests = []
        self.headers = []
        self.paths = []
        self.busy = self.busiest = 0
        self.lock = threading.Lock()

    def reply(self, request, number):
        """The body of an answer."""
        if self.fault is not None and (fault := self.fault(request, number)) is not None:
            raise fault
        mode = mode_of(request)
        if mode not in self.modes:
            raise FaultError(400, b'{"error": {"message": "tools or response_format not supported"}}')
        task = task_of(request)
        answer = self.truth.answer(task, material(request))
        if self.twist is not None:
            answer = self.twist(task, answer, number)
        if isinstance(answer, dict) and (code := control(request)):
            answer = {**answer, "code": code}
        content = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
        body = completion(content, mode, ANSWERS[task].__name__, request)
        return self.envelope(body, number) if self.envelope is not None else body


def abridged(text):
    return text if len(text) <= 60 else f"{text[:18]}……{text[-18:]}"


def mode_of(request):
    if "tools" in request:
        return "tools"
    kind = request.get("response_format", {}).get("type")
    return {"json_schema": "json_schema", "json_object": "json"}.get(kind, "md_json")


def task_of(request):
    system = next(m["content"] for m in request["messages"] if m["role"] == "system")
    return next(task for task, sign in SIGNS.items() if sign in system)


def control(request):
    """The control word that a question begins with, if it does."""
    found = CONTROL.match(request["messages"][0]["content"])
    return found[1] if found else ""


def material(request):
    user = next(m["content"] for m in request["messages"] if m["role"] == "user")
    return user.split("<材料>\n", 1)[1].rsplit("\n</材料>", 1)[0]


def completion(content, mode, name, request):
    """The body that an endpoint answers with."""
    message = {"role": "assistant", "content": content}
    if mode == "md_json":
        message["content"] = f"好的：\n```json\n{content}\n```"
    if mode == "tools":
        call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": content}}
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
    shape = json.dumps(request.get("tools") or request.get("response_format") or "", ensure_ascii=False)
    prompt = tokens(shape) + sum(tokens(m.get("content") or "") for m in request["messages"])
    told = tokens(content)
    return {
        "id": "x", "object": "chat.completion", "created": 0, "model": request["model"],
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": prompt, "completion_tokens": told, "total_tokens": prompt + told},
    }  # fmt: skip


def streamed(body):
    """The body piece by piece, as a stream of events."""
    choice = body["choices"][0]
    message, head = choice["message"], {key: body[key] for key in ("id", "created", "model")}
    pieces = []
    for at, call in enumerate(message.get("tool_calls") or ()):
        name, told = call["function"]["name"], call["function"]["arguments"]
        parts = ({"name": name, "arguments": told[:9]}, {"arguments": told[9:]})
        same = {"index": at, "id": call["id"], "type": "function"}
        pieces.extend({"tool_calls": [{**same, "function": part}]} for part in parts)
    text = message.get("content") or ""
    pieces += [{"content": text[:9]}, {"content": text[9:]}] if text else []
    events = [{"index": 0, "delta": piece, "finish_reason": None} for piece in pieces]
    events.append({"index": 0, "delta": {}, "finish_reason": choice["finish_reason"]})
    told = [{**head, "object": "chat.completion.chunk", "choices": [event]} for event in events]
    told.append({**head, "object": "chat.completion.chunk", "choices": [], "usage": body.get("usage")})
    lines = [f"data: {json.dumps(one, ensure_ascii=False)}\n\n" for one in told]
    return "".join([*lines, "data: [DONE]\n\n"]).encode()


class _Handler(BaseHTTPRequestHandler):
    """Speaks the protocol for the script its server carries."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        script = self.server.script
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with script.lock:
            script.requests.append(request)
            script.headers.append(dict(self.headers))
            script.paths.append(self.path)
            number = len(script.requests)
            script.busy += 1
            script.busiest = max(script.busiest, script.busy)
        try:
            time.sleep(script.delay)
            body = script.reply(request, number)
            if request.get("stream") and isinstance(body, dict):
                self._send(200, streamed(body), {"content-type": "text/event-stream"})
                return
            self._send(200, body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode())
        except FaultError as fault:
            self._misbehave(fault)
        finally:
            with script.lock:
                script.busy -= 1

    def _misbehave(self, fault):
        if fault.drop:
            self.close_connection = True
            self.connection.close()
            return
        if fault.drip is not None:
            self._drip(fault.drip)
            return
        self._send(fault.status, fault.body, fault.headers)

    def _drip(self, pause):
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", "100000")
        self.end_headers()
        for _ in range(40):
            try:
                self.wfile.write(b" ")
                self.wfile.flush()
            except OSError:
                break
            time.sleep(pause)
        self.close_connection = True

    def _send(self, status, body, headers=()):
        try:
            self.send_response(status)
            for name, value in {"content-type": "application/json", **dict(headers)}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True


@contextmanager
def serving(script):
    """The base URL of a server that follows the script."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.script = script
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
