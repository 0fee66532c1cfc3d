"""What is counted and timed while the bot runs, as Prometheus reads it: https://prometheus.io/docs/practices/naming/.

What the process itself takes (``process_resident_memory_bytes``, open files, processor time) comes with the library.
"""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

QUESTIONS = Counter("pullquote_questions", "Questions that members asked.")
ANSWERS = Counter("pullquote_answers", "Questions that got an answer, by what it is made of.", ["of"])
"""``quotes``, or ``catalog`` for questions about the archive itself."""
REFUSALS = Counter("pullquote_refusals", "Questions that nothing in the archive answers.")
FAILURES = Counter("pullquote_failures", "Times that a member was told that something went wrong.")
STAGES = Histogram(
    "pullquote_stage_seconds",
    "Seconds that a question takes: until the model is free (wait), to find the answer (answer), to show it (show). "
    "Of the answer: the question is encoded (encode), the index searched (search), passages read (read), quotes chosen "
    "(quote).",
    ["stage"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
QUEUE = Gauge("pullquote_queue", "Questions that wait for the model.")
POSTS = Gauge("pullquote_posts", "Posts in an archive.", ["archive"])
SYNC_AGE = Gauge("pullquote_sync_age_seconds", "Seconds since an archive was last brought up to date.", ["archive"])
"""By the names that ``ARCHIVES`` gives; empty for the only one."""
CONNECTED = Gauge("pullquote_connected", "1 while Discord is connected, else 0.")
