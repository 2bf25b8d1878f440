"""`firstquery doctor`: examines an installation, and says in plain words what is wrong and how to mend it.

It changes nothing. It needs the standard library alone, since what it looks for may be the library that does not load;
and each thing that it looks at stands by itself, so that a fault in one hides no other.
"""
