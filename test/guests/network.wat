;; A tool whose name begins with f, t or r calls request, websocket.open or fs.read, with the tool's input as the request, and answers
;; with {"summary":"done","content":"<the host's answer as text>"}. Small, for tests that start many processes; made like files.wat.
(component
  (import "yoi:host/request@1.0.0" (instance $request
    (export "request" (func (param "request" string) (result string)))))
  (import "yoi:host/websocket@1.0.0" (instance $websocket
    (export "open" (func (param "request" string) (result string)))))
  (import "yoi:host/fs@1.0.0" (instance $fs
    (export "read" (func (param "request" string) (result string)))))
  (core module $libc
    (memory (export "memory") 20)
    (global $next (mut i32) (i32.const 1024))
    (func (export "realloc") (param i32 i32) (param $align i32) (param $size i32) (result i32)
      (local $pointer i32)
      (local.set $pointer
        (i32.and
          (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
          (i32.sub (i32.const 0) (local.get $align))))
      (global.set $next (i32.add (local.get $pointer) (local.get $size)))
      (local.get $pointer)))
  (core instance $libc (instantiate $libc))
  (alias core export $libc "memory" (core memory $memory))
  (alias core export $libc "realloc" (core func $realloc))
  (alias export $fs "read" (func $read))
  (alias export $request "request" (func $send))
  (alias export $websocket "open" (func $open))
  (core func $read_core (canon lower (func $read) (memory $memory) (realloc $realloc)))
  (core func $send_core (canon lower (func $send) (memory $memory) (realloc $realloc)))
  (core func $open_core (canon lower (func $open) (memory $memory) (realloc $realloc)))
  (core module $guest
    (import "libc" "memory" (memory 20))
    (import "host" "read" (func $read (param i32 i32 i32)))
    (import "host" "send" (func $send (param i32 i32 i32)))
    (import "host" "open" (func $open (param i32 i32 i32)))
    ;; The output begins with this and is built behind it; 29 bytes.
    (data (i32.const 655360) "{\"summary\":\"done\",\"content\":\"")
    (func (export "call") (param $tool i32) (param i32) (param $input i32) (param $length i32) (result i32)
      (local $byte i32)
      (local $from i32)
      (local $end i32)
      (local $to i32)
      (local.set $byte (i32.load8_u (local.get $tool)))
      (if (i32.eq (local.get $byte) (i32.const 114)) ;; r
        (then (call $read (local.get $input) (local.get $length) (i32.const 16)))
        (else
          (if (i32.eq (local.get $byte) (i32.const 102)) ;; f
            (then (call $send (local.get $input) (local.get $length) (i32.const 16)))
            (else (call $open (local.get $input) (local.get $length) (i32.const 16))))))
      (local.set $from (i32.load (i32.const 16)))
      (local.set $end (i32.add (local.get $from) (i32.load (i32.const 20))))
      (local.set $to (i32.const 655389))
      (block $done
        (loop $next
          (br_if $done (i32.ge_u (local.get $from) (local.get $end)))
          (local.set $byte (i32.load8_u (local.get $from)))
          (if (i32.or
                (i32.eq (local.get $byte) (i32.const 34))
                (i32.eq (local.get $byte) (i32.const 92)))
            (then
              (i32.store8 (local.get $to) (i32.const 92))
              (local.set $to (i32.add (local.get $to) (i32.const 1)))))
          (i32.store8 (local.get $to) (local.get $byte))
          (local.set $to (i32.add (local.get $to) (i32.const 1)))
          (local.set $from (i32.add (local.get $from) (i32.const 1)))
          (br $next)))
      (i32.store16 (local.get $to) (i32.const 0x7d22)) ;; "}
      (i32.store (i32.const 16) (i32.const 655360))
      (i32.store (i32.const 20) (i32.sub (i32.add (local.get $to) (i32.const 2)) (i32.const 655360)))
      (i32.const 16)))
  (core instance $host_core
    (export "read" (func $read_core))
    (export "send" (func $send_core))
    (export "open" (func $open_core)))
  (core instance $main (instantiate $guest (with "host" (instance $host_core)) (with "libc" (instance $libc))))
  (func (export "call") (param "tool" string) (param "input" string) (result string)
    (canon lift (core func $main "call") (memory $memory) (realloc $realloc))))
