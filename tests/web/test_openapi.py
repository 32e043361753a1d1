"""Whatever is sent to any address of the schema: an answer of ours, never a fault."""

import pytest
import site_of_tests as site
from hypothesis import HealthCheck, given, settings

from auditor.web.guard import COOKIE


def test_no_address_breaks_on_what_its_schema_allows_or_not(tmp_path, extra, monkeypatch):
    schemathesis = extra("schemathesis")
    site.here(monkeypatch)
    with site.opened(tmp_path) as served:
        visitor = site.Visitor(served)
        run = site.batch(served.office)
        site.handed_in(served.office, run, "路灯.txt", site.WRONG)
        headers = {"Cookie": f"{COOKIE}={visitor.cookie}", "Origin": served.base, "X-CSRF-Token": visitor.csrf}
        schema = schemathesis.openapi.from_url(f"{served.base}/openapi.json", headers=headers)
        asked = set()
        for found in schema.get_all_operations():
            operation = found.ok()
            if operation.path.endswith("/events"):
                continue  # a stream that ends when nothing goes on

            @given(case=operation.as_strategy())
            @settings(
                max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
            )
            def ask(case):
                answer = case.call(base_url=served.base, headers=headers, allow_redirects=False)
                assert answer.status_code < 500, (case.method, case.path, answer.text)

            ask()
            asked.add(operation.label)
        assert len(asked) > 35
        assert visitor.get("/").status == 200


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_no_page_of_the_framework(visitor, path):
    assert visitor.get(path).status == 404
