"""The selectors for a post's body on a page, its metadata, and what is not part of its text."""

from __future__ import annotations

ARTICLE = "article"
"""What holds a post, and often more: a byline, a box, the posts that follow."""
BODIES = (
    "[itemprop~=articleBody]",
    ".entry-content",
    ".post-content",
    ".post-body",
    ".e-content",
    ".article-content",
    "#__blog-post-container",
    ".markdown-body",
    ".vp-doc",
    ".rspress-doc",
    ARTICLE,
)
"""Where blogging platforms put a post's body, the most reliable selector first."""
NOTES = (
    "[role=doc-endnotes], [data-footnotes], .footnotes, div.footnote, .wp-block-footnotes, aside.footnote-list,"
    " aside[role=doc-footnote]"
)
"""What holds the footnotes below a post."""
WHOLE_BODY = ".gh-content, .wp-block-post-content"
"""Where Ghost and WordPress's block themes put what their editors made, and nothing else."""

BOILERPLATE = (
    "nav, aside:not(.footnote-list, [role=doc-footnote]), footer:not(blockquote > footer), form, [role=navigation],"
    " [role=complementary], .comments,"
    " #comments, .comment-list, #disqus_thread, .share, .sharing, .sharedaddy, .share-buttons, .social-share,"
    " .related, .related-posts, .jp-relatedposts, .post-navigation, .nav-links, .breadcrumbs, .post-meta,"
    " .entry-meta, .entry-footer, .newsletter, .subscribe, .toc, .table-of-contents, .author-box, .tags-links,"
    " .sidebar, #sidebar, .widget-area, .post-footer, .article-footer, .post-tags, .related-articles,"
    " .recommended-posts, .pagination, .pager, .post-nav, .paginav, .links-nextprev, .post-metadata, .prev-next,"
    " .post-prevnext, .pagination-post, .post-copyright, .license-box, .article-licensing, .reward-container,"
    " .post-reward, #related-posts, .relatedPosts, .related_posts, .webmentions, #webmentions, .u-comment,"
    " li.h-cite, .replies, #isso-thread, [itemprop=comment], .page-info, #postamble, #table-of-contents,"
    " [role=doc-toc], [class*=cookie]:not(html, body, main, article),"
    " [id*=cookie]:not(html, body, main, article)"
)
"""What surrounds a post's text on its page."""

BOXES = "aside, [role=complementary], .related, .sidebar"
"""Of these, what an author may write too: a box between the paragraphs of a post is the author's."""

HIDDEN_ELEMENTS = frozenset(
    """head script style noscript template svg iframe object embed canvas video audio button
    select textarea nav dialog map area""".split()
)
"""Elements whose text is not part of a post, or that browsers do not show."""

HIDDEN_CLASSES = frozenset(
    """sr-only sr-only-focusable is-sr-only usa-sr-only screen-reader-text screen-reader-only screenreader-only
    screenreader screen-reader show-for-sr visually-hidden visuallyhidden is-visually-hidden u-visually-hidden
    hidden-visually a11y-hidden a11y-text cdk-visually-hidden element-invisible assistive-text vh
    skip-link skip-links skip-to-content skip-nav skipnav skiplink skip-main md-skip
    headerlink header-anchor heading-anchor hash-link anchorjs-link direct-link""".split()
)
"""Classes by which style sheets hide text from view, and those of the signs that link to a heading."""

SIDENOTE_CLASSES = frozenset("sidenote marginnote margin-toggle sidenote-number sidenote-toggle".split())
"""Classes of the notes that Tufte's style sheets set beside a sentence in the middle of which they stand."""

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
    kg-bookmark-card wp-block-button wp-block-buttons wp-block-social-links kg-button-card kg-signup-card kg-cta-card
    wp-block-yoast-seo-table-of-contents wp-block-rank-math-toc-block wp-block-table-of-contents ez-toc-container
    embedded-post-wrap embedded-publication-wrap install-substack-app-embed ltag__link ltag__user
    kg-audio-player kg-video-overlay kg-video-player-container kg-file-card-metadata
    addtoany_share_save_container social-share share-buttons page-links page-link post-nav-links wp-link-pages
    post-page-numbers instagram-media tiktok-embed""".split()
)
"""Classes by which platforms mark the buttons and boxes that they put between the paragraphs of a post, and the numbers
of its pages."""

POST_PARTS = "title, meta, article, h1"
"""A page has at least one of these; a fragment has none."""
POST_TITLE = (
    "article h1, [itemprop=headline], h1.post-title, h1.entry-title, h1.p-name, h1.wp-block-post-title,"
    " h2.entry-title, h2.post-title, .post-title h1, .post-title h2, h3.post-title.entry-title"
)
BANNER = (
    "[role=banner], .site-header, .site-title, .site-branding, .masthead, .banner, .logo, #header, #masthead,"
    " #site-title, #blog-title, nav, aside"
)
"""What stands at the top of every page of a blog."""
DATES = (
    "time[itemprop=datePublished], [itemprop=datePublished][content]",
    "time[pubdate], time.published, time.dt-published, time.entry-date, .posted-on time, .wp-block-post-date time",
    ".md-post__meta time, .entry-meta time, .post-meta time, .entry-footer time, .post-footer time, .byline time",
    "article header time, header.post-header time, header.entry-header time",
    "article time[datetime]",
    "main time[datetime], [role=main] time[datetime]",
    "time[datetime]",
)
"""Where themes put the date of a post, the surest places first."""
WRITTEN_DATES = (
    "[itemprop=datePublished], .dt-published, .published, .entry-date, .post-date, .date-published, .post__date",
    ".posted-on, .entry-meta, .post-meta, .post-header, .entry-footer, .byline, .meta, .postinfo, .post-info,"
    " .date:not(#postamble > .author ~ .date)",
)
"""The same where it is words without a stamp; below the author Org mode says when the page was made."""
AUTHORS = (
    "a[rel~=author]:not(.site-title, .site-title a, .site-header a), .p-author, .author .fn, .byline .author,"
    " [itemprop=author] [itemprop=name]",
    ".wp-block-post-author__name, .wp-block-post-author-name, .md-profile__description strong, .entry-author-name",
    "[itemprop=author], .author-name, .post-author, .entry-author, .author.vcard, .author .name",
)
TAGS = "a[rel~=tag], .p-category"
ELSEWHERE = (
    ".comments, #comments, .comment-list, .comment, .related, .related-posts, .jp-relatedposts, .post-navigation,"
    " .nav-links, .widget, .sidebar, #sidebar, .recent-posts, .wp-block-latest-posts, .recommended-posts,"
    " .related-articles, .pagination, .pager, .webmentions, #webmentions, .u-comment, li.h-cite, .replies,"
    " #isso-thread, [itemprop=comment]"
)
"""Where dates, names and tags are those of other posts."""
ENTRIES = "article, .h-entry, .hentry, .blog-post, .post-entry, .post-preview, .post-card, .post"
"""What a list of posts puts around each."""
OWN = f"main, [role=main], {ENTRIES}"
"""What a page of a post puts around it, with its title."""
META_LINES = ".post-meta, .entry-meta, .byline, ul.tags, .post-tags, .entry-tags"
"""Where the author and the tags of a post stand on a page that puts nothing around it."""
CLOUDS = "nav, aside, [class*=cloud], .author-box, .author-bio, .about-author, .about-the-author, .authors, .all-tags"
"""Where there are names and tags of a whole blog, or more of an author than the name."""
CANONICAL = "link[rel=canonical]"
LINKED_DATA = "script[type='application/ld+json']"
