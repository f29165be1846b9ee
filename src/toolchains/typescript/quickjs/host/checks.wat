;; What the host refuses whatever is granted, told before the call. Rules of contract 5.4 and 7.1 to 7.3 that need no URL parser and
;; no grant; what is doubtful passes, and the host decides. Texts are UTF-8. A result is 0 or a number of src/pdk/host-problem.ts.
(module
  (import "engine" "memory" (memory 1))

  ;; Lists of words: a byte of length, the word; 0 ends a list.
  (data (i32.const 272) "\03GET\04POST\03PUT\05PATCH\06DELETE\00")
  (data (i32.const 304) "\04http\05https\00")
  (data (i32.const 320) "\02ws\03wss\00")
  (data (i32.const 336)
    "\0dauthorization\13proxy-authorization\06cookie\0aset-cookie\09x-api-key\0cx-auth-token\07api-key\06apikey"
    "\07upgrade\0aconnection\06accept\00")
  (data (i32.const 464) "\07upgrade\00")
  (data (i32.const 480) "\11text/event-stream\00")

  (func (export "method_problem") (param $text i32) (param $length i32) (result i32)
    (select (i32.const 0) (i32.const 1) (call $word_in (i32.const 272) (local.get $text) (local.get $length) (i32.const 0))))

  ;; Scheme, credentials, an empty host, a character that no host has, a port that is none.
  (func (export "url_problem") (param $text i32) (param $length i32) (param $is_websocket i32) (result i32)
    (local $end i32) (local $start i32) (local $at i32) (local $character i32)
    (local.set $end (i32.add (local.get $text) (local.get $length)))
    (local.set $text (call $trim_start (local.get $text) (local.get $end)))
    (local.set $end (call $trim_end (local.get $text) (local.get $end)))
    (local.set $start (local.get $text))
    (block $scheme
      (loop $again
        (if (i32.ge_u (local.get $text) (local.get $end)) (then (return (i32.const 5))))
        (local.set $character (i32.load8_u (local.get $text)))
        (br_if $scheme (i32.eq (local.get $character) (i32.const 0x3a)))
        ;; A URL parser drops tabs and line ends: what has them is left to the host.
        (if (i32.lt_u (local.get $character) (i32.const 0x0e)) (then (return (i32.const 0))))
        (if (i32.eqz (call $is_in_name (local.get $character))) (then (return (i32.const 5))))
        (local.set $text (i32.add (local.get $text) (i32.const 1)))
        (br $again)))
    (if (i32.eqz
          (call $word_in (select (i32.const 320) (i32.const 304) (local.get $is_websocket))
            (local.get $start) (i32.sub (local.get $text) (local.get $start)) (i32.const 1)))
      (then (return (i32.const 6))))
    (local.set $text (i32.add (local.get $text) (i32.const 1)))
    (block $slashes
      (loop $again
        (br_if $slashes (i32.ge_u (local.get $text) (local.get $end)))
        (local.set $character (i32.load8_u (local.get $text)))
        (br_if $slashes
          (i32.and (i32.ne (local.get $character) (i32.const 0x2f)) (i32.ne (local.get $character) (i32.const 0x5c))))
        (local.set $text (i32.add (local.get $text) (i32.const 1)))
        (br $again)))
    (local.set $start (local.get $text))
    (block $authority
      (loop $again
        (br_if $authority (i32.ge_u (local.get $text) (local.get $end)))
        (local.set $character (i32.load8_u (local.get $text)))
        (br_if $authority
          (i32.or
            (i32.or (i32.eq (local.get $character) (i32.const 0x2f)) (i32.eq (local.get $character) (i32.const 0x5c)))
            (i32.or (i32.eq (local.get $character) (i32.const 0x3f)) (i32.eq (local.get $character) (i32.const 0x23)))))
        (if (i32.lt_u (local.get $character) (i32.const 0x0e)) (then (return (i32.const 0))))
        (if (i32.eq (local.get $character) (i32.const 0x40)) (then (local.set $at (local.get $text))))
        (local.set $text (i32.add (local.get $text) (i32.const 1)))
        (br $again)))
    (if (local.get $at)
      (then
        ;; "@" and ":@" name nobody.
        (if (i32.gt_u (i32.sub (local.get $at) (local.get $start)) (i32.eq (i32.load8_u (local.get $start)) (i32.const 0x3a)))
          (then (return (i32.const 7))))
        (local.set $start (i32.add (local.get $at) (i32.const 1)))))
    (select (i32.const 8) (i32.const 0)
      (call $is_wrong_host (local.get $start) (local.get $text))))

  ;; Where the text begins, and ends, without blanks and control characters around it.
  (func $trim_start (param $text i32) (param $end i32) (result i32)
    (block $done
      (loop $again
        (br_if $done (i32.ge_u (local.get $text) (local.get $end)))
        (br_if $done (i32.gt_u (i32.load8_u (local.get $text)) (i32.const 0x20)))
        (local.set $text (i32.add (local.get $text) (i32.const 1)))
        (br $again)))
    (local.get $text))

  (func $trim_end (param $text i32) (param $end i32) (result i32)
    (block $done
      (loop $again
        (br_if $done (i32.le_u (local.get $end) (local.get $text)))
        (br_if $done (i32.gt_u (i32.load8_u (i32.sub (local.get $end) (i32.const 1))) (i32.const 0x20)))
        (local.set $end (i32.sub (local.get $end) (i32.const 1)))
        (br $again)))
    (local.get $end))

  ;; Host and port.
  (func $is_wrong_host (param $text i32) (param $end i32) (result i32)
    (local $character i32) (local $start i32)
    (local.set $start (local.get $text))
    (if (i32.ge_u (local.get $text) (local.get $end)) (then (return (i32.const 1))))
    (if (i32.eq (i32.load8_u (local.get $text)) (i32.const 0x5b)) (then (return (i32.const 0))))
    (loop $again
      (local.set $character (i32.load8_u (local.get $text)))
      (if (i32.eq (local.get $character) (i32.const 0x3a))
        (then
          (return
            (i32.or
              (i32.eq (local.get $text) (local.get $start))
              (call $is_wrong_port (i32.add (local.get $text) (i32.const 1)) (local.get $end))))))
      (if (i32.or
            (i32.or
              (i32.or (i32.le_u (local.get $character) (i32.const 0x20)) (i32.eq (local.get $character) (i32.const 0x7f)))
              (i32.or (i32.eq (local.get $character) (i32.const 0x3c)) (i32.eq (local.get $character) (i32.const 0x3e))))
            (i32.or
              (i32.or (i32.eq (local.get $character) (i32.const 0x5b)) (i32.eq (local.get $character) (i32.const 0x5d)))
              (i32.or (i32.eq (local.get $character) (i32.const 0x5e)) (i32.eq (local.get $character) (i32.const 0x7c)))))
        (then (return (i32.const 1))))
      (local.set $text (i32.add (local.get $text) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $text) (local.get $end))))
    (i32.const 0))

  (func $is_wrong_port (param $text i32) (param $end i32) (result i32)
    (local $port i32) (local $digit i32)
    (block $done
      (loop $again
        (br_if $done (i32.ge_u (local.get $text) (local.get $end)))
        (local.set $digit (i32.sub (i32.load8_u (local.get $text)) (i32.const 0x30)))
        (if (i32.gt_u (local.get $digit) (i32.const 9)) (then (return (i32.const 1))))
        (local.set $port (i32.add (i32.mul (local.get $port) (i32.const 10)) (local.get $digit)))
        (if (i32.gt_u (local.get $port) (i32.const 65535)) (then (return (i32.const 1))))
        (local.set $text (i32.add (local.get $text) (i32.const 1)))
        (br $again)))
    (i32.const 0))

  (func (export "path_problem") (param $text i32) (param $length i32) (param $may_be_root i32) (result i32)
    (local $end i32) (local $segment i32) (local $character i32) (local $names i32) (local $problem i32)
    (if (i32.gt_u (local.get $length) (i32.const 4096)) (then (return (i32.const 22))))
    (if (i32.eqz (local.get $length)) (then (return (i32.const 23))))
    (if (i32.eq (i32.load8_u (local.get $text)) (i32.const 0x2f)) (then (local.set $problem (i32.const 25))))
    (local.set $end (i32.add (local.get $text) (local.get $length)))
    (local.set $segment (local.get $text))
    (loop $again
      (local.set $character
        (if (result i32) (i32.lt_u (local.get $text) (local.get $end))
          (then (i32.load8_u (local.get $text)))
          (else (i32.const 0x2f))))
      (if (i32.eqz (local.get $character)) (then (return (i32.const 24))))
      (if (i32.eq (local.get $character) (i32.const 0x2f))
        (then
          (local.set $length (i32.sub (local.get $text) (local.get $segment)))
          (if (call $is_dots (local.get $segment) (local.get $length))
            (then
              (if (i32.and (i32.eq (local.get $length) (i32.const 2)) (i32.eqz (local.get $problem)))
                (then (local.set $problem (i32.const 26)))))
            (else (local.set $names (i32.const 1))))
          (local.set $segment (i32.add (local.get $text) (i32.const 1)))))
      (local.set $text (i32.add (local.get $text) (i32.const 1)))
      (br_if $again (i32.le_u (local.get $text) (local.get $end))))
    (if (local.get $problem) (then (return (local.get $problem))))
    (select (i32.const 0) (i32.const 27) (i32.or (local.get $names) (local.get $may_be_root))))

  ;; "", "." and "..".
  (func $is_dots (param $text i32) (param $length i32) (result i32)
    (if (i32.eqz (local.get $length)) (then (return (i32.const 1))))
    (if (i32.gt_u (local.get $length) (i32.const 2)) (then (return (i32.const 0))))
    (i32.and
      (i32.eq (i32.load8_u (local.get $text)) (i32.const 0x2e))
      (i32.eq (i32.load8_u (i32.sub (i32.add (local.get $text) (local.get $length)) (i32.const 1))) (i32.const 0x2e))))

  (func (export "header_name_problem") (param $text i32) (param $length i32) (result i32)
    (local $end i32) (local $character i32) (local $word i32)
    (if (i32.gt_u (local.get $length) (i32.const 64)) (then (return (i32.const 12))))
    (if (i32.eqz (local.get $length)) (then (return (i32.const 11))))
    (local.set $word (local.get $text))
    (local.set $end (i32.add (local.get $text) (local.get $length)))
    (loop $again
      (local.set $character (i32.load8_u (local.get $text)))
      (if (i32.eqz (call $is_in_name (local.get $character))) (then (return (i32.const 11))))
      (local.set $text (i32.add (local.get $text) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $text) (local.get $end))))
    (local.set $word (call $word_in (i32.const 336) (local.get $word) (local.get $length) (i32.const 1)))
    (if (i32.eq (local.get $word) (i32.const 9)) (then (return (i32.const 17))))
    (if (result i32) (i32.and (i32.ge_u (local.get $word) (i32.const 1)) (i32.le_u (local.get $word) (i32.const 8)))
      (then (i32.const 16))
      (else (i32.const 0))))

  ;; A character of an HTTP token; every character of a URL scheme is one.
  (func $is_in_name (param $character i32) (result i32)
    (if (i32.ge_u (local.get $character) (i32.const 128)) (then (return (i32.const 0))))
    (i32.wrap_i64
      (i64.and
        (i64.const 1)
        (i64.shr_u
          (select (i64.const 0x57ffffffc7fffffe) (i64.const 0x3ff6cfa00000000) (i32.ge_u (local.get $character) (i32.const 64)))
          (i64.extend_i32_u (i32.and (local.get $character) (i32.const 63)))))))

  ;; The name has passed.
  (func (export "header_value_problem") (param $name i32) (param $name_length i32) (param $text i32) (param $length i32) (result i32)
    (local $position i32) (local $character i32) (local $word i32)
    (if (i32.gt_u (local.get $length) (i32.const 1024)) (then (return (i32.const 15))))
    (local.set $position (local.get $text))
    (block $done
      (loop $again
        (br_if $done (i32.ge_u (local.get $position) (i32.add (local.get $text) (local.get $length))))
        (local.set $character (i32.load8_u (local.get $position)))
        (if (i32.or
              (i32.eq (local.get $character) (i32.const 0x7f))
              (i32.and (i32.lt_u (local.get $character) (i32.const 0x20)) (i32.ne (local.get $character) (i32.const 0x09))))
          (then (return (i32.const 14))))
        (local.set $position (i32.add (local.get $position) (i32.const 1)))
        (br $again)))
    (local.set $word (call $word_in (i32.const 336) (local.get $name) (local.get $name_length) (i32.const 1)))
    (if (i32.and
          (i32.eq (local.get $word) (i32.const 10))
          (call $has_item (i32.const 464) (local.get $text) (local.get $length)))
      (then (return (i32.const 17))))
    (if (i32.and
          (i32.eq (local.get $word) (i32.const 11))
          (call $has_item (i32.const 480) (local.get $text) (local.get $length)))
      (then (return (i32.const 18))))
    (i32.const 0))

  ;; Whether a list with commas has an item of these, whatever the case, with blanks around it.
  (func $has_item (param $words i32) (param $text i32) (param $length i32) (result i32)
    (local $end i32) (local $comma i32) (local $last i32)
    (local.set $end (i32.add (local.get $text) (local.get $length)))
    (loop $item
      (local.set $comma (local.get $text))
      (block $found
        (loop $again
          (br_if $found (i32.ge_u (local.get $comma) (local.get $end)))
          (br_if $found (i32.eq (i32.load8_u (local.get $comma)) (i32.const 0x2c)))
          (local.set $comma (i32.add (local.get $comma) (i32.const 1)))
          (br $again)))
      (local.set $text (call $trim_start (local.get $text) (local.get $comma)))
      (local.set $last (call $trim_end (local.get $text) (local.get $comma)))
      (if (call $word_in (local.get $words) (local.get $text) (i32.sub (local.get $last) (local.get $text)) (i32.const 1))
        (then (return (i32.const 1))))
      (local.set $text (i32.add (local.get $comma) (i32.const 1)))
      (br_if $item (i32.le_u (local.get $text) (local.get $end))))
    (i32.const 0))

  ;; Which word of a list the text is, from 1; 0 when none. Folded: A to Z of the text count as a to z.
  (func $word_in (param $list i32) (param $text i32) (param $length i32) (param $is_folded i32) (result i32)
    (local $number i32) (local $word_length i32)
    (block $none
      (loop $again
        (local.set $word_length (i32.load8_u (local.get $list)))
        (br_if $none (i32.eqz (local.get $word_length)))
        (local.set $number (i32.add (local.get $number) (i32.const 1)))
        (if (i32.eq (local.get $word_length) (local.get $length))
          (then
            (if (call $is_word (i32.add (local.get $list) (i32.const 1)) (local.get $text) (local.get $length) (local.get $is_folded))
              (then (return (local.get $number))))))
        (local.set $list (i32.add (i32.add (local.get $list) (local.get $word_length)) (i32.const 1)))
        (br $again)))
    (i32.const 0))

  (func $is_word (param $word i32) (param $text i32) (param $length i32) (param $is_folded i32) (result i32)
    (local $character i32)
    (loop $again
      (if (i32.eqz (local.get $length)) (then (return (i32.const 1))))
      (local.set $length (i32.sub (local.get $length) (i32.const 1)))
      (local.set $character (i32.load8_u (i32.add (local.get $text) (local.get $length))))
      (if (i32.and (local.get $is_folded) (i32.lt_u (i32.sub (local.get $character) (i32.const 0x41)) (i32.const 26)))
        (then (local.set $character (i32.or (local.get $character) (i32.const 0x20)))))
      (br_if $again (i32.eq (local.get $character) (i32.load8_u (i32.add (local.get $word) (local.get $length))))))
    (i32.const 0)))
