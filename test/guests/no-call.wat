;; A component without any export.
(component
  (core module $guest (memory (export "memory") 1))
  (core instance (instantiate $guest)))
