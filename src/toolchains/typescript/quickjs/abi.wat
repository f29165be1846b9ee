;; What is linked into the QuickJS engine: the component's entry points, the output functions and replacements of its imports.
;; Imports from "engine" are exports of quickjs.wasm. Pages are 64 KiB.
;;
;; Memory, low to high: state (page 0), output buffer, heap up to the canary, stack, static data, heap.
;; The engine was linked with a stack of 16 pages at address 0; it needs four, and the rest becomes heap ($grow).
(module
  (import "engine" "memory" (memory 1))
  (import "engine" "wasm_malloc" (func $malloc (param i32) (result i32)))
  (import "engine" "wasm_free" (func $free (param i32)))
  (import "engine" "realloc" (func $realloc (param i32 i32) (result i32)))
  (import "engine" "qjs_get_context_ptr" (func $context (result i32)))
  (import "engine" "JS_ParseJSON" (func $parse_json (param i32 i32 i32 i32) (result i64)))
  (import "engine" "JS_JSONStringify" (func $to_json (param i32 i64 i64 i64) (result i64)))
  (import "engine" "JS_NewStringLen" (func $string_value (param i32 i32 i32) (result i64)))
  (import "engine" "JS_GetProperty" (func $property (param i32 i64 i32) (result i64)))
  (import "engine" "JS_IsArray" (func $is_array (param i64) (result i32)))
  (import "engine" "JS_Call" (func $call_value (param i32 i64 i64 i32 i32) (result i64)))
  (import "engine" "JS_GetException" (func $exception (param i32) (result i64)))
  (import "engine" "JS_FreeValue" (func $release (param i32 i64)))
  (import "engine" "JS_ThrowTypeError" (func $throw_type_error (param i32 i32 i32) (result i64)))
  (import "engine" "qjs_new_string" (func $new_string (param i32 i32) (result i32)))
  (import "engine" "qjs_free_value" (func $free_value (param i32)))
  (import "engine" "qjs_is_job_pending" (func $is_job_pending (result i32)))
  (import "engine" "qjs_execute_pending_job" (func $run_job (result i32)))
  (import "engine" "qjs_get_undefined" (func $new_undefined (result i32)))
  (import "engine" "qjs_new_number" (func $new_number (param f64) (result i32)))
  (import "engine" "qjs_get_bool" (func $is_true (param i32) (result i32)))
  (import "engine" "qjs_get_float64" (func $to_number (param i32) (result f64)))
  (import "engine" "qjs_get_true" (func $new_true (result i32)))
  (import "engine" "qjs_get_false" (func $new_false (result i32)))
  (import "engine" "qjs_get_string_len" (func $to_utf8 (param i32 i32) (result i32)))
  (import "engine" "qjs_free_cstring" (func $free_utf8 (param i32)))
  (import "engine" "qjs_set_memory_limit" (func $set_memory_limit (param i32)))

  ;; Addresses and sizes that the build reads and writes.
  (global $DISPATCH (export "dispatch_address") i32 (i32.const 1024))   ;; handle of the function (event, value, run)
  (global $TOOLS (export "tools_address") i32 (i32.const 1028))         ;; the table of `tool-table.ts`
  (global $MAX_PAGES (export "max_pages_address") i32 (i32.const 1032)) ;; what $grow allows
  (global $NEXT_LOW_PAGE i32 (i32.const 1036))
  (global $IS_ANSWERED (export "is_answered_address") i32 (i32.const 1040))
  (global $SCHEMAS (export "schemas_address") i32 (i32.const 1044))     ;; the tables that schema.wat reads, or 0
  (global $TOOL i32 (i32.const 1048))         ;; entry of the tool that is called, or 0
  (global $ARGUMENTS i32 (i32.const 1072))    ;; three values of 8 bytes
  (global $SUMMARY (export "summary_address") i32 (i32.const 1096)) ;; atom of the name "summary"
  (global $CONTENT (export "content_address") i32 (i32.const 1100)) ;; atom of the name "content"
  (global $MEMORY_LIMIT (export "memory_limit_address") i32 (i32.const 1104)) ;; of a call, in bytes
  (global $RESULT (export "result_address") i32 (i32.const 1052))         ;; what the canonical ABI returns: address and length
  (global $LENGTH i32 (i32.const 1060))       ;; out parameter of $to_utf8
  (global $REJECTIONS (export "rejections_address") i32 (i32.const 1064)) ;; how many rejected promises nobody handles
  (global $REASON (export "reason_address") i32 (i32.const 1068))         ;; handle of the last reason
  (global $OUTPUT (export "output_address") i32 (i32.const 0xfc00))       ;; 65,536 bytes of answer, and 1,024 to spare
  (global $OUTPUT_END (export "output_end") i32 (i32.const 0x1fc00))
  (global $STACK_LOW (export "stack_low_address") i32 (i32.const 0xc0000))
  (global $LOW_END i32 (i32.const 12))
  (global $CANARY (export "canary") i32 (i32.const 0x21696f59))
  (data (i32.const 1032) "\14\00\00\00\02\00\00\00")

  (data (i32.const 1528) "input\00")
  (data (i32.const 1536) "{\"summary\":\"")
  (data (i32.const 1552) "\",\"content\":\"")
  (data (i32.const 1568) "tool completed")
  (data (i32.const 1600) "{\"summary\":\"tool error: failed\",\"content\":\"{\\\"error\\\":{\\\"code\\\":\\\"failed\\\",\\\"message\\\":\\\"the plugin ran out of memory or stack\\\"}}\"}")
  (data (i32.const 1984) "a host API was called outside of a call: move it into run()\00")

  ;; Values have a tag in their high word; the low word holds an address or a small integer. At build time they are checked.
  (global $UNDEFINED (export "undefined_value") i64 (i64.const 0x300000000))
  (global $TAG_OBJECT i32 (i32.const -1))
  (global $TAG_STRING i32 (i32.const -7))
  (global $TAG_ROPE i32 (i32.const -6))
  (global $TAG_NULL i32 (i32.const 2))
  (global $TAG_UNDEFINED i32 (i32.const 3))
  (global $TAG_EXCEPTION i32 (i32.const 6))

  ;; What $DISPATCH is called for: `EVENT` in src/pdk/dispatch.ts, as integer values.
  (global $RETURNED i64 (i64.const 0))
  (global $THROWN i64 (i64.const 1))
  (global $NO_JSON i64 (i64.const 2))
  (global $NO_FIT i64 (i64.const 3))
  (global $NO_OBJECT i64 (i64.const 4))
  (global $NO_TOOL i64 (i64.const 5))
  (global $NO_ANSWER i64 (i64.const 6))

  ;; What an error may take above the limit of a call, to be told.
  (global $ERROR_ROOM i32 (i32.const 40960))

  ;; Encodings of a text.
  (global $UTF_8 i32 (i32.const 0))
  (global $LATIN_1 i32 (i32.const 1))
  (global $UTF_16 i32 (i32.const 2))

  ;; Outcomes of writing a value.
  (global $WHOLE i32 (i32.const 0))
  (global $CUT i32 (i32.const 1))
  (global $FAILED i32 (i32.const 2))

  (global $out (export "out") (mut i32) (i32.const 0)) ;; where the next byte of the answer goes
  (global $has_ink (mut i32) (i32.const 0))   ;; whether $append wrote anything but white space

  ;; ---- Entry points ----

  ;; Every block has 16 bytes to spare: the JSON parser wants a NUL behind its text, and schema.wat reads by 16.
  (func (export "cabi_realloc") (param $old i32) (param $old_size i32) (param $alignment i32) (param $size i32) (result i32)
    (local $block i32)
    (local.set $block
      (if (result i32) (local.get $old_size)
        (then (call $realloc (local.get $old) (i32.add (local.get $size) (i32.const 16))))
        (else (call $malloc (i32.add (local.get $size) (i32.const 16))))))
    (if (i32.eqz (local.get $block)) (then (unreachable)))
    (local.get $block))

  ;; Calls the tool and lets its promises settle; the answer was written by $answer meanwhile. The common case (a plain output of a
  ;; plain function) is done here, everything else by the SDK.
  (func (export "call") (param $tool i32) (param $tool_length i32) (param $input i32) (param $input_length i32) (result i32)
    (local $entry i32)
    (i32.store (global.get $IS_ANSWERED) (i32.const 0))
    ;; Both blocks have 16 bytes to spare.
    (v128.store align=1 (i32.add (local.get $tool) (local.get $tool_length)) (v128.const i64x2 0 0))
    (v128.store align=1 (i32.add (local.get $input) (local.get $input_length)) (v128.const i64x2 0 0))
    (call $seed_random (local.get $tool) (local.get $tool_length) (local.get $input) (local.get $input_length))
    (local.set $entry (call $find_tool (local.get $tool) (local.get $tool_length)))
    (i32.store (global.get $TOOL) (local.get $entry))
    (if (local.get $entry)
      (then (call $call_tool (local.get $entry) (local.get $tool) (local.get $tool_length) (local.get $input) (local.get $input_length)))
      (else
        (call $dispatch (global.get $NO_TOOL)
          (call $string_value (call $context) (local.get $tool) (local.get $tool_length)))))
    (call $free (local.get $tool))
    (call $free (local.get $input))
    (block $idle
      (loop $again
        (br_if $idle (i32.eqz (call $is_job_pending)))
        (drop (call $run_job))
        (br $again)))
    (if (i32.eqz (i32.load (global.get $IS_ANSWERED)))
      (then
        (call $answer_with (i32.const 1600) (i32.const 132))
        (call $dispatch (global.get $NO_ANSWER) (global.get $UNDEFINED))))
    (if (i32.ne (i32.load (global.get $STACK_LOW)) (global.get $CANARY)) (then (unreachable)))
    (global.get $RESULT))

  ;; An entry is: the length of the name, the addresses of the name and of the values of `run`, of its `this` and of its context.
  ;; Names end in zeros up to a multiple of eight.
  (func $find_tool (param $tool i32) (param $length i32) (result i32)
    (local $entry i32) (local $left i32) (local $offset i32)
    (local.set $left (i32.load (i32.load (global.get $TOOLS))))
    (local.set $entry (i32.add (i32.load (global.get $TOOLS)) (i32.const 4)))
    (block $end
      (loop $next
        (br_if $end (i32.eqz (local.get $left)))
        (block $other
          (br_if $other (i32.ne (i32.load (local.get $entry)) (local.get $length)))
          (local.set $offset (i32.const 0))
          (loop $more
            (br_if $other
              (i64.ne
                (i64.load align=1 (i32.add (local.get $tool) (local.get $offset)))
                (i64.load align=1 (i32.add (i32.load offset=4 (local.get $entry)) (local.get $offset)))))
            (local.set $offset (i32.add (local.get $offset) (i32.const 8)))
            (br_if $more (i32.lt_u (local.get $offset) (local.get $length))))
          (return (local.get $entry)))
        (local.set $entry (i32.add (local.get $entry) (i32.const 20)))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $next)))
    (i32.const 0))

  (func $call_tool (param $entry i32) (param $tool i32) (param $tool_length i32) (param $input i32) (param $input_length i32)
    (local $value i64) (local $problem_length i32)
    (local.set $value (call $parse_json (call $context) (local.get $input) (local.get $input_length) (i32.const 1528)))
    (if (i32.eq (call $tag (local.get $value)) (global.get $TAG_EXCEPTION))
      (then
        (call $dispatch (global.get $NO_JSON) (call $exception (call $context)))
        (return)))
    (local.set $problem_length (call $check_input (local.get $tool) (local.get $tool_length) (local.get $input)))
    (if (local.get $problem_length)
      (then
        (call $release (call $context) (local.get $value))
        (call $dispatch (global.get $NO_FIT)
          (call $parse_json (call $context) (global.get $OUTPUT) (local.get $problem_length) (i32.const 1528)))
        (return)))
    (block $fits
      (if (i32.eq (call $tag (local.get $value)) (global.get $TAG_OBJECT))
        (then (br_if $fits (i32.eqz (call $is_array (local.get $value))))))
      (call $release (call $context) (local.get $value))
      (call $dispatch (global.get $NO_OBJECT) (global.get $UNDEFINED))
      (return))
    (i64.store (global.get $ARGUMENTS) (local.get $value))
    (i64.store offset=8 (global.get $ARGUMENTS) (i64.load (i32.load offset=16 (local.get $entry))))
    (call $settle
      (call $call_value (call $context)
        (i64.load (i32.load offset=8 (local.get $entry)))
        (i64.load (i32.load offset=12 (local.get $entry)))
        (i32.const 2) (global.get $ARGUMENTS)))
    (call $release (call $context) (local.get $value)))

  ;; Answers with { summary, content } when that is what was returned; the SDK knows what to do with anything else.
  (func $settle (param $returned i64)
    (local $summary i64) (local $content i64) (local $json i64) (local $outcome i32)
    (if (i32.eq (call $tag (local.get $returned)) (global.get $TAG_EXCEPTION))
      (then
        (call $dispatch (global.get $THROWN) (call $exception (call $context)))
        (return)))
    (block $other
      (br_if $other (i32.ne (call $tag (local.get $returned)) (global.get $TAG_OBJECT)))
      (local.set $summary (call $property (call $context) (local.get $returned) (i32.load (global.get $SUMMARY))))
      (if (i32.eqz (call $is_string (local.get $summary)))
        (then
          (call $drop_value (local.get $summary))
          (br $other)))
      (local.set $content (call $property (call $context) (local.get $returned) (i32.load (global.get $CONTENT))))
      (block $text
        (br_if $text (call $is_string (local.get $content)))
        (br_if $text (i32.eq (call $tag (local.get $content)) (global.get $TAG_UNDEFINED)))
        (if (i32.eq (call $tag (local.get $content)) (global.get $TAG_NULL))
          (then
            (local.set $content (global.get $UNDEFINED))
            (br $text)))
        (block $unable
          (br_if $unable (i32.eq (call $tag (local.get $content)) (global.get $TAG_EXCEPTION)))
          (local.set $json (call $to_json (call $context) (local.get $content) (global.get $UNDEFINED) (global.get $UNDEFINED)))
          (call $release (call $context) (local.get $content))
          (local.set $content (local.get $json))
          (br_if $text (call $is_string (local.get $content))))
        (call $drop_value (local.get $content))
        (call $release (call $context) (local.get $summary))
        (br $other))
      (i64.store (global.get $ARGUMENTS) (local.get $summary))
      (i64.store offset=8 (global.get $ARGUMENTS) (local.get $content))
      (local.set $outcome
        (call $answer (global.get $ARGUMENTS) (i32.add (global.get $ARGUMENTS) (i32.const 8)) (i64.ne (local.get $json) (i64.const 0))))
      (call $release (call $context) (local.get $summary))
      (call $release (call $context) (local.get $content))
      (br_if $other (i32.ne (local.get $outcome) (global.get $WHOLE)))
      (call $release (call $context) (local.get $returned))
      (return))
    (call $dispatch (global.get $RETURNED) (local.get $returned)))

  ;; Calls the SDK, which answers now or later, and drops the value. What goes wrong there leaves the call unanswered.
  (func $dispatch (param $event i64) (param $value i64)
    (call $set_memory_limit (i32.add (i32.load (global.get $MEMORY_LIMIT)) (global.get $ERROR_ROOM)))
    (i64.store (global.get $ARGUMENTS) (local.get $event))
    (i64.store offset=8 (global.get $ARGUMENTS) (local.get $value))
    (i64.store offset=16 (global.get $ARGUMENTS)
      (if (result i64) (i32.load (global.get $TOOL))
        (then (i64.load (i32.load offset=8 (i32.load (global.get $TOOL)))))
        (else (global.get $UNDEFINED))))
    (call $drop_value
      (call $call_value (call $context)
        (i64.load (i32.load (global.get $DISPATCH))) (global.get $UNDEFINED) (i32.const 3) (global.get $ARGUMENTS)))
    (call $release (call $context) (local.get $value))
    (call $set_memory_limit (i32.load (global.get $MEMORY_LIMIT))))

  (func $tag (param $value i64) (result i32)
    (i32.wrap_i64 (i64.shr_u (local.get $value) (i64.const 32))))

  (func $is_string (param $value i64) (result i32)
    (i32.or
      (i32.eq (call $tag (local.get $value)) (global.get $TAG_STRING))
      (i32.eq (call $tag (local.get $value)) (global.get $TAG_ROPE))))

  ;; Releases a value, or the exception that stands in its place.
  (func $drop_value (param $value i64)
    (if (i32.eq (call $tag (local.get $value)) (global.get $TAG_EXCEPTION))
      (then (local.set $value (call $exception (call $context)))))
    (call $release (call $context) (local.get $value)))

  ;; Replaced by those of trace.wat.
  (func $seed_random (export "seed_random") (param $tool i32) (param $tool_length i32) (param $input i32) (param $input_length i32))
  (func $next_random (export "next_random") (result f64)
    (f64.const 0))
  (func $log (export "log_stub") (param $level i32) (param $text i32) (param $length i32))

  (func $log_values (param $values i32) (result i32)
    (local $text i32)
    (local.set $text (call $to_utf8 (i32.load offset=4 (local.get $values)) (global.get $LENGTH)))
    (if (i32.eqz (local.get $text)) (then (return (i32.const 0))))
    (call $log
      (i32.trunc_sat_f64_u (call $to_number (i32.load (local.get $values)))) (local.get $text) (i32.load (global.get $LENGTH)))
    (call $free_utf8 (local.get $text))
    (call $new_undefined))

  ;; Replaced by that of schema.wat.
  (func $check_input (export "check_input") (param $tool i32) (param $tool_length i32) (param $text i32) (result i32)
    (i32.const 0))

  (func $answer_with (param $text i32) (param $length i32)
    (i32.store (global.get $RESULT) (local.get $text))
    (i32.store offset=4 (global.get $RESULT) (local.get $length)))

  ;; ---- Output: what the SDK calls ----

  ;; The methods of the engine object, told apart by their first letters: answer(summary, content, isExact), cut(text, maxBytes),
  ;; host(...), which host/calls.wat explains, log(level, text) and random(). 0 is an exception.
  (func (export "env.host_call") (param $name i32) (param $name_length i32) (param $this i32) (param $count i32) (param $values i32) (result i32)
    (local $letter i32)
    (local.set $letter (i32.load8_u (local.get $name)))
    (if (i32.eq (local.get $letter) (i32.const 0x72)) (then (return (call $new_number (call $next_random)))))
    (if (i32.eq (local.get $letter) (i32.const 0x68))
      (then (return (call $call_host_api (local.get $count) (local.get $values)))))
    (if (i32.eq (local.get $letter) (i32.const 0x61)) (then (return (call $answer_values (local.get $values)))))
    (if (i32.eq (local.get $letter) (i32.const 0x63)) (then (return (call $cut_value (local.get $values)))))
    (if (i32.eq (local.get $letter) (i32.const 0x6c)) (then (return (call $log_values (local.get $values)))))
    (unreachable))

  ;; Replaced in the engine with host imports. In the engine without, nothing calls it; at build time, it is an exception.
  (func $call_host_api (export "call_host_api") (param $count i32) (param $values i32) (result i32)
    (drop (call $throw_type_error (call $context) (i32.const 1984) (i32.const 0)))
    (i32.const 0))

  ;; True when the answer stands; false when exact content is too long for one; no value (an exception) when memory is short.
  (func $answer_values (param $values i32) (result i32)
    (local $outcome i32)
    (local.set $outcome
      (call $answer
        (i32.load (local.get $values))
        (i32.load offset=4 (local.get $values))
        (call $is_true (i32.load offset=8 (local.get $values)))))
    (if (i32.eq (local.get $outcome) (global.get $FAILED)) (then (return (i32.const 0))))
    (if (i32.eq (local.get $outcome) (global.get $CUT)) (then (return (call $new_false))))
    (call $new_true))

  (func $answer (param $summary i32) (param $content i32) (param $is_exact i32) (result i32)
    (local $outcome i32)
    (global.set $out (global.get $OUTPUT))
    (call $append_plain (i32.const 1536) (i32.const 12))
    (global.set $has_ink (i32.const 0))
    (local.set $outcome (call $append_value (local.get $summary) (i32.const 1024) (i32.const 0)))
    (if (i32.eq (local.get $outcome) (global.get $FAILED)) (then (return (local.get $outcome))))
    (if (i32.eqz (global.get $has_ink))
      (then
        (global.set $out (i32.add (global.get $OUTPUT) (i32.const 12)))
        (call $append_plain (i32.const 1568) (i32.const 14))))
    (if (i32.ne (i32.load offset=4 (local.get $content)) (global.get $TAG_UNDEFINED))
      (then
        (call $append_plain (i32.const 1552) (i32.const 13))
        (local.set $outcome (call $append_value (local.get $content) (i32.const 60416) (local.get $is_exact)))
        (if (i32.eq (local.get $outcome) (global.get $FAILED)) (then (return (local.get $outcome))))
        (if (i32.and (i32.eq (local.get $outcome) (global.get $CUT)) (local.get $is_exact))
          (then (return (local.get $outcome))))))
    (i32.store16 (global.get $out) (i32.const 0x7d22))
    (call $answer_with (global.get $OUTPUT) (i32.add (i32.sub (global.get $out) (global.get $OUTPUT)) (i32.const 2)))
    (i32.store (global.get $IS_ANSWERED) (i32.const 1))
    (global.get $WHOLE))

  ;; A new string: the text itself, or its longest start that leaves three bytes for an ellipsis, and the ellipsis.
  (func $cut_value (param $values i32) (result i32)
    (local $text i32) (local $length i32) (local $limit i32) (local $result i32)
    (local.set $text (call $to_utf8 (i32.load (local.get $values)) (global.get $LENGTH)))
    (if (i32.eqz (local.get $text)) (then (return (i32.const 0))))
    (local.set $length (i32.load (global.get $LENGTH)))
    (local.set $limit (i32.trunc_sat_f64_u (call $to_number (i32.load offset=4 (local.get $values)))))
    (if (i32.gt_u (local.get $length) (local.get $limit))
      (then
        (local.set $length (i32.sub (local.get $limit) (i32.const 3)))
        (block $boundary
          (loop $back
            (br_if $boundary
              (i32.ne (i32.and (i32.load8_u (i32.add (local.get $text) (local.get $length))) (i32.const 0xc0)) (i32.const 0x80)))
            (local.set $length (i32.sub (local.get $length) (i32.const 1)))
            (br $back)))
        (memory.copy (global.get $OUTPUT) (local.get $text) (local.get $length))
        (i32.store align=1 (i32.add (global.get $OUTPUT) (local.get $length)) (i32.const 0xa680e2))
        (local.set $result (call $new_string (global.get $OUTPUT) (i32.add (local.get $length) (i32.const 3)))))
      (else (local.set $result (call $new_string (local.get $text) (local.get $length)))))
    (call $free_utf8 (local.get $text))
    (local.get $result))

  (func $append_plain (param $text i32) (param $length i32)
    (memory.copy (global.get $out) (local.get $text) (local.get $length))
    (global.set $out (i32.add (global.get $out) (local.get $length))))

  ;; Appends a string. A flat string or a slice of one is read where it lies; any other value goes through UTF-8.
  ;; A handle holds the address of the string (low word) and the tag -7. At the address: length with the flag "16-bit", then a
  ;; word with the kind in bits 28 and 29 (0 flat, 1 slice); at 24: the characters, or the other string and an offset in bytes.
  (func $append_value (export "append_value") (param $value i32) (param $limit i32) (param $is_exact i32) (result i32)
    (local $text i32) (local $outcome i32) (local $string i32) (local $length i32) (local $kind i32)
    (local.set $string (i32.load (local.get $value)))
    (block $other
      (br_if $other (i32.ne (i32.load offset=4 (local.get $value)) (i32.const -7)))
      (local.set $kind (i32.and (i32.load offset=4 (local.get $string)) (i32.const 0x30000000)))
      (br_if $other (i32.gt_u (local.get $kind) (i32.const 0x10000000)))
      (local.set $length (i32.load (local.get $string)))
      (local.set $text
        (if (result i32) (local.get $kind)
          (then (i32.add (i32.add (i32.load offset=24 (local.get $string)) (i32.const 24)) (i32.load offset=28 (local.get $string))))
          (else (i32.add (local.get $string) (i32.const 24)))))
      (return
        (if (result i32) (i32.lt_s (local.get $length) (i32.const 0))
          (then
            (call $append (local.get $text) (i32.shl (local.get $length) (i32.const 1)) (global.get $UTF_16)
              (local.get $limit) (local.get $is_exact)))
          (else
            (call $append (local.get $text) (local.get $length) (global.get $LATIN_1) (local.get $limit) (local.get $is_exact))))))
    (local.set $text (call $to_utf8 (local.get $value) (global.get $LENGTH)))
    (if (i32.eqz (local.get $text)) (then (return (global.get $FAILED))))
    (local.set $outcome
      (call $append (local.get $text) (i32.load (global.get $LENGTH)) (global.get $UTF_8) (local.get $limit) (local.get $is_exact)))
    (call $free_utf8 (local.get $text))
    (local.get $outcome))

  ;; Appends text of $length bytes as the inside of a JSON string of at most $limit bytes once decoded, leaving two bytes for the
  ;; end. $is_exact is 0: control characters but newline and tab become spaces, and text that does not fit ends in an ellipsis.
  ;; 1 is for JSON, which has no control characters; 2 keeps them. Always: half a surrogate pair becomes U+FFFD. The result is
  ;; $WHOLE or $CUT.
  (func $append (export "append") (param $text i32) (param $length i32) (param $encoding i32) (param $limit i32) (param $is_exact i32) (result i32)
    (local $end i32) (local $decoded i32) (local $cut i32) (local $room i32)
    (local $size i32) (local $character i32) (local $next i32) (local $word i32) (local $word_size i32) (local $decoded_size i32)
    (local $chunk v128) (local $unsafe i32)
    (local.set $end (i32.add (local.get $text) (local.get $length)))
    (local.set $room (i32.sub (global.get $OUTPUT_END) (i32.const 2)))
    (local.set $cut (global.get $out))
    (block $done
      (loop $again
        ;; Up to sixteen printable ASCII characters before the next one that needs a look. The bytes behind them are written
        ;; too, and overwritten later.
        (block $slow
          (br_if $slow (i32.gt_u (i32.add (local.get $text) (i32.const 16)) (local.get $end)))
          (br_if $slow (i32.gt_u (i32.add (local.get $decoded) (i32.const 19)) (local.get $limit)))
          (br_if $slow (i32.gt_u (i32.add (global.get $out) (i32.const 19)) (local.get $room)))
          (local.set $chunk (v128.load align=1 (local.get $text)))
          (local.set $size (i32.const 16))
          (if (i32.eq (local.get $encoding) (global.get $UTF_16))
            (then
              (local.set $chunk (i8x16.narrow_i16x8_u (local.get $chunk) (v128.const i16x8 0 0 0 0 0 0 0 0)))
              (local.set $size (i32.const 8))))
          (local.set $unsafe
            (i32.or
              (i32.shl (i32.const 1) (local.get $size))
              (i8x16.bitmask
                (v128.or
                  (i8x16.gt_u (i8x16.sub (local.get $chunk) (v128.const i8x16 32 32 32 32 32 32 32 32 32 32 32 32 32 32 32 32))
                              (v128.const i8x16 94 94 94 94 94 94 94 94 94 94 94 94 94 94 94 94))
                  (v128.or
                    (i8x16.eq (local.get $chunk) (v128.const i8x16 34 34 34 34 34 34 34 34 34 34 34 34 34 34 34 34))
                    (i8x16.eq (local.get $chunk) (v128.const i8x16 92 92 92 92 92 92 92 92 92 92 92 92 92 92 92 92)))))))
          (local.set $size (i32.ctz (local.get $unsafe)))
          (br_if $slow (i32.eqz (local.get $size)))
          (v128.store align=1 (global.get $out) (local.get $chunk))
          ;; A character above the space sets one of these bits.
          (global.set $has_ink
            (i32.or (global.get $has_ink)
              (i32.and
                (i8x16.bitmask (i8x16.ne (local.get $chunk) (v128.const i8x16 32 32 32 32 32 32 32 32 32 32 32 32 32 32 32 32)))
                (i32.sub (i32.shl (i32.const 1) (local.get $size)) (i32.const 1)))))
          (global.set $out (i32.add (global.get $out) (local.get $size)))
          (local.set $decoded (i32.add (local.get $decoded) (local.get $size)))
          (local.set $text
            (i32.add (local.get $text)
              (i32.shl (local.get $size) (i32.eq (local.get $encoding) (global.get $UTF_16)))))
          (br_if $again (i32.eqz (i32.and (local.get $size) (i32.const 7)))))

        (br_if $done (i32.ge_u (local.get $text) (local.get $end)))

        ;; The last place at which an ellipsis of three bytes still fits.
        (if (i32.and
              (i32.le_u (i32.add (local.get $decoded) (i32.const 3)) (local.get $limit))
              (i32.le_u (i32.add (global.get $out) (i32.const 3)) (local.get $room)))
          (then (local.set $cut (global.get $out))))

        ;; One character: its code point and how many bytes it took.
        (block $read
          (local.set $character (i32.load8_u (local.get $text)))
          (local.set $size (i32.const 1))
          (br_if $read (i32.eq (local.get $encoding) (global.get $LATIN_1)))
          (if (i32.eq (local.get $encoding) (global.get $UTF_16))
            (then
              (local.set $character (i32.load16_u (local.get $text)))
              (local.set $size (i32.const 2))
              (br_if $read (i32.ne (i32.and (local.get $character) (i32.const 0xfc00)) (i32.const 0xd800)))
              (br_if $read (i32.ge_u (i32.add (local.get $text) (i32.const 2)) (local.get $end)))
              (local.set $next (i32.load16_u offset=2 (local.get $text)))
              (br_if $read (i32.ne (i32.and (local.get $next) (i32.const 0xfc00)) (i32.const 0xdc00)))
              (local.set $size (i32.const 4))
              (local.set $character
                (i32.add
                  (i32.add (i32.shl (i32.sub (local.get $character) (i32.const 0xd800)) (i32.const 10))
                           (i32.sub (local.get $next) (i32.const 0xdc00)))
                  (i32.const 0x10000)))
              (br $read)))
          (br_if $read (i32.lt_u (local.get $character) (i32.const 0x80)))
          (local.set $next (i32.and (i32.load8_u offset=1 (local.get $text)) (i32.const 0x3f)))
          (if (i32.lt_u (local.get $character) (i32.const 0xe0))
            (then
              (local.set $size (i32.const 2))
              (local.set $character
                (i32.or (i32.shl (i32.and (local.get $character) (i32.const 0x1f)) (i32.const 6)) (local.get $next)))
              (br $read)))
          (local.set $next
            (i32.or (i32.shl (local.get $next) (i32.const 6))
                    (i32.and (i32.load8_u offset=2 (local.get $text)) (i32.const 0x3f))))
          (if (i32.lt_u (local.get $character) (i32.const 0xf0))
            (then
              (local.set $size (i32.const 3))
              (local.set $character
                (i32.or (i32.shl (i32.and (local.get $character) (i32.const 0x0f)) (i32.const 12)) (local.get $next)))
              (br $read)))
          (local.set $size (i32.const 4))
          (local.set $character
            (i32.or
              (i32.or (i32.shl (i32.and (local.get $character) (i32.const 0x07)) (i32.const 18))
                      (i32.shl (local.get $next) (i32.const 6)))
              (i32.and (i32.load8_u offset=3 (local.get $text)) (i32.const 0x3f)))))

        ;; Sanitised, and written into a word of up to four bytes, the first one lowest.
        (block $written
          (if (i32.lt_u (local.get $character) (i32.const 0x80))
            (then
              (if (i32.or (i32.eq (local.get $character) (i32.const 0x22)) (i32.eq (local.get $character) (i32.const 0x5c)))
                (then
                  (local.set $word (i32.or (i32.const 0x5c) (i32.shl (local.get $character) (i32.const 8))))
                  (local.set $word_size (i32.const 2))
                  (local.set $decoded_size (i32.const 1))
                  (br $written)))
              (if (i32.lt_u (local.get $character) (i32.const 0x20))
                (then
                  (local.set $word_size (i32.const 2))
                  (local.set $decoded_size (i32.const 1))
                  (local.set $word (i32.const 0x6e5c))
                  (br_if $written (i32.eq (local.get $character) (i32.const 0x0a)))
                  (local.set $word (i32.const 0x745c))
                  (br_if $written (i32.eq (local.get $character) (i32.const 0x09)))
                  (if (i32.eq (local.get $is_exact) (i32.const 2))
                    (then
                      (if (i32.or
                            (i32.ge_u (local.get $decoded) (local.get $limit))
                            (i32.gt_u (i32.add (global.get $out) (i32.const 6)) (local.get $room)))
                        (then (return (global.get $CUT))))
                      (call $append_control (local.get $character))
                      (local.set $decoded (i32.add (local.get $decoded) (i32.const 1)))
                      (local.set $text (i32.add (local.get $text) (local.get $size)))
                      (br $again)))
                  (local.set $character (i32.const 0x20))))
              (if (i32.and (i32.eq (local.get $character) (i32.const 0x7f)) (i32.eqz (local.get $is_exact)))
                (then (local.set $character (i32.const 0x20))))
              (local.set $word (local.get $character))
              (local.set $word_size (i32.const 1))
              (local.set $decoded_size (i32.const 1))
              (br $written)))
          (if (i32.and (i32.lt_u (local.get $character) (i32.const 0xa0)) (i32.eqz (local.get $is_exact)))
            (then
              (local.set $character (i32.const 0x20))
              (local.set $word (i32.const 0x20))
              (local.set $word_size (i32.const 1))
              (local.set $decoded_size (i32.const 1))
              (br $written)))
          (if (i32.lt_u (local.get $character) (i32.const 0x800))
            (then
              (local.set $word
                (i32.or
                  (i32.or (i32.const 0x80c0) (i32.shr_u (local.get $character) (i32.const 6)))
                  (i32.shl (i32.and (local.get $character) (i32.const 0x3f)) (i32.const 8))))
              (local.set $word_size (i32.const 2))
              (local.set $decoded_size (i32.const 2))
              (br $written)))
          (if (i32.lt_u (local.get $character) (i32.const 0x10000))
            (then
              (if (i32.eq (i32.and (local.get $character) (i32.const 0xf800)) (i32.const 0xd800))
                (then (local.set $character (i32.const 0xfffd))))
              (local.set $word
                (i32.or
                  (i32.or (i32.const 0x8080e0) (i32.shr_u (local.get $character) (i32.const 12)))
                  (i32.or
                    (i32.shl (i32.and (i32.shr_u (local.get $character) (i32.const 6)) (i32.const 0x3f)) (i32.const 8))
                    (i32.shl (i32.and (local.get $character) (i32.const 0x3f)) (i32.const 16)))))
              (local.set $word_size (i32.const 3))
              (local.set $decoded_size (i32.const 3))
              (br $written)))
          (local.set $word
            (i32.or
              (i32.or
                (i32.or (i32.const 0x808080f0) (i32.shr_u (local.get $character) (i32.const 18)))
                (i32.shl (i32.and (i32.shr_u (local.get $character) (i32.const 12)) (i32.const 0x3f)) (i32.const 8)))
              (i32.or
                (i32.shl (i32.and (i32.shr_u (local.get $character) (i32.const 6)) (i32.const 0x3f)) (i32.const 16))
                (i32.shl (i32.and (local.get $character) (i32.const 0x3f)) (i32.const 24)))))
          (local.set $word_size (i32.const 4))
          (local.set $decoded_size (i32.const 4)))

        (if (i32.or
              (i32.gt_u (i32.add (local.get $decoded) (local.get $decoded_size)) (local.get $limit))
              (i32.gt_u (i32.add (global.get $out) (local.get $word_size)) (local.get $room)))
          (then
            (if (i32.eqz (local.get $is_exact))
              (then
                (i32.store align=1 (local.get $cut) (i32.const 0xa680e2))
                (global.set $out (i32.add (local.get $cut) (i32.const 3)))))
            (return (global.get $CUT))))

        (i32.store align=1 (global.get $out) (local.get $word))
        (global.set $has_ink (i32.or (global.get $has_ink) (i32.gt_u (local.get $character) (i32.const 0x20))))
        (global.set $out (i32.add (global.get $out) (local.get $word_size)))
        (local.set $decoded (i32.add (local.get $decoded) (local.get $decoded_size)))
        (local.set $text (i32.add (local.get $text) (local.get $size)))
        (br $again)))
    (global.get $WHOLE))

  ;; Appends \u00XX.
  (func $append_control (param $character i32)
    (i32.store align=1 (global.get $out) (i32.const 0x3030755c))
    (i32.store8 offset=4 (global.get $out) (i32.add (i32.const 0x30) (i32.shr_u (local.get $character) (i32.const 4))))
    (local.set $character (i32.and (local.get $character) (i32.const 0x0f)))
    (i32.store8 offset=5 (global.get $out)
      (i32.add (local.get $character)
        (select (i32.const 0x57) (i32.const 0x30) (i32.gt_u (local.get $character) (i32.const 9)))))
    (global.set $out (i32.add (global.get $out) (i32.const 6))))

  ;; ---- Memory ----

  ;; Replaces memory.grow: first the pages that the stack does not need, then new ones up to the bound. Above it the engine gets
  ;; the answer "no more", which the plugin can catch; growth that the host refuses would trap.
  (func (export "memory.grow") (param $pages i32) (result i32)
    (local $first i32)
    (local.set $first (i32.load (global.get $NEXT_LOW_PAGE)))
    (if (i32.le_u (i32.add (local.get $first) (local.get $pages)) (global.get $LOW_END))
      (then
        (i32.store (global.get $NEXT_LOW_PAGE) (i32.add (local.get $first) (local.get $pages)))
        (return (local.get $first))))
    (if (i32.gt_u (i32.add (memory.size) (local.get $pages)) (i32.load (global.get $MAX_PAGES)))
      (then (return (i32.const -1))))
    (memory.grow (local.get $pages)))

  ;; Counts rejected promises without a handler, while the build has asked the engine to tell.
  (func (export "env.host_promise_rejection") (param $promise i32) (param $reason i32) (param $is_handled i32)
    (call $free_value (local.get $promise))
    (if (local.get $is_handled)
      (then
        (call $free_value (local.get $reason))
        (i32.store (global.get $REJECTIONS) (i32.sub (i32.load (global.get $REJECTIONS)) (i32.const 1))))
      (else
        (if (i32.load (global.get $REASON)) (then (call $free_value (i32.load (global.get $REASON)))))
        (i32.store (global.get $REASON) (local.get $reason))
        (i32.store (global.get $REJECTIONS) (i32.add (i32.load (global.get $REJECTIONS)) (i32.const 1))))))

  ;; ---- Replacements of what the engine imports: no clock, no randomness, no files, no modules ----

  (func (export "env.host_get_timezone_offset") (param i32 i32) (result i32) (i32.const 0))
  (func (export "env.host_interrupt") (result i32) (i32.const 0))
  (func (export "env.host_module_normalize") (param i32 i32) (result i32) (i32.const 0))
  (func (export "env.host_module_load") (param i32 i32) (result i32) (i32.const 0))
  (func (export "wasi_snapshot_preview1.clock_time_get") (param $id i32) (param $precision i64) (param $time i32) (result i32)
    (i64.store (local.get $time) (i64.const 0))
    (i32.const 0))
  (func (export "wasi_snapshot_preview1.random_get") (param $buffer i32) (param $length i32) (result i32)
    (memory.fill (local.get $buffer) (i32.const 7) (local.get $length))
    (i32.const 0))
  ;; 8 is EBADF.
  (func (export "wasi_snapshot_preview1.fd_close") (param i32) (result i32) (i32.const 8))
  (func (export "wasi_snapshot_preview1.fd_fdstat_get") (param i32 i32) (result i32) (i32.const 8))
  (func (export "wasi_snapshot_preview1.fd_seek") (param i32 i64 i32 i32) (result i32) (i32.const 8))
  (func (export "wasi_snapshot_preview1.fd_write") (param i32 i32 i32 i32) (result i32) (i32.const 8)))
