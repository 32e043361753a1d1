"""A department's own form, and the forms of its projects of the same year."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.model.portfolio import Form, Member
from auditor.text.normalize import fold
from auditor.text.similarity import reduced


class Part(NamedTuple):
    """A form, and the submission it stands in."""

    member: Member
    form: Form


class Department(NamedTuple):
    """The overall forms of a department and those of its projects; `listed`: a manifest says of all of them whose they are."""

    name: str
    year: int | None
    own: tuple[Part, ...]
    projects: tuple[Part, ...]

    @property
    def listed(self) -> bool:
        """Whether the set is more than presumed."""
        return all(part.member.listed for part in (*self.own, *self.projects))


def departments(members: Sequence[Member]) -> Iterator[Department]:
    """Every unit that has an overall form or report and forms of projects, by year; the form of a project once."""
    parts: defaultdict[tuple[str, int | None], list[Part]] = defaultdict(list)
    for member in members:
        for form in member.forms:
            name = fold(member.whose or form.organisation or "")
            if name and form.role not in ("plan", "last-year"):
                parts[name, form.year or member.year].append(Part(member, form))
    for name, year in sorted(parts, key=lambda key: (key[0], key[1] or 0)):
        some = parts[name, year]
        own = tuple(part for part in some if part.form.kind == "overall")
        told = own or tuple(part for part in some if part.form.kind == "narrative" and not _project(part))
        projects = {
            reduced(_project(part)): part for part in reversed(some) if part.form.kind == "project" and _project(part)
        }
        if told and projects:
            yield Department(some[0].member.whose or name, year, told, tuple(projects[key] for key in sorted(projects)))


def _project(part: Part) -> str:
    return part.form.project or (part.member.project if len(part.member.forms) == 1 else None) or ""
