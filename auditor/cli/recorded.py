"""What the verbs share that look at a record: a store's address or the output folder of a batch."""

from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import StoreError
from auditor.locale import gettext as _

if TYPE_CHECKING:
    from auditor.store import Store
    from auditor.store.lists import Filter


def opened(address: str) -> "tuple[Store, Filter, str | None]":
    """The record, which of its submissions are meant, and their scope: the last batch of an output folder, or all.

    Raises StoreError where there is no record: none is made by looking.
    """
    from auditor.batch.output import scope_of
    from auditor.store import lists, open_store
    from auditor.store.engine import FILE_NAME

    path = Path(address)
    if "://" not in address and not (path / FILE_NAME if path.is_dir() else path).is_file():
        message = _("{address} 里没有记录：请写 auditor batch 的结果文件夹（-o OUT）、记录文件或数据库地址。")
        raise StoreError(message.format(address=address))
    store = open_store(address)
    if "://" in address or not path.is_dir():
        runs = lists.runs(store)
        scopes = {run.scope for run in runs}
        return store, lists.Filter(), scopes.pop() if len(scopes) == 1 else None
    scope = scope_of(path)
    runs = lists.runs(store, scope)
    return store, lists.Filter(run=runs[-1].id if runs else None), scope
