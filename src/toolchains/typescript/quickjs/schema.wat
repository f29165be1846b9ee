;; Checks the input of a call against the schema of its tool: it walks the JSON text beside the tables of `schema-tables.ts`, which say
;; how they are laid out. In JavaScript the same costs about thirty times the fuel.
;; The text is what the engine's JSON parser has accepted, and the form is that of the host: no white space, no key twice, keys
;; and texts escaped in one way only (host contract 6.5). Other white space and another order of keys do no harm.
;; Linked after abi.wat; imports from "engine" are exports of both.
(module
  (import "engine" "memory" (memory 1))
  (import "engine" "schemas_address" (global $SCHEMAS i32))
  (import "engine" "output_address" (global $OUTPUT i32))

  (global $PATH_BYTES i32 (i32.const 2048)) ;; room for the path of a problem, below $PATH_END
  (global $path_start (mut i32) (i32.const 0))
  (global $expected (mut i32) (i32.const 0)) ;; address of a text: its length, then its bytes
  (global $found (mut i32) (i32.const 0))    ;; the same
  (global $out (mut i32) (i32.const 0))

  ;; Texts of what was found: length, bytes.
  (data (i32.const 2060) "\09\00\00\00an object")
  (data (i32.const 2076) "\08\00\00\00an array")
  (data (i32.const 2088) "\08\00\00\00a string")
  (data (i32.const 2100) "\08\00\00\00a number")
  (data (i32.const 2112) "\04\00\00\00true")
  (data (i32.const 2120) "\05\00\00\00false")
  (data (i32.const 2132) "\04\00\00\00null")
  (data (i32.const 2140) "\18\00\00\00a number with a fraction")
  (data (i32.const 2168) "\0d\00\00\00another value")
  (data (i32.const 2188) "\07\00\00\00nothing")
  (data (i32.const 2200) "\12\00\00\00a further property")

  ;; The length of the JSON text [path, expected, found] at $OUTPUT, or 0 when the input fits or the tool has no schema.
  (func (export "check_input_schema") (param $tool i32) (param $tool_length i32) (param $input i32) (result i32)
    (local $schema i32)
    (local.set $schema (call $schema_of (local.get $tool) (local.get $tool_length)))
    (if (i32.eqz (local.get $schema)) (then (return (i32.const 0))))
    (global.set $path_start (i32.add (global.get $OUTPUT) (global.get $PATH_BYTES)))
    (if (call $check (call $token (local.get $input)) (local.get $schema)) (then (return (i32.const 0))))
    (call $write_problem))

  (func $schema_of (param $tool i32) (param $tool_length i32) (result i32)
    (local $entry i32) (local $left i32)
    (local.set $entry (i32.load (global.get $SCHEMAS)))
    (if (i32.eqz (local.get $entry)) (then (return (i32.const 0))))
    (local.set $left (i32.load (local.get $entry)))
    (local.set $entry (i32.add (local.get $entry) (i32.const 4)))
    (block $end
      (loop $next
        (br_if $end (i32.eqz (local.get $left)))
        (if (call $is_text (i32.load (local.get $entry)) (local.get $tool) (local.get $tool_length))
          (then (return (i32.load offset=4 (local.get $entry)))))
        (local.set $entry (i32.add (local.get $entry) (i32.const 8)))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $next)))
    (i32.const 0))

  ;; ---- Checking ----

  ;; The end of the value at $text, or 0 after a problem, which the globals then hold.
  (func $check (param $text i32) (param $node i32) (result i32)
    (local $end i32) (local $character i32)
    (local.set $character (i32.load8_u (local.get $text)))
    (block $wrong
      (block $right
        (block $null (block $boolean (block $integer (block $number (block $string (block $array
          (block $object
            (br_table $object $array $string $number $integer $boolean $null (i32.load (local.get $node))))
          (br_if $wrong (i32.ne (local.get $character) (i32.const 0x7b)))
          (local.set $end (call $check_object (local.get $text) (local.get $node)))
          (if (i32.eqz (local.get $end)) (then (return (i32.const 0))))
          (br $right))
          (br_if $wrong (i32.ne (local.get $character) (i32.const 0x5b)))
          (local.set $end (call $check_array (local.get $text) (i32.load offset=12 (local.get $node))))
          (if (i32.eqz (local.get $end)) (then (return (i32.const 0))))
          (br $right))
          (br_if $wrong (i32.ne (local.get $character) (i32.const 0x22)))
          (local.set $end (call $after_string (local.get $text)))
          (br $right))
          (local.set $end (call $after_number (local.get $text)))
          (br_if $wrong (i32.eq (local.get $end) (local.get $text)))
          (br $right))
          (local.set $end (call $after_digits (local.get $text)))
          (br_if $wrong (i32.eq (local.get $end) (local.get $text)))
          (local.set $character (i32.load8_u (local.get $end)))
          (br_if $right (i32.eq (local.get $character) (i32.const 0x2c)))
          (local.set $end (call $after_number (local.get $text)))
          (if (call $has_fraction (local.get $text) (local.get $end))
            (then
              (global.set $expected (i32.load offset=4 (local.get $node)))
              (global.set $found (i32.const 2140))
              (return (i32.const 0))))
          (br $right))
          (br_if $wrong (i32.ne (i32.or (local.get $character) (i32.const 0x12)) (i32.const 0x76))) ;; t or f
          ;; "true" has four letters, "false" five.
          (local.set $end
            (i32.add (local.get $text)
              (select (i32.const 4) (i32.const 5) (i32.eq (local.get $character) (i32.const 0x74)))))
          (br $right))
        (br_if $wrong (i32.ne (local.get $character) (i32.const 0x6e)))
        (local.set $end (i32.add (local.get $text) (i32.const 4))))
      (if (i32.load offset=8 (local.get $node))
        (then
          (if (i32.eqz (call $is_listed (i32.load offset=8 (local.get $node)) (local.get $text) (local.get $end)))
            (then
              (global.set $expected (i32.load offset=4 (local.get $node)))
              (global.set $found (i32.const 2168))
              (return (i32.const 0))))))
      (return (local.get $end)))
    (global.set $expected (i32.load offset=4 (local.get $node)))
    (global.set $found (call $kind_of (local.get $character)))
    (i32.const 0))

  (func $check_object (param $text i32) (param $node i32) (result i32)
    (local $start i32) (local $key i32) (local $length i32) (local $child i32) (local $property i32)
    (local $first i32) (local $cursor i32) (local $behind i32) (local $required i32)
    (local.set $start (local.get $text))
    (local.set $first (i32.load offset=12 (local.get $node)))
    (local.set $cursor (local.get $first))
    (local.set $behind (i32.load offset=16 (local.get $node)))
    (local.set $required (i32.load offset=20 (local.get $node)))
    (local.set $text (call $token (i32.add (local.get $text) (i32.const 1))))
    (block $closed
      (br_if $closed (i32.eq (i32.load8_u (local.get $text)) (i32.const 0x7d)))
      (loop $next
        (local.set $key (i32.add (local.get $text) (i32.const 1)))
        (local.set $property (i32.const 0))
        (block $found
          ;; Keys come in the order of the table: first the one behind the last that was found. Those that are longer than the spare
          ;; bytes behind the text cannot be compared before the end of the key is known.
          (block $unexpected
            (br_if $unexpected (i32.ge_u (local.get $cursor) (local.get $behind)))
            (local.set $length (i32.load (i32.load (local.get $cursor))))
            (br_if $unexpected (i32.gt_u (local.get $length) (i32.const 16)))
            (br_if $unexpected
              (i32.ne (i32.load8_u (i32.add (local.get $key) (local.get $length))) (i32.const 0x22)))
            (br_if $unexpected
              (i32.eqz (call $is_text (i32.load (local.get $cursor)) (local.get $key) (local.get $length))))
            (local.set $property (local.get $cursor))
            (local.set $text (i32.add (i32.add (local.get $key) (local.get $length)) (i32.const 1)))
            (br $found))
          (local.set $text (call $after_string (local.get $text)))
          (local.set $length (i32.sub (i32.sub (local.get $text) (local.get $key)) (i32.const 1)))
          (local.set $cursor (local.get $first))
          (loop $search
            (br_if $found (i32.eq (local.get $cursor) (local.get $behind)))
            (if (call $is_text (i32.load (local.get $cursor)) (local.get $key) (local.get $length))
              (then
                (local.set $property (local.get $cursor))
                (br $found)))
            (local.set $cursor (i32.add (local.get $cursor) (i32.const 12)))
            (br $search)))
        ;; The colon.
        (if (i32.ne (i32.load8_u (local.get $text)) (i32.const 0x3a))
          (then (local.set $text (call $token (local.get $text)))))
        (local.set $text (i32.add (local.get $text) (i32.const 1)))
        (if (i32.le_u (i32.load8_u (local.get $text)) (i32.const 0x20))
          (then (local.set $text (call $token (local.get $text)))))
        (if (local.get $property)
          (then
            (local.set $cursor (i32.add (local.get $property) (i32.const 12)))
            (local.set $child (i32.load offset=4 (local.get $property)))
            (local.set $required
              (i32.sub (local.get $required) (i32.ne (i32.load offset=8 (local.get $property)) (i32.const 0)))))
          (else
            (local.set $child (i32.load offset=24 (local.get $node)))
            (if (i32.eq (local.get $child) (i32.const -1))
              (then
                (global.set $expected (i32.load offset=28 (local.get $node)))
                (global.set $found (i32.const 2200))
                (call $prepend_key (local.get $key) (local.get $length))
                (return (i32.const 0))))))
        (local.set $text
          (if (result i32) (local.get $child)
            (then (call $check (local.get $text) (local.get $child)))
            (else (call $after_value (local.get $text)))))
        (if (i32.eqz (local.get $text))
          (then
            (call $prepend_key (local.get $key) (local.get $length))
            (return (i32.const 0))))
        (if (i32.ne (i32.load8_u (local.get $text)) (i32.const 0x2c))
          (then
            (local.set $text (call $token (local.get $text)))
            (br_if $closed (i32.eq (i32.load8_u (local.get $text)) (i32.const 0x7d)))))
        (local.set $text (i32.add (local.get $text) (i32.const 1)))
        (if (i32.le_u (i32.load8_u (local.get $text)) (i32.const 0x20))
          (then (local.set $text (call $token (local.get $text)))))
        (br $next)))
    (if (local.get $required)
      (then
        (global.set $expected (call $first_missing (local.get $start) (local.get $first) (local.get $behind)))
        (global.set $found (i32.const 2188))
        (return (i32.const 0))))
    (i32.add (local.get $text) (i32.const 1)))

  ;; What is expected of the first required property that the object lacks.
  (func $first_missing (param $object i32) (param $property i32) (param $behind i32) (result i32)
    (loop $next
      (if (i32.load offset=8 (local.get $property))
        (then
          (if (i32.eqz (call $has_key (local.get $object) (i32.load (local.get $property))))
            (then (return (i32.load offset=8 (local.get $property)))))))
      (local.set $property (i32.add (local.get $property) (i32.const 12)))
      (br_if $next (i32.lt_u (local.get $property) (local.get $behind))))
    (unreachable))

  (func $has_key (param $text i32) (param $name i32) (result i32)
    (local $key i32)
    (local.set $text (call $token (i32.add (local.get $text) (i32.const 1))))
    (block $closed
      (br_if $closed (i32.eq (i32.load8_u (local.get $text)) (i32.const 0x7d)))
      (loop $next
        (local.set $key (i32.add (local.get $text) (i32.const 1)))
        (local.set $text (call $after_string (local.get $text)))
        (if (call $is_text (local.get $name) (local.get $key) (i32.sub (i32.sub (local.get $text) (local.get $key)) (i32.const 1)))
          (then (return (i32.const 1))))
        (local.set $text (call $token (i32.add (call $token (local.get $text)) (i32.const 1))))
        (local.set $text (call $token (call $after_value (local.get $text))))
        (br_if $closed (i32.eq (i32.load8_u (local.get $text)) (i32.const 0x7d)))
        (local.set $text (call $token (i32.add (local.get $text) (i32.const 1))))
        (br $next)))
    (i32.const 0))

  ;; @param $child the node of every item, or 0
  (func $check_array (param $text i32) (param $child i32) (result i32)
    (local $index i32) (local $end i32)
    (if (i32.eqz (local.get $child)) (then (return (call $after_value (local.get $text)))))
    (local.set $text (call $token (i32.add (local.get $text) (i32.const 1))))
    (block $closed
      (br_if $closed (i32.eq (i32.load8_u (local.get $text)) (i32.const 0x5d)))
      ;; Whole numbers, as many as come in the usual form: their own loop halves the cost.
      (block $other
        (br_if $other (i32.ne (i32.load (local.get $child)) (i32.const 4)))
        (br_if $other (i32.load offset=8 (local.get $child)))
        (loop $next_number
          (local.set $end (call $after_digits (local.get $text)))
          (br_if $other (i32.eq (local.get $end) (local.get $text)))
          (br_if $other (i32.ne (i32.load8_u (local.get $end)) (i32.const 0x2c)))
          (local.set $text (i32.add (local.get $end) (i32.const 1)))
          (local.set $index (i32.add (local.get $index) (i32.const 1)))
          (br $next_number)))
      (local.set $text (call $token (local.get $text)))
      (loop $next
        (local.set $text (call $check (local.get $text) (local.get $child)))
        (if (i32.eqz (local.get $text))
          (then
            (call $prepend_index (local.get $index))
            (return (i32.const 0))))
        (if (i32.ne (i32.load8_u (local.get $text)) (i32.const 0x2c))
          (then
            (local.set $text (call $token (local.get $text)))
            (br_if $closed (i32.eq (i32.load8_u (local.get $text)) (i32.const 0x5d)))))
        (local.set $text (i32.add (local.get $text) (i32.const 1)))
        (if (i32.le_u (i32.load8_u (local.get $text)) (i32.const 0x20))
          (then (local.set $text (call $token (local.get $text)))))
        (local.set $index (i32.add (local.get $index) (i32.const 1)))
        (br $next)))
    (i32.add (local.get $text) (i32.const 1)))

  ;; Whether a list of texts (count, addresses) has the one from $text to $end.
  (func $is_listed (param $list i32) (param $text i32) (param $end i32) (result i32)
    (local $left i32) (local $length i32)
    (local.set $length (i32.sub (local.get $end) (local.get $text)))
    (local.set $left (i32.load (local.get $list)))
    (block $end_of_list
      (loop $next
        (br_if $end_of_list (i32.eqz (local.get $left)))
        (local.set $list (i32.add (local.get $list) (i32.const 4)))
        (if (call $is_text (i32.load (local.get $list)) (local.get $text) (local.get $length))
          (then (return (i32.const 1))))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $next)))
    (i32.const 0))

  ;; ---- JSON text ----

  ;; The first byte at or behind $text that is no white space.
  (func $token (param $text i32) (result i32)
    (local $character i32)
    (loop $next
      (local.set $character (i32.load8_u (local.get $text)))
      (if (i32.gt_u (local.get $character) (i32.const 0x20)) (then (return (local.get $text))))
      (if (i32.eqz (local.get $character)) (then (return (local.get $text))))
      (local.set $text (i32.add (local.get $text) (i32.const 1)))
      (br $next))
    (unreachable))

  ;; The byte behind the string that begins at $text, 16 bytes at a time. May read 15 bytes beyond the end of the text.
  (func $after_string (param $text i32) (result i32)
    (local $bytes v128) (local $marks i32)
    (local.set $text (i32.add (local.get $text) (i32.const 1)))
    (loop $next
      (local.set $bytes (v128.load align=1 (local.get $text)))
      (local.set $text (i32.add (local.get $text) (i32.const 16)))
      (local.set $marks
        (i8x16.bitmask
          (v128.or
            (i8x16.eq (local.get $bytes) (v128.const i32x4 0x22222222 0x22222222 0x22222222 0x22222222))
            (i8x16.eq (local.get $bytes) (v128.const i32x4 0x5c5c5c5c 0x5c5c5c5c 0x5c5c5c5c 0x5c5c5c5c)))))
      (br_if $next (i32.eqz (local.get $marks)))
      (local.set $text (i32.add (local.get $text) (i32.sub (i32.ctz (local.get $marks)) (i32.const 16))))
      (if (i32.eq (i32.load8_u (local.get $text)) (i32.const 0x5c))
        (then
          (local.set $text (i32.add (local.get $text) (i32.const 2)))
          (br $next))))
    (i32.add (local.get $text) (i32.const 1)))

  ;; The byte behind a minus sign and digits; $text itself when it begins with neither.
  (func $after_digits (param $text i32) (result i32)
    (local.set $text
      (i32.sub (local.get $text) (i32.ne (i32.load8_u (local.get $text)) (i32.const 0x2d))))
    (loop $next
      (local.set $text (i32.add (local.get $text) (i32.const 1)))
      (br_if $next (i32.lt_u (i32.sub (i32.load8_u (local.get $text)) (i32.const 0x30)) (i32.const 10))))
    (local.get $text))

  ;; The byte behind a number; $text itself when there is none.
  (func $after_number (param $text i32) (result i32)
    (local $character i32)
    (local.set $text (call $after_digits (local.get $text)))
    (loop $next
      (local.set $character (i32.load8_u (local.get $text)))
      ;; + - . or a digit, and e or E.
      (if (i32.or
            (i32.and
              (i32.lt_u (i32.sub (local.get $character) (i32.const 0x2b)) (i32.const 15))
              (i32.ne (local.get $character) (i32.const 0x2c)))
            (i32.eq (i32.or (local.get $character) (i32.const 0x20)) (i32.const 0x65)))
        (then
          (local.set $text (i32.add (local.get $text) (i32.const 1)))
          (br $next))))
    (local.get $text))

  ;; The byte behind a number, true, false or null.
  (func $after_word (param $text i32) (result i32)
    (loop $next
      (local.set $text (i32.add (local.get $text) (i32.const 1)))
      ;; White space, comma and brackets end it.
      (br_if $next
        (i32.and
          (i32.gt_u (i32.load8_u (local.get $text)) (i32.const 0x2c))
          (i32.ne (i32.or (i32.load8_u (local.get $text)) (i32.const 0x20)) (i32.const 0x7d)))))
    (local.get $text))

  ;; The byte behind any value.
  (func $after_value (param $text i32) (result i32)
    (local $depth i32) (local $character i32)
    (loop $next
      (local.set $character (i32.load8_u (local.get $text)))
      (block $passed
        (if (i32.eq (local.get $character) (i32.const 0x22))
          (then
            (local.set $text (call $after_string (local.get $text)))
            (br $passed)))
        ;; Opening brackets and braces become 0, closing ones 2.
        (local.set $character
          (i32.sub (i32.and (local.get $character) (i32.const 0xdf)) (i32.const 0x5b)))
        (if (i32.eqz (i32.and (local.get $character) (i32.const -3)))
          (then
            (local.set $text (i32.add (local.get $text) (i32.const 1)))
            (local.set $depth (i32.add (local.get $depth) (i32.sub (i32.const 1) (local.get $character))))
            (br $passed)))
        (if (i32.eqz (local.get $depth)) (then (return (call $after_word (local.get $text)))))
        (local.set $text (i32.add (local.get $text) (i32.const 1)))
        (br $next))
      (br_if $next (local.get $depth)))
    (local.get $text))

  ;; Whether a number is no whole one. The host writes an exponent to numbers from 1e16, which are whole, and to those below 1e-5.
  (func $has_fraction (param $text i32) (param $end i32) (result i32)
    (local $character i32) (local $is_behind_point i32) (local $has_digit i32)
    (loop $next
      (local.set $character (i32.load8_u (local.get $text)))
      (if (i32.eq (i32.or (local.get $character) (i32.const 0x20)) (i32.const 0x65))
        (then (return (i32.eq (i32.load8_u offset=1 (local.get $text)) (i32.const 0x2d)))))
      (if (local.get $is_behind_point)
        (then (local.set $has_digit (i32.or (local.get $has_digit) (i32.ne (local.get $character) (i32.const 0x30))))))
      (if (i32.eq (local.get $character) (i32.const 0x2e)) (then (local.set $is_behind_point (i32.const 1))))
      (local.set $text (i32.add (local.get $text) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $text) (local.get $end))))
    (local.get $has_digit))

  ;; Whether the text at $constant (length, bytes) is the one of this length at $text. Reads up to seven bytes beyond both.
  (func $is_text (param $constant i32) (param $text i32) (param $length i32) (result i32)
    (if (i32.ne (i32.load (local.get $constant)) (local.get $length)) (then (return (i32.const 0))))
    (local.set $constant (i32.add (local.get $constant) (i32.const 4)))
    (if (i32.eqz (local.get $length)) (then (return (i32.const 1))))
    (block $short
      (loop $next
        (br_if $short (i32.le_u (local.get $length) (i32.const 8)))
        (if (i64.ne (i64.load align=1 (local.get $constant)) (i64.load align=1 (local.get $text)))
          (then (return (i32.const 0))))
        (local.set $constant (i32.add (local.get $constant) (i32.const 8)))
        (local.set $text (i32.add (local.get $text) (i32.const 8)))
        (local.set $length (i32.sub (local.get $length) (i32.const 8)))
        (br $next)))
    ;; One to eight bytes are left: those behind them are shifted out.
    (i64.eqz
      (i64.shl
        (i64.xor (i64.load align=1 (local.get $constant)) (i64.load align=1 (local.get $text)))
        (i64.extend_i32_u (i32.sub (i32.const 64) (i32.shl (local.get $length) (i32.const 3)))))))

  ;; ---- Problems ----

  (func $kind_of (param $character i32) (result i32)
    (if (i32.eq (local.get $character) (i32.const 0x7b)) (then (return (i32.const 2060))))
    (if (i32.eq (local.get $character) (i32.const 0x5b)) (then (return (i32.const 2076))))
    (if (i32.eq (local.get $character) (i32.const 0x22)) (then (return (i32.const 2088))))
    (if (i32.eq (local.get $character) (i32.const 0x74)) (then (return (i32.const 2112))))
    (if (i32.eq (local.get $character) (i32.const 0x66)) (then (return (i32.const 2120))))
    (if (i32.eq (local.get $character) (i32.const 0x6e)) (then (return (i32.const 2132))))
    (i32.const 2100))

  ;; Puts "/" and the key, escaped as in a JSON pointer, before the path. What does not fit any more is left out.
  (func $prepend_key (param $key i32) (param $length i32)
    (local $end i32) (local $character i32)
    (local.set $end (i32.add (local.get $key) (local.get $length)))
    (if (i32.gt_u (i32.add (i32.shl (local.get $length) (i32.const 1)) (i32.const 1)) (i32.sub (global.get $path_start) (global.get $OUTPUT)))
      (then (return)))
    (block $whole
      (loop $next
        (br_if $whole (i32.eq (local.get $end) (local.get $key)))
        (local.set $end (i32.sub (local.get $end) (i32.const 1)))
        (local.set $character (i32.load8_u (local.get $end)))
        (if (i32.eq (local.get $character) (i32.const 0x7e))
          (then (call $prepend (i32.const 0x30)))
          (else
            (if (i32.eq (local.get $character) (i32.const 0x2f))
              (then
                (call $prepend (i32.const 0x31))
                (local.set $character (i32.const 0x7e))))))
        (call $prepend (local.get $character))
        (br $next)))
    (call $prepend (i32.const 0x2f)))

  (func $prepend_index (param $index i32)
    (if (i32.lt_u (i32.sub (global.get $path_start) (global.get $OUTPUT)) (i32.const 12)) (then (return)))
    (loop $next
      (call $prepend (i32.add (i32.const 0x30) (i32.rem_u (local.get $index) (i32.const 10))))
      (local.set $index (i32.div_u (local.get $index) (i32.const 10)))
      (br_if $next (local.get $index)))
    (call $prepend (i32.const 0x2f)))

  (func $prepend (param $character i32)
    (global.set $path_start (i32.sub (global.get $path_start) (i32.const 1)))
    (i32.store8 (global.get $path_start) (local.get $character)))

  ;; The JSON text lies behind the room for the path, and is moved to $OUTPUT.
  (func $write_problem (result i32)
    (local $start i32) (local $path_end i32)
    (local.set $path_end (i32.add (global.get $OUTPUT) (global.get $PATH_BYTES)))
    (global.set $out (local.get $path_end))
    (call $append_word (i32.const 0x225b) (i32.const 2))
    (call $append (global.get $path_start) (i32.sub (local.get $path_end) (global.get $path_start)))
    (call $append_word (i32.const 0x222c22) (i32.const 3))
    (call $append (i32.add (global.get $expected) (i32.const 4)) (i32.load (global.get $expected)))
    (call $append_word (i32.const 0x222c22) (i32.const 3))
    (call $append (i32.add (global.get $found) (i32.const 4)) (i32.load (global.get $found)))
    (call $append_word (i32.const 0x5d22) (i32.const 2))
    (local.set $start (i32.sub (global.get $out) (local.get $path_end)))
    (memory.copy (global.get $OUTPUT) (local.get $path_end) (local.get $start))
    ;; The JSON parser wants a NUL behind its text.
    (i32.store8 (i32.add (global.get $OUTPUT) (local.get $start)) (i32.const 0))
    (local.get $start))

  (func $append (param $text i32) (param $length i32)
    (memory.copy (global.get $out) (local.get $text) (local.get $length))
    (global.set $out (i32.add (global.get $out) (local.get $length))))

  (func $append_word (param $word i32) (param $length i32)
    (i32.store align=1 (global.get $out) (local.get $word))
    (global.set $out (i32.add (global.get $out) (local.get $length)))))
