"""The selectors for a post's body on a page, its metadata, and what is not part of its text."""

from __future__ import annotations

BODIES = (
    "[itemprop=articleBody]",
    ".entry-content",
    ".post-content",
    ".post-body",
    ".e-content",
    ".article-content",
    ".gh-content",
    "article",
)
"""Where blogging platforms put a post's body, the most reliable selector first."""

BOILERPLATE = (
    "nav, aside, footer, form, [role=navigation], [role=complementary], .comments, #comments, .comment-list,"
    " #disqus_thread, .share, .sharing, .sharedaddy, .share-buttons, .social-share, .related, .related-posts,"
    " .jp-relatedposts, .post-navigation, .nav-links, .breadcrumbs, .post-meta, .entry-meta, .entry-footer,"
    " .newsletter, .subscribe, .toc, .table-of-contents, .author-box, .tags-links, .sidebar, #sidebar, .widget-area,"
    " .post-footer, .article-footer, .post-tags, .related-articles, .recommended-posts, .pagination, .pager,"
    " [class*=cookie]:not(html, body, main, article), [id*=cookie]:not(html, body, main, article)"
)
"""What surrounds a post's text on its page."""

HIDDEN_ELEMENTS = frozenset(
    """head script style noscript template svg iframe object embed canvas video audio form button
    select textarea nav dialog map area""".split()
)
"""Elements whose text is not part of a post, or that browsers do not show."""

HIDDEN_CLASSES = frozenset(
    """sr-only sr-only-focusable is-sr-only usa-sr-only screen-reader-text screen-reader-only screenreader-only
    screenreader screen-reader show-for-sr visually-hidden visuallyhidden is-visually-hidden u-visually-hidden
    hidden-visually a11y-hidden a11y-text cdk-visually-hidden element-invisible assistive-text vh
    headerlink header-anchor heading-anchor hash-link anchorjs-link direct-link""".split()
)
"""Classes by which style sheets hide text from view, and those of the signs that link to a heading."""

GUTTER_CLASSES = frozenset(
    """gutter rouge-gutter lineno linenos linenodiv linenumber linenumbers line-number line-numbers lineNumber
    line-numbers-rows line_numbers react-syntax-highlighter-line-number ln lnt blob-num hljs-ln-numbers hljs-ln-n
    crayon-nums crayon-num CodeMirror-linenumber code-line-number""".split()
)
"""Classes of the numbers that highlighters (Hexo's, Rouge, Chroma, Pygments, ...) put before the lines of code."""
CODE_CLASSES = ("highlight", "rouge", "chroma", "hljs", "code", "syntax", "crayon", "wp_syntax", "prism", "listing")
"""What is in the class of an element that holds such code."""

WIDGET_CLASSES = frozenset(
    """button-wrapper captioned-button-wrap subscription-widget-wrap subscription-widget sharedaddy jp-relatedposts
    wp-block-buttons wp-block-social-links kg-button-card kg-signup-card kg-cta-card addtoany_share_save_container
    social-share share-buttons page-links page-link post-nav-links wp-link-pages post-page-numbers""".split()
)
"""Classes by which platforms mark the buttons and boxes that they put between the paragraphs of a post, and the numbers
of its pages."""

POST_PARTS = "title, meta, article, h1"
"""A page has at least one of these; a fragment has none."""
POST_TITLE = "article h1, [itemprop=headline], h1.post-title, h1.entry-title"
DATES = "time[itemprop=datePublished], time[pubdate], time.published, article time[datetime]"
ANY_DATE = "time[datetime]"
AUTHOR = "[rel=author], .p-author, .author .fn, .byline .author"
CANONICAL = "link[rel=canonical]"
LINKED_DATA = "script[type='application/ld+json']"
