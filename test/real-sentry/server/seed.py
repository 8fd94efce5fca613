# Makes the people, organizations and tokens that the tests use, and writes them down as JSON, with the
# address of the server. Models are looked up in Django's registry, because Sentry moves its modules from
# release to release.
#
# Called by wsgi.py, or a program by itself, with the file's name in REAL_SENTRY_SEED.
import json
import os

if __name__ == "__main__":
    from sentry.runner import configure

    configure()

from django.apps import apps
from sentry import options
from sentry.utils.security.orgauthtoken_token import generate_token, hash_token

try:
    from sentry.sentry_apps.logic import SentryAppCreator
except ImportError:  # up to 24.8
    from sentry.sentry_apps.apps import SentryAppCreator

ADMIN = ["project:read", "project:write", "project:admin"]
# All that Sentry's own page for tokens offers and that could matter here.
ALL = [*ADMIN, "project:releases", "org:read", "org:write", "org:admin", "team:read", "team:write", "team:admin"]


def model(name):
    return apps.get_model("sentry", name).objects


def user(name, **more):
    email = name + "@example.com"
    return model("User").create(username=email, email=email, is_active=True, **more)


def organization(slug, owner):
    created = model("Organization").create(name=slug, slug=slug)
    member(created, owner, "owner")
    return created


def member(organization, who, role, team=None):
    created = model("OrganizationMember").create(organization=organization, user_id=who.id, role=role)
    if team:
        model("OrganizationMemberTeam").create(organizationmember=created, team=team)


def token(who, scopes):
    # Without a second token to renew it by, as Sentry makes them on its page.
    return model("ApiToken").create(user=who, scope_list=scopes, refresh_token=None, expires_at=None).token


def integration(organization, owner, name, scopes):
    app = SentryAppCreator(
        name=name,
        author="tests",
        organization_id=organization.id,
        is_internal=True,
        verify_install=False,
        scopes=scopes,
    ).run(user=owner)
    return model("SentryAppInstallation").get(sentry_app=app).api_token.token


def organization_token(organization, owner):
    text = generate_token(organization.slug, options.get("system.url-prefix"))
    model("OrgAuthToken").create(
        organization_id=organization.id,
        token_hashed=hash_token(text),
        name="ci",
        token_last_characters=text[-4:],
        scope_list=["org:ci"],
        created_by=owner,
    )
    return text


def seed():
    owner, plain, alien = user("owner"), user("member"), user("alien")
    staff = user("staff", is_superuser=True, is_staff=True)
    acme = organization("acme", owner)
    team = model("Team").create(organization=acme, slug="platform", name="platform")
    member(acme, plain, "member", team)
    member(acme, staff, "owner")
    organization("other", alien)
    return {
        "url": options.get("system.url-prefix"),
        "org": acme.slug,
        "team": team.slug,
        "tokens": {
            "integrationAdmin": integration(acme, owner, "keys-admin", ADMIN),
            "integrationWrite": integration(acme, owner, "keys-write", ["project:read", "project:write"]),
            "admin": token(owner, ADMIN),
            "write": token(owner, ["project:read", "project:write"]),
            "read": token(owner, ["project:read"]),
            "memberWrite": token(plain, ["project:read", "project:write"]),
            "memberAll": token(plain, ALL),
            "alien": token(alien, ALL),
            "organization": organization_token(acme, owner),
            "superuser": token(staff, ALL),
        },
    }


def write(path):
    # For its owner alone, and at once or not at all: that it is there says that it is whole.
    with open(os.open(path + ".new", os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
        json.dump(seed(), file)
    os.rename(path + ".new", path)


if __name__ == "__main__":
    write(os.environ["REAL_SENTRY_SEED"])
