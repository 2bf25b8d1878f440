# Week 20 · Make it survive: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w20-q1v3 exercise: integration file=sort.py most=49 | A busy night
# The insight: a no says whether to wait, how long, or to stop; a program has a longest wait of its own.
# options: Billing, Integrations, Mobile app, Onboarding, Scheduling

# %% w20-q1v3 batch: forty tickets of the night, without numbers and addresses
from firstquery.privacy import mask
batch = sql("""SELECT ticket_id, subject || '. ' || body AS text FROM tickets
               WHERE opened_at < '2025-12-30' ORDER BY opened_at DESC, ticket_id DESC LIMIT 40""").sort_values("ticket_id")
batch["text"] = [mask(text) for text in batch["text"]]

# %% w20-q1v3 day: a busy night | What does each no say about when to come back?
day = [200, 429, 200, "dated", 200, 500, 500, 200]
retry_after = 1
pause = 0.4
longer = True
seconds = 45
held_out = {"retry_after": 2}

# %% w20-q1v3 day: a closed door | Which no can waiting heal, and which can it not?
day = [200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403]
seconds = 45

# %% w20-q1v3 day: no time is named | A 429 without Retry-After: is that vendor closed, or busy?
day = [200, "bare", 200]
seconds = 45

# %% w20-q1v3 day: the cap is reached | Two sorts of no have the number 429. Which of them does a wait heal?
day = [200, "quota"]
seconds = 45

# %% w20-q1v3 day: an hour is named | How long may this program wait, and what then?
day = [200, "hour"]
seconds = 15

# %% w20-q1v3 day: twenty seconds are named | More than how many seconds may this program wait?
day = [200, 429]
retry_after = 20
seconds = 15

# %% w20-q1v3 day: ill all night | How often may it ask about one ticket, and what then?
day = [500, 500, 500, 500, 500, 500, 500, 500, 500, 500]
pause = 0.4
seconds = 45

# %% w20-q1v3 right: the notebook's

# %% w20-q1v3 right: an error for each no, and pauses that grow
%%script patient
import json
import os
import sys
import time
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
import pandas as pd
from openai import OpenAI, RateLimitError, InternalServerError

client = OpenAI(base_url=os.environ["AI_BASE_URL"], api_key=os.environ["AI_API_KEY"], max_retries=0)
teams = ["Billing", "Integrations", "Mobile app", "Onboarding", "Scheduling"]
form = {"type": "json_schema", "json_schema": {"name": "sorting", "schema": {"type": "object",
        "properties": {"team": {"type": "string", "enum": teams}}, "required": ["team"]}}}

def call(ticket):
    return client.chat.completions.create(
        model=os.environ["AI_MODEL"], temperature=0, response_format=form,
        messages=[{"role": "user", "content": "Which team? Ticket: " + ticket["text"]}])

def seconds(named, pause):
    """What is named, as a number or as a date; else our own pause."""
    try:
        return float(named or pause)
    except ValueError:
        return max(0, (parsedate_to_datetime(named) - datetime.now(timezone.utc)).total_seconds())

def ask(ticket, pause=0.5, left=3):
    try:
        answer = call(ticket)
    except (RateLimitError, InternalServerError) as no:
        wait = seconds(no.response.headers.get("Retry-After"), pause)
        if not left or wait > 10 or no.code == "insufficient_quota":
            raise
        time.sleep(wait)
        return ask(ticket, 2 * pause, left - 1)
    return json.loads(answer.choices[0].message.content)["team"]

batch = pd.read_json("batch.json")
batch["team"] = [ask(ticket) for ticket in batch.to_dict("records")]
batch["by"] = "vendor"
batch[["ticket_id", "team", "by"]].to_csv("sorted.csv", index=False)

# %% w20-q1v3 right: httpx alone, and another prompt
%%script patient
import csv, json, os, time
from datetime import datetime, UTC
from email.utils import parsedate_to_datetime
import httpx

TEAMS = "Billing, Integrations, Mobile app, Onboarding, Scheduling"
vendor = httpx.Client(base_url=os.environ["AI_BASE_URL"], headers={"Authorization": "Bearer " + os.environ["AI_API_KEY"]}, timeout=10)

def ask(text):
    asked = {"model": os.environ["AI_MODEL"], "temperature": 0, "messages": [
        {"role": "system", "content": f"Sort the ticket. Answer with the name alone, one of {TEAMS}."}, {"role": "user", "content": text}]}
    for pause in (0.5, 1, 2, 0):
        answer = vendor.post("/chat/completions", json=asked)
        if answer.status_code == 200:
            said = answer.json()["choices"][0]["message"]["content"]
            return next(team for team in TEAMS.split(", ") if team in said)
        named = answer.headers.get("Retry-After", str(pause))
        if named[-1:] == "T":
            named = (parsedate_to_datetime(named) - datetime.now(UTC)).total_seconds()
        said = answer.json()["error"]["code"]
        if answer.status_code not in (429, 500, 502, 503) or said == "insufficient_quota" or float(named) > 10:
            break
        time.sleep(max(float(named), 0))
    raise SystemExit(f"The vendor answers {answer.status_code}.")

with open("batch.json") as file:
    batch = json.load(file)
rows = [(ticket["ticket_id"], ask(ticket["text"]), "vendor") for ticket in batch]
with open("sorted.csv", "w", newline="") as file:
    csv.writer(file).writerows([("ticket_id", "team", "by"), *rows])

# %% w20-q1v3 same: `not left` dropped | The pauses double, and a wait of more than ten seconds ends it: after six tries.
# %% w20-q1v3 wrong: gives up at the first no | On the busy night it gave up at the first 429. What does 429 ask you to do?
# from: the notebook's
# ~ time.sleep(wait) => break

# %% w20-q1v3 wrong: a pause of its own | All tickets are sorted, but after a 429 the vendor was asked again before the time that it had named. Where does it name it?
# from: the notebook's
# ~ wait = float(named) => wait = 0.1

# %% w20-q1v3 wrong: no pause after a 500 | All tickets are sorted, but a vendor that was unwell was asked again at once. Which line waits after a 500, also after the first one?
# from: the notebook's
# ~ 0.5 * (attempt + 1) => 0

# %% w20-q1v3 wrong: the same pause each time | All tickets are sorted, but the vendor that had failed twice got no longer pause than after the first time. What makes a pause grow with each attempt?
# from: the notebook's
# ~ 0.5 * (attempt + 1) => 0.5

# %% w20-q1v3 wrong: a date is no number | On the busy night a 429 named a date, and the program stopped with an error of its own. What else than a number may stand in Retry-After?
# from: the notebook's
# ~ if named and "GMT" in named => if False

# %% w20-q1v3 wrong: without a time, no wait | A 429 came without Retry-After, and it gave up. That vendor is as busy as another: how long is your own pause?
# from: the notebook's
# ~ no.status_code != 429 and no.status_code < 500 => named is None and no.status_code < 500

# %% w20-q1v3 wrong: a cap is waited for | The cap of the account was reached, and it asked again and again. Both have the number 429: in which word do they differ?
# from: the notebook's
# ~ closed or no.code == "insufficient_quota" or wait > 10 => closed or wait > 10

# %% w20-q1v3 wrong: an hour is waited | The vendor named an hour, and the program slept. Who sees at night that it still runs? Which line knows the longest wait?
# from: the notebook's
# ~ "insufficient_quota" or wait > 10 => "insufficient_quota"

# %% w20-q1v3 wrong: a minute is waited | The vendor named twenty seconds, and the program slept so long. Above how many seconds is it to stop?
# from: the notebook's
# ~ "insufficient_quota" or wait > 10 => "insufficient_quota" or wait > 60

# %% w20-q1v3 wrong: asked again after ten seconds | The vendor named an hour, and was asked again after ten seconds. It had said when: what is left to do, where that is too long?
# from: the notebook's
# ~ "insufficient_quota" or wait > 10 => "insufficient_quota"
# ~ return wait => return min(wait, 10)

# %% w20-q1v3 wrong: the client's own retries | The client asks again by itself: after a cap that is reached, and long before the hour that was named. Where could you tell it what each no asks for?
%%script patient
import json
import os
import sys
import time
import pandas as pd
from openai import OpenAI, APIStatusError

client = OpenAI(base_url=os.environ["AI_BASE_URL"], api_key=os.environ["AI_API_KEY"], max_retries=3)
teams = ["Billing", "Integrations", "Mobile app", "Onboarding", "Scheduling"]
form = {"type": "json_schema", "json_schema": {"name": "sorting", "schema": {"type": "object",
        "properties": {"team": {"type": "string", "enum": teams}}, "required": ["team"]}}}

def call(ticket):
    return client.chat.completions.create(
        model=os.environ["AI_MODEL"], temperature=0, response_format=form,
        messages=[{"role": "user", "content": "Which team? Ticket: " + ticket["text"]}])

rows = []
for ticket in json.load(open("batch.json")):
    answer = call(ticket)
    rows.append({"ticket_id": ticket["ticket_id"], "team": json.loads(answer.choices[0].message.content)["team"], "by": "vendor"})
pd.DataFrame(rows).to_csv("sorted.csv", index=False)

# %% w20-q1v3 wrong: patient with a closed door | After 403, *not you*, it asked about the same ticket again and again. Which answers does waiting heal?
# from: the notebook's
# ~ if closed or no.code => if no.code

# %% w20-q1v3 wrong: asks without end | It asks about one ticket forty times. After ten answers of 500 it had sent more requests than there are tickets and tries. What does a vendor in trouble see?
# from: the notebook's
# ~ range(4) => range(40)

# %% w20-q1v3 wrong: the ticket left out | On the night when the vendor is ill it ended as if all were well, and tickets are missing in the file. What is told to whoever started it?
# from: the notebook's
# - sys.exit(f"Ticket {ticket['ticket_id']} has no answer.")
# + return None
# - rows.append({"ticket_id": ticket["ticket_id"], "team": ask(ticket), "by": "vendor"})
# + team = ask(ticket)
# + if team:
# +     rows.append({"ticket_id": ticket["ticket_id"], "team": team, "by": "vendor"})

# %% w20-q1v3 wrong: a failure swallowed | On the night when the vendor is ill it wrote a team all the same, and said that it was the vendor's. Who would notice in the morning?
# from: the notebook's
# - sys.exit(f"Ticket {ticket['ticket_id']} has no answer.")
# + return "Billing"

# %% w20-q1v3 wrong: shown, and not kept | Every ticket was sorted and paid for, and there is no sorted.csv. Who reads the screen at two in the morning?
# from: the notebook's
# - pd.DataFrame(rows).to_csv("sorted.csv", index=False)
# + print(pd.DataFrame(rows))

# %% w20-q1v3 typed: the tickets typed in | Those are the tickets of one night. Tomorrow the file has others: where do their numbers stand?
# from: the notebook's
# @ for ticket in json.load(open("batch.json")):
# +     if not 11967 <= ticket["ticket_id"] <= 12006:
# +         continue

# %% w20-q2v2 exercise: integration file=sort.py most=60 | Silence, paid for once
# The insight: an answer that does not arrive was worked on and is charged; only a key makes of the second request the first.
# options: Billing, Integrations, Mobile app, Onboarding, Scheduling

# %% w20-q2v2 batch: forty tickets of the night, without numbers and addresses
from firstquery.privacy import mask
batch = sql("""SELECT ticket_id, subject || '. ' || body AS text FROM tickets
               WHERE opened_at < '2025-12-30' ORDER BY opened_at DESC, ticket_id DESC LIMIT 40""").sort_values("ticket_id")
batch["text"] = [mask(text) for text in batch["text"]]

# %% w20-q2v2 day: silence, and a line that breaks | How long may a call take, and how can the vendor know that it is the same one?
day = [200, "slow", 200, "drop", 200, "slow", "drop", 200, 429, 500, 200]
retry_after = 1
patience = 4
seconds = 30

# %% w20-q2v2 day: a quiet night | What may a second ticket not share with the first?
seconds = 45

# %% w20-q2v2 right: as the frame has it
%%script thrifty
import json
import os
import sys
import time
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
import pandas as pd
from openai import OpenAI, APIConnectionError, APIStatusError

client = OpenAI(base_url=os.environ["AI_BASE_URL"], api_key=os.environ["AI_API_KEY"], max_retries=0,
                timeout=1)
today = date.today()
teams = ["Billing", "Integrations", "Mobile app", "Onboarding", "Scheduling"]
form = {"type": "json_schema", "json_schema": {"name": "sorting", "schema": {"type": "object",
        "properties": {"team": {"type": "string", "enum": teams}}, "required": ["team"]}}}

def call(ticket):
    return client.chat.completions.create(
        model=os.environ["AI_MODEL"], temperature=0, response_format=form,
        messages=[{"role": "user", "content": "Which team? Ticket: " + ticket["text"]}],
        extra_headers={"Idempotency-Key": f"{today}-{os.environ['AI_MODEL']}-{ticket['ticket_id']}"})

def pause(no, attempt):
    """How many seconds to wait after a no; None where waiting heals nothing."""
    named = no.response.headers.get("Retry-After")
    wait = 0.5 * (attempt + 1)
    if named and "GMT" in named:
        wait = max(0, (parsedate_to_datetime(named) - datetime.now(UTC)).total_seconds())
    elif named:
        wait = float(named)
    closed = no.status_code != 429 and no.status_code < 500
    if closed or no.code == "insufficient_quota" or wait > 10:
        return None
    return wait

def ask(ticket):
    for attempt in range(4):
        try:
            answer = call(ticket)
            return json.loads(answer.choices[0].message.content)["team"]
        except APIStatusError as no:
            wait = pause(no, attempt)
            if wait is None:
                break
            time.sleep(wait)
        except APIConnectionError:
            time.sleep(0.5 * (attempt + 1))
    sys.exit(f"Ticket {ticket['ticket_id']} has no answer.")

rows = []
for ticket in json.load(open("batch.json")):
    rows.append({"ticket_id": ticket["ticket_id"], "team": ask(ticket), "by": "vendor"})
pd.DataFrame(rows).to_csv("sorted.csv", index=False)

# %% w20-q2v2 right: the client's own retries, and a key
%%script thrifty
import json
import os
import sys
import time
import pandas as pd
from openai import OpenAI, APIConnectionError, APIStatusError

client = OpenAI(base_url=os.environ["AI_BASE_URL"], api_key=os.environ["AI_API_KEY"], max_retries=4,
                timeout=1)
teams = ["Billing", "Integrations", "Mobile app", "Onboarding", "Scheduling"]
form = {"type": "json_schema", "json_schema": {"name": "sorting", "schema": {"type": "object",
        "properties": {"team": {"type": "string", "enum": teams}}, "required": ["team"]}}}

def call(ticket):
    return client.chat.completions.create(
        model=os.environ["AI_MODEL"], temperature=0, response_format=form,
        messages=[{"role": "user", "content": "Which team? Ticket: " + ticket["text"]}],
        extra_headers={"Idempotency-Key": f"night-{ticket['ticket_id']}"})

rows = []
for ticket in json.load(open("batch.json")):
    answer = call(ticket)
    rows.append({"ticket_id": ticket["ticket_id"], "team": json.loads(answer.choices[0].message.content)["team"], "by": "vendor"})
pd.DataFrame(rows).to_csv("sorted.csv", index=False)

# %% w20-q2v2 right: httpx alone, and a key made of the text
%%script thrifty
import hashlib, json, os, time
import httpx
import pandas as pd

TEAMS = ["Billing", "Integrations", "Mobile app", "Onboarding", "Scheduling"]
vendor = httpx.Client(base_url=os.environ["AI_BASE_URL"], headers={"Authorization": "Bearer " + os.environ["AI_API_KEY"]}, timeout=1.5)

def ask(text, left=5):
    asked = {"model": os.environ["AI_MODEL"], "temperature": 0, "messages": [
        {"role": "system", "content": "Sort the ticket. Answer with the name alone, one of " + ", ".join(TEAMS) + "."},
        {"role": "user", "content": text}]}
    key = hashlib.sha256(text.encode()).hexdigest()
    try:
        answer = vendor.post("/chat/completions", json=asked, headers={"Idempotency-Key": key})
        answer.raise_for_status()
        said = answer.json()["choices"][0]["message"]["content"]
        return [team for team in TEAMS if team in said][0]
    except httpx.HTTPStatusError as no:
        if no.response.status_code < 429 or left == 0:
            raise
        time.sleep(float(no.response.headers.get("Retry-After", 0.5)))
    except httpx.TransportError:
        if left == 0:
            raise
    return ask(text, left - 1)

batch = pd.read_json("batch.json")
batch["team"] = batch["text"].map(ask)
batch.assign(by="vendor")[["ticket_id", "team", "by"]].to_csv("sorted.csv", index=False)

# %% w20-q2v2 right: a key drawn once a ticket
%%script thrifty
import json
import os
import sys
import time
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
import uuid
import pandas as pd
from openai import OpenAI, APIConnectionError, APIStatusError

client = OpenAI(base_url=os.environ["AI_BASE_URL"], api_key=os.environ["AI_API_KEY"], max_retries=0,
                timeout=1.5)
today = date.today()
teams = ["Billing", "Integrations", "Mobile app", "Onboarding", "Scheduling"]
form = {"type": "json_schema", "json_schema": {"name": "sorting", "schema": {"type": "object",
        "properties": {"team": {"type": "string", "enum": teams}}, "required": ["team"]}}}

def call(ticket, key):
    return client.chat.completions.create(
        model=os.environ["AI_MODEL"], temperature=0, response_format=form,
        messages=[{"role": "user", "content": "Which team? Ticket: " + ticket["text"]}],
        extra_headers={"Idempotency-Key": key})

def pause(no, attempt):
    """How many seconds to wait after a no; None where waiting heals nothing."""
    named = no.response.headers.get("Retry-After")
    wait = 0.5 * (attempt + 1)
    if named and "GMT" in named:
        wait = max(0, (parsedate_to_datetime(named) - datetime.now(UTC)).total_seconds())
    elif named:
        wait = float(named)
    closed = no.status_code != 429 and no.status_code < 500
    if closed or no.code == "insufficient_quota" or wait > 10:
        return None
    return wait

def ask(ticket):
    key = str(uuid.uuid4())
    for attempt in range(4):
        try:
            answer = call(ticket, key)
            return json.loads(answer.choices[0].message.content)["team"]
        except APIStatusError as no:
            wait = pause(no, attempt)
            if wait is None:
                break
            time.sleep(wait)
        except APIConnectionError:
            print(ticket["ticket_id"], "did not arrive")
    sys.exit(f"Ticket {ticket['ticket_id']} has no answer.")

rows = []
for ticket in json.load(open("batch.json")):
    rows.append({"ticket_id": ticket["ticket_id"], "team": ask(ticket), "by": "vendor"})
pd.DataFrame(rows).to_csv("sorted.csv", index=False)

# %% w20-q2v2 wrong: no time-out | One answer never came, and the program waited until it was stopped. How long may a call take, and where do you say so?
# from: as the frame has it
# - client = OpenAI(base_url=os.environ["AI_BASE_URL"], api_key=os.environ["AI_API_KEY"], max_retries=0,
# -                 timeout=1)
# + client = OpenAI(base_url=os.environ["AI_BASE_URL"], api_key=os.environ["AI_API_KEY"], max_retries=0)

# %% w20-q2v2 wrong: no key | Every ticket is sorted, and some were paid for twice. What goes with the second request, so that the vendor knows the first?
# from: as the frame has it
# - messages=[{"role": "user", "content": "Which team? Ticket: " + ticket["text"]}],
# - extra_headers={"Idempotency-Key": f"{today}-{os.environ['AI_MODEL']}-{ticket['ticket_id']}"})
# + messages=[{"role": "user", "content": "Which team? Ticket: " + ticket["text"]}])

# %% w20-q2v2 wrong: one key for all tickets | The second ticket came with the key of the first, and the vendor refused it (409). What belongs into a key, so that no two tickets share one?
# from: as the frame has it
# ~ -{ticket['ticket_id']}" => "

# %% w20-q2v2 wrong: gives up at the first silence | It set a time-out, and at the first silence it stopped with an error of its own. It may ask four times: what stands below except?
# from: as the frame has it
# @ except APIConnectionError:
# ~ time.sleep(0.5 * (attempt + 1)) => break

# %% w20-q2v2 wrong: silence left out | It ended as if all were well, and the tickets without an answer are missing in the file. What does the file say of them?
# from: as the frame has it
# @ except APIConnectionError:
# ~ time.sleep(0.5 * (attempt + 1)) => return None
# - rows.append({"ticket_id": ticket["ticket_id"], "team": ask(ticket), "by": "vendor"})
# + team = ask(ticket)
# + if team:
# +     rows.append({"ticket_id": ticket["ticket_id"], "team": team, "by": "vendor"})

# %% w20-q2v2 wrong: silence swallowed | Where nothing came it wrote that there is no team, and that the vendor said so. What did the vendor say?
# from: as the frame has it
# @ except APIConnectionError:
# ~ time.sleep(0.5 * (attempt + 1)) => return None

# %% w20-q2v2 wrong: a pause of its own | Silence is survived and paid for once. But after the 429 the vendor was asked again before the time that it had named. Which lines of exercise 1 are missing?
# from: as the frame has it
# ~ wait = float(named) => wait = 0.1

# %% w20-q2v2 typed: the tickets typed in | Those are the tickets of one night. Tomorrow the file has others: where do their numbers stand?
# from: as the frame has it
# @ for ticket in json.load(open("batch.json")):
# +     if not 11967 <= ticket["ticket_id"] <= 12006:
# +         continue

# %% w20-q2v2 same: 10 became 9 | No day of the check names just ten seconds: it would take these ten seconds to see.

# %% w20-q3v2 exercise: integration file=sort.py most=70 | Believe nothing unread
# The insight: an answer with status 200 can be no answer; whoever falls back says so, or nobody knows what was believed.
# options: Billing, Integrations, Mobile app, Onboarding, Scheduling

# %% w20-q3v2 batch: forty tickets of the night, without numbers and addresses, the rule's teams in turn
from firstquery.privacy import mask
batch = sql("""SELECT ticket_id, subject || '. ' || body AS text FROM tickets
               WHERE opened_at < '2025-12-30' ORDER BY opened_at DESC, ticket_id DESC LIMIT 40""").sort_values("ticket_id")
batch["text"] = [mask(text) for text in batch["text"]]
by_word = [("invoice", "Billing"), ("sync", "Integrations"), ("app", "Mobile app"), ("start", "Onboarding"), ("", "Scheduling")]
batch["fallback"] = [next(team for word, team in by_word if word in text.lower()) for text in batch["text"]]
# Those that fall back are the second and the fourth: the rule sends them elsewhere than to the last team.
batch["turn"] = batch.groupby("fallback").cumcount()
batch = batch.sort_values(["turn", "fallback"], ascending=[True, False]).drop(columns="turn")

# %% w20-q3v2 day: answers that break off | What does json.loads do with half a text?
day = [200, "broken", 200, "cut", 200]
fallback = 2
seconds = 45

# %% w20-q3v2 day: an answer of another form, and a team of nobody | Is there a team in this answer, and is it one of ours?
day = [200, "wrong", 200, "stranger", 200]
fallback = 2
seconds = 45

# %% w20-q3v2 day: an empty answer, and four failures | What is the first of no choices, and what if all four tries fail?
day = [200, "empty", 200, 500, 500, 500, 500, 200]
fallback = 2
pause = 0.3
seconds = 45

# %% w20-q3v2 day: a refusal | What is the text of an answer in which the model says no?
day = [200, "refusal", 200]
fallback = 1
seconds = 45

# %% w20-q3v2 right: as the frame has it
%%script careful
import json
import os
import sys
import time
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
import pandas as pd
from openai import OpenAI, APIConnectionError, APIStatusError

client = OpenAI(base_url=os.environ["AI_BASE_URL"], api_key=os.environ["AI_API_KEY"], max_retries=0,
                timeout=1)
today = date.today()
teams = ["Billing", "Integrations", "Mobile app", "Onboarding", "Scheduling"]
form = {"type": "json_schema", "json_schema": {"name": "sorting", "schema": {"type": "object",
        "properties": {"team": {"type": "string", "enum": teams}}, "required": ["team"]}}}

def call(ticket):
    return client.chat.completions.create(
        model=os.environ["AI_MODEL"], temperature=0, response_format=form,
        messages=[{"role": "user", "content": "Which team? Ticket: " + ticket["text"]}],
        extra_headers={"Idempotency-Key": f"{today}-{os.environ['AI_MODEL']}-{ticket['ticket_id']}"})

def rule(ticket):
    """The team by one word: no vendor, no charge."""
    for word, team in [("invoice", "Billing"), ("sync", "Integrations"), ("app", "Mobile app"), ("start", "Onboarding")]:
        if word in ticket["text"].lower():
            return team
    return "Scheduling"

def read(answer):
    """The team in an answer; None where it can't be believed."""
    try:
        team = json.loads(answer.choices[0].message.content)["team"]
    except (ValueError, KeyError, IndexError, TypeError):
        return None
    if team in teams:
        return team
    return None

def pause(no, attempt):
    """How many seconds to wait after a no; None where waiting heals nothing."""
    named = no.response.headers.get("Retry-After")
    wait = 0.5 * (attempt + 1)
    if named and "GMT" in named:
        wait = max(0, (parsedate_to_datetime(named) - datetime.now(UTC)).total_seconds())
    elif named:
        wait = float(named)
    closed = no.status_code != 429 and no.status_code < 500
    if closed or no.code == "insufficient_quota" or wait > 10:
        return None
    return wait

def ask(ticket):
    for attempt in range(4):
        try:
            return read(call(ticket))
        except APIStatusError as no:
            wait = pause(no, attempt)
            if wait is None:
                sys.exit(f"The vendor answers {no.status_code}.")
            time.sleep(wait)
        except APIConnectionError:
            time.sleep(0.5 * (attempt + 1))
    return None

rows = []
for ticket in json.load(open("batch.json")):
    team, by = ask(ticket), "vendor"
    if team is None:
        team, by = rule(ticket), "fallback"
    rows.append({"ticket_id": ticket["ticket_id"], "team": team, "by": by})
pd.DataFrame(rows).to_csv("sorted.csv", index=False)

# %% w20-q3v2 right: pydantic reads the answer
# from: as the frame has it
# @ import time
# + from typing import Literal
# @ import pandas as pd
# + from pydantic import BaseModel, ValidationError
# @     return "Scheduling"
# +
# + class Sorting(BaseModel):
# +     team: Literal["Billing", "Integrations", "Mobile app", "Onboarding", "Scheduling"]
# - """The team in an answer; None where it can't be believed."""

# -     team = json.loads(answer.choices[0].message.content)["team"]
# - except (ValueError, KeyError, IndexError, TypeError):
# +     return Sorting.model_validate_json(answer.choices[0].message.content).team
# + except (ValidationError, IndexError):
# - if team in teams:
# -     return team
# - return None

# %% w20-q3v2 right: asks once more, with another key
# from: as the frame has it
# ~ call(ticket): => call(ticket, attempt):
# ~ -{ticket['ticket_id']}" => -{ticket['ticket_id']}-{attempt}"
# - for attempt in range(4):
# + asked = 0
# + for attempt in range(6):
# ~ return read(call(ticket)) => team = read(call(ticket, asked))
# - wait = pause(no, attempt)
# - if wait is None:
# -     sys.exit(f"The vendor answers {no.status_code}.")
# - time.sleep(wait)
# + if pause(no, attempt) is None:
# +     raise
# + time.sleep(pause(no, attempt))
# + continue
# -         time.sleep(0.5 * (attempt + 1))
# - return None
# +         continue
# +     if team is not None:
# +         return team
# +     asked += 1

# %% w20-q3v2 right: the client's own retries, and get
%%script careful
import json
import os
import sys
import time
import pandas as pd
from openai import OpenAI, APIConnectionError, InternalServerError, RateLimitError

client = OpenAI(base_url=os.environ["AI_BASE_URL"], api_key=os.environ["AI_API_KEY"], max_retries=3,
                timeout=1)
teams = ["Billing", "Integrations", "Mobile app", "Onboarding", "Scheduling"]
form = {"type": "json_schema", "json_schema": {"name": "sorting", "schema": {"type": "object",
        "properties": {"team": {"type": "string", "enum": teams}}, "required": ["team"]}}}

def call(ticket):
    return client.chat.completions.create(
        model=os.environ["AI_MODEL"], temperature=0, response_format=form,
        messages=[{"role": "user", "content": "Which team? Ticket: " + ticket["text"]}],
        extra_headers={"Idempotency-Key": f"night-{ticket['ticket_id']}"})

def rule(ticket):
    """The team by one word: no vendor, no charge."""
    for word, team in [("invoice", "Billing"), ("sync", "Integrations"), ("app", "Mobile app"), ("start", "Onboarding")]:
        if word in ticket["text"].lower():
            return team
    return "Scheduling"

def ask(ticket):
    try:
        choices = call(ticket).choices
        said = json.loads(choices[0].message.content or "{}") if choices else {}
    except (json.JSONDecodeError, APIConnectionError, InternalServerError, RateLimitError):
        return None
    return said.get("team") if said.get("team") in teams else None

rows = []
for ticket in json.load(open("batch.json")):
    team, by = ask(ticket), "vendor"
    if team is None:
        team, by = rule(ticket), "fallback"
    rows.append({"ticket_id": ticket["ticket_id"], "team": team, "by": by})
pd.DataFrame(rows).to_csv("sorted.csv", index=False)

# %% w20-q3v2 right: one table, filled in afterwards
# from: as the frame has it
# - rows = []
# - for ticket in json.load(open("batch.json")):
# -     team, by = ask(ticket), "vendor"
# -     if team is None:
# -         team, by = rule(ticket), "fallback"
# -     rows.append({"ticket_id": ticket["ticket_id"], "team": team, "by": by})
# - pd.DataFrame(rows).to_csv("sorted.csv", index=False)
# + table = pd.read_json("batch.json")
# + table["team"] = [ask(ticket) for ticket in table.to_dict("records")]
# + table["by"] = table["team"].isna().map({True: "fallback", False: "vendor"})
# + for place, row in table[table["team"].isna()].iterrows():
# +     table.loc[place, "team"] = rule(row)
# + table.drop(columns="text").to_csv("sorted.csv", index=False)

# %% w20-q3v2 wrong: nothing caught | It stopped with an error at the first answer that it could not read, and all that had been paid for until then is gone. What may become of this one ticket?
# from: as the frame has it
# - try:
# -     team = json.loads(answer.choices[0].message.content)["team"]
# - except (ValueError, KeyError, IndexError, TypeError):
# -     return None
# + team = json.loads(answer.choices[0].message.content)["team"]

# %% w20-q3v2 wrong: half a text alone | Half a text is caught now. JSON of another form stops it with an error, and so do an answer without a choice and a refusal. Which three errors does Python raise there?
# from: as the frame has it
# ~ (ValueError, KeyError, IndexError, TypeError) => ValueError

# %% w20-q3v2 wrong: no word for an empty list | Half a text and another form are caught. An answer without a choice stops it with an error. What does Python raise where a list has no first?
# from: as the frame has it
# ~ KeyError, IndexError, => KeyError,

# %% w20-q3v2 wrong: no word for a refusal | The other three are caught. A model that refuses stops it with an error: its text is None. What does json.loads raise there?
# from: as the frame has it
# ~ , IndexError, TypeError => , IndexError

# %% w20-q3v2 wrong: the fallback is not told | All tickets are there. But of those that the rule sorted the file says that the vendor did. Which column would tell somebody in the morning?
# from: as the frame has it
# ~ fallback => vendor

# %% w20-q3v2 wrong: any word is a team | A word that is none of your teams was believed. Which teams do you have, and which line asks whether it is one of them?
# from: as the frame has it
# ~ team in teams => team

# %% w20-q3v2 wrong: one team for all | By fallback, tickets went to a team without a look at their words. Which function here knows a team for each?
# from: as the frame has it
# ~ by = rule(ticket) => by = "Scheduling"

# %% w20-q3v2 wrong: left out | Tickets whose answer could not be read are not in the file, and it ended as if all were well. Whose are they now?
# from: as the frame has it
# ~ team, by = rule(ticket), "fallback" => continue

# %% w20-q3v2 wrong: nobody sorts it | A ticket without a believable answer stands in the file without a team. Who looks after it in the morning?
# from: as the frame has it
# ~ by = rule(ticket) => by = ""

# %% w20-q3v2 wrong: one bad answer, and never again | After the first bad answer it asked the vendor no more, and the rule sorted all that were left. Is a vendor that fails once a vendor that fails?
# from: as the frame has it
# ~ rows = [] => rows, well = [], True
# ~ by = ask(ticket) => by = ask(ticket) if well else None
# @ if team is None:
# +     well = False

# %% w20-q3v2 typed: the tickets typed in | Those are the tickets of one night. Tomorrow the file has others: where do their numbers stand?
# from: as the frame has it
# @ for ticket in json.load(open("batch.json")):
# +     if not 11967 <= ticket["ticket_id"] <= 12006:
# +         continue

# %% w20-q4v2 exercise: integration file=night.py report=report.json most=240 | The whole night
# The insight: a program that survives is judged by three lists that agree: the batch, its own file, the vendor's ledger.
# options: Billing, Integrations, Mobile app, Onboarding, Scheduling

# %% w20-q4v2 batch: the two hundred tickets of the night, without numbers and addresses
from firstquery.privacy import mask
batch = sql("""SELECT ticket_id, subject || '. ' || body AS text FROM tickets
               WHERE opened_at < '2025-12-30' ORDER BY opened_at DESC, ticket_id DESC LIMIT 200""").sort_values("ticket_id")
batch["text"] = [mask(text) for text in batch["text"]]

# %% w20-q4v2 day: the bad night | Is each of the 200 in the file, paid for once, and is it said by whom?
day = [200, 429, 200, "slow", 500, 500, 200, "broken", "wrong", "cut", "empty", "refusal", 200, "drop", 200, "price", 200, 200, "retired"]
retry_after = 1.0
pause = 0.3
budget = 1.0
fallback = 5
patience = 4
seconds = 45

# %% w20-q4v2 day: a low ceiling, and a new price | What may the next call cost, before it is made?
first = 60
day = [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, "price"]
budget = 0.015
# 27 where only what a call has cost is kept back, 36 where most is; half of the ceiling, unspent, is 39
fallback = 38
seconds = 45

# %% w20-q4v2 day: a ceiling of five calls | May the next call go above the ceiling? A share of the ceiling does not say what a call costs.
first = 14
day = ["price"]
budget = 0.003
fallback = 12
seconds = 45

# %% w20-q4v2 day: silence at a high price | What may an answer have cost that never came, and where is it counted?
first = 30
day = ["price", "lost", "lost"]
budget = 0.015
fallback = 22
seconds = 45

# %% w20-q4v2 right: as the frame has it
%%script survivor
import json
import os
import sys
import time
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
import pandas as pd
from openai import OpenAI, APIConnectionError, APIStatusError

client = OpenAI(base_url=os.environ["AI_BASE_URL"], api_key=os.environ["AI_API_KEY"], max_retries=0,
                timeout=1)
today = date.today()
teams = ["Billing", "Integrations", "Mobile app", "Onboarding", "Scheduling"]
form = {"type": "json_schema", "json_schema": {"name": "sorting", "schema": {"type": "object",
        "properties": {"team": {"type": "string", "enum": teams}}, "required": ["team"]}}}
night = {"model": os.environ["AI_MODEL"], "spent": 0, "dearest": 0.0002, "open": {}}
budget = float(os.environ["AI_BUDGET"])

def key(ticket):
    """The name of one request: another day, model or ticket is another one."""
    return f"{today}-{night['model']}-{ticket['ticket_id']}"

def call(ticket):
    headers = {"Idempotency-Key": key(ticket)}
    return client.chat.completions.create(
        model=night["model"], temperature=0, response_format=form,
        messages=[{"role": "user", "content": "Which team? Ticket: " + ticket["text"]}],
        extra_headers=headers)

def rule(ticket):
    """The team by one word: no vendor, no charge."""
    for word, team in [("invoice", "Billing"), ("sync", "Integrations"), ("app", "Mobile app"), ("start", "Onboarding")]:
        if word in ticket["text"].lower():
            return team
    return "Scheduling"

def read(answer):
    """The team in an answer; None where it can't be believed."""
    try:
        team = json.loads(answer.choices[0].message.content)["team"]
    except (ValueError, KeyError, IndexError, TypeError):
        return None
    if team in teams:
        return team
    return None

def pause(no, attempt):
    """How many seconds to wait after a no; None where waiting heals nothing."""
    named = no.response.headers.get("Retry-After")
    wait = 0.5 * (attempt + 1)
    if named and "GMT" in named:
        wait = max(0, (parsedate_to_datetime(named) - datetime.now(UTC)).total_seconds())
    elif named:
        wait = float(named)
    closed = no.status_code != 429 and no.status_code < 500
    if closed or no.code == "insufficient_quota" or wait > 10:
        return None
    return wait

def spent():
    """What the night has cost; where no answer came, what that may have cost."""
    return night["spent"] + sum(night["open"].values())

def ask(ticket):
    for attempt in range(5):
        if spent() + night["dearest"] > budget:
            return None
        try:
            answer = call(ticket)
            night["open"].pop(key(ticket), None)
            night["spent"] = night["spent"] + answer.usage.cost
            night["dearest"] = max(night["dearest"], answer.usage.cost)
            return read(answer)
        except APIStatusError as no:
            if no.status_code == 404:
                night["model"] = no.body["successor"]
            else:
                wait = pause(no, attempt)
                if wait is None:
                    sys.exit(f"The vendor answers {no.status_code}.")
                time.sleep(wait)
        except APIConnectionError:
            night["open"][key(ticket)] = night["dearest"]
            time.sleep(0.5 * (attempt + 1))
    return None

rows = []
for ticket in json.load(open("batch.json")):
    team, by = ask(ticket), "vendor"
    if team is None:
        team, by = rule(ticket), "fallback"
    rows.append({"ticket_id": ticket["ticket_id"], "team": team, "by": by})
pd.DataFrame(rows).to_csv("sorted.csv", index=False)

fallback = len([row for row in rows if row["by"] == "fallback"])
report = {"vendor": len(rows) - fallback, "fallback": fallback, "dollars": spent()}
Path("report.json").write_text(json.dumps(report))

# %% w20-q4v2 right: a tenth of a cent before the first
# from: as the frame has it
# ~ "dearest": 0.0002 => "dearest": 0.001

# %% w20-q4v2 right: the client's own retries
# from: as the frame has it
# - def pause(no, attempt):
# -     """How many seconds to wait after a no; None where waiting heals nothing."""
# -     named = no.response.headers.get("Retry-After")
# -     wait = 0.5 * (attempt + 1)
# -     if named and "GMT" in named:
# -         wait = max(0, (parsedate_to_datetime(named) - datetime.now(UTC)).total_seconds())
# -     elif named:
# -         wait = float(named)
# -     closed = no.status_code != 429 and no.status_code < 500
# -     if closed or no.code == "insufficient_quota" or wait > 10:
# -         return None
# -     return wait
# ~ APIConnectionError, APIStatusError => APIConnectionError, InternalServerError, NotFoundError, RateLimitError
# ~ max_retries=0 => max_retries=4
# - for attempt in range(5):
# -     if spent() + night["dearest"] > budget:
# -         return None
# -     try:
# -         answer = call(ticket)
# -         night["open"].pop(key(ticket), None)
# -         night["spent"] = night["spent"] + answer.usage.cost
# -         night["dearest"] = max(night["dearest"], answer.usage.cost)
# -         return read(answer)
# -     except APIStatusError as no:
# -         if no.status_code == 404:
# -             night["model"] = no.body["successor"]
# -         else:
# -             wait = pause(no, attempt)
# -             if wait is None:
# -                 sys.exit(f"The vendor answers {no.status_code}.")
# -             time.sleep(wait)
# -     except APIConnectionError:
# -         night["open"][key(ticket)] = night["dearest"]
# -         time.sleep(0.5 * (attempt + 1))
# - return None
# + if spent() + 2 * night["dearest"] > budget:
# +     return None
# + try:
# +     answer = call(ticket)
# + except NotFoundError as no:
# +     night["model"] = no.body["successor"]
# +     return ask(ticket)
# + except (APIConnectionError, InternalServerError, RateLimitError) as no:
# +     if isinstance(no, APIConnectionError):
# +         night["open"][key(ticket)] = night["dearest"]
# +     return None
# + night["spent"] += answer.usage.cost
# + night["dearest"] = max(night["dearest"], answer.usage.cost)
# + return read(answer)

# %% w20-q4v2 right: a helper class
%%script survivor
import json, os, time
from dataclasses import dataclass, field
import pandas as pd
import openai

TEAMS = ("Billing", "Integrations", "Mobile app", "Onboarding", "Scheduling")

@dataclass
class Sorter:
    client: openai.OpenAI
    model: str
    left: float
    price: float = 0.001
    spent: float = 0.0
    silent: set = field(default_factory=set)
    counts: dict = field(default_factory=lambda: {"vendor": 0, "fallback": 0})

    def sort(self, ticket):
        team = self._vendor(ticket)
        by = "vendor" if team else "fallback"
        self.counts[by] += 1
        return {"ticket_id": ticket["ticket_id"], "team": team or "Scheduling", "by": by}

    def _vendor(self, ticket):
        for wait in (0.5, 0.5, 1, 1, 2):
            if self.left < self.price:
                return None
            try:
                answer = self.client.chat.completions.create(
                    model=self.model, temperature=0, max_tokens=30, extra_headers={"Idempotency-Key": str(ticket["ticket_id"])},
                    messages=[{"role": "system", "content": "Answer with the name alone, one of " + ", ".join(TEAMS) + "."},
                              {"role": "user", "content": ticket["text"]}])
            except openai.APIConnectionError:
                if ticket["ticket_id"] not in self.silent:
                    self.silent.add(ticket["ticket_id"])
                    self.left -= self.price
                time.sleep(wait)
            except openai.APIStatusError as no:
                if no.status_code == 404:
                    self.model = no.response.json()["error"]["successor"]
                elif no.status_code == 429 or no.status_code >= 500:
                    time.sleep(float(no.response.headers.get("Retry-After") or wait))
                else:
                    raise
            else:
                self.spent += answer.usage.cost
                self.left -= answer.usage.cost
                self.price = max(self.price, answer.usage.cost)
                self.silent.discard(ticket["ticket_id"])
                said = answer.choices[0].message.content if answer.choices and answer.choices[0].finish_reason == "stop" else ""
                said = said or ""
                return next((team for team in TEAMS if team == said.strip(" .*").removesuffix(" team")), None)
        return None

sorter = Sorter(openai.OpenAI(base_url=os.environ["AI_BASE_URL"], api_key=os.environ["AI_API_KEY"], timeout=1, max_retries=0),
                os.environ["AI_MODEL"], float(os.environ["AI_BUDGET"]))
with open("batch.json") as file:
    table = pd.DataFrame([sorter.sort(ticket) for ticket in json.load(file)])
table.to_csv("sorted.csv", index=False)
with open("report.json", "w") as file:
    json.dump({**sorter.counts, "dollars": round(sorter.spent + sorter.price * len(sorter.silent), 6)}, file)

# %% w20-q4v2 right: httpx alone
%%script survivor
import csv, json, os, time
import httpx

teams = ["Billing", "Integrations", "Mobile app", "Onboarding", "Scheduling"]
form = {"type": "json_schema", "json_schema": {"name": "t", "schema": {"type": "object", "properties": {"team": {"enum": teams}}, "required": ["team"]}}}
model, budget, spent, dear = os.environ["AI_MODEL"], float(os.environ["AI_BUDGET"]), 0.0, 0.0009
vendor = httpx.Client(base_url=os.environ["AI_BASE_URL"], timeout=httpx.Timeout(1), headers={"Authorization": "Bearer " + os.environ["AI_API_KEY"]})
silent = {}
rows, counted = [], {"vendor": 0, "fallback": 0}
for ticket in json.load(open("batch.json")):
    team, tries = None, 0
    while tries < 5 and spent + sum(silent.values()) + dear <= budget:
        tries += 1
        asked = {"model": model, "temperature": 0, "response_format": form, "messages": [{"role": "user", "content": "Ticket: " + ticket["text"]}]}
        try:
            answer = vendor.post("/chat/completions", json=asked, headers={"Idempotency-Key": f"{model} {ticket['ticket_id']}"})
        except httpx.TransportError:
            silent[model, ticket["ticket_id"]] = dear
            continue
        if answer.status_code == 404:
            model = answer.json()["error"]["successor"]
            continue
        if answer.status_code != 200:
            time.sleep(float(answer.headers.get("Retry-After", 0.4)))
            continue
        said = answer.json()
        silent.pop((model, ticket["ticket_id"]), 0)
        spent += said["usage"]["cost"]
        dear = max(dear, said["usage"]["cost"])
        try:
            team = json.loads(said["choices"][0]["message"]["content"])["team"]
        except Exception:
            team = None
        break
    by = "vendor" if team in teams else "fallback"
    counted[by] += 1
    rows.append([ticket["ticket_id"], team if by == "vendor" else "Billing", by])
with open("sorted.csv", "w", newline="") as file:
    csv.writer(file).writerows([["ticket_id", "team", "by"], *rows])
with open("report.json", "w") as file:
    json.dump({**counted, "dollars": spent + sum(silent.values())}, file)

# %% w20-q4v2 right: three threads, one gate
%%script survivor
import json, os, threading, time
from concurrent.futures import ThreadPoolExecutor
import pandas as pd
from openai import OpenAI, APIConnectionError, APIStatusError

client = OpenAI(base_url=os.environ["AI_BASE_URL"], api_key=os.environ["AI_API_KEY"], timeout=1, max_retries=0)
teams = ["Billing", "Integrations", "Mobile app", "Onboarding", "Scheduling"]
form = {"type": "json_schema", "json_schema": {"name": "t", "schema": {"type": "object", "properties": {"team": {"enum": teams}}, "required": ["team"]}}}
lock = threading.Lock()
state = {"model": os.environ["AI_MODEL"], "spent": 0.0, "reserved": 0.0, "dearest": 0.0002, "not before": 0.0, "silent": {}}
budget = float(os.environ["AI_BUDGET"])

def reserve():
    """The most that the next call may cost, set aside; None at the ceiling."""
    with lock:
        most = state["dearest"]
        if state["spent"] + state["reserved"] + sum(state["silent"].values()) + most > budget:
            return None
        state["reserved"] += most
        return most

def ask(ticket):
    for attempt in range(6):
        most = reserve()
        if most is None:
            return None
        cost = 0.0
        try:
            time.sleep(max(0.0, state["not before"] - time.monotonic()))
            answer = client.chat.completions.create(model=state["model"], temperature=0, response_format=form,
                messages=[{"role": "user", "content": "Ticket: " + ticket["text"]}], extra_headers={"Idempotency-Key": str(ticket["ticket_id"])})
            cost = answer.usage.cost
        except APIConnectionError:
            with lock:
                state["silent"][ticket["ticket_id"]] = most
            continue
        except APIStatusError as no:
            if no.status_code == 404:
                state["model"] = no.body["successor"]
            else:
                wait = float(no.response.headers.get("Retry-After", 0.5))
                state["not before"] = max(state["not before"], time.monotonic() + wait)
            continue
        finally:
            with lock:
                state["reserved"] -= most
                state["spent"] += cost
                state["dearest"] = max(state["dearest"], cost)
                if cost:
                    state["silent"].pop(ticket["ticket_id"], None)
        try:
            team = json.loads(answer.choices[0].message.content)["team"]
        except (ValueError, KeyError, IndexError, TypeError):
            return None
        return team if team in teams else None
    return None

batch = json.load(open("batch.json"))
with ThreadPoolExecutor(3) as pool:
    found = list(pool.map(ask, batch))
table = pd.DataFrame({"ticket_id": [one["ticket_id"] for one in batch], "team": [one or "Scheduling" for one in found],
                      "by": ["vendor" if one else "fallback" for one in found]})
table.to_csv("sorted.csv", index=False)
report = {"vendor": sum(map(bool, found)), "fallback": found.count(None), "dollars": state["spent"] + sum(state["silent"].values())}
json.dump(report, open("report.json", "w"))

# %% w20-q4v2 right: a queue, whose failures go to the end
%%script survivor
import collections, json, os, time
import pandas as pd
import openai

vendor = openai.OpenAI(base_url=os.environ["AI_BASE_URL"], api_key=os.environ["AI_API_KEY"], timeout=1.2, max_retries=0)
teams = {"Billing", "Integrations", "Mobile app", "Onboarding", "Scheduling"}
model, ceiling, spent, last = os.environ["AI_MODEL"], float(os.environ["AI_BUDGET"]), 0, 0.0008
batch = json.load(open("batch.json"))
answers, silent, tries = {}, {}, collections.Counter()
queue = collections.deque(batch)
while queue:
    ticket = queue.popleft()
    number = ticket["ticket_id"]
    if spent + sum(silent.values()) + 2 * last > ceiling or tries[number] == 5:
        continue
    tries[number] += 1
    try:
        said = vendor.chat.completions.create(model=model, seed=7, max_tokens=40, extra_headers={"Idempotency-Key": str(number)},
            messages=[{"role": "system", "content": 'Answer in JSON, as in {"team": "…"}. The team is one of Billing, Integrations, Mobile app, Onboarding, Scheduling.'},
                      {"role": "user", "content": ticket["text"]}])
    except openai.NotFoundError as gone:
        model = gone.body["successor"]
        queue.append(ticket)
    except (openai.RateLimitError, openai.InternalServerError) as no:
        time.sleep(float(no.response.headers.get("Retry-After", "0.5")))
        queue.append(ticket)
    except openai.APIConnectionError:
        silent[number] = last
        queue.append(ticket)
    else:
        silent.pop(number, None)
        spent, last = spent + said.usage.cost, max(last, said.usage.cost)
        try:
            team = json.loads(said.choices[0].message.content).get("team")
        except (ValueError, IndexError, TypeError):
            team = None
        if team in teams:
            answers[number] = team
table = pd.DataFrame({"ticket_id": [one["ticket_id"] for one in batch]})
table["by"] = table["ticket_id"].isin(list(answers)).map({True: "vendor", False: "fallback"})
table["team"] = table["ticket_id"].map(answers).fillna("Onboarding")
table.to_csv("sorted.csv", index=False)
counts = table["by"].value_counts().to_dict()
with open("report.json", "w") as file:
    json.dump({"vendor": counts.get("vendor", 0), "fallback": counts.get("fallback", 0), "dollars": spent + sum(silent.values())}, file)

# %% w20-q4v2 wrong: no time-out | On the bad night one answer never came, and the program waited until it was stopped. How long may a call take?
# from: as the frame has it
# - client = OpenAI(base_url=os.environ["AI_BASE_URL"], api_key=os.environ["AI_API_KEY"], max_retries=0,
# -                 timeout=1)
# + client = OpenAI(base_url=os.environ["AI_BASE_URL"], api_key=os.environ["AI_API_KEY"], max_retries=0)

# %% w20-q4v2 wrong: ignores Retry-After | On the bad night the vendor said how long to wait, and was asked again before. Which header says it?
# from: as the frame has it
# ~ wait = float(named) => wait = 0.1

# %% w20-q4v2 wrong: retries without a pause | On the bad night a vendor that was unwell was asked again at once, twice. What does it need?
# from: as the frame has it
# ~ wait = 0.5 * (attempt + 1) => wait = 0

# %% w20-q4v2 wrong: asks a retired model on and on | On the bad night the model was retired, and the program went on asking it. What else stands in the answer 404?
# from: as the frame has it
# ~ night["model"] = no.body["successor"] => time.sleep(0.1)

# %% w20-q4v2 wrong: pays twice | On the bad night tickets whose answer did not arrive were paid for twice. What tells the vendor that it is the same request?
# from: as the frame has it
# - messages=[{"role": "user", "content": "Which team? Ticket: " + ticket["text"]}],
# - extra_headers=headers)
# + messages=[{"role": "user", "content": "Which team? Ticket: " + ticket["text"]}])

# %% w20-q4v2 wrong: no ceiling | On the bad night all is well. At the low ceiling it spent more than it was allowed. What may the next call cost, and does it ask before it?
# from: as the frame has it
# ~ spent() + night["dearest"] > budget => False

# %% w20-q4v2 wrong: half of the ceiling | It stopped at half of the ceiling, and the rule sorted what the vendor could have. Is there room for one more call?
# from: as the frame has it
# ~ spent() + night["dearest"] > budget => spent() > budget / 2

# %% w20-q4v2 wrong: a twentieth of the ceiling is left | A twentieth of the ceiling is less than a call costs where the ceiling is low. What may the next call cost?
# from: as the frame has it
# ~ spent() + night["dearest"] > budget => spent() > 0.95 * budget

# %% w20-q4v2 wrong: loses tickets | On both nights tickets are missing: those that the vendor did not sort are in no file. Whose are they in the morning?
# from: as the frame has it
# ~ team, by = rule(ticket), "fallback" => continue

# %% w20-q4v2 wrong: swallows the failure | Tickets that the rule sorted are said to be the vendor's. How would anybody know, on a night when the vendor is down?
# from: as the frame has it
# ~ rule(ticket), "fallback" => rule(ticket), "vendor"

# %% w20-q4v2 wrong: believes another form | On the bad night a text that is none of the teams was taken from an answer of another form. Where does it ask whether a team is one of ours?
# from: as the frame has it
# - team = json.loads(answer.choices[0].message.content)["team"]
# + team = json.loads(answer.choices[0].message.content)
# + team = list(team.values())[0]
# - if team in teams:
# -     return team
# - return None
# + return team

# %% w20-q4v2 wrong: silence costs nothing | Where no answer came it counted nothing, and the vendor had charged. What may such an answer have cost, and where does `spent` find it?
# from: as the frame has it
# ~ night["open"][key(ticket)] = night["dearest"] => pass

# %% w20-q4v2 wrong: the ceiling without the silence | The report is right, and the ceiling did not hold. Which function counts the silence, too, and with how many dollars?
# from: as the frame has it
# ~ spent() + night["dearest"] > budget => night["spent"] + night["dearest"] > budget

# %% w20-q4v2 wrong: each silence once more | It counted each silence, also where the same request was answered later, and counted that, too. Under which name does a silence stand, so that its answer finds it?
# from: as the frame has it
# ~ night["open"][key(ticket)] = night["dearest"] => night["spent"] = night["spent"] + night["dearest"]

# %% w20-q4v2 wrong: counts the fallback wrongly | The file is right, and report.json does not say what stands in it. Of which rows is the fallback counted?
# from: as the frame has it
# ~ row["by"] == "fallback" => row["by"] == "vendor"

# %% w20-q4v2 wrong: counts with the old price | The tickets are right. The dollars in report.json are not what was charged: the price changed in the night. Which number comes with each answer?
# from: as the frame has it
# - night["spent"] = night["spent"] + answer.usage.cost
# - night["dearest"] = max(night["dearest"], answer.usage.cost)
# + night["spent"] = night["spent"] + (2 * answer.usage.prompt_tokens + 8 * answer.usage.completion_tokens) / 1000000

# %% w20-q4v2 typed: the tickets typed in | Those are the tickets of one night. Tomorrow the file has others: where do their numbers stand?
# from: as the frame has it
# @ for ticket in json.load(open("batch.json")):
# +     if not 11807 <= ticket["ticket_id"] <= 12006:
# +         continue

# %% w20-q4v2 same: `<=` became `<` | No night costs the ceiling to the millionth of a dollar.
# %% w20-q4v2 same: 10 became 9 | No day of the check names just ten seconds: it would take these ten seconds to see.

# %% w20-q5 exercise: table | What the two lists say
# The insight: two lists of one night differ in rows and in dollars, and a difference has reasons that can be counted.

# %% w20-q5 right: the notebook's

# %% w20-q5 right: three queries, one below the other
%%sql causes
SELECT 'lost' AS cause, COUNT(DISTINCT ticket_id) AS tickets, SUM(dollars) AS dollars
FROM vendor_bill WHERE ticket_id NOT IN (SELECT ticket_id FROM night_log)
UNION ALL
SELECT 'twice', COUNT(*), SUM(more) FROM (
    SELECT b.ticket_id, SUM(b.dollars) - MAX(n.dollars) AS more
    FROM vendor_bill AS b JOIN night_log AS n ON n.ticket_id = b.ticket_id
    GROUP BY b.ticket_id HAVING COUNT(*) > 1)
UNION ALL
SELECT 'price', COUNT(*), SUM(more) FROM (
    SELECT b.ticket_id, SUM(b.dollars) - MAX(n.dollars) AS more
    FROM vendor_bill AS b JOIN night_log AS n ON n.ticket_id = b.ticket_id
    GROUP BY b.ticket_id HAVING COUNT(*) = 1 AND SUM(b.dollars) - MAX(n.dollars) > 0.000001)

# %% w20-q5 right: with pandas
ours, theirs = sql("SELECT * FROM night_log"), sql("SELECT * FROM vendor_bill")
both = theirs.groupby("ticket_id")["dollars"].agg(charges="size", charged="sum").reset_index()
both = both.merge(ours[["ticket_id", "dollars", "team"]], on="ticket_id", how="left")
both["more"] = both["charged"] - both["dollars"].fillna(0)
both = both[both["more"].round(6) > 0]
both["cause"] = "price"
both.loc[both["charges"] > 1, "cause"] = "twice"
both.loc[both["team"].isna(), "cause"] = "lost"
causes = both.groupby("cause")["more"].agg(tickets="size", dollars="sum").reset_index()

# %% w20-q5 right: a line of the list at a time
import pandas as pd
bill, ours, found = sql("SELECT ticket_id, dollars FROM vendor_bill"), sql("SELECT ticket_id, dollars FROM night_log"), {}
known = dict(zip(ours["ticket_id"], ours["dollars"]))
for ticket, lines in bill.groupby("ticket_id")["dollars"]:
    more = lines.sum() - known.get(ticket, 0)
    cause = "lost" if ticket not in known else "twice" if len(lines) > 1 else "price" if more > 0.0001 else None
    if cause:
        found.setdefault(cause, []).append(more)
causes = pd.DataFrame([(cause, len(each), sum(each)) for cause, each in found.items()], columns=["cause", "tickets", "dollars"])

# %% w20-q5 wrong: whoever is missing, missing here too | Two reasons are left. What became of the tickets that are on the bill and on no list of ours?
%%sql causes
WITH bill AS (SELECT ticket_id, COUNT(*) AS charges, SUM(dollars) AS charged FROM vendor_bill GROUP BY ticket_id)
SELECT CASE WHEN night_log.ticket_id IS NULL THEN 'lost' WHEN bill.charges > 1 THEN 'twice' ELSE 'price' END AS cause,
       COUNT(*) AS tickets, SUM(bill.charged - COALESCE(night_log.dollars, 0)) AS dollars
FROM bill
JOIN night_log ON night_log.ticket_id = bill.ticket_id
WHERE bill.charged - COALESCE(night_log.dollars, 0) > 0.000001
GROUP BY cause

# %% w20-q5 wrong: lines in place of tickets | The bill was joined line by line, so that our one number stands against each of two charges. What is one row before the join, and after it (week 4)?
%%sql causes
SELECT CASE WHEN night_log.ticket_id IS NULL THEN 'lost' WHEN vendor_bill.dollars - night_log.dollars > 0.000001 THEN 'price' ELSE 'twice' END AS cause,
       COUNT(*) AS tickets, SUM(vendor_bill.dollars - COALESCE(night_log.dollars, 0)) AS dollars
FROM vendor_bill
LEFT JOIN night_log ON night_log.ticket_id = vendor_bill.ticket_id
GROUP BY cause

# %% w20-q5 wrong: what the bill says, in all | That is what was charged for these tickets. By how much is it above what our program counted?
%%sql causes
WITH bill AS (SELECT ticket_id, COUNT(*) AS charges, SUM(dollars) AS charged FROM vendor_bill GROUP BY ticket_id)
SELECT CASE WHEN night_log.ticket_id IS NULL THEN 'lost' WHEN bill.charges > 1 THEN 'twice' ELSE 'price' END AS cause,
       COUNT(*) AS tickets, SUM(bill.charged) AS dollars
FROM bill
LEFT JOIN night_log ON night_log.ticket_id = bill.ticket_id
WHERE bill.charged - COALESCE(night_log.dollars, 0) > 0.000001
GROUP BY cause

# %% w20-q5 wrong: charged exactly twice | Some were charged three times, and stand under the price. Which number of charges is more than one?
%%sql causes
WITH bill AS (SELECT ticket_id, COUNT(*) AS charges, SUM(dollars) AS charged FROM vendor_bill GROUP BY ticket_id)
SELECT CASE WHEN night_log.ticket_id IS NULL THEN 'lost' WHEN bill.charges = 2 THEN 'twice' ELSE 'price' END AS cause,
       COUNT(*) AS tickets, SUM(bill.charged - COALESCE(night_log.dollars, 0)) AS dollars
FROM bill
LEFT JOIN night_log ON night_log.ticket_id = bill.ticket_id
WHERE bill.charged - COALESCE(night_log.dollars, 0) > 0.000001
GROUP BY cause

# %% w20-q5 wrong: tickets that agree, too | Among those of the price stand tickets for which both lists say the same. Which line left them out?
%%sql causes
WITH bill AS (SELECT ticket_id, COUNT(*) AS charges, SUM(dollars) AS charged FROM vendor_bill GROUP BY ticket_id)
SELECT CASE WHEN night_log.ticket_id IS NULL THEN 'lost' WHEN bill.charges > 1 THEN 'twice' ELSE 'price' END AS cause,
       COUNT(*) AS tickets, SUM(bill.charged - COALESCE(night_log.dollars, 0)) AS dollars
FROM bill
LEFT JOIN night_log ON night_log.ticket_id = bill.ticket_id
GROUP BY cause

# %% w20-q5 wrong: the lost ones have no dollars | The tickets are right, and the lost ones have no dollars. What is a number minus NULL (week 2)?
# from: what the bill says, in all
# ~ SUM(bill.charged) => SUM(bill.charged - night_log.dollars)

# %% w20-q5 wrong: from our list | From our list, the tickets that are not on it can't be seen. Which table has to stand on the left, so that none of the bill is lost?
%%sql causes
WITH bill AS (SELECT ticket_id, COUNT(*) AS charges, SUM(dollars) AS charged FROM vendor_bill GROUP BY ticket_id)
SELECT CASE WHEN bill.ticket_id IS NULL THEN 'lost' WHEN bill.charges > 1 THEN 'twice' ELSE 'price' END AS cause,
       COUNT(*) AS tickets, SUM(COALESCE(bill.charged, 0) - night_log.dollars) AS dollars
FROM night_log
LEFT JOIN bill ON night_log.ticket_id = bill.ticket_id
WHERE bill.ticket_id IS NULL OR bill.charged - night_log.dollars > 0.000001
GROUP BY cause

# %% w20-q5 typed: typed in | That is what one night came to. The next bill has other numbers: which query finds them?

# %% w20-q5 same: `>` became `>=` | A millionth of a dollar is rounding, as the exercise says; every real difference is a hundred times that.
# %% w20-q5 same: 0.000001 became 0.000000 | A millionth of a dollar is rounding, as the exercise says; every real difference is a hundred times that.
# %% w20-q5 same: 0.000001 became 0.000002 | A millionth of a dollar is rounding, as the exercise says; every real difference is a hundred times that.
# %% w20-q5 same: 0.0001 became 0.0 | A millionth of a dollar is rounding, as the exercise says; every real difference is a hundred times that.
# %% w20-q5 same: 0.0001 became 0.0002 | A millionth of a dollar is rounding, as the exercise says; every real difference is a hundred times that.

# %% w20-q6 exercise: choice options=A,B,C,D,E right=D | What the ledger shows
# The insight: the vendor's ledger and two numbers of the file judge a program without one line of its code.

# %% w20-q6 right: the letter
nightly = "D"

# %% w20-q6 right: in small
nightly = "d"

# %% w20-q6 right: the notebook's

# %% w20-q6 wrong: A | A's tickets are all there. How often was ticket 7 paid for?
nightly = "A"

# %% w20-q6 wrong: B | B met half a text about ticket 7, and asked no more about it. Where is ticket 7 in its file?
nightly = "B"

# %% w20-q6 wrong: C | C asked about ticket 7, and was told that the model is retired. What did it do with the name of the next one?
nightly = "C"

# %% w20-q6 wrong: E | E had no trouble at all. What was its ceiling, and what did it spend?
nightly = "E"

# %% w20-q7 exercise: text least=60 most=180 | The incident report
# The insight: a report that finds the lines that made it possible changes something; one that finds a culprit changes the next report.
# states: how many tickets were lost :: SELECT COUNT(DISTINCT ticket_id) FROM vendor_bill WHERE ticket_id NOT IN (SELECT ticket_id FROM night_log) :: SELECT CASE (SELECT COUNT(DISTINCT ticket_id) FROM vendor_bill WHERE ticket_id NOT IN (SELECT ticket_id FROM night_log)) WHEN 7 THEN 'seven' WHEN 8 THEN 'eight' WHEN 9 THEN 'nine' WHEN 10 THEN 'ten' WHEN 11 THEN 'eleven' END :: How many tickets were lost? Your table of exercise 5 says it.
# states: by how many dollars the bill is above our count :: SELECT theirs - ours FROM (SELECT (SELECT SUM(dollars) FROM vendor_bill) AS theirs, (SELECT SUM(dollars) FROM night_log) AS ours) :: SELECT ROUND(theirs - ours, 2) FROM (SELECT (SELECT SUM(dollars) FROM vendor_bill) AS theirs, (SELECT SUM(dollars) FROM night_log) AS ours) :: SELECT ROUND(theirs - ours, 3) FROM (SELECT (SELECT SUM(dollars) FROM vendor_bill) AS theirs, (SELECT SUM(dollars) FROM night_log) AS ours) :: SELECT ROUND(100 * (theirs - ours)) FROM (SELECT (SELECT SUM(dollars) FROM vendor_bill) AS theirs, (SELECT SUM(dollars) FROM night_log) AS ours) :: SELECT ROUND(100 * (theirs - ours), 1) FROM (SELECT (SELECT SUM(dollars) FROM vendor_bill) AS theirs, (SELECT SUM(dollars) FROM night_log) AS ours) :: SELECT ROUND(ROUND(theirs, 2) - ROUND(ours, 2), 2) FROM (SELECT (SELECT SUM(dollars) FROM vendor_bill) AS theirs, (SELECT SUM(dollars) FROM night_log) AS ours) :: SELECT ROUND(100 * (ROUND(theirs, 2) - ROUND(ours, 2))) FROM (SELECT (SELECT SUM(dollars) FROM vendor_bill) AS theirs, (SELECT SUM(dollars) FROM night_log) AS ours) :: By how much is the bill above what we counted, in dollars or in cents? Add up the three reasons.
# words: the customers :: customer, customers, sorted by hand, Marta, answered, people :: Who waited, and is somebody looking after them?
# words: what changes :: from, until, by, tonight, before, Friday, Monday, January :: What changes, and by when?
# tick: It says what happened, when, and how it was noticed.
# tick: It gives the lost tickets, and says what becomes of the people who wrote them.
# tick: It gives the dollars, and how much each of the three reasons has of them.
# tick: It says which lines of the program, or which missing ones, made each of them possible.
# tick: It says what changes, by which day, and how one will see that it works.
# tick: It names nobody as the cause, and "human error" does not stand in it.

# %% w20-q7 right: by the clock, then by reason
report = """In the night of 30 December the program that sorts tickets took up 200 and finished 192. It ended with exit code 0, and Marta noticed it at ten past nine, by counting. 8 tickets were lost.
The vendor's bill is 45.8 cents above our count of 1.31 dollars. 20.3 of them are 18 tickets that were charged two or three times: the program asked again without a key. 19.2 are 55 tickets at a price that changed in the night: it counted with the list. 6.3 are the lost tickets: it dropped what it could not read, and told nobody.
From Monday, 5 January, it sends a key for each ticket, checks each answer, gives what it can't believe to the rule and says so, and counts what each answer cost. Each morning until the end of January Ines lays the three lists side by side; a difference of one ticket or one cent wakes somebody.
The eight customers were called yesterday, and the vendor has been asked about the keys."""

# %% w20-q7 right: four headings
report = """What happened: on 30 December 200 tickets went in, 192 came out, and the program said that all was well. Support saw it at ten past nine.
What it cost: eight customers waited a day longer; they have their answers now. The bill is 46 cents above our count, a third more.
What made it possible: no key on a request, so 18 tickets were paid for two or three times (20.3 cents). A price list in the code, so 55 were counted too low (19.2 cents). An error caught and dropped, so eight were lost (6.3 cents). None of the three shows on a good night.
What changes by 5 January: key, check, fallback, the cost from the answer, and a report that compares what went in with what came out. If the two differ, the program ends with an error. We look at the lists again on 31 January."""

# %% w20-q7 right: in dollars
report = """Incident of 30 December 2025, written for support, Finance and engineering. Our nightly program sorted 192 of 200 tickets; eight were lost, and nobody was told, since it ended with exit code 0. Marta counted them in the morning. We were charged $1.76 and had counted $1.31, so $0.46 too little. Reasons, from the two lists: charged more than once, 18 tickets, 20 cents; new price, 55 tickets, 19 cents; lost, 8 tickets, 6 cents. The program had no key, no check of an answer, and a price in its code. By Monday all three are in, with a report each night. The eight people have been answered by hand."""

# %% w20-q7 right: in words
report = """Eight tickets of the night of 30 December were on no list in the morning, and the bill was 46 cents higher than what we had counted. Marta saw the first, Finance the second. The program asked again without saying that it was the same request, it counted with yesterday's price, and it threw away answers that it could not read. It ended as if all were well, which is why support had to count. From Friday on it sends a key, reads the cost from the answer, and hands unreadable answers to the rule. Whoever wrote one of the eight letters was called on the same day. We reconcile every morning until 31 January."""

# %% w20-q7 wrong: too short | Your text has 18 words; at least 60 are asked for.
report = """Eight tickets were lost in the night of 30 December, and the bill was 46 cents too high."""

# %% w20-q7 wrong: without the lost tickets | How many tickets were lost? Your table of exercise 5 says it.
report = """Some tickets of the night of 30 December were on no list in the morning, and the bill was 46 cents higher than what we had counted. Marta saw the first, Finance the second. The program asked again without saying that it was the same request, it counted with yesterday's price, and it threw away answers that it could not read. It ended as if all were well, which is why support had to count. From Friday on it sends a key, reads the cost from the answer, and hands unreadable answers to the rule. Whoever wrote one of these letters was called on the same day. We reconcile every morning until 31 January."""

# %% w20-q7 wrong: without the money | By how much is the bill above what we counted, in dollars or in cents? Add up the three reasons.
report = """Eight tickets of the night of 30 December were on no list in the morning, and the bill was higher than what we had counted. Marta saw the first, Finance the second. The program asked again without saying that it was the same request, it counted with yesterday's price, and it threw away answers that it could not read. It ended as if all were well, which is why support had to count. From Friday on it sends a key, reads the cost from the answer, and hands unreadable answers to the rule. Whoever wrote one of the eight letters was called on the same day. We reconcile every morning until 31 January."""

# %% w20-q7 wrong: another number of tickets | How many tickets were lost? Your table of exercise 5 says it.
report = """25 tickets of the night of 30 December were on no list in the morning, and the bill was 46 cents higher than what we had counted. Marta saw the first, Finance the second. The program asked again without saying that it was the same request, it counted with yesterday's price, and it threw away answers that it could not read. It ended as if all were well, which is why support had to count. From Friday on it sends a key, reads the cost from the answer, and hands unreadable answers to the rule. Whoever wrote one of these letters was called on the same day. We reconcile every morning until 31 January."""

# %% w20-q7 wrong: the bill in place of the difference | By how much is the bill above what we counted, in dollars or in cents? Add up the three reasons.
report = """Eight tickets of the night of 30 December were on no list in the morning, and the bill was 1.76 dollars, which nobody had counted. Marta saw the first, Finance the second. The program asked again without saying that it was the same request, it counted with yesterday's price, and it threw away answers that it could not read. It ended as if all were well, which is why support had to count. From Friday on it sends a key, reads the cost from the answer, and hands unreadable answers to the rule. Whoever wrote one of the eight letters was called on the same day. We reconcile every morning until 31 January."""

# %% w20-q7 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
report = """Write the report of the night of 30 December, for support, Finance and engineering. Say what happened and how it was noticed. Give how many tickets were lost, and by how much the bill is above our count, by reason. Say which lines of the program, or which missing ones, made it possible. Then what changes, by which day, and what becomes of the lost tickets. 8 and 46 cents."""
