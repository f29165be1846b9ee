const FIXES: ReadonlyMap<string, string> = new Map([
  ['unterminated string constant', 'Close the string with the quotation mark that opened it.'],
  ['unterminated array', 'Close the array with `]`.'],
  ['unterminated inline table', 'Close the table with `}`.'],
  ['unterminated table-key', 'Close the table header with `]`, or `]]` for an array of tables.'],
  ['must be a newline', 'Begin a new line for every key.'],
  ['expected equal (=) token', 'Write `key = value`.'],
  ['expected comma (,) token', 'Put a comma between the values.'],
  ['a value is missing after `=`', 'Write a value.'],
  ['unspecified values are invalid', 'Write a value after the `=`.'],
  ['defining a key multiple times is invalid', 'Keep one of the two.'],
  ['leading zeros are not allowed', 'Remove the leading zeros, or quote the text.'],
  ['a carriage return must be followed by a line feed', 'Save the file with LF or CRLF line ends.'],
])

/** What to change about a syntax error; the reasons are those of `parseToml`. */
export function syntaxFix(reason: string): string {
  return FIXES.get(reason) ?? 'Correct the line: text needs quotation marks, and every key stands once.'
}
