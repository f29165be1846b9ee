/** Ids of the findings about suppressions, settings and inputs, with their titles. */
export const CHECK_RULES = {
  'check/bad-suppression': 'A comment asks to ignore findings and does not say which, or why',
  'check/unknown-rule': 'A suppression or a setting names a rule that does not exist',
  'check/unused-suppression': 'A suppression has nothing to suppress',
  'check/security-rule': 'A suppression names a rule that cannot be silenced',
  'check/host-refusal': 'A suppression would hide what the host refuses',
  'check/unusable-input': 'One of several inputs cannot be checked',
  'host/unknown-revision': 'The project names a host revision that does not exist',
} as const

export type CheckRule = keyof typeof CHECK_RULES
