;; What a component keeps beside its answer: a trace for the author, and the state of Math.random. Linked after abi.wat; imports from
;; "engine" are exports of both.
(module
  (import "engine" "memory" (memory 1))
  (import "engine" "qjs_get_context_ptr" (func $context (result i32)))
  (import "engine" "JS_CallConstructor" (func $construct (param i32 i64 i32 i32) (result i64)))
  (import "engine" "JS_GetPropertyStr" (func $property (param i32 i64 i32) (result i64)))
  (import "engine" "JS_FreeValue" (func $release (param i32 i64)))
  (import "engine" "qjs_get_string_len" (func $to_utf8 (param i32 i32) (result i32)))
  (import "engine" "qjs_free_cstring" (func $free_utf8 (param i32)))

  ;; Addresses and sizes that the build reads and writes.
  (global $ERROR (export "error_address") i32 (i32.const 1108)) ;; handle of the constructor Error
  (global $STATE i32 (i32.const 1112))                          ;; of Math.random: 8 bytes
  (global $SCRATCH i32 (i32.const 1120))                        ;; a value, or the head of an entry
  (global $LENGTH i32 (i32.const 1128))                         ;; out parameter of $to_utf8
  (data (i32.const 2224) "stack\00")

  ;; ---- Trace ----
  ;; A ring that only a runner reads, see `read-trace.ts` of the host: a mark of 16 bytes, its capacity, the number of bytes that were ever
  ;; written (two words), then the bytes. An entry is 0xff, a letter for its kind, and text in UTF-8. Before the first one all is zero, and
  ;; the mark stands nowhere else: it is no constant data.
  (global $RING (export "yoi-plugin:trace") i32 (i32.const 0x3fe8))
  (global $WRITTEN i32 (i32.const 0x3ffc))
  (global $BYTES i32 (i32.const 0x4000))
  (global $RING_END (export "ring_end") i32 (i32.const 0x8000))
  (global $CAPACITY i32 (i32.const 0x4000))
  (global $MAX_TEXT i32 (i32.const 4096))
  (global $WHERE i32 (i32.const 0x77))

  (func $log (export "log_entry") (param $kind i32) (param $text i32) (param $length i32)
    (if (i32.eqz (i32.load (global.get $RING)))
      (then
        (i64.store align=1 (global.get $RING) (i64.const 0x756c702d696f790a))          ;; "\nyoi-plu"
        (i64.store offset=8 align=1 (global.get $RING) (i64.const 0x0a65636172742d67)) ;; "g-trace\n"
        (i32.store offset=16 (global.get $RING) (global.get $CAPACITY))))
    (if (i32.gt_u (local.get $length) (global.get $MAX_TEXT))
      (then
        (local.set $length (global.get $MAX_TEXT))
        ;; Not inside a character.
        (block $boundary
          (loop $back
            (br_if $boundary
              (i32.ne (i32.and (i32.load8_u (i32.add (local.get $text) (local.get $length))) (i32.const 0xc0)) (i32.const 0x80)))
            (local.set $length (i32.sub (local.get $length) (i32.const 1)))
            (br $back)))))
    (i32.store16 (global.get $SCRATCH) (i32.or (i32.const 0xff) (i32.shl (local.get $kind) (i32.const 8))))
    (call $put (global.get $SCRATCH) (i32.const 2))
    (call $put (local.get $text) (local.get $length)))

  (func $put (param $from i32) (param $length i32)
    (local $position i32) (local $first i32)
    (local.set $position (i32.and (i32.load (global.get $WRITTEN)) (i32.sub (global.get $CAPACITY) (i32.const 1))))
    (local.set $first (i32.sub (global.get $CAPACITY) (local.get $position)))
    (if (i32.gt_u (local.get $first) (local.get $length)) (then (local.set $first (local.get $length))))
    (memory.copy (i32.add (global.get $BYTES) (local.get $position)) (local.get $from) (local.get $first))
    (memory.copy (global.get $BYTES) (i32.add (local.get $from) (local.get $first)) (i32.sub (local.get $length) (local.get $first)))
    (i32.store (global.get $WRITTEN) (i32.add (i32.load (global.get $WRITTEN)) (local.get $length))))

  ;; A runner calls this after a call that did not return, when memory and frames are as they were left: it adds where the script was.
  (func (export "yoi-plugin:where")
    (local $error i64)
    (local.set $error (call $construct (call $context) (i64.load (i32.load (global.get $ERROR))) (i32.const 0) (i32.const 0)))
    (i64.store (global.get $SCRATCH) (call $property (call $context) (local.get $error) (i32.const 2224)))
    (call $log_stack (global.get $SCRATCH)))

  (func $log_stack (param $value i32)
    (local $text i32)
    (local.set $text (call $to_utf8 (local.get $value) (global.get $LENGTH)))
    (if (local.get $text) (then (call $log (global.get $WHERE) (local.get $text) (i32.load (global.get $LENGTH))))))

  ;; ---- Math.random ----

  ;; The same name and input give the same state. Zeros follow both texts up to a multiple of 16.
  (func (export "seed_random_state") (param $tool i32) (param $tool_length i32) (param $input i32) (param $input_length i32)
    (local $hash v128)
    (local.set $hash
      (call $hash
        (call $hash (v128.const i64x2 0x243f6a8885a308d3 0x13198a2e03707344) (local.get $tool) (local.get $tool_length))
        (local.get $input) (local.get $input_length)))
    (i64.store (global.get $STATE)
      (i64.xor
        (i64x2.extract_lane 0 (local.get $hash))
        (i64.rotl (i64x2.extract_lane 1 (local.get $hash)) (i64.const 32)))))

  (func $hash (param $hash v128) (param $text i32) (param $length i32) (result v128)
    (local $end i32)
    (local.set $end (i32.add (local.get $text) (local.get $length)))
    (loop $more
      (local.set $hash
        (i64x2.mul
          (v128.xor (local.get $hash) (v128.load align=1 (local.get $text)))
          (v128.const i64x2 0x9e3779b97f4a7c15 0xbf58476d1ce4e5b9)))
      (local.set $hash (v128.xor (local.get $hash) (i64x2.shr_u (local.get $hash) (i32.const 29))))
      (local.set $text (i32.add (local.get $text) (i32.const 16)))
      (br_if $more (i32.lt_u (local.get $text) (local.get $end))))
    (local.get $hash))

  ;; SplitMix64; the upper 53 bits as a number below 1.
  (func (export "next_random_number") (result f64)
    (local $bits i64)
    (local.set $bits (i64.add (i64.load (global.get $STATE)) (i64.const 0x9e3779b97f4a7c15)))
    (i64.store (global.get $STATE) (local.get $bits))
    (local.set $bits
      (i64.mul
        (i64.xor (local.get $bits) (i64.shr_u (local.get $bits) (i64.const 30)))
        (i64.const 0xbf58476d1ce4e5b9)))
    (local.set $bits
      (i64.mul
        (i64.xor (local.get $bits) (i64.shr_u (local.get $bits) (i64.const 27)))
        (i64.const 0x94d049bb133111eb)))
    (local.set $bits (i64.xor (local.get $bits) (i64.shr_u (local.get $bits) (i64.const 31))))
    (f64.mul (f64.convert_i64_u (i64.shr_u (local.get $bits) (i64.const 11))) (f64.const 0x1p-53))))
