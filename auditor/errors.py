"""The tree of things that can go wrong.

::

    AuditorError                    catch this one
      UnreadableFile                not what its suffix says, encrypted, damaged, a scan without text, over a limit
        NeedsPassword               encrypted: the right password opens it
      UnsupportedFormat             no reader for it
      NoReportFound                 nothing recognisable as a self-evaluation report
      ModelError
        ModelUnavailable            refused, timed out, out of retries, over budget
        ModelAnswerInvalid          never fitted the schema
      StoreError                    the record cannot be opened, is of a newer version, or is held by another
      SettingsError                 a setting is missing, unknown or contradicts another

Findings are data, never exceptions. A message names the file and the remedy.
"""


class AuditorError(Exception):
    """Anything that stops an audit and that the user can do something about."""


class UnreadableFile(AuditorError):  # noqa: N818 - the tree above is public and reads without "Error"
    """The file is damaged, encrypted, empty, over a limit, or not what it claims to be."""


class NeedsPassword(UnreadableFile):
    """The file is encrypted, and no password or a wrong one was given."""


class UnsupportedFormat(AuditorError):  # noqa: N818
    """No reader knows this kind of file."""


class NoReportFound(AuditorError):  # noqa: N818
    """The file was read, but nothing in it looks like a self-evaluation report."""


class ModelError(AuditorError):
    """The language model could not be used; `spent` are the calls, prompt tokens and completion tokens that it cost all the same."""

    spent: tuple[int, int, int] = (0, 0, 0)


class ModelUnavailable(ModelError):  # noqa: N818
    """The endpoint refused, timed out, ran out of retries, or the ceiling on cost was reached."""


class ModelAnswerInvalid(ModelError):  # noqa: N818
    """The model's answers never fitted the schema."""


class StoreError(AuditorError):
    """The record cannot be opened or written, is of a newer version, or is held by another program."""


class SettingsError(AuditorError):
    """A setting is missing, unknown, or contradicts another."""
