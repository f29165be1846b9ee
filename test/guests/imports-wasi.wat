;; Imports a WASI interface without calling it.
(component
  (import "wasi:cli/environment@0.2.0" (instance
    (export "get-environment" (func (result (list (tuple string string)))))))
  (core module $guest (memory (export "memory") 1))
  (core instance (instantiate $guest)))
