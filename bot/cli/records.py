"""Answers and reports as JSON: the forms that scripts depend on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import embeddings
from bot.advice import told

if TYPE_CHECKING:
    from bot.services.feedback import AskedQuestion, FeedbackReport
    from embeddings import (
        Answer,
        Asked,
        Explanation,
        Filters,
        Post,
        Quote,
        Reason,
        Scores,
        Source,
        Status,
        SyncReport,
        Verification,
    )


_ESCAPED = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), *range(0xD800, 0xE000))}
"""What JSON may hold as it is, and a terminal takes for an order, or cannot be written."""


def as_text(record: Any) -> str:
    """A record as JSON to be read by people too."""
    return json.dumps(record, ensure_ascii=False, indent=2).translate(_ESCAPED)


def as_line(record: Any) -> str:
    """A record as a line of JSONL."""
    return json.dumps(record, ensure_ascii=False).translate(_ESCAPED)


def post_record(post: Post) -> dict[str, Any]:
    return {
        "id": post.id,
        "title": post.title,
        "url": post.url,
        "published": post.published.isoformat() if post.published else None,
        "author": post.author,
    }


def answer_record(explanation: Explanation) -> dict[str, Any]:
    """What ``ask --json`` prints; of a question about the archive itself, what was looked up and what it came to too.

    Such an answer has quotes as any other, of the posts that it names. The dates are those that narrowed the search,
    whether they were given or the question names them.
    """
    answer = explanation.answer
    return {
        "question": answer.question,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "quotes": [_quote_record(quote) for quote in answer.quotes],
        "closest": [post_record(post) for post in answer.closest],
        **_dates_record(explanation.filters),
        **_looked_up(answer),
    }


def _dates_record(filters: Filters) -> dict[str, Any]:
    return {
        "after": filters.after.isoformat() if filters.after else None,
        "before": filters.before.isoformat() if filters.before else None,
    }


def _looked_up(answer: Answer) -> dict[str, Any]:
    if not isinstance(answer, embeddings.CatalogAnswer):
        return {}
    lookup, filters = answer.lookup, answer.lookup.filters
    return {
        "lookup": {
            "kind": lookup.kind,
            "title": lookup.title,
            "about": lookup.about,
            **_dates_record(filters),
            "author": filters.author,
            "tag": filters.tag,
            "count": answer.count,
            "in_title_or_tag": answer.titled,
            "named": answer.exact,
            "posts": [post_record(post) for post in answer.posts],
            "names": [{"name": name, "posts": posts} for name, posts in answer.names],
        }
    }


def _quote_record(quote: Quote) -> dict[str, Any]:
    return {
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "score": quote.score,
        "link": quote.link,
        "reported": quote.reported,
        "speaker": quote.speaker,
        "header": quote.post.text[slice(*quote.header)] if quote.header else "",
        "more_items": quote.more_items,
        "cut": {"before": quote.cut[0], "behind": quote.cut[1]},
        "post": post_record(quote.post),
    }


def explanation_record(explanation: Explanation) -> dict[str, Any]:
    """What ``ask --json --explain`` adds."""
    return {
        "explanation": {
            "understood": explanation.answer.understood,
            "also": [[post_record(post) for post in quote.also] for quote in explanation.answer.quotes],
            "newer": _quote_record(explanation.answer.newer) if explanation.answer.newer else None,
            "terms": list(explanation.terms),
            "quote": [_reason_record(reason) for reason in explanation.quote],
            "confidence": [_reason_record(reason) for reason in explanation.confidence],
        }
    }


def _reason_record(reason: Reason) -> dict[str, Any]:
    return {"name": reason.name, "value": reason.value, "weight": reason.weight, "adds": reason.adds}


def batch_record(identity: str, answer: Answer) -> dict[str, Any]:
    """A line of what ``answer --out`` writes.

    A question about the archive itself is answered where the catalog knows what was asked. Its quotes are verbatim from
    the posts concerned: of a summary the opening and the headings, or a sentence in their place, else the one that
    stands best for each.
    """
    return {
        "_id": identity,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "quotes": [_batch_quote(quote) for quote in answer.quotes],
        **_looked_up(answer),
    }


def _batch_quote(quote: Quote) -> dict[str, Any]:
    return {
        "doc": quote.post.id,
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "url": quote.link,
    }


def report_record(report: SyncReport, status: Status) -> dict[str, Any]:
    """What ``index --json`` prints."""
    return {
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "encoded": report.encoded,
        "skipped": [
            {"name": item.name, "reason": item.reason, **({"kind": item.kind} if item.kind else {})}
            for item in report.skipped
        ],
        "left_out": report.left_out,
        "unquotable": report.unquotable,
        "unlinked": report.unlinked,
        "notes": report.notes,
        "readings": [asdict(reading) for reading in report.readings],
        "failed": [told(error) for error in report.failed],
        "posts": status.posts,
        "passages": status.passages,
    }


def verification_record(verification: Verification) -> dict[str, Any]:
    """What ``verify --json`` prints of a post."""
    return {
        "id": verification.post.id,
        "title": verification.post.name,
        "url": verification.post.url,
        "source": verification.source,
        "fetched": verification.fetched.isoformat() if verification.fetched else None,
        "state": verification.state,
        "now_at": verification.url,
        "missing": list(verification.missing),
        "broken_links": verification.broken,
        "reason": verification.reason,
    }


def scores_record(scores: Scores) -> dict[str, Any]:
    """What ``evaluate --json`` prints of a set."""
    return {name: value for name, value in asdict(scores).items() if name != "questions"}


def asked_record(scores: Scores, asked: Asked) -> dict[str, Any]:
    """A line of what ``evaluate --out`` writes."""
    return {"set": scores.name, **asdict(asked)}


def source_record(source: Source) -> dict[str, Any]:
    """What ``sources --json`` prints of a source; an option that was never given is null."""
    include = source.options.include
    return {
        "source": source.name,
        "posts": source.posts,
        "base_url": source.options.base_url,
        "include": None if include is None else list(include),
        "reading": asdict(source.reading) if source.reading else None,
    }


def gaps_record(feedback: FeedbackReport, quotes: Sequence[tuple[Quote, int]]) -> dict[str, Any]:
    """What ``gaps --json`` prints, each list with the most frequent first.

    ``quotes``: of those that were voted down the ones that still stand in their posts, each with how often.
    """
    return {
        "refused": [_asked_record(asked) for asked in feedback.refused],
        "disliked_questions": [_asked_record(asked) for asked in feedback.disliked],
        "disliked_quotes": [{"times": times, **_quote_record(quote)} for quote, times in quotes],
    }


def _asked_record(asked: AskedQuestion) -> dict[str, Any]:
    return {
        "question": asked.question,
        "times": asked.times,
        **({"also": list(asked.also)} if asked.also else {}),
    }


def status_record(status: Status, sources: Sequence[Source]) -> dict[str, Any]:
    """What ``status --json`` prints."""
    return {
        "archive": str(status.folder),
        "posts": status.posts,
        "passages": status.passages,
        "sources": list(status.sources),
        "readings": [asdict(source.reading) for source in sources if source.reading],
        "first": status.first.isoformat() if status.first else None,
        "last": status.last.isoformat() if status.last else None,
        "model": status.model,
        "synced": status.synced.isoformat() if status.synced else None,
        "age_seconds": round((datetime.now(UTC) - status.synced).total_seconds()) if status.synced else None,
    }
