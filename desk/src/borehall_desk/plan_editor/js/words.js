// Sentences in the reader's language, filled with what a person typed as plain text.

import words from "../words.json" with { type: "json" };
import vocabulary from "../vocabulary.json" with { type: "json" };

export const MOST_POINTS = vocabulary.most_points;
export const COLUMNS = vocabulary.columns;
export const KINDS = vocabulary.kinds;

export function say(language, key, places = {}) {
  return words[language][key].replace(/\{(\w+)\}/g, (whole, name) => (name in places ? String(places[name]) : whole));
}

export function columnName(language, column) {
  return COLUMNS[column][language];
}

export function kindName(language, kind) {
  return KINDS[kind]?.[language] ?? kind;
}

// A number as a table shows it: no more digits than it has, never 12.000000001.
export function plain(number) {
  return String(Math.round(number * 1e6) / 1e6);
}

export function isTrueWord(word) {
  return vocabulary.true.includes(word);
}

export function isFalseWord(word) {
  return vocabulary.false.includes(word);
}

export const LONGEST = vocabulary.longest_text;
