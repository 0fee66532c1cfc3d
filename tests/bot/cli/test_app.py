"""The command line as a user and as a script meets it."""

from __future__ import annotations

import io
import json
import math
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.settings import Settings


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Result]
DOUBT = "I’m not sure this answers it:"

CORPUS = [
    {
        "_id": "a 1",
        "title": "Rye",
        "text": "Rye bread must rest for a whole day before you cut it. It is gummy at first.",
    },
    {
        "_id": "b",
        "title": "Salt",
        "text": "Two per cent of salt is right for almost every loaf.",
        "metadata": {"date": "2024-05-06"},
    },
    {"_id": "c", "title": "Ovens", "text": "An oven thermometer costs six pounds and tells you that your oven lies."},
]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run ``pullquote`` in an empty folder, with no settings but those given."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def run_command(*arguments: str | Path, stdin: str = "", **settings: str) -> Result:
        with monkeypatch.context() as patched:
            for name in Settings.model_fields:
                patched.delenv(name.upper(), raising=False)
            for name, value in settings.items():
                patched.setenv(name, value)
            patched.setattr(sys, "argv", ["pullquote", *map(str, arguments)])
            patched.setattr(sys, "stdin", io.StringIO(stdin))
            capfd.readouterr()
            with pytest.raises(SystemExit) as ended:
                main()
        captured = capfd.readouterr()
        return Result(int(ended.value.code or 0), captured.out, captured.err)

    return run_command


@pytest.fixture
def indexed(run: Run, tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(line) + "\n" for line in CORPUS))
    assert run("index", corpus).returncode == 0
    return tmp_path


def fails(result: Result, *words: str) -> None:
    """One clear line on the error stream that holds the words, and a status that says so."""
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.startswith("pullquote: ")
    assert result.stderr.count("\n") == 1
    for word in words:
        assert word in result.stderr


def test_demo_answers_with_quote_title_date_and_link(run: Run) -> None:
    result = run("demo", "How long should I let the dough rise?")
    assert result.returncode == 0
    assert "let the dough rise until it has doubled" in " ".join(result.stdout.split())
    assert "— How long is long enough? · 2022-03-19 · Nell Hartley" in result.stdout
    assert "https://breadwinners.example/2022/03/19/how-long-to-let-dough-rise/#:~:text=" in result.stdout
    assert DOUBT not in result.stdout
    assert result.stderr == ""


def test_demo_without_a_question_chats_with_follow_ups(run: Run) -> None:
    asked = ("How long must bread rest before I cut it?", "And for rye?", "Who is the king of Spain?")
    result = run("demo", stdin="\n".join([*asked, "Can I bake without steam?", ""]))
    assert result.returncode == 0
    assert result.stdout.count(DOUBT) == 1
    assert "must rest for a whole day" in " ".join(result.stdout.split())
    assert "Nothing in the archive answers that." in result.stdout


def test_what_a_terminal_takes_for_an_order_is_not_printed(run: Run, tmp_path: Path) -> None:
    orders = "\x1b]0;Owned\x07\x1b[2J\x9b31m\r\x08"
    post = {
        "_id": f"a{orders}",
        "title": f"Rye{orders}",
        "text": f"Rye bread must rest for a whole {orders} day before you cut it.",
        "metadata": {"author": f"Ann{orders}", "url": f"https://a.example/{orders}", "tags": [orders]},
    }
    (tmp_path / "corpus.jsonl").write_text(json.dumps(post) + "\n" + json.dumps({**post, "text": orders}) + "\n")
    printed = run("index", tmp_path / "corpus.jsonl")
    assert printed.returncode == 0
    for command in (["ask", "How long must rye bread rest?"], ["status"], ["sources"], ["ask", f"{orders}?"]):
        result = run(*command)
        printed = Result(0, printed.stdout + result.stdout, printed.stderr + result.stderr)
    assert "Rye" in printed.stdout
    for order in "\x1b\x07\x9b\r\x08":
        assert order not in printed.stdout + printed.stderr


def test_what_a_terminal_takes_for_an_order_is_escaped_in_json(run: Run, tmp_path: Path) -> None:
    text = "Rye bread must rest for a whole \x9b31m \x9d0;day\x7f before you cut it."
    (tmp_path / "rye.md").write_text(text)
    assert run("index", "rye.md").returncode == 0
    found = run("ask", "How long must rye bread rest?", "--json").stdout
    assert not re.search("[\x7f-\x9f]", found)
    assert "\x9b31m" in json.loads(found)["quotes"][0]["text"]


@pytest.mark.parametrize("name", ["x_[/b]", "x_[a]", "x_[bold]", "x_:smile:"])
def test_a_name_from_outside_is_printed_as_it_is(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir(parents=True)
    (tmp_path / name / "rye.md").write_text(f"---\ntitle: '{name}'\n---\nRye bread {name} must rest for a day.")
    assert f"The archive in {name} holds 1 post." in run("index", name, "--archive", name).stdout
    for command in (("status",), ("sources",), ("check",), ("ask", "How long must rye bread rest?")):
        result = run(*command, "--archive", name)
        assert (result.returncode, result.stdout.count(name) > 0) == (0, True)
    fails(run("index", f"missing{name}", "--archive", name), f"missing{name}")
    assert run("index", f"missing{name}", name, "--archive", name).stderr.startswith(f"missing{name}: ")
    assert name in run("backup", f"{name}.zip", "--archive", name).stdout


def test_ask_json(run: Run, indexed: Path) -> None:
    result = run("ask", "How long must rye bread rest?", "--json")
    answer = json.loads(result.stdout)
    assert set(answer) == {"question", "answered", "confidence", "quotes", "closest", "after", "before"}
    assert (answer["answered"], answer["after"], answer["before"]) == (True, None, None)
    quote = answer["quotes"][0]
    assert set(quote) == {
        "text",
        "start",
        "end",
        "score",
        "link",
        "reported",
        "speaker",
        "header",
        "more_items",
        "cut",
        "post",
    }
    assert set(quote["post"]) == {"id", "title", "url", "published", "author"}
    assert quote["text"] == CORPUS[0]["text"][quote["start"] : quote["end"]]
    assert quote["post"]["id"] == "a 1"
    assert len(answer["closest"]) == 3
    result = run("ask", "How much salt?", "--after", "2024", "--before", "May 2024", "--json")
    answer = json.loads(result.stdout)
    assert {quote["post"]["id"] for quote in answer["quotes"]} == {"b"}
    assert (answer["after"], answer["before"]) == ("2024-01-01", "2024-05-31")


def test_the_archive_is_asked_about_itself(run: Run, indexed: Path) -> None:
    answer = json.loads(run("ask", "How many posts are there about rye?", "--json").stdout)
    assert set(answer) == {"question", "answered", "confidence", "quotes", "closest", "after", "before", "lookup"}
    assert (answer["answered"], answer["confidence"]) == (True, 1.0)
    assert (answer["lookup"]["kind"], answer["lookup"]["about"], answer["lookup"]["count"]) == ("count", "rye", 1)
    assert [post["id"] for post in answer["lookup"]["posts"]] == ["a 1"]
    quote = answer["quotes"][0]
    assert quote["text"] == CORPUS[0]["text"][quote["start"] : quote["end"]]
    for question, first, second in (
        ("How many posts are there about rye?", "1 post mentions “rye”", "  Rye"),
        ("When was Salt published?", "Published on 2024-05-06", "  Salt · 2024-05-06"),
        ("Who wrote Rye?", "The archive doesn’t name an author for it.", "  Rye"),
        ("Who wrote about salt?", "The archive doesn’t name an author for it.", "  Salt · 2024-05-06"),
        ("What is the latest post?", "The newest post", "  Two per cent of salt is right for almost every loaf."),
        ("List all posts by Zed Zedson", "No posts · by Zed Zedson", ""),
        ("Who writes this blog?", "The archive names no authors.", ""),
        ("Which tags are there?", "The archive has no tags.", ""),
    ):
        lines = [line.rstrip() for line in run("ask", question).stdout.splitlines()]
        assert [*lines, ""][:2] == [first, second]
    assert "Searched for: nothing" in run("ask", "How many posts are there?", "--explain").stdout
    asked = [{"_id": "q1", "text": "Summarise Rye"}, {"_id": "q2", "text": "How much salt?"}]
    (indexed / "q.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in asked))
    assert run("answer", "--questions", "q.jsonl", "--out", "r.jsonl").returncode == 0
    first, second = map(json.loads, (indexed / "r.jsonl").read_text().splitlines())
    assert (first["answered"], first["quotes"][0]["doc"], first["lookup"]["kind"]) == (True, "a 1", "summary")
    assert second["quotes"][0]["doc"] == "b"
    assert "lookup" not in second


def test_where_nothing_from_a_time_answers_that_is_said(run: Run) -> None:
    assert run("demo", "How long should I let the dough rise in 2019?").stdout.startswith(
        "Nothing from 2019; from other years:\n"
    )
    said = run("demo", "What did they say about rye in 2022?").stdout
    assert said.startswith("Posts from 2022-01-01 to 2022-12-31:\n")
    assert "— Rye is not wheat · 2022-11-12" in said


def test_index_says_what_it_did(run: Run, indexed: Path) -> None:
    (indexed / "corpus.jsonl").write_text(json.dumps(CORPUS[0]) + "\nnot json\n")
    report = json.loads(run("index", "corpus.jsonl", "--json").stdout)
    assert (report["added"], report["removed"], report["unchanged"], report["encoded"], report["posts"]) == (
        0,
        2,
        1,
        0,
        1,
    )
    assert report["skipped"] == [{"name": "corpus.jsonl, line 2", "reason": "it is not JSON"}]
    assert "Skipped 1:\n  corpus.jsonl, line 2: it is not JSON" in run("index", "corpus.jsonl").stdout
    (indexed / "corpus.jsonl").write_text(json.dumps(CORPUS[0]) + "\n" + json.dumps({"_id": "x" * 1500, "text": "…"}))
    assert f"Skipped 1:\n  {'x' * 199}…: it has no text\n" in run("index", "corpus.jsonl").stdout


def test_answer_and_retrieve(run: Run, indexed: Path) -> None:
    (indexed / "q.jsonl").write_text(
        json.dumps({"_id": "q1", "text": "How long must rye bread rest?"})
        + "\n"
        + json.dumps({"_id": "q2", "text": "And how much salt?", "history": ["Who?"], "after": "2024-05"})
        + "\n"
    )
    assert run("answer", "--questions", "q.jsonl", "--out", "r.jsonl").returncode == 0
    first, second = map(json.loads, (indexed / "r.jsonl").read_text().splitlines())
    assert set(first) == {"_id", "answered", "confidence", "quotes"}
    assert set(first["quotes"][0]) == {"doc", "text", "start", "end", "url"}
    assert (first["_id"], first["quotes"][0]["doc"]) == ("q1", "a 1")
    assert {quote["doc"] for quote in second["quotes"]} == {"b"}

    queries = [{"_id": "1", "text": "rye bread"}, {"_id": "2", "text": "rye bread", "metadata": {"source": "a 1"}}]
    (indexed / "queries.jsonl").write_text("".join(json.dumps(query) + "\n" for query in queries))
    assert run("retrieve", "--queries", "queries.jsonl", "--run", "run", "-k", "2").returncode == 0
    rows = [line.split() for line in (indexed / "run").read_text().splitlines()]
    assert [row[:2] + row[3:4] for row in rows] == [
        ["1", "Q0", "1"],
        ["1", "Q0", "2"],
        ["2", "Q0", "1"],
        ["2", "Q0", "2"],
    ]
    assert rows[0][2] == "a%201"
    assert not any(row[2] == "a%201" for row in rows[2:])
    assert float(rows[0][4]) >= float(rows[1][4])


def test_status(run: Run, indexed: Path) -> None:
    status = json.loads(run("status", "--json").stdout)
    assert (status["posts"], status["first"], status["model"]) == (3, "2024-05-06", "all-MiniLM-L6-v2")
    assert 0 <= status["age_seconds"] < 600
    assert "posts     3, 2024-05-06 to 2024-05-06" in run("status").stdout


def test_settings_come_from_the_environment_and_from_the_env_file(run: Run, indexed: Path) -> None:
    (indexed / ".env").write_text("ARCHIVE_DIR=elsewhere\nSOURCES=corpus.jsonl, corpus.jsonl\n")
    assert run("index").returncode == 0
    assert (indexed / "elsewhere" / "catalog.sqlite3").exists()
    assert "elsewhere" in run("status").stdout
    assert "archive" in run("status", ARCHIVE_DIR="archive").stdout


@pytest.mark.parametrize(
    ("arguments", "settings", "words"),
    [
        (["ask", "What?"], {}, ["archive", "no archive here", "pullquote index"]),
        (["index", "missing"], {}, ["missing", "no such file"]),
        (["index"], {}, ["SOURCES"]),
        (["index", ".", "--base-url", "x.org"], {}, ["--base-url x.org", "https://"]),
        (["status"], {"QUOTES": "99"}, ["QUOTES=99", "1 to 5"]),
        (["status"], {"QUESTION_CHANNELS": "12, general"}, ["QUESTION_CHANNELS=general", "ids of channels"]),
        (["status"], {"LOG_LEVEL": "LOUD"}, ["LOG_LEVEL=LOUD", "DEBUG"]),
        (["status"], {"BASE_URL": "x.org"}, ["BASE_URL=x.org", "https://"]),
        (["ask", "What?", "--after", "never"], {}, ["“never”", "2017-07-09"]),
        (["ask", "What?", "--after", "2020", "--before", "2019"], {}, ["There is no day from"]),
        (["evaluate", "missing"], {}, ["missing", "cannot be read"]),
        (["evaluate"], {}, ["nothing to measure", "--own"]),
        (["evaluate", "missing", "--compare", "magic"], {}, ["--compare magic", "bm25", "vectors"]),
        (["status"], {"SYNC_EVERY": "9999999999999999d"}, ["SYNC_EVERY=9999999999999999d", "30m, 6h or 1d"]),
        (["status"], {"QUESTIONS_KEPT": "9" * 30}, ["QUESTIONS_KEPT=9", "at most 1,000,000"]),
        (["status"], {"ARCHIVES": "a=~nobody-here/x"}, ["~nobody-here/x", "ARCHIVES", "folder"]),
        (["status"], {"ARCHIVE_DIR": "~nobody-here/x"}, ["~nobody-here/x", "ARCHIVE_DIR"]),
        (["doctor"], {"ARCHIVE_DIR": "~nobody-here/x"}, ["~nobody-here/x", "ARCHIVE_DIR"]),
        (["preview"], {"ARCHIVE_DIR": "x" * 300}, ["xxx: ", "File name too long"]),
        (["status", "--archive", "~nobody-here/x"], {}, ["~nobody-here/x", "--archive"]),
        (["status", "--archive", "x" * 300], {}, ["xxx: ", "File name too long"]),
        (["index", ".", "--archive", "x" * 5000], {}, ["xxx: ", "File name too long"]),
        (["doctor", "--archive", "x" * 300], {}, ["xxx: ", "File name too long"]),
        (["index", ".", "--archive", "x\udcff"], {}, ["x\\xff", "not UTF-8"]),
        (["ask", "What?", "--archive", "missing"], {"RERANKER_MODEL": "x"}, ["missing", "no archive here"]),
    ],
)
def test_bad_input_is_one_clear_line(
    run: Run, arguments: list[str], settings: dict[str, str], words: list[str]
) -> None:
    fails(run(*arguments, **settings), *words)


def test_a_first_index_that_finds_nothing_leaves_no_archive_behind(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "other.txt").write_text("kept")
    for source in ("missing", "notes.doc", "http://127.0.0.1:9/"):
        for folder in ("archive", "mine"):
            assert run("index", source, "--archive", folder).returncode == 1
    fails(run("run"), "DISCORD_TOKEN")
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")) == [
        "mine",
        "mine/other.txt",
        "notes.doc",
    ]


def test_bad_input_to_an_archive_is_one_clear_line(run: Run, indexed: Path) -> None:
    fails(run("ask", ""), "empty")
    fails(run("ask", "x" * 4000), "4,000 characters", "2,000")
    fails(run("run"), "DISCORD_TOKEN", "https://discord.com/developers")
    (indexed / "q.jsonl").write_text('{"_id": "1", "text": "fine"}\nnot json\n')
    fails(run("answer", "--questions", "q.jsonl", "--out", "r.jsonl"), "q.jsonl", "line 2")
    assert not (indexed / "r.jsonl").exists()
    (indexed / "q.jsonl").write_text('{"_id": "1", "text": "fine", "after": "sometime"}\n')
    fails(run("answer", "--questions", "q.jsonl", "--out", "r.jsonl"), "question 1", "“sometime”")
    fails(run("ask", "What?", EMBEDDING_MODEL="some/other-model"), "all-MiniLM-L6-v2", "EMBEDDING_MODEL")


def test_an_archive_is_measured_by_its_own_words(run: Run, indexed: Path) -> None:
    fails(run("evaluate", "--own"), "--own", "three words")
    (indexed / "blog").mkdir()
    for name, text in (("rye", "Rye bread must rest for a whole day."), ("salt", "Two per cent of salt is right.")):
        (indexed / "blog" / f"{name}.md").write_text(f"---\ntitle: All about {name}\n---\n{text}\n")
    assert run("index", "blog").returncode == 0
    result = run("evaluate", "--own", "--compare", "bm25", "--out", "questions.jsonl")
    assert re.search(r"^own titles +fused +nDCG@10 1\.000 .*\(2 queries\)$", result.stdout, re.MULTILINE)
    assert re.search(r"^own titles +bm25 .* fused leads by [+-]0\.\d{3} \(p \d\.\d{3}\)$", result.stdout, re.MULTILINE)
    asked = [json.loads(line) for line in (indexed / "questions.jsonl").read_text().splitlines()]
    assert [one["text"] for one in asked] == ["All about rye", "All about salt"]
    assert [one["found"][0] for one in asked] == ["rye.md", "salt.md"]
    assert asked[0]["ndcg_at_10"] == {"fused": 1.0, "bm25": 1.0}
    (scores,) = json.loads(run("evaluate", "--own", "--json").stdout)
    assert (scores["name"], scores["queries"], scores["retrieval"]["mrr"]) == ("own titles", 2, 1.0)
    assert "questions" not in scores


def test_doctor_says_what_is_wrong_and_exits_so(run: Run) -> None:
    result = run("doctor", SOURCES="missing")
    assert result.returncode == 1
    assert re.search(r"^problem +source +missing: there is no such file", result.stdout, re.MULTILINE)
    assert re.search(r"^ok      disk +.* GB left$", result.stdout, re.MULTILINE)
    assert re.search(r"^problem archive +archive: there is no archive here", result.stdout, re.MULTILINE)
    assert re.search(r"^problem token +DISCORD_TOKEN is not set", result.stdout, re.MULTILINE)


def test_help_is_quick_and_names_every_command(run: Run) -> None:
    text = run("--help").stdout
    for command in "demo setup index ask answer retrieve evaluate chat status doctor preview run".split():
        assert f" {command} " in text
    assert "..." not in text.partition("Commands:")[2], "what a command does is cut off"
    for command, default in (("preview", "[a free one]"), ("verify", "[all posts]")):
        assert default in " ".join(run(command, "--help").stdout.split())


def test_explain_says_why_and_its_sums_are_the_confidence(run: Run, indexed: Path) -> None:
    question = "How long must rye bread rest?"
    printed = run("ask", question, "--explain").stdout
    assert "Searched for: long, must, rye, bread, rest" in printed
    assert "Why this quote" in printed
    assert "Why an answer (confidence" in printed
    record = json.loads(run("ask", question, "--explain", "--json").stdout)
    explanation = record["explanation"]
    assert sum(reason["adds"] for reason in explanation["quote"]) == pytest.approx(
        record["quotes"][0]["score"], abs=2e-3
    )
    other = json.loads(run("ask", "What does an oven thermometer cost?", "--explain", "--json").stdout)
    # The constant is the same for both; the less certain one tells it best, as printed confidences are rounded.
    unsure, sure = sorted((record, other), key=lambda one: float(one["confidence"]))
    constant = math.log(unsure["confidence"] / (1 - unsure["confidence"])) - _sum(unsure)
    assert 1 / (1 + math.exp(-constant - _sum(sure))) == pytest.approx(sure["confidence"], abs=1e-4)


def _sum(record: dict[str, Any]) -> float:
    return sum(float(reason["adds"]) for reason in record["explanation"]["confidence"])


def test_answering_decides_how_sure_to_be(run: Run, indexed: Path) -> None:
    for question in ("What does an oven thermometer cost?", "Is salt right?", "What about an oven?", "Who eats bread?"):
        levels = {
            level: json.loads(run("ask", question, "--json", ANSWERING=level).stdout)
            for level in ("eager", "balanced", "strict")
        }
        assert len({found["confidence"] for found in levels.values()}) == 1
        sure = levels["eager"]["confidence"]
        assert [levels[level]["answered"] for level in levels] == [sure >= 0.3, sure >= 0.5, sure >= 0.7]
    fails(run("ask", "What?", ANSWERING="never"), "ANSWERING", "eager, balanced or strict")


def test_a_misspelt_word_is_named(run: Run, indexed: Path) -> None:
    assert "Understood as: Who sells a thermometer?" in run("ask", "Who sells a thermometre?").stdout


def test_a_time_that_the_question_names_narrows_it_and_is_said(run: Run, indexed: Path) -> None:
    printed = run("ask", "How much salt is right for a loaf in 2024?").stdout
    assert printed.startswith("Posts from 2024-01-01 to 2024-12-31:")
    assert "Two per cent of salt" in printed
    # Where that time has no answer, the question is asked as it stands.
    printed = run("ask", "How long must rye bread rest in 1999?").stdout
    assert "Posts from" not in printed
    assert "Rye bread must rest" in printed
    for year, dates in ((2024, ("2024-01-01", "2024-12-31")), (1999, (None, None))):
        record = json.loads(run("ask", f"How much salt is right for a loaf in {year}?", "--json").stdout)
        assert (record["answered"], record["after"], record["before"]) == (True, *dates)
    assert {quote["post"]["id"] for quote in record["quotes"]} >= {"b"}
    chatted = run("chat", stdin="How much salt is right for a loaf in 2024?\n\n").stdout
    assert "Posts from 2024-01-01 to 2024-12-31:" in chatted
