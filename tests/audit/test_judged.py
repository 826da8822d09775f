"""The audit can fail: what is not waived or allowed is said, and so is what is waived or allowed for nothing."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError

from tests.audit.findings import Finding, Waiver, findings_of, judged
from tests.audit.licences import Allowed, run_time_packages
from tests.audit.licences import judged as licences_judged

REPORT = {
    "results": [
        {
            "test_id": "B102",
            "filename": "./gateway/a.py",
            "line_number": 8,
            "issue_text": "Use of exec detected.",
            "code": "7 x = 1\n8     exec(x)\n9 y = 2\n",
        }
    ]
}


def waiver(test: str, where: str) -> Waiver:
    return Waiver(test=test, where=where, reason="said")


def test_a_finding_is_said_unless_it_is_waived_where_it_is() -> None:
    (found,) = findings_of(REPORT)
    expected = Finding(test="B102", file="gateway/a.py", line=8, text="Use of exec detected.", code="exec(x)")
    assert found == expected
    for covering in (waiver("B102", "gateway/a.py"), waiver("B102", "gateway/")):
        assert judged([found], [covering]) == []
    for other in (waiver("B101", "gateway/a.py"), waiver("B102", "gateway/a"), waiver("B102", "connectors/")):
        said, unneeded = judged([found], [other])
        assert said.startswith("gateway/a.py:8: B102 Use of exec")
        assert "covers nothing" in unneeded


def test_packages_are_followed_with_their_extras_and_markers() -> None:
    needs = {
        "tally": ["A[fast]>=1", "b; python_version < '3'", "missing"],
        "A": ["c_d; extra == 'fast'", "e; extra == 'slow'"],
        "c_d": ["A"],
    }

    def wanted(name: str) -> list[str] | None:
        if name == "missing":
            raise PackageNotFoundError(name)
        return needs.get(name)

    assert run_time_packages("tally", wanted) == {"a", "c-d"}


def test_a_licence_is_said_unless_it_is_allowed_for_all_or_for_the_package() -> None:
    known = Allowed(licences=frozenset({"MIT"}), packages={"lib": "LGPL", "gone": "GPL"})
    report = [{"Name": "Lib", "License": "LGPL"}, {"Name": "ok", "License": "MIT"}, {"Name": "bad", "License": "GPL"}]
    said = licences_judged(report, {"lib", "ok", "bad", "untold"}, known)
    assert [each.split()[0] for each in said[:2]] == ["bad", "untold"]
    assert said[2:] == ["the exception for gone covers nothing; remove it"]
