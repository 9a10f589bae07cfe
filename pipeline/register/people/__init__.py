"""One person across scripts, orders and bulletins, by pure functions over what bulletins print."""

from pipeline.register.people.mention import PersonMention
from pipeline.register.people.sameness import blocks, same
from pipeline.register.people.showing import shown
from pipeline.register.people.splitting import persons

__all__ = ["PersonMention", "blocks", "persons", "same", "shown"]
