"""distill, of R Markdown. https://rstudio.github.io/distill/blog.html"""

from __future__ import annotations

from embeddings.sources.engines.entry import Entry, Placed, Read, Settings, address, yaml_of

NAME = "distill"
FILES: tuple[str, ...] = ("_site.yml", "_site.yaml")
_POSTS = "_posts"


def settings(read: Read) -> Settings | None:
    found = yaml_of(next(filter(None, map(read, FILES)), ""))
    if "distill" not in str(found.get("output")):
        return None
    return Settings(address(found.get("base_url")), found, str(found.get("output_dir") or "_site").strip("/"))


def place(entry: Entry, _: Settings) -> Placed:
    *folders, name = entry.path.parts
    if folders[:1] != [_POSTS]:
        path = "" if name.startswith("index.") else f"{entry.path.stem}.html"
        return Placed(path, entry.published, "page")
    if len(folders) == 1:
        return Placed(reason="distill makes no page of what stands in no folder of its own")
    return Placed("/".join(["posts", *folders[1:], ""]), entry.published)
