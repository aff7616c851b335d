"""What can be done in a review, and in a class of reviews."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from folkmoot.site.cases import review_forms as forms
from folkmoot.site.cases.acts import classes, reviews
from folkmoot.site.cases.doing import Asked, Deed
from folkmoot.site.cases.people import case_of
from folkmoot.site.cases.reviewing import application, file_of, listed, proposals

APPLICANT = ("applicant", "companion")


def _file(asked: Asked) -> dict[str, Any]:
    reader = asked.hand.person
    return {
        "file": file_of(asked.case, reader, asked.at),
        "application": application(asked.case.on, reader),
        "own": asked.case.sanction["excluder"] == "own",
        "back": f"/cases/{asked.case.on}/",
    }


def _to_disclose(asked: Asked) -> dict[str, Any]:
    reviews.open_to_officers(asked.case.on, asked.at)
    return _file(asked)


def _put(asked: Asked) -> dict[str, Any]:
    return {"put": proposals(asked.case, asked.hand.person)}


def _class(asked: Asked) -> dict[str, Any]:
    classes.open_files(asked.case.on, asked.at)
    reader = asked.hand.person
    found = ((part, case_of(part)) for part in asked.case.parts)
    return {
        "parts": [
            {
                "number": part.partition("/")[2],
                "file": file_of(case, reader, asked.at),
                "application": application(part, reader),
            }
            for part, case in found
            if case is not None
        ],
        "back": f"/cases/{asked.case.on}/",
    }


def _reviews(asked: Asked) -> dict[str, Any]:
    return {"reviews": listed(asked.at, asked.case.parts)}


DEEDS = (
    Deed(
        verb="review.disclose",
        label=_("Hand over the file"),
        heading=_("What did the exclusion rest on?"),
        button=_("Hand it over"),
        said=_(
            "The file is with the applicant and the panel. What you said there is none of counts as none."
        ),
        roles=("case officer",),
        do=reviews.disclose,
        form=forms.DiscloseForm,
        order=10,
        about="cases/review_disclosing.html",
        context=_to_disclose,
    ),
    Deed(
        verb="review.reply",
        label=_("Comment on the file"),
        heading=_("What do you say to the file?"),
        button=_("Send the comment"),
        said=_("The panel has your comment."),
        roles=APPLICANT,
        do=reviews.reply,
        form=forms.CommentForm,
        order=10,
        about="cases/review_file.html",
        context=_file,
    ),
    Deed(
        verb="review.decide",
        label=_("Put a decision to the panel"),
        heading=_("Answer the five questions"),
        button=_("Put it to the panel"),
        said=_("It is put to the panel, and stands when enough of you agree."),
        roles=("panel member",),
        do=reviews.decide,
        form=forms.DecideForm,
        order=12,
        about="cases/review_file.html",
        context=_file,
    ),
    Deed(
        verb="review.agree",
        label=_("Agree with a decision"),
        heading=_("Do you agree with a decision that was put?"),
        button=_("I agree"),
        said=_("You have agreed."),
        roles=("panel member",),
        do=reviews.agree,
        form=forms.AgreeForm,
        order=11,
        about="cases/review_put.html",
        context=_put,
        apt=lambda asked: bool(asked.case.proposals),
    ),
    Deed(
        verb="review.stay",
        label=_("Put off the provisional restoration"),
        heading=_("Put off the provisional restoration?"),
        button=_("Put it off"),
        said=_("It is put off for these days and no longer."),
        roles=("panel member",),
        do=reviews.stay,
        form=forms.StayForm,
        grave=True,
        order=70,
    ),
    Deed(
        verb="review.withdraw",
        label=_("Withdraw the application"),
        heading=_("Withdraw your application? Nothing that was done to you is decided then."),
        button=_("Withdraw it"),
        said=_("It is withdrawn. You can apply again when the time for that has come."),
        roles=("applicant",),
        do=reviews.withdraw,
        grave=True,
        order=90,
    ),
    Deed(
        verb="class.join",
        label=_("Say that they belong together"),
        heading=_("Should these reviews be taken together?"),
        button=_("Yes, take them together"),
        said=_("Your support counts."),
        roles=("member",),
        do=classes.join_class,
        order=10,
        about="cases/review_class_parts.html",
        context=_reviews,
        apt=lambda asked: (
            asked.hand.person is not None
            and asked.hand.person.code(asked.case.on) not in [asked.case.mover, *asked.case.asked]
        ),
    ),
    Deed(
        verb="class.decide",
        label=_("Put a decision to the panel"),
        heading=_("Answer the five questions for each"),
        button=_("Put it to the panel"),
        said=_("It is put to the panel, and stands when enough of you agree."),
        roles=("panel member",),
        do=classes.decide_class,
        form=forms.ClassForm,
        order=12,
        about="cases/review_class_files.html",
        context=_class,
    ),
    Deed(
        verb="class.agree",
        label=_("Agree with a decision"),
        heading=_("Do you agree with a decision that was put?"),
        button=_("I agree"),
        said=_("You have agreed."),
        roles=("panel member",),
        do=classes.agree_class,
        form=forms.AgreeForm,
        order=11,
        about="cases/review_put.html",
        context=_put,
        apt=lambda asked: bool(asked.case.proposals),
    ),
)
