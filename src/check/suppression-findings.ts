import { MANIFEST_FILE, PROJECT_FILE } from '../contract/names.ts'
import type { Finding, Place } from '../finding.ts'
import { nearestWord } from '../manifest/nearest-word.ts'
import { quote } from '../quote.ts'

/** Problems of suppressions themselves. Ids are plugin text until they are found to be known. */

export function malformedSuppression(missing: 'rule' | 'reason', at: Place): Finding {
  return {
    rule: 'check/bad-suppression',
    severity: 'error',
    message: `The comment asks to ignore findings, but names no ${missing}.`,
    why: 'Readers of plugin.toml must be able to tell what is ignored and why, so it has no effect as it stands.',
    fix: 'Write # yoi-plugin: ignore[area/problem] and the reason after it.',
    at,
  }
}

export function unknownRule(id: string, known: Iterable<string>, at: Place): Finding {
  const meant = nearestWord(id, [...known])
  return {
    rule: 'check/unknown-rule',
    severity: 'warning',
    message: `There is no rule ${quote(id)}.`,
    why: 'A setting for a rule that does not exist does nothing, and looks as if it did.',
    fix: meant === undefined ? 'List the rules with `yoi-plugin explain`.' : `Write ${meant}.`,
    at,
  }
}

export function unusedSuppression(id: string, by: 'comment' | 'settings', at: Place): Finding {
  return {
    rule: 'check/unused-suppression',
    severity: 'warning',
    message: `${quote(id)} is ignored here, but nothing of the kind was found.`,
    why: 'What was once accepted is gone; left in place, the suppression would hide the next one.',
    fix:
      by === 'comment'
        ? `Remove the comment; this changes the digest of the package, as every change of ${MANIFEST_FILE} does.`
        : `Remove it from [rules] in ${PROJECT_FILE}.`,
    at,
  }
}

export function securityRule(id: string, at: Place): Finding {
  return {
    rule: 'check/security-rule',
    severity: 'error',
    message: `${quote(id)} protects the people who run the plugin and cannot be silenced.`,
    why: 'The files of a project belong to its author, who must not decide what its users get to see.',
    fix: 'Remove the suppression and correct what the rule finds.',
    at,
  }
}

export function hostRefusal(id: string, at: Place): Finding {
  return {
    rule: 'check/host-refusal',
    severity: 'error',
    message: `What ${quote(id)} finds here is refused by the host itself and cannot be silenced.`,
    why: 'The package would pass here and be refused by Yoi, which no setting of ours can change.',
    fix: 'Remove the suppression and correct what the rule finds.',
    at,
  }
}
