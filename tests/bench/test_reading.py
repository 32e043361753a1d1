"""`auditor bench --extractor llm`: how well a model reads."""

from pathlib import Path

from endpoint import Script, Truth, serving

from auditor import cli, pipeline
from auditor.settings import Settings

SAMPLE = Path(__file__).parents[2] / "samples" / "project.txt"


def test_precision_and_recall_of_a_model_are_printed(monkeypatch, capsys):
    def forgetful(task, answer, number):
        return {"rows": answer["rows"][1:]} if task == "indicators" else answer

    truth = Truth(pipeline.read(SAMPLE.read_bytes(), SAMPLE.name, Settings()))
    said = []
    for twist in (None, forgetful):
        with serving(Script(truth, twist=twist)) as url:
            for name, value in {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "k", "AUDITOR_MODEL": "m"}.items():
                monkeypatch.setenv(name, value)
            arguments = ["bench", "--no-samples", str(SAMPLE), "--extractor", "llm", "--no-cache"]
            assert cli.run(arguments) == 0
        shown = capsys.readouterr()
        assert "文件本身不发送" in shown.err
        said.append(shown.out.splitlines()[-1])
    assert said[0].startswith("合计")
    assert "准确率 100.0%" in said[0]
    assert "召回率 100.0%" in said[0]
    assert "准确率 100.0%" in said[1]
    assert "召回率 100.0%" not in said[1]
