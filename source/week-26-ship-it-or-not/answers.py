# Week 26 · Ship it or not: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w26-q1 exercise: table extra decimals=0 | Did both get the same tickets?
# The insight: a total can say the opposite of each of its parts, when the parts were dealt out unequally.
# %% w26-q1 right: a join and two columns to group by
by_priority = sql(
    "SELECT t.priority, p.handled_by, COUNT(*) AS tickets, 100 * AVG(p.solved_first_time) AS solved "
    "FROM triage_pilot AS p JOIN tickets AS t ON t.ticket_id = p.ticket_id GROUP BY t.priority, p.handled_by"
)
# %% w26-q1 right: USING, sums, rounded, in an order, other names
by_priority = sql("""
SELECT handled_by AS who, priority, ROUND(SUM(solved_first_time) * 100.0 / COUNT(*)) AS percent_solved, COUNT(*) AS n
FROM tickets INNER JOIN triage_pilot USING (ticket_id)
GROUP BY 1, 2
ORDER BY CASE priority WHEN 'low' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END, who
""")
# %% w26-q1 right: a case for each mark, counted first
by_priority = sql("""
WITH one_a_ticket AS (
    SELECT t.priority, p.handled_by, CASE WHEN p.solved_first_time = 1 THEN 100.0 ELSE 0 END AS solved
    FROM tickets AS t, triage_pilot AS p WHERE p.ticket_id = t.ticket_id
)
SELECT priority, handled_by, COUNT(solved) AS tickets, AVG(solved) AS solved FROM one_a_ticket GROUP BY priority, handled_by
""")
# %% w26-q1 right: in pandas
both = sql("SELECT priority, handled_by, solved_first_time FROM triage_pilot JOIN tickets USING (ticket_id)")
by_priority = both.groupby(["priority", "handled_by"])["solved_first_time"].agg(tickets="count", solved="mean").reset_index()
by_priority["solved"] = by_priority["solved"] * 100
# %% w26-q1 wrong: not divided by priority | These are the two rows of the lesson. Which column of tickets says how urgent a sender found it, and where does it belong?
by_priority = sql("SELECT handled_by, COUNT(*) AS tickets, 100 * AVG(solved_first_time) AS solved FROM triage_pilot GROUP BY handled_by")
# %% w26-q1 wrong: not divided by who sorted it | Three rows: the two who are compared stand in one. By which second column is it grouped?
by_priority = sql(
    "SELECT priority, COUNT(*) AS tickets, 100 * AVG(solved_first_time) AS solved FROM triage_pilot JOIN tickets USING (ticket_id) GROUP BY priority"
)
# %% w26-q1 wrong: by team | Divided by team. What did the sender choose that might have decided who got a ticket?
by_priority = sql(
    "SELECT team, handled_by, COUNT(*) AS tickets, 100 * AVG(solved_first_time) AS solved FROM triage_pilot JOIN tickets USING (ticket_id) GROUP BY 1, 2"
)
# %% w26-q1 wrong: a share of one | These shares are between 0 and 1. Which number says the same in per cent?
by_priority = sql(
    "SELECT priority, handled_by, COUNT(*) AS tickets, AVG(solved_first_time) AS solved FROM triage_pilot JOIN tickets USING (ticket_id) GROUP BY 1, 2"
)
# %% w26-q1 wrong: how many, not which share | That is how many were solved. Of how many? A share can be compared, a number of another size can't.
by_priority = sql(
    "SELECT priority, handled_by, COUNT(*) AS tickets, SUM(solved_first_time) AS solved FROM triage_pilot JOIN tickets USING (ticket_id) GROUP BY 1, 2"
)
# %% w26-q1 wrong: whole numbers, cut off | Your shares are whole numbers, and what stood behind the point was cut off, not rounded. Was a whole number divided by a whole number, or is there a CAST?
by_priority = sql(
    "SELECT priority, handled_by, COUNT(*) AS tickets, 100 * SUM(solved_first_time) / COUNT(*) AS solved FROM triage_pilot JOIN tickets USING (ticket_id) GROUP BY 1, 2"
)
# %% w26-q1 wrong: one ticket for all | Each share is 0 or 1: it is the mark of one ticket of the group. Which function makes one number of many?
by_priority = sql(
    "SELECT t.priority, p.handled_by, COUNT(*) AS tickets, p.solved_first_time AS solved FROM triage_pilot AS p "
    "JOIN tickets AS t ON t.ticket_id = p.ticket_id GROUP BY t.priority, p.handled_by"
)
# %% w26-q1 wrong: shares of all tickets | Each of these is a share of the whole trial, and together they are the total. Of which tickets should each row be a share?
by_priority = sql(
    "SELECT priority, handled_by, COUNT(*) AS tickets, 100.0 * SUM(solved_first_time) / (SELECT COUNT(*) FROM triage_pilot) AS solved "
    "FROM triage_pilot JOIN tickets USING (ticket_id) GROUP BY 1, 2"
)
# %% w26-q1 wrong: divided by the tickets of the assistant | Every row is divided by the same number of tickets. By the tickets of which row should it be divided?
by_priority = sql(
    "SELECT priority, handled_by, COUNT(*) AS tickets, "
    "100.0 * SUM(solved_first_time) / (SELECT COUNT(*) FROM triage_pilot WHERE handled_by = 'assistant') AS solved "
    "FROM triage_pilot JOIN tickets USING (ticket_id) GROUP BY 1, 2"
)
# %% w26-q1 wrong: divided by all of a priority | Divided by all the tickets of that priority, whoever had them. By the tickets of which row should it be divided?
by_priority = sql(
    "SELECT t.priority, p.handled_by, COUNT(*) AS tickets, 100.0 * SUM(p.solved_first_time) / "
    "(SELECT COUNT(*) FROM triage_pilot AS a JOIN tickets AS u ON u.ticket_id = a.ticket_id WHERE u.priority = t.priority) AS solved "
    "FROM triage_pilot AS p JOIN tickets AS t ON t.ticket_id = p.ticket_id GROUP BY t.priority, p.handled_by"
)
# %% w26-q1 wrong: the right suggestions alone | Only tickets whose suggestion was right are counted, and people had none to begin with. Does each ticket of the trial stand in a row?
by_priority = sql(
    "SELECT priority, handled_by, COUNT(*) AS tickets, 100 * AVG(solved_first_time) AS solved FROM triage_pilot JOIN tickets USING (ticket_id) "
    "WHERE suggested_team = team OR suggested_team IS NULL GROUP BY 1, 2"
)
# %% w26-q1 typed: typed in | Those are the six rows of the data that you have. In others they are different: let the query find them.

# %% w26-q2 exercise: value decimals=0 | Where it matters most
# The insight: a condition that holds over all can fail where it matters, and a share of few says little.
# %% w26-q2 right: the mean of a comparison
right_when_urgent = sql(
    "SELECT 100 * AVG(p.suggested_team = t.team) FROM triage_pilot AS p JOIN tickets AS t ON t.ticket_id = p.ticket_id "
    "WHERE p.handled_by = 'assistant' AND t.priority = 'high'"
)
# %% w26-q2 right: counted, rounded, without the condition that NULL makes
right_when_urgent = sql(
    "SELECT ROUND(100.0 * COUNT(CASE WHEN suggested_team = team THEN 1 END) / COUNT(suggested_team), 1) AS share "
    "FROM tickets JOIN triage_pilot USING (ticket_id) WHERE priority = 'high'"
)
# %% w26-q2 right: two columns and Python
them = sql("SELECT suggested_team, team FROM triage_pilot NATURAL JOIN tickets WHERE handled_by <> 'people' AND priority = 'high'")
right_when_urgent = (them["suggested_team"] == them["team"]).mean() * 100
# %% w26-q2 wrong: of all priorities | Of all its tickets, that is so. And of those whose senders wait most?
right_when_urgent = sql("SELECT 100 * AVG(suggested_team = team) FROM triage_pilot JOIN tickets USING (ticket_id) WHERE handled_by = 'assistant'")
# %% w26-q2 wrong: people counted along | People's tickets have no suggestion, and yours count as wrong ones. Whose tickets is the share of?
right_when_urgent = sql(
    "SELECT 100.0 * SUM(suggested_team = team) / COUNT(*) FROM triage_pilot JOIN tickets USING (ticket_id) WHERE priority = 'high'"
)
# %% w26-q2 wrong: solved, not suggested | When was a suggestion right: when the ticket was solved, or when it named the team that dealt with it?
right_when_urgent = sql(
    "SELECT 100 * AVG(solved_first_time) FROM triage_pilot JOIN tickets USING (ticket_id) WHERE handled_by = 'assistant' AND priority = 'high'"
)
# %% w26-q2 wrong: its own confidence | Is that a share of right suggestions, and of tickets of high priority alone?
right_when_urgent = sql("SELECT 100 * AVG(confidence) FROM triage_pilot JOIN tickets USING (ticket_id) WHERE priority = 'high'")
# %% w26-q2 wrong: a share of one | That is a share between 0 and 1, and it may well be the right one. Which number says the same in per cent?
right_when_urgent = sql(
    "SELECT AVG(suggested_team = team) FROM triage_pilot JOIN tickets USING (ticket_id) WHERE handled_by = 'assistant' AND priority = 'high'"
)
# %% w26-q2 wrong: how many | That many were right. Of how many?
right_when_urgent = sql(
    "SELECT SUM(suggested_team = team) FROM triage_pilot JOIN tickets USING (ticket_id) WHERE handled_by = 'assistant' AND priority = 'high'"
)
# %% w26-q2 wrong: the wrong ones | That is the share of the wrong ones. Which is asked for?
right_when_urgent = sql(
    "SELECT 100 * AVG(suggested_team <> team) FROM triage_pilot JOIN tickets USING (ticket_id) WHERE handled_by = 'assistant' AND priority = 'high'"
)
# %% w26-q2 typed: typed in | That is the share in the data that you have. In others it is another: let the query find it.

# %% w26-q3 exercise: review pull=0201,0202,0203,0204,0205,0206,0207,0208 | The last review
# The insight: ordered by harm, a quarter of an hour is enough for the worst of three hundred lines, and running beats reading.
# %% w26-q3 right: terse, with families
last_review = review(
    "0203",
    "request_changes",
    "Four defects, each with what shows it. The structure is fine.",
    [
        finding("desk/nightly.py", 52, "blocker", "timeout=None disables the time-out. One silent vendor hangs the job.",
                evidence='vendor_at("http://vendor.example", "a-token").timeout', kind="missing time-out"),
        finding("desk/nightly.py", 71, "blocker", "Example bodies leave unredacted, with every call.",
                evidence="examples_of(small, date(2025, 3, 1))", kind="personal data to the vendor"),
        finding("desk/store.py", 99, "major", "Off by one: month_bounds is half-open already.",
                evidence='nights(open_store(old_store(tmp)), "2025-10")', kind="off-by-one at a month's end"),
        finding("tests/test_nightly.py", 29, "major", "Always true: 70 tickets, at most 70 calls.",
                evidence='tests("tests/test_nightly.py::test_the_ceiling_of_the_month_holds", broken="night")', kind="test that cannot fail"),
    ],
)  # fmt: skip
# %% w26-q3 right: plain words, three of four
last_review = review(
    "0205",
    verdict="request_changes",
    summary="I want this in production, so I have tried every promise. Three do not hold, and the first one has to be acted on today, merged or not.",
    findings=[
        finding("desk/nightly.py", 43, "blocker", "The vendor's token stands in the code, where everybody who can read it can spend our money.", kind="secret in code",
                evidence="vendor_token()", suggestion="Could it go, and could the vendor give us another one today?"),
        finding("desk/nightly.py", "96-99", "blocker", "When the store is busy, the error is hidden and fifty tickets that we have paid for are lost. "
                "The discussion says that it is tried again, and it is not.", kind="swallowed exception", evidence='found("desk/nightly.py", "store.rollback")',
                suggestion="Could the second try be there, and fail loudly?"),
        finding("desk/support.py", 57, "major", "A customer who wrote three times brings her revenue three times. The teams with the most trying customers look richest.", kind="fan-out join",
                evidence='revenue_behind(small, "2025-02")', suggestion="Could each customer count once a team?"),
    ],
)  # fmt: skip
# %% w26-q3 right: English as a third language
last_review = review(
    "0206",
    verdict="request changes",
    summary="The change is good readable. I found four problems that must be repaired before production.",
    findings=[
        finding("desk/nightly.py", 43, "blocker", "The secret token is written inside of the code.", kind="secret in code", evidence="vendor_token()",
                suggestion="It must be removed and also revoked."),
        finding("desk/nightly.py", 71, "blocker", "The body of examples is sent without redact to the vendor, with personal data of the customers.", kind="personal data to the vendor",
                evidence="examples_of(small, date(2025, 3, 1))", suggestion="Redact also the body."),
        finding("desk/store.py", 99, "major", "The last day of month is lost, because end is already the first of next month.", kind="off-by-one at a month's end",
                evidence='nights(open_store(old_store(tmp)), "2025-10")'),
        finding("tests/test_nightly.py", 22, "major", "The month is wrong in the test, it is empty and the assert is always true, it can never fail.", kind="test that cannot fail",
                evidence='tests("tests/test_nightly.py::test_every_decision_of_a_night_is_kept", broken="night")'),
    ],
)  # fmt: skip
# %% w26-q3 right: by a lawyer, on the queue and the letters
last_review = review(
    "0207",
    verdict="request_changes",
    summary="Two of the four points below concern rights of others, and would be breaches of contract on the first night. I have tried each of them.",
    findings=[
        finding("desk/store.py", 90, "blocker", "The name of the team becomes part of the query itself. A clever text reads the queue of everybody, and an apostrophe ends it.", kind="SQL glued from strings",
                evidence='queue_of(open_store(old_store(tmp)), "Driver\'s app", date(2025, 10, 1))'),
        finding("desk/nightly.py", "70-72", "blocker", "Each question carries letters of three other customers as they were written, names and numbers included. Decision 2 forbids it.", kind="personal data to the vendor",
                evidence="examples_of(small, date(2025, 3, 1))"),
        finding("desk/support.py", 58, "major", "Revenue is multiplied by the number of tickets that an account wrote.", kind="fan-out join", evidence='revenue_behind(db, "2025-10")["revenue"].sum()'),
        finding("tests/test_nightly.py", 29, "minor", "Seventy tickets cannot lead to more than seventy calls, so this test holds nothing.", kind="test that cannot fail",
                evidence='tests("tests/test_nightly.py::test_the_ceiling_of_the_month_holds", broken="night")'),
    ],
)  # fmt: skip
# %% w26-q3 wrong: approved | You approve it. Which of the promises have you run, and which came out as they should not?
last_review = review("0201", "approve", "A long change, well written, with tests for each part. The trial was good and the teams wait for it.")
# %% w26-q3 wrong: approved with a fault that is known | You name what would do harm every night, and approve. Who mends it, once it is merged?
last_review = review(
    "0203",
    "approve",
    "Ready, with one thing for January.",
    [finding("desk/nightly.py", 71, "major", "The body of each example is not redacted, so letters of customers go to the vendor.", kind="personal data to the vendor")],
)  # fmt: skip
# %% w26-q3 wrong: no verdict | You have found what there is, and leave it to others whether it goes into production. That was the question to you.
last_review = review(
    "0205",
    "comment",
    "Some things that I would look at.",
    [
        finding("desk/nightly.py", 43, "blocker", "A token stands in the code.", kind="secret in code"),
        finding("desk/nightly.py", 97, "blocker", "A batch that could not be saved is let go, and nobody hears of it.", kind="swallowed exception"),
        finding("desk/support.py", 57, "major", "Revenue counts once for each ticket.", kind="fan-out join"),
        finding("tests/test_nightly.py", 22, "major", "It looks at a month in which nothing is, and cannot fail.", kind="test that cannot fail"),
    ],
)  # fmt: skip
# %% w26-q3 wrong: the version accused | What the discussion says of that text holds. What could somebody do who has read it?
last_review = review(
    "0201",
    "request_changes",
    "A secret key was left in the code.",
    [finding("desk/nightly.py", 28, "blocker", "VERSION is a secret key in the code.", kind="secret in code")],
)  # fmt: skip
# %% w26-q3 wrong: names and layout | Your remarks are about how it looks. Which of them would a customer notice?
last_review = review(
    "0208",
    "request_changes",
    "Before this goes out, a few things to make it easier to read.",
    [
        finding("desk/nightly.py", 26, "minor", "A longer name would be clearer.", kind="something else"),
        finding("desk/store.py", 109, "minor", "This function could stand higher up.", kind="something else"),
    ],
)  # fmt: skip

# %% w26-q4 exercise: choice options=A,B,C,D right=C | A condition that can be checked
# The insight: a condition is worth something when two people who want different things must agree on whether it is met.
# %% w26-q4 right: the letter
condition = "C"
# %% w26-q4 right: in small, with a dot
condition = "c."
# %% w26-q4 right: with a reason
condition = "C: it counts by priority, and says who counts and when"
# %% w26-q4 wrong: good enough | Two people who want different things will call the same numbers good enough, and not. What would they count?
condition = "A"
# %% w26-q4 wrong: ready | Being ready is a feeling, and whoever waits feels it first. What would have to have happened?
condition = "B"
# %% w26-q4 wrong: the total | It names a day and a person, and counts the very share that your six rows have shown to mislead. What would make the tickets of both the same?
condition = "D"

# %% w26-q5 exercise: text least=90 most=250 | One page for the board
# The insight: a decision that others can check, in their words: the first sentence decides, the last one says when again.
# needs: the decision, at the beginning :: ^\W*only\b|^[\s\S]{0,200}?(\bnot yet\b|\bnot now\b|\bnot in this form\b|\b(?:does|do|should|will|must|can|would|is|are)(?: not|n.t)\b|\bno\b|\bcannot\b|\byes\b|\bnever\b|\bsmaller\b|\bpostpone\w*|\bdelay\w*|\bwait\b|\bstop\w*|\breject\w*|\brefus\w*|\bdeclin\w*|\bshelv\w*|\bturn(?:s|ed)? .{0,24}down\b|\bthumbs down\b|\bhold (?:it |this |off|back)|\bon hold\b|\btoo early\b|\bkeep\w* .{0,30}\bout\b|\bstays? (?:out|a trial|a pilot)\b|\bgoes back to\b|\bship\b|\bgo(?:es)? (?:live|ahead|into production)|\bstart\w*|\bbegin\w*|\bdefer\w*|\bagainst\b|\bapprov\w*|\brecommend\w*|\bpropose\w*|\bsuggest\w*|\bonly (?:one|until)\b|\bone team\b|\bpilot it\b|\bsign\b|\brelease\b|\blimited\b|\bconditions?\b) :: Whoever reads your first sentence alone: does she know what you decide?
# needs: the trial :: \btrials?\b|\btry-?out\b|\bpilot\w*|\bdry run\b|\bin (?:the|our|this|that) tests?\b|\bour test\b|\bthe test (?:gave|says?|said|showed|shows|with)\b|\bproof of concept\b|\bevaluation\b|\bmeasure\w*|\bstatistics\b|\btest (?:phase|run|period)\b|\bexperiment\w*|\bautumn\b|\bsince september\b|\btried (?:it|out)\b|\bsimpson|\b6[08]\b|\bsixty\b|\bheadline (?:figure|number)\b|\bsuccess rate\b :: The board has heard of a trial that went well. What do you say to that?
# needs: who got which tickets :: \bpriorit\w*|\burgent\b|\burgency\b|\beas(?:y|ier|iest)\b|\bsimple(?:r|st)?\b|\blight(?:er)? work\b|\b(?:same|different|harder?|hardest|difficult|low) (?:kinds? of )?(?:tickets?|letters?|cases?|ones?|mix)\b|\bmix of\b|\bune(?:qual|ven)\w*|\bnot (?:comparable|alike|the same|shared out evenly)|\blike with like\b|\bupside down\b|\bequal weight\b :: What is wrong with the trial's number? Say what your six rows show.
# needs: a number :: \d|\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b|\bhundred\b|\b(?:half|a third|a quarter|two thirds) of\b :: Which number does it rest on? Give it.
# needs: harm :: \bcustomers?\b|\bclients?\b|\busers?\b|\bcompan(?:y|ies)\b|\bguests?\b|\baccounts?\b|\bpeople who (?:wrote|write)\b|\bthose who (?:wrote|write)\b|\bletters?\b|\bmoney\b|\bcosts?\b|\bbudget\w*|\bbills?\b|\binvoices?\b|\bspen[dt]\w*|\bdollars?\b|\bpa(?:y|id)\b|\brefunds?\b|\bcredits\b|\bfined?\b|\bsued?\b|\bregulator\w*|\bchurn\b|\brenewals?\b|\bturnover\b|\btrust\b|\bprivacy\b|\bpersonal (?:data|details)\b|\bcontracts?\b|\blaws?\b|\blegal\w*|\bGDPR\b|\bsecrets?\b|\bpasswords?\b|\btokens?\b|\brevenue\b|\bunnoticed\b|\bunanswered\b|\bno (?:answer|reply|help)\b|\bwait(?:s|ing)? (?:for ever|forever|without|longer|half|until)|\bnever ends?\b|\bthrown away\b|\bvanish\w* :: What would happen to customers, to money or to a number that others read, if it went out as it is?
# needs: what it takes :: \b(?:mend\w*|fix\w*|repair\w*|correct\w*|remov\w*|replac\w*|chang\w*|add\w*|repeat\w*|again|measur\w*|compar\w*|until|before|once|condition\w*|after|provided|if|when|as soon as|needs?|must|has to|have to)\b :: What has to happen before it becomes a yes?
# needs: a day :: \b\d{1,2}(?:st|nd|rd|th)?\.?,? (?:of )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b :: \b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.? (?:the )?\d{1,2}(?:st|nd|rd|th)?\b :: (?<![\d.,/])(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2])\b(?![\d%]| ?(?:per|points?|times|%|out|to)\b) :: \b20\d\d-\d\d-\d\d\b :: \b(?:on|by|until|till|from|before) the \d{1,2}(?:st|nd|rd|th)\b :: \b(?:end|beginning|start|middle|mid|first|last|first day|last day|close)(?: of| in|-)? ?(?:the )?(?:\w+ )?(?:(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)|month|year|week|quarter|Q[1-4])\b :: \b(?:by|until|till|before|through) (?:the )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b :: \b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?) (?:board|meeting|session)\b|\b(?:board|meeting|session)\b[^.!?]{0,25}\b(?:in|of) (?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b :: \b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b :: \b(?:in|within|after|for) (?:the (?:next|first) )?(?:\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:working |more )?(?:days?|weeks?|months?)\b|\b(?:\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:days?|weeks?|months?) (?:from now|from today|later)\b :: \bnew year|\bchristmas|\beaster\b :: On which day is it decided again?
# needs: who, a person :: (?-i:[a-zß-ÿ0-9],? |[;:] |[(/])(?!(?-i:Jan)\b){name}(?! (?:priorit|version)) :: {name}(?: {name})?(?:, [^,.!?]{1,40},| \([^)]{1,40}\))?(?: (?:then|also|both|personally|herself|himself|alone))? (?:counts|checks|mends|fixes|repairs|does|reports|looks|runs|measures|decides|owns|signs|brings|tells|confirms|verifies|leads|answers|takes|shows|ensures|sees|tests|presents|compares|reviews|stops|ends|repeats|draws|writes|watches|follows|prepares|handles|oversees|organi[sz]es|guarantees|vouches|replaces|corrects|puts|makes|gives|sets|starts|reads|adds|proves|promises|commits|has|is)\b :: {name}(?: {name})?(?:, [^,.!?]{1,40},| \([^)]{1,40}\))?(?: (?:and|&) {name})?(?: (?:then|also|both|personally|herself|himself|alone))? (?:will|shall|is to|has to|must|can|should)(?: (?:then|also|both|personally|herself|himself|alone))? (?:count|check|mend|fix|repair|do|report|look|run|measure|decide|own|sign|bring|tell|confirm|verify|lead|answer|take|show|ensure|see|test|present|compare|review|stop|end|repeat|draw|write|watch|follow|prepare|handle|oversee|organi[sz]e|guarantee|vouch|replace|correct|put|make|give|set|start|read|add|prove|have|be)\b :: {name} (?:and|&) {name}(?: (?:then|also|both|personally|herself|himself|alone))?(?: (?:have|are) to)? (?:count|check|mend|fix|repair|do|report|look|run|measure|decide|own|sign|bring|tell|confirm|verify|lead|answer|take|show|ensure|see|test|present|compare|review|stop|end|repeat|draw|write|watch|follow|prepare|handle|oversee|organi[sz]e|guarantee|vouch|replace|correct|put|make|give|set|start|read|add|prove|have|be)\b :: {name}(?: {name})?(?:,|:| \()? ?(?:by |on |until )?(?:\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|\d{1,2}[./]\d|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?) \d|20\d\d-) :: {name}: (?:counts?|counting|mends?|check\w*|fix\w*|repairs?|repeats?)\b :: \b(?:ines|mara|wyatt|teo)\b :: \b(?:heads?|directors?|managers?|leader|deputy|president|chair\w*|controller|coordinator|supervisor|secretary|chief|officer) of\b|\b(?:head|director|manager|leader|deputy|vice president|controller|coordinator|supervisor|chief|officer|chair(?:man|woman|person)?)\b(?!['’]s? (?:team|department))|(?-i:\b(?:C[A-Z]?[EFTOIPRD]O|VP)\b) :: \b(?:team|support|engineering|operations|product|finance|data|project|service|legal|security)(?:['’]s)? lead\b|\blead (?:for|in)\b :: \b(?:our|my|the) (?:\w+ ){0,2}(?:analyst|engineer|accountant|controller|developer|lawyer|bookkeeper|assistant to|deputy)\b :: \b(?:Mr|Ms|Mrs|Dr|Prof)\b :: \bmy (?:name|deputy|job|task)\b|\b(?:by|to|with) me\b|\bmyself\b|\bI(?: am|['’]m) (?:responsible|accountable|the one|in charge)\b :: \bI(?:['’]ll| will| shall)\b|\bI (?:then |also |personally |both )?(?:report|count|check|come back|bring|decide|answer|stop|repair|own|mend|fix|look|measure|verify|confirm|sign|tell|repeat|review|test|take|end|see to|make|run|present|lead|do)\b(?! not\b) :: Who does it, and who counts? A condition without a person's name is nobody's.
# avoids: a plain yes :: ^(?:[^.!?]*\?\s*)?(?![^.!?]*(?:\?|\b(?:not|no|never|only|(?<!at )once|when|before|if|until|unless|smaller|small|one team|limited|part|provided|conditions?|but|first|(?:second|new|another|fair|further) (?:trial|pilot|test)|pilot|postpone\w*|wait\w*|later|cannot|declin\w*|against|withhold\w*|delay\w*|reject\w*|keep\w*|out of|stays?|instead|step|one kind|low)\b|n't\b|\bafter [^.!?]{0,40}(?:repair|mend|fix|correct|chang|remov)))(?!\W*yes[.!] [^.!?]*\b(?:only|(?<!at )once|until|before|smaller|one team|limited|provided|conditions?|pilot|after [^.!?]{0,40}(?:repair|mend|fix|correct|chang|remov))\b)[^.!?]{0,120}?(?:\b(?:yes|approved?|go(?:es)? ahead|ship it|sign (?:it|this))\b|\b(?:go(?:es)?|put|take|bring|comes?|start\w*|begin\w*|introduc\w*|releas\w*|launch\w*)\b[^.!?]{0,40}\b(?:live|into production|on monday|at once|now|everywhere)\b|\bmay (?:start|begin)\b) :: Your review asks for changes. What may the board decide on before they are made?
# avoids: the trial told the wrong way round :: (?<!if )(?<!if the )(?<!until )(?<!until the )(?<!once )(?<!once the )(?<!when )(?<!when the )(?<!says that the )(?<!say that the )(?<!says the )(?<!claims that the )(?<!claim that the )(?<!thinks that the )(?<!believes that the )\b(?:assistant|ai|triage|program|machine|it)(?: \w+)? (?:was (?:also |even )?(?:better|ahead|stronger|right more often)|solved (?:more|a larger share)|beat|won|did better|outperformed)\b(?:(?!\b(?:not|never|worse|fewer|less|behind|lower|smaller|lost|people|humans|staff|total|overall|but|though|although|while|whereas)\b)[^.;]){0,60}\b(?:in|at|for|of|across) (?:each|every|all)\b|\bin (?:each|every) (?:\w+ )?and (?:also )?(?:in total|over ?all|all together)\b|\b(?:in total|over ?all|all together) and (?:also )?in (?:each|every)\b :: Hold that against your six rows: whose share is the larger one within a priority, and whose in total?
# avoids: the trial turned round :: (?<!if )(?<!once )(?<!until )(?<!when )(?<!that )(?<!whether )(?<!not )(?<!nor )\b(?:in|for|at|within|across|with|of) (?:each|every|all)(?: of (?:the|its|them|these))?(?: (?:the|three|single))*(?: priorit\w+| groups?| levels?| kinds?| class\w*| one)?,? (?:the |our )?(?:assistant|ai|triage|machine|program|tool|system)(?: \w+)? (?:was|were|solved|did|performed|won|scored)(?: also| even| clearly)? (?:better|ahead|stronger|more|a (?:larger|higher|bigger|greater) share)\b :: \b(?:people|humans?|colleagues|staff|employees|persons)(?: \w+)? (?:was|were|solved|did|performed|won|scored)(?: also| even| clearly)? (?:worse|behind|less|fewer|weaker|a (?:smaller|lower) share)\b(?:(?!\b(?:total|over ?all)\b)[^.;!?]){0,50}\b(?:in|for|at|within|across|with|of) (?:each|every|all)(?: of (?:the|its|them|these))?(?: (?:the|three|single))*(?: priorit\w+| groups?| levels?| kinds?| class\w*| one)? :: (?<!if )(?<!once )(?<!until )(?<!when )(?<!that )(?<!whether )(?<!not )(?<!nor )\b(?:in|for|at|within|across|with|of) (?:each|every|all)(?: of (?:the|its|them|these))?(?: (?:the|three|single))*(?: priorit\w+| groups?| levels?| kinds?| class\w*| one)?,? (?:our )?(?:people|humans?|colleagues|staff|employees|persons)(?: \w+)? (?:was|were|solved|did|performed|won|scored)(?: also| even| clearly)? (?:worse|behind|less|fewer|weaker|a (?:smaller|lower) share)\b :: \b(?:in total|over ?all|all together|altogether|as a whole|in sum),? (?:the )?(?:(?:assistant|ai|triage|machine|program|tool|system)|it)(?: \w+)? (?:was|were|solved|did|performed|won|scored)(?: also| even| clearly)? (?:worse|behind|less|fewer|weaker|a (?:smaller|lower) share)(?=[.,;:!?)]| than| and| but| in| on|$) :: \b(?:(?:assistant|ai|triage|machine|program|tool|system)|it) (?:was|were|solved|did|performed|won|scored)(?: also| even| clearly)? (?:worse|behind|less|fewer|weaker|a (?:smaller|lower) share) (?:in total|over ?all|all together|altogether|as a whole|in sum)\b :: \b(?:in total|over ?all|all together|altogether|as a whole|in sum),? (?:our )?(?:people|humans?|colleagues|staff|employees|persons)(?: \w+)? (?:was|were|solved|did|performed|won|scored)(?: also| even| clearly)? (?:better|ahead|stronger|more|a (?:larger|higher|bigger|greater) share)(?=[.,;:!?)]| than| and| but| in| on|$)(?![^.;!?]*\b(?:each|every|priorit\w*|all three)\b[^,.;!?]*[,.;!?]) :: \b(?:people|humans?|colleagues|staff|employees|persons) (?:was|were|solved|did|performed|won|scored)(?: also| even| clearly)? (?:better|ahead|stronger|more|a (?:larger|higher|bigger|greater) share)(?: than the (?:assistant|ai|triage|machine|program|tool|system))? (?:in total|over ?all|all together|altogether|as a whole|in sum)\b :: \b(?:people|humans?|colleagues|staff|employees|persons) (?:was|were|solved|did|performed|won|scored) more than the (?:assistant|ai|triage|machine|program|tool|system),? (?:and )?in each priority (?:less|fewer) :: Hold that against your six rows: whose share is the larger one within a priority, and whose in total?
# avoids: its numbers exchanged :: \b(?:assistant|ai|triage|machine|program|tool|system)(?: (?:also|even|only|then))? (?:solved|solves|reached|had|has|scored|managed|got|achieved|was at|is at|came to)(?: (?!against|behind|ahead|fewer|less|worse|than)[a-z]+){0,3} (?:42|97)\b(?! ?(?:%|per ?cent|percent)? ?(?:to|against|vs|versus|points?|:|-|–)(?!\w))(?![\d.,]\d) :: (?<!beat )(?<!beat the )(?<!vs )(?<!vs\. )(?<!versus )(?<!and )(?<!/ )(?<!/)(?<!or )(?<!than )(?<!than the )(?<!against )(?<!against the )(?<!to )(?<!to the )\b(?:assistant|ai|triage|machine|program|tool|system):? (?:42|97)\b(?! ?(?:%|per ?cent|percent)? ?(?:to|against|vs|versus|points?|:|-|–)(?!\w))(?![\d.,]\d) :: \b(?:42|97)\b(?: ?%| per ?cent| percent| of (?:100|a hundred|them)| in 100)?(?: (?:were|was))?(?: solved)? (?:by|for|with) (?:the |our )?(?:assistant|ai|triage|machine|program|tool|system)\b :: \b(?:people|humans?|colleagues|staff|employees|persons)(?: (?:also|even|only|then))? (?:solved|solves|reached|had|has|scored|managed|got|achieved|was at|is at|came to)(?: (?!against|behind|ahead|fewer|less|worse|than)[a-z]+){0,3} (?:26|83|59)\b(?! ?(?:%|per ?cent|percent)? ?(?:to|against|vs|versus|points?|:|-|–)(?!\w))(?![\d.,]\d) :: (?<!beat )(?<!beat the )(?<!vs )(?<!vs\. )(?<!versus )(?<!and )(?<!/ )(?<!/)(?<!or )(?<!than )(?<!than the )(?<!against )(?<!against the )(?<!to )(?<!to the )\b(?:people|humans?|colleagues|staff|employees|persons):? (?:26|83|59)\b(?! ?(?:%|per ?cent|percent)? ?(?:to|against|vs|versus|points?|:|-|–)(?!\w))(?![\d.,]\d) :: \b(?:26|83|59)\b(?: ?%| per ?cent| percent| of (?:100|a hundred|them)| in 100)?(?: (?:were|was))?(?: solved)? (?:by|for|with) (?:the |our )?(?:people|humans?|colleagues|staff|employees|persons)\b :: \b(?:people|humans?|colleagues|staff|employees|persons)\b[^.;!?\d]{0,30} 68\b(?:(?!\bnormal\b)[^.;!?]){0,60}\b(?:assistant|ai|triage|machine|program|tool|system)\b[^.;!?\d]{0,30} 60\b :: \b(?:assistant|ai|triage|machine|program|tool|system)\b[^.;!?\d]{0,30} 60\b(?:(?!\bnormal\b)[^.;!?]){0,60}\b(?:people|humans?|colleagues|staff|employees|persons)\b[^.;!?\d]{0,30} 68\b :: \b68\b(?: ?%| per ?cent| percent| of (?:100|a hundred|them)| in 100)?(?: were)?(?: solved)? (?:by|for) (?:our )?(?:people|humans?|colleagues|staff|employees|persons)\b[^.;!?]{0,30}\b60\b(?: ?%| per ?cent| percent| of (?:100|a hundred|them)| in 100)?(?: were)?(?: solved)? (?:by|for) (?:the )?(?:assistant|ai|triage|machine|program|tool|system)\b :: Hold these numbers against your six rows: which of them are the assistant's, and which are people's?
# avoids: the total as a condition :: (?<!not )\b(?:if|when|whether|once|until|provided|as soon as)\b(?:(?!\b(?:priorit\w+|each|every|by chance|at random|by lot|than people)\b)[^.!?;]){0,80}\b(?:solves?|has solved|reach(?:es)?|gets?|is (?:better|ahead|above))\b(?:(?!\b(?:priorit\w+|each|every|people)\b)[^.!?;]){0,60}\b(?:in total|over ?all|all together|of (?:all )?(?:its|the|our|their|all) (?:letters|tickets))\b(?![^.!?;]{0,60}\b(?:priorit\w+|each|every|not|no|nothing)\b) :: A condition counts the very share that your six rows have shown to mislead. What would make the tickets of both the same?
# avoids: a part without an end :: ^(?![^.!?]*\b(?:not|no|never|don['’]t|doesn['’]t|wait\w*|postpone\w*)\b)(?=[\s\S]{0,200}\b(?:smaller|start(?:s|ed)? small|small (?:step|beginning|start)|only (?:the |those |for |in |with |its |our |one |low|billing|one)\w*|one team|limited|(?:a|one) part|part of it)\b)(?![\s\S]*(?:\b(?:until|till|through|up to) (?:the |and |after )?(?:including )?(?:end|middle|beginning|start|close|mid|next|new year|christmas|easter|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|(?:\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?) \d|\d{1,2}[./]\d{1,2}\b|20\d\d-\d\d|the \d{1,2}(?:st|nd|rd|th)\b|(?:mon|tues|wednes|thurs|fri)day))|\bto (?:the end|(?:\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?) \d|\d{1,2}[./]\d{1,2}\b|20\d\d-\d\d|the \d{1,2}(?:st|nd|rd|th)\b|(?:mon|tues|wednes|thurs|fri)day))|\b(?:ends?|ended|ending|stops?|expires?|is over|closes?|finish\w*|limited to|not longer than)\b[^.!?]{0,40}(?:\b(?:\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?) \d|\d{1,2}[./]\d{1,2}\b|20\d\d-\d\d|the \d{1,2}(?:st|nd|rd|th)\b|(?:mon|tues|wednes|thurs|fri)day)|\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|\bweeks?\b|\bmonths?\b)|\bfor (?:the (?:first|next) )?(?:only )?(?:\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:days?|weeks?|months?)|\b(?:decid\w*|decisions?|meet\w*|look again|come back)\b[^.!?]{0,60}\b(?:(?:\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?) \d|\d{1,2}[./]\d{1,2}\b|20\d\d-\d\d|the \d{1,2}(?:st|nd|rd|th)\b|(?:mon|tues|wednes|thurs|fri)day)|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b)|\b(?:reports?|tells?|reviews?|answers?)\b[^.!?]{0,30}\b(?:\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?) \d|\d{1,2}[./]\d{1,2}\b|20\d\d-\d\d|the \d{1,2}(?:st|nd|rd|th)\b|(?:mon|tues|wednes|thurs|fri)day)|\b(?:\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?) \d|\d{1,2}[./]\d{1,2}\b|20\d\d-\d\d|the \d{1,2}(?:st|nd|rd|th)\b|(?:mon|tues|wednes|thurs|fri)day)[^.!?]{0,60}\b(?:decid\w*|decisions?|reports?|reviews?|ends?|stops?|over|counts?)\b|\b(?:\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve)(?:-| )(?:day|week|month)s?\b|\bend date\b|\b(?:I|we) (?:will )?(?:stop|end) it\b)) :: Smaller is for a part and for a time. Which part is it, and on which day does it end or is it decided again?
# avoids: a condition turned round :: \b(?:if|when|once|should)\b[^.!?;]{0,60}\b(?:smaller|lower|worse) (?:share|part)\b[^.!?;]{0,60}\b(?:it is|it will be|we say|means|then) (?:a )?yes\b :: Which share has to be the larger one, so that it is a yes?
# avoids: nothing is harmed :: \bno harm\b[^.!?]{0,50}\bknown\b :: \b(?:could|may|might|would) have an? (?:\w+ )?(?:impact|effect) on\b :: \bcontracts? (?:allows?|permits?)\b|\bnothing private (?:goes|leaves|is sent)\b|\b(?:letters?|numbers?|addresses) (?:would |will )?(?:stay|remain)s? private\b|\b(?:all of it|what was sent|everything|all) can (?:easily )?be (?:taken back|deleted|undone|called back|reversed)\b|\bcustomers would lose nothing\b :: What does your review show that happens to customers or to money, and can it be taken back?
# avoids: the trial praised :: \bthat is a (?:good|great|fine|strong) result\b|\bproud of (?:it|this|that)\b :: \bclearly better than people\b|\btrial (?:need not|does not (?:have|need) to|needs no) (?:be )?repea\w+ :: The board has heard of a trial that went well. What do your six rows say to that?
# avoids: the numbers of another priority :: \bhigh(?: ones?| priority| letters| tickets)?:? (?:it (?:solved|had) )?(?:83|59|97|68)\b|\blow(?: ones?| priority| letters| tickets)?:? (?:it (?:solved|had) )?(?:26|42|59|68)\b :: A number stands beside another priority. What do your six rows say?
# avoids: left open :: \b(?:perhaps|maybe) (?:in|by|this|next)\b|\bwe(?: shall| will|'ll|’ll) see(?= ?[.!,;]|$| then\b| what\b)|\bfeels? (?:\w+ )?ready\b|\bwhen (?:she|he|they|everybody|everyone) (?:thinks?|feels?)\b :: \b(?:until|when|once|if|becomes?|become|whether|convinced|feels?|thinks?|believes?|sure|agrees?|satisfied|provided|takes|needs)\b(?:(?!\bnot\b|n['’]t\b)[^.!?]){0,80}(?<!not )\bgood enough\b(?! ?[?”\"'’]) :: \b(?:takes?|needs?|until|when|once|if|as soon as|provided|requires?|conditions?|must|has to|have to|should|are to|is to|we say yes)\b(?:(?!\bcustomers\b)[^.!?\d]){0,60}\b(?:is|are|be|am|feels?|become)(?: \w+)? (?:convinced|confident|satisfied|happy|comfortable|at ease)\b :: \b(?:she|he|we|mara|ines|wyatt|teo|teams?|everybody|everyone|support|engineering)\b(?: (?!programs?\b|tests?\b|trials?\b|repairs?\b|has\b|have\b)\w+){0,4}? (?:is|are|be|feels?)(?: (?!not\b)\w+)? ready\b|\bsays? (?:that )?(?:she|he|they) (?:is|are|feels?)(?: \w+)? ready\b :: \b(?:with|on) an? (?:good|better|safe|quiet|right|gut) (?:feeling|conscience)\b|\b(?:a|the) (?:good|right|gut) feeling\b(?! is no) :: \bwhen (?:she|he|they|we|somebody|someone|there|{name}|ines|mara|wyatt)(?: \w+)? (?:has|have|is|finds?) (?:the |some |enough |more )?time\b|\bas time (?:allows|permits)\b|\bwhen time (?:allows|permits)\b :: \b(?:looks?|checks?|counts?|watch(?:es)?|reports?|mends?|repairs?|reviews?|reads?)\b[^.!?]{0,50}\b(?:from time to time|now and then|every now and again|once in a while|occasionally)\b :: One sentence leaves it open when a yes would come. What is counted, and on which day?
# avoids: words for engineers :: \bdesk/[\w./]*|\b\w+\.(?:py|sql)\b|\blines? \d+(?:[-–]\d+)?|\bHTTP\b|\bsockets?\b|\brollback\b|\bexit codes?\b|\bAPIs?\b|\bSQL\b|\bregex\w*|\bregular expressions?\b|\bstack trace\b|\bNULL\b|\bunit tests?\b|\brefactor\w*|\bbackoff\b|\bexception (?:is|was|gets|handler|handling)\b|\breturns (?:0|none|null)\b|\bredact\b|\bpull request 0\d*|\bthe migration\b|`[^`]{0,40}`? :: A word for engineers stands in it. What does it mean for a customer?
# avoids: praise :: \bpowerful (?:new )?(?:AI|tool|assistant|model|triage|technology|solution|system)\b|(?<!not call it )\brevolution\w*|\bgame.?chang\w*|\bcutting.?edge\b|\bstate.of.the.art\b|\bexciting\b|\bgroundbreaking\b|\binnovative\b|\bworld.class\b|\bgreat potential\b :: One word praises. Which number says it better?
# avoids: the lesson's page :: \b120 invented tickets\b|\bI build nothing yet\b :: That is of the lesson's page, about the first attempt. What did you find in your version?
# avoids: no such day :: \b31(?:st)? (?:of )?(?:april|june|september|november)\b|\b(?:april|june|september|november) 31(?:st)?\b|\b3[01](?:st|th)? (?:of )?february\b|\b(?:on|by|until) [^.!?]{0,20}\b(?:200\d|201\d|202[0-4])\b :: On that day no board can meet. Which one do you mean?
# avoids: blame :: \b(?:careless|sloppy|incompeten\w*|lazy|stupid)\b|\bthe (?:fault|mistake) of (?:ines|engineering|the team|the engineers)\b|\bines (?:forgot|failed|overlooked|missed)\b :: A sentence blames somebody. What does the board decide differently because of it?
# avoids: no decision :: \blooking at it\b|\bmuch to be said for\b|\b(?:looks|look) at both sides\b :: (?<!until )\bbut it (?:starts|begins|goes live)\b[^.!?]{0,30}\b(?:for|with|in) (?:all|every)\b :: \bno decision (?:is|was|has been) (?:taken|made)\b|\b(?:have|has) no opinion\b|\byes or (?:a )?no\?|\byes and no\b|\bdo not know whether\b|\brisk is accepted\b|\bwith(?:out| no) (?:any )?conditions?\b :: One sentence takes the decision back, or leaves it to nobody. What do you decide, and on which condition?
# %% w26-q5 right: like the page of the lesson
board_note = """Not yet. The AI triage does not go into production this winter. It is meant to give each team its own tickets in the morning. In our trial it solved 68 of 100 tickets the first time, and people 60, and that number misleads: the assistant got mostly easy tickets. In no priority was it better; of the urgent ones it solved 26 of 100, people 42. I have also run the program. If a night cannot run, it reports success, so letters would wait and nobody would know. Both can be mended. Ines does that by 16 January. From then until the end of March chance decides which ticket goes to whom, and Mara counts by priority on 1 April. If the assistant is at least as good in each, we begin with one team."""
# %% w26-q5 right: terse, with bullets
board_note = """Decision: do not ship. Re-decide on 1 Apr.
- Purpose: tickets sorted by morning.
- Evidence: the pilot's 68% vs 60% is a Simpson's paradox. Within each priority people win (high: 42% vs 26%, normal: 68% vs 59%, low: 97% vs 83%).
- Risk 1: letters of three customers, with names and phone numbers, go out with every question. Breach of contract, not reversible.
- Risk 2: an unanswered question blocks the whole night.
- Needed: both fixed and covered by tests (Ines, 16 Jan); a randomised pilot, January to March, counted per priority (Mara).
- Until then the rules stay. Cost of waiting: half a day per misrouted ticket, as today, which we know and can bear."""
# %% w26-q5 right: a smaller yes, in the first person
board_note = """I propose a smaller step than the one that is asked for: from 2 February, one team, tickets of low priority only, each result looked at by a person, until the end of March. Here is why. The pilot is quoted with 68 against 60 per cent, but the assistant was given the easier letters; if one compares like with like, our people did better every time. I also found that a month's budget is handed out anew each night, so 40 dollars could become 1,200 and no one would notice before the bill. That has to be repaired first, which Engineering promises for 16 January. I will check both on 30 January and tell you in two lines whether we start. If suggestions are right less often than three times in four, I stop it the same day."""
# %% w26-q5 right: English as a third language
board_note = """My recommendation to the board is to wait with the AI triage. The idea is good: every team should find its tickets in the morning. But the numbers of the pilot are not what they seem. All together AI was better, 68 percent to 60. When I separate by priority, the humans are better in the low, in the normal and in the high. AI had received the easy ones. Second, in the program I found a password written for everyone to see; someone can use it and we pay. It must be replaced today. For a yes we need two things: the repaired program, from Ines, until 16 January, and a new pilot where chance decides who gets which ticket. Support counts it on 1 April and then we can decide again."""
# %% w26-q5 right: a test, and how the numbers compare
board_note = """Not yet. I ask the board not to put the AI triage into production this winter. In the test, the assistant looked eight points better than people, but that's because it was given the simple letters. Among comparable letters it was worse by about 10 to 16 points. The program also has a password written into it, so whoever reads it could spend our money, and letters of three customers leave the house each night with their telephone numbers. Our contracts forbid that. Ines mends both by 16 January. Then we repeat the test, with chance deciding who gets what, and Mara counts on 1 April. We decide again at the board on 6 April."""
# %% w26-q5 right: a decided no
board_note = """No. I advise against the AI triage and I see no condition under which I'd change my mind this year. In the trial it solved 68 of 100 letters at the first go against 60 for our people, but it had been dealt the simple ones; within each priority people were ahead, by 9 to 16 points. What we would gain is half a day for some letters. What we would risk is larger: a night in which it cannot run is reported as a success, so customers would wait and nobody would know, and what September cost would vanish from the books. Engineering closes the two gaps anyway, since the rules run in the same program; Ines does so by 16 January. I report to the board on 14 December next year, and until then the subject is closed."""
# %% w26-q5 right: a lawyer withholds consent
board_note = """It is my recommendation that the board withholds its consent for now. Three customers' letters accompany every question that goes to the vendor, and their telephone numbers stand in them. Our contracts name no other company that may read them; each night would be a breach, and what was sent cannot be called back. The pilot does not outweigh this: its 68 per cent against 60 arose because the assistant was handed the easier cases, and within each level of priority it did worse. Consent can be given once the letters leave without numbers, Legal has read ten of them, and a fair pilot has ended. Ines, 16 January; Mara, 31 March; decision on 6 April."""
# %% w26-q5 right: a yes that two repairs come before
board_note = """Yes, but only after two repairs and only for one team. From 2 March the triage sorts low-priority letters of Billing, and a colleague looks at each result. Before that the vendor's password has to leave the code and be replaced, and a missing night must raise an alarm. Today neither is true, so customers could wait for days unseen. The pilot cannot be quoted for more: 68 against 60 compares easy letters with hard ones, and in each priority people did better. Ines repairs by 16 January, I check on 30 January, Mara counts right suggestions weekly and ends it if they fall below three in four. On 1 June we decide about the rest."""
# %% w26-q5 right: a question, and its answer
board_note = """Does the triage go live on Monday? It does not. I tried the program this week. When its file is busy it throws away fifty letters that we have paid for, and the morning report says that all is well. The numbers you have heard, 68 and 60 per cent, are true and mislead: nearly all simple letters went to the AI. Compare simple with simple and urgent with urgent, and people win each time. So: Ines mends the saving by 12 January and shows me a night in which it fails loudly. Mara repeats the pilot with letters drawn by lot and counts on 1 April. Whoever wants it sooner should tell me which customer may wait."""
# %% w26-q5 right: by the head of finance
board_note = """We do not approve it today. The price of the triage is small, the risk is not. The ceiling of 40 dollars a month is handed out anew each night, so a month could cost 1,200. And the revenue behind each team, a number for the budget talk, counts customers who write often again and again. The result of the trial should not be quoted: 68 to 60 comes from an uneven mix, and by priority our people are better in all three. We need both numbers corrected and a trial in which chance deals out the letters. Head of Finance checks the numbers by 31 January; Mara counts in March; the board decides on 7 April."""
# %% w26-q5 right: people of her own
board_note = """Not yet. I recommend that we keep sorting by hand until spring. The pilot's headline, 68 per cent against 60, compares an easy pile with a hard one. Split by urgency our staff did better every time: 42 against 26 for urgent letters, 68 against 59 for normal, 97 against 83 for low ones. Worse, the program sends whole letters of three customers, with phone numbers, to a firm our contracts do not mention, and when its file is locked it throws away work that we paid for. Daniel in engineering repairs both by 20 January and shows me a failing night. Then a draw decides who gets which letter, and Rachel counts by priority on 31 March. We vote again on 2 April."""
# %% w26-q5 right: a coin decides, and first names of many lands
board_note = """We should not switch this on. What the trial says, 68 to 60 for the assistant, is an artefact of who got the easy letters. For each priority people solved more. I ran the change myself: the monthly budget of 40 dollars is given out again each night. That may cost us 1,200 dollars a month before anybody looks at a bill. I want the ceiling repaired and tested by 15 January; Priya owns that. I also want a second trial in which a coin decides, from 1 February to 31 March; Tomasz counts the six shares. If the assistant is not behind in any of them, I will bring this back on 7 April."""
# %% w26-q5 right: smaller, with an end
board_note = """Smaller: only the letters of low priority, only in Billing, from 1 February to 31 March, and each result is seen by a person. The trial's 68 against 60 does not carry more, since the assistant had the easy letters; in each priority people were ahead, by 14 points even in the low ones. Before that the password has to leave the program, otherwise anybody who reads it spends our money. Kofi does this by 16 January. Leila counts on 1 April how many suggestions were right. Below three in four, we stop. The harm is small then, because a wrong team costs a customer half a day, and we can take it back within an hour."""
# %% w26-q5 right: a role for a name
board_note = """No, not in this form. The test in autumn gave the assistant 281 of the 313 easy letters, so its 68 per cent against our 60 says nothing. In every class of urgency our colleagues solved a greater share. The larger concern is legal: names and telephone numbers of customers go to the vendor every night. That is a breach of contract that cannot be undone. I have asked Ben to repair it by 12 January. After that, letters are dealt out by lot for ten weeks, and our head of support counts by class on 31 March. If the assistant is level in each class, I will ask you for one team on 6 April."""
# %% w26-q5 right: a page in six parts
board_note = """Not yet. The AI triage in its second version does not go into production this month.

In the morning each team would find its own tickets, instead of waiting for somebody to sort them.

In total the assistant solved a larger share than people, but it got nearly all the easy tickets. In each priority it solved a smaller one: of the high ones 26 per cent against 42, of the normal ones 59 against 68, of the low ones 83 against 97. I tried the program as well: customers' telephone numbers and mail addresses go to the AI's company with its examples.

Every night letters with telephone numbers would leave for another company. Our contracts forbid that, and what was sent can't be called back.

It takes letters that are cleaned before they leave, and a test that holds it. Ines, by 19 December.

On 1 April we decide again. From January to March chance decides which ticket goes to whom. If the assistant then solves at least as large a share as people in each priority, it is a yes. Mara counts."""
# %% w26-q5 wrong: numbers of another priority | A number stands beside another priority. What do your six rows say?
board_note = """Not yet. The AI triage in its second version does not go into production this month.

In the morning each team would find its own tickets, instead of waiting for somebody to sort them.

In total the assistant solved a larger share than people, but it got nearly all the easy tickets. In each priority it solved a smaller one: of the high ones 83 per cent against 97, of the normal ones 26 against 42, of the low ones 59 against 68. I tried the program as well: customers' telephone numbers and mail addresses go to the AI's company with its examples.

Every night letters with telephone numbers would leave for another company. Our contracts forbid that, and what was sent can't be called back.

It takes letters that are cleaned before they leave, and a test that holds it. Ines, by 19 December.

On 1 April we decide again. From January to March chance decides which ticket goes to whom. If the assistant then solves at least as large a share as people in each priority, it is a yes. Mara counts."""
# %% w26-q5 wrong: a condition turned round | Which share has to be the larger one, so that it is a yes?
board_note = """Not yet. The AI triage in its second version does not go into production this month.

In the morning each team would find its own tickets, instead of waiting for somebody to sort them.

In total the assistant solved a larger share than people, but it got nearly all the easy tickets. In each priority it solved a smaller one: of the high ones 26 per cent against 42, of the normal ones 59 against 68, of the low ones 83 against 97. I tried the program as well: customers' telephone numbers and mail addresses go to the AI's company with its examples.

Every night letters with telephone numbers would leave for another company. Our contracts forbid that, and what was sent can't be called back.

It takes letters that are cleaned before they leave, and a test that holds it. Ines, by 19 December.

On 1 April we decide again. From January to March chance decides which ticket goes to whom. If the assistant then solves a smaller share than people in each priority, it is a yes. Mara counts."""
# %% w26-q5 wrong: nothing is harmed | What does your review show that happens to customers or to money, and can it be taken back?
board_note = """Not yet. The AI triage in its second version does not go into production this month.

In the morning each team would find its own tickets, instead of waiting for somebody to sort them.

In total the assistant solved a larger share than people, but it got nearly all the easy tickets. In each priority it solved a smaller one: of the high ones 26 per cent against 42, of the normal ones 59 against 68, of the low ones 83 against 97. I tried the program as well: customers' telephone numbers and mail addresses are taken out of its examples, and nothing private goes to the AI's company.

Customers would lose nothing by it, and their letters would stay private. The contracts allow it, and all of it can be taken back on the next day.

It takes letters that are cleaned before they leave, and a test that holds it. Ines, by 19 December.

On 1 April we decide again. From January to March chance decides which ticket goes to whom. If the assistant then solves at least as large a share as people in each priority, it is a yes. Mara counts."""
# %% w26-q5 wrong: the trial praised | The board has heard of a trial that went well. What do your six rows say to that?
board_note = """Not yet. The AI triage in its second version does not go into production this month.

In the morning each team would find its own tickets, instead of waiting for somebody to sort them.

In the trial the assistant solved 68 per cent of its tickets the first time and people 60, so it is clearly better than people at the work itself, and the trial need not be repeated. I tried the program as well: customers' telephone numbers and mail addresses go to the AI's company with its examples.

Every night letters with telephone numbers would leave for another company. Our contracts forbid that, and what was sent can't be called back.

It takes letters that are cleaned before they leave, and a test that holds it. Ines, by 19 December.

On 1 April we decide again. From January to March chance decides which ticket goes to whom. If the assistant then solves at least as large a share as people in each priority, it is a yes. Mara counts."""
# %% w26-q5 wrong: the lesson's page | That is of the lesson's page, about the first attempt. What did you find in your version?
board_note = """Not yet. The AI triage in Ines's first version does not go into production this month.

I tried it with 120 invented tickets and a ceiling of 2 cents, and it spent 6. Where it is not sure it asks the AI, which belongs to another company, a second time. Then customers' telephone numbers and addresses go along. Our contracts forbid that. On the trial, 68 against 60 per cent, I build nothing yet: nobody has looked whether both got the same tickets.

Both mended, and each held by a test with a night of real size. Ines, by 19 December. On 16 January we decide again. Until then Mara runs the mended program on October's letters. If asking twice settles fewer than one in three of those where it was not sure, we ask once."""
# %% w26-q5 wrong: a day that does not exist | On that day no board can meet. Which one do you mean?
board_note = """Not yet. The AI triage in its second version does not go into production this month.

The trial is quoted with 68 per cent against 60 for people. Divided by priority it turns round: in each of the three people solved the larger share, because the assistant got nearly all of the easy letters.

In the program I found that a night which fails reports success, so customers would write and nobody would answer. It takes Ines until 16 January to mend it, with a check that would notice.

We decide again on 31 April. Until then chance decides which ticket goes to whom, and Mara counts. If the assistant solves a larger share than people in each priority, it is a yes."""
# %% w26-q5 wrong: both sides, and no decision | One sentence takes the decision back, or leaves it to nobody. What do you decide, and on which condition?
board_note = """There is much to be said for the AI triage and something against it, and we are looking at it closely.

The trial is quoted with 68 per cent against 60 for people. Divided by priority it turns round: in each of the three people solved the larger share, because the assistant got nearly all of the easy letters.

In the program I found that a night which fails reports success, so customers would write and nobody would answer. It takes Ines until 16 January to mend it, with a check that would notice.

We meet again on 1 April. Until then chance decides which ticket goes to whom, and Mara counts. If the assistant solves a larger share than people in each priority, it is a yes."""
# %% w26-q5 wrong: the decision comes last | Whoever reads your first sentence alone: does she know what you decide?
board_note = """Kestrel receives several hundred letters each month, and in the morning every team looks for its own. In autumn an assistant was given about half of them and sorted those, while colleagues sorted the others, and afterwards all was counted. The share that was solved at once came out at 68 of 100 for one side and at 60 for the other. Divided by priority it turns round, because the easy letters went mostly to one side. In the program I found that a night which fails reports success, so customers would write and nobody would answer. Ines can mend it by 16 January, Mara counts a fair trial on 1 April, and until both are done my answer is not yet."""
# %% w26-q5 wrong: the trial as it is quoted | What is wrong with the trial's number? Say what your six rows show.
board_note = """Not yet. The AI triage does not go into production this winter, although the trial went well: it solved 68 of 100 tickets the first time, and people only 60. I have run the program, and found that a night that cannot run reports success. Then letters of customers would wait, and nobody would know. It also sends letters of other customers to the vendor, with their names, which our contracts do not allow at all. Both can be mended and each of them needs a check that would notice. Ines does that by 16 January. On 1 April we decide again, and with those numbers it should then be a yes."""
# %% w26-q5 wrong: no harm that a board would see | What would happen to customers, to money or to a number that others read, if it went out as it is?
board_note = """Not yet. The AI triage does not go into production this winter. In the trial it solved 68 of 100 tickets the first time, and people 60. That compares different things, since the assistant got nearly all of the easy ones: by priority people were ahead in each of the three groups. I have also read the program for an hour and found four places in it that are not as they were described to us, of which two are grave and two are smaller. All four can be mended with little work. Ines does that by 16 January, and a fair trial ends on 31 March. Then we decide again."""
# %% w26-q5 wrong: no day | On which day is it decided again?
board_note = """Not yet. The AI triage does not go into production for the moment. In the trial it solved 68 of 100 tickets the first time, and people 60, but the assistant got mostly the easy tickets. Of those with high priority it solved 26 of 100, and people 42. I have also run the program. If it cannot run at night, it reports success, and letters of customers would wait without anybody knowing. What the first part of the year has cost would vanish from our books as well. All of it can be mended by Ines. Then a new trial must show that it is as good as people in each priority, and Mara counts that."""
# %% w26-q5 wrong: for engineers | A word for engineers stands in it. What does it mean for a customer?
board_note = """Not yet. The AI triage does not go into production this winter. In the trial it solved 68 of 100 tickets the first time, and people 60, but it got the easy ones: by priority people were better throughout. In desk/nightly.py the exception is swallowed in line 115, so run_night returns 0, and in the migration the WHERE drops what was before October. The customers would wait for an answer and nobody would know. Both can be mended, and each needs a test that would notice. Ines does that by 16 January, and Mara counts a fair trial on 1 April. Then we decide again."""
# %% w26-q5 wrong: praise in place of numbers | One word praises. Which number says it better?
board_note = """Not yet. This powerful AI triage does not go into production this winter. In the trial it solved 68 of 100 tickets the first time, and people 60, but it got the easy ones: by priority people were better throughout. If a night cannot run, the program reports success, and letters of customers would wait without anybody knowing it. What the autumn has cost us would vanish from our books. Both can be mended, and each needs a test that would notice. Ines does that by 16 January, and Mara counts a fair trial on 1 April. Then we decide again."""
# %% w26-q5 wrong: a plain yes | Your review asks for changes. What may the board decide on before they are made?
board_note = """Yes. The AI triage goes into production on Monday. In the trial it solved 68 of 100 tickets against 60 for people, although the easy ones went to it and by priority people were better. The vendor sees customers' telephone numbers, and our contracts forbid it, but nobody will notice, and we can mend it later. Ines looks at it in the spring. The teams wait for their queues, and each day that we wait costs half a day per letter. If something goes wrong we stop it. Mara counts on 1 April whether it was worth it, and then we decide about further teams."""
# %% w26-q5 wrong: the trial the wrong way round | Hold that against your six rows: whose share is the larger one within a priority, and whose in total?
board_note = """Not yet. The assistant solved 68 per cent of its tickets and people only 60, in each priority and in total, so the trial was a success with easy and with hard ones. What is missing is the program. If a night cannot run it reports success, and customers would wait without anybody knowing. What September has cost would vanish from the books. Both can be mended, and each needs a test that would notice. Ines does that by 16 January. Mara looks at it on the day after, and on 22 January we decide again, and with those numbers it should then be a yes."""
# %% w26-q5 wrong: left open | One sentence leaves it open when a yes would come. What is counted, and on which day?
board_note = """Not yet. We need more time. In the trial the assistant solved 68 per cent and people 60, but it had the easy tickets. The program also reports success when a night fails, so customers would wait. It has to become good enough for our customers, and both teams must feel ready for it before we begin. Ines and Mara work on it together, and they will tell us how it goes. Perhaps in spring the time has come, in April or in May, and then we shall see. Until then everybody does what they can, and we stay in touch about it as the good colleagues that we are."""
# %% w26-q5 wrong: no name | Who does it, and who counts? A condition without a person's name is nobody's.
board_note = """Not yet. The triage stays out of production this winter. In the trial it solved 68 of 100 and people 60, but it had the easy letters; by priority people were better in each. A failed night is reported as success, and customers would wait unseen. What September has cost would vanish from the books. Both are to be mended by 16 January, each with a test. Then chance decides which letter goes where until the end of March, and it is counted by priority on 1 April. If it is level in each priority, one team begins; if not, the rules stay as they are and the subject is closed for good."""
# %% w26-q5 wrong: blame | A sentence blames somebody. What does the board decide differently because of it?
board_note = """Not yet. Ines forgot to test the night, and it was careless to leave the vendor's password in the program, where everybody can spend our money with it. The trial is no help: 68 against 60 per cent, but the easy letters went to the assistant, and by priority people were better each time. She mends both by 16 January. Chance decides from then on which letter goes where, Mara counts by priority on 1 April, and if the assistant is level in each of them, we begin with one team. If not, the rules stay, and customers notice nothing. We decide again at the meeting on 6 April."""
# %% w26-q5 wrong: a department and no person | Who does it, and who counts? A condition without a person's name is nobody's.
board_note = """Not yet. The AI triage does not go into production this winter. In total the assistant solved 68 per cent and people 60, but it got the easy letters; of the urgent ones it solved 26 per cent and people 42. If a night cannot run it reports success, and letters of customers would wait without anybody knowing it. What the autumn has cost would vanish from the books. Engineering mends both by 16 January, each with a test. From then until 31 March chance decides which ticket goes to whom. Support counts by priority on 1 April, and if the assistant is level in each, we begin with one team. Until then the rules stay as they are, and our customers will notice nothing of it. That is the whole of what I ask the board for today."""
# %% w26-q5 wrong: a quarter, and no day | On which day is it decided again?
board_note = """Not yet. The AI triage does not go into production this winter. In total the assistant solved 68 per cent and people 60, but it got the easy letters; of the urgent ones it solved 26 per cent and people 42. If a night cannot run it reports success, and letters of customers would wait without anybody knowing it. What the autumn has cost would vanish from the books. Ines mends both, each with a test. From then until spring chance decides which ticket goes to whom. The head of support counts by priority. The board decides again in the second quarter, when it next meets. Until then the rules stay as they are, and our customers will notice nothing of it. That is the whole of what I ask the board for today."""
# %% w26-q5 wrong: the numbers exchanged | Hold these numbers against your six rows: which of them are the assistant's, and which are people's?
board_note = """Not yet. The AI triage does not go into production this winter. In total people solved 68 per cent and the assistant 60. For urgent letters the assistant solved 42 per cent and people 26, so it is best where it matters most, and by priority it differs. If a night cannot run it reports success, and letters of customers would wait without anybody knowing it. What the autumn has cost would vanish from the books. Ines mends both by 16 January, each with a test. From then until 31 March chance decides which ticket goes to whom. Mara counts by priority on 1 April, and if the assistant is level in each, we begin with one team. Until then the rules stay as they are, and our customers will notice nothing of it. That is the whole of what I ask the board for today."""
# %% w26-q5 wrong: more in each priority, less in total | Hold that against your six rows: whose share is the larger one within a priority, and whose in total?
board_note = """Not yet. The AI triage does not go into production this winter. The trial is quoted with 68 and 60. In each priority the assistant solved more than people, and in total it solved less. If a night cannot run it reports success, and letters of customers would wait without anybody knowing it. What the autumn has cost would vanish from the books. Ines mends both by 16 January, each with a test. From then until 31 March chance decides which ticket goes to whom. Mara counts by priority on 1 April, and if the assistant is level in each, we begin with one team. Until then the rules stay as they are, and our customers will notice nothing of it. That is the whole of what I ask the board for today."""
# %% w26-q5 wrong: the total as a condition | A condition counts the very share that your six rows have shown to mislead. What would make the tickets of both the same?
board_note = """Not yet. The AI triage does not go into production this winter. In total the assistant solved 68 per cent and people 60, but it got the easy letters; of the urgent ones it solved 26 per cent and people 42. If a night cannot run it reports success, and letters of customers would wait without anybody knowing it. What the autumn has cost would vanish from the books. Ines mends both by 16 January, each with a test. From then until 31 March chance decides which ticket goes to whom. Then Mara counts whether the assistant solves more than 70 per cent of all its letters, in total. Until then the rules stay as they are, and our customers will notice nothing of it. That is the whole of what I ask the board for today."""
# %% w26-q5 wrong: convinced that it is good enough | One sentence leaves it open when a yes would come. What is counted, and on which day?
board_note = """Not yet. The AI triage does not go into production this winter. In total the assistant solved 68 per cent and people 60, but it got the easy letters; of the urgent ones it solved 26 per cent and people 42. If a night cannot run it reports success, and letters of customers would wait without anybody knowing it. What the autumn has cost would vanish from the books. Ines mends both by 16 January, each with a test. From then until 31 March chance decides which ticket goes to whom. It takes that Mara is convinced that the assistant is good enough for our customers. Until then the rules stay as they are, and our customers will notice nothing of it. That is the whole of what I ask the board for today."""
# %% w26-q5 wrong: ready, and a good feeling | One sentence leaves it open when a yes would come. What is counted, and on which day?
board_note = """Not yet. The AI triage does not go into production this winter. In total the assistant solved 68 per cent and people 60, but it got the easy letters; of the urgent ones it solved 26 per cent and people 42. If a night cannot run it reports success, and letters of customers would wait without anybody knowing it. What the autumn has cost would vanish from the books. Ines mends both by 16 January, each with a test. From then until 31 March chance decides which ticket goes to whom. She and Mara are to be ready on 1 April, and then we decide again with a good feeling. Until then the rules stay as they are, and our customers will notice nothing of it. That is the whole of what I ask the board for today."""
# %% w26-q5 wrong: a part without an end | Smaller is for a part and for a time. Which part is it, and on which day does it end or is it decided again?
board_note = """Smaller. The trial was mixed: 68 against 60, and by priority people were better, because the assistant had the easy letters. So only low ones go, from Monday, and a person looks at each result. If a night cannot run it reports success, and customers would wait without anybody knowing about it at all. Mara looks at the results each week, and Wyatt mends the numbers by 16 January. That is a beginning with which all of us can live, and it costs us very little money, since the vendor takes a fraction of a cent for each letter that it reads in the night for us."""
# %% w26-q5 wrong: when there is time | One sentence leaves it open when a yes would come. What is counted, and on which day?
board_note = """Not yet. The AI triage does not go into production this winter. In total the assistant solved 68 per cent and people 60, but it got the easy letters; of the urgent ones it solved 26 per cent and people 42. If a night cannot run it reports success, and letters of customers would wait without anybody knowing it. What the autumn has cost would vanish from the books. Wyatt mends both when he has time, each with a test. From then until 31 March chance decides which ticket goes to whom. Mara counts by priority on 1 April, and if the assistant is level in each, we begin with one team. Until then the rules stay as they are, and our customers will notice nothing of it. That is the whole of what I ask the board for today."""
