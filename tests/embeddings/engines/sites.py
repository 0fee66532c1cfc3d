"""One blog, as each program wants it written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from .programs import KEPT, program, run

State = Literal["published", "draft", "scheduled", "private", "page"]
_TEMPLATE = """<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="{date}"></head>
<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1><time datetime="{date}">{date}</time>
<div class="post-content">{content}</div></article></body></html>"""


@dataclass(frozen=True)
class Written:
    """What its author wrote."""

    name: str
    """Of the file, without its suffix and its date."""
    title: str
    day: str
    body: str
    state: State = "published"


def blog() -> list[Written]:
    """Ten posts, and what is none."""
    words = ("rye", "salt", "ovens", "yeast", "flour", "steam", "crust", "dough", "butter", "seeds")
    posts = [
        Written(
            f"on-{word}-{number}",
            f"On {word} & water, part {number}",
            f"20{number + 10}-0{number % 9 + 1}-1{number % 10}",
            f"Batch {number} of {word} rested for {number + 3} minutes in a cold kitchen, which was long enough.\n\n"
            f"It came out better than the batch before it, which had been salted twice by mistake.",
        )
        for number, word in enumerate(words, 1)
    ]
    hidden = "Nobody is to read a word of this {} until its author says so."
    return [
        *posts,
        Written("unready", "Not ready", "2019-05-06", hidden.format("draft"), "draft"),
        Written("tomorrow", "Much later", "2098-05-06", hidden.format("plan"), "scheduled"),
        Written("diary", "A diary", "2019-05-07", hidden.format("diary"), "private"),
        Written("about", "About me", "2019-05-08", "I bake on Saturdays and I write it down on Sundays.", "page"),
    ]


_TYPED = """
He said "it rose -- at last" -- and 'that was that' --- so we ate.

It's the '90s: 'twas Ann's 12" loaf... "Wait," she said, "don't."

A party :tada: at 10:30:15, "*really* new" (`a -- b "c" ...`), see ["the *recipe*..."](https://a.example/--x).

- "One" -- two...
- rock 'n' roll, 3--4 eggs, 5'10", ("quoted")

> 'Tis "nested 'inner' quotes" --- she wrote...

"An open one

and \\"escaped\\" ones -- <em>"in tags"</em> \\-- \\... end.

## A "heading" -- it's here...

| "Flour" | it's |
|---------|------|
| 10--12  | ...  |

    code -- "stays" ... :tada:
"""


def typed_marks() -> list[Written]:
    """Posts of a block each in which marks are typed that programs show otherwise."""
    blocks = enumerate(_TYPED.split("\n\n"))
    return [Written(f"marks-{at}", f"Marks {at}", f"2020-01-{at + 1:02}", block.strip("\n")) for at, block in blocks]


BOXES = {
    "hexo": "{% blockquote %}\nSaid *Bo*.\n\nTwice.\n{% endblockquote %}\n\n{% quote %}\nOnce more.\n{% endquote %}\n\n"
    "{% codeblock %}\na < b\n{% endcodeblock %}",
    "jekyll": "> Said *Bo*\nlazily:\n1. One.\n2. Two.\nAnd on.\n\nMine.\n\n> Hers.\n## Her heading\n* Her item.\n{: .x}\n\n"
    '<div class="box" markdown="1">\n**Bold** words.\n\nMore.\n</div>\n\n```\n<div markdown="1">\n> a\nb\n```',
    "hugo": '{{< highlight go "hl_lines=1" >}}\nif a < b {\n\tbake()\n}\n{{< /highlight >}}',
    "mkdocs": '!!! tip "Mind the *heat*"\n    It is hot.\n\n    - Wear gloves.\n\n    !!! note ""\n        Deep inside.\n\n'
    '??? question "Why?"\n    ```\n    !!! a < b\n    ```\n\n    Since.',
}
"""By program what it sets in a box: quotations, code, and asides."""


def boxed(name: str) -> list[Written]:
    """A post with a box between two paragraphs."""
    return [Written("boxes", "Boxes", "2020-02-03", f"Before it.\n\n{BOXES[name]}\n\nAfter it.")]


@dataclass
class Engine:
    """A program that makes a blog of a folder."""

    name: str
    output: str
    settings: Callable[[str], dict[str, str]]
    """By file name the settings' text, for the address of the site."""
    write: Callable[[Written], tuple[str, str] | None]
    """The file of a post, and its text; ``None`` where the program knows no such thing."""
    command: Callable[[], list[str | Path]]
    shows: tuple[State, ...] = ("published",)
    """What of it the program publishes as posts."""
    modules: bool = False
    """Whether it looks for its packages in the folder."""

    def make(self, folder: Path, address: str, posts: list[Written]) -> Path:
        """Write the blog into a folder and build it; the folder of its pages."""
        folder.mkdir(parents=True, exist_ok=True)
        if self.modules and not (folder / "node_modules").exists():
            program(self.name)
            (folder / "node_modules").symlink_to(KEPT / "hexo" / "node_modules")
        files = self.settings(address) | dict(filter(None, map(self.write, posts)))
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists() or path.read_text() != text:
                path.write_text(text)
        wanted = {folder / name for name in files}
        for path in list(folder.rglob("*")):
            if path.is_file() and path not in wanted and path.suffix == ".md":
                path.unlink()
        shutil.rmtree(folder / self.output, ignore_errors=True)
        run(self.command(), folder)
        return folder / self.output

    def published(self, posts: list[Written]) -> list[Written]:
        return [post for post in posts if post.state in self.shows and self.write(post)]


def _yaml(post: Written, **fields: str) -> str:
    lines = [f'title: "{post.title}"', f"date: {post.day}", *(f"{name}: {value}" for name, value in fields.items())]
    return "---\n" + "\n".join(lines) + f"\n---\n\n{post.body}\n"


# ---- Jekyll


def _jekyll_settings(address: str) -> dict[str, str]:
    page = _TEMPLATE.format(
        title="{{ page.title }}", date="{{ page.date | date_to_xmlschema }}", content="{{ content }}"
    )
    return {
        "_config.yml": f"url: {address}\ntimezone: America/New_York\n"
        "plugins: [jekyll-sitemap, jekyll-feed]\ntitle: A blog\n"
        "defaults:\n  - scope: {path: '', type: posts}\n    values: {layout: post}\n",
        "_layouts/post.html": page,
        "_layouts/page.html": "<html><head><title>{{ page.title }}</title></head><body><article>{{ content }}</article></body></html>",
        "index.html": "---\ntitle: Home\n---\n{% for post in site.posts %}<a href='{{ post.url }}'>{{ post.title }}</a>{% endfor %}"
        "{% feed_meta %}",
    }


def _jekyll(post: Written) -> tuple[str, str] | None:
    match post.state:
        case "draft":
            return f"_drafts/{post.name}.md", _yaml(post)
        case "page":
            return f"{post.name}.md", _yaml(post, layout="page")
        case "private":
            return f"_posts/{post.day}-{post.name}.md", _yaml(post, published="false")
    # Late in the evening in New York, which is the next day in UTC.
    text = _yaml(post).replace(f"date: {post.day}", f"date: {post.day} 23:30:00 -0400")
    return f"_posts/{post.day}-{post.name}.md", text


# ---- Hugo


def _hugo_settings(address: str) -> dict[str, str]:
    page = _TEMPLATE.format(
        title="{{ .Title }}", date='{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}', content="{{ .Content }}"
    )
    return {
        "config.toml": f'baseURL = "{address}/"\ntitle = "A blog"\nenableEmoji = true\n[permalinks]\nposts = "/:year/:month/:title/"\n',
        "layouts/_default/single.html": page,
        "layouts/_default/list.html": "<html><head><title>List</title></head><body>{{ range .Pages }}<a href='{{ .Permalink }}'>"
        "{{ .Title }}</a>{{ end }}</body></html>",
        "layouts/index.html": "<html><head><title>Home</title><link rel=alternate type='application/rss+xml' href='/index.xml'>"
        "</head><body>Home</body></html>",
    }


def _hugo(post: Written) -> tuple[str, str] | None:
    if post.state == "page":
        return f"content/{post.name}.md", f'---\ntitle: "{post.title}"\n---\n\n{post.body}\n'
    if post.state == "private":
        return f"content/posts/{post.name}.md", _yaml(post, expiryDate="2019-06-01")
    extra = {"draft": "true"} if post.state == "draft" else {}
    return f"content/posts/{post.name}.md", _yaml(post, **extra)


# ---- Pelican


def _pelican_settings(address: str) -> dict[str, str]:
    return {
        "pelicanconf.py": 'AUTHOR = "Ann Baker"\nSITENAME = "A blog"\nSITEURL = ""\nPATH = "content"\n'
        'TIMEZONE = "Europe/Paris"\nDEFAULT_LANG = "en"\nARTICLE_URL = "notes/{date:%Y}/{slug}/"\n'
        'ARTICLE_SAVE_AS = "notes/{date:%Y}/{slug}/index.html"\nWITH_FUTURE_DATES = False\n',
        "publishconf.py": "import os\nimport sys\n\nsys.path.append(os.curdir)\nfrom pelicanconf import *\n\n"
        f'SITEURL = "{address}"\nFEED_ALL_ATOM = "feeds/all.atom.xml"\nFEED_DOMAIN = SITEURL\n',
    }


def _pelican(post: Written) -> tuple[str, str] | None:
    status = {"draft": "draft", "private": "hidden"}.get(post.state, "published")
    folder = "content/pages" if post.state == "page" else "content"
    head = f"Title: {post.title}\nDate: {post.day} 10:00\nStatus: {status}\nTags: bread, kitchen\n"
    return f"{folder}/{post.name}.md", f"{head}\n{post.body}\n"


# ---- Nikola


def _nikola_settings(address: str) -> dict[str, str]:
    return {
        "conf.py": f'BLOG_AUTHOR = "Ann Baker"\nBLOG_TITLE = "A blog"\nSITE_URL = "{address}/"\nBLOG_EMAIL = "a@b.example"\n'
        'BLOG_DESCRIPTION = "x"\nDEFAULT_LANG = "en"\nTRANSLATIONS = {DEFAULT_LANG: ""}\nTIMEZONE = "UTC"\n'
        'POSTS = (("posts/*.md", "posts", "post.tmpl"),)\nPAGES = (("pages/*.md", "pages", "page.tmpl"),)\n'
        'COMPILERS = {"markdown": (".md",)}\nTHEME = "bootstrap4"\nFEED_TEASERS = False\nRSS_TEASERS = False\n',
    }


def _nikola(post: Written) -> tuple[str, str] | None:
    folder = "pages" if post.state == "page" else "posts"
    status = post.state if post.state in ("draft", "private") else "published"
    head = f".. title: {post.title}\n.. slug: {post.name}\n.. date: {post.day} 10:00:00 UTC\n.. status: {status}\n.. tags: bread"
    return f"{folder}/{post.name}.md", f"<!--\n{head}\n-->\n\n{post.body}\n"


# ---- MkDocs


def _mkdocs_settings(address: str) -> dict[str, str]:
    return {
        "mkdocs.yml": f"site_name: A blog\nsite_url: {address}/\ntheme:\n  name: material\nplugins:\n  - blog\n  - search\n"
        "markdown_extensions:\n  - admonition\n  - pymdownx.details\n  - pymdownx.superfences\n"
        "  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n",
        "docs/index.md": "# Home\n\nA page.\n",
        "docs/blog/index.md": "# Blog\n",
        "docs/blog/.authors.yml": "authors:\n  ann:\n    name: Ann Baker\n    description: x\n    avatar: x\n",
    }


def _mkdocs(post: Written) -> tuple[str, str] | None:
    if post.state in ("private", "scheduled"):
        return None
    if post.state == "page":
        return f"docs/{post.name}.md", f"# {post.title}\n\n{post.body}\n"
    draft = "draft: true\n" if post.state == "draft" else ""
    head = f"---\ndate: {post.day}\nauthors: [ann]\n{draft}---\n\n# {post.title}\n"
    return f"docs/blog/posts/{post.name}.md", f"{head}\n{post.body}\n"


# ---- Hexo


def _hexo_settings(address: str) -> dict[str, str]:
    return {
        "package.json": '{"name": "blog", "private": true, "hexo": {"version": "8.0.0"}, "dependencies": {'
        '"hexo": "*", "hexo-generator-index": "*", "hexo-generator-feed": "*", "hexo-generator-sitemap": "*",'
        ' "hexo-renderer-marked": "*", "hexo-renderer-ejs": "*"}}',
        "_config.yml": f"title: A blog\nurl: {address}\ntimezone: Asia/Tokyo\ntheme: plain\nfuture: false\n"
        "permalink: :year/:month/:day/:title/\npublic_dir: public\nfeed: {type: atom, path: atom.xml, content: true}\n",
        "themes/plain/layout/post.ejs": _TEMPLATE.format(
            title="<%- page.title %>", date="<%- page.date.toISOString() %>", content="<%- page.content %>"
        ),
        "themes/plain/layout/page.ejs": "<html><head><title>Page</title></head><body><%- page.content %></body></html>",
        "themes/plain/layout/index.ejs": "<html><head><title>Home</title><link rel=alternate type='application/atom+xml' href='/atom.xml'>"
        "</head><body>Home</body></html>",
    }


def _hexo(post: Written) -> tuple[str, str] | None:
    # Soon after midnight in Tokyo, where it is still the day before in UTC.
    text = _yaml(post).replace(f"date: {post.day}", f"date: {post.day} 00:30:00")
    match post.state:
        case "draft":
            return f"source/_drafts/{post.name}.md", text
        case "private":
            return f"source/_posts/{post.name}.md", text.replace("---\n\n", "published: false\n---\n\n")
        case "page":
            return f"source/{post.name}/index.md", text
    return f"source/_posts/{post.name}.md", text


# ---- Eleventy


def _eleventy_settings(address: str) -> dict[str, str]:
    return {
        "eleventy.config.mjs": "export default function (config) {};\n",
        "_includes/post.njk": _TEMPLATE.format(
            title="{{ title }}", date="{{ page.date.toISOString() }}", content="{{ content | safe }}"
        ),
    }


def _eleventy(post: Written) -> tuple[str, str] | None:
    if post.state in ("draft", "scheduled"):
        return None
    if post.state == "page":
        return f"{post.name}.md", f'---\ntitle: "{post.title}"\nlayout: post.njk\n---\n\n{post.body}\n'
    extra = {"permalink": "false"} if post.state == "private" else {}
    return f"posts/{post.name}.md", _yaml(post, layout="post.njk", **extra)


def typogrified(pelican: Engine) -> Engine:
    """Pelican with its setting that sets marks as SmartyPants does."""

    def settings(address: str) -> dict[str, str]:
        files = pelican.settings(address)
        return {**files, "pelicanconf.py": f"{files['pelicanconf.py']}TYPOGRIFY = True\n"}

    return replace(pelican, settings=settings)


ENGINES = {
    engine.name: engine
    for engine in (
        Engine("jekyll", "_site", _jekyll_settings, _jekyll, lambda: [program("jekyll"), "build", "-q"]),
        Engine("hugo", "public", _hugo_settings, _hugo, lambda: [program("hugo"), "--quiet"]),
        Engine(
            "pelican",
            "output",
            _pelican_settings,
            _pelican,
            lambda: [program("pelican"), "content", "-s", "publishconf.py", "-o", "output", "-q"],
        ),
        Engine("nikola", "output", _nikola_settings, _nikola, lambda: [program("nikola"), "build"]),
        Engine("mkdocs", "site", _mkdocs_settings, _mkdocs, lambda: [program("mkdocs"), "build", "-q"]),
        Engine(
            "hexo", "public", _hexo_settings, _hexo, lambda: [program("hexo"), "generate", "--silent"], modules=True
        ),
        Engine(
            "eleventy",
            "_site",
            _eleventy_settings,
            _eleventy,
            lambda: [program("eleventy"), "--quiet"],
            modules=True,
        ),
    )
}

SITES = {name: engine for name, engine in ENGINES.items() if name not in ("eleventy",)}
"""Eleventy makes neither a feed nor a list of posts by itself."""
