"""How much of a stranger's file is read: what goes beyond is refused, and nothing is cut off in silence."""

MEGABYTE = 1_000_000

# A text or a page: a yearbook of a thousand pages holds less, and what is larger is a dump or an attack.
LIMIT = 10 * MEGABYTE
# A PDF or DOCX is mostly its photographs, which are never unpacked.
DOCUMENT_LIMIT = 50 * MEGABYTE
# Its parser takes up to 30 µs for a character that might begin something; nobody writes so much by hand.
MARKDOWN_LIMIT = 2 * MEGABYTE
# What a document gives as text; the same as a text in ASCII may hold.
CHARACTERS = 10_000_000
# Each page costs a few milliseconds, however little it holds, and a file of 1 MB can name a million of them.
PAGES = 2_000
# The directory of a zip is read whole before anything else; a document has tens of parts.
MEMBERS = 10_000
# The part of a DOCX that holds the text, about a thousand pages; its tree takes twenty times the memory.
UNPACKED = 32 * MEGABYTE
# Word's own text packs to a tenth, its emptiest tables to a fiftieth; deflate can do a thousandth.
RATIO = 200
# A packed part below this is harmless at any ratio.
RATIO_FROM = MEGABYTE
# Each tag becomes an object of some hundred bytes; the largest pages of the web have a tenth of this.
TAGS = 1_000_000
# Above this, the main text of a page is not told from the rest: five times what long lists have.
PAGE_TAGS = 100_000
# Attributes, of a DOCX in all; an empty one takes more memory than a tag.
DOCUMENT_ATTRIBUTES = 2_000_000
# Of one tag of HTML, what stands in no quotes, in characters: time grows with the square of its attributes.
ATTRIBUTES = 4_000
