"""Small wrong changes to a file, one at a time: a comparison, a connective, a constant, a negation, a sign."""

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
RECKONED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
DEFS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Mutant(NamedTuple):
    """One wrong change: the `which`th of those that the `place`th node of the file allows.

    `function` is the qualified name of the outermost def that holds it, None where the module or a class itself does.
    """

    path: Path
    line: int
    function: str | None
    what: str
    place: int
    which: int

    @property
    def code(self):
        """The code of the whole module with the change made."""
        wrong = _tree(self.path)
        node = next(one for at, one in enumerate(ast.walk(wrong)) if at == self.place)
        change, _what = list(_changes(node))[self.which]
        change(node)
        return compile(ast.fix_missing_locations(wrong), str(self.path), "exec", dont_inherit=True)


def mutants(path):
    """Every change of a file."""
    tree = _tree(path)
    held, idle = _holders(tree), _idle(tree)
    for place, node in enumerate(ast.walk(tree)):
        for which, (_change, what) in enumerate(() if node in idle else _changes(node)):
            yield Mutant(path, node.lineno, held.get(node), what, place, which)


def _tree(path):
    return ast.parse(_text(path))


@cache
def _text(path):
    """The file as it was when it was first asked for: others may write to it meanwhile."""
    return path.read_text(encoding="utf-8")


def _idle(tree):
    """What no answer rests on: how much a cache keeps, and zip(…, strict=True), which only ends what should never happen."""
    idle = set()
    for node in ast.walk(tree):
        if isinstance(node, DEFS):
            idle.update(one for kept in node.decorator_list if "cache" in ast.unparse(kept) for one in ast.walk(kept))
        elif isinstance(node, ast.keyword) and node.arg == "strict":
            idle.add(node.value)
    return idle


def _holders(tree):
    """The outermost def whose body holds each node, by its qualified name."""
    held = {}

    def look(nodes, above):
        for node in nodes:
            if isinstance(node, DEFS):
                inside = (one for part in node.body for one in ast.walk(part))
                held.update(dict.fromkeys(inside, ".".join([*above, node.name])))
            elif isinstance(node, ast.ClassDef):
                look(node.body, [*above, node.name])
            else:
                look(ast.iter_child_nodes(node), above)

    look(tree.body, [])
    return held


def _changes(node):
    match node:
        case ast.Compare(ops=[op]) if type(op) in COMPARED:
            other = COMPARED[type(op)]
            yield lambda one: one.ops.__setitem__(0, other()), f"{type(op).__name__} → {other.__name__}"
        case ast.BoolOp():
            other = ast.Or if isinstance(node.op, ast.And) else ast.And
            yield lambda one: setattr(one, "op", other()), f"{type(node.op).__name__} → {other.__name__}"
        case ast.UnaryOp(op=ast.Not()):
            yield (
                lambda one: setattr(one, "op", ast.UAdd()) or setattr(one, "operand", _truth(one.operand)),
                "not dropped",
            )
        case ast.BinOp() if type(node.op) in RECKONED and not isinstance(node.left, ast.Constant):
            other = RECKONED[type(node.op)]
            yield lambda one: setattr(one, "op", other()), f"{type(node.op).__name__} → {other.__name__}"
        case ast.Constant(value=bool()):
            yield lambda one: setattr(one, "value", not one.value), f"{node.value} → {not node.value}"
        case ast.Constant(value=int() | float()):
            yield lambda one: setattr(one, "value", one.value + 1), f"{node.value} → {node.value + 1}"


def _truth(operand):
    return ast.Call(func=ast.Name(id="bool", ctx=ast.Load()), args=[operand], keywords=[])
