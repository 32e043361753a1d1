"""An answer that comes piece by piece, put together as if it had come at once: some models give none in any other way."""

from typing import Any


async def gathered(stream: Any) -> Any:  # noqa: ANN401 - the SDK's own stream, imported late
    """The whole answer; what is no stream (a page) as it is."""
    from openai.types.chat import ChatCompletion

    if not hasattr(stream, "__aiter__"):
        return stream
    content: list[str] = []
    calls: dict[int, dict[str, str]] = {}
    finish, usage = "stop", None
    async for piece in stream:
        usage = getattr(piece, "usage", None) or usage
        for choice in (getattr(piece, "choices", None) or ())[:1]:
            finish = choice.finish_reason or finish
            delta = choice.delta
            if getattr(delta, "content", None):
                content.append(delta.content)
            for call in getattr(delta, "tool_calls", None) or ():
                held = calls.setdefault(call.index or 0, {"name": "", "arguments": ""})
                held["name"] += (call.function and call.function.name) or ""
                held["arguments"] += (call.function and call.function.arguments) or ""
    message: dict[str, Any] = {"role": "assistant", "content": "".join(content) or None}
    if calls:
        message["tool_calls"] = [
            {"id": f"call_{at}", "type": "function", "function": held} for at, held in sorted(calls.items())
        ]
    told = {
        "id": "streamed", "object": "chat.completion", "created": 0, "model": "model",
        "choices": [{"index": 0, "finish_reason": finish, "message": message, "logprobs": None}],
        "usage": usage.model_dump() if usage is not None else None,
    }  # fmt: skip
    return ChatCompletion.model_validate(told)
