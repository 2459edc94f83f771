"""Hypothesis strategies for every form of an EDTF text that the field accepts."""

from datetime import date

from hypothesis import strategies as st

from claims.dates import bounds
from claims.dates.reading import PERIODS

MARKS = st.sampled_from(["", "", "?", "~", "%"])
YEARS = st.integers(1990, 2035).map(str)
DAYS = st.dates(date(1990, 1, 1), date(2035, 12, 31)).map(str)
MONTHS = st.dates(date(1990, 1, 1), date(2035, 12, 31)).map(lambda day: str(day)[:7])
PLAIN = st.one_of(
    DAYS,
    MONTHS,
    YEARS,
    st.builds("{}-{}".format, YEARS, st.sampled_from(sorted(PERIODS))),
    MONTHS.map("{}-XX".format),
    st.builds("{}-{}".format, YEARS, st.sampled_from(["XX", "XX-XX"])),
    YEARS.map(lambda year: f"{year[:3]}X"),
    st.sampled_from(["19XX", "20XX"]),
)


@st.composite
def endpoints(draw):
    """Put marks before and after the parts of a date."""
    return "-".join(f"{draw(MARKS)}{part}{draw(MARKS)}" for part in draw(PLAIN).split("-"))


@st.composite
def intervals(draw):
    first, last = draw(endpoints()), draw(endpoints())
    return "/".join([first, last] if bounds(first).earliest <= bounds(last).latest else [last, first])


OPEN = st.one_of(
    endpoints().map("../{}".format),
    endpoints().map("{}/..".format),
    endpoints().map("/{}".format),
    endpoints().map("{}/".format),
)
TEXTS = st.one_of(endpoints(), intervals(), OPEN)
#: One of each form, for what is looked at rather than drawn by lot.
FORMS = {
    "2023-10-06": "6 October 2023",
    "2023?-10-06": "6 October 2023, year inferred",
    "?2023-10-06": "6 October 2023, year inferred",
    "2023-?10-06": "6 October 2023, month uncertain",
    "2023-10-?06": "6 October 2023, day uncertain",
    "2023-10?-06": "6 October 2023, uncertain",
    "2023-10-06?": "6 October 2023, uncertain",
    "2023-10-06~": "about 6 October 2023",
    "2023-~10-06": "about 6 October 2023",
    "2023?": "2023, uncertain",
    "2023-10?": "October 2023, uncertain",
    "2023-10~": "about October 2023",
    "~2023-10": "about October 2023",
    "2023-10%": "about October 2023, uncertain",
    "2023-10": "October 2023",
    "2023-10-XX": "some day in October 2023",
    "2023-XX": "some month in 2023",
    "2023-XX-XX": "some day in 2023",
    "202X": "2020s",
    "202X~": "about 2020s",
    "20XX": "some year from 2000 to 2099",
    "2023-21": "spring 2023",
    "2023-22?": "summer 2023, uncertain",
    "2023-23~": "about autumn 2023",
    "2023-24": "winter 2023",
    "2023-26": "summer 2023 in the north",
    "2023-29": "spring 2023 in the south",
    "2023-33": "first quarter of 2023",
    "2023-36": "fourth quarter of 2023",
    "2023-38": "middle four months of 2023",
    "2023-40": "first half of 2023",
    "2023-41": "second half of 2023",
    "2023-10-11/2023-10-12": "11 to 12 October 2023",
    "2023-09-30/2023-10-02": "30 September to 2 October 2023",
    "2023-12-31/2024-01-01": "31 December 2023 to 1 January 2024",
    "2023-10/2023-12": "October to December 2023",
    "2023-10/2023-12-20": "October 2023 to 20 December 2023",
    "2023?-12-21/2023?-12-22": "21 to 22 December 2023, year inferred",
    "2023-10-06~/2023-10-10": "about 6 to 10 October 2023",
    "2023-10-06/2023-10-06?": "6 October 2023, uncertain",
    "2023-10-06/2023-10-06": "6 October 2023",
    "2023-21/2023-23": "spring 2023 to autumn 2023",
    "2023-10-XX/2023-12": "some day in October 2023 to December 2023",
    "../2023?-10-31": "by 31 October 2023, year inferred",
    "../2023-10-31?": "by 31 October 2023, uncertain",
    "2023-10~/..": "from October 2023, approximate",
    "2023-11-03/..": "from 3 November 2023",
    "../2023-21": "by spring 2023",
    "202X/..": "from 2020s",
    "2023-10/": "from October 2023, end unknown",
    "/2023-10-06?": "by 6 October 2023, beginning unknown, uncertain",
}
