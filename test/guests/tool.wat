;; A tool component with one core module. Tests put their own code in place of the three markers:
;; FIELDS (module fields before the functions), CALL (body of call: tool and input as two pointer-length pairs),
;; OPTIONS (further canonical options).
(component
  (core module $guest
    ;;FIELDS
    (global $next (mut i32) (i32.const 1024))
    (func (export "realloc") (param i32 i32) (param $align i32) (param $size i32) (result i32)
      (local $pointer i32)
      (local.set $pointer
        (i32.and
          (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
          (i32.sub (i32.const 0) (local.get $align))))
      (global.set $next (i32.add (local.get $pointer) (local.get $size)))
      (local.get $pointer))
    (func $call (export "call") (param $tool i32) (param $tool_length i32) (param $input i32) (param $input_length i32) (result i32)
      ;;CALL
    )
  )
  (core instance $main (instantiate $guest))
  (func (export "call") (param "tool" string) (param "input" string) (result string)
    (canon lift (core func $main "call") (memory (core memory $main "memory")) (realloc (core func $main "realloc")) ;;OPTIONS
    ))
)
