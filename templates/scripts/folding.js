// Text as it is searched: no case, no diacritics, đ as d, white space as single spaces. "dong" finds
// "Đông", "hoa" finds "Hoà". The same as briefings/languages/spelling.py does, and tested against it.

const STROKED = { "đ": "d", "Đ": "d", "ð": "d", "Ð": "d" };

/** Return one UTF-16 unit folded: nothing for a tone that stands alone, more than one letter for ß. */
function foldUnit(unit) {
  if (STROKED[unit]) return STROKED[unit];
  const bare = unit.normalize("NFD").replace(/\p{M}/gu, "");
  return bare.toLowerCase().toUpperCase().toLowerCase();
}

/** Return a text folded, and for each of its units the place in the text where that came from. */
function foldWithPlaces(text) {
  let folded = "";
  const places = [];
  for (let place = 0; place < text.length; place += 1) {
    const space = /\s/.test(text[place]);
    if (space && folded.endsWith(" ")) continue;
    const piece = space ? " " : foldUnit(text[place]);
    for (let unit = 0; unit < piece.length; unit += 1) places.push(place);
    folded += piece;
  }
  return { folded, places };
}

/** Return a text folded. */
function fold(text) {
  return foldWithPlaces(text).folded.trim();
}
