"""HTML, feeds, dates and encodings as posts: what sources/ and web/ share."""
