"""Which elements and attributes exist, which may stand in a book, and which are void."""

from __future__ import annotations

#: May stand in a chapter as they are.
KEPT = frozenset(
    "a abbr aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt "
    "em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp "
    "section small span strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr".split()
)
#: Come through the cleaning so that a pass can turn them into something a book can hold.
CONVERTED = frozenset(
    "iframe video audio source track object embed input picture center font strike big acronym dir "
    "address article header footer main nav hgroup".split()
)
#: Vanish with all that is in them.
DROPPED = frozenset(
    "script style template noscript noembed head title select textarea button canvas svg annotation "
    "annotation-xml".split()
)
_OTHER = frozenset(
    "applet area base basefont body data datalist dialog fieldset form frame frameset html label legend "
    "link map menu meta meter noframes optgroup option output param progress search slot svg "
    # Never in a standard, or no longer.
    "bgsound blink isindex keygen layer listing marquee multicol nobr plaintext rb rtc spacer xmp".split()
)
#: What a formula is made of: its tags go, its letters stay.
MATHEMATICS = frozenset(
    "maction math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms "
    "mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics".split()
)
#: Every name that HTML gives to an element: anything else between < and > is the author's text.
HTML_ELEMENTS = KEPT | CONVERTED | DROPPED | _OTHER | MATHEMATICS
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
#: Begin a new line by themselves.
BLOCKS = frozenset(
    "aside blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section "
    "table tbody td tfoot th thead tr ul caption summary".split()
)
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "class", "lang", "dir", "title", "data-line", "align", "style"},
    "a": {"href", "name"},
    "abbr": {"title"},
    "audio": {"src"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "details": {"open"},
    "embed": {"src"},
    "iframe": {"src", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "input": {"type", "checked"},
    "ins": {"datetime"},
    "li": {"value"},
    "object": {"data"},
    "ol": {"start", "type", "reversed"},
    "q": {"cite"},
    "source": {"src", "srcset"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "video": {"src", "poster"},
}
