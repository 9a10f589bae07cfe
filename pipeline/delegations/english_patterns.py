"""The patterns by which English tells of groups: words for them, counts, who leads, who attends."""

import re
from functools import cache

from pipeline.lexicon import alternatives, words


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the pattern of that name, made with the words of the lexicon."""
    table = words("en", "delegations")
    strong, weak = alternatives(table["groups"]), alternatives(table["weak_groups"])
    people = alternatives(table["people"])
    patterns = {
        "group": (
            rf"(?i)\b(?P<noun>{strong}|{weak})\b(?!\s(?:of\spower|authority|meeting|conference|forum|office"
            r"|heads?\b|leaders?\b|chief))"
        ),
        "head_title": rf"(?i)\b(?:{strong}|group)\s(?:head|leader|chief)\b",
        "strong": rf"(?i)(?:{strong})",
        "plural": rf"(?i)(?:{alternatives(table['plural_groups'])})",
        "member": (
            r"(?i)\s?-?\s?(?:member|members|person|persons|people|strong|man|men|woman|head|delegate"
            r"|student)\b['’]?s?"
        ),
        "adjectives": (
            r"(?:[\s-]*(?!and\b|of\b|from\b|who\b|to\b|in\b|at\b|for\b|with\b"
            r"|by\b)[\w’'&/-]+(?:\sand\s[\w-]+)?){0,6}\s*"
        ),
        "of": (
            r"(?i)\s(?:of|comprising|comprised\sof|consisting\sof|composed\sof|made\sup\sof|formed\sby"
            r"|numbering|totall?ing|with|including|containing|that\s(?:numbered|included"
            r"|comprised))\s(?:the\s|a\stotal\sof\s|its\s)?(?=[\w(])"
        ),
        "movers": (
            r"(?i)\s(?:[\w’'-]+\s){0,3}?[\w-]+s\s(?:from\s[^.;,]{2,40}?\s"
            r"|of\s[^.;,]{2,40}?\s)?(?:were\s(?:here|in|guests)|visited|flew|travell?ed|came|arrived"
            r"|set\soff|toured|went\sto|left\sfor|will\s(?:visit|travel|fly|come|arrive))\b"
        ),
        "attended": (
            r"(?i)\s(?:\w+\s){0,2}?(?:attended|turned\sup|turned\sout|took\spart|gathered|came\salong"
            r"|showed\sup)\b"
        ),
        "and_parts": r"(?i),?\s(?:and|plus|along\swith|together\swith|as\swell\sas)\s(?:another\s)?|,\s",
        "person_times": r"(?i)\s(?:person-times|person-trips|visits\sby|persons?|people|visitors)\b",
        "numbering": (
            r"(?i)[^.;]{0,60}\b(?:consist(?:s|ed|ing)\sof|compris(?:ed|es|ing)(?:\sof)?|number(?:s|ed|ing)"
            r"|made\sup\sof|composed\sof|counted|totall?(?:ed|ing))\s(?:a\stotal\sof\s)?"
        ),
        "apposed": r"(?i)(?:\s(?:from|of|to|and|for)\s[^,;.()]{1,60}?){0,2}\s?[,(–—-]+\s?",
        "heads": rf"(?i)\s(?:strong\b|(?:[\w’'-]+\s){{0,2}}?(?:{people})\b)",
        "led_first": r"(?i)\b(?:under\sthe\sleadership\sof|headed\sby|led\sby)\s",
        "determined": r"(?i)\b(?:the|these|those|both|all|our)\s$",
        "people": rf"(?i)[\s-](?:[\w’'-]+\s){{0,3}}?(?:{people})\b",
        "not_people": rf"(?i)\s(?:[\w’'-]+\s){{0,2}}?(?:{alternatives(table['not_people'])})\b",
        "led": (
            r"(?i)[\s,(]*(?:[^.;]{0,90}?[\s,])?(?:led|headed(?:\sup)?|guided|chaired|fronted"
            r"|with\sits\shead|under\sthe\sleadership\sof|whose\s(?:leader|head)\s(?:is|was)"
            r"|its\sleader)(?:\sby|\sof)?(?=[\s,])"
        ),
        "led_before": (
            r"(?i)\b(?:led|leads|leading|lead|heads?|headed|heading|brought|bringing|took|taking|leads?"
            r"|at\sthe\shead\sof|as\s(?:head|leader)\sof|came\swith|arrived?\swith|visited\swith"
            r"|travell?ed\swith|went\s(?:to\s\S+\s)?with|is\shead\sof|was\sthe\shead\sof|accompanied\sby"
            r"|with)\s[^.;,]{0,45}$"
        ),
        "possessive": (
            r"(?i)(?:,|\sand|\stogether\swith|\swith|\salong\swith|\saccompanied\sby)?\s?(?:his|her|their"
            r"|’s|'s)\s(?:[\w-]+\s){0,4}$"
        ),
        "head_after": (
            r"(?i)[^.;]{0,60}?\b(?:with|under)\s(?P<gap>[^.;]{0,40}?)(?:as\s(?:the\s|its\s"
            r"|their\s)?(?:leader|head|chief)|at\s(?:its|the)\shead|in\scharge)"
        ),
        "head_of": (
            r"(?i)\b(?:head|leader|chief|chairman|chairwoman)\s(?:(?:of|to)\s)?(?:the|this|that"
            r"|its)\s(?:[\w-]+\s){0,3}$"
        ),
        "leading": (
            r"(?i)\b(?:led|leads?|leading|brought|brings|bringing|took|taking|headed|heading|with"
            r"|accompanied\sby|joined\sby|alongside)\s(?:him|her|them|a\stotal\sof)?\s?$"
        ),
        "others": r"(?i)\s(?:and|with|plus|accompanied\sby|,\sand)\s$",
        "other_people": r"(?i)\s(?:others?\b|other\s|colleagues|companions)",
        "office_and": (
            r"(?i)\b(?:mayor|governor|speaker|chairman|secretary|president)(?:\s[A-Z][\w’'-]+){0,4}\sand\s$"
        ),
        "in_all": r"(?i),?\s(?:people|persons|members|guests)?\s?(?:in\s(?:all|total)|altogether)\b",
        "determiner": (
            r"(?i)\b(?:(?P<indefinite>an?|another|one|two|three|four|five|six|several|first|second|third"
            r"|fourth|fifth|sixth|some|new|\d+(?:st|nd|rd|th)?)|the|this|that|these|those|its|whole|entire"
            r"|his|her|their|our)\b"
        ),
        "attend_after": rf"(?i)[^.;]{{0,110}}?\b(?:{alternatives(table['attend'])})\b",
        "attend_before": rf"(?i)\b(?:{alternatives(table['attended_by'])})\s(?:by\s)?(?:[^.;]{{0,80}})$",
        "at_event": (
            r"(?i)\b(?:conference|forum|summit|ceremony|festival|expo|fair|seminar|gala"
            r"|symposium)\b[^.;]{0,70}\bwith\s$"
        ),
        "travel": rf"(?i)\b(?:{alternatives(table['travel'])})\b",
        "visits": (
            r"(?i)\s(?:(?!(?:and|have|has|had|sides|cities|exchanged|countries|for|with|of|in|on|meetings"
            r"|events)\b)[a-z-]+\s){0,3}?(?:delegations?(?:\svisits?)?|visits?|groups?|missions?"
            r"|batches(?:\sof\s[\w-]+(?:\s[\w-]+)?)?|exchanges?|trips?|delegate\sgroups|teams)\b"
        ),
        "with_people": (
            r"(?i)[^.;]{0,70}?\b(?:with|by|involving|of|totall?ing|comprising|and|,)\s(?:a\stotal\sof\s)?$"
        ),
        "total": rf"(?i)\b(?:{alternatives(table['total'])})\b",
    }
    return re.compile(patterns[name])
