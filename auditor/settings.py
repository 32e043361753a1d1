"""Every setting and where it comes from: defaults < the user's auditor.toml < the folder's < AUDITOR_* environment < flags.

What a folder's file may say is limited until the user trusts it: it comes with the reports, and must not send them elsewhere.
"""

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict, Field, JsonValue, SecretStr, ValidationError, field_validator

from auditor import trust
from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.locale.system import reason
from auditor.locale.toml import fault

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

FILE_NAME = "auditor.toml"
_PREFIX = "AUDITOR_"

Level = Literal["error", "warning", "note"]
Threshold = Literal["error", "warning", "note", "never"]
LetterheadField = Literal["unit", "number", "grounds", "period", "staff", "contact"]
Mode = Literal["tools", "json_schema", "json", "md_json"]

_FOREIGN = {"OPENAI_API_KEY": "api_key", "OPENAI_BASE_URL": "base_url"}
"""Variables that the model's own tools read too."""

_PATHS = ("baseline", "cache", "examples", "forms", "profile", "template")
"""Settings that may name a file; in auditor.toml they count from the folder of that file."""


class Settings(BaseModel):
    """What one run is told. Frozen; every field has a default."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)

    extractor: Literal["rules", "llm", "both"] = "rules"
    profile: str | None = None
    """A shipped profile's name or a .toml file; None takes what the form prints, else the rules of the place, else the national ones."""
    forms: tuple[Path, ...] = ()
    """Files (.toml) of one's own that say what forms call their parts, on top of those shipped."""
    select: tuple[str, ...] = ()
    """Codes (BU02) or families (BU) to run; empty runs all."""
    ignore: tuple[str, ...] = ()
    severity: dict[str, Level] = {}
    """A severity of one's own for a code or a family."""
    baseline: Path | None = None
    fail_on: Threshold = "error"
    fail_under: Decimal = Field(default=Decimal(50), ge=0, le=100)
    """Per cent of the asserting numbers that must have been compared; below it the verdict is insufficient."""
    lang: Literal["zh", "en"] = "zh"
    letterhead: dict[LetterheadField, str] = {}
    """What papers say of the office: unit 核查单位, number 编号, grounds 依据, period 期间, staff 人员, contact 联系."""
    template: Path | None = None
    """A Word file of the office's own, with {{正文}} where the paper goes."""

    max_bytes: int = Field(default=20 * 1024 * 1024, gt=0)
    max_pages: int = Field(default=500, gt=0)
    max_unpacked_bytes: int = Field(default=200 * 1024 * 1024, gt=0)
    """Of a zipped format (docx, xlsx) or the streams of a PDF, unpacked."""
    max_rows: int = Field(default=20_000, gt=0)
    """Of one table."""
    max_cells: int = Field(default=100_000, gt=0)
    max_characters: int = Field(default=3_000_000, gt=0)
    """Of the whole document, as its cells show them."""
    max_numbers: int = Field(default=50_000, gt=0)
    """Runs of digits in the whole document."""
    max_lookups: int = Field(default=5_000_000, gt=0)
    """Cells that formulas without a result ask for, all together."""
    max_forms: int = Field(default=100, gt=0)
    """Reports in one file."""
    max_pixels: int = Field(default=100_000_000, gt=0)
    """Of one picture."""
    max_seconds: float = Field(default=60.0, gt=0)
    """For the whole audit of one file; a scan has as much for each page."""
    max_memory: int = Field(default=1024**3, gt=0)
    """Of the process that audits one file."""
    unisolated: bool = False
    """Whether LibreOffice may convert files where the system cannot keep it off the network."""
    password: SecretStr | None = None
    """Opens an encrypted file."""

    model: str | None = None
    base_url: str | None = None
    api_key: SecretStr | None = None
    api_version: str | None = None
    """Azure: sent as ?api-version=…, and the key as the header api-key."""
    headers: dict[str, str] = {}
    """More headers, as some gateways want them."""
    mode: Mode = "tools"
    """How the model is asked for structure; where the endpoint does not know it, the next one is tried."""
    temperature: float | None = Field(default=0.0, ge=0)
    """`none` leaves it out, for models that refuse it."""
    examples: Path | None = None
    """A folder with more examples for the model: TASK.yaml as in prompts/examples, behind the shipped ones."""
    extra_body: dict[str, JsonValue] = Field(default_factory=dict)
    """Further fields of every question, as the endpoint documents them (enable_thinking = false)."""
    stream: bool = False
    """Ask for answers piece by piece, for models that give none otherwise; found out where the endpoint says so."""
    timeout: float = Field(default=120.0, gt=0)
    """Seconds for one attempt, from sending to the last byte."""
    total_timeout: float = Field(default=1800.0, gt=0)
    """Seconds for all calls of one document together."""
    attempts: int = Field(default=4, ge=1, le=10)
    """How often one call is tried when the endpoint is busy, breaks or does not answer."""
    first_wait: float = Field(default=1.0, ge=0)
    longest_wait: float = Field(default=60.0, ge=0)
    """Seconds between two attempts: the first time, doubled each time after, and at most, whatever Retry-After says."""
    concurrency: int = Field(default=4, ge=1, le=64)
    max_tokens: int | None = Field(default=None, gt=0)
    """Ceiling on prompt and completion tokens of one document."""
    max_cost: Decimal | None = Field(default=None, gt=0)
    price_prompt: Decimal | None = Field(default=None, ge=0)
    price_completion: Decimal | None = Field(default=None, ge=0)
    """Prices of a million tokens, in whatever currency."""
    cache: Path | None = None
    """Folder of the answers given before; None takes the user's own cache folder."""
    no_cache: bool = False
    send_marked: bool = False
    """Send also what bears a mark of secrecy (秘密★, 机密, 绝密, 内部) to a model."""
    show_private: bool = False
    """Show identity numbers, phones, bank accounts and names of beneficiaries in the working paper (.xlsx) and in JSON."""
    redact: bool = False
    """Mask names, phones, mail and identity numbers before anything is sent."""
    links: bool = True
    """Whether the model may propose pairs of statement and indicator where rules find none or two."""

    @field_validator("select", "ignore", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        """`CL,BU02` as well as a list; codes are upper case."""
        if isinstance(value, str):
            value = value.replace("，", ",").split(",")
        if isinstance(value, list | tuple):
            codes = [code.strip().upper() if isinstance(code, str) else code for code in value]
            return tuple(code for code in codes if code != "")
        return value

    @field_validator("forms", mode="before")
    @classmethod
    def _files(cls, value: object) -> object:
        """`a.toml:b.toml` (as PATH is written on the machine) as well as a list."""
        return [part for part in value.split(os.pathsep) if part.strip()] if isinstance(value, str) else value

    @field_validator("extra_body", mode="before")
    @classmethod
    def _told_in_words(cls, value: object) -> object:
        """`enable_thinking=false` of the environment means false."""
        words: dict[object, object] = {"true": True, "false": False}
        return (
            {name: words.get(told, told) if isinstance(told, str) else told for name, told in value.items()}
            if isinstance(value, dict)
            else value
        )

    @field_validator("temperature", mode="before")
    @classmethod
    def _left_out(cls, value: object) -> object:
        return None if value == "none" else value

    @field_validator("severity")
    @classmethod
    def _upper(cls, value: dict[str, Level]) -> dict[str, Level]:
        return {code.upper(): level for code, level in value.items()}

    def severity_of(self, code: str) -> Level | None:
        """The severity set for a check: its code's own before its family's, None when neither is set."""
        return self.severity.get(code) or self.severity.get(code[:2])


_UNTOLD = Settings.model_construct()
"""The settings of a run that is told nothing, which need no check: to make what checks them takes as long as a small audit."""


class Loaded(NamedTuple):
    """The settings of a run, where each that was stated comes from, and what was left aside and why."""

    settings: Settings
    sources: Mapping[str, str]
    remarks: tuple[str, ...] = ()


def load(
    flags: Mapping[str, Any] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    start: Path | None = None,
) -> Settings:
    """As `loaded`, the settings alone."""
    return loaded(flags, environment=environment, start=start).settings


def loaded(
    flags: Mapping[str, Any] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    start: Path | None = None,
) -> Loaded:
    """The settings of a run: flags over the environment over the nearest auditor.toml at or above `start` over the user's own.

    A flag that is None was not given. What only the user may say is left aside in a file of a folder that is not trusted,
    with a remark. Raises SettingsError naming the setting, where it stands and the remedy.
    """
    own, file = trust.home() / FILE_NAME, find(start or Path.cwd())
    stated: dict[str, Any] = {}
    sources: dict[str, str] = {}
    remarks: list[str] = []
    layers: tuple[tuple[str, Callable[[], dict[str, Any]]], ...] = (
        (_("用户设置 {file}").format(file=FILE_NAME), lambda: _stated(own, content(own)) if own.is_file() else {}),
        (FILE_NAME, lambda: _from_folder(file, stated, remarks) if file and not _is_same(file, own) else {}),
        (_("环境变量"), lambda: _from_environment(os.environ if environment is None else environment)),
        (_("命令行"), lambda: {name: value for name, value in (flags or {}).items() if value is not None}),
    )
    for source, told in layers:
        values = told()
        stated.update(values)
        sources.update(dict.fromkeys(values, source))
    try:
        settings = Settings.model_validate(stated) if stated else _UNTOLD
    except ValidationError as error:
        raise SettingsError(_explain(error, sources)) from error
    _require_a_place(settings, file, remarks)
    return Loaded(settings, sources, tuple(remarks))


def _require_a_place(settings: Settings, file: Path | None, remarks: Sequence[str]) -> None:
    """Raises SettingsError where a model is asked for whose address was left aside: nobody meant the usual place instead."""
    if settings.extractor == "rules" or settings.base_url is not None or not remarks or file is None:
        return
    if "base_url" in barred(file, content(file)):
        raise SettingsError(
            _("{remark}报告不会改发到默认地址：请用 OPENAI_BASE_URL 说明发往哪里。").format(remark=remarks[0])
        )


_CHANGES_NOTHING = frozenset(
    {
        "fail_on",
        "letterhead",
        "template",
        "api_key",
        "password",
        "headers",
        "timeout",
        "total_timeout",
        "attempts",
        "first_wait",
        "longest_wait",
        "concurrency",
        "cache",
        "no_cache",
        "price_prompt",
        "price_completion",
        "show_private",
        "max_seconds",
        "max_memory",
    }
)
"""Settings that decide how a run goes on, and not what it finds; limits of time and memory decide only whether there is an Outcome."""

_OF_THE_MODEL = frozenset(
    {
        "model",
        "base_url",
        "api_version",
        "mode",
        "temperature",
        "examples",
        "extra_body",
        "stream",
        "max_tokens",
        "max_cost",
        "redact",
        "links",
        "send_marked",
    }
)
"""Settings that change nothing where no model is asked."""


def digest(settings: Settings) -> str:
    """A digest of all settings that can change an Outcome; files that are named count by what is in them, not by where."""
    silent = _CHANGES_NOTHING | (_OF_THE_MODEL if settings.extractor == "rules" else set())
    told = {name: _plain(value) for name, value in settings if name not in silent}
    told |= {name: sorted(told[name]) for name in ("select", "ignore")}
    named = {name: Path(value) for name in _PATHS if isinstance(value := told.get(name), str)}
    told |= {name: _content(path) for name, path in named.items()}
    told["forms"] = [_content(path) for path in settings.forms]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def _plain(value: object) -> Any:  # noqa: ANN401 - what JSON can hold
    """The value of a setting as JSON holds it; a secret is none."""
    match value:
        case dict():
            return {name: _plain(one) for name, one in value.items()}
        case tuple():
            return [_plain(one) for one in value]
        case Decimal() | Path() | SecretStr():
            return str(value)
        case _:
            return value


def _content(path: Path) -> str:
    """A digest of what is in a file; its name where there is none."""
    if path.is_dir():
        return hashlib.sha256("".join(map(_content, sorted(path.glob("*.yaml")))).encode()).hexdigest()
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else str(path)


def files_of(settings: Settings) -> list[Path]:
    """The files that the settings name: what no output may overwrite."""
    named = (path for name in _PATHS for path in _listed(getattr(settings, name)))
    return [Path(str(path)) for path in named if path is not None]


def cache_folder(settings: Settings) -> Path:
    """The folder of what one run keeps for the next: the one that is set, else the user's own."""
    return settings.cache or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "report-auditor"


def find(start: Path) -> Path | None:
    """The nearest auditor.toml in a folder or above it."""
    for place in (start, *start.parents):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
    return None


_MOST_BYTES = 2**20
"""Of an auditor.toml: what is longer is something else."""


def content(file: Path) -> bytes:
    """The bytes of an auditor.toml. Raises SettingsError."""
    try:
        with file.open("rb") as opened:
            told = opened.read(_MOST_BYTES + 1)
    except OSError as error:
        message = _("读不到设置文件 {file}（{why}），请检查权限。")
        raise SettingsError(message.format(file=FILE_NAME, why=reason(error))) from error
    if len(told) > _MOST_BYTES:
        raise SettingsError(_("{file} 超过 {size} 字节，不像设置文件。").format(file=FILE_NAME, size=_MOST_BYTES))
    return told


def _stated(file: Path, told: bytes) -> dict[str, Any]:
    """What a file states; the paths in it count from its folder. Raises SettingsError when it is no TOML."""
    import tomllib

    try:
        stated = tomllib.loads(told.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        message = _("{file} 不是有效的 TOML 文件（{error}），请改正后再试。")
        raise SettingsError(message.format(file=FILE_NAME, error=fault(error))) from error
    stated = {name.replace("-", "_"): value for name, value in stated.items()}
    for name in _PATHS:
        value = stated.get(name)
        if name != "forms" and isinstance(value, str) and _is_path(name, value):
            stated[name] = str(file.parent / value)
    if isinstance(listed := stated.get("forms"), str | list):
        stated["forms"] = [str(file.parent / str(one)) for one in _listed(listed)]
    return stated


def _is_path(name: str, value: str) -> bool:
    """Whether a setting names a file: a profile may be one that ships."""
    return name != "profile" or value.endswith(".toml")


def _from_folder(file: Path, before: Mapping[str, Any], remarks: list[str]) -> dict[str, Any]:
    """What the file of a folder states, without what only the user may say unless the folder is trusted."""
    told = content(file)
    stated = _stated(file, told)
    barred = _barred(stated, file.parent, before)
    if not barred or trust.is_trusted(file, told):
        return stated
    remark = _("{file} 未获信任，其中的 {names} 没有采用；确认无误后运行 auditor trust，或改用命令行、环境变量。")
    remarks.append(remark.format(file=FILE_NAME, names=_("、").join(barred)))
    return {name: value for name, value in stated.items() if name not in barred}


_ANYBODYS = frozenset(
    {
        "fail_on",
        "fail_under",
        "ignore",
        "lang",
        "links",
        "mode",
        "model",
        "password",
        "select",
        "severity",
        "temperature",
    }
)
"""Settings that any folder may state. Where reports go, with what key, at what price, and what of them is shown is not here."""

_CEILINGS = frozenset({"attempts", "concurrency", "first_wait", "longest_wait", "timeout", "total_timeout"})
"""Settings that a folder may lower, and not raise; so are all that begin with max_."""

_CAUTIONS = ("no_cache", "redact")
"""Settings that a folder may switch on, and not off."""


def barred(file: Path, told: bytes) -> dict[str, Any]:
    """What the file of a folder states that needs trust, by name. Raises SettingsError when it cannot be read."""
    stated = _stated(file, told)
    return {name: stated[name] for name in _barred(stated, file.parent, {})}


def _barred(stated: Mapping[str, Any], folder: Path, before: Mapping[str, Any]) -> tuple[str, ...]:
    """Of what a folder's file states, what it may not; `before` is what the user's own file states."""
    allowed = {name: before.get(name, field.default) for name, field in Settings.model_fields.items()}
    return tuple(name for name, value in stated.items() if _is_barred(name, value, allowed.get(name), folder))


def _is_barred(name: str, value: object, allowed: object, folder: Path) -> bool:
    """Whether a folder may not say so; what nobody thought of is not a folder's to say, what is no setting is refused later."""
    if name not in Settings.model_fields or name in _ANYBODYS:
        return False
    if name == "extractor":
        return value not in ("rules", allowed)
    if name in _CEILINGS or name.startswith("max_"):
        return _is_above(value, allowed)
    if name in _CAUTIONS:
        return allowed is not False and value is not True
    return name not in _PATHS or any(_leaves(path, name, folder) for path in _listed(value))


def _is_above(value: object, allowed: object) -> bool:
    """Whether a ceiling is raised; where there is none, any is lower. What is no number is refused later, by name."""
    try:
        return allowed is not None and Decimal(str(value)) > Decimal(str(allowed))
    except InvalidOperation:
        return False


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _leaves(path: object, name: str, folder: Path) -> bool:
    """Whether a path leads out of the folder, by dots, by a link or by being whole."""
    if not isinstance(path, str) or not _is_path(name, path):
        return False
    return not (folder / path).resolve().is_relative_to(folder.resolve())


def _is_same(one: Path, other: Path) -> bool:
    return other.is_file() and one.samefile(other)


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """AUDITOR_* and the two OPENAI_* variables; a likely misspelling is refused, a stranger's variable left alone."""
    stated: dict[str, Any] = {}
    for variable, value in sorted(environment.items()):
        if variable in _FOREIGN and value:
            stated.setdefault(_FOREIGN[variable], value)
        if not variable.startswith(_PREFIX) or not value:
            continue
        name = variable.removeprefix(_PREFIX).lower()
        if name in Settings.model_fields:
            stated[name] = _pairs(value) if name in _TABLES else value
        elif close := _close(name, 0.8):
            message = _("没有环境变量 {variable} 这项设置，是否指 {close}？")
            raise SettingsError(message.format(variable=variable, close=_PREFIX + close[0].upper()))
    return stated


def _close(name: str, cutoff: float = 0.6) -> list[str]:
    """The setting that is meant, if one is near."""
    import difflib

    return difflib.get_close_matches(name, Settings.model_fields, n=1, cutoff=cutoff)


_TABLES = ("headers", "severity", "letterhead", "extra_body")


def _pairs(value: str) -> dict[str, str]:
    """`CL02=note,IN=warning` as a table."""
    pairs = (part.partition("=") for part in value.split(",") if part.strip())
    return {code.strip(): level.strip() for code, _equals, level in pairs}


def _explain(error: ValidationError, sources: Mapping[str, str]) -> str:
    """The first thing wrong, in one sentence with a remedy."""
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    source = sources.get(name, FILE_NAME)
    if first["type"] == "extra_forbidden":
        close = _close(name)
        hint = _("，是否指 {close}？").format(close=close[0]) if close else _("，请删去或查阅说明。")
        return _("{source} 中没有 {name} 这项设置").format(source=source, name=name) + hint
    allowed = _choices(name)
    remedy = _("可用的值：{allowed}。").format(allowed="、".join(allowed)) if allowed else _demand(first)
    given = _("（现为 {value}）").format(value=first["input"]) if name not in SECRET else ""
    return _("{source} 中的设置 {name} 无效{given}。{remedy}").format(
        source=source, name=name, given=given, remedy=remedy
    )


def _demand(wrong: "ErrorDetails") -> str:
    """What a value must be, in words."""
    kind, limits = wrong["type"].partition("_")[0], wrong.get("ctx", {})
    if kind in _KINDS:
        return _(_KINDS[kind])
    said = [_(_LIMITS[name]).format(limit=limits[name]) for name in _LIMITS if name in limits]
    return said[0] if said else _("请查阅说明中这一项的写法。")


_KINDS = {
    "int": "须为整数。",
    "float": "须为数字。",
    "decimal": "须为数字。",
    "bool": "须为 true 或 false。",
    "string": "须为文字。",
    "path": "须为文件名或目录名。",
    "list": "须为列表。",
    "tuple": "须为列表。",
    "dict": "须为“名称 = 值”的表。",
}
"""By the first word of pydantic's name for the error."""

_LIMITS = {"gt": "须大于{limit}。", "ge": "须不小于{limit}。", "le": "须不大于{limit}。"}


SECRET = frozenset({"api_key", "headers", "password"})
"""Settings whose values are never said."""


def _choices(name: str) -> tuple[str, ...]:
    if name == "severity":
        return get_args(Level)
    if name == "letterhead":
        return get_args(LetterheadField)
    field = Settings.model_fields.get(name)
    return (
        get_args(field.annotation)
        if field and all(isinstance(item, str) for item in get_args(field.annotation))
        else ()
    )
