;; Traps as soon as anyone instantiates it: whoever only looks at it never notices.
(component
  (core module $guest
    (memory (export "memory") 1)
    (func $start unreachable)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 0))
    (func (export "call") (param i32 i32 i32 i32) (result i32) (i32.const 0))
    (start $start)
  )
  (core instance $main (instantiate $guest))
  (func (export "call") (param "tool" string) (param "input" string) (result string)
    (canon lift (core func $main "call") (memory (core memory $main "memory")) (realloc (core func $main "realloc"))))
)
