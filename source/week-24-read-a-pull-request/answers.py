# Week 24 · Read a pull request: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w24-q1 exercise: value decimals=2 | Two tables, one number
# The insight: a description can be turned into two numbers that have to agree, before anybody understands the code.
# %% w24-q1 right: new less old
old = desk_at("main", "revenue_by_plan(db, '2025-11')").set_index("plan")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')").set_index("plan")
too_much = new.loc["Crew", "revenue"] - old.loc["Crew", "revenue"]
# %% w24-q1 right: put side by side
both = desk_at("main", "revenue_by_plan(db, '2025-11')").merge(
    desk_at("origin/pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')"), on="plan", suffixes=("_old", "_new")
)
crew = both[both["plan"] == "Crew"].iloc[0]
too_much = round(crew["revenue_new"] - crew["revenue_old"], 2)
# %% w24-q1 right: both from the head, where the old table stands, too
head = "pull/0131"
new = desk_at(head, "revenue_per_ticket_by_plan(db, '2025-11')")
old = desk_at(head, "revenue_by_plan(db, '2025-11')")
too_much = float(new.query("plan == 'Crew'")["revenue"].iloc[0]) - float(old.query("plan == 'Crew'")["revenue"].iloc[0])
# %% w24-q1 right: desk subtracts
too_much = desk_at(
    "pull/0131",
    "revenue_per_ticket_by_plan(db, '2025-11').set_index('plan')['revenue']['Crew']"
    " - revenue_by_plan(db, '2025-11').set_index('plan')['revenue']['Crew']",
)
# %% w24-q1 wrong: the other way round | Below zero: the new table would show less. Which of the two numbers is the larger, and which is taken from which?
old = desk_at("main", "revenue_by_plan(db, '2025-11')").set_index("plan")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')").set_index("plan")
too_much = old.loc["Crew", "revenue"] - new.loc["Crew", "revenue"]
# %% w24-q1 wrong: the new number alone | That is what the new table shows for Crew. How far is it from what the page shows today?
too_much = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')").set_index("plan").loc["Crew", "revenue"]
# %% w24-q1 wrong: the old number alone | That is what the page shows for Crew today. How far is the new table from it?
too_much = desk_at("main", "revenue_by_plan(db, '2025-11')").set_index("plan").loc["Crew", "revenue"]
# %% w24-q1 wrong: all plans | That is the difference of all plans together. Which one was asked for?
old = desk_at("main", "revenue_by_plan(db, '2025-11')")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')")
too_much = new["revenue"].sum() - old["revenue"].sum()
# %% w24-q1 wrong: another plan | That is the difference of another plan. In which row does Crew stand, in each of the two tables?
old = desk_at("main", "revenue_by_plan(db, '2025-11')").set_index("plan")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')").set_index("plan")
too_much = new.loc["Fleet", "revenue"] - old.loc["Fleet", "revenue"]
# %% w24-q1 wrong: rows by their place | The first rows of the two tables are those of two plans. How do you take the row of one plan by its name?
old = desk_at("main", "revenue_by_plan(db, '2025-11')")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')")
too_much = new["revenue"].iloc[0] - old["revenue"].iloc[0]
# %% w24-q1 wrong: October | That is the difference of October. Which month was asked for?
old = desk_at("main", "revenue_by_plan(db, '2025-10')").set_index("plan")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')").set_index("plan")
too_much = new.loc["Crew", "revenue"] - old.loc["Crew", "revenue"]
# %% w24-q1 wrong: no difference | Zero: the same table was asked twice. Which expression belongs to the new one?
old = desk_at("main", "revenue_by_plan(db, '2025-11')").set_index("plan")
new = desk_at("pull/0131", "revenue_by_plan(db, '2025-11')").set_index("plan")
too_much = new.loc["Crew", "revenue"] - old.loc["Crew", "revenue"]
# %% w24-q1 wrong: per cent | That is a difference in per cent. In which unit is it asked for?
old = desk_at("main", "revenue_by_plan(db, '2025-11')").set_index("plan")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')").set_index("plan")
too_much = round(100 * (new.loc["Crew", "revenue"] / old.loc["Crew", "revenue"] - 1), 2)
# %% w24-q1 typed: typed in | That is the difference in the data that you have. In others it is another: ask both tables.

# %% w24-q2 exercise: value decimals=1 | A gap with a reason
# The insight: a gap that was announced is not looked at. A true reason can explain a part of it.
# %% w24-q2 right: the empty ones by the gap
tickets = desk_at("main", "tickets_of(db, '2025-10')")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")
gap = len(tickets) - new["tickets"].sum()
explained = round(100 * tickets["account_id"].isna().sum() / gap, 1)
# %% w24-q2 right: what is not explained, taken from a hundred
tickets = desk_at("main", "tickets_of(db, '2025-10')")
with_account = tickets["account_id"].count()
missing = with_account - desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")["tickets"].sum()
explained = 100 - 100 * missing / (missing + len(tickets) - with_account)
# %% w24-q2 right: plan by plan, the share first
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')").set_index("plan")["tickets"]
unknown = desk_at("main", "tickets_of(db, '2025-10')['account_id'].isna().sum()")
everything = desk_at("main", "len(tickets_of(db, '2025-10'))")
explained = unknown / float(everything - new["Crew"] - new["Fleet"] - new["Solo"]) * 100
# %% w24-q2 right: whoever sees which they are counts them
explained = sql(
    "SELECT ROUND(100.0 * SUM(a.account_id IS NULL) / COUNT(*), 1) AS explained "
    "FROM tickets AS t LEFT JOIN accounts AS a ON a.account_id = t.account_id "
    "WHERE COALESCE(a.is_test, 0) = 0 AND t.status <> 'merged' "
    "AND t.opened_at >= '2025-10-01' AND t.opened_at < '2025-11-01' "
    "AND (a.account_id IS NULL OR date(t.opened_at) = '2025-10-31')"
)
# %% w24-q2 wrong: what is not explained | That is the other part, which the reason does not explain. What does it explain?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
gap = len(tickets) - desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")["tickets"].sum()
explained = round(100 * (gap - tickets["account_id"].isna().sum()) / gap, 1)
# %% w24-q2 wrong: of all tickets | That is a share of all tickets of the month. Of which number is it asked for?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
explained = round(100 * tickets["account_id"].isna().sum() / len(tickets), 1)
# %% w24-q2 wrong: the gap as a share of all | That is how large the gap is. How much of it has a sender who belongs to no account?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
explained = round(100 * (len(tickets) - desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")["tickets"].sum()) / len(tickets), 1)
# %% w24-q2 wrong: a count of the empty ones | That is a number of tickets. How many per cent of the gap is it?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
explained = tickets["account_id"].isna().sum()
# %% w24-q2 wrong: a count of the gap | That is the gap in tickets. How many per cent of it have no account?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
explained = len(tickets) - desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")["tickets"].sum()
# %% w24-q2 wrong: November | That is November. Which month was asked for, in both calls?
tickets = desk_at("main", "tickets_of(db, '2025-11')")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')")
explained = 100 * tickets["account_id"].isna().sum() / (len(tickets) - new["tickets"].sum())
# %% w24-q2 wrong: two months | One of the two calls is of November. Which month stands in each of yours?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-11')")
explained = 100 * tickets["account_id"].isna().sum() / (len(tickets) - new["tickets"].sum())
# %% w24-q2 wrong: upside down | More than a hundred: the gap stands above the line, and its part below. Which of the two is the whole?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
new = desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")
explained = round(100 * (len(tickets) - new["tickets"].sum()) / tickets["account_id"].isna().sum(), 1)
# %% w24-q2 wrong: the others by the empty ones | That sets the tickets with an account against those without. Of which whole is the share asked for?
tickets = desk_at("main", "tickets_of(db, '2025-10')")
gap = len(tickets) - desk_at("pull/0131", "revenue_per_ticket_by_plan(db, '2025-10')")["tickets"].sum()
unknown = tickets["account_id"].isna().sum()
explained = round(100 * (gap - unknown) / unknown, 1)
# %% w24-q2 typed: typed in | That is the share in the data that you have. In others it is another: let desk count.

# %% w24-q3 exercise: choice options=A,B,C,D right=C | One expected value
# The insight: a changed expectation is the loudest line of a diff. It says what the code does now, and who had to give way.
# %% w24-q3 right: the letter
it_means = "C"
# %% w24-q3 right: in small
it_means = "c"
# %% w24-q3 right: with a reason
it_means = "C, because the WHERE keeps only decided_by = 'vendor'"
# %% w24-q3 right: in the words of the option
it_means = "Answers of which the vendor was not sure are not copied"
# %% w24-q3 wrong: never asked | Whoever is not asked is not paid. What did the answer on ticket 3 cost, and which reason stands beside it in the store above?
it_means = "A"
# %% w24-q3 wrong: the old place | Which two tables does the changed test put together, and in which of them should 0.31 then be found?
it_means = "B"
# %% w24-q3 wrong: the whole decision | The changed test still expects a row for ticket 3. Which of its values are there, and which is not?
it_means = "D"

# %% w24-q4 exercise: choice options=A,B,C,D right=B | A promise that nobody holds
# The insight: the name of a test is a promise as well. What it would take to turn it red says whether it is kept.
# %% w24-q4 right: the letter
not_held = "B"
# %% w24-q4 right: in small, in brackets
not_held = "(b)"
# %% w24-q4 right: with a reason
not_held = "B, since its test is true of an empty list"
# %% w24-q4 wrong: the first decision | Its test saves twice, the second time with other answers, and then looks who decided each ticket. What would it find if the second answer won?
not_held = "A"
# %% w24-q4 wrong: the rows | Its test opens a store of four rows and compares what is in each. What would it say if one of them were gone?
not_held = "C"
# %% w24-q4 wrong: the second run | Its test saves four tickets, then five, and compares what save returns with 1. What if save returned 5?
not_held = "D"

# %% w24-q5 exercise: choice options=A,B,C,D right=C | What cannot be put back
# The insight: git takes code back. What code has done to data in the meantime is not in git.
# %% w24-q5 right: the letter
gone_for_good = "C"
# %% w24-q5 right: in small
gone_for_good = "c."
# %% w24-q5 right: with a reason
gone_for_good = "C, as the column is dropped and its numbers are nowhere else"
# %% w24-q5 right: its number
gone_for_good = "0136"
# %% w24-q5 right: its name
gone_for_good = "the confidences"
# %% w24-q5 wrong: the page | From what is Monday's page made, and could it be made again once the code is right?
gone_for_good = "A"
# %% w24-q5 wrong: asking again | A rate that did not arrive still stands at the service, and a ticket still stands in the warehouse. What had one place alone, and lost it?
gone_for_good = "B"
# %% w24-q5 wrong: nowhere | A revert puts files of the repository back. Is everything that the three changes touch in the repository?
gone_for_good = "D"

# %% w24-q6 exercise: text least=35 most=150 | A summary that Wyatt would sign
# The insight: understanding is shown by a text that the author signs: what it does, what holds it, and what nothing holds.
# needs: what it does :: (one|new|common|shared|single|same|central) (\w+ )?(place|file|function|module|piece|loop|code)|\b(asks?|asking|asked|call(s|ing|ed)?|tr(y|ies|ying)|attempts?)\b.{0,20}\bagain|\bretr(y|ies|ying)|\brepeat|loops?|makes? one :: \basks? (once more|twice|repeatedly)|\bone time\b|\b(written|writes?|there|exists?)\b.{0,30}\bonce\b|in place of two|\b(merg|combin|shar|unit)(e|es|ed|ing)\b|\btwo (copies|loops|versions)\b|\bone (spot|copy)\b|\b(common|shared) (\w+ )?(routine|rule|helper|code) :: What does the change do? Say it in half a sentence.
# needs: rates :: \brates?\b|exchange|currenc(y|ies)|finance :: Two parts of desk use it. Which is the one that asks for numbers from Finance?
# needs: triage :: triage|vendor|tickets?|sort(s|ed|er|ing)?\b :: Two parts of desk use it. Which is the one that deals with tickets?
# needs: what stays :: \b(?:not|un)[- ]?affected\b|\bnot (?:touched|concerned)\b|\b(same|identical|identically|nothing|exactly like)\b|no (\w+ )?(change|difference|effect)|unchanged|untouched|(does|do|did|should|must|will) not (change|differ)|as (it was )?before|\bstays?\b|\bstill\b|\bremains?\b|\bequal|\bkeeps?\b|no ?(one|body)|as (it|they) (was|were|is|are)|\bas (today|now|ever)\b|like (today|before)|\b(three|3) (tries|attempts|times)\b :: What stays as it is?
# needs: how you know :: (?<!no )(?<!nor )\b(tests?|pytest|run_tests|suite)\b(?:(?!\b(?:not|never|no|only|nobody)\b|n.t\b)(?:[^.?!;]|\.(?=\S))){0,120}\b(pass\w*|green|ran|run|held|holds?|succe\w+|execut\w*|agree[sd]?|shows?|showed|confirm\w*|prove[sd]?|works?|worked|content|satisfied|happy|fine|ok|ends?|ended|as before|identical|same (result|outcome|way|end)\w*|\d+ ?(of|/|out of)( the| all)? ?\d+)\b :: \b(ran|run|running|pass(ed|ing|es)?|green|execut\w+|checked|succe\w+|according to|confirmed|agree[sd]?|evidence|proof|ground)\b(?:(?!\b(?:not|never|no|only|nobody)\b|n.t\b)(?:[^.?!;]|\.(?=\S))){0,120}\b(tests?|pytest|run_tests|suite)\b :: \b(no|none|not one|not a single)\b(?:[^.?!;]|\.(?=\S)){0,60}\b(tests?|of them)\b(?:[^.?!;]|\.(?=\S)){0,60}\b(fail\w*|red|broke\w*|differ\w*|changed)\b|\bnot one (of them )?(failed|fails|broke|turned red)|\btests?\b(?:[^.?!;]|\.(?=\S)){0,100}\bno differences?\b :: \btest_(?!(?:rates|triage|patience|provider|store|migrate|support|report)\b)\w{6,} :: \b(?:tests?|suite)\b(?:[^.?!;]|\.(?=\S)){0,60}\b(?:0|zero) (?:red|fail\w*)\b :: (?:^|[.?!;] )(?:(?!\b(?:no|none|nobody|not|never|nor|without)\b|n['’]t\b)(?:[^.?!;]|\.(?=\S)))*?\btests?\b(?:(?!\b(?:no|none|nobody|not|never|nor|without)\b|n['’]t\b)(?:[^.?!;]|\.(?=\S))){0,60}\b(?:measures?|checks?|asserts?|pins?|guards?|times|counts?|compares?|(?:was|were|are|is) not touched)\b :: How do you know that it stays? Say what was run, on which code.
# needs: what nothing holds :: \b(no|none|nobody|nothing|without)\b(?:[^.?!;]|\.(?=\S)){0,40}\b(tests?(?!( (has|have|of today|now|did))?( turn(s|ed)?)? (fail\w*|red|differ\w*|broke)\b)|tested|tried|trial|contact\w*|cover(s|ed)?|holds|knows)\b|\b(tests?|suite)\b(?:[^.?!;]|\.(?=\S)){0,60}\b(not|never|only|n.t)\b|missing is|\b(on (the|this|a|one|its own|their own|the same) (\w+ )?(machine|computer)|outside world|internet)\b :: (n.t|\bnot|\bnever)\b (\w+ )?(been )?(cover\w*|tr(y|ied)|test\w*|exercis\w*|check\w*|look\w*|touch\w*|contact\w*|known?|reach\w*|asked|called|measur\w*|involv\w*|shown?|seen|happen\w*)\b|\buntested\b|\bopen\b :: \b(stand-?ins?|simulat\w*|pretend\w*|fakes?|faked|mock\w*|dumm(y|ies)|imitat\w*|substitut\w*|stubs?|doubles)\b|\b(local|own|small) (\w+ )?servers?\b|servers? of (their|its) own|\b(real(ly)?|live|actual|true) (\w+ )?(services?|vendor|provider|rate)\b :: What does no test try?
# needs: who would notice :: \bnotic\w+|\b(would|could|will|might)\b(?:[^.?!;]|\.(?=\S)){0,30}\b(see|miss|feel|hear|tell|wait|complain|lack|find|surface|show|appear|get|have no|be (missing|late|told|the first))\b :: \b(fault|mistake|bug|error|wrong|broke|fails?|failed)\b(?:[^.?!;]|\.(?=\S)){0,80}\b(surface|show|appear|see|notice|visible|reach|hit|find)\w* :: \b(finance|support|operations|accountants?|teams?|leads?|on duty|on call|engineers?|users?|controllers?|agents?|readers?|whoever|customers?|somebody|someone|people|cfo)\b(?:[^.?!;]|\.(?=\S)){0,60}\b(sees?|feels?|misses|hears?|waits?|complains?|finds?|gets?|calls?|would|will)\b :: \b(?:first|ones?) (?:who|that|to)\b(?:[^.?!;]|\.(?=\S)){0,40}\b(?:feel|see|notice|spot|hear|know|miss|complain|suffer) :: \b(?:impact|affect(?:s|ed)?|hits?|blast radius|visible (?:to|for|in)|(?:felt|noticed|seen|spotted) (?:by|in)|reach(?:es)?|harms?|suffers?|at risk|consequences?)\b(?:[^.?!;]|\.(?=\S)){0,80}\b(?:finance|support|operations|account(?:ants?|ing)|teams?|leads?|desk|on duty|on call|engineers?|users?|controllers?|agents?|readers?|whoever|customers?|somebody|someone|people|cfo|managers?)\b :: \b(?:finance|support|operations|account(?:ants?|ing)|teams?|leads?|desk|on duty|on call|engineers?|users?|controllers?|agents?|readers?|whoever|customers?|somebody|someone|people|cfo|managers?)\b(?:[^.?!;]|\.(?=\S)){0,60}\b(?:notic\w+|hit|affected|suffers?|(?:has|have) no|lacks?|(?:is|are) left|spots?|is first|are first|first)\b :: \bwho(?:['’]d|ever)? (?:see|feel|hear|spot)s?\b :: \b(?:a|any|the|one|each) (?:fault|mistake|bug|error|failure) (?:means?|costs?|leaves?|brings?|gives?|is|would|will|leads?)\b(?:[^.?!;]|\.(?=\S)){0,80}\b(?:finance|support|operations|account(?:ants?|ing)|teams?|leads?|desk|on duty|on call|engineers?|users?|controllers?|agents?|readers?|whoever|customers?|somebody|someone|people|cfo|managers?)\b :: \b(?:if|should|in case|when|once)\b(?:[^.?!;]|\.(?=\S)){0,40}\b(?:wrong|faulty|broken|breaks?|fails?|failed|errors?|faults?|mistakes?|bugs?)\b(?:[^.?!;]|\.(?=\S)){0,90}\b(?:finance|support|operations|account(?:ants?|ing)|teams?|leads?|desk|on duty|on call|engineers?|users?|controllers?|agents?|readers?|whoever|customers?|somebody|someone|people|cfo|managers?)\b :: If it were wrong, who would notice? A sentence is missing that names them, and what they would see.
# avoids: more tries :: (?<!no )(?<!not )(?<!never )\b(four|five|six|ten|[4-9]|10) (tries|attempts|retries)\b|\b(ask|tri)\w+ (four|five|six|[4-9]) times\b|\b(one|1) more (try|attempt)\b :: How many tries does the description promise? And what do today's tests say about that?
# avoids: fewer tries before :: (?:^|[.?!;:] )(?!(?:[^.?!;]|\.(?=\S))*\b(?:refus\w*|other|errors?)\b)(?:[^.?!;]|\.(?=\S))*?\b(?:before|until now|so far|previously|today|earlier|used to)\b,?(?:[^.?!;]|\.(?=\S)){0,60}?\b(?:ask|tr|call|request)(?:ed|ied|s|ies|y)? (?:only |just )?(?:once|one time|twice|two times)\b :: How many tries were there before? What does the description promise?
# avoids: other pauses :: (?:^|[.?!;] )(?!(?:[^.?!;]|\.(?=\S))*\b(?:if|would|could|might|should|may|when|no|not|none|never|nor|without)\b)(?:[^.?!;]|\.(?=\S))*?\b(pauses? (are|is|get|gets|become|were|last|lasts)( now| all| a bit| much)? (longer|shorter)(?! than the (one|first))|(longer|shorter) pauses)\b :: (?:^|[.?!;:] )(?!(?:[^.?!;]|\.(?=\S))*(?:\*|\b(?:constant|pause_seconds|setting|variable|value|formula|both|still|same|but|although|however|though|looks?|multipl\w+|times|number|no|not|never)\b))(?:[^.?!;]|\.(?=\S))*?\bpauses?\b(?:[^.?!;]|\.(?=\S)){0,40}?\b(?:was|were|of|from|is|before)\b(?:[^.?!;]|\.(?=\S)){0,20}?(?:(?<![\d.])0?[.,]25\b|\bquarter\b) :: \bpauses?\b (?:is|are|was|were|has been|have been)(?: now)? (?:doubled|halved|twice|half as)\b(?!(?:[^.?!;]|\.(?=\S)){0,20}\b(?:after|each|every|per|from try)\b) :: \bpauses? (?:are|is|of|last|lasts|take|takes) (?:now )?(?:two|three|four|five|ten|[2-9]|[1-9]\d)(?: and [\w.]+)? ?(?:s|secs?|seconds?|minutes?)\b :: How long are the pauses, before and after? What does the description say?
# avoids: nothing stays :: \b(nothing|not everything|little) (stays|remains|is) (the same|as it was)\b :: Does nothing stay? What did today's tests say when you ran them on the new code?
# avoids: tests that fail :: (?:^|[.?!;] )(?!(?:[^.?!;]|\.(?=\S))*\b(?:if|would|could|might|should|may|when|no|not|none|never|nor|without)\b)(?:[^.?!;]|\.(?=\S))*?\btests?( of (today|main|the base)| we have)?( \w+){0,3}? (fail|fails|failed|are red|is red|turn(ed)? red|break|broke)\b :: Do they? What did today's tests say when you ran them on the new code?
# avoids: no tests :: \bno tests?( \w+)? (exists?|at all)\b(?! (for|of|that|with|where|against|in|on))|\bthere (are|is) no tests?( at all)?( for| of) (any of (it|this)|it|this)(?=[.,;])|\b(has|have) no tests?( at all)?( of (its|their) own)?(?=[.,;]) :: Which files of tests are in its list of changed files?
# avoids: the real services :: \b(?:everything|all of it|every (?:line|case|path)) is (?:fully |well |completely )?(?:tested|covered)\b :: \bnothing (?:is|was|remains?|stays?|has been)(?: left)? (?:untested|untried|open|uncovered)\b|\bnothing that (?:no|not one|none|nobody)\b :: (?:^|[.?!;:] )(?:(?!\b(?:no|none|nobody|not|never|nor|without|only|if|would|could|should|cannot|whether|unknown|unclear|untested|how|nothing)\b|n['’]t\b)(?:[^.?!;]|\.(?=\S)))*?\btests?\b(?:(?!\b(?:no|none|nobody|not|never|nor|without|only|if|would|could|should|cannot|whether|unknown|unclear|untested|how|nothing)\b|n['’]t\b)(?:[^.?!;]|\.(?=\S))){0,30}?\b(?:asks?|calls?|uses?|reach(?:es)?|contacts?|tr(?:y|ies)|hits?|(?:talks?|speaks?|goes|go) to|runs? (?:against|on))\b (?:also |even |both )?(?:the |a |our )?(?:real|live|actual|true)\b :: (?:^|[.?!;:] )(?:(?!\b(?:no|none|nobody|not|never|nor|without|only|if|would|could|should|cannot|whether|unknown|unclear|untested|how|nothing)\b|n['’]t\b)(?:[^.?!;]|\.(?=\S)))*?\bworks?(?: just| also| as well)? (?:with|against|on|for) (?:the |both |all )?(?:real|live|actual)\b :: Does a test ask the real services? `pull_request("0134", only="tests")` shows whom they ask.
# avoids: nobody :: \b(nobody|no one|none) (would|will|could) (ever )?(notice|see)( it| that| this| anything)?(?=\s*[.;]) :: \b(?:nobody|no one|none) (?:would|will|could|can) (?:ever )?(?:notice|see|feel)(?: it| that| this)?,? (?:because|since|as)\b :: \b(?:if|should|were|when)\b(?:[^.?!;]|\.(?=\S)){0,30}\b(?:wrong|faulty|broken|breaks?|fails?|failed|mistake|fault)\b(?:[^.?!;]|\.(?=\S)){0,12}\b(?:nobody|no one)\b (?:would|will|could) (?:ever )?(?:notice|see|feel)\b(?!(?:[^.?!;]|\.(?=\S)){0,60}\b(?:until|before|at once|immediately|at first|straight|right away|except|but|for|on|besides|apart)\b) :: \b(?:nobody|no one) (?:would|will|could) (?:ever )?(?:notice|see|feel) (?:a|any|the|such a|its) (?:fault|mistake|bug|error|problem|failure)s?\b(?!(?:[^.?!;]|\.(?=\S)){0,60}\b(?:until|before|at once|immediately|at first|straight|right away|except|but|for|on|besides|apart)\b) :: Nobody at all? Who reads rates, and who waits until a ticket is sorted?
# avoids: another one :: \b(0?131|0?136|crew|confidences)\b|\brevenue (by|per)\b :: That belongs to another of the three pull requests. What does `0134` do?
# avoids: nothing was run :: \bi (did|have)(n.t| not) (yet )?(run|ran|execute\w*)\b(?! (it |this |them |tests? )?(against|with) )|\bi (did|have)(n.t| not) (try|tried|check|checked|verify|verified) anything\b|\bnothing was run\b :: It says that nothing was run. How does a reader know then that it stays?
# avoids: he says so :: \b(?:because|since) (?:wyatt|he|teo|the (?:author|description|engineer)) (?:says?|said|promise[sd]?|writes?|wrote|tells?|told)\b(?!(?: us)?(?: so| it| that)?,? i (?:ran|run|checked|tried|let|tested)\b)(?: us)?(?: so| it| that)?\b :: That somebody says so is a promise. What was run that shows it?
# avoids: who reads what :: \bfinance(?:,? (?:would|will|could|may|might|notices?|sees?|feels?|misses|when|if|in|by))(?:(?!\bsupport\b|\brates?\b)[^.?!;,(]){0,40}\btickets?\b|\bsupport(?:,? (?:would|will|could|may|might|notices?|sees?|feels?|misses|when|if|in|by))(?:(?!\bfinance\b|\btickets?\b)[^.?!;,(]){0,40}\brates?\b :: Which of the two waits for rates, and which for tickets?
# avoids: style :: \b(elegant|cleaner|tidier|tidy|nicer|ugly|readable|readability|beautiful|code style|naming)\b :: \bi (?:must say i |really |do |also |very much |particularly )?(?:like|love|admire)\b :: \bwell[- ](?:chosen|written|named|structured|made|designed|done|thought)\b :: \bnames? (?:is|are) (?:very |quite |rather )?(?:good|well|clear|short|bad|poor|long|telling)\b :: \b(?:nice|neat|clever|smart|great|excellent|impressive|good|fine|bad|poor|lazy|stupid|terrible|awful) (?:work|job|piece of|solution|code|style|idea)\b|\beasy to read\b :: A word of praise or blame for how it is written stands in it. What would somebody who will not open it do with that?
# avoids: a verdict :: \b(lgtm|looks (good|fine)|approve[ds]?|acceptable|recommend\w*|worth merging|go ahead|no objections?)\b|\bshould (not )?be (merged|rejected|accepted|shipped)|\b(should|would|can|could|let.s|let us) (merge|accept|approve|block|release|ship) (it|this|that)\b|\bno reason (to|not to|against)\b|\bin my (opinion|view)\b|\b(can|could|may) (be (merged|shipped|released)|go (out|live))\b :: \bi( would|.d| can| could| will)?( not|n.t)? (accept|approve|merge|bet|reject|ship|release|trust|vote)\b|\bi (am|.m|feel) (not )?(happy|comfortable|fine|for it|against it)\b :: \brisk is (very |quite )?(low|small|high|acceptable)\b|\b(low|small|high) risk\b|\b(safe|ready|good|fine) to (go|merge|ship|release|use)\b|\b(fine|okay|ok) (by|with|for) me\b :: \bno risks?\b(?! (?:of|for|to|that)\b) :: A verdict stands in it, and that is next week's question. What does the change do?
# %% w24-q6 right: as a report
summary = """Rates and triage each had a loop for asking again when the rate service or the vendor is busy. This puts it into one place, desk/patience.py, and both use it. Nothing that anybody sees should change: three tries, the same pauses, the same errors. I ran today's tests on the new code and all pass. No test asks the real services, only stand-ins. If it were wrong, a nightly run would fail or take longer, and whoever reads rates would notice the next day. Nothing is stored, so a revert is enough."""
# %% w24-q6 right: short, in her own words
summary = """When Finance's exchange rates or the AI vendor for tickets do not answer, desk repeats the question. That was written twice and is written once now. It should remain exactly as it was for everybody; the old tests were run against it and were green. What I could not find is a test with the real vendor. A mistake would show quickly, because the job would break, and we could undo it without any loss."""
# %% w24-q6 right: a list
summary = """What: one loop for retries in place of two.
- Where: fetching rates, and sorting tickets with the vendor.
- Stays as before: three tries, half a second and one second of waiting, the error texts. Today's tests pass on the new code; I ran them.
- Nobody has tried it against the services themselves, because all tests use local servers.
- If it is wrong: rates do not arrive, or a batch takes longer. Operations would notice in the morning. Take it back with one revert."""
# %% w24-q6 right: tests that give the same result
summary = """Rates and triage each had a loop of their own for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. Tries, pauses and error texts stay as they are. The 151 tests we have today give the same result before and after. All of these tests talk to simulated services on this machine. If it were wrong, Finance would have no rates on Monday, and Support would see more tickets sorted by the rules."""
# %% w24-q6 right: 151 of 151
summary = """Rates and triage each had a loop of their own for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. It keeps three tries and the same pauses, evidence: `pytest` from main on the head, 151/151 green. No test goes to the live vendor. A fault would surface in Finance as an exchange rate that is not there, and in Support as tickets decided by rules."""
# %% w24-q6 right: what is not covered
summary = """Rates and triage each had a loop of their own for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. It keeps three tries and the same pauses, as 151 old tests on the new code show. It isn't covered what occurs when both vendors are down together. Finance would miss rates in the monthly report; Support would get more tickets sorted by keyword rules."""
# %% w24-q6 right: nobody should see a difference
summary = """Purpose: desk asks outside services for exchange rates and for the team of a ticket. If they are busy it asks again. Two pieces of code did that; now one does. Nobody should see a difference. I let main's tests run on the new version, and every one of the 151 ended as before. Never exercised: the actual provider and the actual vendor. The accountants would be the first to notice missing rates, and team leads would notice tickets in the wrong queue."""
# %% w24-q6 right: the function by its name
summary = """One function, patiently, now does what two loops did, one in rates.py and one in triage.py. It tries three times, waits 0.5 and then 1 second, and lets the last error through, exactly like today. I know this because the existing tests, unchanged, are all green on the head. The test suite uses doubles for the services, so a real outage is untested. People in Finance who wait for rates would tell us, and Support would complain about slow sorting."""
# %% w24-q6 right: English as a third language
summary = """When the exchange rate service or the AI vendor is overloaded, our program waits and asks once more. The code for this existed two times and exists one time now. For users nothing changes. We know it from the tests on main: I executed them against the branch and not one failed. What we do not know is the behaviour against the true service, because tests only speak with a small server on the same computer. Support would feel it, and Finance too, on the next morning."""
# %% w24-q6 right: none turned red
summary = """This moves repeated asking into desk/patience.py for the rates and for triage. The number of tries, the pauses and the messages stay. None of today's 151 tests turned red on the new code. What is left open is a service that answers very slowly three times; nothing tests that. If it broke, exchange rates would be missing in the Monday page, so the CFO's team would see it."""
# %% w24-q6 right: dummies
summary = """- Does: merges two retry loops (exchange rates, ticket triage) into a shared one.
- Unchanged: three attempts, pauses, errors. Proof: today's test suite passes on the new code, I tried it with run_tests.
- Open: every test replaces the vendor by a dummy, so nobody knows how the real one reacts.
- Impact: operations sees a failed job, and Finance sees no rates for the day."""
# %% w24-q6 right: missing is a test
summary = """This is one loop in place of two, used for exchange rates and for tickets. No one should notice anything. The tests as they are on main were run on this code: all 151 fine. Missing is a test with the real vendor. Should it be wrong, Finance's month would lack rates and the customer would wait longer for an answer."""
# %% w24-q6 right: in short
summary = """In short: if the rate provider or the ticket vendor is busy, desk tries three times. The change writes this rule down once. Everything visible stays, which I checked with the old tests: all passed. Nobody tested how it behaves when the vendor is down the whole night. Ticket agents would notice late sorting, and controllers would notice old rates."""
# %% w24-q6 right: the internet is no part of it
summary = """This is a clean-up without new functions: asking again lives in one place, for rates and for the vendor. Error messages, number of tries and pauses are equal to today. Ground: today's tests, run on the branch, 151 of 151 passed. All of them use servers that run on the test machine; therefore the internet itself is not part of it. When it goes wrong, Finance will call first because the rates are old."""
# %% w24-q6 right: first to feel a fault
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. First to feel a fault would be Finance, in Monday's rates, and Support, in its tickets."""
# %% w24-q6 right: in notes, who feels it
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. First to feel a fault: Finance (Monday's rates) and Support (tickets)."""
# %% w24-q6 right: impact
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. Impact if faulty: Monday's report for Finance; ticket routing for Support."""
# %% w24-q6 right: who'd see a regression
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. Who'd see a regression: whoever looks at Monday's report (no rates) and the support desk (tickets routed by rules)."""
# %% w24-q6 right: blast radius
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. Blast radius: Finance (rates) and Support (tickets)."""
# %% w24-q6 right: noticed on Monday
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. Nobody would notice a fault until Monday, when Finance finds no rates."""
# %% w24-q6 right: a test by its name
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. No test asks the real services. Finance would notice on Monday when rates are missing. Tries and pauses stay the same: test_a_busy_vendor_is_asked_three_times_with_a_pause_between measures them, and he did not touch it."""
# %% w24-q6 right: one of today's tests measures it
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. No test asks the real services. Finance would notice on Monday when rates are missing. Tries and pauses stay the same, and I know it since one of today's 151 tests measures them."""
# %% w24-q6 right: the constant and the pause
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. No test asks the real services. Finance would notice on Monday when rates are missing. Same pauses: the constant was 0.25 and is 0.5 now, but both give 0.5 and 1 second, and the 151 tests of today are green."""
# %% w24-q6 right: as an engineer writes
summary = """Wyatt's change puts the retry logic into a single helper, patiently(), in desk/patience.py. rates.py and triage.py call it instead of looping themselves.
- Behaviour: unchanged (3 attempts, 0.5 s + 1 s backoff, same exceptions and texts).
- Evidence: main's suite (151) green on the head; 12 extra tests green in CI.
- Untested: live endpoints. Everything runs against mocks.
- Who'd see it: Finance on Monday, support agents in the queue."""
# %% w24-q6 right: short and complete
summary = """Two loops that ask again, in rates and in triage, become one. Tries, pauses and errors stay: today's 151 tests pass on it. No test asks the real services. If it were wrong, Finance would lack rates and Support would notice badly sorted tickets."""
# %% w24-q6 right: a pause that is written otherwise
summary = """Rates and triage both ask again when a service is busy. Their two loops are now one, in desk/patience.py. Tries, pauses and errors are as before; the 151 tests of main pass on it. The first pause is 0.5 seconds, written as 0.25 * 2 until now. No test asks the real services. If it were wrong, Finance would have no rates on Monday."""
# %% w24-q6 right: nobody, if it is right
summary = """Rates and triage both ask again when a service is busy. Their two loops are now one, in desk/patience.py. Nobody would notice anything if it is right: three tries as before, which the 151 tests of today confirm. If it is wrong, Support waits and Finance has no rates. What is not tested is the real vendor."""
# %% w24-q6 right: he says so, and it was run
summary = """Rates and triage both ask again when a service is busy. Their two loops are now one, in desk/patience.py. Three tries, 0.5 and 1 second, the same messages. Because the description says so, I ran the tests of main on it: 151 passed. No real service is asked by them. Support's leads would complain first."""
# %% w24-q6 right: content with it
summary = """Rather than having two bits of code that each politely ask a busy service again, one in rates and one in triage, desk would have just the one. Nobody ought to see a difference: it still tries three times and still waits half a second and then a second. The existing 151 tests are content with it, as they were without it. They have, admittedly, never met the actual rate service or the actual vendor, only stand-ins for them. Were it to misbehave, Finance would want to know where the rates had gone, and Support where its tickets had."""
# %% w24-q6 right: not affected
summary = """0134 replaces two retry loops by one. Affected: the download of exchange rates, and the triage of tickets by the vendor. Not affected: number of tries (3), pauses (0.5 and 1 second), error messages. Evidence: 151 tests of main, run against 0134, 151 passed. Limit of the evidence: only stand-ins for both services are asked, so a real outage is tried by no test. Parties who would see a fault: Finance when converting invoices into dollars, Support when tickets are assigned to its teams."""
# %% w24-q6 wrong: Finance waits for tickets | Which of the two waits for rates, and which for tickets?
summary = """0134 puts the loop that asks a busy service again into one place, for rates and for triage. Three tries, the pauses and the errors stay the same: today's 151 tests pass on both versions. No test asks the real services, only stand-ins. Finance would notice it when tickets go to the wrong team, and Support when the rates are missing."""
# %% w24-q6 wrong: pauses that are longer | How long are the pauses, before and after? What does the description say?
summary = """Rates and triage each had a loop of their own for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. Pauses are longer now, so nights end later. The rest stays. I ran today's tests on the new code and all pass. No test asks the real services. Finance would notice the next day."""
# %% w24-q6 wrong: four tries | How many tries does the description promise? And what do today's tests say about that?
summary = """It makes one loop from two, for rates and tickets. The vendor is now asked five times and not three. Otherwise it stays as before, as today's tests show, which I ran on the new code. No test asks the real services. If it were wrong, Finance would notice on the next day when rates are missing."""
# %% w24-q6 wrong: today's tests fail | Do they? What did today's tests say when you ran them on the new code?
summary = """Rates and triage each had a loop of their own for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. Nothing should change. I ran them: two tests of today fail on the new code. The others pass, all the tests that I ran. No test asks the real services. Finance would notice the next day if there were no rates."""
# %% w24-q6 wrong: no tests at all | Which files of tests are in its list of changed files?
summary = """Rates and triage each had a loop of their own for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. There are no tests for any of this. It stays as it was, and I ran all tests of today on it. Finance would notice the next day if there were no rates."""
# %% w24-q6 wrong: nobody would notice | Nobody at all? Who reads rates, and who waits until a ticket is sorted?
summary = """Rates and triage each had a loop of their own for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. Nothing should change. I ran today's tests on the new code and all pass. No test asks the real services. If rates were wrong, they would get to Finance late. Nobody would notice."""
# %% w24-q6 wrong: nothing was run | It says that nothing was run. How does a reader know then that it stays?
summary = """Rates and triage each had a loop of their own for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. It should change nothing, and all tests passed in CI. No test asks the real services. I did not run anything myself. Finance would notice the next day."""
# %% w24-q6 wrong: I would accept it | A verdict stands in it, and that is next week's question. What does the change do?
summary = """Rates and triage each had a loop of their own for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. Nothing should change. I ran today's tests on the new code and all pass. No test asks the real services. Finance would notice the next day. I would accept it."""
# %% w24-q6 wrong: acceptable | A verdict stands in it, and that is next week's question. What does the change do?
summary = """Rates and triage each had a loop of their own for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. Nothing should change. I ran today's tests on the new code and all pass. No test asks the real services. Finance would notice the next day. I believe the risk is low and acceptable."""
# %% w24-q6 wrong: a bet | A verdict stands in it, and that is next week's question. What does the change do?
summary = """Rates and triage each had a loop of their own for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. Nothing should change. I ran today's tests on the new code and all pass. No test asks the real services, so I would not bet on it in real life. Finance would notice the next day."""
# %% w24-q6 wrong: in my opinion | A verdict stands in it, and that is next week's question. What does the change do?
summary = """It makes one loop from two, for rates and tickets. It stays as before, as today's tests show, which I ran on the new code. No test asks the real services. If it were wrong, Finance would notice on the next day when rates are missing. In my opinion we should merge it now."""
# %% w24-q6 wrong: nobody named | If it were wrong, who would notice? A sentence is missing that names them, and what they would see.
summary = """Rates and triage each had a loop of their own for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. Nothing should change. I ran today's tests on the new code and all pass. No test asks the real services. It is stored nowhere, and one revert takes it back, so that is that."""
# %% w24-q6 wrong: no ground | How do you know that it stays? Say what was run, on which code.
summary = """Rates and triage each had a loop for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. Nothing that anybody sees should change: three tries, the same pauses, the same errors. The real services were never asked, only stand-ins. If it were wrong, whoever reads rates would notice the next day, and a revert is enough, since nothing is stored."""
# %% w24-q6 wrong: nothing open | What does no test try?
summary = """Rates and triage each had a loop for asking again when the rate service or the vendor is busy. This puts it into one place, desk/patience.py, and both use it. Nothing that anybody sees should change: three tries, the same pauses, the same errors. I ran today's tests on the new code and all of them pass. If it were wrong, whoever reads rates would see it the next day, and then a revert is enough, since no data are stored."""
# %% w24-q6 wrong: style | A word of praise or blame for how it is written stands in it. What would somebody who will not open it do with that?
summary = """Rates and triage each had a loop for asking again when the rate service or the vendor is busy. This puts it into one place, which is more elegant, and both use it. Nothing that anybody sees should change: three tries, the same pauses, the same errors. I ran today's tests on the new code and all pass. No test asks the real services. If it were wrong, whoever reads rates would notice the next day, and a revert is enough."""
# %% w24-q6 wrong: a verdict | A verdict stands in it, and that is next week's question. What does the change do?
summary = """Rates and triage each had a loop for asking again when the rate service or the vendor is busy. This puts it into one place, and both use it. Nothing that anybody sees should change: three tries, the same pauses, the same errors. I ran today's tests on the new code and all pass, so it looks good to me. No test asks the real services. If it were wrong, whoever reads rates would notice the next day, and a revert is enough."""
# %% w24-q6 wrong: one of the two | Two parts of desk use it. Which is the one that deals with tickets?
summary = """Fetching rates had a loop of its own for asking again when the rate service is busy. This puts it into one place, desk/patience.py. Nothing that anybody sees should change: three tries, the same pauses, the same errors. I ran today's tests on the new code and all pass. No test asks the real service, only stand-ins. If it were wrong, whoever reads rates would notice the next day, and a revert is enough."""
# %% w24-q6 wrong: asked once before | How many tries were there before? What does the description promise?
summary = """This adds a retry loop in desk/patience.py for rates and for triage. Before, a busy service was asked once and the report stopped. Now three times are tried. All 163 tests pass. No test asks the real services. Finance would notice if rates were missing on Monday. Errors stay the same for everybody."""
# %% w24-q6 wrong: works with the real vendor | Does a test ask the real services? `pull_request("0134", only="tests")` shows whom they ask.
summary = """Rates and triage use one loop. All 163 tests pass, so it works with the real vendor and the real rate service too. Tries stay the same. Finance would notice on Monday when there are no rates in the report, and Support would see tickets that nobody sorted."""
# %% w24-q6 wrong: nothing untested | Does a test ask the real services? `pull_request("0134", only="tests")` shows whom they ask.
summary = """Rates and triage use one loop. Tries stay the same, and all tests pass. Nothing is left untested. Finance would notice on Monday when there are no rates in the report, and Support would see tickets that nobody sorted, and then one revert takes it back."""
# %% w24-q6 wrong: tests ask the live vendor | Does a test ask the real services? `pull_request("0134", only="tests")` shows whom they ask.
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. The tests call the live vendor and never a stand-in. Finance would notice a fault on Monday morning."""
# %% w24-q6 wrong: nobody, since a revert is enough | Nobody at all? Who reads rates, and who waits until a ticket is sorted?
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. If it were wrong, nobody would notice, because a revert takes it back."""
# %% w24-q6 wrong: no one will ever see it | Nobody at all? Who reads rates, and who waits until a ticket is sorted?
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. Should it be faulty, no one will ever see it."""
# %% w24-q6 wrong: since Wyatt says so | That somebody says so is a promise. What was run that shows it?
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. Finance would notice. Everything stays the same because Wyatt says so in the description."""
# %% w24-q6 wrong: another first pause | How long are the pauses, before and after? What does the description say?
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. Finance would notice on Monday. The first pause was 0.25 seconds before and is 0.5 seconds now."""
# %% w24-q6 wrong: doubled pauses | How long are the pauses, before and after? What does the description say?
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. Finance would notice on Monday. The pauses are doubled compared with today."""
# %% w24-q6 wrong: praise | A word of praise or blame for how it is written stands in it. What would somebody who will not open it do with that?
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. Finance would notice on Monday. I must say I like how little code is left, and the names are well chosen."""
# %% w24-q6 wrong: no risk | A verdict stands in it, and that is next week's question. What does the change do?
summary = """Rates and triage each had a loop for asking again. This puts it into one function in desk/patience.py. Tries and pauses stay the same: today's 151 tests pass on it. No test asks the real services. So there is no risk. Finance would notice."""

# %% w24-q7 exercise: text asks least=35 most=160 | Three questions
# The insight: a question with an example can be answered; a command starts an argument, and an opinion ends one.
# needs: which one :: \b0?131\b|\b0?136\b|\bplans?\b|crew|confidence|migrat|ticket 3\b|\b0?[.,]31\b|\bsaved?\b|\b0[.,]6\b|threshold|\b(teo|ines)\b|(two|both|new|old) tables?\b|\b(october|november|february|march)\b|decided_by|\baccounts?\b :: Which of the two pull requests are your questions about? Name it, or something that it has alone.
# needs: three questions :: (?:(?:\bi(?: would|['’]d| am| was|['’]m)?(?: also| still| therefore| only| just| really)* (?:wonder|wondering|ask(?:ing)? (?:my\w+|yo\w+|wh\w+|how\b|if\b)|curious|(?:like|love|want|wish|need|be (?:curious|glad|interested|grateful|happy)) (?:to (?:know|hear|see|learn|understand|ask|find out)|if you)|not sure|unsure|(?:do not|don['’]t|cannot|can['’]t) (?:see|understand|know|tell|find out) (?:wh\w+|how|if))\b|\b(?:could|can|would|will) you (?:please )?(?:tell|say|explain|show|let)\b|\b(?:please )?(?:tell me|let me know)\b|\b(?:my|the|a|one) (?:\w+ )?question (?:is|was|remains|would be|to you)\b|\bit would (?:help|be (?:good|useful|interesting|helpful|nice)|interest me)\b|\bwhat (?:i|we) (?:would like|['’]d like|want|do not know|don['’]t know)\b)(?:[^.?!;]|\.(?=\S))*[.?!;]|\?).*?(?:(?:\bi(?: would|['’]d| am| was|['’]m)?(?: also| still| therefore| only| just| really)* (?:wonder|wondering|ask(?:ing)? (?:my\w+|yo\w+|wh\w+|how\b|if\b)|curious|(?:like|love|want|wish|need|be (?:curious|glad|interested|grateful|happy)) (?:to (?:know|hear|see|learn|understand|ask|find out)|if you)|not sure|unsure|(?:do not|don['’]t|cannot|can['’]t) (?:see|understand|know|tell|find out) (?:wh\w+|how|if))\b|\b(?:could|can|would|will) you (?:please )?(?:tell|say|explain|show|let)\b|\b(?:please )?(?:tell me|let me know)\b|\b(?:my|the|a|one) (?:\w+ )?question (?:is|was|remains|would be|to you)\b|\bit would (?:help|be (?:good|useful|interesting|helpful|nice)|interest me)\b|\bwhat (?:i|we) (?:would like|['’]d like|want|do not know|don['’]t know)\b)(?:[^.?!;]|\.(?=\S))*[.?!;]|\?).*?(?:(?:\bi(?: would|['’]d| am| was|['’]m)?(?: also| still| therefore| only| just| really)* (?:wonder|wondering|ask(?:ing)? (?:my\w+|yo\w+|wh\w+|how\b|if\b)|curious|(?:like|love|want|wish|need|be (?:curious|glad|interested|grateful|happy)) (?:to (?:know|hear|see|learn|understand|ask|find out)|if you)|not sure|unsure|(?:do not|don['’]t|cannot|can['’]t) (?:see|understand|know|tell|find out) (?:wh\w+|how|if))\b|\b(?:could|can|would|will) you (?:please )?(?:tell|say|explain|show|let)\b|\b(?:please )?(?:tell me|let me know)\b|\b(?:my|the|a|one) (?:\w+ )?question (?:is|was|remains|would be|to you)\b|\bit would (?:help|be (?:good|useful|interesting|helpful|nice)|interest me)\b|\bwhat (?:i|we) (?:would like|['’]d like|want|do not know|don['’]t know)\b)(?:[^.?!;]|\.(?=\S))*[.?!;]|\?) :: Three questions are asked for. How many do you ask, each in a sentence of its own?
# needs: what made you ask :: (?<![\d.])(?!0?13[16]\b)(?!\d[.)](?:\s|$))\d :: \b(?:november|october|march|february|fifteen|twenty|ten|save|decided_by|where keeps|its where|the where|last day|midnight|between|left join|none|crew|threshold)\b :: \bi (?:counted|added|computed|took|switched|removed|broke|compared|subtracted|get|got)\b :: What did you see? A number that you computed, or a line, before each question.
# needs: the tests :: \btests?\b|\btest_\w+|tested|\bCI\b|green :: One question is about the tests. What do they look at, or not?
# agrees: the difference of Crew :: (?:^|[.?!;] )(?=(?:[^.?!;]|\.(?=\S))*\bcrew\b)(?!(?:[^.?!;]|\.(?=\S))*\b(?:october|september|december|february|march|fleet|solo|all plans|together)\b)(?:[^.?!;]|\.(?=\S))*?{number} ?(?:us )?(?:dollars|usd)\b :: SELECT SUM(b.revenue * (MAX(COALESCE(t.n, 1), 1) - 1)) FROM (SELECT i.account_id, SUM(i.amount * r.usd_per_unit) AS revenue FROM invoiced AS i JOIN fx_rates AS r ON r.currency = i.currency AND r.month = '2025-11-01' WHERE i.issued_on BETWEEN '2025-11-01' AND '2025-11-30' AND i.status <> 'void' GROUP BY i.account_id) AS b JOIN accounts AS a ON a.account_id = b.account_id LEFT JOIN (SELECT account_id, COUNT(*) AS n FROM tickets WHERE opened_at BETWEEN '2025-11-01' AND '2025-11-30' AND status <> 'merged' GROUP BY account_id) AS t ON t.account_id = b.account_id WHERE a.is_test = 0 AND a.plan IN ('Crew', 'Pro') :: SELECT SUM(b.revenue) FROM (SELECT i.account_id, SUM(i.amount * r.usd_per_unit) AS revenue FROM invoiced AS i JOIN fx_rates AS r ON r.currency = i.currency AND r.month = '2025-11-01' WHERE i.issued_on BETWEEN '2025-11-01' AND '2025-11-30' AND i.status <> 'void' GROUP BY i.account_id) AS b JOIN accounts AS a ON a.account_id = b.account_id LEFT JOIN (SELECT account_id, COUNT(*) AS n FROM tickets WHERE opened_at BETWEEN '2025-11-01' AND '2025-11-30' AND status <> 'merged' GROUP BY account_id) AS t ON t.account_id = b.account_id WHERE a.is_test = 0 AND a.plan IN ('Crew', 'Pro') :: SELECT SUM(b.revenue * COALESCE(t.n, 1)) FROM (SELECT i.account_id, SUM(i.amount * r.usd_per_unit) AS revenue FROM invoiced AS i JOIN fx_rates AS r ON r.currency = i.currency AND r.month = '2025-11-01' WHERE i.issued_on BETWEEN '2025-11-01' AND '2025-11-30' AND i.status <> 'void' GROUP BY i.account_id) AS b JOIN accounts AS a ON a.account_id = b.account_id LEFT JOIN (SELECT account_id, COUNT(*) AS n FROM tickets WHERE opened_at BETWEEN '2025-11-01' AND '2025-11-30' AND status <> 'merged' GROUP BY account_id) AS t ON t.account_id = b.account_id WHERE a.is_test = 0 AND a.plan IN ('Crew', 'Pro') :: A number of dollars for Crew is another one than desk gives. Which cell of yours shows it?
# agrees: the difference of Crew, with a sign :: (?:^|[.?!;] )(?=(?:[^.?!;]|\.(?=\S))*\bcrew\b)(?!(?:[^.?!;]|\.(?=\S))*\b(?:october|september|december|february|march|fleet|solo|all plans|together)\b)(?:[^.?!;]|\.(?=\S))*?\$ ?{number} :: SELECT SUM(b.revenue * (MAX(COALESCE(t.n, 1), 1) - 1)) FROM (SELECT i.account_id, SUM(i.amount * r.usd_per_unit) AS revenue FROM invoiced AS i JOIN fx_rates AS r ON r.currency = i.currency AND r.month = '2025-11-01' WHERE i.issued_on BETWEEN '2025-11-01' AND '2025-11-30' AND i.status <> 'void' GROUP BY i.account_id) AS b JOIN accounts AS a ON a.account_id = b.account_id LEFT JOIN (SELECT account_id, COUNT(*) AS n FROM tickets WHERE opened_at BETWEEN '2025-11-01' AND '2025-11-30' AND status <> 'merged' GROUP BY account_id) AS t ON t.account_id = b.account_id WHERE a.is_test = 0 AND a.plan IN ('Crew', 'Pro') :: SELECT SUM(b.revenue) FROM (SELECT i.account_id, SUM(i.amount * r.usd_per_unit) AS revenue FROM invoiced AS i JOIN fx_rates AS r ON r.currency = i.currency AND r.month = '2025-11-01' WHERE i.issued_on BETWEEN '2025-11-01' AND '2025-11-30' AND i.status <> 'void' GROUP BY i.account_id) AS b JOIN accounts AS a ON a.account_id = b.account_id LEFT JOIN (SELECT account_id, COUNT(*) AS n FROM tickets WHERE opened_at BETWEEN '2025-11-01' AND '2025-11-30' AND status <> 'merged' GROUP BY account_id) AS t ON t.account_id = b.account_id WHERE a.is_test = 0 AND a.plan IN ('Crew', 'Pro') :: SELECT SUM(b.revenue * COALESCE(t.n, 1)) FROM (SELECT i.account_id, SUM(i.amount * r.usd_per_unit) AS revenue FROM invoiced AS i JOIN fx_rates AS r ON r.currency = i.currency AND r.month = '2025-11-01' WHERE i.issued_on BETWEEN '2025-11-01' AND '2025-11-30' AND i.status <> 'void' GROUP BY i.account_id) AS b JOIN accounts AS a ON a.account_id = b.account_id LEFT JOIN (SELECT account_id, COUNT(*) AS n FROM tickets WHERE opened_at BETWEEN '2025-11-01' AND '2025-11-30' AND status <> 'merged' GROUP BY account_id) AS t ON t.account_id = b.account_id WHERE a.is_test = 0 AND a.plan IN ('Crew', 'Pro') :: A number of dollars for Crew is another one than desk gives. Which cell of yours shows it?
# agrees: missing tickets :: (?:^|[.?!;] )(?=(?:[^.?!;]|\.(?=\S))*\b(?:table|account|october)\b)(?!(?:[^.?!;]|\.(?=\S))*\b(?:november|september|december|february|march|crew|fleet|solo)\b)(?:[^.?!;]|\.(?=\S))*?\b(?:miss\w*|lack\w*|los\w+|lost|left out|gone)\b(?:[^.?!;]|\.(?=\S)){0,30}?{number} (?:more |other |such |of the |of its |of them |of those )?tickets\b :: SELECT COUNT(*) FROM tickets AS t LEFT JOIN accounts AS a ON a.account_id = t.account_id WHERE COALESCE(a.is_test, 0) = 0 AND t.status <> 'merged' AND t.opened_at >= '2025-10-01' AND t.opened_at < '2025-11-01' AND a.account_id IS NOT NULL AND date(t.opened_at) = '2025-10-31' :: SELECT COUNT(*) FROM tickets AS t LEFT JOIN accounts AS a ON a.account_id = t.account_id WHERE COALESCE(a.is_test, 0) = 0 AND t.status <> 'merged' AND t.opened_at >= '2025-10-01' AND t.opened_at < '2025-11-01' AND (a.account_id IS NULL OR date(t.opened_at) = '2025-10-31') :: SELECT COUNT(*) FROM tickets AS t LEFT JOIN accounts AS a ON a.account_id = t.account_id WHERE COALESCE(a.is_test, 0) = 0 AND t.status <> 'merged' AND t.opened_at >= '2025-10-01' AND t.opened_at < '2025-11-01' AND a.account_id IS NULL :: A number of missing tickets is another one than desk gives. Which cell of yours shows it?
# agrees: tickets that are missing :: (?:^|[.?!;] )(?=(?:[^.?!;]|\.(?=\S))*\b(?:table|account|october)\b)(?!(?:[^.?!;]|\.(?=\S))*\b(?:november|september|december|february|march|crew|fleet|solo)\b)(?:[^.?!;]|\.(?=\S))*?{number} (?:more |other |such |of the |of its |of them |of those )?tickets\b(?:(?!\d)(?:[^.?!;]|\.(?=\S))){0,60}\b(?:missing|left out|lost|gone|not in)\b :: SELECT COUNT(*) FROM tickets AS t LEFT JOIN accounts AS a ON a.account_id = t.account_id WHERE COALESCE(a.is_test, 0) = 0 AND t.status <> 'merged' AND t.opened_at >= '2025-10-01' AND t.opened_at < '2025-11-01' AND a.account_id IS NOT NULL AND date(t.opened_at) = '2025-10-31' :: SELECT COUNT(*) FROM tickets AS t LEFT JOIN accounts AS a ON a.account_id = t.account_id WHERE COALESCE(a.is_test, 0) = 0 AND t.status <> 'merged' AND t.opened_at >= '2025-10-01' AND t.opened_at < '2025-11-01' AND (a.account_id IS NULL OR date(t.opened_at) = '2025-10-31') :: SELECT COUNT(*) FROM tickets AS t LEFT JOIN accounts AS a ON a.account_id = t.account_id WHERE COALESCE(a.is_test, 0) = 0 AND t.status <> 'merged' AND t.opened_at >= '2025-10-01' AND t.opened_at < '2025-11-01' AND a.account_id IS NULL :: A number of missing tickets is another one than desk gives. Which cell of yours shows it?
# agrees: tickets without an account :: (?:^|[.?!;] )(?!(?:[^.?!;]|\.(?=\S))*\b(?:november|september|december|february|march)\b)(?:[^.?!;]|\.(?=\S))*?{number} (?:tickets? |of (?:them|these|those) )?(?:really |only )?(?:have|had|has|are|were|come|came) (?:no|without|from no) (?:an )?account :: SELECT COUNT(*) FROM tickets AS t LEFT JOIN accounts AS a ON a.account_id = t.account_id WHERE COALESCE(a.is_test, 0) = 0 AND t.status <> 'merged' AND t.opened_at >= '2025-10-01' AND t.opened_at < '2025-11-01' AND a.account_id IS NULL :: Not so many have no account. What did exercise 2 give?
# avoids: the other way round :: (?:^|[.?!;] )(?!(?:[^.?!;]|\.(?=\S))*\btickets?\b)(?:[^.?!;]|\.(?=\S))*?\bnew (?:table|one|page)\b(?:(?!\bold\b|\btoday\b|\bmain\b)(?:[^.?!;]|\.(?=\S))){0,60}?\b(?:less|too little|lower|smaller)\b(?:[^.?!;]|\.(?=\S))*[.!;] :: (?:^|[.?!;] )(?!(?:[^.?!;]|\.(?=\S))*\btickets?\b)(?:[^.?!;]|\.(?=\S))*?\b(?:less|lower|smaller)\b (?:revenue |dollars )?(?:for crew )?(?:in|on|by) the new (?:table|one)\b(?:[^.?!;]|\.(?=\S))*[.!;] :: Which of the two tables shows more for Crew? What did exercise 1 give?
# avoids: the whole gap :: (?:^|[.?!;] )(?!(?:[^.?!;]|\.(?=\S))*\b(?:not|n['’]t|if|whether|says?|but)\b)(?:[^.?!;]|\.(?=\S))*?\b(?:all|every|each)\b(?: one)?(?: of)?(?: the| these| those)?(?: \d+| fifteen| twenty[- ]five)? (?:missing |lost |left[- ]out )?tickets?\b(?: that (?:are|is) (?:missing|left out|lost))?(?:[^.?!;]|\.(?=\S)){0,20}\b(?:have|has|had|are|is|belongs?|come)\b(?:[^.?!;]|\.(?=\S)){0,15}\b(?:no|without|none)\b(?:[^.?!;]|\.(?=\S)){0,20}\baccounts?\b(?:[^.?!;]|\.(?=\S))*[.!;] :: (?:^|[.?!;] )(?!(?:[^.?!;]|\.(?=\S))*\b(?:not|n['’]t|if|whether|says?|but)\b)(?:[^.?!;]|\.(?=\S))*?\b(?:missing|lost|left[- ]out) tickets\b(?:[^.?!;]|\.(?=\S)){0,15}\ball\b(?:[^.?!;]|\.(?=\S)){0,12}\b(?:no|without)\b(?:[^.?!;]|\.(?=\S)){0,10}\baccounts?\b(?:[^.?!;]|\.(?=\S))*[.!;] :: How much of the gap has no account? What did exercise 2 give?
# avoids: another month :: (?:^|[.?!;] )(?!(?:[^.?!;]|\.(?=\S))*\b(?:to use|not|never|no|n['’]t|if|march|would|could|should|whether|what|only|without|also|wonder|know)\b)(?:[^.?!;]|\.(?=\S))*?\btests?\b(?:[^.?!;]|\.(?=\S)){0,40}?\b(?:compares?|looks? at|uses?|takes?|runs? (?:on|for|in)|checks?|covers?|is (?:of|for|about))\b(?:[^.?!;]|\.(?=\S)){0,30}?\bfebruary\b(?:[^.?!;]|\.(?=\S))*[.!;] :: Which month does the test of this change compare?
# avoids: None first :: \bticket 3\b(?:[^.?!;]|\.(?=\S)){0,30}?\b(?:was|had|expected|of)\b(?:[^.?!;]|\.(?=\S)){0,15}?\b(?:none|nothing|no (?:number|confidence))\b(?: before| earlier| first)?(?:[^.?!;]|\.(?=\S)){0,25}\b(?:is|now|has|shows|expects|gets)\b(?:[^.?!;]|\.(?=\S)){0,15}?(?<!\d)0?[.,]31\b :: What did the test expect of ticket 3 before, and what does it expect now?
# avoids: green is no proof :: \b(?:green|pass\w*)\b(?:[^.?!;]|\.(?=\S)){0,40}\b(?:without|broken|removed|switched off|gone|taken (?:away|out))\b(?:(?!\b(?:not|n['’]t|nothing|never|no)\b)(?:[^.?!;]|\.(?=\S))){0,60}\b(?:so|therefore|thus|hence|which (?:means|shows|proves))\b(?:(?!\b(?:not|n['’]t|nothing|never|no|does|do|why|how)\b)(?:[^.?!;]|\.(?=\S))){0,40}\b(?:holds?|kept|keeps?|proves?|proved|safe|works?|held|fine)\b :: The test is green although what it is about is gone. What does that say of the test?
# avoids: a yes is enough :: \b(?:is|are) (?:it|this|that|they) (?:all )?(?:good|fine|ok|okay|safe|ready|complete)(?: now)?\?|\b(?:is|are) (?:all|everything|the (?:pull request|change|code|description)|your (?:change|code)|0?13[16]) (?:all )?(?:good|fine|ok|okay|safe|ready|complete|right|correct)(?: now)?\?|\bare (?:all )?(?:of )?(?:the |your )?tests (?:all )?(?:green|fine|good|ok|okay)(?: now)?\?|\bdo(?: you|n['’]t you) (?:agree|think) that (?:all|everything|it|this) is (?:safe|good|fine|well|right|ok|okay)\b :: One question can be answered with yes alone. Which number, line or test would be a better answer?
# avoids: another year :: \btests?\b[^?]{0,80}\b(19\d\d|20[01]\d|202[0-4])\b :: A year stands in it that is in neither of them. Which month do the tests look at?
# avoids: another confidence :: \bticket 3\b(?:(?!threshold|limit)(?:[^.?!;]|\.(?=\S))){0,40}?\b(was|had|has|kept|showed|from|expected)( a| the)?( confidence of)? 0?[.,](?!31\b|60?\b)\d :: Which number did the test expect of ticket 3 before?
# avoids: a command :: \b(you (must|have to|need to|should)|please (change|fix|remove|rewrite|add|correct)|fix (this|it)|change (this|it) to)\b :: (?:^|[.!?:;] |\b\d[.)] |- )(?:so |then |and |teo, |ines, )?(?:please )?(?:explain|fix|change|use|remove|add|rewrite|correct|delete|put|make|include|replace|prove|revert|restore|keep|mend|repair|show|give|write|test|check|run|do) (?:the|this|it|your|a|an|another|me|us|how|why|what|that|all|february|march|both|every|one|more|these|those)\b(?:[^.?!;]|\.(?=\S))*(?:[.!;]|$) :: \bplease (?!tell|let|say|help|answer)\w+(?:[^.?!;]|\.(?=\S))*(?:[.!;]|$) :: That tells the author what to do. What would you like to know first?
# avoids: blame :: careless|sloppy|you (forgot|broke|missed|overlooked|did not (think|look|test|check)|didn.t (think|look|test|check))|why didn.t you|why did you not|obviously :: \b(?:bad|poor|weak|lousy|terrible|awful|shoddy|horrible|cheap) (?:work|job|code|style|idea|change|quality|engineering|design)\b|\b(?:stupid|lazy|rubbish|shoddy|nonsense|incompetent|ridiculous|amateur\w*|useless|embarrassing|shame|idiot\w*)\b :: A sentence speaks of the author. What do you want to know about the change?
# avoids: style :: \b(naming|variable names?|elegant|cleaner|nicer|readab\w+|code style|indent\w*)\b :: One question is about style. Which of its answers would change what you do?
# %% w24-q7 right: on the confidences
questions = """On 0136, the confidences. The expected confidence of ticket 3 was 0.31 in test_migrate and is None now. Which answers does the migration leave out on purpose? Its WHERE keeps the rows that the vendor decided, and the vendor is followed from 0.6 on. How can we judge 0.6 from what is left? The test that every answer is kept asks whether numbers lie between 0 and 1. Which test would turn red if save kept nothing?"""
# %% w24-q7 right: on the table
questions = """For Crew in November the two tables on the page differ by more than twenty thousand dollars. Which of them is what we invoiced, and why are they not the same? In October fifteen tickets with an account are missing from the new table. On which days were they opened? The test that compares revenue looks at March in the small warehouse. What does it give for February, where somebody wrote twice?"""
# %% w24-q7 right: in a list, plain
questions = """About the new table by plan:
1. I added up both tables for November and got two results for Crew. Can one customer with several tickets be in the sum more than once?
2. The page says that tickets without an account are left out, and I found more than those missing. What else is left out?
3. All tests are green and none has real data in it. Which month of last year was it compared with?"""
# %% w24-q7 right: to Teo
questions = """Teo, ticket 3 had 0.31 before and has nothing after. Was that on purpose? I switched save off and your test of every answer was still green. Did you know? The store has no history like git. Who keeps the old file, and for how long? I ask since the threshold of 0.6 can only be judged with those numbers."""
# %% w24-q7 right: expected and stored
questions = """For ticket 3 the expected value goes from 0.31 to None. Is it intended that it is not in the new table? With save removed, the test about every answer still passes. Should it? The vendor's unsure answers are exactly those that we need to choose a threshold. How many of them would we lose in the real store?"""
# %% w24-q7 right: with cents
questions = """For Crew in November I get 22,947.46 dollars more in the new table than in the old one. Which of them is what we invoiced? In October, 15 tickets with an account are missing. On which day were they opened? The test of the revenue looks at March 2025. Why March, and what does it give for February?"""
# %% w24-q7 right: rounded
questions = """The new table shows about $23,000 more for Crew in November. Where does it come from? Fifteen tickets of October that have an account are in no row. Which line leaves them out? Your test compares both tables for a month in which nobody wrote twice. Was there a reason to take that month?"""
# %% w24-q7 right: both numbers
questions = """Ines, Crew's revenue in November is 264,312.00 in one table and 241,364.54 in the other. Which one should the leads believe? In October 466 tickets are counted today, and 441 in the new table; 10 have no account. What about the other 15? All tests pass in CI. Does one of them look at a month with several tickets from one customer?"""
# %% w24-q7 right: lines by their number
questions = """1. Line 92 takes tickets up to the last day, and I count 15 that are missing in October. What happens on the last day of a month?
2. Line 107 joins each ticket to the revenue of its account. How often is a customer with three tickets counted?
3. The test in test_support.py is green for March. Would it also be green for February?"""
# %% w24-q7 right: what is left out
questions = """The description says tickets without an account are out. I counted 10 of these in October, and 25 tickets are missing. Which are the other 15? Crew stands twice on Monday's page with different revenue. Which line should a lead read? There is a test that compares both tables, in March. What would it say of a month with two tickets from one customer?"""
# %% w24-q7 right: a copy of the store
questions = """0136. The migration copies decided_by = 'vendor' alone. How many answers of the real store does that leave behind? The old column is dropped. If we change our mind after two weeks, from which copy do we restore it? I removed save and the test on every answer passed. Which line of a test would notice that only the first answer is kept?"""
# %% w24-q7 right: three questions, counted
questions = """My first question: the two tables of Crew are 22.9k apart in November. Is one of them a sum over tickets? My second question: 15 tickets from the last day of October are in no plan. Does the query stop at midnight? My third question: why is March the month of your test, if February has a customer who wrote several times?"""
# %% w24-q7 right: without a question mark
questions = """For Crew in November the new table shows 22,947.46 dollars more than the old one. I'd like to know which of the two Ines would call correct. In October 10 of the 25 missing tickets have no account. I wonder what explains the remaining 15. The test compares March only. I would be curious to hear what February gives."""
# %% w24-q7 right: could you tell me
questions = """For Crew in November the two tables on the page differ by 22,947.46 dollars. Which of them is what we invoiced? In October 15 tickets with an account are missing. On which day were they opened? The test compares March. Could you tell me what it gives for February?"""
# %% w24-q7 right: the old shows less
questions = """For Crew in November the two tables on the page differ by 22,947.46 dollars. Which of them is what we invoiced? In October 15 tickets with an account are missing. On which day were they opened? The old table shows 22,947.46 less than the new one. The tests are green in March. Are they in February?"""
# %% w24-q7 right: short, three times
questions = """Take Crew in November: 264,312.00 against 241,364.54 dollars. Which one did we invoice? Of 25 missing tickets, 10 have no account. What are the other 15? The March test is green. What would February say?"""
# %% w24-q7 right: by the line
questions = """Line 92 uses BETWEEN. What happens to a ticket of 31 October at nine? Line 107 joins asked. How often is an account with three tickets added? test_support looks at March. Which month has an account with two tickets?"""
# %% w24-q7 right: please tell me
questions = """In November Crew has 22,947 dollars more on the new table. How come? In October 15 tickets vanish though they have an account; please tell me on which day they came. The test is run on March. Is there a reason for March?"""
# %% w24-q7 right: what the description says
questions = """The description says all missing tickets have no account. I count 10 of 25. What about the rest? Crew shows 22,947 dollars too much. Which join does that? The test looks at March, not at February. Why?"""
# %% w24-q7 right: without a mark, in one breath
questions = """On the table by plan. In November its Crew row is 22,947.46 dollars above the old one, and I am asking myself which is wrong. In October it lacks 15 tickets with an account, and I'd like to know from which day. The tests compare one month, March, and I am curious whether another one was tried."""
# %% w24-q7 right: three numbers in one sentence
questions = """I ask about 0131. In October the new table has 441 tickets and the page has 466, so 25 are missing and only 10 have no account. Why are the other 15 not there? In line 107 is LEFT JOIN asked, and an account with more tickets has more lines. How often is its revenue then added? The test compares both tables in March. Did you also run it for February, where the difference is 1400 dollars?"""
# %% w24-q7 wrong: two numbers exchanged | Not so many have no account. What did exercise 2 give?
questions = """In October 10 tickets are missing from the new table, and 25 of them have no account. Where does the rest come from? For Crew in November the tables differ by 22,947.46 dollars. Which of them is right? The test that compares them looks at March only. What would it say in February?"""
# %% w24-q7 wrong: another number for Crew | A number of dollars for Crew is another one than desk gives. Which cell of yours shows it?
questions = """For Crew in November the two tables differ by 48,000 dollars. Which of them is what we invoiced? In October 15 tickets with an account are missing. On which day were they opened? The test that compares revenue looks at March. What does it give for February, where somebody wrote twice?"""
# %% w24-q7 wrong: another number of tickets | A number of missing tickets is another one than desk gives. Which cell of yours shows it?
questions = """For Crew in November the two tables differ by 22,947 dollars. Which of them is what we invoiced? In October 120 tickets with an account are missing from the new table. On which day were they opened? The test that compares revenue looks at March. What does it give for February, where somebody wrote twice?"""
# %% w24-q7 wrong: another confidence | Which number did the test expect of ticket 3 before?
questions = """For ticket 3 the confidence was 0.75 and is None after the migration. Is that on purpose? With save gone the test of every answer still passes. Should it? The threshold of 0.6 needs the answers below it. How many of them would be lost with this, and where would we find them again?"""
# %% w24-q7 wrong: another year | A year stands in it that is in neither of them. Which month do the tests look at?
questions = """For Crew in November, more than twenty thousand dollars separate the two tables. Could a leader decide on a budget with the wrong one? The discussion says that test accounts are out. Are late tickets of the last day in? No test has two tickets from one account in March 2019. Can I see the result for February, too?"""
# %% w24-q7 wrong: about the third | Which of the two pull requests are your questions about? Name it, or something that it has alone.
questions = """The pauses were 0.25 and are 0.5 now. Is that the same for the vendor? The loop goes two times and the third try stands below. Why not three? The tests use stand-ins on this machine. Has anybody asked the real rate service with it, and what did it say on that day, or on another?"""
# %% w24-q7 wrong: two questions | Three questions are asked for. How many do you ask, each in a sentence of its own?
questions = """On 0136, the confidences. The expected confidence of ticket 3 was 0.31 in test_migrate and is None now. Which answers does the migration leave out on purpose? Its WHERE keeps the rows that the vendor decided, and the vendor is followed from 0.6 on. How can we judge 0.6 from what is left? The test that every answer is kept asks whether numbers lie between 0 and 1, and I would like another one."""
# %% w24-q7 wrong: no test | One question is about the tests. What do they look at, or not?
questions = """For Crew in November the two tables on the page differ by more than twenty thousand dollars. Which of them is what we invoiced, and why are they not the same? In October fifteen tickets with an account are missing from the new table. On which days were they opened? The page is read by Support's leads, who plan their budget with it. Do they know that there will be two numbers for one plan?"""
# %% w24-q7 wrong: a command | That tells the author what to do. What would you like to know first?
questions = """For Crew in November the two tables on the page differ by more than twenty thousand dollars. Which of them is what we invoiced? In October fifteen tickets with an account are missing from the new table. On which days were they opened? The test that compares revenue looks at March in the small warehouse, so you must use February. Is there another month with that case?"""
# %% w24-q7 wrong: blame | A sentence speaks of the author. What do you want to know about the change?
questions = """For Crew in November the two tables on the page differ by more than twenty thousand dollars. Which of them is what we invoiced? In October fifteen tickets with an account are missing from the new table, so you forgot something. On which days were they opened? The test that compares revenue looks at March in the small warehouse. What does it give for February?"""
# %% w24-q7 wrong: style | One question is about style. Which of its answers would change what you do?
questions = """For Crew in November the two tables on the page differ by more than twenty thousand dollars. Which of them is what we invoiced? In October fifteen tickets with an account are missing from the new table. On which days were they opened? The test looks at March in the small warehouse, and the variable names in it are short. Could they be longer?"""
# %% w24-q7 wrong: less for Crew | Which of the two tables shows more for Crew? What did exercise 1 give?
questions = """For Crew in November the two tables on the page differ: the new table shows 22,947.46 dollars less. Which of them is what we invoiced? In October 15 tickets with an account are missing. On which day were they opened? The test looks at March. What does it give for February?"""
# %% w24-q7 wrong: the whole gap | How much of the gap has no account? What did exercise 2 give?
questions = """For Crew in November the new table shows 22,947.46 dollars more. Which one is invoiced? All missing tickets have no account. Is that why October has 25 fewer tickets? The test looks at March. What does it give for February, where somebody wrote twice?"""
# %% w24-q7 wrong: another month | Which month does the test of this change compare?
questions = """For Crew in November the two tables on the page differ by 22,947.46 dollars. Which of them is what we invoiced? In October 15 tickets with an account are missing. On which day were they opened? The test compares February. What does it give for March, where nobody wrote twice?"""
# %% w24-q7 wrong: None first | What did the test expect of ticket 3 before, and what does it expect now?
questions = """Teo, ticket 3 had None before and shows 0.31 now. Why? The test of every answer passes without save. Should it? The threshold is 0.6. How many answers lie below it in the real store that we keep on the server of Support?"""
# %% w24-q7 wrong: green without save | The test is green although what it is about is gone. What does that say of the test?
questions = """Teo, on 0136. The new test is green without save, so it holds the promise well. Which test is it? Ticket 3 had 0.31 before and None now. Is that on purpose? The WHERE keeps vendor rows. How many rows does it leave behind in the real store?"""
# %% w24-q7 wrong: yes is enough | One question can be answered with yes alone. Which number, line or test would be a better answer?
questions = """For Crew in November the two tables on the page differ by 22,947.46 dollars. Is this right? In October 15 tickets with an account are missing. On which day were they opened? The test looks at March. What does it give for February? Are the tests green?"""
# %% w24-q7 wrong: only looked | What did you see? A number that you computed, or a line, before each question.
questions = """I looked at pull request 0131. What does it do? I looked at the tests of 0131. How many are there? I looked at the description of 0131. Who wrote it? I read all of it with great care, and these are my three questions to Ines."""
# %% w24-q7 wrong: bad work | A sentence speaks of the author. What do you want to know about the change?
questions = """For Crew in November the two tables on the page differ by 22,947.46 dollars. Which of them is what we invoiced? In October 15 tickets with an account are missing. On which day were they opened? The test looks at March. What does it give for February? This is bad work, Teo."""
# %% w24-q7 wrong: rubbish | A sentence speaks of the author. What do you want to know about the change?
questions = """For Crew in November the two tables on the page differ by 22,947.46 dollars. Which of them is what we invoiced? In October 15 tickets with an account are missing. On which day were they opened? The tests are rubbish. Which month do they look at?"""
# %% w24-q7 wrong: explain | That tells the author what to do. What would you like to know first?
questions = """For Crew in November the two tables on the page differ by 22,947.46 dollars. Which of them is what we invoiced? In October 15 tickets with an account are missing. On which day were they opened? The test looks at March. What does it give for February? Explain how we get back."""
# %% w24-q7 wrong: fix the test | That tells the author what to do. What would you like to know first?
questions = """For Crew in November the two tables on the page differ by 22,947.46 dollars. Which of them is what we invoiced? In October 15 tickets with an account are missing. On which day were they opened? The test looks at March. What does it give for February? Fix the test to use February."""
# %% w24-q7 wrong: in German | The check reads English only: write it in English, or judge it yourself with the list.
questions = """Für Crew im November zeigen die beiden Tabellen 22,947.46 dollars Unterschied. Welche ist richtig? Im Oktober fehlen 15 tickets mit einem account. An welchem Tag wurden sie geöffnet? Der Test vergleicht nur den März in der kleinen Datenbank. Was ergibt er für Februar, wo jemand zweimal geschrieben hat?"""
