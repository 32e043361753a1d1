PYTHON ?= .venv/bin/python

.PHONY: check format lint types imports test bench planted schemas readme locale constraints licences sbom fuzz told mutants release wheels

check: format lint types imports test

format:
	$(PYTHON) -m ruff format --check .
lint:
	$(PYTHON) -m ruff check .
types:
	$(PYTHON) -m mypy
imports:
	$(PYTHON) -c "from importlinter.cli import lint_imports_command as run; run()" --no-cache
test:
	$(PYTHON) -m pytest -n 2
bench:
	$(PYTHON) -m pytest -q --benchmark-enable --benchmark-only -p no:xdist
planted:
	$(PYTHON) -m auditor bench --write
schemas:
	$(PYTHON) -m auditor schema --write
readme:
	$(PYTHON) -m auditor checks --write-readme
locale:
	$(PYTHON) -m auditor translations --write
constraints:
	$(PYTHON) .ci/dependencies.py constraints --write
licences:
	$(PYTHON) .ci/dependencies.py licences
sbom:
	$(PYTHON) .ci/dependencies.py sbom --write
fuzz:
	PYTHONPATH=tests $(PYTHON) tests/fuzz.py --count $(or $(COUNT),1000) --seed $(or $(SEED),0) $(if $(KINDS),--kinds $(KINDS))
told:
	$(PYTHON) tests/told.py --write
mutants:
	$(PYTHON) tests/mutants/run.py $(MUTANTS)

# Before a version is given out: what .ci/release says at its end is the rest of the list.
release:
	.ci/release
# No dependency may lack wheels for the desktops that departments have.
wheels:
	.ci/wheels
