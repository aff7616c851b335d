"""Small contests that chance makes, for properties of counts."""

from hypothesis import strategies as st

from folkmoot.counting.contest import Contest, Ranking


@st.composite
def contests(draw: st.DrawFn, places: int = 4, most: int = 6) -> Contest:
    """Two candidates or more, some papers, some of them without a preference, perhaps somebody withdrawn."""
    candidates = draw(st.integers(2, most))
    rankings = st.permutations(range(1, candidates + 1)).flatmap(
        lambda order: st.integers(0, candidates).map(lambda length: tuple(order[:length]))
    )
    papers: dict[Ranking, int] = draw(st.dictionaries(rankings, st.integers(1, 30), max_size=14))
    withdrawn = draw(st.frozensets(st.integers(1, candidates), max_size=candidates - 1))
    names = tuple(f"Candidate {number}" for number in range(1, candidates + 1))
    return Contest(names, draw(st.integers(1, places)), papers, withdrawn)


def lots(contest: Contest) -> st.SearchStrategy[tuple[int, ...]]:
    """Whole orders of the candidates."""
    return st.permutations(contest.candidates).map(tuple)
