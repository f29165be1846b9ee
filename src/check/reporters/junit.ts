import type { Finding } from '../../finding.ts'
import type { CheckReport, SuppressedFinding } from '../check-report.ts'
import { neutraliseText } from './neutralise-text.ts'
import { placeInInput } from './place-in-input.ts'
import { nameOf } from './summary-text.ts'

interface TestCase {
  readonly name: string
  readonly content: string
  readonly isFailure: boolean
  readonly isSkipped: boolean
}

/**
 * JUnit XML: a suite for each plugin, a test for each finding and each call that went as expected. An error is a failure;
 * a warning or a note passes with its text as output; what is suppressed is skipped.
 */
export function renderJunit(reports: readonly CheckReport[]): string {
  const suites = reports.map(report => ({ report, cases: casesOf(report) }))
  const counts = countsOf(suites.flatMap(({ cases }) => cases))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="yoi-plugin check" ${counts}>`,
    ...suites.flatMap(({ report, cases }) => renderSuite(report, cases)),
    '</testsuites>',
  ].join('\n')
}

function renderSuite(report: CheckReport, cases: readonly TestCase[]): string[] {
  const classname = escapeXml(report.plugin.inputPath)
  return [
    `  <testsuite name="${escapeXml(nameOf(report))}" ${countsOf(cases)}>`,
    ...cases.map(({ name, content }) => {
      const head = `    <testcase classname="${classname}" name="${escapeXml(name)}"`
      return content === '' ? `${head}/>` : `${head}>${content}</testcase>`
    }),
    '  </testsuite>',
  ]
}

function casesOf(report: CheckReport): TestCase[] {
  const cases = [
    ...report.findings.map(finding => findingCase(report, finding)),
    ...report.suppressed.map(suppressed => suppressedCase(report, suppressed)),
    ...report.cases
      .filter(entry => entry.status === 'passed')
      .map(entry => passed(entry.file ?? `smoke call of ${entry.tool}`)),
  ]
  return cases.length > 0 ? cases : [passed('check')]
}

function passed(name: string): TestCase {
  return { name, content: '', isFailure: false, isSkipped: false }
}

function findingCase(report: CheckReport, finding: Finding): TestCase {
  const { rule, severity, message, why, fix } = finding
  const name = nameOfFinding(report, finding)
  const text = escapeXml(`${name}\n${message}\nwhy: ${why}\nfix: ${fix}`)
  const isFailure = severity === 'error'
  const content = isFailure
    ? `<failure type="${escapeXml(rule)}" message="${escapeXml(message)}">${text}</failure>`
    : `<system-out>${severity}: ${text}</system-out>`
  return { name, content, isFailure, isSkipped: false }
}

function suppressedCase(report: CheckReport, { finding, reason }: SuppressedFinding): TestCase {
  const content = `<skipped message="${escapeXml(`suppressed: ${reason}`)}"/>`
  return { name: nameOfFinding(report, finding), content, isFailure: false, isSkipped: true }
}

function nameOfFinding(report: CheckReport, { rule, at: found }: Finding): string {
  const { path, entry, at } = placeInInput(report, found)
  const file = entry === undefined ? path : `${path} (${entry})`
  return `${rule} at ${file}${at ? `:${at.line}:${at.column ?? 1}` : ''}`
}

function countsOf(cases: readonly TestCase[]): string {
  const failures = cases.filter(({ isFailure }) => isFailure).length
  const skipped = cases.filter(({ isSkipped }) => isSkipped).length
  return `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`
}

/** For content and for attributes in double quotes. What XML 1.0 cannot hold was escaped before. */
function escapeXml(text: string): string {
  return neutraliseText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
    .replaceAll('\n', '&#10;')
}
