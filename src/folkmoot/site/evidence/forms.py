"""The field by which a file is handed in; other rooms put it on their forms."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from folkmoot.procedure.act import OutOfOrder
from folkmoot.site.evidence import scanner
from folkmoot.site.evidence.taking_in import ACCEPT, Checked, take_in
from folkmoot.site.members.refusal import one_line


def what_is_taken_in() -> str:
    """The hint of the field: which kinds, how large, and whether files are scanned."""
    words = _("PDF, a picture (PNG, JPEG, GIF, WebP), an e-mail (.eml) or text, up to {most} MB.").format(
        most=settings.FOLKMOOT_UPLOAD_LIMIT // 1_000_000
    )
    if scanner.is_set():
        return words + " " + _("It is scanned for malware.")
    return words + " " + _("This site has no malware scanner; nobody's browser opens the file itself.")


class EvidenceField(forms.FileField):
    """A file to be handed in; its clean value is a `Checked`, or None where it is optional and left out.

    The form must be sent as `multipart/form-data` (`form.is_multipart`).
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPT}))
        options.setdefault("help_text", _Hint())
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> Checked | None:
        """Look at what was sent. Raises ValidationError with what would be taken in instead."""
        if data is None:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        try:
            return take_in(data)
        except OutOfOrder as refusal:
            raise ValidationError(one_line(refusal), code="refused") from None


class _Hint:
    """The hint, said when it is shown: settings and language may differ by then."""

    def __str__(self) -> str:
        return what_is_taken_in()
