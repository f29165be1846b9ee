;; The component around the engine. The core module is a stand-in of the same type, which the recipe replaces.
(component
  (core module $engine
    (memory (export "memory") 1)
    (func (export "call") (param i32 i32 i32 i32) (result i32) unreachable)
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) unreachable))
  (core instance $instance (instantiate $engine))
  (alias core export $instance "memory" (core memory $memory))
  (alias core export $instance "call" (core func $call))
  (alias core export $instance "cabi_realloc" (core func $realloc))
  (func $lifted (param "tool-name" string) (param "input-json" string) (result string)
    (canon lift (core func $call) (memory $memory) (realloc $realloc) string-encoding=utf8))
  (export "call" (func $lifted)))
