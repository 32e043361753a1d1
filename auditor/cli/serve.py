"""`auditor serve`: the web page on this machine."""

import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from auditor.cli import FOUND_NOTHING, options
from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.locale.system import reason
from auditor.store import open_store

_MOST = 8
"""Uploads of the largest file that is read; a case has several files."""


@click.command("serve", help=_("在本机打开网页：填报单位提交前自查，复核人员逐份核查。"))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help=_("端口；0 由系统选一个空的")
)
@click.option("--store", metavar="URL", help=_("核查记录库，默认放在用户数据目录中"))
@click.option(
    "--session", "hours", type=click.FloatRange(0.1, 24 * 90), default=12.0, show_default=True, metavar="HOURS",
    help=_("上传的文件和登录最多保存几小时；服务正常结束时即删除"),
)  # fmt: skip
@options.judging
def command(port: int, store: str | None, hours: float, **flags: Any) -> int:  # noqa: ANN401
    """Serve until interrupted. The address is printed once; nobody else gets in."""
    settings = options.settings_of(flags)
    try:
        import uvicorn

        from auditor.web import app, office
        from auditor.web.cases import Cases
        from auditor.web.desk import Desk
        from auditor.web.guard import Keys
        from auditor.web.intake import Intake
    except ImportError as error:
        from auditor.installation import adding

        raise SettingsError(_("网页需要另装组件：{command}").format(command=adding("web"))) from error
    listening = _listen(port)
    keys = Keys(listening.getsockname()[1], hours)
    root = _root(store)
    record, hands = open_store(store or root), max(1, (os.cpu_count() or 2) - 1)
    desk = Desk(root / "desk", settings, hours, workers=hands)
    intake = Intake(record, root, settings, workers=hands)
    made = office.Office(settings, desk, settings.max_bytes * _MOST, hours, record, intake, Cases(record))
    click.echo(_("请在浏览器中打开（地址只能用一次）："), err=True)
    click.echo(keys.address)
    click.echo(_("按 Ctrl-C 结束；结束时删除上传的文件。"), err=True)
    configured = uvicorn.Config(
        app.create(made, keys), log_level="error", access_log=False, server_header=False, timeout_graceful_shutdown=3
    )
    try:
        with suppress(KeyboardInterrupt):  # it ends in good order first, then tells that it was asked to
            uvicorn.Server(configured).run([listening])
    finally:
        desk.close(forget=True)
        intake.close()
        record.close()
    return FOUND_NOTHING


def _listen(port: int) -> socket.socket:
    """A socket on the loopback. Raises SettingsError where the port is taken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen(128)  # who opens the address at once is served as soon as everything is loaded
    except OSError as error:
        listening.close()
        message = _("端口 {port} 不能用（{why}）：请用 --port 另选一个，或用 --port 0。")
        raise SettingsError(message.format(port=port, why=reason(error))) from error
    return listening


def _root(store: str | None) -> Path:
    """The folder of originals and uploads: that of a record that is a file, else one of the user's own."""
    if store is not None and "://" not in store:
        path = Path(store)
        root = path if path.is_dir() or not path.suffix else path.parent
    else:
        root = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "report-auditor"
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SettingsError(_("建不了目录 {folder}（{why}）。").format(folder=root, why=reason(error))) from error
    return root
