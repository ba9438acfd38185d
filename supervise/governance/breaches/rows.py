"""The breach log's rows in the table of who may do what, and its sentences on the trail."""

from supervise.governance.breaches import events, policy
from supervise.governance.wording import say
from supervise.groups.who_may_what import row

row("keep the breach log", lambda member, _: policy.may_keep(member), place=880)
row("close an entry of the breach log", lambda member, _: policy.may_close(member), place=881)

say(events.BreachOpened.tag, "{who} began an entry in the breach log.")
say(events.BreachChanged.tag, "{who} filled in an entry of the breach log.")
say(events.BreachClosed.tag, "{who} closed an entry of the breach log.")
say(events.BreachReopened.tag, "{who} opened an entry of the breach log again.")
say(events.BreachTaken.tag, "{who} took an entry of the breach log as a document.")
