"""A local HTTP server that speaks the chat-completions protocol, answers from a report's truth, and misbehaves on order.

The truth is what the rules read in the document: the server finds each thing among the numbered lines it is sent, as a
model would. A `twist` changes an answer before it goes out; a `fault` takes the place of an answer.
"""

import json
import re
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from auditor.extract import rules
from auditor.extract.llm.answers import ANSWERS
from auditor.extract.rules import labels
from auditor.text.normalize import fold

LINE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
TASK_OF = {answer.__name__: task for task, answer in ANSWERS.items()}
SIGNS = {
    "head": "找出这份材料的标题",
    "goals": "找出每一项年度绩效目标",
    "indicators": "抄录绩效指标表",
    "budget": "抄录资金",
    "conclusion": "找出自评结论",
    "claims": "每个数量说的是什么",
    "links": "哪条表述",
}


class FaultError(Exception):
    """What a server does instead of answering: a status with headers and a body, or something rude."""

    def __init__(self, status=None, body=b"{}", headers=(), drop=False, drip=None):
        super().__init__()
        self.status, self.body, self.headers, self.drop, self.drip = status, body, dict(headers), drop, drip


class Script:
    """What the server knows and how it behaves."""

    def __init__(
        self,
        document,
        *,
        twist=None,
        fault=None,
        envelope=None,
        delay=0.0,
        modes=("tools", "json_schema", "json", "md_json"),
    ):
        self.reports = rules.extract(document) if document is not None else []
        self.twist, self.fault, self.envelope, self.delay, self.modes = twist, fault, envelope, delay, modes
        self.requests = []
        self.headers = []
        self.paths = []
        self.busy = self.busiest = 0
        self.lock = threading.Lock()

    def reply(self, request, number):
        """The content of an answer."""
        if self.fault is not None and (fault := self.fault(request, number)) is not None:
            raise fault
        mode = mode_of(request)
        if mode not in self.modes:
            raise FaultError(400, b'{"error": {"message": "unsupported"}}')
        task = task_of(request)
        answer = self.truth(task, material(request))
        if self.twist is not None:
            answer = self.twist(task, answer, number)
        content = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
        body = completion(content, mode, ANSWERS[task].__name__, request)
        return self.envelope(body, number) if self.envelope is not None else body

    def truth(self, task, text):
        lines = {int(number): line.split(" | ") for number, line in LINE.findall(text)}
        return getattr(self, f"_{task}")(lines)

    def _head(self, lines):
        def located(words):
            return next(
                (
                    {"line": n, "quote": words}
                    for n, cells in lines.items()
                    if words and any(words in cell for cell in cells)
                ),
                {"line": 0, "quote": ""},
            )

        report = self.reports[0]
        return {
            "title": located(report.title),
            "organisation": located(report.organisation),
            "project": located(report.project),
        }

    def _goals(self, lines):
        told = []
        for report in self.reports:
            for goal in report.goals:
                target, t_line = self._piece(goal.target, lines)
                actual, a_line = self._piece(goal.actual, lines)
                if target or actual:
                    told.append(
                        {
                            "number": str(goal.number) if t_line and str(goal.number) in lines[t_line] else "",
                            "target_line": t_line,
                            "target": target,
                            "actual_line": a_line,
                            "actual": actual,
                        }
                    )
        return {"goals": told}

    @staticmethod
    def _piece(statement, lines):
        if statement is None:
            return "", 0
        for number, cells in lines.items():
            for cell in cells:
                if fold(cell) and (
                    (fold(cell) in fold(statement.text) and len(fold(cell)) > 5) or fold(statement.text) in fold(cell)
                ):
                    quote = cell if fold(cell) in fold(statement.text) else statement.text
                    return (abridged(quote), number)
        return "", 0

    def _indicators(self, lines):
        told = []
        for number, cells in lines.items():
            row = self._row(cells)
            if row is None:
                continue
            weight, score = (_printed(cells, at) for at in (row.weight, row.score))
            target, operator, unit = _target(row, cells)
            told.append({
                "line": number, "goal": "", "level1": next((cell for cell in cells if labels.level(fold(cell))), ""),
                "category": next((cell for cell in cells if labels.category(fold(cell))), ""), "name": row.name, "operator": operator, "target": target, "unit": unit,
                "actual": row.actual.text if row.actual else "", "weight": weight, "score": score, "reason": abridged(row.reason or ""),
            })  # fmt: skip
        return {"rows": told}

    def _row(self, cells):
        folded = [fold(cell) for cell in cells]
        for report in self.reports:
            for row in report.indicators:
                wanted = [row.name, *([row.actual.text] if row.actual else []), *([row.reason] if row.reason else [])]
                if all(fold(word) in folded for word in wanted) and (row.target is None or _target(row, cells)[0]):
                    return row
        return None

    def _budget(self, lines):
        told = []
        for number, cells in lines.items():
            for line in (line for report in self.reports for line in report.budget):
                amounts = {
                    field: _printed(cells, getattr(line, field))
                    for field in ("initial", "budget", "spent", "weight", "score")
                }
                if (line.name and fold(line.name) not in fold("".join(cells))) or not all(
                    amounts[field] for field in ("budget", "spent") if getattr(line, field) is not None
                ):
                    continue
                rate = next((cell for cell in cells if "%" in cell), "")
                told.append(
                    {
                        "line": number,
                        "name": next((cell for cell in cells if line.name and line.name in fold(cell)), ""),
                        "rate": rate,
                        **amounts,
                    }
                )
                break
        return {"rows": told}

    def _conclusion(self, lines):
        told = {
            "line": 0,
            "score": "",
            "grade": "",
            "complete": "",
            "counts": [],
            "amounts": [],
            "total_line": 0,
            "total_weight": "",
            "total_score": "",
        }
        for number, cells in lines.items():
            for report in self.reports:
                closing, total = report.conclusion, report.total
                if closing is not None and any(fold(closing.text) in fold(cell) for cell in cells):
                    told |= {"line": number, "score": str(closing.score or ""), "grade": closing.grade or ""}
                    told["counts"] = [
                        {"of": c.of, "label": c.label if c.label in closing.text else "指标", "number": c.quantity.text}
                        for c in closing.counts
                    ]
                    told["amounts"] = [
                        {
                            "part": a.part,
                            "label": a.label,
                            "amount": a.amount.text,
                            "rate": a.rate.text if a.rate else "",
                        }
                        for a in (*([closing.total] if closing.total else []), *closing.parts)
                        if a.part != "part"
                    ]
                if total is not None and any("总" in cell or "合计" in cell for cell in cells) and len(cells) > 1:
                    told |= {
                        "total_line": number,
                        "total_weight": _printed(cells, total.weight),
                        "total_score": _printed(cells, total.score),
                    }
        return told

    def _claims(self, lines):
        told = []
        for number, cells in lines.items():
            text = " | ".join(cells)
            told += [
                {"line": number, "quantity": claim.quantity.text, "subject": claim.subject}
                for report in self.reports
                for claim in report.claims
                if claim.role in {"target", "result", "prose"}
                and claim.quantity.text in text
                and claim.subject
                and claim.subject in text
            ]
        return {"claims": told[:300]}

    @staticmethod
    def _links(_lines):
        return {"links": []}


def abridged(text):
    return text if len(text) <= 60 else f"{text[:18]}……{text[-18:]}"


def _printed(cells, value):
    if value is None:
        return ""
    return next((cell for cell in cells if fold(cell).rstrip("分%") == str(value) or _number(cell) == value), "")


def _number(cell):
    from auditor.text import numbers

    return numbers.decimal(cell.rstrip("分%"))


def _target(row, cells):
    if row.target is None:
        return "", "", ""
    folded = [fold(cell) for cell in cells]
    if fold(row.target.text) in folded:
        return row.target.text, "", ""
    for at in range(len(cells)):
        for value in range(len(cells)):
            for unit in (*range(len(cells)), None):
                joined = folded[at] + folded[value] + (folded[unit] if unit is not None else "")
                if joined == fold(row.target.text):
                    return cells[value], cells[at], cells[unit] if unit is not None else ""
    return "", "", ""


def mode_of(request):
    if "tools" in request:
        return "tools"
    kind = request.get("response_format", {}).get("type")
    return {"json_schema": "json_schema", "json_object": "json"}.get(kind, "md_json")


def task_of(request):
    system = next(m["content"] for m in request["messages"] if m["role"] == "system")
    return next(task for task, sign in SIGNS.items() if sign in system)


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
    prompt = sum(len(m.get("content") or "") for m in request["messages"])
    return {
        "id": "x", "object": "chat.completion", "created": 0, "model": request["model"],
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": prompt, "completion_tokens": len(content), "total_tokens": prompt + len(content)},
    }  # fmt: skip


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
            self.send_header("content-type", "application/json")
            for name, value in dict(headers).items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True


@contextmanager
def serving(script):
    """The server's base URL."""
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
