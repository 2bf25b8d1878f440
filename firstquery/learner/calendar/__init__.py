"""The twenty-six hours as a calendar file: schedule.py has the dates, ics.py the file and `make_calendar`."""
