"""Passkeys (WebAuthn): made by a member who is signed in, used to sign in without a letter.

The browser must verify the person (PIN, finger, face), and keeps the key under the site's name.
"""

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from folkmoot.site.members import boxes
from folkmoot.site.members.models import Passkey, Person

MOST = 10
"""Passkeys for one person."""
LASTS = 600
"""Seconds for which a challenge can be answered."""


class BadPasskey(Exception):
    """What the browser sent does not answer our challenge by a passkey that we know. `why` is one word."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Challenge(NamedTuple):
    """`options` go to the browser, `state` stays in the session until the answer comes."""

    options: dict[str, Any]
    state: dict[str, Any]


def site_name() -> str:
    """The host under which passkeys are kept. WebAuthn knows no numbered hosts: loopback is `localhost`."""
    host = urlsplit(settings.FOLKMOOT_URL).hostname or ""
    return "localhost" if host in ("127.0.0.1", "::1") else host


def challenge_to_make(person: Person, organisation: str, at: int) -> Challenge:
    """Ask the browser to make a passkey for this person."""
    known = [AttestedCredentialData(bytes(each.credential)) for each in person.passkeys.all()]
    options, state = _server(organisation).register_begin(
        PublicKeyCredentialUserEntity(
            id=person.pk.encode(), name=person.shown_name, display_name=person.shown_name
        ),
        known,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Challenge(dict(options), {**state, "at": at})


def make(*, person: Person, name: str, answer: dict[str, Any], state: dict[str, Any], at: int) -> Passkey:
    """Keep the passkey that the browser has made. Raises `BadPasskey`."""
    if person.passkeys.count() >= MOST:
        raise BadPasskey("many")
    with Checking(state, at):
        made = _server("").register_complete(_bare(state), RegistrationResponse.from_dict(answer))
    credential = made.credential_data
    if credential is None:
        raise BadPasskey("answer")
    index = _index(credential.credential_id)
    if Passkey.objects.filter(credential_index=index).exists():
        raise BadPasskey("known")
    return Passkey.objects.create(
        person=person,
        name=name,
        credential=bytes(credential),
        credential_index=index,
        counter=made.counter,
        made_at=at,
    )


def challenge_to_sign_in(at: int) -> Challenge:
    """Ask the browser for any passkey that it keeps for this site: it says nothing about who is known."""
    options, state = _server("").authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return Challenge(dict(options), {**state, "at": at})


def use(*, answer: dict[str, Any], state: dict[str, Any], at: int) -> Person:
    """The person whose passkey answered. Raises `BadPasskey`."""
    with Checking(state, at):
        response = AuthenticationResponse.from_dict(answer)
        row = (
            Passkey.objects.select_related("person").filter(credential_index=_index(response.raw_id)).first()
        )
        if row is None:
            raise BadPasskey("unknown")
        handle = response.response.user_handle
        if handle is not None and bytes(handle) != row.person_id.encode():
            raise BadPasskey("unknown")
        _server("").authenticate_complete(
            _bare(state), [AttestedCredentialData(bytes(row.credential))], response
        )
        counter = response.response.authenticator_data.counter
    if (counter or row.counter) and counter <= row.counter:
        raise BadPasskey(
            "copied"
        )  # WebAuthn level 3, 7.2 step 22: the counter must go up, else there are two
    row.counter, row.used_at = counter, at
    row.save(update_fields=["counter", "used_at"])
    return row.person


def remove(*, person: Person, passkey: int) -> None:
    """Forget a passkey of this person."""
    person.passkeys.filter(pk=passkey).delete()


class Checking:
    """Turns whatever a malformed or wrong answer raises into `BadPasskey`, and refuses a stale challenge."""

    def __init__(self, state: dict[str, Any], at: int) -> None:
        if not state or at > int(state.get("at", 0)) + LASTS:
            raise BadPasskey("stale")

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: object) -> None:
        if isinstance(fault, BadPasskey):
            return
        if isinstance(fault, Exception):
            raise BadPasskey("answer") from fault


def _bare(state: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in state.items() if key != "at"}


def _server(organisation: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(id=site_name(), name=organisation or site_name()))


def _index(credential_id: bytes) -> str:
    return boxes.blind_index("passkey", bytes(credential_id))
