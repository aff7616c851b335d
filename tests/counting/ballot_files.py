"""Contests and marked papers for hypothesis, and damage done to files."""

from hypothesis import strategies as st

from folkmoot.counting.contest import Contest
from folkmoot.counting.marks import Marked

names = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp", "Cs"), exclude_characters="\ufeff"),
    max_size=12,
)


@st.composite
def contests(draw: st.DrawFn) -> Contest:
    candidates = draw(st.integers(1, 6))
    rankings = st.lists(st.integers(1, candidates), unique=True).map(tuple)
    return Contest(
        names=tuple(draw(st.lists(names, min_size=candidates, max_size=candidates))),
        seats=draw(st.integers(1, 9)),
        papers=draw(st.dictionaries(rankings, st.integers(1, 10**6), max_size=8)),
        withdrawn=draw(st.frozensets(st.integers(1, candidates), max_size=2)),
        title=draw(names),
    )


@st.composite
def marked_papers(draw: st.DrawFn) -> Marked:
    """Papers with equals, and without gaps or candidates at two ranks."""
    candidates = draw(st.integers(1, 6))

    @st.composite
    def marks(draw: st.DrawFn) -> tuple[tuple[int, ...], ...]:
        order = draw(st.lists(st.integers(1, candidates), unique=True))
        ranks: list[list[int]] = []
        for each in order:
            if ranks and draw(st.booleans()):
                ranks[-1].append(each)
            else:
                ranks.append([each])
        return tuple(tuple(sorted(rank)) for rank in ranks)

    return Marked(
        names=tuple(draw(st.lists(names, min_size=candidates, max_size=candidates))),
        seats=draw(st.none() | st.integers(1, 9)),
        papers=draw(st.dictionaries(marks(), st.integers(1, 10**6), max_size=8)),
        withdrawn=draw(st.frozensets(st.integers(1, candidates), max_size=2)),
        title=draw(names),
    )


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """A file cut off, or with some bytes replaced, taken out, or put in twice."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 6)))
        put = draw(
            st.sampled_from(
                [b"", data[start:end] * 2, b"\n", b"0 ", b"\xff", b'"', b"-", b"=", b"99999999999999999999"]
            )
        )
        data = data[:start] if draw(st.integers(0, 4)) == 0 else data[:start] + put + data[end:]
    return data
