;; What is linked into the engine with host imports, on top of abi.wat, checks.wat and answers.wat: the calls of the host APIs.
;;
;; The component has two core instances. The first one holds the memory, the functions that an absent host function is wired to,
;; and "host_realloc" with a copy of the engine's allocator, by which the host writes its answers; the second one is the engine.
;; The allocator keeps all that it knows in memory, so that its two copies are one allocator.
(module
  (import "engine" "memory" (memory 1))
  (import "engine" "wasm_malloc" (func $malloc (param i32) (result i32)))
  (import "engine" "wasm_free" (func $free (param i32)))
  (import "engine" "realloc" (func $realloc (param i32 i32) (result i32)))
  (import "engine" "qjs_new_number" (func $new_number (param f64) (result i32)))
  (import "engine" "qjs_free_value" (func $free_value (param i32)))
  (import "engine" "qjs_is_string" (func $is_string (param i32) (result i32)))
  (import "engine" "qjs_is_undefined" (func $is_undefined (param i32) (result i32)))
  (import "engine" "qjs_is_null" (func $is_null (param i32) (result i32)))
  (import "engine" "qjs_get_float64" (func $to_number (param i32) (result f64)))
  (import "engine" "qjs_get_prop_string" (func $get_property (param i32 i32) (result i32)))
  (import "engine" "qjs_get_prop_uint32" (func $get_element (param i32 i32) (result i32)))
  (import "engine" "qjs_get_string_len" (func $to_utf8 (param i32 i32) (result i32)))
  (import "engine" "qjs_free_cstring" (func $free_utf8 (param i32)))
  (import "engine" "append" (func $append (param i32 i32 i32 i32 i32) (result i32)))
  (import "engine" "append_value" (func $append_value (param i32 i32 i32) (result i32)))
  (import "engine" "method_problem" (func $method_problem (param i32 i32) (result i32)))
  (import "engine" "url_problem" (func $url_problem (param i32 i32 i32) (result i32)))
  (import "engine" "path_problem" (func $path_problem (param i32 i32 i32) (result i32)))
  (import "engine" "header_name_problem" (func $header_name_problem (param i32 i32) (result i32)))
  (import "engine" "header_value_problem" (func $header_value_problem (param i32 i32 i32 i32) (result i32)))
  (import "engine" "take_answer" (func $take_answer (param i32 i32) (result i32)))
  (import "engine" "is_answered_address" (global $IS_ANSWERED i32))
  (import "engine" "result_address" (global $RESULT i32))
  (import "engine" "output_address" (global $OUTPUT i32))
  (import "engine" "output_end" (global $OUTPUT_END i32))
  (import "engine" "out" (global $out (mut i32)))

  ;; Below the state of abi.wat.
  (global $RETURNED i32 (i32.const 256)) ;; what the canonical ABI returns from a host function: address and length
  (global $LENGTH i32 (i32.const 264))   ;; out parameter of $to_utf8
  ;; The first instance has a stack of its own, for frames of its allocator.
  (global (export "allocator_stack_end") i32 (i32.const 1024))

  ;; Pieces of descriptors.
  (data (i32.const 608) "{\"method\":\"")
  (data (i32.const 619) "\",\"url\":\"")
  (data (i32.const 628) "\",\"headers\":[{\"name\":\"")
  (data (i32.const 650) "\"},{\"name\":\"")
  (data (i32.const 662) "\",\"value\":\"")
  (data (i32.const 673) "\"}],\"body\":\"")
  (data (i32.const 685) "\",\"body\":\"")
  (data (i32.const 695) "\"}]}")
  (data (i32.const 699) "\"}")
  (data (i32.const 701) "{\"url\":\"")
  (data (i32.const 709) "{\"path\":\"")
  (data (i32.const 718) "\",\"content\":\"")
  (data (i32.const 731) "length\00")

  ;; What $append is asked for and says.
  (global $UTF_8 i32 (i32.const 0))
  (global $VERBATIM i32 (i32.const 2))
  (global $CUT i32 (i32.const 1))
  (global $FAILED i32 (i32.const 2))

  (global $EXCEPTION i32 (i32.const -1)) ;; instead of a problem
  (global $TOO_LONG i32 (i32.const 2))   ;; problem: the descriptor as a whole

  ;; Become imports of the engine, in this order.
  (func $request.request (export "host.request.request") (param i32 i32 i32) (unreachable))
  (func $websocket.open (export "host.websocket.open") (param i32 i32 i32) (unreachable))
  (func $websocket.send-text (export "host.websocket.send-text") (param i32 i32 i32 i32) (unreachable))
  (func $websocket.recv (export "host.websocket.recv") (param i32 i32 i32) (unreachable))
  (func $websocket.close (export "host.websocket.close") (param i32 i32) (unreachable))
  (func $fs.read (export "host.fs.read") (param i32 i32 i32) (unreachable))
  (func $fs.list (export "host.fs.list") (param i32 i32 i32) (unreachable))
  (func $fs.write (export "host.fs.write") (param i32 i32 i32) (unreachable))

  ;; Stand in the first instance for what a plugin does not use, by their number of parameters; nothing calls them.
  (func (export "absent_2") (param i32 i32) (unreachable))
  (func (export "absent_3") (param i32 i32 i32) (unreachable))
  (func (export "absent_4") (param i32 i32 i32 i32) (unreachable))

  ;; One byte to spare: the JSON parser wants a NUL behind its text.
  (func (export "host_realloc") (param $old i32) (param $old_size i32) (param $alignment i32) (param $size i32) (result i32)
    (local $block i32)
    (local.set $block
      (if (result i32) (local.get $old_size)
        (then (call $realloc (local.get $old) (i32.add (local.get $size) (i32.const 1))))
        (else (call $malloc (i32.add (local.get $size) (i32.const 1))))))
    (if (i32.eqz (local.get $block)) (then (unreachable)))
    (local.get $block))

  ;; host(function, ...arguments): the answer of a host function, parsed, or a problem of the arguments as a number: see
  ;; src/pdk/host-problem.ts. The functions are numbered in the order above:
  ;; request(method, url, body, headers), open(url), send(connection, text), recv(connection, milliseconds), close(connection),
  ;; read(path), list(path), write(path, content). Headers are an array of name, value, name, value. 0 is an exception.
  (func (export "call_host") (param $count i32) (param $values i32) (result i32)
    (local $problem i32) (local $saved i32)
    ;; A promise that nobody waits for goes on after the answer, which stands where descriptors are written.
    (if (i32.load (global.get $IS_ANSWERED)) (then (local.set $saved (call $save_answer))))
    (local.set $problem (call $call_function (call $integer (local.get $values)) (i32.add (local.get $values) (i32.const 4))))
    (if (local.get $saved) (then (call $restore_answer (local.get $saved))))
    (if (i32.eq (local.get $problem) (global.get $EXCEPTION)) (then (return (i32.const 0))))
    (if (local.get $problem) (then (return (call $new_number (f64.convert_i32_u (local.get $problem))))))
    (call $take_answer (i32.load (global.get $RETURNED)) (i32.load offset=4 (global.get $RETURNED))))

  (func $save_answer (result i32)
    (local $saved i32) (local $length i32)
    (local.set $length (i32.load offset=4 (global.get $RESULT)))
    (local.set $saved (call $malloc (local.get $length)))
    (if (i32.eqz (local.get $saved)) (then (unreachable)))
    (memory.copy (local.get $saved) (global.get $OUTPUT) (local.get $length))
    (local.get $saved))

  (func $restore_answer (param $saved i32)
    (memory.copy (global.get $OUTPUT) (local.get $saved) (i32.load offset=4 (global.get $RESULT)))
    (call $free (local.get $saved)))

  (func $integer (param $value i32) (result i32)
    (i32.trunc_sat_f64_u (call $to_number (i32.load (local.get $value)))))

  (func $call_function (param $function i32) (param $values i32) (result i32)
    (block $request
      (block $open
        (block $send
          (block $recv
            (block $close
              (block $fs
                (br_table $request $open $send $recv $close $fs (local.get $function)))
              (return (call $call_fs (i32.sub (local.get $function) (i32.const 5)) (local.get $values))))
            (call $websocket.close (call $integer (local.get $values)) (global.get $RETURNED))
            (return (i32.const 0)))
          (call $websocket.recv
            (call $integer (local.get $values)) (call $integer (i32.add (local.get $values) (i32.const 4))) (global.get $RETURNED))
          (return (i32.const 0)))
        (return (call $send (call $integer (local.get $values)) (i32.load offset=4 (local.get $values)))))
      (return (call $open (i32.load (local.get $values)))))
    (call $request
      (i32.load (local.get $values)) (i32.load offset=4 (local.get $values)) (i32.load offset=8 (local.get $values))
      (i32.load offset=12 (local.get $values))))

  ;; ---- request ----

  (func $request (param $method i32) (param $url i32) (param $body i32) (param $headers i32) (result i32)
    (local $problem i32) (local $has_headers i32) (local $has_body i32)
    (global.set $out (global.get $OUTPUT))
    (local.set $problem (call $write_method (local.get $method)))
    (if (local.get $problem) (then (return (local.get $problem))))
    (local.set $problem (call $write_url (local.get $url) (i32.const 49152) (i32.const 0)))
    (if (local.get $problem) (then (return (local.get $problem))))
    (if (i32.eqz (call $is_undefined (local.get $headers)))
      (then
        (local.set $problem (call $write_headers (local.get $headers)))
        (if (i32.gt_s (local.get $problem) (i32.const 0)) (then (return (local.get $problem))))
        (if (i32.eq (local.get $problem) (global.get $EXCEPTION)) (then (return (local.get $problem))))
        ;; Else less than -1: there are headers.
        (local.set $has_headers (local.get $problem))))
    (local.set $has_body (i32.eqz (i32.or (call $is_undefined (local.get $body)) (call $is_null (local.get $body)))))
    (if (local.get $has_body)
      (then
        (if (i32.eqz (call $is_string (local.get $body))) (then (return (i32.const 19))))
        (if (local.get $has_headers)
          (then (call $append_piece (i32.const 673) (i32.const 12)))
          (else (call $append_piece (i32.const 685) (i32.const 10))))
        (local.set $problem (call $append_text (local.get $body) (i32.const 32768) (i32.const 20)))
        (if (local.get $problem) (then (return (local.get $problem))))))
    (if (i32.and (i32.ne (local.get $has_headers) (i32.const 0)) (i32.eqz (local.get $has_body)))
      (then (call $append_piece (i32.const 695) (i32.const 4)))
      (else (call $append_piece (i32.const 699) (i32.const 2))))
    (if (i32.gt_u (call $written) (i32.const 49152)) (then (return (global.get $TOO_LONG))))
    (call $request.request (global.get $OUTPUT) (call $written) (global.get $RETURNED))
    (i32.const 0))

  (func $write_method (param $method i32) (result i32)
    (local $text i32) (local $problem i32)
    (if (i32.eqz (call $is_string (local.get $method))) (then (return (i32.const 1))))
    (local.set $text (call $to_utf8 (local.get $method) (global.get $LENGTH)))
    (if (i32.eqz (local.get $text)) (then (return (global.get $EXCEPTION))))
    (local.set $problem (call $method_problem (local.get $text) (i32.load (global.get $LENGTH))))
    (if (i32.eqz (local.get $problem))
      (then
        (call $append_piece (i32.const 608) (i32.const 11))
        (call $append_piece (local.get $text) (i32.load (global.get $LENGTH)))
        (call $append_piece (i32.const 619) (i32.const 9))))
    (call $free_utf8 (local.get $text))
    (local.get $problem))

  (func $write_url (param $url i32) (param $limit i32) (param $is_websocket i32) (result i32)
    (local $text i32) (local $length i32) (local $problem i32)
    (if (i32.eqz (call $is_string (local.get $url))) (then (return (i32.const 4))))
    (local.set $text (call $to_utf8 (local.get $url) (global.get $LENGTH)))
    (if (i32.eqz (local.get $text)) (then (return (global.get $EXCEPTION))))
    (local.set $length (i32.load (global.get $LENGTH)))
    (local.set $problem (call $url_problem (local.get $text) (local.get $length) (local.get $is_websocket)))
    (if (i32.eqz (local.get $problem))
      (then
        (if (call $append (local.get $text) (local.get $length) (global.get $UTF_8) (local.get $limit) (global.get $VERBATIM))
          (then (local.set $problem (global.get $TOO_LONG))))))
    (call $free_utf8 (local.get $text))
    (local.get $problem))

  ;; 0 for an empty list, -2 for one with headers, or a problem with the index of the header above its eighth bit.
  (func $write_headers (param $headers i32) (result i32)
    (local $count i32) (local $index i32) (local $problem i32) (local $handle i32)
    (local.set $handle (call $get_property (local.get $headers) (i32.const 731)))
    (local.set $count (i32.shr_u (call $integer_of (local.get $handle)) (i32.const 1)))
    (call $free_value (local.get $handle))
    (if (i32.gt_u (local.get $count) (i32.const 16)) (then (return (i32.const 10))))
    (if (i32.eqz (local.get $count)) (then (return (i32.const 0))))
    (loop $next
      (if (i32.gt_u (call $written) (i32.const 49152)) (then (return (global.get $TOO_LONG))))
      (if (local.get $index)
        (then (call $append_piece (i32.const 650) (i32.const 12)))
        (else (call $append_piece (i32.const 628) (i32.const 22))))
      (local.set $problem (call $write_header (local.get $headers) (i32.shl (local.get $index) (i32.const 1))))
      (if (i32.eq (local.get $problem) (global.get $EXCEPTION)) (then (return (local.get $problem))))
      (if (local.get $problem)
        (then (return (i32.or (local.get $problem) (i32.shl (local.get $index) (i32.const 8))))))
      (local.set $index (i32.add (local.get $index) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $index) (local.get $count))))
    (i32.const -2))

  (func $integer_of (param $handle i32) (result i32)
    (i32.trunc_sat_f64_u (call $to_number (local.get $handle))))

  (func $write_header (param $headers i32) (param $index i32) (result i32)
    (local $name i32) (local $value i32) (local $problem i32)
    (local.set $name (call $get_element (local.get $headers) (local.get $index)))
    (local.set $value (call $get_element (local.get $headers) (i32.add (local.get $index) (i32.const 1))))
    (local.set $problem
      (if (result i32) (i32.eqz (call $is_string (local.get $name)))
        (then (i32.const 11))
        (else
          (if (result i32) (i32.eqz (call $is_string (local.get $value)))
            (then (i32.const 13))
            (else (call $write_header_texts (local.get $name) (local.get $value)))))))
    (call $free_value (local.get $name))
    (call $free_value (local.get $value))
    (local.get $problem))

  (func $write_header_texts (param $name i32) (param $value i32) (result i32)
    (local $name_text i32) (local $name_length i32) (local $text i32) (local $length i32) (local $problem i32)
    (local.set $name_text (call $to_utf8 (local.get $name) (global.get $LENGTH)))
    (if (i32.eqz (local.get $name_text)) (then (return (global.get $EXCEPTION))))
    (local.set $name_length (i32.load (global.get $LENGTH)))
    (local.set $text (call $to_utf8 (local.get $value) (global.get $LENGTH)))
    (if (i32.eqz (local.get $text))
      (then
        (call $free_utf8 (local.get $name_text))
        (return (global.get $EXCEPTION))))
    (local.set $length (i32.load (global.get $LENGTH)))
    (local.set $problem (call $header_name_problem (local.get $name_text) (local.get $name_length)))
    (if (i32.eqz (local.get $problem))
      (then
        (local.set $problem
          (call $header_value_problem (local.get $name_text) (local.get $name_length) (local.get $text) (local.get $length)))))
    (if (i32.eqz (local.get $problem))
      (then
        (call $append_piece (local.get $name_text) (local.get $name_length))
        (call $append_piece (i32.const 662) (i32.const 11))
        (if (call $append (local.get $text) (local.get $length) (global.get $UTF_8) (i32.const 1024) (global.get $VERBATIM))
          (then (local.set $problem (global.get $TOO_LONG))))))
    (call $free_utf8 (local.get $name_text))
    (call $free_utf8 (local.get $text))
    (local.get $problem))

  ;; ---- websocket ----

  (func $open (param $url i32) (result i32)
    (local $problem i32)
    (global.set $out (global.get $OUTPUT))
    (call $append_piece (i32.const 701) (i32.const 8))
    (local.set $problem (call $write_url (local.get $url) (i32.const 8192) (i32.const 1)))
    (if (local.get $problem) (then (return (local.get $problem))))
    (call $append_piece (i32.const 699) (i32.const 2))
    (if (i32.gt_u (call $written) (i32.const 8192)) (then (return (global.get $TOO_LONG))))
    (call $websocket.open (global.get $OUTPUT) (call $written) (global.get $RETURNED))
    (i32.const 0))

  (func $send (param $connection i32) (param $value i32) (result i32)
    (local $text i32) (local $length i32)
    (if (i32.eqz (call $is_string (local.get $value))) (then (return (i32.const 30))))
    (local.set $text (call $to_utf8 (local.get $value) (global.get $LENGTH)))
    (if (i32.eqz (local.get $text)) (then (return (global.get $EXCEPTION))))
    (local.set $length (i32.load (global.get $LENGTH)))
    (if (i32.le_u (local.get $length) (i32.const 32768))
      (then
        (call $replace_surrogates (local.get $text) (i32.add (local.get $text) (local.get $length)))
        (call $websocket.send-text (local.get $connection) (local.get $text) (local.get $length) (global.get $RETURNED))))
    (call $free_utf8 (local.get $text))
    (select (i32.const 31) (i32.const 0) (i32.gt_u (local.get $length) (i32.const 32768))))

  ;; Half a surrogate pair, for which there is no UTF-8, comes as ED A0 80 to ED BF BF; U+FFFD is EF BF BD. Text that has one is a copy.
  (func $replace_surrogates (param $text i32) (param $end i32)
    (block $done
      (loop $again
        (if (i32.le_u (i32.add (local.get $text) (i32.const 16)) (local.get $end))
          (then
            (if (i32.eqz
                  (v128.any_true
                    (i8x16.eq (v128.load align=1 (local.get $text))
                      (v128.const i8x16 -19 -19 -19 -19 -19 -19 -19 -19 -19 -19 -19 -19 -19 -19 -19 -19))))
              (then
                (local.set $text (i32.add (local.get $text) (i32.const 16)))
                (br $again)))))
        (br_if $done (i32.ge_u (i32.add (local.get $text) (i32.const 2)) (local.get $end)))
        (if (i32.and
              (i32.eq (i32.load8_u (local.get $text)) (i32.const 0xed))
              (i32.ge_u (i32.load8_u offset=1 (local.get $text)) (i32.const 0xa0)))
          (then
            (i32.store16 align=1 (local.get $text) (i32.const 0xbfef))
            (i32.store8 offset=2 (local.get $text) (i32.const 0xbd))))
        (local.set $text (i32.add (local.get $text) (i32.const 1)))
        (br $again))))

  ;; ---- fs ----

  ;; 0 is read, 1 is list, 2 is write.
  (func $call_fs (param $function i32) (param $values i32) (result i32)
    (local $problem i32)
    (global.set $out (global.get $OUTPUT))
    (call $append_piece (i32.const 709) (i32.const 9))
    (local.set $problem (call $write_path (i32.load (local.get $values)) (i32.eq (local.get $function) (i32.const 1))))
    (if (local.get $problem) (then (return (local.get $problem))))
    (if (i32.eq (local.get $function) (i32.const 2))
      (then
        (if (i32.eqz (call $is_string (i32.load offset=4 (local.get $values)))) (then (return (i32.const 28))))
        (call $append_piece (i32.const 718) (i32.const 13))
        (local.set $problem
          (call $append_text (i32.load offset=4 (local.get $values)) (i32.const 65536) (i32.const 29)))
        (if (local.get $problem) (then (return (local.get $problem))))))
    (call $append_piece (i32.const 699) (i32.const 2))
    (block $done
      (block $write
        (block $list
          (block $read
            (br_table $read $list $write (local.get $function)))
          (call $fs.read (global.get $OUTPUT) (call $written) (global.get $RETURNED))
          (br $done))
        (call $fs.list (global.get $OUTPUT) (call $written) (global.get $RETURNED))
        (br $done))
      (call $fs.write (global.get $OUTPUT) (call $written) (global.get $RETURNED)))
    (i32.const 0))

  (func $write_path (param $path i32) (param $may_be_root i32) (result i32)
    (local $text i32) (local $length i32) (local $problem i32)
    (if (i32.eqz (call $is_string (local.get $path))) (then (return (i32.const 21))))
    (local.set $text (call $to_utf8 (local.get $path) (global.get $LENGTH)))
    (if (i32.eqz (local.get $text)) (then (return (global.get $EXCEPTION))))
    (local.set $length (i32.load (global.get $LENGTH)))
    (local.set $problem (call $path_problem (local.get $text) (local.get $length) (local.get $may_be_root)))
    (if (i32.eqz (local.get $problem))
      (then
        (drop (call $append (local.get $text) (local.get $length) (global.get $UTF_8) (i32.const 4096) (global.get $VERBATIM)))))
    (call $free_utf8 (local.get $text))
    (local.get $problem))

  ;; ---- Writing a descriptor ----

  (func $written (result i32) (i32.sub (global.get $out) (global.get $OUTPUT)))

  ;; Pieces between two looks at what is written are shorter than what the output has to spare.
  (func $append_piece (param $text i32) (param $length i32)
    (memory.copy (global.get $out) (local.get $text) (local.get $length))
    (global.set $out (i32.add (global.get $out) (local.get $length))))

  (func $append_text (param $value i32) (param $limit i32) (param $too_long i32) (result i32)
    (local $outcome i32)
    (local.set $outcome (call $append_value (local.get $value) (local.get $limit) (global.get $VERBATIM)))
    (if (i32.eq (local.get $outcome) (global.get $FAILED)) (then (return (global.get $EXCEPTION))))
    (select (local.get $too_long) (i32.const 0) (i32.eq (local.get $outcome) (global.get $CUT)))))
