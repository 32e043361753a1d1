"""How well a model names relations: against marks of a person, with answers from them, with errors in them, and with none."""

import pytest
from endpoint import Script, Truth, serving
from hostile import misnamed, settings

from auditor import assets, pipeline
from auditor.bench import gold, relating
from auditor.errors import SettingsError
from auditor.settings import Settings

FOLDER = assets.folder("samples")
MARKED = list(gold.sheets(FOLDER))


def measured(path, marks, twist=None):
    document = pipeline.read(path.read_bytes(), path.name, Settings())
    with serving(Script(Truth(document, gold=marks), twist=twist)) as url:
        return relating.one(path, marks, settings(url, extractor="both"))


@pytest.mark.parametrize(("path", "marks"), MARKED, ids=lambda one: getattr(one, "stem", ""))
def test_marks_stand_in_their_report(path, marks):
    text = path.read_text(encoding="utf-8")
    assert marks.places(text).keys() == marks.by_id.keys()
    named = {name for one in marks.relations for name in (one.result, *one.of) if name}
    assert named <= marks.by_id.keys()
    assert {name for one in marks.apart for name in one[:2]} <= marks.by_id.keys()


@pytest.mark.parametrize(("path", "marks"), MARKED, ids=lambda one: getattr(one, "stem", ""))
def test_ideal_answers_find_every_marked_fault_and_nothing_false(path, marks):
    done = measured(path, marks)
    assert (done.named, done.right, done.refused) == (done.marked, done.marked, 0)
    assert (done.found, done.told) == (done.faults, done.faults)
    assert (done.false_errors, done.false_warnings, done.lost) == (0, 0, 0)
    assert done.compared >= done.compared_by_rules


def test_a_hard_report_is_found_wholly_with_the_model_and_no_less_of_it_compared():
    path, marks = next(one for one in MARKED if one[0].stem == "ferries")
    done = measured(path, marks)
    assert done.found_by_rules <= done.found == done.faults
    assert done.compared_by_rules <= done.compared


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_answers_of_which_a_fifth_is_wrong_cost_precision_and_no_finding(seed):
    path, marks = next(one for one in MARKED if one[0].stem == "ferries")
    document = pipeline.read(path.read_bytes(), path.name, Settings())
    truth = Truth(document, gold=marks)
    truth.relations = misnamed(truth.relations, truth.sheet.figures, 0.2, seed)
    with serving(Script(truth)) as url:
        done = relating.one(path, marks, settings(url, extractor="both"))
    assert done.right < done.named
    assert (done.false_errors, done.lost) == (0, 0)
    assert done.false_warnings <= 1


def test_no_answers_change_nothing():
    path, marks = MARKED[0]
    done = measured(path, marks, lambda task, answer, number: {"relations": []} if task == "relations" else answer)
    assert (done.named, done.gained, done.lost, done.found) == (0, 0, 0, done.found_by_rules)


def test_a_sheet_that_is_none_is_told(tmp_path):
    (tmp_path / "x.gold.json").write_text("[]", encoding="utf-8")
    with pytest.raises(SettingsError, match="标注文件"):
        gold.load(tmp_path / "x.gold.json")
