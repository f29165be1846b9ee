/** A field by which exchanges are not compared. @source docs/recording.md */
export const FIELD_FORM = /^(?:query\.[^.]+|(?:body|message)(?:\.[^.]+)*)$/

export const FIELD_FORMS = '"query.NAME", "body", "body.a.b" or "message.a.b"'

/** Each costs time at every comparison. */
export const MAX_IGNORED_FIELDS = 100

/** The name of an environment variable, which is also that of a secret in a cassette: `${NAME}`. */
export const SECRET_NAME_FORM = /^[A-Za-z_][A-Za-z0-9_]*$/
