"""``python -m firstquery.doctor``, wherever it is called: a file random.py beside it must not stop the examination."""

import os
import sys

sys.path[:] = [place for place in sys.path if place and os.path.realpath(place) != os.path.realpath(os.curdir)]

from firstquery.doctor.run import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
