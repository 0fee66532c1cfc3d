"""Folders of Astro, and of Starlight's blog."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.embeddings.sources.engines.folders import fill, read

ASTRO = {
    "astro.config.mjs": "export default defineConfig({\n  site: 'https://a.example',\n});\n",
    "src/content.config.ts": "const blog = defineCollection({\n"
    "  loader: glob({ base: './src/content/blog', pattern: '**/*.md' }),\n});\nexport const collections = { blog };\n",
    "src/pages/blog/[...slug].astro": "---\nconst posts = await getCollection('blog');\n"
    "return posts.map((post) => ({ params: { slug: post.id }, props: post }));\n---\n",
    "src/pages/about.md": "---\ntitle: About\n---\nI bake.",
    "src/content/blog/2019-02-03-dated.md": "---\npubDate: 2019-02-03\n---\nDated.",
    "src/content/blog/version-1.2.md": "---\npubDate: 2019-02-03\n---\nVersion.",
    "src/content/blog/nested/My Fancy  Post.md": "---\npubDate: 2019-02-03\n---\nFancy.",
    "src/content/blog/bundle/index.md": "---\npubDate: 2019-02-03\n---\nBundle.",
    "src/content/blog/own.md": "---\npubDate: 2019-02-03\nslug: My-own\n---\nOwn.",
    "src/content/blog/idea.md": "---\npubDate: 2019-02-03\ndraft: true\n---\nIdea.",
    "dist/blog/own/index.html": "---\ntitle: Own\n---\n<article><p>Own.</p></article>",
}


PLACED = {
    "2019-02-03-dated.md": "blog/2019-02-03-dated/",
    "version-1.2.md": "blog/version-12/",
    "nested/My Fancy  Post.md": "blog/nested/my-fancy--post/",
    "bundle/index.md": "blog/bundle/",
    "own.md": "blog/My-own/",
}


def test_astros_collections(tmp_path: Path) -> None:
    """As Astro 5 names them."""
    posts, out, _ = read(fill(tmp_path, ASTRO))
    assert posts == {f"src/content/blog/{name}": f"https://a.example/{path}" for name, path in PLACED.items()}
    assert (out["src/content/blog/idea.md"], out["src/pages/about.md"], out["dist/"]) == ("draft", "page", "other")
    part, _, _ = read(tmp_path / "src" / "content" / "blog")
    assert part == {name: f"https://a.example/{path}" for name, path in PLACED.items()}


@pytest.mark.parametrize(
    ("file", "text", "address"),
    [
        ("astro.config.mjs", "site: 'https://a.example', base: '/notes'", "https://a.example/notes/blog/own"),
        ("astro.config.mjs", "site: 'https://a.example', base: BASE", ""),
        ("astro.config.mjs", "site: `https://${HOST}`", ""),
        ("astro.config.mjs", "site: 'https://a.example', trailingSlash: process.env.SLASH", ""),
        ("astro.config.mjs", "site: 'https://a.example', build: { format: 'file' }", "https://a.example/blog/own.html"),
        ("src/pages/blog/[...slug].astro", "getCollection('blog') params: { slug: pathOf(post.id) }", ""),
        ("src/pages/print/[id].astro", "getCollection('blog') params: { id: post.id }", ""),
        ("src/content.config.ts", "const blog = defineCollection({ loader: mine({ base: FOLDER }) })", ""),
    ],
)
def test_what_astros_programs_do_not_say_plainly_is_not_guessed(
    tmp_path: Path, file: str, text: str, address: str
) -> None:
    files = {
        **ASTRO,
        file: text if "config.mjs" not in file else f"export default {{ {text}, trailingSlash: 'never' }}",
    }
    files["src/content/blog/own.md"] = "---\npubDate: 2019-02-03\n---\nOwn."
    posts, _, _ = read(fill(tmp_path, files))
    assert posts["src/content/blog/own.md"] == address


def test_starlights_blog(tmp_path: Path) -> None:
    """As Starlight 0.36 with starlight-blog 0.25 publishes it."""
    files = {
        "astro.config.mjs": "import starlight from '@astrojs/starlight';\nexport default defineConfig({\n"
        "  site: 'https://h.example',\n  integrations: [starlight({ plugins: [starlightBlog()] })],\n});",
        "src/content.config.ts": "export const collections = {\n  docs: defineCollection({ loader: docsLoader(),"
        " schema: docsSchema({ extend: (context) => blogSchema(context) }) }),\n};",
        "src/content/docs/index.md": "---\ntitle: Kiln\n---\nWelcome.",
        "src/content/docs/guides/about.md": "---\ntitle: About\n---\nI bake.",
        "src/content/docs/blog/rye.md": "---\ntitle: Rye\ndate: 2022-11-19\n---\nRye rests.",
    }
    posts, out, _ = read(fill(tmp_path, files))
    assert posts == {"src/content/docs/blog/rye.md": "https://h.example/blog/rye/"}
    assert out["src/content/docs/guides/about.md"] == "page"


def test_astro_without_collections_keeps_its_other_settings(tmp_path: Path) -> None:
    files = {
        "astro.config.mjs": "export default defineConfig({\n  site: 'https://a.example',\n});\n",
        "src/pages/posts/rye.md": "---\ntitle: Rye\ndate: 2019-02-03\n---\nRye rests.",
    }
    posts, out, _ = read(fill(tmp_path, files))
    assert (posts, out) == ({"src/pages/posts/rye.md": "https://a.example/posts/rye/"}, {})
