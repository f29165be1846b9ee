;; `call` is there, with another type than the tool world has.
(component
  (core module $guest
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 16))
    (func (export "call") (param i32 i32) (result i32) (i32.const 7)))
  (core instance $main (instantiate $guest))
  (func (export "call") (param "text" string) (result u32)
    (canon lift (core func $main "call")
      (memory (core memory $main "memory")) (realloc (core func $main "realloc")))))
