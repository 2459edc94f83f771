from hypothesis import given
from hypothesis import strategies as st

from claims.charts.relay_tree import Stop, chain_chart

WIDTHS = (1080, 680, 340)


def stop(
    key, who="Le Quotidien du Fleuve et de la Vallée", lines=("between 21 September and 2 October 2023", "not counted")
):
    return Stop(key, who, lines)


def chain(*depths, first=0):
    return [(stop(first + number), depth) for number, depth in enumerate(depths)]


@st.composite
def chains(draw):
    """Draw up to four chains of ten documents, six deep: each at most one deeper than the one before."""
    found, key = [], 0
    for _chain in range(draw(st.integers(1, 4))):
        depths = [0]
        for _document in range(draw(st.integers(0, 9))):
            depths.append(draw(st.integers(1, min(depths[-1] + 1, 6))))
        found.append(chain(*depths, first=key))
        key += len(depths)
    return found


def assert_legible(chart):
    boxes = [words.box for step in chart.steps for words in step.words]
    for index, box in enumerate(boxes):
        assert box.within(chart.width, chart.height)
        assert not [other for other in boxes[index + 1 :] if box.touches(other)]
    for step in chart.steps:
        assert 6 <= step.x <= chart.width - 6
        assert not any(box.holds(step.x + 4, step.y) for box in boxes)


class TestPlaces:
    @given(chains(), st.sampled_from(WIDTHS))
    def test_no_words_cover_others_or_leave_the_picture(self, chains, width):
        chart = chain_chart(chains, width)

        assert len(chart.steps) == sum(len(chain) for chain in chains)
        assert_legible(chart)

    def test_five_deep_and_thirty_documents_fit_a_phone(self):
        chart = chain_chart([chain(0, 1, 2, 3, 4, 5, *[1] * 24)], 340)

        assert_legible(chart)
        assert all(len(step.words[0].text) > 8 for step in chart.steps)

    def test_a_relay_stands_right_of_what_it_relays_where_there_is_room(self):
        origin, first, second, other = chain_chart([chain(0, 1, 1), chain(0, first=3)], 1080).steps

        assert origin.y == first.y < second.y < other.y
        assert origin.x == other.x < first.x == second.x

    def test_a_relay_stands_below_and_further_in_where_there_is_none(self):
        origin, first, second = chain_chart([chain(0, 1, 2)], 340).steps

        assert origin.y < first.y < second.y
        assert origin.x < first.x < second.x

    def test_lines_run_from_what_is_relayed_to_the_relay(self):
        origin, first, second = chain_chart([chain(0, 1, 1)], 1080).steps

        assert origin.line == ""
        assert first.line == f"M{origin.words[0].box.right + 6:g},{first.y:g} H{first.x - 8:g}"
        assert second.line == f"M{second.x - 16:g},{origin.y:g} V{second.y:g} H{second.x - 8:g}"

    def test_no_line_runs_through_words(self):
        chart = chain_chart([chain(0, 1, 2, 2, 1, 1, 2, first=0), chain(0, 1, 1, first=9)], 1080)

        boxes = [words.box for step in chart.steps for words in step.words]
        for step in chart.steps:
            if "V" in step.line:
                x, top = map(float, step.line[1:].split(" ")[0].split(","))
                assert not [box for box in boxes if box.x < x < box.right and box.foot > top and box.y < step.y]
