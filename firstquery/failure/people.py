"""Who is a person, in a sentence: a pronoun, a name, a role or a department. As parts of a regular expression."""

from __future__ import annotations

from pathlib import Path

_TEXT = (Path(__file__).parent / "first_names.txt").read_text(encoding="utf-8")
_FIRST = [word for line in _TEXT.splitlines() if not line.startswith("#") for word in line.split()]
FIRST_NAMES = frozenset(_FIRST)
_SURNAME = r"(?:\s[A-Z][a-zà-ÿ][\w’-]*)?"
#: A known first name.
KNOWN = rf"(?-i:(?:{'|'.join(name.capitalize() for name in _FIRST)})\b{_SURNAME})"

# With a capital, and no person: what begins a sentence, days and months, the company of the course, programs.
NOT_A_NAME = (
    *("I", "It", "This", "That", "These", "Those", "The", "We", "He", "She", "They", "You", "What", "Which", "Who"),
    *("Nobody", "Nothing", "Everything", "Everyone", "Everybody", "Someone", "Somebody", "Anyone", "Anybody"),
    *("No", "Some", "All", "Both", "Each", "One", "Two", "Many", "Most", "Half", "None", "There", "Here", "Then", "So"),
    *(
        "And",
        "But",
        "Or",
        "If",
        "When",
        "While",
        "Because",
        "Since",
        "After",
        "Before",
        "Also",
        "Now",
        "Later",
        "Again",
    ),
    *("Yet", "Still", "Even", "Only", "Once", "Never", "Always", "My", "Our", "His", "Her", "Their", "Its", "Your"),
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March"),
    *("April", "May", "June", "July", "August", "September", "October", "November", "December", "Spring", "Summer"),
    *("Autumn", "Winter", "Christmas", "Easter", "Kestrel", "Fleet", "Solo", "Crew", "Python", "Jupyter", "JupyterLab"),
    *(
        "Excel",
        "Tableau",
        "Looker",
        "Snowflake",
        "Salesforce",
        "Power",
        "Google",
        "Slack",
        "Outlook",
        "Airflow",
        "Pandas",
    ),
    *(
        "Dashboard",
        "Report",
        "Query",
        "Table",
        "View",
        "Filter",
        "Model",
        "Script",
        "Import",
        "Export",
        "Data",
        "Churn",
    ),
    *("Revenue", "Canada", "France", "Germany", "Europe", "America", "Asia", "Africa", "London", "Paris", "Berlin"),
)
#: A word with a capital that is none of those, nor a plural or a noun by its end ("Imports", "Testing", "Definition").
_UNKNOWN = (
    rf"(?-i:(?!(?:{'|'.join(NOT_A_NAME)})\b)(?![\w’-]+(?:s|ing|tion|ment|ity)\b)[A-ZÀ-Þ][a-zà-ÿ’'][\w’-]*{_SURNAME})"
)
NAME = rf"(?:{KNOWN}|{_UNKNOWN})"

_OF = r"(?:(?:my|our|the|an?|their|his|her|your|this|that|those|some)\s+)"
_ONE = (
    r"(?:analyst|engineer|developer|colleague|co-?worker|manager|boss|director|intern|trainee|consultant|contractor"
    r"|predecessor|(?<!AI\s)assistant|accountant|bookkeeper|facilitator|programmer|controller|administrator|admin"
    r"|hire|reviewer|owner|scientist|designer|tester|freelancer|guy|woman|man|person|lead|head\s+of\s+\w+|vp|cfo|cto|ceo|coo)"
)
_MANY = (
    r"(?:vendor|supplier|agency|provider|team|department|group|finance|marketing|engineering|accounting|operations|ops"
    r"|procurement|management|leadership|(?-i:IT|HR)|sales\s+(?:people|reps)|folks|people|guys)"
)
# Of these the word is a number or a thing as well: "Sales broke the record".
_MANY_TOO = r"(?-i:Sales|Legal|Support|Product)"
#: One person in a role, and a group of persons: "our junior analyst", "the data team", "Engineering".
ROLE = rf"(?:{_OF}(?:[\w-]+\s+){{0,2}})?{_ONE}s?\b(?!['’])"
GROUP = rf"(?:{_OF}(?:[\w-]+\s+){{0,2}})?(?:{_MANY}s?|{_MANY_TOO})\b(?!['’])"
_SURE = rf"(?:{_OF}(?:[\w-]+\s+){{0,2}})?{_MANY}s?\b(?!['’])"
_TAIL = r"(?:\s+(?:from|in|of|at|on)\s+(?:the\s+|our\s+)?\w+(?:\s+team)?)?(?:,?\s+who\b|,\s[^,.;:]{1,40},)?"
_WHO = r"some(?:one|body)|whoever(?:\s+\w+){1,4}?|the\s+(?:one|person|people)\s+who"
#: Who plainly is a person, for what a thing may have done as well.
PERSON = rf"(?:(?:he|she|{_WHO}|{KNOWN}|{ROLE}|{_SURE}){_TAIL})"
#: Anybody but herself, for what persons alone do. A thing with a capital may be taken for one.
SOMEBODY = rf"(?:(?:he|she|they|you|{_WHO}|{NAME}|{ROLE}|{GROUP}|(?<=,\s)who){_TAIL})"
#: The same, as the object of a sentence.
TO_SOMEBODY = rf"(?:him|her|them|{NAME}|{ROLE}|{GROUP})"
#: Whose something is.
WHOSE = rf"(?:his|her|their|your|{NAME}['’]s?|(?:{_OF}(?:\w+\s+){{0,2}})?(?:{_ONE}|{_MANY}|{_MANY_TOO})(?:['’]s|s['’]))"
