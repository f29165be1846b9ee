/** Ids of the findings that reading `plugin.toml` can give, with their titles. */
export const MANIFEST_RULES = {
  'manifest/missing': 'The package has no plugin.toml',
  'manifest/too-large': 'plugin.toml is larger than the host reads',
  'manifest/not-utf-8': 'plugin.toml is not UTF-8',
  'manifest/syntax': 'plugin.toml is not TOML',
  'manifest/unknown-key': 'A key is not known to the host',
  'manifest/missing-key': 'A required key is missing',
  'manifest/wrong-type': 'A value has the wrong type',
  'manifest/unknown-value': 'A word is not known to the host',
  'manifest/out-of-range': 'A number is out of range',
  'manifest/lenient-form': 'A value is written in a form that the host reads by accident',
  'manifest/unsupported-schema-version': 'The manifest format has a version that the host does not know',
  'manifest/unsafe-id': 'The id of the package is not safe',
  'manifest/blank-name': 'The name of the package is blank',
  'manifest/blank-version': 'The version of the package is blank',
  'manifest/unsupported-runtime-kind': 'The kind of the runtime is not known to the host',
  'manifest/missing-world': 'The runtime names no world',
  'manifest/unsupported-world': 'The runtime names a world that the host does not know',
  'manifest/missing-component': 'The runtime names no component',
  'manifest/unsafe-component-path': 'The path of the component could point outside the package',
  'manifest/component-not-in-package': 'The component is not in the package',
  'manifest/needs-instance-world': 'Services and ingresses need the instance world',
  'manifest/unsafe-service-name': 'The name of a service is not safe',
  'manifest/unsafe-ingress-name': 'The name of an ingress is not safe',
  'manifest/unsafe-hook-id': 'The id of a hook is not safe',
  'manifest/unsafe-hook-path': 'The path of a hook could point outside the package',
  'manifest/hook-file-not-in-package': 'The file of a hook is not in the package',
  'legacy/raw-runtime': 'The raw WebAssembly runtime is retired',
  'legacy/raw-metadata': 'A key of the raw WebAssembly runtime is left',
  'legacy/https-api': 'The host API https is retired',
  'legacy/https-targets': 'The target list https is retired',
} as const

/** Ids of the findings that reading `yoi-plugin.toml` can give, with their titles. */
export const PROJECT_RULES = {
  'project/too-large': 'yoi-plugin.toml is too large',
  'project/not-utf-8': 'yoi-plugin.toml is not UTF-8',
  'project/syntax': 'yoi-plugin.toml is not TOML',
  'project/unknown-key': 'A setting is not known',
  'project/missing-key': 'A required key of a setting is missing',
  'project/wrong-type': 'A setting has the wrong type',
  'project/unknown-value': 'A setting has an unknown word',
  'project/out-of-range': 'A setting is out of range',
  'project/unsafe-path': 'A setting names a path outside the project',
  'project/blank-reason': 'A changed severity has no reason',
} as const

export type ManifestRule = keyof typeof MANIFEST_RULES
export type ProjectRule = keyof typeof PROJECT_RULES
