"""Which archive may be seen from where: the one place where that is decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from bot.i18n import say
from bot.services.guilds import Guilds
from embeddings import QuestionError

Given = Iterable[tuple[str, int]]
"""Names of archives, each with the id of a server or a member that it is given to."""


class Visibility:
    """Which archives a server and a member may see, by their names.

    A server sees the public ones and those that it was given, by the settings or by whoever runs the bot with
    ``/archive use``, and answers from one of them. A member sees, in direct messages and where the member brought the
    bot along, the public ones and those that the settings give to that member.
    """

    def __init__(
        self, names: Sequence[str], choices: Guilds, *, public: Collection[str], guilds: Given = (), users: Given = ()
    ) -> None:
        """``choices``: where that of each server is kept."""
        self._names, self._choices, self._public = names, choices, public
        self._guilds, self._users = list(guilds), list(users)

    def seen_from(self, guild: int | None, user: int) -> str:
        """The archive that is answered from in a server, or to a member where ``guild`` is ``None``.

        Raises:
            QuestionError: there is none.
        """
        seen = self.of_user(user) if guild is None else self.of_guild(guild)
        used = "" if guild is None else self._choice(guild)[0]
        if not seen:
            raise QuestionError(
                say("There is no archive I’m allowed to show here. Whoever runs this bot decides that.")
            )
        return used if used in seen else seen[0]

    def sees(self, guild: int, name: str) -> bool:
        """Whether a server answers from an archive."""
        return name in self.of_guild(guild) and self.seen_from(guild, 0) == name

    def of_guild(self, guild: int) -> list[str]:
        """The archives that a server may answer from, those first that it was given."""
        given = {name for name, number in self._guilds if number == guild} | {self._choice(guild)[1]}
        return self._in_order(given)

    def of_user(self, user: int) -> list[str]:
        """The archives that a member may see alone, those first that the member was given."""
        return self._in_order({name for name, number in self._users if number == user})

    def for_choice(self, guild: int, *, runs: bool) -> list[str]:
        """The archives that may be chosen for a server: of all by whoever ``runs`` the bot."""
        return list(self._names) if runs else self.of_guild(guild)

    def use(self, guild: int, name: str, *, runs: bool) -> None:
        """Have a server answer from an archive. Whoever ``runs`` the bot gives it to the server by that, and takes away
        the one that was given so before.

        Raises:
            QuestionError: it may not be chosen there, or there is none of the name, which is not told apart.
        """
        if name not in self.for_choice(guild, runs=runs):
            raise QuestionError(say("There is no such archive here. Pick one from the list."))
        given = name if runs else self._choice(guild)[1]
        self._choices.choose(guild, name, given)

    def is_own(self, guild: int, name: str, guilds: Iterable[int]) -> bool:
        """Whether an archive is a server's own, which nobody else sees. ``guilds``: the servers that the bot is in."""
        others = {*guilds, *(number for _, number in self._guilds)} - {guild}
        shared = any(name in self.of_guild(other) for other in others) or name in {given for given, _ in self._users}
        # The only archive is that of the only server, although everybody would see it.
        public = name in self._public and len(self._names) > 1
        return name in self.of_guild(guild) and not shared and not public

    def _in_order(self, given: Collection[str]) -> list[str]:
        first = [name for name in self._names if name in given]
        return [*first, *(name for name in self._names if name in self._public and name not in given)]

    def _choice(self, guild: int) -> tuple[str, str]:
        """What a server chose, and what it was given."""
        if len(self._names) == 1 and self._public:
            return "", ""
        return self._choices.choice(guild)
