"""One paragraph under "Now": what whoever looks is to do or to wait for, by their part and the state."""

from django.utils.translation import gettext as _

from folkmoot.site.cases import course
from folkmoot.site.cases.reading import Here


def now_words(here: Here, state: str) -> str:
    """What happens next, for whoever looks. Falls back on what the state means for everybody."""
    said = ""
    if here.parts & {"subject", "companion of subject"}:
        answered = state == "panelled" and "reply" in here.head.events
        said = _answered() if answered else _of_subject(state)
    if here.parts & {"complainant", "companion of complainant"}:
        said = _of_complainant(state)
    if "adjudicator" in here.parts:
        said = _of_adjudicator(state)
    if "investigator" in here.parts:
        said = _of_investigator(state)
    if "panel member" in here.parts:
        said = _of_panel(state)
    if "drawn member" in here.parts and not said:
        said = _drawn() if state in ("received", "received again", "notified") else ""
    return said or course.means(here.head, here.at)


def _drawn() -> str:
    return _(
        "You were drawn by lot. Look at who is in the case: if you have a tie to any of them, decline. To be"
        " silent is to decline."
    )


def _answered() -> str:
    return _(
        "Your answer has come in, and the panel has it. You may still hand in evidence and ask for a hearing;"
        " if nobody asks for one, the panel decides on the papers."
    )


def _of_subject(state: str) -> str:
    return {
        "mediation": _(
            "The two of you may try to settle this. It is settled only when both of you say so; either may"
            " end the attempt at any time, and nothing follows from that."
        ),
        "notified": _(
            "The charge has been served on you, with all the evidence. You may answer at once, or wait until"
            " a panel drawn by lot sits; your time to reply runs already. Silence is never taken as"
            " admission."
        ),
        "panelled": _(
            "You may answer in writing, hand in evidence, and ask for a hearing. Silence is never taken as"
            " admission; the panel would decide on the papers."
        ),
        "on papers": _(
            "The panel decides on the papers. You may still ask for a hearing, and it then holds one."
        ),
        "to be heard": _(
            "A hearing will be fixed, with notice. You may bring a companion who speaks for you."
        ),
        "fixed": _("The day of the hearing is fixed. You may put it off once, by a few days."),
        "heard": _("The panel has heard you and decides."),
        "decided": _("The panel has decided. You may appeal; until that is over, nothing takes effect."),
        "appealed": _("Your appeal is under way. Nothing takes effect meanwhile."),
    }.get(state, "")


def _of_complainant(state: str) -> str:
    return {
        "received": _(
            "Your complaint has come in. A member drawn by lot, the adjudicator, decides whether there is a"
            " case, and tells you with reasons. Until then only the adjudicator and you can read it."
        ),
        "received again": _("Another adjudicator looks at your complaint."),
        "rejected": _(
            "The adjudicator sees no case; the reasons are in the file below. You may ask once that somebody"
            " else look at it."
        ),
        "mediation": _("The two of you may try to settle this. It is settled only when both of you say so."),
        "closed": _("It is closed. If nobody looked at it in time, you may bring it once more."),
        "open": _("There is a case. The charge is now written down and served on the other side."),
        "notified": _("The charge is served. A panel is drawn by lot; the other side has time to reply."),
        "panelled": _("A panel sits. You may add evidence, and ask for a hearing."),
        "withdrawing": _("You have withdrawn it. The adjudicator may keep it where the harm is serious."),
    }.get(state, "")


def _of_adjudicator(state: str) -> str:
    return {
        "received": _(
            "Read what is said and what was handed in. Open a case only if, were it true, a rule would have"
            " been broken; reject it only on a listed ground; or leave it to mediation."
        ),
        "received again": _("Look at the complaint afresh: open a case, or reject it on a listed ground."),
        "withdrawing": _(
            "The complainant has withdrawn. Keep it only if the harm is too serious to let it go."
        ),
    }.get(state, "")


def _of_investigator(state: str) -> str:
    return {
        "notified": _(
            "Look into the matter for both sides: evidence that speaks for the subject counts as much."
        ),
        "panelled": _(
            "Look into the matter for both sides: evidence that speaks for the subject counts as much."
        ),
    }.get(state, "")


def _of_panel(state: str) -> str:
    return {
        "panelled": _(
            "You sit on the panel. Wait for the reply; nothing is decided before it, or its time, is over."
        ),
        "on papers": _(
            "Read the file and decide on the papers. You can open nothing that the subject cannot."
        ),
        "to be heard": _("A hearing was asked for. Fix its day, with notice."),
        "heard": _("Decide: for each charge whether it is proved, on what evidence, and why."),
    }.get(state, "")
