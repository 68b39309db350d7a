"""nbgrader in a trainee's server: which exchange, and who the trainee is."""

import os

from borehall_desk import exchange
from borehall_desk.access import HubGroups

c = get_config()  # noqa: F821  (traitlets gives it to its config files)
c.Exchange.root = os.environ.get("BOREHALL_EXCHANGE", "")
c.Exchange.path_includes_course = True
c.CourseDirectory.course_id = "*"
c.Authenticator.plugin_class = HubGroups
c.ExchangeFactory.fetch_assignment = exchange.DeskFetchAssignment
c.ExchangeFactory.fetch_feedback = exchange.DeskFetchFeedback
c.ExchangeFactory.list = exchange.DeskList
c.ExchangeFactory.submit = exchange.DeskSubmit
# A renamed or deleted notebook is told when it is handed in, not when it is marked.
c.ExchangeSubmit.strict = True
