"""The browser of the tests: where there is none they fail and say what to do."""

import pytest

from tests.browser.chromium import executable


def test_without_a_browser_tests_fail_and_say_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FileNotFoundError, match="make browser"):
        executable()
