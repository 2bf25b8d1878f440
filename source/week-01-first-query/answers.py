# Week 1 · First query: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w01-q1 exercise: table ordered=account_id | The first ten accounts
# The insight: a query says which columns, in which order, and how many rows. Nothing is implied.
# %% w01-q1 right: the columns in the order of the question
first_ten = sql("SELECT account_id, name, region, plan FROM accounts ORDER BY account_id LIMIT 10")
# %% w01-q1 right: other column order, ascending spelt out, lower case
first_ten = sql("select plan, region, name, account_id from accounts order by account_id asc limit 10")
# %% w01-q1 right: a condition on the rank instead of LIMIT
first_ten = sql(
    "SELECT a.account_id, a.name, a.region, a.plan FROM accounts AS a "
    "WHERE (SELECT COUNT(*) FROM accounts AS b WHERE b.account_id < a.account_id) < 10 ORDER BY 1"
)
# %% w01-q1 right: sorted and cut with pandas
first_ten = sql("SELECT account_id, name, region, plan FROM accounts")
first_ten = first_ten.sort_values("account_id").head(10).set_index("account_id")
# %% w01-q1 wrong: every column | That is every column of the table. Which four does the question name?
first_ten = sql("SELECT * FROM accounts ORDER BY account_id LIMIT 10")
# %% w01-q1 wrong: highest first | These are the highest numbers. DESC turns the order round; is it needed here?
first_ten = sql("SELECT account_id, name, region, plan FROM accounts ORDER BY account_id DESC LIMIT 10")
# %% w01-q1 wrong: sorted by name | This is the beginning of the alphabet. By which column should the rows be sorted?
first_ten = sql("SELECT account_id, name, region, plan FROM accounts ORDER BY name LIMIT 10")
# %% w01-q1 wrong: five rows | Five rows came back, as in the lesson. How many were asked for?
first_ten = sql("SELECT account_id, name, region, plan FROM accounts ORDER BY account_id LIMIT 5")
# %% w01-q1 wrong: numbers up to ten | Fewer than ten rows: not every number is there, since accounts were deleted. Which word counts rows, whatever their numbers?
first_ten = sql("SELECT account_id, name, region, plan FROM accounts WHERE account_id <= 10 ORDER BY account_id")
# %% w01-q1 typed: numbers up to eleven | Up to that number there were ten rows on the data you have. On data nobody has seen other numbers are missing: which word counts rows, whatever their numbers?
first_ten = sql("SELECT account_id, name, region, plan FROM accounts WHERE account_id <= 11 ORDER BY account_id")
# %% w01-q1 typed: typed in | This table fits the data you have and no other. A query would give the right rows on any data.

# %% w01-q2 exercise: table | One region, one plan
# The insight: two conditions that must both hold are joined with AND; OR lets nearly everything through.
# %% w01-q2 right: two conditions
canada_fleet = sql("SELECT account_id, name, status FROM accounts WHERE region = 'Canada' AND plan = 'Fleet'")
# %% w01-q2 right: the other way round, sorted, with other names for the columns
canada_fleet = sql(
    "SELECT name AS account_name, status, account_id AS id FROM accounts "
    "WHERE plan IN ('Fleet') AND region LIKE 'Canada' ORDER BY name DESC"
)
# %% w01-q2 right: filtered with pandas
everything = sql("SELECT * FROM accounts")
canada_fleet = everything.query("region == 'Canada' and plan == 'Fleet'")[["account_id", "name", "status"]]
# %% w01-q2 wrong: one is enough | With OR, one condition is enough, so every Fleet account of every region is in. Must both hold?
canada_fleet = sql("SELECT account_id, name, status FROM accounts WHERE region = 'Canada' OR plan = 'Fleet'")
# %% w01-q2 wrong: the plan forgotten | That is all of Canada. Which plan was asked for?
canada_fleet = sql("SELECT account_id, name, status FROM accounts WHERE region = 'Canada'")
# %% w01-q2 wrong: the region forgotten | These are the Fleet accounts of all four regions. Which region is on the phone?
canada_fleet = sql("SELECT account_id, name, status FROM accounts WHERE plan = 'Fleet'")
# %% w01-q2 wrong: active only | The question says "whatever their status". Which condition has crept in?
canada_fleet = sql(
    "SELECT account_id, name, status FROM accounts WHERE region = 'Canada' AND plan = 'Fleet' AND status = 'active'"
)
# %% w01-q2 wrong: small letters | No row came back. Is each word spelt as in the data, small and capital letters too, is each condition on the right column, and which word joins the two?
canada_fleet = sql("SELECT account_id, name, status FROM accounts WHERE region = 'canada' AND plan = 'fleet'")
# %% w01-q2 wrong: test accounts left out | You left the test accounts out, which is wise elsewhere, but the question says "every account". Which condition has crept in?
canada_fleet = sql("SELECT account_id, name, status FROM accounts WHERE region = 'Canada' AND plan = 'Fleet' AND is_test = 0")
# %% w01-q2 typed: typed in | These rows fit the data you have and no other. A query would find the right ones on any data.

# %% w01-q3 exercise: table ordered=signed_up_on | The newest five
# The insight: LIMIT cuts, only ORDER BY ranks; and a test account is no customer to be welcomed.
# %% w01-q3 right: sorted, then cut
newest_five = sql("SELECT name, signed_up_on FROM accounts WHERE is_test = 0 ORDER BY signed_up_on DESC LIMIT 5")
# %% w01-q3 right: not a test account, said the other way
newest_five = sql(
    "SELECT signed_up_on AS day, name FROM accounts WHERE NOT is_test = 1 ORDER BY date(signed_up_on) DESC, name LIMIT 5"
)
# %% w01-q3 right: the dates as dates, with pandas
import pandas as pd

customers = sql("SELECT name, signed_up_on FROM accounts WHERE is_test <> 1")
customers["signed_up_on"] = pd.to_datetime(customers["signed_up_on"])
newest_five = customers.nlargest(5, "signed_up_on")
# %% w01-q3 wrong: cut without an order | These are the first five rows that the database came across. What would make them the newest?
newest_five = sql("SELECT name, signed_up_on FROM accounts WHERE is_test = 0 LIMIT 5")
# %% w01-q3 wrong: the oldest | These are the oldest five. Which word puts the latest date first?
newest_five = sql("SELECT name, signed_up_on FROM accounts WHERE is_test = 0 ORDER BY signed_up_on LIMIT 5")
# %% w01-q3 wrong: highest number | The highest account numbers are not the newest accounts: some were taken over from a competitor, with old dates. Which column says when?
newest_five = sql("SELECT name, signed_up_on FROM accounts WHERE is_test = 0 ORDER BY account_id DESC LIMIT 5")
# %% w01-q3 wrong: only active | Somebody on trial has signed up, too, and may be the one to welcome. Is a condition on the status asked for?
newest_five = sql(
    "SELECT name, signed_up_on FROM accounts WHERE is_test = 0 AND status = 'active' ORDER BY signed_up_on DESC LIMIT 5"
)
# %% w01-q3 wrong: test accounts | Two of Kestrel's own test accounts are among them. Which condition keeps all such accounts out?
newest_five = sql("SELECT name, signed_up_on FROM accounts ORDER BY signed_up_on DESC LIMIT 5")
# %% w01-q3 wrong: one name struck out | One test account is struck out by its name, and another is still there. Which column tells all of them apart?
newest_five = sql("SELECT name, signed_up_on FROM accounts WHERE name NOT LIKE 'zz test%' ORDER BY signed_up_on DESC LIMIT 5")
# %% w01-q3 wrong: trials alone | These are the newest on trial. Somebody paid at once, and should be welcomed, too. Is a condition on the status asked for?
newest_five = sql("SELECT name, signed_up_on FROM accounts WHERE is_test = 0 AND status = 'trial' ORDER BY signed_up_on DESC LIMIT 5")
# %% w01-q3 wrong: those who left again | Somebody who signed up in December has left again and is missing. The question says "signed up last"; which condition has crept in?
newest_five = sql(
    "SELECT name, signed_up_on FROM accounts WHERE is_test = 0 AND status <> 'cancelled' ORDER BY signed_up_on DESC LIMIT 5"
)
# %% w01-q3 wrong: the test accounts alone | These are Kestrel's own test accounts and nobody else. Which value of is_test means a customer?
newest_five = sql("SELECT name, signed_up_on FROM accounts WHERE is_test = 1 ORDER BY signed_up_on DESC LIMIT 5")
# %% w01-q3 wrong: by the letters of a name | A customer is missing whose name happens to have the letters t, e, s, t in it. A name is no rule: which column says what a test account is?
newest_five = sql(
    "SELECT name, signed_up_on FROM accounts WHERE name NOT LIKE '%test%' AND name NOT LIKE '%demo%' ORDER BY signed_up_on DESC LIMIT 5"
)
# %% w01-q3 typed: since a day | Five have signed up since that day on the data you have. On data nobody has seen they are not five: which word takes five?
newest_five = sql("SELECT name, signed_up_on FROM accounts WHERE is_test = 0 AND signed_up_on >= '2025-12-24' ORDER BY signed_up_on DESC")
# %% w01-q3 typed: typed in | These five were the newest on the data you have. Tomorrow there are others; a query would find them.

# %% w01-q4 exercise: value | How many pay today?
# The insight: the number everybody quotes has four plausible values, and each comes from a definition.
# %% w01-q4 right: two conditions
paying_customers = sql("SELECT COUNT(*) FROM accounts WHERE status = 'active' AND is_test = 0")
# %% w01-q4 right: leaving out instead of keeping
paying_customers = sql(
    "SELECT COUNT(account_id) AS n FROM accounts WHERE status NOT IN ('trial', 'cancelled') AND is_test <> 1"
)
# %% w01-q4 right: all, less the others
paying_customers = sql("SELECT SUM(status = 'active') - SUM(status = 'active' AND is_test = 1) FROM accounts")
# %% w01-q4 right: the length of a table
paying_customers = len(sql("SELECT name FROM accounts WHERE status = 'active' AND is_test = 0"))
# %% w01-q4 wrong: test accounts | That includes Kestrel's own test accounts. Which column tells them apart?
paying_customers = sql("SELECT COUNT(*) FROM accounts WHERE status = 'active'")
# %% w01-q4 wrong: everybody | That is every account that ever signed up. Who of them still pays?
paying_customers = sql("SELECT COUNT(*) FROM accounts")
# %% w01-q4 wrong: trials | Accounts on trial are in that number, and they have not paid yet. Which condition keeps only those that pay?
paying_customers = sql("SELECT COUNT(*) FROM accounts WHERE status <> 'cancelled' AND is_test = 0")
# %% w01-q4 wrong: the board pack's | That is the number of the board pack: everybody who has not cancelled, trials and test accounts included. Who of them pays?
paying_customers = sql("SELECT COUNT(*) FROM accounts WHERE status <> 'cancelled'")
# %% w01-q4 wrong: customers who left | Cancelled accounts are in that number. They were customers; are they still?
paying_customers = sql("SELECT COUNT(*) FROM accounts WHERE is_test = 0")
# %% w01-q4 wrong: the test accounts alone | These are the active test accounts and nobody else. Does is_test = 1 mean a customer or a test?
paying_customers = sql("SELECT COUNT(*) FROM accounts WHERE status = 'active' AND is_test = 1")
# %% w01-q4 wrong: another spelling | Zero: no row meets all the conditions. Is each word spelt as in the data, and is each condition on the right column?
paying_customers = sql("SELECT COUNT(*) FROM accounts WHERE status = 'Active' AND is_test = 0")
# %% w01-q4 wrong: one is enough | With OR, one condition is enough, so nearly every account is in. Must both hold?
paying_customers = sql("SELECT COUNT(*) FROM accounts WHERE status = 'active' OR is_test = 0")
# %% w01-q4 wrong: by the letters of a name | Some test accounts are still in that number: their names do not say what they are. Which column does?
paying_customers = sql("SELECT COUNT(*) FROM accounts WHERE status = 'active' AND name NOT LIKE '%test%'")
# %% w01-q4 wrong: taken off twice | Test accounts that are on trial have been taken off twice. What do two conditions on each row keep?
paying_customers = sql(
    "SELECT SUM(status <> 'cancelled') - SUM(status = 'trial') - SUM(status <> 'cancelled' AND is_test = 1) FROM accounts"
)
# %% w01-q4 typed: typed in | That was the number on the data you have. The mark is given on data nobody has seen, and there it is another one: write the query.

# %% w01-q5 exercise: choice options=A,B,C,D right=C | Somebody's top five
# The insight: reading a query tells more than reading its result.
# %% w01-q5 right: the letter
top_five = "C"
# %% w01-q5 right: in small
top_five = " c. "
# %% w01-q5 right: in a list
top_five = ["C"]
# %% w01-q5 wrong: shown means sorted | Asking for a column shows it; it does not sort by it. Which two words would?
top_five = "A"
# %% w01-q5 wrong: stored means newest | The order in which rows are stored promises nothing, as the lesson's five dates showed. What does the query itself say about order?
top_five = "B"
# %% w01-q5 wrong: unordered means random | Random would be an instruction of its own. Without one, the database hands over what it meets first, mostly the same each time. Which option says that?
top_five = "D"

# %% w01-q6 exercise: value | The calendar you inherit
# The insight: her own time is data, too, and the honest count leaves out what she did not attend.
# %% w01-q6 right: two conditions
strategy_meetings = sql("SELECT COUNT(*) FROM calendar WHERE kind = 'strategy' AND response = 'accepted'")
# %% w01-q6 right: not declined
strategy_meetings = sql(
    "SELECT COUNT(title) AS meetings FROM calendar WHERE response <> 'declined' AND kind = 'strategy'"
)
# %% w01-q6 right: with pandas
meetings = sql("SELECT kind, response FROM calendar")
strategy_meetings = ((meetings.kind == "strategy") & (meetings.response == "accepted")).sum()
# %% w01-q6 wrong: declined ones | Some of these were declined. Which column says so?
strategy_meetings = sql("SELECT COUNT(*) FROM calendar WHERE kind = 'strategy'")
# %% w01-q6 wrong: every meeting | Those are all the accepted entries. Which kind is asked for?
strategy_meetings = sql("SELECT COUNT(*) FROM calendar WHERE response = 'accepted'")
# %% w01-q6 wrong: every kind | These are all the meetings that your predecessor sat in. Which kind is asked for?
strategy_meetings = sql("SELECT COUNT(*) FROM calendar WHERE response = 'accepted' AND kind <> 'note'")
# %% w01-q6 wrong: the declined ones | To these nobody went. Which response is asked for?
strategy_meetings = sql("SELECT COUNT(*) FROM calendar WHERE kind = 'strategy' AND response = 'declined'")
# %% w01-q6 wrong: one is enough | With OR, one condition is enough: every accepted meeting is in, and every strategy meeting. Must both hold?
strategy_meetings = sql("SELECT COUNT(*) FROM calendar WHERE kind = 'strategy' OR response = 'accepted'")
# %% w01-q6 wrong: hours | Those are hours. The question asks for the number of meetings.
strategy_meetings = sql("SELECT SUM(hours) FROM calendar WHERE kind = 'strategy' AND response = 'accepted'")
# %% w01-q6 wrong: the title instead of the kind | Only some strategy meetings have the word in their title. Which column says what kind a meeting is?
strategy_meetings = sql("SELECT COUNT(*) FROM calendar WHERE title LIKE '%strategy%' AND response = 'accepted'")
# %% w01-q6 wrong: another spelling | Zero: no row meets all the conditions. Is each word spelt as in the data, and is each condition on the right column?
strategy_meetings = sql("SELECT COUNT(*) FROM calendar WHERE kind = 'Strategy' AND response = 'accepted'")
# %% w01-q6 typed: typed in | That was the number in the calendar you have. On another calendar it is wrong: write the query.

# %% w01-q7 exercise: text least=15 most=160 | A number you can defend
# The insight: a number without its definition is an argument waiting to happen.
# states: your number of exercise 4 :: SELECT COUNT(*) FROM accounts WHERE status = 'active' AND is_test = 0 :: Which number? The footnote should state yours of exercise 4, in figures.
# states: the day :: SELECT '2025-12-31' :: As of which day is it true? The data end on 31 December 2025.
# words: trials :: trial, trials, free :: What about accounts on trial: in or out?
# words: test accounts :: test, testing, internal, staff, own :: What about the accounts that Kestrel's own staff made?
# words: cancelled accounts :: cancelled, canceled, cancelling, former, left, ended, status :: What about accounts that have cancelled?
# tick: It gives the number and the day as of which it is true.
# tick: A newcomer could write the query from these sentences alone.
# tick: It names all who are left out, and why.
# tick: It is honest about one thing that the number does not tell.
# %% w01-q7 right: a plain footnote
footnote = """On 31 December 2025 Kestrel had 1,716 paying customers. We count every account whose subscription is active. Accounts on
trial are left out since they do not pay yet, as are cancelled accounts and the test accounts made by our own staff."""
# %% w01-q7 right: another order, other words
footnote = """Not included: trials, former customers whose subscription has ended, and internal accounts that staff opened for testing.
With those left out, 1716 accounts had an active subscription on the last day of 2025. That does not say that each one paid its last invoice."""
# %% w01-q7 right: a list
footnote = """1 716 paying customers at the end of December 2025.
- Counted: one for each company with an active subscription.
- Not counted: trial accounts (they have never paid), companies that cancelled (no longer pay), test accounts (ours).
- Not known from this: whether the last invoice was paid."""
# %% w01-q7 right: begun as the hint says
footnote = """On 31 December 2025 Kestrel had 1,716 paying customers. The number counts every account that is active, without trials,
cancelled and test accounts."""
# %% w01-q7 wrong: another number | Which number? The footnote should state yours of exercise 4, in figures.
footnote = """On 31 December 2025 Kestrel had 2,408 paying customers. We count every account whose subscription is active. Accounts on
trial are left out since they do not pay yet, as are cancelled accounts and the test accounts made by our own staff."""
# %% w01-q7 wrong: too short | Your text has 3 words; at least 15 are asked for.
footnote = "1,716 customers paid."
# %% w01-q7 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
footnote = """Write the footnote for page 2 of the board pack, in two to four sentences , for a board member who"""
