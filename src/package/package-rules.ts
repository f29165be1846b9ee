/** Ids of the findings that reading and building a package can give, with their titles. */
export const PACKAGE_RULES = {
  'package/not-an-archive': 'The file is not a .yoi-plugin archive',
  'package/malformed-archive': 'The archive is damaged',
  'package/archive-too-large': 'The archive is larger than the host reads',
  'package/too-many-files': 'The package holds too many files',
  'package/file-too-large': 'A file is larger than the host reads',
  'package/total-too-large': 'All files together are larger than the host reads',
  'package/unsafe-path': 'A path could point outside the package',
  'package/symlink': 'A symbolic link cannot be packed',
  'package/encrypted-entry': 'An archive entry is encrypted',
  'package/compressed-entry': 'An archive entry is compressed',
  'package/duplicate-path': 'A path occurs twice in the archive',
  'package/not-a-file': 'Something that is not a regular file stands where a file belongs',
  'package/unreadable': 'A file cannot be read',
  'package/crc-mismatch': 'A checksum in the archive is wrong',
  'package/trailing-bytes': 'Bytes follow the end of the archive',
  'package/undeclared-entries': 'The archive lists more entries than it declares',
  'package/local-name-differs': 'An archive entry carries two different names',
  'package/bad-include': 'An include pattern cannot be used',
  'package/unused-include': 'An include pattern matches no file',
  'build/missing': 'The component has not been built',
  'build/stale': 'The component is older than its sources',
} as const

export type PackageRule = keyof typeof PACKAGE_RULES
