import fc from 'fast-check'

/** Every run tries the same values, so that a failure on one machine is one on every machine. */
fc.configureGlobal({ seed: 20_260_801 })
