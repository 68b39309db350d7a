"""JupyterHub's configuration. It assembles and decides nothing.

What an operator sets stands in hall.toml beside this file (reference: docs/operator/settings.md); what an instructor
sets, in courses/<course>/course.toml. For anything else put a numbered file into hub_config/local/.
"""

from pathlib import Path

from borehall.course.course import all_courses
from borehall.hub.accounts import set_accounts
from borehall.hub.configuration import load_operator_hatch, set_hub, set_proxy, set_spawner
from borehall.hub.pages import set_pages
from borehall.hub.people import People
from borehall.hub.services import set_services, with_papers
from borehall.hub.settings import load_settings
from borehall.site import Site

c = get_config()  # noqa: F821  (traitlets gives it to its config files)

site = Site(Path(__file__).resolve().parent.parent)
settings = load_settings(site.settings_file)
courses = all_courses(site)
people = People(site)

set_hub(c, site, settings)
set_proxy(c, site)
c.BorehallHub.people = people
set_accounts(c, settings.accounts, site.initial_passwords, people.groups_of)
set_spawner(c, site, settings)
set_services(
    c,
    site,
    [course.id for course in courses],
    papers=with_papers(courses),
    language=settings.hub.language,
    idle_cull_s=settings.servers.idle_cull_s,
    cull_every_s=settings.servers.cull_every_s,
)
set_pages(
    c,
    language=settings.hub.language,
    courses={course.id: {"zh_CN": course.title_zh, "en": course.title_en} for course in courses},
    hall_title={"zh_CN": settings.hub.title_zh, "en": settings.hub.title_en},
    person_name=people.name_of,
)
load_operator_hatch(c, site)
