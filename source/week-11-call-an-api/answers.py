# Week 11 · Call an API: the answers that prove its checks. CONTRIBUTING.md explains the format.

# %% w11-q1 exercise: client path=/payouts size=8 token most=12 file=newest.py | The newest page
# The insight: a list in pages begins with the oldest, and a key that the program carries with it opens nothing tomorrow.

# %% w11-q1 rows: Quayside's payouts of 2025, of which the warehouse knows nothing
rows = sql("""
SELECT p.paid_on, f.month, ROUND(p.cad, 2) AS cad,
       ROUND(p.cad * f.usd_per_unit * (CASE WHEN p.paid_on < '2025-07-01' THEN 0.99 ELSE 0.976 END), 2) AS usd
FROM (SELECT date(paid_at, 'weekday 5') AS paid_on, SUM(amount) AS cad
      FROM (SELECT DISTINCT number, account_id, amount, paid_at FROM invoices WHERE currency = 'CAD'
            AND status = 'paid' AND paid_at >= '2024-12-28' AND paid_at < '2025-12-27')
      JOIN accounts USING (account_id) WHERE is_test = 0 GROUP BY 1) AS p
JOIN fx_rates AS f ON f.currency = 'CAD' AND f.month = date(p.paid_on, 'start of month')
ORDER BY p.paid_on
""")
# On other data the list is two pages shorter, or a number of pages that is typed in would not show. An even number of
# pages would be read in steps of two as well.
rows = rows if round(rows["cad"].sum(), 2) == 3886033.15 else rows[14:]

# %% w11-q1 day: a good day, with another list | Which of its two requests was not as you meant it?
fewer = 16
seconds = 30

# %% w11-q1 right: as the frame has it
%%script newest
import os
import httpx
import pandas as pd
address = os.environ["SERVICE_URL"] + "/payouts"
headers = {"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]}
first = httpx.get(address, headers=headers).json()
last = httpx.get(address, params={"page": first["pages"]}, headers=headers).json()
pd.DataFrame(last["rows"]).to_csv("newest.csv", index=False)

# %% w11-q1 right: with requests
%%script newest
import os
import requests
import pandas as pd
address = os.environ["SERVICE_URL"] + "/payouts"
headers = {"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]}
first = requests.get(address, headers=headers, timeout=10).json()
last = requests.get(f"{address}?page={first['pages']}", headers=headers, timeout=10).json()
pd.DataFrame(last["rows"]).to_csv("newest.csv", index=False)

# %% w11-q1 right: a client that keeps the headers, and csv
%%script newest
import csv, os
from httpx import Client
with Client(base_url=os.environ["SERVICE_URL"], headers={"Authorization": f"Bearer {os.environ['SERVICE_TOKEN']}"}) as quayside:
    pages = quayside.get("/payouts").json()["pages"]
    rows = quayside.get("/payouts", params={"page": pages}).json()["rows"]
with open("newest.csv", "w", newline="") as file:
    writer = csv.DictWriter(file, fieldnames=rows[0])
    writer.writeheader()
    writer.writerows(rows)

# %% w11-q1 right: with the library of Python
%%script newest
import json, os, urllib.request
import pandas
def read(page):
    asked = urllib.request.Request(os.environ["SERVICE_URL"] + "/payouts?page=" + str(page))
    asked.add_header("Authorization", "Bearer " + os.getenv("SERVICE_TOKEN"))
    return json.load(urllib.request.urlopen(asked))
pandas.DataFrame(read(read(1)["pages"])["rows"]).to_csv("newest.csv", index=False)

# %% w11-q1 right: every page, and the last one kept
%%script newest
import os
import httpx
import pandas as pd
address = os.environ["SERVICE_URL"] + "/payouts"
headers = {"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]}
number, pages = 0, 1
while number < pages:
    number += 1
    page = httpx.get(address, params={"page": number}, headers=headers).json()
    pages = page["pages"]
pd.DataFrame(page["rows"]).to_csv("newest.csv", index=False)

# %% w11-q1 wrong: a key that does not fit | The service answered 401, which means: not with this token, or without one. The check asks a service with a token of its own. Where does your program find a token that is right today, and does the word Bearer stand before it, with a space between them?
# from: as the frame has it
# ~ "Bearer " + os.environ["SERVICE_TOKEN"] => "Bearer the-key-from-my-notebook"

# %% w11-q1 wrong: the first page | Those are the payouts of the first page. Does the list begin with the newest?
# from: as the frame has it
# ~ first["pages"] => 1

# %% w11-q1 wrong: the last but one | That is the page before the last one. What does the service count its pages from?
# from: as the frame has it
# ~ first["pages"] => first["pages"] - 1

# %% w11-q1 wrong: a page too far | The second request was answered 400: there is no such page. What is the number of the last one?
# from: as the frame has it
# ~ first["pages"] => first["pages"] + 1

# %% w11-q1 wrong: the number of pages | The file has the number of the page in it, and rows packed into one column. Which part of the answer is the list of payouts?
# from: as the frame has it
# ~ last["rows"] => last

# %% w11-q1 wrong: shown, and not kept | Both requests are right, and there is no newest.csv. Who would read the screen on Monday at six?
# from: as the frame has it
# - pd.DataFrame(last["rows"]).to_csv("newest.csv", index=False)
# + print(pd.DataFrame(last["rows"]))

# %% w11-q1 wrong: both pages | The file has the oldest payouts and the newest ones. Which page is asked for?
# from: as the frame has it
# ~ last["rows"] => first["rows"] + last["rows"]

# %% w11-q1 wrong: page 7, typed in | On the list that you have seen, 7 is the last page. The list of this check has another number of pages: who can tell you how many?
# from: as the frame has it
# ~ first["pages"] => 7

# %% w11-q1 typed: the page typed in | On one list, that is the last page. On another day the list has another number of pages: who can tell you how many?
# from: as the frame has it
# ~ first["pages"] => 5

# %% w11-q2 exercise: client path=/payouts size=8 token most=20 file=payouts.py | Every page
# The insight: the page that is left out is the newest, and nothing in the file says that it is missing.

# %% w11-q2 rows: Quayside's payouts of 2025, of which the warehouse knows nothing
rows = sql("""
SELECT p.paid_on, f.month, ROUND(p.cad, 2) AS cad,
       ROUND(p.cad * f.usd_per_unit * (CASE WHEN p.paid_on < '2025-07-01' THEN 0.99 ELSE 0.976 END), 2) AS usd
FROM (SELECT date(paid_at, 'weekday 5') AS paid_on, SUM(amount) AS cad
      FROM (SELECT DISTINCT number, account_id, amount, paid_at FROM invoices WHERE currency = 'CAD'
            AND status = 'paid' AND paid_at >= '2024-12-28' AND paid_at < '2025-12-27')
      JOIN accounts USING (account_id) WHERE is_test = 0 GROUP BY 1) AS p
JOIN fx_rates AS f ON f.currency = 'CAD' AND f.month = date(p.paid_on, 'start of month')
ORDER BY p.paid_on
""")
# On other data the list is a page shorter, or a number of pages that is typed in would not show. Its last page is full,
# two payouts are of one amount, and one that is served is of the next year.
if round(rows["cad"].sum(), 2) != 3886033.15:
    rows = rows[len(rows) % 8 or 8 :].reset_index(drop=True)
    rows.loc[3, "cad"] = rows.loc[2, "cad"]
    rows.loc[len(rows) - 17, "paid_on"] = "2026-01-02"

# %% w11-q2 day: a good day, with another list | Which pages were asked for, and what became of the rows of each?
fewer = 16
seconds = 30
runs = 2

# %% w11-q2 right: as the frame has it
%%script every_page
import os
import httpx
import pandas as pd
address = os.environ["SERVICE_URL"] + "/payouts"
headers = {"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]}
page = httpx.get(address, headers=headers).json()
rows = page["rows"]
for number in range(2, page["pages"] + 1):
    answer = httpx.get(address, params={"page": number}, headers=headers)
    rows = rows + answer.json()["rows"]
pd.DataFrame(rows).to_csv("payouts.csv", index=False)

# %% w11-q2 right: a while, until the last page
%%script every_page
import os
import httpx
import pandas as pd
address = os.environ["SERVICE_URL"] + "/payouts"
headers = {"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]}
rows, number, pages = [], 1, 1
while number <= pages:
    page = httpx.get(f"{address}?page={number}", headers=headers).json()
    rows.extend(page["rows"])
    pages = page["pages"]
    number += 1
pd.DataFrame(rows).to_csv("payouts.csv", index=False)

# %% w11-q2 right: requests, and a comprehension
%%script every_page
import os
import pandas as pd
import requests
quayside = requests.Session()
quayside.headers["Authorization"] = "Bearer " + os.environ["SERVICE_TOKEN"]
def ask(number):
    return quayside.get(os.environ["SERVICE_URL"] + "/payouts", params={"page": number}, timeout=5).json()
pages = ask(1)["pages"]
tables = [pd.DataFrame(ask(number)["rows"]) for number in range(1, pages + 1)]
pd.concat(tables, ignore_index=True).to_csv("payouts.csv", index=False)

# %% w11-q2 right: the last page first
%%script every_page
import os
import httpx
import pandas as pd
address = os.environ["SERVICE_URL"] + "/payouts"
headers = {"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]}
pages = httpx.get(address, headers=headers).json()["pages"]
rows = []
while pages:
    rows = httpx.get(address, params={"page": pages}, headers=headers).json()["rows"] + rows
    pages = pages - 1
with open("payouts.csv", "w") as file:
    print("paid_on,month,cad,usd", file=file)
    for row in rows:
        print(row["paid_on"], row["month"], row["cad"], row["usd"], sep=",", file=file)

# %% w11-q2 wrong: the first page alone | Only the first page was asked for. Which part of its answer says that there are more?
# from: as the frame has it
# ~ page["pages"] + 1 => 2

# %% w11-q2 wrong: without the last page | All pages were asked for but the last. Where does range stop?
# from: as the frame has it
# ~ page["pages"] + 1 => page["pages"]

# %% w11-q2 wrong: a page too far | After the last page one more was asked for, and the service answered 400. Who can tell you how many pages there are on that day, and where does range stop?
# from: as the frame has it
# ~ + 1 => + 2

# %% w11-q2 wrong: the first page twice | The first page was asked for twice, and its payouts are in the file twice. With which page does the loop begin?
# from: as the frame has it
# ~ 2, page => 1, page

# %% w11-q2 wrong: each page in place of the one before | Every page was asked for, and the file has only the last one. What happens to the rows that you had, each time round?
# from: as the frame has it
# ~ rows + answer => answer

# %% w11-q2 wrong: the same page each time | The same page was asked for again and again. Which part of the request says which page is meant?
# from: as the frame has it
# ~ params={"page": number}, headers => headers

# %% w11-q2 wrong: lists in a list | Every page was asked for, and then no table could be made: what came after the first page are no rows like its own. What does append add to a list, and what does + add?
# from: as the frame has it
# - rows = rows + answer.json()["rows"]
# + rows.append(answer.json()["rows"])

# %% w11-q2 wrong: the answers in place of their rows | Every page was asked for, and the file has the service's answers in it in place of payouts. Which part of an answer is the list?
# from: as the frame has it
# ~ page["rows"] => [page]
# ~ answer.json()["rows"] => [answer.json()]

# %% w11-q2 typed: the pages typed in | That is right for one list. On another day there are more pages, or fewer: who can tell you how many?
# from: as the frame has it
# ~ page["pages"] + 1 => 6

# %% w11-q3 exercise: client path=/payouts size=8 token most=30 file=payouts.py | A busy Monday
# The insight: three kinds of no: come back later, I am unwell, and never; what the service sees is whether you listened.

# %% w11-q3 rows: Quayside's payouts of 2025, of which the warehouse knows nothing
rows = sql("""
SELECT p.paid_on, f.month, ROUND(p.cad, 2) AS cad,
       ROUND(p.cad * f.usd_per_unit * (CASE WHEN p.paid_on < '2025-07-01' THEN 0.99 ELSE 0.976 END), 2) AS usd
FROM (SELECT date(paid_at, 'weekday 5') AS paid_on, SUM(amount) AS cad
      FROM (SELECT DISTINCT number, account_id, amount, paid_at FROM invoices WHERE currency = 'CAD'
            AND status = 'paid' AND paid_at >= '2024-12-28' AND paid_at < '2025-12-27')
      JOIN accounts USING (account_id) WHERE is_test = 0 GROUP BY 1) AS p
JOIN fx_rates AS f ON f.currency = 'CAD' AND f.month = date(p.paid_on, 'start of month')
ORDER BY p.paid_on
""")
# On other data the list is a page shorter, or a number of pages that is typed in would not show.
rows = rows if round(rows["cad"].sum(), 2) == 3886033.15 else rows[6:]

# %% w11-q3 day: a busy day | What does each answer say about when to come back?
day = [429, 200, 500, 502, 200]
retry_after = 2.0
pause = 0.4
seconds = 30
held_out = {"day": [200, 429, 500, 200, 502, 200], "retry_after": 3.0}

# %% w11-q3 day: a closed door | Can this request succeed if it is sent once more?
day = [200, 403]
seconds = 30
held_out = {"day": [403]}

# %% w11-q3 day: a page that is not there | Which answers are worth asking again for, and which are not?
day = [200, 404]
seconds = 30
held_out = {"day": [200, 200, 404]}

# %% w11-q3 day: four 500s | How often may it ask, and what happens then?
day = [500, 500, 500, 500]
pause = 0.4
seconds = 30

# %% w11-q3 right: as the frame has it
%%script patient
import sys, time
import os
import httpx
import pandas as pd
address = os.environ["SERVICE_URL"] + "/payouts"
headers = {"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]}
def ask(number):
    for attempt in range(4):
        answer = httpx.get(address, params={"page": number}, headers=headers)
        if answer.status_code == 200:
            return answer.json()
        if answer.status_code == 429:
            time.sleep(float(answer.headers["Retry-After"]))
        elif answer.status_code >= 500:
            time.sleep(0.5)
        else:
            break
    sys.exit(f"Quayside answers {answer.status_code}.")
page = ask(1)
rows = page["rows"]
for number in range(2, page["pages"] + 1):
    rows = rows + ask(number)["rows"]
pd.DataFrame(rows).to_csv("payouts.csv", index=False)

# %% w11-q3 right: raise_for_status for what cannot heal, and a longer pause each time
%%script patient
import os
from time import sleep
import httpx, pandas
def ask(client, number):
    for pause in (0.5, 0.6, 0.7, 0.8):
        answer = client.get("/payouts", params={"page": number})
        if answer.is_success:
            return answer.json()
        if answer.is_client_error and answer.status_code != 429:
            answer.raise_for_status()
        sleep(float(answer.headers.get("Retry-After", pause)))
    raise RuntimeError(f"page {number} did not come")
with httpx.Client(base_url=os.environ["SERVICE_URL"], headers={"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]}) as client:
    first = ask(client, 1)
    rows = sum((ask(client, number)["rows"] for number in range(2, first["pages"] + 1)), first["rows"])
pandas.DataFrame(rows).to_csv("payouts.csv", index=False)

# %% w11-q3 right: requests with urllib3's own retries
%%script patient
import os
import pandas as pd
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
quayside = requests.Session()
quayside.mount("http://", HTTPAdapter(max_retries=Retry(total=3, backoff_factor=0.5, status_forcelist=[429, 500, 502, 503])))
quayside.headers = {"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]}
rows, number, pages = [], 1, 1
while number <= pages:
    answer = quayside.get(os.environ["SERVICE_URL"] + "/payouts", params={"page": number}, timeout=5)
    answer.raise_for_status()
    rows += answer.json()["rows"]
    number, pages = number + 1, answer.json()["pages"]
pd.DataFrame(rows).to_csv("payouts.csv", index=False)

# %% w11-q3 right: asks itself again
%%script patient
import sys, time
import os
import httpx
import pandas as pd
address = os.environ["SERVICE_URL"] + "/payouts"
headers = {"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]}
def ask(number, left=3):
    answer = httpx.get(address, params={"page": number}, headers=headers)
    if answer.status_code == 200:
        return answer.json()
    if left == 0 or answer.status_code in (400, 401, 403, 404):
        raise SystemExit("Quayside answers %d to page %d" % (answer.status_code, number))
    time.sleep(float(answer.headers["Retry-After"]) if "Retry-After" in answer.headers else 0.6)
    return ask(number, left - 1)
first = ask(1)
pd.DataFrame(first["rows"] + [row for number in range(2, first["pages"] + 1) for row in ask(number)["rows"]]).to_csv("payouts.csv", index=False)

# %% w11-q3 wrong: gives up at 429 | On the busy day it gave up at the first 429. What does 429 ask you to do?
# from: as the frame has it
# - if answer.status_code == 429:
# -     time.sleep(float(answer.headers["Retry-After"]))
# - elif answer.status_code >= 500:
# -     time.sleep(0.5)
# - else:
# -     break
# + break

# %% w11-q3 wrong: too soon | All pages came, but after a 429 the service was asked again before the time that it had named. Who decides how long you wait: you or it?
# from: as the frame has it
# ~ float(answer.headers["Retry-After"]) => 0.5

# %% w11-q3 wrong: no pause after a 500 | All pages came, but a service that was unwell was asked again before half a second was over. Which line waits after a 500, and for how long?
# from: as the frame has it
# ~ time.sleep(0.5) => pass

# %% w11-q3 wrong: asks for ever | After four answers of 500 it asked for the first page once more, and it came. How often may it ask for a page, and which line counts?
# from: as the frame has it
# ~ for attempt in range(4) => while True

# %% w11-q3 wrong: patient with a closed door | After 403 the same request was sent again. Which answers can waiting heal, and which can it not?
# from: as the frame has it
# ~ break => time.sleep(0.5)

# %% w11-q3 wrong: 500 is not waited for | A 429 is waited for, and at the first 500 the program ends. Is the request wrong then, or is the service unwell?
# from: as the frame has it
# - elif answer.status_code >= 500:
# -     time.sleep(0.5)

# %% w11-q3 wrong: the page is left out | On the busy day it ended well, and the file lacks payouts: a page that did not come was left out without a word. Who would notice on Tuesday?
# from: gives up at 429
# - sys.exit(f"Quayside answers {answer.status_code}.")
# + return {"rows": [], "pages": 7}

# %% w11-q3 wrong: what came before the closed door | On the busy day all is well. At the closed door it wrote what it had until then, and said that all was well. What is half a list worth to whoever opens it?
# from: as the frame has it
# - for number in range(2, page["pages"] + 1):
# -     rows = rows + ask(number)["rows"]
# + try:
# +     for number in range(2, page["pages"] + 1):
# +         rows = rows + ask(number)["rows"]
# + except SystemExit:
# +     pass

# %% w11-q3 typed: seven pages, typed in | Seven pages are right for the list that you have seen. On another day there are more of them, or fewer: who can tell you how many?
# from: as the frame has it
# ~ page["pages"] + 1 => 8

# %% w11-q4 exercise: client path=/payouts size=8 token most=30 file=payouts.py | A line that stays silent
# The insight: whoever sets no time-out has set one: until somebody notices.

# %% w11-q4 rows: Quayside's payouts of 2025, of which the warehouse knows nothing
rows = sql("""
SELECT p.paid_on, f.month, ROUND(p.cad, 2) AS cad,
       ROUND(p.cad * f.usd_per_unit * (CASE WHEN p.paid_on < '2025-07-01' THEN 0.99 ELSE 0.976 END), 2) AS usd
FROM (SELECT date(paid_at, 'weekday 5') AS paid_on, SUM(amount) AS cad
      FROM (SELECT DISTINCT number, account_id, amount, paid_at FROM invoices WHERE currency = 'CAD'
            AND status = 'paid' AND paid_at >= '2024-12-28' AND paid_at < '2025-12-27')
      JOIN accounts USING (account_id) WHERE is_test = 0 GROUP BY 1) AS p
JOIN fx_rates AS f ON f.currency = 'CAD' AND f.month = date(p.paid_on, 'start of month')
ORDER BY p.paid_on
""")
# On other data the list is a page shorter, or a number of pages that is typed in would not show.
rows = rows if round(rows["cad"].sum(), 2) == 3886033.15 else rows[6:]

# %% w11-q4 day: a silent line | How long does one request wait, and what happens then?
day = ["slow", 429, 200, 500, 200]
patience = 3.5
seconds = 15
held_out = {"retry_after": 2.0}

# %% w11-q4 day: silent once, then 500 twice | How often may it ask for a page, whatever comes back?
day = ["slow", 500, 500]
pause = 0.4
patience = 3.5
seconds = 15

# %% w11-q4 day: a closed door | Can this request succeed if it is sent once more?
day = [200, 403]
seconds = 15
held_out = {"day": [200, 401]}

# %% w11-q4 day: nobody there | After the third silence, how does whoever started it learn of it?
day = ["slow", "slow", "slow"]
patience = 3.5
seconds = 15

# %% w11-q4 right: as the frame has it
%%script timely
import sys, time
import os
import httpx
import pandas as pd
address = os.environ["SERVICE_URL"] + "/payouts"
headers = {"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]}
def ask(number):
    for attempt in range(3):
        try:
            answer = httpx.get(address, params={"page": number}, headers=headers, timeout=1)
        except httpx.TimeoutException:
            print(f"Page {number}: no answer within a second.")
            continue
        if answer.status_code == 200:
            return answer.json()
        if answer.status_code == 429:
            time.sleep(float(answer.headers["Retry-After"]))
        elif answer.status_code >= 500:
            time.sleep(0.5)
        else:
            break
    sys.exit(f"Page {number} did not come.")
page = ask(1)
rows = page["rows"]
for number in range(2, page["pages"] + 1):
    rows = rows + ask(number)["rows"]
pd.DataFrame(rows).to_csv("payouts.csv", index=False)

# %% w11-q4 right: a client with a time-out, and raise at the end
%%script timely
import os
from time import sleep
import httpx
import pandas as pd
quayside = httpx.Client(base_url=os.environ["SERVICE_URL"], timeout=httpx.Timeout(0.9))
quayside.headers["Authorization"] = "Bearer " + os.environ["SERVICE_TOKEN"]
def ask(number, left=2):
    try:
        answer = quayside.get("/payouts", params={"page": number})
    except httpx.ReadTimeout:
        if not left:
            raise
        return ask(number, left - 1)
    if left and (answer.status_code == 429 or answer.is_server_error):
        sleep(float(answer.headers.get("Retry-After", 0.5)))
        return ask(number, left - 1)
    return answer.raise_for_status().json()
rows, number, pages = [], 1, 1
while number <= pages:
    page = ask(number)
    rows, number, pages = rows + page["rows"], number + 1, page["pages"]
pd.DataFrame(rows).to_csv("payouts.csv", index=False)

# %% w11-q4 right: requests
%%script timely
import os, time
import pandas as pd
import requests
def ask(number):
    for attempt in range(3):
        try:
            answer = requests.get(os.environ["SERVICE_URL"] + "/payouts", params={"page": number}, timeout=1,
                                  headers={"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]})
            answer.raise_for_status()
            return answer.json()
        except requests.exceptions.Timeout:
            continue
        except requests.exceptions.HTTPError as fault:
            if fault.response.status_code < 429:
                raise
            time.sleep(float(fault.response.headers.get("Retry-After", 0.5)))
    raise RuntimeError("three times no answer")
first = ask(1)
rows = first["rows"]
for number in range(2, first["pages"] + 1):
    rows.extend(ask(number)["rows"])
pd.DataFrame(rows).to_csv("payouts.csv", index=False)

# %% w11-q4 right: a function that is handed the request
%%script timely
import sys, time
import os
import httpx
import pandas as pd
address = os.environ["SERVICE_URL"] + "/payouts"
headers = {"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]}
def patiently(task, times=3):
    pause = 0
    while times > 0:
        time.sleep(pause)
        times, pause = times - 1, 0.5
        try:
            answer = task()
        except httpx.TransportError as fault:
            print(f"no answer: {fault!r}")
            continue
        if answer.status_code not in (429, 500, 503):
            return answer.raise_for_status().json()
        pause = float(answer.headers.get("Retry-After", 0.5))
    sys.exit("Quayside does not answer.")
def get(number):
    return httpx.get(address, params={"page": number}, headers=headers, timeout=1)
page = patiently(lambda: get(1))
rows = list(page["rows"])
for number in range(2, page["pages"] + 1):
    rows += patiently(lambda: get(number))["rows"]
pd.DataFrame(rows).to_csv("payouts.csv", index=False)

# %% w11-q4 wrong: no time-out | The first request was never answered, and the program waited until it was stopped. How long may a request take, and where do you say so?
# from: as the frame has it
# ~ timeout=1 => timeout=None

# %% w11-q4 wrong: a sentence in place of an end | After the third silence it stops, but by accident: nothing was handed back, and the next line stumbles over it. print only shows: what below the loop ends the program?
# from: as the frame has it
# ~ sys.exit => print

# %% w11-q4 wrong: the number that never came | After the third silence it stops, but by accident: there is no answer, and so no number of it. Which sentence can you write without one?
# from: as the frame has it
# ~ Page {number} did not come => Quayside answers {answer.status_code}

# %% w11-q4 wrong: gives up at the first silence | On the first day the line was silent once, and the program ended with an error. It may ask three times: what happens where it says except?
# from: as the frame has it
# - print(f"Page {number}: no answer within a second.")
# - continue
# + sys.exit("Quayside does not answer.")

# %% w11-q4 wrong: two tries | On the first day the first page came at the third question, and the program had ended after the second. Where does your program count?
# from: as the frame has it
# ~ range(3) => range(2)

# %% w11-q4 wrong: four tries | A page that had not come after three requests was asked for a fourth time. Where does your program count?
# from: as the frame has it
# ~ range(3) => range(4)

# %% w11-q4 wrong: waits for silence alone | A silent line is asked again now, and at a 429 the program ends. Which lines of exercise 3 are missing?
# from: as the frame has it
# - if answer.status_code == 429:
# -     time.sleep(float(answer.headers["Retry-After"]))
# - elif answer.status_code >= 500:
# -     time.sleep(0.5)
# - else:
# -     break
# + break

# %% w11-q4 wrong: an empty file | When nobody answered, it wrote a file without a payout in it, and ended as if all were well. What will Finance read in it?
# from: as the frame has it
# - sys.exit(f"Page {number} did not come.")
# + return {"rows": [], "pages": 1}

# %% w11-q4 wrong: ends as if all were well | When nobody answered, the program ended as if all were well. Whoever starts it looks at its exit code alone. What ends a program with an error?
# from: as the frame has it
# - sys.exit(f"Page {number} did not come.")
# + print("Quayside does not answer.")
# + sys.exit(0)

# %% w11-q4 wrong: the silent page left out | A page that did not come at the first try was left out, and the program ended as if all were well. What does the file say of the missing rows?
# from: as the frame has it
# - print(f"Page {number}: no answer within a second.")
# - continue
# + return {"rows": [], "pages": 7}

# %% w11-q4 typed: seven pages, typed in | Seven pages are right for the list that you have seen. On another day there are more of them, or fewer: who can tell you how many?
# from: as the frame has it
# ~ page["pages"] + 1 => 8

# %% w11-q5 exercise: client path=/payouts size=8 token most=30 file=payouts.py | The import that never failed
# The insight: an import that never fails is one that lies; loudly, and all or nothing.

# %% w11-q5 rows: Quayside's payouts of 2025, of which the warehouse knows nothing
rows = sql("""
SELECT p.paid_on, f.month, ROUND(p.cad, 2) AS cad,
       ROUND(p.cad * f.usd_per_unit * (CASE WHEN p.paid_on < '2025-07-01' THEN 0.99 ELSE 0.976 END), 2) AS usd
FROM (SELECT date(paid_at, 'weekday 5') AS paid_on, SUM(amount) AS cad
      FROM (SELECT DISTINCT number, account_id, amount, paid_at FROM invoices WHERE currency = 'CAD'
            AND status = 'paid' AND paid_at >= '2024-12-28' AND paid_at < '2025-12-27')
      JOIN accounts USING (account_id) WHERE is_test = 0 GROUP BY 1) AS p
JOIN fx_rates AS f ON f.currency = 'CAD' AND f.month = date(p.paid_on, 'start of month')
ORDER BY p.paid_on
""")
# On other data the list is a page shorter, or a number of pages that is typed in would not show.
rows = rows if round(rows["cad"].sum(), 2) == 3886033.15 else rows[6:]

# %% w11-q5 day: a good day | Does the file have all payouts of today?
files = {"payouts.csv": "paid_on,month,cad,usd\n2024-12-27,2024-12-01,1000.0,734.28\n"}
seconds = 30

# %% w11-q5 day: a page cut off | Last Monday's file was there. What is there now, and who has been told?
files = {"payouts.csv": "paid_on,month,cad,usd\n2024-12-27,2024-12-01,1000.0,734.28\n"}
seconds = 30
day = [200, 200, "broken", "broken", "broken", "broken", "broken"]
held_out = {"day": [200, "broken", "broken", "broken", "broken", "broken"]}

# %% w11-q5 day: an answer of another form | The second answer had no rows in it. What did your program take it for?
files = {"payouts.csv": "paid_on,month,cad,usd\n2024-12-27,2024-12-01,1000.0,734.28\n"}
seconds = 30
day = [200, "wrong", "wrong", "wrong", "wrong", "wrong"]
held_out = {"message": "The third answer had no rows in it. What did your program take it for?", "day": [200, 200, "wrong", "wrong", "wrong", "wrong", "wrong"]}

# %% w11-q5 right: less of everything
%%script honest
import os
import httpx
import pandas as pd
address = os.environ["SERVICE_URL"] + "/payouts"
headers = {"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]}
def ask(number):
    answer = httpx.get(address, params={"page": number}, headers=headers, timeout=5)
    return answer.json()
page = ask(1)
rows = page["rows"]
for number in range(2, page["pages"] + 1):
    rows = rows + ask(number)["rows"]
pd.DataFrame(rows).to_csv("payouts.csv", index=False)

# %% w11-q5 right: says what is wrong
# from: less of everything
# - return answer.json()
# + try:
# +     said = answer.json()
# + except ValueError:
# +     raise SystemExit(f"Page {number} is no JSON.")
# + if "rows" not in said or "pages" not in said:
# +     raise SystemExit(f"Page {number} has another form: {said}")
# + return said

# %% w11-q5 right: a draft beside it, put in its place at the end
# from: less of everything
# - pd.DataFrame(rows).to_csv("payouts.csv", index=False)
# + draft = "payouts.csv.part"
# + pd.DataFrame(rows).to_csv(draft, index=False)
# + os.replace(draft, "payouts.csv")

# %% w11-q5 right: requests, the table built once, and an assert
%%script honest
import os
import pandas as pd
import requests
def ask(number):
    answer = requests.get(os.environ["SERVICE_URL"] + "/payouts", {"page": number}, timeout=5,
                          headers={"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]})
    said = answer.json()
    assert set(said) == {"page", "pages", "rows"} and said["page"] == number, f"page {number} is not as agreed"
    return said
rows, number, pages = [], 1, 1
while number <= pages:
    said = ask(number)
    rows, number, pages = rows + said["rows"], number + 1, said["pages"]
pd.DataFrame(rows, columns=["paid_on", "month", "cad", "usd"]).to_csv("payouts.csv", index=False)

# %% w11-q5 wrong: as it was | It still never fails: pages are missing in the file, and the program ended as if all were well. Which lines turn nonsense into nothing?
%%script honest
import os
import httpx
import pandas as pd
address = os.environ["SERVICE_URL"] + "/payouts"
headers = {"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]}
def ask(number):
    answer = httpx.get(address, params={"page": number}, headers=headers, timeout=5)
    try:
        return answer.json()
    except ValueError:
        return {}
page = ask(1)
rows = page.get("rows", [])
pd.DataFrame(rows).to_csv("payouts.csv", index=False)
for number in range(2, page.get("pages", 1) + 1):
    rows = rows + ask(number).get("rows", [])
    pd.DataFrame(rows).to_csv("payouts.csv", index=False)

# %% w11-q5 wrong: half a list | It stops with an error, as it should. But last Monday's file is gone, and in its place lies the part that had come by then. When is the file to be written?
# from: less of everything
# @ rows = page["rows"]
# + pd.DataFrame(rows).to_csv("payouts.csv", index=False)
# @ rows = rows + ask(number)["rows"]
# - pd.DataFrame(rows).to_csv("payouts.csv", index=False)
# +     pd.DataFrame(rows).to_csv("payouts.csv", index=False)

# %% w11-q5 wrong: half a list, from page 2 on | It stops with an error, as it should. But where page 3 was cut off, last Monday's file is gone, and in its place lies the part that had come by then. On which line below for is the file written?
# from: less of everything
# - pd.DataFrame(rows).to_csv("payouts.csv", index=False)
# +     pd.DataFrame(rows).to_csv("payouts.csv", index=False)

# %% w11-q5 wrong: another form passes | A page that is cut off stops it now. An answer without rows does not: a page is missing, and the program ended as if all were well. What does get give where there is nothing?
# from: less of everything
# ~ ask(number)["rows"] => ask(number).get("rows", [])

# %% w11-q5 wrong: a page cut off passes | An answer without rows stops it now. A page that is cut off does not: its payouts are missing, and the program ended as if all were well. What does the except make of it?
# from: less of everything
# - return answer.json()
# + try:
# +     return answer.json()
# + except ValueError:
# +     return {"rows": []}

# %% w11-q5 wrong: stops, and says that all is well | Last Monday's file is untouched, which is right. But the program ended as if all were well. What tells the clock that starts it?
%%script honest
import os
import httpx
import pandas as pd
address = os.environ["SERVICE_URL"] + "/payouts"
headers = {"Authorization": "Bearer " + os.environ["SERVICE_TOKEN"]}
def ask(number):
    answer = httpx.get(address, params={"page": number}, headers=headers, timeout=5)
    return answer.json()
try:
    page = ask(1)
    rows = page["rows"]
    for number in range(2, page["pages"] + 1):
        rows = rows + ask(number)["rows"]
    pd.DataFrame(rows).to_csv("payouts.csv", index=False)
except (ValueError, KeyError) as fault:
    print("Quayside answers nonsense:", fault)

# %% w11-q5 wrong: emptied first | It stops with an error, as it should, and the file is empty: it was emptied before anything had come. When is the file to be touched?
# from: less of everything
# @     return answer.json()
# + file = open("payouts.csv", "w")
# - pd.DataFrame(rows).to_csv("payouts.csv", index=False)
# + pd.DataFrame(rows).to_csv(file, index=False)
# + file.close()

# %% w11-q5 wrong: the old file away first | It stops with an error, as it should. But last Monday's file is gone: it was deleted before anything had come. What should Finance find there when today's import fails?
# from: less of everything
# @     return answer.json()
# + if os.path.exists("payouts.csv"):
# +     os.remove("payouts.csv")

# %% w11-q5 typed: seven pages, typed in | Seven pages are right for the list that you have seen. On another day there are more of them, or fewer: who can tell you how many?
# from: less of everything
# ~ page["pages"] + 1 => 8

# %% w11-q5 same: `set(said) == {'page', 'pages', 'rows'}` dropped | An answer without these stops it in its next lines.
# %% w11-q6 exercise: choice options=A,B,C,D,E right=D | What the service saw
# The insight: a program can be judged without reading one line of it: the other side keeps a list.

# %% w11-q6 right: the letter
monday = "D"

# %% w11-q6 right: in small
monday = "d"

# %% w11-q6 right: the notebook's

# %% w11-q6 wrong: A | A was told to wait one second. When did it come back?
monday = "A"

# %% w11-q6 wrong: B | B asks for page 8 of 7 and is told 400 each time. What will the fourth answer be?
monday = "B"

# %% w11-q6 wrong: C | C met a 500 on page 2. When did it ask for page 2 again?
monday = "C"

# %% w11-q6 wrong: E | E met no trouble at all. How many pages did it fetch, and how many are there?
monday = "E"

# %% w11-q7 exercise: text least=40 most=150 | The letter to Finance
# The insight: a number from a service becomes a decision when its source, its completeness and its price stand beside it.
# states: how much more than agreed Quayside has kept :: SELECT SUM(cad * usd_per_unit) * 0.014 FROM (SELECT date(paid_at, 'weekday 5') AS paid_on, SUM(amount) AS cad FROM (SELECT DISTINCT number, account_id, amount, paid_at FROM invoices WHERE currency = 'CAD' AND status = 'paid' AND paid_at >= '2025-06-28' AND paid_at < '2025-12-27') JOIN accounts USING (account_id) WHERE is_test = 0 GROUP BY 1) JOIN fx_rates ON currency = 'CAD' AND month = date(paid_on, 'start of month') :: SELECT ROUND(SUM(cad * usd_per_unit) * 0.014) FROM (SELECT date(paid_at, 'weekday 5') AS paid_on, SUM(amount) AS cad FROM (SELECT DISTINCT number, account_id, amount, paid_at FROM invoices WHERE currency = 'CAD' AND status = 'paid' AND paid_at >= '2025-06-28' AND paid_at < '2025-12-27') JOIN accounts USING (account_id) WHERE is_test = 0 GROUP BY 1) JOIN fx_rates ON currency = 'CAD' AND month = date(paid_on, 'start of month') :: SELECT ROUND(SUM(cad * usd_per_unit) * 0.014 / 100) * 100 FROM (SELECT date(paid_at, 'weekday 5') AS paid_on, SUM(amount) AS cad FROM (SELECT DISTINCT number, account_id, amount, paid_at FROM invoices WHERE currency = 'CAD' AND status = 'paid' AND paid_at >= '2025-06-28' AND paid_at < '2025-12-27') JOIN accounts USING (account_id) WHERE is_test = 0 GROUP BY 1) JOIN fx_rates ON currency = 'CAD' AND month = date(paid_on, 'start of month') :: SELECT ROUND(SUM(cad * usd_per_unit) * 0.014 / 1000) * 1000 FROM (SELECT date(paid_at, 'weekday 5') AS paid_on, SUM(amount) AS cad FROM (SELECT DISTINCT number, account_id, amount, paid_at FROM invoices WHERE currency = 'CAD' AND status = 'paid' AND paid_at >= '2025-06-28' AND paid_at < '2025-12-27') JOIN accounts USING (account_id) WHERE is_test = 0 GROUP BY 1) JOIN fx_rates ON currency = 'CAD' AND month = date(paid_on, 'start of month') :: How many US dollars more than agreed has Quayside kept? The lesson has the number.
# words: since when :: July, half, June, months :: Since when?
# words: how you know :: pages, page, payouts, list, rates, warehouse :: How do you know, and is it the whole list?
# tick: It gives both percentages, and the day between them.
# tick: It says what that came to, in US dollars, and that this is above the contract.
# tick: It says that all payouts of the year are in it, and where the rates come from.
# tick: It proposes one thing, with a day and a name.
# tick: It accuses nobody: whoever looked at the first page saw what it said.

# %% w11-q7 right: plain
letter = """Quayside kept 1.0 percent of our Canadian payouts until the end of June 2025, as agreed, and 2.4 percent since 1 July. That is 22,708 US dollars above the contract in six months. I counted all 52 payouts of the year,
against the monthly rates in our warehouse. The statement's first page ends in February, so it could not show this. Please ask Quayside by Friday for the reason and for the money; I will look at what an account in Canadian dollars would cost."""

# %% w11-q7 right: a list
letter = """What I found in Quayside's list of payouts:
- January to June: 1.0 percent kept, which is the contract.
- From 1 July: 2.4 percent.
- Above the contract: $22,708, over all seven pages of the list and at the central bank's monthly rates.
Whoever checked the beginning of the list was right about the beginning. I propose that you claim the difference before the contract renews, and that the import runs each Monday, so that a change is seen in a week. Can we talk on Thursday?"""

# %% w11-q7 right: the decision first
letter = """I would like to move our Canadian card payments to an account in Canadian dollars. Since 1 July Quayside keeps 2.4 percent in place of the agreed 1.0, some 22.7 thousand US dollars more in half a year. The figures are theirs: every payout of 2025, put
beside our own exchange rates. Its first page is in order, which is why nobody saw it. Before we leave, please ask them by the end of the week whether this is a mistake, and claim it back."""

# %% w11-q7 right: rounded for a reader
letter = """Until the end of June Quayside kept 1.0 percent of our Canadian payouts, which is what we signed. Since 1 July it keeps 2.4 percent. In half a year that came to about 23,000 US dollars above the contract. I have read all seven pages of
their list and used the monthly rates of our warehouse. The first page is in order, so nobody could see it there. Please write to Quayside by Friday and claim it; I will bring another offer on Monday."""

# %% w11-q7 right: to the cent, and to the hundred
letter = """Until the end of June Quayside kept 1.0 percent of our Canadian payouts, which is what we signed. Since 1 July it keeps 2.4 percent. In half a year that came to $22,708.00 above the contract, say 22,700. I have read all seven pages of
their list and used the monthly rates of our warehouse. The first page is in order, so nobody could see it there. Please write to Quayside by Friday and claim it; I will bring another offer on Monday."""

# %% w11-q7 wrong: too short | Your text has 7 words; at least 40 are asked for.
letter = "Quayside keeps more than we had agreed."

# %% w11-q7 wrong: without the number | How many US dollars more than agreed has Quayside kept? The lesson has the number.
letter = """Quayside kept 1.0 percent of our Canadian payouts until the end of June 2025, as agreed, and 2.4 percent since 1 July. I counted all payouts of the year, against the monthly rates in our warehouse. The first page of
their statement could not show it. Please ask Quayside by Friday for the reason and for the money; I will look at an account in Canadian dollars."""

# %% w11-q7 wrong: another number | How many US dollars more than agreed has Quayside kept? The lesson has the number.
letter = """Quayside kept 1.0 percent of our Canadian payouts until the end of June 2025, as agreed, and 2.4 percent since 1 July. That is 51,580 US dollars above the contract. I counted all payouts of the year, against the monthly rates in
our warehouse. Please ask Quayside by Friday for the reason and for the money; I will look at what an account in Canadian dollars would cost."""

# %% w11-q7 wrong: the question copied | Most of that is the text of the exercise. What would you say in your own words?
letter = """The head of Finance signed the contract with Quayside and has seen the first page of its statement. Write her the letter. Say what Quayside kept before and after 1 July 2025, and how many US dollars above the contract that came to. Say how you know, and that it is the whole list."""
