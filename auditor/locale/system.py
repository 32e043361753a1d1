"""Why the operating system refused a file, in the user's language; its own words are English or depend on the machine."""

import errno

from auditor.locale import gettext as _

_REASONS = {
    errno.ENOENT: "不存在",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EISDIR: "是目录，不是文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EEXIST: "已经存在",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EINVAL: "文件名不合法",
    errno.EBUSY: "正被其他程序占用",
    errno.ETXTBSY: "正被其他程序占用",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
}


def reason(error: OSError) -> str:
    """In a few words; the system's number where it is none of the usual."""
    number = error.errno or 0
    return _(_REASONS[number]) if number in _REASONS else _("系统错误 {number}").format(number=number)
