;; Turns the JSON text that a host function answers into a value. The engine's JSON parser costs about 25 fuel a byte of a string, more
;; than 200 an escape or a character beyond ASCII, and 360 a byte of records, so two kinds of members never reach it: a text under
;; "body", "content" or "text" becomes a string here, and the list under "headers" becomes a string of JSON, which the SDK
;; parses when somebody reads it.
(module
  (import "engine" "memory" (memory 1))
  (import "engine" "wasm_free" (func $free (param i32)))
  (import "engine" "qjs_get_context_ptr" (func $context (result i32)))
  (import "engine" "JS_ParseJSON" (func $parse_json (param i32 i32 i32 i32) (result i64)))
  (import "engine" "qjs_get_undefined" (func $new_undefined (result i32)))
  (import "engine" "JS_NewStringUTF16" (func $new_utf16 (param i32 i32 i32) (result i64)))
  (import "engine" "wasm_malloc" (func $malloc (param i32) (result i32)))
  (import "engine" "qjs_new_string" (func $new_string (param i32 i32) (result i32)))
  (import "engine" "qjs_set_prop_string" (func $set_property (param i32 i32 i32) (result i32)))
  (import "engine" "qjs_free_value" (func $free_value (param i32)))
  (import "engine" "qjs_is_exception" (func $is_exception (param i32) (result i32)))

  ;; Keys with a length and a NUL, 12 bytes apart, and the handles of their values.
  (data (i32.const 512) "\04body\00")
  (data (i32.const 524) "\07content\00")
  (data (i32.const 536) "\04text\00")
  (data (i32.const 548) "\07headers\00")
  (global $KEYS i32 (i32.const 512))
  (global $HEADERS i32 (i32.const 548))
  (global $KEYS_END i32 (i32.const 560))
  (global $VALUES i32 (i32.const 560))
  (data (i32.const 576) "answer of the host\00")
  (global $EMPTY i32 (i32.const 268))

  (global $close (mut i32) (i32.const 0)) ;; where $decode_string stopped: at the closing quotation mark, or at the end of the text

  ;; Frees the text, which an empty one is none of: a host need not allocate it. 0 is an exception.
  (func (export "take_answer") (param $text i32) (param $length i32) (result i32)
    (local $handle i32) (local $key i32) (local $value i32) (local $block i32) (local $has_failed i32)
    (local.set $block (select (local.get $text) (i32.const 0) (local.get $length)))
    (local.set $text (select (local.get $text) (global.get $EMPTY) (local.get $length)))
    (i64.store (global.get $VALUES) (i64.const 0))
    (i64.store offset=8 (global.get $VALUES) (i64.const 0))
    (local.set $length (call $cut_long_members (local.get $text) (i32.add (local.get $text) (local.get $length))))
    (i32.store8 (i32.add (local.get $text) (local.get $length)) (i32.const 0))
    (local.set $handle (call $new_undefined))
    (i64.store (local.get $handle)
      (call $parse_json (call $context) (local.get $text) (local.get $length) (i32.const 576)))
    (call $free (local.get $block))
    (local.set $has_failed (call $is_exception (local.get $handle)))
    (local.set $key (global.get $KEYS))
    (loop $next
      (local.set $value (i32.load (call $value_address (local.get $key))))
      (if (local.get $value)
        (then
          (local.set $has_failed (i32.or (local.get $has_failed) (call $is_exception (local.get $value))))
          (if (i32.eqz (local.get $has_failed))
            (then
              (local.set $has_failed
                (i32.lt_s
                  (call $set_property (local.get $handle) (i32.add (local.get $key) (i32.const 1)) (local.get $value))
                  (i32.const 0)))))
          (call $free_value (local.get $value))))
      (local.set $key (i32.add (local.get $key) (i32.const 12)))
      (br_if $next (i32.lt_u (local.get $key) (global.get $KEYS_END))))
    (if (i32.eqz (local.get $has_failed)) (then (return (local.get $handle))))
    (call $free_value (local.get $handle))
    (i32.const 0))

  (func $value_address (param $key i32) (result i32)
    (i32.add (global.get $VALUES) (i32.div_u (i32.sub (local.get $key) (global.get $KEYS)) (i32.const 3))))

  ;; Copies the text onto itself with a 0 in the place of each value that it makes, and gives its new length. What is no JSON stays
  ;; none.
  (func $cut_long_members (param $text i32) (param $end i32) (result i32)
    (local $read i32) (local $write i32) (local $close i32) (local $depth i32) (local $key i32) (local $character i32)
    (local.set $read (local.get $text))
    (local.set $write (local.get $text))
    (block $done
      (loop $again
        (br_if $done (i32.ge_u (local.get $read) (local.get $end)))
        (local.set $character (i32.load8_u (local.get $read)))
        (if (i32.eq (local.get $character) (i32.const 0x22))
          (then
            (if (i32.and (i32.eq (local.get $depth) (i32.const 1)) (i32.ne (local.get $key) (i32.const 0)))
              (then
                (call $keep (local.get $key) (call $decode_string (i32.add (local.get $read) (i32.const 1)) (local.get $end)))
                (local.set $read (i32.add (global.get $close) (i32.const 1)))
                (local.set $write (call $write_placeholder (local.get $write)))
                (local.set $key (i32.const 0))
                (br $again)))
            (local.set $close (call $string_end (i32.add (local.get $read) (i32.const 1)) (local.get $end)))
            (if (i32.and
                  (i32.eq (local.get $depth) (i32.const 1))
                  (i32.eq (i32.load8_u offset=1 (local.get $close)) (i32.const 0x3a)))
              (then (local.set $key (call $known_key (i32.add (local.get $read) (i32.const 1)) (local.get $close)))))
            (local.set $close (i32.add (local.get $close) (i32.const 1)))
            (if (i32.gt_u (local.get $close) (local.get $end)) (then (local.set $close (local.get $end))))
            (memory.copy (local.get $write) (local.get $read) (i32.sub (local.get $close) (local.get $read)))
            (local.set $write (i32.add (local.get $write) (i32.sub (local.get $close) (local.get $read))))
            (local.set $read (local.get $close))
            (br $again)))
        (if (i32.eq (local.get $character) (i32.const 0x2c)) (then (local.set $key (i32.const 0))))
        ;; "{" and "[" are 0x7b and 0x5b, "}" and "]" are 0x7d and 0x5d.
        (if (i32.eq (i32.or (local.get $character) (i32.const 0x20)) (i32.const 0x7b))
          (then
            (if (i32.and
                  (i32.eq (local.get $key) (global.get $HEADERS))
                  (i32.and (i32.eq (local.get $depth) (i32.const 1)) (i32.eq (local.get $character) (i32.const 0x5b))))
              (then
                (local.set $close (call $list_end (local.get $read) (local.get $end)))
                (call $keep (local.get $key)
                  (call $new_text (local.get $read) (i32.sub (local.get $close) (local.get $read)) (i32.const 1)))
                (local.set $read (local.get $close))
                (local.set $write (call $write_placeholder (local.get $write)))
                (local.set $key (i32.const 0))
                (br $again)))
            (local.set $depth (i32.add (local.get $depth) (i32.const 1)))))
        (if (i32.eq (i32.or (local.get $character) (i32.const 0x20)) (i32.const 0x7d))
          (then (local.set $depth (i32.sub (local.get $depth) (i32.const 1)))))
        (i32.store8 (local.get $write) (local.get $character))
        (local.set $write (i32.add (local.get $write) (i32.const 1)))
        (local.set $read (i32.add (local.get $read) (i32.const 1)))
        (br $again)))
    (i32.sub (local.get $write) (local.get $text)))

  (func $write_placeholder (param $write i32) (result i32)
    (i32.store8 (local.get $write) (i32.const 0x30))
    (i32.add (local.get $write) (i32.const 1)))

  ;; A key that comes twice keeps its last value.
  (func $keep (param $key i32) (param $value i32)
    (local $address i32)
    (local.set $address (call $value_address (local.get $key)))
    (if (i32.load (local.get $address)) (then (call $free_value (i32.load (local.get $address)))))
    (i32.store (local.get $address) (local.get $value)))

  ;; 0 when it is none of ours.
  (func $known_key (param $text i32) (param $close i32) (result i32)
    (local $key i32) (local $length i32) (local $position i32)
    (local.set $length (i32.sub (local.get $close) (local.get $text)))
    (local.set $key (global.get $KEYS))
    (loop $next
      (if (i32.eq (i32.load8_u (local.get $key)) (local.get $length))
        (then
          (local.set $position (local.get $length))
          (block $other
            (loop $again
              (if (i32.eqz (local.get $position)) (then (return (local.get $key))))
              (br_if $other
                (i32.ne
                  (i32.load8_u (i32.add (local.get $key) (local.get $position)))
                  (i32.load8_u (i32.sub (i32.add (local.get $text) (local.get $position)) (i32.const 1)))))
              (local.set $position (i32.sub (local.get $position) (i32.const 1)))
              (br $again)))))
      (local.set $key (i32.add (local.get $key) (i32.const 12)))
      (br_if $next (i32.lt_u (local.get $key) (global.get $KEYS_END))))
    (i32.const 0))

  ;; The closing quotation mark of a string that begins here, or the end of the text.
  (func $string_end (param $text i32) (param $end i32) (result i32)
    (loop $again
      (local.set $text (call $next_mark (local.get $text) (local.get $end)))
      (if (i32.ge_u (local.get $text) (local.get $end)) (then (return (local.get $end))))
      (if (i32.eq (i32.load8_u (local.get $text)) (i32.const 0x22)) (then (return (local.get $text))))
      (local.set $text (i32.add (local.get $text) (i32.const 2)))
      (br $again))
    (unreachable))

  ;; The first quotation mark or backslash, or the end of the text.
  (func $next_mark (param $text i32) (param $end i32) (result i32)
    (local $found i32) (local $chunk v128)
    (loop $again
      (if (i32.le_u (i32.add (local.get $text) (i32.const 16)) (local.get $end))
        (then
          (local.set $chunk (v128.load align=1 (local.get $text)))
          (local.set $found
            (i8x16.bitmask
              (v128.or
                (i8x16.eq (local.get $chunk) (v128.const i8x16 34 34 34 34 34 34 34 34 34 34 34 34 34 34 34 34))
                (i8x16.eq (local.get $chunk) (v128.const i8x16 92 92 92 92 92 92 92 92 92 92 92 92 92 92 92 92)))))
          (if (local.get $found) (then (return (i32.add (local.get $text) (i32.ctz (local.get $found))))))
          (local.set $text (i32.add (local.get $text) (i32.const 16)))
          (br $again))))
    (block $done
      (loop $again
        (br_if $done (i32.ge_u (local.get $text) (local.get $end)))
        (br_if $done (i32.eq (i32.load8_u (local.get $text)) (i32.const 0x22)))
        (br_if $done (i32.eq (i32.load8_u (local.get $text)) (i32.const 0x5c)))
        (local.set $text (i32.add (local.get $text) (i32.const 1)))
        (br $again)))
    (local.get $text))

  ;; Behind the "]" of a list that begins here, or the end of the text.
  (func $list_end (param $text i32) (param $end i32) (result i32)
    (local $depth i32) (local $character i32)
    (loop $again
      (if (i32.ge_u (local.get $text) (local.get $end)) (then (return (local.get $end))))
      (local.set $character (i32.load8_u (local.get $text)))
      (if (i32.eq (local.get $character) (i32.const 0x22))
        (then
          (local.set $text (call $string_end (i32.add (local.get $text) (i32.const 1)) (local.get $end)))))
      (if (i32.eq (local.get $character) (i32.const 0x5b)) (then (local.set $depth (i32.add (local.get $depth) (i32.const 1)))))
      (if (i32.eq (local.get $character) (i32.const 0x5d)) (then (local.set $depth (i32.sub (local.get $depth) (i32.const 1)))))
      (local.set $text (i32.add (local.get $text) (i32.const 1)))
      (br_if $again (local.get $depth)))
    (select (local.get $text) (local.get $end) (i32.lt_u (local.get $text) (local.get $end))))

  ;; A new string from the inside of a JSON string, which is decoded in its place.
  (func $decode_string (param $text i32) (param $end i32) (result i32)
    (local $start i32) (local $write i32) (local $found i32) (local $high i32) (local $chunk v128)
    (local.set $start (local.get $text))
    (local.set $write (local.get $text))
    (block $done
      (loop $again
        (block $mark
          (if (i32.le_u (i32.add (local.get $text) (i32.const 16)) (local.get $end))
            (then
              (local.set $chunk (v128.load align=1 (local.get $text)))
              (local.set $high (i32.or (local.get $high) (i8x16.bitmask (local.get $chunk))))
              (local.set $found
                (i8x16.bitmask
                  (v128.or
                    (i8x16.eq (local.get $chunk) (v128.const i8x16 34 34 34 34 34 34 34 34 34 34 34 34 34 34 34 34))
                    (i8x16.eq (local.get $chunk) (v128.const i8x16 92 92 92 92 92 92 92 92 92 92 92 92 92 92 92 92)))))
              (if (i32.eqz (local.get $found))
                (then
                  (v128.store align=1 (local.get $write) (local.get $chunk))
                  (local.set $text (i32.add (local.get $text) (i32.const 16)))
                  (local.set $write (i32.add (local.get $write) (i32.const 16)))
                  (br $again)))
              (local.set $found (i32.ctz (local.get $found)))
              (memory.copy (local.get $write) (local.get $text) (local.get $found))
              (local.set $text (i32.add (local.get $text) (local.get $found)))
              (local.set $write (i32.add (local.get $write) (local.get $found)))
              (br $mark)))
          (br_if $done (i32.ge_u (local.get $text) (local.get $end)))
          (local.set $found (i32.load8_u (local.get $text)))
          (br_if $mark
            (i32.or (i32.eq (local.get $found) (i32.const 0x22)) (i32.eq (local.get $found) (i32.const 0x5c))))
          (local.set $high (i32.or (local.get $high) (i32.shr_u (local.get $found) (i32.const 7))))
          (i32.store8 (local.get $write) (local.get $found))
          (local.set $text (i32.add (local.get $text) (i32.const 1)))
          (local.set $write (i32.add (local.get $write) (i32.const 1)))
          (br $again))
        (br_if $done (i32.eq (i32.load8_u (local.get $text)) (i32.const 0x22)))
        (local.set $found (i32.load8_u offset=1 (local.get $text)))
        (if (i32.eq (local.get $found) (i32.const 0x75))
          (then
            (local.set $found (call $code_point (local.get $text) (local.get $end)))
            (local.set $high (i32.or (local.get $high) (i32.shr_u (local.get $found) (i32.const 7))))
            (local.set $text
              (i32.add (local.get $text)
                (select (i32.const 12) (i32.const 6) (i32.ge_u (local.get $found) (i32.const 0x10000)))))
            (local.set $write (call $write_utf8 (local.get $write) (local.get $found)))
            (br $again)))
        ;; A letter stands for a control character, another character for itself.
        (if (i32.ge_u (local.get $found) (i32.const 0x60)) (then (local.set $found (call $escaped (local.get $found)))))
        (i32.store8 (local.get $write) (local.get $found))
        (local.set $text (i32.add (local.get $text) (i32.const 2)))
        (local.set $write (i32.add (local.get $write) (i32.const 1)))
        (br $again)))
    (global.set $close (select (local.get $text) (local.get $end) (i32.lt_u (local.get $text) (local.get $end))))
    (call $new_text (local.get $start) (i32.sub (local.get $write) (local.get $start)) (local.get $high)))

  ;; A new string from UTF-8, without the two or more looks at each byte that the engine takes.
  (func $new_text (param $text i32) (param $length i32) (param $is_beyond_ascii i32) (result i32)
    (local $units i32) (local $count i32) (local $handle i32) (local $used i32)
    (if (i32.lt_u (local.get $length) (i32.const 32)) (then (return (call $new_string (local.get $text) (local.get $length)))))
    (if (i32.eqz (local.get $is_beyond_ascii)) (then (return (call $new_bytes (local.get $text) (local.get $length)))))
    (local.set $units (call $malloc (i32.add (i32.shl (local.get $length) (i32.const 1)) (i32.const 16))))
    (if (i32.eqz (local.get $units)) (then (return (call $new_string (local.get $text) (local.get $length)))))
    (local.set $count (call $write_units (local.get $text) (i32.add (local.get $text) (local.get $length)) (local.get $units)))
    (if (global.get $has_wide)
      (then
        (local.set $handle (call $new_undefined))
        (i64.store (local.get $handle) (call $new_utf16 (call $context) (local.get $units) (local.get $count))))
      (else
        (call $narrow (local.get $units) (local.get $count))
        (local.set $handle (call $new_bytes (local.get $units) (local.get $count)))))
    (call $free (local.get $units))
    (local.get $handle))

  ;; A new string of characters below 256, one byte each, at least one: made as one of 16-bit units of the same size, and relabelled.
  ;; See $append_value in abi.wat for what a string looks like.
  (func $new_bytes (param $bytes i32) (param $count i32) (result i32)
    (local $handle i32) (local $string i32)
    (local.set $handle (call $new_undefined))
    (i64.store (local.get $handle)
      (call $new_utf16 (call $context) (local.get $bytes) (i32.add (i32.shr_u (local.get $count) (i32.const 1)) (i32.const 1))))
    (if (call $is_exception (local.get $handle)) (then (return (local.get $handle))))
    (local.set $string (i32.load (local.get $handle)))
    (i32.store (local.get $string) (local.get $count))
    (i32.store8 offset=24 (i32.add (local.get $string) (local.get $count)) (i32.const 0))
    (local.get $handle))

  ;; UTF-16 of UTF-8, and whether any unit is above 255; gives the number of units. Up to 16 bytes more are written.
  (global $has_wide (mut i32) (i32.const 0))
  (func $write_units (param $text i32) (param $end i32) (param $units i32) (result i32)
    (local $write i32) (local $character i32) (local $next i32) (local $all i32) (local $chunk v128)
    (local.set $write (local.get $units))
    (block $done
      (loop $again
        (br_if $done (i32.ge_u (local.get $text) (local.get $end)))
        (local.set $character (i32.load8_u (local.get $text)))
        (if (i32.lt_u (local.get $character) (i32.const 0x80))
          (then
            (if (i32.le_u (i32.add (local.get $text) (i32.const 8)) (local.get $end))
              (then
                (local.set $chunk (v128.load64_zero align=1 (local.get $text)))
                (v128.store align=1 (local.get $write) (i16x8.extend_low_i8x16_u (local.get $chunk)))
                ;; Up to eight ASCII characters before another one.
                (local.set $next
                  (i32.ctz (i32.or (i8x16.bitmask (local.get $chunk)) (i32.const 0x100))))
                (local.set $text (i32.add (local.get $text) (local.get $next)))
                (local.set $write (i32.add (local.get $write) (i32.shl (local.get $next) (i32.const 1))))
                (br $again)))
            (i32.store16 align=1 (local.get $write) (local.get $character))
            (local.set $text (i32.add (local.get $text) (i32.const 1)))
            (local.set $write (i32.add (local.get $write) (i32.const 2)))
            (br $again)))
        (local.set $next (i32.and (i32.load8_u offset=1 (local.get $text)) (i32.const 0x3f)))
        (if (i32.lt_u (local.get $character) (i32.const 0xe0))
          (then
            (local.set $character
              (i32.or (i32.shl (i32.and (local.get $character) (i32.const 0x1f)) (i32.const 6)) (local.get $next)))
            (local.set $text (i32.add (local.get $text) (i32.const 2))))
          (else
            (local.set $next
              (i32.or (i32.shl (local.get $next) (i32.const 6))
                      (i32.and (i32.load8_u offset=2 (local.get $text)) (i32.const 0x3f))))
            (if (i32.lt_u (local.get $character) (i32.const 0xf0))
              (then
                (local.set $character
                  (i32.or (i32.shl (i32.and (local.get $character) (i32.const 0x0f)) (i32.const 12)) (local.get $next)))
                (local.set $text (i32.add (local.get $text) (i32.const 3))))
              (else
                ;; The high half of a surrogate pair; 0xd7c0 is 0xd800 less 0x10000 >> 10.
                (local.set $character
                  (i32.or
                    (i32.or
                      (i32.shl (i32.and (local.get $character) (i32.const 0x07)) (i32.const 18))
                      (i32.shl (local.get $next) (i32.const 6)))
                    (i32.and (i32.load8_u offset=3 (local.get $text)) (i32.const 0x3f))))
                (i32.store16 align=1 (local.get $write)
                  (i32.add (i32.shr_u (local.get $character) (i32.const 10)) (i32.const 0xd7c0)))
                (local.set $write (i32.add (local.get $write) (i32.const 2)))
                (local.set $character (i32.or (i32.and (local.get $character) (i32.const 0x3ff)) (i32.const 0xdc00)))
                (local.set $text (i32.add (local.get $text) (i32.const 4)))))))
        (local.set $all (i32.or (local.get $all) (local.get $character)))
        (i32.store16 align=1 (local.get $write) (local.get $character))
        (local.set $write (i32.add (local.get $write) (i32.const 2)))
        (br $again)))
    (global.set $has_wide (i32.gt_u (local.get $all) (i32.const 0xff)))
    (i32.shr_u (i32.sub (local.get $write) (local.get $units)) (i32.const 1)))

  ;; Makes bytes of units below 256, in their place.
  (func $narrow (param $units i32) (param $count i32)
    (local $read i32) (local $write i32) (local $end i32)
    (local.set $read (local.get $units))
    (local.set $write (local.get $units))
    (local.set $end (i32.add (local.get $units) (i32.shl (local.get $count) (i32.const 1))))
    (loop $again
      (i64.store align=1 (local.get $write)
        (i64x2.extract_lane 0
          (i8x16.narrow_i16x8_u (v128.load align=1 (local.get $read)) (v128.const i16x8 0 0 0 0 0 0 0 0))))
      (local.set $read (i32.add (local.get $read) (i32.const 16)))
      (local.set $write (i32.add (local.get $write) (i32.const 8)))
      (br_if $again (i32.lt_u (local.get $read) (local.get $end)))))

  (func $escaped (param $letter i32) (result i32)
    (if (i32.eq (local.get $letter) (i32.const 0x6e)) (then (return (i32.const 0x0a))))
    (if (i32.eq (local.get $letter) (i32.const 0x72)) (then (return (i32.const 0x0d))))
    (if (i32.eq (local.get $letter) (i32.const 0x74)) (then (return (i32.const 0x09))))
    (if (i32.eq (local.get $letter) (i32.const 0x62)) (then (return (i32.const 0x08))))
    (if (i32.eq (local.get $letter) (i32.const 0x66)) (then (return (i32.const 0x0c))))
    (local.get $letter))

  ;; Of \uXXXX, or of two of them that are a surrogate pair; half a pair is U+FFFD.
  (func $code_point (param $text i32) (param $close i32) (result i32)
    (local $first i32) (local $second i32)
    (local.set $first (call $hexadecimal (i32.load offset=2 align=1 (local.get $text))))
    (if (i32.ne (i32.and (local.get $first) (i32.const 0xf800)) (i32.const 0xd800)) (then (return (local.get $first))))
    (if (i32.and
          (i32.and
            (i32.eq (i32.and (local.get $first) (i32.const 0xfc00)) (i32.const 0xd800))
            (i32.le_u (i32.add (local.get $text) (i32.const 12)) (local.get $close)))
          (i32.eq (i32.load16_u offset=6 align=1 (local.get $text)) (i32.const 0x755c)))
      (then
        (local.set $second (call $hexadecimal (i32.load offset=8 align=1 (local.get $text))))
        (if (i32.eq (i32.and (local.get $second) (i32.const 0xfc00)) (i32.const 0xdc00))
          (then
            (return
              (i32.add
                (i32.add (i32.shl (i32.and (local.get $first) (i32.const 0x3ff)) (i32.const 10))
                         (i32.and (local.get $second) (i32.const 0x3ff)))
                (i32.const 0x10000)))))))
    (i32.const 0xfffd))

  ;; The number of four hexadecimal digits, the first one lowest.
  (func $hexadecimal (param $digits i32) (result i32)
    (local $number i32) (local $digit i32) (local $count i32)
    (loop $again
      (local.set $digit (i32.and (local.get $digits) (i32.const 0xff)))
      ;; A letter has bit 6, and counts from 1.
      (local.set $number
        (i32.or
          (i32.shl (local.get $number) (i32.const 4))
          (i32.and
            (i32.add (local.get $digit) (i32.mul (i32.shr_u (local.get $digit) (i32.const 6)) (i32.const 9)))
            (i32.const 0x0f))))
      (local.set $digits (i32.shr_u (local.get $digits) (i32.const 8)))
      (local.set $count (i32.add (local.get $count) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $count) (i32.const 4))))
    (local.get $number))

  ;; Gives the address behind.
  (func $write_utf8 (param $write i32) (param $character i32) (result i32)
    (if (i32.lt_u (local.get $character) (i32.const 0x80))
      (then
        (i32.store8 (local.get $write) (local.get $character))
        (return (i32.add (local.get $write) (i32.const 1)))))
    (if (i32.lt_u (local.get $character) (i32.const 0x800))
      (then
        (i32.store8 (local.get $write) (i32.or (i32.const 0xc0) (i32.shr_u (local.get $character) (i32.const 6))))
        (i32.store8 offset=1 (local.get $write) (call $continuation (local.get $character)))
        (return (i32.add (local.get $write) (i32.const 2)))))
    (if (i32.lt_u (local.get $character) (i32.const 0x10000))
      (then
        (i32.store8 (local.get $write) (i32.or (i32.const 0xe0) (i32.shr_u (local.get $character) (i32.const 12))))
        (i32.store8 offset=1 (local.get $write) (call $continuation (i32.shr_u (local.get $character) (i32.const 6))))
        (i32.store8 offset=2 (local.get $write) (call $continuation (local.get $character)))
        (return (i32.add (local.get $write) (i32.const 3)))))
    (i32.store8 (local.get $write) (i32.or (i32.const 0xf0) (i32.shr_u (local.get $character) (i32.const 18))))
    (i32.store8 offset=1 (local.get $write) (call $continuation (i32.shr_u (local.get $character) (i32.const 12))))
    (i32.store8 offset=2 (local.get $write) (call $continuation (i32.shr_u (local.get $character) (i32.const 6))))
    (i32.store8 offset=3 (local.get $write) (call $continuation (local.get $character)))
    (i32.add (local.get $write) (i32.const 4)))

  (func $continuation (param $bits i32) (result i32)
    (i32.or (i32.const 0x80) (i32.and (local.get $bits) (i32.const 0x3f)))))
