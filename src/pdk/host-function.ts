/** Numbers of the host functions in the engine; the build knows from the names of the SDK's functions which of them are used. */
export const HOST_FUNCTION = {
  request: 0,
  open: 1,
  send: 2,
  recv: 3,
  close: 4,
  read: 5,
  list: 6,
  write: 7,
} as const
