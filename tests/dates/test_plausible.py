from datetime import date

import pytest

from claims.dates import doubts_about

NEXT = date.today().year + 1


class TestDoubt:
    @pytest.mark.parametrize(
        "text", ["0203-10-06", "0999", "0203/2023", "../0203-10", f"{NEXT + 1}", "2023/3023", "9999"]
    )
    def test_a_year_before_1000_or_after_the_next_is_doubted(self, text):
        assert [name for name, _doubt in doubts_about({"about": text})] == ["about"]

    @pytest.mark.parametrize(
        "text", ["", "1000", f"{NEXT}", "202X", "20XX", "../2023", "2023/..", "2023-10/", "2023-21"]
    )
    def test_any_other_is_not(self, text):
        assert list(doubts_about({"about": text})) == []
