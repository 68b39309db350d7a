// What a cell means that somebody typed or pasted, as text: a value, a blank, or what is expected instead.

import { COLUMNS, KINDS, LONGEST, columnName, isFalseWord, isTrueWord, kindName, plain, say } from "./words.js";

// {value}: null is a blank. {expected}: the sentence part that names what would be taken.
export function read(language, column, text) {
  const word = text.normalize("NFKC").trim();
  const { type, low, high } = COLUMNS[column];
  if (type === "truth") return readTruth(language, word);
  if (!word) return column === "x" || column === "y" ? { expected: expected(language, column) } : { value: null };
  if (type === "kind") return readKind(language, word);
  if (type === "number") {
    const number = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(word) ? Number(word) : NaN;
    return number >= low && number <= high ? { value: number } : { expected: expected(language, column) };
  }
  return word.length <= LONGEST ? { value: word } : { expected: expected(language, column) };
}

function readTruth(language, word) {
  if (isTrueWord(word.toLowerCase())) return { value: true };
  return isFalseWord(word.toLowerCase()) ? { value: false } : { expected: say(language, "truth") };
}

function readKind(language, word) {
  const found = named(KINDS, word.toLowerCase());
  return found ? { value: found } : { expected: expected(language, "kind") };
}

export function expected(language, column) {
  const { type, said = type, low, high } = COLUMNS[column];
  const choices = Object.keys(KINDS).map((kind) => kindName(language, kind)).join(say(language, "comma"));
  if (type === "kind") return say(language, "one-of", { choices });
  return say(language, said, { low: plain(low), high: plain(high), n: LONGEST });
}

// The column that a heading means, without a unit in brackets; undefined when it means none.
export function columnOf(heading) {
  const bare = heading.trim().toLowerCase().replace(/\s*[(（/]\s*m\s*[)）]?$/, "");
  return named(COLUMNS, bare.replace("(", "（").replace(")", "）"));
}

function named(entries, word) {
  return Object.keys(entries).find((key) => {
    const { en, zh_CN, others } = entries[key];
    return [key, en, zh_CN, ...others].some((name) => name.toLowerCase() === word);
  });
}

// A cell as text, to show or to copy.
export function written(language, column, value) {
  const { type } = COLUMNS[column];
  if (type === "truth") return say(language, value ? "yes" : "no");
  if (value === null || value === undefined) return "";
  if (type === "kind") return kindName(language, value);
  return type === "number" ? plain(value) : String(value);
}

export function refusal(language, row, column, text) {
  const value = say(language, "quoted", { value: text.slice(0, LONGEST) });
  const places = { row, column: columnName(language, column), value, expected: expected(language, column) };
  return say(language, "cell", places);
}
