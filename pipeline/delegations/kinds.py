"""What kind of group it is, in the text's own words."""

from pipeline.delegations.wording import pattern


def kind_of_people(text: str, start: int) -> str | None:
    """Return who the people are whose count ends at `start`, None where they are but people.

    >>> kind_of_people("four dairy farmers of Bega", 4), kind_of_people("12 Chinese guests", 2)
    ('dairy farmers', None)
    """
    people = pattern("en", "people").match(text, start)
    if people is None:
        return None
    words = pattern("en", "plain_people").sub("", people[0]).replace("-", " ").split()
    return " ".join(word for word in words if word[0].islower()) or None
