"""Every setting and where it comes from: defaults < auditor.toml < AUDITOR_* environment < flags."""

import difflib
import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from auditor.errors import SettingsError
from auditor.locale import gettext as _

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

_PATHS = ("baseline", "cache", "profile", "template")
"""Settings that may name a file; in auditor.toml they count from the folder of that file."""


class Settings(BaseModel):
    """What one run is told. Frozen; every field has a default."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    extractor: Literal["rules", "llm", "both"] = "rules"
    profile: str | None = None
    """A shipped profile's name or a .toml file; None takes what the form prints, else the rules of the place, else the national ones."""
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
    max_cells: int = Field(default=400_000, gt=0)
    max_pixels: int = Field(default=100_000_000, gt=0)
    """Of one picture."""
    max_seconds: float = Field(default=60.0, gt=0)
    """For reading one file; a scan has as much for each page."""
    max_memory: int = Field(default=3 * 1024**3, gt=0)
    """Of the process in which a file is read that looks unusual."""
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


def load(
    flags: Mapping[str, Any] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    start: Path | None = None,
) -> Settings:
    """The settings of a run: flags over the environment over the nearest auditor.toml at or above `start`.

    A flag that is None was not given. Raises SettingsError naming the setting, where it stands and the remedy.
    """
    file = find(start or Path.cwd())
    stated: dict[str, Any] = {}
    sources: dict[str, str] = {}
    layers = (
        (str(file.name) if file else FILE_NAME, _from_file(file) if file else {}),
        (_("环境变量"), _from_environment(os.environ if environment is None else environment)),
        (_("命令行"), {name: value for name, value in (flags or {}).items() if value is not None}),
    )
    for source, values in layers:
        stated.update(values)
        sources.update(dict.fromkeys(values, source))
    try:
        return Settings.model_validate(stated)
    except ValidationError as error:
        raise SettingsError(_explain(error, sources)) from error


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
    }
)
"""Settings that decide how a run goes on, and not what it finds."""

_OF_THE_MODEL = frozenset(
    {"model", "base_url", "api_version", "mode", "temperature", "max_tokens", "max_cost", "redact", "links"}
)
"""Settings that change nothing where no model is asked."""


def digest(settings: Settings) -> str:
    """A digest of all settings that can change an Outcome; files that are named count by what is in them, not by where."""
    silent = _CHANGES_NOTHING | (_OF_THE_MODEL if settings.extractor == "rules" else set())
    told = settings.model_dump(mode="json", exclude=set(silent))
    told |= {name: sorted(told[name]) for name in ("select", "ignore")}
    named = {name: Path(value) for name in _PATHS if isinstance(value := told.get(name), str)}
    told |= {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in named.items() if path.is_file()}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def cache_folder(settings: Settings) -> Path:
    """The folder of what one run keeps for the next: the one that is set, else the user's own."""
    return settings.cache or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "report-auditor"


def find(start: Path) -> Path | None:
    """The nearest auditor.toml in a folder or above it."""
    for place in (start, *start.parents):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
    return None


def _from_file(file: Path) -> dict[str, Any]:
    try:
        stated = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = _("{file} 不是有效的 TOML 文件（{error}），请改正后再试。")
        raise SettingsError(message.format(file=FILE_NAME, error=error)) from error
    stated = {name.replace("-", "_"): value for name, value in stated.items()}
    if "api_key" in stated:
        raise SettingsError(_("请不要把密钥写进 {file}：改用环境变量 OPENAI_API_KEY。").format(file=FILE_NAME))
    for name in _PATHS:
        value = stated.get(name)
        if isinstance(value, str) and (name != "profile" or value.endswith(".toml")):
            stated[name] = str(file.parent / value)
    return stated


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
        elif close := difflib.get_close_matches(name, Settings.model_fields, n=1, cutoff=0.8):
            message = _("没有环境变量 {variable} 这项设置，是否指 {close}？")
            raise SettingsError(message.format(variable=variable, close=_PREFIX + close[0].upper()))
    return stated


_TABLES = ("headers", "severity", "letterhead")


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
        close = difflib.get_close_matches(name, Settings.model_fields, n=1)
        hint = _("，是否指 {close}？").format(close=close[0]) if close else _("，请删去或查阅说明。")
        return _("{source} 中没有 {name} 这项设置").format(source=source, name=name) + hint
    allowed = _choices(name)
    remedy = _("可用的值：{allowed}。").format(allowed="、".join(allowed)) if allowed else _demand(first)
    given = _("（现为 {value}）").format(value=first["input"]) if name not in _SECRET else ""
    return _("{source} 中的设置 {name} 无效{given}。{remedy}").format(
        source=source, name=name, given=given, remedy=remedy
    )


def _demand(wrong: "ErrorDetails") -> str:
    """What a value must be, in words; pydantic's own where it is none of the usual."""
    kind, limits = wrong["type"].partition("_")[0], wrong.get("ctx", {})
    if kind in _KINDS:
        return _(_KINDS[kind])
    said = [_(_LIMITS[name]).format(limit=limits[name]) for name in _LIMITS if name in limits]
    return said[0] if said else wrong["msg"]


_KINDS = {
    "int": "须为整数。",
    "float": "须为数字。",
    "decimal": "须为数字。",
    "bool": "须为 true 或 false。",
    "string": "须为文字。",
}
"""By the first word of pydantic's name for the error."""

_LIMITS = {"gt": "须大于{limit}。", "ge": "须不小于{limit}。", "le": "须不大于{limit}。"}


_SECRET = frozenset({"api_key", "headers", "password"})


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
