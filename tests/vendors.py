"""Endpoints as vendors have them: each kind answers rightly, in its own way, or does not, and says so in its own way.

A kind is what happens to a question (`refuse`), where the answer is put (`shape`), and what goes with it. All answers are those of the
scripted server; nothing is copied from any vendor but the shape of what it sends.
"""

import json
from typing import NamedTuple

from endpoint import FaultError, mode_of

from auditor.extract.llm.plan import tokens


class Vendor(NamedTuple):
    """A kind of endpoint: `works` whether a report can be read with it, else `says` is in what is told."""

    name: str
    refuse: object = None
    shape: object = None
    works: bool = True
    says: str = ""
    settings: dict = {}


def refusal(status, message="", code="", kind=""):
    body = {"error": {"message": message, "code": code, "type": kind or "invalid_request_error"}}
    return FaultError(status, json.dumps(body, ensure_ascii=False).encode())


def always(*told):
    return lambda request, number: refusal(*told)


def at(numbers, *told):
    return lambda request, number: refusal(*told) if number in numbers else None


def unless(holds, *told):
    return lambda request, number: None if holds(request) else refusal(*told)


def modes(*known, message="this response_format type or tool_choice is unavailable", status=400):
    return lambda request, number: None if mode_of(request) in known else refusal(status, message)


def message_of(body):
    return body["choices"][0]["message"]


def told_by(body):
    """The JSON of an answer and the name of its task, wherever the scripted server put them."""
    message = message_of(body)
    if message.get("tool_calls"):
        function = message["tool_calls"][0]["function"]
        return function["arguments"], function["name"]
    return message["content"].replace("好的：\n```json\n", "").removesuffix("\n```"), "answer"


def content(make):
    """An envelope that answers in the content, whatever was asked for."""

    def envelope(body, number):
        told, name = told_by(body)
        body["choices"][0] = {
            "index": 0,
            "finish_reason": "stop",
            "message": {"role": "assistant", "content": make(told, name)},
        }
        return body

    return envelope


def called(make):
    """An envelope that changes the call of the tool."""

    def envelope(body, number):
        if message_of(body).get("tool_calls"):
            make(message_of(body))
        return body

    return envelope


def _as_object(message):
    function = message["tool_calls"][0]["function"]
    function["arguments"] = json.loads(function["arguments"])


def _older(message):
    message["function_call"] = message.pop("tool_calls")[0]["function"]


def _twice(message):
    message["tool_calls"] = message["tool_calls"] * 2


def _prefixed(message):
    message["tool_calls"][0]["function"]["name"] = "functions." + message["tool_calls"][0]["function"]["name"]


def finished(reason):
    def envelope(body, number):
        body["choices"][0]["finish_reason"] = reason
        return body

    return envelope


def raw(body, kind):
    return lambda request, number: FaultError(200, body, {"content-type": kind})


def usage(change):
    def envelope(body, number):
        change(body)
        return body

    return envelope


def cut(body, number):
    body["usage"] = {"prompt_tokens": 120, "completion_tokens": 9, "total_tokens": 129}
    return body


def uncounted(body, number):
    body.pop("usage")
    return body


def cut_beyond(most):
    """A server with a short context sees the end of a question only: the control word, and as little else as lets the script answer, is gone."""

    def refuse(request, number):
        system = request["messages"][0]
        if sum(tokens(one["content"]) for one in request["messages"]) > most:
            system["content"] = system["content"][len("核对码：ABCDE。") :]

    return refuse


def chatty(body, number):
    """Asked to call a tool, it says something and counts the tokens of nothing."""
    if message_of(body).get("tool_calls"):
        body["choices"][0] |= {"finish_reason": "stop", "message": {"role": "assistant", "content": "好的。"}}
        body["usage"] = {"prompt_tokens": 9, "completion_tokens": 2, "total_tokens": 11}
    return body


def careless(body, number):
    """Without usage, from a model that does not copy the control word."""
    told = message_of(body)["tool_calls"][0]["function"]
    told["arguments"] = json.dumps({key: one for key, one in json.loads(told["arguments"]).items() if key != "code"})
    return uncounted(body, number)


def silent(body, number):
    """Thoughts in a field of their own, as reasoning models send them."""
    message_of(body)["reasoning_content"] = "先看第一行……"
    return body


DRAFT = '<think>\n草稿：{"title": {"line": 9, "quote": "草稿"}, "goals": [], "relations": [], "rows": []}，再核对一遍。\n</think>\n'
HTML = b"<html><body>login</body></html>"
SSE = b'data: {"choices":[{"delta":{"content":"{}"}}]}\n\ndata: [DONE]\n\n'
TEMPERATURE = "Unsupported value: 'temperature' does not support 0.0 with this model"
THINKING = "parameter.enable_thinking must be set to false for non-streaming calls"

VENDORS = (
    Vendor("一切照协议"),
    Vendor("不收温度", unless(lambda q: "temperature" not in q, 400, TEMPERATURE, "unsupported_value")),
    Vendor("不收温度，不说原因", unless(lambda q: "temperature" not in q, 400, "bad request")),
    Vendor(
        "只认 max_completion_tokens",
        unless(
            lambda q: "max_tokens" not in q,
            400,
            "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
        ),
    ),
    Vendor(
        "不认任何长度上限",
        unless(
            lambda q: not {"max_tokens", "max_completion_tokens"} & q.keys(),
            400,
            "max_tokens / max_completion_tokens too large",
        ),
    ),
    Vendor("不认 tools", modes("json_schema", "json", "md_json")),
    Vendor("只认 json_object", modes("json", "md_json")),
    Vendor("什么格式都不认", modes("md_json")),
    Vendor("什么格式都不认，不说原因", modes("md_json", message="bad request")),
    Vendor(
        "json_schema 答 500（llama.cpp）",
        lambda q, n: {
            "json_schema": refusal(500, "Input should be 'text' or 'json_object'"),
            "tools": refusal(500, "internal"),
        }.get(mode_of(q)),
    ),
    Vendor(
        "有工具而不用，只说一句话（llama_cpp.server）",
        modes("tools", "json", "md_json", message="Input should be 'text' or 'json_object'", status=500),
        chatty,
    ),
    Vendor(
        "思考模式须关", unless(lambda q: q.get("enable_thinking") is False, 400, THINKING, "invalid_parameter_error")
    ),
    Vendor(
        "额外参数由用户给",
        unless(lambda q: q.get("enable_thinking") is False, 400, "bad request"),
        settings={"extra_body": {"enable_thinking": False}},
    ),
    Vendor(
        "思考模式不认 tools 和 JSON",
        modes("md_json", message="tool_choice / Json mode is not supported when enable_thinking is true"),
        silent,
    ),
    Vendor("思考写在另一栏", None, silent),
    Vendor(
        "思考写在答前",
        modes("json", "md_json"),
        content(lambda told, name: '<think>\n先想想：{"line": 1}\n</think>\n\n' + told),
    ),
    Vendor("思考里有草稿", modes("json", "md_json"), content(lambda told, name: DRAFT + told)),
    Vendor("答在正文里", None, content(lambda told, name: told)),
    Vendor(
        "正文分段",
        None,
        content(lambda told, name: [{"type": "text", "text": told[:7]}, {"type": "text", "text": told[7:]}]),
    ),
    Vendor(
        "正文有围栏和客套",
        None,
        content(lambda told, name: f"好的，以下是结果：\n```json\n{told}\n```\n希望对您有帮助！"),
    ),
    Vendor("套了任务名", None, content(lambda told, name: json.dumps({name: json.loads(told)}, ensure_ascii=False))),
    Vendor(
        "照抄了格式外壳",
        None,
        content(lambda told, name: json.dumps({"type": "object", "properties": json.loads(told)}, ensure_ascii=False)),
    ),
    Vendor(
        "工具标记写进正文（DeepSeek）",
        None,
        content(
            lambda told, name: (
                f"<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>{name}\n```json\n{told}\n```<｜tool▁call▁end｜>"
            )
        ),
    ),
    Vendor(
        "工具标记写进正文（Hermes）",
        None,
        content(lambda told, name: f'<tool_call>\n{{"name": "{name}", "arguments": {told}}}\n</tool_call>'),
    ),
    Vendor("参数是对象", None, called(_as_object)),
    Vendor("旧式 function_call", None, called(_older)),
    Vendor("同一调用两次", None, called(_twice)),
    Vendor("调用名带前缀", None, called(_prefixed)),
    Vendor("工具调用而说 stop", None, finished("stop")),
    Vendor("没有 usage", None, usage(lambda body: body.pop("usage"))),
    Vendor("usage 为空", None, usage(lambda body: body.update(usage=None))),
    Vendor(
        "只有 choices",
        None,
        usage(lambda body: [body.pop(key) for key in ("id", "object", "created", "model", "usage")]),
    ),
    Vendor("有时过载（529）", lambda q, n: refusal(529, "overloaded") if n < 3 else None),
    Vendor("并发过高（429）", lambda q, n: refusal(429, "您当前使用该API的并发数过高", "1302") if n % 3 == 0 else None),
    Vendor("第五次莫名 400", at({5}, 400, "bad request")),
    Vendor(
        "内容审查拦下一段",
        at({2}, 400, "Input data may contain inappropriate content.", "data_inspection_failed"),
        says="内容审查",
    ),
    Vendor("第一段就被审查拦下", at({1}, 400, "content management policy", "content_filter"), says="内容审查"),
    Vendor(
        "上下文不够，说明了",
        lambda q, n: (
            refusal(400, "This model's maximum context length is 8192 tokens.", "context_length_exceeded")
            if len(json.dumps(q["messages"], ensure_ascii=False)) > 4200
            else None
        ),
    ),
    Vendor("请求太大（413）", lambda q, n: refusal(413, "Request too large") if n == 2 else None),
    Vendor("悄悄截断上下文", None, cut, works=False, says="只读了问题的一部分"),
    Vendor("悄悄截断上下文，没有 usage", cut_beyond(1500), uncounted, says="只读了问题的一部分"),
    Vendor("没有 usage，核对码也不抄", None, careless),
    Vendor("欠费（402）", always(402, "Insufficient Balance"), works=False, says="余额不足"),
    Vendor(
        "额度用完（429）",
        always(
            429, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota"
        ),
        works=False,
        says="余额不足",
    ),
    Vendor(
        "账户欠费（400）",
        always(400, "Access denied, please make sure your account is in good standing.", "Arrearage"),
        works=False,
        says="余额不足",
    ),
    Vendor("欠费（1113）", always(429, "您的账户已欠费，请充值后重试。", "1113"), works=False, says="余额不足"),
    Vendor("密钥不对", always(401, "Incorrect API key provided"), works=False, says="OPENAI_API_KEY"),
    Vendor("没有权限", always(403, "forbidden"), works=False, says="没有使用这个模型的权限"),
    Vendor(
        "没有这个模型", always(404, 'model "qwen3" not found', "", "not_found_error"), works=False, says="没有这个模型"
    ),
    Vendor("地址不对", lambda q, n: FaultError(404, b"not found"), works=False, says="/v1"),
    Vendor("答的是网页", raw(HTML, "text/html"), works=False, says="网页"),
    Vendor("没有要却答数据流", raw(SSE, "text/event-stream"), works=False, says="数据流"),
    Vendor(
        "转到别处",
        lambda q, n: FaultError(307, b"", {"location": "http://127.0.0.1:9/v1/chat/completions"}),
        works=False,
        says="转到别处",
    ),
    Vendor(
        "200 里说出错",
        raw(b'{"error": {"message": "Provider returned error", "code": 502}}', "application/json"),
        works=False,
        says="HTTP 502",
    ),
    Vendor(
        "选项里说出错",
        None,
        lambda body, n: (
            body["choices"].__setitem__(
                0,
                {
                    "index": 0,
                    "finish_reason": "error",
                    "error": {"code": 502},
                    "message": {"role": "assistant", "content": ""},
                },
            )
            or body
        ),
        works=False,
        says="HTTP 502",
    ),
    Vendor("网关超时（524）", lambda q, n: FaultError(524, HTML), works=False, says="HTTP 524"),
    Vendor(
        "拒绝回答",
        None,
        lambda body, n: (
            body["choices"].__setitem__(
                0,
                {
                    "index": 0,
                    "finish_reason": "stop",
                    "message": {"role": "assistant", "content": None, "refusal": "抱歉"},
                },
            )
            or body
        ),
        works=False,
        says="拒绝回答",
    ),
    Vendor(
        "只给数据流",
        unless(
            lambda q: q.get("stream") is True,
            400,
            "This model only support stream mode, please enable the stream parameter",
        ),
    ),
    Vendor("用户要数据流", None, None, settings={"stream": True}),
)
