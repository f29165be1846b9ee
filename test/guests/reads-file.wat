;; Answers with what the host's fs read gives for the tool's input. Memory and allocator are a module of their own,
;; because a lowered import needs them before the module that calls it exists.
(component
  (import "yoi:host/fs@1.0.0" (instance $fs
    (export "read" (func (param "request" string) (result string)))))
  (core module $libc
    (memory (export "memory") 1)
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
  (core func $read_core (canon lower (func $read) (memory $memory) (realloc $realloc)))
  (core module $guest
    (import "fs" "read" (func $read (param i32 i32 i32)))
    (func (export "call") (param i32 i32 i32 i32) (result i32)
      (call $read (local.get 2) (local.get 3) (i32.const 16))
      (i32.const 16)))
  (core instance $fs_core (export "read" (func $read_core)))
  (core instance $main (instantiate $guest (with "fs" (instance $fs_core))))
  (func (export "call") (param "tool" string) (param "input" string) (result string)
    (canon lift (core func $main "call") (memory $memory) (realloc $realloc))))
