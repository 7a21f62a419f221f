"""The Vietnamese alphabet with every tone."""

import unicodedata

VIETNAMESE = {
    unicodedata.normalize("NFC", letter + tone)
    for base in "aăâeêioôơuưy"
    for letter in (base, base.upper())
    for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
} | set("đĐ")
