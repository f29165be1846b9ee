;; Answers {"summary":"echo","content":"<the input's length in bytes>"} for inputs below 10,000 bytes, by hand.
(component
  (core module $guest
    (memory (export "memory") 1)
    (global $next (mut i32) (i32.const 1024))
    (data (i32.const 16) "{\"summary\":\"echo\",\"content\":\"0000\"}")
    (func (export "realloc") (param i32 i32) (param $align i32) (param $size i32) (result i32)
      (local $pointer i32)
      (local.set $pointer
        (i32.and
          (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
          (i32.sub (i32.const 0) (local.get $align))))
      (global.set $next (i32.add (local.get $pointer) (local.get $size)))
      (local.get $pointer))
    (func (export "call") (param $tool i32) (param $tool_length i32) (param $input i32) (param $length i32) (result i32)
      (local $digit i32)
      (local.set $digit (i32.const 48))
      (loop $next_digit
        (i32.store8
          (local.get $digit)
          (i32.add (i32.const 48) (i32.rem_u (local.get $length) (i32.const 10))))
        (local.set $length (i32.div_u (local.get $length) (i32.const 10)))
        (local.set $digit (i32.sub (local.get $digit) (i32.const 1)))
        (br_if $next_digit (i32.ge_u (local.get $digit) (i32.const 45))))
      (i32.store (i32.const 0) (i32.const 16))
      (i32.store (i32.const 4) (i32.const 35))
      (i32.const 0))
  )
  (core instance $main (instantiate $guest))
  (func (export "call") (param "tool" string) (param "input" string) (result string)
    (canon lift (core func $main "call") (memory (core memory $main "memory")) (realloc (core func $main "realloc"))))
)
