"""How a person fails, in words: what persons alone do, what things do as well, and what is asked of somebody."""

from __future__ import annotations

#: Between who it was and what was done.
BETWEEN = (
    r"(?:\s+(?:\w+ly|just|again|also|still|then|always|once\s+(?:again|more)|yet\s+again|somehow|even|simply|has|have|had"
    r"|['’]s|ha(?:s|ve|d)n['’]t|is|are|was|were|keeps?|kept|will|all|totally)){0,3}\s+"
)
_N = r"(?:n['’]?t|\s+not)"
_UP = r"(?:mess|screw|fuck|cock|stuff|foul|muck)(?:es|s|ed|ing)?\s+(?:\w+\s+){0,3}?(?:up|over)"
_DUTY = (
    r"(?:check|tell|told|ask|read|notice|answer|reply|document|warn|test|listen|care|updat|inform|respond|review|verif"
    r"|communicat|explain|follow|bother|validat|look|think|thought|pay\s+attention|help|mention|share|send|sent|deliver"
    r"|double-?check|clean|paid\s+attention|learn|say|said|admit|fill)\w*"
)
_NOT = rf"(?:did{_N}|do(?:es)?{_N}|ha(?:s|d|ve){_N}|wo(?:n['’]?t)|would{_N}|never|failed\s+to|fails\s+to)"
#: What persons alone do.
FAILED = "|".join(
    [
        r"forg[eo]t(?:s|ten|ting)?",
        r"(?:ignor|neglect|refus|sabotag|botch|bungl|fumbl|mishandl|mismanag|overlook|disregard|slack)(?:es|s|ed|ing|e)?",
        r"lied|misled|mislead(?:s|ing)?|" + _UP,
        r"(?:slip|goof)ped\s+up|goofed|dropp?ed\s+the\s+ball|bl(?:ew|own)\s+(?:it|this|our|the)|cut(?:ting)?\s+corners",
        rf"(?:can(?:no|['’])?t|could{_N}|can\s+not)\s+be\s+(?:bothered|trusted|relied)|let\s+(?:me|us|every\w+|the\s+\w+)\s+down",
        rf"(?:did|does|do){_N}\s+(?:understand|know\s+(?:what|how)|have\s+a\s+clue|get\s+it|do\s+(?:his|her|their|the))",
        rf"(?:was|were|is|are){_N}\s+(?:paying|listening|careful|thinking|doing|up\s+to)",
        rf"{_NOT}\s+(?:even\s+|really\s+|ever\s+|bother(?:ed)?\s+to\s+)?{_DUTY}",
        r"(?:has|have|had)\s+no\s+(?:clue|idea|excuse)|wast(?:ed|es|ing)\s+(?:my|our)|made\s+(?:me|us)\s+look",
        r"got\s+(?:it|this|that|everything|the\s+(?:\w+\s+){1,2})\s*(?:all\s+)?wrong|thr[eo]wn?\s+\w+\s+under\s+the\s+bus",
        r"(?:made|makes?|making)\s+(?:(?:an?|another|the|this|that|so|many|several|too|such)\s+){0,2}(?:\w+\s+)?"
        r"(?:mistakes?|errors?|blunders?|mess)",
        r"cost(?:s|ing)?\s+(?:me|us)\b",
        r"messed\s+with|left\s+(?:(?:me|us)\s+)?(?:an?|the|this)\s+mess",
        r"chang(?:es|ed|ing)\s+(?:\w+\s+){1,3}without\s+(?:telling|asking|warning|saying|informing)",
    ]
)
#: What a thing may have done as well, so that it is blame of those alone who plainly are persons.
BROKE = (
    r"(?:caus(?:ed|es|ing)|br[eo]ak(?:s|ing)?|broke(?!\s+down)|broken|fail(?:ed|s|ing)|ruin(?:ed|s|ing)|destroy(?:ed|s|ing)"
    r"|wreck(?:ed|s|ing)|overwr(?:ote|itten)|misread|misunderstood|miscounted|mistyped|miscalculated|mixed\s+(?:\w+\s+){1,3}up"
    r"|\w+\s+(?:me\s+|us\s+)?(?:the|an?)\s+wrong|(?:deleted|dropped|changed|removed)\s+(?:\w+\s+){1,4}by\s+(?:accident|mistake)"
    r"|accidentally\s+\w+ed|(?:gave|told|sent|showed|handed|fed)\s+(?:me|us|them|the\s+\w+)\s+(?:(?:the|an?|some)\s+)?"
    r"(?:wrong|bad|false|outdated|incorrect|stale|misleading))\b"
)
#: What somebody keeps doing.
KEEPS = (
    r"(?:always|constantly|keeps?|kept|continually|forever)\s+(?:breaks?|breaking|forget\w*|ignor\w+|chang(?:es?|ing)"
    r"|miss(?:es|ing)|gets?\s+it\s+wrong|getting|delay\w*|late|promis\w+|mak(?:es?|ing)\s+(?:mistakes|errors)|blam\w+"
    r"|too\s+late|fail\w*|messing|screwing|complain\w*|sends?\s+(?:it|them)?\s*late|in\s+the\s+way)"
)
#: As it was done to a thing, before "by Tom".
DONE_BY = (
    r"(?:(?:messed|screwed|fucked)\s+up|broken|forgotten|ignored|ruined|botched|bungled|neglected|overlooked|caused"
    r"|destroyed|sabotaged|mishandled|misled|let\s+down|wrecked|missed|mistyped|misread)\s+(?:\w+\s+)?by"
)
#: What is asked of somebody in place of telling what changes.
BETTER = (
    r"(?:be\s+(?:\w+\s+)?(?:careful|attentive|thorough|diligent|precise|fired|ashamed|watched|punished|held)|be\s+(?:more|less)\b"
    r"|pay\s+(?:more\s+|closer\s+)?attention|do\s+(?:better|(?:his|her|their|its|the|your)\s+(?:job|homework|work))"
    r"|try\s+harder|wake\s+up|listen|grow\s+up|take\s+(?:more\s+)?(?:care|responsibility)|get\s+(?:his|her|their)\s+act"
    r"|think\s+(?:before|first|twice)|double-?check|learn|stop\s+(?:\w+ing|it|that)|know\s+better|apologi[sz]e|step\s+up|concentrate|focus"
    r"|check\s+(?:his|her|their)|look\s+(?:more|harder|properly)|work\s+(?:harder|on\s+(?:his|her|their))|improve|never\b)"
)
DUTY = r"(?:tell|told|inform|warn|communicate|document|answer|test)\b"
FLAWED = (
    r"(?:fault|blunder|carelessness|negligence|laziness|stupidity|incompetence|ignorance|arrogance|oversight|sloppiness"
    r"|inability|refusal|mess|screw-?up|doing|lack\s+of|mistakes?|(?:careless|sloppy|lazy|bad|poor|shoddy|awful|terrible)\s+\w+"
    r"|errors?(?!\s+(?:message|log|rate|report|bar|handling))|failure(?!\s+(?:note|wall|rate)))\b"
)
