"""What Markdown and HTML write between the words, as one pattern.

Each alternative is named after what stands there; `source.py` says what becomes of it. The patterns
look for marks, not for structure: they are no Markdown parser, and share nothing with the renderer.
"""

from __future__ import annotations

import re

from bookmaker.checker.html_names import REPLACED, UNSEEN

_ATTRIBUTES = r"""(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?"""
_TITLE = r"""(?:"[^"]*"|'[^']*'|\([^()]*\))"""
_IN_PARENTHESES = r"(?:[^()\n]|\n(?!\s*\n)|\((?:[^()\n]|\([^()\n]*\))*\))*"
_IN_BRACKETS = r"(?:[^\[\]\\\n]|\\.|\n(?!\s*\n)|\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\](?:\([^()\n]*\))?)*"
_IN_NAMES = r"(?:[^\[\]\n]|\n(?!\s*\n))*"
#: A line that ends the paragraph before it: no code goes on over it.
_NEW_BLOCK = r"\n[ \t>]*(?:\n|[-*+][ \t])"
_HTML = rf"""
    (?P<comment> <!--.*?(?:-->|\Z) )
  | (?P<unseen> <(?P<unseen_tag>{"|".join(UNSEEN)})\b[^>]*>.*?</(?P=unseen_tag)\s*> )
  | (?P<replaced> <(?P<replaced_tag>{"|".join(REPLACED)})\b(?P<replaced_attributes>{_ATTRIBUTES})\s*>
        (?P<inside>.*?)</(?P=replaced_tag)\s*> )
  | (?P<head> <thead\b[^>]*>(?P<cells>.*?)</thead\s*> )
  | (?P<declaration> <[!?][A-Za-z][^>]*> )
  | (?P<tag> </?(?P<name>[A-Za-z][A-Za-z0-9]*(?:[-:][A-Za-z0-9-]+)?)(?P<attributes>{_ATTRIBUTES})\s*/?> )
  | (?P<entity> &(?:\#[0-9]{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}}); )
"""
_AT_LINE = rf"""
    (?P<toc> [ \t]*(?:[-*+]|\d+\.)[ \t][^\n]*\n[ \t]*\{{:\s*toc[^}}\n]*\}} )
  | (?P<columns> (?=[^\n]*\|)(?P<titles>[^\n]+)\n(?=[ \t>]*\|?[ \t]*:?-[ \t:|-]*$) )
  | (?P<note> [ ]{{0,3}}\[\^(?P<note_name>[^\]\s]+)\]: )
  | (?P<definition> [ ]{{0,3}}\[(?!\^)[^\]\n]+\]:[ \t]*\n?[ \t]*\S+(?:[ \t]*\n?[ \t]+{_TITLE})?[ \t]*$ )
  | (?P<abbreviation> [ ]{{0,3}}\*\[[^\]\n]+\]:[^\n]*$ )
  | (?P<number> [ \t>]*(?:[-*+][ \t]+)*\d{{1,9}}[.)](?=\s) )
"""
_MARKDOWN = rf"""
    (?P<pre> <pre\b[^>]*>.*?</pre\s*> )
  | (?P<autolink> <(?:[A-Za-z][A-Za-z0-9+.-]{{1,31}}:[^\s<>]*|[^\s<>@]+@[^\s<>]+)> )
  | (?P<code> (?<!`)(?P<ticks>`+)(?!`)(?P<literal>(?:(?!{_NEW_BLOCK}).)+?)(?<!`)(?P=ticks)(?!`) )
  | (?P<math> \$\$(?:(?!\n\s*\n).)+?\$\$
            | (?<![\\\w$])\$(?=[^\s$])[^$\n]{{0,400}}?(?<=[^\s\\])\$(?![\w$])
            | \\\((?:(?!\n\s*\n).){{1,400}}?\\\) | \\\[(?:(?!\n\s*\n).){{1,2000}}?\\\] )
  | (?P<escape> \\[!-/:-@\[-`{{-~] )
  | (?P<image> !\[(?P<alt>{_IN_BRACKETS})\]
        (?:\((?P<picture>{_IN_PARENTHESES})\)|\[(?P<picture_name>{_IN_NAMES})\])? )
  | (?P<reference> \[\^(?P<reference_name>[^\]\s]+)\] )
  | (?P<address> \]\({_IN_PARENTHESES}\) )
  | (?P<names> \]\[{_IN_NAMES}\] )
  | (?P<attribute_list> \{{:[^{{}}\n]*\}} | \{{\#[\w:.-]+\}}(?=[ \t]*$) )
  | (?P<emoji> (?<![\w:]):[a-z0-9+-][a-z0-9_+-]{{0,40}}:(?![\w:]) )
  | (?P<task> (?<=[-*+.)][ \t])\[[ xX]\](?=\s) )
  | (?P<mark> [*~\[\]] )
"""
_FLAGS = re.VERBOSE | re.MULTILINE | re.DOTALL | re.IGNORECASE
# The look ahead spares the trial of twenty alternatives before every letter.
MARKDOWN = re.compile(rf"^(?:{_AT_LINE})|(?=[<&`$\\!\[\]{{:*~])(?:{_MARKDOWN}|{_HTML})", _FLAGS)
HTML = re.compile(rf"(?=[<&])(?:{_HTML})", _FLAGS)
ATTRIBUTE = re.compile(r"""([A-Za-z][\w:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
#: A first line that may repeat the title. Source: CommonMark 0.31, 4.2 and 4.3.
FIRST_HEADING = re.compile(r"\s*(?:#[ \t]+[^\n]+|[^\n]+\n[ \t]*=+[ \t]*(?:\n|\Z))")
