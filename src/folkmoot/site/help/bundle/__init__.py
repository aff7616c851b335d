"""One PDF of a case's papers, made on the server: `make` and `write`, for rooms above.

`static/help/bundle.js` makes the same for somebody who has no account, in the browser.
"""

from folkmoot.site.help.bundle.binding import make, write
from folkmoot.site.help.bundle.papers import Document, Listed, Unbindable

__all__ = ["Document", "Listed", "Unbindable", "make", "write"]
