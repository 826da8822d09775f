"""Connectors of a third party with one defect each: the kit names it; without the defect it says nothing."""

from __future__ import annotations

import pytest

from tests.connectors.contract.guild import checked

pytest_plugins = ["pytester"]

_ASKED = "        reply = await self.reply(key)\n"
_SENT = '        return await self.get(f"/grades?unit={key_in_url(key)}")\n'
_TOTAL = "        check_total(answer.total, len(answer.rows or ()))\n"

TAKES_404_FOR_ABSENCE = (
    _ASKED,
    """        try:
            reply = await self.reply(key)
        except Moved:
            return Told(NotFound(evidence="404"))
""",
)
BELIEVES_A_BROKEN_BODY = (
    "        answer = ANSWERS.read(reply)\n",
    """        try:
            answer = ANSWERS.read(reply)
        except Exception:
            return Told(NotFound(evidence="nothing readable"))
""",
)
SWALLOWS_A_SHORT_TOTAL = (_TOTAL, "")
IGNORES_WHOM_THE_ANSWER_IS_ABOUT = ("        check_echo(key, answer.unit)\n", "")
LOGS_ITS_CREDENTIAL = (_ASKED, '        LOG.info("asking with %s", self.key)\n' + _ASKED)
PUTS_ITS_CREDENTIAL_IN_THE_URL = ('{key_in_url(key)}")', '{key_in_url(key)}&key={self.key}")')
SHOWS_ITS_CREDENTIAL = (
    "    async def ask_one(self, key, call):\n",
    """    async def ask_one(self, key, call):
        return Told(NotFound(evidence=f"nothing for {self.key}"))

    async def ask_one_well(self, key, call):
""",
)
FOLLOWS_THE_KEY = ("{key_in_url(key)}", "{key.value}")
IGNORES_CANCELLATION = (
    _SENT,
    """        import asyncio

        return await asyncio.shield(asyncio.ensure_future(self.get(f"/grades?unit={key_in_url(key)}")))
""",
)
BLOCKS_THE_LOOP = (_SENT, "        import time\n\n        time.sleep(0.6)\n" + _SENT)
CRASHES_ON_NULL = ("grade=row.grade,", "grade=row.grade.strip(),")
MAY_BE_NULL = ("    grade: str\n", "    grade: str | None\n")
DROPS_WHAT_IT_CANNOT_READ = (
    "for row in answer.rows)))",
    "for row in answer.rows if row.grade)))",
)
DECLARES_TOO_MUCH = ('fields=frozenset({"construction"})', 'fields=frozenset({"construction", "safety"})')
DECLARES_TOO_LITTLE = ("            carries=frozenset({Scheme.CREDIT_CODE}),\n", "")
ASKS_ANOTHER_PATH = ('"/grades?unit=', '"/marks?unit=')


@pytest.mark.parametrize(
    ("defect", "check", "said"),
    [
        ([TAKES_404_FOR_ABSENCE], "status", "status 404 from GET /grades*: CREDIT_CODE was answered NOT_FOUND*"),
        ([BELIEVES_A_BROKEN_BODY], "malformed", "half the body from /grades*: CREDIT_CODE was answered NOT_FOUND*"),
        ([SWALLOWS_A_SHORT_TOTAL], "shortened", "shortened-list /rows of /grades*: 1 of 2 rows vanished*"),
        ([SWALLOWS_A_SHORT_TOTAL], "emptied", "emptied-list /rows of /grades*: CREDIT_CODE became NOT_FOUND*"),
        ([IGNORES_WHOM_THE_ANSWER_IS_ABOUT], "another-subject", "another subject's CREDIT_CODE at /unit*NOT_FOUND*"),
        ([LOGS_ITS_CREDENTIAL], "replay", "the log of guild.connector holds a credential"),
        ([PUTS_ITS_CREDENTIAL_IN_THE_URL], "replay", "*a credential stands in a URL"),
        ([SHOWS_ITS_CREDENTIAL], "replay", "an outcome holds a credential"),
        ([FOLLOWS_THE_KEY], "hostile", "the key '../admin' moved the request to GET /grades*unit=../admin"),
        ([IGNORES_CANCELLATION], "cancel", "a cancelled question goes on upstream"),
        ([BLOCKS_THE_LOOP], "trouble-hang", "HANG at /grades*: the answer took * ms, and 300 were allowed"),
        ([MAY_BE_NULL, CRASHES_ON_NULL], "body-null", "null /rows/0/grade of /grades*: the connector failed*"),
        (
            [MAY_BE_NULL, DROPS_WHAT_IT_CANNOT_READ],
            "body-null",
            "null /rows/0/grade of /grades*: 1 of 2 rows vanished*",
        ),
        ([DECLARES_TOO_MUCH], "abilities", "it declares the field safety, and no case shows it"),
        ([DECLARES_TOO_LITTLE], "abilities", "a case shows the identifier its records carry CREDIT_CODE, which*"),
        ([ASKS_ANOTHER_PATH], "replay", "a request that was not recorded: GET /marks*"),
    ],
)
def test_each_defect_is_named(pytester: pytest.Pytester, defect: list[tuple[str, str]], check: str, said: str) -> None:
    result = checked(pytester, *defect, select=check)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines([said.replace("[", "[[]")])


def test_a_good_connector_passes_every_check(pytester: pytest.Pytester) -> None:
    result = checked(pytester)
    outcomes = result.parseoutcomes()
    assert result.ret == pytest.ExitCode.OK
    assert set(outcomes) == {"passed"}
    assert outcomes["passed"] > 50


def test_a_contract_of_something_else_is_left_alone(pytester: pytest.Pytester) -> None:
    pytester.makefile(".toml", contract='parties = ["a", "b"]')
    result = pytester.runpytest_inprocess("-p", "no:asyncio", "-W", "error", str(pytester.path))
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_the_plugin_costs_a_run_without_contracts_nothing(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_nothing_is_imported():
            assert "connectors.contract.plugin" in sys.modules
            assert not {"respx", "aiohttp", "connectors.catalogue"} & sys.modules.keys()
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:asyncio", "-p", "no:respx", "-p", "no:hypothesispytest")
    result.assert_outcomes(passed=1)
