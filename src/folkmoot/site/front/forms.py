"""What people write at the front: an address, a code, how they join, a paper form, the first run."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.site.front.naming import BadBranches, read_branches
from folkmoot.site.members.address import BadAddress, tidy
from folkmoot.site.members.forms import BranchChoice, YouForm, plain_name
from folkmoot.site.members.models import Branch, Person

OFFICES = (
    ("chair", _("Chair")),
    ("secretary", _("Secretary")),
    ("treasurer", _("Treasurer")),
    ("clerk", _("Clerk")),
)


class AddressField(forms.CharField):
    """An e-mail address, tidied."""

    default_error_messages = {"address": _("Write an e-mail address, like name@example.org.")}

    def __init__(self, *, label: Any, help_text: Any = "", required: bool = True, own: bool = True) -> None:
        attributes = {"autocomplete": "email" if own else "off", "inputmode": "email", "spellcheck": "false"}
        widget = forms.TextInput({**attributes, "type": "email"})
        super().__init__(label=label, help_text=help_text, required=required, max_length=254, widget=widget)

    def clean(self, value: object) -> str:
        try:
            return tidy(str(super().clean(value)))
        except BadAddress:
            raise forms.ValidationError(self.error_messages["address"], code="address") from None


class AddressForm(forms.Form):
    """Where the code goes."""

    address = AddressField(label=_("Your e-mail address"))


class CodeForm(forms.Form):
    """Six digits."""

    code = forms.RegexField(
        r"^\s*\d{3}\s?\d{3}\s*$",
        label=_("The six digits in the letter"),
        error_messages={"invalid": _("The code has six digits.")},
        widget=forms.TextInput(
            {"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}
        ),
    )


class JoinForm(YouForm):
    """Name, who sees it, and branch; and that the rules are accepted."""

    branch = BranchChoice(label=_("Your branch"), queryset=Branch.objects.all(), empty_label=None)
    accepts = forms.BooleanField(
        label=_("I accept the rulebook of this organisation."),
        error_messages={
            "required": _("Membership rests on the rulebook: read it, and tick the box if you accept it.")
        },
    )
    field_order = ("shown_name", "branch", "shows", "accepts")


class PaperForm(forms.Form):
    """A signed paper form, as the clerk has it on the desk."""

    shown_name = forms.CharField(
        label=_("The name to show, as the form has it"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    branch = BranchChoice(label=_("Branch"), queryset=Branch.objects.all(), empty_label=None)
    signed = forms.BooleanField(
        label=_("I have the form before me, and it is signed."),
        error_messages={"required": _("Only a form that is signed can be entered.")},
    )

    def clean_shown_name(self) -> str:
        return plain_name(self.cleaned_data["shown_name"])


class CardForm(forms.Form):
    """The number on a membership card."""

    card = forms.CharField(
        label=_("Number of the membership card"),
        help_text=_("Sixteen letters and figures, on the letter of welcome."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_card(self) -> Person:
        written = "".join(self.cleaned_data["card"].split()).lower()
        found = Person.objects.members().filter(membership=written).first() if written else None
        if found is None:
            raise forms.ValidationError(_("No member has a card with this number."))
        return found


class SetUpForm(forms.Form):
    """The first run: everything but the founders."""

    set_up_code = forms.CharField(
        label=_("Set-up code"),
        help_text=_("It stands in the terminal in which the site was started."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(label=_("Name of the organisation"), max_length=120)
    starter = forms.ChoiceField(
        label=_("Rulebook"),
        help_text=_("You can read it before you choose, and change it afterwards by a proposal and a vote."),
        choices=(
            ("network", _("A network of members")),
            ("union-branch", _("A union branch")),
            ("housing-coop", _("A housing co-operative")),
            ("own", _("The text below")),
        ),
        initial="network",
        widget=forms.RadioSelect,
    )
    own_rulebook = forms.CharField(
        label=_("Your own rulebook"),
        help_text=_(
            "Only if you chose “the text below”. Begin with one of the three, and change its sentences."
        ),
        required=False,
        strip=False,
        max_length=400_000,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false"}),
    )
    branches = forms.CharField(
        label=_("Branches"),
        help_text=_(
            "One a line; may stay empty. A line that begins with a hyphen lies under the line above it "
            "with one hyphen less. All lie under the organisation as a whole."
        ),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 5}),
    )
    mail_host = forms.CharField(
        label=_("Mail server"),
        help_text=_(
            "Its name and, if need be, its port: mail.example.org:587. Without one, letters stay on a page."
        ),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    mail_security = forms.ChoiceField(
        label=_("Protection on the way to the mail server"),
        choices=(
            ("starttls", _("STARTTLS (usually port 587)")),
            ("tls", _("TLS from the start (usually port 465)")),
            ("none", _("None (a server on this machine)")),
        ),
        initial="starttls",
        required=False,
    )
    mail_user = forms.CharField(
        label=_("Name at the mail server"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    mail_password = forms.CharField(
        label=_("Password at the mail server"),
        help_text=_("Kept in folkmoot.toml, which only the site's own user can read."),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "off"}, render_value=True),
    )
    mail_from = AddressField(
        label=_("Address that letters come from"),
        help_text=_("Answers go to this address."),
        required=False,
        own=False,
    )

    def clean_name(self) -> str:
        return plain_name(self.cleaned_data["name"])

    def clean_branches(self) -> str:
        try:
            read_branches(self.cleaned_data.get("name") or "?", self.cleaned_data["branches"])
        except BadBranches as bad:
            raise forms.ValidationError(str(bad)) from None
        return str(self.cleaned_data["branches"])

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("starter") == "own" and not data.get("own_rulebook", "").strip():
            self.add_error(
                "own_rulebook", _("Put the text of the rulebook here, or choose one of the others.")
            )
        if data.get("mail_host") and not data.get("mail_from"):
            self.add_error("mail_from", _("Letters need an address that they come from."))


class FounderForm(forms.Form):
    """One founder; the first row is whoever fills in the page."""

    shown_name = forms.CharField(
        label=_("Name to show"), max_length=60, widget=forms.TextInput({"autocomplete": "off"})
    )
    address = AddressField(
        label=_("E-mail address"),
        help_text=_("May stay empty for somebody who acts on paper."),
        required=False,
        own=False,
    )
    branch = forms.CharField(
        label=_("Branch, as written above"),
        help_text=_("Left empty: the organisation as a whole."),
        required=False,
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    offices = forms.MultipleChoiceField(
        label=_("Offices"), choices=OFFICES, required=False, widget=forms.CheckboxSelectMultiple
    )
    where = forms.ChoiceField(
        label=_("These offices are held in"),
        choices=(("root", _("the organisation as a whole")), ("branch", _("the founder's own branch"))),
        initial="root",
        required=False,
    )

    def clean_shown_name(self) -> str:
        return plain_name(self.cleaned_data["shown_name"])
